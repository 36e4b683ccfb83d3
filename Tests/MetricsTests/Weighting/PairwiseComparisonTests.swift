import Metrics
import Testing

@Suite struct PairwiseComparisonTests {
  static let house = [
    "size", "transport", "neighbourhood", "age", "yard", "modern", "condition", "financing",
  ]

  /// Saaty's judgements on buying a house, the upper triangle.
  static let houseJudgements: [[Double?]] = [
    [1, 5, 3, 7, 6, 6, 1.0 / 3, 1.0 / 4],
    [nil, 1, 1.0 / 3, 5, 3, 3, 1.0 / 5, 1.0 / 7],
    [nil, nil, 1, 6, 3, 4, 6, 1.0 / 5],
    [nil, nil, nil, 1, 1.0 / 3, 1.0 / 4, 1.0 / 7, 1.0 / 8],
    [nil, nil, nil, nil, 1, 1.0 / 2, 1.0 / 5, 1.0 / 6],
    [nil, nil, nil, nil, nil, 1, 1.0 / 5, 1.0 / 6],
    [nil, nil, nil, nil, nil, nil, 1, 1.0 / 2],
    [nil, nil, nil, nil, nil, nil, nil, 1],
  ]

  private func compare(_ rows: [[Double?]]) throws -> PairwiseComparison {
    try PairwiseComparison(
      items: rows.indices.map { "\("abcdefghijklmnopq".dropFirst($0).prefix(1))" },
      judgements: rows)
  }

