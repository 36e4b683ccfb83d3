import Charting
import Diagnostics
import Metrics
import Observations

extension WorkbookMaker {
  /// Every row with its normalised indicators, groups and index, as in `scores.csv`.
  func scores(_ sources: Sources) -> WorkbookTable {
    let scores = run.scores
    let values = scores.rows.flatMap { row in
      row.normalised.compactMap { $0 } + row.groups.compactMap(\.value)
        + [row.index.low, row.index.high].compactMap { $0 }
    }
    let decimals = min(ScoreStyle(for: values, language: language).decimals + 1, 6)
    let format = "0." + String(repeating: "0", count: decimals)
    let hasFilled = run.scoring.imputed != nil
    let isLeastFirst = scores.rankings.values.contains(where: \.isLeastFirst)

    var table = WorkbookTable(title: say("得分", "Scores"), columns: keyColumns)
    table.frozenColumns = table.columns.count
    table.lines = [
      say(
        "各指标为标准化值；单元格存全部位数，点数字可到它所用的原始数字。",
        "Indicators are normalised; cells hold all digits; a number leads to the figures behind it."
      )
    ]
    if hasFilled {
      table.lines.append(
        say("带 * 的由插补值算得，不是报告所载。", "* is made of an imputed value, which no report states."))
    }
    for (place, column) in columns.enumerated() {
      let definition = scores.table.indicators[place]
      let isShown = definition.weight > 0
      table.columns.append(
        WorkbookTable.Column(
          heading: column.name + (isShown ? "" : say("\n（不计分）", "\n(not scored)")), alignment: .end,
          format: format, widest: 22, effect: .shades("indicators")))
    }
    for id in scores.groupIDs where id != GroupDefinition.root {
      table.columns.append(
        WorkbookTable.Column(
          heading: (run.study.groupNames[id]?.text(in: language) ?? id) + say("\n（组）", "\n(group)"),
          alignment: .end, format: format, widest: 22, effect: .shades("groups")))
    }
    table.columns += [
      WorkbookTable.Column(
        heading: isLeastFirst ? say("得分 Q（小者在前）", "Score Q (least first)") : say("得分", "Score"),
        alignment: .end, format: format, widest: 22,
        effect: isLeastFirst ? .none : .bars(greatest: nil)),
      WorkbookTable.Column(
        heading: say("得分下限", "Least score"), alignment: .end, format: format,
        note: say("因不确定的值，得分至少为此。", "The least that the score can be, by what is not certain.")),
      WorkbookTable.Column(
        heading: say("得分上限", "Greatest score"), alignment: .end, format: format,
        note: say("因不确定的值，得分至多为此。", "The most that the score can be, by what is not certain.")),
      WorkbookTable.Column(heading: say("位次", "Rank"), alignment: .centre),
      WorkbookTable.Column(
        heading: say("载明权重", "Weight stated"), alignment: .end, format: "0%"),
    ]
    if hasFilled {
      table.columns.append(WorkbookTable.Column(heading: say("插补的指标", "Imputed"), widest: 50))
    }

    for (position, row) in scores.rows.enumerated() {
      let filled = run.imputed(position)
      let target = sources.target(ofRow: position)
      var cells = keyCells(position)
      for column in columns.indices {
        let isFilled = filled.contains(column)
        var cell = score(
          row.normalised[column], sources.target(ofRow: position, column: column),
          isFilled ? format + "\"*\"" : nil)
        cell.isQuiet = scores.table.indicators[column].weight == 0
        cells.append(cell)
      }
      for (place, id) in scores.groupIDs.enumerated() where id != GroupDefinition.root {
        cells.append(score(row.groups[place].value, target, nil))
      }
      cells += [
        score(row.index.value, target, nil), .number(row.index.low), .number(row.index.high),
        .number(row.rank.map(Double.init)), .number(run.coverage(position)),
      ]
      if hasFilled { cells.append(.text(list(filled.map { columns[$0].name }))) }
      table.rows.append(WorkbookTable.Row(cells: cells, isFocus: isFocus(position)))
    }
    table.notes = [
      say("注：", "Note: ") + run.methodSentence.text(in: language),
      say(
        "“—”为没有得分：报告没有载明所需的指标，或机构数值相同、不能标准化；不是 0。",
        "“—” is no score: the report does not state what it needs, or all values are the same; it is not 0."
      ),
    ]
    if let note = run.robustnessSentence { table.notes.append(note.text(in: language)) }
    return table
  }

  private func score(
    _ value: Double?, _ target: WorkbookTable.Target?, _ format: String?
  ) -> WorkbookTable.Cell {
    guard let value else { return .text("—") }
    return WorkbookTable.Cell(.number(value), format: format, target: target)
  }

