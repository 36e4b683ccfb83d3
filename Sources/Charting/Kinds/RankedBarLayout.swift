/// Fits a ranked bar into its frame: which rows, in what type, in one column or two.
struct RankedBarLayout {
  let content: RankedBarContent
  let typesetter: Typesetter

  var frame: FigureFrame { content.chart.frame }
  var type: TypeScale { frame.type }
  var setter: FrameSetter { FrameSetter(frame: frame, typesetter: typesetter) }

  /// The measures of the layout, in parts of the type size of the rows unless said otherwise.
  enum Proportion {
    /// The least height of a row of one line.
    static let leastPitch = 1.32
    /// The least height of a row where the frame would otherwise not hold all rows.
    static let tightPitch = 1.2
    /// The greatest height of a row where the frame is to be filled, if there are six rows or more.
    static let greatestPitch = 4.6
    /// The same for one row; between, it falls by equal steps.
    static let greatestPitchOfOne = 9.0
    /// The height that a row must have before its type is made larger than the destination's.
    static let airyPitch = 2.1
    /// The distance between the lines of a name.
    static let labelLeading = 1.14
    /// The part of a row's height that its bar takes.
    static let barShare = 0.68
    /// The part of a row's height that its bar takes where values stand inside bars.
    static let wideBarShare = 0.77
    /// The greatest thickness of a bar.
    static let greatestBar = 2.3
    /// The gap between rank and name.
    static let rankGap = 0.7
    /// The gap between name and zero.
    static let labelGap = 0.75
    /// The gap between a mark and its value.
    static let valueGap = 0.4
    /// The gap between the columns of bars.
    static let gutter = 2.2
    /// The least width of the plot.
    static let leastPlot = 4.0
    /// The length of the arrow of an interval without an upper end.
    static let arrow = 2.0
    /// The space above the rule over the rows without rank.
    static let ruleSpace = 0.7
    /// The height of the line of ticks, in parts of the small type.
    static let tickLine = 2.0
    /// The height of the line above it where the median is named by itself, in the same parts.
    static let medianLine = 1.5
    /// The space between the plot and what stands below it, in parts of the small type.
    static let footerSpace = 0.9
  }

  /// Everything that the drawing needs to know.
  struct Plan {
    var selection: RankedBarSelection
    var footnotes: RankedBarFootnotes
    var header: TextBlock
    var footer: TextBlock
    var rowSize: Double
    var columns: [[Cell]]
    var columnWidth: Double
    var rankWidth: Double
    var labelWidth: Double
    var plotLeft: Double
    var scale: RankedBarScale
    var axis: RankedBarAxis
    /// The value beyond which an interval is cut off with an arrow.
    var greatestShown: Double
    /// What each row gets above its least height.
    var stretch: Double
    var barThickness: Double
    var height: Double
  }

  /// One line of a column.
  struct Cell {
    var kind: Kind
    /// The least height, points.
    var height: Double
    /// Whether the height grows where the frame is to be filled.
    var stretches: Bool

    enum Kind {
      case row(Row)
      case gap(String)
      case heading([String])
    }

    struct Row {
      var index: Int
      var label: [String]
      var labelFont: Font
      var value: String
      /// The place of the row's text in the scale's list.
      var placement: Int
    }
  }

  /// A way to try the rows: how many columns, and in what size of type.
  private struct Attempt {
    var columns: Int
    var rowSize: Double
    /// The least height of a row, in parts of the type size.
    var pitch: Double
  }

  /// What the text below the plot depends on, so that it is set only once for many attempts.
  private struct FooterKey: Hashable {
    var listed: [Int]
    var footnotes: [RankedBarFootnotes.Kind]
    var lineLimit: Int
  }

