import Diagnostics
import FoundationEssentials
import Metrics
import Observations
import Testing

@testable import Publishing

private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

/// A study of the repository with one document in place of its outputs.
private func run(_ study: String) async throws -> StudyRun {
  try await StudyRun(Study(reading: root.appending(path: "Fixtures/studies/\(study).yaml").path()))
}

private func request(
  _ form: Briefing.Form, _ language: Language, focus: String? = nil, anonymous: Bool = false
) -> Study.Document {
  var request = Study.Document(kind: .briefing, id: "b", place: Place("s.yaml"))
  request.form = form
  request.language = language
  request.focus = focus
  request.isAnonymous = anonymous
  return request
}

/// The files of scores as a reader of CSV finds them, and what follows from them by hand.
private struct Tables {
  var columns: [String: [String: [Double?]]] = [:]
  var bodies: [String] = []
  var years: [Int] = []

  init(_ run: StudyRun) {
    for file in run.scoreFiles() {
      let lines = String(decoding: file.bytes, as: UTF8.self).split(separator: "\n")
        .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
      let header = lines[0]
      var columns: [String: [Double?]] = [:]
      for line in lines.dropFirst() {
        for (name, field) in zip(header, line) { columns[name, default: []].append(Double(field)) }
        if file.name == "indicators.csv" {
          bodies.append(line[0])
          years.append(Int(line[2]) ?? 0)
        }
      }
      self.columns[file.name] = columns
    }
  }

  func column(_ file: String, _ name: String) -> [Double?] { columns[file]?[name] ?? [] }

  /// The number of a briefing, made again from the files; nothing for what they do not hold.
  func value(_ quantity: PrintedNumber.Quantity, _ ids: [String], _ weights: [Double]) -> Double? {
    func values(_ indicator: Int) -> [Double?] { column("indicators.csv", ids[indicator]) }
    // All rows of a year are ranked together in the studies used here.
    func peers(_ row: Int) -> [Int] { years.indices.filter { years[$0] == years[row] } }
    func sorted(_ indicator: Int, _ row: Int) -> [Double] {
      peers(row).compactMap { values(indicator)[$0] }.sorted()
    }
    func median(_ values: [Double]) -> Double? {
      guard !values.isEmpty else { return nil }
      let half = values.count / 2
      return values.count % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2
    }
    func scores(_ row: Int) -> [Double] {
      peers(row).filter { column("scores.csv", "rank")[$0] != nil }
        .compactMap { column("scores.csv", "index")[$0] }.sorted()
    }
    switch quantity {
    case .value(let i, let row): return values(i)[row]
    case .valueRank(let i, let row):
      return values(i)[row].map { own in Double(sorted(i, row).count { $0 > own } + 1) }
    case .valueTies(let i, let row):
      return values(i)[row].map { own in Double(sorted(i, row).count { $0 == own }) }
    case .distanceToMedian(let i, let row):
      guard let own = values(i)[row], let middle = median(sorted(i, row)) else { return nil }
      return abs(own - middle)
    case .change(let i, let from, let to):
      guard let first = values(i)[from], let last = values(i)[to] else { return nil }
      return abs(first - last)
    case .comparable(let i, let row): return Double(sorted(i, row).count)
    case .lowest(let i, let row): return sorted(i, row).first
    case .median(let i, let row): return median(sorted(i, row))
    case .highest(let i, let row): return sorted(i, row).last
    case .years(let i, let row):
      return Double(bodies.indices.count { bodies[$0] == bodies[row] && values(i)[$0] != nil })
    case .score(let row): return column("scores.csv", "index")[row]
    case .leastScore(let row): return column("scores.csv", "index_low")[row]
    case .greatestScore(let row): return column("scores.csv", "index_high")[row]
    case .rank(let row): return column("scores.csv", "rank")[row]
    case .rankTies(let row):
      let ranks = column("scores.csv", "rank")
      return ranks[row].map { own in Double(peers(row).count { ranks[$0] == own }) }
    case .bestRank(let row): return column("robustness.csv", "joint_low")[row]?.rounded(.down)
    case .worstRank(let row): return column("robustness.csv", "joint_high")[row]?.rounded(.up)
    case .selected(let row): return Double(peers(row).count)
    case .ranked(let row):
      return Double(peers(row).count { column("scores.csv", "rank")[$0] != nil })
    case .notRanked(let row):
      return Double(peers(row).count { column("scores.csv", "rank")[$0] == nil })
    case .bands(let row):
      return Double(Set(peers(row).compactMap { column("robustness.csv", "band")[$0] }).count)
    case .lowestScore(let row): return scores(row).first
    case .medianScore(let row): return median(scores(row))
    case .highestScore(let row): return scores(row).last
    case .indicators: return Double(ids.count)
    case .scored(let row):
      return Double(
        zip(ids, weights).count { $1 > 0 && column("scores.csv", $0)[row] != nil })
    case .imputed: return 0
    case .rates: return Double(ids.count { $0.hasSuffix("-rate") })
    // The files do not say how a value is known; the sheet's own test does.
    case .stating, .reportingRate, .statedIndicators, .least, .greatest, .listed, .groupScore,
      .groupRank:
      return nil
    }
  }
}

