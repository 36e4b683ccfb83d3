/// Two to four bars a body: years, or measures of one unit.
///
/// The bars of a body stand under one another from zero, in the same order and look in every row;
/// the value stands at the end. What a report does not state says so in its place, and is no bar.
public struct GroupedBarChart: Sendable, Equatable {
  /// Title, unit, notes, sources, reporting rate, language, size and colours.
  public var frame: FigureFrame
  /// Whether the values are counts, which take whole ticks and no decimals.
  public var areCounts: Bool
  /// What the bars of a body are, from top to bottom; two to four.
  public var parts: [Part]
  /// The bodies in the order in which they are drawn.
  public var rows: [Row]

  /// Whether a part that is not stated may be so because there is no report.
  public var mayLackReports: Bool

  /// Makes a grouped bar.
  public init(
    frame: FigureFrame, areCounts: Bool, parts: [Part], rows: [Row], mayLackReports: Bool = false
  ) {
    self.mayLackReports = mayLackReports
    self.frame = frame
    self.areCounts = areCounts
    self.parts = parts
    self.rows = rows
  }

  /// What one bar of every body stands for.
  public struct Part: Sendable, Equatable {
    /// Names the part in marks and data.
    public var id: String
    /// The name as drawn, such as a year.
    public var label: String

    /// Makes a part.
    public init(id: String, label: String) {
      self.id = id
      self.label = label
    }
  }

  /// One body.
  public struct Row: Sendable, Equatable {
    /// Names the body's group and marks in the scene; see ``RankedBarChart/Row/id``.
    public var id: String
    /// The name as drawn.
    public var label: String
    /// Whether the figure is about this body.
    public var isFocus: Bool
    /// What is known of each part.
    public var states: [RankedBarChart.State]

    /// Makes a row.
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
  /// Bodies of which no part is known are listed below the plot, unless in focus. Where the frame
  /// cannot hold all others, the first, the last and those in focus are drawn.
  ///
  /// - Throws: ``ChartError`` if there are fewer than two or more than four parts, if the rows
  ///   contradict themselves, if no value is known, if the frame is too small for its contents, if
  ///   a text cannot be set, or if the figure fails the check.
  public func scene(measuring measurer: some TextMeasuring) throws(ChartError) -> Scene {
    try validate()
    let composer = FigureComposer(frame: frame, typesetter: Typesetter(measurer))
    return try GroupedBarDrawing(chart: self, composer: composer).scene()
  }

  private func validate() throws(ChartError) {
    try frame.reporting.validate()
    guard (2...4).contains(parts.count) else {
      throw ChartError(
        .specification,
        "\(parts.count) bars a body cannot be compared well: give two to four, or choose lines over "
          + "years, small multiples or a table")
    }
    for row in rows {
      guard row.states.count == parts.count else {
        throw ChartError(
          .specification,
          "“\(row.label)” has \(row.states.count) values for \(parts.count) bars: give one for each, "
            + "also where the report states none")
      }
      for state in row.states {
        for value in state.values {
          guard value.isFinite, abs(value) < NumberStyle.greatest else {
            throw ChartError(
              .specification,
              "the value \(value) of “\(row.label)” cannot be drawn: give a finite value below "
                + "10^15")
          }
        }
        if case .bounded(let low, let high?) = state, low > high {
          throw ChartError(
            .specification,
            "the interval of “\(row.label)” ends (\(high)) before it begins (\(low))")
        }
      }
    }
    let hasValue = rows.contains { row in
      row.states.contains { if case .value = $0 { true } else { false } }
    }
    guard hasValue else {
      throw ChartError(
        .specification,
        "no body has a comparable value, so there is nothing to draw: choose a measure that reports "
          + "state, or other bodies or years")
    }
  }
}

/// The words of grouped bars.
enum GroupedBarPhrase: String, Phrasing {
  case notStated, noReport, range
  case kind, partSentence, partAllEqual, partEmpty, focus, notStatedOf, leftOut

  var words: (chinese: String, english: String) {
    switch self {
    case .notStated: ("未载明", "not stated")
    case .noReport: ("未载明或未收录报告", "not stated, or no report in the data")
    case .range:
      (
        "带端线的线段：只载明合并数或部分数者的所在区间",
        "Line with end strokes: range of what is only a joint or a partial figure"
      )
    case .kind: ("分组条形图：{title}。", "Grouped bar chart: {title}.")
    case .partSentence:
      (
        "{part}：最高{highest}，{greatest}；最低{lowest}，{least}。",
        "{part}: highest {highest}, {greatest}; lowest {lowest}, {least}."
      )
    case .partAllEqual:
      ("{part}：{names}，{value}。", "{part}: {names}, {value}.")
    case .partEmpty: ("{part}：无可比的数。", "{part}: no comparable figure.")
    case .focus: ("{name}：{values}。", "{name}: {values}.")
    case .notStatedOf:
      ("未载明：{part}{count}个。", "Not stated, {part}: {count}.")
    case .leftOut: ("图中略去{count}个。", "The picture leaves out {count}.")
    }
  }
}
