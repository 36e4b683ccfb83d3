import Charting
public import Diagnostics
import Metrics
import Observations

/// The comparison of one peer set in words: a table for each of the two claims.
struct FairWords {
  let run: StudyRun
  let comparison: FairComparison
  let set: FairComparison.PeerSet
  let table: MeasureTable
  let language: Language
  /// The years shown.
  let years: [Int]
  /// The words of the years shown, and of all of them together.
  private let words: [Int: RankingWords]
  private let allWords: RankingWords?
  private let entries: [Int: RankingTable.Entry]

  init(
    _ run: StudyRun, _ indicator: Int, _ comparison: FairComparison,
    _ set: FairComparison.PeerSet, year: Int?, language: Language
  ) {
    (self.run, self.comparison, self.set, self.language) = (run, comparison, set, language)
    table = run.tables[indicator]
    let years = set.years.filter { year == nil || $0 == year }
    self.years = years
    let ranking = run.indicatorRanking(indicator, focus: run.study.selection.focus)
    var words: [Int: RankingWords] = [:]
    var found: [Key: RankingTable.Entry] = [:]
    for section in ranking.sections where years.contains(section.year) {
      for entry in section.entries {
        found[Key(body: entry.body.key, year: section.year)] = entry
      }
      let bodies = Set(
        set.rows.filter { run.tables[indicator].rows[$0].year == section.year }
          .map { run.tables[indicator].rows[$0].body.key })
      if section.entries.contains(where: { bodies.contains($0.body.key) }) {
        words[section.year] = RankingWords(ranking, section, language: language)
      }
    }
    self.words = words
    allWords = years.last.flatMap { words[$0] }.map { latest in
      var section = latest.section
      section.entries = years.flatMap { words[$0]?.section.entries ?? [] }
      return RankingWords(ranking, section, language: language)
    }
    var entries: [Int: RankingTable.Entry] = [:]
    for place in set.rows {
      let row = run.tables[indicator].rows[place]
      entries[place] = found[Key(body: row.body.key, year: row.year)]
    }
    self.entries = entries
  }

  private struct Key: Hashable {
    var body: BodyKey
    var year: Int
  }

  private func text(_ zh: String, _ en: String) -> String {
    LocalisedText(zh: zh, en: en).text(in: language)
  }

  private func fixed(_ value: Double, _ decimals: Int) -> String {
    NumberStyle(language: language == .chinese ? .chinese : .english, decimals: decimals)
      .string(value)
  }

  private func percent(_ share: Double) -> String { fixed(share * 100, 0) + "%" }

  /// The tables and their notes; nothing where the year has no row of the set.
  func blocks(isColoured: Bool) -> [String] {
    guard !years.isEmpty, let latest = years.last, let words = words[latest] else { return [] }
    let span =
      years.count == 1 ? "\(latest)" : text("\(years[0])—\(latest)", "\(years[0])–\(latest)")
    let title = words.title(of: span)
    var tables = [description(title, words), inference(title, words)]
    // Beside a long name the count gives way, which the first table has too.
    if tables[1].width > Self.width, tables[1].columns.count > 4 { tables[1].removeColumn(1) }
    return tables.map { table in
      var table = table
      table.title = Self.wrapped(table.title, to: Self.width).joined(separator: "\n")
      table.notes = table.notes.flatMap { Self.wrapped($0, to: Self.width) }
      return table.terminalText(isColoured: isColoured)
    }
  }

  /// The columns of a terminal that a table may take.
  static let width = 100

  // MARK: - What the reports state

  private var isPanel: Bool { years.count > 1 }
  private var isDivided: Bool { table.denominator != .none }
  private var hasExposure: Bool { isDivided && table.denominator != .share }

  /// Whether the denominator is a quantity of the references, known exactly.
  private var hasQuantity: Bool {
    switch table.denominator {
    case .millionResidents, .quantity: true
    case .none, .measure, .share: false
    }
  }

