/// Net preference flows (PROMETHEE II).
///
/// π(a, b) = Σ w·P(d) over the criteria, with the preference function P of each;
/// φ⁺(a) = Σ π(a, b) / (n − 1), φ⁻(a) = Σ π(b, a) / (n − 1). The score is φ = φ⁺ − φ⁻, −1 … 1, more =
/// better; the net flows of all bodies sum to 0.
///
/// Edge cases: with ``MissingValues/renormalise`` π(a, b) is over the criteria that both state, divided
/// by their weight, and 0 both ways where they share none.
///
/// - Source: Brans & Vincke, Management Science 31 (1985), 647–656; Brans, Vincke & Mareschal, European
///   Journal of Operational Research 24 (1986), 228–238.
public struct PrometheeII: Sendable, Equatable {
  /// How much each body is preferred to the others, φ⁺.
  public let positiveFlows: [Double?]
  /// How much the others are preferred to each body, φ⁻.
  public let negativeFlows: [Double?]

  static func outcome(
    of matrix: PreparedMatrix, _ functions: [String: PreferenceFunction]
  ) -> Outcome {
    let count = matrix.count
    var positive = [Double](repeating: 0, count: count)
    var negative = positive
    let preferences = matrix.columns.indices.map {
      functions[matrix.criterion($0).id] ?? .usual
    }
    for first in 0..<count {
      for second in 0..<count where first != second {
        var sum = 0.0
        var common = 0.0
        for column in matrix.columns.indices {
          let (a, b) = (matrix.values[column][first], matrix.values[column][second])
          if a.isNaN || b.isNaN { continue }
          let share = matrix.shares[column]
          common += share
          let isHigher = matrix.sign(column) > 0
          sum += share * preferences[column](isHigher ? a : -a, over: isHigher ? b : -b)
        }
        let preference = common > 0 ? sum / common : 0
        positive[first] += preference
        negative[second] += preference
      }
    }
    positive = positive.map { $0 / Double(count - 1) }
    negative = negative.map { $0 / Double(count - 1) }
    return Outcome(
      scores: zip(positive, negative).map { $0 - $1 },
      details: .prometheeII(
        PrometheeII(
          positiveFlows: matrix.expanded(positive), negativeFlows: matrix.expanded(negative))))
  }
}
