/// Fits a table into its frame: which rows, in what type, in one block of columns or two.
struct TableLayout {
  let content: TableContent
  let typesetter: Typesetter

  var frame: FigureFrame { content.chart.frame }
  var type: TypeScale { frame.type }
  private var setter: FrameSetter { FrameSetter(frame: frame, typesetter: typesetter) }

  /// The measures of the layout, in parts of the type size of the rows unless said otherwise.
  enum Proportion {
    /// The least height of a row of one line.
    static let leastPitch = 1.42
    /// The greatest height of a row where the frame is to be filled.
    static let greatestPitch = 2.9
    /// The height that a row must have before its type is made larger than the destination's.
    static let airyPitch = 2.1
    /// The distance between the lines of a name.
    static let lineLeading = 1.14
    /// The part of a row's height that its bar takes.
    static let barShare = 0.56
    /// The greatest thickness of a bar.
    static let greatestBar = 1.25
    /// The gap between columns, and the least where the frame is narrow.
    static let columnGap = 1.2
    static let leastColumnGap = 0.75
    /// The gap between a number and the plot of its bar.
    static let plotGap = 0.6
    /// The width that a plot of bars keeps before names wrap further.
    static let leastPlot = 4.0
    /// The length of the arrow of an interval without an upper end.
    static let arrow = 1.7
    /// The gap between the blocks.
    static let gutter = 2.2
    /// The width of the shape before a change, and the gap behind it.
    static let shape = 0.62
    static let shapeGap = 0.32
    /// The size of the headings.
    static let headingSize = 0.88
    /// How wide a heading may be before it wraps: above numbers, and above words.
    static let heading = 4.6
    static let wordsHeading = 6.0
    /// The space before the first cell and behind the last, so that a tint does not touch them.
    static let inset = 0.45
    /// The leading of headings, in parts of their size.
    static let headingLeading = 1.22
    /// The space above and below the headings.
    static let headingSpace = 0.42
    /// The space between the lowest rule and what stands below it, in parts of the small type.
    static let footerSpace = 0.7
    /// The thickness of the rules above and below the table, and of those between its parts.
    static let thickRule = 0.14
    static let thinRule = 0.065
  }

  /// Everything that the drawing needs to know.
  struct Plan {
    var selection: TableSelection
    var header: TextBlock
    var footer: TextBlock
    var rowSize: Double
    var headingFont: Font
    var columns: TableColumns
    /// The height of the headings with the space around them.
    var headHeight: Double
    /// The height of the spanners with the rule below them; 0 without.
    var spannerHeight: Double
    var blocks: [[Line]]
    var blockWidth: Double
    /// What each row gets above its least height.
    var stretch: Double
    var barThickness: Double
    var height: Double
  }

  /// One line of a block.
  struct Line {
    var item: TableSelection.Item
    /// The least height, points.
    var height: Double
    /// The words of a heading or a gap.
    var words: [String] = []
    /// Whether the height grows where the frame is to be filled.
    var stretches: Bool { if case .row = item { true } else { false } }
    /// Whether the line must not be the last of a block.
    var isHeading: Bool { if case .heading = item { true } else { false } }
  }

  /// A way to try the rows: how many blocks, and in what size of type.
  private struct Attempt {
    var blocks: Int
    var rowSize: Double
    /// The least height of a row, in parts of the type size.
    var pitch: Double
  }

  /// The best plan that fits.
  ///
  /// More rows come before larger type, and one block before two, as far as the destination's least
  /// sizes allow; then rows are left out.
  ///
  /// - Throws: ``ChartError`` if nothing fits.
  func plan() throws(ChartError) -> Plan {
    let header = try setter.header()
    let all = TableSelection.all(content)
    if content.rows.count <= TableSelection.greatestCount {
      for attempt in attempts {
        if let plan = try plan(all, attempt, header: header) { return plan }
      }
    }
    // The longest selection that fits, by halving: shorter ones fit where longer ones do.
    var selections: [TableSelection] = []
    for lines in 5...max(5, min(all.items.count, TableSelection.greatestCount + 1) - 1) {
      guard let selection = TableSelection.fitting(content, lines: lines) else { continue }
      if selections.last != selection { selections.append(selection) }
    }
    var best: Plan?
    var (low, high) = (0, selections.count)
    while low < high {
      let middle = (low + high) / 2
      if let plan = try dense(selections[middle], header: header) {
        best = plan
        low = middle + 1
      } else {
        high = middle
      }
    }
    if let best { return best }
    throw try tooSmall(header)
  }