  /// The best plan that fits.
  ///
  /// More rows come before larger type, larger type before more columns, as far as the
  /// destination's least sizes allow; then rows below the rule go into a list, and at last ranked
  /// rows are left out.
  ///
  /// - Throws: ``ChartError`` if nothing fits.
  func plan() throws(ChartError) -> Plan {
    let header = try setter.header()
    let full = RankedBarSelection.full(content, unrankedLimit: 12)
    var footers: [FooterKey: TextBlock] = [:]
    // The lists below are cut first; they say how many bodies they stand for in any case.
    var limits = [(12, 3), (6, 2), (3, 1)]
    if full.lineCount <= 12 { limits.append((0, 1)) }
    for (unrankedLimit, lineLimit) in limits {
      let selection = RankedBarSelection.full(content, unrankedLimit: unrankedLimit)
      for attempt in attempts {
        if let plan = try plan(
          selection, attempt, header: header, lineLimit: lineLimit, footers: &footers)
        {
          return plan
        }
      }
    }
    // Ranked rows are what the figure is for: before fewer than a dozen lines of them are drawn,
    // the rows below the rule become a list too.
    for (unrankedLimit, leastLines) in [(3, 12), (0, 5)] {
      var lines = full.lineCount
      while lines > leastLines {
        lines -= 1
        guard
          let selection = RankedBarSelection.fitting(
            content, lines: lines, unrankedLimit: unrankedLimit)
        else { break }
        for attempt in attempts where attempt.pitch == Proportion.leastPitch {
          if let plan = try plan(
            selection, attempt, header: header, lineLimit: 1, footers: &footers)
          {
            return plan
          }
        }
      }
    }
    let least = NumberStyle(language: .english, decimals: 1).string(type.least)
    throw ChartError(
      .specification,
      "the frame of \(frame.size.description) is too small for the names, values, title and notes "
        + "of this figure (ranked bodies: \(content.ranked.count)) in type of at least \(least) "
        + "points: choose a larger size, fewer bodies, or shorter names, title and notes")
  }

  private var attempts: [Attempt] {
    let row = type.row
    func attempt(
      _ columns: Int, _ factor: Double, pitch: Double = Proportion.leastPitch
    ) -> Attempt {
      Attempt(columns: columns, rowSize: max(row * factor, type.leastRow), pitch: pitch)
    }
    let least = type.leastRow / row
    guard frame.size.height != nil else {
      return [attempt(1, 1), attempt(1, least), attempt(1, least, pitch: Proportion.tightPitch)]
    }
    // Beside other panels no type is larger than theirs.
    let enlarged = frame.size.isPanel ? [] : [1.3, 1.2, 1.1]
    var attempts = enlarged.map { attempt(1, $0, pitch: Proportion.airyPitch) }
    attempts += [attempt(1, 1), attempt(1, 0.92)]
    if setter.innerWidth >= 40 * row {
      attempts += [attempt(2, 1), attempt(2, 0.92), attempt(1, least), attempt(2, least)]
      attempts.append(attempt(2, least, pitch: Proportion.tightPitch))
    } else {
      attempts += [attempt(1, least), attempt(1, least, pitch: Proportion.tightPitch)]
    }
    return attempts
  }

  private func plan(
    _ selection: RankedBarSelection, _ attempt: Attempt, header: TextBlock, lineLimit: Int,
    footers: inout [FooterKey: TextBlock]
  ) throws(ChartError) -> Plan? {
    let size = attempt.rowSize
    let greatestHeight = frame.size.height ?? FigureSize.greatestHeight
    let rowCount = selection.ranked.count + selection.unranked.count
    // Most attempts fail by this sum already, before a text is measured.
    let roughHeight = greatestHeight - 2 * type.margin - header.height
    guard Double(rowCount) * size * attempt.pitch <= roughHeight * Double(attempt.columns) else {
      return nil
    }

    var footnotes = RankedBarFootnotes()
    let columnWidth =
      (setter.innerWidth - Double(attempt.columns - 1) * Proportion.gutter * size)
      / Double(attempt.columns)
    let values = try valueTexts(
      selection.shown, size: size, columnWidth: columnWidth, footnotes: &footnotes)
    let key = FooterKey(
      listed: selection.listed, footnotes: footnotes.kinds, lineLimit: lineLimit)
    let footer: TextBlock
    if let set = footers[key] {
      footer = set
    } else {
      footer = try self.footer(selection, footnotes, lineLimit: lineLimit)
      footers[key] = footer
    }
    var around =
      2 * type.margin + header.height + Proportion.tickLine * type.small
      + Proportion.footerSpace * type.small + footer.height
    var room = greatestHeight - around
    guard Double(rowCount) * size * attempt.pitch <= room * Double(attempt.columns),
      let rows = try rows(
        selection, values: values, size: size, columnWidth: columnWidth, pitch: attempt.pitch)
    else { return nil }
    let axis = try RankedBarAxis(
      self, scale: rows.scale, plotLeft: rows.plotLeft, columnWidth: columnWidth)
    around += (axis.lineHeight - Proportion.tickLine) * type.small
    room = greatestHeight - around
    guard let columns = Self.split(rows.cells, into: attempt.columns, room: room) else {
      return nil
    }
    let stretch = stretch(columns, attempt, room: room)
    let bodyHeight = columns.map { Self.height($0, stretch: stretch) }.max() ?? 0
    let pitch = attempt.pitch * size + stretch
    let barShare =
      rows.scale.placements.contains(.inside) ? Proportion.wideBarShare : Proportion.barShare
    return Plan(
      selection: selection, footnotes: footnotes, header: header, footer: footer, rowSize: size,
      columns: columns, columnWidth: columnWidth, rankWidth: rows.rankWidth,
      labelWidth: rows.labelWidth, plotLeft: rows.plotLeft, scale: rows.scale,
      axis: axis, greatestShown: rows.greatestShown, stretch: stretch,
      barThickness: min(barShare * pitch, max(Proportion.greatestBar * size, 0.42 * pitch)),
      height: frame.size.height ?? around + bodyHeight)
  }

