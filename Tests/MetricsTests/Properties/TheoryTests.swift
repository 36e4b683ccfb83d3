import Metrics
import Testing

/// What the theory promises of each method, and what it does not: a new case of an enumeration does not
/// compile here until someone has decided.
@Suite struct TheoryTests {
  private func values(
    _ generator: inout SeededGenerator, bodies: Int = 6, columns: Int = 3
  ) -> [[Double?]] {
    (0..<bodies).map { _ in
      (0..<columns).map { _ in Double(Int.random(in: 1...30, using: &generator)) }
    }
  }

  private func columns(_ weights: [Double] = [1, 2, 1.5]) -> [IndicatorDefinition] {
    weights.indices.map {
      IndicatorDefinition(
        id: "i\($0)", direction: .higher, weight: weights[$0], goalposts: Limits(-1, 200),
        reference: 250)
    }
  }

  private func card(
    _ rows: [[Double?]], _ method: Normalisation.Method, _ aggregation: Aggregation = .arithmetic,
    weights: [Double] = [1, 2, 1.5]
  ) throws -> ScoreCard {
    // Means other than the arithmetic need values above 0.
    let range = method == .minMax || method == .goalposts || method == .scaled
    return try ScoreCard(
      sample(columns(weights), rows),
      method: ScoringMethod(
        normalisation: Normalisation(method, range: range ? Limits(1, 100) : nil),
        aggregation: [aggregation], exponents: [aggregation == .generalised ? -2 : nil]))
  }

  // MARK: Unit and zero

  /// Whether a factor and a shift of all values of an indicator leave its scores alone.
  private func isFree(_ method: Normalisation.Method) -> (unit: Bool, zero: Bool) {
    switch method {
    case .minMax, .zScore, .rank, .percentileRank, .borda, .distanceToMax: (true, true)
    case .shareOfMax: (true, false)
    // Posts and references are in the unit of the values and stay where they are.
    case .distanceToReference, .goalposts, .scaled, .distanceToTarget: (false, false)
    }
  }

  @Test(arguments: Normalisation.Method.allCases)
  func `a normalisation is free of unit and zero where the theory has it, and only there`(
    method: Normalisation.Method
  ) throws {
    var generator = SeededGenerator(seed: 81)
    let rows = values(&generator)
    let before = try card(rows, method).rows.map(\.normalised)
    let scaled = try card(rows.map { $0.map { $0.map { $0 * 3 } } }, method).rows
    let shifted = try card(rows.map { $0.map { $0.map { $0 + 7 } } }, method).rows
    func isSame(_ rows: [ScoreCard.Row]) -> Bool {
      zip(rows, before).allSatisfy { agree($0.normalised, $1) }
    }
    #expect(isSame(scaled) == isFree(method).unit)
    #expect(isSame(shifted) == isFree(method).zero)
  }

  /// Whether treated values have the unit and the zero that they had.
  private func keepsScale(_ method: Treatment.Method) -> Bool {
    switch method {
    case .none, .winsorise, .winsoriseLog: true  // No logarithm is needed below.
    case .log, .boxCox: false
    }
  }

  @Test(arguments: Treatment.Method.allCases)
  func `a treatment keeps unit and zero unless it transforms`(method: Treatment.Method) throws {
    let given = (1...10).map { Double($0) } + [100]
    func treated(_ change: (Double) -> Double) throws -> [Double?] {
      try Treatment(method).apply(to: column(given.map(change)), for: Normalisation())
        .table.values.map { $0[0].point }
    }
    let expected = try treated { $0 }.map { $0.map { $0 * 3 + 7 } }
    #expect(try agree(treated { $0 * 3 + 7 }, expected) == keepsScale(method))
  }

  @Test(arguments: Imputation.Method.allCases)
  func `what is filled in has the unit and the zero of the values`(
    method: Imputation.Method
  ) throws {
    func filled(_ change: (Double) -> Double) throws -> [Double?] {
      let stated: [[Double?]] = [[3, nil, 9], [5, 1, 30], [4, 8, 2]]
      let rows = stated.indices.flatMap { body in
        (0..<3).map { ScoringTable.RowKey(body: bodyName(body), year: 2020 + $0) }
      }
      let table = ScoringTable(
        rows: rows, indicators: indicators("x"),
        values: stated.joined().map { [$0.map { .exact(change($0)) } ?? .notKnown] })
      return try Imputation(method).apply(
        to: table, groups: method.needsGroups ? rows.map { _ in "all" } : nil
      ).table.values.map { $0[0].point }
    }
    let plain = try filled { $0 }
    #expect(plain[1] != nil)
    #expect(try agree(filled { $0 * 3 + 7 }, plain.map { $0.map { $0 * 3 + 7 } }))
  }

