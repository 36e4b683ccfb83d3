/// Draws a table that has been fitted to its frame.
struct TableDrawing {
  let layout: TableLayout
  let plan: TableLayout.Plan

  private typealias Proportion = TableLayout.Proportion

  private var content: TableContent { layout.content }
  private var frame: FigureFrame { layout.frame }
  private var theme: Theme { layout.frame.theme }
  private var type: TypeScale { layout.type }
  private var typesetter: Typesetter { layout.typesetter }
  private var size: Double { plan.rowSize }
  private var hairline: Double { type.row / 18 }

  /// The scene.
  func scene() throws(ChartError) -> Scene {
    let margin = type.margin
    var elements: [Scene.Element] = []
    let header = try plan.header.elements(x: margin, y: margin, typesetter: typesetter)
    if !header.isEmpty { elements.append(.group(Scene.Group(id: "header", elements: header))) }

    var bottom = margin + plan.header.height
    for (place, lines) in plan.blocks.enumerated() {
      var block = Block(
        left: margin + Double(place) * (plan.blockWidth + Proportion.gutter * size),
        top: margin + plan.header.height,
        suffix: plan.blocks.count > 1 ? "-\(place + 1)" : "")
      try draw(lines, in: &block)
      elements += block.elements
      bottom = max(bottom, block.bottom)
    }

    let footerTop = bottom + Proportion.footerSpace * type.small
    let footer = try plan.footer.elements(x: margin, y: footerTop, typesetter: typesetter)
    if !footer.isEmpty { elements.append(.group(Scene.Group(id: "footer", elements: footer))) }
    var scene = frame.scene(
      height: plan.height,
      alternativeText: TableDescription(content: content, selection: plan.selection).text,
      elements: elements)
    scene.data = data
    scene.facts.scales = scales
    return scene
  }

  // MARK: What it shows

  /// The cells of numbers in the rows that are drawn, and what stands there instead of numbers.
  private var data: [Scene.Datum] {
    plan.selection.rows.flatMap { row in
      content.chart.columns.enumerated().compactMap { place, column in
        guard let figures = plan.columns.figures[row]?[place] else { return nil }
        let cell = content.rows[row].cells[place]
        guard cell != .blank else { return nil }
        var datum = Scene.Datum(
          group: "row-" + content.rowIdentifiers[row], row: content.rows[row].id,
          series: column.id, label: content.label(row),
          seriesLabel: Typesetter.trimmed(column.heading), text: figures.text)
        // The arrow of a change of places is its only sign.
        if figures.shape == .risen { datum.text = "↑" + datum.text }
        if figures.shape == .fallen { datum.text = "↓" + datum.text }
        if case .interval(let low, let high) = cell {
          (datum.low, datum.high) = (low, high)
        } else {
          datum.value = cell.values.first
        }
        return datum
      }
    }
  }

  private var scales: [Scene.Facts.Scale] {
    plan.columns.columns.enumerated().compactMap { place, column in
      guard let scale = column.scale, scale.pointsPerUnit > 0 else { return nil }
      return Scene.Facts.Scale(
        id: content.columnIdentifiers[place], low: -scale.zero / scale.pointsPerUnit,
        high: (scale.width - scale.zero) / scale.pointsPerUnit, hasLengths: true)
    }
  }

  // MARK: A block

  /// One block of columns while it is drawn.
  private struct Block {
    let left: Double
    let top: Double
    /// What tells its groups and marks from those of the other block.
    let suffix: String
    var bottom = 0.0
    var elements: [Scene.Element] = []
    /// The stretches of rows that follow one another without a heading or a gap.
    var runs: [Run] = []

    struct Run {
      var top, bottom: Double
      var rows: [Int]
    }
  }

