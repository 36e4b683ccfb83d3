import Charting

/// Hatching as plain polygons: each stripe cut to the shape.
///
/// No pattern and no clip path is needed, so the same stripes stand in every format.
enum Hatch {
  /// The most stripes that one shape may take; more is a slip in the numbers, and would fill memory.
  static let mostStripes = 20_000.0

  /// The stripes of a hatch inside a shape, rising to the right at 45°.
  ///
  /// `spacing` is the distance from middle to middle and `width` the thickness, points, both across
  /// the stripes. Stripes are counted from the origin of the scene, so those of neighbours meet.
  static func stripes(
    of shape: [Scene.Point], spacing: Double, width: Double
  ) -> [[Scene.Point]] {
    guard width > 0, let reach = reach(of: shape) else { return [] }
    // x + y is the same all along a line that rises at 45°, and grows by √2 a point across it.
    let step = spacing * 2.0.squareRoot()
    let half = width / 2 * 2.0.squareRoot()
    let first = ((reach.lowerBound - half) / step).rounded(.up)
    let last = ((reach.upperBound + half) / step).rounded(.down)
    guard first <= last, last - first < mostStripes else { return [] }
    return stride(from: first, through: last, by: 1).compactMap { number in
      let middle = number * step
      let cut = cut(
        cut(shape, at: middle - half, keepsGreater: true), at: middle + half, keepsGreater: false)
      return cut.count >= 3 ? cut : nil
    }
  }

  /// How many stripes the shape takes, for checking before drawing.
  static func stripeCount(of shape: [Scene.Point], spacing: Double) -> Double {
    guard let reach = reach(of: shape) else { return 0 }
    return (reach.upperBound - reach.lowerBound) / (spacing * 2.0.squareRoot())
  }

  private static func reach(of shape: [Scene.Point]) -> ClosedRange<Double>? {
    let sums = shape.map { $0.x + $0.y }
    guard let least = sums.min(), let greatest = sums.max() else { return nil }
    return least...greatest
  }

  /// The part of the shape on one side of the line x + y = `sum` (Sutherland and Hodgman's method).
  private static func cut(
    _ shape: [Scene.Point], at sum: Double, keepsGreater: Bool
  ) -> [Scene.Point] {
    guard var previous = shape.last else { return [] }
    var result: [Scene.Point] = []
    func distance(_ point: Scene.Point) -> Double {
      keepsGreater ? point.x + point.y - sum : sum - point.x - point.y
    }
    for point in shape {
      let from = distance(previous)
      let to = distance(point)
      if (from < 0) != (to < 0) {
        let share = from / (from - to)
        result.append(
          Scene.Point(
            x: previous.x + (point.x - previous.x) * share,
            y: previous.y + (point.y - previous.y) * share))
      }
      if to >= 0 { result.append(point) }
      previous = point
    }
    return result
  }
}
