/// Fits a radar and its dots into the frame and draws them.
struct RadarDrawing {
  let chart: RadarChart
  let composer: FigureComposer

  private var theme: Theme { composer.theme }
  private var typesetter: Typesetter { composer.typesetter }
  private var small: Font { composer.small }
  private var language: FigureLanguage { composer.language }
  private var count: Int { chart.axes.count }

  private struct Plan {
    var composition: FigureComposer.Composition
    var size: Double
    var key: KeyRow
    var centre: Scene.Point
    var radius: Double
    var names: [Name]
    var dots: Dots
    var scale: ValueScale
    /// The height that the radar needs where it is less than it has.
    var lesserHeight: Double?
  }

  /// The name of an axis beside the rim.
  private struct Name {
    var lines: [String]
    var x: Double
    var anchor: Scene.Anchor
    /// The top of the first line.
    var top: Double
    var box: Box
  }

  /// The rows of the dots.
  private struct Dots {
    var labels: [[String]]
    var labelLeft: Double
    var plot: Box
    /// Where the numbers of each column end.
    var columns: [Double]
    var rowHeight: Double
  }

  /// The scene: side by side before one below the other, names before numbers for them.
  func scene() throws(ChartError) -> Scene {
    let isWide = composer.innerWidth >= 36 * composer.type.row
    for isKeyed in [false, true] {
      for isBeside in isWide ? [true, false] : [false] {
        for size in composer.rowSizes {
          guard let plan = try plan(size: size, isBeside: isBeside, isKeyed: isKeyed) else {
            continue
          }
          // A radar that its names keep small needs less height than was kept for it.
          if let height = plan.lesserHeight, composer.frame.size.height == nil,
            let lower = try self.plan(
              size: size, isBeside: isBeside, isKeyed: isKeyed, radarHeight: height)
          {
            return try draw(lower)
          }
          return try draw(plan)
        }
      }
    }
    throw composer.tooSmall("a radar of \(count) axes with its dots")
  }

  // MARK: Numbers

  private var numbers: NumberStyle {
    NumberStyle(
      for: (chart.polygons.flatMap(\.values) + chart.medians).compactMap { $0 }, areCounts: false,
      language: language)
  }

  /// The ends of the scale in figures, with the decimals that they need.
  private func endText(_ value: Double) -> String {
    NumberStyle(for: [value], areCounts: false, language: language).string(value)
  }

  /// The place in the list of the body in focus.
  private var focus: Int { chart.polygons.firstIndex(where: \.isFocus) ?? 0 }

  private func label(_ index: Int) -> String { Typesetter.trimmed(chart.axes[index].label) }

  // MARK: Fitting

