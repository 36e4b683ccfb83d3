import Metrics
import Testing

@Suite struct InvarianceTests {
  /// A table of three peer sets and two years with gaps, bounds and uncertain values.
  private func mixed(seed: UInt64) -> ScoringTable {
    var generator = SeededGenerator(seed: seed)
    var rows: [ScoringTable.RowKey] = []
    var values: [[Estimate]] = []
    let columns = (0..<6).map {
      IndicatorDefinition(
        id: "i\($0)", direction: .higher, weight: Double($0 % 3) + 0.7, group: $0 < 3 ? "g" : nil,
        goalposts: Limits(1.3, 9.1), reference: 12.7)
    }
    for set in ["npc/prefecture", "npc/county", "cppcc/prefecture"] {
      for year in [2021, 2022] {
        for body in 0..<7 {
          rows.append(ScoringTable.RowKey(body: "body \(body)", year: year, peerSet: set))
          values.append(
            columns.map { _ in
              let value = Double.random(in: 1...11, using: &generator)
              switch Int.random(in: 0..<12, using: &generator) {
              case 0: return .notKnown
              case 1: return .between(value, nil)
              case 2: return .atLeast(value)
              default: return .exact(value)
              }
            })
        }
      }
    }
    return ScoringTable(rows: rows, indicators: columns, values: values)
  }

  private let groups = [GroupDefinition(id: "g", weight: 2)]

  @Test(arguments: Normalisation.Method.allCases, MissingValues.allCases)
  func `nothing depends on the order of the rows, to the last bit`(
    method: Normalisation.Method, missing: MissingValues
  ) throws {
    let table = mixed(seed: 31)
    for scope in [Normalisation.Scope.selection, .year] {
      let scoring = ScoringMethod(
        missing: missing, normalisation: Normalisation(method, over: scope))
      let card = try ScoreCard(table, groups: groups, method: scoring)
      #expect(card.rows.contains { $0.rank != nil })
      var generator = SeededGenerator(seed: 32)
      for _ in 0..<5 {
        let order = table.rows.indices.shuffled(using: &generator)
        let shuffled = ScoringTable(
          rows: order.map { table.rows[$0] }, indicators: table.indicators,
          values: order.map { table.values[$0] })
        let other = try ScoreCard(shuffled, groups: groups, method: scoring)
        #expect(other.rows == order.map { card.rows[$0] })
        #expect(other.diagnostics == card.diagnostics)
      }
    }
  }

  @Test func `a refusal does not depend on the order of the rows either`() {
    let table = mixed(seed: 33)
    let method = ScoringMethod(
      normalisation: Normalisation(.zScore), aggregation: [.geometric])
    let found = problems(table, groups: groups, method: method)
    #expect(found.count >= 2)
    let reversed = ScoringTable(
      rows: table.rows.reversed(), indicators: table.indicators, values: table.values.reversed())
    #expect(problems(reversed, groups: groups, method: method) == found)
  }

  @Test(arguments: Normalisation.Method.allCases, MissingValues.allCases)
  func `no result is NaN or infinite`(
    method: Normalisation.Method, missing: MissingValues
  ) throws {
    for seed in UInt64(40)..<46 {
      let card = try ScoreCard(
        mixed(seed: seed), groups: groups,
        method: ScoringMethod(missing: missing, normalisation: Normalisation(method)))
      for row in card.rows {
        let scores = row.groups + [row.index]
        let numbers =
          row.normalised + scores.flatMap { [$0.value, $0.low, $0.high] }
          + (row.parts + row.groupParts).flatMap { [$0.weight, $0.contribution] } + [row.coverage]
        #expect(numbers.allSatisfy { $0?.isFinite != false })
      }
    }
  }

  @Test func `ranks are given within rank sets and parameters within peer sets`() throws {
    let keys = [("A", "p", "r"), ("B", "p", "r"), ("C", "q", "r"), ("D", "q", "s")]
    let table = ScoringTable(
      rows: keys.map {
        ScoringTable.RowKey(body: $0.0, year: 2022, peerSet: $0.1, rankSet: $0.2)
      },
      indicators: indicators("x"), values: [1, 2, 70, 80].map { [.exact($0)] })
    let card = try ScoreCard(table)
    #expect(agree(card.indices, [0, 100, 0, 100]))
    #expect(card.ranks == [2, 1, 2, 1])
  }

  @Test func `a year more changes no earlier score where goalposts are fixed`() throws {
    let table = mixed(seed: 34)
    let method = ScoringMethod(normalisation: Normalisation(.goalposts))
    let kept = table.rows.indices.filter { table.rows[$0].year == 2021 }
    let earlier = ScoringTable(
      rows: kept.map { table.rows[$0] }, indicators: table.indicators,
      values: kept.map { table.values[$0] })
    let all = try ScoreCard(table, groups: groups, method: method)
    let one = try ScoreCard(earlier, groups: groups, method: method)
    #expect(one.rows.map(\.index.value) == kept.map { all.rows[$0].index.value })
    #expect(one.rows.contains { $0.index.value != nil })
  }
}
