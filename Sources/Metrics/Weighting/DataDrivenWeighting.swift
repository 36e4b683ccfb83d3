public import Diagnostics

/// A rule that takes the weights of indicators from their values alone (客观赋权).
///
/// Such weights say which indicators differ most among the bodies, not which matter; of fewer than ten
/// bodies they are noise, and say so.
public enum DataDrivenWeighting: Sendable, Hashable {
  /// Entropy of raw values (熵权法): `w = d / Σ d`, `d = 1 − e`, `e = −Σ p·ln p / ln m`, `p = x / Σ x`
  /// over the m rows; `0·ln 0 = 0`, its limit.
  ///
  /// Needs values of at least 0 that have a true zero, in any unit; the direction plays no part. An
  /// indicator with many zeros takes most of the weight.
  ///
  /// - Source: Zeleny, Multiple Criteria Decision Making (1982), chapter 7; formula after Shannon (1948).
  case entropy
  /// Entropy after min-max: as ``entropy`` with `p = z / Σ z`, `z = (x − min) / (max − min)`, or
  /// `(max − x) / (max − min)` for `lower`.
  ///
  /// Needs raw values of any sign, or normalised ones. The worst row of each indicator has p = 0.
  case entropyMinMax
  /// Entropy after min-max and a shift: as ``entropyMinMax`` with `z + shift`, which moves the weights
  /// towards equality.
  ///
  /// The shift, above 0, avoids the zeros of min-max in software that cannot take `0·ln 0`. It is
  /// arbitrary, 1 and 0.0001 are both common, and it decides the weights.
  case entropyShifted(by: Double)
  /// CRITIC: `w = C / Σ C`, `C_j = s_j · Σ_k (1 − r_jk)`: what varies and repeats no other weighs.
  ///
  /// `s` is the sample standard deviation, of min-max values or of the values as given (`scale`); the
  /// divisor, n or n − 1, cancels. `r` is Pearson's or Spearman's correlation, in the sense of the
  /// directions.
  ///
  /// - Source: Diakoulaki, Mavrotas & Papayannakis, Determining objective weights in multiple criteria
  ///   problems: the CRITIC method, Computers & Operations Research 22 (1995).
  case critic(correlation: Correlation, scale: CriticScale)
  /// Squared loadings of rotated principal components: `w_i = max_f l_if² / Σ_i max_f l_if²`.
  ///
  /// Each indicator goes to the component on which it loads highest, with its squared loading over the
  /// variance that the component explains, and the components weigh by the variance that they explain; the
  /// latter cancels. Components are those of ``PrincipalComponents``; values of any scale will do.
  ///
  /// - Source: OECD/JRC Handbook (2008), section 6.1; Nicoletti, Scarpetta & Boylaud, OECD Economics
  ///   Department Working Paper 226 (2000).
  case pca(PrincipalComponents.Retention)
  /// The first principal component: `w = v / Σ v`, `v` its eigenvector of the correlations, `Σ v > 0`.
  ///
  /// Refused where an element is negative: such an indicator runs against the others.
  ///
  /// - Source: Becker et al., Weights and importance in composite indicators, Ecological Indicators 80
  ///   (2017); the weights that COINr 1.1.14 takes, with the sign fixed and scaled to sum 1.
  case pcaFirstComponent

  /// What the standard deviation of CRITIC is taken of.
  public enum CriticScale: String, Sendable, CaseIterable {
    /// Of min-max values, as published.
    case minMax = "min-max"
    /// Of the values given, which must already be normalised.
    case given
  }

  /// What a study names a rule with.
  public enum ID: String, Sendable, CaseIterable {
    /// ``DataDrivenWeighting/entropy``.
    case entropy
    /// ``DataDrivenWeighting/entropyMinMax``.
    case entropyMinMax = "entropy-min-max"
    /// ``DataDrivenWeighting/entropyShifted(by:)``.
    case entropyShifted = "entropy-shifted"
    /// ``DataDrivenWeighting/critic(correlation:scale:)``.
    case critic
    /// ``DataDrivenWeighting/pca(_:)``.
    case pca
    /// ``DataDrivenWeighting/pcaFirstComponent``.
    case pcaFirstComponent = "pca-first-component"
  }

  /// Makes a rule by its id, with the defaults: a shift of 1, Pearson's correlation, min-max,
  /// eigenvalues above 1.
  public init(_ id: ID) {
    switch id {
    case .entropy: self = .entropy
    case .entropyMinMax: self = .entropyMinMax
    case .entropyShifted: self = .entropyShifted(by: 1)
    case .critic: self = .critic(correlation: .pearson, scale: .minMax)
    case .pca: self = .pca(.eigenvalueAboveOne)
    case .pcaFirstComponent: self = .pcaFirstComponent
    }
  }

