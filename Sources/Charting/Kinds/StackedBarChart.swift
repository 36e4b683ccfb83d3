/// What a total is made of: one body a row, its parts one after another from zero, the total at the
/// end.
///
/// The part that differs most from body to body stands at zero, where lengths can be compared; the
/// others follow in the order given, the same in every row. Negative parts stand to the left of
/// zero. Printed parts add up to the printed total. A part that is missing is an empty box with a
/// dashed edge, of no length, never 0.
public struct StackedBarChart: Sendable, Equatable {
  /// Title, unit, notes, sources, reporting rate, language, size and colours.
  public var frame: FigureFrame
  /// The parts; of more than six the smallest become one, `其他` or `Other`.
  public var parts: [Part]
  /// The bodies in the order in which they are drawn: those with a rank first.
  public var rows: [Row]
  /// What the number at the end is called, such as `综合得分`.
  public var totalName: String
  /// Whether the values are counts, which take whole ticks and no decimals.
  public var areCounts: Bool

  /// Makes a stacked bar.
  public init(
    frame: FigureFrame, parts: [Part], rows: [Row], totalName: String, areCounts: Bool = false
  ) {
    self.frame = frame
    self.parts = parts
    self.rows = rows
    self.totalName = totalName
    self.areCounts = areCounts
  }

  /// One of the parts of every total.
  public struct Part: Sendable, Equatable {
    /// Names the part in marks and data.
    public var id: String
    /// The name as drawn.
    public var label: String

    /// Makes a part.
    public init(id: String, label: String) {
      self.id = id
      self.label = label
    }
  }

  /// One body.
  public struct Row: Sendable, Equatable {
    /// Names the body's group and marks in the scene; see ``RankedBarChart/Row/id``.
    public var id: String
    /// The name as drawn.
    public var label: String
    /// The rank, which bodies that tie share.
    public var rank: Int?
    /// The total; absent where there is none.
    public var total: Double?
    /// A value for each part; absent where it is missing.
    public var values: [Double?]
    /// Whether the figure is about this body.
    public var isFocus: Bool

    /// Makes a row.
    public init(
      id: String, label: String, rank: Int? = nil, total: Double?, values: [Double?],
      isFocus: Bool = false
    ) {
      self.id = id
      self.label = label
      self.rank = rank
      self.total = total
      self.values = values
      self.isFocus = isFocus
    }
  }

  /// The greatest number of parts that are drawn.
  static let mostParts = 6

  /// The figure as shapes and text, which passes ``FigureCheck``.
  ///
  /// Up to 35 bodies are drawn in full; of more, the first, the last and those in focus, with a
  /// line for each gap.
  ///
  /// - Throws: ``ChartError`` if there is no part or nothing to draw, if the rows contradict
  ///   themselves (a total that its parts do not add up to, within a millionth), if the frame is
  ///   too small for its contents, if a text cannot be set, or if the figure fails the check.
  public func scene(measuring measurer: some TextMeasuring) throws(ChartError) -> Scene {
    try validate()
    let composer = FigureComposer(frame: frame, typesetter: Typesetter(measurer))
    return try StackedBarDrawing(content: StackedBarContent(self), composer: composer).scene()
  }

  private func validate() throws(ChartError) {
    try frame.reporting.validate()
    guard !parts.isEmpty else {
      throw ChartError(.specification, "the totals have no parts: give at least one part")
    }
    for row in rows {
      guard row.values.count == parts.count else {
        throw ChartError(
          .specification,
          "“\(row.label)” has \(row.values.count) values for \(parts.count) parts: give one for "
            + "each, none where it is missing")
      }
      let known = row.values.compactMap { $0 }
      for value in known + [row.total].compactMap({ $0 }) {
        guard value.isFinite, abs(value) < NumberStyle.greatest / 1000 else {
          throw ChartError(
            .specification,
            "the value \(value) of “\(row.label)” cannot be drawn: give a finite value below 10^12")
        }
      }
      if let rank = row.rank {
        guard rank >= 1, row.total != nil else {
          throw ChartError(
            .specification,
            "“\(row.label)” has the rank \(rank): ranks begin at 1 and need a total")
        }
      }
      guard let total = row.total, known.count == parts.count else { continue }
      guard Self.addUp(known, to: total) else {
        let sum = known.reduce(0, +)
        throw ChartError(
          .specification,
          "the parts of “\(row.label)” add up to \(sum), but its total is \(total): correct one of "
            + "them, or give the rest as a part of its own")
      }
    }
    guard rows.contains(where: { $0.total != nil || $0.values.contains { $0 != nil } }) else {
      throw ChartError(
        .specification,
        "no body has a total or a part of one, so there is nothing to draw: choose other bodies or "
          + "years")
    }
  }
}

extension StackedBarChart {
  /// Whether the values are the whole of the total, within a millionth.
  static func addUp(_ values: [Double], to total: Double) -> Bool {
    let size = values.reduce(abs(total)) { $0 + abs($1) }
    return abs(values.reduce(0, +) - total) <= 1e-6 * size
  }
}

/// The words of stacked bars.
enum StackedBarPhrase: String, Phrasing {
  case other, merged, total, zero, missing, missingOf, notRanked
  case kind, partsSentence, highest, lowest, varies, focus, focusWithoutTotal, missingSentence
  case leftOut, mergedSentence

  var words: (chinese: String, english: String) {
    switch self {
    case .other: ("其他", "Other")
    case .merged: ("“其他”合并{count}项：{names}", "“Other” joins {count}: {names}")
    case .total: ("条末数：{name}", "At the end: {name}")
    case .zero: ("没有色段：该项得分为0", "No segment: that part is 0")
    case .missing:
      ("虚线框：缺项，不按比例，不计为0（{count}个）：", "Dashed box: missing, no length, not 0 ({count}): ")
    case .missingOf: ("{name}（{parts}）", "{name} ({parts})")
    case .notRanked: ("未列位次", "Not ranked")
    case .kind: ("堆积条形图：{title}。", "Stacked bar chart: {title}.")
    case .partsSentence: ("{total}由{parts}构成。", "{total} is made of {parts}.")
    case .highest: ("{total}最高：{names}，{value}。", "Highest {total}: {names}, {value}.")
    case .lowest: ("最低：{names}，{value}。", "Lowest: {names}, {value}.")
    case .varies:
      (
        "各{noun}之间差异最大的部分：{part}，{low}至{high}。",
        "The part that differs most: {part}, from {low} to {high}."
      )
    case .focus:
      ("{name}：{total}{value}，其中{parts}。", "{name}: {total} {value}, of which {parts}.")
    case .focusWithoutTotal: ("{name}：无{total}；{parts}。", "{name}: no {total}; {parts}.")
    case .missingSentence: ("有缺项的{count}个：{names}。", "With a part missing, {count}: {names}.")
    case .leftOut: ("图中略去{count}个。", "The picture leaves out {count}.")
    case .mergedSentence:
      ("“其他”合并{count}项：{names}。", "“Other” joins {count}: {names}.")
    }
  }
}
