import Charting
public import Diagnostics
import Metrics
import Observations

extension StudyAudit {
  /// A page each peer set, at most 100 columns wide.
  public func text(in language: Language) -> String {
    panels.map { panel in
      var writer = AuditPage(self, panel, language)
      writer.write()
      return writer.page.text
    }.joined(separator: "\n\n")
  }
}

/// The page of one panel.
struct AuditPage {
  let audit: StudyAudit
  let panel: StudyAudit.Panel
  let language: Language
  var page: Page
  let two: NumberStyle

  init(_ audit: StudyAudit, _ panel: StudyAudit.Panel, _ language: Language) {
    self.audit = audit
    self.panel = panel
    self.language = language
    page = Page(language)
    two = NumberStyle(language: language == .chinese ? .chinese : .english, decimals: 2)
  }

  mutating func write() {
    writeHead()
    page.heading(1, say("报告载明情况", "What reports state"))
    writeReporting()
    page.heading(2, say("相关", "Correlations"))
    writeCorrelations()
    page.heading(3, say("内部一致性（克龙巴赫 α）", "Internal consistency (Cronbach’s α)"))
    writeReliability()
    page.heading(4, say("名义权重与实际影响", "Nominal weights and real influence"))
    writeInfluence()
    page.heading(5, say("主成分", "Principal components"))
    writeComponents()
    page.heading(6, say("优势关系", "Dominance"))
    writeDominance()
    page.heading(7, say("稳健性", "Robustness"))
    writeRobustness()
    page.heading(8, say("需要决定的问题", "Findings that need a decision"))
    writeFindings()
  }

  // MARK: - Words

  func say(_ zh: String, _ en: String) -> String { page.say(zh, en) }

  /// The name of an indicator, a group or a quantity; its id where it has none.
  func name(_ id: String) -> String { audit.names[id]?.text(in: language) ?? id }

  /// The name within a sentence.
  func inner(_ id: String) -> String {
    language == .chinese ? "“\(name(id))”" : "“\(name(id))”"
  }

  func r(_ value: Double?) -> String { value.map { two.string($0) } ?? "—" }

  func percent(_ share: Double?) -> String {
    guard let share else { return "—" }
    return NumberStyle(language: two.language, decimals: 0).string(share * 100) + "%"
  }

  /// A number of places: one decimal, two below a tenth.
  func places(_ value: Double) -> String {
    if value == 0 { return "0" }
    let decimals = value > 0 && value < 0.095 ? 2 : 1
    return NumberStyle(language: two.language, decimals: decimals).string(value)
  }

  /// A quantile of ranks: whole, or with a half.
  func rank(_ value: Double) -> String {
    let isWhole = abs(value - value.rounded()) < 1e-6
    return NumberStyle(language: two.language, decimals: isWhole ? 0 : 1).string(value)
  }

  /// A body, with its year where the panel has several.
  func label(_ key: ScoringTable.RowKey) -> String {
    if panel.audit.years.count == 1 { return key.body }
    return say("\(key.body)（\(key.year)年）", "\(key.body) \(key.year)")
  }

  func column(_ zh: String, _ en: String, isNumber: Bool = true) -> TextTable.Column {
    TextTable.Column(heading: say(zh, en), isNumber: isNumber)
  }

  // MARK: - Head

