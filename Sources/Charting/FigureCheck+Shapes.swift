/// The rules that read the shapes.
extension FigureCheck {
  static func outsideFrame(_ painted: PaintedScene) -> [FigureProblem] {
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

  static func textOverText(_ painted: PaintedScene) -> [FigureProblem] {
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

  static func textOverMark(_ painted: PaintedScene) -> [FigureProblem] {
    var problems: [FigureProblem] = []
    for text in painted.texts {
      for item in painted.shapes(near: text.box) where item.touches(text.box) {
        if item.order > text.order, item.fill != nil {
          problems.append(
            FigureProblem(
              .textOverMark, mark: text.mark ?? item.mark,
              "\(text.description) is covered by \(item.description)"))
        } else if let mark = item.mark {
          if !item.isFamily(of: text) {
            problems.append(
              FigureProblem(
                .textOverMark, mark: text.mark ?? mark,
                "\(text.description) stands on \(item.description), which it does not belong to"))
          }
        } else if let stroke = item.stroke,
          stroke.colour.contrast(with: painted.scene.background) >= quietContrast,
          item.thin.isCrossing(text.box)
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

  static func typeSize(_ painted: PaintedScene) -> [FigureProblem] {
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

  static func textContrast(_ painted: PaintedScene) -> [FigureProblem] {
    let style = NumberStyle(language: .english, decimals: 1)
    return painted.texts.compactMap { item in
      guard let colour = item.colour else { return nil }
      // What lies under the text, from the last painted to the first that covers all of it.
      var contrast = 21.0
      var isCovered = false
      for shape in painted.shapes(near: item.box).reversed()
      where shape.order < item.order && shape.fill != nil && shape.fills(item.box) {
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

  static func barsFromZero(_ painted: PaintedScene) -> [FigureProblem] {
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

  static func identifiers(_ painted: PaintedScene) -> [FigureProblem] {
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

  static func clipping(_ painted: PaintedScene) -> [FigureProblem] {
    let scene = painted.scene
    let frame = Box(left: 0, top: 0, right: scene.width, bottom: scene.height)
    let style = NumberStyle(language: .english, decimals: 1)
    return painted.shapes.compactMap { item in
      let ink = item.inkBox
      // What lies outside without its outline has been told of.
      guard item.reach > 0, frame.contains(item.box), !frame.contains(ink) else { return nil }
      let excess = [-ink.left, -ink.top, ink.right - scene.width, ink.bottom - scene.height]
        .reduce(0) { max($0, $1) }
      return FigureProblem(
        .clipping, mark: item.mark,
        "the frame cuts \(style.string(excess)) points off the outline of \(item.description)")
    }
  }

  static func markContrast(_ painted: PaintedScene) -> [FigureProblem] {
    let paper = painted.scene.background
    var byMark: [String: [PaintedScene.Item]]?
    return painted.shapes.compactMap { item in
      guard let mark = item.mark, !mark.hasPrefix("band-"), !item.isSeen(on: .solid(paper)) else {
        return nil
      }
      // Few marks come here, so only then is it worth asking what else is about them.
      let marks =
        byMark
        ?? Dictionary(grouping: painted.items.filter { $0.mark != nil }) {
          $0.mark ?? ""
        }
      byMark = marks
      let isKnownByOthers = (marks[mark] ?? []).contains { other in
        other.order != item.order && other.inkBox.overlaps(item.inkBox)
          && (other.text == nil ? other.isSeen(on: .solid(paper)) : !mark.hasPrefix("bar-"))
      }
      let ground = painted.shapes(near: item.box).last { shape in
        shape.order < item.order && shape.fill != nil
          && shape.box.contains(item.box) && shape.fills(item.box)
      }?.fill
      guard !isKnownByOthers, !(ground.map(item.isSeen) ?? false) else { return nil }
      let style = NumberStyle(language: .english, decimals: 1)
      return FigureProblem(
        .markContrast, mark: mark,
        "\(item.description) has a contrast of \(style.string(item.contrast(with: .solid(paper)))) "
          + ": 1 with the paper and can hardly be seen: the least is \(style.string(quietContrast)) "
          + ": 1, or an outline or a text of its own")
    }
  }

  static func connectors(_ painted: PaintedScene) -> [FigureProblem] {
    let connectors = painted.shapes
      .filter { $0.mark?.hasPrefix("connector-") ?? false }
      .sorted { ($0.box.top, $0.order) < ($1.box.top, $1.order) }
    var problems: [FigureProblem] = []
    for (place, connector) in connectors.enumerated() {
      for other in connectors[(place + 1)...] {
        if other.box.top > connector.box.bottom { break }
        guard other.mark != connector.mark, other.box.left <= connector.box.right,
          connector.box.left <= other.box.right
        else { continue }
        let isCrossed = connector.edges.contains { edge in
          other.edges.contains { Self.cross(edge, $0) }
        }
        if isCrossed {
          problems.append(
            FigureProblem(
              .connectors, mark: other.mark,
              "\(other.description) crosses \(connector.description)"))
        }
      }
    }
    return problems
  }

  /// Whether two straight lines cross between their ends; lines that only touch do not.
  private static func cross(
    _ first: (Scene.Point, Scene.Point), _ second: (Scene.Point, Scene.Point)
  ) -> Bool {
    /// Twice the area of the triangle, by the sense of its corners.
    func turn(_ a: Scene.Point, _ b: Scene.Point, _ c: Scene.Point) -> Double {
      let area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
      // What misses by a thousandth of a point touches.
      return abs(area) < 1e-3 ? 0 : area
    }
    let (a, b) = first
    let (c, d) = second
    return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0
  }
}
