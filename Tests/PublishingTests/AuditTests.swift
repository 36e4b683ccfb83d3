import Diagnostics
import FoundationEssentials
import Metrics
import Testing

@testable import Publishing

private func study(
  _ method: String = "{}", select: String = "{years: [2022]}"
) -> String {
  """
  data: counts.csv
  select: \(select)
  indicators:
    - {id: reports, measures: [reports_heard], direction: higher}
    - {id: inspections, measures: [law_inspections], direction: higher}
  method: \(method)

  """
}

private func table(_ rows: [String], header: String = "reports_heard,law_inspections") -> String {
  (["body,year,level,\(header)"] + rows).joined(separator: "\n") + "\n"
}

/// Two indicators that say the same of six bodies.
private let alike = table([
  "甲市,2022,prefecture,2,1", "乙市,2022,prefecture,4,2", "丙市,2022,prefecture,6,3",
  "丁市,2022,prefecture,8,4", "戊市,2022,prefecture,10,5", "己市,2022,prefecture,12,6",
])

// Reports 100, 40, 50, 40 are 100, 0, 16.7, 0 between the least and the greatest; inspections 0, 10, 8, 0
// are 0, 100, 80, 0. Scores: 甲市 50, 乙市 50, 丙市 48.3, 丁市 0; ranks 1, 1, 3, 4.
private let turning = table([
  "甲市,2022,prefecture,100,0", "乙市,2022,prefecture,40,10", "丙市,2022,prefecture,50,8",
  "丁市,2022,prefecture,40,0",
])

private func audit(
  _ yaml: String, _ counts: String, year: Int? = nil
) async throws -> StudyAudit {
  try await withStudy(yaml, counts: counts) { path in
    try StudyAudit(of: await StudyRun(Study(reading: path)), year: year)
  }
}

/// The text without its first lines, which name the study and the data.
private func body(_ audit: StudyAudit, _ language: Language = .chinese) -> [String] {
  let lines = audit.text(in: language).split(separator: "\n", omittingEmptySubsequences: false)
  return lines.map(String.init)
}

@Suite struct AuditTests {
  // MARK: - The page

