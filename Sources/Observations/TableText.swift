import Diagnostics

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The text of a table as UTF-8 bytes, read record by record (RFC 4180).
///
/// Our own reader and not a package's, because a message must name the physical line and the character
/// column at which a field starts, and because a million records must be read within seconds.
struct TableText {
  /// The file, as the user named it.
  let file: String
  /// The text in UTF-8, without byte order mark.
  let bytes: [UInt8]
  /// What stands between two fields.
  let delimiter: UInt8
  /// Whether the text stands for a spreadsheet, so that a place is a row and a column of the sheet.
  let isSheet: Bool

  /// One field: where its text stands, without its quotes.
  struct Field {
    var start: Int
    var end: Int
    /// Whether doubled quotes stand inside.
    var isEscaped: Bool
    /// The physical line at which the field starts.
    var line: Int
    /// Where the field starts, its opening quote included.
    var origin: Int
  }

  /// The most characters that a field may have: what a cell of a spreadsheet can hold.
  static let longestField = 32_767

  /// Decodes a file's bytes: UTF-8 with or without byte order mark, UTF-16 with one, GB18030.
  ///
  /// - Throws: ``ObservationsError`` for an empty file, a NUL byte, and bytes in no known encoding.
  init(file: String, bytes raw: [UInt8], isSheet: Bool = false) throws(ObservationsError) {
    self.file = file
    self.isSheet = isSheet
    var decoded = try Self.decode(raw, file: file)
    if decoded.starts(with: [0xEF, 0xBB, 0xBF]) { decoded.removeFirst(3) }
    bytes = decoded
    if let offset = bytes.firstIndex(of: 0) {
      throw ObservationsError([
        Diagnostic(
          .error, at: Self.place(of: offset, in: bytes, file: file),
          LocalisedText(
            zh: "此处有 NUL 字节：这不是文本表格，请另存为 UTF-8 编码的 CSV",
            en: "a NUL byte stands here, so this is no text table: save it as CSV in UTF-8"))
      ])
    }
    guard bytes.contains(where: { $0 > 0x20 }) else {
      throw ObservationsError([Self.emptiness(of: file)])
    }
    delimiter = isSheet ? UInt8(ascii: ",") : Self.delimiter(of: bytes)
  }

  /// The problem of a file without any text.
  static func emptiness(of file: String) -> Diagnostic {
    Diagnostic(
      .error, at: Place(file),
      LocalisedText(
        zh: "文件是空的：至少要有表头和一行数据", en: "the file is empty: it needs a header and a row"))
  }

  private static func decode(_ raw: [UInt8], file: String) throws(ObservationsError) -> [UInt8] {
    if raw.starts(with: [0xFF, 0xFE]) || raw.starts(with: [0xFE, 0xFF]),
      case .success(let text) = converted(raw, from: "UTF-16")
    {
      return text
    }
    guard (try? UTF8Span(validating: raw.span)) == nil else { return raw }
    // A NUL byte is reported as such, not as a fault of the encoding.
    if raw.contains(0) { return raw }
    // Most byte pairs mean something in GB18030, so that a damaged UTF-8 file would be read as
    // nonsense.
    if let offset = damage(of: raw) {
      throw ObservationsError([
        Diagnostic(
          .error, at: place(of: offset, in: raw, file: file),
          LocalisedText(
            zh: "此处的字节不是 UTF-8 编码，文件其余部分却是：请从原始文件重新另存为 UTF-8 编码的 CSV",
            en: "the bytes here are not UTF-8 though the rest of the file is: "
              + "save it anew as CSV in UTF-8"))
      ])
    }
    switch converted(raw, from: "GB18030") {
    case .success(let text): return text
    case .failure(let fault):
      var before: [UInt8] = []
      if case .success(let text) = converted(Array(raw[..<fault.offset]), from: "GB18030") {
        before = text
      }
      throw ObservationsError([
        Diagnostic(
          .error, at: place(of: before.count, in: before, file: file),
          LocalisedText(
            zh: "既不是 UTF-8 也不是 GB18030 编码：请另存为 UTF-8 编码的 CSV",
            en: "neither UTF-8 nor GB18030: save it as CSV in UTF-8"))
      ])
    }
  }

