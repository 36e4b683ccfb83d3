import Observations

extension Tier {
  /// The tier of a division, which follows from its code and the suffix of its name.
  ///
  /// A city is in the first class that it meets: 副省级市 even where it is a provincial capital or a
  /// special economic zone, then 省会 (the capital of an autonomous region too), 经济特区市, 较大的市.
  ///
  /// Edge cases: 地区 and 盟, which have no congress, stand with the cities with districts, their
  /// peers at that level, since there is no class of their own; so do 东莞, 中山, 儋州 and 嘉峪关, which
  /// have no districts. 旗, 特区 and 林区 are 县, an 自治旗 is an 自治县.
  ///
  /// - Source: 中编发〔1995〕5号 (副省级市); 国务院 1984, 1988, 1992 and 1993 (较大的市); 立法法 (2015),
  ///   article 72, and the decision that amended it (东莞, 中山, 嘉峪关).
  static func ofDivision(named name: some BidirectionalCollection<Unicode.Scalar>, code: UInt32)
    -> Tier
  {
    let isCity = name.last == "市"
    if code % 10_000 == 0 {
      return isCity ? .municipality : name.last == "省" ? .province : .autonomousRegion
    }
    if code % 100 == 0 {
      if name.last == "州" { return .autonomousPrefecture }
      if subProvincialCities.contains(code) { return .subProvincialCity }
      // The capital of a province or an autonomous region is its first city by code.
      if code % 10_000 == 100 { return .provincialCapital }
      if specialEconomicZones.contains(code) { return .specialEconomicZoneCity }
      return largerCities.contains(code) ? .largerCity : .cityWithDistricts
    }
    if isCity { return .countyLevelCity }
    let beforeSuffix = name.dropLast().last
    if name.last == "区" {
      // 六枝特区; 神农架林区 lies in no city, while 北林区 is a district of one.
      let isCounty = beforeSuffix == "特" || beforeSuffix == "林" && code % 10_000 >= 9000
      return isCounty ? .county : .district
    }
    return beforeSuffix == "治" ? .autonomousCounty : .county
  }

  /// 哈尔滨, 长春, 沈阳, 大连, 南京, 杭州, 宁波, 厦门, 济南, 青岛, 武汉, 广州, 深圳, 成都, 西安.
  private static let subProvincialCities: Set<UInt32> = [
    230100, 220100, 210100, 210200, 320100, 330100, 330200, 350200, 370100, 370200, 420100,
    440100, 440300, 510100, 610100,
  ]

  /// 珠海, 汕头.
  private static let specialEconomicZones: Set<UInt32> = [440400, 440500]

  /// 唐山, 邯郸, 大同, 包头, 鞍山, 抚顺, 本溪, 吉林, 齐齐哈尔, 无锡, 徐州, 苏州, 淮南, 淄博, 洛阳.
  private static let largerCities: Set<UInt32> = [
    130200, 130400, 140200, 150200, 210300, 210400, 210500, 220200, 230200, 320200, 320300,
    320500, 340400, 370300, 410300,
  ]
}
