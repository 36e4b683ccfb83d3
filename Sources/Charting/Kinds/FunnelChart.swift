/// A funnel: rates against what they are rates of, with the limits within which chance alone keeps them.
///
/// The fewer there are in the denominator, the wider chance scatters a rate; so only a point outside
/// the limits differs from the whole, which says that it differs and not that it is better or worse.
public struct FunnelChart: Sendable, Equatable {
  /// Title, notes, sources, reporting rate, language, size and colours; the unit is left empty.
  public var frame: FigureFrame
  /// The level axis: what the rates are rates of.
  public var denominator: ScatterChart.Axis
  /// The upright axis.
  public var rate: ScatterChart.Axis
  /// The bodies.
  public var points: [Point]
  /// The rate of the whole.
  public var reference: Double
  /// What the whole is called, such as `总体`.
  public var referenceName: String
  /// The limits, exact and made by the caller.
  public var limits: [Limit]

  /// Makes a funnel.
  public init(
    frame: FigureFrame, denominator: ScatterChart.Axis, rate: ScatterChart.Axis, points: [Point],
    reference: Double, referenceName: String, limits: [Limit]
  ) {
    self.frame = frame
    self.denominator = denominator
    self.rate = rate
    self.points = points
    self.reference = reference
    self.referenceName = referenceName
    self.limits = limits
  }

  /// One body.
  public struct Point: Sendable, Equatable {
    /// Names the body's group and marks in the scene: ASCII letters, digits, `-` and `_`.
    public var id: String
    /// The name as drawn.
    public var label: String
    /// What the rate is a rate of, above zero.
    public var denominator: Double
    /// The rate.
    public var rate: Double
    /// The limits of the body's own interval; none is drawn where one is absent.
    public var low, high: Double?
    /// Whether the rate lies outside any of the limits.
    public var isOutside: Bool
    /// Whether the figure is about this body.
    public var isFocus: Bool

    /// Makes a point.
    public init(
      id: String, label: String, denominator: Double, rate: Double, low: Double? = nil,
      high: Double? = nil, isOutside: Bool, isFocus: Bool = false
    ) {
      self.id = id
      self.label = label
      self.denominator = denominator
      self.rate = rate
      self.low = low
      self.high = high
      self.isOutside = isOutside
      self.isFocus = isFocus
    }
  }

  /// The limits of one level.
  public struct Limit: Sendable, Equatable {
    /// The level, such as `95%`.
    public var name: String
    /// The limits at several denominators, in any order.
    public var places: [Place]

    /// Makes limits.
    public init(name: String, places: [Place]) {
      self.name = name
      self.places = places
    }
  }

  /// The limits at one denominator.
  public struct Place: Sendable, Equatable {
    /// The denominator.
    public var denominator: Double
    /// The rates between which chance alone keeps a body of that denominator.
    public var low, high: Double

    /// Makes the limits at one denominator.
    public init(denominator: Double, low: Double, high: Double) {
      self.denominator = denominator
      self.low = low
      self.high = high
    }
  }

  /// The figure as shapes and text, which passes ``FigureCheck``.
  ///
  /// Only points outside the limits and those in focus are named. One or two rates so much greater
  /// than all the rest that these would be squeezed together are triangles at the upper edge, with
  /// their names and values; the figure says that they lie beyond the scale.
  ///
  /// - Throws: ``ChartError`` if there is no point, if a number cannot be drawn or contradicts
  ///   another, if the frame is too small, if a text cannot be set, or if the figure fails the check.
  public func scene(measuring measurer: some TextMeasuring) throws(ChartError) -> Scene {
    try validate()
    let composer = FigureComposer(frame: frame, typesetter: Typesetter(measurer))
    return try FunnelDrawing(chart: self, composer: composer).scene()
  }

