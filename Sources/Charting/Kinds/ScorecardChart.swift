/// The scorecard: bodies by indicators, the number in each cell, shaded by a scale of its own column.
///
/// One quiet hue from light to dark; below each column stand the numbers that its lightest and its
/// darkest shade mean. What is not comparable has no shade, and what is not stated, what is not
/// applicable and what is known within limits each look different.
public struct ScorecardChart: Sendable, Equatable {
  /// A sign on a value, as in the ranked bar.
  public typealias Mark = RankedBarChart.Mark

  /// Title, unit, notes, sources, reporting rate, language, size and colours.
  public var frame: FigureFrame
  /// The indicators in the order in which they are drawn, those of one group next to one another.
  public var columns: [Column]
  /// The bodies in the order in which they are drawn.
  public var rows: [Row]
  /// The heading over the totals; none where absent.
  public var totalHeading: String?

  /// The greatest number of columns that can be read at a glance.
  public static let greatestColumnCount = 12
  /// The greatest number of rows that are drawn in full.
  public static let greatestRowCount = 40

  /// Makes a scorecard.
  public init(frame: FigureFrame, columns: [Column], rows: [Row], totalHeading: String? = nil) {
    self.frame = frame
    self.columns = columns
    self.rows = rows
    self.totalHeading = totalHeading
  }

  /// One indicator.
  public struct Column: Sendable, Equatable {
    /// Names the column's marks in the scene: ASCII letters, digits, `-` and `_`.
    public var id: String
    /// The name as drawn.
    public var heading: String
    /// The unit of its values, drawn below the name; none where empty.
    public var unit: String
    /// Neighbouring columns of one group stand under one heading.
    public var group: String?
    /// Whether the values are counts, which have no decimals.
    public var areCounts: Bool
    /// The value at which the scale of shades begins; the least of the column where absent.
    public var low: Double?
    /// The value at which the scale of shades ends; the greatest of the column where absent.
    public var high: Double?
    /// Whether a greater value is darker; otherwise the scale is turned round.
    public var higherIsMore: Bool

    /// Makes a column.
    public init(
      id: String, heading: String, unit: String = "", group: String? = nil, areCounts: Bool = false,
      low: Double? = nil, high: Double? = nil, higherIsMore: Bool = true
    ) {
      self.id = id
      self.heading = heading
      self.unit = unit
      self.group = group
      self.areCounts = areCounts
      self.low = low
      self.high = high
      self.higherIsMore = higherIsMore
    }
  }

  /// One body.
  public struct Row: Sendable, Equatable {
    /// Names the row's group and marks in the scene: ASCII letters, digits, `-` and `_`.
    public var id: String
    /// The name as drawn.
    public var label: String
    /// The rank by the total, drawn before the name.
    public var rank: Int?
    /// The total; none where absent.
    public var total: Double?
    /// The interval of the total, drawn after it; none where absent.
    public var interval: ClosedRange<Double>?
    /// Whether the figure is about this body.
    public var isFocus: Bool
    /// One cell for each column.
    public var cells: [Cell]

    /// Makes a row.
    public init(
      id: String, label: String, rank: Int? = nil, total: Double? = nil,
      interval: ClosedRange<Double>? = nil, isFocus: Bool = false, cells: [Cell]
    ) {
      self.id = id
      self.label = label
      self.rank = rank
      self.total = total
      self.interval = interval
      self.isFocus = isFocus
      self.cells = cells
    }
  }

  /// What is known of an indicator of a body.
  public enum Cell: Sendable, Equatable {
    /// A value; `shade` from 0 (lightest) to 1 (darkest), by the column's scale where absent.
    case value(Double, marks: Set<Mark> = [], shade: Double? = nil)
    /// A value of another class than the column's, which has no shade.
    case otherClass(Double, className: String, marks: Set<Mark> = [])
    /// Limits between which the value must lie; there is no upper one where `high` is absent.
    case bounded(low: Double, high: Double?)
    /// The report does not state it.
    case notStated
    /// The body cannot have it.
    case notApplicable

    /// The numbers in it.
    var values: [Double] {
      switch self {
      case .value(let value, _, _), .otherClass(let value, _, _): [value]
      case .bounded(let low, let high): high.map { [low, $0] } ?? [low]
      case .notStated, .notApplicable: []
      }
    }

    /// The value that the column's scale applies to.
    var comparable: Double? {
      if case .value(let value, _, _) = self { value } else { nil }
    }
  }

  /// The figure as shapes and text, which passes ``FigureCheck``.
  ///
  /// Up to 40 rows are drawn in full where the frame holds them; otherwise the first, the last and those
  /// in focus, with a line for each gap. Values beyond the ends of a scale have the shade of its end,
  /// and the scale says “at most” or “at least” there.
  ///
  /// - Throws: ``ChartError`` if there are more than 12 columns, if rows and columns contradict each
  ///   other, if no cell has a value, if the frame is too small, or if the figure fails the check.
  public func scene(measuring measurer: some TextMeasuring) throws(ChartError) -> Scene {
    try validate()
    return try ScorecardContent(self).matrix.scene(measuring: measurer)
  }

  private func validate() throws(ChartError) {
    try MatrixContent.validate(
      frame: frame, columns: columns.count, rows: rows.map { ($0.label, $0.cells.count) })
    guard columns.count <= Self.greatestColumnCount else {
      throw ChartError(
        .specification,
        "a scorecard of \(columns.count) columns cannot be read at a glance: choose at most "
          + "\(Self.greatestColumnCount), or make one for each group")
    }
    func check(_ value: Double, _ name: String) throws(ChartError) {
      guard value.isFinite, abs(value) < NumberStyle.greatest else {
        throw ChartError(
          .specification,
          "the value \(value) of “\(name)” cannot be drawn: give a finite value below 10^15")
      }
    }
    for column in columns {
      for end in [column.low, column.high] { if let end { try check(end, column.heading) } }
      if let low = column.low, let high = column.high, low >= high {
        throw ChartError(
          .specification,
          "the scale of “\(column.heading)” ends (\(high)) before it begins (\(low))")
      }
    }
    for row in rows {
      if let total = row.total { try check(total, row.label) }
      if let interval = row.interval {
        try check(interval.lowerBound, row.label)
        try check(interval.upperBound, row.label)
      }
      if let rank = row.rank, rank < 1 {
        throw ChartError(.specification, "“\(row.label)” has the rank \(rank); ranks begin at 1")
      }
      for cell in row.cells {
        for value in cell.values { try check(value, row.label) }
        if case .bounded(let low, let high?) = cell, low > high {
          throw ChartError(
            .specification, "an interval of “\(row.label)” ends (\(high)) before it begins (\(low))"
          )
        }
        if case .value(_, _, let shade?) = cell, !(0...1).contains(shade) {
          throw ChartError(
            .specification, "the shade \(shade) of “\(row.label)” is not one: give 0 to 1")
        }
      }
    }
    guard rows.contains(where: { $0.cells.contains { $0.comparable != nil } }) else {
      throw ChartError(
        .specification,
        "no cell has a value, so there is nothing to draw: choose measures that reports state, or "
          + "other bodies or years")
    }
  }
}
