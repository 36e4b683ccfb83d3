/// Fits a tile chart into its frame and draws it.
struct TileDrawing {
  let content: TileContent
  let composer: FigureComposer

  private var theme: Theme { composer.theme }
  private var typesetter: Typesetter { composer.typesetter }
  private var small: Font { composer.small }
  private var language: FigureLanguage { composer.language }
  private var tiles: [TileChart.Tile] { content.chart.tiles }

  private struct Plan {
    var composition: FigureComposer.Composition
    var size: Double
    var columns: Int
    var tile: (width: Double, height: Double)
    var names: [[String]]
    var key: KeyRow
    var headings: [[String]]
    var headingHeight: Double
  }

  /// The seam between two tiles.
  private var gap: Double { 0.22 * composer.type.row }

  /// The scene: names in full before shortened ones, tiles of a pleasing shape.
  func scene() throws(ChartError) -> Scene {
    let key = try KeyRow(keyItems, composer: composer)
    let footer = try composer.setter.footer(lists: [], footnotes: footnotes)
    for size in composer.rowSizes {
      for names in content.names == content.shortNames
        ? [content.names] : [content.names, content.shortNames]
      {
        var best: (plan: Plan, cost: Double)?
        let largest = content.groups.map(\.tiles.count).max() ?? 1
        for columns in 1...min(max(largest, 1), 30) {
          guard
            let plan = try plan(
              columns: columns, size: size, names: names, key: key, footer: footer)
          else { continue }
          let rows = content.groups.reduce(0) { $0 + ($1.tiles.count + columns - 1) / columns }
          let last = largest % columns
          var cost = abs(ValueScale.logarithm(plan.tile.width / plan.tile.height / 1.75))
          cost += 0.8 * Double(rows * columns - tiles.count) / Double(rows * columns)
          if last == 1, columns > 1 { cost += 0.3 }
          // A long name should not take two lines in every tile.
          cost += 0.25 * Double(plan.names.count { $0.count > 1 }) / Double(max(tiles.count, 1))
          if cost < best?.cost ?? .infinity { best = (plan, cost) }
        }
        if let best { return try draw(best.plan) }
      }
    }
    throw composer.tooSmall("the \(tiles.count) tiles")
  }

  private var footnotes: [String] {
    var notes: [String] = []
    if !content.areWhole, content.limits.count > 1 {
      notes.append(TilePhrase.limits.text(in: language))
    }
    if content.chart.showsRank, tiles.contains(where: { $0.rank != nil }) {
      notes.append(TilePhrase.rankNote.text(in: language))
    }
    return notes + content.footnotes.texts(in: language)
  }

  // MARK: Fitting

  private func plan(
    columns: Int, size: Double, names: [String], key: KeyRow, footer: TextBlock
  ) throws(ChartError) -> Plan? {
    let rows = content.groups.reduce(0) { $0 + ($1.tiles.count + columns - 1) / columns }
    // Most attempts fail by this sum already, before a text is measured.
    let ceiling = composer.frame.size.height ?? FigureSize.greatestHeight
    guard Double(rows) * 2.4 * size < ceiling else { return nil }
    let width = min(
      (composer.innerWidth - Double(columns - 1) * gap) / Double(columns), 17 * size)
    let inner = width - 0.7 * size
    guard inner >= 2 * size else { return nil }
    var lines: [[String]] = []
    var nameLines = 1
    for index in tiles.indices {
      let font = font(index, size)
      let rankWidth =
        try rankText(index).map { text throws(ChartError) in
          try typesetter.width(text, small) + 0.4 * size
        } ?? 0
      // A class of figure may have a long text, which is never broken.
      guard try typesetter.width(content.texts[index], font) + rankWidth <= inner,
        try !typesetter.breaksWord(names[index], font, within: inner)
      else { return nil }
      let name = try typesetter.balancedLines(names[index], font, within: inner)
      guard name.count <= 2 else { return nil }
      nameLines = max(nameLines, name.count)
      lines.append(name)
    }
    var headings: [[String]] = []
    var headingHeight = 0.0
    for group in content.groups {
      let lines = try typesetter.lines(
        group.name, Font(size: size, isBold: true), within: composer.innerWidth)
      headings.append(lines)
      if !lines.isEmpty {
        headingHeight += 0.5 * size + Double(lines.count) * 1.3 * size
      } else if headings.count > 1 {
        headingHeight += 0.5 * size
      }
    }
    let keySpace = key.height + 0.5 * size
    let leastTile = Double(nameLines) * 1.12 * size + 1.12 * size + 0.3 * size
    let wishTile = max(leastTile + 0.5 * size, min(0.52 * width, 4.4 * size))
    func total(_ tile: Double) -> Double {
      Double(rows) * (tile + gap) + headingHeight + keySpace
    }
    guard
      let composition = try composer.composition(
        footer: footer, wish: total(wishTile), least: total(leastTile),
        most: total(max(0.75 * width, leastTile)))
    else { return nil }
    let room = composition.plot.bottom - composition.plot.top - headingHeight - keySpace
    return Plan(
      composition: composition, size: size, columns: columns,
      tile: (width, room / Double(max(rows, 1)) - gap), names: lines, key: key,
      headings: headings, headingHeight: headingHeight)
  }

