import Diagnostics

extension TextTable {
  /// The table as one `<w:tbl>` of a Word document.
  ///
  /// Headings repeat on each page and no row is parted between pages. Columns follow what they hold, in
  /// half widths of 10.5 pt type, and fill the width exactly; drawings take what is left over. A bar is a
  /// table of shaded cells of its own, so that it prints as it stands whatever the font. Type and its East
  /// Asian face come from a paragraph style.
  ///
  /// - Parameters:
  ///   - style: how the lines are set.
  ///   - width: the whole width, millimetres; at least 10 mm are taken.
  ///   - language: the language of the document: footnote marks, and the face of what both scripts share.
  ///   - type: the paragraph style of the cells.
  /// - Returns: well-formed XML with the prefix `w`; title, unit and notes stand outside
  ///   (``wordUnit(language:)``, ``wordNotes(language:)``).
  /// - Source: ECMA-376-1, 17.4.
  func wordTable(
    style: TableStyle, width: Double, language: Language, type: String = "TableText"
  ) -> String {
    var table = self
    table.language = language
    return WordTable(table, style: style, width: width, type: type).text
  }

  /// The unit line as a paragraph to stand above the table, at the right; empty where there is none.
  func wordUnit(language: Language) -> String {
    guard !unit.isEmpty else { return "" }
    return WordText(language: language).paragraph(
      unit, properties: "<w:keepNext/><w:jc w:val=\"right\"/>")
  }

  /// Footnotes, notes and source as paragraphs to stand below the table.
  func wordNotes(language: Language) -> String {
    let words = WordText(language: language)
    return linesBelow(Footnotes(self, language: language)).map {
      words.paragraph($0, style: "TableNote", properties: "<w:jc w:val=\"left\"/>")
    }.joined()
  }
}

/// Runs and paragraphs of the style of tables.
private struct WordText {
  let language: Language
  /// The paragraph style of cells.
  var type = "TableText"

  func paragraph(_ text: String, style: String? = nil, properties: String) -> String {
    paragraph(runs: run(text), style: style, properties: properties)
  }

  func paragraph(runs: String, style: String? = nil, properties: String) -> String {
    "<w:p><w:pPr><w:pStyle w:val=\"\(style ?? type)\"/>\(properties)</w:pPr>\(runs)</w:p>"
  }

  /// A run; properties in the order of the schema.
  func run(_ text: String, isStrong: Bool = false, properties: String = "") -> String {
    guard !text.isEmpty else { return "" }
    // What both scripts have, “” and ① among it, is set in the Chinese face beside Chinese characters.
    let isChinese =
      language == .chinese
      && text.unicodeScalars.contains { $0.properties.isIdeographic || $0 == "～" }
    let all =
      (isChinese ? "<w:rFonts w:hint=\"eastAsia\"/>" : "")
      + (isStrong ? "<w:b/><w:bCs/>" : "") + properties
    return "<w:r>" + (all.isEmpty ? "" : "<w:rPr>\(all)</w:rPr>")
      + "<w:t xml:space=\"preserve\">\(escapedXML(text))</w:t></w:r>"
  }
}

/// The text for XML 1.0: markup escaped, line breaks made spaces, what XML forbids dropped.
private func escapedXML(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if scalar.isLineBreak || scalar == "\t" {
      result.append(" ")
    } else if scalar.properties.generalCategory != .control, scalar.value & 0xFFFE != 0xFFFE {
      result.append(scalar)
    }
  }
  return escapedHTML(String(result))
}

/// The layout of one table in Word.
///
/// Lengths are twentieths of a point.
private struct WordTable {
  let table: TextTable
  let style: TableStyle
  let widths: [Int]
  let footnotes: TextTable.Footnotes
  let words: WordText

  /// The distance between a cell's side and its text.
  static let margin = 85
  /// A half width of 10.5 pt type, and what a Latin letter or digit may take where the face is a wide one.
  static let half = 105
  static let letter = 126

  init(_ table: TextTable, style: TableStyle, width: Double, type: String) {
    self.table = table
    self.style = style
    footnotes = TextTable.Footnotes(table, language: table.language)
    words = WordText(language: table.language, type: type)
    let millimetres = width.isFinite ? min(max(width, 10), 500) : 156
    widths = Self.widths(
      of: table, footnotes, total: Int((millimetres * 1440 / 25.4).rounded()))
  }

