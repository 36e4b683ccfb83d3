import Diagnostics
import Metrics
import Observations

extension BriefingMaker {
  /// One body among its peers: where it stands, measure by measure, and what cannot be told.
  func positionSections() -> [Briefing.Section] {
    let row = anchor
    let year = run.rows[row].year
    var whole = Briefing.Section(heading: text("总体情况", "Overall"))
    whole.paragraphs.append(
      say(
        "\(year: year)年，\(name: fullName(row))工作报告在所选\(n(.indicators))项指标\(rates("（其中", "项为折算的比率）"))中载明\(n(.statedIndicators(row: row)))项。比较范围为所选\(n(.selected(row: row)))个\(name: bodies)。",
        "For \(year: year) the work report of \(name: fullName(row)) states \(n(.statedIndicators(row: row))) of the \(n(.indicators)) indicators selected\(rates(", ", " of them rates")). It is compared among the \(n(.selected(row: row))) \(name: bodies.lowercasedFirst) selected."
      ))
    if isScored {
      whole.findings.append(
        Briefing.Finding(sentence: standing(row), figure: "position"))
    }

    var parts = Briefing.Section(heading: text("各项指标", "Indicator by indicator"))
    for indicator in run.study.indicators.indices where numbers.ranking(indicator, row) != nil {
      parts.findings.append(Briefing.Finding(sentence: place(indicator, row)))
    }
    if !parts.findings.isEmpty {
      parts.tables = [positionTable(row)]
      parts.figures = [figure(.position, of: GroupDefinition.root, id: "position")]
    }

    var open = Briefing.Section(
      heading: text("报告未载明或不能比较的", "Not stated, or not comparable"))
    open.paragraphs = gaps(row)
    return gathered([whole, parts, open])
  }

  /// How many of the indicators that score are filled in; empty where none is.
  func filled(_ row: Int) -> Sentence {
    guard let filled = numbers.number(.imputed(row: row)), filled.value > 0 else { return "" }
    return say("（其中\(filled)项为插补）", " (\(filled) of them filled in)")
  }

  /// What has to be said of scores of which the least ranks first; empty for others.
  var leastFirst: Sentence {
    numbers.index.subject.isLeastFirst ? say("（数值小者在前）", " (the least ranks first)") : ""
  }

  /// How many indicators are rates, between words; empty where none is.
  func rates(_ before: Sentence, _ after: Sentence) -> Sentence {
    guard let rates = numbers.number(.rates), rates.value > 0 else { return "" }
    return before + "\(rates)" + after
  }

  /// Score, rank and interval of a body; why it has none.
  func standing(_ row: Int) -> Sentence {
    let scored = run.scores.rows[row]
    guard scored.rank != nil else {
      let lacking = lacking(row)
      let limits: Sentence =
        scored.index.low == nil || scored.index.high == nil
        ? ""
        : say(
          "；得分必在\(n(.leastScore(row: row)))～\(n(.greatestScore(row: row)))分之间",
          "; its score lies in \(n(.leastScore(row: row)))–\(n(.greatestScore(row: row)))")
      return lacking.isEmpty
        ? say(
          "\(name: body(row))没有可计分的指标，不列位次。",
          "\(name: body(row)) has no indicator that scores and is not ranked.")
        : say(
          "\(name: body(row))不列位次：\(name: lacking.joined(separator: "；"))\(limits)。",
          "\(name: body(row)) is not ranked; \(name: lacking.joined(separator: "; "))\(limits).")
    }
    var sentence = say(
      "按可计分的\(n(.scored(row: row)))项指标\(filled(row))，\(name: body(row))得分\(n(.score(row: row)))分\(leastFirst)，在可列位次的\(n(.ranked(row: row)))个机构中居第\(n(.rank(row: row)))位",
      "By the \(n(.scored(row: row))) indicators that score\(filled(row)), \(name: body(row)) has \(n(.score(row: row))) points\(leastFirst) and rank \(n(.rank(row: row))) of the \(n(.ranked(row: row))) bodies that can be ranked"
    )
    if let ties = numbers.number(.rankTies(row: row)), ties.value > 1 {
      sentence += say("（\(ties)个并列）", " (\(ties) tie)")
    }
    if let best = numbers.number(.bestRank(row: row)),
      let worst = numbers.number(.worstRank(row: row))
    {
      sentence +=
        best.value == worst.value
        ? say("，模拟中位次稳定在第\(best)位", "; the rank stays \(best) over the draws")
        : say("，位次区间\(best)～\(worst)", "; the interval of its rank is \(best)–\(worst)")
    }
    return sentence + say("。", ".")
  }

