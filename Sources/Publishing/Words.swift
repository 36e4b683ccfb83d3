import Diagnostics
import Metrics
import Observations

/// The words of results: names of measures, classes, kinds and levels in both languages.
enum Words {
  /// The name of a measure set.
  static func name(of set: MeasureSet, in data: DataSet) -> LocalisedText {
    if set.isLawsPassed, let measure = MeasureCatalogue.measure("laws_passed") {
      return LocalisedText(zh: measure.name.chinese, en: measure.name.english)
    }
    let names = set.ids.map { id in
      data.measure(id)?.name ?? Measure(own: id).name
    }
    let english = names.map(\.english)
    let first = english.first ?? ""
    return LocalisedText(
      zh: names.map(\.chinese).joined(separator: "、"),
      en: ([first] + english.dropFirst().map { $0.prefix(1).lowercased() + $0.dropFirst() })
        .joined(separator: ", "))
  }

  /// What figures of a class count; nothing where the measure has one class only.
  static func className(_ counts: String, of set: MeasureSet) -> LocalisedText? {
    guard MeasureTable.classes(of: set).count > 1 else { return nil }
    return classes[counts]
  }

  private static let classes: [String: LocalisedText] = [
    "inspections": LocalisedText(zh: "执法检查项数", en: "inspections"),
    "laws": LocalisedText(zh: "检查的法律法规部数", en: "laws inspected"),
    "special_reports": LocalisedText(zh: "专项工作报告", en: "special reports"),
    "all_reports": LocalisedText(zh: "各类工作报告", en: "reports of all kinds"),
    "budget_reports": LocalisedText(zh: "计划、预算、决算、审计报告", en: "plan, budget and audit reports"),
    "topics": LocalisedText(zh: "专题项数", en: "topics"),
    "occasions": LocalisedText(zh: "活动次数", en: "occasions"),
    "departments": LocalisedText(zh: "部门数", en: "departments"),
    "regulations": LocalisedText(zh: "法规件数", en: "regulations"),
    "bills": LocalisedText(zh: "法规案数", en: "bills"),
    "amendments": LocalisedText(zh: "修改件次", en: "amendments, a law counted each time"),
    "ceremonies": LocalisedText(zh: "宣誓场次", en: "ceremonies"),
    "persons": LocalisedText(zh: "人数", en: "persons"),
    "person_times": LocalisedText(zh: "人次", en: "persons, counted each time"),
    "letters_and_visits": LocalisedText(zh: "信访件次", en: "letters and visits"),
  ]

  /// The English of a measure word.
  static func unit(_ unit: String, language: Language) -> String {
    guard language == .english else { return unit }
    switch unit {
    case "人次": return "person-times"
    case "名", "人": return "persons"
    case "件次": return "cases"
    case "": return ""
    default: return "number"
    }
  }

  /// The bodies of a kind and level, such as 地级人大常委会.
  static func bodies(_ kind: BodyKind, _ level: Level?) -> LocalisedText {
    let zhLevel: String
    let enLevel: String
    switch level {
    case .province: (zhLevel, enLevel) = ("省级", "Provincial-level ")
    case .prefecture: (zhLevel, enLevel) = ("地级", "Prefecture-level ")
    case .county: (zhLevel, enLevel) = ("县级", "County-level ")
    case nil: (zhLevel, enLevel) = ("", "")
    }
    // No “people’s”: an apostrophe of a Chinese face is as wide as a character and tears the word apart.
    let congress: String
    switch kind {
    case .npc: congress = level == nil ? "Congresses" : "congresses"
    case .cppcc: congress = level == nil ? "Consultative conferences" : "consultative conferences"
    }
    return LocalisedText(
      zh: zhLevel + (kind == .npc ? "人大常委会" : "政协常委会"), en: enLevel + congress)
  }

  /// What a value is divided by, in the form that follows the unit.
  static func per(_ denominator: Denominator, in data: DataSet) -> LocalisedText? {
    switch denominator {
    case .none: return nil
    case .share: return LocalisedText(zh: "占比", en: "share of total")
    case .millionResidents: return LocalisedText(zh: "每百万人", en: "per million residents")
    case .quantity(let id):
      switch id {
      case "residents": return LocalisedText(zh: "每常住人口", en: "per resident")
      case "deputies": return LocalisedText(zh: "每名代表", en: "per deputy")
      case "county_divisions": return LocalisedText(zh: "每个县级区划", en: "per county-level division")
      case "gdp": return LocalisedText(zh: "每亿元地区生产总值", en: "per 100 million yuan of GDP")
      default: return LocalisedText(zh: "每\(id)", en: "per \(id)")
      }
    case .measure(let id):
      let name = name(of: MeasureSet([id]), in: data)
      return LocalisedText(zh: "与\(name.chinese)之比", en: "to \(name.english.lowercased())")
    }
  }
}

extension Words {
  /// The name of a reference quantity; the data's own word where it is not a known one.
  static func quantity(_ id: String) -> LocalisedText {
    switch id {
    case "residents": LocalisedText(zh: "常住人口", en: "Residents")
    case "deputies": LocalisedText(zh: "代表人数", en: "Deputies")
    case "county_divisions": LocalisedText(zh: "县级区划数", en: "County divisions")
    case "gdp": LocalisedText(zh: "地区生产总值", en: "GDP")
    default: LocalisedText(zh: id, en: id)
    }
  }

  /// The name of what moves a ranking.
  static func name(of factor: UncertaintyFactor) -> LocalisedText {
    switch factor {
    case .data: LocalisedText(zh: "数字", en: "the figures")
    case .missing: LocalisedText(zh: "缺项的处理", en: "missing values")
    case .treatment: LocalisedText(zh: "异常值的处理", en: "the treatment of outliers")
    case .normalisation: LocalisedText(zh: "标准化方法", en: "normalisation")
    case .weights: LocalisedText(zh: "权重", en: "weights")
    case .aggregation: LocalisedText(zh: "合成方法", en: "the mean")
    case .exclusion: LocalisedText(zh: "去掉哪项指标", en: "which indicator is left out")
    }
  }
}
