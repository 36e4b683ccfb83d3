/// Fits a correlation chart into its frame and draws it.
struct CorrelationDrawing {
  let chart: CorrelationChart
  let composer: FigureComposer

  private var theme: Theme { composer.theme }
  private var typesetter: Typesetter { composer.typesetter }
  private var small: Font { composer.small }
  private var language: FigureLanguage { composer.language }
  private var columns: [CorrelationChart.Column] { chart.columns }
  private var numbers: NumberStyle { NumberStyle(language: language, decimals: 2) }

  private struct Plan {
    var composition: FigureComposer.Composition
    var size: Double
    var cell: (width: Double, height: Double)
    /// Where each row and each column begins.
    var rows, columns: [Double]
    /// The lines of each name on the diagonal.
    var names: [[String]]
    var key: KeyRow
    var groupGap: Double
  }

  /// The scene: names in full before numbers for them, large type before small.
  func scene() throws(ChartError) -> Scene {
    for isKeyed in [false, true] {
      for size in composer.rowSizes {
        if let plan = try plan(size: size, isKeyed: isKeyed) { return try draw(plan) }
      }
    }
    throw composer.tooSmall("a matrix of \(columns.count) columns")
  }

  // MARK: Fitting

  private func plan(size: Double, isKeyed: Bool) throws(ChartError) -> Plan? {
    let count = columns.count
    guard count <= 60 else { return nil }
    let font = numberFont(size)
    let leastCell = try typesetter.width("−0.88", font) + 0.5 * size
    let gaps = (1..<count).filter { columns[$0].group != columns[$0 - 1].group }
    let groupGap = 0.35 * size
    let gapsWidth = Double(gaps.count) * groupGap
    // The first row and the last column of the square have no cell, only a name.
    guard Double(count - 1) * leastCell + gapsWidth <= composer.innerWidth else { return nil }
    let labels = columns.map { Typesetter.trimmed($0.label) }

    // The widest cells that leave the names the room that they need.
    var found: (cell: Double, names: [[String]])?
    let widest = min(5.2 * size, (composer.innerWidth - gapsWidth) / (Double(count) - 0.2))
    for step in 0...6 {
      let cell = widest + (leastCell - widest) * Double(step) / 6
      guard cell >= leastCell - 1e-9 else { break }
      if let names = try names(labels, cell, gaps, groupGap, size, isKeyed: isKeyed) {
        found = (cell, names)
        break
      }
    }
    guard let found else { return nil }
    let lines = found.names.map(\.count).max() ?? 1
    let leastHeight = max(1.45 * size, Double(lines) * 1.14 * size + 0.3 * size)
    let wishHeight = max(min(0.62 * found.cell, 2.4 * size), leastHeight, 1.8 * size)
    let key = try KeyRow(keyItems(size), composer: composer)
    let footer = try footer(labels, isKeyed: isKeyed)
    let fixed = key.height + 0.6 * size + gapsWidth
    guard
      let composition = try composer.composition(
        footer: footer, wish: Double(count) * wishHeight + fixed,
        least: Double(count) * leastHeight + fixed,
        most: Double(count) * max(0.8 * found.cell, leastHeight) + fixed)
    else { return nil }
    let box = composition.plot
    let height = (box.bottom - box.top - fixed) / Double(count)
    var plan = Plan(
      composition: composition, size: size, cell: (found.cell, height), rows: [], columns: [],
      names: found.names, key: key, groupGap: groupGap)
    var (x, y) = (box.left, box.top + key.height + 0.6 * size)
    for index in 0..<count {
      if gaps.contains(index) {
        x += groupGap
        y += groupGap
      }
      plan.columns.append(x)
      plan.rows.append(y)
      x += found.cell
      y += height
    }
    return plan
  }

  /// The type of the coefficients: a little smaller than the names where the destination allows.
  private func numberFont(_ size: Double) -> Font {
    Font(size: max(composer.type.least, 0.92 * size))
  }

