/// Places labels beside the marks that they name, so that none touches another or a foreign mark.
///
/// Labels are placed in the order of their importance. Each tries the places right beside its mark
/// first, from the right round, then places further away that a connector joins to the mark; a
/// connector is straight, and crosses no other connector, no label and no foreign mark. Without one a
/// label stands nearer to its own dot than to any other. Rules that part the plot have a label on the
/// side of its dot where a place is free there. A label for which no place is free is left out and
/// reported, the least important first.
struct LabelPlacer {
  /// Where labels may stand.
  var bounds: Box
  /// What labels must not touch, each with the mark that owns it: a label may touch its own.
  private var obstacles: [Obstacle] = []
  private var grid: [Cell: [Int]] = [:]
  private let cellSize: Double
  /// The dots that labels must not seem to name, each with its mark.
  private var dots: [(place: Scene.Point, reach: Double, owner: String)] = []
  /// Where upright and level rules part the plot.
  private var parts: (x: [Double], y: [Double]) = ([], [])

  /// A name to be placed.
  struct Label {
    /// The lines of the name.
    var lines: [String]
    var font: Font
    var colour: Colour
    /// The mark that it names.
    var mark: String
    /// The middle of the mark.
    var place: Scene.Point
    /// How far the mark reaches from its middle.
    var reach: Double
    /// Labels of greater importance are placed first; ties by the order given.
    var importance: Double
    /// On which sides it may stand right beside its mark, best first; all where empty.
    var sides: [Side] = []
    /// Whether it may stand further away, joined by a connector.
    var mayBeAway = true
    /// Whether it names a dot, to which it must be nearer than to others.
    var isOfDot = true
  }

  /// Where a label stands beside its mark.
  enum Side: CaseIterable {
    case right, left, above, below, aboveRight, belowRight, aboveLeft, belowLeft

    fileprivate var direction: (x: Double, y: Double) {
      switch self {
      case .right: (1, 0)
      case .left: (-1, 0)
      case .above: (0, -1)
      case .below: (0, 1)
      case .aboveRight: (0.71, -0.71)
      case .belowRight: (0.71, 0.71)
      case .aboveLeft: (-0.71, -0.71)
      case .belowLeft: (-0.71, 0.71)
      }
    }
  }

  /// Labels at their places.
  struct Placement {
    /// The texts and connectors, in the order of the labels.
    var elements: [Scene.Element] = []
    /// The labels that found no place, by their places in the list.
    var leftOut: [Int] = []
    /// The boxes of the texts that were placed.
    var boxes: [Box] = []
  }

  private struct Obstacle {
    var box: Box
    var owner: String?
    /// The ends of a straight line, where it is one rather than a box.
    var line: (start: Scene.Point, end: Scene.Point)?

    func touches(_ other: Box) -> Bool {
      guard box.overlaps(other, tolerance: 0) else { return false }
      guard let line else { return true }
      return other.isCrossed(from: line.start, to: line.end)
    }

    /// A line that passes a box within the margin would touch it once it has a width.
    func isCrossed(from start: Scene.Point, to end: Scene.Point, margin: Double) -> Bool {
      guard let line else {
        return box.grown(x: margin, y: margin).isCrossed(from: start, to: end)
      }
      return Self.cross(line.start, line.end, start, end)
    }

    private static func cross(
      _ a: Scene.Point, _ b: Scene.Point, _ c: Scene.Point, _ d: Scene.Point
    ) -> Bool {
      func side(_ p: Scene.Point, _ q: Scene.Point, _ r: Scene.Point) -> Double {
        (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)
      }
      return side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0
    }
  }

  private struct Cell: Hashable {
    var column, row: Int
  }

  /// A placer of labels within the bounds; type of about `size` points decides how fine it searches.
  init(bounds: Box, size: Double) {
    self.bounds = bounds
    cellSize = max(4 * size, (bounds.right - bounds.left) / 60, (bounds.bottom - bounds.top) / 60)
  }

  /// Keeps labels off a box, but for those of its own mark.
  mutating func avoid(_ box: Box, of mark: String? = nil) {
    insert(Obstacle(box: box, owner: mark))
  }

  /// Keeps labels off a dot but for its own, and those without connectors nearer to their own dot.
  mutating func avoid(dot place: Scene.Point, reach: Double, of mark: String) {
    avoid(
      Box(
        left: place.x - reach, top: place.y - reach, right: place.x + reach,
        bottom: place.y + reach), of: mark)
    dots.append((place, reach, mark))
  }

  /// Keeps labels on the side of an upright rule where their dots stand, if a place is free there.
  mutating func part(atX x: Double) { parts.x.append(x) }

