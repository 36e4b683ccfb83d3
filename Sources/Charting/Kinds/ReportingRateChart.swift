/// The reporting rate: bodies by measures, a sign in each cell for what its report says.
///
/// The signs differ in shape and in tone, darker the more is known. How many of the measures a body
/// states stands at the right, how many of the bodies state a measure below.
public struct ReportingRateChart: Sendable, Equatable {
  /// Title, notes, sources, number of bodies, language, size and colours.
  public var frame: FigureFrame
  /// The measures in the order in which they are drawn, those of one group next to one another.
  public var columns: [Column]
  /// The bodies in the order in which they are drawn.
  public var rows: [Row]

  /// Makes a figure of the reporting rate.
  public init(frame: FigureFrame, columns: [Column], rows: [Row]) {
    self.frame = frame
    self.columns = columns
    self.rows = rows
  }

  /// One measure.
  public struct Column: Sendable, Equatable {
    /// Names the column's marks in the scene: ASCII letters, digits, `-` and `_`.
    public var id: String
    /// The name as drawn.
    public var heading: String
    /// Neighbouring columns of one group stand under one heading.
    public var group: String?

    /// Makes a column.
    public init(id: String, heading: String, group: String? = nil) {
      self.id = id
      self.heading = heading
      self.group = group
    }
  }

  /// One body.
  public struct Row: Sendable, Equatable {
    /// Names the row's group and marks in the scene: ASCII letters, digits, `-` and `_`.
    public var id: String
    /// The name as drawn.
    public var label: String
    /// Whether the figure is about this body.
    public var isFocus: Bool
    /// One state for each column.
    public var states: [State]

    /// Makes a row.
    public init(id: String, label: String, isFocus: Bool = false, states: [State]) {
      self.id = id
      self.label = label
      self.isFocus = isFocus
      self.states = states
    }
  }

  /// What a report says of a measure.
  public enum State: String, Sendable, Equatable, CaseIterable {
    /// It states the figure.
    case stated
    /// It states the parts, whose sum is the figure.
    case summed
    /// It names items by title, which were counted.
    case named
    /// It states a total for the term only.
    case termOnly
    /// It allows limits only.
    case bounded
    /// It states a figure of another class.
    case otherClass
    /// It says nothing.
    case notStated
    /// The body cannot have the measure.
    case notApplicable

    /// Whether the cell counts as stated: there is a figure that can be compared.
    ///
    /// Stated, summed and named; a total for the term is no figure of the year.
    public var isReported: Bool {
      switch self {
      case .stated, .summed, .named: true
      case .termOnly, .bounded, .otherClass, .notStated, .notApplicable: false
      }
    }

    /// The state in words.
    func words(in language: FigureLanguage) -> String { phrase.text(in: language) }

    private var phrase: Phrase {
      switch self {
      case .stated: .stateStated
      case .summed: .stateSummed
      case .named: .stateNamed
      case .termOnly: .stateTermOnly
      case .bounded: .stateBounded
      case .otherClass: .stateOtherClass
      case .notStated: .notStated
      case .notApplicable: .notApplicable
      }
    }
  }

  /// The figure as shapes and text, which passes ``FigureCheck``.
  ///
  /// Where the frame cannot hold all rows, the first, the last and those in focus are drawn with a line
  /// for each gap; the rates below count all rows in any case. Headings stand in lines; where columns are
  /// narrow, Chinese ones stand character under character, and others give way to numbers with a key.
  ///
  /// - Throws: ``ChartError`` if rows and columns contradict each other, if the frame is too small, or
  ///   if the figure fails the check.
  public func scene(measuring measurer: some TextMeasuring) throws(ChartError) -> Scene {
    try MatrixContent.validate(
      frame: frame, columns: columns.count, rows: rows.map { ($0.label, $0.states.count) })
    return try ReportingRateContent(chart: self).matrix.scene(measuring: measurer)
  }
}
