import Charting
import Diagnostics
import Metrics
import Observations

/// The words and numbers of one section of a ranking, shared by its table and its chart.
struct RankingWords {
  let subject: RankingTable.Subject
  let section: RankingTable.Section
  let language: Language
  let style: NumberStyle

  init(_ table: RankingTable, _ section: RankingTable.Section, language: Language) {
    subject = table.subject
    self.section = section
    self.language = language
    let values = section.entries.flatMap { entry -> [Double] in
      if let value = entry.cell.value { return [value] }
      return [entry.cell.low, entry.cell.high].compactMap { $0 }
    }
    style = NumberStyle(
      for: values, areCounts: subject.isCount, language: language == .chinese ? .chinese : .english)
  }

  private func text(_ zh: String, _ en: String) -> String {
    LocalisedText(zh: zh, en: en).text(in: language)
  }

  /// The name of what is ranked, with what it is divided by.
  var name: String {
    let name = subject.name.text(in: language)
    if subject.namesDenominator { return name }
    return name + (subject.per.map { text("（\($0.chinese)）", " \($0.english)") } ?? "")
  }

  /// The title, such as “2022年地级人大常委会听取审议专项工作报告”.
  var title: String { title(of: "\(section.year)") }

  /// The title with other years.
  func title(of years: String) -> String {
    if subject.method != nil { return subject.name.text(in: language) }
    var bodies = Words.bodies(section.kind, section.level).text(in: language)
    // 地级人大常委会会议, not 地级人大常委会常委会会议.
    if name.hasPrefix("常委会"), bodies.hasSuffix("常委会") { bodies.removeLast(3) }
    return text(
      "\(years)年\(bodies)\(name)", "\(name): \(bodies.lowercasedFirst), \(years)")
  }

  /// The title of a figure of what reports state at all.
  var reportingTitle: String {
    let bodies = Words.bodies(section.kind, section.level).text(in: language)
    return text(
      "\(section.year)年\(bodies)工作报告载明情况",
      "What work reports state: \(bodies.lowercasedFirst), \(section.year)")
  }

  /// What the numbers are: figures that reports state, of which class.
  var subtitle: String {
    if subject.method != nil {
      let bodies = Words.bodies(section.kind, section.level).text(in: language)
      let parts = subject.indicatorCount
      return text(
        "\(bodies)，\(section.year)年" + (parts > 0 ? "，\(parts)项指标" : ""),
        "\(bodies), \(section.year)"
          + (parts > 0 ? ", \(parts) indicator\(parts == 1 ? "" : "s")" : ""))
    }
    switch subject.denominator {
    case .millionResidents, .quantity("residents"):
      return text("工作报告载明数，按常住人口折算", "As stated in work reports, per resident population")
    default: break
    }
    if subject.isAnyClass {
      return text("工作报告载明数，不分口径", "As stated in work reports, of any class")
    }
    let counted =
      subject.className.map { text("，按\($0.chinese)计", ", counting \($0.english)") } ?? ""
    return text("工作报告载明数\(counted)", "As stated in work reports\(counted)")
  }

  /// The unit, with what the values are divided by.
  var unit: String {
    if subject.isLeastFirst { return text("Q 值，小者在前", "Q, the least first") }
    if subject.method != nil { return text("分", "points") }
    let unit = Words.unit(subject.unit, language: language)
    guard let per = subject.per else { return unit }
    if subject.denominator == .share { return text("占比", "share of total") }
    return text(
      unit.isEmpty
        ? per.chinese
        : "\(unit)/\(per.chinese.hasPrefix("每") ? String(per.chinese.dropFirst()) : per.chinese)",
      "\(unit) \(per.english)")
  }

  /// The line that names the unit.
  var unitLine: String { unit.isEmpty ? "" : text("单位：\(unit)", "Unit: \(unit)") }

  /// The heading of the values.
  var valueHeading: String {
    if subject.isLeastFirst { return text("得分 Q（小者在前）", "Score Q (least first)") }
    return subject.method == nil ? text("载明数", "Stated") : text("得分", "Score")
  }

  /// How many of the selected bodies state the measure, and how many in another class only.
  var reportingRate: String {
    if subject.method != nil {
      let ranked = section.entries.count { $0.rank != nil }
      return text(
        "所选\(section.selected)个机构中\(ranked)个列位次",
        "\(ranked) of the \(section.selected) bodies selected are ranked")
    }
    let percent = section.selected == 0 ? 0 : (section.stating * 200 / section.selected + 1) / 2
    let others = section.entries.count { $0.cell.isOtherClass }
    let rate = text(
      "所选\(section.selected)个机构中\(section.stating)个载明，载明率\(percent)%",
      "\(section.stating) of the \(section.selected) bodies selected state it (\(percent)%)")
    guard others > 0 else { return rate }
    return rate + text("，另有\(others)个按其他口径载明", "; \(others) more state it in another class")
  }

