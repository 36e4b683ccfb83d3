/// A text as an array of Unicode scalars, so that an offset is an index.
///
/// Offsets in a data package count Unicode scalars of the report's plain text (design §3).
public struct PlainText: Sendable, Equatable {
  /// The scalars, in order.
  public let scalars: [Unicode.Scalar]

  /// Makes a text of a string.
  public init(_ text: some StringProtocol) {
    var text = String(text)
    scalars = text.withUTF8 { Self.decoded($0) }
  }

  /// Makes a text of scalars.
  public init(_ scalars: some Sequence<Unicode.Scalar>) {
    self.scalars = Array(scalars)
  }

  /// The whole text.
  public var string: String { string(0..<scalars.count) }

  /// A part of the text, copied exactly.
  public func string(_ range: Range<Int>) -> String {
    scalars.withUnsafeBufferPointer { scalars in
      String(unsafeUninitializedCapacity: range.count * 4) { Self.encode(scalars[range], into: $0) }
    }
  }

  /// The scalars of valid UTF-8.
  ///
  /// By hand, since the standard library's view of them takes three times as long.
  private static func decoded(_ utf8: UnsafeBufferPointer<UInt8>) -> [Unicode.Scalar] {
    [Unicode.Scalar](unsafeUninitializedCapacity: utf8.count) { scalars, written in
      var index = 0
      var count = 0
      while index < utf8.count {
        let first = UInt32(utf8[index])
        let value: UInt32
        switch first {
        case ..<0x80:
          value = first
          index += 1
        case ..<0xE0:
          value = (first & 0x1F) << 6 | continuation(utf8, index + 1)
          index += 2
        case ..<0xF0:
          value =
            (first & 0x0F) << 12 | continuation(utf8, index + 1) << 6
            | continuation(utf8, index + 2)
          index += 3
        default:
          value =
            (first & 0x07) << 18 | continuation(utf8, index + 1) << 12
            | continuation(utf8, index + 2) << 6 | continuation(utf8, index + 3)
          index += 4
        }
        scalars.initializeElement(at: count, to: Unicode.Scalar(value) ?? "\u{FFFD}")
        count += 1
      }
      written = count
    }
  }

  private static func continuation(_ utf8: UnsafeBufferPointer<UInt8>, _ index: Int) -> UInt32 {
    UInt32(utf8[index] & 0x3F)
  }

  /// Writes scalars as UTF-8; the number of bytes.
  private static func encode(
    _ scalars: Slice<UnsafeBufferPointer<Unicode.Scalar>>,
    into utf8: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    var count = 0
    func put(_ byte: UInt32) {
      utf8.initializeElement(at: count, to: UInt8(truncatingIfNeeded: byte))
      count += 1
    }
    for scalar in scalars {
      let value = scalar.value
      switch value {
      case ..<0x80: put(value)
      case ..<0x800:
        put(0xC0 | value >> 6)
        put(0x80 | value & 0x3F)
      case ..<0x10000:
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
    return count
  }

  /// The lines, in order, without their ends; an empty text has none.
  public var lines: [Range<Int>] {
    scalars.withUnsafeBufferPointer { scalars in
      var lines: [Range<Int>] = []
      var start = 0
      for index in scalars.indices where scalars[index] == "\n" {
        lines.append(start..<index)
        start = index + 1
      }
      if start < scalars.count { lines.append(start..<scalars.count) }
      return lines
    }
  }
}