  @Test func `two indicators that say the same are told in every section`() async throws {
    let text = try await audit(study(), alike).text(in: .chinese)
    let expected = [
      "指数审计：综合指数\n", "，2022年：6个机构，6行，6行列位次。\n", "方法：2项指标，极差法（6个机构中末位0、首位100）标准化，",
      "  听取审议专项工作报告        6/6    100%    0%    100%\n",
      "  听取审议专项工作报告 × 执法检查  1.00*  1.00*  1.00*  6  几乎重复\n",
      "\nn < 10 的相关与噪声难以分别。\n",
      // α = 2²·c̄/Σ cov with two equal columns: 4v/4v = 1.
      "\n全部指标（2项，n = 6）1.00。\n",
      "  执法检查                 50.0%     50.0%  6\n",
      "\n2项指标、6行不缺项：不小于 1 的特征值1个，2.00（100%）。\n",
      "载荷：听取审议专项工作报告 1.00、执法检查 1.00。",
      // All 6 · 5/2 pairs.
      "\n15对可比，其中15对（100%）一方各项都不低于另一方：任何正的权重都不能颠倒它们。\n",
      "\n· 逐一去掉指标：位次平均移动0位。逐一去掉6个机构，其余的次序都不变。\n",
      "· 同组指标“听取审议专项工作报告”与“执法检查”几乎同步（r = 1, n = 6）",
      "数据没有常住人口等参照量",
    ]
    for line in expected { #expect(text.contains(line), "\(line)\n\(text)") }
    let english = try await audit(study(), alike).text(in: .english)
    let lines = [
      "Audit of an index: Index\n", ", 2022: 6 bodies, 6 rows, 6 of them ranked.\n",
      "  Reports heard × Law enforcement inspections  1.00*  1.00*  1.00*  6  nearly the same\n",
      "\nall indicators (2, n = 6) 1.00.\n",
      "\nOf 15 comparable pairs 15 (100%) have one body nowhere below the other",
    ]
    for line in lines { #expect(english.contains(line), "\(line)\n\(english)") }
  }

  @Test func `leaving out an indicator or a body shifts ranks as computed by hand`() async throws {
    let audit = try await audit(study(), turning)
    let panel = try #require(audit.panels.first)
    // Without inspections 100, 0, 16.7, 0: ranks 1, 3, 2, 3, shifts 0, 2, 1, 1. Without reports 0, 100, 80,
    // 0: ranks 3, 1, 2, 3, shifts 2, 0, 1, 1.
    #expect(panel.withoutIndicator.map(\.removed) == ["reports", "inspections"])
    #expect(panel.withoutIndicator.map(\.meanShift) == [1, 1])
    #expect(panel.withoutIndicator.map(\.greatestShift) == [2, 2])
    #expect(panel.withoutIndicator.map { $0.mostShifted?.body } == ["甲市", "乙市"])
    // Without 甲市 reports run from 40 to 50: 乙市 50, 丙市 90, which turns them round. Without 乙市
    // inspections run from 0 to 8: 甲市 50, 丙市 58.3. Nothing turns without 丙市 or 丁市.
    let turned = Dictionary(
      uniqueKeysWithValues: panel.withoutBody.map { ($0.removed, $0.reversalCount) })
    #expect(turned == ["甲市": 1, "乙市": 1, "丙市": 0, "丁市": 0])
    #expect(panel.withoutBody.map(\.pairCount) == [3, 3, 3, 3])
    let text = body(audit).map { String($0.drop { $0 == " " }) }.joined()
    #expect(text.contains("逐一去掉指标：位次平均移动1.0位，影响最大的是“听取审议专项工作报告”（平均1.0位）"))
    #expect(text.contains("有2次使其余机构的次序颠倒，共2对（占所比的17%）"))
  }

  @Test func `weights from values are taken anew without a body`() async throws {
    let yaml = study("{weights: entropy}")
    let panel = try #require(try await audit(yaml, turning).panels.first)
    let fixed = try #require(try await audit(study(), turning).panels.first)
    #expect(panel.withoutBody.allSatisfy { $0.meanShift != nil })
    #expect(panel.withoutBody.map(\.reversalCount) != fixed.withoutBody.map(\.reversalCount))
  }

  @Test(arguments: [Language.chinese, .english])
  func `with one indicator and two bodies each section says what it lacks`(
    language: Language
  ) async throws {
    let yaml = """
      data: counts.csv
      indicators:
        - {id: reports, measures: [reports_heard], direction: higher}

      """
    let two = table(["甲市,2022,prefecture,2,1", "乙市,2022,prefecture,400,2"])
    let text = try await audit(yaml, two).text(in: language)
    let expected =
      language == .chinese
      ? [
        "只有一项计权的指标，没有指标之间的相关；至少要两项。", "不足两项计权的指标，没有 α；至少要两项。",
        "只有一项计权的指标，权重无从比较；至少要两项。", "未求：主成分至少要两个有差异的指标", "1对可比，其中1对（100%）",
        "只有一项计权的指标，次序与权重无关。", "只有一项计权的指标，不能去掉；至少要两项。",
        "没有三个一起列位次的机构，去掉一个后没有次序可比。", "八、需要决定的问题\n没有。",
      ]
      : [
        "Only one indicator has a weight, so that there are no pairs: it takes two.",
        "so that there is no α: it takes two.", "there are no weights to compare: it takes two.",
        "None: principal components need two indicators", "Of 1 comparable pairs 1 (100%)",
        "With one indicator the order has nothing to do with weights.",
        "With one indicator of weight none can be left out: it takes two.",
        "No three bodies are ranked", "8. Findings that need a decision\nNone.",
      ]
    for line in expected { #expect(text.contains(line), "\(line)\n\(text)") }
  }

  // MARK: - Methods

  @Test func `weights of each body's own have no nominal ones, and ranks are not drawn`()
    async throws
  {
    let audit = try await audit(study("{weights: benefit-of-doubt}"), turning)
    let text = body(audit).joined()
    #expect(text.contains("平均自选权重"))
    #expect(text.contains("各机构的权重不同，没有名义权重"))
    #expect(text.contains("位次未模拟：各机构按各自最有利的权重计分"))
    #expect(audit.panels[0].findings.allSatisfy { !$0.text.english.contains("nominal") })
    let sum = audit.panels[0].ownWeights.values.reduce(0, +)
    #expect(abs(sum - 1) < 1e-9)
    #expect(audit.panels[0].withoutIndicator.allSatisfy { $0.meanShift != nil })
  }

  @Test(arguments: ["topsis", "promethee-ii", "rank-sum-ratio"])
  func `a multi-criteria method is audited by stated values, and says so`(id: String) async throws {
    let audit = try await audit(study("{aggregate: \(id)}"), turning)
    #expect(audit.form == .multiCriteria)
    let text = body(audit).joined()
    #expect(text.contains("多准则方法没有标准化值，相关用原值"))
    #expect(audit.panels[0].withoutBody.count == 4)
    #expect(audit.panels[0].robustness.refusal == nil)
  }

  @Test func `a rate that follows what it is divided by is not told to be divided by it`()
    async throws
  {
    let counts = table(
      (1...8).map {
        "\(["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"][$0 - 1])市,2022,prefecture,12,\($0 % 3),\($0)00000"
      },
      header: "reports_heard,law_inspections,residents")
    let yaml = """
      data: counts.csv
      indicators:
        - {id: rate, measures: [reports_heard], per: million_residents, direction: higher}
        - {id: inspections, measures: [law_inspections], direction: higher}

      """
    let text = try await audit(yaml, counts).text(in: .english)
    let whole = text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: " ")
    #expect(whole.contains("is divided by “Residents” and still follows it"), "\(whole)")
    #expect(!whole.contains("give the rate by “Residents”"))
    #expect(whole.contains("†"))
  }

  @Test func `bodies that screening left out are no part of the audit`() async throws {
    let counts = turning + "戊市,2022,prefecture,30,\n己市,2022,prefecture,,\n"
    let audit = try await audit(study("{screen: {availability: 0.9}}"), counts)
    let panel = try #require(audit.panels.first)
    #expect(panel.bodyCount == 4 && panel.leftOutCount == 2)
    #expect(panel.audit.reporting.allSatisfy { $0.rowCount == 4 && $0.statedCount == 4 })
    #expect(body(audit).joined().contains("4行列位次（另有2行筛选时剔除）。"))
    #expect(panel.withoutIndicator.map(\.meanShift) == [1, 1])
  }

  // MARK: - Years and peer sets

  private static let years = table([
    "甲市,2020,prefecture,2,9", "乙市,2020,prefecture,4,2", "丙市,2020,prefecture,6,3",
    "甲市,2022,prefecture,2,1", "乙市,2022,prefecture,4,2", "丙市,2022,prefecture,6,3",
    "某省,2022,province,6,3", "他省,2022,province,1,3",
  ])

  @Test func `a page each kind and level, all years together, or one year`() async throws {
    let yaml = study(select: "{kind: npc}")
    let all = try await audit(yaml, Self.years)
    #expect(all.panels.map(\.peerSet) == ["npc prefecture", "npc province"])
    #expect(all.panels.map(\.audit.years) == [[2020, 2022], [2022]])
    let text = all.text(in: .chinese)
    #expect(text.contains("地级人大常委会，2020、2022年：3个机构，6行，6行列位次。各年合在一起看"))
    #expect(text.contains("省级人大常委会，2022年：2个机构，2行"))
    #expect(text.contains("同一机构各年的行并不独立"))
    #expect(!text.contains("npc pro") && !text.contains("npc pre"))

    let one = try await audit(yaml, Self.years, year: 2020)
    #expect(one.panels.map(\.audit.years) == [[2020]])
    #expect(one.text(in: .chinese).contains("2020年：3个机构，3行，3行列位次。只看这一年。"))
    #expect(one.panels[0].robustness.rows.map(\.key.year) == [2020, 2020, 2020])
    await #expect(throws: PublishingError.self) {
      try await audit(yaml, Self.years, year: 2019)
    }
  }

  @Test func `years that follow each other are one span`() {
    #expect(AuditPage.spans([2022, 2018, 2019, 2020], .chinese) == "2018～2020、2022")
    #expect(AuditPage.spans([2021], .english) == "2021")
    #expect(AuditPage.spans([2020, 2021], .english) == "2020–2021")
  }

  // MARK: - Findings

  @Test func `findings that differ in names and numbers only are one from three on`() {
    let folded = AuditPage.folded([
      "“甲” has 50%", "“乙” has 20%", "“丙” has 7%", "other “甲”", "other “乙”",
    ])
    #expect(folded.map(\.text) == ["other “乙”", "other “甲”", "“丙” has 7%"])
    #expect(folded.map(\.others) == [0, 0, 2])
  }

  // MARK: - Properties

  @Test(arguments: ["{}", "{weights: entropy}", "{aggregate: topsis}"])
  func `the order of rows changes nothing`(method: String) async throws {
    func parts(_ counts: String) async throws -> (text: String, json: String) {
      let audit = try await audit(
        study(method, select: "{kind: npc, level: [prefecture]}"), counts)
      // The hash of the data and the path differ, and nothing else.
      let text = body(audit).filter { !$0.contains("SHA-256") && !$0.contains("counts.csv") }
      let json = audit.json.split(separator: "\n").filter {
        !$0.contains("sha256") && !$0.contains("\"study\"") && !$0.contains("\"line\"")
          && !$0.contains("\"file\"")
      }
      return (text.joined(separator: "\n"), json.joined(separator: "\n"))
    }
    let lines = Self.years.split(separator: "\n").map(String.init)
    let first = try await parts(Self.years)
    let second = try await parts(
      ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n") + "\n")
    #expect(first.text == second.text)
    #expect(first.json == second.json)
  }

  @Test func `JSON has every pair, full precision, and the same keys for every panel`()
    async throws
  {
    let audit = try await audit(study(select: "{kind: npc}"), Self.years)
    struct Document: Decodable {
      struct Panel: Decodable {
        struct Association: Decodable {
          struct Value: Decodable { let value: Double }
          let indicator: String
          let other: String
          let n: Int
          let pearson: Value?
        }
        struct Dominance: Decodable {
          let pairs: Int
          let dominated: Int
        }
        let peer_set: String
        let years: [Int]
        let correlations: [Association]
        let dominance: Dominance
      }
      let form: String
      let panels: [Panel]
    }
    let document = try JSONDecoder().decode(Document.self, from: Data(audit.json.utf8))
    #expect(document.form == "mean")
    #expect(document.panels.map(\.peer_set) == ["npc prefecture", "npc province"])
    let pairs = document.panels[0].correlations
    #expect(pairs.map(\.other) == ["inspections", "index", "index"])
    // Reports 2, 4, 6 twice; inspections 9, 2, 3 and 1, 2, 3: deviations from 4 and 10/3. Σxy = −2·17/3 +
    // 2·(−1/3) + −2·(−7/3) + 2·(−1/3) = −8; Σx² = 16; Σy² = 108 − 6·100/9 = 124/3.
    let r = try #require(pairs[0].pearson?.value)
    #expect(abs(r - -8 / (16 * 124.0 / 3).squareRoot()) < 1e-12)
    #expect(pairs[0].n == 6)
    // 2022: all 3 pairs of prefectures. 2020: 丙市 above 乙市.
    #expect(document.panels[0].dominance.dominated == 4)
    #expect(document.panels[0].dominance.pairs == 6)
  }

  @Test(
    arguments: [
      "prefectures-2022", "shenzhen-zhuhai", "entropy-2022", "consultative-2022",
      "preference-2022", "judges-2022", "benefit-of-doubt-2022",
    ], [Language.chinese, .english])
  func `the studies of the fixtures fit on a page`(name: String, language: Language) async throws {
    let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
      .joined(separator: "/")
    let path = "\(folder)/Fixtures/studies/\(name).yaml"
    let audit = try StudyAudit(of: await StudyRun(Study(reading: path)))
    let lines = body(audit, language)
    #expect(lines.count <= (language == .chinese ? 75 : 88), "\(lines.count)")
    for line in lines { #expect(line.terminalWidth <= Page.width, "\(line)") }
    // Names stand in the place of identifiers.
    for id in ["inspections”", "“suggestions”", "“reports”", "npc prefecture", "cppcc"] {
      #expect(!lines.joined().contains(id) || language == .english && id == "inspections”")
    }
  }
}
