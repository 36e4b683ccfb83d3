/// Fits a bump chart into its frame and draws it.
struct BumpDrawing {
  let content: BumpContent
  let composer: FigureComposer

  private var theme: Theme { composer.theme }
  private var typesetter: Typesetter { composer.typesetter }
  private var series: [BumpChart.Series] { content.chart.series }

  private struct Plan {
    var composition: FigureComposer.Composition
    var size: Double
    var named: [Int]
    /// Where the lines go.
    var plot: Box
    var axis: YearAxis
    /// The distance from one rank to the next.
    var step: Double
    var left, right: SideLabels
    /// Whether the ranks have numbers of their own at the left.
    var ticks: [Double]

    func y(_ place: Double) -> Double { plot.top + (place - 1) * step }
  }

  /// The scene: the most names in the largest type that fit.
  func scene() throws(ChartError) -> Scene {
    for named in content.namings {
      for lineLimit in [2, 1] {
        for size in composer.rowSizes {
          if let plan = try plan(named, size: size, lineLimit: lineLimit, unlabelled: 0) {
            return try draw(plan, lineLimit)
          }
        }
      }
    }
    throw composer.tooSmall("the \(content.drawn.count) lines with their names")
  }

  // MARK: Fitting

  private func plan(
    _ named: [Int], size: Double, lineLimit: Int, unlabelled: Int
  ) throws(ChartError) -> Plan? {
    guard let firstYear = content.years.first, let lastYear = content.years.last else {
      return nil
    }
    let limit = 0.25 * composer.innerWidth
    var left = SideLabels(isLeft: true)
    var right = SideLabels(isLeft: false)
    for index in named {
      let look = look(index, named)
      let font = Font(size: size, isBold: content.highlighted.contains(index))
      if content.points[index][firstYear] != nil {
        guard
          try left.add(
            content.label(index), detail: content.rankText(index, firstYear), font: font,
            colour: look.text,
            mark: mark(index), limit: limit, typesetter: typesetter)
        else { return nil }
      }
      if content.points[index][lastYear] != nil {
        guard
          try right.add(
            content.label(index), detail: content.rankText(index, lastYear), font: font,
            colour: look.text,
            mark: mark(index), limit: limit, typesetter: typesetter)
        else { return nil }
      }
    }
    let isComplete = named.count == content.drawn.count && content.greatest <= 30
    let span = max(content.greatest - 1, 1)
    let head = 2 * composer.type.small
    let foot = 0.75 * size
    let namesHeight = max(left.height, right.height)
    let steps = isComplete ? 1.55 * size : max(0.35 * size, min(1.2 * size, 36 * size / span))
    let wish = max(span * steps, namesHeight * 1.05, 14 * size) + head + foot
    let least = max(span * (isComplete ? 1.22 * size : 0.1), namesHeight, 8 * size) + head + foot
    guard
      let composition = try composer.composition(
        footer: try footer(named, lineLimit, unlabelled: unlabelled),
        wish: wish, least: least,
        most: max(span * 3.2 * size, 1.05 * composer.innerWidth) + head + foot)
    else { return nil }
    var ticks: [Double] = []
    var tickWidth = 0.0
    if !isComplete {
      ticks = rankTicks(height: composition.plot.bottom - composition.plot.top - head - foot)
      for tick in ticks {
        tickWidth = max(tickWidth, try typesetter.width(String(Int(tick)), composer.small))
      }
      tickWidth += 0.6 * composer.type.small
    }
    let connector = 1.3 * size
    let inset = 0.75 * size
    let box = composition.plot
    let plot = Box(
      left: box.left + left.width(size) + (left.labels.isEmpty ? 0 : connector) + tickWidth
        + inset,
      top: box.top + head + 0.5 * size,
      right: box.right - right.width(size) - (right.labels.isEmpty ? 0 : connector) - inset,
      bottom: box.bottom - foot)
    guard plot.right - plot.left >= max(7 * size, Double(content.years.count) * 0.55 * size),
      plot.bottom > plot.top
    else { return nil }
    let step = (plot.bottom - plot.top - 0.5 * size) / span
    var plan = Plan(
      composition: composition, size: size, named: named, plot: plot,
      axis: YearAxis(years: content.years, start: plot.left, end: plot.right), step: step,
      left: left, right: right, ticks: ticks)
    func places(_ year: Int) -> [Double] {
      named.compactMap { content.places[$0][year].map(plan.y) }
    }
    let first = places(firstYear)
    let last = places(lastYear)
    plan.left.spread(first, from: plot.top - 0.6 * size, to: box.bottom)
    plan.right.spread(last, from: plot.top - 0.6 * size, to: box.bottom)
    return plan
  }

