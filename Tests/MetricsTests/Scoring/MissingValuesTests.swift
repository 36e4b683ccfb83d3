import Metrics
import Testing

@Suite struct MissingValuesTests {
  // MARK: interval

  @Test func `a row that lacks an indicator has the interval of its score and no rank`() throws {
    let card = try ScoreCard(
      sample(indicators("a", "b"), [[0, 0], [10, 4], [5, nil], [nil, nil]]))
    // a: 0, 100, 50; b: 0, 100. C: (50 + 0) / 2 … (50 + 100) / 2. D: 0 … 100.
    #expect(agree(card.rows.map(\.index.value), [0, 100, nil, nil]))
    #expect(agree(card.rows.map(\.index.low), [0, 100, 25, 0]))
    #expect(agree(card.rows.map(\.index.high), [0, 100, 75, 100]))
    #expect(card.ranks == [2, 1, nil, nil])
    #expect(card.rows.map(\.coverage) == [1, 1, 0.5, 0])
    #expect(card.rows.map(\.lacking) == [[], [], ["b"], ["a", "b"]])
    #expect(agree(card.rows[2].normalised, [50, nil]))
    #expect(card.rows[2].parts.map(\.contribution) == [nil, nil])
  }

  @Test(arguments: Normalisation.Method.allCases)
  func `a missing indicator stands at the worst and the best score of its peers`(
    method: Normalisation.Method
  ) throws {
    let columns = ["a", "b"].map {
      IndicatorDefinition(
        id: $0, direction: .higher, weight: $0 == "a" ? 1 : 3, goalposts: Limits(1, 30),
        reference: 9)
    }
    let card = try ScoreCard(
      sample(columns, [[2, 5], [3, 7], [7, nil], [11, 20], [5, 7]]),
      method: ScoringMethod(normalisation: Normalisation(method)))
    let known = try #require(card.column("a")[2])
    let others = card.column("b").compactMap { $0 }
    let (worst, best) = (try #require(others.min()), try #require(others.max()))
    #expect(
      agree(
        [card.rows[2].index.low, card.rows[2].index.high],
        [(known + 3 * worst) / 4, (known + 3 * best) / 4]))
    #expect(card.rows[2].index.value == nil)
  }

  @Test func `less is better turns the ends of an estimate round`() throws {
    let table = sample(
      [IndicatorDefinition(id: "a", direction: .lower)],
      [[.exact(0)], [.exact(10)], [.between(2, 6)], [.atLeast(4)], [.between(8, nil)]])
    let card = try ScoreCard(table)
    // 100 · (10 − x) / 10. At least 4: 60 at most, and at worst as many as the greatest.
    #expect(agree(card.rows.map(\.index.value), [100, 0, nil, 60, nil]))
    #expect(agree(card.rows.map(\.index.low), [100, 0, 40, 0, 0]))
    #expect(agree(card.rows.map(\.index.high), [100, 0, 80, 60, 20]))
  }

  @Test func `a bounded indicator stands at its own ends, cut to those of its peers`() throws {
    let table = sample(
      indicators("a"),
      [
        [.exact(10)], [.exact(20)], [.between(12, 14)], [.between(0, 27)], [.between(15, nil)],
        [.between(30, 40)], [Estimate(high: 15)],
      ])
    let card = try ScoreCard(table)
    #expect(agree(card.rows.map(\.index.low), [0, 100, 20, 0, 50, 100, 0]))
    #expect(agree(card.rows.map(\.index.high), [0, 100, 40, 100, 100, 100, 50]))
    #expect(card.ranks == [2, 1, nil, nil, nil, nil, nil])
    #expect(card.rows.map(\.coverage) == [1, 1, 0, 0, 0, 0, 0])
  }

  @Test func `an uncertain value scores by its point and has an interval`() throws {
    let table = sample(
      indicators("a"),
      [
        [.exact(0)], [.exact(10)], [.atLeast(4)], [Estimate(point: 6, low: 5, high: 7)],
        [Estimate(point: 8)],
      ])
    let card = try ScoreCard(table)
    #expect(agree(card.rows.map(\.index.value), [0, 100, 40, 60, 80]))
    #expect(agree(card.rows.map(\.index.low), [0, 100, 40, 50, 0]))
    #expect(agree(card.rows.map(\.index.high), [0, 100, 100, 70, 100]))
    #expect(card.ranks == [5, 1, 4, 3, 2])
    #expect(card.rows.map(\.lacking) == [[], [], [], [], []])
  }

