import Charting
import Diagnostics
import Metrics
import Observations

/// The sheet of one ranking: its table, and charts beside it.
struct WorkbookRanking {
  var name: String
  var table: WorkbookTable
  var charts: [WorkbookChart] = []
  /// The same values by year and body, for a chart of lines; stands to the right.
  var years: YearBlock?

  /// Values by year and body.
  struct YearBlock {
    var title: String
    var years: [Int]
    var bodies: [String]
    /// By body and year.
    var cells: [[WorkbookTable.Cell]]
    var focus: Set<Int>
    var unit: String
    var format: String
  }

  func write(to sheet: WorkbookSheet) {
    sheet.write(table)
    // Below the headings, since what overlaps them would be printed again on every page.
    var row = table.firstRow
    let column = table.columns.count + 1
    sheet.setWidth(3, ofColumn: table.columns.count)
    if let years {
      let below = sheet.write(years, row: row, column: column)
      row = below + 1
    }
    for chart in charts {
      sheet.insert(chart, row: row, column: column)
      row += (chart.height + 19) / 20 + 2
    }
  }
}

extension WorkbookSheet {
  /// Writes values by year and body with a chart of lines below.
  ///
  /// - Returns: the row below both.
  func write(_ block: WorkbookRanking.YearBlock, row: Int, column: Int, unit: Bool = true) -> Int {
    let head = CellStyle(
      alignment: .centre, isHeading: true, isColumnHead: true, isWrapped: true)
    write(.text("\u{3000}"), row: row, column: column, head)
    setWidth(8, ofColumn: column)
    for (place, body) in block.bodies.enumerated() {
      write(.text(body), row: row, column: column + 1 + place, head)
      setWidth(max(Double(body.terminalWidth) + 3, 10), ofColumn: column + 1 + place)
    }
    for (line, year) in block.years.enumerated() {
      write(
        .number(Double(year)), row: row + 1 + line, column: column,
        CellStyle(alignment: .centre))
      for (place, cells) in block.cells.enumerated() {
        let cell = cells[line]
        // A cell with no more than a format would stand as 0 in what the chart remembers of its cells.
        guard cell.content != .empty else { continue }
        write(
          cell.content, row: row + 1 + line, column: column + 1 + place,
          CellStyle(
            format: cell.format ?? "", alignment: .end, isFocus: block.focus.contains(place)))
      }
    }
    let last = row + block.years.count
    let chart = WorkbookChart(
      title: block.title, unit: block.unit, rows: (row + 1)...last, categories: column,
      series: block.bodies.enumerated().map { place, body in
        WorkbookChart.Series(
          column: column + 1 + place, name: body, format: block.format,
          focus: block.focus.contains(place) ? [0] : [])
      }, kind: .lines, alternativeText: block.title)
    insert(chart, row: last + 2, column: column)
    return last + 2 + (chart.height + 19) / 20
  }
}

extension WorkbookMaker {
  /// The sheets of rankings: the index, then each table of the study that shows something else.
  func rankings() throws(PublishingError) -> [WorkbookRanking] {
    let index = Study.Output(
      kind: .ranking, of: GroupDefinition.root, id: GroupDefinition.root, formats: [],
      place: run.study.selectionPlace)
    let name = say("位次", "Ranking")
    var sheets = [try ranking(index, name: name)]
    for output in run.study.outputs where output.kind == .ranking {
      let isIndex =
        output.of == index.of && output.bodies == nil && output.year == nil && output.order == .rank
        && !output.isAnonymous
      guard !isIndex else { continue }
      let subject: String
      if let place = run.study.indicators.firstIndex(where: { $0.id == output.of }) {
        subject = columns[place].name
      } else {
        subject =
          output.of == index.of
          ? say("得分", "scores") : run.study.groupNames[output.of]?.text(in: language) ?? output.of
      }
      sheets.append(try ranking(output, name: "\(name) \(subject)"))
    }
    return sheets
  }

