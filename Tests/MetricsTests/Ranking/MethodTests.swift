import Metrics
import Testing

/// Each method by hand: what it makes on its way, its choices and its edges.
@Suite struct MethodTests {
  // MARK: TOPSIS

  @Test func `ideal and anti-ideal have the values' own signs`() throws {
    // Norms 5 and 13; shares ½. 3/5, 4/5 → ideal 0.4; 5/13, 12/13 with less better → ideal 5/26.
    let details = try #require(
      MultiCriteriaRanking(matrix([[3, 5], [4, 12]], directions: [1, -1]), method: .topsis()).topsis
    )
    #expect(agree(details.ideal, [0.4, 5.0 / 26]))
    #expect(agree(details.antiIdeal, [0.3, 12.0 / 26]))
    // A: 0.1 from the ideal in c1 only; 7/26 from the anti-ideal in c2 only. B the other way.
    #expect(agree(details.distancesToIdeal, [0.1, 7.0 / 26]))
    #expect(agree(details.distancesToAntiIdeal, [7.0 / 26, 0.1]))
  }

  @Test(arguments: Topsis.Scaling.allCases)
  func `the best by every criterion is at the ideal`(scaling: Topsis.Scaling) throws {
    let found = try MultiCriteriaRanking(
      matrix([[9, 1], [5, 4], [1, 7]], directions: [1, -1]), method: .topsis(scaling))
    #expect(found.scores[0] == 1)
    #expect(found.scores[2] == 0)
  }

  // MARK: VIKOR

  @Test func `without enough advantage all that are close are the compromise`() throws {
    // S: A ½; B ½ · 10/60 + ½ · 0.3 = 7/30; C 0.3; D 1. R: ½, 0.15, 0.3, ½.
    // Q of A: ½ · (4/15) / (23/30) + ½ = 4/23 + ½; of C: ½ · (2/30) / (23/30) + ½ · 0.15 / 0.35.
    let found = try MultiCriteriaRanking(
      matrix([[0, 100], [50, 70], [60, 40], [0, 0]]), method: .vikor())
    let details = try #require(found.vikor)
    #expect(agree(details.groupUtilities, [0.5, 7.0 / 30, 0.3, 1]))
    #expect(agree(details.regrets, [0.5, 0.15, 0.3, 0.5]))
    #expect(agree(found.scores, [4.0 / 23 + 0.5, 0, 1.0 / 23 + 3.0 / 14, 1]))
    // The advantage of C over B is 0.258, below 1/3.
    #expect(agree([details.threshold], [1.0 / 3]))
    #expect(details.hasAcceptableAdvantage == false)
    #expect(details.compromise == ["B", "C"])
    #expect(found.findings.contains { $0.contains("the advantage of the first is below") })
  }

  @Test func `without stability the next joins the compromise`() throws {
    // Best by Q but neither by S nor by R: searched for among random matrices, then the rule checked.
    var generator = SeededGenerator(seed: 71)
    var unstable = 0
    var stable = 0
    var close = 0
    for _ in 0..<2500 {
      let values = (0..<6).map { _ in
        (0..<4).map { _ in Double(Int.random(in: 0...20, using: &generator)) as Double? }
      }
      guard let found = try? MultiCriteriaRanking(matrix(values), method: .vikor()),
        let details = found.vikor
      else { continue }
      let q = found.scores.compactMap { $0 }
      let order = q.indices.sorted { q[$0] < q[$1] }
      #expect(agree([details.advantage], [q[order[1]] - q[order[0]]]))
      let (s, r) = (
        details.groupUtilities.compactMap { $0 }, details.regrets.compactMap { $0 }
      )
      if q[order[1]] > q[order[0]] + 1e-9, let leastS = s.min(), let leastR = r.min() {
        let isStable = s[order[0]] <= leastS + 1e-9 || r[order[0]] <= leastR + 1e-9
        #expect(details.hasAcceptableStability == isStable)
      }
      if !details.hasAcceptableAdvantage {
        close += 1
        #expect(details.advantage < 0.2)
        #expect(details.compromise.count == q.count { $0 - q[order[0]] < 0.2 - 1e-9 })
      } else if details.hasAcceptableStability {
        stable += 1
        #expect(details.compromise == [found.rows[order[0]].body])
      } else {
        unstable += 1
        #expect(details.compromise.first == found.rows[order[0]].body)
        #expect(details.compromise.count >= 2)
        #expect(found.findings.contains { $0.contains("best neither by S nor by R") })
      }
    }
    #expect(unstable > 0)
    #expect(stable > 100)
    #expect(close > 100)
  }

  @Test func `a part of Q without range is 0`() throws {
    // Each lacks all of one criterion and nothing of the other: S = R = ½ for both.
    let found = try MultiCriteriaRanking(matrix([[1, 0], [0, 1]]), method: .vikor())
    #expect(found.scores == [0, 0])
    #expect(found.ranks == [1, 1])
    #expect(found.vikor?.compromise == ["A", "B"])
  }

  @Test func `the strategy weighs the group against the regret`() throws {
    let table = matrix([[10, 0, 9], [6, 6, 5], [0, 10, 0]])
    let group = try MultiCriteriaRanking(table, method: .vikor(strategy: 1))
    let regret = try MultiCriteriaRanking(table, method: .vikor(strategy: 0))
    // S: A 1/3; B (0.4 + 0.4 + 4/9) / 3; C 2/3. R: A 1/3; B 4/27; C 1/3.
    #expect(agree(group.scores, [0, (1.2444444444444445 / 3 - 1.0 / 3) * 3, 1]))
    #expect(agree(regret.scores, [1, 0, 1]))
  }

  // MARK: PROMETHEE II

  @Test(
    arguments: [
      // d = 3 in favour of A, 0 among equals.
      (.usual, 1), (.uShape(indifference: 3), 0), (.uShape(indifference: 2.9), 1),
      (.vShape(preference: 4), 0.75), (.vShape(preference: 2), 1),
      (.level(indifference: 1, preference: 3), 0.5), (.level(indifference: 3, preference: 5), 0),
      (.level(indifference: 1, preference: 2), 1), (.linear(indifference: 1, preference: 5), 0.5),
      (.linear(indifference: 3, preference: 5), 0), (.linear(indifference: 0, preference: 3), 1),
      // 1 − exp(−9 / 18).
      (.gaussian(deviation: 3), 0.3934693402873666),
    ] as [(PreferenceFunction, Double)])
  func `a preference function gives the preference of its formula`(
    function: PreferenceFunction, expected: Double
  ) throws {
    let found = try MultiCriteriaRanking(
      matrix([[8], [5]]), method: .prometheeII(["c1": function]))
    #expect(agree(found.prometheeII?.positiveFlows ?? [], [expected, 0]))
    #expect(agree(found.prometheeII?.negativeFlows ?? [], [0, expected]))
    #expect(agree(found.scores, [expected, -expected]))
    let lower = try MultiCriteriaRanking(
      matrix([[8], [5]], directions: [-1]), method: .prometheeII(["c1": function]))
    #expect(agree(lower.scores, [-expected, expected]))
  }

  @Test func `a difference that is the threshold but for rounding is the threshold`() throws {
    // 0.9 − 0.7 is 0.20000000000000007 in binary.
    let found = try MultiCriteriaRanking(
      matrix([[0.9], [0.7]]), method: .prometheeII(["c1": .uShape(indifference: 0.2)]))
    #expect(found.scores == [0, 0])
  }

  @Test func `net flows sum to nothing`() throws {
    var generator = SeededGenerator(seed: 72)
    for _ in 0..<20 {
      let values = (0..<9).map { _ in
        (0..<3).map { _ in Double(Int.random(in: 0...6, using: &generator)) as Double? }
      }
      let found = try MultiCriteriaRanking(
        matrix(values), method: .prometheeII(["c2": .vShape(preference: 3)]))
      #expect(abs(found.scores.reduce(0) { $0 + ($1 ?? .nan) }) < 1e-12)
    }
  }

  // MARK: COPRAS

  @Test func `significance follows from benefits and costs`() throws {
    // Sums 10 and 6, shares ½. S₊ 0.3, 0.2; S₋ (2, 4)/12 = 1/6, 1/3.
    // Q: 0.3 + 0.5 / (1/6 · 9) = 0.3 + 1/3; 0.2 + 0.5 / (1/3 · 9) = 0.2 + 1/6.
    let found = try MultiCriteriaRanking(
      matrix([[6, 2], [4, 4]], directions: [1, -1]), method: .copras)
    let details = try #require(found.copras)
    #expect(agree(details.benefits, [0.3, 0.2]))
    #expect(agree(details.costs, [1.0 / 6, 1.0 / 3]))
    #expect(agree(details.significances, [19.0 / 30, 11.0 / 30]))
    #expect(agree(found.scores, [100, 100 * 11.0 / 19]))
  }

  @Test func `benefits alone are their own significance, and so are costs`() throws {
    let benefits = try MultiCriteriaRanking(matrix([[6], [4], [0]]), method: .copras)
    #expect(agree(benefits.scores, [100, 200.0 / 3, 0]))
    let costs = try MultiCriteriaRanking(
      matrix([[1], [2], [4]], directions: [-1]), method: .copras)
    // Inverse to the cost.
    #expect(agree(costs.scores, [100, 50, 25]))
  }

  @Test func `copras refuses what its sums cannot take`() {
    #expect(
      problems(matrix([[1, 2], [-3, 1]]), .copras) == [
        "copras needs values of 0 or above, and “c1” of “B” is -3: use topsis or vikor"
      ])
    #expect(
      problems(matrix([[1, 2], [3, 0]], directions: [1, -1]), .copras) == [
        "copras divides by the sum of the criteria of direction lower, and all of them are 0 for "
          + "“B”: use topsis or vikor"
      ])
    // One cost of several may be 0.
    #expect(problems(matrix([[1, 2], [3, 0]], directions: [-1, -1]), .copras) == [])
  }

  // MARK: Borda, Copeland

  @Test func `ties count a half`() throws {
    // c1: A and B tie above C; c2: C, B, A. Borda of A: ½ · 1.5 + 0.
    let table = matrix([[2, 1], [2, 2], [1, 3]])
    let borda = try MultiCriteriaRanking(table, method: .borda)
    #expect(agree(borda.scores, [0.75, 1.25, 1]))
    let copeland = try MultiCriteriaRanking(table, method: .copeland)
    // B over A by 3/4; the others are even.
    #expect(copeland.scores == [-1, 1, 0])
    #expect(copeland.ranks == [3, 1, 2])
  }

  @Test func `a majority that is half but for rounding is none`() throws {
    // 0.1 + 0.2 is not 0.3 in binary.
    let found = try MultiCriteriaRanking(
      matrix([[1, 1, 0], [0, 0, 1]], weights: [0.1, 0.2, 0.3]), method: .copeland)
    #expect(found.scores == [0, 0])
  }

  // MARK: 秩和比

  @Test func `non-integer ranks keep the distances`() throws {
    // 1 + 2 · (x − 2) / 8; for less better 1 + 2 · (9 − x) / 8.
    let found = try MultiCriteriaRanking(
      matrix([[2, 9], [6, 3], [10, 1]], weights: [3, 1], directions: [1, -1]),
      method: .rankSumRatio(.nonInteger))
    #expect(found.rankSumRatio?.ranks == [[1, 1], [2, 2.5], [3, 3]])
    // (3 · 2 + 2.5) / 4 / 3.
    #expect(agree(found.scores, [1.0 / 3, 8.5 / 12, 1]))
  }

  @Test func `ties share the mean of their ranks`() throws {
    let found = try MultiCriteriaRanking(
      matrix([[1], [3], [3], [7], [3]]), method: .rankSumRatio())
    #expect(found.rankSumRatio?.ranks.map { $0[0] } == [1, 3, 3, 5, 3])
    #expect(agree(found.scores, [0.2, 0.6, 0.6, 1, 0.6]))
  }

  @Test func `the last step of the distribution is corrected and no share is 1`() throws {
    // Two at the top: places 3 and 4 of 4, share 1 − 1/16 all the same.
    let details = try #require(
      MultiCriteriaRanking(matrix([[1], [2], [3], [3]]), method: .rankSumRatio()).rankSumRatio)
    #expect(details.distribution.map(\.share) == [0.25, 0.5, 0.9375])
    #expect(details.distribution.map(\.meanPlace) == [1, 2, 3.5])
  }

  @Test(
    arguments: [(3, [4, 6]), (4, [3.5, 5, 6.5]), (5, [3.2, 4.4, 5.6, 6.8])] as [(Int, [Double])])
  func `grades go by the customary cut points, the lower included`(
    grades: Int, cuts: [Double]
  ) throws {
    let table = matrix((1...40).map { [Double($0)] })
    let found = try MultiCriteriaRanking(table, method: .rankSumRatio(grades: grades))
    let details = try #require(found.rankSumRatio)
    #expect(details.regression?.cuts.map(\.probit) == cuts)
    let line = try #require(details.regression)
    for (row, grade) in details.grades.enumerated() {
      let probit = details.distribution[row].probit
      #expect(grade == 1 + cuts.count { probit >= $0 })
      #expect(
        agree([details.fitted[row]], [line.intercept + line.slope * probit]))
    }
    #expect(Set(details.grades.compactMap { $0 }) == Set(1...grades))
    // The 20th of 40 has a share of ½ and a probit of 5: a cut point of four grades.
    if grades == 4 { #expect(details.grades[19] == 3) }
  }

  @Test func `equal ratios have no line and no grades`() throws {
    let found = try MultiCriteriaRanking(matrix([[1, 2], [2, 1]]), method: .rankSumRatio())
    let details = try #require(found.rankSumRatio)
    #expect(details.regression == nil)
    #expect(details.grades == [nil, nil])
    #expect(details.fitted == [nil, nil])
    #expect(found.ranks == [1, 1])
    #expect(
      found.findings.contains(
        "all rank-sum ratios are equal: there is no regression, and there are no grades"))
  }

  // MARK: Kemeny

  /// All orders of some numbers.
  private func permutations(_ numbers: [Int]) -> [[Int]] {
    if numbers.isEmpty { return [[]] }
    return numbers.indices.flatMap { place in
      var rest = numbers
      let first = rest.remove(at: place)
      return permutations(rest).map { [first] + $0 }
    }
  }

  @Test func `the optimal orders are those of a search through all orders`() throws {
    var generator = SeededGenerator(seed: 73)
    let all = permutations(Array(0..<6))
    var severalOrders = 0
    for round in 0..<40 {
      // An even number of criteria at equal weights ties often, others seldom.
      let criteria = round % 2 == 0 ? 4 : 5
      let values = (0..<6).map { _ in
        (0..<criteria).map { _ in Double(Int.random(in: 0...5, using: &generator)) as Double? }
      }
      let found = try MultiCriteriaRanking(matrix(values), method: .kemeny)
      let details = try #require(found.kemeny)
      let shares = details.outranking.shares
      func agreement(_ order: [Int]) -> Double {
        var sum = 0.0
        for (place, first) in order.enumerated() {
          for second in order[(place + 1)...] { sum += shares[first][second] ?? .nan }
        }
        return sum
      }
      let agreements = all.map(agreement)
      let best = try #require(agreements.max())
      let optimal = zip(all, agreements).filter { $0.1 > best - 1e-9 }.map(\.0)
      #expect(agree([details.agreement], [best]))
      #expect(details.orderCount == optimal.count)
      let names = optimal.map { $0.map(bodyName) }
      #expect(details.orders.allSatisfy { names.contains($0) })
      #expect(Set(details.orders).count == min(optimal.count, Kemeny.mostOrders))
      for body in 0..<6 {
        let places = optimal.compactMap { $0.firstIndex(of: body) }.map { $0 + 1 }
        #expect(details.places[body]?.lowerBound == places.min())
        #expect(details.places[body]?.upperBound == places.max())
        let ahead = (0..<6).count { other in
          other != body
            && optimal.allSatisfy {
              ($0.firstIndex(of: other) ?? 0) < ($0.firstIndex(of: body) ?? 0)
            }
        }
        #expect(found.scores[body] == Double(5 - ahead))
      }
      if optimal.count > 1 { severalOrders += 1 }
    }
    #expect(severalOrders > 5)
  }

  @Test func `many bodies that majorities part are searched exactly`() throws {
    // Forty bodies in one order by all three criteria but for a circle of three at the top.
    var values = (0..<40).map { body in (0..<3).map { _ in Double(100 - body) as Double? } }
    values[0] = [103, 101, 102]
    values[1] = [102, 103, 101]
    values[2] = [101, 102, 103]
    let found = try MultiCriteriaRanking(matrix(values), method: .kemeny)
    // A over B, B over C and C over A by 2 of 3 each: three orders agree alike.
    #expect(found.kemeny?.orderCount == 3)
    #expect(found.ranks == [1, 1, 1] + (4...40).map { $0 })
    #expect(found.kemeny?.places.prefix(4) == [1...3, 1...3, 1...3, 4...4])
    #expect(found.ties == [["A", "B", "C"]])
  }

  @Test func `more bodies than the exact search takes are refused, and not guessed at`() {
    // Two opposite criteria part nobody.
    let table = matrix((0..<17).map { [Double($0), -Double($0)] })
    #expect(
      problems(table, .kemeny) == [
        "kemeny is exact for up to 16 bodies that majorities do not part, and 17 are not parted "
          + "(“A”, “B”, “C”, “D”, “E” and 12 more): select fewer, or use copeland or borda"
      ])
    #expect(code(table, .kemeny) == .methodRefused)
  }

  @Test func `as many bodies as the exact search takes, all tied, have all orders`() throws {
    let found = try MultiCriteriaRanking(
      matrix((0..<16).map { [Double($0), -Double($0)] }), method: .kemeny)
    let details = try #require(found.kemeny)
    // 16! orders.
    #expect(details.orderCount == 20_922_789_888_000)
    #expect(details.orders.count == Kemeny.mostOrders)
    #expect(details.orders[0] == (0..<16).map(bodyName))
    #expect(found.ranks == Array(repeating: 1, count: 16))
  }
}
