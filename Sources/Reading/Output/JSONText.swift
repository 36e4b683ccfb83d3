/// JSON as it is written: objects and arrays are opened and closed, members follow one another.
struct JSONText {
  /// What is written so far, in UTF-8.
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  /// Opens an object, as a member of the one around it where it has a name.
  mutating func openObject(_ name: StaticString? = nil) { open(UInt8(ascii: "{"), name) }

  /// Closes the object.
  mutating func closeObject() { close(UInt8(ascii: "}")) }

  /// Opens an array, as a member of the object around it where it has a name.
  mutating func openArray(_ name: StaticString? = nil) { open(UInt8(ascii: "["), name) }

  /// Closes the array.
  mutating func closeArray() { close(UInt8(ascii: "]")) }

  /// Writes a string.
  mutating func member(_ name: StaticString, _ value: String) {
    begin(name)
    append(quoting: value)
  }

  /// Writes a string that is null where empty: what is not known.
  mutating func member(_ name: StaticString, known value: String) {
    if value.isEmpty { member(name, raw: Array("null".utf8)) } else { member(name, value) }
  }

  /// Writes a whole number, or null.
  mutating func member(_ name: StaticString, _ value: Int?) {
    member(name, raw: Array((value.map { String($0) } ?? "null").utf8))
  }

  /// Writes a number, the shortest text that means it; null for what is no number.
  mutating func member(_ name: StaticString, _ value: Double) {
    guard value.isFinite else { return member(name, raw: Array("null".utf8)) }
    // Beyond 2^53 a Double is no count any more, and its digits would feign exactness.
    if let whole = Int(exactly: value), abs(whole) <= 1 << 53 { return member(name, whole) }
    member(name, raw: Array(value.description.utf8))
  }

  /// Writes a value that is JSON already.
  mutating func member(_ name: StaticString, raw value: some Sequence<UInt8>) {
    begin(name)
    bytes += value
  }

  /// Ends a line.
  mutating func endLine() { bytes.append(0x0A) }

  private mutating func open(_ bracket: UInt8, _ name: StaticString?) {
    if let name {
      begin(name)
    } else if needsComma {
      bytes.append(UInt8(ascii: ","))
    }
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func begin(_ name: StaticString) {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
    bytes.append(UInt8(ascii: "\""))
    bytes += UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }

  private static let digits = Array("0123456789abcdef".utf8)

  private mutating func append(quoting value: String) {
    var value = value
    bytes.append(UInt8(ascii: "\""))
    value.withUTF8 { text in
      var start = 0
      for index in text.indices {
        let byte = text[index]
        guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
          continue
        }
        bytes += text[start..<index]
        start = index + 1
        switch byte {
        case 0x0A: bytes += Array("\\n".utf8)
        case 0x09: bytes += Array("\\t".utf8)
        case 0..<0x20:
          bytes += Array("\\u00".utf8)
          bytes.append(Self.digits[Int(byte >> 4)])
          bytes.append(Self.digits[Int(byte & 15)])
        default:
          bytes.append(UInt8(ascii: "\\"))
          bytes.append(byte)
        }
      }
      bytes += text[start...]
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
