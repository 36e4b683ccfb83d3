import Charting
import Diagnostics
import Metrics
import Observations

/// A briefing: what a study has found, in sentences that are made from its results by rule, with figures and
/// tables.
///
/// A sentence says no more than the figures do: a place among those whose reports state the measure, an
/// interval of ranks where one is drawn, never a cause or a quality.
struct Briefing {
  /// The three forms.
  public enum Form: String, Sendable, CaseIterable {
    /// One body among its peers, without a league.
    case position
    /// All bodies of a selection.
    case league
    /// Bodies over the years.
    case trend
  }

  let form: Form
  let language: Language
  var title: String
  var subtitle: String
  /// The parts with their headings, in their order.
  var sections: [Section] = []
  /// How the numbers came about and what they do not say, a sentence each.
  var method: [String]
  /// What the figures are from.
  var sources: [String]
  /// The row that the numbers of all peers are told by.
  var anchor: Int

  /// A part of the briefing below a heading.
  struct Section {
    var heading: String
    var paragraphs: [Sentence] = []
    /// One finding each.
    var findings: [Finding] = []
    var tables: [Table] = []
    var figures: [Study.Output] = []
  }

  /// A sentence that stands for itself, and on a slide.
  struct Finding {
    var sentence: Sentence
    /// What a slide says of it, and the line below; the sentence where absent.
    var headline: Sentence?
    var detail: Sentence?
    /// The figure that shows it, by the id of its output; it may stand in another section.
    var figure: String?
  }

  /// A table whose numbers are known for what they are.
  struct Table {
    var caption: String
    var unit: String
    var columns: [TextTable.Column]
    var rows: [(cells: [Sentence], isFocus: Bool)]
    var notes: [String]
  }
}

/// Makes the briefing of a study.
struct BriefingMaker {
  let run: StudyRun
  let request: Study.Document
  let numbers: BriefingNumbers
  let focus: String?
  /// The row that the briefing is about: that of the focus, else the first of its section.
  let anchor: Int

  var language: Language { request.language }

  /// - Throws: ``PublishingError`` where the form needs a focus or years that the study does not have.
  init(_ request: Study.Document, of run: StudyRun) throws(PublishingError) {
    self.run = run
    self.request = request
    focus = request.focus ?? run.study.selection.focus
    numbers = try BriefingNumbers(run, language: request.language, focus: focus)
    let years = Set(run.rows.map(\.year))
    let year = request.year ?? years.max() ?? 0
    let inYear = run.rows.indices.filter { run.rows[$0].year == year }
    if let focus, !run.rows.contains(where: { $0.body.name == focus }) {
      throw request.failure(
        zh: "所选数据没有\(Diagnostic.quoted(focus))：请检查 focus",
        en: "the selection has no body \(Diagnostic.quoted(focus)): check focus")
    }
    if let focus, inYear.count(where: { run.rows[$0].body.name == focus }) > 1 {
      throw request.failure(
        zh: "所选数据有几个\(Diagnostic.quoted(focus))：请用 select 选定 kind",
        en: "the selection has several of \(Diagnostic.quoted(focus)): select a kind")
    }
    guard !inYear.isEmpty else {
      throw request.failure(
        zh: "所选数据没有\(year)年：请检查 year", en: "the selection has no year \(year): check year")
    }
    let own = inYear.first { run.rows[$0].body.name == request.focus ?? run.study.selection.focus }
    switch request.form {
    case .position:
      guard let focus else {
        throw request.failure(
          zh: "briefing: position 写一个机构的位置：请写 focus",
          en: "briefing: position is about one body: name it as focus")
      }
      guard let row = own else {
        throw request.failure(
          zh: "所选数据没有\(Diagnostic.quoted(focus))\(year)年的报告：请检查 focus 和 year",
          en:
            "the selection has no report of \(Diagnostic.quoted(focus)) for \(year): check focus and year"
        )
      }
      anchor = row
    case .league:
      let sets = Set(inYear.map { run.scores.table.rows[$0].rankSet })
      guard sets.count == 1 else {
        throw request.failure(
          zh: "所选机构属不同类型或级别，不在同一排名：请用 select 选定一类",
          en: "the bodies are of different kinds or levels, which do not rank together: select one")
      }
      anchor = own ?? inYear[0]
    case .trend:
      guard years.count > 1 else {
        throw request.failure(
          zh: "briefing: trend 写历年变化，所选数据只有一年：请在 select 多选几年",
          en: "briefing: trend is about years, and the selection has one: select several")
      }
      anchor = own ?? inYear[0]
    }
  }