  /// Where a value stands among the reports that state it.
  func place(_ indicator: Int, _ row: Int) -> Sentence {
    let comparable = numbers.number(.comparable(indicator: indicator, row: row))
    let unit = unit(indicator, row)
    var sentence = say(
      "\(name: name(indicator))：\(n(.value(indicator: indicator, row: row)))\(unit)",
      "\(name: name(indicator)): \(n(.value(indicator: indicator, row: row)))\(unit)")
    guard let comparable, comparable.value > 1 else {
      return sentence
        + say(
          "；所选机构中只有该机构的报告载明可比的数。", "; no other report of those selected states a comparable figure."
        )
    }
    sentence += say(
      "，在报告载明可比数的\(comparable)个机构中由多到少居第\(n(.valueRank(indicator: indicator, row: row)))位",
      ", rank \(n(.valueRank(indicator: indicator, row: row))) from the greatest among the \(comparable) bodies whose reports state a comparable figure"
    )
    if let ties = numbers.number(.valueTies(indicator: indicator, row: row)), ties.value > 1 {
      sentence += say("（\(ties)个并列）", " (\(ties) tie)")
    }
    sentence += say(
      "；中位数为\(n(.median(indicator: indicator, row: row)))",
      "; the median is \(n(.median(indicator: indicator, row: row)))")
    if let distance = numbers.number(.distanceToMedian(indicator: indicator, row: row)),
      numbers.cell(indicator, row).bound == .exact, let own = numbers.ranking(indicator, row),
      let median = StudyRun.median(numbers.values(indicator, row))
    {
      sentence +=
        own == median
        ? say("，与中位数相同", ", which it equals")
        : own > median
          ? say("，多\(distance)", ", which it exceeds by \(distance)")
          : say("，少\(distance)", ", which it is short of by \(distance)")
    }
    return sentence + caveat(indicator, row) + say("。", ".")
  }

  /// What must be known of a value, as its table says it.
  private func caveat(_ indicator: Int, _ row: Int) -> Sentence {
    let cell = numbers.cell(indicator, row)
    var remark = numbers.words(indicator, row).remark(cell)
    if cell.bound == .atLeast {
      remark = [remark, text("为至少数，位次按此数排", "at least so many, and ranked by that")].filter {
        !$0.isEmpty
      }
      .joined(separator: text("，", ", "))
    }
    return remark.isEmpty ? "" : say("（\(name: remark)）", " (\(name: remark))")
  }

