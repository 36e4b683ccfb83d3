import Charting
public import Diagnostics
import Metrics
import Observations

extension Explanation {
  /// The page for a reader, at most 100 columns wide.
  ///
  /// Printed parts are rounded by largest remainders, so that they add up to the printed whole.
  public func text(in language: Language) -> String {
    var page = Page(language)
    let values =
      indicators.compactMap(\.normalised) + [score.value, score.low, score.high].compactMap { $0 }
    let style = ScoreStyle(for: values, language: language)
    addHead(to: &page, style)
    var number = 1
    func next(_ heading: String) {
      page.heading(number, heading)
      number += 1
    }
    next(page.say("得分的构成", "What the score is made of"))
    addComposition(to: &page, style)
    next(page.say("各项指标的来历", "Where each indicator comes from"))
    for indicator in indicators { addIndicator(indicator, to: &page, style) }
    next(page.say("与同年同类机构相比", "Beside the peers of the year"))
    addPeers(to: &page, style)
    if let change {
      next(page.say("与\(change.year)年相比", "Since \(change.year)"))
      addChange(change, to: &page, style)
    }
    if rank != nil {
      next(page.say("位次变动所需的数字", "What would move the rank"))
      addMoves(to: &page)
    }
    page.add("")
    page.add(
      page.say(
        "研究 \(studyPath)（SHA-256 \(studyHash.prefix(12))），数据 SHA-256 \(dataHash.prefix(12))。",
        "Study \(studyPath) (SHA-256 \(studyHash.prefix(12))), data SHA-256 \(dataHash.prefix(12))."
      ))
    return page.text
  }

  // MARK: - Head

  /// Where the rank lies over draws, in a sentence.
  private static func inference(_ spreads: RankSpreads, _ page: Page) -> String {
    func ranks(_ range: ClosedRange<Int>) -> String {
      range.count == 1
        ? "\(range.lowerBound)"
        : "\(range.lowerBound)" + page.say("～", "–") + "\(range.upperBound)"
    }
    var parts: [String] = []
    if let data = spreads.data, let method = spreads.method {
      parts.append(
        page.say(
          "只\(Words.name(of: Robustness.Source.data).chinese)为\(ranks(data))，只\(Words.name(of: Robustness.Source.method).chinese)为\(ranks(method))",
          "\(ranks(data)) with \(Words.name(of: Robustness.Source.data).english) alone, \(ranks(method)) with "
            + Words.name(of: Robustness.Source.method).english + " alone"))
    }
    let between = spreads.joint.count == 1 ? ("为", "") : ("在", "之间")
    var text = page.say(
      "统计推断：\(spreads.draws)次模拟中九成位次\(between.0)\(ranks(spreads.joint))\(between.1)",
      "Inference: in nine of ten of \(spreads.draws) draws the rank is \(ranks(spreads.joint))")
    if !parts.isEmpty { text += page.say("（", " (") + parts[0] + page.say("）", ")") }
    if let band = spreads.band, band.count > 1 {
      text += page.say(
        "；在第\(ranks(band))位一档，档内先后按数字不都分得出",
        "; it is in the band of ranks \(ranks(band)), not all of which the figures tell apart")
    }
    return text + page.say("。", ".")
  }

