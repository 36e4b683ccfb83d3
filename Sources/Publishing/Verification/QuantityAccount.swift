import Diagnostics
import Metrics
import Observations

/// What a number of a document is, whether it can be compared and how it was made, in words.
struct QuantityAccount {
  /// Of which body and year, and of which indicator.
  private(set) var row: Int?
  private(set) var indicator: Int?
  private(set) var isOfOneBody = true
  private(set) var subject = LocalisedText(zh: "", en: "")
  private(set) var unit = ""
  private(set) var state = LocalisedText(zh: "算得", en: "derived")
  private(set) var verdict = LocalisedText(zh: "", en: "")
  private(set) var arithmetic = LocalisedText(zh: "", en: "")
  private let numbers: BriefingNumbers

  init(_ quantity: PrintedNumber.Quantity, _ numbers: BriefingNumbers) {
    self.numbers = numbers
    switch quantity {
    case .value(let indicator, let row): take(indicator, row, "载明数", "figure stated")
    case .least(let indicator, let row): take(indicator, row, "下限", "least that it can be")
    case .greatest(let indicator, let row): take(indicator, row, "上限", "most that it can be")
    case .valueRank(let indicator, let row):
      take(indicator, row, "位次", "rank")
      state = LocalisedText(zh: "算得", en: "derived")
      unit = ""
      let own = numbers.ranking(indicator, row) ?? 0
      let greater = numbers.values(indicator, row).count { $0 > own + 1e-9 * max(1, abs(own)) }
      arithmetic = LocalisedText(
        zh: "可比机构中有\(greater)个的数大于它，位次为\(greater)+1",
        en: "\(greater) comparable bodies have more, hence \(greater) + 1")
    case .valueTies(let indicator, let row):
      take(indicator, row, "并列机构数", "bodies of the same rank")
      state = LocalisedText(zh: "算得", en: "derived")
      unit = ""
      arithmetic = LocalisedText(zh: "数相同的机构个数", en: "bodies of the same figure")
    case .distanceToMedian(let indicator, let row):
      take(indicator, row, "与中位数之差", "difference to the median")
      state = LocalisedText(zh: "算得", en: "derived")
      let values = numbers.values(indicator, row)
      arithmetic = LocalisedText(
        zh:
          "|\(Self.text(numbers.ranking(indicator, row)))−\(Self.text(StudyRun.median(values)))|（按所印数字相减）",
        en:
          "|\(Self.text(numbers.ranking(indicator, row))) − \(Self.text(StudyRun.median(values)))|")
    case .change(let indicator, let from, let to):
      take(indicator, to, "变化", "change")
      state = LocalisedText(zh: "算得", en: "derived")
      let years = numbers.run.rows
      let sum =
        "\(Self.text(numbers.ranking(indicator, to))) − \(Self.text(numbers.ranking(indicator, from)))"
      arithmetic = LocalisedText(
        zh: "\(years[to].year)年减\(years[from].year)年：\(sum)",
        en: "\(years[to].year) less \(years[from].year): \(sum)")
    case .score(let row): takeScore(row, "得分", "score", Self.contributions(row, numbers))
    case .leastScore(let row):
      takeScore(
        row, "得分下限", "least score",
        LocalisedText(
          zh: "缺的指标取所选机构中最低的标准化值", en: "missing indicators at the least normalised value"))
    case .greatestScore(let row):
      takeScore(
        row, "得分上限", "greatest score",
        LocalisedText(
          zh: "缺的指标取所选机构中最高的标准化值", en: "missing indicators at the greatest normalised value"))
    case .rank(let row):
      let own = numbers.run.scores.rows[row].rank ?? 1
      let isLeast = numbers.index.subject.isLeastFirst
      takeScore(
        row, "得分位次", "rank by score",
        LocalisedText(
          zh: "有\(own - 1)个机构得分\(isLeast ? "低" : "高")于它，位次为\(own - 1)+1",
          en: "\(own - 1) bodies score \(isLeast ? "less" : "more"), hence \(own - 1) + 1"))
    case .rankTies(let row):
      takeScore(
        row, "得分并列机构数", "bodies of the same rank",
        LocalisedText(zh: "得分相同的机构个数", en: "bodies of the same score"))
    case .bestRank(let row):
      takeScore(row, "位次区间上端", "best rank of the interval", Self.draws(numbers))
    case .worstRank(let row):
      takeScore(row, "位次区间下端", "worst rank of the interval", Self.draws(numbers))
    case .groupScore(let group, let row):
      let name = Self.name(ofGroup: group, numbers)
      takeScore(
        row, "\(name.chinese)得分", "score of \(name.english)",
        LocalisedText(
          zh: "该组指标的标准化值按权重合成", en: "the normalised values of its indicators by their weights"))
    case .groupRank(let group, let row):
      let name = Self.name(ofGroup: group, numbers)
      takeScore(
        row, "\(name.chinese)得分位次", "rank by \(name.english)",
        LocalisedText(zh: "该组得分高于它的机构个数加1", en: "the bodies that score more in it, and one"))
    case .selected(let row):
      takeAll(row, nil, "所选机构数", "bodies selected", Self.names(numbers.peers(of: row), numbers))
    case .ranked(let row):
      takeAll(
        row, nil, "列位次的机构数", "bodies ranked",
        Self.names(
          numbers.peers(of: row).filter { numbers.run.scores.rows[$0].rank != nil }, numbers))
    case .notRanked(let row):
      takeAll(
        row, nil, "不列位次的机构数", "bodies not ranked",
        Self.names(
          numbers.peers(of: row).filter { numbers.run.scores.rows[$0].rank == nil }, numbers))
    case .bands(let row):
      takeAll(
        row, nil, "位次档数", "bands of ranks",
        LocalisedText(
          zh: "前后机构在模拟中全部分得开之处为档界",
          en: "a border stands where the draws part all above from all below"))
    case .lowestScore(let row):
      takeAll(row, nil, "最低得分", "lowest score", Self.list(numbers.scores(row)))
    case .medianScore(let row):
      takeAll(row, nil, "得分中位数", "median score", Self.list(numbers.scores(row)))
    case .highestScore(let row):
      takeAll(row, nil, "最高得分", "highest score", Self.list(numbers.scores(row)))
    case .stating(let indicator, let row):
      takeAll(
        row, indicator, "载明的机构数", "bodies that state it", Self.stating(indicator, row, numbers))
    case .reportingRate(let indicator, let row):
      let peers = numbers.peers(of: row)
      let stating = peers.count { numbers.cell(indicator, $0).isReported }
      takeAll(
        row, indicator, "载明率", "reporting rate",
        LocalisedText(zh: "\(stating)÷\(peers.count)", en: "\(stating) ÷ \(peers.count)"))
    case .comparable(let indicator, let row):
      takeAll(
        row, indicator, "可比机构数", "comparable bodies",
        Self.names(
          numbers.peers(of: row).filter { numbers.ranking(indicator, $0) != nil }, numbers))
    case .lowest(let indicator, let row):
      takeAll(row, indicator, "最小", "least", Self.list(numbers.values(indicator, row)))
    case .median(let indicator, let row):
      takeAll(row, indicator, "中位数", "median", Self.list(numbers.values(indicator, row)))
    case .highest(let indicator, let row):
      takeAll(row, indicator, "最大", "greatest", Self.list(numbers.values(indicator, row)))
    case .indicators:
      isOfOneBody = false
      subject = LocalisedText(zh: "指标数", en: "indicators")
      arithmetic = LocalisedText(
        zh: numbers.run.study.indicators.indices.map {
          numbers.run.name(of: numbers.run.study.indicators[$0], numbers.run.tables[$0]).chinese
        }.joined(separator: "、"),
        en: numbers.run.study.indicators.indices.map {
          numbers.run.name(of: numbers.run.study.indicators[$0], numbers.run.tables[$0]).english
        }.joined(separator: ", "))
    case .scored(let row):
      takeScore(
        row, "计分指标数", "indicators that score",
        LocalisedText(zh: "权重大于0且有标准化值的指标", en: "those of a weight above 0 with a normalised value")
      )
    case .imputed(let row):
      takeScore(
        row, "插补的指标数", "indicators filled in",
        LocalisedText(zh: "报告未载明、按研究方法插补的指标", en: "not stated, filled in as the study says"))
    case .rates:
      isOfOneBody = false
      subject = LocalisedText(zh: "折算的指标数", en: "indicators that are rates")
      arithmetic = LocalisedText(zh: "研究写有 per 的指标", en: "those with per in the study")
    case .statedIndicators(let row):
      self.row = row
      subject = LocalisedText(zh: "载明的指标数", en: "indicators stated")
      let names = numbers.run.tables.indices.filter { numbers.cell($0, row).isReported }.map {
        numbers.run.name(of: numbers.run.study.indicators[$0], numbers.run.tables[$0])
      }
      arithmetic = LocalisedText(
        zh: names.map(\.chinese).joined(separator: "、"),
        en: names.map(\.english).joined(separator: ", "))
    case .years(let indicator, let row):
      take(indicator, row, "有可比数的年份数", "years with a comparable figure")
      state = LocalisedText(zh: "算得", en: "derived")
      unit = ""
      let years = numbers.years(indicator, row).map { String(numbers.run.rows[$0].year) }
      arithmetic = LocalisedText(
        zh: years.joined(separator: "、"), en: years.joined(separator: ", "))
    case .listed(let count):
      isOfOneBody = false
      subject = LocalisedText(zh: "列出的个数", en: "names listed")
      arithmetic = LocalisedText(zh: "\(count)", en: "\(count)")
    }
  }