  @Test func `the house of Saaty has his weights, and is refused by the judgement he revises`()
    throws
  {
    // Source: Saaty, European Journal of Operational Research 145 (2003): λmax 9.669, CI 0.238; after
    // neighbourhood to condition goes from 6 to 1/2, λmax 8.811 and CI 0.116.
    let comparison = try PairwiseComparison(items: Self.house, judgements: Self.houseJudgements)
    #expect(
      greatestDifference(
        comparison.principalVector, [0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333])
        <= 0.0006)
    #expect(
      greatestDifference(
        [comparison.principalEigenvalue, comparison.consistencyIndex], [9.669, 0.238]) <= 0.0006)
    // Recomputed by an independent eigenvalue routine.
    #expect(agree([comparison.principalEigenvalue], [9.668887317118154]))
    #expect(agree([comparison.principalVector[7]], [0.333188980002]))
    #expect(comparison.isConsistent == false)
    let revision = try #require(comparison.revision)
    #expect(revision.first == "neighbourhood" && revision.second == "condition")
    #expect(agree([revision.judgement, revision.suggestion], [6, 0.5]))
    // 0.11596115202 / 1.41.
    #expect(agree([revision.ratioAfter], [0.08224195178794805]))
    #expect(
      refusals { _ = try comparison.weights() } == [
        "method-refused",
        "the consistency ratio of the judgements is 0.169, above 0.1: revisit “neighbourhood” to "
          + "“condition”, judged 6; 1/2 would lower it most, to 0.082",
      ])

    var revised = Self.houseJudgements
    revised[2][6] = 0.5
    let after = try PairwiseComparison(items: Self.house, judgements: revised)
    #expect(
      greatestDifference(
        try after.weights(), [0.175, 0.062, 0.103, 0.019, 0.034, 0.041, 0.221, 0.345]) <= 0.0006)
    #expect(agree([after.principalEigenvalue], [8.811728064147047]))
  }

  @Test func `no other change of one judgement lowers the ratio more than the revision`() throws {
    let comparison = try PairwiseComparison(items: Self.house, judgements: Self.houseJudgements)
    let revision = try #require(comparison.revision)
    for row in 0..<8 {
      for column in (row + 1)..<8 {
        for value in [1.0 / 9, 1.0 / 4, 1.0 / 2, 1, 3, 8] {
          var other = Self.houseJudgements
          other[row][column] = value
          let ratio = try PairwiseComparison(items: Self.house, judgements: other).consistencyRatio
          #expect(ratio >= revision.ratioAfter - 1e-9)
        }
      }
    }
  }

  @Test func `a reciprocal judgement below 1 is named from its greater side`() throws {
    // Consistent would be c = 4a; the judgement of c to a is 1/9 instead.
    let comparison = try compare([[1, 1.0 / 2, 9], [nil, 1, 1.0 / 2], [nil, nil, 1]])
    let text = refusals { _ = try comparison.weights() }
    #expect(text.count == 2)
    #expect(
      text.last?.contains("revisit “a” to “c”, judged 9; 1/4 would lower it most, to 0") == true)
    let mirrored = try compare([[1, 2, 1.0 / 9], [nil, 1, 2], [nil, nil, 1]])
    #expect(
      refusals { _ = try mirrored.weights() }.last?
        .contains("revisit “c” to “a”, judged 9; 1/4 would lower it most, to 0") == true)
  }

  @Test func `of equally good changes the first is named`() throws {
    // Round in a circle: any one of the three turned to 1/9 makes all consistent.
    let comparison = try compare([[1, 3, 1.0 / 3], [nil, 1, 3], [nil, nil, 1]])
    let revision = try #require(comparison.revision)
    #expect(revision.first == "a" && revision.second == "b")
    #expect(agree([revision.suggestion, revision.ratioAfter], [1.0 / 9, 0]))
  }

  @Test func `the drinks of Saaty have his weights`() throws {
    // Source: Saaty, Decision making with the analytic hierarchy process, International Journal of
    // Services Sciences 1 (2008): consumption of drinks in the United States, CR 0.022.
    let comparison = try compare([
      [1, 9, 5, 2, 1, 1, 1.0 / 2],
      [nil, 1, 1.0 / 3, 1.0 / 9, 1.0 / 9, 1.0 / 9, 1.0 / 9],
      [nil, nil, 1, 1.0 / 3, 1.0 / 4, 1.0 / 3, 1.0 / 9],
      [nil, nil, nil, 1, 1.0 / 2, 1, 1.0 / 3],
      [nil, nil, nil, nil, 1, 2, 1.0 / 2],
      [nil, nil, nil, nil, nil, 1, 1.0 / 3],
      [nil, nil, nil, nil, nil, nil, 1],
    ])
    #expect(
      greatestDifference(
        try comparison.weights(), [0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327]) <= 0.0006)
    #expect(abs(comparison.consistencyRatio - 0.022) <= 0.0006)
    #expect(agree([comparison.consistencyRatio], [0.02230164638009467]))
  }

  @Test func `consistent judgements give back the weights they were made from`() throws {
    // a_ij = w_i / w_j of (0.5, 0.3, 0.15, 0.05): then λmax = 4 and the ratio is 0.
    let weights = [0.4, 0.3, 0.2, 0.1]
    let comparison = try compare(weights.map { a in weights.map { a / $0 } })
    #expect(agree(try comparison.weights(), weights))
    #expect(agree([comparison.principalEigenvalue, comparison.consistencyRatio], [4, 0]))
    #expect(comparison.revision == nil)
  }

  @Test func `one or two items contradict nothing`() throws {
    #expect(try compare([[nil]]).weights() == [1])
    let two = try compare([[1, 3], [nil, 1]])
    #expect(agree(try two.weights(), [0.75, 0.25]))
    #expect(two.consistencyRatio == 0)
  }

  @Test func `a triangle of fifteen items has a ratio, and sixteen are refused`() throws {
    func rows(_ count: Int) -> [[Double?]] {
      (0..<count).map { row in (0..<count).map { $0 > row ? 1 : nil } }
    }
    let fifteen = try compare(rows(15))
    #expect(agree(try fifteen.weights(), [Double](repeating: 1.0 / 15, count: 15)))
    #expect(fifteen.randomIndex == 1.59)
    #expect(
      refusals { _ = try compare(rows(16)) } == [
        "invalid-data",
        "16 items are compared, and random indices are published up to 15: split them into groups",
      ])
  }

  @Test func `rounded reciprocals are taken from the greater of the two`() throws {
    // 6 and 0.17: 1.02 is 1 but for rounding; 1 : 6 is 1/7 and 6/7.
    #expect(agree(try compare([[1, 6], [0.17, 1]]).weights(), [6.0 / 7, 1.0 / 7]))
    #expect(agree(try compare([[1, 0.17], [6, 1]]).weights(), [1.0 / 7, 6.0 / 7]))
  }

  @Test(
    arguments: [
      (
        [[1, 3], [3, 1]],
        "row 1, column 2 of the judgements (“a” to “b”) is 3, and the one across the diagonal is 3: "
          + "one must be the reciprocal of the other"
      ),
      (
        [[1, 0], [nil, 1]],
        "row 1, column 2 of the judgements (“a” to “b”) is 0: a judgement is above 0; write a "
          + "reciprocal such as 1/3 for less important"
      ),
      (
        [[1, nil], [-2, 1]],
        "row 2, column 1 of the judgements (“b” to “a”) is -2: a judgement is above 0; write a "
          + "reciprocal such as 1/3 for less important"
      ),
      (
        [[2, 3], [nil, 1]],
        "row 1, column 1 of the judgements (“a” to “a”) is 2: an item is 1 to itself"
      ),
      (
        [[1, nil], [nil, 1]],
        "row 1, column 2 of the judgements (“a” to “b”) is empty, and so is the one across the "
          + "diagonal: write one of them"
      ),
      (
        [[1, 12], [nil, 1]],
        "row 1, column 2 of the judgements (“a” to “b”) is 12: the scale goes from 1/9 to 9; what is "
          + "further apart belongs in different groups"
      ),
      ([[1, 2, 3], [nil, 1]], "row 1 of the judgements has 3 values for 2 items"),
    ] as [([[Double?]], String)])
  func `a cell that is wrong is named`(rows: [[Double?]], text: String) {
    #expect(refusals { _ = try compare(rows) } == ["invalid-data", text])
  }

  @Test func `nothing that is not a number is judged`() {
    #expect(refusals { _ = try compare([[1, .nan], [nil, 1]]) }.count == 2)
    #expect(refusals { _ = try compare([[1, .infinity], [0, 1]]) }.count == 3)
    #expect(refusals { _ = try compare([]) }.count == 2)
    let twice = refusals {
      _ = try PairwiseComparison(items: ["a", "a"], judgements: [[1, 1], [1, 1]])
    }
    #expect(twice == ["invalid-data", "an item is compared twice: name each once"])
  }

  @Test func `several people join by the geometric mean, in any order`() throws {
    // √(4 · 9) = 6, √(8 · 1/2) = 2, √(2 · 1/8) = 1/2.
    let first = try compare([[1, 4, 8], [nil, 1, 2], [nil, nil, 1]])
    let second = try compare([[1, 9, 1.0 / 2], [nil, 1, 1.0 / 8], [nil, nil, 1]])
    let joined = try PairwiseComparison(geometricMeanOf: [first, second])
    #expect(agree(joined.judgements[0], [1, 6, 2]))
    #expect(agree(joined.judgements[1], [1.0 / 6, 1, 1.0 / 2]))
    #expect(try PairwiseComparison(geometricMeanOf: [second, first]) == joined)
    #expect(refusals { _ = try PairwiseComparison(geometricMeanOf: []) }.count == 2)
    let other = try PairwiseComparison(
      items: ["x", "y", "z"], judgements: first.judgements.map { $0.map { $0 } })
    #expect(refusals { _ = try PairwiseComparison(geometricMeanOf: [first, other]) }.count == 2)
  }
}

