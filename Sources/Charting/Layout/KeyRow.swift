/// A legend: samples with their words, one after another in as many lines as it takes.
struct KeyRow {
  let composer: FigureComposer
  private var places: [Place] = []
  /// The height of the legend, points.
  private(set) var height = 0.0

  /// A sample with its words.
  struct Item {
    /// What it stands for.
    var text: String
    /// The width of the sample, points.
    var width: Double
    /// Draws the sample into a box.
    var sample: (Box) -> [Scene.Element]
  }

  private struct Place {
    var item: Item
    var lines: [String]
    var x, y: Double
  }

  /// The height of one line, points.
  private static func line(_ composer: FigureComposer) -> Double { 1.5 * composer.type.small }

  /// Places the samples one after another within the width between the margins.
  init(_ items: [Item], composer: FigureComposer) throws(ChartError) {
    self.composer = composer
    let small = composer.small
    var x = 0.0
    for item in items {
      let start = item.width + 0.5 * small.size
      let room = composer.innerWidth - start
      let lines = try composer.typesetter.lines(item.text, small, within: room)
      var width = 0.0
      for line in lines { width = max(width, try composer.typesetter.width(line, small)) }
      if x > 0, x + start + width > composer.innerWidth || lines.count > 1 {
        x = 0
        height += Self.line(composer)
      }
      places.append(Place(item: item, lines: lines, x: x, y: height))
      x += start + width + 1.6 * small.size
      if lines.count > 1 {
        height += Double(lines.count - 1) * Self.line(composer)
        x = .infinity
      }
    }
    if !items.isEmpty { height += Self.line(composer) }
  }

  /// The legend with its top at the height given.
  func elements(top: Double) throws(ChartError) -> [Scene.Element] {
    let small = composer.small
    var elements: [Scene.Element] = []
    for place in places {
      let left = composer.type.margin + place.x
      let middle = top + place.y + Self.line(composer) / 2
      elements += place.item.sample(
        Box(
          left: left, top: middle - 0.5 * small.size, right: left + place.item.width,
          bottom: middle + 0.5 * small.size))
      for (number, line) in place.lines.enumerated() {
        elements.append(
          .text(
            try composer.typesetter.text(
              line, x: left + place.item.width + 0.5 * small.size,
              baseline: middle + Double(number) * Self.line(composer) + 0.37 * small.size,
              font: small, colour: composer.theme.quietInk)))
      }
    }
    return elements.isEmpty ? [] : [.group(Scene.Group(id: "legend", elements: elements))]
  }
}
