/// Rows that have been planned: what every chart with a body a row draws in the same way.
struct RowFigure {
  let plot: RowPlot
  let plan: RowPlot.Plan

  var composer: FigureComposer { plot.composer }

  /// The stretches of rows that follow one another without a gap or a heading, as wide as the plot.
  var runs: [Box] {
    var runs: [Box] = []
    var isOpen = false
    for placed in plan.items {
      guard case .row = placed.item else {
        isOpen = false
        continue
      }
      if isOpen {
        runs[runs.count - 1].bottom = placed.bottom
      } else {
        runs.append(
          Box(
            left: plan.plot.left, top: placed.top, right: plan.plot.right, bottom: placed.bottom))
      }
      isOpen = true
    }
    return runs
  }

  /// The rows, each a group of its rank, name, value and what `draw` puts into the plot, with gaps
  /// and headings between them.
  func rows(
    mark: (_ index: Int) -> String,
    draw: (_ index: Int, _ placed: RowPlot.Placed) throws(ChartError) -> [Scene.Element]
  ) throws(ChartError) -> Scene.Element {
    var elements: [Scene.Element] = []
    for placed in plan.items {
      switch placed.item {
      case .row(let index):
        let texts = try plot.texts(of: index, at: placed, plan, mark: mark(index))
        elements.append(
          .group(
            Scene.Group(
              id: "row-" + plot.rows[index].id, elements: try draw(index, placed) + texts)))
      case .gap, .heading:
        elements += try plot.texts(of: placed, plan)
      }
    }
    return .group(Scene.Group(id: "rows", elements: elements))
  }

  /// Grid and numbers of a level axis whose lines stop at gaps and headings.
  ///
  /// The numbers stand on the baseline given. `zero` is what belongs above the marks: the line at
  /// zero, one for each stretch of rows, with marks that begin with `zero`.
  func axis(
    _ scale: ValueScale, baseline: Double, hasZero: Bool
  ) throws(ChartError) -> (grid: [Scene.Element], zero: [Scene.Element], labels: [Scene.Element]) {
    var grid: [Scene.Element] = []
    var zero: [Scene.Element] = []
    var labels: [Scene.Element] = []
    let limits =
      composer.type.margin...(composer.frame.size.width - composer.type.margin)
    for (place, run) in runs.enumerated() {
      let elements = try composer.levelAxis(
        scale, top: run.top, bottom: run.bottom, baseline: baseline, limits: limits,
        hasZero: hasZero)
      for element in elements {
        switch element {
        case .line(let line) where line.mark != nil: zero.append(element)
        case .line: grid.append(element)
        default: if place == 0 { labels.append(element) }
        }
      }
    }
    return (grid, zero, labels)
  }

  /// A named group, or nothing where it would be empty.
  static func group(_ id: String, _ elements: [Scene.Element]) -> [Scene.Element] {
    elements.isEmpty ? [] : [.group(Scene.Group(id: id, elements: elements))]
  }

  /// A quiet band behind rows, a little wider than the figure.
  func band(from top: Double, to bottom: Double, colour: Colour) -> Scene.Element {
    let reach = min(0.4 * composer.type.small, 0.8 * composer.type.margin)
    return .rectangle(
      Scene.Rectangle(
        x: composer.type.margin - reach, y: top, width: composer.innerWidth + 2 * reach,
        height: bottom - top, fill: .solid(colour)))
  }

  /// How thick bars are that take a share of the lowest row, so that all are alike.
  func thickness(_ share: Double) -> Double {
    var least = 1.9 * plan.size / share
    for placed in plan.items {
      if case .row = placed.item { least = min(least, placed.bottom - placed.top) }
    }
    return share * least
  }

  /// How many of the rows are left out.
  var leftOut: Int {
    plan.items.reduce(0) { count, placed in
      if case .gap(let indices) = placed.item { count + indices.count } else { count }
    }
  }
}

extension Theme {
  /// A tint of the paper on which text of every kind can still be read.
  func tint(of colour: Colour, share: Double) -> Colour {
    for share in [share, 0.7 * share, 0.4 * share] {
      let tint = paper.mixed(with: colour, share: share)
      let texts = [ink, quietInk, focus]
      if texts.allSatisfy({ $0.contrast(with: tint) >= Self.leastTextContrast }) { return tint }
    }
    return paper
  }
}

/// Sentences about a figure, for those who cannot see it.
struct Sentences {
  let frame: FigureFrame
  private(set) var texts: [String] = []

  private var language: FigureLanguage { frame.language }

  /// Begins with what kind of figure it is and its unit.
  init(_ frame: FigureFrame, kind: some Phrasing) {
    self.frame = frame
    add(kind, ["title": Typesetter.trimmed(frame.title)])
    let unit = Typesetter.trimmed(frame.unit)
    if !unit.isEmpty { add(Phrase.descriptionUnit, ["unit": unit]) }
  }

  /// Adds a sentence.
  mutating func add(_ phrase: some Phrasing, _ values: [String: String] = [:]) {
    texts.append(phrase.text(in: language, values))
  }

  /// Up to three names, and how many more there are.
  func names(_ names: [String]) -> String {
    let written = names.prefix(3).joined(separator: Phrase.separator.text(in: language))
    guard names.count > 3 else { return written }
    return Phrase.namesAndOthers.text(
      in: language,
      ["names": written, "count": String(names.count), "rest": String(names.count - 3)])
  }

  /// A value with the figure's unit.
  func withUnit(_ value: String) -> String {
    let unit = Typesetter.trimmed(frame.unit)
    guard !unit.isEmpty else { return value }
    return Phrase.valueWithUnit.text(in: language, ["value": value, "unit": unit])
  }

  /// All sentences.
  var text: String { texts.joined(separator: Phrase.sentenceSpace.text(in: language)) }
}
