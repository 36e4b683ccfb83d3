import CXlsxWriter

/// A table of a sheet: title, headings that stay in sight, rows that can be filtered, notes below.
struct WorkbookTable {
  var title: String
  /// What stands between title and headings, a line each.
  var lines: [String] = []
  var columns: [Column]
  var rows: [Row] = []
  /// What stands below the rows, a line each.
  var notes: [String] = []
  /// How many columns stay in sight.
  var frozenColumns = 0
  /// The rows that have bars, as places among the rows; all where empty.
  var barRows: [ClosedRange<Int>] = []
  /// Whether all cells have borders, for a sheet that is filled in by hand.
  var isBordered = false
  /// The size of type in cells.
  var size = 11.0

  /// A column and how its cells look.
  struct Column {
    var heading: String
    var alignment = CellStyle.Alignment.start
    /// The number format of cells that have none of their own.
    var format = ""
    /// The greatest width in characters, beyond which texts are broken.
    var widest = 40.0
    /// The width, where it does not follow from the cells.
    var width: Double?
    /// What the heading means, in a note.
    var note: String?
    /// Whether cells are broken into lines.
    var isWrapped = false
    var effect = Effect.none
  }

  /// What is seen of the numbers of a column.
  enum Effect: Equatable {
    case none
    /// Bars from 0, to a number or the greatest.
    case bars(greatest: Double?)
    /// Shades, together with the neighbouring columns of the same name.
    case shades(String)
  }

  struct Row {
    var cells: [Cell]
    var isFocus = false
  }

  struct Cell {
    var content: WorkbookSheet.Content
    /// The number format, where it is not that of the column.
    var format: String?
    /// A note with more words.
    var note: String?
    /// Where the cell leads.
    var target: Target?
    var isQuiet = false

    init(
      _ content: WorkbookSheet.Content, format: String? = nil, note: String? = nil,
      target: Target? = nil
    ) {
      self.content = content
      self.format = format
      self.note = note
      self.target = target
    }

    static func text(_ text: String) -> Cell { Cell(.text(text)) }
    static func number(_ value: Double) -> Cell { Cell(.number(value)) }
    static func number(_ value: Int) -> Cell { Cell(.number(Double(value))) }
    /// A number, or the dash of what is not known.
    static func number(_ value: Double?) -> Cell { value.map { .number($0) } ?? .text("—") }
    static let empty = Cell(.empty)
  }

  /// A row of another sheet.
  struct Target: Equatable {
    var sheet: String
    var row: Int
  }

  /// The row of the headings.
  var headingRow: Int { 1 + lines.count }
  /// The row of the first cells.
  var firstRow: Int { headingRow + 1 }
  /// The row of the last cells.
  var lastRow: Int { firstRow + max(rows.count, 1) - 1 }

  /// More links than this Excel does not open in one sheet (65 530).
  static let greatestLinkCount = 65_000
  /// More notes than this make a sheet slow; the sheet of sources has all of them.
  static let greatestNoteCount = 5_000

  /// The width of a column in characters.
  func width(of column: Int) -> Double {
    let definition = columns[column]
    if let width = definition.width { return width }
    let cells = rows.reduce(0) { max($0, width(of: $1.cells[column], definition)) }
    // The arrow of the filter stands beside the words; long headings are broken.
    let heading =
      definition.heading.split(separator: "\n").map { String($0).terminalWidth }.max() ?? 0
    let head = Double(min(heading, max(cells, 20))) + 3
    return min(max(Double(cells) * size / 11 * 1.08 + 2, head, 6), definition.widest)
  }

  /// The height of a row in points.
  func height(of row: Row, _ widths: [Double]) -> Double {
    Double(lineCount(of: row, widths)) * size * 1.35 + 3
  }

  /// The lines of the cell of a row that is broken into most.
  func lineCount(of row: Row, _ widths: [Double]) -> Int {
    var lines = 1
    for (column, cell) in row.cells.enumerated() where columns[column].isWrapped {
      switch cell.content {
      case .text(let text), .marked(let text):
        lines = max(lines, text.lines(width: Int((widths[column] - 1.5) * 11.4 / size)))
      case .empty, .number, .address: break
      }
    }
    return lines
  }

  private func width(of cell: Cell, _ column: Column) -> Int {
    switch cell.content {
    case .empty: 0
    case .text(let text), .marked(let text):
      text.split(separator: "\n").map { String($0).terminalWidth }.max() ?? 0
    case .address(let text): min(text.terminalWidth, 30)
    case .number(let value): Self.width(of: value, cell.format ?? column.format)
    }
  }

  /// How wide a number is in a format.
  private static func width(of value: Double, _ format: String) -> Int {
    let size = min(abs(value), 1e15)
    if format.hasSuffix("%") { return String(Int(size * 100)).count + 2 }
    var digits = String(Int(size)).count + (value < 0 ? 1 : 0)
    if format.contains("#,#") { digits += (digits - 1) / 3 }
    if format.isEmpty { return max(digits, "\(value)".count) }
    if let point = format.firstIndex(of: ".") {
      digits += format[point...].prefix { $0 == "." || $0 == "0" }.count
    }
    let marks = format.filter { !"#,0.\"".contains($0) }
    return digits + marks.terminalWidth
  }
}

