/// What a slope chart has to say, before anything is placed: segments, changes, values as words.
struct SlopeContent {
  let chart: SlopeChart
  /// A name for each series that the scene can carry.
  let identifiers: [String]
  /// The series with a value.
  let drawn: [Int]
  /// The values as they are written, by series and year; empty where there is none.
  let texts: [[String]]
  /// The footnotes that the values need.
  let footnotes: RankedBarFootnotes
  /// How values are written.
  let numbers: NumberStyle

  var language: FigureLanguage { chart.frame.language }

  /// How a value changes from one year to the next.
  enum Change: CaseIterable {
    case rises, falls, stays

    var phrase: SlopePhrase {
      switch self {
      case .rises: .rises
      case .falls: .falls
      case .stays: .stays
      }
    }

    init(from first: Double, to last: Double) {
      self = last > first ? .rises : last < first ? .falls : .stays
    }
  }

  init(_ chart: SlopeChart) {
    self.chart = chart
    identifiers = RowPlot.identifiers(chart.series.map(\.id))
    drawn = chart.series.indices.filter { index in
      chart.series[index].states.contains { $0.drawnValue != nil }
    }
    // Each value is written as a ranked bar writes it, with the same signs.
    let rows = chart.series.flatMap { series in
      series.states.map { state in
        // The class of a value is told by its hollow mark.
        var plain = state
        if case .otherClass(let value, _, let marks) = state { plain = .value(value, marks: marks) }
        return RankedBarChart.Row(id: "", label: series.label, state: plain)
      }
    }
    let content = RankedBarContent(
      RankedBarChart(frame: chart.frame, areCounts: chart.areCounts, rows: rows))
    var footnotes = RankedBarFootnotes()
    var texts: [[String]] = []
    var row = 0
    for series in chart.series {
      var line: [String] = []
      for state in series.states {
        switch state {
        case .value, .otherClass, .bounded: line.append(content.valueText(row, &footnotes))
        case .notStated, .notApplicable: line.append("")
        }
        row += 1
      }
      texts.append(line)
    }
    self.texts = texts
    self.footnotes = footnotes
    numbers = content.numbers
  }

  /// The name as drawn.
  func label(_ index: Int) -> String { Typesetter.trimmed(chart.series[index].label) }

  /// The value of a year, by its place; `nil` if there is none.
  func value(_ index: Int, _ year: Int) -> Double? {
    chart.series[index].states[year].drawnValue?.value
  }

  /// Whether the value of a year is of another class than the figure's.
  func isOtherClass(_ index: Int, _ year: Int) -> Bool {
    chart.series[index].states[year].drawnValue?.className != nil
  }

  /// The lines between years that follow one another, with values of one class.
  func segments(_ index: Int) -> [(first: Int, last: Int, change: Change)] {
    (1..<max(chart.years.count, 1)).compactMap { year in
      guard let first = chart.series[index].states[year - 1].drawnValue,
        let last = chart.series[index].states[year].drawnValue,
        first.className == last.className
      else { return nil }
      return (year - 1, year, Change(from: first.value, to: last.value))
    }
  }

  /// The change from the first to the last year, where both are of one class.
  func change(_ index: Int) -> Double? {
    guard let first = chart.series[index].states.first?.drawnValue,
      let last = chart.series[index].states.last?.drawnValue, first.className == last.className
    else { return nil }
    return last.value - first.value
  }

  /// All values that are drawn.
  var values: [Double] {
    drawn.flatMap { index in chart.years.indices.compactMap { value(index, $0) } }
  }

  /// The series in the order in which they keep their names.
  var importance: [Int] {
    let last = chart.years.count - 1
    var order = drawn.filter { chart.series[$0].isFocus }
    let others = drawn.filter { !chart.series[$0].isFocus }
    let byEnd = others.sorted {
      (-(value($0, last) ?? value($0, 0) ?? 0), $0) < (-(value($1, last) ?? value($1, 0) ?? 0), $1)
    }
    let byChange = others.sorted { (-abs(change($0) ?? 0), $0) < (-abs(change($1) ?? 0), $1) }
    var seen = Set(order)
    func add(_ index: Int) {
      if seen.insert(index).inserted { order.append(index) }
    }
    for place in others.indices {
      add(byEnd[place])
      add(byChange[place])
      add(byEnd[byEnd.count - 1 - place])
    }
    return order
  }

