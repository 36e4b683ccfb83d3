public import Diagnostics

/// The benefit of the doubt: each body is scored with the weights that suit it best.
///
/// The score of body c is `max Σ w_j·x_cj` subject to `Σ w_j·x_kj ≤ 1` for every body k, `w ≥ 0`, and
/// bounds on the shares of the indicators, if any: 1 for a body that no other surpasses under its own best
/// weights. There is no one set of weights; where several give the same score one of them is shown.
///
/// Values are normalised ones of at least 0, more being better; the score changes with where their zero
/// is (min-max to [0, 100] and to [1, 100] differ). Without bounds a body is judged by what it does best
/// alone, and many score 1.
///
/// - Source: Cherchye, Moesen, Rogge & Van Puyenbroeck, An introduction to ‘benefit of the doubt’
///   composite indicators, Social Indicators Research 82 (2007); OECD/JRC Handbook (2008), section 6.2.
public struct BenefitOfDoubt: Sendable, Equatable {
  /// Bounds on the share of each indicator, from 0 to 1; a low may equal its high.
  public struct Bounds: Sendable, Equatable {
    /// What an indicator has a share of.
    public enum Share: String, Sendable, CaseIterable {
      /// Of the body's own score: `w_j·x_cj / Σ w·x_c` (Cherchye et al. 2007).
      case contribution
      /// Of the sum of the weights: `w_j / Σ w` (the Handbook's example); of values on one scale only.
      case weight
    }

    /// What the shares are of.
    public let share: Share
    /// For each indicator the least and the greatest share.
    public let limits: [Limits]

    /// Bounds each indicator by its own limits, in the order of the indicators.
    public init(_ share: Share, _ limits: [Limits]) {
      self.share = share
      self.limits = limits
    }
  }

  /// The score of a body and the weights that gave it.
  public struct Body: Sendable, Equatable {
    /// The score, 0 … 1.
    public let score: Double
    /// The weights of the indicators, for the values as given; all 0 where every value is.
    public let weights: [Double]
    /// What each indicator adds to the score; they sum to it.
    public let contributions: [Double]
    /// The rows, other than its own, that score 1 with these weights: whom the body is measured by.
    public let benchmarks: [Int]
  }

  /// For each row its score.
  ///
  /// `nil` where a value is missing; such a row bounds no other either.
  public let bodies: [Body?]
  /// How many bodies score 1, and rows left out.
  public let diagnostics: [Diagnostic]

  /// Scores the bodies of a matrix.
  ///
  /// - Parameters:
  ///   - matrix: normalised values, at least 0, more being better.
  ///   - bounds: bounds on the shares; none where absent.
  /// - Throws: ``MetricsError``: `invalidData` for a negative value, a direction of `lower`, or fewer than
  ///   two complete rows; `invalidDefinition` for bounds that no shares can keep (lows above 1 in sum, highs
  ///   below 1, a low above its high, beyond 0 … 1); `methodRefused` where all values are 0, or a body
  ///   cannot keep bounds on contributions because it has zeros, or values or bounds so far apart that
  ///   rounding hides the best weights.
  public init(of matrix: IndicatorMatrix, bounds: Bounds? = nil) throws(MetricsError) {
    if let bounds { try Self.check(bounds, matrix.indicators) }
    try Self.check(matrix)
    var order: [(row: Int, values: [Double])] = []
    for (row, values) in matrix.rows.enumerated() where !values.contains(nil) {
      order.append((row, values.compactMap { $0.map { $0 + 0 } }))
    }
    // By value, so that the order of the rows changes no bit.
    order.sort { IndicatorMatrix.precedes($0.values, $1.values) }
    if bounds?.share == .contribution, let bounds { try Self.check(order, bounds, matrix) }

    // Each column over its greatest value, so that weights are of one magnitude.
    let units = matrix.indicators.indices.map { column in
      let greatest = order.reduce(0) { max($0, $1.values[column]) }
      return greatest > 0 ? greatest : 1
    }
    let scaled = order.map { entry in zip(entry.values, units).map { $0 / $1 } }
    var peers: [[Double]] = []
    for values in scaled where values != peers.last { peers.append(values) }

    var bodies = [Body?](repeating: nil, count: matrix.rows.count)
    var previous: (values: [Double], weights: [Double])?
    for (place, values) in scaled.enumerated() {
      let weights: [Double]
      if let previous, previous.values == values {
        weights = previous.weights
      } else {
        let best = Self.bestWeights(values, peers: peers, bounds: bounds, units: units)
        guard let best else {
          let body = Message.quoted(matrix.bodies[order[place].row])
          throw MetricsError(
            .methodRefused,
            [
              Diagnostic(
                .error,
                LocalisedText(
                  zh: "\(body)的 benefit-of-doubt 规划无法求解：各值或界限相差过于悬殊，请先标准化或放宽界限",
                  en:
                    "the programme of \(body) cannot be solved for benefit-of-doubt, values or bounds "
                    + "being too far apart: normalise the values, or widen the bounds"))
            ])
        }
        weights = best
      }
      previous = (values, weights)
      let contributions = zip(weights, values).map { $0 * $1 }
      let benchmarks = scaled.indices.filter { other in
        other != place && Self.score(scaled[other], weights) >= 1 - 1e-9
      }
      bodies[order[place].row] = Body(
        score: min(1, contributions.reduce(0, +)),
        weights: zip(weights, units).map { $0 / $1 },
        contributions: contributions, benchmarks: benchmarks.map { order[$0].row }.sorted())
    }
    self.bodies = bodies
    diagnostics = Self.findings(bodies, bounds: bounds)
  }

