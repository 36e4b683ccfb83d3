/// Fits a slope chart into its frame and draws it.
struct SlopeDrawing {
  let content: SlopeContent
  let composer: FigureComposer

  private var theme: Theme { composer.theme }
  private var typesetter: Typesetter { composer.typesetter }
  private var series: [SlopeChart.Series] { content.chart.series }
  private var years: [Int] { content.chart.years }

  private struct Plan {
    var composition: FigureComposer.Composition
    var size: Double
    var named: [Int]
    var plot: Box
    var axis: YearAxis
    var scale: ValueScale
    var key: KeyRow
    var left, right: SideLabels
  }

  /// The scene: the most names in the largest type that fit.
  func scene() throws(ChartError) -> Scene {
    let order = content.importance
    let focus = max(order.count { series[$0].isFocus }, 1)
    var counts = [order.count, 30, 24, 18, 14, 10, 7, 5, 3].filter {
      $0 <= order.count && $0 >= min(focus, 8)
    }
    counts = counts.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    for count in counts {
      for lineLimit in [3, 1] {
        for size in composer.rowSizes {
          if let plan = try plan(
            Array(order.prefix(count)).sorted(), size: size, lineLimit: lineLimit)
          {
            return try draw(plan)
          }
        }
      }
    }
    throw composer.tooSmall("the \(order.count) lines with their names and values")
  }

  // MARK: Fitting

  /// The space between the legend and the years, in parts of the type size of the rows.
  private static let keySpace = 0.6

  private func plan(
    _ named: [Int], size: Double, lineLimit: Int
  ) throws(ChartError) -> Plan? {
    // Lists of names of one line each cannot be shorter than this.
    let ceiling = composer.frame.size.height ?? FigureSize.greatestHeight
    guard Double(named.count) * 1.1 * size <= ceiling else { return nil }
    let limit = 0.22 * composer.innerWidth
    var left = SideLabels(isLeft: true)
    var right = SideLabels(isLeft: false)
    let last = years.count - 1
    for index in named {
      let font = Font(size: size, isBold: series[index].isFocus)
      let colour = look(index, .rises, isNamed: true).text
      if content.value(index, 0) != nil {
        guard
          try left.add(
            content.label(index), detail: content.texts[index][0], font: font, colour: colour,
            mark: mark(index), limit: limit, typesetter: typesetter)
        else { return nil }
      }
      if content.value(index, last) != nil {
        guard
          try right.add(
            content.label(index), detail: content.texts[index][last], font: font, colour: colour,
            mark: mark(index), limit: limit, typesetter: typesetter)
        else { return nil }
      }
    }
    let key = try KeyRow(keyItems, composer: composer)
    let head = key.height + Self.keySpace * composer.type.row + 1.9 * composer.type.row
    let namesHeight = max(left.height, right.height)
    let unnamed = content.drawn.count - named.count
    var request = ValueScale.Request(values: content.values, style: content.numbers)
    let (low, high) = (content.values.min() ?? 0, content.values.max() ?? 0)
    // From zero where that costs little room.
    request.includesZero = low >= 0 && low <= 0.35 * high
    request.endsAtTicks = false
    var scale = ValueScale(request, from: 1, to: 0)
    var notes = content.footnotes.texts(in: composer.language)
    notes += content.classes.map {
      SlopePhrase.otherClass.text(in: composer.language, ["class": $0])
    }
    if scale.low != 0 {
      notes.append(
        SlopePhrase.base.text(
          in: composer.language,
          ["low": content.numbers.string(low), "high": content.numbers.string(high)]))
    }
    if isEven { notes.append(SlopePhrase.even.text(in: composer.language)) }
    if unnamed > 0 {
      notes.append(SlopePhrase.others.text(in: composer.language, ["count": String(unnamed)]))
    }
    let footer = try composer.setter.footer(
      lists: try content.lists(composer.setter, lineLimit: lineLimit), footnotes: notes)
    let foot = 0.8 * size
    guard
      let composition = try composer.composition(
        footer: footer,
        wish: max(namesHeight * 1.12, 0.62 * composer.innerWidth, 16 * size) + head + foot,
        least: max(namesHeight, 9 * size) + head + foot,
        most: max(1.3 * composer.innerWidth, 2.2 * namesHeight) + head + foot)
    else { return nil }
    let connector = 1.1 * size
    let box = composition.plot
    let inset = 0.6 * size
    var yearWidth = 0.0
    for year in years {
      yearWidth = max(yearWidth, try typesetter.width(String(year), Font(size: size, isBold: true)))
    }
    let plot = Box(
      left: box.left
        + max(left.width(size) + (left.labels.isEmpty ? 0 : connector) + inset, yearWidth / 2),
      top: box.top + head + 0.3 * size,
      right: box.right
        - max(right.width(size) + (right.labels.isEmpty ? 0 : connector) + inset, yearWidth / 2),
      bottom: box.bottom - foot)
    guard plot.right - plot.left >= (last == 1 ? 1.2 : 3.6) * yearWidth,
      plot.right - plot.left >= 3.2 * size * Double(last), plot.bottom - plot.top > 4 * size
    else { return nil }
    scale = scale.placed(from: plot.bottom, to: plot.top)
    func places(_ year: Int) -> [Double] {
      named.compactMap { content.value($0, year).map(scale.place) }
    }
    left.spread(places(0), from: plot.top - 0.6 * size, to: box.bottom)
    right.spread(places(last), from: plot.top - 0.6 * size, to: box.bottom)
    return Plan(
      composition: composition, size: size, named: named, plot: plot,
      axis: YearAxis(years: years, start: plot.left, end: plot.right, isEven: isEven), scale: scale,
      key: key,
      left: left, right: right)
  }

