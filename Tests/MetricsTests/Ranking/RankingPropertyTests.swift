import Metrics
import Testing

/// What every method promises, on random matrices.
@Suite struct RankingPropertyTests {
  /// A matrix of small whole numbers above 0, so that values tie, with directions and weights.
  private func random(
    _ generator: inout SeededGenerator, bodies: Int = 7, criteria: Int = 5
  ) -> DecisionMatrix {
    let values = (0..<bodies).map { _ in
      (0..<criteria).map { _ in Double(Int.random(in: 1...9, using: &generator)) as Double? }
    }
    return matrix(
      values, weights: (0..<criteria).map { _ in Double(Int.random(in: 1...4, using: &generator)) },
      directions: (0..<criteria).map { $0 == 1 ? -1 : 1 })
  }

  private func shuffled(
    _ matrix: DecisionMatrix, _ generator: inout SeededGenerator
  ) -> (matrix: DecisionMatrix, order: [Int]) {
    let order = matrix.bodies.indices.shuffled(using: &generator)
    var result = matrix
    result.bodies = order.map { matrix.bodies[$0] }
    result.values = order.map { matrix.values[$0] }
    return (result, order)
  }

  @Test(arguments: everyMethod)
  func `nothing depends on the order of the rows, to the last bit`(
    method: MultiCriteriaMethod
  ) throws {
    var generator = SeededGenerator(seed: 51)
    for _ in 0..<8 {
      var table = random(&generator)
      table.values[2][3] = nil
      table.values[5][0] = nil
      for missing in MissingValues.allCases {
        if missing == .renormalise, !problems(table, method, missing: missing).isEmpty { continue }
        let found = try MultiCriteriaRanking(table, method: method, missing: missing)
        let (other, order) = shuffled(table, &generator)
        let again = try MultiCriteriaRanking(other, method: method, missing: missing)
        #expect(again.rows == order.map { found.rows[$0] })
        #expect(again.diagnostics == found.diagnostics)
        #expect(again.shares == found.shares)
      }
    }
  }

  @Test(arguments: everyMethod)
  func `the order of the criteria changes no rank`(method: MultiCriteriaMethod) throws {
    var generator = SeededGenerator(seed: 52)
    for _ in 0..<8 {
      let table = random(&generator)
      var other = table
      other.criteria.reverse()
      other.values = table.values.map { $0.reversed() }
      let found = try MultiCriteriaRanking(table, method: method)
      let again = try MultiCriteriaRanking(other, method: method)
      #expect(again.ranks == found.ranks)
      #expect(agree(again.scores, found.scores))
    }
  }

  @Test(arguments: everyMethod)
  func `a body that is at least as good by every criterion has no worse rank`(
    method: MultiCriteriaMethod
  ) throws {
    var generator = SeededGenerator(seed: 53)
    var pairs = 0
    for _ in 0..<60 {
      let table = random(&generator, bodies: 7, criteria: 3)
      let ranks = try MultiCriteriaRanking(table, method: method.without("c4")).ranks
      for a in table.bodies.indices {
        for b in table.bodies.indices where a != b {
          let dominates = table.criteria.indices.allSatisfy { column in
            let (x, y) = (table.values[a][column] ?? 0, table.values[b][column] ?? 0)
            return table.criteria[column].direction == .higher ? x >= y : x <= y
          }
          guard dominates else { continue }
          pairs += 1
          #expect(try #require(ranks[a]) <= #require(ranks[b]))
        }
      }
    }
    #expect(pairs > 200)
  }

  @Test(arguments: everyMethod)
  func `a body and its double share a rank`(method: MultiCriteriaMethod) throws {
    var generator = SeededGenerator(seed: 54)
    for _ in 0..<8 {
      var table = random(&generator)
      table.bodies.append("double of C")
      table.values.append(table.values[2])
      let found = try MultiCriteriaRanking(table, method: method)
      #expect(found.ranks[7] == found.ranks[2])
      #expect(found.ties.contains { $0.contains("C") && $0.contains("double of C") })
      #expect(found.findings.contains { $0.contains("“double of C”") && $0.contains("share rank") })
    }
  }