  private func plan(
    size: Double, isBeside: Bool, isKeyed: Bool, radarHeight: Double? = nil
  ) throws(ChartError) -> Plan? {
    let key = try KeyRow(keyItems, composer: composer)
    let head = key.height + 0.7 * size
    let axisBelow = 1.8 * small.size
    let dotsHead = 1.5 * size
    let footer = try composer.setter.footer(lists: try lists(), footnotes: notes)
    let width = composer.innerWidth
    let radarWidth = isBeside ? 0.5 * width : min(width, 42 * size)
    let dotsLeft = composer.type.margin + (isBeside ? radarWidth + 1.6 * size : 0)
    let dotsRight = composer.type.margin + width
    guard
      let rows = try dots(size: size, left: dotsLeft, right: dotsRight, isKeyed: isKeyed)
    else { return nil }
    let lineCount = rows.labels.map(\.count).max() ?? 1
    let leastRow = max(1.42 * size, Double(lineCount) * 1.14 * size + 0.3 * size)
    func dotsHeight(_ row: Double) -> Double { dotsHead + Double(count) * row + axisBelow }
    let leastRadar = 13 * size
    let wishRadar = max(
      radarHeight ?? min(max(0.78 * radarWidth, 17 * size), 34 * size), leastRadar)
    let between = 1.2 * size
    var least = head
    var wish = head
    var most = head
    if isBeside {
      least += max(dotsHeight(leastRow), leastRadar)
      wish += max(dotsHeight(max(leastRow, 1.9 * size)), wishRadar)
      most += max(radarWidth, dotsHeight(3 * size))
    } else {
      least += dotsHeight(leastRow) + between + leastRadar
      wish += dotsHeight(max(leastRow, 1.6 * size)) + between + wishRadar
      most += radarWidth + dotsHeight(2.4 * size)
    }
    guard
      let composition = try composer.composition(
        footer: footer, wish: wish, least: least, most: most)
    else { return nil }
    let box = composition.plot
    let top = box.top + head
    let room = box.bottom - top
    let forRows = room - dotsHead - axisBelow
    let rowHeight: Double
    if isBeside {
      rowHeight = min(forRows / Double(count), max(3 * size, leastRow))
    } else {
      let share = (forRows - leastRadar - between) / Double(count)
      rowHeight = max(leastRow, min(1.6 * size, share))
    }
    let radarBox = Box(
      left: box.left, top: top,
      right: isBeside ? box.left + radarWidth : box.right,
      bottom: isBeside ? box.bottom : box.bottom - dotsHeight(rowHeight) - between)
    guard let radar = try radar(in: radarBox, size: size, isKeyed: isKeyed) else { return nil }
    var dots = rows
    // Beside the radar the rows stand in the middle of its height.
    let spare = isBeside ? max(room - dotsHeight(rowHeight), 0) / 2 : 0
    dots.plot.top = (isBeside ? top + spare : radarBox.bottom + between) + dotsHead
    dots.plot.bottom = dots.plot.top + Double(count) * rowHeight
    dots.rowHeight = rowHeight
    return Plan(
      composition: composition, size: size, key: key, centre: radar.centre, radius: radar.radius,
      names: radar.names, dots: dots,
      scale: scale(ticks: 5).placed(from: dots.plot.left, to: dots.plot.right),
      lesserHeight: radarBox.bottom - radarBox.top - radar.height > size ? radar.height : nil)
  }

  /// The scale that the radar and the dots share: exactly from the low to the high end.
  private func scale(ticks: Int) -> ValueScale {
    var request = ValueScale.Request(values: [chart.low, chart.high], style: numbers)
    request.includesZero = false
    request.endsAtTicks = true
    request.mostTicks = ticks
    return ValueScale(request, from: 0, to: 1)
  }

  /// The share of the radius at which a value stands: 0 in the middle, 1 at the rim.
  private func share(_ value: Double) -> Double {
    (value - chart.low) / (chart.high - chart.low)
  }

  /// Where the dots stand, without their heights.
  ///
  /// `nil` if they do not fit.
  private func dots(
    size: Double, left: Double, right: Double, isKeyed: Bool
  ) throws(ChartError) -> Dots? {
    let font = Font(size: size)
    let limit = 0.42 * (right - left)
    var labels: [[String]] = []
    var labelWidth = 0.0
    for index in 0..<count {
      let name = isKeyed ? "\(index + 1) \(label(index))" : label(index)
      guard try !typesetter.breaksWord(name, font, within: limit) else { return nil }
      let lines = try typesetter.balancedLines(name, font, within: limit)
      guard lines.count <= 3 else { return nil }
      for line in lines { labelWidth = max(labelWidth, try typesetter.width(line, font)) }
      labels.append(lines)
    }
    var columns: [Double] = []
    var x = right
    for column in (chart.polygons.map(\.values) + [chart.medians]).reversed() {
      columns.insert(x, at: 0)
      var width = 1.4 * size
      for value in column {
        width = max(
          width,
          try typesetter.width(
            value.map(numbers.string) ?? "—", Font(size: size, isBold: true)))
      }
      x -= width + 0.8 * size
    }
    let plot = Box(
      left: left + labelWidth + 1.1 * size, top: 0, right: x - 0.3 * size, bottom: 0)
    guard plot.right - plot.left >= 5.5 * size else { return nil }
    return Dots(labels: labels, labelLeft: left, plot: plot, columns: columns, rowHeight: 0)
  }

