import Metrics
import Testing

@Suite struct NormalisationMethodTests {
  private func normalised(
    _ values: [Double?], _ normalisation: Normalisation, direction: Direction = .higher,
    goalposts: Limits? = nil, reference: Double? = nil
  ) throws -> [Double?] {
    try ScoreCard(
      column(values, direction: direction, goalposts: goalposts, reference: reference),
      method: ScoringMethod(normalisation: normalisation)
    ).column("x")
  }

  private func found(_ table: ScoringTable, _ normalisation: Normalisation) -> [String] {
    problems(table, method: ScoringMethod(normalisation: normalisation))
  }

  @Test func `scaled is a line through the goalposts and beyond`() throws {
    // 100 · (x − 1) / (7 − 1): a scale of 1 to 7 as 0 to 100; 8.5 → 125, −2 → −50.
    let posts = Limits(1, 7)
    #expect(
      try agree(
        normalised([1, 4, 7, 8.5, -2, nil], Normalisation(.scaled), goalposts: posts),
        [0, 50, 100, 125, -50, nil]))
    // Less is better: 100 · (7 − x) / 6.
    #expect(
      try agree(
        normalised([1, 4, 8.5], Normalisation(.scaled), direction: .lower, goalposts: posts),
        [100, 50, -25]))
    // Another range: 10 · (4 − 1) / 6.
    #expect(
      try agree(
        normalised(
          [4], Normalisation(.scaled, range: Limits(0, 10)), goalposts: posts), [5]))
  }

  @Test func `distance to target is that of COINr, with and without a cap`() throws {
    // Source: COINr 1.1.14, tests/testthat/test-normalise.R, "dist2targ".
    let open = Normalisation(.distanceToTarget)
    let capped = Normalisation(.distanceToTarget, isCapped: true)
    #expect(try agree(normalised([0, 5, 11], open, reference: 10), [0, 0.5, 1.1]))
    #expect(try agree(normalised([0, 5, 11], capped, reference: 10), [0, 0.5, 1]))
    #expect(
      try agree(normalised([-1, 1, 10], open, direction: .lower, reference: 0), [1.1, 0.9, 0]))
    #expect(
      try agree(normalised([-1, 1, 10], capped, direction: .lower, reference: 0), [1, 0.9, 0]))
  }

  @Test func `a cap is for references too, and stops nothing at the lower end`() throws {
    // 1 − (4 − x) / (4 − 2), at most 1.
    let normalisation = Normalisation(
      .distanceToReference, referenceRow: .init(body: "B"), isCapped: true)
    #expect(try agree(normalised([2, 4, 10], normalisation), [0, 1, 1]))
    // The target over goalposts [0, 10]: (x − 0) / (5 − 0); −2 → −0.4.
    let over = Normalisation(.distanceToTarget, over: .goalposts, isCapped: true)
    #expect(
      try agree(
        normalised([-2, 4, 9], over, goalposts: Limits(0, 10), reference: 5), [-0.4, 0.8, 1]))
  }

  @Test func `z-scores can be brought to another mean and deviation`() throws {
    // Mean 4, s = 2: 50 + 10 · (x − 4) / 2.
    let moments = Normalisation.Moments(mean: 50, deviation: 10)
    #expect(
      try agree(
        normalised([2, 4, 6, nil], Normalisation(.zScore, moments: moments)), [40, 50, 60, nil])
    )
    #expect(
      try agree(
        normalised([2, 4, 6], Normalisation(.zScore, moments: moments), direction: .lower),
        [60, 50, 40]))
  }

  @Test func `settings that a method does not use are refused`() {
    let table = column([1, 2], goalposts: Limits(0, 9), reference: 5)
    let moments = Normalisation.Moments(mean: 50, deviation: 10)
    #expect(
      found(table, Normalisation(.minMax, moments: moments)) == [
        "min-max takes no mean and deviation: only z-score does"
      ])
    #expect(
      found(table, Normalisation(.zScore, moments: .init(mean: 50, deviation: 0))) == [
        "the z-scores are to have mean 50 and deviation 0: "
          + "write a deviation above 0, as in 50 and 10"
      ])
    #expect(
      found(table, Normalisation(.zScore, moments: .init(mean: .nan, deviation: 1))).count == 1)
    #expect(
      found(table, Normalisation(.minMax, isCapped: true)) == [
        "min-max takes no cap: only distance-to-reference and distance-to-target do"
      ])
    #expect(
      found(table, Normalisation(.distanceToTarget, referenceRow: .init(body: "A"))) == [
        "distance-to-target takes no reference: only distance-to-reference does"
      ])
  }

  @Test func `scaled needs goalposts and distance to target a target`() {
    #expect(
      found(column([1, 2]), Normalisation(.scaled)) == [
        "indicator “x” has no goalposts: write goalposts: [low, high]"
      ])
    #expect(
      found(column([1, 2]), Normalisation(.distanceToTarget)) == [
        "indicator “x” has no target: give it a reference value"
      ])
    #expect(
      found(column([3, 5], reference: 3), Normalisation(.distanceToTarget)) == [
        "the reference 3 of “x” is not above the worst value, 3: choose another reference"
      ])
  }

  @Test func `a constant indicator scores nothing by distance to target and says so`() throws {
    let card = try ScoreCard(
      column([4, 4], reference: 9),
      method: ScoringMethod(normalisation: Normalisation(.distanceToTarget)))
    #expect(card.column("x") == [nil, nil])
    #expect(
      card.findings.first
        == "every value of “x” is 4: it scores nothing, and its weight does not count")
    // Its own scale is given, so that scaled does score it: 100 · 4 / 8.
    #expect(
      try normalised([4, 4], Normalisation(.scaled), goalposts: Limits(0, 8)) == [50, 50])
  }
}
