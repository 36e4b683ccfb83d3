/// Fits a radar and its dot plot into their frame and draws them.
struct RadarDrawing {
  let content: RadarContent
  let composer: FigureComposer

  private var theme: Theme { composer.theme }
  private var language: FigureLanguage { composer.language }
  private var typesetter: Typesetter { composer.typesetter }
  private var chart: RadarChart { content.chart }

  private struct Plan {
    var composition: FigureComposer.Composition
    var size: Double
    var key: KeyRow
    var web: RadarWeb
    var dots: RadarDots
    /// Where the dot plot stands.
    var box: Box
  }

  /// The scene: names before numbers at the axes, then the largest type that fits.
  func scene() throws(ChartError) -> Scene {
    let size = composer.frame.size
    let isWide =
      composer.innerWidth >= 36 * composer.type.row && size.width >= size.height ?? 0
    for isNumbered in [false, true] {
      for isBeside in [isWide, !isWide] {
        for lineLimit in [3, 1] {
          for size in composer.rowSizes {
            if let plan = try plan(
              isBeside: isBeside, isNumbered: isNumbered, size: size, lineLimit: lineLimit)
            {
              return try draw(plan)
            }
          }
        }
      }
    }
    throw composer.tooSmall("the radar, its \(chart.axes.count) rows of dots and their names")
  }

  // MARK: Fitting

  private func plan(
    isBeside: Bool, isNumbered: Bool, size: Double, lineLimit: Int
  ) throws(ChartError) -> Plan? {
    let gap = 2 * size
    let width = composer.innerWidth
    let dotsWidth = isBeside ? 0.55 * (width - gap) : width
    let webWidth = isBeside ? width - gap - dotsWidth : width
    guard
      let dots = try RadarDots(
        content, width: dotsWidth, size: size, isNumbered: isNumbered, composer: composer)
    else { return nil }
    let key = try KeyRow(keyItems, composer: composer)
    let head = key.height + 0.5 * size
    let footer = try composer.setter.footer(
      lists: try content.lists(composer.setter, lineLimit: lineLimit),
      footnotes: content.footnotes(isNumbered: isNumbered))
    // A radar of a little less than its width is as good, and leaves room for the dots.
    let webWish = min(0.84 * webWidth, 42 * size)
    let webLeast = min(13 * size, webWish)
    let rows = dots.height
    let stretched = dots.head + 1.9 * (rows - dots.head)
    let (wish, least, most) =
      isBeside
      ? (max(webWish, rows), max(webLeast, rows), max(0.9 * webWidth, rows))
      : (webWish + gap + rows * 1.1, webLeast + gap + rows, webWidth + gap + stretched)
    guard
      let composition = try composer.composition(
        footer: footer, wish: head + wish, least: head + least, most: head + most)
    else { return nil }
    let plot = composition.plot
    let top = plot.top + head
    var webBox = Box(left: plot.left, top: top, right: plot.right, bottom: plot.bottom)
    var dotsBox = webBox
    if isBeside {
      webBox.right = plot.left + webWidth
      dotsBox.left = plot.right - dotsWidth
      // Few rows keep together in the middle of a high radar.
      let spare = max(plot.bottom - top - stretched, 0)
      dotsBox.top += spare / 2
      dotsBox.bottom -= spare / 2
    } else {
      let height = plot.bottom - top - gap
      let dotsHeight = max(rows, height - webWish, min(stretched, 0.45 * height))
      dotsBox.top = plot.bottom - dotsHeight
      webBox.bottom = dotsBox.top - gap
    }
    let font = Font(size: size)
    let names = isNumbered ? dots.leads : chart.axes.indices.map(content.axis)
    guard let web = try RadarWeb(names, in: webBox, font: font, typesetter: typesetter) else {
      return nil
    }
    return Plan(
      composition: composition, size: size, key: key, web: web, dots: dots, box: dotsBox)
  }

  // MARK: Looks

  private func mark(_ polygon: Int) -> String { "radar-" + content.polygonIdentifiers[polygon] }

