/// Lays out and draws a body's position among its peers.
struct PositionDrawing {
  let content: PositionContent
  let composer: FigureComposer

  private var rows: [PositionContent.Row] { content.rows }
  private var theme: Theme { composer.theme }
  private var language: FigureLanguage { composer.language }
  private var small: Font { composer.small }
  private var isSingle: Bool { rows.count == 1 }

  /// The greatest number of peers that are tried as dots.
  private static let mostDots = 150

  /// Where everything stands.
  private struct Plan {
    var composition: FigureComposer.Composition
    /// The size of names and values.
    var size: Double
    /// Whether names stand above their strips.
    var isStacked: Bool
    /// Where strips and the numbers at their ends stand.
    var stripLeft, stripRight, lowRight, highLeft: Double
    /// How far dots, band and median reach from the line of a strip.
    var reach: Double
    /// Whether the median's value stands above the strip, beside the body's.
    var isCompact: Bool
    /// The radius of the peers' dots.
    var dot: Double
    var key: [[Key]]
    var labels: [[String]]
    /// The top and the bottom of each row.
    var rows: [(top: Double, bottom: Double)]

    var value: Font { Font(size: size * valueFactor, isBold: true) }
    var valueFactor: Double
    /// The radius of the body's own marker, and that of the ring of paper about it.
    var marker: Double {
      PositionDrawing.marker(isSingle: valueFactor > 1, isCompact: isCompact) * size
    }
  }

  /// The radius of the body's own marker, in parts of the type size.
  private static func marker(isSingle: Bool, isCompact: Bool) -> Double {
    isSingle ? (isCompact ? 0.46 : 0.62) : isCompact ? 0.34 : 0.42
  }

  /// What a sign stands for.
  private enum Sign { case focus, peer, median, band }

  private struct Key {
    var sign: Sign
    var text: String
    var x: Double
  }

  func scene() throws(ChartError) -> Scene {
    let plan = try plan()
    var elements = try key(plan)
    for index in rows.indices {
      if index > 0 {
        let y = plan.rows[index].top
        elements.append(
          .line(
            Scene.Line(
              x1: composer.type.margin, y1: y, x2: composer.type.margin + composer.innerWidth,
              y2: y, stroke: Scene.Stroke(theme.grid, width: composer.hairline))))
      }
      elements.append(
        .group(Scene.Group(id: "row-" + rows[index].id, elements: try row(index, plan))))
    }
    var facts = Scene.Facts()
    facts.scales = rows.compactMap { row in
      row.ends.map {
        Scene.Facts.Scale(
          id: "row-" + row.id, low: $0.low, high: $0.high, isFree: !isSingle, isAnnounced: true)
      }
    }
    facts.keys = [
      Scene.Facts.Key(name: content.focusName, fill: .solid(theme.focus), isLabelled: true),
      Scene.Facts.Key(name: content.peersName, fill: .solid(theme.bar)),
    ]
    return try composer.scene(
      plan.composition, plot: elements, alternativeText: content.description, data: content.data,
      facts: facts)
  }

  // MARK: Layout

  private func plan() throws(ChartError) -> Plan {
    let footer = try composer.setter.footer(lists: [], footnotes: footnotes)
    for size in composer.rowSizes {
      for reach in isSingle ? [4.6, 3.6, 2.8, 2, 1.4] : [1.05, 0.85] {
        // Only a frame with a height of its own wishes to be filled.
        guard composer.frame.size.height != nil || reach <= 3 else { continue }
        for gap in [1.0, 0.7, 0.45] {
          if let plan = try plan(size: size, gap: gap, reach: reach, footer: footer) {
            return plan
          }
        }
      }
    }
    for size in composer.rowSizes {
      for (gap, reach) in [
        (0.45, 0.8), (0.3, 0.8), (0.45, 0.7), (0.3, 0.7), (0.45, 0.62), (0.3, 0.62), (0.15, 0.62),
      ] {
        if let plan = try plan(
          size: size, gap: gap, reach: reach, isCompact: true, footer: footer)
        {
          return plan
        }
      }
    }
    throw composer.tooSmall(
      "the indicators with their values and ranks (rows: \(rows.count))")
  }

