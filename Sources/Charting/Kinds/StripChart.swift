/// Every body of a few groups as a dot on one scale: swarms in which no dot covers another.
///
/// Dots that would overlap make room above and below their line, without chance; two ticks, above
/// and below them, mark the median of each group of five bodies or more, since of fewer it says
/// little. The least, the greatest and the bodies in focus are named, in groups of up to three all.
public struct StripChart: Sendable, Equatable {
  /// Title, unit, notes, sources, reporting rate, language, size and colours.
  public var frame: FigureFrame
  /// Whether the values are counts, which take whole ticks and no decimals.
  public var areCounts: Bool
  /// The groups in the order in which they are drawn.
  public var groups: [Group]
  /// What stands along the axis; nothing where empty.
  public var axisName: String

  /// Makes a strip chart.
  public init(frame: FigureFrame, areCounts: Bool, groups: [Group], axisName: String = "") {
    self.frame = frame
    self.areCounts = areCounts
    self.groups = groups
    self.axisName = axisName
  }

  /// Bodies that belong together.
  public struct Group: Sendable, Equatable {
    /// Names the group in the scene: ASCII letters, digits, `-` and `_`.
    public var id: String
    /// The name as drawn; none where empty.
    public var label: String
    /// The bodies that have a value.
    public var points: [Point]

    /// Makes a group.
    public init(id: String, label: String, points: [Point]) {
      self.id = id
      self.label = label
      self.points = points
    }
  }

  /// One body.
  public struct Point: Sendable, Equatable {
    /// Names the body's marks in the scene: ASCII letters, digits, `-` and `_`.
    public var id: String
    /// The name as drawn.
    public var label: String
    /// The value.
    public var value: Double
    /// Whether the figure is about this body.
    public var isFocus: Bool

    /// Makes a point.
    public init(id: String, label: String, value: Double, isFocus: Bool = false) {
      self.id = id
      self.label = label
      self.value = value
      self.isFocus = isFocus
    }
  }

  /// The figure as shapes and text, which passes ``FigureCheck``.
  ///
  /// The dots are as large as the fullest swarm lets them be, the same in all groups. Edge cases: a
  /// group without bodies keeps its row.
  ///
  /// - Throws: ``ChartError`` if no group has a body, if a value cannot be drawn, if the frame is too
  ///   small, if a text cannot be set, or if the figure fails the check.
  public func scene(measuring measurer: some TextMeasuring) throws(ChartError) -> Scene {
    try frame.reporting.validate()
    for group in groups {
      for point in group.points { try AxisRules.validate(point.value, of: point.label) }
    }
    guard groups.contains(where: { !$0.points.isEmpty }) else {
      throw ChartError(
        .specification,
        "no group has a value, so there is nothing to draw: choose a measure that reports state")
    }
    let composer = FigureComposer(frame: frame, typesetter: Typesetter(measurer))
    return try StripDrawing(chart: self, composer: composer).scene()
  }
}

/// The words of a strip chart.
enum StripPhrase: String, Phrasing {
  case median, note, description, descriptionGroup, descriptionFew, descriptionOne
  case descriptionEqual, descriptionEmpty, descriptionFocus, unlabelled

  var words: (chinese: String, english: String) {
    switch self {
    case .median: ("中位数", "Median")
    case .note: ("每点为一个机构，叠放的点数值相同或相近", "One dot each; dots above one another have near values")
    case .description: ("散布图：{title}。", "Strip plot: {title}.")
    case .descriptionGroup:
      (
        "{group}{count}个：最高{highNames}，{high}；最低{lowNames}，{low}；中位数{median}。",
        "{group}{count}: highest {highNames}, {high}; lowest {lowNames}, {low}; median {median}."
      )
    case .descriptionFew:
      (
        "{group}{count}个：最高{highNames}，{high}；最低{lowNames}，{low}。",
        "{group}{count}: highest {highNames}, {high}; lowest {lowNames}, {low}."
      )
    case .descriptionOne:
      ("{group}{count}个：{highNames}，{high}。", "{group}{count}: {highNames}, {high}.")
    case .descriptionEqual: ("{group}{count}个，均为{median}。", "{group}{count}, all {median}.")
    case .descriptionEmpty: ("{group}没有数。", "{group}no value.")
    case .descriptionFocus: ("{name}：{value}。", "{name}: {value}.")
    case .unlabelled: ("有{count}个名称未能写出", "Names that found no place: {count}")
    }
  }
}

