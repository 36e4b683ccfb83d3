/// A line chart in words, for those who cannot see it.
struct LineDescription {
  let content: LineContent
  let named: [Int]

  private var language: FigureLanguage { content.language }

  /// What is shown, the years, then for each series in focus and each named one its first and last value,
  /// the highest and the lowest; for those in focus also the years without a value and why.
  var text: String {
    let frame = content.chart.frame
    var sentences: [String] = []
    func add(_ phrase: Phrase, _ values: [String: String]) {
      sentences.append(phrase.text(in: language, values))
    }
    add(.lineDescriptionKind, ["title": Typesetter.trimmed(frame.title)])
    let unit = Typesetter.trimmed(frame.unit)
    if !unit.isEmpty { add(.descriptionUnit, ["unit": unit]) }
    let years = content.chart.years
    add(
      .lineDescriptionYears,
      [
        "years": content.yearsText(Array(years)), "count": String(content.drawn.count),
      ])
    let shown = content.traces.indices.filter { named.contains($0) || content.isFocus($0) }
    for index in shown.filter(content.isFocus) + shown.filter({ !content.isFocus($0) }) {
      sentences.append(series(index))
      guard content.isFocus(index) else { continue }
      for absence in LineContent.Absence.allCases {
        guard let years = content.traces[index].absences[absence] else { continue }
        add(
          .lineDescriptionAbsence,
          [
            "name": content.label(index), "reason": absence.phrase.text(in: language),
            "years": content.yearsText(years),
          ])
      }
    }
    let rest = content.traces.count - shown.count
    if rest > 0 { add(.lineDescriptionOthers, ["count": String(rest)]) }
    return sentences.joined(separator: Phrase.sentenceSpace.text(in: language))
  }

  func series(_ index: Int) -> String {
    let name = content.label(index)
    let points = content.chart.series[index].points.filter { $0.state.absence == nil }
      .sorted { $0.year < $1.year }
    guard let first = points.first, let last = points.last else {
      return Phrase.lineDescriptionNone.text(in: language, ["name": name])
    }
    func value(_ year: Int) -> String { content.valueText(index, year) ?? "" }
    guard points.count > 1 else {
      return Phrase.lineDescriptionOne.text(
        in: language, ["name": name, "year": String(first.year), "value": value(first.year)])
    }
    // Of equal values the earlier year is named.
    var (high, low) = (first, first)
    for point in points {
      guard let number = point.state.values.first else { continue }
      if number > high.state.values.first ?? number { high = point }
      if number < low.state.values.first ?? number { low = point }
    }
    return Phrase.lineDescriptionSeries.text(
      in: language,
      [
        "name": name, "first": String(first.year), "firstValue": value(first.year),
        "last": String(last.year), "lastValue": value(last.year), "highest": String(high.year),
        "highestValue": value(high.year), "lowest": String(low.year),
        "lowestValue": value(low.year),
      ])
  }
}