  private func ranking(_ output: Study.Output, name: String) throws(PublishingError)
    -> WorkbookRanking
  {
    let ranking = try run.ranking(for: output)
    let isIndex = output.of == GroupDefinition.root && !output.isAnonymous
    let first = RankingWords(ranking, ranking.sections[0], language: language)
    let hasYears = Set(ranking.sections.map(\.year)).count > 1
    let kinds = Set(ranking.sections.map { Words.bodies($0.kind, $0.level).text(in: language) })
    let title = output.title?.text(in: language)
    var table = WorkbookTable(
      title: title.flatMap { $0 == "none" ? nil : $0 } ?? self.title(of: ranking), columns: [])
    table.lines = [
      ranking.sections.count == 1
        ? [first.subtitle, first.unitLine].filter { !$0.isEmpty }.joined(separator: say("　", "; "))
        : first.unitLine
    ].filter { !$0.isEmpty }
    if output.isAnonymous {
      table.lines.append(
        say(
          "本表隐去机构名称；其他工作表列有原名，对外提供前请删去。",
          "Names are withheld here; other sheets have them: delete those before it is given away."))
    }

    let positions = Dictionary(
      uniqueKeysWithValues: run.rows.enumerated().map { ($0.element, $0.offset) })
    let bands = isIndex ? bandRanks() : [:]
    let hasIntervals = isIndex && run.robustness != nil
    let hasProvinces =
      Set(ranking.sections.flatMap(\.entries).map(\.body.province)).count > 1
      && ranking.sections.contains { $0.level != .province }
    let isScore = ranking.subject.method != nil
    if hasYears {
      table.columns.append(
        WorkbookTable.Column(heading: say("年份", "Year"), alignment: .centre))
    }
    if kinds.count > 1 {
      table.columns.append(WorkbookTable.Column(heading: say("类别", "Kind"), widest: 30))
    }
    table.columns += [
      WorkbookTable.Column(heading: say("位次", "Rank"), alignment: .centre),
      WorkbookTable.Column(heading: say("地区", "Body"), widest: 24),
    ]
    table.frozenColumns = table.columns.count
    if hasProvinces {
      table.columns.append(WorkbookTable.Column(heading: say("省份", "Province"), widest: 18))
    }
    let valueColumn = table.columns.count
    table.columns.append(
      WorkbookTable.Column(
        heading: first.valueHeading, alignment: .end, widest: 20,
        width: 16, effect: ranking.subject.isLeastFirst ? .none : .bars(greatest: nil)))
    if hasIntervals {
      table.columns += [
        WorkbookTable.Column(
          heading: say("位次区间", "Rank interval"), alignment: .centre,
          note: say(
            "数字与方法同时变动时，九成模拟落在其间。",
            "Nine draws in ten of figures and method together lie within.")),
        WorkbookTable.Column(
          heading: say("位次档", "Band"), alignment: .centre,
          note: say(
            "不同档的机构按数字分得出先后，同档之内不都分得出。",
            "The figures tell bodies of different bands apart, those within a band not all.")),
      ]
    }
    if isIndex {
      table.columns.append(
        WorkbookTable.Column(
          heading: say("载明权重", "Weight stated"), alignment: .end, format: "0%",
          note: say("报告载明的指标占权重的多少。", "The share of the weight that reports state.")))
    }
    let hasRemarks = ranking.sections.contains { section in
      let words = RankingWords(ranking, section, language: language)
      return section.entries.contains { !remark($0, words, position: nil).isEmpty }
    }
    if hasRemarks {
      table.columns.append(
        WorkbookTable.Column(heading: say("备注", "Remark"), widest: 44, isWrapped: true))
    }

    let values = Self.words(of: ranking, language)
    var sheet = WorkbookRanking(name: name, table: table)
    for section in ranking.sections {
      let words = RankingWords(ranking, section, language: language)
      let start = sheet.table.rows.count
      // What is not ranked has no bar: it would be taken for a rank.
      let ranked = section.entries.prefix { $0.rank != nil }.count
      if ranked > 0 { sheet.table.barRows.append(start...(start + ranked - 1)) }
      for entry in section.entries {
        let position = positions[DataSet.BodyYear(body: entry.body.key, year: entry.year)]
        var cells: [WorkbookTable.Cell] = []
        if hasYears { cells.append(.number(section.year)) }
        if kinds.count > 1 {
          cells.append(.text(Words.bodies(section.kind, section.level).text(in: language)))
        }
        cells += [.number(entry.rank.map(Double.init)), .text(entry.body.name)]
        if hasProvinces { cells.append(.text(entry.body.province)) }
        cells.append(cell(entry.cell, values))
        if hasIntervals {
          let interval = position.flatMap { entry.rank == nil ? nil : run.rankInterval($0) }
          cells += [
            .text(ranks(interval)), .text(ranks(position.flatMap { bands[$0] })),
          ]
        }
        if isIndex { cells.append(.number(position.map { run.coverage($0) })) }
        if hasRemarks {
          cells.append(.text(remark(entry, words, position: position)))
        }
        sheet.table.rows.append(WorkbookTable.Row(cells: cells, isFocus: entry.isFocus))
      }
      // Of several years the latest is drawn body by body; the lines beside it have all of them.
      let isLatest = section.year == ranking.sections.last?.year
      // The title of a score names neither year nor kind.
      var parts: [String] = []
      if hasYears { parts.append(say("\(section.year)年", "\(section.year)")) }
      if kinds.count > 1 {
        parts.append(Words.bodies(section.kind, section.level).text(in: language))
      }
      let ofSection =
        isScore && !parts.isEmpty
        ? words.title + say("（\(parts.joined())）", " (\(parts.joined(separator: ", ")))") : nil
      if isLatest || !hasYears,
        let chart = bars(
          of: section, words, title: ranking.sections.count > 1 ? ofSection : title,
          firstRow: table.firstRow + start, names: table.frozenColumns - 1, values: valueColumn)
      {
        sheet.charts.append(chart)
      }
    }
    if hasYears {
      sheet.years = yearBlock(of: ranking, title: sheet.table.title)
    }
    sheet.table.notes = notes(of: ranking, source: output.source?.text(in: language))
    return sheet
  }

