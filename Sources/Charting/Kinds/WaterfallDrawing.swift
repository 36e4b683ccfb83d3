/// Lays a waterfall out and draws it.
struct WaterfallDrawing {
  let content: WaterfallContent
  let composer: FigureComposer

  private var chart: WaterfallChart { content.chart }
  private var theme: Theme { composer.theme }
  private var language: FigureLanguage { composer.language }
  private var small: Font { composer.small }
  private var typesetter: Typesetter { composer.typesetter }
  /// How many rows there are: the two totals and the steps.
  private var count: Int { content.steps.count + 2 }

  /// The figure.
  func scene() throws(ChartError) -> Scene {
    let ids = RowPlot.identifiers(["start"] + content.steps.map { "step-" + $0.id } + ["end"])
    var rows: [RowPlot.Row] = []
    for index in 0..<count {
      let label: String
      if index == 0 {
        label = chart.start.label
      } else if index == count - 1 {
        label = chart.end.label
      } else {
        label = content.steps[index - 1].label
      }
      // Every row leads to the next, so none may be left out.
      rows.append(
        RowPlot.Row(
          id: ids[index], label: Typesetter.trimmed(label), isFocus: index == count - 1,
          isKept: true))
    }
    var plot = RowPlot(composer: composer, rows: rows)
    plot.axisAbove = 2 * small.size
    plot.leastWidth = 11
    // Whether zero is on the scale does not depend on where the scale stands.
    let isTruncated = try !hasZero(scale(from: 0, to: 100, width: composer.innerWidth))
    let plan = try plot.plan { (_, lineLimit) throws(ChartError) in
      try footer(isTruncated: isTruncated, lineLimit: lineLimit)
    }
    return try scene(RowFigure(plot: plot, plan: plan), isTruncated: isTruncated)
  }

  private func footer(isTruncated: Bool, lineLimit: Int) throws(ChartError) -> TextBlock {
    var footnotes: [String] = []
    if !content.steps.isEmpty { footnotes.append(WaterfallPhrase.direction.text(in: language)) }
    if isTruncated { footnotes.append(WaterfallPhrase.base.text(in: language)) }
    for step in content.steps where !step.merged.isEmpty {
      let place = "\u{1}"
      let label = WaterfallPhrase.merged.text(
        in: language,
        ["other": step.label, "count": String(step.merged.count), "names": place])
      // The names come last in both languages.
      if let list = try composer.setter.list(
        labelled: String(label.prefix { $0 != "\u{1}" }), step.merged, lineLimit: lineLimit)
      {
        footnotes.append(list)
      }
    }
    return try composer.setter.footer(
      rate: chart.frame.reporting.selected == 0 ? "" : nil, lists: [], footnotes: footnotes)
  }

  // MARK: The scale

  private func scale(
    from start: Double, to end: Double, width: Double
  ) throws(ChartError) -> ValueScale {
    var values = content.levels.map(\.to)
    if content.hasBars { values.append(0) }
    var request = ValueScale.Request(values: values, style: content.numbers)
    request.includesZero = content.hasBars
    request.endsAtTicks = false
    request.areCounts = chart.areCounts
    request.mostTicks = try composer.ticksAcross(
      width, widest: content.numbers.string(values.max() ?? 0))
    return ValueScale(request, from: start, to: end)
  }

  private func hasZero(_ scale: ValueScale) -> Bool { scale.low <= 0 && scale.high >= 0 }

  private func text(_ index: Int) -> String {
    if index == 0 { return content.startText }
    return index == count - 1 ? content.endText : content.stepTexts[index - 1]
  }

  private func mark(_ index: Int, _ figure: RowFigure) -> String {
    let isTotal = index == 0 || index == count - 1
    return (isTotal ? (content.hasBars ? "bar-" : "dot-") : "") + figure.plot.rows[index].id
  }

  // MARK: Drawing

  private func scene(_ figure: RowFigure, isTruncated: Bool) throws(ChartError) -> Scene {
    let plan = figure.plan
    let size = plan.size
    let gap = 0.4 * size
    let radius = content.hasBars ? 0 : 0.45 * size
    var room = 0.0
    var leftRoom = 0.0
    for index in 0..<count {
      let font = Font(size: size, isBold: index == count - 1)
      let width = try typesetter.width(text(index), font) + gap + radius
      room = max(room, width)
      // The value of a negative total stands to the left of its bar.
      if index == 0 || index == count - 1, content.levels[index].to < 0 {
        leftRoom = max(leftRoom, width)
      }
    }
    let left = plan.plot.left + max(leftRoom, radius)
    let right = plan.plot.right - room
    guard right - left >= 4 * size else {
      throw composer.tooSmall("the names, values and bars")
    }
    let scale = try scale(from: left, to: right, width: right - left)
    let baseline =
      plan.plot.top - 2 * small.size + TextBlock.baseline(of: small, in: 1.6 * small.size)
    let axis = try figure.axis(scale, baseline: baseline, hasZero: false)
    var texts: [Box] = []
    let thickness = figure.thickness(content.hasBars ? 0.68 : 0.42)
    let rows = try figure.rows(mark: { mark($0, figure) }) {
      (index, placed) throws(ChartError) in
      var elements = draw(
        index, placed, scale, thickness: thickness, size: size, mark: mark(index, figure))
      let value = try value(
        index, placed, scale, plan,
        gap: gap + (index == 0 || index == count - 1 ? radius : 0), mark: mark(index, figure))
      texts.append(value.inkBox)
      elements.append(.text(value))
      return elements
    }
    var zero: [Scene.Element] = []
    if hasZero(scale) {
      zero = FigureComposer.upright(
        scale.place(0), from: plan.plot.top, to: plan.plot.bottom, around: texts,
        reach: 0.15 * size,
        stroke: Scene.Stroke(theme.zero, width: 1.4 * composer.hairline), mark: "zero")
    }
    var facts = Scene.Facts()
    facts.scales = [
      scale.fact(id: "value", hasLengths: content.hasBars, isAnnounced: isTruncated)
    ]
    let groups =
      RowFigure.group("grid", axis.grid)
      + RowFigure.group("connectors", connectors(figure, scale, thickness: thickness)) + [rows]
      + RowFigure.group("zero", zero) + RowFigure.group("axis", axis.labels)
    return try composer.scene(
      plan.composition, plot: groups, alternativeText: content.description, data: data(figure),
      facts: facts)
  }

