/// Fits small multiples into their frame and draws them.
struct SmallMultiplesDrawing {
  let chart: SmallMultiplesChart
  let content: LineContent
  let composer: FigureComposer

  private var theme: Theme { composer.theme }
  private var typesetter: Typesetter { composer.typesetter }
  private var small: Font { composer.small }
  private var language: FigureLanguage { composer.language }

  private struct Plan {
    var composition: FigureComposer.Composition
    var columns, rows: Int
    var size: Double
    /// The width and the height of a panel with its name, and the gap between two.
    var width, height: Double
    var gap: (x: Double, y: Double)
    var left, top: Double
    /// The space for the name above, for the last value at the right, for ticks at the left.
    var nameHeight, valueWidth, tickWidth: Double
    var names: [[String]]
    /// The scale of each panel, between its own ends.
    var scales: [ValueScale]

    /// The place of the lines of a panel.
    func plot(_ index: Int) -> Box {
      let x = left + Double(index % columns) * (width + gap.x)
      let y = top + Double(index / columns) * (height + gap.y)
      return Box(left: x, top: y + nameHeight, right: x + width, bottom: y + height)
    }
  }

  /// The scene: panels in as few and as even rows as fit, of a pleasing shape.
  func scene() throws(ChartError) -> Scene {
    for lineLimit in [2, 1] {
      for size in composer.rowSizes {
        var best: (plan: Plan, cost: Double)?
        for columns in 1...min(max(chart.panels.count, 1), 24) {
          guard let plan = try plan(columns: columns, size: size, lineLimit: lineLimit) else {
            continue
          }
          let cost = cost(plan)
          if cost < best?.cost ?? .infinity { best = (plan, cost) }
        }
        if let best { return try draw(best.plan) }
      }
    }
    throw composer.tooSmall("the \(chart.panels.count) panels")
  }

  /// How far a plan is from panels of four by three in full rows.
  private func cost(_ plan: Plan) -> Double {
    let count = chart.panels.count
    let empty = plan.rows * plan.columns - count
    let last = count - (plan.rows - 1) * plan.columns
    let shape = plan.width / max(plan.height - plan.nameHeight, 1)
    var cost = 4 * Double(empty) / Double(plan.columns)
    if last == 1, plan.rows > 1, plan.columns > 1 { cost += 20 }
    cost += 1.5 * abs(ValueScale.logarithm(shape / 1.45))
    // Narrow panels show little of a line, and what a frame leaves empty shows nothing.
    cost += 3 * max(0, 1 - plan.width / (11 * composer.type.row))
    if composer.frame.size.height != nil {
      let composition = plan.composition
      let below = composer.type.margin + composition.footer.height
      let empty = composition.height - below - composition.plot.bottom
      cost += 6 * max(0, empty) / composition.height
    }
    return cost
  }

  // MARK: Fitting

