import Charting
import Diagnostics
import Metrics
import Observations

extension RankingTable {
  /// The tables that a reader sees, one for each section.
  ///
  /// - Parameters:
  ///   - language: the language of the words.
  ///   - title: the title instead of the default one.
  ///   - source: the source line instead of the one made from the data.
  ///   - options: what stands beside the numbers; bars follow `hasBars`.
  ///   - hasBars: whether a bar stands beside each ranked value.
  /// - Returns: the tables in the order of the sections.
  func textTables(
    language: Language, title: String? = nil, source: String? = nil,
    options: TableOptions = TableOptions(), hasBars: Bool = false
  ) -> [TextTable] {
    sections.map { section in
      var maker = RankingTextTable(self, section, language: language)
      if hasBars { maker.setScale() }
      if options.sparkline { maker.setYears() }
      maker.hasHeat = options.heat
      maker.hasBands = options.bands
      return maker.table(title: title, source: source)
    }
  }
}

/// Makes the table of one section of a ranking.
private struct RankingTextTable {
  let ranking: RankingTable
  let section: RankingTable.Section
  let words: RankingWords
  var scale: ClosedRange<Double>?
  var years: [Int] = []
  var hasHeat = false
  var hasBands = false

  init(_ ranking: RankingTable, _ section: RankingTable.Section, language: Language) {
    self.ranking = ranking
    self.section = section
    words = RankingWords(ranking, section, language: language)
  }

  private func text(_ zh: String, _ en: String) -> String {
    LocalisedText(zh: zh, en: en).text(in: words.language)
  }

  private var ranked: [RankingTable.Entry] { section.entries.filter { $0.rank != nil } }
  private var values: [Double] { ranked.compactMap(\.cell.value) }

  /// Bars stand on a scale from 0, or below it, to the greatest ranked value.
  mutating func setScale() {
    let (low, high) = (min(values.min() ?? 0, 0), max(values.max() ?? 0, 0))
    if low < high { scale = low...high }
  }

  /// Small columns show the years in which kind and level have a ranking; none where there is but one.
  mutating func setYears() {
    let found = ranking.sections.filter(isAlike).map(\.year)
    if found.count > 1 { years = found }
  }

  private func isAlike(_ other: RankingTable.Section) -> Bool {
    other.kind == section.kind && other.level == section.level
  }

  /// Whether the section is set against an earlier year that has a ranking of its kind and level.
  private var hasEarlierRanks: Bool { section.entries.contains { $0.earlierRank != nil } }

  private var hasRemarks: Bool { section.entries.contains { !words.remark($0).isEmpty } }

  private var hasProvinces: Bool {
    Set(section.entries.map(\.body.province)).count > 1 && section.level != .province
  }

  private var columns: [TextTable.Column] {
    var columns = [
      TextTable.Column(heading: text("位次", "Rank"), isNumber: true),
      TextTable.Column(heading: text("地区", "Body"), isStub: true),
    ]
    if hasProvinces { columns.append(TextTable.Column(heading: text("省份", "Province"))) }
    columns.append(TextTable.Column(heading: words.valueHeading, isNumber: true))
    if let scale { columns.append(TextTable.Column(heading: "", scale: scale)) }
    if let first = years.first, let last = years.last {
      columns.append(
        TextTable.Column(heading: text("\(first)～\(last)年", "\(first)–\(last)"), years: years))
    }
    if let year = ranking.subject.earlierYear {
      columns.append(
        TextTable.Column(heading: text("较\(year)年", "Since \(year)"), isNumber: true))
      columns.append(TextTable.Column(heading: text("位次变化", "Rank change"), isNumber: true))
    }
    if hasRemarks { columns.append(TextTable.Column(heading: text("备注", "Remark"))) }
    return columns
  }

  private func row(_ entry: RankingTable.Entry) -> TextTable.Row {
    var cells = [
      TextTable.Cell(
        entry.rank.map(String.init) ?? "—", value: entry.rank.map(Double.init)),
      TextTable.Cell(entry.body.name),
    ]
    if hasProvinces { cells.append(TextTable.Cell(entry.body.province)) }
    let isRanked = entry.rank != nil
    let value = entry.cell.value
    cells.append(
      TextTable.Cell(
        words.value(entry.cell), value: value,
        shade: hasHeat && isRanked ? value.flatMap(shade) : nil))
    if scale != nil {
      cells.append(TextTable.Cell("", drawing: isRanked ? value.map { .bar($0) } : nil))
    }
    if !years.isEmpty { cells.append(TextTable.Cell("", drawing: .columns(series(entry)))) }
    if ranking.subject.earlierYear != nil { cells += change(of: entry) }
    if hasRemarks { cells.append(TextTable.Cell(words.remark(entry))) }
    return TextTable.Row(cells: cells, isFocus: entry.isFocus)
  }