  /// The colour of the lines, the markers and the figures of a polygon.
  private func colour(_ polygon: Int) -> Colour {
    if polygon == content.leading {
      return chart.polygons[polygon].isFocus ? theme.focus : theme.ink
    }
    return chart.polygons[polygon].isFocus ? theme.ink : theme.interval
  }

  private func stroke(_ polygon: Int, size: Double) -> Scene.Stroke {
    polygon == content.leading
      ? Scene.Stroke(colour(polygon), width: 0.2 * size)
      : Scene.Stroke(colour(polygon), width: 0.15 * size, dashes: [0.62 * size, 0.34 * size])
  }

  private func medianStroke(size: Double) -> Scene.Stroke {
    Scene.Stroke(theme.median, width: 0.09 * size, dashes: [0.16 * size, 0.22 * size])
  }

  /// A full circle for the polygon with the whole line, an open diamond for the other.
  private func marker(_ polygon: Int, at place: Scene.Point, size: Double) -> Scene.Element {
    if polygon == content.leading {
      return .circle(
        Scene.Circle(
          x: place.x, y: place.y, radius: 0.3 * size, fill: .solid(colour(polygon)),
          mark: mark(polygon)))
    }
    let reach = 0.5 * size
    return .polygon(
      Scene.Polygon(
        points: [
          Scene.Point(x: place.x, y: place.y - reach), Scene.Point(x: place.x + reach, y: place.y),
          Scene.Point(x: place.x, y: place.y + reach), Scene.Point(x: place.x - reach, y: place.y),
        ], fill: .solid(theme.paper), stroke: Scene.Stroke(colour(polygon), width: 0.13 * size),
        mark: mark(polygon)))
  }

  private func medianTick(at place: Scene.Point, size: Double) -> Scene.Element {
    .line(
      Scene.Line(
        x1: place.x, y1: place.y - 0.66 * size, x2: place.x, y2: place.y + 0.66 * size,
        stroke: Scene.Stroke(theme.median, width: 0.12 * size), mark: "median"))
  }

  /// The polygons from the back to the front.
  private var painted: [Int] {
    chart.polygons.indices.filter { $0 != content.leading } + [content.leading]
  }

