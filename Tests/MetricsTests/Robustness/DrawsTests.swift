import Testing

@testable import Metrics

/// What each draw of a robustness is made of, held to probabilities worked out by hand.
///
/// A share p of n draws has the standard error √(p(1 − p)/n); the bounds are four of them.
@Suite struct `The draws of the robustness of a ranking` {
  /// Fourteen bodies with 1 to 14, and one whose gap takes each of these values as often.
  private static func oneOfFourteen(draws: Int, seed: UInt64 = 1) throws -> Robustness {
    let stated = sample(indicators("x"), (1...14).map { [Double($0)] } + [[nil]])
    let filled = try Imputation(.mean).apply(to: stated)
    return try Robustness(
      ScoreCard(filled.table), stated: stated, uncertainty: Uncertainty(draws: draws, seed: seed))
  }

  @Test func `a spread has the quantiles, the mean and the variance of its ranks`() throws {
    // Ranks 1 to 14, each of 7.1 % (.0058): 5 % lies at 1 and not at 2, where 10 % does.
    let spread = try #require(Self.oneOfFourteen(draws: 2000).rows[14].data)
    #expect(spread.low == 1)
    #expect(spread.high == 14)
    #expect(spread.median == 7 || spread.median == 7.5 || spread.median == 8)
    // Mean 7.5 (.09), variance (14² − 1)/12 = 16.25 (.31).
    #expect(abs(spread.mean - 7.5) < 0.37)
    #expect(abs(spread.variance - 16.25) < 1.3)
  }

  @Test func `a variance is that of a sample`() throws {
    // Of two ranks r and s it is (r − s)²/2; 90 % of the distance lie between the quantiles.
    var found = 0
    for seed in 1...6 {
      let spread = try #require(Self.oneOfFourteen(draws: 2, seed: UInt64(seed)).rows[14].data)
      let distance = (spread.high - spread.low) / 0.9
      if distance > 0 { found += 1 }
      #expect(abs(spread.variance - distance * distance / 2) < 1e-9)
    }
    #expect(found > 0)
  }

  @Test func `ties count half`() throws {
    let robustness = try Self.oneOfFourteen(draws: 2000)
    // Equal to the body of 14 in one draw of fourteen, never above: ½/14 = .0357 (.0029).
    let best = try #require(robustness.probability(of: 14, above: 13, by: .data))
    #expect(abs(best - 0.5 / 14) < 0.012)
    let worst = try #require(robustness.probability(of: 14, above: 0, by: .data))
    #expect(abs(worst - 13.5 / 14) < 0.012)
  }

  @Test func `a border stands where all above are told apart from all below`() throws {
    func bands(_ counts: [Double]) throws -> [[Int]] {
      let table = sample(indicators("x"), counts.map { [$0] })
      let robustness = try Robustness(
        ScoreCard(table), uncertainty: Uncertainty(draws: 2000, counts: countNoise(table)))
      return robustness.bands().map(\.rows)
    }
    // 130 − 100 is Φ(30/√231) = .976 of the draws, but 115 − 100 only Φ(15/√216) = .85.
    #expect(try bands([130, 115, 100, 85]) == [[0, 1, 2, 3]])
    // 190 − 105 is Φ(85/√296) = 1; the pairs on either side are .69 and .76.
    #expect(try bands([200, 190, 105, 95]) == [[0, 1], [2, 3]])
    // 60 is apart from 30 (.999) and 95 from 30, but not 30 from 25 (.75), nor 25 from 20 (.77).
    #expect(try bands([95, 60, 30, 25, 20]) == [[0], [1], [2, 3, 4]])
  }

  @Test func `a constant indicator stays out of draws in which it would weigh`() throws {
    // By weight half of the index, it scores nothing: scattered, it would turn A and C in many draws.
    let table = sample(indicators("x", "y"), [[5, 900], [5, 400], [5, 100]])
    let robustness = try Robustness(
      ScoreCard(table), uncertainty: Uncertainty(draws: 500, counts: countNoise(table)))
    #expect(robustness.rows.allSatisfy { $0.data?.variance == 0 })
    // Between goalposts it does score, and scatters.
    var posted = table
    for place in 0..<2 { posted.indicators[place].goalposts = Limits(0, 1000) }
    let card = try ScoreCard(
      posted, method: ScoringMethod(normalisation: Normalisation(.goalposts)))
    let scored = try Robustness(
      card, uncertainty: Uncertainty(draws: 500, counts: countNoise(table)))
    let score = try #require(scored.rows[2].score)
    // x alone, 5 of 1000 at half the weight, has 5–95 % of .23 … .98 or so.
    #expect(score.high - score.low > 0.7)
  }

