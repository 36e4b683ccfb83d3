/// Lays a dot chart out and draws it.
struct DotDrawing {
  let chart: DotChart
  let content: RankedBarContent
  let composer: FigureComposer

  private var theme: Theme { composer.theme }
  private var language: FigureLanguage { composer.language }
  private var intervalName: String { Typesetter.trimmed(chart.intervalName ?? "") }
  private var hasIntervals: Bool { chart.rows.contains { $0.interval != nil } }

  /// The rows that are drawn, as indices of the chart's rows, with their values as text.
  private struct Contents {
    var indices: [Int]
    var values: [Int: String] = [:]
    var footnotes = RankedBarFootnotes()
    /// Rows without a rank that are only listed.
    var listed: [Int]
    var plot: RowPlot
  }

  /// The height of the line of numbers above the rows, in parts of the small type.
  private static let axisLine = 2.0
  /// The height of the line above it where the median is named by itself, in the same parts.
  private static let medianLine = 1.5

  /// The figure, without its median where the frame has no room for the median's line.
  func scene() throws(ChartError) -> Scene {
    do {
      return try fittedScene()
    } catch {
      guard chart.showsMedian else { throw error }
      var bare = chart
      bare.showsMedian = false
      return try DotDrawing(chart: bare, content: content, composer: composer).fittedScene()
    }
  }

  private func fittedScene() throws(ChartError) -> Scene {
    var failure = composer.tooSmall("the names and values")
    for limit in [12, 6, 3, 0] {
      // Fewer rows below the rule only help where there are more of them.
      if limit < 12, content.unranked.count <= limit, limit > 0 { continue }
      var contents = try contents(unrankedLimit: limit)
      // Only where the rows have their places is it known whether the median displaces a number.
      for medianAbove in [0, Self.medianLine] {
        contents.plot.axisAbove = (Self.axisLine + medianAbove) * composer.type.small
        let plan: RowPlot.Plan
        do {
          plan = try contents.plot.plan { (_, lineLimit) throws(ChartError) in
            try footer(contents, lineLimit: lineLimit)
          }
        } catch {
          failure = error
          break
        }
        let figure = RowFigure(plot: contents.plot, plan: plan)
        if let scene = try scene(contents, figure, medianAbove: medianAbove) { return scene }
      }
    }
    throw failure
  }

  private func contents(unrankedLimit: Int) throws(ChartError) -> Contents {
    let focus = content.unranked.filter { chart.rows[$0].isFocus }
    let others = content.unranked.filter { !chart.rows[$0].isFocus }
    let kept = Set(focus + others.prefix(max(unrankedLimit - focus.count, 0)))
    let unranked = content.unranked.filter { kept.contains($0) }
    var contents = Contents(
      indices: content.ranked + unranked, listed: content.unranked.filter { !kept.contains($0) },
      plot: RowPlot(composer: composer, rows: []))
    let widest = 0.3 * composer.innerWidth
    let font = Font(size: composer.type.row)
    var rows: [RowPlot.Row] = []
    for index in contents.indices {
      let row = chart.rows[index]
      var notes = contents.footnotes
      var text = content.valueText(index, &notes)
      if case .otherClass = row.state, try composer.typesetter.width(text, font) > widest {
        notes = contents.footnotes
        text = content.valueText(index, &notes, classInFootnote: true)
      }
      contents.footnotes = notes
      contents.values[index] = text
      rows.append(
        RowPlot.Row(
          id: content.identifiers[index], label: content.label(index),
          lead: row.rank.map(String.init) ?? "", value: text, isFocus: row.isFocus,
          isKept: row.rank == nil, section: row.rank == nil ? 1 : 0))
    }
    contents.plot = RowPlot(composer: composer, rows: rows)
    contents.plot.headings = ["", content.heading(unranked)]
    contents.plot.leastWidth = 8
    return contents
  }

  // MARK: Below the plot

  private func footer(_ contents: Contents, lineLimit: Int) throws(ChartError) -> TextBlock {
    var key: [String] = []
    if hasIntervals { key.append(DotPhrase.whisker.text(in: language, ["name": intervalName])) }
    if isBaseFree(contents) { key.append(DotPhrase.base.text(in: language)) }
    return try composer.setter.footer(
      lists: try content.lists(contents.listed, lineLimit: lineLimit, setter: composer.setter),
      footnotes: key + contents.footnotes.texts(in: language))
  }

  // MARK: The scale

