public import Diagnostics
import Observations

/// One document as a line of newline-delimited JSON, and the line that answers it.
///
/// A line in is `{"id":…,"text":…}`, with the file's `name` where a body or a year may be read from it;
/// `id` is any value and comes back as it was written. The answer is
/// `{"id":…,"reports":[…],"parts":[…],"diagnostics":[…]}`, or `{"id":null,"error":…}` for a line that
/// holds no document.
///
/// A report carries the columns of `reports.csv` and `bodies.csv` that a reading fills, with its
/// `observations`, `regulations` and `left_out` by the columns of their tables; what is not known is
/// null. Offsets within a report count Unicode scalars of its plain text; `start` and `end` of the
/// report and of the parts say where they stand in the document's.
public enum DocumentLine {
  /// The greatest length of a line, in bytes; a text of that length is no report.
  public static let longest = 64 << 20

  /// Reads the document of one line.
  ///
  /// - Parameters:
  ///   - line: The line, without its end.
  ///   - number: The number of the line, from 1, for the message where it holds no document.
  ///   - language: The language of messages.
  /// - Returns: The answer with its line end, and whether the line held a document. A document without
  ///   a report is answered by what it is.
  public static func answer(
    to line: [UInt8], number: Int, language: Language
  ) -> (bytes: [UInt8], isDocument: Bool) {
    guard line.count <= longest else { return (tooLong(number: number, language: language), false) }
    guard (try? UTF8Span(validating: line.span)) != nil else {
      return refusal(
        number, LocalisedText(zh: "不是 UTF-8：请另存为 UTF-8", en: "it is not UTF-8: write it as UTF-8"),
        language)
    }
    // A byte order mark may open a file.
    let start = line.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var scanner = JSONScanner(line, from: start)
    let members: [(name: [UInt8], value: Range<Int>)]
    do {
      members = try scanner.members()
    } catch {
      return refusal(
        number,
        LocalisedText(
          zh: #"不是 JSON 对象：一行写一个 {"id":…,"text":…}"#,
          en: #"it is no JSON object: write {"id":…,"text":…} on a line"#), language)
    }
    func value(_ name: StaticString) -> Range<Int>? {
      members.last { member in
        member.name.elementsEqual(
          UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
      }?.value
    }
    guard var text = value("text").flatMap(scanner.string) else {
      return refusal(
        number,
        LocalisedText(zh: #"没有 "text" 字符串"#, en: #"it has no string "text""#), language)
    }
    LineEnds.normalise(&text)
    let name = String(decoding: value("name").flatMap(scanner.string) ?? [], as: UTF8.self)
    let string = String(decoding: text, as: UTF8.self)
    let id = value("id").map { line[$0] } ?? Array("null".utf8)[...]
    let document = ReportReader.read(string, named: name)
    return (answer(document, of: string, id: id, language: language), true)
  }

  /// The answer to a line that was not kept because it is longer than ``longest``.
  public static func tooLong(number: Int, language: Language) -> [UInt8] {
    let limit = longest >> 20
    return refusal(
      number,
      LocalisedText(
        zh: "超过 \(limit) MB：不会是一份工作报告", en: "it is longer than \(limit) MB: that is no work report"),
      language
    ).bytes
  }

  private static func refusal(
    _ number: Int, _ text: LocalisedText, _ language: Language
  ) -> (bytes: [UInt8], isDocument: Bool) {
    let place = LocalisedText(zh: "第\(number)行：", en: "line \(number): ")
    var json = JSONText()
    json.openObject()
    json.member("id", nil as Int?)
    json.member("error", place.text(in: language) + text.text(in: language))
    json.closeObject()
    json.endLine()
    return (json.bytes, false)
  }

  private static func answer(
    _ document: ReadDocument, of text: String, id: ArraySlice<UInt8>, language: Language
  ) -> [UInt8] {
    var json = JSONText()
    json.openObject()
    json.member("id", raw: id)
    json.openArray("reports")
    for (report, range) in zip(document.reports, places(document, in: text)) {
      append(report, at: range, to: &json)
    }
    json.closeArray()
    json.openArray("parts")
    for part in document.parts {
      json.openObject()
      json.member("kind", part.kind.rawValue)
      json.member("heading", part.heading)
      json.member("start", part.range.lowerBound)
      json.member("end", part.range.upperBound)
      json.member("reason", known: part.reason?.text(in: language) ?? "")
      json.closeObject()
    }
    json.closeArray()
    json.openArray("diagnostics")
    for finding in document.findings {
      json.openObject()
      json.member("severity", finding.severity.rawValue)
      json.member("file", known: finding.place?.file ?? "")
      json.member("line", finding.place?.line)
      json.member("column", finding.place?.column)
      json.member("text", finding.text.text(in: language))
      json.closeObject()
    }
    json.closeArray()
    json.closeObject()
    json.endLine()
    return json.bytes
  }

  /// Where the reports stand in the document.
  ///
  /// A part that is a report but could not be read, for want of a body or a year, has none.
  private static func places(_ document: ReadDocument, in text: String) -> [Range<Int>?] {
    let parts = document.parts.filter { $0.kind == .report }
    if parts.count == document.reports.count { return parts.map(\.range) }
    let whole = PlainText(text)
    var rest = parts[...]
    return document.reports.map { report in
      while let part = rest.popFirst() {
        if report.text.scalars.elementsEqual(whole.scalars[part.range]) { return part.range }
      }
      return nil
    }
  }

  private static func append(_ read: ReadReport, at range: Range<Int>?, to json: inout JSONText) {
    let report = read.report
    let sha256 = report.sha256.isEmpty ? sha256([read.text.utf8]) : report.sha256
    json.openObject()
    json.member("report", report.id)
    append(report.body, report.reportYear, to: &json)
    json.member("span", report.span.rawValue)
    json.member("term", report.term)
    json.member("session", report.session)
    json.member("delivered", known: report.delivered)
    json.member("source", report.source)
    json.member("sha256", known: sha256)
    json.member("level", known: read.body.level?.rawValue ?? "")
    json.member("tier", known: read.body.tier?.rawValue ?? "")
    json.member("province", known: read.body.province)
    json.member("code", known: read.body.code)
    json.member("start", range?.lowerBound)
    json.member("end", range?.upperBound)
    json.openArray("observations")
    for observation in read.observations { append(observation, to: &json) }
    json.closeArray()
    json.openArray("regulations")
    for regulation in read.regulations { append(regulation, to: &json) }
    json.closeArray()
    json.openArray("left_out")
    for entry in read.leftOut {
      json.openObject()
      json.member("report", entry.report)
      json.member("start", entry.start)
      json.member("end", entry.end)
      json.member("text", entry.text)
      json.member("reason", entry.reason.rawValue)
      json.closeObject()
    }
    json.closeArray()
    json.closeObject()
  }

  private static func append(_ body: BodyKey, _ year: Int, to json: inout JSONText) {
    json.member("body", body.name)
    json.member("kind", body.kind.rawValue)
    json.member("report_year", year)
  }

  private static func append(_ observation: Observation, to json: inout JSONText) {
    json.openObject()
    json.member("id", observation.id)
    json.member("report", observation.report)
    append(observation.body, observation.reportYear, to: &json)
    json.member("measures", observation.measures.description)
    json.member("value", observation.value)
    json.member("bound", observation.bound.rawValue)
    json.member("unit", observation.unit)
    json.member("counts", observation.counts)
    json.member("from", observation.from)
    json.member("to", observation.to)
    json.member("role", observation.role.rawValue)
    json.member("status", observation.status.rawValue)
    json.member("source", observation.source)
    json.member("start", observation.start)
    json.member("end", observation.end)
    json.member("evidence", observation.evidence)
    json.closeObject()
  }

  private static func append(_ regulation: NamedRegulation, to json: inout JSONText) {
    json.openObject()
    append(regulation.body, regulation.reportYear, to: &json)
    json.member("title", regulation.title)
    json.member("action", regulation.action.rawValue)
    json.member("stage", regulation.stage.rawValue)
    json.member("from", regulation.from)
    json.member("to", regulation.to)
    json.member("source", regulation.source)
    json.member("start", regulation.start)
    json.member("end", regulation.end)
    json.member("evidence", regulation.evidence)
    json.closeObject()
  }
}