  private var footnotes: [String] {
    var notes = [(isSingle ? PositionPhrase.oneScale : .ownScales).text(in: language)]
    let states = rows.map(\.row.state)
    if states.contains(where: { if case .otherClass = $0 { true } else { false } }) {
      notes.append(PositionPhrase.hollow.text(in: language))
    }
    if states.contains(where: { if case .bounded = $0 { true } else { false } }) {
      notes.append(PositionPhrase.interval.text(in: language))
    }
    if let order = content.order { notes.append(order.text(in: language)) }
    return notes + content.footnotes.texts(in: language)
  }

  private func plan(
    size: Double, gap: Double, reach: Double, isCompact: Bool = false, footer: TextBlock
  ) throws(ChartError) -> Plan? {
    let typesetter = composer.typesetter
    let type = composer.type
    let isStacked = isSingle || composer.innerWidth < 38 * size
    let factor = isSingle ? 1.5 : 1.0
    let reach = reach * size
    let marker = Self.marker(isSingle: isSingle, isCompact: isCompact) * size
    let name = Font(size: size)
    let bold = Font(size: size, isBold: true)

    // Columns.
    var rankWidth = 0.0
    var lowWidth = 0.0
    var highWidth = 0.0
    for row in rows {
      rankWidth = max(rankWidth, try typesetter.width(row.rankText, bold))
      guard let ends = row.ends, ends.low < ends.high else { continue }
      lowWidth = max(lowWidth, try typesetter.width(row.text(ends.low), small))
      highWidth = max(highWidth, try typesetter.width(row.text(ends.high), small))
    }
    rankWidth = max(
      rankWidth, try typesetter.width(PositionPhrase.rankHeading.text(in: language), small))
    let left = type.margin
    let right = left + composer.innerWidth
    let limit =
      isStacked ? composer.innerWidth - rankWidth - 1.2 * size : 0.27 * composer.innerWidth
    var labels: [[String]] = []
    var labelWidth = 0.0
    for row in rows {
      let lines = try typesetter.balancedLines(row.label, name, within: limit)
      guard lines.count <= 4 else { return nil }
      for line in lines { labelWidth = max(labelWidth, try typesetter.width(line, name)) }
      labelWidth = max(labelWidth, min(try typesetter.width(row.unit, small), limit))
      labels.append(lines)
    }
    let space = 0.45 * size + marker
    let lowRight = (isStacked ? left : left + labelWidth + 1.1 * size) + lowWidth
    let highLeft = (isStacked ? right : right - rankWidth - 1.3 * size) - highWidth
    let stripLeft = lowRight + space
    let stripRight = highLeft - space
    guard stripRight - stripLeft >= 9 * size else { return nil }

    // Heights.
    let valueHeight = 1.3 * size * factor
    let medianHeight = isCompact ? 0 : 1.35 * (isSingle ? size : small.size)
    var heights: [Double] = []
    for (row, lines) in zip(rows, labels) {
      let strip = valueHeight + 2 * reach + medianHeight
      let own = Double(lines.count) * 1.18 * size + (isSingle ? 0.8 * size : 0)
      let unit = row.unit.isEmpty || isStacked ? 0 : 1.25 * small.size
      heights.append((isStacked ? own + strip : max(own + unit, strip)) + gap * size)
    }
    let key = try self.key(within: composer.innerWidth - rankWidth - size)
    let keyHeight = Double(key.count) * 1.5 * small.size + 0.5 * size
    let sum = heights.reduce(0, +)
    guard
      let composition = try composer.composition(
        footer: footer, wish: sum + keyHeight, least: sum + keyHeight,
        most: sum * 1.7 + keyHeight)
    else { return nil }
    // Dots are of one size in all rows: the largest in which those that may be dots find room.
    let sizes = (isSingle ? [0.42, 0.34, 0.27, 0.2, 0.14] : [0.22, 0.2, 0.18]).map {
      $0 * size
    }
    let dot =
      sizes.first { dot in
        rows.allSatisfy { row in
          row.others.count > Self.mostDots
            || Swarm.fitting(
              row.others.map { Self.place($0, in: row, from: stripLeft, to: stripRight) },
              radius: dot, reach: Self.dotReach * reach,
              around: obstacle(row, marker: marker, from: stripLeft, to: stripRight)) != nil
        }
      } ?? sizes[sizes.count - 1]
    let spare = composition.plot.bottom - composition.plot.top - keyHeight - sum
    var y = composition.plot.top + keyHeight
    var places: [(top: Double, bottom: Double)] = []
    for height in heights {
      let height = height + spare / Double(rows.count)
      places.append((y, y + height))
      y += height
    }
    return Plan(
      composition: composition, size: size, isStacked: isStacked, stripLeft: stripLeft,
      stripRight: stripRight, lowRight: lowRight, highLeft: highLeft, reach: reach,
      isCompact: isCompact, dot: dot, key: key, labels: labels, rows: places, valueFactor: factor)
  }

