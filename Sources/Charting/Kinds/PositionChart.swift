/// One body among its peers: a row an indicator, the body's place between the least and the greatest.
///
/// Every row has a scale of its own, from the least to the greatest value of its peers, with the
/// middle half as a band, the median as a tick and the peers as dots without names; the body's own
/// value stands above its marker and its rank at the right.
public struct PositionChart: Sendable, Equatable {
  /// Title, notes, sources, reporting rate, language, size and colours; the unit is left empty.
  public var frame: FigureFrame
  /// The indicators in the order in which they are drawn.
  public var rows: [Row]
  /// The name of the body that the figure is about.
  public var focusName: String
  /// What the peers are called and how many they are, such as `17个设区的市`; the body is one of them.
  public var peersName: String

  /// Makes a figure of a body's position.
  public init(frame: FigureFrame, rows: [Row], focusName: String, peersName: String) {
    self.frame = frame
    self.rows = rows
    self.focusName = focusName
    self.peersName = peersName
  }

  /// One indicator.
  public struct Row: Sendable, Equatable {
    /// Names the row's group and marks in the scene: ASCII letters, digits, `-` and `_`.
    public var id: String
    /// The indicator.
    public var label: String
    /// The unit of its values; none where empty.
    public var unit: String
    /// Whether the values are counts, which have no decimals.
    public var areCounts: Bool
    /// The values of all peers, with that of the body itself if it has one.
    public var peers: [Double]
    /// What is known of the body's value.
    public var state: RankedBarChart.State
    /// The body's rank, which only a value has.
    public var rank: Int?
    /// How many bodies have a rank.
    public var rankedCount: Int

    /// Makes a row.
    public init(
      id: String, label: String, unit: String, areCounts: Bool, peers: [Double],
      state: RankedBarChart.State, rank: Int?, rankedCount: Int
    ) {
      self.id = id
      self.label = label
      self.unit = unit
      self.areCounts = areCounts
      self.peers = peers
      self.state = state
      self.rank = rank
      self.rankedCount = rankedCount
    }
  }

  /// The figure as shapes and text, which passes ``FigureCheck``.
  ///
  /// One row alone becomes a large strip. Edge cases: a row without peers says so; where all values
  /// are the same they stand in the middle.
  ///
  /// - Throws: ``ChartError`` if there is no row, if a row contradicts itself, if the frame is too
  ///   small for the rows, if a text cannot be set, or if the figure fails the check.
  public func scene(measuring measurer: some TextMeasuring) throws(ChartError) -> Scene {
    try validate()
    let composer = FigureComposer(frame: frame, typesetter: Typesetter(measurer))
    return try PositionDrawing(content: PositionContent(self), composer: composer).scene()
  }

  private func validate() throws(ChartError) {
    try frame.reporting.validate()
    guard !rows.isEmpty else {
      throw ChartError(
        .specification, "there is no indicator, so there is nothing to draw: give at least one row")
    }
    for row in rows {
      for value in row.peers + row.state.values { try AxisRules.validate(value, of: row.label) }
      if case .bounded(let low, let high?) = row.state, low > high {
        throw ChartError(
          .specification, "the interval of “\(row.label)” ends (\(high)) before it begins (\(low))")
      }
      guard let rank = row.rank else { continue }
      guard case .value = row.state else {
        throw ChartError(
          .specification,
          "“\(row.label)” has the rank \(rank) but no comparable value: leave the rank out")
      }
      guard rank >= 1, rank <= row.rankedCount else {
        throw ChartError(
          .specification,
          "“\(row.label)” has the rank \(rank) of \(row.rankedCount): a rank is from 1 to the number "
            + "of bodies ranked")
      }
    }
  }
}

/// What a figure of a body's position has to say, before anything is placed.
struct PositionContent {
  let chart: PositionChart
  let rows: [Row]
  /// What explains the marks of the values.
  let footnotes: RankedBarFootnotes

  var language: FigureLanguage { chart.frame.language }
  var focusName: String { Typesetter.trimmed(chart.focusName) }
  var peersName: String { Typesetter.trimmed(chart.peersName) }

