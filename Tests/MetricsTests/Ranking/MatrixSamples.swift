import Diagnostics
import Metrics

/// A matrix of bodies A, B, C … and criteria c1, c2 …; a direction of −1 is `lower`.
func matrix(
  _ values: [[Double?]], weights: [Double]? = nil, directions: [Int]? = nil
) -> DecisionMatrix {
  let count = values.first?.count ?? 0
  return DecisionMatrix(
    bodies: values.indices.map(bodyName),
    criteria: (0..<count).map {
      DecisionMatrix.Criterion(
        id: "c\($0 + 1)", direction: directions?[$0] == -1 ? .lower : .higher,
        weight: weights?[$0] ?? 1)
    },
    values: values)
}

/// A matrix of orders of preference, each a criterion weighted by its votes: the place, less is better.
func matrix(ofVotes votes: [(Double, String)]) -> DecisionMatrix {
  let options = votes[0].1.sorted()
  return DecisionMatrix(
    bodies: options.map { String($0) },
    criteria: votes.map {
      DecisionMatrix.Criterion(id: $0.1, direction: .lower, weight: $0.0)
    },
    values: options.map { option in
      votes.map { _, order in
        order.firstIndex(of: option).map { Double(order.distance(from: order.startIndex, to: $0)) }
      }
    })
}

extension MultiCriteriaRanking {
  var scores: [Double?] { rows.map(\.score) }
  var ranks: [Int?] { rows.map(\.rank) }
  var findings: [String] { diagnostics.map(\.text.english) }

  var topsis: Topsis? { if case .topsis(let details) = details { details } else { nil } }
  var rankSumRatio: RankSumRatio? {
    if case .rankSumRatio(let details) = details { details } else { nil }
  }
  var outranking: Outranking? {
    if case .outranking(let details) = details { details } else { nil }
  }
  var vikor: Vikor? { if case .vikor(let details) = details { details } else { nil } }
  var prometheeII: PrometheeII? {
    if case .prometheeII(let details) = details { details } else { nil }
  }
  var copras: Copras? { if case .copras(let details) = details { details } else { nil } }
  var kemeny: Kemeny? { if case .kemeny(let details) = details { details } else { nil } }
}

/// What is wrong with a matrix, in English; empty where it can be ranked.
func problems(
  _ matrix: DecisionMatrix, _ method: MultiCriteriaMethod, missing: MissingValues = .interval,
  coverage: Double = 0.6
) -> [String] {
  do {
    _ = try MultiCriteriaRanking(matrix, method: method, missing: missing, coverage: coverage)
    return []
  } catch {
    return error.problems.map(\.text.english)
  }
}

/// The code of the error that ranking a matrix throws.
func code(
  _ matrix: DecisionMatrix, _ method: MultiCriteriaMethod, missing: MissingValues = .interval
) -> MetricsError.Code? {
  do {
    _ = try MultiCriteriaRanking(matrix, method: method, missing: missing)
    return nil
  } catch {
    return error.code
  }
}

/// Every method, with every choice that has cases of its own.
let everyMethod: [MultiCriteriaMethod] =
  MultiCriteriaMethod.ID.allCases.map { MultiCriteriaMethod($0) } + [
    .topsis(.minMax), .rankSumRatio(.nonInteger, grades: 5), .vikor(strategy: 0.2),
    .prometheeII([
      "c1": .uShape(indifference: 1), "c2": .vShape(preference: 3),
      "c3": .linear(indifference: 1, preference: 4),
      "c4": .level(indifference: 1, preference: 2),
    ]), .prometheeII(["c1": .gaussian(deviation: 2)]),
  ]
