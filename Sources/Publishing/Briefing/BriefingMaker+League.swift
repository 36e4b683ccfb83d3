import Diagnostics
import Metrics
import Observations

extension BriefingMaker {
  /// All bodies of a selection: their scores and ranks, how far these hold, and each indicator.
  func leagueSections() -> [Briefing.Section] {
    let row = anchor
    var whole = Briefing.Section(heading: text("总体情况", "Overall"))
    whole.paragraphs.append(
      say(
        "比较范围为所选\(n(.selected(row: row)))个\(name: bodies)\(year: run.rows[row].year)年工作报告的\(n(.indicators))项指标。",
        "Compared are \(n(.indicators)) indicators of the work reports for \(year: run.rows[row].year) of the \(n(.selected(row: row))) \(name: bodies.lowercasedFirst) selected."
      ))
    if isScored, let ranked = numbers.number(.ranked(row: row)), ranked.value > 0 {
      whole.figures.append(
        figure(
          .rankedBar, of: GroupDefinition.root, id: "ranking", "得分与位次", "Scores and ranks"))
      whole.findings.append(Briefing.Finding(sentence: range(row), figure: "ranking"))
      whole.findings.append(contentsOf: leaders(row))
      if let bands = bands(row) {
        var finding = Briefing.Finding(sentence: bands)
        if run.robustness != nil {
          whole.figures.append(
            figure(
              .rankIntervals, of: GroupDefinition.root, id: "intervals", "位次区间", "Rank intervals"))
          finding.figure = "intervals"
        }
        whole.findings.append(finding)
      }
      whole.tables = [leagueTable(row)]
    }
    if let focusRow = focusRow, focusRow == row, isScored {
      whole.findings.append(Briefing.Finding(sentence: standing(row)))
    }

    var parts = Briefing.Section(heading: text("各项指标", "Indicator by indicator"))
    for indicator in run.study.indicators.indices {
      parts.findings.append(Briefing.Finding(sentence: spread(indicator, row)))
    }
    parts.figures = [
      figure(
        .scorecard, of: GroupDefinition.root, id: "scorecard", "各项指标的载明数",
        "Figures stated, by indicator")
    ]
    if let first = parts.findings.indices.first { parts.findings[first].figure = "scorecard" }

    var open = Briefing.Section(heading: text("未列位次的机构", "Bodies without a rank"))
    if let without = numbers.number(.notRanked(row: row)), without.value > 0, isScored,
      !whole.tables.isEmpty
    {
      let names = numbers.scoreWords(row).section.entries.filter { $0.rank == nil }
        .map(\.body.name)
      open.paragraphs.append(
        say(
          "\(without)个机构不列位次：\(list(names))。所缺的指标见表\(constant: "1")；不列位次只因报告载明的可比指标不足，与数量多少无关。",
          "\(without) bodies have no rank: \(list(names)). Table \(constant: "1") says what they lack; it is that their reports state too little, not that they state little."
        ))
    }
    var rate = Briefing.Section(heading: text("载明情况", "What reports state"))
    rate.paragraphs = reporting(row)
    rate.figures = [figure(.reportingRate, of: GroupDefinition.root, id: "reporting-rate")]
    return gathered([whole, parts, open, rate])
  }

  private var focusRow: Int? {
    focus.flatMap { name in
      numbers.peers(of: anchor).first { run.rows[$0].body.name == name }
    }
  }

  private func range(_ row: Int) -> Sentence {
    let without = numbers.number(.notRanked(row: row))
    var sentence = say(
      "\(n(.ranked(row: row)))个机构可列位次", "\(n(.ranked(row: row))) bodies can be ranked")
    if let without, without.value > 0 {
      sentence += say(
        "，另有\(without)个因载明的指标不足不列位次",
        ", \(without) more state too little to be ranked")
    }
    sentence += say(
      "；得分在\(n(.lowestScore(row: row)))～\(n(.highestScore(row: row)))分之间\(leastFirst)，中位数为\(n(.medianScore(row: row)))分。",
      "; scores lie in \(n(.lowestScore(row: row)))–\(n(.highestScore(row: row))), their median is \(n(.medianScore(row: row)))."
    )
    return sentence
  }

