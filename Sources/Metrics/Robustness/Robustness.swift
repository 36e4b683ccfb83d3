internal import Diagnostics

/// How far a ranking would hold: with other figures, with another method, with both.
///
/// Ranks are of the rows that the score card ranks, within their rank sets; a draw in which a row has no
/// score has no rank for it. The same table, uncertainty and seed give the same results, on any number
/// of threads and in whatever order rows come.
///
/// - Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7 (eq. 38 for the shift
///   of ranks); Saisana, Saltelli & Tarantola, JRSS A 168 (2005).
public struct Robustness: Sendable {
  /// Where a row's rank lies over draws.
  public struct Spread: Sendable, Equatable {
    /// The median rank.
    public let median: Double
    /// The 5 % quantile of the ranks (type 7).
    public let low: Double
    /// The 95 % quantile.
    public let high: Double
    /// The mean rank.
    public let mean: Double
    /// The variance of the rank over the draws.
    public let variance: Double
    /// The share of draws in which the row has a rank, above 0.
    public let share: Double
  }

  /// The results for one row of the table.
  public struct Row: Sendable, Equatable {
    /// The rank by the method and the figures as they are; nothing where the row is not ranked.
    public let rank: Int?
    /// Ranks with the figures drawn; nothing where no figure is uncertain.
    public let data: Spread?
    /// Ranks with the method varied; nothing where it does not vary.
    public let method: Spread?
    /// Ranks with both; nothing where neither varies.
    public let joint: Spread?
    /// The 5–95 % interval of the score with the figures drawn, by the method as it is.
    public let score: Limits?
  }

  /// Bodies in a row between which there is no border that the figures draw.
  public struct Band: Sendable, Equatable {
    /// The rank set.
    public let rankSet: String
    /// The rows, as places in the table, best rank first.
    public let rows: [Int]
  }

  /// What is varied.
  public enum Source: String, Sendable, CaseIterable {
    /// The figures.
    case data
    /// The method.
    case method
    /// Both.
    case joint
  }

  /// The rows, in the table's order.
  public let rows: [Row]
  /// The factors that have more than one outcome.
  public let factors: [UncertaintyFactor]
  /// How many draws of each kind were made.
  public let draws: Int
  /// For each source the mean over rows and draws of |rank in the draw − rank|; nothing where it is not
  /// varied or nothing is ranked.
  public let rankShift: [Source: Double]

  private let keys: [ScoringTable.RowKey]
  /// For each place in the table its position in the draws.
  private let positions: [Int]
  private let simulated: [Source: Simulation.Draws]
  private let simulation: Simulation
  private let ranked: [(position: Int, rank: Int)]

  /// Draws.
  ///
  /// - Parameters:
  ///   - card: the scores by the method as it is.
  ///   - stated: the table before filling in; that of the card where nothing was filled.
  ///   - untreated: the table after filling in and before treating; that of the card where absent.
  ///   - treatment: the treatment between the two.
  ///   - uncertainty: what is uncertain.
  ///   - threads: on how many threads; as many as the machine has processors where absent.
  /// - Throws: ``MetricsError``, `method-refused`: fewer than one draw, or more than ``greatestSize`` ranks
  ///   in all; a rank set of more than 65,535 rows; scores that the method does not give the table, such as
  ///   those by benefit of the doubt. `invalid-data`: tables, units or weights of other rows or columns
  ///   than the scores.
  public init(
    _ card: ScoreCard, stated: ScoringTable? = nil, untreated: ScoringTable? = nil,
    treatment: Treatment = Treatment(), uncertainty: Uncertainty, threads: Int? = nil
  ) throws(MetricsError) {
    let table = untreated ?? card.table
    try Self.check(table, stated ?? table, card, uncertainty)
    let layout = PassLayout(table, isRanked: card.rows.map { $0.rank != nil })
    let pass = ScoringPass(
      table, groups: card.groups, method: card.method,
      multiCriteria: card.rankings.values.first?.method, treatment: treatment,
      variation: uncertainty.variation, layout: layout)
    guard pass.gives(card) else { throw MetricsError(.methodRefused, [Self.otherScores]) }
    let data = DataDraws(
      stated: stated ?? table, completed: table, noise: uncertainty.counts, layout: layout,
      heldConstants: Self.constantScope(of: card))
    let simulation = Simulation(pass, data, seed: uncertainty.seed)
    let factors = simulation.factors

    var positions = [Int](repeating: 0, count: table.rows.count)
    for (position, place) in layout.places.enumerated() { positions[place] = position }
    let ranked = table.rows.indices.compactMap { place in
      card.rows[place].rank.map { (position: positions[place], rank: $0) }
    }
    var simulated: [Source: Simulation.Draws] = [:]
    if !ranked.isEmpty {
      for source in Source.allCases {
        let varied = factors.filter { factor in
          switch source {
          case .data: factor == .data
          case .method: factor != .data
          case .joint: true
          }
        }
        // Where one of the two does not vary, both together are the other.
        if varied.isEmpty || (source == .joint && simulated.count < 2) { continue }
        simulated[source] = simulation.draws(
          uncertainty.draws, keepsScores: source == .data, threads: threads
        ) { draw in
          UncertaintyFactor.allCases.map { factor in
            varied.contains(factor)
              ? simulation.number(factor, draw: draw, series: source == .joint ? 1 : 0) : nil
          }
        }
      }
      if simulated[.joint] == nil { simulated[.joint] = simulated[.data] ?? simulated[.method] }
    }

    let spreads = simulated.mapValues { Self.spreads(of: $0, ranked.map(\.position)) }
    let scores = simulated[.data].map { Self.scoreLimits(of: $0, ranked.map(\.position)) }
    rows = table.rows.indices.map { place in
      let position = positions[place]
      return Row(
        rank: card.rows[place].rank, data: spreads[.data]?[position] ?? nil,
        method: spreads[.method]?[position] ?? nil, joint: spreads[.joint]?[position] ?? nil,
        score: scores?[position] ?? nil)
    }
    rankShift = simulated.compactMapValues { draws in
      let shifts = (0..<draws.count).map { Self.shift(of: draws, $0, ranked) }
      let known = shifts.compactMap { $0 }
      return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    }
    self.factors = factors
    draws = uncertainty.draws
    keys = table.rows
    self.positions = positions
    self.simulated = simulated
    self.simulation = simulation
    self.ranked = ranked
  }

