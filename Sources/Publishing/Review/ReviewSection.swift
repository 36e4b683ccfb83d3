import Diagnostics
import Observations
import Reading

/// One report of the page for checking: its text with its marks, and beside it what was read.
///
/// Within the page `r3` is the third report, `o3-17` the row of its seventeenth figure, `l3-2` and
/// `g3-2` the entries of a left-out sentence and of a regulation, and `s3-1045` the segment of its text
/// that begins at that offset where a mark does.
struct ReviewSection {
  /// The report's place on the page, from 1.
  let position: Int
  let reading: ReadReport
  let words: ReviewWords
  let figures: [Figure]
  let leftOut: [LeftOutSentence]
  private let regulations: [Range<Int>?]
  private let marks: [Mark]

  /// A figure, where it stands, and what of it asks for a person's eye.
  struct Figure {
    let observation: Observation
    let range: Range<Int>?
    let checks: [String]
  }

  /// A left-out sentence: the numbers of one sentence that were left out for one reason.
  struct LeftOutSentence {
    let entry: LeftOut
    let range: Range<Int>?
    var count: Int
  }

  private struct Mark {
    enum Kind {
      case figure, leftOut, regulation, field
    }

    let kind: Kind
    /// The position among those of its kind.
    let index: Int
    let range: Range<Int>
  }

  init(_ reading: ReadReport, position: Int, words: ReviewWords) {
    self.position = position
    self.reading = reading
    self.words = words
    let length = reading.text.scalars.count
    let disagreeing = Self.disagreeing(reading.observations)
    figures = reading.observations.enumerated().map { index, observation in
      let range = MarkedText.range(from: observation.start, to: observation.end, in: length)
      var checks: [String] = []
      if range.map({ reading.text.string($0) != observation.evidence }) ?? true {
        checks.append(words.text("出处未对上", "evidence not at its place"))
      }
      if observation.from == nil || observation.to == nil {
        checks.append(words.text("期间未知", "period not known"))
      }
      if observation.bound == .about { checks.append(words.text("约数", "not an exact number")) }
      if observation.counts.isEmpty { checks.append(words.text("口径未知", "class not known")) }
      if disagreeing.contains(index) {
        checks.append(words.text("同口径另有总数", "another headline of its class"))
      }
      return Figure(observation: observation, range: range, checks: checks)
    }
    leftOut = Self.sentences(reading.leftOut, length: length)
    regulations = reading.regulations.map {
      MarkedText.range(from: $0.start, to: $0.end, in: length)
    }

    var marks: [Mark] = []
    func add(_ kind: Mark.Kind, _ ranges: [Range<Int>?]) {
      for (index, range) in ranges.enumerated() {
        if let range { marks.append(Mark(kind: kind, index: index, range: range)) }
      }
    }
    add(.figure, figures.map(\.range))
    add(.leftOut, leftOut.map(\.range))
    add(.regulation, regulations)
    add(
      .field,
      reading.fields.map {
        MarkedText.range(from: $0.range?.lowerBound, to: $0.range?.upperBound, in: length)
      })
    self.marks = marks
  }

  /// The positions of headline figures that state different values for one set, class and period.
  private static func disagreeing(_ observations: [Observation]) -> Set<Int> {
    struct Key: Hashable {
      let measures: MeasureSet
      let counts: String
      let from: Int?
      let to: Int?
    }
    var positions: [Key: [Int]] = [:]
    for (index, figure) in observations.enumerated()
    where figure.role == .headline && figure.status != .rejected {
      let key = Key(
        measures: figure.measures, counts: figure.counts, from: figure.from, to: figure.to)
      positions[key, default: []].append(index)
    }
    var result: Set<Int> = []
    for group in positions.values where Set(group.map { observations[$0].value }).count > 1 {
      result.formUnion(group)
    }
    return result
  }

  private static func sentences(_ entries: [LeftOut], length: Int) -> [LeftOutSentence] {
    struct Key: Hashable {
      let start: Int
      let end: Int
      let reason: LeftOut.Reason
    }
    var positions: [Key: Int] = [:]
    var result: [LeftOutSentence] = []
    for entry in entries {
      let key = Key(start: entry.start, end: entry.end, reason: entry.reason)
      if let position = positions[key] {
        result[position].count += 1
        continue
      }
      positions[key] = result.count
      let range = MarkedText.range(from: entry.start, to: entry.end, in: length)
      result.append(LeftOutSentence(entry: entry, range: range, count: 1))
    }
    return result
  }

