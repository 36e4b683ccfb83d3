/// Ranks: 1 for the greatest value, and ties share the least rank (1, 2, 2, 4).
public enum Ranking {
  /// Two values closer than this share of the greater magnitude tie.
  public static let relativeTolerance = 1e-9

  /// Ranks values within sets, the greatest first.
  ///
  /// `|a − b| ≤ 1e-9 · max(|a|, |b|)` is a tie. Each value is compared with the first, the best, of
  /// its tie group, so that ties do not chain from neighbour to neighbour. Ranks are of the values as
  /// they are, before any rounding, and do not depend on their order.
  ///
  /// A value that is absent or not finite has no rank, and the others are ranked as if it were not there.
  ///
  /// - Parameters:
  ///   - values: the values.
  ///   - sets: for each value the set that it is ranked within; one set where absent.
  ///   - leastFirst: whether the least value has rank 1 instead.
  /// - Returns: for each value its rank, from 1. A value beyond the end of `sets` has none.
  public static func ranks(
    of values: [Double?], within sets: [String]? = nil, leastFirst: Bool = false
  ) -> [Int?] {
    var ids: [String: Int] = [:]
    let numbers = sets.map { names in
      names.map { name in
        let id = ids[name] ?? ids.count
        ids[name] = id
        return id
      }
    }
    return ranks(of: values, within: numbers, leastFirst: leastFirst, noise: [])
  }

  /// The same with sets by number, and for each set the difference that is rounding and no more.
  ///
  /// Scores around 0, such as means of z-scores, may differ by rounding alone and yet by more than any
  /// share of themselves.
  static func ranks(
    of values: [Double?], within sets: [Int]?, leastFirst: Bool, noise: [Double]
  ) -> [Int?] {
    var entries: [(set: Int, value: Double, row: Int)] = []
    entries.reserveCapacity(values.count)
    for (row, value) in values.enumerated() {
      guard let value, value.isFinite else { continue }
      guard let sets else {
        entries.append((0, leastFirst ? -value : value, row))
        continue
      }
      if row < sets.count { entries.append((sets[row], leastFirst ? -value : value, row)) }
    }
    entries.sort { ($0.set, $1.value) < ($1.set, $0.value) }

    var ranks = [Int?](repeating: nil, count: values.count)
    var start = 0
    var first = 0
    for (place, entry) in entries.enumerated() {
      if place == 0 || entry.set != entries[start].set {
        start = place
        first = place
      } else {
        let leader = entries[first].value
        let floor = entry.set < noise.count ? noise[entry.set] : 0
        if !isTie(leader, entry.value), leader - entry.value > floor { first = place }
      }
      ranks[entry.row] = first - start + 1
    }
    return ranks
  }

  /// Whether two values are the same but for rounding.
  @inline(__always)
  static func isTie(_ a: Double, _ b: Double) -> Bool {
    abs(a - b) <= relativeTolerance * max(abs(a), abs(b))
  }
}
