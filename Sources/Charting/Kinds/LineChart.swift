/// Lines over years: one line a series, named at its right end, the series in focus before the others.
///
/// A line joins values of one class in years that follow one another and nothing else: over a year
/// without a value, and where the class of the figure changes, it breaks. Averages of several years are
/// level dashes over those years, and what is known only within limits is an upright interval.
public struct LineChart: Sendable, Equatable {
  /// Title, unit, notes, sources, reporting rate, language, size and colours.
  public var frame: FigureFrame
  /// Whether the values are counts, which take whole ticks and no decimals.
  public var areCounts: Bool
  /// The years along the axis.
  public var years: ClosedRange<Int>
  /// The series; those in focus are drawn over the others.
  public var series: [Series]
  /// Where the axis of the values begins.
  public var base: Base

  /// The greatest number of series that are all named.
  public static let mostNamed = 8

  /// The greatest number of years that an axis can have.
  public static let mostYears = 200

  /// Makes a line chart.
  public init(
    frame: FigureFrame, areCounts: Bool, years: ClosedRange<Int>, series: [Series],
    base: Base = .zero
  ) {
    self.frame = frame
    self.areCounts = areCounts
    self.years = years
    self.series = series
    self.base = base
  }

  /// Where the axis of the values begins.
  public enum Base: String, Sendable, Equatable, CaseIterable {
    /// At zero.
    case zero
    /// Near the least value, with about a third of the plot free beneath it, and a note that says so.
    ///
    /// Edge cases: it is zero all the same where a value is negative, where all values are equal, or
    /// where so little room would be won that zero has a place.
    case fitted
  }

  /// One line.
  public struct Series: Sendable, Equatable {
    /// Names the group and the marks of the series in the scene.
    ///
    /// Stays the same from run to run; ASCII letters, digits, `-` and `_`. Edge cases: where it is
    /// anything else, or another series has it, the place in the list stands for it.
    public var id: String
    /// The name as drawn.
    public var label: String
    /// Whether the figure is about this series; one that is alone always is in focus.
    public var isFocus: Bool
    /// What is known, at most one point a year, in any order.
    ///
    /// A year without a point, and not in a span that is averaged, is one without a report.
    public var points: [Point]

    /// Makes a series.
    public init(id: String, label: String, isFocus: Bool = false, points: [Point]) {
      self.id = id
      self.label = label
      self.isFocus = isFocus
      self.points = points
    }
  }

  /// What is known of one year.
  public struct Point: Sendable, Equatable {
    /// The year; the last of the span for an average of several.
    public var year: Int
    /// What is known of the value.
    public var state: State

    /// Makes a point.
    public init(year: Int, state: State) {
      self.year = year
      self.state = state
    }
  }

  /// What is known of the value of a year.
  public enum State: Sendable, Equatable {
    /// A value, with what is particular about it.
    case value(Double, marks: Set<RankedBarChart.Mark> = [])
    /// A value of another class than the figure's, which is not joined to values of the figure's class.
    case otherClass(Double, className: String, marks: Set<RankedBarChart.Mark> = [])
    /// Limits between which the value must lie; there is no upper one where `high` is absent.
    case bounded(low: Double, high: Double?)
    /// There is a report and it does not state the value.
    case notStated
    /// The body cannot have the value.
    case notApplicable
    /// There is no report.
    case noReport
  }

  /// The figure as shapes and text, which passes ``FigureCheck``.
  ///
  /// Up to ``mostNamed`` series are all named at their right ends. Of more, those in focus and the ones
  /// that end highest and lowest are, and a note counts the others.
  ///
  /// - Throws: ``ChartError`` if the points contradict themselves, if nothing can be drawn, if the frame
  ///   is too small for its contents, if a text cannot be set, or if the figure fails the check.
  public func scene(measuring measurer: some TextMeasuring) throws(ChartError) -> Scene {
    try validate()
    let content = LineContent(self)
    guard content.traces.contains(where: { !$0.isEmpty }) else {
      throw ChartError(
        .specification,
        "no series has a value, so there is nothing to draw: choose a measure that reports state, or "
          + "other bodies or years")
    }
    let layout = LineLayout(content: content, typesetter: Typesetter(measurer))
    return try LineDrawing(layout: layout, plan: try layout.plan()).scene().checked()
  }

  func validate() throws(ChartError) {
    try frame.reporting.validate()
    guard (1...9999).contains(years.lowerBound), (1...9999).contains(years.upperBound),
      years.count <= Self.mostYears
    else {
      throw ChartError(
        .specification,
        "the years \(years.lowerBound) to \(years.upperBound) cannot be an axis: give at most "
          + "\(Self.mostYears) years of four digits")
    }
    for series in series {
      var seen: Set<Int> = []
      for point in series.points {
        guard years.contains(point.year) else {
          throw ChartError(
            .specification,
            "“\(series.label)” has a point in \(point.year), outside \(years.lowerBound) to "
              + "\(years.upperBound): leave it out or widen the years")
        }
        guard seen.insert(point.year).inserted else {
          throw ChartError(
            .specification, "“\(series.label)” has two points in \(point.year): give one")
        }
        try validate(point, of: series)
      }
    }
  }

  private func validate(_ point: Point, of series: Series) throws(ChartError) {
    for value in point.state.values {
      guard value.isFinite, abs(value) < NumberStyle.greatest else {
        throw ChartError(
          .specification,
          "the value \(value) of “\(series.label)” in \(point.year) cannot be drawn: give a finite "
            + "value below 10^15")
      }
    }
    if case .bounded(let low, let high?) = point.state, low > high {
      throw ChartError(
        .specification,
        "the interval of “\(series.label)” in \(point.year) ends (\(high)) before it begins (\(low))"
      )
    }
    for years in point.state.marks.averagedYears where years < 1 {
      throw ChartError(
        .specification,
        "“\(series.label)” averages \(years) years in \(point.year): give one year or more")
    }
  }
}

extension LineChart.State {
  /// The numbers in it.
  var values: [Double] {
    switch self {
    case .value(let value, _), .otherClass(let value, _, _): [value]
    case .bounded(let low, let high): high.map { [low, $0] } ?? [low]
    case .notStated, .notApplicable, .noReport: []
    }
  }

  /// What is particular about the value.
  var marks: Set<RankedBarChart.Mark> {
    switch self {
    case .value(_, let marks), .otherClass(_, _, let marks): marks
    case .bounded, .notStated, .notApplicable, .noReport: []
    }
  }

  /// Why there is no value; `nil` if there is one.
  var absence: LineContent.Absence? {
    switch self {
    case .value, .otherClass, .bounded: nil
    case .notStated: .notStated
    case .notApplicable: .notApplicable
    case .noReport: .noReport
    }
  }
}
