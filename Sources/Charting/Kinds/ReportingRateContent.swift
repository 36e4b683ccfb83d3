/// What a figure of the reporting rate has to say: signs, rates of rows and columns, counts of states.
struct ReportingRateContent {
  let chart: ReportingRateChart

  private var language: FigureLanguage { chart.frame.language }

  /// How many cells are stated and how many should be.
  private struct Rate {
    var stated = 0
    var due = 0

    init(_ states: [ReportingRateChart.State]) {
      stated = states.filter(\.isReported).count
      due = states.filter { $0 != .notApplicable }.count
    }

    /// `12/24`.
    var text: String { "\(stated)/\(due)" }
    /// The stated part; 0 where nothing is due.
    var share: Double { due > 0 ? Double(stated) / Double(due) : 0 }
  }

  private var all: [ReportingRateChart.State] { chart.rows.flatMap(\.states) }

  private func column(_ index: Int) -> Rate {
    Rate(chart.rows.map { $0.states[index] })
  }

  /// The figure as a matrix.
  var matrix: MatrixContent {
    let columns = zip(
      chart.columns, MatrixContent.identifiers(chart.columns.map(\.id))
    ).map { column, identifier in
      MatrixContent.Column(
        id: column.id, identifier: identifier, heading: Typesetter.trimmed(column.heading),
        group: column.group.map(Typesetter.trimmed))
    }
    let rows = zip(chart.rows, MatrixContent.identifiers(chart.rows.map(\.id))).map {
      row, identifier in
      let rate = Rate(row.states)
      return MatrixContent.Row(
        id: row.id, identifier: identifier, label: Typesetter.trimmed(row.label),
        isFocus: row.isFocus,
        cells: row.states.map {
          MatrixContent.Cell(face: .sign($0), words: $0.words(in: language))
        },
        trailing: rate.text,
        trailingNumbers: MatrixContent.Numbers(value: rate.due > 0 ? rate.share : nil))
    }
    let rates = columns.indices.map(column)
    let whole = Rate(all)
    func line(
      _ phrase: Phrase, _ trailing: String, _ text: (Rate) -> String, _ value: (Rate) -> Double?
    ) -> MatrixContent.SummaryLine {
      MatrixContent.SummaryLine(
        label: phrase.text(in: language),
        cells: rates.map {
          MatrixContent.Cell(
            face: .plain, text: text($0), numbers: MatrixContent.Numbers(value: value($0)))
        }, trailing: trailing, isData: true)
    }
    return MatrixContent(
      frame: chart.frame, columns: columns, rows: rows,
      trailingHeading: Phrase.rateHeading.text(in: language),
      summaries: [
        [line(.rateOfColumns, whole.text, \.text) { $0.due > 0 ? $0.share : nil }],
        [
          line(.rateCount, String(whole.stated), { String($0.stated) }) { Double($0.stated) },
          line(.rateOf, String(whole.due), { String($0.due) }) { Double($0.due) },
        ],
      ],
      legend: legend, rate: rate, asides: [aside], footnotes: [],
      leastCell: 0.95, greatestCell: 6, leastPitch: 1.2, pitch: 1.6, description: description)
  }

  /// What the rates count.
  private var aside: String {
    var parts = [ReportingRatePhrase.stated]
    if count(.notApplicable) > 0 { parts.append(.due) }
    return parts.map { $0.text(in: language) }
      .joined(separator: Phrase.strongSeparator.text(in: language))
  }

  private func count(_ state: ReportingRateChart.State) -> Int {
    all.filter { $0 == state }.count
  }

  private func countText(_ state: ReportingRateChart.State) -> String {
    Phrase.legendCount.text(
      in: language, ["state": state.words(in: language), "count": String(count(state))])
  }

  private var shown: [ReportingRateChart.State] {
    ReportingRateChart.State.allCases.filter { count($0) > 0 }
  }

  private var legend: [MatrixContent.LegendItem] {
    shown.map { MatrixContent.LegendItem(faces: [.sign($0)], text: countText($0)) }
  }

  private var rate: String {
    let whole = Rate(all)
    return Phrase.matrixRate.text(
      in: language,
      FigureFrame.matrixRate(
        chart.frame, columns: chart.columns.count, stated: whole.stated, applicable: whole.due))
  }

  // MARK: In words

  /// What is shown, how many cells are in each state, the measures most and least often stated, and the
  /// rate of the bodies in focus.
  private func description(leftOut: Int) -> String {
    func say(_ phrase: Phrase, _ values: [String: String]) -> String {
      phrase.text(in: language, values)
    }
    var sentences = [
      say(.descriptionReportingRate, ["title": Typesetter.trimmed(chart.frame.title)]),
      say(.descriptionCells, ["rate": rate]),
      say(
        .descriptionRates,
        [
          "states": shown.map(countText).joined(
            separator: Phrase.descriptionSeparator.text(in: language))
        ]),
    ]
    let rates = chart.columns.indices.map(column)
    let due = rates.indices.filter { rates[$0].due > 0 }
    if let most = due.map({ rates[$0].share }).max(), let least = due.map({ rates[$0].share }).min()
    {
      for (phrase, share) in [(Phrase.descriptionMost, most), (.descriptionLeast, least)] {
        let chosen = due.filter { rates[$0].share == share }
        guard let first = chosen.first else { continue }
        sentences.append(
          say(
            phrase,
            [
              "names": ScorecardContent.names(
                chosen.map { Typesetter.trimmed(chart.columns[$0].heading) }, language),
              "rate": rates[first].text,
            ]))
      }
    }
    for row in chart.rows where row.isFocus {
      let rate = Rate(row.states)
      sentences.append(
        say(
          .descriptionFocusRate,
          [
            "name": Typesetter.trimmed(row.label), "due": String(rate.due),
            "stated": String(rate.stated),
          ]))
    }
    if leftOut > 0 { sentences.append(say(.descriptionRowsLeftOut, ["count": String(leftOut)])) }
    return sentences.joined(separator: Phrase.sentenceSpace.text(in: language))
  }
}

/// The words of a figure of the reporting rate that no other kind has.
enum ReportingRatePhrase: String, Phrasing {
  case stated, due

  var words: (chinese: String, english: String) {
    switch self {
    case .stated:
      ("载明：含加总和列名，不含届期合计", "Stated: also summed and named, not for the term")
    case .due: ("应有：不含不适用", "due: all but not applicable")
    }
  }
}