  private func validate() throws(ChartError) {
    try frame.reporting.validate()
    guard !points.isEmpty else {
      throw ChartError(
        .specification,
        "no body has a rate, so there is nothing to draw: choose a rate that reports allow to make")
    }
    guard !denominator.isLogarithmic, !rate.isLogarithmic else {
      throw ChartError(
        .specification, "a funnel has linear scales: leave the logarithmic scale out")
    }
    try AxisRules.validate(reference, of: referenceName)
    for point in points {
      for value in [point.denominator, point.rate, point.low, point.high].compactMap({ $0 }) {
        try AxisRules.validate(value, of: point.label)
      }
      guard point.denominator > 0 else {
        throw ChartError(
          .specification,
          "“\(point.label)” has a rate of \(point.denominator): a denominator is above zero")
      }
      if let low = point.low, let high = point.high, low > high {
        throw ChartError(
          .specification,
          "the interval of “\(point.label)” ends (\(high)) before it begins (\(low))")
      }
    }
    for limit in limits {
      for place in limit.places {
        for value in [place.denominator, place.low, place.high] {
          try AxisRules.validate(value, of: limit.name)
        }
        guard place.low <= place.high else {
          throw ChartError(
            .specification,
            "the limits “\(limit.name)” end (\(place.high)) before they begin (\(place.low))")
        }
      }
    }
  }
}

/// The words of a funnel.
enum FunnelPhrase: String, Phrasing {
  case outside, noneOutside, limits
  case description, descriptionReference, descriptionOutside, descriptionAbove, descriptionBelow
  case descriptionNone, descriptionFocus, isOutside, isInside, beyond, descriptionBeyond

  var words: (chinese: String, english: String) {
    switch self {
    case .outside:
      (
        "深色点：在{limit}界限以外，与{reference}不同，不表示优劣",
        "Dark points: outside the {limit} limits, different from {reference}, not worse or better"
      )
    case .noneOutside:
      ("没有点在界限以外", "No point lies outside the limits")
    case .limits:
      (
        "曲线：仅由偶然所致的波动界限（{names}）",
        "Curves: limits of what chance alone would scatter ({names})"
      )
    case .description:
      (
        "漏斗图：{title}。横轴为{x}，纵轴为{y}，共{count}个点。",
        "Funnel plot: {title}. Horizontal axis: {x}; vertical axis: {y}; points: {count}."
      )
    case .descriptionReference:
      (
        "{name}为{value}；界限：{limits}。",
        "{name}: {value}; limits: {limits}."
      )
    case .descriptionOutside:
      (
        "在界限以外的{count}个，与{name}不同，不表示优劣。",
        "Outside the limits: {count}, which differ from {name} and are not worse or better for it."
      )
    case .descriptionAbove: ("高于{reference}的：{names}。", "Above {reference}: {names}.")
    case .descriptionBelow: ("低于{reference}的：{names}。", "Below {reference}: {names}.")
    case .descriptionNone:
      ("没有点在界限以外。", "No point lies outside the limits.")
    case .descriptionFocus:
      (
        "{name}：{x}{xValue}，{y}{yValue}，{where}。",
        "{name}: {x} {xValue}, {y} {yValue}, {where}."
      )
    case .beyond:
      ("三角：超出刻度，数值见标签", "Triangle: beyond the scale, value at its label")
    case .descriptionBeyond:
      (
        "超出刻度、以三角标在上沿的：{names}。",
        "Beyond the scale, marked by a triangle at its upper end: {names}."
      )
    case .isOutside: ("在界限以外", "outside the limits")
    case .isInside: ("在界限以内", "within the limits")
    }
  }
}

/// Draws a funnel.
struct FunnelDrawing {
  let chart: FunnelChart
  let composer: FigureComposer

  private var theme: Theme { composer.theme }
  private var language: FigureLanguage { composer.language }
  private var small: Font { composer.small }
  private var radius: Double {
    composer.type.row * (chart.points.count <= 60 ? 0.27 : chart.points.count <= 150 ? 0.2 : 0.16)
  }

  /// The figure, laid out again until its footer says how many names found no place.
  func scene() throws(ChartError) -> Scene {
    let beyond = beyond
    if !beyond.isEmpty, let scene = try scene(beyond: beyond) { return scene }
    // Where a point beyond the scale finds no place for its value, the scale takes it in.
    guard let scene = try scene(beyond: []) else { throw composer.tooSmall("the points") }
    return scene
  }