  private func plan(
    columns: Int, size: Double, lineLimit: Int
  ) throws(ChartError) -> Plan? {
    let count = chart.panels.count
    let rows = (count + columns - 1) / columns
    let isFree = chart.hasFreeScales
    // Most attempts fail by this sum already, before a text is measured.
    let ceiling = composer.frame.size.height ?? FigureSize.greatestHeight
    guard Double(rows) * 5.1 * size < ceiling else { return nil }
    var valueWidth = 0.0
    for index in content.drawn {
      guard let end = content.end(index), let text = content.valueText(index, end.year) else {
        continue
      }
      valueWidth = max(
        valueWidth, try typesetter.width(text, Font(size: small.size, isBold: true)))
    }
    valueWidth += 0.6 * small.size
    let rough = scales(mostTicks: 4)
    var tickWidth = 0.0
    for scale in rough { tickWidth = max(tickWidth, try composer.tickWidth(scale)) }
    tickWidth += 0.5 * small.size
    let gapX = (isFree ? tickWidth : 0) + 0.9 * size
    let width =
      (composer.innerWidth - tickWidth - Double(columns - 1) * gapX) / Double(columns)
    guard width - valueWidth >= 4.2 * small.size else { return nil }
    let yearWidth = try typesetter.width("2024", small)
    guard width >= 1.25 * yearWidth else { return nil }

    var names: [[String]] = []
    for index in chart.panels.indices {
      let font = Font(size: size, isBold: content.isFocus(index))
      let name = content.label(index)
      let lines = try typesetter.balancedLines(name, font, within: width)
      guard lines.count <= 2, try !typesetter.breaksWord(name, font, within: width) else {
        return nil
      }
      for line in lines {
        guard try typesetter.width(line, font) <= width + 0.01 else { return nil }
      }
      names.append(lines)
    }
    let nameLines = names.map(\.count).max() ?? 1
    let nameHeight =
      Double(nameLines) * 1.14 * size + 0.4 * size + (isFree ? 1.3 * small.size : 0)
    let gapY = 1.05 * size
    let axis = 1.7 * small.size
    let leastPlot = 2.6 * size
    let wishPlot = max(min(0.62 * width, 9 * size), 4 * size)
    func total(_ plot: Double) -> Double {
      Double(rows) * (nameHeight + plot) + Double(rows - 1) * gapY + axis
    }
    let footer = try footer(lineLimit)
    guard
      let composition = try composer.composition(
        footer: footer, wish: total(wishPlot), least: total(leastPlot),
        most: total(max(1.1 * width, leastPlot)))
    else { return nil }
    let box = composition.plot
    let height = (box.bottom - box.top - axis - Double(rows - 1) * gapY) / Double(rows)
    let mostTicks = min(max(Int((height - nameHeight) / (2.4 * small.size)), 2), 4)
    return Plan(
      composition: composition, columns: columns, rows: rows, size: size, width: width,
      height: height, gap: (gapX, gapY), left: box.left + tickWidth, top: box.top,
      nameHeight: nameHeight, valueWidth: valueWidth, tickWidth: tickWidth, names: names,
      scales: scales(mostTicks: mostTicks))
  }

  /// The values of a panel that a scale must hold.
  private func values(_ index: Int) -> [Double] {
    let trace = content.traces[index]
    return trace.runs.flatMap(\.points).map(\.value) + trace.spans.map(\.value)
      + trace.intervals.map(\.low)
  }

  private func scales(mostTicks: Int) -> [ValueScale] {
    func scale(_ values: [Double]) -> ValueScale {
      var request = ValueScale.Request(values: values, style: content.numbers)
      request.areCounts = chart.areCounts
      request.mostTicks = mostTicks
      request.endsAtTicks = false
      return ValueScale(request, from: 1, to: 0)
    }
    if chart.hasFreeScales { return chart.panels.indices.map { scale(values($0)) } }
    let shared = scale(chart.panels.indices.flatMap(values))
    return chart.panels.map { _ in shared }
  }

  private func footer(_ lineLimit: Int) throws(ChartError) -> TextBlock {
    let setter = composer.setter
    let order =
      chart.panels.indices.filter(content.isFocus)
      + chart.panels.indices.filter { !content.isFocus($0) }
    var lists: [String] = []
    func item(_ index: Int, _ years: [Int]) -> String {
      Phrase.nameWithValue.text(
        in: language, ["name": content.label(index), "value": content.yearsText(years)])
    }
    for absence in LineContent.Absence.allCases {
      let items = order.compactMap { index in
        content.traces[index].absences[absence].map { item(index, $0) }
      }
      if let list = try setter.list(absence.phrase, items, lineLimit: lineLimit) {
        lists.append(list)
      }
    }
    let about = order.compactMap { index -> String? in
      let years = chart.panels[index].points.filter { $0.state.marks.contains(.about) }
        .map(\.year).sorted()
      return years.isEmpty ? nil : item(index, years)
    }
    if let list = try setter.list(.lineAbout, about, lineLimit: lineLimit) { lists.append(list) }
    var notes: [String] = []
    notes.append((chart.hasFreeScales ? SmallMultiplesPhrase.free : .shared).text(in: language))
    if !chart.hasFreeScales, content.drawn.count > 1 {
      let most = SmallMultiplesChart.mostBehind
      notes.append(
        (content.drawn.count - 1 > most ? SmallMultiplesPhrase.behindSome : .behind).text(
          in: language,
          [
            "count": String(most),
            "marks": (hasLone ? SmallMultiplesPhrase.linesAndDots : .lines).text(in: language),
          ]))
    }
    if Set(content.drawn.compactMap { content.end($0)?.year }).count > 1 {
      notes.append(SmallMultiplesPhrase.ends.text(in: language))
    }
    let traces = content.traces
    for years in Set(traces.flatMap(\.spans).map(\.years)).sorted() {
      notes.append(Phrase.lineAverage.text(in: language, ["years": String(years)]))
    }
    var classes: [String] = []
    for name in traces.flatMap({ $0.runs.map(\.className) + $0.spans.map(\.className) }) {
      if let name, !classes.contains(name) { classes.append(name) }
    }
    for name in classes { notes.append(Phrase.lineOtherClass.text(in: language, ["class": name])) }
    if traces.contains(where: { !$0.intervals.isEmpty }) {
      notes.append(Phrase.lineInterval.text(in: language))
    }
    return try setter.footer(lists: lists, footnotes: notes)
  }

