import Diagnostics
import Metrics
import Observations
import Testing

@Suite struct DenominatorTests {
  /// One body of each name with figures of 2022, and quantities.
  private func data(_ facts: [String: [Fact]], _ references: String = "") async throws -> DataSet {
    let names = facts.keys.sorted()
    return try await packageData([
      "datapackage.json": "{\"resources\": []}",
      "bodies.csv": "body,kind,level,tier,province,code\n"
        + names.map { "\($0),npc,,\($0.hasSuffix("区") ? "市辖区" : "设区的市"),,\n" }.joined(),
      "observations.csv":
        "report,body,kind,report_year,measures,value,bound,unit,counts,from,to,role,status,source\n"
        + names.flatMap { name in
          (facts[name] ?? []).map { fact in
            var fact = fact
            fact.report = "\(name)报告"
            return fact.row(name, .npc, 2022) + "\n"
          }
        }.joined(),
      "reference.csv": "body,quantity,year,value,unit,source\n\(references)",
    ])
  }

  private func table(
    _ id: String, per denominator: Denominator, counts: MeasureTable.ClassChoice = .commonest,
    _ data: DataSet, terms: Selection.Terms = .exclude
  ) -> MeasureTable {
    MeasureTable(
      MeasureSet([id]), counts: counts, per: denominator, rows: data.bodyYears, terms: terms,
      in: data)
  }

  private func expectEnds(
    _ cell: Cell?, _ value: Double?, _ low: Double?, _ high: Double?,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(cell?.value == value, sourceLocation: sourceLocation)
    #expect(cell?.low == low, sourceLocation: sourceLocation)
    #expect(cell?.high == high, sourceLocation: sourceLocation)
  }

  // MARK: - Words

  @Test func `a word leads to its denominator`() async throws {
    let data = try await tableData("地区,年份,常住人口,本级代表,视察,公里\n甲市,2022,1,1,1,2.5\n")
    for (word, denominator) in [
      ("none", Denominator.none), ("million_residents", .millionResidents),
      ("百万人", .millionResidents),
      ("share", .share), ("占比", .share), ("residents", .quantity("residents")),
      ("常住人口", .quantity("residents")), ("deputies", .quantity("deputies")),
      ("本级代表", .quantity("deputies")), ("visits", .measure("visits")), ("视察", .measure("visits")),
      ("公里", .measure("公里")), ("laws_passed", .measure("laws_passed")),
      // Known quantities that these data lack.
      ("gdp", .quantity("gdp")), ("地区生产总值", .quantity("gdp")),
      ("县级行政区划数", .quantity("county_divisions")),
    ] {
      let found = Denominator.named(word, in: data)
      #expect(found.denominator == denominator, "\(word)")
      #expect(found.nearest == nil)
    }
    for (word, nearest) in [
      ("resident", "residents"), ("million_resident", "million_residents"), ("visit", "visits"),
      ("shar", "share"), ("天气预报", nil),
    ] {
      let found = Denominator.named(word, in: data)
      #expect(found.denominator == nil, "\(word)")
      #expect(found.nearest == nearest, "\(word)")
    }
  }

  @Test func `where no quantity is given, deputies are the measure`() async throws {
    let data = try await data(["甲市": [Fact("deputies", "542")]])
    #expect(Denominator.named("deputies", in: data).denominator == .measure("deputies"))
  }

  @Test(arguments: [
    (Denominator.none, "none"), (.millionResidents, "million_residents"), (.share, "share"),
    (.quantity("gdp"), "gdp"), (.measure("visits"), "visits"),
  ])
  func `a denominator is described by its word`(denominator: Denominator, word: String) {
    #expect(denominator.description == word)
  }

  // MARK: - Quantities

