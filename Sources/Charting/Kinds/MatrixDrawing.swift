/// Draws a matrix that has been fitted to its frame.
struct MatrixDrawing {
  let layout: MatrixLayout
  let plan: MatrixLayout.Plan

  private typealias Proportion = MatrixLayout.Proportion

  private var content: MatrixContent { layout.content }
  private var frame: FigureFrame { layout.frame }
  private var theme: Theme { layout.frame.theme }
  private var type: TypeScale { layout.type }
  private var typesetter: Typesetter { layout.typesetter }
  private var small: Font { layout.small }
  private var margin: Double { type.margin }
  /// The thickness of the thinnest line.
  private var hairline: Double { type.row / 18 }

  /// The scene.
  func scene() throws(ChartError) -> Scene {
    var elements: [Scene.Element] = []
    func add(_ id: String, _ parts: [Scene.Element]) {
      if !parts.isEmpty { elements.append(.group(Scene.Group(id: id, elements: parts))) }
    }
    add("header", try plan.header.elements(x: margin, y: margin, typesetter: typesetter))
    var y = margin + plan.header.height
    add("headings", try headings(top: y))
    y += plan.headings.height
    var outlines: [Scene.Element] = []
    for (place, (item, height)) in zip(plan.items, plan.heights).enumerated() {
      switch item {
      case .row(let index):
        let row = content.rows[index]
        add("row-" + row.identifier, try draw(row, index, top: y, height: height))
        if row.isFocus {
          outlines.append(
            .rectangle(
              Scene.Rectangle(
                x: margin - 0.3 * type.row, y: y,
                width: plan.right + 0.6 * type.row, height: height,
                stroke: Scene.Stroke(theme.focus, width: 2.4 * hairline))))
        }
      case .gap(let count):
        add(
          // Two hyphens in front, as no row's own name has.
          "gap---\(place + 1)",
          [
            .text(
              try typesetter.text(
                Phrase.matrixGap.text(in: frame.language, ["count": String(count)]),
                x: margin + plan.rankWidth, baseline: y + TextBlock.baseline(of: small, in: height),
                font: small, colour: theme.quietInk))
          ])
      }
      y += height
    }
    add("focus", outlines)
    add("summary", try summary(top: y))

    let footerTop = plan.height - margin - plan.footer.height
    // In a frame of its own height the legend stays with the cells that it explains.
    let legendTop = y + MatrixLayout.summarySpace(plan) + 0.75 * type.small
    add("legend", try legend(top: legendTop))
    add("footer", try plan.footer.elements(x: margin, y: footerTop, typesetter: typesetter))
    var scene = frame.scene(
      height: plan.height, alternativeText: content.description(plan.leftOut),
      elements: elements)
    scene.data = data
    scene.facts.keys = content.keys
    return scene
  }

  // MARK: What it shows

  /// The cells of the rows that are drawn with what stands at their ends, and the summary.
  private var data: [Scene.Datum] {
    var data: [Scene.Datum] = []
    for case .row(let index) in plan.items {
      let row = content.rows[index]
      func datum(
        _ numbers: MatrixContent.Numbers, _ text: String, series: String = "", heading: String
      ) -> Scene.Datum {
        Scene.Datum(
          group: "row-" + row.identifier, row: row.id, series: series, label: row.label,
          seriesLabel: heading, value: numbers.value, low: numbers.low, high: numbers.high,
          text: text)
      }
      for (cell, column) in zip(row.cells, content.columns) {
        data.append(
          datum(
            cell.numbers, cell.text.isEmpty ? cell.words : cell.text, series: column.id,
            heading: column.heading))
      }
      guard !row.trailing.isEmpty else { continue }
      let texts = [row.trailing, row.trailingDetail].filter { !$0.isEmpty }
      data.append(
        datum(
          row.trailingNumbers, texts.joined(separator: " "), heading: content.trailingHeading))
    }
    for line in plan.summary where line.isData {
      for (cell, column) in zip(line.cells, content.columns) {
        data.append(
          Scene.Datum(
            group: "summary", row: "", series: column.id, label: line.label,
            seriesLabel: column.heading, value: cell.numbers.value, text: cell.text))
      }
    }
    return data
  }

