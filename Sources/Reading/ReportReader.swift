import Diagnostics
import Observations

/// Reads work reports: the one call of the module.
public enum ReportReader {
  /// Reads the reports of a document's plain text.
  ///
  /// A document is one report or a collection of them; its other parts are named and left out. Every
  /// figure carries the words that it stands in, copied exactly, with their place in the report's text.
  ///
  /// - Parameters:
  ///   - text: The plain text, with `\n` for line ends.
  ///   - name: The file's name, from which place, kind and year come where the text lacks them; also
  ///     the place of diagnostics.
  /// - Returns: The reports with what was read from each, the parts, and the findings: an error where the
  ///   document holds no report that could be read.
  /// - Source: the counting rules (docs/counting-rules.md).
  public static func read(_ text: String, named name: String) -> ReadDocument {
    let plain = PlainText(text)
    var document = ReadDocument()
    let lines = FoldedLines(plain)
    document.parts = Documents.parts(of: plain, lines)
    let reports = document.parts.filter { $0.kind == .report }
    var texts: [PlainText] = []
    var headers: [ReportHeader] = []
    for part in reports {
      // A document that is one report and nothing else need not be copied.
      texts.append(
        part.range == 0..<plain.scalars.count ? plain : PlainText(plain.scalars[part.range]))
    }
    for (text, part) in zip(texts, reports) {
      headers.append(
        ReportHeader.read(
          text, lines.part(part.range), fileName: name, yearOfCollection: nil))
    }
    if texts.count > 1, headers.contains(where: { $0.reportYear == nil }) {
      let year = commonestYear(headers)
      for index in headers.indices where headers[index].reportYear == nil {
        headers[index] = ReportHeader.read(
          texts[index], lines.part(reports[index].range), fileName: name, yearOfCollection: year)
      }
    }
    var keys: [String: Int] = [:]
    var line = 1
    var place = 0
    for (index, (text, header)) in zip(texts, headers).enumerated() {
      let start = reports[index].range.lowerBound
      line += lineEnds(in: place..<max(place, start), of: plain)
      place = max(place, start)
      document.diagnostics += header.diagnostics
      guard let body = header.body, let year = header.reportYear else { continue }
      let key = "\(body.name)-\(body.kind.rawValue)-\(year)"
      let number = keys[key, default: 0] + 1
      keys[key] = number
      let read = read(
        text, header, body: body, year: year, key: number == 1 ? key : "\(key)-\(number)",
        place: Place(name, line: line))
      document.diagnostics += read.diagnostics.dropFirst(header.diagnostics.count)
      document.reports.append(read)
    }
    if document.reports.isEmpty, !document.diagnostics.contains(where: { $0.severity == .error }) {
      document.diagnostics.append(nothing(document.parts, name: name))
    }
    return document
  }

  private static func read(
    _ text: PlainText, _ header: ReportHeader, body: Body, year: Int, key: String, place: Place
  ) -> ReadReport {
    let report = Report(
      id: key, body: body.key, reportYear: year, span: header.span, term: header.term,
      session: header.session, delivered: header.delivered, source: header.source)
    let figures = FigureReader(text, report: report, level: body.level, place: place)
    var read = ReadReport(report: report, body: body, text: text)
    read.fields = header.fields
    read.observations = figures.observations
    read.regulations = figures.regulations
    read.leftOut = figures.leftOut
    read.diagnostics = header.diagnostics + figures.diagnostics
    return read
  }

  private static func lineEnds(in range: Range<Int>, of text: PlainText) -> Int {
    text.scalars.withUnsafeBufferPointer { scalars in
      range.reduce(0) { scalars[$1] == "\n" ? $0 + 1 : $0 }
    }
  }

  /// The commonest report year of a collection; the earliest of several.
  private static func commonestYear(_ headers: [ReportHeader]) -> Int? {
    var counts: [Int: Int] = [:]
    for header in headers {
      if let year = header.reportYear { counts[year, default: 0] += 1 }
    }
    return counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
  }

  /// Why a document yields nothing.
  private static func nothing(_ parts: [DocumentPart], name: String) -> Diagnostic {
    if let part = parts.first(where: { $0.reason != nil }), let reason = part.reason {
      return Diagnostic(
        .error, at: Place(name),
        LocalisedText(
          zh: "没有可读的工作报告：\(reason.chinese)", en: "no work report to read: \(reason.english)"))
    }
    return Diagnostic(
      .error, at: Place(name),
      LocalisedText(
        zh: "没有文字：请确认这是一份工作报告", en: "there is no text: make sure that this is a work report"))
  }
}
