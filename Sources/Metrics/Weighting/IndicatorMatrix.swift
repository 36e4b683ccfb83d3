internal import Diagnostics

/// The values that weights are taken from: a row for each body, a column for each indicator.
///
/// Which values a method needs, raw or normalised, is said there. A missing value is `nil`, never 0.
/// The order of rows changes no weight, to the last bit.
public struct IndicatorMatrix: Sendable, Equatable {
  /// The ids of the indicators, the columns.
  public let indicators: [String]
  /// Which way each indicator counts.
  public let directions: [Direction]
  /// The names of the rows, for messages.
  public let bodies: [String]
  /// For each row, a value an indicator; `nil` where it is missing.
  public let rows: [[Double?]]

  /// Makes a matrix and checks its shape.
  ///
  /// - Parameters:
  ///   - indicators: the ids of the columns, each once.
  ///   - directions: which way each counts; `higher` for all where absent, as normalised values do.
  ///   - bodies: the names of the rows; “1”, “2” … where absent.
  ///   - rows: for each row, a value an indicator.
  /// - Throws: ``MetricsError`` (`invalidData`) if there is no indicator or no row, an id stands twice, a
  ///   row has another number of values than there are indicators, or a value is not finite.
  public init(
    indicators: [String], directions: [Direction]? = nil, bodies: [String]? = nil,
    rows: [[Double?]]
  ) throws(MetricsError) {
    var problems: [Diagnostic] = []
    if indicators.isEmpty || rows.isEmpty {
      problems.append(
        Diagnostic(
          .error,
          LocalisedText(
            zh: "没有指标或没有数据行，无法确定权重",
            en: "there is no indicator or no row: there is nothing to weigh")
        ))
    }
    if let twice = Self.firstDuplicate(indicators) {
      problems.append(
        Diagnostic(
          .error,
          LocalisedText(
            zh: "指标\(Message.quoted(twice))出现两次：每个指标只能有一列",
            en: "the indicator \(Message.quoted(twice)) stands twice: give each one column")))
    }
    let names = bodies ?? rows.indices.map { "\($0 + 1)" }
    if names.count != rows.count
      || (directions ?? []).count != (directions == nil ? 0 : indicators.count)
    {
      problems.append(
        Diagnostic(
          .error,
          LocalisedText(
            zh: "行名或方向的个数与数据不符",
            en: "there must be as many names as rows, and as many directions as indicators")))
    }
    for (row, values) in rows.enumerated() {
      let name = Message.quoted(row < names.count ? names[row] : "\(row + 1)")
      if values.count != indicators.count {
        problems.append(
          Diagnostic(
            .error,
            LocalisedText(
              zh: "\(name)有\(values.count)个值，而指标有\(indicators.count)个",
              en: "the values of \(name) number \(values.count), the indicators \(indicators.count)"
            )))
        continue
      }
      for (column, value) in values.enumerated() {
        guard let value, !value.isFinite else { continue }
        problems.append(
          Diagnostic(
            .error,
            LocalisedText(
              zh: "\(name)的\(Message.quoted(indicators[column]))不是有限的数：缺失值请留空",
              en: "\(Message.quoted(indicators[column])) of \(name) is not a finite number: "
                + "leave missing values empty")))
      }
    }
    if !problems.isEmpty { throw MetricsError(.invalidData, problems) }
    self.indicators = indicators
    self.directions = directions ?? indicators.map { _ in .higher }
    self.bodies = names
    self.rows = rows
  }

  private static func firstDuplicate(_ ids: [String]) -> String? {
    var seen: Set<String> = []
    return ids.first { !seen.insert($0).inserted }
  }

  /// The rows in an order that depends on their values alone, so that no sum depends on theirs.
  ///
  /// Rows that tie are the same, and any order of them gives the same sums.
  var canonicalRows: [[Double?]] {
    // 0 · −1 is −0, which would sort and divide differently.
    rows.map { $0.map { $0.map { $0 + 0 } } }.sorted(by: Self.precedes)
  }

  static func precedes(_ a: [Double?], _ b: [Double?]) -> Bool {
    for (x, y) in zip(a, b) {
      switch (x, y) {
      case (nil, nil): continue
      case (nil, _): return false
      case (_, nil): return true
      case (let x?, let y?): if x != y { return x < y }
      }
    }
    return false
  }

  /// How many rows have every value.
  var completeRowCount: Int { rows.count { !$0.contains(nil) } }
}

/// What weights are taken from where values are missing.
public enum MissingCells: String, Sendable, CaseIterable {
  /// Only from the rows that have every value.
  case completeRows = "complete-rows"
  /// For an indicator from all rows that have it; for two indicators from all that have both.
  ///
  /// More is used, but each weight then describes another set of rows.
  case pairwise
}
