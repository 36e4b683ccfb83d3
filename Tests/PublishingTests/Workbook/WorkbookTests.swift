import Diagnostics
import Foundation
import Metrics
import Observations
import Testing

@testable import Publishing

/// The workbook of a study, read back.
private func workbook(
  _ yaml: String = good, counts: String = table, language: Language = .chinese,
  verification: VerificationSheet? = nil,
  figures: [(id: String, title: String, alternativeText: String, png: [UInt8])] = [],
  changing change: (inout DataSet) -> Void = { _ in }
) async throws -> WorkbookReading {
  try await withStudy(yaml, counts: counts) { path in
    let study = try Study(reading: path)
    var data = try await DataSet.load(study.data)
    change(&data)
    let run = try await StudyRun(study, data: data)
    return try WorkbookReading(
      try run.workbook(language: language, verification: verification, figures: figures))
  }
}

/// Two bodies over three years, of which one year has nobody and one body a year without a figure.
private let years = """
  data: counts.csv
  select: {years: [2020-2022]}
  focus: 乙市
  indicators:
    - {id: laws, measures: [laws_passed], direction: higher}
  outputs:
    - {chart: line, of: laws, id: lines, formats: [png]}

  """

private let yearsTable = """
  body,year,level,tier,province,laws_passed,source
  甲市,2020,prefecture,设区的市,某省,5,甲市报告
  乙市,2020,prefecture,设区的市,某省,7,乙市报告
  甲市,2022,prefecture,设区的市,某省,9,甲市报告
  乙市,2022,prefecture,设区的市,某省,,乙市报告
  """

