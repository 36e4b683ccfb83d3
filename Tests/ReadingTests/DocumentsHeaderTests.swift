import Diagnostics
import Observations
import Testing

@testable import Reading

@Suite struct DocumentsHeaderTests {
  /// What a head of a report says, and what is read from it.
  struct Head: Sendable, CustomTestStringConvertible {
    var text: String
    var file = "报告.txt"
    var body: String
    var kind: BodyKind = .npc
    var level: Level?
    var tier: Tier?
    var province = ""
    var year: Int?
    var span: Report.Span = .year
    var term: Int?
    var session: Int?
    var delivered = ""

    var testDescription: String { String(text.prefix { $0 != "\n" }) }
  }

  static let heads: [Head] = [
    // A county, in the last days of its own year.
    Head(
      text: """
        正定县人民代表大会常务委员会工作报告
        ——2022年12月28日在正定县第十八届人民代表大会第二次会议上
        正定县人大常委会主任  张某
        各位代表：
        受县人大常委会委托，我向大会报告工作，请予审议。
        一、2022年工作回顾
        """,
      body: "正定县", level: .county, tier: .county, province: "河北省", year: 2022, term: 18,
      session: 2, delivered: "2022-12-28"),
    // An autonomous county in the 1980s: no year in any heading.
    Head(
      text: """
        长阳土家族自治县人民代表大会常务委员会工作报告
        （一九八七年四月十五日在长阳土家族自治县第一届人民代表大会第四次会议上）
        县人大常委会副主任  覃某
        各位代表：
        我受县人大常委会的委托，向大会报告一年来的工作，请予审议。
        """,
      body: "长阳土家族自治县", level: .county, tier: .autonomousCounty, province: "湖北省", year: 1986,
      term: 1, session: 4, delivered: "1987-04-15"),
    // An autonomous prefecture at the end of a term.
    Head(
      text: """
        恩施土家族苗族自治州人民代表大会常务委员会工作报告
        ——2017年1月5日在恩施土家族苗族自治州第八届人民代表大会第一次会议上
        各位代表：
        我受恩施土家族苗族自治州第七届人民代表大会常务委员会委托，向大会报告工作，请予审议。
        过去五年的主要工作
        """,
      body: "恩施土家族苗族自治州", level: .prefecture, tier: .autonomousPrefecture, province: "湖北省",
      year: 2016, span: .term, term: 8, session: 1, delivered: "2017-01-05"),
    // A province, with the year in Chinese digits.
    Head(
      text: """
        江苏省人民代表大会常务委员会工作报告
        ——二〇一五年一月二十九日在江苏省第十二届人民代表大会第三次会议上
        江苏省人大常委会常务副主任  李某
        各位代表：
        我受省人大常委会委托，向大会报告工作，请予审议。
        二〇一四年的主要工作
        """,
      body: "江苏省", level: .province, tier: .province, province: "江苏省", year: 2014, term: 12,
      session: 3, delivered: "2015-01-29"),
    // A district of a municipality; its name stands elsewhere too.
    Head(
      text: """
        北京市朝阳区人民代表大会常务委员会工作报告
        2024年1月10日在北京市朝阳区第十七届人民代表大会第五次会议上
        各位代表：
        我代表朝阳区第十七届人大常委会向大会报告工作，请予审议。
        2023年主要工作
        """,
      body: "北京市朝阳区", level: .county, tier: .district, province: "北京市", year: 2023, term: 17,
      session: 5, delivered: "2024-01-10"),
    // A district whose heading leaves its city out: the text names the city.
    Head(
      text: """
        鼓楼区人大常委会工作报告
        （2022年1月6日在鼓楼区第十九届人民代表大会第一次会议上）
        各位代表：
        受区第十八届人大常委会委托，我向大会报告工作，请予审议。
        五年来的工作回顾
        区人大常委会在南京市人大常委会的指导下，依法履行职责。
        """,
      body: "南京市鼓楼区", level: .county, tier: .district, province: "江苏省", year: 2021, span: .term,
      term: 19, session: 1, delivered: "2022-01-06"),
    // A conference of the 1990s by its full name.
    Head(
      text: """
        中国人民政治协商会议湖南省湘潭市第七届委员会常务委员会工作报告
        （1995年3月10日在政协湘潭市第七届委员会第三次会议上）
        各位委员、同志们：
        我受政协湘潭市第七届委员会常务委员会的委托，向大会报告工作，请予审议。
        一、一年来的工作回顾
        """,
      body: "湘潭市", kind: .cppcc, level: .prefecture, tier: .cityWithDistricts, province: "湖南省",
      year: 1994, term: 7, session: 3, delivered: "1995-03-10"),
    // A conference named by place and number in the other order, without its own word.
    Head(
      text: """
        慈溪市委员会常务委员会工作报告
        各位委员：
        我受政协第十一届慈溪市委员会常务委员会委托，向大会报告工作，请审议。
        一、2023年的工作
        """,
      body: "慈溪市", kind: .cppcc, level: .county, tier: .countyLevelCity, province: "浙江省",
      year: 2023, term: 11),
    // A city under its former name.
    Head(
      text: """
        襄樊市人民代表大会常务委员会工作报告
        ——2009年1月13日在襄樊市第十四届人民代表大会第三次会议上
        各位代表：
        我受市人大常委会委托，向大会报告工作，请予审议。
        过去一年的工作
        """,
      body: "襄阳市", level: .prefecture, tier: .cityWithDistricts, province: "湖北省", year: 2008,
      term: 14, session: 3, delivered: "2009-01-13"),
    // A heading that names only the level: the line of the session names the county.
    Head(
      text: """
        县人大常委会工作报告
        （2004年2月18日在山东省平阴县第十五届人民代表大会第二次会议上）
        各位代表：
        我受县人大常委会委托，向大会报告工作，请审议。
        2003年工作的回顾
        """,
      body: "平阴县", level: .county, tier: .county, province: "山东省", year: 2003, term: 15, session: 2,
      delivered: "2004-02-18"),
    // An autonomous region.
    Head(
      text: """
        广西壮族自治区人民代表大会常务委员会工作报告
        ——2011年1月18日在广西壮族自治区第十一届人民代表大会第四次会议上
        各位代表：
        我受自治区人大常委会委托，向大会报告工作，请予审议。
        一、2010年主要工作
        """,
      body: "广西壮族自治区", level: .province, tier: .autonomousRegion, province: "广西壮族自治区",
      year: 2010, term: 11, session: 4, delivered: "2011-01-18"),
    // A county with its province before it, a date in brackets, a delayed session.
    Head(
      text: """
        贵州省湄潭县人民代表大会常务委员会工作报告
        （2020年5月28日湄潭县第十七届人民代表大会第五次会议通过）
        各位代表：
        我代表湄潭县人民代表大会常务委员会，向大会报告工作，请予审议。
        一、2019年主要工作
        """,
      body: "湄潭县", level: .county, tier: .county, province: "贵州省", year: 2019, term: 17, session: 5,
      delivered: "2020-05-28"),
    // A municipality in recent years.
    Head(
      text: """
        重庆市人民代表大会常务委员会工作报告
        （2026年1月20日在重庆市第六届人民代表大会第四次会议上）
        各位代表：
        我受市人大常委会委托，向大会报告工作，请予审议。
        一、2025年主要工作
        """,
      body: "重庆市", level: .province, tier: .municipality, province: "重庆市", year: 2025, term: 6,
      session: 4, delivered: "2026-01-20"),
    // A term of three years, told by its mandate only.
    Head(
      text: """
        滦南县人民代表大会常务委员会工作报告
        （1990年3月21日在滦南县第十届人民代表大会第一次会议上）
        各位代表：
        我受县第九届人大常委会的委托，向大会报告三年来的工作，请予审议。
        """,
      body: "滦南县", level: .county, tier: .county, province: "河北省", year: 1989, span: .term,
      term: 10,
      session: 1, delivered: "1990-03-21"),
  ]

