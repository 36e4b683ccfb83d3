internal import Diagnostics

/// A matrix as a method sees it: the bodies that take part, in one order whatever theirs in the
/// matrix, and the criteria that tell them apart.
struct PreparedMatrix {
  /// The bodies that take part, as places in the matrix, by label: sums then round alike.
  let rows: [Int]
  /// The criteria that count, as places in the matrix.
  let columns: [Int]
  /// The share of each of `columns`, Σ = 1.
  let shares: [Double]
  /// For each of `columns` the values of `rows`, NaN where one is missing.
  let values: [[Double]]
  /// For each row of the matrix the criteria that count and that it lacks.
  let lacking: [[String]]
  /// Criteria and bodies left out.
  let diagnostics: [Diagnostic]
  private let matrix: DecisionMatrix

  var count: Int { rows.count }
  var bodies: [String] { rows.map { matrix.bodies[$0] } }

  func criterion(_ column: Int) -> DecisionMatrix.Criterion { matrix.criteria[columns[column]] }
  func sign(_ column: Int) -> Double { criterion(column).direction.sign }

  /// Prepares a matrix that ``MatrixCheck`` has found to be sound.
  init(
    _ matrix: DecisionMatrix, method: MultiCriteriaMethod, missing: MissingValues, coverage: Double
  ) throws(MetricsError) {
    self.matrix = matrix
    var diagnostics: [Diagnostic] = []
    let all = matrix.bodies.indices.sorted { matrix.bodies[$0] < matrix.bodies[$1] }
    let weighted = matrix.criteria.indices.filter { matrix.criteria[$0].weight > 0 }

    // Nobody is held to lack what tells no bodies apart.
    let telling = Self.telling(weighted, all, matrix, &diagnostics)
    let whole = Self.shares(of: telling, matrix)
    let lacking = matrix.values.map { values in
      telling.filter { values[$0] == nil }.map { matrix.criteria[$0].id }
    }
    let hasGaps = all.contains { !lacking[$0].isEmpty }
    if hasGaps, missing == .renormalise, !method.isPairwise {
      let id = method.id.rawValue
      throw MetricsError(
        .methodRefused,
        [
          Diagnostic(
            .error,
            LocalisedText(
              zh: "\(id) 需要每个指标的值，不能按已有指标重算权重：请写 missing: interval"
                + "（缺项的机构不列位次），或先插补，或改用 copeland",
              en: "\(id) needs a value for every criterion and cannot renormalise weights: "
                + "write missing: interval, which leaves incomplete bodies unranked, or impute "
                + "first, or use copeland"))
        ])
    }
    let rows = all.filter { row in
      if lacking[row].isEmpty { return true }
      if missing == .interval { return false }
      let present = zip(telling, whole).reduce(0) {
        $0 + (matrix.values[row][$1.0] == nil ? 0 : $1.1)
      }
      return present > 0 && present >= coverage - 1e-9
    }
    if rows.count < all.count {
      let left = all.filter { !rows.contains($0) }.map { matrix.bodies[$0] }
      let (zh, en) = MatrixCheck.list(left)
      diagnostics.append(
        Diagnostic(
          .note,
          LocalisedText(
            zh: "\(zh)缺指标的值，不参加比较，不列位次",
            en: "\(en) \(left.count == 1 ? "lacks" : "lack") values, and "
              + "\(left.count == 1 ? "is" : "are") neither compared nor ranked")))
    }
    if rows.count < 2 {
      throw MetricsError(
        .methodRefused,
        [
          Diagnostic(
            .error,
            LocalisedText(
              zh: "数据齐全的机构只有\(rows.count)个，无从排位：请扩大选择范围，或减少指标",
              en: "\(rows.count == 1 ? "only one body has" : "no body has") the values that a "
                + "ranking needs: select more bodies, or fewer criteria"))
        ])
    }

    // Among those that take part another criterion may be constant.
    let columns = Self.telling(telling, rows, matrix, &diagnostics)
    if columns.isEmpty {
      throw MetricsError(
        .methodRefused,
        [
          Diagnostic(
            .error,
            LocalisedText(
              zh: "没有一个指标能区分各机构：请另选指标",
              en: "no criterion tells the bodies apart: choose others"))
        ])
    }
    self.rows = rows
    self.columns = columns
    self.lacking = lacking
    shares = Self.shares(of: columns, matrix)
    values = columns.map { column in rows.map { matrix.values[$0][column] ?? .nan } }
    self.diagnostics = diagnostics
  }

  /// The criteria whose values differ, with a warning for each of the others.
  private static func telling(
    _ columns: [Int], _ rows: [Int], _ matrix: DecisionMatrix, _ diagnostics: inout [Diagnostic]
  ) -> [Int] {
    columns.filter { column in
      let values = rows.compactMap { matrix.values[$0][column] }
      let (least, greatest) = (values.min() ?? 0, values.max() ?? 0)
      if values.count > 1, !Ranking.isTie(least, greatest) { return true }
      let id = Message.quoted(matrix.criteria[column].id)
      diagnostics.append(
        Diagnostic(
          .warning,
          values.count > 1
            ? LocalisedText(
              zh: "\(id)的值全是\(Message.number(least))：区分不了各机构，其权重不计入",
              en: "every value of \(id) is \(Message.number(least)): it tells no bodies apart, and "
                + "its weight does not count")
            : LocalisedText(
              zh: "\(id)只有\(values.count)个值：区分不了各机构，其权重不计入",
              en:
                "\(id) has \(values.count) \(values.count == 1 ? "value" : "values"): it tells no "
                + "bodies apart, and its weight does not count")))
      return false
    }
  }

  /// Weights as shares; divided by the greatest first, so that no sum of finite weights overflows.
  private static func shares(of columns: [Int], _ matrix: DecisionMatrix) -> [Double] {
    let weights = columns.map { matrix.criteria[$0].weight }
    let greatest = weights.max() ?? 1
    let sum = weights.reduce(0) { $0 + $1 / greatest }
    return weights.map { $0 / greatest / sum }
  }

  /// The shares of all criteria of the matrix, 0 for what is left out.
  var allShares: [Double] {
    var result = [Double](repeating: 0, count: matrix.criteria.count)
    for (column, share) in zip(columns, shares) { result[column] = share }
    return result
  }

  /// Puts results at the places of the matrix's rows, nothing for bodies that are left out.
  func expanded<Result>(_ results: [Result]) -> [Result?] {
    var expanded = [Result?](repeating: nil, count: matrix.bodies.count)
    for (row, result) in zip(rows, results) { expanded[row] = result }
    return expanded
  }

  /// Puts results at the places of the matrix's columns, nothing for criteria that are left out.
  func widened<Result>(_ results: [Result]) -> [Result?] {
    var widened = [Result?](repeating: nil, count: matrix.criteria.count)
    for (column, result) in zip(columns, results) { widened[column] = result }
    return widened
  }

  /// The values of a criterion, more = better, near 1 in size, so that no square or range overflows.
  ///
  /// - Returns: the values, and the power of two that they were multiplied with, without its sign.
  func scaled(_ column: Int) -> (values: [Double], factor: Double) {
    let magnitude = values[column].reduce(0) { max($0, abs($1)) }
    let isUsual = (-400...400).contains(Int(magnitude.exponent))
    let factor = Double(
      sign: .plus, exponent: isUsual ? 0 : -max(Int(magnitude.exponent), -1000), significand: 1)
    let sign = sign(column)
    return (values[column].map { sign * $0 * factor }, factor)
  }
}
