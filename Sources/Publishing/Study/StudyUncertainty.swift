import Diagnostics
public import Metrics
import Observations

extension Study {
  /// What is drawn to see how far the ranking would hold, and how often.
  public struct RobustnessRequest: Sendable {
    /// How many draws of each kind; a thousand, and fewer for very large selections, where absent.
    public var draws: Int?
    /// How widely counts scatter.
    public var counts = CountChoice.estimated
    /// What of the method is varied.
    public var factors = Set(UncertaintyFactor.allCases.filter { $0 != .data })
    /// By which share of itself each weight scatters.
    public var weightSpread = 0.25

    /// How widely counts scatter around their rates.
    public enum CountChoice: Sendable, Equatable {
      /// As their years show, where there are several; else as Poisson counts do.
      case estimated
      /// As Poisson counts do.
      case poisson
      /// Not at all: only what reports leave open is drawn.
      case exact
      /// With a variance of so many times the mean.
      case dispersion(Double)

      /// The words of a study.
      static let words = ["estimated", "poisson", "exact"]
    }
  }
}

/// How far a study's ranking would hold, and by what it was asked.
public struct StudyRobustness: Sendable {
  /// The draws.
  public let robustness: Robustness
  /// For each indicator of the study φ, the variance of its counts over their mean; nothing where it is
  /// no count, or counts are taken as they are.
  public let dispersions: [CountDispersion?]
  /// What was drawn.
  public let uncertainty: Uncertainty

  /// From how many values (rows times indicators) on fewer draws are made unless the study says how many.
  static let largeSelection = 200_000

  /// Draws the ranking of a study.
  ///
  /// - Returns: nothing where nothing is ranked.
  /// - Throws: ``MetricsError``, `method-refused`, for what cannot be drawn: scores by weights of each body's
  ///   own, and `kemeny` of more than ``greatestKemeny`` bodies.
  init?(_ run: StudyRun, threads: Int? = nil) throws(MetricsError) {
    let study = run.study
    let card = run.scores
    guard card.rows.contains(where: { $0.rank != nil }) else { return nil }
    try Self.check(study, card)
    let table = run.scoring.untreated
    var stated = run.statedTable
    for row in stated.rows.indices where run.scoring.isLeftOut(row: row) {
      stated.values[row] = stated.indicators.map { _ in .notKnown }
    }
    let request = study.robustness
    let (noise, dispersions) = Self.noise(of: run, request)
    let size = table.rows.count * table.indicators.count
    let uncertainty = Uncertainty(
      draws: request.draws ?? (size > Self.largeSelection ? 200 : 1000), seed: study.method.seed,
      counts: noise, variation: Self.variation(of: run, request, table: table, stated: stated))
    robustness = try Robustness(
      card, stated: stated, untreated: table, treatment: study.method.treatment,
      uncertainty: uncertainty, threads: threads)
    self.dispersions = dispersions
    self.uncertainty = uncertainty
  }

  /// The most bodies of which the orders of `kemeny` are searched again and again.
  static let greatestKemeny = 8

  private static func check(_ study: Study, _ card: ScoreCard) throws(MetricsError) {
    func refuse(_ chinese: String, _ english: String) -> MetricsError {
      MetricsError(
        .methodRefused, [Diagnostic(.note, LocalisedText(zh: chinese, en: english))])
    }
    if case .benefitOfDoubt = study.method.weights {
      throw refuse(
        "各机构按各自最有利的权重计分，不模拟位次的稳健性",
        "bodies are weighed each in its own favour: how far their ranks hold is not drawn")
    }
    guard study.method.multiCriteria?.id == .kemeny else { return }
    let sizes = Dictionary(grouping: card.rows, by: \.key.rankSet).mapValues(\.count)
    if let size = sizes.values.max(), size > greatestKemeny {
      throw refuse(
        "kemeny 排\(size)个机构的次序很费时，不模拟位次的稳健性（至多\(greatestKemeny)个）",
        "the orders of \(size) bodies take kemeny long: how far ranks hold is drawn of at most "
          + "\(greatestKemeny)")
    }
  }

  /// Which cells are counts, and how widely they scatter.
  private static func noise(
    of run: StudyRun, _ request: Study.RobustnessRequest
  ) -> (CountNoise?, [CountDispersion?]) {
    guard request.counts != .exact else { return (nil, run.tables.map { _ in nil }) }
    let isCount = run.tables.indices.map { run.isCount($0) }
    let units = run.rows.indices.map { row in
      run.tables.indices.map { column -> Double? in
        let cell = run.tables[column].rows[row].cell
        let divisor = cell.divisor ?? 1
        guard isCount[column], divisor > 0 else { return nil }
        // An average over years is of so many times as many things.
        return 1 / (divisor * Double(cell.averagedYears))
      }
    }
    let dispersions = run.tables.indices.map { column -> CountDispersion? in
      guard isCount[column] else { return nil }
      guard request.counts == .estimated else { return .assumed }
      let counts = run.rows.indices.compactMap {
        row -> (body: String, year: Int, count: Double)? in
        let cell = run.tables[column].rows[row].cell
        guard cell.isRankable, cell.averagedYears == 1, let value = cell.value,
          value == cell.low, value == cell.high, let unit = units[row][column]
        else { return nil }
        let key = run.rows[row]
        return ("\(key.body.kind.rawValue) \(key.body.name)", key.year, (value / unit).rounded())
      }
      return CountDispersion.estimate(counts: counts)
    }
    var values = dispersions.map { $0?.value ?? 1 }
    if case .dispersion(let value) = request.counts { values = values.map { _ in value } }
    return (CountNoise(units: units, dispersions: values), dispersions)
  }

