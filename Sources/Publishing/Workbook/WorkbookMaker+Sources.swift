import Charting
import Diagnostics
import Metrics
import Observations

extension WorkbookMaker {
  /// Every figure and title that the study uses, body by body, with the sheet that lists them.
  struct Sources {
    let sheet: String
    private(set) var entries: [Entry] = []
    /// By row and indicator the entries behind a cell.
    private var places: [[[Int]]]
    /// The row of the sheet that holds the first entry.
    var firstRow = 0

    struct Entry {
      /// The row of the study.
      var position: Int
      var kind: Kind
      /// The indicators that use it.
      var columns: [Int]

      enum Kind {
        case figure(ExplainedIndicator.Figure)
        case title(NamedRegulation)
      }
    }

    init(sheet: String, rows: Int, columns: Int) {
      self.sheet = sheet
      places = Array(repeating: Array(repeating: [], count: columns), count: rows)
    }

    mutating func append(_ entry: Entry) -> Int {
      entries.append(entry)
      return entries.count - 1
    }

    mutating func use(_ place: Int, row: Int, column: Int) {
      guard !places[row][column].contains(place) else { return }
      places[row][column].append(place)
      if !entries[place].columns.contains(column) { entries[place].columns.append(column) }
    }

    /// The entries behind a cell.
    func figures(ofRow row: Int, column: Int) -> [Entry] {
      places[row][column].map { entries[$0] }
    }

    /// The first figure behind a cell; nothing where there is none.
    func target(ofRow row: Int, column: Int) -> WorkbookTable.Target? {
      places[row][column].min().map { WorkbookTable.Target(sheet: sheet, row: firstRow + $0) }
    }

    /// The first figure of a row of the study.
    func target(ofRow row: Int) -> WorkbookTable.Target? {
      places[row].flatMap { $0 }.min().map {
        WorkbookTable.Target(sheet: sheet, row: firstRow + $0)
      }
    }
  }

  /// The figures and titles behind all cells.
  func sources(on sheet: String) -> Sources {
    let data = run.data
    var sources = Sources(sheet: sheet, rows: run.rows.count, columns: columns.count)
    let reports = Dictionary(data.reports.map { ($0.id, $0) }) { first, _ in first }
    struct Title: Hashable {
      var row: DataSet.BodyYear
      var title: String
    }
    var regulations: [Title: NamedRegulation] = [:]
    for regulation in data.regulations where regulation.stage == .passed {
      let row = DataSet.BodyYear(body: regulation.body, year: regulation.reportYear)
      let key = Title(row: row, title: regulation.title)
      if regulations[key] == nil { regulations[key] = regulation }
    }
    let hasRead = data.observations.contains { $0.status != .entered && !$0.report.isEmpty }
    let divisors = run.tables.map { table -> MeasureTable? in
      guard case .measure(let id) = table.denominator else { return nil }
      return MeasureTable(
        MeasureSet([id]), rows: run.rows, terms: run.study.selection.terms, in: data)
    }
    for (row, key) in run.rows.enumerated() {
      var known: [Int: Int] = [:]
      var titles: [String: Int] = [:]
      for (column, table) in run.tables.enumerated() {
        let cell = table.rows[row].cell
        let below = divisors[column]?.rows[row].cell.observations ?? []
        for (offset, place) in (cell.observations + below).enumerated() {
          if known[place] == nil {
            let observation = data.observations[place]
            let source =
              observation.source.isEmpty
              ? reports[observation.report]?.source ?? "" : observation.source
            let figure = ExplainedIndicator.Figure(
              observation: observation, name: Words.name(of: observation.measures, in: data),
              source: source, isDivisor: offset >= cell.observations.count,
              isEnteredAmongRead: observation.status == .entered && hasRead)
            known[place] = sources.append(
              Sources.Entry(position: row, kind: .figure(figure), columns: []))
          }
          if let entry = known[place] { sources.use(entry, row: row, column: column) }
        }
        for title in cell.titles {
          if titles[title] == nil, let regulation = regulations[Title(row: key, title: title)] {
            titles[title] = sources.append(
              Sources.Entry(position: row, kind: .title(regulation), columns: []))
          }
          if let entry = titles[title] { sources.use(entry, row: row, column: column) }
        }
      }
    }
    sources.firstRow = table(of: sources).firstRow
    return sources
  }

