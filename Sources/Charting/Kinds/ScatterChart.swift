/// Two measures of the same bodies: a point a body, with rules at the two medians.
///
/// The rules part the plot into four quadrants, which are named where there is room. Places show
/// values, lengths do not, so neither scale need begin at zero; the figure says where one does not.
public struct ScatterChart: Sendable, Equatable {
  /// Title, notes, sources, reporting rate, language, size and colours; the unit is left empty.
  public var frame: FigureFrame
  /// The level axis, and the upright one.
  public var x, y: Axis
  /// The bodies that have both values.
  public var points: [Point]
  /// Whether rules mark the two medians.
  public var showsMedians: Bool
  /// The names of the quadrants: upper right, upper left, lower left, lower right.
  ///
  /// Empty for names that say what is above and below its median.
  public var quadrantNames: [String]

  /// Makes a scatter.
  public init(
    frame: FigureFrame, x: Axis, y: Axis, points: [Point], showsMedians: Bool = true,
    quadrantNames: [String] = []
  ) {
    self.frame = frame
    self.x = x
    self.y = y
    self.points = points
    self.showsMedians = showsMedians
    self.quadrantNames = quadrantNames
  }

  /// What stands along an axis.
  public struct Axis: Sendable, Equatable {
    /// The measure.
    public var name: String
    /// Its unit; none where empty.
    public var unit: String
    /// Whether the values are counts, which take whole ticks and no decimals.
    public var areCounts: Bool
    /// Whether equal distances stand for equal ratios, which only values above zero can have.
    public var isLogarithmic: Bool

    /// Makes an axis.
    public init(name: String, unit: String, areCounts: Bool, isLogarithmic: Bool = false) {
      self.name = name
      self.unit = unit
      self.areCounts = areCounts
      self.isLogarithmic = isLogarithmic
    }
  }

  /// One body.
  public struct Point: Sendable, Equatable {
    /// Names the body's group and marks in the scene: ASCII letters, digits, `-` and `_`.
    public var id: String
    /// The name as drawn.
    public var label: String
    /// The values along the two axes.
    public var x, y: Double
    /// Whether the figure is about this body.
    public var isFocus: Bool

    /// Makes a point.
    public init(id: String, label: String, x: Double, y: Double, isFocus: Bool = false) {
      self.id = id
      self.label = label
      self.x = x
      self.y = y
      self.isFocus = isFocus
    }
  }

  /// The greatest ratio of two values on a logarithmic scale.
  static let greatestRatio = 1e8

  /// The figure as shapes and text, which passes ``FigureCheck``.
  ///
  /// Bodies with the same two values are one ring with their number. Names are drawn from the
  /// farthest from the medians inwards, those in focus first, as long as they find a place; the
  /// figure says how many did not.
  ///
  /// - Throws: ``ChartError`` if there is no point, if a value cannot be drawn, if the names of the
  ///   quadrants are not four, if the frame is too small, if a text cannot be set, or if the figure
  ///   fails the check.
  public func scene(measuring measurer: some TextMeasuring) throws(ChartError) -> Scene {
    try validate()
    let content = ScatterContent(self)
    let composer = FigureComposer(frame: frame, typesetter: Typesetter(measurer))
    return try ScatterDrawing(content: content, composer: composer).scene()
  }

  private func validate() throws(ChartError) {
    try frame.reporting.validate()
    guard !points.isEmpty else {
      throw ChartError(
        .specification,
        "no body has both values, so there is nothing to draw: choose measures that the same "
          + "reports state")
    }
    for point in points {
      for (axis, value) in [(x, point.x), (y, point.y)] {
        try AxisRules.validate(value, of: point.label)
        guard !axis.isLogarithmic || value > 0 else {
          throw ChartError(
            .specification,
            "“\(point.label)” has the value \(value), which a logarithmic scale of “\(axis.name)” "
              + "cannot show: leave the scale linear")
        }
      }
    }
    for (axis, values) in [(x, points.map(\.x)), (y, points.map(\.y))] where axis.isLogarithmic {
      guard let low = values.min(), let high = values.max(), high <= low * Self.greatestRatio else {
        throw ChartError(
          .specification,
          "the values of “\(axis.name)” are too far apart for a logarithmic scale: the greatest "
            + "may be 10^8 times the least")
      }
    }
    guard quadrantNames.isEmpty || quadrantNames.count == 4 else {
      throw ChartError(
        .specification,
        "\(quadrantNames.count) names cannot name four quadrants: give those of the upper right, "
          + "the upper left, the lower left and the lower right, or none")
    }
  }
}

