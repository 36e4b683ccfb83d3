import Testing

@testable import Charting

struct RankedBarScaleTests {
  private func bar(_ value: Double, text: Double = 10, inside: Double? = 12)
    -> RankedBarScale.Extent
  {
    RankedBarScale.Extent(
      low: min(0, value), high: max(0, value), text: text, inside: inside, isNegative: value < 0)
  }

  @Test func `texts at the ends leave the longest bar the rest of the width`() throws {
    let scale = try #require(RankedBarScale.fitting([bar(10), bar(5)], width: 110))
    // (110 − 10) / 10 = 10 points a unit.
    #expect(abs(scale.pointsPerUnit - 10) < 1e-9)
    #expect(scale.zero == 0)
    #expect(scale.placements == [.right, .right])
  }

  @Test func `texts move inside when they would take too much of the width`() throws {
    let scale = try #require(
      RankedBarScale.fitting(
        [bar(10, text: 50, inside: 52), bar(1, text: 50, inside: 52)], width: 100))
    // At the ends: (100 − 50) / 10 = 5, half the width; inside, all of it: 10 a unit.
    #expect(abs(scale.pointsPerUnit - 10) < 1e-9)
    #expect(scale.placements == [.inside, .right])
  }

  @Test func `a text that may not stand inside keeps its place`() throws {
    let scale = try #require(
      RankedBarScale.fitting([bar(10, text: 50, inside: nil)], width: 100))
    #expect(abs(scale.pointsPerUnit - 5) < 1e-9)
    #expect(scale.placements == [.right])
  }

  @Test func `negative values take their share of the width`() throws {
    let scale = try #require(RankedBarScale.fitting([bar(10), bar(-10)], width: 220))
    // (220 − 2 · 10) / 20 = 10 a unit; zero at 10 · 10 + 10.
    #expect(abs(scale.pointsPerUnit - 10) < 1e-9)
    #expect(abs(scale.zero - 110) < 1e-6)
    #expect(scale.placements == [.right, .left])
  }

  @Test func `texts of negative values move beside zero when tight`() throws {
    let scale = try #require(
      RankedBarScale.fitting([bar(-10, text: 45), bar(1, text: 45)], width: 100))
    #expect(scale.placements == [.opposite, .right])
    // −10 k + k + 45 ≤ 100 → k = 5.
    #expect(abs(scale.pointsPerUnit - 5) < 1e-6)
  }

  @Test func `a width without room for the texts has no scale`() {
    #expect(RankedBarScale.fitting([bar(10, text: 200, inside: nil)], width: 100) == nil)
  }

  @Test func `only zeros have a scale too`() throws {
    let scale = try #require(RankedBarScale.fitting([bar(0), bar(0)], width: 100))
    #expect(scale.pointsPerUnit > 0 && scale.pointsPerUnit.isFinite)
  }
}
