import Testing

@testable import Charting

struct TicksTests {
  @Test func `ticks are multiples of 1, 2, 2.5 or 5`() {
    func ticks(_ high: Double) -> [Double] {
      Ticks(from: 0, to: high, atMost: 5, areCounts: false).values
    }
    #expect(ticks(4.2) == [0, 1, 2, 3, 4])
    #expect(ticks(8.9) == [0, 2, 4, 6, 8])
    #expect(ticks(11) == [0, 2.5, 5, 7.5, 10])
    #expect(ticks(23) == [0, 5, 10, 15, 20])
    #expect(ticks(0.45) == [0, 0.1, 0.2, 0.3, 0.4])
  }

  @Test func `counts take whole steps`() {
    // 2.5 would give five ticks up to 10; whole steps give 0, 5, 10.
    #expect(Ticks(from: 0, to: 11, atMost: 5, areCounts: true).values == [0, 5, 10])
    #expect(Ticks(from: 0, to: 2.4, atMost: 6, areCounts: true).values == [0, 1, 2])
    #expect(Ticks(from: 0, to: 110, atMost: 5, areCounts: true).values == [0, 25, 50, 75, 100])
  }

  @Test func `the decimals are those of the step`() {
    #expect(Ticks(from: 0, to: 11, atMost: 5, areCounts: false).decimals == 1)
    #expect(Ticks(from: 0, to: 0.11, atMost: 5, areCounts: false).decimals == 3)
    #expect(Ticks(from: 0, to: 0.45, atMost: 5, areCounts: false).decimals == 1)
    #expect(Ticks(from: 0, to: 500, atMost: 5, areCounts: false).decimals == 0)
  }

  @Test func `zero is among the ticks of a scale that reaches below it`() {
    #expect(Ticks(from: -7, to: 11, atMost: 5, areCounts: true).values == [-5, 0, 5, 10])
  }

  @Test func `an empty or impossible scale has the one tick zero`() {
    for (low, high) in [(0.0, 0.0), (3, 1), (0, Double.infinity), (Double.nan, 1)] {
      #expect(Ticks(from: low, to: high, atMost: 5, areCounts: true).values == [0])
    }
  }

  @Test func `scales of any size have three to five ticks`() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<500 {
      let high =
        Double.random(in: 1...10, using: &random)
        * [1e-6, 1e-3, 1, 1e3, 1e8][
          Int.random(in: 0..<5, using: &random)]
      let ticks = Ticks(from: 0, to: high, atMost: 5, areCounts: false)
      #expect((3...5).contains(ticks.values.count), "\(high)")
      #expect(ticks.values.first == 0)
      #expect(ticks.values.allSatisfy { $0 <= high * (1 + 1e-8) })
    }
  }
}
