import Charting
import Diagnostics
import Metrics
import Observations

/// Makes the chart of one output of a study, and remembers which observations each value is made of.
struct FigureMaker {
  let output: Study.Output
  let run: StudyRun
  var setting: Figure.Setting
  /// The observations behind each value of the chart.
  private(set) var observations: [Value: [String]] = [:]

  /// A value of a chart, by the names that the chart has for it.
  struct Value: Hashable {
    var row: String
    var series: String = ""
    var year: Int?
  }

  var language: Language { setting.appearance.language }

  init(_ output: Study.Output, of run: StudyRun) {
    self.output = output
    self.run = run
    var appearance = Figure.Appearance()
    appearance.language = output.language
    appearance.size = output.size
    appearance.theme = output.theme
    appearance.title = output.title?.text(in: output.language)
    appearance.subtitle = output.subtitle?.text(in: output.language)
    appearance.source = output.source?.text(in: output.language)
    setting = Figure.Setting(appearance, dataHash: run.data.hash)
    setting.isAnonymous = output.isAnonymous
    setting.studyHash = run.study.hash
  }

  /// The chart that the output asks for.
  ///
  /// - Throws: ``PublishingError`` with what the output lacks or what the data cannot give.
  mutating func chart() throws(PublishingError) -> any Chart {
    switch output.kind {
    case .ranking, .rankedBar: try rankedBar()
    case .table: try table()
    case .dot: try dot()
    case .strip: try strip()
    case .distribution: try distribution()
    case .tiles: try tiles()
    case .funnel: try funnel()
    case .position: try position()
    case .radar: try radar()
    case .rankIntervals: try rankIntervals()
    case .stackedBar: try stackedBar()
    case .waterfall: try waterfall()
    case .line: try line()
    case .slope: try slope()
    case .bump: try bump()
    case .smallMultiples: try smallMultiples()
    case .groupedBar: try groupedBar()
    case .scorecard: try scorecard()
    case .scatter: try scatter()
    case .correlation: try correlation()
    case .reportingRate: try reportingRate()
    case .panels: try panels()
    }
  }

  // MARK: - What kinds have in common

  /// A text in the figure's language.
  func text(_ zh: String, _ en: String) -> String {
    LocalisedText(zh: zh, en: en).text(in: language)
  }

  /// The first word of an option, or the default of the kind.
  func word(_ option: ChartOption) -> String {
    output.options[option]?.first ?? output.kind.words(for: option).first ?? ""
  }

  func isOn(_ option: ChartOption) -> Bool { word(option) == "true" }

  /// A problem of the output.
  func failure(zh: String, en: String) -> PublishingError {
    PublishingError([
      Diagnostic(.error, at: output.place, LocalisedText(zh: zh, en: en))
    ])
  }

  /// The one ranking that a figure of one year shows, with its words.
  struct OneRanking {
    var table: RankingTable
    var section: RankingTable.Section
    var words: RankingWords
  }

  /// The ranking of `of` in the year asked for, or in the latest.
  func ranking(of id: String? = nil) throws(PublishingError) -> OneRanking {
    var wanted = output
    if let id { wanted.of = id }
    let table = try run.ranking(for: wanted).latest(unless: output.year)
    guard let section = table.sections.first, table.sections.count == 1 else {
      throw Figure.several(table.sections)
    }
    return OneRanking(
      table: table, section: section, words: RankingWords(table, section, language: language))
  }

  /// The frame of a figure of one ranking.
  func frame(
    _ ranking: OneRanking, title: String? = nil, subtitle: String? = nil, unit: String? = nil,
    notes: [String] = []
  ) -> FigureFrame {
    let words = ranking.words
    return setting.frame(
      title: title ?? words.title, subtitle: subtitle ?? words.subtitle, unit: unit ?? words.unit,
      source: words.source,
      notes: notes
        + words.figureNotes(showsRanks: showsRanks, hasMethod: output.hasMethodNotes),
      reporting: FigureFrame.Reporting(
        stating: ranking.section.stating, selected: ranking.section.selected, noun: words.noun,
        outcome: outcome(of: ranking.table)))
  }

  /// Whether the figure shows ranks, or values without an order.
  var showsRanks: Bool {
    switch output.kind {
    case .ranking, .rankedBar, .dot, .table, .position, .rankIntervals, .stackedBar, .bump,
      .scorecard, .panels:
      true
    case .strip, .distribution, .tiles, .funnel, .radar, .waterfall, .line, .slope,
      .smallMultiples, .groupedBar, .scatter, .correlation, .reportingRate:
      false
    }
  }

  /// Which of the indicators take figures of any class, where reports differ in what they count.
  func notes(onClassesOf places: [Int]) -> [String] {
    let names = places.filter { place in
      run.indicatorRanking(place, focus: nil).subject.isAnyClass
        && Set(
          run.tables[place].rows.filter { $0.cell.low != nil }.map { "\($0.cell.counts)" }
        ).count > 1
    }.map(name(of:))
    guard !names.isEmpty else { return [] }
    return [
      text(
        "不分口径的指标：\(names.joined(separator: "、"))。",
        "Figures of any class are used for: \(names.joined(separator: ", ")).")
    ]
  }

  /// What the reporting line counts.
  func outcome(of table: RankingTable) -> FigureFrame.Reporting.Outcome {
    guard table.subject.method == nil else { return showsRanks ? .ranked : .scored }
    let hasOthers = table.sections.contains { $0.entries.contains { $0.cell.isOtherClass } }
    return hasOthers ? .comparable : .stated
  }

