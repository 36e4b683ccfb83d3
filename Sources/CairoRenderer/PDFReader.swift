/// Reads the objects of a PDF file: as much of the format as Cairo writes for a figure.
///
/// Any bytes are read without harm. Nothing is followed in circles: each table of places must stand
/// before the one that names it, values are nested at most ``mostNested`` deep, and a reference is
/// followed only where one is asked for.
///
/// - Source: ISO 32000-1, 7.3 (objects) and 7.5 (file structure).
struct PDFReader {
  /// The last trailer dictionary.
  private(set) var trailer: [String: PDFValue] = [:]
  /// Where the last table of places stands.
  private(set) var tableOffset = 0
  private let bytes: [UInt8]
  private var offsets: [Int: Int] = [:]

  private static let mostNested = 32
  private static let mostTables = 64

  /// Reads the tables of places.
  init(_ bytes: [UInt8]) throws(FigureInspectionError) {
    self.bytes = bytes
    var end = bytes.count
    while end > 0, Self.isSpace(bytes[end - 1]) { end -= 1 }
    guard end >= 5, bytes[..<end].suffix(5).elementsEqual("%%EOF".utf8),
      let start = Self.lastIndex(of: Array("startxref".utf8), in: bytes, before: end)
    else { throw .damaged("the PDF has no end") }
    var scanner = Scanner(bytes, at: start + 9)
    guard let offset = scanner.wholeNumber() else {
      throw .damaged("the PDF does not say where its objects stand")
    }
    tableOffset = offset
    var next: Int? = offset
    var limit = bytes.count
    var tables = 0
    while let offset = next {
      tables += 1
      guard offset >= 0, offset < limit, tables <= Self.mostTables else {
        throw .damaged("the tables of the PDF lead nowhere")
      }
      limit = offset
      let dictionary = try readTable(at: offset)
      if tables == 1 { trailer = dictionary }
      guard dictionary["XRefStm"] == nil else { throw .compressedObjects }
      guard dictionary["Encrypt"] == nil else {
        throw FigureInspectionError(
          .unsupported, "the PDF is encrypted by another program: inspect the file that Heng wrote")
      }
      next = dictionary["Prev"]?.wholeNumber
    }
  }

  /// Reads one table; the places of the later table win.
  private mutating func readTable(
    at offset: Int
  ) throws(FigureInspectionError) -> [String: PDFValue] {
    var scanner = Scanner(bytes, at: offset)
    guard scanner.word("xref") else {
      // Where a number stands instead, it is the first of an object that holds the places compressed.
      guard scanner.wholeNumber() != nil else {
        throw .damaged("the PDF has no table where it says that one stands")
      }
      throw .compressedObjects
    }
    while !scanner.word("trailer") {
      guard let first = scanner.wholeNumber(), let count = scanner.wholeNumber(), count >= 0,
        first >= 0, first <= 10_000_000, count <= bytes.count / 16
      else { throw .damaged("a table of the PDF cannot be read") }
      for number in first..<first + count {
        guard let place = scanner.wholeNumber(), scanner.wholeNumber() != nil else {
          throw .damaged("a table of the PDF ends early")
        }
        if scanner.word("n") {
          if offsets[number] == nil { offsets[number] = place }
        } else if !scanner.word("f") {
          throw .damaged("a table of the PDF cannot be read")
        }
      }
    }
    guard case .dictionary(let dictionary)? = scanner.value(depth: 0) else {
      throw .damaged("the trailer of the PDF cannot be read")
    }
    return dictionary
  }

  /// The value, or the object that it refers to.
  func resolved(_ value: PDFValue?) throws(FigureInspectionError) -> PDFValue? {
    guard case .reference(let number)? = value else { return value }
    return try object(number)?.value
  }

  /// The dictionary that the value is or refers to.
  func dictionary(_ value: PDFValue?) throws(FigureInspectionError) -> [String: PDFValue]? {
    guard case .dictionary(let dictionary)? = try resolved(value) else { return nil }
    return dictionary
  }

