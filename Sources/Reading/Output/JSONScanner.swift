/// The members of an object that is written as JSON.
///
/// Only what is asked for is decoded; everything else is checked and stays the bytes that it is, so
/// that a value of any kind can be handed on exactly as it was written.
/// - Source: RFC 8259.
struct JSONScanner {
  /// What makes a text no JSON object.
  struct Malformed: Error {}

  private let bytes: [UInt8]
  private var index: Int
  /// Deeper values would only be a way to exhaust the stack.
  private static let greatestDepth = 256

  /// Begins at an offset of valid UTF-8.
  init(_ bytes: [UInt8], from offset: Int = 0) {
    self.bytes = bytes
    index = offset
  }

  /// The names of the members, decoded, and where their values stand.
  ///
  /// - Throws: ``Malformed`` if the bytes are anything but one object.
  mutating func members() throws(Malformed) -> [(name: [UInt8], value: Range<Int>)] {
    var members: [(name: [UInt8], value: Range<Int>)] = []
    skipSpace()
    try take(UInt8(ascii: "{"))
    skipSpace()
    if next == UInt8(ascii: "}") {
      index += 1
    } else {
      while true {
        skipSpace()
        let start = index
        try skipString()
        let name = start..<index
        try skipColon()
        let value = index
        try skipValue(depth: 1)
        members.append((string(name) ?? [], value..<index))
        if try isLast(UInt8(ascii: "}")) { break }
      }
    }
    skipSpace()
    guard index == bytes.count else { throw Malformed() }
    return members
  }

  /// The text of a string, in UTF-8; nothing where the value is no string.
  ///
  /// Half of a surrogate pair becomes U+FFFD.
  func string(_ value: Range<Int>) -> [UInt8]? {
    guard value.count >= 2, bytes[value.lowerBound] == UInt8(ascii: "\"") else { return nil }
    let content = bytes[(value.lowerBound + 1)..<(value.upperBound - 1)]
    guard var escape = content.firstIndex(of: UInt8(ascii: "\\")) else { return Array(content) }
    var text = Array(content[..<escape])
    text.reserveCapacity(content.count)
    while escape < content.endIndex {
      let letter = bytes[escape + 1]
      var after = escape + 2
      switch letter {
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "u"):
        var scalar = number(ofDigitsAt: after)
        after += 4
        if (0xD800..<0xDC00).contains(scalar), after + 6 <= content.endIndex,
          bytes[after] == UInt8(ascii: "\\"), bytes[after + 1] == UInt8(ascii: "u")
        {
          let low = number(ofDigitsAt: after + 2)
          if (0xDC00..<0xE000).contains(low) {
            scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
            after += 6
          }
        }
        Self.append(Unicode.Scalar(scalar) ?? "\u{FFFD}", to: &text)
      default: text.append(letter)
      }
      var end = after
      while end < content.endIndex, bytes[end] != UInt8(ascii: "\\") { end += 1 }
      text += bytes[after..<end]
      escape = end
    }
    return text
  }

  private static func append(_ scalar: Unicode.Scalar, to text: inout [UInt8]) {
    text += UTF8.encode(scalar).map(Array.init) ?? []
  }

  private func number(ofDigitsAt start: Int) -> UInt32 {
    bytes[start..<start + 4].reduce(0) { $0 << 4 | UInt32(Self.digit($1) ?? 0) }
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  // MARK: - Grammar

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || (0x09...0x0A).contains(byte) || byte == 0x0D {
      index += 1
    }
  }

  private mutating func take(_ byte: UInt8) throws(Malformed) {
    guard next == byte else { throw Malformed() }
    index += 1
  }

  private mutating func skipColon() throws(Malformed) {
    skipSpace()
    try take(UInt8(ascii: ":"))
    skipSpace()
  }

  /// Takes a comma, or the end of an object or array.
  private mutating func isLast(_ end: UInt8) throws(Malformed) -> Bool {
    skipSpace()
    if next == end {
      index += 1
      return true
    }
    try take(UInt8(ascii: ","))
    return false
  }

  private mutating func skipValue(depth: Int) throws(Malformed) {
    guard depth <= Self.greatestDepth, let first = next else { throw Malformed() }
    switch first {
    case UInt8(ascii: "\""): try skipString()
    case UInt8(ascii: "{"):
      index += 1
      skipSpace()
      if next == UInt8(ascii: "}") {
        index += 1
        return
      }
      repeat {
        skipSpace()
        try skipString()
        try skipColon()
        try skipValue(depth: depth + 1)
      } while try !isLast(UInt8(ascii: "}"))
    case UInt8(ascii: "["):
      index += 1
      skipSpace()
      if next == UInt8(ascii: "]") {
        index += 1
        return
      }
      repeat {
        skipSpace()
        try skipValue(depth: depth + 1)
      } while try !isLast(UInt8(ascii: "]"))
    case UInt8(ascii: "t"): try skip("true")
    case UInt8(ascii: "f"): try skip("false")
    case UInt8(ascii: "n"): try skip("null")
    default: try skipNumber()
    }
  }

  private mutating func skip(_ word: StaticString) throws(Malformed) {
    for offset in 0..<word.utf8CodeUnitCount { try take(word.utf8Start[offset]) }
  }

  private mutating func skipNumber() throws(Malformed) {
    if next == UInt8(ascii: "-") { index += 1 }
    if next == UInt8(ascii: "0") { index += 1 } else { try skipDigits() }
    if next == UInt8(ascii: ".") {
      index += 1
      try skipDigits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      index += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { index += 1 }
      try skipDigits()
    }
  }

  private mutating func skipDigits() throws(Malformed) {
    let start = index
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { index += 1 }
    if index == start { throw Malformed() }
  }

  private mutating func skipString() throws(Malformed) {
    try take(UInt8(ascii: "\""))
    while let byte = next {
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return
      case UInt8(ascii: "\\"):
        guard let letter = next else { throw Malformed() }
        index += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
          UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
          break
        case UInt8(ascii: "u"):
          for _ in 0..<4 {
            guard let digit = next, Self.digit(digit) != nil else { throw Malformed() }
            index += 1
          }
        default: throw Malformed()
        }
      case 0..<0x20: throw Malformed()
      default: break
      }
    }
    throw Malformed()
  }
}
