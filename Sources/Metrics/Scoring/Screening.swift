public import Diagnostics

/// Which bodies and indicators have too little data to be in an index at all.
///
/// A body is left out where the share of the indicators that it has a point value for is below a
/// threshold, an indicator where the share of the rows that have it is. Both shares are of the table as
/// given, so that the one does not depend on the other. Only indicators of weight above 0 count.
/// Whoever is left out, and with what share, is told (``Outcome``): nobody goes silently.
///
/// - Source: COINr 1.1.14, `Screen` (`byNA` and `byzeros`, thresholds 2/3 and 0.05); OECD/JRC, Handbook
///   on Constructing Composite Indicators (2008), step 3.
public struct Screening: Sendable, Equatable {
  /// The least share of indicators that a body must have, 0 … 1; nobody is left out where absent.
  public var bodyAvailability: Double?
  /// The least share of a body's values that must not be 0, likewise.
  public var bodyNonZero: Double?
  /// The least share of rows that must have an indicator, likewise.
  public var indicatorAvailability: Double?
  /// Whether a body's years are looked at, and left out, one by one or together.
  public var scope: YearScope
  /// Bodies that are decided by the user whatever their data: kept (`true`) or left out (`false`).
  public var decided: [String: Bool]

  /// Makes a screening; bodies by COINr's `byNA` unless other thresholds are given.
  public init(
    bodyAvailability: Double? = 2.0 / 3, bodyNonZero: Double? = nil,
    indicatorAvailability: Double? = nil, over scope: YearScope = .year,
    decided: [String: Bool] = [:]
  ) {
    self.bodyAvailability = bodyAvailability
    self.bodyNonZero = bodyNonZero
    self.indicatorAvailability = indicatorAvailability
    self.scope = scope
    self.decided = decided
  }

  /// What is left of a table, and what is not.
  public struct Outcome: Sendable {
    /// The table without what was left out, otherwise in the order of the table before.
    public let table: ScoringTable
    /// For each row of the table its place in the table before.
    public let rows: [Int]
    /// For each indicator its place in the table before.
    public let indicators: [Int]
    /// The data of every body, kept or not, by peer set, name and year.
    public let bodies: [BodyFinding]
    /// The data of every indicator of weight above 0, kept or not.
    public let indicatorFindings: [IndicatorFinding]
    /// Who was left out, each with a reason.
    public let diagnostics: [Diagnostic]
  }

  /// How much data a body has.
  public struct BodyFinding: Sendable, Equatable {
    /// The body.
    public let body: String
    /// Its peer set.
    public let peerSet: String
    /// The year; nothing where all years are looked at together.
    public let year: Int?
    /// The share of values that are there.
    public let availability: Double
    /// The share of these that are not 0; nothing where none is there.
    public let nonZero: Double?
    /// Why it was left out or kept.
    public let verdict: Verdict
  }

  /// How much data an indicator has.
  public struct IndicatorFinding: Sendable, Equatable {
    /// The indicator's id.
    public let indicator: String
    /// The share of rows that have a value.
    public let availability: Double
    /// Whether it was kept.
    public let isKept: Bool
  }

  /// Why a body was kept or left out.
  public enum Verdict: String, Sendable, CaseIterable {
    /// Kept: it has enough data.
    case enough
    /// Left out: it lacks too many indicators.
    case lacking
    /// Left out: too many of its values are 0.
    case zeros
    /// Kept by the user's decision.
    case included
    /// Left out by the user's decision.
    case excluded

    /// Whether the body stays.
    public var isKept: Bool { self == .enough || self == .included }
  }

