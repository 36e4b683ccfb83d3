/// How the values of many bodies are spread: a histogram with round edges and a number on every bar.
///
/// The bar that holds the body in focus has an edge in the accent, and a marker stands at its value; a
/// rule marks the median. The unit stands with the name of the values below the scale, since above
/// the bars it would be taken for that of the numbers on them.
public struct DistributionChart: Sendable, Equatable {
  /// Title, unit, notes, sources, reporting rate, language, size and colours.
  public var frame: FigureFrame
  /// Whether the values are counts, which have whole edges.
  public var areCounts: Bool
  /// The bodies that have a value.
  public var points: [StripChart.Point]

  /// Makes a histogram.
  public init(frame: FigureFrame, areCounts: Bool, points: [StripChart.Point]) {
    self.frame = frame
    self.areCounts = areCounts
    self.points = points
  }

  /// The figure as shapes and text, which passes ``FigureCheck``.
  ///
  /// Bars are as wide as the rule of Freedman and Diaconis says, `2 · IQR · n^(−1/3)`, made round, and
  /// wider where their numbers would not fit; every bar holds its lower edge and not its upper one.
  /// Counts within ten whole numbers have a bar for each of them.
  ///
  /// - Source: D. Freedman and P. Diaconis, On the histogram as a density estimator: L2 theory,
  ///   Zeitschrift für Wahrscheinlichkeitstheorie 57 (1981).
  /// - Throws: ``ChartError`` if there is no body, if a value cannot be drawn, if the frame is too
  ///   small, if a text cannot be set, or if the figure fails the check.
  public func scene(measuring measurer: some TextMeasuring) throws(ChartError) -> Scene {
    try frame.reporting.validate()
    for point in points { try AxisRules.validate(point.value, of: point.label) }
    guard !points.isEmpty else {
      throw ChartError(
        .specification,
        "no body has a value, so there is nothing to draw: choose a measure that reports state")
    }
    var bare = frame
    bare.unit = ""
    let composer = FigureComposer(frame: bare, typesetter: Typesetter(measurer))
    return try DistributionDrawing(chart: self, composer: composer).scene()
  }
}

/// Equal stretches of a scale with round edges, and how many values each holds.
struct Bins: Equatable {
  /// The width of each.
  let step: Double
  /// The edges, one more than there are bins.
  let edges: [Double]
  /// How many values lie in each: from its lower edge to below its upper one.
  let counts: [Int]
  /// Whether each holds one whole number only.
  let areSingle: Bool
  /// Whether the width follows the spread of the middle half of the values.
  let followsRule: Bool

  /// The bins of the finest round width that the rule allows and that needs at most `most` of them.
  ///
  /// Edge cases: where the middle half of the values is one value, the width is the range by the
  /// root of their number; where all are the same there is one bin.
  init(_ values: [Double], areCounts: Bool, atMost most: Int) {
    let quantiles = Quantiles(values)
    let low = quantiles.sorted.first ?? 0
    let high = quantiles.sorted.last ?? 0
    let count = Double(max(quantiles.sorted.count, 1))
    let isWhole = areCounts && values.allSatisfy { $0 == $0.rounded() }
    let half = quantiles[0.75] - quantiles[0.25]
    var width =
      half > 0
      ? 2 * half / Self.cubeRoot(count) : (high - low) / count.squareRoot().rounded(.up)
    if width <= 0 { width = abs(low) / 10 }
    if width <= 0 || isWhole { width = max(width, 1) }
    // Ten whole numbers or fewer are best shown one by one.
    if isWhole, high - low < 10, high - low < Double(most) { width = 1 }
    if high > low { width = max(width, (high - low) / Double(max(most, 1)) / 1.5) }
    var exponent = NumberStyle.exponent(of: width)
    var steps: [(step: Double, mantissa: Double, power: Int)] = []
    for _ in 0..<4 {
      for mantissa in [10.0, 20, 25, 50] {
        let power = exponent - 1
        if isWhole, power < -1 || (power == -1 && mantissa == 25) { continue }
        steps.append((Self.scaled(mantissa, power: power), mantissa, power))
      }
      exponent += 1
    }
    let fitting = steps.first { step in
      step.step >= 0.75 * width
        && (high / step.step + 1e-9).rounded(.down) - (low / step.step + 1e-9).rounded(.down) + 1
          <= Double(max(most, 1))
    }
    let chosen = fitting ?? steps.last ?? (step: 1, mantissa: 10, power: -1)
    let first = (low / chosen.step + 1e-9).rounded(.down)
    let last = max((high / chosen.step + 1e-9).rounded(.down), first)
    let number = Int(min(last - first, 1e4)) + 1
    step = chosen.step
    // Twice the width of the rule is more than making it round.
    followsRule = half > 0 && chosen.step <= 4 * half / Self.cubeRoot(count)
    areSingle = isWhole && chosen.step == 1
    edges = (0...number).map {
      Self.scaled((first + Double($0)) * chosen.mantissa, power: chosen.power)
    }
    var counts = [Int](repeating: 0, count: number)
    for value in quantiles.sorted {
      let place = (value / chosen.step + 1e-9).rounded(.down) - first
      counts[Int(min(max(place, 0), Double(number - 1)))] += 1
    }
    self.counts = counts
  }

