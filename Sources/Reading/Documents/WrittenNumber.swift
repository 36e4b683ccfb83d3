/// Numbers of years, terms, sessions and days as headings write them: 2022, 二〇二二, 十八, 二十一.
enum WrittenNumber {
  /// The value of a Chinese digit, zero in all its forms.
  static func digit(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar {
    case "〇", "零", "○", "Ｏ", "o", "О", "◯": 0
    case "一", "元": 1
    case "二": 2
    case "三": 3
    case "四": 4
    case "五": 5
    case "六": 6
    case "七": 7
    case "八": 8
    case "九": 9
    default: nil
    }
  }

  /// Whether a scalar can be part of a written number.
  static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    ("0"..."9").contains(scalar) || digit(scalar) != nil || scalar == "十" || scalar == "百"
      || scalar == "廿"
  }

  /// The number that the scalars of a range write out; nothing where they write none below 10,000.
  static func value(_ scalars: ArraySlice<Unicode.Scalar>) -> Int? {
    guard !scalars.isEmpty, scalars.count <= 7 else { return nil }
    if scalars.allSatisfy({ ("0"..."9").contains($0) }) {
      guard scalars.count <= 4 else { return nil }
      return scalars.reduce(0) { $0 * 10 + Int($1.value - 0x30) }
    }
    if scalars.allSatisfy({ digit($0) != nil }) {
      guard scalars.count <= 4 else { return nil }
      return scalars.reduce(0) { $0 * 10 + (digit($1) ?? 0) }
    }
    return countingValue(scalars)
  }

  /// The number before an index, with where it begins: 2022 before 年.
  static func before(
    _ index: Int, in scalars: ArraySlice<Unicode.Scalar>
  ) -> (value: Int, start: Int)? {
    var start = index
    while start > scalars.startIndex, isPart(scalars[start - 1]) { start -= 1 }
    return value(scalars[start..<index]).map { ($0, start) }
  }

  /// The number at an index, with where it ends.
  static func after(
    _ index: Int, in scalars: ArraySlice<Unicode.Scalar>
  ) -> (value: Int, end: Int)? {
    var end = index
    while end < scalars.endIndex, isPart(scalars[end]) { end += 1 }
    guard index < end else { return nil }
    return value(scalars[index..<end]).map { ($0, end) }
  }

  /// A number with tens and hundreds: 二十一, 十, 一百零三.
  private static func countingValue(_ scalars: ArraySlice<Unicode.Scalar>) -> Int? {
    var total = 0
    var pending: Int?
    for scalar in scalars {
      if let value = digit(scalar) {
        pending = value
      } else if scalar == "十" {
        total += (pending ?? 1) * 10
        pending = nil
      } else if scalar == "廿" {
        total += 20
        pending = nil
      } else if scalar == "百" {
        total += (pending ?? 1) * 100
        pending = nil
      } else {
        return nil
      }
    }
    return total + (pending ?? 0)
  }
}
