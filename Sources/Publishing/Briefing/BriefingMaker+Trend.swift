import Diagnostics
import Metrics
import Observations

extension BriefingMaker {
  /// Bodies over the years: from the first to the last figure, the greatest and the least, and the gaps.
  func trendSections() -> [Briefing.Section] {
    var bodies: [BodyKey] = []
    for row in run.rows where !bodies.contains(row.body) { bodies.append(row.body) }
    // The focus first; a trend of many bodies is told for the first eight.
    bodies = bodies.filter { $0.name == focus } + bodies.filter { $0.name != focus }
    let told = bodies.prefix(8)
    let rest = bodies.count - told.count
    var sections: [Briefing.Section] = []
    var whole = Briefing.Section(heading: text("总体情况", "Overall"))
    let years = Set(run.rows.map(\.year)).sorted()
    if let first = years.first, let last = years.last {
      whole.paragraphs.append(
        say(
          "比较\(list(told.map(\.name)))\(year: first)—\(year: last)年工作报告中\(n(.indicators))项指标的载明数。未收录报告或报告未载明的年份留空，不作\(constant: "0")计，也不推算。",
          "Compared are the figures of \(n(.indicators)) indicators in the work reports of \(list(told.map(\.name))), \(year: first)–\(year: last). Years without a report or a figure are neither \(constant: "0") nor filled in."
        ))
    }
    for indicator in run.study.indicators.indices.prefix(6)
    where told.contains(where: { body in
      run.rows.indices.contains {
        run.rows[$0].body == body && numbers.ranking(indicator, $0) != nil
      }
    }) {
      var output = figure(
        .line, of: run.study.indicators[indicator].id,
        id: "line-\(run.study.indicators[indicator].id)")
      output.bodies = told.map(\.name)
      output.isAnonymous = false
      whole.figures.append(output)
    }
    if rest > 0, let rest = numbers.number(.listed(count: rest)) {
      whole.paragraphs.append(
        say("所选的其余\(rest)个机构从略。", "The other \(rest) bodies selected are left out."))
    }
    whole.findings += beyondChance(Array(told))
    sections.append(whole)
    for body in told {
      guard let row = run.rows.indices.first(where: { run.rows[$0].body == body }) else { continue }
      var section = Briefing.Section(heading: run.bodies[row].fullName.text(in: language))
      for indicator in run.study.indicators.indices {
        var finding = development(indicator, row)
        let drawn = whole.figures.first { $0.of == run.study.indicators[indicator].id }
        finding.headline = say(
          "\(name: body.name)\(finding.headline ?? finding.sentence)",
          "\(name: body.name): \(finding.headline ?? finding.sentence)")
        finding.figure = body == told.first ? drawn?.id : nil
        section.findings.append(finding)
      }
      section.tables = [trendTable(row)]
      sections.append(section)
    }
    return gathered(sections)
  }

  /// Which of all differences between the first and the last year chance does not explain.
  private func beyondChance(_ bodies: [BodyKey]) -> [Briefing.Finding] {
    var beyond: [String] = []
    var tested = 0
    for body in bodies {
      guard let row = run.rows.indices.first(where: { run.rows[$0].body == body }) else { continue }
      for indicator in run.study.indicators.indices {
        let years = numbers.years(indicator, row)
        guard let first = years.first, let last = years.last, first != last,
          let isBeyond = isBeyondChance(indicator, first, last)
        else { continue }
        tested += 1
        if isBeyond { beyond.append(body.name + text("的", ", ") + name(indicator)) }
      }
    }
    guard tested > 0 else { return [] }
    return [
      Briefing.Finding(
        sentence: beyond.isEmpty
          ? say(
            "经检验的首末两年之差都没有超出计数的偶然波动，不足以说明有变化。",
            "No difference between the first and the last year that was tested is more than counts vary by chance: no change can be told."
          )
          : say(
            "首末两年之差超出计数偶然波动的有：\(list(beyond))；其余经检验的差不足以说明有变化。",
            "More than counts vary by chance is the difference between the first and the last year of: \(list(beyond)). The others that were tested tell no change."
          ))
    ]
  }

  /// From the first year with a comparable figure to the last.
  private func development(_ indicator: Int, _ row: Int) -> Briefing.Finding {
    let years = numbers.years(indicator, row)
    let unit = unit(indicator, row)
    guard let first = years.first, let last = years.last else {
      return Briefing.Finding(
        sentence: say(
          "\(name: name(indicator))：所选年份的报告没有载明可比的数。",
          "\(name: name(indicator)): no report of the years selected states a comparable figure."))
    }
    guard years.count > 1, let from = numbers.ranking(indicator, first),
      let to = numbers.ranking(indicator, last)
    else {
      return Briefing.Finding(
        sentence: say(
          "\(name: name(indicator))：只有\(year: run.rows[first].year)年的报告载明可比的数，为\(n(.value(indicator: indicator, row: first)))\(unit)。",
          "\(name: name(indicator)): the report for \(year: run.rows[first].year) alone states a comparable figure, \(n(.value(indicator: indicator, row: first)))\(unit)."
        ))
    }
    var sentence = say(
      "\(name: name(indicator))：\(year: run.rows[first].year)年\(n(.value(indicator: indicator, row: first)))\(unit)，\(year: run.rows[last].year)年\(n(.value(indicator: indicator, row: last)))\(unit)",
      "\(name: name(indicator)): \(n(.value(indicator: indicator, row: first)))\(unit) in \(year: run.rows[first].year), \(n(.value(indicator: indicator, row: last)))\(unit) in \(year: run.rows[last].year)"
    )
    let change = n(.change(indicator: indicator, from: first, to: last))
    sentence +=
      from == to
      ? say("，两年相同", ", the same in both")
      : to > from
        ? say("，增加\(change)\(unit)", ", \(change) more")
        : say("，减少\(change)\(unit)", ", \(change) fewer")
    if let chance = chance(indicator, first, last) { sentence += chance }
    var extremes: Sentence?
    let values = years.compactMap { numbers.ranking(indicator, $0) }
    if years.count > 2, let greatest = values.max(), let least = values.min(), least < greatest {
      /// The years of a value, and the value of the first of them.
      func end(_ value: Double) -> (years: Sentence, value: Sentence) {
        let own = years.filter { numbers.ranking(indicator, $0) == value }
        return (
          own.map { row -> Sentence in "\(year: run.rows[row].year)" }
            .joined(text("、", ", ")),
          n(.value(indicator: indicator, row: own[0]))
        )
      }
      let (most, fewest) = (end(greatest), end(least))
      extremes = say(
        "载明的\(n(.years(indicator: indicator, row: row)))个年份中，最多为\(most.value)\(unit)（\(most.years)年），最少为\(fewest.value)\(unit)（\(fewest.years)年）",
        "of the \(n(.years(indicator: indicator, row: row))) years with a figure the most is \(most.value)\(unit) (\(most.years)), the least \(fewest.value)\(unit) (\(fewest.years))"
      )
    }
    if let excluded = excluded(indicator, row) { sentence += excluded }
    let end = say("。", ".")
    guard let extremes else { return Briefing.Finding(sentence: sentence + end) }
    return Briefing.Finding(
      sentence: sentence + say("；", "; ") + extremes + end, headline: sentence + end,
      detail: extremes + end)
  }

