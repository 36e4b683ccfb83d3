/// Draws a scatter.
struct ScatterDrawing {
  let content: ScatterContent
  let composer: FigureComposer

  private var chart: ScatterChart { content.chart }
  private var theme: Theme { composer.theme }
  private var language: FigureLanguage { composer.language }
  private var small: Font { composer.small }

  /// What could not be drawn, which the footer tells.
  private struct Omissions: Equatable {
    var unlabelled = 0
    var isUncounted = false
    var hasRings = false
  }

  /// The figure, laid out again until its footer says what the plot leaves out.
  func scene() throws(ChartError) -> Scene {
    var omissions = Omissions(hasRings: content.groups.contains { $0.count > 1 })
    for round in 0..<6 {
      let (drawn, found) = try attempt(omissions)
      if found == omissions { return drawn }
      omissions.unlabelled = found.unlabelled
      omissions.isUncounted = round >= 3
      if omissions.isUncounted {
        let (drawn, _) = try attempt(omissions)
        return drawn
      }
    }
    throw composer.tooSmall("the points")
  }

  private func attempt(_ omissions: Omissions) throws(ChartError) -> (Scene, Omissions) {
    let points = chart.points
    var plane = PlanePlot(composer: composer, xTitle: content.xTitle, yTitle: content.yTitle)
    let radius = radius(points.count)
    plane.inset = 2 * radius
    let words = AxisPhrase.median.text(in: language)
    if chart.showsMedians {
      plane.above = 1.4 * small.size
      plane.beside =
        max(
          try composer.typesetter.width(words, small),
          try composer.typesetter.width(content.yText(content.yMedian), small)) + 0.5 * small.size
    }
    var x = AxisRules.request(
      points.map(\.x), areCounts: chart.x.areCounts, isLogarithmic: chart.x.isLogarithmic,
      language: language)
    var y = AxisRules.request(
      points.map(\.y), areCounts: chart.y.areCounts, isLogarithmic: chart.y.isLogarithmic,
      language: language)
    x.style = content.xStyle
    y.style = content.yStyle
    // Whether a scale begins at zero is known before its place is.
    let footer = try composer.setter.footer(
      lists: [],
      footnotes: footnotes(ValueScale(x, from: 0, to: 1), ValueScale(y, from: 0, to: 1), omissions))
    guard let plan = try plane.plan(x: x, y: y, footer: footer) else {
      throw composer.tooSmall("the points")
    }

    var elements = try plane.axes(plan)
    var placer = LabelPlacer(bounds: plan.plot.grown(x: -1, y: -1), size: small.size)
    for edge in plane.edges(plan).dropFirst(2) {
      placer.avoid(from: edge.start, to: edge.end, width: composer.hairline)
    }
    if chart.showsMedians {
      elements += try medians(plan, words: words, placer: &placer)
      placer.part(atX: plan.x.place(content.xMedian))
      placer.part(atY: plan.y.place(content.yMedian))
    }
    let rules = plane.edges(plan) + (chart.showsMedians ? medianRules(plan) : [])
    var shapes: [Int: [Scene.Element]] = [:]
    var labels: [LabelPlacer.Label] = []
    let order = importance(plan)
    let isCrowded = content.groups.count > 40
    for (rank, group) in order.enumerated() {
      let first = content.groups[group][0]
      let mark = "point-" + content.identifiers[first]
      let (marks, isCounted) = try shape(
        group, plan, radius: radius, mark: mark, around: rules, placer: &placer)
      shapes[group] = marks
      let isFocus = content.isFocus(content.groups[group])
      if !isFocus, rank >= 60 { continue }
      if let label = try label(
        group, plan, radius: radius, mark: mark, isCounted: isCounted,
        // A number that its ring does not hold must not get lost.
        importance: Double(order.count - rank) + (isFocus ? 2e6 : isCounted ? 0 : 1e6),
        mayBeAway: isFocus || !isCounted || !isCrowded || rank < 14)
      {
        labels.append(label)
      }
    }
    if chart.showsMedians, points.count > 1 {
      elements += try quadrants(plan, placer: &placer)
    }
    let placement = try placer.place(
      labels, typesetter: composer.typesetter,
      connector: Scene.Stroke(theme.interval, width: composer.hairline))
    // The most important stand in front.
    for group in order.reversed() {
      let first = content.groups[group][0]
      elements.append(
        .group(
          Scene.Group(
            id: "point-" + content.identifiers[first], elements: shapes[group] ?? [])))
    }
    elements += placement.elements

    var named: Set<String> = []
    for (place, label) in labels.enumerated() where !placement.leftOut.contains(place) {
      named.insert(label.mark)
    }
    var found = omissions
    found.unlabelled = content.groups.reduce(0) { count, group in
      named.contains("point-" + content.identifiers[group[0]]) ? count : count + group.count
    }
    var facts = Scene.Facts()
    facts.scales = [
      plan.x.fact(id: "x", isAnnounced: true), plan.y.fact(id: "y", isAnnounced: true),
    ]
    facts.keys = [
      Scene.Facts.Key(name: "point", fill: .solid(theme.bar)),
      Scene.Facts.Key(name: "focus", fill: .solid(theme.focus), isLabelled: true),
    ]
    let scene = try composer.scene(
      plan.composition, plot: elements, alternativeText: content.description, data: data,
      facts: facts)
    return (scene, found)
  }