  /// Who stands first, each with the interval of its rank: at most three ranks, ties whole.
  private func leaders(_ row: Int) -> [Briefing.Finding] {
    let peers = numbers.peers(of: row).filter { (run.scores.rows[$0].rank ?? .max) <= 3 }
      .sorted { (run.scores.rows[$0].rank ?? 0, $0) < (run.scores.rows[$1].rank ?? 0, $1) }
    // A fact about all is no news of some: with few bodies the table says it.
    guard peers.count < numbers.scores(row).count else { return [] }
    let parts = peers.map { peer -> Sentence in
      var part = say(
        "第\(n(.rank(row: peer)))位\(name: body(peer))（\(n(.score(row: peer)))分",
        "\(n(.rank(row: peer))) \(name: body(peer)) (\(n(.score(row: peer))) points")
      if let best = numbers.number(.bestRank(row: peer)),
        let worst = numbers.number(.worstRank(row: peer))
      {
        part +=
          best.value == worst.value
          ? say("，位次区间\(best)", ", interval \(best)")
          : say("，位次区间\(best)～\(worst)", ", interval \(best)–\(worst)")
      }
      return part + say("）", ")")
    }
    let isOneBand =
      numbers.bands(row)?.contains { band in peers.allSatisfy { band.rows.contains($0) } } ?? false
    let caution: Sentence =
      isOneBand && peers.count > 1
      ? say("；按数字分不出这几个机构的先后", "; the figures do not tell these apart") : ""
    return [
      Briefing.Finding(
        sentence: say(
          "按得分排列，\(parts.joined("、"))\(caution)。",
          "By score: \(parts.joined(", "))\(caution)."))
    ]
  }

  private func bands(_ row: Int) -> Sentence? {
    guard let bands = numbers.bands(row), let count = numbers.number(.bands(row: row)) else {
      return nil
    }
    guard bands.count > 1 else {
      return say(
        "按数字分不出档：没有哪一位能把前后的机构全部分开，位次的先后要结合区间看。",
        "The figures part no bands: at no rank do they set all above apart from all below, so that ranks are to be read with their intervals."
      )
    }
    let parts = bands.compactMap { band -> Sentence? in
      let ordered = band.rows.sorted {
        (run.scores.rows[$0].rank ?? 0) < (run.scores.rows[$1].rank ?? 0)
      }
      guard let first = ordered.first, let last = ordered.last else { return nil }
      return run.scores.rows[first].rank == run.scores.rows[last].rank
        ? say("第\(n(.rank(row: first)))位", "rank \(n(.rank(row: first)))")
        : say(
          "第\(n(.rank(row: first)))～\(n(.rank(row: last)))位",
          "ranks \(n(.rank(row: first)))–\(n(.rank(row: last)))")
    }
    guard parts.count <= 6 else {
      return say(
        "按数字可分\(count)档，同档之内先后不都分得出。",
        "The figures part \(count) bands; within one not all can be told apart.")
    }
    return say(
      "按数字可分\(count)档：\(parts.joined("、"))；同档之内先后不都分得出，不宜逐位比较。",
      "The figures part \(count) bands: \(parts.joined(", ")); within one not all can be told apart, so that ranks are not to be compared one by one."
    )
  }

  /// What the reports state of an indicator: how many, from where to where, the greatest by name.
  private func spread(_ indicator: Int, _ row: Int) -> Sentence {
    let unit = unit(indicator, row)
    let peers = numbers.peers(of: row)
    let values = peers.compactMap { peer in numbers.ranking(indicator, peer).map { (peer, $0) } }
    let isRate = run.tables[indicator].denominator != .none
    var sentence = say(
      "\(name: name(indicator))：\(n(.stating(indicator: indicator, row: row)))个机构\(isRate ? "可折算（占" : "的报告载明（载明率")\(n(.reportingRate(indicator: indicator, row: row)))）",
      "\(name: name(indicator)): \(isRate ? "known of" : "stated by") \(n(.stating(indicator: indicator, row: row))) bodies (\(n(.reportingRate(indicator: indicator, row: row))))"
    )
    guard let greatest = values.map(\.1).max(), values.count > 1 else {
      if let only = values.first {
        sentence += say(
          "，为\(name: body(only.0))的\(n(.value(indicator: indicator, row: only.0)))\(unit)",
          ": \(name: body(only.0)), \(n(.value(indicator: indicator, row: only.0)))\(unit)")
      }
      return sentence + say("。", ".")
    }
    if let all = numbers.number(.comparable(indicator: indicator, row: row)),
      all.value != numbers.number(.stating(indicator: indicator, row: row))?.value
    {
      sentence += say("，其中可比的\(all)个", "; of those, \(all) comparable ones")
    }
    guard values.contains(where: { $0.1 != greatest }) else {
      return sentence
        + say(
          "，均为\(n(.highest(indicator: indicator, row: row)))\(unit)。",
          ", all \(n(.highest(indicator: indicator, row: row)))\(unit).")
    }
    sentence += say(
      "，在\(n(.lowest(indicator: indicator, row: row)))～\(n(.highest(indicator: indicator, row: row)))\(unit)之间，中位数为\(n(.median(indicator: indicator, row: row)))",
      ", \(n(.lowest(indicator: indicator, row: row)))–\(n(.highest(indicator: indicator, row: row)))\(unit), median \(n(.median(indicator: indicator, row: row)))"
    )
    let first = values.filter { $0.1 == greatest }.map { body($0.0) }
    if first.count <= 3, first.count < values.count {
      sentence += say("，最多的为\(list(first))", "; the most: \(list(first))")
    }
    return sentence + say("。", ".")
  }

