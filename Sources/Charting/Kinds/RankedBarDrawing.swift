/// Draws a ranked bar that has been fitted to its frame.
struct RankedBarDrawing {
  let layout: RankedBarLayout
  let plan: RankedBarLayout.Plan

  private typealias Proportion = RankedBarLayout.Proportion

  private var content: RankedBarContent { layout.content }
  private var frame: FigureFrame { layout.frame }
  private var theme: Theme { layout.frame.theme }
  private var type: TypeScale { layout.type }
  private var typesetter: Typesetter { layout.typesetter }
  private var small: Font { Font(size: type.small) }
  /// The thickness of the thinnest line.
  private var hairline: Double { type.row / 18 }

  /// The scene.
  func scene() throws(ChartError) -> Scene {
    let margin = type.margin
    var elements: [Scene.Element] = []
    let header = try plan.header.elements(x: margin, y: margin, typesetter: typesetter)
    if !header.isEmpty { elements.append(.group(Scene.Group(id: "header", elements: header))) }

    let top = margin + plan.header.height
    for (place, cells) in plan.columns.enumerated() {
      let left = margin + Double(place) * (plan.columnWidth + Proportion.gutter * plan.rowSize)
      var column = Column(
        left: left, top: top, suffix: plan.columns.count > 1 ? "-\(place + 1)" : "")
      try draw(cells, in: &column)
      elements += column.elements
    }

    let footerTop = plan.height - margin - plan.footer.height
    let footer = try plan.footer.elements(x: margin, y: footerTop, typesetter: typesetter)
    if !footer.isEmpty { elements.append(.group(Scene.Group(id: "footer", elements: footer))) }
    var scene = frame.scene(
      height: plan.height,
      alternativeText: RankedBarDescription(
        content: content, leftOut: plan.selection.leftOut
      ).text,
      elements: elements)
    scene.data = data
    scene.facts = facts
    if plan.columns.count == 1 { scene.facts.plotLeft = margin + plan.plotLeft }
    return scene
  }

  // MARK: What it shows

  /// The rows that are drawn, and after them those that are only listed below the plot.
  private var data: [Scene.Datum] {
    var data: [Scene.Datum] = []
    for case .row(let row) in plan.columns.joined().map(\.kind) {
      data.append(
        datum(row.index, group: "row-" + content.identifiers[row.index], text: row.value))
    }
    let drawn = Set(plan.selection.shown)
    var ignored = RankedBarFootnotes()
    let isScore = frame.reporting.outcome == .ranked
    for index in plan.selection.listed + content.notStated + content.notApplicable
    where !drawn.contains(index) {
      let text =
        isScore && content.chart.rows[index].state == .notStated
        ? Phrase.notScored.text(in: frame.language) : content.valueText(index, &ignored)
      data.append(datum(index, group: "footer", text: text))
    }
    return data
  }

  private func datum(_ index: Int, group: String, text: String) -> Scene.Datum {
    let row = content.chart.rows[index]
    var datum = Scene.Datum(group: group, row: row.id, label: content.label(index), text: text)
    switch row.state {
    case .value(let value, _), .otherClass(let value, _, _): datum.value = value
    case .bounded(let low, let high): (datum.low, datum.high) = (low, high)
    case .notStated, .notApplicable: break
    }
    return datum
  }

  private var facts: Scene.Facts {
    var facts = Scene.Facts()
    let (zero, unit) = (plan.scale.zero, plan.scale.pointsPerUnit)
    facts.scales = [
      Scene.Facts.Scale(
        id: "value", low: -zero / unit, high: (plan.columnWidth - plan.plotLeft - zero) / unit,
        hasLengths: true)
    ]
    // The sign of the footnote stands at each value, so no fill need be told by itself.
    for kind in plan.footnotes.kinds {
      guard case .averaged(let years) = kind else { continue }
      let drawn = plan.selection.shown.first { index in
        guard case .value(_, let marks) = content.chart.rows[index].state else { return false }
        return marks.averagedYears.contains(years)
      }
      guard let drawn else { continue }
      facts.keys.append(
        Scene.Facts.Key(
          name: Phrase.averaged.text(in: frame.language, ["years": String(years)]),
          fill: layout.fill(drawn), isLabelled: true))
    }
    return facts
  }

  // MARK: A column of rows

  /// One column while it is drawn.
  private struct Column {
    let left: Double
    let top: Double
    /// What tells its groups and marks from those of the other column.
    let suffix: String
    var elements: [Scene.Element] = []
    /// Where text stands that no rule may strike through.
    var texts: [Box] = []
    /// The stretches of rows that follow one another without a gap, from top to bottom.
    var runs: [Run] = []

