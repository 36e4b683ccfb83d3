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
  /// As many panels stand side by side as the width allows, or fewer where they do not fit so. In a
  /// frame with a height of its own each row gets its share by what it would take on its own.
  ///
  /// - Throws: ``ChartError`` if there are no panels or more than twelve, or what a panel throws, after
  ///   its letter.
  public func scene(measuring measurer: some TextMeasuring) throws(ChartError) -> Scene {
    guard (1...Self.mostPanels).contains(panels.count) else {
      throw ChartError(
        .specification,
        "a figure has 1 to \(Self.mostPanels) panels, not \(panels.count): change their number")
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
      let drawing = PanelsDrawing(chart: self, composer: composer, columns: columns, measurer)
      do throws(ChartError) {
        var scene = try drawing.scene(height: frame.size.height)
        // Panels that would be higher than a page share it.
        if frame.size.height == nil, scene.height > FigureSize.greatestHeight + 0.01 {
          scene = try drawing.scene(height: FigureSize.greatestHeight)
        }
        return try scene.checked()
      } catch {
        // A frame that is too small may hold the panels otherwise; another fault stays one.
        guard error.code == .specification else { throw error }
        failure = failure ?? error
      }
    }
    throw failure ?? composer.tooSmall("\(panels.count) panels")
  }

  /// The greatest number of panels.
  public static let mostPanels = 12

  /// The gap between panels, points.
  static func gap(_ type: TypeScale) -> Double { 1.8 * type.row }

  /// How many may stand side by side, the best first.
  private func columnCounts(_ width: Double) -> [Int] {
    if let columns { return [min(max(columns, 1), panels.count)] }
    let gap = Self.gap(frame.type)
    // A panel is at least as wide as eighteen characters.
    let fitting = (width + gap) / (18 * frame.type.row + gap)
    let most = min(max(Int(min(fitting, 12)), 1), panels.count)
    // Rows without a gap at the end are better than a further column.
    let best = (1...most).last { panels.count.isMultiple(of: $0) && $0 * 2 > most } ?? most
    return [best] + (1...most).reversed().filter { $0 != best }
  }
}

/// Lays panels out in so many columns and draws them.
private struct PanelsDrawing<Measurer: TextMeasuring> {
  let chart: PanelsChart
  var composer: FigureComposer
  let columns: Int
  let measurer: Measurer

  private let gap, width: Double
  /// How far outlines and signs at the edge of a panel may reach beyond it, points.
  private let bleed: Double
  private var panels: [any Chart] { chart.panels }
  private var frame: FigureFrame { chart.frame }
  private var type: TypeScale { composer.type }
  private var language: FigureLanguage { frame.language }
  private var rowCount: Int { (panels.count + columns - 1) / columns }

  init(chart: PanelsChart, composer: FigureComposer, columns: Int, _ measurer: Measurer) {
    self.chart = chart
    self.composer = composer
    self.columns = columns
    self.measurer = measurer
    gap = PanelsChart.gap(composer.type)
    bleed = min(composer.type.margin, 0.2 * composer.type.row)
    width = (composer.innerWidth - Double(columns - 1) * gap) / Double(columns)
  }

  /// What the panels of a row or a column have in common.
  private struct Shared {
    var height: Double?
    var header = 0.0
    var footer = 0.0
    var plotLeft = 0.0
  }

  /// The figure before the check, of that height; as high as its panels where there is none.
  func scene(height: Double?) throws(ChartError) -> Scene {
    var composer = composer
    let header = try composer.setter.header()
    let headerGap = header.height > 0 ? 0.6 * type.row : 0
    let space = 0.9 * type.small
    func around(_ footer: TextBlock) -> Double {
      2 * type.margin + header.height + headerGap + footer.height
        + (footer.height > 0 ? space : 0) + Double(rowCount - 1) * gap
    }
    var footer = try composer.setter.closing()
    var available = height.map { $0 - around(footer) }
    if let available, available < 8 * type.row * Double(rowCount) {
      throw composer.tooSmall("\(rowCount) rows of panels")
    }

    // Each as it would be on its own, or as low as the frame makes it.
    var drawn = try rough(within: available)
    let differing = differingScales(drawn)
    if !differing.isEmpty {
      composer = noted(composer)
      footer = try composer.setter.closing()
      available = height.map { $0 - around(footer) }
    }
    var shared = try shared(drawn, heights: heights(drawn, available))
    // What aligns the plots can itself move them, so it is settled twice.
    for _ in 0..<2 {
      for place in panels.indices { drawn[place] = try panel(place, shared[place]) }
      let aligned = try self.shared(drawn, heights: shared.map(\.height))
      if zip(aligned, shared).allSatisfy({ $0.plotLeft <= $1.plotLeft + 0.01 }) { break }
      shared = aligned
    }

    var elements: [Scene.Element] = []
    var data: [Scene.Datum] = []
    var facts = Scene.Facts()
    var words = [
      PanelPhrase.kind.text(
        in: language,
        ["title": Typesetter.trimmed(frame.title), "count": String(panels.count)])
    ]
    var y = type.margin + header.height + headerGap
    for row in 0..<rowCount {
      let members = members(row)
      for place in members {
        let x = type.margin + Double(place - members.lowerBound) * (width + gap) - bleed
        let label = "p\(place + 1)"
        elements.append(
          .group(
            Scene.Group(
              id: label,
              elements: drawn[place].elements.map { $0.moved(x: x, y: y - bleed, in: label) })))
        data += drawn[place].data.map { $0.moved(in: label) }
        facts.add(drawn[place].facts, in: label, isFree: differing.contains(place))
        words.append(drawn[place].alternativeText)
      }
      y += members.map { inner(drawn[$0]) }.max() ?? 0
      y += row < rowCount - 1 ? gap : 0
    }
    let total = height ?? y + (footer.height > 0 ? space : 0) + footer.height + type.margin
    return try composer.unchecked(
      FigureComposer.Composition(
        header: header, footer: footer,
        plot: Box(left: 0, top: 0, right: frame.size.width, bottom: total), height: total),
      plot: elements,
      alternativeText: words.joined(separator: Phrase.sentenceSpace.text(in: language)),
      data: data, facts: facts)
  }

