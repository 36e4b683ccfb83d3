internal import Diagnostics

/// A table as it is being filled.
struct ImputationWork {
  private let imputation: Imputation
  private let groups: [String]
  /// The stated values; means are never of filled ones.
  private let stated: ScoringTable
  private let isFillable: [[Bool]]
  private(set) var table: ScoringTable
  private(set) var imputed: [Imputation.ImputedCell] = []
  private(set) var problems: [Diagnostic] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(
    _ imputation: Imputation, _ table: ScoringTable, groups: [String],
    isExempt: (Int, Int) -> Bool
  ) {
    self.imputation = imputation
    self.groups = groups
    stated = table
    self.table = table
    isFillable = table.values.enumerated().map { row, values in
      values.enumerated().map { column, value in value.point == nil && !isExempt(row, column) }
    }
  }

  mutating func run() {
    for column in table.indicators.indices {
      let before = imputed.count
      let lacking =
        imputation.method.isOverYears ? fillOverYears(column) : fillWithinSets(column)
      tell(column, filled: imputed.count - before, lacking: lacking)
    }
  }

  private func point(_ row: Int, _ column: Int) -> Double? { stated.values[row][column].point }

  private mutating func fill(_ row: Int, _ column: Int, _ estimate: Double, from sources: [Int]) {
    let known = stated.values[row][column]
    var value = estimate
    if let low = known.low { value = max(value, low) }
    if let high = known.high { value = min(value, high) }
    table.values[row][column].point = value
    imputed.append(
      Imputation.ImputedCell(
        row: row, column: column, estimate: estimate, value: value, sources: sources))
  }

  // MARK: Within sets

  /// Fills with means or medians of sets or of groups within them.
  private mutating func fillWithinSets(_ column: Int) -> [Int] {
    for set in RowSet.sets(of: table.rows, over: imputation.scope) {
      let names = imputation.method.needsGroups ? Set(set.rows.map { groups[$0] }).sorted() : [""]
      for name in names {
        let rows =
          imputation.method.needsGroups ? set.rows.filter { groups[$0] == name } : set.rows
        let gaps = rows.filter { isFillable[$0][column] }
        if gaps.isEmpty { continue }
        let sources = rows.filter { point($0, column) != nil }
        let values = sources.compactMap { point($0, column) }
        guard let value = centre(of: values) else {
          refuse(column, group: name, in: set, gaps: gaps.count, isEmpty: values.isEmpty)
          continue
        }
        for row in gaps { fill(row, column, value, from: sources) }
      }
    }
    return []
  }

  /// The mean or the median; nothing without values or where it is not finite.
  private func centre(of values: [Double]) -> Double? {
    if values.isEmpty { return nil }
    let result: Double
    switch imputation.method {
    case .median, .groupMedian:
      let sorted = values.sorted()
      let middle = sorted.count / 2
      result =
        sorted.count.isMultiple(of: 2)
        ? sorted[middle - 1] / 2 + sorted[middle] / 2 : sorted[middle]
    default: result = values.reduce(0, +) / Double(values.count)
    }
    return result.isFinite ? result : nil
  }

  private mutating func refuse(
    _ column: Int, group: String, in set: RowSet, gaps: Int, isEmpty: Bool
  ) {
    let id = Message.quoted(table.indicators[column].id)
    let place = set.place
    let method = imputation.method
    let who =
      method.needsGroups
      ? (zh: "组\(Message.quoted(group))", en: "the group \(Message.quoted(group))")
      : (zh: "各机构", en: "nobody")
    let text: LocalisedText
    if !isEmpty {
      text = LocalisedText(
        zh: "\(id)\(place.zh)的值太大，不能求 \(method.rawValue)：请检查数值与单位",
        en: "the values of \(id)\(place.en) are too great for a \(method.rawValue): "
          + "check numbers and units")
    } else if method.needsGroups {
      text = LocalisedText(
        zh: "\(who.zh)\(place.zh)没有\(id)的值，\(gaps)处无从填补：请合并小组，或用 mean、median",
        en: "\(who.en) has no value of \(id)\(place.en) to fill \(gaps) with: join small groups, "
          + "or use mean or median")
    } else {
      text = LocalisedText(
        zh: "\(who.zh)\(place.zh)都没有\(id)的值，\(gaps)处无从填补：请删去该指标，或各年合并",
        en: "\(who.en) has a value of \(id)\(place.en) to fill \(gaps) with: remove the indicator, "
          + "or take all years together")
    }
    problems.append(Diagnostic(.error, text))
  }

