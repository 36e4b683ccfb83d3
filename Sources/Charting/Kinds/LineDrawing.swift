/// Draws a line chart that has been fitted to its frame.
struct LineDrawing {
  let layout: LineLayout
  let plan: LineLayout.Plan

  private typealias Proportion = LineLayout.Proportion

  private var content: LineContent { layout.content }
  private var frame: FigureFrame { layout.frame }
  private var theme: Theme { layout.frame.theme }
  private var type: TypeScale { layout.type }
  private var typesetter: Typesetter { layout.typesetter }
  private var small: Font { layout.small }
  private var plot: LineLayout.Plot { plan.plot }
  /// The thickness of the thinnest line.
  private var hairline: Double { type.row / 18 }

  /// The scene.
  func scene() throws(ChartError) -> Scene {
    let margin = type.margin
    var elements: [Scene.Element] = []
    func add(_ id: String, _ content: [Scene.Element]) {
      if !content.isEmpty { elements.append(.group(Scene.Group(id: id, elements: content))) }
    }
    add("header", try plan.header.elements(x: margin, y: margin, typesetter: typesetter))
    let axes = try axes()
    add("grid", axes.grid)
    add("axis", axes.axis)

    var shapes: [Int: [Scene.Element]] = [:]
    var obstacles: [Obstacle] = []
    // The others first, then those that are named, then those in focus.
    let order = content.drawn.sorted { (depth($0), $0) < (depth($1), $1) }
    for index in order {
      let drawn = self.shapes(index)
      shapes[index] = drawn
      obstacles += drawn.flatMap(Obstacle.of)
    }
    var texts: [Int: [Scene.Element]] = [:]
    for label in plan.labels { texts[label.index] = try nameElements(of: label) }
    var boxes: [Box] = []
    for index in order where content.isFocus(index) && plan.named.contains(index) {
      texts[index, default: []] += try peaks(index, obstacles, &boxes)
    }
    for index in order {
      add(
        "series-" + content.identifiers[index], (shapes[index] ?? []) + (texts[index] ?? []))
    }
    let footerTop = plan.height - margin - plan.footer.height
    add("footer", try plan.footer.elements(x: margin, y: footerTop, typesetter: typesetter))
    var scene = frame.scene(
      height: plan.height,
      alternativeText: LineDescription(content: content, named: plan.named).text,
      elements: elements)
    scene.data = data
    scene.facts.scales = [
      Scene.Facts.Scale(
        id: "value", low: plot.low, high: plot.high, isAnnounced: plan.hasBase)
    ]
    scene.facts.plotLeft = plot.left
    scene.facts.lines = Set(plan.named).union(content.drawn.filter(content.isFocus)).count
    return scene
  }

  // MARK: What it shows

  /// Every year of every series; years without a value are listed below the plot.
  private var data: [Scene.Datum] {
    content.chart.series.indices.flatMap { index in
      let absences = content.traces[index].absences
      let absent = LineContent.Absence.allCases.flatMap { absence in
        (absences[absence] ?? []).map { year in
          datum(index, year, group: "footer", text: absence.word.text(in: frame.language))
        }
      }
      let group = "series-" + content.identifiers[index]
      let known = content.chart.series[index].points.compactMap { point -> Scene.Datum? in
        guard let text = content.valueText(index, point.year) else { return nil }
        var datum = datum(index, point.year, group: group, text: text)
        switch point.state {
        case .value(let value, _), .otherClass(let value, _, _): datum.value = value
        case .bounded(let low, let high): (datum.low, datum.high) = (low, high)
        case .notStated, .notApplicable, .noReport: break
        }
        return datum
      }
      return (known + absent).sorted { ($0.year ?? 0) < ($1.year ?? 0) }
    }
  }

  private func datum(_ index: Int, _ year: Int, group: String, text: String) -> Scene.Datum {
    Scene.Datum(
      group: group, row: content.chart.series[index].id, label: content.label(index), year: year,
      text: text)
  }

  private func depth(_ index: Int) -> Int {
    content.isFocus(index) ? 2 : plan.named.contains(index) ? 1 : 0
  }

  // MARK: Axes