  @Test func `the nearest year divides, the earlier one on a tie, and is shown`() async throws {
    let data = try await data(
      [
        "甲市": [Fact("suggestions", "300")], "乙市": [Fact("suggestions", "300")],
        "丙市": [Fact("suggestions", "300")],
      ],
      """
      甲市,residents,2010,2000000,人,普查
      甲市,residents,2020,3000000,人,七普
      乙市,residents,2023,1000000,人,后年
      乙市,residents,2021,4000000,人,前年
      丙市,residents,2030,5000000,人,
      丙市,gdp,2022,1,亿元,

      """)
    let table = table("suggestions", per: .millionResidents, data)
    // In the data's order, 丙 乙 甲 by name: 300 / 5, 300 / 4 (2021 and 2023 are equally near), 300 / 3.
    #expect(table.rows.map(\.body.name) == ["丙市", "乙市", "甲市"])
    #expect(table.rows.map(\.cell.value) == [60, 75, 100])
    #expect(table.rows.map(\.cell.denominatorYear) == [2030, 2021, 2020])
    #expect(
      table.rows.map(\.cell.low) == [60, 75, 100] && table.rows.map(\.cell.high) == [60, 75, 100])
    #expect(table.rows[1].cell.sources.last == "前年")
    #expect(table.rows.map(\.cell.state) == [.stated, .stated, .stated])
    #expect(table.findings() == [])
    let single = self.table("suggestions", per: .quantity("residents"), data)
    #expect(single.rows[2].cell.value == 300.0 / 3_000_000)
    #expect(single.denominator == .quantity("residents"))
  }

  @Test func `what cannot be divided is not stated, and the bodies are named`() async throws {
    let data = try await data(
      [
        "甲市": [Fact("suggestions", "300")], "乙市": [Fact("suggestions", "300")],
        "丙市": [Fact("suggestions", "300")], "丁区": [], "戊市": [Fact("surveys+suggestions", "9")],
      ], "甲市,county_divisions,2022,3,,\n乙市,county_divisions,2022,0,,\n")
    let table = table("suggestions", per: .quantity("county_divisions"), data)
    let cells = Dictionary(uniqueKeysWithValues: table.rows.map { ($0.body.name, $0.cell) })
    #expect(cells["甲市"]?.value == 100)
    for name in ["乙市", "丙市", "戊市"] {
      #expect(cells[name]?.state == .notStated, "\(name)")
      #expect(cells[name]?.value == nil && cells[name]?.low == nil && cells[name]?.high == nil)
    }
    // 丁区 states nothing that could be divided.
    // A 0 is told apart from what the data lack; 丙 4E19 and 戊 620A in the order of code points.
    #expect(
      table.findings() == [
        "warning: county_divisions is 0, which divides nothing: 乙市 (reference.csv:3): correct the data "
          + "or change per", "warning: 丙市, 戊市: no county_divisions to divide by",
      ])
    #expect(
      table.findings(in: .chinese) == [
        "warning: county_divisions 为 0，不能作除数：乙市（reference.csv:3）；请核对数据，或改 per",
        "warning: 丙市、戊市没有 county_divisions，无法相除",
      ])
    #expect(table.diagnostics[0].place == Place("package/reference.csv", line: 3))
  }

  @Test func `a denominator that is 0 for all is an error that says where each 0 stands`()
    async throws
  {
    let plain = try await tableData(
      "body,year,suggestions,residents,visits\n甲市,2022,5,0,0\n乙市,2022,7,0,0\n丙市,2022,,,\n")
    for (denominator, name) in [
      (Denominator.millionResidents, "residents"), (.quantity("residents"), "residents"),
      (.measure("visits"), "visits"),
    ] {
      let table = table("suggestions", per: denominator, plain)
      #expect(
        table.diagnostics.first?.line(in: .english)
          == "counts.csv:2: error: every body has 0 \(name), which divides nothing: 甲市 "
          + "(counts.csv:2), 乙市 (counts.csv:3): correct the data or change per")
      #expect(
        table.diagnostics.first?.line(in: .chinese)
          == "counts.csv:2: error: 所有机构的 \(name) 都是 0，不能作除数：甲市（counts.csv:2）、"
          + "乙市（counts.csv:3）；请核对数据，或改 per")
    }
    let nothing = try await tableData("body,year,suggestions\n甲市,2022,0\n乙市,2022,0\n")
    #expect(
      table("suggestions", per: .share, nothing).findings() == [
        "error: 甲市, 乙市: the total is 0, which has no shares"
      ])
    // One body that lacks the quantity could still be divided, were it known.
    let mixed = try await tableData("body,year,suggestions,residents\n甲市,2022,5,0\n乙市,2022,7,\n")
    #expect(
      table("suggestions", per: .millionResidents, mixed).diagnostics.allSatisfy {
        $0.severity == .warning
      })
  }

  @Test func `a body that cannot have a measure keeps its state`() async throws {
    let data = try await data(
      ["甲区": [Fact("visits", "1")], "乙市": [Fact("laws_passed", "4")]],
      "乙市,residents,2022,2000000,,\n")
    for denominator in [Denominator.millionResidents, .share, .measure("visits")] {
      let cells = table("laws_passed", per: denominator, data).rows.map(\.cell)
      #expect(cells[1].state == .notApplicable, "\(denominator)")
    }
  }

  @Test func `an interval is divided at both ends`() async throws {
    let data = try await data(
      [
        "甲市": [Fact("suggestions", "50", bound: "about")],
        "乙市": [Fact("suggestions", "50", bound: "at_least")],
        "丙市": [Fact("motions+suggestions", "40")],
      ], "甲市,residents,2022,5000000,,\n乙市,residents,2022,5000000,,\n丙市,residents,2022,5000000,,\n")
    let cells = Dictionary(
      uniqueKeysWithValues: table("suggestions", per: .millionResidents, data).rows.map {
        ($0.body.name, $0.cell)
      })
    // About 50 is 45 to 55: by 5 million 9 to 11.
    expectEnds(cells["甲市"], 10, 9, 11)
    #expect(cells["甲市"]?.bound == .about)
    expectEnds(cells["乙市"], 10, 10, nil)
    #expect(cells["乙市"]?.bound == .atLeast)
    // 0 to 40 by 5.
    expectEnds(cells["丙市"], nil, 0, 8)
    #expect(cells["丙市"]?.state == .bounded)
  }

  // MARK: - Measures

  @Test func `a measure divides, and an interval by the opposite ends`() async throws {
    let data = try await data([
      "甲市": [Fact("suggestions", "300"), Fact("deputies", "100")],
      "乙市": [Fact("suggestions", "300"), Fact("deputies", "50", bound: "about")],
      "丙市": [Fact("suggestions", "300"), Fact("deputies", "50", bound: "at_least")],
      "丁市": [Fact("suggestions", "300", bound: "about"), Fact("deputies", "50", bound: "about")],
      "戊市": [Fact("suggestions", "300", bound: "at_least"), Fact("deputies", "100")],
      "己市": [Fact("suggestions", "300"), Fact("deputies", "0")],
      "庚市": [Fact("suggestions", "300")],
      "辛市": [Fact("suggestions", "300"), Fact("deputies+motions", "50")],
    ])
    let table = table("suggestions", per: .measure("deputies"), data)
    let cells = Dictionary(uniqueKeysWithValues: table.rows.map { ($0.body.name, $0.cell) })
    expectEnds(cells["甲市"], 3, 3, 3)
    #expect(cells["甲市"]?.bound == .exact)
    #expect(cells["甲市"]?.observations.count == 2)
    // 300 by 45 to 55.
    expectEnds(cells["乙市"], 6, 300.0 / 55, 300.0 / 45)
    #expect(cells["乙市"]?.bound == .about)
    // By at least 50: at most 6, and any less.
    expectEnds(cells["丙市"], 6, 0, 6)
    #expect(cells["丙市"]?.bound == .about)
    // 250 to 350 by 45 to 55.
    expectEnds(cells["丁市"], 6, 250.0 / 55, 350.0 / 45)
    expectEnds(cells["戊市"], 3, 3, nil)
    #expect(cells["戊市"]?.bound == .atLeast)
    for name in ["己市", "庚市", "辛市"] { #expect(cells[name]?.state == .notStated, "\(name)") }
    let line = try #require(
      data.observations.first { $0.body.name == "己市" && $0.measures.ids == ["deputies"] }?.line)
    #expect(
      table.findings().first
        == "warning: deputies is 0, which divides nothing: 己市 (observations.csv:\(line)): correct the "
        + "data or change per")
    let lacking = try #require(table.findings().last)
    #expect(lacking.hasSuffix(": no deputies to divide by"))
    for name in ["庚市", "辛市"] { #expect(lacking.contains(name)) }
    for name in ["甲市", "己市"] { #expect(!lacking.contains(name)) }
  }

  @Test func `a divisor of another class than the commonest divides nothing`() async throws {
    let data = try await data([
      "甲市": [Fact("suggestions", "300"), Fact("deputies", "100", counts: "persons")],
      "乙市": [Fact("suggestions", "300"), Fact("deputies", "100", counts: "persons")],
      "丙市": [Fact("suggestions", "300"), Fact("deputies", "100", counts: "person_times")],
    ])
    let cells = table("suggestions", per: .measure("deputies"), data).rows
    #expect(cells.map { $0.cell.value == nil } == cells.map { $0.body.name == "丙市" })
  }

  @Test func `a negative value of one's own keeps its ends in order`() async throws {
    let data = try await data([
      "甲市": [Fact("增减", "-100"), Fact("deputies", "50", bound: "about")]
    ])
    let cell = table("增减", per: .measure("deputies"), data).rows[0].cell
    // −100 by 45 to 55.
    expectEnds(cell, -2, -100.0 / 45, -100.0 / 55)
  }

  @Test func `an average of a term is divided as it is`() async throws {
    let data = try await data(
      ["甲市": [Fact("suggestions", "500", from: 2018)]], "甲市,residents,2022,2000000,,\n")
    let cell = table("suggestions", per: .millionResidents, data, terms: .average).rows[0].cell
    // 500 / 5 years / 2 million.
    #expect(cell.value == 50)
    #expect(cell.averagedYears == 5)
  }

  // MARK: - Shares

  @Test(arguments: 1...8)
  func `shares sum to 1 and keep the order`(seed: Int) async throws {
    var generator = SetAlgebraTests.SplitMix64(state: UInt64(seed))
    let names = ["甲市", "乙市", "丙市", "丁市", "戊市", "己市"]
    let values = names.map { _ in Int.random(in: 0...999, using: &generator) }
    let data = try await data(
      Dictionary(
        uniqueKeysWithValues: zip(names, values).map { ($0, [Fact("suggestions", "\($1)")]) }))
    let counts = table("suggestions", per: .none, data).rows.compactMap(\.cell.value)
    let shares = table("suggestions", per: .share, data).rows.compactMap(\.cell.value)
    #expect(shares.count == names.count)
    #expect(abs(shares.reduce(0, +) - 1) <= 1e-12)
    for a in shares.indices {
      for b in shares.indices { #expect((counts[a] < counts[b]) == (shares[a] < shares[b])) }
    }
  }

  @Test func `a share is of the same kind, level and year, and of what is known`() async throws {
    let data = try await tableData(
      """
      地区,类型,年份,层级,视察
      甲市,npc,2022,地级,30
      乙市,npc,2022,地级,10
      丙市,npc,2022,地级,
      甲市,cppcc,2022,地级,5
      丁县,npc,2022,县级,7
      甲市,npc,2021,地级,9

      """)
    let table = table("visits", per: .share, data)
    // 30 and 10 of 40; the others are alone among their like.
    #expect(table.rows.map(\.cell.value) == [0.75, 0.25, nil, 1, 1, 1])
    #expect(table.rows[2].cell.state == .notStated)
    #expect(table.findings() == [])
  }

  @Test func `a share of nothing is not stated, and the bodies are named`() async throws {
    let data = try await data(["甲市": [Fact("visits", "0")]])
    let table = table("visits", per: .share, data)
    #expect(table.rows[0].cell.state == .notStated)
    #expect(table.findings() == ["error: 甲市: the total is 0, which has no shares"])
    #expect(table.findings(in: .chinese) == ["error: 甲市合计为 0，没有占比"])
  }

  @Test func `a share is as uncertain as the total`() async throws {
    let data = try await data([
      "甲市": [Fact("visits", "30")], "乙市": [Fact("visits", "50", bound: "about")],
    ])
    let cells = Dictionary(
      uniqueKeysWithValues: table("visits", per: .share, data).rows.map { ($0.body.name, $0.cell) })
    // 30 of 30 + 45…55; 45…55 of themselves + 30.
    expectEnds(cells["甲市"], 30.0 / 80, 30.0 / 85, 30.0 / 75)
    expectEnds(cells["乙市"], 50.0 / 80, 45.0 / 75, 55.0 / 85)
    #expect(cells["甲市"]?.bound == .about)
    let open = try await self.data([
      "甲市": [Fact("visits", "30")], "乙市": [Fact("visits", "50", bound: "at_least")],
    ])
    let others = Dictionary(
      uniqueKeysWithValues: table("visits", per: .share, open).rows.map { ($0.body.name, $0.cell) })
    // Of 30 beside 50 or more; of 50 or more beside 30, up to all.
    expectEnds(others["甲市"], 30.0 / 80, 0, 30.0 / 80)
    expectEnds(others["乙市"], 50.0 / 80, 50.0 / 80, 1)
  }

  // MARK: - Rates per head

  @Test(arguments: [Denominator.millionResidents, .quantity("residents")])
  func `a rate per head of what does not grow with people is warned of`(
    denominator: Denominator
  ) async throws {
    let data = try await data(
      ["甲市": [Fact("laws_passed", "3"), Fact("suggestions", "9"), Fact("reports_heard", "3")]],
      "甲市,residents,2022,1000000,,\n")
    #expect(
      table("laws_passed", per: denominator, data).findings() == [
        "warning: regulations passed do not grow with residents: "
          + "a rate per head mostly tells how many residents there are"
      ])
    #expect(
      table("reports_heard", per: denominator, data).findings(in: .chinese) == [
        "warning: 听取审议专项工作报告并不随人口增减：人均数主要反映人口多少"
      ])
    #expect(table("suggestions", per: denominator, data).findings() == [])
  }

  @Test func `what is divided by something else is not warned of`() async throws {
    let data = try await data(
      ["甲市": [Fact("laws_passed", "3"), Fact("deputies", "9")]], "甲市,gdp,2022,10,,\n")
    for denominator in [Denominator.none, .share, .quantity("gdp"), .measure("deputies")] {
      #expect(table("laws_passed", per: denominator, data).findings() == [], "\(denominator)")
    }
  }
}
