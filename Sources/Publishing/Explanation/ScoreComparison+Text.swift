import Charting
public import Diagnostics
import Metrics
import Observations

extension ScoreComparison {
  /// The page for a reader, at most 100 columns wide; printed parts add up to the printed difference.
  public func text(in language: Language) -> String {
    var page = Page(language)
    let scores = [first, second].flatMap { [$0.score.value, $0.score.low, $0.score.high] }
    let normalised = parts.flatMap { [$0.first.normalised, $0.second.normalised] }
    let style = ScoreStyle(for: (scores + normalised).compactMap { $0 }, language: language)
    page.add(
      page.say(
        "\(first.body.fullName.chinese)与\(second.body.fullName.chinese)，\(year)年",
        "\(first.body.fullName.english) and \(second.body.fullName.english), \(year)"))
    if let title { page.add(title.text(in: language)) }
    for side in [first, second] {
      var line =
        "\(side.body.name)" + page.say("：", ": ")
        + Explanation.standing(side.score, side.rank, style, page)
      if side.score.value != nil, let low = side.score.low, let high = side.score.high, low != high
      {
        line += page.say("，区间\(style.range(low, high))", ", interval \(style.range(low, high))")
      }
      if side.score.value == nil, !side.lacking.isEmpty {
        let names = page.list(side.lacking.map { $0.text(in: language) })
        line += page.say("；缺\(names)", "; lacks \(names)")
      }
      page.add(line + page.say("。", "."))
    }
    page.add(
      page.say("同表\(ranked)个机构列位次。", "\(ranked) bodies are ranked together.")
        + (language == .english ? " " : "") + method.text(in: language))
    page.add(
      page.say(
        "数字为工作报告载明数，只说明报告写明了多少，不说明工作质量。",
        "The numbers are what work reports state; they say nothing of quality."))

    page.heading(1, page.say("差额的构成", "What the difference is made of"))
    addParts(to: &page, style)
    page.heading(2, page.say("次序取决于什么", "What the order depends on"))
    addDependence(to: &page, style)
    page.heading(3, page.say("有多确定", "How sure it is"))
    addCertainty(to: &page, style)
    page.add("")
    page.add(
      page.say(
        "研究 \(studyPath)（SHA-256 \(studyHash.prefix(12))），数据 SHA-256 \(dataHash.prefix(12))。",
        "Study \(studyPath) (SHA-256 \(studyHash.prefix(12))), data SHA-256 \(dataHash.prefix(12))."
      ))
    return page.text
  }

  private func addParts(to page: inout Page, _ style: ScoreStyle) {
    let counting = parts.filter { $0.first.counts }
    let sorted = counting.enumerated().sorted { a, b in
      let sizes = (abs(a.element.difference?.total ?? 0), abs(b.element.difference?.total ?? 0))
      return sizes.0 == sizes.1 ? a.offset < b.offset : sizes.0 > sizes.1
    }.map(\.element)
    var columns = [
      TextTable.Column(heading: page.say("指标", "Indicator")),
      TextTable.Column(heading: first.body.name, isNumber: true),
      TextTable.Column(heading: second.body.name, isNumber: true),
    ]
    let hasWeights = sorted.contains { abs($0.difference?.weights ?? 0) > 1e-9 }
    let hasNormalised = sorted.contains { $0.first.normalised != nil }
    if hasNormalised {
      columns.append(
        TextTable.Column(heading: page.say("标准化值之差", "Normalised"), isNumber: true))
    }
    columns.append(TextTable.Column(heading: page.say("权重", "Weight"), isNumber: true))
    if difference != nil {
      columns.append(TextTable.Column(heading: page.say("差额（分）", "Points"), isNumber: true))
    }
    let whole = difference.map { style.rounded($0.to) - style.rounded($0.from) }
    let rounded = LargestRemainder.rounded(
      sorted.map { $0.difference?.total ?? 0 }, to: whole, decimals: style.decimals)
    var rows: [[String]] = []
    for (part, points) in zip(sorted, rounded) {
      let (a, b) = (part.first, part.second)
      let difference = a.normalised.flatMap { x in b.normalised.map { x - $0 } }
      var texts = [
        a.name.text(in: page.language), Self.value(of: a, page),
        Self.value(of: b, page),
      ]
      if hasNormalised { texts.append(style.signed(difference)) }
      let weights = [a.weight, b.weight].map { ScoreStyle.percent($0, page.language) }
      texts.append(weights[0] == weights[1] ? weights[0] : weights.joined(separator: "/"))
      if self.difference != nil { texts.append(style.signed(points)) }
      rows.append(texts)
    }
    if let whole {
      var sum = [page.say("合计", "Sum")] + columns.dropFirst().map { _ in "" }
      sum[sum.count - 1] = style.signed(whole)
      rows.append(sum)
    }
    page.add(columns: columns, rows: rows)
    if sorted.contains(where: { $0.first.imputed != nil || $0.second.imputed != nil }) {
      page.add(page.say("括号内为插补值，不是报告所载。", "In brackets: imputed, no figures of the reports."))
    }
    if let whole {
      page.add(
        page.say(
          "差额 = \(first.body.name)减\(second.body.name)，各项之和\(style.signed(whole))"
            + (hasWeights ? "，其中含两者权重不同的部分" : "") + "。",
          "Differences are \(first.body.name) less \(second.body.name); the parts add up to "
            + style.signed(whole)
            + (hasWeights
              ? ", among them what is due to their different weights."
              : ".")))
    } else if first.score.value == nil || second.score.value == nil {
      page.add(
        page.say(
          "至少一方没有得分，差额无从拆分。", "One of them has no score, so that the difference has no parts."))
    } else {
      page.add(
        page.say(
          "这种方法的得分不是各项之和，差额不拆分。",
          "A score of this method is no sum, so that the difference has no parts."))
    }
  }

