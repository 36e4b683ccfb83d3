import Charting
import Diagnostics
import Metrics
import Observations

extension Figure {
  /// Draws a measure or a score over the years, a line a body.
  init(
    line output: Study.Output, of run: StudyRun, _ setting: Setting, measuring measurer: Measurer
  ) throws(PublishingError) {
    let table = try run.ranking(for: output)
    guard let latest = table.sections.last, let first = table.sections.first else {
      throw Self.failure("nothing is selected")
    }
    let years = first.year...latest.year
    let words = RankingWords(table, latest, language: setting.appearance.language)
    let lines = Self.lines(of: table, setting, words)
    let entries = table.sections.flatMap(\.entries)
    var all = latest
    all.entries = entries
    let allWords = RankingWords(table, all, language: setting.appearance.language)
    let text = { (zh: String, en: String) in LocalisedText(zh: zh, en: en).text(in: words.language)
    }
    let name = table.subject.name.text(in: words.language)
    let names = lines.count <= 3 ? lines.map(\.label) : []
    let subject =
      names.isEmpty
      ? Words.bodies(latest.kind, latest.level).text(in: words.language)
      : names.joined(separator: text("、", ", "))
    let span =
      years.count == 1
      ? "\(years.lowerBound)"
      : text(
        "\(years.lowerBound)—\(years.upperBound)", "\(years.lowerBound)–\(years.upperBound)")
    let title = text("\(span)年\(subject)\(name)", "\(name): \(subject), \(span)")
    let frame = setting.frame(
      title: table.subject.method == nil ? title : words.title, subtitle: words.subtitle,
      unit: words.unit, source: allWords.source(of: span),
      notes: words.figureNotes,
      reporting: FigureFrame.Reporting(
        stating: entries.count { $0.cell.isReported }, selected: entries.count,
        noun: text("报告", "reports")))
    let chart = LineChart(
      frame: frame, areCounts: table.subject.isCount, years: years, series: lines)
    try self.init(setting, measuring: measurer) { measurer throws(ChartError) in
      try chart.scene(measuring: measurer)
    }
  }

  /// A series for each body, in the order of its last rank, with a point for each of its reports.
  private static func lines(
    of table: RankingTable, _ setting: Setting, _ words: RankingWords
  ) -> [LineChart.Series] {
    var series: [LineChart.Series] = []
    var places: [BodyKey: Int] = [:]
    for section in table.sections.reversed() {
      for entry in section.entries {
        let point = LineChart.Point(
          year: section.year, state: LineChart.State(Self.state(of: entry.cell, words)))
        if let place = places[entry.body.key] {
          series[place].points.append(point)
          continue
        }
        places[entry.body.key] = series.count
        series.append(
          LineChart.Series(
            id: setting.id(of: entry.body, at: series.count), label: entry.body.name,
            isFocus: entry.isFocus, points: [point]))
      }
    }
    return series
  }
}

extension LineChart.State {
  /// The same knowledge as in a ranked bar.
  init(_ state: RankedBarChart.State) {
    switch state {
    case .value(let value, let marks): self = .value(value, marks: marks)
    case .otherClass(let value, let className, let marks):
      self = .otherClass(value, className: className, marks: marks)
    case .bounded(let low, let high): self = .bounded(low: low, high: high)
    case .notStated: self = .notStated
    case .notApplicable: self = .notApplicable
    }
  }
}
