/// What a line chart has to say, before anything is placed: runs to be joined, gaps, numbers as words.
struct LineContent {
  let chart: LineChart
  /// What is drawn of each series, in the chart's order.
  let traces: [Trace]
  /// How values are written.
  let numbers: NumberStyle
  /// How yearly averages are written: counts get decimals only there.
  let averages: NumberStyle
  /// A name for each series that the scene can carry.
  let identifiers: [String]

  var language: FigureLanguage { chart.frame.language }

  /// Why a year has no value.
  enum Absence: CaseIterable {
    case notStated, noReport, notApplicable

    /// What stands below the axis in such a year.
    var sign: String {
      switch self {
      case .notStated: "×"
      case .noReport: "–"
      case .notApplicable: "/"
      }
    }

    /// What stands for a value of such a year.
    var word: Phrase {
      switch self {
      case .notStated: .notStated
      case .noReport: .lineWithoutReport
      case .notApplicable: .notApplicable
      }
    }

    var phrase: Phrase {
      switch self {
      case .notStated: .lineNotStated
      case .noReport: .lineNoReport
      case .notApplicable: .lineNotApplicable
      }
    }
  }

  /// What is drawn of one series.
  struct Trace {
    /// Values of one class in years that follow one another.
    var runs: [Run] = []
    /// Averages of several years.
    var spans: [Span] = []
    /// What is known within limits.
    var intervals: [Interval] = []
    /// The years without a value.
    var absences: [Absence: [Int]] = [:]
    /// Whether so few years have a value that each is marked.
    var isSparse = false

    var isEmpty: Bool { runs.isEmpty && spans.isEmpty && intervals.isEmpty }

    struct Run {
      /// The class where it is not the figure's.
      var className: String?
      var points: [Value]
    }

    struct Value {
      var year: Int
      var value: Double
      var marks: Set<RankedBarChart.Mark>

      /// Whether the value may be greater than it reads.
      var isAtLeast: Bool { marks.contains(.atLeast) || marks.contains(.named) }
    }

    struct Span {
      var first: Int
      var last: Int
      /// Over how many years, of which the first may lie before the axis.
      var years: Int
      var value: Double
      var className: String?
    }

    struct Interval {
      var year: Int
      var low: Double
      var high: Double?
    }
  }

  init(_ chart: LineChart) {
    self.chart = chart
    traces = chart.series.map { Self.trace($0, years: chart.years) }

    var plain: [Double] = []
    var averaged: [Double] = []
    for point in chart.series.flatMap(\.points) {
      if point.state.marks.isAveraged {
        averaged += point.state.values
      } else {
        plain += point.state.values
      }
    }
    let areCounts = chart.areCounts && plain.allSatisfy { $0 == $0.rounded() }
    let language = chart.frame.language
    var numbers = NumberStyle(
      for: areCounts ? plain : plain + averaged, areCounts: areCounts, language: language)
    if (plain + averaged).contains(where: { abs($0) >= 9999.5 }) { numbers.groupsFrom = 4 }
    var averages = numbers
    if areCounts { averages.decimals = averaged.allSatisfy { $0 == $0.rounded() } ? 0 : 1 }
    self.numbers = numbers
    self.averages = averages

    var seen: Set<String> = []
    identifiers = chart.series.enumerated().map { index, series in
      let isWritten =
        !series.id.isEmpty && !series.id.hasPrefix("--")
        && series.id.allSatisfy {
          $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_")
        }
      if isWritten, seen.insert(series.id).inserted { return series.id }
      // Two hyphens in front are set aside for this, so no such name can be a series' own.
      return "--\(index + 1)"
    }
  }

  private static func trace(_ series: LineChart.Series, years: ClosedRange<Int>) -> Trace {
    var trace = Trace()
    var known: Set<Int> = []
    var valued: Set<Int> = []
    for point in series.points.sorted(by: { $0.year < $1.year }) {
      known.insert(point.year)
      switch point.state {
      case .value(let value, let marks):
        add(value, nil, marks, point.year)
      case .otherClass(let value, let className, let marks):
        add(value, Typesetter.trimmed(className), marks, point.year)
      case .bounded(let low, let high):
        trace.intervals.append(Trace.Interval(year: point.year, low: low, high: high))
        valued.insert(point.year)
      case .notStated, .notApplicable, .noReport:
        if let absence = point.state.absence {
          trace.absences[absence, default: []].append(point.year)
        }
      }
    }
    func add(
      _ value: Double, _ className: String?, _ marks: Set<RankedBarChart.Mark>, _ year: Int
    ) {
      if let count = marks.averagedYears.last, count > 1 {
        let first = max(year - min(count, 9999) + 1, years.lowerBound)
        trace.spans.append(
          Trace.Span(first: first, last: year, years: count, value: value, className: className))
        valued.formUnion(first...year)
        return
      }
      valued.insert(year)
      let point = Trace.Value(year: year, value: value, marks: marks)
      if let run = trace.runs.last, run.className == className, run.points.last?.year == year - 1 {
        trace.runs[trace.runs.count - 1].points.append(point)
      } else {
        trace.runs.append(Trace.Run(className: className, points: [point]))
      }
    }
    for year in years where !known.contains(year) && !valued.contains(year) {
      trace.absences[.noReport, default: []].append(year)
    }
    trace.absences[.noReport]?.sort()
    let count = trace.runs.reduce(0) { $0 + $1.points.count }
    trace.isSparse = count <= 3 || count * 5 <= years.count * 3
    return trace
  }