  private func radius(_ count: Int) -> Double {
    composer.type.row * (count <= 40 ? 0.28 : count <= 120 ? 0.22 : 0.17)
  }

  private func footnotes(
    _ x: ValueScale, _ y: ValueScale, _ omissions: Omissions
  ) -> [String] {
    var notes: [AxisPhrase] = []
    if x.isLogarithmic { notes.append(.levelLogarithmic) }
    if y.isLogarithmic { notes.append(.uprightLogarithmic) }
    if !x.isLogarithmic, x.low > 0 || x.high < 0 { notes.append(.levelBase) }
    if !y.isLogarithmic, y.low > 0 || y.high < 0 { notes.append(.uprightBase) }
    var texts = notes.map { $0.text(in: language) }
    if omissions.hasRings { texts.append(ScatterPhrase.ring.text(in: language)) }
    if omissions.isUncounted {
      texts.append(AxisPhrase.unlabelledSome.text(in: language))
    } else if omissions.unlabelled > 0 {
      texts.append(
        AxisPhrase.unlabelled.text(in: language, ["count": String(omissions.unlabelled)]))
    }
    return texts
  }

  /// Where the rules at the medians run: the upright one, the level one.
  private func medianRules(
    _ plan: PlanePlot.Plan
  ) -> [(start: Scene.Point, end: Scene.Point)] {
    let plot = plan.plot
    let x = plan.x.place(content.xMedian)
    let y = plan.y.place(content.yMedian)
    return [
      (Scene.Point(x: x, y: plot.top), Scene.Point(x: x, y: plot.bottom)),
      (Scene.Point(x: plot.left, y: y), Scene.Point(x: plot.right, y: y)),
    ]
  }

  /// The rules at the medians, whose names stand outside the plot.
  private func medians(
    _ plan: PlanePlot.Plan, words: String, placer: inout LabelPlacer
  ) throws(ChartError) -> [Scene.Element] {
    let plot = plan.plot
    let x = plan.x.place(content.xMedian)
    let y = plan.y.place(content.yMedian)
    let stroke = Scene.Stroke(
      theme.interval, width: 1.2 * composer.hairline,
      dashes: [0.45 * small.size, 0.3 * small.size])
    let lines = zip(["median-x", "median-y"], medianRules(plan)).map { mark, rule in
      (mark: mark, start: rule.start, end: rule.end)
    }
    var elements: [Scene.Element] = []
    for line in lines {
      placer.avoid(from: line.start, to: line.end, width: stroke.width, of: line.mark)
      elements.append(
        .line(
          Scene.Line(
            x1: line.start.x, y1: line.start.y, x2: line.end.x, y2: line.end.y, stroke: stroke,
            mark: line.mark)))
    }
    let above = Phrase.median.text(in: language, ["value": content.xText(content.xMedian)])
    let half = try composer.typesetter.width(above, small) / 2
    let right = composer.type.margin + composer.innerWidth
    elements.append(
      .text(
        try composer.typesetter.text(
          above, x: max(min(x, right - half), composer.type.margin + half),
          baseline: plot.top - 0.4 * small.size, anchor: .middle, font: small,
          colour: theme.ink, mark: "median-x")))
    let pitch = 1.16 * small.size
    let baseline = min(max(y - 0.13 * small.size, plot.top + 0.9 * small.size), plot.bottom - pitch)
    for (place, text) in [words, content.yText(content.yMedian)].enumerated() {
      elements.append(
        .text(
          try composer.typesetter.text(
            text, x: plot.right + 0.5 * small.size, baseline: baseline + Double(place) * pitch,
            font: small, colour: theme.ink, mark: "median-y")))
    }
    return elements
  }