  private func axes() throws(ChartError) -> (grid: [Scene.Element], axis: [Scene.Element]) {
    var grid: [Scene.Element] = []
    var axis: [Scene.Element] = []
    var style = content.numbers
    style.decimals = plan.ticks.decimals
    for value in plan.ticks.values {
      let y = plot.y(value)
      let isZero = value == 0
      let line = Scene.Line(
        x1: plot.left, y1: y, x2: plot.right, y2: y,
        stroke: Scene.Stroke(
          isZero ? theme.zero : theme.grid, width: isZero ? 1.4 * hairline : hairline),
        mark: isZero ? "zero" : nil)
      grid.append(.line(line))
      axis.append(
        .text(
          try typesetter.text(
            style.string(value), x: plot.left - 0.6 * small.size, baseline: y + 0.37 * small.size,
            anchor: .end, font: small, colour: theme.quietInk)))
    }
    let labelled = Set(plan.yearLabels.map(\.year))
    let absences = content.signed.map { content.traces[$0].absences } ?? [:]
    let signed = Set(absences.values.joined())
    // A sign stands where the tick would.
    for year in plot.years where !signed.contains(year) {
      let length = (labelled.contains(year) ? 0.4 : 0.22) * small.size
      axis.append(
        .line(
          Scene.Line(
            x1: plot.x(year), y1: plot.bottom, x2: plot.x(year), y2: plot.bottom + length,
            stroke: Scene.Stroke(theme.rule, width: hairline))))
    }
    var baseline = plot.bottom + 1.5 * small.size
    if let signed = content.signed, content.hasSigns {
      for absence in LineContent.Absence.allCases {
        for year in content.traces[signed].absences[absence] ?? [] {
          // With very many years the signs would touch; the words below the plot name them all.
          guard 2 * plot.halfStep >= 0.75 * small.size else { continue }
          axis.append(
            .text(
              try typesetter.text(
                absence.sign, x: plot.x(year),
                baseline: plot.bottom + 0.42 * type.row + 0.95 * small.size,
                anchor: .middle, font: small, colour: theme.focus,
                mark: "line-" + content.identifiers[signed])))
        }
      }
      baseline = plot.bottom + layout.axisHeight - 0.4 * small.size
    }
    for label in plan.yearLabels {
      axis.append(
        .text(
          try typesetter.text(
            label.text, x: plot.x(label.year), baseline: baseline, anchor: .middle, font: small,
            colour: theme.quietInk)))
    }
    return (grid, axis)
  }

  // MARK: One series

  /// How a series is told from the others: by weight and by the shape of its markers, not by hue alone.
  private struct Look {
    var colour: Colour
    var width: Double
    var shape: Int
    var marksAll: Bool
    var radius: Double
  }

  /// With more lines than this, those behind have no markers.
  private static let mostMarked = 60

  private func look(_ index: Int) -> Look {
    let row = type.row
    let radius = Proportion.marker * row
    let isSparse = content.traces[index].isSparse || content.marksAll
    if content.isFocus(index) {
      let focus = content.drawn.filter(content.isFocus)
      return Look(
        colour: theme.focus, width: row / 4.2, shape: (focus.firstIndex(of: index) ?? 0) % 4,
        marksAll: isSparse || focus.count > 1, radius: 1.1 * radius)
    }
    guard plan.named.contains(index) else {
      return Look(
        colour: theme.rule, width: row / 10, shape: 0,
        marksAll: content.marksAll && content.drawn.count <= Self.mostMarked,
        radius: 0.42 * radius)
    }
    let others = plan.named.filter { !content.isFocus($0) }
    let place = others.firstIndex(of: index) ?? 0
    return Look(
      colour: (place + place / 4).isMultiple(of: 2) ? theme.interval : theme.bar, width: row / 7,
      shape: place % 4, marksAll: isSparse || others.count > 1, radius: 0.82 * radius)
  }

  private func shapes(_ index: Int) -> [Scene.Element] {
    let trace = content.traces[index]
    let look = look(index)
    let mark = "line-" + content.identifiers[index]
    let stroke = Scene.Stroke(look.colour, width: look.width)
    let isNamed = plan.named.contains(index)
    var lines: [Scene.Element] = []
    var markers: [Scene.Element] = []
    let end = content.end(index)
    for span in trace.spans {
      let reach = 0.7 * plot.halfStep
      let y = plot.y(span.value)
      let dash = 3 * look.width
      lines.append(
        .line(
          Scene.Line(
            x1: max(plot.x(span.first) - reach, plot.left), y1: y,
            x2: min(plot.x(span.last) + reach, plot.right), y2: y,
            stroke: Scene.Stroke(look.colour, width: look.width, dashes: [dash, 0.7 * dash]),
            mark: mark)))
    }
    for interval in trace.intervals {
      lines += self.interval(interval, look, mark)
    }
    for run in trace.runs {
      let places = run.points.map { Scene.Point(x: plot.x($0.year), y: plot.y($0.value)) }
      if places.count > 1 {
        lines.append(
          .polygon(Scene.Polygon(points: places, isClosed: false, stroke: stroke, mark: mark)))
      }
      for (point, place) in zip(run.points, places) {
        if isNamed, point.isAtLeast { lines += arrow(place, look, mark) }
        let isLast = isNamed && end?.year == point.year && end?.isSpan == false
        guard look.marksAll || places.count == 1 || run.className != nil || isLast else {
          continue
        }
        let isHollow = run.className != nil
        markers.append(
          .polygon(
            Scene.Polygon(
              points: Self.marker(look.shape, at: place, radius: look.radius),
              fill: .solid(isHollow ? theme.paper : look.colour),
              stroke: isHollow
                ? Scene.Stroke(look.colour, width: min(look.width, 0.5 * look.radius))
                : Scene.Stroke(theme.paper, width: hairline),
              mark: mark)))
      }
    }
    return lines + markers
  }

