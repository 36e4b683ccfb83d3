/// A report's text as the grammar reads it: simplified, half width, without the white space and line
/// breaks that copies and layouts leave inside words and numbers.
///
/// Every unit remembers the scalar that it comes from, so that evidence is copied from the report
/// itself.
struct NormalisedText {
  /// One UTF-16 unit a character; what lies beyond the Basic Multilingual Plane is `0xFFFD`.
  private(set) var units: [UInt16] = []
  /// The scalar of the report that each unit comes from.
  private(set) var origins: [Int32] = []

  /// The unit that ends a paragraph.
  static let paragraphEnd: UInt16 = 0x0A

  init(_ text: PlainText) {
    var origins: [Int32] = []
    units = [UInt16](unsafeUninitializedCapacity: text.scalars.count) { units, count in
      origins = [Int32](unsafeUninitializedCapacity: text.scalars.count) { origins, originCount in
        count = text.scalars.withUnsafeBufferPointer { Self.normalise($0, into: units, origins) }
        originCount = count
      }
    }
    self.origins = origins
  }

  /// Writes the units of scalars and where they come from; the number of units.
  private static func normalise(
    _ scalars: UnsafeBufferPointer<Unicode.Scalar>,
    into units: UnsafeMutableBufferPointer<UInt16>, _ origins: UnsafeMutableBufferPointer<Int32>
  ) -> Int {
    let form = form
    var count = 0
    var lineStart = 0
    // Some copies carry the pronunciation of characters in brackets: 項(xiàng).
    var skippedTo = 0
    for index in scalars.indices {
      let value = scalars[index].value
      let unit = value < 0x10000 ? form[Int(value)] : 0xFFFD
      if unit == 0 || index < skippedTo { continue }
      if unit == 0x28, let end = pronunciationEnd(scalars, at: index) {
        skippedTo = end
        continue
      }
      if unit == paragraphEnd {
        let line = UnsafeBufferPointer(rebasing: units[lineStart..<count])
        let ends = endsParagraph(line, at: index, of: scalars)
        lineStart = ends ? count + 1 : count
        guard ends else { continue }
      }
      units.initializeElement(at: count, to: unit)
      origins.initializeElement(at: count, to: Int32(index))
      count += 1
    }
    return count
  }

  /// Where a pronunciation in brackets ends; nothing for other brackets.
  private static func pronunciationEnd(
    _ scalars: UnsafeBufferPointer<Unicode.Scalar>, at start: Int
  ) -> Int? {
    var index = start + 1
    var hasAccent = false
    while index < scalars.count, index - start <= 8 {
      switch scalars[index].value {
      case 0x61...0x7A: break
      case 0xE0...0xFC, 0x100...0x1DC: hasAccent = true
      case 0x29, 0xFF09: return index - start > 1 && hasAccent ? index + 1 : nil
      default: return nil
      }
      index += 1
    }
    return nil
  }

  /// Whether a line break ends a paragraph, or only a line of a hard-wrapped one.
  private static func endsParagraph(
    _ line: UnsafeBufferPointer<UInt16>, at index: Int,
    of scalars: UnsafeBufferPointer<Unicode.Scalar>
  ) -> Bool {
    guard let last = line.last else { return false }
    // A line that is a heading, or too short to be a full one, ends where it ends.
    if line.count < 18 || isFinal(last) { return true }
    if opensHeading(line[0]), line.count < 40, isHeadingMark(line[1]) || line[0] == 0x28 {
      return true
    }
    // So does a line before a blank or an indented one.
    var next = index + 1
    guard next < scalars.count else { return true }
    var indent = 0
    while next < scalars.count {
      switch scalars[next] {
      case "\n": return true
      case "\u{3000}": indent += 2
      case " ", "\t", "\r", "\u{A0}": indent += 1
      default:
        if indent >= 2 { return true }
        let value = scalars[next].value
        let unit = value < 0x10000 ? form[Int(value)] : 0xFFFD
        guard opensHeading(unit) else { return false }
        let after = next + 1 < scalars.count ? scalars[next + 1].value : 0
        guard after < 0x10000 else { return false }
        // (一) opens a heading, and any other bracket may stand inside a sentence.
        let form = form[Int(after)]
        return unit == 0x28 ? opensHeading(form) : isHeadingMark(form)
      }
      next += 1
    }
    return true
  }

  /// 。 ！ ？ ； ： and closing marks.
  private static func isFinal(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x3002, 0x21, 0x3F, 0x3B, 0x3A, 0x2E: true
    default: false
    }
  }

  /// 一 … 十, 第 and an opening bracket.
  private static func opensHeading(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341, 0x28: true
    default: false
    }
  }

  /// The marks behind a heading's number, 、 and a dot, and the second character of 十一、.
  private static func isHeadingMark(_ unit: UInt16) -> Bool { unit == 0x3001 || unit == 0x2E }

  /// The unit that stands for each character; 0 for what is passed over.
  private static let form: [UInt16] = {
    var form = [UInt16](repeating: 0, count: 0x10000)
    for value in 0..<0x10000 { form[value] = UInt16(value) }
    for value in 0..<0x21 where value != 0x0A { form[value] = 0 }
    for value in [0xA0, 0xAD, 0x3000, 0xFEFF, 0x2028, 0x2029] { form[value] = 0 }
    for value in 0x2000...0x200F { form[value] = 0 }
    for value in 0x7F..<0xA0 { form[value] = 0 }
    for value in 0x41...0x5A { form[value] = UInt16(value + 0x20) }
    for value in 0xFF01...0xFF5E { form[value] = form[value - 0xFEE0] }
    form[0xFF0E] = 0x2E
    // A dot of a foreign keyboard in place of a Chinese one.
    form[0xFF61] = 0x3002
    form[0xFF64] = 0x3001
    form[0x25CB] = 0x3007
    for value in 0x3400..<0xA000 {
      if let scalar = Unicode.Scalar(UInt32(value)) {
        let simplified = TraditionalCharacters.simplified(scalar).value
        if simplified < 0x10000 { form[value] = UInt16(simplified) }
      }
    }
    return form
  }()
}
