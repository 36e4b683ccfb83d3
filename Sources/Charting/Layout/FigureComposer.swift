/// Puts header, plot and footer under one another: the same way for every kind of chart.
struct FigureComposer {
  let frame: FigureFrame
  let typesetter: Typesetter

  var type: TypeScale { frame.size.type }
  var theme: Theme { frame.theme }
  var language: FigureLanguage { frame.language }
  var setter: FrameSetter { FrameSetter(frame: frame, typesetter: typesetter) }
  /// The type of ticks and notes.
  var small: Font { Font(size: type.small) }
  /// The thickness of the thinnest line, points.
  var hairline: Double { type.row / 18 }
  /// The width between the margins, points.
  var innerWidth: Double { frame.size.width - 2 * type.margin }

  /// The sizes of the rows' type to try, the best first.
  var rowSizes: [Double] {
    [1, 0.92, 0.85, 0.8].map { max(type.row * $0, type.leastRow) }
      .reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  /// Where everything stands.
  struct Composition {
    var header: TextBlock
    var footer: TextBlock
    /// What is left for the plot with its axes.
    var plot: Box
    /// The height of the figure, points.
    var height: Double
    /// Where the marks begin in it, points, where the layout of the kind tells.
    var plotLeft: Double?
  }

  /// The plot between the header and a footer; `nil` if it would be lower than `least`.
  ///
  /// A frame without a height of its own is made as high as the plot wishes, up to a page; in a frame
  /// with one the plot takes all that is left, but never more than `most`, and stands at the top.
  func composition(
    footer: TextBlock, wish: Double, least: Double, most: Double = .infinity
  ) throws(ChartError) -> Composition? {
    let header = try setter.header()
    let space = 0.9 * type.small
    let around = 2 * type.margin + header.height + space + footer.height
    let available = (frame.size.height ?? FigureSize.greatestHeight) - around
    guard available >= least else { return nil }
    let height = min(frame.size.height == nil ? min(wish, available) : available, max(most, least))
    let top = type.margin + header.height
    return Composition(
      header: header, footer: footer,
      plot: Box(
        left: type.margin, top: top, right: frame.size.width - type.margin, bottom: top + height),
      height: frame.size.height ?? around + height)
  }

  /// The finished figure, which passes the check.
  ///
  /// - Throws: ``ChartError`` if a text cannot be set or the figure fails the check.
  func scene(
    _ composition: Composition, plot: [Scene.Element], alternativeText: String,
    data: [Scene.Datum], facts: Scene.Facts
  ) throws(ChartError) -> Scene {
    try unchecked(
      composition, plot: plot, alternativeText: alternativeText, data: data, facts: facts
    ).checked()
  }

  /// The finished figure before the check.
  func unchecked(
    _ composition: Composition, plot: [Scene.Element], alternativeText: String,
    data: [Scene.Datum], facts: Scene.Facts
  ) throws(ChartError) -> Scene {
    func group(_ id: String, _ block: TextBlock, top: Double) throws(ChartError) -> [Scene.Element]
    {
      let elements = try block.elements(x: type.margin, y: top, typesetter: typesetter)
      return elements.isEmpty ? [] : [.group(Scene.Group(id: id, elements: elements))]
    }
    let footerTop = composition.height - type.margin - composition.footer.height
    var scene = frame.scene(
      height: composition.height, alternativeText: alternativeText,
      elements: try group("header", composition.header, top: type.margin) + plot
        + group("footer", composition.footer, top: footerTop))
    scene.data = data
    scene.facts = facts
    scene.facts.plotLeft = composition.plotLeft
    return scene
  }

  /// The error for contents that no try could fit into the frame; `what` names them: “the 40 rows”.
  func tooSmall(_ what: String) -> ChartError {
    let least = NumberStyle(language: .english, decimals: 1).string(type.least)
    return ChartError(
      .specification,
      "the frame of \(frame.size.description) is too small for \(what), the title and the notes in "
        + "type of at least \(least) points: choose a larger size, fewer bodies, or shorter names, "
        + "title and notes")
  }

  // MARK: Axes

  /// How many ticks a level axis has room for.
  func ticksAcross(_ width: Double, widest: String) throws(ChartError) -> Int {
    let spacing = max(try typesetter.width(widest, small) + 2 * small.size, 4 * small.size)
    return min(max(Int(width / spacing), 2), 7)
  }

  /// How many ticks an upright axis has room for.
  func ticksUpright(_ height: Double) -> Int {
    min(max(Int(height / (3.6 * type.small)), 2), 7)
  }

  /// A level axis: lines of the grid from `top` to `bottom`, numbers on the baseline given.
  ///
  /// Numbers that would touch the one before, or leave `limits`, are left out. Zero has a line of its own,
  /// with the mark `zero` where `hasZero`; other lines are no marks. `obstacles` are texts that the
  /// grid stops short of.
  func levelAxis(
    _ scale: ValueScale, top: Double, bottom: Double, baseline: Double,
    limits: ClosedRange<Double>, hasZero: Bool, suffix: String = "", around obstacles: [Box] = []
  ) throws(ChartError) -> [Scene.Element] {
    var lines: [Scene.Element] = []
    var labels: [Scene.Element] = []
    var edge = -Double.infinity
    let ordered = scale.ticks.sorted { scale.place($0) < scale.place($1) }
    for value in ordered {
      let x = scale.place(value)
      let isZero = hasZero && value == 0
      let stroke = Scene.Stroke(
        isZero ? theme.zero : theme.grid, width: isZero ? 1.4 * hairline : hairline)
      lines += Self.upright(
        x, from: top, to: bottom, around: isZero ? [] : obstacles, reach: 0.2 * type.row,
        stroke: stroke, mark: isZero ? "zero" + suffix : nil)
      let label = try typesetter.text(
        scale.style.string(value), x: x, baseline: baseline, anchor: .middle, font: small,
        colour: theme.quietInk)
      let box = label.inkBox
      guard box.left >= max(edge, limits.lowerBound), box.right <= limits.upperBound else {
        continue
      }
      edge = box.right + 0.7 * type.small
      labels.append(.text(label))
    }
    return lines + labels
  }

  /// An upright axis: lines of the grid from `left` to `right`, numbers ending at `labelsRight`.
  func uprightAxis(
    _ scale: ValueScale, left: Double, right: Double, labelsRight: Double, hasZero: Bool,
    suffix: String = ""
  ) throws(ChartError) -> [Scene.Element] {
    var elements: [Scene.Element] = []
    for value in scale.ticks {
      let y = scale.place(value)
      let isZero = hasZero && value == 0
      elements.append(
        .line(
          Scene.Line(
            x1: left, y1: y, x2: right, y2: y,
            stroke: Scene.Stroke(
              isZero ? theme.zero : theme.grid, width: isZero ? 1.4 * hairline : hairline),
            mark: isZero ? "zero" + suffix : nil)))
      elements.append(
        .text(
          try typesetter.text(
            scale.style.string(value), x: labelsRight, baseline: y + 0.37 * small.size,
            anchor: .end, font: small, colour: theme.quietInk)))
    }
    return elements
  }

  /// The width of the widest number beside an upright axis.
  func tickWidth(_ scale: ValueScale) throws(ChartError) -> Double {
    var width = 0.0
    for value in scale.ticks {
      width = max(width, try typesetter.width(scale.style.string(value), small))
    }
    return width
  }

  /// An upright line that stops short of the texts in its way.
  static func upright(
    _ x: Double, from top: Double, to bottom: Double, around texts: [Box], reach: Double,
    stroke: Scene.Stroke, mark: String?
  ) -> [Scene.Element] {
    let obstacles = texts.map { $0.grown(x: reach, y: 0.6 * reach) }
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
}