  private var keyItems: [KeyRow.Item] {
    let size = composer.type.row
    func level(_ box: Box, _ stroke: Scene.Stroke, _ mark: String) -> Scene.Element {
      let y = (box.top + box.bottom) / 2
      return .line(
        Scene.Line(x1: box.left, y1: y, x2: box.right, y2: y, stroke: stroke, mark: mark))
    }
    var items = painted.reversed().map { polygon in
      KeyRow.Item(text: content.name(polygon), width: 2.54 * size) { box in
        let middle = Scene.Point(
          x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2)
        return [
          level(box, stroke(polygon, size: size), mark(polygon)),
          marker(polygon, at: middle, size: size),
        ]
      }
    }
    if content.hasMedian {
      items.append(
        KeyRow.Item(text: RadarPhrase.medianKey.text(in: language), width: 2.54 * size) { box in
          var rest = box
          rest.right -= 0.5 * size
          let end = Scene.Point(x: box.right - 0.1 * size, y: (box.top + box.bottom) / 2)
          return [
            level(rest, medianStroke(size: size), "median"),
            medianTick(at: end, size: 0.9 * size),
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
    add("rings", try rings(plan))
    add("axes", try axes(plan))
    if content.hasMedian {
      add("polygon-median", outline(chart.medians, plan, medianStroke(size: plan.size), "median"))
    }
    for polygon in painted {
      let values = chart.polygons[polygon].values
      var parts = outline(values, plan, stroke(polygon, size: plan.size), mark(polygon))
      for (axis, value) in values.enumerated() {
        guard let value else { continue }
        parts.append(
          marker(polygon, at: plan.web.point(axis, content.share(value)), size: plan.size))
      }
      add("polygon--" + content.polygonIdentifiers[polygon], parts)
    }
    let (grid, rows) = try dots(plan)
    add("dots", grid)
    for (axis, row) in rows.enumerated() { add("row-" + content.axisIdentifiers[axis], row) }
    return try composer.scene(
      plan.composition, plot: elements, alternativeText: content.description, data: content.data,
      facts: facts)
  }

  /// The lines from axis to axis; a value between two gaps of the median is a short tick.
  private func outline(
    _ values: [Double?], _ plan: Plan, _ stroke: Scene.Stroke, _ mark: String
  ) -> [Scene.Element] {
    RadarContent.runs(values).compactMap { run -> Scene.Element? in
      let points = run.map { plan.web.point($0, content.share(values[$0] ?? chart.low)) }
      if points.count > 1 {
        return .polygon(
          Scene.Polygon(
            points: points, isClosed: points.count == values.count, stroke: stroke, mark: mark))
      }
      guard mark == "median", let place = points.first, let axis = run.first else { return nil }
      let direction = plan.web.directions[axis]
      let reach = 0.5 * plan.size
      return .line(
        Scene.Line(
          x1: place.x - direction.y * reach, y1: place.y + direction.x * reach,
          x2: place.x + direction.y * reach, y2: place.y - direction.x * reach,
          stroke: Scene.Stroke(theme.median, width: 0.12 * plan.size), mark: mark))
    }
  }

  /// The rings with their numbers, each on a patch of paper where nothing else stands.
  private func rings(_ plan: Plan) throws(ChartError) -> [Scene.Element] {
    var elements: [Scene.Element] = []
    let shares = content.ticks.values.map(content.share)
    func ring(_ share: Double, _ width: Double) {
      elements.append(
        .polygon(
          Scene.Polygon(
            points: chart.axes.indices.map { plan.web.point($0, share) },
            stroke: Scene.Stroke(theme.grid, width: width))))
    }
    for share in shares where share > 1e-9 && share < 1 - 1e-9 { ring(share, composer.hairline) }
    ring(1, 2 * composer.hairline)
    for axis in chart.axes.indices {
      let end = plan.web.point(axis, 1)
      elements.append(
        .line(
          Scene.Line(
            x1: plan.web.centre.x, y1: plan.web.centre.y, x2: end.x, y2: end.y,
            stroke: Scene.Stroke(theme.grid, width: composer.hairline))))
    }
    let small = composer.small
    let labelled = content.ticks.values.filter { content.share($0) > 0.05 }
    var widths: [Double] = []
    for value in labelled {
      widths.append(try typesetter.width(content.tickText(value), small))
    }
    let (segments, boxes) = obstacles(plan)
    let places = plan.web.ringPlaces(
      labelled.map(content.share), widths: widths, size: small.size
    ) { box in
      let near = box.grown(x: 0.15 * plan.size, y: 0.15 * plan.size)
      return !boxes.contains { $0.overlaps(box) }
        && !segments.contains { near.isCrossed(from: $0.0, to: $0.1) }
    }
    for (index, place) in places.enumerated() {
      guard let place else { continue }
      let text = try typesetter.text(
        content.tickText(labelled[index]), x: place.x, baseline: place.y + 0.37 * small.size,
        anchor: .middle, font: small, colour: theme.quietInk)
      let patch = text.inkBox.grown(x: 0.15 * small.size, y: 0.1 * small.size)
      elements.append(
        .rectangle(
          Scene.Rectangle(
            x: patch.left, y: patch.top, width: patch.right - patch.left,
            height: patch.bottom - patch.top, fill: .solid(theme.paper))))
      elements.append(.text(text))
    }
    return elements
  }

  /// What the numbers of the rings keep away from: lines from axis to axis, markers and names.
  private func obstacles(
    _ plan: Plan
  ) -> (segments: [(Scene.Point, Scene.Point)], boxes: [Box]) {
    var segments: [(Scene.Point, Scene.Point)] = []
    var boxes = plan.web.labels.map { $0.box.grown(x: 0.3 * plan.size, y: 0.2 * plan.size) }
    for values in chart.polygons.map(\.values) + [chart.medians] {
      let points = values.enumerated().map { axis, value in
        value.map { plan.web.point(axis, content.share($0)) }
      }
      for (axis, point) in points.enumerated() {
        guard let point else { continue }
        boxes.append(
          Box(left: point.x, top: point.y, right: point.x, bottom: point.y)
            .grown(x: 0.6 * plan.size, y: 0.6 * plan.size))
        if let next = points[(axis + 1) % points.count] { segments.append((point, next)) }
      }
    }
    return (segments, boxes)
  }

  private func axes(_ plan: Plan) throws(ChartError) -> [Scene.Element] {
    var elements: [Scene.Element] = []
    let font = Font(size: plan.size)
    for (axis, label) in plan.web.labels.enumerated() {
      let direction = plan.web.directions[axis].x
      let anchor: Scene.Anchor = direction > 0.1 ? .start : direction < -0.1 ? .end : .middle
      let x = anchor == .start ? label.box.left : anchor == .end ? label.box.right : label.place.x
      for (place, line) in label.lines.enumerated() {
        let shift = (Double(place) - Double(label.lines.count - 1) / 2) * RadarWeb.leading
        elements.append(
          .text(
            try typesetter.text(
              line, x: x, baseline: label.place.y + (shift + 0.37) * plan.size, anchor: anchor,
              font: font, colour: theme.ink)))
      }
    }
    return elements
  }

  /// The grid and headings of the dot plot, and its rows.
  private func dots(
    _ plan: Plan
  ) throws(ChartError) -> (grid: [Scene.Element], rows: [[Scene.Element]]) {
    let (dots, size, small, box) = (plan.dots, plan.size, composer.small, plan.box)
    let stretch = dots.plot(in: box)
    func x(_ value: Double) -> Double {
      stretch.left + content.share(value) * (stretch.right - stretch.left)
    }
    let top = box.top + dots.head
    let baseline = top - 0.55 * small.size
    let spare = max(box.bottom - box.top - dots.height, 0) / Double(dots.heights.count)
    let bottom = top + dots.heights.reduce(0) { $0 + $1 + spare }
    var grid: [Scene.Element] = []
    let hair = Scene.Stroke(theme.grid, width: composer.hairline)
    func upright(_ x: Double) {
      grid.append(.line(Scene.Line(x1: x, y1: top, x2: x, y2: bottom, stroke: hair)))
    }
    let ticks = content.ticks.values.filter { (-1e-9...1 + 1e-9).contains(content.share($0)) }
    ticks.forEach { upright(x($0)) }
    grid += try numbers(ticks, baseline: baseline, from: box.left, to: stretch.right + size, x: x)
    var right = box.right
    var rights: [Double] = []
    for column in dots.columns.reversed() {
      rights.insert(right, at: 0)
      grid += try heading(column, right: right, baseline: baseline, plan)
      right -= column.width + 0.8 * size
    }
    var rows: [[Scene.Element]] = []
    var y = top
    for axis in chart.axes.indices {
      let height = dots.heights[axis] + spare
      rows.append(try row(axis, middle: y + height / 2, rights: rights, x: x, plan))
      y += height
    }
    return (grid, rows)
  }

  /// Numbers above the plot: of every tick, or of every second and so on where that has no room.
  private func numbers(
    _ ticks: [Double], baseline: Double, from left: Double, to right: Double,
    x: (Double) -> Double
  ) throws(ChartError) -> [Scene.Element] {
    let small = composer.small
    for step in 1...max(ticks.count, 1) where step == 1 || (ticks.count - 1).isMultiple(of: step) {
      var texts: [Scene.Text] = []
      for value in stride(from: 0, to: ticks.count, by: step).map({ ticks[$0] }) {
        texts.append(
          try typesetter.text(
            content.tickText(value), x: x(value), baseline: baseline, anchor: .middle,
            font: small, colour: theme.quietInk))
      }
      let boxes = texts.map(\.inkBox)
      let areApart = zip(boxes, boxes.dropFirst()).allSatisfy {
        $0.right + 0.5 * small.size <= $1.left
      }
      if areApart, boxes.allSatisfy({ $0.left >= left && $0.right <= right }) {
        return texts.map { .text($0) }
      }
    }
    return []
  }

  private func heading(
    _ column: RadarDots.Column, right: Double, baseline: Double, _ plan: Plan
  ) throws(ChartError) -> [Scene.Element] {
    let small = composer.small
    if column.heading.isEmpty {
      let place = Scene.Point(x: right - 0.5 * plan.size, y: baseline - 0.37 * small.size)
      return [
        column.polygon.map { marker($0, at: place, size: small.size) }
          ?? medianTick(at: place, size: small.size)
      ]
    }
    var elements: [Scene.Element] = []
    let isBold = column.polygon.map { chart.polygons[$0].isFocus } ?? false
    for (place, line) in column.heading.reversed().enumerated() {
      elements.append(
        .text(
          try typesetter.text(
            line, x: right, baseline: baseline - 1.25 * Double(place) * small.size, anchor: .end,
            font: Font(size: small.size, isBold: isBold), colour: colour(of: column))))
    }
    return elements
  }

  /// The colour of a column of figures, which is read and so never quieter than quiet ink.
  private func colour(of column: RadarDots.Column) -> Colour {
    guard let polygon = column.polygon else { return theme.quietInk }
    return chart.polygons[polygon].isFocus ? colour(polygon) : theme.ink
  }

  private func row(
    _ axis: Int, middle: Double, rights: [Double], x: (Double) -> Double, _ plan: Plan
  ) throws(ChartError) -> [Scene.Element] {
    let (dots, size, box) = (plan.dots, plan.size, plan.box)
    let stretch = dots.plot(in: box)
    let font = Font(size: size)
    let baseline = middle + 0.37 * size
    var elements: [Scene.Element] = [
      .line(
        Scene.Line(
          x1: stretch.left, y1: middle, x2: stretch.right, y2: middle,
          stroke: Scene.Stroke(theme.grid, width: composer.hairline)))
    ]
    if !dots.leads.isEmpty {
      elements.append(
        .text(
          try typesetter.text(
            dots.leads[axis], x: box.left + dots.leadWidth - 0.6 * size, baseline: baseline,
            anchor: .end, font: font, colour: theme.quietInk)))
    }
    for (place, line) in dots.names[axis].enumerated() {
      let shift =
        (Double(place) - Double(dots.names[axis].count - 1) / 2) * RadarWeb.leading * size
      elements.append(
        .text(
          try typesetter.text(
            line, x: box.left + dots.leadWidth, baseline: baseline + shift, font: font,
            colour: theme.ink)))
    }
    if let median = chart.medians[axis] {
      elements.append(medianTick(at: Scene.Point(x: x(median), y: middle), size: size))
    }
    for polygon in painted {
      guard let value = chart.polygons[polygon].values[axis] else { continue }
      elements.append(marker(polygon, at: Scene.Point(x: x(value), y: middle), size: size))
    }
    for (column, right) in zip(dots.columns, rights) {
      let isBold = column.polygon.map { chart.polygons[$0].isFocus } ?? false
      elements.append(
        .text(
          try typesetter.text(
            column.texts[axis], x: right, baseline: baseline, anchor: .end,
            font: Font(size: size, isBold: isBold), colour: colour(of: column))))
    }
    return elements
  }

  // MARK: What the scene says of itself

  private var facts: Scene.Facts {
    var facts = Scene.Facts()
    facts.scales = [
      Scene.Facts.Scale(
        id: "value", low: chart.low, high: chart.high, isAnnounced: chart.low != 0)
    ]
    facts.lines = chart.polygons.count
    facts.keys = chart.polygons.indices.map {
      Scene.Facts.Key(name: content.name($0), fill: .solid(colour($0)))
    }
    return facts
  }
}
