import Diagnostics
import Testing

@testable import Metrics

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Noise of counts in every cell.
func countNoise(_ table: ScoringTable, _ dispersion: Double = 1) -> CountNoise {
  CountNoise(
    units: table.values.map { $0.map { _ in 1 } },
    dispersions: table.indicators.map { _ in dispersion })
}

/// Every factor varied.
func everything(_ table: ScoringTable) -> Uncertainty {
  Uncertainty(
    draws: 120, seed: 9, counts: countNoise(table),
    variation: MethodVariation(
      treatments: [Treatment(.winsoriseLog)],
      normalisations: [Normalisation(.zScore, moments: .init(mean: 50, deviation: 10))],
      weights: [[1, 1, 1, 1, 1, 1, 1, 1]], weightSpread: 0.25, aggregations: [.arithmetic],
      excludesIndicators: true))
}

@Suite struct `The robustness of a ranking` {
  @Test func `is the same on any number of threads`() throws {
    let table = panel(seed: 21)
    let card = try ScoreCard(table, groups: panelGroups)
    let one = try Robustness(card, uncertainty: everything(table), threads: 1)
    let sensitivity = try #require(one.sensitivity(draws: 40, resamples: 10, threads: 1))
    #expect(one.rows.contains { ($0.joint?.variance ?? 0) > 0 })
    for threads in [2, 3, 7] {
      let other = try Robustness(card, uncertainty: everything(table), threads: threads)
      #expect(other.rows == one.rows)
      #expect(other.rankShift == one.rankShift)
      let again = try #require(other.sensitivity(draws: 40, resamples: 10, threads: threads))
      #expect(again.shift == sensitivity.shift)
      #expect(again.rows == sensitivity.rows)
    }
  }

  @Test func `does not depend on the order of the rows`() throws {
    let table = panel(seed: 4)
    var turned = table
    turned.rows.reverse()
    turned.values.reverse()
    let one = try Robustness(
      ScoreCard(table, groups: panelGroups), uncertainty: everything(table))
    let other = try Robustness(
      ScoreCard(turned, groups: panelGroups), uncertainty: everything(turned))
    #expect(one.rows == other.rows.reversed())
    #expect(one.rankShift == other.rankShift)
    #expect(one.bands().count == other.bands().count)
  }

  @Test func `another seed gives other draws`() throws {
    let table = panel(seed: 4)
    let card = try ScoreCard(table, groups: panelGroups)
    var uncertainty = everything(table)
    let one = try Robustness(card, uncertainty: uncertainty)
    uncertainty.seed = 10
    #expect(try Robustness(card, uncertainty: uncertainty).rows != one.rows)
  }

  @Test func `of exact figures and one method is the ranking itself`() throws {
    let table = panel(seed: 2, gaps: false)
    let card = try ScoreCard(table, groups: panelGroups)
    let robustness = try Robustness(card, uncertainty: Uncertainty(draws: 10))
    #expect(robustness.factors.isEmpty)
    #expect(robustness.rankShift.isEmpty)
    for (row, scored) in zip(robustness.rows, card.rows) {
      #expect(row.rank == scored.rank)
      #expect(row.data == nil && row.method == nil && row.joint == nil && row.score == nil)
    }
    #expect(robustness.sensitivity() == nil)
    #expect(robustness.probability(of: 0, above: 1) == nil)
  }

  @Test func `bodies far apart are told apart and equal ones are not`() throws {
    // 400 against 100 counts: no draw turns them. 100 against 101: about every other does.
    let table = sample(indicators("x"), [[400], [101], [100], [99], [4]])
    let card = try ScoreCard(table)
    let robustness = try Robustness(
      card, uncertainty: Uncertainty(draws: 4000, counts: countNoise(table)))
    #expect(robustness.bands().map(\.rows) == [[0], [1, 2, 3], [4]])
    #expect(robustness.rows[0].data?.low == 1)
    #expect(robustness.rows[0].data?.high == 1)
    #expect(robustness.rows[2].data?.median == 3)
    #expect(robustness.probability(of: 0, above: 1, by: .data) == 1)
    // P(N(101, 101.5) > N(100, 100.5)) = Φ(1/√202) = .528; standard error of 4000 draws .008.
    let close = try #require(robustness.probability(of: 1, above: 2, by: .data))
    #expect(abs(close - 0.528) < 0.03)
    let turned = try #require(robustness.probability(of: 2, above: 1, by: .data))
    #expect(abs(close + turned - 1) < 1e-12)
  }