  /// What the method could as well have been.
  private static func variation(
    of run: StudyRun, _ request: Study.RobustnessRequest, table: ScoringTable,
    stated: ScoringTable
  ) -> MethodVariation {
    let method = run.study.method
    let scoring = run.scores.method
    let own = scoring.normalisation
    let factors = request.factors
    let isMean = method.multiCriteria == nil
    let isFixed = own.hasGivenScale
    var variation = MethodVariation()

    if factors.contains(.missing) {
      variation.missing = missing(of: run, table: table, stated: stated)
    }
    if factors.contains(.treatment) {
      if method.treatment == Treatment() {
        variation.treatments = [Treatment(.winsorise)]
        // A transformation would leave goalposts and references in the unit before.
        if isMean && !isFixed { variation.treatments.append(Treatment(.winsoriseLog)) }
      } else {
        variation.treatments = [Treatment()]
      }
    }
    if factors.contains(.normalisation), isMean, !isFixed {
      let others = [
        Normalisation(.minMax, over: own.scope),
        Normalisation(.zScore, over: own.scope, moments: .init(mean: 50, deviation: 10)),
        Normalisation(.rank, over: own.scope),
      ]
      variation.normalisations = others.filter { $0.method != own.method }
    }
    if factors.contains(.weights) {
      variation.weightSpread = request.weightSpread
      let equal =
        table.indicators.map { $0.weight > 0 ? 1.0 : 0 }
        + run.scores.groups.map { $0.weight > 0 ? 1.0 : 0 }
      let given = table.indicators.map(\.weight) + run.scores.groups.map(\.weight)
      if scoring.weights == .given, Set(given.filter { $0 > 0 }).count > 1 {
        variation.weights = [equal]
      }
    }
    if factors.contains(.aggregation), isMean {
      let others: [Aggregation] = [.arithmetic, .geometric]
      variation.aggregations = others.filter { scoring.aggregation != [$0] }
    }
    variation.excludesIndicators = factors.contains(.exclusion)
    return variation
  }

  /// Other ways with what is missing, each of which scores all rows that the method scores.
  private static func missing(
    of run: StudyRun, table: ScoringTable, stated: ScoringTable
  ) -> [MethodVariation.Missing] {
    let method = run.study.method
    let lacks = run.scores.rows.indices.contains { row in
      run.scores.rows[row].rank != nil
        && stated.values[row].indices.contains {
          table.indicators[$0].weight > 0 && stated.values[row][$0].point == nil
        }
    }
    guard lacks else { return [] }
    var ways: [MethodVariation.Missing] = []
    for other in [Imputation.Method.mean, .median] where method.imputation?.method != other {
      let outcome = try? Imputation(other).apply(to: stated) { row, column in
        run.tables[column].rows[row].cell.state == .notApplicable
          || run.scoring.isLeftOut(row: row)
      }
      guard var filled = outcome?.table else { continue }
      filled.indicators = table.indicators
      ways.append(
        MethodVariation.Missing(
          table: filled, rule: run.scores.method.missing, coverage: run.scores.method.coverage))
    }
    if method.imputation != nil {
      var gaps = stated
      gaps.indicators = table.indicators
      ways.append(MethodVariation.Missing(table: gaps, rule: .renormalise, coverage: 0.5))
    }
    return ways
  }
}

extension StudyRun {
  /// `robustness.csv`: for each row of the selection its rank, and the median, 5 % and 95 % quantile of
  /// its rank with other figures (`data`), another method (`method`) and both (`joint`); the interval of
  /// its score; its band, counted from the best of its year, kind and level.
  func robustnessFile() -> File? {
    guard let robustness = robustness?.robustness else { return nil }
    var header = ["body", "kind", "year", "rank"]
    for source in Robustness.Source.allCases {
      header += ["median", "low", "high"].map { "\(source.rawValue)_\($0)" }
    }
    header += ["score_low", "score_high", "band"]
    var bands = [Int?](repeating: nil, count: rows.count)
    var counts: [String: Int] = [:]
    for band in robustness.bands() {
      counts[band.rankSet, default: 0] += 1
      for row in band.rows { bands[row] = counts[band.rankSet] }
    }
    var lines = [header.joined(separator: ",")]
    for (place, row) in robustness.rows.enumerated() {
      var fields = [
        csvField(rows[place].body.name), rows[place].body.kind.rawValue,
        String(rows[place].year), row.rank.map(String.init) ?? "",
      ]
      for spread in [row.data, row.method, row.joint] {
        // Quantiles between ranks carry the last bits of their interpolation.
        fields += [spread?.median, spread?.low, spread?.high].map { rank in
          number(rank.map { ($0 * 1e6).rounded() / 1e6 })
        }
      }
      fields += [
        number(row.score?.low), number(row.score?.high), bands[place].map(String.init) ?? "",
      ]
      lines.append(fields.joined(separator: ","))
    }
    return File(
      name: "robustness.csv", bytes: Array((lines.joined(separator: "\n") + "\n").utf8))
  }
}