  /// The places shown: of one year by rank, of several by body and year.
  private var groups: [(heading: String?, places: [Int])] {
    let shown = set.rows.filter { years.contains(table.rows[$0].year) }
    func order(_ place: Int) -> (Int, String, String) {
      let rank = comparison.rows[place].map { $0.rank ?? Int.max - 1 } ?? Int.max
      return (rank, table.rows[place].body.code, table.rows[place].body.name)
    }
    guard isPanel else { return [(nil, shown.sorted { order($0) < order($1) })] }
    var byBody: [BodyKey: [Int]] = [:]
    for place in shown { byBody[table.rows[place].body.key, default: []].append(place) }
    let bodies = byBody.values.compactMap(\.first).map { table.rows[$0].body }
    let isMixed = Set(bodies.map(\.kind)).count > 1
    return bodies.sorted {
      ($0.code, $0.name, $0.kind.rawValue) < ($1.code, $1.name, $1.kind.rawValue)
    }.map { body in
      (
        body.name + (isMixed ? " " + Words.bodies(body.kind, nil).text(in: language) : ""),
        (byBody[body.key] ?? []).sorted { table.rows[$0].year < table.rows[$1].year }
      )
    }
  }

  private func label(_ place: Int) -> String {
    isPanel ? "\(table.rows[place].year)" : table.rows[place].body.name
  }

  private func isFocus(_ place: Int) -> Bool {
    table.rows[place].body.name == run.study.selection.focus
  }

  /// A count as the report words it: ≥50, 约50.
  private func stated(_ place: Int, yearly: Bool = false) -> String {
    guard let row = comparison.rows[place] else { return "—" }
    let mark =
      switch table.rows[place].cell.bound {
      case .exact: ""
      case .atLeast: "≥"
      // A divisor that is not exact makes a quotient about so much, and says nothing of the count.
      case .about: hasQuantity || !isDivided ? text("约", "≈") : ""
      }
    // The remark of an average names its years; what is inferred is inferred from the total.
    return mark + count(row.standing.observed / (yearly ? Double(row.years) : 1))
  }

  private func count(_ value: Double) -> String { fixed(value, value == value.rounded() ? 0 : 1) }

  private func description(_ title: String, _ words: RankingWords) -> TextTable {
    var columns = [
      TextTable.Column(heading: isPanel ? text("年份", "Year") : text("地区", "Body")),
      TextTable.Column(heading: text("位次", "Rank"), isNumber: true),
      TextTable.Column(heading: text("载明数", "Stated"), isNumber: true),
    ]
    if hasExposure {
      columns.append(
        TextTable.Column(
          heading: table.denominator == .millionResidents
            ? text("百万人", "Million residents") : text("分母", "Divided by"), isNumber: true))
    }
    if isDivided {
      columns.append(TextTable.Column(heading: words.unit, isNumber: true))
    }
    let shown = groups
    let remarks = shown.flatMap(\.places).map(remark)
    let hasRemarks = remarks.contains { !$0.isEmpty }
    if hasRemarks { columns.append(TextTable.Column(heading: text("备注", "Remark"))) }
    let exposures = NumberStyle(
      for: set.rows.compactMap { table.rows[$0].cell.divisor }, areCounts: false,
      language: language == .chinese ? .chinese : .english)
    let textGroups = shown.map { group in
      TextTable.Group(
        heading: group.heading,
        rows: group.places.filter { isPanel || table.rows[$0].cell.low != nil }.map { place in
          let cell = table.rows[place].cell
          let row = comparison.rows[place]
          var texts = [
            label(place), row?.rank.map(String.init) ?? "—",
            row == nil && !isDivided ? value(place) : stated(place, yearly: true),
          ]
          if hasExposure { texts.append(cell.divisor.map(exposures.string) ?? "—") }
          if isDivided { texts.append(value(place)) }
          if hasRemarks { texts.append(remark(place)) }
          return TextTable.Row(texts: texts, isFocus: isFocus(place))
        })
    }
    var notes = byYear { (self.words[$0]?.silent ?? []) }
    notes += byYear { year in (self.words[year].map { [$0.reportingRate + text("。", ".")] } ?? []) }
    // The first says what every table of this kind says, and stands above them all.
    var seen: [String] = []
    for note in years.compactMap({ self.words[$0] }).flatMap({ $0.notes.dropFirst() })
    where !seen.contains(note) {
      seen.append(note)
    }
    let span = isPanel ? "\(years[0])–\(years[years.count - 1])" : "\(years[0])"
    notes += seen + [text("资料来源：", "Source: ") + (allWords ?? words).source(of: span)]
    return TextTable(
      title: text(
        "【\(Claim.description.heading.chinese)】\(title)",
        "[\(Claim.description.heading.english)] \(title)"),
      subtitle: words.subtitle, unit: isDivided ? "" : words.unitLine, columns: columns,
      groups: textGroups, notes: notes)
  }

