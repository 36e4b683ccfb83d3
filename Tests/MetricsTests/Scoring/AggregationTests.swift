import Metrics
import Testing

@Suite struct AggregationTests {
  private func method(_ aggregation: Aggregation..., exponent: Double = 0.5) -> ScoringMethod {
    ScoringMethod(
      normalisation: Normalisation(.goalposts, range: Limits(0, 1)), aggregation: aggregation,
      exponents: aggregation.map { $0 == .generalised ? exponent : nil })
  }

  /// Indicators whose normalised values are the values themselves.
  private func plain(_ ids: [(id: String, weight: Double, group: String?)]) -> [IndicatorDefinition]
  {
    ids.map {
      IndicatorDefinition(
        id: $0.id, direction: .higher, weight: $0.weight, group: $0.group, goalposts: Limits(0, 1))
    }
  }

  @Test func `the arithmetic mean is weighted`() throws {
    let table = sample(plain([("a", 3, nil), ("b", 1, nil)]), [[0.2, 0.6], [0, 1]])
    // (3 · 0.2 + 0.6) / 4 = 0.3; 1 / 4.
    #expect(try agree(ScoreCard(table, method: method(.arithmetic)).indices, [0.3, 0.25]))
  }

  @Test func `the geometric mean is weighted`() throws {
    let table = sample(plain([("a", 3, nil), ("b", 1, nil)]), [[0.5, 0.0625], [1, 1]])
    // (0.5³ · 0.0625)^¼ = (2⁻³ · 2⁻⁴)^¼ = 2^(−7/4).
    #expect(
      try agree(ScoreCard(table, method: method(.geometric)).indices, [0.29730177875068026, 1]))
  }

  @Test func `a list goes from the leaves' level up`() throws {
    // g: a, b. Root: g and c, of which c is a leaf and g is of the first level.
    let table = sample(
      plain([("a", 1, "g"), ("b", 1, "g"), ("c", 1, nil)]), [[0.25, 1, 0.5], [0.5, 0.5, 0.5]])
    let groups = [GroupDefinition(id: "g")]
    // √(0.25 · 1) = 0.5, (0.5 + 0.5) / 2.
    let card = try ScoreCard(table, groups: groups, method: method(.geometric, .arithmetic))
    #expect(agree(card.scores(of: "g") ?? [], [0.5, 0.5]))
    #expect(agree(card.indices, [0.5, 0.5]))
    // (0.25 + 1) / 2 = 0.625, √(0.625 · 0.5) = √0.3125.
    let other = try ScoreCard(table, groups: groups, method: method(.arithmetic, .geometric))
    #expect(agree(other.indices, [0.5590169943749475, 0.5]))
  }

  @Test func `a group's level is its height above its deepest indicator`() throws {
    // h holds a; g holds h and b; so g is of the second level although b is a leaf, and root of the third.
    let table = sample(
      plain([("a", 1, "h"), ("b", 1, "g"), ("c", 1, nil), ("d", 1, "h")]),
      [[0.25, 1, 0.5, 0.25], [0.5, 0.5, 0.5, 0.75]])
    let groups = [GroupDefinition(id: "g"), GroupDefinition(id: "h", parent: "g")]
    let card = try ScoreCard(
      table, groups: groups, method: method(.arithmetic, .geometric, .arithmetic))
    // h: 0.25, 0.625. g: √(0.25 · 1) = 0.5, √(0.625 · 0.5). Root: (0.5 + 0.5) / 2.
    #expect(agree(card.scores(of: "h") ?? [], [0.25, 0.625]))
    #expect(agree(card.scores(of: "g") ?? [], [0.5, 0.5590169943749475]))
    #expect(agree(card.indices, [0.5, 0.52950849718747375]))
  }

  @Test func `a geometric mean of 0 or below is refused with the reason and a way out`() {
    let table = sample(indicators("a", "b"), [[1, 5], [3, 4]])
    func found(_ normalisation: Normalisation) -> [String] {
      problems(
        table, method: ScoringMethod(normalisation: normalisation, aggregation: [.geometric]))
    }
    #expect(
      found(Normalisation(.minMax)) == [
        "the geometric mean of group “index” needs values above 0, and “a” of “A” 2022 is 0: "
          + "write normalise: {by: min-max, range: [1, 100]}, or aggregate it by arithmetic"
      ])
    #expect(
      found(Normalisation(.borda)) == [
        "the geometric mean of group “index” needs values above 0, and “a” of “A” 2022 is 0: "
          + "use normalise: {by: rank}, or aggregate it by arithmetic"
      ])
    #expect(found(Normalisation(.zScore)).count == 1)
    #expect(found(Normalisation(.minMax, range: Limits(1, 100))) == [])
    #expect(found(Normalisation(.rank)) == [])
    #expect(
      code(table, method: ScoringMethod(aggregation: [.geometric])) == .methodRefused)
  }

  @Test func `of several values of 0 or below the message names the least`() {
    // z of 2, 1, 9: all but the last are below the mean, 4.
    let method = ScoringMethod(normalisation: Normalisation(.zScore), aggregation: [.geometric])
    let found = problems(column([2, 1, 9]), method: method)
    #expect(found.count == 1)
    #expect(found.first?.contains("“x” of “B” 2022 is -0.6") == true)
  }

  @Test func `the way out that a message names is one`() throws {
    let table = sample(indicators("a", "b"), [[1, 5], [3, 4], [2, 6]])
    let card = try ScoreCard(
      table,
      method: ScoringMethod(
        normalisation: Normalisation(.minMax, range: Limits(1, 100)), aggregation: [.geometric]))
    // a: 1, 100, 50.5; b: 50.5, 1, 100.
    #expect(agree(card.indices, [7.106335201775948, 10, 71.06335201775947]))
  }

  @Test func `a geometric mean is refused where only an interval would need it`() {
    // Nobody is complete, so no score is asked for; the worst of a missing value is 0 all the same.
    let table = sample(
      indicators("a", "b", "c"), [[1, nil, 1], [nil, 4, 2], [3, nil, nil], [nil, 5, nil]])
    let method = ScoringMethod(aggregation: [.geometric])
    #expect(problems(table, method: method).count == 1)
  }

  @Test func `a geometric mean above another level is refused by the group's score`() {
    let table = sample(
      [
        IndicatorDefinition(id: "a", direction: .higher, group: "g"),
        IndicatorDefinition(id: "b", direction: .higher),
      ], [[1, 5], [3, 6]])
    let method = ScoringMethod(
      normalisation: Normalisation(.zScore), aggregation: [.arithmetic, .geometric])
    // z of the lower of two: −1/√2; b of A is read first, being the indicator.
    let found = problems(table, groups: [GroupDefinition(id: "g")], method: method)
    #expect(found.count == 1)
    #expect(found.first?.contains("group “index”") == true)
  }

  @Test func `what has no weight needs no value above 0`() throws {
    let table = sample(
      plain([("a", 1, nil), ("b", 0, nil)]), [[0.5, 0], [1, 0.5]])
    #expect(try agree(ScoreCard(table, method: method(.geometric)).indices, [0.5, 1]))
  }

  @Test(arguments: Aggregation.allCases)
  func `a better value never lowers an index`(aggregation: Aggregation) throws {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<50 {
      let rows = (0..<6).map { _ in
        (0..<3).map { _ in Double.random(in: 0.1...0.8, using: &generator) }
      }
      let ids = plain([("a", 2, "g"), ("b", 1, "g"), ("c", 1, nil)])
      let groups = [GroupDefinition(id: "g")]
      let before = try ScoreCard(
        sample(ids, rows), groups: groups, method: method(aggregation)
      ).indices
      var better = rows
      better[2][Int.random(in: 0..<3, using: &generator)] += 0.1
      let after = try ScoreCard(
        sample(ids, better), groups: groups, method: method(aggregation)
      ).indices
      for row in rows.indices {
        let (a, b) = (try #require(before[row]), try #require(after[row]))
        if row == 2 { #expect(b > a) } else { #expect(a == b) }
      }
    }
  }

  @Test func `the geometric mean is never above the arithmetic`() throws {
    var generator = SeededGenerator(seed: 12)
    let rows = (0..<60).map { _ in
      (0..<4).map { _ in Double.random(in: 0.01...1, using: &generator) }
    }
    let table = sample(
      plain([("a", 2, "g"), ("b", 1, "g"), ("c", 1, nil), ("d", 0.3, nil)]),
      rows + [[0.4, 0.4, 0.4, 0.4]])
    let groups = [GroupDefinition(id: "g")]
    let means = try ScoreCard(table, groups: groups, method: method(.arithmetic)).indices
    let products = try ScoreCard(table, groups: groups, method: method(.geometric)).indices
    for (mean, product) in zip(means, products) {
      #expect(try #require(product) <= (try #require(mean)) + 1e-12)
    }
    // And equal where all values are.
    #expect(agree([means[60], products[60]], [0.4, 0.4]))
    #expect(means[0] != products[0])
  }

  @Test func `the parts of every level add up to an arithmetic index`() throws {
    var generator = SeededGenerator(seed: 13)
    let rows = (0..<8).map { _ in (0..<4).map { _ in Double.random(in: 0...1, using: &generator) } }
    let table = sample(
      plain([("a", 2, "g"), ("b", 1, "g"), ("c", 1, nil), ("d", 0.3, nil)]), rows)
    let card = try ScoreCard(
      table, groups: [GroupDefinition(id: "g", weight: 4)], method: method(.arithmetic))
    for row in card.rows {
      let parts = row.parts.map(\.contribution)
      #expect(agree([parts.reduce(0) { $0 + ($1 ?? .nan) }], [row.index.value]))
      // a and b make up g.
      let group = row.groupParts[0].contribution
      #expect(agree([group], [(parts[0] ?? .nan) + (parts[1] ?? .nan)]))
      #expect(agree([row.groupParts[1].contribution], [row.index.value]))
      #expect(agree([row.parts.reduce(0) { $0 + $1.weight }], [1]))
    }
  }

  @Test func `below a geometric mean nothing has an additive part`() throws {
    let table = sample(
      plain([("a", 1, "g"), ("b", 1, "g"), ("c", 1, nil)]), [[0.25, 1, 0.5], [0.5, 0.5, 0.5]])
    let groups = [GroupDefinition(id: "g")]
    let mixed = try ScoreCard(table, groups: groups, method: method(.geometric, .arithmetic))
    #expect(mixed.rows[0].parts.map(\.contribution) == [nil, nil, 0.25])
    #expect(agree([mixed.rows[0].groupParts[0].contribution], [0.25]))
    let geometric = try ScoreCard(table, groups: groups, method: method(.arithmetic, .geometric))
    #expect(geometric.rows[0].parts.map(\.contribution) == [nil, nil, nil])
    #expect(geometric.rows[0].groupParts[0].contribution == nil)
    #expect(geometric.rows[0].parts.map(\.weight) == [0.25, 0.25, 0.5])
  }

  // MARK: Harmonic and generalised means

  @Test func `the harmonic mean is weighted`() throws {
    let table = sample(plain([("a", 3, nil), ("b", 1, nil)]), [[0.5, 0.25], [1, 1]])
    // 4 / (3 / 0.5 + 1 / 0.25) = 0.4.
    #expect(try agree(ScoreCard(table, method: method(.harmonic)).indices, [0.4, 1]))
  }

  @Test func `the generalised mean has the exponent that is given`() throws {
    let table = sample(plain([("a", 3, nil), ("b", 1, nil)]), [[0.25, 0.01], [0.5, 0]])
    func found(_ exponent: Double) throws -> [Double?] {
      try ScoreCard(table, method: method(.generalised, exponent: exponent)).indices
    }
    // ½: ((3 · 0.5 + 0.1) / 4)² = 0.16; (3 · √0.5 / 4)² = 0.28125.
    #expect(try agree(found(0.5), [0.16, 0.28125]))
    // 2: √((3 · 0.0625 + 0.0001) / 4) = √0.0469; √(3 · 0.25 / 4).
    #expect(try agree(found(2), [0.21656407827707714, 0.4330127018922193]))
  }

  @Test func `special exponents give the other means, and great ones the least and the greatest`()
    throws
  {
    let table = sample(
      plain([("a", 2, nil), ("b", 1, nil)]), [[0.9, 0.1], [0.3, 0.6], [0.5, 0.5]])
    func found(_ method: ScoringMethod) throws -> [Double?] {
      try ScoreCard(table, method: method).indices
    }
    #expect(
      try agree(found(method(.generalised, exponent: 1)), found(method(.arithmetic))))
    #expect(try agree(found(method(.generalised, exponent: -1)), found(method(.harmonic))))
    // Within the exponent of the geometric mean, and without losing digits on the way.
    #expect(
      try greatestDifference(
        found(method(.generalised, exponent: 1e-12)), found(method(.geometric))) <= 1e-11)
    // No power overflows: 2/3 ^ (1 / 1e6) and 1/3 ^ (1 / 1e6) are 1 within 2e-6.
    #expect(
      try greatestDifference(found(method(.generalised, exponent: 1e6)), [0.9, 0.6, 0.5]) <= 2e-6)
    #expect(
      try greatestDifference(found(method(.generalised, exponent: -1e6)), [0.1, 0.3, 0.5]) <= 2e-6)
  }

  @Test func `the means stand in the order of their exponents`() throws {
    var generator = SeededGenerator(seed: 14)
    let rows = (0..<40).map { _ in
      (0..<3).map { _ in Double.random(in: 0.01...1, using: &generator) }
    }
    let table = sample(plain([("a", 2, "g"), ("b", 1, "g"), ("c", 1, nil)]), rows)
    let methods = [
      method(.generalised, exponent: -3), method(.harmonic), method(.generalised, exponent: -0.5),
      method(.geometric), method(.generalised, exponent: 0.5), method(.arithmetic),
      method(.generalised, exponent: 3),
    ]
    let means = try methods.map {
      try ScoreCard(table, groups: [GroupDefinition(id: "g")], method: $0).indices
    }
    for (less, more) in zip(means, means.dropFirst()) {
      for (a, b) in zip(less, more) { #expect(try #require(a) < #require(b)) }
    }
  }

  @Test func `each level of a list has its own exponent`() throws {
    let table = sample(
      plain([("a", 1, "g"), ("b", 1, "g"), ("c", 1, nil)]), [[0.01, 0.25, 0.18], [0.5, 0.5, 0.5]])
    var scoring = method(.generalised, .generalised)
    scoring.exponents = [0.5, -1]
    // ((0.1 + 0.5) / 2)² = 0.09; 2 / (1 / 0.09 + 1 / 0.18) = 0.12.
    let card = try ScoreCard(table, groups: [GroupDefinition(id: "g")], method: scoring)
    #expect(agree(card.scores(of: "g") ?? [], [0.09, 0.5]))
    #expect(agree(card.indices, [0.12, 0.5]))
  }

  @Test(
    arguments: [
      (Aggregation.harmonic, nil, 0.0, "the harmonic mean", "needs values above 0"),
      (.generalised, -0.5, 0, "the generalised mean", "needs values above 0"),
      (.generalised, 0.5, -1, "the generalised mean", "needs values of 0 or above"),
    ] as [(Aggregation, Double?, Double, String, String)])
  func `a mean refuses what it cannot take and says what to do`(
    aggregation: Aggregation, exponent: Double?, low: Double, name: String, needs: String
  ) {
    let table = sample(indicators("a", "b"), [[1, 5], [3, 4]])
    let found = problems(
      table,
      method: ScoringMethod(
        normalisation: Normalisation(.minMax, range: Limits(low, 100)), aggregation: [aggregation],
        exponents: [exponent]))
    #expect(
      found == [
        "\(name) of group “index” \(needs), and “a” of “A” 2022 is \(Int(low)): "
          + "write normalise: {by: min-max, range: [1, 100]}, or aggregate it by arithmetic"
      ])
  }

  @Test func `zeros are values of a generalised mean with an exponent above 0`() throws {
    let table = sample(plain([("a", 1, nil), ("b", 1, nil)]), [[0, 0], [0, 1]])
    #expect(
      try agree(ScoreCard(table, method: method(.generalised)).indices, [0, 0.25]))
  }

  @Test func `a generalised mean needs an exponent and no other mean takes one`() {
    let table = sample(indicators("a"), [[1], [2]])
    func found(_ aggregation: [Aggregation], _ exponents: [Double?]) -> [String] {
      problems(table, method: ScoringMethod(aggregation: aggregation, exponents: exponents))
    }
    #expect(
      found([.generalised], []) == [
        "generalised has no exponent: write one, such as exponent: 0.5"
      ])
    #expect(
      found([.generalised], [nil]) == [
        "generalised has no exponent: write one, such as exponent: 0.5"
      ])
    #expect(
      found([.generalised], [0]) == [
        "the exponent of generalised is 0: that is the geometric mean, write geometric"
      ])
    #expect(
      found([.generalised], [.infinity]) == [
        "the exponent of generalised is not a finite number: write one such as 0.5"
      ])
    #expect(
      found([.harmonic], [2]) == ["harmonic takes no exponent: only generalised does"])
    #expect(
      found([.arithmetic], [nil, 2]) == [
        "1 aggregations and 2 exponents: give each aggregation its own, or none at all"
      ])
    #expect(
      code(table, method: ScoringMethod(aggregation: [.generalised])) == .invalidDefinition)
  }

  @Test func `nothing below another mean than the arithmetic has an additive part`() throws {
    let table = sample(plain([("a", 1, nil), ("b", 1, nil)]), [[0.25, 1], [0.5, 0.5]])
    for aggregation in [Aggregation.harmonic, .generalised] {
      let card = try ScoreCard(table, method: method(aggregation))
      #expect(card.rows[0].parts.map(\.contribution) == [nil, nil])
      #expect(card.rows[0].parts.map(\.weight) == [0.5, 0.5])
    }
  }

  @Test(arguments: [Aggregation.harmonic, .generalised])
  func `a missing member of whatever weight leaves a group without a score`(
    aggregation: Aggregation
  ) throws {
    let table = sample(
      plain([("a", 1, nil), ("b", 1e-12, nil)]), [[0.25, 1], [0.5, 0.5], [0.75, nil]])
    let card = try ScoreCard(table, method: method(aggregation))
    #expect(card.rows[2].index.value == nil)
    #expect(card.rows[2].lacking == ["b"])
    #expect(agree([card.rows[2].index.low, card.rows[2].index.high], [0.75, 0.75]))
  }
}