extension WorkbookSheet {
  /// Writes a table from the first row of the sheet.
  ///
  /// - Returns: the row below its notes.
  @discardableResult
  func write(_ table: WorkbookTable) -> Int {
    let last = max(table.columns.count - 1, 0)
    let widths = table.columns.indices.map { table.width(of: $0) }
    // A narrow table must not break its notes into many short lines; what is to its right is free.
    let total = max(widths.reduce(0, +), 40)
    for (column, width) in widths.enumerated() { setWidth(width, ofColumn: column) }

    write(.text(table.title), row: 0, column: 0, CellStyle(isHeading: true, size: 14))
    setHeight(24, ofRow: 0)
    for (place, line) in table.lines.enumerated() {
      write(.text(line), row: 1 + place, column: 0, CellStyle(isQuiet: true, size: 10))
    }
    writeHeadings(of: table, widths)
    if table.columns.contains(where: \.isWrapped) {
      for (place, row) in table.rows.enumerated() {
        setHeight(table.height(of: row, widths), ofRow: table.firstRow + place)
      }
    }
    var (links, notes) = (0, 0)
    for (place, row) in table.rows.enumerated() {
      let line = table.firstRow + place
      let isTop = table.lineCount(of: row, widths) > 1
      for (column, cell) in row.cells.enumerated() {
        let definition = table.columns[column]
        var style = CellStyle(
          format: cell.format ?? definition.format, alignment: definition.alignment,
          isWrapped: definition.isWrapped,
          isIndented: column > 0 && definition.alignment == .start && !table.isBordered,
          isTop: isTop, isFocus: row.isFocus,
          isQuiet: cell.isQuiet, isBordered: table.isBordered, size: table.size)
        if let target = cell.target, links < WorkbookTable.greatestLinkCount {
          links += 1
          style.isLink = true
          link(row: line, column: column, to: target, hint: "→ \(target.sheet)")
        }
        var content = cell.content
        if case .address(let text) = content {
          links += 1
          if links > WorkbookTable.greatestLinkCount { content = .text(text) }
        }
        write(content, row: line, column: column, style)
        if let text = cell.note, notes < WorkbookTable.greatestNoteCount {
          notes += 1
          note(text, row: line, column: column)
        }
      }
    }
    addEffects(of: table)
    var line = table.lastRow + 2
    for text in table.notes {
      write(
        paragraph: text, row: line, columns: 0...last, width: total,
        CellStyle(isTop: true, isQuiet: true, size: 10))
      line += 1
    }
    worksheet_freeze_panes(sheet, lxw_row_t(table.firstRow), lxw_col_t(table.frozenColumns))
    worksheet_repeat_rows(sheet, lxw_row_t(table.headingRow), lxw_row_t(table.headingRow))
    if !table.rows.isEmpty {
      worksheet_autofilter(
        sheet, lxw_row_t(table.headingRow), 0, lxw_row_t(table.lastRow), lxw_col_t(last))
    }
    return line
  }

  private func barRows(of table: WorkbookTable) -> [ClosedRange<Int>] {
    table.barRows.map { ($0.lowerBound + table.firstRow)...($0.upperBound + table.firstRow) }
  }

  private func writeHeadings(of table: WorkbookTable, _ widths: [Double]) {
    var lines = 1
    for (place, column) in table.columns.enumerated() {
      let style = CellStyle(
        alignment: column.alignment == .end ? .centre : column.alignment, isHeading: true,
        isColumnHead: true, isWrapped: true,
        isIndented: place > 0 && column.alignment == .start && !table.isBordered,
        isBordered: table.isBordered, size: table.size)
      write(.text(column.heading), row: table.headingRow, column: place, style)
      lines = max(lines, column.heading.lines(width: Int(widths[place]) - 3))
      if let text = column.note { note(text, row: table.headingRow, column: place) }
    }
    setHeight(Double(lines) * table.size * 1.4 + 6, ofRow: table.headingRow)
  }

  private func addEffects(of table: WorkbookTable) {
    guard !table.rows.isEmpty else { return }
    let rows = table.firstRow...table.lastRow
    var column = 0
    while column < table.columns.count {
      var end = column
      switch table.columns[column].effect {
      case .none: break
      case .bars(let greatest):
        bars(
          rows: table.barRows.isEmpty ? [rows] : barRows(of: table), column: column,
          greatest: greatest)
      case .shades:
        while end + 1 < table.columns.count,
          table.columns[end + 1].effect == table.columns[column].effect
        {
          end += 1
        }
        shade(rows: rows, columns: column...end)
      }
      column = end + 1
    }
  }
}
