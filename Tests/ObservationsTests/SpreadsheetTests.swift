import Diagnostics
import FoundationEssentials
import Observations
import Testing

/// Whether the program that turns a sheet into text is there.
private let hasConverter: Bool = {
  let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
  return path.split(separator: ":").contains {
    FileManager.default.isExecutableFile(atPath: "\($0)/xlsx2csv")
  }
}()

@Suite(.enabled(if: hasConverter, "the program xlsx2csv is not installed"))
struct SpreadsheetTests {
  typealias Sheet = Workbook.Sheet

  private func load(_ workbook: Workbook) async throws -> DataSet {
    try await loadTable(workbook.bytes, named: "counts.xlsx")
  }

  private func refusal(_ workbook: Workbook, in language: Language = .english) async throws
    -> [String]
  {
    try await ObservationsTests.refusal(of: workbook.bytes, named: "counts.xlsx", in: language)
  }

  /// Row 1 with 地区, 年份 and further headers from C on.
  private func header(_ names: String..., row: Int = 1) -> (number: Int, cells: String) {
    let columns = "ABCDEFGH"
    let cells = zip(columns, ["地区", "年份"] + names).map { Workbook.text("\($0)\(row)", $1) }
    return (row, cells.joined())
  }

  @Test func `the first sheet is read, and no other`() async throws {
    let first = Sheet(
      name: "表一",
      rows: [
        header("视察"),
        (2, Workbook.text("A2", "甲市") + Workbook.number("B2", "2022") + Workbook.number("C2", "7")),
      ])
    let second = Sheet(
      name: "表二",
      rows: [
        header("视察"),
        (2, Workbook.text("A2", "乙市") + Workbook.number("B2", "2022") + Workbook.number("C2", "8")),
      ])
    for sheets in [[first, second], [second, first]] {
      let data = try await load(Workbook(sheets: sheets))
      #expect(data.bodies.count == 1)
      #expect(data.values("visits") == [sheets[0].name == "表一" ? 7 : 8])
    }
  }

  @Test(arguments: [
    // The cell, and the count that it holds.
    ("<c r=\"C2\"><v>1285</v></c>", 1285),
    ("<c r=\"C2\" t=\"n\"><v>1285</v></c>", 1285),
    ("<c r=\"C2\" t=\"n\"><v>1.285E3</v></c>", 1285),
    ("<c r=\"C2\"><v>12.000000000000002</v></c>", 12),
    ("<c r=\"C2\" s=\"1\"><v>1285</v></c>", 1285),  // #,##0
    ("<c r=\"C2\" s=\"2\"><v>1285</v></c>", 1285),  // 0"项"
    ("<c r=\"C2\" s=\"3\"><v>12</v></c>", 12),  // 0%
    ("<c r=\"C2\" t=\"inlineStr\"><is><t>1285</t></is></c>", 1285),
    ("<c r=\"C2\" t=\"inlineStr\"><is><t>１，２８５</t></is></c>", 1285),
    ("<c r=\"C2\" t=\"s\"><v>0</v></c>", 1285),
    ("<c r=\"C2\" t=\"s\"><v>1</v></c>", 12),
    ("<c r=\"C2\"><f>5+7</f><v>12</v></c>", 12),
    ("<c r=\"C2\" t=\"str\"><f>\"1\"&amp;\"2\"</f><v>12</v></c>", 12),
  ])
  func `a count may be stored as a number, a text, or a formula's result`(
    cell: String, value: Double
  ) async throws {
    let data = try await load(
      Workbook(
        sheets: [
          Sheet(
            name: "Sheet1",
            rows: [
              header("视察"), (2, Workbook.text("A2", "甲市") + Workbook.number("B2", "2022") + cell),
            ])
        ], sharedStrings: ["1,285", " １２ "], formats: ["#,##0", "0&quot;项&quot;", "0%"]))
    #expect(data.values("visits") == [value])
    #expect(data.bodyYears.map(\.year) == [2022])
  }

