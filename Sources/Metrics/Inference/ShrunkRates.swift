public import Diagnostics

/// Rates drawn towards the common rate by as much as chance makes them unreliable.
///
/// With counts `n`, exposures `x`, raw rates `p = n/x`, dispersion φ and `N` bodies:
///
/// - common rate `b = Σn/Σx`, mean exposure `x̄ = Σx/N`;
/// - variance of the true rates `a = max(0, Σx(p − b)²/Σx − φ·b/x̄)`;
/// - reliability `λ = a/(a + φ·b/x)`, the share of the variance of a raw rate that is not chance;
/// - shrunk rate `b + λ·(p − b)`.
///
/// This is Marshall's global estimator with the clamp `a ≥ 0`. Without it, where rates differ by less than
/// chance gives, λ turns negative or above 1 and a rate is thrown beyond its raw value or to the other
/// side of the common one. Where `a` is 0 every body has the common rate and the reliability 0: the
/// counts do not tell the bodies apart.
///
/// The interval is a gamma interval around the shrunk rate. Beside the posterior variance `φ·m·λ'/x` (`m`
/// the shrunk rate) its variance holds what estimating `b` and `a` from few bodies adds,
/// `(1 − λ')²·((φ·b/x̄ + a')/N + 2(p − b)²/(N − 1))`, and is widened by the square of Student's over the
/// normal quantile on `N − 1` degrees of freedom. λ' is the reliability at `a'`, the mean of what a normal
/// variable around the unclamped `a`, of standard error `√(2/(N − 1))·(a + φ·b/x̄)`, has above 0; so the
/// interval does not collapse where `a` happens to be 0. Simulated for 6 … 60 bodies, mean counts 5 and 20
/// and true variation 10 … 100 %, 95 % intervals hold the true rate in 94 … 99 % on average over bodies;
/// intervals from the posterior alone hold it in as few as 37 %.
///
/// Row order changes nothing.
///
/// - Source: Marshall, Mapping disease and mortality rates using empirical Bayes estimators, Applied
///   Statistics 40 (1991); Morris, Parametric empirical Bayes inference, JASA 78 (1983), for the interval.
public struct ShrunkRates: Sendable, Equatable {
  /// The rate of one body.
  public struct Rate: Sendable, Equatable {
    /// Count over exposure.
    public let raw: Double
    /// The rate drawn towards the common one.
    public let shrunk: Double
    /// λ, from 0 (all chance) to below 1.
    public let reliability: Double
    /// The low end of the interval of the true rate, above 0.
    public let low: Double
    /// The high end.
    public let high: Double
  }

  /// The fewest bodies that can be shrunk; below ten there is a warning.
  public static let fewestBodies = 3

  /// `b`.
  public let commonRate: Double
  /// `a`, 0 or more.
  public let variance: Double
  /// Whether `a` was below 0 before the clamp.
  public let isVarianceClamped: Bool
  /// The rates, in the order given.
  public let rates: [Rate]
  /// What a careful reader wants to know.
  public let notes: [Diagnostic]

