/// Several figures in one: panels of one type and theme in rows, their plots on one line.
///
/// Each panel keeps its title, after a letter, and its reporting line; notes and sources of all stand once
/// below the whole. The plots of a row begin and end at one height. Identifiers of a panel's groups, marks
/// and bodies carry `p1`, `p2` … so that none stands twice.
public struct PanelsChart: Chart {
  /// Title, language, size and colours of the whole; notes and sources are added to those of the panels.
  public var frame: FigureFrame
  /// The figures, from the left to the right and from the top down; their sizes do not matter.
  public var panels: [any Chart]
  /// How many stand side by side; as many as the width allows where absent.
  public var columns: Int?

  /// Makes a figure of panels.
  public init(frame: FigureFrame, panels: [any Chart], columns: Int? = nil) {
    self.frame = frame
    self.panels = panels
    self.columns = columns
  }

  /// The figure as shapes and text, which passes ``FigureCheck``.
  ///
  /// - Throws: ``ChartError`` if there are no panels or more than twelve, or what a panel throws, after
  ///   its letter.
  public func scene(measuring measurer: some TextMeasuring) throws(ChartError) -> Scene {
    guard (1...12).contains(panels.count) else {
      throw ChartError(
        .specification, "a figure has 1 to 12 panels, not \(panels.count): change their number")
    }
    var whole = frame
    for chart in panels {
      for source in chart.frame.sources where !whole.sources.contains(source) {
        whole.sources.append(source)
      }
      for note in chart.frame.notes where !whole.notes.contains(note) { whole.notes.append(note) }
    }
    let composer = FigureComposer(frame: whole, typesetter: Typesetter(measurer))
    var failure: ChartError?
    for columns in columnCounts(composer.innerWidth) {
      do {
        if frame.size.height == nil {
          let scene = try scene(composer, columns, height: nil, measurer)
          if scene.height <= FigureSize.greatestHeight + 0.01 { return try scene.checked() }
        }
        // Panels that would be higher than a page share it.
        let height = frame.size.height ?? FigureSize.greatestHeight
        return try scene(composer, columns, height: height, measurer).checked()
      } catch {
        // A frame that is too small may hold the panels otherwise; another fault stays one.
        guard error.code == .specification else { throw error }
        failure = failure ?? error
      }
    }
    throw failure ?? composer.tooSmall("\(panels.count) panels")
  }

  /// The figure of that height; as high as its panels where there is none.
  private func scene(
    _ composer: FigureComposer, _ columns: Int, height total: Double?, _ measurer: some TextMeasuring
  ) throws(ChartError) -> Scene {
    let typesetter = composer.typesetter
    let type = composer.type
    let header = try composer.setter.header()
    let footer = try composer.setter.closing()
    let rows = (panels.count + columns - 1) / columns
    let width = (composer.innerWidth - Double(columns - 1) * gap) / Double(columns)
    let space = footer.height > 0 ? 0.9 * type.small : 0
    let around = 2 * type.margin + header.height + footer.height + space
    let gaps = Double(rows - 1) * gap
    let shared = total.map { ($0 - around - gaps) / Double(rows) }
    if let shared, shared < 8 * type.row { throw composer.tooSmall("\(rows) rows of panels") }

    var drawn: [Scene] = []
    for place in panels.indices {
      drawn.append(try panel(place, width: width, height: shared, measurer))
    }
    var elements: [Scene.Element] = []
    var data: [Scene.Datum] = []
    var facts = Scene.Facts()
    var words: [String] = []
    var y = type.margin + header.height
    for row in 0..<rows {
      let members = Array(row * columns..<min((row + 1) * columns, panels.count))
      let height = shared ?? (members.map { drawn[$0].height }.max() ?? 0) - 2 * bleed
      var heights = (header: 0.0, footer: 0.0)
      for place in members {
        let setter = FrameSetter(
          frame: panelFrame(place, width: width, height: height), typesetter: typesetter)
        heights.header = max(heights.header, try setter.header().height)
        heights.footer = max(heights.footer, Self.footerHeight(of: drawn[place], type) - bleed)
      }
      for (column, place) in members.enumerated() {
        if members.count > 1 {
          drawn[place] = try panel(
            place, width: width, height: height, header: heights.header, footer: heights.footer,
            measurer)
        }
        let x = type.margin + Double(column) * (width + gap) - bleed
        let label = "p\(place + 1)"
        elements.append(
          .group(
            Scene.Group(
              id: label,
              elements: drawn[place].elements.map { $0.moved(x: x, y: y - bleed, in: label) })))
        data += drawn[place].data.map { $0.moved(in: label) }
        facts.add(drawn[place].facts, in: label)
        words.append(drawn[place].alternativeText)
      }
      y += height + (row < rows - 1 ? gap : 0)
    }
    let height = total ?? y + space + footer.height + type.margin
    return try composer.unchecked(
      FigureComposer.Composition(
        header: header, footer: footer,
        plot: Box(left: 0, top: 0, right: frame.size.width, bottom: height), height: height),
      plot: elements,
      alternativeText: words.joined(separator: Phrase.sentenceSpace.text(in: frame.language)),
      data: data, facts: facts)
  }

  /// How far outlines and signs at the edge of a panel may reach beyond it, points.
  private var bleed: Double { min(frame.type.margin, 0.2 * frame.type.row) }