  /// An upright line between two limits, with an arrow where it goes on.
  private func interval(
    _ interval: LineContent.Trace.Interval, _ look: Look, _ mark: String
  ) -> [Scene.Element] {
    let x = plot.x(interval.year)
    let cap = 0.3 * type.row
    let stroke = Scene.Stroke(look.colour, width: min(look.width, type.row / 6))
    func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> Scene.Element {
      .line(Scene.Line(x1: x1, y1: y1, x2: x2, y2: y2, stroke: stroke, mark: mark))
    }
    let start = plot.y(max(interval.low, plot.low))
    var elements = [line(x - cap, start, x + cap, start)]
    if let high = interval.high, high <= plot.high {
      let end = plot.y(high)
      elements += [line(x - cap, end, x + cap, end), line(x, start, x, end)]
    } else {
      let end =
        interval.high == nil ? max(start - 1.8 * type.row, plot.top - 0.4 * type.row) : plot.top
      elements.append(line(x, start, x, end + 0.5 * type.row))
      elements.append(
        .polygon(
          Scene.Polygon(
            points: [
              Scene.Point(x: x, y: end), Scene.Point(x: x - cap, y: end + 0.5 * type.row),
              Scene.Point(x: x + cap, y: end + 0.5 * type.row),
            ], fill: .solid(look.colour), mark: mark)))
    }
    return elements
  }

  /// The short arrow over a value that is the least it can be.
  private func arrow(_ place: Scene.Point, _ look: Look, _ mark: String) -> [Scene.Element] {
    let stroke = Scene.Stroke(look.colour, width: 1.6 * hairline)
    let tip = place.y - 0.95 * type.row
    let reach = 0.2 * type.row
    return [
      .line(
        Scene.Line(x1: place.x, y1: place.y, x2: place.x, y2: tip, stroke: stroke, mark: mark)),
      .polygon(
        Scene.Polygon(
          points: [
            Scene.Point(x: place.x - reach, y: tip + reach), Scene.Point(x: place.x, y: tip),
            Scene.Point(x: place.x + reach, y: tip + reach),
          ], isClosed: false, stroke: stroke, mark: mark)),
    ]
  }

  /// A circle, a square, a triangle or a diamond of about the same area.
  private static func marker(
    _ shape: Int, at place: Scene.Point, radius: Double
  ) -> [Scene.Point] {
    func corner(_ x: Double, _ y: Double) -> Scene.Point {
      Scene.Point(x: place.x + x * radius, y: place.y + y * radius)
    }
    switch shape {
    case 1: return [corner(-0.9, -0.9), corner(0.9, -0.9), corner(0.9, 0.9), corner(-0.9, 0.9)]
    case 2: return [corner(0, -1.3), corner(1.2, 0.8), corner(-1.2, 0.8)]
    case 3: return [corner(0, -1.35), corner(1.35, 0), corner(0, 1.35), corner(-1.35, 0)]
    default:
      // Turned by 15° from corner to corner: cos 15° and sin 15°.
      var (x, y) = (1.0, 0.0)
      return (0..<24).map { _ in
        let point = corner(x, y)
        (x, y) = (
          x * 0.965_925_826_289_068_3 - y * 0.258_819_045_102_520_76,
          x * 0.258_819_045_102_520_76 + y * 0.965_925_826_289_068_3
        )
        return point
      }
    }
  }

  // MARK: Names and values