  /// The bin that holds a value.
  func index(of value: Double) -> Int {
    let first = (edges[0] / step).rounded()
    let place = (value / step + 1e-9).rounded(.down) - first
    return Int(min(max(place, 0), Double(counts.count - 1)))
  }

  private static func scaled(_ value: Double, power: Int) -> Double {
    power >= 0 ? value * NumberStyle.power(power) : value / NumberStyle.power(-power)
  }

  /// The cube root of a number of at least 1, by Newton's method; so that no C library is needed.
  static func cubeRoot(_ value: Double) -> Double {
    var root = max(value, 1)
    for _ in 0..<200 {
      let next = (2 * root + value / (root * root)) / 3
      if abs(next - root) <= 1e-15 * root { return next }
      root = next
    }
    return root
  }
}

/// The words of a histogram.
enum DistributionPhrase: String, Phrasing {
  case heading, stated, score, rule, width, single, outlined, fromTo, unlabelled
  case description, descriptionFullest, descriptionFocus, descriptionEqual

  var words: (chinese: String, english: String) {
    switch self {
    case .heading: ("{noun}的个数（n = {count}）", "Number of {noun} (n = {count})")
    case .stated: ("载明数", "Stated")
    case .score: ("得分", "Score")
    case .rule:
      (
        "组距{step}（按Freedman–Diaconis规则取整），各组含下限、不含上限",
        "Width {step} (Freedman–Diaconis rule, rounded); lower edges included, upper ones not"
      )
    case .width:
      (
        "组距{step}，各组含下限、不含上限",
        "Width {step}; lower edges included, upper ones not"
      )
    case .single: ("每个整数一组", "One bar for each whole number")
    case .outlined: ("描边：{names}所在的组", "Outlined: the bar of {names}")
    case .fromTo: ("{low}至不足{high}", "{low} to under {high}")
    case .unlabelled: ("有{count}个名称未能写出", "Names that found no place: {count}")
    case .description:
      (
        "直方图：{title}。共{count}个数：最高{highNames}，{high}；最低{lowNames}，{low}；中位数{median}。",
        "Histogram: {title}. Values: {count}; highest {highNames}, {high}; lowest {lowNames}, {low}; "
          + "median {median}."
      )
    case .descriptionEqual:
      (
        "直方图：{title}。共{count}个数，均为{median}。",
        "Histogram: {title}. Values: {count}, all {median}."
      )
    case .descriptionFullest:
      ("个数最多的组：{bin}，{count}个。", "The fullest bar: {bin}, {count}.")
    case .descriptionFocus:
      (
        "{name}：{value}，所在的组有{count}个。",
        "{name}: {value}; its bar holds {count}."
      )
    }
  }
}

/// Lays out and draws a histogram.
struct DistributionDrawing {
  let chart: DistributionChart
  let composer: FigureComposer

  private var theme: Theme { composer.theme }
  private var language: FigureLanguage { composer.language }
  private var small: Font { composer.small }
  private var row: Double { composer.type.row }
  private var values: [Double] { chart.points.map(\.value) }
  private var focus: [StripChart.Point] { chart.points.filter(\.isFocus) }

  /// A label above the bars, joined to its place on the scale.
  private struct Label {
    var text: String
    var font: Font
    var colour: Colour
    var value: Double
    var mark: String
    var width = 0.0
  }

