/// Lays ranks with intervals out and draws them.
struct RankIntervalDrawing {
  let chart: RankIntervalChart
  let composer: FigureComposer

  private var theme: Theme { composer.theme }
  private var language: FigureLanguage { composer.language }
  private var small: Font { composer.small }
  private var rows: [RankIntervalChart.Row] { chart.rows }
  private var style: NumberStyle { NumberStyle(language: language) }

  /// The figure.
  func scene() throws(ChartError) -> Scene {
    let ids = RowPlot.identifiers(rows.map(\.id))
    var plot = RowPlot(
      composer: composer,
      rows: rows.enumerated().map { index, row in
        RowPlot.Row(
          id: ids[index], label: Typesetter.trimmed(row.label),
          lead: style.string(Double(row.rank)),
          value: range(row), isFocus: row.isFocus)
      })
    plot.axisAbove = 2 * small.size
    plot.leastWidth = 8
    let labels = try bandLabels()
    var width = 0.0
    for line in labels.joined() {
      width = max(width, try composer.typesetter.width(line, small))
    }
    plot.sideWidth = width > 0 ? width + small.size : 0
    // How many bands are too low for their names is known only once the rows have their places.
    var unnamed = 0
    while true {
      let plan = try plot.plan { (_, _) throws(ChartError) in try footer(unnamed: unnamed) }
      let figure = RowFigure(plot: plot, plan: plan)
      let bands = try bands(figure, labels: labels, labelWidth: width)
      if bands.unnamed <= unnamed { return try scene(figure, bands) }
      unnamed = bands.unnamed
    }
  }

  private func range(_ row: RankIntervalChart.Row) -> String {
    row.low == row.high
      ? style.string(Double(row.low)) : style.range(Double(row.low), Double(row.high))
  }

  private func footer(unnamed: Int) throws(ChartError) -> TextBlock {
    let name = Typesetter.trimmed(chart.intervalName)
    var footnotes = [
      RankIntervalPhrase.reading.text(in: language, ["name": name]),
      RankIntervalPhrase.base.text(in: language),
      (hasBands ? RankIntervalPhrase.bands : .oneBand).text(in: language),
    ]
    if unnamed > 0 {
      footnotes.append(
        RankIntervalPhrase.unlabelled.text(in: language, ["count": String(unnamed)]))
    }
    return try composer.setter.footer(lists: [], footnotes: footnotes)
  }

  // MARK: Bands

  /// For each row the place of its band, from 0 at the top.
  private var bandPlaces: [Int] {
    var places: [Int] = []
    for (index, row) in rows.enumerated() {
      if index == 0 {
        places.append(0)
      } else {
        places.append(places[index - 1] + (row.band == rows[index - 1].band ? 0 : 1))
      }
    }
    return places
  }

  /// Whether there is more than one band.
  private var hasBands: Bool { (bandPlaces.last ?? 0) > 0 }

  /// What a band is called.
  private func name(ofBand place: Int) -> String {
    if chart.bandNames.indices.contains(place) {
      let name = Typesetter.trimmed(chart.bandNames[place])
      if !name.isEmpty { return name }
    }
    let number = language == .chinese ? Self.chinese(place + 1) : String(place + 1)
    return RankIntervalPhrase.band.text(in: language, ["number": number])
  }

  /// A number up to 99 in Chinese words, greater ones in figures.
  static func chinese(_ number: Int) -> String {
    let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
    guard (1...99).contains(number) else { return String(number) }
    let (tens, ones) = (number / 10, number % 10)
    if tens == 0 { return digits[ones] }
    return (tens == 1 ? "" : digits[tens]) + "十" + digits[ones]
  }

  /// The names of the bands in lines that leave the plot most of the width.
  private func bandLabels() throws(ChartError) -> [[String]] {
    guard hasBands else { return [[]] }
    var labels: [[String]] = []
    for place in 0...(bandPlaces.last ?? 0) {
      labels.append(
        try composer.typesetter.balancedLines(
          name(ofBand: place), small, within: 0.16 * composer.innerWidth))
    }
    return labels
  }

  /// The shades of every second band, and the names at the right.
  private struct Bands {
    var shades: [Scene.Element] = []
    var names: [Scene.Element] = []
    /// How many are too low for their names.
    var unnamed = 0
  }

