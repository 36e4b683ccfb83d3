extension ScoreCard {
  /// The card of a whole table, from that of the rows that screening kept.
  ///
  /// A row that was left out has neither score nor rank and no part of anything; its `coverage` and
  /// `lacking` say what it states. Scores and ranks of the others are as they were.
  ///
  /// - Parameters:
  ///   - kept: the card of the rows that were kept.
  ///   - table: the whole table, with the same indicators.
  ///   - rows: for each row of `kept` its place in the table.
  public init(_ kept: ScoreCard, in table: ScoringTable, rows: [Int]) {
    let weights = ScoringTree(
      indicators: kept.table.indicators, groups: kept.groups, method: kept.method
    ).pruned(scoring: kept.table.indicators.map { _ in true }).effectiveWeights
    var whole = ScoringTable(
      rows: table.rows, indicators: kept.table.indicators, values: table.values)
    var results = table.rows.indices.map { place in
      var (covered, sum) = (0.0, 0.0)
      var lacking: [String] = []
      for (column, indicator) in kept.table.indicators.enumerated() where weights[column] > 0 {
        sum += weights[column]
        if table.values[place][column].point == nil {
          lacking.append(indicator.id)
        } else {
          covered += weights[column]
        }
      }
      return Row(
        key: table.rows[place], normalised: kept.table.indicators.map { _ in nil },
        parts: kept.table.indicators.map { _ in .none }, groups: kept.groupIDs.map { _ in .none },
        groupParts: kept.groupIDs.map { _ in .none }, index: .none, rank: nil,
        coverage: sum > 0 ? covered / sum : 0, lacking: lacking)
    }
    for (place, row) in zip(rows, kept.rows) { results[place] = row }
    for (place, values) in zip(rows, kept.table.values) { whole.values[place] = values }
    self.table = whole
    groups = kept.groups
    method = kept.method
    groupIDs = kept.groupIDs
    self.rows = results
    diagnostics = kept.diagnostics
    rankings = kept.rankings
  }
}
