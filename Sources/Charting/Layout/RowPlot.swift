/// Rows of bodies: rank and name at the left, a plot in the middle, the value in figures at the right.
///
/// What kinds of chart with a body a row have in common: which rows are drawn, in what type, how
/// names wrap, and where everything stands. The kind draws what is in the plot.
struct RowPlot {
  let composer: FigureComposer
  /// The rows in the order in which they are drawn.
  let rows: [Row]
  /// What stands at the left of the names, such as ranks; no column where all are empty.
  var hasLead: Bool { rows.contains { !$0.lead.isEmpty } }

  /// One row.
  struct Row {
    /// The identifier of its group in the scene, without `row-`.
    var id: String
    /// The name.
    var label: String
    /// What stands before the name, such as the rank.
    var lead = ""
    /// What stands at the right of the plot; empty where the kind writes values in the plot.
    var value = ""
    /// Whether the figure is about it.
    var isFocus = false
    /// Whether it is drawn even where others are left out.
    var isKept = false
    /// How high it is, in parts of the height of a row.
    var share = 1.0
    /// The section that it belongs to, in the order of ``headings``.
    var section = 0
  }

  /// What stands above the rows of each section, in small type after a rule; none where empty.
  var headings: [String] = []
  /// What stands above and below the rows for axes, points.
  var axisAbove = 0.0
  var axisBelow = 0.0
  /// What is kept free at the right of the values, points.
  var sideWidth = 0.0
  /// The least width of the plot, in parts of the type size.
  var leastWidth = 12.0
  /// The greatest height of a row in a frame that is higher than the rows need, in type sizes.
  var greatestPitch = 3.6

  /// Where everything stands.
  struct Plan {
    var composition: FigureComposer.Composition
    /// The size of names and values.
    var size: Double
    /// The box of the plot: from the first row's top to the last row's bottom.
    var plot: Box
    /// Where ranks end, names begin and values end.
    var leadRight, labelLeft, valueRight: Double
    var items: [Placed]

    /// The rows that are drawn.
    var shown: [Int] {
      items.compactMap { if case .row(let index) = $0.item { index } else { nil } }
    }
  }

  /// A line of the figure.
  enum Item: Equatable {
    case row(Int)
    /// Rows that were left out.
    case gap([Int])
    case heading(Int)
  }

  /// A line at its place.
  struct Placed {
    var item: Item
    var top, bottom: Double
    /// The lines of the name of a row, or of a heading or a gap.
    var lines: [String]

    var middle: Double { (top + bottom) / 2 }
  }

  /// The greatest number of rows that are drawn in full.
  static let greatestCount = 35

  /// The best plan that fits: more rows before larger type.
  ///
  /// `footer` makes what stands below the plot of the rows that are left out.
  ///
  /// - Throws: ``ChartError`` if not even the first three rows, the last two and those in focus fit.
  func plan(
    footer: (_ leftOut: [Int], _ lineLimit: Int) throws(ChartError) -> TextBlock
  ) throws(ChartError) -> Plan {
    for lineLimit in [3, 1] {
      for size in composer.rowSizes {
        let most =
          rows.count <= Self.greatestCount
          ? rows.count : 20 + rows.count(where: { $0.isFocus || $0.isKept })
        if let plan = try plan(
          items(atMost: most), size: size, pitch: 1.4,
          footer: { (leftOut) throws(ChartError) in try footer(leftOut, lineLimit) })
        {
          return plan
        }
      }
    }
    let size = composer.rowSizes.last ?? composer.type.leastRow
    var most = min(rows.count, Self.greatestCount)
    while most >= min(5, rows.count) {
      if let plan = try plan(
        items(atMost: most), size: size, pitch: 1.28,
        footer: { (leftOut) throws(ChartError) in try footer(leftOut, 1) })
      {
        return plan
      }
      most -= most > 12 ? 2 : 1
    }
    throw composer.tooSmall("the names and values (rows: \(rows.count))")
  }