  private func bands(
    _ figure: RowFigure, labels: [[String]], labelWidth: Double
  ) throws(ChartError) -> Bands {
    let places = bandPlaces
    let plan = figure.plan
    let leading = 1.14 * small.size
    var bands = Bands()
    var runs: [(band: Int, first: RowPlot.Placed, bottom: Double)] = []
    for placed in plan.items {
      guard case .row(let index) = placed.item else { continue }
      let band = places[index]
      if let last = runs.last, last.band == band {
        runs[runs.count - 1].bottom = placed.bottom
      } else {
        runs.append((band, placed, placed.bottom))
      }
    }
    let shade = theme.tint(of: theme.bar, share: 0.16)
    let right = composer.type.margin + composer.innerWidth
    for run in runs {
      if !run.band.isMultiple(of: 2) {
        bands.shades.append(figure.band(from: run.first.top, to: run.bottom, colour: shade))
      }
      let lines = labels[run.band]
      // The first line stands level with the first row, or as high as the shade lets it.
      let first = max(
        run.first.top + 0.95 * small.size,
        min(run.first.middle, run.first.top + 1.1 * plan.size)
          + 0.37 * small.size)
      let last = first + Double(lines.count - 1) * leading
      guard last + 0.2 * small.size <= run.bottom else {
        bands.unnamed += 1
        continue
      }
      for (place, line) in lines.enumerated() {
        bands.names.append(
          .text(
            try composer.typesetter.text(
              line, x: right - labelWidth,
              baseline: first + Double(place) * leading, font: small, colour: theme.quietInk)))
      }
    }
    return bands
  }

  // MARK: Drawing

  private func scene(_ figure: RowFigure, _ bands: Bands) throws(ChartError) -> Scene {
    let plan = figure.plan
    let greatest = rows.reduce(1) { max($0, $1.high, $1.rank) }
    let radius = 0.42 * plan.size
    let left = plan.plot.left + radius
    let right = plan.plot.right - radius
    func place(_ rank: Int) -> Double {
      guard greatest > 1 else { return (left + right) / 2 }
      return left + (right - left) * Double(rank - 1) / Double(greatest - 1)
    }
    let axis = try axis(figure, greatest: greatest, place: place)
    let marks = try figure.rows(mark: { "dot-" + figure.plot.rows[$0].id }) { index, placed in
      let row = rows[index]
      let mark = "dot-" + figure.plot.rows[index].id
      let colour = row.isFocus ? theme.focus : theme.interval
      let y = placed.middle
      let cap = 0.2 * plan.size
      let stroke = Scene.Stroke(colour, width: 0.13 * plan.size)
      var elements: [Scene.Element] = []
      if row.high > row.low {
        elements.append(
          .line(
            Scene.Line(
              x1: place(row.low), y1: y, x2: place(row.high), y2: y, stroke: stroke, mark: mark)))
        for x in [place(row.low), place(row.high)] {
          elements.append(
            .line(Scene.Line(x1: x, y1: y - cap, x2: x, y2: y + cap, stroke: stroke, mark: mark)))
        }
      }
      elements.append(
        .circle(
          Scene.Circle(
            x: place(row.rank), y: y, radius: (row.isFocus ? 0.42 : 0.36) * plan.size,
            fill: .solid(colour), mark: mark)))
      return elements
    }
    var facts = Scene.Facts()
    facts.scales = [
      Scene.Facts.Scale(
        id: "rank", low: 1, high: max(Double(greatest), 2), isAnnounced: true)
    ]
    return try composer.scene(
      plan.composition,
      plot: RowFigure.group("bands", bands.shades) + RowFigure.group("grid", axis.grid) + [marks]
        + RowFigure.group("axis", axis.labels) + RowFigure.group("names", bands.names),
      alternativeText: description(leftOut: figure.leftOut), data: data(figure), facts: facts)
  }