  /// The title over all sections of a ranking.
  private func title(of ranking: RankingTable) -> String {
    let first = RankingWords(ranking, ranking.sections[0], language: language)
    guard ranking.sections.count > 1, ranking.subject.method == nil else { return first.title }
    let years = ranking.sections.map(\.year)
    let (from, to) = (years.min() ?? 0, years.max() ?? 0)
    let span = from == to ? "\(from)" : say("\(from)—\(to)", "\(from)–\(to)")
    let kinds = Set(ranking.sections.map { Words.bodies($0.kind, $0.level).chinese })
    guard kinds.count > 1 else { return first.title(of: span) }
    return say("\(span)年\(first.name)", "\(first.name), \(span)")
  }

  /// The ranks of the band of each row that has one.
  private func bandRanks() -> [Int: ClosedRange<Int>] {
    guard let found = run.robustness?.robustness, found.rankShift[.data] != nil else { return [:] }
    var result: [Int: ClosedRange<Int>] = [:]
    for band in found.bands() {
      let ranks = band.rows.compactMap { found.rows[$0].rank }
      guard let best = ranks.min(), let worst = ranks.max() else { continue }
      for row in band.rows { result[row] = best...worst }
    }
    return result
  }

  private func ranks(_ range: ClosedRange<Int>?) -> String {
    guard let range else { return "—" }
    return range.count == 1
      ? "\(range.lowerBound)"
      : "\(range.lowerBound)" + say("～", "–") + "\(range.upperBound)"
  }

  /// What must be said of an entry; the rank interval is left to its own column.
  private func remark(
    _ entry: RankingTable.Entry, _ words: RankingWords, position: Int?
  ) -> String {
    var parts = [words.remark(entry.cell)]
    if let remark = entry.remark?.text(in: language) {
      let interval = position.flatMap { run.rankInterval($0) }.map {
        say("位次", "rank ") + ranks($0)
      }
      parts += remark.split(separator: say("；", "; ")).map(String.init).filter { $0 != interval }
    }
    if entry.cell.low == nil, words.subject.method == nil {
      switch entry.cell.state {
      case .notApplicable: break
      default:
        parts.append(
          entry.cell.lacksDenominator
            ? say("数据缺分母，无法相除", "nothing to divide by in the data")
            : entry.cell.hasOnlyTermFigure
              ? say("只载明届期合计数", "only a total for the term") : say("未载明", "not stated"))
      }
    }
    return parts.filter { !$0.isEmpty }.joined(separator: say("；", "; "))
  }

