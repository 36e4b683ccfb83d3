import Metrics
import Testing

/// Two indicators of the weights 1 and 3, and three bodies in two years.
private func panel(_ values: [[Double?]], scope: Normalisation.Scope) throws -> ScoreCard {
  let definitions = [
    IndicatorDefinition(id: "x", direction: .higher, weight: 1),
    IndicatorDefinition(id: "y", direction: .higher, weight: 3),
  ]
  let keys = [2021, 2022].flatMap { year in
    ["甲市", "乙市", "丙市"].map { ScoringTable.RowKey(body: $0, year: year) }
  }
  let table = ScoringTable(
    rows: keys, indicators: definitions,
    values: values.map { $0.map { $0.map(Estimate.exact) ?? .notKnown } })
  return try ScoreCard(
    table,
    method: ScoringMethod(
      missing: .renormalise, coverage: 0, normalisation: Normalisation(.minMax, over: scope)))
}

@Suite struct ScoreDifferenceTests {
  @Test func `a difference is the sum of weighted differences where weights are the same`() throws {
    // x over 0 … 10, y over 0 … 8. 甲市 5, 2 → 50, 25: ¼·50 + ¾·25 = 31.25; in 2022 10, 4 → 100, 50:
    // 62.5. The parts: ¼·50 = 12.5 and ¾·25 = 18.75.
    let card = try panel(
      [[5, 2], [0, 0], [10, 8], [10, 4], [0, 0], [3, 8]], scope: .selection)
    let difference = try #require(ScoreDifference(from: card.rows[0], to: card.rows[3]))
    #expect(agree([difference.from, difference.to, difference.total], [31.25, 62.5, 31.25]))
    #expect(agree(difference.parts.map(\.values), [12.5, 18.75]))
    #expect(difference.parts.map(\.weights) == [0, 0])
    #expect(difference.parts.map(\.own) == [nil, nil])
  }

  @Test func `what only one of two rows has is due to the weights`() throws {
    // In 2022 甲市 lacks y, so that x has the whole weight: 100 less 31.25 = 68.75.
    // x: ½(¼ + 1)·(100 − 50) = 31.25 by values, ½(50 + 100)·¾ = 56.25 by weights; y: −¾·25 = −18.75.
    let card = try panel(
      [[5, 2], [0, 0], [10, 8], [10, nil], [0, 0], [3, 8]], scope: .selection)
    let difference = try #require(ScoreDifference(from: card.rows[0], to: card.rows[3]))
    #expect(agree(difference.parts.map(\.values), [31.25, 0]))
    #expect(agree(difference.parts.map(\.weights), [56.25, -18.75]))
    #expect(agree([difference.parts.reduce(0) { $0 + $1.total }], [difference.total]))
  }