  /// What each row gets above its least height.
  ///
  /// A frame with a height of its own is filled; elsewhere few rows stand further apart than many.
  private func stretch(_ columns: [[Cell]], _ attempt: Attempt, room: Double) -> Double {
    var greatest = Double.infinity
    for column in columns {
      let count = Double(column.filter(\.stretches).count)
      if count > 0 {
        greatest = min(greatest, (room - Self.height(column, stretch: 0)) / count)
      }
    }
    let wanted: Double
    if frame.size.height != nil {
      let count = Double(columns.map(\.count).max() ?? 1)
      wanted = max(
        Proportion.greatestPitch, Proportion.greatestPitchOfOne - (count - 1))
    } else {
      let count = Double(columns.reduce(0) { $0 + $1.count })
      wanted = 1.9 - 0.4 * min(max((count - 10) / 20, 0), 1)
    }
    return max(0, min(greatest, (wanted - attempt.pitch) * attempt.rowSize))
  }

  private static func height(_ cells: [Cell], stretch: Double) -> Double {
    cells.reduce(0) { $0 + $1.height + ($1.stretches ? stretch : 0) }
  }

  /// The cells in one or two columns of nearly the same height; `nil` if they do not fit.
  ///
  /// A heading or a gap stays with the rows below it.
  private static func split(_ cells: [Cell], into count: Int, room: Double) -> [[Cell]]? {
    guard count > 1 else { return height(cells, stretch: 0) <= room ? [cells] : nil }
    var best: (height: Double, place: Int)?
    var first = 0.0
    let whole = height(cells, stretch: 0)
    for place in 1..<max(cells.count, 1) {
      first += cells[place - 1].height
      switch cells[place - 1].kind {
      case .heading, .gap: continue
      case .row: break
      }
      let height = max(first, whole - first)
      if height < (best?.height ?? .infinity) - 1e-9 { best = (height, place) }
    }
    guard let best, best.height <= room else { return nil }
    return [Array(cells[..<best.place]), Array(cells[best.place...])]
  }

  // MARK: Rows

  private struct Rows {
    var cells: [Cell]
    var rankWidth: Double
    var labelWidth: Double
    var plotLeft: Double
    var scale: RankedBarScale
    var greatestShown: Double
  }

  /// The values as text, with their footnotes in the order of the rows.
  private func valueTexts(
    _ shown: [Int], size: Double, columnWidth: Double, footnotes: inout RankedBarFootnotes
  ) throws(ChartError) -> [Int: String] {
    var values: [Int: String] = [:]
    for index in shown {
      var notes = footnotes
      var text = content.valueText(index, &notes)
      if case .otherClass = content.chart.rows[index].state,
        try typesetter.width(text, rowFont(index, size: size)) > 0.4 * columnWidth
      {
        notes = footnotes
        text = content.valueText(index, &notes, classInFootnote: true)
      }
      footnotes = notes
      values[index] = text
    }
    return values
  }

