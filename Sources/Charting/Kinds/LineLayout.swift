/// Fits a line chart into its frame: which names, in what type, the scale and the years on the axis.
struct LineLayout {
  let content: LineContent
  let typesetter: Typesetter

  var frame: FigureFrame { content.chart.frame }
  var type: TypeScale { frame.type }
  var setter: FrameSetter { FrameSetter(frame: frame, typesetter: typesetter) }
  var small: Font { Font(size: type.small) }

  /// The measures of the layout, in parts of the type size of the rows unless said otherwise.
  enum Proportion {
    /// The distance of the first and the last year from the sides of the plot.
    static let inset = 0.9
    /// The gap between the plot and the names, which the connectors cross.
    static let connector = 1.5
    /// The distance between the lines of a name, in parts of its size.
    static let labelLeading = 1.14
    /// The height of a name of one line, in parts of its size.
    static let labelPitch = 1.24
    /// The radius of a marker.
    static let marker = 0.27
    /// The least height of the plot.
    static let leastHeight = 5.5
    /// The least width of the plot.
    static let leastWidth = 7.0
    /// The least width of the plot beside names with values, in parts of the width between margins.
    static let leastShare = 0.56
    /// The space between the plot and what stands below it, in parts of the small type.
    static let footerSpace = 0.9
  }

  /// Everything that the drawing needs to know.
  struct Plan {
    var header: TextBlock
    var footer: TextBlock
    var plot: Plot
    var ticks: Ticks
    var hasBase: Bool
    var named: [Int]
    var labels: [Label]
    var yearLabels: [YearLabel]
    var height: Double
  }

  /// The place of years and values.
  struct Plot {
    var left, top, right, bottom: Double
    var inset: Double
    var years: ClosedRange<Int>
    var low, high: Double

    func x(_ year: Double) -> Double {
      let span = Double(years.upperBound - years.lowerBound)
      guard span > 0 else { return (left + right) / 2 }
      return left + inset + (year - Double(years.lowerBound)) / span * (right - left - 2 * inset)
    }

    func x(_ year: Int) -> Double { x(Double(year)) }

    func y(_ value: Double) -> Double {
      bottom - (value - low) / (high - low) * (bottom - top)
    }

    /// Half the distance from one year to the next.
    var halfStep: Double {
      years.count > 1 ? (right - left - 2 * inset) / Double(years.count - 1) / 2 : inset
    }
  }

  /// The name of a series beside the plot.
  struct Label {
    var index: Int
    var lines: [String]
    var font: Font
    /// The place of its middle.
    var middle: Double
    /// The height of the end of its line.
    var end: Double
    var width: Double

    var height: Double {
      (Double(lines.count - 1) * Proportion.labelLeading + Proportion.labelPitch) * font.size
    }
  }

  /// A year below the axis.
  struct YearLabel: Equatable {
    var year: Int
    var text: String
  }

  /// The height of what stands right below the axis: signs, clear of a marker at its foot, and years.
  var axisHeight: Double {
    content.hasSigns ? 0.42 * type.row + 2.5 * type.small : 1.9 * type.small
  }

  /// The best plan that fits: all names before few, large type before small.
  ///
  /// - Throws: ``ChartError`` if nothing fits.
  func plan() throws(ChartError) -> Plan {
    let header = try setter.header()
    for named in content.namings {
      for lineLimit in [3, 1] {
        let footer = try footer(named, lineLimit: lineLimit)
        // All values beside the names where there is room for them, else those in focus.
        for hasValues in [true, false] {
          for factor in [1, 0.88, 0.8] {
            let size = max(type.row * factor, type.leastRow)
            if let plan = try plan(
              named, size: size, hasValues: hasValues, header: header, footer: footer)
            {
              return plan
            }
          }
        }
      }
    }
    throw ChartError(
      .specification,
      "the frame of \(frame.size.description) is too small for the lines, their names, the title and "
        + "the notes in type of at least "
        + "\(NumberStyle(language: .english, decimals: 1).string(type.least)) points: choose a larger "
        + "size, fewer series, or shorter names, title and notes")
  }

