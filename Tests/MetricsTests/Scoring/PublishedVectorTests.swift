import Metrics
import Testing

/// Worked examples of the literature: within the printed precision of what was published, and within
/// 1e-9 of the same recomputed from the published inputs.
@Suite struct PublishedVectorTests {
  private func schooling(_ normalisation: Normalisation) throws -> [Double?] {
    try ScoreCard(
      column(TechnologyAchievement.schooling),
      method: ScoringMethod(normalisation: normalisation)
    ).column("x")
  }

  @Test func `z-scores of schooling are those of the handbook`() throws {
    // Source: OECD/JRC Handbook (2008), table 15, printed with two decimals.
    let found = try schooling(Normalisation(.zScore))
    #expect(greatestDifference(found, Published.zScores) <= 0.0051)
    #expect(agree(found, Published.zScoresComputed))
  }

  @Test func `min-max of schooling is that of the handbook`() throws {
    // Source: OECD/JRC Handbook (2008), table 15, printed with two decimals.
    let found = try schooling(Normalisation(.minMax, range: Limits(0, 1)))
    #expect(greatestDifference(found, Published.minMax) <= 0.0051)
    #expect(agree(found, Published.minMaxComputed))
  }

  @Test func `ascending ranks of schooling are those of the handbook`() throws {
    // Source: OECD/JRC Handbook (2008), table 15.
    #expect(try schooling(Normalisation(.rank)) == Published.ranksAscending)
  }

  @Test func `geometric means are those of the handbook`() throws {
    // Source: OECD/JRC Handbook (2008), section 6.11: (21, 1, 1, 1) → 2.14 and (21, 2, 1, 1) → 2.54
    // (printed so; 42^¼ = 2.5457), and 6s → 6; (6, 7, 6, 6) → 6.23 (printed so; 6.2357).
    let four = ["a", "b", "c", "d"].map {
      IndicatorDefinition(id: $0, direction: .higher, goalposts: Limits(0, 100))
    }
    let card = try ScoreCard(
      sample(four, [[21, 1, 1, 1], [6, 6, 6, 6], [6, 7, 6, 6], [21, 2, 1, 1]]),
      method: ScoringMethod(normalisation: Normalisation(.goalposts), aggregation: [.geometric]))
    #expect(greatestDifference(card.indices, [2.14, 6, 6.23, 2.54]) <= 0.006)
    #expect(
      agree(card.indices, [2.1406951429280725, 6, 6.235739265752469, 2.5457298950218306]))
  }

  @Test func `the human development index of China in 2010 is 0.663`() throws {
    // Source: UNDP, Human Development Report 2010, technical note 1: life expectancy 73.5 in
    // [20, 83.2]; schooling 7.5 of 13.2 and expected 11.4 of 20.6, their geometric mean over 0.951 (so
    // each over its post times 0.951); ln of income 7263 in [ln 163, ln 108211].
    let columns = [
      IndicatorDefinition(id: "life", direction: .higher, goalposts: Limits(20, 83.2)),
      IndicatorDefinition(
        id: "mean", direction: .higher, group: "education", goalposts: Limits(0, 13.2 * 0.951)),
      IndicatorDefinition(
        id: "expected", direction: .higher, group: "education",
        goalposts: Limits(0, 20.6 * 0.951)),
      IndicatorDefinition(
        id: "income", direction: .higher,
        goalposts: Limits(5.093750200806762, 11.591838303813079)),
    ]
    let card = try ScoreCard(
      sample(columns, [[73.5, 7.5, 11.4, 8.890548245606167]]),
      groups: [GroupDefinition(id: "education")],
      method: ScoringMethod(
        normalisation: Normalisation(.goalposts, range: Limits(0, 1)), aggregation: [.geometric]))
    #expect(greatestDifference(card.indices, [0.663]) <= 0.0006)
    #expect(agree(card.indices, [0.6631577612639407]))
    #expect(
      greatestDifference(
        [card.rows[0].normalised[0], card.rows[0].groups[0].value, card.rows[0].normalised[3]],
        [0.847, 0.590, 0.584]) <= 0.0006)
  }

  @Test(
    arguments: [
      // Source: OECD/JRC Handbook (2008), tables 25–26, 28–29, 31–32, 33.
      ([(3, "abcd"), (5, "acbd"), (7, "bdca"), (6, "cbda")], [24, 44, 38, 20]),
      ([(23, "abc"), (17, "bca"), (2, "bac"), (10, "cab"), (8, "cba")], [58, 69, 53]),
      ([(3, "cbad"), (2, "badc"), (2, "adcb")], [13, 12, 11, 6]),
      ([(3, "cba"), (2, "bac"), (2, "acb")], [6, 7, 8]),
    ] as [([(Double, String)], [Double])])
  func `borda totals are those of the handbook`(
    votes: [(Double, String)], totals: [Double]
  ) throws {
    // Each order of preference is an indicator, weighted by its votes: the place, less is better.
    let columns = votes.indices.map {
      IndicatorDefinition(id: "vote \($0)", direction: .lower, weight: votes[$0].0)
    }
    let rows = "abcd".prefix(totals.count).map { option in
      votes.map { _, order in
        order.firstIndex(of: option).map { Double(order.distance(from: order.startIndex, to: $0)) }
      }
    }
    let card = try ScoreCard(
      sample(columns, rows), method: ScoringMethod(normalisation: Normalisation(.borda)))
    let count = votes.reduce(0) { $0 + $1.0 }
    #expect(agree(card.indices.map { $0.map { $0 * count } }, totals))
  }

  @Test func `ranks of raw geometric means are those of the handbook`() throws {
    // Source: OECD/JRC Handbook (2008), table 38, column GME. The share of the greatest divides each
    // indicator by a constant, so it leaves the order of the geometric means alone.
    let columns = TechnologyAchievement.indicators.map {
      IndicatorDefinition(id: $0, direction: .higher)
    }
    let card = try ScoreCard(
      sample(columns, TechnologyAchievement.values),
      method: ScoringMethod(
        normalisation: Normalisation(.shareOfMax), weights: .equal, aggregation: [.geometric]))
    #expect(card.ranks == Published.geometricRanks.map { Int($0) })
  }

  @Test func `the technology achievement index has the ranks of the handbook`() throws {
    // Source: OECD/JRC Handbook (2008), table 23, equal weights; goalposts of Human Development
    // Report 2001, technical note 2; Finland 0.744 there. Four dimensions of two indicators.
    let names = TechnologyAchievement.indicators
    let columns = names.indices.map {
      IndicatorDefinition(
        id: names[$0], direction: .higher, group: "dimension \($0 / 2)",
        goalposts: Limits(Published.lowerPosts[$0], Published.upperPosts[$0]))
    }
    let card = try ScoreCard(
      sample(columns, TechnologyAchievement.values),
      groups: (0..<4).map { GroupDefinition(id: "dimension \($0)") },
      method: ScoringMethod(normalisation: Normalisation(.goalposts, range: Limits(0, 1))))
    #expect(card.ranks == Published.goalpostRanks.map { Int($0) })
    #expect(greatestDifference([card.indices[0]], [0.744]) <= 0.0015)
  }
}
