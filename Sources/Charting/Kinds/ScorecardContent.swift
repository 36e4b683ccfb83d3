/// What a scorecard has to say: numbers as words, shades by the scale of their column.
struct ScorecardContent {
  let chart: ScorecardChart
  /// How the values of each column are written.
  private let styles: [NumberStyle]
  /// How yearly averages are written: counts get decimals only there.
  private let averages: [NumberStyle]
  /// The scale of each column; `nil` where it has no comparable value.
  private let scales: [Scale?]
  private let totals: NumberStyle

  private var language: FigureLanguage { chart.frame.language }
  private var theme: Theme { chart.frame.theme }

  /// From which value to which the shades of a column run, and whether values lie beyond.
  private struct Scale {
    var low: Double
    var high: Double
    var isExceededBelow: Bool
    var isExceededAbove: Bool
  }

  init(_ chart: ScorecardChart) {
    self.chart = chart
    let language = chart.frame.language
    var styles: [NumberStyle] = []
    var averages: [NumberStyle] = []
    var scales: [Scale?] = []
    for (index, column) in chart.columns.enumerated() {
      let cells = chart.rows.map { $0.cells[index] }
      let values = cells.flatMap(\.values)
      let plain = cells.filter { !$0.isAveraged }.flatMap(\.values)
      let areCounts = column.areCounts && plain.allSatisfy { $0 == $0.rounded() }
      let style = NumberStyle(
        for: areCounts ? plain : values, areCounts: areCounts, language: language)
      var average = style
      if areCounts {
        let averaged = cells.filter(\.isAveraged).flatMap(\.values)
        average.decimals = averaged.allSatisfy { $0 == $0.rounded() } ? 0 : 1
      }
      styles.append(style)
      averages.append(average)
      let comparable = cells.compactMap(\.comparable)
      guard let least = comparable.min(), let greatest = comparable.max() else {
        scales.append(nil)
        continue
      }
      let low = column.low ?? min(least, column.high ?? least)
      let high = column.high ?? max(greatest, column.low ?? greatest)
      scales.append(
        Scale(
          low: low, high: high, isExceededBelow: least < low, isExceededAbove: greatest > high))
    }
    self.styles = styles
    self.averages = averages
    self.scales = scales
    var totals = NumberStyle(
      for: chart.rows.compactMap(\.total), areCounts: false, language: language)
    // Two ranks for what reads as one number would look like a mistake.
    var ranks: [String: Int] = [:]
    for row in chart.rows {
      guard let rank = row.rank, let total = row.total else { continue }
      if let other = ranks.updateValue(rank, forKey: totals.string(total)), other != rank {
        totals.decimals = min(totals.decimals + 1, 9)
        break
      }
    }
    self.totals = totals
  }

  /// The scorecard as a matrix.
  var matrix: MatrixContent {
    var footnotes = RankedBarFootnotes()
    let columns = zip(
      chart.columns, MatrixContent.identifiers(chart.columns.map(\.id))
    ).map { column, identifier in
      MatrixContent.Column(
        id: column.id, identifier: identifier, heading: Typesetter.trimmed(column.heading),
        unit: Typesetter.trimmed(column.unit), group: column.group.map(Typesetter.trimmed))
    }
    var rows: [MatrixContent.Row] = []
    for (row, identifier) in zip(chart.rows, MatrixContent.identifiers(chart.rows.map(\.id))) {
      var cells: [MatrixContent.Cell] = []
      for (column, cell) in row.cells.enumerated() {
        cells.append(
          MatrixContent.Cell(
            face: face(cell, column), text: text(cell, column, footnotes: &footnotes),
            words: words(cell), numbers: numbers(cell)))
      }
      rows.append(
        MatrixContent.Row(
          id: row.id, identifier: identifier, rank: row.rank.map(String.init) ?? "",
          label: Typesetter.trimmed(row.label), isFocus: row.isFocus, cells: cells,
          trailing: row.total.map(totals.string) ?? "",
          trailingDetail: row.interval.map {
            totals.range($0.lowerBound, $0.upperBound)
          } ?? "",
          trailingNumbers: MatrixContent.Numbers(
            value: row.total, low: row.interval?.lowerBound, high: row.interval?.upperBound)))
    }
    return MatrixContent(
      frame: chart.frame, columns: columns, rows: rows,
      trailingHeading: Typesetter.trimmed(chart.totalHeading ?? ""),
      summaries: [[scaleLine(0), scaleLine(1)]], legend: legend,
      rate: rate, footnotes: footnotes.texts(in: language), leastCell: 1.6, greatestCell: 9,
      leastPitch: 1.32,
      pitch: 1.75, keys: keys, description: description)
  }

  /// What a cell without text says.
  private func words(_ cell: ScorecardChart.Cell) -> String {
    switch cell {
    case .notStated: Phrase.notStated.text(in: language)
    case .notApplicable: Phrase.notApplicable.text(in: language)
    case .value, .otherClass, .bounded: ""
    }
  }