  /// Notes of several years, those that say the same said once.
  private func byYear(_ notes: (Int) -> [String]) -> [String] {
    guard isPanel else { return years.flatMap(notes) }
    var order: [String] = []
    var found: [String: [Int]] = [:]
    for year in years {
      for note in notes(year) {
        if found[note] == nil { order.append(note) }
        found[note, default: []].append(year)
      }
    }
    return order.map { note in
      let list = (found[note] ?? []).map(String.init).joined(separator: text("、", ", "))
      return text("\(list)年：", "\(list): ") + note
    }
  }

  private func value(_ place: Int) -> String {
    words[table.rows[place].year]?.value(table.rows[place].cell) ?? "—"
  }

  private func remark(_ place: Int) -> String {
    guard let entry = entries[place] else { return "" }
    return words[table.rows[place].year]?.remark(entry) ?? ""
  }

  // MARK: - What can be inferred

  private func inference(_ title: String, _ words: RankingWords) -> TextTable {
    let shown = groups.map { group in
      (group.heading, group.places.filter { comparison.rows[$0] != nil })
    }.filter { !$0.1.isEmpty }
    let places = shown.flatMap(\.1)
    let hasExpected = places.contains { comparison.rows[$0]?.standing.expected != nil }
    let hasShrunk = places.contains { comparison.rows[$0]?.standing.shrunk != nil }
    let hasContext = places.contains { comparison.rows[$0]?.contextExpected != nil }
    var columns: [TextTable.Column] = []
    func add(_ zh: String, _ en: String, isNumber: Bool = true) {
      columns.append(TextTable.Column(heading: text(zh, en), isNumber: isNumber))
    }
    isPanel ? add("年份", "Year", isNumber: false) : add("地区", "Body", isNumber: false)
    add("载明数", "Stated")
    add("95%区间", "95% interval")
    if hasExpected {
      add("期望数", "Expected")
      add("比值", "Ratio")
      add("界限", "Limits", isNumber: false)
    }
    if hasShrunk {
      add("收缩估计", "Shrunk")
      add("可靠度", "Reliab.")
    }
    if hasContext {
      add("背景期望", "Context")
      add("背景比", "Ratio")
    }
    let counts = places.compactMap { comparison.rows[$0]?.standing }.map {
      min($0.observed, $0.expected ?? $0.observed)
    }
    let countStyle = NumberStyle(
      language: language == .chinese ? .chinese : .english,
      decimals: (counts.min() ?? 0) < 20 ? 1 : 0)
    let rates = places.compactMap { comparison.rows[$0]?.standing.shrunk }
    let rateStyle = NumberStyle(
      for: rates, areCounts: false, language: language == .chinese ? .chinese : .english)
    func texts(
      _ label: String, _ stated: String, _ standing: FairComparison.Standing, context: Double?
    ) -> [String] {
      var texts = [
        label, stated,
        countStyle.range(standing.interval.lowerBound, standing.interval.upperBound),
      ]
      if hasExpected {
        texts.append(standing.expected.map(countStyle.string) ?? "—")
        texts.append(standing.ratio.map { fixed($0, 2) } ?? "—")
        texts.append(zone(standing))
      }
      if hasShrunk {
        texts.append(standing.shrunk.map(rateStyle.string) ?? "—")
        texts.append(standing.reliability.map { fixed($0, 2) } ?? "—")
      }
      if hasContext {
        texts.append(context.map(countStyle.string) ?? "—")
        texts.append(context.map { fixed(standing.observed / $0, 2) } ?? "—")
      }
      return texts
    }
    var textGroups: [TextTable.Group] = shown.map { heading, places in
      var rows = places.compactMap { place -> TextTable.Row? in
        guard let row = comparison.rows[place] else { return nil }
        return TextTable.Row(
          texts: texts(
            label(place), stated(place), row.standing, context: row.contextExpected),
          isFocus: isFocus(place))
      }
      if isPanel, places.count > 1, let first = places.first,
        let period = set.periods.first(where: { $0.body == table.rows[first].body.key })
      {
        rows.append(
          TextTable.Row(
            texts: texts(
              text("\(period.years.count)年合计", "\(period.years.count) years"),
              count(period.standing.observed), period.standing, context: nil),
            isFocus: isFocus(first)))
      }
      return TextTable.Group(heading: heading, rows: rows)
    }
    if textGroups.isEmpty { textGroups = [TextTable.Group(heading: nil, rows: [])] }
    return TextTable(
      title: text(
        "【\(Claim.inference.heading.chinese)】\(title)",
        "[\(Claim.inference.heading.english)] \(title)"),
      subtitle: "", unit: inferenceUnit(words), columns: columns, groups: textGroups,
      notes: inferenceNotes(places))
  }