  /// The rows with their names broken into lines and the scale that leaves room for their values;
  /// `nil` if the column is too narrow.
  private func rows(
    _ selection: RankedBarSelection, values: [Int: String], size: Double, columnWidth: Double,
    pitch: Double
  ) throws(ChartError) -> Rows? {
    let chart = content.chart
    let shown = selection.shown
    var rankWidth = 0.0
    for index in shown {
      guard let rank = chart.rows[index].rank else { continue }
      rankWidth = max(
        rankWidth, try typesetter.width(String(rank), rowFont(index, size: size)))
    }
    let labelLeft = rankWidth + Proportion.rankGap * size

    let greatestShown = greatestShown(shown)
    var extents: [RankedBarScale.Extent] = []
    for index in shown {
      extents.append(
        try extent(index, values[index] ?? "", size: size, greatestShown: greatestShown))
    }
    let widestText = extents.reduce(0) { max($0, $1.text) }
    let leastPlot = max(widestText + Proportion.leastPlot * size, 0.3 * columnWidth)
    let greatestLabel = columnWidth - labelLeft - Proportion.labelGap * size - leastPlot
    guard
      let labels = try labels(shown, size: size, greatestWidth: greatestLabel)
    else { return nil }

    let plotLeft = max(
      labelLeft + labels.width + Proportion.labelGap * size, frame.leastPlotLeft - type.margin)
    guard let scale = RankedBarScale.fitting(extents, width: columnWidth - plotLeft) else {
      return nil
    }

    var places: [Int: Int] = [:]
    for (place, index) in shown.enumerated() { places[index] = place }
    var cells: [Cell] = []
    func add(_ index: Int) {
      let place = places[index] ?? 0
      let lines = labels.lines[place]
      let font = labels.fonts[place]
      let height = max(
        pitch * size,
        Double(lines.count) * Proportion.labelLeading * font.size + 0.28 * size)
      cells.append(
        Cell(
          kind: .row(
            Cell.Row(
              index: index, label: lines, labelFont: font, value: values[index] ?? "",
              placement: place)),
          height: lines.count > 1 ? height : pitch * size, stretches: true))
    }
    for item in selection.ranked {
      switch item {
      case .row(let index): add(index)
      case .gap(let indices):
        cells.append(Cell(kind: .gap(gapText(indices)), height: pitch * size, stretches: true))
      }
    }
    if !selection.unranked.isEmpty {
      let lines = try typesetter.balancedLines(
        content.heading(selection.unranked), Font(size: type.small), within: columnWidth)
      let height =
        Proportion.ruleSpace * size
        + (Double(lines.count) * FrameSetter.noteLeading + 0.7) * type.small
      cells.append(Cell(kind: .heading(lines), height: height, stretches: false))
      for index in selection.unranked { add(index) }
    }
    return Rows(
      cells: cells, rankWidth: rankWidth, labelWidth: labels.width, plotLeft: plotLeft,
      scale: scale, greatestShown: greatestShown)
  }

  /// The font of a row's name and value.
  func rowFont(_ index: Int, size: Double) -> Font {
    Font(size: size, isBold: content.chart.rows[index].isFocus)
  }

  private struct Labels {
    var lines: [[String]]
    var fonts: [Font]
    var width: Double
  }

  /// The names in one line or, where long, in two or more, the longest of which settle the width.
  ///
  /// A name much longer than the others is broken rather than let it push all bars to the right.
  /// What does not fit in two lines is set in the least type, in up to five. `nil` if not even that
  /// fits.
  private func labels(
    _ shown: [Int], size: Double, greatestWidth: Double
  ) throws(ChartError) -> Labels? {
    guard greatestWidth >= 3 * size else { return nil }
    var widths: [Double] = []
    for index in shown {
      widths.append(try typesetter.width(content.label(index), rowFont(index, size: size)))
    }
    let sorted = widths.sorted()
    let longest = sorted.last ?? 0
    let typical = sorted[min(sorted.count - 1, sorted.count * 4 / 5)]
    var limit = min(longest, greatestWidth)
    let isOutlier = longest > 1.5 * typical && longest > 9 * size
    if isOutlier {
      var broken = max(typical, 9 * size)
      for (place, index) in shown.enumerated() where widths[place] > broken {
        let font = rowFont(index, size: size)
        let lines = try typesetter.balancedLines(
          content.label(index), font, within: 0.99 * widths[place])
        for line in lines { broken = max(broken, try typesetter.width(line, font)) }
      }
      limit = min(limit, broken)
    }

    var labels = Labels(lines: [], fonts: [], width: 0)
    for (place, index) in shown.enumerated() {
      var font = rowFont(index, size: size)
      var lines = [content.label(index)]
      if widths[place] > limit {
        lines = try typesetter.balancedLines(content.label(index), font, within: limit)
        if lines.count > 2 {
          font.size = max(type.least, min(size, 0.85 * size))
          lines = try typesetter.balancedLines(content.label(index), font, within: limit)
          guard lines.count <= 5 else { return nil }
        }
      }
      for line in lines { labels.width = max(labels.width, try typesetter.width(line, font)) }
      labels.lines.append(lines)
      labels.fonts.append(font)
    }
    return labels
  }

