import Metrics
import Testing

/// Published indices that are means of what lies between fixed or taken ends.
@Suite struct PublishedIndexTests {
  @Test func `the distance of SPOTIS is 1 less the index of fixed goalposts`() throws {
    // Source: Dezert, Tchamova, Han & Tacnet, The SPOTIS rank reversal free method (2020), as tested by
    // pymcdm: bounds [−5, 12], [−6, 10], [−8, 5], the second criterion the less the better. Its
    // Σ w·|x − best| / range is Σ w less the index.
    let bounds = [Limits(-5, 12), Limits(-6, 10), Limits(-8, 5)]
    let columns = bounds.indices.map {
      IndicatorDefinition(
        id: "c\($0 + 1)", direction: $0 == 1 ? .lower : .higher, weight: [0.2, 0.3, 0.5][$0],
        goalposts: bounds[$0])
    }
    let card = try ScoreCard(
      sample(columns, [[10.5, -3.1, 1.7], [-4.7, 0, 3.4], [8.1, 0.3, 1.3], [3.2, 7.3, -5.3]]),
      method: ScoringMethod(normalisation: Normalisation(.goalposts, range: Limits(0, 1))))
    let distances = card.indices.map { $0.map { 1 - $0 } }
    #expect(greatestDifference(distances, [0.1989, 0.3705, 0.3063, 0.7491]) <= 6e-5)
    #expect(
      agree(
        distances,
        [0.19894513574660633, 0.37050904977375565, 0.30631504524886877, 0.7490582579185521]))
    #expect(card.ranks == [1, 3, 2, 4])
  }

  @Test func `a score that is a mean of sources is that of the perceptions index`() throws {
    // Source: Transparency International, Corruption Perceptions Index 2015, technical note: five
    // sources already on 0 … 100, their mean 63.
    let columns = (1...5).map {
      IndicatorDefinition(id: "source \($0)", direction: .higher, goalposts: Limits(0, 100))
    }
    let card = try ScoreCard(
      sample(columns, [[61, 63, 61, 65, 65]]),
      method: ScoringMethod(normalisation: Normalisation(.goalposts)))
    #expect(agree(card.indices, [63]))
  }

  @Test func `ends taken from the countries move Norway from place 12 to place 4`() throws {
    // Source: OECD/JRC Handbook (2008), appendix, data; ranks of the mean of eight min-max values,
    // recomputed independently.
    let columns = TechnologyAchievement.indicators.map {
      IndicatorDefinition(id: $0, direction: .higher)
    }
    let card = try ScoreCard(sample(columns, TechnologyAchievement.values))
    #expect(
      card.ranks == [
        1, 3, 2, 5, 7, 6, 9, 8, 10, 12, 11, 4, 13, 14, 15, 16, 17, 18, 20, 19, 21, 23, 22,
      ])
    #expect(Published.goalpostRanks[11] == 12)
    #expect(card.ranks[11] == 4)
  }

  @Test func `three of the six pairs of COINr's copeland example dominate each other`() throws {
    // Source: COINr 1.1.14, test-aggregate.R: D stands above A, B and C by every indicator.
    let shares = try #require(
      MultiCriteriaRanking(
        matrix([[1, 3, 2], [2, 2, 3], [3, 1, 1], [4, 5, 4]]), method: .copeland
      ).outranking
    ).shares
    #expect(shares.joined().count { ($0 ?? 0) > 1 - 1e-12 } == 3)
    #expect(agree(shares[3], [1, 1, 1, nil]))
  }
}