  var text: String {
    let total = widths.reduce(0, +)
    var parts = [
      "<w:tbl><w:tblPr><w:tblW w:w=\"\(total)\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>",
      "<w:tblBorders>\(borders)</w:tblBorders><w:tblLayout w:type=\"fixed\"/>",
      "<w:tblCellMar><w:top w:w=\"28\" w:type=\"dxa\"/><w:left w:w=\"\(Self.margin)\" w:type=\"dxa\"/>",
      "<w:bottom w:w=\"28\" w:type=\"dxa\"/><w:right w:w=\"\(Self.margin)\" w:type=\"dxa\"/>",
      "</w:tblCellMar><w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" ",
      "w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>",
    ]
    parts += widths.map { "<w:gridCol w:w=\"\($0)\"/>" }
    parts.append("</w:tblGrid>")
    parts += header
    for (number, group) in table.groups.enumerated() {
      if let heading = group.heading { parts.append(groupRow(heading, isFirst: number == 0)) }
      for (place, row) in group.rows.enumerated() {
        let hasRule = group.isBand && group.heading == nil && place == 0 && number > 0
        parts.append(bodyRow(row, rule: hasRule ? Self.border("top", 4) : ""))
      }
    }
    if table.groups.allSatisfy({ $0.heading == nil && $0.rows.isEmpty }) {
      // A table without a row is no table to Word.
      let cells = table.columns.map { _ in TextTable.Cell("") }
      parts.append(bodyRow(TextTable.Row(cells: cells), rule: ""))
    }
    parts.append("</w:tbl>")
    return parts.joined()
  }

  private static func border(_ side: String, _ eighths: Int) -> String {
    "<w:\(side) w:val=\"single\" w:sz=\"\(eighths)\" w:space=\"0\" w:color=\"auto\"/>"
  }

  private var borders: String {
    switch style {
    case .threeLine: Self.border("top", 12) + Self.border("bottom", 12)
    case .grid:
      ["top", "left", "bottom", "right", "insideH", "insideV"].map { Self.border($0, 4) }.joined()
    }
  }

  // MARK: - Rows

  private func row(_ cells: String, isHeader: Bool = false) -> String {
    "<w:tr><w:trPr><w:cantSplit/>\(isHeader ? "<w:tblHeader/>" : "")</w:trPr>\(cells)</w:tr>"
  }

  private func cell(
    width: Int, span: Int = 1, merge: String = "", borders: String = "", shade: String? = nil,
    isNumber: Bool = false, _ content: String
  ) -> String {
    "<w:tc><w:tcPr><w:tcW w:w=\"\(width)\" w:type=\"dxa\"/>"
      + (span > 1 ? "<w:gridSpan w:val=\"\(span)\"/>" : "") + merge
      + (borders.isEmpty ? "" : "<w:tcBorders>\(borders)</w:tcBorders>")
      + (shade.map { "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"\($0)\"/>" } ?? "")
      + (isNumber ? "<w:noWrap/>" : "") + "<w:vAlign w:val=\"center\"/></w:tcPr>\(content)</w:tc>"
  }

  /// One row of headings, or two where there are spanners; all of them repeat.
  private var header: [String] {
    // A repeated heading has no table edge above it, so that its cells carry the line themselves.
    let (top, bottom) =
      style == .threeLine ? (Self.border("top", 12), Self.border("bottom", 6)) : ("", "")
    func heading(_ index: Int, borders: String, merge: String = "") -> String {
      let column = table.columns[index]
      let alignment = style == .grid ? "center" : column.isNumber ? "right" : "left"
      let runs =
        words.run(column.heading, isStrong: true) + mark(column.footnotes)
      return cell(
        width: widths[index], merge: merge, borders: borders,
        words.paragraph(runs: runs, properties: "<w:keepNext/><w:jc w:val=\"\(alignment)\"/>"))
    }
    guard !table.spanners.isEmpty else {
      let cells = table.columns.indices.map { heading($0, borders: top + bottom) }
      return [row(cells.joined(), isHeader: true)]
    }
    var (upper, lower) = ("", "")
    for index in table.columns.indices {
      guard let spanner = table.spanners.first(where: { $0.columns.contains(index) }) else {
        upper += heading(index, borders: top, merge: "<w:vMerge w:val=\"restart\"/>")
        lower += cell(
          width: widths[index], merge: "<w:vMerge/>", borders: bottom,
          words.paragraph(runs: "", properties: "<w:keepNext/>"))
        continue
      }
      if spanner.columns.lowerBound == index {
        let rule = style == .threeLine ? Self.border("bottom", 4) : ""
        upper += cell(
          width: spanner.columns.reduce(0) { $0 + widths[$1] }, span: spanner.columns.count,
          borders: top + rule,
          words.paragraph(
            runs: words.run(spanner.heading, isStrong: true),
            properties: "<w:keepNext/><w:jc w:val=\"center\"/>"))
      }
      lower += heading(index, borders: bottom)
    }
    return [row(upper, isHeader: true), row(lower, isHeader: true)]
  }