  /// Shrinks rates; all bodies must state their count.
  ///
  /// - Throws: ``MetricsError``: fewer than ``fewestBodies``, a count, exposure, dispersion or level that
  ///   cannot be used, no count above 0.
  public init(
    counts: [Double], exposures: [Double], dispersion: Double = 1, level: Double = 0.95
  ) throws(MetricsError) {
    let problems = Self.problems(counts, exposures, dispersion, level)
    if !problems.isEmpty { throw MetricsError(.invalidData, problems) }
    let size = Double(counts.count)
    let total = exposures.sorted().reduce(0, +)
    let common = counts.sorted().reduce(0, +) / total
    let chance = dispersion * common * size / total
    let squares = zip(counts, exposures).map { count, exposure in
      exposure * (count / exposure - common) * (count / exposure - common)
    }
    let unclamped = squares.sorted().reduce(0, +) / total - chance
    let variance = max(0, unclamped)

    let error = (2 / (size - 1)).squareRoot() * (variance + chance)
    guard let hedged = Self.meanAboveZero(unclamped, error),
      let z = Distributions.normalQuantile((1 + level) / 2),
      let t = Distributions.studentQuantile((1 + level) / 2, degreesOfFreedom: size - 1)
    else { throw MetricsError(.methodRefused, [InferenceCheck.noLimits]) }

    var rates: [Rate] = []
    for (count, exposure) in zip(counts, exposures) {
      let own = dispersion * common / exposure
      let raw = count / exposure
      let reliability = variance / (variance + own)
      let shrunk = common + reliability * (raw - common)
      let share = hedged / (hedged + own)
      let rest = (1 - share) * (1 - share)
      let spread =
        (dispersion * shrunk * share / exposure + rest * (chance + hedged) / size
          + rest * 2 * (raw - common) * (raw - common) / (size - 1)) * (t / z) * (t / z)
      let shape = shrunk * shrunk / spread
      guard let low = Distributions.gammaQuantile((1 - level) / 2, shape: shape),
        let high = Distributions.gammaQuantileComplement((1 - level) / 2, shape: shape)
      else { throw MetricsError(.methodRefused, [InferenceCheck.noLimits]) }
      rates.append(
        Rate(
          raw: raw, shrunk: shrunk, reliability: reliability, low: low * spread / shrunk,
          high: high * spread / shrunk))
    }
    commonRate = common
    self.variance = variance
    isVarianceClamped = unclamped < 0
    self.rates = rates
    notes = Self.notes(counts.count, isVarianceClamped: unclamped <= 0)
  }

  /// The mean of what a normal variable has above 0, given that it is above 0.
  private static func meanAboveZero(_ mean: Double, _ deviation: Double) -> Double? {
    let t = mean / deviation
    // Far below 0 the exact expression is 0/0; its first term is right to 2/t².
    if t < -10 { return deviation / -t }
    guard let area = Distributions.normalCumulative(t) else { return nil }
    let density = Elementary.exp(-t * t / 2) * 0.3989422804014327
    return mean + deviation * density / area
  }

  private static func problems(
    _ counts: [Double], _ exposures: [Double], _ dispersion: Double, _ level: Double
  ) -> [Diagnostic] {
    guard counts.count == exposures.count else {
      return [InferenceCheck.differentLengths([counts.count, exposures.count])]
    }
    var problems = InferenceCheck.level(level) + InferenceCheck.dispersion(dispersion)
    if counts.count < fewestBodies {
      problems.append(
        InferenceCheck.tooFew(
          counts.count, needed: fewestBodies, zh: "收缩估计", en: "shrinkage"))
    }
    for count in counts where !InferenceCheck.isCount(count) {
      problems.append(InferenceCheck.notACount(count))
    }
    for exposure in exposures where !InferenceCheck.isExposure(exposure) {
      problems.append(InferenceCheck.notAnExposure(exposure))
    }
    if problems.isEmpty, counts.allSatisfy({ $0 < 1e-9 }) {
      problems.append(
        Diagnostic(
          .error,
          LocalisedText(
            zh: "各机构的数均为 0，没有可收缩的率：只列报告载明数即可",
            en: "every count is 0, so there is no rate to shrink: show only what the reports state")
        ))
    }
    return problems
  }

  private static func notes(_ count: Int, isVarianceClamped: Bool) -> [Diagnostic] {
    var notes: [Diagnostic] = []
    if count < 10 {
      notes.append(
        Diagnostic(
          .warning,
          LocalisedText(
            zh: "共同率与机构间方差只由 \(count) 个机构估计，很不可靠：少于 10 个时仅供参考",
            en:
              "the common rate and the variance between bodies are estimated from \(count) bodies, which is "
              + "not reliable: below 10 take them as a rough guide")))
    }
    if isVarianceClamped {
      notes.append(
        Diagnostic(
          .note,
          LocalisedText(
            zh: "各机构之差不大于偶然波动，机构间方差按 0 计：这些数不足以区分各机构",
            en:
              "the bodies differ by no more than chance gives; the variance between them is taken as 0: these "
              + "counts do not tell them apart")))
    }
    return notes
  }
}