@Suite struct AnalyticHierarchyTests {
  /// Where to travel: five criteria, and three places under each.
  private func travel() throws -> [String: PairwiseComparison] {
    let criteria = ["scenery", "cost", "lodging", "food", "journey"]
    func places(_ criterion: String, _ a: Double, _ b: Double, _ c: Double) throws
      -> PairwiseComparison
    {
      try PairwiseComparison(
        items: (1...3).map { "\(criterion) \($0)" },
        judgements: [[nil, a, b], [nil, nil, c], [nil, nil, nil]])
    }
    return [
      "index": try PairwiseComparison(
        items: criteria,
        judgements: [
          [1, 1.0 / 2, 4, 3, 3], [nil, 1, 7, 5, 5], [nil, nil, 1, 1.0 / 2, 1.0 / 3],
          [nil, nil, nil, 1, 1], [nil, nil, nil, nil, 1],
        ]),
      "scenery": try places("scenery", 2, 5, 2),
      "cost": try places("cost", 1.0 / 3, 1.0 / 8, 1.0 / 3),
      "lodging": try places("lodging", 1, 3, 3),
      "food": try places("food", 3, 4, 1),
      "journey": try places("journey", 1, 1.0 / 4, 1.0 / 4),
    ]
  }

  @Test func `the weights of a hierarchy are products from the root`() throws {
    // Source: 姜启源、谢金星、叶俊, 数学模型, chapter on the analytic hierarchy process: the places' weights
    // (0.595, 0.277, 0.129), (0.082, 0.236, 0.682), (0.429, 0.429, 0.142), (0.633, 0.193, 0.175),
    // (0.166, 0.166, 0.668), in sum (0.300, 0.246, 0.456).
    let hierarchy = try AnalyticHierarchy(comparisons: travel())
    let published = [
      "scenery": [0.595, 0.277, 0.129], "cost": [0.082, 0.236, 0.682],
      "lodging": [0.429, 0.429, 0.142], "food": [0.633, 0.193, 0.175],
      "journey": [0.166, 0.166, 0.668],
    ]
    for (criterion, weights) in published {
      let found = (1...3).map { hierarchy.localWeights["\(criterion) \($0)"] }
      #expect(greatestDifference(found, weights) <= 0.0015)
    }
    let totals = (1...3).map { place in
      published.keys.reduce(0) { $0 + (hierarchy.effectiveWeights["\($1) \(place)"] ?? .nan) }
    }
    #expect(greatestDifference(totals, [0.300, 0.246, 0.456]) <= 0.0015)
    #expect(agree(totals, [0.299254529745, 0.245303980015, 0.455441490239]))
    #expect(agree([totals.reduce(0, +)], [1]))
    #expect(hierarchy.effectiveWeights.count == 15)
    // 0.0180211 / 1.12 at the root; Σ w·CI / 0.58 below it, all groups being of three.
    #expect(
      agree(hierarchy.consistencyRatios, [0.018021102142554035 / 1.12, 0.0026682144913118106]))
  }

  @Test func `a group whose judgements contradict each other is named`() throws {
    var comparisons = try travel()
    comparisons["food"] = try PairwiseComparison(
      items: ["x", "y", "z"], judgements: [[1, 1.0 / 2, 9], [nil, 1, 1.0 / 2], [nil, nil, 1]])
    let text = refusals { _ = try AnalyticHierarchy(comparisons: comparisons) }
    #expect(text.first == "method-refused")
    #expect(
      text.last?.hasPrefix("the consistency ratio of the judgements of group “food” is ") == true)
  }

  @Test func `a hierarchy that is no tree is refused`() throws {
    func one(_ items: String...) throws -> PairwiseComparison {
      try PairwiseComparison(
        items: items,
        judgements: items.indices.map { row in items.indices.map { $0 > row ? 1 : nil } })
    }
    let twice = try ["index": one("a", "b"), "a": one("x", "b")]
    #expect(
      refusals { _ = try AnalyticHierarchy(comparisons: twice) } == [
        "invalid-definition", "“b” stands in the hierarchy more than once: put it in one group",
      ])
    let loose = try ["index": one("a", "b"), "c": one("x", "y")]
    #expect(
      refusals { _ = try AnalyticHierarchy(comparisons: loose) } == [
        "invalid-definition",
        "the group “c” cannot be reached from “index”: compare it with its peers in the group above",
      ])
    let circle = try ["index": one("a", "b"), "c": one("d", "x"), "d": one("c", "y")]
    #expect(refusals { _ = try AnalyticHierarchy(comparisons: circle) }.count == 3)
    #expect(
      refusals { _ = try AnalyticHierarchy(comparisons: [:]) } == [
        "invalid-definition", "there are no judgements for “index”, the root",
      ])
  }
}