  private func draw(_ lines: [TableLayout.Line], in block: inout Block) throws(ChartError) {
    let thick = Proportion.thickRule * size
    let thin = Proportion.thinRule * size
    var rules = [rule(block.top + thick / 2, thick, theme.ink, block)]
    let bodyTop = block.top + thick + plan.headHeight
    if plan.headHeight > 0 { rules.append(rule(bodyTop, thin, theme.ink, block)) }
    let head = try head(block, &rules)

    var rows: [Scene.Element] = []
    var y = bodyTop
    for line in lines {
      let height = line.height + (line.stretches ? plan.stretch : 0)
      switch line.item {
      case .row(let row):
        rows.append(
          .group(
            Scene.Group(
              id: "row-" + content.rowIdentifiers[row],
              elements: try draw(row, top: y, height: height, in: block))))
        if let last = block.runs.last, last.bottom == y {
          block.runs[block.runs.count - 1].bottom = y + height
          block.runs[block.runs.count - 1].rows.append(row)
        } else {
          block.runs.append(Block.Run(top: y, bottom: y + height, rows: [row]))
        }
      case .heading:
        if y > bodyTop { rules.append(rule(y, thin, theme.rule, block)) }
        let font = Font(size: type.small, isBold: true)
        rows += try words(line.words, font, theme.ink, top: y, height: height, in: block)
      case .gap:
        let font = Font(size: type.small)
        rows += try words(line.words, font, theme.quietInk, top: y, height: height, in: block)
      }
      y += height
    }
    rules.append(rule(y + thick / 2, thick, theme.ink, block))
    block.bottom = y + thick

    var zeros: [Scene.Element] = []
    for (place, column) in plan.columns.columns.enumerated() {
      guard column.scale != nil else { continue }
      let x = zero(column, block)
      for run in block.runs where run.rows.contains(where: { content.isDrawn($0, place) }) {
        zeros.append(
          .line(
            Scene.Line(
              x1: x, y1: run.top, x2: x, y2: run.bottom,
              stroke: Scene.Stroke(theme.zero, width: 1.2 * hairline),
              mark: "zero-" + content.columnIdentifiers[place] + block.suffix)))
      }
    }
    func group(_ id: String, _ elements: [Scene.Element]) -> [Scene.Element] {
      elements.isEmpty ? [] : [.group(Scene.Group(id: id + block.suffix, elements: elements))]
    }
    block.elements =
      group("headings", head) + group("rows", rows) + group("zero", zeros)
      + group("rules", rules)
  }

  private func rule(
    _ y: Double, _ width: Double, _ colour: Colour, _ block: Block
  ) -> Scene.Element {
    .line(
      Scene.Line(
        x1: block.left, y1: y, x2: block.left + plan.blockWidth, y2: y,
        stroke: Scene.Stroke(colour, width: width)))
  }

  private func left(_ column: TableColumns.Column, _ block: Block) -> Double {
    block.left + Proportion.inset * size + column.x
  }

  private func zero(_ column: TableColumns.Column, _ block: Block) -> Double {
    left(column, block) + (column.scale?.left ?? 0) + (column.scale?.zero ?? 0)
  }

  /// Where the numbers of a column begin: in its middle, or before its bars.
  private func blockLeft(_ column: TableColumns.Column, _ block: Block) -> Double {
    left(column, block) + (column.scale == nil ? (column.width - column.block) / 2 : 0)
  }

  /// The words of a sub-heading or a gap.
  private func words(
    _ lines: [String], _ font: Font, _ colour: Colour, top: Double, height: Double, in block: Block
  ) throws(ChartError) -> [Scene.Element] {
    let leading = FrameSetter.noteLeading * font.size
    var elements: [Scene.Element] = []
    var y = top + (height - Double(lines.count) * leading) / 2
    for line in lines {
      elements.append(
        .text(
          try typesetter.text(
            line, x: block.left + Proportion.inset * size,
            baseline: y + TextBlock.baseline(of: font, in: leading), font: font, colour: colour)))
      y += leading
    }
    return elements
  }

  // MARK: Headings

  private func head(
    _ block: Block, _ rules: inout [Scene.Element]
  ) throws(ChartError) -> [Scene.Element] {
    let font = plan.headingFont
    let leading = Proportion.headingLeading * font.size
    let space = Proportion.headingSpace * size
    let top = block.top + Proportion.thickRule * size
    let bottom = top + plan.headHeight - space
    var elements: [Scene.Element] = []
    func set(_ lines: [String], _ x: Double, _ anchor: Scene.Anchor, bottom: Double)
      throws(ChartError)
    {
      var y = bottom - Double(lines.count) * leading
      for line in lines {
        elements.append(
          .text(
            try typesetter.text(
              line, x: x, baseline: y + TextBlock.baseline(of: font, in: leading), anchor: anchor,
              font: font, colour: theme.ink)))
        y += leading
      }
    }
    for (place, column) in plan.columns.columns.enumerated() {
      let x = left(column, block)
      switch content.chart.columns[place].kind {
      case .label, .text:
        try set(column.heading, x, .start, bottom: bottom)
      case .bar:
        if column.headingWidth <= column.block {
          try set(column.heading, x + column.block, .end, bottom: bottom)
        } else {
          try set(column.heading, x, .start, bottom: bottom)
        }
      case .rank, .number, .change, .rankChange:
        try set(column.heading, x + column.width / 2, .middle, bottom: bottom)
      }
    }
    for spanner in plan.columns.spanners {
      let first = plan.columns.columns[spanner.columns.lowerBound]
      let last = plan.columns.columns[spanner.columns.upperBound]
      let start = left(first, block)
      let end = left(last, block) + last.width
      let y = top + plan.spannerHeight
      try set(spanner.lines, (start + end) / 2, .middle, bottom: y - 0.5 * space)
      let overhang = 0.3 * size
      rules.append(
        .line(
          Scene.Line(
            x1: start - overhang, y1: y, x2: end + overhang, y2: y,
            stroke: Scene.Stroke(theme.ink, width: Proportion.thinRule * size))))
    }
    return elements
  }