  /// Whether a value stands alone in its year, with none the year before or after.
  private var hasLone: Bool {
    content.traces.contains { $0.runs.contains { $0.points.count == 1 } }
  }

  // MARK: Drawing

  private func draw(_ plan: Plan) throws(ChartError) -> Scene {
    var elements: [Scene.Element] = []
    for index in chart.panels.indices {
      elements.append(
        .group(
          Scene.Group(
            id: "panel-" + content.identifiers[index], elements: try panel(index, plan))))
    }
    return try composer.scene(
      plan.composition, plot: elements, alternativeText: description(plan), data: data,
      facts: facts(plan))
  }

  private func axis(_ index: Int, _ plan: Plan) -> YearAxis {
    let plot = plan.plot(index)
    let inset = 0.35 * plan.size
    return YearAxis(
      years: Array(chart.years), start: plot.left + inset, end: plot.right - plan.valueWidth)
  }

  private func panel(_ index: Int, _ plan: Plan) throws(ChartError) -> [Scene.Element] {
    let plot = plan.plot(index)
    let isFocus = content.isFocus(index)
    let axis = axis(index, plan)
    let scale = plan.scales[index].placed(from: plot.bottom, to: plot.top)
    let isFree = chart.hasFreeScales
    var elements: [Scene.Element] = []

    var baseline = plot.top - plan.nameHeight + 0.9 * plan.size
    for line in plan.names[index] {
      elements.append(
        .text(
          try typesetter.text(
            line, x: plot.left, baseline: baseline,
            font: Font(size: plan.size, isBold: isFocus),
            colour: isFocus ? theme.focus : theme.ink)))
      baseline += 1.14 * plan.size
    }
    if isFree {
      let text = SmallMultiplesPhrase.freePanel.text(in: language)
      if try typesetter.width(text, small) <= plan.width {
        elements.append(
          .text(
            try typesetter.text(
              text, x: plot.left, baseline: baseline + 0.02 * plan.size, font: small,
              colour: theme.quietInk)))
      }
    }

    // Numbers stand at the left edge only, years below the last panel of each column.
    let hasNumbers = isFree || index % plan.columns == 0
    let value = try endValue(index, plan, axis, scale)
    let clear = value?.inkBox.grown(x: 0.3 * small.size, y: 0.1 * small.size)
    for tick in scale.ticks {
      let y = scale.place(tick)
      let isZero = tick == 0
      var stretches = [(start: plot.left, end: plot.right)]
      // A gridline does not strike through the last value.
      if let clear, clear.top < y, y < clear.bottom {
        stretches = [(plot.left, clear.left), (clear.right, plot.right)]
      }
      for stretch in stretches where stretch.end > stretch.start {
        elements.append(
          .line(
            Scene.Line(
              x1: stretch.start, y1: y, x2: stretch.end, y2: y,
              stroke: Scene.Stroke(
                theme.grid, width: isZero ? 2.2 * composer.hairline : composer.hairline))))
      }
      if hasNumbers {
        elements.append(
          .text(
            try typesetter.text(
              scale.style.string(tick), x: plot.left - 0.4 * small.size,
              baseline: y + 0.37 * small.size, anchor: .end, font: small,
              colour: theme.quietInk)))
      }
    }
    elements += ticks(axis, plot, clearOf: value?.inkBox)
    if index + plan.columns >= chart.panels.count {
      elements += try yearTexts(axis, plot)
    }
    if !isFree { elements += behind(index, axis, scale, clearOf: value?.inkBox) }
    elements += try line(index, plan, axis, scale)
    if let value { elements.append(.text(value)) }
    return elements
  }