  /// One indicator in words and numbers.
  struct Row {
    var row: PositionChart.Row
    /// A name that the scene can carry.
    var id: String
    var label, unit: String
    /// The values of the peers, that of the body among them.
    var quantiles: Quantiles
    /// The values of the other peers, ascending.
    var others: [Double]
    /// The two ends of the scale; absent where there is no value at all.
    var ends: (low: Double, high: Double)?
    var style: NumberStyle
    /// The value of the body with its marks, or what its report says instead.
    var valueText: String
    var rankText: String
    /// Whether the body has a value, or limits, that can be drawn.
    var isDrawn: Bool { !row.state.values.isEmpty }

    func text(_ value: Double) -> String { AxisRules.middle(value, style) }
  }

  init(_ chart: PositionChart) {
    self.chart = chart
    let language = chart.frame.language
    var footnotes = RankedBarFootnotes()
    let ids = RowPlot.identifiers(chart.rows.map(\.id))
    rows = zip(chart.rows, ids).map { row, id in
      let values = row.peers + row.state.values
      let areCounts = row.areCounts && values.allSatisfy { $0 == $0.rounded() }
      let style = NumberStyle(for: values, areCounts: areCounts, language: language)
      var others = row.peers.sorted()
      if case .value(let value, _) = row.state, let own = others.firstIndex(of: value) {
        others.remove(at: own)
      }
      var ends: (low: Double, high: Double)?
      if let low = values.min(), let high = values.max() { ends = (low, high) }
      return Row(
        row: row, id: id, label: Typesetter.trimmed(row.label), unit: Typesetter.trimmed(row.unit),
        quantiles: Quantiles(row.peers), others: others, ends: ends, style: style,
        valueText: Self.text(row.state, style, language, &footnotes),
        rankText: Self.rank(row, language))
    }
    self.footnotes = footnotes
  }

  private static func text(
    _ state: RankedBarChart.State, _ style: NumberStyle, _ language: FigureLanguage,
    _ footnotes: inout RankedBarFootnotes
  ) -> String {
    func number(_ value: Double, _ marks: Set<RankedBarChart.Mark>) -> String {
      var text = ""
      if marks.contains(.atLeast) {
        text += footnotes.mark(.atLeast)
      } else if marks.contains(.about) {
        text += footnotes.mark(.about)
      }
      text += style.string(value)
      if marks.contains(.named) { text += footnotes.mark(.named) }
      for years in marks.averagedYears { text += footnotes.mark(.averaged(years: years)) }
      return text
    }
    switch state {
    case .value(let value, let marks): return number(value, marks)
    case .otherClass(let value, let name, let marks):
      return number(value, marks) + footnotes.mark(.otherClass(Typesetter.trimmed(name)))
    case .bounded(let low, let high):
      guard let high else { return footnotes.mark(.atLeast) + style.string(low) }
      return low == high ? style.string(low) : style.range(low, high)
    case .notStated: return Phrase.notStated.text(in: language)
    case .notApplicable: return Phrase.notApplicable.text(in: language)
    }
  }

  private static func rank(_ row: PositionChart.Row, _ language: FigureLanguage) -> String {
    guard let rank = row.rank else {
      return row.state.values.isEmpty ? "—" : PositionPhrase.notRanked.text(in: language)
    }
    let value = row.state.values.first
    let isTied = row.peers.count { $0 == value } > 1
    return (isTied ? PositionPhrase.tiedRank : .rank).text(
      in: language, ["rank": String(rank), "count": String(row.rankedCount)])
  }

  /// What the ranks mean; `nil` where there is none.
  ///
  /// The greatest value comes first where each rank is one more than the number of greater values.
  var order: PositionPhrase? {
    let ranked = rows.compactMap { row in
      row.row.rank.flatMap { rank in
        row.row.state.values.first.map { (rank: rank, value: $0, peers: row.row.peers) }
      }
    }
    guard !ranked.isEmpty else { return nil }
    let isMostFirst = ranked.allSatisfy { row in
      row.rank == row.peers.count { $0 > row.value } + 1
    }
    return isMostFirst ? .mostFirst : .comparable
  }