    struct Run {
      var top: Double
      var bottom: Double
      var isRanked: Bool
      /// Whether there is anything in it that is drawn by the scale.
      var hasScale: Bool
    }

    mutating func extendRun(to bottom: Double, from top: Double, isRanked: Bool, hasScale: Bool) {
      if var run = runs.last, run.bottom == top, run.isRanked == isRanked {
        run.bottom = bottom
        run.hasScale = run.hasScale || hasScale
        runs[runs.count - 1] = run
      } else {
        runs.append(Run(top: top, bottom: bottom, isRanked: isRanked, hasScale: hasScale))
      }
    }
  }

  private func zero(_ column: Column) -> Double {
    column.left + plan.plotLeft + plan.scale.zero
  }

  private func place(_ value: Double, _ column: Column) -> Double {
    zero(column) + value * plan.scale.pointsPerUnit
  }

  private func draw(
    _ cells: [RankedBarLayout.Cell], in column: inout Column
  ) throws(ChartError) {
    var rows: [Scene.Element] = []
    var y = column.top + plan.axis.lineHeight * type.small
    for cell in cells {
      let height = cell.height + (cell.stretches ? plan.stretch : 0)
      switch cell.kind {
      case .row(let row):
        rows.append(
          .group(
            Scene.Group(
              id: "row-" + content.identifiers[row.index],
              elements: try draw(row, top: y, height: height, in: &column))))
        let source = content.chart.rows[row.index]
        column.extendRun(
          to: y + height, from: y, isRanked: source.rank != nil,
          hasScale: source.state.isDrawnByScale)
      case .gap(let text):
        let element = try typesetter.text(
          text, x: labelLeft(column),
          baseline: y + TextBlock.baseline(of: small, in: height), font: small,
          colour: theme.quietInk)
        column.texts.append(element.inkBox)
        rows.append(.text(element))
      case .heading(let lines):
        rows += try draw(heading: lines, top: y, in: &column)
      }
      y += height
    }

    let ticks = try ticks(in: &column)
    var grid: [Scene.Element] = []
    var zeroLines: [Scene.Element] = []
    var medianLines: [Scene.Element] = []
    for run in column.runs where run.hasScale {
      for x in ticks.grid {
        grid += upright(
          x, from: run.top, to: run.bottom, around: column.texts,
          stroke: Scene.Stroke(theme.grid, width: hairline), mark: nil)
      }
      zeroLines.append(
        .line(
          Scene.Line(
            x1: zero(column), y1: run.top, x2: zero(column), y2: run.bottom,
            stroke: Scene.Stroke(theme.zero, width: 1.4 * hairline),
            mark: "zero" + column.suffix)))
      if run.isRanked, let x = ticks.median {
        let isFirst = run.top == column.runs.first?.top
        medianLines += upright(
          x,
          from: isFirst ? column.top + (plan.axis.lineHeight - 0.3) * type.small : run.top,
          to: run.bottom,
          around: column.texts.map { $0.grown(x: 0.12 * type.row, y: 0.14 * type.row) },
          stroke: Scene.Stroke(
            theme.median, width: 1.2 * hairline, dashes: [4 * hairline, 4 * hairline]),
          mark: "median" + column.suffix)
      }
    }

    func group(_ id: String, _ elements: [Scene.Element]) -> [Scene.Element] {
      elements.isEmpty
        ? [] : [.group(Scene.Group(id: id + column.suffix, elements: elements))]
    }
    column.elements =
      group("grid", grid) + group("rows", rows) + group("zero", zeroLines)
      + group("median", medianLines) + group("axis", ticks.labels)
  }

  private func labelLeft(_ column: Column) -> Double {
    column.left + plan.rankWidth + Proportion.rankGap * plan.rowSize
  }

  /// An upright line that stops short of the texts in its way.
  private func upright(
    _ x: Double, from top: Double, to bottom: Double, around texts: [Box], stroke: Scene.Stroke,
    mark: String?
  ) -> [Scene.Element] {
    let reach = 0.22 * type.row
    let obstacles = texts.map { $0.grown(x: reach, y: 0.12 * type.row) }
      .filter { $0.left < x && x < $0.right && $0.top < bottom && $0.bottom > top }
      .sorted { $0.top < $1.top }
    var lines: [Scene.Element] = []
    var y = top
    func add(to end: Double) {
      guard end - y > 0.5 else { return }
      lines.append(
        .line(Scene.Line(x1: x, y1: y, x2: x, y2: end, stroke: stroke, mark: mark)))
    }
    for obstacle in obstacles {
      add(to: obstacle.top)
      y = max(y, obstacle.bottom)
    }
    add(to: bottom)
    return lines
  }