  /// How far the mark of the last value reaches from its place.
  private func reach(_ plan: Plan, _ axis: YearAxis, isSpan: Bool) -> Double {
    let half = axis.years.count > 1 ? axis.leastStep / 2 : 0.35 * plan.size
    return isSpan ? min(0.7 * half, 0.3 * plan.size) : 0.19 * composer.type.row
  }

  /// The last value beside its mark, below the panel's name and above its foot.
  private func endValue(
    _ index: Int, _ plan: Plan, _ axis: YearAxis, _ scale: ValueScale
  ) throws(ChartError) -> Scene.Text? {
    guard let end = content.end(index), let string = content.valueText(index, end.year) else {
      return nil
    }
    let plot = plan.plot(index)
    let isFocus = content.isFocus(index)
    let font = Font(size: small.size, isBold: isFocus)
    let width = try typesetter.width(string, font)
    let right = axis.place(end.year) + reach(plan, axis, isSpan: end.isSpan)
    let y = scale.place(scale.clamped(end.value)) + 0.37 * font.size
    return try typesetter.text(
      string, x: min(right + 0.35 * small.size, plot.right - width),
      baseline: max(
        min(y, plot.bottom - 0.05 * font.size), plot.top + 0.62 * font.size),
      font: font, colour: isFocus ? theme.focus : theme.ink,
      mark: "line-" + content.identifiers[index])
  }

  /// The first and the last year, or the last alone.
  private func yearTexts(_ axis: YearAxis, _ plot: Box) throws(ChartError) -> [Scene.Element] {
    let baseline = plot.bottom + 1.35 * small.size
    let (first, last) = (chart.years.lowerBound, chart.years.upperBound)
    let width = try typesetter.width(String(last), small)
    // The last year stands below the last point, but never beyond the panel.
    let right = min(axis.place(last) + width / 2, plot.right)
    var elements: [Scene.Element] = [
      .text(
        try typesetter.text(
          String(last), x: right, baseline: baseline, anchor: .end, font: small,
          colour: theme.quietInk))
    ]
    let firstWidth = try typesetter.width(String(first), small)
    if first < last, plot.left + firstWidth + 0.5 * small.size <= right - width {
      elements.append(
        .text(
          try typesetter.text(
            String(first), x: plot.left, baseline: baseline, font: small, colour: theme.quietInk)))
    }
    return elements
  }

  /// A short line below each year, where they stand far enough apart.
  private func ticks(_ axis: YearAxis, _ plot: Box, clearOf text: Box?) -> [Scene.Element] {
    guard axis.years.count > 1, axis.leastStep >= 0.45 * small.size else { return [] }
    return axis.years.compactMap { year in
      let x = axis.place(year)
      let end = plot.bottom + 0.22 * small.size
      let box = Box(left: x, top: plot.bottom, right: x, bottom: end)
        .grown(x: composer.hairline, y: composer.hairline)
      if let text, box.overlaps(text, tolerance: 0) { return nil }
      return .line(
        Scene.Line(
          x1: x, y1: plot.bottom, x2: x, y2: end,
          stroke: Scene.Stroke(theme.rule, width: composer.hairline)))
    }
  }

  /// A grey so quiet that a text may stand on it.
  private var background: Colour {
    var colour = theme.rule
    for _ in 0..<12 where colour.contrast(with: theme.paper) >= 1.42 {
      colour = colour.mixed(with: theme.paper, share: 0.12)
    }
    return colour
  }