  private func scene(beyond: Set<Int>) throws(ChartError) -> Scene? {
    var unlabelled = 0
    for round in 0..<5 {
      guard
        let (scene, found) = try attempt(unlabelled, isUncounted: round == 4, beyond: beyond)
      else { return nil }
      if found == unlabelled || round == 4 { return scene }
      unlabelled = found
    }
    return nil
  }

  /// How many times as great as all else a rate must be to stand beyond the scale.
  static let farthest = 2.5
  /// The greatest number of points beyond the scale.
  static let mostBeyond = 2

  /// The points whose rates would squeeze all the rest together; none where too little is left.
  private var beyond: Set<Int> {
    let order = chart.points.indices.sorted {
      (-chart.points[$0].rate, $0) < (-chart.points[$1].rate, $1)
    }
    for count in stride(from: Self.mostBeyond, to: 0, by: -1) where order.count >= count + 3 {
      let chosen = Set(order.prefix(count))
      let greatest = rateValues(beyond: chosen).max() ?? 0
      if greatest > 0, chart.points[order[count - 1]].rate > Self.farthest * greatest {
        return chosen
      }
    }
    return []
  }

  /// What the upright axis takes in: rates, and of the limits what is not far beyond them.
  private func rateValues(beyond chosen: Set<Int>) -> [Double] {
    var values = [chart.reference]
    for (index, point) in chart.points.enumerated() where !chosen.contains(index) {
      values += [point.rate, point.low, point.high].compactMap { $0 }
    }
    let high = values.reduce(chart.reference) { max($0, $1) }
    let low = values.reduce(chart.reference) { min($0, $1) }
    let least = chart.points.map(\.denominator).min() ?? 0
    let beyond = 0.35 * max(high - low, abs(chart.reference) * 0.2)
    for limit in chart.limits {
      for place in limit.places where place.denominator >= least {
        values += [min(place.high, high + beyond), max(place.low, low - beyond)]
      }
    }
    return values
  }

  private func rateRequest(beyond: Set<Int>) -> ValueScale.Request {
    let all =
      [chart.reference]
      + chart.points.flatMap { [$0.rate, $0.low, $0.high].compactMap { $0 } }
    var request = AxisRules.request(
      rateValues(beyond: beyond), areCounts: chart.rate.areCounts, language: language)
    request.style =
      AxisRules.request(all, areCounts: chart.rate.areCounts, language: language).style
    return request
  }

  private var denominatorRequest: ValueScale.Request {
    let values = chart.points.map(\.denominator)
    let greatest = values.max() ?? 0
    let ends = chart.limits.flatMap { $0.places.map(\.denominator) }.filter { $0 <= 1.3 * greatest }
    var request = AxisRules.request(
      values + [max(ends.max() ?? 0, greatest)], areCounts: chart.denominator.areCounts,
      language: language)
    request.includesZero = true
    return request
  }

  /// A label at the right of the plot.
  private struct SideLabel {
    var text: String
    var place: Scene.Point
    var font: Font
    var colour: Colour
    var mark: String
  }

