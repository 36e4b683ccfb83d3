import Charting
import Diagnostics
import Metrics
import Observations

extension AuditPage {
  mutating func writeRobustness() {
    let found = panel.robustness
    if let refusal = found.refusal {
      page.add(
        say("位次未模拟：", "Ranks are not drawn: ") + refusal.text(in: language) + say("。", "."))
    } else if found.shift.isEmpty {
      page.add(
        say(
          "这里没有列位次的机构，位次未模拟。", "Nobody is ranked here, so that no ranks are drawn."))
    } else {
      writeShift(found)
      writeBands(found)
      writeSensitivity(found)
    }
    writeRemovals()
    if found.refusal == nil, !found.shift.isEmpty { writeCertainty(found) }
  }

  private mutating func item(_ text: String) { page.add("· " + text, hanging: 2) }

  // MARK: - Draws

  private mutating func writeShift(_ found: StudyAudit.Robust) {
    var parts: [String] = []
    if let data = found.shift[.data] {
      parts.append(say("数字波动\(places(data))位", "\(places(data)) with chance in the figures"))
    } else {
      parts.append(say("没有不确定的数字", "no figure is uncertain"))
    }
    if let method = found.shift[.method] {
      parts.append(say("换一种方法\(places(method))位", "\(places(method)) with another method"))
    } else {
      parts.append(say("方法没有可变之处", "nothing of the method varies"))
    }
    if let joint = found.shift[.joint], found.shift[.data] != nil, found.shift[.method] != nil {
      parts.append(say("两者兼有\(places(joint))位", "\(places(joint)) with both"))
    }
    var varied: [String] = []
    if found.factors.contains(.data) {
      var text = say("数字", "figures")
      if let range = found.dispersions {
        let one = range.upperBound - range.lowerBound < 0.005
        let value =
          one ? r(range.lowerBound) : two.range(range.lowerBound, range.upperBound)
        text = say("计数（离散度 φ = \(value)）", "counts (dispersion φ = \(value))")
      }
      varied.append(text)
    }
    for factor in found.factors where factor != .data {
      let spread = found.weightSpread > 0 ? percent(found.weightSpread) : nil
      switch factor {
      case .weights:
        varied.append(
          Words.name(of: factor).text(in: language)
            + (spread.map { say("（各±\($0)）", " (each ±\($0))") } ?? ""))
      default: varied.append(Words.name(of: factor).text(in: language))
      }
    }
    item(
      say(
        "位次平均移动：\(parts.joined(separator: "，"))（各模拟\(found.draws)次；变动的有\(page.list(varied))）。",
        "Ranks move on average by \(parts.joined(separator: ", ")) (\(found.draws) draws each; varied: "
          + "\(page.list(varied)))."))
  }

  private mutating func writeBands(_ found: StudyAudit.Robust) {
    guard found.shift[.data] != nil else {
      item(
        say(
          "位次档：没有不确定的数字，无从分档。", "Rank bands: no figure is uncertain, so that there are none."))
      return
    }
    let sizes = Dictionary(grouping: found.bands, by: \.year).mapValues { bands in
      bands.reduce(0) { $0 + $1.bodies.count }
    }
    guard let latest = sizes.filter({ $0.value > 1 }).keys.max() else {
      item(
        say(
          "没有一年有两个列位次的机构，无从分档。",
          "In no year two bodies are ranked, so that there are no bands."))
      return
    }
    let own = found.bands.filter { $0.year == latest }
    let years = sizes.count
    func span(_ band: StudyAudit.Robust.Band) -> String {
      band.ranks.count == 1
        ? "\(band.ranks.lowerBound)" : two.rankRange(band.ranks, language)
    }
    let start = years > 1 ? say("\(latest)年", "\(latest): ") : ""
    let end = years > 1 ? say("其他年份见 --json。", " Other years are in --json.") : ""
    if own.count == 1, let only = own.first, only.bodies.count > 1 {
      item(
        say(
          "\(start)全部\(only.bodies.count)个机构一档：没有哪一位能按数字把前后的机构全部分开。\(end)",
          "\(start)One band of \(only.bodies.count): at no rank do the figures part all above from all below.\(end)"
        ))
      return
    }
    let wide = own.filter { $0.bodies.count > 1 }
    guard !wide.isEmpty else {
      item(
        say(
          "\(start)各位次之间，数据都分得出先后（95%）。\(end)",
          "\(start)The figures tell all neighbours in rank apart (95%).\(end)"))
      return
    }
    let shown = wide.prefix(6).map { say("第\(span($0))位", span($0)) }
    let more = wide.count > 6 ? say("等\(wide.count)档", " and \(wide.count - 6) more") : ""
    item(
      say(
        "\(start)\(page.list(shown))\(more)之内，先后按数字不都分得出；共\(own.count)档，不同档的机构两两分得出"
          + "（不低于95%）。\(end)",
        "\(start)Within ranks \(page.list(shown))\(more) the figures do not tell all bodies apart; "
          + "\(own.count) bands in all, between which they do, pair by pair (95%).\(end)"))
  }

