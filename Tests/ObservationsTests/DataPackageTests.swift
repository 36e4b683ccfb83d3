import Diagnostics
import FoundationEssentials
import Observations
import Testing

/// A small data package, of which a test replaces the files that it is about.
struct Package {
  /// The files by name; one without a text is left out.
  var files: [String: String?] = [
    "datapackage.json": """
    {"name": "small", "resources": [{"name": "bodies", "path": "bodies.csv"}, \
    {"name": "observations", "path": ["observations.csv"]}]}
    """,
    "bodies.csv": """
    body,kind,level,tier,province,code
    甲市,npc,prefecture,设区的市,某省,330100
    甲市,cppcc,prefecture,设区的市,某省,330100
    乙县,npc,,县,某省,330122

    """,
    "reports.csv": """
    report,body,kind,report_year,span,source,url
    甲-2022,甲市,npc,2022,year,甲市报告,https://example.org/1
    乙-2022,乙县,npc,2022,term,乙县报告,

    """,
  ]

  static let header =
    "id,report,body,kind,report_year,measures,value,bound,unit,counts,from,to,role,status,source,evidence"

  init(_ observations: String = "", _ replaced: [String: String?] = [:]) {
    files["observations.csv"] = "\(Self.header)\n\(observations)"
    files.merge(replaced) { $1 }
  }

  /// Writes the package and loads it.
  func load() async throws -> DataSet {
    let folder = try write()
    return try await DataSet.load(folder.path)
  }

  /// The messages with which the package is refused; none where it loads.
  func refusal(in language: Language = .english) async throws -> [String] {
    let folder = try write()
    do {
      _ = try await DataSet.load(folder.path)
      return []
    } catch {
      return folder.lines(of: error, in: language)
    }
  }

  private func write() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for case (let name, let text?) in files { try folder.write(text, to: name) }
    return folder
  }
}

@Suite struct DataPackageTests {
  private static let councils = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/councils").path

  /// The rows of a file of the fixture, the header left out; none of its fields holds a line break.
  private func rows(_ name: String) throws -> [[Substring]] {
    let text = String(
      decoding: try Data(contentsOf: URL(filePath: "\(Self.councils)/\(name)")), as: UTF8.self)
    return text.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
  }