  /// The first rank and round ranks below it.
  private func rankTicks(height: Double) -> [Double] {
    let most = composer.ticksUpright(height)
    let round = Ticks(from: 0, to: content.greatest, atMost: most + 1, areCounts: true)
    return [1] + round.values.filter { $0 > 1.5 && $0 <= content.greatest }
  }

  private func footer(
    _ named: [Int], _ lineLimit: Int, unlabelled: Int
  ) throws(ChartError) -> TextBlock {
    let none = series.indices.filter { content.points[$0].isEmpty }
    let list = try composer.setter.list(
      labelled: BumpPhrase.listNone.text(
        in: composer.language, ["count": String(none.count)]),
      none.map(content.label), lineLimit: lineLimit)
    return try composer.setter.footer(
      lists: [list].compactMap { $0 },
      footnotes: content.notes(named: named, unlabelled: unlabelled, hasBands: hasBands))
  }

  /// Whether ranks stand so far apart that a band behind those that tie can be seen.
  private var hasBands: Bool { content.greatest <= 60 }

  // MARK: Looks

  /// How a line is told from the others: by weight and by the shape of its marks, not by hue alone.
  private struct Look {
    var line: Colour
    var text: Colour
    var width: Double
    var radius: Double
    /// A circle, a square, a diamond.
    var shape: Int
  }

  private func mark(_ index: Int) -> String { "line-" + content.identifiers[index] }

  private func look(_ index: Int, _ named: [Int]) -> Look {
    let row = composer.type.row
    if let place = content.highlighted.firstIndex(of: index) {
      let colour = [theme.focus, theme.ink, theme.interval][place % 3]
      return Look(
        line: colour, text: colour, width: row / (place == 0 ? 3.2 : 4.2), radius: 0.42 * row,
        shape: place % 3)
    }
    if named.contains(index) {
      return Look(
        line: theme.bar, text: theme.quietInk, width: row / 7, radius: 0.28 * row, shape: 0)
    }
    return Look(
      line: theme.rule, text: theme.quietInk, width: row / 14, radius: 0.11 * row, shape: 0)
  }

  // MARK: Drawing

  private func draw(_ plan: Plan, _ lineLimit: Int) throws(ChartError) -> Scene {
    var plan = plan
    let hairline = composer.hairline
    var elements: [Scene.Element] = []
    func add(_ id: String, _ parts: [Scene.Element]) {
      if !parts.isEmpty { elements.append(.group(Scene.Group(id: id, elements: parts))) }
    }
    add("axis", try axes(plan))
    if hasBands { add("ties", bands(plan)) }

    // The others first, then those that are named, then those highlighted, the first on top.
    func depth(_ index: Int) -> Int {
      if let place = content.highlighted.firstIndex(of: index) { return 9 - place }
      return plan.named.contains(index) ? 1 : 0
    }
    let order = content.drawn.sorted { (depth($0), $0) < (depth($1), $1) }
    var segments: [Segment] = []
    for index in order { segments += self.segments(index, plan) }
    var parts: [Int: [Scene.Element]] = [:]
    for index in order { parts[index] = try shapes(index, plan, segments) }

    let gap = 0.75 * plan.size
    let connector = 1.3 * plan.size
    let tickRoom = plan.plot.left - gap - connector - plan.composition.plot.left
    let left = try plan.left.elements(
      edge: plan.plot.left - 0.55 * plan.size - tickOffset(plan, tickRoom),
      start: plan.plot.left - gap - connector - tickOffset(plan, tickRoom), hairline: hairline,
      connector: theme.interval, typesetter: typesetter)
    let right = try plan.right.elements(
      edge: plan.plot.right + 0.55 * plan.size, start: plan.plot.right + gap + connector,
      hairline: hairline, connector: theme.interval, typesetter: typesetter)
    let (inside, leftOut) = try labelsInside(plan, segments, parts)
    for index in order {
      let mark = mark(index)
      add(
        "series-" + content.identifiers[index],
        (parts[index] ?? []) + (left[mark] ?? []) + (right[mark] ?? []) + (inside[mark] ?? []))
    }
    if leftOut > 0 {
      guard
        let other = try self.plan(
          plan.named, size: plan.size, lineLimit: lineLimit, unlabelled: leftOut)
      else { throw composer.tooSmall("the notes") }
      // Only the words below change; where they take another line, the plot is drawn anew.
      if other.plot != plan.plot { return try draw(other, lineLimit) }
      plan.composition = other.composition
    }
    return try composer.scene(
      plan.composition, plot: elements,
      alternativeText: content.description(named: plan.named), data: data, facts: facts)
  }