  /// The names in lines that reach from the diagonal to the right edge; `nil` if one does not fit.
  private func names(
    _ labels: [String], _ cell: Double, _ gaps: [Int], _ gap: Double, _ size: Double,
    isKeyed: Bool
  ) throws(ChartError) -> [[String]]? {
    let font = Font(size: size)
    var names: [[String]] = []
    for (index, label) in labels.enumerated() {
      let left =
        Double(index) * cell + Double(gaps.count { $0 <= index }) * gap + 0.35 * size
      let room = composer.innerWidth - left
      let name = isKeyed ? String(index + 1) : label
      guard room > size, try !typesetter.breaksWord(name, font, within: room) else { return nil }
      let lines = try typesetter.balancedLines(name, font, within: room)
      guard lines.count <= 2 else { return nil }
      names.append(lines)
    }
    return names
  }

  /// The pairs below the diagonal that hold.
  private func pairs(_ holds: (Int, Int) -> Bool) -> [(row: Int, column: Int)] {
    columns.indices.flatMap { row in
      (0..<row).filter { holds(row, $0) }.map { (row, $0) }
    }
  }

  private func isMarked(_ row: Int, _ column: Int) -> Bool {
    !chart.marks.isEmpty && (chart.marks[row][column] || chart.marks[column][row])
      && chart.value(row, column) != nil
  }

  private var markName: String {
    let name = Typesetter.trimmed(chart.markName ?? "")
    return name.isEmpty ? CorrelationPhrase.markedDefault.text(in: language) : name
  }

  private var hatch: Scene.Fill {
    .hatch(
      foreground: theme.rule, background: theme.paper, spacing: 0.42 * composer.type.row,
      width: 0.07 * composer.type.row)
  }

  /// The ramp, then what is hatched and what is framed.
  private func keyItems(_ size: Double) throws(ChartError) -> [KeyRow.Item] {
    let step = 1.7 * small.size
    let ends = [-1.0, -0.5, 0, 0.5, 1]
    var items: [KeyRow.Item] = []
    for (place, value) in ends.enumerated() {
      items.append(
        KeyRow.Item(
          text: NumberStyle(language: language, decimals: value == value.rounded() ? 0 : 1)
            .string(value), width: step
        ) { [theme, composer] box in
          [
            .rectangle(
              Scene.Rectangle(
                x: box.left, y: box.top, width: step, height: box.bottom - box.top,
                fill: theme.fill(diverging: value, typeSize: composer.type.small),
                stroke: place == 2
                  ? Scene.Stroke(theme.rule, width: 0.6 * composer.hairline) : nil))
          ]
        })
    }
    let few = pairs { chart.value($0, $1) == nil }.count
    if few > 0 {
      let hatch = hatch
      items.append(
        KeyRow.Item(
          text: CorrelationPhrase.few.text(
            in: language,
            ["least": String(CorrelationChart.leastCount), "count": String(few)]), width: step
        ) { box in
          [
            .rectangle(
              Scene.Rectangle(
                x: box.left, y: box.top, width: step, height: box.bottom - box.top, fill: hatch))
          ]
        })
    }
    if !pairs(isMarked).isEmpty {
      items.append(
        KeyRow.Item(
          text: CorrelationPhrase.marked.text(in: language, ["name": markName]), width: step
        ) { [theme, composer] box in
          [
            .rectangle(
              Scene.Rectangle(
                x: box.left, y: box.top, width: step, height: box.bottom - box.top,
                stroke: Scene.Stroke(theme.ink, width: 2 * composer.hairline)))
          ]
        })
    }
    return items
  }

  private func footer(_ labels: [String], isKeyed: Bool) throws(ChartError) -> TextBlock {
    var key: [String] = []
    if isKeyed {
      key = labels.enumerated().map {
        CorrelationPhrase.keyed.text(
          in: language, ["number": String($0.offset + 1), "name": $0.element])
      }
    }
    var notes: [String] = []
    let method = Typesetter.trimmed(chart.methodName)
    if !method.isEmpty {
      notes.append(CorrelationPhrase.method.text(in: language, ["method": method]))
    }
    let counts = pairs { chart.value($0, $1) != nil }.map { chart.counts[$0.row][$0.column] }
    if let least = counts.min(), let most = counts.max() {
      let style = NumberStyle(language: language)
      notes.append(
        CorrelationPhrase.counts.text(
          in: language,
          [
            "range": least == most
              ? style.string(Double(least)) : style.range(Double(least), Double(most))
          ]))
    }
    var groups: [String] = []
    for column in columns {
      if let group = column.group.map(Typesetter.trimmed), !group.isEmpty, groups.last != group {
        groups.append(group)
      }
    }
    if groups.count > 1 {
      notes.append(
        CorrelationPhrase.groups.text(
          in: language,
          ["names": groups.joined(separator: Phrase.separator.text(in: language))]))
    }
    return try composer.setter.footer(lists: [], key: key, footnotes: notes)
  }