  /// Who has no place along a scale, and why.
  func absent(from ranking: OneRanking) -> [String] {
    let entries = ranking.section.entries.filter { !$0.cell.isUnexplained && $0.rank == nil }
    let groups: [(LocalisedText, [RankingTable.Entry])] = [
      (
        LocalisedText(zh: "只知上下限", en: "Known within limits"),
        entries.filter { $0.cell.value == nil && $0.cell.low != nil }
      ),
      (LocalisedText(zh: "口径不同", en: "Of another class"), entries.filter(\.cell.isOtherClass)),
      (
        LocalisedText(zh: "报告未载明", en: "Not stated"),
        entries.filter { $0.cell.low == nil && $0.cell.state != .notApplicable }
      ),
      (
        LocalisedText(zh: "不适用", en: "Not applicable"),
        entries.filter { $0.cell.state == .notApplicable }
      ),
    ]
    let parts = groups.filter { !$0.1.isEmpty }.map { reason, entries in
      let names =
        entries.prefix(12).map(\.body.name).joined(separator: text("、", ", "))
        + (entries.count > 12 ? text("等", " …") : "")
      return reason.text(in: language)
        + text("（\(entries.count)个）：\(names)", " (\(entries.count)): \(names)")
    }
    return parts.isEmpty
      ? []
      : [text("未画出的：", "Not drawn: ") + parts.joined(separator: text("；", "; ")) + text("。", ".")]
  }

  /// The place of an entry among the rows of the run; nothing where its name was taken away.
  func row(of entry: RankingTable.Entry) -> Int? {
    run.rows.firstIndex { $0.body == entry.body.key && $0.year == entry.year }
  }

  /// Remembers what the value of an entry is made of.
  mutating func note(
    _ entry: RankingTable.Entry, as row: String, series: String = "", year: Int? = nil,
    adding: Bool = false
  ) {
    guard !setting.isAnonymous || entry.isFocus else { return }
    var found = identifiers(entry.cell)
    if found.isEmpty, let row = self.row(of: entry) {
      // A score is made of all figures of its body.
      for (place, table) in run.tables.enumerated()
      where entry.cell.low != nil && run.scores.table.indicators[place].weight > 0 {
        for id in identifiers(table.rows[row].cell) where !found.contains(id) {
          found.append(id)
        }
      }
    }
    guard !found.isEmpty else { return }
    let value = Value(row: row, series: series, year: year)
    let known = adding ? observations[value] ?? [] : []
    observations[value] = known + found.filter { !known.contains($0) }
  }

  /// Remembers observations of a value under the name that it has in a figure of several panels.
  mutating func add(_ identifiers: [String], to value: Value) {
    observations[value] = identifiers
  }

  /// The observations of a cell by their identifiers.
  private func identifiers(_ cell: Cell) -> [String] {
    cell.observations.compactMap { place in
      guard run.data.observations.indices.contains(place) else { return nil }
      let observation = run.data.observations[place]
      if !observation.id.isEmpty { return observation.id }
      // A plain table has no identifiers; body, kind, year and measures name its cells.
      let measures = observation.measures.isLawsPassed ? "laws_passed" : "\(observation.measures)"
      return "\(observation.body.name)-\(observation.body.kind.rawValue)-\(observation.reportYear):"
        + measures
    }
  }

  /// Entries that a chart of values shows, each with the name that its marks have.
  func identified(
    _ entries: [RankingTable.Entry]
  ) -> [(id: String, entry: RankingTable.Entry)] {
    entries.filter { !$0.cell.isUnexplained }.enumerated().map { place, entry in
      (setting.id(of: entry.body, at: place), entry)
    }
  }

  /// The body in focus, by name.
  func focus() throws(PublishingError) -> String {
    if let focus = output.focus ?? run.study.selection.focus { return focus }
    throw failure(
      zh: "\(output.kind.rawValue) 要有所关注的机构：请写 focus",
      en: "\(output.kind.rawValue) is about one body: write focus")
  }

  /// The place of an indicator.
  func indicator(_ id: String) throws(PublishingError) -> Int {
    if let place = run.study.indicators.firstIndex(where: { $0.id == id }) { return place }
    let known = run.study.indicators.map(\.id)
    let near = NameMatching.nearest(id, among: known)
    throw failure(
      zh: "没有指标\(Diagnostic.quoted(id))："
        + (near.map { "是否应为 \($0)？" } ?? "有 \(known.joined(separator: "、"))"),
      en: "there is no indicator \(Diagnostic.quoted(id)): "
        + (near.map { "is \($0) meant?" } ?? "there are \(known.joined(separator: ", "))"))
  }

  /// The name of an indicator in the figure's language.
  func name(of place: Int) -> String {
    run.name(of: run.study.indicators[place], run.tables[place]).text(in: language)
  }

  /// The name of an indicator, or of a group.
  func name(ofPart id: String) -> String {
    if let place = run.study.indicators.firstIndex(where: { $0.id == id }) {
      return name(of: place)
    }
    return (run.study.groupNames[id] ?? LocalisedText(zh: id, en: id)).text(in: language)
  }

  /// The places of the indicators that the output is about.
  var indicators: [Int] {
    run.study.indicators.indices.filter { place in
      output.of == GroupDefinition.root || run.study.indicators[place].id == output.of
        || run.isIndicator(place, in: output.of)
    }
  }

  /// The unit and the class of an indicator's values.
  func axis(of place: Int, _ section: RankingTable.Section) -> (unit: String, areCounts: Bool) {
    let ranking = run.indicatorRanking(place, focus: nil)
    let words = RankingWords(ranking, section, language: language)
    return (words.unit, ranking.subject.isCount)
  }
}