  private func attempt(
    _ unlabelled: Int, isUncounted: Bool, beyond: Set<Int>
  ) throws(ChartError) -> (Scene, unlabelled: Int)? {
    let names = labels
    let ids = RowPlot.identifiers(chart.points.map(\.id))
    let (x, y) = (denominatorRequest, rateRequest(beyond: beyond))
    var plane = PlanePlot(
      composer: composer,
      xTitle: AxisRules.title(chart.denominator.name, unit: chart.denominator.unit, language),
      yTitle: AxisRules.title(chart.rate.name, unit: chart.rate.unit, language))
    plane.inset = 1.6 * radius
    if !beyond.isEmpty { plane.above = 1.05 * composer.type.row }
    let referenceLines = try lines(
      Typesetter.trimmed(chart.referenceName), AxisRules.middle(chart.reference, y.style), small,
      within: 8 * small.size)
    for text in referenceLines + chart.limits.map({ Typesetter.trimmed($0.name) }) {
      plane.beside = max(
        plane.beside, try composer.typesetter.width(text, small) + 0.7 * small.size)
    }
    let footer = try composer.setter.footer(
      lists: [],
      footnotes: footnotes(
        ValueScale(y, from: 0, to: 1), unlabelled, isUncounted: isUncounted,
        hasBeyond: !beyond.isEmpty))
    guard let plan = try plane.plan(x: x, y: y, footer: footer) else {
      if !beyond.isEmpty { return nil }
      throw composer.tooSmall("the points")
    }
    let plot = plan.plot
    var elements = try plane.axes(plan)
    var bounds = plot.grown(x: -1, y: -1)
    bounds.top -= plane.above
    var placer = LabelPlacer(bounds: bounds, size: small.size)
    for edge in plane.edges(plan).dropFirst(2) { placer.avoid(from: edge.start, to: edge.end) }

    // The reference and the limits.
    var sides: [SideLabel] = []
    let middle = plan.y.place(chart.reference)
    elements.append(
      .line(
        Scene.Line(
          x1: plot.left, y1: middle, x2: plot.right, y2: middle,
          stroke: Scene.Stroke(theme.median, width: 1.6 * composer.hairline), mark: "reference")))
    placer.avoid(
      from: Scene.Point(x: plot.left, y: middle), to: Scene.Point(x: plot.right, y: middle))
    placer.part(atY: middle)
    for (place, limit) in chart.limits.enumerated() {
      let mark = "limit-\(place)"
      let sorted = limit.places.sorted { ($0.denominator, $0.low) < ($1.denominator, $1.low) }
      let stroke = Scene.Stroke(
        theme.interval, width: (place == 0 ? 1.2 : 1.6) * composer.hairline,
        dashes: place == 0 ? [0.4 * small.size, 0.26 * small.size] : [])
      for value in [\FunnelChart.Place.high, \.low] {
        let points = sorted.map {
          Scene.Point(x: plan.x.place($0.denominator), y: plan.y.place($0[keyPath: value]))
        }
        let runs = Self.clipped(points, to: plot)
        for run in runs {
          elements.append(
            .polygon(Scene.Polygon(points: run, isClosed: false, stroke: stroke, mark: mark)))
          for (start, end) in zip(run, run.dropFirst()) {
            placer.avoid(from: start, to: end, of: mark)
          }
        }
        if let end = runs.last?.last, end == points.last {
          sides.append(
            SideLabel(
              text: Typesetter.trimmed(limit.name), place: end, font: small,
              colour: theme.quietInk, mark: mark))
        }
      }
    }
    elements += try side(
      sides, reference: referenceLines, middle: middle, plan)

    // The points: those inside behind, those outside before them, those in focus in front.
    var labels: [LabelPlacer.Label] = []
    let order = chart.points.indices.sorted {
      (weight($0), $0) < (weight($1), $1)
    }
    for index in order {
      let point = chart.points[index]
      let mark = "point-" + ids[index]
      let isBeyond = beyond.contains(index)
      let reach = point.isFocus ? 1.4 * radius : point.isOutside ? 1.2 * radius : radius
      let place = Scene.Point(
        x: plan.x.place(point.denominator),
        y: isBeyond ? plot.top - 0.4 * composer.type.row : plan.y.place(point.rate))
      let colour = point.isFocus ? theme.focus : point.isOutside ? theme.interval : theme.bar
      var shapes: [Scene.Element] = []
      if let low = point.low, let high = point.high, !isBeyond {
        let (top, bottom) = (plan.y.place(high), plan.y.place(low))
        shapes.append(
          .line(
            Scene.Line(
              x1: place.x, y1: top, x2: place.x, y2: bottom,
              stroke: Scene.Stroke(colour, width: 1.4 * composer.hairline), mark: mark)))
        placer.avoid(
          from: Scene.Point(x: place.x, y: top), to: Scene.Point(x: place.x, y: bottom), of: mark)
      }
      shapes.append(
        isBeyond
          ? triangle(at: place, reach: reach, colour, mark)
          : .circle(
            Scene.Circle(
              x: place.x, y: place.y, radius: reach, fill: .solid(colour),
              stroke: Scene.Stroke(theme.paper, width: composer.hairline), mark: mark)))
      placer.avoid(dot: place, reach: reach, of: mark)
      elements.append(.group(Scene.Group(id: "point-" + ids[index], elements: shapes)))
      guard isBeyond || point.isFocus || point.isOutside else { continue }
      let size = point.isFocus ? composer.type.row : max(small.size, 0.9 * composer.type.row)
      let font = Font(size: size, isBold: point.isFocus)
      let lines =
        isBeyond
        ? try self.lines(names[index], y.style.string(point.rate), font, within: 11 * size)
        : try composer.typesetter.balancedLines(names[index], font, within: 11 * size)
      guard isBeyond || (1...4).contains(lines.count) else { continue }
      labels.append(
        LabelPlacer.Label(
          lines: lines, font: font, colour: point.isFocus ? theme.focus : theme.ink, mark: mark,
          place: place, reach: isBeyond ? 1.2 * reach : reach,
          importance: (isBeyond ? 1e12 : point.isFocus ? 1e9 : 0) + abs(place.y - middle)))
    }
    let needed = Set(beyond.map { "point-" + ids[$0] })
    let placement = try placer.place(
      labels, typesetter: composer.typesetter,
      connector: Scene.Stroke(theme.interval, width: composer.hairline))
    elements += placement.elements
    guard !placement.leftOut.contains(where: { needed.contains(labels[$0].mark) }) else {
      return nil
    }

    let wanted = chart.points.indices.count {
      chart.points[$0].isFocus || chart.points[$0].isOutside || beyond.contains($0)
    }
    var facts = Scene.Facts()
    facts.scales = [
      plan.x.fact(id: "x", isAnnounced: true), plan.y.fact(id: "y", isAnnounced: true),
    ]
    facts.lines = 1 + chart.limits.count
    // The limits show how little a rate of few things says, so no denominator needs a warning.
    facts.keys = [
      Scene.Facts.Key(name: "inside", fill: .solid(theme.bar)),
      Scene.Facts.Key(name: "outside", fill: .solid(theme.interval), isLabelled: true),
      Scene.Facts.Key(name: "focus", fill: .solid(theme.focus), isLabelled: true),
    ]
    let scene = try composer.scene(
      plan.composition, plot: elements,
      alternativeText: description(x.style, y.style, beyond: beyond),
      data: data(ids, x.style, y.style), facts: facts)
    return (scene, wanted - placement.boxes.count)
  }

