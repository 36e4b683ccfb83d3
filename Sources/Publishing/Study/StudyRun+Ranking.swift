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
      // Where nothing is ranked, a body is looked up by its code alone.
      let keepsUnrankedLast = output.kind != .reportingRate
      for index in sections.indices {
        sections[index].entries.sort { first, second in
          // Bodies without a rank stay below those with one.
          (keepsUnrankedLast && first.rank == nil ? 1 : 0, first.body.code) < (
            keepsUnrankedLast && second.rank == nil ? 1 : 0, second.body.code
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
    let bands = isIndex ? bandsOfRows() : [:]
    let ranks =
      isIndex ? scores.rows.map(\.rank) : Ranking.ranks(of: values.map(\.value), within: sets)
    var entries: [RankingTable.Entry] = []
    for (position, row) in scores.rows.enumerated() {
      let score = values[position]
      var cell = Cell.score(score.value, low: score.low, high: score.high)
      for (place, table) in tables.enumerated()
      where scores.table.indicators[place].weight > 0 {
        for source in table.rows[position].cell.sources where !cell.sources.contains(source) {
          cell.sources.append(source)
        }
      }
      var entry = RankingTable.Entry(
        rank: ranks[position], body: bodies[position], year: row.key.year, cell: cell,
        isFocus: bodies[position].name == focus)
      entry.band = bands[position]
      let lacking = row.lacking.compactMap { id in
        study.indicators.firstIndex { $0.id == id }.map {
          name(of: study.indicators[$0], tables[$0])
        }
      }
      var remarks: [LocalisedText] = []
      if scoring.isLeftOut(row: position) {
        remarks.append(LocalisedText(zh: "筛选时剔除", en: "left out by screening"))
        entry.reason = remarks.last
      }
      if isIndex, !lacking.isEmpty {
        remarks.append(
          LocalisedText(
            zh: "缺" + lacking.map(\.chinese).joined(separator: "、"),
            en: "lacks " + lacking.map(\.english.lowercasedFirst).joined(separator: ", ")))
        if study.groupless != nil { entry.reason = entry.reason ?? remarks.last }
      }
      let members = study.indicators.indices.filter {
        scoring.share(row: position, column: $0) > 0 && (isIndex || isIndicator($0, in: id))
      }
      let filledPlaces = imputed(position).filter(members.contains)
      let filled = filledPlaces.map { name(of: study.indicators[$0], tables[$0]) }
      if !filled.isEmpty {
        // A figure's mark for “about” says that the report does; here no report says anything. The ends
        // stay, and the remark and the method line say what was filled in.
        let isStatedExactly = members.allSatisfy { place in
          let value = scores.table.values[position][place]
          return filledPlaces.contains(place)
            || (value.point == value.low && value.point == value.high)
        }
        if isStatedExactly { entry.cell.bound = .exact }
        remarks.append(
          LocalisedText(
            zh: "插补" + filled.map(\.chinese).joined(separator: "、"),
            en: "imputed: " + filled.map(\.english.lowercasedFirst).joined(separator: ", ")))
      }
      if isIndex, row.rank != nil, let interval = rankInterval(position) {
        let (low, high) = (interval.lowerBound, interval.upperBound)
        remarks.append(
          LocalisedText(
            zh: low == high ? "位次\(low)" : "位次\(low)～\(high)",
            en: low == high ? "rank \(low)" : "rank \(low)–\(high)"))
      }
      if isIndex, let grade = grade(position) {
        remarks.append(LocalisedText(zh: "第\(grade)档", en: "grade \(grade)"))
      }
      if !remarks.isEmpty {
        entry.remark = LocalisedText(
          zh: remarks.map(\.chinese).joined(separator: "；"),
          en: remarks.map(\.english).joined(separator: "; "))
      }
      entries.append(entry)
    }
    let groupName = study.groupNames[id] ?? LocalisedText(zh: id, en: id)
    let index = study.title ?? LocalisedText(zh: "综合指数", en: "Index")
    var subject = RankingTable.Subject(
      measures: MeasureSet([String]()), name: isIndex ? index : groupName, counts: id,
      className: nil, denominator: .none, per: nil, unit: "", isCount: false, earlierYear: nil,
      method: methodSentence)
    subject.indicatorCount = isIndex ? indicatorCount : 0
    subject.isLeastFirst = scores.rankings.values.contains(where: \.isLeastFirst)
    if isIndex { subject.robustness = robustnessSentence }
    let table = RankingTable(
      subject, entries: entries, isTogether: study.isTogether, areRanked: true, dataHash: data.hash)
    guard isIndex else { return table }
    var sections = table.sections
    for (row, text) in bandSentences() {
      for place in sections.indices where sections[place].year == rows[row].year {
        let holds = sections[place].entries.contains { $0.body.key == bodies[row].key }
        if holds { sections[place].bands = text }
      }
    }
    return table.with(sections: sections)
  }

  /// The grade of a row by its rank-sum ratio, from 1 for the least.
  private func grade(_ position: Int) -> Int? {
    let key = scores.rows[position].key
    guard let ranking = scores.rankings[key.rankSet],
      case .rankSumRatio(let ratio) = ranking.details
    else { return nil }
    // The ranking has the rows of its set in their order.
    guard !scoring.isLeftOut(row: position) else { return nil }
    let place = scores.rows.indices[..<position].count {
      scores.rows[$0].key.rankSet == key.rankSet && !scoring.isLeftOut(row: $0)
    }
    return ratio.grades[place]
  }
}

extension RankingTable.Section {
  /// Replaces the names of all bodies but the focus by 甲市, 乙市 …, in the order of the entries.
  mutating func makeAnonymous() {
    let stems = Array("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥")
    var count = 0
    let (reports, others) = reportsAndOtherSources
    sources = (reports.count + silentReports, others)
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