  /// The space between two panels, points.
  private var gap: Double { 1.8 * frame.type.row }

  /// How many panels may stand side by side, the best first.
  private func columnCounts(_ width: Double) -> [Int] {
    if let columns { return [min(max(columns, 1), panels.count)] }
    // A panel is at least as wide as two dozen characters.
    let most = min(max(Int((width + gap) / (24 * frame.type.row + gap)), 1), panels.count)
    // Rows without a gap at the end are better than a further column.
    let best = (1...most).last { panels.count.isMultiple(of: $0) && $0 * 2 > most } ?? most
    return [best] + (1...most).reversed().filter { $0 != best }
  }

  private func panelFrame(
    _ place: Int, width: Double, height: Double?, header: Double = 0, footer: Double = 0
  ) -> FigureFrame {
    var own = panels[place].frame
    let letter = String(UnicodeScalar(UInt8(97 + place)))
    own.title = frame.language == .chinese ? "（\(letter)）\(own.title)" : "(\(letter)) \(own.title)"
    own.showsTitle = true
    own.sources = []
    own.notes = []
    own.language = frame.language
    own.theme = frame.theme
    // The theme changes the margin of the whole, not that of its parts.
    own.theme.sizes.margin = 1
    own.size = frame.size.panel(
      width: width + 2 * bleed, height: height.map { $0 + 2 * bleed }, margin: bleed)
    own.leastHeader = header
    own.leastFooter = footer
    return own
  }

  private func panel(
    _ place: Int, width: Double, height: Double?, header: Double = 0, footer: Double = 0,
    _ measurer: some TextMeasuring
  ) throws(ChartError) -> Scene {
    var chart = panels[place]
    chart.frame = panelFrame(place, width: width, height: height, header: header, footer: footer)
    do {
      return try chart.scene(measuring: measurer)
    } catch {
      let letter = String(UnicodeScalar(UInt8(97 + place)))
      throw ChartError(error.code, "panel \(letter): \(error.message)")
    }
  }

  /// How much of a panel stands from the top of the first line below its plot to its lower edge.
  private static func footerHeight(of scene: Scene, _ type: TypeScale) -> Double {
    for element in scene.elements {
      guard case .group(let group) = element, group.id == "footer" else { continue }
      var top = Double.infinity
      for case .text(let text) in group.elements {
        let height = text.font.size * FrameSetter.noteLeading
        top = min(top, text.baseline - TextBlock.baseline(of: text.font, in: height))
      }
      return top.isFinite ? scene.height - top : 0
    }
    return 0
  }
}

extension FrameSetter {
  /// Notes and sources alone, for what stands below several panels.
  func closing() throws(ChartError) -> TextBlock {
    var block = TextBlock()
    try add(.note, frame.notes, to: &block)
    try add(.source, frame.sources, to: &block)
    return block
  }
}

extension Scene.Element {
  /// The element at another place, its identifiers and marks with the panel's name in them.
  fileprivate func moved(x: Double, y: Double, in panel: String) -> Scene.Element {
    switch self {
    case .group(var group):
      group.id = group.id.named(in: panel)
      group.elements = group.elements.map { $0.moved(x: x, y: y, in: panel) }
      return .group(group)
    case .rectangle(var shape):
      shape.x += x
      shape.y += y
      shape.mark = shape.mark?.named(in: panel)
      return .rectangle(shape)
    case .line(var line):
      line.x1 += x
      line.x2 += x
      line.y1 += y
      line.y2 += y
      line.mark = line.mark?.named(in: panel)
      return .line(line)
    case .polygon(var polygon):
      polygon.points = polygon.points.map { Scene.Point(x: $0.x + x, y: $0.y + y) }
      polygon.mark = polygon.mark?.named(in: panel)
      return .polygon(polygon)
    case .circle(var circle):
      circle.x += x
      circle.y += y
      circle.mark = circle.mark?.named(in: panel)
      return .circle(circle)
    case .text(var text):
      text.x += x
      text.baseline += y
      text.mark = text.mark?.named(in: panel)
      return .text(text)
    }
  }
}

extension String {
  /// The identifier with the panel's name behind its first part: `bar-x` becomes `bar-p1-x`.
  fileprivate func named(in panel: String) -> String {
    guard let hyphen = firstIndex(of: "-") else { return self + "-" + panel }
    return self[..<hyphen] + "-" + panel + self[hyphen...]
  }
}

extension Scene.Datum {
  fileprivate func moved(in panel: String) -> Scene.Datum {
    var datum = self
    datum.group = group.named(in: panel)
    datum.row = panel + "-" + row
    return datum
  }
}

extension Scene.Facts {
  /// Adds what is known of a panel.
  fileprivate mutating func add(_ other: Scene.Facts, in panel: String) {
    scales += other.scales.map { scale in
      var scale = scale
      scale.id = scale.id + "-" + panel
      return scale
    }
    lines = max(lines, other.lines)
    keys += other.keys.map { key in
      var key = key
      // Keys are told apart within their panel.
      key.isLabelled = true
      return key
    }
    denominators += other.denominators.map { denominator in
      var denominator = denominator
      denominator.mark = denominator.mark.named(in: panel)
      return denominator
    }
  }
}
