/// A scene without its groups, each element in the order in which it is painted.
struct PaintedScene {
  let scene: Scene
  private(set) var items: [Item] = []
  private(set) var groups: [String] = []

  /// What is written.
  private(set) var texts: [Item] = []
  /// What is drawn.
  private(set) var shapes: [Item] = []
  /// Where the shapes are, by their place in `shapes`.
  private var index = BoxIndex()
  /// The identifiers of the groups around the element that is being added.
  private var path: [String] = []

  /// The shapes that may have ink in the box, from the back to the front.
  func shapes(near box: Box) -> [Item] { index.places(near: box).map { shapes[$0] } }

  struct Item {
    var element: Scene.Element
    var order: Int
    var box: Box
    var mark: String?
    /// The identifiers of the groups around it.
    var path: [String]
    /// How far its outline reaches beyond its edges, points.
    var reach: Double

    var fill: Scene.Fill? {
      switch element {
      case .rectangle(let rectangle): rectangle.fill
      case .polygon(let polygon): polygon.fill
      case .circle(let circle): circle.fill
      case .line, .text, .group: nil
      }
    }

    var stroke: Scene.Stroke? {
      switch element {
      case .rectangle(let rectangle): rectangle.stroke
      case .polygon(let polygon): polygon.stroke
      case .circle(let circle): circle.stroke
      case .line(let line): line.stroke
      case .text, .group: nil
      }
    }

    var font: Font? { text?.font }
    var colour: Colour? { text?.colour }

    var isRectangle: Bool {
      if case .rectangle = element { true } else { false }
    }

    var text: Scene.Text? {
      if case .text(let text) = element { text } else { nil }
    }

    /// The straight edges that are drawn or that bound the fill.
    var edges: [(Scene.Point, Scene.Point)] {
      switch element {
      case .line(let line):
        return [(Scene.Point(x: line.x1, y: line.y1), Scene.Point(x: line.x2, y: line.y2))]
      case .rectangle:
        let corners = [
          Scene.Point(x: box.left, y: box.top), Scene.Point(x: box.right, y: box.top),
          Scene.Point(x: box.right, y: box.bottom), Scene.Point(x: box.left, y: box.bottom),
        ]
        return Array(zip(corners, corners.dropFirst() + corners.prefix(1)))
      case .polygon(let polygon):
        let next =
          polygon.isClosed
          ? polygon.points.dropFirst() + polygon.points.prefix(1) : polygon.points.dropFirst()
        return Array(zip(polygon.points, next))
      case .circle(let circle):
        let corners = circle.corners
        return Array(zip(corners, corners.dropFirst() + corners.prefix(1)))
      case .text, .group:
        return []
      }
    }

    /// The box that its ink fills.
    ///
    /// Lines end flat, so theirs reaches only across their direction; corners are sharp or round,
    /// so an outline reaches half of its thickness beyond the edges of a shape.
    var inkBox: Box {
      guard reach > 0 else { return box }
      guard case .line(let line) = element else { return box.grown(x: reach, y: reach) }
      let (dx, dy) = (line.x2 - line.x1, line.y2 - line.y1)
      let length = (dx * dx + dy * dy).squareRoot()
      guard length > 0 else { return box }
      return box.grown(x: reach * abs(dy) / length, y: reach * abs(dx) / length)
    }

    /// Whether an edge, as thick as it is drawn, runs through the box.
    func isCrossing(_ other: Box) -> Bool {
      // A seam as thin as that of two boxes does not count either; nor does the edge of a thin line
      // that grazes the box, which is a little larger than the ink of the text.
      let thick = max(reach - 0.5, 0) - 0.05
      let inner = other.grown(x: thick, y: thick)
      return edges.contains { inner.isCrossed(from: $0.0, to: $0.1) }
    }

    /// Whether the text belongs to the shape: by its mark, or by the group that the shape stands in.
    func isFamily(of text: Item) -> Bool {
      guard let name = text.mark, let mark else { return false }
      return name == mark || name.hasPrefix(mark + "-") || mark.hasPrefix(name + "-")
        || path.contains(name)
    }