  private mutating func writeHead() {
    let title = audit.title?.text(in: language) ?? say("综合指数", "Index")
    page.add(say("指数审计：\(title)", "Audit of an index: \(title)"))
    page.add(
      say(
        "研究 \(audit.studyPath)（SHA-256 \(audit.studyHash.prefix(12))），"
          + "数据 \(audit.dataPath)（\(audit.dataHash.prefix(12))）。",
        "Study \(audit.studyPath) (SHA-256 \(audit.studyHash.prefix(12))), "
          + "data \(audit.dataPath) (\(audit.dataHash.prefix(12)))."))
    let years = panel.audit.years
    let span = Self.spans(years, language)
    let peers =
      panel.kind.map { Words.bodies($0, panel.level).text(in: language) }
      ?? say("所选各类机构", "Bodies of all kinds selected")
    let leftOut = panel.leftOutCount
    var line = say(
      "\(peers)，\(span)年：\(panel.bodyCount)个机构，\(panel.audit.rowCount)行",
      "\(peers), \(span): \(panel.bodyCount) \(panel.bodyCount == 1 ? "body" : "bodies"), "
        + "\(panel.audit.rowCount) \(panel.audit.rowCount == 1 ? "row" : "rows")")
    line += say("，\(panel.rankedCount)行列位次", ", \(panel.rankedCount) of them ranked")
    if leftOut > 0 {
      line += say("（另有\(leftOut)行筛选时剔除）", " (screening left out \(leftOut) more)")
    }
    line += say("。", ".")
    if years.count > 1 {
      line += say(
        "各年合在一起看，--year 只看一年。", " All years are taken together; --year chooses one.")
    } else if panel.isChosenYear {
      line += say("只看这一年。", " This year alone is looked at.")
    }
    page.add(line)
    page.add(audit.method.text(in: language))
    page.add(
      say(
        "审计的是指数的构造，不是机构的工作；数字只说明报告写明了多少。",
        "What is audited is how the index is made, not anybody’s work; the numbers are what reports "
          + "state."))
    if panel.isImputed {
      page.add(
        say(
          "第二至五节用插补后的值，相关和 p 值因此失真。",
          "Sections 2 to 5 are of values after imputation, which distorts correlations and p."))
    }
  }

  /// Years in spans: 2018～2020、2022.
  static func spans(_ years: [Int], _ language: Language) -> String {
    var spans: [ClosedRange<Int>] = []
    for year in years.sorted() {
      if let last = spans.last, last.upperBound + 1 == year {
        spans[spans.count - 1] = last.lowerBound...year
      } else {
        spans.append(year...year)
      }
    }
    let dash = language == .chinese ? "～" : "–"
    return spans.map { span in
      span.count == 1 ? "\(span.lowerBound)" : "\(span.lowerBound)\(dash)\(span.upperBound)"
    }.joined(separator: language == .chinese ? "、" : ", ")
  }

  // MARK: - Reporting

  private mutating func writeReporting() {
    let rows = panel.audit.reporting.map { entry -> [String] in
      let isUnweighted = panel.unweighted.contains(entry.indicator)
      var marks = entry.flags.map { flag in
        switch flag {
        case .fewReports: say("载明不足65%", "below 65%")
        case .manyZeros: say("零值过半", "mostly zeros")
        case .fewDistinct: say("不同值不足半", "few different")
        }
      }
      if isUnweighted { marks.append(say("不计权", "no weight")) }
      return [
        name(entry.indicator), "\(entry.statedCount)/\(entry.rowCount)", percent(entry.rate),
        percent(entry.nonZero.map { 1 - $0 }), percent(entry.distinct), page.list(marks),
      ]
    }
    page.add(
      columns: [
        column("指标", "Indicator", isNumber: false), column("载明/行数", "Stated/rows"),
        column("载明率", "Rate"), column("零值", "Zeros"), column("不同值", "Different"),
        column("提示", "Mark", isNumber: false),
      ], compactRows: rows)
    page.add(
      say(
        "零值、不同值为占载明值的比例。", "Zeros and different values are shares of the stated values."))
  }

  // MARK: - Correlations