  /// The id of the rule.
  public var id: ID {
    switch self {
    case .entropy: .entropy
    case .entropyMinMax: .entropyMinMax
    case .entropyShifted: .entropyShifted
    case .critic: .critic
    case .pca: .pca
    case .pcaFirstComponent: .pcaFirstComponent
    }
  }

  /// Takes weights from values.
  ///
  /// A constant indicator gets weight 0, with a warning. Fewer than ten rows give a warning, and
  /// intervals unless `bootstrap` says never: the rows are drawn again with replacement, as many as there
  /// are, and each weight's 5 % and 95 % points over the draws (type 7) are its interval. Draws of which
  /// the rule takes no weights are left out, and counted in ``DataDrivenWeights/replicates``.
  ///
  /// - Parameters:
  ///   - matrix: the values; raw or normalised as each rule says.
  ///   - missing: which rows are used where values are missing.
  ///   - bootstrap: when, how often and from which seed the rows are drawn again.
  /// - Returns: the weights, with the intervals and the findings.
  /// - Throws: ``MetricsError``: `invalidDefinition` for a parameter out of range; `invalidData` for fewer
  ///   than two usable rows or a negative value under `entropy`; `methodRefused` where no indicator
  ///   varies, correlations cannot be had, or as said of the rule.
  public func weights(
    of matrix: IndicatorMatrix, missing: MissingCells = .completeRows,
    bootstrap: Bootstrap = Bootstrap()
  ) throws(MetricsError) -> DataDrivenWeights {
    try checkParameters()
    var rows = matrix.canonicalRows
    switch missing {
    case .completeRows: rows.removeAll { $0.contains(nil) }
    case .pairwise: rows.removeAll { row in row.allSatisfy { $0 == nil } }
    }
    if rows.count < 2 {
      throw MetricsError(
        .invalidData,
        [
          Diagnostic(
            .error,
            LocalisedText(
              zh: "按 \(id.rawValue) 定权至少要两个数据行，可用的只有\(rows.count)个"
                + "（共\(matrix.rows.count)行）：请用 equal 或 given",
              en: "\(id.rawValue) weights need at least two rows, and \(rows.count) of "
                + "\(matrix.rows.count) can be used: use equal or given"))
        ])
    }
    if self == .entropy { try refuseNegatives(matrix, missing: missing) }
    let taken = try estimate(rows, matrix)
    var diagnostics = taken.constants.map { column in
      Diagnostic(
        .warning,
        LocalisedText(
          zh: "\(Message.quoted(matrix.indicators[column]))的值全都相同（或不足两个）：\(id.rawValue) 权重为 0",
          en:
            "the values of \(Message.quoted(matrix.indicators[column])) are all the same (or fewer "
            + "than two): its \(id.rawValue) weight is 0"))
    }
    if rows.count < matrix.rows.count {
      diagnostics.append(
        Diagnostic(
          .note,
          LocalisedText(
            zh: "\(id.rawValue) 权重只用了没有缺失值的\(rows.count)行（共\(matrix.rows.count)行）",
            en: "\(id.rawValue) weights are of the \(rows.count) of \(matrix.rows.count) rows that "
              + "lack nothing")))
    }
    if taken.hasAmbiguousComponents {
      diagnostics.append(
        Diagnostic(
          .warning,
          LocalisedText(
            zh: "最后一个保留的主成分与下一个的特征值相同，保留哪个是任意的：请改变保留的个数",
            en: "the last component retained and the next have the same eigenvalue, so which is "
              + "retained is arbitrary: retain another number")))
    }

    // Pairwise, the indicator that fewest rows have is the weakest link.
    let count = matrix.indicators.indices.reduce(rows.count) { least, column in
      min(least, rows.count { $0[column] != nil })
    }
    let isFew = count < Bootstrap.fewRows
    let draws = bootstrap.applies(toRows: count) ? bootstrap.replicates : 0
    let replicates = draws > 0 ? replicate(rows, matrix, bootstrap) : []
    var intervals: [Limits]?
    if draws > 0, replicates.count * 2 >= draws {
      intervals = matrix.indicators.indices.map { column in
        let sorted = replicates.map { $0[column] }.sorted()
        return Limits(Bootstrap.quantile(sorted, 0.05), Bootstrap.quantile(sorted, 0.95))
      }
    }
    if isFew || (draws > 0 && intervals == nil) {
      diagnostics.append(
        noise(
          rows: count, matrix.indicators, intervals, draws: draws, replicates.count))
    }
    return DataDrivenWeights(
      weighting: self, indicators: matrix.indicators, weights: taken.weights,
      intervals: intervals, rowCount: count, replicates: replicates.count,
      components: taken.components, diagnostics: diagnostics)
  }