  /// How many bodies change in each way from the first to the last year.
  func count(_ change: Change) -> Int {
    drawn.count { index in self.change(index).map { Change(from: 0, to: $0) == change } ?? false }
  }

  /// What is listed below the plot: bodies and years without a value, by reason.
  func lists(_ setter: FrameSetter, lineLimit: Int) throws(ChartError) -> [String] {
    var lists: [String] = []
    let order =
      chart.series.indices.filter { chart.series[$0].isFocus }
      + chart.series.indices.filter { !chart.series[$0].isFocus }
    func list(
      _ phrase: SlopePhrase, _ holds: (RankedBarChart.State) -> Bool
    ) throws(ChartError) {
      let items = order.compactMap { index -> String? in
        let years = chart.years.indices.filter { holds(chart.series[index].states[$0]) }
        guard !years.isEmpty else { return nil }
        if phrase != .bounded, years.count == chart.years.count { return label(index) }
        return SlopePhrase.item.text(
          in: language,
          [
            "name": label(index),
            "years": years.map {
              let year = String(chart.years[$0])
              let colon = language == .chinese ? "：" : ": "
              return phrase == .bounded ? year + colon + texts[index][$0] : year
            }.joined(separator: Phrase.separator.text(in: language)),
          ])
      }
      if let list = try setter.list(
        labelled: phrase.text(in: language, ["count": String(items.count)]), items,
        lineLimit: lineLimit)
      {
        lists.append(list)
      }
    }
    try list(.notStated) { $0 == .notStated }
    try list(.notApplicable) { $0 == .notApplicable }
    try list(.bounded) { if case .bounded = $0 { true } else { false } }
    return lists
  }

  /// The classes that values have other than the figure's.
  var classes: [String] {
    var classes: [String] = []
    for state in chart.series.flatMap(\.states) {
      if let name = state.drawnValue?.className, !classes.contains(name) { classes.append(name) }
    }
    return classes
  }

  /// The figure in words.
  var description: String {
    let frame = chart.frame
    var sentences: [String] = []
    func add(_ phrase: some Phrasing, _ values: [String: String] = [:]) {
      sentences.append(phrase.text(in: language, values))
    }
    add(SlopePhrase.kind, ["title": Typesetter.trimmed(frame.title)])
    let unit = Typesetter.trimmed(frame.unit)
    if !unit.isEmpty { add(Phrase.descriptionUnit, ["unit": unit]) }
    add(
      SlopePhrase.years,
      [
        "first": String(chart.years.first ?? 0), "last": String(chart.years.last ?? 0),
      ])
    let changed = drawn.filter { change($0) != nil }
    let last = chart.years.count - 1
    if changed.isEmpty {
      add(SlopePhrase.none)
    } else {
      add(
        SlopePhrase.changes,
        [
          "rises": String(count(.rises)), "falls": String(count(.falls)),
          "stays": String(count(.stays)),
        ])
      func extreme(_ phrase: SlopePhrase, _ index: Int?) {
        guard let index, let change = change(index),
          phrase == .most ? change > 0 : change < 0
        else { return }
        add(
          phrase,
          ["name": label(index), "first": texts[index][0], "last": texts[index][last]])
      }
      extreme(.most, changed.max { (change($0) ?? 0, $1) < (change($1) ?? 0, $0) })
      extreme(.least, changed.min { (change($0) ?? 0, $0) < (change($1) ?? 0, $1) })
    }
    for index in drawn where chart.series[index].isFocus {
      let values = chart.years.indices.filter { !texts[index][$0].isEmpty }.map {
        SlopePhrase.single.text(
          in: language, ["year": String(chart.years[$0]), "value": texts[index][$0]])
      }
      add(
        SlopePhrase.moved,
        [
          "name": label(index),
          "values": values.joined(separator: Phrase.descriptionSeparator.text(in: language)),
        ])
    }
    let lacking = chart.series.count { series in
      series.states.contains { $0.drawnValue == nil }
    }
    if lacking > 0 { add(SlopePhrase.rest, ["count": String(lacking)]) }
    return sentences.joined(separator: Phrase.sentenceSpace.text(in: language))
  }
}
