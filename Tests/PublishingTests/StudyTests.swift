import Diagnostics
import FoundationEssentials
import Observations
import Testing

@testable import Publishing

/// A study file beside `counts.csv`, for the length of a test.
func withStudy<Result>(
  _ yaml: String, counts: String = table, _ body: (String) async throws -> Result
) async throws -> Result {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "heng-\(UInt64.random(in: 0...UInt64.max))").path()
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try Data(counts.utf8).write(to: URL(filePath: "\(folder)/counts.csv"))
  try Data(yaml.utf8).write(to: URL(filePath: "\(folder)/s.yaml"))
  return try await body("\(folder)/s.yaml")
}

/// The messages of a study that is wrong, without its folder.
func problems(of yaml: String, counts: String = table) async throws -> [String] {
  try await withStudy(yaml, counts: counts) { path in
    do {
      _ = try await StudyRun(Study(reading: path))
      return []
    } catch let error as PublishingError {
      let folder = path.dropLast("s.yaml".count)
      return error.problems.map {
        $0.line(in: .english).split(separator: folder, omittingEmptySubsequences: false).joined()
      }
    }
  }
}

let good = """
  data: counts.csv
  select: {level: [prefecture], years: [2022]}
  indicators:
    - {id: laws, measures: [laws_passed], direction: higher, group: a}
    - {id: reports, measures: [reports_heard], direction: higher, weight: 3, group: a}
    - {id: people, measures: [appointments], weight: 0}
  groups: [{id: a}]
  outputs:
    - {table: ranking, of: index, formats: [csv]}

  """