@Suite struct WorkbookTests {
  @Test func `the sheets are named in the language of the workbook`() async throws {
    let chinese = try await workbook()
    #expect(chinese.names == ["位次", "得分", "指标", "数字与出处", "载明率", "说明"])
    let english = try await workbook(language: .english)
    #expect(
      english.names
        == ["Ranking", "Scores", "Indicators", "Figures and sources", "Reporting rate", "Notes"])
  }

  @Test func `the same study gives the same bytes, without a clock or a name in them`()
    async throws
  {
    try await withStudy(good) { path in
      let study = try Study(reading: path)
      let first = try await StudyRun(study).workbook()
      let second = try await StudyRun(study).workbook()
      #expect(first == second)
      let reading = try WorkbookReading(first)
      let core = try #require(reading.parts["docProps/core.xml"])
      #expect(core.contains("<dcterms:created xsi:type=\"dcterms:W3CDTF\">1980-01-01T00:00:00Z<"))
      #expect(core.contains("<dc:creator></dc:creator>"))
      #expect(core.contains("<dc:title>工作报告载明数比较</dc:title>"))
    }
  }

  @Test func `scores are those of scores.csv, and what has no score is a dash`() async throws {
    try await withStudy(good) { path in
      let run = try await StudyRun(Study(reading: path))
      let reading = try WorkbookReading(try run.workbook())
      let lines = String(decoding: run.scoreFiles()[0].bytes, as: UTF8.self).split(separator: "\n")
        .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
      let cells = reading.cells("得分")
      // laws, reports, people, a, index, index_low, index_high, rank, coverage; the sheet has no kind and
      // year where there is one only.
      #expect(
        lines[0][3...] == [
          "laws", "reports", "people", "a", "index", "index_low", "index_high", "rank", "coverage",
        ])
      for (place, line) in lines.dropFirst().enumerated() {
        #expect(cells["A\(place + 4)"] == line[0])
        for (column, value) in line[3...].enumerated() {
          let cell = "\(WorkbookSheet.letters(ofColumn: column + 1))\(place + 4)"
          guard let expected = Double(value) else {
            #expect(cells[cell] == "—", "\(cell)")
            continue
          }
          let stored = try #require(cells[cell].flatMap(Double.init), "\(cell)")
          #expect(abs(stored - expected) <= 1e-15 * abs(expected), "\(cell)")
        }
      }
      #expect(reading.format("得分", "B4") == "0.00")
    }
  }

  @Test func `numbers keep sixteen digits`() async throws {
    let reading = try await workbook(
      """
      data: counts.csv
      select: {level: [prefecture], years: [2022]}
      indicators:
        - {id: reports, measures: [reports_heard], direction: higher}

      """,
      counts: table.split(separator: "\n").map { $0.replacing(",8,80", with: ",9,80") }
        .joined(separator: "\n"))
    // 10 between 9 and 12: a third of the way.
    let stored = try #require(reading.cells("得分")["B4"].flatMap(Double.init))
    #expect(abs(stored - 100.0 / 3) < 1e-14)
  }

  @Test func `headings stay in sight, are filtered by and are printed on every page`() async throws
  {
    let reading = try await workbook()
    let ranking = reading.xml("位次")
    #expect(ranking.contains("<pane xSplit=\"2\" ySplit=\"3\" topLeftCell=\"C4\""))
    #expect(ranking.contains("<autoFilter ref=\"A3:G7\"/>"))
    let book = try #require(reading.parts["xl/workbook.xml"])
    for name in reading.names.dropLast() {
      #expect(book.contains("name=\"_xlnm.Print_Titles\""))
      #expect(book.contains(">'\(name)'!$3:$3<") || book.contains(">\(name)!$3:$3<"), "\(name)")
      #expect(reading.xml(name).contains("<autoFilter"), "\(name)")
      #expect(reading.xml(name).contains("fitToPage=\"1\""), "\(name)")
    }
  }

  @Test func `a score leads to the figures of its body and indicator`() async throws {
    let reading = try await workbook()
    let links = reading.links("得分")
    let sources = reading.cells("数字与出处")
    // 乙市 stands in row 5; its reports in column C.
    let target = try #require(links["C5"])
    #expect(target.hasPrefix("'数字与出处'!A"))
    let row = try #require(target.split(separator: "A").last)
    #expect(sources["A\(row)"] == "乙市")
    #expect(sources["C\(row)"] == "听取审议专项工作报告")
    #expect(sources["D\(row)"] == "10")
    // 丁市 states no laws: no score, nothing to lead to.
    #expect(links["B7"] == nil)
    #expect(reading.cells("得分")["B7"] == "—")
  }

  @Test func `text is no formula, whatever it begins with`() async throws {
    let names = ["=1+1市", "+甲市", "-乙市", "@丙市"]
    let rows = names.enumerated().map { "\($0.element),2022,prefecture,,\($0.offset + 1)" }
    let reading = try await workbook(
      """
      data: counts.csv
      select: {years: [2022]}
      title: "=HYPERLINK(1)"
      indicators:
        - {id: laws, measures: [laws_passed], direction: higher}

      """,
      counts: (["body,year,level,province,laws_passed"] + rows).joined(separator: "\n") + "\n")
    let cells = reading.cells("位次")
    #expect(cells["A1"] == "=HYPERLINK(1)")
    #expect((4...7).map { cells["B\($0)"] ?? "" } == ["@丙市", "-乙市", "+甲市", "=1+1市"])
    for name in reading.names { #expect(!reading.xml(name).contains("<f>"), "\(name)") }
  }

  @Test func `ranked bodies come first, then those without a rank with what they lack`()
    async throws
  {
    let reading = try await workbook()
    let cells = reading.cells("位次")
    #expect(cells["A3"] == "位次")
    #expect((4...7).map { cells["B\($0)"] ?? "" } == ["丙市", "乙市", "甲市", "丁市"])
    #expect((4...7).map { cells["A\($0)"] ?? "" } == ["1", "2", "3", "—"])
    #expect(cells["C4"] == "75")
    #expect(cells["C7"] == "0.0～25.0")
    #expect(cells.values.contains("缺通过地方性法规"))
    // The words below are those of every output.
    #expect(cells.values.contains("注：数字为工作报告载明数，只说明报告写明了多少，不说明工作质量。"))
    #expect(cells.values.contains("所选4个机构中3个列位次。"))
  }

  @Test func `only ranked rows have bars, none of which is red`() async throws {
    let reading = try await workbook()
    let xml = reading.xml("位次")
    #expect(xml.contains("<conditionalFormatting sqref=\"C4:C6\"><cfRule type=\"dataBar\""))
    #expect(xml.contains("negativeBarColorSameAsPositive=\"1\""))
    #expect(!xml.contains("FFFF0000"))
    #expect(!reading.xml("得分").contains("FFFF0000"))
    #expect(reading.xml("得分").contains("type=\"colorScale\""))
    #expect(reading.xml("载明率").contains("type=\"dataBar\""))
  }

  @Test func `a ranking has a chart of its cells with the first rank on top`() async throws {
    let reading = try await workbook(good + "focus: 乙市\n")
    let chart = try #require(reading.parts["xl/charts/chart1.xml"])
    #expect(chart.contains("<c:f>位次!$B$4:$B$6</c:f>") || chart.contains("'位次'!$B$4:$B$6"))
    #expect(chart.contains("'位次'!$C$4:$C$6") || chart.contains("位次!$C$4:$C$6"))
    let axis = try #require(chart.firstMatch(of: /<c:catAx>.*?<\/c:catAx>/)?.output)
    #expect(axis.contains("<c:orientation val=\"maxMin\"/>"))
    #expect(chart.contains("<c:showVal val=\"1\"/>"))
    // 乙市 is the second.
    #expect(
      chart.contains(
        "<c:dPt><c:idx val=\"1\"/><c:spPr><a:solidFill><a:srgbClr val=\"0B4F8A\"/>"))
    #expect(reading.parts["xl/drawings/drawing1.xml"]?.contains("descr=\"条形图，") == true)
  }

  @Test func `every table of the study has a sheet of its own, but for the index itself`()
    async throws
  {
    let outputs = """
        - {table: ranking, of: reports, formats: [csv]}
        - {table: ranking, of: a, formats: [csv]}
        - {table: ranking, of: index, id: others, anonymise: true, formats: [csv]}

      """
    let reading = try await workbook(good + outputs)
    #expect(
      reading.names.prefix(4) == ["位次", "位次 听取审议专项工作报告", "位次 a", "位次 得分"])
    let cells = reading.cells("位次 听取审议专项工作报告")
    #expect((4...7).map { cells["A\($0)"] ?? "" } == ["1", "2", "2", "4"])
    #expect(cells["C4"] == "12")
    let withheld = reading.cells("位次 得分")
    // The first is 丙市; in the order of ranks it goes as 甲市.
    #expect(withheld["B5"] == "甲市")
    #expect(withheld.values.contains("本表隐去机构名称；其他工作表列有原名，对外提供前请删去。"))
  }

  @Test func `values keep their marks as number formats, and what is not stated is a dash`()
    async throws
  {
    let reading = try await workbook(changing: { data in
      for place in data.observations.indices {
        switch (data.observations[place].body.name, data.observations[place].measures.description) {
        case ("甲市", "reports_heard"):
          data.observations[place].bound = .atLeast
          data.observations[place].evidence = "听取审议专项工作报告10余项"
        case ("乙市", "reports_heard"): data.observations[place].bound = .about
        default: break
        }
      }
    })
    let cells = reading.cells("指标")
    #expect(cells["B3"] == "通过地方性法规\n（件、法规件数）")
    #expect(cells["C4"] == "10")
    #expect(reading.format("指标", "C4") == "\"≥\"0")
    #expect(reading.format("指标", "C5") == "\"约\"0")
    #expect(reading.format("指标", "C6") == "0")
    #expect(cells["B7"] == "—")
    #expect(cells["D6"] == "—")
    let notes = reading.parts.filter { $0.key.hasPrefix("xl/comments") }.values.joined()
    #expect(notes.contains("“听取审议专项工作报告10余项”"))
    #expect(notes.contains("甲市人大常委会工作报告（2022年）"))
    let sources = reading.cells("数字与出处")
    #expect(sources.values.contains("至少数"))
    #expect(sources.values.contains("约数"))
    #expect(sources.values.contains("听取审议专项工作报告10余项"))
  }

  @Test func `figures name role, status and place, and every word of them`() async throws {
    let roles = Observation.Role.allCases
    let statuses = Observation.Status.allCases
    for (language, expected) in [
      (
        Language.chinese,
        ["总数", "部分之一", "其中数", "程序读取", "人工确认", "人工更正，原读作8", "人工更正", "人工剔除", "人工录入"]
      ),
      (
        .english,
        [
          "headline", "a part", "of which", "read by the program", "confirmed by a person",
          "corrected by a person; read as 8", "corrected by a person", "rejected by a person",
          "entered by a person",
        ]
      ),
    ] {
      try await withStudy(good) { path in
        let run = try await StudyRun(Study(reading: path))
        let maker = WorkbookMaker(run, language)
        #expect(roles.map { maker.words($0) } == Array(expected.prefix(3)))
        var observation = try #require(run.data.observations.first)
        var words: [String] = []
        for status in statuses {
          observation.status = status
          observation.readValue = status == .corrected ? 8 : nil
          words.append(maker.status(observation))
          if status == .corrected {
            observation.readValue = nil
            words.append(maker.status(observation))
          }
        }
        #expect(words == Array(expected.dropFirst(3)))
        #expect(
          Observation.Bound.allCases.map { maker.words($0) }
            == (language == .chinese ? ["确数", "至少数", "约数"] : ["exact", "at least", "about"]))
      }
    }
  }

  @Test func `a figure has its address as a link and its place from the first character`()
    async throws
  {
    let reading = try await workbook(changing: { data in
      data.observations[0].report = "r"
      data.observations[0].start = 4
      data.observations[0].end = 9
      data.reports = [
        Report(
          id: "r", body: data.observations[0].body,
          reportYear: data.observations[0].reportYear, source: "甲市报告",
          url: "https://example.org/a?b=1&c=2")
      ]
    })
    let cells = reading.cells("数字与出处")
    #expect(cells["N4"] == "5")
    #expect(cells["O4"] == "9")
    #expect(cells["P4"] == "https://example.org/a?b=1&c=2")
    #expect(
      reading.parts["xl/worksheets/_rels/sheet4.xml.rels"]?
        .contains("Target=\"https://example.org/a?b=1&amp;c=2\"") == true)
  }

  @Test func `reporting rates add up to the bodies selected`() async throws {
    let reading = try await workbook()
    let cells = reading.cells("载明率")
    // Laws: three of four state them; appointments likewise; reports all.
    #expect(cells["A4"] == "通过地方性法规")
    let laws = "BCDEFGHI".map { cells["\($0)4"] ?? "" }
    #expect(laws == ["4", "3", "0", "0", "0", "1", "0", "0.75"])
    #expect(reading.format("载明率", "I4") == "0%")
    for row in 4...6 {
      let numbers = "BCEFGH".map { Int(cells["\($0)\(row)"] ?? "") ?? -1 }
      #expect(numbers[0] == numbers[1...].reduce(0, +))
    }
  }

  @Test func `notes name the files, the method, the indicators and what they are divided by`()
    async throws
  {
    let reading = try await workbook(
      """
      data: counts.csv
      select: {level: [prefecture], years: [2022]}
      indicators:
        - {id: rate, measures: [appointments], per: million_residents, direction: higher}

      """)
    let cells = reading.cells("说明")
    let texts = Set(cells.values)
    #expect(texts.contains("s.yaml"))
    #expect(texts.contains("Heng 衡 \(Figure.version)"))
    #expect(texts.contains { $0.hasPrefix("1项指标") })
    #expect(texts.contains("每百万人"))
    #expect(texts.contains("常住人口"))
    #expect(texts.contains("3000000"))
    #expect(!texts.contains("不计分"))
    #expect(cells.values.count { $0.count == 64 && $0.allSatisfy(\.isHexDigit) } == 2)
  }

  @Test func `years stand in lines, each year of the span in a row`() async throws {
    let reading = try await workbook(years, counts: yearsTable)
    let cells = reading.cells("位次")
    #expect(cells["A3"] == "年份")
    #expect((4...7).map { cells["A\($0)"] ?? "" } == ["2020", "2020", "2022", "2022"])
    let chart = try #require(
      reading.parts.first { $0.key.hasPrefix("xl/charts/") && $0.value.contains("lineChart") }
    )
    .value
    #expect(chart.contains("<c:v>2021</c:v>"))
    #expect(chart.contains("甲市"))
    // 乙市 in 2022 is not stated: its cell is empty, not 0.
    let column = try #require(
      cells.first { $0.value == "乙市" && $0.key.hasSuffix("4") && $0.key > "C4" }?.key.dropLast())
    #expect(cells["\(column)5"] == "50")
    #expect(cells["\(column)6"] == nil)
    #expect(cells["\(column)7"] == nil)
    // Nor does the chart remember a 0 for it.
    let values = chart.matches(of: /<c:val>(.*?)<\/c:val>/).map { $0.output.1 }
    #expect(values.count == 2)
    #expect(values.last?.matches(of: /<c:v>/).count == 1)
    #expect(values.last?.contains("<c:pt idx=\"0\"><c:v>50</c:v></c:pt>") == true)
    #expect(reading.cells("载明率")["B4"] == "2020")
  }

  @Test func `a study whose other indicators do not count shows them all the same`() async throws {
    let reading = try await workbook(
      """
      data: counts.csv
      select: {level: [prefecture], years: [2022]}
      indicators:
        - {id: laws, measures: [laws_passed], direction: higher}
        - {id: people, measures: [appointments], weight: 0}
      outputs:
        - {table: ranking, of: people, formats: [csv]}

      """)
    #expect(reading.names.contains("位次 人事任免"))
    #expect(reading.cells("得分")["C3"] == "人事任免\n（不计分）")
    #expect(reading.cells("指标")["C4"] == "100")
    #expect(reading.cells("位次 人事任免")["B4"] == "甲市")
  }
}
