import Metrics
import Testing

/// Worked examples of the literature: within the printed precision, and within 1e-9 of the same
/// recomputed from the published inputs.
@Suite struct PublishedRankingTests {
  @Test func `topsis with vector scaling is that of Tzeng and Huang`() throws {
    // Source: Tzeng & Huang, Multiple Attribute Decision Making (2011), as tested by scikit-criteria.
    let found = try MultiCriteriaRanking(
      matrix([[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]], weights: [0.3, 0.4, 0.3]),
      method: .topsis())
    #expect(greatestDifference(found.scores, [0.5037, 0.6581, 0.7482, 0.334]) <= 6e-5)
    #expect(
      agree(
        found.scores,
        [0.5037196585795188, 0.6580847719618138, 0.7482486599406238, 0.333997436943342]
      ))
    #expect(found.ranks == [3, 2, 1, 4])
  }

  /// Source: Opricovic & Tzeng (2004), the mountain climber: risk (less is better) and altitude.
  private let climber = matrix([[1, 3000], [2, 3750], [5, 4500]], directions: [-1, 1])

  @Test func `the two scalings of topsis name different winners of one published example`() throws {
    let minMax = try MultiCriteriaRanking(climber, method: .topsis(.minMax))
    #expect(greatestDifference(minMax.scores, [0.5, 0.617, 0.5]) <= 6e-4)
    #expect(agree(minMax.scores, [0.5, 0.6172177814626812, 0.5]))
    #expect(minMax.ranks == [2, 1, 2])
    let vector = try MultiCriteriaRanking(climber, method: .topsis(.vector))
    #expect(agree(vector.scores, [0.7621405801238009, 0.7221778332293296, 0.23785941987619905]))
    #expect(vector.ranks == [1, 2, 3])
  }

  @Test func `vikor of the mountain climber is that of Opricovic and Tzeng`() throws {
    let found = try MultiCriteriaRanking(climber, method: .vikor())
    #expect(agree(found.scores, [1, 0, 1]))
    #expect(found.ranks == [2, 1, 2])
    #expect(found.isLeastFirst)
    // S of B: ½ · (2 − 1) / 4 + ½ · (4500 − 3750) / 1500 = 0.125 + 0.25, R the greater.
    #expect(try agree(#require(found.vikor).groupUtilities, [0.5, 0.375, 0.5]))
    #expect(try agree(#require(found.vikor).regrets, [0.5, 0.25, 0.5]))
    #expect(found.vikor?.compromise == ["B"])
  }

  @Test func `vikor is that of Yang and Wu`() throws {
    // Source: Yang & Wu (2020), as tested by pymcdm.
    let found = try MultiCriteriaRanking(
      matrix([
        [78, 56, 34, 6], [4, 45, 3, 97], [18, 2, 50, 63], [9, 14, 11, 92], [85, 9, 100, 29],
      ]), method: .vikor())
    #expect(greatestDifference(found.scores, [0.5679, 0.7667, 1, 0.7493, 0]) <= 6e-5)
    #expect(
      agree(found.scores, [0.5679069948039763, 0.7667330359024042, 1, 0.7492842103993278, 0]))
    #expect(found.ranks == [2, 4, 5, 3, 1])
  }

  @Test func `vikor of the dams is that of Opricovic and Tzeng`() throws {
    // Source: Opricovic & Tzeng (2007), equal weights, as tested by scikit-criteria.
    let found = try MultiCriteriaRanking(
      matrix(
        [
          [4184.3, 2914, 407.2, 251, 195, 244, 15, 2.41],
          [5211.9, 3630, 501.7, 308.3, 282, 346, 21, 1.41],
          [5021.3, 3920.5, 504, 278.6, 12, 56, 3, 4.42],
          [5566.1, 3957.9, 559.5, 335.3, 167, 268, 16, 3.36],
          [5060.5, 3293.5, 514.1, 284.2, 69, 90, 7, 4.04],
          [4317.9, 2925.9, 432.8, 239.3, 12, 55, 3, 4.36],
        ], directions: [1, -1, 1, 1, -1, -1, -1, 1]), method: .vikor())
    #expect(greatestDifference(found.scores, [0.991, 1, 0.473, 0.67, 0, 0.578]) <= 6e-4)
    #expect(
      agree(
        found.scores,
        [
          0.9906107475832696, 1, 0.47318096404474075, 0.669585136135467, 0, 0.5783272291587683,
        ]))
    // The advantage of 0.473 is above 1 / 5, and the fifth is also the least by R: one compromise.
    #expect(found.vikor?.compromise == ["E"])
  }

  @Test func `net flows are those of Zhao`() throws {
    // Source: Zhao et al. (2013), as tested by pymcdm.
    let found = try MultiCriteriaRanking(
      matrix([[4, 3, 2], [3, 2, 4], [5, 1, 3]], weights: [0.5, 0.3, 0.2]),
      method: .prometheeII())
    #expect(agree(found.scores, [0.1, -0.3, 0.2]))
    #expect(found.ranks == [2, 3, 1])
  }

  @Test func `copras is that of Uysal`() throws {
    // Source: Uysal & İnan (2022), as tested by scikit-criteria.
    let found = try MultiCriteriaRanking(
      matrix(
        [
          [3.57, 4, 4, 83.75, 3, 9, 1], [3.07, 3.95, 4, 83, 3, 1, 3],
          [3.23, 3.54, 3.46, 66, 4, 0, 2], [3.42, 3.96, 4, 70, 5, 5, 7],
          [2.56, 3.37, 3.79, 82, 4, 4, 5],
        ], directions: [1, 1, 1, 1, -1, 1, 1]), method: .copras)
    #expect(greatestDifference(found.scores, [100, 78.8501, 63.3837, 98.6506, 86.8878]) <= 1e-5)
    #expect(
      agree(
        found.scores,
        [100, 78.85012407337925, 63.38371634653607, 98.65064912669462, 86.88778934207573]))
  }

  @Test func `copeland scores are those of COINr`() throws {
    // Source: COINr 1.1.14, test-aggregate.R.
    let found = try MultiCriteriaRanking(
      matrix([[1, 3, 2], [2, 2, 3], [3, 1, 1], [4, 5, 4]]), method: .copeland)
    #expect(found.scores == [-1, 1, -3, 3])
    #expect(found.ranks == [3, 2, 4, 1])
  }

  private let condorcet = matrix(
    ofVotes: [(3, "abcd"), (5, "acbd"), (7, "bdca"), (6, "cbda")])
  private let cycle = matrix(
    ofVotes: [(23, "abc"), (17, "bca"), (2, "bac"), (10, "cab"), (8, "cba")])

  @Test func `borda, copeland and kemeny of the handbook's 21 votes`() throws {
    // Source: OECD/JRC Handbook (2008), tables 25–27; order c, b, d, a.
    let borda = try MultiCriteriaRanking(condorcet, method: .borda)
    #expect(agree(borda.scores.map { $0.map { $0 * 21 } }, [24, 44, 38, 20]))
    #expect(borda.ranks == [3, 1, 2, 4])
    let shares = try #require(borda.outranking).shares
    let e = { (a: Int, b: Int) in (shares[a][b] ?? .nan) * 21 }
    #expect(
      agree([e(1, 0), e(1, 3), e(2, 0), e(2, 1), e(2, 3), e(3, 0)], [13, 21, 13, 11, 14, 13]))

    let copeland = try MultiCriteriaRanking(condorcet, method: .copeland)
    #expect(copeland.scores == [-3, 1, 3, -1])
    let kemeny = try MultiCriteriaRanking(condorcet, method: .kemeny)
    #expect(kemeny.kemeny?.orders == [["c", "b", "d", "a"]])
    #expect(agree([kemeny.kemeny.map { $0.agreement * 21 }], [85]))
    #expect(kemeny.ranks == [4, 2, 1, 3])
  }

  @Test func `borda, copeland and kemeny of the handbook's cycle`() throws {
    // Source: OECD/JRC Handbook (2008), tables 28–30; bca 104 of 60 votes.
    let borda = try MultiCriteriaRanking(cycle, method: .borda)
    #expect(agree(borda.scores.map { $0.map { $0 * 60 } }, [58, 69, 53]))
    let copeland = try MultiCriteriaRanking(cycle, method: .copeland)
    #expect(copeland.scores == [0, 0, 0])
    #expect(copeland.ranks == [1, 1, 1])
    #expect(copeland.ties == [["a", "b", "c"]])
    let kemeny = try MultiCriteriaRanking(cycle, method: .kemeny)
    #expect(kemeny.kemeny?.orders == [["b", "c", "a"]])
    #expect(kemeny.kemeny?.orderCount == 1)
    #expect(agree([kemeny.kemeny.map { $0.agreement * 60 }], [104]))
  }

  @Test func `borda reverses ranks where an option is dropped, as in the handbook`() throws {
    // Source: OECD/JRC Handbook (2008), tables 31–33.
    let four = try MultiCriteriaRanking(
      matrix(ofVotes: [(3, "cbad"), (2, "badc"), (2, "adcb")]), method: .borda)
    #expect(agree(four.scores.map { $0.map { $0 * 7 } }, [13, 12, 11, 6]))
    let three = try MultiCriteriaRanking(
      matrix(ofVotes: [(3, "cba"), (2, "bac"), (2, "acb")]), method: .borda)
    #expect(agree(three.scores.map { $0.map { $0 * 7 } }, [6, 7, 8]))
    #expect(four.ranks.prefix(3) == [1, 2, 3])
    #expect(three.ranks == [3, 2, 1])
  }

  @Test func `three orders of five countries tie in the handbook`() throws {
    // Source: OECD/JRC Handbook (2008), tables 35–37: eight indicators at equal weights; the three
    // best orders agree by 6.375, the next by 6.125. Telephones as logarithms of two decimals tie Japan
    // with the United States; with three, as behind the Handbook's table of pairs, Japan is ahead.
    var values = TechnologyAchievement.values.prefix(5).map { $0 }
    values[1][4] = 2.997
    values[3][4] = 3.003
    let countries = ["FIN", "USA", "SWE", "JPN", "KOR"]
    let found = try MultiCriteriaRanking(
      DecisionMatrix(
        bodies: countries,
        criteria: TechnologyAchievement.indicators.map { .init(id: $0) },
        values: values), method: .kemeny)
    let kemeny = try #require(found.kemeny)
    #expect(kemeny.agreement == 6.375)
    #expect(kemeny.orderCount == 3)
    #expect(kemeny.orders.count == 3)
    #expect(Set(kemeny.orders).count == 3)
    for order in kemeny.orders {
      #expect(agree([agreement(of: order, kemeny, countries)], [6.375]))
    }
    #expect(found.findings.contains { $0.hasPrefix("3 orders are optimal alike") })
  }

  /// The agreement of an order, by adding up its pairs.
  private func agreement(of order: [String], _ kemeny: Kemeny, _ bodies: [String]) -> Double {
    let places = order.compactMap { bodies.firstIndex(of: $0) }
    var sum = 0.0
    for (place, first) in places.enumerated() {
      for second in places[(place + 1)...] {
        sum += kemeny.outranking.shares[first][second] ?? .nan
      }
    }
    return sum
  }

  // MARK: 秩和比

  /// Antenatal care in ten regions: visits in per cent, maternal deaths per 100 000, perinatal deaths
  /// per 1000.
  ///
  /// - Source: the textbook example of the method; here Zhang Jingxin (张敬信), mathmodels-book
  ///   (zhjx19.github.io/mathmodels-book), chapter 秩和比法, «重现经典案例结果» and «更一般做法».
  private let care = matrix(
    [
      [99.54, 60.27, 16.15], [96.52, 59.67, 20.10], [99.36, 43.91, 15.60], [92.83, 58.99, 17.04],
      [91.71, 35.40, 15.01], [95.35, 44.71, 13.93], [96.09, 49.81, 17.43], [99.27, 31.69, 13.89],
      [94.76, 22.91, 19.87], [84.80, 81.49, 23.63],
    ], directions: [1, -1, -1])

  @Test func `ranks and ratios are those of the ten regions`() throws {
    let found = try MultiCriteriaRanking(care, method: .rankSumRatio())
    let details = try #require(found.rankSumRatio)
    #expect(details.ranks[0] == [10, 2, 6])
    #expect(details.ranks[7] == [8, 9, 10])
    // (10 + 2 + 6) / 30, (7 + 3 + 2) / 30 …
    let sums: [Double] = [18, 12, 23, 12, 18, 20, 15, 27, 17, 3]
    #expect(agree(found.scores, sums.map { $0 / 30 }))
    #expect(found.ranks == [4, 8, 2, 8, 4, 3, 7, 1, 6, 10])
    #expect(found.ties == [["A", "E"], ["B", "D"]])
  }

  @Test func `distribution and probits are those of the ten regions`() throws {
    let details = try #require(
      MultiCriteriaRanking(care, method: .rankSumRatio()).rankSumRatio)
    let steps = details.distribution
    #expect(steps.map(\.count) == [1, 2, 1, 1, 2, 1, 1, 1])
    #expect(steps.map(\.cumulativeCount) == [1, 3, 4, 5, 7, 8, 9, 10])
    #expect(steps.map(\.meanPlace) == [1, 2.5, 4, 5, 6.5, 8, 9, 10])
    // The last is 1 − 1 / 40.
    #expect(agree(steps.map(\.share), [0.1, 0.25, 0.4, 0.5, 0.65, 0.8, 0.9, 0.975]))
    // Printed with two decimals in tables of probits.
    #expect(
      greatestDifference(
        steps.map(\.probit), [3.72, 4.33, 4.75, 5, 5.39, 5.84, 6.28, 6.96]) <= 0.0051)
    // 5 + the quantiles of the standard normal distribution.
    #expect(
      agree(
        steps.map(\.probit),
        [
          3.718448434455399, 4.325510249803918, 4.7466528968642, 5, 5.385320466407568,
          5.841621233572915, 6.281551565544601, 6.959963984540053,
        ]))
  }

  @Test func `the regression is that of the ten regions`() throws {
    let details = try #require(
      MultiCriteriaRanking(care, method: .rankSumRatio(.integer, grades: 3)).rankSumRatio)
    let line = try #require(details.regression)
    // Printed −0.60855, 0.22169 and an R² of 0.9379.
    #expect(greatestDifference([line.intercept, line.slope], [-0.60855, 0.22169]) <= 5.1e-6)
    #expect(greatestDifference([line.correlation * line.correlation], [0.9379]) <= 5.1e-5)
    // The same at full precision: least squares over the eight steps.
    #expect(
      agree(
        [line.intercept, line.slope, line.correlation],
        [-0.6085499874917613, 0.22168969073497158, 0.9684569722781191]))
    #expect(
      greatestDifference(
        details.fitted,
        [0.585, 0.350, 0.784, 0.350, 0.585, 0.686, 0.444, 0.934, 0.500, 0.216]) <= 5.1e-4)
  }

  @Test func `grades of the ten regions go by their probits`() throws {
    let details = try #require(
      MultiCriteriaRanking(care, method: .rankSumRatio(.integer, grades: 3)).rankSumRatio)
    let line = try #require(details.regression)
    #expect(line.cuts.map(\.probit) == [4, 6])
    // −0.60855 + 0.22169 · 4 and · 6.
    #expect(agree(line.cuts.map(\.ratio), [0.2782087754481250, 0.7215881569180682]))
    // J below 4; C and H above 6; F has 5.84.
    #expect(details.grades == [2, 2, 3, 2, 2, 2, 2, 3, 2, 1])
  }

  @Test func `weighted non-integer ranks are those of the ten regions`() throws {
    var weighted = care
    for (column, weight) in [0.2945205, 0.3631078, 0.3423717].enumerated() {
      weighted.criteria[column].weight = weight
    }
    let found = try MultiCriteriaRanking(weighted, method: .rankSumRatio(.nonInteger))
    #expect(
      greatestDifference(
        found.scores, [0.720, 0.544, 0.826, 0.578, 0.754, 0.802, 0.676, 0.946, 0.725, 0.1])
        <= 5.1e-4)
    #expect(found.ranks == [6, 9, 2, 8, 4, 3, 7, 1, 5, 10])
    #expect(
      greatestDifference(
        found.rankSumRatio?.fitted ?? [],
        [0.627, 0.456, 0.888, 0.521, 0.734, 0.798, 0.576, 1.03, 0.679, 0.366]) <= 5.1e-3)
  }
}