  private mutating func writeCorrelations() {
    let associations = panel.audit.associations
    guard panel.countingCount > 0 else {
      page.add(
        say("没有计权的指标。", "No indicator has a weight."))
      return
    }
    let inGroup = associations.filter { $0.relation == .sameGroup }
    let pairs = inGroup.filter { $0.pearson != nil && $0.count > 2 }
    let shown = pairs.enumerated().sorted { a, b in
      let flags = (a.element.flag == nil ? 1 : 0, b.element.flag == nil ? 1 : 0)
      if flags.0 != flags.1 { return flags.0 < flags.1 }
      let sizes = (abs(a.element.pearson?.value ?? -1), abs(b.element.pearson?.value ?? -1))
      return sizes.0 == sizes.1 ? a.offset < b.offset : sizes.0 > sizes.1
    }.map(\.element)
    let limit = max(6, shown.count { $0.flag != nil })
    let rows = shown.prefix(limit).map { pair -> [String] in
      let names = [pair.indicator, pair.other].map { Page.shortened(name($0), to: 28) }
      let mark =
        switch pair.flag {
        case .redundant: say("几乎重复", "nearly the same")
        case .opposed: say("此消彼长", "opposed")
        case .followsDenominator, nil: ""
        }
      return [
        names.joined(separator: " × "), star(pair.pearson), star(pair.spearman),
        star(pair.kendall), "\(pair.count)", mark,
      ]
    }
    let unknown = inGroup.count - pairs.count
    if rows.isEmpty, unknown == 0 {
      page.add(
        panel.countingCount == 1
          ? say(
            "只有一项计权的指标，没有指标之间的相关；至少要两项。",
            "Only one indicator has a weight, so that there are no pairs: it takes two.")
          : say(
            "各组只有一项指标，没有同组的指标对。",
            "Each group has one indicator, so that there are no pairs within groups."))
    } else {
      if unknown > 0 {
        page.add(
          say(
            "同组的\(inGroup.count)对中，\(unknown)对没有相关：同时有值的行不足三行，或没有差异。",
            "\(unknown) of the \(inGroup.count) pairs within groups have no correlation: fewer than three rows "
              + "have both, or nothing varies."))
      }
      page.add(
        columns: [
          column("同组指标", "Within a group", isNumber: false), column("r", "r"),
          column("ρ", "ρ"), column("τ", "τ"), column("n", "n"),
          column("提示", "Mark", isNumber: false),
        ], compactRows: Array(rows))
      if let next = shown.dropFirst(limit).first {
        let rest = shown.count - rows.count
        let size = next.pearson.map { two.string(abs($0.value)) }
        page.add(
          say(
            "其余\(rest)对\(size.map { " |r| 不大于 \($0)，" } ?? "")见 --json。",
            "\(rest) more pairs\(size.map { ", |r| at most \($0)," } ?? "") are in --json."))
      }
    }
    writeRelations(associations)
  }

  /// Each indicator with its group, the index and the reference quantities.
  private mutating func writeRelations(_ associations: [IndexAudit.Association]) {
    let indicators = panel.audit.influence.map(\.indicator)
    let quantities = associations.filter { $0.relation == .denominator }
    var ids: [String] = []
    for entry in quantities where entry.count > 2 && !ids.contains(entry.other) {
      ids.append(entry.other)
    }
    let shownIDs = Array(ids.prefix(4))
    let hasGroups = associations.contains { $0.relation == .ownGroup && $0.pearson != nil }
    func cell(_ entry: IndexAudit.Association?) -> String {
      guard let entry, entry.pearson != nil, entry.count > 2 else { return "—" }
      return "\(star(entry.pearson)) (\(entry.count))"
        + (entry.flag == .followsDenominator ? "†" : "")
    }
    let hasFollowers = quantities.contains { $0.flag != nil && shownIDs.contains($0.other) }
    let rows = indicators.map { id -> [String] in
      let own = associations.filter { $0.indicator == id }
      var row = [name(id)]
      if hasGroups {
        let group = own.first { $0.relation == .ownGroup }
        let members =
          group.flatMap { group in
            panel.audit.reliability.first { $0.group == group.other }?.members.count
          } ?? 0
        row.append(members > 1 ? cell(group) : "—")
      }
      if indicators.count > 1 { row.append(cell(own.first { $0.relation == .index })) }
      row += shownIDs.map { quantity in
        cell(own.first { $0.relation == .denominator && $0.other == quantity })
      }
      return row
    }
    var columns = [column("指标，r (n)", "Indicator, r (n)", isNumber: false)]
    if hasGroups { columns.append(column("与所在组", "Own group")) }
    if indicators.count > 1 { columns.append(column("与总得分", "The index")) }
    columns += shownIDs.map { TextTable.Column(heading: name($0), isNumber: true) }
    guard rows.contains(where: { $0.dropFirst().contains { $0 != "—" } }) else {
      page.add(
        say(
          "指标与总得分等没有相关可言：同时有值的行不足三行，或没有差异。",
          "There are no correlations with the index or others: fewer than three rows have both, or nothing "
            + "varies."))
      return
    }
    page.add(columns: columns, compactRows: rows)
    var notes: [String] = []
    notes.append(
      say(
        "* p < 0.05，未作多重比较校正", "* p < 0.05, not corrected for the number of comparisons"))
    if hasFollowers {
      notes.append(say("† |r| > 0.6，随规模变化", "† |r| > 0.6: follows the size"))
    }
    if indicators.count > 1 {
      notes.append(
        say(
          "总得分\(hasGroups ? "和组" : "")含该指标自身，r 因此偏高",
          "the index \(hasGroups ? "and the group hold" : "holds") the indicator itself, which raises r"
        ))
    }
    if ids.count > shownIDs.count {
      notes.append(
        say(
          "另有\(ids.count - shownIDs.count)个参照量见 --json",
          "\(ids.count - shownIDs.count) more quantities are in --json"))
    }
    let missing = Set(quantities.map(\.other)).subtracting(ids).sorted()
    if !missing.isEmpty {
      let list = page.list(missing.map(name))
      notes.append(
        say("\(list)不足三行，不计相关", "fewer than three rows have \(list)"))
    }
    if quantities.isEmpty {
      notes.append(
        say(
          "数据没有常住人口等参照量，看不出是否随规模变化",
          "the data has no reference quantities such as residents to set them against"))
    }
    page.add(notes.joined(separator: say("；", "; ")) + say("。", "."))
    let counts = associations.filter { entry in
      switch entry.relation {
      case .otherGroup, .foreignGroup: false
      case .denominator: entry.pearson != nil && shownIDs.contains(entry.other)
      case .sameGroup, .ownGroup, .index: entry.pearson != nil
      }
    }.map(\.count)
    if let least = counts.min(), least < 10 {
      page.add(
        say(
          "n < 10 的相关与噪声难以分别。", "A correlation of n < 10 is hardly more than noise."))
    }
    if panel.audit.rowCount > panel.bodyCount {
      page.add(
        say(
          "同一机构各年的行并不独立，p 值偏小。",
          "The years of one body are not independent, so that p is too small."))
    }
    if audit.form == .multiCriteria {
      page.add(
        say(
          "多准则方法没有标准化值，相关用原值（越少越好的取负号）。",
          "A multi-criteria method has no normalised values: correlations are of stated values, with a "
            + "minus where less is better."))
    }
    if audit.form != .mean, audit.hasGroups {
      page.add(
        say(
          "这种方法不给组计分，没有与所在组的相关。",
          "This method gives groups no score, so that there are no correlations with them."))
    }
  }

