import Metrics
import Testing

/// The Handbook's examples of pairwise comparison to the last order, not only the best one.
@Suite struct HandbookOrderTests {
  /// The agreement of an order, the sum of e over its pairs.
  private func agreement(_ order: [Int], _ shares: [[Double?]]) -> Double {
    order.indices.reduce(0) { sum, place in
      order[(place + 1)...].reduce(sum) { $0 + (shares[order[place]][$1] ?? .nan) }
    }
  }

  /// Every order of so many bodies.
  private func orders(_ count: Int) -> [[Int]] {
    if count == 0 { return [[]] }
    return orders(count - 1).flatMap { order in
      (0...order.count).map { place in
        Array(order[..<place]) + [count - 1] + Array(order[place...])
      }
    }
  }

  @Test func `each of the six orders of the cycle has the agreement of the handbook`() throws {
    // Source: OECD/JRC Handbook (2008), section 6.12: 60 votes on a, b, c.
    let votes = [(23.0, "abc"), (17, "bca"), (2, "bac"), (10, "cab"), (8, "cba")]
    let found = try MultiCriteriaRanking(matrix(ofVotes: votes), method: .kemeny)
    let shares = try #require(found.kemeny).outranking.shares
    let published = [
      "abc": 100.0, "bca": 104, "cab": 86, "bac": 94, "cba": 80, "acb": 76,
    ]
    #expect(published.count == orders(3).count)
    for (order, votes) in published {
      let places = order.unicodeScalars.map { Int($0.value) - 97 }
      #expect(agree([agreement(places, shares) * 60], [votes]))
    }
  }

  /// Finland, the United States, Sweden, Japan and Korea; telephones as the Handbook's matrix has them,
  /// with three decimals, so that Japan and the United States do not tie.
  private var fiveCountries: DecisionMatrix {
    matrix([
      [187, 125.6, 200.2, 50.7, 3.08, 4.15, 10, 27.4],
      [289, 130, 179.1, 66.2, 2.997, 4.073, 12, 13.9],
      [271, 156.6, 125.8, 59.7, 3.096, 4.145, 11.4, 15.3],
      [994, 64.6, 49, 80.8, 3.003, 3.865, 9.5, 10],
      [779, 9.8, 4.8, 66.7, 2.972, 3.653, 10.8, 23.2],
    ])
  }

  @Test(arguments: [MultiCriteriaMethod.borda, .copeland])
  func `the outranking matrix is that of the handbook`(method: MultiCriteriaMethod) throws {
    // Source: OECD/JRC Handbook (2008), tables 35–36.
    let shares = try #require(
      MultiCriteriaRanking(fiveCountries, method: method).outranking
    ).shares
    #expect(
      shares == [
        [nil, 0.5, 0.375, 0.75, 0.625], [0.5, nil, 0.5, 0.625, 0.625],
        [0.625, 0.5, nil, 0.75, 0.625], [0.25, 0.375, 0.25, nil, 0.75],
        [0.375, 0.375, 0.375, 0.25, nil],
      ])
  }

  @Test func `of 120 orders three agree best, and the next by a quarter less`() throws {
    // Source: OECD/JRC Handbook (2008), table 37.
    let kemeny = try #require(
      MultiCriteriaRanking(fiveCountries, method: .kemeny).kemeny)
    let all = orders(5).map { agreement($0, kemeny.outranking.shares) }.sorted(by: >)
    #expect(all.count == 120)
    #expect(Array(all.prefix(4)) == [6.375, 6.375, 6.375, 6.125])
    #expect(kemeny.orderCount == 3)
  }
}