  func scene() throws(ChartError) -> Scene {
    let isWhole = chart.areCounts && values.allSatisfy { $0 == $0.rounded() }
    let style = NumberStyle(for: values, areCounts: isWhole, language: language)
    let median = Quantiles(values).median

    // How many bars there is room for decides how wide they are.
    let widest = try composer.typesetter.width(String(chart.points.count), small)
    let least = max(widest + 0.4 * small.size, 1.1 * small.size)
    let roomForBars = composer.innerWidth - 4 * small.size
    let bins = Bins(
      values, areCounts: chart.areCounts, atMost: Int(min(max(roomForBars / least, 1), 40)))
    var edgeStyle = style
    edgeStyle.decimals = Self.decimals(of: bins)

    // Median and focus, as far as they find room side by side.
    var labels = [
      Label(
        text: Phrase.median.text(
          in: language, ["value": AxisRules.middle(median, style)]), font: small,
        colour: theme.ink, value: median, mark: "median")
    ]
    let ids = RowPlot.identifiers(focus.map(\.id))
    for (point, id) in zip(focus, ids) {
      labels.append(
        Label(
          text: Typesetter.trimmed(
            Typesetter.trimmed(point.label) + " " + style.string(point.value)),
          font: Font(size: row, isBold: true), colour: theme.focus, value: point.value,
          mark: "focus-" + id))
    }
    var used = 0.0
    var shown: [Label] = []
    for var label in labels {
      label.width = try composer.typesetter.width(label.text, label.font) + 0.9 * row
      if used + label.width <= composer.innerWidth + 0.9 * row {
        used += label.width
        shown.append(label)
      }
    }
    let heading = try composer.typesetter.balancedLines(
      DistributionPhrase.heading.text(
        in: language,
        [
          "noun": Typesetter.trimmed(chart.frame.reporting.noun),
          "count": String(chart.points.count),
        ]), small, within: composer.innerWidth)
    let above = Double(heading.count) * FrameSetter.noteLeading * small.size + 0.3 * small.size
    let labelHeight = 1.9 * row
    let title = try composer.typesetter.balancedLines(
      axisName, small, within: composer.innerWidth)
    let titleLeading = FrameSetter.noteLeading * small.size
    let below = 2.2 * small.size + Double(title.count) * titleLeading
    let footer = try composer.setter.footer(
      lists: [],
      footnotes: footnotes(bins, edgeStyle, leftOut: labels.count - shown.count))
    let bars = max(8 * row, min(0.4 * composer.innerWidth, 18 * row))
    guard
      let composition = try composer.composition(
        footer: footer, wish: above + labelHeight + bars + below,
        least: above + labelHeight + 6 * row + below,
        most: above + labelHeight + 0.9 * composer.innerWidth + below)
    else { throw composer.tooSmall("the bars") }

    var plot = composition.plot
    var elements: [Scene.Element] = []
    for (place, line) in heading.enumerated() {
      elements.append(
        .text(
          try composer.typesetter.text(
            line, x: plot.left,
            baseline: plot.top + (Double(place) + 0.72) * FrameSetter.noteLeading * small.size,
            font: small, colour: theme.ink)))
    }
    let labelTop = plot.top + above
    plot.top = labelTop + labelHeight
    plot.bottom -= below
    var edgeWidth = 0.0
    for edge in bins.edges {
      edgeWidth = max(edgeWidth, try composer.typesetter.width(edgeStyle.string(edge), small))
    }
    plot.left += edgeWidth / 2
    plot.right -= edgeWidth / 2
    for (place, line) in title.enumerated() {
      elements.append(
        .text(
          try composer.typesetter.text(
            line, x: composer.type.margin + composer.innerWidth,
            baseline: plot.bottom + 1.9 * small.size + Double(place + 1) * titleLeading,
            anchor: .end, font: small, colour: theme.ink)))
    }
    let drawn = try self.bars(bins, plot, edgeStyle, edgeWidth)
    elements += drawn.elements
    elements += try self.labels(shown, labelTop: labelTop, plot, bins, around: drawn.numbers)

    var facts = Scene.Facts()
    let greatest = Double(bins.counts.max() ?? 1)
    facts.scales = [
      Scene.Facts.Scale(
        id: "x", low: bins.edges.first ?? 0, high: bins.edges.last ?? 1, isAnnounced: true),
      Scene.Facts.Scale(id: "y", low: 0, high: greatest, hasLengths: true),
    ]
    facts.keys = [
      Scene.Facts.Key(name: "bar", fill: .solid(theme.bar)),
      Scene.Facts.Key(name: "focus", fill: .solid(focusTint), isLabelled: true),
    ]
    return try composer.scene(
      composition, plot: elements,
      alternativeText: description(bins, style, edgeStyle, median: median),
      data: data(bins, style, edgeStyle), facts: facts)
  }

  /// What the values are, with their unit.
  private var axisName: String {
    let isScore = chart.frame.reporting.outcome == .ranked
    let name = (isScore ? DistributionPhrase.score : .stated).text(in: language)
    let unit = Typesetter.trimmed(chart.frame.unit)
    guard !unit.isEmpty else { return name }
    return Phrase.nameWithValue.text(in: language, ["name": name, "value": unit])
  }