  private func star(_ value: IndexAudit.Coefficient?) -> String {
    guard let value else { return "—" }
    let isThere = value.probability.map { $0 < IndexAudit.Association.significance } ?? false
    return two.string(value.value) + (isThere ? "*" : "")
  }

  // MARK: - Consistency

  private mutating func writeReliability() {
    let all = panel.audit.reliability.filter { $0.members.count > 1 }
    guard !all.isEmpty else {
      page.add(
        say(
          "不足两项计权的指标，没有 α；至少要两项。",
          "Fewer than two indicators have a weight, so that there is no α: it takes two."))
      return
    }
    // A single group of all indicators is the whole.
    let whole = all.last { $0.group == GroupDefinition.root }
    let parts = all.filter { entry in
      entry.group == GroupDefinition.root || entry.members != whole?.members
    }
    let texts = parts.map { entry -> String in
      let isWhole = entry.group == GroupDefinition.root
      let name = isWhole ? say("全部指标", "all indicators") : name(entry.group)
      let size = say(
        "\(entry.members.count)项，n = \(entry.count)", "\(entry.members.count), n = \(entry.count)")
      guard let alpha = entry.alpha else {
        let reason =
          entry.count < 3
          ? say("不缺项的行不足三行", "fewer than three rows lack nothing")
          : say("没有差异", "nothing varies")
        return say("\(name)（\(size)）无 α：\(reason)", "\(name) (\(size)) none: \(reason)")
      }
      return say("\(name)（\(size)）\(r(alpha))", "\(name) (\(size)) \(r(alpha))")
    }
    page.add(texts.joined(separator: say("；", "; ")) + say("。", "."))
    let alphas = parts.compactMap(\.alpha)
    var note = say(
      "α 说明各项是否同向变动，不说明指数好坏：低而各项本不相干，无妨。",
      "α says whether members move together, not whether an index is sound: things that need not go "
        + "together have a low one.")
    if alphas.contains(where: { $0 < 0 }) {
      note += say(
        "为负：成员此消彼长。", " A negative one: members pull against each other.")
    }
    page.add(note)
  }

  // MARK: - Weights

