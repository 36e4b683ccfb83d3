import Metrics
import Testing

@Suite struct ChangeTests {
  private func change(
    _ before: Double?, _ rankBefore: Int?, _ after: Double?, _ rankAfter: Int?
  ) -> Change {
    Change(
      from: Change.Standing(value: before, rank: rankBefore),
      to: Change.Standing(value: after, rank: rankAfter))
  }

  @Test func `a change has a value, a percentage and the places gained`() {
    // 50 − 40 = 10; 100 · 10 / 40 = 25 %; from the 7th to the 3rd place is 4 up.
    let change = change(40, 7, 50, 3)
    #expect(change.value == 10)
    #expect(change.percentage == 25)
    #expect(change.rank == 4)
  }

  @Test func `a place lost is negative`() {
    #expect(change(40, 3, 30, 7).rank == -4)
    #expect(change(40, 3, 30, 7).percentage == -25)
  }

  @Test(arguments: [0.0, -2.0])
  func `there is no percentage of nothing or less`(earlier: Double) {
    let change = change(earlier, 1, 5, 1)
    #expect(change.value == 5 - earlier)
    #expect(change.percentage == nil)
  }

  @Test func `a part is absent where either year lacks it`() {
    #expect(change(nil, 1, 5, 2).value == nil)
    #expect(change(nil, 1, 5, 2).percentage == nil)
    #expect(change(nil, 1, 5, 2).rank == -1)
    #expect(change(4, nil, 5, 2).rank == nil)
    #expect(change(4, 1, nil, nil) == change(nil, nil, nil, nil))
  }

  @Test func `no part is infinite or overflows`() {
    #expect(change(-1e308, .min, 1.5e308, .max) == change(nil, nil, nil, nil))
    #expect(change(1e-308, 1, 1e300, 1).percentage == nil)
    #expect(change(.nan, 1, 1, 1).value == nil)
  }

  @Test func `a score card compares the years of one body and peer set`() throws {
    let keys = [
      ("甲市", 2021, "npc"), ("乙市", 2021, "npc"), ("甲市", 2022, "npc"), ("乙市", 2022, "npc"),
      ("甲市", 2021, "cppcc"), ("乙市", 2021, "cppcc"),
    ]
    let table = ScoringTable(
      rows: keys.map { ScoringTable.RowKey(body: $0.0, year: $0.1, peerSet: $0.2) },
      indicators: indicators("x"),
      values: [4, 8, 9, 5, 1, 2].map { [Estimate.exact($0)] })
    let card = try ScoreCard(table)
    // npc: min 4, max 9. 甲市 4 → 9: 0 → 100; second → first. 乙市 8 → 5: 80 → 20.
    let first = try #require(card.change(of: 2, since: 2021))
    #expect(first == Change(from: .init(value: 0, rank: 2), to: .init(value: 100, rank: 1)))
    #expect(first.percentage == nil)
    let second = try #require(card.change(of: 3, since: 2021))
    #expect(agree([second.value, second.percentage], [-60, -75]))
    #expect(second.rank == -1)
    #expect(card.change(of: 4, since: 2020) == nil)
    #expect(card.change(of: 6, since: 2021) == nil)
  }
}
