extension IndexAudit {
  /// The pairs of rows whose order no choice of weights can turn round.
  ///
  /// A dominates B where A is at least as good by every indicator that counts, and better by one. Any mean
  /// with weights above 0 then gives A the greater score, or the same where the normalisation makes the one
  /// difference disappear (as beyond goalposts); and so does every method of ranking that respects dominance.
  ///
  /// What is uncertain is taken at its ends: the worst that A can be against the best that B can be, so
  /// that a pair here stands whatever the true values are. What is missing, or has no end on the side
  /// that matters, makes the pair undecided. Values that tie (``Ranking/relativeTolerance``) are equally
  /// good. Only rows of one rank set are compared.
  ///
  /// The order by dominance is the one that needs no index: the share of pairs that it decides says how
  /// much is left to the weights.
  ///
  /// - Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), 6.9; Brüggemann & Patil,
  ///   Ranking and Prioritization for Multi-indicator Systems (2011), chapter 3; COINr 1.1.14,
  ///   `outrankMatrix` (share of dominant pairs).
  public struct Dominance: Sendable, Equatable {
    /// A row that dominates another; both as places in ``Dominance/rows``.
    public struct Pair: Sendable, Hashable {
      /// The row that is at least as good by everything.
      public let above: Int
      /// The row that it dominates.
      public let below: Int
    }

    /// The rows, by rank set and body.
    public let rows: [ScoringTable.RowKey]
    /// The pairs, in the order of their rows.
    public let pairs: [Pair]
    /// How many pairs of rows of one rank set there are.
    public let pairCount: Int
    /// How many of them could be decided either way: both rows have both ends of everything that counts.
    public let comparedCount: Int

    /// The dominance pairs over all pairs of one rank set; nothing where there is no pair.
    public var share: Double? {
      pairCount > 0 ? Double(pairs.count) / Double(pairCount) : nil
    }

    /// The dominance pairs among rows without gaps over all such pairs; nothing where there is none.
    public let shareOfCompared: Double?

    init(_ data: AuditData) {
      let table = data.card.table
      let order = data.rows.sorted {
        (table.rows[$0].rankSet, table.rows[$0].body, table.rows[$0].year)
          < (table.rows[$1].rankSet, table.rows[$1].body, table.rows[$1].year)
      }
      // The worse and the better end of each, more being better.
      let worst = order.map { row in
        data.counting.map { column -> Double in
          let value = table.values[row][column]
          return table.indicators[column].direction == .lower
            ? -(value.high ?? .infinity) : value.low ?? -.infinity
        }
      }
      let best = order.map { row in
        data.counting.map { column -> Double in
          let value = table.values[row][column]
          return table.indicators[column].direction == .lower
            ? -(value.low ?? -.infinity) : value.high ?? .infinity
        }
      }
      let isClosed = order.indices.map { row in
        !(worst[row] + best[row]).contains { !$0.isFinite }
      }
      func dominates(_ a: Int, _ b: Int) -> Bool {
        var isBetter = false
        for (low, high) in zip(worst[a], best[b]) {
          guard low.isFinite, high.isFinite else { return false }
          if Ranking.isTie(low, high) { continue }
          if low < high { return false }
          isBetter = true
        }
        return isBetter
      }
      var (pairs, compared, decided): ([Pair], Int, Int) = ([], 0, 0)
      var all = 0
      var start = 0
      while start < order.count {
        var end = start + 1
        while end < order.count,
          table.rows[order[end]].rankSet == table.rows[order[start]].rankSet
        { end += 1 }
        all += (end - start) * (end - start - 1) / 2
        for a in start..<end {
          for b in start..<end where b != a {
            let isCompared = isClosed[a] && isClosed[b]
            if isCompared, a < b { compared += 1 }
            guard dominates(a, b) else { continue }
            pairs.append(Pair(above: a, below: b))
            if isCompared { decided += 1 }
          }
        }
        start = end
      }
      rows = order.map { table.rows[$0] }
      self.pairs = pairs
      pairCount = all
      comparedCount = compared
      shareOfCompared = compared > 0 ? Double(decided) / Double(compared) : nil
    }
  }
}