  /// The figure in words: every indicator with the body's value and rank among its peers.
  var description: String {
    var sentences = [
      PositionPhrase.description.text(
        in: language,
        [
          "title": Typesetter.trimmed(chart.frame.title), "focus": focusName, "peers": peersName,
          "count": String(rows.count),
        ]),
      Phrase.tableReporting.text(in: language, chart.frame.reporting.values(in: language)),
    ]
    // Marks mean nothing where no footnote stands below.
    let signs: Set<Character> = ["*", "†", "‡", "§", "¶"]
    for row in rows {
      var parts: [String] = []
      let value = String(row.valueText.filter { !signs.contains($0) })
      parts.append(row.isDrawn ? AxisRules.value(value, unit: row.unit, language) : value)
      if row.isDrawn {
        parts.append(
          row.row.rank == nil
            ? row.rankText
            : PositionPhrase.descriptionRank.text(in: language, ["rank": row.rankText]))
      }
      if let low = row.quantiles.sorted.first, let high = row.quantiles.sorted.last {
        parts.append(
          PositionPhrase.descriptionPeers.text(
            in: language,
            [
              "low": row.text(low), "high": row.text(high),
              "median": row.text(row.quantiles.median),
            ]))
      } else {
        parts.append(PositionPhrase.noPeers.text(in: language))
      }
      sentences.append(
        PositionPhrase.descriptionRow.text(
          in: language,
          [
            "name": row.label,
            "parts": parts.joined(separator: Phrase.strongSeparator.text(in: language)),
          ]))
    }
    return sentences.joined(separator: Phrase.sentenceSpace.text(in: language))
  }

  /// What is drawn, value by value: the body's, the median, the peers without their names.
  var data: [Scene.Datum] {
    let median = AxisPhrase.median.text(in: language)
    return rows.flatMap { row in
      let group = "row-" + row.id
      func datum(_ series: String, _ name: String, _ value: Double?, _ text: String) -> Scene.Datum
      {
        Scene.Datum(
          group: group, row: row.row.id, series: series, label: row.label, seriesLabel: name,
          value: value, text: text)
      }
      var own = datum("focus", focusName, nil, row.valueText)
      switch row.row.state {
      case .value(let value, _), .otherClass(let value, _, _): own.value = value
      case .bounded(let low, let high):
        own.low = low
        own.high = high
      case .notStated, .notApplicable: break
      }
      guard !row.quantiles.sorted.isEmpty else { return [own] }
      return [own, datum("median", median, row.quantiles.median, row.text(row.quantiles.median))]
        + row.others.map { datum("peer", peersName, $0, row.text($0)) }
    }
  }
}

/// The words of a figure of a body's position.
enum PositionPhrase: String, Phrasing {
  case rank, tiedRank, rankHeading, notRanked, noPeers, absent, middleHalf, ownScales, oneScale
  case hollow, interval, mostFirst, comparable
  case description, descriptionRow, descriptionRank, descriptionPeers

  var words: (chinese: String, english: String) {
    switch self {
    case .rank: ("第{rank}/{count}位", "{rank} of {count}")
    case .tiedRank: ("并列第{rank}/{count}位", "tied {rank} of {count}")
    case .rankHeading: ("位次", "Rank")
    case .notRanked: ("未列位次", "not ranked")
    case .noPeers: ("无可比的数", "no comparable figure")
    case .absent: ("{name}：{reason}", "{name}: {reason}")
    case .middleHalf: ("中间一半", "Middle half")
    case .ownScales:
      (
        "各行标度各自独立，两端为该行的最小值和最大值，不必从零起",
        "Each row has its own scale, from its least to its greatest value, not from zero"
      )
    case .oneScale:
      (
        "标度两端为最小值和最大值，不必从零起",
        "The scale runs from the least to the greatest value, not from zero"
      )
    case .hollow: ("空心点：口径不同，不列位次", "Hollow: another class of figure, not ranked")
    case .mostFirst:
      (
        "位次自多至少，只在载明且可比的机构之中",
        "Ranks from most to least, among bodies with a comparable figure"
      )
    case .comparable:
      ("位次只在载明且可比的机构之中", "Ranks among bodies with a comparable figure")
    case .interval:
      ("粗线段：只知上下限，不列位次", "Thick line: known only within limits, not ranked")
    case .description:
      (
        "位置图：{title}。{focus}在{peers}中的位置，共{count}项。",
        "Position chart: {title}. {focus} among {peers}; indicators: {count}."
      )
    case .descriptionRow: ("{name}：{parts}。", "{name}: {parts}.")
    case .descriptionRank: ("{rank}", "rank {rank}")
    case .descriptionPeers:
      ("最小{low}，最大{high}，中位数{median}", "least {low}, greatest {high}, median {median}")
    }
  }
}
