import Metrics
import Testing

@Suite struct DominanceTests {
  @Test func `dominant pairs are those of COINr`() throws {
    // Source: COINr 1.1.14, test-aggregate.R: (1,3,2), (2,2,3), (3,1,1), (4,5,4) have 3 dominant pairs:
    // the last above each other.
    let card = try ScoreCard(
      sample(indicators("x", "y", "z"), [[1, 3, 2], [2, 2, 3], [3, 1, 1], [4, 5, 4]]))
    let found = try panel(card)
    #expect(found.dominantPairs == ["D > A", "D > B", "D > C"])
    #expect(found.dominance.pairCount == 6 && found.dominance.comparedCount == 6)
    #expect(found.dominance.share == 0.5 && found.dominance.shareOfCompared == 0.5)
  }

  @Test func `of the technology achievement index 30 pairs of 253 need no weights`() throws {
    // Counted by an independent program (NumPy).
    let found = try panel(technologyCard()).dominance
    #expect(found.pairs.count == 30 && found.pairCount == 253)
  }

  @Test func `equal bodies do not dominate, and less may be better`() throws {
    let columns = [
      IndicatorDefinition(id: "x", direction: .higher),
      IndicatorDefinition(id: "y", direction: .lower),
    ]
    let card = try ScoreCard(sample(columns, [[1, 5], [1, 5], [1, 4], [2, 6]]))
    #expect(try panel(card).dominantPairs == ["C > A", "C > B"])
  }

  @Test func `what is uncertain dominates only at its worst`() throws {
    let table = sample(
      indicators("x"),
      [
        [Estimate.between(5, 9)], [.exact(5)], [.exact(4)], [.between(3, nil)], [.notKnown],
        [Estimate(point: 70, low: 65, high: 75)],
      ])
    let card = try ScoreCard(table)
    let found = try panel(card)
    // A's worst is as good as B and no better; D has no upper end, E none at all.
    #expect(
      found.dominantPairs == ["A > C", "B > C", "F > A", "F > B", "F > C"])
    // A, B, C and F have both ends: 6 pairs, of which A and B stay open.
    #expect(found.dominance.pairCount == 15 && found.dominance.comparedCount == 6)
    #expect(agree([found.dominance.shareOfCompared], [5.0 / 6]))
  }

  @Test func `what has weight 0 does not count`() throws {
    let columns = [
      IndicatorDefinition(id: "x", direction: .higher), IndicatorDefinition(id: "y", weight: 0),
    ]
    let card = try ScoreCard(sample(columns, [[1, 5], [2, 1]]))
    #expect(try panel(card).dominantPairs == ["B > A"])
  }

  @Test func `no weights turn a dominant pair round`() throws {
    var generator = SeededGenerator(seed: 3)
    let rows: [[Double?]] = (0..<12).map { _ in
      (0..<3).map { _ in Double(Int.random(in: 0...6, using: &generator)) }
    }
    var table = sample(indicators("x", "y", "z"), rows)
    let found = try panel(ScoreCard(table)).dominance
    #expect(!found.pairs.isEmpty)
    for _ in 0..<20 {
      for column in 0..<3 {
        table.indicators[column].weight = Double.random(in: 0.01...1, using: &generator)
      }
      let card = try ScoreCard(table)
      func score(_ place: Int) -> Double {
        card.rows.first { $0.key == found.rows[place] }?.index.value ?? .nan
      }
      for pair in found.pairs { #expect(score(pair.above) > score(pair.below)) }
    }
  }
}