  /// Whether the year in the middle is so near one of the others that it would leave it no room.
  private var isEven: Bool {
    guard years.count == 3 else { return false }
    let share = Double(years[1] - years[0]) / Double(years[2] - years[0])
    return !(0.3...0.7).contains(share)
  }

  /// Samples of what rises, falls and stays, with how many do.
  private var keyItems: [KeyRow.Item] {
    // Three dashes and the two gaps between them, along the slanting line.
    let row = composer.type.row
    let length = (3 * Self.dash + 2 * Self.dashGap) * row
    let slant = 0.6 * composer.type.small
    let width = max(length * length - slant * slant, 0).squareRoot()
    return SlopeContent.Change.allCases.compactMap { change in
      let count = content.count(change)
      let isDrawn = content.drawn.contains { index in
        content.segments(index).contains { $0.change == change }
      }
      guard isDrawn else { return nil }
      return KeyRow.Item(
        text: change.phrase.text(in: composer.language, ["count": String(count)]),
        width: change == .stays ? length : width
      ) { box in
        let middle = (box.top + box.bottom) / 2
        let rise = change == .rises ? -0.3 : change == .falls ? 0.3 : 0
        let reach = (box.bottom - box.top) * rise
        return [
          .line(
            Scene.Line(
              x1: box.left, y1: middle - reach, x2: box.right, y2: middle + reach,
              stroke: stroke(theme.interval, change, width: composer.type.row / 6)))
        ]
      }
    }
  }

  // MARK: Looks

  private struct Look {
    var stroke: Scene.Stroke
    var text: Colour
    var radius: Double
  }

  /// The lengths of the dashes of what falls, in parts of the type size of the rows.
  private static let dash = 0.55
  private static let dashGap = 0.3

  private func mark(_ index: Int) -> String { "slope-" + content.identifiers[index] }

  private func stroke(
    _ colour: Colour, _ change: SlopeContent.Change, width: Double
  ) -> Scene.Stroke {
    let row = composer.type.row
    return switch change {
    case .rises: Scene.Stroke(colour, width: width)
    case .falls: Scene.Stroke(colour, width: width, dashes: [Self.dash * row, Self.dashGap * row])
    case .stays: Scene.Stroke(colour, width: 0.45 * width)
    }
  }

  private func look(_ index: Int, _ change: SlopeContent.Change, isNamed: Bool) -> Look {
    let row = composer.type.row
    if series[index].isFocus {
      return Look(
        stroke: stroke(theme.focus, change, width: row / 3.8), text: theme.focus,
        radius: 0.32 * row)
    }
    if isNamed {
      return Look(
        stroke: stroke(theme.interval, change, width: row / 8), text: theme.ink,
        radius: 0.22 * row)
    }
    return Look(
      stroke: stroke(theme.rule, change, width: row / 12), text: theme.quietInk,
      radius: 0.13 * row)
  }

  // MARK: Drawing

  private func draw(_ plan: Plan) throws(ChartError) -> Scene {
    var elements = try plan.key.elements(top: plan.composition.plot.top)
    func add(_ id: String, _ parts: [Scene.Element]) {
      if !parts.isEmpty { elements.append(.group(Scene.Group(id: id, elements: parts))) }
    }
    add("axis", try axis(plan))
    let connector = 1.1 * plan.size
    let inset = 0.6 * plan.size
    let left = try plan.left.elements(
      edge: plan.plot.left - 0.7 * inset, start: plan.plot.left - inset - connector,
      hairline: composer.hairline, connector: theme.interval, typesetter: typesetter)
    let right = try plan.right.elements(
      edge: plan.plot.right + 0.7 * inset, start: plan.plot.right + inset + connector,
      hairline: composer.hairline, connector: theme.interval, typesetter: typesetter)
    let middle = try middleValues(plan)
    let named = Set(plan.named)
    func depth(_ index: Int) -> Int { series[index].isFocus ? 2 : named.contains(index) ? 1 : 0 }
    for index in content.drawn.sorted(by: { (depth($0), $0) < (depth($1), $1) }) {
      let mark = mark(index)
      add(
        "series-" + content.identifiers[index],
        shapes(index, plan, isNamed: named.contains(index)) + (left[mark] ?? [])
          + (right[mark] ?? []) + (middle[mark] ?? []))
    }
    return try composer.scene(
      plan.composition, plot: elements, alternativeText: content.description, data: data,
      facts: facts(plan))
  }

