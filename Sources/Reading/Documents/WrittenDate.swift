/// A date as a heading writes it: 2023年1月8日, 二〇二三年一月八日, 1987年4月.
struct WrittenDate {
  var year: Int
  var month: Int
  /// Absent where only year and month are written.
  var day: Int?
  /// Where it stands in the scalars.
  var range: Range<Int>

  /// The date as 2023-01-08, where it has a day.
  var iso: String? {
    guard let day else { return nil }
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    return "\(year)-\(padded(month))-\(padded(day))"
  }

  /// The years in which such a report can have been given.
  static let years = 1949...2099

  /// The first date in folded scalars.
  static func first(in scalars: ArraySlice<Unicode.Scalar>) -> WrittenDate? {
    for index in scalars.indices where scalars[index] == "年" {
      guard let year = WrittenNumber.before(index, in: scalars), years.contains(year.value),
        let month = WrittenNumber.after(index + 1, in: scalars), (1...12).contains(month.value),
        month.end < scalars.endIndex, scalars[month.end] == "月"
      else { continue }
      var date = WrittenDate(
        year: year.value, month: month.value, day: nil, range: year.start..<(month.end + 1))
      if let day = WrittenNumber.after(month.end + 1, in: scalars),
        (1...daysOfMonth(month.value, of: year.value)).contains(day.value),
        day.end < scalars.endIndex
      {
        switch scalars[day.end] {
        case "日", "号":
          date.day = day.value
          date.range = year.start..<(day.end + 1)
        case "至", "—", "-", "~":
          date.day = day.value
          date.range = year.start..<day.end
        default: break
        }
      }
      return date
    }
    return nil
  }

  private static func daysOfMonth(_ month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }
}