  /// The briefing.
  func briefing() throws(PublishingError) -> Briefing {
    let words = numbers.scoreWords(anchor)
    var briefing = Briefing(
      form: request.form, language: language,
      title: request.title?.text(in: language) ?? run.study.title?.text(in: language)
        ?? defaultTitle,
      subtitle: request.subtitle?.text(in: language) ?? "", method: [], sources: [],
      anchor: anchor)
    switch request.form {
    case .position: briefing.sections = positionSections()
    case .league: briefing.sections = leagueSections()
    case .trend: briefing.sections = trendSections()
    }
    briefing.sections.removeAll {
      $0.paragraphs.isEmpty && $0.findings.isEmpty && $0.tables.isEmpty && $0.figures.isEmpty
    }
    briefing.method = methodNotes(words)
    briefing.sources = sourceNotes(words).map { $0.prefix(1).uppercased() + $0.dropFirst() }
    return briefing
  }

  // MARK: - What the forms have in common

  /// The sections with their figures behind the text, where none parts a sentence from the next by half an
  /// empty page.
  func gathered(_ sections: [Briefing.Section]) -> [Briefing.Section] {
    var pictures = Briefing.Section(heading: text("图", "Figures"))
    pictures.figures = sections.flatMap(\.figures)
    let texts = sections.map { section in
      var section = section
      section.figures = []
      return section
    }
    return texts + [pictures]
  }

  func say(_ zh: Sentence, _ en: Sentence) -> Sentence { language == .chinese ? zh : en }

  func text(_ zh: String, _ en: String) -> String {
    LocalisedText(zh: zh, en: en).text(in: language)
  }

  /// The number as a piece of a sentence; a dash where the run has none, which no rule should meet.
  func n(_ quantity: PrintedNumber.Quantity) -> Sentence {
    numbers.number(quantity).map { Sentence([.number($0)]) } ?? "—"
  }

  var isScored: Bool {
    run.indicatorCount > 0 && run.study.indicators.contains { $0.definition.weight > 0 }
  }

  func name(_ indicator: Int) -> String {
    run.name(of: run.study.indicators[indicator], run.tables[indicator]).text(in: language)
  }

  func body(_ row: Int) -> String { run.rows[row].body.name }

  /// What a row lacks of the indicators that score, by the reason.
  func lacking(_ row: Int) -> [String] {
    var groups: [(zh: String, en: String, names: [String])] = [
      ("未载明", "not stated: ", []), ("口径不同", "of another class: ", []),
      ("只知上下限", "known within ends: ", []), ("只有届期合计", "for the term only: ", []),
      ("不适用", "not applicable: ", []),
    ]
    for id in run.scores.rows[row].lacking {
      guard let indicator = run.study.indicators.firstIndex(where: { $0.id == id }) else {
        continue
      }
      let cell = numbers.cell(indicator, row)
      let place =
        cell.isOtherClass
        ? 1
        : cell.state == .bounded
          ? 2 : cell.hasOnlyTermFigure ? 3 : cell.state == .notApplicable ? 4 : 0
      groups[place].names.append(name(indicator))
    }
    return groups.filter { !$0.names.isEmpty }.map {
      text(
        "\($0.names.joined(separator: "、"))\($0.zh)",
        "\($0.en)\($0.names.map(\.lowercasedFirst).joined(separator: ", "))")
    }
  }

  /// 龙岩市人大常委会.
  func fullName(_ row: Int) -> String { run.bodies[row].fullName.text(in: language) }

  /// The bodies of the section, such as 地级人大常委会.
  var bodies: String {
    let words = numbers.scoreWords(anchor)
    return Words.bodies(words.section.kind, words.section.level).text(in: language)
  }

  /// The measure word after a number, with a space in English.
  func unit(_ indicator: Int, _ row: Int) -> Sentence {
    let unit = numbers.unit(indicator, row)
    return unit.isEmpty ? "" : Sentence([.name(text(unit, " " + unit))])
  }

  /// Names in a row, with the separator of the language.
  func list(_ names: [String]) -> Sentence {
    Sentence([.name(names.joined(separator: text("、", ", ")))])
  }

  private var defaultTitle: String {
    let year = run.rows[anchor].year
    let years = run.rows.map(\.year)
    return switch request.form {
    case .position:
      text(
        "\(fullName(anchor))\(year)年工作报告载明数在同类机构中的位置",
        "What the \(year) work report of \(fullName(anchor)) states, among its peers")
    case .league:
      text(
        "\(year)年\(bodies)工作报告载明数比较", "What work reports state: \(bodies.lowercasedFirst), \(year)")
    case .trend:
      text(
        "\(years.min() ?? year)—\(years.max() ?? year)年工作报告载明数的变化",
        "What work reports state, \(years.min() ?? year)–\(years.max() ?? year)")
    }
  }