  /// The name, and the thin connector to the end of the line where they do not stand side by side.
  private func nameElements(of label: LineLayout.Label) throws(ChartError) -> [Scene.Element] {
    let mark = "line-" + content.identifiers[label.index]
    let isFocus = content.isFocus(label.index)
    var elements: [Scene.Element] = []
    let left = plot.right + Proportion.connector * type.row
    let look = look(label.index)
    if let end = content.end(label.index) {
      let isEarly = end.year < plot.years.upperBound
      let start =
        end.isSpan
        ? min(plot.x(end.year) + 0.7 * plot.halfStep, plot.right)
        : plot.x(end.year) + look.radius + (isEarly ? 0.7 : 0.2) * type.row
      let isMoved = abs(label.middle - label.end) > 0.3 * type.row
      if isEarly || isMoved {
        // Level as far as the plot reaches and then to the name, so that no two ever cross. Faint
        // dots that begin clear of the point do not look as if the line went on.
        let stroke = Scene.Stroke(
          theme.rule, width: hairline, dashes: [hairline, 3.5 * hairline])
        elements.append(
          .polygon(
            Scene.Polygon(
              points: [
                Scene.Point(x: min(start, plot.right), y: label.end),
                Scene.Point(x: plot.right, y: label.end),
                Scene.Point(x: left - 0.25 * type.row, y: label.middle),
              ], isClosed: false, stroke: stroke, mark: mark)))
      }
    }
    let leading = Proportion.labelLeading * label.font.size
    var baseline =
      label.middle - Double(label.lines.count - 1) * leading / 2 + 0.37 * label.font.size
    for line in label.lines {
      elements.append(
        .text(
          try typesetter.text(
            line, x: left, baseline: baseline, font: label.font,
            colour: isFocus ? theme.focus : theme.quietInk, mark: mark)))
      baseline += leading
    }
    return elements
  }

  /// The highest and the lowest value of a series, above and below their points, where there is room.
  private func peaks(
    _ index: Int, _ obstacles: [Obstacle], _ boxes: inout [Box]
  ) throws(ChartError) -> [Scene.Element] {
    let points = content.traces[index].runs.filter { $0.className == nil }.flatMap(\.points)
    guard let high = points.map(\.value).max(), let low = points.map(\.value).min() else {
      return []
    }
    let last = content.end(index)?.year
    var chosen: [(LineContent.Trace.Value, isHigh: Bool)] = []
    if let point = points.first(where: { $0.value == high }) { chosen.append((point, true)) }
    if low < high, let point = points.first(where: { $0.value == low }) {
      chosen.append((point, false))
    }
    var elements: [Scene.Element] = []
    let mark = "line-" + content.identifiers[index]
    let font = Font(size: max(type.small, 0.9 * type.row), isBold: true)
    for (point, isHigh) in chosen where point.year != last {
      guard let string = content.valueText(index, point.year) else { continue }
      let (x, y) = (plot.x(point.year), plot.y(point.value))
      let distance = 0.55 * type.row
      let above = y - distance - (point.isAtLeast ? 0.75 * type.row : 0)
      let below = y + distance + 0.76 * font.size
      for baseline in isHigh ? [above, below] : [below, above] {
        let text = try typesetter.text(
          string, x: x, baseline: baseline, anchor: .middle, font: font, colour: theme.focus,
          mark: mark)
        let box = text.inkBox
        let clear = box.grown(x: 0.15 * type.row, y: 0.12 * type.row)
        let isInside =
          box.left >= plot.left && box.right <= plot.right
          && box.top >= plot.top - 0.6 * type.small && box.bottom <= plot.bottom - hairline
        let zero = plot.y(0)
        let isFree =
          !obstacles.contains { $0.touches(clear) } && !boxes.contains { $0.overlaps(clear) }
          && !connectors.contains { $0.touches(clear) }
          && (zero <= clear.top || zero >= clear.bottom)
        guard isInside, isFree else { continue }
        boxes.append(box)
        elements.append(.text(text))
        break
      }
    }
    return elements
  }

  /// The level parts of the connectors, over which no value may stand.
  private var connectors: [Obstacle] {
    plan.labels.compactMap { label in
      guard let end = content.end(label.index) else { return nil }
      return Obstacle(
        start: Scene.Point(x: plot.x(end.year), y: label.end),
        end: Scene.Point(x: plot.right, y: label.end), reach: hairline)
    }
  }

  /// A straight line over which no value may stand.
  private struct Obstacle {
    var start, end: Scene.Point
    var reach: Double

    func touches(_ box: Box) -> Bool {
      box.grown(x: reach, y: reach).isCrossed(from: start, to: end)
    }

    static func of(_ element: Scene.Element) -> [Obstacle] {
      switch element {
      case .line(let line):
        return [
          Obstacle(
            start: Scene.Point(x: line.x1, y: line.y1), end: Scene.Point(x: line.x2, y: line.y2),
            reach: line.stroke.width / 2)
        ]
      case .polygon(let polygon):
        let next =
          polygon.isClosed
          ? polygon.points.dropFirst() + polygon.points.prefix(1) : polygon.points.dropFirst()
        return zip(polygon.points, next).map {
          Obstacle(start: $0, end: $1, reach: (polygon.stroke?.width ?? 0) / 2)
        }
      case .rectangle, .circle, .text, .group: return []
      }
    }
  }
}
