import Charting

/// Every kind of chart.
enum ChartFamily: String, CaseIterable, Sendable {
  case rankedBar, dot, strip, distribution, tile, table, funnel, position, radar, rankInterval
  case stackedBar, waterfall, line, slope, bump, smallMultiples, groupedBar, scorecard, scatter
  case correlation, reportingRate, panels

  /// Whether the scenes do not yet list the values that they show.
  var hasNoData: Bool {
    switch self {
    case .rankedBar, .table, .line, .scorecard, .reportingRate, .panels: true
    default: false
    }
  }

  /// Whether every value in the data is one that was given: others count, rank, merge or add up.
  var showsGivenValues: Bool {
    switch self {
    case .rankedBar, .dot, .strip, .tile, .funnel, .position, .radar, .line, .slope,
      .smallMultiples, .groupedBar, .scorecard, .scatter, .correlation:
      true
    case .distribution, .table, .rankInterval, .stackedBar, .waterfall, .bump, .reportingRate,
      .panels:
      false
    }
  }
}

/// Random charts: bodies, names, values, states and frames as a study may bring them, and worse.
///
/// The same kind and round make the same chart on every run.
struct ChartFamilySamples {
  static let sizes = [
    "page", "half", "square", "slide", "web", "phone", "160x90mm", "40x40mm", "90x120mm",
    "1200x1200mm", "300x45mm", "60x400mm",
  ]
  /// All sizes, languages and themes meet: 12 · 2 · 6 of them.
  static let combinations = sizes.count * FigureLanguage.allCases.count * Theme.named.count

  let language: FigureLanguage
  let size: FigureSize
  let theme: Theme
  /// Whether the bodies are at most 30 and have ordinary names.
  let isOrdinary: Bool
  /// Whether all words are of the figure's language.
  let isPure: Bool
  private(set) var count: Int
  let areCounts: Bool
  /// The values that were given to the chart.
  private(set) var given: Set<Double> = []
  /// The bodies in focus.
  private(set) var focus: Set<String> = []

  private var random: SeededGenerator
  private let greatest: Double
  private let isSigned: Bool
  private let missing: Double
  private let isAlone: Bool
  private let isTied: Bool
  private let longest: Int
  private let focusShare: Double
  private let hasOddIdentifiers: Bool

