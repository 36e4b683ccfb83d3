/// What a ranked bar has to say, before anything is placed: rows by their fate, numbers as words.
struct RankedBarContent {
  let chart: RankedBarChart
  /// The rows with a rank, as indices of the chart's rows, in the chart's order.
  let ranked: [Int]
  /// The rows drawn below the rule: limits, other classes, values without a rank, the focus.
  let unranked: [Int]
  /// The rows that state nothing; those in focus first.
  let notStated: [Int]
  /// The rows that cannot have the value; those in focus first.
  let notApplicable: [Int]
  /// The median of the ranked values.
  let median: Double
  /// How values are written.
  let numbers: NumberStyle
  /// How yearly averages are written: counts get decimals only there.
  let averages: NumberStyle
  /// A name for each row that the scene can carry.
  let identifiers: [String]

  var language: FigureLanguage { chart.frame.language }

  init(_ chart: RankedBarChart) {
    self.chart = chart
    let rows = chart.rows
    ranked = rows.indices.filter { rows[$0].rank != nil }
    notStated = Self.focusFirst(rows.indices.filter { rows[$0].state == .notStated }, rows)
    notApplicable = Self.focusFirst(rows.indices.filter { rows[$0].state == .notApplicable }, rows)
    unranked = rows.indices.filter { index in
      let row = rows[index]
      switch row.state {
      case .value: return row.rank == nil
      case .otherClass, .bounded: return true
      case .notStated, .notApplicable: return row.isFocus
      }
    }
    let values = ranked.flatMap { rows[$0].state.values }
    median = Self.median(of: values)

    var plain: [Double] = []
    var averaged: [Double] = []
    for row in rows {
      if row.state.isAveraged { averaged += row.state.values } else { plain += row.state.values }
    }
    let areCounts = chart.areCounts && plain.allSatisfy { $0 == $0.rounded() }
    let language = chart.frame.language
    var numbers = NumberStyle(
      for: areCounts ? plain : plain + averaged, areCounts: areCounts, language: language)
    var averages = numbers
    if areCounts {
      averages.decimals = averaged.allSatisfy { $0 == $0.rounded() } ? 0 : 1
      let greatest = (plain + averaged).reduce(0) { max($0, abs($1)) }
      if greatest >= 9999.5 {
        numbers.groupsFrom = 4
        averages.groupsFrom = 4
      }
    } else if Self.hidesAnOrder(ranked.map { rows[$0] }, numbers) {
      // Two ranks for what reads as one number would look like a mistake.
      numbers.decimals = min(numbers.decimals + 1, 9)
      averages = numbers
    }
    self.numbers = numbers
    self.averages = averages

    var seen: Set<String> = []
    identifiers = rows.enumerated().map { index, row in
      let isWritten =
        !row.id.isEmpty && !row.id.hasPrefix("--")
        && row.id.allSatisfy {
          $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_")
        }
      if isWritten, seen.insert(row.id).inserted { return row.id }
      // Two hyphens in front are set aside for this, so no such name can be a row's own.
      return "--\(index + 1)"
    }
  }

  /// The row's value in figures with its marks, which are added to the footnotes.
  ///
  /// The class of a value of another class stands beside it, or in a footnote where asked for.
  func valueText(
    _ index: Int, _ footnotes: inout RankedBarFootnotes, classInFootnote: Bool = false
  ) -> String {
    switch chart.rows[index].state {
    case .value(let value, let marks):
      return number(value, marks, &footnotes)
    case .otherClass(let value, let className, let marks):
      let number = number(value, marks, &footnotes)
      let name = Typesetter.trimmed(className)
      if classInFootnote { return number + footnotes.mark(.otherClass(name)) }
      return Phrase.otherClassWithValue.text(in: language, ["value": number, "class": name])
    case .bounded(let low, let high):
      guard let high else { return "≥" + numbers.string(low) }
      return low == high ? numbers.string(low) : numbers.range(low, high)
    case .notStated:
      return Phrase.notStated.text(in: language)
    case .notApplicable:
      return Phrase.notApplicable.text(in: language)
    }
  }

  private func number(
    _ value: Double, _ marks: Set<RankedBarChart.Mark>, _ footnotes: inout RankedBarFootnotes
  ) -> String {
    var text = ""
    if marks.contains(.atLeast) {
      text += footnotes.mark(.atLeast)
    } else if marks.contains(.about) {
      text += footnotes.mark(.about)
    }
    text += (marks.isAveraged ? averages : numbers).string(value)
    if marks.contains(.named) { text += footnotes.mark(.named) }
    for years in marks.averagedYears { text += footnotes.mark(.averaged(years: years)) }
    return text
  }

