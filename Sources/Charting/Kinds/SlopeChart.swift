/// Two or three years side by side: a line a body, its name and value at both ends.
///
/// What rises is a whole line, what falls a dashed one, what stays a thin one; all share one scale. A
/// line joins values of one class only, and a body that lacks a year is listed below.
public struct SlopeChart: Sendable, Equatable {
  /// Title, unit, notes, sources, reporting rate, language, size and colours.
  public var frame: FigureFrame
  /// Whether the values are counts, which have no decimals.
  public var areCounts: Bool
  /// The years, two or three, ascending.
  public var years: [Int]
  /// The bodies.
  public var series: [Series]

  /// Makes a slope chart.
  public init(frame: FigureFrame, areCounts: Bool, years: [Int], series: [Series]) {
    self.frame = frame
    self.areCounts = areCounts
    self.years = years
    self.series = series
  }

  /// The values of one body.
  public struct Series: Sendable, Equatable {
    /// Names the group and the marks of the body in the scene.
    ///
    /// Stays the same from run to run; ASCII letters, digits, `-` and `_`. Edge cases: where it is
    /// anything else, or another series has it, the place in the list stands for it.
    public var id: String
    /// The name as drawn.
    public var label: String
    /// Whether the figure is about this body.
    public var isFocus: Bool
    /// What is known of the value of each year, in the order of the years.
    public var states: [RankedBarChart.State]

    /// Makes the values of a body.
    public init(
      id: String, label: String, isFocus: Bool = false, states: [RankedBarChart.State]
    ) {
      self.id = id
      self.label = label
      self.isFocus = isFocus
      self.states = states
    }
  }

  /// The figure as shapes and text, which passes ``FigureCheck``.
  ///
  /// Where there is no room for all names, those in focus, the extremes and those that changed most
  /// keep theirs, and a note counts the others.
  ///
  /// - Throws: ``ChartError`` if the values contradict themselves, if nothing can be drawn, if the frame
  ///   is too small for its contents, if a text cannot be set, or if the figure fails the check.
  public func scene(measuring measurer: some TextMeasuring) throws(ChartError) -> Scene {
    try validate()
    let composer = FigureComposer(frame: frame, typesetter: Typesetter(measurer))
    return try SlopeDrawing(content: SlopeContent(self), composer: composer).scene()
  }

  private func validate() throws(ChartError) {
    try frame.reporting.validate()
    guard try YearAxis.checked(years, least: 2, most: 3) == years else {
      throw ChartError(.specification, "the years of a slope chart must ascend: sort them")
    }
    for series in series {
      guard series.states.count == years.count else {
        throw ChartError(
          .specification,
          "“\(series.label)” has \(series.states.count) values for \(years.count) years: give one "
            + "a year")
      }
      for state in series.states { try state.checkDrawable(of: series.label) }
    }
    guard series.contains(where: { $0.states.contains { $0.drawnValue != nil } }) else {
      throw ChartError(
        .specification,
        "no body has a value, so there is nothing to draw: choose a measure that reports state, or "
          + "other bodies or years")
    }
  }
}

extension RankedBarChart.State {
  /// The value and its class, where there is one value.
  var drawnValue: (value: Double, className: String?)? {
    switch self {
    case .value(let value, _): (value, nil)
    case .otherClass(let value, let className, _): (value, Typesetter.trimmed(className))
    case .bounded, .notStated, .notApplicable: nil
    }
  }

  /// Refuses what cannot be drawn.
  func checkDrawable(of label: String) throws(ChartError) {
    for value in values {
      guard value.isFinite, abs(value) < NumberStyle.greatest else {
        throw ChartError(
          .specification,
          "the value \(value) of “\(label)” cannot be drawn: give a finite value below 10^15")
      }
    }
    if case .bounded(let low, let high?) = self, low > high {
      throw ChartError(
        .specification, "the interval of “\(label)” ends (\(high)) before it begins (\(low))")
    }
  }
}

/// The words of a slope chart.
enum SlopePhrase: String, Phrasing {
  case rises, falls, stays, otherClass, bounded, base, even, others, item, notStated, notApplicable
  case kind, years, changes, moved, most, least, single, none, rest

  var words: (chinese: String, english: String) {
    switch self {
    case .rises: ("上升（{count}个）", "Rises ({count})")
    case .falls: ("下降（{count}个）", "Falls ({count})")
    case .stays: ("不变（{count}个）", "Unchanged ({count})")
    case .otherClass:
      (
        "空心：口径不同（{class}），不与其他口径相接",
        "Hollow: another class of figure ({class}), not joined to others"
      )
    case .bounded: ("只知上下限（{count}个）：", "Known within limits ({count}): ")
    case .base: ("纵向刻度不从零起，自{low}至{high}", "The scale runs from {low} to {high}, not from zero")
    case .even: ("各年等距排列，不按年数", "The years stand at equal distances")
    case .others: ("另有{count}个未标名称", "{count} more are not named")
    case .item: ("{name}（{years}）", "{name} ({years})")
    case .notStated: ("报告未载明（{count}个）：", "Not stated in the report ({count}): ")
    case .notApplicable: ("不适用（{count}个）：", "Not applicable ({count}): ")
    case .kind: ("坡度图：{title}。", "Slope chart: {title}.")
    case .years: ("{first}年与{last}年比较。", "{first} compared with {last}.")
    case .changes:
      (
        "上升{rises}个，下降{falls}个，不变{stays}个。",
        "{rises} rise, {falls} fall, {stays} are unchanged."
      )
    case .moved: ("{name}：{values}。", "{name}: {values}.")
    case .most:
      ("上升最多：{name}，由{first}到{last}。", "Greatest rise: {name}, from {first} to {last}.")
    case .least:
      ("下降最多：{name}，由{first}到{last}。", "Greatest fall: {name}, from {first} to {last}.")
    case .single: ("{year}年{value}", "{value} in {year}")
    case .none: ("没有可比的两年。", "No body has two comparable years.")
    case .rest: ("缺一年或各年的有{count}个。", "{count} lack a year or all.")
    }
  }
}
