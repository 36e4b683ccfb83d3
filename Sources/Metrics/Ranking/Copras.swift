internal import Diagnostics

/// Relative significance with benefits and costs kept apart (COPRAS).
///
/// With d = w·x / Σx over the bodies: S₊ sums d over the criteria of which more counts more, S₋ over the
/// others; Q = S₊ + ΣS₋ / (S₋·Σ(1/S₋)), and Q = S₊ where no criterion is of the latter kind. The score is
/// the utility 100·Q / max Q, in per cent of the best.
///
/// Edge cases: a value below 0 is refused, for shares of a sum have then no meaning; so is a body whose
/// every cost is 0, for S₋ divides.
///
/// - Source: Zavadskas, Kaklauskas & Šarka, Technological and Economic Development of Economy 1 (1994),
///   131–139; example: Uysal & İnan (2022), as tested by scikit-criteria.
public struct Copras: Sendable, Equatable {
  /// The sum of what counts for each body, S₊.
  public let benefits: [Double?]
  /// The sum of what counts against each body, S₋.
  public let costs: [Double?]
  /// The relative significance of each body, Q.
  public let significances: [Double?]

  static func outcome(of matrix: PreparedMatrix) throws(MetricsError) -> Outcome {
    var problems: [Diagnostic] = []
    var benefits = [Double](repeating: 0, count: matrix.count)
    var costs = benefits
    var hasCosts = false
    for column in matrix.columns.indices {
      let sign = matrix.sign(column)
      let (values, _) = matrix.scaled(column)
      if let least = matrix.values[column].min(), least < 0 {
        let row = matrix.values[column].firstIndex(of: least) ?? 0
        let id = Message.quoted(matrix.criterion(column).id)
        let body = Message.quoted(matrix.bodies[row])
        problems.append(
          Diagnostic(
            .error,
            LocalisedText(
              zh: "copras 的值不得小于 0，而\(body)的\(id)为\(Message.number(least))："
                + "请改用 topsis 或 vikor",
              en: "copras needs values of 0 or above, and \(id) of \(body) is "
                + "\(Message.number(least)): use topsis or vikor")))
        continue
      }
      let sum = values.reduce(0) { $0 + abs($1) }
      for (row, value) in values.enumerated() {
        let part = matrix.shares[column] * (abs(value) / sum)
        if sign > 0 { benefits[row] += part } else { costs[row] += part }
      }
      if sign < 0 { hasCosts = true }
    }
    if problems.isEmpty, hasCosts, let row = costs.firstIndex(of: 0) {
      let body = Message.quoted(matrix.bodies[row])
      problems.append(
        Diagnostic(
          .error,
          LocalisedText(
            zh: "copras 要除以 lower 指标之和，而\(body)的这些指标全为 0：请改用 topsis 或 vikor",
            en:
              "copras divides by the sum of the criteria of direction lower, and all of them are 0 "
              + "for \(body): use topsis or vikor")))
    }
    if !problems.isEmpty { throw MetricsError(.methodRefused, problems) }

    var significances = benefits
    if hasCosts {
      // min S₋ / S₋ ≤ 1, so the sum of inverses cannot overflow.
      let least = costs.min() ?? 1
      let total = costs.reduce(0, +)
      let inverses = costs.reduce(0) { $0 + least / $1 }
      for row in costs.indices { significances[row] += total * (least / costs[row]) / inverses }
    }
    let greatest = significances.max() ?? 1
    return Outcome(
      scores: significances.map { 100 * ($0 / greatest) },
      details: .copras(
        Copras(
          benefits: matrix.expanded(benefits), costs: matrix.expanded(costs),
          significances: matrix.expanded(significances))))
  }
}
