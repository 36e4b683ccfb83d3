/// The ranked bar: one body a row, the value as a bar from zero, the rank before the name.
///
/// Bodies without a rank stand below a rule: those known only within limits with their interval,
/// those whose figure is of another class with that class; those that state nothing are listed
/// below the plot.
public struct RankedBarChart: Sendable, Equatable {
  /// Title, unit, notes, sources, reporting rate, language, size and colours.
  public var frame: FigureFrame
  /// Whether the values are counts, which take whole ticks and no decimals.
  public var areCounts: Bool
  /// The bodies in the order in which they are drawn: those with a rank first.
  public var rows: [Row]
  /// Whether a rule marks the median of the ranked bodies.
  public var showsMedian: Bool

  /// Makes a ranked bar.
  public init(frame: FigureFrame, areCounts: Bool, rows: [Row], showsMedian: Bool = true) {
    self.frame = frame
    self.areCounts = areCounts
    self.rows = rows
    self.showsMedian = showsMedian
  }

  /// One body.
  public struct Row: Sendable, Equatable {
    /// Names the body's group and marks in the scene.
    ///
    /// Stays the same from run to run; ASCII letters, digits, `-` and `_`. Edge cases: where it is
    /// anything else, or another row has it, the row's place in the list stands for it.
    public var id: String
    /// The name as drawn.
    public var label: String
    /// The rank, which bodies that tie share; only a body with a value has one.
    public var rank: Int?
    /// What is known of the value.
    public var state: State
    /// Whether the figure is about this body.
    public var isFocus: Bool

    /// Makes a row.
    public init(id: String, label: String, rank: Int? = nil, state: State, isFocus: Bool = false) {
      self.id = id
      self.label = label
      self.rank = rank
      self.state = state
      self.isFocus = isFocus
    }
  }

  /// What is known of a body's value.
  public enum State: Sendable, Equatable {
    /// A value, with what is particular about it.
    case value(Double, marks: Set<Mark> = [])
    /// A value of another class than the figure's, which is shown and not ranked.
    case otherClass(Double, className: String, marks: Set<Mark> = [])
    /// Limits between which the value must lie; there is no upper one where `high` is absent.
    case bounded(low: Double, high: Double?)
    /// The report does not state it.
    case notStated
    /// The body cannot have it.
    case notApplicable
  }

  /// What is particular about a value; several may be.
  public enum Mark: Sendable, Hashable {
    /// The report says “over”: the value is at least this.
    case atLeast
    /// The report says “about”.
    case about
    /// The report states no total: the value counts what it names by title.
    case named
    /// The yearly average of a total for so many years.
    case averaged(years: Int)
  }

  /// The figure as shapes and text, which passes ``FigureCheck``.
  ///
  /// Up to 35 ranked bodies are drawn in full; of more, and where the frame cannot hold all at a
  /// legible size, the first, the last and those in focus with their neighbours, with a line for
  /// each gap.
  ///
  /// - Throws: ``ChartError`` if the rows contradict themselves, if nothing is ranked, if the frame
  ///   is too small for its contents, if a text cannot be set, or if the figure fails the check.
  public func scene(measuring measurer: some TextMeasuring) throws(ChartError) -> Scene {
    try validate()
    let content = RankedBarContent(self)
    let typesetter = Typesetter(measurer)
    let layout = RankedBarLayout(content: content, typesetter: typesetter)
    let plan = try layout.plan()
    return try RankedBarDrawing(layout: layout, plan: plan).scene().checked()
  }

  /// Refuses what cannot be drawn and what contradicts itself.
  func validate() throws(ChartError) {
    try frame.reporting.validate()
    for row in rows {
      for value in row.state.values {
        guard value.isFinite, abs(value) < NumberStyle.greatest else {
          throw ChartError(
            .specification,
            "the value \(value) of “\(row.label)” cannot be drawn: give a finite value below 10^15")
        }
      }
      if case .bounded(let low, let high?) = row.state, low > high {
        throw ChartError(
          .specification, "the interval of “\(row.label)” ends (\(high)) before it begins (\(low))")
      }
      guard let rank = row.rank else { continue }
      guard rank >= 1 else {
        throw ChartError(.specification, "“\(row.label)” has the rank \(rank); ranks begin at 1")
      }
      guard case .value = row.state else {
        throw ChartError(
          .specification,
          "“\(row.label)” has the rank \(rank) but no comparable value: leave the rank out")
      }
    }
    guard rows.contains(where: { $0.rank != nil }) else {
      throw ChartError(
        .specification,
        "no body has a rank, so there is nothing to draw: choose a measure that reports state, or "
          + "other bodies or years")
    }
  }
}

extension RankedBarChart.State {
  /// The numbers in it.
  var values: [Double] {
    switch self {
    case .value(let value, _), .otherClass(let value, _, _): [value]
    case .bounded(let low, let high): high.map { [low, $0] } ?? [low]
    case .notStated, .notApplicable: []
    }
  }
}