  // MARK: Drawing

  private func draw(_ plan: Plan) throws(ChartError) -> Scene {
    var elements = try plan.key.elements(top: plan.composition.plot.top)
    let identifiers = RowPlot.identifiers(columns.map(\.id))
    var data: [Scene.Datum] = []
    for row in columns.indices {
      var parts: [Scene.Element] = []
      for column in 0..<row {
        let mark = "cell-\(identifiers[row])-\(identifiers[column])"
        let cell = try cell(row, column, plan, mark: mark)
        parts += cell.elements
        data.append(
          Scene.Datum(
            group: "row-" + identifiers[row], row: columns[row].id, series: columns[column].id,
            label: Typesetter.trimmed(columns[row].label),
            seriesLabel: Typesetter.trimmed(columns[column].label),
            value: chart.value(row, column), text: cell.text))
      }
      parts += try name(row, plan)
      elements.append(.group(Scene.Group(id: "row-" + identifiers[row], elements: parts)))
    }
    var frames: [Scene.Element] = []
    for pair in pairs(isMarked) {
      let box = box(pair.row, pair.column, plan).grown(
        x: -0.8 * composer.hairline, y: -0.8 * composer.hairline)
      frames.append(
        .rectangle(
          Scene.Rectangle(
            x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top,
            stroke: Scene.Stroke(theme.ink, width: 2 * composer.hairline),
            mark: "cell-\(identifiers[pair.row])-\(identifiers[pair.column])")))
    }
    if !frames.isEmpty { elements.append(.group(Scene.Group(id: "marks", elements: frames))) }
    var facts = Scene.Facts()
    facts.scales = [Scene.Facts.Scale(id: "correlation", low: -1, high: 1)]
    facts.denominators = pairs { chart.value($0, $1) != nil }.map {
      Scene.Facts.Denominator(
        mark: "cell-\(identifiers[$0.row])-\(identifiers[$0.column])",
        count: Double(chart.counts[$0.row][$0.column]))
    }
    return try composer.scene(
      plan.composition, plot: elements, alternativeText: description, data: data, facts: facts)
  }

  private func box(_ row: Int, _ column: Int, _ plan: Plan) -> Box {
    let seam = 0.7 * composer.hairline
    return Box(
      left: plan.columns[column] + seam, top: plan.rows[row] + seam,
      right: plan.columns[column] + plan.cell.width - seam,
      bottom: plan.rows[row] + plan.cell.height - seam)
  }