    /// The greatest contrast of what is drawn of the shape with what it stands on.
    func contrast(with ground: Scene.Fill) -> Double {
      var colours = fill?.colours ?? []
      if reach > 0, let stroke { colours.append(stroke.colour) }
      return colours.reduce(1) { max($0, ground.contrast(with: $1)) }
    }

    /// Whether the shape is more than a trace on what it stands on.
    func isSeen(on ground: Scene.Fill) -> Bool {
      contrast(with: ground) >= FigureCheck.quietContrast
    }

    /// The shape as if its outline had no thickness.
    var thin: Item {
      var thin = self
      thin.reach = 0
      return thin
    }

    /// Whether the fill, without the outline, lies in the box.
    func fills(_ other: Box) -> Bool { thin.touches(other) }

    /// Whether any of the ink of the shape lies in the box.
    func touches(_ other: Box) -> Bool {
      let inked = inkBox
      guard inked.grown(x: 0.001, y: 0.001).overlaps(other, tolerance: 0) else { return false }
      if isRectangle, fill != nil { return inked.overlaps(other) }
      if isCrossing(other) { return true }
      guard fill != nil else { return false }
      let middle = Scene.Point(
        x: (other.left + other.right) / 2, y: (other.top + other.bottom) / 2)
      return switch element {
      case .polygon(let polygon): Self.surrounds(polygon.points, middle)
      case .circle(let circle): Self.surrounds(circle.corners, middle)
      case .rectangle, .line, .text, .group: false
      }
    }

    /// Whether the polygon lies around the place, by counting crossings of a ray to the right.
    private static func surrounds(_ points: [Scene.Point], _ place: Scene.Point) -> Bool {
      var isInside = false
      for (start, end) in zip(points, points.dropFirst() + points.prefix(1))
      where (start.y > place.y) != (end.y > place.y) {
        let share = (place.y - start.y) / (end.y - start.y)
        if place.x < start.x + share * (end.x - start.x) { isInside.toggle() }
      }
      return isInside
    }

    /// The element for a message: `“12” (bar-3)`, `the line “median”`, `a line without a mark`.
    var description: String {
      let noun: String
      switch element {
      case .text(let text): return "“\(text.string)”" + (mark.map { " (\($0))" } ?? "")
      case .rectangle: noun = "rectangle"
      case .line: noun = "line"
      case .polygon: noun = "polygon"
      case .circle: noun = "circle"
      case .group: noun = "group"
      }
      return mark.map { "the \(noun) “\($0)”" } ?? "a \(noun) without a mark"
    }
  }

  init(_ scene: Scene) {
    self.scene = scene
    for element in scene.elements { add(element) }
    texts = items.filter { $0.font != nil }
    shapes = items.filter { $0.font == nil }
    // What has no place is told of before anything asks where it is.
    if items.allSatisfy(\.box.left.isFinite) {
      index = BoxIndex(shapes.map { $0.inkBox.grown(x: 0.001, y: 0.001) })
    }
  }

