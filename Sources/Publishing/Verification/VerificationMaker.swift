import Charting
import Diagnostics
import FoundationEssentials
import Metrics
import Observations
import Reading

/// Gathers the numbers of a document, each once with all places where it stands, and says of each how it
/// was made.
struct VerificationMaker {
  let numbers: BriefingNumbers
  private var run: StudyRun { numbers.run }
  private var language: Language { numbers.language }
  private var order: [Key] = []
  private var found: [Key: Item] = [:]
  private let texts: ReportTexts

  /// What makes two numbers one.
  private enum Key: Hashable {
    case quantity(PrintedNumber.Quantity)
    /// A number of a figure that is none of these, by figure, row, series and year.
    case datum(String)
  }

  private struct Item {
    var row: VerificationSheet.Row
    var locations: [LocalisedText]
  }

  init(_ numbers: BriefingNumbers) {
    self.numbers = numbers
    texts = ReportTexts(of: numbers.run.data)
  }

  /// Adds the numbers of a sentence.
  mutating func add(_ sentence: Sentence, at location: LocalisedText) {
    for number in sentence.numbers { add(number, at: location) }
  }

  /// Adds one number.
  mutating func add(_ number: PrintedNumber, at location: LocalisedText) {
    // How many names a list has is counted on the spot.
    if case .listed = number.quantity { return }
    let quantity = canonical(number.quantity)
    let key = Key.quantity(quantity)
    if found[key] == nil { add(row(of: quantity, number), as: key) }
    note(location, of: key)
  }

  /// Adds what a figure draws, and the counts of bodies that stand below it.
  mutating func add(
    _ figure: Figure, of output: Study.Output, title: String, anchor: Int,
    at location: LocalisedText
  ) {
    let isOverYears = Set(figure.scene.data.compactMap(\.year)).count > 1
    var counts: [PrintedNumber.Quantity] = isOverYears ? [] : [.selected(row: anchor)]
    if isOverYears {
      // What is below the figure counts reports of several years, not bodies.
    } else if let indicator = run.study.indicators.firstIndex(where: { $0.id == output.of }) {
      counts.append(.stating(indicator: indicator, row: anchor))
    } else if output.of == GroupDefinition.root, output.kind != .reportingRate {
      counts.append(.ranked(row: anchor))
    }
    for quantity in counts {
      if let number = numbers.number(quantity) { add(number, at: location) }
    }
    switch output.kind {
    case .position:
      addPosition(output, anchor, at: location)
      return
    case .rankIntervals:
      for row in numbers.peers(of: anchor) {
        for quantity in [
          PrintedNumber.Quantity.rank(row: row), .bestRank(row: row), .worstRank(row: row),
        ] {
          if let number = numbers.number(quantity) { add(number, at: location) }
        }
      }
      return
    case .reportingRate:
      for indicator in run.study.indicators.indices {
        for quantity in [
          PrintedNumber.Quantity.stating(indicator: indicator, row: anchor),
          .reportingRate(indicator: indicator, row: anchor),
        ] {
          if let number = numbers.number(quantity) { add(number, at: location) }
        }
      }
      return
    default: break
    }
    for datum in figure.scene.data where datum.value != nil || datum.low != nil {
      let known = quantities(of: datum, output).compactMap { numbers.number($0) }
      for number in known { add(number, at: location) }
      if !known.isEmpty { continue }
      let key = "\(output.id)|\(datum.row)|\(datum.series)|\(datum.year ?? 0)|\(datum.text)"
      let datumKey = Key.datum(key)
      if found[datumKey] == nil {
        add(row(of: datum, in: output.kind, title: title), as: datumKey)
      }
      note(location, of: datumKey)
    }
  }

