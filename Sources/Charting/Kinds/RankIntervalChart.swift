/// Ranks and how far they can be told: one body a row, its rank as a dot, the ranks it may have as a
/// line.
///
/// Rank 1 stands at the left. Neighbouring rows whose bodies are not told apart form a band; bands
/// are shaded in turn and named at the right; one band of all bodies is none, and a note says so. The
/// note says how both are read, because intervals
/// that overlap are no test of a difference.
public struct RankIntervalChart: Sendable, Equatable {
  /// Title, unit, notes, sources, reporting rate, language, size and colours.
  public var frame: FigureFrame
  /// The bodies in the order in which they are drawn; those of one band stand together.
  public var rows: [Row]
  /// What the lines are, such as `95%边际区间` or `1000次权重抽样中位次的5%～95%`.
  public var intervalName: String
  /// The names of the bands from top to bottom; `第一组` or `Group 1` and so on where there is none.
  public var bandNames: [String]

  /// Makes a chart of ranks with intervals.
  public init(
    frame: FigureFrame, rows: [Row], intervalName: String, bandNames: [String] = []
  ) {
    self.frame = frame
    self.rows = rows
    self.intervalName = intervalName
    self.bandNames = bandNames
  }

  /// One body.
  public struct Row: Sendable, Equatable {
    /// Names the body's group and marks in the scene; see ``RankedBarChart/Row/id``.
    public var id: String
    /// The name as drawn.
    public var label: String
    /// The rank, from 1; bodies that tie share it.
    public var rank: Int
    /// The best and the worst rank that the interval holds.
    public var low, high: Int
    /// Which band the body belongs to; any number, the same for the bodies of a band.
    public var band: Int
    /// Whether the figure is about this body.
    public var isFocus: Bool

    /// Makes a row.
    public init(
      id: String, label: String, rank: Int, low: Int, high: Int, band: Int, isFocus: Bool = false
    ) {
      self.id = id
      self.label = label
      self.rank = rank
      self.low = low
      self.high = high
      self.band = band
      self.isFocus = isFocus
    }
  }

  /// The figure as shapes and text, which passes ``FigureCheck``.
  ///
  /// Up to 35 bodies are drawn in full; of more, the first, the last and those in focus, with a
  /// line for each gap.
  ///
  /// - Throws: ``ChartError`` if there is no row, if the rows contradict themselves, if the rows of
  ///   a band do not stand together, if the intervals have no name, if the frame is too small for
  ///   its contents, if a text cannot be set, or if the figure fails the check.
  public func scene(measuring measurer: some TextMeasuring) throws(ChartError) -> Scene {
    try validate()
    let composer = FigureComposer(frame: frame, typesetter: Typesetter(measurer))
    return try RankIntervalDrawing(chart: self, composer: composer).scene()
  }

  private func validate() throws(ChartError) {
    try frame.reporting.validate()
    guard !rows.isEmpty else {
      throw ChartError(
        .specification, "no body has a rank, so there is nothing to draw: give at least one row")
    }
    guard !Typesetter.trimmed(intervalName).isEmpty else {
      throw ChartError(
        .specification,
        "nothing says what the intervals of the ranks are: name them, such as “95% marginal "
          + "interval”")
    }
    var closed: Set<Int> = []
    var band: Int?
    for row in rows {
      guard row.rank >= 1, row.low >= 1, row.low <= row.high else {
        throw ChartError(
          .specification,
          "“\(row.label)” has the rank \(row.rank) and the interval \(row.low) to \(row.high): ranks "
            + "begin at 1 and an interval cannot end before it begins")
      }
      guard max(row.rank, row.high) <= Self.greatestRank else {
        throw ChartError(
          .specification,
          "the ranks of “\(row.label)” cannot be drawn: the greatest is \(Self.greatestRank)")
      }
      if row.band != band {
        guard closed.insert(row.band).inserted else {
          throw ChartError(
            .specification,
            "the bodies of the band of “\(row.label)” do not stand together: sort the rows by rank")
        }
        band = row.band
      }
    }
  }

  /// More bodies than there are in any list.
  private static let greatestRank = 1_000_000
}

/// The words of ranks with intervals.
enum RankIntervalPhrase: String, Phrasing {
  case band, heading, reading, bands, oneBand, base, unlabelled
  case kind, bandSentence, bandOfOne, oneBandSentence, widest, focus, focusInOneBand, leftOut
  case readingSentence

  var words: (chinese: String, english: String) {
    switch self {
    case .band: ("第{number}档", "Band {number}")
    case .heading: ("位次", "Rank")
    case .reading: ("点：位次；线段：{name}", "Dot: rank; line: {name}")
    case .bands:
      (
        "按数字分档（底色相间）：不同档的分得出先后，同档之内不都分得出；线段重叠与否不是检验",
        "Bands (shaded in turn): bodies of different bands are told apart; overlap is no test"
      )
    case .oneBand: ("按数字分不出档次", "By the figures no bands can be told apart")
    case .base: ("第1位在左", "Rank 1 at the left")
    case .unlabelled: ("未标档名：{count}档", "Bands not named: {count}")
    case .kind: ("位次区间图：{title}。", "Ranks with intervals: {title}.")
    case .bandSentence: ("{band}：{names}，共{count}个。", "{band}: {names}; {count} in all.")
    case .bandOfOne: ("{band}：{names}。", "{band}: {names}.")
    case .oneBandSentence: ("按数字分不出档次。", "By the figures no bands can be told apart.")
    case .widest: ("区间最宽：{names}，{range}位。", "Widest interval: {names}, ranks {range}.")
    case .focus:
      (
        "{name}：列第{rank}位，区间{range}位，属{band}。",
        "{name}: rank {rank}, interval {range}, {band}."
      )
    case .focusInOneBand:
      ("{name}：列第{rank}位，区间{range}位。", "{name}: rank {rank}, interval {range}.")
    case .readingSentence:
      ("同档之内不都分得出先后。", "Bodies of one band are not all told apart.")
    case .leftOut: ("图中略去{count}个。", "The picture leaves out {count}.")
    }
  }
}