/// Lays out and draws a strip chart.
struct StripDrawing {
  let chart: StripChart
  let composer: FigureComposer

  private var theme: Theme { composer.theme }
  private var language: FigureLanguage { composer.language }
  private var small: Font { composer.small }
  private var row: Double { composer.type.row }
  private var values: [Double] { chart.groups.flatMap { $0.points.map(\.value) } }

  /// Where everything stands.
  private struct Plan {
    var composition: FigureComposer.Composition
    var scale: ValueScale
    var style: NumberStyle
    var left, right: Double
    var labels: [[String]]
    var swarms: [Swarm]
    /// The top of each group, the line of its swarm, and its bottom.
    var rows: [(top: Double, middle: Double, bottom: Double)]
  }

  func scene() throws(ChartError) -> Scene {
    var leftOut = 0
    for _ in 0..<4 {
      let (scene, found) = try attempt(leftOut)
      if found <= leftOut { return scene }
      leftOut = found
    }
    throw composer.tooSmall("the names of the dots")
  }

  private func attempt(_ leftOut: Int) throws(ChartError) -> (Scene, leftOut: Int) {
    let plan = try plan(leftOut)
    let ids = RowPlot.identifiers(chart.groups.map(\.id))
    let bottom = plan.rows.last?.bottom ?? plan.composition.plot.bottom
    var elements = try composer.levelAxis(
      plan.scale, top: plan.composition.plot.top, bottom: bottom,
      baseline: bottom + 1.3 * small.size,
      limits: composer.type.margin...(composer.frame.size.width - composer.type.margin),
      hasZero: false, around: [])
    let title = Typesetter.trimmed(chart.axisName)
    for (place, line) in try composer.typesetter.balancedLines(
      title, small, within: composer.innerWidth
    ).enumerated() {
      elements.append(
        .text(
          try composer.typesetter.text(
            line, x: composer.type.margin + composer.innerWidth,
            baseline: bottom + 1.5 * small.size
              + (Double(place) + 1) * FrameSetter.noteLeading * small.size - 0.3 * small.size,
            anchor: .end, font: small, colour: theme.ink)))
    }
    var found = 0
    var next = 0
    for index in chart.groups.indices {
      let points = chart.groups[index].points
      let marks = pointIDs[next..<(next + points.count)].map { "dot-" + $0 }
      next += points.count
      let (drawn, missing) = try group(index, plan, marks: Array(marks))
      found += missing
      if index > 0 {
        let y = plan.rows[index].top
        elements.append(
          .line(
            Scene.Line(
              x1: composer.type.margin, y1: y, x2: plan.right, y2: y,
              stroke: Scene.Stroke(theme.grid, width: composer.hairline))))
      }
      elements.append(.group(Scene.Group(id: "row-" + ids[index], elements: drawn)))
    }
    var facts = Scene.Facts()
    facts.scales = [plan.scale.fact(id: "x", isAnnounced: true)]
    facts.keys = [
      Scene.Facts.Key(name: "dot", fill: .solid(theme.bar)),
      Scene.Facts.Key(name: "focus", fill: .solid(theme.focus), isLabelled: true),
    ]
    let scene = try composer.scene(
      plan.composition, plot: elements, alternativeText: description(plan.style),
      data: data(ids, plan.style), facts: facts)
    return (scene, found)
  }

  private var pointIDs: [String] {
    RowPlot.identifiers(chart.groups.flatMap { $0.points.map(\.id) })
  }

  // MARK: Layout

  private func count(_ group: StripChart.Group) -> String {
    AxisPhrase.count.text(in: language, ["count": String(group.points.count)])
  }

  /// The least number of bodies of which a median is marked.
  private static let leastForMedian = 5
  /// The greatest number of bodies of which all are named.
  private static let mostNamed = 3

  private func hasMedian(_ group: StripChart.Group) -> Bool {
    group.points.count >= Self.leastForMedian
  }

