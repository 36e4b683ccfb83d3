/// Lays a grouped bar out and draws it.
struct GroupedBarDrawing {
  let chart: GroupedBarChart
  let composer: FigureComposer
  /// Every bar as a row of a ranked bar without ranks, body by body: words and numbers come from it.
  private let content: RankedBarContent
  private let partIds: [String]
  /// The bodies that are drawn, and those of which nothing is known.
  private let drawn, unknown, notApplicable: [Int]
  private let fills: [Scene.Fill]

  private var theme: Theme { composer.theme }
  private var language: FigureLanguage { composer.language }
  private var small: Font { composer.small }
  private var typesetter: Typesetter { composer.typesetter }
  private var partCount: Int { chart.parts.count }

  init(chart: GroupedBarChart, composer: FigureComposer) {
    self.chart = chart
    self.composer = composer
    fills = Self.fills(
      chart.parts.count, composer.theme, typeSize: composer.type.row)
    let rowIds = RowPlot.identifiers(chart.rows.map(\.id))
    partIds = RowPlot.identifiers(chart.parts.map(\.id))
    var bars: [RankedBarChart.Row] = []
    for (index, row) in chart.rows.enumerated() {
      for (part, state) in row.states.enumerated() {
        bars.append(
          RankedBarChart.Row(
            id: rowIds[index] + "-" + partIds[part], label: row.label, state: state,
            isFocus: row.isFocus))
      }
    }
    content = RankedBarContent(
      RankedBarChart(frame: chart.frame, areCounts: chart.areCounts, rows: bars))
    let isEmpty = chart.rows.map { row in
      row.states.allSatisfy { $0 == .notStated || $0 == .notApplicable }
    }
    drawn = chart.rows.indices.filter { !isEmpty[$0] || chart.rows[$0].isFocus }
    let cannot = chart.rows.indices.filter { index in
      chart.rows[index].states.allSatisfy { $0 == .notApplicable }
    }
    notApplicable = cannot
    unknown = chart.rows.indices.filter { isEmpty[$0] && !cannot.contains($0) }
  }

  /// How the parts are drawn: tones of one colour, the last the strongest, where all readers can
  /// tell them apart; else the looks of a series.
  private static func fills(_ count: Int, _ theme: Theme, typeSize: Double) -> [Scene.Fill] {
    let tones = (0..<count).map { part in
      Scene.Fill.solid(
        theme.colour(sequential: 0.36 + 0.56 * Double(part) / Double(max(count - 1, 1))))
    }
    for (part, tone) in tones.enumerated() {
      let isPale = tone.contrast(with: theme.paper) < FigureCheck.quietContrast
      let isTold = tones[..<part].allSatisfy { tone.visionThatConfuses($0) == nil }
      if isPale || !isTold {
        return (0..<count).map { theme.fill(series: $0, typeSize: typeSize) }
      }
    }
    return tones
  }

  private func label(_ row: Int) -> String { Typesetter.trimmed(chart.rows[row].label) }

  private func bar(_ row: Int, _ part: Int) -> Int { row * partCount + part }

  // MARK: Words

  /// Values as text with their footnotes, the same wherever they stand.
  private struct Words {
    var texts: [Int: String] = [:]
    var footnotes = RankedBarFootnotes()
  }

  /// The words of the bodies shown, so that no footnote is without its mark.
  private func words(leavingOut leftOut: [Int]) -> Words {
    var words = Words()
    let leftOut = Set(leftOut)
    for (place, row) in drawn.enumerated() where !leftOut.contains(place) {
      for part in 0..<partCount {
        let index = bar(row, part)
        if chart.rows[row].states[part] == .notStated {
          words.texts[index] = GroupedBarPhrase.notStated.text(in: language)
        } else {
          words.texts[index] = content.valueText(
            index, &words.footnotes, classInFootnote: true)
        }
      }
    }
    return words
  }

  // MARK: Layout