  @Test func `a count of 0 scatters too, and a wider dispersion scatters more`() throws {
    let table = sample(indicators("x"), [[0], [3], [12], [40]])
    let card = try ScoreCard(
      table, method: ScoringMethod(normalisation: Normalisation(.goalposts)), posts: Limits(0, 100))
    func limits(_ dispersion: Double) throws -> [Limits] {
      let robustness = try Robustness(
        card, uncertainty: Uncertainty(draws: 1500, counts: countNoise(table, dispersion)))
      return robustness.rows.compactMap(\.score)
    }
    let poisson = try limits(1)
    let wide = try limits(10)
    #expect(poisson.count == 4 && wide.count == 4)
    // Gamma quantiles (scipy), as scores of 0 … 100; in parentheses the standard error of 1500 draws,
    // √(p(1 − p)/1500) over the density. Shape 40.5: 30.63 (.31), 51.50 (.42).
    #expect(abs(poisson[3].low - 30.63) < 0.9)
    #expect(abs(poisson[3].high - 51.50) < 1.3)
    // Shape ½: .002 (.0005), 1.921 (.10).
    #expect(poisson[0].low > 0 && poisson[0].low < 0.006)
    #expect(abs(poisson[0].high - 1.921) < 0.3)
    // φ = 10, shape .05: 10 × .2659 = 2.66 (.37); shape .35: 10 × 1.522 (.86); shape 4.05: 10 × 1.395
    // (.53), 10 × 7.825 (1.69).
    #expect(wide[0].low < 1e-6)
    #expect(abs(wide[0].high - 2.66) < 1.1)
    #expect(abs(wide[1].high - 15.22) < 2.6)
    #expect(abs(wide[3].low - 13.95) < 1.6)
    #expect(abs(wide[3].high - 78.25) < 5.1)
    let narrow = try limits(0.25)
    #expect(narrow[3].high - narrow[3].low < 0.6 * (poisson[3].high - poisson[3].low))
    // Beyond the limits of φ nothing changes any more.
    #expect(try limits(50) == wide)
  }

  @Test func `uncertain values lie within their ends`() throws {
    // B states at least 10, C about 20 (15 to 25); without noise of counts only they are uncertain.
    let values: [[Estimate]] = [
      [.exact(0)], [.atLeast(10)], [Estimate(point: 20, low: 15, high: 25)], [.exact(40)],
    ]
    let card = try ScoreCard(sample(indicators("x"), values))
    let robustness = try Robustness(card, uncertainty: Uncertainty(draws: 2000))
    #expect(robustness.factors == [.data])
    #expect(robustness.rows[0].score == Limits(0, 0))
    // Even from 10 to the greatest stated value, 40, of 0 … 40: 5 % at 28.75, 95 % at 96.25.
    let atLeast = try #require(robustness.rows[1].score)
    #expect(abs(atLeast.low - 28.75) < 2)
    #expect(abs(atLeast.high - 96.25) < 2)
    let about = try #require(robustness.rows[2].score)
    #expect(abs(about.low - 38.75) < 1 && abs(about.high - 61.25) < 1)
    // B is above C where it is above 20 or so: two draws in three.
    let above = try #require(robustness.probability(of: 1, above: 2, by: .data))
    #expect(abs(above - 2.0 / 3) < 0.05)
  }

