extension PlainText {
  /// The whole text in UTF-8, as files hold it.
  public var utf8: [UInt8] {
    var length = 0
    for scalar in scalars { length += UTF8.width(scalar) }
    return [UInt8](unsafeUninitializedCapacity: length) { bytes, count in
      for scalar in scalars {
        let value = scalar.value
        func put(_ byte: UInt32) {
          bytes[count] = UInt8(truncatingIfNeeded: byte)
          count += 1
        }
        switch value {
        case 0..<0x80:
          put(value)
        case 0x80..<0x800:
          put(0xC0 | value >> 6)
          put(0x80 | value & 0x3F)
        case 0x800..<0x10000:
          put(0xE0 | value >> 12)
          put(0x80 | value >> 6 & 0x3F)
          put(0x80 | value & 0x3F)
        default:
          put(0xF0 | value >> 18)
          put(0x80 | value >> 12 & 0x3F)
          put(0x80 | value >> 6 & 0x3F)
          put(0x80 | value & 0x3F)
        }
      }
    }
  }
}
