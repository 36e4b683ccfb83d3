/// A radar of at most two bodies, always with its twin: the same numbers as dots on one level scale.
///
/// The area and the shape of a radar depend on the order of its axes, so it has no fill, says so in a
/// note, and stands beside dots that can be compared. All axes share one scale.
public struct RadarChart: Sendable, Equatable {
  /// Title, unit, notes, sources, reporting rate, language, size and colours.
  public var frame: FigureFrame
  /// The axes, 3 to 12, from the top round with the clock.
  public var axes: [Axis]
  /// The bodies, one or two.
  public var polygons: [Polygon]
  /// The median of all bodies on each axis; a dashed ring.
  public var medians: [Double?]
  /// The value in the middle of the radar and at the left end of the dots.
  public var low: Double
  /// The value at the rim of the radar and at the right end of the dots.
  public var high: Double

  /// Makes a radar.
  public init(
    frame: FigureFrame, axes: [Axis], polygons: [Polygon], medians: [Double?], low: Double = 0,
    high: Double = 100
  ) {
    self.frame = frame
    self.axes = axes
    self.polygons = polygons
    self.medians = medians
    self.low = low
    self.high = high
  }

  /// One axis.
  public struct Axis: Sendable, Equatable {
    /// Names the row of the axis in the scene.
    ///
    /// Stays the same from run to run; ASCII letters, digits, `-` and `_`. Edge cases: where it is
    /// anything else, or another axis has it, the place in the list stands for it.
    public var id: String
    /// The name as drawn.
    public var label: String

    /// Makes an axis.
    public init(id: String, label: String) {
      self.id = id
      self.label = label
    }
  }

  /// One body.
  public struct Polygon: Sendable, Equatable {
    /// Names the group and the marks of the body in the scene, as the identifier of an axis does.
    public var id: String
    /// The name as drawn.
    public var label: String
    /// The value on each axis; the polygon is broken where one is missing.
    public var values: [Double?]
    /// Whether the figure is about this body; where none is, it is the first.
    public var isFocus: Bool

    /// Makes a body.
    public init(id: String, label: String, values: [Double?], isFocus: Bool = false) {
      self.id = id
      self.label = label
      self.values = values
      self.isFocus = isFocus
    }
  }

  /// The figure as shapes and text, which passes ``FigureCheck``.
  ///
  /// - Throws: ``ChartError`` if there are more than two polygons or not 3 to 12 axes, if a value lies
  ///   outside the scale or all are missing, if the frame is too small for its contents, if a text
  ///   cannot be set, or if the figure fails the check.
  public func scene(measuring measurer: some TextMeasuring) throws(ChartError) -> Scene {
    try validate()
    let composer = FigureComposer(frame: frame, typesetter: Typesetter(measurer))
    return try RadarDrawing(chart: self, composer: composer).scene()
  }

  private func validate() throws(ChartError) {
    try frame.reporting.validate()
    func refuse(_ message: String) throws(ChartError) {
      throw ChartError(.specification, message)
    }
    if !(3...12).contains(axes.count) {
      try refuse(
        "a radar of \(axes.count) axes cannot be read: give 3 to 12, or draw dots or a table")
    }
    if !(1...2).contains(polygons.count) {
      try refuse(
        "a radar of \(polygons.count) bodies cannot be read: give one or two, or draw a scorecard")
    }
    if !(low.isFinite && high.isFinite && low < high
      && max(abs(low), abs(high)) < NumberStyle.greatest)
    {
      try refuse("the scale from \(low) to \(high) is none: its low end must be below its high end")
    }
    for (name, values) in polygons.map({ ($0.label, $0.values) }) + [("the median", medians)] {
      if values.count != axes.count {
        try refuse("“\(name)” has \(values.count) values for \(axes.count) axes: give one an axis")
      }
      for case let value? in values where !(value >= low && value <= high) {
        try refuse(
          "the value \(value) of “\(name)” lies outside the scale from \(low) to \(high): widen it")
      }
    }
    if !polygons.contains(where: { $0.values.contains { $0 != nil } }) {
      try refuse("no body has a value, so there is nothing to draw: choose other bodies or years")
    }
  }
}

/// The words of a radar.
enum RadarPhrase: String, Phrasing {
  case order, middle, median, missing, kind, axes, body, item, none, missingOn

  var words: (chinese: String, english: String) {
    switch self {
    case .order:
      (
        "雷达图的面积和形状随各轴次序而变，请以点图为准",
        "Area and shape of the radar depend on the order of its axes: read the dots"
      )
    case .middle: ("雷达图中心为{low}，外圈为{high}", "Middle of the radar: {low}; rim: {high}")
    case .median: ("中位数", "Median")
    case .missing: ("无数值，折线断开（{count}处）：", "No value, the line is broken ({count}): ")
    case .kind: ("雷达图附点图：{title}。", "Radar with dots: {title}.")
    case .axes: ("{count}轴，刻度{low}至{high}。", "{count} axes, from {low} to {high}.")
    case .body: ("{name}：{items}。", "{name}: {items}.")
    case .item: ("{axis}{value}（中位数{median}）", "{axis} {value} (median {median})")
    case .none: ("无数值", "no value")
    case .missingOn: ("{name}（{axes}）", "{name} ({axes})")
    }
  }
}
