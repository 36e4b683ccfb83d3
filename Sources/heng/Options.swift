public import ArgumentParser
public import Diagnostics
public import Metrics
public import Observations
public import Publishing

extension BodyKind: ExpressibleByArgument {}
extension Selection.Terms: ExpressibleByArgument {}
extension TableFormat: ExpressibleByArgument {}
extension Language: ExpressibleByArgument {}

extension Level: ExpressibleByArgument {
  /// The level that an option's word names.
  public init?(argument: String) { self.init(word: argument) }
}

extension Tier: ExpressibleByArgument {}

/// Report years as an option writes them: 2022, or 2018-2022.
struct Years: ExpressibleByArgument {
  var range: ClosedRange<Int>

  init?(argument: String) {
    let ends = argument.split(omittingEmptySubsequences: false) { "-—–~～".contains($0) }
      .map { Int($0) }
    guard let first = ends.first, let low = first, ends.count <= 2, let last = ends.last,
      let high = last, low <= high, (1949...2100).contains(low), (1949...2100).contains(high)
    else { return nil }
    range = low...high
  }
}

/// What every command that compares asks for, in the same words.
struct ComparisonOptions: ParsableArguments {
  @Argument(
    help: help(
      zh: "数据包（文件夹）或一张表（CSV、XLSX）", en: "A data package (folder) or a plain table (CSV, XLSX)."),
    completion: .file())
  var data: String

  @Option(
    help: help(
      zh: "指标：标识、名称或别名；几项合并用 + 连接",
      en: "The measure: identifier, name or alias; a joint set with +."),
    completion: .list(MeasureCatalogue.measures.map(\.id)))
  var by: [String] = []

  @Option(help: help(zh: "报告年份，如 2022 或 2018-2022", en: "Report years: 2022, or 2018-2022."))
  var year: [Years] = []

  @Option(help: help(zh: "类型：npc 人大，cppcc 政协", en: "The kind of body: npc or cppcc."))
  var kind: BodyKind?

  @Option(
    help: help(
      zh: "层级：province、prefecture、county", en: "The level: province, prefecture or county."))
  var level: [Level] = []

  @Option(help: help(zh: "类别，如 设区的市、副省级市", en: "The tier, such as 设区的市."))
  var tier: [Tier] = []

  @Option(help: help(zh: "省份", en: "The province."))
  var province: [String] = []

  @Option(help: help(zh: "只比较这些地区，用逗号分隔", en: "These bodies only, separated by commas."))
  var bodies: [String] = []

  @Option(help: help(zh: "不比较这些地区，用逗号分隔", en: "Not these bodies, separated by commas."))
  var exclude: [String] = []

  @Option(
    help: help(
      zh: "突出的地区；未指定层级等时，与同类别的比较", en: "The body in focus; its peers are its tier by default."))
  var focus: String?

  @Option(
    help: help(
      zh: "除以：million_residents（百万人）、residents、deputies、gdp、某项指标，或 share（占比）",
      en: "Divide by: million_residents, residents, deputies, gdp, a measure, or share."),
    completion: .list([
      "none", "million_residents", "residents", "deputies", "county_divisions", "gdp", "share",
    ]))
  var per: String = "none"

  @Option(
    help: help(
      zh: "口径（如 special_reports），或 any；默认取最常见的",
      en: "The class counted, such as special_reports, or any; the commonest by default.")
  )
  var counts: String?

  @Option(
    help: help(
      zh: "届期合计数：exclude 不用，average 折成年均",
      en: "Totals for a term: exclude, or average over its years."))
  var terms: Selection.Terms = .exclude

  @Option(help: help(zh: "结果与消息的语言：zh 或 en", en: "The language of results and messages: zh or en."))
  var language: Language?

  @Option(help: help(zh: "标题", en: "The title."))
  var title: String?

  @Option(help: help(zh: "资料来源一行", en: "The source line."))
  var source: String?

  /// The language of messages.
  var messageLanguage: Language { language ?? Console.environmentLanguage }

  /// The language of results.
  var resultLanguage: Language { language ?? .chinese }

  /// What to say where no measure is named.
  var missingMeasure: ValidationError {
    ValidationError(
      localised(
        zh: "缺少 --by 指标：`heng list measures` 列出已知的指标",
        en: "--by is missing: `heng list measures` names the measures"))
  }

  func names(_ lists: [String]) -> [String] {
    lists.flatMap { $0.split { ",，、".contains($0) }.map(String.init) }
  }

  /// The comparison that the options ask of the data.
  ///
  /// - Throws: `ValidationError` for a word that names no measure, class or denominator.
  func comparison(
    in data: DataSet, earlierYear: Int? = nil, by words: [String]? = nil
  ) throws -> Comparison {
    var ids: [String] = []
    for word in words ?? by {
      let whole = data.identifier(for: word)
      let parts = whole.id == nil ? word.split(separator: "+").map(String.init) : [word]
      for part in parts {
        let found = data.identifier(for: part)
        guard let id = found.id else {
          throw unknown(
            part, zh: "指标", en: "measure", nearest: found.nearest, list: "`heng list measures`")
        }
        ids.append(id)
      }
    }
    let set = MeasureSet(ids)
    var comparison = Comparison(set)
    if let counts, counts == "any" {
      comparison.counts = .any
    } else if let counts {
      let known = MeasureTable.classes(of: set)
      guard known.contains(counts) else {
        throw unknown(
          counts, zh: "口径", en: "class", nearest: NameMatching.nearest(counts, among: known),
          list: known.joined(separator: ", "))
      }
      comparison.counts = .only(counts)
    }
    let denominator = Denominator.named(per, in: data)
    guard let known = denominator.denominator else {
      throw unknown(
        per, zh: "分母", en: "denominator", nearest: denominator.nearest, list: "`heng rank --help`")
    }
    comparison.denominator = known
    comparison.earlierYear = earlierYear
    comparison.selection.kind = kind ?? defaultKind(of: set, in: data)
    comparison.selection.levels = level
    comparison.selection.tiers = tier
    comparison.selection.provinces = province
    comparison.selection.years = year.map(\.range)
    comparison.selection.bodies = bodies.isEmpty ? nil : names(bodies)
    comparison.selection.excluded = names(exclude)
    comparison.selection.terms = terms
    comparison.selection.focus = focus
    return comparison
  }

  /// The only kind that can have the measures; every kind where both can.
  private func defaultKind(of set: MeasureSet, in data: DataSet) -> BodyKind? {
    let kinds = BodyKind.allCases.filter { kind in
      set.ids.contains { data.measure($0)?.kinds.contains(kind) ?? true }
    }
    return kinds.count == 1 ? kinds[0] : nil
  }

  private func unknown(
    _ word: String, zh: String, en: String, nearest: String?, list: String
  ) -> ValidationError {
    let text = LocalisedText(
      zh: "没有\(zh)\(Diagnostic.quoted(word))：" + (nearest.map { "是否应为 \($0)？" } ?? "已知的见 \(list)"),
      en: "there is no \(en) \(Diagnostic.quoted(word)): "
        + (nearest.map { "is \($0) meant?" } ?? "the known ones: \(list)"))
    return ValidationError(text.text(in: messageLanguage))
  }
}
