import Charting
import Diagnostics
import Metrics
import Observations

extension StudyRun {
  /// The ranking that an output shows: of an indicator's values, or of the scores of a group or the index.
  func ranking(for output: Study.Output) throws(PublishingError) -> RankingTable {
    let focus = output.focus ?? study.selection.focus
    var table: RankingTable
    if let place = study.indicators.firstIndex(where: { $0.id == output.of }) {
      table = indicatorRanking(place, focus: focus)
    } else {
      table = scoreRanking(output.of, focus: focus)
    }
    var sections = table.sections
    if let year = output.year { sections.removeAll { $0.year != year } }
    if let bodies = output.bodies {
      for index in sections.indices {
        sections[index].entries.removeAll { !bodies.contains($0.body.name) && !$0.isFocus }
      }
    }
    if output.order == .code {
      for index in sections.indices {
        sections[index].entries.sort { first, second in
          // Bodies without a rank stay below those with one.
          (first.rank == nil ? 1 : 0, first.body.code) < (
            second.rank == nil ? 1 : 0, second.body.code
          )
        }
      }
    }
    if output.isAnonymous {
      for index in sections.indices { sections[index].makeAnonymous() }
    }
    sections.removeAll { $0.entries.isEmpty }
    guard !sections.isEmpty else {
      throw PublishingError([
        Diagnostic(
          .error, at: output.place,
          LocalisedText(
            zh: "这个输出没有选中任何机构：请检查 year 和 bodies",
            en: "this output selects no body: check year and bodies"))
      ])
    }
    table = table.with(sections: sections)
    return table
  }

  /// Whether an indicator stands in a group or in one below it.
  func isIndicator(_ place: Int, in group: String) -> Bool {
    var id = study.indicators[place].definition.group
    // A circle is refused before anything runs; the count only keeps this loop from relying on it.
    for _ in study.groups {
      guard let current = id else { return false }
      if current == group { return true }
      id = study.groups.first { $0.id == current }?.parent
    }
    return false
  }

  /// The name of an indicator.
  func name(of indicator: Study.Indicator, _ table: MeasureTable) -> LocalisedText {
    indicator.name ?? Words.name(of: table.measures, in: data)
  }

  func indicatorRanking(_ place: Int, focus: String?) -> RankingTable {
    let table = tables[place]
    var comparison = Comparison(table.measures)
    comparison.denominator = table.denominator
    comparison.counts = study.indicators[place].counts
    var subject = RankingTable.subject(of: table, comparison: comparison, in: data)
    subject.name = name(of: study.indicators[place], table)
    subject.namesDenominator = study.indicators[place].name != nil
    let entries = table.rows.map { row in
      RankingTable.Entry(
        rank: nil, body: row.body, year: row.year, cell: row.cell, isFocus: row.body.name == focus)
    }
    return RankingTable(
      subject, entries: entries, isTogether: study.isTogether, areRanked: false, dataHash: data.hash
    )
  }

  private func scoreRanking(_ id: String, focus: String?) -> RankingTable {
    let group = scores.groupIDs.firstIndex(of: id) ?? scores.groupIDs.count - 1
    let isIndex = id == GroupDefinition.root
    let values = scores.rows.map { $0.groups[group] }
    let sets = scores.rows.map(\.key.rankSet)
    let ranks =
      isIndex ? scores.rows.map(\.rank) : Ranking.ranks(of: values.map(\.value), within: sets)
    var entries: [RankingTable.Entry] = []
    for (position, row) in scores.rows.enumerated() {
      let score = values[position]
      var cell = Cell.score(score.value, low: score.low, high: score.high)
      for table in tables {
        for source in table.rows[position].cell.sources where !cell.sources.contains(source) {
          cell.sources.append(source)
        }
      }
      var entry = RankingTable.Entry(
        rank: ranks[position], body: bodies[position], year: row.key.year, cell: cell,
        isFocus: bodies[position].name == focus)
      let lacking = row.lacking.compactMap { id in
        study.indicators.firstIndex { $0.id == id }.map {
          name(of: study.indicators[$0], tables[$0])
        }
      }
      if isIndex, !lacking.isEmpty {
        entry.remark = LocalisedText(
          zh: "缺" + lacking.map(\.chinese).joined(separator: "、"),
          en: "lacks " + lacking.map(\.english.lowercasedFirst).joined(separator: ", "))
      }
      entries.append(entry)
    }
    let groupName = study.groupNames[id] ?? LocalisedText(zh: id, en: id)
    let index = study.title ?? LocalisedText(zh: "综合指数", en: "Index")
    let subject = RankingTable.Subject(
      measures: MeasureSet([String]()), name: isIndex ? index : groupName, counts: id,
      className: nil, denominator: .none, per: nil, unit: "", isCount: false, earlierYear: nil,
      method: methodSentence)
    return RankingTable(
      subject, entries: entries, isTogether: study.isTogether, areRanked: true, dataHash: data.hash)
  }