  /// Every value and end of an interval that is drawn or could be, whatever rows are left out.
  private func values(_ contents: Contents) -> [Double] {
    var values: [Double] = []
    var limits: [Double] = []
    for index in contents.indices {
      let row = chart.rows[index]
      switch row.state {
      case .value(let value, _):
        values.append(value)
        if let interval = row.interval { values += [interval.lowerBound, interval.upperBound] }
      case .bounded(let low, let high):
        values.append(low)
        if let high { limits.append(high) }
      case .otherClass, .notStated, .notApplicable: break
      }
    }
    // One wide range of a body without a rank would press all others together.
    let (least, greatest) = (values.min() ?? 0, values.max() ?? 0)
    let reach = 0.25 * (greatest - min(least, 0))
    return values + limits.filter { $0 <= greatest + reach }
  }

  /// Whether the scale leaves zero out: the values keep well away from it and nothing stands on it.
  private func isBaseFree(_ contents: Contents) -> Bool {
    let values = values(contents)
    guard !chart.hasStems, let least = values.min(), let greatest = values.max() else {
      return false
    }
    return least > 0 && least >= 0.4 * greatest || greatest < 0 && greatest <= 0.4 * least
  }

  private func scale(_ contents: Contents, _ plot: Box) throws(ChartError) -> ValueScale {
    var request = ValueScale.Request(values: values(contents), style: content.numbers)
    request.areCounts = chart.areCounts
    request.includesZero = !isBaseFree(contents)
    let widest = content.numbers.string(request.values.max() ?? 0)
    request.mostTicks = try composer.ticksAcross(plot.right - plot.left, widest: widest)
    let radius = 0.5 * composer.type.row
    return ValueScale(request, from: plot.left + radius, to: plot.right - radius)
  }

  // MARK: Drawing

  /// The figure; `nil` where the median's label would displace a number of the axis and has no
  /// line of its own.
  private func scene(
    _ contents: Contents, _ figure: RowFigure, medianAbove: Double
  ) throws(ChartError) -> Scene? {
    let plan = figure.plan
    let scale = try scale(contents, plan.plot)
    let hasZero = scale.low <= 0 && scale.high >= 0
    let small = composer.small
    let baseline =
      plan.plot.top - Self.axisLine * small.size
      + TextBlock.baseline(of: small, in: 1.6 * small.size)
    let axis = try figure.axis(scale, baseline: baseline, hasZero: hasZero)
    guard
      let median = try median(
        scale, figure, baseline: baseline - medianAbove * small.size, numbers: axis.labels)
    else { return nil }
    let rows = try figure.rows(mark: { "dot-" + contents.plot.rows[$0].id }) { index, placed in
      draw(contents.indices[index], placed, scale, size: plan.size)
    }
    let elements =
      RowFigure.group("grid", axis.grid) + RowFigure.group("zero", axis.zero)
      + RowFigure.group("median", median.lines) + [rows]
      + RowFigure.group("axis", axis.labels + median.labels)

    var facts = Scene.Facts()
    facts.scales = [scale.fact(id: "value", hasLengths: chart.hasStems, isAnnounced: !hasZero)]
    var description = RankedBarDescription(
      content: content, leftOut: figure.leftOut,
      kind: chart.hasStems ? DotPhrase.kindWithStems : .kind
    ).text
    let space = Phrase.sentenceSpace.text(in: language)
    for sentence in intervalSentences { description += space + sentence }
    return try composer.scene(
      plan.composition, plot: elements, alternativeText: description, data: data(contents, figure),
      facts: facts)
  }

  private var intervalSentences: [String] {
    guard hasIntervals else { return [] }
    var sentences = [DotPhrase.baseOfIntervals.text(in: language, ["name": intervalName])]
    for (index, row) in chart.rows.enumerated() where row.isFocus {
      guard let interval = row.interval else { continue }
      sentences.append(
        DotPhrase.describedInterval.text(
          in: language,
          [
            "name": content.label(index), "interval": intervalName,
            "range": content.numbers.range(interval.lowerBound, interval.upperBound),
          ]))
    }
    return sentences
  }

  private func data(_ contents: Contents, _ figure: RowFigure) -> [Scene.Datum] {
    figure.plan.shown.map { place in
      let index = contents.indices[place]
      let row = chart.rows[index]
      var datum = Scene.Datum(
        group: "row-" + contents.plot.rows[place].id, row: row.id, label: content.label(index),
        text: contents.values[index] ?? "")
      switch row.state {
      case .value(let value, _), .otherClass(let value, _, _): datum.value = value
      case .bounded(let low, let high): (datum.low, datum.high) = (low, high)
      case .notStated, .notApplicable: break
      }
      if let interval = row.interval {
        (datum.low, datum.high) = (interval.lowerBound, interval.upperBound)
      }
      return datum
    }
  }