/// The runs of digits in a text, with their decimal points, signs of grouping taken out.
private func digits(_ text: String) -> [String] {
  var found: [String] = []
  var current = ""
  for character in text + " " {
    if character.isASCII, character.isNumber || (character == "." && !current.isEmpty) {
      current.append(character)
    } else if character == ",", !current.isEmpty {
      continue
    } else if !current.isEmpty {
      while current.last == "." { current.removeLast() }
      found.append(current)
      current = ""
    }
  }
  return found
}

@Suite struct BriefingTests {
  /// Every form in both languages, of real figures.
  static let cases: [(Briefing.Form, Language, String, String?)] = [
    (.position, .chinese, "prefectures-2022", "龙岩市"),
    (.position, .english, "prefectures-2022", "龙岩市"),
    (.position, .chinese, "prefectures-2022", "商丘市"),
    (.position, .english, "prefectures-2022", "镇江市"),
    (.position, .chinese, "position-longyan", nil),
    (.league, .chinese, "prefectures-2022", nil),
    (.league, .english, "prefectures-2022", "三明市"),
    (.league, .chinese, "consultative-2022", nil),
    (.trend, .chinese, "shenzhen-zhuhai", nil),
    (.trend, .english, "shenzhen-zhuhai", nil),
  ]

  @Test(arguments: cases)
  func `every number of a sentence follows again from the files of scores`(
    form: Briefing.Form, language: Language, study: String, focus: String?
  ) async throws {
    let run = try await run(study)
    let briefing = try BriefingMaker(request(form, language, focus: focus), of: run).briefing()
    let tables = Tables(run)
    let ids = run.study.indicators.map(\.id)
    let weights = run.study.indicators.map(\.definition.weight)
    var checked = 0
    let sentences =
      briefing.sections.flatMap { $0.paragraphs + $0.findings.map(\.sentence) }
      + briefing.sections.flatMap { $0.tables.flatMap { $0.rows.flatMap(\.cells) } }
    #expect(sentences.count > 2)
    for sentence in sentences {
      for number in sentence.numbers {
        guard let again = tables.value(number.quantity, ids, weights) else { continue }
        #expect(
          abs(again - number.value) <= 1e-9 * max(1, abs(again)), "\(sentence.text): \(number)")
        checked += 1
      }
    }
    // Of a report that states next to nothing there is little to check.
    #expect(checked > (focus == "商丘市" ? 1 : 10))
  }

  @Test(arguments: cases)
  func `a sentence has no digit that is not one of its numbers, years or constants`(
    form: Briefing.Form, language: Language, study: String, focus: String?
  ) async throws {
    let run = try await run(study)
    let briefing = try BriefingMaker(request(form, language, focus: focus), of: run).briefing()
    for sentence in briefing.sections.flatMap({ $0.paragraphs + $0.findings.map(\.sentence) }) {
      #expect(sentence.looseDigits.isEmpty, "\(sentence.text)")
      var known: [String] = []
      for part in sentence.parts {
        switch part {
        case .words: break
        case .name(let text), .constant(let text): known += digits(text)
        case .year(let year): known.append(String(year))
        case .number(let number): known += digits(number.printed)
        }
      }
      #expect(digits(sentence.text).sorted() == known.sorted(), "\(sentence.text)")
      #expect(!sentence.text.contains("—。"), "\(sentence.text)")
    }
  }

  @Test(arguments: cases)
  func `the sheet has a row for every number of the text and the tables`(
    form: Briefing.Form, language: Language, study: String, focus: String?
  ) async throws {
    let run = try await run(study)
    let publisher = try BriefingPublisher(request(form, language, focus: focus), of: run)
    let printed = Set(publisher.sheet.rows.map(\.printed))
    for section in publisher.briefing.sections {
      for sentence in section.paragraphs + section.findings.map(\.sentence)
        + section.tables.flatMap({ $0.rows.flatMap(\.cells) })
      {
        for number in sentence.numbers {
          if case .listed = number.quantity { continue }
          #expect(printed.contains(number.printed), "\(sentence.text): \(number.printed)")
        }
      }
    }
    #expect(publisher.sheet.rows.map(\.number) == Array(1...publisher.sheet.rows.count))
    #expect(publisher.sheet.rows.allSatisfy { !$0.location.chinese.isEmpty })
    // What a figure draws is known for what it is, not only as “drawn”.
    #expect(!publisher.sheet.rows.contains { $0.state.english == "drawn" })
    // A score is followed down: its inputs are rows too.
    for row in publisher.sheet.rows where row.subject.english == "score" {
      #expect(!row.arithmetic.chinese.isEmpty)
    }
  }

  @Test func `sentences read as they should`() async throws {
    let run = try await run("prefectures-2022")
    let briefing = try BriefingMaker(
      request(.position, .chinese, focus: "龙岩市"), of: run
    ).briefing()
    let texts = briefing.sections.flatMap { $0.paragraphs + $0.findings.map(\.sentence) }
      .map(\.text)
    #expect(texts[0] == "2022年，龙岩市人大常委会工作报告在所选8项指标（其中1项为折算的比率）中载明7项。比较范围为所选24个地级人大常委会。")
    #expect(texts[2] == "听取审议报告：17项，在报告载明可比数的16个机构中由多到少居第12位；中位数为23.5，少6.5。")
    #expect(texts.last == "报告未载明：备案审查规范性文件。未载明不等于没有开展。")
    let english = try BriefingMaker(
      request(.position, .english, focus: "龙岩市"), of: run
    ).briefing().sections[1].findings[1].sentence.text
    #expect(
      english
        == "Law enforcement inspections: 2, rank 9 from the greatest among the 12 bodies whose reports "
        + "state a comparable figure (4 tie); the median is 3.5, which it is short of by 1.5.")
  }

  @Test func `a change that chance explains is not told as one`() async throws {
    let run = try await run("shenzhen-zhuhai")
    let briefing = try BriefingMaker(request(.trend, .chinese), of: run).briefing()
    let findings = briefing.sections[1].findings.map(\.sentence.text)
    // 8 and 20: P(X ≤ 8) of 28 tosses is 0.0178, twice that below 0.05. 15 and 25: 0.077 each side.
    #expect(findings[0].contains("增加12件（超出计数的偶然波动）"))
    #expect(findings[1].contains("增加10项（未超出计数的偶然波动）"))
  }

  @Test func `no form uses words of judgement`() async throws {
    let words = ["落后", "倒数", "垫底", "优秀", "履职水平", "较差", "最差", "领先", "worst", "poor", "best"]
    for (form, language, study, focus) in Self.cases {
      let run = try await run(study)
      let briefing = try BriefingMaker(request(form, language, focus: focus), of: run).briefing()
      for sentence in briefing.sections.flatMap({ $0.paragraphs + $0.findings.map(\.sentence) }) {
        #expect(!words.contains { sentence.text.contains($0) }, "\(sentence.text)")
      }
    }
  }

  @Test func `others stay anonymous in the text, the figures, the notes and the annex`()
    async throws
  {
    let run = try await run("prefectures-2022")
    let publisher = try BriefingPublisher(
      request(.position, .chinese, focus: "龙岩市", anonymous: true), of: run)
    let others = run.rows.map(\.body.name).filter { $0 != "龙岩市" }
    var texts = publisher.briefing.sections.flatMap { section in
      section.paragraphs.map(\.text) + section.findings.map(\.sentence.text)
    }
    texts += publisher.briefing.method
    texts.append(
      publisher.sheet.textTable(language: .chinese, onlyOf: "龙岩市").markdown())
    for text in texts {
      for name in others { #expect(!text.contains(name), "\(text.prefix(60)): \(name)") }
    }
    // The sheet that is kept names them, since they have to be checked too.
    #expect(publisher.sheet.csv(language: .chinese).contains("保定市"))
  }

  @Test func `a form that the study cannot fill says what it needs`() async throws {
    let one = try await run("prefectures-2022")
    let two = try await run("shenzhen-zhuhai")
    func message(_ form: Briefing.Form, _ run: StudyRun, focus: String? = nil) -> String {
      do {
        _ = try BriefingMaker(request(form, .english, focus: focus), of: run)
        return ""
      } catch {
        return error.problems[0].text.english
      }
    }
    #expect(message(.position, one) == "briefing: position is about one body: name it as focus")
    #expect(message(.position, one, focus: "北京市").contains("no body “北京市”"))
    #expect(message(.league, one, focus: "北京市").contains("check focus"))
    #expect(message(.trend, one).contains("select several"))
    #expect(message(.league, two).isEmpty)
  }
}

