import Charting
import Diagnostics
import Metrics
import Observations

extension FigureMaker {
  /// The ranking of the index, of which alone ranks and parts are known.
  private func index() throws(PublishingError) -> OneRanking {
    guard output.of == GroupDefinition.root else {
      throw failure(
        zh: "\(output.kind.rawValue) 是总得分的图：请写 of: index",
        en: "\(output.kind.rawValue) is of the whole score: write of: index")
    }
    return try ranking()
  }

  /// Ranks with their intervals, in bands that the figures do not tell apart.
  mutating func rankIntervals() throws(PublishingError) -> any Chart {
    let ranking = try index()
    guard let found = run.robustness?.robustness else {
      let reason =
        run.robustnessRefusal ?? LocalisedText(zh: "没有机构列位次", en: "no body is ranked")
      throw failure(
        zh: "没有位次区间：\(reason.chinese)", en: "there are no rank intervals: \(reason.english)")
    }
    let choice = word(.interval)
    let names = [
      "both": text(
        "数字与方法同时变动时，九成模拟落在其间",
        "nine draws in ten of figures and method together lie within"),
      "data": text("数字波动时，九成模拟落在其间", "nine draws in ten of the figures lie within"),
      "method": text("换一种方法时，九成模拟落在其间", "nine draws in ten of the method lie within"),
    ]
    let bands = found.bands()
    let open = identified(try openEntries(ranking))
    let shown = identified(ranking.section.entries)
    var rows: [RankIntervalChart.Row] = []
    var numbers: [Int: Int] = [:]
    for (item, open) in zip(shown, open) {
      guard let rank = item.entry.rank, let row = row(of: open.entry) else { continue }
      let source = found.rows[row]
      let spread: Robustness.Spread?
      switch choice {
      case "data": spread = source.data
      case "method": spread = source.method
      default: spread = source.joint
      }
      guard let spread else {
        throw failure(
          zh: "没有可变动的\(choice == "data" ? "数字" : "方法")，没有位次区间",
          en: "nothing of the \(choice) varies, so that there are no rank intervals")
      }
      let band = bands.firstIndex { $0.rows.contains(row) } ?? 0
      let number = numbers[band] ?? numbers.count
      numbers[band] = number
      rows.append(
        RankIntervalChart.Row(
          id: item.id, label: item.entry.body.name, rank: rank,
          low: Int(spread.low.rounded(.down)), high: Int(spread.high.rounded(.up)), band: number,
          isFocus: item.entry.isFocus))
      note(item.entry, as: item.id)
    }
    return RankIntervalChart(
      frame: frame(
        ranking, unit: text("位次", "rank"),
        notes: ranking.words.silentNotes),
      rows: rows, intervalName: names[choice] ?? "")
  }

  /// The parts of a score: groups right below the index with indicators that stand there, or all
  /// indicators.
  private func parts() -> (ids: [String], contribution: (ScoreCard.Row, Int) -> Double?) {
    let study = run.study
    let tops = study.groups.filter { ($0.parent ?? GroupDefinition.root) == GroupDefinition.root }
    var choice = output.kind.options.contains(.groupBy) ? word(.groupBy) : "indicators"
    if choice == "auto" { choice = tops.count >= 2 ? "groups" : "indicators" }
    let card = run.scores
    let counted = study.indicators.indices.filter {
      card.table.indicators[$0].weight > 0
        && (choice != "groups"
          || (study.indicators[$0].definition.group ?? GroupDefinition.root)
            == GroupDefinition.root)
    }
    let groups =
      choice == "groups" ? tops.compactMap { card.groupIDs.firstIndex(of: $0.id) } : []
    let ids =
      groups.map { card.groupIDs[$0] } + counted.map { study.indicators[$0].id }
    return (
      ids,
      { row, place in
        place < groups.count
          ? row.groupParts[groups[place]].contribution
          : row.parts[counted[place - groups.count]].contribution
      }
    )
  }

  /// What each part contributes to the index.
  mutating func stackedBar() throws(PublishingError) -> any Chart {
    let ranking = try index()
    let parts = parts()
    let open = identified(try openEntries(ranking))
    let shown = identified(ranking.section.entries)
    var rows: [StackedBarChart.Row] = []
    for (item, open) in zip(shown, open) {
      guard let row = row(of: open.entry), item.entry.rank != nil else { continue }
      let scored = run.scores.rows[row]
      rows.append(
        StackedBarChart.Row(
          id: item.id, label: item.entry.body.name, rank: item.entry.rank,
          total: scored.index.value,
          values: parts.ids.indices.map { parts.contribution(scored, $0) },
          isFocus: item.entry.isFocus))
      note(item.entry, as: item.id)
      for id in parts.ids { note(item.entry, as: item.id, series: id) }
    }
    guard rows.contains(where: { $0.values.contains { $0 != nil } }) else {
      throw failure(
        zh: "这种方法的得分不是各项之和，没有构成可画",
        en: "a score of this method is no sum, so that it has no parts to draw")
    }
    return StackedBarChart(
      frame: frame(ranking, notes: ranking.words.silentNotes + reweighted(rows)),
      parts: parts.ids.map { StackedBarChart.Part(id: $0, label: name(ofPart: $0)) }, rows: rows,
      totalName: text("得分", "Score"))
  }

