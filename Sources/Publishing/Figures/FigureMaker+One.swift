import Charting
import Diagnostics
import Metrics
import Observations

extension FigureMaker {
  /// Bars by rank.
  mutating func rankedBar() throws(PublishingError) -> any Chart {
    let ranking = try ranking()
    for (id, entry) in identified(ranking.section.entries) { note(entry, as: id) }
    return Figure.rankedBar(
      ranking.section, ranking.words, frame: frame(ranking), setting,
      isCount: ranking.table.subject.isCount, showsMedian: isOn(.median))
  }

  /// The ranking table as a picture.
  mutating func table() throws(PublishingError) -> any Chart {
    let ranking = try ranking()
    for (place, entry) in ranking.section.entries.enumerated() {
      note(entry, as: setting.id(of: entry.body, at: place), series: "value")
    }
    let hasIntervals = ranking.table.subject.robustness != nil && run.robustness != nil
    let notes =
      hasIntervals
      ? [
        text(
          "备注中的位次：数字与方法同时变动时，九成模拟落在其间。",
          "Ranks in remarks: nine draws in ten of figures and method together lie within.")
      ] : []
    return Figure.table(
      ranking.section, ranking.words, frame: frame(ranking, notes: notes), setting)
  }

  /// Dots with intervals.
  mutating func dot() throws(PublishingError) -> any Chart {
    let ranking = try ranking()
    let place = run.study.indicators.firstIndex { $0.id == output.of }
    let isIndex = output.of == GroupDefinition.root
    var choice = word(.interval)
    let fair = place.flatMap { run.fairComparison(of: $0) }
    if choice == "auto" {
      choice = isIndex && run.robustness != nil ? "score" : fair != nil ? "count" : "limits"
    }
    if choice == "score", !isIndex {
      throw failure(
        zh: "interval: score 只用于 of: index", en: "interval: score is for of: index alone")
    }
    if choice == "count", fair == nil {
      throw failure(
        zh: "interval: count 只用于一段时间内的计数：请写 limits 或 none",
        en: "interval: count is for what is counted over a period: write limits or none")
    }
    func interval(_ entry: RankingTable.Entry) -> ClosedRange<Double>? {
      guard let row = row(of: entry), entry.rank != nil else { return nil }
      switch choice {
      case "score":
        return run.robustness?.robustness.rows[row].score.map { $0.low...max($0.low, $0.high) }
      case "count":
        guard let standing = fair?.rows[row]?.standing else { return nil }
        let ends = [standing.interval.lowerBound, standing.interval.upperBound]
          .map { $0 / standing.exposure }
        return ends[0]...ends[1]
      case "limits":
        guard let low = entry.cell.low, let high = entry.cell.high, low < high else { return nil }
        return low...high
      default: return nil
      }
    }
    let names = [
      "score": text("模拟得分的5%～95%区间", "5–95 % of drawn scores"),
      "count": text("计数的95%精确区间（泊松）", "exact 95 % interval of the count (Poisson)"),
      "limits": text("报告所限的上下限", "limits that the report leaves"),
    ]
    // Anonymous bodies have lost the name that their interval is found by.
    let open = try openEntries(ranking)
    let rows = zip(identified(ranking.section.entries), identified(open)).map { shown, open in
      DotChart.Row(
        id: shown.id, label: shown.entry.body.name, rank: shown.entry.rank,
        state: Figure.state(of: shown.entry.cell, ranking.words), interval: interval(open.entry),
        isFocus: shown.entry.isFocus)
    }
    for (id, entry) in identified(ranking.section.entries) { note(entry, as: id) }
    let hasInterval = rows.contains { $0.interval != nil }
    return DotChart(
      frame: frame(ranking), areCounts: ranking.table.subject.isCount, rows: rows,
      intervalName: hasInterval ? names[choice] : nil, hasStems: isOn(.stems),
      showsMedian: isOn(.median))
  }

  /// The same entries with their names, where the figure is anonymous.
  func openEntries(_ ranking: OneRanking) throws(PublishingError) -> [RankingTable.Entry] {
    guard output.isAnonymous else { return ranking.section.entries }
    var open = output
    open.isAnonymous = false
    let table = try run.ranking(for: open).latest(unless: output.year)
    return table.sections.first?.entries ?? []
  }

