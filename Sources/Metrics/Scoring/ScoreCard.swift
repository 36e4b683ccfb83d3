public import Diagnostics

/// Indicators made into an index: every row's normalised values, group scores, score, rank, and how
/// the one follows from the other.
///
/// Normalise → weight → aggregate → rank, by the conventions of `docs/conventions.md`. No result
/// depends on the order of the rows, and none is NaN or infinite.
///
/// An indicator that is constant or has fewer than two values within its parameter set scores nothing
/// for any row there: its weight does not count, and a diagnostic says so. So does a group that is
/// left without indicators.
public struct ScoreCard: Sendable {
  /// The table that was scored.
  public let table: ScoringTable
  /// The groups as defined.
  public let groups: [GroupDefinition]
  /// The method.
  public let method: ScoringMethod
  /// The ids of ``Row/groups``: the groups as defined, then the index.
  public let groupIDs: [String]
  /// The results, in the order of the table's rows.
  public let rows: [Row]
  /// What a careful reader should know: indicators that score nothing, and where.
  public let diagnostics: [Diagnostic]
  /// Of a multi-criteria method the ranking of each rank set, with how it came about; empty of means.
  public let rankings: [String: MultiCriteriaRanking]

  /// A score, or the interval in which it must lie.
  public struct Score: Sendable, Equatable {
    /// The score; nothing where values are lacking that the method requires.
    public let value: Double?
    /// The least that it can be; `value` where all of it is exact.
    ///
    /// A missing indicator stands at the worst normalised value of its parameter set, a bounded or
    /// uncertain one at its own worse end, cut to the set's worst and best. With
    /// ``MissingValues/renormalise`` only for rows with a score: missing indicators do not widen it.
    public let low: Double?
    /// The most that it can be, likewise from the best; where there is no upper end, the set's best.
    public let high: Double?

    static let none = Score(value: nil, low: nil, high: nil)
  }

  /// What a node of the tree contributes to the index of a row.
  public struct Part: Sendable, Equatable {
    /// Its share in the index: the product of the weights' shares from the root down.
    ///
    /// With ``MissingValues/renormalise`` the shares of what the row has. 0 where it does not count.
    public let weight: Double
    /// `weight · score`, so that the parts on any level add up to the index.
    ///
    /// Nothing where it does not count, where the row has no score, and below a mean other than
    /// the arithmetic, whose members have no additive share.
    public let contribution: Double?

    static let none = Part(weight: 0, contribution: nil)
  }

  /// The results for one body and year.
  public struct Row: Sendable, Equatable {
    /// Whose they are.
    public let key: ScoringTable.RowKey
    /// The normalised value of each indicator; nothing where it is missing or scores nothing.
    ///
    /// An indicator without direction, which carries no weight, is normalised as `higher`.
    public let normalised: [Double?]
    /// The share of each indicator in the index.
    public let parts: [Part]
    /// The score of each group, in the order of ``ScoreCard/groupIDs``.
    public let groups: [Score]
    /// The share of each group in the index, likewise.
    public let groupParts: [Part]
    /// The index.
    public let index: Score
    /// The rank within the rank set, 1 for the greatest score; nothing where there is no score.
    public let rank: Int?
    /// The share of the index's weight that has a point value, 0 … 1.
    public let coverage: Double
    /// The ids of the indicators that count and have no point value.
    public let lacking: [String]
  }