  private func addHead(to page: inout Page, _ style: ScoreStyle) {
    page.add(
      page.say(
        "\(body.fullName.chinese) \(year)年：" + Self.standing(score, rank, style, page),
        "\(body.fullName.english), \(year): " + Self.standing(score, rank, style, page)))
    if let title { page.add(title.text(in: page.language)) }
    if rank != nil {
      var text = page.say(
        "所选\(selected)个机构中\(ranked)个列位次",
        "\(ranked) of the \(selected) bodies selected are ranked")
      if ties > 0 { text += page.say("，\(ties + 1)个并列", ", \(ties + 1) tie") }
      page.add(text + page.say("。", "."))
    } else {
      let names = page.list(lacking.map { $0.text(in: page.language) })
      page.add(
        names.isEmpty
          ? page.say(
            "不列位次：没有可计分的指标。", "It is not ranked: no indicator scores anything.")
          : page.say("不列位次：缺\(names)。", "It is not ranked: it lacks \(names)."))
    }
    if let low = score.low, let high = score.high, low != high, score.value != nil {
      let reasons = ScoreComparison.uncertain(indicators.filter { $0.weight > 0 }).map {
        page.say("\($0.chinese)（\($1.chinese)）", "\($0.english.lowercasedFirst) (\($1.english))")
      }
      page.add(
        page.say(
          "得分区间\(style.range(low, high))，因不确定的值：\(page.list(reasons))。",
          "The score lies in \(style.range(low, high)) by what is not certain: \(page.list(reasons))."
        ))
    }
    if let spreads = rankSpreads { page.add(Self.inference(spreads, page)) }
    if coverage < 1 - 1e-9 {
      page.add(
        page.say(
          "报告载明的指标占权重的\(ScoreStyle.percent(coverage, .chinese))。",
          "What the report states has \(ScoreStyle.percent(coverage, .english)) of the weight."))
    }
    page.add(method.text(in: page.language))
    page.add(
      page.say(
        "数字为工作报告载明数，只说明报告写明了多少，不说明工作质量。",
        "The numbers are what work reports state; they say nothing of quality."))
  }

  static func standing(
    _ score: ScoreCard.Score, _ rank: Int?, _ style: ScoreStyle, _ page: Page
  ) -> String {
    guard let value = score.value else {
      guard let low = score.low, let high = score.high else {
        return page.say("没有得分", "no score")
      }
      return page.say(
        "没有得分，必在\(style.range(low, high))之间", "no score; it lies in \(style.range(low, high))")
    }
    return page.say("得分\(style.string(value))", "score \(style.string(value))")
      + (rank.map { page.say("，第\($0)位", ", rank \($0)") } ?? "")
  }

  // MARK: - Composition

  /// For each node what is printed: parts that add up, from the root down.
  private func printed(_ value: (Node) -> Double?, decimals: Int) -> [Double?] {
    var result = nodes.map { value($0) }
    if let root = result.first, let root {
      result[0] = LargestRemainder.rounded([root], decimals: decimals)[0]
    }
    for parent in nodes.indices {
      let members = nodes.indices.filter { nodes[$0].parent == parent && result[$0] != nil }
      let rounded = LargestRemainder.rounded(
        members.map { value(nodes[$0]) ?? 0 }, to: result[parent] ?? nil, decimals: decimals)
      for (member, number) in zip(members, rounded) { result[member] = number }
    }
    return result
  }

