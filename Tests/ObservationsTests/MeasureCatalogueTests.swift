import FoundationEssentials
import Observations
import Testing

/// The list of measures that the catalogue is written from, where the working copy has it beside it.
private let listPath = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "shared/data/measures.csv").path

@Suite struct MeasureCatalogueTests {
  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: listPath),
      "../shared/data/measures.csv is not beside this working copy"))
  func `the catalogue says what the list of measures says`() throws {
    let text = String(
      decoding: try Data(contentsOf: URL(filePath: listPath)), as: UTF8.self)
    let rows = text.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(rows.count == MeasureCatalogue.measures.count)
    for (row, measure) in zip(rows, MeasureCatalogue.measures) {
      #expect(
        row == [
          measure.id, measure.name.chinese, measure.name.english,
          measure.kinds.map(\.rawValue).joined(separator: "|"), measure.nature.rawValue,
          measure.unit, measure.aliases.joined(separator: "|"),
        ])
    }
  }

  @Test func `no two measures share an identifier, a name or an alias`() {
    let names = MeasureCatalogue.measures.flatMap { Array(Set($0.names)) }
    #expect(names.count > 150)
    #expect(Set(names).count == names.count)
  }

  @Test(arguments: MeasureCatalogue.measures)
  func `every name of a measure leads to it`(measure: Measure) {
    for name in measure.names {
      #expect(MeasureCatalogue.identifier(named: name) == measure.id)
    }
    #expect(MeasureCatalogue.measure(measure.id) == measure)
    #expect(measure.isCatalogued)
  }

  @Test func `a word that is nearly a name is none`() {
    #expect(MeasureCatalogue.identifier(named: "Laws_Passed") == nil)
    #expect(MeasureCatalogue.identifier(named: "听取审议专项工作报") == nil)
    #expect(MeasureCatalogue.identifier(named: "") == nil)
    #expect(MeasureCatalogue.measure("执法检查") == nil)
  }

  /// Counting rules §4a; every measure that is not named here counts one thing, its own identifier.
  static let severalClasses: [String: [String]] = {
    var classes = [
      "law_inspections": ["inspections", "laws"],
      "reports_heard": ["special_reports", "all_reports", "budget_reports"],
      "appointments": ["appointments"],
      "oaths": ["ceremonies", "persons"],
      "petitions": ["letters_and_visits", "persons"],
    ]
    for id in ["surveys", "legislative_surveys", "visits"] {
      classes[id] = ["topics", "occasions"]
    }
    for id in ["work_evaluations", "satisfaction_votes"] {
      classes[id] = ["topics", "occasions", "departments"]
    }
    for id in ["passed", "enacted", "amended", "repealed", "approved", "deliberated"] {
      classes["laws_\(id)"] = ["regulations", "bills", "amendments"]
    }
    for id in [
      "deputies", "deputies_observing", "deputies_in_oversight", "deputies_trained",
      "members_trained",
    ] { classes[id] = ["persons", "person_times"] }
    return classes
  }()

  @Test(arguments: MeasureCatalogue.measures)
  func `a measure has the classes of the counting rules`(measure: Measure) {
    #expect(measure.classes == Self.severalClasses[measure.id] ?? [measure.id])
  }

  @Test func `regulations passed are the set of their three leaves`() {
    let set = MeasureSet(["laws_passed"])
    #expect(set.ids == ["laws_amended", "laws_enacted", "laws_repealed"])
    #expect(set.isLawsPassed)
    #expect(set.description == "laws_amended+laws_enacted+laws_repealed")
    #expect(!MeasureSet(["laws_amended", "laws_enacted"]).isLawsPassed)
    #expect(MeasureSet(["visits", "surveys", "visits"]).description == "surveys+visits")
  }

  // MARK: - Who can have a measure

  @Test(arguments: Tier.allCases)
  func `before 2015 only the older legislatures pass regulations`(tier: Tier) throws {
    let laws = try #require(MeasureCatalogue.measure("laws_enacted"))
    let body = Body(name: "某地", kind: .npc, level: tier.level, tier: tier)
    let always: [Tier] = [
      .province, .autonomousRegion, .municipality, .subProvincialCity, .provincialCapital,
      .specialEconomicZoneCity, .largerCity, .autonomousPrefecture, .autonomousCounty,
    ]
    let never: [Tier] = [.countyLevelCity, .district, .county]
    #expect(laws.isApplicable(to: body, in: 2014) == always.contains(tier))
    #expect(laws.isApplicable(to: body, in: 2015) == !never.contains(tier))
    #expect(laws.isApplicable(to: body, in: 2022) == !never.contains(tier))
  }

  @Test(arguments: Level.allCases)
  func `provinces alone approve the regulations of lower bodies`(level: Level) throws {
    let approved = try #require(MeasureCatalogue.measure("laws_approved"))
    let body = Body(name: "某地", kind: .npc, level: level)
    #expect(approved.isApplicable(to: body, in: 2022) == (level == .province))
  }

  @Test func `a county of unknown tier passes regulations if its name says it is autonomous`()
    throws
  {
    let laws = try #require(MeasureCatalogue.measure("laws_passed"))
    for (name, isApplicable) in [
      ("前郭尔罗斯蒙古族自治县", true), ("鄂伦春自治旗", true), ("乌审旗", false), ("正定县", false), ("济南市济阳区", false),
    ] {
      let body = Body(name: name, kind: .npc, level: .county)
      #expect(laws.isApplicable(to: body, in: 2022) == isApplicable, "\(name)")
    }
  }

  @Test func `what is not known of a body is not held against it`() throws {
    let body = Body(name: "某地", kind: .npc)
    for id in ["laws_passed", "laws_approved"] {
      #expect(try #require(MeasureCatalogue.measure(id)).isApplicable(to: body, in: 2000))
    }
  }

  @Test func `a kind of body has its own measures, and oaths begin in 2016`() throws {
    let congress = Body(name: "某市", kind: .npc, level: .prefecture, tier: .cityWithDistricts)
    let conference = Body(name: "某市", kind: .cppcc, level: .prefecture, tier: .cityWithDistricts)
    func applies(_ id: String, _ body: Body, _ year: Int = 2022) throws -> Bool {
      try #require(MeasureCatalogue.measure(id)).isApplicable(to: body, in: year)
    }
    #expect(try !applies("laws_passed", conference))
    #expect(try !applies("proposals_filed", congress))
    #expect(try applies("proposals_filed", conference))
    #expect(try applies("visits", congress))
    #expect(try applies("visits", conference))
    #expect(try !applies("oaths", congress, 2015))
    #expect(try applies("oaths", congress, 2016))
  }

  @Test func `a measure of the user's own is anybody's`() {
    let own = Measure(own: "网站文章数")
    #expect(own.classes == ["网站文章数"])
    #expect(!own.isCatalogued)
    #expect(own.isApplicable(to: Body(name: "某县", kind: .cppcc, level: .county), in: 1990))
  }

  @Test(arguments: Tier.allCases)
  func `a tier's word is the rules' word and stands at one level`(tier: Tier) {
    #expect(Tier(rawValue: tier.rawValue) == tier)
    let provinces: [Tier] = [.province, .autonomousRegion, .municipality]
    let counties: [Tier] = [.autonomousCounty, .countyLevelCity, .district, .county]
    #expect(
      tier.level
        == (provinces.contains(tier) ? .province : counties.contains(tier) ? .county : .prefecture))
  }
}