  // MARK: Rows

  private func draw(
    _ row: Int, top: Double, height: Double, in block: Block
  ) throws(ChartError) -> [Scene.Element] {
    let source = content.rows[row]
    var elements: [Scene.Element] = []
    if source.isFocus {
      elements.append(
        .rectangle(
          Scene.Rectangle(
            x: block.left, y: top, width: plan.blockWidth, height: height, fill: .solid(tint))))
    }
    for place in content.chart.columns.indices {
      let column = plan.columns.columns[place]
      let middle = top + height / 2
      switch content.chart.columns[place].kind {
      case .label, .text:
        elements += try wordElements(row, place, column, middle: middle, in: block)
      case .bar:
        elements += barElements(row, place, column, middle: middle, in: block)
        elements += try figureElements(row, place, column, middle: middle, in: block)
      case .rank, .number, .change, .rankChange:
        elements += try figureElements(row, place, column, middle: middle, in: block)
      }
    }
    return elements
  }

  /// The ground of a row in focus: half way between the paper and the ground of its hatched bars.
  private var tint: Colour {
    func middle(_ first: UInt8, _ second: UInt8) -> UInt8 {
      UInt8((Int(first) + Int(second)) / 2)
    }
    let (paper, ground) = (theme.paper, theme.focusHatchGround)
    return Colour(
      middle(paper.red, ground.red), middle(paper.green, ground.green),
      middle(paper.blue, ground.blue))
  }

  private func mark(_ row: Int, _ place: Int) -> String {
    let kind =
      switch content.chart.columns[place].kind {
      case .bar: "bar-"
      case .change, .rankChange: "change-"
      case .rank, .label, .text, .number: "cell-"
      }
    return kind + content.rowIdentifiers[row] + "-" + content.columnIdentifiers[place]
  }

  private func font(_ row: Int) -> Font {
    Font(size: size, isBold: content.rows[row].isFocus)
  }

  private func wordElements(
    _ row: Int, _ place: Int, _ column: TableColumns.Column, middle: Double, in block: Block
  ) throws(ChartError) -> [Scene.Element] {
    let lines = plan.columns.lines[row]?[place] ?? []
    let font = font(row)
    let leading = Proportion.lineLeading * size
    var baseline = middle - Double(lines.count - 1) * leading / 2 + 0.37 * size
    var elements: [Scene.Element] = []
    for line in lines {
      elements.append(
        .text(
          try typesetter.text(
            line, x: left(column, block), baseline: baseline, font: font,
            colour: content.rows[row].isFocus ? theme.focus : theme.ink,
            mark: mark(row, place))))
      baseline += leading
    }
    return elements
  }

  /// A number with its shape, at its place by the decimal point.
  private func figureElements(
    _ row: Int, _ place: Int, _ column: TableColumns.Column, middle: Double, in block: Block
  ) throws(ChartError) -> [Scene.Element] {
    guard let figures = plan.columns.figures[row]?[place], !figures.text.isEmpty else { return [] }
    let isFocus = content.rows[row].isFocus
    let font = font(row)
    let start = blockLeft(column, block)
    let head = try typesetter.width(figures.head, font)
    let isQuiet: Bool
    switch content.rows[row].cells[place] {
    case .missing, .notApplicable, .change(nil), .rankChange(nil): isQuiet = true
    default: isQuiet = content.chart.columns[place].kind == .rank
    }
    var elements: [Scene.Element] = []
    if let shape = figures.shape {
      elements.append(
        .polygon(
          Scene.Polygon(
            points: Self.points(
              shape, left: start + column.point - column.head - column.shape, middle: middle,
              size: Proportion.shape * size),
            fill: .solid(isFocus ? theme.focus : theme.interval), mark: mark(row, place))))
    }
    elements.append(
      .text(
        try typesetter.text(
          figures.text,
          x: start + column.point
            + (figures.isWord && content.hasDecimals(place) ? column.decimals : 0) - head,
          baseline: middle + 0.37 * size, font: font,
          colour: isFocus ? theme.focus : isQuiet ? theme.quietInk : theme.ink,
          mark: mark(row, place))))
    return elements
  }

