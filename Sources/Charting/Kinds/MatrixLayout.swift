/// Fits a matrix of bodies and columns into its frame: which rows, in what type, with what headings.
struct MatrixLayout {
  let content: MatrixContent
  let typesetter: Typesetter

  var frame: FigureFrame { content.frame }
  var type: TypeScale { frame.type }
  var setter: FrameSetter { FrameSetter(frame: frame, typesetter: typesetter) }
  var small: Font { Font(size: type.small) }

  /// The measures of the layout, in parts of the type size of the rows unless said otherwise.
  enum Proportion {
    /// The greatest height of a row where the frame is to be filled.
    static let greatestPitch = 2.9
    /// The distance between the lines of a name.
    static let labelLeading = 1.14
    /// The gap between rank and name.
    static let rankGap = 0.6
    /// The gap between name and cells.
    static let labelGap = 0.7
    /// The gap between the cells and what stands at the right.
    static let trailingGap = 0.8
    /// The gap between groups of columns.
    static let groupGap = 0.55
    /// The room to both sides of the text in a cell.
    static let cellPadding = 0.22
    /// The room to both sides of the text of a summary, in parts of the small type.
    static let summaryPadding = 0.12
    /// The least gap between two headings, in parts of the small type.
    static let headingGap = 0.3
    /// The leading of headings, in parts of their own size.
    static let headingLeading = 1.18
    /// The most lines of a heading, and the most characters of a stacked one.
    static let mostHeadingLines = 5
    static let mostStacked = 14
    /// The side of a sign in the legend, in parts of the small type.
    static let swatch = 1.0
    /// The width of a stretch of colour in the legend, in parts of the small type.
    static let step = 1.1
  }

  /// How the columns are headed.
  enum HeadingMode: CaseIterable {
    /// In lines that run across.
    case wrapped
    /// Character under character.
    case stacked
    /// By a number, with a key below.
    case numbered
  }

  /// A row or a line for rows that were left out.
  enum Item {
    case row(Int)
    case gap(Int)
  }

  /// Everything that the drawing needs to know.
  struct Plan {
    var items: [Item]
    var leftOut: Int
    var header: TextBlock
    var legend: [[LegendPlace]]
    var footer: TextBlock
    var rowSize: Double
    var cellSize: Double
    var rankWidth: Double
    var labels: [Int: Label]
    var columns: [Span]
    /// Where the numbers at the right of the rows end.
    var trailingRight: Double
    var right: Double
    var headings: Headings
    var summary: [MatrixContent.SummaryLine]
    var summaryFont: Font
    var summaryPitch: Double
    var heights: [Double]
    var height: Double
  }

  /// A name in lines.
  struct Label {
    var lines: [String]
    var font: Font
  }

  /// From where to where something reaches, points from the left margin.
  struct Span {
    var left: Double
    var right: Double
    var width: Double { right - left }
    var middle: Double { (left + right) / 2 }
  }

  /// The headings of the columns in lines.
  struct Headings {
    var columns: [[String]] = []
    var units: [[String]] = []
    var trailing: [String] = []
    var spanners: [(lines: [String], span: Span)] = []
    var spannerHeight = 0.0
    var height = 0.0
    /// What the numbers stand for.
    var key: [String] = []
  }

  /// A part of the legend at its place.
  struct LegendPlace {
    var item: MatrixContent.LegendItem
    var x: Double
    var text: String
  }

  /// The height of a line of the legend, points.
  var legendLine: Double { 1.5 * type.small }

  // MARK: Plan

  /// What came of an attempt.
  private enum Fit {
    case fits(Plan)
    case tooNarrow
    case tooLow
  }

