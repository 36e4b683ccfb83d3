import Metrics
import Testing

@Suite struct SolverTests {
  @Test func `programmes and eigenvectors are the same to the last bit on any number of threads`()
    async throws
  {
    let matrix = try indicatorMatrix(technologyMinMax())
    let bounds = BenefitOfDoubt.Bounds(
      .weight, [Limits](repeating: Limits(0.1, 0.15), count: 8))
    let expected = try BenefitOfDoubt(of: matrix, bounds: bounds)
    let weights = try DataDrivenWeighting(.pca).weights(of: matrix)
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask {
          let same = try BenefitOfDoubt(of: matrix, bounds: bounds) == expected
          return try same && DataDrivenWeighting(.pca).weights(of: matrix) == weights
        }
      }
      for try await isSame in group { #expect(isSame) }
    }
  }

  @Test func `an eigenvector has the sign that makes its sum positive`() throws {
    // r = −1 between the first two, the third goes with the first: v = (1, −1, 1)/√3, sum 1/√3.
    let rows: [[Double?]] = [[1, 3, 10], [2, 2, 20], [3, 1, 30]]
    let card = try ScoreCard(sample(indicators("x", "y", "z"), rows + [[4, 0, 40]]))
    let found = try #require(try panel(card).components)
    #expect(agree(found.components.eigenvalues, [3, 0, 0]))
    #expect(agree(found.firstLoadings, [1, -1, 1]))
    // Turned round, it is the other way round.
    let turned = try ScoreCard(
      sample(indicators("x", "y", "z"), [[1, 3, 30], [2, 2, 20], [3, 1, 10], [4, 0, 0]]))
    let loadings = try #require(try panel(turned).components).firstLoadings
    #expect(agree(loadings, [-1, 1, 1]))
  }

  @Test func `many bodies of equal values, zeros and far apart scales are solved`() throws {
    var generator = SeededGenerator(seed: 21)
    let rows: [[Double?]] = (0..<60).map { row in
      (0..<12).map { column in
        row % 5 == column % 5 ? 0 : Double(Int.random(in: 0...3, using: &generator))
      }
    }
    let found = try BenefitOfDoubt(of: indicatorMatrix(rows + rows))
    let scores = found.bodies.compactMap { $0?.score }
    #expect(scores.count == 120 && scores.allSatisfy { (0...1).contains($0) })
    #expect(Array(scores[..<60]) == Array(scores[60...]))
    #expect(scores.max() == 1)
  }
}
