import FoundationEssentials
import Observations
import Testing

@testable import Reading

/// What a report of a made-up city says of its regulations.
@Suite struct RegulationReaderTests {
  // MARK: Stages

  @Test(arguments: NamedRegulation.Stage.allCases)
  func `a title in book marks has the stage that the words around it tell`(
    _ stage: NamedRegulation.Stage
  ) {
    let sentence =
      switch stage {
      case .passed: "制定《甲江市消防条例》。"
      case .deliberated: "初次审议《甲江市消防条例（草案）》。"
      case .surveyed: "开展《甲江市消防条例》立法调研。"
      case .planned: "明年拟制定《甲江市消防条例》。"
      }
    let year = stage == .planned ? 2023 : 2022
    expect(sentence, ["甲江市消防条例 enacted \(stage) \(year)"])
  }

  @Test(arguments: NamedRegulation.Action.allCases)
  func `a bare title has the action of the verb before it`(_ action: NamedRegulation.Action) {
    let verb =
      switch action {
      case .enacted: "出台"
      case .amended: "修订"
      case .repealed: "废止"
      }
    expect("\(verb)物业管理条例。", ["物业管理条例 \(action) passed 2022"])
  }

  @Test(arguments: [
    "审议通过", "表决通过了", "颁布", "制定出台", "制定实施", "二审通过", "高票通过", "制定全省首部",
  ])
  func `words of passing before a title`(_ verb: String) {
    expect("\(verb)《甲江市湿地保护条例》。", ["甲江市湿地保护条例 enacted passed 2022"])
  }

  @Test(arguments: [
    "获省人大常委会批准", "已由常委会会议通过", "于2022年5月1日起施行", "颁布实施", "等3部法规顺利出台",
    "经省人大常委会批准，已公布", "经过三次审议，于12月高票通过", "是全省首部这样的法规",
    "（草案）经三次审议并表决通过",
  ])
  func `words of passing behind a title`(_ words: String) {
    expect("《甲江市湿地保护条例》\(words)。", ["甲江市湿地保护条例 enacted passed 2022"])
  }

  @Test(arguments: ["通过一审", "两次审议", "（草案）进行了初审", "草案已提请审议", "进入二审"])
  func `words of a reading behind a title`(_ words: String) {
    expect("甲江市湿地保护条例\(words)。", ["甲江市湿地保护条例 enacted deliberated 2022"])
  }

  @Test(arguments: [
    "启动《甲江市湿地保护条例》立法工作", "起草《甲江市湿地保护条例》", "加快《甲江市湿地保护条例》的立法进程",
    "围绕《甲江市湿地保护条例》的制定开展立法调研", "推进《甲江市湿地保护条例》制定工作",
  ])
  func `words of preparing a regulation`(_ words: String) {
    expect("\(words)。", ["甲江市湿地保护条例 enacted surveyed 2022"])
  }

  @Test func `revision that is completed is passed, one that is begun is surveyed`() {
    expect(
      "完成对《甲江市公园条例》《甲江市绿化条例》的修订工作，启动《甲江市献血条例》修订工作。",
      [
        "甲江市公园条例 amended passed 2022", "甲江市绿化条例 amended passed 2022",
        "甲江市献血条例 amended surveyed 2022",
      ])
  }

  @Test func `what is once said to be planned is so to the end of the sentence`() {
    expect(
      "明年拟制定《甲江市气候条例》，修订养犬管理条例。",
      ["甲江市气候条例 enacted planned 2023", "养犬管理条例 amended planned 2023"])
  }

  @Test func `in the section of plans every stage is planned`() {
    let text = "制定消防条例。\n2023年主要任务\n审议《甲江市档案条例》，开展租房条例立法调研。"
    expect(
      text,
      [
        "消防条例 enacted passed 2022", "甲江市档案条例 enacted planned 2023",
        "租房条例 enacted planned 2023",
      ])
  }

  // MARK: Titles

  @Test func `a list of bare titles ends at each of them, and a title may hold 和`() {
    expect(
      "制定市容和环境卫生管理条例、停车场条例及绿化条例和公园条例。",
      [
        "市容和环境卫生管理条例 enacted passed 2022", "停车场条例 enacted passed 2022",
        "绿化条例 enacted passed 2022", "公园条例 enacted passed 2022",
      ])
  }

  @Test func `a draft to amend changes the action of its own title only`() {
    expect(
      "院前急救条例、信用条例草案及绿化条例修订草案通过一审。",
      [
        "院前急救条例 enacted deliberated 2022", "信用条例 enacted deliberated 2022",
        "绿化条例 amended deliberated 2022",
      ])
  }