  /// The best plan that fits: all rows before headings that need no key, those before larger type; last
  /// of all rows are left out between the first, the last and those in focus.
  ///
  /// - Throws: ``ChartError`` if nothing fits.
  func plan() throws(ChartError) -> Plan {
    let header = try setter.header()
    let legend = try legend()
    // The footer without a key, which every plan has at least.
    let footer = try setter.footer(
      rate: content.rate, lists: content.asides, key: [], footnotes: content.footnotes)
    let room = roomForRows(header) - footer.height - legendSpace(legend.count)
    var sizes = [1.0, 0.9, 0.8].map { max(type.row * $0, type.leastRow) }
    sizes = sizes.enumerated().filter { $0.offset == 0 || $0.element < sizes[$0.offset - 1] }
      .map(\.element)
    var isLow = false
    func plan(_ items: [Item], _ mode: HeadingMode, _ size: Double) throws(ChartError) -> Fit {
      // Most attempts fail by this sum already, before a text is measured.
      guard Double(items.count) * content.leastPitch * size <= room else {
        isLow = true
        return .tooLow
      }
      let fit = try fit(items, mode, size: size, header: header, legend: legend)
      if case .tooLow = fit { isLow = true }
      return fit
    }
    let all = content.rows.indices.map(Item.row)
    for mode in HeadingMode.allCases {
      for size in sizes {
        if case .fits(let plan) = try plan(all, mode, size) { return plan }
      }
    }
    // Headings that can be read in their place are worth some rows, but not most of them.
    for fewest in [12, 5] where isLow {
      for mode in HeadingMode.allCases {
        // More lines than the frame holds without a word around them need not be tried.
        let bound = room / (content.leastPitch * (sizes.last ?? type.leastRow))
        var lines = Int(min(Double(all.count), max(bound, 0) + 2))
        var isNarrow = false
        while lines > fewest, !isNarrow {
          lines -= 1
          guard let items = items(lines: lines) else { break }
          isNarrow = true
          for size in sizes.suffix(2) {
            switch try plan(items, mode, size) {
            case .fits(let plan): return plan
            case .tooLow: isNarrow = false
            case .tooNarrow: break
            }
          }
        }
      }
    }
    let least = NumberStyle(language: .english, decimals: 1).string(type.least)
    if let size = sizes.last {
      // What is too narrow for a single row is not helped by fewer rows.
      if case .tooNarrow = try plan([.row(0)], .numbered, size) { isLow = false }
    }
    let what =
      !isLow
      ? "narrow for \(content.columns.count) columns" : "low for \(content.rows.count) rows"
    throw ChartError(
      .specification,
      "the frame of \(frame.size.description) is too \(what) with their headings and notes in "
        + "type of at least \(least) points: choose a larger size, fewer columns or rows, or "
        + "shorter names")
  }

  private func fit(
    _ items: [Item], _ mode: HeadingMode, size: Double, header: TextBlock,
    legend: [[LegendPlace]]
  ) throws(ChartError) -> Fit {
    let greatestHeight = frame.size.height ?? FigureSize.greatestHeight
    let width = setter.innerWidth
    var shown: [Int] = []
    for case .row(let index) in items { shown.append(index) }

    var rankWidth = 0.0
    for index in shown {
      rankWidth = max(
        rankWidth, try typesetter.width(content.rows[index].rank, font(index, size: size)))
    }
    if rankWidth > 0 { rankWidth += Proportion.rankGap * size }
    guard
      let labels = try labels(shown, size: size, greatestWidth: 0.36 * width - rankWidth)
    else { return .tooNarrow }
    let trailing = try trailing(shown, size: size)
    for summary in content.summaries {
      guard
        let across = try across(
          summary, shown, mode, size: size, labels: labels, rankWidth: rankWidth,
          trailing: trailing)
      else {
        continue
      }
      var plan = Plan(
        items: items, leftOut: content.rows.count - shown.count, header: header, legend: legend,
        footer: TextBlock(), rowSize: size, cellSize: across.cellSize, rankWidth: rankWidth,
        labels: labels.lines, columns: across.columns, trailingRight: across.trailingRight,
        right: across.right, headings: across.headings, summary: summary,
        summaryFont: across.summaryFont,
        summaryPitch: 1.5 * across.summaryFont.size, heights: [], height: 0)
      plan.footer = try setter.footer(
        rate: content.rate, lists: content.asides, key: across.headings.key,
        footnotes: content.footnotes)

      let around =
        2 * type.margin + header.height + plan.headings.height + Self.summarySpace(plan)
        + plan.footer.height + legendSpace(plan.legend.count)
      let least = items.map { leastHeight($0, labels, size: size) }
      let sum = least.reduce(0, +)
      let room = greatestHeight - around - sum
      guard room >= 0 else { return .tooLow }
      let wanted =
        (frame.size.height == nil
          ? min(content.pitch, Proportion.greatestPitch) : Proportion.greatestPitch)
        - content.leastPitch
      let stretch = max(0, min(room / Double(items.count), wanted * size))
      plan.heights = least.map { $0 + stretch }
      plan.height = frame.size.height ?? around + sum + stretch * Double(items.count)
      return .fits(plan)
    }
    return .tooNarrow
  }

