import Diagnostics
import Metrics
import Observations
import Testing

@Suite struct SelectionTests {
  private static let table = """
    地区,类型,年份,层级,类别,省份,视察
    甲市,npc,2020,,设区的市,东省,1
    甲市,npc,2021,,设区的市,东省,1
    甲市,npc,2022,,设区的市,东省,1
    甲市,cppcc,2022,,设区的市,东省,1
    乙市,npc,2022,,省会,东省,1
    丙市,npc,2021,,设区的市,西省,1
    丙市,npc,2022,,设区的市,西省,
    丁县,npc,2022,,县,西省,1
    戊省,npc,2022,,省,戊省,1
    己市,npc,2022,地级,,东省,1

    """

  private static func selected(_ change: (inout Selection) -> Void) async throws -> [String] {
    let data = try await tableData(Self.table)
    var selection = Selection()
    change(&selection)
    let (rows, problems) = selection.rows(in: data)
    #expect(problems == [])
    return rows.map {
      "\($0.body.name.prefix(1))\($0.body.kind == .npc ? "" : "政")\($0.year % 100)"
    }
  }

  @Test func `everything is selected in the data's order`() async throws {
    let rows = try await Self.selected { _ in }
    #expect(rows == ["甲20", "甲21", "甲22", "甲政22", "乙22", "丙21", "丙22", "丁22", "戊22", "己22"])
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var change: @Sendable (inout Selection) -> Void
    var rows: [String]
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(name: "a kind", change: { $0.kind = .cppcc }, rows: ["甲政22"]),
    Case(
      name: "a level, given or of the tier",
      change: {
        $0.kind = .npc
        $0.levels = [.prefecture]
      }, rows: ["甲20", "甲21", "甲22", "乙22", "丙21", "丙22", "己22"]),
    Case(
      name: "several levels", change: { $0.levels = [.province, .county] }, rows: ["丁22", "戊22"]),
    Case(name: "a tier", change: { $0.tiers = [.provincialCapital] }, rows: ["乙22"]),
    Case(
      name: "a tier and a level that exclude each other leave no tier out of its level",
      change: {
        $0.tiers = [.county, .province]
        $0.levels = [.county]
      }, rows: ["丁22"]),
    Case(name: "a province", change: { $0.provinces = ["西省"] }, rows: ["丙21", "丙22", "丁22"]),
    Case(name: "a year", change: { $0.years = [2021...2021] }, rows: ["甲21", "丙21"]),
    Case(
      name: "years, single and in a range, its ends among them",
      change: {
        $0.bodies = ["甲市"]
        $0.kind = .npc
        $0.years = [2022...2022, 2019...2020]
      }, rows: ["甲20", "甲22"]),
    Case(
      name: "bodies by name, in the data's order", change: { $0.bodies = ["乙市", "甲市"] },
      rows: ["甲20", "甲21", "甲22", "甲政22", "乙22"]),
    Case(
      name: "bodies left out",
      change: {
        $0.excluded = ["甲市", "丁县"]
        $0.years = [2022...2022]
      }, rows: ["乙22", "丙22", "戊22", "己22"]),
    Case(
      name: "a focus and its tier",
      change: {
        $0.focus = "丙市"
        $0.kind = .npc
      }, rows: ["甲20", "甲21", "甲22", "丙21", "丙22"]),
    Case(
      name: "a focus of unknown tier and its level",
      change: {
        $0.focus = "己市"
        $0.kind = .npc
        $0.years = [2022...2022]
      }, rows: ["甲22", "乙22", "丙22", "己22"]),
    Case(
      name: "a focus and its tier within a province",
      change: {
        $0.focus = "丙市"
        $0.provinces = ["西省"]
      }, rows: ["丙21", "丙22"]),
    Case(
      name: "a focus among the bodies of a level that was named",
      change: {
        $0.focus = "丙市"
        $0.levels = [.prefecture]
        $0.years = [2022...2022]
        $0.kind = .npc
      }, rows: ["甲22", "乙22", "丙22", "己22"]),
    Case(
      name: "a focus among bodies that were named",
      change: {
        $0.focus = "丙市"
        $0.bodies = ["丙市", "戊省"]
      }, rows: ["丙21", "丙22", "戊22"]),
  ]

