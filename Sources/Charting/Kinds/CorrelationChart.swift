/// The correlations of pairs of columns: the lower half of a matrix with the names on its diagonal.
///
/// Each cell has its coefficient in figures on one ramp from −1 through 0 to 1. A pair that too few
/// bodies have in common is hatched and has no coefficient.
public struct CorrelationChart: Sendable, Equatable {
  /// Title, unit, notes, sources, reporting rate, language, size and colours.
  public var frame: FigureFrame
  /// The columns that are paired, in the order in which they are drawn.
  public var columns: [Column]
  /// The coefficients, from −1 to 1, a row and a column for each of ``columns``; symmetric.
  ///
  /// Only the half below the diagonal is read where the other is absent.
  public var values: [[Double?]]
  /// How many bodies each pair has in common, laid out as ``values``.
  public var counts: [[Int]]
  /// What the coefficient is called, such as `Spearman` or `斯皮尔曼等级相关系数`.
  public var methodName: String
  /// Which pairs are marked by a frame, laid out as ``values``; none where empty.
  public var marks: [[Bool]]
  /// What the frame says of a pair, in the figure's language, such as `|r| ≥ 0.8`.
  public var markName: String?

  /// The least number of bodies in common for which a coefficient is shown.
  public static let leastCount = 5

  /// Makes a correlation chart.
  public init(
    frame: FigureFrame, columns: [Column], values: [[Double?]], counts: [[Int]],
    methodName: String, marks: [[Bool]] = [], markName: String? = nil
  ) {
    self.frame = frame
    self.columns = columns
    self.values = values
    self.counts = counts
    self.methodName = methodName
    self.marks = marks
    self.markName = markName
  }

  /// One column of values.
  public struct Column: Sendable, Equatable {
    /// Names the row of the column in the scene.
    ///
    /// Stays the same from run to run; ASCII letters, digits, `-` and `_`. Edge cases: where it is
    /// anything else, or another column has it, the place in the list stands for it.
    public var id: String
    /// The name as drawn.
    public var label: String
    /// The group that the column belongs to; a gap parts it from the next.
    public var group: String?

    /// Makes a column.
    public init(id: String, label: String, group: String? = nil) {
      self.id = id
      self.label = label
      self.group = group
    }
  }

  /// The figure as shapes and text, which passes ``FigureCheck``.
  ///
  /// - Throws: ``ChartError`` if the matrices have other sizes than the columns, contradict themselves or
  ///   hold no coefficient, if the frame is too small for its contents, if a text cannot be set, or if
  ///   the figure fails the check.
  public func scene(measuring measurer: some TextMeasuring) throws(ChartError) -> Scene {
    try validate()
    let composer = FigureComposer(frame: frame, typesetter: Typesetter(measurer))
    return try CorrelationDrawing(chart: self, composer: composer).scene()
  }

  /// The coefficient of a pair, `row` below `column`; `nil` where too few bodies have both.
  func value(_ row: Int, _ column: Int) -> Double? {
    guard counts[row][column] >= Self.leastCount else { return nil }
    return values[row][column]
  }

  private func validate() throws(ChartError) {
    try frame.reporting.validate()
    guard columns.count >= 2 else {
      throw ChartError(
        .specification, "a correlation needs two columns or more: \(columns.count) given")
    }
    func isSquare<Value>(_ matrix: [[Value]]) -> Bool {
      matrix.count == columns.count && matrix.allSatisfy { $0.count == columns.count }
    }
    guard isSquare(values), isSquare(counts), marks.isEmpty || isSquare(marks) else {
      throw ChartError(
        .specification,
        "the coefficients, counts and marks of \(columns.count) columns must be matrices of "
          + "\(columns.count) rows and columns")
    }
    for row in columns.indices {
      for column in 0..<row {
        let pair = "“\(columns[row].label)” and “\(columns[column].label)”"
        guard counts[row][column] >= 0 else {
          throw ChartError(
            .specification, "\(pair) cannot have \(counts[row][column]) bodies in common")
        }
        guard let value = values[row][column] else { continue }
        guard value.isFinite, abs(value) <= 1 + 1e-9 else {
          throw ChartError(
            .specification, "the correlation \(value) of \(pair) is not between −1 and 1")
        }
        if let other = values[column][row], !(abs(other - value) <= 1e-9) {
          throw ChartError(
            .specification,
            "the correlation of \(pair) is \(value) one way and \(other) the other: give one")
        }
      }
    }
    guard columns.indices.contains(where: { row in (0..<row).contains { value(row, $0) != nil } })
    else {
      throw ChartError(
        .specification,
        "no two columns have \(Self.leastCount) bodies in common, so there is nothing to draw: "
          + "choose measures that more reports state")
    }
  }
}

/// The words of a correlation chart.
enum CorrelationPhrase: String, Phrasing {
  case method, few, marked, markedDefault, counts, count, groups, keyed
  case kind, pairs, strongest, strongestNegative, pair, fewPairs, markedPairs

  var words: (chinese: String, english: String) {
    switch self {
    case .method: ("{method}", "{method}")
    case .few:

      (
        "共有者不足{least}个或无从计算，不列系数（{count}对）",
        "Fewer than {least} in common, or not computable ({count} pairs)"
      )
    case .marked: ("粗框：{name}", "Framed: {name}")
    case .markedDefault: ("标出的成对指标", "marked pairs")
    case .counts: ("每格所用的机构{range}个", "Bodies used in each cell: {range}")
    case .count: ("n={count}", "n={count}")
    case .groups: ("分组：{names}", "Groups: {names}")
    case .keyed: ("{number} {name}", "{number} {name}")
    case .kind: ("相关矩阵：{title}。{method}。", "Correlation matrix: {title}. {method}.")
    case .pairs:
      (
        "{columns}项，{count}对，载有系数{shown}对。",
        "{columns} columns, {count} pairs, {shown} with a coefficient."
      )
    case .strongest: ("最高：{pair}，{value}；", "Highest: {pair}, {value};")
    case .strongestNegative: ("最低：{pair}，{value}。", "lowest: {pair}, {value}.")
    case .pair: ("{first}与{second}", "{first} and {second}")
    case .fewPairs:

      (
        "{count}对的共有者不足{least}个或无从计算。",
        "{count} pairs have fewer than {least} in common or cannot be computed."
      )
    case .markedPairs: ("{name}的有{count}对：{pairs}。", "{name}, {count}: {pairs}.")
    }
  }
}
