import Diagnostics
import Metrics
import Testing

@Suite struct PanelTests {
  @Test func `shares of values are of the values that are there`() throws {
    // 6 of 10 rows; of the 6, 4 are not 0 and 4 are different: 4/6. Over all 10 rows, as COINr has it,
    // both were 0.4 and held against the indicator.
    let values: [Double?] = [0, 0, 3, 3, 5, 7, nil, nil, nil, nil]
    let card = try ScoreCard(column(values))
    let found = try #require(try panel(card).reporting.first)
    #expect(found.rowCount == 10 && found.statedCount == 6)
    let shares = [found.rate, found.nonZero, found.distinct]
    #expect(agree(shares, [0.6, 2.0 / 3, 2.0 / 3]))
    #expect(found.flags == [.fewReports])
    #expect(
      try panel(card).findings.contains {
        $0.hasPrefix("indicator “x” is stated in 6 of 10 rows, less than 65%")
      })
  }

  @Test func `zeros and ties are marked below a half`() throws {
    let half = try panel(ScoreCard(column([0, 0, 4, 5]))).reporting[0]
    #expect(half.nonZero == 0.5 && half.flags == [])
    let few = try panel(ScoreCard(column([0, 0, 0, 0, 4]))).reporting[0]
    #expect(few.flags == [.manyZeros, .fewDistinct])
  }

  @Test func `a column that nobody states has a rate of 0 and no shares`() throws {
    let card = try ScoreCard(sample(indicators("x", "y"), [[1, nil], [2, nil], [3, nil]]))
    let found = try panel(card)
    #expect(found.reporting[1].rate == 0)
    #expect(found.reporting[1].nonZero == nil && found.reporting[1].distinct == nil)
    #expect(found.reporting[1].flags == [.fewReports])
    #expect(found.associations.allSatisfy { $0.indicator != "y" || $0.pearson == nil })
    #expect(found.influence[1].correlation == nil && found.influence[1].nominal == 0)
    #expect(found.influence[0].share == 1)
  }

  @Test func `rates are of what was stated, not of what was filled in`() throws {
    let stated = column([1, nil, 3, 4])
    let filled = column([1, 2, 3, 4])
    let card = try ScoreCard(filled)
    #expect(try panel(card).reporting[0].rate == 1)
    #expect(try panel(card, stated: stated).reporting[0].rate == 0.75)
    #expect(refusals { _ = try IndexAudit(of: card, stated: column([1, 2])) }.count == 2)
  }

  @Test func `α of two members is that of the formula`() throws {
    // Variances 1 and 1, covariance ½: 4·½ / (1 + 1 + 2·½) = 2/3. Goalposts keep the values' own scale.
    let columns = ["x", "y"].map {
      IndicatorDefinition(id: $0, direction: .higher, goalposts: Limits(0, 10))
    }
    let card = try ScoreCard(
      sample(columns, [[1, 1], [2, 3], [3, 2]]),
      method: ScoringMethod(normalisation: Normalisation(.goalposts)))
    let found = try panel(card).reliability
    #expect(found.map(\.group) == ["index"])
    #expect(found[0].count == 3 && found[0].members == ["x", "y"])
    #expect(agree([found[0].alpha], [2.0 / 3]))
  }

  @Test func `α of the technology achievement index is that of the handbook`() throws {
    // Source: OECD/JRC Handbook (2008), step 4: 0.70 for the standardised indicators. The further digits
    // and that of min-max values are computed with NumPy 2.4.6.
    let standardised = try ScoreCard(
      sample(
        TechnologyAchievement.indicators.map { IndicatorDefinition(id: $0, direction: .higher) },
        TechnologyAchievement.values.map { $0.map { $0 as Double? } }),
      method: ScoringMethod(normalisation: Normalisation(.zScore)))
    let alpha = try #require(try panel(standardised).reliability.last?.alpha)
    #expect(abs(alpha - 0.70) < 0.005)
    #expect(agree([alpha], [0.7035427579584912]))
    #expect(agree([try panel(technologyCard()).reliability.last?.alpha], [0.7075686010935321]))
  }

  @Test func `α is negative where members pull apart, and absent where they cancel out`() throws {
    let against = try ScoreCard(sample(indicators("x", "y"), [[1, 9], [2, 5], [3, 4], [4, 1]]))
    let found = try #require(try panel(against).reliability.last?.alpha)
    #expect(found < 0)
    let cancelled = try ScoreCard(
      sample(indicators("x", "y"), [[1, 4], [2, 3], [3, 2], [4, 1]]))
    #expect(try panel(cancelled).reliability.last?.alpha == nil)
    #expect(try panel(ScoreCard(column([1, 2, 3]))).reliability.last?.alpha == nil)
  }

  @Test func `each group has its own α and the whole has that of all`() throws {
    let card = try technologyCard(groups: [
      "science": ["patents", "royalties"], "skills": ["schooling", "university"],
    ])
    let found = try panel(card).reliability
    #expect(found.map(\.group) == ["science", "skills", "index"])
    #expect(found[1].members == ["schooling", "university"])
    #expect(found[2].members.count == 8)
  }

  @Test func `real influence is that of an independent computation`() throws {
    // NumPy 2.4.6: squared correlations with the mean of the min-max values over their sum, and local linear
    // regressions by weighted least squares.
    let found = try panel(technologyCard()).influence
    #expect(
      agree(
        found.map(\.share),
        [
          0.05816092188177622, 0.16801447079715062, 0.1787466192825982, 0.002119913021750548,
          0.21011137880151154, 0.18237553896693323, 0.13816402999087843, 0.06230712725740125,
        ]))
    #expect(
      agree(
        found.map(\.curved),
        [
          0.3996992418318734, 0.5042901668216327, 0.5365023740464208, 0.02812297208038216,
          0.6306427164530555, 0.5492122299075247, 0.4146950045568984, 0.18701288912635985,
        ]))
    #expect(agree([found.compactMap(\.share).reduce(0, +)], [1]))
    #expect(agree([found.compactMap(\.curvedShare).reduce(0, +)], [1]))
    #expect(agree(found.map(\.nominal), [Double](repeating: 0.125, count: 8)))
    // 0.0582 and 0.0021 are less than half of 0.125; 0.0623 is as well, 0.2101 is not twice as much.
    #expect(
      found.filter(\.isDisproportionate).map(\.indicator) == ["patents", "exports", "university"])
    #expect(
      try panel(technologyCard()).findings.contains {
        $0.hasPrefix("indicator “exports” has a nominal weight of 0.125 and 0.002 of the real")
      })
  }

  @Test func `a bent effect is seen where a straight one is not`() throws {
    // The index is the mean of x and (x − 20)², of which the latter decides: r with x is near 0.
    let columns = ["x", "y"].map { IndicatorDefinition(id: $0, direction: .higher) }
    let rows: [[Double?]] = (0...40).map { [Double($0), Double(($0 - 20) * ($0 - 20))] }
    var table = sample(columns, rows)
    table.indicators[1].weight = 9
    let found = try panel(ScoreCard(table)).influence[0]
    let (straight, bent) = (found.mainEffect ?? 1, found.curved ?? 0)
    #expect(straight < 0.05)
    #expect(bent > 0.95)
  }

  @Test func `nominal weights are the products of the shares`() throws {
    let table = sample(
      [
        IndicatorDefinition(id: "a", direction: .higher, weight: 1, group: "g"),
        IndicatorDefinition(id: "b", direction: .higher, weight: 3, group: "g"),
        IndicatorDefinition(id: "c", direction: .higher, weight: 2),
        IndicatorDefinition(id: "d", weight: 0),
      ], [[1, 2, 3, 4], [3, 1, 2, 4], [2, 5, 9, 1]])
    let card = try ScoreCard(table, groups: [GroupDefinition(id: "g", weight: 2)])
    let found = try panel(card)
    #expect(found.influence.map(\.indicator) == ["a", "b", "c"])
    #expect(agree(found.influence.map(\.nominal), [0.125, 0.375, 0.5]))
    #expect(found.reporting.map(\.indicator) == ["a", "b", "c", "d"])
  }

  @Test func `components are those of the handbook`() throws {
    // Eigenvalues: OECD/JRC Handbook (2008), table 16 (3.3, 1.7, 1.0, 0.9 …); digits by NumPy 2.4.6.
    let found = try #require(try panel(technologyCard()).components)
    let values = [
      3.354361207288001, 1.7460601162146994, 0.984862030234587, 0.8939157330866091,
      0.471196130661423, 0.2994520318731194, 0.17442218145165944, 0.07573056918990355,
    ]
    #expect(agree(found.components.eigenvalues, values))
    #expect(agree(found.explainedShares, values.map { $0 / 8 }))
    #expect(found.atLeastOneCount == 2)
    #expect(
      agree(
        found.firstLoadings,
        [
          0.10460194411250259, 0.5608860985248381, 0.9156001288475882, -0.3515636427453227,
          0.7597111474738986, 0.904791540207383, 0.7360701412792338, 0.3595800641047869,
        ]))
    // 23 rows are one less than three for each of eight.
    #expect(found.hasFewRows)
  }

  @Test func `components of too few rows are refused with the reason`() throws {
    let card = try ScoreCard(
      sample(indicators("x", "y", "z"), [[1, 2, 3], [3, 1, 2], [2, 5, 9], [4, 4, nil]]),
      method: ScoringMethod(missing: .renormalise))
    let found = try panel(card)
    #expect(found.components == nil)
    #expect(
      found.findings.contains {
        $0.hasPrefix("3 rows lack nothing, no more than the 3 indicators, which is too few")
      })
    #expect(try panel(ScoreCard(column([1, 2, 3]))).components == nil)
  }

  @Test func `a peer set has a panel over all years and one a year, apart from others`() throws {
    let keys = [
      ("A", 2021, "city"), ("B", 2021, "city"), ("A", 2022, "city"), ("B", 2022, "city"),
      ("C", 2022, "province"), ("D", 2022, "province"),
    ]
    let table = ScoringTable(
      rows: keys.map { ScoringTable.RowKey(body: $0.0, year: $0.1, peerSet: $0.2) },
      indicators: indicators("x", "y"),
      values: [[1, 1], [2, 2], [5, 6], [3, 4], [1, 9], [2, 8]].map { $0.map(Estimate.exact) })
    let panels = try IndexAudit(of: ScoreCard(table)).panels
    #expect(panels.map(\.peerSet) == ["city", "city", "city", "province"])
    #expect(panels.map(\.years) == [[2021, 2022], [2021], [2022], [2022]])
    #expect(panels.map(\.rowCount) == [4, 2, 2, 2])
    // A and B are compared within each year only.
    #expect(panels[0].dominance.pairCount == 2)
    #expect(panels[0].dominantPairs == ["B > A", "A > B"])
    #expect(panels[3].dominance.pairs.isEmpty)
  }

  @Test func `nothing depends on the order of rows`() throws {
    var generator = SeededGenerator(seed: 11)
    let rows: [[Double?]] = (0..<25).map { _ in
      (0..<5).map { _ in
        Bool.random(using: &generator) && Bool.random(using: &generator)
          ? nil : Double(Int.random(in: 0...9, using: &generator))
      }
    }
    let table = sample(indicators("a", "b", "c", "d", "e"), rows)
    let method = ScoringMethod(missing: .renormalise)
    let expected = try IndexAudit(of: ScoreCard(table, method: method))
    for _ in 0..<5 {
      let order = rows.indices.shuffled(using: &generator)
      var shuffled = table
      shuffled.rows = order.map { table.rows[$0] }
      shuffled.values = order.map { table.values[$0] }
      #expect(try IndexAudit(of: ScoreCard(shuffled, method: method)) == expected)
    }
  }

  @Test func `an indicator against which the index falls is told, but not where chance may do it`()
    throws
  {
    func findings(_ y: [Double]) throws -> [String] {
      var columns = indicators("x", "y")
      columns[0].weight = 9
      let rows = y.enumerated().map { [Double?(Double($0 + 1)), $1] }
      return try panel(ScoreCard(sample(columns, rows))).influence
        .flatMap { $0.findings.map(\.text.english) }
        .filter { $0.contains("check its direction") }
    }
    #expect(try findings([6, 5, 4, 3, 2, 1]).count == 1)
    // r with x is −.36 of six rows, p about .5.
    #expect(try findings([3, 1, 2, 2, 1, 2]).isEmpty)
  }

  @Test func `an index of one row, of constants or of nothing has findings and no numbers`() throws
  {
    for rows: [[Double?]] in [[[1, 2]], [[3, 3], [3, 3], [3, 3]], [[1, nil], [nil, 2]]] {
      let found = try panel(ScoreCard(sample(indicators("x", "y"), rows)))
      #expect(found.components == nil)
      #expect(found.associations.allSatisfy { $0.pearson == nil && $0.kendall == nil })
      #expect(found.influence.allSatisfy { $0.share == nil && $0.curved == nil })
      #expect(found.reliability.allSatisfy { $0.alpha == nil })
      #expect(!found.findings.isEmpty)
    }
  }

  @Test func `a multi-criteria ranking is audited by its stated values`() throws {
    let columns = [
      IndicatorDefinition(id: "x", direction: .higher),
      IndicatorDefinition(id: "y", direction: .lower),
    ]
    let card = try ScoreCard(
      sample(columns, [[1, 9], [2, 7], [3, 8], [4, 2]]), method: MultiCriteriaMethod.topsis())
    let found = try panel(card)
    for other in ["y", "index"] {
      let r = found.association("x", other)?.pearson?.value ?? 0
      #expect(r > 0.7)
    }
    #expect(agree(found.influence.map(\.nominal), [0.5, 0.5]))
  }
}