  /// The share of draws in which one row ranks above another, ties counting half.
  ///
  /// - Returns: nothing where the source is not varied, the rows are not ranked together, or no draw
  ///   ranks both.
  public func probability(of row: Int, above other: Int, by source: Source = .joint) -> Double? {
    guard rows.indices.contains(row), rows.indices.contains(other),
      keys[row].rankSet == keys[other].rankSet, let draws = simulated[source]
    else { return nil }
    let (first, second) = (positions[row], positions[other])
    var (above, count) = (0.0, 0)
    for draw in 0..<draws.count {
      let (a, b) = (
        draws.ranks[draw * draws.rowCount + first], draws.ranks[draw * draws.rowCount + second]
      )
      if a == 0 || b == 0 { continue }
      count += 1
      above += a < b ? 1 : a == b ? 0.5 : 0
    }
    return count > 0 ? above / Double(count) : nil
  }

  /// The bands of every rank set: a border stands where everybody before it ranks above everybody after it
  /// in at least `confidence` of the draws, ties counting half.
  ///
  /// So the figures tell bodies of different bands apart, pair by pair; within a band there are pairs that
  /// they do not, and there may be pairs that they do.
  public func bands(by source: Source = .data, confidence: Double = 0.95) -> [Band] {
    var bands: [Band] = []
    for rankSet in Set(keys.map(\.rankSet)).sorted() {
      let members = rows.indices.filter { keys[$0].rankSet == rankSet && rows[$0].rank != nil }
        .sorted {
          (rows[$0].rank ?? 0, keys[$0].body, keys[$0].year)
            < (rows[$1].rank ?? 0, keys[$1].body, keys[$1].year)
        }
      func isApart(_ above: Int, _ below: Int) -> Bool {
        rows[above].rank != rows[below].rank
          && (probability(of: above, above: below, by: source) ?? 1) >= confidence
      }
      var start = 0
      for border in members.indices.dropFirst() {
        // Neighbours first: nearly every place that is no border shows it there.
        guard isApart(members[border - 1], members[border]) else { continue }
        let isBorder = members[border...].allSatisfy { below in
          members[..<border].reversed().allSatisfy { isApart($0, below) }
        }
        if isBorder {
          bands.append(Band(rankSet: rankSet, rows: Array(members[start..<border])))
          start = border
        }
      }
      if start < members.count {
        bands.append(Band(rankSet: rankSet, rows: Array(members[start...])))
      }
    }
    return bands
  }