  private func plan(_ leftOut: Int) throws(ChartError) -> Plan {
    var request = AxisRules.request(values, areCounts: chart.areCounts, language: language)
    let style = request.style
    let typesetter = composer.typesetter
    let font = Font(size: row)
    let limit = 0.24 * composer.innerWidth
    var labels: [[String]] = []
    var labelWidth = 0.0
    for group in chart.groups {
      let lines = try typesetter.balancedLines(
        Typesetter.trimmed(group.label), font, within: limit)
      for line in lines { labelWidth = max(labelWidth, try typesetter.width(line, font)) }
      labelWidth = max(labelWidth, try typesetter.width(count(group), small))
      labels.append(lines)
    }
    let most = 0.36 * row
    let left = composer.type.margin + labelWidth + 1.1 * row + most
    let right = composer.type.margin + composer.innerWidth - most
    guard right - left >= 9 * row else { throw composer.tooSmall("the names of the groups") }
    request.mostTicks = try composer.ticksAcross(
      right - left, widest: style.string(values.max() ?? 0))
    let scale = ValueScale(request, from: left, to: right)
    let places = chart.groups.map { $0.points.map { scale.place($0.value) } }

    var footnotes = [StripPhrase.note.text(in: language)]
    if scale.low > 0 || scale.high < 0 { footnotes.append(AxisPhrase.base.text(in: language)) }
    if leftOut > 0 {
      footnotes.append(StripPhrase.unlabelled.text(in: language, ["count": String(leftOut)]))
    }
    let footer = try composer.setter.footer(lists: [], footnotes: footnotes)
    let titleLines = try typesetter.balancedLines(
      Typesetter.trimmed(chart.axisName), small, within: composer.innerWidth
    ).count
    let axis = 1.8 * small.size + Double(titleLines) * FrameSetter.noteLeading * small.size
    // Above a swarm stands the median's value, below it the names.
    let above = chart.groups.map { (hasMedian($0) ? 1.7 : 0.5) * small.size }
    let below = 1.8 * row
    var radius = most
    while radius >= 0.07 * row {
      let swarms = places.map { Swarm(at: $0, radius: radius) }
      var heights: [Double] = []
      for (place, lines) in labels.enumerated() {
        let swarm = swarms[place]
        let reach = max(swarm.reach, 0.8 * row)
        heights.append(
          max(
            above[place] + 2 * reach + below,
            Double(lines.count) * 1.18 * row + 1.6 * small.size + 0.6 * row))
      }
      let sum = heights.reduce(0, +)
      if let composition = try composer.composition(
        footer: footer, wish: sum + axis, least: sum + axis, most: 1.8 * sum + axis)
      {
        let spare = composition.plot.bottom - composition.plot.top - axis - sum
        var y = composition.plot.top
        var rows: [(top: Double, middle: Double, bottom: Double)] = []
        for (height, above) in zip(heights, above) {
          let height = height + spare / Double(heights.count)
          rows.append((y, y + above + (height - above - below) / 2, y + height))
          y += height
        }
        return Plan(
          composition: composition, scale: scale, style: style, left: left, right: right,
          labels: labels, swarms: swarms, rows: rows)
      }
      radius *= 0.86
    }
    throw composer.tooSmall("the dots (\(values.count)) in swarms without overlaps")
  }

  // MARK: Drawing

  /// A name below a swarm, joined to its dot.
  private struct Name {
    var text: String
    var width: Double
    var dot: Int
    var isFocus: Bool
  }