  /// The height that headings, rows and what stands below them have at most.
  private func roomForRows(_ header: TextBlock) -> Double {
    (frame.size.height ?? FigureSize.greatestHeight) - 2 * type.margin - header.height
  }

  /// The space that the lines below the rows take with that above them.
  static func summarySpace(_ plan: Plan) -> Double {
    plan.summary.isEmpty
      ? 0 : Double(plan.summary.count) * plan.summaryPitch + 0.45 * plan.rowSize
  }

  /// The space that the legend takes with that above and below it.
  func legendSpace(_ lines: Int) -> Double {
    0.75 * type.small + Double(lines) * legendLine + (lines == 0 ? 0 : 0.35 * type.small)
  }

  private func leastHeight(_ item: Item, _ labels: Labels, size: Double) -> Double {
    guard case .row(let index) = item, let label = labels.lines[index], label.lines.count > 1 else {
      return content.leastPitch * size
    }
    return max(
      content.leastPitch * size,
      Double(label.lines.count) * Proportion.labelLeading * label.font.size + 0.3 * size)
  }

  /// The first rows, the last ones and those in focus in that many lines; `nil` if that is too few.
  private func items(lines: Int) -> [Item]? {
    let count = content.rows.count
    let bottom = min(5, max(lines < 9 ? 1 : 2, lines / 5))
    var top = lines - bottom - 1
    // Those in focus are drawn in any case, so no fewer lines will do.
    guard content.rows.count(where: \.isFocus) <= lines else { return nil }
    while top >= 1 {
      let items = items(top: top, bottom: bottom)
      if items.count <= lines, items.count < count { return items }
      top -= 1
    }
    return nil
  }

  private func items(top: Int, bottom: Int) -> [Item] {
    let rows = content.rows
    var items: [Item] = []
    var left: [Int] = []
    func close() {
      if left.count == 1 {
        items.append(.row(left[0]))
      } else if left.count > 1 {
        items.append(.gap(left.count))
      }
      left = []
    }
    for index in rows.indices {
      if index < top || index >= rows.count - bottom || rows[index].isFocus {
        close()
        items.append(.row(index))
      } else {
        left.append(index)
      }
    }
    close()
    return items
  }

  // MARK: Names and ends of rows

  /// The font of a row's name and of what stands at its ends.
  func font(_ index: Int, size: Double) -> Font {
    Font(size: size, isBold: content.rows[index].isFocus)
  }

  private struct Labels {
    var lines: [Int: Label] = [:]
    var width = 0.0
  }

  /// The names in as few lines as their column allows; `nil` if one takes more than three.
  private func labels(
    _ shown: [Int], size: Double, greatestWidth: Double
  ) throws(ChartError) -> Labels? {
    guard greatestWidth >= 3 * size else { return nil }
    var widths: [Double] = []
    for index in shown {
      widths.append(try typesetter.width(content.rows[index].label, font(index, size: size)))
    }
    let sorted = widths.sorted()
    let longest = sorted.last ?? 0
    let typical = sorted[min(sorted.count - 1, sorted.count * 4 / 5)]
    var limit = min(longest, greatestWidth)
    // Rows of one height read best, so only a name far longer than the others is broken.
    if longest > 2.2 * typical { limit = min(limit, max(typical, longest / 2 + size)) }
    var labels = Labels()
    for (place, index) in shown.enumerated() {
      var font = font(index, size: size)
      var lines = [content.rows[index].label]
      if widths[place] > limit {
        lines = try typesetter.balancedLines(content.rows[index].label, font, within: limit)
        if lines.count > 2 {
          font.size = max(type.least, 0.85 * size)
          lines = try typesetter.balancedLines(content.rows[index].label, font, within: limit)
          guard lines.count <= 3 else { return nil }
        }
      }
      for line in lines { labels.width = max(labels.width, try typesetter.width(line, font)) }
      labels.lines[index] = Label(lines: lines, font: font)
    }
    for line in content.summaries.first ?? [] {
      labels.width = max(labels.width, try typesetter.width(line.label, small))
    }
    return labels
  }