  private func plan(
    _ named: [Int], size: Double, hasValues: Bool, header: TextBlock, footer: TextBlock
  ) throws(ChartError) -> Plan? {
    let row = type.row
    guard var labels = try labels(named, size: size, hasValues: hasValues) else { return nil }
    let labelsHeight = labels.reduce(0) { $0 + $1.height }
    let labelsWidth = labels.reduce(0) { max($0, $1.width) }

    let headRoom = 0.9 * type.small
    let around =
      2 * type.margin + header.height + headRoom + axisHeight
      + Proportion.footerSpace * type.small + footer.height
    let greatest = (frame.size.height ?? FigureSize.greatestHeight) - around
    let wanted = max(0.46 * setter.innerWidth, 14 * row, 1.3 * labelsHeight)
    let plotHeight = min(
      greatest, frame.size.height == nil ? wanted : max(1.1 * setter.innerWidth, wanted))
    guard plotHeight >= Proportion.leastHeight * row, plotHeight >= labelsHeight else {
      return nil
    }

    let scale = scale(height: plotHeight)
    var style = content.numbers
    style.decimals = scale.ticks.decimals
    var tickWidth = 0.0
    for value in scale.ticks.values {
      tickWidth = max(tickWidth, try typesetter.width(style.string(value), small))
    }
    let top = type.margin + header.height + headRoom
    let right = type.margin + setter.innerWidth - labelsWidth - Proportion.connector * row
    let left = max(type.margin + tickWidth + 0.6 * type.small, frame.leastPlotLeft)
    guard right - left >= Proportion.leastWidth * row,
      !hasValues || right - left >= Proportion.leastShare * setter.innerWidth
    else { return nil }
    let plot = Plot(
      left: left, top: top, right: right, bottom: top + plotHeight,
      inset: Proportion.inset * row, years: content.chart.years, low: scale.low, high: scale.high)

    for place in labels.indices {
      labels[place].end = plot.y(end(labels[place].index, plot))
      labels[place].middle = labels[place].end
    }
    labels.sort { ($0.end, $0.index) < ($1.end, $1.index) }
    let middles = Spreading.middles(
      labels.map { Spreading.Item(place: $0.end, size: $0.height) }, from: top - 0.5 * row,
      to: plot.bottom + 0.5 * type.small)
    for (place, middle) in middles.enumerated() { labels[place].middle = middle }
    return Plan(
      header: header, footer: footer, plot: plot, ticks: scale.ticks, hasBase: scale.hasBase,
      named: named, labels: labels, yearLabels: try yearLabels(plot),
      height: frame.size.height ?? around + plotHeight)
  }

  /// The value at which the line of a series ends, within the scale.
  func end(_ index: Int, _ plot: Plot) -> Double {
    min(max(content.end(index)?.value ?? 0, plot.low), plot.high)
  }

  // MARK: The scale

  /// Round numbers from the base to above the greatest value.
  private func scale(
    height: Double
  ) -> (ticks: Ticks, low: Double, high: Double, hasBase: Bool) {
    var values: [Double] = []
    var limits: [Double] = []
    for trace in content.traces {
      values += trace.runs.flatMap(\.points).map(\.value) + trace.spans.map(\.value)
      values += trace.intervals.map(\.low)
      limits += trace.intervals.compactMap(\.high)
    }
    // One wide interval would make all lines flat, so it only counts as far as it is near the values.
    let greatest = max(values.max() ?? 0, 0)
    var high = limits.filter { greatest == 0 || $0 <= 1.25 * greatest }.reduce(greatest, max)
    var low = min(values.min() ?? 0, 0)
    var hasBase = false
    if content.chart.base == .fitted, let least = values.min(), least > 0, high > least {
      let base = least - (high - least) / 2
      if base > 0.1 * high {
        low = base
        hasBase = true
      }
    }
    if high <= low { high = low + 1 }
    let count = min(max(Int(height / (3.6 * type.small)), 3), 6)
    var ticks = Ticks(from: low, to: high, atMost: count, areCounts: content.chart.areCounts)
    let values0 = ticks.values
    // One more step at either end, so that no line leaves the grid.
    if values0.count > 1 {
      let step = values0[1] - values0[0]
      if let last = values0.last, last < high - 1e-9 * step {
        ticks.values.append(last + step)
      }
      if let first = values0.first, first > low + 1e-9 * step, !hasBase || first - step > 0 {
        ticks.values.insert(first - step, at: 0)
      }
    }
    low = min(low, ticks.values.first ?? low)
    high = max(high, ticks.values.last ?? high)
    return (ticks, low, high, hasBase)
  }