  private func checkParameters() throws(MetricsError) {
    let text: LocalisedText?
    switch self {
    case .entropyShifted(let shift) where !(shift > 0 && shift <= 1e6):
      text = LocalisedText(
        zh: "entropy-shifted 的平移量须大于 0：不平移请用 entropy-min-max",
        en: "the shift of entropy-shifted must be above 0 (and at most 1000000): without one, use "
          + "entropy-min-max")
    case .pca(.varianceShareAbove(let share)) where !(share >= 0 && share < 1):
      text = LocalisedText(
        zh: "pca 的方差比例须在 0 与 1 之间", en: "the share of variance of pca must lie between 0 and 1")
    case .pca(.count(let count)) where count < 1:
      text = LocalisedText(
        zh: "pca 至少要保留一个主成分", en: "pca must retain at least one component")
    default: text = nil
    }
    if let text { throw MetricsError(.invalidDefinition, [Diagnostic(.error, text)]) }
  }

  private func refuseNegatives(
    _ matrix: IndicatorMatrix, missing: MissingCells
  ) throws(MetricsError) {
    var problems: [Diagnostic] = []
    for (row, values) in matrix.rows.enumerated() {
      if missing == .completeRows, values.contains(nil) { continue }
      for (column, value) in values.enumerated() {
        guard let value, value < 0 else { continue }
        let (name, body) = (
          Message.quoted(matrix.indicators[column]), Message.quoted(matrix.bodies[row])
        )
        problems.append(
          Diagnostic(
            .error,
            LocalisedText(
              zh: "\(body)的\(name)为\(Message.number(value))，entropy 不能用负值：请用 entropy-min-max",
              en: "\(name) of \(body) is \(Message.number(value)), and entropy takes no negative "
                + "values: use entropy-min-max")))
      }
    }
    if !problems.isEmpty { throw MetricsError(.invalidData, problems) }
  }

  // MARK: Estimating

  struct Estimated {
    var weights: [Double]
    /// The columns without variation.
    var constants: [Int] = []
    var components: PrincipalComponents?
    var hasAmbiguousComponents = false
  }

  private func estimate(
    _ rows: [[Double?]], _ matrix: IndicatorMatrix
  ) throws(MetricsError) -> Estimated {
    let columns = matrix.indicators.indices.map { column in rows.map { $0[column] } }
    let scaled = columns.indices.map { ScaledColumn(columns[$0], matrix.directions[$0]) }
    let varying = scaled.indices.filter { scaled[$0] != nil }
    let constants = scaled.indices.filter { scaled[$0] == nil }
    if varying.isEmpty {
      throw refusal(
        zh: "没有一个指标的值有差异，\(id.rawValue) 无法定权：请用 equal 或 given",
        en: "no indicator varies, so there are no \(id.rawValue) weights: use equal or given")
    }
    var result = Estimated(
      weights: [Double](repeating: 0, count: columns.count), constants: constants)
    let parts: [Double]
    switch self {
    case .entropy:
      parts = varying.map { Self.divergence(Self.divided(columns[$0])) }
    case .entropyMinMax:
      parts = varying.map { Self.divergence(scaled[$0]?.values.compactMap { $0 } ?? []) }
    case .entropyShifted(let shift):
      parts = varying.map { column in
        Self.divergence(scaled[column]?.values.compactMap { $0.map { $0 + shift } } ?? [])
      }
    case .critic(let correlation, let scale):
      if varying.count == 1 {
        parts = [1]
      } else {
        let correlations = try self.correlations(
          varying.compactMap { scaled[$0]?.values }, correlation, varying, matrix)
        let given = scale == .given ? Self.commonScale(varying.map { columns[$0] }) : nil
        parts = varying.indices.map { item in
          let values = given?[item] ?? (scaled[varying[item]]?.values ?? []).compactMap { $0 }
          let conflict = correlations[item].reduce(0) { $0 + (1 - $1) }
          return sampleDeviation(values) * max(0, conflict)
        }
      }
    case .pca(let retention):
      let correlations = try self.correlations(
        varying.compactMap { scaled[$0]?.values }, .pearson, varying, matrix)
      let components = try self.components(correlations, retention)
      result.components = components
      let count = components.explained.count
      let values = components.eigenvalues
      result.hasAmbiguousComponents =
        count < values.count && values[count - 1] - values[count] <= 1e-9
      parts = components.loadings.map { $0.reduce(0) { max($0, $1 * $1) } }
    case .pcaFirstComponent:
      let correlations = try self.correlations(
        varying.compactMap { scaled[$0]?.values }, .pearson, varying, matrix)
      let components = try self.components(correlations, .count(1))
      result.components = components
      let against = varying.indices.filter { components.firstVector[$0] < -1e-12 }
      if !against.isEmpty {
        let names = against.map { Message.quoted(matrix.indicators[varying[$0]]) }
        throw refusal(
          zh: "\(names.joined(separator: "、"))在第一主成分中的权重为负：请检查其方向，或用 pca",
          en: "\(names.joined(separator: ", ")) would weigh less than 0 in the first component: "
            + "check the direction, or use pca")
      }
      parts = components.firstVector.map { max(0, $0) }
    }
    // What is left of 1 − r where every r is 1 is rounding.
    let isSame = id == .critic && varying.count > 1 && parts.allSatisfy { $0 <= 1e-14 }
    guard !isSame, let shares = WeightCombination.shares(parts) else {
      throw refusal(
        zh: "各指标完全一致，\(id.rawValue) 无法区分：请用 equal 或 given",
        en: "the indicators all say the same, so \(id.rawValue) cannot tell them apart: use equal "
          + "or given")
    }
    for (share, column) in zip(shares, varying) { result.weights[column] = share }
    return result
  }