  private func addComposition(to page: inout Page, _ style: ScoreStyle) {
    let shares = printed({ $0.weight > 0 ? $0.weight * 100 : nil }, decimals: 1)
    let contributions = printed({ $0.contribution }, decimals: style.decimals)
    let percent = NumberStyle(
      language: page.language == .chinese ? .chinese : .english, decimals: 1)
    let hasParts = isAdditive || contributions.dropFirst().contains { $0 != nil }
    let hasValues = !isMultiCriteria
    let hasWithout = indicators.contains { $0.without != nil }
    var columns = [
      TextTable.Column(heading: page.say("构成", "Part")),
      TextTable.Column(heading: page.say("权重", "Weight"), isNumber: true),
    ]
    if hasValues {
      columns.append(
        TextTable.Column(heading: page.say("标准化值", "Normalised"), isNumber: true))
    }
    if hasParts {
      columns.append(
        TextTable.Column(heading: page.say("贡献（分）", "Contribution"), isNumber: true))
    }
    if hasWithout {
      columns += [
        TextTable.Column(heading: page.say("去掉后的得分", "Score without"), isNumber: true),
        TextTable.Column(heading: page.say("相差", "Difference"), isNumber: true),
      ]
    }
    func row(_ place: Int, name: String) -> [String] {
      let node = nodes[place]
      var texts = [
        String(repeating: "  ", count: max(0, node.depth - 1)) + name,
        shares[place].map { percent.string($0) + "%" } ?? "—",
      ]
      if hasValues { texts.append(style.string(node.value)) }
      if hasParts { texts.append(style.string(contributions[place])) }
      if hasWithout {
        let without = node.column.flatMap { indicators[$0].without }
        texts.append(node.column == nil ? "" : style.string(without))
        let difference = without.flatMap { without in score.value.map { $0 - without } }
        texts.append(node.column == nil ? "" : style.signed(difference))
      }
      return texts
    }
    var rows = nodes.indices.dropFirst().map {
      row($0, name: nodes[$0].name.text(in: page.language))
    }
    if score.value != nil, hasValues { rows.append(row(0, name: page.say("得分", "Score"))) }
    page.add(columns: columns, rows: rows)

    if isAdditive {
      let leaves = nodes.indices.filter { nodes[$0].column != nil }
      let terms = leaves.compactMap { contributions[$0] }.map { style.string($0) }
      let sum = style.string(contributions[0])
      page.add(
        terms.count == 1
          ? page.say(
            "只有一项计分，得分即其标准化值。", "One indicator counts: its normalised value is the score.")
          : page.say(
            "各项贡献之和：\(terms.joined(separator: " + ")) = \(sum)，即得分。",
            "Contributions: \(terms.joined(separator: " + ")) = \(sum), the score."))
    } else if score.value != nil {
      let reason =
        isMultiCriteria
        ? page.say("多准则方法的得分", "A score of a multi-criteria method")
        : page.say("非算术平均的得分", "A score by another mean than the arithmetic")
      page.add(
        page.say(
          "\(reason)不能拆成各项贡献之和；“去掉后的得分”为不用该指标、其余权重按比例放大时的得分。",
          "\(reason) is no sum of contributions; “score without” leaves the indicator out and scales the "
            + "other weights up."))
    }
    let idle = indicators.filter { $0.counts && $0.weight == 0 && $0.normalised == nil }
    let constant = idle.filter { $0.cell.isRankable || $0.imputed != nil }
    if score.value != nil, !isMultiCriteria, !constant.isEmpty {
      let names = page.list(constant.map { $0.name.text(in: page.language) })
      page.add(
        page.say(
          "\(names)各机构数值相同或只有一个值，不计分。",
          "\(names): all values are the same, or there is only one; it scores nothing."))
    }
    if method.chinese.contains("重算权重"), !lacking.isEmpty, score.value != nil {
      page.add(
        page.say(
          "缺\(page.list(lacking.map(\.chinese)))，其权重按比例分给其余各项。",
          "Lacking: \(page.list(lacking.map(\.english))); the others take its weight "
            + "in proportion."))
    }
  }

  // MARK: - Indicators

  private func addIndicator(
    _ indicator: ExplainedIndicator, to page: inout Page, _ style: ScoreStyle
  ) {
    let words = indicator.words(page.language)
    var head = indicator.name.text(in: page.language)
    var value = words.value(indicator.cell)
    if indicator.cell.low != nil, indicator.table.subject.denominator != .share {
      let unit = Self.unit(indicator.cell.unit, page)
      value += unit.isEmpty ? "" : page.say(unit, " \(unit)")
      if let per = indicator.table.subject.per {
        value += page.say("（\(per.chinese)）", " \(per.english)")
      }
    } else if indicator.cell.low != nil {
      value += page.say("（占比）", " (share of total)")
    }
    if indicator.cell.low == nil {
      value = page.say(
        indicator.cell.state == .notApplicable ? "不适用" : "未载明",
        indicator.cell.state == .notApplicable ? "not applicable" : "not stated")
    }
    head += page.say("：\(value)", ": \(value)")
    if indicator.weight > 0, let normalised = indicator.normalised {
      head += page.say(
        " → 标准化值\(style.string(normalised))", " → normalised \(style.string(normalised))")
    } else if !indicator.counts {
      head += page.say("（仅列示，不计分）", " (shown, not scored)")
    }
    page.add(head, indent: 2, hanging: 6)

    for line in provenance(of: indicator, words, page) { page.add(line, indent: 6, hanging: 6) }
    let shown = 6
    for figure in indicator.figures.prefix(shown) {
      page.add(Self.words(for: figure, page), indent: 6, hanging: 8)
    }
    if indicator.figures.count > shown {
      page.add(
        page.say(
          "另有\(indicator.figures.count - shown)个数字，见 --json。",
          "\(indicator.figures.count - shown) more figures: see --json."), indent: 6)
    }
    for line in Self.sentences(of: indicator.titles, page) { page.add(line, indent: 6, hanging: 8) }
    if indicator.figures.isEmpty, indicator.titles.allSatisfy(\.evidence.isEmpty),
      indicator.cell.state != .notApplicable,
      !indicator.cell.sources.isEmpty, indicator.cell.low != nil
    {
      page.add(
        page.say("来源：", "Source: ") + indicator.cell.sources.joined(separator: page.say("；", "; ")),
        indent: 6)
    }
  }