  /// The largest radar whose names stay in the box and apart; `nil` if it would be too small.
  private func radar(
    in box: Box, size: Double, isKeyed: Bool
  ) throws(ChartError) -> (
    centre: Scene.Point, radius: Double, names: [Name], height: Double
  )? {
    let font = Font(size: size)
    let (middle, height) = ((box.left + box.right) / 2, box.bottom - box.top)
    var radius = min(box.right - box.left, height) / 2 - 0.9 * size
    let least = 4 * size
    while radius >= least {
      defer { radius *= 0.95 }
      var names: [Name] = []
      var fits = true
      var (top, bottom) = (-radius, radius)
      for index in 0..<count {
        let turn = Self.turn(index, of: count)
        let x = middle + (radius + 0.75 * size) * turn.x
        let isMiddle = abs(turn.x) < 0.05
        let room =
          isMiddle ? 0.7 * (box.right - box.left) : turn.x > 0 ? box.right - x : x - box.left
        let text = isKeyed ? String(index + 1) : label(index)
        guard room > size, try !typesetter.breaksWord(text, font, within: room) else {
          fits = false
          break
        }
        let lines = try typesetter.balancedLines(text, font, within: min(room, 9 * size))
        guard lines.count <= 3 else {
          fits = false
          break
        }
        var width = 0.0
        for line in lines { width = max(width, try typesetter.width(line, font)) }
        guard width <= room + 0.01 else {
          fits = false
          break
        }
        let block = Double(lines.count) * 1.14 * size
        // Above the middle a name stands on its place, below it hangs from it, beside it is centred.
        let y = (radius + 0.75 * size) * turn.y - block / 2 + block / 2 * turn.y
        let left = isMiddle ? x - width / 2 : turn.x > 0 ? x : x - width
        names.append(
          Name(
            lines: lines, x: x,
            anchor: isMiddle ? .middle : turn.x > 0 ? .start : .end, top: y,
            box: Box(left: left, top: y, right: left + width, bottom: y + block)))
        top = min(top, y)
        bottom = max(bottom, y + block)
      }
      guard fits, bottom - top <= height else { continue }
      let touch = names.indices.contains { one in
        names[(one + 1)...].contains {
          $0.box.overlaps(names[one].box.grown(x: 0.3 * size, y: 0))
        }
      }
      guard !touch else { continue }
      let centre = Scene.Point(x: middle, y: box.top + (height - (bottom - top)) / 2 - top)
      for place in names.indices {
        names[place].top += centre.y
        names[place].box.top += centre.y
        names[place].box.bottom += centre.y
      }
      return (centre, radius, names, bottom - top + 0.6 * size)
    }
    return nil
  }

  /// The direction of an axis: the first upwards, the others round with the clock.
  private static func turn(_ index: Int, of count: Int) -> (x: Double, y: Double) {
    let angle = 2 * Double.pi * Double(index) / Double(count)
    return (sine(angle), -sine(angle + Double.pi / 2))
  }

  /// The sine by its series, so that no C library is needed.
  private static func sine(_ angle: Double) -> Double {
    var angle = angle.truncatingRemainder(dividingBy: 2 * Double.pi)
    if angle > Double.pi { angle -= 2 * Double.pi }
    var term = angle
    var sum = angle
    for power in stride(from: 3.0, through: 31, by: 2) {
      term *= -angle * angle / (power * (power - 1))
      sum += term
    }
    return sum
  }

  private var notes: [String] {
    [
      RadarPhrase.order.text(in: language),
      RadarPhrase.middle.text(
        in: language, ["low": endText(chart.low), "high": endText(chart.high)]),
    ]
  }

  private func lists() throws(ChartError) -> [String] {
    var missing = 0
    let items = chart.polygons.compactMap { polygon -> String? in
      let axes = polygon.values.indices.filter { polygon.values[$0] == nil }
      guard !axes.isEmpty else { return nil }
      missing += axes.count
      return RadarPhrase.missingOn.text(
        in: language,
        [
          "name": Typesetter.trimmed(polygon.label),
          "axes": axes.map(label).joined(separator: Phrase.separator.text(in: language)),
        ])
    }
    let list = try composer.setter.list(
      labelled: RadarPhrase.missing.text(in: language, ["count": String(missing)]), items,
      lineLimit: 3)
    return [list].compactMap { $0 }
  }

