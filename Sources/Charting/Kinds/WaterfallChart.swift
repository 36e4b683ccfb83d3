/// How one total becomes another: the first as a bar, every step from where the last one ended, the
/// second as a bar.
///
/// Steps are arrows, to the right where they add and to the left where they take away, with their
/// signs; a thin line leads from the end of each to the beginning of the next. The printed steps
/// add up to the difference of the printed totals, to the last digit.
///
/// Bars stand for lengths, so the scale begins at zero, unless even the longest step would then
/// take less than a tenth of it: then the totals are dots on a scale without zero, which a note
/// says.
public struct WaterfallChart: Sendable, Equatable {
  /// Title, unit, notes, sources, reporting rate, language, size and colours.
  public var frame: FigureFrame
  /// Where the steps begin.
  public var start: Total
  /// The steps in the order in which they are drawn.
  public var steps: [Step]
  /// Where they end.
  public var end: Total
  /// Whether the values are counts, which take whole ticks and no decimals.
  public var areCounts: Bool

  /// Makes a waterfall.
  public init(
    frame: FigureFrame, start: Total, steps: [Step], end: Total, areCounts: Bool = false
  ) {
    self.frame = frame
    self.start = start
    self.steps = steps
    self.end = end
    self.areCounts = areCounts
  }

  /// What the steps lead from or to.
  public struct Total: Sendable, Equatable {
    /// The name as drawn.
    public var label: String
    /// The value.
    public var value: Double

    /// Makes a total.
    public init(label: String, value: Double) {
      self.label = label
      self.value = value
    }
  }

  /// One step.
  public struct Step: Sendable, Equatable {
    /// Names the step's group and marks in the scene; see ``RankedBarChart/Row/id``.
    public var id: String
    /// The name as drawn.
    public var label: String
    /// How much it adds, or takes away where below zero.
    public var change: Double
    /// Whether it holds what the other steps leave over; small steps are added to it.
    public var isOther: Bool

    /// Makes a step.
    public init(id: String, label: String, change: Double, isOther: Bool = false) {
      self.id = id
      self.label = label
      self.change = change
      self.isOther = isOther
    }
  }

  /// The greatest number of steps that are drawn one by one.
  static let mostSteps = 16
  /// The share of the scale from zero that the longest step must have for bars to be drawn.
  static let leastShare = 0.1

  /// The figure as shapes and text, which passes ``FigureCheck``.
  ///
  /// Where there are more than sixteen steps, or more than the frame holds, the smallest are added
  /// up in `其他` or `Other`, which stands last and is explained below the plot.
  ///
  /// - Throws: ``ChartError`` if a value is not finite or too great, if the start and the steps do
  ///   not add up to the end within 10⁻⁹ of the greatest of them, if the frame is too small for its
  ///   contents, if a text cannot be set, or if the figure fails the check.
  public func scene(measuring measurer: some TextMeasuring) throws(ChartError) -> Scene {
    try validate()
    let composer = FigureComposer(frame: frame, typesetter: Typesetter(measurer))
    var failure = composer.tooSmall("the names and values")
    var limits = [Self.mostSteps, 12, 9, 7, 5, 4, 3].filter { $0 < steps.count }
    if steps.count <= Self.mostSteps { limits.insert(steps.count, at: 0) }
    for limit in limits {
      do {
        let content = WaterfallContent(self, most: limit)
        return try WaterfallDrawing(content: content, composer: composer).scene()
      } catch {
        // A frame that is too small may hold fewer steps; another fault stays one.
        guard error.code == .specification else { throw error }
        failure = error
      }
    }
    throw failure
  }

  private func validate() throws(ChartError) {
    try frame.reporting.validate()
    let values =
      [(start.label, start.value), (end.label, end.value)] + steps.map { ($0.label, $0.change) }
    for (label, value) in values {
      guard value.isFinite, abs(value) < NumberStyle.greatest / 1000 else {
        throw ChartError(
          .specification,
          "the value \(value) of “\(label)” cannot be drawn: give a finite value below 10^12")
      }
    }
    let sum = steps.reduce(start.value) { $0 + $1.change }
    let greatest = values.reduce(0) { max($0, abs($1.1)) }
    guard abs(sum - end.value) <= 1e-9 * greatest else {
      throw ChartError(
        .specification,
        "“\(start.label)” and the steps add up to \(sum), but “\(end.label)” is \(end.value): give "
          + "the difference as a step of its own, marked as other")
    }
  }
}

/// The words of waterfalls.
enum WaterfallPhrase: String, Phrasing {
  case other, otherOf, direction, merged, base
  case kind, totals, unchanged, up, down, step, separator, otherSentence

  var words: (chinese: String, english: String) {
    switch self {
    case .other: ("其他", "Other")
    case .otherOf: ("其他（{count}项）", "Other ({count})")
    case .direction:
      ("箭头向右为增，向左为减", "Arrows to the right add, to the left take away")
    case .merged:
      ("“{other}”含较小的{count}项：{names}", "“{other}” holds {count} smaller steps: {names}")
    case .base:
      ("横轴不从零起，起止以点表示", "The scale does not begin at zero; dots stand for the totals")
    case .kind: ("瀑布图：{title}。", "Waterfall chart: {title}.")
    case .totals:
      (
        "从{start}的{startValue}到{end}的{endValue}，相差{change}。",
        "From {start}, {startValue}, to {end}, {endValue}: {change}."
      )
    case .unchanged: ("各步均为零。", "No step changes anything.")
    case .up: ("增加：{steps}。", "Up: {steps}.")
    case .down: ("减少：{steps}。", "Down: {steps}.")
    case .step: ("{name}{value}", "{name} {value}")
    case .separator: ("、", ", ")
    case .otherSentence: ("“{other}”含：{names}。", "“{other}” holds: {names}.")
    }
  }
}
