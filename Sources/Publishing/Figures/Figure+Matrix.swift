import Charting
import Diagnostics
import Metrics
import Observations

extension Figure {
  /// Draws the bodies of a ranking by the indicators that make it up, as a heat map.
  ///
  /// Of the index all indicators are shown, of a group its own, each with its values as stated; the
  /// shades follow the values, darker where there are more.
  init(
    scorecard output: Study.Output, of run: StudyRun, _ setting: Setting,
    measuring measurer: Measurer
  ) throws(PublishingError) {
    let matrix = try Matrix(output, of: run, setting)
    let words = matrix.words
    let hasScore = words.subject.method != nil
    let chart = ScorecardChart(
      frame: matrix.frame(
        run, setting, unit: "", title: words.title,
        subtitle: LocalisedText(zh: "各项为工作报告载明数", en: "Each indicator as stated in work reports")
          .text(in: words.language), notes: words.figureNotes),
      columns: matrix.indicators.map { place in
        let ranking = run.indicatorRanking(place, focus: nil)
        let columnWords = RankingWords(ranking, matrix.section, language: words.language)
        return ScorecardChart.Column(
          id: run.study.indicators[place].id, heading: columnWords.name, unit: columnWords.unit,
          group: matrix.heading(of: place, run), areCounts: ranking.subject.isCount)
      },
      rows: matrix.section.entries.enumerated().map { position, entry in
        ScorecardChart.Row(
          id: setting.id(of: entry.body, at: position), label: entry.body.name, rank: entry.rank,
          total: hasScore ? entry.cell.value : nil,
          interval: hasScore && entry.cell.value == nil
            ? entry.cell.low.flatMap { low in entry.cell.high.map { low...max(low, $0) } } : nil,
          isFocus: entry.isFocus,
          cells: zip(matrix.indicators, matrix.cells(of: position, run)).map { place, cell in
            switch Self.state(of: cell, words, measures: run.tables[place].measures) {
            case .value(let value, let marks): .value(value, marks: marks)
            case .otherClass(let value, let className, let marks):
              .otherClass(value, className: className, marks: marks)
            case .bounded(let low, let high): .bounded(low: low, high: high)
            case .notStated: .notStated
            case .notApplicable: .notApplicable
            }
          })
      }, totalHeading: hasScore ? words.valueHeading : nil)
    try self.init(setting, measuring: measurer) { measurer throws(ChartError) in
      try chart.scene(measuring: measurer)
    }
  }

  /// Draws what the reports state at all: bodies by indicators, a sign for each state.
  init(
    reportingRate output: Study.Output, of run: StudyRun, _ setting: Setting,
    measuring measurer: Measurer
  ) throws(PublishingError) {
    var output = output
    // Bodies in administrative order: whoever reads it looks a body up, and nothing is ranked.
    output.order = .code
    let matrix = try Matrix(output, of: run, setting)
    let words = matrix.words
    let chart = ReportingRateChart(
      frame: matrix.frame(
        run, setting, unit: "", title: words.reportingTitle,
        subtitle: LocalisedText(
          zh: "工作报告写明了什么，没有写明什么", en: "What work reports state, and what they do not"
        ).text(in: words.language), notes: []),
      columns: matrix.indicators.map { place in
        ReportingRateChart.Column(
          id: run.study.indicators[place].id,
          heading: run.name(of: run.study.indicators[place], run.tables[place])
            .text(in: words.language), group: matrix.heading(of: place, run))
      },
      rows: matrix.section.entries.enumerated().map { position, entry in
        ReportingRateChart.Row(
          id: setting.id(of: entry.body, at: position), label: entry.body.name,
          isFocus: entry.isFocus,
          states: matrix.cells(of: position, run).map(ReportingRateChart.State.init))
      })
    try self.init(setting, measuring: measurer) { measurer throws(ChartError) in
      try chart.scene(measuring: measurer)
    }
  }

  /// The rows and columns of a figure of bodies by indicators.
  private struct Matrix {
    let section: RankingTable.Section
    let words: RankingWords
    let indicators: [Int]
    /// The place of each entry among the rows of the run.
    let rows: [Int]

    init(
      _ output: Study.Output, of run: StudyRun, _ setting: Setting
    ) throws(PublishingError) {
      // The rows are found by body before the names may become anonymous.
      var open = output
      open.isAnonymous = false
      let table = try run.ranking(for: open).latest(unless: output.year)
      guard var section = table.sections.first, table.sections.count == 1 else {
        throw Figure.several(table.sections)
      }
      rows = section.entries.compactMap { entry in
        run.rows.firstIndex { $0.body == entry.body.key && $0.year == entry.year }
      }
      if output.isAnonymous { section.makeAnonymous() }
      self.section = section
      words = RankingWords(table, section, language: setting.appearance.language)
      indicators = run.study.indicators.indices.filter { place in
        output.of == GroupDefinition.root || run.study.indicators[place].id == output.of
          || run.isIndicator(place, in: output.of)
      }
    }

    func cells(of position: Int, _ run: StudyRun) -> [Cell] {
      indicators.map { run.tables[$0].rows[rows[position]].cell }
    }

    /// The heading above neighbouring indicators of one group; nothing for those at the root.
    func heading(of place: Int, _ run: StudyRun) -> String? {
      guard let id = run.study.indicators[place].definition.group, id != GroupDefinition.root else {
        return nil
      }
      return (run.study.groupNames[id] ?? LocalisedText(zh: id, en: id)).text(in: words.language)
    }

    func frame(
      _ run: StudyRun, _ setting: Setting, unit: String, title: String, subtitle: String,
      notes: [String]
    ) -> FigureFrame {
      let stating = rows.count { row in
        indicators.contains { run.tables[$0].rows[row].cell.isReported }
      }
      let hasScore = words.subject.method != nil
      return setting.frame(
        title: title, subtitle: subtitle, unit: unit, source: words.source, notes: notes,
        reporting: FigureFrame.Reporting(
          stating: hasScore ? section.stating : stating, selected: rows.count, noun: words.noun,
          outcome: hasScore ? .ranked : .stated))
    }
  }
}

extension ReportingRateChart.State {
  /// The state of a cell, told apart by what the report has.
  fileprivate init(_ cell: Cell) {
    switch cell.state {
    case .stated: self = cell.isOtherClass ? .otherClass : .stated
    case .summed: self = cell.isOtherClass ? .otherClass : .summed
    case .named: self = .named
    case .bounded: self = .bounded
    case .notStated: self = cell.hasOnlyTermFigure ? .termOnly : .notStated
    case .notApplicable: self = .notApplicable
    }
  }
}
