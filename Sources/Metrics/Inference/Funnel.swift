public import Diagnostics

/// Counts against their expectation, with the limits that chance explains.
///
/// A point outside its limits says that the count is hard to explain by chance around the expectation,
/// in neither direction that anything was done well or badly. Among 20 bodies one lies outside 95 %
/// limits by chance, hence the 99.8 % limits; for many bodies the false discovery rate is the better
/// guide: of those marked, at most the stated share is expected to be chance.
///
/// Conventions: φ = Σz²/n, divisor n, since the expectation is given and not estimated from these rows;
/// quantiles for winsorising are of type 7; the p-value is twice the smaller tail, at most 1.
/// Row order changes nothing.
///
/// - Source: Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine
///   24 (2005); Spiegelhalter et al., Statistical methods for healthcare regulation, JRSS A 175 (2012);
///   Benjamini & Hochberg, Controlling the false discovery rate, JRSS B 57 (1995).
public struct Funnel: Sendable, Equatable {
  /// One body: what its report states, and what is expected.
  public struct Member: Sendable, Equatable {
    /// The body.
    public var body: String
    /// The count, 0 or more.
    public var observed: Double
    /// The expectation of it, above 0, in the same unit.
    public var expected: Double

    /// Makes a member.
    public init(body: String, observed: Double, expected: Double) {
      self.body = body
      self.observed = observed
      self.expected = expected
    }
  }

  /// Where a body lies.
  public enum Zone: String, Sendable, CaseIterable {
    /// Within the 95 % limits: chance explains the difference.
    case inside
    /// Outside the 95 % limits, within the 99.8 % limits.
    case outside95 = "outside-95"
    /// Outside the 99.8 % limits.
    case outside998 = "outside-99.8"
  }

  /// Limits of observed over expected.
  public struct Limits: Sendable, Equatable {
    /// The low limit; 0 where no count is too small.
    public let low: Double
    /// The high limit.
    public let high: Double
  }

  /// A body in the funnel.
  public struct Point: Sendable, Equatable {
    /// What was given.
    public let member: Member
    /// Observed over expected.
    public let ratio: Double
    /// The 95 % interval of the underlying ratio, by this body's count alone (``CountInterval``).
    public let interval: Limits
    /// The 95 % limits at this expectation.
    public let limits95: Limits
    /// The 99.8 % limits at this expectation.
    public let limits998: Limits
    /// Where it lies.
    public let zone: Zone
    /// The probability of a count so far from the expectation, on either side.
    public let pValue: Double
    /// The least false discovery rate at which the body is marked (Benjamini–Hochberg).
    public let adjustedPValue: Double
    /// Whether it is marked at the method's false discovery rate.
    public let isDiscovery: Bool
  }

  /// The method.
  public let method: FunnelMethod
  /// φ, the mean of the `z²` after winsorising, as it is, also below 1.
  public let dispersion: Double
  /// φ as the limits use it: 1 without a multiplicative adjustment, never below 1 unless given.
  public let usedDispersion: Double
  /// τ² on the scale of the transformation, as the limits use it; 0 without an additive adjustment.
  public let betweenVariance: Double
  /// How many `z` were drawn in by winsorising.
  public let winsorisedCount: Int
  /// The bodies, in the order given.
  public let points: [Point]
  /// What a careful reader wants to know.
  public let notes: [Diagnostic]

  /// What each body would have if all had the same rate: `exposure · Σcounts / Σexposures`.
  ///
  /// Nothing where a count or an exposure is unusable, or no count is above 0.
  public static func expectations(counts: [Double], exposures: [Double]) -> [Double]? {
    guard counts.count == exposures.count, counts.allSatisfy(InferenceCheck.isCount),
      exposures.allSatisfy(InferenceCheck.isExposure)
    else { return nil }
    let rate = counts.sorted().reduce(0, +) / exposures.sorted().reduce(0, +)
    let expectations = exposures.map { $0 * rate }
    return expectations.allSatisfy(InferenceCheck.isExposure) ? expectations : nil
  }

