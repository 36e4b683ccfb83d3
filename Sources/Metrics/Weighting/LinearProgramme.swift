/// Maximises `c·x` subject to `A·x ≤ b`, `x ≥ 0`, with every `b ≥ 0`, by the simplex method on a dense
/// tableau.
///
/// The origin is feasible, so there is no first phase. It is meant for up to some 60 variables and 1,000
/// constraints, which is what a benefit-of-the-doubt programme has; a library of solvers would be a
/// system dependency for one method.
///
/// - Source: Dantzig, Linear Programming and Extensions (1963); Bland, New finite pivoting rules for the
///   simplex method, Mathematics of Operations Research 2 (1977).
struct LinearProgramme {
  /// The objective `c`.
  let objective: [Double]
  /// The rows of `A`, each with its limit `b`.
  let constraints: [(coefficients: [Double], limit: Double)]

  /// What is taken for 0 beside coefficients of magnitude 1.
  private static let tolerance = 1e-11

  /// The values of `x` at an optimum.
  ///
  /// `nil` where the objective has no upper bound, or where rounding keeps the pivots turning in a circle:
  /// better no answer than one that is not the best.
  func solution() -> [Double]? {
    let columns = objective.count
    var rows = constraints.map { $0.coefficients + [$0.limit] }
    var costs = objective.map { -$0 } + [0]
    // Variable numbers: 0 ..< columns are x, the rest the slacks of the rows.
    var inside = rows.indices.map { columns + $0 }
    var outside = Array(0..<columns)
    var value = 0.0
    var stalled = 0
    while true {
      // Dantzig's rule is fast but may turn in circles where pivots gain nothing; Bland's cannot.
      let isCautious = stalled > 2 * (columns + 4)
      guard let entering = Self.entering(costs, outside, isCautious: isCautious) else { break }
      var leaving: Int?
      var least = Double.infinity
      for row in rows.indices where rows[row][entering] > Self.tolerance {
        let ratio = max(0, rows[row][columns]) / rows[row][entering]
        guard let best = leaving else {
          (leaving, least) = (row, ratio)
          continue
        }
        if ratio < least - 1e-13 * least {
          (leaving, least) = (row, ratio)
        } else if ratio <= least + 1e-13 * least {
          // Among equals: the greatest pivot for accuracy, or the least number for Bland's rule.
          let isBetter =
            isCautious
            ? inside[row] < inside[best] : rows[row][entering] > rows[best][entering]
          if isBetter { (leaving, least) = (row, min(ratio, least)) }
        }
      }
      guard let leaving else { return nil }
      Self.pivot(&rows, &costs, row: leaving, column: entering)
      swap(&inside[leaving], &outside[entering])
      stalled = costs[columns] > value + 1e-13 * max(1, abs(value)) ? 0 : stalled + 1
      value = costs[columns]
      if stalled > 50 * (columns + rows.count) { return nil }
    }
    var solution = [Double](repeating: 0, count: columns)
    for (row, variable) in inside.enumerated() where variable < columns {
      solution[variable] = max(0, rows[row][columns])
    }
    return solution
  }

  private static func entering(
    _ costs: [Double], _ outside: [Int], isCautious: Bool
  ) -> Int? {
    var best: Int?
    for column in outside.indices where costs[column] < -tolerance {
      guard let present = best else {
        best = column
        continue
      }
      if isCautious ? outside[column] < outside[present] : costs[column] < costs[present] {
        best = column
      }
    }
    return best
  }

  private static func pivot(
    _ rows: inout [[Double]], _ costs: inout [Double], row: Int, column: Int
  ) {
    let pivot = rows[row][column]
    rows[row][column] = 1
    for k in rows[row].indices { rows[row][k] /= pivot }
    let source = rows[row]
    func eliminate(_ target: inout [Double]) {
      let factor = target[column]
      if factor == 0 { return }
      target[column] = 0
      for k in target.indices { target[k] -= factor * source[k] }
    }
    for other in rows.indices where other != row { eliminate(&rows[other]) }
    eliminate(&costs)
  }
}