  /// The plan for a selection at the first size of type that holds it.
  private func dense(
    _ selection: TableSelection, header: TextBlock
  ) throws(ChartError) -> Plan? {
    for attempt in attempts where attempt.pitch < Proportion.airyPitch {
      if let plan = try plan(selection, attempt, header: header) { return plan }
    }
    return nil
  }

  private func tooSmall(_ header: TextBlock) throws(ChartError) -> ChartError {
    let size = attempts.map(\.rowSize).min() ?? type.leastRow
    let style = NumberStyle(language: .english, decimals: 1)
    let columns = try TableColumnSetter(
      content: content, typesetter: typesetter, size: size,
      width: setter.innerWidth - 2 * Proportion.inset * size
    ).columns(for: Array(content.rows.indices))
    let least = style.string(size)
    if columns == nil {
      return ChartError(
        .specification,
        "the frame of \(frame.size.description) is too small for the "
          + "\(content.chart.columns.count) columns side by side in type of at least \(least) "
          + "points: choose a wider size, fewer "
          + "columns, or shorter headings and names")
    }
    return ChartError(
      .specification,
      "the frame of \(frame.size.description) is too small for the \(content.rows.count) rows, the "
        + "title (\(style.string(header.height)) points) and the notes in type of at least "
        + "\(least) points: choose a larger size, fewer rows or columns, or shorter names, title "
        + "and notes")
  }

  private var attempts: [Attempt] {
    let row = type.row
    func attempt(_ blocks: Int, _ factor: Double, airy: Bool = false) -> Attempt {
      Attempt(
        blocks: blocks, rowSize: max(row * factor, type.leastRow),
        pitch: airy ? Proportion.airyPitch : Proportion.leastPitch)
    }
    let least = type.leastRow / row
    guard frame.size.height != nil else { return [attempt(1, 1), attempt(1, least)] }
    var attempts = [1.3, 1.2, 1.1].map { attempt(1, $0, airy: true) }
    attempts += [attempt(1, 1), attempt(1, 0.92), attempt(1, least)]
    if setter.innerWidth >= 40 * row {
      attempts += [attempt(2, 1), attempt(2, 0.92), attempt(2, least)]
    }
    return attempts
  }

  private func plan(
    _ selection: TableSelection, _ attempt: Attempt, header: TextBlock
  ) throws(ChartError) -> Plan? {
    let size = attempt.rowSize
    let greatestHeight = frame.size.height ?? FigureSize.greatestHeight
    // Most attempts fail by this sum already, before a text is measured.
    let roughHeight = greatestHeight - 2 * type.margin - header.height
    guard
      Double(selection.items.count) * size * attempt.pitch <= roughHeight * Double(attempt.blocks)
    else { return nil }

    let blockWidth =
      (setter.innerWidth - Double(attempt.blocks - 1) * Proportion.gutter * size)
      / Double(attempt.blocks)
    let columnSetter = TableColumnSetter(
      content: content, typesetter: typesetter, size: size,
      width: blockWidth - 2 * Proportion.inset * size)
    guard let columns = try columnSetter.columns(for: selection.rows) else { return nil }
    // A second block is no gain where names no longer fit in three lines.
    if attempt.blocks > 1, columns.lineCount > 3 { return nil }

    let headingFont = columnSetter.headingFont
    let leading = Proportion.headingLeading * headingFont.size
    let headingLines = columns.columns.reduce(0) { max($0, $1.heading.count) }
    let spannerLines = columns.spanners.reduce(0) { max($0, $1.lines.count) }
    let space = Proportion.headingSpace * size
    let spannerHeight = spannerLines == 0 ? 0 : Double(spannerLines) * leading + 1.5 * space
    let headHeight =
      Double(headingLines) * leading + (headingLines > 0 ? 2 * space : 0) + spannerHeight

    let footer = try setter.footer(
      lists: [], footnotes: columns.footnotes.texts(in: content.language))
    let around =
      2 * type.margin + header.height + headHeight + Proportion.footerSpace * type.small
      + footer.height + 2 * Proportion.thickRule * size
    let room = greatestHeight - around
    let lines = try lines(
      selection, columns, size: size, pitch: attempt.pitch, blockWidth: blockWidth)
    guard let blocks = Self.split(lines, into: attempt.blocks, room: room) else { return nil }
    let stretch = stretch(blocks, size: size, room: room)
    let bodyHeight = blocks.map { Self.height($0, stretch: stretch) }.max() ?? 0
    let pitch = Proportion.leastPitch * size + stretch
    return Plan(
      selection: selection, header: header, footer: footer, rowSize: size,
      headingFont: headingFont, columns: columns, headHeight: headHeight,
      spannerHeight: spannerHeight, blocks: blocks, blockWidth: blockWidth, stretch: stretch,
      barThickness: min(Proportion.barShare * pitch, Proportion.greatestBar * size),
      height: frame.size.height ?? around + bodyHeight)
  }