@Suite struct StudyTests {
  @Test func `scores.csv has a row for each body and year and a column for each node`() async throws
  {
    try await withStudy(good) { path in
      let run = try await StudyRun(Study(reading: path))
      let files = run.scoreFiles()
      #expect(files.map(\.name) == ["scores.csv", "indicators.csv", "fair.csv", "robustness.csv"])
      // Laws 5, 7, 5, –: 0, 100, 0. Reports 10, 10, 12, 8: 50, 50, 100, 0. Index (laws + 3 reports) / 4:
      // 37.5, 62.5, 75; 丁市 lacks laws: from (0 + 0) / 4 to (100 + 0) / 4. Appointments 100, 90, –, 80.
      #expect(
        String(decoding: files[0].bytes, as: UTF8.self) == """
          body,kind,year,laws,reports,people,a,index,index_low,index_high,rank,coverage
          甲市,npc,2022,0,50,100,37.5,37.5,37.5,37.5,3,1
          乙市,npc,2022,100,50,50,62.5,62.5,62.5,62.5,2,1
          丙市,npc,2022,0,100,,75,75,75,75,1,1
          丁市,npc,2022,,0,0,,,0,25,,0.75

          """)
      #expect(
        String(decoding: files[1].bytes, as: UTF8.self) == """
          body,kind,year,laws,reports,people
          甲市,npc,2022,5,10,100
          乙市,npc,2022,7,10,90
          丙市,npc,2022,5,12,
          丁市,npc,2022,,8,80

          """)
    }
  }

  @Test func `an output is the same bytes whenever it is made`() async throws {
    try await withStudy(good) { path in
      let study = try Study(reading: path)
      let first = try await StudyRun(study).files(of: study.outputs[0])
      let second = try await StudyRun(study).files(of: study.outputs[0])
      #expect(first.map(\.name) == ["ranking-index.csv"])
      #expect(first.map(\.bytes) == second.map(\.bytes))
      let text = String(decoding: first[0].bytes, as: UTF8.self)
      #expect(text.contains("1,丙市,npc,2022,75,75,75,stated,exact,"))
      #expect(text.contains(",丁市,npc,2022,,0,25,bounded,exact,"))
    }
  }

  @Test func `unknown keys and words are all told at once, with line and column and the nearest`()
    async throws
  {
    let messages = try await problems(
      of: """
        data: counts.csv
        selct: {kind: npc}
        indicators:
          - {id: a, measurs: [laws_passed], direction: up}
          - {id: b, measures: [visits], direction: higher, weight: -1}
          - {id: c, measures: [visits]}
        method: {normalise: {by: minmax}, aggregate: sum}
        outputs:
          - {chart: bars, of: index}
          - {table: ranking, of: d}
          - {table: ranking, of: a}
          - {table: ranking, of: a}
        """)
    #expect(
      messages == [
        "s.yaml:2:1: error: study has no key “selct”: is select meant?",
        "s.yaml:4:5: error: the indicator “a” has no measures",
        "s.yaml:4:13: error: indicators has no key “measurs”: is measures meant?",
        "s.yaml:4:48: error: “up” is not known: write one of higher, lower",
        "s.yaml:5:60: error: a weight must not be negative: for the other direction write "
          + "direction: lower",
        "s.yaml:6:5: error: the indicator “c” has a weight and no direction: write higher or lower, "
          + "or weight: 0 to show it without scoring",
        "s.yaml:7:26: error: “minmax” is not known: is min-max meant?",
        "s.yaml:7:46: error: “sum” is not known: write one of arithmetic, geometric, harmonic, "
          + "generalised, topsis, rank-sum-ratio, borda, copeland, vikor, promethee-ii, copras, kemeny",
        "s.yaml:9:13: error: “bars” is not known: write one of ranked-bar, dot, strip, distribution, "
          + "tiles, table, funnel, position, radar, rank-intervals, stacked-bar, waterfall, line, slope, "
          + "bump, small-multiples, grouped-bar, scorecard, scatter, correlation, reporting-rate, panels",
        "s.yaml:10:5: error: of: “d” is not known: is a meant?",
        "s.yaml:12:5: error: the output id “ranking-a” stands in line 11 already: "
          + "give this one an id of its own",
      ])
  }

  @Test func `what only the data can tell is told at once too`() async throws {
    let messages = try await problems(
      of: """
        data: counts.csv
        focus: 甲师市
        indicators:
          - {id: a, measures: [laws_pased], direction: higher, group: g}
          - {id: b, measures: [appointments], per: gdpp, direction: higher, group: g}
        groups: [{id: g, parent: h}, {id: h, parent: g}]
        outputs: [{table: ranking, of: a, bodies: [乙师市]}]
        """)
    #expect(messages.count == 5)
    #expect(
      messages[0] == "s.yaml:4:23: error: there is no measure “laws_pased”: is laws_passed meant?")
    #expect(messages[1].hasPrefix("s.yaml:5:5: error: per: “gdpp” is not known"))
    #expect(messages[2] == "s.yaml:2:8: error: the data has no body “甲师市”: is 甲市 meant?")
    #expect(messages[3] == "s.yaml:7:11: error: the data has no body “乙师市”: is 乙市 meant?")
    #expect(messages[4] == "s.yaml:6:10: error: groups are their own parents: g → h → g")
  }

  @Test(arguments: [
    ("", "the study is empty"), ("data: counts.csv", "indicators is missing"),
    ("indicators: []\ndata: counts.csv", "indicators is empty"),
    ("data: a\ndata: b", "stands twice"), ("data: [", "not valid YAML"),
    (
      "data: counts.csv\nselect: {years: [1990]}\nindicators: [{id: a, measures: [visits], direction: higher}]",
      "have no report for these years"
    ),
    (
      "data: counts.csv\nindicators: [{id: a, measures: [visits], weight: 0}]", "are all 0"
    ),
    (
      "data: counts.csv\nindicators: [{id: a, measures: [visits], per: laws_repealed, direction: higher}]",
      "no body can be divided"
    ),
    (
      "data: missing.csv\nindicators: [{id: a, measures: [visits], direction: higher}]",
      "no such file"
    ),
  ])
  func `a study that cannot be run says why`(yaml: String, reason: String) async throws {
    let messages = try await problems(of: yaml)
    #expect(messages.contains { $0.contains(reason) }, "\(messages)")
  }

  @Test func `an anonymous output names the focus alone`() async throws {
    let yaml =
      good.split(separator: "outputs:")[0]
      + "focus: 乙市\noutputs: [{table: ranking, of: reports, anonymise: true, formats: [md, csv, json]}]"
    try await withStudy(String(yaml)) { path in
      let study = try Study(reading: path)
      for file in try await StudyRun(study).files(of: study.outputs[0]) {
        let text = String(decoding: file.bytes, as: UTF8.self)
        #expect(text.contains("乙市"))
        #expect(!text.contains("丙市人大") && !text.contains("丁市人大"), "\(file.name)")
      }
    }
  }
}

