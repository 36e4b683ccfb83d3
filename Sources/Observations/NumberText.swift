/// A number as a cell of a table writes it.
///
/// Full-width digits and signs, thousands separators (comma or space, in groups of three) and a decimal
/// part of zeros are understood.
enum NumberText: Equatable {
  case number(Double)
  /// Not written as a number, though a number was probably meant: 十二, 1.3万件.
  case meant(Int)
  /// A number that is no exact one: 50余项, 约50, 几十.
  case inexact
  /// A sign that nothing is stated, such as a dash.
  case blank
  /// Something else.
  case other

  init(_ written: String) {
    let text = Self.narrowed(written)
    if let value = Self.plain(text) {
      self = .number(value)
    } else if Self.blanks.contains(text.lowercased()) {
      self = .blank
    } else {
      self = Self.meaning(of: text)
    }
  }

  private static let blanks: Set<String> = [
    "-", "--", "—", "——", "–", "/", "\\", "无", "未载明", "未公布", "n/a", "na", "nan", "null", "?", "...",
    "…", "……", "*",
  ]

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

  /// Words that make a number an inexact one, before or after it.
  private static let inexactWords: [Character] = ["余", "多", "约", "近", "超", "几", "数", "逾"]

  /// The measure words that may follow a count.
  private static let measureWords: Set<String> = [
    "", "件", "部", "项", "次", "个", "人次", "名", "人", "份", "场", "篇", "条", "件次", "批次", "批", "期", "家",
    "户", "位",
  ]

  /// What was probably meant: Chinese numerals or digits, with 万 or 亿 and a measure word.
  private static func meaning(of text: String) -> NumberText {
    let stripped = text.filter { !inexactWords.contains($0) }
      .replacing("以上", with: "").replacing("左右", with: "")
    let isInexact = stripped.count < text.count
    let value = chineseNumeral(stripped[...]) ?? digits(in: stripped)
    if isInexact {
      // 几十 and 数百 are a unit alone.
      return value == nil && stripped != "" ? .other : .inexact
    }
    return value.map { .meant($0) } ?? .other
  }

  private static func digits(in text: String) -> Int? {
    let head = text.prefix { isDigit($0) || $0 == "," || $0 == "." }
    guard var value = plain(String(head)) else { return nil }
    var rest = text.dropFirst(head.count)
    if rest.hasPrefix("万") {
      value *= 10_000
      rest = rest.dropFirst()
    } else if rest.hasPrefix("亿") {
      value *= 100_000_000
      rest = rest.dropFirst()
    }
    let word = rest.drop { $0 == " " }
    // Beyond 2^53 not every whole number has a Double of its own.
    guard measureWords.contains(String(word)), value <= 9_007_199_254_740_992 else { return nil }
    return Int(exactly: (value * 1000).rounded() / 1000)
  }

  /// The value of Chinese numerals below 亿, such as 二百三十; a measure word may follow.
  private static func chineseNumeral(_ text: Substring) -> Int? {
    let digits: [Character: Int] = [
      "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7,
      "八": 8, "九": 9,
    ]
    let units: [Character: Int] = ["十": 10, "百": 100, "千": 1000]
    var total = 0
    var section = 0
    var digit: Int?
    // Units must fall, 千 百 十, and 万 may stand once: 二十三百 is no number.
    var least = 10_000
    var isAfterZero = false
    var length = 0
    for character in text {
      if let value = digits[character] {
        guard digit == nil || digit == 0 else { return nil }
        isAfterZero = isAfterZero || value == 0
        digit = value
      } else if let unit = units[character] {
        guard unit < least, digit != 0 else { return nil }
        section += (digit ?? 1) * unit
        (least, digit, isAfterZero) = (unit, nil, false)
      } else if character == "万" {
        section += digit ?? 0
        guard total == 0, section > 0 else { return nil }
        total = section * 10_000
        (section, least, digit, isAfterZero) = (0, 10_000, nil, false)
      } else {
        break
      }
      length += 1
    }
    // 二百三 may be 203 or 230.
    if digit != nil, !isAfterZero, least > 10, section + total > 0 { return nil }
    let word = text.dropFirst(length).drop { $0 == " " }
    guard length > 0, measureWords.contains(String(word)) else { return nil }
    return total + section + (digit ?? 0)
  }
}
