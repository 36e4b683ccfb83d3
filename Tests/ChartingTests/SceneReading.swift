import Charting

extension Scene {
  /// The elements without their groups, in painting order.
  var flatElements: [Element] {
    func flatten(_ elements: [Element]) -> [Element] {
      elements.flatMap { element in
        if case .group(let group) = element { flatten(group.elements) } else { [element] }
      }
    }
    return flatten(elements)
  }

  /// All texts.
  var texts: [Text] {
    flatElements.compactMap { if case .text(let text) = $0 { text } else { nil } }
  }

  /// All strings of the texts.
  var strings: [String] { texts.map(\.string) }

  /// The strings that label a mark.
  func strings(of mark: String) -> [String] {
    texts.filter { $0.mark == mark }.map(\.string)
  }

  /// The rectangles by mark.
  var bars: [String: Rectangle] {
    var bars: [String: Rectangle] = [:]
    for case .rectangle(let rectangle) in flatElements { bars[rectangle.mark ?? ""] = rectangle }
    return bars
  }

  /// The lines of a mark.
  func lines(of mark: String) -> [Line] {
    flatElements.compactMap { element in
      if case .line(let line) = element, line.mark == mark { line } else { nil }
    }
  }

  /// The filled shapes with corners of a mark.
  func polygons(of mark: String) -> [Polygon] {
    flatElements.compactMap { element in
      if case .polygon(let polygon) = element, polygon.mark == mark { polygon } else { nil }
    }
  }
}
