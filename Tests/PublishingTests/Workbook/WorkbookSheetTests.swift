import Diagnostics
import Foundation
import Observations
import Testing

@testable import Publishing

/// A picture of one colour, as far as a workbook reads it: header, resolution, no rows.
private func png(width: Int, height: Int, dotsPerMetre: Int?) -> [UInt8] {
  func bytes(_ number: Int) -> [UInt8] { (0..<4).map { UInt8(number >> (24 - 8 * $0) & 0xFF) } }
  func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    bytes(content.count) + Array(name.utf8) + content + [0, 0, 0, 0]
  }
  return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    + chunk("IHDR", bytes(width) + bytes(height) + [8, 2, 0, 0, 0])
    + (dotsPerMetre.map { chunk("pHYs", bytes($0) + bytes($0) + [1]) } ?? [])
    + chunk("IDAT", []) + chunk("IEND", [])
}

private func verificationRow(_ number: Int) -> VerificationSheet.Row {
  VerificationSheet.Row(
    number: number, location: LocalisedText(zh: "正文第2段", en: "paragraph 2"), printed: "27",
    body: "甲市", kind: .npc, year: 2022, subject: LocalisedText(zh: "听取审议报告", en: "Reports heard"),
    value: 27, unit: "项", state: LocalisedText(zh: "载明", en: "stated"),
    counts: LocalisedText(zh: "专项工作报告", en: "special reports"),
    evidence: [
      VerificationSheet.Evidence(
        sentence: "听取审议专项工作报告**27**项", start: 100, end: 113, source: "甲市报告", address: "",
        retrieved: "", note: LocalisedText(zh: "", en: ""))
    ], verdict: LocalisedText(zh: "可比", en: "comparable"),
    arithmetic: LocalisedText(zh: "报告载明数", en: "as stated"))
}

@Suite struct WorkbookSheetTests {
  @Test(arguments: [
    ("位次", "位次"), ("a/b:c", "a b c"), ("'甲'", "甲"), ("", "Sheet"), ("[]", "Sheet"),
    (String(repeating: "长", count: 40), String(repeating: "长", count: 31)),
  ])
  func `a sheet has a name that Excel allows`(name: String, expected: String) {
    #expect(WorkbookFile.sheetName(name, besides: []) == expected)
  }

  @Test func `sheets of one name are numbered, whatever the case and the length`() {
    #expect(WorkbookFile.sheetName("Score", besides: ["score"]) == "Score 2")
    #expect(WorkbookFile.sheetName("Score", besides: ["score", "score 2"]) == "Score 3")
    let long = String(repeating: "长", count: 31)
    #expect(WorkbookFile.sheetName(long, besides: [long]) == String(long.dropLast(2)) + " 2")
  }

  @Test func `text in a cell has no control characters and an end`() {
    #expect(WorkbookFile.printable("甲\u{0}\u{1B}[2J\r\n乙") == "甲  [2J\n乙")
    #expect(WorkbookFile.printable("甲乙丙", limit: 2) == "甲乙")
    #expect(WorkbookFile.printable("甲𠀀", limit: 2) == "甲")
  }

  @Test(arguments: [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
  func `columns go by letters`(column: Int, letters: String) {
    #expect(WorkbookSheet.letters(ofColumn: column) == letters)
  }

  @Test func `a column is as wide as its words, of which Chinese ones take two`() {
    var table = WorkbookTable(title: "", columns: [WorkbookTable.Column(heading: "名")])
    table.rows = [WorkbookTable.Row(cells: [.text("甲乙丙丁戊己庚辛")])]
    let chinese = table.width(of: 0)
    table.rows = [WorkbookTable.Row(cells: [.text("abcdefgh")])]
    #expect(chinese > table.width(of: 0) + 7)
    table.columns[0].widest = 12
    table.rows = [WorkbookTable.Row(cells: [.text(String(repeating: "甲", count: 50))])]
    #expect(table.width(of: 0) == 12)
  }

  @Test func `the size of a picture follows its resolution`() throws {
    let printed = try #require(
      WorkbookMaker.size(of: png(width: 1843, height: 1182, dotsPerMetre: 11811)))
    // 300 dots an inch: 1843 / 300 · 96.
    #expect(printed == (590, 378))
    let plain = try #require(WorkbookMaker.size(of: png(width: 64, height: 32, dotsPerMetre: nil)))
    #expect(plain == (64, 32))
    #expect(
      WorkbookMaker.size(of: Array("no picture, but long enough to hold a header".utf8)) == nil)
    #expect(WorkbookMaker.size(of: png(width: 0, height: 32, dotsPerMetre: nil)) == nil)
    #expect(WorkbookMaker.size(of: []) == nil)
  }

