/// Lays a stacked bar out and draws it.
struct StackedBarDrawing {
  let content: StackedBarContent
  let composer: FigureComposer

  private var chart: StackedBarChart { content.chart }
  private var theme: Theme { composer.theme }
  private var language: FigureLanguage { composer.language }
  private var small: Font { composer.small }
  private var typesetter: Typesetter { composer.typesetter }

  /// How a part is drawn.
  private func fill(_ part: Int) -> Scene.Fill {
    content.parts.count == 1
      ? .solid(theme.bar) : theme.fill(series: part, typeSize: composer.type.row)
  }

  /// The edge of every part: of paper between plain fills, of ink where one is hatched, since the
  /// ground of a hatch is not told from the paper.
  private var edge: Scene.Stroke {
    let hasHatch = content.parts.indices.contains { part in
      if case .hatch = fill(part) { true } else { false }
    }
    return Scene.Stroke(hasHatch ? theme.ink : theme.paper, width: composer.hairline)
  }

  /// The figure: with the parts named above the first row if that can be, else with a legend.
  func scene() throws(ChartError) -> Scene {
    let ids = RowPlot.identifiers(chart.rows.map(\.id))
    let hasRanks = content.drawn.contains { chart.rows[$0].rank != nil }
    let lastRanked = content.drawn.lastIndex { chart.rows[$0].rank != nil } ?? 0
    let isOneSection =
      !hasRanks || content.drawn.prefix(lastRanked).contains { chart.rows[$0].rank == nil }
    let unranked = isOneSection ? 0 : content.drawn.count - lastRanked - 1
    var plot = RowPlot(
      composer: composer,
      rows: content.drawn.enumerated().map { place, index in
        let row = chart.rows[index]
        let isBelow = !isOneSection && place > lastRanked
        return RowPlot.Row(
          id: ids[index], label: content.label(index), lead: row.rank.map(String.init) ?? "",
          isFocus: row.isFocus, isKept: isBelow && unranked <= 6, section: isBelow ? 1 : 0)
      })
    plot.headings = ["", StackedBarPhrase.notRanked.text(in: language)]
    plot.axisBelow = 1.9 * small.size
    plot.leastWidth = 11

    plot.axisAbove = 2 * small.size
    var failure: ChartError?
    // The name of the total gives way before those of the parts do.
    for namesTotal in [true, false] {
      do {
        let plan = try plot.plan { (_, lineLimit) throws(ChartError) in
          try footer(lineLimit: lineLimit, explainsTotal: !namesTotal)
        }
        let figure = RowFigure(plot: plot, plan: plan)
        if let scale = try scale(figure),
          let keys = try keys(figure, scale, namesTotal: namesTotal)
        {
          return try scene(figure, scale, keys: keys)
        }
      } catch {
        failure = error
      }
    }
    let legend = try SwatchLegend(
      content.parts.indices.map { (content.parts[$0].label, fill($0)) }, composer: composer)
    plot.axisAbove = legend.height + 0.5 * small.size
    let plan = try plot.plan { (_, lineLimit) throws(ChartError) in
      try footer(lineLimit: lineLimit, explainsTotal: true)
    }
    let figure = RowFigure(plot: plot, plan: plan)
    guard let scale = try scale(figure) else {
      throw failure ?? composer.tooSmall("the names, totals and bars")
    }
    return try scene(
      figure, scale,
      keys: try legend.elements(
        x: composer.type.margin, y: plan.plot.top - plot.axisAbove, typesetter: typesetter))
  }