  /// How the value is known, a sentence each.
  private func provenance(
    of indicator: ExplainedIndicator, _ words: RankingWords, _ page: Page
  ) -> [String] {
    let cell = indicator.cell
    var parts: [String] = []
    switch cell.state {
    case .stated:
      switch cell.bound {
      case .exact: parts.append(page.say("报告载明", "stated"))
      case .atLeast: parts.append(page.say("报告载明的至少数", "stated as at least so many"))
      case .about: parts.append(page.say("报告载明的约数", "stated as about so many"))
      }
    case .summed: parts.append(page.say("由报告所列各部分合计", "the sum of parts that the report states"))
    case .named:
      parts.append(
        page.say(
          "报告没有写件数，按点名的\(cell.titles.count)件法规计，为至少数",
          "no figure is stated; \(cell.titles.count) regulations are named, so at least so many"))
    case .bounded:
      parts.append(
        page.say(
          "报告只载明合并数或部分数，实际数在区间之内", "only joint or partial figures are stated; it lies within"))
    case .notStated:
      parts.append(
        cell.hasOnlyTermFigure
          ? page.say("报告只载明届期合计数", "only a total for the term is stated")
          : cell.lacksDenominator
            ? page.say("数据缺分母，无法相除", "the data has nothing to divide by")
            : page.say("报告没有载明", "the report does not state it"))
    case .notApplicable: parts.append(page.say("这类机构没有此项职权", "a body of its tier cannot have it"))
    }
    if cell.averagedYears > 1 {
      parts.append(
        page.say(
          "届期合计数按\(cell.averagedYears)年平均", "a total averaged over \(cell.averagedYears) years"))
    }
    if cell.low != nil, let name = Words.className(cell.counts, of: indicator.measures) {
      parts.append(page.say("口径为\(name.chinese)", "counting \(name.english)"))
    }
    if cell.isOtherClass {
      parts.append(
        page.say("与本比较的口径不同，不参与比较", "of another class than the comparison, so not compared"))
    }
    if let direction = indicator.definition.direction, indicator.counts {
      parts.append(
        direction == .higher
          ? page.say("数大者得分高", "more scores higher") : page.say("数小者得分高", "less scores higher"))
    }
    var lines = [parts.joined(separator: page.say("；", "; ")) + page.say("。", ".")]
    if !cell.titles.isEmpty, indicator.titles.allSatisfy(\.evidence.isEmpty) {
      lines.append(
        page.say("法规名称：", "Titles: ")
          + cell.titles.map { "《\($0)》" }.joined(separator: page.say("", " ")))
    }
    let plain = NumberStyle(
      for: [indicator.undivided?.value ?? 0], areCounts: false,
      language: page.language == .chinese ? .chinese : .english)
    if let undivided = indicator.undivided, let divisor = indicator.divisor {
      let number = NumberStyle(
        for: [divisor.value], areCounts: divisor.value == divisor.value.rounded(),
        language: page.language == .chinese ? .chinese : .english)
      let unit = Self.unit(undivided.unit, page)
      let top =
        undivided.value.map { plain.string($0) + page.say(unit, unit.isEmpty ? "" : " \(unit)") }
        ?? page.say("区间", "interval")
      let source =
        divisor.source.isEmpty ? "" : page.say("，\(divisor.source)", ", \(divisor.source)")
      let year = divisor.year.map { page.say("\($0)年", "\($0)") } ?? page.say("同年", "the same year")
      lines.append(
        page.say(
          "\(top) ÷ \(divisor.name.chinese)\(number.string(divisor.value))\(divisor.unit.chinese)"
            + "（\(year)\(source)）" + (divisor.scale == 1e6 ? "，按每百万人计。" : "。"),
          "\(top) ÷ \(divisor.name.english) \(number.string(divisor.value)) (\(year)\(source))"
            + (divisor.scale == 1e6 ? ", per million." : ".")))
    }
    if let imputed = indicator.imputed, let rule = indicator.imputedBy {
      let style = NumberStyle(
        for: [imputed], areCounts: false,
        language: page.language == .chinese ? .chinese : .english)
      lines.append(
        page.say(
          "计分所用的\(style.string(imputed))为插补值（\(rule.chinese)），不是报告所载。",
          "The \(style.string(imputed)) that is scored is imputed (\(rule.english)) and no figure of the "
            + "report."))
    }
    if let treated = indicator.treated {
      let (from, to) = (Self.plain(treated.from, page), Self.plain(treated.to, page))
      lines.append(
        page.say(
          "异常值处理（\(treated.by.chinese)）：由\(from)改为\(to)后计分。",
          "Treated for outliers (\(treated.by.english)): \(from) is scored as \(to)."))
    }
    return lines
  }