  /// Adds the values of all peers, between whose ends a body stands, and their medians.
  private mutating func addPosition(
    _ output: Study.Output, _ anchor: Int, at location: LocalisedText
  ) {
    for indicator in run.study.indicators.indices
    where output.of == GroupDefinition.root || run.study.indicators[indicator].id == output.of
      || run.isIndicator(indicator, in: output.of)
    {
      let peers = numbers.peers(of: anchor)
      let own: [PrintedNumber.Quantity] = [
        .value(indicator: indicator, row: anchor), .valueRank(indicator: indicator, row: anchor),
        .median(indicator: indicator, row: anchor), .lowest(indicator: indicator, row: anchor),
        .highest(indicator: indicator, row: anchor),
      ]
      let others = peers.filter { $0 != anchor && numbers.ranking(indicator, $0) != nil }
        .map { PrintedNumber.Quantity.value(indicator: indicator, row: $0) }
      for quantity in own + others {
        if let number = numbers.number(quantity) { add(number, at: location) }
      }
    }
  }

  /// Adds what a ranking table shows.
  mutating func addTable(of output: Study.Output, at location: LocalisedText) {
    let indicator = run.study.indicators.firstIndex { $0.id == output.of }
    for row in run.rows.indices where output.year == nil || run.rows[row].year == output.year {
      let quantities: [PrintedNumber.Quantity]
      if let indicator {
        quantities =
          numbers.ranking(indicator, row) != nil
          ? [.value(indicator: indicator, row: row), .valueRank(indicator: indicator, row: row)]
          : numbers.cell(indicator, row).value != nil
            ? [.value(indicator: indicator, row: row)]
            : [.least(indicator: indicator, row: row), .greatest(indicator: indicator, row: row)]
      } else if output.of == GroupDefinition.root {
        quantities =
          run.scores.rows[row].rank != nil
          ? [.score(row: row), .rank(row: row), .bestRank(row: row), .worstRank(row: row)]
          : [.leastScore(row: row), .greatestScore(row: row)]
      } else if let group = run.scores.groupIDs.firstIndex(of: output.of) {
        quantities = [.groupScore(group: group, row: row), .groupRank(group: group, row: row)]
      } else {
        quantities = []
      }
      for quantity in quantities {
        if let number = numbers.number(quantity) { add(number, at: location) }
      }
    }
  }

  /// The inputs of the scores that stand somewhere, so that a score can be followed down to its sentences.
  mutating func addInputs() {
    let location = LocalisedText(zh: "计算所用", en: "used in the calculation")
    for key in order {
      guard case .quantity(.score(let row)) = key else { continue }
      for indicator in run.study.indicators.indices
      where run.scores.rows[row].parts[indicator].weight > 0 {
        let quantity = PrintedNumber.Quantity.value(indicator: indicator, row: row)
        guard found[.quantity(quantity)] == nil, let number = numbers.number(quantity) else {
          continue
        }
        add(number, at: location)
      }
    }
  }

  /// The sheet, numbered in the order in which the numbers were met.
  func sheet() -> VerificationSheet {
    var sheet = VerificationSheet()
    for (place, key) in order.enumerated() {
      guard let item = found[key] else { continue }
      var row = item.row
      row.number = place + 1
      row.location = LocalisedText(
        zh: item.locations.map(\.chinese).joined(separator: "、"),
        en: item.locations.map(\.english).joined(separator: ", "))
      sheet.rows.append(row)
    }
    return sheet
  }

  private mutating func add(_ row: VerificationSheet.Row, as key: Key) {
    order.append(key)
    found[key] = Item(row: row, locations: [])
  }

  private mutating func note(_ location: LocalisedText, of key: Key) {
    if let known = found[key]?.locations, !known.contains(location) {
      found[key]?.locations.append(location)
    }
  }