  @Test(arguments: [MultiCriteriaMethod.topsis(.minMax), .vikor(), .rankSumRatio(.nonInteger)])
  func `a double moves no other rank where only the ends of a criterion count`(
    method: MultiCriteriaMethod
  ) throws {
    var generator = SeededGenerator(seed: 55)
    for _ in 0..<8 {
      let table = random(&generator)
      var more = table
      more.bodies.append("Z")
      more.values.append(table.values[2])
      let order = try MultiCriteriaRanking(table, method: method)
      let other = try MultiCriteriaRanking(more, method: method)
      for a in 0..<7 {
        for b in 0..<7 {
          let (before, after) = (order.ranks, other.ranks)
          #expect(
            try (#require(before[a]) < #require(before[b]))
              == (#require(after[a]) < #require(after[b])))
        }
      }
    }
  }

  @Test(arguments: everyMethod)
  func `a criterion of weight 0 is as if it were not there`(method: MultiCriteriaMethod) throws {
    var generator = SeededGenerator(seed: 56)
    for _ in 0..<8 {
      let table = random(&generator)
      var more = table
      more.criteria.append(.init(id: "shown", direction: .lower, weight: 0))
      more.values = table.values.enumerated().map { $1 + [$0 == 3 ? nil : -Double($0)] }
      let found = try MultiCriteriaRanking(table, method: method)
      let other = try MultiCriteriaRanking(more, method: method)
      #expect(other.rows == found.rows)
      #expect(other.shares == found.shares + [0])
    }
  }

  @Test(arguments: everyMethod)
  func `only the shares of the weights matter`(method: MultiCriteriaMethod) throws {
    var generator = SeededGenerator(seed: 57)
    let table = random(&generator)
    var other = table
    for column in other.criteria.indices { other.criteria[column].weight *= 3.7 }
    let found = try MultiCriteriaRanking(table, method: method)
    let again = try MultiCriteriaRanking(other, method: method)
    #expect(agree(again.scores, found.scores))
    #expect(again.ranks == found.ranks)
  }

  @Test(arguments: everyMethod)
  func `the unit of a criterion changes nothing where no threshold is in it`(
    method: MultiCriteriaMethod
  ) throws {
    if case .prometheeII(let functions) = method, !functions.isEmpty { return }
    var generator = SeededGenerator(seed: 58)
    for unit in [1000, 0.3, 1e150, 1e-150, 1e300] {
      let table = random(&generator)
      var other = table
      other.values = table.values.map { $0.map { $0.map { $0 * unit } } }
      let found = try MultiCriteriaRanking(table, method: method)
      let again = try MultiCriteriaRanking(other, method: method)
      #expect(agree(again.scores, found.scores))
      #expect(again.ranks == found.ranks)
    }
  }

  @Test(arguments: everyMethod)
  func `the zero of a criterion changes nothing where the method does not need it`(
    method: MultiCriteriaMethod
  ) throws {
    var generator = SeededGenerator(seed: 59)
    let table = random(&generator)
    var other = table
    other.values = table.values.map { $0.map { $0.map { $0 + 100 } } }
    let found = try MultiCriteriaRanking(table, method: method)
    let again = try MultiCriteriaRanking(other, method: method)
    let isFree = method != .topsis(.vector) && method != .copras
    #expect(agree(again.scores, found.scores) == isFree)
  }

  @Test(arguments: everyMethod)
  func `turning a direction and the sign of its values changes nothing`(
    method: MultiCriteriaMethod
  ) throws {
    // Values below 0 are nothing that copras could take.
    if method == .copras { return }
    var generator = SeededGenerator(seed: 60)
    let table = random(&generator)
    var other = table
    other.criteria[0].direction = .lower
    other.values = table.values.map { [$0[0].map { -$0 }] + $0.dropFirst() }
    let found = try MultiCriteriaRanking(table, method: method)
    let again = try MultiCriteriaRanking(other, method: method)
    #expect(again.rows == found.rows)
  }

  @Test(arguments: everyMethod)
  func `no result is NaN or infinite`(method: MultiCriteriaMethod) throws {
    let tables = [
      matrix([[1, 2], [2, 1]]),
      matrix([[1e308, 1], [1e-308, 2], [0, 3]]),
      matrix([[0, 5], [0, 5], [1, 5]]),
      matrix([[1, 1], [1, 1], [2, 2]]),
      matrix([[3, 3], [1, 1], [2, 2]]),
    ]
    for table in tables {
      let found = try MultiCriteriaRanking(table, method: method.without("c3", "c4"))
      #expect(found.scores.allSatisfy { $0?.isFinite == true })
      #expect(found.ranks.allSatisfy { $0 != nil })
    }
  }
}

extension MultiCriteriaMethod {
  /// The method without the preference functions of criteria that a smaller matrix does not have.
  fileprivate func without(_ ids: String...) -> MultiCriteriaMethod {
    guard case .prometheeII(let functions) = self else { return self }
    return .prometheeII(functions.filter { !ids.contains($0.key) })
  }
}