  /// The units: counts stand undivided, and only the shrunk estimates are rates.
  private func inferenceUnit(_ words: RankingWords) -> String {
    guard isDivided else { return words.unitLine }
    let unit = Words.unit(words.subject.unit, language: language)
    guard hasExposure else { return unit.isEmpty ? "" : text("单位：\(unit)", "Unit: \(unit)") }
    return text("单位：\(unit)；收缩估计：\(words.unit)", "Unit: \(unit); shrunk: \(words.unit)")
  }

  /// Where a count lies, with a mark where the false discovery rate marks it.
  private func zone(_ standing: FairComparison.Standing) -> String {
    guard let zone = standing.zone, let ratio = standing.ratio else { return "—" }
    let isAbove = ratio > 1
    let mark = standing.isDiscovery ? "*" : ""
    switch zone {
    case .inside: return text("在界限之内", "within") + mark
    case .outside95:
      return (isAbove ? text("高于95%界限", "above 95%") : text("低于95%界限", "below 95%")) + mark
    case .outside998:
      return (isAbove ? text("高于99.8%界限", "above 99.8%") : text("低于99.8%界限", "below 99.8%"))
        + mark
    }
  }

  private func inferenceNotes(_ places: [Int]) -> [String] {
    var notes: [String] = []
    let summaries = years.compactMap { set.summaries[$0] }
    if summaries.contains(where: { $0.commonRate != nil }) {
      notes.append(expectationNote(summaries))
      notes.append(chanceNote)
      notes += spreadNotes(summaries)
      notes.append(zoneNote(places))
    }
    let marked = places.filter { table.rows[$0].cell.bound == .atLeast }
    if !marked.isEmpty {
      notes.append(
        text(
          "≥（\(marked.count)个）按所写的数计算，实际数可能更多：期望数可能偏低，界限的判断须留余地。",
          "≥ (\(marked.count)) is taken as written, and the number may be greater: the expectation may be too "
            + "low; read the limits with that in mind."))
    }
    if Set(places.map { table.rows[$0].cell.counts }).count > 1 {
      notes.append(
        text(
          "各机构口径不一：比值也反映口径的不同。",
          "The bodies count different classes of thing: the ratio reflects that too."))
    }
    if isPanel, !set.periods.isEmpty {
      notes.append(
        text(
          "合计：只计有期望数的年份。", "Years together: those that have an expectation."))
    }
    if case .measure = table.denominator {
      notes.append(
        text(
          "分母也是报告载明的数，按已知计算。",
          "The denominator is itself what reports state, and is taken as known."))
    }
    if places.contains(where: { table.rows[$0].cell.averagedYears > 1 }) {
      notes.append(
        text(
          "届期合计数按合计的数和年数比较，区间和期望数均为合计。",
          "Totals of a term are compared as totals over their years: so are interval and expectation."
        ))
    }
    notes += byYear { year in
      (set.summaries[year]?.reasons ?? []).map { $0.text(in: language) + text("。", ".") }
    }
    return notes + contextNotes(places)
  }