  /// A triangle that points upwards, in the place of a dot.
  private func triangle(
    at place: Scene.Point, reach: Double, _ colour: Colour, _ mark: String
  ) -> Scene.Element {
    .polygon(
      Scene.Polygon(
        points: [(0.0, -1.25), (1.15, 0.85), (-1.15, 0.85)].map {
          Scene.Point(x: place.x + $0.0 * reach, y: place.y + $0.1 * reach)
        }, fill: .solid(colour), stroke: Scene.Stroke(theme.paper, width: composer.hairline),
        mark: mark))
  }

  /// A name with a number after it, which is never parted: on the last line or on one of its own.
  private func lines(
    _ name: String, _ number: String, _ font: Font, within width: Double
  ) throws(ChartError) -> [String] {
    let whole = Typesetter.trimmed(name + " " + number)
    if try composer.typesetter.width(whole, font) <= width { return [whole] }
    var lines = try composer.typesetter.balancedLines(name, font, within: width)
    let last = Typesetter.trimmed((lines.last ?? "") + " " + number)
    if lines.count > 1, try composer.typesetter.width(last, font) <= width {
      lines[lines.count - 1] = last
      return lines
    }
    return lines + [number]
  }

  private func weight(_ index: Int) -> Int {
    (chart.points[index].isFocus ? 2 : 0) + (chart.points[index].isOutside ? 1 : 0)
  }

  private var labels: [String] {
    let names = chart.points.map { Typesetter.trimmed($0.label) }
    return names.count > 12 ? BodyNames.abbreviated(names) : names
  }