  /// A chart of the ranked rows of a section; none for fewer than two.
  func bars(
    of section: RankingTable.Section, _ words: RankingWords, title: String?, firstRow: Int,
    names: Int, values: Int
  ) -> WorkbookChart? {
    let ranked = section.entries.prefix { $0.rank != nil }
    guard ranked.count >= 2 else { return nil }
    let shown = Array(ranked.prefix(WorkbookChart.greatestBarCount))
    var series = WorkbookChart.Series(column: values, name: nil, format: Self.format(words.style))
    for (place, entry) in shown.enumerated() {
      if entry.isFocus { series.focus.insert(place) }
      if entry.cell.bound != .exact { series.labels[place] = words.value(entry.cell) }
    }
    var heading = title ?? words.title
    if shown.count < ranked.count {
      heading += say("（前\(shown.count)个）", " (first \(shown.count))")
    }
    let ends = [shown.first, shown.last].compactMap { $0 }.map {
      $0.body.name + say("", " ") + words.value($0.cell)
    }
    return WorkbookChart(
      title: heading, unit: words.unit, rows: firstRow...(firstRow + shown.count - 1),
      categories: names, series: [series], kind: .bars,
      alternativeText: say(
        "条形图，\(heading)，\(shown.count)个机构按位次：\(ends.joined(separator: "至"))。",
        "Bars, \(heading): \(shown.count) bodies by rank, from \(ends.joined(separator: " to "))."))
  }

  /// The values of few bodies by year; nothing where they are many.
  func yearBlock(of ranking: RankingTable, title: String) -> WorkbookRanking.YearBlock? {
    var bodies: [(key: BodyKey, name: String, isFocus: Bool)] = []
    for section in ranking.sections.reversed() {
      for entry in section.entries where !bodies.contains(where: { $0.key == entry.body.key }) {
        bodies.append((entry.body.key, entry.body.name, entry.isFocus))
      }
    }
    let known = ranking.sections.map(\.year)
    // Every year of the span, so that equal distances are equal times.
    let years = Array((known.min() ?? 0)...(known.max() ?? 0))
    guard bodies.count <= WorkbookColour.series.count, (2...100).contains(years.count) else {
      return nil
    }
    let isMixed = Set(bodies.map(\.key.kind)).count > 1
    let words = Self.words(of: ranking, language)
    var cells: [[WorkbookTable.Cell]] = []
    for body in bodies {
      cells.append(
        years.map { year in
          for section in ranking.sections where section.year == year {
            guard let entry = section.entries.first(where: { $0.body.key == body.key }) else {
              continue
            }
            // Another class is no point of the line.
            guard entry.cell.isRankable else { return .empty }
            return WorkbookTable.Cell(
              .number(entry.cell.value ?? 0), format: cell(entry.cell, words).format)
          }
          return .empty
        })
    }
    return WorkbookRanking.YearBlock(
      title: title, years: years,
      bodies: bodies.map { body in
        isMixed
          ? body.name + Words.bodies(body.key.kind, nil).text(in: language).lowercasedFirst
          : body.name
      }, cells: cells, focus: Set(bodies.indices.filter { bodies[$0].isFocus }),
      unit: words.unit, format: Self.format(words.style))
  }

  /// What is said below a ranking: of one section as everywhere, of several in a line each.
  private func notes(of ranking: RankingTable, source: String?) -> [String] {
    var notes: [String] = []
    for (place, section) in ranking.sections.enumerated() {
      let words = RankingWords(ranking, section, language: language)
      let bands = section.bands?.text(in: language)
      if place == 0 {
        notes += words.notes.filter { $0 != bands }.enumerated().map {
          $0.offset == 0 ? say("注：", "Note: ") + $0.element : $0.element
        }
      }
      let origin = source ?? words.source
      var own = words.silent
      if let bands { own.append(bands) }
      own.append(words.reportingRate + say("。", "."))
      if !origin.isEmpty { own.append(say("资料来源：", "Source: ") + origin) }
      if ranking.sections.count == 1 {
        notes += own
      } else {
        let bodies = Words.bodies(section.kind, section.level).text(in: language)
        notes.append(
          say("\(section.year)年\(bodies)：", "\(bodies), \(section.year): ")
            + own.map { $0.hasSuffix("。") || $0.hasSuffix(".") ? String($0.dropLast()) : $0 }
            .joined(separator: say("；", "; ")) + say("。", "."))
      }
    }
    return notes
  }
}