  /// The bodies whose report gives a figure that is not used, a line for each reason.
  var unexplained: [String] { reasons(\.isUnexplained) }

  /// The bodies of which nothing is known, a line for each reason.
  var silent: [String] { reasons { _ in true } }

  /// The same as sentences below a figure.
  var silentNotes: [String] { silent.map(sentence) }

  private func sentence(_ words: String) -> String { words + text("。", ".") }

  private func reasons(_ isWanted: (Cell) -> Bool) -> [String] {
    let groups: [(zh: String, en: String, matches: (Cell) -> Bool)] = [
      (
        "未载明", "Not stated",
        { $0.state == .notStated && !$0.hasOnlyTermFigure && !$0.lacksDenominator }
      ),
      ("数据缺分母，无法相除", "Nothing to divide by in the data", { $0.lacksDenominator }),
      ("只载明届期合计数", "Only a total for the term", { $0.state == .notStated && $0.hasOnlyTermFigure }),
      ("不适用", "Not applicable", { $0.state == .notApplicable }),
    ]
    if subject.method != nil {
      let names = section.entries.filter { $0.cell.value == nil && $0.cell.low == nil }
        .map { entry in
          // Nobody goes without a reason, where one is known.
          entry.body.name
            + (entry.reason.map { text("（\($0.chinese)）", " (\($0.english))") } ?? "")
        }
      guard !names.isEmpty else { return [] }
      return [
        text(
          "无从计分（\(names.count)个）：\(names.joined(separator: "、"))",
          "No score (\(names.count)): \(names.joined(separator: ", "))")
      ]
    }
    return groups.compactMap { group in
      let names = section.entries.filter { group.matches($0.cell) && isWanted($0.cell) }
        .map(\.body.name)
      guard !names.isEmpty else { return nil }
      return text(
        "\(group.zh)（\(names.count)个）：\(names.joined(separator: "、"))",
        "\(group.en) (\(names.count)): \(names.joined(separator: ", "))")
    }
  }

  /// The value as a table prints it, with what must be known to read it: ≥50, ≈50, 0～27.
  func value(_ cell: Cell) -> String {
    guard let value = cell.value else {
      guard let low = cell.low else {
        switch cell.state {
        case .notApplicable: return text("不适用", "n/a")
        default: return "—"
        }
      }
      guard let high = cell.high else { return "≥" + style.string(low) }
      return style.range(low, high)
    }
    switch cell.bound {
    case .exact: return style.string(value)
    case .atLeast: return "≥" + style.string(value)
    case .about: return (language == .chinese ? "约" : "≈") + style.string(value)
    }
  }

  /// What a reader must know of how the value is known; empty for a plain figure.
  func remark(_ cell: Cell) -> String {
    var parts: [String] = []
    switch cell.state {
    case .named:
      parts.append(text("按名称计\(cell.titles.count)件", "\(cell.titles.count) named by title"))
    case .summed: parts.append(text("合计", "sum"))
    case .stated, .bounded, .notStated, .notApplicable: break
    }
    if cell.averagedYears > 1 {
      parts.append(
        text("\(cell.averagedYears)年年均", "yearly average of \(cell.averagedYears) years"))
    }
    if cell.isOtherClass || subject.isAnyClass && cell.counts != subject.counts && cell.low != nil {
      let name = Words.className(cell.counts, of: subject.measures) ?? LocalisedText(zh: "", en: "")
      parts.append(text("口径：\(name.chinese)", "counts \(name.english)"))
    }
    return parts.joined(separator: text("；", "; "))
  }

  /// The remark of an entry: how its value is known, and what else must be said of it.
  func remark(_ entry: RankingTable.Entry) -> String {
    [remark(entry.cell), entry.remark?.text(in: language) ?? ""].filter { !$0.isEmpty }
      .joined(separator: text("；", "; "))
  }

  /// Method and caveats, a sentence a note.
  var notes: [String] {
    var notes = [
      text(
        "数字为工作报告载明数，只说明报告写明了多少，不说明工作质量。",
        "The numbers are what work reports state; they say nothing of quality.")
    ]
    if let method = subject.method {
      let robustness = [subject.robustness, section.bands].compactMap { $0?.text(in: language) }
      let intervals =
        robustness.isEmpty
        ? []
        : [
          text(
            "位次区间：数字与方法同时变动时，九成模拟落在其间。",
            "Rank intervals hold nine draws in ten, of figures and method together.")
        ]
      return notes + [method.text(in: language)] + robustness + intervals
    }
    let ranked = section.entries.filter { $0.rank != nil }
    if ranked.contains(where: { $0.cell.bound == .atLeast && $0.cell.state != .named }) {
      notes.append(
        text("≥：报告写“余”“多”“以上”，为至少数。", "≥: the report says “more than”; at least so many."))
    }
    if ranked.contains(where: { $0.cell.state == .named }) {
      notes.append(
        text(
          "按名称计：报告没有写件数，按其点名的法规计，为至少数。",
          "Named by title: no figure is stated; the regulations that the report names are counted, at least "
            + "so many."))
    }
    if section.entries.contains(where: { $0.cell.state == .bounded }) {
      notes.append(
        text(
          "未列位次的区间：报告只载明合并数或部分数，实际数在区间之内。",
          "Intervals without a rank: the report states joint or partial figures only; the number lies within."
        ))
    }
    if ranked.contains(where: { $0.cell.averagedYears > 1 }) {
      notes.append(text("年均：届期合计数除以年数。", "Yearly average: the total of a term over its years."))
    }
    let ranks = ranked.compactMap(\.rank)
    if Set(ranks).count < ranks.count {
      notes.append(text("数相同的并列，名次相同。", "Equal numbers share a rank."))
    }
    return notes + denominatorNotes
  }