  /// The groups of points, those in focus first, then from the farthest from the medians inwards.
  private func importance(_ plan: PlanePlot.Plan) -> [Int] {
    let x = plan.x.place(content.xMedian)
    let y = plan.y.place(content.yMedian)
    let distances = content.groups.map { group in
      let point = chart.points[group[0]]
      let dx = (plan.x.place(point.x) - x) / (plan.plot.right - plan.plot.left)
      let dy = (plan.y.place(point.y) - y) / (plan.plot.bottom - plan.plot.top)
      return (content.isFocus(group) ? 1e9 : 0) + dx * dx + dy * dy
    }
    return content.groups.indices.sorted { (-distances[$0], $0) < (-distances[$1], $1) }
  }

  private func place(_ group: Int, _ plan: PlanePlot.Plan) -> Scene.Point {
    let point = chart.points[content.groups[group][0]]
    return Scene.Point(x: plan.x.place(point.x), y: plan.y.place(point.y))
  }

  /// A point, or a ring with the number of its points inside where no other point is near.
  private func shape(
    _ group: Int, _ plan: PlanePlot.Plan, radius: Double, mark: String,
    around rules: [(start: Scene.Point, end: Scene.Point)], placer: inout LabelPlacer
  ) throws(ChartError) -> ([Scene.Element], isCounted: Bool) {
    let place = place(group, plan)
    let members = content.groups[group]
    let isFocus = content.isFocus(members)
    let colour = isFocus ? theme.focus : theme.bar
    var reach = isFocus ? 1.35 * radius : radius
    func avoid() {
      placer.avoid(dot: place, reach: reach, of: mark)
    }
    guard members.count > 1 else {
      avoid()
      return (
        [
          .circle(
            Scene.Circle(
              x: place.x, y: place.y, radius: reach, fill: .solid(colour),
              stroke: Scene.Stroke(theme.paper, width: composer.hairline), mark: mark))
        ], true
      )
    }
    let text = String(members.count)
    let half = try composer.typesetter.width(text, small) / 2
    let wide = (half * half + 0.16 * small.size * small.size).squareRoot() + 0.22 * small.size
    let isAlone = content.groups.indices.allSatisfy { other in
      guard other != group else { return true }
      let there = self.place(other, plan)
      let reach = wide + 1.35 * radius + (content.groups[other].count > 1 ? wide : 0)
      let (dx, dy) = (there.x - place.x, there.y - place.y)
      return dx * dx + dy * dy > reach * reach
    }
    let ring = Scene.Stroke(
      isFocus ? theme.focus : theme.interval, width: 2.4 * composer.hairline)
    // A number must not stand on a rule either.
    let inside = Box(
      left: place.x - half, top: place.y - 0.5 * small.size, right: place.x + half,
      bottom: place.y + 0.5 * small.size
    ).grown(x: 0.5, y: 0.5)
    let isFree = rules.allSatisfy { !inside.isCrossed(from: $0.start, to: $0.end) }
    if isAlone, isFree, plan.plot.contains(inside.grown(x: wide - half, y: wide - 0.5 * small.size))
    {
      reach = wide
      avoid()
      return (
        [
          .circle(
            Scene.Circle(
              x: place.x, y: place.y, radius: wide, fill: .solid(theme.paper), stroke: ring,
              mark: mark)),
          .text(
            try composer.typesetter.text(
              text, x: place.x, baseline: place.y + 0.37 * small.size, anchor: .middle,
              font: Font(size: small.size, isBold: isFocus),
              colour: isFocus ? theme.focus : theme.ink, mark: mark)),
        ], true
      )
    }
    reach += 2.4 * composer.hairline
    avoid()
    return (
      [
        .circle(
          Scene.Circle(
            x: place.x, y: place.y, radius: reach, fill: .solid(theme.paper), stroke: ring,
            mark: mark)),
        .circle(
          Scene.Circle(
            x: place.x, y: place.y, radius: 0.5 * radius, fill: .solid(colour), mark: mark)),
      ], false
    )
  }