  private mutating func writeInfluence() {
    let entries = panel.audit.influence
    guard !entries.isEmpty else {
      page.add(say("没有计权的指标。", "No indicator has a weight."))
      return
    }
    guard entries.count > 1 else {
      page.add(
        say(
          "只有一项计权的指标，权重无从比较；至少要两项。",
          "With one indicator there are no weights to compare: it takes two."))
      return
    }
    let isOwn = audit.form == .benefitOfDoubt
    guard entries.contains(where: { $0.share != nil }) else {
      page.add(
        say(
          "有得分的行不足三行，或得分都相同，求不出实际影响；至少要三个得分不同的机构。",
          "Fewer than three rows have a score, or all scores are the same: real influence takes three "
            + "bodies whose scores differ."))
      return
    }
    let rows = entries.map { entry -> [String] in
      let given = isOwn ? panel.ownWeights[entry.indicator] : entry.nominal
      var row = [
        name(entry.indicator),
        given.map { ScoreStyle.percent($0, language) } ?? "—",
        entry.share.map { ScoreStyle.percent($0, language) } ?? "—",
        "\(entry.count)",
      ]
      var marks: [String] = []
      if !isOwn, entry.isDisproportionate, let ratio = entry.ratio {
        marks.append(
          ratio > 1
            ? say("实际是名义的\(two.string(ratio))倍", "\(two.string(ratio)) times nominal")
            : say("实际不到名义的一半", "less than half of nominal"))
      }
      if let correlation = entry.correlation, correlation < 0 {
        marks.append(say("与总得分负相关", "falls as the index rises"))
      }
      row.append(page.list(marks))
      return row
    }
    page.add(
      columns: [
        column("指标", "Indicator", isNumber: false),
        isOwn ? column("平均自选权重", "Mean own weight") : column("名义权重", "Nominal"),
        column("实际影响", "Real"), column("n", "n"), column("提示", "Mark", isNumber: false),
      ], compactRows: rows)
    page.add(
      say(
        "实际影响：与总得分的 r² 占各项 r² 之和的比例，取决于机构之间恰有的差异；相差超过一倍的有提示。",
        "Real: r² with the index over the sum of all r², which is about how bodies happen to differ; more "
          + "than a factor of 2 apart is marked."))
    if isOwn {
      page.add(
        say(
          "各机构的权重不同，没有名义权重：列出的是各机构自选权重的平均，不与实际影响比较。",
          "Weights differ from body to body, so that none are nominal: listed is their mean, which is not "
            + "held against the influence."))
    }
  }

  // MARK: - Components and dominance

  private mutating func writeComponents() {
    guard let found = panel.audit.components else {
      let reason = panel.audit.diagnostics.first { $0.severity == .note }?.text.text(in: language)
      page.add(
        say("未求：", "None: ") + (reason ?? say("数据不足", "too little data")) + say("。", "."))
      return
    }
    let count = found.atLeastOneCount
    let values = (0..<count).map { place in
      "\(two.string(found.components.eigenvalues[place]))"
        + say(
          "（\(percent(found.explainedShares[place]))）",
          " (\(percent(found.explainedShares[place])))")
    }
    let sum = found.explainedShares.prefix(count).reduce(0, +)
    var line = say(
      "\(found.indicators.count)项指标、\(found.rowCount)行不缺项：不小于 1 的特征值\(count)个，"
        + "\(page.list(values))",
      "Of \(found.indicators.count) indicators and \(found.rowCount) rows that lack nothing: "
        + "\(count) \(count == 1 ? "eigenvalue" : "eigenvalues") of at least 1, \(page.list(values))"
    )
    if count > 1 {
      line += say("，共解释\(percent(sum))", ", together \(percent(sum))")
    }
    page.add(line + say("。", "."))
    let loadings = zip(found.indicators, found.firstLoadings).map { id, loading in
      "\(name(id)) \(two.string(loading))"
    }
    page.add(
      say("第一主成分的载荷：", "Loadings on the first: ") + page.list(loadings) + say("。", "."))
  }