  @Test func `own figures and peers share a change within a year`() throws {
    // x: 2021 of 0 … 10, 2022 of 0 … 20. 甲市 5 → 10: 50 → 50. The later figure on the earlier scale is
    // 100, the earlier figure on the later scale 25: own ½[(50 − 25) + (100 − 50)] = 37.5, peers −37.5.
    // y stays 4 of 0 … 8: neither.
    let figures: [[Double?]] = [[5, 4], [0, 0], [10, 8], [10, 4], [0, 0], [20, 8]]
    let card = try panel(figures, scope: .year)
    var swappedFigures = figures
    swappedFigures.swapAt(0, 3)
    let swapped = try panel(swappedFigures, scope: .year)
    let difference = try #require(
      ScoreDifference(
        from: card.rows[0], to: card.rows[3], swapped: (swapped.rows[0], swapped.rows[3])))
    #expect(agree(difference.parts.map(\.values), [0, 0]))
    #expect(agree(difference.parts.map(\.own), [0.25 * 37.5, 0]))
    #expect(agree(difference.parts.map(\.peers), [-0.25 * 37.5, 0]))
  }

  @Test func `there is no additive difference without scores or below another mean`() throws {
    let table = sample(indicators("x", "y"), [[1, 2], [2, nil], [3, 5]])
    let card = try ScoreCard(table)
    #expect(ScoreDifference(from: card.rows[0], to: card.rows[1]) == nil)
    #expect(ScoreDifference(from: card.rows[0], to: card.rows[2]) != nil)
    let geometric = try ScoreCard(
      table,
      method: ScoringMethod(
        normalisation: Normalisation(.minMax, range: Limits(1, 100)), aggregation: [.geometric]))
    #expect(ScoreDifference(from: geometric.rows[0], to: geometric.rows[2]) == nil)
  }

  @Test(arguments: 1...40)
  func `contributions and differences add up for random tables`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let columns = Int.random(in: 1...6, using: &generator)
    let definitions = (0..<columns).map { column in
      IndicatorDefinition(
        id: "i\(column)", direction: Bool.random(using: &generator) ? .higher : .lower,
        weight: Double.random(in: 0.1...5, using: &generator),
        group: column.isMultiple(of: 2) ? "g" : nil)
    }
    func values() -> [Estimate] {
      definitions.map { _ in
        Double.random(in: 0...1, using: &generator) < 0.15
          ? .notKnown : .exact(Double.random(in: -50...500, using: &generator).rounded())
      }
    }
    let keys = [2021, 2022].flatMap { year in
      (0..<7).map { ScoringTable.RowKey(body: bodyName($0), year: year) }
    }
    let table = ScoringTable(
      rows: keys, indicators: definitions, values: keys.map { _ in values() })
    let method = ScoringMethod(
      missing: .renormalise, coverage: 0,
      normalisation: Normalisation(seed.isMultiple(of: 2) ? .zScore : .minMax, over: .year))
    let groups = [GroupDefinition(id: "g", weight: 2)]
    let card = try ScoreCard(table, groups: groups, method: method)
    for row in card.rows {
      guard let score = row.index.value else { continue }
      #expect(agree([row.parts.reduce(0) { $0 + ($1.contribution ?? 0) }], [score]))
    }
    for body in 0..<7 {
      var changed = table
      changed.values.swapAt(body, body + 7)
      let swapped = try ScoreCard(changed, groups: groups, method: method)
      let (from, to) = (card.rows[body], card.rows[body + 7])
      let difference = ScoreDifference(
        from: from, to: to, swapped: (swapped.rows[body], swapped.rows[body + 7]))
      #expect((difference == nil) == (from.index.value == nil || to.index.value == nil))
      guard let difference else { continue }
      #expect(agree([difference.parts.reduce(0) { $0 + $1.total }], [difference.total]))
      for part in difference.parts {
        if let own = part.own, let peers = part.peers {
          #expect(agree([own + peers], [part.values]))
        }
      }
    }
  }

  // MARK: - Weights that turn an order

  @Test func `the least weight that turns an order`() throws {
    // D = ½·40 + ¼·(−20) + ¼·0 = 15. x: R = (−20 + 0)/2 = −10, t = −10/(−10 − 40) = 0.2, 0.3 away.
    // y: R = (½·40 + ¼·0)/¾ = 26.67, t = 26.67/46.67 = 4/7, 0.3214 away. z does not disagree enough: d = 0.
    let reversal = try #require(
      WeightReversal.least(differences: [40, -20, 0], weights: [2, 1, 1]))
    #expect(reversal.column == 0)
    #expect(agree([reversal.weight, reversal.threshold], [0.5, 0.2]))
    // y alone: with x and z as one group.
    let other = try #require(WeightReversal.least(differences: [-20, 26], weights: [1, 3]))
    // D = −5 + 19.5 = 14.5; t = 26/46 for the first, and the second changes as much: the first is named.
    #expect(other.column == 0)
    #expect(agree([other.threshold], [26.0 / 46]))
  }

  @Test(arguments: [
    ([10.0, 0.0, 3.0], [1.0, 1.0, 1.0]), ([5.0], [1.0]), ([1.0, -1.0], [1.0, 1.0]), ([], []),
    ([1.0, -1.0], [0.0, 0.0]), ([1.0], [1.0, 1.0]),
  ])
  func `no weight turns what all indicators agree on, or what is even`(
    differences: [Double], weights: [Double]
  ) {
    #expect(WeightReversal.least(differences: differences, weights: weights) == nil)
  }

  @Test(arguments: 1...40)
  func `beyond the threshold the order is turned, and before it is not`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let count = Int.random(in: 2...6, using: &generator)
    let differences = (0..<count).map { _ in Double.random(in: -50...50, using: &generator) }
    let weights = (0..<count).map { _ in Double.random(in: 0.1...3, using: &generator) }
    let sum = weights.reduce(0, +)
    func whole(_ column: Int, _ share: Double) -> Double {
      let rest = 1 - weights[column] / sum
      return differences.indices.reduce(0) { total, place in
        let weight = place == column ? share : weights[place] / sum / rest * (1 - share)
        return total + weight * differences[place]
      }
    }
    let start = whole(0, weights[0] / sum)
    guard let found = WeightReversal.least(differences: differences, weights: weights) else {
      for column in differences.indices {
        for share in [0.001, 0.25, 0.5, 0.75, 0.999] { #expect(whole(column, share) * start >= 0) }
      }
      return
    }
    let step = 0.001 * (found.threshold - found.weight)
    #expect(whole(found.column, found.threshold + step) * start < 0)
    #expect(whole(found.column, found.threshold - step) * start > 0)
  }
}