  // MARK: Ticks and median

  private struct TickMarks {
    /// Where lines of the grid stand; zero has a line of its own.
    var grid: [Double] = []
    /// Where the rule of the median stands.
    var median: Double?
    var labels: [Scene.Element] = []
  }

  private func ticks(in column: inout Column) throws(ChartError) -> TickMarks {
    var marks = TickMarks()
    let line = column.top + (plan.axis.lineHeight - Proportion.tickLine) * small.size
    let baseline = line + TextBlock.baseline(of: small, in: 1.6 * small.size)
    var labels: [Scene.Text] = []
    for label in plan.axis.labels {
      let x = column.left + label.x
      labels.append(
        try typesetter.text(
          label.string, x: x, baseline: baseline, anchor: .middle, font: small,
          colour: theme.quietInk))
      if label.value != 0 { marks.grid.append(x) }
    }
    if let median = plan.axis.median, column.runs.contains(where: \.isRanked) {
      labels.append(
        try typesetter.text(
          median.string, x: column.left + median.labelX,
          baseline: median.isAbove ? baseline - Proportion.medianLine * small.size : baseline,
          anchor: .middle, font: small, colour: theme.ink, mark: "median" + column.suffix))
      marks.median = median.ruleX.map { column.left + $0 }
    }
    column.texts += labels.map(\.inkBox)
    marks.labels = labels.map { .text($0) }
    return marks
  }

  // MARK: Rows

  private func draw(
    _ row: RankedBarLayout.Cell.Row, top: Double, height: Double, in column: inout Column
  ) throws(ChartError) -> [Scene.Element] {
    let source = content.chart.rows[row.index]
    let mark = "bar-" + content.identifiers[row.index]
    let middle = top + height / 2
    var elements: [Scene.Element] = []
    let value = try value(row, middle: middle, mark: mark, column: column)
    elements += try markElements(row, middle: middle, mark: mark, column: column)

    if let rank = source.rank {
      let font = Font(size: plan.rowSize, isBold: source.isFocus)
      let text = try typesetter.text(
        String(rank), x: column.left + plan.rankWidth,
        baseline: middle + 0.37 * font.size, anchor: .end, font: font,
        colour: source.isFocus ? theme.focus : theme.quietInk, mark: mark)
      column.texts.append(text.inkBox)
      elements.append(.text(text))
    }
    let leading = Proportion.labelLeading * row.labelFont.size
    var baseline =
      middle - Double(row.label.count - 1) * leading / 2 + 0.37 * row.labelFont.size
    for line in row.label {
      let text = try typesetter.text(
        line, x: labelLeft(column), baseline: baseline, font: row.labelFont,
        colour: source.isFocus ? theme.focus : theme.ink, mark: mark)
      column.texts.append(text.inkBox)
      elements.append(.text(text))
      baseline += leading
    }
    column.texts.append(value.inkBox)
    if source.state.isAveraged, plan.scale.placements[row.placement] == .inside {
      // The edge of the bar stays whole.
      let edge = layout.edge(row.index)?.width ?? 0
      let plate = value.inkBox.grown(x: 0.2 * value.font.size, y: 0)
      elements.append(
        .rectangle(
          Scene.Rectangle(
            x: plate.left, y: middle - plan.barThickness / 2 + edge / 2,
            width: plate.right - plate.left, height: plan.barThickness - edge,
            fill: .solid(layout.ground(row.index)))))
    }
    elements.append(.text(value))
    return elements
  }

  /// The value's text at its place.
  private func value(
    _ row: RankedBarLayout.Cell.Row, middle: Double, mark: String, column: Column
  ) throws(ChartError) -> Scene.Text {
    let source = content.chart.rows[row.index]
    var font = layout.rowFont(row.index, size: plan.rowSize)
    let gap = Proportion.valueGap * plan.rowSize
    var colour = source.isFocus ? theme.focus : theme.ink
    var anchor = Scene.Anchor.start
    var x: Double
    var baseline = middle + 0.37 * font.size
    switch source.state {
    case .value(let value, _):
      x = place(value, column)
      switch plan.scale.placements[row.placement] {
      case .right: x = max(x, zero(column)) + gap
      case .opposite: x = zero(column) + gap
      case .left:
        x = min(x, zero(column)) - gap
        anchor = .end
      case .inside:
        x -= gap
        anchor = .end
        colour = theme.ink(on: .solid(layout.ground(row.index))) ?? colour
        // In the middle by all its ink, so that not even the tail of a comma leaves the bar.
        let reach = InkReach(of: row.value)
        baseline = middle + (reach.above - reach.below) / 2 * font.size
      }
    case .bounded(let low, let high):
      let isCut = high.map { $0 > plan.greatestShown } ?? true
      let end = place(min(high ?? low, plan.greatestShown), column)
      x = max(end, zero(column)) + gap + (isCut ? Proportion.arrow * plan.rowSize : 0)
    case .otherClass:
      x = zero(column) + gap
    case .notStated, .notApplicable:
      x = zero(column) + gap
      colour = theme.quietInk
      font.isBold = false
    }
    return try typesetter.text(
      row.value, x: x, baseline: baseline, anchor: anchor, font: font,
      colour: colour, mark: mark)
  }