  @Test func `a picture stands with its words beside a chart of the same data`() async throws {
    let yaml = good + "  - {chart: ranked-bar, of: reports, id: bars, formats: [png]}\n"
    try await withStudy(yaml) { path in
      let study = try Study(reading: path)
      let run = try await StudyRun(study)
      let files = try run.files(of: study.outputs[1])
      let bytes = try run.workbook(figures: [
        ("bars", "听取审议报告", "四个机构的条形图。", files[0].bytes)
      ])
      let reading = try WorkbookReading(bytes)
      #expect(reading.names.contains("图"))
      let cells = reading.cells("图")
      #expect(cells.values.contains("图1　听取审议报告"))
      #expect(cells.values.contains("四个机构的条形图。"))
      let drawing = try #require(
        reading.parts.first { $0.key.hasPrefix("xl/drawings/") && $0.value.contains("<xdr:pic>") }
      ).value
      #expect(drawing.contains("descr=\"四个机构的条形图。\""))
      // 156 mm, the text width of a page, in English Metric Units, to a pixel.
      let width = try #require(
        drawing.firstMatch(of: /<xdr:pic>.*?<a:ext cx="([0-9]+)"/).flatMap { Int($0.output.1) })
      #expect(abs(width - 156 * 36_000) <= 9525)
      // In one column, so that the font of a workbook does not stretch it.
      let columns = drawing.matches(of: /<xdr:col>([0-9]+)<\/xdr:col>/).map { $0.output.1 }
      #expect(columns.contains("0"))
      #expect(
        reading.parts.values.contains { $0.contains("'图'!$D$6:$D$9") || $0.contains("图!$D$6:$D$9") }
      )
    }
  }

  @Test func `what is no picture is refused by its name`() async throws {
    try await withStudy(good) { path in
      let run = try await StudyRun(Study(reading: path))
      let error = #expect(throws: PublishingError.self) {
        _ = try run.workbook(figures: [("bars", "", "", Array("<svg/>".utf8))])
      }
      #expect(
        error?.description
          == "bars: error: the picture “bars” is no PNG file and cannot go into a workbook: give a PNG"
      )
    }
  }

  @Test func `the verification sheet is printed across with its headings and room to sign`()
    async throws
  {
    try await withStudy(good) { path in
      let run = try await StudyRun(Study(reading: path))
      let sheet = VerificationSheet(rows: (1...3).map(verificationRow))
      let reading = try WorkbookReading(try run.workbook(verification: sheet))
      let cells = reading.cells("数据核对表")
      #expect(
        "ABCDEFGHIJKLMN".map { cells["\($0)3"] ?? "" } == [
          "序号", "位置", "印出的数", "地区", "年份", "项目", "数值", "状态", "原文", "出处", "可比与算法", "核对人", "复核人", "备注",
        ])
      #expect(cells["A6"] == "3")
      #expect(cells["D4"] == "甲市人大常委会")
      #expect(cells["F4"] == "听取审议报告（专项工作报告）")
      #expect(cells["G4"] == "27")
      #expect(reading.format("数据核对表", "G4") == "General\"项\"")
      #expect(cells["I4"] == "听取审议专项工作报告27项")
      #expect(cells["J4"] == "甲市报告，第101～113字")
      #expect(cells["K4"] == "可比\n报告载明数")
      #expect(cells["L4"] == nil)
      // The figure's own span is bold.
      #expect(
        reading.parts["xl/sharedStrings.xml"]?.contains(/<rPr><b\/>.{0,200}<t>27<\/t>/) == true)
      let xml = reading.xml("数据核对表")
      #expect(
        xml.contains("<pageSetup paperSize=\"9\" fitToHeight=\"0\" orientation=\"landscape\"/>"))
      #expect(xml.contains("&amp;P / &amp;N"))
      #expect(reading.parts["xl/workbook.xml"]?.contains("数据核对表'!$3:$3") == true)
      let english = try WorkbookReading(
        try run.workbook(language: .english, verification: sheet))
      #expect(english.cells("Verification")["J4"] == "甲市报告, characters 101–113")
    }
  }

  @Test(arguments: [
    ("一**二**三", "一二三"), ("**二**", "二"), ("一**二", "一**二"), ("", nil),
  ])
  func `marks in a sentence come in pairs or are words`(sentence: String, expected: String?)
    async throws
  {
    try await withStudy(good) { path in
      let run = try await StudyRun(Study(reading: path))
      var row = verificationRow(1)
      row.evidence[0].sentence = sentence
      let reading = try WorkbookReading(
        try run.workbook(verification: VerificationSheet(rows: [row])))
      #expect(reading.cells("数据核对表")["I4"] == expected)
    }
  }
}