@Suite struct SentenceTests {
  @Test func `a digit in the words of a sentence is found`() {
    let number = PrintedNumber(quantity: .indicators, value: 3, printed: "3")
    let good: Sentence = "共\(number)项，\(year: 2022)年，\(constant: "95%")"
    #expect(good.looseDigits.isEmpty)
    #expect(good.text == "共3项，2022年，95%")
    let bad: Sentence = "共3项"
    #expect(bad.looseDigits == ["共3项"])
  }
}

@Suite struct BriefingTemplateTests {
  @Test func `the program's own templates have only known tags`() {
    #expect(BriefingTemplate.problems(in: BriefingTemplate.document, path: "t").isEmpty)
    #expect(BriefingTemplate.problems(in: BriefingTemplate.slides, path: "t").isEmpty)
  }

  @Test func `each fault of a template is told with its line`() {
    let text = """
      # {{tittle}}
      {{#sections}}{{heding}}{{/section}}
      {{#findings}}
      {{> other}}
      {{{block
      """
    let lines = BriefingTemplate.problems(in: text, path: "t.mustache").map {
      $0.line(in: .english)
    }
    #expect(
      lines == [
        "t.mustache:1:3: error: the template’s “tittle” is not known: is title meant?",
        "t.mustache:2:14: error: the template’s “heding” is not known: is heading meant?",
        "t.mustache:2:24: error: “{{/section}}” closes nothing that is open",
        "t.mustache:4:1: error: a template cannot take in another one: “other”",
        "t.mustache:5:1: error: the tag is not closed: write }}",
        "t.mustache:2:1: error: “{{#sections}}” is not closed: write {{/sections}}",
        "t.mustache:3:1: error: “{{#findings}}” is not closed: write {{/findings}}",
      ])
  }

  @Test func `Markdown in a name prints as it is`() {
    #expect(escapedMarkdown("甲*乙_[丙](丁)") == "甲\\*乙\\_\\[丙\\]\\(丁\\)")
    // Marks that a letter carries, entities, and line breaks of Windows.
    #expect(escapedMarkdown("*\u{301}&lt;\r\n  :::") == "\\*\u{301}\\&lt;    \\:\\:\\:")
  }
}

