/// What fills stand for: a swatch and a name each, on as many lines as they need.
struct SwatchLegend {
  private var entries: [(x: Double, line: Int, name: String, fill: Scene.Fill)] = []
  private let font: Font
  private let colour: Colour
  /// The edge of a hatched swatch, whose ground is not told from the paper.
  private let edge: Scene.Stroke
  /// How many lines it takes.
  private(set) var lineCount = 0

  private var leading: Double { 1.5 * font.size }
  private var swatch: (width: Double, height: Double) { (1.3 * font.size, 0.8 * font.size) }
  private var gap: Double { 0.4 * font.size }

  /// The height that it takes, points.
  var height: Double { Double(lineCount) * leading }

  /// Sets the names one after another within the width; a name too long for a line is broken.
  init(
    _ names: [(name: String, fill: Scene.Fill)], composer: FigureComposer
  ) throws(ChartError) {
    font = composer.small
    colour = composer.theme.quietInk
    edge = Scene.Stroke(composer.theme.ink, width: composer.hairline)
    let width = composer.innerWidth
    var x = 0.0
    for (name, fill) in names {
      let room = width - swatch.width - gap
      let lines = try composer.typesetter.lines(name, font, within: room)
      let text = try composer.typesetter.width(name, font)
      if x > 0, x + swatch.width + gap + text > width {
        lineCount += 1
        x = 0
      }
      for (place, line) in lines.enumerated() {
        if place > 0 { lineCount += 1 }
        entries.append((x, lineCount, line, fill))
        if place > 0 { entries[entries.count - 1].x = -1 }
      }
      x += swatch.width + gap + text + 1.6 * font.size
    }
    lineCount += entries.isEmpty ? 0 : 1
  }

  private func isHatch(_ fill: Scene.Fill) -> Bool {
    if case .hatch = fill { true } else { false }
  }

  /// Swatches and names with the top left corner at the place given.
  func elements(
    x: Double, y: Double, typesetter: Typesetter
  ) throws(ChartError) -> [Scene.Element] {
    var elements: [Scene.Element] = []
    for entry in entries {
      let middle = y + (Double(entry.line) + 0.5) * leading
      let left = x + max(entry.x, 0)
      if entry.x >= 0 {
        elements.append(
          .rectangle(
            Scene.Rectangle(
              x: left, y: middle - swatch.height / 2, width: swatch.width, height: swatch.height,
              fill: entry.fill, stroke: isHatch(entry.fill) ? edge : nil)))
      }
      elements.append(
        .text(
          try typesetter.text(
            entry.name, x: left + swatch.width + gap, baseline: middle + 0.37 * font.size,
            font: font, colour: colour)))
    }
    return elements
  }
}
