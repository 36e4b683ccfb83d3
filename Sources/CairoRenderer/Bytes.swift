/// Writing into bytes, without the cost of making strings.
extension [UInt8] {
  /// Appends the text as UTF-8.
  mutating func append(text: String) {
    append(contentsOf: text.utf8)
  }

  /// Appends text that is known when the program is built.
  mutating func append(static text: StaticString) {
    text.withUTF8Buffer { append(contentsOf: $0) }
  }

  /// Appends a whole number in decimal.
  mutating func appendInteger(_ number: Int) {
    if number < 0 { append(UInt8(ascii: "-")) }
    let magnitude = number.magnitude
    if magnitude < 10 {
      append(UInt8(ascii: "0") + UInt8(magnitude))
      return
    }
    var power: UInt = 10
    while magnitude / power >= 10 { power *= 10 }
    var rest = magnitude
    while power > 0 {
      append(UInt8(ascii: "0") + UInt8(rest / power))
      rest %= power
      power /= 10
    }
  }

  /// Appends a number in decimal with at most `decimals` decimals, without zeros at the end.
  ///
  /// The number must be finite and small enough for a place in a figure.
  mutating func appendNumber(_ number: Double, decimals: Int = 3) {
    var unit = 1
    for _ in 0..<decimals { unit *= 10 }
    let whole = Int((number * Double(unit)).rounded())
    if whole < 0 { append(UInt8(ascii: "-")) }
    let magnitude = Int(whole.magnitude)
    appendInteger(magnitude / unit)
    var rest = magnitude % unit
    guard rest > 0 else { return }
    append(UInt8(ascii: "."))
    while rest > 0 {
      unit /= 10
      append(UInt8(ascii: "0") + UInt8(rest / unit))
      rest %= unit
    }
  }

  /// Appends a number of 32 bits, the greatest byte first.
  mutating func appendBigEndian(_ number: UInt32) {
    Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
  }

  /// Appends bytes in base 64 (RFC 4648, clause 4).
  mutating func appendBase64(_ data: [UInt8]) {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    for start in Swift.stride(from: 0, to: data.count, by: 3) {
      let part = data[start..<Swift.min(start + 3, data.count)]
      var word: UInt32 = 0
      for byte in part { word = word << 8 | UInt32(byte) }
      word <<= UInt32(8 * (3 - part.count))
      for place in 0..<4 {
        // One byte makes two digits, two bytes make three.
        append(
          place <= part.count
            ? digits[Int(word >> UInt32(18 - 6 * place) & 63)] : UInt8(ascii: "="))
      }
    }
  }

  /// Appends text as the content or a quoted attribute of an XML element.
  ///
  /// What XML cannot hold (most control characters, two code points for no character) becomes a space
  /// or U+FFFD.
  mutating func append(escaped text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": append(static: "&amp;")
      case "<": append(static: "&lt;")
      case ">": append(static: "&gt;")
      case "\"": append(static: "&quot;")
      case "\n": append(static: "&#10;")
      case "\u{00}"..."\u{1F}", "\u{7F}"..."\u{9F}": append(UInt8(ascii: " "))
      case "\u{FFFE}", "\u{FFFF}": append(text: "\u{FFFD}")
      default: append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }

  /// Appends a colour as `#rrggbb`.
  mutating func append(hexadecimal red: UInt8, _ green: UInt8, _ blue: UInt8) {
    append(UInt8(ascii: "#"))
    for part in [red, green, blue] {
      append(Self.hexadecimalDigit(part >> 4))
      append(Self.hexadecimalDigit(part & 15))
    }
  }

  /// The digit of a number below sixteen.
  static func hexadecimalDigit(_ number: UInt8) -> UInt8 {
    number < 10 ? UInt8(ascii: "0") + number : UInt8(ascii: "a") + number - 10
  }
}
