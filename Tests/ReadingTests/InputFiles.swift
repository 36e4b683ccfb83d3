import Diagnostics
import FoundationEssentials
import Subprocess

@testable import Reading

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A folder for one test, removed at its end.
final class TemporaryFolder {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appending(path: "heng-input-\(UInt64.random(in: 0...UInt64.max))").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and returns its path.
  @discardableResult
  func write(_ bytes: [UInt8], _ name: String) throws -> String {
    let file = "\(path)/\(name)"
    if let slash = file.lastIndex(of: "/") {
      try FileManager.default.createDirectory(
        atPath: String(file[..<slash]), withIntermediateDirectories: true)
    }
    try Data(bytes).write(to: URL(filePath: file))
    return file
  }

  /// Writes a file of UTF-8 text and returns its path.
  @discardableResult
  func write(_ text: String, _ name: String) throws -> String { try write(Array(text.utf8), name) }

  /// The text of a file with the bytes.
  func read(
    _ bytes: [UInt8], _ name: String
  ) async throws -> (text: String, lines: [String], format: ReportSource.Format) {
    let path = try write(bytes, name)
    let result = try await ReportSource(path: path).text()
    return (result.text, lines(result.diagnostics.map { $0.line(in: .english) }), result.format)
  }

  /// The messages of the refusal of a file with the bytes; nothing where it is read.
  func refusal(_ bytes: [UInt8], _ name: String) async throws -> [String] {
    try await refusal(write(bytes, name))
  }

  /// The messages of the refusal of a path; nothing where it is read.
  func refusal(_ path: String) async -> [String] {
    do {
      _ = try await ReportSource(path: path).text()
      return []
    } catch {
      return lines(error.diagnostics.map { $0.line(in: .english) })
    }
  }

  /// Messages without the folder.
  func lines(_ lines: [String]) -> [String] {
    lines.map { line in
      line.hasPrefix("\(path)/")
        ? String(line.dropFirst(path.count + 1))
        : line.hasPrefix(path) ? String(line.dropFirst(path.count)) : line
    }
  }
}

/// A file of the folder of fixtures.
func fixture(_ name: String) throws -> [UInt8] {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  return Array(try Data(contentsOf: folder.appending(path: "Fixtures/input/\(name)")))
}

/// A text in an encoding that `iconv` knows.
func encoded(_ text: String, as encoding: String) throws -> [UInt8] {
  struct NotEncodable: Error {}
  guard let converter = iconv_open(encoding, "UTF-8"), converter != iconv_t(bitPattern: -1) else {
    throw NotEncodable()
  }
  defer { iconv_close(converter) }
  var input = Array(text.utf8).map { CChar(bitPattern: $0) }
  var output = [CChar](repeating: 0, count: input.count * 4 + 16)
  let written = input.withUnsafeMutableBufferPointer { source in
    output.withUnsafeMutableBufferPointer { target in
      var start = source.baseAddress
      var left = source.count
      var targetStart = target.baseAddress
      var targetLeft = target.count
      let status = iconv(converter, &start, &left, &targetStart, &targetLeft)
      return status == Int(bitPattern: UInt.max) ? nil : target.count - targetLeft
    }
  }
  guard let written else { throw NotEncodable() }
  return output[..<written].map { UInt8(bitPattern: $0) }
}

/// Whether a program is installed.
func hasProgram(_ name: String) -> Bool {
  (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
    FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
  }
}

/// A text without any white space.
func withoutSpace(_ text: String) -> String {
  String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.properties.isWhitespace }))
}

/// A DOCX that pandoc makes of paragraphs.
func document(of paragraphs: [String]) async throws -> [UInt8] {
  let source = paragraphs.joined(separator: "\n\n")
  let result = try await run(
    .name("pandoc"), arguments: ["--from=commonmark", "--to=docx", "--output=-"],
    input: .array(Array(source.utf8)), output: .bytes(limit: 1 << 24), error: .discarded)
  return result.standardOutput
}