  /// An object, and the place of its value in the file; nothing where there is none.
  func object(
    _ number: Int
  ) throws(FigureInspectionError) -> (value: PDFValue, range: Range<Int>)? {
    guard let offset = offsets[number] else { return nil }
    var scanner = Scanner(bytes, at: offset)
    guard offset >= 0, offset < bytes.count, scanner.wholeNumber() == number,
      scanner.wholeNumber() != nil, scanner.word("obj")
    else { throw .damaged("object \(number) of the PDF is not where it should be") }
    scanner.skipSpace()
    let start = scanner.index
    guard let value = scanner.value(depth: 0), !scanner.isAtEnd else {
      throw .damaged("object \(number) of the PDF cannot be read")
    }
    return (value, start..<scanner.index)
  }

  private static func lastIndex(of word: [UInt8], in bytes: [UInt8], before end: Int) -> Int? {
    var index = end - word.count
    while index >= 0, index > end - 1024 {
      if bytes[index...].starts(with: word) { return index }
      index -= 1
    }
    return nil
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 || byte == 0x0C || byte == 0
  }

  /// Reads values one after another.
  private struct Scanner {
    private let bytes: [UInt8]
    private(set) var index: Int

    init(_ bytes: [UInt8], at index: Int) {
      self.bytes = bytes
      self.index = max(0, min(index, bytes.count))
    }

    var isAtEnd: Bool { index >= bytes.count }

    private var byte: UInt8? { index < bytes.count ? bytes[index] : nil }

    mutating func skipSpace() {
      while let byte {
        if byte == UInt8(ascii: "%") {
          while let byte = self.byte, byte != 0x0A, byte != 0x0D { index += 1 }
        } else if PDFReader.isSpace(byte) {
          index += 1
        } else {
          return
        }
      }
    }

    /// Takes a word if it is the next.
    mutating func word(_ word: StaticString) -> Bool {
      skipSpace()
      let matches = word.withUTF8Buffer { bytes[index...].starts(with: $0) }
      let end = index + word.utf8CodeUnitCount
      guard matches, end >= bytes.count || Self.isDelimiter(bytes[end]) else { return false }
      index = end
      return true
    }

    /// Takes a whole number of at most twelve digits, if one is the next.
    mutating func wholeNumber() -> Int? {
      skipSpace()
      var number = 0
      let start = index
      while let byte, byte >= 0x30, byte <= 0x39, index - start < 12 {
        number = number * 10 + Int(byte - 0x30)
        index += 1
      }
      return index > start ? number : nil
    }

    mutating func value(depth: Int) -> PDFValue? {
      guard depth < PDFReader.mostNested else { return nil }
      skipSpace()
      guard let byte else { return nil }
      switch byte {
      case UInt8(ascii: "<"):
        let isDictionary = index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "<")
        return isDictionary ? dictionary(depth: depth) : hexadecimalString()
      case UInt8(ascii: "("): return literalString()
      case UInt8(ascii: "["): return array(depth: depth)
      case UInt8(ascii: "/"): return name().map { .name($0) }
      case UInt8(ascii: "t"): return word("true") ? .other : nil
      case UInt8(ascii: "f"): return word("false") ? .other : nil
      case UInt8(ascii: "n"): return word("null") ? .other : nil
      default: return number()
      }
    }

    private mutating func dictionary(depth: Int) -> PDFValue? {
      index += 2
      var result: [String: PDFValue] = [:]
      while true {
        skipSpace()
        guard let byte else { return nil }
        if byte == UInt8(ascii: ">") {
          guard index + 1 < bytes.count, bytes[index + 1] == byte else { return nil }
          index += 2
          return .dictionary(result)
        }
        guard byte == UInt8(ascii: "/"), let key = name(), let value = value(depth: depth + 1)
        else { return nil }
        result[key] = value
      }
    }

    private mutating func array(depth: Int) -> PDFValue? {
      index += 1
      var result: [PDFValue] = []
      while true {
        skipSpace()
        guard let byte else { return nil }
        if byte == UInt8(ascii: "]") {
          index += 1
          return .array(result)
        }
        guard let value = value(depth: depth + 1) else { return nil }
        result.append(value)
      }
    }