  /// The figure.
  func scene() throws(ChartError) -> Scene {
    let ids = RowPlot.identifiers(chart.rows.map(\.id))
    // A row must hold a line of small type for every bar even where all is at its smallest.
    let pitch = 1.16 * small.size / composer.type.leastRow
    let share = (Double(partCount) * pitch + 0.5) / 1.28
    var plot = RowPlot(
      composer: composer,
      rows: drawn.map { index in
        RowPlot.Row(
          id: ids[index], label: label(index), isFocus: chart.rows[index].isFocus, share: share)
      })
    let legend = try SwatchLegend(
      chart.parts.indices.map { (Typesetter.trimmed(chart.parts[$0].label), fills[$0]) },
      composer: composer)
    plot.axisAbove = legend.height + 2 * small.size
    plot.leastWidth = 10
    plot.greatestPitch = 2.4
    let plan = try plot.plan { (leftOut, lineLimit) throws(ChartError) in
      try footer(self.words(leavingOut: leftOut), lineLimit: lineLimit)
    }
    let shown = Set(plan.shown)
    let words = self.words(leavingOut: drawn.indices.filter { !shown.contains($0) })
    let figure = RowFigure(plot: plot, plan: plan)
    guard let scale = try scale(figure, words) else {
      throw composer.tooSmall("the names, values and bars")
    }
    let baseline =
      plan.plot.top - 2 * small.size + TextBlock.baseline(of: small, in: 1.8 * small.size)
    let axis = try figure.axis(scale, baseline: baseline, hasZero: true)
    var bands: [Scene.Element] = []
    for placed in plan.items {
      if case .row(let place) = placed.item, plot.rows[place].isFocus {
        bands.append(
          figure.band(
            from: placed.top, to: placed.bottom,
            colour: theme.tint(of: theme.focus, share: 0.1)))
      }
    }
    let rows = try figure.rows(mark: { "row-" + plot.rows[$0].id }) {
      (place, placed) throws(ChartError) in
      try draw(drawn[place], placed, figure, scale, words)
    }
    var facts = Scene.Facts()
    facts.scales = [scale.fact(id: "value", hasLengths: true)]
    facts.keys = chart.parts.indices.map {
      Scene.Facts.Key(name: Typesetter.trimmed(chart.parts[$0].label), fill: fills[$0])
    }
    let keys = try legend.elements(
      x: composer.type.margin, y: plan.plot.top - plot.axisAbove, typesetter: typesetter)
    let groups =
      RowFigure.group("keys", keys) + RowFigure.group("focus", bands)
      + RowFigure.group("grid", axis.grid) + [rows] + RowFigure.group("zero", axis.zero)
      + RowFigure.group("axis", axis.labels)
    return try composer.scene(
      plan.composition, plot: groups, alternativeText: description(leftOut: figure.leftOut),
      data: data(figure, words), facts: facts)
  }

  private func footer(_ words: Words, lineLimit: Int) throws(ChartError) -> TextBlock {
    var lists: [String] = []
    for (phrase, rows) in [(Phrase.listNotStated, unknown), (.listNotApplicable, notApplicable)] {
      if let list = try composer.setter.list(phrase, rows.map(label), lineLimit: lineLimit) {
        lists.append(list)
      }
    }
    var footnotes = words.footnotes.texts(in: language)
    let hasRange = drawn.contains { row in
      chart.rows[row].states.enumerated().contains { part, state in
        guard case .bounded = state else { return false }
        return words.texts[bar(row, part)] != nil
      }
    }
    if hasRange { footnotes.append(GroupedBarPhrase.range.text(in: language)) }
    return try composer.setter.footer(lists: lists, footnotes: footnotes)
  }

  private func font(_ row: Int) -> Font {
    Font(size: small.size, isBold: chart.rows[row].isFocus)
  }

  /// How far the mark of a state reaches; ranges only as far as values do, or hardly further.
  private func reach(_ state: RankedBarChart.State, greatest: Double) -> (low: Double, high: Double)
  {
    switch state {
    case .value(let value, _): return (min(value, 0), max(value, 0))
    case .bounded(let low, let high):
      return (min(low, 0), max(low, min(high ?? low, max(greatest, low)), 0))
    case .otherClass, .notStated, .notApplicable: return (0, 0)
    }
  }

  /// The greatest value or lower limit, beyond which ranges are cut off with an arrow.
  private func greatest(_ rows: [Int]) -> Double {
    var greatest = 0.0
    for row in rows {
      for state in chart.rows[row].states {
        switch state {
        case .value(let value, _): greatest = max(greatest, value)
        case .bounded(let low, _): greatest = max(greatest, low)
        case .otherClass, .notStated, .notApplicable: break
        }
      }
    }
    return 1.1 * greatest
  }

  private var gap: Double { 0.4 * small.size }
  private var arrow: Double { 1.4 * small.size }

