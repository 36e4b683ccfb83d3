import Diagnostics
import FoundationEssentials
import Metrics
import Observations
import Testing

@testable import Publishing

/// A plain table on disk for the length of a test.
func withTable<Result>(
  _ text: String, _ body: (DataSet) async throws -> Result
) async throws -> Result {
  let path = FileManager.default.temporaryDirectory
    .appending(path: "heng-\(UInt64.random(in: 0...UInt64.max)).csv").path()
  try Data(text.utf8).write(to: URL(filePath: path))
  defer { try? FileManager.default.removeItem(atPath: path) }
  return try await body(try await DataSet.load(path))
}

let table = """
  body,year,level,tier,province,laws_passed,reports_heard,appointments,residents,source
  甲市,2022,prefecture,设区的市,某省,5,10,100,1000000,甲市人大常委会工作报告（2022年）
  乙市,2022,prefecture,设区的市,某省,7,10,90,3000000,乙市人大常委会工作报告（2022年）
  丙市,2022,prefecture,副省级市,某省,5,12,,2000000,丙市人大常委会工作报告（2022年）
  丁市,2022,prefecture,设区的市,某省,,8,80,2000000,丁市人大常委会工作报告（2022年）
  戊区,2022,county,市辖区,某省,,6,40,500000,戊区人大常委会工作报告（2022年）
  甲市,2021,prefecture,设区的市,某省,8,9,,1000000,甲市人大常委会工作报告（2021年）
  乙市,2021,prefecture,设区的市,某省,4,11,,3000000,乙市人大常委会工作报告（2021年）
  """

func comparison(_ measure: String, years: ClosedRange<Int>? = 2022...2022) -> Comparison {
  var comparison = Comparison(MeasureSet([measure]))
  comparison.selection.years = years.map { [$0] } ?? []
  return comparison
}

