import Diagnostics
import FoundationEssentials
import Metrics
import Observations
import Testing

@testable import Publishing

/// A study of the fixtures.
func fixtureStudy(_ name: String) async throws -> StudyRun {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  return try await StudyRun(
    Study(reading: root.appending(path: "Fixtures/studies/\(name).yaml").path()))
}

/// Three cities in two years.
let panelTable = """
  body,year,level,laws_passed,reports_heard,residents
  甲市,2021,prefecture,5,10,1000000
  乙市,2021,prefecture,0,20,2000000
  丙市,2021,prefecture,10,30,4000000
  甲市,2022,prefecture,10,10,1000000
  乙市,2022,prefecture,0,,2000000
  丙市,2022,prefecture,20,30,4000000

  """

/// A study of laws and reports over those cities; `method` is the value of that key.
func panelStudy(_ method: String = "{}", years: String = "[2021-2022]", per: String = "none")
  -> String
{
  """
  data: counts.csv
  select: {level: [prefecture], years: \(years)}
  indicators:
    - {id: laws, name: {zh: 法规, en: Laws}, measures: [laws_passed], direction: higher, weight: 1}
    - {id: reports, name: {zh: 报告, en: Reports}, measures: [reports_heard], per: \(per), direction: higher, weight: 3}
  method: \(method)

  """
}

func explanation(
  _ yaml: String, of body: String, year: Int? = nil, against: Int? = nil,
  counts: String = panelTable
) async throws -> Explanation {
  try await withStudy(yaml, counts: counts) { path in
    try Explanation(
      of: body, in: try await StudyRun(Study(reading: path)), year: year, against: against)
  }
}

/// The Chinese messages that explaining or comparing throws.
private func refusal(_ work: () async throws -> Void) async -> [String] {
  do {
    try await work()
    return []
  } catch let error as PublishingError {
    return error.problems.map(\.text.chinese)
  } catch {
    return ["\(error)"]
  }
}

@Suite struct ExplanationTests {
  @Test func `a fixture is explained from its rank to its sources`() async throws {
    let run = try await fixtureStudy("prefectures-2022")
    let text = try Explanation(of: "龙岩", in: run).text(in: .chinese)
    for line in [
      "龙岩市人大常委会 2022年：得分22.7，第12位",
      "所选24个机构中17个列位次。",
      "  听取审议报告   25.0%      13.6         3.4",
      "各项贡献之和：3.4 + 0.0 + 11.5 + 7.8 = 22.7，即得分。",
      "      113人次 ÷ 常住人口2,723,637人（2020年，第七次全国人口普查（2020年）），按每百万人计。",
      "得分低于同类中位数的最大几项差额：执法检查（−6.2）、听取审议报告（−2.8）。",
      "最小的单项变动（下移）：代表建议由304件变为272件，为同类载明范围的4.2%。",
    ] {
      #expect(text.split(separator: "\n").contains(Substring(line)), "\(line)")
    }
    for word in ["优势", "劣势", "落后", "倒数", "nan", "law_inspections", "reports_heard"] {
      #expect(!text.contains(word))
    }
  }

  @Test(arguments: ["prefectures-2022", "shenzhen-zhuhai", "entropy-2022", "consultative-2022"])
  func `every body of a study has a page of at most 100 columns in both languages`(
    name: String
  ) async throws {
    let run = try await fixtureStudy(name)
    for body in Set(run.bodies.map(\.name)).sorted() {
      let explanation = try Explanation(of: body, in: run)
      for language in Language.allCases {
        let lines = explanation.text(in: language).split(separator: "\n")
        #expect(lines.allSatisfy { String($0).terminalWidth <= Page.width })
        #expect(!lines.contains { $0.contains("nan") || $0.contains("inf\(" ")") })
      }
      if explanation.isAdditive, let score = explanation.score.value {
        let sum = explanation.indicators.reduce(0) { $0 + ($1.contribution ?? 0) }
        #expect(abs(sum - score) <= 1e-9 * max(1, abs(score)))
      }
    }
  }

  @Test func `the change that moves a rank does so and one less does not`() async throws {
    let run = try await fixtureStudy("prefectures-2022")
    for name in ["龙岩市", "三明市", "南通市"] {
      let explanation = try Explanation(of: name, in: run)
      let row = try run.row(of: try run.selectedBody(name), year: nil)
      let rank = try #require(explanation.rank)
      for move in explanation.moves {
        guard let to = move.to else { continue }
        func rankWith(_ value: Double) -> Int? {
          var table = run.statedTable
          table.values[row][move.column] = .exact(value)
          return run.trial(table)?.rows[row].rank
        }
        let back: Double = to > move.from ? -1 : 1
        #expect(rankWith(to) == move.rank)
        #expect(move.move == .up ? (move.rank ?? rank) < rank : (move.rank ?? rank) > rank)
        let before = try #require(rankWith(to + back))
        #expect(move.move == .up ? before >= rank : before <= rank)
      }
    }
  }