  /// How far dots reach, in parts of the reach of the band.
  private static let dotReach = 0.95

  /// The thickness of the ring of paper about the body's own marker.
  private var ring: Double { 1.6 * composer.hairline }

  /// The body's own marker with its ring, which hides no dot; `nil` where there is none.
  private func obstacle(
    _ row: PositionContent.Row, marker: Double, from left: Double, to right: Double
  ) -> (place: Double, radius: Double)? {
    switch row.row.state {
    case .value(let value, _), .otherClass(let value, _, _):
      (Self.place(value, in: row, from: left, to: right), marker + ring)
    case .bounded, .notStated, .notApplicable: nil
    }
  }

  /// Where a value stands on the strip of its row; in the middle where all values are the same.
  private static func place(
    _ value: Double, in row: PositionContent.Row, from left: Double, to right: Double
  ) -> Double {
    guard let ends = row.ends, ends.high > ends.low else { return (left + right) / 2 }
    let share = (value / 2 - ends.low / 2) / (ends.high / 2 - ends.low / 2)
    return left + min(max(share, 0), 1) * (right - left)
  }

  // MARK: Key

  private func width(_ sign: Sign) -> Double {
    switch sign {
    case .focus: 0.9 * small.size
    case .peer: 0.5 * small.size
    case .median: 3 * composer.hairline
    case .band: 1.4 * small.size
    }
  }

  /// The signs with their meanings, in as many lines as they need.
  private func key(within width: Double) throws(ChartError) -> [[Key]] {
    var items: [(Sign, String)] = [
      (.focus, content.focusName), (.peer, content.peersName),
      (.median, AxisPhrase.median.text(in: language)),
    ]
    if rows.contains(where: hasBand) {
      items.append((.band, PositionPhrase.middleHalf.text(in: language)))
    }
    var lines: [[Key]] = [[]]
    var x = 0.0
    for (sign, text) in items where !text.isEmpty {
      // A name longer than a line goes on in the next.
      let signWidth = self.width(sign) + 0.45 * small.size
      for (place, part) in try composer.typesetter.balancedLines(
        text, small, within: width - signWidth
      ).enumerated() {
        let needed = try signWidth + composer.typesetter.width(part, small)
        if x > 0, place > 0 || x + needed > width {
          lines.append([])
          x = 0
        }
        lines[lines.count - 1].append(Key(sign: sign, text: part, x: place == 0 ? x : -x - 1))
        x += needed + 1.8 * small.size
      }
    }
    return lines
  }

  private func key(_ plan: Plan) throws(ChartError) -> [Scene.Element] {
    let left = composer.type.margin
    let pitch = 1.5 * small.size
    var elements: [Scene.Element] = []
    for (line, keys) in plan.key.enumerated() {
      let y = plan.composition.plot.top + (Double(line) + 0.5) * pitch
      for key in keys {
        let x = left + max(key.x, 0)
        if key.x >= 0 {
          elements.append(sign(key.sign, x: x + width(key.sign) / 2, y: y))
        }
        elements.append(
          .text(
            try composer.typesetter.text(
              key.text, x: x + width(key.sign) + 0.45 * small.size, baseline: y + 0.37 * small.size,
              font: Font(size: small.size, isBold: key.sign == .focus),
              colour: key.sign == .focus ? theme.focus : theme.quietInk)))
      }
    }
    elements.append(
      .text(
        try composer.typesetter.text(
          PositionPhrase.rankHeading.text(in: language), x: left + composer.innerWidth,
          baseline: plan.composition.plot.top + 0.5 * pitch + 0.37 * small.size, anchor: .end,
          font: small, colour: theme.quietInk)))
    return elements
  }