  /// Keeps labels on the side of a level rule where their dots stand, if a place is free there.
  mutating func part(atY y: Double) { parts.y.append(y) }

  /// Keeps labels off a straight line.
  mutating func avoid(
    from start: Scene.Point, to end: Scene.Point, width: Double = 0, of mark: String? = nil
  ) {
    let box = Box(
      left: min(start.x, end.x), top: min(start.y, end.y), right: max(start.x, end.x),
      bottom: max(start.y, end.y)
    ).grown(x: width / 2 + 0.1, y: width / 2 + 0.1)
    insert(Obstacle(box: box, owner: mark, line: (start, end)))
  }

  /// Places the labels.
  ///
  /// - Throws: ``ChartError`` if a text cannot be set.
  mutating func place(
    _ labels: [Label], typesetter: Typesetter, connector: Scene.Stroke
  ) throws(ChartError) -> Placement {
    let order = labels.indices.sorted {
      (-labels[$0].importance, $0) < (-labels[$1].importance, $1)
    }
    var elements: [Int: [Scene.Element]] = [:]
    var placement = Placement()
    for index in order {
      let label = labels[index]
      let isParted = !parts.x.isEmpty || !parts.y.isEmpty
      var place = try self.place(label, typesetter, isParted: isParted)
      if place == nil, isParted { place = try self.place(label, typesetter, isParted: false) }
      guard let found = place else {
        placement.leftOut.append(index)
        continue
      }
      insert(Obstacle(box: found.box, owner: nil))
      placement.boxes.append(found.box)
      var drawn: [Scene.Element] = []
      if let line = found.connector {
        insert(
          Obstacle(
            box: Box(
              left: min(line.start.x, line.end.x), top: min(line.start.y, line.end.y),
              right: max(line.start.x, line.end.x), bottom: max(line.start.y, line.end.y)
            ).grown(x: 0.2, y: 0.2), owner: nil, line: line))
        drawn.append(
          .line(
            Scene.Line(
              x1: line.start.x, y1: line.start.y, x2: line.end.x, y2: line.end.y,
              stroke: connector, mark: label.mark)))
      }
      drawn += found.texts.map { .text($0) }
      elements[index] = drawn
    }
    placement.elements = labels.indices.flatMap { elements[$0] ?? [] }
    placement.leftOut.sort()
    return placement
  }

  // MARK: One label

  private struct Found {
    var texts: [Scene.Text]
    var box: Box
    var connector: (start: Scene.Point, end: Scene.Point)?
  }

  private func place(
    _ label: Label, _ typesetter: Typesetter, isParted: Bool
  ) throws(ChartError) -> Found? {
    let size = label.font.size
    // Letters with accents above and descenders below take 1.17 of their size.
    let leading = 1.18 * size
    var width = 0.0
    for line in label.lines { width = max(width, try typesetter.width(line, label.font)) }
    let reach = InkReach(of: label.lines.joined())
    let height = Double(label.lines.count - 1) * leading + (reach.above + reach.below) * size
    let gap = 0.3 * size

    func found(_ box: Box, connector: (Scene.Point, Scene.Point)?) throws(ChartError) -> Found {
      var texts: [Scene.Text] = []
      // Lines are flush on the side of the mark.
      let anchor: Scene.Anchor =
        box.left >= label.place.x ? .start : box.right <= label.place.x ? .end : .middle
      let x =
        anchor == .start ? box.left : anchor == .end ? box.right : (box.left + box.right) / 2
      for (place, line) in label.lines.enumerated() {
        texts.append(
          try typesetter.text(
            line, x: x, baseline: box.top + reach.above * size + Double(place) * leading,
            anchor: anchor, font: label.font, colour: label.colour, mark: label.mark))
      }
      return Found(texts: texts, box: box, connector: connector)
    }

    for side in label.sides.isEmpty ? Side.allCases : label.sides {
      let box = box(
        side, of: label.place, distance: label.reach + gap, width: width, height: height)
      guard !isParted || isOnSide(box, of: label.place) else { continue }
      if isFree(box, mark: label.mark, margin: 0.12 * size), isNearest(box, label) {
        return try found(box, connector: nil)
      }
    }
    guard label.mayBeAway else { return nil }
    for ring in [1.6, 2.6, 3.8, 5.4] {
      for turn in Self.turns {
        let distance = label.reach + ring * size
        let tip = Scene.Point(
          x: label.place.x + turn.x * distance, y: label.place.y + turn.y * distance)
        let box = Box(
          left: turn.x > 0.3
            ? tip.x + gap : turn.x < -0.3 ? tip.x - gap - width : tip.x - width / 2,
          top: turn.x.magnitude > 0.3
            ? tip.y - height / 2 : turn.y < 0 ? tip.y - gap - height : tip.y + gap, right: 0,
          bottom: 0)
        let whole = Box(
          left: box.left, top: box.top, right: box.left + width, bottom: box.top + height)
        let start = Scene.Point(
          x: label.place.x + turn.x * (label.reach + 0.1 * size),
          y: label.place.y + turn.y * (label.reach + 0.1 * size))
        guard !isParted || isOnSide(whole, of: label.place) else { continue }
        guard isFree(whole, mark: label.mark, margin: 0.12 * size),
          isFree(from: start, to: tip, mark: label.mark, margin: 0.06 * size)
        else { continue }
        return try found(whole, connector: (start, tip))
      }
    }
    return nil
  }

