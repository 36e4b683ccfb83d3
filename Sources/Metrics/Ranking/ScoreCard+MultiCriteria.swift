internal import Diagnostics

extension ScoreCard {
  /// Ranks every rank set of a table by a multi-criteria method, in the form of a score card.
  ///
  /// Such a method goes from values to ranks at once: indicators have no normalised values and groups
  /// no scores, and only the index has a score, in the method's own terms. The groups give each
  /// indicator its effective weight. A score of exact values has itself as ends; one of uncertain values
  /// has none, and neither has a row that is left out for what it lacks (these methods have no interval
  /// that is both valid and of use).
  ///
  /// - Parameters:
  ///   - table: the values, each rank set ranked by itself.
  ///   - groups: the tree.
  ///   - method: the multi-criteria method with its choices.
  ///   - scoring: where weights come from, and how rows that lack values are treated; nothing else of it
  ///     is used.
  /// - Throws: ``MetricsError`` as ``DecisionMatrix`` and ``MultiCriteriaRanking`` do, for the first rank
  ///   set that cannot be ranked.
  public init(
    _ table: ScoringTable, groups: [GroupDefinition] = [], method: MultiCriteriaMethod,
    scoring: ScoringMethod = ScoringMethod()
  ) throws(MetricsError) {
    let rankSets = Set(table.rows.map(\.rankSet)).sorted()
    // An empty table is one of the things that the matrix refuses.
    var rows = [Row?](repeating: nil, count: table.rows.count)
    var found: [Diagnostic] = []
    var rankings: [String: MultiCriteriaRanking] = [:]
    for rankSet in rankSets.isEmpty ? [""] : rankSets {
      let matrix = try DecisionMatrix(
        table, groups: groups, weights: scoring.weights, rankSet: rankSet)
      let ranking = try MultiCriteriaRanking(
        matrix, method: method, missing: scoring.missing, coverage: scoring.coverage)
      rankings[rankSet] = ranking
      let places = table.rows.indices.filter { table.rows[$0].rankSet == rankSet }
      for (place, result) in zip(places, ranking.rows) {
        rows[place] = Self.row(
          table.rows[place], table.values[place], result, shares: ranking.shares,
          groupCount: groups.count)
      }
      found += ranking.diagnostics.map { finding in
        guard rankSets.count > 1 else { return finding }
        var finding = finding
        finding.text = LocalisedText(
          zh: "\(rankSet)：\(finding.text.chinese)", en: "\(rankSet): \(finding.text.english)")
        return finding
      }
    }
    self.table = table
    self.groups = groups
    self.method = scoring
    groupIDs = groups.map(\.id) + [GroupDefinition.root]
    // Every row is of a rank set, so that none is left out.
    self.rows = rows.compactMap { $0 }
    self.rankings = rankings
    diagnostics = found
  }

  private static func row(
    _ key: ScoringTable.RowKey, _ values: [Estimate], _ result: MultiCriteriaRanking.Row,
    shares: [Double], groupCount: Int
  ) -> Row {
    let counting = zip(values, shares).filter { $0.1 > 0 }
    let isExact = counting.allSatisfy { $0.0.point == $0.0.low && $0.0.point == $0.0.high }
    let covered = counting.reduce(0) { $0 + ($1.0.point == nil ? 0 : $1.1) }
    let whole = counting.reduce(0) { $0 + $1.1 }
    let ends = isExact ? result.score : nil
    let index = Score(value: result.score, low: ends, high: ends)
    return Row(
      key: key, normalised: values.map { _ in nil },
      parts: shares.map { Part(weight: $0, contribution: nil) },
      groups: [Score](repeating: .none, count: groupCount) + [index],
      groupParts: [Part](repeating: .none, count: groupCount) + [
        Part(weight: 1, contribution: nil)
      ],
      index: index, rank: result.rank, coverage: whole > 0 ? covered / whole : 0,
      lacking: result.lacking)
  }
}