  private func tickOffset(_ plan: Plan, _ room: Double) -> Double {
    plan.ticks.isEmpty || plan.left.labels.isEmpty
      ? 0 : max(room - plan.left.width(plan.size), 0)
  }

  private func axes(_ plan: Plan) throws(ChartError) -> [Scene.Element] {
    var elements: [Scene.Element] = []
    let (small, type) = (composer.small, composer.type)
    let written = try plan.axis.written(typesetter, small)
    for year in content.years {
      let x = plan.axis.place(year)
      elements.append(
        .line(
          Scene.Line(
            x1: x, y1: plan.plot.top - 0.5 * plan.size, x2: x,
            y2: min(plan.y(content.greatest) + 0.5 * plan.size, plan.composition.plot.bottom),
            stroke: Scene.Stroke(theme.grid, width: composer.hairline))))
    }
    for year in written {
      elements.append(
        .text(
          try typesetter.text(
            String(year), x: plan.axis.place(year),
            baseline: plan.composition.plot.top + 1.1 * type.small, anchor: .middle, font: small,
            colour: theme.quietInk)))
    }
    for tick in plan.ticks {
      elements.append(
        .line(
          Scene.Line(
            x1: plan.plot.left - 0.5 * plan.size, y1: plan.y(tick), x2: plan.plot.right,
            y2: plan.y(tick), stroke: Scene.Stroke(theme.grid, width: composer.hairline))))
      elements.append(
        .text(
          try typesetter.text(
            String(Int(tick)), x: plan.plot.left - 0.75 * plan.size,
            baseline: plan.y(tick) + 0.37 * small.size, anchor: .end, font: small,
            colour: theme.quietInk)))
    }
    return elements
  }

  private func bands(_ plan: Plan) -> [Scene.Element] {
    content.ties.compactMap { tie -> Scene.Element? in
      let places = tie.members.compactMap { content.places[$0][tie.year] }
      guard let top = places.min(), let bottom = places.max() else { return nil }
      let reach = min(0.45 * plan.size, 0.48 * plan.step)
      return .rectangle(
        Scene.Rectangle(
          x: plan.axis.place(tie.year) - 0.45 * plan.size, y: plan.y(top) - reach,
          width: 0.9 * plan.size, height: plan.y(bottom) - plan.y(top) + 2 * reach,
          fill: .solid(theme.barHatchGround)))
    }
  }

  /// A straight part of a line.
  private struct Segment {
    var index: Int
    var start, end: Scene.Point
  }

  private func point(_ index: Int, _ year: Int, _ plan: Plan) -> Scene.Point {
    Scene.Point(x: plan.axis.place(year), y: plan.y(content.places[index][year] ?? 1))
  }

  private func segments(_ index: Int, _ plan: Plan) -> [Segment] {
    content.runs(index).flatMap { run in
      zip(run, run.dropFirst()).map {
        Segment(index: index, start: point(index, $0, plan), end: point(index, $1, plan))
      }
    }
  }

