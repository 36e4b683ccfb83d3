internal import Diagnostics

/// The orders that agree best with all pairwise comparisons (Kemeny), exactly and with all ties.
///
/// The agreement of an order is Σ e(a, b) over all pairs with a before b, e as in ``Outranking``; an
/// optimal order has the greatest. There may be several: orders whose agreement is less by no more than
/// 1e-9 of the greatest are optimal too.
///
/// A body that stands *ahead* of another does so in every optimal order. The score is n − 1 less the
/// number of bodies that stand ahead: with one optimal order n − 1, n − 2 … 0. So bodies that optimal
/// orders put either way round share a rank where equally many are ahead of them.
///
/// The search is exact. Bodies are first parted into groups such that every body of one stands above
/// every body of the next by a majority, as they then do in every optimal order; each group is searched
/// by dynamic programming over its subsets. A group of more than ``largestGroup`` bodies is refused:
/// no heuristic stands in.
///
/// - Source: Kemeny, Daedalus 88 (1959), 577–591; Young & Levenglick, SIAM Journal on Applied Mathematics
///   35 (1978), 285–300; Truchon, An extension of the Condorcet criterion and Kemeny orders (1998), for
///   the groups; OECD/JRC, Handbook on Constructing Composite Indicators (2008), section 6.12.
public struct Kemeny: Sendable, Equatable {
  /// The most bodies that majorities need not part.
  public static let largestGroup = 16
  /// The most optimal orders that are listed.
  public static let mostOrders = 24

  /// Optimal orders, best body first, in the order of the bodies' labels; ``mostOrders`` at most.
  public let orders: [[String]]
  /// How many optimal orders there are; nothing where there are more than an integer holds.
  public let orderCount: Int?
  /// The agreement of an optimal order.
  public let agreement: Double
  /// For each body the best and the worst place that an optimal order gives it.
  public let places: [ClosedRange<Int>?]
  /// The pairwise comparisons.
  public let outranking: Outranking

  static func outcome(of matrix: PreparedMatrix) throws(MetricsError) -> Outcome {
    let pairs = PairwiseShares(matrix)
    let groups = Self.groups(pairs)
    if let large = groups.first(where: { $0.count > largestGroup }) {
      let (zh, en) = MatrixCheck.list(large.map { matrix.bodies[$0] })
      throw MetricsError(
        .methodRefused,
        [
          Diagnostic(
            .error,
            LocalisedText(
              zh: "kemeny 只精确求解不超过\(largestGroup)个多数比较分不开的机构，而\(zh)分不开："
                + "请缩小选择范围，或改用 copeland、borda",
              en:
                "kemeny is exact for up to \(largestGroup) bodies that majorities do not part, and "
                + "\(large.count) are not parted (\(en)): select fewer, or use copeland or borda"))
        ])
    }

    var ahead = [Int](repeating: 0, count: matrix.count)
    var places = [ClosedRange<Int>](repeating: 0...0, count: matrix.count)
    var orders: [[Int]] = [[]]
    var orderCount: Int? = 1
    var agreement = 0.0
    var before: [Int] = []
    for group in groups {
      let search = KemenySearch(group, pairs)
      agreement += search.agreement
      for body in group {
        for other in before { agreement += pairs.shares[other][body] }
      }
      for (place, body) in group.enumerated() {
        ahead[body] = before.count + search.ahead[place]
        let found = search.places[place]
        places[body] = (before.count + found.lowerBound)...(before.count + found.upperBound)
      }
      let next = search.orders(limit: mostOrders)
      orders = Array(
        orders.lazy.flatMap { start in next.lazy.map { start + $0 } }.prefix(mostOrders))
      orderCount = orderCount.flatMap { count in
        search.orderCount.flatMap { more in
          let (product, isOverflow) = count.multipliedReportingOverflow(by: more)
          return isOverflow ? nil : product
        }
      }
      before += group
    }

    let bodies = matrix.bodies
    let details = Kemeny(
      orders: orders.map { $0.map { bodies[$0] } }, orderCount: orderCount, agreement: agreement,
      places: matrix.expanded(places), outranking: pairs.details(matrix))
    return Outcome(
      scores: ahead.map { Double(matrix.count - 1 - $0) }, details: .kemeny(details),
      diagnostics: pairs.diagnostics + details.diagnostics)
  }

  /// Groups of bodies, best first, such that majorities put each before the next.
  ///
  /// They are the strongly connected parts of *not beaten by*; between two parts every pair has a
  /// majority, all in one direction, so majorities won less majorities lost put the parts in order.
  private static func groups(_ pairs: PairwiseShares) -> [[Int]] {
    let count = pairs.shares.count
    let wins = (0..<count).map { first in
      (0..<count).count { pairs.hasMajority(first, $0) }
    }
    let losses = (0..<count).map { first in
      (0..<count).count { pairs.hasMajority($0, first) }
    }
    let order = (0..<count).sorted {
      (-(wins[$0] - losses[$0]), $0) < (-(wins[$1] - losses[$1]), $1)
    }
    var groups: [[Int]] = []
    var start = 0
    // The end of the group: the furthest body that is not beaten by some body before it.
    var reach = 0
    for (place, body) in order.enumerated() {
      for later in order.indices.reversed() where later > reach {
        if !pairs.hasMajority(body, order[later]) {
          reach = later
          break
        }
      }
      if place == reach {
        groups.append(order[start...place].sorted())
        start = place + 1
        reach = place + 1
      }
    }
    return groups
  }

