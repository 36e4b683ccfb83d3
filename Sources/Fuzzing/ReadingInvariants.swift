import Diagnostics
import Observations
import Reading

/// What must hold of the reading of any text, however broken.
enum ReadingInvariants {
  /// The rules that a reading breaks, in words; none for a sound one.
  static func broken(by document: ReadDocument, of text: String) -> Set<String> {
    var broken: Set<String> = []
    func check(_ holds: Bool, _ rule: String) { if !holds { broken.insert(rule) } }
    let length = text.unicodeScalars.count
    var end = 0
    for part in document.parts {
      check(part.range.lowerBound >= end, "parts follow one another")
      check(part.range.upperBound <= length, "parts lie in the text")
      end = part.range.upperBound
    }
    check(
      Set(document.reports.map(\.report.id)).count == document.reports.count,
      "reports have keys of their own")
    for report in document.reports {
      check(
        document.parts.filter { $0.kind == .report }.count >= document.reports.count,
        "every report is a part")
      check(
        text.unicodeScalars.count >= report.text.scalars.count, "a report is a part of the text")
      for field in report.fields {
        guard let range = field.range else { continue }
        check(
          range.lowerBound >= 0 && range.upperBound <= report.text.scalars.count,
          "a field stands in the text")
      }
      check(
        Set(report.observations.map(\.id)).count == report.observations.count,
        "figures have ids of their own")
      var place = 0
      for observation in report.observations {
        broken.formUnion(Self.broken(by: observation, in: report))
        let number = observation.id.split(separator: ":").dropFirst().first.flatMap { Int($0) }
        check((number ?? -1) >= place, "figures stand in the order of the text")
        place = number ?? place
      }
      for entry in report.leftOut {
        check(
          0 <= entry.start && entry.start < entry.end && entry.end <= report.text.scalars.count,
          "what is left out stands in the text")
        guard entry.start >= 0, entry.end <= report.text.scalars.count, entry.start <= entry.end
        else { continue }
        check(
          report.text.string(entry.start..<entry.end) == entry.text,
          "what is left out is copied exactly")
        check(entry.report == report.report.id, "what is left out names its report")
      }
    }
    check(
      !document.reports.isEmpty || document.diagnostics.contains { $0.severity == .error },
      "a document without a report has an error")
    return broken
  }

  private static func broken(by figure: Observation, in report: ReadReport) -> Set<String> {
    var broken: Set<String> = []
    func check(_ holds: Bool, _ rule: String) { if !holds { broken.insert(rule) } }
    check(figure.value >= 0 && figure.value.isFinite, "a value is a number, not negative")
    check(figure.value.rounded() == figure.value, "a value is a whole number")
    check(!figure.unit.isEmpty, "a figure has a unit")
    check(!figure.measures.ids.isEmpty, "a figure has a measure")
    check(
      figure.measures.classes.contains(figure.counts), "a class is one of its measures")
    check(figure.measures.ids == Set(figure.measures.ids).sorted(), "measures are sorted")
    check(
      figure.measures.ids.allSatisfy {
        MeasureCatalogue.measure($0)?.kinds.contains(report.body.kind) == true
      }, "a measure is one of the body's kind")
    check(figure.report == report.report.id, "a figure names its report")
    check(figure.body == report.body.key, "a figure names its body")
    check(figure.reportYear == report.report.reportYear, "a figure names its report year")
    check(figure.status == .read, "a figure is read")
    if let from = figure.from, let to = figure.to { check(from <= to, "a period has an order") }
    check(figure.to != nil, "a period has an end")
    guard let start = figure.start, let end = figure.end, 0 <= start, start < end,
      end <= report.text.scalars.count
    else {
      broken.insert("evidence stands in the text")
      return broken
    }
    check(
      report.text.string(start..<end) == figure.evidence, "evidence is copied exactly")
    return broken
  }
}
