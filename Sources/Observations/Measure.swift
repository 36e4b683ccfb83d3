/// One thing that a work report counts, such as law enforcement inspections.
public struct Measure: Sendable, Equatable {
  /// The identifier that files carry, such as `law_inspections`.
  public let id: String
  /// The name in both languages.
  public let name: Name
  /// The kinds of body that can have it.
  public let kinds: [BodyKind]
  /// Whether it is counted over a period or at a moment.
  public let nature: Nature
  /// The usual measure word, such as 件; empty for a measure of the user's own.
  public let unit: String
  /// Further Chinese names under which tables carry it.
  public let aliases: [String]
  /// What its figures can count, the commonest first; one class, its identifier, where the same words
  /// always count the same thing.
  public let classes: [String]
  /// Whether a place with more residents has more of it, so that a rate per head means something.
  public let growsWithResidents: Bool
  /// Which bodies can have it, and since when.
  public let applicability: Applicability
  /// Whether it is a measure of the catalogue; false for a column of the user's own.
  public let isCatalogued: Bool

  /// A name in both languages.
  public struct Name: Sendable, Equatable, Hashable {
    /// The Chinese name.
    public let chinese: String
    /// The English name.
    public let english: String
  }

  /// How a measure relates to time.
  public enum Nature: String, Sendable, CaseIterable {
    /// Counted over a period: what happened in a year.
    case flow
    /// Counted at a moment: what there was at the year's end.
    case stock
  }

  /// Which bodies can have a measure, and since when.
  public enum Applicability: Sendable, Equatable {
    /// Every body of the measure's kinds.
    case everyone
    /// Every body of the measure's kinds from a year on.
    case since(Int)
    /// Bodies that pass local regulations: provinces; autonomous prefectures and counties; cities with
    /// districts, before March 2015 only the 副省级市, 省会, 经济特区市 and 较大的市 (Legislation Law,
    /// amendment of 15 March 2015, article 72).
    case localLegislatures
    /// Provincial level only: it approves what lower bodies pass.
    case provincesOnly
  }

  init(
    _ id: String, zh: String, en: String, _ kinds: [BodyKind], unit: String,
    nature: Nature = .flow, aliases: [String] = [], classes: [String]? = nil,
    growsWithResidents: Bool = false, applicability: Applicability = .everyone
  ) {
    self.id = id
    name = Name(chinese: zh, english: en)
    self.kinds = kinds
    self.nature = nature
    self.unit = unit
    self.aliases = aliases
    self.classes = classes ?? [id]
    self.growsWithResidents = growsWithResidents
    self.applicability = applicability
    isCatalogued = true
  }

  /// A measure of the user's own: a column that the catalogue does not know.
  ///
  /// Every body can have it, its figures are any finite numbers, and its one class is its name.
  public init(own name: String) {
    id = name
    self.name = Name(chinese: name, english: name)
    kinds = BodyKind.allCases
    nature = .flow
    unit = ""
    aliases = []
    classes = [name]
    growsWithResidents = true
    applicability = .everyone
    isCatalogued = false
  }

  /// Every name it goes by in tables: identifier, Chinese and English name, aliases.
  public var names: [String] { [id, name.chinese, name.english] + aliases }

  /// Whether a body can have the measure in a report year.
  ///
  /// Where the body's tier and level are not known, it can: the program does not guess a structural
  /// absence.
  ///
  /// - Source: counting rules §5; Legislation Law (2015 amendment), article 72; for oaths the decision
  ///   of the national standing committee of 1 July 2015, in force from 2016.
  public func isApplicable(to body: Body, in year: Int) -> Bool {
    guard kinds.contains(body.kind) else { return false }
    switch applicability {
    case .everyone: return true
    case .since(let first): return year >= first
    case .provincesOnly: return (body.level ?? .province) == .province
    case .localLegislatures: return body.passesRegulations(in: year)
    }
  }
}

extension Body {
  /// Whether the body passes local regulations (or an autonomous county's 单行条例) in a year.
  ///
  /// A body of unknown tier and level may.
  func passesRegulations(in year: Int) -> Bool {
    if let tier {
      switch tier {
      case .province, .autonomousRegion, .municipality, .autonomousPrefecture, .autonomousCounty,
        .subProvincialCity, .provincialCapital, .specialEconomicZoneCity, .largerCity:
        return true
      case .cityWithDistricts: return year >= 2015
      case .countyLevelCity, .district, .county: return false
      }
    }
    switch level {
    // Autonomous counties, and the three autonomous banners of the same standing.
    case .county: return name.hasSuffix("自治县") || name.hasSuffix("自治旗")
    case .province, .prefecture, nil: return true
    }
  }
}
