/// The rows whose values give the parameters of a normalisation, column by column.
///
/// The rows are put in one order, whatever theirs in the table, so that sums round alike.
struct ParameterSet {
  let peerSet: String
  /// The year, where the set is of one year.
  let year: Int?
  /// The rows, as places in the table.
  let rows: [Int]
  /// Point values with the sign of the direction, a column an indicator; NaN where there is none.
  let points: [Double]
  /// The worse ends, likewise; NaN where there is none.
  let worse: [Double]
  /// The better ends, likewise; NaN where there is none.
  let better: [Double]
  /// For each indicator whether every row has it exactly.
  let isExact: [Bool]
  /// For each indicator what else its scale is made from.
  let fixed: [ColumnScale.Fixed]

  var rowCount: Int { rows.count }

  /// Splits a table into its parameter sets, in order of peer set and year.
  static func sets(of table: ScoringTable, _ normalisation: Normalisation) -> [ParameterSet] {
    struct Key: Hashable {
      let peerSet: String
      let year: Int?
    }
    let isYearly = normalisation.scope == .year
    var rows: [Key: [Int]] = [:]
    for (place, row) in table.rows.enumerated() {
      rows[Key(peerSet: row.peerSet, year: isYearly ? row.year : nil), default: []].append(place)
    }
    let keys = rows.keys.sorted { ($0.peerSet, $0.year ?? 0) < ($1.peerSet, $1.year ?? 0) }
    return keys.map { key in
      ParameterSet(
        table, peerSet: key.peerSet, year: key.year, rows: rows[key] ?? [], normalisation)
    }
  }

  private init(
    _ table: ScoringTable, peerSet: String, year: Int?, rows: [Int], _ normalisation: Normalisation
  ) {
    let rows = rows.sorted {
      (table.rows[$0].year, table.rows[$0].body) < (table.rows[$1].year, table.rows[$1].body)
    }
    var points: [Double] = []
    var worse: [Double] = []
    var better: [Double] = []
    var isExact: [Bool] = []
    points.reserveCapacity(rows.count * table.indicators.count)
    worse.reserveCapacity(rows.count * table.indicators.count)
    better.reserveCapacity(rows.count * table.indicators.count)

    for (column, indicator) in table.indicators.enumerated() {
      let sign = (indicator.direction ?? .higher).sign
      let frozen = normalisation.entry(for: indicator, peerSet: peerSet)
      var isColumnExact = true
      for row in rows {
        let stated = table.values[row][column]
        let value = frozen?.treated(stated) ?? stated
        let ends = sign > 0 ? (value.low, value.high) : (value.high, value.low)
        points.append(value.point.map { sign * $0 } ?? .nan)
        worse.append(ends.0.map { sign * $0 } ?? .nan)
        better.append(ends.1.map { sign * $0 } ?? .nan)
        if value.point == nil || value.point != value.low || value.point != value.high {
          isColumnExact = false
        }
      }
      isExact.append(isColumnExact)
    }

    fixed = Self.fixed(for: table, normalisation, peerSet: peerSet, year: year)
    self.peerSet = peerSet
    self.year = year
    self.rows = rows
    self.points = points
    self.worse = worse
    self.better = better
    self.isExact = isExact
  }

  /// For each indicator what its scale within a set takes from definitions and the reference row.
  static func fixed(
    for table: ScoringTable, _ normalisation: Normalisation, peerSet: String, year: Int?
  ) -> [ColumnScale.Fixed] {
    let reference = referenceRow(in: table, normalisation, peerSet: peerSet, year: year)
    return table.indicators.enumerated().map { column, indicator in
      let sign = (indicator.direction ?? .higher).sign
      let value = indicator.reference ?? reference.flatMap { table.values[$0][column].point }
      return ColumnScale.Fixed(
        goalposts: normalisation.limits(of: indicator, peerSet: peerSet).map {
          sign > 0 ? $0 : Limits(-$0.high, -$0.low)
        },
        reference: value.map { sign * $0 } ?? .nan)
    }
  }

  /// The row that gives references to a set.
  private static func referenceRow(
    in table: ScoringTable, _ normalisation: Normalisation, peerSet: String, year: Int?
  ) -> Int? {
    guard let reference = normalisation.referenceRow else { return nil }
    return table.rows.firstIndex { row in
      row.body == reference.body && row.peerSet == peerSet
        && row.year == (reference.year ?? year ?? row.year)
    }
  }

  /// Normalises all columns.
  ///
  /// - Returns: the columns of points, worse and better scores, and for each indicator why it has
  ///   no scale, where it has none. Ends are nothing where every indicator is exact.
  func normalised(_ normalisation: Normalisation) -> NormalisedSet {
    let size = points.count
    let hasEnds = isExact.contains(false)
    var absences = [ColumnScale.Absence?](repeating: nil, count: isExact.count)
    var worst = hasEnds ? [Double](repeating: .nan, count: size) : []
    var best = worst
    let scores = [Double](unsafeUninitializedCapacity: size) { scores, initializedCount in
      scores.initialize(repeating: .nan)
      initializedCount = size
      points.withUnsafeBufferPointer { points in
        for column in isExact.indices {
          let range = column * rowCount..<(column + 1) * rowCount
          let values = UnsafeBufferPointer(rebasing: points[range])
          switch ColumnScale.make(values, normalisation, fixed[column]) {
          case .failure(let error): absences[column] = error.absence
          case .success(let made):
            made.scale.apply(values, into: UnsafeMutableBufferPointer(rebasing: scores[range]))
            guard hasEnds else { continue }
            for place in range {
              (worst[place], best[place]) = ends(at: place, score: scores[place], made)
            }
          }
        }
      }
    }
    return NormalisedSet(scores: scores, worst: worst, best: best, absences: absences)
  }

  /// The ends that a normalised value must lie between.
  ///
  /// An absent end is the worst or the best of the set, and an end beyond them is cut to them: what
  /// is not stated is taken to be within what peers state.
  private func ends(
    at place: Int, score: Double, _ made: ColumnScale.Made
  ) -> (worst: Double, best: Double) {
    let (low, high) = (worse[place], better[place])
    if points[place] == low && points[place] == high { return (score, score) }
    let worst = made.scale(low.isNaN ? made.least : min(max(low, made.least), made.greatest))
    let best = made.scale(high.isNaN ? made.greatest : min(max(high, made.least), made.greatest))
    return (worst, best)
  }
}

/// The normalised values of a parameter set, a column an indicator; NaN where there is none.
struct NormalisedSet {
  var scores: [Double]
  /// The worst that each can be; empty where all are exact.
  var worst: [Double]
  /// The best that each can be; empty where all are exact.
  var best: [Double]
  /// For each indicator why it scores nothing.
  var absences: [ColumnScale.Absence?]
}