  /// The name of the reference as it follows other words.
  private var referenceInSentence: String {
    let name = Typesetter.trimmed(chart.referenceName)
    guard language == .english else { return name }
    return name.prefix(1).lowercased() + name.dropFirst()
  }

  private func footnotes(
    _ y: ValueScale, _ unlabelled: Int, isUncounted: Bool, hasBeyond: Bool
  ) -> [String] {
    var texts: [String] = []
    if !chart.limits.isEmpty {
      texts.append(
        FunnelPhrase.limits.text(
          in: language,
          [
            "names": chart.limits.map { Typesetter.trimmed($0.name) }
              .joined(separator: Phrase.separator.text(in: language))
          ]))
    }
    texts.append(
      (chart.points.contains(where: \.isOutside) ? FunnelPhrase.outside : .noneOutside)
        .text(
          in: language,
          [
            "reference": referenceInSentence,
            "limit": Typesetter.trimmed(chart.limits.first?.name ?? ""),
          ]))
    if hasBeyond { texts.append(FunnelPhrase.beyond.text(in: language)) }
    if y.low > 0 || y.high < 0 { texts.append(AxisPhrase.uprightBase.text(in: language)) }
    if isUncounted {
      texts.append(AxisPhrase.unlabelledSome.text(in: language))
    } else if unlabelled > 0 {
      texts.append(FunnelDrawing.unlabelled(unlabelled, language))
    }
    return texts
  }

  private static func unlabelled(_ count: Int, _ language: FigureLanguage) -> String {
    AxisPhrase.unlabelledOutside.text(in: language, ["count": String(count)])
  }

  /// The names of the limits and of the reference at the right of the plot, in the order of their places.
  private func side(
    _ sides: [SideLabel], reference: [String], middle: Double, _ plan: PlanePlot.Plan
  ) throws(ChartError) -> [Scene.Element] {
    let plot = plan.plot
    let pitch = 1.16 * small.size
    var items: [(place: Double, size: Double, lines: [String], colour: Colour, mark: String)] =
      sides.map { ($0.place.y, pitch, [$0.text], $0.colour, $0.mark) }
    items.append((middle, Double(reference.count) * pitch, reference, theme.ink, "reference"))
    items = items.enumerated().sorted {
      ($0.element.place, $0.offset) < ($1.element.place, $1.offset)
    }
    .map(\.element)
    let middles = Spreading.middles(
      items.map { Spreading.Item(place: $0.place, size: $0.size) }, from: plot.top,
      to: plot.bottom)
    let x = plot.right + 0.7 * small.size
    var elements: [Scene.Element] = []
    for (item, middle) in zip(items, middles) {
      if abs(middle - item.place) > 0.2 * small.size {
        elements.append(
          .line(
            Scene.Line(
              x1: plot.right + 0.1 * small.size, y1: item.place, x2: x - 0.15 * small.size,
              y2: middle, stroke: Scene.Stroke(theme.rule, width: composer.hairline),
              mark: item.mark)))
      }
      for (line, text) in item.lines.enumerated() {
        elements.append(
          .text(
            try composer.typesetter.text(
              text, x: x,
              baseline: middle + (Double(line) - Double(item.lines.count - 1) / 2) * pitch
                + 0.37 * small.size, font: small, colour: item.colour, mark: item.mark)))
      }
    }
    return elements
  }

  /// The parts of a chain of lines within a box.
  static func clipped(_ points: [Scene.Point], to box: Box) -> [[Scene.Point]] {
    var runs: [[Scene.Point]] = []
    for (start, end) in zip(points, points.dropFirst()) {
      let (dx, dy) = (end.x - start.x, end.y - start.y)
      var entry = 0.0
      var exit = 1.0
      for (direction, distance) in [
        (-dx, start.x - box.left), (dx, box.right - start.x), (-dy, start.y - box.top),
        (dy, box.bottom - start.y),
      ] {
        if direction == 0 {
          if distance < 0 { exit = -1 }
        } else if direction < 0 {
          entry = max(entry, distance / direction)
        } else {
          exit = min(exit, distance / direction)
        }
      }
      guard entry < exit else { continue }
      func place(_ share: Double) -> Scene.Point {
        share == 0
          ? start : share == 1 ? end : Scene.Point(x: start.x + share * dx, y: start.y + share * dy)
      }
      if entry == 0, let last = runs.last?.last, last == start {
        runs[runs.count - 1].append(place(exit))
      } else {
        runs.append([place(entry), place(exit)])
      }
    }
    return runs
  }

