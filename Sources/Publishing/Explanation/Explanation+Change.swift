import Charting
import Diagnostics
import Metrics
import Observations

extension Explanation {
  func addChange(_ change: Change, to page: inout Page, _ style: ScoreStyle) {
    let before = Self.standing(change.score, change.rank, style, page)
    page.add(
      page.say(
        "\(change.year)年\(before)（\(change.ranked)个列位次）。",
        "In \(change.year): \(before) (\(change.ranked) ranked)."))
    guard let difference = change.difference else {
      page.add(
        change.score.value == nil || score.value == nil
          ? page.say(
            "两年中有一年没有得分，变化无从拆分；下为各项数字。",
            "One of the years has no score, so that the change has no parts; the figures:")
          : page.say(
            "这种方法的得分不是各项之和，变化不拆分；下为各项数字。",
            "A score of this method is no sum, so that the change has no parts; the figures:"))
      let columns = [
        TextTable.Column(heading: page.say("指标", "Indicator")),
        TextTable.Column(heading: page.say("\(change.year)年", "\(change.year)"), isNumber: true),
        TextTable.Column(heading: page.say("\(year)年", "\(year)"), isNumber: true),
      ]
      page.add(columns: columns, rows: indicators.map { figures($0, change, page) })
      return
    }
    let counted = indicators.filter { indicator in
      let part = difference.parts[indicator.column]
      return indicator.weight > 0 || part.total != 0
    }
    let whole =
      style.rounded(difference.to) - style.rounded(difference.from)
    let totals = LargestRemainder.rounded(
      counted.map { difference.parts[$0.column].total }, to: whole, decimals: style.decimals)
    let hasPeers = counted.contains { difference.parts[$0.column].own != nil }
    let hasWeights = counted.contains { abs(difference.parts[$0.column].weights) > 1e-9 }
    var headings: [String] = []
    if hasPeers {
      headings += [page.say("自身数字", "Own figures"), page.say("同类变动", "Peers")]
    } else if hasWeights {
      headings += [page.say("数字", "Figures")]
    }
    if hasWeights { headings.append(page.say("权重", "Weights")) }
    headings.append(page.say("得分变化", "Change"))
    let columns =
      [
        TextTable.Column(heading: page.say("指标", "Indicator")),
        TextTable.Column(heading: page.say("\(change.year)年", "\(change.year)"), isNumber: true),
        TextTable.Column(heading: page.say("\(year)年", "\(year)"), isNumber: true),
      ] + headings.map { TextTable.Column(heading: $0, isNumber: true) }
    var sums = [Double](repeating: 0, count: headings.count)
    var rows: [[String]] = []
    for (indicator, total) in zip(counted, totals) {
      let part = difference.parts[indicator.column]
      var pieces: [Double] = []
      if hasPeers {
        // Without a scale for the other year's figure all of it counts as the own figures' part.
        pieces += [part.own ?? part.values, part.peers ?? 0]
      } else if hasWeights {
        pieces.append(part.values)
      }
      if hasWeights { pieces.append(part.weights) }
      let rounded = LargestRemainder.rounded(pieces, to: total, decimals: style.decimals) + [total]
      for place in rounded.indices { sums[place] += rounded[place] }
      rows.append(figures(indicator, change, page) + rounded.map { style.signed($0) })
    }
    rows.append([page.say("合计", "Sum"), "", ""] + sums.map { style.signed(style.rounded($0)) })
    page.add(columns: columns, rows: rows)
    var text = page.say(
      "各项之和\(style.signed(whole))，即得分由\(style.string(difference.from))变为\(style.string(difference.to))",
      "The parts add up to \(style.signed(whole)): from \(style.string(difference.from)) to "
        + style.string(difference.to))
    if let earlier = change.rank, let rank {
      text +=
        earlier == rank
        ? page.say("，位次仍为第\(rank)位", "; rank \(rank) as before")
        : page.say("，位次由第\(earlier)位变为第\(rank)位", "; rank \(earlier) to \(rank)")
    }
    page.add(text + page.say("。", "."))
    if hasPeers {
      page.add(
        page.say(
          "各年分别标准化，同类的数字变了，同一个数字的得分也变：自身数字与同类变动按两种先后次序的平均分开。",
          "Years are normalised one by one, so that the same figure scores otherwise where the peers’ "
            + "move: own figures and peers are told apart by the mean of the two orders."))
    }
    if hasWeights {
      page.add(
        page.say(
          "权重：两年所缺的指标不同，重算后的权重也不同。",
          "Weights: the two years lack different indicators, so that the weights differ."))
    }
  }