/// What a scatter has to say, before anything is placed.
struct ScatterContent {
  let chart: ScatterChart
  /// The medians of the two measures.
  let xMedian, yMedian: Double
  /// How the values of the two measures are written.
  let xStyle, yStyle: NumberStyle
  /// Points that stand on one another, by their places in the list; the one in focus first.
  let groups: [[Int]]
  /// A name for each point that the scene can carry.
  let identifiers: [String]
  /// The names as drawn.
  let labels: [String]

  var language: FigureLanguage { chart.frame.language }

  init(_ chart: ScatterChart) {
    self.chart = chart
    let points = chart.points
    let language = chart.frame.language
    xMedian = Quantiles(points.map(\.x)).median
    yMedian = Quantiles(points.map(\.y)).median
    xStyle =
      AxisRules.request(
        points.map(\.x), areCounts: chart.x.areCounts, language: language
      ).style
    yStyle =
      AxisRules.request(
        points.map(\.y), areCounts: chart.y.areCounts, language: language
      ).style
    var groups: [[Int]] = []
    var places: [Place: Int] = [:]
    for index in points.indices {
      let place = Place(x: points[index].x + 0, y: points[index].y + 0)
      if let group = places[place] {
        groups[group].append(index)
      } else {
        places[place] = groups.count
        groups.append([index])
      }
    }
    self.groups = groups.map { group in
      group.filter { points[$0].isFocus } + group.filter { !points[$0].isFocus }
    }
    identifiers = RowPlot.identifiers(points.map(\.id))
    let names = points.map { Typesetter.trimmed($0.label) }
    labels = names.count > 12 ? BodyNames.abbreviated(names) : names
  }

  private struct Place: Hashable {
    var x, y: Double
  }

  func isFocus(_ group: [Int]) -> Bool {
    group.first.map { chart.points[$0].isFocus } ?? false
  }

  /// The names of a group: up to three, or the first and how many there are.
  func name(_ group: [Int]) -> String {
    AxisRules.names(group.map { labels[$0] }, language)
  }

  func xText(_ value: Double) -> String { AxisRules.middle(value, xStyle) }
  func yText(_ value: Double) -> String { AxisRules.middle(value, yStyle) }

  var xTitle: String { AxisRules.title(chart.x.name, unit: chart.x.unit, language) }
  var yTitle: String { AxisRules.title(chart.y.name, unit: chart.y.unit, language) }

  /// The names of the quadrants in the order of ``ScatterChart/quadrantNames``, the best first.
  var quadrants: [[String]] {
    if !chart.quadrantNames.isEmpty {
      return chart.quadrantNames.map { [Typesetter.trimmed($0)] }
    }
    let xName = Typesetter.trimmed(chart.x.name)
    let yName = Typesetter.trimmed(chart.y.name)
    func text(_ phrase: ScatterPhrase, _ name: String = "") -> String {
      phrase.text(in: language, ["name": name])
    }
    return [
      [text(.bothAbove)], [text(.onlyAbove, yName), text(.onlyUprightAbove)],
      [text(.bothBelow)], [text(.onlyAbove, xName), text(.onlyLevelAbove)],
    ]
  }

