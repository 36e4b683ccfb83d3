/// A table of a Word document, as OpenXML.
struct WordTable {
  var table: TextTable
  var setting: WordSetting

  /// The line of subtitle and unit, the table and its notes.
  ///
  /// The header row stands on every page; no row is parted; a heading of a group keeps with its rows.
  var text: String {
    let isGrid = setting.profile == .official
    let style = isGrid ? "GridTable" : "RuledTable"
    let widths = widths
    let total = widths.reduce(0, +)
    var lines: [String] = []
    if !(table.subtitle.isEmpty && table.unit.isEmpty) { lines.append(unitLine(total)) }
    lines.append(
      #"<w:tbl><w:tblPr><w:tblStyle w:val="\#(style)"/><w:tblW w:w="\#(total)" w:type="dxa"/>"#
        + #"<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>"#
        + #"<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" "#
        + #"w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>"#
        + widths.map { #"<w:gridCol w:w="\#($0)"/>"# }.joined() + "</w:tblGrid>")
    let heads = zip(table.columns, widths).map { column, width in
      cell(
        column.heading, width: width, style: "TableHeading", properties: Self.middle,
        alignment: isGrid ? nil : column.isNumber ? "right" : "left")
    }
    lines.append("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>\(heads.joined())</w:tr>")
    for group in table.groups {
      if let heading = group.heading {
        let span = #"<w:gridSpan w:val="\#(widths.count)"/>"# + Self.middle
        lines.append(
          "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
            + cell(
              heading, width: total, style: "TableText", properties: span, keepsNext: true)
            + "</w:tr>")
      }
      // No page ends with the first row of a group, and none begins with its last.
      let kept = [0, group.rows.count - 2]
      lines += group.rows.enumerated().map { index, values in
        row(values, widths, keepsNext: kept.contains(index) && index < group.rows.count - 1)
      }
    }
    lines.append("</w:tbl>")
    lines += table.notes.map { paragraph($0, style: "TableNote") }
    // Without a paragraph between them Word would join two tables.
    lines.append(Self.end)
    return lines.joined()
  }

  private func row(_ row: TextTable.Row, _ widths: [Int], keepsNext: Bool) -> String {
    let shade = row.isFocus ? #"<w:shd w:val="clear" w:color="auto" w:fill="E8EEF7"/>"# : ""
    let cells = zip(zip(row.texts, table.columns), widths).map { content, width in
      cell(
        content.0, width: width, style: "TableText", properties: shade + Self.middle,
        isBold: row.isFocus, alignment: content.1.isNumber ? "right" : nil,
        keepsNext: keepsNext)
    }
    return "<w:tr><w:trPr><w:cantSplit/></w:trPr>\(cells.joined())</w:tr>"
  }

  private func cell(
    _ text: String, width: Int, style: String, properties: String, isBold: Bool = false,
    alignment: String? = nil, keepsNext: Bool = false
  ) -> String {
    #"<w:tc><w:tcPr><w:tcW w:w="\#(width)" w:type="dxa"/>\#(properties)</w:tcPr>"#
      + paragraph(
        text, style: style, isBold: isBold, alignment: alignment, keepsNext: keepsNext) + "</w:tc>"
  }

  private func paragraph(
    _ text: String, style: String, isBold: Bool = false, alignment: String? = nil,
    keepsNext: Bool = false
  ) -> String {
    let keep = keepsNext ? "<w:keepNext/>" : ""
    let place = alignment.map { #"<w:jc w:val="\#($0)"/>"# } ?? ""
    let weight = isBold ? "<w:rPr><w:b/><w:bCs/></w:rPr>" : ""
    return #"<w:p><w:pPr><w:pStyle w:val="\#(style)"/>\#(keep)\#(place)</w:pPr>"#
      + #"<w:r>\#(weight)<w:t xml:space="preserve">\#(OpenXML.escaped(text))</w:t></w:r></w:p>"#
  }

  private func unitLine(_ width: Int) -> String {
    #"<w:p><w:pPr><w:pStyle w:val="TableUnit"/>"#
      + #"<w:tabs><w:tab w:val="right" w:pos="\#(width)"/></w:tabs></w:pPr>"#
      + #"<w:r><w:t xml:space="preserve">\#(OpenXML.escaped(table.subtitle))</w:t></w:r>"#
      + "<w:r><w:tab/></w:r>"
      + #"<w:r><w:t xml:space="preserve">\#(OpenXML.escaped(table.unit))</w:t></w:r></w:p>"#
  }

  /// The widths of the columns, which fill the text area in proportion to their longest text.
  private var widths: [Int] {
    let total = OpenXML.twentieths(millimetres: setting.textWidth)
    let rows = table.groups.flatMap(\.rows)
    let natural = table.columns.indices.map { index in
      let texts = [table.columns[index].heading] + rows.compactMap { $0.texts[at: index] }
      // Beyond a line of 24 characters a text is broken; two more stand for the margins.
      return min(texts.map(\.terminalWidth).max() ?? 0, 48) + 2
    }
    let sum = max(natural.reduce(0, +), 1)
    return natural.map { $0 * total / sum }
  }

  /// The space below a table.
  static let end = #"<w:p><w:pPr><w:pStyle w:val="TableEnd"/></w:pPr></w:p>"#

  private static let middle = #"<w:vAlign w:val="center"/>"#
}

extension Array {
  fileprivate subscript(at index: Int) -> Element? {
    indices.contains(index) ? self[index] : nil
  }
}