    private mutating func name() -> String? {
      index += 1
      let start = index
      while let byte, !Self.isDelimiter(byte) { index += 1 }
      return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func number() -> PDFValue? {
      let start = index
      while let byte, !Self.isDelimiter(byte) { index += 1 }
      let end = index
      guard end > start, end - start <= 32,
        let number = Double(String(decoding: bytes[start..<end], as: UTF8.self)), number.isFinite
      else { return nil }
      // `12 0 R` is one value.
      if number >= 0, number < 1e9, number == number.rounded() {
        if wholeNumber() != nil, word("R") { return .reference(Int(number)) }
        index = end
      }
      return .number(number)
    }

    private mutating func hexadecimalString() -> PDFValue? {
      index += 1
      var result: [UInt8] = []
      var half: UInt8?
      while let byte {
        index += 1
        if byte == UInt8(ascii: ">") {
          if let half { result.append(half << 4) }
          return .string(result)
        }
        guard let digit = Self.digit(byte) else {
          if PDFReader.isSpace(byte) { continue }
          return nil
        }
        if let first = half {
          result.append(first << 4 | digit)
          half = nil
        } else {
          half = digit
        }
      }
      return nil
    }

    private mutating func literalString() -> PDFValue? {
      index += 1
      var result: [UInt8] = []
      var open = 1
      while let byte {
        index += 1
        switch byte {
        case UInt8(ascii: "("):
          open += 1
          result.append(byte)
        case UInt8(ascii: ")"):
          open -= 1
          if open == 0 { return .string(result) }
          result.append(byte)
        case UInt8(ascii: "\\"): escape(into: &result)
        default: result.append(byte)
        }
      }
      return nil
    }

    private mutating func escape(into result: inout [UInt8]) {
      guard let byte else { return }
      index += 1
      switch byte {
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "b"): result.append(0x08)
      case UInt8(ascii: "f"): result.append(0x0C)
      case 0x0A: break
      case 0x0D: if self.byte == 0x0A { index += 1 }
      case 0x30...0x37:
        var number = Int(byte - 0x30)
        for _ in 0..<2 {
          guard let next = self.byte, next >= 0x30, next <= 0x37 else { break }
          number = number * 8 + Int(next - 0x30)
          index += 1
        }
        result.append(UInt8(number & 255))
      default: result.append(byte)
      }
    }

    private static func isDelimiter(_ byte: UInt8) -> Bool {
      PDFReader.isSpace(byte) || "()<>[]{}/%".utf8.contains(byte)
    }

    static func digit(_ byte: UInt8) -> UInt8? {
      switch byte {
      case 0x30...0x39: byte - 0x30
      case 0x41...0x46: byte - 0x37
      case 0x61...0x66: byte - 0x57
      default: nil
      }
    }
  }
}

/// A value of a PDF file.
indirect enum PDFValue: Equatable {
  case number(Double)
  case name(String)
  case string([UInt8])
  case array([PDFValue])
  case dictionary([String: PDFValue])
  /// An object of the file, by its number.
  case reference(Int)
  /// True, false or null, which nobody asks for.
  case other

  /// The number, where it is a whole one.
  var wholeNumber: Int? {
    guard case .number(let number) = self, number == number.rounded(), abs(number) < 1e15 else {
      return nil
    }
    return Int(number)
  }

  /// The characters of a text string.
  ///
  /// - Source: ISO 32000-1, 7.9.2.2 and annex D.3.
  var text: String? {
    guard case .string(let bytes) = self else { return nil }
    if bytes.starts(with: [0xFE, 0xFF]) {
      let units = stride(from: 2, to: bytes.count - 1, by: 2).map {
        UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
      }
      return String(decoding: units, as: UTF16.self)
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      return String(decoding: bytes.dropFirst(3), as: UTF8.self)
    }
    var result = String.UnicodeScalarView()
    for byte in bytes {
      switch byte {
      case 0x18...0x1F: result.append(Self.accents[Int(byte) - 0x18])
      case 0x80...0xA0: result.append(Self.marks[Int(byte) - 0x80])
      default: result.append(Unicode.Scalar(byte))
      }
    }
    return String(result)
  }

  private static let accents = Array(
    "\u{2D8}\u{2C7}\u{2C6}\u{2D9}\u{2DD}\u{2DB}\u{2DA}\u{2DC}".unicodeScalars)
  private static let marks = Array(
    "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\u{FFFD}€".unicodeScalars)
}