  private func expectationNote(_ summaries: [FairComparison.Summary]) -> String {
    let rates = summaries.compactMap(\.commonRate)
    let style = NumberStyle(
      for: rates, areCounts: false, language: language == .chinese ? .chinese : .english)
    let least = rates.min() ?? 0
    let greatest = rates.max() ?? 0
    let rate =
      style.string(least) == style.string(greatest)
      ? style.string(least) : style.range(least, greatest)
    let isYearly = isPanel ? text("，逐年计算", ", year by year") : ""
    if hasExposure {
      let unit = words[years[years.count - 1]]?.unit ?? ""
      return text(
        "期望数：各机构按共同率（\(rate) \(unit)）乘以各自的分母应有的数\(isYearly)。",
        "Expected: the common rate (\(rate) \(unit)) times the body's own denominator\(isYearly).")
    }
    return text(
      "期望数：载明机构的平均数（\(rate)）\(isYearly)，未考虑人口等差别。",
      "Expected: the mean of the bodies that state it (\(rate))\(isYearly), whatever their residents."
    )
  }

  private var chanceNote: String {
    let dispersion = set.dispersion
    guard let estimate = dispersion.estimate else {
      return text(
        "偶然波动：按泊松分布假定（没有多年数据可供估计）；成批计数的（如人次）实际波动更大，区间偏窄。",
        "Chance: assumed to be that of Poisson counts, there being no further years to estimate it from; what "
          + "comes in batches (persons, say) varies more, and its intervals are too narrow."
      )
    }
    let interval =
      dispersion.interval.map {
        text(
          "，95%区间\(fixed($0.lowerBound, 2))～\(fixed($0.upperBound, $0.upperBound < 100 ? 2 : 0))",
          ", 95% interval \(fixed($0.lowerBound, 2))–\(fixed($0.upperBound, $0.upperBound < 100 ? 2 : 0))"
        )
      } ?? ""
    let used = set.usedDispersion
    let isOther = abs(used - estimate) > 1e-12
    let plain = used == used.rounded() ? fixed(used, 0) : fixed(used, 2)
    let other = isOther ? text("；按\(plain)计算", "; \(plain) is used") : ""
    let degrees = dispersion.degreesOfFreedom == 1 ? "degree" : "degrees"
    return text(
      "偶然波动：年际离散系数\(fixed(estimate, 2))（自由度\(dispersion.degreesOfFreedom)\(interval)）\(other)；"
        + "1为泊松分布。",
      "Chance: dispersion from year to year \(fixed(estimate, 2)) (\(dispersion.degreesOfFreedom) \(degrees) of "
        + "freedom\(interval))\(other); 1 is Poisson.")
  }

  private func spreadNotes(_ summaries: [FairComparison.Summary]) -> [String] {
    let spreads = summaries.compactMap(\.spread)
    guard let least = spreads.min(), let greatest = spreads.max() else { return [] }
    var notes: [String] = []
    if greatest < 1e-9 {
      notes.append(
        text(
          "机构间离散：不超过偶然波动，界限未加宽。",
          "Spread between bodies: no more than chance gives, so that the limits are not widened."))
    } else {
      let size =
        percent(least) == percent(greatest)
        ? percent(least) : "\(percent(least))\(text("～", "–"))\(percent(greatest))"
      notes.append(
        text(
          "机构间离散：界限已按加性模型加宽，偶然之外机构间比值的标准差为\(size)。",
          "Spread between bodies: the limits are widened for it (additive); beside chance, ratios have a "
            + "standard deviation of \(size)."))
    }
    let fewest = summaries.filter { $0.spread != nil }.map(\.stating).min() ?? 0
    if fewest < 10 {
      notes.append(
        text(
          "载明的机构不足10个，机构间离散和收缩估计仅供参考。",
          "Fewer than 10 bodies state it: take the spread and the shrunk estimates as a rough guide."
        ))
    }
    if summaries.contains(where: \.isClamped) {
      notes.append(
        text(
          "可靠度为0：这些数不足以区分各机构，都按共同率估计。",
          "A reliability of 0: the counts do not tell the bodies apart, and all have the common rate."
        ))
    }
    return notes
  }

