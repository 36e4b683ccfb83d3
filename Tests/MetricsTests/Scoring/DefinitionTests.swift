import Metrics
import Testing

@Suite struct DefinitionTests {
  private let rows: [[Double?]] = [[1, 2], [3, 4]]

  private func grouped(_ a: String?, _ b: String?) -> [IndicatorDefinition] {
    [
      IndicatorDefinition(id: "a", direction: .higher, group: a),
      IndicatorDefinition(id: "b", direction: .higher, group: b),
    ]
  }

  @Test func `a tree of any depth is scored from the leaves up`() throws {
    // a, b in g3 (1 : 3); g3 in g2 in g1, alone; c beside g1 at the root (2 : 1).
    let table = sample(
      [
        IndicatorDefinition(id: "a", direction: .higher, weight: 1, group: "g3"),
        IndicatorDefinition(id: "b", direction: .higher, weight: 3, group: "g3"),
        IndicatorDefinition(id: "c", direction: .higher, weight: 1),
      ], [[0, 10, 0], [10, 0, 0], [0, 5, 10]])
    let groups = [
      GroupDefinition(id: "g1", weight: 2), GroupDefinition(id: "g3", parent: "g2"),
      GroupDefinition(id: "g2", parent: "g1"),
    ]
    let card = try ScoreCard(table, groups: groups)
    // g3: (0 + 3·100) / 4 = 75, 25, (0 + 3·50) / 4 = 37.5; g2 and g1 the same.
    for group in groups { #expect(agree(card.scores(of: group.id) ?? [], [75, 25, 37.5])) }
    // (2·75 + 0) / 3 = 50, 50 / 3, (75 + 100) / 3 = 175 / 3.
    #expect(agree(card.indices.map { ($0 ?? .nan) * 3 }, [150, 50, 175]))
    #expect(card.ranks == [2, 3, 1])
    #expect(card.groupIDs == ["g1", "g3", "g2", "index"])
    #expect(card.scores(of: "index") == card.indices)
    #expect(card.scores(of: "nothing") == nil)
    // 2/3 · 1/4, 2/3 · 3/4, 1/3.
    let (third, twoThirds) = (1.0 / 3, 2.0 / 3)
    #expect(agree(card.rows[0].parts.map(\.weight), [third / 2, 0.5, third]))
    #expect(agree(card.rows[0].groupParts.map(\.weight), [twoThirds, twoThirds, twoThirds, 1]))
  }

  @Test func `very deep trees are no trouble`() throws {
    let depth = 3000
    let groups = (0..<depth).map {
      GroupDefinition(id: "g\($0)", parent: $0 == 0 ? nil : "g\($0 - 1)")
    }
    let table = sample(
      [IndicatorDefinition(id: "a", direction: .higher, group: "g\(depth - 1)")], [[1], [2]])
    #expect(try agree(ScoreCard(table, groups: groups).indices, [0, 100]))
  }

  @Test func `a group may be named index at the top`() throws {
    let table = sample(grouped("index", "g"), rows)
    let card = try ScoreCard(table, groups: [GroupDefinition(id: "g", parent: "index")])
    #expect(agree(card.indices, [0, 100]))
  }

  @Test func `all problems of the definitions are reported at once`() {
    let table = sample(
      [
        IndicatorDefinition(id: "a", direction: .higher, group: "nowhere"),
        IndicatorDefinition(id: "b", weight: -1, group: "p"),
        IndicatorDefinition(id: "p", direction: .higher),
        IndicatorDefinition(id: "index", direction: .higher, goalposts: Limits(3, 3)),
      ], [[1, 2, 3, .nan], [1, 2, 3, 4]])
    let groups = [
      GroupDefinition(id: "p", parent: "q"), GroupDefinition(id: "q", parent: "p"),
      GroupDefinition(id: "r", parent: "unknown"), GroupDefinition(id: "self", parent: "self"),
    ]
    let method = ScoringMethod(
      coverage: 1.5, normalisation: Normalisation(.minMax, range: Limits(100, 0)))
    #expect(
      problems(table, groups: groups, method: method) == [
        "the id “index” is kept for the index itself: choose another",
        "the id “p” is used twice: indicators and groups need ids of their own",
        "the group “nowhere” of indicator “a” is not defined: known are p, q, r, self, index",
        "the parent “unknown” of group “r” is not defined: known are p, q, r, self, index",
        "groups are their own parents: p → q → p",
        "groups are their own parents: self → self",
        "the group “r” is empty: give it an indicator, or remove it",
        "the weight of “b” is -1: write a number of 0 or more",
        "the coverage is 1.5: write a share from 0 to 1",
        "the range is [100, 0]: write the lower end first, as in [0, 100]",
        "indicator “b” has a weight but no direction: write higher or lower, or weight 0",
        "the goalposts of “index” are [3, 3]: write the lower first, "
          + "and not the same twice; the direction is said by `direction`",
        "“index” of “A” 2022 is not a finite number",
      ])
    #expect(code(table, groups: groups, method: method) == .invalidDefinition)
  }

