/// Round numbers along a scale: multiples of 1, 2, 2.5 or 5 times a power of ten.
struct Ticks: Equatable {
  /// The numbers, ascending; zero is among them whenever the scale includes it.
  var values: [Double]
  /// How many decimals the numbers need.
  var decimals: Int

  /// The ticks of the finest round step that gives at most `count` of them.
  ///
  /// A step is at most 2.5 times the one before it, so five or more allowed ticks leave at least
  /// three. Edge cases: counts take whole steps only, so few small counts have fewer ticks; an
  /// empty or reversed scale has the one tick 0.
  init(from low: Double, to high: Double, atMost count: Int, areCounts: Bool) {
    values = [0]
    decimals = 0
    guard low.isFinite, high.isFinite, high > low, count >= 2 else { return }
    let start = NumberStyle.exponent(of: (high - low) / Double(count)) - 1
    for exponent in start...(start + 4) {
      for mantissa in [10, 20, 25, 50] {
        // The step is mantissa · 10^(exponent − 1); kept as whole number and power so that 0.3 is
        // 0.3.
        let power = exponent - 1
        if areCounts, power < 0, !Self.isWhole(mantissa, power: power) { continue }
        let step = Self.scaled(Double(mantissa), power: power)
        let first = (low / step - 1e-9).rounded(.up)
        let last = (high / step + 1e-9).rounded(.down)
        guard last >= first, last - first + 1 <= Double(count) else { continue }
        values = (Int(first)...Int(last)).map {
          Self.scaled(Double($0 * mantissa), power: power)
        }
        decimals = max(0, mantissa == 25 ? -power : -power - 1)
        return
      }
    }
  }

  private static func isWhole(_ mantissa: Int, power: Int) -> Bool {
    power == -1 && mantissa.isMultiple(of: 10)
  }

  private static func scaled(_ value: Double, power: Int) -> Double {
    power >= 0
      ? value * NumberStyle.power(power) : value / NumberStyle.power(-power)
  }
}