  private struct Trailing {
    /// The width of the numbers, and that of what stands after them with the gap.
    var width = 0.0
    var detail = 0.0
  }

  private func trailing(_ shown: [Int], size: Double) throws(ChartError) -> Trailing {
    var trailing = Trailing()
    for index in shown {
      let row = content.rows[index]
      trailing.width = max(
        trailing.width, try typesetter.width(row.trailing, Font(size: size, isBold: true)))
      guard !row.trailingDetail.isEmpty else { continue }
      trailing.detail = max(
        trailing.detail, try typesetter.width(row.trailingDetail, small) + 0.5 * type.small)
    }
    return trailing
  }

  // MARK: Columns

  private struct Across {
    var columns: [Span]
    var trailingRight: Double
    var right: Double
    var cellSize: Double
    var headings: Headings
    var summaryFont: Font
  }

  /// Whether a gap stands before the column.
  private func isGroupStart(_ index: Int) -> Bool {
    index > 0 && content.columns[index].group != content.columns[index - 1].group
  }

  /// The columns, as nearly of one width as their texts allow; `nil` if they do not fit.
  private func across(
    _ summary: [MatrixContent.SummaryLine], _ shown: [Int], _ mode: HeadingMode, size: Double,
    labels: Labels, rankWidth: Double, trailing: Trailing
  ) throws(ChartError) -> Across? {
    let count = content.columns.count
    let gaps =
      Double(content.columns.indices.filter(isGroupStart).count) * Proportion.groupGap * size
    var trailingWidth = trailing.width
    for line in summary {
      trailingWidth = max(trailingWidth, try typesetter.width(line.trailing, small))
    }
    if trailingWidth + trailing.detail > 0 {
      // The heading breaks no word either.
      for word in content.trailingHeading.split(separator: " ") {
        let part = word.unicodeScalars.contains { $0.value >= 0x2E80 } ? word.prefix(2) : word
        trailingWidth = max(
          trailingWidth, try typesetter.width(String(part), small) - trailing.detail)
      }
    }
    let trailingSpace =
      trailingWidth + trailing.detail > 0
      ? trailingWidth + trailing.detail + Proportion.trailingGap * size : 0
    let left = rankWidth + labels.width + Proportion.labelGap * size
    let available = setter.innerWidth - left - gaps - trailingSpace
    guard available > 0 else { return nil }

    for factor in [1.0, 0.9, 0.8] {
      let cellSize = max(type.least, size * factor)
      var needed: [Double] = []
      for column in 0..<count {
        var width = content.leastCell * size
        if mode == .wrapped { width = max(width, try leastHeading(content.columns[column])) }
        for index in shown {
          let text = content.rows[index].cells[column].text
          if text.isEmpty { continue }
          width = max(
            width,
            try typesetter.width(text, font(index, size: cellSize))
              + 2 * Proportion.cellPadding * cellSize)
        }
        for line in summary where !line.cells[column].text.isEmpty {
          width = max(
            width,
            try typesetter.width(line.cells[column].text, small)
              + 2 * Proportion.summaryPadding * type.small)
        }
        needed.append(width)
      }
      guard needed.reduce(0, +) <= available else { continue }
      let even = Self.even(needed, within: available, atMost: content.greatestCell * size)
      var spans: [Span] = []
      var x = left
      for column in 0..<count {
        if isGroupStart(column) { x += Proportion.groupGap * size }
        spans.append(Span(left: x, right: x + even[column]))
        x += even[column]
      }
      let trailingLeft = trailingSpace > 0 ? x + Proportion.trailingGap * size : x
      let right = trailingLeft + trailingWidth + trailing.detail
      guard
        let headings = try headings(
          mode, spans, trailingWidth: trailingSpace > 0 ? right - x - 0.3 * size : 0)
      else { return nil }
      return Across(
        columns: spans, trailingRight: right - trailing.detail, right: right, cellSize: cellSize,
        headings: headings, summaryFont: small)
    }
    return nil
  }

