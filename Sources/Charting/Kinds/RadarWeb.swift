/// The place of a radar: where its axes point, how long they are, where their names stand.
struct RadarWeb {
  /// The middle.
  var centre: Scene.Point
  /// How long an axis is, points.
  var radius: Double
  /// Where the axes point, clockwise from the top, each of length 1.
  let directions: [Scene.Point]
  /// The names at the ends of the axes.
  var labels: [Label]

  /// The name of an axis, its block placed from the middle of the radar.
  struct Label {
    var lines: [String]
    /// The middle of the block.
    var place: Scene.Point
    /// The size of the block.
    var width, height: Double

    /// The box that it fills.
    var box: Box {
      Box(
        left: place.x - width / 2, top: place.y - height / 2, right: place.x + width / 2,
        bottom: place.y + height / 2)
    }
  }

  /// The leading of names of several lines, in type sizes.
  static let leading = 1.14

  /// Where a share of an axis ends.
  func point(_ axis: Int, _ share: Double) -> Scene.Point {
    Scene.Point(
      x: centre.x + directions[axis].x * radius * share,
      y: centre.y + directions[axis].y * radius * share)
  }

  /// Directions of so many axes, clockwise from the top, all the same angle apart.
  ///
  /// Sine and cosine of that angle by their power series, the others by the addition theorem; so
  /// that no C library is needed.
  static func directions(_ count: Int) -> [Scene.Point] {
    let angle = 2 * Double.pi / Double(max(count, 3))
    var (sine, cosine, term) = (0.0, 0.0, 1.0)
    for power in 0..<40 {
      switch power % 4 {
      case 0: cosine += term
      case 1: sine += term
      case 2: cosine -= term
      default: sine -= term
      }
      term *= angle / Double(power + 1)
    }
    var direction = Scene.Point(x: 0, y: -1)
    return (0..<count).map { _ in
      defer {
        direction = Scene.Point(
          x: direction.x * cosine - direction.y * sine,
          y: direction.x * sine + direction.y * cosine)
      }
      return direction
    }
  }

  /// The largest radar whose names fit into the box, in the middle of it; `nil` if none is large enough.
  init?(
    _ names: [String], in box: Box, font: Font, typesetter: Typesetter
  ) throws(ChartError) {
    let directions = Self.directions(names.count)
    self.directions = directions
    let (width, height, size) = (box.right - box.left, box.bottom - box.top, font.size)
    let least = 4.5 * size
    guard width > 2 * least, height > 1.5 * least else { return nil }
    var best: (radius: Double, labels: [Label], bounds: Box)?
    for share in [0.36, 0.29, 0.23, 0.18] {
      guard
        let blocks = try Self.blocks(
          names, within: share * width, most: 0.4 * width, font: font, typesetter: typesetter)
      else { continue }
      for step in 0..<60 {
        let radius = min(width, height) * 0.66 * (1 - Double(step) / 60)
        // Names in more lines must be worth it.
        guard radius >= max(least, 1.08 * (best?.radius ?? 0)) else { break }
        let labels = Self.placed(blocks, directions, radius: radius, size: size)
        let bounds = Self.bounds(labels, directions, radius: radius, size: size)
        if bounds.right - bounds.left <= width, bounds.bottom - bounds.top <= height,
          Self.areApart(labels, size: size)
        {
          best = (radius, labels, bounds)
          break
        }
      }
    }
    guard let best else { return nil }
    radius = best.radius
    let middle = Scene.Point(
      x: (box.left + box.right - best.bounds.left - best.bounds.right) / 2,
      y: (box.top + box.bottom - best.bounds.top - best.bounds.bottom) / 2)
    centre = middle
    labels = best.labels.map { label in
      var label = label
      label.place.x += middle.x
      label.place.y += middle.y
      return label
    }
  }

  /// The names in lines; a word stays whole where `most` has room for it.
  private static func blocks(
    _ names: [String], within limit: Double, most: Double, font: Font, typesetter: Typesetter
  ) throws(ChartError) -> [Label]? {
    var blocks: [Label] = []
    for name in names {
      let lines = try wrapped(name, within: limit, most: most, font: font, typesetter: typesetter)
      guard lines.count <= 4 else { return nil }
      var width = 0.0
      for line in lines { width = max(width, try typesetter.width(line, font)) }
      blocks.append(
        Label(
          lines: lines, place: Scene.Point(x: 0, y: 0), width: width,
          height: (Double(lines.count - 1) * leading + 1.05) * font.size))
    }
    return blocks
  }

  /// The lines of a name, wider than `limit` only for a word that would be broken.
  static func wrapped(
    _ name: String, within limit: Double, most: Double, font: Font, typesetter: Typesetter
  ) throws(ChartError) -> [String] {
    var limit = limit
    for word in name.split(separator: " ")
    where word.unicodeScalars.allSatisfy({ $0.value < 0x2E80 }) {
      let width = try typesetter.width(String(word), font) + 0.01
      if width <= most { limit = max(limit, width) }
    }
    return try typesetter.balancedLines(name, font, within: limit)
  }