  /// A figure that a report states, or that is made of it.
  private mutating func take(_ indicator: Int, _ row: Int, _ zh: String, _ en: String) {
    self.indicator = indicator
    self.row = row
    let run = numbers.run
    let name = run.name(of: run.study.indicators[indicator], run.tables[indicator])
    subject = LocalisedText(zh: "\(name.chinese)：\(zh)", en: "\(name.english): \(en)")
    unit = numbers.unit(indicator, row)
    let cell = numbers.cell(indicator, row)
    state = Self.name(of: cell)
    verdict = Self.verdict(of: cell, isAnyClass: numbers.rankings[indicator].subject.isAnyClass)
    if let dividend = cell.dividend, let divisor = cell.divisor {
      let year = cell.denominatorYear
      arithmetic = LocalisedText(
        zh: "\(Self.text(dividend))÷\(Self.text(divisor))" + (year.map { "（分母为\($0)年）" } ?? ""),
        en: "\(Self.text(dividend)) ÷ \(Self.text(divisor))"
          + (year.map { " (denominator of \($0))" } ?? ""))
    } else if cell.state == .summed {
      let parts = cell.observations.map { Self.text(run.data.observations[$0].value) }
      arithmetic = LocalisedText(
        zh: parts.joined(separator: "+"), en: parts.joined(separator: " + "))
    } else if cell.state == .named {
      arithmetic = LocalisedText(
        zh: "点名的法规\(cell.titles.count)件：" + cell.titles.map { "《\($0)》" }.joined(),
        en: "\(cell.titles.count) regulations named: " + cell.titles.joined(separator: "; "))
    } else {
      arithmetic = LocalisedText(zh: "报告原数", en: "as the report has it")
    }
    if cell.averagedYears > 1 {
      arithmetic.chinese += "；届期合计÷\(cell.averagedYears)年"
      arithmetic.english += "; the total of the term ÷ \(cell.averagedYears) years"
    }
  }

