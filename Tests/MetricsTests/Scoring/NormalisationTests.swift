import Diagnostics
import Metrics
import Testing

@Suite struct NormalisationTests {
  private func normalised(
    _ values: [Double?], _ normalisation: Normalisation, direction: Direction = .higher,
    goalposts: Limits? = nil, reference: Double? = nil
  ) throws -> [Double?] {
    try ScoreCard(
      column(values, direction: direction, goalposts: goalposts, reference: reference),
      method: ScoringMethod(normalisation: normalisation)
    ).column("x")
  }

  // MARK: Each formula by hand

  @Test func `min-max maps the least to the lower and the greatest to the upper end`() throws {
    // (x − 2) / (10 − 2): 0, 2/8, 1, –.
    #expect(try agree(normalised([2, 4, 10, nil], Normalisation(.minMax)), [0, 25, 100, nil]))
    // 1 + 99 · 2/8 = 25.75.
    #expect(
      try agree(
        normalised([2, 4, 10], Normalisation(.minMax, range: Limits(1, 100))), [1, 25.75, 100]))
    // Less is better: −10 is the least and −2 the greatest. (−4 + 10) / 8 = 0.75.
    #expect(
      try agree(normalised([2, 4, 10], Normalisation(.minMax), direction: .lower), [100, 75, 0]))
  }

  @Test func `z-score uses the sample standard deviation`() throws {
    // Mean 4; Σ(x − 4)² = 4 + 0 + 4 = 8; s = √(8 / 2) = 2.
    #expect(try agree(normalised([2, 4, 6, nil], Normalisation(.zScore)), [-1, 0, 1, nil]))
    #expect(
      try agree(normalised([2, 4, 6], Normalisation(.zScore), direction: .lower), [1, 0, -1]))
  }

  @Test func `rank, percentile rank and borda ascend and ties share the least`() throws {
    let values: [Double?] = [10, 20, 20, nil, 30]
    #expect(try normalised(values, Normalisation(.rank)) == [1, 2, 2, nil, 4])
    #expect(try normalised(values, Normalisation(.borda)) == [0, 1, 1, nil, 3])
    // (rank − 1) / (4 − 1).
    #expect(
      try agree(normalised(values, Normalisation(.percentileRank)), [0, 1 / 3, 1 / 3, nil, 1]))
    // Less is better: 30 is rank 1, 20 rank 2, 10 rank 4.
    #expect(try normalised(values, Normalisation(.rank), direction: .lower) == [4, 2, 2, nil, 1])
  }

  @Test func `share of max divides by the greatest`() throws {
    #expect(try agree(normalised([5, 0, 20, -4], Normalisation(.shareOfMax)), [0.25, 0, 1, -0.2]))
  }

  @Test func `distance to max is 1 at the greatest and 0 at the least`() throws {
    // 1 − (10 − 4) / (10 − 2) = 0.25.
    #expect(try agree(normalised([2, 4, 10], Normalisation(.distanceToMax)), [0, 0.25, 1]))
  }

  @Test func `distance to reference is 1 at the reference value and goes beyond`() throws {
    let normalisation = Normalisation(.distanceToReference)
    // 1 − (6 − x) / (6 − 2): 2 → 0, 4 → 0.5, 10 → 2.
    #expect(try agree(normalised([2, 4, 10], normalisation, reference: 6), [0, 0.5, 2]))
    // Less is better: reference −6, least −10. 1 − (−6 + 4) / 4 = 1.5; 1 − (−6 + 2) / 4 = 2.
    #expect(
      try agree(
        normalised([2, 4, 10], normalisation, direction: .lower, reference: 6), [2, 1.5, 0]))
  }

  @Test func `goalposts are fixed and clip`() throws {
    // (x − 2) / (10 − 2), cut to 0 … 1.
    let goalposts = Limits(2, 10)
    #expect(
      try agree(
        normalised([1, 2, 4, 10, 99, nil], Normalisation(.goalposts), goalposts: goalposts),
        [0, 0, 25, 100, 100, nil]))
    // Less is better: the posts turn round with the values. (−4 + 10) / 8 = 0.75.
    #expect(
      try agree(
        normalised(
          [1, 2, 4, 10, 99], Normalisation(.goalposts), direction: .lower, goalposts: goalposts),
        [100, 100, 75, 0, 0]))
    // 1 + 9 · 0.25 = 3.25.
    #expect(
      try agree(
        normalised(
          [1, 4, 99], Normalisation(.goalposts, range: Limits(1, 10)), goalposts: goalposts),
        [1, 3.25, 10]))
  }

  @Test func `goalposts score a single body and a constant indicator`() throws {
    let goalposts = Limits(0, 50)
    #expect(try normalised([20], Normalisation(.goalposts), goalposts: goalposts) == [40])
    #expect(try normalised([20, 20], Normalisation(.goalposts), goalposts: goalposts) == [40, 40])
  }

  // MARK: References from a row

  private func yearly(_ values: [(String, Int, Double)]) -> ScoringTable {
    ScoringTable(
      rows: values.map { ScoringTable.RowKey(body: $0.0, year: $0.1) },
      indicators: indicators("x"), values: values.map { [.exact($0.2)] })
  }

  private func reference(
    _ body: String, _ year: Int? = nil, over scope: Normalisation.Scope = .selection
  ) -> ScoringMethod {
    ScoringMethod(
      normalisation: Normalisation(
        .distanceToReference, over: scope, referenceRow: .init(body: body, year: year)))
  }

  @Test func `the reference can be a body`() throws {
    let card = try ScoreCard(column([2, 4, 10]), method: reference("B"))
    // 1 − (4 − x) / (4 − 2).
    #expect(agree(card.column("x"), [0, 1, 4]))
  }

  @Test func `within a year the reference body's own year counts unless one is named`() throws {
    let table = yearly([("A", 2021, 2), ("B", 2021, 4), ("A", 2022, 3), ("B", 2022, 9)])
    // 2021: reference 4, least 2. 2022: reference 9, least 3.
    let own = try ScoreCard(table, method: reference("B", over: .year))
    #expect(agree(own.column("x"), [0, 1, 0, 1]))
    // 2022 against 4: 1 − (4 − 9) / (4 − 3) = 6.
    let base = try ScoreCard(table, method: reference("B", 2021, over: .year))
    #expect(agree(base.column("x"), [0, 1, 0, 6]))
  }

  @Test func `over several years a reference body needs a year`() throws {
    let table = yearly([("A", 2021, 2), ("B", 2021, 4), ("A", 2022, 3), ("B", 2022, 9)])
    #expect(
      problems(table, method: reference("B")) == [
        "the reference “B” has rows for several years: say which year"
      ])
    // Least 2, reference 9: (x − 2) / 7.
    let card = try ScoreCard(table, method: reference("B", 2022))
    #expect(agree(card.column("x"), [0, 2 / 7, 1 / 7, 1]))
  }

  @Test func `an indicator's own reference value goes before the row's`() throws {
    var table = column([2, 4, 10], reference: 10)
    #expect(
      try agree(ScoreCard(table, method: reference("B")).column("x"), [0, 0.25, 1]))
    table.indicators[0].reference = nil
    #expect(try agree(ScoreCard(table, method: reference("B")).column("x"), [0, 1, 4]))
  }

  @Test func `an indicator that the reference body lacks scores nothing and says so`() throws {
    let table = sample(indicators("x", "y"), [[1, 2], [5, nil], [9, 4]])
    let card = try ScoreCard(table, method: reference("B"))
    #expect(card.column("y") == [nil, nil, nil])
    #expect(
      card.findings == [
        "“y” has no reference: it scores nothing, and its weight does not count"
      ])
    #expect(agree(card.indices, [0, 1, 2]))
  }

  // MARK: Scope

  @Test func `over the selection years are compared, within a year they are not`() throws {
    let table = yearly([("A", 2021, 0), ("B", 2021, 10), ("A", 2022, 10), ("B", 2022, 20)])
    let all = try ScoreCard(table)
    #expect(agree(all.column("x"), [0, 50, 50, 100]))
    let method = ScoringMethod(normalisation: Normalisation(.minMax, over: .year))
    #expect(try agree(ScoreCard(table, method: method).column("x"), [0, 100, 0, 100]))
  }

  @Test(arguments: Normalisation.Scope.allCases)
  func `peer sets never give each other parameters`(scope: Normalisation.Scope) throws {
    let rows = ["p", "p", "q", "q"].enumerated().map {
      ScoringTable.RowKey(body: bodyName($0), year: 2022, peerSet: $1)
    }
    let table = ScoringTable(
      rows: rows,
      indicators: [IndicatorDefinition(id: "x", direction: .higher, goalposts: Limits(0, 200))],
      values: [1, 3, 100, 200].map { [.exact($0)] })
    let method = ScoringMethod(normalisation: Normalisation(.minMax, over: scope))
    let expected: [Double?] = scope == .goalposts ? [0.5, 1.5, 50, 100] : [0, 100, 0, 100]
    #expect(try agree(ScoreCard(table, method: method).column("x"), expected))
  }

  @Test func `over goalposts they stand for the least and the greatest, without clipping`() throws {
    let goalposts = Limits(10, 20)
    func over(_ method: Normalisation.Method, _ direction: Direction = .higher) throws -> [Double?]
    {
      try normalised(
        [5, 15, 30], Normalisation(method, over: .goalposts), direction: direction,
        goalposts: goalposts, reference: 12)
    }
    // (x − 10) / 10.
    #expect(try agree(over(.minMax), [-50, 50, 200]))
    #expect(try agree(over(.minMax, .lower), [150, 50, -100]))
    #expect(try agree(over(.distanceToMax), [-0.5, 0.5, 2]))
    // x / 20.
    #expect(try agree(over(.shareOfMax), [0.25, 0.75, 1.5]))
    // (x − 10) / (12 − 10).
    #expect(try agree(over(.distanceToReference), [-2.5, 2.5, 10]))
    // Less is better: (−x + 20) / (−12 + 20).
    #expect(try agree(over(.distanceToReference, .lower), [15.0 / 8, 5.0 / 8, -10.0 / 8]))
    #expect(try agree(over(.goalposts), [0, 50, 100]))
  }

  // MARK: Properties of all methods

  /// A method with what it needs: goalposts that no value reaches, and a reference.
  private func scores(
    _ values: [Double], _ method: Normalisation.Method, direction: Direction = .higher,
    scaledBy scale: Double = 1, shiftedBy shift: Double = 0
  ) throws -> [Double?] {
    try normalised(
      values.map { $0 * scale + shift }, Normalisation(method), direction: direction,
      goalposts: Limits(-50 * scale + shift, 500 * scale + shift), reference: 150 * scale + shift)
  }

  private let values: [Double] = [12, 7.5, 44, 7.5, 103, 61.25, 0.5]

  @Test(arguments: Normalisation.Method.allCases)
  func `the order of the values is the order of the scores`(method: Normalisation.Method) throws {
    let scores = try scores(values, method).compactMap { $0 }
    #expect(scores.count == values.count)
    for (a, x) in zip(scores, values) {
      for (b, y) in zip(scores, values) { #expect((a < b) == (x < y)) }
    }
  }

  @Test(arguments: Normalisation.Method.allCases.filter { $0 != .shareOfMax })
  func `less is better turns the order round`(method: Normalisation.Method) throws {
    // A reference that is better than the worst, and not the best: 20.
    let scores = try normalised(
      values, Normalisation(method), direction: .lower, goalposts: Limits(-50, 500), reference: 20
    ).compactMap { $0 }
    #expect(scores.count == values.count)
    for (a, x) in zip(scores, values) {
      for (b, y) in zip(scores, values) { #expect((a < b) == (x > y)) }
    }
  }

  @Test(arguments: Normalisation.Method.allCases, [0.001, 3, 1e7])
  func `a change of unit changes no score`(method: Normalisation.Method, scale: Double) throws {
    #expect(try agree(scores(values, method, scaledBy: scale), scores(values, method)))
  }

  @Test(arguments: Normalisation.Method.allCases.filter { $0 != .shareOfMax }, [-30.0, 1000])
  func `a shift changes no score`(method: Normalisation.Method, shift: Double) throws {
    #expect(try agree(scores(values, method, shiftedBy: shift), scores(values, method)))
  }

  @Test func `a shift does change a share of the greatest`() throws {
    #expect(
      try greatestDifference(
        scores(values, .shareOfMax, shiftedBy: 1000), scores(values, .shareOfMax)) > 0.1)
  }

  @Test(arguments: Normalisation.Method.allCases, [-1066, -660, 660, 1010])
  func `values of any size give numbers, and the same as ever`(
    method: Normalisation.Method, exponent: Int
  ) throws {
    // A power of two, so exact but for 2^−1066, where the values themselves are rough: they are
    // below the least normal number, with some 8 binary places left.
    let scale = Double(sign: .plus, exponent: exponent, significand: 1)
    let tolerance = exponent == -1066 ? 1e-2 : 1e-9
    let scaled = try scores(values, method, scaledBy: scale)
    #expect(try greatestDifference(scaled, scores(values, method)) <= tolerance)
  }

  @Test(
    arguments: Normalisation.Method.allCases.filter { $0 != .goalposts && $0 != .scaled })
  func `a constant indicator scores nothing, counts nothing and says so`(
    method: Normalisation.Method
  ) throws {
    var both = indicators("x", "y")
    both[0].reference = 9
    both[1].reference = 9
    let table = sample(both, [[5, 1], [5, 3], [5, 2]])
    let card = try ScoreCard(
      table, method: ScoringMethod(normalisation: Normalisation(method)))
    #expect(card.column("x") == [nil, nil, nil])
    #expect(card.indices == card.column("y"))
    #expect(card.rows[0].parts[0].weight == 0)
    #expect(card.rows[0].parts[0].contribution == nil)
    #expect(card.rows[0].parts[1].weight == 1)
    #expect(card.rows.map(\.coverage) == [1, 1, 1])
    #expect(
      card.findings == [
        "every value of “x” is 5: it scores nothing, and its weight does not count"
      ])
    #expect(card.diagnostics.map(\.severity) == [.warning])
    #expect(card.diagnostics[0].text.chinese == "“x”的值全是5：不计分，其权重不计入")
  }

  @Test(
    arguments: Normalisation.Method.allCases.filter { $0 != .goalposts && $0 != .scaled })
  func `an indicator with fewer than two values scores nothing and says so`(
    method: Normalisation.Method
  ) throws {
    var three = indicators("x", "y", "z")
    for column in three.indices { three[column].reference = 9 }
    let table = sample(three, [[5, 1, nil], [nil, 3, nil], [nil, 2, nil]])
    let card = try ScoreCard(
      table, method: ScoringMethod(normalisation: Normalisation(method)))
    #expect(card.column("x") == [nil, nil, nil])
    #expect(card.indices == card.column("y"))
    // A row is not held to lack what scores nothing for anybody.
    #expect(card.rows.map(\.lacking) == [[], [], []])
    #expect(
      card.findings == [
        "“x” has 1 value: it scores nothing, and its weight does not count",
        "“z” has 0 values: it scores nothing, and its weight does not count",
      ])
  }

  @Test func `rounding in a denominator does not make a constant indicator vary`() throws {
    // 0.1 + 0.2 and 0.3 differ in their last place.
    let card = try ScoreCard(sample(indicators("x", "y"), [[0.1 + 0.2, 1], [0.3, 2]]))
    #expect(card.column("x") == [nil, nil])
  }

  @Test func `an indicator constant in one year is left out of that year only`() throws {
    let rows = [2021, 2021, 2022, 2022].enumerated().map {
      ScoringTable.RowKey(body: $0 % 2 == 0 ? "A" : "B", year: $1, peerSet: "npc prefecture")
    }
    let table = ScoringTable(
      rows: rows, indicators: indicators("x", "y"),
      values: [[5, 1], [5, 3], [1, 2], [2, 8]].map { $0.map { .exact($0) } })
    let card = try ScoreCard(
      table, method: ScoringMethod(normalisation: Normalisation(.minMax, over: .year)))
    #expect(card.column("x") == [nil, nil, 0, 100])
    #expect(agree(card.indices, [0, 100, 0, 100]))
    #expect(card.rows.map { $0.parts[0].weight } == [0, 0, 0.5, 0.5])
    #expect(
      card.findings == [
        "every value of “x” in npc prefecture, 2021 is 5: it scores nothing, "
          + "and its weight does not count"
      ])
  }

  @Test func `where nothing scores there is no index and a finding says why`() throws {
    let card = try ScoreCard(sample(indicators("x"), [[5], [5]]))
    #expect(card.rows.map(\.index) == [ScoreCard.Score](repeating: card.rows[0].index, count: 2))
    #expect(card.rows[0].index.value == nil)
    #expect(card.rows[0].index.low == nil)
    #expect(card.ranks == [nil, nil])
    #expect(card.rows[0].coverage == 0)
    #expect(card.findings.last == "no indicator scores anything: there is no index")
  }

  // MARK: Refusals

  @Test func `share of max refuses less is better and a greatest value of 0 or below`() {
    let method = ScoringMethod(normalisation: Normalisation(.shareOfMax))
    #expect(
      problems(column([1, 2], direction: .lower), method: method) == [
        "share-of-max cannot score “x”, of which less counts more: use min-max or distance-to-max"
      ])
    #expect(
      problems(column([-1, 0]), method: method) == [
        "share-of-max cannot score “x”, whose greatest value is 0: use min-max or distance-to-max"
      ])
    #expect(code(column([-1, 0]), method: method) == .methodRefused)
    #expect(problems(column([0, 1]), method: method) == [])
  }

  @Test func `a reference that the worst value reaches is refused`() {
    let method = ScoringMethod(normalisation: Normalisation(.distanceToReference))
    #expect(
      problems(column([1, 2], reference: 1), method: method) == [
        "the reference 1 of “x” is not above the worst value, 1: choose another reference"
      ])
    #expect(
      problems(column([1, 2], direction: .lower, reference: 3), method: method) == [
        "the reference 3 of “x” is not below the worst value, 2: choose another reference"
      ])
    #expect(
      problems(column([1, 2]), method: method) == [
        "indicator “x” has no reference: give a value, or a body as reference for all"
      ])
  }

  @Test func `values too far apart are refused and give no infinity`() {
    let method = ScoringMethod(normalisation: Normalisation(.shareOfMax))
    #expect(
      problems(column([-1e308, 1e-300]), method: method) == [
        "the values of “x” are too far apart to be normalised: check numbers and units"
      ])
  }

  @Test func `a reference row that is not there is refused`() {
    #expect(
      problems(column([1, 2]), method: reference("Z")) == [
        "the reference “Z” is not in the data"
      ])
    #expect(
      problems(column([1, 2]), method: reference("A", 1999)) == [
        "the reference “A” has no row for 1999"
      ])
  }
}