  /// The titles by the sentence that names them; nothing where the package has no sentences.
  private static func sentences(of titles: [NamedRegulation], _ page: Page) -> [String] {
    var evidence: [String] = []
    for title in titles where !title.evidence.isEmpty && !evidence.contains(title.evidence) {
      evidence.append(title.evidence)
    }
    return evidence.map { words in
      let some = titles.filter { $0.evidence == words }
      let names = some.map { "《\($0.title)》" }.joined(separator: page.say("", " "))
      let quoted = words.split(whereSeparator: \.isNewline).joined()
      // A sentence that is no more than the title says nothing twice.
      let sentence = quoted == names ? "" : page.say("：“\(quoted)”", ": “\(quoted)”")
      return "· " + names + sentence
        + place(some[0].source, some[0].start, some[0].end, page)
    }
  }

  private static func place(_ source: String, _ start: Int?, _ end: Int?, _ page: Page) -> String {
    var place = source
    if let start, let end {
      place += page.say("，正文第\(start + 1)～\(end)字", ", characters \(start + 1)–\(end)")
    }
    return place.isEmpty ? "" : page.say("——\(place)", " — \(place)")
  }

  /// The measure word; in English only where it says more than that things are counted.
  static func unit(_ unit: String, _ page: Page) -> String {
    let text = Words.unit(unit, language: page.language)
    return page.language == .english && text == "number" ? "" : text
  }

  /// A number by itself.
  static func plain(_ value: Double, _ page: Page) -> String {
    NumberStyle(
      for: [value], areCounts: false, language: page.language == .chinese ? .chinese : .english
    ).string(value)
  }

  /// A figure with its sentence, or its source.
  static func words(for figure: ExplainedIndicator.Figure, _ page: Page) -> String {
    let observation = figure.observation
    let style = NumberStyle(
      for: [observation.value], areCounts: false,
      language: page.language == .chinese ? .chinese : .english)
    let mark: String
    switch observation.bound {
    case .exact: mark = ""
    case .atLeast: mark = "≥"
    case .about: mark = page.say("约", "≈")
    }
    let unit = Self.unit(observation.unit, page)
    var text = figure.isDivisor ? page.say("· 分母 ", "· divisor ") : page.say("· ", "· ")
    text += figure.name.text(in: page.language) + " " + mark + style.string(observation.value)
    text += unit.isEmpty ? "" : page.say(unit, " \(unit)")
    var remarks: [String] = []
    if observation.counts != MeasureTable.classes(of: observation.measures).first,
      let name = Words.className(observation.counts, of: observation.measures)
    {
      remarks.append(name.text(in: page.language))
    }
    if let from = observation.from, let to = observation.to, from != to {
      remarks.append(page.say("\(from)～\(to)年", "\(from)–\(to)"))
    }
    switch observation.role {
    case .headline: break
    case .component: remarks.append(page.say("部分之一", "a part"))
    case .subset: remarks.append(page.say("其中数", "of which"))
    }
    switch observation.status {
    case .read, .confirmed, .rejected: break
    case .corrected:
      remarks.append(
        observation.readValue.map {
          page.say("人工更正，原读作\(number($0))", "corrected by a person; read as \(number($0))")
        } ?? page.say("人工更正", "corrected by a person"))
    case .entered:
      if figure.isEnteredAmongRead {
        remarks.append(page.say("人工录入", "entered by a person"))
      }
    }
    if !remarks.isEmpty {
      let list = remarks.joined(separator: page.say("，", ", "))
      text += page.say("（\(list)）", " (\(list))")
    }
    if !observation.evidence.isEmpty {
      let quoted = observation.evidence.split(whereSeparator: \.isNewline).joined()
      text += page.say("：“\(quoted)”", ": “\(quoted)”")
    }
    text += place(figure.source, observation.start, observation.end, page)
    return text
  }