  /// Where a text that is UTF-8 for the greater part stops being it; nothing for other encodings.
  ///
  /// Chinese text in GB18030 seldom forms a whole sequence of UTF-8 by chance, and a file that was cut
  /// or joined is at fault in few places.
  private static func damage(of raw: [UInt8]) -> Int? {
    var sequences = 0
    var faults = 0
    var first: Int?
    var offset = 0
    while offset < raw.count {
      let length: Int
      switch raw[offset] {
      case ..<0x80:
        offset += 1
        continue
      case 0xC2...0xDF: length = 2
      case 0xE0...0xEF: length = 3
      case 0xF0...0xF4: length = 4
      default: length = 0
      }
      if length > 0, offset + length <= raw.count,
        raw[offset + 1..<offset + length].allSatisfy({ (0x80..<0xC0).contains($0) })
      {
        sequences += 1
        offset += length
      } else {
        faults += 1
        first = first ?? offset
        offset += 1
      }
    }
    return sequences > faults ? first : nil
  }

  private struct ConversionFault: Error { var offset: Int }

  /// Converts by the C library's `iconv`.
  private static func converted(
    _ raw: [UInt8], from encoding: String
  ) -> Result<[UInt8], ConversionFault> {
    guard let converter = iconv_open("UTF-8", encoding), converter != iconv_t(bitPattern: -1)
    else { return .failure(ConversionFault(offset: 0)) }
    defer { iconv_close(converter) }
    // A two-byte character becomes three bytes, a byte order mark may be added.
    var output = [UInt8](repeating: 0, count: raw.count * 2 + 16)
    var input = raw.map { CChar(bitPattern: $0) }
    let (status, read, written) = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        target.withMemoryRebound(to: CChar.self) { target in
          var sourceStart = source.baseAddress
          var sourceLeft = source.count
          var targetStart = target.baseAddress
          var targetLeft = target.count
          let status = iconv(converter, &sourceStart, &sourceLeft, &targetStart, &targetLeft)
          return (status, source.count - sourceLeft, target.count - targetLeft)
        }
      }
    }
    guard status != Int(bitPattern: UInt.max), read == raw.count else {
      return .failure(ConversionFault(offset: read))
    }
    output.removeLast(output.count - written)
    return .success(output)
  }

  /// The commonest of comma, tab and semicolon in the first record, outside quotes.
  private static func delimiter(of bytes: [UInt8]) -> UInt8 {
    let candidates = [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";")]
    var counts = [0, 0, 0]
    var isQuoted = false
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == 0x0A || byte == 0x0D {
        if counts.contains(where: { $0 > 0 }) { break }
      } else if let index = candidates.firstIndex(of: byte) {
        counts[index] += 1
      }
    }
    var best = 0
    for index in 1..<3 where counts[index] > counts[best] { best = index }
    return candidates[best]
  }

  private static func place(of offset: Int, in bytes: [UInt8], file: String) -> Place {
    var line = 1
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    for index in 0..<offset where endsLine(bytes, index) {
      line += 1
      start = index + 1
    }
    let before = start < offset ? String(decoding: bytes[start..<offset], as: UTF8.self).count : 0
    return Place(file, line: line, column: before + 1)
  }

  /// Whether a line ends at an offset: at LF, and at CR where no LF follows.
  static func endsLine(_ bytes: some RandomAccessCollection<UInt8>, _ offset: Int) -> Bool {
    let at = bytes.index(bytes.startIndex, offsetBy: offset)
    if bytes[at] == 0x0A { return true }
    guard bytes[at] == 0x0D else { return false }
    return offset + 1 == bytes.count || bytes[bytes.index(after: at)] != 0x0A
  }

  /// How many lines the text has at most, to make room for its rows.
  var lineCount: Int { bytes.count { $0 == 0x0A || $0 == 0x0D } + 1 }

  /// The text of a field.
  func text(_ field: Field) -> String {
    let text = String(decoding: bytes[field.start..<field.end], as: UTF8.self)
    guard field.isEscaped else { return text }
    return text.split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"")
  }

  /// Where a field starts, for a message.
  func place(_ field: Field, column ordinal: Int) -> Place {
    guard !isSheet else { return Place(file, line: field.line, column: ordinal + 1) }
    var start = field.origin
    while start > 0, bytes[start - 1] != 0x0A, bytes[start - 1] != 0x0D { start -= 1 }
    let before = String(decoding: bytes[start..<field.origin], as: UTF8.self)
    return Place(file, line: field.line, column: before.count + 1)
  }
}

