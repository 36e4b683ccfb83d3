import Charting
public import Diagnostics
import Metrics
import Observations

extension StudyRun {
  /// The study as one Excel workbook: rankings with charts that can be edited, scores, indicators, every
  /// figure used with its sentence, reporting rates, the verification sheet, the pictures, and notes.
  ///
  /// The same study gives the same bytes. Scores and values carry 16 significant digits under number
  /// formats; what is not stated is “—” and never 0; marks such as ≥ belong to the number format, so that
  /// the cell stays a number. No cell is a formula, whatever a name in the data begins with.
  ///
  /// - Parameters:
  ///   - language: the language of sheets, headings and words.
  ///   - verification: the numbers to be signed for; without any there is no sheet of them.
  ///   - figures: pictures with the ids of their outputs; beside ranked bars, dots and lines stands a chart
  ///     of the same data that Excel draws.
  /// - Returns: the bytes of the file.
  /// - Throws: ``PublishingError`` for an output that selects no body, with its place, and if the file
  ///   cannot be written.
  public func workbook(
    language: Language = .chinese, verification: VerificationSheet? = nil,
    figures: [(id: String, title: String, alternativeText: String, png: [UInt8])] = []
  ) throws(PublishingError) -> [UInt8] {
    let maker = WorkbookMaker(self, language)
    let rankings = try maker.rankings()
    let pictures = try figures.map { figure throws(PublishingError) in
      try maker.picture(figure.id, figure.title, figure.alternativeText, figure.png)
    }
    let title =
      (study.title ?? LocalisedText(zh: "工作报告载明数比较", en: "What work reports state"))
      .text(in: language)
    let file = try WorkbookFile(
      title: title, subject: maker.say("工作报告载明数的比较", "Figures that work reports state, compared"),
      language: language)
    for ranking in rankings {
      let sheet = try file.sheet(named: ranking.name)
      ranking.write(to: sheet)
    }
    // Links name the sheet before it is added.
    let sources = maker.sources(on: maker.say("数字与出处", "Figures and sources"))
    try file.sheet(named: maker.say("得分", "Scores")).write(maker.scores(sources))
    try file.sheet(named: maker.say("指标", "Indicators")).write(maker.indicators(sources))
    try file.sheet(named: sources.sheet).write(maker.table(of: sources))
    try file.sheet(named: maker.say("载明率", "Reporting rate")).write(maker.reportingRates())
    if let verification, !verification.rows.isEmpty {
      let sheet = try file.sheet(named: maker.say("数据核对表", "Verification"))
      sheet.write(maker.table(of: verification))
    }
    if !pictures.isEmpty {
      try maker.write(pictures, to: file.sheet(named: maker.say("图", "Figures")))
    }
    try maker.writeNotes(title: title, to: file.sheet(named: maker.say("说明", "Notes")))
    return try file.bytes()
  }
}

/// Makes the tables of a study's workbook in one language.
struct WorkbookMaker {
  let run: StudyRun
  let language: Language
  /// The ranking of each indicator, for its words and numbers.
  let columns: [IndicatorColumn]
  /// Whether the selection has several years.
  let isPanel: Bool
  /// Whether the selection has several kinds or levels of body.
  let isMixed: Bool

  /// The values of an indicator as they are put into words.
  struct IndicatorColumn {
    var name: String
    var table: RankingTable
    /// The words of its values, in the one number style of all years, kinds and levels.
    var words: RankingWords
  }

  init(_ run: StudyRun, _ language: Language) {
    self.run = run
    self.language = language
    isPanel = Set(run.rows.map(\.year)).count > 1
    isMixed = Set(run.bodies.map { Words.bodies($0.kind, $0.level).chinese }).count > 1
    columns = run.study.indicators.indices.map { place in
      let table = run.indicatorRanking(place, focus: run.study.selection.focus)
      return IndicatorColumn(
        name: table.subject.name.text(in: language), table: table,
        words: Self.words(of: table, language))
    }
  }

  /// The words of the values of all sections of a ranking, in one number style.
  static func words(of ranking: RankingTable, _ language: Language) -> RankingWords {
    var all = ranking.sections[0]
    all.entries = ranking.sections.flatMap(\.entries)
    return RankingWords(ranking, all, language: language)
  }

  /// A text in the language of the workbook.
  func say(_ zh: String, _ en: String) -> String {
    LocalisedText(zh: zh, en: en).text(in: language)
  }

  /// Items in a row.
  func list(_ items: [String]) -> String { items.joined(separator: say("、", ", ")) }

  /// The columns that say whose row it is: body, then kind and year where they differ.
  var keyColumns: [WorkbookTable.Column] {
    var columns = [WorkbookTable.Column(heading: say("地区", "Body"), widest: 24)]
    if isMixed { columns.append(WorkbookTable.Column(heading: say("类别", "Kind"), widest: 30)) }
    if isPanel {
      columns.append(WorkbookTable.Column(heading: say("年份", "Year"), alignment: .centre))
    }
    return columns
  }

  /// The cells of those columns.
  func keyCells(_ row: Int) -> [WorkbookTable.Cell] {
    var cells = [WorkbookTable.Cell.text(run.bodies[row].name)]
    if isMixed {
      cells.append(
        .text(Words.bodies(run.bodies[row].kind, run.bodies[row].level).text(in: language)))
    }
    if isPanel { cells.append(.number(run.rows[row].year)) }
    return cells
  }

  /// Whether a row is of the body in focus.
  func isFocus(_ row: Int) -> Bool { run.bodies[row].name == run.study.selection.focus }

  /// The number format of a style, with what stands before and after each number.
  static func format(_ style: NumberStyle, before: String = "", after: String = "") -> String {
    func quoted(_ text: String) -> String { text.isEmpty ? "" : "\"\(text)\"" }
    // In Chinese four digits are grouped only beside five, and then the style says so.
    let whole = style.groupsFrom <= 4 ? "#,##0" : "0"
    let decimals = style.decimals > 0 ? "." + String(repeating: "0", count: style.decimals) : ""
    return quoted(before) + whole + decimals + quoted(after)
  }

  /// A value as rankings print it: a number where one is known, else the interval, “—” or 不适用.
  func cell(_ cell: Cell, _ words: RankingWords, after: String = "") -> WorkbookTable.Cell {
    guard let value = cell.value else { return .text(words.value(cell)) }
    let mark: String
    switch cell.bound {
    case .exact: mark = ""
    case .atLeast: mark = "≥"
    case .about: mark = say("约", "≈")
    }
    return WorkbookTable.Cell(
      .number(value), format: Self.format(words.style, before: mark, after: after))
  }
}
