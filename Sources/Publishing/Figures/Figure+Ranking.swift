import Charting
import Diagnostics
import Metrics
import Observations

extension Figure {
  /// Draws the one section of a ranking.
  init(
    _ kind: RankingKind, of table: RankingTable, _ setting: Setting,
    observations: [FigureMaker.Value: [String]] = [:], measuring measurer: Measurer
  ) throws(PublishingError) {
    guard let section = table.sections.first, table.sections.count == 1 else {
      throw Self.several(table.sections)
    }
    let words = RankingWords(table, section, language: setting.appearance.language)
    let frame = setting.frame(
      title: words.title, subtitle: words.subtitle, unit: words.unit,
      source: words.source, notes: words.figureNotes(),
      reporting: FigureFrame.Reporting(
        stating: section.stating, selected: section.selected, noun: words.noun,
        outcome: table.subject.method == nil ? .stated : .ranked))
    let chart: any Chart
    switch kind {
    case .rankedBar:
      chart = Self.rankedBar(section, words, frame: frame, setting, isCount: table.subject.isCount)
    case .table: chart = Self.table(section, words, frame: frame, setting)
    }
    try self.init(chart, setting, observations: observations, measuring: measurer)
  }

  static func rankedBar(
    _ section: RankingTable.Section, _ words: RankingWords, frame: FigureFrame, _ setting: Setting,
    isCount: Bool, showsMedian: Bool = true
  ) -> RankedBarChart {
    RankedBarChart(
      frame: frame, areCounts: isCount,
      // Why such a body has no value stands in the notes; “not stated” would not be true of it.
      rows: section.entries.filter { !$0.cell.isUnexplained }.enumerated().map { place, entry in
        RankedBarChart.Row(
          id: setting.id(of: entry.body, at: place), label: entry.body.name, rank: entry.rank,
          state: Self.state(of: entry.cell, words), isFocus: entry.isFocus)
      }, showsMedian: showsMedian)
  }

  static func table(
    _ section: RankingTable.Section, _ words: RankingWords, frame: FigureFrame, _ setting: Setting
  ) -> TableChart {
    let text = { (zh: String, en: String) in LocalisedText(zh: zh, en: en).text(in: words.language)
    }
    let subject = words.subject
    let hasRemarks = section.entries.contains { $0.remark != nil }
    var columns = [
      TableChart.Column(id: "rank", heading: text("位次", "Rank"), kind: .rank),
      TableChart.Column(id: "body", heading: text("地区", "Body"), kind: .label),
      TableChart.Column(
        id: "value", heading: words.valueHeading, kind: .bar(areCounts: subject.isCount)),
    ]
    if let year = subject.earlierYear {
      columns.append(
        TableChart.Column(id: "change", heading: text("较\(year)年", "Since \(year)"), kind: .change))
      columns.append(
        TableChart.Column(id: "rise", heading: text("位次变化", "Rank change"), kind: .rankChange))
    }
    if hasRemarks {
      columns.append(TableChart.Column(id: "remark", heading: text("备注", "Remark"), kind: .text))
    }
    func row(_ place: Int, _ entry: RankingTable.Entry) -> TableChart.Row {
      var cells: [TableChart.Cell] = [
        entry.rank.map { .number(Double($0)) } ?? .blank, .text(entry.body.name),
      ]
      switch state(of: entry.cell, words) {
      case .value(let value, let marks): cells.append(.number(value, marks: marks))
      case .otherClass(let value, let name, let marks):
        cells.append(.otherClass(value, className: name, marks: marks))
      case .bounded(let low, let high): cells.append(.interval(low: low, high: high))
      case .notStated: cells.append(.missing)
      case .notApplicable: cells.append(.notApplicable)
      }
      if subject.earlierYear != nil {
        let value = entry.cell.value
        cells.append(.change(entry.earlierValue.flatMap { earlier in value.map { $0 - earlier } }))
        cells.append(
          .rankChange(entry.earlierRank.flatMap { earlier in entry.rank.map { earlier - $0 } }))
      }
      if hasRemarks {
        let remark = entry.remark?.text(in: words.language)
        cells.append(remark.map { .text($0) } ?? .blank)
      }
      return TableChart.Row(
        id: setting.id(of: entry.body, at: place), isFocus: entry.isFocus, cells: cells)
    }
    let rows = section.entries.enumerated().map { ($0.element, row($0.offset, $0.element)) }
    let groups: [(heading: String?, matches: (RankingTable.Entry) -> Bool)] = [
      (nil, { $0.rank != nil }),
      (text("未列位次", "Not ranked"), { $0.rank == nil && $0.cell.low != nil }),
    ]
    // Bodies of which nothing is known take no rows; a note names them.
    var frame = frame
    frame.notes = words.silentNotes + frame.notes.filter { !words.silentNotes.contains($0) }
    return TableChart(
      frame: frame, columns: columns,
      groups: groups.compactMap { group in
        let members = rows.filter { group.matches($0.0) }.map(\.1)
        return members.isEmpty ? nil : TableChart.Group(heading: group.heading, rows: members)
      })
  }

  static func state(
    of cell: Cell, _ words: RankingWords, measures: MeasureSet? = nil
  ) -> RankedBarChart.State {
    var marks: Set<RankedBarChart.Mark> = []
    switch cell.bound {
    case .exact: break
    case .atLeast: if cell.state != .named { marks.insert(.atLeast) }
    case .about: marks.insert(.about)
    }
    if cell.state == .named { marks.insert(.named) }
    if cell.averagedYears > 1 { marks.insert(.averaged(years: cell.averagedYears)) }
    if let value = cell.value {
      guard cell.isOtherClass else { return .value(value, marks: marks) }
      let name = Words.className(cell.counts, of: measures ?? words.subject.measures)?
        .text(in: words.language)
      return .otherClass(value, className: name ?? cell.counts, marks: marks)
    }
    if let low = cell.low { return .bounded(low: low, high: cell.high) }
    return cell.state == .notApplicable ? .notApplicable : .notStated
  }

  static func several(_ sections: [RankingTable.Section]) -> PublishingError {
    let zh = sections.map { "\($0.year)年\(Words.bodies($0.kind, $0.level).chinese)" }
    let en = sections.map { "\($0.year) \(Words.bodies($0.kind, $0.level).english)" }
    return PublishingError([
      Diagnostic(
        .error,
        LocalisedText(
          zh: "一张图只画一个年份、类型和层级，这里有\(sections.count)个（\(zh.prefix(6).joined(separator: "、"))…）："
            + "请用 --year、--kind、--level 选一个",
          en: "a figure shows one year, kind and level, and here are \(sections.count) "
            + "(\(en.prefix(6).joined(separator: ", "))…): choose with --year, --kind, --level"))
    ])
  }
}

extension RankingTable {
  /// The sections of the latest year; all where a year was asked for.
  func latest(unless year: Int?) -> RankingTable {
    guard year == nil, let latest = sections.map(\.year).max() else { return self }
    return with(sections: sections.filter { $0.year == latest })
  }
}
