/// A number as a cell of a table writes it.
///
/// Full-width digits and signs, thousands separators (comma or space, in groups of three) and a decimal
/// part of zeros are understood.
enum NumberText: Equatable {
  case number(Double)
  /// Not a number; `suggestion` is what was probably meant.
  case text(suggestion: String?)

  init(_ written: String) {
    let text = Self.narrowed(written)
    if let value = Self.plain(text) {
      self = .number(value)
    } else {
      self = .text(suggestion: Self.suggestion(for: text))
    }
  }

  /// The text without surrounding space, its full-width forms made narrow.
  private static func narrowed(_ written: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in written.unicodeScalars {
      switch scalar.value {
      case 0xFF01...0xFF5E:
        scalars.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
      case 0x3000, 0xA0, 0x2009, 0x202F, 0x09: scalars.append(" ")
      case 0x2212: scalars.append("-")
      default: scalars.append(scalar)
      }
    }
    let text = String(scalars)
    guard let first = text.firstIndex(where: { $0 != " " }),
      let last = text.lastIndex(where: { $0 != " " })
    else { return "" }
    return String(text[first...last])
  }

  /// The value of a plain number; nothing where the text is none.
  private static func plain(_ text: String) -> Double? {
    var digits = text[...]
    var sign = ""
    if let first = digits.first, first == "-" || first == "+" {
      sign = first == "-" ? "-" : ""
      digits = digits.dropFirst()
    }
    let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, let integer = ungrouped(whole) else { return nil }
    var literal = sign + integer
    if parts.count == 2 {
      guard !parts[1].isEmpty, parts[1].allSatisfy(isDigit) else { return nil }
      literal += "." + parts[1]
    }
    guard let value = Double(literal), value.isFinite else { return nil }
    return value
  }

  /// The digits of a whole number; nothing where it is none or its groups are not of three.
  private static func ungrouped(_ text: Substring) -> String? {
    if !text.isEmpty, text.allSatisfy(isDigit) { return String(text) }
    guard let separator = text.first(where: { !isDigit($0) }), separator == "," || separator == " "
    else { return nil }
    let groups = text.split(separator: separator, omittingEmptySubsequences: false)
    guard let first = groups.first, (1...3).contains(first.count),
      groups.dropFirst().allSatisfy({ $0.count == 3 }),
      groups.allSatisfy({ $0.allSatisfy(isDigit) })
    else { return nil }
    return groups.joined()
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

  /// What was probably meant: the number in Chinese numerals, or the digits at the start.
  private static func suggestion(for text: String) -> String? {
    if let value = chineseNumeral(text[...]) { return String(value) }
    let head = text.prefix { isDigit($0) || $0 == "," || $0 == "." }
    guard let value = plain(String(head)), value <= 1e12 else { return nil }
    let rest = text.dropFirst(head.count)
    let scaled: Double
    if rest.hasPrefix("万") {
      scaled = value * 10_000
    } else if rest.hasPrefix("亿") {
      scaled = value * 100_000_000
    } else if rest.hasPrefix("%") || rest.first.map({ $0 == "e" || $0 == "E" }) == true {
      return nil
    } else {
      scaled = value
    }
    return scaled == scaled.rounded() ? String(Int(scaled)) : nil
  }

  /// The value of Chinese numerals up to 千万, such as 二百三十; a measure word may follow.
  private static func chineseNumeral(_ text: Substring) -> Int? {
    let digits: [Character: Int] = [
      "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7,
      "八": 8, "九": 9,
    ]
    let units: [Character: Int] = ["十": 10, "百": 100, "千": 1000]
    var total = 0
    var section = 0
    var digit: Int?
    var length = 0
    for character in text {
      if let value = digits[character] {
        guard digit == nil || digit == 0 else { return nil }
        digit = value
      } else if let unit = units[character] {
        section += (digit ?? 1) * unit
        digit = nil
      } else if character == "万" {
        total += (section + (digit ?? 0)) * 10_000
        section = 0
        digit = nil
      } else {
        break
      }
      length += 1
    }
    // Two characters of measure word at most: a longer rest is a sentence, not a number.
    guard length > 0, text.count - length <= 2 else { return nil }
    return total + section + (digit ?? 0)
  }
}