  // MARK: Looks

  private func colour(_ polygon: Int) -> Colour { polygon == focus ? theme.focus : theme.interval }

  private func stroke(_ polygon: Int) -> Scene.Stroke {
    Scene.Stroke(colour(polygon), width: composer.type.row / (polygon == focus ? 4.5 : 6.5))
  }

  private var medianStroke: Scene.Stroke {
    let row = composer.type.row
    return Scene.Stroke(theme.median, width: row / 9, dashes: [0.36 * row, 0.26 * row])
  }

  /// The upright stroke of the median among the dots.
  private var medianMark: Scene.Stroke {
    Scene.Stroke(theme.median, width: composer.type.row / 7)
  }

  /// A filled circle for the body in focus, a hollow diamond for the other.
  private func marker(
    _ polygon: Int, at place: Scene.Point, mark: String?
  ) -> Scene.Element {
    let radius = 0.34 * composer.type.row
    if polygon == focus {
      return .circle(
        Scene.Circle(
          x: place.x, y: place.y, radius: radius, fill: .solid(theme.focus),
          stroke: Scene.Stroke(theme.paper, width: composer.hairline), mark: mark))
    }
    let reach = 1.3 * radius
    return .polygon(
      Scene.Polygon(
        points: [(0.0, -reach), (reach, 0.0), (0.0, reach), (-reach, 0.0)].map {
          Scene.Point(x: place.x + $0.0, y: place.y + $0.1)
        }, fill: .solid(theme.paper),
        stroke: Scene.Stroke(colour(polygon), width: composer.type.row / 8), mark: mark))
  }

  private var hasMedian: Bool { chart.medians.contains { $0 != nil } }

  private var keyItems: [KeyRow.Item] {
    let width = 2.4 * composer.type.row
    var items = chart.polygons.indices.map { index in
      KeyRow.Item(text: Typesetter.trimmed(chart.polygons[index].label), width: width) { box in
        let middle = Scene.Point(x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2)
        return [
          .line(
            Scene.Line(
              x1: box.left, y1: middle.y, x2: box.right, y2: middle.y, stroke: stroke(index))),
          marker(index, at: middle, mark: nil),
        ]
      }
    }
    if hasMedian {
      items.append(
        KeyRow.Item(text: RadarPhrase.median.text(in: language), width: width) { box in
          let y = (box.top + box.bottom) / 2
          return [
            .line(Scene.Line(x1: box.left, y1: y, x2: box.right, y2: y, stroke: medianStroke)),
            .line(
              Scene.Line(
                x1: (box.left + box.right) / 2, y1: box.top - 0.1 * small.size,
                x2: (box.left + box.right) / 2, y2: box.bottom + 0.1 * small.size,
                stroke: medianMark)),
          ]
        })
    }
    return items
  }

  // MARK: Drawing

  private func draw(_ plan: Plan) throws(ChartError) -> Scene {
    var elements = try plan.key.elements(top: plan.composition.plot.top)
    func add(_ id: String, _ parts: [Scene.Element]) {
      if !parts.isEmpty { elements.append(.group(Scene.Group(id: id, elements: parts))) }
    }
    let identifiers = RowPlot.identifiers(chart.polygons.map(\.id))
    let axes = RowPlot.identifiers(chart.axes.map(\.id))
    add("rings", rings(plan))
    var chains: [[Scene.Element]] = []
    for index in chart.polygons.indices {
      chains.append(
        chain(
          chart.polygons[index].values, plan, stroke: stroke(index),
          mark: "radar-" + identifiers[index], marker: index))
    }
    let median = chain(
      chart.medians, plan, stroke: medianStroke, mark: "radar---median", marker: nil)
    let order = chart.polygons.indices.sorted { ($0 == focus ? 1 : 0) < ($1 == focus ? 1 : 0) }
    add("radar---median", median)
    for index in order { add("radar-" + identifiers[index], chains[index]) }
    add("names", try names(plan))
    add("scale", try ringNumbers(plan, obstacles: chains.flatMap { $0 } + median))

    add("axis", try dotAxis(plan))
    for index in 0..<count {
      add("row-" + axes[index], try dotRow(index, plan, mark: "dot-" + axes[index]))
    }
    var data: [Scene.Datum] = []
    for (series, values, label) in bodies {
      for index in 0..<count {
        data.append(
          Scene.Datum(
            group: "row-" + axes[index], row: chart.axes[index].id, series: series,
            label: self.label(index), seriesLabel: label, value: values[index],
            text: values[index].map(numbers.string) ?? "—"))
      }
    }
    var facts = Scene.Facts()
    facts.scales = [plan.scale.fact(id: "value", isAnnounced: true)]
    facts.lines = chart.polygons.count
    facts.keys = chart.polygons.indices.map {
      Scene.Facts.Key(
        name: Typesetter.trimmed(chart.polygons[$0].label), fill: .solid(colour($0)))
    }
    return try composer.scene(
      plan.composition, plot: elements, alternativeText: description, data: data, facts: facts)
  }