  @Test(arguments: [
    ("0.0", "12.3456789", 12.3456789), ("0.00%", "0.123456", 0.123456),
    ("#,##0.00", "1285.456789", 1285.456789), ("0", "12.6", 12.6),
    ("General", "1.2000000000000001E-5", 1.2000000000000001e-5),
    ("General", "0.30000000000000004", 0.30000000000000004), ("General", "-3.5", -3.5),
  ])
  func `a number is read as it is stored, not as its format shows it`(
    format: String, stored: String, value: Double
  ) async throws {
    let data = try await load(
      Workbook(
        sheets: [
          Sheet(
            name: "Sheet1",
            rows: [
              header("自有"),
              (
                2,
                Workbook.text("A2", "甲市") + Workbook.number("B2", "2022")
                  + Workbook.number("C2", stored, format: 1)
              ),
            ])
        ], formats: [format]))
    #expect(data.values("自有") == [value])
  }

  @Test func `a count that its format rounds is no whole number still`() async throws {
    let lines = try await refusal(
      Workbook(
        sheets: [
          Sheet(
            name: "Sheet1",
            rows: [
              header("视察"),
              (
                2,
                Workbook.text("A2", "甲市") + Workbook.number("B2", "2022")
                  + Workbook.number("C2", "12.6", format: 1)
              ),
            ])
        ], formats: ["0"]))
    expectLines(
      lines,
      are: ["counts.xlsx:2:3: error: “12.6” is not a whole number: a count has no fraction"])
  }

  @Test func `a date is no year, and is shown as the sheet shows it`() async throws {
    let lines = try await refusal(
      Workbook(
        sheets: [
          Sheet(
            name: "Sheet1",
            rows: [
              header("视察"),
              (
                2,
                Workbook.text("A2", "甲市") + Workbook.number("B2", "44926", format: 1)
                  + Workbook.number("C2", "1")
              ),
            ])
        ], formats: ["yyyy-mm-dd"]))
    expectLines(
      lines,
      are: [
        "counts.xlsx:2:2: error: “2022-12-31” is not a year from 1949 to 2100: write one such as 2022"
      ])
  }

  @Test(arguments: [
    ("<c r=\"C2\" t=\"e\"><v>#DIV/0!</v></c>", "#DIV/0!"),
    ("<c r=\"C2\" t=\"b\"><v>1</v></c>", "TRUE"),
  ])
  func `an error or a truth value is no count`(cell: String, shown: String) async throws {
    let lines = try await refusal(
      Workbook(sheets: [
        Sheet(
          name: "Sheet1",
          rows: [
            header("视察"), (2, Workbook.text("A2", "甲市") + Workbook.number("B2", "2022") + cell),
          ])
      ]))
    expectLines(
      lines, are: ["counts.xlsx:2:3: error: “\(shown)” is not a count: write it in digits"])
  }

  /// A title over all columns, 地区 and 年份 merged over two rows, 监督 over two columns.
  private func merged(isFilled: Bool) -> Workbook {
    // Excel stores the covered cells of a range as empty ones where they have a border, and else not.
    let covered = { (places: String...) in
      isFilled ? places.map { "<c r=\"\($0)\" s=\"0\"/>" }.joined() : ""
    }
    return Workbook(sheets: [
      Sheet(
        name: "Sheet1",
        rows: [
          (1, Workbook.text("A1", "2022年履职统计") + covered("B1", "C1", "D1", "E1")),
          (
            2,
            Workbook.text("A2", "地区") + Workbook.text("B2", "年份") + Workbook.text("C2", "监督")
              + covered("D2") + Workbook.text("E2", "代表建议")
          ),
          (
            3,
            covered("A3", "B3") + Workbook.text("C3", "执法检查") + Workbook.text("D3", "专题询问")
              + covered("E3")
          ),
          (
            4,
            Workbook.text("A4", "甲市") + Workbook.number("B4", "2022") + Workbook.number("C4", "7")
              + Workbook.number("D4", "1") + Workbook.number("E4", "300")
          ),
        ], merged: ["A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3"])
    ])
  }