  /// The heading of a group, kept with the first of its rows.
  private func groupRow(_ heading: String, isFirst: Bool) -> String {
    let rule = style == .threeLine && !isFirst ? Self.border("top", 4) : ""
    return row(
      cell(
        width: widths.reduce(0, +), span: table.columns.count, borders: rule,
        words.paragraph(
          runs: words.run(heading, properties: "<w:color w:val=\"555555\"/>"),
          properties: "<w:keepNext/><w:jc w:val=\"left\"/>")))
  }

  private func bodyRow(_ row: TextTable.Row, rule: String) -> String {
    let cells = row.cells.enumerated().map { index, content in
      let column = table.columns[index]
      var shade: String?
      if let share = content.shade, share > 0 { shade = TableColours.shade(share) }
      if row.isFocus, style == .threeLine { shade = shade ?? TableColours.focus }
      return cell(
        width: widths[index], borders: rule, shade: shade, isNumber: column.isNumber,
        body(content, in: column, index, isStrong: row.isFocus || content.isStrong))
    }
    return self.row(cells.joined())
  }

  private func body(
    _ cell: TextTable.Cell, in column: TextTable.Column, _ index: Int, isStrong: Bool
  ) -> String {
    switch cell.drawing {
    case .bar(let value):
      guard let scale = column.scale, let span = TextTable.BarSpan(value, on: scale) else { break }
      return bar(span, hasZeroLine: scale.lowerBound < 0, width: widths[index])
    case .columns(let values):
      // Block characters in the Chinese face, where each fills a whole width.
      let blocks = TextTable.blocks(of: values, gap: "\u{3000}")
      let run =
        "<w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/><w:color w:val=\"\(TableColours.bar)\"/>"
        + "<w:sz w:val=\"16\"/></w:rPr><w:t xml:space=\"preserve\">\(blocks)</w:t></w:r>"
      return words.paragraph(runs: run, properties: "<w:jc w:val=\"left\"/>")
    case nil: break
    }
    let marks = footnotes.marks(of: cell.footnotes)
    var properties = "<w:jc w:val=\"\(column.isNumber ? "right" : "left")\"/>"
    if column.isNumber {
      // Numbers stand below each other with a mark and without.
      let free = markWidth(index) - marks.superscriptWidth
      if free > 0 { properties = "<w:ind w:right=\"\(free)\"/>" + properties }
    }
    return words.paragraph(
      runs: words.run(cell.text, isStrong: isStrong) + mark(cell.footnotes), properties: properties)
  }

  private func mark(_ notes: [String]) -> String {
    words.run(
      footnotes.marks(of: notes), properties: "<w:vertAlign w:val=\"superscript\"/>")
  }

  /// What the widest mark of a column takes.
  private func markWidth(_ index: Int) -> Int {
    table.groups.flatMap(\.rows).map {
      footnotes.marks(of: $0.cells[index].footnotes).superscriptWidth
    }.max() ?? 0
  }

  // MARK: - Bars

  /// A bar as a table of shaded cells within a cell, with a line at 0 where values go below it.
  private func bar(_ span: TextTable.BarSpan, hasZeroLine: Bool, width: Int) -> String {
    let room = max(width - 2 * Self.margin, 20)
    func place(_ share: Double) -> Int { Int((share * Double(room)).rounded()) }
    let zero = place(span.zero)
    var (low, high) = (place(span.low), place(span.high))
    // A value that is not 0 keeps a width that is seen.
    if span.high > span.zero { high = min(max(high, zero + 15), room) }
    if span.low < span.zero { low = max(min(low, zero - 15), 0) }
    let ends = [(low, false), (zero, true), (high, true), (room, false)]
    var cells: [(width: Int, isShaded: Bool, endsAtZero: Bool)] = []
    var start = 0
    for (end, isShaded) in ends where end > start {
      cells.append((end - start, isShaded, end == zero))
      start = end
    }
    // The line at 0 stands at the right of what ends there.
    let row = cells.map { cell in
      "<w:tc><w:tcPr><w:tcW w:w=\"\(cell.width)\" w:type=\"dxa\"/>"
        + (hasZeroLine && cell.endsAtZero
          ? "<w:tcBorders>\(Self.border("right", 6))</w:tcBorders>" : "")
        + (cell.isShaded
          ? "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"\(TableColours.bar)\"/>" : "")
        + "</w:tcPr>\(Self.filler)</w:tc>"
    }
    return "<w:tbl><w:tblPr><w:tblW w:w=\"\(room)\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>"
      + "<w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/>"
      + "</w:tblCellMar></w:tblPr><w:tblGrid>"
      + cells.map { "<w:gridCol w:w=\"\($0.width)\"/>" }.joined()
      + "</w:tblGrid><w:tr><w:trPr><w:trHeight w:val=\"150\" w:hRule=\"exact\"/></w:trPr>"
      + row.joined() + "</w:tr></w:tbl>" + Self.filler
  }

