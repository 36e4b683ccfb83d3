/// The columns of one panel, in an order of rows that does not depend on theirs in the table.
struct AuditData {
  let card: ScoreCard
  /// The rows, as places in the table, by year and body.
  let rows: [Int]
  /// The places of the indicators that count.
  let counting: [Int]
  /// For each indicator its values as the index sees them; nothing where it has none.
  let indicators: [[Double?]]
  /// The score of each group but the root, in the order of the card's groups.
  let groups: [[Double?]]
  /// The index.
  let index: [Double?]
  /// For each indicator its share in the index: the product of the shares from the root down.
  let nominal: [Double]
  /// For each indicator the ids of its groups, from its own up to below the root.
  let ancestors: [[String]]

  init(_ card: ScoreCard, peerSet: String, years: [Int]) {
    let table = card.table
    let rows = table.rows.indices.filter {
      table.rows[$0].peerSet == peerSet && years.contains(table.rows[$0].year)
    }.sorted {
      (table.rows[$0].year, table.rows[$0].body) < (table.rows[$1].year, table.rows[$1].body)
    }
    let isNormalised = card.rankings.isEmpty
    let columns = table.indicators.indices.map { column in
      rows.map { row -> Double? in
        if isNormalised { return card.rows[row].normalised[column] }
        let sign = (table.indicators[column].direction ?? .higher).sign
        return table.values[row][column].point.map { sign * $0 + 0 }
      }
    }
    let tree = ScoringTree(indicators: table.indicators, groups: card.groups, method: card.method)
    // What scores nothing here does not count here; of an empty panel nothing would.
    let scoring = columns.map { column in column.contains { $0 != nil } }
    let weights = tree.pruned(scoring: scoring).effectiveWeights
    let whole = tree.pruned(scoring: columns.map { _ in true }).effectiveWeights
    let parents = Dictionary(card.groups.map { ($0.id, $0.parent) }) { first, _ in first }

    self.card = card
    self.rows = rows
    indicators = columns
    counting = columns.indices.filter { whole[$0] > 0 }
    nominal = columns.indices.map { weights[$0] }
    groups = card.groups.indices.map { group in rows.map { card.rows[$0].groups[group].value } }
    index = rows.map { card.rows[$0].index.value }
    ancestors = table.indicators.map { indicator in
      var found: [String] = []
      var group = indicator.group
      while let id = group, id != GroupDefinition.root, !found.contains(id) {
        found.append(id)
        group = parents[id] ?? nil
      }
      return found
    }
  }

  func id(_ column: Int) -> String { card.table.indicators[column].id }

  /// The rows of several columns that lack none.
  static func complete(_ columns: [[Double?]]) -> [[Double]] {
    guard let first = columns.first else { return [] }
    let rows = first.indices.filter { row in columns.allSatisfy { $0[row] != nil } }
    return columns.map { column in rows.compactMap { column[$0] } }
  }

  /// Two columns where both have a value, each brought to 0 … 1 so that no square overflows.
  static func pairs(_ a: [Double?], _ b: [Double?]) -> (x: [Double], y: [Double]) {
    let both = complete([a, b])
    return (unit(both[0]), unit(both[1]))
  }

  /// Values brought to 0 … 1; all 0 where they are the same but for rounding.
  static func unit(_ values: [Double]) -> [Double] {
    guard let scaled = ScaledColumn(values, .higher) else { return values.map { _ in 0 } }
    return scaled.values.compactMap { $0 }
  }

  static func isConstant(_ values: [Double]) -> Bool {
    ScaledColumn(values, .higher) == nil
  }
}
