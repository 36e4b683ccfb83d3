/// A plot with a level and an upright axis: the upright one's title above it, the other's below.
struct PlanePlot {
  let composer: FigureComposer
  /// What stands along the axes.
  var xTitle, yTitle: String
  /// Room for labels above the plot and at its right, points.
  var above = 0.0
  var beside = 0.0
  /// How far marks stay from the edges of the plot, points.
  var inset = 0.0

  /// Where everything stands.
  struct Plan {
    var composition: FigureComposer.Composition
    /// The box of the plot.
    var plot: Box
    var x, y: ValueScale
    fileprivate var xTitle, yTitle: [String]
  }

  private var small: Font { composer.small }
  private var pitch: Double { FrameSetter.noteLeading * small.size }

  /// The plan with that footer; `nil` if the frame is too small for it.
  func plan(
    x xRequest: ValueScale.Request, y yRequest: ValueScale.Request, footer: TextBlock
  ) throws(ChartError) -> Plan? {
    let type = composer.type
    let width = composer.innerWidth
    let xLines = try composer.typesetter.balancedLines(xTitle, small, within: width)
    let yLines = try composer.typesetter.balancedLines(yTitle, small, within: width)
    let top = Double(yLines.count) * pitch + 0.5 * small.size + above
    let bottom = 1.5 * small.size + Double(xLines.count) * pitch
    // Long notes leave less than the height that is wished for.
    let (wished, least) = (11 * type.row, 8 * type.row)
    guard
      var composition = try composer.composition(
        footer: footer,
        wish: top + bottom + max(wished, (width > 34 * type.row ? 0.62 : 0.95) * width),
        least: top + bottom + least, most: top + bottom + 1.5 * width)
    else { return nil }
    var plot = composition.plot
    plot.top += top
    plot.bottom -= bottom
    plot.right -= beside
    var (xRequest, yRequest) = (xRequest, yRequest)
    yRequest.mostTicks = composer.ticksUpright(plot.bottom - plot.top)
    let y = ValueScale(yRequest, from: plot.bottom - inset, to: plot.top + inset)
    plot.left = max(
      plot.left + (try composer.tickWidth(y)) + 0.6 * small.size, composer.frame.leastPlotLeft)
    composition.plotLeft = plot.left
    guard plot.right - plot.left >= 10 * type.row else { return nil }
    let widest = try widestTick(of: xRequest)
    xRequest.mostTicks = try composer.ticksAcross(plot.right - plot.left, widest: widest)
    let x = ValueScale(xRequest, from: plot.left + inset, to: plot.right - inset)
    return Plan(
      composition: composition, plot: plot, x: x, y: y, xTitle: xLines, yTitle: yLines)
  }

  private func widestTick(of request: ValueScale.Request) throws(ChartError) -> String {
    let scale = ValueScale(request, from: 0, to: 1)
    var widest = (text: "", width: 0.0)
    for value in scale.ticks {
      let text = scale.style.string(value)
      let width = try composer.typesetter.width(text, small)
      if width > widest.width { widest = (text, width) }
    }
    return widest.text
  }

  /// The axes with their numbers and titles.
  ///
  /// A line at zero within the plot is a rule without a mark, which labels must stay off.
  func axes(_ plan: Plan) throws(ChartError) -> [Scene.Element] {
    let plot = plan.plot
    let theme = composer.theme
    var elements = try composer.uprightAxis(
      plan.y, left: plot.left, right: plot.right, labelsRight: plot.left - 0.6 * small.size,
      hasZero: false)
    elements += try composer.levelAxis(
      plan.x, top: plot.top, bottom: plot.bottom, baseline: plot.bottom + 1.25 * small.size,
      limits: composer.type.margin...(composer.frame.size.width - composer.type.margin),
      hasZero: false)
    let stroke = Scene.Stroke(theme.rule, width: composer.hairline)
    for (start, end) in edges(plan) {
      elements.append(
        .line(Scene.Line(x1: start.x, y1: start.y, x2: end.x, y2: end.y, stroke: stroke)))
    }
    func title(
      _ lines: [String], x: Double, top: Double, anchor: Scene.Anchor
    ) throws(ChartError) {
      for (place, line) in lines.enumerated() {
        elements.append(
          .text(
            try composer.typesetter.text(
              line, x: x,
              baseline: top + Double(place) * pitch + TextBlock.baseline(of: small, in: pitch),
              anchor: anchor, font: small, colour: theme.ink)))
      }
    }
    try title(
      plan.yTitle, x: composer.type.margin, top: plan.composition.plot.top, anchor: .start)
    try title(
      plan.xTitle, x: composer.type.margin + composer.innerWidth,
      top: plot.bottom + 1.5 * small.size, anchor: .end)
    return elements
  }