  // MARK: Names

  private func labels(
    _ named: [Int], size: Double, hasValues: Bool
  ) throws(ChartError) -> [Label]? {
    let limit = 0.34 * setter.innerWidth
    var labels: [Label] = []
    for index in named {
      let font = Font(size: size, isBold: content.isFocus(index))
      let value = hasValues || content.isFocus(index) ? content.endText(index) : nil
      let lines = try lines(content.label(index), value, font, within: limit)
      guard lines.count <= 4 else { return nil }
      var width = 0.0
      for line in lines { width = max(width, try typesetter.width(line, font)) }
      guard width <= limit + 0.01 else { return nil }
      labels.append(
        Label(index: index, lines: lines, font: font, middle: 0, end: 0, width: width))
    }
    return labels
  }

  /// A name and its value, which is not broken: on the last line or on one of its own.
  private func lines(
    _ name: String, _ value: String?, _ font: Font, within limit: Double
  ) throws(ChartError) -> [String] {
    func joined(_ name: String) -> String {
      guard let value else { return name }
      return Phrase.lineValueAtEnd.text(in: content.language, ["name": name, "value": value])
    }
    let whole = joined(name)
    if try typesetter.width(whole, font) <= limit { return [whole] }
    var lines = try typesetter.balancedLines(name, font, within: limit)
    guard let value else { return lines }
    if let last = lines.last, lines.count > 1,
      try typesetter.width(joined(last), font) <= limit
    {
      lines[lines.count - 1] = joined(last)
      return lines
    }
    return lines + [value]
  }

  // MARK: Years

  /// The years below the axis: every year if they fit, else every second and so on, always first and last.
  private func yearLabels(_ plot: Plot) throws(ChartError) -> [YearLabel] {
    let years = content.chart.years
    let span = years.upperBound - years.lowerBound
    let every = yearLabels(step: 1)
    if try fits(every, plot) { return every }
    if years.count <= 16 {
      let short = every.enumerated().map { place, label in
        YearLabel(
          year: label.year,
          text: place > 0 && label.text.count == 4 ? "’" + label.text.suffix(2) : label.text)
      }
      if try fits(short, plot) { return short }
    }
    for step in 2...max(span, 2) where try fits(yearLabels(step: step), plot) {
      // A somewhat longer step that ends at the last year looks better than an uneven gap before it.
      let even = (step...(2 * step)).first { span.isMultiple(of: $0) && span / $0 >= 2 }
      return yearLabels(step: even ?? step)
    }
    return [YearLabel(year: years.upperBound, text: String(years.upperBound))]
  }

  /// The first year, one every `step` years after it, and the last.
  private func yearLabels(step: Int) -> [YearLabel] {
    let years = content.chart.years
    var shown = Array(stride(from: years.lowerBound, through: years.upperBound, by: step))
    if shown.last != years.upperBound {
      if shown.count > 1 { shown.removeLast() }
      shown.append(years.upperBound)
    }
    return shown.map { YearLabel(year: $0, text: String($0)) }
  }

