/// What a radar chart has to say, before anything is placed: numbers, looks, notes, the description.
struct RadarContent {
  let chart: RadarChart
  /// A name for each axis and each polygon that the scene can carry.
  let axisIdentifiers, polygonIdentifiers: [String]
  /// How values are written.
  let numbers: NumberStyle
  /// The rings, from the centre outwards, and how their numbers are written.
  let ticks: Ticks
  /// The polygon with the whole line; another has a dashed one.
  let leading: Int

  var language: FigureLanguage { chart.frame.language }
  /// Whether any axis has a median.
  var hasMedian: Bool { chart.medians.contains { $0 != nil } }

  init(_ chart: RadarChart) {
    self.chart = chart
    axisIdentifiers = RowPlot.identifiers(chart.axes.map(\.id))
    polygonIdentifiers = RowPlot.identifiers(chart.polygons.map(\.id))
    let values = (chart.polygons.flatMap(\.values) + chart.medians).compactMap { $0 }
    numbers = NumberStyle(for: values, areCounts: false, language: chart.frame.language)
    ticks = Ticks(from: chart.low, to: chart.high, atMost: 5, areCounts: false)
    leading = chart.polygons.firstIndex(where: \.isFocus) ?? 0
  }

  /// The name of an axis as drawn.
  func axis(_ index: Int) -> String { Typesetter.trimmed(chart.axes[index].label) }

  /// The name of a polygon as drawn.
  func name(_ polygon: Int) -> String { Typesetter.trimmed(chart.polygons[polygon].label) }

  /// How far out a value stands, from 0 at the centre to 1 at the edge.
  func share(_ value: Double) -> Double { (value - chart.low) / (chart.high - chart.low) }

  /// A value in figures; a dash where there is none.
  func text(_ value: Double?) -> String { value.map(numbers.string) ?? "—" }

  /// The number of a ring.
  func tickText(_ value: Double) -> String {
    var style = numbers
    style.decimals = min(ticks.decimals, 9)
    return style.string(value)
  }

  /// The two ends of the scale in figures.
  var ends: [String: String] {
    let style = NumberStyle(for: [chart.low, chart.high], areCounts: false, language: language)
    return ["low": style.string(chart.low), "high": style.string(chart.high)]
  }

  /// Places that follow one another around the radar, each with a value; one run where all have.
  static func runs(_ values: [Double?]) -> [[Int]] {
    guard let gap = values.firstIndex(where: { $0 == nil }) else { return [Array(values.indices)] }
    var runs: [[Int]] = []
    var run: [Int] = []
    for step in 1...values.count {
      let place = (gap + step) % values.count
      if values[place] != nil {
        run.append(place)
      } else if !run.isEmpty {
        runs.append(run)
        run = []
      }
    }
    return runs
  }

  // MARK: Below the plot

  /// The polygons and the median with the axes on which each has no value.
  private var missing: [(name: String, axes: [Int])] {
    var missing = chart.polygons.indices.map { polygon in
      (name(polygon), chart.axes.indices.filter { chart.polygons[polygon].values[$0] == nil })
    }
    if hasMedian {
      missing.append(
        (
          RadarPhrase.median.text(in: language),
          chart.axes.indices.filter { chart.medians[$0] == nil }
        ))
    }
    return missing.filter { !$0.1.isEmpty }
  }

  /// What is listed below the plot: the axes on which a body has no value.
  func lists(_ setter: FrameSetter, lineLimit: Int) throws(ChartError) -> [String] {
    var lists: [String] = []
    for (name, axes) in missing {
      let label = RadarPhrase.missingList.text(
        in: language, ["name": name, "count": String(axes.count)])
      if let list = try setter.list(
        labelled: label, axes.map { axis($0) }, lineLimit: lineLimit)
      {
        lists.append(list)
      }
    }
    return lists
  }

  /// The notes that every radar needs, and those of this one.
  func footnotes(isNumbered: Bool) -> [String] {
    var notes = [RadarPhrase.shape.text(in: language)]
    var scale = ends
    scale["rings"] = ticks.values.filter { (1e-9..<1 - 1e-9).contains(share($0)) }.map(tickText)
      .joined(separator: Phrase.separator.text(in: language))
    notes.append((chart.low == 0 ? RadarPhrase.scale : .base).text(in: language, scale))
    if isNumbered { notes.append(RadarPhrase.numbered.text(in: language)) }
    if !missing.isEmpty { notes.append(RadarPhrase.missing.text(in: language)) }
    return notes
  }