  private func font(_ index: Int, _ size: Double) -> Font {
    Font(size: size, isBold: tiles[index].isFocus)
  }

  private func rankText(_ index: Int) -> String? {
    content.chart.showsRank ? tiles[index].rank.map { String($0) } : nil
  }

  // MARK: Faces

  /// How a tile looks.
  private enum Face: Equatable {
    case shaded(Int)
    case hatched, outlined, dashed, framed
  }

  private func face(_ state: RankedBarChart.State) -> Face {
    switch state {
    case .value(let value, _): .shaded(content.place(value))
    case .notStated: .hatched
    case .notApplicable: .outlined
    case .bounded: .dashed
    case .otherClass: .framed
    }
  }

  /// The fill of a class upon which text can be read: a little off the ramp where it must be.
  private func fill(_ place: Int) -> Scene.Fill {
    let share = content.share(place)
    for step in 0...20 {
      for direction in [1.0, -1.0] {
        let near = share + direction * Double(step) * 0.02
        guard (0...1).contains(near) else { continue }
        let fill = Scene.Fill.solid(theme.colour(sequential: near))
        if theme.ink(on: fill) != nil { return fill }
      }
    }
    return .solid(theme.paper)
  }

  private func rectangle(_ face: Face, _ box: Box, mark: String?) -> (Scene.Element, Scene.Fill) {
    let hairline = composer.hairline
    var fill = Scene.Fill.solid(theme.paper)
    var stroke: Scene.Stroke?
    switch face {
    case .shaded(let place):
      fill = self.fill(place)
      // The lightest class is parted from the paper by its edge.
      if fill.contrast(with: theme.paper) < 1.2 {
        stroke = Scene.Stroke(theme.rule, width: 0.8 * hairline)
      }
    case .hatched:
      fill = .hatch(
        foreground: theme.grid, background: theme.paper, spacing: 0.42 * composer.type.row,
        width: 0.14 * composer.type.row)
    case .outlined: stroke = Scene.Stroke(theme.rule, width: hairline)
    case .dashed:
      stroke = Scene.Stroke(
        theme.interval, width: 1.2 * hairline, dashes: [3.5 * hairline, 3 * hairline])
    case .framed: stroke = Scene.Stroke(theme.interval, width: 2 * hairline)
    }
    let inset = (stroke?.width ?? 0) / 2
    let element = Scene.Element.rectangle(
      Scene.Rectangle(
        x: box.left + inset, y: box.top + inset, width: box.right - box.left - 2 * inset,
        height: box.bottom - box.top - 2 * inset, fill: fill, stroke: stroke, mark: mark))
    return (element, fill)
  }

  private var keyItems: [KeyRow.Item] {
    func item(_ face: Face, _ text: String) -> KeyRow.Item {
      KeyRow.Item(text: text, width: 1.9 * small.size) { box in
        [rectangle(face, box, mark: nil).0]
      }
    }
    var items = content.limits.indices.map { item(.shaded($0), content.classText($0)) }
    func state(_ face: Face, _ phrase: TilePhrase) {
      let count = tiles.count { self.face($0.state) == face }
      if count > 0 {
        items.append(item(face, phrase.text(in: language, ["count": String(count)])))
      }
    }
    state(.hatched, .notStated)
    state(.outlined, .notApplicable)
    state(.dashed, .bounded)
    state(.framed, .otherClass)
    return items
  }

  // MARK: Drawing