  /// The others in the background: all, or so many spread evenly over their last values.
  private func behind(
    _ index: Int, _ axis: YearAxis, _ scale: ValueScale, clearOf text: Box?
  ) -> [Scene.Element] {
    var others = content.drawn.filter { $0 != index }.sorted {
      (content.end($0)?.value ?? 0, $0) < (content.end($1)?.value ?? 0, $1)
    }
    let most = SmallMultiplesChart.mostBehind
    if others.count > most {
      let all = others
      others = (0..<most).map { all[$0 * (all.count - 1) / (most - 1)] }
    }
    let stroke = Scene.Stroke(background, width: 1.2 * composer.hairline)
    let radius = 0.14 * composer.type.row
    return others.flatMap { other -> [Scene.Element] in
      content.traces[other].runs.compactMap { run -> Scene.Element? in
        let places = run.points.map {
          Scene.Point(x: axis.place($0.year), y: scale.place($0.value))
        }
        guard places.count == 1 else {
          return .polygon(Scene.Polygon(points: places, isClosed: false, stroke: stroke))
        }
        // A dot beside a number would be read as a sign of it.
        let place = places[0]
        let dot = Box(left: place.x, top: place.y, right: place.x, bottom: place.y)
          .grown(x: 2 * radius, y: 2 * radius)
        if let text, dot.overlaps(text, tolerance: 0) { return nil }
        return .circle(
          Scene.Circle(x: place.x, y: place.y, radius: radius, fill: .solid(background)))
      }
    }
  }

  private func line(
    _ index: Int, _ plan: Plan, _ axis: YearAxis, _ scale: ValueScale
  ) throws(ChartError) -> [Scene.Element] {
    let trace = content.traces[index]
    let isFocus = content.isFocus(index)
    let colour = isFocus ? theme.focus : theme.interval
    let mark = "line-" + content.identifiers[index]
    let width = composer.type.row / (isFocus ? 4.6 : 6)
    let radius = 0.19 * composer.type.row
    let plot = plan.plot(index)
    var elements: [Scene.Element] = []
    guard !trace.isEmpty else {
      let text = SmallMultiplesPhrase.noValue.text(in: language)
      guard try typesetter.width(text, small) <= plan.width - 0.4 * plan.size else { return [] }
      return [
        .text(
          try typesetter.text(
            text, x: (plot.left + plot.right) / 2, baseline: plot.bottom - 0.8 * small.size,
            anchor: .middle, font: small, colour: theme.ink))
      ]
    }
    let half = axis.years.count > 1 ? axis.leastStep / 2 : 0.35 * plan.size
    for span in trace.spans {
      let y = scale.place(span.value)
      elements.append(
        .line(
          Scene.Line(
            x1: max(axis.place(span.first) - 0.7 * half, plot.left), y1: y,
            x2: min(
              axis.place(span.last) + 0.7 * half, plot.right - plan.valueWidth + 0.3 * plan.size),
            y2: y,
            stroke: Scene.Stroke(colour, width: width, dashes: [2.6 * width, 1.8 * width]),
            mark: mark)))
    }
    for interval in trace.intervals {
      let x = axis.place(interval.year)
      // Beyond the scale an interval ends at its edge.
      let top = scale.place(scale.clamped(interval.high ?? scale.high))
      let stroke = Scene.Stroke(colour, width: min(width, 1.6 * composer.hairline))
      let bottom = scale.place(scale.clamped(interval.low))
      elements.append(
        .line(Scene.Line(x1: x, y1: bottom, x2: x, y2: top, stroke: stroke, mark: mark)))
      for y in interval.high == nil ? [bottom] : [bottom, top] {
        elements.append(
          .line(
            Scene.Line(x1: x - radius, y1: y, x2: x + radius, y2: y, stroke: stroke, mark: mark)))
      }
    }
    let end = content.end(index)
    for run in trace.runs {
      let places = run.points.map { Scene.Point(x: axis.place($0.year), y: scale.place($0.value)) }
      if places.count > 1 {
        elements.append(
          .polygon(
            Scene.Polygon(
              points: places, isClosed: false, stroke: Scene.Stroke(colour, width: width),
              mark: mark)))
      }
      for (point, place) in zip(run.points, places) {
        let isHollow = run.className != nil
        let isLast = end?.year == point.year && end?.isSpan == false
        let isPlain = places.count > 1 && !isHollow && !isLast
        guard content.marksAll || !isPlain else { continue }
        elements.append(
          .circle(
            Scene.Circle(
              x: place.x, y: place.y,
              radius: isLast ? 1.15 * radius : isPlain ? 0.8 * radius : radius,
              fill: .solid(isHollow ? theme.paper : colour),
              stroke: isHollow ? Scene.Stroke(colour, width: 0.5 * radius) : nil, mark: mark)))
      }
    }
    return elements
  }