  /// The sheet of figures and sources.
  func table(of sources: Sources) -> WorkbookTable {
    let reports = Dictionary(run.data.reports.map { ($0.id, $0) }) { first, _ in first }
    var table = WorkbookTable(title: say("数字与出处", "Figures and sources"), columns: [])
    table.lines = [
      say(
        "各项指标所用的每个数字，照报告所载；起止为原文在报告正文中的第几字。",
        "Every figure that indicators use, as the report has it; from and to count the characters of its text."
      )
    ]
    table.columns = [
      WorkbookTable.Column(heading: say("地区", "Body"), widest: 24),
      WorkbookTable.Column(heading: say("年份", "Year"), alignment: .centre),
      WorkbookTable.Column(heading: say("计数事项", "What is counted"), widest: 34, isWrapped: true),
      WorkbookTable.Column(heading: say("数字", "Figure"), alignment: .end, widest: 20),
      WorkbookTable.Column(heading: say("确切程度", "Bound"), alignment: .centre),
      WorkbookTable.Column(heading: say("单位", "Unit"), alignment: .centre),
      WorkbookTable.Column(heading: say("口径", "Class"), widest: 24, isWrapped: true),
      WorkbookTable.Column(heading: say("期间", "Period"), alignment: .centre),
      WorkbookTable.Column(heading: say("性质", "Role"), alignment: .centre),
      WorkbookTable.Column(heading: say("状态", "Status"), widest: 26),
      WorkbookTable.Column(heading: say("用于指标", "Used by"), widest: 30, isWrapped: true),
      WorkbookTable.Column(heading: say("原文", "Words of the report"), widest: 50, isWrapped: true),
      WorkbookTable.Column(heading: say("报告或来源", "Report or source"), widest: 36, isWrapped: true),
      WorkbookTable.Column(heading: say("起", "From"), alignment: .end, format: "0"),
      WorkbookTable.Column(heading: say("止", "To"), alignment: .end, format: "0"),
      WorkbookTable.Column(heading: say("网址", "Address"), widest: 30),
    ]
    table.frozenColumns = 1
    let hasKinds = Set(run.bodies.map(\.kind)).count > 1
    for entry in sources.entries {
      let body = run.bodies[entry.position]
      var cells: [WorkbookTable.Cell] = [
        .text(hasKinds ? body.fullName.text(in: language) : body.name),
        .number(run.rows[entry.position].year),
      ]
      let used = list(entry.columns.sorted().map { columns[$0].name })
      switch entry.kind {
      case .figure(let figure):
        let observation = figure.observation
        cells += [
          .text(
            figure.name.text(in: language) + (figure.isDivisor ? say("（分母）", " (divisor)") : "")),
          number(observation), .text(words(observation.bound)),
          .text(Words.unit(observation.unit, language: language)),
          .text(
            Words.className(observation.counts, of: observation.measures)?.text(in: language) ?? ""),
          .text(period(observation.from, observation.to)), .text(words(observation.role)),
          .text(status(observation)), .text(used), .text(observation.evidence),
          .text(figure.source), place(observation.start, offset: 1),
          place(observation.end, offset: 0), address(reports[observation.report]?.url ?? ""),
        ]
      case .title(let regulation):
        cells += [
          .text("《\(regulation.title)》"), .empty, .text(say("按名称计", "named by title")), .empty,
          .empty, .text(period(regulation.from, regulation.to)), .empty, .empty, .text(used),
          .text(regulation.evidence), .text(regulation.source),
          place(regulation.start, offset: 1), place(regulation.end, offset: 0), .empty,
        ]
      }
      table.rows.append(WorkbookTable.Row(cells: cells, isFocus: isFocus(entry.position)))
    }
    return table
  }

  private func number(_ observation: Observation) -> WorkbookTable.Cell {
    let style = NumberStyle(
      for: [observation.value], areCounts: observation.value == observation.value.rounded(),
      language: language == .chinese ? .chinese : .english)
    let mark: String
    switch observation.bound {
    case .exact: mark = ""
    case .atLeast: mark = "≥"
    case .about: mark = say("约", "≈")
    }
    return WorkbookTable.Cell(
      .number(observation.value), format: Self.format(style, before: mark))
  }

  func words(_ bound: Observation.Bound) -> String {
    switch bound {
    case .exact: say("确数", "exact")
    case .atLeast: say("至少数", "at least")
    case .about: say("约数", "about")
    }
  }

  func words(_ role: Observation.Role) -> String {
    switch role {
    case .headline: say("总数", "headline")
    case .component: say("部分之一", "a part")
    case .subset: say("其中数", "of which")
    }
  }