  private func draw(_ plan: Plan) throws(ChartError) -> Scene {
    var elements = try plan.key.elements(top: plan.composition.plot.top)
    let left = composer.type.margin
    var y = plan.composition.plot.top + plan.key.height + 0.5 * plan.size
    var outlines: [Scene.Element] = []
    for (number, group) in content.groups.enumerated() {
      let heading = plan.headings[number]
      if !heading.isEmpty || number > 0 { y += 0.5 * plan.size }
      var texts: [Scene.Element] = []
      for line in heading {
        let font = Font(size: plan.size, isBold: true)
        texts.append(
          .text(
            try typesetter.text(
              line, x: left, baseline: y + 0.95 * plan.size, font: font, colour: theme.quietInk)))
        y += 1.3 * plan.size
      }
      if !texts.isEmpty {
        elements.append(.group(Scene.Group(id: "heading---\(number + 1)", elements: texts)))
      }
      for (place, index) in group.tiles.enumerated() {
        let column = Double(place % plan.columns)
        let row = Double(place / plan.columns)
        let x = left + column * (plan.tile.width + gap)
        let top = y + row * (plan.tile.height + gap)
        let box = Box(
          left: x, top: top, right: x + plan.tile.width, bottom: top + plan.tile.height)
        elements.append(
          .group(
            Scene.Group(
              id: "tile-" + content.identifiers[index],
              elements: try tile(index, box, plan, &outlines))))
      }
      let rows = (group.tiles.count + plan.columns - 1) / plan.columns
      y += Double(rows) * (plan.tile.height + gap)
    }
    if !outlines.isEmpty { elements.append(.group(Scene.Group(id: "focus", elements: outlines))) }
    return try composer.scene(
      plan.composition, plot: elements, alternativeText: content.description, data: data,
      facts: facts)
  }

  private func tile(
    _ index: Int, _ box: Box, _ plan: Plan, _ outlines: inout [Scene.Element]
  ) throws(ChartError) -> [Scene.Element] {
    let mark = "tile-" + content.identifiers[index]
    let (shape, fill) = rectangle(face(tiles[index].state), box, mark: mark)
    let colour = theme.ink(on: fill) ?? theme.ink
    var elements = [shape]
    let font = font(index, plan.size)
    let lines = plan.names[index]
    let leading = 1.12 * plan.size
    let height = Double(lines.count + 1) * leading
    let x = box.left + 0.35 * plan.size
    var baseline = (box.top + box.bottom - height) / 2 + leading / 2 + 0.37 * plan.size
    for line in lines {
      elements.append(
        .text(
          try typesetter.text(
            line, x: x, baseline: baseline, font: font, colour: colour, mark: mark)))
      baseline += leading
    }
    elements.append(
      .text(
        try typesetter.text(
          content.texts[index], x: x, baseline: baseline,
          font: Font(size: plan.size, isBold: true), colour: colour, mark: mark)))
    if let rank = rankText(index) {
      elements.append(
        .text(
          try typesetter.text(
            rank, x: box.right - 0.35 * plan.size, baseline: baseline, anchor: .end, font: small,
            colour: colour, mark: mark)))
    }
    if tiles[index].isFocus {
      let width = 0.2 * composer.type.row
      outlines.append(
        .rectangle(
          Scene.Rectangle(
            x: box.left - 0.15 * gap, y: box.top - 0.15 * gap,
            width: box.right - box.left + 0.3 * gap, height: box.bottom - box.top + 0.3 * gap,
            stroke: Scene.Stroke(theme.focus, width: width), mark: mark)))
    }
    return elements
  }

  // MARK: What the scene says of itself

  private var data: [Scene.Datum] {
    tiles.indices.map { index in
      var datum = Scene.Datum(
        group: "tile-" + content.identifiers[index], row: tiles[index].id,
        label: content.names[index], text: content.texts[index])
      switch tiles[index].state {
      case .value(let value, _), .otherClass(let value, _, _): datum.value = value
      case .bounded(let low, let high): (datum.low, datum.high) = (low, high)
      case .notStated, .notApplicable: break
      }
      return datum
    }
  }

  private var facts: Scene.Facts {
    var facts = Scene.Facts()
    let values = tiles.flatMap { $0.state.values }
    // The key gives the limits of every class.
    facts.scales = [
      Scene.Facts.Scale(
        id: "shade", low: values.min() ?? 0, high: values.max() ?? 0, isAnnounced: true)
    ]
    facts.keys = content.limits.indices.map {
      Scene.Facts.Key(name: content.classText($0), fill: fill($0), isLabelled: true)
    }
    return facts
  }
}