  /// The value as stated; what is filled in stands in brackets.
  private static func value(of indicator: ExplainedIndicator, _ page: Page) -> String {
    guard let imputed = indicator.imputed else {
      return indicator.words(page.language).value(indicator.cell)
    }
    let text = Explanation.plain(imputed, page)
    return page.say("（\(text)）", "(\(text))")
  }

  private func addDependence(to page: inout Page, _ style: ScoreStyle) {
    let isExact = [parts.map(\.first), parts.map(\.second)].allSatisfy {
      Self.uncertain($0).isEmpty
    }
    switch dominance {
    case .first, .second:
      let (above, below) =
        dominance == .first
        ? (first.body.name, second.body.name) : (second.body.name, first.body.name)
      page.add(
        page.say(
          "\(above)各项计分指标的得分都不低于\(below)，且至少一项高于它：任何权重都不会使两者的次序颠倒"
            + (isExact ? "。" : "（就现有的数值而言）。"),
          "In every indicator that counts \(above) is not below \(below), and above it in one at least: no "
            + "weights turn their order" + (isExact ? "." : ", as far as the values known go.")))
    case .even:
      page.add(page.say("各项计分指标都相等。", "All indicators that count are even."))
    case .none:
      let counting = parts.filter { $0.first.counts }
      func names(_ order: Int?) -> String {
        page.list(
          counting.filter { $0.order == order }.map { $0.first.name.text(in: page.language) })
      }
      for (side, order) in [(first, 1), (second, -1)] where !names(order).isEmpty {
        page.add(
          page.say(
            "\(side.body.name)得分较高的指标：\(names(order))。",
            "\(side.body.name) scores higher in: \(names(order))."))
      }
      if !names(0).isEmpty {
        page.add(page.say("相等的指标：\(names(0))。", "Even: \(names(0))."))
      }
      if !names(nil).isEmpty {
        page.add(page.say("至少一方未载明的指标：\(names(nil))。", "Not stated by one of them: \(names(nil))."))
      }
      if let reversal {
        let name = parts[reversal.column].first.name
        let (from, to) = (
          ScoreStyle.percent(reversal.weight, page.language),
          ScoreStyle.percent(reversal.threshold, page.language)
        )
        let isMore = reversal.threshold > reversal.weight
        page.add(
          page.say(
            "最小的权重变动：\(name.chinese)的权重由\(from)\(isMore ? "升到高于" : "降到低于")\(to)"
              + "（其余按比例），两者的次序颠倒。",
            "The least change of weights: with \(name.english.lowercasedFirst) \(isMore ? "above" : "below") "
              + "\(to) instead of \(from), the others in proportion, their order turns."))
      } else if isReversible {
        page.add(
          style.rounded(difference?.total ?? 1) == 0
            ? page.say(
              "两者得分相等，权重稍有变动就会分出先后。", "Their scores are equal: any change of weights parts them.")
            : page.say("没有哪一项权重单独变动能使次序颠倒。", "No single weight turns their order."))
      } else if difference != nil {
        page.add(
          page.say(
            "两者的权重不同（缺项不同，或各用各的权重），不推算使次序颠倒的权重。",
            "Their weights differ (they lack different indicators, or have weights of their own): no weight "
              + "that turns the order is sought."))
      } else {
        page.add(
          page.say(
            "差额不能拆分，不推算使次序颠倒的权重。",
            "The difference has no parts: no weight that turns the order is sought."))
      }
    }
  }