  /// The paragraph that a cell must end with, as low as Word lets it be.
  private static let filler =
    "<w:p><w:pPr><w:pStyle w:val=\"TableText\"/><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" "
    + "w:lineRule=\"exact\"/><w:rPr><w:sz w:val=\"2\"/></w:rPr></w:pPr></w:p>"

  // MARK: - Widths

  /// The widths of the columns, which sum to the total.
  private static func widths(
    of table: TextTable, _ footnotes: TextTable.Footnotes, total: Int
  ) -> [Int] {
    let rows = table.groups.flatMap(\.rows)
    var wanted: [Int] = []
    var least: [Int] = []
    for (index, column) in table.columns.enumerated() {
      let marks = rows.map { footnotes.marks(of: $0.cells[index].footnotes).superscriptWidth }
      let cells = rows.map { $0.cells[index].text.setWidth }.max() ?? 0
      let heading = headingWidth(column.heading)
      var natural = max(cells + (marks.max() ?? 0), heading)
      var smallest = column.isNumber ? natural : max(min(natural, 8 * Self.half), heading)
      if column.leastWidth > 0 {
        natural = max(natural, column.leastWidth * Self.half)
        smallest = natural
      }
      if column.scale != nil {
        natural = max(natural, 1000)
        smallest = 700
      }
      if !column.years.isEmpty {
        natural = max(natural, column.years.count * 165)
        smallest = natural
      }
      // Rounding must not break a text that just fits.
      wanted.append(natural + 2 * margin + 20)
      least.append(smallest + 2 * margin + 20)
    }
    let sum = wanted.reduce(0, +)
    guard sum <= total else {
      let needed = least.reduce(0, +)
      guard needed <= total else { return shared(total, by: least) }
      let extra = shared(total - needed, by: zip(wanted, least).map { $0 - $1 })
      return zip(least, extra).map { $0 + $1 }
    }
    // What is no bar first gets a tenth more than it needs, bars grow to 40 mm, and the rest goes to all.
    var rest = total - sum
    let slack = table.columns.indices.map { table.columns[$0].scale == nil ? wanted[$0] / 10 : 0 }
    let first = shared(min(rest, slack.reduce(0, +)), by: slack)
    if slack.contains(where: { $0 > 0 }) {
      wanted = zip(wanted, first).map { $0 + $1 }
      rest -= first.reduce(0, +)
    }
    for (index, column) in table.columns.enumerated() where column.scale != nil {
      let growth = min(rest, max(2268 - wanted[index], 0))
      wanted[index] += growth
      rest -= growth
    }
    return zip(wanted, shared(rest, by: wanted)).map { $0 + $1 }
  }

  /// What a heading needs: its whole width up to five Chinese characters, then two lines, in which no word
  /// is parted.
  private static func headingWidth(_ heading: String) -> Int {
    // Headings are bold, and letters wider for it.
    func width(_ text: String) -> Int {
      text.setWidth + text.unicodeScalars.count { $0.isASCII } * letter / 8
    }
    let whole = width(heading)
    guard whole > 10 * half else { return whole }
    let words = heading.split { $0 == " " || String($0).terminalWidth == 2 }
    return max(words.map { width(String($0)) }.max() ?? 0, whole / 2 + 2 * half)
  }

  /// Whole parts of a length in proportion to weights, which sum to it exactly.
  private static func shared(_ length: Int, by weights: [Int]) -> [Int] {
    let sum = weights.reduce(0, +)
    guard sum > 0 else {
      guard !weights.isEmpty else { return [] }
      return weights.indices.map { length / weights.count + ($0 < length % weights.count ? 1 : 0) }
    }
    var (given, passed) = (0, 0)
    return weights.map { weight in
      passed += weight
      let end = length * passed / sum
      defer { given = end }
      return end - given
    }
  }
}

extension String {
  /// What the text takes in 10.5 pt type, in twentieths of a point.
  fileprivate var setWidth: Int {
    unicodeScalars.reduce(0) { sum, scalar in
      let width = String(scalar).terminalWidth
      return sum + (width == 2 ? 2 * WordTable.half : width * WordTable.letter)
    }
  }

  /// What the text takes as a superscript of 10.5 pt type, in twentieths of a point.
  fileprivate var superscriptWidth: Int {
    // Circled numbers are narrow in a terminal and a whole width in a Chinese face.
    unicodeScalars.reduce(0) { $0 + ($1.value > 0x2000 ? 140 : 70) }
  }
}