  /// Places bodies in the funnel.
  ///
  /// - Throws: ``MetricsError``: no body, a count or expectation that cannot be used, a count of 0 under
  ///   logarithms, the chi-square rule with an additive adjustment.
  public init(_ members: [Member], method: FunnelMethod = FunnelMethod()) throws(MetricsError) {
    let problems = Self.problems(members, method)
    if !problems.isEmpty { throw MetricsError(.invalidData, problems) }
    self.method = method

    let scale = Scale(transformation: method.transformation)
    let raw = members.map { scale.deviation(observed: $0.observed, expected: $0.expected) }
    let (drawnIn, count) = Self.winsorised(raw, share: method.winsorisedShare)
    winsorisedCount = count
    let size = Double(members.count)
    dispersion = drawnIn.map { $0 * $0 }.sorted().reduce(0, +) / size
    switch method.adjustment {
    case .none, .additive: usedDispersion = 1
    case .multiplicative: usedDispersion = max(1, dispersion)
    case .given(let value): usedDispersion = value
    }
    if method.adjustment == .additive {
      let weights = members.map { 1 / scale.samplingVariance(expected: $0.expected) }.sorted()
      let sum = weights.reduce(0, +)
      let free = sum - weights.map { $0 * $0 }.reduce(0, +) / sum
      betweenVariance =
        members.count > 1 && free > 0 ? max(0, (size * dispersion - (size - 1)) / free) : 0
    } else {
      betweenVariance = 0
    }
    let limiter = Limiter(
      rule: method.rule, scale: scale, dispersion: usedDispersion, betweenVariance: betweenVariance)

    var drafts: [Draft] = []
    for member in members {
      guard let draft = Draft(member, limiter) else {
        throw MetricsError(.methodRefused, [InferenceCheck.noLimits])
      }
      drafts.append(draft)
    }
    let adjusted = FalseDiscovery.adjusted(drafts.map(\.pValue))
    points = zip(drafts, adjusted).map { draft, adjusted in
      Point(
        member: draft.member, ratio: draft.ratio, interval: draft.interval,
        limits95: draft.limits95, limits998: draft.limits998, zone: draft.zone,
        pValue: draft.pValue, adjustedPValue: adjusted,
        isDiscovery: adjusted <= method.falseDiscoveryRate)
    }
    notes = Self.notes(members.count, method, dispersion)
  }

  /// The limits at an expectation, for the curves of a chart; nothing for an expectation or a level that
  /// cannot be used.
  public func limits(expected: Double, level: Double) -> Limits? {
    guard level > 0, level < 1, InferenceCheck.isExposure(expected) else { return nil }
    let limiter = Limiter(
      rule: method.rule, scale: Scale(transformation: method.transformation),
      dispersion: usedDispersion, betweenVariance: betweenVariance)
    return limiter.limits(expected: expected, level: level)
  }
}