  @Test(arguments: Normalisation.Method.allCases, Direction.allCases)
  func `an interval never leaves its point out`(
    method: Normalisation.Method, direction: Direction
  ) throws {
    if method == .shareOfMax && direction == .lower { return }
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<20 {
      let values = (0..<12).map { _ -> [Estimate] in
        let point = Double(Int.random(in: 1...9, using: &generator))
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: return [.atLeast(point)]
        case 1: return [Estimate(point: point, low: point - 4, high: point + 4)]
        case 2: return [Estimate(point: point, high: point)]
        default: return [.exact(point)]
        }
      }
      let table = sample(
        [
          IndicatorDefinition(
            id: "a", direction: direction, goalposts: Limits(2, 8),
            reference: direction == .higher ? 20 : -20)
        ], values)
      let card = try ScoreCard(
        table, method: ScoringMethod(normalisation: Normalisation(method)))
      for row in card.rows {
        let value = try #require(row.index.value)
        #expect(try #require(row.index.low) <= value)
        #expect(try #require(row.index.high) >= value)
      }
    }
  }

  @Test func `a group that is complete has a score though the index has none`() throws {
    let table = sample(
      [
        IndicatorDefinition(id: "a", direction: .higher, group: "g"),
        IndicatorDefinition(id: "b", direction: .higher, group: "h"),
      ], [[0, 0], [10, 4], [5, nil]])
    let card = try ScoreCard(table, groups: [GroupDefinition(id: "g"), GroupDefinition(id: "h")])
    let row = card.rows[2]
    #expect(row.groups[0] == card.rows[2].groups[0])
    #expect(agree([row.groups[0].value, row.groups[0].low, row.groups[0].high], [50, 50, 50]))
    #expect(agree([row.groups[1].value, row.groups[1].low, row.groups[1].high], [nil, 0, 100]))
  }

  /// A random table in which each indicator is stated by rows 0 and 1 at least.
  private func gappy(
    _ generator: inout SeededGenerator, hasUncertain: Bool
  ) -> (table: ScoringTable, groups: [GroupDefinition]) {
    let columns = (0..<5).map {
      IndicatorDefinition(
        id: "i\($0)", direction: $0 == 3 ? .lower : .higher,
        weight: Double.random(in: 0.2...2, using: &generator), group: $0 < 2 ? "g" : nil,
        goalposts: Limits(5, 80), reference: $0 == 3 ? 0 : 130)
    }
    let rows = (0..<9).map { row in
      columns.map { _ -> Estimate in
        let value = Double.random(in: 1...100, using: &generator)
        if row < 2 { return .exact(value) }
        switch Int.random(in: 0..<(hasUncertain ? 7 : 5), using: &generator) {
        case 0: return .notKnown
        case 1: return .between(value, value + Double.random(in: 0...40, using: &generator))
        case 2: return .between(0, nil)
        case 5: return .atLeast(value)
        case 6: return Estimate(point: value, low: value * 0.9, high: value * 1.1)
        default: return .exact(value)
        }
      }
    }
    return (sample(columns, rows), [GroupDefinition(id: "g", weight: 1.5)])
  }

  /// Fills every cell that is not exact with a value within its ends and those of the column's points.
  private func completed(
    _ table: ScoringTable, _ generator: inout SeededGenerator
  ) -> ScoringTable {
    var result = table
    for column in table.indicators.indices {
      let points = table.values.compactMap { $0[column].point }
      guard let least = points.min(), let greatest = points.max() else { continue }
      for row in table.values.indices {
        let value = table.values[row][column]
        let low = min(max(value.low ?? least, least), greatest)
        let high = min(max(value.high ?? greatest, least), greatest)
        // The ends themselves, often: there an interval would be left first.
        let filled: Double
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: filled = low
        case 1: filled = high
        default: filled = Double.random(in: low...high, using: &generator)
        }
        result.values[row][column] = .exact(filled)
      }
    }
    return result
  }

  @Test(
    arguments: [
      Normalisation.Method.minMax, .distanceToMax, .shareOfMax, .distanceToReference, .goalposts,
    ], Aggregation.allCases)
  func `the interval contains the score whatever the gaps turn out to be`(
    method: Normalisation.Method, aggregation: Aggregation
  ) throws {
    // Methods whose parameters no value within the least and the greatest can change. A point that is
    // itself uncertain may be the least or the greatest, so it is there only where posts are fixed.
    if aggregation != .arithmetic && method != .minMax && method != .goalposts { return }
    let range = method == .minMax || method == .goalposts ? Limits(1, 100) : nil
    var generator = SeededGenerator(seed: 22)
    var rowsWithout = 0
    for _ in 0..<15 {
      var (table, groups) = gappy(&generator, hasUncertain: method == .goalposts)
      if method == .shareOfMax { table.indicators[3].direction = .higher }
      let method = ScoringMethod(
        normalisation: Normalisation(method, range: range), aggregation: [aggregation],
        exponents: [aggregation == .generalised ? -2 : nil])
      let card = try ScoreCard(table, groups: groups, method: method)
      rowsWithout += card.rows.count { $0.index.value == nil }
      for _ in 0..<10 {
        let full = try ScoreCard(completed(table, &generator), groups: groups, method: method)
        for (row, complete) in zip(card.rows, full.rows) {
          let score = try #require(complete.index.value)
          #expect(try #require(row.index.low) <= score + 1e-9)
          #expect(try #require(row.index.high) >= score - 1e-9)
        }
      }
    }
    #expect(rowsWithout > 50)
  }

  @Test func `the interval is no wider than it must be`() throws {
    // Filling the gaps of C with the worst and with the best of the column gives the very ends.
    let rows: [[Double?]] = [[1, 8], [9, 3], [4, nil]]
    let card = try ScoreCard(sample(indicators("a", "b"), rows))
    for (filled, end) in [(3.0, card.rows[2].index.low), (8.0, card.rows[2].index.high)] {
      var full = rows
      full[2][1] = filled
      #expect(try agree([ScoreCard(sample(indicators("a", "b"), full)).indices[2]], [end]))
    }
  }

  // MARK: renormalise

  private func renormalise(_ coverage: Double) -> ScoringMethod {
    ScoringMethod(missing: .renormalise, coverage: coverage)
  }

  @Test func `weights of what is present are scaled up`() throws {
    let columns = [
      IndicatorDefinition(id: "a", direction: .higher, weight: 2),
      IndicatorDefinition(id: "b", direction: .higher, weight: 1),
      IndicatorDefinition(id: "c", direction: .higher, weight: 1),
    ]
    let card = try ScoreCard(
      sample(columns, [[0, 0, 0], [10, 10, 10], [5, nil, 8], [nil, 2, nil]]),
      method: renormalise(0.5))
    // C: (2 · 50 + 80) / 3 = 60. D has a quarter of the weight: no score.
    #expect(agree(card.indices, [0, 100, 60, nil]))
    #expect(card.ranks == [3, 1, 2, nil])
    #expect(card.rows[3].index.low == nil)
    #expect(card.rows[3].index.high == nil)
    #expect(agree(card.rows.map(\.coverage), [1, 1, 0.75, 0.25]))
    #expect(card.rows[2].lacking == ["b"])
    #expect(agree(card.rows[2].parts.map(\.weight), [2.0 / 3, 0, 1.0 / 3]))
    #expect(agree(card.rows[2].parts.map(\.contribution), [100.0 / 3, nil, 80.0 / 3]))
    #expect(agree([card.rows[2].index.low, card.rows[2].index.high], [60, 60]))
  }

  @Test func `the threshold is met by a share that is equal to it`() throws {
    let five = indicators("a", "b", "c", "d", "e")
    let rows: [[Double?]] = [
      [0, 0, 0, 0, 0], [1, 1, 1, 1, 1], [1, 1, 1, nil, nil], [1, 1, nil, nil, nil],
      [nil, nil, nil, nil, nil],
    ]
    // 0.6 by default: three of five are enough, two are not.
    let card = try ScoreCard(
      sample(five, rows), method: ScoringMethod(missing: .renormalise))
    #expect(agree(card.indices, [0, 100, 100, nil, nil]))
    let any = try ScoreCard(sample(five, rows), method: renormalise(0))
    #expect(agree(any.indices, [0, 100, 100, 100, nil]))
    let all = try ScoreCard(sample(five, rows), method: renormalise(1))
    #expect(agree(all.indices, [0, 100, nil, nil, nil]))
  }

  @Test func `the threshold is met by a share that rounds to just below it`() throws {
    // Eight times a tenth sums to 0.7999999999999999 in binary.
    let ten = (0..<10).map { IndicatorDefinition(id: "i\($0)", direction: .higher) }
    let rows: [[Double?]] = [0, 1, 1].enumerated().map { row, value in
      (0..<10).map { row == 2 && $0 >= 8 ? nil : value }
    }
    let card = try ScoreCard(sample(ten, rows), method: renormalise(0.8))
    #expect(agree(card.indices, [0, 100, 100]))
  }

  @Test func `coverage is tested group by group`() throws {
    // g has a, b, c and h has d. C has 1 of 3 in g: g is missing, though the row has half its weight.
    let columns = ["a", "b", "c", "d"].map {
      IndicatorDefinition(id: $0, direction: .higher, group: $0 == "d" ? "h" : "g")
    }
    let groups = [GroupDefinition(id: "g"), GroupDefinition(id: "h", weight: 3)]
    let card = try ScoreCard(
      sample(
        columns,
        [[0, 0, 0, 0], [8, 8, 8, 8], [2, nil, nil, 6], [2, 4, nil, 6], [1, 1, 1, nil]]),
      groups: groups, method: renormalise(0.6))
    #expect(agree(card.scores(of: "g") ?? [], [0, 100, nil, 37.5, 12.5]))
    // C: h alone has 3/4 of the root's weight. D: (37.5 + 3 · 75) / 4. E: g has 1/4 only.
    #expect(agree(card.indices, [0, 100, 75, 65.625, nil]))
    #expect(card.rows[2].parts.map(\.weight) == [0, 0, 0, 1])
    #expect(card.rows[2].groupParts.map(\.weight) == [0, 1, 1])
    // Of the whole weight, C has 1/12 + 3/4.
    #expect(agree(card.rows.map(\.coverage), [1, 1, 10.0 / 12, 11.0 / 12, 0.25]))
  }

  @Test(
    arguments: [
      // Ranks of B: 3, 2, 2; of C: 2, 3 and none.
      // ∛(3 · 2 · 2), √(2 · 3).
      (Aggregation.geometric, nil, 2.2894284851066637, 2.449489742783178),
      // 3 / (1/3 + 1/2 + 1/2), 2 / (1/2 + 1/3).
      (.harmonic, nil, 2.25, 2.4),
      // √((9 + 4 + 4) / 3), √((4 + 9) / 2).
      (.generalised, 2, 2.3804761428476167, 2.5495097567963922),
      // 1 / √((1/9 + 1/4 + 1/4) / 3) = √(108 / 22), 1 / √((1/4 + 1/9) / 2) = √(72 / 13).
      (.generalised, -2, 2.2156468376279384, 2.353393621658208),
    ] as [(Aggregation, Double?, Double, Double)])
  func `every mean is renormalised`(
    aggregation: Aggregation, exponent: Double?, complete: Double, gappy: Double
  ) throws {
    let table = sample(indicators("a", "b", "c"), [[1, 1, 1], [3, 3, 3], [2, 4, nil]])
    let method = ScoringMethod(
      missing: .renormalise, normalisation: Normalisation(.rank), aggregation: [aggregation],
      exponents: [exponent])
    #expect(try agree(ScoreCard(table, method: method).indices, [1, complete, gappy]))
  }

  @Test func `a bounded value is not present, an uncertain one is and widens the score`() throws {
    let table = sample(
      indicators("a", "b"),
      [
        [.exact(0), .exact(0)], [.exact(10), .exact(10)], [.exact(5), .between(2, 3)],
        [Estimate(point: 5, low: 4, high: 6), .notKnown],
      ])
    let card = try ScoreCard(table, method: renormalise(0.5))
    #expect(agree(card.rows.map(\.index.value), [0, 100, 50, 50]))
    #expect(agree(card.rows.map(\.index.low), [0, 100, 50, 40]))
    #expect(agree(card.rows.map(\.index.high), [0, 100, 50, 60]))
  }

  @Test(arguments: MissingValues.allCases)
  func `a complete table is scored alike by every treatment of gaps`(missing: MissingValues) throws
  {
    let table = sample(indicators("a", "b"), [[0, 7], [10, 3], [5, 5]])
    let card = try ScoreCard(table, method: ScoringMethod(missing: missing))
    #expect(agree(card.indices, [50, 50, 50]))
    #expect(card.ranks == [1, 1, 1])
  }
}