  @Test(arguments: heads)
  func `a head tells body, year, term and session`(_ head: Head) {
    let text = PlainText(
      SampleDocument.report(
        head.text,
        body: head.kind == .npc ? SampleDocument.congressBody : SampleDocument.conferenceBody))
    let parts = Documents.parts(of: text)
    #expect(parts.map(\.kind) == [.report])
    let header = ReportHeader.read(text, fileName: head.file, yearOfCollection: nil)
    #expect(header.body?.name == head.body)
    #expect(header.body?.kind == head.kind)
    #expect(header.body?.level == head.level)
    #expect(header.body?.tier == head.tier)
    #expect(header.body?.province == head.province)
    #expect(header.kind == head.kind)
    #expect(header.reportYear == head.year)
    #expect(header.span == head.span)
    #expect(header.term == head.term)
    #expect(header.session == head.session)
    #expect(header.delivered == head.delivered)
    #expect(header.diagnostics.isEmpty)
  }

  @Test(arguments: heads)
  func `every field has evidence in the report or an origin outside it`(_ head: Head) {
    let text = PlainText(SampleDocument.report(head.text))
    let header = ReportHeader.read(text, fileName: head.file, yearOfCollection: nil)
    var expected: Set = [
      "body", "kind", "level", "tier", "province", "code", "report_year", "span",
    ]
    if header.term != nil { expected.insert("term") }
    if header.session != nil { expected.insert("session") }
    if !header.delivered.isEmpty { expected.insert("delivered") }
    #expect(Set(header.fields.map(\.field)) == expected)
    #expect(header.fields.count == expected.count)
    for field in header.fields {
      if let range = field.range {
        #expect(field.origin == .text)
        #expect(text.scalars.indices.contains(range.lowerBound))
        #expect(range.upperBound <= text.scalars.count)
        #expect(!range.isEmpty)
      }
    }
  }