  // MARK: Over years

  /// Fills from a body's own other years.
  ///
  /// - Returns: the rows that nothing could be found for.
  private mutating func fillOverYears(_ column: Int) -> [Int] {
    struct Series: Hashable {
      let peerSet: String
      let body: String
    }
    var series: [Series: [Int]] = [:]
    for (place, row) in table.rows.enumerated() {
      series[Series(peerSet: row.peerSet, body: row.body), default: []].append(place)
    }
    var lacking: [Int] = []
    for rows in series.values {
      let known = rows.filter { point($0, column) != nil }
        .sorted { table.rows[$0].year < table.rows[$1].year }
      for row in rows where isFillable[row][column] {
        let year = table.rows[row].year
        let before = known.last { table.rows[$0].year < year }
        let after = known.first { table.rows[$0].year > year }
        if let (value, sources) = value(year, before, after, column) {
          fill(row, column, value, from: sources)
        } else {
          lacking.append(row)
        }
      }
    }
    return lacking
  }

  private func value(
    _ year: Int, _ before: Int?, _ after: Int?, _ column: Int
  ) -> (Double, [Int])? {
    func single(_ row: Int?) -> (Double, [Int])? {
      guard let row, let value = point(row, column) else { return nil }
      return (value, [row])
    }
    if imputation.method == .linear, let before, let after, let first = point(before, column),
      let last = point(after, column)
    {
      let start = Double(table.rows[before].year)
      let share = (Double(year) - start) / (Double(table.rows[after].year) - start)
      // Weighted this way, values of opposite sign cannot overflow.
      return (first * (1 - share) + last * share, [before, after])
    }
    if let before {
      // As numbers with a point, whose difference cannot overflow whatever a year is.
      let age = Double(year) - Double(table.rows[before].year)
      let isYoung = imputation.greatestAge.map { age <= Double($0) } ?? true
      if imputation.method == .latest { return isYoung ? single(before) : nil }
      return imputation.ends == .missing ? nil : single(before)
    }
    return imputation.ends == .nearest ? single(after) : nil
  }

  // MARK: Words

  private mutating func tell(_ column: Int, filled: Int, lacking: [Int]) {
    let id = Message.quoted(table.indicators[column].id)
    let method = imputation.method.rawValue
    if filled > 0 {
      diagnostics.append(
        Diagnostic(
          .note,
          LocalisedText(
            zh: "\(id)有\(filled)处缺值用 \(method) 填补",
            en: "\(filled) missing \(filled == 1 ? "value" : "values") of \(id) "
              + "\(filled == 1 ? "is" : "are") filled by \(method)")))
    }
    if lacking.isEmpty { return }
    let names = lacking.map { table.rows[$0] }
      .sorted { ($0.peerSet, $0.body, $0.year) < ($1.peerSet, $1.body, $1.year) }
      .map { Message.row($0) }
    let shown = names.prefix(5)
    let rest = names.count - shown.count
    diagnostics.append(
      Diagnostic(
        .warning,
        LocalisedText(
          zh: "\(id)有\(names.count)处仍缺值，\(method) 无年份可取：\(shown.joined(separator: "、"))"
            + (rest > 0 ? "等" : ""),
          en:
            "\(id) still lacks \(names.count) \(names.count == 1 ? "value" : "values"), as \(method) "
            + "has no year to take: \(shown.joined(separator: ", "))"
            + (rest > 0 ? " and \(rest) more" : ""))))
  }
}
