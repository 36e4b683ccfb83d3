/// The numbers along the scale of a ranked bar and the label of its median.
///
/// The median is named among the numbers where it leaves all of them their places; where it would
/// displace one, it stands in a row of its own above them.
struct RankedBarAxis {
  /// A number at its place.
  struct Label {
    var value: Double
    var string: String
    /// How far its middle is from the left edge of the column, points.
    var x: Double
  }

  /// The label of the median.
  struct Median {
    var string: String
    /// How far the middle of the label is from the left edge of the column, points.
    var labelX: Double
    /// How far the rule is from there; `nil` on zero, where it would hide the line of zero.
    var ruleX: Double?
    /// Whether the label stands above the numbers.
    var isAbove: Bool
  }

  private(set) var labels: [Label] = []
  private(set) var median: Median?

  private typealias Proportion = RankedBarLayout.Proportion

  /// The height of the axis above the rows, in parts of the small type.
  var lineHeight: Double {
    Proportion.tickLine + (median?.isAbove == true ? Proportion.medianLine : 0)
  }

  init(
    _ layout: RankedBarLayout, scale: RankedBarScale, plotLeft: Double, columnWidth: Double
  ) throws(ChartError) {
    let content = layout.content
    let typesetter = layout.typesetter
    let small = Font(size: layout.type.small)
    let zero = plotLeft + scale.zero
    let low = -scale.zero / scale.pointsPerUnit
    let high = (columnWidth - zero) / scale.pointsPerUnit

    // The number of ticks follows from the width of the longest.
    var style = content.numbers
    let longest = max(
      try typesetter.width(style.string(high), small),
      try typesetter.width(style.string(low), small))
    let spacing = max(longest + 2 * small.size, 4 * small.size)
    let count = min(max(Int((columnWidth - plotLeft) / spacing), 2), 6)
    let ticks = Ticks(from: low, to: high, atMost: count, areCounts: content.chart.areCounts)
    style.decimals = ticks.decimals

    func box(_ string: String, x: Double) throws(ChartError) -> Box {
      try typesetter.text(
        string, x: x, baseline: 0, anchor: .middle, font: small, colour: layout.frame.theme.ink
      ).inkBox
    }
    for value in ticks.values {
      let label = Label(
        value: value, string: style.string(value), x: zero + value * scale.pointsPerUnit)
      let box = try box(label.string, x: label.x)
      // Names never stand on the line of ticks, so a label may reach over the left of the plot.
      guard box.right <= columnWidth + 0.5 * layout.type.margin, label.x <= columnWidth,
        box.left >= 0
      else { continue }
      labels.append(label)
    }

    // The middle of one or two says nothing that they do not say themselves.
    guard content.chart.showsMedian, content.ranked.count >= 3 else { return }
    let string = Phrase.median.text(in: content.language, ["value": content.medianText])
    let half = try typesetter.width(string, small) / 2
    guard 2 * half <= columnWidth else { return }
    let x = zero + content.median * scale.pointsPerUnit
    let hairline = layout.type.row / 18
    var median = Median(
      string: string, labelX: min(max(x, plotLeft + half), max(columnWidth - half, half)),
      ruleX: abs(x - zero) > 2 * hairline ? x : nil, isAbove: false)
    // Beside the zero rather than in its place.
    if let zeroLabel = labels.first(where: { $0.value == 0 }) {
      let zeroBox = try box(zeroLabel.string, x: zeroLabel.x)
      let edge = zeroBox.right + 0.6 * small.size
      if median.labelX - half < edge, zeroBox.left < median.labelX + half,
        edge + 2 * half <= columnWidth
      {
        median.labelX = edge + half
      }
    }
    let own = try box(string, x: median.labelX).grown(x: 0.6 * small.size, y: 0)
    for label in labels where try box(label.string, x: label.x).overlaps(own) {
      median.isAbove = true
    }
    if median.isAbove { median.labelX = min(max(x, half), columnWidth - half) }
    self.median = median
  }
}