  private mutating func takeScore(
    _ row: Int, _ zh: String, _ en: String, _ arithmetic: LocalisedText
  ) {
    self.row = row
    subject = LocalisedText(zh: zh, en: en)
    self.arithmetic = arithmetic
    let lacking = numbers.run.scores.rows[row].lacking.count
    verdict =
      lacking == 0
      ? LocalisedText(zh: "指标齐全", en: "all indicators present")
      : LocalisedText(zh: "缺\(lacking)项指标", en: "\(lacking) indicators lacking")
    let filled = numbers.run.imputed(row).count
    if filled > 0 {
      verdict = LocalisedText(zh: "其中\(filled)项为插补", en: "\(filled) of the indicators filled in")
    }
  }

  private mutating func takeAll(
    _ row: Int, _ indicator: Int?, _ zh: String, _ en: String, _ arithmetic: LocalisedText
  ) {
    self.row = row
    self.indicator = indicator
    isOfOneBody = false
    self.arithmetic = arithmetic
    guard let indicator else {
      subject = LocalisedText(zh: zh, en: en)
      return
    }
    let run = numbers.run
    let name = run.name(of: run.study.indicators[indicator], run.tables[indicator])
    subject = LocalisedText(zh: "\(name.chinese)：\(zh)", en: "\(name.english): \(en)")
  }

  // MARK: - Words