  /// The bar, the interval, or nothing.
  private func markElements(
    _ row: RankedBarLayout.Cell.Row, middle: Double, mark: String, column: Column
  ) throws(ChartError) -> [Scene.Element] {
    let source = content.chart.rows[row.index]
    let thickness = plan.barThickness
    switch source.state {
    case .value(let value, _):
      if value == 0 {
        return [
          .line(
            Scene.Line(
              x1: zero(column), y1: middle - thickness / 2, x2: zero(column),
              y2: middle + thickness / 2,
              stroke: Scene.Stroke(source.isFocus ? theme.focus : theme.bar, width: 3 * hairline),
              mark: mark))
        ]
      }
      let end = place(value, column)
      return [
        .rectangle(
          Scene.Rectangle(
            x: min(end, zero(column)), y: middle - thickness / 2, width: abs(end - zero(column)),
            height: thickness, fill: layout.fill(row.index), stroke: layout.edge(row.index),
            mark: mark))
      ]
    case .bounded(let low, let high):
      return interval(
        from: low, to: high, middle: middle, isFocus: source.isFocus, mark: mark, column: column)
    case .otherClass, .notStated, .notApplicable:
      return []
    }
  }

  /// A line between two limits with a cap at each, or with an arrow where it goes on.
  private func interval(
    from low: Double, to high: Double?, middle: Double, isFocus: Bool, mark: String,
    column: Column
  ) -> [Scene.Element] {
    let colour = isFocus ? theme.focus : theme.interval
    let stroke = Scene.Stroke(colour, width: 3 * hairline)
    let cap = min(0.3 * plan.barThickness, 0.36 * plan.rowSize)
    func upright(_ x: Double) -> Scene.Element {
      .line(
        Scene.Line(x1: x, y1: middle - cap, x2: x, y2: middle + cap, stroke: stroke, mark: mark))
    }
    let start = place(low, column)
    var elements = [upright(start)]
    var end: Double
    if let high, high <= plan.greatestShown {
      end = place(high, column)
      elements.append(upright(end))
    } else {
      end = place(plan.greatestShown, column)
      if high == nil { end = start }
      end += (Proportion.arrow - 0.35) * plan.rowSize
      let head = 0.55 * plan.rowSize
      elements.append(
        .polygon(
          Scene.Polygon(
            points: [
              Scene.Point(x: end, y: middle), Scene.Point(x: end - head, y: middle - cap),
              Scene.Point(x: end - head, y: middle + cap),
            ], fill: .solid(colour), mark: mark)))
      end -= head
    }
    elements.append(
      .line(Scene.Line(x1: start, y1: middle, x2: end, y2: middle, stroke: stroke, mark: mark)))
    return elements
  }

  private func draw(
    heading lines: [String], top: Double, in column: inout Column
  ) throws(ChartError) -> [Scene.Element] {
    let ruleY = top + 0.5 * Proportion.ruleSpace * plan.rowSize
    var elements: [Scene.Element] = [
      .line(
        Scene.Line(
          x1: column.left, y1: ruleY, x2: column.left + plan.columnWidth, y2: ruleY,
          stroke: Scene.Stroke(theme.rule, width: hairline)))
    ]
    var y = top + Proportion.ruleSpace * plan.rowSize + 0.1 * type.small
    for line in lines {
      let height = FrameSetter.noteLeading * type.small
      let text = try typesetter.text(
        line, x: column.left, baseline: y + TextBlock.baseline(of: small, in: height), font: small,
        colour: theme.quietInk)
      column.texts.append(text.inkBox)
      elements.append(.text(text))
      y += height
    }
    return elements
  }
}

extension RankedBarChart.State {
  /// Whether a bar or an interval stands for it.
  var isDrawnByScale: Bool {
    switch self {
    case .value, .bounded: true
    case .otherClass, .notStated, .notApplicable: false
    }
  }
}