  // MARK: Order

  /// Whether a body that gains by one indicator never loses a place.
  ///
  /// Not with z-scores: a value far above the others widens the deviation, and with it shrinks the lead
  /// over a body far below.
  private func isMonotone(_ method: Normalisation.Method) -> Bool {
    switch method {
    case .minMax, .rank, .percentileRank, .borda, .shareOfMax, .distanceToMax, .goalposts, .scaled:
      true
    // So long as no value is beyond the reference.
    case .distanceToReference, .distanceToTarget: true
    case .zScore: false
    }
  }

  @Test(arguments: Normalisation.Method.allCases.filter { $0 != .zScore }, Aggregation.allCases)
  func `a body that gains loses no place`(
    method: Normalisation.Method, aggregation: Aggregation
  ) throws {
    #expect(isMonotone(method))
    // Values of 0 have no geometric or harmonic mean.
    let hasZero =
      method == .percentileRank || method == .borda || method == .distanceToMax
      || method.rawValue.hasPrefix("distance-to")
    if hasZero && aggregation != .arithmetic { return }
    var generator = SeededGenerator(seed: 82)
    for _ in 0..<80 {
      let rows = values(&generator)
      let before = try card(rows, method, aggregation).ranks
      let body = Int.random(in: 0..<6, using: &generator)
      let column = Int.random(in: 0..<3, using: &generator)
      var better = rows
      better[body][column] =
        (rows[body][column] ?? 0) + Double.random(in: 1...60, using: &generator)
      let after = try card(better, method, aggregation).ranks
      #expect(try #require(after[body]) <= #require(before[body]))
    }
  }

  @Test func `with z-scores a body may lose a place by gaining`() throws {
    #expect(!isMonotone(.zScore))
    // Searched for among random tables of two indicators.
    var generator = SeededGenerator(seed: 83)
    var losses = 0
    for _ in 0..<4000 {
      let rows = values(&generator, bodies: 5, columns: 2)
      let before = try card(rows, .zScore, weights: [1, 1]).ranks
      var better = rows
      better[0][0] = (rows[0][0] ?? 0) + 40
      let after = try card(better, .zScore, weights: [1, 1]).ranks
      if try #require(after[0]) > #require(before[0]) { losses += 1 }
    }
    #expect(losses > 0)
  }

  /// Whether a body that gains by one criterion never loses a place.
  private func isMonotone(_ id: MultiCriteriaMethod.ID) -> Bool {
    switch id {
    // Only comparisons or ranks enter, and each gain can only turn one in the body's favour.
    case .borda, .copeland, .prometheeII, .rankSumRatio, .kemeny: true
    // The scale of a criterion moves with its values; no table is known where that turns ranks round.
    case .topsis, .copras: true
    // See the table below.
    case .vikor: false
    }
  }

  @Test func `by vikor a body may lose a place by gaining`() throws {
    #expect(!isMonotone(.vikor))
    // A gains 100 by the third criterion and is the best by it before and after. But the wider range
    // narrows what parts C from the others, and D, whose regret is then no worse, comes before A.
    let rows: [[Double?]] = [[40, 2, 10], [5, 10, 0], [20, 40, 1], [10, 5, 2]]
    var better = rows
    better[0][2] = 110
    #expect(try MultiCriteriaRanking(matrix(rows), method: .vikor()).ranks == [2, 4, 1, 3])
    #expect(try MultiCriteriaRanking(matrix(better), method: .vikor()).ranks == [3, 4, 1, 2])
  }

  @Test(arguments: MultiCriteriaMethod.ID.allCases.filter { $0 != .vikor })
  func `a body that gains by a criterion loses no place`(id: MultiCriteriaMethod.ID) throws {
    #expect(isMonotone(id))
    var generator = SeededGenerator(seed: 84)
    for _ in 0..<200 {
      let rows = values(&generator)
      let before = try MultiCriteriaRanking(
        matrix(rows, weights: [1, 2, 1.5]), method: MultiCriteriaMethod(id)
      ).ranks
      var better = rows
      better[0][1] = (rows[0][1] ?? 0) + Double.random(in: 1...20, using: &generator)
      let after = try MultiCriteriaRanking(
        matrix(better, weights: [1, 2, 1.5]), method: MultiCriteriaMethod(id)
      ).ranks
      #expect(try #require(after[0]) <= #require(before[0]))
    }
  }

  // MARK: A body joins

  /// Whether the order of the others stays whoever joins.
  private func keepsOrder(_ method: Normalisation.Method) -> Bool {
    switch method {
    case .goalposts, .scaled: true
    case .minMax, .zScore, .rank, .percentileRank, .borda, .shareOfMax, .distanceToMax,
      .distanceToReference, .distanceToTarget:
      false
    }
  }