  /// The bodies and the median with their values and names, for the data of the scene.
  private var bodies: [(String, [Double?], String)] {
    var series = chart.polygons.map { ($0.id, $0.values, Typesetter.trimmed($0.label)) }
    if hasMedian { series.append(("median", chart.medians, RadarPhrase.median.text(in: language))) }
    return series
  }

  private func point(_ index: Int, _ share: Double, _ plan: Plan) -> Scene.Point {
    let turn = Self.turn(index, of: count)
    return Scene.Point(
      x: plan.centre.x + turn.x * share * plan.radius,
      y: plan.centre.y + turn.y * share * plan.radius)
  }

  /// The round values at which rings stand, the rim among them.
  private var ringValues: [Double] {
    let ticks = Ticks(from: chart.low, to: chart.high, atMost: 5, areCounts: false).values
      .filter { share($0) > 0.05 && share($0) < 0.97 }
    return ticks + [chart.high]
  }

  private func rings(_ plan: Plan) -> [Scene.Element] {
    var elements: [Scene.Element] = []
    for value in ringValues {
      elements.append(
        .polygon(
          Scene.Polygon(
            points: (0..<count).map { point($0, share(value), plan) },
            stroke: Scene.Stroke(theme.grid, width: 1.2 * composer.hairline))))
    }
    for index in 0..<count {
      let rim = point(index, 1, plan)
      elements.append(
        .line(
          Scene.Line(
            x1: plan.centre.x, y1: plan.centre.y, x2: rim.x, y2: rim.y,
            stroke: Scene.Stroke(theme.grid, width: composer.hairline))))
    }
    return elements
  }

  /// The lines and markers of one body: closed where no value is missing, else broken there.
  private func chain(
    _ values: [Double?], _ plan: Plan, stroke: Scene.Stroke, mark: String, marker: Int?
  ) -> [Scene.Element] {
    var elements: [Scene.Element] = []
    let places = values.enumerated().map { index, value in
      value.map { point(index, share($0), plan) }
    }
    if places.allSatisfy({ $0 != nil }) {
      elements.append(
        .polygon(
          Scene.Polygon(points: places.compactMap { $0 }, stroke: stroke, mark: mark)))
    } else {
      for index in places.indices {
        guard let start = places[index], let end = places[(index + 1) % places.count] else {
          continue
        }
        elements.append(
          .line(
            Scene.Line(
              x1: start.x, y1: start.y, x2: end.x, y2: end.y, stroke: stroke, mark: mark)))
      }
    }
    if let marker {
      for place in places.compactMap({ $0 }) {
        elements.append(self.marker(marker, at: place, mark: mark))
      }
    } else {
      // A median between two that are missing would else leave no trace.
      for index in places.indices {
        guard let place = places[index], places[(index + 1) % count] == nil,
          places[(index + count - 1) % count] == nil
        else { continue }
        elements.append(
          .circle(
            Scene.Circle(
              x: place.x, y: place.y, radius: 0.16 * composer.type.row,
              fill: .solid(stroke.colour), mark: mark)))
      }
    }
    return elements
  }