  private func refusal(zh: String, en: String) -> MetricsError {
    MetricsError(.methodRefused, [Diagnostic(.error, LocalisedText(zh: zh, en: en))])
  }

  private func correlations(
    _ columns: [[Double?]], _ correlation: Correlation, _ varying: [Int],
    _ matrix: IndicatorMatrix
  ) throws(MetricsError) -> [[Double]] {
    var result = columns.indices.map { item in columns.indices.map { $0 == item ? 1.0 : 0.0 } }
    for a in columns.indices {
      for b in columns.indices where b > a {
        guard let value = correlation(columns[a], columns[b]) else {
          let names = [a, b].map { Message.quoted(matrix.indicators[varying[$0]]) }
          throw refusal(
            zh: "\(names[0])与\(names[1])都有值的行太少或没有差异，无法求相关系数：请补齐数据或去掉其一",
            en:
              "too few rows have both \(names[0]) and \(names[1]), or one does not vary there, so "
              + "they have no correlation: complete the data or leave one out")
        }
        result[a][b] = value
        result[b][a] = value
      }
    }
    return result
  }

  private func components(
    _ correlations: [[Double]], _ retention: PrincipalComponents.Retention
  ) throws(MetricsError) -> PrincipalComponents {
    guard
      let components = PrincipalComponents(correlations: correlations, retention: retention)
    else {
      // Correlations of different rows may contradict each other: then they are of no data at all.
      throw refusal(
        zh: "各对指标的相关系数出自不同的行，彼此矛盾：请用 complete-rows，或补齐数据",
        en: "the correlations, each of other rows, contradict one another: use complete-rows, or "
          + "complete the data")
    }
    return components
  }

  /// `1 − e` of values of at least 0.
  ///
  /// With `q = p·m` it is `Σ (q·ln q − q + 1) / (m·ln m)`, since `Σ (q − 1) = 0`: each term is at least
  /// 0, and nothing cancels where values are nearly equal. A zero gives 1, the limit.
  static func divergence(_ values: [Double]) -> Double {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let sum = values.reduce(0) { sum, value in
      let excess = value / mean - 1
      return sum
        + (excess <= -1 ? 1 : max(0, (1 + excess) * Elementary.log1p(excess) - excess))
    }
    return sum / (count * Elementary.log(count))
  }

  /// The values of a column over the greatest, so that their sum does not overflow.
  private static func divided(_ column: [Double?]) -> [Double] {
    let present = column.compactMap { $0 }
    guard let greatest = present.max(), greatest > 0 else { return present }
    return present.map { $0 / greatest }
  }

  /// Columns over the greatest magnitude of all.
  private static func commonScale(_ columns: [[Double?]]) -> [[Double]] {
    let present = columns.map { $0.compactMap { $0 } }
    let greatest = present.joined().reduce(0) { max($0, abs($1)) }
    return greatest > 0 ? present.map { $0.map { $0 / greatest } } : present
  }

