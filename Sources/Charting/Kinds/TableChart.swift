/// A ranking table as a picture: rank, body, value with a bar in its cell, change, marks.
///
/// In the three-line style: a thick rule above and below, a thin one under the headings, none
/// upright.
/// Numbers stand under one another at the decimal point; the bars of a column share one scale that
/// starts at zero.
///
/// - Source: CY/T 170—2019, Specification for tables in academic publishing.
public struct TableChart: Sendable, Equatable {
  /// Title, unit, notes, sources, reporting rate, language, size and colours.
  public var frame: FigureFrame
  /// The columns from left to right; exactly one holds the labels, at most one the ranks.
  public var columns: [Column]
  /// The rows from top to bottom, in groups.
  public var groups: [Group]

  /// Makes a table.
  public init(frame: FigureFrame, columns: [Column], groups: [Group]) {
    self.frame = frame
    self.columns = columns
    self.groups = groups
  }

  /// One column.
  public struct Column: Sendable, Equatable {
    /// Names the column's marks in the scene; ASCII letters, digits, `-` and `_`.
    ///
    /// Edge cases: where it is anything else, the column's place stands for it.
    public var id: String
    /// What stands above the column; it may wrap.
    public var heading: String
    /// What the column holds.
    public var kind: Kind
    /// What stands above this column and those beside it with the same words; nothing where absent.
    public var spanner: String?

    /// Makes a column.
    public init(id: String, heading: String, kind: Kind, spanner: String? = nil) {
      self.id = id
      self.heading = heading
      self.kind = kind
      self.spanner = spanner
    }

    /// What a column holds.
    public enum Kind: Sendable, Equatable {
      /// Ranks, which bodies that tie share.
      case rank
      /// The names of the rows.
      case label
      /// Words.
      case text
      /// Numbers with that many decimals, or as many as they need.
      case number(areCounts: Bool, decimals: Int? = nil)
      /// Numbers, each with a bar from zero.
      case bar(areCounts: Bool)
      /// How much a value has changed: a sign and a triangle that points up or down.
      case change
      /// How many places a body has risen (above zero) or fallen: an arrow and the number.
      case rankChange
    }
  }

  /// Rows under one heading.
  public struct Group: Sendable, Equatable {
    /// What stands above the rows, such as why they have no rank; nothing where absent.
    public var heading: String?
    /// The rows from top to bottom.
    public var rows: [Row]

    /// Makes a group.
    public init(heading: String? = nil, rows: [Row]) {
      self.heading = heading
      self.rows = rows
    }
  }

  /// One row.
  public struct Row: Sendable, Equatable {
    /// Names the row and its marks in the scene.
    ///
    /// Stays the same from run to run; ASCII letters, digits, `-` and `_`. Edge cases: where it is
    /// anything else, or another row has it, the row's place in the table stands for it.
    public var id: String
    /// Whether the figure is about this row.
    public var isFocus: Bool
    /// The cells, one for each column.
    public var cells: [Cell]

    /// Makes a row.
    public init(id: String, isFocus: Bool = false, cells: [Cell]) {
      self.id = id
      self.isFocus = isFocus
      self.cells = cells
    }
  }

  /// What is particular about a value: the same marks as in the ranked bar.
  public typealias Mark = RankedBarChart.Mark

  /// What stands in a cell.
  public enum Cell: Sendable, Equatable {
    /// Words: the label, or a cell of a column of text.
    case text(String)
    /// A number or a rank, with what is particular about it.
    case number(Double, marks: Set<Mark> = [])
    /// A number of another class than the column's, which has no bar.
    case otherClass(Double, className: String, marks: Set<Mark> = [])
    /// Limits between which the value must lie; there is no upper one where `high` is absent.
    case interval(low: Double, high: Double?)
    /// The report does not state it.
    case missing
    /// The body cannot have it.
    case notApplicable
    /// How much the value has changed; `nil` where there is nothing to compare with.
    case change(Double?)
    /// How many places the body has risen; `nil` where there is nothing to compare with.
    case rankChange(Int?)
    /// Nothing, such as the rank of a body that is not ranked.
    case blank
  }