  /// What the report is called, such as 白城市人大常委会2022年.
  var name: String {
    let body = words.name(of: reading.body.key)
    return words.text(
      "\(body)\(reading.report.reportYear)年", "\(body), \(reading.report.reportYear)")
  }

  /// The height that the report probably has, in pixels, so that the page's length is known at once.
  var probableHeight: Int {
    // 40 characters a line of 29 px, 6 px between paragraphs; never less than its heading.
    let text = reading.text.lines.reduce(0) { $0 + ($1.count + 39) / 40 * 29 + 6 }
    return max(text, 300) + 200
  }

  var html: Markup {
    var page: Markup = """
      <section class="report" id="r\(position)" aria-labelledby="h\(position)">
      <header><h2 id="h\(position)">\(name)</h2><p class="meta">\(meta)</p>\(fields)</header>
      <div class="sides">
      <article class="text" lang="zh-Hans">
      """
    page += text
    page += """
      </article>
      <aside aria-label="\(words.text("读取结果", "What was read"))">
      \(table)\(leftOutList)\(regulationList)</aside>
      </div>
      </section>

      """
    return page
  }

  private var meta: String {
    let report = reading.report
    var parts = [report.id]
    if let term = report.term, let session = report.session {
      parts.append(words.text("第\(term)届第\(session)次会议", "term \(term), session \(session)"))
    }
    if !report.delivered.isEmpty { parts.append(report.delivered) }
    if report.span == .term { parts.append(words.text("届期报告", "report on a term")) }
    parts.append(report.source)
    return parts.filter { !$0.isEmpty }.joined(separator: " · ")
  }

  private var fields: Markup {
    guard !reading.fields.isEmpty else { return "" }
    var list: Markup = "<dl class=\"fields\">"
    for (index, field) in reading.fields.enumerated() {
      let mark = marks.first { $0.kind == .field && $0.index == index }
      let shown = words.value(field.value, ofField: field.field)
      let value: Markup =
        if let mark {
          "<a href=\"#s\(position)-\(mark.range.lowerBound)\" data-k=\"\(index + 1)\">\(shown)</a>"
        } else {
          "\(shown)"
        }
      list += """
        <div><dt>\(words.name(ofField: field.field))</dt><dd>\(value) \
        <small>\(words.name(of: field.origin))</small></dd></div>
        """
    }
    list += "</dl>"
    return list
  }

  // MARK: The text

  private var text: Markup {
    let scalars = reading.text.scalars
    var ends: [Int: [Mark]] = [:]
    for mark in marks { ends[mark.range.upperBound, default: []].append(mark) }
    let lines = reading.text.lines
    let lineStarts = Set(lines.map(\.lowerBound))
    let segments = MarkedText(
      length: scalars.count, marks: marks.map(\.range), cuts: lines.map(\.lowerBound)
    ).segments

    var html: Markup = ""
    var line = 0
    for segment in segments {
      if lineStarts.contains(segment.range.lowerBound) {
        html += Self.isHeading(scalars[lines[line]]) ? "<p class=\"h\">" : "<p>"
        line += 1
      }
      write(segment, of: scalars, to: &html)
      for mark in ends[segment.range.upperBound] ?? [] { html += reference(of: mark) }
      if segment.range.upperBound == scalars.count
        || lineStarts.contains(segment.range.upperBound)
      {
        html += "</p>"
      }
    }
    return html
  }