  private func footer(lineLimit: Int, explainsTotal: Bool) throws(ChartError) -> TextBlock {
    var lists: [String] = []
    let isScore = chart.frame.reporting.outcome == .ranked
    if let list = try composer.setter.list(
      isScore ? Phrase.listNotScored : .listNotStated,
      content.unknown.map(content.label), lineLimit: lineLimit)
    {
      lists.append(list)
    }
    let separator = Phrase.separator.text(in: language)
    let lacking = content.drawn.filter { !content.missing($0).isEmpty }
    let missing = try composer.setter.list(
      labelled: StackedBarPhrase.missing.text(in: language, ["count": String(lacking.count)]),
      lacking.map { index in
        StackedBarPhrase.missingOf.text(
          in: language,
          [
            "name": content.label(index),
            "parts": content.missing(index).joined(separator: separator),
          ])
      }, lineLimit: lineLimit)
    var footnotes: [String] = []
    let total = Typesetter.trimmed(chart.totalName)
    if explainsTotal, !total.isEmpty {
      footnotes.append(StackedBarPhrase.total.text(in: language, ["name": total]))
    }
    let names = content.otherNames
    if !names.isEmpty {
      footnotes.append(
        StackedBarPhrase.merged.text(
          in: language,
          ["count": String(names.count), "names": names.joined(separator: separator)]))
    }
    if content.drawn.contains(where: { chart.rows[$0].values.contains(0) }) {
      footnotes.append(StackedBarPhrase.zero.text(in: language))
    }
    if let missing { footnotes.append(missing) }
    return try composer.setter.footer(lists: lists, footnotes: footnotes)
  }

  // MARK: The scale

  /// The width of the box of a missing part, and the gap before it and before the total.
  private func measures(_ size: Double) -> (box: Double, gap: Double) { (0.9 * size, 0.35 * size) }

  /// How much room the boxes of missing parts and the total take beyond a bar.
  private func end(_ row: Int, size: Double) throws(ChartError) -> Double {
    let measures = measures(size)
    let font = Font(size: size, isBold: chart.rows[row].isFocus)
    return Double(content.incomplete(row).count) * (measures.box + measures.gap) + measures.gap
      + (try typesetter.width(content.totalText(row), font))
  }

  /// How far the parts of a row reach to the left and to the right of zero.
  private func reach(_ row: Int) -> (low: Double, high: Double) {
    var reach = (low: 0.0, high: 0.0)
    for part in content.parts.indices {
      guard let value = content.value(row, part) else { continue }
      if value < 0 { reach.low += value } else { reach.high += value }
    }
    return reach
  }

  /// The scale on which every total has room at the end of its bar; `nil` if bars would vanish.
  private func scale(_ figure: RowFigure) throws(ChartError) -> ValueScale? {
    let plan = figure.plan
    let rows = plan.shown.map { content.drawn[$0] }
    var request = ValueScale.Request(values: [], style: content.numbers)
    var ends: [(high: Double, room: Double)] = []
    for row in rows {
      let reach = reach(row)
      request.values += [reach.low, reach.high]
      ends.append((reach.high, try end(row, size: plan.size)))
    }
    request.endsAtTicks = false
    request.areCounts = chart.areCounts
    let width = plan.plot.right - plan.plot.left
    let widest = content.numbers.string(request.values.max() ?? 0)
    request.mostTicks = try composer.ticksAcross(width, widest: widest)
    let free = ValueScale(request, from: plan.plot.left, to: plan.plot.right)
    // The longest scale on which no row runs over the edge.
    var length = width
    for end in ends {
      let share = (end.high - free.low) / (free.high - free.low)
      length = min(length, (width - end.room) / max(share, 1e-6))
    }
    guard length >= 5 * plan.size else { return nil }
    return free.placed(from: plan.plot.left, to: plan.plot.left + length)
  }

  // MARK: Keys

