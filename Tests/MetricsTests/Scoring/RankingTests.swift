import Metrics
import Testing

@Suite struct RankingTests {
  @Test func `ties share the least rank and the greatest is first`() {
    // Source: csranks, test_rank_utils.R.
    #expect(Ranking.ranks(of: [1, 3, 4, 4, 4, 7, 7, 10]) == [8, 7, 4, 4, 4, 2, 2, 1])
    #expect(Ranking.ranks(of: [30, 20, 20, 10]) == [1, 2, 2, 4])
  }

  @Test func `the least is first where asked`() {
    #expect(Ranking.ranks(of: [30, 20, 20, 10], leastFirst: true) == [4, 2, 2, 1])
  }

  @Test func `a value that is absent or not a number has no rank and takes none away`() {
    #expect(
      Ranking.ranks(of: [nil, 5, .nan, 7, .infinity, 5]) == [nil, 2, nil, 1, nil, 2])
    #expect(Ranking.ranks(of: []) == [])
    #expect(Ranking.ranks(of: [nil, nil]) == [nil, nil])
  }

  @Test func `a difference of 1e-9 of the value is a tie and a greater one is not`() {
    #expect(Ranking.ranks(of: [1, 1 - 0.9e-9]) == [1, 1])
    #expect(Ranking.ranks(of: [1, 1 - 1.1e-9]) == [1, 2])
    // Relative: the same differences are large beside small values.
    #expect(Ranking.ranks(of: [1e-6, 1e-6 - 0.9e-9]) == [1, 2])
    #expect(Ranking.ranks(of: [-1, -1 - 0.9e-9, -1 - 1.1e-9]) == [1, 1, 3])
  }

  @Test func `ties do not chain from neighbour to neighbour`() {
    // Each is 0.8e-9 below the one before: the third is 1.6e-9 below the first of the group, and
    // begins a group of its own, which the fourth belongs to.
    let step = 0.8e-9
    #expect(
      Ranking.ranks(of: [1, 1 - step, 1 - 2 * step, 1 - 3 * step]) == [1, 1, 3, 3])
    #expect(
      Ranking.ranks(of: [1 - 3 * step, 1 - step, 1, 1 - 2 * step]) == [3, 1, 1, 3])
  }

  @Test func `each set has ranks of its own`() {
    #expect(
      Ranking.ranks(of: [5, 9, 7, 9, nil], within: ["a", "b", "a", "b", "a"])
        == [2, 1, 1, 1, nil])
  }

  @Test func `a value without a set has no rank`() {
    #expect(Ranking.ranks(of: [5, 9], within: ["a"]) == [1, nil])
  }

  @Test func `ranks are of unrounded scores`() throws {
    // Shares of 100: 33.31, 33.33 and 33.36 would all be 33 when rounded.
    let card = try ScoreCard(
      column([33.31, 33.33, 33.36, 0, 100]),
      method: ScoringMethod(normalisation: Normalisation(.minMax)))
    #expect(card.ranks == [4, 3, 2, 5, 1])
  }

  @Test func `equal profiles tie although their sums round differently`() throws {
    // The same three values at equal weights in another order: 0.1 + 0.2 + 0.3 is not 0.3 + 0.2 + 0.1
    // in binary, and z-scores bring the sums to about 0, where no relative tolerance helps.
    let table = sample(
      indicators("a", "b", "c"),
      [[1, 2, 6], [6, 1, 2], [2, 6, 1], [3, 3, 3]])
    let method = ScoringMethod(normalisation: Normalisation(.zScore))
    let card = try ScoreCard(table, method: method)
    #expect(card.ranks == [1, 1, 1, 1])
  }
}