  /// Dots along one scale, in rows by year, tier or province.
  mutating func strip() throws(PublishingError) -> any Chart {
    let table = try run.ranking(for: output)
    let years = Set(table.sections.map(\.year)).sorted()
    var choice = word(.groupBy)
    if choice == "auto" { choice = years.count > 1 && output.year == nil ? "year" : "none" }
    var sections = choice == "year" ? table.sections : table.latest(unless: output.year).sections
    guard let latest = sections.last else { throw Figure.failure("nothing is selected") }
    if choice != "year", sections.count > 1 { throw Figure.several(sections) }
    if choice == "year",
      Set(sections.map { "\($0.kind.rawValue) \($0.level?.rawValue ?? "")" }).count > 1
    {
      throw Figure.several(sections)
    }
    sections.sort { $0.year < $1.year }
    let words = RankingWords(table, latest, language: language)
    var groups: [StripChart.Group] = []
    for section in sections {
      for (id, entry) in identified(section.entries) {
        guard entry.rank != nil, let value = entry.cell.value else { continue }
        let name: String
        switch choice {
        case "year": name = "\(section.year)"
        case "tier": name = entry.body.tier?.rawValue ?? text("未分类", "no tier")
        case "province":
          name = entry.body.province.isEmpty ? text("未注明省份", "no province") : entry.body.province
        default: name = ""
        }
        let point = StripChart.Point(
          id: id, label: entry.body.name, value: value, isFocus: entry.isFocus)
        if let place = groups.firstIndex(where: { $0.label == name }) {
          groups[place].points.append(point)
        } else {
          groups.append(
            StripChart.Group(id: "group-\(groups.count + 1)", label: name, points: [point]))
        }
        note(entry, as: id, series: groups.first { $0.label == name }?.id ?? "")
      }
    }
    var all = latest
    all.entries = sections.flatMap(\.entries)
    let allWords = RankingWords(table, all, language: language)
    let span =
      sections.count > 1
      ? text(
        "\(sections[0].year)—\(latest.year)", "\(sections[0].year)–\(latest.year)")
      : "\(latest.year)"
    let frame = setting.frame(
      title: words.title(of: span), subtitle: words.subtitle, unit: words.unit,
      source: allWords.source(of: span),
      notes: (sections.count == 1
        ? absent(from: OneRanking(table: table, section: latest, words: words)) : [])
        + words.figureNotes(showsRanks: false),
      reporting: FigureFrame.Reporting(
        stating: all.stating, selected: all.selected,
        noun: sections.count > 1 ? text("报告", "reports") : words.noun,
        outcome: outcome(of: table)))
    return StripChart(
      frame: frame, areCounts: table.subject.isCount, groups: groups,
      axisName: words.valueHeading)
  }

  /// How the values of a ranking are distributed.
  mutating func distribution() throws(PublishingError) -> any Chart {
    let ranking = try ranking()
    var points: [StripChart.Point] = []
    for (id, entry) in identified(ranking.section.entries) {
      guard entry.rank != nil, let value = entry.cell.value else { continue }
      points.append(
        StripChart.Point(id: id, label: entry.body.name, value: value, isFocus: entry.isFocus))
      note(entry, as: id)
    }
    return DistributionChart(
      frame: frame(ranking, notes: absent(from: ranking)), areCounts: ranking.table.subject.isCount,
      points: points)
  }

  /// Tiles in administrative order.
  mutating func tiles() throws(PublishingError) -> any Chart {
    let ranking = try ranking()
    let byProvince = word(.groupBy) == "province"
    let entries = identified(ranking.section.entries).sorted {
      ($0.entry.body.code, $0.entry.body.name) < ($1.entry.body.code, $1.entry.body.name)
    }
    for (id, entry) in entries { note(entry, as: id) }
    return TileChart(
      frame: frame(
        ranking,
        notes: [text("按行政区划代码排列。", "In the order of administrative codes.")]),
      areCounts: ranking.table.subject.isCount,
      tiles: entries.map { id, entry in
        TileChart.Tile(
          id: id, label: entry.body.name, state: Figure.state(of: entry.cell, ranking.words),
          rank: entry.rank,
          group: byProvince && !entry.body.province.isEmpty ? entry.body.province : nil,
          isFocus: entry.isFocus)
      })
  }

