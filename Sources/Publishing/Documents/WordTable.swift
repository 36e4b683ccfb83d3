/// A table of a Word document with the lines around it, as OpenXML.
struct WordTableBlock {
  var table: TextTable
  var setting: WordSetting
  /// Whether it stands on a page that lies on its side, in finer type.
  var isWide = false

  /// The line of subtitle and unit, the table and its notes.
  var text: String {
    let style: TableStyle = setting.profile == .official ? .grid : .threeLine
    var parts: [String] = []
    if !(table.subtitle.isEmpty && table.unit.isEmpty) { parts.append(unitLine) }
    parts.append(
      table.wordTable(
        style: style, width: isWide ? setting.textHeight : setting.textWidth,
        language: setting.language, type: isWide ? "TableFine" : "TableText"))
    parts.append(table.wordNotes(language: setting.language))
    // Without a paragraph between them Word would join two tables.
    parts.append(Self.end)
    return parts.joined()
  }

  private var unitLine: String {
    let width = OpenXML.twentieths(millimetres: setting.textWidth)
    return #"<w:p><w:pPr><w:pStyle w:val="TableUnit"/>"#
      + #"<w:tabs><w:tab w:val="right" w:pos="\#(width)"/></w:tabs></w:pPr>"#
      + #"<w:r><w:t xml:space="preserve">\#(OpenXML.escaped(table.subtitle))</w:t></w:r>"#
      + "<w:r><w:tab/></w:r>"
      + #"<w:r><w:t xml:space="preserve">\#(OpenXML.escaped(table.unit))</w:t></w:r></w:p>"#
  }

  /// The space below a table.
  static let end = #"<w:p><w:pPr><w:pStyle w:val="TableEnd"/></w:pPr></w:p>"#
}