  // MARK: Headings

  private func headings(top: Double) throws(ChartError) -> [Scene.Element] {
    var elements: [Scene.Element] = []
    let leading = Proportion.headingLeading * type.small
    let headings = plan.headings
    let spannerBottom = top + headings.spannerHeight - 0.35 * type.small
    for spanner in headings.spanners {
      // The rule stops short of the next group's.
      let inset = 0.1 * type.small
      elements.append(
        .line(
          Scene.Line(
            x1: margin + spanner.span.left + inset, y1: spannerBottom,
            x2: margin + spanner.span.right - inset, y2: spannerBottom,
            stroke: Scene.Stroke(theme.quietInk, width: hairline))))
      elements += try lines(
        spanner.lines, x: margin + spanner.span.middle, bottom: spannerBottom - 0.18 * type.small,
        leading: leading, colour: theme.ink)
    }
    let bottom = top + headings.height - 0.3 * type.small
    for (index, span) in plan.columns.enumerated() {
      let units = headings.units[index]
      elements += try lines(
        units, x: margin + span.middle, bottom: bottom, leading: leading, colour: theme.quietInk)
      elements += try lines(
        headings.columns[index], x: margin + span.middle,
        bottom: bottom - Double(units.count) * leading, leading: leading, colour: theme.ink)
    }
    elements += try lines(
      headings.trailing, x: margin + plan.right, bottom: bottom, leading: leading,
      anchor: .end, colour: theme.ink)
    return elements
  }

  /// Lines that end at a height.
  private func lines(
    _ strings: [String], x: Double, bottom: Double, leading: Double,
    anchor: Scene.Anchor = .middle, colour: Colour
  ) throws(ChartError) -> [Scene.Element] {
    var elements: [Scene.Element] = []
    var y = bottom - Double(strings.count) * leading
    for string in strings {
      elements.append(
        .text(
          try typesetter.text(
            string, x: x, baseline: y + TextBlock.baseline(of: small, in: leading),
            anchor: anchor, font: small, colour: colour)))
      y += leading
    }
    return elements
  }

  // MARK: Rows

  private func draw(
    _ row: MatrixContent.Row, _ index: Int, top: Double, height: Double
  ) throws(ChartError) -> [Scene.Element] {
    var elements: [Scene.Element] = []
    let font = layout.font(index, size: plan.rowSize)
    let colour = row.isFocus ? theme.focus : theme.ink
    let middle = top + height / 2
    let mark = "row-" + row.identifier
    func add(
      _ string: String, x: Double, anchor: Scene.Anchor = .start, font: Font, colour: Colour,
      middle: Double
    ) throws(ChartError) {
      guard !string.isEmpty else { return }
      elements.append(
        .text(
          try typesetter.text(
            string, x: x, baseline: middle + 0.37 * font.size, anchor: anchor, font: font,
            colour: colour, mark: mark)))
    }
    try add(
      row.rank, x: margin + plan.rankWidth - Proportion.rankGap * plan.rowSize, anchor: .end,
      font: font, colour: row.isFocus ? theme.focus : theme.quietInk, middle: middle)
    if let label = plan.labels[index] {
      let leading = Proportion.labelLeading * label.font.size
      var y = middle - Double(label.lines.count - 1) * leading / 2
      for line in label.lines {
        try add(line, x: margin + plan.rankWidth, font: label.font, colour: colour, middle: y)
        y += leading
      }
    }
    for (place, cell) in row.cells.enumerated() {
      let mark = "cell-\(row.identifier)-\(content.columns[place].identifier)"
      let span = plan.columns[place]
      // A seam of paper parts the cells, also where two neighbours have one shade.
      let seam = 0.5 * max(1.6 * hairline, 0.04 * plan.rowSize)
      let box = Box(
        left: margin + span.left + seam, top: top + seam, right: margin + span.right - seam,
        bottom: top + height - seam)
      elements += try draw(
        cell, in: box, font: layout.font(index, size: plan.cellSize), isFocus: row.isFocus,
        mark: mark)
    }
    try add(
      row.trailing, x: margin + plan.trailingRight, anchor: .end,
      font: Font(size: plan.rowSize, isBold: row.isFocus), colour: colour, middle: middle)
    try add(
      row.trailingDetail, x: margin + plan.trailingRight + 0.5 * type.small, font: small,
      colour: theme.quietInk, middle: middle)
    return elements
  }