  /// The sample of a round; one that is ordinary is of a page.
  init(_ kind: ChartFamily, round: Int, isOrdinary: Bool = false) throws {
    var random = SeededGenerator(
      seed: kind.rawValue.utf8.reduce(isOrdinary ? 5 : 3) { $0 &* 31 &+ UInt64($1) }
        &+ UInt64(round) &* 1_000_003)
    func pick<T>(_ values: [T]) -> T { values[Int.random(in: 0..<values.count, using: &random)] }
    func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &random) < share }
    size = try FigureSize(isOrdinary ? "page" : Self.sizes[round % Self.sizes.count])
    language = FigureLanguage.allCases[round / Self.sizes.count % 2]
    theme = Theme.named[round / (2 * Self.sizes.count) % Theme.named.count]
    self.isOrdinary = isOrdinary
    isPure = isOrdinary || chance(0.7)
    count =
      isOrdinary
      ? Int.random(in: 1...30, using: &random)
      : chance(0.06)
        ? pick([60, 120, 400]) : pick([1, 1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 29, 40])
    areCounts = chance(0.4)
    greatest = pick(isOrdinary ? [6, 60, 2000] : [0.4, 3, 6, 60, 2000, 12_345, 1e9])
    isSigned = !areCounts && chance(0.3)
    missing = pick([0, 0, 0.1, 0.3, 0.7])
    isAlone = !isOrdinary && chance(0.08)
    isTied = chance(0.1)
    longest = isOrdinary ? 0 : pick([1, 4, 8, 14, 25, 40])
    focusShare = pick([0, 0.05, 0.05, 0.3, 1])
    hasOddIdentifiers = !isOrdinary && chance(0.1)
    self.random = random
  }

  // MARK: Chance

  mutating func pick<T>(_ values: [T]) -> T {
    values[Int.random(in: 0..<values.count, using: &random)]
  }

  mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &random) < share }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  private mutating func real(_ range: ClosedRange<Double>) -> Double {
    Double.random(in: range, using: &random)
  }

  // MARK: Words

  private static let chinese = Array(
    "白城市龙岩三明襄阳自贡钦州呼和浩特鄂尔多斯黔西南布依族苗自治地区县（立法、监督）·“两院”—：；")
  private static let english = Array(
    "Xiangxi Llanfairpwllgwyngyllgogerychwyrndrobwll St. John's (north), O-W; a/b & Co: <Ab> 7%")
  private static let chineseNames = ["白城市", "龙岩市", "三明市", "襄阳市", "呼和浩特市", "黔西南州", "赣州"]
  private static let englishNames = [
    "Baicheng", "Longyan", "San Ming", "Hohhot", "Qianxinan", "Li",
  ]

  private mutating func isChinese() -> Bool {
    isPure || chance(0.5) ? language == .chinese : language == .english
  }

  /// A name of 1 to 40 characters, or an ordinary one.
  mutating func name(_ place: Int = 0) -> String {
    let isChinese = self.isChinese()
    guard longest > 0 else { return pick(isChinese ? Self.chineseNames : Self.englishNames) }
    let letters = isChinese ? Self.chinese : Self.english
    let length = chance(0.5) ? longest : number(1...longest)
    let start = number(0...(letters.count - 1))
    let name = String((0..<length).map { letters[(start + $0) % letters.count] })
    return name.allSatisfy { $0 == " " } ? (isChinese ? "市" : "W") : name
  }

  /// A text of that many characters, or of twice as many letters.
  private mutating func text(_ length: Int) -> String {
    isChinese()
      ? String(String(repeating: "各市人大常委会年度工作报告载明的件数，含制定、修改和废止，不含决定。", count: 3).prefix(length))
      : String(
        String(repeating: "Regulations passed by the committees, as reports state them. ", count: 3)
          .prefix(2 * length))
  }

  private mutating func word(_ chinese: String, _ english: String) -> String {
    language == .chinese ? chinese : english
  }

  private mutating func unit() -> String {
    pick(["", word("件", "items"), word("件/百万人", "items/million")])
  }

  /// The body of that place; odd identifiers are not written as they should be, or stand twice.
  private mutating func body(_ place: Int) -> (id: String, label: String, isFocus: Bool) {
    let id = hasOddIdentifiers ? pick(["x", "x-1", "市 1", "", "b\(place)"]) : "b\(place)"
    let isFocus = chance(focusShare)
    if isFocus, !hasOddIdentifiers { focus.insert(id) }
    return (id, name(place), isFocus)
  }

  private mutating func frame() -> FigureFrame {
    let selected = count + number(0...9)
    return FigureFrame(
      title: text(isOrdinary ? 16 : number(1...40)), showsTitle: chance(0.8),
      subtitle: chance(0.4) ? text(20) : nil, unit: unit(), sources: [text(16)],
      notes: chance(0.3) ? [text(30)] : [],
      reporting: .init(
        stating: number(0...selected), selected: selected, noun: word("市", "cities"),
        outcome: pick(FigureFrame.Reporting.Outcome.allCases)),
      language: language, size: size, theme: theme)
  }

  // MARK: Values

  private mutating func give(_ value: Double) -> Double {
    given.insert(value)
    return value
  }

  /// A value, often tied or zero, below zero where that is allowed.
  private mutating func value(least: Double? = nil) -> Double {
    var value: Double
    switch isTied ? 0 : number(0...9) {
    case 0: value = greatest
    case 1: value = 0
    case 2: value = Double(number(0...5))
    case 3: value = greatest * real(0...1) * real(0...1) * real(0...1) * real(0...1)
    default: value = greatest * real(0...1)
    }
    if isSigned, chance(0.4) { value = -value }
    if areCounts || chance(0.3) { value = value.rounded() }
    if let least { value = max(least, value) }
    return give(value)
  }

  /// A value of the first body at least, else none as often as values are missing.
  private mutating func perhaps(_ place: Int, _ value: Double) -> Double? {
    place > 0 && (isAlone || chance(missing)) ? nil : value
  }

  private mutating func marks() -> Set<RankedBarChart.Mark> {
    let all: [RankedBarChart.Mark] = [.atLeast, .about, .named, .averaged(years: number(2...5))]
    return chance(0.2) ? Set(all.filter { _ in chance(0.4) }) : []
  }

  /// What is known of a body; the first has a value.
  private mutating func state(_ place: Int) -> RankedBarChart.State {
    let value = self.value()
    guard place > 0, isAlone || chance(missing) else { return .value(value, marks: marks()) }
    switch number(0...5) {
    case 0: return .bounded(low: value, high: nil)
    case 1: return .bounded(low: value, high: give(value + greatest * real(0...2)))
    case 2: return .otherClass(value, className: text(number(1...12)), marks: marks())
    case 3: return .notApplicable
    default: return .notStated
    }
  }

  /// The ranks of values, the greatest first, which those that tie share.
  private func ranks(_ values: [Double?]) -> [Int?] {
    let sorted = values.compactMap { $0 }.sorted(by: >)
    var ranks: [Double: Int] = [:]
    for (place, value) in sorted.enumerated().reversed() { ranks[value] = place + 1 }
    return values.map { value in value.flatMap { ranks[$0] } }
  }

  private func comparable(_ state: RankedBarChart.State) -> Double? {
    if case .value(let value, _) = state { value } else { nil }
  }

  // MARK: Charts

  /// The chart of the kind.
  mutating func chart(_ kind: ChartFamily) -> any Chart {
    switch kind {
    case .rankedBar: rankedBar()
    case .dot: dot()
    case .strip: strip()
    case .distribution:
      DistributionChart(frame: frame(), areCounts: areCounts, points: points(0..<count))
    case .tile: tile()
    case .table: table()
    case .funnel: funnel()
    case .position: position()
    case .radar: radar()
    case .rankInterval: rankInterval()
    case .stackedBar: stackedBar()
    case .waterfall: waterfall()
    case .line: line()
    case .slope: slope()
    case .bump: bump()
    case .smallMultiples: smallMultiples()
    case .groupedBar: groupedBar()
    case .scorecard: scorecard()
    case .scatter: scatter()
    case .correlation: correlation()
    case .reportingRate: reportingRate()
    case .panels: panels()
    }
  }

  /// Bodies with ranks first, the greatest value before the others.
  private mutating func rankedRows() -> [RankedBarChart.Row] {
    var rows = (0..<count).map { place in
      let (id, label, isFocus) = body(place)
      return RankedBarChart.Row(id: id, label: label, state: state(place), isFocus: isFocus)
    }
    for (place, rank) in ranks(rows.map { comparable($0.state) }).enumerated() {
      rows[place].rank = rank
    }
    return rows.enumerated().sorted {
      ($0.element.rank ?? .max, $0.offset) < ($1.element.rank ?? .max, $1.offset)
    }.map(\.element)
  }

  private mutating func rankedBar() -> RankedBarChart {
    RankedBarChart(
      frame: frame(), areCounts: areCounts, rows: rankedRows(), showsMedian: chance(0.7))
  }

  private mutating func dot() -> DotChart {
    let hasIntervals = chance(0.5)
    let rows = rankedRows().map { row in
      var interval: ClosedRange<Double>?
      if hasIntervals, let value = comparable(row.state), chance(0.9) {
        interval = give(value - greatest * real(0...1))...give(value + greatest * real(0...0.5))
      }
      return DotChart.Row(
        id: row.id, label: row.label, rank: row.rank, state: row.state, interval: interval,
        isFocus: row.isFocus)
    }
    return DotChart(
      frame: frame(), areCounts: areCounts, rows: rows,
      intervalName: word("95%区间", "95% interval"), hasStems: chance(0.3), showsMedian: chance(0.7))
  }

  private mutating func points(_ places: Range<Int>) -> [StripChart.Point] {
    places.map { place in
      let (id, label, isFocus) = body(place)
      return StripChart.Point(id: id, label: label, value: value(), isFocus: isFocus)
    }
  }

  private mutating func strip() -> StripChart {
    let number = self.number(1...4)
    let groups = (0..<number).map { group in
      let places = (group * count / number)..<((group + 1) * count / number)
      return StripChart.Group(
        id: "g\(group)", label: number == 1 && chance(0.5) ? "" : name(), points: points(places))
    }
    return StripChart(
      frame: frame(), areCounts: areCounts, groups: groups, axisName: chance(0.5) ? name() : "")
  }

  private mutating func tile() -> TileChart {
    let hasGroups = chance(0.3)
    let groups = [name(), name(), name()]
    var tiles = (0..<count).map { place in
      let (id, label, isFocus) = body(place)
      return TileChart.Tile(
        id: id, label: label, state: state(place),
        group: hasGroups ? groups[place * 3 / count] : nil, isFocus: isFocus)
    }
    for (place, rank) in ranks(tiles.map { comparable($0.state) }).enumerated() {
      tiles[place].rank = rank
    }
    return TileChart(frame: frame(), areCounts: areCounts, tiles: tiles, showsRank: chance(0.5))
  }

  private mutating func table() -> TableChart {
    let kinds: [TableChart.Column.Kind] = [
      .bar(areCounts: areCounts), .number(areCounts: areCounts), .change, .rankChange, .text,
      .number(areCounts: false, decimals: number(0...3)),
    ]
    var columns: [TableChart.Column] = [.init(id: "label", heading: name(), kind: .label)]
    if chance(0.7) { columns.insert(.init(id: "rank", heading: name(), kind: .rank), at: 0) }
    for place in 0..<number(1...(isOrdinary ? 3 : 5)) {
      columns.append(
        .init(
          id: "c\(place)", heading: name(), kind: pick(kinds),
          spanner: chance(0.2) ? word("人均", "Per head") : nil))
    }
    var rows = (0..<count).map { place in
      let (id, label, isFocus) = body(place)
      let cells = columns.map { cell(place, label, $0.kind) }
      return TableChart.Row(id: id, isFocus: isFocus, cells: cells)
    }
    let rest = Array(rows.suffix(count > 2 && chance(0.3) ? count / 3 : 0))
    rows.removeLast(rest.count)
    return TableChart(
      frame: frame(), columns: columns,
      groups: [.init(heading: chance(0.2) ? name() : nil, rows: rows)]
        + (rest.isEmpty ? [] : [.init(heading: name(), rows: rest)]))
  }

  private mutating func cell(
    _ place: Int, _ label: String, _ kind: TableChart.Column.Kind
  ) -> TableChart.Cell {
    switch kind {
    case .label: return .text(label)
    case .rank: return place > 0 && chance(missing) ? .blank : .number(Double(place + 1))
    case .text: return pick([.text(name()), .missing, .blank])
    case .change: return pick([.change(value()), .change(nil), .change(0), .notApplicable])
    case .rankChange: return pick([.rankChange(number(-count...count)), .rankChange(nil)])
    case .number, .bar:
      switch self.state(place) {
      case .value(let value, let marks): return .number(value, marks: marks)
      case .otherClass(let value, let className, let marks):
        return .otherClass(value, className: className, marks: marks)
      case .bounded(let low, let high): return .interval(low: low, high: high)
      case .notStated: return .missing
      case .notApplicable: return .notApplicable
      }
    }
  }

  private mutating func axis(isLogarithmic: Bool = false) -> ScatterChart.Axis {
    ScatterChart.Axis(
      name: name(), unit: unit(), areCounts: areCounts, isLogarithmic: isLogarithmic)
  }

  private mutating func funnel() -> FunnelChart {
    let reference = value()
    let points = (0..<count).map { place in
      let (id, label, isFocus) = body(place)
      let rate = value()
      let hasInterval = chance(0.3)
      return FunnelChart.Point(
        id: id, label: label, denominator: value(least: 0.5), rate: rate,
        low: hasInterval ? give(rate - greatest * real(0...0.5)) : nil,
        high: hasInterval ? give(rate + greatest * real(0...0.5)) : nil, isOutside: chance(0.15),
        isFocus: isFocus)
    }
    let most = points.map(\.denominator).max() ?? 1
    let limits = ["95%", "99.8%"].prefix(number(0...2)).enumerated().map { level, name in
      FunnelChart.Limit(
        name: name,
        places: (1...12).map { step in
          let half = Double(level + 1) * greatest / 3 / Double(step).squareRoot()
          return FunnelChart.Place(
            denominator: most * Double(step) / 12, low: reference - half, high: reference + half)
        })
    }
    return FunnelChart(
      frame: frame(), denominator: axis(), rate: axis(), points: points, reference: reference,
      referenceName: word("总体", "All"), limits: limits)
  }

  private mutating func position() -> PositionChart {
    let rows = (0..<number(1...(isOrdinary ? 8 : 12))).map { place in
      let state = self.state(place)
      let own = comparable(state)
      let peers = (1..<max(count, 2)).map { _ in value() } + (own.map { [$0] } ?? [])
      return PositionChart.Row(
        id: "b\(place)", label: name(place), unit: unit(), areCounts: areCounts,
        peers: chance(0.1) ? own.map { [$0] } ?? [] : peers, state: state,
        rank: own == nil || chance(0.1) ? nil : number(1...count), rankedCount: count)
    }
    return PositionChart(
      frame: frame(), rows: rows, focusName: name(), peersName: word("17个市", "17 cities"))
  }

  private mutating func radar() -> RadarChart {
    let axes = (0..<number(3...12)).map { RadarChart.Axis(id: "a\($0)", label: name($0)) }
    let (low, high) = pick([
      (0, greatest), (0, 100), (-greatest, greatest), (greatest / 2, greatest),
    ])
    let share = missing
    func values() -> [Double?] {
      axes.indices.map { place in
        place > 0 && chance(share)
          ? nil : give(pick([low, high, real(low...high), real(low...high)]))
      }
    }
    let polygons = (0..<number(1...2)).map { place in
      let (id, label, isFocus) = body(place)
      return RadarChart.Polygon(id: id, label: label, values: values(), isFocus: isFocus)
    }
    return RadarChart(
      frame: frame(), axes: axes, polygons: polygons, medians: values(), low: low, high: high)
  }

  private mutating func rankInterval() -> RankIntervalChart {
    var band = 0
    let rows = (0..<count).map { place in
      if chance(0.2) { band += 1 }
      let (id, label, isFocus) = body(place)
      let low = number(1...(place + 1))
      return RankIntervalChart.Row(
        id: id, label: label, rank: isTied ? 1 : place + 1, low: low,
        high: number((place + 1)...max(count, place + 1)), band: band, isFocus: isFocus)
    }
    return RankIntervalChart(
      frame: frame(), rows: rows, intervalName: word("95%区间", "95% interval"),
      bandNames: chance(0.3) ? [name(), name()] : [])
  }

  private mutating func stackedBar() -> StackedBarChart {
    let parts = (0..<number(1...9)).map { StackedBarChart.Part(id: "p\($0)", label: name($0)) }
    var rows = (0..<count).map { place in
      let (id, label, isFocus) = body(place)
      let values = parts.indices.map { perhaps(place + $0, value()) }
      let known = values.compactMap { $0 }
      let isWhole = known.count == parts.count
      return StackedBarChart.Row(
        id: id, label: label, total: isWhole ? known.reduce(0, +) : chance(0.3) ? value() : nil,
        values: values, isFocus: isFocus)
    }
    for (place, rank) in ranks(rows.map(\.total)).enumerated() { rows[place].rank = rank }
    rows.sort { ($0.rank ?? .max, $0.id) < ($1.rank ?? .max, $1.id) }
    return StackedBarChart(
      frame: frame(), parts: parts, rows: rows, totalName: word("总数", "Total"),
      areCounts: areCounts)
  }

  private mutating func waterfall() -> WaterfallChart {
    let start = value()
    let steps = (0..<(count - 1)).map { place in
      let (id, label, _) = body(place)
      return WaterfallChart.Step(
        id: id, label: label, change: chance(0.4) ? -value() : value(),
        isOther: place == count - 2 && chance(0.3))
    }
    return WaterfallChart(
      frame: frame(), start: .init(label: name(), value: start), steps: steps,
      end: .init(label: name(), value: steps.reduce(start) { $0 + $1.change }),
      areCounts: areCounts)
  }

  private mutating func lineSeries(_ years: ClosedRange<Int>) -> [LineChart.Series] {
    (0..<count).map { place in
      let (id, label, isFocus) = body(place)
      let points = years.compactMap { year -> LineChart.Point? in
        if place > 0, chance(missing / 3) { return nil }
        let state: LineChart.State =
          switch self.state(place + year - years.lowerBound) {
          case .value(let value, let marks): .value(value, marks: marks)
          case .otherClass(let value, let className, let marks):
            .otherClass(value, className: className, marks: marks)
          case .bounded(let low, let high): .bounded(low: low, high: high)
          case .notStated: chance(0.5) ? .notStated : .noReport
          case .notApplicable: .notApplicable
          }
        return LineChart.Point(year: year, state: state)
      }
      return LineChart.Series(id: id, label: label, isFocus: isFocus, points: points)
    }
  }

  private mutating func years() -> ClosedRange<Int> {
    let first = number(1979...2020)
    return first...(first + pick([0, 1, 2, 4, 9, count > 50 ? 3 : 30]))
  }

  private mutating func line() -> LineChart {
    let years = self.years()
    return LineChart(
      frame: frame(), areCounts: areCounts, years: years, series: lineSeries(years),
      base: pick(LineChart.Base.allCases))
  }

  private mutating func smallMultiples() -> SmallMultiplesChart {
    let years = self.years()
    return SmallMultiplesChart(
      frame: frame(), areCounts: areCounts, years: years, panels: lineSeries(years),
      hasFreeScales: chance(0.3))
  }

  private mutating func slope() -> SlopeChart {
    let years = pick([[2023, 2024], [1999, 2024], [2022, 2023, 2024]])
    let series = (0..<count).map { place in
      let (id, label, isFocus) = body(place)
      return SlopeChart.Series(
        id: id, label: label, isFocus: isFocus,
        states: years.indices.map { state(place + $0) })
    }
    return SlopeChart(frame: frame(), areCounts: areCounts, years: years, series: series)
  }

  private mutating func bump() -> BumpChart {
    let years = Array(2024 - number(1...pick([2, 6, 20]))...2024)
    let values = years.map { _ in (0..<count).map { perhaps($0, value()) } }
    let ranks = values.map { self.ranks($0) }
    let series = (0..<count).map { place in
      let (id, label, isFocus) = body(place)
      return BumpChart.Series(
        id: id, label: label, isFocus: isFocus,
        points: years.indices.compactMap { year in
          ranks[year][place].map { .init(year: years[year], rank: $0, value: values[year][place]) }
        })
    }
    return BumpChart(frame: frame(), years: years, series: series)
  }

  private mutating func groupedBar() -> GroupedBarChart {
    let parts = (0..<number(2...4)).map { GroupedBarChart.Part(id: "p\($0)", label: name($0)) }
    let rows = (0..<count).map { place in
      let (id, label, isFocus) = body(place)
      return GroupedBarChart.Row(
        id: id, label: label, isFocus: isFocus, states: parts.indices.map { state(place + $0) })
    }
    return GroupedBarChart(frame: frame(), areCounts: areCounts, parts: parts, rows: rows)
  }

  private mutating func scorecard() -> ScorecardChart {
    let columns = (0..<number(1...(isOrdinary ? 6 : 12))).map { place in
      ScorecardChart.Column(
        id: "c\(place)", heading: name(place), unit: unit(),
        group: chance(0.3) ? word("效率", "Efficiency") : nil, areCounts: areCounts,
        low: chance(0.1) ? -greatest : nil, high: chance(0.1) ? 2 * greatest : nil,
        higherIsMore: chance(0.7))
    }
    let hasTotals = chance(0.5)
    let rows = (0..<count).map { place in
      let (id, label, isFocus) = body(place)
      let total = hasTotals && !chance(missing) ? value() : nil
      let cells = columns.indices.map { column in
        let cell: ScorecardChart.Cell =
          switch self.state(place + column) {
          case .value(let value, let marks):
            .value(value, marks: marks, shade: chance(0.1) ? real(0...1) : nil)
          case .otherClass(let value, let className, let marks):
            .otherClass(value, className: className, marks: marks)
          case .bounded(let low, let high): .bounded(low: low, high: high)
          case .notStated: .notStated
          case .notApplicable: .notApplicable
          }
        return cell
      }
      return ScorecardChart.Row(
        id: id, label: label, rank: total == nil ? nil : place + 1, total: total,
        interval: chance(0.3) ? total.map { ($0 - give(greatest))...($0 + greatest) } : nil,
        isFocus: isFocus, cells: cells)
    }
    return ScorecardChart(
      frame: frame(), columns: columns, rows: rows,
      totalHeading: hasTotals ? word("总分", "Total") : nil)
  }

  private mutating func scatter() -> ScatterChart {
    let isLogarithmic = chance(0.25)
    let least = isLogarithmic ? greatest * 1e-6 : nil
    let points = (0..<count).map { place in
      let (id, label, isFocus) = body(place)
      return ScatterChart.Point(
        id: id, label: label, x: value(least: least), y: value(least: least), isFocus: isFocus)
    }
    return ScatterChart(
      frame: frame(), x: axis(isLogarithmic: isLogarithmic),
      y: axis(isLogarithmic: isLogarithmic && chance(0.5)), points: points,
      showsMedians: chance(0.7), quadrantNames: chance(0.2) ? (0..<4).map { name($0) } : [])
  }

  private mutating func correlation() -> CorrelationChart {
    let number = isOrdinary ? self.number(2...8) : pick([2, 3, 5, 8, 12, 20])
    let columns = (0..<number).map { place in
      CorrelationChart.Column(
        id: "b\(place)", label: name(place), group: chance(0.3) ? name() : nil)
    }
    var values = [[Double?]](repeating: Array(repeating: nil, count: number), count: number)
    var counts = [[Int]](repeating: Array(repeating: 0, count: number), count: number)
    var marks = [[Bool]](repeating: Array(repeating: false, count: number), count: number)
    for row in 0..<number {
      for column in 0..<row {
        let value = perhaps(row - 1, give(pick([-1, 0, 1, real(-1...1), real(-1...1)])))
        let count = row == 1 ? 5 + count : self.number(0...(5 + count))
        values[row][column] = value
        if chance(0.5) { values[column][row] = value }
        counts[row][column] = count
        counts[column][row] = count
        marks[row][column] = chance(0.1)
      }
    }
    return CorrelationChart(
      frame: frame(), columns: columns, values: values, counts: counts,
      methodName: word("斯皮尔曼等级相关系数", "Spearman's rank correlation"),
      marks: chance(0.5) ? marks : [], markName: chance(0.5) ? "|r| ≥ 0.8" : nil)
  }

  private mutating func reportingRate() -> ReportingRateChart {
    let columns = (0..<(isOrdinary ? number(1...8) : pick([1, 2, 4, 7, 12, 20]))).map { place in
      ReportingRateChart.Column(
        id: "c\(place)", heading: name(place), group: chance(0.3) ? word("立法", "Bills") : nil)
    }
    let rows = (0..<count).map { place in
      let (id, label, isFocus) = body(place)
      return ReportingRateChart.Row(
        id: id, label: label, isFocus: isFocus,
        states: columns.map { _ in pick(ReportingRateChart.State.allCases) })
    }
    return ReportingRateChart(frame: frame(), columns: columns, rows: rows)
  }

  private mutating func panels() -> PanelsChart {
    let kinds: [ChartFamily] = [.rankedBar, .dot, .line, .scatter, .strip, .distribution, .slope]
    let whole = self
    let number = self.number(1...4)
    let panels = (0..<number).map { place in
      var sample = whole
      // Up to thirty bodies in all.
      if isOrdinary { sample.count = max(count / number, 1) }
      sample.random = SeededGenerator(seed: random.next())
      return sample.chart(pick(kinds))
    }
    return PanelsChart(
      frame: frame(), panels: panels,
      columns: isOrdinary || chance(0.5) ? nil : self.number(1...3))
  }
}