  /// The names of the parts above those of the first row; `nil` if one has no place there.
  private func keys(
    _ figure: RowFigure, _ scale: ValueScale, namesTotal: Bool
  ) throws(ChartError) -> [Scene.Element]? {
    guard let first = figure.plan.items.first, case .row(let place) = first.item else { return nil }
    let row = content.drawn[place]
    let size = figure.plan.size
    struct Key {
      var name: String
      var left, right: Double
      var width: Double
      var isTotal = false
    }
    var keys: [Key] = []
    for (part, segment) in segments(row, scale) {
      let name = content.parts[part].label
      guard segment.right - segment.left >= 0.8 * size else { return nil }
      keys.append(
        Key(
          name: name, left: segment.left, right: segment.right,
          width: try typesetter.width(name, small)))
    }
    guard keys.count == content.parts.count else { return nil }
    let total = Typesetter.trimmed(chart.totalName)
    if namesTotal, !total.isEmpty {
      let font = Font(size: size, isBold: chart.rows[row].isFocus)
      let left = try totalLeft(row, scale, size: size)
      keys.append(
        Key(
          name: total, left: left,
          right: left + (try typesetter.width(content.totalText(row), font)),
          width: try typesetter.width(total, small), isTotal: true))
    }
    keys.sort { $0.left < $1.left }
    let gap = 0.9 * small.size
    let right = composer.type.margin + composer.innerWidth
    let middles = Spreading.middles(
      keys.map {
        Spreading.Item(place: ($0.left + $0.right) / 2, size: $0.width + gap)
      }, from: composer.type.margin - gap / 2, to: right + gap / 2)
    let top = first.middle - figure.thickness(0.74) / 2
    let baseline = figure.plan.plot.top - 0.75 * small.size
    var elements: [Scene.Element] = []
    for (key, middle) in zip(keys, middles) {
      let label = (left: middle - key.width / 2, right: middle + key.width / 2)
      let common = (left: max(label.left, key.left), right: min(label.right, key.right))
      // A name with its middle over another part would be read as that part's.
      guard key.left <= middle, middle <= key.right, label.left >= composer.type.margin - 0.01,
        label.right <= right + 0.01
      else { return nil }
      elements.append(
        .text(
          try typesetter.text(
            key.name, x: middle, baseline: baseline, anchor: .middle, font: small,
            colour: key.isTotal ? theme.ink : theme.quietInk)))
      if !key.isTotal {
        let x = (common.left + common.right) / 2
        elements.append(
          .line(
            Scene.Line(
              x1: x, y1: baseline + 0.3 * small.size, x2: x, y2: top,
              stroke: Scene.Stroke(theme.rule, width: composer.hairline))))
      }
    }
    return elements
  }

  // MARK: Drawing

  /// Where the parts of a row stand, negative ones to the left of zero.
  private func segments(
    _ row: Int, _ scale: ValueScale
  ) -> [(part: Int, segment: (left: Double, right: Double))] {
    var (low, high) = (0.0, 0.0)
    var segments: [(part: Int, segment: (left: Double, right: Double))] = []
    for part in content.parts.indices {
      guard let value = content.value(row, part) else { continue }
      if value < 0 {
        segments.append((part, (scale.place(low + value), scale.place(low))))
        low += value
      } else {
        segments.append((part, (scale.place(high), scale.place(high + value))))
        high += value
      }
    }
    return segments
  }

  private func totalLeft(
    _ row: Int, _ scale: ValueScale, size: Double
  ) throws(ChartError) -> Double {
    let measures = measures(size)
    return scale.place(reach(row).high)
      + Double(content.incomplete(row).count) * (measures.box + measures.gap) + measures.gap
  }

  private func scene(
    _ figure: RowFigure, _ scale: ValueScale, keys: [Scene.Element]
  ) throws(ChartError) -> Scene {
    let plan = figure.plan
    let axis = try figure.axis(
      scale,
      baseline: plan.plot.bottom + TextBlock.baseline(of: small, in: 1.9 * small.size),
      hasZero: true)
    var bands: [Scene.Element] = []
    for placed in plan.items {
      if case .row(let place) = placed.item, figure.plot.rows[place].isFocus {
        bands.append(
          figure.band(
            from: placed.top, to: placed.bottom,
            colour: theme.tint(of: theme.focus, share: 0.1)))
      }
    }
    let rows = try figure.rows(mark: { "row-" + figure.plot.rows[$0].id }) {
      (place, placed) throws(ChartError) in
      try draw(place, placed, figure, scale)
    }
    var facts = Scene.Facts()
    facts.scales = [scale.fact(id: "value", hasLengths: true)]
    if content.parts.count > 1 {
      facts.keys = content.parts.indices.map {
        Scene.Facts.Key(name: content.parts[$0].label, fill: fill($0))
      }
    }
    let groups =
      RowFigure.group("focus", bands) + RowFigure.group("grid", axis.grid)
      + RowFigure.group("keys", keys) + [rows] + RowFigure.group("zero", axis.zero)
      + RowFigure.group("axis", axis.labels)
    return try composer.scene(
      plan.composition, plot: groups,
      alternativeText: content.description(leftOut: figure.leftOut), data: data(figure),
      facts: facts)
  }