  /// Parts of a body that lacks one weigh more than they do elsewhere.
  private func reweighted(_ rows: [StackedBarChart.Row]) -> [String] {
    guard run.study.method.scoring.missing == .renormalise,
      rows.contains(where: { $0.values.contains { $0 == nil } })
    else { return [] }
    return [
      text(
        "缺项的机构其余各项权重加大，各段不宜与其他机构逐段比较。",
        "Where a part is missing the others weigh more: do not compare its segments with those of "
          + "other bodies.")
    ]
  }

  /// What the change of a score, or the gap to another body, is made of.
  mutating func waterfall() throws(PublishingError) -> any Chart {
    guard output.of == GroupDefinition.root else {
      throw failure(
        zh: "waterfall 是总得分的图：请写 of: index", en: "waterfall is of the whole score: write of: index")
    }
    let focus = try focus()
    let own = run.rows.indices.filter { run.rows[$0].body.name == focus }
    guard
      let to = own.filter({ output.year == nil || run.rows[$0].year == output.year })
        .max(by: { run.rows[$0].year < run.rows[$1].year })
    else {
      throw failure(
        zh: "没有选\(Diagnostic.quoted(focus))：请检查 focus 和 year",
        en: "\(Diagnostic.quoted(focus)) is not selected: check focus and year")
    }
    let year = run.rows[to].year
    let against = output.options[.against]?.first
    let from: Int?
    if let against, Int(against) == nil {
      from = run.rows.indices.first {
        run.rows[$0].body.name == against && run.rows[$0].year == year
      }
    } else if let against, let earlier = Int(against) {
      from = own.first { run.rows[$0].year == earlier }
    } else {
      from = own.filter { run.rows[$0].year < year && run.scores.rows[$0].index.value != nil }
        .max { run.rows[$0].year < run.rows[$1].year }
    }
    guard let from else {
      throw failure(
        zh: against.map { "没有选\(Diagnostic.quoted($0))，无从比较" }
          ?? "\(Diagnostic.quoted(focus))没有更早的得分：请写 against: 年份或机构",
        en: against.map {
          "\(Diagnostic.quoted($0)) is not selected, so that nothing can be compared"
        }
          ?? "\(Diagnostic.quoted(focus)) has no earlier score: write against, a year or a body")
    }
    guard let difference = ScoreDifference(from: run.scores.rows[from], to: run.scores.rows[to])
    else {
      throw failure(
        zh: "得分缺一个，或不是各项之和，拆不开",
        en: "a score is lacking or is no sum, so that the difference has no parts")
    }
    let isSameBody = run.rows[from].body == run.rows[to].body
    func label(_ row: Int) -> String {
      isSameBody
        ? text("\(run.rows[row].year)年得分", "Score \(run.rows[row].year)")
        : text("\(run.rows[row].body.name)得分", "\(run.rows[row].body.name)")
    }
    let steps = run.study.indicators.indices.filter { place in
      run.scores.table.indicators[place].weight > 0 || difference.parts[place].total != 0
    }
    var wanted = output
    wanted.year = nil
    let table = try run.ranking(for: wanted)
    guard
      let section = table.sections.first(where: { section in
        section.year == year && section.entries.contains { $0.body.key == run.bodies[to].key }
      })
    else { throw Figure.several(table.sections) }
    var own2 = section
    own2.entries = section.entries.filter { entry in
      entry.body.key == run.bodies[to].key
        || (!isSameBody && entry.body.key == run.bodies[from].key)
    }
    let words = RankingWords(table, own2, language: language)
    let name = table.subject.name.text(in: language)
    let title =
      isSameBody
      ? text(
        "\(focus)得分的变化：\(run.rows[from].year)年至\(year)年",
        "\(focus): change of the score, \(run.rows[from].year) to \(year)")
      : text(
        "\(focus)与\(run.rows[from].body.name)得分之差，\(year)年",
        "\(focus) and \(run.rows[from].body.name): the gap in the score, \(year)")
    // The year set against is made of another report.
    let earlier = table.sections.first { section in
      section.year == run.rows[from].year
        && section.entries.contains { $0.body.key == run.bodies[from].key }
    }
    var sources = [words.source]
    if isSameBody, var earlier {
      earlier.entries.removeAll { $0.body.key != run.bodies[from].key }
      sources.insert(RankingWords(table, earlier, language: language).source, at: 0)
    }
    let source = sources.joined(separator: text("；", "; "))
    let style = NumberStyle(
      for: [difference.from, difference.to] + steps.map { difference.parts[$0].total },
      areCounts: false, language: setting.language)
    // The change of what is printed, not of what stands behind the rounding.
    let scale = [1.0, 10, 100, 1000][min(max(style.decimals, 0), 3)]
    let change =
      ((difference.to * scale).rounded() - (difference.from * scale).rounded()) / scale
    let amount = style.string(abs(change))
    let gap =
      isSameBody
      ? text(
        "，\(change < 0 ? "减少" : "增加")\(amount)分",
        ", \(change < 0 ? "down" : "up") \(amount) points")
      : text("，相差\(amount)分", ", \(amount) points apart")
    for place in steps {
      for row in Set([from, to]).sorted() {
        guard
          var entry = table.sections.flatMap(\.entries).first(where: {
            $0.body.key == run.rows[row].body && $0.year == run.rows[row].year
          })
        else { continue }
        entry.cell = run.tables[place].rows[row].cell
        note(entry, as: run.study.indicators[place].id, adding: true)
      }
    }
    return WaterfallChart(
      frame: setting.frame(
        title: title, subtitle: name + gap, unit: words.unit, source: source,
        notes: words.figureNotes(showsRanks: false),
        reporting: FigureFrame.Reporting(stating: 0, selected: 0, noun: words.noun)),
      start: WaterfallChart.Total(label: label(from), value: difference.from),
      steps: steps.map { place in
        WaterfallChart.Step(
          id: run.study.indicators[place].id, label: self.name(of: place),
          change: difference.parts[place].total)
      }, end: WaterfallChart.Total(label: label(to), value: difference.to))
  }