  private func header(
    _ text: String, file: String = "报告.txt", yearOfCollection: Int? = nil
  ) -> ReportHeader {
    ReportHeader.read(PlainText(text), fileName: file, yearOfCollection: yearOfCollection)
  }

  private let undated = SampleDocument.report(
    """
    南通市人民代表大会常务委员会工作报告
    各位代表：
    我受市人大常委会委托，向大会报告工作，请予审议。
    """)

  // MARK: - The year

  /// The line after the mandate, and the year and span that it makes.
  static let accounts: [(lines: String, year: Int?, span: Report.Span)] = [
    ("2022年工作回顾", 2022, .year),
    ("一、二〇二二年的主要工作", 2022, .year),
    ("二○二二年以来的主要工作\n二○二三年的主要工作", 2022, .year),
    ("2022年度工作情况", 2022, .year),
    ("过去一年的主要工作\n2022年，是全市加快发展的重要一年。", 2022, .year),
    ("过去一年的主要工作\n2023年的主要任务", 2022, .year),
    ("过去的一年\n今后的任务\n2023年，是实施规划的关键一年，常委会要做好各项工作，努力开创人大工作的新局面，为全市的发展尽责。", 2022, .year),
    ("过去五年的工作\n2022年的主要任务", 2021, .term),
    ("2017年至2021年工作回顾", 2021, .term),
    ("五年工作的回顾\n2017年以来，常委会依法履职。\n2022年工作建议", 2021, .term),
    ("本届以来的主要工作\n今后的工作建议", nil, .term),
    ("市十一届人大常委会的工作\n对市十二届人大常委会2022年工作的建议", 2021, .term),
    ("2021年以来主要工作\n2023年工作打算", 2022, .year),
    ("市十六届人大二次会议以来的主要工作\n2023年工作打算", 2022, .year),
    (
      "市十五届人大一次会议以来的主要工作\n五年来，常委会依法履职。\n今后工作的建议\n2022年是重要的一年，常委会要奋发有为，把握人大工作的新要求，为全市的改革发展和民主法治建设作出贡献。",
      2021, .term
    ),
    ("今后五年的任务\n常委会要继续努力。", nil, .year),
  ]

  @Test(arguments: accounts.indices)
  func `the accounting heading tells the year and whether it is a term`(_ index: Int) {
    let sample = Self.accounts[index]
    let read = header(
      """
      南通市人民代表大会常务委员会工作报告
      各位代表：
      我受市人大常委会委托，向大会报告工作，请予审议。
      \(sample.lines)
      \(SampleDocument.congressBody)
      """)
    #expect(read.reportYear == sample.year)
    #expect(read.span == sample.span)
  }

  @Test(arguments: [
    ("1987年4月2日", 1986), ("2023年1月8日", 2022), ("2020年6月30日", 2019), ("2021年12月30日", 2021),
    ("2016年12月1日", 2016), ("1985年7月", 1985), ("1981年3月", 1980),
  ])
  func `without a heading the day of the session tells the year`(_ date: String, _ year: Int) {
    let read = header(
      undated.replacing(
        "各位代表：", with: "（\(date)在南通市第六届人民代表大会第三次会议上）\n各位代表："))
    #expect(read.reportYear == year)
    #expect(read.diagnostics.isEmpty)
  }