/// Walks through the records of a table's text.
struct RecordReader {
  private let table: TableText
  private var offset = 0
  private var line = 1
  /// The fields of the record read last.
  private(set) var fields: [TableText.Field] = []
  /// What is wrong with the text itself: unclosed quotes, text after a closing quote, endless fields.
  private(set) var problems: [Diagnostic] = []

  init(_ table: TableText) {
    self.table = table
  }

  /// Reads the next record that holds anything; false at the end.
  ///
  /// A line that is empty, or holds delimiters and spaces alone, as spreadsheets write below their
  /// data, is passed.
  mutating func next() -> Bool {
    repeat {
      guard offset < table.bytes.count else { return false }
      let start = line
      readRecord()
      // A row of a sheet is one line, whatever line breaks its cells hold.
      if table.isSheet { line = start + 1 }
    } while !fields.contains { field in
      table.bytes[field.start..<field.end].contains { $0 != 0x20 && $0 != 0x09 }
    }
    return true
  }

  private mutating func readRecord() {
    fields.removeAll(keepingCapacity: true)
    let quote = UInt8(ascii: "\"")
    let delimiter = table.delimiter
    let bytes = table.bytes
    let count = bytes.count
    let firstLine = line
    bytes.withUnsafeBufferPointer { bytes in
      while true {
        let origin = offset
        let startLine = table.isSheet ? firstLine : line
        var field: TableText.Field
        if offset < count, bytes[offset] == quote {
          offset += 1
          let start = offset
          var isEscaped = false
          var isClosed = false
          while offset < count {
            let byte = bytes[offset]
            if byte == quote {
              if offset + 1 < count, bytes[offset + 1] == quote {
                isEscaped = true
                offset += 2
                continue
              }
              isClosed = true
              break
            }
            if byte == 0x0A || byte == 0x0D, TableText.endsLine(bytes, offset) { line += 1 }
            offset += 1
          }
          field = TableText.Field(
            start: start, end: offset, isEscaped: isEscaped, line: startLine, origin: origin)
          if isClosed { offset += 1 }
          let end = offset
          while offset < count, bytes[offset] != delimiter, bytes[offset] != 0x0A,
            bytes[offset] != 0x0D
          {
            offset += 1
          }
          if !isClosed || bytes[end..<offset].contains(where: { $0 != 0x20 }) {
            problems.append(
              Diagnostic(
                .error, at: table.place(field, column: fields.count),
                isClosed
                  ? LocalisedText(
                    zh: "右引号之后还有文字：字段中的引号要写成两个",
                    en: "text after a closing quote: double a quote inside a field")
                  : LocalisedText(
                    zh: "引号没有闭合：字段中的引号要写成两个",
                    en: "a quote is never closed: double a quote inside a field")))
          }
        } else {
          while offset < count, bytes[offset] != delimiter, bytes[offset] != 0x0A,
            bytes[offset] != 0x0D
          {
            offset += 1
          }
          field = TableText.Field(
            start: origin, end: offset, isEscaped: false, line: startLine, origin: origin)
        }
        if field.end - field.start > TableText.longestField {
          let length = table.text(field).count
          if length > TableText.longestField {
            problems.append(
              Diagnostic(
                .error, at: table.place(field, column: fields.count),
                LocalisedText(
                  zh: "字段有\(length)个字符，上限是\(TableText.longestField)个：是否漏了引号或换行？",
                  en: "a field of \(length) characters, and \(TableText.longestField) is the most: "
                    + "is a quote or a line break missing?")))
          }
        }
        fields.append(field)
        guard offset < count else { return }
        let byte = bytes[offset]
        offset += 1
        if byte == delimiter {
          // A delimiter at the very end of the text still opens one more, empty, field.
          if offset == count {
            fields.append(
              TableText.Field(
                start: count, end: count, isEscaped: false, line: line, origin: count))
            return
          }
          continue
        }
        if byte == 0x0D, offset < count, bytes[offset] == 0x0A { offset += 1 }
        line += 1
        return
      }
    }
  }
}