@Suite struct RankingTableTests {
  @Test func `CSV has the agreed columns, full precision, and empty fields for what is not known`()
    async throws
  {
    try await withTable(table) { data in
      let csv = try RankingTable(comparison("laws_passed"), in: data)
        .rendered(as: .csv, language: .english)
      #expect(
        csv == """
          rank,body,kind,year,value,low,high,state,bound,unit,counts,source
          1,乙市,npc,2022,7,7,7,stated,exact,件,regulations,乙市人大常委会工作报告（2022年）
          2,丙市,npc,2022,5,5,5,stated,exact,件,regulations,丙市人大常委会工作报告（2022年）
          2,甲市,npc,2022,5,5,5,stated,exact,件,regulations,甲市人大常委会工作报告（2022年）
          ,丁市,npc,2022,,,,not_stated,,,regulations,
          ,戊区,npc,2022,,,,not_applicable,,,regulations,

          """)
    }
  }

  @Test func `tied bodies share the least rank and the next rank counts them all`() async throws {
    try await withTable(table) { data in
      let ranking = try RankingTable(comparison("reports_heard"), in: data)
      let prefectures = ranking.sections[0]
      #expect(prefectures.entries.map(\.rank) == [1, 2, 2, 4])
      #expect(prefectures.median == 10)
      #expect(prefectures.stating == 4)
    }
  }

  @Test func `levels are ranked apart, one section each`() async throws {
    try await withTable(table) { data in
      let ranking = try RankingTable(comparison("reports_heard", years: nil), in: data)
      #expect(ranking.sections.map(\.year) == [2021, 2022, 2022])
      #expect(ranking.sections.map(\.level) == [.prefecture, .prefecture, .county])
    }
  }

  @Test func `a rate divides by the residents and has a unit that says so`() async throws {
    try await withTable(table) { data in
      var asked = comparison("appointments")
      asked.denominator = .millionResidents
      asked.selection.levels = [.prefecture]
      let entries = try RankingTable(asked, in: data).sections[0].entries
      // 100 / 1, 80 / 2, 90 / 3 a million residents; 丙市 states none.
      #expect(entries.map(\.body.name) == ["甲市", "丁市", "乙市", "丙市"])
      #expect(entries.map(\.cell.value) == [100, 40, 30, nil])
    }
  }

  @Test func `the change since an earlier year counts value and rank`() async throws {
    try await withTable(table) { data in
      var asked = comparison("laws_passed")
      asked.earlierYear = 2021
      asked.selection.levels = [.prefecture]
      let ranking = try RankingTable(asked, in: data)
      let first = try #require(ranking.sections.first?.entries.first)
      #expect(first.body.name == "乙市")
      #expect(first.earlierValue == 4)
      #expect(first.earlierRank == 2)
      let text = ranking.rendered(as: .text, language: .chinese)
      // 乙市 from 4 to 7, from the second to the first place.
      #expect(text.contains("+3") && text.contains("↑1"))
      #expect(
        ranking.rendered(as: .csv, language: .chinese).contains(",earlier_value,earlier_rank\n"))
    }
  }

  @Test func `a body in focus is compared with its tier unless another choice is made`()
    async throws
  {
    try await withTable(table) { data in
      var asked = comparison("reports_heard")
      asked.selection.focus = "甲市"
      let names = try RankingTable(asked, in: data).sections.flatMap { $0.entries.map(\.body.name) }
      #expect(Set(names) == ["甲市", "乙市", "丁市"])
      asked.selection.levels = [.prefecture]
      let wider = try RankingTable(asked, in: data).sections.flatMap { $0.entries }
      #expect(wider.count == 4)
      #expect(wider.filter(\.isFocus).map(\.body.name) == ["甲市"])
    }
  }

  @Test func `an empty selection says which years there are`() async throws {
    try await withTable(table) { data in
      let error = #expect(throws: PublishingError.self) {
        _ = try RankingTable(comparison("laws_passed", years: 2030...2030), in: data)
      }
      #expect(error?.problems.first?.text.english.contains("the data has 2021, 2022") == true)
    }
  }

  @Test func `an unknown body in focus is an error that names the nearest`() async throws {
    try await withTable(table) { data in
      var asked = comparison("laws_passed")
      asked.selection.focus = "甲师市"
      let error = #expect(throws: PublishingError.self) { _ = try RankingTable(asked, in: data) }
      #expect(error?.problems.first?.text.chinese == "数据中没有“甲师市”：是否应为 甲市？")
    }
  }

  @Test(arguments: TableFormat.allCases, Language.allCases)
  func `every format in every language names every body and gives the same bytes twice`(
    format: TableFormat, language: Language
  ) async throws {
    try await withTable(table) { data in
      let ranking = try RankingTable(comparison("laws_passed"), in: data)
      let text = ranking.rendered(as: format, language: language)
      for name in ["甲市", "乙市", "丙市", "丁市", "戊区"] { #expect(text.contains(name)) }
      let again = try RankingTable(comparison("laws_passed"), in: data)
      #expect(text == again.rendered(as: format, language: language))
    }
  }

  @Test func `names cannot become markup`() async throws {
    let hostile = "body,year,reports_heard\n<b>|*甲*市</b>,2022,3\n"
    try await withTable(hostile) { data in
      let ranking = try RankingTable(comparison("reports_heard"), in: data)
      #expect(ranking.rendered(as: .html, language: .chinese).contains("&lt;b&gt;|*甲*市&lt;/b&gt;"))
      #expect(ranking.rendered(as: .markdown, language: .chinese).contains("\\<b\\>\\|\\*甲\\*市"))
    }
  }

  @Test func `a measure of the user's own ranks with decimals and negative values`() async throws {
    try await withTable("body,year,满意率\n甲市,2022,-1.5\n乙市,2022,2.25\n") { data in
      let csv = try RankingTable(comparison("满意率"), in: data).rendered(as: .csv, language: .english)
      #expect(csv.contains("1,乙市,npc,2022,2.25,2.25,2.25,stated,exact,,满意率,"))
      #expect(csv.contains("2,甲市,npc,2022,-1.5,-1.5,-1.5,stated,exact,,满意率,"))
    }
  }

  @Test func `a denominator that the data lacks is not told as silence of the report`() async throws
  {
    try await withTable("body,year,reports_heard,gdp\n甲市,2022,3,100\n乙市,2022,4,\n") { data in
      var asked = comparison("reports_heard")
      asked.denominator = .quantity("gdp")
      let text = try RankingTable(asked, in: data).rendered(as: .text, language: .chinese)
      #expect(text.contains("数据缺分母，无法相除（1个）：乙市"))
      #expect(!text.contains("未载明（"))
    }
  }

  @Test func `figures of any class that rank together say so, each with its class`() async throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures/councils").path()
    let data = try await DataSet.load(folder)
    var asked = comparison("reports_heard")
    asked.selection.levels = [.prefecture]
    asked.counts = .any
    let text = try RankingTable(asked, in: data).rendered(as: .text, language: .chinese)
    #expect(text.contains("不分口径"))
    let row = text.split(separator: "\n").first { $0.contains("保定市") }
    #expect(row?.contains("口径：各类工作报告") == true)
  }

  @Test func `data without any such figure is told apart from silent reports`() async throws {
    try await withTable(table) { data in
      let findings = try RankingTable(comparison("visits"), in: data).diagnostics
      #expect(findings.contains { $0.text.english.contains("is the column missing?") })
      let known = try RankingTable(comparison("laws_passed"), in: data).diagnostics
      #expect(!known.contains { $0.text.english.contains("is the column missing?") })
    }
  }

  @Test func `JSON reads back with the same rows as CSV`() async throws {
    try await withTable(table) { data in
      let ranking = try RankingTable(comparison("laws_passed"), in: data)
      struct Document: Decodable {
        struct Table: Decodable { var rows: [Row] }
        struct Row: Decodable {
          var rank: Int?
          var body: String
          var state: String
        }
        var tables: [Table]
      }
      let json = ranking.rendered(as: .json, language: .chinese)
      let document = try JSONDecoder().decode(Document.self, from: Data(json.utf8))
      let rows = document.tables.flatMap(\.rows)
      #expect(rows.map(\.body) == ["乙市", "丙市", "甲市", "丁市", "戊区"])
      #expect(rows.map(\.rank) == [1, 2, 2, nil, nil])
      #expect(rows.last?.state == "not_applicable")
    }
  }
}

@Suite struct TerminalWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("白城市", 6), ("０～27", 6), ("é", 1), ("e\u{301}", 1), ("𠀀", 2), ("—", 1),
  ])
  func `a terminal gives Chinese characters two columns`(text: String, width: Int) {
    #expect(text.terminalWidth == width)
  }

  @Test func `columns stand below each other whatever the script`() async throws {
    try await withTable(table) { data in
      let text = try RankingTable(comparison("reports_heard"), in: data)
        .rendered(as: .text, language: .chinese)
      let lines = text.split(separator: "\n").map(String.init)
      let ranked = lines.filter { $0.hasPrefix("   1") || $0.hasPrefix("   2") }
      #expect(Set(ranked.map(\.terminalWidth)).count == 1)
    }
  }
}