  private func draw(
    _ cell: MatrixContent.Cell, in box: Box, font: Font, isFocus: Bool, mark: String
  ) throws(ChartError) -> [Scene.Element] {
    var elements = face(cell.face, in: box, size: plan.rowSize, isFocus: isFocus, mark: mark)
    guard !cell.text.isEmpty else { return elements }
    var colour = theme.ink
    if case .shaded(let shade) = cell.face { colour = theme.textColour(on: shade) }
    elements.append(
      .text(
        try typesetter.text(
          cell.text, x: (box.left + box.right) / 2,
          baseline: (box.top + box.bottom) / 2 + 0.37 * font.size, anchor: .middle, font: font,
          colour: colour, mark: mark)))
    return elements
  }

  // MARK: Faces

  private func face(
    _ face: MatrixContent.Face, in box: Box, size: Double, isFocus: Bool = false, mark: String?
  ) -> [Scene.Element] {
    let width = box.right - box.left
    let height = box.bottom - box.top
    func whole(_ fill: Scene.Fill? = nil, _ stroke: Scene.Stroke? = nil) -> [Scene.Element] {
      let inset = (stroke?.width ?? 0) / 2
      return [
        .rectangle(
          Scene.Rectangle(
            x: box.left + inset, y: box.top + inset, width: width - 2 * inset,
            height: height - 2 * inset, fill: fill, stroke: stroke, mark: mark))
      ]
    }
    switch face {
    case .plain: return []
    case .shaded(let colour): return whole(.solid(colour))
    case .framed:
      return whole(
        nil,
        Scene.Stroke(
          theme.interval, width: 1.2 * hairline, dashes: [3.5 * hairline, 3 * hairline]))
    case .outlined: return whole(nil, Scene.Stroke(theme.interval, width: 1.2 * hairline))
    case .hatched:
      return whole(
        MatrixContent.hatch(theme, size: size))
    case .dash:
      let half = min(0.28 * size, 0.3 * width)
      let y = (box.top + box.bottom) / 2
      let x = (box.left + box.right) / 2
      return [
        .line(
          Scene.Line(
            x1: x - half, y1: y, x2: x + half, y2: y,
            stroke: Scene.Stroke(theme.bar, width: 1.4 * hairline), mark: mark))
      ]
    case .sign(let state):
      let side = min(min(width, height) * 0.86, 1.25 * size)
      return sign(
        state, x: (box.left + box.right - side) / 2, y: (box.top + box.bottom - side) / 2,
        side: side, colour: isFocus ? theme.focus : theme.interval, mark: mark)
    }
  }

  /// The sign of a state in a square: told from the others by its shape, darker the more is known.
  private func sign(
    _ state: ReportingRateChart.State, x: Double, y: Double, side: Double, colour: Colour,
    mark: String?
  ) -> [Scene.Element] {
    let thin = max(hairline, side * 0.075)
    func rectangle(
      _ left: Double, _ top: Double, _ width: Double, _ height: Double, _ fill: Scene.Fill
    ) -> Scene.Element {
      .rectangle(
        Scene.Rectangle(
          x: x + left * side, y: y + top * side, width: width * side, height: height * side,
          fill: fill, mark: mark))
    }
    func frame(_ fill: Scene.Fill? = nil, _ colour: Colour, dashes: [Double] = []) -> Scene.Element
    {
      .rectangle(
        Scene.Rectangle(
          x: x + thin / 2, y: y + thin / 2, width: side - thin, height: side - thin, fill: fill,
          stroke: Scene.Stroke(colour, width: thin, dashes: dashes), mark: mark))
    }
    func polygon(_ corners: [(Double, Double)]) -> Scene.Element {
      .polygon(
        Scene.Polygon(
          points: corners.map { Scene.Point(x: x + $0.0 * side, y: y + $0.1 * side) },
          fill: .solid(colour), mark: mark))
    }
    switch state {
    case .stated: return [rectangle(0, 0, 1, 1, .solid(colour))]
    case .summed:
      return [
        rectangle(0, 0, 1, 1, .solid(colour)),
        rectangle(0.18, 0.41, 0.64, 0.18, .solid(theme.paper)),
      ]
    case .named: return [frame(nil, colour), rectangle(0, 0.5, 1, 0.5, .solid(colour))]
    case .termOnly: return [frame(nil, colour), polygon([(0, 1), (1, 1), (1, 0)])]
    case .bounded:
      return [
        frame(
          .hatch(
            foreground: colour, background: theme.paper, spacing: side * 0.27,
            width: side * 0.085), colour)
      ]
    case .otherClass:
      let points = (0..<16).map { Self.circle[$0] }.map { (0.5 + 0.2 * $0.0, 0.5 + 0.2 * $0.1) }
      return [frame(nil, colour), polygon(points)]
    case .notStated: return [frame(nil, theme.rule)]
    case .notApplicable:
      return [
        .line(
          Scene.Line(
            x1: x + 0.28 * side, y1: y + side / 2, x2: x + 0.72 * side, y2: y + side / 2,
            stroke: Scene.Stroke(theme.bar, width: thin), mark: mark))
      ]
    }
  }