  @Test func `a count between ends scatters by its dispersion and its unit`() throws {
    // Half a unit each: 20 is a count of 40. Gamma of shape 40.5, × ½: 15.3 (.16), 25.8 (.21) of 0 … 100.
    let values: [[Estimate]] = [
      [Estimate(point: 20, low: 19.99, high: 20.01)], [.exact(20)], [.exact(0)], [.exact(100)],
    ]
    var table = sample(indicators("x"), values)
    table.indicators[0].goalposts = Limits(0, 100)
    let card = try ScoreCard(
      table, method: ScoringMethod(normalisation: Normalisation(.goalposts)))
    func limits(_ dispersion: Double) throws -> [Limits] {
      let noise = CountNoise(units: values.map { _ in [0.5] }, dispersions: [dispersion])
      return try Robustness(card, uncertainty: Uncertainty(draws: 1500, counts: noise)).rows
        .compactMap(\.score)
    }
    let (poisson, wide) = (try limits(1), try limits(10))
    for row in 0..<2 {
      #expect(abs(poisson[row].low - 15.32) < 0.7)
      #expect(abs(poisson[row].high - 25.75) < 0.9)
      // φ = 10, shape 4.05, × 5: 6.98 (.26), 39.1 (.85).
      #expect(abs(wide[row].low - 6.98) < 1.1)
      #expect(abs(wide[row].high - 39.12) < 3.4)
    }
  }

  /// Two bodies that each have all of one indicator and nothing of the other, and the share of draws in
  /// which the first is above.
  private func firstAbove(
    _ columns: [IndicatorDefinition], _ groups: [GroupDefinition] = [],
    _ variation: MethodVariation
  ) throws -> Double {
    let card = try ScoreCard(sample(columns, [[1, 0], [0, 1]]), groups: groups)
    let robustness = try Robustness(
      card, uncertainty: Uncertainty(draws: 2000, variation: variation))
    return try #require(robustness.probability(of: 0, above: 1, by: .method))
  }

  @Test func `weights scatter up and down, those of groups as well`() throws {
    // 1 ± .25 against 1.3 ± .325: the first is greater in (.275²/2)/(.5·.65) = .1163 (.0072).
    var columns = indicators("a", "b")
    columns[1].weight = 1.3
    let scatter = MethodVariation(weightSpread: 0.25)
    #expect(abs(try firstAbove(columns, [], scatter) - 0.1163) < 0.029)
    columns[1].weight = 1
    (columns[0].group, columns[1].group) = ("g", "h")
    let groups = [GroupDefinition(id: "g"), GroupDefinition(id: "h", weight: 1.3)]
    #expect(abs(try firstAbove(columns, groups, scatter) - 0.1163) < 0.029)
  }

  @Test func `each set of weights is taken as often as the method's own`() throws {
    var columns = indicators("a", "b")
    columns[1].weight = 2
    // Above by 2 : 1 and 3 : 1, below by 1 : 2: two draws of three (.0105).
    let variation = MethodVariation(weights: [[2, 1], [3, 1]])
    #expect(abs(try firstAbove(columns, [], variation) - 2.0 / 3) < 0.043)
  }

  @Test func `leaving out nothing is as likely as leaving out one`() throws {
    // 12 to 11; without a 8 to 2, without b or c 8 to 10: above in two draws of four (.0112).
    var table = sample(indicators("a", "b", "c"), [[4, 4, 4], [9, 1, 1]])
    for place in 0..<3 { table.indicators[place].goalposts = Limits(0, 10) }
    let robustness = try Robustness(
      ScoreCard(table, method: ScoringMethod(normalisation: Normalisation(.goalposts))),
      uncertainty: Uncertainty(
        draws: 2000, variation: MethodVariation(excludesIndicators: true)))
    let above = try #require(robustness.probability(of: 0, above: 1, by: .method))
    #expect(abs(above - 0.5) < 0.045)
  }