  @Test func `a change within yearly scales is told apart into own figures and peers`() async throws
  {
    // Laws, weight ¼: 5 of 0 … 10 and 10 of 0 … 20 are both 50; own figures +37.5, peers −37.5, a
    // quarter of each 9.4 in print. Reports, ¾: 10 is the least in both years: 0.
    let explained = try await explanation(
      panelStudy("{missing: renormalise, normalise: {by: min-max, over: year}}"), of: "甲市")
    let change = try #require(explained.change)
    #expect(change.year == 2021)
    let difference = try #require(change.difference)
    #expect(abs((difference.parts[0].own ?? 0) - 9.375) < 1e-9)
    #expect(abs((difference.parts[0].peers ?? 0) + 9.375) < 1e-9)
    let text = explained.text(in: .chinese)
    #expect(text.contains("四、与2021年相比"))
    #expect(text.contains("自身数字"))
    #expect(text.contains("各项之和0.0，即得分由12.5变为12.5，位次由第3位变为第2位。"))
  }

  @Test func `weights of other years are a part of their own`() async throws {
    // Over both years: laws of 0 … 20, reports of 10 … 30. 乙市 2021: ¼·0 + ¾·50 = 37.5; in 2022 it
    // lacks reports (coverage 0): 0 · 1 = 0. All of the change is due to the weights.
    let explained = try await explanation(
      panelStudy("{missing: renormalise, coverage: 0}"), of: "乙市")
    let difference = try #require(explained.change?.difference)
    #expect(abs(difference.total + 37.5) < 1e-9)
    #expect(difference.parts.map(\.values) == [0, 0])
    let text = explained.text(in: .chinese)
    #expect(text.contains("权重：两年所缺的指标不同"))
    #expect(text.contains("缺报告，其权重按比例分给其余各项。"))
    #expect(text.contains("报告载明的指标占权重的25.0%。"))
  }

  @Test func `a body that lacks something has an interval and no number`() async throws {
    let explained = try await explanation(panelStudy(years: "[2022]"), of: "乙市")
    #expect(explained.rank == nil && explained.moves.isEmpty)
    let text = explained.text(in: .chinese)
    // Laws 0; reports from 0 to 100 of the weight ¾.
    #expect(text.contains("乙市人大常委会 2022年：没有得分，必在0.0～75.0之间"))
    #expect(text.contains("不列位次：缺报告。"))
    #expect(!text.contains("各项贡献之和"))
  }

  @Test(arguments: MultiCriteriaMethod.ID.allCases)
  func `a method whose scores are no sums says so`(method: MultiCriteriaMethod.ID) async throws {
    let explained = try await explanation(
      panelStudy("{aggregate: \(method.rawValue)}", years: "[2021]"), of: "甲市")
    #expect(!explained.isAdditive)
    let text = explained.text(in: .chinese)
    #expect(text.contains("多准则方法的得分不能拆成各项贡献之和"))
    #expect(!text.contains("贡献（分）"))
    #expect(text.contains("去掉后的得分"))
    let compared = try await withStudy(
      panelStudy("{aggregate: \(method.rawValue)}", years: "[2021]"), counts: panelTable
    ) { path in
      try ScoreComparison(of: "丙", and: "甲", in: try await StudyRun(Study(reading: path)))
    }
    #expect(compared.difference == nil && compared.reversal == nil)
    #expect(compared.dominance == .first)
  }

  @Test func `other means show the score without each indicator`() async throws {
    // Min-max over 1 … 100: laws 5 of 0 … 10 → 50.5, reports 20 of 10 … 30 would be 50.5.
    let explained = try await explanation(
      panelStudy(
        "{aggregate: geometric, normalise: {by: min-max, range: [1, 100]}}", years: "[2021]"),
      of: "甲市")
    #expect(explained.indicators.map(\.contribution) == [nil, nil])
    // Without laws only reports are left: 10 is the least, 1; without reports laws: 50.5.
    #expect(abs((explained.indicators[0].without ?? 0) - 1) < 1e-9)
    #expect(abs((explained.indicators[1].without ?? 0) - 50.5) < 1e-9)
    #expect(explained.text(in: .chinese).contains("非算术平均的得分不能拆成各项贡献之和"))
  }