  /// The mean over some rows and all draws of |rank in the draw − rank|.
  ///
  /// - Parameters:
  ///   - wanted: the rows, as places in the table; those that are not ranked do not count.
  ///   - source: what is varied.
  /// - Returns: nothing where that is not varied or none of the rows is ranked.
  public func meanShift(of wanted: [Int], by source: Source) -> Double? {
    guard let draws = simulated[source] else { return nil }
    let chosen = ranked(among: wanted)
    let shifts = (0..<draws.count).compactMap { Self.shift(of: draws, $0, chosen) }
    return shifts.isEmpty ? nil : shifts.reduce(0, +) / Double(shifts.count)
  }

  private func ranked(among wanted: [Int]?) -> [(position: Int, rank: Int)] {
    guard let wanted else { return ranked }
    let chosen = Set(wanted.filter(rows.indices.contains).map { positions[$0] })
    return ranked.filter { chosen.contains($0.position) }
  }

  /// How much each factor moves the ranking: Sobol indices of the mean shift of ranks, and of each
  /// row's rank.
  ///
  /// - Parameters:
  ///   - count: N, of N·(d + 2) runs.
  ///   - resamples: how many resamples the intervals are of.
  ///   - wanted: the rows over which the shift is meant, as places in the table; all where absent.
  ///   - threads: on how many threads; as many as the machine has processors where absent.
  /// - Returns: nothing where fewer than two factors vary, nothing is ranked, or the runs would be more
  ///   than ``greatestSize`` ranks.
  public func sensitivity(
    draws count: Int = 1000, resamples: Int = 200, of wanted: [Int]? = nil, threads: Int? = nil
  ) -> Sensitivity? {
    let ranked = ranked(among: wanted)
    let size = factors.count
    guard size > 1, !ranked.isEmpty, count > 1,
      count <= Self.greatestSize / (rows.count * (size + 2))
    else { return nil }
    let runs = simulation.draws(count * (size + 2), threads: threads) { [factors, simulation] run in
      // Sample A, sample B, then A with one factor after another from B.
      let (part, draw) = (run / count, run % count)
      return UncertaintyFactor.allCases.map { factor in
        guard let place = factors.firstIndex(of: factor) else { return nil }
        let isB = part == 1 || part == place + 2
        return simulation.number(factor, draw: draw, series: isB ? 3 : 2)
      }
    }
    func indices(_ value: (Int) -> Double?, resamples: Int) -> SobolIndices? {
      var a: [Double] = []
      var b: [Double] = []
      var mixed = [[Double]](repeating: [], count: size)
      for draw in 0..<count {
        let values = (0..<size + 2).map { value($0 * count + draw) }
        // A run without a rank says nothing, nor do those that it is paired with.
        guard values.allSatisfy({ $0 != nil }) else { continue }
        a.append(values[0] ?? 0)
        b.append(values[1] ?? 0)
        for factor in 0..<size { mixed[factor].append(values[factor + 2] ?? 0) }
      }
      return SobolIndices(a: a, b: b, mixed: mixed, resamples: resamples, seed: simulation.seed)
    }
    let shift = indices({ Self.shift(of: runs, $0, ranked) }, resamples: resamples)
    let byRow = rows.indices.map { place -> SobolIndices? in
      guard rows[place].rank != nil else { return nil }
      let position = positions[place]
      return indices(
        { run in
          let rank = runs.ranks[run * runs.rowCount + position]
          return rank == 0 ? nil : Double(rank)
        }, resamples: 0)
    }
    return Sensitivity(factors: factors, shift: shift, rows: byRow, runs: runs.count)
  }

  /// How much each factor moves a ranking.
  public struct Sensitivity: Sendable {
    /// The factors, in whose order the indices are.
    public let factors: [UncertaintyFactor]
    /// Of the mean over rows of |rank in a run − rank|; nothing where it does not vary.
    public let shift: SobolIndices?
    /// Of each row's rank, in the table's order; nothing where it does not vary.
    public let rows: [SobolIndices?]
    /// How many runs were made.
    public let runs: Int
  }

  /// The rows within which a constant indicator scores nothing; nothing where it does score.
  private static func constantScope(of card: ScoreCard) -> YearScope? {
    if !card.rankings.isEmpty { return .year }
    if card.method.normalisation.hasGivenParameters { return nil }
    return card.method.normalisation.scope == .year ? .year : .selection
  }

  // MARK: - Statistics of draws

  /// The greatest number of draws times rows: half a gigabyte of ranks.
  public static let greatestSize = 250_000_000

  private static let otherScores = Diagnostic(
    .error,
    LocalisedText(
      zh: "得分不是由这一方法从这张表算出的（如 benefit-of-doubt，或剔除了部分机构）：请用 given 或 equal 权重，"
        + "并给出筛选后的表",
      en:
        "the scores are not those that the method gives the table (by benefit-of-doubt perhaps, or with "
        + "bodies left out): use given or equal weights, and the table as it was scored"))