  /// Widths that fill the room: each what it needs, and all that need less than an even share the same.
  static func even(_ needed: [Double], within room: Double, atMost greatest: Double) -> [Double] {
    var open = needed.indices.sorted { needed[$0] > needed[$1] }
    var rest = room
    while let widest = open.first, needed[widest] > rest / Double(open.count) {
      rest -= needed[widest]
      open.removeFirst()
    }
    guard !open.isEmpty else { return needed }
    let share = min(rest / Double(open.count), greatest)
    return needed.map { max($0, share) }
  }

  // MARK: Headings

  private func headings(
    _ mode: HeadingMode, _ spans: [Span], trailingWidth: Double
  ) throws(ChartError) -> Headings? {
    var headings = Headings()
    let language = content.language
    for (index, column) in content.columns.enumerated() {
      let width = spans[index].width - Proportion.headingGap * type.small
      var lines: [String]
      var units: [String] = []
      switch mode {
      case .wrapped:
        guard let name = try wrapped(column.heading, within: width) else { return nil }
        lines = name
        if !column.unit.isEmpty {
          guard let unit = try wrapped(column.unit, within: width), unit.count <= 3 else {
            return nil
          }
          units = unit
        }
      case .stacked:
        guard let heading = try stacked(column, within: width) else { return nil }
        lines = heading
        if !column.unit.isEmpty {
          guard let unit = try stacked(unit: column.unit, within: width) else { return nil }
          units = unit
        }
      case .numbered:
        lines = [String(index + 1)]
        guard try typesetter.width(lines[0], small) <= width else { return nil }
        let name =
          column.unit.isEmpty
          ? column.heading
          : Phrase.nameWithValue.text(
            in: language, ["name": column.heading, "value": column.unit])
        headings.key.append("\(index + 1) \(name)")
      }
      headings.columns.append(lines)
      headings.units.append(units)
    }
    if trailingWidth > 0, !content.trailingHeading.isEmpty {
      guard let lines = try wrapped(content.trailingHeading, within: trailingWidth) else {
        return nil
      }
      headings.trailing = lines
    }
    if content.columns.contains(where: { $0.group != nil }) {
      guard try addSpanners(spans, to: &headings) else { return nil }
    }
    let leading = Proportion.headingLeading * type.small
    let most = max(
      headings.columns.indices.map { headings.columns[$0].count + headings.units[$0].count }.max()
        ?? 0, headings.trailing.count)
    headings.height = headings.spannerHeight + Double(most) * leading + 0.45 * type.small
    return headings
  }

  /// The width that the longest word of a heading or its unit needs; two characters of Chinese.
  private func leastHeading(_ column: MatrixContent.Column) throws(ChartError) -> Double {
    var width = 0.0
    for word in (column.heading + " " + column.unit).split(separator: " ") {
      let isChinese = word.unicodeScalars.contains { $0.value >= 0x2E80 }
      width = max(width, try typesetter.width(String(isChinese ? word.prefix(2) : word), small))
    }
    return width + Proportion.headingGap * type.small
  }

  /// The heading in lines that break no word; `nil` where it takes too many.
  private func wrapped(_ heading: String, within width: Double) throws(ChartError) -> [String]? {
    let isChinese = heading.unicodeScalars.contains { $0.value >= 0x2E80 }
    if isChinese, width + 0.1 < 2 * type.small, heading.count > 1 { return nil }
    for word in heading.split(separator: " ") where !isChinese {
      guard try typesetter.width(String(word), small) <= width + 0.1 else { return nil }
    }
    var lines = try typesetter.headingLines(heading, small, within: width)
    // Lines of the same width are not worth a broken word.
    if !isChinese, lines.joined(separator: " ") != heading {
      lines = try typesetter.lines(heading, small, within: width)
    }
    guard lines.count <= Proportion.mostHeadingLines else { return nil }
    for line in lines {
      guard try typesetter.width(line, small) <= width + 0.1 else { return nil }
    }
    return lines
  }

