internal import Diagnostics

/// The ranks that each body may have in truth, given estimates with standard errors.
///
/// Rank 1 is the greatest. The sets of a simultaneous method hold the true ranks of all bodies together
/// with the probability `level`; those of the marginal method hold the true rank of each one body. A
/// body's least rank is 1 + how many are greater beyond doubt, its greatest rank `n` − how many are less.
/// Errors are taken as independent and normal. The order of the estimates changes nothing.
///
/// That two intervals of 95 % overlap does not mean that two bodies do not differ; for reading pairs off a
/// chart take ``comparisonInterval(estimate:standardError:level:)``.
///
/// - Source: Klein, Wright & Wieczorek, A joint confidence region for an overall ranking of populations,
///   Applied Statistics 69 (2020); Mogstad, Romano, Shaikh & Wilhelm, Inference for ranks with applications
///   to mobility across neighbourhoods and academic achievement across countries, Review of Economic
///   Studies 91 (2024); Goldstein & Healy, The graphical presentation of a collection of means, JRSS A 158
///   (1995), for the comparison interval.
public struct RankSets: Sendable, Equatable {
  /// How bodies are told apart.
  public enum Method: String, Sendable, CaseIterable {
    /// Two bodies differ where their intervals do not meet; each interval has the level
    /// `level^(1/n)`, so that all hold together. Closed form; the default.
    case jointIntervals = "joint-intervals"
    /// All differences of pairs at once by the greatest studentised difference of simulated errors, and
    /// again without those that were rejected, until none is added. Sharper, simultaneous.
    case stepwise
    /// The same for the differences of one body to the others, body by body; for a reader who asks about
    /// one body fixed beforehand. Not simultaneous.
    case marginal
  }

  /// The ranks that one body may have.
  public struct RankSet: Sendable, Equatable, Hashable {
    /// The least rank number, 1 or more.
    public let least: Int
    /// The greatest rank number, at most the number of bodies.
    public let greatest: Int
  }

  /// How sets are found.
  public let method: Method
  /// The probability with which the sets hold.
  public let level: Double
  /// The multiple of the standard error in the joint intervals; nothing for the other methods.
  public let criticalValue: Double?
  /// The sets, in the order of the estimates.
  public let sets: [RankSet]

  /// Finds the sets.
  ///
  /// A standard error of 0 is an exact value; equal exact values share their ranks.
  ///
  /// - Parameters:
  ///   - estimates: the estimates.
  ///   - standardErrors: their standard errors, 0 or more.
  ///   - level: the probability with which the sets are to hold.
  ///   - method: how bodies are told apart.
  ///   - seed: of the simulated errors, for stepwise and marginal sets.
  ///   - draws: how many errors are simulated, 100 … 100,000.
  /// - Throws: ``MetricsError``: no estimate, lengths that differ, what is no number, a level outside 0 … 1.
  public init(
    estimates: [Double], standardErrors: [Double], level: Double = 0.9,
    method: Method = .jointIntervals, seed: UInt64 = 1, draws: Int = 2000
  ) throws(MetricsError) {
    let problems = Self.problems(estimates, standardErrors, level)
    if !problems.isEmpty { throw MetricsError(.invalidData, problems) }
    self.method = method
    self.level = level
    let order = estimates.indices.sorted {
      (estimates[$0], standardErrors[$0]) < (estimates[$1], standardErrors[$1])
    }
    let values = order.map { estimates[$0] }
    let errors = order.map { standardErrors[$0] }
    let sorted: [RankSet]
    switch method {
    case .jointIntervals:
      // 1 − level^(1/n) without cancellation for many bodies.
      let tail = -Elementary.expm1(Elementary.log(level) / Double(values.count)) / 2
      guard let z = Distributions.normalQuantile(tail).map({ -$0 }) else {
        throw MetricsError(.methodRefused, [InferenceCheck.noLimits])
      }
      criticalValue = z
      sorted = Self.byIntervals(
        lows: zip(values, errors).map { $0 - z * $1 },
        highs: zip(values, errors).map { $0 + z * $1 })
    case .stepwise, .marginal:
      criticalValue = nil
      let simulation = PairSimulation(
        values: values, errors: errors, level: level, seed: seed,
        draws: min(max(draws, 100), 100_000))
      sorted = method == .stepwise ? simulation.simultaneous() : simulation.marginal()
    }
    var sets = sorted
    for (position, index) in order.enumerated() { sets[index] = sorted[position] }
    self.sets = sets
  }

  /// An interval for comparing by eye: two that do not meet differ at `level`, for two bodies of equal
  /// standard errors that were picked beforehand.
  ///
  /// `estimate ± z/√2 · standardError`: ±1.39 standard errors for 95 %. Nothing where a part is no number.
  public static func comparisonInterval(
    estimate: Double, standardError: Double, level: Double = 0.95
  ) -> ClosedRange<Double>? {
    guard estimate.isFinite, standardError >= 0, level > 0, level < 1,
      let z = Distributions.normalQuantile((1 + level) / 2)
    else { return nil }
    let half = z * 0.5.squareRoot() * standardError
    guard (estimate - half).isFinite, (estimate + half).isFinite else { return nil }
    return estimate - half...estimate + half
  }

  private static func byIntervals(lows: [Double], highs: [Double]) -> [RankSet] {
    lows.indices.map { body in
      RankSet(
        least: 1 + lows.count { $0 > highs[body] },
        greatest: lows.count - highs.count { $0 < lows[body] })
    }
  }

  private static func problems(
    _ estimates: [Double], _ errors: [Double], _ level: Double
  ) -> [Diagnostic] {
    guard estimates.count == errors.count else {
      return [InferenceCheck.differentLengths([estimates.count, errors.count])]
    }
    var problems = InferenceCheck.level(level)
    if estimates.isEmpty {
      problems.append(InferenceCheck.tooFew(0, needed: 1, zh: "名次区间", en: "a set of ranks"))
    }
    for (estimate, error) in zip(estimates, errors)
    where !(abs(estimate) <= 1e150 && error >= 0 && error <= 1e150) {
      problems.append(
        Diagnostic(
          .error,
          LocalisedText(
            zh: "估计值 \(estimate) 与标准误 \(error) 不可用：须为有限的数，标准误不小于 0；缺值的机构须先剔除",
            en:
              "the estimate \(estimate) with the standard error \(error) cannot be used: give finite "
              + "numbers, the error 0 or more, and leave out bodies without a value")))
    }
    return problems
  }
}