@Suite struct StudySchemaTests {
  private struct Part: Decodable {
    var properties: [String: Ignored]?
    var oneOf: [Part]?
    struct Ignored: Decodable {
      init(from decoder: any Decoder) throws {}
    }
  }

  private struct Schema: Decodable {
    var properties: [String: Part.Ignored]
    var definitions: [String: Part]
    enum CodingKeys: String, CodingKey {
      case properties
      case definitions = "$defs"
    }
  }

  @Test func `the schema for editors lists the keys that the program reads`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let data = try Data(contentsOf: root.appending(path: "docs/study.schema.json"))
    let schema = try JSONDecoder().decode(Schema.self, from: data)
    for (name, keys) in StudyKeys.parts {
      let part = schema.definitions[name]
      let listed =
        name == "study"
        ? schema.properties
        : part?.properties ?? part?.oneOf?.compactMap(\.properties).first ?? [:]
      #expect(Set(listed.keys) == Set(keys), "\(name)")
    }
  }
}

@Suite struct StudyDocumentTests {
  private func documents(_ outputs: String) async throws -> ([Study.Document], [String]) {
    let yaml = """
      data: counts.csv
      select: {level: [prefecture], years: [2022]}
      indicators:
        - {id: laws, measures: [laws_passed], direction: higher}
        - {id: reports, measures: [reports_heard], direction: higher}
      outputs:
      \(outputs)

      """
    let found = try await problems(of: yaml)
    guard found.isEmpty else { return ([], found) }
    return try await withStudy(yaml) { path in (try Study(reading: path).documents, []) }
  }

  @Test func `briefings, workbooks, sheets and figures stand among the outputs`() async throws {
    let (documents, problems) = try await documents(
      """
        - {chart: ranked-bar, of: index}
        - {briefing: league, formats: [docx, pptx], profile: plain, masthead: 简报, annex: false}
        - {briefing: league, id: own, figures: [{chart: dot, of: laws}]}
        - {workbook: study}
        - {sheet: verification, formats: [csv, md]}
        - {figures: all}
      """)
    #expect(problems.isEmpty)
    #expect(documents.map(\.kind) == [.briefing, .briefing, .workbook, .sheet, .figures])
    #expect(documents.map(\.id) == ["briefing-league", "own", "workbook", "sheet", "figures"])
    #expect(documents[0].formats == ["docx", "pptx"])
    #expect(documents[0].profile == .plain && !documents[0].hasAnnex)
    #expect(documents[1].figures?.map(\.kind) == [.dot])
    #expect(documents.map(\.formats).dropFirst(2) == [["xlsx"], ["csv", "md"], ["html", "zip"]])
  }

  @Test func `every fault of a document is told with its place`() async throws {
    let (_, problems) = try await documents(
      """
        - {briefing: leage}
        - {briefing: league, formats: [xlsx]}
        - {workbook: study, profile: plain}
        - {sheet: verification, chart: dot}
        - {chart: ranked-bar, masthead: 简报}
        - {figures: all, id: ../x}
      """)
    #expect(problems.count == 6)
    #expect(problems[0] == "s.yaml:7:16: error: “leage” is not known: is league meant?")
    #expect(problems[2].contains("workbook has no profile"))
    #expect(problems[3].contains("write one of the keys"))
    #expect(problems[4].contains("“masthead”"))
    #expect(problems[5].contains("cannot name a file"))
  }
}
