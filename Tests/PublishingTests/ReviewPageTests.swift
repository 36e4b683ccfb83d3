import Diagnostics
import Observations
import Publishing
import Testing

@testable import Reading

@Suite struct ReviewPageTests {
  private static let body = BodyKey(name: "青禾市", kind: .npc)

  private func report(_ text: String, year: Int = 2022) -> ReadReport {
    let id = "青禾市-npc-\(year)"
    return ReadReport(
      report: Report(id: id, body: Self.body, reportYear: year, source: "青禾市人大网"),
      body: Body(name: "青禾市", kind: .npc, level: .prefecture), text: PlainText(text))
  }

  private func figure(
    _ measures: [String], _ value: Double, in text: PlainText, _ start: Int, _ end: Int,
    bound: Observation.Bound = .exact, role: Observation.Role = .headline,
    status: Observation.Status = .read, from: Int? = 2022, readValue: Double? = nil
  ) -> Observation {
    let set = MeasureSet(measures)
    let isInside = start >= 0 && start < end && end <= text.scalars.count
    return Observation(
      id: "青禾市-npc-2022:\(start):\(set):\(end)", report: "青禾市-npc-2022", body: Self.body,
      reportYear: 2022, measures: set, value: value, bound: bound, unit: "项",
      counts: measures.first ?? "", from: from, to: from, role: role, status: status,
      source: "", evidence: isInside ? text.string(start..<end) : "他处的话", start: start,
      end: end, readValue: readValue)
  }

  private func leftOut(_ text: PlainText, _ start: Int, _ end: Int, _ reason: LeftOut.Reason)
    -> LeftOut
  {
    let isInside = start >= 0 && start < end && end <= text.scalars.count
    return LeftOut(
      report: "", start: start, end: end, text: isInside ? text.string(start..<end) : "",
      reason: reason)
  }

  /// The evidence of a figure as the page shows it.
  private func shown(_ number: Int, _ attribute: String = "data-o", in page: ReviewPageReading)
    -> String
  {
    page.segments(1).filter { $0.words(attribute).contains("\(number)") }.map(\.text).joined()
  }