  // MARK: Resampling

  private func replicate(
    _ rows: [[Double?]], _ matrix: IndicatorMatrix, _ bootstrap: Bootstrap
  ) -> [[Double]] {
    var generator = SplitMix64(seed: bootstrap.seed)
    var found: [[Double]] = []
    found.reserveCapacity(bootstrap.replicates)
    for _ in 0..<bootstrap.replicates {
      let drawn = rows.indices.map { _ in rows[generator.index(below: rows.count)] }
      if let taken = try? estimate(drawn, matrix) { found.append(taken.weights) }
    }
    return found
  }

  private func noise(
    rows: Int, _ indicators: [String], _ intervals: [Limits]?, draws: Int, _ successes: Int
  ) -> Diagnostic {
    var widest = (zh: "", en: "")
    if let intervals {
      let column = intervals.indices.reduce(0) { best, column in
        let (a, b) = (intervals[best], intervals[column])
        return b.high - b.low > a.high - a.low ? column : best
      }
      let (low, high) = (
        Message.rounded(intervals[column].low), Message.rounded(intervals[column].high)
      )
      let name = Message.quoted(indicators[column])
      widest = (
        "，如\(name)的权重在\(low)～\(high)之间（自助法 90% 区间）",
        " (that of \(name) lies anywhere from \(low) to \(high), bootstrap 90% interval)"
      )
    } else if draws > 0 {
      widest = (
        "，重抽样\(draws)次中只有\(successes)次能定权",
        " (only \(successes) of \(draws) resamples gave weights at all)"
      )
    }
    let count = (
      zh: rows < Bootstrap.fewRows ? "只有\(rows)个数据行，少于 \(Bootstrap.fewRows) 个" : "共\(rows)个数据行",
      en: rows < Bootstrap.fewRows
        ? "\(rows) rows, fewer than \(Bootstrap.fewRows)" : "\(rows) rows"
    )
    return Diagnostic(
      .warning,
      LocalisedText(
        zh: "\(id.rawValue) 权重\(count.zh)，多半是噪声\(widest.zh)：宜用 given、equal 或 ahp",
        en: "\(id.rawValue) weights of \(count.en), are mostly noise\(widest.en): given, equal or "
          + "ahp serve better"))
  }
}

/// Weights taken from values, and how far they can be trusted.
public struct DataDrivenWeights: Sendable, Equatable {
  /// The rule.
  public let weighting: DataDrivenWeighting
  /// The ids of the indicators.
  public let indicators: [String]
  /// The weights in their order, at least 0, sum 1.
  public let weights: [Double]
  /// For each weight its 5 % and 95 % points over resamples of the rows (the low may equal the high);
  /// `nil` where there was no resampling or over half the resamples gave no weights.
  public let intervals: [Limits]?
  /// How many rows the weights are of; pairwise, how many have the indicator that fewest have.
  public let rowCount: Int
  /// How many resamples gave weights.
  public let replicates: Int
  /// The components, for `pca` and `pca-first-component`; of the indicators that vary, in order.
  public let components: PrincipalComponents?
  /// Constant indicators, rows left out, and too few rows.
  public let diagnostics: [Diagnostic]
}

/// When, how often and from which seed rows are drawn again.
public struct Bootstrap: Sendable, Hashable {
  /// When rows are drawn again.
  public enum Use: String, Sendable, CaseIterable {
    /// Where there are fewer than ten rows.
    case fewRows = "few-rows"
    /// Always.
    case always
    /// Never; fewer than ten rows still give a warning.
    case never
  }

  /// The number of rows below which data-driven weights are noise.
  public static let fewRows = 10

  /// When rows are drawn again.
  public let use: Use
  /// How often, from 1 to 100,000; other numbers count as the nearest.
  public let replicates: Int
  /// The seed of ``SplitMix64``; the same seed gives the same intervals.
  public let seed: UInt64

  /// Says when and how rows are drawn again.
  public init(_ use: Use = .fewRows, replicates: Int = 1000, seed: UInt64 = 1) {
    self.use = use
    self.replicates = min(max(1, replicates), 100_000)
    self.seed = seed
  }

  func applies(toRows count: Int) -> Bool {
    switch use {
    case .fewRows: count < Self.fewRows
    case .always: true
    case .never: false
    }
  }

  /// A quantile of ascending values, linear between neighbours (type 7 of Hyndman & Fan 1996).
  static func quantile(_ sorted: [Double], _ share: Double) -> Double {
    let place = Double(sorted.count - 1) * share
    let below = Int(place)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
  }
}