  /// Twelve directions, those to the right and upwards first.
  private static let turns: [(x: Double, y: Double)] = [
    (0.866, -0.5), (0.866, 0.5), (-0.866, -0.5), (-0.866, 0.5), (1, 0), (-1, 0), (0.5, -0.866),
    (0.5, 0.866), (-0.5, -0.866), (-0.5, 0.866), (0, -1), (0, 1),
  ]

  private func box(
    _ side: Side, of place: Scene.Point, distance: Double, width: Double, height: Double
  ) -> Box {
    let direction = side.direction
    let x = place.x + direction.x * distance
    let y = place.y + direction.y * distance
    let left = direction.x > 0 ? x : direction.x < 0 ? x - width : x - width / 2
    let top = direction.y > 0 ? y : direction.y < 0 ? y - height : y - height / 2
    return Box(left: left, top: top, right: left + width, bottom: top + height)
  }

  /// Whether no rule parts the box from the place.
  private func isOnSide(_ box: Box, of place: Scene.Point) -> Bool {
    // A dot in the middle of a rule is on neither side of it.
    let least = 0.25
    return parts.x.allSatisfy { x in
      abs(place.x - x) < least || (place.x < x ? box.right <= x : box.left >= x)
    }
      && parts.y.allSatisfy { y in
        abs(place.y - y) < least || (place.y < y ? box.bottom <= y : box.top >= y)
      }
  }

  /// Whether the edge of the label's own dot is nearer to the box than that of any other dot.
  private func isNearest(_ box: Box, _ label: Label) -> Bool {
    guard label.isOfDot else { return true }
    let own = Self.distance(box, label.place) - max(label.reach, 0)
    return dots.allSatisfy { dot in
      dot.owner == label.mark
        || Self.distance(box, dot.place) - dot.reach > max(own, 0) + 0.3 * label.font.size
    }
  }

  /// How far a place is from a box; 0 within it.
  private static func distance(_ box: Box, _ place: Scene.Point) -> Double {
    let x = max(box.left - place.x, place.x - box.right, 0)
    let y = max(box.top - place.y, place.y - box.bottom, 0)
    return (x * x + y * y).squareRoot()
  }

  private func isFree(_ box: Box, mark: String, margin: Double) -> Bool {
    guard bounds.contains(box, tolerance: 0.01) else { return false }
    let grown = box.grown(x: margin, y: margin)
    return !near(grown).contains { index in
      let obstacle = obstacles[index]
      return obstacle.touches(obstacle.owner == mark ? box : grown)
    }
  }

  private func isFree(
    from start: Scene.Point, to end: Scene.Point, mark: String, margin: Double
  ) -> Bool {
    let box = Box(
      left: min(start.x, end.x), top: min(start.y, end.y), right: max(start.x, end.x),
      bottom: max(start.y, end.y)
    ).grown(x: margin, y: margin)
    return !near(box).contains { index in
      let obstacle = obstacles[index]
      return obstacle.owner != mark && obstacle.isCrossed(from: start, to: end, margin: margin)
    }
  }

  // MARK: Looking up what is near

  private func cells(_ box: Box) -> [Cell] {
    func index(_ value: Double) -> Int {
      Int(min(max((value / cellSize).rounded(.down), -1e6), 1e6))
    }
    let columns = index(box.left)...max(index(box.right), index(box.left))
    let rows = index(box.top)...max(index(box.bottom), index(box.top))
    return rows.flatMap { row in columns.map { Cell(column: $0, row: row) } }
  }

  private mutating func insert(_ obstacle: Obstacle) {
    let index = obstacles.count
    obstacles.append(obstacle)
    for cell in cells(obstacle.box) { grid[cell, default: []].append(index) }
  }

  private func near(_ box: Box) -> Set<Int> {
    var found: Set<Int> = []
    for cell in cells(box) { found.formUnion(grid[cell] ?? []) }
    return found
  }
}