@Suite struct VerificationSheetTests {
  @Test func `the sheet of a study has the numbers of its tables and figures, each with its way`()
    async throws
  {
    let run = try await run("prefectures-2022")
    var document = Study.Document(kind: .sheet, id: "sheet", place: Place("s.yaml"))
    document.language = .english
    let sheet = try run.verificationSheet(document)
    for output in run.study.outputs {
      #expect(
        sheet.rows.contains { $0.location.english.contains(output.id) }, "\(output.id)")
    }
    #expect(sheet.rows.allSatisfy { !$0.arithmetic.english.isEmpty && !$0.subject.chinese.isEmpty })
    // A figure and a table that show one number share its row.
    let score = try #require(
      sheet.rows.first { $0.body == "保定市" && $0.subject.english == "score" })
    #expect(score.location.english.contains("ranking-index, ranked-bar-index"))
    #expect(score.arithmetic.english.contains("25.0% × 3.6649 (Deputies' suggestions)"))
    let csv = sheet.csv(language: .chinese).split(separator: "\n")
    #expect(csv.count == sheet.rows.count + 1)
    #expect(csv[0].hasSuffix("核对人,复核人,备注"))
  }

  @Test func `a sentence of a report stands with its figure marked, unless it is damaged`()
    async throws
  {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "heng-\(UInt64.random(in: 0...UInt64.max))").path()
    try FileManager.default.createDirectory(
      atPath: "\(folder)/texts", withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    func write(_ text: String, _ name: String) throws {
      try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)"))
    }
    // Made up; 乙市's copy holds words of another trade.
    let texts = ["一年来，听取审议报告12项。此外无他。", "一年来，博彩平台听取审议报告9项。"]
    try write(texts[0], "texts/a.txt")
    try write(texts[1], "texts/b.txt")
    try write(
      #"{"profile": "tabular-data-package", "name": "p", "resources": []}"#, "datapackage.json")
    try write(
      "body,kind,level,tier,province,code\n甲市,npc,prefecture,设区的市,某省,990100\n"
        + "乙市,npc,prefecture,设区的市,某省,990200\n", "bodies.csv")
    try write(
      "report,body,kind,report_year,span,term,session,delivered,source,url,retrieved,sha256,text\n"
        + "a,甲市,npc,2022,year,,,,甲市人大常委会工作报告（2022年）,,2023-02-01,,texts/a.txt\n"
        + "b,乙市,npc,2022,year,,,,乙市人大常委会工作报告（2022年）,,,,texts/b.txt\n", "reports.csv")
    try write(
      "id,report,body,kind,report_year,measures,value,bound,unit,counts,from,to,role,status,source,"
        + "start,end,evidence\n"
        + "1,a,甲市,npc,2022,reports_heard,12,exact,项,special_reports,2022,2022,headline,read,,4,13,听取审议报告12项\n"
        + "2,b,乙市,npc,2022,reports_heard,9,exact,项,special_reports,2022,2022,headline,read,,4,16,"
        + "博彩平台听取审议报告9项\n", "observations.csv")
    try write(
      """
      data: .
      indicators: [{id: reports, measures: [reports_heard], counts: any, direction: higher}]
      outputs: [{table: ranking, of: reports}]

      """, "s.yaml")
    let run = try await StudyRun(Study(reading: "\(folder)/s.yaml"))
    let sheet = try run.verificationSheet(
      Study.Document(kind: .sheet, id: "sheet", place: Place("s.yaml")))
    let first = try #require(sheet.rows.first { $0.body == "甲市" && $0.value == 12 }?.evidence.first)
    #expect(first.sentence == "一年来，【听取审议报告12项】。")
    #expect(
      first.retrieved == "2023-02-01" && first.note.english == "read by the program, not confirmed")
    let second = try #require(sheet.rows.first { $0.body == "乙市" && $0.value == 9 }?.evidence.first)
    #expect(second.sentence.isEmpty)
    #expect(second.note.english.contains("damaged here and not confirmed; not quoted"))
    #expect(!sheet.csv(language: .chinese).contains("博彩"))
  }
}