  private func members(_ row: Int) -> Range<Int> {
    row * columns..<min((row + 1) * columns, panels.count)
  }

  /// Each panel with a height of its own or, where that is impossible, with an equal share.
  private func rough(within available: Double?) throws(ChartError) -> [Scene] {
    var scenes: [Scene] = []
    for place in panels.indices {
      do throws(ChartError) {
        scenes.append(try panel(place, Shared()))
      } catch {
        guard let available else { throw error }
        scenes.append(try panel(place, Shared(height: available / Double(rowCount))))
      }
    }
    return scenes
  }

  /// The height of each panel's row.
  private func heights(_ drawn: [Scene], _ available: Double?) -> [Double?] {
    let rows = (0..<rowCount).map { row in members(row).map { inner(drawn[$0]) }.max() ?? 0 }
    let sum = rows.reduce(0, +)
    let factor = available.map { $0 / max(sum, 1) } ?? 1
    return panels.indices.map { factor * rows[$0 / columns] }
  }

  /// The height of a panel without its bleed.
  private func inner(_ drawn: Scene) -> Double { drawn.height - 2 * bleed }

  /// The greatest header and footer in each row and the plot that begins last in each column.
  private func shared(_ drawn: [Scene], heights: [Double?]) throws(ChartError) -> [Shared] {
    var shared = heights.map { Shared(height: $0) }
    for place in panels.indices {
      let own = panelFrame(place, Shared(height: heights[place]))
      let header = try FrameSetter(frame: own, typesetter: composer.typesetter).header().height
      let footer = footerHeight(of: drawn[place]) - bleed
      let plotLeft = drawn[place].facts.plotLeft ?? 0
      for other in panels.indices {
        if other / columns == place / columns {
          shared[other].header = max(shared[other].header, header)
          shared[other].footer = max(shared[other].footer, footer)
        }
        if other % columns == place % columns {
          shared[other].plotLeft = max(shared[other].plotLeft, plotLeft)
        }
      }
    }
    return shared
  }

  private func panelFrame(_ place: Int, _ shared: Shared) -> FigureFrame {
    var own = panels[place].frame
    let letter = Self.letter(place)
    own.title = language == .chinese ? "（\(letter)）\(own.title)" : "(\(letter)) \(own.title)"
    own.showsTitle = true
    own.sources = []
    own.notes = []
    own.language = language
    own.theme = frame.theme
    // The theme changes the margin of the whole, not that of its parts.
    own.theme.sizes.margin = 1
    own.size = frame.size.panel(
      width: width + 2 * bleed, height: shared.height.map { $0 + 2 * bleed }, margin: bleed)
    own.leastHeader = shared.header
    own.leastFooter = shared.footer
    // Names that are much longer in one panel do not push the plots of all to the right.
    own.leastPlotLeft = min(shared.plotLeft, 0.45 * width)
    return own
  }

  private func panel(_ place: Int, _ shared: Shared) throws(ChartError) -> Scene {
    var chart = panels[place]
    chart.frame = panelFrame(place, shared)
    do {
      return try chart.scene(measuring: measurer)
    } catch {
      throw ChartError(error.code, "panel \(Self.letter(place)): \(error.message)")
    }
  }

  private static func letter(_ place: Int) -> String {
    String(UnicodeScalar(UInt8(97 + place)))
  }

  // MARK: Scales

  /// The panels of one kind and unit whose scales have other ends than those of the others.
  private func differingScales(_ drawn: [Scene]) -> Set<Int> {
    var differing: Set<Int> = []
    for place in panels.indices {
      let unit = Typesetter.trimmed(panels[place].frame.unit)
      guard !unit.isEmpty, let scale = drawn[place].facts.scales.first else { continue }
      for other in panels.indices where other != place {
        guard Typesetter.trimmed(panels[other].frame.unit) == unit,
          Swift.type(of: panels[other]) == Swift.type(of: panels[place]),
          let compared = drawn[other].facts.scales.first
        else { continue }
        let reach = max(scale.high - scale.low, compared.high - compared.low)
        if abs(scale.low - compared.low) + abs(scale.high - compared.high) > 0.02 * reach {
          differing.insert(place)
        }
      }
    }
    return differing
  }

  private func noted(_ composer: FigureComposer) -> FigureComposer {
    var frame = composer.frame
    frame.notes.append(PanelPhrase.scales.text(in: language))
    return FigureComposer(frame: frame, typesetter: composer.typesetter)
  }

  /// How much of a panel stands from the top of the first line below its plot to its lower edge.
  private func footerHeight(of scene: Scene) -> Double {
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

/// The words of panels.
enum PanelPhrase: String, Phrasing {
  case kind, scales

  var words: (chinese: String, english: String) {
    switch self {
    case .kind: ("组图：{title}，共{count}图。", "Panels: {title} ({count}).")
    case .scales:
      (
        "单位相同的各图标度不同，长短、高低不宜跨图相比。",
        "Panels in the same unit have scales of their own: do not compare lengths across them."
      )
    }
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
  fileprivate mutating func add(_ other: Scene.Facts, in panel: String, isFree: Bool) {
    scales += other.scales.map { scale in
      var scale = scale
      scale.id = scale.id + "-" + panel
      if isFree {
        scale.isFree = true
        scale.isAnnounced = true
      }
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