  /// Scores a table.
  ///
  /// - Parameters:
  ///   - table: the values, and who is compared with whom.
  ///   - groups: the tree; without any, all indicators stand at the root.
  ///   - method: the method.
  /// - Throws: ``MetricsError`` with every problem: first those of definitions and table together, then
  ///   those of a method that does not fit the values (`share-of-max` without a value above 0, a
  ///   geometric or harmonic mean of a value that is 0 or below).
  public init(
    _ table: ScoringTable, groups: [GroupDefinition] = [], method: ScoringMethod = ScoringMethod()
  ) throws(MetricsError) {
    var check = DefinitionCheck()
    check.check(indicators: table.indicators, groups: groups, method: method)
    let hasDefinitionProblems = !check.problems.isEmpty
    check.check(table, method: method)
    if !check.problems.isEmpty {
      throw MetricsError(hasDefinitionProblems ? .invalidDefinition : .invalidData, check.problems)
    }

    let tree = ScoringTree(indicators: table.indicators, groups: groups, method: method)
    let sets = ParameterSet.sets(of: table, method.normalisation)
    var findings = Findings(table: table, tree: tree, method: method)
    let normalised = sets.map { $0.normalised(method.normalisation) }
    for (set, result) in zip(sets, normalised) { findings.add(result.absences, in: set) }
    if !findings.problems.isEmpty { throw MetricsError(.methodRefused, findings.problems) }

    let scored = zip(sets, normalised).map { ScoredSet($0, $1, tree: tree, method: method) }
    for result in scored { findings.add(result.nonPositive, in: result.set) }
    if !findings.problems.isEmpty { throw MetricsError(.methodRefused, findings.problems) }

    // The results, set by set, at the places of the table's rows.
    let groupIDs = groups.map(\.id) + [GroupDefinition.root]
    let numbers = Dictionary(
      uniqueKeysWithValues: tree.groupIDs.enumerated().map { ($1, tree.indicatorCount + $0) })
    let groupNodes = groupIDs.map { numbers[$0] ?? tree.root }
    var places = [(set: Int, row: Int)](repeating: (0, 0), count: table.rows.count)
    for (number, set) in sets.enumerated() {
      for (row, place) in set.rows.enumerated() { places[place] = (number, row) }
    }
    let scores = places.map { scored[$0.set].score(of: tree.root, row: $0.row).value }
    let ranks = Self.ranks(of: scores, table.rows) { place in
      scored[places[place].set].magnitude(row: places[place].row)
    }

    self.table = table
    self.groups = groups
    self.method = method
    self.groupIDs = groupIDs
    rows = places.indices.map { place in
      scored[places[place].set].row(
        places[place].row, key: table.rows[place], rank: ranks[place],
        indicators: table.indicators, groupNodes: groupNodes)
    }
    diagnostics = findings.diagnostics
    rankings = [:]
  }

  /// Ranks scores within the rank sets.
  ///
  /// Sums of normalised values round by a few units in their last place, so a difference of less than
  /// 1e-12 of the greatest normalised value is none, even between scores around 0.
  private static func ranks(
    of scores: [Double?], _ keys: [ScoringTable.RowKey], magnitude: (Int) -> Double
  ) -> [Int?] {
    var numbers: [String: Int] = [:]
    var noise: [Double] = []
    let sets = keys.enumerated().map { place, key in
      let number = numbers[key.rankSet] ?? numbers.count
      numbers[key.rankSet] = number
      if number == noise.count { noise.append(0) }
      noise[number] = max(noise[number], 1e-12 * magnitude(place))
      return number
    }
    return Ranking.ranks(of: scores, within: sets, leastFirst: false, noise: noise)
  }

  /// The scores of an indicator (normalised), of a group or of the index, row by row.
  ///
  /// - Returns: nothing where no node has the id.
  public func scores(of id: String) -> [Double?]? {
    if let group = groupIDs.firstIndex(of: id) { return rows.map { $0.groups[group].value } }
    guard let column = table.indicators.firstIndex(where: { $0.id == id }) else { return nil }
    return rows.map { $0.normalised[column] }
  }

  /// The change of a row's index and rank since an earlier year of the same body and peer set.
  ///
  /// - Returns: nothing where the table has no such row.
  public func change(of row: Int, since year: Int) -> Change? {
    guard rows.indices.contains(row) else { return nil }
    let key = rows[row].key
    let earlier = rows.first {
      $0.key.body == key.body && $0.key.peerSet == key.peerSet && $0.key.year == year
    }
    guard let earlier else { return nil }
    return Change(from: earlier.standing, to: rows[row].standing)
  }
}

extension ScoreCard.Row {
  /// The index and the rank, to compare years by.
  public var standing: Change.Standing { Change.Standing(value: index.value, rank: rank) }
}