  private static let numerals: Set<Unicode.Scalar> = [
    "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "（", "(", "第",
  ]

  /// Whether a line looks like a heading: short, numbered as headings are, and no sentence.
  private static func isHeading(_ line: ArraySlice<Unicode.Scalar>) -> Bool {
    let trimmed = line.drop { $0 == " " || $0 == "\u{3000}" || $0 == "\t" }
    guard trimmed.count <= 40, let first = trimmed.first, numerals.contains(first),
      let end = trimmed.firstIndex(where: { !numerals.contains($0) }),
      "、．）)章节部".unicodeScalars.contains(trimmed[end])
    else { return false }
    return !trimmed.contains { "。；，".unicodeScalars.contains($0) }
  }

  private func write(
    _ segment: MarkedText.Segment, of scalars: [Unicode.Scalar], to html: inout Markup
  ) {
    let covering = segment.marks.map { marks[$0] }
    guard !covering.isEmpty else {
      html.append(text: scalars[segment.range])
      return
    }
    // The longest first: the innermost figure gives the colour, the one around it an underline.
    let own = covering.filter { $0.kind == .figure }
      .sorted { ($1.range.count, $0.index) < ($0.range.count, $1.index) }
    let families = own.map { MeasureFamily(figures[$0.index].observation.measures) }
    var classes: [String] = []
    if let family = families.last { classes.append("f\(family.rawValue)") }
    if let outer = families.dropLast().last { classes.append("u\(outer.rawValue)") }

    var attributes: Markup = ""
    func add(_ name: Markup, _ kind: Mark.Kind, _ className: String?) {
      let marks = kind == .figure ? own : covering.filter { $0.kind == kind }
      guard !marks.isEmpty else { return }
      if let className { classes.append(className) }
      attributes += " data-\(name)=\"\(marks.map { "\($0.index + 1)" }.joined(separator: " "))\""
    }
    add("o", .figure, nil)
    add("l", .leftOut, "l")
    add("g", .regulation, "g")
    add("k", .field, "k")
    let id: Markup =
      covering.contains { $0.range.lowerBound == segment.range.lowerBound }
      ? " id=\"s\(position)-\(segment.range.lowerBound)\"" : ""
    let tag: Markup = own.isEmpty ? "span" : "mark"
    let names = (own + covering.filter { $0.kind != .figure }).map(title)
    html += """
      <\(tag)\(id) class="\(classes.joined(separator: " "))"\(attributes) \
      title="\(names.joined(separator: words.text("；", "; ")))">
      """
    html.append(text: scalars[segment.range])
    html += "</\(tag)>"
  }

  private func title(of mark: Mark) -> String {
    switch mark.kind {
    case .figure:
      let observation = figures[mark.index].observation
      let name = words.name(of: observation.measures)
      return "\(mark.index + 1) \(name) \(words.value(observation))\(observation.unit)"
    case .leftOut:
      let reason = words.name(of: leftOut[mark.index].entry.reason)
      return words.text("未采入：\(reason)", "left out: \(reason)")
    case .regulation:
      let regulation = reading.regulations[mark.index]
      return words.text(
        "点名法规：\(words.name(of: regulation))", "regulation: \(words.name(of: regulation))")
    case .field:
      let field = reading.fields[mark.index]
      return words.text(
        "\(words.name(ofField: field.field))：\(field.value)",
        "\(words.name(ofField: field.field)): \(field.value)")
    }
  }

  /// The superscript that leads from the end of a mark to its row.
  private func reference(of mark: Mark) -> Markup {
    switch mark.kind {
    case .figure:
      """
      <a class="n" href="#o\(position)-\(mark.index + 1)" aria-label="\(title(of: mark))">\
      \(mark.index + 1)</a>
      """
    case .leftOut:
      """
      <a class="n r" href="#l\(position)-\(mark.index + 1)" aria-label="\(title(of: mark))">\
      \(leftOut[mark.index].entry.reason.letter)</a>
      """
    case .regulation, .field: ""
    }
  }

  // MARK: What was read

  private var table: Markup {
    let headings = [
      words.text("序", "No."), words.text("指标", "Measure"), words.text("数值", "Value"),
      words.text("单位", "Unit"), words.text("口径", "Class"), words.text("期间", "Period"),
      words.text("角色", "Role"), words.text("状态", "Status"), words.text("核对", "Check"),
    ]
    guard !figures.isEmpty else {
      return "<p class=\"none\">\(words.text("没有读到数据。", "No figure was read."))</p>"
    }
    var table: Markup = "<table class=\"figures\"><thead><tr>"
    for heading in headings { table += "<th scope=\"col\">\(heading)</th>" }
    table += "</tr></thead><tbody>\n"
    for index in figures.indices { table += row(index) }
    table += "</tbody></table>\n"
    return table
  }

  private func row(_ index: Int) -> Markup {
    let figure = figures[index]
    let observation = figure.observation
    let family = MeasureFamily(observation.measures).rawValue
    let number = index + 1
    let link: Markup =
      if let range = figure.range {
        "<a href=\"#s\(position)-\(range.lowerBound)\">\(number)</a>"
      } else {
        "\(number)"
      }
    var below: Markup = ""
    if !figure.checks.isEmpty {
      below +=
        "<small class=\"c\">\(figure.checks.joined(separator: words.text("；", "; ")))</small>"
    }
    if figure.range == nil, !observation.evidence.isEmpty {
      below += "<q lang=\"zh-Hans\">\(observation.evidence)</q>"
    }
    var value: Markup = "\(words.value(observation))"
    if let read = observation.readValue, read.isFinite {
      let label = words.text("读为 ", "read as ")
      value += "<small>\(label)\(Publishing.number(read))</small>"
    }
    let identity: Markup = observation.id.isEmpty ? "" : " data-id=\"\(observation.id)\""
    let read: Markup =
      observation.readValue.map { " data-w=\"\($0.isFinite ? Publishing.number($0) : "")\"" } ?? ""
    let check: Markup = figure.checks.isEmpty ? "" : " data-c=\"1\""
    let stated = observation.value.isFinite ? Publishing.number(observation.value) : ""
    return """
      <tr id="o\(position)-\(number)"\(identity) data-m="\(observation.measures.ids.joined(separator: " "))" \
      data-r="\(observation.role.rawValue)" data-s="\(observation.status.rawValue)" \
      data-v="\(stated)"\(read)\(check)>\
      <td>\(link)</td><td><i class="f\(family)"></i>\(words.name(of: observation.measures))\(below)</td>\
      <td>\(value)</td><td lang="zh-Hans">\(observation.unit)</td>\
      <td>\(words.className(observation))</td><td>\(words.period(observation))</td>\
      <td>\(words.name(of: observation.role))</td><td>\(words.name(of: observation.status))</td>\
      <td></td></tr>

      """
  }

  private var leftOutList: Markup {
    guard !leftOut.isEmpty else { return "" }
    var list: Markup = """
      <details class="others"><summary>\(words.text("未采入", "Left out")) \
      \(reading.leftOut.count)</summary>
      """
    for reason in LeftOut.Reason.allCases {
      let indices = leftOut.indices.filter { leftOut[$0].entry.reason == reason }
      guard !indices.isEmpty else { continue }
      let count = indices.reduce(0) { $0 + leftOut[$1].count }
      list += """
        <div data-r="\(reason.rawValue)"><h3>\(reason.letter) \(words.name(of: reason)) \
        <small>\(count)</small></h3><ul lang="zh-Hans">
        """
      for index in indices {
        let sentence = leftOut[index]
        let times = sentence.count > 1 ? " ×\(sentence.count)" : ""
        list += """
          <li id="l\(position)-\(index + 1)">\
          \(entry(sentence.entry.text, at: sentence.range, "l", index + 1))\(times)</li>
          """
      }
      list += "</ul></div>"
    }
    list += "</details>\n"
    let letters = LeftOut.Reason.allCases
      .filter { reason in leftOut.contains { $0.entry.reason == reason } }
      .map { "\($0.letter) \(words.name(of: $0))" }
      .joined(separator: words.text("；", "; "))
    list += """
      <p class="letters">\(words.text("未采入的句子：", "Sentences left out: "))\(letters)\
      \(words.text("。", "."))</p>

      """
    return list
  }

  private var regulationList: Markup {
    guard !regulations.isEmpty else { return "" }
    var list: Markup = """
      <details class="others"><summary>\(words.text("点名的法规", "Regulations named")) \
      \(regulations.count)</summary><ul>
      """
    for (index, range) in regulations.enumerated() {
      let regulation = reading.regulations[index]
      list += """
        <li id="g\(position)-\(index + 1)">\(entry(regulation.title, at: range, "g", index + 1)) \
        <small>\(words.name(of: regulation))</small></li>
        """
    }
    list += "</ul></details>\n"
    return list
  }

  /// An entry of a list: the beginning of its words, leading to their place.
  private func entry(_ text: String, at range: Range<Int>?, _ kind: Markup, _ number: Int) -> Markup
  {
    let limit = 28
    let start = text.unicodeScalars.prefix(limit)
    let shown = String(start) + (start.endIndex == text.unicodeScalars.endIndex ? "" : "…")
    guard let range else { return "\(shown)" }
    return "<a href=\"#s\(position)-\(range.lowerBound)\" data-\(kind)=\"\(number)\">\(shown)</a>"
  }
}

extension LeftOut.Reason {
  /// The letter that stands for the reason in the text.
  var letter: String {
    switch self {
    case .plan: "a"
    case .otherBody: "b"
    case .insideOneActivity: "c"
    case .result: "d"
    case .notAMeasure: "e"
    case .notUnderstood: "f"
    }
  }
}