  private func zoneNote(_ places: [Int]) -> String {
    let placed = places.compactMap { comparison.rows[$0]?.standing.zone }
    let outside = placed.count { $0 != .inside }
    let byChance = fixed(Double(placed.count) * 0.05, 1)
    return text(
      "\(placed.count)个数中\(outside)个在95%界限之外；即使都无特别之处，平均也会有至多约\(byChance)个。",
      "\(outside) of \(placed.count) counts lie outside the 95% limits; were nothing special about any, at most "
        + "about \(byChance) would.")
  }

  private func contextNotes(_ places: [Int]) -> [String] {
    var notes: [String] = []
    let context = set.context
    func list(_ names: [LocalisedText]) -> String {
      names.map { $0.text(in: language) }.joined(separator: text("、", ", "))
    }
    if let model = context.model {
      var line = text(
        "背景期望：按\(list(context.used))的对数线性模型估计",
        "Context: a log-linear model of \(list(context.used))")
      if let share = model.explainedShare {
        line += text("，解释各数差异（离差）的\(percent(share))", " explains \(percent(share)) of the deviance")
      }
      // Rows of one body are not independent, so that the probability would be too small.
      if let p = model.pValue, !isRepeated(model) {
        let value = p < 0.001 ? text("小于0.001", "below 0.001") : fixed(p, 3)
        line += text(
          "，单凭偶然也有这么多的概率\(p < 0.001 ? "" : "为")\(value)",
          " (probability of as much by chance: \(value))")
        if p >= 0.05 {
          line += text("，尚不能断定背景有影响", ": whether context matters cannot be told")
        }
      }
      notes.append(line + text("。", "."))
      if let coefficient = context.elasticity {
        notes.append(elasticityNote(coefficient, isRepeated: isRepeated(model)))
      }
      notes += contextZoneNotes(places)
      for note in model.notes {
        let sentence = note.text.text(in: language)
        notes.append(sentence.prefix(1).uppercased() + sentence.dropFirst() + text("。", "."))
      }
    }
    for reason in context.refusals {
      notes.append(text("背景期望：", "Context: ") + reason.text(in: language) + text("。", "."))
    }
    if !context.unused.isEmpty {
      let reasons = context.unused.map { item in
        item.name.text(in: language)
          + text("（\(item.reason.chinese)）", " (\(item.reason.english))")
      }.joined(separator: text("、", ", "))
      notes.append(
        context.model == nil
          ? text("没有背景期望：\(reasons)。", "No expectation from context: \(reasons).")
          : text("未用的背景：\(reasons)。", "Context not used: \(reasons)."))
    }
    return notes
  }

  private func isRepeated(_ model: ContextModel) -> Bool {
    Set(model.rows.map(\.point.member.body)).count < model.rows.count
  }

  private func elasticityNote(
    _ coefficient: ContextModel.Coefficient, isRepeated: Bool
  ) -> String {
    let size = fixed(coefficient.estimate, 2)
    let number = fixed(coefficient.standardError, 2)
    let error = isRepeated ? "" : text("（标准误\(number)）", " (standard error \(number))")
    let change = fixed(abs(coefficient.estimate), 2)
    let isMore = coefficient.estimate >= 0
    var note = text(
      "人口弹性\(size)\(error)：人口多1%，期望数约\(isMore ? "多" : "少")\(change)%。",
      "Elasticity \(size)\(error): 1% more residents, about \(change)% \(isMore ? "more" : "less") expected."
    )
    let isPerHead =
      table.denominator == .millionResidents || table.denominator == .quantity("residents")
    // 2.3 is Student's 97.5 % quantile for 8 degrees of freedom, the fewest that a model has.
    if isPerHead, !isRepeated, abs(coefficient.estimate - 1) > 2.3 * coefficient.standardError {
      note += text(
        "数并不随人口同比例增减，人均数和按共同率的界限主要反映人口多少，宜看背景期望。",
        " Counts do not grow in proportion to residents, so that rates and limits by the common rate mostly "
          + "tell how many residents there are: look at the context.")
    }
    return note
  }