  private func cell(
    _ row: Int, _ column: Int, _ plan: Plan, mark: String
  ) throws(ChartError) -> (elements: [Scene.Element], text: String) {
    let box = box(row, column, plan)
    let value = chart.value(row, column)
    var fill = hatch
    var text = "—"
    var colour = theme.ink
    if let value {
      fill = theme.fill(diverging: value, typeSize: plan.size)
      text = numbers.string(min(max(value, -1), 1))
      // Where neither ink nor paper can be read on the fill, a lighter one of its hue is taken.
      var share = value
      while !isHatch(fill), theme.ink(on: fill) == nil, abs(share) > 0.02 {
        share *= 0.92
        fill = theme.fill(diverging: share, typeSize: plan.size)
      }
      if !isHatch(fill) { colour = theme.ink(on: fill) ?? theme.ink }
    }
    let middle = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
    var elements: [Scene.Element] = [
      .rectangle(
        Scene.Rectangle(
          x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top,
          fill: fill, mark: mark))
    ]
    let font = numberFont(plan.size)
    var lines = [(text, font)]
    if value == nil {
      let count = CorrelationPhrase.count.text(
        in: language, ["count": String(chart.counts[row][column])])
      // The number stands below the dash, or alone, where there is room.
      if try typesetter.width(count, small) <= box.right - box.left - 0.3 * small.size {
        lines =
          box.bottom - box.top >= 2.3 * plan.size
          ? [(text, font), (count, small)] : [(count, small)]
      }
      text = "— (" + count + ")"
    }
    for (place, line) in lines.enumerated() {
      let shift = (Double(place) - Double(lines.count - 1) / 2) * 1.1 * plan.size
      let text = try typesetter.text(
        line.0, x: middle.0, baseline: middle.1 + shift + 0.37 * line.1.size, anchor: .middle,
        font: line.1, colour: colour, mark: mark)
      if isHatch(fill) {
        // A number among the lines of a hatch cannot be read, so paper parts it from them.
        let plate = text.inkBox.grown(x: 0.18 * plan.size, y: 0.12 * plan.size)
        elements.append(
          .rectangle(
            Scene.Rectangle(
              x: plate.left, y: plate.top, width: plate.right - plate.left,
              height: plate.bottom - plate.top, fill: .solid(theme.paper), mark: mark)))
      }
      elements.append(.text(text))
    }
    return (elements, text)
  }

  private func isHatch(_ fill: Scene.Fill) -> Bool {
    if case .hatch = fill { true } else { false }
  }

  /// The name on the diagonal: it ends the row at its left and heads the column below it.
  private func name(_ index: Int, _ plan: Plan) throws(ChartError) -> [Scene.Element] {
    let lines = plan.names[index]
    let leading = 1.14 * plan.size
    let font = Font(size: plan.size)
    let middle = plan.rows[index] + plan.cell.height / 2
    var elements: [Scene.Element] = []
    for (place, line) in lines.enumerated() {
      let shift = (Double(place) - Double(lines.count - 1) / 2) * leading
      elements.append(
        .text(
          try typesetter.text(
            line, x: plan.columns[index] + 0.35 * plan.size,
            baseline: middle + shift + 0.37 * plan.size, font: font, colour: theme.ink)))
    }
    return elements
  }

  // MARK: In words

  private var description: String {
    var sentences: [String] = []
    func add(_ phrase: CorrelationPhrase, _ values: [String: String]) {
      sentences.append(phrase.text(in: language, values))
    }
    add(
      .kind,
      [
        "title": Typesetter.trimmed(chart.frame.title),
        "method": Typesetter.trimmed(chart.methodName),
      ])
    let all = pairs { _, _ in true }
    let shown = pairs { chart.value($0, $1) != nil }
    add(
      .pairs,
      [
        "columns": String(columns.count), "count": String(all.count),
        "shown": String(shown.count),
      ])
    func name(_ pair: (row: Int, column: Int)) -> String {
      CorrelationPhrase.pair.text(
        in: language,
        [
          "first": Typesetter.trimmed(columns[pair.column].label),
          "second": Typesetter.trimmed(columns[pair.row].label),
        ])
    }
    func value(_ pair: (row: Int, column: Int)) -> Double {
      chart.value(pair.row, pair.column) ?? 0
    }
    if let high = shown.max(by: { value($0) < value($1) }),
      let low = shown.min(by: { value($0) < value($1) })
    {
      add(.strongest, ["pair": name(high), "value": numbers.string(value(high))])
      add(.strongestNegative, ["pair": name(low), "value": numbers.string(value(low))])
    }
    if shown.count < all.count {
      add(
        .fewPairs,
        [
          "count": String(all.count - shown.count),
          "least": String(CorrelationChart.leastCount),
        ])
    }
    let marked = pairs(isMarked)
    if !marked.isEmpty {
      var names = marked.prefix(5).map(name).joined(separator: Phrase.separator.text(in: language))
      if marked.count > 5 {
        names = Phrase.listedAndOthers.text(
          in: language, ["names": names, "rest": String(marked.count - 5)])
      }
      add(.markedPairs, ["name": markName, "count": String(marked.count), "pairs": names])
    }
    return sentences.joined(separator: Phrase.sentenceSpace.text(in: language))
  }
}