  private func shapes(
    _ index: Int, _ plan: Plan, _ segments: [Segment]
  ) throws(ChartError) -> [Scene.Element] {
    let look = look(index, plan.named)
    let mark = mark(index)
    var elements: [Scene.Element] = []
    let runs = content.runs(index)
    for run in runs where run.count > 1 {
      elements.append(
        .polygon(
          Scene.Polygon(
            points: run.map { point(index, $0, plan) }, isClosed: false,
            stroke: Scene.Stroke(look.line, width: look.width), mark: mark)))
    }
    let isNamed = plan.named.contains(index)
    let isHighlighted = content.highlighted.contains(index)
    let entry = content.isEntrant(index) ? content.ends(index)?.first : nil
    for run in runs {
      for year in run {
        // A thin line needs marks only where it would else be invisible or where it begins late.
        guard isNamed || run.count == 1 || year == entry else { continue }
        let place = point(index, year, plan)
        let rank = content.rankText(index, year)
        let isHollow = year == entry
        // A shared rank stands beside its point, since it takes more room.
        if isHighlighted, plan.step >= 1.2 * composer.type.small, !isHollow,
          !content.isTied(index, year)
        {
          let font = Font(size: composer.type.small, isBold: true)
          let width = try typesetter.width(rank, font)
          let text = try typesetter.text(
            rank, x: place.x, baseline: place.y + 0.37 * font.size, anchor: .middle, font: font,
            colour: theme.paper, mark: mark)
          let reach = composer.type.row / 6
          let clear = text.inkBox.grown(x: reach, y: reach)
          let isCrossed = segments.contains {
            $0.index != index && clear.isCrossed(from: $0.start, to: $0.end)
          }
          let half = (x: max(width / 2 + 0.3 * font.size, 0.6 * font.size), y: 0.6 * font.size)
          let here = content.places[index][year] ?? 1
          let nearest =
            content.drawn.filter { $0 != index }.compactMap {
              content.places[$0][year].map { abs($0 - here) * plan.step }
            }.min() ?? .infinity
          if !isCrossed, nearest >= half.y + 0.55 * composer.type.row,
            2.6 * half.x <= plan.axis.leastStep, half.y <= 0.55 * plan.step,
            theme.paper.contrast(with: look.line) >= Theme.leastTextContrast
          {
            elements.append(
              .rectangle(
                Scene.Rectangle(
                  x: place.x - half.x, y: place.y - half.y, width: 2 * half.x, height: 2 * half.y,
                  fill: .solid(look.line), mark: mark)))
            elements.append(.text(text))
            continue
          }
        }
        let radius = min(look.radius, max(0.46 * plan.step, 0.11 * plan.size))
        elements.append(dot(look, at: place, radius: radius, isHollow: isHollow, mark: mark))
      }
    }
    return elements
  }

  private func dot(
    _ look: Look, at place: Scene.Point, radius: Double, isHollow: Bool, mark: String
  ) -> Scene.Element {
    let fill = Scene.Fill.solid(isHollow ? theme.paper : look.line)
    let stroke =
      isHollow
      ? Scene.Stroke(look.line, width: min(0.5 * radius, max(look.width, composer.hairline)))
      : Scene.Stroke(theme.paper, width: min(composer.hairline, 0.2 * radius))
    switch look.shape {
    case 1:
      let half = 0.92 * radius
      return .rectangle(
        Scene.Rectangle(
          x: place.x - half, y: place.y - half, width: 2 * half, height: 2 * half, fill: fill,
          stroke: stroke, mark: mark))
    case 2:
      let reach = 1.25 * radius
      return .polygon(
        Scene.Polygon(
          points: [(0.0, -reach), (reach, 0.0), (0.0, reach), (-reach, 0.0)].map {
            Scene.Point(x: place.x + $0.0, y: place.y + $0.1)
          }, fill: fill, stroke: stroke, mark: mark))
    default:
      return .circle(
        Scene.Circle(
          x: place.x, y: place.y, radius: radius, fill: fill, stroke: stroke, mark: mark))
    }
  }