  private func contextZoneNotes(_ places: [Int]) -> [String] {
    func names(_ isAbove: Bool) -> [String] {
      places.filter { place in
        guard let row = comparison.rows[place], let ratio = row.contextRatio,
          let zone = row.contextZone
        else { return false }
        return zone != .inside && (ratio > 1) == isAbove
      }.map { place in
        let row = table.rows[place]
        return row.body.name + (isPanel ? text("（\(row.year)年）", " (\(row.year))") : "")
      }
    }
    let (above, below) = (names(true), names(false))
    if above.isEmpty, below.isEmpty {
      return [
        text(
          "按背景期望，各机构都在95%界限之内。", "By the context, all lie within the 95% limits.")
      ]
    }
    var parts: [String] = []
    if !above.isEmpty {
      parts.append(
        text(
          "高于95%界限的有\(above.joined(separator: "、"))",
          "above the 95% limits: \(above.joined(separator: ", "))"))
    }
    if !below.isEmpty {
      parts.append(
        text(
          "低于95%界限的有\(below.joined(separator: "、"))",
          "below the 95% limits: \(below.joined(separator: ", "))"))
    }
    return [
      text("按背景期望，", "By the context, ") + parts.joined(separator: text("；", "; "))
        + text("。", ".")
    ]
  }

  // MARK: - Lines

  /// A text in lines of at most so many columns; a line never begins with a closing mark.
  static func wrapped(_ text: String, to width: Int) -> [String] {
    var pieces: [String] = []
    for character in text {
      let piece = String(character)
      let isWide = piece.terminalWidth > 1
      let isClosing = "，。；：、）”』》！？％".contains(character)
      let last = pieces.last
      let joins =
        isClosing
        || (!isWide && last?.last.map { String($0).terminalWidth == 1 && $0 != " " } == true)
        || last?.last.map { "（“『《".contains($0) } == true
      if joins, let last {
        pieces[pieces.count - 1] = last + piece
      } else {
        pieces.append(piece)
      }
    }
    var lines = [""]
    for piece in pieces {
      let current = lines[lines.count - 1]
      let length = current.terminalWidth + (piece == " " ? 0 : piece.terminalWidth)
      if length > width, !current.isEmpty {
        lines.append(piece == " " ? "" : piece)
      } else if !(current.isEmpty && piece == " ") {
        lines[lines.count - 1] = current + piece
      }
    }
    return lines.map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return line
    }.filter { !$0.isEmpty }
  }
}

extension StudyRun {
  static let countsNothing = LocalisedText(
    zh: "不是一段时间内的计数（自定义的数或时点数），没有偶然波动可言，不作推断",
    en:
      "is no count over a period (a measure of the user's own, or counted at a moment): there is no chance to "
      + "speak of, and nothing is inferred")

  /// The places of the indicators asked for; all that count something where none are named.
  func fairIndicators(_ ids: [String]?, year: Int?) throws(PublishingError) -> [Int] {
    var problems: [Diagnostic] = []
    var places: [Int] = []
    for id in ids ?? [] {
      if let place = study.indicators.firstIndex(where: { $0.id == id }) {
        places.append(place)
        continue
      }
      let known = study.indicators.map(\.id)
      let near = NameMatching.nearest(id, among: known)
      let list = known.joined(separator: ", ")
      problems.append(
        Diagnostic(
          .error, at: Place(study.path),
          LocalisedText(
            zh: "没有指标\(Diagnostic.quoted(id))：" + (near.map { "是否应为 \($0)？" } ?? "研究有 \(list)"),
            en: "there is no indicator \(Diagnostic.quoted(id)): "
              + (near.map { "is \($0) meant?" } ?? "the study has \(list)"))))
    }
    let years = Set(rows.map(\.year)).sorted()
    if let year, !years.contains(year) {
      let list = years.map(String.init).joined(separator: ", ")
      problems.append(
        Diagnostic(
          .error, at: Place(study.path),
          LocalisedText(
            zh: "研究没有选\(year)年：有 \(list)", en: "the study does not select \(year): it has \(list)"))
      )
    }
    if !problems.isEmpty { throw PublishingError(problems) }
    return ids == nil ? Array(study.indicators.indices) : places
  }