  private mutating func writeSensitivity(_ found: StudyAudit.Robust) {
    guard found.factors.count > 1 else {
      let only = found.factors.first.map { Words.name(of: $0).text(in: language) } ?? ""
      item(
        say(
          "只有\(only)一项可变，无从比较影响大小。", "Only one thing varies (\(only)), so that nothing is compared."
        ))
      return
    }
    guard let indices = found.sensitivity else {
      item(
        say(
          "位次移动的幅度不随变动的内容而异，影响无从分解。",
          "How far ranks move does not depend on what varies, so that nothing is decomposed."))
      return
    }
    let order = found.factors.indices.sorted {
      (indices.total[$0].value, $1) > (indices.total[$1].value, $0)
    }
    guard let first = order.first else { return }
    func share(_ index: SobolIndices.Index) -> String {
      func cut(_ value: Double) -> Double { min(max(value, 0), 1) }
      guard let low = index.low, let high = index.high else { return percent(cut(index.value)) }
      let style = NumberStyle(language: two.language, decimals: 0)
      let range = style.range(100 * cut(low), 100 * cut(high)) + "%"
      return "\(percent(cut(index.value)))" + say("（\(range)）", " (\(range))")
    }
    let name = Words.name(of: found.factors[first]).text(in: language)
    var text = say(
      "影响最大的是\(name)：解释位次移动幅度方差的\(share(indices.first[first]))，"
        + "连同交互作用\(share(indices.total[first]))",
      "What moves most is \(name): it explains \(share(indices.first[first])) of the variance of the mean "
        + "shift alone, \(share(indices.total[first])) with interactions")
    if let second = order.dropFirst().first, indices.total[second].value < 0.005 {
      text += say("；其余几乎没有影响", "; the others hardly matter")
    } else if let second = order.dropFirst().first {
      let other = Words.name(of: found.factors[second]).text(in: language)
      let isClear =
        (indices.total[first].low ?? 0) > (indices.total[second].high ?? 0)
      text += say(
        "；其次是\(other)，连同交互\(share(indices.total[second]))",
        "; next is \(other), \(share(indices.total[second])) with interactions")
      if !isClear { text += say("，两者先后未定", ", and which of the two is first is not sure") }
    }
    item(
      text
        + say(
          "。括号内为5～95%区间。", ". In brackets: 5–95% intervals."))
  }

  private mutating func writeCertainty(_ found: StudyAudit.Robust) {
    // Who is ranked alone is first whatever varies.
    let ranked = found.rows.filter { $0.results.rank != nil }
    let together = Dictionary(grouping: ranked, by: \.key.rankSet).mapValues(\.count)
    let known = ranked.filter { together[$0.key.rankSet] ?? 0 > 1 }.compactMap { row in
      row.results.joint.map { (row, $0) }
    }
    let sorted = known.sorted { a, b in
      let widths = (a.1.high - a.1.low, b.1.high - b.1.low)
      if widths.0 != widths.1 { return widths.0 < widths.1 }
      if a.1.variance != b.1.variance { return a.1.variance < b.1.variance }
      return (a.0.results.rank ?? 0, a.0.key.body) < (b.0.results.rank ?? 0, b.0.key.body)
    }
    guard let most = sorted.first, let least = sorted.last, known.count > 1 else {
      item(
        say(
          "没有两个一起列位次的机构，没有先后可言。",
          "No two bodies are ranked together, so that there is no order."))
      return
    }
    func words(_ entry: (row: StudyAudit.Robust.Row, spread: Robustness.Spread)) -> String {
      let place = entry.row.results.rank ?? 0
      let range = two.ranks(entry.spread.low, entry.spread.high, rank, language)
      return say(
        "\(label(entry.row.key))，第\(place)位（中位数\(rank(entry.spread.median))，5～95%：\(range)）",
        "\(label(entry.row.key)), rank \(place) (median \(rank(entry.spread.median)), 5–95%: \(range))"
      )
    }
    item(
      say(
        "数字与方法同时变动，位次最确定的是\(words(most))；最不确定的是\(words(least))。",
        "With both varied the most certain rank is that of \(words(most)); the least, that of \(words(least))."
      ))
  }