  /// Sixteen places around a circle of radius 1; written out, so that no C library is needed.
  private static let circle: [(Double, Double)] = {
    let (a, b, c) = (0.38268343236509, 0.70710678118655, 0.92387953251129)
    let quarter = [(1.0, 0.0), (c, a), (b, b), (a, c)]
    return quarter + quarter.map { (-$0.1, $0.0) } + quarter.map { (-$0.0, -$0.1) }
      + quarter.map { ($0.1, -$0.0) }
  }()

  // MARK: Below the rows

  private func summary(top: Double) throws(ChartError) -> [Scene.Element] {
    guard !plan.summary.isEmpty else { return [] }
    var elements: [Scene.Element] = []
    let rule = top + 0.2 * plan.rowSize
    elements.append(
      .line(
        Scene.Line(
          x1: margin, y1: rule, x2: margin + plan.right, y2: rule,
          stroke: Scene.Stroke(theme.rule, width: hairline))))
    var y = top + 0.45 * plan.rowSize
    let font = plan.summaryFont
    for (number, line) in plan.summary.enumerated() {
      let baseline = y + TextBlock.baseline(of: font, in: plan.summaryPitch)
      elements.append(
        .text(
          try typesetter.text(
            line.label, x: margin + plan.rankWidth, baseline: baseline, font: font,
            colour: theme.quietInk)))
      for (place, cell) in line.cells.enumerated() {
        let span = plan.columns[place]
        let seam = 0.8 * hairline
        elements += try draw(
          cell,
          in: Box(
            left: margin + span.left + seam, top: y + seam, right: margin + span.right - seam,
            bottom: y + plan.summaryPitch - seam),
          font: font, isFocus: false,
          mark: "summary-\(number + 1)-\(content.columns[place].identifier)")
      }
      if !line.trailing.isEmpty {
        elements.append(
          .text(
            try typesetter.text(
              line.trailing, x: margin + plan.trailingRight, baseline: baseline, anchor: .end,
              font: font, colour: theme.ink)))
      }
      y += plan.summaryPitch
    }
    return elements
  }

  private func legend(top: Double) throws(ChartError) -> [Scene.Element] {
    var elements: [Scene.Element] = []
    var y = top
    for line in plan.legend {
      for place in line {
        let side = Proportion.swatch * type.small
        let middle = y + layout.legendLine / 2
        var x = margin + place.x
        for one in place.item.faces {
          let width = place.item.faces.count == 1 ? side : Proportion.step * type.small
          elements += face(
            one,
            in: Box(left: x, top: middle - side / 2, right: x + width, bottom: middle + side / 2),
            size: type.small, mark: nil)
          x += width
        }
        if !place.item.faces.isEmpty { x += 0.45 * type.small }
        elements.append(
          .text(
            try typesetter.text(
              place.text, x: x, baseline: middle + 0.37 * small.size, font: small,
              colour: theme.quietInk)))
      }
      y += layout.legendLine
    }
    return elements
  }
}