  // MARK: In words

  /// The figure in words.
  var description: String {
    var sentences: [String] = []
    func add(_ phrase: some Phrasing, _ values: [String: String] = [:]) {
      sentences.append(phrase.text(in: language, values))
    }
    add(RadarPhrase.kind, ["title": Typesetter.trimmed(chart.frame.title)])
    let unit = Typesetter.trimmed(chart.frame.unit)
    if !unit.isEmpty { add(Phrase.descriptionUnit, ["unit": unit]) }
    add(RadarPhrase.axes, ends.merging(["count": String(chart.axes.count)]) { first, _ in first })
    for axis in chart.axes.indices {
      var items = chart.polygons.indices.map { item(name($0), chart.polygons[$0].values[axis]) }
      if hasMedian {
        items.append(item(RadarPhrase.median.text(in: language), chart.medians[axis]))
      }
      add(
        RadarPhrase.row,
        [
          "axis": self.axis(axis),
          "values": items.joined(separator: Phrase.descriptionSeparator.text(in: language)),
        ])
    }
    for polygon in chart.polygons.indices {
      if let sentence = extremes(polygon) { sentences.append(sentence) }
      if hasMedian, let sentence = comparison(polygon, with: chart.medians) {
        add(RadarPhrase.versusMedian, sentence)
      }
    }
    if chart.polygons.count == 2,
      var sentence = comparison(leading, with: chart.polygons[1 - leading].values)
    {
      sentence["other"] = name(1 - leading)
      add(RadarPhrase.versusOther, sentence)
    }
    return sentences.joined(separator: Phrase.sentenceSpace.text(in: language))
  }

  private func item(_ name: String, _ value: Double?) -> String {
    (value == nil ? RadarPhrase.missingItem : .item).text(
      in: language, ["name": name, "value": text(value)])
  }

  private func extremes(_ polygon: Int) -> String? {
    let values = chart.polygons[polygon].values
    let stated = values.compactMap { $0 }
    guard let greatest = stated.max(), let least = stated.min(), stated.count > 1 else {
      return nil
    }
    if greatest == least {
      // An axis without a value is not equal to the others.
      guard stated.count == values.count else { return nil }
      return RadarPhrase.allEqual.text(
        in: language, ["name": name(polygon), "value": text(greatest)])
    }
    func axes(_ value: Double) -> String {
      chart.axes.indices.filter { values[$0] == value }.map { axis($0) }
        .joined(separator: Phrase.separator.text(in: language))
    }
    return RadarPhrase.extremes.text(
      in: language,
      [
        "name": name(polygon), "highest": axes(greatest), "greatest": text(greatest),
        "lowest": axes(least), "least": text(least),
      ])
  }

  /// On how many axes a polygon lies above, below and at other values; `nil` if on none.
  private func comparison(_ polygon: Int, with others: [Double?]) -> [String: String]? {
    var (above, below, equal) = (0, 0, 0)
    for (value, other) in zip(chart.polygons[polygon].values, others) {
      guard let value, let other else { continue }
      if value > other { above += 1 } else if value < other { below += 1 } else { equal += 1 }
    }
    guard above + below + equal > 0 else { return nil }
    return [
      "name": name(polygon), "above": String(above), "below": String(below),
      "equal": String(equal),
    ]
  }

  /// The values that the figure shows, row by row.
  var data: [Scene.Datum] {
    var data: [Scene.Datum] = []
    for axis in chart.axes.indices {
      func add(_ row: String, _ label: String, _ value: Double?) {
        data.append(
          Scene.Datum(
            group: "row-" + axisIdentifiers[axis], row: row, series: chart.axes[axis].id,
            label: label, seriesLabel: self.axis(axis), value: value, text: text(value)))
      }
      for polygon in chart.polygons.indices {
        let body = chart.polygons[polygon]
        add(body.id, name(polygon), body.values[axis])
      }
      if hasMedian { add("median", RadarPhrase.median.text(in: language), chart.medians[axis]) }
    }
    return data
  }
}
