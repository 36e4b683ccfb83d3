/// The smallest change of one figure that moves a row to another rank, all others staying as they are.
///
/// The table is scored anew with every figure that is tried, since a figure may move the least and the
/// greatest value, and so the scores of all. The change goes in whole steps, a unit of what is
/// counted, and no further than a limit.
public struct RankThreshold: Sendable, Equatable {
  /// How many steps the figure changes.
  public let steps: Int
  /// The value with them.
  public let value: Double
  /// The rank with them.
  public let rank: Int
  /// The score with them.
  public let score: Double?

  /// Which way the rank is to move.
  public enum Move: String, Sendable, CaseIterable {
    /// Towards the first.
    case up
    /// Towards the last.
    case down
  }

  /// How many steps are tried one by one before they are doubled.
  static let exhaustive = 24

  /// Searches for the smallest change.
  ///
  /// The first 24 steps are tried one by one; then their number is doubled until the rank moves, and
  /// the gap to the last that did not move it is halved. Where a greater figure never makes for a worse
  /// rank, as with the means of linearly normalised values, the result is the smallest of all; with treatments
  /// and weights that the values themselves decide, it is one whose next smaller step moves nothing.
  ///
  /// - Parameters:
  ///   - row: the row, as a place in the table.
  ///   - column: the indicator, as a place in the table.
  ///   - move: which way the rank is to move.
  ///   - table: the values; the row has a point value there.
  ///   - limit: the greatest number of steps.
  ///   - value: the value with so many steps.
  ///   - rescore: the card of a changed table; nothing where it cannot be scored, which moves nothing.
  /// - Returns: nothing where the row has no rank or no point value, or where no number of steps up to the
  ///   limit moves it.
  public static func smallest(
    row: Int, column: Int, _ move: Move, in table: ScoringTable, limit: Int,
    value: (Int) -> Double, rescore: (ScoringTable) -> ScoreCard?
  ) -> RankThreshold? {
    guard table.rows.indices.contains(row), table.indicators.indices.contains(column),
      let point = table.values[row][column].point, limit > 0,
      let card = rescore(table), card.rows.indices.contains(row), let rank = card.rows[row].rank
    else { return nil }
    func attempt(_ steps: Int) -> RankThreshold? {
      let new = value(steps)
      guard new.isFinite else { return nil }
      var changed = table
      changed.values[row][column] = table.values[row][column].moved(from: point, to: new)
      guard let result = rescore(changed)?.rows[row], let found = result.rank else { return nil }
      guard move == .up ? found < rank : found > rank else { return nil }
      return RankThreshold(steps: steps, value: new, rank: found, score: result.index.value)
    }
    for steps in 1...min(limit, exhaustive) {
      if let found = attempt(steps) { return found }
    }
    guard limit > exhaustive else { return nil }
    var failing = exhaustive
    while failing < limit {
      let steps = failing > limit / 2 ? limit : failing * 2
      guard var found = attempt(steps) else {
        failing = steps
        continue
      }
      while found.steps - failing > 1 {
        let middle = failing + (found.steps - failing) / 2
        if let nearer = attempt(middle) { found = nearer } else { failing = middle }
      }
      return found
    }
    return nil
  }
}

extension Estimate {
  /// The estimate with another point, and its ends as far from it as they were.
  func moved(from point: Double, to value: Double) -> Estimate {
    Estimate(
      point: value, low: low.map { $0 == point ? value : min(value, $0 + (value - point)) },
      high: high.map { $0 == point ? value : max(value, $0 + (value - point)) })
  }
}

/// Rounding that keeps a sum: the method of largest remainders.
///
/// - Source: Hamilton's method of apportionment; Balinski and Young, Fair Representation (1982).
public enum LargestRemainder {
  /// Rounds numbers to a decimal place so that they add up to a rounded total.
  ///
  /// Each is rounded down, and those with the largest remainders up, the first of equal ones; where the
  /// total is further from the sum than rounding takes it, the difference is shared out from the largest
  /// remainder on.
  ///
  /// - Parameters:
  ///   - values: the numbers.
  ///   - total: what they are to add up to; their own sum where absent.
  ///   - decimals: the number of decimals, 0 to 9.
  /// - Returns: the rounded numbers; the numbers themselves where one is not finite or too great to be
  ///   written exactly with so many decimals.
  public static func rounded(
    _ values: [Double], to total: Double? = nil, decimals: Int
  ) -> [Double] {
    var scale = 1.0
    for _ in 0..<min(max(decimals, 0), 9) { scale *= 10 }
    let sum = total ?? values.reduce(0, +)
    let greatest = 1e15
    guard !values.isEmpty, (values + [sum]).allSatisfy({ abs($0) * scale < greatest })
    else { return values }
    // What is whole but for the last bits of binary is whole.
    func floor(_ value: Double) -> Double {
      let near = value.rounded()
      return abs(value - near) <= 1e-9 * max(1, abs(near)) ? near : value.rounded(.down)
    }
    var units = values.map { floor($0 * scale) }
    let remainders = zip(values, units).map { $0 * scale - $1 }
    var left = Int((sum * scale).rounded() - units.reduce(0, +))
    let order = values.indices.sorted { (remainders[$1], $0) < (remainders[$0], $1) }
    while left != 0 {
      for place in left > 0 ? order : order.reversed() where left != 0 {
        units[place] += left > 0 ? 1 : -1
        left += left > 0 ? -1 : 1
      }
    }
    return units.map { $0 / scale }
  }
}