  /// A triangle for a change of value, an arrow for a change of rank.
  private static func points(
    _ shape: TableContent.Shape, left: Double, middle: Double, size: Double
  ) -> [Scene.Point] {
    // Corners of the shape that points up, in parts of its size, from the middle of its box.
    let corners: [(x: Double, y: Double)]
    switch shape {
    case .up, .down:
      corners = [(0, -0.46), (0.5, 0.42), (-0.5, 0.42)]
    case .risen, .fallen:
      corners = [
        (0, -0.66), (0.42, -0.12), (0.1, -0.12), (0.1, 0.62), (-0.1, 0.62), (-0.1, -0.12),
        (-0.42, -0.12),
      ]
    }
    let direction: Double = shape == .up || shape == .risen ? 1 : -1
    return corners.map {
      Scene.Point(x: left + size / 2 + $0.x * size, y: middle + direction * $0.y * size)
    }
  }

  // MARK: Bars

  /// The bar, the interval, or nothing.
  private func barElements(
    _ row: Int, _ place: Int, _ column: TableColumns.Column, middle: Double, in block: Block
  ) -> [Scene.Element] {
    guard let scale = column.scale else { return [] }
    let isFocus = content.rows[row].isFocus
    let mark = mark(row, place)
    let zero = zero(column, block)
    let thickness = plan.barThickness
    switch content.rows[row].cells[place] {
    case .number(let value, _):
      if value == 0 {
        return [
          .line(
            Scene.Line(
              x1: zero, y1: middle - thickness / 2, x2: zero, y2: middle + thickness / 2,
              stroke: Scene.Stroke(isFocus ? theme.focus : theme.bar, width: 3 * hairline),
              mark: mark))
        ]
      }
      let end = zero + value * scale.pointsPerUnit
      return [
        .rectangle(
          Scene.Rectangle(
            x: min(end, zero), y: middle - thickness / 2, width: abs(end - zero),
            height: thickness, fill: fill(row, place), stroke: edge(row, place), mark: mark))
      ]
    case .interval(let low, let high):
      return interval(
        from: zero + low * scale.pointsPerUnit,
        to: high.flatMap { $0 <= scale.greatestShown ? zero + $0 * scale.pointsPerUnit : nil },
        cutAt: high == nil ? nil : zero + scale.greatestShown * scale.pointsPerUnit,
        middle: middle, colour: isFocus ? theme.focus : theme.interval, mark: mark)
    default:
      return []
    }
  }

  /// What a bar is filled with: yearly averages are hatched.
  private func fill(_ row: Int, _ place: Int) -> Scene.Fill {
    let isFocus = content.rows[row].isFocus
    guard content.rows[row].cells[place].isAveraged else {
      return .solid(isFocus ? theme.focus : theme.bar)
    }
    return .hatch(
      foreground: isFocus ? theme.focus : theme.bar,
      background: isFocus ? theme.focusHatchGround : theme.barHatchGround,
      spacing: 0.4 * type.row, width: 0.13 * type.row)
  }

  /// The edge of a hatched bar, whose ground alone is hardly told from the paper.
  private func edge(_ row: Int, _ place: Int) -> Scene.Stroke? {
    guard content.rows[row].cells[place].isAveraged else { return nil }
    return Scene.Stroke(content.rows[row].isFocus ? theme.focus : theme.bar, width: hairline)
  }

  /// A line between two limits with a cap at each, or with an arrow where it goes on.
  private func interval(
    from start: Double, to end: Double?, cutAt cut: Double?, middle: Double, colour: Colour,
    mark: String
  ) -> [Scene.Element] {
    let stroke = Scene.Stroke(colour, width: 2.4 * hairline)
    let cap = min(0.35 * plan.barThickness, 0.32 * size)
    func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> Scene.Element {
      .line(Scene.Line(x1: x1, y1: y1, x2: x2, y2: y2, stroke: stroke, mark: mark))
    }
    var elements = [line(start, middle - cap, start, middle + cap)]
    if let end {
      elements.append(line(end, middle - cap, end, middle + cap))
      elements.append(line(start, middle, end, middle))
      return elements
    }
    let tip = (cut ?? start) + (Proportion.arrow - 0.1) * size
    let neck = tip - 0.5 * size
    elements.append(
      .polygon(
        Scene.Polygon(
          points: [
            Scene.Point(x: tip, y: middle), Scene.Point(x: neck, y: middle - cap),
            Scene.Point(x: neck, y: middle + cap),
          ], fill: .solid(colour), mark: mark)))
    elements.append(line(start, middle, neck, middle))
    return elements
  }
}
