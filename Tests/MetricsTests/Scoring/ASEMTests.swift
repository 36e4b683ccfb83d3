import Foundation
import Metrics
import Testing

/// The ASEM example of COINr 1.1.14, 51 countries by 49 indicators in four levels, computed with it at
/// full precision.
///
/// The files are not part of the project: they are looked for in `../shared/vectors/asem` beside it.
enum ASEM {
  /// A configuration that was computed.
  enum Configuration: String, CaseIterable {
    /// Treated, min-max [0, 100], weighted arithmetic means.
    case a = "A"
    /// As `a`, untreated.
    case b = "B"
    /// Treated, z-scores, weighted arithmetic means.
    case c = "C"

    var input: String { self == .b ? "denominated" : "treated" }
    var normalisation: Normalisation { Normalisation(self == .c ? .zScore : .minMax) }
  }

  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
    .appending(path: "../shared/vectors/asem").standardizedFileURL

  static var isPresent: Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: "meta_ind.csv").path)
  }

  /// A file as records; no field of these files has a comma or a quote within it, save the names of
  /// the indicators, which are quoted.
  static func records(_ name: String) throws -> [[String: String]] {
    let text = try String(contentsOf: folder.appending(path: "\(name).csv"), encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map(fields)
    guard let header = lines.first else { return [] }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
  }

  private static func fields(_ line: Substring) -> [String] {
    var fields = [""]
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: fields.append("")
      default: fields[fields.count - 1].append(character)
      }
    }
    return fields.map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// The input of a configuration, its tree and its method.
  static func study(
    _ configuration: Configuration
  ) throws -> (table: ScoringTable, groups: [GroupDefinition], method: ScoringMethod) {
    let meta = try records("meta_ind")
    func parent(_ record: [String: String]) -> String? {
      record["Parent"].map { $0 == "Index" ? GroupDefinition.root : $0 }
    }
    let columns = meta.filter { $0["Type"] == "Indicator" }.map {
      IndicatorDefinition(
        id: $0["iCode"] ?? "", direction: $0["Direction"] == "-1" ? .lower : .higher,
        weight: $0["Weight"].flatMap(Double.init) ?? .nan, group: parent($0))
    }
    let groups = meta.filter { $0["Type"] == "Aggregate" && $0["iCode"] != "Index" }.map {
      GroupDefinition(
        id: $0["iCode"] ?? "", weight: $0["Weight"].flatMap(Double.init) ?? .nan, parent: parent($0)
      )
    }
    let input = try records(configuration.input)
    let table = ScoringTable(
      rows: input.map { ScoringTable.RowKey(body: $0["uCode"] ?? "", year: 2018) },
      indicators: columns,
      values: input.map { record in
        columns.map { record[$0.id].flatMap(Double.init).map(Estimate.exact) ?? .notKnown }
      })
    let method = ScoringMethod(
      missing: .renormalise, coverage: 0, normalisation: configuration.normalisation)
    return (table, groups, method)
  }

  /// The greatest differences from COINr: `absolute` as `|a − b| / max(1, |b|)`, `relative` as `|a − b| / |b|`.
  struct Differences {
    var compared = 0
    var absolute = 0.0
    var relative = 0.0

    mutating func add(_ found: Double?, _ expected: Double?) {
      guard let expected else {
        if found != nil { absolute = .infinity }
        return
      }
      compared += 1
      guard let found else {
        absolute = .infinity
        return
      }
      absolute = max(absolute, abs(found - expected) / max(1, abs(expected)))
      if expected != 0 { relative = max(relative, abs(found - expected) / abs(expected)) }
    }
  }

  /// Compares every indicator, group and index of every country.
  static func greatestDifferences(
    _ configuration: Configuration
  ) throws -> (indicators: Differences, groups: Differences, index: Differences) {
    let (table, groups, method) = try study(configuration)
    let card = try ScoreCard(table, groups: groups, method: method)
    let expected = Dictionary(
      uniqueKeysWithValues: try records("\(configuration.rawValue)_aggregated").map {
        ($0["uCode"] ?? "", $0)
      })
    var result = (indicators: Differences(), groups: Differences(), index: Differences())
    for row in card.rows {
      let record = expected[row.key.body] ?? [:]
      func number(_ id: String) -> Double? { record[id].flatMap(Double.init) }
      for (indicator, value) in zip(table.indicators, row.normalised) {
        result.indicators.add(value, number(indicator.id))
      }
      for (id, score) in zip(card.groupIDs, row.groups) where id != GroupDefinition.root {
        result.groups.add(score.value, number(id))
      }
      result.index.add(row.index.value, number("Index"))
    }
    return result
  }
}

@Suite(.enabled(if: ASEM.isPresent, "the folder ../shared/vectors/asem is not there"))
struct ASEMTests {
  @Test(arguments: ASEM.Configuration.allCases)
  func `every indicator, group and index is that of COINr`(
    configuration: ASEM.Configuration
  ) throws {
    let found = try ASEM.greatestDifferences(configuration)
    // 51 countries: 49 indicators less the 65 gaps of the untreated, 10 groups, the index.
    #expect(found.indicators.compared == 51 * 49 - (configuration == .b ? 65 : 0))
    #expect(found.groups.compared == 51 * 10)
    #expect(found.index.compared == 51)
    for differences in [found.indicators, found.groups, found.index] {
      #expect(differences.absolute <= 1e-9)
      #expect(differences.relative <= 1e-9)
    }
  }

  @Test func `without renormalising only complete countries have an index`() throws {
    var (table, groups, method) = try ASEM.study(.b)
    let renormalised = try ScoreCard(table, groups: groups, method: method)
    method.missing = .interval
    let card = try ScoreCard(table, groups: groups, method: method)
    for (row, other) in zip(card.rows, renormalised.rows) {
      #expect((row.index.value == nil) == !row.lacking.isEmpty)
      if row.lacking.isEmpty { #expect(agree([row.index.value], [other.index.value])) }
      #expect(try #require(row.index.low) <= (try #require(row.index.high)))
    }
    #expect(card.rows.contains { $0.lacking.isEmpty })
    #expect(card.rows.contains { !$0.lacking.isEmpty })
    table.rows.reverse()
    table.values.reverse()
    #expect(try ScoreCard(table, groups: groups, method: method).rows == card.rows.reversed())
  }
}