  // MARK: - Peers

  private func addPeers(to page: inout Page, _ style: ScoreStyle) {
    guard selected > 1 else {
      page.add(
        page.say("所选范围内同年没有其他同类机构。", "No other body of its kind and level is selected in the year.")
      )
      return
    }
    let hasPoints = indicators.contains { $0.peers.points != nil }
    var columns = [
      TextTable.Column(heading: page.say("指标", "Indicator")),
      TextTable.Column(heading: page.say("载明数", "Stated"), isNumber: true),
      TextTable.Column(heading: page.say("中位数", "Median"), isNumber: true),
      TextTable.Column(heading: page.say("第几位/共几个", "Rank/of"), isNumber: true),
      TextTable.Column(heading: page.say("四分位组", "Quarter"), isNumber: true),
      TextTable.Column(heading: page.say("与中位数相比", "To the median")),
    ]
    if hasPoints {
      columns.append(TextTable.Column(heading: page.say("相当于（分）", "Points"), isNumber: true))
    }
    let rows = indicators.map { indicator in
      let words = indicator.words(page.language)
      let peers = indicator.peers
      var texts = [
        indicator.name.text(in: page.language), words.value(indicator.cell),
        peers.median.map { Self.medianText($0, words.style) } ?? "—",
        peers.rank.map { "\($0)/\(peers.count)" } ?? "—/\(peers.count)",
        peers.quarter.map { String($0) } ?? "—", Self.side(of: indicator, page),
      ]
      if hasPoints { texts.append(style.signed(peers.points)) }
      return texts
    }
    page.add(columns: columns, rows: rows)
    page.add(
      page.say(
        "同类为同年同一位次表中载明该项的机构（含本机构）；四分位组1为数最大的四分之一"
          + (indicators.contains { $0.definition.direction == .lower } ? "，数小者得分高的指标反之" : "") + "。",
        "Peers are the bodies of the same ranking that state it, this one included; quarter 1 has the "
          + "greatest numbers"
          + (indicators.contains { $0.definition.direction == .lower }
            ? ", or the least where less scores higher." : ".")))
    let sorted = indicators.filter { style.rounded($0.peers.points ?? 0) != 0 }
      .sorted { abs($0.peers.points ?? 0) > abs($1.peers.points ?? 0) }
    for isAbove in [true, false] {
      let some = sorted.filter { (($0.peers.points ?? 0) > 0) == isAbove }.prefix(3)
      guard !some.isEmpty else { continue }
      let list = page.list(
        some.map {
          $0.name.text(in: page.language)
            + page.say(
              "（\(style.signed($0.peers.points))）", " (\(style.signed($0.peers.points)))")
        })
      page.add(
        isAbove
          ? page.say(
            "得分高于同类中位数的最大几项差额：\(list)。", "Greatest differences above the median in points: \(list)."
          )
          : page.say(
            "得分低于同类中位数的最大几项差额：\(list)。", "Greatest differences below the median in points: \(list)."
          ))
    }
  }

  private static func medianText(_ median: Double, _ style: NumberStyle) -> String {
    guard style.decimals == 0, median != median.rounded() else { return style.string(median) }
    return NumberStyle(language: style.language, decimals: 1, groupsFrom: style.groupsFrom)
      .string(median)
  }

  private static func side(of indicator: ExplainedIndicator, _ page: Page) -> String {
    guard let median = indicator.peers.median, indicator.cell.isRankable,
      let value = indicator.cell.value
    else { return "—" }
    if Ranking.ranks(of: [value, median]) == [1, 1] { return page.say("等于", "equal") }
    return value > median ? page.say("高于", "above") : page.say("低于", "below")
  }
}

extension Body {
  /// The body in words, such as 龙岩市人大常委会.
  var fullName: LocalisedText {
    LocalisedText(
      zh: name + (kind == .npc ? "人大常委会" : "政协常委会"),
      en: name + (kind == .npc ? " (congress)" : " (consultative conference)"))
  }
}