  /// Counts against their expectations as text, the two claims apart, at most 100 columns wide.
  ///
  /// - Parameters:
  ///   - indicators: the identifiers; every indicator where absent.
  ///   - year: the year shown; every year, and all together, where absent.
  ///   - language: the language of the words.
  ///   - isColoured: whether the text carries colour codes.
  /// - Returns: the whole text, ending in a line break.
  /// - Throws: ``PublishingError`` for an unknown indicator or year.
  public func fairText(
    of indicators: [String]? = nil, year: Int? = nil, language: Language, isColoured: Bool = false
  ) throws(PublishingError) -> String {
    let places = try fairIndicators(indicators, year: year)
    var blocks: [String] = []
    func paragraph(_ texts: [LocalisedText]) -> String {
      texts.flatMap { FairWords.wrapped($0.text(in: language), to: FairWords.width) }
        .joined(separator: "\n") + "\n"
    }
    blocks.append(
      paragraph(
        Claim.allCases.map {
          LocalisedText(
            zh: "【\($0.heading.chinese)】\($0.explanation.chinese)",
            en: "[\($0.heading.english)] \($0.explanation.english)")
        }))
    for place in places {
      guard let comparison = fairComparison(of: place) else {
        let name = name(of: study.indicators[place], tables[place])
        blocks.append(
          paragraph([
            LocalisedText(
              zh: "\(name.chinese)：\(Self.countsNothing.chinese)。",
              en: "\(name.english) \(Self.countsNothing.english).")
          ]))
        continue
      }
      for set in comparison.peerSets {
        blocks +=
          FairWords(self, place, comparison, set, year: year, language: language)
          .blocks(isColoured: isColoured)
      }
    }
    if places.contains(where: isCount) { blocks.append(paragraph(Self.fairReading)) }
    return blocks.joined(separator: "\n")
  }

  /// How the columns are to be read.
  private static let fairReading = [
    LocalisedText(zh: "读法：", en: "How to read the columns:"),
    LocalisedText(
      zh: "期望数：同类机构中处于平均水平的机构应有的载明数，由同类各机构（含本机构）得出；不是目标，也不是评价标准。",
      en:
        "Expected: what a body at the average of its peers, itself included, would state. It is no target and "
        + "no standard."),
    LocalisedText(
      zh: "比值：载明数除以期望数。95%区间：只凭这一个数，其常年水平的95%置信区间（精确法）。",
      en:
        "Ratio: stated over expected. 95% interval: the confidence interval of the underlying level by this count alone."
    ),
    LocalisedText(
      zh: "界限：在界限之内，与期望数之差可由偶然和机构间的通常差别解释；在界限之外，值得先核对口径和报告原文。",
      en:
        "Limits: within, chance and the usual differences between bodies explain the difference from the "
        + "expectation; outside, check first what the report counts."),
    LocalisedText(
      zh: "*：控制错误发现率5%后仍标出；所标出的，预计至多5%出于偶然。",
      en:
        "*: marked at a false discovery rate of 5%: of those marked, at most 5% are expected by chance."
    ),
    LocalisedText(
      zh: "收缩估计：按可靠度在本机构的率与共同率之间取值；可靠度是各机构的率之差中不属偶然的份额，0～1。",
      en:
        "Shrunk: between the body's own rate and the common one, by the reliability: the share of a rate's "
        + "variance that is not chance, 0–1."),
    LocalisedText(
      zh: "背景期望：人口、类别、届内年份相近的机构应有的载明数；比值为载明数除以它。",
      en:
        "Context: what bodies alike in residents, tier or year of the term would state; the ratio after it is "
        + "stated over that."),
  ]
}
