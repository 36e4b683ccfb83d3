/// How close each body comes to the ideal (TOPSIS).
///
/// With normalised values r and shares w: v = w·r; the ideal v⁺ has the best v of each criterion, the
/// anti-ideal v⁻ the worst; d⁺ = √Σ (v − v⁺)², d⁻ = √Σ (v − v⁻)²; closeness C = d⁻ / (d⁺ + d⁻), 0 … 1,
/// more = better, is the score. The two scalings may name different winners on the same data.
///
/// Edge cases: C is 1 for a body that is best by every criterion and 0 for one that is worst by every
/// one. Ideal and anti-ideal are those of the bodies that take part.
///
/// - Source: Hwang & Yoon, Multiple Attribute Decision Making (1981), section 3.3 (vector scaling);
///   Opricovic & Tzeng, European Journal of Operational Research 156 (2004), 445–455 (min-max).
public struct Topsis: Sendable, Equatable {
  /// How values become comparable, by the id of a study.
  public enum Scaling: String, Sendable, CaseIterable {
    /// `r = x / √Σ x²`: free of the unit, not of the zero.
    case vector
    /// `r = (x − min) / (max − min)`, for `lower` `(max − x) / (max − min)`: free of both.
    case minMax = "min-max"
  }

  /// The ideal, v⁺, by criterion; nothing for a criterion that is left out.
  public let ideal: [Double?]
  /// The anti-ideal, v⁻, likewise.
  public let antiIdeal: [Double?]
  /// The distance of each body from the ideal, d⁺.
  public let distancesToIdeal: [Double?]
  /// The distance of each body from the anti-ideal, d⁻.
  public let distancesToAntiIdeal: [Double?]

  static func outcome(of matrix: PreparedMatrix, _ scaling: Scaling) -> Outcome {
    var toIdeal = [Double](repeating: 0, count: matrix.count)
    var toAntiIdeal = toIdeal
    var ideal: [Double] = []
    var antiIdeal: [Double] = []
    for column in matrix.columns.indices {
      let (values, _) = matrix.scaled(column)
      let least = values.min() ?? 0
      let greatest = values.max() ?? 0
      let (origin, divisor, sign) =
        switch scaling {
        case .vector:
          (0.0, values.reduce(0) { $0 + $1 * $1 }.squareRoot(), matrix.sign(column))
        case .minMax: (least, greatest - least, 1.0)
        }
      let share = matrix.shares[column]
      let best = share * ((greatest - origin) / divisor)
      let worst = share * ((least - origin) / divisor)
      for (row, value) in values.enumerated() {
        let weighted = share * ((value - origin) / divisor)
        toIdeal[row] += (best - weighted) * (best - weighted)
        toAntiIdeal[row] += (weighted - worst) * (weighted - worst)
      }
      // With the sign of the values themselves, as a reader computes them.
      ideal.append(sign * best)
      antiIdeal.append(sign * worst)
    }
    toIdeal = toIdeal.map { $0.squareRoot() }
    toAntiIdeal = toAntiIdeal.map { $0.squareRoot() }
    return Outcome(
      // Every criterion that counts has a best and a worst apart, so the sum is never 0.
      scores: zip(toIdeal, toAntiIdeal).map { $1 / ($0 + $1) },
      details: .topsis(
        Topsis(
          ideal: matrix.widened(ideal), antiIdeal: matrix.widened(antiIdeal),
          distancesToIdeal: matrix.expanded(toIdeal),
          distancesToAntiIdeal: matrix.expanded(toAntiIdeal))))
  }
}