  @Test func `the day of a web page is not that of the session`() {
    let read = header(
      undated.replacing("各位代表：", with: "发布时间：2023年2月20日 来源：某某网\n各位代表："),
      yearOfCollection: 2022)
    #expect(read.delivered.isEmpty)
    #expect(read.reportYear == 2022)
    #expect(read.fields.contains { $0.field == "report_year" && $0.origin == .collection })
  }

  @Test func `a year that the text lacks comes from the file's name with a warning`() {
    let read = header(undated, file: "reports/南通市人大常委会-2022.txt", yearOfCollection: 2019)
    #expect(read.reportYear == 2022)
    #expect(read.fields.contains { $0.field == "report_year" && $0.origin == .fileName })
    #expect(
      read.diagnostics.map { $0.line(in: .english) } == [
        """
        reports/南通市人大常委会-2022.txt: warning: the report does not say for which year it accounts: \
        2022 is taken from the file's name
        """
      ])
  }

  @Test func `a year that text and file name lack comes from the collection with a warning`() {
    let read = header(undated, yearOfCollection: 2019)
    #expect(read.reportYear == 2019)
    #expect(read.diagnostics.map(\.severity) == [.warning])
  }

  @Test func `a year in the heading alone is taken with a warning`() {
    let read = header(undated.replacing("南通市人民代表大会常务委员会工作报告", with: "2022年南通市人大常委会工作报告"))
    #expect(read.reportYear == 2022)
    #expect(read.diagnostics.map(\.severity) == [.warning])
  }

  @Test func `a heading of the year in which the report is given tells its tasks`() {
    let read = header(
      undated.replacing("各位代表：", with: "（2023年1月8日在南通市第十六届人民代表大会第二次会议上）\n各位代表：")
        + "\n二〇二三年的主要工作\n新的一年，常委会要再接再厉。")
    #expect(read.reportYear == 2022)
  }

  @Test func `a year far away is no year of tasks`() {
    let read = header(undated + "\n四、着眼2035年远景目标\n常委会积极作为。", yearOfCollection: 2022)
    #expect(read.reportYear == 2022)
  }

  @Test func `a report whose year nothing tells has an error`() {
    let read = header(undated)
    #expect(read.reportYear == nil)
    #expect(read.diagnostics.map(\.severity) == [.error])
  }

  @Test func `a file named after another year or place is told, and the text believed`() {
    let read = header(SampleDocument.congressReport, file: "白城市人大常委会-2021.txt")
    #expect(read.reportYear == 2022)
    #expect(read.body?.name == "南通市")
    #expect(read.diagnostics.map(\.severity) == [.warning, .warning])
  }

  // MARK: - The body

  @Test(arguments: [
    "白城市人大常委会-2022.txt", "a/b/白城人大2022.txt", "2022白城市.txt", "吉林省白城市人大.html",
  ])
  func `a place that the text lacks comes from the file's name with a warning`(_ file: String) {
    let read = header(
      SampleDocument.report("市人大常委会工作报告\n各位代表：\n我受市人大常委会委托，向大会报告工作，请予审议。\n2022年工作回顾"),
      file: file)
    #expect(read.body?.name == "白城市")
    #expect(read.body?.code == "220800")
    #expect(read.fields.contains { $0.field == "body" && $0.origin == .fileName })
    #expect(read.diagnostics.map(\.severity) == [.warning])
  }

  @Test func `a place that heading and file name lack comes from the text with a warning`() {
    let read = header(
      """
      市人大常委会工作报告
      各位代表：
      我受市人大常委会委托，向大会报告工作，请予审议。
      2022年工作回顾
      在中共龙岩市委的领导下，常委会为龙岩市的发展作出了努力。
      \(SampleDocument.congressBody)
      """)
    #expect(read.body?.name == "龙岩市")
    #expect(read.diagnostics.map(\.severity) == [.warning])
  }

  @Test func `a report whose place nothing tells has an error that quotes its heading`() {
    let read = header(
      SampleDocument.report("市人大常委会工作报告\n各位代表：\n我受市人大常委会委托，向大会报告工作，请予审议。\n2022年工作回顾"))
    #expect(read.body == nil)
    #expect(read.source.isEmpty)
    #expect(
      read.diagnostics.map { $0.line(in: .chinese) } == [
        "报告.txt: error: 看不出“市人大常委会工作报告”是哪里的报告，未读取；请在文件名中写明，如“白城市人大常委会-2022.txt”。"
      ])
  }

  @Test func `a name that several places bear is kept bare, with a warning`() {
    let read = header(
      SampleDocument.report("鼓楼区人大常委会工作报告\n各位代表：\n我受区人大常委会委托，向大会报告工作，请予审议。\n2022年工作回顾"))
    #expect(read.body == Body(name: "鼓楼区", kind: .npc, level: .county, tier: .district))
    #expect(read.diagnostics.map(\.severity) == [.warning])
  }

  @Test func `the file's name settles a name that several places bear`() {
    let read = header(
      SampleDocument.report("鼓楼区人大常委会工作报告\n各位代表：\n我受区人大常委会委托，向大会报告工作，请予审议。\n2022年工作回顾"),
      file: "福州市鼓楼区人大-2022.txt")
    #expect(read.body?.name == "福州市鼓楼区")
    #expect(read.diagnostics.isEmpty)
  }

  @Test func `a place outside the table of divisions keeps its name, with a warning`() {
    let read = header(
      SampleDocument.report("子虚县人民代表大会常务委员会工作报告\n各位代表：\n我受县人大常委会委托，向大会报告工作，请予审议。\n2022年工作回顾"))
    #expect(read.body == Body(name: "子虚县", kind: .npc, level: .county))
    #expect(read.diagnostics.map(\.severity) == [.warning])
  }

  @Test func `the number before a heading is no part of a place's name`() {
    let read = header(
      SampleDocument.report("第1篇 区人大常委会工作报告\n各位代表：\n我受区人大常委会委托，向大会报告工作，请予审议。\n2022年工作回顾"))
    #expect(read.body == nil)
  }

  @Test(arguments: [(1987, "白城市洮北区"), (2022, "白城市")])
  func `a name means the division that bore it in the year of the report`(
    _ year: Int, _ body: String
  ) {
    let read = header(
      SampleDocument.report(
        "白城市人民代表大会常务委员会工作报告\n各位代表：\n我受市人大常委会委托，向大会报告工作，请予审议。\n\(year)年工作回顾"))
    #expect(read.body?.name == body)
  }

  // MARK: - Term and session

  /// A mandate or sentence, and the term that it tells.
  static let terms: [(sentence: String, term: Int?)] = [
    ("受南通市第十六届人民代表大会常务委员会委托，我向大会报告工作，请予审议。", 16),
    ("我受市九届人大常委会委托，向大会报告工作，请予审议。", 9),
    ("现在，我代表市人大常委会向大会报告工作，请予审议。\n常委会落实了市十六届人大一次会议提出的要求。", 16),
    ("我受市人大常委会委托，向大会报告工作，请予审议。\n在此，我代表市七届人大常委会，表示衷心的感谢！", 7),
    ("我受市人大常委会委托，向大会报告工作，请予审议。\n全国十三届人大一次会议召开，省十四届人大二次会议闭幕。", nil),
    ("我受市人大常委会委托，向大会报告工作，请予审议。\n市委十三届三次全会对人大工作提出新要求。", nil),
    ("我受市人大常委会委托，向大会报告工作，请予审议。\n党的二十届一中全会召开，区县十九届人大换届。", nil),
  ]

  @Test(arguments: terms.indices)
  func `the term is this congress's own`(_ index: Int) {
    let sample = Self.terms[index]
    let read = header(
      """
      南通市人民代表大会常务委员会工作报告
      各位代表：
      \(sample.sentence)
      2022年工作回顾
      \(SampleDocument.congressBody)
      """)
    #expect(read.term == sample.term)
    #expect(read.session == nil)
  }

  @Test func `the mandate can tell the session to which the report is given`() {
    let read = header(
      SampleDocument.report(
        "正定县人大常委会工作报告\n各位代表：\n我受县人大常委会委托，向县第九届人民代表大会第三次会议报告工作，请予审议。\n1992年工作回顾"))
    #expect(read.term == 9)
    #expect(read.session == 3)
  }

  @Test func `a report on a term does not take the number of the committee that ends`() {
    let read = header(
      SampleDocument.report(
        "南通市人大常委会工作报告\n各位代表：\n我受市十五届人大常委会委托，向大会报告工作，请予审议。\n过去五年的主要工作\n2022年主要任务"))
    #expect(read.span == .term)
    #expect(read.term == nil)
  }

  @Test func `the source names body and year in words`() {
    let file = "报告.txt"
    #expect(header(SampleDocument.congressReport, file: file).source == "南通市人大常委会工作报告（2022年）")
    #expect(header(SampleDocument.conferenceReport, file: file).source == "苏州市政协常委会工作报告（2022年）")
  }
}
