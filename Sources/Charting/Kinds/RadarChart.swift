/// One or two bodies on three to twelve axes: a radar, always with the same numbers as dots beside it.
///
/// The area of a radar grows with the square of its values, and its shape depends on the order of the
/// axes; so nothing is filled, a note says so, and a dot plot with a row for each axis carries the
/// comparison. All axes share one scale, from the centre to the edge. The two polygons differ in
/// line and marker, not in colour alone. A missing value breaks the polygon and is never zero.
public struct RadarChart: Sendable, Equatable {
  /// Title, unit, notes, sources, reporting rate, language, size and colours.
  public var frame: FigureFrame
  /// The axes, three to twelve, clockwise from the top and from the first row to the last.
  public var axes: [Axis]
  /// The bodies, one or two.
  public var polygons: [Polygon]
  /// The median of all bodies for each axis, in the order of the axes; absent where there is none.
  public var medians: [Double?]
  /// The value at the centre.
  public var low: Double
  /// The value at the edge.
  public var high: Double

  /// Makes a radar chart.
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

  /// What is measured along one axis.
  public struct Axis: Sendable, Equatable {
    /// Names the group of the axis's row in the scene.
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

  /// The values of one body.
  public struct Polygon: Sendable, Equatable {
    /// Names the group and the marks of the body in the scene; see ``Axis/id``.
    public var id: String
    /// The name as drawn.
    public var label: String
    /// The value on each axis, in the order of the axes; absent where there is none.
    public var values: [Double?]
    /// Whether the figure is about this body.
    public var isFocus: Bool

    /// Makes the values of a body.
    public init(id: String, label: String, values: [Double?], isFocus: Bool = false) {
      self.id = id
      self.label = label
      self.values = values
      self.isFocus = isFocus
    }
  }

  /// The figure as shapes and text, which passes ``FigureCheck``.
  ///
  /// The dot plot stands beside the radar, or below it in a narrow or an upright frame. Where the
  /// names of the axes find no place around the radar, numbers stand there and before the rows.
  ///
  /// - Throws: ``ChartError`` if there are more than two polygons or fewer than three axes, if a value
  ///   lies outside the scale, if nothing can be drawn, if the frame is too small for its contents,
  ///   if a text cannot be set, or if the figure fails the check.
  public func scene(measuring measurer: some TextMeasuring) throws(ChartError) -> Scene {
    try validate()
    let composer = FigureComposer(frame: frame, typesetter: Typesetter(measurer))
    return try RadarDrawing(content: RadarContent(self), composer: composer).scene()
  }

  private func validate() throws(ChartError) {
    try frame.reporting.validate()
    guard (3...12).contains(axes.count) else {
      throw ChartError(
        .specification,
        "a radar chart has 3 to 12 axes, not \(axes.count): choose other measures, or a dot plot")
    }
    guard (1...2).contains(polygons.count) else {
      throw ChartError(
        .specification,
        "a radar chart compares one or two bodies, not \(polygons.count): more polygons cannot be "
          + "told apart; choose two, or a scorecard")
    }
    let names = axes.map(\.label) + polygons.map(\.label)
    guard names.allSatisfy({ !Typesetter.trimmed($0).isEmpty }) else {
      throw ChartError(
        .specification, "an axis or a polygon of the radar chart has no name: give it a label")
    }
    let ends = [low, high]
    guard ends.allSatisfy({ $0.isFinite && abs($0) < NumberStyle.greatest }), high > low,
      high - low >= max(1e-6, 1e-9 * max(abs(low), abs(high)))
    else {
      throw ChartError(
        .specification,
        "the scale from \(low) to \(high) cannot be drawn: give finite ends below 10^15, the "
          + "second well above the first")
    }
    for polygon in polygons { try check(polygon.values, of: polygon.label) }
    try check(medians, of: "median")
    guard polygons.contains(where: { $0.values.contains { $0 != nil } }) else {
      throw ChartError(
        .specification,
        "no polygon has a value, so there is nothing to draw: choose other bodies or measures")
    }
  }

  private func check(_ values: [Double?], of label: String) throws(ChartError) {
    guard values.count == axes.count else {
      throw ChartError(
        .specification,
        "“\(label)” has \(values.count) values for \(axes.count) axes: give one an axis, absent "
          + "where there is none")
    }
    for (axis, value) in zip(axes, values) {
      guard let value else { continue }
      guard value >= low, value <= high else {
        throw ChartError(
          .specification,
          "the value \(value) of “\(label)” on “\(axis.label)” lies outside the scale from \(low) "
            + "to \(high): correct it, or give the scale other ends")
      }
    }
  }
}

/// The words of a radar chart.
enum RadarPhrase: String, Phrasing {
  case medianKey, median, shape, scale, base, missing, missingList, numbered
  case kind, axes, row, item, missingItem, extremes, allEqual, versusMedian, versusOther

  var words: (chinese: String, english: String) {
    switch self {
    case .medianKey: ("中位数（虚线环、竖线）", "Median (dashed ring, upright tick)")
    case .median: ("中位数", "Median")
    case .shape:
      (
        "多边形的面积和形状随轴的次序而变，比较请看点图",
        "Area and shape depend on the order of the axes: to compare, read the dots"
      )
    case .scale:
      (
        "雷达图中心为{low}，各环为{rings}，外缘为{high}",
        "Radar: centre {low}, rings {rings}, edge {high}"
      )
    case .base:
      (
        "刻度不从零起：雷达图中心为{low}，各环为{rings}，外缘为{high}",
        "The scale does not begin at zero: centre of the radar {low}, rings {rings}, edge {high}"
      )
    case .missing: ("—：没有数，线在此断开", "—: no value; the line is broken there")
    case .missingList: ("{name}没有数（{count}项）：", "{name}, no value ({count}): ")
    case .numbered: ("轴上的编号见点图各行", "Axes are numbered as the rows of the dots")
    case .kind:
      ("雷达图，附同样数字的点图：{title}。", "Radar chart with a dot plot of the same numbers: {title}.")
    case .axes: ("共{count}条轴，刻度自{low}至{high}。", "{count} axes, scale from {low} to {high}.")
    case .row: ("{axis}：{values}。", "{axis}: {values}.")
    case .item: ("{name}{value}", "{name} {value}")
    case .missingItem: ("{name}没有数", "{name} no value")
    case .extremes:
      (
        "{name}最高：{highest}，{greatest}；最低：{lowest}，{least}。",
        "{name}, highest: {highest}, {greatest}; lowest: {lowest}, {least}."
      )
    case .allEqual: ("{name}各轴均为{value}。", "{name}: {value} on every axis.")
    case .versusMedian:
      (
        "{name}与中位数相比：{above}项高，{below}项低，{equal}项相同。",
        "{name} against the median: {above} above, {below} below, {equal} equal."
      )
    case .versusOther:
      (
        "{name}与{other}相比：{above}项高，{below}项低，{equal}项相同。",
        "{name} against {other}: {above} above, {below} below, {equal} equal."
      )
    }
  }
}