  /// Screens a table.
  ///
  /// A share that is the threshold but for rounding meets it.
  ///
  /// - Throws: ``MetricsError``: `invalid-definition` for thresholds outside 0 … 1 and decided bodies
  ///   that are not there; `method-refused` where no row, or no indicator of weight above 0, is left.
  public func apply(to table: ScoringTable) throws(MetricsError) -> Outcome {
    try checkSettings(for: table)
    let counting = table.indicators.indices.filter { table.indicators[$0].weight != 0 }
    var diagnostics: [Diagnostic] = []
    func warn(_ chinese: String, _ english: String) {
      diagnostics.append(Diagnostic(.warning, LocalisedText(zh: chinese, en: english)))
    }

    var isKept = [Bool](repeating: true, count: table.rows.count)
    var bodies: [BodyFinding] = []
    for (key, rows) in groups(of: table.rows) {
      let values = rows.flatMap { row in counting.compactMap { table.values[row][$0].point } }
      let size = rows.count * counting.count
      let availability = size == 0 ? 0 : Double(values.count) / Double(size)
      let nonZero =
        values.isEmpty ? nil : Double(values.count { $0 != 0 }) / Double(values.count)
      let finding = BodyFinding(
        body: key.body, peerSet: key.peerSet, year: key.year, availability: availability,
        nonZero: nonZero, verdict: verdict(key.body, availability, nonZero))
      bodies.append(finding)
      for row in rows { isKept[row] = finding.verdict.isKept }
      let name = Message.quoted(key.body) + (key.year.map { " \($0)" } ?? "")
      let (lacks, threshold) = (Self.percent(availability), Self.percent(bodyAvailability ?? 0))
      switch finding.verdict {
      case .enough: break
      case .included:
        if let bodyAvailability, Self.isBelow(availability, bodyAvailability) {
          warn(
            "\(name)只有\(lacks)的指标，仍按要求保留",
            "\(name) has \(lacks) of the indicators and is kept as decided"
          )
        }
      case .excluded: warn("\(name)按要求剔除", "\(name) is left out as decided")
      case .lacking:
        warn(
          "\(name)只有\(lacks)的指标，低于\(threshold)，剔除",
          "\(name) has \(lacks) of the indicators, less than \(threshold): it is left out")
      case .zeros:
        warn(
          "\(name)的值只有\(Self.percent(nonZero ?? 0))不为 0，低于"
            + "\(Self.percent(bodyNonZero ?? 0))，剔除",
          "\(Self.percent(nonZero ?? 0)) of the values of \(name) are not 0, less than "
            + "\(Self.percent(bodyNonZero ?? 0)): it is left out")
      }
    }

    var findings: [IndicatorFinding] = []
    var left: Set<Int> = []
    for column in counting {
      let known = table.values.count { $0[column].point != nil }
      let availability = table.rows.isEmpty ? 0 : Double(known) / Double(table.rows.count)
      let isBelow = indicatorAvailability.map { Self.isBelow(availability, $0) } ?? false
      let id = table.indicators[column].id
      findings.append(
        IndicatorFinding(indicator: id, availability: availability, isKept: !isBelow))
      guard isBelow else { continue }
      left.insert(column)
      let threshold = Self.percent(indicatorAvailability ?? 0)
      warn(
        "指标\(Message.quoted(id))只有\(Self.percent(availability))的行有值，低于\(threshold)，剔除",
        "indicator \(Message.quoted(id)) is stated in \(Self.percent(availability)) of the rows, "
          + "less than \(threshold): it is left out")
    }

    let rows = table.rows.indices.filter { isKept[$0] }
    let columns = table.indicators.indices.filter { !left.contains($0) }
    if rows.isEmpty || !columns.contains(where: { table.indicators[$0].weight != 0 }) {
      let text =
        rows.isEmpty
        ? LocalisedText(
          zh: "筛选后没有剩下的机构：请降低门槛", en: "screening leaves no body: lower the threshold")
        : LocalisedText(
          zh: "筛选后没有剩下的指标：请降低门槛", en: "screening leaves no indicator: lower the threshold")
      throw MetricsError(.methodRefused, [Diagnostic(.error, text)])
    }
    return Outcome(
      table: ScoringTable(
        rows: rows.map { table.rows[$0] }, indicators: columns.map { table.indicators[$0] },
        values: rows.map { row in columns.map { table.values[row][$0] } }),
      rows: rows, indicators: columns, bodies: bodies, indicatorFindings: findings,
      diagnostics: diagnostics)
  }

  private func verdict(_ body: String, _ availability: Double, _ nonZero: Double?) -> Verdict {
    if let isIncluded = decided[body] { return isIncluded ? .included : .excluded }
    if let bodyAvailability, Self.isBelow(availability, bodyAvailability) { return .lacking }
    if let bodyNonZero, let nonZero, Self.isBelow(nonZero, bodyNonZero) { return .zeros }
    return .enough
  }

  private static func isBelow(_ share: Double, _ threshold: Double) -> Bool {
    share < threshold - 1e-9
  }

  /// A share in per cent with one decimal, as messages have it.
  private static func percent(_ share: Double) -> String {
    "\(Message.number((share * 1000).rounded() / 10))%"
  }

  private struct BodyKey: Hashable {
    let peerSet: String
    let body: String
    let year: Int?
  }

  private func groups(of rows: [ScoringTable.RowKey]) -> [(key: BodyKey, rows: [Int])] {
    var places: [BodyKey: [Int]] = [:]
    for (place, row) in rows.enumerated() {
      let year = scope == .year ? row.year : nil
      places[BodyKey(peerSet: row.peerSet, body: row.body, year: year), default: []].append(place)
    }
    return places.sorted {
      ($0.key.peerSet, $0.key.body, $0.key.year ?? 0)
        < ($1.key.peerSet, $1.key.body, $1.key.year ?? 0)
    }.map { ($0.key, $0.value) }
  }

  private func checkSettings(for table: ScoringTable) throws(MetricsError) {
    var problems: [Diagnostic] = []
    func report(_ chinese: String, _ english: String) {
      problems.append(Diagnostic(.error, LocalisedText(zh: chinese, en: english)))
    }
    for threshold in [bodyAvailability, bodyNonZero, indicatorAvailability] {
      guard let threshold, !(threshold >= 0 && threshold <= 1) else { continue }
      report(
        "筛选门槛为\(Message.number(threshold))：须在 0 与 1 之间",
        "a threshold of screening is \(Message.number(threshold)): write a share from 0 to 1")
    }
    let known = Set(table.rows.map(\.body))
    for body in decided.keys.sorted() where !known.contains(body) {
      report(
        "筛选中指定的\(Message.quoted(body))不在数据中",
        "\(Message.quoted(body)), decided under screening, is not in the data")
    }
    if !table.hasRegularShape {
      report(
        "表的行列与数据不符", "the rows and indicators of the table are not those of its values")
    }
    if !problems.isEmpty { throw MetricsError(.invalidDefinition, problems) }
  }
}

extension ScoringTable {
  /// Whether there are values for every row and indicator, and no more.
  var hasRegularShape: Bool {
    values.count == rows.count && values.allSatisfy { $0.count == indicators.count }
  }
}