  /// The figure as shapes and text, which passes ``FigureCheck``.
  ///
  /// Up to 40 rows are drawn in full; of more, and where the frame cannot hold all at a legible
  /// size, the first, the last and those in focus with their neighbours, with a line for each gap.
  ///
  /// - Throws: ``ChartError`` if the cells contradict their columns, if there is no row, if the
  ///   frame is too small for its contents, if a text cannot be set, or if the figure fails the
  ///   check.
  public func scene(measuring measurer: some TextMeasuring) throws(ChartError) -> Scene {
    try validate()
    let content = TableContent(self)
    let layout = TableLayout(content: content, typesetter: Typesetter(measurer))
    let plan = try layout.plan()
    return try TableDrawing(layout: layout, plan: plan).scene().checked()
  }

  // MARK: What contradicts itself

  private func validate() throws(ChartError) {
    func refuse(_ message: String) -> ChartError { ChartError(.specification, message) }
    try frame.reporting.validate()
    guard columns.filter({ $0.kind == .label }).count == 1 else {
      throw refuse("a table has exactly one column of labels: give one column that kind")
    }
    guard columns.filter({ $0.kind == .rank }).count <= 1 else {
      throw refuse("a table has at most one column of ranks: give the others another kind")
    }
    guard Set(columns.map(\.id)).count == columns.count else {
      throw refuse("two columns have the same id: give each its own")
    }
    for column in columns {
      if case .number(_, let decimals?) = column.kind, !(0...9).contains(decimals) {
        throw refuse("“\(column.heading)” has \(decimals) decimals: choose 0 to 9")
      }
    }
    guard groups.contains(where: { !$0.rows.isEmpty }) else {
      throw refuse(
        "the table has no row, so there is nothing to draw: choose other bodies or years")
    }
    for row in groups.flatMap(\.rows) {
      guard row.cells.count == columns.count else {
        throw refuse(
          "the row “\(row.id)” has \(row.cells.count) cells for \(columns.count) columns: give one "
            + "for each")
      }
      for (cell, column) in zip(row.cells, columns) {
        guard cell.suits(column.kind) else {
          throw refuse(
            "the cell of “\(row.id)” in the column “\(column.heading)” is of another kind than its "
              + "column, or not a rank from 1: correct it")
        }
        for value in cell.values {
          guard value.isFinite, abs(value) < NumberStyle.greatest else {
            throw refuse(
              "the value \(value) of “\(row.id)” in the column “\(column.heading)” cannot be "
                + "drawn: give a finite value below 10^15")
          }
        }
        if case .interval(let low, let high?) = cell, low > high {
          throw refuse(
            "the interval of “\(row.id)” in the column “\(column.heading)” ends (\(high)) before "
              + "it begins (\(low))")
        }
      }
    }
  }
}

extension TableChart.Cell {
  /// The numbers in it.
  var values: [Double] {
    switch self {
    case .number(let value, _), .otherClass(let value, _, _): [value]
    case .interval(let low, let high): high.map { [low, $0] } ?? [low]
    case .change(let value): value.map { [$0] } ?? []
    case .rankChange(let value): value.map { [Double($0)] } ?? []
    case .text, .missing, .notApplicable, .blank: []
    }
  }

  /// Whether the number is a yearly average.
  var isAveraged: Bool {
    switch self {
    case .number(_, let marks), .otherClass(_, _, let marks): marks.isAveraged
    default: false
    }
  }

  /// The rank, if it is one.
  var rank: Int? {
    if case .number(let value, _) = self { Int(exactly: value) } else { nil }
  }

  /// Whether a column of that kind may hold the cell.
  fileprivate func suits(_ kind: TableChart.Column.Kind) -> Bool {
    switch (self, kind) {
    case (.text, .label), (.text, .text): true
    case (_, .label): false
    case (.number(let value, let marks), .rank):
      value >= 1 && value < 1e9 && value == value.rounded() && marks.isEmpty
    case (.number, .number), (.number, .bar): true
    case (.otherClass, .number), (.otherClass, .bar): true
    case (.interval, .number), (.interval, .bar): true
    case (.change, .change), (.rankChange, .rankChange): true
    case (.missing, _), (.notApplicable, _), (.blank, _): true
    default: false
    }
  }
}