  @Test func `a filled cell takes the values of those who state it`() throws {
    let stated = sample(indicators("x", "y"), [[1, 10], [2, 20], [3, 60], [4, nil]])
    let filled = try Imputation(.mean).apply(to: stated)
    let card = try ScoreCard(filled.table)
    let robustness = try Robustness(
      card, stated: stated, uncertainty: Uncertainty(draws: 3000))
    // D has x = 100, and y is 0, 20 or 100 of 100: 50, 60 or 100, each as often.
    let score = try #require(robustness.rows[3].score)
    #expect(score == Limits(50, 100))
    // Exact bodies keep their scores: A (0, 0), B (33.3, 20), C (66.7, 100).
    #expect(robustness.rows[0].score == Limits(0, 0))
    // C scores 83.3: D is above it in one draw of three.
    let above = try #require(robustness.probability(of: 3, above: 2, by: .data))
    #expect(abs(above - 1.0 / 3) < 0.03)
  }

  @Test func `each factor moves what it can and no other`() throws {
    let table = panel(seed: 21, gaps: false)
    let card = try ScoreCard(table, groups: panelGroups)
    let variations: [(UncertaintyFactor, MethodVariation)] = [
      (
        .missing,
        MethodVariation(missing: [
          MethodVariation.Missing(table: panel(seed: 22, gaps: false), rule: .interval)
        ])
      ),
      (.treatment, MethodVariation(treatments: [Treatment(.winsoriseLog)])),
      (.normalisation, MethodVariation(normalisations: [Normalisation(.rank)])),
      (.weights, MethodVariation(weightSpread: 0.9)),
      (.aggregation, MethodVariation(aggregations: [.generalised])),
      (.exclusion, MethodVariation(excludesIndicators: true)),
    ]
    #expect(Set(variations.map(\.0)).union([.data]) == Set(UncertaintyFactor.allCases))
    for (factor, variation) in variations {
      let robustness = try Robustness(
        card, uncertainty: Uncertainty(draws: 200, variation: variation))
      #expect(robustness.factors == [factor])
      #expect(robustness.rows.allSatisfy { $0.data == nil && $0.method == $0.joint })
      if factor != .aggregation {
        #expect((robustness.rankShift[.method] ?? 0) > 0, "\(factor)")
      }
    }
  }

  @Test func `the factor that moves all of it has all of the variance`() throws {
    // Normalisation changes nothing in what is alike in all columns; weights do.
    let table = panel(seed: 5, gaps: false)
    let card = try ScoreCard(table, groups: panelGroups)
    let robustness = try Robustness(
      card,
      uncertainty: Uncertainty(
        draws: 50,
        variation: MethodVariation(
          normalisations: [Normalisation(.minMax, range: Limits(1, 2))], weightSpread: 0.9)))
    let sensitivity = try #require(robustness.sensitivity(draws: 600, resamples: 50))
    #expect(sensitivity.factors == [.normalisation, .weights])
    #expect(sensitivity.runs == 600 * 4)
    #expect(robustness.sensitivity(draws: .max, resamples: 0)?.runs == nil)
    let shift = try #require(sensitivity.shift)
    #expect(shift.total[0].value == 0)
    #expect(abs(shift.total[1].value - 1) < 0.1)
    #expect(abs(shift.first[1].value - 1) < 0.1)
  }

  @Test(arguments: MultiCriteriaMethod.ID.allCases)
  func `a multi-criteria ranking is drawn as well`(_ id: MultiCriteriaMethod.ID) throws {
    var random = SplitMix64(seed: 12)
    let rows = (0..<6).map { _ in (0..<4).map { _ in Double(5 + random.index(below: 40)) } }
    let table = sample(indicators("a", "b", "c", "d"), rows.map { $0.map(Optional.init) })
    let card = try ScoreCard(table, method: MultiCriteriaMethod(id))
    let still = try Robustness(
      card,
      uncertainty: Uncertainty(draws: 3, variation: MethodVariation(treatments: [Treatment()])))
    // A treatment that does nothing leaves every rank where it is.
    for row in still.rows {
      #expect(row.joint?.low == row.rank.map(Double.init))
      #expect(row.joint?.high == row.rank.map(Double.init))
    }
    let robustness = try Robustness(
      card,
      uncertainty: Uncertainty(
        draws: 60, counts: countNoise(table),
        variation: MethodVariation(weightSpread: 0.5, excludesIndicators: true)))
    #expect(robustness.factors == [.data, .weights, .exclusion])
    #expect(robustness.rows.contains { ($0.joint?.variance ?? 0) > 0 })
    #expect(robustness.rows.allSatisfy { $0.joint?.share == 1 })
  }

