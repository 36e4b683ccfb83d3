/// Judges a scene before it is drawn: whether it can be handed in.
public enum FigureCheck {
  /// What a figure must not do.
  public enum Rule: String, Sendable, CaseIterable {
    /// Something reaches outside the frame, or has no place at all.
    case outsideFrame = "outside-frame"
    /// Two texts stand on one another.
    case textOverText = "text-over-text"
    /// A text stands on a mark that it does not belong to, or is struck through or covered.
    case textOverMark = "text-over-mark"
    /// Type is smaller than the destination allows.
    case typeSize = "type-size"
    /// Text can hardly be told from what it stands on.
    case textContrast = "text-contrast"
    /// A bar does not start from zero.
    case barsFromZero = "bars-from-zero"
    /// Two groups have one identifier, or an identifier is not one.
    case identifiers
  }

  /// The least contrast of a mark with the paper, or with what it stands on, to be seen at all.
  static let leastMarkContrast = 1.5

  /// A line below this contrast with the paper is as quiet as a grid, and may run behind text.
  static let quietContrast = 1.5

  /// Everything wrong with a scene, in the order of the rules; empty if it can be handed in.
  ///
  /// Text is judged by the ink that it fills, not by the ascent and descent of its font. A line
  /// without a mark may run behind text only if it is as quiet as a grid (contrast with the paper
  /// below 1.5).
  public static func problems(in scene: Scene) -> [FigureProblem] {
    let painted = PaintedScene(scene)
    var problems = outsideFrame(painted)
    // What has no place cannot be compared with anything.
    guard problems.allSatisfy({ !$0.hasNoPlace }) else { return problems }
    problems += textOverText(painted)
    problems += textOverMark(painted)
    problems += typeSize(painted)
    problems += textContrast(painted)
    problems += barsFromZero(painted)
    problems += identifiers(painted)
    return problems
  }

  private static func outsideFrame(_ painted: PaintedScene) -> [FigureProblem] {
    let scene = painted.scene
    guard scene.width.isFinite, scene.height.isFinite, scene.width > 0, scene.height > 0 else {
      return [
        FigureProblem(
          .outsideFrame, mark: nil, "the frame itself has no size", hasNoPlace: true)
      ]
    }
    let frame = Box(left: 0, top: 0, right: scene.width, bottom: scene.height)
    return painted.items.compactMap { item in
      let box = item.box
      guard box.left.isFinite else {
        return FigureProblem(
          .outsideFrame, mark: item.mark, "\(item.description) has no place", hasNoPlace: true)
      }
      guard !frame.contains(box) else { return nil }
      let excess = [
        -box.left, -box.top, box.right - scene.width, box.bottom - scene.height,
      ].reduce(0) { max($0, $1) }
      let points = NumberStyle(language: .english, decimals: 1).string(excess)
      return FigureProblem(
        .outsideFrame, mark: item.mark,
        "\(item.description) reaches \(points) points outside the frame")
    }
  }

  private static func textOverText(_ painted: PaintedScene) -> [FigureProblem] {
    // Sorted by their upper edge, only texts that begin above the lower edge of one can touch it.
    let texts = painted.texts.sorted { ($0.box.top, $0.order) < ($1.box.top, $1.order) }
    var problems: [FigureProblem] = []
    for (index, text) in texts.enumerated() {
      for other in texts[(index + 1)...] {
        if other.box.top >= text.box.bottom { break }
        if text.box.overlaps(other.box) {
          let (lower, upper) = text.order < other.order ? (text, other) : (other, text)
          problems.append(
            FigureProblem(
              .textOverText, mark: upper.mark ?? lower.mark,
              "\(upper.description) stands on \(lower.description)"))
        }
      }
    }
    return problems
  }

  private static func textOverMark(_ painted: PaintedScene) -> [FigureProblem] {
    var problems: [FigureProblem] = []
    for text in painted.texts {
      for item in painted.shapes where item.touches(text.box) {
        if item.order > text.order, item.fill != nil {
          problems.append(
            FigureProblem(
              .textOverMark, mark: text.mark ?? item.mark,
              "\(text.description) is covered by \(item.description)"))
        } else if let mark = item.mark {
          if mark != text.mark {
            problems.append(
              FigureProblem(
                .textOverMark, mark: text.mark ?? mark,
                "\(text.description) stands on \(item.description), which it does not belong to"))
          }
        } else if let stroke = item.stroke,
          stroke.colour.contrast(with: painted.scene.background) >= quietContrast,
          item.isCrossing(text.box)
        {
          problems.append(
            FigureProblem(
              .textOverMark, mark: text.mark,
              "\(text.description) is struck through by \(item.description)"))
        }
      }
    }
    return problems
  }

  private static func typeSize(_ painted: PaintedScene) -> [FigureProblem] {
    let least = painted.scene.leastTypeSize
    let style = NumberStyle(language: .english, decimals: 1)
    return painted.texts.compactMap { item in
      guard let font = item.font, !(font.size >= least - 1e-6) else { return nil }
      return FigureProblem(
        .typeSize, mark: item.mark,
        "\(item.description) is set in \(style.string(font.size)) points; the least is "
          + style.string(least))
    }
  }