  /// The years whose figure is known, but not comparable; nothing where there are none.
  private func excluded(_ indicator: Int, _ row: Int) -> Sentence? {
    let years = run.rows.indices.filter { place in
      run.rows[place].body == run.rows[row].body && numbers.cell(indicator, place).low != nil
        && (numbers.ranking(indicator, place) == nil
          || numbers.cell(indicator, place).bound != .exact)
    }.map { run.rows[$0].year }.sorted()
    guard !years.isEmpty else { return nil }
    let list = years.map { year -> Sentence in "\(year: year)" }.joined(text("、", ", "))
    return say(
      "；\(list)年的数口径不同或不确切，未计入",
      "; the figures of \(list), of another class or not exact, are left out")
  }

  /// Whether two counts differ by more than chance explains; nothing for what is no count of one year.
  private func isBeyondChance(_ indicator: Int, _ first: Int, _ last: Int) -> Bool? {
    guard run.isCount(indicator), run.tables[indicator].denominator == .none else { return nil }
    let cells = [numbers.cell(indicator, first), numbers.cell(indicator, last)]
    guard cells.allSatisfy({ $0.averagedYears == 1 && $0.bound == .exact }),
      let a = cells[0].value, let b = cells[1].value,
      let probability = CountInterval.probability(of: a, against: b)
    else { return nil }
    return probability < 0.05
  }

  private func chance(_ indicator: Int, _ first: Int, _ last: Int) -> Sentence? {
    guard numbers.ranking(indicator, first) != numbers.ranking(indicator, last),
      let isBeyond = isBeyondChance(indicator, first, last)
    else { return nil }
    return isBeyond
      ? say("（超出计数的偶然波动）", " (more than counts vary by chance)")
      : say("（未超出计数的偶然波动）", " (no more than counts vary by chance)")
  }

  private func trendTable(_ row: Int) -> Briefing.Table {
    let own = run.rows.indices.filter { run.rows[$0].body == run.rows[row].body }
      .sorted { run.rows[$0].year < run.rows[$1].year }
    let rows = own.map { place -> (cells: [Sentence], isFocus: Bool) in
      var cells: [Sentence] = ["\(year: run.rows[place].year)"]
      for indicator in run.study.indicators.indices {
        let cell = numbers.cell(indicator, place)
        if cell.value != nil {
          cells.append(
            n(.value(indicator: indicator, row: place)) + (cell.isOtherClass ? "＊" : ""))
        } else if cell.low != nil, cell.high != nil {
          cells.append(
            say(
              "\(n(.least(indicator: indicator, row: place)))～\(n(.greatest(indicator: indicator, row: place)))",
              "\(n(.least(indicator: indicator, row: place)))–\(n(.greatest(indicator: indicator, row: place)))"
            ))
        } else {
          cells.append(Sentence([.name(numbers.words(indicator, place).value(cell))]))
        }
      }
      return (cells, false)
    }
    let isAtLeast = own.contains { place in
      run.study.indicators.indices.contains { indicator in
        let cell = numbers.cell(indicator, place)
        return cell.value == nil ? cell.low != nil && cell.high == nil : cell.bound == .atLeast
      }
    }
    let hasOthers = own.contains { place in
      run.study.indicators.indices.contains { numbers.cell($0, place).isOtherClass }
    }
    return Briefing.Table(
      caption: text(
        "\(run.bodies[row].fullName.chinese)历年载明数",
        "Figures stated by \(run.bodies[row].fullName.english) over the years"),
      unit: "",
      columns: [TextTable.Column(heading: text("年份", "Year"))]
        + run.study.indicators.indices.map { indicator in
          let unit = numbers.words(indicator, row).unit
          return TextTable.Column(
            heading: name(indicator) + (unit.isEmpty ? "" : text("（\(unit)）", " (\(unit))")),
            isNumber: true)
        }, rows: rows,
      notes: [text("“—”为报告未载明。", "“—”: not stated.")]
        + (isAtLeast
          ? [text("≥：为至少数，不与其他年份比较。", "≥: at least so many, not compared with other years.")] : [])
        + (hasOthers
          ? [text("＊口径不同，不与其他年份比较。", "＊of another class, not compared with other years.")] : []))
  }
}