  /// A figure of the briefing's own choice, in its language and for its page; what it shows is said after
  /// the bodies and the year, or by the figure's own title.
  func figure(
    _ kind: Study.Output.Kind, of: String, id: String, _ zh: String? = nil, _ en: String? = nil
  ) -> Study.Output {
    var output = Study.Output(
      kind: kind, of: of, id: id, formats: ["png", "svg"], place: request.place)
    output.language = language
    output.focus = focus
    output.theme = request.theme
    output.isAnonymous = request.isAnonymous
    output.order = request.isAnonymous ? .code : .rank
    if request.form != .trend { output.year = run.rows[anchor].year }
    if let zh, let en {
      let year = run.rows[anchor].year
      let kind = numbers.scoreWords(anchor).section
      let bodies = Words.bodies(kind.kind, kind.level)
      output.title = LocalisedText(
        zh: "\(year)年\(bodies.chinese)\(zh)",
        en: "\(en): \(bodies.english.lowercasedFirst), \(year)")
    }
    return output
  }

  private func methodNotes(_ words: RankingWords) -> [String] {
    var notes = [words.statedCaveat]
    if isScored, request.form != .trend {
      notes.append(run.methodSentence.text(in: language))
      if let robustness = run.robustnessSentence { notes.append(robustness.text(in: language)) }
      if numbers.number(.bestRank(row: anchor)) != nil {
        notes.append(
          text(
            "位次区间：数字与方法同时变动时，九成模拟落在其间。",
            "Rank intervals hold nine draws in ten, of figures and method together."))
      }
    }
    let anyClass = run.study.indicators.indices.filter {
      numbers.rankings[$0].subject.isAnyClass
    }.map(name)
    let exception =
      anyClass.isEmpty
      ? ""
      : text(
        "（\(anyClass.joined(separator: "、"))按研究设定不分口径）",
        " (but \(anyClass.joined(separator: ", ")), of any class as the study asks)")
    notes.append(
      text(
        "只比较报告载明的同一口径的数\(exception)；报告未载明的不等于没有，不作0计。",
        "Only figures of one class are compared\(exception); what a report does not state is not nothing, "
          + "and never counted as 0."))
    if run.tables.contains(where: {
      $0.rows.contains { $0.cell.sources.contains(where: Self.isExcerpt) }
    }) {
      notes.append(
        text(
          "部分报告只有节选，其“未载明”指所用节选中未见。",
          "Of some reports there is an excerpt only; “not stated” then means that the excerpt does not have it."
        ))
    }
    if request.form == .trend {
      notes.append(
        text(
          "首末两年之差以计数的偶然波动衡量（两个泊松计数的精确检验，95%）；未超出的，不足以说明有变化。",
          "The difference of the first and the last year is set against chance in counts (exact test of two "
            + "Poisson counts, 95%); one within it tells no change."))
    }
    // A note that several indicators share is told once.
    var shared: [(note: String, names: [String])] = []
    for indicator in run.study.indicators.indices {
      let own = numbers.words(indicator, anchor)
      for note in own.figureNotes() where note != own.statedCaveat {
        // Anonymous bodies are not to be known by what their reports lack.
        if request.isAnonymous, own.silentNotes.contains(note) { continue }
        if let place = shared.firstIndex(where: { $0.note == note }) {
          shared[place].names.append(name(indicator))
        } else {
          shared.append((note, [name(indicator)]))
        }
      }
    }
    for (note, names) in shared {
      let names = names.joined(separator: text("、", ", "))
      notes.append(text("\(names)：\(note)", "\(names): \(note)"))
    }
    return notes
  }

  private static func isExcerpt(_ source: String) -> Bool {
    source.contains("节选") || source.contains("摘编")
  }

  private func sourceNotes(_ words: RankingWords) -> [String] {
    guard request.form != .trend else { return trendSources() }
    var sources: [String] = []
    if request.isAnonymous {
      // A report's name is its body's.
      let (year, count) = (run.rows[anchor].year, numbers.peers(of: anchor).count)
      return [
        text(
          "各\(bodies)工作报告（\(year)年，\(count)份）",
          "work reports of the \(bodies.lowercasedFirst) for \(year) (\(count))")
      ]
    }
    let sections = run.study.indicators.indices.map { numbers.words($0, anchor) } + [words]
    for part in sections.reversed() {
      let line = part.source(of: "\(run.rows[anchor].year)")
      for source in line.split(separator: text("；", "; ")) where !source.isEmpty {
        if !sources.contains(String(source)) { sources.append(String(source)) }
      }
    }
    return sources
  }

  /// The reports of all bodies and years, in sum where they are many.
  private func trendSources() -> [String] {
    var sources: [String] = []
    for row in run.rows.indices {
      for table in run.tables {
        for source in table.rows[row].cell.sources where !sources.contains(source) {
          sources.append(source)
        }
      }
    }
    guard sources.count > 12 else { return sources.sorted() }
    let years = run.rows.map(\.year)
    let bodies = Set(run.rows.map(\.body.name)).count
    let (first, last) = (years.min() ?? 0, years.max() ?? 0)
    return [
      text(
        "\(bodies)个机构\(first)—\(last)年工作报告（共\(sources.count)份）",
        "work reports of \(bodies) bodies, \(first)–\(last) (\(sources.count))")
    ]
  }
}