  /// The scores of one or two bodies by indicator, with a twin dot plot.
  mutating func radar() throws(PublishingError) -> any Chart {
    let ranking = try index()
    let focus = try focus()
    let names = [focus] + (output.options[.against]?.prefix(1) ?? [])
    let card = run.scores
    let places = run.study.indicators.indices.filter { card.table.indicators[$0].weight > 0 }
    var polygons: [RadarChart.Polygon] = []
    for name in names {
      guard let entry = ranking.section.entries.first(where: { $0.body.name == name }),
        let row = row(of: entry)
      else {
        throw failure(
          zh: "没有选\(Diagnostic.quoted(name))：请检查 focus、against 和 year",
          en: "\(Diagnostic.quoted(name)) is not selected: check focus, against and year")
      }
      let id = setting.id(of: entry.body, at: polygons.count)
      polygons.append(
        RadarChart.Polygon(
          id: id, label: name, values: places.map { card.rows[row].normalised[$0] },
          isFocus: name == focus))
      for place in places {
        var own = entry
        own.cell = run.tables[place].rows[row].cell
        note(own, as: id, series: run.study.indicators[place].id)
      }
    }
    let rows = ranking.section.entries.compactMap { row(of: $0) }
    let medians = places.map { place -> Double? in
      let values = rows.compactMap { card.rows[$0].normalised[place] }.sorted()
      guard !values.isEmpty else { return nil }
      let middle = values.count / 2
      return values.count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2
    }
    let all = places.flatMap { place in rows.compactMap { card.rows[$0].normalised[place] } }
    guard let least = all.min(), let greatest = all.max() else {
      throw failure(zh: "没有得分可画", en: "there are no scores to draw")
    }
    // Scores of 0 to 100 keep those ends; others take those of the selection.
    let isHundred = least >= 0 && greatest <= 100 && greatest > 1
    return RadarChart(
      frame: frame(
        ranking,
        title: names.joined(separator: text("与", " and "))
          + text("各项得分", ": scores by indicator"),
        subtitle: text(
          "标准化后的得分；\(ranking.section.year)年", "normalised scores, \(ranking.section.year)"),
        notes: []),
      axes: places.map { RadarChart.Axis(id: run.study.indicators[$0].id, label: name(of: $0)) },
      polygons: polygons, medians: medians, low: isHundred ? 0 : least,
      high: isHundred ? 100 : greatest)
  }

  /// Several figures in one.
  mutating func panels() throws(PublishingError) -> any Chart {
    guard (2...12).contains(output.panels.count) else {
      throw failure(
        zh: "组图要2至12张图，这里有\(output.panels.count)张",
        en: "a figure has 2 to 12 panels, and here are \(output.panels.count)")
    }
    var charts: [any Chart] = []
    for panel in output.panels {
      var own = panel
      own.language = output.language
      own.theme = output.theme
      own.size = output.size
      own.isAnonymous = output.isAnonymous
      own.focus = panel.focus ?? output.focus
      own.year = panel.year ?? output.year
      var maker = FigureMaker(own, of: run)
      charts.append(try maker.chart())
      for (value, ids) in maker.observations {
        add(
          ids,
          to: Value(row: "p\(charts.count)-\(value.row)", series: value.series, year: value.year))
      }
    }
    var frame = charts[0].frame
    frame.title =
      setting.appearance.title
      ?? (run.study.title ?? LocalisedText(zh: "组图", en: "Panels")).text(in: language)
    frame.showsTitle = setting.appearance.title != "none"
    frame.subtitle = setting.appearance.subtitle
    frame.unit = ""
    frame.sources = []
    frame.notes = []
    return PanelsChart(
      frame: frame, panels: charts, columns: output.options[.columns]?.first.flatMap { Int($0) })
  }
}