  /// The lines that bound the plot at the left and below, and those at zero within it.
  func edges(_ plan: Plan) -> [(start: Scene.Point, end: Scene.Point)] {
    let plot = plan.plot
    var lines = [
      (Scene.Point(x: plot.left, y: plot.top), Scene.Point(x: plot.left, y: plot.bottom)),
      (Scene.Point(x: plot.left, y: plot.bottom), Scene.Point(x: plot.right, y: plot.bottom)),
    ]
    if plan.x.low < 0, plan.x.high > 0 {
      let x = plan.x.place(0)
      lines.append((Scene.Point(x: x, y: plot.top), Scene.Point(x: x, y: plot.bottom)))
    }
    if plan.y.low < 0, plan.y.high > 0 {
      let y = plan.y.place(0)
      lines.append((Scene.Point(x: plot.left, y: y), Scene.Point(x: plot.right, y: y)))
    }
    return lines
  }
}

/// What axes of positions have in common.
enum AxisRules {
  /// A scale of positions, which takes in zero unless most of it would then be empty.
  static func request(
    _ values: [Double], areCounts: Bool, isLogarithmic: Bool = false, language: FigureLanguage
  ) -> ValueScale.Request {
    let isWhole = areCounts && values.allSatisfy { $0 == $0.rounded() }
    var request = ValueScale.Request(
      values: values, style: NumberStyle(for: values, areCounts: isWhole, language: language))
    let low = values.min() ?? 0
    let high = values.max() ?? 0
    request.includesZero =
      !isLogarithmic && (low > 0 ? low <= 0.45 * high : high < 0 ? high >= 0.45 * low : true)
    request.endsAtTicks = false
    request.isLogarithmic = isLogarithmic
    request.areCounts = isWhole
    return request
  }

  /// Refuses a value that cannot be drawn.
  static func validate(_ value: Double, of label: String) throws(ChartError) {
    guard value.isFinite, abs(value) < NumberStyle.greatest else {
      throw ChartError(
        .specification,
        "the value \(value) of “\(label)” cannot be drawn: give a finite value below 10^15")
    }
  }

  /// How numbers are written where a median between two of them may need a decimal more.
  static func middle(_ value: Double, _ style: NumberStyle) -> String {
    var style = style
    if style.decimals == 0, value != value.rounded() { style.decimals = 1 }
    return style.string(value)
  }

  /// The name of an axis with its unit.
  static func title(_ name: String, unit: String, _ language: FigureLanguage) -> String {
    let (name, unit) = (Typesetter.trimmed(name), Typesetter.trimmed(unit))
    guard !unit.isEmpty else { return name }
    guard !name.isEmpty else { return unit }
    return Phrase.nameWithValue.text(in: language, ["name": name, "value": unit])
  }

  /// Up to three names, and how many more there are.
  static func names(_ names: [String], _ language: FigureLanguage) -> String {
    let written = names.prefix(3).joined(separator: Phrase.separator.text(in: language))
    guard names.count > 3 else { return written }
    return Phrase.namesAndOthers.text(
      in: language,
      ["names": written, "count": String(names.count), "rest": String(names.count - 3)])
  }

  /// A value with its unit, for sentences.
  static func value(_ value: String, unit: String, _ language: FigureLanguage) -> String {
    let unit = Typesetter.trimmed(unit)
    guard !unit.isEmpty else { return value }
    return Phrase.valueWithUnit.text(in: language, ["value": value, "unit": unit])
  }
}

/// The words of axes of positions.
enum AxisPhrase: String, Phrasing {
  case levelBase, uprightBase, base, levelLogarithmic, uprightLogarithmic, unlabelled,
    unlabelledSome
  case unlabelledOutside, median, count

  var words: (chinese: String, english: String) {
    switch self {
    case .levelBase: ("横轴不从零起", "The horizontal scale does not begin at zero")
    case .uprightBase: ("纵轴不从零起", "The vertical scale does not begin at zero")
    case .base: ("标度不从零起", "The scale does not begin at zero")
    case .levelLogarithmic: ("横轴为对数刻度", "The horizontal scale is logarithmic")
    case .uprightLogarithmic: ("纵轴为对数刻度", "The vertical scale is logarithmic")
    case .unlabelled: ("图中{count}个点未标名称", "Points not named: {count}")
    case .unlabelledOutside:
      ("界限以外的点有{count}个未标名称", "Points outside the limits not named: {count}")
    case .unlabelledSome: ("图中有的点未标名称", "Some points are not named")
    case .median: ("中位数", "Median")
    case .count: ("n = {count}", "n = {count}")
    }
  }
}