  private func group(
    _ index: Int, _ plan: Plan, marks: [String]
  ) throws(ChartError) -> ([Scene.Element], leftOut: Int) {
    let group = chart.groups[index]
    let place = plan.rows[index]
    let swarm = plan.swarms[index]
    let left = composer.type.margin
    let font = Font(size: row)
    var elements: [Scene.Element] = []
    let leading = 1.18 * row
    let lines = plan.labels[index]
    let height = Double(lines.count) * leading + 1.2 * small.size
    var y = place.middle - height / 2
    for line in lines {
      elements.append(
        .text(
          try composer.typesetter.text(
            line, x: left, baseline: y + 0.85 * row, font: font, colour: theme.ink)))
      y += leading
    }
    elements.append(
      .text(
        try composer.typesetter.text(
          count(group), x: left, baseline: y + 0.85 * small.size, font: small,
          colour: theme.quietInk)))
    guard !group.points.isEmpty else { return (elements, 0) }

    let xs = group.points.map { plan.scale.place($0.value) }
    let ys = swarm.offsets.map { place.middle + $0 }
    let top = place.middle - max(swarm.reach, 0.8 * row)
    let bottom = place.middle + max(swarm.reach, 0.8 * row)
    let (names, connectors, leftOut) = try self.names(
      group, xs: xs, ys: ys, from: bottom + 0.15 * row, plan, marks: marks)
    if hasMedian(group) {
      elements += try self.median(
        index, plan, xs: xs, ys: ys, radius: swarm.radius, top: top, bottom: bottom)
    }
    elements += connectors
    for dot in drawOrder(group) {
      elements.append(
        .circle(
          Scene.Circle(
            x: xs[dot], y: ys[dot], radius: swarm.radius,
            fill: .solid(group.points[dot].isFocus ? theme.focus : theme.bar), mark: marks[dot])))
    }
    return (elements + names, leftOut)
  }

  /// The median of a group as a tick above and one below the dots at its place, and its value above.
  private func median(
    _ index: Int, _ plan: Plan, xs: [Double], ys: [Double], radius: Double, top: Double,
    bottom: Double
  ) throws(ChartError) -> [Scene.Element] {
    let median = Quantiles(chart.groups[index].points.map(\.value)).median
    let x = plan.scale.place(median)
    let mark = "median-\(index)"
    let text = Phrase.median.text(
      in: language, ["value": AxisRules.middle(median, plan.style)])
    let half = try composer.typesetter.width(text, small) / 2
    let stroke = Scene.Stroke(theme.median, width: 2.4 * composer.hairline)
    let middle = plan.rows[index].middle
    // Short of the dots in its way, and of the line where there are none.
    let clear = radius + stroke.width
    let near = ys.indices.filter { abs(xs[$0] - x) < clear }.map { ys[$0] }
    let upper = min(near.min() ?? middle, middle) - clear
    let lower = max(near.max() ?? middle, middle) + clear
    var elements: [Scene.Element] = []
    for (y1, y2) in [(top - 0.3 * small.size, upper), (lower, max(bottom, lower + 0.3 * row))] {
      elements.append(
        .line(Scene.Line(x1: x, y1: y1, x2: x, y2: y2, stroke: stroke, mark: mark)))
    }
    elements.append(
      .text(
        try composer.typesetter.text(
          text, x: min(max(x, plan.left + half - row), plan.right - half + 0.3 * row),
          baseline: top - 0.55 * small.size, anchor: .middle, font: small, colour: theme.ink,
          mark: mark)))
    return elements
  }

  /// The places of the points, those in focus last.
  private func drawOrder(_ group: StripChart.Group) -> [Int] {
    group.points.indices.filter { !group.points[$0].isFocus }
      + group.points.indices.filter { group.points[$0].isFocus }
  }

