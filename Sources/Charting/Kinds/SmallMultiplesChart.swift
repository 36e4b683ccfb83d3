/// A small line panel a body, all of one size and, unless asked otherwise, on one scale.
///
/// Each panel shows its own line over the lines of the others, which lie behind as a quiet background.
/// Lines break as those of a ``LineChart`` do: over a year without a value and where the class changes;
/// averages of several years are level dashes.
public struct SmallMultiplesChart: Sendable, Equatable {
  /// Title, unit, notes, sources, reporting rate, language, size and colours.
  public var frame: FigureFrame
  /// Whether the values are counts, which take whole ticks and no decimals.
  public var areCounts: Bool
  /// The years along each axis.
  public var years: ClosedRange<Int>
  /// The bodies in the order of their panels.
  public var panels: [LineChart.Series]
  /// Whether each panel has a scale of its own, which each panel and a note then say.
  public var hasFreeScales: Bool

  /// The greatest number of lines behind each panel.
  public static let mostBehind = 12

  /// Makes small multiples.
  public init(
    frame: FigureFrame, areCounts: Bool, years: ClosedRange<Int>, panels: [LineChart.Series],
    hasFreeScales: Bool = false
  ) {
    self.frame = frame
    self.areCounts = areCounts
    self.years = years
    self.panels = panels
    self.hasFreeScales = hasFreeScales
  }

  /// The figure as shapes and text, which passes ``FigureCheck``.
  ///
  /// - Throws: ``ChartError`` if the points contradict themselves, if nothing can be drawn, if the frame
  ///   is too small for all panels, if a text cannot be set, or if the figure fails the check.
  public func scene(measuring measurer: some TextMeasuring) throws(ChartError) -> Scene {
    let lines = LineChart(frame: frame, areCounts: areCounts, years: years, series: panels)
    try lines.validate()
    let content = LineContent(lines)
    guard content.traces.contains(where: { !$0.isEmpty }) else {
      throw ChartError(
        .specification,
        "no panel has a value, so there is nothing to draw: choose a measure that reports state, or "
          + "other bodies or years")
    }
    let composer = FigureComposer(frame: frame, typesetter: Typesetter(measurer))
    return try SmallMultiplesDrawing(chart: self, content: content, composer: composer).scene()
  }
}

/// The words of small multiples.
enum SmallMultiplesPhrase: String, Phrasing {
  case shared, lines, linesAndDots, ends, behind, behindSome, free, freePanel, noValue, kind,
    panels,
    highest, lowest

  var words: (chinese: String, english: String) {
    switch self {
    case .shared: ("各图刻度相同", "All panels share one scale")
    case .lines: ("灰线", "Grey lines")
    case .linesAndDots: ("灰线和灰点", "Grey lines and dots")
    case .ends: ("所标的数：各图最近一年的值", "Numbers: the latest value in each panel")
    case .behind: ("{marks}：其余各个", "{marks}: all the others")
    case .behindSome:
      ("{marks}：其余各个中按末值均匀选取的{count}个", "{marks}: {count} of the others, evenly by last value")
    case .free:
      ("各图刻度不同，不可跨图比较高低", "Each panel has its own scale: heights cannot be compared across them")
    case .freePanel: ("自有刻度", "own scale")
    case .noValue: ("无可画的数", "no figure")
    case .kind: ("多格折线图：{title}。", "Small multiples of lines: {title}.")
    case .panels: ("{years}年，{count}格，{scale}。", "{years}; panels: {count}; {scale}.")
    case .highest:
      ("末值最高：{names}，{value}；", "Highest last value: {names}, {value};")
    case .lowest: ("最低：{names}，{value}。", "lowest: {names}, {value}.")
    }
  }
}