  /// The heading character under character, as Chinese may be set; `nil` for anything else.
  private func stacked(
    _ column: MatrixContent.Column, within width: Double
  ) throws(ChartError) -> [String]? {
    guard column.heading.count <= Proportion.mostStacked else { return nil }
    var lines: [String] = []
    for character in column.heading {
      guard let scalar = character.unicodeScalars.first, scalar.value >= 0x2E80 else { return nil }
      // Brackets stand upright in a column only in the forms made for it.
      let line: String
      switch character {
      case "（": line = "︵"
      case "）": line = "︶"
      default: line = String(character)
      }
      guard try typesetter.width(line, small) <= width + 0.3 * type.small else { return nil }
      lines.append(line)
    }
    return lines
  }

  /// The unit in one line, or character under character if it has no more than three.
  private func stacked(unit: String, within width: Double) throws(ChartError) -> [String]? {
    if try typesetter.width(unit, small) <= width { return [unit] }
    let isChinese = unit.unicodeScalars.allSatisfy { $0.value >= 0x2E80 }
    return isChinese && unit.count <= 3 ? unit.map { String($0) } : nil
  }

  /// The names of the groups over their columns, or letters with a key where they have no room.
  private func addSpanners(
    _ spans: [Span], to headings: inout Headings
  ) throws(ChartError) -> Bool {
    var groups: [(name: String, span: Span)] = []
    for (index, column) in content.columns.enumerated() {
      if index > 0, !isGroupStart(index), !groups.isEmpty, column.group != nil {
        groups[groups.count - 1].span.right = spans[index].right
      } else if let group = column.group {
        groups.append((group, spans[index]))
      }
    }
    var lines: [[String]] = []
    for group in groups {
      guard let wrapped = try wrapped(group.name, within: group.span.width - 0.3 * type.small),
        wrapped.count <= 3
      else {
        lines = []
        break
      }
      lines.append(wrapped)
    }
    if lines.isEmpty {
      for (index, group) in groups.enumerated() {
        guard index < 26, let scalar = Unicode.Scalar(UInt32(65 + index)) else { return false }
        let letter = String(Character(scalar))
        guard try typesetter.width(letter, small) <= group.span.width else { return false }
        lines.append([letter])
        headings.key.insert("\(letter) \(group.name)", at: index)
      }
    }
    headings.spanners = zip(lines, groups).map { ($0, $1.span) }
    let most = lines.map(\.count).max() ?? 0
    headings.spannerHeight =
      Double(most) * Proportion.headingLeading * type.small + 0.6 * type.small
    return true
  }

  // MARK: Legend

  /// The width of the faces before the words of a part of the legend, points.
  func swatchWidth(_ item: MatrixContent.LegendItem) -> Double {
    item.faces.count == 1
      ? Proportion.swatch * type.small : Double(item.faces.count) * Proportion.step * type.small
  }

  private func legend() throws(ChartError) -> [[LegendPlace]] {
    var lines: [[LegendPlace]] = []
    var x = Double.infinity
    for item in content.legend {
      let start = swatchWidth(item) + 0.45 * type.small
      let width = start + (try typesetter.width(item.text, small))
      if x + width <= setter.innerWidth, !lines.isEmpty {
        lines[lines.count - 1].append(LegendPlace(item: item, x: x, text: item.text))
        x += width + 1.5 * type.small
        continue
      }
      let texts = try typesetter.lines(item.text, small, within: setter.innerWidth - start)
      for (place, text) in texts.enumerated() {
        var item = item
        if place > 0 { item.faces = [] }
        lines.append([LegendPlace(item: item, x: place > 0 ? start : 0, text: text)])
      }
      x = texts.count > 1 ? .infinity : width + 1.5 * type.small
    }
    return lines
  }
}
