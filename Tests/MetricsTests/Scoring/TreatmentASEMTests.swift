import Metrics
import Testing

/// COINr's own way from the denominated to the treated data of its example, cell by cell.
@Suite(.enabled(if: ASEM.isPresent, "the folder ../shared/vectors/asem is not there"))
struct TreatmentASEMTests {
  /// The example's 21 Asian partners; the other 30 countries are European.
  private static let asian: Set<String> = [
    "AUS", "BGD", "BRN", "CHN", "IDN", "IND", "JPN", "KAZ", "KHM", "KOR", "LAO", "MMR", "MNG",
    "MYS", "NZL", "PAK", "PHL", "RUS", "SGP", "THA", "VNM",
  ]

  private func expected(_ file: String) throws -> [[Double?]] {
    let table = try ASEM.study(.b).table
    let records = Dictionary(
      uniqueKeysWithValues: try ASEM.records(file).map { ($0["uCode"] ?? "", $0) })
    return table.rows.map { row in
      table.indicators.map { records[row.body]?[$0.id].flatMap(Double.init) }
    }
  }

  @Test func `group means, then the default treatment, give the treated data of COINr`() throws {
    let (table, _, _) = try ASEM.study(.b)
    let groups = table.rows.map { Self.asian.contains($0.body) ? "Asia" : "Europe" }
    let filled = try Imputation(.groupMean).apply(to: table, groups: groups)
    #expect(filled.imputed.count == 65)
    let outcome = try Treatment(.winsoriseLog).apply(to: filled.table, for: Normalisation())
    var differences = ASEM.Differences()
    for (values, numbers) in zip(outcome.table.values, try expected("treated")) {
      for (value, number) in zip(values, numbers) { differences.add(value.point, number) }
    }
    #expect(differences.compared == 51 * 49)
    #expect(differences.absolute <= 1e-12)
    #expect(differences.relative <= 1e-12)
    // 34 stated and one imputed value of 15 indicators; none needs a logarithm.
    let isImputed = outcome.changes.map { filled.isImputed(row: $0.row, column: $0.column) }
    #expect(isImputed.count { !$0 } == 34)
    #expect(isImputed.count { $0 } == 1)
    #expect(outcome.columns.count { $0.action == .winsorised } == 15)
    #expect(!outcome.columns.contains { $0.action == .transformed })
    #expect(outcome.columns.allSatisfy { $0.isOutlying != true })
  }

  @Test func `the treated data normalised are those of COINr`() throws {
    let (table, groups, method) = try ASEM.study(.a)
    let card = try ScoreCard(table, groups: groups, method: method)
    var differences = ASEM.Differences()
    for (row, numbers) in zip(card.rows, try expected("normalised")) {
      for (value, number) in zip(row.normalised, numbers) { differences.add(value, number) }
    }
    #expect(differences.compared == 51 * 49)
    #expect(differences.absolute <= 1e-9)
  }

  @Test func `frozen goalposts give the index of COINr, and keep it when a country leaves`() throws
  {
    let (table, groups, method) = try ASEM.study(.a)
    let outcome = try Treatment().apply(to: table, for: method.normalisation)
    var frozen = method
    frozen.normalisation = Normalisation(
      .goalposts, goalposts: try Goalposts(freezing: outcome, version: 1, basis: "ASEM"))
    let before = try ScoreCard(table, groups: groups, method: method)
    let after = try ScoreCard(table, groups: groups, method: frozen)
    #expect(RankShift(from: before, to: after).changesNothing)

    var fewer = table
    let place = try #require(table.rows.firstIndex { $0.body == "LUX" })
    fewer.rows.remove(at: place)
    fewer.values.remove(at: place)
    let kept = RankShift(
      from: after, to: try ScoreCard(fewer, groups: groups, method: frozen))
    #expect(kept.entries.allSatisfy { $0.keepsScore && $0.shift == 0 })
    #expect(kept.left.map(\.body) == ["LUX"])
    // With scales from the values the scores of others move.
    let moved = RankShift(
      from: before, to: try ScoreCard(fewer, groups: groups, method: method))
    #expect(moved.entries.contains { !$0.keepsScore })
  }
}