  /// Every row with its values before normalisation, each with its sentence in a note.
  func indicators(_ sources: Sources) -> WorkbookTable {
    var table = WorkbookTable(
      title: say("指标（标准化之前）", "Indicators, before normalisation"), columns: [])
    table.columns = keyColumns
    table.frozenColumns = table.columns.count
    table.lines = [
      say(
        "“—”为报告没有载明，不是 0；≥ 为至少数，约为约数，区间为只知上下限；批注为原文和出处。",
        "“—” is not stated, and not 0; ≥ at least, ≈ about, intervals where only the ends are known; notes "
          + "have the report's words and the source.")
    ]
    let others = say("*", "*")
    var hasOthers = false
    for (place, column) in columns.enumerated() {
      let words = column.words
      let counts = run.study.indicators[place].counts
      let className =
        counts == .any && column.table.subject.isAnyClass
        ? say("不分口径", "any class") : column.table.subject.className?.text(in: language) ?? ""
      let below = [words.unit, className].filter { !$0.isEmpty }
      table.columns.append(
        WorkbookTable.Column(
          heading: column.name
            + (below.isEmpty ? "" : say("\n（\(list(below))）", "\n(\(list(below)))")),
          alignment: .end, format: Self.format(words.style), widest: 24))
    }
    for position in run.rows.indices {
      var cells = keyCells(position)
      for (place, column) in columns.enumerated() {
        let own = run.tables[place].rows[position].cell
        let words = column.words
        if own.isOtherClass { hasOthers = true }
        var cell = cell(own, words, after: own.isOtherClass ? others : "")
        cell.isQuiet = own.isOtherClass
        cell.note = note(of: own, words, sources.figures(ofRow: position, column: place))
        cell.target = own.value == nil ? nil : sources.target(ofRow: position, column: place)
        cells.append(cell)
      }
      table.rows.append(WorkbookTable.Row(cells: cells, isFocus: isFocus(position)))
    }
    if hasOthers {
      table.notes.append(
        say(
          "* 报告按其他口径计数，列出而不参与比较；口径见批注。",
          "* The report counts another class: it is shown, and not compared; the note names the class."
        ))
    }
    table.notes.append(
      say(
        "数字为工作报告载明数，只说明报告写明了多少，不说明工作质量。",
        "The numbers are what work reports state; they say nothing of quality."))
    return table
  }

  /// How a value is known, its sentences and sources; nothing where there is nothing to say.
  private func note(of cell: Cell, _ words: RankingWords, _ figures: [Sources.Entry]) -> String? {
    var lines = [words.remark(cell)]
    if cell.low == nil {
      if cell.lacksDenominator {
        lines.append(say("数据缺分母，无法相除", "nothing to divide by in the data"))
      } else if cell.hasOnlyTermFigure {
        lines.append(say("只载明届期合计数", "only a total for the term"))
      }
    }
    let shown = 6
    for entry in figures.prefix(shown) {
      switch entry.kind {
      case .figure(let figure):
        lines.append(Explanation.words(for: figure, Page(language)))
      case .title(let regulation):
        let source = regulation.source.isEmpty ? "" : say("——", " — ") + regulation.source
        lines.append("· 《\(regulation.title)》" + source)
      }
    }
    if figures.count > shown {
      lines.append(
        say("另有\(figures.count - shown)个数字。", "\(figures.count - shown) more figures."))
    }
    if figures.isEmpty, cell.low != nil, !cell.sources.isEmpty {
      lines.append(say("来源：", "Source: ") + cell.sources.joined(separator: say("；", "; ")))
    }
    let text = lines.filter { !$0.isEmpty }.joined(separator: "\n")
    return text.isEmpty ? nil : text
  }

  /// How many of the selected bodies state each indicator.
  func reportingRates() -> WorkbookTable {
    let sections = columns.flatMap(\.table.sections)
    let hasYears = Set(sections.map(\.year)).count > 1
    let hasKinds = Set(sections.map { Words.bodies($0.kind, $0.level).chinese }).count > 1
    var table = WorkbookTable(title: say("载明率", "Reporting rate"), columns: [])
    table.lines = [
      say(
        "所选机构的工作报告载明各项指标的多少；载明率为载明数除以所选机构数。",
        "How many of the selected bodies' work reports state each indicator; the rate is of those selected."
      )
    ]
    table.columns = [WorkbookTable.Column(heading: say("指标", "Indicator"))]
    if hasYears {
      table.columns.append(
        WorkbookTable.Column(heading: say("年份", "Year"), alignment: .centre))
    }
    if hasKinds {
      table.columns.append(WorkbookTable.Column(heading: say("类别", "Kind"), widest: 30))
    }
    table.frozenColumns = 1
    let counts = [
      say("所选机构", "Selected"), say("载明", "Stated"), say("其中按名称计", "Of which named by title"),
      say("只知区间", "Bounded"), say("按其他口径载明", "Stated in another class"),
      say("未载明", "Not stated"), say("不适用", "Not applicable"),
    ]
    table.columns += counts.map {
      WorkbookTable.Column(heading: $0, alignment: .end, format: "0")
    }
    table.columns.append(
      WorkbookTable.Column(
        heading: say("载明率", "Rate"), alignment: .end, format: "0%", width: 18,
        effect: .bars(greatest: 1)))
    for column in columns {
      for section in column.table.sections {
        let cells = section.entries.map(\.cell)
        let reported = cells.count { $0.isReported }
        let others = cells.count { $0.isOtherClass }
        let bounded = cells.count { !$0.isReported && !$0.isOtherClass && $0.low != nil }
        let notApplicable = cells.count { $0.low == nil && $0.state == .notApplicable }
        var row = [WorkbookTable.Cell.text(column.name)]
        if hasYears { row.append(.number(section.year)) }
        if hasKinds {
          row.append(.text(Words.bodies(section.kind, section.level).text(in: language)))
        }
        row += [
          cells.count, reported, cells.count { $0.isReported && $0.state == .named }, bounded,
          others, cells.count - reported - others - bounded - notApplicable, notApplicable,
        ].map { .number($0) }
        row.append(
          cells.isEmpty ? .text("—") : .number(Double(reported) / Double(cells.count)))
        table.rows.append(WorkbookTable.Row(cells: row))
      }
    }
    table.notes = [
      say(
        "未载明不是 0：只说明报告没有写明，包括只写届期合计数的。",
        "Not stated is not 0: the report does not say, or gives a total for the term only.")
    ]
    return table
  }
}
