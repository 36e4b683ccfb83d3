import Diagnostics
import FoundationEssentials
import Metrics
import Observations
import Testing

@testable import Publishing

/// Prefectures with reports, residents and a measure of their own, in one year.
private let oneYear = """
  body,year,level,reports_heard,suggestions,residents,own
  甲市,2022,prefecture,4,30,1000000,1
  乙市,2022,prefecture,8,30,3000000,2
  丙市,2022,prefecture,12,60,2000000,3
  丁市,2022,prefecture,,0,2000000,4

  """

private let indicators = """
  data: counts.csv
  indicators:
    - {id: reports, measures: [reports_heard], direction: higher}
    - {id: rate, measures: [suggestions], per: million_residents, direction: higher}
    - {id: share, measures: [suggestions], per: share, weight: 0}
    - {id: own, measures: [own], weight: 0}

  """

/// Three bodies over three years, one count missing.
private let panel = """
  body,year,level,reports_heard
  甲市,2020,prefecture,10
  乙市,2020,prefecture,20
  丙市,2020,prefecture,30
  甲市,2021,prefecture,12
  乙市,2021,prefecture,18
  丙市,2021,prefecture,33
  甲市,2022,prefecture,8
  乙市,2022,prefecture,22
  丙市,2022,prefecture,

  """

private let panelStudy = """
  data: counts.csv
  indicators:
    - {id: reports, measures: [reports_heard], direction: higher}

  """

private func run<Result>(
  _ yaml: String, _ counts: String, _ body: (StudyRun) throws -> Result
) async throws -> Result {
  try await withStudy(yaml, counts: counts) { path in
    try body(await StudyRun(Study(reading: path)))
  }
}

/// 20 bodies of 1 to 20 million residents with 10 reports a million, give or take one.
private func manyBodies(_ order: [Int] = Array(1...20)) -> String {
  "body,year,level,reports_heard,residents\n"
    + order.map { "第\($0)市,2022,prefecture,\($0 * 10 + $0 % 3 - 1),\($0)000000\n" }.joined()
}

@Suite struct FairComparisonTests {
  @Test func `without a denominator all are expected to have the mean of those that state a count`()
    async throws
  {
    try await run(indicators, oneYear) { run in
      let comparison = try #require(run.fairComparison(of: 0))
      // (4 + 8 + 12) / 3 = 8; ranks 3, 2, 1.
      #expect(comparison.rows.map { $0?.standing.observed } == [4, 8, 12, nil])
      #expect(comparison.rows.map { $0?.standing.exposure } == [1, 1, 1, nil])
      #expect(comparison.rows.map { $0?.standing.expected } == [8, 8, 8, nil])
      #expect(comparison.rows.map { $0?.standing.ratio } == [0.5, 1, 1.5, nil])
      #expect(comparison.rows.map { $0?.rank } == [3, 2, 1, nil])
      #expect(comparison.peerSets.map { $0.summaries[2022]?.stating } == [3])
      // The exact interval of 4 by Garwood: χ²(0.025; 8)/2 = 1.0899, χ²(0.975; 10)/2 = 10.2416.
      let interval = try #require(comparison.rows[0]).standing.interval
      #expect(abs(interval.lowerBound - 1.0899) < 1e-4)
      #expect(abs(interval.upperBound - 10.2416) < 1e-4)
    }
  }

  @Test func `a rate is undone, and the expectation is the common rate times the denominator`()
    async throws
  {
    try await run(indicators, oneYear) { run in
      let rows = try #require(run.fairComparison(of: 1)).rows
      // 120 suggestions of 8 million residents: 15 a million; 丁市 has none and is a body like others.
      #expect(rows.map { $0?.standing.observed } == [30, 30, 60, 0])
      #expect(rows.map { $0?.standing.exposure } == [1, 3, 2, 2])
      #expect(rows.map { $0?.standing.expected } == [15, 45, 30, 30])
      // Rates 30, 10, 30, 0.
      #expect(rows.map { $0?.rank } == [1, 3, 1, 4])
      // A shrunk rate lies between the own and the common one.
      let shrunk = rows.map { $0?.standing.shrunk ?? -1 }
      #expect((15...30).contains(shrunk[0]) && (10...15).contains(shrunk[1]))
      // Shares are of one total, which is no exposure: the mean of 120 / 4.
      let shares = try #require(run.fairComparison(of: 2)).rows
      #expect(shares.map { $0?.standing.observed } == [30, 30, 60, 0])
      #expect(shares.map { $0?.standing.expected } == [30, 30, 30, 30])
    }
  }

