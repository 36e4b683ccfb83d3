extension Colour: CustomStringConvertible {
  /// Makes a colour of six hexadecimal digits, such as `#0b4f8a`.
  ///
  /// - Throws: ``ChartError`` if the text is anything else.
  public init(hexadecimal text: String) throws(ChartError) {
    let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
    guard text.hasPrefix("#"), digits.utf8.count == 6, digits.allSatisfy(\.isHexDigit),
      let number = UInt32(digits, radix: 16)
    else {
      throw ChartError(
        .specification,
        "“\(text)” is not a colour: write # and six hexadecimal digits such as #0b4f8a")
    }
    self.init(
      UInt8(truncatingIfNeeded: number >> 16), UInt8(truncatingIfNeeded: number >> 8),
      UInt8(truncatingIfNeeded: number))
  }

  /// The colour as `#rrggbb`.
  public var description: String {
    let number = UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
    let digits = String(number, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }
}