  @Test func `denominators, imputed and treated values are named`() async throws {
    let divided = try await explanation(
      panelStudy(years: "[2021]", per: "million_residents"), of: "乙市")
    #expect(
      divided.text(in: .chinese).contains("20项 ÷ 常住人口2,000,000人（2021年"))
    #expect(divided.indicators[1].divisor?.value == 2_000_000)
    let imputed = try await explanation(
      panelStudy("{missing: {impute: median}}", years: "[2022]"), of: "乙市")
    #expect(imputed.indicators[1].imputed == 20)
    #expect(imputed.text(in: .chinese).contains("计分所用的20为插补值（中位数），不是报告所载。"))
    let treated = try await explanation(
      panelStudy("{treat: {by: log, applies: always}}", years: "[2021]"), of: "甲市")
    #expect(treated.text(in: .chinese).contains("异常值处理（对数变换）：由5改为"))
  }

  @Test func `titles stand for a figure that is not stated`() async throws {
    let run = try await fixtureStudy("prefectures-2022")
    let text = try Explanation(of: "龙岩市", in: run).text(in: .chinese)
    #expect(text.contains("报告没有写件数，按点名的4件法规计，为至少数；口径为法规件数。"))
    #expect(text.contains("《龙岩市客家文化保护条例》"))
  }

  @Test func `JSON has full precision, identifiers and sorted keys`() async throws {
    let explained = try await explanation(panelStudy(years: "[2021]"), of: "甲市")
    let json = explained.json
    struct Document: Decodable {
      var body: String
      var score: Double
      var indicators: [Indicator]
      struct Indicator: Decodable {
        var id: String
        var contribution: Double
        var measures: String
      }
    }
    let document = try JSONDecoder().decode(Document.self, from: Data(json.utf8))
    #expect(document.body == "甲市" && document.indicators.map(\.id) == ["laws", "reports"])
    #expect(document.indicators[1].measures == "reports_heard")
    #expect(document.indicators.reduce(0) { $0 + $1.contribution } == document.score)
    let keys = json.split(separator: "\n").filter { $0.hasPrefix("  \"") }
      .compactMap { $0.split(separator: "\"").dropFirst().first }
    #expect(keys == keys.sorted() && keys.count > 15)
    #expect(json.contains("\"change\" : null"))
  }

  // MARK: - What was asked for

  @Test(arguments: [
    ("甲市", "甲市"), ("甲", "甲市"), ("甲市人大", "甲市"), ("甲人大常委会", "甲市"),
  ])
  func `a body is understood`(word: String, name: String) async throws {
    #expect(try await explanation(panelStudy(), of: word).body.name == name)
  }

  @Test func `what a study does not have is refused with what to do`() async throws {
    let unknown = await refusal { _ = try await explanation(panelStudy(), of: "甲甲市") }
    #expect(unknown.first?.hasPrefix("没有机构“甲甲市”：是否应为 甲市？") == true)
    let other = panelTable + "丁县,2022,county,1,1,1000\n"
    let unselected = await refusal {
      _ = try await explanation(panelStudy(), of: "丁县", counts: other)
    }
    #expect(unselected == ["数据中有“丁县”，但研究没有选它：请改 select 的类型、层级、年份或 bodies"])
    let year = await refusal { _ = try await explanation(panelStudy(), of: "甲市", year: 2019) }
    #expect(year == ["研究所选的甲市没有2019年：有 2021、2022"])
    let late = await refusal {
      _ = try await explanation(panelStudy(), of: "甲市", year: 2021, against: 2022)
    }
    #expect(late == ["--against 2022：应早于 2021"])
    let both = panelTable.split(separator: "\n").map(String.init)
    let kinds =
      ([both[0] + ",kind"] + both.dropFirst().map { $0 + ",npc" } + ["甲市,2022,prefecture,,,1,cppcc"])
      .joined(separator: "\n") + "\n"
    let ambiguous = await refusal {
      _ = try await explanation(panelStudy(), of: "甲市", counts: kinds)
    }
    #expect(ambiguous == ["“甲市”可指甲市人大、甲市政协：请写全"])
    #expect(try await explanation(panelStudy(), of: "甲市人大", counts: kinds).body.kind == .npc)
  }

  // MARK: - Two bodies

  private func comparison(
    _ yaml: String, _ first: String, _ second: String, year: Int? = nil,
    counts: String = panelTable
  ) async throws -> ScoreComparison {
    try await withStudy(yaml, counts: counts) { path in
      try ScoreComparison(
        of: first, and: second, in: try await StudyRun(Study(reading: path)), year: year)
    }
  }

  @Test func `a difference is the sum of its parts and turns with one weight`() async throws {
    // 2021: laws 50 and 0, reports 0 and 50; shares ¼ and ¾: 12.5 − 37.5 = −25.
    // Laws: R = −50, d = 50: even at −50/(−50 − 50) = ½.
    let compared = try await comparison(panelStudy(years: "[2021]"), "甲", "乙")
    let difference = try #require(compared.difference)
    #expect(abs(difference.total + 25) < 1e-9)
    #expect(compared.reversal?.column == 0)
    #expect(abs((compared.reversal?.threshold ?? 0) - 0.5) < 1e-9)
    #expect(compared.dominance == .none)
    let text = compared.text(in: .chinese)
    #expect(text.contains("差额 = 甲市减乙市，各项之和−25.0。"))
    #expect(text.contains("最小的权重变动：法规的权重由25.0%升到高于50.0%（其余按比例），两者的次序颠倒。"))
    #expect(text.contains("两者的得分区间不重叠"))
    let lines = text.split(separator: "\n").map(String.init)
    // The greater part first.
    let reports = try #require(lines.firstIndex { $0.hasPrefix("报告 ") })
    let laws = try #require(lines.firstIndex { $0.hasPrefix("法规 ") })
    #expect(reports < laws)
    #expect(lines.allSatisfy { $0.terminalWidth <= Page.width })
  }

  @Test func `nothing turns the order where one body is above in everything`() async throws {
    let compared = try await comparison(panelStudy(years: "[2021]"), "甲", "丙")
    #expect(compared.dominance == .second && compared.reversal == nil)
    #expect(
      compared.text(in: .chinese).contains("丙市各项计分指标的得分都不低于甲市，且至少一项高于它：任何权重都不会使两者的次序颠倒。"))
  }

  @Test func `the latest year with both scores is taken, and the share of draws stands apart`()
    async throws
  {
    let compared = try await comparison(panelStudy(), "甲", "乙")
    // In 2022 乙市 lacks reports.
    #expect(compared.year == 2021)
    let text = compared.text(in: .chinese).split(separator: "\n").joined()
    #expect(text.contains("报告载明：两者的得分区间不重叠"))
    #expect(text.contains("统计推断：1000次模拟中，甲市排在乙市之前的占：数字波动"))
    #expect(text.contains("不足95%，先后不能断定。") || text.contains("在前，可以认定。"))
    #expect(Set(compared.probabilities.keys) == [.data, .method, .joint])
    let turned = try await comparison(panelStudy(), "乙", "甲")
    for (source, share) in compared.probabilities {
      #expect(abs(share + (turned.probabilities[source] ?? 0) - 1) < 1e-12)
    }
    let asked = try await comparison(panelStudy(), "甲", "乙", year: 2022)
    #expect(asked.difference == nil)
    #expect(asked.text(in: .chinese).contains("乙市不确定的值：报告（未载明）。"))
    #expect(asked.text(in: .chinese).contains("得分区间有重叠"))
  }

  @Test func `kinds and levels, and a body with itself, are not compared`() async throws {
    let mixed = panelTable + "丁县,2022,county,1,1,1000\n戊县,2022,county,3,4,1000\n"
    let yaml = panelStudy().split(separator: "level: [prefecture], ").joined()
    let levels = await refusal { _ = try await comparison(yaml, "甲市", "丁县", counts: mixed) }
    #expect(levels.first?.contains("类型或层级不同，不作比较") == true)
    let same = await refusal { _ = try await comparison(yaml, "甲", "甲市", counts: mixed) }
    #expect(same == ["“甲”和“甲市”是同一个机构：请写两个"])
    let together = yaml.split(separator: "select: {").joined(separator: "select: {together: true, ")
    let compared = try await comparison(together, "甲市", "丁县", counts: mixed)
    #expect(compared.difference != nil)
  }

  @Test func `lines break between wide characters and never before closing punctuation`() {
    let text =
      String(repeating: "听取审议，", count: 30) + "（" + String(repeating: "a", count: 60) + "）。"
    let lines = Page.wrapped(text, indent: 2, hanging: 4)
    #expect(lines.count > 3)
    #expect(lines.allSatisfy { $0.terminalWidth <= Page.width })
    #expect(
      lines.dropFirst().allSatisfy { line in
        line.hasPrefix("    ") && !"，。）".contains(line.dropFirst(4).first ?? " ")
      })
    // Nothing is lost on the way.
    #expect(lines.map { $0.filter { $0 != " " } }.joined() == text)
  }
}