  private func sign(_ sign: Sign, x: Double, y: Double) -> Scene.Element {
    let half = 0.5 * small.size
    switch sign {
    case .focus:
      return .circle(Scene.Circle(x: x, y: y, radius: 0.44 * small.size, fill: .solid(theme.focus)))
    case .peer:
      return .circle(Scene.Circle(x: x, y: y, radius: 0.24 * small.size, fill: .solid(theme.bar)))
    case .median:
      return .line(
        Scene.Line(
          x1: x, y1: y - half, x2: x, y2: y + half,
          stroke: Scene.Stroke(theme.median, width: 3 * composer.hairline)))
    case .band:
      return .rectangle(
        Scene.Rectangle(
          x: x - 0.7 * small.size, y: y - 0.38 * small.size, width: 1.4 * small.size,
          height: 0.76 * small.size, fill: .solid(theme.barHatchGround)))
    }
  }

  // MARK: Rows

  /// Whether there are values enough to speak of the middle half of them.
  private func hasBand(_ row: PositionContent.Row) -> Bool { row.quantiles.sorted.count >= 4 }

  private func row(_ index: Int, _ plan: Plan) throws(ChartError) -> [Scene.Element] {
    let row = rows[index]
    let place = plan.rows[index]
    let mark = "dot-" + row.id
    let left = composer.type.margin
    let right = left + composer.innerWidth
    let lines = plan.labels[index]
    let leading = 1.18 * plan.size
    let valueHeight = 1.3 * plan.value.size
    let medianHeight = plan.isCompact ? 0 : 1.35 * (isSingle ? plan.size : small.size)
    let own =
      plan.isStacked ? Double(lines.count) * leading + (isSingle ? 0.8 * plan.size : 0) : 0
    let content = own + valueHeight + 2 * plan.reach + medianHeight
    let top = place.top + (place.bottom - place.top - content) / 2
    let middle = top + own + valueHeight + plan.reach
    var elements: [Scene.Element] = []
    func add(
      _ text: String, x: Double, baseline: Double, anchor: Scene.Anchor = .start, font: Font,
      colour: Colour
    ) throws(ChartError) {
      guard !text.isEmpty else { return }
      elements.append(
        .text(
          try composer.typesetter.text(
            text, x: x, baseline: baseline, anchor: anchor, font: font, colour: colour, mark: mark))
      )
    }

    // The indicator and its unit.
    let name = Font(size: plan.size)
    let unitWidth = try composer.typesetter.width(row.unit, small)
    var baseline: Double
    if plan.isStacked {
      baseline = top + 0.9 * plan.size
    } else {
      let unit = row.unit.isEmpty ? 0 : 1.25 * small.size
      let height = Double(lines.count - 1) * leading + unit
      // Where the median's number stands above, the strip is not in the middle of its row.
      let centre = plan.isCompact ? (place.top + place.bottom) / 2 : middle
      baseline = centre + 0.37 * plan.size - height / 2
    }
    for line in lines {
      try add(line, x: left, baseline: baseline, font: name, colour: theme.ink)
      baseline += leading
    }
    if plan.isStacked {
      let last = try composer.typesetter.width(lines.last ?? "", name)
      let room = right - left - (try composer.typesetter.width(row.rankText, bold(plan)))
      let text = Phrase.nameWithValue.text(in: language, ["name": "", "value": row.unit])
      if !row.unit.isEmpty,
        try last + composer.typesetter.width(text, small) + plan.size <= room
      {
        try add(
          text, x: left + last, baseline: baseline - leading, font: small,
          colour: theme.quietInk)
      }
    } else if unitWidth <= plan.lowRight - left {
      try add(
        row.unit, x: left, baseline: baseline - leading + 1.25 * small.size, font: small,
        colour: theme.quietInk)
    }

    // The rank.
    try add(
      row.rankText, x: right,
      baseline: plan.isStacked ? top + 0.9 * plan.size : middle + 0.37 * plan.size, anchor: .end,
      font: row.row.rank == nil ? name : bold(plan),
      colour: row.row.rank == nil ? theme.quietInk : theme.focus)

    elements = try strip(row, middle: middle, isFirst: index == firstWithPeers, plan) + elements
    return elements
  }