  /// What a report does not state, or states so that it cannot be compared, a sentence a reason.
  func gaps(_ row: Int) -> [Sentence] {
    var silent: [String] = []
    var term: [String] = []
    var undivided: [String] = []
    var inapplicable: [String] = []
    var sentences: [Sentence] = []
    for indicator in run.study.indicators.indices
    where numbers.ranking(indicator, row) == nil {
      let cell = numbers.cell(indicator, row)
      let label = name(indicator)
      if cell.isOtherClass {
        let words = numbers.words(indicator, row)
        sentences.append(
          say(
            "\(name: label)：报告载明\(n(.value(indicator: indicator, row: row)))\(unit(indicator, row))，\(name: words.remark(cell))，与其他机构口径不同，不列位次。",
            "\(name: label): the report states \(n(.value(indicator: indicator, row: row)))\(unit(indicator, row)), \(name: words.remark(cell)), another class than the others; it is not ranked."
          ))
        continue
      }
      switch cell.state {
      case .bounded:
        sentences.append(
          cell.high == nil
            ? say(
              "\(name: label)：报告只载明合并数或部分数，实际数不少于\(n(.least(indicator: indicator, row: row)))，不列位次。",
              "\(name: label): the report states joint or partial figures only; the number is at least \(n(.least(indicator: indicator, row: row))), and is not ranked."
            )
            : say(
              "\(name: label)：报告只载明合并数或部分数，实际数在\(n(.least(indicator: indicator, row: row)))～\(n(.greatest(indicator: indicator, row: row)))之间，不列位次。",
              "\(name: label): the report states joint or partial figures only; the number lies in \(n(.least(indicator: indicator, row: row)))–\(n(.greatest(indicator: indicator, row: row))), and is not ranked."
            ))
      case .notApplicable: inapplicable.append(label)
      case .notStated, .stated, .summed, .named:
        if cell.hasOnlyTermFigure {
          term.append(label)
        } else if cell.lacksDenominator {
          undivided.append(label)
        } else {
          silent.append(label)
        }
      }
    }
    if !silent.isEmpty {
      sentences.append(
        say(
          "报告未载明：\(list(silent))。未载明不等于没有开展。",
          "Not stated: \(list(silent)). That is not to say that nothing was done."))
    }
    if !term.isEmpty {
      sentences.append(
        say(
          "只载明届期合计数，不与单年数比较：\(list(term))。",
          "Only a total for the term is stated, which is not compared with single years: \(list(term))."
        ))
    }
    if !undivided.isEmpty {
      sentences.append(
        say(
          "数据缺分母，无法折算：\(list(undivided))。", "The data has nothing to divide by: \(list(undivided))."
        ))
    }
    if !inapplicable.isEmpty {
      sentences.append(
        say(
          "这类机构没有此项职权：\(list(inapplicable))。",
          "Bodies of its kind cannot have: \(list(inapplicable))."))
    }
    return sentences
  }

  private func positionTable(_ row: Int) -> Briefing.Table {
    let rows = run.study.indicators.indices.map { indicator -> (cells: [Sentence], isFocus: Bool) in
      let isRanked = numbers.ranking(indicator, row) != nil
      let words = numbers.words(indicator, row)
      let cell = numbers.cell(indicator, row)
      let value: Sentence
      if cell.value != nil {
        value = n(.value(indicator: indicator, row: row))
      } else if cell.low != nil, cell.high != nil {
        value = say(
          "\(n(.least(indicator: indicator, row: row)))～\(n(.greatest(indicator: indicator, row: row)))",
          "\(n(.least(indicator: indicator, row: row)))–\(n(.greatest(indicator: indicator, row: row)))"
        )
      } else if cell.low != nil {
        value = "≥\(n(.least(indicator: indicator, row: row)))"
      } else {
        value = Sentence([.name(words.value(cell))])
      }
      return (
        [
          Sentence([.name(name(indicator))]), Sentence([.name(numbers.unit(indicator, row))]),
          value,
          isRanked ? n(.valueRank(indicator: indicator, row: row)) : "—",
          n(.comparable(indicator: indicator, row: row)),
          numbers.number(.median(indicator: indicator, row: row)).map { "\($0)" } ?? "—",
        ], false
      )
    }
    return Briefing.Table(
      caption: text(
        "\(fullName(row))\(run.rows[row].year)年各项载明数与位次",
        "Figures stated by \(fullName(row)), \(run.rows[row].year), and their ranks"),
      unit: "",
      columns: [
        TextTable.Column(heading: text("指标", "Indicator")),
        TextTable.Column(heading: text("单位", "Unit")),
        TextTable.Column(heading: text("载明数", "Stated"), isNumber: true),
        TextTable.Column(heading: text("位次", "Rank"), isNumber: true),
        TextTable.Column(heading: text("可比机构数", "Comparable bodies"), isNumber: true),
        TextTable.Column(heading: text("中位数", "Median"), isNumber: true),
      ], rows: rows,
      notes: [
        text(
          "位次由多到少，只在报告载明可比数的机构中排列；“—”为未载明或不列位次。",
          "Ranks from the greatest, among bodies whose reports state a comparable figure; “—”: not stated or "
            + "not ranked.")
      ])
  }
}
