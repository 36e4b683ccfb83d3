import Charting
import Testing

@testable import CairoRenderer

@Suite struct HatchTests {
  /// A square of 2 × 2 pt at the origin.
  private let square = [
    Scene.Point(x: 0, y: 0), Scene.Point(x: 2, y: 0), Scene.Point(x: 2, y: 2),
    Scene.Point(x: 0, y: 2),
  ]

  @Test func `stripes are cut to the shape`() {
    // Middles √2 pt apart lie where x + y = 0, 2, 4; a thickness of √2 / 2 pt is ± 0.5 in x + y.
    let stripes = Hatch.stripes(of: square, spacing: 2.0.squareRoot(), width: 0.5.squareRoot())
    let areas = stripes.map(area)
    #expect(areas.count == 3)
    // The corners: a triangle with legs of 0.5. The middle: 4 − 2 · 1.5² / 2.
    for (area, expected) in zip(areas, [0.125, 1.75, 0.125]) {
      #expect(abs(area - expected) < 1e-12)
    }
  }

  @Test func `no stripe leaves the shape`() {
    let shape = [
      Scene.Point(x: 3, y: 1), Scene.Point(x: 40, y: 7), Scene.Point(x: 22, y: 31),
    ]
    let stripes = Hatch.stripes(of: shape, spacing: 3, width: 1)
    #expect(stripes.count > 10)
    for point in stripes.joined() {
      #expect(point.x >= 3 && point.x <= 40 && point.y >= 1 && point.y <= 31)
    }
    // Lines 1 pt thick and 3 pt apart cover about a third.
    let share = stripes.map(area).reduce(0, +) / area(shape)
    #expect(abs(share - 1.0 / 3) < 0.03)
  }

  @Test func `stripes of neighbours meet`() {
    let right = square.map { Scene.Point(x: $0.x + 2, y: $0.y) }
    let both = [
      Scene.Point(x: 0, y: 0), Scene.Point(x: 4, y: 0), Scene.Point(x: 4, y: 2),
      Scene.Point(x: 0, y: 2),
    ]
    let apart = [square, right].flatMap { Hatch.stripes(of: $0, spacing: 0.7, width: 0.2) }
    let together = Hatch.stripes(of: both, spacing: 0.7, width: 0.2)
    let difference = apart.map(area).reduce(0, +) - together.map(area).reduce(0, +)
    #expect(abs(difference) < 1e-9)
  }

  @Test func `a hatch without thickness or a shape without corners has no stripes`() {
    #expect(Hatch.stripes(of: square, spacing: 1, width: 0).isEmpty)
    #expect(Hatch.stripes(of: [], spacing: 1, width: 1).isEmpty)
  }

  /// The area of a polygon (Gauss's shoelace formula).
  private func area(_ points: [Scene.Point]) -> Double {
    let next = points.dropFirst() + points.prefix(1)
    return abs(zip(points, next).reduce(0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y }) / 2
  }
}