  @Test func `a total of a term is described by its average and inferred from as a total`()
    async throws
  {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let study = """
      data: \(root.appending(path: "Fixtures/councils").path())
      select: {kind: npc, level: [prefecture], years: [2022], terms: average}
      indicators: [{id: people, measures: [appointments], direction: higher}]

      """
    try await run(study, oneYear) { run in
      let comparison = try #require(run.fairComparison(of: 0))
      let place = try #require(run.rows.firstIndex { $0.body.name == "商丘市" })
      let row = try #require(comparison.rows[place])
      // 476 in five years: 95.2 a year.
      #expect(row.standing.observed == 476 && row.standing.exposure == 5 && row.years == 5)
      let yearly = try #require(run.rows.firstIndex { $0.body.name == "济南市" })
      let mean = try #require(comparison.rows[yearly]?.standing.expected)
      #expect(abs((row.standing.expected ?? 0) - 5 * mean) < 1e-9)
      #expect(row.contextExpected == nil)
      let lines = try run.fairText(language: .chinese).split(separator: "\n")
        .filter { $0.hasPrefix("商丘市") }
      #expect(lines.count == 2 && lines[0].contains("  95.2  ") && lines[1].contains("  476  "))
    }
  }

  @Test func `what counts nothing over a period has no comparison and no line`() async throws {
    try await run(indicators, oneYear) { run in
      #expect(run.fairComparison(of: 3) == nil)
      #expect(run.fairComparison(of: 4) == nil)
      let file = try #require(run.scoreFiles().first { $0.name == "fair.csv" })
      let lines = String(decoding: file.bytes, as: UTF8.self).split(separator: "\n")
      #expect(lines.count == 1 + 3 * 4)
      #expect(
        lines[0]
          == "body,kind,year,indicator,observed,exposure,expected,ratio,low,high,zone,discovery,"
          + "shrunk,reliability,context_expected,context_ratio")
      #expect(lines[1].hasPrefix("甲市,npc,2022,reports,4,1,8,0.5,1.0898"), "\(lines[1])")
      #expect(lines[4] == "丁市,npc,2022,reports,,,,,,,,,,,,")
      #expect(!lines.contains { $0.contains(",own,") })
      #expect(try run.fairText(of: ["own"], language: .chinese).contains("不作推断"))
    }
    let alone = "data: counts.csv\nindicators: [{id: own, measures: [own], direction: higher}]\n"
    try await run(alone, oneYear) { run in
      #expect(!run.scoreFiles().map(\.name).contains("fair.csv"))
    }
  }

  @Test func `a panel judges chance by its years, expects by year and sums up a body's years`()
    async throws
  {
    try await run(panelStudy, panel) { run in
      let comparison = try #require(run.fairComparison(of: 0))
      let set = try #require(comparison.peerSets.first)
      // Means: 60 / 3, 63 / 3, 30 / 2.
      #expect(
        comparison.rows.map { $0?.standing.expected } == [20, 20, 20, 21, 21, 21, 15, 15, nil])
      // 8 cells − 3 bodies − 3 years + 1.
      #expect(set.dispersion.degreesOfFreedom == 3)
      // Few years: φ below 1 is not believed, since its interval reaches above 1.
      #expect((set.dispersion.estimate ?? 1) < 1)
      #expect(set.usedDispersion == 1)
      // 甲市 10 + 12 + 8 of 20 + 21 + 15; 乙市 60 of 56; 丙市 63 of 41.
      #expect(set.periods.map(\.body.name) == ["丙市", "乙市", "甲市"])
      #expect(set.periods.map(\.standing.observed) == [63, 60, 30])
      #expect(set.periods.map(\.standing.expected) == [41, 56, 56])
      #expect(
        set.periods.map(\.years) == [[2020, 2021], [2020, 2021, 2022], [2020, 2021, 2022]])
      let file = try #require(run.fairLines())
      #expect(file.contains { $0.hasPrefix("丙市,npc,2020-2021,reports,63,2,41,") })
    }
  }

  @Test func `one body, two bodies and zeros say what is lacking`() async throws {
    let one =
      "body,year,level,reports_heard,laws_passed\n甲市,2022,prefecture,5,0\n乙市,2022,prefecture,,0\n"
    let study = """
      data: counts.csv
      indicators:
        - {id: reports, measures: [reports_heard], direction: higher, goalposts: [0, 10]}
        - {id: laws, measures: [laws_passed], direction: higher, goalposts: [0, 10]}
      method: {normalise: goalposts, missing: renormalise}

      """
    try await run(study, one) { run in
      let reports = try #require(run.fairComparison(of: 0))
      #expect(reports.rows.map { $0?.standing.expected } == [nil, nil])
      #expect(reports.peerSets[0].summaries[2022]?.reasons.count == 1)
      let laws = try #require(run.fairComparison(of: 1))
      #expect(laws.rows.map { $0?.standing.observed } == [0, 0])
      #expect(laws.rows.map { $0?.standing.zone } == [nil, nil])
      let text = try run.fairText(language: .english)
      #expect(text.contains("only 1 body states a count"))
      #expect(text.contains("every count is 0, so that nothing is expected"))
    }
    let two = "body,year,level,reports_heard\n甲市,2022,prefecture,1\n乙市,2022,prefecture,39\n"
    try await run(panelStudy, two) { run in
      let comparison = try #require(run.fairComparison(of: 0))
      // 20 expected: P(X ≤ 1 | 20) = 21·e⁻²⁰ is far below 0.001; without a spread nothing hides it.
      #expect(comparison.rows.map { $0?.standing.zone } == [.outside998, .outside998])
      #expect(comparison.rows.map { $0?.standing.shrunk } == [nil, nil])
      #expect(try run.fairText(language: .chinese).contains("低于99.8%界限*"))
    }
  }

  @Test func `context needs five bodies a coefficient and says so`() async throws {
    try await run(indicators, oneYear) { run in
      let text = try run.fairText(of: ["reports"], language: .english)
      #expect(text.contains("needs 5 bodies a coefficient: has 3, needs 10"), "\(text)")
      #expect(try #require(run.fairComparison(of: 0)).peerSets[0].context.model == nil)
    }
    try await run(panelStudy, manyBodies()) { run in
      let comparison = try #require(run.fairComparison(of: 0))
      let context = try #require(comparison.peerSets.first).context
      #expect(context.used.map(\.english) == ["log of residents"])
      // Counts grow as residents do.
      #expect(abs((context.elasticity?.estimate ?? 0) - 1) < 0.05)
      #expect((context.model?.explainedShare ?? 0) > 0.99)
      #expect(comparison.rows.allSatisfy { $0?.contextZone == .inside })
      // The mean of all is 105, of which the least body has 10: far outside but for the spread of all.
      #expect(comparison.rows[0]?.standing.ratio ?? 1 < 0.1)
      #expect(comparison.rows[0]?.contextRatio ?? 0 > 0.7)
    }
  }

  @Test func `beside a long name the count gives way in the second table`() async throws {
    let long = manyBodies().replacing("第", with: "巴音郭楞蒙古第")
    try await run(panelStudy, long) { run in
      let text = try run.fairText(language: .english)
      #expect(!text.contains("Stated  95% interval"), "\(text)")
      #expect(text.contains("  95% interval  Expected  Ratio"), "\(text)")
      for line in text.split(separator: "\n") { #expect(String(line).terminalWidth <= 100) }
    }
  }

  @Test func `the order of rows changes nothing`() async throws {
    let lines = try await run(panelStudy, manyBodies()) { try #require($0.fairLines()) }
    let order = Array((1...20).reversed())
    let reversed = try await run(panelStudy, manyBodies(order)) { try #require($0.fairLines()) }
    #expect(Set(lines) == Set(reversed))
    #expect(lines.count == 21)
  }

  @Test(arguments: [Language.chinese, .english])
  func `the two claims stand apart, no line is wider than 100 columns and none judges`(
    language: Language
  ) async throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    for name in ["prefectures-2022", "shenzhen-zhuhai", "consultative-2022"] {
      let path = root.appending(path: "Fixtures/studies/\(name).yaml").path()
      let run = try await StudyRun(Study(reading: path))
      let text = try run.fairText(language: language)
      for claim in Claim.allCases {
        #expect(text.contains(claim.heading.text(in: language)))
      }
      for line in text.split(separator: "\n") {
        #expect(String(line).terminalWidth <= 100, "\(line)")
      }
      for word in ["优于", "劣于", "预期", "倒数", "落后", "better than", "worse", "poor", "performance"] {
        #expect(!text.contains(word), "\(name): \(word)")
      }
      #expect(text == (try run.fairText(language: language)))
    }
  }

  @Test func `the JSON holds the same numbers, with null for what is not known`() async throws {
    try await run(indicators, oneYear) { run in
      let text = try run.fairJSON(of: ["reports"])
      let document = try JSONDecoder().decode(Document.self, from: Data(text.utf8))
      let set = try #require(document.indicators.first?.peer_sets.first)
      #expect(set.description.rows.map(\.stated) == [4, 8, 12, nil])
      #expect(set.description.rows.map(\.rank) == [3, 2, 1, nil])
      #expect(set.inference.rows.map(\.expected) == [8, 8, 8])
      #expect(text.contains("\"context_expected\" : null"))
    }
  }

  private struct Document: Decodable {
    var indicators: [Indicator]
    struct Indicator: Decodable { var peer_sets: [PeerSet] }
    struct PeerSet: Decodable {
      var description: Claim<Stated>
      var inference: Claim<Inferred>
    }
    struct Claim<Row: Decodable>: Decodable { var rows: [Row] }
    struct Stated: Decodable {
      var stated: Double?
      var rank: Int?
    }
    struct Inferred: Decodable { var expected: Double? }
  }

  @Test func `an unknown indicator or year is told with what there is`() async throws {
    try await run(indicators, oneYear) { run in
      do {
        _ = try run.fairText(of: ["report"], year: 2021, language: .english)
        Issue.record("nothing was thrown")
      } catch let error as PublishingError {
        #expect(
          error.problems.map(\.text.english) == [
            "there is no indicator “report”: is reports meant?",
            "the study does not select 2021: it has 2022",
          ])
      }
    }
  }

  @Test(arguments: [
    ("甲乙丙丁，戊己。", ["甲乙丙", "丁，戊", "己。"]), ("one two three", ["one", "two", "three"]),
    ("", []),
  ])
  func `lines break between words and never before a closing mark`(text: String, lines: [String]) {
    #expect(FairWords.wrapped(text, to: 6) == lines)
  }
}
