/// Values along one axis: where each stands, and the round numbers that are written beside it.
struct ValueScale: Equatable {
  /// The values at the two ends.
  let low, high: Double
  /// Where the two ends stand, points; the low end is below or at the left unless reversed.
  let start, end: Double
  /// Whether equal distances stand for equal ratios.
  let isLogarithmic: Bool
  /// The round numbers within the scale.
  let ticks: [Double]
  /// How the numbers of the ticks are written.
  let style: NumberStyle

  /// What a scale must show and how.
  struct Request {
    /// The values that must lie on it.
    var values: [Double]
    /// Whether it begins or ends at zero if all values lie on one side of it.
    var includesZero = true
    /// Whether it ends at round numbers; otherwise it ends a little beyond the values.
    var endsAtTicks = true
    /// Whether equal distances stand for equal ratios; ignored where a value is not above zero.
    var isLogarithmic = false
    /// The greatest number of ticks.
    var mostTicks = 6
    /// Whether the values are counts, which take whole ticks.
    var areCounts = false
    /// How values are written.
    var style: NumberStyle

    init(values: [Double], style: NumberStyle) {
      self.values = values
      self.style = style
    }
  }

  /// A scale around the values.
  ///
  /// Edge cases: no values, or only zeros, give a scale from 0 to 1; one value that need not share its
  /// scale with zero stands in the middle.
  init(_ request: Request, from start: Double, to end: Double) {
    self.start = start
    self.end = end
    let values = request.values.filter(\.isFinite)
    isLogarithmic = request.isLogarithmic && !values.isEmpty && values.allSatisfy { $0 > 0 }
    var low = values.min() ?? 0
    var high = values.max() ?? 0
    if isLogarithmic {
      let decades = Self.decades(from: low, to: high, atMost: request.mostTicks)
      self.low = min(low, decades.first ?? low)
      self.high = max(high, decades.last ?? high)
      ticks = decades
      var style = request.style
      style.decimals = max(0, -(decades.map(NumberStyle.exponent).min() ?? 0))
      self.style = style
      return
    }
    if request.includesZero {
      low = min(low, 0)
      high = max(high, 0)
    }
    if high <= low {
      let reach = low == 0 ? 1 : abs(low) * 0.5
      if !request.includesZero { low -= reach }
      high += reach
    } else if !request.endsAtTicks {
      let reach = (high - low) * 0.04
      if low != 0 || !request.includesZero { low -= reach }
      if high != 0 || !request.includesZero { high += reach }
    }
    let round = Ticks(
      from: low, to: high, atMost: max(request.mostTicks, 2), areCounts: request.areCounts)
    var ticks = round.values
    if request.endsAtTicks, ticks.count > 1 {
      let step = ticks[1] - ticks[0]
      if let last = ticks.last, last < high - 1e-9 * step { ticks.append(last + step) }
      if let first = ticks.first, first > low + 1e-9 * step { ticks.insert(first - step, at: 0) }
    }
    self.low = request.endsAtTicks ? min(low, ticks.first ?? low) : low
    self.high = request.endsAtTicks ? max(high, ticks.last ?? high) : high
    self.ticks = ticks.filter { [low = self.low, high = self.high] in $0 >= low && $0 <= high }
    var style = request.style
    style.decimals = round.decimals
    self.style = style
  }

  /// The same scale between other ends.
  func placed(from start: Double, to end: Double) -> ValueScale {
    ValueScale(self, from: start, to: end)
  }

  private init(_ other: ValueScale, from start: Double, to end: Double) {
    low = other.low
    high = other.high
    isLogarithmic = other.isLogarithmic
    ticks = other.ticks
    style = other.style
    self.start = start
    self.end = end
  }

  /// Where a value stands; beyond the ends for values beyond them.
  func place(_ value: Double) -> Double {
    let share =
      isLogarithmic
      ? (Self.logarithm(value) - Self.logarithm(low))
        / (Self.logarithm(high) - Self.logarithm(low))
      : (value - low) / (high - low)
    return start + share * (end - start)
  }

  /// The value within the scale that is nearest.
  func clamped(_ value: Double) -> Double { min(max(value, low), high) }

  /// The scale as a fact that the check reads.
  func fact(
    id: String, hasLengths: Bool = false, isFree: Bool = false, isAnnounced: Bool = false
  ) -> Scene.Facts.Scale {
    Scene.Facts.Scale(
      id: id, low: low, high: high, hasLengths: hasLengths, isFree: isFree,
      isLogarithmic: isLogarithmic, isAnnounced: isAnnounced)
  }

  /// Round numbers of a logarithmic scale: 1, 2, 5 of every power of ten, or fewer.
  private static func decades(from low: Double, to high: Double, atMost count: Int) -> [Double] {
    let first = NumberStyle.exponent(of: low)
    let last = NumberStyle.exponent(of: high) + 1
    for mantissas in [[1.0, 2, 5], [1, 3], [1]] {
      var values: [Double] = []
      for exponent in first...last {
        let power =
          exponent >= 0 ? NumberStyle.power(exponent) : 1 / NumberStyle.power(-exponent)
        values += mantissas.map { $0 * power }
      }
      let below = values.last { $0 <= low } ?? values[0]
      let above = values.first { $0 >= high } ?? values[values.count - 1]
      let kept = values.filter { $0 >= below && $0 <= above }
      if kept.count <= max(count, 2) || mantissas.count == 1 {
        return kept.count > 1 ? kept : [below, below * 10]
      }
    }
    return [low, high]
  }

  /// The natural logarithm, by halving the exponent and a series; so that no C library is needed.
  ///
  /// Edge cases: what is not above zero counts as the least normal number.
  static func logarithm(_ value: Double) -> Double {
    let value = value > 0 && value.isFinite ? value : Double.leastNormalMagnitude
    // value = m · 2^e with m in [1, 2); ln m = 2 artanh((m − 1)/(m + 1)).
    let ratio = (value.significand - 1) / (value.significand + 1)
    let square = ratio * ratio
    var power = ratio
    var sum = 0.0
    for odd in stride(from: 1.0, through: 35, by: 2) {
      sum += power / odd
      power *= square
    }
    return 2 * sum + Double(value.exponent) * 0.693_147_180_559_945_3
  }
}