  // MARK: - Leaving out

  /// A share with one decimal below a tenth.
  private func small(_ share: Double) -> String {
    share < 0.0995 ? ScoreStyle.percent(share, language) : percent(share)
  }

  private mutating func writeRemovals() {
    item(indicatorSentence + (language == .english ? " " : "") + bodySentence)
  }

  private var indicatorSentence: String {
    let all = panel.withoutIndicator
    guard all.count > 1 else {
      return say(
        "只有一项计权的指标，不能去掉；至少要两项。",
        "With one indicator of weight none can be left out: it takes two.")
    }
    let known = all.filter { $0.meanShift != nil }
    guard
      let worst = known.max(by: {
        ($0.meanShift ?? 0, $0.greatestShift) < ($1.meanShift ?? 0, $1.greatestShift)
      })
    else {
      return say(
        "逐一去掉指标后都没有位次可比。", "Without any one indicator no ranks can be compared.")
    }
    let mean = known.reduce(0) { $0 + ($1.meanShift ?? 0) } / Double(known.count)
    let greatest = known.map(\.greatestShift).max() ?? 0
    var text = say(
      "逐一去掉指标：位次平均移动\(places(mean))位",
      "Leaving out each indicator in turn moves ranks by \(places(mean)) on average")
    if greatest > 0 {
      text += say(
        "，影响最大的是\(inner(worst.removed))（平均\(places(worst.meanShift ?? 0))位）",
        ", most of all \(inner(worst.removed)) (\(places(worst.meanShift ?? 0)))")
    }
    if let top = known.first(where: { $0.greatestShift == greatest }), greatest > 0,
      let who = top.mostShifted
    {
      text += say(
        "；移动最多的一个是\(label(who))，\(greatest)位（去掉\(inner(top.removed))）",
        "; furthest moves \(label(who)), by \(greatest) (without \(inner(top.removed)))")
    }
    if known.count < all.count {
      text += say(
        "；去掉其中\(all.count - known.count)项无法计分",
        "; without \(all.count - known.count) of them there is no score")
    }
    return text + say("。", ".")
  }

  private var bodySentence: String {
    let all = panel.withoutBody
    let known = all.filter { $0.meanShift != nil }
    guard panel.greatestRankedCount > 2, known.count > 0 else {
      return say(
        "没有三个一起列位次的机构，去掉一个后没有次序可比。",
        "No three bodies are ranked together, so that without one there is no order to compare.")
    }
    let turning = known.filter { $0.reversalCount > 0 }
    let sum = turning.reduce(0) { $0 + $1.reversalCount }
    var text: String
    let pairs = known.reduce(0) { $0 + $1.pairCount }
    let share = pairs > 0 ? Double(sum) / Double(pairs) : 0
    if sum == 0 {
      text = say(
        "逐一去掉\(known.count)个机构，其余的次序都不变",
        "Leaving out each of \(known.count) bodies turns no pair of the others round")
    } else {
      text = say(
        "逐一去掉\(known.count)个机构，有\(turning.count)次使其余机构的次序颠倒，共\(sum)对（占所比的\(small(share))）",
        "Leaving out each of \(known.count) bodies, \(turning.count) turn pairs of the others round, "
          + "\(sum) pairs in all (\(small(share)) of those compared)")
      if let most = turning.max(by: {
        ($0.reversalCount, $1.removed) < ($1.reversalCount, $0.removed)
      }) {
        text += say(
          "，最多的是去掉\(most.removed)（\(most.reversalCount)对）",
          ", most of them \(most.removed) (\(most.reversalCount))")
      }
    }
    if known.count < all.count {
      text += say(
        "；去掉其中\(all.count - known.count)个无法计分",
        "; without \(all.count - known.count) of them there is no score")
    }
    return text + say("。", ".")
  }
}

extension NumberStyle {
  fileprivate func rankRange(_ ranks: ClosedRange<Int>, _ language: Language) -> String {
    "\(ranks.lowerBound)\(language == .chinese ? "～" : "–")\(ranks.upperBound)"
  }

  fileprivate func ranks(
    _ low: Double, _ high: Double, _ text: (Double) -> String, _ language: Language
  ) -> String {
    low == high ? text(low) : text(low) + (language == .chinese ? "～" : "–") + text(high)
  }
}
