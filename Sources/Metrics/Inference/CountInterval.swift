internal import Diagnostics

/// The limits between which the mean lies that a count was drawn around.
///
/// With α = 1 − level and χ²(p; d) the quantile of chi-square on d degrees of freedom:
///
/// | method | low | high |
/// |---|---|---|
/// | exact | χ²(α/2; 2k)/2 | χ²(1 − α/2; 2k + 2)/2 |
/// | Byar | k·(1 − 1/(9k) − z/(3√k))³ | (k + 1)·(1 − 1/(9(k + 1)) + z/(3√(k + 1)))³ |
///
/// A count of 0 has the low end 0. The exact limits hold the mean at least as often as `level` says, and
/// oftener for small counts. With a `dispersion` φ, the variance over the mean, the limits are φ times
/// those of k/φ: the quasi-Poisson reading, exact for φ = 1.
///
/// - Source: Garwood, Fiducial limits for the Poisson distribution, Biometrika 28 (1936); Breslow & Day,
///   Statistical Methods in Cancer Research II (1987), for Byar's approximation.
public struct CountInterval: Sendable, Equatable {
  /// How the limits are found.
  public enum Method: String, Sendable, CaseIterable {
    /// By inverting the Poisson distribution; the default.
    case exact
    /// By Byar's approximation, for agreement with what others publish.
    case byar
  }

  /// The low end, 0 or more.
  public let low: Double
  /// The high end.
  public let high: Double

  /// Finds the limits of a count; it need not be whole.
  ///
  /// - Throws: ``MetricsError`` of invalid data, for a count below 0 or not a number, a level outside 0 … 1
  ///   or a dispersion that is not above 0.
  public init(
    count: Double, level: Double = 0.95, dispersion: Double = 1, method: Method = .exact
  ) throws(MetricsError) {
    var problems = InferenceCheck.level(level) + InferenceCheck.dispersion(dispersion)
    if !(count >= 0 && count <= Distributions.greatestCount) {
      problems.append(InferenceCheck.notACount(count))
    }
    if !problems.isEmpty { throw MetricsError(.invalidData, problems) }
    let tail = (1 - level) / 2
    let scaled = count / dispersion
    let limits: (low: Double?, high: Double?)
    switch method {
    case .exact:
      limits = (
        scaled > 0 ? Distributions.gammaQuantile(tail, shape: scaled) : 0,
        Distributions.gammaQuantileComplement(tail, shape: scaled + 1)
      )
    case .byar:
      let z = Distributions.normalQuantile(1 - tail)
      limits = (
        z.map { scaled > 0 ? max(0, scaled * Self.byarFactor(scaled, -$0)) : 0 },
        z.map { (scaled + 1) * Self.byarFactor(scaled + 1, $0) }
      )
    }
    guard let low = limits.low, let high = limits.high, (high * dispersion).isFinite else {
      throw MetricsError(.methodRefused, [InferenceCheck.noLimits])
    }
    self.low = low * dispersion
    self.high = high * dispersion
  }

  private static func byarFactor(_ count: Double, _ z: Double) -> Double {
    let root = 1 - 1 / (9 * count) + z / (3 * count.squareRoot())
    return root * root * root
  }
}

extension CountInterval {
  /// The probability that two counts of one rate lie at least so far apart, two-sided, at most 1.
  ///
  /// Of `n = first + second` events each falls to either with the same chance, so that the first is binomial
  /// with `n` and ½: twice the smaller tail. Nothing for counts that are below 0, not whole or too great.
  ///
  /// - Source: Przyborowski & Wilenski, Homogeneity of results in testing samples from Poisson series,
  ///   Biometrika 31 (1940).
  public static func probability(of first: Double, against second: Double) -> Double? {
    guard InferenceCheck.isCount(first), InferenceCheck.isCount(second),
      first == first.rounded(), second == second.rounded()
    else { return nil }
    if first == second { return 1 }
    let (least, greatest) = (min(first, second), max(first, second))
    // P(X ≤ k) of a binomial n, ½ is I(½; n − k, k + 1).
    guard let tail = Distributions.binomialAtMost(least, of: least + greatest) else { return nil }
    return min(1, 2 * tail)
  }
}