  /// A number of all peers is the same by whichever of them it is asked for.
  private func canonical(_ quantity: PrintedNumber.Quantity) -> PrintedNumber.Quantity {
    func first(_ row: Int) -> Int { numbers.peers(of: row).first ?? row }
    return switch quantity {
    case .selected(let row): .selected(row: first(row))
    case .ranked(let row): .ranked(row: first(row))
    case .notRanked(let row): .notRanked(row: first(row))
    case .bands(let row): .bands(row: first(row))
    case .lowestScore(let row): .lowestScore(row: first(row))
    case .medianScore(let row): .medianScore(row: first(row))
    case .highestScore(let row): .highestScore(row: first(row))
    case .stating(let indicator, let row): .stating(indicator: indicator, row: first(row))
    case .reportingRate(let indicator, let row):
      .reportingRate(indicator: indicator, row: first(row))
    case .comparable(let indicator, let row): .comparable(indicator: indicator, row: first(row))
    case .lowest(let indicator, let row): .lowest(indicator: indicator, row: first(row))
    case .median(let indicator, let row): .median(indicator: indicator, row: first(row))
    case .highest(let indicator, let row): .highest(indicator: indicator, row: first(row))
    case .years(let indicator, let row):
      .years(indicator: indicator, row: numbers.years(indicator, row).first ?? row)
    case .groupScore, .groupRank, .value, .least, .greatest, .valueRank, .valueTies,
      .distanceToMedian, .change, .score,
      .leastScore, .greatestScore, .rank, .rankTies, .bestRank, .worstRank, .indicators, .imputed,
      .scored,
      .rates,
      .statedIndicators, .listed:
      quantity
    }
  }

  // MARK: - Figures

  /// What a number of a figure is, where it is one that sentences know too.
  private func quantities(
    of datum: Scene.Datum, _ output: Study.Output
  ) -> [PrintedNumber.Quantity] {
    guard let row = row(of: datum, output) else { return [] }
    func holds(_ other: Double?) -> Bool {
      guard let value = datum.value else { return false }
      return
        other.map { abs($0 - value) <= 1e-9 * max(1, abs(value)) } ?? false
    }
    let indicators = run.study.indicators.indices
    let named = indicators.first {
      run.study.indicators[$0].id == datum.series
        || run.name(of: run.study.indicators[$0], run.tables[$0]).text(in: language)
          == datum.seriesLabel
    }
    let shown = named ?? indicators.first { run.study.indicators[$0].id == output.of }
    // A table as a picture has a column of ranks.
    if let rank = datum.series.isEmpty ? nil : numbers.number(.rank(row: row)),
      datum.series == "rank",
      output.of == GroupDefinition.root, holds(rank.value)
    {
      return [.rank(row: row)]
    }
    if let shown, datum.series == "rank", holds(numbers.ranks(shown, row)[row].map(Double.init)) {
      return [.valueRank(indicator: shown, row: row)]
    }
    if let shown, holds(numbers.cell(shown, row).value) {
      return [.value(indicator: shown, row: row)]
    }
    if let shown, datum.value == nil, numbers.cell(shown, row).value == nil {
      return [.least(indicator: shown, row: row), .greatest(indicator: shown, row: row)]
    }
    let group = run.scores.groupIDs.firstIndex { $0 == datum.series || $0 == output.of }
    if let group, run.scores.groupIDs[group] != GroupDefinition.root,
      holds(run.scores.rows[row].groups[group].value)
    {
      return [.groupScore(group: group, row: row)]
    }
    if shown == nil, output.of == GroupDefinition.root {
      if holds(run.scores.rows[row].index.value) { return [.score(row: row)] }
      if datum.value == nil, run.scores.rows[row].index.value == nil {
        return [.leastScore(row: row), .greatestScore(row: row)]
      }
    }
    return []
  }

  private func row(of datum: Scene.Datum, _ output: Study.Output) -> Int? {
    // Grouped bars have their years as series.
    let year = datum.year ?? Int(datum.series) ?? Int(datum.seriesLabel) ?? output.year
    func matches(_ row: Int) -> Bool { year == nil || run.rows[row].year == year }
    let rows = run.rows.indices.filter(matches)
    return rows.first { row in
      let body = run.bodies[row]
      return (!body.code.isEmpty && "\(body.kind.rawValue)-\(body.code)" == datum.row)
        || body.name == datum.row || body.name == datum.label
    }
  }