  /// A rate against its denominator with the limits of chance.
  mutating func funnel() throws(PublishingError) -> any Chart {
    let place = try indicator(output.of)
    guard let fair = run.fairComparison(of: place) else {
      throw failure(
        zh: "漏斗图只用于一段时间内的计数：\(Diagnostic.quoted(output.of))不是",
        en: "a funnel is of what is counted over a period: \(Diagnostic.quoted(output.of)) is not")
    }
    let table = run.tables[place]
    guard table.denominator != .none, table.denominator != .share else {
      throw failure(
        zh: "漏斗图要有分母：请给指标写 per", en: "a funnel needs a denominator: give the indicator per")
    }
    let ranking = try ranking()
    let entries = identified(try openEntries(ranking))
    let names = identified(ranking.section.entries)
    var members: [(place: Int, row: Int, observed: Double, exposure: Double)] = []
    for (position, item) in entries.enumerated() {
      guard item.entry.rank != nil, let row = row(of: item.entry),
        let standing = fair.rows[row]?.standing
      else { continue }
      members.append((position, row, standing.observed, standing.exposure))
    }
    guard members.count >= 2,
      let expected = Funnel.expectations(
        counts: members.map(\.observed), exposures: members.map(\.exposure)),
      let least = members.map(\.exposure).min(), let greatest = members.map(\.exposure).max(),
      let first = expected.first, let exposure = members.first?.exposure
    else {
      throw failure(
        zh: "不足两个机构有计数和分母，作不成漏斗图",
        en: "fewer than two bodies have a count and a denominator: there is no funnel to draw")
    }
    let rate = first / exposure
    let dispersion =
      fair.peerSets.first { $0.rows.contains(members[0].row) }?.usedDispersion ?? 1
    // The curves at forty-eight exposures, denser where they bend, and the bodies by the same limits.
    let steps = (0...47).map { step in
      let low = least * 0.85
      let share = Double(step) / 47
      return low + (greatest * 1.05 - low) * share * share
    }
    let method = FunnelMethod(adjustment: .given(dispersion))
    let funnel: Funnel
    do {
      funnel = try Funnel(
        members.enumerated().map { index, member in
          Funnel.Member(
            body: "\(index)", observed: member.observed, expected: member.exposure * rate)
        }, method: method)
    } catch {
      throw PublishingError(error.problems)
    }
    func curve(_ level: Double) -> [FunnelChart.Place] {
      steps.compactMap { exposure in
        funnel.limits(expected: exposure * rate, level: level).map {
          FunnelChart.Place(denominator: exposure, low: $0.low * rate, high: $0.high * rate)
        }
      }
    }
    let points = funnel.points
    let outside = points.count { $0.zone != .inside }
    let words = ranking.words
    let unit = words.unit
    let denominatorName: LocalisedText
    var denominatorUnit = ""
    var isCounted = false
    switch table.denominator {
    case .millionResidents:
      denominatorName = Words.quantity("residents")
      denominatorUnit = text("百万人", "million")
    case .quantity(let id): denominatorName = Words.quantity(id)
    case .measure(let id):
      denominatorName = Words.name(of: MeasureSet([id]), in: run.data)
      isCounted = true
    case .none, .share: denominatorName = LocalisedText(zh: "", en: "")
    }
    for member in members { note(entries[member.place].entry, as: names[member.place].id) }
    let phi = NumberStyle(language: setting.language, decimals: 1).string(dispersion)
    let notes = [
      text(
        "界限只计机遇（泊松分布的精确界限，离散度φ＝\(phi)），95%界限外\(outside)个；机构之间本来的差异不在其内。",
        "Limits are of chance alone (exact Poisson limits, dispersion φ = \(phi)); \(outside) lie "
          + "outside those of 95 %. What bodies differ by beside chance is not in them.")
    ]
    return FunnelChart(
      frame: frame(ranking, unit: "", notes: notes),
      denominator: ScatterChart.Axis(
        name: denominatorName.text(in: language), unit: denominatorUnit,
        areCounts: isCounted),
      // The unit says what it is divided by.
      rate: ScatterChart.Axis(
        name: ranking.table.subject.name.text(in: language), unit: unit, areCounts: false),
      points: zip(members, points).map { member, point in
        FunnelChart.Point(
          id: names[member.place].id, label: names[member.place].entry.body.name,
          denominator: member.exposure, rate: member.observed / member.exposure,
          isOutside: point.zone != .inside, isFocus: names[member.place].entry.isFocus)
      }, reference: rate, referenceName: text("合计的比率", "Rate of all together"),
      limits: [
        FunnelChart.Limit(name: "95%", places: curve(0.95)),
        FunnelChart.Limit(name: "99.8%", places: curve(0.998)),
      ])
  }
}
