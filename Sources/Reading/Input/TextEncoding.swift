#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// How a text's characters are written as bytes.
enum TextEncoding: String, CaseIterable {
  case utf8 = "UTF-8"
  case utf16LittleEndian = "UTF-16LE"
  case utf16BigEndian = "UTF-16BE"
  /// With GBK and GB 2312 in it.
  case gb18030 = "GB18030"
  /// With the characters of Hong Kong.
  case big5 = "BIG5-HKSCS"

  /// How many bytes, evenly from the start, decide between encodings.
  private static let sampleLength = 65_536

  /// The encoding of bytes that are no valid UTF-8.
  ///
  /// What a web page declares of itself decides where it can be true.
  init(of bytes: [UInt8], declared: TextEncoding? = nil) {
    let sample = bytes.prefix(Self.sampleLength)
    if let wide = Self.wide(sample) {
      self = wide
    } else if Self.isDamagedUTF8(sample) {
      self = .utf8
    } else if let declared, declared == .gb18030 || declared == .big5 {
      self = declared
    } else {
      self = Self.commonness(sample, .big5) > Self.commonness(sample, .gb18030) ? .big5 : .gb18030
    }
  }

  /// UTF-16 by its byte order mark, or by what the pairs of bytes mean in either order.
  static func wide(_ bytes: ArraySlice<UInt8>) -> TextEncoding? {
    if bytes.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
    if bytes.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
    let sample = bytes.prefix(8192)
    guard sample.count >= 4, sample.count.isMultiple(of: 2) else { return nil }
    var little = 0
    var big = 0
    let units = sample.count / 2
    for unit in 0..<units {
      let first = UInt16(sample[sample.startIndex + unit * 2])
      let second = UInt16(sample[sample.startIndex + unit * 2 + 1])
      if isPlain(first | second << 8) { little += 1 }
      if isPlain(first << 8 | second) { big += 1 }
    }
    // In GB18030 and Big5 a pair read as UTF-16 is seldom a character of a text.
    if little * 10 >= units * 9, big * 2 < units { return .utf16LittleEndian }
    if big * 10 >= units * 9, little * 2 < units { return .utf16BigEndian }
    return nil
  }

  /// Whether a unit of UTF-16 is a character that Chinese texts are made of.
  private static func isPlain(_ unit: UInt16) -> Bool {
    // A Latin letter read the wrong way round is a character such as U+6100.
    if unit & 0xFF == 0 { return false }
    return switch unit {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x2010...0x2027, 0x3000...0x303F, 0x4E00...0x9FFF,
      0xFF01...0xFF5E:
      true
    default: false
    }
  }

  /// Whether a text is UTF-8 for the greater part.
  ///
  /// Most pairs of bytes mean something in GB18030, so that a damaged UTF-8 file would be read as
  /// nonsense; but Chinese text in GB18030 or Big5 seldom forms whole sequences of UTF-8 by chance.
  private static func isDamagedUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
    var sequences = 0
    var faults = 0
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let length: Int
      switch bytes[index] {
      case ..<0x80:
        index += 1
        continue
      case 0xC2...0xDF: length = 2
      case 0xE0...0xEF: length = 3
      case 0xF0...0xF4: length = 4
      default: length = 0
      }
      if length > 0, index + length <= bytes.endIndex,
        bytes[index + 1..<index + length].allSatisfy({ (0x80..<0xC0).contains($0) })
      {
        sequences += length > 2 ? 1 : 0
        index += length
      } else {
        faults += 1
        index += 1
      }
    }
    return sequences > faults
  }

  /// How much a sample read in an encoding looks like a report: characters that are in every report
  /// count for it, those that cannot be read against it.
  private static func commonness(_ bytes: ArraySlice<UInt8>, _ encoding: TextEncoding) -> Int {
    var score = 0
    let decoded = encoding.decode(Array(bytes))
    for scalar in String(decoding: decoded.text, as: UTF8.self).unicodeScalars
    where scalar.value > 0x7F {
      if common.contains(scalar) { score += 4 }
      // What only Big5 or only GB18030 makes of the other's pairs: kana, letters, private use.
      switch scalar.value {
      case 0x3001, 0x3002, 0x4E00...0x9FFF, 0xFF00...0xFFEF: break
      default: score -= 1
      }
    }
    return score - 8 * decoded.faults
  }

  private static let common = Set(
    "的一是在和人大会會国國工作代表委员員常法年报報告市县縣区區政府主任议議案督监監立执執行之为為了全有中上下，。、：；".unicodeScalars)

  /// A text in UTF-8, with the places that could not be read.
  struct Decoded {
    var text: [UInt8]
    /// How many times bytes had to be passed over; each became U+FFFD.
    var faults = 0
    /// Where in ``text`` the first of them stands.
    var firstFault: Int?
  }

  /// The bytes as UTF-8; what means nothing in the encoding becomes U+FFFD.
  func decode(_ bytes: [UInt8]) -> Decoded {
    self == .utf8 ? Self.repair(bytes) : convert(bytes)
  }

  private static func repair(_ bytes: [UInt8]) -> Decoded {
    var decoded = Decoded(text: [])
    decoded.text.reserveCapacity(bytes.count + 64)
    var rest = bytes[...]
    while let fault = firstFault(in: rest) {
      decoded.text += rest[..<fault.lowerBound]
      decoded.note()
      rest = rest[fault.upperBound...]
    }
    decoded.text += rest
    return decoded
  }

  private static func firstFault(in bytes: ArraySlice<UInt8>) -> Range<Int>? {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
      return nil
    } catch {
      let start = bytes.startIndex + error.byteOffsets.lowerBound
      return start..<max(start + 1, bytes.startIndex + error.byteOffsets.upperBound)
    }
  }

  /// Converts by the C library's `iconv`.
  private func convert(_ bytes: [UInt8]) -> Decoded {
    var decoded = Decoded(text: [])
    guard let converter = iconv_open("UTF-8", rawValue), converter != iconv_t(bitPattern: -1)
    else { return Self.repair(bytes) }
    defer { iconv_close(converter) }
    decoded.text.reserveCapacity(bytes.count * 3 / 2 + 64)
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: 65_536)
    input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        var start = source.baseAddress
        var left = source.count
        while left > 0 {
          var targetStart = target.baseAddress
          var targetLeft = target.count
          let status = iconv(converter, &start, &left, &targetStart, &targetLeft)
          let code = errno
          let written = UnsafeRawBufferPointer(
            start: target.baseAddress, count: target.count - targetLeft)
          decoded.text += written
          guard status == Int(bitPattern: UInt.max), code != E2BIG else { continue }
          decoded.note()
          let step = min(left, self == .utf16LittleEndian || self == .utf16BigEndian ? 2 : 1)
          start = start?.advanced(by: step)
          left -= step
        }
      }
    }
    return decoded
  }
}

extension TextEncoding.Decoded {
  /// Puts U+FFFD for bytes that could not be read.
  fileprivate mutating func note() {
    if firstFault == nil { firstFault = text.count }
    faults += 1
    text += [0xEF, 0xBF, 0xBD]
  }
}