  @Test func `each way with what is missing has its own rule`() throws {
    let table = sample(indicators("x", "y"), [[1, 1], [2, 2], [3, nil]])
    let strict = MethodVariation.Missing(table: table, rule: .interval)
    let robustness = try Robustness(
      ScoreCard(table, method: ScoringMethod(missing: .renormalise, coverage: 0.5)),
      uncertainty: Uncertainty(draws: 400, variation: MethodVariation(missing: [strict])))
    // Ranked by the weight that is there, unranked by the other rule: half of the draws (.025).
    #expect(abs((robustness.rows[2].method?.share ?? 0) - 0.5) < 0.1)
    #expect(robustness.rows[0].method?.share == 1)
  }

  @Test func `what is drawn jointly is drawn anew`() throws {
    // The other treatment does nothing, so that jointly only the figures vary, with other numbers.
    let table = panel(seed: 21, gaps: false)
    let robustness = try Robustness(
      ScoreCard(table, groups: panelGroups),
      uncertainty: Uncertainty(
        draws: 100, counts: countNoise(table),
        variation: MethodVariation(treatments: [Treatment()])))
    #expect(robustness.rows.allSatisfy { $0.method?.variance == 0 })
    #expect(robustness.rows.contains { $0.data != $0.joint })
  }

  @Test func `the mean shift of ranks counts what moves up as what moves down`() throws {
    // Two bodies change places in half of the draws: a shift of 1 for both.
    var columns = indicators("a", "b")
    columns[1].weight = 2
    let card = try ScoreCard(sample(columns, [[1, 0], [0, 1]]))
    let robustness = try Robustness(
      card, uncertainty: Uncertainty(draws: 400, variation: MethodVariation(weights: [[2, 1]])))
    let above = try #require(robustness.probability(of: 0, above: 1, by: .method))
    #expect(robustness.rankShift[.method] == above)
    #expect(abs(above - 0.5) < 0.1)
  }

  @Test func `the numbers of factors, series and neighbouring draws do not go together`() throws {
    let table = sample(indicators("x"), [[1], [2]])
    let layout = PassLayout(table, isRanked: [true, true])
    let simulation = Simulation(
      ScoringPass(
        table, groups: [], method: ScoringMethod(), treatment: Treatment(),
        variation: MethodVariation(), layout: layout),
      DataDraws(stated: table, completed: table, noise: nil, layout: layout), seed: 1)
    let count = 5000
    var streams: [[Double]] = []
    for factor in UncertaintyFactor.allCases {
      for series in 0..<4 as Range<UInt64> {
        // Centred, with variance 1.
        streams.append(
          (0..<count).map { draw in
            let number = simulation.number(factor, draw: draw, series: series)
            return (Double(number >> 11) * 0x1p-53 - 0.5) * 12.0.squareRoot()
          })
      }
    }
    func correlation(_ a: [Double], _ b: [Double], lag: Int) -> Double {
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          var sum = 0.0
          for place in 0..<(count - lag) { sum += a[place] * b[place + lag] }
          return sum / Double(count - lag)
        }
      }
    }
    // Of 784 correlations of standard error .014 the greatest is about 3.4 of them; 5 would be rare.
    let bound = 5 / Double(count).squareRoot()
    for (place, a) in streams.enumerated() {
      #expect(abs(a.reduce(0, +) / Double(count)) < bound)
      #expect(abs(correlation(a, a, lag: 0) - 1) < bound)
      #expect(abs(correlation(a, a, lag: 1)) < bound)
      for other in (place + 1)..<streams.count {
        #expect(abs(correlation(a, streams[other], lag: 0)) < bound)
        #expect(abs(correlation(a, streams[other], lag: 1)) < bound)
      }
    }
  }

  @Test
  func `samples A and B of a sensitivity differ in the factor that is exchanged, and in no other`()
    throws
  {
    // Only the weights move the order, so that the other factor has a total of exactly 0, and A with
    // the weights of B is B.
    var columns = indicators("a", "b", "c")
    columns[1].weight = 1.1
    let card = try ScoreCard(
      sample(columns, [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0.5, 0.4, 0.3]]))
    let robustness = try Robustness(
      card,
      uncertainty: Uncertainty(
        draws: 10,
        variation: MethodVariation(
          treatments: [Treatment()], weightSpread: 0.5)))
    let sensitivity = try #require(robustness.sensitivity(draws: 300, resamples: 0))
    #expect(sensitivity.factors == [.treatment, .weights])
    let shift = try #require(sensitivity.shift)
    #expect(shift.total[0].value == 0 && shift.first[0].value == 0)
    #expect(abs(shift.total[1].value - 1) < 0.15)
    #expect(abs(shift.first[1].value - 1) < 0.15)
  }
}