  /// What the bar of the body in focus is filled with: light, so that the lines on it are seen.
  private var focusTint: Colour { theme.tint(of: theme.focus, share: 0.18) }

  /// How many decimals the edges need.
  private static func decimals(of bins: Bins) -> Int {
    for decimals in 0..<9 {
      let scaled = bins.step * NumberStyle.power(decimals)
      if abs(scaled - scaled.rounded()) <= 1e-9 * scaled { return decimals }
    }
    return 9
  }

  private func footnotes(_ bins: Bins, _ style: NumberStyle, leftOut: Int) -> [String] {
    var texts: [String] = []
    if bins.areSingle {
      texts.append(DistributionPhrase.single.text(in: language))
    } else {
      texts.append(
        (bins.followsRule ? DistributionPhrase.rule : .width).text(
          in: language, ["step": style.string(bins.step)]))
    }
    if !focus.isEmpty {
      texts.append(
        DistributionPhrase.outlined.text(
          in: language,
          ["names": AxisRules.names(focus.map { Typesetter.trimmed($0.label) }, language)]))
    }
    if leftOut > 0 {
      texts.append(DistributionPhrase.unlabelled.text(in: language, ["count": String(leftOut)]))
    }
    return texts
  }

  /// Where a value stands; a whole number in the middle of its own bar.
  private func place(_ value: Double, _ bins: Bins, _ plot: Box) -> Double {
    let low = bins.edges.first ?? 0
    let shift = bins.areSingle ? 0.5 : 0
    let share = ((value - low) / bins.step + shift) / Double(bins.counts.count)
    return plot.left + min(max(share, 0), 1) * (plot.right - plot.left)
  }

  /// The bars with their numbers, the line at zero and the numbers of the scale.
  private func bars(
    _ bins: Bins, _ plot: Box, _ style: NumberStyle, _ edgeWidth: Double
  ) throws(ChartError) -> (elements: [Scene.Element], numbers: [Box]) {
    let width = (plot.right - plot.left) / Double(bins.counts.count)
    let gap = min(0.08 * width, 1.5 * composer.hairline)
    let greatest = Double(max(bins.counts.max() ?? 1, 1))
    let unit = (plot.bottom - plot.top - 1.4 * small.size) / greatest
    let outlined = Set(focus.map { bins.index(of: $0.value) })
    var elements: [Scene.Element] = []
    var numbers: [Box] = []
    for (place, count) in bins.counts.enumerated() where count > 0 {
      let left = plot.left + Double(place) * width
      let height = Double(count) * unit
      let mark = "bar-\(place + 1)"
      let isFocus = outlined.contains(place)
      let text = try composer.typesetter.text(
        String(count), x: left + width / 2, baseline: plot.bottom - height - 0.4 * small.size,
        anchor: .middle, font: Font(size: small.size, isBold: isFocus),
        colour: isFocus ? theme.focus : theme.ink, mark: mark)
      numbers.append(text.inkBox)
      elements.append(
        .group(
          Scene.Group(
            id: mark,
            elements: [
              .rectangle(
                Scene.Rectangle(
                  x: left + gap / 2, y: plot.bottom - height, width: width - gap, height: height,
                  fill: .solid(isFocus ? focusTint : theme.bar),
                  stroke: isFocus
                    ? Scene.Stroke(theme.focus, width: 1.6 * composer.hairline) : nil, mark: mark)),
              .text(text),
            ])))
    }
    elements.append(
      .line(
        Scene.Line(
          x1: plot.left, y1: plot.bottom, x2: plot.right, y2: plot.bottom,
          stroke: Scene.Stroke(theme.zero, width: 1.4 * composer.hairline), mark: "zero")))
    let stride = max(Int(((edgeWidth + 0.7 * small.size) / width).rounded(.up)), 1)
    for (place, edge) in bins.edges.enumerated() where place.isMultiple(of: stride) {
      if bins.areSingle, place == bins.counts.count { continue }
      let x = plot.left + (Double(place) + (bins.areSingle ? 0.5 : 0)) * width
      elements.append(
        .text(
          try composer.typesetter.text(
            style.string(edge), x: x, baseline: plot.bottom + 1.9 * small.size, anchor: .middle,
            font: small, colour: theme.quietInk)))
    }
    return (elements, numbers)
  }