  private func names(_ plan: Plan) throws(ChartError) -> [Scene.Element] {
    var elements: [Scene.Element] = []
    let leading = 1.14 * plan.size
    for name in plan.names {
      for (place, line) in name.lines.enumerated() {
        elements.append(
          .text(
            try typesetter.text(
              line, x: name.x,
              baseline: name.top + (Double(place) + 0.5) * leading + 0.37 * plan.size,
              anchor: name.anchor, font: Font(size: plan.size), colour: theme.ink)))
      }
    }
    return elements
  }

  /// The number of each ring on its ring, between two axes where no line is in the way.
  private func ringNumbers(
    _ plan: Plan, obstacles: [Scene.Element]
  ) throws(ChartError) -> [Scene.Element] {
    var lines: [(Scene.Point, Scene.Point)] = []
    var boxes: [Box] = plan.names.map(\.box)
    let reach = 0.5 * composer.type.row
    for element in obstacles {
      switch element {
      case .line(let line):
        lines.append((Scene.Point(x: line.x1, y: line.y1), Scene.Point(x: line.x2, y: line.y2)))
      case .polygon(let polygon):
        lines += zip(polygon.points, polygon.points.dropFirst() + polygon.points.prefix(1))
      case .circle(let circle):
        boxes.append(
          Box(
            left: circle.x - reach, top: circle.y - reach, right: circle.x + reach,
            bottom: circle.y + reach))
      case .rectangle, .text, .group: break
      }
    }
    let style = numbersOfRings
    var elements: [Scene.Element] = []
    for value in ringValues.reversed() {
      for gap in 0..<count {
        let (start, end) = (
          point(gap, share(value), plan), point((gap + 1) % count, share(value), plan)
        )
        let text = try typesetter.text(
          style.string(value), x: (start.x + end.x) / 2,
          baseline: (start.y + end.y) / 2 + 0.37 * small.size, anchor: .middle, font: small,
          colour: theme.quietInk)
        let box = text.inkBox.grown(x: 0.2 * small.size, y: 0.15 * small.size)
        guard !boxes.contains(where: { $0.overlaps(box) }),
          !lines.contains(where: { box.isCrossed(from: $0.0, to: $0.1) })
        else { continue }
        boxes.append(box)
        elements.append(.text(text))
        break
      }
    }
    return elements
  }

  private var numbersOfRings: NumberStyle {
    var style = NumberStyle(for: ringValues, areCounts: false, language: language)
    let ticks = Ticks(from: chart.low, to: chart.high, atMost: 5, areCounts: false)
    style.decimals = max(style.decimals, ticks.decimals)
    return style
  }

  // MARK: Dots

  private func x(_ value: Double, _ plan: Plan) -> Double {
    plan.dots.plot.left + share(value) * (plan.dots.plot.right - plan.dots.plot.left)
  }

  private func dotAxis(_ plan: Plan) throws(ChartError) -> [Scene.Element] {
    var elements: [Scene.Element] = []
    var labels: [Scene.Element] = []
    let plot = plan.dots.plot
    let style = numbersOfRings
    var edge = -Double.infinity
    let most = max(
      try composer.ticksAcross(plot.right - plot.left, widest: style.string(chart.high)), 3)
    let ticks = Ticks(from: chart.low, to: chart.high, atMost: most, areCounts: false)
    var tickStyle = style
    tickStyle.decimals = ticks.decimals
    for value in ticks.values where share(value) >= -1e-9 && share(value) <= 1 + 1e-9 {
      let x = x(value, plan)
      elements.append(
        .line(
          Scene.Line(
            x1: x, y1: plot.top, x2: x, y2: plot.bottom,
            stroke: Scene.Stroke(theme.grid, width: composer.hairline))))
      let text = try typesetter.text(
        tickStyle.string(value), x: x, baseline: plot.bottom + 1.3 * small.size, anchor: .middle,
        font: small, colour: theme.quietInk)
      guard text.inkBox.left >= edge else { continue }
      edge = text.inkBox.right + 0.6 * small.size
      labels.append(.text(text))
    }
    // The columns of numbers are headed by the markers of the legend.
    let middle = plot.top - 0.6 * plan.size
    for index in chart.polygons.indices {
      elements.append(
        marker(
          index, at: Scene.Point(x: plan.dots.columns[index] - 0.6 * plan.size, y: middle),
          mark: nil))
    }
    if hasMedian, let right = plan.dots.columns.last {
      let x = right - 0.6 * plan.size
      elements.append(
        .line(
          Scene.Line(
            x1: x, y1: middle - 0.45 * plan.size, x2: x, y2: middle + 0.45 * plan.size,
            stroke: medianMark)))
    }
    return elements + labels
  }