  private var firstWithPeers: Int? {
    rows.firstIndex { !$0.quantiles.sorted.isEmpty }
  }

  private func bold(_ plan: Plan) -> Font { Font(size: plan.size, isBold: true) }

  /// The strip of a row: band, line, dots, median, the body's marker, and the numbers.
  private func strip(
    _ row: PositionContent.Row, middle: Double, isFirst: Bool, _ plan: Plan
  ) throws(ChartError) -> [Scene.Element] {
    let mark = "dot-" + row.id
    let hairline = composer.hairline
    func x(_ value: Double) -> Double {
      Self.place(value, in: row, from: plan.stripLeft, to: plan.stripRight)
    }
    func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ stroke: Scene.Stroke)
      -> Scene.Element
    {
      .line(Scene.Line(x1: x1, y1: y1, x2: x2, y2: y2, stroke: stroke, mark: mark))
    }
    var elements: [Scene.Element] = []
    let quantiles = row.quantiles
    let rule = Scene.Stroke(theme.rule, width: 1.4 * hairline)
    if hasBand(row), let ends = row.ends, ends.high > ends.low {
      let (first, third) = (x(quantiles[0.25]), x(quantiles[0.75]))
      let half = 0.94 * plan.reach
      elements.append(
        .rectangle(
          Scene.Rectangle(
            x: first, y: middle - half, width: third - first, height: 2 * half,
            fill: .solid(theme.barHatchGround))))
    }
    elements.append(line(plan.stripLeft, middle, plan.stripRight, middle, rule))
    if let ends = row.ends, ends.high > ends.low {
      for (value, place, anchor) in [
        (ends.low, plan.lowRight, Scene.Anchor.end), (ends.high, plan.highLeft, .start),
      ] {
        elements.append(
          .text(
            try composer.typesetter.text(
              row.text(value), x: place, baseline: middle + 0.37 * small.size, anchor: anchor,
              font: small, colour: theme.quietInk, mark: mark)))
      }
    }
    var median: Label?
    if !quantiles.sorted.isEmpty {
      let place = x(quantiles.median)
      // Behind the dots, which it would hide, and so long that they do not hide it.
      let half = plan.reach + 0.1 * plan.size
      elements.append(
        line(
          place, middle - half, place, middle + half,
          Scene.Stroke(theme.median, width: 3 * hairline)))
      let font = isSingle ? Font(size: plan.size) : small
      let number = row.text(quantiles.median)
      let words = isFirst ? Phrase.median.text(in: language, ["value": number]) : number
      median = Label(text: words, place: place, font: font, colour: theme.ink)
    }
    elements += dots(row, middle: middle, plan, mark: mark)
    let (marker, own) = try focus(row, middle: middle, at: x, plan)
    elements += marker