  /// The rows drawn where at most so many may be: those in focus, those kept, the first and the last.
  func items(atMost most: Int) -> [Item] {
    var isKept = rows.indices.map { _ in true }
    if rows.count > most {
      let others = rows.indices.filter { !rows[$0].isFocus && !rows[$0].isKept }
      let room = max(most - (rows.count - others.count), 0)
      let bottom = min(max(room / 4, 2), 5)
      let top = max(room - bottom, min(3, others.count))
      for (place, index) in others.enumerated() {
        isKept[index] = place < top || place >= others.count - bottom
      }
    }
    var items: [Item] = []
    var left: [Int] = []
    func close() {
      if left.count == 1 {
        items.append(.row(left[0]))
      } else if left.count > 1 {
        items.append(.gap(left))
      }
      left = []
    }
    var section = -1
    for index in rows.indices {
      if rows[index].section != section {
        close()
        section = rows[index].section
        if headings.indices.contains(section), !headings[section].isEmpty {
          items.append(.heading(section))
        }
      }
      if isKept[index] {
        close()
        items.append(.row(index))
      } else {
        left.append(index)
      }
    }
    close()
    return items
  }

  private func plan(
    _ items: [Item], size: Double, pitch: Double,
    footer: (_ leftOut: [Int]) throws(ChartError) -> TextBlock
  ) throws(ChartError) -> Plan? {
    let type = composer.type
    let typesetter = composer.typesetter
    let shown = items.compactMap { if case .row(let index) = $0 { index } else { nil } }
    // Most attempts fail by this sum already, before a text is measured.
    let rough = shown.reduce(0) { $0 + rows[$1].share } * size * pitch
    guard rough <= (composer.frame.size.height ?? FigureSize.greatestHeight) - 2 * type.margin
    else { return nil }

    func font(_ index: Int) -> Font { Font(size: size, isBold: rows[index].isFocus) }
    var leadWidth = 0.0
    var valueWidth = 0.0
    var labelWidth = 0.0
    let limit = 0.34 * composer.innerWidth
    var labels: [Int: [String]] = [:]
    for index in shown {
      let row = rows[index]
      leadWidth = max(leadWidth, try typesetter.width(row.lead, font(index)))
      valueWidth = max(valueWidth, try typesetter.width(row.value, font(index)))
      var lines = [row.label]
      if try typesetter.width(row.label, font(index)) > limit {
        lines = try typesetter.balancedLines(row.label, font(index), within: limit)
      }
      guard lines.count <= 4 else { return nil }
      for line in lines { labelWidth = max(labelWidth, try typesetter.width(line, font(index))) }
      labels[index] = lines
    }
    let left = type.margin
    let leadRight = left + leadWidth
    let labelLeft = leadRight + (leadWidth > 0 ? 0.7 * size : 0)
    let plotLeft = max(labelLeft + labelWidth + 0.9 * size, composer.frame.leastPlotLeft)
    let right = type.margin + composer.innerWidth - sideWidth
    let plotRight = right - (valueWidth > 0 ? valueWidth + 0.9 * size : 0)
    guard plotRight - plotLeft >= leastWidth * size else { return nil }

    var heights: [Double] = []
    var texts: [[String]] = []
    for item in items {
      switch item {
      case .row(let index):
        let lines = labels[index] ?? []
        texts.append(lines)
        let forLabel = (Double(lines.count - 1) * 1.14 + pitch) * size
        heights.append(max(rows[index].share * pitch * size, forLabel))
      case .gap(let indices):
        let text = RowPhrase.gap.text(
          in: composer.language, ["count": String(indices.count)])
        texts.append([text])
        heights.append(1.5 * type.small)
      case .heading(let section):
        let lines = try typesetter.lines(
          headings[section], composer.small, within: composer.innerWidth)
        texts.append(lines)
        heights.append(0.8 * size + Double(lines.count) * FrameSetter.noteLeading * type.small)
      }
    }
    let rowsHeight = heights.reduce(0, +)
    let least = rowsHeight + axisAbove + axisBelow
    let leftOut = rows.indices.filter { !shown.contains($0) }
    let stretchable = shown.reduce(0) { $0 + rows[$1].share }
    guard
      var composition = try composer.composition(
        footer: try footer(leftOut), wish: rowsHeight * 1.08 + axisAbove + axisBelow, least: least,
        most: least + stretchable * (greatestPitch - pitch) * size)
    else { return nil }
    composition.plotLeft = plotLeft
    let spare = composition.plot.bottom - composition.plot.top - least
    var y = composition.plot.top + axisAbove
    let top = y
    var placed: [Placed] = []
    for (place, item) in items.enumerated() {
      var height = heights[place]
      if case .row(let index) = item {
        height += spare * rows[index].share / max(stretchable, 1e-9)
      }
      placed.append(Placed(item: item, top: y, bottom: y + height, lines: texts[place]))
      y += height
    }
    return Plan(
      composition: composition, size: size,
      plot: Box(left: plotLeft, top: top, right: plotRight, bottom: y), leadRight: leadRight,
      labelLeft: labelLeft, valueRight: right, items: placed)
  }