extension Funnel {
  private static func problems(_ members: [Member], _ method: FunnelMethod) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    if members.isEmpty {
      problems.append(InferenceCheck.tooFew(0, needed: 1, zh: "漏斗图", en: "a funnel"))
    }
    for member in members {
      if !InferenceCheck.isCount(member.observed) {
        problems.append(InferenceCheck.notACount(member.observed, of: member.body))
      } else if member.observed == 0, method.transformation == .logarithm {
        problems.append(
          Diagnostic(
            .error,
            LocalisedText(
              zh: "\(Message.quoted(member.body))的数为 0，没有对数：请改用 square-root",
              en:
                "the count of \(Message.quoted(member.body)) is 0 and has no logarithm: use square-root"
            )))
      }
      if !InferenceCheck.isExposure(member.expected) {
        problems.append(InferenceCheck.notAnExposure(member.expected, of: member.body))
      }
    }
    if case .given(let value) = method.adjustment { problems += InferenceCheck.dispersion(value) }
    if method.rule == .chiSquare, method.adjustment == .additive {
      problems.append(
        Diagnostic(
          .error,
          LocalisedText(
            zh: "chi-square 界限不能加入机构间方差：请改用 exact 或 normal，或用 multiplicative",
            en:
              "chi-square limits have no place for a variance between bodies: use exact or normal, or a "
              + "multiplicative adjustment")))
    }
    if let share = method.winsorisedShare, !(share >= 0 && share < 0.5) {
      problems.append(
        Diagnostic(
          .error,
          LocalisedText(
            zh: "缩尾比例 \(share) 不可用：须在 0 与 0.5 之间",
            en: "the winsorised share \(share) cannot be used: give one from 0 to below 0.5")))
    }
    if !(method.falseDiscoveryRate > 0 && method.falseDiscoveryRate < 1) {
      problems += InferenceCheck.level(method.falseDiscoveryRate)
    }
    return problems
  }

  private static func notes(
    _ count: Int, _ method: FunnelMethod, _ dispersion: Double
  ) -> [Diagnostic] {
    var notes: [Diagnostic] = []
    let isEstimated = method.adjustment == .multiplicative || method.adjustment == .additive
    if isEstimated, count < 10 {
      notes.append(
        Diagnostic(
          .warning,
          LocalisedText(
            zh: "机构间离散程度只由 \(count) 个机构估计，很不可靠：少于 10 个时界限仅供参考",
            en:
              "the spread between bodies is estimated from \(count) of them, which is not reliable: below "
              + "10 take the limits as a rough guide")))
    }
    if isEstimated, dispersion < 1 {
      notes.append(
        Diagnostic(
          .note,
          LocalisedText(
            zh: "离散系数 \(Message.rounded(dispersion)) 小于 1，界限不因此收窄，按 1 计算",
            en:
              "the dispersion \(Message.rounded(dispersion)) is below 1; limits are not narrowed by that, "
              + "1 is used")))
    }
    return notes
  }

  /// Draws in what lies beyond the quantiles `share` and `1 − share`, and counts how many did.
  private static func winsorised(_ values: [Double], share: Double?) -> ([Double], Int) {
    guard let share, share > 0, values.count > 1 else { return (values, 0) }
    let sorted = values.sorted()
    let low = Quantile.value(share, ofSorted: sorted)
    let high = Quantile.value(1 - share, ofSorted: sorted)
    let drawnIn = values.map { min(max($0, low), high) }
    return (drawnIn, zip(values, drawnIn).count { $0 != $1 })
  }

  private struct Draft {
    let member: Member
    let ratio: Double
    let interval: Limits
    let limits95: Limits
    let limits998: Limits
    let zone: Zone
    let pValue: Double

    init?(_ member: Member, _ limiter: Limiter) {
      guard let limits95 = limiter.limits(expected: member.expected, level: 0.95),
        let limits998 = limiter.limits(expected: member.expected, level: 0.998),
        let pValue = limiter.pValue(observed: member.observed, expected: member.expected),
        let own = try? CountInterval(count: member.observed, dispersion: limiter.dispersion)
      else { return nil }
      self.member = member
      ratio = member.observed / member.expected
      interval = Limits(low: own.low / member.expected, high: own.high / member.expected)
      self.limits95 = limits95
      self.limits998 = limits998
      self.pValue = pValue
      func isOutside(_ limits: Limits, _ level: Double) -> Bool {
        // The p-value is free of the rounding of a limit that was found by search.
        if limiter.rule == .exact { return pValue < 1 - level }
        return member.observed / member.expected < limits.low
          || member.observed / member.expected > limits.high
      }
      zone =
        isOutside(limits998, 0.998) ? .outside998 : isOutside(limits95, 0.95) ? .outside95 : .inside
    }
  }

  /// The scale of comparison.
  struct Scale {
    let transformation: FunnelMethod.Transformation

    func deviation(observed: Double, expected: Double) -> Double {
      let root = expected.squareRoot()
      switch transformation {
      case .squareRoot: return 2 * (observed.squareRoot() - root)
      case .logarithm: return root * Elementary.log(observed / expected)
      case .pearson: return (observed - expected) / root
      }
    }

    func samplingVariance(expected: Double) -> Double {
      transformation == .squareRoot ? 0.25 / expected : 1 / expected
    }

    /// The ratio at a distance from the target on this scale.
    func ratio(distance: Double) -> Double {
      switch transformation {
      case .squareRoot:
        let root = max(0, 1 + distance)
        return root * root
      case .logarithm: return Elementary.exp(distance)
      case .pearson: return max(0, 1 + distance)
      }
    }

    /// The variance of the ratio itself for a small variance on this scale: √r has a quarter of it.
    func ratioVariance(_ variance: Double) -> Double {
      transformation == .squareRoot ? 4 * variance : variance
    }
  }

  /// Finds limits and tail probabilities.
  struct Limiter {
    let rule: FunnelMethod.LimitRule
    let scale: Scale
    let dispersion: Double
    let betweenVariance: Double

    func limits(expected: Double, level: Double) -> Limits? {
      let tail = (1 - level) / 2
      let mean = expected / dispersion
      switch rule {
      case .exact:
        guard let low = lowest(mean, tail), let high = highest(mean, tail) else { return nil }
        return Limits(low: low / mean, high: high / mean)
      case .chiSquare:
        guard let low = Distributions.gammaQuantile(tail, shape: mean),
          let high = Distributions.gammaQuantileComplement(tail, shape: mean + 1)
        else { return nil }
        return Limits(low: low / mean, high: high / mean)
      case .normal:
        guard let z = Distributions.normalQuantile(1 - tail) else { return nil }
        let distance = z * deviation(expected)
        let high = scale.ratio(distance: distance)
        guard high.isFinite else { return nil }
        return Limits(low: scale.ratio(distance: -distance), high: high)
      }
    }

    func pValue(observed: Double, expected: Double) -> Double? {
      if rule == .normal {
        // z has variance 1 for Poisson counts; the deviation of the scale takes the adjustment in.
        let z =
          scale.deviation(observed: observed, expected: expected)
          * scale.samplingVariance(expected: expected).squareRoot() / deviation(expected)
        return Distributions.normalCumulative(-abs(z)).map { min(1, 2 * $0) }
      }
      let mean = expected / dispersion
      let count = observed / dispersion
      let variation = scale.ratioVariance(betweenVariance)
      guard
        let below = Distributions.countAtMost(count, mean: mean, squaredVariation: variation),
        let above = Distributions.countAtLeast(count, mean: mean, squaredVariation: variation)
      else { return nil }
      return min(1, 2 * min(below, above))
    }

    private func deviation(_ expected: Double) -> Double {
      (dispersion * scale.samplingVariance(expected: expected) + betweenVariance).squareRoot()
    }

    /// The count below which lies the area `tail`; 0 where even 0 is likelier than that.
    private func lowest(_ mean: Double, _ tail: Double) -> Double? {
      let variation = scale.ratioVariance(betweenVariance)
      func area(_ count: Double) -> Double? {
        Distributions.countAtMost(count, mean: mean, squaredVariation: variation)
      }
      guard let atNothing = area(0) else { return nil }
      return atNothing >= tail
        ? 0 : Distributions.root(from: 0, to: mean) { area($0).map { $0 - tail } }
    }

    /// The count above which lies the area `tail`.
    private func highest(_ mean: Double, _ tail: Double) -> Double? {
      let variation = scale.ratioVariance(betweenVariance)
      func excess(_ count: Double) -> Double? {
        Distributions.countAtLeast(count, mean: mean, squaredVariation: variation)
          .map { tail - $0 }
      }
      var above = 2 * mean + 10
      while let value = excess(above), value < 0, above < 1e18 { above *= 2 }
      return Distributions.root(from: 0, to: above, excess)
    }
  }
}