  /// Says where more than one order is optimal.
  private var diagnostics: [Diagnostic] {
    if orderCount == 1 { return [] }
    let number = orderCount.map { "\($0)" }
    return [
      Diagnostic(
        .note,
        LocalisedText(
          zh: "最优次序有\(number ?? "极多")种，符合度相同：各机构的位次以其中都成立的先后为准",
          en: "\(number ?? "very many") orders are optimal alike: ranks go by what all of them say")
      )
    ]
  }
}

/// The optimal orders of one group, by dynamic programming over its subsets.
private struct KemenySearch {
  private let group: [Int]
  private let shares: [[Double]]
  /// For each subset the greatest agreement of what follows once the subset stands in front.
  private let rest: [Double]
  /// For each subset the greatest agreement that putting it in front gives; −∞ off every optimal order.
  private let front: [Double]
  private let tolerance: Double

  let agreement: Double
  /// For each body how many of the group stand ahead of it in every optimal order.
  private(set) var ahead: [Int]
  /// For each body its places in optimal orders, from 1.
  private(set) var places: [ClosedRange<Int>]
  private(set) var orderCount: Int?

  init(_ group: [Int], _ pairs: PairwiseShares) {
    let count = group.count
    let whole = (1 << count) - 1
    let shares = group.map { first in group.map { pairs.shares[first][$0] } }

    // What a body gains where it follows a subset: its shares over all that are still to come.
    func gain(_ body: Int, after subset: Int) -> Double {
      var sum = 0.0
      var left = whole & ~subset & ~(1 << body)
      while left != 0 {
        sum += shares[body][left.trailingZeroBitCount]
        left &= left - 1
      }
      return sum
    }
    var rest = [Double](repeating: 0, count: whole + 1)
    for subset in stride(from: whole - 1, through: 0, by: -1) {
      var best = -Double.infinity
      for body in 0..<count where subset & 1 << body == 0 {
        best = max(best, gain(body, after: subset) + rest[subset | 1 << body])
      }
      rest[subset] = best
    }
    let best = rest[0]
    let tolerance = Ranking.relativeTolerance * max(1, best)

    // Forwards along optimal steps only.
    var front = [Double](repeating: -.infinity, count: whole + 1)
    front[0] = 0
    var behind = [Int](repeating: 0, count: count)
    var lowest = [Int](repeating: count, count: count)
    var highest = [Int](repeating: 1, count: count)
    for subset in 0..<whole where front[subset] > -.infinity {
      let place = subset.nonzeroBitCount + 1
      for body in 0..<count where subset & 1 << body == 0 {
        let next = subset | 1 << body
        let reached = front[subset] + gain(body, after: subset)
        if reached + rest[next] < best - tolerance { continue }
        front[next] = max(front[next], reached)
        // Those that are still to come stand behind the body in some optimal order.
        behind[body] |= whole & ~next
        lowest[body] = min(lowest[body], place)
        highest[body] = max(highest[body], place)
      }
    }
    // Backwards, how many optimal orders go on from each subset.
    var counts = [Int?](repeating: 0, count: whole + 1)
    counts[whole] = 1
    for subset in stride(from: whole - 1, through: 0, by: -1) where front[subset] > -.infinity {
      var sum: Int? = 0
      for body in 0..<count where subset & 1 << body == 0 {
        let next = subset | 1 << body
        if front[subset] + gain(body, after: subset) + rest[next] < best - tolerance { continue }
        sum = sum.flatMap { sum in
          counts[next].flatMap { more in
            let (total, isOverflow) = sum.addingReportingOverflow(more)
            return isOverflow ? nil : total
          }
        }
      }
      counts[subset] = sum
    }

    self.group = group
    self.shares = shares
    self.rest = rest
    self.front = front
    self.tolerance = tolerance
    agreement = best
    orderCount = counts[0]
    ahead = (0..<count).map { body in
      // Ahead in every order: never behind the body in any.
      (0..<count).count { $0 != body && behind[body] & 1 << $0 == 0 }
    }
    places = (0..<count).map { lowest[$0]...highest[$0] }
  }

  /// The first optimal orders, by the places of the bodies in the group.
  func orders(limit: Int) -> [[Int]] {
    let whole = rest.count - 1
    var found: [[Int]] = []
    func extend(_ order: [Int], _ subset: Int, _ reached: Double) {
      if found.count == limit { return }
      if subset == whole {
        found.append(order.map { group[$0] })
        return
      }
      for body in group.indices where subset & 1 << body == 0 {
        let next = subset | 1 << body
        var sum = reached
        for other in group.indices where next & 1 << other == 0 { sum += shares[body][other] }
        if sum + rest[next] >= agreement - tolerance { extend(order + [body], next, sum) }
      }
    }
    extend([], 0, 0)
    return found
  }
}