  private static func score(_ values: [Double], _ weights: [Double]) -> Double {
    zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The best weights of a body, for scaled values; `nil` where the programme cannot be solved.
  private static func bestWeights(
    _ values: [Double], peers: [[Double]], bounds: Bounds?, units: [Double]
  ) -> [Double]? {
    var constraints = peers.map { (coefficients: $0, limit: 1.0) }
    if let bounds {
      // With share_j = a_j·w_j / Σ a·w: low·Σ a·w − a_j·w_j ≤ 0 and a_j·w_j − high·Σ a·w ≤ 0.
      let parts: [Double]
      switch bounds.share {
      case .contribution: parts = values
      case .weight:
        let least = units.reduce(.infinity, min)
        parts = units.map { least / $0 }
      }
      let greatest = parts.reduce(0, max)
      for (column, limits) in bounds.limits.enumerated() where greatest > 0 {
        let shares = parts.map { $0 / greatest }
        if limits.low > 0 {
          var row = shares.map { $0 * limits.low }
          row[column] -= shares[column]
          constraints.append((row, 0))
        }
        if limits.high < 1 {
          var row = shares.map { -$0 * limits.high }
          row[column] += shares[column]
          constraints.append((row, 0))
        }
      }
    }
    let programme = LinearProgramme(objective: values, constraints: constraints)
    guard let weights = programme.solution() else { return nil }
    // Rounding may leave the best peer a little off 1.
    let greatest = peers.reduce(0) { max($0, score($1, weights)) }
    return greatest > 0 ? weights.map { $0 / greatest } : weights
  }

  // MARK: Checks

  private static func check(_ bounds: Bounds, _ indicators: [String]) throws(MetricsError) {
    var problems: [Diagnostic] = []
    func report(zh: String, en: String) {
      problems.append(Diagnostic(.error, LocalisedText(zh: zh, en: en)))
    }
    if bounds.limits.count != indicators.count {
      report(
        zh: "份额界限有\(bounds.limits.count)个，而指标有\(indicators.count)个",
        en: "there are \(bounds.limits.count) bounds for \(indicators.count) indicators")
    } else {
      for (limits, id) in zip(bounds.limits, indicators) {
        if (0...1).contains(limits.low), (0...1).contains(limits.high), limits.low <= limits.high {
          continue
        }
        report(
          zh: "\(Message.quoted(id))的份额界限须满足 0 ≤ 下限 ≤ 上限 ≤ 1",
          en: "the bounds of \(Message.quoted(id)) must be shares, the lower first: 0 to 1")
      }
    }
    if problems.isEmpty {
      let lows = bounds.limits.reduce(0) { $0 + $1.low }
      let highs = bounds.limits.reduce(0) { $0 + $1.high }
      if lows > 1 + 1e-12 {
        report(
          zh: "各指标份额下限之和为\(Message.rounded(lows))，大于 1，无法满足：请降低下限",
          en:
            "the least shares sum to \(Message.rounded(lows)), above 1, which no weights can keep: "
            + "lower them")
      }
      if highs < 1 - 1e-12 {
        report(
          zh: "各指标份额上限之和为\(Message.rounded(highs))，小于 1，无法满足：请提高上限",
          en: "the greatest shares sum to \(Message.rounded(highs)), below 1, which no weights can "
            + "keep: raise them")
      }
    }
    if !problems.isEmpty { throw MetricsError(.invalidDefinition, problems) }
  }

  private static func check(_ matrix: IndicatorMatrix) throws(MetricsError) {
    var problems: [Diagnostic] = []
    func report(zh: String, en: String) {
      problems.append(Diagnostic(.error, LocalisedText(zh: zh, en: en)))
    }
    for (id, direction) in zip(matrix.indicators, matrix.directions) where direction == .lower {
      report(
        zh: "benefit-of-doubt 的值须越大越好，而\(Message.quoted(id))为 lower：请先标准化",
        en: "benefit-of-doubt needs values of which more is better, and \(Message.quoted(id)) is "
          + "lower: normalise it first")
    }
    for (row, values) in matrix.rows.enumerated() where !values.contains(nil) {
      for (column, value) in values.enumerated() {
        guard let value, value < 0 else { continue }
        let (id, body) = (
          Message.quoted(matrix.indicators[column]), Message.quoted(matrix.bodies[row])
        )
        report(
          zh: "\(body)的\(id)为\(Message.number(value))，benefit-of-doubt 不能用负值：请用 min-max",
          en:
            "\(id) of \(body) is \(Message.number(value)), and benefit-of-doubt takes no negative "
            + "values: normalise by min-max")
      }
    }
    let complete = matrix.completeRowCount
    if complete < 2 {
      report(
        zh: "benefit-of-doubt 至少要两个没有缺失值的数据行，现有\(complete)个",
        en:
          "benefit-of-doubt needs two rows that lack nothing, and there \(complete == 1 ? "is" : "are")"
          + " \(complete)")
    }
    if !problems.isEmpty { throw MetricsError(.invalidData, problems) }
    let isEmpty = matrix.rows.allSatisfy { row in
      row.contains(nil) || row.allSatisfy { $0 == 0 }
    }
    if isEmpty {
      report(
        zh: "所有值都是 0，benefit-of-doubt 无法计分：请检查数据与标准化",
        en:
          "every value is 0, so benefit-of-doubt has nothing to score: check data and normalisation"
      )
      throw MetricsError(.methodRefused, problems)
    }
  }

  /// Refuses bounds on contributions that a body's zeros make impossible.
  private static func check(
    _ order: [(row: Int, values: [Double])], _ bounds: Bounds, _ matrix: IndicatorMatrix
  ) throws(MetricsError) {
    var problems: [Diagnostic] = []
    for (row, values) in order.sorted(by: { $0.row < $1.row }) {
      let body = Message.quoted(matrix.bodies[row])
      let forced = values.indices.filter { values[$0] == 0 && bounds.limits[$0].low > 0 }
      let reach = values.indices.reduce(0) { $0 + (values[$1] > 0 ? bounds.limits[$1].high : 0) }
      let text: LocalisedText
      if !forced.isEmpty {
        let names = forced.map { Message.quoted(matrix.indicators[$0]) }
        text = LocalisedText(
          zh: "\(body)的\(names.joined(separator: "、"))为 0，不可能占得分的任何份额，却有下限："
            + "请写 normalise: {by: min-max, range: [1, 100]}，或去掉下限",
          en:
            "\(names.joined(separator: ", ")) of \(body) is 0 and cannot contribute the least share "
            + "asked for: write normalise: {by: min-max, range: [1, 100]}, or no least share")
      } else if reach < 1 - 1e-12, values.contains(where: { $0 > 0 }) {
        text = LocalisedText(
          zh: "\(body)不为 0 的指标的份额上限之和为\(Message.rounded(reach))，小于 1："
            + "请写 normalise: {by: min-max, range: [1, 100]}，或提高上限",
          en: "the greatest shares of what \(body) has above 0 sum to \(Message.rounded(reach)), "
            + "below 1: write normalise: {by: min-max, range: [1, 100]}, or raise them")
      } else {
        continue
      }
      problems.append(Diagnostic(.error, text))
    }
    if !problems.isEmpty { throw MetricsError(.methodRefused, problems) }
  }

  private static func findings(_ bodies: [Body?], bounds: Bounds?) -> [Diagnostic] {
    var found: [Diagnostic] = []
    let scored = bodies.compactMap { $0 }
    if scored.count < bodies.count {
      found.append(
        Diagnostic(
          .note,
          LocalisedText(
            zh: "benefit-of-doubt 只为没有缺失值的\(scored.count)行计分（共\(bodies.count)行）",
            en:
              "benefit-of-doubt scores the \(scored.count) of \(bodies.count) rows that lack nothing"
          )))
    }
    let best = scored.count { $0.score >= 1 - 1e-9 }
    if best * 3 > scored.count, best > 1 {
      let remedy =
        bounds == nil
        ? (zh: "请给各指标的份额加界限", en: "bound the shares of the indicators")
        : (zh: "请收紧份额界限或减少指标", en: "narrow the bounds, or use fewer indicators")
      found.append(
        Diagnostic(
          .warning,
          LocalisedText(
            zh: "\(scored.count)行中有\(best)行得满分 1，benefit-of-doubt 分不出高下：\(remedy.zh)",
            en:
              "\(best) of \(scored.count) rows score 1, so benefit-of-doubt hardly tells them apart: "
              + remedy.en)))
    }
    return found
  }
}
