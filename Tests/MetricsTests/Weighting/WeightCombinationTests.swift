import Metrics
import Testing

@Suite struct WeightCombinationTests {
  private let subjective = [0.5, 0.3, 0.2]
  private let objective = [0.1, 0.2, 0.7]

  private func combined(_ combination: WeightCombination) throws -> [Double] {
    try combination.combine(subjective: subjective, objective: objective).weights
  }

  @Test func `multiplicative weights are the scaled products`() throws {
    // 0.05, 0.06, 0.14; sum 0.25.
    #expect(agree(try combined(.multiplicative), [0.2, 0.24, 0.56]))
  }

  @Test func `additive weights are a mean by the share`() throws {
    // 0.25 · 0.5 + 0.75 · 0.1 = 0.2; 0.075 + 0.15; 0.05 + 0.525.
    #expect(agree(try combined(.additive(subjectiveShare: 0.25)), [0.2, 0.225, 0.575]))
    #expect(agree(try combined(.additive(subjectiveShare: 1)), subjective))
    #expect(agree(try combined(.additive(subjectiveShare: 0)), objective))
  }

  @Test func `game-theory weights solve both equations`() throws {
    // u·u = 0.38, u·v = 0.25, v·v = 0.54. The coefficients are to each other as 0.54 · (0.38 − 0.25) =
    // 0.0702 to 0.38 · (0.54 − 0.25) = 0.1102: a share of 0.0702 / 0.1804.
    let result = try WeightCombination.gameTheory.combine(
      subjective: subjective, objective: objective)
    let share = 0.0702 / 0.1804
    #expect(agree([result.subjectiveShare], [share]))
    #expect(
      agree(
        result.weights,
        [
          0.5 * share + 0.1 * (1 - share), 0.3 * share + 0.2 * (1 - share),
          0.2 * share + 0.7 * (1 - share),
        ]))
    // Of mirrored weights each counts half.
    let mirrored = try WeightCombination.gameTheory.combine(
      subjective: [0.5, 0.3, 0.2], objective: [0.2, 0.3, 0.5])
    #expect(agree([mirrored.subjectiveShare], [0.5]))
  }

  @Test func `relative-entropy weights are the scaled geometric means`() throws {
    // √(0.32 · 0.02) = 0.08, √(0.18 · 0.5) = 0.3, √(0.5 · 0.48) = √0.24.
    let found = try WeightCombination.minimumRelativeEntropy.combine(
      subjective: [0.32, 0.18, 0.5], objective: [0.02, 0.5, 0.48]
    ).weights
    let sum = 0.38 + 0.24.squareRoot()
    #expect(agree(found, [0.08 / sum, 0.3 / sum, 0.24.squareRoot() / sum]))
  }

  @Test(arguments: WeightCombination.ID.allCases)
  func `weights of any sum combine to sum 1, and equal ones to equal ones`(
    id: WeightCombination.ID
  ) throws {
    let combination = WeightCombination(id)
    let found = try combination.combine(subjective: [5, 3, 2], objective: [1, 2, 7])
    #expect(agree(found.weights, try combined(combination)))
    #expect(agree([found.weights.reduce(0, +)], [1]))
    let same = try combination.combine(subjective: [2, 2, 2], objective: [1, 1, 1]).weights
    #expect(agree(same, [1.0 / 3, 1.0 / 3, 1.0 / 3]))
    let huge = try combination.combine(subjective: [1e308, 1e308], objective: [1e-300, 1e-300])
    #expect(agree(huge.weights, [0.5, 0.5]))
  }

  @Test(arguments: WeightCombination.ID.allCases)
  func `what are no weights is refused`(id: WeightCombination.ID) {
    let combination = WeightCombination(id)
    for (u, v) in [
      ([1, 2], [1]), ([], []), ([0, 0], [1, 1]), ([1, -1], [1, 1]), ([1, .nan], [1, 1]),
    ]
      as [([Double], [Double])]
    {
      #expect(
        refusals { _ = try combination.combine(subjective: u, objective: v) }.first
          == "invalid-data")
    }
  }

  @Test func `a combination that cannot be had says what to use`() {
    let apart = refusals {
      _ = try WeightCombination.multiplicative.combine(subjective: [1, 0], objective: [0, 1])
    }
    #expect(
      apart == ["method-refused", "no indicator has a weight above 0 in both sets: use additive"])
    // u·u = 1, u·v = 0.6, v·v = 0.36 + 0.16 = 0.52: v·v < u·v, so the coefficient of u is … that of v
    // is negative.
    let against = refusals {
      _ = try WeightCombination.gameTheory.combine(subjective: [1, 0], objective: [0.6, 0.4])
    }
    #expect(against.first == "method-refused")
    #expect(against.last?.hasSuffix("use minimum-relative-entropy or additive") == true)
    for share in [-0.1, 1.1, .nan] {
      #expect(
        refusals {
          _ = try WeightCombination.additive(subjectiveShare: share)
            .combine(subjective: [1, 1], objective: [1, 1])
        }.first == "invalid-definition")
    }
  }
}