  // MARK: What the scene says of itself

  private func description(_ plan: Plan) -> String {
    var sentences: [String] = []
    func add(_ phrase: some Phrasing, _ values: [String: String]) {
      sentences.append(phrase.text(in: language, values))
    }
    add(SmallMultiplesPhrase.kind, ["title": Typesetter.trimmed(chart.frame.title)])
    let unit = Typesetter.trimmed(chart.frame.unit)
    if !unit.isEmpty { add(Phrase.descriptionUnit, ["unit": unit]) }
    add(
      SmallMultiplesPhrase.panels,
      [
        "years": content.yearsText(Array(chart.years)), "count": String(chart.panels.count),
        "scale": (chart.hasFreeScales ? SmallMultiplesPhrase.free : .shared).text(in: language),
      ])
    let ends = content.drawn.compactMap { index in
      content.end(index).map { (index: index, year: $0.year, value: $0.value) }
    }
    if let highest = ends.map(\.value).max(), let lowest = ends.map(\.value).min() {
      for (phrase, value) in [
        (SmallMultiplesPhrase.highest, highest), (.lowest, lowest),
      ] {
        let those = ends.filter { $0.value == value }
        guard let first = those.first else { continue }
        var names = content.label(first.index)
        if those.count > 1 {
          names = Phrase.namesAndOthers.text(
            in: language,
            ["names": names, "count": String(those.count), "rest": String(those.count - 1)])
        }
        add(
          phrase,
          ["names": names, "value": content.valueText(first.index, first.year) ?? ""])
      }
    }
    let lines = LineDescription(content: content, named: [])
    let told = chart.panels.indices.filter(content.isFocus)
    let others = chart.panels.indices.filter { !content.isFocus($0) }.prefix(max(6 - told.count, 0))
    for index in told + others { sentences.append(lines.series(index)) }
    for index in told {
      for absence in LineContent.Absence.allCases {
        guard let years = content.traces[index].absences[absence] else { continue }
        add(
          Phrase.lineDescriptionAbsence,
          [
            "name": content.label(index), "reason": absence.phrase.text(in: language),
            "years": content.yearsText(years),
          ])
      }
    }
    let rest = chart.panels.count - told.count - others.count
    if rest > 0 { add(Phrase.lineDescriptionOthers, ["count": String(rest)]) }
    return sentences.joined(separator: Phrase.sentenceSpace.text(in: language))
  }

  private var data: [Scene.Datum] {
    chart.panels.indices.flatMap { index in
      chart.panels[index].points.sorted { $0.year < $1.year }.compactMap {
        point -> Scene.Datum? in
        guard let text = content.valueText(index, point.year) else { return nil }
        var datum = Scene.Datum(
          group: "panel-" + content.identifiers[index], row: chart.panels[index].id,
          label: content.label(index), year: point.year, text: text)
        switch point.state {
        case .bounded(let low, let high): (datum.low, datum.high) = (low, high)
        default: datum.value = point.state.values.first
        }
        return datum
      }
    }
  }

  private func facts(_ plan: Plan) -> Scene.Facts {
    var facts = Scene.Facts()
    facts.scales = chart.panels.indices.map { index in
      let id = chart.hasFreeScales ? "value-" + content.identifiers[index] : "value"
      return plan.scales[index].fact(
        id: id, isFree: chart.hasFreeScales, isAnnounced: chart.hasFreeScales)
    }
    if !chart.hasFreeScales { facts.scales = Array(facts.scales.prefix(1)) }
    facts.lines = 1
    return facts
  }
}