  // MARK: Words

  private func description(
    _ xStyle: NumberStyle, _ yStyle: NumberStyle, beyond: Set<Int>
  ) -> String {
    var sentences: [String] = []
    func add(_ phrase: FunnelPhrase, _ values: [String: String]) {
      sentences.append(phrase.text(in: language, values))
    }
    let reference = referenceInSentence
    let separator = Phrase.separator.text(in: language)
    add(
      .description,
      [
        "title": Typesetter.trimmed(chart.frame.title),
        "x": AxisRules.title(chart.denominator.name, unit: chart.denominator.unit, language),
        "y": AxisRules.title(chart.rate.name, unit: chart.rate.unit, language),
        "count": String(chart.points.count),
      ])
    sentences.append(
      Phrase.tableReporting.text(in: language, chart.frame.reporting.values(in: language)))
    add(
      .descriptionReference,
      [
        "name": reference,
        "value": AxisRules.value(
          AxisRules.middle(chart.reference, yStyle), unit: chart.rate.unit, language),
        "limits": chart.limits.isEmpty
          ? "—" : chart.limits.map { Typesetter.trimmed($0.name) }.joined(separator: separator),
      ])
    let outside = chart.points.filter(\.isOutside)
    func named(_ points: [FunnelChart.Point]) -> String {
      points.map {
        Phrase.nameWithValue.text(
          in: language,
          ["name": Typesetter.trimmed($0.label), "value": yStyle.string($0.rate)])
      }.joined(separator: separator)
    }
    if outside.isEmpty {
      add(.descriptionNone, [:])
    } else {
      add(.descriptionOutside, ["count": String(outside.count), "name": reference])
      let above = outside.filter { $0.rate > chart.reference }
      let below = outside.filter { $0.rate <= chart.reference }
      if !above.isEmpty { add(.descriptionAbove, ["names": named(above), "reference": reference]) }
      if !below.isEmpty { add(.descriptionBelow, ["names": named(below), "reference": reference]) }
    }
    if !beyond.isEmpty {
      add(.descriptionBeyond, ["names": named(beyond.sorted().map { chart.points[$0] })])
    }
    for point in chart.points where point.isFocus {
      add(
        .descriptionFocus,
        [
          "name": Typesetter.trimmed(point.label),
          "x": Typesetter.trimmed(chart.denominator.name),
          "xValue": AxisRules.value(
            xStyle.string(point.denominator), unit: chart.denominator.unit, language),
          "y": Typesetter.trimmed(chart.rate.name),
          "yValue": AxisRules.value(yStyle.string(point.rate), unit: chart.rate.unit, language),
          "where": (point.isOutside ? FunnelPhrase.isOutside : .isInside).text(in: language),
        ])
    }
    return sentences.joined(separator: Phrase.sentenceSpace.text(in: language))
  }

  private func data(
    _ ids: [String], _ xStyle: NumberStyle, _ yStyle: NumberStyle
  ) -> [Scene.Datum] {
    zip(chart.points, ids).flatMap { point, id in
      let label = Typesetter.trimmed(point.label)
      return [
        Scene.Datum(
          group: "point-" + id, row: point.id, series: "denominator", label: label,
          seriesLabel: Typesetter.trimmed(chart.denominator.name), value: point.denominator,
          text: xStyle.string(point.denominator)),
        Scene.Datum(
          group: "point-" + id, row: point.id, series: "rate", label: label,
          seriesLabel: Typesetter.trimmed(chart.rate.name), value: point.rate, low: point.low,
          high: point.high, text: yStyle.string(point.rate)),
      ]
    }
  }
}
