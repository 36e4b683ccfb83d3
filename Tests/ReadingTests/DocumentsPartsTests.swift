import Diagnostics
import Observations
import Testing

@testable import Reading

@Suite struct DocumentsPartsTests {
  private func kinds(_ text: String) -> [DocumentPart.Kind] {
    Documents.parts(of: PlainText(text)).map(\.kind)
  }

  @Test func `a document that holds one report is one part`() {
    let text = PlainText(SampleDocument.congressReport)
    let parts = Documents.parts(of: text)
    #expect(
      parts == [
        DocumentPart(
          kind: .report, heading: "南通市人民代表大会常务委员会工作报告", range: 0..<text.scalars.count)
      ])
  }

  @Test func `blank lines part nothing`() {
    let text = SampleDocument.congressReport.replacing("\n", with: "\n\n \u{3000}\n\n")
    #expect(kinds(text) == [.report])
  }

  @Test func `a text without a letter says that it is empty`() {
    for text in ["", " \n\u{3000}\n"] {
      let parts = Documents.parts(of: PlainText(text))
      #expect(parts.map(\.kind) == [.other])
      #expect(parts.first?.reason?.text(in: .english) == "the document holds no text")
    }
  }

  @Test func `every part that is not a report says why it is not read`() {
    let text = """
      首页 > 人大工作 > 工作报告
      \(SampleDocument.congressReport)
      责任编辑：王某 上一篇：没有了
      在南通市第十六届人民代表大会第二次会议闭幕会上的讲话
      各位代表：
      大会圆满完成了各项议程，现在就要闭幕了。会议期间，代表们认真审议各项报告，共商发展大计，是一次成功的大会。
      """
    let parts = Documents.parts(of: PlainText(text))
    #expect(parts.map(\.kind) == [.advertisement, .report, .advertisement, .speech])
    for part in parts {
      #expect((part.reason == nil) == (part.kind == .report))
      #expect(part.reason?.text(in: .chinese).isEmpty != true)
      #expect(part.reason?.text(in: .english).isEmpty != true)
    }
  }

  static let foreign: [(kind: DocumentPart.Kind, text: String)] = [
    (
      .otherReport,
      """
      政府工作报告
      ——2023年1月9日在南通市第十六届人民代表大会第二次会议上
      各位代表：
      现在，我代表市人民政府，向大会报告政府工作，请予审议。
      过去一年，全市生产总值增长百分之五，粮食总产量再创新高，城乡面貌有了新的变化，人民生活继续改善。
      """
    ),
    (
      .otherReport,
      """
      南通市中级人民法院工作报告
      各位代表：
      我代表市中级人民法院向大会报告工作，请予审议。
      一年来，全市法院受理各类案件，审结率稳步提高，司法公信力不断增强，队伍建设得到加强，各项工作取得新进展。
      """
    ),
    (
      .otherReport,
      """
      政协苏州市第十五届委员会常务委员会关于提案工作情况的报告
      各位委员：
      我受常务委员会委托，向大会报告提案工作情况，请予审议。
      一年来，委员们踊跃提交提案，经审查立案，全部交有关单位办理，办理质量进一步提高，许多意见得到采纳。
      """
    ),
    (
      .otherReport,
      """
      关于南通市2022年国民经济和社会发展计划执行情况与2023年计划草案的报告
      各位代表：
      受市人民政府委托，现将计划执行情况与计划草案提请大会审议，并请各位列席的同志提出意见，以便修改完善。
      """
    ),
    (
      .otherReport,
      """
      中共南通市委常委会工作报告
      同志们：
      我代表市委常委会向全会报告工作，请予审议。一年来，常委会统揽全局，各项事业取得新的成绩，党的建设得到加强。
      """
    ),
    (
      .otherReport,
      """
      全国人民代表大会常务委员会工作报告
      各位代表：
      我受全国人大常委会委托，向大会报告工作，请予审议。一年来，常委会依法行使职权，各项工作取得新的成绩和进展。
      """
    ),
    (
      .speech,
      """
      在南通市第十六届人民代表大会第二次会议闭幕会上的讲话
      各位代表：
      会议圆满完成了各项议程，现在就要闭幕了。这是一次团结的大会，代表们认真审议了各项报告，提出了许多好的意见。
      """
    ),
    (
      .speech,
      """
      开幕词
      各位委员：
      现在开幕的这次会议，是在全市上下团结奋斗的形势下召开的。我代表常务委员会，向各位委员表示热烈的欢迎和崇高的敬意。
      """
    ),
    (
      .news,
      """
      市人大常委会召开第五次会议
      本报讯（记者 张某）昨天，市人大常委会举行第五次会议，听取和审议专项工作报告3项，市人大常委会主任主持会议并讲话。
      """
    ),
    (
      .news,
      """
      新华社南通1月9日电 南通市第十六届人民代表大会第二次会议今天开幕，会议听取和审议了市人大常委会工作报告和其他报告。
      """
    ),
    (
      .plan,
      """
      南通市人大常委会2023年工作要点
      2023年，常委会要听取和审议专项工作报告12项，开展执法检查3项，组织视察4次，做好代表建议督办工作，把各项任务落到实处。
      """
    ),
    (
      .plan,
      """
      南通市人大常委会五年立法规划
      根据立法法的规定，结合本市实际，制定本规划。规划项目分为两类，第一类条件比较成熟，任期内提请审议；第二类需要继续研究论证。
      """
    ),
    (
      .other,
      """
      南通市第十六届人民代表大会第二次会议关于市人大常委会工作报告的决议
      会议听取和审议了市人大常委会工作报告，决定批准这个报告。会议要求，新的一年常委会要依法履行职责，努力完成各项任务。
      """
    ),
    (
      .contents,
      """
      目  录
      南通市人民代表大会常务委员会工作报告……1
      南通市中级人民法院工作报告……18
      南通市人民检察院工作报告……35
      """
    ),
    (.advertisement, "代写材料请加微信号：abc123，淘宝店铺搜索本店名，购买请认准本店。"),
    (
      .other,
      """
      秋日的湖边
      湖水很静，远处的山映在水里，几只水鸟从芦苇丛中飞起来，又落到对岸去了。我在湖边坐了很久，直到天色暗下来才慢慢往回走。
      """
    ),
  ]

  @Test(arguments: foreign.indices)
  func `what is no standing committee's report is named and left out`(_ index: Int) {
    let sample = Self.foreign[index]
    #expect(kinds(sample.text) == [sample.kind])
  }

  @Test func `every kind of part has a sample`() {
    let kinds = Set(Self.foreign.map(\.kind)).union([.report])
    #expect(kinds == Set(DocumentPart.Kind.allCases))
  }

  @Test(arguments: foreign.indices, [true, false])
  func `another text before or after a report is parted from it`(_ index: Int, isBefore: Bool) {
    let sample = Self.foreign[index]
    // A text without a heading of its own cannot be told from the report before it.
    if !isBefore, sample.text.hasPrefix("秋日") { return }
    let report = SampleDocument.congressReport
    let text = isBefore ? "\(sample.text)\n\(report)" : "\(report)\n\(sample.text)"
    let plain = PlainText(text)
    let parts = Documents.parts(of: plain)
    #expect(parts.map(\.kind) == (isBefore ? [sample.kind, .report] : [.report, sample.kind]))
    let found = parts.first { $0.kind == .report }
    #expect(found.map { plain.string($0.range) } == report)
  }

  @Test func `a list of contents before the reports is a part of its own`() {
    let text = """
      1.南通市人民代表大会常务委员会工作报告
      2.政协苏州市第十五届委员会常务委员会工作报告
      \(SampleDocument.congressReport)
      \(SampleDocument.conferenceReport)
      """
    #expect(kinds(text) == [.contents, .report, .report])
  }

  @Test func `a report without a heading is known by its salutation and mandate`() {
    let lines = SampleDocument.congressReport.split(separator: "\n").dropFirst(2)
    let text = lines.joined(separator: "\n")
    #expect(kinds(text) == [.report])
    #expect(kinds("\(SampleDocument.conferenceReport)\n\(text)") == [.report, .report])
  }

  @Test func `a report with a salutation and an account but no mandate is one`() {
    let text = """
      各位代表：
      \(SampleDocument.congressBody)
      展望新的一年，我们信心百倍。让我们在市委的领导下，同心同德，扎实工作，为全市的发展作出新的贡献。
      今后一个时期，常委会要紧紧围绕经济建设这个中心，加强和改进监督工作，密切同代表和人民群众的联系。
      """
    #expect(kinds(text) == [.report])
  }

  @Test func `a salutation inside a report begins nothing`() {
    let text =
      SampleDocument.congressReport + """

        各位代表：
        回顾过去，成绩来之不易。在此，我代表市人大常委会，向全体代表和同志们表示衷心的感谢！
        各位代表！让我们携手前进，为建设美好家园而努力奋斗！
        """
    #expect(kinds(text) == [.report])
  }

  @Test func `a heading over two lines belongs to the report whole`() {
    let text = PlainText(
      SampleDocument.report(
        """
        济南市济阳区人民代表大会
        常务委员会工作报告
        各位代表：
        我受区人大常委会委托，向大会报告工作，请予审议。
        """))
    let parts = Documents.parts(of: text)
    #expect(parts.map(\.kind) == [.report])
    #expect(parts.first?.range.lowerBound == 0)
  }

  @Test func `a web page that names its text twice holds one report`() throws {
    let text = PlainText(
      SampleDocument.report(
        """
        某某市门户网站
        当前位置：首页 > 专题
        政协苏州市第十五届委员会常务委员会工作报告
        来源：某某网 时间：2023-01-15
        政协苏州市第十五届委员会
        常务委员会
        工 作 报 告
        ——2023年1月11日在政协苏州市第十五届委员会第二次会议上
        各位委员：
        我受政协苏州市第十五届委员会常务委员会委托，向大会报告工作，请予审议。
        """, body: SampleDocument.conferenceBody))
    let parts = Documents.parts(of: text)
    #expect(parts.map(\.kind) == [.advertisement, .report])
    let found = try #require(parts.last)
    let report = text.string(found.range)
    #expect(report.hasPrefix("政协苏州市第十五届委员会\n常务委员会\n"))
    #expect(found.heading == "政协苏州市第十五届委员会 常务委员会 工 作 报 告")
  }

  @Test func `a page title and a note before the heading are no report`() {
    let text = """
      人大常委会工作报告
      时间：2022-02-12
      导语：本文由网友提供，内容仅供参考，请以正式公布的文本为准，转载请注明出处。
      人大常委会工作报告
      各位代表：
      我受杭州市余杭区人大常委会委托，向大会报告工作，请予审议。
      \(SampleDocument.congressBody)
      """
    #expect(kinds(text).filter { $0 == .report }.count == 1)
    #expect(kinds(text).last == .report)
  }

  @Test func `spaces inside a heading do not hide it`() {
    let text = SampleDocument.report(
      """
      南 通 市 人 大 常 委 会 工 作 报 告
      各位代表：
      现在，我代表市人大常委会向大会报告工作，请予审议。
      """)
    #expect(kinds(text) == [.report])
    #expect(kinds("\(SampleDocument.conferenceReport)\n\(text)") == [.report, .report])
  }

  @Test func `a running head of a page parts nothing`() {
    let text = """
      \(SampleDocument.congressReport)
      南通市人民代表大会常务委员会工作报告
      \(SampleDocument.congressBody)
      """
    #expect(kinds(text) == [.report])
  }

  @Test func `two reports of one body are two parts`() {
    let text = "\(SampleDocument.congressReport)\n\(SampleDocument.congressReport)"
    #expect(kinds(text) == [.report, .report])
  }

  @Test func `headings of plans and of deliberation inside a report part nothing`() {
    let text = """
      南通市人民代表大会常务委员会工作报告
      各位代表：
      我受市人大常委会委托，向大会报告工作，请予审议。
      2022年的主要工作
      一、依法作出决议决定
      \(SampleDocument.congressBody)
      二、听取和审议专项工作报告
      \(SampleDocument.congressBody)
      2023年工作计划
      新的一年，常委会将听取和审议专项工作报告10项。
      """
    #expect(kinds(text) == [.report])
  }

  @Test func `the menu before and the footer after a web page's report are no part of it`() throws {
    let text = PlainText(
      """
      首页
      人大概况
      新闻中心
      代表工作
      当前位置：首页 > 工作报告
      \(SampleDocument.congressReport)
      【打印】 【关闭窗口】
      版权所有：某某网 苏ICP备00000000号
      """)
    let parts = Documents.parts(of: text)
    #expect(parts.map(\.kind) == [.advertisement, .report, .advertisement])
    let found = try #require(parts.first { $0.kind == .report })
    #expect(text.string(found.range) == SampleDocument.congressReport)
  }

  @Test func `an annex of explanations is no part of the report`() {
    let text = """
      \(SampleDocument.congressReport)
      附件
      名词解释
      1.两个联系：常委会组成人员联系代表，代表联系人民群众，全年共联系群众1200人次，收集意见300条。
      """
    #expect(kinds(text) == [.report, .other])
  }

  @Test func `titles of regulations listed in a report part nothing`() {
    let text = SampleDocument.congressReport.replacing(
      "2023年的主要任务",
      with: """
        南通市人民代表大会常务委员会议事规则
        南通市人民代表大会常务委员会关于讨论决定重大事项的办法
        听取和审议了市人大常委会工作报告
        \(SampleDocument.congressBody)
        2023年的主要任务
        """)
    #expect(kinds(text) == [.report])
  }

  @Test func `a report in broken lines is one part`() {
    let paragraphs = SampleDocument.congressReport.split(separator: "\n")
    let broken = paragraphs.flatMap { paragraph in
      stride(from: 0, to: paragraph.count, by: 32).map { start in
        String(paragraph.dropFirst(start).prefix(32))
      }
    }
    let text = PlainText(broken.joined(separator: "\n"))
    let parts = Documents.parts(of: text)
    #expect(parts.map(\.kind) == [.report])
    let header = ReportHeader.read(text, fileName: "报告.txt", yearOfCollection: nil)
    #expect(header.reportYear == 2022)
    #expect(header.delivered == "2023-01-09")
    #expect(header.session == 2)
  }

  @Test func `a collection that numbers its reports is parted at each`() {
    let text = """
      2022年人大常委会工作报告（2篇）
      目录
      1.岳阳市人大常委会工作报告
      2.永州市人大常委会工作报告
      第一篇：岳阳市人大常委会工作报告
      各位代表：
      受市人大常委会委托，我向大会报告工作，请予审议。
      \(SampleDocument.congressBody)
      第二篇：永州市人大常委会工作报告
      各位代表：
      受市人大常委会委托，我向大会报告工作，请予审议。
      \(SampleDocument.congressBody)
      更多范文请访问 www.example.com
      """
    #expect(kinds(text) == [.contents, .report, .report, .advertisement])
  }

  @Test func `a report headed by its session is told by its mandate`() {
    let head = "在市政协十五届一次会议上的报告\n各位委员：\n我受政协襄阳市第十四届委员会常务委员会委托，向大会报告工作，请予审议。"
    #expect(kinds(SampleDocument.report(head, body: SampleDocument.conferenceBody)) == [.report])
  }

  @Test func `a heading without a text is no report`() {
    #expect(kinds("南通市人民代表大会常务委员会工作报告") == [.other])
  }

  @Test(arguments: foreign.indices, foreign.indices)
  func `the parts of two documents one after another are those of each`(_ one: Int, _ other: Int) {
    let reports = [SampleDocument.congressReport, SampleDocument.conferenceReport]
    let first = "\(reports[one % 2])\n\(Self.foreign[one].text)"
    let second = "\(reports[other % 2])\n\(Self.foreign[other].text)"
    #expect(kinds("\(first)\n\(second)") == kinds(first) + kinds(second))
  }

  @Test func `parts cover all that is not blank, in order and without overlap`() {
    var generator = SplitMix(seed: 11)
    var pieces = Self.foreign.flatMap { $0.text.split(separator: "\n").map(String.init) }
    pieces += SampleDocument.congressReport.split(separator: "\n").map(String.init)
    pieces += SampleDocument.conferenceReport.split(separator: "\n").map(String.init)
    pieces += ["", "  ", "一", "（", "）)", "……12", "届", "第", "各位代表：", "——", "年年年月日"]
    for _ in 0..<300 {
      let chosen = (0..<Int.random(in: 0...30, using: &generator)).map { _ in
        pieces.randomElement(using: &generator) ?? ""
      }
      expectCover(PlainText(chosen.joined(separator: "\n")))
    }
  }

  @Test func `any bytes at all have parts, and any part has a header`() {
    var generator = SplitMix(seed: 5)
    for _ in 0..<300 {
      let bytes = (0..<Int.random(in: 0...400, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      let text = PlainText(String(decoding: bytes, as: UTF8.self))
      expectCover(text)
      let header = ReportHeader.read(
        text, fileName: String(decoding: bytes.prefix(40), as: UTF8.self), yearOfCollection: nil)
      #expect(header.body == nil || header.body?.name.isEmpty == false)
    }
  }

  private func expectCover(_ text: PlainText) {
    let parts = Documents.parts(of: text)
    var covered = [Bool](repeating: false, count: text.scalars.count)
    var end = 0
    for part in parts {
      #expect(part.range.lowerBound >= end)
      end = part.range.upperBound
      for offset in part.range { covered[offset] = true }
    }
    #expect(end <= text.scalars.count)
    let bare = text.scalars.indices.first {
      !covered[$0] && !FoldedLines.isBlank(text.scalars[$0])
    }
    #expect(bare == nil)
  }
}

/// A generator of the same numbers on every run.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
