import Diagnostics

@testable import Publishing

/// A made-up table with everything that a table can hold.
func sampleTable(language: Language = .chinese) -> TextTable {
  typealias Cell = TextTable.Cell
  func row(
    _ rank: String, _ name: String, _ text: String, _ value: Double?, _ years: [Double?],
    shift: String, isFocus: Bool = false, notes: [String] = []
  ) -> TextTable.Row {
    TextTable.Row(
      cells: [
        Cell(rank, value: Double(rank)), Cell(name),
        Cell(text, footnotes: notes, value: value, shade: value.map { ($0 + 4) / 16 }),
        Cell("", drawing: value.map { .bar($0) }), Cell("", drawing: .columns(years)),
        Cell(shift == "新列" || shift == "—" ? "—" : "+1.0"), Cell(shift),
      ], isFocus: isFocus)
  }
  var table = TextTable(
    title: "2022年得分", subtitle: "工作报告载明数", unit: "单位：分",
    columns: [
      .init(heading: "位次", isNumber: true), .init(heading: "地区", isStub: true),
      .init(heading: "得分", isNumber: true, footnotes: ["满分为12分。"]),
      .init(heading: "", scale: -4...12), .init(heading: "2020～2022年", years: [2020, 2021, 2022]),
      .init(heading: "得分", isNumber: true), .init(heading: "位次", isNumber: true),
    ],
    spanners: [.init(heading: "较2021年", columns: 5..<7)],
    groups: [
      .init(
        heading: "位次档1：第1位",
        rows: [row("1", "甲市", "12.0", 12, [3, nil, 12], shift: "↑2", isFocus: true)],
        isBand: true),
      .init(
        heading: "位次档2：第2～4位",
        rows: [
          row("2", "乙自治州", "6.0", 6, [6, 3, 6], shift: "↓1", notes: ["数字见报告附表。"]),
          row("2", "丙市", "6.0", 6, [nil, nil, 6], shift: "新列"),
          row("4", "丁市", "−4.0", -4, [0, 4, -4], shift: "0"),
        ], isBand: true),
      .init(
        heading: "未列位次",
        rows: [row("—", "戊区", "3～7", nil, [nil, nil, nil], shift: "—", notes: ["满分为12分。"])]),
    ],
    notes: ["注：数字为虚构。", "资料来源：虚构。"])
  table.language = language
  return table
}
