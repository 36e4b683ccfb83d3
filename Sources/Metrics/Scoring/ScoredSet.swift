/// A parameter set with the scores of all nodes, from which the results of its rows are read.
struct ScoredSet {
  let set: ParameterSet
  private let tree: CountingTree
  private let method: ScoringMethod
  /// A column a node, NaN where there is no score.
  private let scores: [Double]
  /// The same at the worst and the best; empty where all values are exact.
  private let worst: [Double]
  private let best: [Double]
  let nonPositive: [CountingTree.NonPositive]

  init(
    _ set: ParameterSet, _ normalised: NormalisedSet, tree: ScoringTree, method: ScoringMethod
  ) {
    self.set = set
    self.method = method
    let counting = tree.pruned(scoring: normalised.absences.map { $0 == nil })
    self.tree = counting
    let least = method.missing == .renormalise ? method.coverage : nil
    let points = counting.aggregate(normalised.scores, rowCount: set.rowCount, least: least)
    scores = points.nodes
    if normalised.worst.isEmpty {
      worst = []
      best = []
      nonPositive = points.nonPositive
      return
    }

    var low = normalised.worst
    var high = normalised.best
    if method.missing == .renormalise {
      // What is missing has no weight, so it has no ends either.
      for place in low.indices where normalised.scores[place].isNaN {
        low[place] = .nan
        high[place] = .nan
      }
    }
    let lows = counting.aggregate(low, rowCount: set.rowCount, least: least)
    let highs = counting.aggregate(high, rowCount: set.rowCount, least: least)
    worst = lows.nodes
    best = highs.nodes
    var found = points.nonPositive
    for entry in lows.nonPositive + highs.nonPositive
    where !found.contains(where: { $0.group == entry.group }) { found.append(entry) }
    nonPositive = found
  }

  /// The score of a node, and its ends.
  func score(of node: Int, row: Int) -> ScoreCard.Score {
    let place = node * set.rowCount + row
    let value = Self.known(scores[place])
    if worst.isEmpty { return ScoreCard.Score(value: value, low: value, high: value) }
    let (low, high) = (Self.known(worst[place]), Self.known(best[place]))
    guard let value else { return ScoreCard.Score(value: nil, low: low, high: high) }
    // The exponential of a mean of logarithms may round the ends past the score.
    return ScoreCard.Score(
      value: value, low: low.map { min($0, value) }, high: high.map { max($0, value) })
  }

  /// The greatest size among the normalised values of a row that count.
  func magnitude(row: Int) -> Double {
    var greatest = 0.0
    for node in 0..<tree.indicatorCount where tree.effectiveWeights[node] > 0 {
      greatest = max(greatest, Self.known(abs(scores[node * set.rowCount + row])) ?? 0)
    }
    return greatest
  }

  /// The results of one row.
  func row(
    _ row: Int, key: ScoringTable.RowKey, rank: Int?, indicators: [IndicatorDefinition],
    groupNodes: [Int]
  ) -> ScoreCard.Row {
    let parts = parts(row: row)
    var covered = 0.0
    var whole = 0.0
    var lacking: [String] = []
    for (node, indicator) in indicators.enumerated() where tree.effectiveWeights[node] > 0 {
      whole += tree.effectiveWeights[node]
      if scores[node * set.rowCount + row].isNaN {
        lacking.append(indicator.id)
      } else {
        covered += tree.effectiveWeights[node]
      }
    }
    let groups = groupNodes.map { score(of: $0, row: row) }
    return ScoreCard.Row(
      key: key,
      normalised: indicators.indices.map { Self.known(scores[$0 * set.rowCount + row]) },
      parts: Array(parts[..<indicators.count]),
      groups: groups,
      groupParts: groupNodes.map { parts[$0] },
      index: groups.last ?? .none,
      rank: rank,
      coverage: whole > 0 ? covered / whole : 0,
      lacking: lacking)
  }

  /// The share of each node in the index of a row, from the root down.
  private func parts(row: Int) -> [ScoreCard.Part] {
    var weights = [Double](repeating: 0, count: tree.nodeCount)
    var isAdditive = [Bool](repeating: false, count: tree.nodeCount)
    weights[tree.root] = tree.effectiveWeights[tree.root]
    isAdditive[tree.root] = !scores[tree.root * set.rowCount + row].isNaN

    for (number, group) in tree.groups.enumerated().reversed() {
      let node = tree.indicatorCount + number
      let members = tree.children[group.children]
      let isPresent = members.map { method.missing == .interval || !isMissing($0.node, row) }
      let whole = zip(members, isPresent).reduce(0) { $0 + ($1.1 ? $1.0.share : 0) }
      for (member, isPresent) in zip(members, isPresent) where isPresent {
        weights[member.node] = weights[node] * (member.share / whole)
        isAdditive[member.node] = isAdditive[node] && group.mean.isAdditive
      }
    }
    return weights.indices.map { node in
      let score = scores[node * set.rowCount + row]
      let isPart = isAdditive[node] && weights[node] > 0 && !score.isNaN
      return ScoreCard.Part(
        weight: weights[node], contribution: isPart ? weights[node] * score : nil)
    }
  }

  private func isMissing(_ node: Int, _ row: Int) -> Bool {
    scores[node * set.rowCount + row].isNaN
  }

  /// The number, unless it is none.
  private static func known(_ value: Double) -> Double? { value.isFinite ? value : nil }
}