  private mutating func add(_ element: Scene.Element) {
    var box: Box
    let mark: String?
    // The least and the greatest of numbers can hide one that is not a number.
    var isPlaced = true
    switch element {
    case .group(let group):
      groups.append(group.id)
      path.append(group.id)
      for element in group.elements { add(element) }
      path.removeLast()
      return
    case .rectangle(let rectangle):
      box = rectangle.box
      isPlaced = [rectangle.x, rectangle.y, rectangle.width, rectangle.height]
        .allSatisfy(\.isFinite)
      mark = rectangle.mark
    case .line(let line):
      box = Box(
        left: min(line.x1, line.x2), top: min(line.y1, line.y2), right: max(line.x1, line.x2),
        bottom: max(line.y1, line.y2))
      isPlaced = [line.x1, line.y1, line.x2, line.y2].allSatisfy(\.isFinite)
      mark = line.mark
    case .polygon(let polygon):
      guard let first = polygon.points.first else { return }
      box = polygon.points.reduce(
        Box(left: first.x, top: first.y, right: first.x, bottom: first.y)
      ) { box, point in
        Box(
          left: min(box.left, point.x), top: min(box.top, point.y),
          right: max(box.right, point.x), bottom: max(box.bottom, point.y))
      }
      isPlaced = polygon.points.allSatisfy { $0.x.isFinite && $0.y.isFinite }
      mark = polygon.mark
    case .circle(let circle):
      box = Box(
        left: circle.x - circle.radius, top: circle.y - circle.radius,
        right: circle.x + circle.radius, bottom: circle.y + circle.radius)
      isPlaced = [circle.x, circle.y, circle.radius].allSatisfy(\.isFinite)
      mark = circle.mark
    case .text(let text):
      box = text.inkBox
      isPlaced = [text.x, text.baseline, text.extents.width, text.font.size].allSatisfy(\.isFinite)
      mark = text.mark
    }
    if !isPlaced { box = Box(left: .nan, top: .nan, right: .nan, bottom: .nan) }
    var item = Item(
      element: element, order: items.count, box: box, mark: mark, path: path, reach: 0)
    if let width = item.stroke?.width, width > 0, width.isFinite { item.reach = width / 2 }
    items.append(item)
  }
}

/// Finds the boxes near a place without looking at all of them.
///
/// The plane that the boxes cover is cut into a grid; a box is kept in each of its cells, or apart
/// where it covers very many.
struct BoxIndex {
  private var bounds = Box(left: 0, top: 0, right: 0, bottom: 0)
  private var columns = 1
  private var rows = 1
  private var cells: [[Int]] = [[]]
  private var large: [Int] = []
  private static let mostCells = 64

  /// Makes an index of no boxes.
  init() {}

  /// Makes an index of boxes whose edges are numbers.
  init(_ boxes: [Box]) {
    guard let first = boxes.first else { return }
    bounds = boxes.reduce(first) { bounds, box in
      Box(
        left: min(bounds.left, box.left), top: min(bounds.top, box.top),
        right: max(bounds.right, box.right), bottom: max(bounds.bottom, box.bottom))
    }
    // About as many cells as boxes, and about as wide as high.
    let (width, height) = (bounds.right - bounds.left, bounds.bottom - bounds.top)
    let count = Double(boxes.count)
    let across = (count * width / max(height, 1)).squareRoot()
    columns = Int(min(max(across, 1), min(count, 256)))
    rows = max(min(boxes.count / columns, 256), 1)
    cells = Array(repeating: [], count: columns * rows)
    for (place, box) in boxes.enumerated() {
      let (columns, rows) = span(box)
      if columns.count * rows.count > Self.mostCells {
        large.append(place)
      } else {
        for row in rows {
          for column in columns { cells[row * self.columns + column].append(place) }
        }
      }
    }
  }

  /// The places of all boxes that touch the box, and of some that do not, in ascending order.
  func places(near box: Box) -> [Int] {
    let (columns, rows) = span(box)
    var found = large
    for row in rows {
      for column in columns { found += cells[row * self.columns + column] }
    }
    found.sort()
    var places: [Int] = []
    for place in found where place != places.last { places.append(place) }
    return places
  }

  private func span(_ box: Box) -> (columns: ClosedRange<Int>, rows: ClosedRange<Int>) {
    func cells(
      _ from: Double, _ to: Double, in bounds: (Double, Double), count: Int
    ) -> ClosedRange<Int> {
      func cell(_ value: Double) -> Int {
        let share = bounds.1 > bounds.0 ? (value - bounds.0) / (bounds.1 - bounds.0) : 0
        return Int(min(max(share, 0), 1) * Double(count - 1))
      }
      return cell(from)...max(cell(from), cell(to))
    }
    return (
      cells(box.left, box.right, in: (bounds.left, bounds.right), count: columns),
      cells(box.top, box.bottom, in: (bounds.top, bounds.bottom), count: rows)
    )
  }
}