  private func numbers(_ cell: ScorecardChart.Cell) -> MatrixContent.Numbers {
    switch cell {
    case .value(let value, _, _), .otherClass(let value, _, _): MatrixContent.Numbers(value: value)
    case .bounded(let low, let high): MatrixContent.Numbers(low: low, high: high)
    case .notStated, .notApplicable: MatrixContent.Numbers()
    }
  }

  /// The two ends of the shades, each with its number in the cell, and the hatch.
  private var keys: [Scene.Facts.Key] {
    var keys = [0.0, 1].map { end in
      Scene.Facts.Key(
        name: endName(end), fill: .solid(theme.shade(end)), isLabelled: true)
    }
    if count({ $0 == .notStated }) > 0 {
      keys.append(
        Scene.Facts.Key(
          name: Phrase.notStated.text(in: language),
          fill: MatrixContent.hatch(theme, size: chart.frame.type.row)))
    }
    return keys
  }

  private func shade(_ value: Double, _ column: Int) -> Double {
    guard let scale = scales[column] else { return 0 }
    // All of one value are neither light nor dark.
    guard scale.high > scale.low else { return 0.5 }
    // Halved first, so that no difference of two great numbers overflows.
    let share = (value / 2 - scale.low / 2) / (scale.high / 2 - scale.low / 2)
    let clamped = min(max(share, 0), 1)
    return chart.columns[column].higherIsMore ? clamped : 1 - clamped
  }

  private func face(_ cell: ScorecardChart.Cell, _ column: Int) -> MatrixContent.Face {
    switch cell {
    case .value(let value, _, let shade):
      .shaded(theme.shade(shade ?? self.shade(value, column)))
    case .otherClass: .outlined
    case .bounded: .framed
    case .notStated: .hatched
    case .notApplicable: .dash
    }
  }

  private func text(
    _ cell: ScorecardChart.Cell, _ column: Int, footnotes: inout RankedBarFootnotes
  ) -> String {
    switch cell {
    case .value(let value, let marks, _):
      return number(value, marks, column, &footnotes)
    case .otherClass(let value, let className, let marks):
      return number(value, marks, column, &footnotes)
        + footnotes.mark(.otherClass(Typesetter.trimmed(className)))
    case .bounded(let low, let high):
      guard let high else { return "≥" + styles[column].string(low) }
      return low == high ? styles[column].string(low) : styles[column].range(low, high)
    case .notStated, .notApplicable: return ""
    }
  }

  private func number(
    _ value: Double, _ marks: Set<ScorecardChart.Mark>, _ column: Int,
    _ footnotes: inout RankedBarFootnotes
  ) -> String {
    var text = ""
    if marks.contains(.atLeast) {
      text += footnotes.mark(.atLeast)
    } else if marks.contains(.about) {
      text += footnotes.mark(.about)
    }
    text += (marks.isAveraged ? averages : styles)[column].string(value)
    if marks.contains(.named) { text += footnotes.mark(.named) }
    for years in marks.averagedYears { text += footnotes.mark(.averaged(years: years)) }
    return text
  }

  /// What the shade of an end is called: on dark paper the greatest value has the lightest.
  private func endName(_ end: Double) -> String {
    let isDark =
      theme.shade(end).contrast(with: .white) > theme.shade(1 - end).contrast(with: .white)
    return (isDark ? Phrase.scaleDarkest : .scaleLightest).text(in: language)
  }

  /// What one end of the scale means in each column, on the very shade of it.
  private func scaleLine(_ end: Double) -> MatrixContent.SummaryLine {
    let cells = chart.columns.enumerated().map { index, column -> MatrixContent.Cell in
      guard let scale = scales[index] else { return MatrixContent.Cell(face: .dash) }
      let isHigh = (end == 1) == column.higherIsMore
      var style = styles[index]
      let value = isHigh ? scale.high : scale.low
      if value != value.rounded(), style.decimals == 0 { style.decimals = 1 }
      let isExceeded = isHigh ? scale.isExceededAbove : scale.isExceededBelow
      let sign = isExceeded ? (isHigh ? "≥" : "≤") : ""
      let share = scale.high > scale.low ? end : 0.5
      return MatrixContent.Cell(
        face: .shaded(theme.shade(share)), text: sign + style.string(value))
    }
    return MatrixContent.SummaryLine(label: endName(end), cells: cells)
  }

  private func count(_ isCounted: (ScorecardChart.Cell) -> Bool) -> Int {
    chart.rows.reduce(0) { $0 + $1.cells.filter(isCounted).count }
  }

  private var legend: [MatrixContent.LegendItem] {
    var items = [
      MatrixContent.LegendItem(
        faces: [0, 0.25, 0.5, 0.75, 1].map { .shaded(theme.shade($0)) },
        text: Phrase.scaleLegend.text(in: language))
    ]
    func add(_ face: MatrixContent.Face, _ count: Int, _ text: (String) -> String) {
      if count > 0 {
        items.append(MatrixContent.LegendItem(faces: [face], text: text(String(count))))
      }
    }
    add(.framed, count { if case .bounded = $0 { true } else { false } }) {
      Phrase.legendBounded.text(in: language, ["count": $0])
    }
    add(.outlined, count { if case .otherClass = $0 { true } else { false } }) {
      Phrase.legendOtherClass.text(in: language, ["count": $0])
    }
    for (face, phrase, state) in [
      (MatrixContent.Face.hatched, Phrase.notStated, ScorecardChart.Cell.notStated),
      (.dash, .notApplicable, .notApplicable),
    ] {
      add(face, count { $0 == state }) {
        Phrase.legendCount.text(in: language, ["state": phrase.text(in: language), "count": $0])
      }
    }
    return items
  }

