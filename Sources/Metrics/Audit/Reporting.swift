extension IndexAudit {
  /// How much of an indicator is stated, and whether what is stated tells bodies apart.
  ///
  /// The shares of values that are not 0 and of different values are of the values that are stated. COINr
  /// 1.1.14 divides both by the number of all rows, so that an indicator that few state looks as if it were
  /// mostly zeros, and is held against it twice.
  ///
  /// - Source: COINr 1.1.14, `check_coin` and `get_stats` (thresholds).
  public struct Reporting: Sendable, Equatable {
    /// The indicator.
    public let indicator: String
    /// How many rows there are.
    public let rowCount: Int
    /// How many of them state a point value.
    public let statedCount: Int
    /// The share of the stated values that are not 0; nothing where none is stated.
    public let nonZero: Double?
    /// The number of different stated values over the number of stated values; nothing where none is.
    ///
    /// Values are the same where they tie (``Ranking/relativeTolerance``).
    public let distinct: Double?

    /// The reporting rate: the share of rows that state a point value.
    public var rate: Double { Double(statedCount) / Double(max(1, rowCount)) }

    /// The rate below which an indicator is marked.
    public static let leastRate = 0.65
    /// The share of values that are not 0 below which it is marked.
    public static let leastNonZero = 0.5
    /// The share of different values below which it is marked.
    public static let leastDistinct = 0.5

    /// What an indicator is marked for.
    public enum Flag: String, Sendable, CaseIterable {
      /// Its reporting rate is below 0.65.
      case fewReports = "few-reports"
      /// Fewer than half of the stated values are not 0.
      case manyZeros = "many-zeros"
      /// There are fewer different values than half of the stated ones.
      case fewDistinct = "few-distinct"
    }

    /// What it is marked for.
    public var flags: [Flag] {
      Flag.allCases.filter { flag in
        switch flag {
        case .fewReports: rate < Self.leastRate - 1e-12
        case .manyZeros: nonZero.map { $0 < Self.leastNonZero - 1e-12 } ?? false
        case .fewDistinct: distinct.map { $0 < Self.leastDistinct - 1e-12 } ?? false
        }
      }
    }

    static func all(_ table: ScoringTable, rows: [Int]) -> [Reporting] {
      table.indicators.indices.map { column in
        let values = rows.compactMap { table.values[$0][column].point }.sorted()
        var distinct = 0
        var leader: Double?
        for value in values {
          if let leader, Ranking.isTie(leader, value) { continue }
          leader = value
          distinct += 1
        }
        let count = Double(values.count)
        return Reporting(
          indicator: table.indicators[column].id, rowCount: rows.count, statedCount: values.count,
          nonZero: values.isEmpty ? nil : Double(values.count { $0 != 0 }) / count,
          distinct: values.isEmpty ? nil : Double(distinct) / count)
      }
    }
  }
}
