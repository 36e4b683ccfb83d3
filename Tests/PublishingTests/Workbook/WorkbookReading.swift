import Foundation
import Subprocess
import Testing

/// A workbook as it is read back: its parts, and the cells of its sheets by their names.
struct WorkbookReading {
  /// The XML of each part by its path.
  let parts: [String: String]
  /// The names of the sheets, in their order.
  let names: [String]
  private let strings: [String]

  init(_ bytes: [UInt8]) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "heng-\(UInt64.random(in: 0...UInt64.max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "w.xlsx")
    try Data(bytes).write(to: file)
    let out = folder.appending(path: "parts")
    // Python comes with xlsx2csv, which reads workbooks.
    let result = try await run(
      .name("python3"), arguments: ["-m", "zipfile", "-e", file.path(), out.path()],
      output: .discarded, error: .string(limit: 4096))
    try #require(result.terminationStatus.isSuccess, "\(result.standardError)")
    var parts: [String: String] = [:]
    let files = FileManager.default.enumerator(atPath: out.path())
    while let name = files?.nextObject() as? String {
      guard let data = FileManager.default.contents(atPath: out.appending(path: name).path())
      else { continue }
      parts[name] = String(decoding: data, as: UTF8.self)
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