  @Test func `the fixture of real figures loads whole and without a finding`() async throws {
    let data = try await DataSet.load(Self.councils)
    #expect(data.bodies.count == 59)
    #expect(data.bodies.count == (try rows("bodies.csv")).count)
    #expect(data.reports.count == (try rows("reports.csv")).count)
    #expect(data.regulations.count == (try rows("regulations.csv")).count)
    #expect(data.references.count == (try rows("reference.csv")).count)
    let observations = try rows("observations.csv")
    #expect(data.observations.count == observations.count { $0[12] != "rejected" })
    #expect(data.observations.count > 700)
    let total = observations.filter { $0[12] != "rejected" }.compactMap { Double($0[5]) }.reduce(
      0, +)
    #expect(data.observations.map(\.value).reduce(0, +) == total)
    #expect(data.diagnostics == [])
    #expect(data.ownMeasures == [])
    #expect(data.hash.count == 64)
    #expect(Set(data.bodyYears).count == data.bodyYears.count)
    // A tier stands at the level that the data give.
    for body in data.bodies { #expect(body.tier == nil || body.tier?.level == body.level) }
  }

  @Test func `a good package says what its files say`() async throws {
    let data = try await Package(
      """
      甲-1,甲-2022,甲市,npc,2022,surveys+visits,27,about,次,occasions,2022,2022,component,confirmed,另处,视察27次
      ,,乙县,npc,2021,contact_stations,3,,,,,,,,,

      """,
      [
        "regulations.csv": """
        body,kind,report_year,title,action,stage,from,to,source
        甲市,npc,2022,甲市河道条例,repealed,planned,2022,2022,甲市报告

        """,
        "reference.csv":
          "body,quantity,year,value,unit,source\n甲市,residents,2020,\"9,000,000\",人,普查\n",
        // Nothing is lost by a last slash, and a column of the user's own is kept out of the way.
        "names.csv": "body,former,note\n乙县,丙县,1990年代\n",
      ]
    ).load()
    #expect(data.bodies.count == 3)
    #expect(data.bodies[2].level == .county)
    #expect(
      data.reports.map(\.id) == ["甲-2022", "乙-2022"] && data.reports.map(\.span) == [.year, .term])
    let figure = try #require(data.observations.first)
    #expect(figure.id == "甲-1")
    #expect(figure.report == "甲-2022")
    #expect(figure.body == BodyKey(name: "甲市", kind: .npc))
    #expect(figure.reportYear == 2022)
    #expect(figure.measures.ids == ["surveys", "visits"])
    #expect(figure.value == 27)
    #expect(figure.bound == .about)
    #expect(figure.unit == "次")
    #expect(figure.counts == "occasions")
    #expect(figure.from == 2022 && figure.to == 2022)
    #expect(figure.role == .component)
    #expect(figure.status == .confirmed)
    #expect(figure.source == "另处")
    #expect(figure.evidence == "视察27次")
    #expect(figure.line == 2)
    let bare = data.observations[1]
    #expect(bare.bound == .exact && bare.role == .headline && bare.status == .read)
    #expect(bare.counts == "contact_stations" && bare.from == nil && bare.to == nil)
    let regulation = try #require(data.regulations.first)
    #expect(regulation.title == "甲市河道条例")
    #expect(regulation.action == .repealed && regulation.stage == .planned)
    #expect(regulation.action.measure == "laws_repealed")
    let reference = try #require(data.references.first)
    #expect(reference.value == 9_000_000 && reference.unit == "人" && reference.source == "普查")
    #expect(
      data.bodyYears.map { "\($0.body.name)\($0.body.kind)\($0.year)" } == [
        "甲市npc2022", "乙县npc2022", "乙县npc2021",
      ])
    #expect(data.diagnostics == [])
  }

  @Test func `regulations passed are read as their three leaves`() async throws {
    let data = try await Package(
      ",,甲市,npc,2022,laws_passed,14,,件,regulations,,,,,,\n"
        + ",,甲市,npc,2022,laws_repealed+laws_passed,14,,件,,,,subset,,,\n"
    ).load()
    #expect(data.observations.map(\.measures.isLawsPassed) == [true, true])
    #expect(data.observations.map(\.counts) == ["regulations", "regulations"])
  }

  @Test(arguments: [
    ("law_inspections", "部", "laws"), ("law_inspections", "项", "inspections"),
    ("law_inspections", "", "inspections"), ("surveys", "次", "occasions"),
    ("surveys", "项", "topics"),
    ("visits", "余次", "occasions"), ("work_evaluations", "个部门", "departments"),
    ("laws_enacted", "件次", "amendments"), ("laws_enacted", "件", "regulations"),
    ("oaths", "人", "persons"), ("oaths", "人次", "persons"), ("oaths", "场", "ceremonies"),
    ("petitions", "件次", "letters_and_visits"), ("petitions", "人次", "persons"),
    ("deputies_trained", "人次", "person_times"), ("deputies_trained", "名", "persons"),
    ("decisions", "次", "decisions"), ("reports_heard", "项", "special_reports"),
    ("law_inspections+surveys+visits", "次", "occasions"),
    ("law_inspections+surveys+visits", "项", "topics"),
    ("motions+reports_heard", "项", "special_reports"),
    ("satisfaction_votes+special_inquiries", "项", "topics"),
    ("motions+suggestions", "件", "motions"),
  ])
  func `where the class is not given the measure word tells it`(
    measures: String, unit: String, counts: String
  ) async throws {
    let data = try await Package(",,甲市,npc,2022,\(measures),1,,\(unit),,,,,,,\n").load()
    #expect(data.observations.map(\.counts) == [counts])
  }

  @Test func `rejected rows are ignored, and their faults told`() async throws {
    let data = try await Package(
      ",,甲市,npc,2022,visits,1,,,,,,,rejected,,\n,,甲市,npc,2022,visits,2,,,,,,,corrected,,\n"
    ).load()
    #expect(data.values("visits") == [2])
    expectLines(
      try await Package(",,甲市,npc,2022,visits,十二,,,,,,,rejected,,\n").refusal(),
      are: ["observations.csv:2:22: error: “十二” is not a count: write 12"])
  }

  @Test func `a former name stands for today's`() async throws {
    let data = try await Package(
      ",,丙县,npc,2022,visits,1,,,,,,,,,\n",
      [
        "names.csv": "body,former,from,to\n乙县,丙县,1990,2016\n",
        "reference.csv": "body,quantity,year,value\n丙县,residents,2010,5\n",
      ]
    ).load()
    #expect(data.observations.map(\.body.name) == ["乙县"])
    #expect(data.references.map(\.body) == ["乙县"])
    #expect(data.diagnostics == [])
  }

  @Test func `a measure outside the catalogue is the user's own, any number, noted once`()
    async throws
  {
    let data = try await Package(
      ",,甲市,npc,2022,网站文章数,-1.5,,篇,,,,,,,\n,,乙县,npc,2022,网站文章数+visits,2.5,,,网站文章数,,,,,,\n"
    ).load()
    #expect(data.observations.map(\.value) == [-1.5, 2.5])
    #expect(data.observations.map(\.counts) == ["网站文章数", "网站文章数"])
    #expect(data.ownMeasures.map(\.id) == ["网站文章数"])
    #expect(
      data.findings() == [
        "note: the measure “网站文章数” is outside the catalogue: a measure of its own"
      ])
    #expect(data.findings(in: .chinese) == ["note: 指标“网站文章数”不在指标目录中，作自有指标"])
  }

  @Test func `a quantity of a body that the package lacks is not used, and a warning says so`()
    async throws
  {
    let data = try await Package(
      "",
      [
        "reference.csv":
          "body,quantity,year,value\n甲布,residents,2020,5\n甲布,residents,2010,5\n丁州,gdp,2020,5\n"
      ]
    ).load()
    #expect(
      data.findings() == [
        "warning: bodies.csv has no “甲布”, so its quantities are not used: is 甲市 meant?",
        "warning: bodies.csv has no “丁州”, so its quantities are not used: add it there",
      ])
    #expect(data.findings(in: .chinese)[0] == "warning: bodies.csv 没有“甲布”，它的数不会用到：是否应为 甲市？")
  }

  // MARK: - Bad rows

  /// One bad row of a file, and what is said of it.
  struct Fault: Sendable, CustomTestStringConvertible {
    var file: String
    var row: String
    var zh: String
    var en: String
    var testDescription: String { en }
  }

  static let headers = [
    "bodies.csv": "body,kind,level,tier,province,code\n甲市,npc,,,,\n",
    "names.csv": "body,former,from,to\n甲市,旧甲,,\n",
    "reports.csv": "report,body,kind,report_year,span,source,url\n甲-2022,甲市,npc,2022,,,\n",
    "observations.csv": "\(Package.header)\n一,甲-2022,甲市,npc,2022,visits,1,,,,,,,,,\n",
    "regulations.csv": "body,kind,report_year,title,action,stage,from,to,source\n",
    "reference.csv": "body,quantity,year,value,unit,source\n甲市,gdp,2020,1,,\n",
  ]

  static let faults: [Fault] = [
    Fault(
      file: "bodies.csv", row: ",npc,,,,", zh: "1: error: 列 body 不能为空",
      en: "1: error: body must not be empty"),
    Fault(
      file: "bodies.csv", row: "丙市,,,,,", zh: "4: error: 列 kind 不能为空",
      en: "4: error: kind must not be empty"),
    Fault(
      file: "bodies.csv", row: "丙市,court,,,,", zh: "4: error: 列 kind 不认识“court”：请写 npc、cppcc 之一",
      en: "4: error: “court” is not known in kind: write one of npc, cppcc"),
    Fault(
      file: "bodies.csv", row: "丙市,npc,town,,,",
      zh: "8: error: 列 level 不认识“town”：请写 province、prefecture、county 之一",
      en: "8: error: “town” is not known in level: write one of province, prefecture, county"),
    Fault(
      file: "bodies.csv", row: "丙市,npc,,大城市,,",
      zh: "9: error: 列 tier 不认识“大城市”：请写 "
        + Tier.allCases.map(\.rawValue).joined(separator: "、") + " 之一",
      en: "9: error: “大城市” is not known in tier: write one of "
        + Tier.allCases.map(\.rawValue).joined(separator: ", ")),
    Fault(
      file: "bodies.csv", row: "甲市,npc,,,,", zh: "1: error: “甲市”（npc）已在第2行出现：请删去一行",
      en: "1: error: “甲市” (npc) stands in line 2 already: remove one row"),
    Fault(
      file: "names.csv", row: "甲布,旧,,", zh: "1: error: bodies.csv 没有“甲布”：是否应为 甲市？",
      en: "1: error: bodies.csv has no “甲布”: is 甲市 meant?"),
    Fault(
      file: "names.csv", row: "甲市,,,", zh: "4: error: 列 former 不能为空",
      en: "4: error: former must not be empty"),
    Fault(
      file: "names.csv", row: "乙县,旧甲,,", zh: "4: error: “旧甲”已是甲市的旧名：一个旧名只能属于一个地区",
      en: "4: error: “旧甲” is a former name of 甲市 already: a former name belongs to one body"),
    Fault(
      file: "names.csv", row: "甲市,旧,2010,1990", zh: "6: error: 期间从 2010 年到 1990 年：起年不能晚于止年",
      en: "6: error: a period from 2010 to 1990: its first year must not be after its last"),
    Fault(
      file: "reports.csv", row: ",甲市,npc,2022,,,", zh: "1: error: 列 report 不能为空",
      en: "1: error: report must not be empty"),
    Fault(
      file: "reports.csv", row: "甲-2022,甲市,npc,2021,,,",
      zh: "1: error: 报告“甲-2022”已在第2行出现：请另取一个键",
      en: "1: error: the report “甲-2022” stands in line 2 already: give it a key of its own"),
    Fault(
      file: "reports.csv", row: "丙,甲市,npc,,,,", zh: "10: error: 列 report_year 不能为空",
      en: "10: error: report_year must not be empty"),
    Fault(
      file: "reports.csv", row: "丙,甲市,npc, ,,,", zh: "10: error: 列 report_year 不能为空",
      en: "10: error: report_year must not be empty"),
    Fault(
      file: "reports.csv", row: "丙,甲市,npc,2022,decade,,",
      zh: "15: error: 列 span 不认识“decade”：请写 year、term 之一",
      en: "15: error: “decade” is not known in span: write one of year, term"),
    Fault(
      file: "observations.csv", row: ",,甲布,npc,2022,visits,1,,,,,,,,,",
      zh: "3: error: bodies.csv 没有“甲布”（npc）：是否应为 甲市？",
      en: "3: error: bodies.csv has no “甲布” (npc): is 甲市 meant?"),
    Fault(
      file: "observations.csv", row: ",,丁自治州,npc,2022,visits,1,,,,,,,,,",
      zh: "3: error: bodies.csv 没有“丁自治州”（npc）：请在其中补上",
      en: "3: error: bodies.csv has no “丁自治州” (npc): add it there"),
    Fault(
      file: "observations.csv", row: ",,乙县,cppcc,2022,visits,1,,,,,,,,,",
      zh: "3: error: bodies.csv 没有“乙县”（cppcc）：请在其中补上",
      en: "3: error: bodies.csv has no “乙县” (cppcc): add it there"),
    Fault(
      file: "observations.csv", row: ",,,npc,2022,visits,1,,,,,,,,,", zh: "3: error: 列 body 不能为空",
      en: "3: error: body must not be empty"),
    Fault(
      file: "observations.csv", row: ",,甲市,npc,1900,visits,1,,,,,,,,,",
      zh: "10: error: “1900”不是 1949 至 2100 之间的年份：请写年份，例如 2022",
      en: "10: error: “1900” is not a year from 1949 to 2100: write one such as 2022"),
    Fault(
      file: "observations.csv", row: ",,甲市,npc,2022,,1,,,,,,,,,", zh: "15: error: 列 measures 不能为空",
      en: "15: error: measures must not be empty"),
    Fault(
      file: "observations.csv", row: ",,甲市,npc,2022,+,1,,,,,,,,,", zh: "15: error: 列 measures 不能为空",
      en: "15: error: measures must not be empty"),
    Fault(
      file: "observations.csv", row: ",,甲市,npc,2022,Law_Inspection+visits,1,,,,,,,,,",
      zh: "15: error: 指标“Law_Inspection”应是 law_inspections：请改写",
      en: "15: error: the measure “Law_Inspection” must be law_inspections: write it so"),
    Fault(
      file: "observations.csv", row: ",,甲市,npc,2022,执法检查,1,,,,,,,,,",
      zh: "15: error: 指标“执法检查”应是 law_inspections：请改写",
      en: "15: error: the measure “执法检查” must be law_inspections: write it so"),
    Fault(
      file: "observations.csv", row: ",,甲市,npc,2022,visits,,,,,,,,,,",
      zh: "22: error: 列 value 不能为空",
      en: "22: error: value must not be empty"),
    Fault(
      file: "observations.csv", row: ",,甲市,npc,2022,visits,十二,,,,,,,,,",
      zh: "22: error: “十二”不是计数：请写 12", en: "22: error: “十二” is not a count: write 12"),
    Fault(
      file: "observations.csv", row: ",,甲市,npc,2022,visits,-1,,,,,,,,,",
      zh: "22: error: “-1”是负数：计数从 0 起", en: "22: error: “-1” is negative: a count is 0 or more"),
    Fault(
      file: "observations.csv", row: ",,甲市,npc,2022,visits,0.5,,,,,,,,,",
      zh: "22: error: “0.5”不是整数：计数没有小数",
      en: "22: error: “0.5” is not a whole number: a count has no fraction"),
    Fault(
      file: "observations.csv", row: ",,甲市,npc,2022,visits,1,most,,,,,,,,",
      zh: "24: error: 列 bound 不认识“most”：请写 exact、at_least、about 之一",
      en: "24: error: “most” is not known in bound: write one of exact, at_least, about"),
    Fault(
      file: "observations.csv", row: ",,甲市,npc,2022,visits,1,,次,laws,,,,,,",
      zh: "27: error: visits 没有类别“laws”：请写 topics、occasions 之一",
      en: "27: error: visits has no class “laws”: write one of topics, occasions"),
    Fault(
      file: "observations.csv", row: ",,甲市,npc,2022,visits,1,,,,2022,2021,,,,",
      zh: "27: error: 期间从 2022 年到 2021 年：起年不能晚于止年",
      en: "27: error: a period from 2022 to 2021: its first year must not be after its last"),
    Fault(
      file: "observations.csv", row: ",,甲市,npc,2022,visits,1,,,,,二一,,,,",
      zh: "28: error: “二一”不是 1949 至 2100 之间的年份：请写年份，例如 2022",
      en: "28: error: “二一” is not a year from 1949 to 2100: write one such as 2022"),
    Fault(
      file: "observations.csv", row: ",,甲市,npc,2022,visits,1,,,,,,total,,,",
      zh: "29: error: 列 role 不认识“total”：请写 headline、component、subset 之一",
      en: "29: error: “total” is not known in role: write one of headline, component, subset"),
    Fault(
      file: "observations.csv", row: ",,甲市,npc,2022,visits,1,,,,,,,checked,,",
      zh: "30: error: 列 status 不认识“checked”：请写 read、confirmed、corrected、rejected、entered 之一",
      en: "30: error: “checked” is not known in status: "
        + "write one of read, confirmed, corrected, rejected, entered"),
    Fault(
      file: "observations.csv", row: "一,,甲市,npc,2022,surveys,1,,,,,,,,,",
      zh: "1: error: “一”已在第2行出现：一个数字一行",
      en: "1: error: “一” stands in line 2 already: one row a figure"),
    Fault(
      file: "observations.csv", row: ",丁-2022,甲市,npc,2022,surveys,1,,,,,,,,,",
      zh: "2: error: reports.csv 没有这份报告：请在其中补上",
      en: "2: error: reports.csv has no such report: add it there"),
    Fault(
      file: "observations.csv", row: ",甲-2022,甲市,npc,2021,surveys,1,,,,,,,,,",
      zh: "2: error: reports.csv 中这份报告属于甲市（npc）2022年：请改成一致",
      en: "2: error: in reports.csv this report is of 甲市 (npc), 2022: make them agree"),
    Fault(
      file: "observations.csv", row: ",甲-2022,甲市,cppcc,2022,surveys,1,,,,,,,,,",
      zh: "2: error: reports.csv 中这份报告属于甲市（npc）2022年：请改成一致",
      en: "2: error: in reports.csv this report is of 甲市 (npc), 2022: make them agree"),
    Fault(
      file: "regulations.csv", row: "甲市,npc,2022,,enacted,passed,,,",
      zh: "13: error: 列 title 不能为空", en: "13: error: title must not be empty"),
    Fault(
      file: "regulations.csv", row: "甲市,npc,2022,条例,made,passed,,,",
      zh: "16: error: 列 action 不认识“made”：请写 enacted、amended、repealed 之一",
      en: "16: error: “made” is not known in action: write one of enacted, amended, repealed"),
    Fault(
      file: "regulations.csv", row: "甲市,npc,2022,条例,enacted,,,,",
      zh: "24: error: 列 stage 不能为空", en: "24: error: stage must not be empty"),
    Fault(
      file: "regulations.csv", row: "甲市,npc,2022,条例,enacted,passed,2022,2018,",
      zh: "31: error: 期间从 2022 年到 2018 年：起年不能晚于止年",
      en: "31: error: a period from 2022 to 2018: its first year must not be after its last"),
    Fault(
      file: "reference.csv", row: ",gdp,2021,1,,", zh: "1: error: 列 body 不能为空",
      en: "1: error: body must not be empty"),
    Fault(
      file: "reference.csv", row: "甲市,,2021,1,,", zh: "4: error: 列 quantity 不能为空",
      en: "4: error: quantity must not be empty"),
    Fault(
      file: "reference.csv", row: "甲市,gdp,,1,,", zh: "8: error: 列 year 不能为空",
      en: "8: error: year must not be empty"),
    Fault(
      file: "reference.csv", row: "甲市,gdp,2021,,,", zh: "13: error: 列 value 不能为空",
      en: "13: error: value must not be empty"),
    Fault(
      file: "reference.csv", row: "甲市,gdp,2021,-1,,", zh: "13: error: “-1”是负数：数量从 0 起",
      en: "13: error: “-1” is negative: a quantity is 0 or more"),
    Fault(
      file: "reference.csv", row: "甲市,gdp,2021,很多,,",
      zh: "13: error: “很多”不是数字：请写阿拉伯数字", en: "13: error: “很多” is not a number: write it in digits"),
    Fault(
      file: "reference.csv", row: "甲市,gdp,2020,2,,", zh: "1: error: “甲市” gdp 2020年已在第2行出现：请删去一行",
      en: "1: error: “甲市” gdp 2020 stands in line 2 already: remove one row"),
  ]

  @Test(arguments: faults)
  func `a bad row is refused at its field, and nothing is loaded`(fault: Fault) async throws {
    let start = try #require(Self.headers[fault.file])
    let line = start.split(separator: "\n").count + 1
    var package = Package(",,甲市,npc,2022,visits,1,,,,,,,,,\n")
    package.files[fault.file] = "\(start)\(fault.row)\n"
    // A row of a second body, so that names and kinds can be wrong in one way alone.
    if fault.file == "bodies.csv" { package.files["reports.csv"] = .some(nil) }
    expectLines(try await package.refusal(), are: ["\(fault.file):\(line):\(fault.en)"])
    expectLines(
      try await package.refusal(in: .chinese), are: ["\(fault.file):\(line):\(fault.zh)"])
  }

  @Test func `all problems of a row and of all files are told, and none that follows from another`()
    async throws
  {
    let package = Package(
      ",x,甲布,npc,20,执法检查,十二,a,,,2022,2020,b,c,,\n,丙-2022,丁市,npc,2022,visits,1,,,,,,,,,\n",
      [
        "bodies.csv": "body,kind,level,tier,province,code\n甲市,npc,x,y,,\n丁市,court,,,,\n",
        "reports.csv": "report,body,kind,report_year\n丙-2022,丁市,npc,二\n",
        "reference.csv": "body,quantity,year,value\n丁市,residents,2020,-1\n",
      ])
    expectLines(
      try await package.refusal(),
      are: [
        "bodies.csv:2:8: error: “x” is not known in level: write one of province, prefecture, county",
        "bodies.csv:2:10: error: “y” is not known in tier: write one of "
          + Tier.allCases.map(\.rawValue).joined(separator: ", "),
        "bodies.csv:3:4: error: “court” is not known in kind: write one of npc, cppcc",
        "reports.csv:2:15: error: “二” is not a year from 1949 to 2100: write one such as 2022",
        "observations.csv:2:4: error: bodies.csv has no “甲布” (npc): is 甲市 meant?",
        "observations.csv:2:11: error: “20” is not a year from 1949 to 2100: write one such as 2022",
        "observations.csv:2:14: error: the measure “执法检查” must be law_inspections: write it so",
        "observations.csv:2:19: error: “十二” is not a count: write 12",
        "observations.csv:2:22: error: “a” is not known in bound: write one of exact, at_least, about",
        "observations.csv:2:26: error: a period from 2022 to 2020: its first year must not be after its "
          + "last",
        "observations.csv:2:36: error: “b” is not known in role: "
          + "write one of headline, component, subset",
        "observations.csv:2:38: error: “c” is not known in status: "
          + "write one of read, confirmed, corrected, rejected, entered",
        "reference.csv:2:19: error: “-1” is negative: a quantity is 0 or more",
      ])
  }

  // MARK: - Evidence

  @Test func `evidence has its place, a correction what was read, a report its session and text`()
    async throws
  {
    let data = try await Package(
      "",
      [
        "reports.csv": """
        report,body,kind,report_year,term,session,delivered,retrieved,sha256,text
        甲-2022,甲市,npc,2022,18,2,2023-01-08,2023-02-01,ab,texts/甲-2022.txt
        乙-2022,乙县,npc,2022,,,,,,

        """,
        "observations.csv": """
        body,kind,report_year,measures,value,bound,unit,counts,from,to,role,status,source,start,end,\
        evidence,read_value
        甲市,npc,2022,visits,26,,,,,,,corrected,,7,12,"\u{3000}视察27次
        ",27
        甲市,npc,2022,motions,3,,,,,,,,,,,,

        """,
        "regulations.csv": """
        body,kind,report_year,title,action,stage,start,end,evidence
        甲市,npc,2022,甲市河道条例,repealed,planned,0,8,制定《河道条例》

        """,
        "left_out.csv": "report,start,end,text,reason\n甲-2022,3,9,拟安排5项,plan\n",
      ]
    ).load()
    #expect(
      data.observations.map(\.start) == [7, nil] && data.observations.map(\.end) == [12, nil])
    #expect(data.observations.map(\.readValue) == [27, nil])
    // Exactly as it is, space around it too.
    #expect(data.observations.map(\.evidence) == ["\u{3000}视察27次\n", ""])
    #expect(data.reports.map(\.term) == [18, nil] && data.reports.map(\.session) == [2, nil])
    #expect(data.reports[0].delivered == "2023-01-08" && data.reports[0].retrieved == "2023-02-01")
    #expect(data.reports[0].sha256 == "ab" && data.reports[0].text == "texts/甲-2022.txt")
    #expect(data.regulations[0].start == 0 && data.regulations[0].end == 8)
    #expect(data.regulations[0].evidence == "制定《河道条例》")
    #expect(data.diagnostics == [])
  }

  @Test func `what was left out is read on demand, with every fault of its file`() throws {
    let folder = try TemporaryFolder()
    #expect(try DataSet.leftOut(of: folder.path) == [])
    try folder.write(
      "report,start,end,text,reason\n甲-2022,3,9,拟安排5项,plan\n", to: "left_out.csv")
    #expect(
      try DataSet.leftOut(of: "\(folder.path)/") == [
        LeftOut(report: "甲-2022", start: 3, end: 9, text: "拟安排5项", reason: .plan)
      ])
    try folder.write(
      "report,start,end,text,reason\n,3,9,甲,plan\n甲,,x,甲,reason\n", to: "left_out.csv")
    do {
      _ = try DataSet.leftOut(of: folder.path)
      Issue.record("it was read")
    } catch {
      expectLines(
        folder.lines(of: error, in: .english),
        are: [
          "left_out.csv:2:1: error: report must not be empty",
          "left_out.csv:3:3: error: start must not be empty",
          "left_out.csv:3:4: error: “x” is not a count: write it in digits",
          "left_out.csv:3:8: error: “reason” is not known in reason: write one of "
            + LeftOut.Reason.allCases.map(\.rawValue).joined(separator: ", "),
        ])
    }
  }

  @Test func `evidence does not end before it starts, and its place is a number`() async throws {
    let header = "body,kind,report_year,measures,value,bound,unit,counts,from,to,role,status,source"
    let package = Package(
      "",
      [
        "observations.csv":
          "\(header),start,end,read_value\n甲市,npc,2022,visits,1,,,,,,,,,9,3,\n甲市,npc,2022,visits,1,,,,,,,,,a,-1,b\n",
        "reports.csv":
          "report,body,kind,report_year,term,session\n甲-2022,甲市,npc,2022,十八,1.5\n",
      ])
    expectLines(
      try await package.refusal(),
      are: [
        "reports.csv:2:20: error: “十八” is not a count: write 18",
        "reports.csv:2:23: error: “1.5” is not a whole number: a count has no fraction",
        "observations.csv:2:30: error: evidence from 9 to 3: it must not end before it starts",
        "observations.csv:3:30: error: “a” is not a count: write it in digits",
        "observations.csv:3:32: error: “-1” is negative: a count is 0 or more",
        "observations.csv:3:35: error: “b” is not a number: write it in digits",
      ])
    #expect(
      try await package.refusal(in: .chinese)[2]
        == "observations.csv:2:30: error: 证据从第 9 字到第 3 字：起点不能在终点之后")
  }

  // MARK: - Files

  @Test(arguments: ["bodies.csv", "observations.csv"])
  func `a package has its two files`(name: String) async throws {
    let package = Package(
      ",,甲市,npc,2022,visits,1,,,,,,,,,\n", [name: nil, "datapackage.json": nil])
    let warning =
      ".: warning: there is no datapackage.json: other software will not know this for a data package"
    expectLines(
      try await package.refusal(),
      are: [warning, ".: error: the data package lacks \(name): add the file"])
    expectLines(
      try await package.refusal(in: .chinese),
      are: [
        ".: warning: 没有 datapackage.json：其他软件不会认出这个数据包", ".: error: 数据包缺少 \(name)：请补上这个文件",
      ])
  }

  @Test func `a package without a descriptor loads with a warning`() async throws {
    let data = try await Package("", ["datapackage.json": nil]).load()
    #expect(
      data.findings() == [
        "warning: there is no datapackage.json: other software will not know this for a data package"
      ])
  }

  @Test(arguments: [
    "", "{", "[]", "{\"name\": \"x\"}", "{\"resources\": [{}]}", "{\"resources\": [{\"path\": 3}]}",
    String(repeating: "[", count: 100_000),
  ])
  func `a broken descriptor is refused`(text: String) async throws {
    let package = Package("", ["datapackage.json": text])
    expectLines(
      try await package.refusal(),
      are: [
        "datapackage.json: error: not a valid data package descriptor "
          + "(JSON with resources, each with a path)"
      ])
    expectLines(
      try await package.refusal(in: .chinese),
      are: ["datapackage.json: error: 不是有效的数据包描述（JSON，含 resources 和各自的 path）"])
  }

  @Test func `a file that the descriptor names is there`() async throws {
    let package = Package(
      "",
      [
        "datapackage.json": """
        {"resources": [{"path": "bodies.csv"}, {"path": ["observations.csv", "文本.csv"]}, \
        {"path": "https://example.org/x.csv"}, {"name": "inline", "data": []}, {"path": "x.csv"}]}
        """
      ])
    expectLines(
      try await package.refusal(),
      are: [
        "datapackage.json: error: the file “文本.csv” that it names is not there: add it or remove the name",
        "datapackage.json: error: the file “x.csv” that it names is not there: add it or remove the name",
      ])
    expectLines(
      try await package.refusal(in: .chinese),
      are: [
        "datapackage.json: error: 提到的文件“文本.csv”不存在：请补上或删去",
        "datapackage.json: error: 提到的文件“x.csv”不存在：请补上或删去",
      ])
  }

  @Test func `a missing or doubled column is refused`() async throws {
    let package = Package(
      "", ["bodies.csv": "body,kinds,level,tier,province,code,body\n甲市,npc,,,,,甲市\n"])
    expectLines(
      try await package.refusal(),
      are: [
        "bodies.csv:1:37: error: the column “body” stands twice: remove one",
        "bodies.csv:1: error: the column “kind” is missing: is “kinds” meant?",
      ].sorted())
    expectLines(
      try await Package("", ["reference.csv": "body,year,value\n"]).refusal(in: .chinese),
      are: ["reference.csv:1: error: 缺少列“quantity”：请补上这一列"])
  }

  @Test func `an empty file of a package is refused`() async throws {
    expectLines(
      try await Package("", ["bodies.csv": "", "reports.csv": nil]).refusal(),
      are: ["bodies.csv: error: the file is empty: it needs a header and a row"])
  }

  @Test(arguments: 0..<8)
  func `no bytes at all in a package stop the program`(seed: Int) async throws {
    var generator = PlainTableErrorTests.SplitMix64(state: UInt64(1000 + seed))
    let folder = try TemporaryFolder()
    for case (let name, let text?) in Package(",,甲市,npc,2022,visits,1,,,,,,,,,\n").files {
      try folder.write(text, to: name)
    }
    let names = ["bodies.csv", "reports.csv", "observations.csv", "datapackage.json"]
    var refused = 0
    for _ in 0..<30 {
      let name = names.randomElement(using: &generator) ?? names[0]
      let path = "\(folder.path)/\(name)"
      let good = [UInt8](try Data(contentsOf: URL(filePath: path)))
      // A good file with a few bytes changed, taken out or put in reaches further than noise.
      var bytes = good
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<max(1, bytes.count), using: &generator)
        let piece = PlainTableErrorTests.pieces.randomElement(using: &generator) ?? []
        let end = min(bytes.count, place + Int.random(in: 0...3, using: &generator))
        bytes.replaceSubrange(min(place, end)..<end, with: piece)
      }
      try folder.write(bytes, to: name)
      do {
        let data = try await DataSet.load(folder.path)
        #expect(data.observations.allSatisfy { $0.value.isFinite })
      } catch {
        refused += 1
        #expect(error.problems.contains { $0.severity == .error })
      }
      try folder.write(good, to: name)
    }
    #expect(refused > 0)
  }

  @Test func `a changed byte of any file changes the hash`() async throws {
    let hash = try await Package("").load().hash
    #expect(try await Package("").load().hash == hash)
    #expect(
      try await Package("", ["reference.csv": "body,quantity,year,value\n"]).load().hash != hash)
    #expect(try await Package("\n").load().hash != hash)
  }
}
