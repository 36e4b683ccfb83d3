import FoundationEssentials
import Testing

@testable import Publishing

/// A workbook as it is read back: its parts, and the cells of its sheets by their names.
struct WorkbookReading {
  /// The XML of each part by its path.
  let parts: [String: String]
  /// The names of the sheets, in their order.
  let names: [String]
  private let strings: [String]

  init(_ bytes: [UInt8]) throws {
    var parts: [String: String] = [:]
    for entry in try Archive.entries(of: bytes) {
      parts[entry.name] = String(decoding: entry.bytes, as: UTF8.self)
    }
    self.parts = parts
    names = (parts["xl/workbook.xml"] ?? "").matches(of: /<sheet name="([^"]*)"/).map {
      Self.plain($0.output.1)
    }
    strings = (parts["xl/sharedStrings.xml"] ?? "").matches(
      of: /<si>(.*?)<\/si>/.dotMatchesNewlines()
    )
    .map { item in
      item.output.1.matches(of: /<t[^>]*>(.*?)<\/t>/.dotMatchesNewlines())
        .map { Self.plain($0.output.1) }.joined()
    }
  }

  /// The XML of a sheet.
  func xml(_ sheet: String) -> String {
    guard let place = names.firstIndex(of: sheet) else { return "" }
    return parts["xl/worksheets/sheet\(place + 1).xml"] ?? ""
  }

  /// What the cells of a sheet hold, by their names: texts as they are, numbers as they are stored.
  func cells(_ sheet: String) -> [String: String] {
    var cells: [String: String] = [:]
    for match in xml(sheet).matches(of: /<c r="([A-Z]+[0-9]+)"([^>]*)><v>(.*?)<\/v>/) {
      let value = String(match.output.3)
      cells[String(match.output.1)] =
        match.output.2.contains("t=\"s\"") ? Int(value).map { strings[$0] } : value
    }
    return cells
  }

  /// The number format of a cell.
  func format(_ sheet: String, _ cell: String) -> String {
    let all = xml(sheet).matches(of: /<c r="([A-Z]+[0-9]+)" s="([0-9]+)"/)
    guard let style = all.first(where: { $0.output.1 == cell }).flatMap({ Int($0.output.2) })
    else { return "" }
    let styles = parts["xl/styles.xml"] ?? ""
    let formats = styles.firstMatch(of: /<cellXfs.*<\/cellXfs>/)?.output ?? ""
    let ids = formats.matches(of: /<xf numFmtId="([0-9]+)"/).map { $0.output.1 }
    guard ids.indices.contains(style) else { return "" }
    for match in styles.matches(of: /<numFmt numFmtId="([0-9]+)" formatCode="([^"]*)"/)
    where match.output.1 == ids[style] { return Self.plain(match.output.2) }
    return String(ids[style])
  }

  /// Where the links of a sheet lead within the workbook, by their cells.
  func links(_ sheet: String) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: xml(sheet).matches(
        of: /<hyperlink ref="([A-Z0-9]+)" location="([^"]*)"/
      )
      .map { (String($0.output.1), Self.plain($0.output.2)) })
  }

  private static func plain(_ text: Substring) -> String {
    var plain = String(text)
    for (name, character) in [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&"),
    ] {
      plain = plain.replacing(name, with: character)
    }
    return plain
  }
}