    let above = middle - plan.reach - 0.36 * plan.size
    if plan.isCompact {
      let labels = [median, own].compactMap { $0 }.sorted { $0.place < $1.place }
      return elements + (try texts(labels, baseline: above, mark: mark, plan))
    }
    if let own { elements += try texts([own], baseline: above, mark: mark, plan) }
    if let median {
      elements += try texts(
        [median], baseline: middle + plan.reach + 1.12 * median.font.size, mark: mark, plan)
    }
    return elements
  }

  /// A number near its place above or below a strip.
  private struct Label {
    var text: String
    var place: Double
    var font: Font
    var colour: Colour
  }

  /// Labels side by side, each as near to its place as the others and the columns let it.
  private func texts(
    _ labels: [Label], baseline: Double, mark: String, _ plan: Plan
  ) throws(ChartError) -> [Scene.Element] {
    let space = 0.6 * plan.size
    var items: [Spreading.Item] = []
    for label in labels {
      items.append(
        Spreading.Item(
          place: label.place,
          size: try composer.typesetter.width(label.text, label.font) + space))
    }
    // The columns at both sides stand lower, so there is room above them.
    let left = plan.isStacked ? composer.type.margin : plan.stripLeft - plan.marker
    let right =
      plan.isStacked
      ? composer.type.margin + composer.innerWidth : plan.stripRight + plan.marker
    let middles = Spreading.middles(items, from: left - space / 2, to: right + space / 2)
    return try zip(labels, middles).map { label, middle throws(ChartError) in
      .text(
        try composer.typesetter.text(
          label.text, x: middle, baseline: baseline, anchor: .middle, font: label.font,
          colour: label.colour, mark: mark))
    }
  }

  /// The other peers, as dots that all can be seen, or as ticks where they are too many for that.
  private func dots(
    _ row: PositionContent.Row, middle: Double, _ plan: Plan, mark: String
  ) -> [Scene.Element] {
    let (left, right) = (plan.stripLeft, plan.stripRight)
    let places = row.others.map { Self.place($0, in: row, from: left, to: right) }
    let swarm =
      places.count <= Self.mostDots
      ? Swarm.fitting(
        places, radius: plan.dot, reach: Self.dotReach * plan.reach,
        around: obstacle(row, marker: plan.marker, from: left, to: right), isCrowded: true) : nil
    if let swarm {
      return zip(places, swarm.offsets).map { place, offset in
        .circle(
          Scene.Circle(
            x: place, y: middle + offset, radius: swarm.radius, fill: .solid(theme.bar),
            stroke: Scene.Stroke(theme.paper, width: 0.7 * composer.hairline), mark: mark))
      }
    }
    return places.map { place in
      .line(
        Scene.Line(
          x1: place, y1: middle - 0.55 * plan.reach, x2: place, y2: middle + 0.55 * plan.reach,
          stroke: Scene.Stroke(theme.bar, width: 1.2 * composer.hairline), mark: mark))
    }
  }

  /// The body's own marker with its value above it, or the words that stand for it.
  private func focus(
    _ row: PositionContent.Row, middle: Double, at x: (Double) -> Double, _ plan: Plan
  ) throws(ChartError) -> ([Scene.Element], Label?) {
    let mark = "dot-" + row.id
    let baseline = middle - plan.reach - 0.36 * plan.size
    let radius = plan.marker
    var elements: [Scene.Element] = []
    var place: Double
    switch row.row.state {
    case .notStated, .notApplicable:
      var words = PositionPhrase.absent.text(
        in: language, ["name": content.focusName, "reason": row.valueText])
      let font = Font(size: plan.size)
      if try composer.typesetter.width(words, font) > plan.stripRight - plan.stripLeft {
        words = row.valueText
      }
      return ([], Label(text: words, place: plan.stripLeft, font: font, colour: theme.focus))
    case .value(let value, _), .otherClass(let value, _, _):
      place = x(value)
      var isHollow = false
      if case .otherClass = row.row.state { isHollow = true }
      if isSingle {
        elements.append(
          .line(
            Scene.Line(
              x1: place, y1: middle, x2: place, y2: baseline + 0.3 * plan.size,
              stroke: Scene.Stroke(theme.focus, width: 1.6 * composer.hairline), mark: mark)))
      }
      elements.append(
        .circle(
          Scene.Circle(
            x: place, y: middle, radius: radius + ring,
            fill: .solid(theme.paper), mark: mark)))
      elements.append(
        .circle(
          Scene.Circle(
            x: place, y: middle, radius: isHollow ? radius - composer.hairline : radius,
            fill: .solid(isHollow ? theme.paper : theme.focus),
            stroke: isHollow ? Scene.Stroke(theme.focus, width: 2.4 * composer.hairline) : nil,
            mark: mark)))
    case .bounded(let low, let high):
      let start = x(low)
      let end = high.map(x) ?? plan.stripRight
      place = (start + end) / 2
      let stroke = Scene.Stroke(theme.focus, width: 5 * composer.hairline)
      func add(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) {
        elements.append(
          .line(Scene.Line(x1: x1, y1: y1, x2: x2, y2: y2, stroke: stroke, mark: mark)))
      }
      add(start, middle, end, middle)
      add(start, middle - radius, start, middle + radius)
      if high == nil {
        add(end - radius, middle - radius, end, middle)
        add(end - radius, middle + radius, end, middle)
      } else {
        add(end, middle - radius, end, middle + radius)
      }
    }
    return (
      elements, Label(text: row.valueText, place: place, font: plan.value, colour: theme.focus)
    )
  }
}
