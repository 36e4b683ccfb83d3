/// Makes the one form of a text that everything after works on.
///
/// Line ends of every kind, form feeds and vertical tabs become `\n`; characters without width that
/// only guide a display (byte order marks, soft hyphens, zero-width spaces and joiners, marks of
/// direction) and NUL go. Nothing else is changed, since evidence is an exact part of this text.
enum LineEnds {
  /// The text in UTF-8 in that form.
  static func normalise(_ bytes: inout [UInt8]) {
    guard let first = firstChange(in: bytes) else { return }
    let length = bytes.withUnsafeMutableBufferPointer { bytes in
      var target = first
      var index = first
      let count = bytes.count
      while index < count {
        let byte = bytes[index]
        switch byte {
        case 0x00: index += 1
        case 0x0B, 0x0C:
          bytes[target] = 0x0A
          target += 1
          index += 1
        case 0x0D:
          bytes[target] = 0x0A
          target += 1
          index += index + 1 < count && bytes[index + 1] == 0x0A ? 2 : 1
        case 0xC2, 0xE2, 0xEF:
          switch meaning(bytes, index) {
          case .ordinary:
            bytes[target] = byte
            target += 1
            index += 1
          case .nothing(let width): index += width
          case .lineEnd(let width):
            bytes[target] = 0x0A
            target += 1
            index += width
          }
        default:
          bytes[target] = byte
          target += 1
          index += 1
        }
      }
      return target
    }
    bytes.removeLast(bytes.count - length)
  }

  /// Where the first byte that is changed stands; nothing where the text is in that form already.
  static func firstChange(in bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      let count = bytes.count
      while index < count {
        let byte = bytes[index]
        if byte < 0x0E {
          if byte == 0x00 || byte >= 0x0B { return index }
        } else if byte == 0xE2 || byte == 0xEF || byte == 0xC2 {
          if case .ordinary = meaning(bytes, index) {} else { return index }
        }
        index += 1
      }
      return nil
    }
  }

  private enum Meaning {
    case ordinary
    case nothing(width: Int)
    case lineEnd(width: Int)
  }

  /// What a sequence that starts with C2, E2 or EF is.
  @inline(__always)
  private static func meaning(
    _ bytes: some RandomAccessCollection<UInt8>, _ index: Int
  ) -> Meaning {
    func byte(_ offset: Int) -> UInt8 {
      index + offset < bytes.count
        ? bytes[bytes.index(bytes.startIndex, offsetBy: index + offset)] : 0
    }
    switch (byte(0), byte(1)) {
    case (0xC2, 0x85): return .lineEnd(width: 2)
    case (0xC2, 0xAD): return .nothing(width: 2)
    case (0xE2, 0x80):
      switch byte(2) {
      // U+200B to U+200F, U+202A to U+202E.
      case 0x8B...0x8F, 0xAA...0xAE: return .nothing(width: 3)
      // U+2028, U+2029.
      case 0xA8, 0xA9: return .lineEnd(width: 3)
      default: return .ordinary
      }
    // U+2060 to U+2064, U+2066 to U+2069.
    case (0xE2, 0x81):
      switch byte(2) {
      case 0xA0...0xA4, 0xA6...0xA9: return .nothing(width: 3)
      default: return .ordinary
      }
    case (0xEF, 0xBB): return byte(2) == 0xBF ? .nothing(width: 3) : .ordinary
    default: return .ordinary
    }
  }
}