  /// The names around a middle at zero, each just outside the circle on which the axes end.
  private static func placed(
    _ blocks: [Label], _ directions: [Scene.Point], radius: Double, size: Double
  ) -> [Label] {
    zip(blocks, directions).map { block, direction in
      var block = block
      let side = direction.x > 0.1 ? 1.0 : direction.x < -0.1 ? -1 : 0
      var distance = radius + 0.8 * size
      for _ in 0..<40 {
        block.place = Scene.Point(
          x: distance * direction.x + side * block.width / 2,
          y: distance * direction.y + direction.y * block.height / 2)
        let box = block.box
        let x = max(box.left, -box.right, 0)
        let y = max(box.top, -box.bottom, 0)
        if (x * x + y * y).squareRoot() >= radius + 0.6 * size { break }
        distance += 0.1 * size
      }
      return block
    }
  }

  /// The box around axes, markers and names.
  private static func bounds(
    _ labels: [Label], _ directions: [Scene.Point], radius: Double, size: Double
  ) -> Box {
    var bounds = Box(left: 0, top: 0, right: 0, bottom: 0)
    let ends = directions.map { direction in
      Box(
        left: direction.x * radius, top: direction.y * radius, right: direction.x * radius,
        bottom: direction.y * radius
      ).grown(x: 0.6 * size, y: 0.6 * size)
    }
    for box in ends + labels.map(\.box) {
      bounds.left = min(bounds.left, box.left)
      bounds.top = min(bounds.top, box.top)
      bounds.right = max(bounds.right, box.right)
      bounds.bottom = max(bounds.bottom, box.bottom)
    }
    return bounds
  }

  private static func areApart(_ labels: [Label], size: Double) -> Bool {
    for (index, label) in labels.enumerated() {
      let box = label.box.grown(x: 0.5 * size, y: 0.15 * size)
      if labels[(index + 1)...].contains(where: { box.overlaps($0.box) }) { return false }
    }
    return true
  }

  // MARK: Rings

  /// Where the numbers of the rings stand: in one row between two axes if that is free, or each alone.
  ///
  /// `isFree` tells whether a box touches no mark. A ring whose number finds no place has none.
  func ringPlaces(
    _ shares: [Double], widths: [Double], size: Double, isFree: (Box) -> Bool
  ) -> [Scene.Point?] {
    func place(
      _ ring: Int, _ axis: Int, _ part: Double, isInside: Bool = false
    ) -> Scene.Point? {
      let (start, end) = (
        point(axis, shares[ring]), point((axis + 1) % directions.count, shares[ring])
      )
      var place = Scene.Point(
        x: start.x + (end.x - start.x) * part, y: start.y + (end.y - start.y) * part)
      guard isInside else { return place }
      let (x, y) = (centre.x - place.x, centre.y - place.y)
      let length = max((x * x + y * y).squareRoot(), 1e-9)
      let reach = abs(x) / length * widths[ring] / 2 + abs(y) / length * 0.45 * size + 0.25 * size
      // Nearer to the next ring it would seem to name that one.
      let inner = ring > 0 ? shares[ring - 1] : 0
      guard reach <= 0.5 * length * (shares[ring] - inner) / shares[ring] else { return nil }
      place.x += x / length * reach
      place.y += y / length * reach
      return place
    }
    func box(_ ring: Int, _ place: Scene.Point) -> Box {
      Box(
        left: place.x - widths[ring] / 2, top: place.y - 0.45 * size,
        right: place.x + widths[ring] / 2, bottom: place.y + 0.45 * size
      ).grown(x: 0.15 * size, y: 0.1 * size)
    }
    func chosen(_ candidates: (Int) -> [Scene.Point?]) -> [Scene.Point?] {
      var taken: [Box] = []
      // The outer rings have more room and go first.
      var places = shares.map { _ in Scene.Point?.none }
      for ring in shares.indices.reversed() {
        for case .some(let candidate) in candidates(ring) {
          let box = box(ring, candidate)
          guard isFree(box), !taken.contains(where: { $0.overlaps(box) }) else { continue }
          places[ring] = candidate
          taken.append(box)
          break
        }
      }
      return places
    }
    let ways = directions.indices.flatMap { axis in [0.5, 0.3, 0.7].map { (axis, $0) } }
    var best: [Scene.Point?] = []
    for (axis, part) in ways {
      let places = chosen { [place($0, axis, part)] }
      if places.count(where: { $0 != nil }) > best.count(where: { $0 != nil }) { best = places }
      if best.count(where: { $0 != nil }) == shares.count { return best }
    }
    let found = best
    return chosen { ring in
      // Where a line runs along the ring itself, its number stands just inside.
      (found.isEmpty ? [] : [found[ring]]) + ways.map { place(ring, $0.0, $0.1) }
        + ways.map { place(ring, $0.0, $0.1, isInside: true) }
    }
  }
}