  /// The heading of the rows without rank, which says why they have none where that is one reason.
  func heading(_ indices: [Int]) -> String {
    let states = indices.map { chart.rows[$0].state }
    var phrase = Phrase.notRanked
    if states.contains(where: { if case .bounded = $0 { true } else { false } }) {
      phrase =
        chart.frame.reporting.outcome == .ranked ? .notRankedScore : .notRankedBounded
    } else if states.allSatisfy({ if case .otherClass = $0 { true } else { false } }) {
      phrase = .notRankedOtherClass
    }
    return phrase.text(in: language)
  }

  /// What is listed below the plot: bodies without a rank that are not drawn, without a value, and
  /// those that cannot have one.
  func lists(
    _ listed: [Int], lineLimit: Int, setter: FrameSetter
  ) throws(ChartError) -> [String] {
    var texts: [String] = []
    var ignored = RankedBarFootnotes()
    let listed = listed.map { index in
      Phrase.nameWithValue.text(
        in: language,
        ["name": label(index), "value": valueText(index, &ignored)])
    }
    let isScore = chart.frame.reporting.outcome == .ranked
    let lists: [(Phrase, [String])] = [
      (.listNotRanked, listed),
      (isScore ? .listNotScored : .listNotStated, notStated.map(label)),
      (.listNotApplicable, notApplicable.map(label)),
    ]
    for (phrase, names) in lists {
      if let list = try setter.list(phrase, names, lineLimit: lineLimit) {
        texts.append(list)
      }
    }
    return texts
  }

  /// The median as text.
  ///
  /// Of counts it may have a half, which is then shown.
  var medianText: String {
    var style = numbers
    if style.decimals == 0, median != median.rounded() { style.decimals = 1 }
    return style.string(median)
  }

  /// The name as drawn.
  func label(_ index: Int) -> String {
    Typesetter.trimmed(chart.rows[index].label)
  }

  /// The middle value, or the mean of the two in the middle.
  static func median(of values: [Double]) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return 0 }
    let middle = sorted.count / 2
    guard sorted.count.isMultiple(of: 2) else { return sorted[middle] }
    return sorted[middle - 1] + (sorted[middle] - sorted[middle - 1]) / 2
  }

  private static func focusFirst(_ indices: [Int], _ rows: [RankedBarChart.Row]) -> [Int] {
    indices.filter { rows[$0].isFocus } + indices.filter { !rows[$0].isFocus }
  }

  /// Whether two different ranks would show one number.
  private static func hidesAnOrder(_ rows: [RankedBarChart.Row], _ style: NumberStyle) -> Bool {
    var ranks: [String: Int] = [:]
    for row in rows {
      guard let rank = row.rank, let value = row.state.values.first else { continue }
      if let other = ranks.updateValue(rank, forKey: style.string(value)), other != rank {
        return true
      }
    }
    return false
  }
}

/// The footnotes of a ranked bar, in the order in which their marks first appear.
struct RankedBarFootnotes {
  /// What a footnote explains.
  enum Kind: Hashable {
    case atLeast, about, named
    case averaged(years: Int)
    case otherClass(String)
  }

  private(set) var kinds: [Kind] = []
  private var marks: [Kind: String] = [:]

  /// The mark of a footnote, which is given to it at its first use.
  ///
  /// “At least” and “about” have signs of their own, which read by themselves; the others take
  /// `*`, `†`, `‡`, `§`, `¶` in turn, then each doubled.
  mutating func mark(_ kind: Kind) -> String {
    if let mark = marks[kind] { return mark }
    let mark: String
    switch kind {
    case .atLeast: mark = "≥"
    case .about: mark = "≈"
    case .named, .averaged, .otherClass:
      let used = kinds.filter { $0 != .atLeast && $0 != .about }.count
      let signs = ["*", "†", "‡", "§", "¶"]
      mark = String(repeating: signs[used % signs.count], count: used / signs.count + 1)
    }
    marks[kind] = mark
    kinds.append(kind)
    return mark
  }

  /// The footnotes with their marks, for below the plot.
  func texts(in language: FigureLanguage) -> [String] {
    kinds.map { kind in
      let text: String
      switch kind {
      case .atLeast: text = Phrase.atLeast.text(in: language)
      case .about: text = Phrase.about.text(in: language)
      case .named: text = Phrase.named.text(in: language)
      case .averaged(let years):
        text = Phrase.averaged.text(in: language, ["years": String(years)])
      case .otherClass(let name):
        text = Phrase.otherClass.text(in: language, ["class": name])
      }
      return (marks[kind] ?? "") + " " + text
    }
  }
}

extension RankedBarChart.State {
  /// Whether the value is a yearly average.
  var isAveraged: Bool {
    switch self {
    case .value(_, let marks), .otherClass(_, _, let marks): marks.isAveraged
    case .bounded, .notStated, .notApplicable: false
    }
  }
}

extension Set<RankedBarChart.Mark> {
  /// Whether one of the marks says that the value is a yearly average.
  var isAveraged: Bool { !averagedYears.isEmpty }

  /// Over how many years the value is an average.
  var averagedYears: [Int] {
    compactMap { if case .averaged(let years) = $0 { years } else { nil } }.sorted()
  }
}
