/// Names in a column beside a plot, each with its number and joined to the place that it names.
struct SideLabels {
  /// Whether the column stands at the left of the plot; names are flush with the plot on either side.
  let isLeft: Bool
  /// The names, in the order of their places after ``spread(from:to:)``.
  private(set) var labels: [Label] = []
  private var nameWidth = 0.0
  private var detailWidth = 0.0

  /// The gap between a number and a name, in parts of the type size.
  private static let gap = 0.45
  /// The distance between the lines of a name.
  private static let leading = 1.14
  /// The height of a name of one line.
  private static let pitch = 1.22

  /// A name beside the plot.
  struct Label {
    /// The lines of the name.
    var lines: [String]
    /// The number between the plot and the name.
    var detail: String
    var font: Font
    var colour: Colour
    /// The mark that it names.
    var mark: String
    /// The height of what it names.
    var place: Double
    /// The height of its middle.
    var middle: Double

    var height: Double {
      (Double(lines.count - 1) * SideLabels.leading + SideLabels.pitch) * font.size
    }
  }

  init(isLeft: Bool) {
    self.isLeft = isLeft
  }

  /// Adds a name in as few lines as `limit` allows; `false` where it takes more than three.
  mutating func add(
    _ name: String, detail: String, font: Font, colour: Colour, mark: String,
    limit: Double, typesetter: Typesetter
  ) throws(ChartError) -> Bool {
    var lines = [name]
    if try typesetter.width(name, font) > limit {
      lines = try typesetter.balancedLines(name, font, within: limit)
    }
    guard lines.count <= 3 else { return false }
    for line in lines { nameWidth = max(nameWidth, try typesetter.width(line, font)) }
    guard nameWidth <= limit + 0.01 else { return false }
    detailWidth = max(detailWidth, try typesetter.width(detail, font))
    labels.append(
      Label(
        lines: lines, detail: detail, font: font, colour: colour, mark: mark, place: 0, middle: 0))
    return true
  }

  /// The height that all need together.
  var height: Double { labels.reduce(0) { $0 + $1.height } }

  /// The width of names and numbers, without the space for connectors.
  func width(_ size: Double) -> Double {
    labels.isEmpty ? 0 : nameWidth + detailWidth + Self.gap * size
  }

  /// Moves the names apart; `places` are the heights of what they name, in the order of adding.
  mutating func spread(_ places: [Double], from start: Double, to end: Double) {
    for (index, place) in places.enumerated() where labels.indices.contains(index) {
      labels[index].place = place
    }
    let order = labels.indices.sorted { (labels[$0].place, $0) < (labels[$1].place, $1) }
    labels = order.map { labels[$0] }
    let middles = Spreading.middles(
      labels.map { Spreading.Item(place: $0.place, size: $0.height) }, from: start, to: end)
    for (index, middle) in middles.enumerated() { labels[index].middle = middle }
  }

  /// The names, numbers and connectors by mark.
  ///
  /// `edge` is where marks end, `start` where the column begins on the side of the plot.
  func elements(
    edge: Double, start: Double, hairline: Double, connector: Colour, typesetter: Typesetter
  ) throws(ChartError) -> [String: [Scene.Element]] {
    var elements: [String: [Scene.Element]] = [:]
    let direction = isLeft ? -1.0 : 1.0
    for label in labels {
      let size = label.font.size
      var drawn: [Scene.Element] = []
      if abs(label.middle - label.place) > 0.25 * size {
        drawn.append(
          .line(
            Scene.Line(
              x1: edge, y1: label.place, x2: start - direction * 0.15 * size, y2: label.middle,
              stroke: Scene.Stroke(connector, width: hairline), mark: label.mark)))
      }
      let baseline = label.middle + 0.37 * size
      drawn.append(
        .text(
          try typesetter.text(
            label.detail, x: isLeft ? start : start + detailWidth, baseline: baseline,
            anchor: .end, font: label.font, colour: label.colour, mark: label.mark)))
      let nameX = start + direction * (detailWidth + Self.gap * size)
      for (place, line) in label.lines.enumerated() {
        let shift = (Double(place) - Double(label.lines.count - 1) / 2) * Self.leading * size
        drawn.append(
          .text(
            try typesetter.text(
              line, x: nameX, baseline: baseline + shift, anchor: isLeft ? .end : .start,
              font: label.font, colour: label.colour, mark: label.mark)))
      }
      elements[label.mark, default: []] += drawn
    }
    return elements
  }
}