  private static func textContrast(_ painted: PaintedScene) -> [FigureProblem] {
    let style = NumberStyle(language: .english, decimals: 1)
    return painted.texts.compactMap { item in
      guard let colour = item.colour else { return nil }
      // What lies under the text, from the last painted to the first that covers all of it.
      var contrast = 21.0
      var isCovered = false
      for shape in painted.shapes.reversed()
      where shape.order < item.order && shape.fill != nil && shape.touches(item.box) {
        contrast = min(contrast, shape.fill?.contrast(with: colour) ?? 21)
        if shape.isRectangle, shape.box.contains(item.box, tolerance: 0) {
          isCovered = true
          break
        }
      }
      if !isCovered {
        contrast = min(contrast, painted.scene.background.contrast(with: colour))
      }
      guard contrast < Theme.leastTextContrast else { return nil }
      return FigureProblem(
        .textContrast, mark: item.mark,
        "\(item.description) has a contrast of \(style.string(contrast)) : 1 with what it stands "
          + "on; the least is \(style.string(Theme.leastTextContrast)) : 1")
    }
  }

  private static func barsFromZero(_ painted: PaintedScene) -> [FigureProblem] {
    let zeros = painted.shapes.filter { $0.mark?.hasPrefix("zero") ?? false }
    return painted.shapes.compactMap { bar in
      guard bar.isRectangle, bar.mark?.hasPrefix("bar-") ?? false else { return nil }
      let box = bar.box
      let startsFromZero = zeros.contains { zero in
        let line = zero.box
        let stands = line.right - line.left < 0.01
        let lies = line.bottom - line.top < 0.01
        let touchesUpright =
          stands && min(abs(box.left - line.left), abs(box.right - line.left)) <= 0.05
          && line.top <= box.top + 0.05 && line.bottom >= box.bottom - 0.05
        let touchesLevel =
          lies && min(abs(box.top - line.top), abs(box.bottom - line.top)) <= 0.05
          && line.left <= box.left + 0.05 && line.right >= box.right - 0.05
        return touchesUpright || touchesLevel
      }
      guard !startsFromZero else { return nil }
      return FigureProblem(
        .barsFromZero, mark: bar.mark, "\(bar.description) does not start from the line at zero")
    }
  }

  private static func identifiers(_ painted: PaintedScene) -> [FigureProblem] {
    var seen: Set<String> = []
    return painted.groups.compactMap { id in
      let isWritten =
        !id.isEmpty
        && id.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
      guard isWritten else {
        return FigureProblem(
          .identifiers, mark: id,
          "“\(id)” is not an identifier: only letters, digits, - and _ of ASCII are")
      }
      guard seen.insert(id).inserted else {
        return FigureProblem(.identifiers, mark: id, "two groups are called “\(id)”")
      }
      return nil
    }
  }
}

/// One thing that is wrong with a scene.
public struct FigureProblem: Sendable, Equatable, CustomStringConvertible {
  /// The rule that is broken.
  public var rule: FigureCheck.Rule
  /// The mark that breaks it, such as `bar-3`; the figure's own text or a decoration where absent.
  public var mark: String?
  /// What is wrong, in words: which mark and why.
  public var message: String
  /// Whether the problem is a coordinate that is no number.
  let hasNoPlace: Bool

  /// The message.
  public var description: String { message }

  init(_ rule: FigureCheck.Rule, mark: String?, _ message: String, hasNoPlace: Bool = false) {
    self.rule = rule
    self.mark = mark
    self.message = message
    self.hasNoPlace = hasNoPlace
  }
}

/// A scene without its groups, each element in the order in which it is painted.
private struct PaintedScene {
  let scene: Scene
  private(set) var items: [Item] = []
  private(set) var groups: [String] = []

  /// What is written.
  private(set) var texts: [Item] = []
  /// What is drawn.
  private(set) var shapes: [Item] = []

  struct Item {
    var element: Scene.Element
    var order: Int
    var box: Box
    var mark: String?

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

    private var text: Scene.Text? {
      if case .text(let text) = element { text } else { nil }
    }

    /// The straight edges that are drawn or that bound the fill.
    private var edges: [(Scene.Point, Scene.Point)] {
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

    /// Whether an edge runs through the box.
    func isCrossing(_ other: Box) -> Bool {
      // A seam as thin as that of two boxes does not count either.
      let inner = other.grown(x: -0.05, y: -0.05)
      return edges.contains { inner.isCrossed(from: $0.0, to: $0.1) }
    }

    /// Whether any of the ink of the shape lies in the box.
    func touches(_ other: Box) -> Bool {
      guard box.grown(x: 0.001, y: 0.001).overlaps(other, tolerance: 0) else { return false }
      if isRectangle, fill != nil { return box.overlaps(other) }
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
  }

  private mutating func add(_ element: Scene.Element) {
    var box: Box
    let mark: String?
    // The least and the greatest of numbers can hide one that is not a number.
    var isPlaced = true
    switch element {
    case .group(let group):
      groups.append(group.id)
      for element in group.elements { add(element) }
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
    items.append(Item(element: element, order: items.count, box: box, mark: mark))
  }
}

extension Scene {
  /// The scene itself, if it passes the check.
  ///
  /// - Throws: ``ChartError`` naming the first problem and how many more there are.
  func checked() throws(ChartError) -> Scene {
    let problems = FigureCheck.problems(in: self)
    guard let first = problems.first else { return self }
    let more = problems.count > 1 ? " (and \(problems.count - 1) more)" : ""
    throw ChartError(
      .figureCheck, "the figure fails its check \(first.rule.rawValue): \(first.message)\(more)")
  }
}