  /// The thin lines from where a row ends to where the next one begins.
  private func connectors(
    _ figure: RowFigure, _ scale: ValueScale, thickness: Double
  ) -> [Scene.Element] {
    let rows = figure.plan.items
    var lines: [Scene.Element] = []
    for (index, (row, next)) in zip(rows, rows.dropFirst()).enumerated() {
      let x = scale.place(content.levels[index].to)
      lines.append(
        .line(
          Scene.Line(
            // From the tip of an arrow, or from the edge of the first bar.
            x1: x, y1: row.middle + (index == 0 ? thickness / 2 : 0), x2: x,
            y2: next.middle - thickness / 2,
            stroke: Scene.Stroke(theme.interval, width: composer.hairline))))
    }
    return lines
  }

  /// The bar or the dot of a total, or the arrow of a step.
  private func draw(
    _ index: Int, _ placed: RowPlot.Placed, _ scale: ValueScale, thickness: Double, size: Double,
    mark: String
  ) -> [Scene.Element] {
    let y = placed.middle
    let level = content.levels[index]
    let (from, to) = (scale.place(level.from), scale.place(level.to))
    func upright(_ x: Double, _ colour: Colour) -> Scene.Element {
      .line(
        Scene.Line(
          x1: x, y1: y - thickness / 2, x2: x, y2: y + thickness / 2,
          stroke: Scene.Stroke(colour, width: 3 * composer.hairline), mark: mark))
    }
    if index == 0 || index == count - 1 {
      let colour = index == 0 ? theme.interval : theme.focus
      guard content.hasBars else {
        return [
          .circle(
            Scene.Circle(x: to, y: y, radius: 0.42 * size, fill: .solid(colour), mark: mark))
        ]
      }
      guard to != from else { return [upright(to, colour)] }
      return [
        .rectangle(
          Scene.Rectangle(
            x: min(from, to), y: y - thickness / 2, width: abs(to - from), height: thickness,
            fill: .solid(colour), mark: mark))
      ]
    }
    // Too short for an arrow: a stroke where it stands; its sign says the rest.
    guard abs(to - from) >= 6 * composer.hairline else { return [upright(to, theme.interval)] }
    let isUp = to > from
    let head = min(0.5 * thickness, abs(to - from)) * (isUp ? 1 : -1)
    let (top, bottom) = (y - thickness / 2, y + thickness / 2)
    return [
      .polygon(
        Scene.Polygon(
          points: [
            Scene.Point(x: from, y: top), Scene.Point(x: to - head, y: top),
            Scene.Point(x: to, y: y), Scene.Point(x: to - head, y: bottom),
            Scene.Point(x: from, y: bottom),
          ], fill: .solid(isUp ? theme.bar : theme.barHatchGround),
          stroke: Scene.Stroke(isUp ? theme.bar : theme.interval, width: composer.hairline),
          mark: mark))
    ]
  }

  /// The value beyond the end of its mark, or on the other side where there is no room.
  private func value(
    _ index: Int, _ placed: RowPlot.Placed, _ scale: ValueScale, _ plan: RowPlot.Plan, gap: Double,
    mark: String
  ) throws(ChartError) -> Scene.Text {
    let isEnd = index == count - 1
    let font = Font(size: plan.size, isBold: isEnd)
    let string = text(index)
    let width = try typesetter.width(string, font)
    let level = content.levels[index]
    let isTotal = index == 0 || isEnd
    let from = isTotal && !content.hasBars ? level.to : level.from
    let places = [scale.place(from), scale.place(level.to)].sorted()
    let isLeft = isTotal ? content.hasBars && level.to < 0 : level.to < level.from
    var x = places[1] + gap
    var anchor = Scene.Anchor.start
    // On the left the text must not reach the names, nor stand on the line at zero.
    let zero = scale.place(0)
    let edge = zero < places[0] - 0.01 ? max(plan.plot.left, zero + 0.3 * gap) : plan.plot.left
    if isLeft, places[0] - gap - width >= edge {
      x = places[0] - gap
      anchor = .end
    }
    return try typesetter.text(
      string, x: x, baseline: placed.middle + 0.37 * font.size, anchor: anchor, font: font,
      colour: isEnd ? theme.focus : theme.ink, mark: mark)
  }

  private func data(_ figure: RowFigure) -> [Scene.Datum] {
    (0..<count).map { index in
      let row = figure.plot.rows[index]
      let level = content.levels[index]
      var datum = Scene.Datum(
        group: "row-" + row.id, row: row.id, label: row.label, value: level.to, text: text(index))
      if index > 0, index < count - 1 {
        datum.row = content.steps[index - 1].id
        datum.value = content.steps[index - 1].change
        datum.low = min(level.from, level.to)
        datum.high = max(level.from, level.to)
      }
      return datum
    }
  }
}