  @Test func `a group below a circle is not part of it`() {
    let groups = [
      GroupDefinition(id: "r", parent: "p"), GroupDefinition(id: "p", parent: "q"),
      GroupDefinition(id: "q", parent: "p"),
    ]
    #expect(
      problems(sample(grouped("r", nil), rows), groups: groups) == [
        "groups are their own parents: p → q → p"
      ])
  }

  @Test func `ids are unique and not empty`() {
    let groups = [GroupDefinition(id: "g"), GroupDefinition(id: "g"), GroupDefinition(id: "")]
    #expect(
      problems(sample(grouped("g", ""), rows), groups: groups) == [
        "the id “g” is used twice: indicators and groups need ids of their own",
        "an indicator or a group has an empty id: give it one",
      ])
  }

  @Test func `a table without indicators or rows is refused`() {
    #expect(
      problems(ScoringTable(rows: [], indicators: [], values: [])) == [
        "there is no indicator: define at least one", "there is no row to score",
      ])
    #expect(code(sample(indicators("x"), [[Double?]]())) == .invalidData)
  }

  @Test func `a table of the wrong shape is refused`() {
    var table = sample(indicators("x"), [[1], [2]])
    table.values.removeLast()
    #expect(problems(table) == ["the table has 2 rows and values for 1"])
    table.values.append([])
    #expect(problems(table) == ["“B” 2022 has 0 values for 1 indicators"])
  }

  @Test func `a row that is there twice is refused`() {
    var table = sample(indicators("x"), [[1], [2]])
    table.rows[1].body = "A"
    #expect(problems(table) == ["“A” 2022 is there twice"])
    table.rows[1].peerSet = "cppcc"
    #expect(problems(table) == [])
  }

  @Test func `an estimate whose parts disagree is refused`() {
    let table = sample(
      indicators("x"),
      [
        [Estimate(point: 1, low: 2, high: 3)], [Estimate(low: 4, high: 3)],
        [Estimate(point: .infinity)], [Estimate(point: 3, low: 3, high: 3)],
        [Estimate(point: 5, high: 4)],
      ])
    #expect(
      problems(table) == [
        "“x” of “A” 2022 is not between its own ends",
        "the lower end of “x” of “B” 2022 is above its upper end",
        "“x” of “C” 2022 is not a finite number",
        "“x” of “E” 2022 is not between its own ends",
      ])
  }

  // MARK: Weights

  @Test func `equal weights are equal within each group`() throws {
    let table = sample(
      [
        IndicatorDefinition(id: "a", direction: .higher, weight: 7, group: "g"),
        IndicatorDefinition(id: "b", direction: .higher, weight: 1, group: "g"),
        IndicatorDefinition(id: "c", direction: .higher, weight: 5),
        IndicatorDefinition(id: "d", weight: 0),
      ], [[1, 1, 1, 1], [2, 2, 2, 2]])
    let groups = [GroupDefinition(id: "g", weight: 9)]
    let equal = try ScoreCard(table, groups: groups, method: ScoringMethod(weights: .equal))
    #expect(equal.rows[0].parts.map(\.weight) == [0.25, 0.25, 0.5, 0])
    let given = try ScoreCard(table, groups: groups)
    // 9/14 · 7/8 = 63/112, 9/14 · 1/8 = 9/112, 5/14 = 40/112.
    let sums = given.rows[0].parts.map { $0.weight * 112 }
    #expect(agree(sums, [63, 9, 40, 0]))
  }

  @Test(arguments: Weighting.allCases)
  func `weights of 0 in a whole group are refused`(weights: Weighting) {
    let table = sample(
      [IndicatorDefinition(id: "a", weight: 0, group: "g"), indicators("b")[0]], rows)
    let method = ScoringMethod(weights: weights)
    #expect(
      problems(table, groups: [GroupDefinition(id: "g")], method: method) == [
        "the weights in group “g” are all 0: give one of its members a weight above 0"
      ])
    // A group that does not count itself may be of what does not count.
    #expect(problems(table, groups: [GroupDefinition(id: "g", weight: 0)], method: method) == [])
    #expect(
      problems(sample([IndicatorDefinition(id: "a", weight: 0)], [[1], [2]]), method: method) == [
        "the weights in group “index” are all 0: give one of its members a weight above 0"
      ])
  }

  @Test(arguments: [-1, .nan, .infinity])
  func `a weight that is negative or no number is refused`(weight: Double) {
    var both = indicators("a", "b")
    both[0].weight = weight
    #expect(code(sample(both, rows)) == .invalidDefinition)
    let groups = [GroupDefinition(id: "g", weight: weight)]
    #expect(problems(sample(grouped("g", nil), rows), groups: groups).count == 1)
  }

  @Test func `weights of any size give the same shares`() throws {
    var both = indicators("a", "b")
    both[0].weight = 1.5e308
    both[1].weight = 0.5e308
    let card = try ScoreCard(sample(both, rows))
    #expect(agree(card.rows[0].parts.map(\.weight), [0.75, 0.25]))
  }

  @Test func `an indicator of weight 0 is shown and not scored`() throws {
    let table = sample(
      [IndicatorDefinition(id: "a", weight: 0), indicators("b")[0]], [[1, 9], [nil, 4], [3, 5]])
    let card = try ScoreCard(table)
    #expect(agree(card.column("a"), [0, nil, 100]))
    #expect(agree(card.indices, [100, 0, 20]))
    #expect(card.rows[1].lacking == [])
    #expect(card.rows[1].coverage == 1)
    #expect(card.rows[2].parts[0].weight == 0)
    #expect(card.rows[2].parts[0].contribution == nil)
  }

  @Test func `a group of weight 0 has a score that does not count`() throws {
    let card = try ScoreCard(
      sample(grouped("g", nil), [[1, 9], [nil, 4], [3, 5]]),
      groups: [GroupDefinition(id: "g", weight: 0)])
    #expect(agree(card.scores(of: "g") ?? [], [0, nil, 100]))
    #expect(agree(card.indices, [100, 0, 20]))
    #expect(card.rows[1].lacking == [])
  }

  @Test func `direction is required only where there is weight`() {
    let bare = IndicatorDefinition(id: "a")
    #expect(
      problems(sample([bare], [[1], [2]])) == [
        "indicator “a” has a weight but no direction: write higher or lower, or weight 0"
      ])
  }

  // MARK: Method

  @Test func `a setting that the method does not use is refused`() {
    let table = column([1, 2])
    func found(_ normalisation: Normalisation) -> [String] {
      problems(table, method: ScoringMethod(normalisation: normalisation))
    }
    #expect(
      found(Normalisation(.zScore, range: Limits(0, 1))) == [
        "z-score takes no range: only min-max, scaled and goalposts do"
      ])
    #expect(
      found(Normalisation(.minMax, referenceRow: .init(body: "A"))) == [
        "min-max takes no reference: only distance-to-reference does"
      ])
    #expect(
      found(Normalisation(.goalposts)) == [
        "indicator “x” has no goalposts: write goalposts: [low, high]"
      ])
  }

  @Test(arguments: [Normalisation.Method.zScore, .rank, .percentileRank, .borda])
  func `goalposts give no parameters to methods of the whole column`(method: Normalisation.Method) {
    let table = column([1, 2], goalposts: Limits(0, 9))
    let normalisation = Normalisation(method, over: .goalposts)
    #expect(
      problems(table, method: ScoringMethod(normalisation: normalisation)) == [
        "\(method.rawValue) cannot take its parameters from goalposts: "
          + "use over: selection or over: year"
      ])
  }

  @Test func `there is one aggregation or one a level`() {
    let table = sample(grouped("g", nil), rows)
    let groups = [GroupDefinition(id: "g")]
    #expect(
      problems(table, groups: groups, method: ScoringMethod(aggregation: [])) == [
        "there is no aggregation: write arithmetic, geometric, harmonic or generalised"
      ])
    let three = ScoringMethod(aggregation: [.arithmetic, .arithmetic, .arithmetic])
    #expect(
      problems(table, groups: groups, method: three) == [
        "3 aggregations for 2 levels of groups: write one, or 2 from the leaves up"
      ])
  }

  @Test func `the ids are those of studies`() {
    #expect(
      Normalisation.Method.allCases.map(\.rawValue) == [
        "min-max", "z-score", "rank", "percentile-rank", "borda", "share-of-max",
        "distance-to-max", "distance-to-reference", "goalposts", "scaled", "distance-to-target",
      ])
    #expect(Normalisation.Scope.allCases.map(\.rawValue) == ["selection", "year", "goalposts"])
    #expect(MissingValues.allCases.map(\.rawValue) == ["interval", "renormalise"])
    #expect(Weighting.allCases.map(\.rawValue) == ["given", "equal"])
    #expect(
      Aggregation.allCases.map(\.rawValue)
        == ["arithmetic", "geometric", "harmonic", "generalised"])
    #expect(Direction.allCases.map(\.rawValue) == ["higher", "lower"])
  }
}