  func status(_ observation: Observation) -> String {
    switch observation.status {
    case .read: say("程序读取", "read by the program")
    case .confirmed: say("人工确认", "confirmed by a person")
    case .corrected:
      observation.readValue.map {
        say(
          "人工更正，原读作\(Publishing.number($0))",
          "corrected by a person; read as \(Publishing.number($0))")
      } ?? say("人工更正", "corrected by a person")
    case .rejected: say("人工剔除", "rejected by a person")
    case .entered: say("人工录入", "entered by a person")
    }
  }

  private func period(_ from: Int?, _ to: Int?) -> String {
    guard let from, let to else { return (from ?? to).map(String.init) ?? "" }
    return from == to ? "\(from)" : "\(from)" + say("—", "–") + "\(to)"
  }

  private func address(_ text: String) -> WorkbookTable.Cell {
    text.isEmpty ? .empty : WorkbookTable.Cell(.address(text))
  }

  private func place(_ scalar: Int?, offset: Int) -> WorkbookTable.Cell {
    scalar.map { .number($0 + offset) } ?? .empty
  }

  /// The verification sheet, with columns to sign in.
  func table(of verification: VerificationSheet) -> WorkbookTable {
    var table = WorkbookTable(title: say("数据核对表", "Verification of the numbers"), columns: [])
    table.lines = [
      say(
        "稿中每个数字一行，粗体为原文中的数字；核对人、复核人逐行签名。",
        "A line for each number of the text, the report's own in bold; two people sign each line.")
    ]
    func column(
      _ zh: String, _ en: String, _ width: Double, _ alignment: CellStyle.Alignment = .start
    ) -> WorkbookTable.Column {
      WorkbookTable.Column(
        heading: say(zh, en), alignment: alignment, width: width, isWrapped: true)
    }
    table.columns = [
      column("序号", "No.", 5.5, .centre), column("位置", "Place", 8),
      column("印出的数", "Printed", 8, .end), column("地区", "Body", 9),
      column("年份", "Year", 6, .centre), column("项目", "Subject", 13),
      column("数值", "Value", 10, .end), column("状态", "State", 7),
      column("原文", "Words of the report", 34), column("出处", "Source", 20),
      column("可比与算法", "Comparable, and how made", 16), column("核对人", "Checked by", 8),
      column("复核人", "Reviewed by", 8), column("备注", "Remark", 9),
    ]
    table.frozenColumns = 1
    table.isBordered = true
    table.size = 9
    for row in verification.rows {
      let counts = row.counts.text(in: language)
      let evidence = row.evidence
      table.rows.append(
        WorkbookTable.Row(cells: [
          .number(row.number), .text(row.location.text(in: language)), .text(row.printed),
          .text(
            row.kind.map {
              row.body + ($0 == .npc ? say("人大常委会", ", congress") : say("政协常委会", ", conference"))
            } ?? row.body),
          row.year.map { .number($0) } ?? .empty,
          .text(
            row.subject.text(in: language)
              + (counts.isEmpty ? "" : say("（\(counts)）", " (\(counts))"))),
          value(row), .text(row.state.text(in: language)),
          WorkbookTable.Cell(.marked(evidence.map(\.sentence).joined(separator: "\n"))),
          .text(evidence.map(words).joined(separator: "\n")),
          .text(
            [row.verdict, row.arithmetic].map { $0.text(in: language) }.filter { !$0.isEmpty }
              .joined(separator: "\n")),
          .empty, .empty, .empty,
        ]))
    }
    return table
  }

  /// A value with its unit, which belongs to the number format.
  private func value(_ row: VerificationSheet.Row) -> WorkbookTable.Cell {
    guard let value = row.value else { return .text("—") }
    let unit = Words.unit(row.unit, language: language).filter { $0 != "\"" }
    let isNamed = !unit.isEmpty && !(language == .english && unit == "number")
    return WorkbookTable.Cell(
      .number(value), format: isNamed ? "General\"" + say("", " ") + unit + "\"" : nil)
  }

  /// Where the words of a report were found.
  private func words(_ evidence: VerificationSheet.Evidence) -> String {
    var text = evidence.source
    if let start = evidence.start, let end = evidence.end {
      text += say("，第\(start + 1)～\(end)字", ", characters \(start + 1)–\(end)")
    }
    if !evidence.address.isEmpty { text += say("，", ", ") + evidence.address }
    if !evidence.retrieved.isEmpty {
      text += say("（\(evidence.retrieved)取得）", " (fetched \(evidence.retrieved))")
    }
    let note = evidence.note.text(in: language)
    return note.isEmpty ? text : text + say("；", "; ") + note
  }
}