  /// The figure in words.
  var description: String {
    var sentences: [String] = []
    func add(_ phrase: ScatterPhrase, _ values: [String: String]) {
      sentences.append(phrase.text(in: language, values))
    }
    let points = chart.points
    add(
      .description,
      [
        "title": Typesetter.trimmed(chart.frame.title), "x": xTitle, "y": yTitle,
        "count": String(points.count),
      ])
    sentences.append(
      Phrase.tableReporting.text(in: language, chart.frame.reporting.values(in: language)))
    for (axis, values, style) in [
      (chart.x, points.map(\.x), xStyle), (chart.y, points.map(\.y), yStyle),
    ] {
      func text(_ value: Double) -> String {
        AxisRules.value(AxisRules.middle(value, style), unit: axis.unit, language)
      }
      func names(_ value: Double) -> String {
        AxisRules.names(
          points.indices.filter { values[$0] == value }.map {
            Typesetter.trimmed(points[$0].label)
          }, language)
      }
      let (low, high) = (values.min() ?? 0, values.max() ?? 0)
      add(
        low == high ? .descriptionEqual : .descriptionAxis,
        [
          "name": Typesetter.trimmed(axis.name), "high": text(high), "highNames": names(high),
          "low": text(low), "lowNames": names(low), "median": text(Quantiles(values).median),
        ])
    }
    if chart.showsMedians, points.count > 1 {
      func count(_ isIn: (ScatterChart.Point) -> Bool) -> String {
        String(points.count(where: isIn))
      }
      add(
        .descriptionQuadrants,
        [
          "both": count { $0.x > xMedian && $0.y > yMedian },
          "neither": count { $0.x < xMedian && $0.y < yMedian },
          "x": count { $0.x > xMedian && $0.y < yMedian },
          "y": count { $0.x < xMedian && $0.y > yMedian },
          "xName": Typesetter.trimmed(chart.x.name), "yName": Typesetter.trimmed(chart.y.name),
        ])
    }
    for point in points where point.isFocus {
      add(
        .descriptionFocus,
        [
          "name": Typesetter.trimmed(point.label), "xName": Typesetter.trimmed(chart.x.name),
          "yName": Typesetter.trimmed(chart.y.name),
          "x": AxisRules.value(xStyle.string(point.x), unit: chart.x.unit, language),
          "y": AxisRules.value(yStyle.string(point.y), unit: chart.y.unit, language),
        ])
    }
    return sentences.joined(separator: Phrase.sentenceSpace.text(in: language))
  }
}

/// The words of a scatter.
enum ScatterPhrase: String, Phrasing {
  case bothAbove, bothBelow, onlyAbove, onlyUprightAbove, onlyLevelAbove, ring, times
  case description, descriptionAxis, descriptionEqual, descriptionQuadrants, descriptionFocus

  var words: (chinese: String, english: String) {
    switch self {
    case .bothAbove: ("两项均高于中位数", "Both above the median")
    case .bothBelow: ("两项均低于中位数", "Both below the median")
    case .onlyAbove: ("仅{name}高于中位数", "Only {name} above the median")
    case .onlyUprightAbove: ("仅纵轴一项高于中位数", "Only the vertical one above")
    case .onlyLevelAbove: ("仅横轴一项高于中位数", "Only the horizontal one above")
    case .ring: ("圆环：多个点重合，数字为个数", "Ring: points with the same values, and how many")
    case .times: ("（{count}个）", " ({count})")
    case .description:
      (
        "散点图：{title}。横轴为{x}，纵轴为{y}，共{count}个点。",
        "Scatter plot: {title}. Horizontal axis: {x}; vertical axis: {y}; points: {count}."
      )
    case .descriptionAxis:
      (
        "{name}：最高{highNames}，{high}；最低{lowNames}，{low}；中位数{median}。",
        "{name}: highest {highNames}, {high}; lowest {lowNames}, {low}; median {median}."
      )
    case .descriptionEqual: ("{name}：均为{median}。", "{name}: all {median}.")
    case .descriptionQuadrants:
      (
        "两项均高于中位数的{both}个，均低于中位数的{neither}个，{xName}较高而{yName}较低的{x}个，{yName}较高而{xName}较低的{y}个。",
        "Above both medians: {both}; below both: {neither}; above in {xName} and below in {yName}: "
          + "{x}; above in {yName} and below in {xName}: {y}."
      )
    case .descriptionFocus:
      ("{name}：{xName}{x}，{yName}{y}。", "{name}: {xName} {x}, {yName} {y}.")
    }
  }
}