  /// The scale on which every value has room beyond its bar; `nil` if bars would vanish.
  private func scale(_ figure: RowFigure, _ words: Words) throws(ChartError) -> ValueScale? {
    let plan = figure.plan
    let rows = plan.shown.map { drawn[$0] }
    let greatest = greatest(rows)
    var request = ValueScale.Request(values: [], style: content.numbers)
    struct End {
      var low, high, room: Double
      var isNegative: Bool
    }
    var ends: [End] = []
    for row in rows {
      for (part, state) in chart.rows[row].states.enumerated() {
        let reach = reach(state, greatest: greatest)
        request.values += [reach.low, reach.high]
        let width = try typesetter.width(words.texts[bar(row, part)] ?? "", font(row))
        var room = width + gap
        if case .bounded = state { room += arrow }
        let isNegative = if case .value(let value, _) = state { value < 0 } else { false }
        ends.append(End(low: reach.low, high: reach.high, room: room, isNegative: isNegative))
      }
    }
    request.endsAtTicks = false
    request.areCounts = chart.areCounts
    let width = plan.plot.right - plan.plot.left
    request.mostTicks = try composer.ticksAcross(
      width, widest: content.numbers.string(request.values.max() ?? 0))
    let free = ValueScale(request, from: 0, to: 1)
    // By halving: the longer the scale, the further every value reaches.
    func fits(_ length: Double) -> (left: Double, right: Double)? {
      let zero = free.place(0) * length
      var left = 0.0
      var right = length
      for end in ends {
        if end.isNegative {
          left = min(left, free.place(end.low) * length - end.room)
        } else {
          right = max(right, max(free.place(end.high) * length, zero) + end.room)
        }
      }
      return right - left <= width ? (left, right) : nil
    }
    var (low, high) = (0.0, width)
    for _ in 0..<40 {
      let middle = (low + high) / 2
      if fits(middle) != nil { low = middle } else { high = middle }
    }
    guard low >= 4 * plan.size, let sides = fits(low) else { return nil }
    return free.placed(
      from: plan.plot.left - sides.left, to: plan.plot.left - sides.left + low)
  }

  // MARK: Drawing

  private func draw(
    _ row: Int, _ placed: RowPlot.Placed, _ figure: RowFigure, _ scale: ValueScale, _ words: Words
  ) throws(ChartError) -> [Scene.Element] {
    let source = chart.rows[row]
    // Rows that a long name makes higher keep the bars of the others.
    let height = figure.plan.items.reduce(placed.bottom - placed.top) { least, other in
      if case .row = other.item { min(least, other.bottom - other.top) } else { least }
    }
    let pitch = 0.84 * height / Double(partCount)
    let thickness = min(0.88 * pitch, 1.5 * figure.plan.size)
    let zero = scale.place(0)
    let greatest = greatest(figure.plan.shown.map { drawn[$0] })
    var elements: [Scene.Element] = []
    for (part, state) in source.states.enumerated() {
      let index = bar(row, part)
      let mark = "bar-" + content.identifiers[index]
      let y = placed.middle + (Double(part) - Double(partCount - 1) / 2) * pitch
      let string = words.texts[index] ?? ""
      var font = font(row)
      var colour = source.isFocus ? theme.focus : theme.ink
      var (x, anchor) = (zero + gap, Scene.Anchor.start)
      switch state {
      case .value(let value, let marks):
        let end = scale.place(value)
        if value == 0 {
          elements.append(
            .line(
              Scene.Line(
                x1: zero, y1: y - thickness / 2, x2: zero, y2: y + thickness / 2,
                stroke: Scene.Stroke(theme.bar, width: 3 * composer.hairline), mark: mark)))
        } else {
          elements.append(
            .rectangle(
              Scene.Rectangle(
                x: min(end, zero), y: y - thickness / 2, width: abs(end - zero), height: thickness,
                fill: fills[part], mark: mark)))
        }
        // A yearly average is open at the end: a plate of paper cut out of the bar.
        if marks.isAveraged, abs(end - zero) > 2 * thickness {
          let cut = 0.55 * thickness
          elements.append(
            .rectangle(
              Scene.Rectangle(
                x: min(end, zero) + 0.12 * thickness, y: y - cut / 2,
                width: abs(end - zero) - 0.24 * thickness, height: cut, fill: .solid(theme.paper))))
        }
        if value < 0 { (x, anchor) = (end - gap, .end) } else { x = end + gap }
      case .bounded(let low, let high):
        let stroke = Scene.Stroke(
          source.isFocus ? theme.focus : theme.interval, width: 2.4 * composer.hairline)
        let cap = 0.3 * thickness
        let start = scale.place(low)
        let isCut = high.map { $0 > max(greatest, low) } ?? true
        var end = scale.place(min(high ?? low, max(greatest, low)))
        if isCut { end += arrow - gap }
        elements.append(
          .line(
            Scene.Line(
              x1: start, y1: y, x2: isCut ? end - cap : end, y2: y, stroke: stroke, mark: mark)))
        for place in isCut ? [start] : [start, end] {
          elements.append(
            .line(
              Scene.Line(
                x1: place, y1: y - cap, x2: place, y2: y + cap, stroke: stroke, mark: mark)))
        }
        if isCut {
          elements.append(
            .polygon(
              Scene.Polygon(
                points: [
                  Scene.Point(x: end, y: y), Scene.Point(x: end - 1.6 * cap, y: y - cap),
                  Scene.Point(x: end - 1.6 * cap, y: y + cap),
                ], fill: .solid(stroke.colour), mark: mark)))
        }
        x = max(end, zero) + gap
      case .otherClass:
        break
      case .notStated, .notApplicable:
        colour = theme.quietInk
        font.isBold = false
      }
      let reach = InkReach(of: string)
      elements.append(
        .text(
          try typesetter.text(
            string, x: x, baseline: y + (reach.above - reach.below) / 2 * font.size,
            anchor: anchor, font: font, colour: colour, mark: mark)))
    }
    return elements
  }

