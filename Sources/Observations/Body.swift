/// A standing committee that gives a work report.
public struct Body: Sendable, Equatable {
  /// Today's name of the place with its suffix, such as 白城市; a district prefixed by its city.
  public var name: String
  /// Congress or consultative conference.
  public var kind: BodyKind
  /// The level of government; not known where absent.
  public var level: Level?
  /// The finer class of peers; not known where absent.
  public var tier: Tier?
  /// The province that it lies in; empty where not known.
  public var province: String
  /// The division's code by GB/T 2260; empty where not known.
  public var code: String

  /// Makes a body.
  public init(
    name: String, kind: BodyKind, level: Level? = nil, tier: Tier? = nil, province: String = "",
    code: String = ""
  ) {
    self.name = name
    self.kind = kind
    self.level = level
    self.tier = tier
    self.province = province
    self.code = code
  }

  /// What tells the body from others.
  public var key: BodyKey { BodyKey(name: name, kind: kind) }
}

/// What tells one body from another: the place and the kind.
public struct BodyKey: Sendable, Hashable {
  /// The place's name.
  public var name: String
  /// Congress or consultative conference.
  public var kind: BodyKind

  /// Makes a key.
  public init(name: String, kind: BodyKind) {
    self.name = name
    self.kind = kind
  }
}

/// The two kinds of body.
public enum BodyKind: String, Sendable, CaseIterable {
  /// The standing committee of a people's congress, 人大常委会.
  case npc
  /// The standing committee of a political consultative conference, 政协常委会.
  case cppcc

  /// The kind that a word of a table means, such as `npc` or 人大.
  public init?(word: String) {
    switch word.lowercased() {
    case "npc", "人大", "人大常委会": self = .npc
    case "cppcc", "政协", "政协常委会": self = .cppcc
    default: return nil
    }
  }
}

/// The levels of government that have such bodies.
public enum Level: String, Sendable, CaseIterable {
  case province, prefecture, county

  /// The level that a word of a table means, such as `prefecture` or 地级.
  public init?(word: String) {
    switch word.lowercased() {
    case "province", "省级": self = .province
    case "prefecture", "地级", "市级", "设区的市级": self = .prefecture
    case "county", "县级": self = .county
    default: return nil
    }
  }
}

/// The finer classes of peers, from provinces to counties.
public enum Tier: String, Sendable, CaseIterable {
  case province = "省"
  case autonomousRegion = "自治区"
  case municipality = "直辖市"
  case subProvincialCity = "副省级市"
  case provincialCapital = "省会"
  case specialEconomicZoneCity = "经济特区市"
  case largerCity = "较大的市"
  case cityWithDistricts = "设区的市"
  case autonomousPrefecture = "自治州"
  case autonomousCounty = "自治县"
  case countyLevelCity = "县级市"
  case district = "市辖区"
  case county = "县"

  /// The level at which the tier stands.
  public var level: Level {
    switch self {
    case .province, .autonomousRegion, .municipality: .province
    case .subProvincialCity, .provincialCapital, .specialEconomicZoneCity, .largerCity,
      .cityWithDistricts, .autonomousPrefecture:
      .prefecture
    case .autonomousCounty, .countyLevelCity, .district, .county: .county
    }
  }
}