  private func row(
    of datum: Scene.Datum, in kind: Study.Output.Kind, title: String
  ) -> VerificationSheet.Row {
    let series = datum.seriesLabel.isEmpty ? "" : "：" + datum.seriesLabel
    let seriesEnglish = datum.seriesLabel.isEmpty ? "" : ": " + datum.seriesLabel
    let observations = run.data.observations.indices.filter {
      !run.data.observations[$0].id.isEmpty
        && datum.observations.contains(run.data.observations[$0].id)
    }
    return VerificationSheet.Row(
      number: 0, location: LocalisedText(zh: "", en: ""), printed: datum.text, body: datum.label,
      kind: nil, year: datum.year,
      subject: LocalisedText(zh: title + series, en: title + seriesEnglish), value: datum.value,
      unit: "", state: LocalisedText(zh: "图中数据", en: "drawn"),
      counts: LocalisedText(zh: "", en: ""), evidence: observations.prefix(12).map(evidence),
      verdict: LocalisedText(zh: "", en: ""),
      arithmetic: Self.arithmetic(of: kind))
  }

  /// How a number is made that only figures of the kind have.
  private static func arithmetic(of kind: Study.Output.Kind) -> LocalisedText {
    switch kind {
    case .stackedBar:
      LocalisedText(
        zh: "贡献＝在得分中的权重×标准化值", en: "contribution: weight in the score × normalised value")
    case .waterfall:
      LocalisedText(
        zh: "两个得分之差中各项的部分，相加等于总差", en: "parts of the difference of two scores, which sum to it")
    case .radar: LocalisedText(zh: "标准化值（见 scores.csv）", en: "normalised value (scores.csv)")
    case .correlation: LocalisedText(zh: "两项指标的相关系数", en: "correlation of two indicators")
    case .funnel:
      LocalisedText(zh: "分母（见数据的参考量）", en: "denominator (reference quantities of the data)")
    case .distribution:
      LocalisedText(zh: "数值落在该区间的机构个数", en: "bodies whose value lies in the interval")
    case .bump: LocalisedText(zh: "当年由多到少的位次", en: "rank of the year, from the greatest")
    case .ranking, .rankedBar, .dot, .strip, .tiles, .table, .position, .rankIntervals, .line,
      .slope,
      .smallMultiples, .groupedBar, .scorecard, .scatter, .reportingRate, .panels:
      LocalisedText(
        zh: "由报告载明的数算得，图旁的数据文件有全精度的值",
        en: "computed from figures stated; the data beside the figure has it at full precision")
    }
  }

  // MARK: - Quantities

  private func row(
    of quantity: PrintedNumber.Quantity, _ number: PrintedNumber
  ) -> VerificationSheet.Row {
    let account = QuantityAccount(quantity, numbers)
    let own = account.row
    let cell = account.indicator.flatMap { indicator in
      own.map { numbers.cell(indicator, $0) }
    }
    let isStated =
      switch quantity {
      case .value, .least, .greatest: true
      default: false
      }
    var row = VerificationSheet.Row(
      number: 0, location: LocalisedText(zh: "", en: ""), printed: number.printed,
      body: account.isOfOneBody ? own.map { run.rows[$0].body.name } ?? "" : "",
      kind: account.isOfOneBody ? own.map { run.rows[$0].body.kind } : nil,
      year: own.map { run.rows[$0].year }, subject: account.subject, value: number.value,
      unit: account.unit, state: account.state, counts: LocalisedText(zh: "", en: ""),
      evidence: [], verdict: account.verdict, arithmetic: account.arithmetic)
    if isStated, let cell, let indicator = account.indicator {
      row.counts =
        Words.className(cell.counts, of: run.tables[indicator].measures)
        ?? LocalisedText(zh: "", en: "")
      row.evidence = cell.observations.map(evidence)
      if row.evidence.isEmpty {
        row.evidence = cell.sources.map { source in
          VerificationSheet.Evidence(
            sentence: "", source: source, address: "", retrieved: "",
            note: LocalisedText(zh: "数据未附原文", en: "the data holds no text"))
        }
      }
    }
    return row
  }

