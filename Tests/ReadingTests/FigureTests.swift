import Diagnostics
import Observations
import Testing

@testable import Reading

/// What a figure carries beside its number: evidence, place, key; and what was left out.
struct FigureTests {
  /// The reading of an account of 2022 that a sentence stands in.
  private func read(_ sentence: String, kind: BodyKind = .npc) throws -> ReadReport {
    let text: String
    switch kind {
    case .npc:
      text = """
        白城市人民代表大会常务委员会工作报告
        ——2023年1月9日在白城市第七届人民代表大会第二次会议上
        各位代表：
        我受市人大常委会委托，向大会报告工作，请予审议。
        2022年的主要工作
        \(sentence)
        2023年的主要任务
        新的一年，常委会将认真履行法定职责，努力完成大会确定的各项任务。
        """
    case .cppcc:
      text = """
        政协白城市第七届委员会常务委员会工作报告
        （2023年1月9日在政协白城市第七届委员会第二次会议上）
        各位委员：
        我受政协白城市第七届委员会常务委员会委托，向大会报告工作，请予审议。
        2022年工作回顾
        \(sentence)
        2023年工作安排
        新的一年，常委会将团结各界人士，为全市发展献计出力。
        """
    }
    return try #require(ReportReader.read(text, named: "report.txt").reports.first)
  }

  @Test(arguments: [
    ("开展执法检查7项。", ["开展执法检查7项"]),
    ("共召开8次常委会会议。", ["召开8次常委会会议"]),
    ("全年开展视察、调研和执法检查27次。", ["视察、调研和执法检查27次"]),
    ("听取和审议专项工作报告14项，作出决议决定6项。", ["听取和审议专项工作报告14项", "作出决议决定6项"]),
    ("办理代表建议、批评和意见共计196件。", ["办理代表建议、批评和意见共计196件"]),
    ("开展执法检查５０余项。", ["开展执法检查５０余项"]),
  ])
  func `evidence is the shortest span that holds the figure and its words`(
    _ sentence: String, _ expected: [String]
  ) throws {
    let found = try read(sentence).observations.map(\.evidence)
    #expect(found.count == expected.count)
    for (evidence, wanted) in zip(found, expected) {
      // The verb may stand in it or not: it does not fix the measure of 执法检查.
      #expect(evidence == wanted || evidence.hasSuffix(wanted) || wanted.hasSuffix(evidence))
      #expect(evidence.count <= wanted.count + 2, "\(evidence)")
    }
  }

  @Test func `evidence keeps the report's own characters`() throws {
    let report = try read("聽取和審議專項工作報告 １４ 項。")
    #expect(report.observations.map(\.evidence) == ["聽取和審議專項工作報告 １４ 項"])
    #expect(report.observations.map(\.unit) == ["項"])
  }

  @Test func `a figure's key is the report's, the number's place, the measures and the class`()
    throws
  {
    let report = try read("开展执法检查7项。")
    let figure = try #require(report.observations.first)
    let place = report.text.scalars.firstIndex(of: "7")
    let number = try #require(place)
    #expect(figure.id == "白城市-npc-2022:\(number):law_inspections:inspections")
    #expect(figure.report == "白城市-npc-2022")
    #expect(figure.status == .read)
  }

  @Test func `a number with a unit is a figure or is left out`() throws {
    let sentences = [
      "开展专题询问和满意度测评各1项。", "开展执法检查7项。", "拟开展执法检查5项。", "引进项目52个。", "实地察看园区4个。",
      "省人大常委会开展执法检查9项。", "提出的意见被采纳45条。",
    ]
    for sentence in sentences {
      let report = try read(sentence)
      #expect(report.observations.count + report.leftOut.count > 0, "\(sentence)")
    }
  }

  @Test(arguments: [
    ("拟开展执法检查5项。", LeftOut.Reason.plan),
    ("省人大常委会开展执法检查9项。", .otherBody),
    ("配合省人大常委会开展执法检查9项。", .otherBody),
    ("各县区人大常委会开展视察36次。", .otherBody),
    ("开展视察时提出5条建议。", .insideOneActivity),
    ("意见建议被采纳45条。", .result),
    ("形成调研报告20篇。", .notAMeasure),
  ])
  func `what is left out has its reason and its sentence`(
    _ sentence: String, _ reason: LeftOut.Reason
  ) throws {
    let report = try read("一年来，召开常委会会议8次。\(sentence)办理代表建议9件。")
    #expect(report.observations.map(\.value) == [8, 9])
    Misread.check(sentence) { #expect(report.leftOut.map(\.reason) == [reason]) }
    #expect(report.leftOut.map(\.text) == [sentence])
    #expect(report.leftOut.map(\.report) == ["白城市-npc-2022"])
  }

  @Test func `the same number of the same measure counts once`() throws {
    let report = try read("开展执法检查7项。\n通过开展7项执法检查，推动法律实施。")
    #expect(report.observations.map(\.value) == [7])
  }

  @Test func `a conference has its own measures`() throws {
    let report = try read("召开主席会议12次，立案提案286件。", kind: .cppcc)
    #expect(report.observations.map { "\($0.measures)" } == ["chair_meetings", "proposals_filed"])
    #expect(report.body.kind == .cppcc)
    let congress = try read("召开主任会议12次，立案提案286件。")
    #expect(congress.observations.map { "\($0.measures)" } == ["chair_meetings"])
  }

  @Test func `a sentence with foreign words in it is told as damaged`() throws {
    let report = try read("听取和审议澳门某某娱乐城官网www.example.com市政府专项工作报告12项。")
    #expect(report.observations.map(\.value) == [12])
    #expect(report.diagnostics.contains { $0.text.english.contains("damaged source") })
  }
}