  /// Lines at whole ranks: 1, then round ones.
  private func axis(
    _ figure: RowFigure, greatest: Int, place: (Int) -> Double
  ) throws(ChartError) -> (grid: [Scene.Element], labels: [Scene.Element]) {
    let plan = figure.plan
    let widest = try composer.typesetter.width(style.string(Double(greatest)), small)
    let room = max(Int((plan.plot.right - plan.plot.left) / max(widest + 0.8 * small.size, 1)), 2)
    let step =
      [1, 2, 5, 10, 20, 50, 100, 200, 500].first { greatest / $0 + 1 <= room }
      ?? max(greatest, 1)
    // Every second rank is an odd one, so that the first is among them.
    let ranks =
      step <= 2
      ? Array(stride(from: 1, through: greatest, by: step))
      : [1] + Array(stride(from: step, through: greatest, by: step))
    let baseline =
      plan.plot.top - 2 * small.size + TextBlock.baseline(of: small, in: 1.6 * small.size)
    let stroke = Scene.Stroke(theme.grid, width: composer.hairline)
    var grid: [Scene.Element] = []
    var labels: [Scene.Element] = []
    var edge = -Double.infinity
    for rank in ranks {
      let x = place(rank)
      for run in figure.runs {
        grid.append(.line(Scene.Line(x1: x, y1: run.top, x2: x, y2: run.bottom, stroke: stroke)))
      }
      let label = try composer.typesetter.text(
        style.string(Double(rank)), x: x, baseline: baseline, anchor: .middle, font: small,
        colour: theme.quietInk)
      guard label.inkBox.left >= edge, label.inkBox.left >= composer.type.margin,
        label.inkBox.right <= composer.type.margin + composer.innerWidth
      else { continue }
      edge = label.inkBox.right + 0.6 * small.size
      labels.append(.text(label))
    }
    // What the numbers are, over the ranks before the names, where there is room for it.
    let heading = try composer.typesetter.text(
      RankIntervalPhrase.heading.text(in: language), x: composer.type.margin, baseline: baseline,
      font: small, colour: theme.quietInk)
    let first = try composer.typesetter.width("1", small)
    if heading.inkBox.right + 0.8 * small.size <= place(1) - first / 2 {
      labels.append(.text(heading))
    }
    return (grid, labels)
  }

  private func data(_ figure: RowFigure) -> [Scene.Datum] {
    figure.plan.shown.map { index in
      let row = rows[index]
      return Scene.Datum(
        group: "row-" + figure.plot.rows[index].id, row: row.id,
        label: Typesetter.trimmed(row.label), value: Double(row.rank), low: Double(row.low),
        high: Double(row.high), text: range(row))
    }
  }

  private func description(leftOut: Int) -> String {
    var sentences = Sentences(chart.frame, kind: RankIntervalPhrase.kind)
    sentences.add(Phrase.tableReporting, chart.frame.reporting.values(in: language))
    sentences.add(
      DotPhrase.baseOfIntervals, ["name": Typesetter.trimmed(chart.intervalName)])
    let places = bandPlaces
    let count = hasBands ? (places.last ?? 0) + 1 : 0
    if !hasBands { sentences.add(RankIntervalPhrase.oneBandSentence) }
    for band in 0..<min(count, 6) {
      let names = rows.indices.filter { places[$0] == band }.map {
        Typesetter.trimmed(rows[$0].label)
      }
      sentences.add(
        names.count > 1 ? RankIntervalPhrase.bandSentence : .bandOfOne,
        [
          "band": name(ofBand: band), "names": sentences.names(names),
          "count": String(names.count),
        ])
    }
    let widest = rows.map { $0.high - $0.low }.max() ?? 0
    let wide = rows.filter { $0.high - $0.low == widest }
    if widest > 0, let first = wide.first {
      let names = wide.filter { $0.low == first.low }.map { Typesetter.trimmed($0.label) }
      sentences.add(
        RankIntervalPhrase.widest, ["names": sentences.names(names), "range": range(first)])
    }
    for (index, row) in rows.enumerated() where row.isFocus {
      sentences.add(
        hasBands ? RankIntervalPhrase.focus : .focusInOneBand,
        [
          "name": Typesetter.trimmed(row.label), "rank": String(row.rank), "range": range(row),
          "band": name(ofBand: places[index]),
        ])
    }
    if leftOut > 0 { sentences.add(RankIntervalPhrase.leftOut, ["count": String(leftOut)]) }
    if hasBands { sentences.add(RankIntervalPhrase.readingSentence) }
    return sentences.text
  }
}