  @Test(arguments: cases)
  func `a selection keeps the bodies and years that it asks for`(test: Case) async throws {
    let rows = try await Self.selected(test.change)
    #expect(rows == test.rows)
  }

  private func problems(
    in language: Language = .english, _ change: (inout Selection) -> Void
  ) async throws -> [String] {
    let data = try await tableData(Self.table)
    var selection = Selection()
    change(&selection)
    let (rows, problems) = selection.rows(in: data)
    #expect(rows.isEmpty)
    return problems.map { $0.line(in: language) }
  }

  @Test func `unknown bodies are named, each with the nearest`() async throws {
    let change: (inout Selection) -> Void = {
      $0.bodies = ["甲布", "甲市", "天津市滨海新区"]
      $0.excluded = ["丁"]
      $0.focus = "乙"
    }
    #expect(
      try await problems(change) == [
        "counts.csv: error: the data has no body “甲布”: is 甲市 meant?",
        "counts.csv: error: the data has no body “天津市滨海新区”: check the name",
        "counts.csv: error: the data has no body “丁”: is 丁县 meant?",
        "counts.csv: error: the data has no body “乙”: is 乙市 meant?",
      ])
    #expect(
      try await problems(in: .chinese, change) == [
        "counts.csv: error: 数据中没有“甲布”：是否应为 甲市？", "counts.csv: error: 数据中没有“天津市滨海新区”：请检查名称",
        "counts.csv: error: 数据中没有“丁”：是否应为 丁县？", "counts.csv: error: 数据中没有“乙”：是否应为 乙市？",
      ])
  }

  @Test func `a body that is there in the other kind only is not there`() async throws {
    let change: (inout Selection) -> Void = {
      $0.kind = .cppcc
      $0.bodies = ["丁县"]
    }
    #expect(
      try await problems(change) == [
        "counts.csv: error: the data has no cppcc body “丁县”: check the name"
      ])
    #expect(
      try await problems(in: .chinese, change) == ["counts.csv: error: 数据中没有政协“丁县”：请检查名称"])
  }

  @Test func `an empty selection says what it lacks`() async throws {
    #expect(
      try await problems { $0.tiers = [.municipality] } == [
        "counts.csv: error: no body is selected: widen the conditions of kind, level, tier or province"
      ])
    #expect(
      try await problems(in: .chinese) { $0.provinces = ["南省"] } == [
        "counts.csv: error: 没有选中任何机构：请放宽类型、层级、类别或省份的条件"
      ])
    #expect(
      try await problems {
        $0.bodies = ["甲市"]
        $0.years = [2010...2019, 2023...2023]
      } == [
        "counts.csv: error: the selected bodies have no report for these years: "
          + "the data has 2020, 2021, 2022"
      ])
    #expect(
      try await problems(in: .chinese) {
        $0.bodies = ["丙市"]
        $0.years = [2010...2019]
      } == ["counts.csv: error: 所选机构没有这些年份的报告：数据中有 2021、2022"])
    #expect(
      try await problems { $0.bodies = [] } == [
        "counts.csv: error: no body is selected: widen the conditions of kind, level, tier or province"
      ])
  }

  @Test func `a row that was not asked for has no cell, one that was has its own`() async throws {
    let data = try await tableData(Self.table)
    var selection = Selection()
    selection.years = [2022...2022]
    selection.tiers = [.cityWithDistricts]
    let table = MeasureTable(
      MeasureSet(["visits"]), rows: selection.rows(in: data).rows, in: data)
    #expect(table.rows.map(\.body.name) == ["甲市", "甲市", "丙市"])
    #expect(table.rows.map(\.body.kind) == [.npc, .cppcc, .npc])
    #expect(table.rows.map(\.cell.state) == [.stated, .stated, .notStated])
    #expect(table.rows.map(\.year) == [2022, 2022, 2022])
  }

  @Test(arguments: Selection.Terms.allCases)
  func `what becomes of terms has the study's word`(terms: Selection.Terms) {
    #expect(["exclude", "average"].contains(terms.rawValue))
    #expect(Selection.Terms(rawValue: terms.rawValue) == terms)
  }
}