  /// The rule of the median through the ranked rows, and its label; `nil` where the label would
  /// stand in the place of a number.
  private func median(
    _ scale: ValueScale, _ figure: RowFigure, baseline: Double, numbers: [Scene.Element]
  ) throws(ChartError) -> (lines: [Scene.Element], labels: [Scene.Element])? {
    // The middle of one or two says nothing that they do not say themselves.
    guard chart.showsMedian, content.ranked.count >= 3 else { return ([], []) }
    let small = composer.small
    let x = scale.place(content.median)
    var label = try composer.typesetter.text(
      Phrase.median.text(in: language, ["value": content.medianText]), x: x, baseline: baseline,
      anchor: .middle, font: small, colour: theme.ink, mark: "median")
    let half = label.extents.width / 2
    let plot = figure.plan.plot
    let left = composer.type.margin
    guard 2 * half <= plot.right - left else { return ([], []) }
    label.x = min(max(x, left + half), plot.right - half)
    let box = label.inkBox.grown(x: 0.6 * small.size, y: 0)
    for case .text(let number) in numbers where number.inkBox.overlaps(box) { return nil }
    guard abs(x - scale.place(0)) > 2 * composer.hairline else { return ([], [.text(label)]) }
    let stroke = Scene.Stroke(
      theme.median, width: 1.2 * composer.hairline,
      dashes: [4 * composer.hairline, 4 * composer.hairline])
    // The rule ends with the ranked rows.
    let heading = figure.plan.items.first {
      if case .heading = $0.item { true } else { false }
    }
    var lines: [Scene.Element] = []
    for (place, run) in figure.runs.enumerated() where run.top < heading?.top ?? .infinity {
      lines.append(
        .line(
          Scene.Line(
            x1: x, y1: place == 0 ? run.top - 0.3 * small.size : run.top, x2: x, y2: run.bottom,
            stroke: stroke, mark: "median")))
    }
    return (lines, [.text(label)])
  }

  /// The whisker, the stem and the dot of a row, or the range of one known only within limits.
  private func draw(
    _ index: Int, _ placed: RowPlot.Placed, _ scale: ValueScale, size: Double
  ) -> [Scene.Element] {
    let row = chart.rows[index]
    let mark = "dot-" + content.identifiers[index]
    let y = placed.middle
    let accent = row.isFocus ? theme.focus : theme.bar
    let cap = 0.26 * size
    func line(_ from: Double, _ to: Double, _ stroke: Scene.Stroke) -> Scene.Element {
      .line(Scene.Line(x1: from, y1: y, x2: to, y2: y, stroke: stroke, mark: mark))
    }
    func upright(_ x: Double, _ stroke: Scene.Stroke) -> Scene.Element {
      .line(Scene.Line(x1: x, y1: y - cap, x2: x, y2: y + cap, stroke: stroke, mark: mark))
    }
    switch row.state {
    case .value(let value, let marks):
      var elements: [Scene.Element] = []
      let x = scale.place(value)
      if chart.hasStems, value != 0 {
        elements.append(
          line(scale.place(0), x, Scene.Stroke(accent, width: 0.16 * size)))
      }
      if let interval = row.interval {
        let stroke = Scene.Stroke(
          row.isFocus ? theme.focus : theme.interval, width: 0.11 * size)
        let ends = [interval.lowerBound, interval.upperBound].map(scale.place)
        elements.append(line(ends[0], ends[1], stroke))
        // Over a stem only caps tell where the interval ends.
        if chart.hasStems { elements += ends.map { upright($0, stroke) } }
      }
      let radius = (row.isFocus ? 0.42 : 0.36) * size
      let fill = row.isFocus || row.interval == nil ? accent : theme.interval
      let isHollow = marks.isAveraged
      elements.append(
        .circle(
          Scene.Circle(
            x: x, y: y, radius: isHollow ? radius - 0.07 * size : radius,
            fill: .solid(isHollow ? theme.paper : fill),
            stroke: isHollow ? Scene.Stroke(fill, width: 0.14 * size) : nil, mark: mark)))
      return elements
    case .bounded(let low, let high):
      let stroke = Scene.Stroke(row.isFocus ? theme.focus : theme.interval, width: 0.16 * size)
      let start = scale.place(scale.clamped(low))
      if let high, high <= scale.high {
        let end = scale.place(scale.clamped(high))
        return [line(start, end, stroke), upright(start, stroke), upright(end, stroke)]
      }
      // An open end, or one beyond the scale, is an arrow towards the right.
      let head = 0.5 * size
      let edge = scale.end + 0.5 * composer.type.row
      let end = high == nil ? min(start + 1.6 * size, edge) : edge
      let tail = min(start, end - head)
      return [
        line(tail, end - head, stroke), upright(tail, stroke),
        .polygon(
          Scene.Polygon(
            points: [
              Scene.Point(x: end, y: y), Scene.Point(x: end - head, y: y - cap),
              Scene.Point(x: end - head, y: y + cap),
            ], fill: .solid(stroke.colour), mark: mark)),
      ]
    case .otherClass, .notStated, .notApplicable:
      return []
    }
  }
}