  private func lines(
    _ selection: TableSelection, _ columns: TableColumns, size: Double, pitch: Double,
    blockWidth: Double
  ) throws(ChartError) -> [Line] {
    let small = Font(size: type.small)
    let width = blockWidth - 2 * Proportion.inset * size
    var lines: [Line] = []
    for item in selection.items {
      switch item {
      case .row(let row):
        let count = (columns.lines[row] ?? [:]).values.reduce(1) { max($0, $1.count) }
        let height = (Double(count - 1) * Proportion.lineLeading + pitch) * size
        lines.append(Line(item: item, height: height))
      case .heading(let group):
        let words = try typesetter.lines(
          Typesetter.trimmed(content.chart.groups[group].heading ?? ""),
          Font(size: type.small, isBold: true), within: width)
        lines.append(
          Line(
            item: item,
            height: Double(words.count) * FrameSetter.noteLeading * type.small + 0.6 * size,
            words: words))
      case .gap(let rows):
        let words = try typesetter.lines(gapText(rows), small, within: width)
        lines.append(
          Line(
            item: item,
            height: max(
              Double(words.count) * FrameSetter.noteLeading * type.small + 0.2 * size,
              1.3 * size),
            words: words))
      }
    }
    return lines
  }

  private func gapText(_ rows: [Int]) -> String {
    let ranks = rows.compactMap(content.rank)
    guard ranks.count == rows.count, let first = ranks.min(), let last = ranks.max() else {
      return Phrase.tableGap.text(in: content.language, ["count": String(rows.count)])
    }
    return (first == last ? Phrase.gapOfOneRank : .gap).text(
      in: content.language,
      ["first": String(first), "last": String(last), "count": String(rows.count)])
  }

  /// What each row gets above its least height.
  ///
  /// A frame with a height of its own is filled; elsewhere few rows stand further apart than many.
  private func stretch(_ blocks: [[Line]], size: Double, room: Double) -> Double {
    var greatest = Double.infinity
    for block in blocks {
      let count = Double(block.filter(\.stretches).count)
      if count > 0 {
        greatest = min(greatest, (room - Self.height(block, stretch: 0)) / count)
      }
    }
    let wanted: Double
    if frame.size.height != nil {
      wanted = Proportion.greatestPitch
    } else {
      let count = Double(blocks.reduce(0) { $0 + $1.count })
      wanted = 1.8 - 0.25 * min(max((count - 10) / 20, 0), 1)
    }
    return max(0, min(greatest, (wanted - Proportion.leastPitch) * size))
  }

  private static func height(_ lines: [Line], stretch: Double) -> Double {
    lines.reduce(0) { $0 + $1.height + ($1.stretches ? stretch : 0) }
  }

  /// The lines in one or two blocks of nearly the same height; `nil` if they do not fit.
  ///
  /// A heading stays with the rows below it.
  private static func split(_ lines: [Line], into count: Int, room: Double) -> [[Line]]? {
    guard count > 1 else { return height(lines, stretch: 0) <= room ? [lines] : nil }
    var best: (height: Double, place: Int)?
    var first = 0.0
    let whole = height(lines, stretch: 0)
    for place in 1..<max(lines.count, 1) {
      first += lines[place - 1].height
      if lines[place - 1].isHeading { continue }
      let height = max(first, whole - first)
      if height < (best?.height ?? .infinity) - 1e-9 { best = (height, place) }
    }
    guard let best, best.height <= room else { return nil }
    return [Array(lines[..<best.place]), Array(lines[best.place...])]
  }
}