  private static func check(
    _ table: ScoringTable, _ stated: ScoringTable, _ card: ScoreCard, _ uncertainty: Uncertainty
  ) throws(MetricsError) {
    let (rows, columns) = (table.rows.count, table.indicators.count)
    func hasShape(_ other: ScoringTable) -> Bool {
      other.hasRegularShape && other.rows == card.table.rows && other.indicators.count == columns
    }
    let tables = [table, stated] + uncertainty.variation.missing.map(\.table)
    let units = uncertainty.counts?.units ?? []
    guard tables.allSatisfy(hasShape),
      uncertainty.counts == nil
        || (units.count == rows && units.allSatisfy { $0.count == columns }),
      uncertainty.variation.weights.allSatisfy({ $0.count == columns + card.groups.count })
    else {
      throw MetricsError(
        .invalidData,
        [
          Diagnostic(
            .error,
            LocalisedText(
              zh: "模拟所用的表、单位或权重与得分表的行或指标不同：请用同样的行和指标",
              en:
                "a table, units or weights to draw with have other rows or indicators than the scores: "
                + "use the same"))
        ])
    }
    var problems: [Diagnostic] = []
    func report(_ chinese: String, _ english: String) {
      problems.append(Diagnostic(.error, LocalisedText(zh: chinese, en: english)))
    }
    if uncertainty.draws < 1 {
      report("模拟次数为\(uncertainty.draws)：须为 1 以上", "\(uncertainty.draws) draws: write 1 or more")
    }
    if uncertainty.draws > Self.greatestSize / max(rows, 1) {
      report(
        "模拟\(uncertainty.draws)次、每次\(rows)行，超出内存：请减少次数",
        "\(uncertainty.draws) draws of \(rows) rows are more than fit in memory: write fewer")
    }
    var sizes: [String: Int] = [:]
    for row in table.rows { sizes[row.rankSet, default: 0] += 1 }
    for (name, size) in sizes.sorted(by: { $0.key < $1.key }) where size > Int(UInt16.max) {
      report(
        "\(Message.quoted(name))有\(size)行：最多模拟65535行的位次，请缩小范围",
        "\(Message.quoted(name)) has \(size) rows, and ranks of at most 65,535 can be drawn: "
          + "select fewer")
    }
    if !problems.isEmpty { throw MetricsError(.methodRefused, problems) }
  }

  /// The mean over ranked rows of |rank in a draw − rank|.
  private static func shift(
    of draws: Simulation.Draws, _ draw: Int, _ ranked: [(position: Int, rank: Int)]
  ) -> Double? {
    var (sum, count) = (0, 0)
    for (position, rank) in ranked {
      let drawn = Int(draws.ranks[draw * draws.rowCount + position])
      if drawn == 0 { continue }
      sum += abs(drawn - rank)
      count += 1
    }
    return count > 0 ? Double(sum) / Double(count) : nil
  }

  /// The spread of each position's ranks.
  private static func spreads(of draws: Simulation.Draws, _ positions: [Int]) -> [Spread?] {
    var spreads = [Spread?](repeating: nil, count: draws.rowCount)
    var values: [Double] = []
    values.reserveCapacity(draws.count)
    for position in positions {
      values.removeAll(keepingCapacity: true)
      for draw in 0..<draws.count {
        let rank = draws.ranks[draw * draws.rowCount + position]
        if rank > 0 { values.append(Double(rank)) }
      }
      guard !values.isEmpty else { continue }
      values.sort()
      let mean = values.reduce(0, +) / Double(values.count)
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      spreads[position] = Spread(
        median: Quantile.value(0.5, ofSorted: values),
        low: Quantile.value(0.05, ofSorted: values),
        high: Quantile.value(0.95, ofSorted: values), mean: mean,
        variance: values.count > 1 ? squares / Double(values.count - 1) : 0,
        share: Double(values.count) / Double(draws.count))
    }
    return spreads
  }

  private static func scoreLimits(of draws: Simulation.Draws, _ positions: [Int]) -> [Limits?] {
    var limits = [Limits?](repeating: nil, count: draws.rowCount)
    var values: [Double] = []
    for position in positions {
      values.removeAll(keepingCapacity: true)
      for draw in 0..<draws.count {
        let score = draws.scores[draw * draws.rowCount + position]
        if score.isFinite { values.append(Double(score)) }
      }
      values.sort()
      guard !values.isEmpty else { continue }
      limits[position] = Limits(
        Quantile.value(0.05, ofSorted: values), Quantile.value(0.95, ofSorted: values))
    }
    return limits
  }
}