  /// The median's rule and the markers of the bodies in focus, with their names above the bars.
  private func labels(
    _ labels: [Label], labelTop: Double, _ plot: Box, _ bins: Bins, around numbers: [Box]
  ) throws(ChartError) -> [Scene.Element] {
    let ordered = labels.enumerated().sorted {
      ($0.element.value, $0.offset) < ($1.element.value, $1.offset)
    }.map(\.element)
    let space = 0.9 * row
    let middles = Spreading.middles(
      ordered.map {
        Spreading.Item(place: place($0.value, bins, plot), size: $0.width)
      }, from: composer.type.margin - space / 2,
      to: composer.type.margin + composer.innerWidth + space / 2)
    let baseline = labelTop + 1.05 * row
    let top = labelTop + 1.3 * row
    let elbow = labelTop + 1.75 * row
    var elements: [Scene.Element] = []
    for (label, middle) in zip(ordered, middles) {
      let x = place(label.value, bins, plot)
      let isFocus = label.mark != "median"
      let stroke = Scene.Stroke(
        label.colour, width: (isFocus ? 1.4 : 1.8) * composer.hairline,
        dashes: isFocus ? [] : [0.45 * small.size, 0.3 * small.size])
      let start = min(
        max(x, middle - label.width / 2 + space), middle + label.width / 2 - space)
      elements.append(
        .line(
          Scene.Line(
            x1: start, y1: top, x2: x, y2: elbow,
            stroke: Scene.Stroke(label.colour, width: stroke.width), mark: label.mark)))
      elements += FigureComposer.upright(
        x, from: elbow, to: plot.bottom, around: numbers, reach: 0.25 * small.size,
        stroke: stroke, mark: label.mark)
      if isFocus {
        let half = 0.36 * small.size
        elements.append(
          .polygon(
            Scene.Polygon(
              points: [
                Scene.Point(x: x, y: plot.bottom),
                Scene.Point(x: x - half, y: plot.bottom + 0.75 * small.size),
                Scene.Point(x: x + half, y: plot.bottom + 0.75 * small.size),
              ], fill: .solid(theme.focus), mark: label.mark)))
      }
      elements.append(
        .text(
          try composer.typesetter.text(
            label.text, x: middle, baseline: baseline, anchor: .middle, font: label.font,
            colour: label.colour, mark: label.mark)))
    }
    return elements
  }

  // MARK: Words

  private func text(_ place: Int, _ bins: Bins, _ style: NumberStyle) -> String {
    guard !bins.areSingle else { return style.string(bins.edges[place]) }
    return DistributionPhrase.fromTo.text(
      in: language,
      ["low": style.string(bins.edges[place]), "high": style.string(bins.edges[place + 1])])
  }

  private func description(
    _ bins: Bins, _ style: NumberStyle, _ edgeStyle: NumberStyle, median: Double
  ) -> String {
    func value(_ value: Double) -> String {
      AxisRules.value(AxisRules.middle(value, style), unit: chart.frame.unit, language)
    }
    func names(_ value: Double) -> String {
      AxisRules.names(
        chart.points.filter { $0.value == value }.map { Typesetter.trimmed($0.label) }, language)
    }
    let low = values.min() ?? 0
    let high = values.max() ?? 0
    var sentences = [
      (low == high ? DistributionPhrase.descriptionEqual : .description).text(
        in: language,
        [
          "title": Typesetter.trimmed(chart.frame.title), "count": String(values.count),
          "high": value(high), "highNames": names(high), "low": value(low),
          "lowNames": names(low), "median": value(median),
        ]),
      Phrase.tableReporting.text(in: language, chart.frame.reporting.values(in: language)),
    ]
    let greatest = bins.counts.max() ?? 0
    if bins.counts.count > 1, let fullest = bins.counts.firstIndex(of: greatest) {
      sentences.append(
        DistributionPhrase.descriptionFullest.text(
          in: language, ["bin": text(fullest, bins, edgeStyle), "count": String(greatest)]))
    }
    for point in focus {
      sentences.append(
        DistributionPhrase.descriptionFocus.text(
          in: language,
          [
            "name": Typesetter.trimmed(point.label), "value": value(point.value),
            "count": String(bins.counts[bins.index(of: point.value)]),
          ]))
    }
    return sentences.joined(separator: Phrase.sentenceSpace.text(in: language))
  }

  private func data(
    _ bins: Bins, _ style: NumberStyle, _ edgeStyle: NumberStyle
  ) -> [Scene.Datum] {
    bins.counts.enumerated().filter { $0.element > 0 }.map { place, count in
      Scene.Datum(
        group: "bar-\(place + 1)", row: text(place, bins, edgeStyle), series: "count",
        label: text(place, bins, edgeStyle), value: Double(count), text: String(count))
    }
      + chart.points.map { point in
        Scene.Datum(
          group: "bar-\(bins.index(of: point.value) + 1)", row: point.id, series: "value",
          label: Typesetter.trimmed(point.label), value: point.value,
          text: style.string(point.value))
      }
  }
}