  /// The values over the years; a year that is not ranked is a gap.
  private func series(_ entry: RankingTable.Entry) -> [Double?] {
    ranking.sections.filter(isAlike).map { section in
      section.entries.first { $0.body.name == entry.body.name && $0.rank != nil }?.cell.value
    }
  }

  /// The shade of a value, from the least ranked one to the greatest; none where all are the same.
  private func shade(_ value: Double) -> Double? {
    guard let low = values.min(), let high = values.max(), low < high else { return nil }
    return (value - low) / (high - low)
  }

  /// The change of value and of rank since the earlier year, signs written out.
  private func change(of entry: RankingTable.Entry) -> [TextTable.Cell] {
    guard let rank = entry.rank, let value = entry.cell.value else {
      return [TextTable.Cell("—"), TextTable.Cell("—")]
    }
    guard let earlierValue = entry.earlierValue, let earlierRank = entry.earlierRank else {
      return [TextTable.Cell("—"), TextTable.Cell(hasEarlierRanks ? text("新列", "new") : "—")]
    }
    let difference = value - earlierValue
    let sign = difference > 0 ? "+" : difference < 0 ? "−" : ""
    let shift = earlierRank - rank
    let arrow = shift > 0 ? "↑\(shift)" : shift < 0 ? "↓\(-shift)" : "0"
    return [
      TextTable.Cell(sign + words.style.string(abs(difference)), value: difference),
      TextTable.Cell(arrow, value: Double(shift)),
    ]
  }

  /// The ranked rows, parted into bands where these are known and follow the order, then the others.
  private var groups: [TextTable.Group] {
    var groups: [TextTable.Group] = []
    let bands = ranked.map(\.band)
    let known = bands.compactMap { $0 }
    if hasBands, known.count == bands.count, known == known.sorted(), Set(known).count > 1 {
      for band in Set(known).sorted() {
        let members = ranked.filter { $0.band == band }
        let ranks = members.compactMap(\.rank)
        guard let low = ranks.min(), let high = ranks.max() else { continue }
        let (zh, en) = low == high ? ("\(low)", "\(low)") : ("\(low)～\(high)", "\(low)–\(high)")
        groups.append(
          TextTable.Group(
            heading: text("位次档\(band)：第\(zh)位", "Band \(band): rank \(en)"),
            rows: members.map(row), isBand: true))
      }
    } else {
      groups.append(TextTable.Group(heading: nil, rows: ranked.map(row)))
    }
    let unranked = section.entries.filter { $0.rank == nil && $0.cell.low != nil }
    if !unranked.isEmpty {
      groups.append(
        TextTable.Group(heading: text("未列位次", "Not ranked"), rows: unranked.map(row)))
    }
    return groups
  }

  private func notes(source: String?) -> [String] {
    var notes = words.silent
    notes += words.notes.enumerated().map { index, note in
      index == 0 ? text("注：", "Note: ") + note : note
    }
    if !years.isEmpty {
      notes.append(
        text(
          "历年小柱自零起，高度按本机构各年最大值定；空缺的年份未列位次。",
          "Small columns begin at zero and end at the body’s own greatest year; gaps are years without a rank."
        ))
    }
    if hasEarlierRanks, ranked.contains(where: { $0.earlierRank == nil }),
      let year = ranking.subject.earlierYear
    {
      notes.append(text("新列：\(year)年未列位次。", "new: not ranked in \(year)."))
    }
    notes.append(words.reportingRate + text("。", "."))
    let origin = source ?? words.source
    if !origin.isEmpty { notes.append(text("资料来源：", "Source: ") + origin) }
    return notes
  }

  func table(title: String?, source: String?) -> TextTable {
    TextTable(
      title: title ?? words.title, subtitle: words.subtitle, unit: words.unitLine,
      columns: columns, groups: groups, notes: notes(source: source), language: words.language)
  }
}
