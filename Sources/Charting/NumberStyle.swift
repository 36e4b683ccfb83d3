/// How the numbers of one column are written.
///
/// Grouping by a comma is optional in Chinese up to four digits, so it begins at five there and at
/// four in English; where a column has a number of five digits, its numbers of four are grouped
/// too. Years are never written by this style.
///
/// - Source: GB/T 15835—2011, Usage of figures in publications, 5.1.
public struct NumberStyle: Sendable, Equatable {
  /// The language of the figure.
  public var language: FigureLanguage
  /// The number of decimals of every number of the column.
  public var decimals: Int
  /// The least number of digits before the decimal point that is grouped.
  public var groupsFrom: Int

  /// The greatest number, either way, that can be written exactly.
  public static let greatest = 1e15

  /// Makes a style with that many decimals, 0 to 9.
  public init(language: FigureLanguage, decimals: Int = 0, groupsFrom: Int? = nil) {
    self.language = language
    self.decimals = min(max(decimals, 0), 9)
    self.groupsFrom = groupsFrom ?? (language == .chinese ? 5 : 4)
  }

  /// The style of a column of numbers.
  ///
  /// Counts have no decimals. Other numbers have as many as show three figures of the greatest, and
  /// one more where the least would lose its second figure; never more than the numbers need. Edge
  /// cases: no numbers, or only zeros, have no decimals.
  public init(for values: [Double], areCounts: Bool, language: FigureLanguage) {
    let decimals = areCounts ? 0 : Self.decimals(of: values)
    let greatest = values.reduce(0) { max($0, abs($1)) }
    self.init(
      language: language, decimals: decimals,
      groupsFrom: greatest >= 9999.5 ? 4 : nil)
  }

  /// The number in figures, with a true minus sign.
  ///
  /// Rounded half away from zero. Edge cases: what rounds to zero has no sign; beyond ``greatest``
  /// the number is written with an exponent, and what is no number as a dash.
  public func string(_ value: Double) -> String {
    guard value.isFinite else { return "—" }
    guard abs(value) < Self.greatest else { return "\(value)" }
    // A power of ten beyond the fifteenth is too great for what follows.
    var decimals = min(max(decimals, 0), 15)
    while decimals > 0, abs(value) * Self.power(decimals) >= 9e15 { decimals -= 1 }
    let unit = Int64(Self.power(decimals))
    let scaled = Int64((abs(value) * Self.power(decimals)).rounded())
    var text = grouped(String(scaled / unit))
    if decimals > 0 {
      let fraction = String(scaled % unit)
      text += "." + String(repeating: "0", count: decimals - fraction.count) + fraction
    }
    return value < 0 && scaled != 0 ? "−" + text : text
  }

  /// A range, `3～7` in Chinese, `3–7` in English.
  ///
  /// Edge cases: with a negative end, where a dash could be taken for a minus, English says `−3 to
  /// 7`.
  public func range(_ low: Double, _ high: Double) -> String {
    let (low, high) = (string(low), string(high))
    switch language {
    case .chinese: return low + "～" + high
    case .english: return low + (low.hasPrefix("−") ? " to " : "–") + high
    }
  }

  private func grouped(_ digits: String) -> String {
    guard digits.count >= groupsFrom else { return digits }
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return text
  }

  private static func decimals(of values: [Double]) -> Int {
    let sizes = values.map { abs($0) }.filter { $0 > 0 && $0.isFinite }
    guard let greatest = sizes.max(), let least = sizes.min() else { return 0 }
    let forGreatest = 2 - Self.exponent(of: greatest)
    let forLeast = 1 - Self.exponent(of: least)
    let wanted = min(max(forGreatest, min(forLeast, forGreatest + 1), 0), 9)
    for decimals in 0..<wanted
    where sizes.allSatisfy({ size in
      let scaled = size * Self.power(decimals)
      return abs(scaled - scaled.rounded()) <= 1e-9 * scaled
    }) {
      return decimals
    }
    return wanted
  }

  /// The exponent of the first figure: 2 for 345, −1 for 0.5.
  static func exponent(of value: Double) -> Int {
    var exponent = 0
    var rest = value
    while rest >= 10, exponent < 400 {
      rest /= 10
      exponent += 1
    }
    while rest < 1, exponent > -400 {
      rest *= 10
      exponent -= 1
    }
    return exponent
  }

  /// Ten to that power, 0 or more.
  static func power(_ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<max(exponent, 0) { power *= 10 }
    return power
  }
}