  @Test func `words that describe a title are no part of it`() {
    expect(
      "制定以便民为核心内容的社区建设促进条例，出台全国首部实施家庭教育促进法办法。",
      ["社区建设促进条例 enacted passed 2022", "实施家庭教育促进法办法 enacted passed 2022"])
  }

  @Test(arguments: ["推进科技创新条例", "突发事件应对条例", "计划生育条例", "集中供热条例", "立法条例", "小区配套设施条例"])
  func `a title may begin with or hold a word of the grammar`(_ title: String) {
    expect("制定\(title)。", ["\(title) enacted passed 2022"])
  }

  @Test func `a title keeps its mark of trial and loses its mark of draft`() {
    expect(
      "通过《甲江市渔业条例（试行）》《甲江市矿产条例（修订草案）》。",
      ["甲江市渔业条例（试行） enacted passed 2022", "甲江市矿产条例 amended passed 2022"])
  }

  @Test func `a decision to amend or repeal names regulations`() {
    expect(
      "通过《关于修改〈甲江市公园条例〉〈甲江市绿化条例〉的决定》和《甲江市人民代表大会常务委员会关于废止〈甲江市集市条例〉的决定》。",
      [
        "甲江市公园条例 amended passed 2022", "甲江市绿化条例 amended passed 2022",
        "甲江市集市条例 repealed passed 2022",
      ])
    expect("作出关于修改物业管理条例的决定。", ["物业管理条例 amended passed 2022"])
  }

  @Test func `a title across a line break is written without it`() {
    expect(
      "常委会聚焦群众对美好生活的新期待，经过反复调研和论证，制定《甲江市志愿\n服务条例》。",
      ["甲江市志愿服务条例 enacted passed 2022"])
  }

  @Test(arguments: ["修改3部条例", "修订有关条例", "制定养老服务、全民健身等8部条例", "制定该条例"])
  func `a number of regulations is no title`(_ sentence: String) { expect("\(sentence)。", []) }

  // MARK: Lists with one verb

  @Test(arguments: ["制定法规2件，分别是", "制定法规2件：", "新制定法规2件（", "制定了"])
  func `titles behind a figure are governed by its verb`(_ words: String) {
    expect(
      "\(words)《甲江市慈善条例》、《甲江市献血条例》。",
      ["甲江市慈善条例 enacted passed 2022", "甲江市献血条例 enacted passed 2022"])
  }

  @Test func `each title of a list with verbs behind has its own`() {
    expect(
      "完成古城条例两次审议、广告条例初次审议，修改公园条例，废止集市条例。",
      [
        "古城条例 enacted deliberated 2022", "广告条例 enacted deliberated 2022",
        "公园条例 amended passed 2022", "集市条例 repealed passed 2022",
      ])
  }

  @Test func `of two verbs side by side the first stands for both`() {
    expect("制定和修改噪声条例等6件法规。", ["噪声条例 enacted passed 2022"])
    expect("对租房条例等法规的制定、修订工作开展立法调研。", ["租房条例 enacted surveyed 2022"])
  }

  @Test(arguments: [
    "制定有利于推动发展的", "出台首部实体法——", "报省人大常委会批准颁布", "适时制定", "推动制定出台",
  ])
  func `what stands between a verb and its title does not part them`(_ words: String) {
    expect("\(words)《甲江市公园条例》。", ["甲江市公园条例 enacted passed 2022"])
  }

  // MARK: What is none

  @Test(arguments: [
    "对《甲江市消防条例》贯彻实施情况开展执法检查", "检查消防条例、河道条例实施情况", "开展《甲江市消防条例》执法检查",
    "听取和审议《甲江市消防条例》执行情况的报告", "宣传《甲江市消防条例》", "宣传新修订的《甲江市消防条例》", "召开《甲江市消防条例》颁布实施新闻发布会",
    "对《甲江市消防条例》进行立法后评估", "视察消防条例落实情况", "根据《甲江市消防条例》", "建议制定《甲江市消防条例》",
    "办理关于制定《甲江市消防条例》的议案", "以《甲江市消防条例》颁布实施为契机", "《甲江市消防条例》",
  ])
  func `a regulation that is used or wished for is not counted`(_ sentence: String) {
    expect("\(sentence)。", [])
  }

  @Test(arguments: [
    "协助省人大常委会完成《甲江市名泉条例（修订草案）》征求意见工作", "制定《乙海省渔业条例》", "修改省渔业条例",
    "省人大常委会审议通过《甲江开发区条例》", "推动乙海省科技城条例、开发区条例的立法工作", "制定《中华人民共和国水法实施条例》",
    "修订《中国共产党工作机关条例》", "制定《中国（乙海）自由贸易试验区条例》",
  ])
  func `another body's regulation is not counted`(_ sentence: String) {
    expect("\(sentence)。", [])
  }