  private func axis(_ plan: Plan) throws(ChartError) -> [Scene.Element] {
    var elements: [Scene.Element] = []
    let font = Font(size: plan.size, isBold: true)
    for year in years {
      let x = plan.axis.place(year)
      elements.append(
        .line(
          Scene.Line(
            x1: x, y1: plan.plot.top - 0.3 * plan.size, x2: x, y2: plan.plot.bottom,
            stroke: Scene.Stroke(theme.rule, width: composer.hairline))))
      elements.append(
        .text(
          try typesetter.text(
            String(year), x: x,
            baseline: plan.composition.plot.top + plan.key.height
              + (Self.keySpace + 1.05) * composer.type.row,
            anchor: .middle, font: font, colour: theme.quietInk)))
    }
    return elements
  }

  private func shapes(_ index: Int, _ plan: Plan, isNamed: Bool) -> [Scene.Element] {
    let mark = mark(index)
    func point(_ year: Int) -> Scene.Point {
      Scene.Point(
        x: plan.axis.place(years[year]), y: plan.scale.place(content.value(index, year) ?? 0))
    }
    var elements: [Scene.Element] = []
    for segment in content.segments(index) {
      let (start, end) = (point(segment.first), point(segment.last))
      elements.append(
        .line(
          Scene.Line(
            x1: start.x, y1: start.y, x2: end.x, y2: end.y,
            stroke: look(index, segment.change, isNamed: isNamed).stroke, mark: mark)))
    }
    let look = look(index, .rises, isNamed: isNamed)
    for year in years.indices where content.value(index, year) != nil {
      let place = point(year)
      let isHollow = content.isOtherClass(index, year)
      elements.append(
        .circle(
          Scene.Circle(
            x: place.x, y: place.y, radius: look.radius,
            fill: .solid(isHollow ? theme.paper : look.stroke.colour),
            stroke: isHollow
              ? Scene.Stroke(look.stroke.colour, width: 0.4 * look.radius)
              : Scene.Stroke(theme.paper, width: 0.6 * composer.hairline), mark: mark)))
    }
    return elements
  }

  /// The values of the year in the middle of those in focus, where they have room.
  private func middleValues(_ plan: Plan) throws(ChartError) -> [String: [Scene.Element]] {
    guard years.count == 3 else { return [:] }
    var placer = LabelPlacer(bounds: plan.plot.grown(x: 0, y: 0.5 * plan.size), size: plan.size)
    for index in content.drawn {
      let reach = 0.3 * composer.type.row
      for segment in content.segments(index) {
        guard let first = content.value(index, segment.first),
          let last = content.value(index, segment.last)
        else { continue }
        // A value is not to stand on its own line either.
        placer.avoid(
          from: Scene.Point(
            x: plan.axis.place(years[segment.first]), y: plan.scale.place(first)),
          to: Scene.Point(x: plan.axis.place(years[segment.last]), y: plan.scale.place(last)),
          width: composer.type.row / 6)
      }
      for year in years.indices {
        guard let value = content.value(index, year) else { continue }
        let (x, y) = (plan.axis.place(years[year]), plan.scale.place(value))
        placer.avoid(
          Box(left: x - reach, top: y - reach, right: x + reach, bottom: y + reach),
          of: mark(index))
      }
    }
    let x = plan.axis.place(years[1])
    placer.avoid(
      from: Scene.Point(x: x, y: plan.plot.top - plan.size),
      to: Scene.Point(x: x, y: plan.plot.bottom))
    var elements: [String: [Scene.Element]] = [:]
    let focus = plan.named.filter { series[$0].isFocus }
    for index in focus {
      guard let value = content.value(index, 1) else { continue }
      let look = look(index, .rises, isNamed: true)
      let placed = try placer.place(
        [
          LabelPlacer.Label(
            lines: [content.texts[index][1]],
            font: Font(size: plan.size, isBold: true), colour: look.text, mark: mark(index),
            place: Scene.Point(x: x, y: plan.scale.place(value)), reach: look.radius,
            importance: 0,
            sides: [.aboveRight, .belowRight, .right, .aboveLeft, .belowLeft, .left],
            mayBeAway: false)
        ], typesetter: typesetter, connector: Scene.Stroke(theme.interval, width: 0.5))
      elements[mark(index)] = placed.elements
    }
    return elements
  }

  // MARK: What the scene says of itself

  private var data: [Scene.Datum] {
    content.drawn.flatMap { index in
      years.indices.compactMap { year -> Scene.Datum? in
        let state = series[index].states[year]
        guard !content.texts[index][year].isEmpty else { return nil }
        var datum = Scene.Datum(
          group: "series-" + content.identifiers[index], row: series[index].id,
          label: content.label(index), year: years[year], value: content.value(index, year),
          text: content.texts[index][year])
        if case .bounded(let low, let high) = state { (datum.low, datum.high) = (low, high) }
        return datum
      }
    }
  }

  private func facts(_ plan: Plan) -> Scene.Facts {
    var facts = Scene.Facts()
    facts.scales = [plan.scale.fact(id: "value", isAnnounced: plan.scale.low != 0)]
    facts.lines = content.drawn.count { series[$0].isFocus }
    return facts
  }
}
