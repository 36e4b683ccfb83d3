import Diagnostics
import Metrics
import Testing

/// Inputs on which widely used libraries are wrong; each test names the library and its version.
@Suite struct KnownDefectTests {
  /// The example in the documentation of pymcdm's `COPRAS`: six alternatives by nine criteria.
  private let houses = matrix(
    [
      [1543, 2000, 39000, 15, 13.76, 3.86, 5, 3, 5000],
      [1496, 3600, 43000, 14, 14, 2.5, 4, 4, 4000],
      [1584, 3100, 24500, 10, 13.1, 3.7, 2, 2, 3500],
      [1560, 2700, 36000, 12, 13.2, 3.2, 3, 3, 3500],
      [1572, 2500, 31500, 13, 13.3, 3.4, 3, 2, 3500],
      [1580, 2400, 20000, 12, 12.8, 3.9, 2, 2, 3000],
    ], weights: [0.2027, 0.1757, 0.1622, 0.1351, 0.1081, 0.0946, 0.0676, 0.0405, 0.0135],
    directions: [-1, -1, -1, 1, 1, -1, 1, 1, 1])

  @Test func `a cost counts against a body, where copras of pymcdm 1.4.0 counts it in favour`()
    throws
  {
    // The quotient of pymcdm cancels to S₊ + S₋, so that B, the dearest, is its best: 0.9459, 1, 0.8192,
    // 0.8839, 0.8556, 0.7789.
    let found = try MultiCriteriaRanking(houses, method: .copras)
    // S₊ + ΣS₋ / (S₋·Σ 1/S₋), computed with NumPy.
    #expect(
      agree(
        found.scores,
        [
          100, 91.6705131966251, 86.753149245382, 90.84372310340333, 93.1504818427453,
          94.86256816712105,
        ]))
    #expect(found.ranks[0] == 1)
    // With the costs of A raised it must not gain.
    var dearer = houses
    dearer.values[0][2] = 60000
    #expect(
      try #require(MultiCriteriaRanking(dearer, method: .copras).ranks[0]) > 1)
  }

  @Test func `copeland counts majorities, where pyDecision 4.9.1 sums points as borda does`() throws
  {
    // Source of the votes: OECD/JRC Handbook (2008), tables 25–27: Borda names b, majorities name c.
    let votes = matrix(ofVotes: [(3, "abcd"), (5, "acbd"), (7, "bdca"), (6, "cbda")])
    #expect(try MultiCriteriaRanking(votes, method: .borda).ranks == [3, 1, 2, 4])
    #expect(try MultiCriteriaRanking(votes, method: .copeland).ranks == [4, 2, 1, 3])
  }

  @Test func `borda ties in either order of the rows, where pyDecision 4.9.1 takes the first`()
    throws
  {
    let table = matrix([[1, 2, 9], [2, 1, 9], [0, 0, 0]])
    var turned = table
    turned.bodies.reverse()
    turned.values.reverse()
    #expect(try MultiCriteriaRanking(table, method: .borda).ranks == [1, 1, 3])
    #expect(try MultiCriteriaRanking(turned, method: .borda).ranks == [3, 1, 1])
  }

  @Test(arguments: [false, true], [MultiCriteriaMethod.borda, .copeland])
  func `outranking with a gap does not depend on the order of rows, as in COINr 1.1.14`(
    isReversed: Bool, method: MultiCriteriaMethod
  ) throws {
    // (1, –) and (2, 5): the second stands above by all that both state.
    var table = matrix([[1, nil], [2, 5]])
    table.bodies.append("C")
    table.values.append([0, 0])
    if isReversed {
      table.bodies.reverse()
      table.values.reverse()
    }
    let found = try MultiCriteriaRanking(
      table, method: method, missing: .renormalise, coverage: 0.5)
    let (a, b) = isReversed ? (2, 1) : (0, 1)
    let shares = try #require(found.outranking).shares
    #expect(shares[b][a] == 1)
    #expect(shares[a][b] == 0)
    #expect(found.rows[b].rank == 1)
  }

  @Test
  func `a generalised mean leaves a gap out, where a_genmean of COINr 1.1.14 has none at all`()
    throws
  {
    let columns = ["a", "b", "c"].map {
      IndicatorDefinition(id: $0, direction: .higher, goalposts: Limits(0, 100))
    }
    let card = try ScoreCard(
      sample(columns, [[1, nil, 7]]),
      method: ScoringMethod(
        missing: .renormalise, coverage: 0.5, normalisation: Normalisation(.goalposts),
        aggregation: [.generalised], exponents: [2]))
    // √((1 + 49) / 2).
    #expect(agree(card.indices, [5]))
  }

  @Test func `the logarithm gii transforms, where log_GII of COINr 1.1.14 returns what it got`()
    throws
  {
    // ln((101 − 1)(x − 1) / (101 − 1) + 1) = ln x.
    let outcome = try Treatment(.log, logarithm: .globalInnovationIndex, applies: .always)
      .apply(to: column([1, 2, 4, 101]), for: Normalisation())
    #expect(
      agree(
        outcome.table.values.map { $0[0].point },
        [0, 0.6931471805599453, 1.3862943611198906, 4.61512051684126]))
  }

  @Test
  func `a constant indicator tells nobody apart, where min-max of pymcdm 1.4.0 gives 1 to all`()
    throws
  {
    let card = try ScoreCard(sample(indicators("a", "b"), [[3, 1], [3, 2], [3, 4]]))
    #expect(card.column("a") == [nil, nil, nil])
    #expect(agree(card.indices, [0, 100.0 / 3, 100]))
    #expect(card.findings.contains { $0.contains("“a”") })
  }

  @Test func `entropy takes a zero, which pymcdm 1.4.0 refuses`() throws {
    // p = 0, 1 and 1/4, 3/4: e = 0 and 0.8112781244591328.
    let found = try DataDrivenWeighting.entropy.weights(
      of: indicatorMatrix([[0, 1], [8, 3]]), bootstrap: Bootstrap(.never))
    #expect(
      agree(found.weights, [1 / 1.1887218755408672, 0.1887218755408672 / 1.1887218755408672]))
  }

  @Test func `critic weighs beside a constant, where pymcdm 1.4.0 has no number for anyone`() throws
  {
    let rows: [[Double?]] = [[4, 1, 9], [4, 5, 2], [4, 3, 7], [4, 8, 8]]
    let found = try DataDrivenWeighting(.critic).weights(
      of: indicatorMatrix(rows), bootstrap: Bootstrap(.never))
    let without = try DataDrivenWeighting(.critic).weights(
      of: indicatorMatrix(rows.map { Array($0.dropFirst()) }), bootstrap: Bootstrap(.never))
    #expect(found.weights == [0] + without.weights)
  }

  @Test func `vikor has a score where all sums are equal, where pymcdm 1.4.0 divides 0 by 0`()
    throws
  {
    // S: ½ each. R: ½, ½, 1/4: Q is ½ · (R − ¼) / ¼.
    let found = try MultiCriteriaRanking(matrix([[0, 8], [8, 0], [4, 4]]), method: .vikor())
    #expect(agree(found.scores, [0.5, 0.5, 0]))
  }
}
