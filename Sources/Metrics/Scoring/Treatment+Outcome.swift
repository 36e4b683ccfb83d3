public import Diagnostics

extension Treatment {
  /// A treated table, and what was done to it.
  public struct Outcome: Sendable {
    /// The table with the values as treated; rows and columns are those of the table before.
    public let table: ScoringTable
    /// What was done, for every indicator and set: indicators as in the table, sets by name and year.
    public let columns: [Column]
    /// Every cell that is no longer what it was, by row and column.
    public let changes: [CellChange]
    /// What a careful reader should know: treatments as notes, what is still outlying as warnings.
    public let diagnostics: [Diagnostic]
  }

  /// What was done to an indicator within a set.
  public struct Column: Sendable, Equatable {
    /// The indicator's id.
    public let indicator: String
    /// The peer set.
    public let peerSet: String
    /// The year, where years are looked at one by one.
    public let year: Int?
    /// What was done.
    public let action: Action
    /// The shape before; nothing where it cannot be measured.
    public let before: TreatmentShape?
    /// The shape after, likewise.
    public let after: TreatmentShape?
    /// Whether values are still outlying; nothing where that cannot be measured.
    public let isOutlying: Bool?
    /// The function that values went through.
    public let function: TreatmentFunction
    /// The least and the greatest value after the cut, in the unit before; nothing without values.
    public let least: Double?
    /// The greatest value after the cut, likewise.
    public let greatest: Double?
    /// How many values the cut changed.
    public let cutCount: Int
  }

  /// What was done to an indicator.
  public enum Action: String, Sendable, CaseIterable {
    /// Nothing was asked for.
    case none
    /// Nothing: its values are not outlying.
    case passed
    /// Nothing: it is constant, or has too few values for its shape.
    case untested
    /// Nothing: its frozen goalposts say how its values are transformed, and do so when it is normalised.
    case frozen
    /// Nothing: the treatment is not defined for its values, and it carries no weight.
    case undefined
    /// Nothing: a cut would change more values than are allowed, or leave the indicator constant.
    case uncut
    /// Its extreme values were cut.
    case winsorised
    /// All its values were transformed.
    case transformed
  }

  /// A cell before and after.
  public struct CellChange: Sendable, Equatable {
    /// The row, as a place in the table.
    public let row: Int
    /// The indicator, as a place in the table.
    public let column: Int
    /// The estimate before.
    public let from: Estimate
    /// The estimate after.
    public let to: Estimate
  }

  /// Treats a table.
  ///
  /// Indicators of weight 0 are treated like the others. Where values stay in their unit, goalposts and
  /// references do; a transformation is refused for an indicator that is normalised by goalposts or a
  /// reference of its own, which are in the unit before (frozen goalposts bring theirs along).
  /// The ends of estimates go through the same function, cut to what is stated in the set.
  ///
  /// - Parameters:
  ///   - table: the values, complete as far as they are going to be (impute first).
  ///   - normalisation: how the values will be normalised.
  /// - Returns: the treated table and every change.
  /// - Throws: ``MetricsError``, `invalid-definition` for settings and ids that make no sense and
  ///   `method-refused` for values that have no logarithm or power (with every one's reason).
  public func apply(
    to table: ScoringTable, for normalisation: Normalisation
  ) throws(MetricsError) -> Outcome {
    try checkSettings(for: table)
    var work = TreatmentWork(self, table, normalisation)
    work.run()
    if !work.problems.isEmpty { throw MetricsError(.methodRefused, work.problems) }
    return Outcome(
      table: work.table, columns: work.columns,
      changes: work.changes.sorted { ($0.row, $0.column) < ($1.row, $1.column) },
      diagnostics: work.diagnostics)
  }

  private func checkSettings(for table: ScoringTable) throws(MetricsError) {
    var problems: [Diagnostic] = []
    func report(_ chinese: String, _ english: String) {
      problems.append(Diagnostic(.error, LocalisedText(zh: chinese, en: english)))
    }
    let known = Set(table.indicators.map(\.id))
    for id in methods.keys.sorted() where !known.contains(id) {
      report(
        "treat 中的指标\(Message.quoted(id))没有定义",
        "the indicator \(Message.quoted(id)) under treat is not defined")
    }
    if greatestCount < 1 {
      report(
        "最多缩尾\(greatestCount)个值：须为 1 以上", "at most \(greatestCount) values: write 1 or more")
    }
    for (name, value) in [("skewness", skewness), ("kurtosis", kurtosis)]
    where !value.isFinite || value < 0 {
      report(
        "\(name) 的界限为\(Message.number(value))：须为不小于 0 的数",
        "the threshold of \(name) is \(Message.number(value)): write a number of 0 or more")
    }
    if let lambda, !(abs(lambda) <= 5) {
      report(
        "lambda 为\(Message.number(lambda))：须在 −5 与 5 之间",
        "the lambda is \(Message.number(lambda)): write a number from −5 to 5")
    }
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
    if !problems.isEmpty { throw MetricsError(.invalidDefinition, problems) }
  }
}