  /// How often indicators are stated at all.
  private func reporting(_ row: Int) -> [Sentence] {
    let indicators = run.study.indicators.indices
    func rate(_ indicator: Int) -> Double {
      numbers.number(.stating(indicator: indicator, row: row))?.value ?? 0
    }
    let rates = indicators.map(rate)
    guard indicators.count > 1, let most = rates.max(), let least = rates.min(), most > least,
      let first = indicators.first(where: { rate($0) == most }),
      let last = indicators.first(where: { rate($0) == least })
    else { return [] }
    func names(_ value: Double) -> Sentence {
      list(indicators.filter { rate($0) == value }.map(name))
    }
    return [
      say(
        "各项指标载明的多少不同：最多的为\(names(most))（\(n(.selected(row: row)))个机构中\(n(.stating(indicator: first, row: row)))个），最少的为\(names(least))（\(n(.stating(indicator: last, row: row)))个）；位次只在载明的机构之间有效。",
        "Indicators differ in how many reports state them: most \(names(most)) (\(n(.stating(indicator: first, row: row))) of \(n(.selected(row: row)))), fewest \(names(least)) (\(n(.stating(indicator: last, row: row)))); ranks hold among those that state them alone."
      )
    ]
  }

  private func leagueTable(_ row: Int) -> Briefing.Table {
    let peers = numbers.peers(of: row)
    let hasInterval = peers.contains { numbers.number(.bestRank(row: $0)) != nil }
    let section = numbers.scoreWords(row).section
    let rows = section.entries.compactMap { entry -> (cells: [Sentence], isFocus: Bool)? in
      guard let own = peers.first(where: { run.rows[$0].body == entry.body.key }) else {
        return nil
      }
      let isRanked = entry.rank != nil
      var score: Sentence = isRanked ? n(.score(row: own)) : "—"
      if !isRanked, numbers.number(.leastScore(row: own)) != nil,
        numbers.number(.greatestScore(row: own)) != nil
      {
        score = say(
          "\(n(.leastScore(row: own)))～\(n(.greatestScore(row: own)))",
          "\(n(.leastScore(row: own)))–\(n(.greatestScore(row: own)))")
      }
      var cells: [Sentence] = [
        isRanked ? n(.rank(row: own)) : "—",
        Sentence([.name(entry.body.name)]), Sentence([.name(entry.body.province)]), score,
      ]
      if hasInterval {
        var interval: Sentence = "—"
        if let best = numbers.number(.bestRank(row: own)),
          let worst = numbers.number(.worstRank(row: own))
        {
          interval =
            best.value == worst.value
            ? "\(best)" : say("\(best)～\(worst)", "\(best)–\(worst)")
        }
        cells.append(interval)
      }
      var remarks = lacking(own)
      let filled = run.imputed(own).map(name)
      if !filled.isEmpty {
        remarks.append(
          text(
            "插补：\(filled.joined(separator: "、"))",
            "filled in: \(filled.map(\.lowercasedFirst).joined(separator: ", "))"))
      }
      cells.append(Sentence([.name(remarks.joined(separator: text("；", "; ")))]))
      return (cells, entry.isFocus)
    }
    var columns = [
      TextTable.Column(heading: text("位次", "Rank"), isNumber: true),
      TextTable.Column(heading: text("地区", "Body")),
      TextTable.Column(heading: text("省份", "Province")),
      TextTable.Column(heading: text("得分", "Score"), isNumber: true),
    ]
    if hasInterval {
      columns.append(
        TextTable.Column(heading: text("位次区间", "Rank interval"), isNumber: true))
    }
    columns.append(TextTable.Column(heading: text("说明", "Remark")))
    return Briefing.Table(
      caption: text(
        "\(run.rows[row].year)年\(bodies)得分与位次",
        "Scores and ranks: \(bodies.lowercasedFirst), \(run.rows[row].year)"),
      unit: text("单位：分", "Unit: points"), columns: columns, rows: rows,
      notes: tableNotes(peers))
  }

  /// What the table's marks mean, as far as it has them.
  private func tableNotes(_ peers: [Int]) -> [String] {
    let scored = run.scores.rows
    var notes: [String] = []
    if peers.contains(where: { scored[$0].rank == nil }) {
      notes.append(text("位次为“—”的机构不列位次。", "Bodies with “—” have no rank."))
    }
    if peers.contains(where: { scored[$0].rank == nil && scored[$0].index.low != nil }) {
      notes.append(
        text(
          "不列位次的机构，得分一栏为得分必在的区间。",
          "Of bodies without a rank the score is the interval in which it must lie."))
    }
    let ranks = peers.compactMap { scored[$0].rank }
    if Set(ranks).count < ranks.count {
      notes.append(text("得分相同的并列，位次相同。", "Equal scores share a rank."))
    }
    return notes
  }
}