  /// What stands beside the points inside the plot: the names of those that are there neither in the
  /// first nor in the last year, the ranks at which lines end early, and the ranks that are shared.
  private func labelsInside(
    _ plan: Plan, _ segments: [Segment], _ parts: [Int: [Scene.Element]]
  ) throws(ChartError) -> (elements: [String: [Scene.Element]], leftOut: Int) {
    let (firstYear, lastYear) = (content.years.first ?? 0, content.years.last ?? 0)
    let inner = plan.named.filter {
      content.points[$0][firstYear] == nil && content.points[$0][lastYear] == nil
    }
    var placer = LabelPlacer(
      bounds: Box(
        left: plan.plot.left, top: plan.plot.top - 0.5 * plan.size, right: plan.plot.right,
        bottom: plan.composition.plot.bottom), size: plan.size)
    for segment in segments {
      placer.avoid(
        from: segment.start, to: segment.end, width: composer.type.row / 3,
        of: mark(segment.index))
    }
    for index in content.drawn {
      for year in content.points[index].keys.sorted() {
        let place = point(index, year, plan)
        let reach = min(1.4 * look(index, plan.named).radius, max(0.6 * plan.step, 1))
        placer.avoid(
          Box(
            left: place.x - reach, top: place.y - reach, right: place.x + reach,
            bottom: place.y + reach), of: mark(index))
      }
      // The boxes of highlighted points are wider than their dots.
      for case .rectangle(let box) in parts[index] ?? [] {
        placer.avoid(
          Box(left: box.x, top: box.y, right: box.x + box.width, bottom: box.y + box.height),
          of: mark(index))
      }
    }
    /// Whether the point itself is a box with the rank in it.
    func hasNumber(_ index: Int, _ year: Int) -> Bool {
      (parts[index] ?? []).contains {
        if case .text(let text) = $0 { text.x == plan.axis.place(year) } else { false }
      }
    }
    var elements: [String: [Scene.Element]] = [:]
    var leftOut = 0
    func put(_ label: LabelPlacer.Label, of index: Int) throws(ChartError) -> Bool {
      let placed = try placer.place(
        [label], typesetter: typesetter,
        connector: Scene.Stroke(theme.interval, width: composer.hairline))
      elements[mark(index), default: []] += placed.elements
      return placed.leftOut.isEmpty
    }
    for index in inner {
      guard let last = content.ends(index)?.last else { continue }
      let look = look(index, plan.named)
      let isHighlighted = content.highlighted.contains(index)
      let rank = hasNumber(index, last) ? "" : content.rankText(index, last) + " "
      let label = LabelPlacer.Label(
        lines: [Typesetter.trimmed(rank + content.label(index))],
        font: Font(size: plan.size, isBold: isHighlighted), colour: look.text,
        mark: mark(index), place: point(index, last, plan),
        reach: max(look.radius, rank.hasPrefix("=") && hasBands ? 0.3 * plan.size : 0),
        importance: 0)
      if try !put(label, of: index) { leftOut += 1 }
    }
    for index in plan.named {
      let look = look(index, plan.named)
      let runEnds = Set(content.runs(index).compactMap(\.last))
      let last = content.ends(index)?.last
      for year in content.years where year != firstYear && year != lastYear {
        let isTied = hasBands && content.isTied(index, year)
        guard content.points[index][year] != nil, isTied || runEnds.contains(year),
          !(inner.contains(index) && year == last), !hasNumber(index, year)
        else { continue }
        // Its own line must not run through a rank either, so that it counts as a part of the line.
        let label = LabelPlacer.Label(
          lines: [content.rankText(index, year)],
          font: Font(
            size: composer.type.small, isBold: content.highlighted.contains(index)),
          colour: look.text, mark: mark(index) + "-rank", place: point(index, year, plan),
          reach: max(1.5 * look.radius, isTied ? 0.5 * plan.size : 0), importance: 0,
          sides: runEnds.contains(year)
            ? [.right, .aboveRight, .belowRight, .left, .aboveLeft, .belowLeft]
            : [.left, .aboveLeft, .belowLeft, .right, .aboveRight, .belowRight],
          mayBeAway: false)
        _ = try put(label, of: index)
      }
    }
    return (elements, leftOut)
  }

  // MARK: What the scene says of itself

  private var data: [Scene.Datum] {
    content.drawn.flatMap { index in
      content.years.compactMap { year in
        content.points[index][year].map { point in
          Scene.Datum(
            group: "series-" + content.identifiers[index], row: series[index].id,
            label: content.label(index), year: year, value: Double(point.rank),
            text: String(point.rank))
        }
      }
    }
  }

  private var facts: Scene.Facts {
    var facts = Scene.Facts()
    facts.scales = [
      Scene.Facts.Scale(id: "rank", low: 1, high: content.greatest, isAnnounced: true)
    ]
    facts.lines = content.highlighted.count
    facts.keys = content.highlighted.map {
      Scene.Facts.Key(
        name: content.label($0), fill: .solid(look($0, content.highlighted).line),
        isLabelled: true)
    }
    return facts
  }
}
