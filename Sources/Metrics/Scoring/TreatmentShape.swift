/// How lopsided and how heavy-tailed values are, by which outliers are found.
///
/// With deviations `d = x − mean` of `n` values, skewness is
/// `√n · Σd³ / (Σd²)^1.5 · √(n(n − 1)) / (n − 2)`; with `r = n · Σd⁴ / (Σd²)²`, excess kurtosis is
/// `((n + 1)(r − 3) + 6)(n − 1) / ((n − 2)(n − 3))`. Both are without unit, and 0 for normal values.
///
/// - Source: Joanes and Gill, Comparing measures of sample skewness and kurtosis, The Statistician 47
///   (1998), G₁ and G₂; as `type = 2` of R's e1071, SKEW and KURT of spreadsheets, and COINr 1.1.14.
public struct TreatmentShape: Sendable, Hashable {
  /// The skewness; above 0 where the long tail is high.
  public let skewness: Double
  /// The excess kurtosis.
  public let kurtosis: Double

  /// Measures values; their order does not matter to more than rounding.
  ///
  /// - Returns: nothing for fewer than four values, for a constant (all within 1e-9 of each other),
  ///   and for what is not finite.
  public init?(_ values: [Double]) {
    let shape = values.withUnsafeBufferPointer { TreatmentShape($0) }
    guard let shape else { return nil }
    self = shape
  }

  init?(_ values: UnsafeBufferPointer<Double>) {
    let count = Double(values.count)
    guard count >= 4, let least = values.min(), let greatest = values.max(),
      least.isFinite, greatest.isFinite, !Ranking.isTie(least, greatest)
    else { return nil }
    // Both are free of unit, so values are brought near 1: no power overflows or vanishes.
    let factor = 1 / max(abs(least), abs(greatest))
    guard factor.isFinite, factor > 0 else { return nil }
    let mean = values.reduce(0) { $0 + $1 * factor } / count
    var (second, third, fourth) = (0.0, 0.0, 0.0)
    for value in values {
      let deviation = value * factor - mean
      let square = deviation * deviation
      second += square
      third += square * deviation
      fourth += square * square
    }
    let ratio = count * (fourth / second / second)
    skewness =
      count.squareRoot() * (third / second / second.squareRoot())
      * (count * (count - 1)).squareRoot() / (count - 2)
    kurtosis = ((count + 1) * (ratio - 3) + 6) * (count - 1) / ((count - 2) * (count - 3))
    guard skewness.isFinite, kurtosis.isFinite else { return nil }
  }
}
