extension IndexAudit {
  /// How far the members of a group say the same: Cronbach's α.
  ///
  /// `α = k²·c̄ / Σ cov`, with the k members, c̄ the mean of their covariances with each other and Σ cov the
  /// sum of all elements of the covariance matrix, variances included; the same as
  /// `k/(k − 1)·(1 − Σ var / Σ cov)`. It is at most 1, and negative where members pull against each other.
  /// Weights play no part. Covariances are of the rows that have every member (COINr takes each of the rows
  /// that have both).
  ///
  /// An index of things that need not go together has a low α and may be sound; a high one says that fewer
  /// indicators would do.
  ///
  /// - Source: Cronbach, Coefficient alpha and the internal structure of tests, Psychometrika 16 (1951);
  ///   OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 4.
  public struct Reliability: Sendable, Equatable {
    /// The group, or the root for all indicators.
    public let group: String
    /// What is compared: the members of the group that count; for the root all indicators that count.
    public let members: [String]
    /// How many rows have every member.
    public let count: Int
    /// Cronbach's α; nothing for fewer than two members or three rows, or where nothing varies.
    public let alpha: Double?

    /// Each group with its own members, then the root with all indicators.
    static func all(_ data: AuditData) -> [Reliability] {
      let groups = data.card.groups
      var found = groups.map { group in
        let own = data.counting.filter { data.ancestors[$0].first == group.id }
        let nested = groups.indices.filter {
          groups[$0].parent == group.id && groups[$0].weight > 0
        }
        return Reliability(
          group.id, own.map(data.id) + nested.map { groups[$0].id },
          own.map { data.indicators[$0] } + nested.map { data.groups[$0] })
      }
      found.append(
        Reliability(
          GroupDefinition.root, data.counting.map(data.id),
          data.counting.map { data.indicators[$0] }))
      return found
    }

    init(_ group: String, _ members: [String], _ columns: [[Double?]]) {
      let complete = AuditData.complete(columns)
      self.group = group
      self.members = members
      count = complete.first?.count ?? 0
      alpha = Self.alpha(complete)
    }

    static func alpha(_ columns: [[Double]]) -> Double? {
      guard columns.count > 1, let count = columns.first?.count, count > 2 else { return nil }
      // One unit for all, since α is of covariances; only so that no square overflows.
      let greatest = columns.joined().reduce(0) { max($0, abs($1)) }
      guard greatest > 0 else { return nil }
      let deviations = columns.map { column in
        let scaled = column.map { $0 / greatest }
        let mean = scaled.reduce(0, +) / Double(count)
        return scaled.map { $0 - mean }
      }
      let variances = deviations.reduce(0) { $0 + $1.reduce(0) { $0 + $1 * $1 } }
      let sums = (0..<count).map { row in deviations.reduce(0) { $0 + $1[row] } }
      let whole = sums.reduce(0) { $0 + $1 * $1 }
      // Members that cancel each other out leave only rounding.
      guard variances > 1e-20, whole > 1e-12 * variances else { return nil }
      let k = Double(columns.count)
      let mean = (whole - variances) / (k * (k - 1))
      return k * k * mean / whole
    }
  }
}
