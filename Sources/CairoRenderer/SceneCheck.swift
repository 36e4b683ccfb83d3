import Charting

/// Refuses numbers that cannot be drawn, before anything is drawn.
///
/// Cairo computes in fixed point: a length that is not finite or far too large draws nonsense without
/// a word.
struct SceneCheck {
  /// The longest frame and the furthest place, points; a PDF page ends at 200 inches.
  static let longestFrame = 14_400.0
  private static let furthestPlace = 100_000.0
  /// Dashes too short to be seen would take minutes to draw.
  private static let mostDashes = 100_000.0
  private static let operation = "draw the figure"

  /// Checks the frame and every element.
  static func check(_ scene: Scene) throws(RenderingError) {
    for (name, length) in [("width", scene.width), ("height", scene.height)]
    where !(length > 0 && length <= longestFrame) {
      throw RenderingError(
        .invalidSize, operation: operation,
        "its \(name) is \(length) pt: it must be above 0 and at most \(Int(longestFrame))")
    }
    for element in scene.elements { try check(element) }
  }

  private static func check(_ element: Scene.Element) throws(RenderingError) {
    switch element {
    case .rectangle(let shape):
      let numbers = [shape.x, shape.y, shape.width, shape.height]
      try check(numbers, of: "rectangle", mark: shape.mark)
      let corners = shape.corners
      try check(shape.fill, of: corners, name: "rectangle", mark: shape.mark)
      try check(
        shape.stroke, along: corners + corners.prefix(1), name: "rectangle", mark: shape.mark)
    case .line(let line):
      try check([line.x1, line.y1, line.x2, line.y2], of: "line", mark: line.mark)
      let ends = [Scene.Point(x: line.x1, y: line.y1), Scene.Point(x: line.x2, y: line.y2)]
      try check(line.stroke, along: ends, name: "line", mark: line.mark)
    case .polygon(let polygon):
      try check(polygon.points.flatMap { [$0.x, $0.y] }, of: "polygon", mark: polygon.mark)
      try check(polygon.fill, of: polygon.points, name: "polygon", mark: polygon.mark)
      let chain = polygon.points + polygon.points.prefix(polygon.isClosed ? 1 : 0)
      try check(polygon.stroke, along: chain, name: "polygon", mark: polygon.mark)
    case .circle(let circle):
      try check([circle.x, circle.y, circle.radius], of: "circle", mark: circle.mark)
      guard circle.radius >= 0 else {
        throw invalid("circle", circle.mark, "has a radius of \(circle.radius) pt")
      }
      let corners = circle.corners
      try check(circle.fill, of: corners, name: "circle", mark: circle.mark)
      try check(
        circle.stroke, along: corners + corners.prefix(1), name: "circle", mark: circle.mark)
    case .text(let text):
      try check([text.left, text.baseline], of: "text “\(text.string)”", mark: text.mark)
    case .group(let group):
      for element in group.elements { try check(element) }
    }
  }

  private static func check(
    _ numbers: [Double], of name: String, mark: String?
  ) throws(RenderingError) {
    for number in numbers where !(abs(number) <= furthestPlace) {
      throw invalid(name, mark, "stands at \(number) pt")
    }
  }

  private static func check(
    _ fill: Scene.Fill?, of shape: [Scene.Point], name: String, mark: String?
  ) throws(RenderingError) {
    guard case .hatch(_, _, let spacing, let width)? = fill else { return }
    guard spacing > 0, width >= 0, width <= furthestPlace,
      Hatch.stripeCount(of: shape, spacing: spacing) < Hatch.mostStripes - 2
    else { throw invalid(name, mark, "is hatched \(spacing) pt apart and \(width) pt thick") }
  }

  private static func check(
    _ stroke: Scene.Stroke?, along chain: [Scene.Point], name: String, mark: String?
  ) throws(RenderingError) {
    guard let stroke else { return }
    guard stroke.width >= 0, stroke.width <= furthestPlace else {
      throw invalid(name, mark, "has a line \(stroke.width) pt thick")
    }
    let dashes = stroke.dashes
    guard !dashes.isEmpty else { return }
    let length = zip(chain, chain.dropFirst()).reduce(0) { length, ends in
      length + abs(ends.1.x - ends.0.x) + abs(ends.1.y - ends.0.y)
    }
    guard dashes.allSatisfy({ $0 >= 0 && $0 <= furthestPlace }), dashes.reduce(0, +) > 0,
      length / dashes.reduce(0, +) < mostDashes
    else { throw invalid(name, mark, "has dashes of \(dashes) pt") }
  }

  private static func invalid(_ name: String, _ mark: String?, _ fault: String) -> RenderingError {
    RenderingError(
      .invalidScene, operation: operation,
      "a \(name)\(mark.map { " of the mark “\($0)”" } ?? "") \(fault)")
  }
}

extension Scene.Rectangle {
  /// The corners, from the top left one with the clock.
  var corners: [Scene.Point] {
    [
      Scene.Point(x: x, y: y), Scene.Point(x: x + width, y: y),
      Scene.Point(x: x + width, y: y + height), Scene.Point(x: x, y: y + height),
    ]
  }
}