  @Test(arguments: Normalisation.Method.allCases)
  func `each normalisation has one with values above 0 in the same order`(
    _ method: Normalisation.Method
  ) throws {
    var table = sample(indicators("x"), [[3], [0], [8], [5], [5]])
    table.indicators[0].goalposts = Limits(0, 8)
    table.indicators[0].reference = 9
    let normalisation = Normalisation(method)
    let own = try ScoreCard(table, method: ScoringMethod(normalisation: normalisation))
    let positive = try ScoreCard(
      table, method: ScoringMethod(normalisation: normalisation.positive, aggregation: [.geometric])
    )
    #expect(positive.ranks == own.ranks)
    #expect(positive.indices.allSatisfy { ($0 ?? 0) > 0 })
  }

  @Test func `a geometric mean is tried on values above 0`() throws {
    // By min-max on [0, 100] the least would be 0, of which there is no geometric mean.
    let table = sample(indicators("a", "b"), [[0, 40], [20, 20], [42, 0], [60, 61]])
    let robustness = try Robustness(
      ScoreCard(table),
      uncertainty: Uncertainty(draws: 200, variation: MethodVariation(aggregations: [.geometric])))
    #expect(robustness.rows.allSatisfy { $0.method?.share == 1 })
    #expect((robustness.rankShift[.method] ?? 0) > 0)
  }