  private func figures(_ indicator: ExplainedIndicator, _ change: Change, _ page: Page) -> [String]
  {
    let words = indicator.words(page.language)
    return [
      indicator.name.text(in: page.language), words.value(change.cells[indicator.column]),
      words.value(indicator.cell),
    ]
  }

  // MARK: - What moves the rank

  func addMoves(to page: inout Page) {
    guard ranked > 1 else {
      page.add(page.say("没有其他列位次的机构。", "No other body is ranked."))
      return
    }
    guard !moves.isEmpty else {
      page.add(
        page.say("没有可以单独变动的计分数字，不作推算。", "There is no scored figure that could change by itself."))
      return
    }
    let columns = [
      TextTable.Column(heading: page.say("只有这一项变动", "Only this changes")),
      TextTable.Column(heading: page.say("现值", "Now"), isNumber: true),
      TextTable.Column(heading: page.say("上移至少须", "To move up")),
      TextTable.Column(heading: page.say("下移至少须", "To move down")),
    ]
    let places = indicators.filter { indicator in moves.contains { $0.column == indicator.column } }
    let rows = places.map { indicator in
      [
        indicator.name.text(in: page.language),
        number(of: indicator, moves.first { $0.column == indicator.column }?.from, page),
        words(for: indicator, .up, page), words(for: indicator, .down, page),
      ]
    }
    page.add(columns: columns, rows: rows)
    for move in RankThreshold.Move.allCases {
      let possible = moves.filter { $0.move == move && $0.to != nil }
        .min { ($0.share ?? 0) < ($1.share ?? 0) }
      let way = move == .up ? page.say("上移", "up") : page.say("下移", "down")
      if move == .up, rank == 1 {
        page.add(page.say("已是第1位。", "The rank is 1 already."))
      } else if move == .down, let rank, rank + ties >= ranked {
        page.add(page.say("同表没有更靠后的位次。", "There is no later rank."))
      } else if let possible,
        let indicator = indicators.first(where: { $0.column == possible.column })
      {
        page.add(
          page.say(
            "最小的单项变动（\(way)）：\(indicator.name.chinese)由\(number(of: indicator, possible.from, page))"
              + "变为\(number(of: indicator, possible.to, page))，为同类载明范围的\(ScoreStyle.percent(possible.share ?? 0, .chinese))。",
            "The smallest single change (\(way)): \(indicator.name.english.lowercasedFirst) from "
              + "\(number(of: indicator, possible.from, page)) to \(number(of: indicator, possible.to, page)), "
              + "\(ScoreStyle.percent(possible.share ?? 0, .english)) of the range that peers state."
          ))
      } else {
        page.add(
          page.say(
            "在同类载明的范围内，没有哪一项单独变动能使位次\(way)。",
            "No single change within the range that peers state moves the rank \(way)."))
      }
    }
    page.add(
      page.say(
        "其他机构的数字不变" + (holdsWeights ? "，权重按研究所定不变" : "")
          + "；变动以报告所载的整数计，不超出同年同类载明的范围，逐次重新计分而得。",
        "All other figures stay" + (holdsWeights ? ", and so do the weights" : "")
          + "; changes are in whole numbers of the report, within what peers of the year state, each scored "
          + "anew."))
  }

  private func number(of indicator: ExplainedIndicator, _ value: Double?, _ page: Page) -> String {
    guard let value else { return "—" }
    let style = NumberStyle(
      for: [value], areCounts: false, language: page.language == .chinese ? .chinese : .english)
    // Counts in English need no measure word.
    return style.string(value) + page.say(indicator.undivided?.unit ?? indicator.cell.unit, "")
  }

  private func words(
    for indicator: ExplainedIndicator, _ move: RankThreshold.Move, _ page: Page
  ) -> String {
    guard let found = moves.first(where: { $0.column == indicator.column && $0.move == move }),
      let to = found.to, let rank = found.rank
    else { return page.say("范围内不能", "not in range") }
    let value = number(of: indicator, to, page)
    return page.say("变为\(value)（第\(rank)位）", "to \(value) (rank \(rank))")
  }
}