  @Test(arguments: [
    "全面修订市人民代表大会议事规则", "修订代表建议办理办法", "制定立法调研工作规定", "制定《关于公民旁听会议的办法》",
    "制定关于加强人大调查研究工作的意见", "市政府出台《甲江市城市管理办法》", "制定《关于加强经济工作监督的决定》",
  ])
  func `the committee's own papers and other bodies' rules are none`(_ sentence: String) {
    expect("制定消防条例。\(sentence)。", ["消防条例 enacted passed 2022"])
  }

  @Test func `rules and decisions count beside regulations`() {
    expect(
      "制定消防条例、停车若干规定和《甲江市殡葬办法》，作出关于机构职责调整问题的决定。",
      [
        "消防条例 enacted passed 2022", "停车若干规定 enacted passed 2022",
        "甲江市殡葬办法 enacted passed 2022", "关于机构职责调整问题的决定 enacted passed 2022",
      ])
    expect("作出关于机构职责调整问题的决定。", [])
  }

  @Test func `a rule in book marks counts where its sentence speaks of legislation`() {
    expect(
      "按照协同立法要求，制定《甲江市水资源利用规定》。", ["甲江市水资源利用规定 enacted passed 2022"])
    expect("制定《甲江市水资源利用规定》。", [])
  }

  // MARK: Once a stage

  @Test func `a title that stands twice in one stage counts once, the first time`() {
    let regulations = read("制定《甲江市消防条例》。市消防条例获批准。")
    #expect(regulations.map(\.title) == ["甲江市消防条例"])
    #expect(regulations.first?.start == 0)
  }

  @Test func `of one period a title keeps its latest stage`() {
    expect(
      "审议消防条例草案。开展消防条例立法调研。通过消防条例。", ["消防条例 enacted passed 2022"])
  }

  // MARK: Bodies

  @Test(arguments: ["甲江市乙区", "丙县", "丁旗"])
  func `a body that passes no regulations has none`(_ name: String) {
    #expect(read("制定消防条例。", body: name).isEmpty)
  }

  @Test(arguments: ["丙族自治县", "乙海省", "丁州自治区", "甲江市"])
  func `a body that passes regulations has them`(_ name: String) {
    #expect(read("制定消防条例。", body: name).map(\.title) == ["消防条例"])
  }

  @Test func `a city at a county's level passes none`() {
    #expect(read("制定消防条例。", level: .county).isEmpty)
    #expect(read("制定消防条例。", body: "丙族自治县", level: .county).count == 1)
  }

  @Test func `a province does not pass what it approves`() {
    #expect(read("批准《甲江市消防条例》。", body: "乙海省").isEmpty)
    #expect(
      read("制定《乙海省消防条例》《中国（乙海）自由贸易试验区条例》。", body: "乙海省").map(\.title)
        == ["乙海省消防条例", "中国（乙海）自由贸易试验区条例"])
  }

  @Test func `a consultative conference has none`() {
    #expect(read("制定消防条例。", kind: .cppcc).isEmpty)
  }

  @Test func `a term's account gives its titles the years of the term`() {
    let regulation = read("五年来，制定消防条例。", span: .term).first
    // 2022 − 4 = 2018
    #expect(regulation?.from == 2018)
    #expect(regulation?.to == 2022)
  }

  // MARK: Evidence

  @Test func `evidence reaches from the verb to the title's end, or to the verb behind it`() {
    #expect(
      read("为民生制定《甲江市消防条例》《甲江市公园条例》，绿化条例草案通过一审。").map(\.evidence) == [
        "制定《甲江市消防条例》", "制定《甲江市消防条例》《甲江市公园条例》", "绿化条例草案通过一审",
      ])
  }

  @Test(arguments: 0..<200)
  func `random text never stops the reader, and evidence stands where it says`(_ seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ count: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state >> 33) % count
    }
    let pieces = [
      "制定", "《", "》", "条例", "和", "、", "，", "。", "\n", "关于", "的决定", "修改", "〈", "〉", "草案", "（",
      "）", "甲江市", "省", "消防", "𠀀", "办法", "规定", "通过", "一审", "开展", "立法调研", "3件", "等", "対", "　",
      "完成", "明年", "自治区", "2023年",
    ]
    let text = (0..<(20 + next(200))).map { _ in pieces[next(pieces.count)] }.joined()
    let plain = PlainText(text)
    for regulation in read(text) {
      guard let start = regulation.start, let end = regulation.end else {
        Issue.record("no place: \(regulation)")
        continue
      }
      #expect(plain.string(start..<end) == regulation.evidence)
      #expect(!regulation.title.isEmpty)
    }
  }

  @Test(arguments: ["", "\n", "《", "》", "条例", "《》", "的决定", "关于", "《关于修改", "条例（草案"])
  func `fragments are read without a regulation`(_ text: String) { expect(text, []) }

  // MARK: Reading

  private func expect(
    _ text: String, _ expected: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let found = read(text).map { "\($0.title) \($0.action) \($0.stage) \($0.from ?? 0)" }
    #expect(found == expected, sourceLocation: sourceLocation)
  }

  private func read(
    _ text: String, body: String = "甲江市", kind: BodyKind = .npc, span: Report.Span = .year,
    level: Level? = nil
  ) -> [NamedRegulation] {
    RegulationReader.sample(
      PlainText(text),
      Report(
        id: "sample", body: BodyKey(name: body, kind: kind), reportYear: 2022, span: span,
        source: "sample"), level: level)
  }
}