  /// The indicators of a side whose value is not exact, with the reason.
  static func uncertain(_ indicators: [ExplainedIndicator]) -> [(LocalisedText, LocalisedText)] {
    indicators.filter { $0.counts }.compactMap { indicator in
      let cell = indicator.cell
      let reason: LocalisedText?
      if indicator.imputed != nil {
        reason = LocalisedText(zh: "插补", en: "imputed")
      } else if cell.value == nil {
        reason =
          cell.low != nil
          ? LocalisedText(zh: "只知区间", en: "an interval only")
          : LocalisedText(zh: "未载明", en: "not stated")
      } else if cell.state == .named {
        reason = LocalisedText(zh: "按名称计", en: "named")
      } else if cell.bound == .atLeast {
        reason = LocalisedText(zh: "至少数", en: "at least")
      } else if cell.bound == .about {
        reason = LocalisedText(zh: "约数", en: "about")
      } else if cell.averagedYears > 1 {
        reason = LocalisedText(zh: "年均", en: "yearly average")
      } else {
        reason = nil
      }
      return reason.map { (indicator.name, $0) }
    }
  }

  private func addCertainty(to page: inout Page, _ style: ScoreStyle) {
    for (side, indicators) in [(first, parts.map(\.first)), (second, parts.map(\.second))] {
      let list = Self.uncertain(indicators).map { name, reason in
        page.say("\(name.chinese)（\(reason.chinese)）", "\(name.english) (\(reason.english))")
      }
      page.add(
        list.isEmpty
          ? page.say(
            "\(side.body.name)：计分指标都是报告载明的确数。",
            "\(side.body.name): every figure that counts is stated exactly.")
          : page.say(
            "\(side.body.name)不确定的值：\(page.list(list))。",
            "\(side.body.name), values that are not certain: \(page.list(list))."))
    }
    let mixed = parts.filter { part in
      part.first.counts && part.first.cell.low != nil && part.second.cell.low != nil
        && part.first.cell.counts != part.second.cell.counts
    }
    for part in mixed {
      let classes = [part.first, part.second].map { indicator in
        (Words.className(indicator.cell.counts, of: indicator.measures) ?? indicator.name)
          .text(in: page.language)
      }
      page.add(
        page.say(
          "\(part.first.name.chinese)的口径不同：\(first.body.name)为\(classes[0])，\(second.body.name)为\(classes[1])。",
          "\(part.first.name.english): \(first.body.name) counts \(classes[0]), \(second.body.name) "
            + "\(classes[1])."))
    }
    switch intervalsOverlap {
    case true?:
      let isExact = first.score.low == first.score.high && second.score.low == second.score.high
      page.add(
        isExact
          ? page.say("两者的得分相等。", "Their scores are equal.")
          : page.say(
            "报告载明：两者的得分区间有重叠，就所载的数字而言，次序并不确定。",
            "What the reports state: the intervals of their scores overlap, which leaves the order open."
          ))
    case false?:
      page.add(
        page.say(
          "报告载明：两者的得分区间不重叠，就所载的数字和所用的方法而言，次序是确切的。",
          "What the reports state: the intervals of their scores do not overlap; by these figures and this "
            + "method the order is exact."))
    case nil:
      page.add(
        page.say("至少一方没有得分区间，无从判断。", "One of them has no interval, so that nothing can be said."))
    }
    addInference(to: &page)
  }

  /// What draws of other figures and other methods say of the order, apart from what the reports state.
  private func addInference(to page: inout Page) {
    let language = page.language
    let known = Robustness.Source.allCases.compactMap { source in
      probabilities[source].map { (source, $0) }
    }
    guard !known.isEmpty else { return }
    // Both together are named only where either varies.
    let told = known.count == 3 ? known : known.filter { $0.0 != .joint }
    let list = told.map { source, share in
      let name = Words.name(of: source).text(in: language)
      return page.say(
        "\(name)\(ScoreStyle.percent(share, language))",
        "\(ScoreStyle.percent(share, language)) with \(name)")
    }
    let joint = probabilities[.joint] ?? known[0].1
    let verdict: String
    if max(joint, 1 - joint) >= 0.95 {
      let above = joint > 0.5 ? first.body.name : second.body.name
      verdict = page.say("\(above)在前，可以认定。", "that \(above) is above can be held.")
    } else {
      verdict = page.say("不足95%，先后不能断定。", "below 95%, so that no order can be told.")
    }
    page.add(
      page.say("统计推断：", "Inference: ")
        + page.say(
          "\(draws)次模拟中，\(first.body.name)排在\(second.body.name)之前的占：\(page.list(list))；\(verdict)",
          "over \(draws) draws \(first.body.name) ranks above \(second.body.name) in "
            + "\(page.list(list)); \(verdict)"))
  }
}