  private mutating func writeDominance() {
    let found = panel.audit.dominance
    guard found.pairCount > 0, panel.countingCount > 0 else {
      page.add(
        say(
          "没有可比的一对；至少要两个同年的机构。",
          "There is no pair to compare: it takes two bodies of one year."))
      return
    }
    let undecided = found.pairCount - found.comparedCount
    guard let share = found.shareOfCompared else {
      page.add(
        say(
          "\(found.pairCount)对都因缺项或没有上下限而无从判断；要有各项都载明的机构两个。",
          "None of the \(found.pairCount) pairs can be decided for what they lack: it takes two bodies "
            + "that state every indicator."))
      return
    }
    let decided = Int((share * Double(found.comparedCount)).rounded())
    var line = say(
      "\(found.comparedCount)对可比，其中\(decided)对（\(percent(share))）一方各项都不低于另一方："
        + "任何正的权重都不能颠倒它们",
      "Of \(found.comparedCount) comparable pairs \(decided) (\(percent(share))) have one body "
        + "nowhere below the other: no weights above 0 can turn them round")
    if found.comparedCount > decided {
      line += say(
        "，其余\(found.comparedCount - decided)对取决于权重",
        "; the other \(found.comparedCount - decided) depend on weights")
    }
    if undecided > 0 {
      line += say(
        "；另有\(undecided)对因缺项无从判断", "; \(undecided) more cannot be decided for what is missing")
    }
    page.add(line + say("。", "."))
    if panel.countingCount == 1 {
      page.add(
        say("只有一项计权的指标，次序与权重无关。", "With one indicator the order has nothing to do with weights."))
    }
  }

  // MARK: - Findings

  private mutating func writeFindings() {
    let texts = panel.findings.map { named($0.text.text(in: language)) }
    let folded = Self.folded(texts)
    let sorted = folded.sorted {
      ($0.text.terminalWidth, $0.text) < ($1.text.terminalWidth, $1.text)
    }
    guard !sorted.isEmpty else {
      page.add(say("没有。", "None."))
      return
    }
    for finding in sorted.prefix(10) {
      let more =
        finding.others > 0
        ? say("（同类另有\(finding.others)条）", " (\(finding.others) more of the kind)") : ""
      let text =
        language == .chinese
        ? finding.text : finding.text.prefix(1).uppercased() + finding.text.dropFirst()
      page.add("· " + text + more + say("。", "."), hanging: 2)
    }
    let rest = sorted.dropFirst(10).reduce(0) { $0 + 1 + $1.others }
    if rest > 0 {
      page.add(
        say("另有\(rest)条，见 --json。", "\(rest) more are in --json."))
    }
  }

  /// A finding with names in the place of ids.
  private func named(_ text: String) -> String {
    var text = text
    for other in audit.panels where !other.peerSet.isEmpty {
      guard let kind = other.kind else { continue }
      let words = Words.bodies(kind, other.level).text(in: language)
      text = text.split(separator: other.peerSet, omittingEmptySubsequences: false)
        .joined(separator: language == .chinese ? words : words.lowercasedFirst)
    }
    for (id, name) in audit.names.sorted(by: { $0.key < $1.key }) {
      let quoted = Diagnostic.quoted(id)
      let parts = text.split(separator: quoted, omittingEmptySubsequences: false)
      text = parts.joined(separator: "“\(name.text(in: language))”")
    }
    return text.split(separator: "= -", omittingEmptySubsequences: false).joined(separator: "= −")
  }

  /// Findings that differ in names and numbers only, from three on, as one; the first by its text stays.
  static func folded(_ texts: [String]) -> [(text: String, others: Int)] {
    func pattern(_ text: String) -> String {
      var result = ""
      var isQuoted = false
      for character in text {
        if character == "“" { isQuoted = true }
        if character == "”" { isQuoted = false }
        if !isQuoted, !character.isNumber { result.append(character) }
      }
      return result
    }
    var groups: [String: [String]] = [:]
    for text in texts { groups[pattern(text), default: []].append(text) }
    return groups.sorted { $0.key < $1.key }.flatMap { _, texts -> [(text: String, others: Int)] in
      let sorted = texts.sorted()
      if sorted.count > 2 { return [(sorted[0], sorted.count - 1)] }
      return sorted.map { ($0, 0) }
    }
  }
}

extension StudyAudit {
  /// Whether the study has groups.
  var hasGroups: Bool { panels.contains { $0.audit.reliability.count > 1 } }
}

extension Page {
  /// Adds a table without rules; the first column gives way where the table is too wide, and empty last
  /// columns are left out.
  mutating func add(columns: [TextTable.Column], compactRows rows: [[String]]) {
    guard !rows.isEmpty else { return }
    var (columns, rows) = (columns, rows)
    while columns.count > 1, rows.allSatisfy({ $0[columns.count - 1].isEmpty }) {
      columns.removeLast()
      for row in rows.indices { rows[row].removeLast() }
    }
    var full = Page(language)
    full.add(columns: columns, rows: rows)
    for line in full.lines where line.contains(where: { $0 != "─" }) { addLine("  " + line) }
  }
}