  private func draw(
    _ place: Int, _ placed: RowPlot.Placed, _ figure: RowFigure, _ scale: ValueScale
  ) throws(ChartError) -> [Scene.Element] {
    let row = content.drawn[place]
    let source = chart.rows[row]
    let id = figure.plot.rows[place].id
    let size = figure.plan.size
    let height = figure.thickness(0.74)
    let top = placed.middle - height / 2
    let texts = content.texts(row)
    let inner = Font(size: max(0.86 * size, composer.type.least), isBold: source.isFocus)
    var elements: [Scene.Element] = []
    for (part, segment) in segments(row, scale) {
      let mark = "part-\(id)-\(content.parts[part].id)"
      let fill = fill(part)
      let width = segment.right - segment.left
      guard width > 0 else { continue }
      elements.append(
        .rectangle(
          Scene.Rectangle(
            x: segment.left, y: top, width: width, height: height, fill: fill,
            stroke: edge, mark: mark)))
      guard let string = texts[part] else { continue }
      let ground: Colour =
        switch fill {
        case .solid(let colour): colour
        case .hatch(_, let background, _, _): background
        }
      guard let colour = theme.ink(on: .solid(ground)) else { continue }
      let reach = InkReach(of: string)
      let text = try typesetter.text(
        string, x: (segment.left + segment.right) / 2,
        baseline: placed.middle + (reach.above - reach.below) / 2 * inner.size, anchor: .middle,
        font: inner, colour: colour, mark: mark)
      let box = text.inkBox
      guard text.extents.width + 0.3 * size <= width, box.bottom - box.top + 0.1 * size <= height
      else { continue }
      if case .hatch = fill {
        elements.append(
          .rectangle(
            Scene.Rectangle(
              x: box.left - 0.15 * size, y: top + edge.width / 2,
              width: box.right - box.left + 0.3 * size, height: height - edge.width,
              fill: .solid(ground))))
      }
      elements.append(.text(text))
    }

    let measures = measures(size)
    var x = scale.place(reach(row).high)
    for part in content.incomplete(row) {
      x += measures.gap
      elements.append(
        .rectangle(
          Scene.Rectangle(
            x: x, y: placed.middle - 0.42 * size, width: measures.box, height: 0.84 * size,
            fill: .solid(theme.paper),
            stroke: Scene.Stroke(
              theme.quietInk, width: 1.2 * composer.hairline, dashes: [0.18 * size, 0.12 * size]),
            mark: "missing-\(id)-\(content.parts[part].id)")))
      x += measures.box
    }
    elements.append(
      .text(
        try typesetter.text(
          content.totalText(row), x: x + measures.gap, baseline: placed.middle + 0.37 * size,
          font: Font(size: size, isBold: source.isFocus),
          colour: source.isFocus ? theme.focus : theme.ink, mark: "row-" + id)))
    return elements
  }

  private func data(_ figure: RowFigure) -> [Scene.Datum] {
    var data: [Scene.Datum] = []
    for place in figure.plan.shown {
      let row = content.drawn[place]
      let source = chart.rows[row]
      let group = "row-" + figure.plot.rows[place].id
      data.append(
        Scene.Datum(
          group: group, row: source.id, label: content.label(row),
          seriesLabel: Typesetter.trimmed(chart.totalName), value: source.total,
          text: content.totalText(row)))
      let texts = content.texts(row)
      for (index, part) in content.parts.enumerated() {
        data.append(
          Scene.Datum(
            group: group, row: source.id, series: part.isOther ? "other" : part.id,
            label: content.label(row), seriesLabel: part.label, value: content.value(row, index),
            text: texts[index] ?? "—"))
      }
    }
    return data
  }
}
