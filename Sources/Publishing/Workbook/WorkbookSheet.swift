import CXlsxWriter

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// One sheet of a workbook, by rows and columns from 0.
struct WorkbookSheet {
  let name: String
  let sheet: UnsafeMutablePointer<lxw_worksheet>
  let file: WorkbookFile

  init(_ sheet: UnsafeMutablePointer<lxw_worksheet>, name: String, in file: WorkbookFile) {
    self.sheet = sheet
    self.name = name
    self.file = file
    worksheet_set_paper(sheet, 9)
    worksheet_set_margins(sheet, 0.6, 0.6, 0.7, 0.7)
    worksheet_fit_to_pages(sheet, 1, 0)
    worksheet_set_landscape(sheet)
    worksheet_gridlines(sheet, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
    worksheet_set_footer(sheet, "&C&P / &N")
  }

  /// What a cell holds.
  enum Content: Equatable {
    case empty
    /// A text, never a formula, whatever it begins with.
    case text(String)
    case number(Double)
    /// A text with `**` around what is set in bold.
    case marked(String)
    /// An address of the web, which the cell shows and leads to.
    case address(String)
  }

  /// Writes a cell.
  func write(_ content: Content, row: Int, column: Int, _ style: CellStyle) {
    let (row, column) = (lxw_row_t(row), lxw_col_t(column))
    switch content {
    case .empty: worksheet_write_blank(sheet, row, column, file.format(style))
    case .number(let value):
      guard value.isFinite else {
        worksheet_write_string(sheet, row, column, "—", file.format(style))
        return
      }
      worksheet_write_number(sheet, row, column, value, file.format(style))
    case .text(let text):
      let text = WorkbookFile.printable(text)
      guard !text.isEmpty else {
        worksheet_write_blank(sheet, row, column, file.format(style))
        return
      }
      worksheet_write_string(sheet, row, column, text, file.format(style))
    case .marked(let text): writeMarked(text, row, column, style)
    case .address(let address):
      guard Self.isAddress(address) else {
        write(.text(address), row: Int(row), column: Int(column), style)
        return
      }
      var style = style
      style.isLink = true
      worksheet_write_url(sheet, row, column, address, file.format(style))
    }
  }

  /// Whether Excel can follow an address: one of the web, and not too long.
  private static func isAddress(_ text: String) -> Bool {
    (text.hasPrefix("https://") || text.hasPrefix("http://")) && text.utf8.count < 2000
      && text.unicodeScalars.allSatisfy { $0.value > 0x20 }
  }

  /// A text in pieces, every second of them in bold.
  private func writeMarked(
    _ text: String, _ row: lxw_row_t, _ column: lxw_col_t, _ style: CellStyle
  ) {
    let pieces = WorkbookFile.printable(text).components(by: "**")
    // The marks must come in pairs; else they are part of the words.
    guard pieces.count > 1, pieces.count % 2 == 1 else {
      write(.text(text), row: Int(row), column: Int(column), style)
      return
    }
    var strong = style
    strong.isHeading = true
    strong.isBold = true
    let shown = pieces.enumerated().filter { !$0.element.isEmpty }
    guard shown.count > 1 else {
      let isStrong = (shown.first?.offset ?? 0) % 2 == 1
      write(
        .text(shown.first?.element ?? ""), row: Int(row), column: Int(column),
        isStrong ? strong : style)
      return
    }
    // The library copies the pieces while it is called.
    let strings = shown.map { strdup($0.element) }
    defer { for string in strings { free(string) } }
    var tuples = zip(shown, strings).map { piece, string in
      lxw_rich_string_tuple(
        format: file.format(piece.offset % 2 == 1 ? strong : style), string: string)
    }
    tuples.withUnsafeMutableBufferPointer { tuples in
      guard let base = tuples.baseAddress else { return }
      var list: [UnsafeMutablePointer<lxw_rich_string_tuple>?] =
        tuples.indices.map { base + $0 } + [nil]
      worksheet_write_rich_string(sheet, row, column, &list, file.format(style))
    }
  }

  /// Lets a cell lead to a cell of another sheet; what the cell holds is written after.
  func link(row: Int, column: Int, to target: WorkbookTable.Target, hint: String) {
    let reference = "internal:'\(target.sheet)'!A\(target.row + 1)"
    worksheet_write_url_opt(
      sheet, lxw_row_t(row), lxw_col_t(column), reference, nil, "",
      WorkbookFile.printable(hint, limit: 250))
  }

  /// Adds a note to a cell, sized by its words.
  func note(_ text: String, row: Int, column: Int) {
    let text = WorkbookFile.printable(text, limit: 8000)
    let lines = text.lines(width: 44)
    WorkbookFile.withText(file.faces.text) { face in
      var options = lxw_comment_options()
      options.font_name = face
      options.font_size = 9
      options.color = WorkbookColour.focusGround
      options.width = 320
      options.height = UInt16(min(max(lines, 2), 40) * 16 + 12)
      worksheet_write_comment_opt(sheet, lxw_row_t(row), lxw_col_t(column), text, &options)
    }
  }

  /// Writes a text over several columns, in a row as high as its lines.
  func write(
    paragraph text: String, row: Int, columns: ClosedRange<Int>, width: Double, _ style: CellStyle
  ) {
    var style = style
    style.isWrapped = true
    let text = WorkbookFile.printable(text)
    // A column is measured in digits, which are a little wider than half a Chinese character.
    let lines = text.lines(width: Int(width * 11.8 / style.size) - 1)
    setHeight(Double(lines) * style.size * 1.4 + 2, ofRow: row)
    if columns.count > 1 {
      worksheet_merge_range(
        sheet, lxw_row_t(row), lxw_col_t(columns.lowerBound), lxw_row_t(row),
        lxw_col_t(columns.upperBound), text, file.format(style))
    } else {
      write(.text(text), row: row, column: columns.lowerBound, style)
    }
  }

  /// Sets the height of a row in points, at most what Excel allows.
  func setHeight(_ height: Double, ofRow row: Int) {
    worksheet_set_row(sheet, lxw_row_t(row), min(height, 409), nil)
  }

  /// Sets the width of a column in characters.
  func setWidth(_ width: Double, ofColumn column: Int) {
    worksheet_set_column(
      sheet, lxw_col_t(column), lxw_col_t(column), min(max(width, 1), 255), nil)
  }

  /// Shades cells from white for the least number to blue for the greatest.
  func shade(rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
    var format = lxw_conditional_format()
    format.type = UInt8(LXW_CONDITIONAL_2_COLOR_SCALE.rawValue)
    format.min_color = WorkbookColour.scaleLow
    format.max_color = WorkbookColour.scaleHigh
    worksheet_conditional_format_range(
      sheet, lxw_row_t(rows.lowerBound), lxw_col_t(columns.lowerBound),
      lxw_row_t(rows.upperBound), lxw_col_t(columns.upperBound), &format)
  }

  /// Draws a bar in each cell of a column, from 0; up to `greatest`, else to the greatest number.
  func bars(rows: [ClosedRange<Int>], column: Int, greatest: Double? = nil) {
    guard let first = rows.first, let last = rows.last else { return }
    var format = lxw_conditional_format()
    format.type = UInt8(LXW_CONDITIONAL_DATA_BAR.rawValue)
    format.data_bar_2010 = 1
    format.bar_solid = 1
    format.bar_color = WorkbookColour.paleBar
    format.bar_no_border = 1
    // The colour that Excel gives negative bars of itself is red.
    format.bar_negative_color_same = 1
    format.bar_negative_border_color_same = 1
    if let greatest {
      format.min_rule_type = UInt8(LXW_CONDITIONAL_RULE_TYPE_NUMBER.rawValue)
      format.max_rule_type = UInt8(LXW_CONDITIONAL_RULE_TYPE_NUMBER.rawValue)
      format.max_value = greatest
    }
    // One rule over all rows, so that equal numbers have equal bars.
    let name = Self.letters(ofColumn: column)
    let ranges = rows.map { "\(name)\($0.lowerBound + 1):\(name)\($0.upperBound + 1)" }
    WorkbookFile.withText(ranges.joined(separator: " ")) { ranges in
      if rows.count > 1 { format.multi_range = ranges }
      _ = worksheet_conditional_format_range(
        sheet, lxw_row_t(first.lowerBound), lxw_col_t(column), lxw_row_t(last.upperBound),
        lxw_col_t(column), &format)
    }
  }

  /// The letters of a column: A for 0, AA for 26.
  static func letters(ofColumn column: Int) -> String {
    var (letters, rest) = ("", column + 1)
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return letters
  }
}

extension String {
  /// The parts between a separator.
  fileprivate func components(by separator: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }

  /// How many lines the text takes at a width in Latin letters, of which a Chinese one takes two.
  func lines(width: Int) -> Int {
    let width = max(width, 4)
    return split(separator: "\n", omittingEmptySubsequences: false)
      .reduce(0) { $0 + max(1, ($1.terminalTextWidth + width - 1) / width) }
  }
}

extension Substring {
  fileprivate var terminalTextWidth: Int { String(self).terminalWidth }
}