  @Test func `what cannot be drawn is refused`() throws {
    let table = sample(indicators("x", "y"), [[1, 2], [3, 4], [2, 2]])
    let card = try ScoreCard(table)
    func refusal(_ uncertainty: Uncertainty, of card: ScoreCard, stated: ScoringTable? = nil)
      -> String?
    {
      do {
        _ = try Robustness(card, stated: stated, uncertainty: uncertainty)
        return nil
      } catch {
        return error.problems.first?.text.english
      }
    }
    #expect(refusal(Uncertainty(draws: 0), of: card) == "0 draws: write 1 or more")
    #expect(
      refusal(Uncertainty(draws: .max), of: card)
        == "9223372036854775807 draws of 3 rows are more than fit in memory: write fewer")
    let shape =
      "a table, units or weights to draw with have other rows or indicators than the scores: use the "
      + "same"
    let other = sample(indicators("x"), [[1], [3], [2]])
    let fewer = MethodVariation.Missing(table: other, rule: .interval)
    for variation in [MethodVariation(missing: [fewer]), MethodVariation(weights: [[1]])] {
      #expect(refusal(Uncertainty(variation: variation), of: card) == shape)
    }
    #expect(refusal(Uncertainty(counts: CountNoise(units: [[1, 1]])), of: card) == shape)
    #expect(refusal(Uncertainty(), of: card, stated: other) == shape)
    // Each body has weights of its own there, which no draw would have.
    let doubt = try ScoreCard(table, benefitOfDoubt: nil)
    #expect(
      refusal(Uncertainty(), of: doubt)?.hasPrefix(
        "the scores are not those that the method gives the table") == true)
  }

  @Test(arguments: [Estimate.notKnown, Estimate(point: nil, low: 20, high: 60)])
  func `a gap that one way leaves open is not filled by the draws of another`(_ gap: Estimate)
    throws
  {
    var stated = sample(indicators("x", "y"), [[1, 10], [2, 20], [3, 60], [4, nil]])
    stated.values[3][1] = gap
    let filled = try Imputation(.mean).apply(to: stated)
    let open = MethodVariation.Missing(table: stated, rule: .interval)
    let robustness = try Robustness(
      ScoreCard(filled.table), stated: stated,
      uncertainty: Uncertainty(draws: 400, variation: MethodVariation(missing: [open])))
    // With the gap open D has no rank: half of the draws, standard error .025, by the method and jointly.
    #expect(robustness.rows[3].data?.share == 1)
    #expect(abs((robustness.rows[3].method?.share ?? 0) - 0.5) < 0.08)
    #expect(abs((robustness.rows[3].joint?.share ?? 0) - 0.5) < 0.08)
    #expect(robustness.rows[0].joint?.share == 1)
  }

  @Test(arguments: [Aggregation.geometric, .harmonic])
  func `a mean that needs values above 0 gets them from every normalisation`(_ mean: Aggregation)
    throws
  {
    let table = sample(indicators("a", "b"), [[0, 40], [20, 20], [42, 0], [60, 61]])
    let own = ScoringMethod(
      normalisation: Normalisation(.minMax, range: Limits(5, 10)), aggregation: [mean])
    let card = try ScoreCard(table, method: own)
    let robustness = try Robustness(
      card,
      uncertainty: Uncertainty(
        draws: 200,
        variation: MethodVariation(normalisations: [Normalisation(.zScore), Normalisation(.borda)])
      ))
    #expect(robustness.rows.allSatisfy { $0.method?.share == 1 })
  }

  @Test func `the stated interval holds the true score about nine times in ten`() throws {
    // Twelve bodies, four indicators with true rates of 2 to 60; the reported counts are Poisson.
    var random = SplitMix64(seed: 31)
    let posts = Limits(0, 100)
    var (held, ranksHeld, count) = (0, 0, 0)
    for trial in 0..<40 {
      let rates = (0..<12).map { _ in (0..<4).map { _ in 2 + 58 * random.unit() } }
      let counts = rates.map { $0.map { poisson($0, &random) } }
      let method = ScoringMethod(normalisation: Normalisation(.goalposts))
      let truth = try ScoreCard(
        sample(indicators("a", "b", "c", "d"), rates.map { $0.map(Optional.init) }),
        method: method, posts: posts)
      let table = sample(indicators("a", "b", "c", "d"), counts.map { $0.map(Optional.init) })
      let card = try ScoreCard(table, method: method, posts: posts)
      let robustness = try Robustness(
        card,
        uncertainty: Uncertainty(draws: 200, seed: UInt64(trial), counts: countNoise(table)))
      for (row, true_) in zip(robustness.rows, truth.rows) {
        guard let score = row.score, let value = true_.index.value, let rank = true_.rank,
          let spread = row.data
        else { continue }
        count += 1
        if (score.low...score.high).contains(value) { held += 1 }
        if (spread.low...spread.high).contains(Double(rank)) { ranksHeld += 1 }
      }
    }
    #expect(count == 480)
    let share = Double(held) / Double(count)
    let rankShare = Double(ranksHeld) / Double(count)
    // The standard error of 480 is √(.9·.1/480) = .014, and the ends of 200 draws take about .003 away; φ of
    // ½ or 2 would hold .76 or .98. Ranks are whole, so that their intervals hold more.
    #expect(abs(share - 0.897) < 0.042, "\(share)")
    #expect(rankShare > 0.86, "\(rankShare)")
  }
}

/// A Poisson variate, by multiplying uniform ones (Knuth, The Art of Computer Programming 2, 3.4.1).
private func poisson(_ mean: Double, _ random: inout SplitMix64) -> Double {
  let limit = exp(-mean)
  var product = random.unit()
  var count = 0.0
  while product > limit {
    product *= random.unit()
    count += 1
  }
  return count
}

extension ScoreCard {
  /// A card whose indicators all have the same goalposts.
  fileprivate init(_ table: ScoringTable, method: ScoringMethod, posts: Limits) throws {
    var table = table
    for place in table.indicators.indices { table.indicators[place].goalposts = posts }
    try self.init(table, method: method)
  }
}