  /// What the bodies are called in a count of them.
  var noun: String { Words.bodies(section.kind, section.level).text(in: language).lowercasedFirst }

  /// The notes of a figure: its own footnotes explain the marks, so that only the rest is left to say.
  ///
  /// How far ranks move is said where there are ranks.
  func figureNotes(showsRanks: Bool = true, hasMethod: Bool = true) -> [String] {
    guard let method = subject.method else {
      return unexplained.map(sentence) + [statedCaveat] + denominatorNotes
    }
    let caveat = text(
      "得分由工作报告载明数算得，不说明工作质量。",
      "Scores are made of numbers that work reports state; they say nothing of quality.")
    guard hasMethod else { return [caveat] }
    return [caveat, method.text(in: language)]
      + [showsRanks ? subject.robustness : nil].compactMap { $0?.text(in: language) }
  }

  /// What stated numbers do not say.
  var statedCaveat: String {
    text(
      "数字为工作报告载明数，不说明工作质量。",
      "Numbers are as stated in work reports; they say nothing of quality.")
  }

  /// The years of reference quantities, where they are not the report's own.
  private var denominatorNotes: [String] {
    let years = Set(section.entries.compactMap(\.cell.denominatorYear)).sorted()
    guard !years.isEmpty, years != [section.year] else { return [] }
    let list = years.map(String.init).joined(separator: text("、", ", "))
    switch subject.denominator {
    case .millionResidents, .quantity("residents"):
      return [text("常住人口为\(list)年数。", "Residents as of \(list).")]
    default: return [text("分母为\(list)年数。", "Denominator as of \(list).")]
    }
  }

  /// Where the numbers come from: the reports in sum where they are many, other sources by name.
  var source: String { source(of: "\(section.year)") }

  /// The source line of figures of several years.
  func source(of years: String) -> String {
    let (own, shared) = section.reportsAndOtherSources
    var parts: [String] = []
    let count = section.sources?.reports ?? own.count + section.silentReports
    if count > 3 || section.sources != nil {
      let bodies = Words.bodies(section.kind, section.level).text(in: language)
      parts.append(
        text(
          "各\(bodies)工作报告（\(years)年，\(count)份）",
          "work reports of the \(bodies.lowercasedFirst) for \(years) (\(count))"))
    } else {
      parts += own
    }
    parts += shared.count > 4 ? Array(shared.prefix(4)) + [text("等", "and others")] : shared
    return parts.joined(separator: text("；", "; "))
  }
}

extension RankingTable.Section {
  /// How many reports were read that say nothing, of which no figure names the source.
  var silentReports: Int {
    struct Report: Hashable {
      var body: BodyKey
      var year: Int
    }
    // Where several figures of a body are shown, one that names its report is enough.
    func reports(_ isCounted: (Cell) -> Bool) -> Set<Report> {
      Set(entries.filter { isCounted($0.cell) }.map { Report(body: $0.body.key, year: $0.year) })
    }
    let silent = reports { $0.sources.isEmpty && $0.state == .notStated }
    return silent.subtracting(reports { !$0.sources.isEmpty }).count
  }

  /// The reports of the bodies themselves, and what else the numbers come from; each once.
  var reportsAndOtherSources: (reports: [String], others: [String]) {
    var own: [String] = []
    var shared: [String] = sources?.others ?? []
    for entry in entries where entry.cell.state != .notApplicable {
      for source in entry.cell.sources {
        if source.contains(entry.body.name) {
          if !own.contains(source) { own.append(source) }
        } else if !shared.contains(source) {
          shared.append(source)
        }
      }
    }
    return (own, shared)
  }
}

extension String {
  /// The text with a small first letter, for use inside a sentence.
  var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}

extension Cell {
  /// Whether the report gives a figure, but none that the comparison can use.
  var isUnexplained: Bool { low == nil && (hasOnlyTermFigure || lacksDenominator) }
}