  @Test func `every figure has one row, and its marks are exactly its evidence`() {
    var reading = report("一、监督\n听取报告21项。开展执法检查7项，推动解决46个问题。\n")
    // 听 is scalar 5, after 一、监督 and the line end; its seven end at 12. 开 is 13, after the 。; its
    // eight end at 21.
    reading.observations = [
      figure(["reports_heard"], 21, in: reading.text, 5, 12),
      figure(["law_inspections"], 7, in: reading.text, 13, 21),
    ]
    reading.leftOut = [leftOut(reading.text, 13, 31, .result)]
    let page = ReviewPageReading(ReviewPage(reports: [reading]))

    #expect(page.strays.isEmpty)
    #expect(page.rows(1).map { $0.attributes["data-id"] } == reading.observations.map(\.id))
    #expect(shown(1, in: page) == "听取报告21项")
    #expect(shown(2, in: page) == "开展执法检查7项")
    #expect(shown(1, "data-l", in: page) == "开展执法检查7项，推动解决46个问题")
    #expect(page.text(1) == reading.text.string)
    for row in page.rows(1) {
      #expect(
        page.elements.count { $0.attributes["data-id"] == row.attributes["data-id"] } == 1)
    }
  }

  @Test func `every link within the page has one place to lead to`() {
    var reading = report("听取报告21项。开展执法检查7项，推动解决46个问题。制定《青禾市河道条例》。")
    reading.observations = [
      figure(["reports_heard"], 21, in: reading.text, 0, 7),
      figure(["law_inspections"], 7, in: reading.text, 8, 16),
      figure(["law_inspections"], 9, in: reading.text, 90, 99),
    ]
    reading.leftOut = [
      leftOut(reading.text, 8, 26, .result), leftOut(reading.text, 8, 26, .result),
      leftOut(reading.text, 8, 26, .notUnderstood),
    ]
    reading.regulations = [
      NamedRegulation(
        body: Self.body, reportYear: 2022, title: "青禾市河道条例", action: .enacted, stage: .passed,
        from: 2022, to: 2022, source: "", start: 27, end: 38)
    ]
    reading.fields = [
      FieldEvidence(field: "body", value: "青禾市", range: 30..<33, origin: .text),
      FieldEvidence(field: "report_year", value: "2022", range: nil, origin: .fileName),
    ]
    reading.diagnostics = [Diagnostic(.warning, LocalisedText(zh: "甲", en: "a"))]
    let page = ReviewPageReading(ReviewPage(reports: [reading, reading]))

    let ids = page.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    let links = page.elements.compactMap { $0.attributes["href"] }
    // Each report: two rows, two superscripts of figures, two of reasons, two entries of left-out
    // sentences (two numbers of one reason share one), one regulation, one field; and one link each from
    // the summary, the finding and the menu.
    #expect(links.count == 2 * (2 + 2 + 2 + 2 + 1 + 1 + 3))
    for link in links {
      #expect(link.hasPrefix("#") && ids.contains(String(link.dropFirst())), "\(link)")
    }
  }

  @Test func `nested and overlapping marks are all carried, whatever their ranges`() {
    var generator = SplitMix(seed: 20)
    let letters = Array("甲乙<&丙丁\"戊\n己庚'辛>\u{20BB7}".unicodeScalars)
    for _ in 0..<60 {
      let length = Int.random(in: 1...60, using: &generator)
      let text = PlainText(
        (0..<length).compactMap { _ in letters.randomElement(using: &generator) })
      var reading = report(text.string)
      for _ in 0..<Int.random(in: 0...12, using: &generator) {
        // From −3 to length + 3, so that some lie outside, are empty or are reversed.
        let start = Int.random(in: -3...(length + 3), using: &generator)
        let end = Int.random(in: -3...(length + 3), using: &generator)
        let measure = MeasureCatalogue.measures.randomElement(using: &generator)?.id ?? ""
        if Bool.random(using: &generator) {
          reading.observations.append(figure([measure], 1, in: text, start, end))
        } else {
          let reason = LeftOut.Reason.allCases.randomElement(using: &generator) ?? .plan
          reading.leftOut.append(leftOut(text, start, end, reason))
        }
      }
      let page = ReviewPageReading(ReviewPage(reports: [reading]))
      #expect(page.strays.isEmpty)
      #expect(page.text(1).unicodeScalars.elementsEqual(text.scalars))
      #expect(page.rows(1).count == reading.observations.count)
      for (index, observation) in reading.observations.enumerated() {
        let evidence = observation.evidence == "他处的话" ? "" : observation.evidence
        #expect(shown(index + 1, in: page) == evidence)
      }
      var sentences: [LeftOut] = []
      for entry in reading.leftOut where !sentences.contains(entry) { sentences.append(entry) }
      for (index, entry) in sentences.enumerated() {
        #expect(shown(index + 1, "data-l", in: page) == entry.text)
      }
    }
  }

  @Test func `the innermost figure gives the colour, the one around it an underline`() throws {
    var reading = report("专题询问和报告各1项")
    // The whole is about oversight, family 3; within it the characters 5 to 7 about meetings, family 1.
    reading.observations = [
      figure(["chair_meetings"], 1, in: reading.text, 5, 7),
      figure(["special_inquiries"], 1, in: reading.text, 0, 10),
    ]
    let segments = ReviewPageReading(ReviewPage(reports: [reading])).segments(1)
    #expect(segments.map(\.text) == ["专题询问和", "报告", "各1项"])
    #expect(segments.map { $0.attributes["class"] } == ["f3", "f1 u3", "f3"])
    #expect(segments.map { $0.words("data-o") } == [["2"], ["2", "1"], ["2"]])
    #expect(try #require(segments[1].attributes["title"]) == "2 专题询问 1项；1 主任会议 1项")
  }

  @Test func `what could be markup stays text everywhere`() {
    let hostile = "</script><img src=x onerror=alert(1)>\"'&\u{2028}\u{0}\u{7F}\u{85}<\u{301}b>"
    var reading = report(hostile)
    reading.report.id = hostile
    reading.report.source = hostile
    reading.body.name = hostile
    var observation = figure([hostile], 1, in: reading.text, 0, 12)
    observation.id = hostile
    observation.unit = hostile
    observation.counts = hostile
    var lost = observation
    lost.id = hostile + "2"
    lost.start = nil
    lost.evidence = hostile
    reading.observations = [observation, lost]
    reading.leftOut = [leftOut(reading.text, 3, 20, .plan)]
    reading.leftOut[0].text = hostile
    reading.regulations = [
      NamedRegulation(
        body: Self.body, reportYear: 2022, title: hostile, action: .repealed, stage: .planned,
        from: nil, to: nil, source: "", start: 2, end: 6)
    ]
    reading.fields = [FieldEvidence(field: hostile, value: hostile, range: 1..<3, origin: .text)]
    let finding = Diagnostic(.error, at: Place(hostile), LocalisedText(zh: hostile, en: hostile))
    reading.diagnostics = [finding]
    let page = ReviewPageReading(
      ReviewPage(reports: [reading], diagnostics: [finding], language: .english))

    #expect(page.strays.isEmpty)
    #expect(!page.elements.contains { $0.name == "img" || $0.name.hasPrefix("b\u{301}") })
    #expect(page.elements.count { $0.name == "script" } == 1)
    #expect(!page.elements.contains { $0.attributes.keys.contains { $0.hasPrefix("on") } })
    // Control characters are shown by their pictures, one character each.
    let shown =
      "</script><img src=x onerror=alert(1)>\"'&\u{2028}\u{2400}\u{2421}\u{FFFD}<\u{301}b>"
    #expect(page.text(1) == shown)
    #expect(page.rows(1).map { $0.attributes["data-id"] } == [shown, shown + "2"])
    #expect(
      !page.source.unicodeScalars.contains {
        ($0.value < 0x20 && $0 != "\n") || (0x7F..<0xA0).contains($0.value) || $0 == "\u{2028}"
      })
  }

  @Test func `a page without reports is a page`() {
    for language in Language.allCases {
      let page = ReviewPageReading(ReviewPage(reports: [], language: language))
      #expect(page.strays.isEmpty)
      #expect(page.elements.count { $0.name == "h1" } == 1)
      #expect(!page.elements.contains { $0.name == "table" || $0.name == "form" })
    }
  }

  @Test func `a report without text, figures or findings has its place on the page`() {
    let page = ReviewPageReading(ReviewPage(reports: [report("")]))
    #expect(page.strays.isEmpty)
    #expect(page.text(1).isEmpty)
    #expect(page.report(1).contains { $0.text == "没有读到数据。" })
  }

  @Test func `offsets outside the text mark nothing, and the row says so`() {
    var reading = report("开展执法检查7项")
    let ranges = [(-1, 3), (2, 9), (4, 4), (5, 2), (Int.min, Int.max), (8, 9)]
    reading.observations = ranges.map { figure(["law_inspections"], 7, in: reading.text, $0, $1) }
    reading.leftOut = ranges.map { leftOut(reading.text, $0, $1, .plan) }
    reading.fields = [FieldEvidence(field: "body", value: "青禾市", range: 7..<90, origin: .text)]
    let page = ReviewPageReading(ReviewPage(reports: [reading]))
    #expect(page.segments(1).isEmpty)
    #expect(page.text(1) == "开展执法检查7项")
    #expect(page.rows(1).count == ranges.count)
    for row in page.rows(1) {
      #expect(row.attributes["data-c"] == "1")
      #expect(row.text.contains("出处未对上") && row.text.contains("他处的话"))
    }
  }

  @Test(arguments: Language.allCases)
  func `the words are those of one language`(_ language: Language) {
    // A placeholder that is no word of the other language.
    let name = language == .chinese ? "甲" : "X"
    var reading = report(name)
    reading.report.source = ""
    reading.report.id = name
    reading.report.body.name = name
    reading.body.name = name
    var generator = SplitMix(seed: 3)
    for role in Observation.Role.allCases {
      for status in Observation.Status.allCases {
        for bound in Observation.Bound.allCases {
          let measure = MeasureCatalogue.measures.randomElement(using: &generator)?.id ?? ""
          var observation = figure(
            [measure, "oaths"], 2, in: reading.text, 0, 1, bound: bound, role: role,
            status: status, from: nil, readValue: 3)
          observation.id = name
          observation.counts = observation.measures.classes.last ?? ""
          observation.unit = name
          reading.observations.append(observation)
        }
      }
    }
    reading.leftOut = LeftOut.Reason.allCases.map { leftOut(reading.text, 0, 1, $0) }
    for action in NamedRegulation.Action.allCases {
      for stage in NamedRegulation.Stage.allCases {
        reading.regulations.append(
          NamedRegulation(
            body: Self.body, reportYear: 2022, title: name, action: action, stage: stage,
            from: nil, to: nil, source: "", start: 0, end: 1))
      }
    }
    reading.fields = FieldEvidence.Origin.allCases.map {
      FieldEvidence(field: "delivered", value: name, range: 0..<1, origin: $0)
    }
    reading.diagnostics = Diagnostic.Severity.allCases.map {
      Diagnostic($0, LocalisedText(zh: "甲", en: "a"))
    }
    let page = ReviewPageReading(ReviewPage(reports: [reading], language: language))
    let root = page.elements.first { $0.name == "html" }
    #expect(root?.attributes["lang"] == (language == .chinese ? "zh-Hans" : "en"))
    #expect(page.report(1).contains { $0.attributes["lang"] == "zh-Hans" && $0.name == "article" })
    let body = page.elements.first { $0.name == "main" }?.text ?? ""
    let others = page.elements.filter { ["nav", "dialog", "template"].contains($0.name) }.map(
      \.text)
    let titles = page.elements.compactMap {
      $0.attributes["title"] ?? $0.attributes["aria-label"] ?? $0.attributes["label"]
    }
    let words = ([body] + others + titles as [String]).joined(separator: " ")
    if language == .english {
      #expect(!words.unicodeScalars.contains { (0x3000...0x9FFF).contains($0.value) })
    } else {
      // Latin words that stay: the letters of the reasons, and CSV.
      let latin = words.split { !$0.isASCII || !$0.isLetter }.filter { $0.count > 1 }.map {
        String($0)
      }
      #expect(Set(latin) == ["CSV"])
    }
  }

  @Test func `a row carries what a decision is made from`() throws {
    var reading = report("督办建议1200件、约300件")
    reading.observations = [
      figure(
        ["suggestions"], 1200, in: reading.text, 2, 9, status: .corrected, readValue: 1_300.5),
      figure(["suggestions"], 300, in: reading.text, 10, 15, bound: .about, role: .component),
    ]
    let rows = ReviewPageReading(ReviewPage(reports: [reading])).rows(1)
    let first = try #require(rows.first)
    #expect(first.attributes["data-v"] == "1200")
    #expect(first.attributes["data-w"] == "1300.5")
    #expect(first.attributes["data-s"] == "corrected")
    #expect(first.attributes["data-m"] == "suggestions")
    #expect(first.attributes["data-c"] == nil)
    #expect(rows[1].attributes["data-w"] == nil)
    #expect(rows[1].attributes["data-r"] == "component")
    #expect(rows[1].attributes["data-c"] == "1")
    #expect(rows[1].text.contains("约 300"))
  }

  @Test func `headlines that state two values for one class ask to be checked`() {
    var reading = report("执法检查7项。执法检查9项。执法检查2项。")
    reading.observations = [
      figure(["law_inspections"], 7, in: reading.text, 0, 6),
      figure(["law_inspections"], 9, in: reading.text, 7, 13),
      figure(["law_inspections"], 2, in: reading.text, 14, 20, role: .subset),
    ]
    let rows = ReviewPageReading(ReviewPage(reports: [reading])).rows(1)
    #expect(rows.map { $0.attributes["data-c"] } == ["1", "1", nil])
    reading.observations[1].value = 7
    let agreeing = ReviewPageReading(ReviewPage(reports: [reading])).rows(1)
    #expect(agreeing.map { $0.attributes["data-c"] } == [nil, nil, nil])
  }

  @Test func `a figure without a number or an id is shown and cannot be decided`() throws {
    var reading = report("执法检查7项")
    reading.observations = [figure(["law_inspections"], .nan, in: reading.text, 0, 6)]
    reading.observations[0].id = ""
    let row = try #require(ReviewPageReading(ReviewPage(reports: [reading])).rows(1).first)
    #expect(row.attributes["data-id"] == nil)
    #expect(row.attributes["data-v"]?.isEmpty == true)
    #expect(!row.text.lowercased().contains("nan"))
  }

  @Test func `the summary counts figures and left-out numbers by reason`() throws {
    var reading = report("执法检查7项，问题46个，举措3项。")
    reading.observations = [figure(["law_inspections"], 7, in: reading.text, 0, 6)]
    reading.leftOut = [
      leftOut(reading.text, 7, 12, .result), leftOut(reading.text, 13, 17, .result),
      leftOut(reading.text, 13, 17, .plan),
    ]
    let page = ReviewPageReading(ReviewPage(reports: [reading, reading]))
    let rows = page.elements.filter { $0.name == "tr" && $0.around.contains("section.summary") }
    // Figures 1, to check 0, left out 3: plan 1, other body 0, inside 0, result 2, the rest 0.
    #expect(rows[2].text == "青禾市人大常委会2022年1·31··2····")
    #expect(rows[4].text == "合计20620040000")
  }

  @Test func `findings stand first, by severity, each with its report`() {
    var reading = report("甲")
    reading.diagnostics = (1...9).map { (line: Int) in
      Diagnostic(
        .note, at: Place("甲.txt", line: line), LocalisedText(zh: "看\(line)", en: "see \(line)"))
    }
    let general = Diagnostic(.error, at: Place("乙.pdf"), LocalisedText(zh: "没有文字", en: "empty"))
    let page = ReviewPageReading(ReviewPage(reports: [reading], diagnostics: [general]))
    let groups = page.elements.filter {
      $0.name == "details" && $0.around.contains("section.findings")
    }
    #expect(groups.map { $0.attributes["class"] } == ["error", "note"])
    // The long list is closed.
    #expect(groups.map { $0.attributes["open"] != nil } == [true, false])
    let entries = page.elements.filter { $0.name == "li" && $0.around.contains("section.findings") }
    #expect(entries.map(\.text).prefix(2) == ["乙.pdf 没有文字", "青禾市人大常委会2022年 甲.txt:1 看1"])
  }

  @Test func `every measure of the catalogue has a colour of its family`() {
    for measure in MeasureCatalogue.measures {
      var reading = report("共7项")
      reading.observations = [figure([measure.id], 7, in: reading.text, 0, 3)]
      let segment = ReviewPageReading(ReviewPage(reports: [reading])).segments(1).first
      // 9 is the family of measures outside the catalogue.
      let own = (1...8).map { "f\($0)" }
      #expect(own.contains(segment?.attributes["class"] ?? ""), "\(measure.id)")
    }
  }

  @Test func `the page needs nothing from elsewhere and runs nothing that it does not name`() {
    let page = ReviewPageReading(ReviewPage(reports: [report("甲")]))
    let names = Set(page.elements.map(\.name))
    #expect(names.isDisjoint(with: ["link", "img", "iframe", "object", "embed", "base"]))
    #expect(
      !page.elements.contains { $0.attributes["src"] != nil || $0.attributes["style"] != nil })
    let policy = page.elements.first { $0.attributes["http-equiv"] != nil }?.attributes["content"]
    #expect(policy?.hasPrefix("default-src 'none'; style-src 'sha256-") == true)
    #expect(policy?.contains("script-src 'sha256-") == true)
    #expect(policy?.contains("unsafe") == false)
    let style = page.elements.first { $0.name == "style" }?.text ?? ""
    #expect(!style.contains("url(") && !style.contains("@import"))
    let script = page.elements.first { $0.name == "script" }?.text ?? ""
    for word in ["eval(", "innerHTML", "fetch(", "XMLHttpRequest", "import(", "http"] {
      #expect(!script.contains(word), "\(word)")
    }
  }

  @Test func `the same reports give the same bytes`() {
    var reading = report("听取报告21项。听取报告22项。")
    reading.observations = [
      figure(["reports_heard", "zz", "aa"], 21, in: reading.text, 0, 7),
      figure(["reports_heard", "mm"], 22, in: reading.text, 8, 15),
    ]
    let page = ReviewPage(reports: [reading, reading])
    #expect(page.html() == page.html())
    #expect(page.html() == ReviewPage(reports: [reading, reading]).html())
  }
}

/// Random numbers that are the same on every run (SplitMix64).
private struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