  /// The names of the bodies in focus and of the least and the greatest, below the swarm; of few
  /// bodies all.
  ///
  /// Those in focus come first; what finds no room beside them is left out.
  private func names(
    _ group: StripChart.Group, xs: [Double], ys: [Double], from top: Double, _ plan: Plan,
    marks: [String]
  ) throws(ChartError) -> (names: [Scene.Element], connectors: [Scene.Element], leftOut: Int) {
    let points = group.points
    var wanted: [(dots: [Int], isFocus: Bool)] = points.indices.filter { points[$0].isFocus }
      .map { ([$0], true) }
    let low = points.map(\.value).min() ?? 0
    let high = points.map(\.value).max() ?? 0
    // Of few, all are named.
    let ends =
      points.count <= Self.mostNamed
      ? Set(points.map(\.value)).sorted(by: >) : low == high ? [] : [high, low]
    for end in ends {
      let dots = points.indices.filter { points[$0].value == end && !points[$0].isFocus }
      // Of many that share an end, none is named before the others.
      if !dots.isEmpty, dots.count <= 3 { wanted.append((dots, false)) }
    }
    let space = 0.9 * row
    let room = (left: composer.type.margin, right: composer.type.margin + composer.innerWidth)
    var used = 0.0
    var names: [Name] = []
    var leftOut = 0
    for (dots, isFocus) in wanted {
      let name = AxisRules.names(dots.map { Typesetter.trimmed(points[$0].label) }, language)
      let text = Typesetter.trimmed(name + " " + plan.style.string(points[dots[0]].value))
      let width = try composer.typesetter.width(text, Font(size: row, isBold: isFocus)) + space
      // The lowest dot of those that share a place is nearest to the name.
      let dot = dots.max { ys[$0] < ys[$1] } ?? dots[0]
      if used + width <= room.right - plan.left + space {
        used += width
        names.append(Name(text: text, width: width, dot: dot, isFocus: isFocus))
      } else {
        leftOut += 1
      }
    }
    names.sort { (xs[$0.dot], $0.dot) < (xs[$1.dot], $1.dot) }
    let middles = Spreading.middles(
      names.map { Spreading.Item(place: xs[$0.dot], size: $0.width) }, from: plan.left - 1.2 * row,
      to: room.right + space / 2)
    var texts: [Scene.Element] = []
    var connectors: [Scene.Element] = []
    for (name, middle) in zip(names, middles) {
      let colour = name.isFocus ? theme.focus : theme.ink
      let stroke = Scene.Stroke(
        name.isFocus ? theme.focus : theme.interval, width: composer.hairline)
      let x = xs[name.dot]
      let end = min(max(x, middle - name.width / 2 + space), middle + name.width / 2 - space)
      for (y1, y2, x2) in [(ys[name.dot], top, x), (top, top + 0.42 * row, end)] {
        connectors.append(
          .line(
            Scene.Line(
              x1: x, y1: y1, x2: x2, y2: y2, stroke: stroke, mark: marks[name.dot])))
      }
      texts.append(
        .text(
          try composer.typesetter.text(
            name.text, x: middle, baseline: top + 1.35 * row, anchor: .middle,
            font: Font(size: row, isBold: name.isFocus), colour: colour, mark: marks[name.dot])))
    }
    return (texts, connectors, leftOut)
  }

  // MARK: Words

  private func description(_ style: NumberStyle) -> String {
    var sentences: [String] = []
    func add(_ phrase: StripPhrase, _ values: [String: String]) {
      sentences.append(phrase.text(in: language, values))
    }
    func value(_ value: Double) -> String {
      AxisRules.value(AxisRules.middle(value, style), unit: chart.frame.unit, language)
    }
    add(.description, ["title": Typesetter.trimmed(chart.frame.title)])
    sentences.append(
      Phrase.tableReporting.text(in: language, chart.frame.reporting.values(in: language)))
    for group in chart.groups {
      let label = Typesetter.trimmed(group.label)
      let prefix = label.isEmpty ? "" : label + (language == .chinese ? "，" : ", ")
      let values = group.points.map(\.value)
      guard let low = values.min(), let high = values.max() else {
        add(.descriptionEmpty, ["group": prefix])
        continue
      }
      func names(_ value: Double) -> String {
        AxisRules.names(
          group.points.filter { $0.value == value }.map { Typesetter.trimmed($0.label) }, language)
      }
      let phrase: StripPhrase =
        values.count == 1
        ? .descriptionOne
        : low == high
          ? .descriptionEqual : hasMedian(group) ? .descriptionGroup : .descriptionFew
      add(
        phrase,
        [
          "group": prefix, "count": String(values.count), "high": value(high),
          "highNames": names(high), "low": value(low), "lowNames": names(low),
          "median": value(Quantiles(values).median),
        ])
      for point in group.points where point.isFocus {
        add(
          .descriptionFocus,
          ["name": Typesetter.trimmed(point.label), "value": value(point.value)])
      }
    }
    return sentences.joined(separator: Phrase.sentenceSpace.text(in: language))
  }

  private func data(_ ids: [String], _ style: NumberStyle) -> [Scene.Datum] {
    zip(chart.groups, ids).flatMap { group, id in
      group.points.map { point in
        Scene.Datum(
          group: "row-" + id, row: point.id, series: group.id,
          label: Typesetter.trimmed(point.label), seriesLabel: Typesetter.trimmed(group.label),
          value: point.value, text: style.string(point.value))
      }
    }
  }
}