  /// How the index is made, in one sentence that every output of it carries.
  var methodSentence: LocalisedText {
    let method = study.method
    let names: [Normalisation.Method: (String, String)] = [
      .minMax: ("极差法", "min-max"), .zScore: ("标准分（样本标准差）", "z-scores (sample deviation)"),
      .rank: ("升序名次", "ascending ranks"), .percentileRank: ("百分位名次", "percentile ranks"),
      .borda: ("波达计分", "Borda points"), .shareOfMax: ("占最大值之比", "share of the maximum"),
      .distanceToMax: ("与最大值的距离", "distance to the maximum"),
      .distanceToReference: ("与参照值的距离", "distance to a reference"),
      .goalposts: ("固定上下限", "goalposts"),
    ]
    var (zh, en) = names[method.normalisation.method] ?? ("", "")
    if [.minMax, .goalposts].contains(method.normalisation.method) {
      let range = method.normalisation.range ?? Limits(0, 100)
      zh += "（\(number(range.low))～\(number(range.high))）"
      en += " (\(number(range.low))–\(number(range.high)))"
    }
    let count = study.indicators.count { $0.definition.weight > 0 }
    let weights = method.weights == .given ? ("给定权重", "given weights") : ("等权", "equal weights")
    let means = method.aggregation.map {
      $0 == .arithmetic ? ("算术平均", "arithmetic mean") : ("几何平均", "geometric mean")
    }
    // Scores of one year move when another year joins the selection: that must be said.
    if method.normalisation.scope == .selection, Set(rows.map(\.year)).count > 1 {
      zh += "（各年合并）"
      en += " over all years together"
    }
    let missing =
      method.missing == .interval
      ? (
        "缺项的机构不列位次，示其得分所在区间",
        "bodies that lack an indicator are not ranked; their interval is shown"
      )
      : (
        "缺项按已有指标重算权重（覆盖率不低于\(number(method.coverage))）",
        "missing indicators: weights of what is present, at least \(number(method.coverage)) of them"
      )
    return LocalisedText(
      zh:
        "方法：\(count)项指标，\(zh)标准化，\(weights.0)，\(means.map(\.0).joined(separator: "、"))；\(missing.0)。",
      en:
        "Method: \(count) indicators, normalised by \(en), \(weights.1), \(means.map(\.1).joined(separator: ", ")); "
        + "\(missing.1).")
  }
}

extension RankingTable.Section {
  /// Replaces the names of all bodies but the focus by 甲市, 乙市 …, in the order of the entries.
  mutating func makeAnonymous() {
    let stems = Array("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥")
    var count = 0
    let (reports, others) = reportsAndOtherSources
    sources = (reports.count, others)
    for index in entries.indices where !entries[index].isFocus {
      let suffix = entries[index].body.name.last.map(String.init) ?? ""
      let stem = count < stems.count ? String(stems[count]) : "第\(count + 1)"
      entries[index].body.name = stem + suffix
      entries[index].body.code = ""
      entries[index].body.province = ""
      entries[index].cell.sources = []
      entries[index].cell.titles = []
      count += 1
    }
  }
}