  private func dotRow(_ index: Int, _ plan: Plan, mark: String) throws(ChartError) -> [Scene
    .Element]
  {
    let plot = plan.dots.plot
    let top = plot.top + Double(index) * plan.dots.rowHeight
    let middle = top + plan.dots.rowHeight / 2
    var elements: [Scene.Element] = [
      .line(
        Scene.Line(
          x1: plot.left, y1: middle, x2: plot.right, y2: middle,
          stroke: Scene.Stroke(theme.grid, width: composer.hairline)))
    ]
    let font = Font(size: plan.size)
    let leading = 1.14 * plan.size
    let lines = plan.dots.labels[index]
    for (place, line) in lines.enumerated() {
      let shift = (Double(place) - Double(lines.count - 1) / 2) * leading
      elements.append(
        .text(
          try typesetter.text(
            line, x: plan.dots.labelLeft, baseline: middle + shift + 0.37 * plan.size, font: font,
            colour: theme.ink, mark: mark)))
    }
    if let median = chart.medians[index] {
      let reach = min(0.38 * plan.dots.rowHeight, 0.75 * plan.size)
      let x = x(median, plan)
      elements.append(
        .line(
          Scene.Line(
            x1: x, y1: middle - reach, x2: x, y2: middle + reach,
            stroke: medianMark, mark: mark)))
    }
    let order = chart.polygons.indices.sorted { ($0 == focus ? 0 : 1) < ($1 == focus ? 0 : 1) }
    // The hollow diamond is larger, so it is drawn first and the filled circle stays in sight.
    for polygon in order.reversed() {
      guard let value = chart.polygons[polygon].values[index] else { continue }
      elements.append(
        marker(polygon, at: Scene.Point(x: x(value, plan), y: middle), mark: mark))
    }
    let columns = chart.polygons.map { $0.values[index] } + [chart.medians[index]]
    for (place, value) in columns.enumerated() where place < chart.polygons.count || hasMedian {
      let isFocus = place == focus
      elements.append(
        .text(
          try typesetter.text(
            value.map(numbers.string) ?? "—", x: plan.dots.columns[place],
            baseline: middle + 0.37 * plan.size, anchor: .end,
            font: Font(size: plan.size, isBold: isFocus),
            colour: isFocus
              ? theme.focus : place < chart.polygons.count ? theme.ink : theme.quietInk,
            mark: mark)))
    }
    return elements
  }

  // MARK: In words

  private var description: String {
    var sentences: [String] = []
    func add(_ phrase: some Phrasing, _ values: [String: String]) {
      sentences.append(phrase.text(in: language, values))
    }
    add(RadarPhrase.kind, ["title": Typesetter.trimmed(chart.frame.title)])
    let unit = Typesetter.trimmed(chart.frame.unit)
    if !unit.isEmpty { add(Phrase.descriptionUnit, ["unit": unit]) }
    add(
      RadarPhrase.axes,
      [
        "count": String(count), "low": endText(chart.low), "high": endText(chart.high),
      ])
    for polygon in chart.polygons {
      let items = (0..<count).map { index in
        RadarPhrase.item.text(
          in: language,
          [
            "axis": label(index),
            "value": polygon.values[index].map(numbers.string)
              ?? RadarPhrase.none.text(in: language),
            "median": chart.medians[index].map(numbers.string) ?? "—",
          ])
      }
      add(
        RadarPhrase.body,
        [
          "name": Typesetter.trimmed(polygon.label),
          "items": items.joined(separator: Phrase.strongSeparator.text(in: language)),
        ])
    }
    return sentences.joined(separator: Phrase.sentenceSpace.text(in: language))
  }
}