  private func fits(_ labels: [YearLabel], _ plot: Plot) throws(ChartError) -> Bool {
    var edge = -Double.infinity
    for label in labels {
      let half = try typesetter.width(label.text, small) / 2
      let x = plot.x(label.year)
      guard x - half >= edge else { return false }
      edge = x + half + 0.7 * type.small
    }
    return true
  }

  // MARK: Below the plot

  /// What the arrows of intervals mean; `nil` where there is none.
  private var arrow: LinePhrase? {
    let intervals = content.traces.flatMap(\.intervals)
    let plot = scale(height: 20 * type.small)
    let isOpen = intervals.contains { $0.high == nil }
    let isBeyond = intervals.contains { ($0.high ?? 0) > plot.high }
    return isOpen ? (isBeyond ? .arrowBoth : .arrowOpen) : isBeyond ? .arrowBeyond : nil
  }

  private func footer(_ named: [Int], lineLimit: Int) throws(ChartError) -> TextBlock {
    let language = content.language
    let drawn = content.drawn
    let order =
      content.traces.indices.filter(content.isFocus)
      + content.traces.indices.filter { !content.isFocus($0) }
    var lists: [String] = []
    var signed: [String] = []
    func item(_ index: Int, _ years: [Int]) -> String {
      let text = content.yearsText(years)
      guard content.traces.count > 1 else { return text }
      return Phrase.nameWithValue.text(
        in: language, ["name": content.label(index), "value": text])
    }
    for absence in LineContent.Absence.allCases {
      let items = order.compactMap { index in
        content.traces[index].absences[absence].map { item(index, $0) }
      }
      guard let list = try setter.list(absence.phrase, items, lineLimit: lineLimit) else {
        continue
      }
      if content.signed.map({ content.traces[$0].absences[absence] != nil }) ?? false {
        signed.append(absence.sign + " " + list)
      } else {
        lists.append(list)
      }
    }
    if let first = signed.first, content.traces.count > 1, let index = content.signed {
      signed[0] =
        Phrase.lineSigns.text(in: language, ["name": content.label(index)])
        + Phrase.strongSeparator.text(in: language) + first
    }
    lists = signed + lists
    let about = order.compactMap { index -> String? in
      let years = content.chart.series[index].points.filter { $0.state.marks.contains(.about) }
        .map(\.year).sorted()
      return years.isEmpty ? nil : item(index, years)
    }
    if let list = try setter.list(.lineAbout, about, lineLimit: lineLimit) { lists.append(list) }

    var notes: [String] = []
    let traces = content.traces
    let spans = Set(traces.flatMap(\.spans).map(\.years)).sorted()
    for years in spans {
      notes.append(Phrase.lineAverage.text(in: language, ["years": String(years)]))
    }
    var classes: [String] = []
    for name in traces.flatMap({ $0.runs.map(\.className) + $0.spans.map(\.className) }) {
      if let name, !classes.contains(name) { classes.append(name) }
    }
    for name in classes { notes.append(Phrase.lineOtherClass.text(in: language, ["class": name])) }
    if traces.contains(where: { !$0.intervals.isEmpty }) {
      // Arrows alone need no word on lines that end.
      let hasLines = traces.flatMap(\.intervals).contains { $0.high != nil }
      notes.append(
        hasLines || arrow == nil
          ? Phrase.lineInterval.text(in: language) + (arrow?.text(in: language) ?? "")
          : LinePhrase.onlyArrows.text(in: language))
    }
    if named.contains(where: { traces[$0].runs.flatMap(\.points).contains(where: \.isAtLeast) }) {
      notes.append(Phrase.lineAtLeast.text(in: language))
    }
    if named.count < drawn.count {
      notes.append(
        Phrase.lineUnlabelled.text(
          in: language, ["count": String(drawn.count - named.count)]))
    }
    if scale(height: 20 * type.small).hasBase { notes.append(Phrase.lineBase.text(in: language)) }
    return try setter.footer(lists: lists, footnotes: notes)
  }
}
