public import Diagnostics

/// How values that are not stated are filled in, where the user asks for it.
///
/// Every filled cell is marked (``Outcome/imputed``), with what it was made from. Only a cell without a
/// point value is filled; one that is known to lie between ends gets a value between them. A filled
/// cell keeps its ends, and has none where nothing was known, so that an index made from it still has
/// the interval in which it must lie: filling in makes a rank possible, not a value certain.
///
/// - Source: COINr 1.1.14, `i_mean`, `i_median`, `i_mean_grp`, `i_median_grp` and `impute_panel`;
///   OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3.
public struct Imputation: Sendable, Equatable {
  /// Where values come from.
  public var method: Method
  /// For means and medians, the rows that they are taken over.
  public var scope: YearScope
  /// For `latest`, the most years that a value is carried; without limit where absent.
  public var greatestAge: Int?
  /// For `linear` and `latest`, what comes before the first value and, for `linear`, after the last.
  public var ends: Ends

  /// Makes an imputation.
  public init(
    _ method: Method, over scope: YearScope = .year, greatestAge: Int? = nil,
    ends: Ends = .missing
  ) {
    self.method = method
    self.scope = scope
    self.greatestAge = greatestAge
    self.ends = ends
  }

  /// A method, by the id that a study names it with.
  public enum Method: String, Sendable, CaseIterable {
    /// The arithmetic mean of the peer set.
    case mean
    /// The median of the peer set; the mean of the middle two of an even number.
    case median
    /// The mean of the body's group within the peer set.
    case groupMean = "group-mean"
    /// The median of the body's group within the peer set.
    case groupMedian = "group-median"
    /// The body's own last value of an earlier year.
    case latest
    /// On the straight line between the body's own values of an earlier and a later year.
    case linear

    /// Whether values come from other bodies of a group.
    public var needsGroups: Bool { self == .groupMean || self == .groupMedian }
    /// Whether values come from other years of the body.
    public var isOverYears: Bool { self == .latest || self == .linear }
  }

  /// What is done beyond a body's first and last value, by the id that a study names it with.
  public enum Ends: String, Sendable, CaseIterable {
    /// Nothing: what is beyond stays missing.
    case missing
    /// After the last value that value stands; before the first nothing does.
    case latest
    /// On either side the nearest value stands, also a later year's: COINr's `linear` and `constant`.
    case nearest
  }

  /// A filled table, and which cells were filled.
  public struct Outcome: Sendable {
    /// The table with the filled cells.
    public let table: ScoringTable
    /// Every filled cell, by row and column.
    public let imputed: [ImputedCell]
    /// For each indicator how many cells were filled, and what could not be.
    public let diagnostics: [Diagnostic]

    /// Whether a cell was filled.
    public func isImputed(row: Int, column: Int) -> Bool {
      // The cells are in order, so that a large table need not be searched cell by cell.
      var (low, high) = (0, imputed.count)
      while low < high {
        let middle = (low + high) / 2
        let cell = imputed[middle]
        if (cell.row, cell.column) < (row, column) { low = middle + 1 } else { high = middle }
      }
      return low < imputed.count && imputed[low].row == row && imputed[low].column == column
    }
  }

  /// A filled cell.
  public struct ImputedCell: Sendable, Equatable {
    /// The row, as a place in the table.
    public let row: Int
    /// The indicator, as a place in the table.
    public let column: Int
    /// What the method gave, before it was put between the ends that the cell is known to have.
    public let estimate: Double
    /// The value that was filled in.
    public let value: Double
    /// The rows that it was made from, as places in the table.
    public let sources: [Int]
  }

  /// Fills a table.
  ///
  /// Columns of weight 0 are filled like the others. Means and medians are of stated values only,
  /// never of filled ones.
  ///
  /// - Parameters:
  ///   - table: the values.
  ///   - groups: for each row the group that it belongs to, for `group-mean` and `group-median`.
  ///   - isExempt: cells, by row and column, that are not filled: what a body cannot have.
  /// - Returns: the filled table and every filled cell.
  /// - Throws: ``MetricsError``: `invalid-definition` for settings that the method does not use or lacks;
  ///   `method-refused` where a group or set has no value to fill a cell with. A body that has no year
  ///   to take from is no reason to refuse: its cell stays missing, and a warning says so.
  public func apply(
    to table: ScoringTable, groups: [String]? = nil,
    isExempt: (_ row: Int, _ column: Int) -> Bool = { _, _ in false }
  ) throws(MetricsError) -> Outcome {
    try checkSettings(table, groups)
    var work = ImputationWork(self, table, groups: groups ?? [], isExempt: isExempt)
    work.run()
    if !work.problems.isEmpty { throw MetricsError(.methodRefused, work.problems) }
    return Outcome(
      table: work.table,
      imputed: work.imputed.sorted { ($0.row, $0.column) < ($1.row, $1.column) },
      diagnostics: work.diagnostics)
  }

  private func checkSettings(_ table: ScoringTable, _ groups: [String]?) throws(MetricsError) {
    var problems: [Diagnostic] = []
    func report(_ chinese: String, _ english: String) {
      problems.append(Diagnostic(.error, LocalisedText(zh: chinese, en: english)))
    }
    let id = method.rawValue
    if !table.hasRegularShape {
      report(
        "表的行列与数据不符", "the rows and indicators of the table are not those of its values")
    }
    for (key, values) in zip(table.rows, table.values)
    where values.contains(where: { $0.problem != nil }) {
      report(
        "\(Message.row(key))有不能用的值：须为有限的数，且下限 ≤ 值 ≤ 上限",
        "\(Message.row(key)) has a value that is no finite number, or is outside its own ends")
    }
    if method.needsGroups {
      if groups?.count != table.rows.count {
        report("\(id) 需要各行的分组", "\(id) needs the group of every row")
      }
    } else if groups != nil {
      report(
        "\(id) 不用分组：只有 group-mean 和 group-median 用它",
        "\(id) takes no groups: only group-mean and group-median do")
    }
    if greatestAge != nil && method != .latest {
      report("\(id) 不用年限：只有 latest 用它", "\(id) takes no age: only latest does")
    }
    if let greatestAge, greatestAge < 1 {
      report("年限为\(greatestAge)：须为 1 以上", "the age is \(greatestAge): write 1 or more years")
    }
    if ends != .missing && !method.isOverYears {
      report(
        "\(id) 不用 ends：只有 latest 和 linear 用它", "\(id) takes no ends: only latest and linear do")
    }
    if !problems.isEmpty { throw MetricsError(.invalidDefinition, problems) }
  }
}
