/// A piece of HTML in which every interpolated text is escaped.
///
/// Its literals are markup; `"<b>\(name)</b>"` escapes the name, so that no text can become markup by
/// being forgotten. Control characters, which HTML cannot carry, show as their pictures (␀ for U+0000),
/// one character each; line ends and tabs stay.
struct Markup: ExpressibleByStringInterpolation, Sendable {
  private(set) var bytes: [UInt8]

  init(stringLiteral literal: String) {
    bytes = Array(literal.utf8)
  }

  init(stringInterpolation interpolation: Interpolation) {
    bytes = interpolation.bytes
  }

  /// Makes a piece of a text.
  init(text: some Sequence<Unicode.Scalar>) {
    bytes = []
    Self.append(text, to: &bytes)
  }

  /// Makes a piece of markup that was not written as a literal.
  init(trusted markup: String) {
    bytes = Array(markup.utf8)
  }

  var isEmpty: Bool { bytes.isEmpty }

  static func += (left: inout Markup, right: Markup) {
    left.bytes += right.bytes
  }

  /// Adds a text, escaped.
  mutating func append(text: some Sequence<Unicode.Scalar>) {
    Self.append(text, to: &bytes)
  }

  struct Interpolation: StringInterpolationProtocol {
    var bytes: [UInt8] = []

    init(literalCapacity: Int, interpolationCount: Int) {
      bytes.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    mutating func appendLiteral(_ literal: String) {
      bytes.append(contentsOf: literal.utf8)
    }

    mutating func appendInterpolation(_ text: String) {
      Markup.append(text.unicodeScalars, to: &bytes)
    }

    mutating func appendInterpolation(_ number: Int) {
      bytes.append(contentsOf: String(number).utf8)
    }

    mutating func appendInterpolation(_ markup: Markup) {
      bytes.append(contentsOf: markup.bytes)
    }
  }

  typealias StringInterpolation = Interpolation

  // By scalars: a mark that combines with “<” would hide it from a comparison of characters.
  private static func append(_ text: some Sequence<Unicode.Scalar>, to bytes: inout [UInt8]) {
    for scalar in text {
      switch scalar.value {
      case 0x26: bytes.append(contentsOf: "&amp;".utf8)
      case 0x3C: bytes.append(contentsOf: "&lt;".utf8)
      case 0x3E: bytes.append(contentsOf: "&gt;".utf8)
      case 0x22: bytes.append(contentsOf: "&quot;".utf8)
      case 0x27: bytes.append(contentsOf: "&#39;".utf8)
      case 0x0D: bytes.append(contentsOf: "&#13;".utf8)
      case 0x2028: bytes.append(contentsOf: "&#8232;".utf8)
      case 0x2029: bytes.append(contentsOf: "&#8233;".utf8)
      case 0x09, 0x0A: bytes.append(UInt8(scalar.value))
      case 0..<0x20: bytes.append(contentsOf: String(picture(0x2400 + scalar.value)).utf8)
      case 0x7F: bytes.append(contentsOf: String(picture(0x2421)).utf8)
      case 0x80..<0xA0: bytes.append(contentsOf: "\u{FFFD}".utf8)
      case 0..<0x80: bytes.append(UInt8(scalar.value))
      default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }

  private static func picture(_ value: UInt32) -> Unicode.Scalar {
    Unicode.Scalar(value) ?? "\u{FFFD}"
  }
}
