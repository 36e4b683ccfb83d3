import Metrics
import Testing

@Suite struct RankThresholdTests {
  private func search(
    _ table: ScoringTable, row: Int, column: Int, _ move: RankThreshold.Move, limit: Int,
    sign: Double = 1
  ) -> RankThreshold? {
    let point = table.values[row][column].point ?? 0
    return RankThreshold.smallest(
      row: row, column: column, move, in: table, limit: limit,
      value: { point + sign * Double($0) }, rescore: { try? ScoreCard($0) })
  }

  @Test func `the smallest whole change that passes the next`() throws {
    // One indicator, so that scores are in the order of the figures: 10, 7, 3. From 3, 4 more tie with 7
    // at the second place, which is one up; from 7, 2 fewer still stand above 3, 4 fewer tie and keep
    // rank 2, 5 fewer fall to 3.
    let table = column([10, 7, 3])
    let up = try #require(search(table, row: 2, column: 0, .up, limit: 7))
    #expect(up.steps == 4 && up.value == 7 && up.rank == 2)
    let down = try #require(search(table, row: 1, column: 0, .down, limit: 7, sign: -1))
    #expect(down.steps == 5 && down.value == 2 && down.rank == 3)
  }

  @Test func `nothing moves beyond the limit, above the first or without a rank`() {
    let table = column([10, 7, 3])
    #expect(search(table, row: 2, column: 0, .up, limit: 3) == nil)
    #expect(search(table, row: 2, column: 0, .up, limit: 0) == nil)
    #expect(search(table, row: 0, column: 0, .up, limit: 1000) == nil)
    #expect(search(column([10, 7, nil]), row: 2, column: 0, .up, limit: 100) == nil)
    #expect(search(column([5, 5, 5]), row: 0, column: 0, .up, limit: 0) == nil)
  }

  @Test func `a figure that is at least so many moves with its ends`() throws {
    let estimates = [Estimate.exact(10), .exact(8), Estimate(point: 4, low: 3, high: 6)]
    let table = sample(indicators("x"), estimates.map { [$0] })
    let found = RankThreshold.smallest(
      row: 2, column: 0, .up, in: table, limit: 6, value: { 4 + Double($0) },
      rescore: { changed in
        let value = changed.values[2][0]
        if let point = value.point { #expect(value.low == point - 1 && value.high == point + 2) }
        return try? ScoreCard(changed)
      })
    #expect(found?.steps == 4)
  }

  @Test(arguments: 1...12)
  func `the change that is found moves the rank and no smaller one does`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let definitions = (0..<3).map { column in
      IndicatorDefinition(
        id: "i\(column)", direction: column == 2 ? .lower : .higher,
        weight: Double(Int.random(in: 1...4, using: &generator)))
    }
    // Far apart, so that the steps go beyond those that are tried one by one.
    let table = sample(
      definitions,
      (0..<9).map { _ in
        definitions.map { _ in Double(Int.random(in: 0...300, using: &generator)) }
      })
    let card = try ScoreCard(table)
    for row in [0, 5] {
      let rank = try #require(card.rows[row].rank)
      for column in 0..<3 {
        let values = table.values.compactMap { $0[column].point }
        let point = table.values[row][column].point ?? 0
        for move in RankThreshold.Move.allCases {
          let sign: Double = (move == .up) == (column != 2) ? 1 : -1
          let end = (sign > 0 ? values.max() : values.min()) ?? point
          let limit = Int(abs(end - point))
          let found = search(table, row: row, column: column, move, limit: limit, sign: sign)
          #expect((found?.steps ?? 1) <= max(limit, 1))
          func rankAfter(_ steps: Int) -> Int? {
            var changed = table
            changed.values[row][column] = .exact(point + sign * Double(steps))
            return (try? ScoreCard(changed))?.rows[row].rank
          }
          func moves(_ steps: Int) -> Bool {
            guard let after = rankAfter(steps) else { return false }
            return move == .up ? after < rank : after > rank
          }
          if let found {
            #expect(moves(found.steps) && rankAfter(found.steps) == found.rank)
            for steps in 1..<max(found.steps, 2) where steps < found.steps {
              #expect(!moves(steps))
            }
          } else {
            for steps in stride(from: 1, through: limit, by: 7) { #expect(!moves(steps)) }
            if limit > 0 { #expect(!moves(limit)) }
          }
        }
      }
    }
  }

  // MARK: - Rounding that keeps a sum

  @Test func `rounded parts add up to the rounded total`() {
    // 1/3 each of 1: 0.3 + 0.3 + 0.3 leaves 0.1 for the first of equal remainders.
    #expect(LargestRemainder.rounded([1 / 3, 1 / 3, 1 / 3], decimals: 1) == [0.4, 0.3, 0.3])
    // 14.29 + 42.86 + 42.86: down to 14, 42, 42, and the two largest remainders up.
    #expect(LargestRemainder.rounded([100 / 7, 300 / 7, 300 / 7], decimals: 0) == [14, 43, 43])
    // −1.25 and 2.5 to 1.3: down to −1.3 and 2.5 leaves 0.1 for the first.
    #expect(LargestRemainder.rounded([-1.25, 2.5], to: 1.3, decimals: 1) == [-1.2, 2.5])
    #expect(LargestRemainder.rounded([0.1, 0.2], decimals: 1) == [0.1, 0.2])
    #expect(LargestRemainder.rounded([], decimals: 1) == [])
    #expect(LargestRemainder.rounded([1e300, 1], decimals: 1) == [1e300, 1])
  }

  @Test(arguments: 1...50)
  func `no part moves by a whole unit, and the sum is that of the parts`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let values = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
      Double.random(in: -20...20, using: &generator)
    }
    let rounded = LargestRemainder.rounded(values, decimals: 1)
    let sum = (values.reduce(0, +) * 10).rounded()
    #expect((rounded.reduce(0) { $0 + ($1 * 10).rounded() }) == sum)
    for (value, round) in zip(values, rounded) { #expect(abs(value - round) < 0.1 + 1e-9) }
  }
}
