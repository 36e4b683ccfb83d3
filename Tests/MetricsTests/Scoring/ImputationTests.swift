import Diagnostics
import Metrics
import Testing

@Suite struct ImputationTests {
  /// Values of one indicator by body and year, 2020 and after.
  private func panel(_ series: [[Double?]]) -> ScoringTable {
    var rows: [ScoringTable.RowKey] = []
    var values: [[Estimate]] = []
    for (body, numbers) in series.enumerated() {
      for (place, number) in numbers.enumerated() {
        rows.append(ScoringTable.RowKey(body: bodyName(body), year: 2020 + place))
        values.append([number.map(Estimate.exact) ?? .notKnown])
      }
    }
    return ScoringTable(rows: rows, indicators: indicators("x"), values: values)
  }

  private func points(_ outcome: Imputation.Outcome) -> [Double?] {
    outcome.table.values.map { $0[0].point }
  }

  private func refusals(
    _ table: ScoringTable, _ imputation: Imputation, groups: [String]? = nil
  ) -> [String] {
    do {
      _ = try imputation.apply(to: table, groups: groups)
      return []
    } catch {
      return error.problems.map(\.text.english)
    }
  }

  // MARK: Means and medians

  @Test func `the mean and the median are of what is stated`() throws {
    let values: [Double?] = [1, nil, 3, 11, nil]
    // (1 + 3 + 11) / 3 = 5; the middle one is 3.
    let mean = try Imputation(.mean).apply(to: column(values))
    #expect(points(mean) == [1, 5, 3, 11, 5])
    #expect(try points(Imputation(.median).apply(to: column(values))) == [1, 3, 3, 11, 3])
    // Of an even number the mean of the middle two: (3 + 5) / 2.
    #expect(
      try points(Imputation(.median).apply(to: column([1, 5, nil, 3, 90]))) == [1, 5, 4, 3, 90])
    #expect(mean.imputed.map(\.row) == [1, 4])
    #expect(mean.imputed.allSatisfy { $0.column == 0 && $0.estimate == 5 && $0.value == 5 })
    #expect(mean.imputed.allSatisfy { $0.sources == [0, 2, 3] })
    #expect(mean.isImputed(row: 4, column: 0) && !mean.isImputed(row: 3, column: 0))
    #expect(
      mean.diagnostics.map(\.text.english) == ["2 missing values of “x” are filled by mean"])
  }

  @Test func `a group fills its own gaps`() throws {
    let table = column([1, 3, nil, 10, 30, 80, nil])
    let groups = ["a", "a", "a", "b", "b", "b", "b"]
    // a: (1 + 3) / 2 = 2; b: 120 / 3 = 40, the middle one 30.
    #expect(
      try points(Imputation(.groupMean).apply(to: table, groups: groups))
        == [1, 3, 2, 10, 30, 80, 40])
    #expect(
      try points(Imputation(.groupMedian).apply(to: table, groups: groups))
        == [1, 3, 2, 10, 30, 80, 30])
  }

  @Test func `a group without a value is refused with a way out`() {
    let table = column([1, 3, nil, nil])
    #expect(
      refusals(table, Imputation(.groupMean), groups: ["a", "a", "b", "b"]) == [
        "the group “b” has no value of “x” in 2022 to fill 2 with: join small groups, "
          + "or use mean or median"
      ])
    #expect(
      refusals(column([nil, nil]), Imputation(.median)) == [
        "nobody has a value of “x” in 2022 to fill 2 with: remove the indicator, "
          + "or take all years together"
      ])
    #expect(
      refusals(column([1e308, 1e308, nil]), Imputation(.mean)) == [
        "the values of “x” in 2022 are too great for a mean: check numbers and units"
      ])
  }

  @Test func `means are of a year or of all years`() throws {
    let table = panel([[1, 10], [3, nil], [nil, 40]])
    // 2020: (1 + 3) / 2; 2021: (10 + 40) / 2. All: 54 / 4.
    #expect(try points(Imputation(.mean).apply(to: table)) == [1, 10, 3, 25, 2, 40])
    #expect(
      try points(Imputation(.mean, over: .selection).apply(to: table))
        == [1, 10, 3, 13.5, 13.5, 40])
  }

  @Test func `peer sets never fill each other's gaps`() {
    let table = ScoringTable(
      rows: ["p", "p", "q"].enumerated().map {
        ScoringTable.RowKey(body: bodyName($0), year: 2022, peerSet: $1)
      }, indicators: indicators("x"), values: [[.exact(1)], [.exact(2)], [.notKnown]])
    #expect(
      refusals(table, Imputation(.mean)) == [
        "nobody has a value of “x” in q, 2022 to fill 1 with: remove the indicator, "
          + "or take all years together"
      ])
  }

  // MARK: What is known

  @Test func `a filled cell keeps what is known of it`() throws {
    let table = sample(
      indicators("x"),
      [[.exact(2)], [.exact(40)], [.between(0, 9)], [.notKnown], [.between(30, nil)]]
    )
    let outcome = try Imputation(.mean).apply(to: table)
    // The mean is 21: cut to 9 and to 30, and free where nothing is known.
    #expect(
      outcome.table.values.map { $0[0] } == [
        .exact(2), .exact(40), Estimate(point: 9, low: 0, high: 9), Estimate(point: 21),
        Estimate(point: 30, low: 30),
      ])
    #expect(outcome.imputed.map(\.estimate) == [21, 21, 21])
    #expect(outcome.imputed.map(\.value) == [9, 21, 30])
    // So the rank is there, and the interval still says what is not known.
    let card = try ScoreCard(outcome.table)
    #expect(card.rows[3].rank == 3)
    #expect(card.rows[3].index.low == 0 && card.rows[3].index.high == 100)
  }

  @Test func `what a body cannot have is not filled`() throws {
    let outcome = try Imputation(.mean).apply(to: column([1, 3, nil, nil])) { row, _ in row == 2 }
    #expect(points(outcome) == [1, 3, nil, 2])
  }

  // MARK: Years

  /// Source: COINr 1.1.14, tests/testthat/test-impute_panel.R: (3, –, 5) and (–, 5, 6) over 2020–2022.
  @Test(
    arguments: [
      (.linear, .missing, [3, 4, 5, nil, 5, 6]), (.linear, .latest, [3, 4, 5, nil, 5, 6]),
      // COINr's `linear`, flat at the ends, and its `constant`.
      (.linear, .nearest, [3, 4, 5, 5, 5, 6]), (.latest, .nearest, [3, 3, 5, 5, 5, 6]),
      // COINr's `latest`.
      (.latest, .missing, [3, 3, 5, nil, 5, 6]), (.latest, .latest, [3, 3, 5, nil, 5, 6]),
    ] as [(Imputation.Method, Imputation.Ends, [Double?])])
  func `years are filled as by COINr`(
    method: Imputation.Method, ends: Imputation.Ends, expected: [Double?]
  ) throws {
    let table = panel([[3, nil, 5], [nil, 5, 6]])
    #expect(try points(Imputation(method, ends: ends).apply(to: table)) == expected)
  }

  @Test func `a line goes between years however far apart, and ends where values do`() throws {
    // 2020: 2, 2023: 11: 3 a year. After 2023 there is nothing to lead to.
    let table = panel([[2, nil, nil, 11, nil]])
    let outcome = try Imputation(.linear).apply(to: table)
    #expect(agree(points(outcome), [2, 5, 8, 11, nil]))
    #expect(outcome.imputed.map(\.sources) == [[0, 3], [0, 3]])
    #expect(
      outcome.diagnostics.map(\.text.english) == [
        "2 missing values of “x” are filled by linear",
        "“x” still lacks 1 value, as linear has no year to take: “A” 2024",
      ])
    #expect(
      try agree(points(Imputation(.linear, ends: .latest).apply(to: table)), [2, 5, 8, 11, 11]))
  }

  @Test func `a value is carried as far as allowed, and never from another body`() throws {
    let table = panel([[2, nil, nil, nil], [nil, nil, nil, 7]])
    #expect(
      try points(Imputation(.latest).apply(to: table)) == [2, 2, 2, 2, nil, nil, nil, 7])
    #expect(
      try points(Imputation(.latest, greatestAge: 2).apply(to: table))
        == [2, 2, 2, nil, nil, nil, nil, 7])
  }

  // MARK: Settings and properties

  @Test func `settings that a method does not use are refused`() {
    let table = column([1, nil])
    #expect(
      refusals(table, Imputation(.mean), groups: ["a", "b"]) == [
        "mean takes no groups: only group-mean and group-median do"
      ])
    #expect(refusals(table, Imputation(.groupMean)) == ["group-mean needs the group of every row"])
    #expect(
      refusals(table, Imputation(.median, greatestAge: 2, ends: .latest)) == [
        "median takes no age: only latest does",
        "median takes no ends: only latest and linear do",
      ])
    #expect(
      refusals(table, Imputation(.latest, greatestAge: 0)) == [
        "the age is 0: write 1 or more years"
      ])
  }

  @Test(arguments: Imputation.Method.allCases)
  func `stated values stay, what is filled is marked, and the order of rows does not matter`(
    method: Imputation.Method
  ) throws {
    var generator = SeededGenerator(seed: 3)
    var rows: [ScoringTable.RowKey] = []
    var values: [[Estimate]] = []
    for body in 0..<8 {
      for year in 2018...2022 {
        rows.append(ScoringTable.RowKey(body: bodyName(body), year: year))
        values.append(
          (0..<3).map { _ in
            Int.random(in: 0..<4, using: &generator) == 0
              ? .notKnown : .exact(Double.random(in: -5...5, using: &generator))
          })
      }
    }
    let table = ScoringTable(rows: rows, indicators: indicators("a", "b", "c"), values: values)
    let groups = method.needsGroups ? rows.map { $0.body < "E" ? "first" : "second" } : nil
    let outcome = try Imputation(method, over: .selection).apply(to: table, groups: groups)
    #expect(!outcome.imputed.isEmpty)
    for (row, column) in rows.indices.flatMap({ row in (0..<3).map { (row, $0) } }) {
      let isChanged = outcome.table.values[row][column] != values[row][column]
      #expect(isChanged == outcome.isImputed(row: row, column: column))
      if isChanged { #expect(values[row][column] == .notKnown) }
    }
    let order = rows.indices.shuffled(using: &generator)
    let shuffled = ScoringTable(
      rows: order.map { rows[$0] }, indicators: table.indicators, values: order.map { values[$0] })
    let other = try Imputation(method, over: .selection)
      .apply(to: shuffled, groups: groups.map { groups in order.map { groups[$0] } })
    #expect(other.table.values == order.map { outcome.table.values[$0] })
    #expect(other.diagnostics == outcome.diagnostics)
  }

  @Test func `the ids are those of studies`() {
    #expect(
      Imputation.Method.allCases.map(\.rawValue) == [
        "mean", "median", "group-mean", "group-median", "latest", "linear",
      ])
    #expect(Imputation.Ends.allCases.map(\.rawValue) == ["missing", "latest", "nearest"])
  }
}