  /// The greatest value that the scale needs to show.
  ///
  /// Every value and lower limit; an upper limit only where it is not far beyond them, since one
  /// wide interval would otherwise make all bars short.
  private func greatestShown(_ shown: [Int]) -> Double {
    var greatest = 0.0
    var limits: [Double] = []
    for index in shown {
      switch content.chart.rows[index].state {
      case .value(let value, _): greatest = max(greatest, value)
      case .bounded(let low, let high):
        greatest = max(greatest, low)
        if let high { limits.append(high) }
      case .otherClass, .notStated, .notApplicable: break
      }
    }
    if greatest == 0 { return limits.max() ?? 0 }
    return limits.filter { $0 <= 1.25 * greatest }.reduce(greatest) { max($0, $1) }
  }

  private func extent(
    _ index: Int, _ text: String, size: Double, greatestShown: Double
  ) throws(ChartError) -> RankedBarScale.Extent {
    let width = try typesetter.width(text, rowFont(index, size: size))
    let gap = Proportion.valueGap * size
    var extent = RankedBarScale.Extent(
      low: 0, high: 0, text: gap + width, inside: nil, isNegative: false)
    switch content.chart.rows[index].state {
    case .value(let value, _):
      extent.low = min(0, value)
      extent.high = max(0, value)
      extent.isNegative = value < 0
      if frame.theme.ink(on: .solid(ground(index))) != nil { extent.inside = width + 2 * gap }
    case .bounded(let low, let high):
      extent.low = min(0, low)
      let end = min(high ?? low, greatestShown)
      extent.high = max(0, end)
      if high == nil || (high ?? 0) > greatestShown { extent.text += Proportion.arrow * size }
    case .otherClass, .notStated, .notApplicable:
      break
    }
    return extent
  }

  /// What a row's bar is filled with: yearly averages are hatched.
  func fill(_ index: Int) -> Scene.Fill {
    let row = content.chart.rows[index]
    let theme = frame.theme
    guard row.state.isAveraged else { return .solid(row.isFocus ? theme.focus : theme.bar) }
    return .hatch(
      foreground: row.isFocus ? theme.focus : theme.bar,
      background: row.isFocus ? theme.focusHatchGround : theme.barHatchGround,
      spacing: 0.4 * type.row, width: 0.13 * type.row)
  }

  /// The edge of a hatched bar, whose ground alone is hardly told from the paper.
  func edge(_ index: Int) -> Scene.Stroke? {
    let row = content.chart.rows[index]
    guard row.state.isAveraged else { return nil }
    return Scene.Stroke(row.isFocus ? frame.theme.focus : frame.theme.bar, width: type.row / 18)
  }

  /// What a text inside the row's bar stands on: in a hatched bar a plate without the lines.
  func ground(_ index: Int) -> Colour {
    switch fill(index) {
    case .solid(let colour): colour
    case .hatch(_, let background, _, _): background
    }
  }

  private func gapText(_ indices: [Int]) -> String {
    let ranks = indices.compactMap { content.chart.rows[$0].rank }
    let (first, last) = (ranks.min() ?? 0, ranks.max() ?? 0)
    return (first == last ? Phrase.gapOfOneRank : .gap).text(
      in: content.language,
      ["first": String(first), "last": String(last), "count": String(indices.count)])
  }

  // MARK: Below the plot

  private func footer(
    _ selection: RankedBarSelection, _ footnotes: RankedBarFootnotes, lineLimit: Int
  ) throws(ChartError) -> TextBlock {
    let texts = try content.lists(selection.listed, lineLimit: lineLimit, setter: setter)
    return try setter.footer(lists: texts, footnotes: footnotes.texts(in: content.language))
  }
}