  private var rate: String {
    let applicable = count { $0 != .notApplicable }
    let stated = count { $0.comparable != nil }
    return Phrase.matrixRate.text(
      in: language,
      FigureFrame.matrixRate(
        chart.frame, columns: chart.columns.count, stated: stated, applicable: applicable))
  }

  // MARK: In words

  /// What is shown, each column's highest and lowest, and every value of the bodies in focus.
  private func description(leftOut: Int) -> String {
    func say(_ phrase: Phrase, _ values: [String: String]) -> String {
      phrase.text(in: language, values)
    }
    var sentences = [
      say(.descriptionScorecard, ["title": Typesetter.trimmed(chart.frame.title)]),
      say(.descriptionCells, ["rate": rate]),
    ]
    for (index, column) in chart.columns.enumerated() {
      let heading = Typesetter.trimmed(column.heading)
      let values = chart.rows.map { $0.cells[index].comparable }
      guard let least = values.compactMap({ $0 }).min(),
        let greatest = values.compactMap({ $0 }).max()
      else {
        sentences.append(say(.descriptionColumnEmpty, ["column": heading]))
        continue
      }
      func names(_ value: Double) -> String {
        Self.names(
          chart.rows.indices.filter { values[$0] == value }.map {
            Typesetter.trimmed(chart.rows[$0].label)
          }, language)
      }
      sentences.append(
        say(
          .descriptionColumn,
          [
            "column": heading, "highest": names(greatest), "lowest": names(least),
            "greatest": plain(.value(greatest), index), "least": plain(.value(least), index),
          ]))
    }
    for row in chart.rows where row.isFocus {
      var parts: [String] = []
      if let rank = row.rank { parts.append(say(.rankOnly, ["rank": String(rank)])) }
      if let total = row.total {
        parts.append(
          [Typesetter.trimmed(chart.totalHeading ?? ""), totals.string(total)]
            .filter { !$0.isEmpty }.joined(separator: " "))
      }
      for (index, cell) in row.cells.enumerated() {
        parts.append(Typesetter.trimmed(chart.columns[index].heading) + " " + plain(cell, index))
      }
      sentences.append(
        say(
          .descriptionFocusCells,
          [
            "name": Typesetter.trimmed(row.label),
            "values": parts.joined(separator: Phrase.descriptionSeparator.text(in: language)),
          ]))
    }
    if leftOut > 0 { sentences.append(say(.descriptionRowsLeftOut, ["count": String(leftOut)])) }
    return sentences.joined(separator: Phrase.sentenceSpace.text(in: language))
  }

  /// A cell in words without the marks of footnotes.
  private func plain(_ cell: ScorecardChart.Cell, _ column: Int) -> String {
    switch cell {
    case .notStated: return Phrase.notStated.text(in: language)
    case .notApplicable: return Phrase.notApplicable.text(in: language)
    case .value, .otherClass, .bounded: break
    }
    var footnotes = RankedBarFootnotes()
    let signs: Set<Character> = ["*", "†", "‡", "§", "¶"]
    var text = String(
      self.text(cell, column, footnotes: &footnotes).filter { !signs.contains($0) })
    let unit = Typesetter.trimmed(chart.columns[column].unit)
    if !unit.isEmpty {
      text = Phrase.valueWithUnit.text(in: language, ["value": text, "unit": unit])
    }
    if case .otherClass(_, let className, _) = cell {
      text = Phrase.otherClassWithValue.text(
        in: language, ["value": text, "class": Typesetter.trimmed(className)])
    }
    return text
  }

  /// Up to three names, and how many more there are.
  static func names(_ names: [String], _ language: FigureLanguage) -> String {
    let written = names.prefix(3).joined(separator: Phrase.separator.text(in: language))
    guard names.count > 3 else { return written }
    return Phrase.namesAndOthers.text(
      in: language,
      ["names": written, "count": String(names.count), "rest": String(names.count - 3)])
  }
}

extension ScorecardChart.Cell {
  /// Whether the value is a yearly average.
  var isAveraged: Bool {
    switch self {
    case .value(_, let marks, _), .otherClass(_, _, let marks): marks.isAveraged
    case .bounded, .notStated, .notApplicable: false
    }
  }
}

extension FigureFrame {
  /// What fills in the sentence on the cells of a matrix.
  static func matrixRate(
    _ frame: FigureFrame, columns: Int, stated: Int, applicable: Int
  ) -> [String: String] {
    let rate = Reporting(stating: stated, selected: applicable, noun: "")
    return [
      "selected": String(frame.reporting.selected),
      "noun": Typesetter.trimmed(frame.reporting.noun), "columns": String(columns),
      "stated": String(stated), "applicable": String(applicable), "share": rate.share,
    ]
  }
}