  // MARK: Focus and names

  /// Whether the series is drawn before the others.
  func isFocus(_ index: Int) -> Bool {
    chart.series[index].isFocus || chart.series.count == 1
  }

  /// The series that are drawn.
  var drawn: [Int] { traces.indices.filter { !traces[$0].isEmpty } }

  /// The series that are named, in the chart's order: from all to only those in focus.
  var namings: [[Int]] {
    let drawn = drawn
    let focus = drawn.filter(isFocus)
    var namings: [[Int]] = []
    if drawn.count <= LineChart.mostNamed { namings.append(drawn) }
    // Those in focus, and the two that end highest and lowest.
    let others = drawn.filter { !isFocus($0) }
    let first = others.max { (end($0)?.value ?? 0, $1) < (end($1)?.value ?? 0, $0) }
    let last = others.min { (end($0)?.value ?? 0, $0) < (end($1)?.value ?? 0, $1) }
    let few = Set(focus.prefix(LineChart.mostNamed) + [first, last].compactMap { $0 })
    namings.append(drawn.filter(few.contains))
    if !focus.isEmpty { namings.append(Array(focus.prefix(LineChart.mostNamed))) }
    return namings
  }

  /// Where a series ends: its last year, as far right as what is drawn there reaches, and its value.
  func end(_ index: Int) -> (year: Int, value: Double, isSpan: Bool)? {
    let trace = traces[index]
    var end: (year: Int, value: Double, isSpan: Bool)?
    if let point = trace.runs.last?.points.last { end = (point.year, point.value, false) }
    if let span = trace.spans.last, span.last > end?.year ?? 0 {
      end = (span.last, span.value, true)
    }
    if let interval = trace.intervals.last, interval.year > end?.year ?? 0 {
      end = (interval.year, interval.low, false)
    }
    return end
  }

  /// The greatest number of years of which each has a marker at its value.
  static let mostMarked = 12

  /// Whether there are so few years that each value is marked.
  var marksAll: Bool { chart.years.count <= Self.mostMarked }

  /// The value at which a series ends, with its year where that is not the last of the figure.
  func endText(_ index: Int) -> String? {
    guard let end = end(index), let value = valueText(index, end.year) else { return nil }
    guard end.year < chart.years.upperBound else {
      // A last value of another class must not be read as a fall.
      let run = traces[index].runs.first { run in run.points.contains { $0.year == end.year } }
      guard !end.isSpan, let name = run?.className, name.count <= 8 else { return value }
      return LinePhrase.valueOfClass.text(in: language, ["value": value, "class": name])
    }
    return LinePhrase.valueInYear.text(
      in: language, ["value": value, "year": String(end.year)])
  }

  /// The name as drawn.
  func label(_ index: Int) -> String {
    Typesetter.trimmed(chart.series[index].label)
  }

  /// The series of which the axis marks the years without a value: the only one in focus.
  var signed: Int? {
    let focus = drawn.filter(isFocus)
    return focus.count == 1 ? focus[0] : nil
  }

  /// Whether a sign stands below the axis.
  var hasSigns: Bool { signed.map { !traces[$0].absences.isEmpty } ?? false }

  // MARK: Numbers and years as words

  /// The value of a year in figures with its signs; `nil` if it has none.
  func valueText(_ index: Int, _ year: Int) -> String? {
    guard let state = chart.series[index].points.first(where: { $0.year == year })?.state else {
      return nil
    }
    switch state {
    case .value(let value, let marks), .otherClass(let value, _, let marks):
      let sign =
        marks.contains(.atLeast) || marks.contains(.named) ? "≥" : marks.contains(.about) ? "≈" : ""
      return sign + (marks.isAveraged ? averages : numbers).string(value)
    case .bounded(let low, let high):
      guard let high else { return "≥" + numbers.string(low) }
      return low == high ? numbers.string(low) : numbers.range(low, high)
    case .notStated, .notApplicable, .noReport:
      return nil
    }
  }

  /// Years in words, those that follow one another as a span: `2017、2019—2021`.
  func yearsText(_ years: [Int]) -> String {
    var spans: [(first: Int, last: Int)] = []
    for year in years {
      if let last = spans.last, last.last == year - 1 {
        spans[spans.count - 1].last = year
      } else {
        spans.append((year, year))
      }
    }
    return spans.map { span in
      if span.first == span.last { return String(span.first) }
      return Phrase.lineYears.text(
        in: language, ["first": String(span.first), "last": String(span.last)])
    }.joined(separator: Phrase.separator.text(in: language))
  }
}

/// The words of lines that no other kind has.
enum LinePhrase: String, Phrasing {
  case valueInYear, valueOfClass, onlyArrows, arrowOpen, arrowBeyond, arrowBoth

  var words: (chinese: String, english: String) {
    switch self {
    case .valueInYear: ("{value}（{year}）", "{value} ({year})")
    case .valueOfClass: ("{value}（{class}）", "{value} ({class})")
    case .onlyArrows:
      (
        "竖箭头：只载明合并数或部分数，只知下限",
        "Upright arrow: only a joint or a partial figure, the lower limit alone is known"
      )
    case .arrowOpen: ("；箭头：只知下限", "; arrow: only the lower limit is known")
    case .arrowBeyond: ("；箭头：上限在刻度以外", "; arrow: the upper limit is beyond the scale")
    case .arrowBoth:
      (
        "；箭头：只知下限，或上限在刻度以外",
        "; arrow: only the lower limit is known, or the upper one is beyond the scale"
      )
    }
  }
}