  @Test(arguments: [true, false])
  func `a title over all columns and merged header cells are understood`(isFilled: Bool)
    async throws
  {
    let data = try await load(merged(isFilled: isFilled))
    #expect(data.values("law_inspections") == [7])
    #expect(data.values("special_inquiries") == [1])
    #expect(data.values("suggestions") == [300])
    #expect(data.observations.map(\.line) == [4, 4, 4])
    #expect(data.diagnostics.isEmpty)
  }

  @Test(arguments: [true, false])
  func `a header cell merged over two columns names the first of them`(
    isFilled: Bool
  ) async throws {
    let covered = isFilled ? "<c r=\"D1\" s=\"0\"/>" : ""
    let data = try await load(
      Workbook(sheets: [
        Sheet(
          name: "Sheet1",
          rows: [
            (1, header("视察").cells + covered),
            (
              2,
              Workbook.text("A2", "甲市") + Workbook.number("B2", "2022") + Workbook.number("C2", "7")
            ),
          ], merged: ["C1:D1"])
      ]))
    #expect(data.values("visits") == [7])
  }

  @Test func `a body merged over its years stands in every row`() async throws {
    let data = try await load(
      Workbook(sheets: [
        Sheet(
          name: "Sheet1",
          rows: [
            header("视察"),
            (
              2,
              Workbook.text("A2", "甲市") + Workbook.number("B2", "2021") + Workbook.number("C2", "7")
            ),
            (
              3,
              "<c r=\"A3\" s=\"0\"/>" + Workbook.number("B3", "2022") + Workbook.number("C3", "8")
            ),
          ], merged: ["A2:A3"])
      ]))
    #expect(data.bodyYears.map(\.year) == [2021, 2022])
    #expect(data.values("visits") == [7, 8])
  }

  @Test func `a place is a row and a column of the sheet`() async throws {
    // Rows 1, 3 and 5 are empty; a cell of row 4 holds a line break; row 6 ends early.
    let workbook = Workbook(sheets: [
      Sheet(
        name: "Sheet1",
        rows: [
          (2, header("视察", "资料来源", row: 2).cells),
          (
            4,
            Workbook.text("A4", "甲市") + Workbook.number("B4", "2022")
              + Workbook.text("C4", "十二") + Workbook.text("D4", "一\n二")
          ),
          (6, Workbook.text("A6", "乙市")),
          (
            7, Workbook.text("A7", "丙市") + Workbook.number("B7", "2022") + Workbook.text("F7", "注")
          ),
        ])
    ])
    expectLines(
      try await refusal(workbook),
      are: [
        "counts.xlsx:4:3: error: “十二” is not a count: write 12",
        "counts.xlsx:6:2: error: the row has no year: add it",
        "counts.xlsx:7:6: error: column 6 has no name: name it or clear the cell",
      ])
    expectLines(
      try await refusal(workbook, in: .chinese),
      are: [
        "counts.xlsx:4:3: error: “十二”不是计数：请写 12",
        "counts.xlsx:6:2: error: 这一行没有年份：请补上",
        "counts.xlsx:7:6: error: 第6列没有列名：请补上列名或清空这一格",
      ])
  }

  @Test func `an archive that is no workbook is refused`() async throws {
    let archive = Workbook.archive(of: [("word/document.xml", Array("<w/>".utf8))])
    expectLines(
      try await ObservationsTests.refusal(of: archive, named: "counts.xlsx"),
      are: [
        "counts.xlsx: error: xlsx2csv cannot read this XLSX file: save it anew, or as CSV"
      ])
    expectLines(
      try await ObservationsTests.refusal(of: archive, named: "counts.xlsx", in: .chinese),
      are: [
        "counts.xlsx: error: xlsx2csv 读不了这个 XLSX 文件：请重新另存，或另存为 CSV"
      ])
  }

  @Test func `an empty sheet is an empty file`() async throws {
    expectLines(
      try await refusal(Workbook(sheets: [Sheet(name: "Sheet1", rows: [])])),
      are: ["counts.xlsx: error: the file is empty: it needs a header and a row"])
  }
}
