import Diagnostics
import Metrics
import Testing

@Suite struct ScreeningTests {
  /// A has 3 of 3, B 2 of 3, C 1 of 3, D 0 of 3.
  private let table = sample(
    indicators("a", "b", "c"),
    [[1, 0, 3], [4, nil, 6], [0, nil, nil], [nil, nil, nil]])

  private func refusals(_ table: ScoringTable, _ screening: Screening) -> [String] {
    do {
      _ = try screening.apply(to: table)
      return []
    } catch {
      return error.problems.map(\.text.english)
    }
  }

  @Test func `bodies with less than two thirds of the indicators are left out and told`() throws {
    let outcome = try Screening().apply(to: table)
    // 2 of 3 is the threshold, and meets it.
    #expect(outcome.rows == [0, 1])
    #expect(outcome.indicators == [0, 1, 2])
    #expect(outcome.table.rows.map(\.body) == ["A", "B"])
    #expect(outcome.table.values == Array(table.values.prefix(2)))
    #expect(outcome.bodies.map(\.verdict) == [.enough, .enough, .lacking, .lacking])
    #expect(agree(outcome.bodies.map(\.availability), [1, 2.0 / 3, 1.0 / 3, 0]))
    #expect(agree(outcome.bodies.map(\.nonZero), [2.0 / 3, 1, 0, nil]))
    #expect(
      outcome.diagnostics.map(\.text.english) == [
        "“C” 2022 has 33.3% of the indicators, less than 66.7%: it is left out",
        "“D” 2022 has 0% of the indicators, less than 66.7%: it is left out",
      ])
  }

  @Test func `bodies whose values are nearly all 0 can be left out`() throws {
    // C has one value, a 0. D has none at all, which is no 0.
    let outcome = try Screening(bodyAvailability: nil, bodyNonZero: 0.05).apply(to: table)
    #expect(outcome.bodies.map(\.verdict) == [.enough, .enough, .zeros, .enough])
    #expect(
      outcome.diagnostics.map(\.text.english) == [
        "0% of the values of “C” 2022 are not 0, less than 5%: it is left out"
      ])
  }

  @Test func `indicators that few rows have can be left out`() throws {
    // a 3 of 4, b 1 of 4, c 2 of 4: of the table as given, not of the bodies that stay.
    let outcome = try Screening(indicatorAvailability: 0.5).apply(to: table)
    #expect(outcome.indicators == [0, 2])
    #expect(outcome.table.indicators.map(\.id) == ["a", "c"])
    #expect(outcome.table.values == [[.exact(1), .exact(3)], [.exact(4), .exact(6)]])
    #expect(outcome.indicatorFindings.map(\.availability) == [0.75, 0.25, 0.5])
    #expect(outcome.indicatorFindings.map(\.isKept) == [true, false, true])
    #expect(
      outcome.diagnostics.last?.text.english
        == "indicator “b” is stated in 25% of the rows, less than 50%: it is left out")
  }

  @Test func `the user's decision stands and is told`() throws {
    let outcome = try Screening(decided: ["C": true, "A": false]).apply(to: table)
    #expect(outcome.rows == [1, 2])
    #expect(outcome.bodies.map(\.verdict) == [.excluded, .enough, .included, .lacking])
    #expect(
      outcome.diagnostics.map(\.text.english).prefix(2) == [
        "“A” 2022 is left out as decided",
        "“C” 2022 has 33.3% of the indicators and is kept as decided",
      ])
  }

  @Test func `years are screened one by one or together`() throws {
    let table = ScoringTable(
      rows: [("A", 2021), ("A", 2022), ("B", 2021), ("B", 2022)].map {
        ScoringTable.RowKey(body: $0.0, year: $0.1)
      }, indicators: indicators("a", "b"),
      values: [
        [.exact(1), .exact(1)], [.exact(1), .notKnown], [.notKnown, .notKnown],
        [.exact(1), .exact(1)],
      ])
    // One by one: 1, ½, 0, 1. Together: A ¾, B ½.
    #expect(try Screening(bodyAvailability: 0.6).apply(to: table).rows == [0, 3])
    let together = try Screening(bodyAvailability: 0.6, over: .selection).apply(to: table)
    #expect(together.rows == [0, 1])
    #expect(together.bodies.map(\.year) == [nil, nil])
  }

  @Test func `only indicators that count are counted`() throws {
    let shown = sample(
      [IndicatorDefinition(id: "a", direction: .higher), IndicatorDefinition(id: "s", weight: 0)],
      [[1, nil], [2, nil]])
    let outcome = try Screening(indicatorAvailability: 0.9).apply(to: shown)
    #expect(outcome.rows == [0, 1])
    #expect(outcome.indicators == [0, 1])
  }

  @Test func `an interval is no value`() throws {
    let table = sample(indicators("a"), [[.exact(1)], [.between(0, 4)]])
    #expect(try Screening().apply(to: table).rows == [0])
  }

  @Test func `what leaves nothing is refused`() {
    let empty = sample(indicators("a"), [[nil], [nil]])
    #expect(refusals(empty, Screening()) == ["screening leaves no body: lower the threshold"])
    #expect(
      refusals(empty, Screening(bodyAvailability: nil, indicatorAvailability: 0.1)) == [
        "screening leaves no indicator: lower the threshold"
      ])
  }

  @Test func `settings that make no sense are refused`() {
    #expect(
      refusals(
        table,
        Screening(
          bodyAvailability: 1.5, bodyNonZero: -0.1, indicatorAvailability: .nan,
          decided: ["Z": true]))
        == [
          "a threshold of screening is 1.5: write a share from 0 to 1",
          "a threshold of screening is -0.1: write a share from 0 to 1",
          "a threshold of screening is nan: write a share from 0 to 1",
          "“Z”, decided under screening, is not in the data",
        ])
  }

  @Test func `the order of rows does not matter`() throws {
    let reversed = ScoringTable(
      rows: table.rows.reversed(), indicators: table.indicators, values: table.values.reversed())
    let outcome = try Screening().apply(to: table)
    let other = try Screening().apply(to: reversed)
    #expect(other.table.rows == outcome.table.rows.reversed())
    #expect(other.bodies == outcome.bodies)
    #expect(other.diagnostics == outcome.diagnostics)
  }
}