/// A ZIP archive of files without compression, as small as a reader accepts.
func archive(
  _ files: [(name: String, bytes: [UInt8])], claiming claimed: Int? = nil, flags: Int = 0
) -> [UInt8] {
  func number(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
  var bytes: [UInt8] = []
  var directory: [UInt8] = []
  for file in files {
    let name = Array(file.name.utf8)
    let sizes = number(file.bytes.count, 4) + number(claimed ?? file.bytes.count, 4)
    let head = number(20, 2) + number(flags, 2) + number(0, 10) + sizes + number(name.count, 2)
    directory += number(0x0201_4B50, 4) + number(20, 2) + head + number(0, 12)
    directory += number(bytes.count, 4) + name
    bytes += number(0x0403_4B50, 4) + head + number(0, 2) + name + file.bytes
  }
  let count = number(files.count, 2)
  return bytes + directory + number(0x0605_4B50, 4) + number(0, 4) + count + count
    + number(directory.count, 4) + number(bytes.count, 4) + number(0, 2)
}

/// A PDF whose lines stand where a test wants them.
struct PaperDocument {
  /// The pages, each with its lines.
  ///
  /// A line starts at `x` and its foot is at `y`, in points from the bottom left of a page
  /// of 400 by 500 points. Each Chinese character is as wide as the size, ASCII half of it.
  var pages: [[(x: Double, y: Double, size: Double, text: String)]]
  /// What the trailer holds besides its usual entries.
  var trailer = ""

  /// The file.
  ///
  /// Its font is named and not embedded: only the text matters to a reader of text.
  var bytes: [UInt8] {
    var objects: [String] = []
    let kids = pages.indices.map { "\(6 + 2 * $0) 0 R" }.joined(separator: " ")
    objects.append("<</Type/Catalog/Pages 2 0 R>>")
    objects.append("<</Type/Pages/Kids[\(kids)]/Count \(pages.count)>>")
    objects.append(
      "<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[4 0 R]"
        + "/ToUnicode 5 0 R>>")
    objects.append(
      "<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/CIDSystemInfo<</Registry(Adobe)"
        + "/Ordering(Identity)/Supplement 0>>/DW 1000/W[32 126 500]/FontDescriptor<</Type"
        + "/FontDescriptor/FontName/Song/Flags 4/FontBBox[0 -200 1000 800]/ItalicAngle 0/Ascent 800"
        + "/Descent -200/CapHeight 700/StemV 80>>>>")
    var map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
    map += "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    for start in stride(from: 0, to: 256, by: 64) {
      map += "64 beginbfrange\n"
      for high in start..<start + 64 {
        map += "<\(Self.hex(high, 2))00> <\(Self.hex(high, 2))FF> <\(Self.hex(high, 2))00>\n"
      }
      map += "endbfrange\n"
    }
    map += "endcmap end end"
    objects.append(Self.stream(map))
    for (index, page) in pages.enumerated() {
      objects.append(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 500]/Resources<</Font<</F 3 0 R>>>>"
          + "/Contents \(7 + 2 * index) 0 R>>")
      let content = page.map { line in
        let codes = line.text.utf16.map { Self.hex(Int($0), 4) }.joined()
        return "BT /F \(line.size) Tf \(line.x) \(line.y) Td <\(codes)> Tj ET"
      }
      objects.append(Self.stream(content.joined(separator: "\n")))
    }
    var text = "%PDF-1.7\n"
    var offsets: [Int] = []
    for (index, object) in objects.enumerated() {
      offsets.append(text.utf8.count)
      text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let start = text.utf8.count
    text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for offset in offsets {
      let digits = String(offset)
      text += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
    }
    text +=
      "trailer <</Size \(objects.count + 1)/Root 1 0 R\(trailer)>>\nstartxref\n\(start)\n%%EOF\n"
    return Array(text.utf8)
  }

  private static func hex(_ value: Int, _ width: Int) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: width - digits.count) + digits
  }

  private static func stream(_ text: String) -> String {
    "<</Length \(text.utf8.count)>>\nstream\n\(text)\nendstream"
  }
}
