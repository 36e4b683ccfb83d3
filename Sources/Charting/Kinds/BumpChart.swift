/// Ranks over years: one line a body, the first rank at the top, names with ranks at both ends.
///
/// A body that is absent in a year has a gap there, which is not bridged; one that enters later begins
/// with a hollow mark. Bodies that share a rank stand side by side on a pale band.
public struct BumpChart: Sendable, Equatable {
  /// Title, unit, notes, sources, reporting rate, language, size and colours.
  public var frame: FigureFrame
  /// The years, each once, in any order.
  public var years: [Int]
  /// The bodies; the first three in focus are highlighted.
  public var series: [Series]

  /// The greatest number of bodies that are all named.
  public static let mostNamed = 20

  /// The greatest number of lines that are highlighted.
  public static let mostHighlighted = 3

  /// Makes a bump chart.
  public init(frame: FigureFrame, years: [Int], series: [Series]) {
    self.frame = frame
    self.years = years
    self.series = series
  }

  /// The ranks of one body.
  public struct Series: Sendable, Equatable {
    /// Names the group and the marks of the body in the scene.
    ///
    /// Stays the same from run to run; ASCII letters, digits, `-` and `_`. Edge cases: where it is
    /// anything else, or another series has it, the place in the list stands for it.
    public var id: String
    /// The name as drawn.
    public var label: String
    /// Whether the figure is about this body.
    public var isFocus: Bool
    /// The ranks, at most one a year; a year without one is a gap.
    public var points: [Point]

    /// Makes the ranks of a body.
    public init(id: String, label: String, isFocus: Bool = false, points: [Point]) {
      self.id = id
      self.label = label
      self.isFocus = isFocus
      self.points = points
    }
  }

  /// The rank of one year.
  public struct Point: Sendable, Equatable {
    /// The year.
    public var year: Int
    /// The rank, from 1; bodies that tie share it.
    public var rank: Int
    /// The value behind the rank, for the note on how much it changed.
    public var value: Double?

    /// Makes a point.
    public init(year: Int, rank: Int, value: Double? = nil) {
      self.year = year
      self.rank = rank
      self.value = value
    }
  }

  /// The figure as shapes and text, which passes ``FigureCheck``.
  ///
  /// Up to ``mostNamed`` bodies are all named. Of more, those highlighted and the first of the last
  /// year are; the others are thin grey lines, which a note counts.
  ///
  /// - Throws: ``ChartError`` if the points contradict themselves, if no body has a rank, if the frame
  ///   is too small for its contents, if a text cannot be set, or if the figure fails the check.
  public func scene(measuring measurer: some TextMeasuring) throws(ChartError) -> Scene {
    let content = BumpContent(self, years: try validated())
    let composer = FigureComposer(frame: frame, typesetter: Typesetter(measurer))
    return try BumpDrawing(content: content, composer: composer).scene()
  }

  private func validated() throws(ChartError) -> [Int] {
    try frame.reporting.validate()
    let years = try YearAxis.checked(years, least: 2, most: 60)
    let known = Set(years)
    for series in series {
      var seen: Set<Int> = []
      for point in series.points {
        guard known.contains(point.year) else {
          throw ChartError(
            .specification,
            "“\(series.label)” has a rank in \(point.year), which is none of the figure's years: "
              + "leave it out or add the year")
        }
        guard seen.insert(point.year).inserted else {
          throw ChartError(
            .specification, "“\(series.label)” has two ranks in \(point.year): give one")
        }
        guard (1...1_000_000).contains(point.rank) else {
          throw ChartError(
            .specification,
            "“\(series.label)” has the rank \(point.rank) in \(point.year); ranks go from 1 to "
              + "1,000,000")
        }
        if let value = point.value, !(abs(value) < NumberStyle.greatest) {
          throw ChartError(
            .specification,
            "the value \(value) of “\(series.label)” in \(point.year) cannot be written: give a "
              + "finite value below 10^15")
        }
      }
    }
    guard series.contains(where: { !$0.points.isEmpty }) else {
      throw ChartError(
        .specification,
        "no body has a rank, so there is nothing to draw: choose a measure that reports state, or "
          + "other bodies or years")
    }
    return years
  }
}

/// The words of a bump chart.
enum BumpPhrase: String, Phrasing {
  case others, entrant, differing, ties, tiesNarrow, exaggeration, values, listNone, unlabelled
  case moreFocus, kind, years, first, last, moved, unmoved, absent, entered, one, others2

  var words: (chinese: String, english: String) {
    switch self {
    case .others: ("灰色细线：其余{count}个，未标名称", "Thin grey lines: the other {count}, not named")
    case .entrant:
      ("空心：当年新列入比较", "Hollow: newly among those compared")
    case .differing:
      ("各年参与排位的机构不尽相同", "The bodies ranked are not the same every year")
    case .ties:
      (
        "浅色底带和“=”：位次并列，上下排列仍为同一位次",
        "Pale bands and “=”: the same rank, though one stands below the other"
      )
    case .tiesNarrow:
      ("位次并列者上下相邻，仍为同一位次", "Bodies that tie stand one below the other")
    case .exaggeration:
      (
        "位次会放大数值的微小差别，相邻位次的数值可能相差无几",
        "Ranks exaggerate small differences: neighbours may have nearly the same value"
      )
    case .values:
      (
        "{name}的数值：{first}年{firstValue}，{last}年{lastValue}",
        "Value of {name}: {firstValue} in {first}, {lastValue} in {last}"
      )
    case .listNone: ("各年均无位次（{count}个）：", "No rank in any year ({count}): ")
    case .unlabelled: ("{count}个的名称在图中无处可放", "{count} names found no place")
    case .moreFocus:
      ("关注对象另有{count}个未突出", "{count} more in focus are not highlighted")
    case .kind: ("凹凸图（位次变化）：{title}。", "Bump chart of ranks: {title}.")
    case .years: ("{years}年，{count}条线。", "{years}; lines: {count}.")
    case .first: ("{year}年第1位：{names}。", "First in {year}: {names}.")
    case .last: ("{year}年末位：第{rank}位，{names}。", "Last in {year}: rank {rank}, {names}.")
    case .moved:
      (
        "{name}：{first}年第{firstRank}位，{last}年第{lastRank}位；最前第{best}位，最后第{worst}位。",
        "{name}: rank {firstRank} in {first}, {lastRank} in {last}; best {best}, lowest {worst}."
      )
    case .unmoved: ("{name}：各年均为第{rank}位。", "{name}: rank {rank} throughout.")
    case .absent: ("{name}在{years}年无位次。", "{name} has no rank in {years}.")
    case .entered: ("后来列入的有{count}个。", "Entering later: {count}.")
    case .one: ("{name}：{year}年第{rank}位。", "{name}: rank {rank} in {year}.")
    case .others2:
      ("其余{count}条线未逐一说明。", "The other {count} lines are not described one by one.")
    }
  }
}