  private func evidence(_ place: Int) -> VerificationSheet.Evidence {
    let observation = run.data.observations[place]
    let report = run.data.reports.first {
      $0.id == observation.report && !observation.report.isEmpty
    }
    var sentence = texts.sentence(of: observation, in: report)
    var notes: [LocalisedText] = []
    switch observation.status {
    case .read:
      notes.append(LocalisedText(zh: "程序读出，未经人核对", en: "read by the program, not confirmed"))
    case .confirmed: notes.append(LocalisedText(zh: "已核对", en: "confirmed"))
    case .corrected: notes.append(LocalisedText(zh: "经人更正", en: "corrected by a person"))
    case .entered: notes.append(LocalisedText(zh: "人工录入", en: "entered by a person"))
    case .rejected: notes.append(LocalisedText(zh: "已剔除", en: "rejected"))
    }
    if observation.status == .read, SourceText.isDamaged(sentence) {
      sentence = ""
      notes.append(
        LocalisedText(
          zh: "该处文本有损坏，未经人核对，不引用", en: "the copy is damaged here and not confirmed; not quoted"))
    } else if sentence.isEmpty {
      notes.append(LocalisedText(zh: "数据未附原文", en: "the data holds no text"))
    }
    return VerificationSheet.Evidence(
      sentence: sentence, start: observation.start, end: observation.end,
      source: observation.source.isEmpty ? report?.source ?? "" : observation.source,
      address: report?.url ?? "", retrieved: report?.retrieved ?? "",
      note: LocalisedText(
        zh: notes.map(\.chinese).joined(separator: "；"),
        en: notes.map(\.english).joined(separator: "; ")))
  }
}

/// The plain texts of a package's reports, each read when it is first asked for.
private final class ReportTexts {
  private let folder: String
  private var texts: [String: [Unicode.Scalar]] = [:]

  init(of data: DataSet) {
    folder = data.path
  }

  /// The sentence around a figure, its own words in 【】; the words alone where the text is not at hand.
  func sentence(of observation: Observation, in report: Report?) -> String {
    guard let report, !report.text.isEmpty, let start = observation.start,
      let end = observation.end, start < end
    else { return observation.evidence }
    let scalars = text(report.text)
    guard end <= scalars.count else { return observation.evidence }
    let own = string(scalars[start..<end])
    // Offsets of another version of the text lead astray; the words decide.
    guard observation.evidence.isEmpty || own == observation.evidence else {
      return observation.evidence
    }
    let ends: Set<Unicode.Scalar> = ["。", "；", "！", "？", "\n"]
    let reach = 60
    var first = start
    while first > 0, start - first < reach, !ends.contains(scalars[first - 1]) { first -= 1 }
    var last = end
    while last < scalars.count, last - end < reach {
      last += 1
      if ends.contains(scalars[last - 1]) { break }
    }
    let before = string(scalars[first..<start])
    let after = string(scalars[end..<last])
    return (first > 0 && !ends.contains(scalars[first - 1]) ? "……" : "") + before + "【" + own + "】"
      + after
  }

  private func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view).split(whereSeparator: \.isNewline).joined()
  }

  private func text(_ path: String) -> [Unicode.Scalar] {
    if let known = texts[path] { return known }
    let data = try? Data(contentsOf: URL(filePath: "\(folder)/\(path)"))
    let read = data.map { Array(String(decoding: $0, as: UTF8.self).unicodeScalars) } ?? []
    texts[path] = read
    return read
  }
}