  /// The name of a group, with its number where the ring does not have it; `nil` where it is too long.
  private func label(
    _ group: Int, _ plan: PlanePlot.Plan, radius: Double, mark: String, isCounted: Bool,
    importance: Double, mayBeAway: Bool
  ) throws(ChartError) -> LabelPlacer.Label? {
    let members = content.groups[group]
    let isFocus = content.isFocus(members)
    let size = isFocus ? composer.type.row : max(small.size, 0.9 * composer.type.row)
    let font = Font(size: size, isBold: isFocus)
    var name = content.name(members)
    if !isCounted, members.count <= 3 {
      name += ScatterPhrase.times.text(in: language, ["count": String(members.count)])
    }
    guard !name.isEmpty else { return nil }
    let lines = try composer.typesetter.balancedLines(
      name, font, within: max(11 * size, 0.3 * (plan.plot.right - plan.plot.left)))
    guard lines.count <= 3 else { return nil }
    let half = try composer.typesetter.width(String(members.count), small) / 2
    let wide = (half * half + 0.16 * small.size * small.size).squareRoot() + 0.22 * small.size
    let reach =
      members.count > 1
      ? (isCounted ? wide : 1.35 * radius + 3 * composer.hairline) + composer.hairline
      : isFocus ? 1.35 * radius : radius
    return LabelPlacer.Label(
      lines: lines, font: font, colour: isFocus ? theme.focus : theme.ink, mark: mark,
      place: place(group, plan), reach: reach, importance: importance, sides: sides(group, plan),
      mayBeAway: mayBeAway)
  }

  /// The sides on which a name may stand beside its dot, those away from the medians first.
  private func sides(_ group: Int, _ plan: PlanePlot.Plan) -> [LabelPlacer.Side] {
    guard chart.showsMedians else { return [] }
    let place = place(group, plan)
    let isRight = place.x >= plan.x.place(content.xMedian)
    let isAbove = place.y <= plan.y.place(content.yMedian)
    return switch (isRight, isAbove) {
    case (true, true):
      [.right, .aboveRight, .above, .belowRight, .left, .aboveLeft, .below, .belowLeft]
    case (true, false):
      [.right, .belowRight, .below, .aboveRight, .left, .belowLeft, .above, .aboveLeft]
    case (false, true):
      [.left, .aboveLeft, .above, .belowLeft, .right, .aboveRight, .below, .belowRight]
    case (false, false):
      [.left, .belowLeft, .below, .aboveLeft, .right, .belowRight, .above, .aboveRight]
    }
  }

  /// The names of the quadrants in their corners, where nothing is in the way.
  private func quadrants(
    _ plan: PlanePlot.Plan, placer: inout LabelPlacer
  ) throws(ChartError) -> [Scene.Element] {
    let plot = plan.plot
    let x = plan.x.place(content.xMedian)
    let y = plan.y.place(content.yMedian)
    let space = 0.6 * small.size
    // The ink of a name, and where gridlines must not strike through it.
    let half = 0.62 * small.size
    let gridlines = plan.y.ticks.map(plan.y.place)
    func moved(_ y: Double, isTop: Bool) -> Double {
      gridlines.first { abs($0 - y) < half }.map { isTop ? $0 + half : $0 - half } ?? y
    }
    var elements: [Scene.Element] = []
    for (place, names) in content.quadrants.enumerated() {
      let isRight = place == 0 || place == 3
      let isTop = place < 2
      let width = isRight ? plot.right - x : x - plot.left
      let height = isTop ? y - plot.top : plot.bottom - y
      guard height > 2.4 * small.size else { continue }
      for name in names where !name.isEmpty {
        guard try composer.typesetter.width(name, small) + 2 * space < width else { continue }
        let label = LabelPlacer.Label(
          lines: [name], font: small, colour: theme.quietInk, mark: "quadrant-\(place)",
          place: Scene.Point(
            x: isRight ? plot.right - space : plot.left + space,
            y: moved(
              isTop ? plot.top + 0.9 * small.size : plot.bottom - 0.9 * small.size, isTop: isTop)),
          reach: -0.3 * small.size, importance: 0, sides: [isRight ? .left : .right],
          mayBeAway: false, isOfDot: false)
        let placement = try placer.place(
          [label], typesetter: composer.typesetter,
          connector: Scene.Stroke(theme.rule, width: composer.hairline))
        elements += placement.elements
        break
      }
    }
    return elements
  }

  private var data: [Scene.Datum] {
    var groups: [Int: String] = [:]
    for group in content.groups {
      for index in group { groups[index] = "point-" + content.identifiers[group[0]] }
    }
    return chart.points.indices.flatMap { index in
      let point = chart.points[index]
      return [
        (chart.x, "x", point.x, content.xStyle), (chart.y, "y", point.y, content.yStyle),
      ].map { axis, series, value, style in
        Scene.Datum(
          group: groups[index] ?? "", row: point.id, series: series,
          label: Typesetter.trimmed(point.label), seriesLabel: Typesetter.trimmed(axis.name),
          value: value, text: style.string(value))
      }
    }
  }
}