  /// How often one body more turns the order of two others round, of so many tables.
  private func reversals(
    _ seed: UInt64, ranks: ([[Double?]]) throws -> [Int?]
  ) throws -> Int {
    var generator = SeededGenerator(seed: seed)
    var count = 0
    for _ in 0..<300 {
      let rows = values(&generator)
      let extreme = [1, 30, 150].map {
        Double(Int.random(in: 1...$0, using: &generator))
      }
      let before = try ranks(rows).compactMap { $0 }
      let after = try ranks(rows + [extreme]).compactMap { $0 }
      let isReversed = before.indices.contains { a in
        before.indices.contains { before[a] < before[$0] && after[a] > after[$0] }
      }
      if isReversed { count += 1 }
    }
    return count
  }

  @Test(arguments: Normalisation.Method.allCases)
  func `only goalposts keep the order of the others when a body joins`(
    method: Normalisation.Method
  ) throws {
    let count = try reversals(85) { try card($0, method).ranks }
    #expect((count == 0) == keepsOrder(method))
  }

  // Where every pair has a majority, one body more changes a Copeland difference by 2 at most, from 2 to a
  // tie: it takes weights that leave pairs undecided.
  @Test(arguments: MultiCriteriaMethod.ID.allCases)
  func `every multi-criteria method may turn two ranks round when a body joins`(
    id: MultiCriteriaMethod.ID
  ) throws {
    let count = try reversals(86) {
      try MultiCriteriaRanking(
        matrix($0, weights: [1, 2, 1]), method: MultiCriteriaMethod(id)
      ).ranks
    }
    #expect(count > 0)
  }

  // MARK: An indicator in two halves

  @Test(arguments: Aggregation.allCases)
  func `an indicator entered twice at half its weight changes no index`(
    aggregation: Aggregation
  ) throws {
    var generator = SeededGenerator(seed: 87)
    for _ in 0..<20 {
      let rows = values(&generator)
      let once = try card(rows, .minMax, aggregation)
      let twice = try card(
        rows.map { $0 + [$0[1]] }, .minMax, aggregation, weights: [1, 1, 1.5, 1])
      #expect(agree(twice.indices, once.indices))
      #expect(twice.ranks == once.ranks)
    }
  }

  /// Whether a method is additive in the weights, so that two halves are the whole.
  private func isAdditive(_ id: MultiCriteriaMethod.ID) -> Bool {
    switch id {
    case .borda, .copeland, .prometheeII, .rankSumRatio, .copras, .kemeny: true
    // Weights are squared in distances; the regret is the greatest of parts, and halves are less.
    case .topsis, .vikor: false
    }
  }

  @Test(arguments: MultiCriteriaMethod.ID.allCases)
  func `a criterion entered twice at half its weight changes nothing where weights add up`(
    id: MultiCriteriaMethod.ID
  ) throws {
    var generator = SeededGenerator(seed: 88)
    var isSame = true
    for _ in 0..<20 {
      let rows = values(&generator)
      let once = try MultiCriteriaRanking(
        matrix(rows, weights: [1, 2, 1.5]), method: MultiCriteriaMethod(id))
      let twice = try MultiCriteriaRanking(
        matrix(rows.map { $0 + [$0[1]] }, weights: [1, 1, 1.5, 1]),
        method: MultiCriteriaMethod(id))
      if !agree(twice.scores, once.scores) { isSame = false }
    }
    #expect(isSame == isAdditive(id))
  }

  // MARK: Weights from the values

  /// Whether the weights of a rule depend on the zero of the indicators.
  private func needsZero(_ id: DataDrivenWeighting.ID) -> Bool {
    switch id {
    case .entropy: true
    case .entropyMinMax, .entropyShifted, .critic, .pca, .pcaFirstComponent: false
    }
  }

  @Test(arguments: DataDrivenWeighting.ID.allCases)
  func `only raw entropy takes weights from where zero is`(id: DataDrivenWeighting.ID) throws {
    var generator = SeededGenerator(seed: 89)
    let rows = (0..<12).map { _ -> [Double?] in
      let common = Double.random(in: 0...9, using: &generator)
      return (0..<3).map { _ in 1 + common + Double.random(in: 0...9, using: &generator) }
    }
    func weights(_ rows: [[Double?]]) throws -> [Double] {
      try DataDrivenWeighting(id).weights(
        of: indicatorMatrix(rows), bootstrap: Bootstrap(.never)
      ).weights
    }
    let shifted = try weights(rows.map { [$0[0], $0[1], $0[2].map { $0 + 40 }] })
    #expect(try agree(shifted, weights(rows)) == !needsZero(id))
  }
}
