/// A column brought to 0 … 1, the better end 1, so that no square or sum of it overflows.
///
/// Pearson's correlation does not notice, and min-max methods ask for nothing else.
struct ScaledColumn {
  /// `(x − min) / (max − min)`, or `(max − x) / (max − min)` for `lower`; `nil` where missing.
  let values: [Double?]
  /// How many are not missing.
  let count: Int

  /// Scales a column; `nil` where it has fewer than two values or they are all the same.
  init?(_ column: [Double?], _ direction: Direction) {
    let present = column.compactMap { $0 }
    guard present.count > 1, let low = present.min(), let high = present.max(),
      !Ranking.isTie(low, high)
    else { return nil }
    // The range of the greatest numbers is beyond them; half of it is not.
    let factor = max(abs(low), abs(high)) > 1e300 ? 0.5 : 1
    let range = high * factor - low * factor
    guard range > 0 else { return nil }
    values = column.map { value in
      value.map {
        direction == .higher
          ? ($0 * factor - low * factor) / range : (high * factor - $0 * factor) / range
      }
    }
    count = present.count
  }
}

/// Which correlation of two indicators is meant.
public enum Correlation: String, Sendable, CaseIterable {
  /// Pearson's product-moment correlation.
  case pearson
  /// Spearman's: Pearson's of the ranks, ties at their average rank.
  case spearman

  /// The correlation over the rows that have both; `nil` where fewer than two do or one is constant there.
  func callAsFunction(_ a: [Double?], _ b: [Double?]) -> Double? {
    var (x, y): ([Double], [Double]) = ([], [])
    for case (let left?, let right?) in zip(a, b) {
      x.append(left)
      y.append(right)
    }
    guard x.count > 1 else { return nil }
    if self == .spearman { (x, y) = (Self.averageRanks(x), Self.averageRanks(y)) }
    let (u, v) = (Self.deviations(x), Self.deviations(y))
    var (xx, xy, yy) = (0.0, 0.0, 0.0)
    for (left, right) in zip(u, v) {
      xx += left * left
      xy += left * right
      yy += right * right
    }
    // Columns are 0 … 1 or ranks: below this there are only rounding errors.
    guard xx > 1e-20, yy > 1e-20 else { return nil }
    return min(1, max(-1, xy / (xx.squareRoot() * yy.squareRoot())))
  }

  private static func deviations(_ values: [Double]) -> [Double] {
    let mean = values.reduce(0, +) / Double(values.count)
    return values.map { $0 - mean }
  }

  private static func averageRanks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, Ranking.isTie(values[order[end]], values[order[start]]) { end += 1 }
      for place in start..<end { ranks[order[place]] = Double(start + 1 + end) / 2 }
      start = end
    }
    return ranks
  }
}

/// The sample standard deviation (divisor n − 1) of at least two values.
func sampleDeviation(_ values: [Double]) -> Double {
  let mean = values.reduce(0, +) / Double(values.count)
  let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  return (squares / Double(values.count - 1)).squareRoot()
}
