import Diagnostics
import Metrics
import Testing

@Suite struct AssociationTests {
  @Test(arguments: ExpectedCorrelations.pairs)
  func `correlations and probabilities are those of an independent library`(
    expected: ExpectedCorrelations.Pair
  ) throws {
    let pair = try #require(
      try panel(technologyCard()).association(expected.first, expected.second))
    let found = [pair.pearson, pair.spearman, pair.kendall]
    #expect(pair.count == 23)
    #expect(agree(found.map { $0?.value }, expected.values))
    #expect(agree(found.map { $0?.probability }, expected.probabilities))
    #expect(found.map { $0?.test }[..<2] == [.student, .student])
  }

  /// The correlations of two columns.
  private func pair(_ x: [Double?], _ y: [Double?]) throws -> IndexAudit.Association {
    // Goalposts score constant columns too.
    let card = try ScoreCard(
      sample(indicators("x", "y"), zip(x, y).map { [$0, $1] }),
      method: ScoringMethod(missing: .renormalise))
    return try #require(try panel(card).association("x", "y"))
  }

  @Test func `Kendall's τ of eight ranks is that of the handbook`() throws {
    // Source: OECD/JRC Handbook (2008), box 7: 22 of 28 pairs agree, 6 do not; 16/28 = .5714.
    let found = try pair([1, 2, 3, 4, 5, 6, 7, 8], [3, 4, 1, 2, 5, 7, 8, 6])
    #expect(agree([found.kendall?.value], [4.0 / 7]))
    // SciPy 1.17.1, exact.
    #expect(agree([found.kendall?.probability], [0.06101190476190476]))
    #expect(found.kendall?.test == .exact)
    #expect(agree([found.spearman?.value], [0.7380952380952381]))
  }

  @Test func `ties lower neither τ-b nor its probability, and are named`() throws {
    // SciPy 1.17.1: kendalltau, asymptotic.
    let found = try pair([1, 2, 2, 3, 4, 5, 5, 5, 9, 10], [2, 1, 3, 3, 5, 4, 6, 6, 6, 9])
    #expect(agree([found.kendall?.value], [0.8292682926829268]))
    #expect(agree([found.kendall?.probability], [0.0015970618334648218]))
    #expect(found.kendall?.test == .normal)
  }

  @Test func `all six orders of three values are counted`() throws {
    // τ = 1 or −1 in 2 of 6 orders; τ = ±1/3 in the other 4, so all are as far from 0.
    #expect(agree([try pair([1, 2, 3], [4, 5, 9]).kendall?.probability], [1.0 / 3]))
    #expect(agree([try pair([1, 2, 3], [4, 9, 5]).kendall?.probability], [1]))
    // r = ½ with one degree of freedom: t = ½/√(¾) = 1/√3, whose arc is 30°: p = 1 − 2·30/180 = 2/3.
    #expect(agree([try pair([1, 2, 3], [1, 3, 2]).pearson?.probability], [2.0 / 3]))
  }

  @Test func `each pair is of the rows that have both, and says how many`() throws {
    let found = try pair([1, 2, nil, 4, 5], [2, nil, 9, 8, 10])
    let alone = try pair([1, 4, 5], [2, 8, 10])
    #expect(found.count == 3)
    #expect(agree([found.pearson?.value], [alone.pearson?.value]))
    #expect(agree([found.pearson?.value], [1]))
    #expect(found.pearson?.probability.map { $0 < 1e-6 } == true)
  }

  @Test func `what has no correlation has none, and never a number that is none`() throws {
    // Both rows that share x and y have the same y.
    let constant = try pair([1, 2, 3, nil], [5, 5, nil, 9])
    #expect(constant.count == 2)
    #expect(constant.pearson == nil && constant.spearman == nil && constant.kendall == nil)
    // Two rows always agree, which says nothing.
    let two = try pair([1, 2, nil], [5, 6, nil])
    #expect(agree([two.pearson?.value], [1]))
    #expect(two.pearson?.probability == nil && two.pearson?.test == nil)
    #expect(try pair([1, nil, 2], [nil, 3, nil]).pearson == nil)
  }

  @Test func `relations are those of the tree`() throws {
    let card = try technologyCard(groups: [
      "science": ["patents", "royalties"], "skills": ["schooling", "university"],
    ])
    let size = (0..<23).map { Double($0) as Double? }
    let found = try panel(
      card, denominators: [IndexAudit.Denominator(id: "size", values: size)])
    #expect(found.association("patents", "royalties")?.relation == .sameGroup)
    #expect(found.association("patents", "schooling")?.relation == .otherGroup)
    // At the root they stand together.
    #expect(found.association("internet", "exports")?.relation == .sameGroup)
    #expect(found.association("patents", "science")?.relation == .ownGroup)
    #expect(found.association("patents", "skills")?.relation == .foreignGroup)
    #expect(found.association("patents", "index")?.relation == .index)
    #expect(found.association("patents", "size")?.relation == .denominator)
    // 28 pairs, and for each of 8 two groups, the index and the denominator.
    #expect(found.associations.count == 28 + 8 * 4)
  }

  @Test func `indicators of a group that repeat or oppose each other are marked`() throws {
    let table = sample(
      [
        IndicatorDefinition(id: "a", direction: .higher, group: "g"),
        IndicatorDefinition(id: "b", direction: .higher, group: "g"),
        IndicatorDefinition(id: "c", direction: .higher, group: "g"),
        IndicatorDefinition(id: "d", direction: .higher),
      ],
      (1...12).map { row in
        let x = Double(row)
        return [x, 3 * x + (row % 2 == 0 ? 1 : -1), -x * x, x]
      })
    let card = try ScoreCard(table, groups: [GroupDefinition(id: "g")])
    let population = (1...12).map { Double($0 * 100) as Double? }
    let found = try panel(
      card, denominators: [IndexAudit.Denominator(id: "population", values: population)])
    #expect(found.association("a", "b")?.flag == .redundant)
    #expect(found.association("a", "c")?.flag == .opposed)
    // The same values in another group are no repetition within one.
    #expect(found.association("a", "d")?.pearson?.value == 1)
    #expect(found.association("a", "d")?.flag == nil)
    #expect(found.association("a", "population")?.flag == .followsDenominator)
    #expect(found.association("c", "population")?.flag == .followsDenominator)
    let marked = Set(found.associations.compactMap(\.flag))
    #expect(marked == Set(IndexAudit.Association.Flag.allCases))
    #expect(
      found.findings.contains {
        $0.hasPrefix("indicators “a” and “c” of one group pull against each other (r = -0.97")
      })
  }

  @Test func `the direction is part of a correlation`() throws {
    let columns = [
      IndicatorDefinition(id: "x", direction: .higher),
      IndicatorDefinition(id: "y", direction: .lower),
    ]
    let card = try ScoreCard(sample(columns, [[1, 1], [2, 2], [3, 5]]))
    let found = try panel(card).association("x", "y")?.pearson?.value ?? 0
    #expect(found < -0.9)
  }

  @Test func `a denominator of other rows is refused with a reason`() throws {
    let card = try technologyCard()
    let short = IndexAudit.Denominator(id: "people", values: [1, 2])
    #expect(
      refusals { _ = try IndexAudit(of: card, denominators: [short]) } == [
        "invalid-data",
        "the denominator “people” has 2 values for 23 rows: give one a row, empty where it is not "
          + "known",
      ])
    let wild = IndexAudit.Denominator(
      id: "people", values: [.infinity] + [Double?](repeating: 1, count: 22))
    #expect(refusals { _ = try IndexAudit(of: card, denominators: [wild]) }.count == 2)
  }
}
