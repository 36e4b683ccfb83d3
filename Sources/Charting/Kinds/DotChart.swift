/// Dots with whiskers: one body a row, the value as a dot, what it may as well be as a line about it.
///
/// With stems it is a lollipop: a thin line from zero to the dot. Without, lengths stand for
/// nothing, so the scale need not begin at zero, and a note says where it does not. Bodies without
/// a rank stand below a rule, as in the ranked bar.
public struct DotChart: Sendable, Equatable {
  /// Title, unit, notes, sources, reporting rate, language, size and colours.
  public var frame: FigureFrame
  /// Whether the values are counts, which take whole ticks and no decimals.
  public var areCounts: Bool
  /// The bodies in the order in which they are drawn: those with a rank first.
  public var rows: [Row]
  /// What the whiskers are, such as `95%区间（泊松）`; needed where a row has one.
  public var intervalName: String?
  /// Whether a line joins each dot to zero.
  public var hasStems: Bool
  /// Whether a rule marks the median of the ranked bodies.
  public var showsMedian: Bool

  /// Makes a dot chart.
  public init(
    frame: FigureFrame, areCounts: Bool, rows: [Row], intervalName: String? = nil,
    hasStems: Bool = false, showsMedian: Bool = true
  ) {
    self.frame = frame
    self.areCounts = areCounts
    self.rows = rows
    self.intervalName = intervalName
    self.hasStems = hasStems
    self.showsMedian = showsMedian
  }

  /// One body.
  public struct Row: Sendable, Equatable {
    /// Names the body's group and marks in the scene; see ``RankedBarChart/Row/id``.
    public var id: String
    /// The name as drawn.
    public var label: String
    /// The rank, which bodies that tie share; only a body with a value has one.
    public var rank: Int?
    /// What is known of the value.
    public var state: RankedBarChart.State
    /// The ends of the whisker; only a body with a value has one.
    public var interval: ClosedRange<Double>?
    /// Whether the figure is about this body.
    public var isFocus: Bool

    /// Makes a row.
    public init(
      id: String, label: String, rank: Int? = nil, state: RankedBarChart.State,
      interval: ClosedRange<Double>? = nil, isFocus: Bool = false
    ) {
      self.id = id
      self.label = label
      self.rank = rank
      self.state = state
      self.interval = interval
      self.isFocus = isFocus
    }
  }

  /// The figure as shapes and text, which passes ``FigureCheck``.
  ///
  /// Up to 35 bodies are drawn in full; of more, the first, the last and those in focus, with a
  /// line for each gap.
  ///
  /// - Throws: ``ChartError`` if the rows contradict themselves, if nothing is ranked, if a whisker
  ///   has no name, if the frame is too small for its contents, if a text cannot be set, or if the
  ///   figure fails the check.
  public func scene(measuring measurer: some TextMeasuring) throws(ChartError) -> Scene {
    try validate()
    let drawing = DotDrawing(
      chart: self, content: RankedBarContent(ranked),
      composer: FigureComposer(frame: frame, typesetter: Typesetter(measurer)))
    return try drawing.scene()
  }

  /// The ranked bar with the same bodies, which words, lists and footnotes come from.
  private var ranked: RankedBarChart {
    RankedBarChart(
      frame: frame, areCounts: areCounts,
      rows: rows.map {
        RankedBarChart.Row(
          id: $0.id, label: $0.label, rank: $0.rank, state: $0.state, isFocus: $0.isFocus)
      }, showsMedian: showsMedian)
  }

  private func validate() throws(ChartError) {
    try ranked.validate()
    for row in rows {
      guard let interval = row.interval else { continue }
      let ends = [interval.lowerBound, interval.upperBound]
      guard ends.allSatisfy({ $0.isFinite && abs($0) < NumberStyle.greatest }) else {
        throw ChartError(
          .specification,
          "the interval of “\(row.label)” cannot be drawn: give finite ends below 10^15")
      }
      guard case .value = row.state else {
        throw ChartError(
          .specification,
          "“\(row.label)” has an interval but no comparable value: leave the interval out")
      }
      guard !Typesetter.trimmed(intervalName ?? "").isEmpty else {
        throw ChartError(
          .specification,
          "“\(row.label)” has an interval and nothing says what it is: name the intervals, such as "
            + "“95% interval (Poisson)”")
      }
    }
  }
}

/// The words of dot charts.
enum DotPhrase: String, Phrasing {
  case kind, kindWithStems, whisker, base, baseOfIntervals, describedInterval

  var words: (chinese: String, english: String) {
    switch self {
    case .kind: ("点图：{title}。", "Dot plot: {title}.")
    case .kindWithStems: ("棒棒糖图：{title}。", "Lollipop chart: {title}.")
    case .whisker: ("线段：{name}", "Line: {name}")
    case .base: ("横轴不从零起", "The scale does not begin at zero")
    case .baseOfIntervals: ("点旁线段为{name}。", "The line about each dot is the {name}.")
    case .describedInterval:
      ("{name}的{interval}为{range}。", "{name}, {interval}: {range}.")
    }
  }
}