  /// A number of the arithmetic: whole, or to four decimals, which is enough to follow it by hand.
  private static func text(_ value: Double?) -> String {
    guard let value else { return "—" }
    return number((value * 10_000).rounded() / 10_000)
  }

  private static func name(ofGroup group: Int, _ numbers: BriefingNumbers) -> LocalisedText {
    let id = numbers.run.scores.groupIDs[group]
    return numbers.run.study.groupNames[id] ?? LocalisedText(zh: id, en: id)
  }

  private static func name(of cell: Cell) -> LocalisedText {
    switch cell.state {
    case .stated:
      switch cell.bound {
      case .exact: LocalisedText(zh: "载明", en: "stated")
      case .atLeast: LocalisedText(zh: "载明（至少）", en: "stated, at least")
      case .about: LocalisedText(zh: "载明（约数）", en: "stated, about")
      }
    case .summed: LocalisedText(zh: "合计", en: "summed")
    case .named: LocalisedText(zh: "按名称计（至少）", en: "named, at least")
    case .bounded: LocalisedText(zh: "只知上下限", en: "bounded")
    case .notStated: LocalisedText(zh: "未载明", en: "not stated")
    case .notApplicable: LocalisedText(zh: "不适用", en: "not applicable")
    }
  }

  private static func verdict(of cell: Cell, isAnyClass: Bool) -> LocalisedText {
    if cell.isOtherClass { return LocalisedText(zh: "口径不同，不列位次", en: "another class, not ranked") }
    switch cell.state {
    case .bounded: return LocalisedText(zh: "只知上下限，不列位次", en: "known within ends, not ranked")
    case .notStated, .notApplicable: return LocalisedText(zh: "不可比", en: "not comparable")
    case .stated, .summed, .named: break
    }
    if cell.averagedYears > 1 {
      return LocalisedText(
        zh: "届期年均数，按研究设定与单年数同比", en: "an average over a term, compared as the study asks")
    }
    return isAnyClass
      ? LocalisedText(zh: "可比（研究设定不分口径）", en: "comparable (of any class, as the study asks)")
      : LocalisedText(zh: "可比（口径相同）", en: "comparable (of one class)")
  }

  /// The sum of contributions, each the weight times the normalised value.
  private static func contributions(_ row: Int, _ numbers: BriefingNumbers) -> LocalisedText {
    let run = numbers.run
    let scored = run.scores.rows[row]
    let parts = run.study.indicators.indices.compactMap { indicator -> (String, String)? in
      guard scored.parts[indicator].weight > 0, let value = scored.normalised[indicator],
        scored.parts[indicator].contribution != nil
      else { return nil }
      let name = run.name(of: run.study.indicators[indicator], run.tables[indicator])
      let weight = ScoreStyle.percent(scored.parts[indicator].weight, .english)
      return (
        "\(weight)×\(Self.text(value))（\(name.chinese)）",
        "\(weight) × \(Self.text(value)) (\(name.english))"
      )
    }
    guard !parts.isEmpty else { return run.methodSentence }
    return LocalisedText(
      zh: parts.map(\.0).joined(separator: "＋"), en: parts.map(\.1).joined(separator: " + "))
  }

  private static func draws(_ numbers: BriefingNumbers) -> LocalisedText {
    let draws = numbers.run.robustness?.robustness.draws ?? 0
    return LocalisedText(
      zh: "数字与方法同时变动的\(draws)次模拟（随机种子\(numbers.run.study.method.seed)），九成位次落在区间内",
      en:
        "\(draws) draws of figures and method (seed \(numbers.run.study.method.seed)); nine ranks in ten lie "
        + "within")
  }

  private static func names(_ rows: [Int], _ numbers: BriefingNumbers) -> LocalisedText {
    let names = rows.map { numbers.run.rows[$0].body.name }
    return LocalisedText(
      zh: names.joined(separator: "、"), en: names.joined(separator: ", "))
  }

  private static func stating(
    _ indicator: Int, _ row: Int, _ numbers: BriefingNumbers
  ) -> LocalisedText {
    names(numbers.peers(of: row).filter { numbers.cell(indicator, $0).isReported }, numbers)
  }

  private static func list(_ values: [Double]) -> LocalisedText {
    let texts = values.map { text($0) }
    return LocalisedText(
      zh: "\(values.count)个数由小到大：" + texts.joined(separator: ", "),
      en: "\(values.count) numbers ascending: " + texts.joined(separator: ", "))
  }
}