extension RegulationReader {
  /// What a text names, by the stages of reading before it.
  static func sample(_ text: PlainText, _ report: Report, level: Level?) -> [NamedRegulation] {
    let normalised = NormalisedText(text)
    let lexer = Lexer(normalised)
    let outline = Outline(
      lexer, of: normalised,
      report: Outline.Report(
        year: report.reportYear, span: report.span, session: report.session, level: level,
        kind: report.body.kind))
    return RegulationReader(text, normalised, lexer, outline, report: report, level: level)
      .regulations
  }
}

/// The regulations that people read from published reports, beside the project where they are at hand.
@Suite(.enabled(if: GoldRegulations.areThere, "no ../shared beside the project"))
struct RegulationReportsTests {
  @Test func `published reports name the regulations that people read from them`() throws {
    var found: [String: Set<String>] = [:]
    var expected: [String: Set<String>] = [:]
    var actions: (right: Int, all: Int) = (0, 0)
    for file in GoldRegulations.files {
      let gold = try GoldRegulations.rows(file)
      let annotated = try RealReports.annotated(file.replacing(".csv", with: ".json"))
      let body = annotated.body.name
      let text = try RealReports.text(annotated.file)
      let report = Report(
        id: file, body: BodyKey(name: body, kind: .npc), reportYear: annotated.reportYear,
        span: annotated.span == "term" ? .term : .year, session: annotated.session, source: file)
      let read = RegulationReader.sample(
        text, report, level: Level(rawValue: annotated.body.level))
      for regulation in read {
        let key = "\(file) \(GoldRegulations.plain(regulation.title, body)) \(regulation.stage)"
        found["all", default: []].insert(key)
        if regulation.stage == .passed { found["passed", default: []].insert(key) }
        if let row = gold.first(where: {
          GoldRegulations.plain($0.title, body) == GoldRegulations.plain(regulation.title, body)
            && $0.stage == regulation.stage.rawValue
        }) {
          actions.all += 1
          if row.action == regulation.action.rawValue { actions.right += 1 }
        }
      }
      for row in gold {
        let key = "\(file) \(GoldRegulations.plain(row.title, body)) \(row.stage)"
        expected["all", default: []].insert(key)
        if row.stage == "passed" { expected["passed", default: []].insert(key) }
      }
    }
    for (scope, least) in [("passed", (0.95, 0.90)), ("all", (0.85, 0.85))] {
      let mine = found[scope] ?? []
      let theirs = expected[scope] ?? []
      let both = Double(mine.intersection(theirs).count)
      #expect(both >= least.0 * Double(mine.count), "precision, \(scope)")
      #expect(both >= least.1 * Double(theirs.count), "recall, \(scope)")
    }
    #expect(Double(actions.right) >= 0.95 * Double(actions.all))
  }
}

/// The regulations that people read from the published reports.
enum GoldRegulations {
  struct Row {
    var title: String
    var action: String
    var stage: String
  }

  private static let folder: String = {
    let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    return "/\(root)/shared/gold-regulations"
  }()

  static let files: [String] = {
    let found = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return found.filter { $0.hasSuffix(".csv") }.sorted()
  }()

  static var areThere: Bool { !files.isEmpty && RealReports.areThere }

  static func rows(_ file: String) throws -> [Row] {
    let data = try Data(contentsOf: URL(filePath: "\(folder)/\(file)"))
    return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst()
      .compactMap { line in
        // No title, action or stage is quoted or holds a comma.
        let fields = line.split(separator: ",", omittingEmptySubsequences: false)
        guard fields.count >= 3 else { return nil }
        return Row(
          title: String(fields[0]), action: String(fields[1]), stage: String(fields[2]))
      }
  }

  /// A title without its body's name.
  static func plain(_ title: String, _ body: String) -> String {
    title.hasPrefix(body) ? String(title.dropFirst(body.count)) : title
  }
}