  /// The rank, the name and the value of a row, as texts that belong to `mark`.
  func texts(
    of index: Int, at placed: Placed, _ plan: Plan, mark: String
  ) throws(ChartError) -> [Scene.Element] {
    let row = rows[index]
    let theme = composer.theme
    let font = Font(size: plan.size, isBold: row.isFocus)
    let baseline = placed.middle + 0.37 * plan.size
    var texts: [Scene.Text] = []
    if !row.lead.isEmpty {
      texts.append(
        try composer.typesetter.text(
          row.lead, x: plan.leadRight, baseline: baseline, anchor: .end, font: font,
          colour: row.isFocus ? theme.focus : theme.quietInk, mark: mark))
    }
    let leading = 1.14 * plan.size
    for (place, line) in placed.lines.enumerated() {
      let shift = (Double(place) - Double(placed.lines.count - 1) / 2) * leading
      texts.append(
        try composer.typesetter.text(
          line, x: plan.labelLeft, baseline: baseline + shift, font: font,
          colour: row.isFocus ? theme.focus : theme.ink, mark: mark))
    }
    if !row.value.isEmpty {
      texts.append(
        try composer.typesetter.text(
          row.value, x: plan.valueRight, baseline: baseline, anchor: .end, font: font,
          colour: row.isFocus ? theme.focus : theme.ink, mark: mark))
    }
    return texts.map { .text($0) }
  }

  /// A gap's words, or a heading below its rule.
  func texts(of placed: Placed, _ plan: Plan) throws(ChartError) -> [Scene.Element] {
    let small = composer.small
    var elements: [Scene.Element] = []
    var y = placed.top
    var x = plan.labelLeft
    if case .heading = placed.item {
      elements.append(
        .line(
          Scene.Line(
            x1: composer.type.margin, y1: y + 0.3 * plan.size, x2: plan.valueRight,
            y2: y + 0.3 * plan.size,
            stroke: Scene.Stroke(composer.theme.rule, width: composer.hairline))))
      y += 0.7 * plan.size
      x = composer.type.margin
    }
    let height =
      (placed.bottom - y) / Double(max(placed.lines.count, 1))
    for line in placed.lines {
      elements.append(
        .text(
          try composer.typesetter.text(
            line, x: x, baseline: y + TextBlock.baseline(of: small, in: height), font: small,
            colour: composer.theme.quietInk)))
      y += height
    }
    return elements
  }

  /// Identifiers that a scene can carry, one for each row, none twice.
  static func identifiers(_ ids: [String]) -> [String] {
    var seen: Set<String> = []
    return ids.enumerated().map { place, id in
      let isWritten =
        !id.isEmpty && !id.hasPrefix("--")
        && id.allSatisfy {
          $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_")
        }
      if isWritten, seen.insert(id).inserted { return id }
      return "--\(place + 1)"
    }
  }
}

/// The words of rows.
enum RowPhrase: String, Phrasing {
  case gap

  var words: (chinese: String, english: String) {
    switch self {
    case .gap: ("（略去{count}个）", "({count} left out)")
    }
  }
}