  // MARK: Data and words

  private func data(_ figure: RowFigure, _ words: Words) -> [Scene.Datum] {
    figure.plan.shown.flatMap { place in
      let row = drawn[place]
      return chart.parts.indices.map { part in
        var datum = Scene.Datum(
          group: "row-" + figure.plot.rows[place].id, row: chart.rows[row].id,
          series: partIds[part], label: label(row),
          seriesLabel: Typesetter.trimmed(chart.parts[part].label),
          text: words.texts[bar(row, part)] ?? "")
        switch chart.rows[row].states[part] {
        case .value(let value, _), .otherClass(let value, _, _): datum.value = value
        case .bounded(let low, let high): (datum.low, datum.high) = (low, high)
        case .notStated, .notApplicable: break
        }
        return datum
      }
    }
  }

  private func description(leftOut: Int) -> String {
    var sentences = Sentences(chart.frame, kind: GroupedBarPhrase.kind)
    sentences.add(Phrase.tableReporting, chart.frame.reporting.values(in: language))
    let rows = chart.rows.indices
    for (part, source) in chart.parts.enumerated() {
      let name = Typesetter.trimmed(source.label)
      var values: [(row: Int, value: Double)] = []
      for row in rows {
        if case .value(let value, _) = chart.rows[row].states[part] { values.append((row, value)) }
      }
      func names(_ value: Double) -> String {
        sentences.names(values.filter { $0.value == value }.map { label($0.row) })
      }
      func text(_ value: Double) -> String {
        guard let row = values.first(where: { $0.value == value })?.row else { return "—" }
        return sentences.withUnit(plain(row, part))
      }
      guard let least = values.map(\.value).min(), let greatest = values.map(\.value).max() else {
        sentences.add(GroupedBarPhrase.partEmpty, ["part": name])
        continue
      }
      if least == greatest {
        sentences.add(
          GroupedBarPhrase.partAllEqual,
          ["part": name, "names": names(least), "value": text(least)])
      } else {
        sentences.add(
          GroupedBarPhrase.partSentence,
          [
            "part": name, "highest": names(greatest), "greatest": text(greatest),
            "lowest": names(least), "least": text(least),
          ])
      }
    }
    let separator = Phrase.separator.text(in: language)
    for row in rows where chart.rows[row].isFocus {
      let values = chart.parts.indices.map { part in
        let part = (Typesetter.trimmed(chart.parts[part].label), plain(row, part))
        return Phrase.lineValueAtEnd.text(in: language, ["name": part.0, "value": part.1])
      }
      sentences.add(
        GroupedBarPhrase.focus,
        ["name": label(row), "values": values.joined(separator: separator)])
    }
    for (part, source) in chart.parts.enumerated() {
      let count = rows.count { chart.rows[$0].states[part] == .notStated }
      if count > 0 {
        sentences.add(
          GroupedBarPhrase.notStatedOf,
          ["part": Typesetter.trimmed(source.label), "count": String(count)])
      }
    }
    if leftOut > 0 { sentences.add(GroupedBarPhrase.leftOut, ["count": String(leftOut)]) }
    return sentences.text
  }

  /// A value as text without the marks of footnotes, which are not read with it.
  private func plain(_ row: Int, _ part: Int) -> String {
    var ignored = RankedBarFootnotes()
    let signs: Set<Character> = ["*", "†", "‡", "§", "¶"]
    return String(content.valueText(bar(row, part), &ignored).filter { !signs.contains($0) })
  }
}
