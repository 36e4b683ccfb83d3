import Charting
import Testing

struct RankedBarDescriptionTests {
  private func text(
    _ rows: [RankedBarChart.Row], _ language: FigureLanguage, selected: Int = 6
  ) throws -> String {
    try RankedBarChart(
      frame: FigureFrame(
        title: language == .chinese ? "2022年通过地方性法规" : "Regulations passed, 2022",
        unit: language == .chinese ? "件" : "items", sources: [],
        reporting: FigureFrame.Reporting(
          stating: 4, selected: selected, noun: language == .chinese ? "市" : "cities"),
        language: language, size: .page), areCounts: true, rows: rows
    ).scene(measuring: FixedWidthMeasurer()).alternativeText
  }

  private let rows: [RankedBarChart.Row] = [
    .init(id: "a", label: "济南市", rank: 1, state: .value(12, marks: [.atLeast])),
    .init(id: "b", label: "龙岩市", rank: 2, state: .value(7), isFocus: true),
    .init(id: "c", label: "三明市", rank: 2, state: .value(7, marks: [.named])),
    .init(id: "d", label: "白城市", rank: 4, state: .value(2)),
    .init(id: "e", label: "保定市", state: .bounded(low: 0, high: 9)),
    .init(id: "f", label: "南通市", state: .notStated),
  ]

  @Test func `the figure is told in Chinese`() throws {
    #expect(
      try text(rows, .chinese) == "条形图：2022年通过地方性法规。单位：件。共6个市，4个报告载明（67%），列位次4个。"
        + "最高：济南市，≥12件；列位次者中最低：白城市，2件；中位数7件。"
        + "龙岩市：7件，列第2位（2个并列）。"
        + "未列位次2个：1个只载明合并数或部分数，1个报告未载明。")
  }

  @Test func `the figure is told in English`() throws {
    #expect(
      try text(rows, .english) == "Bar chart: Regulations passed, 2022. Unit: items. "
        + "6 cities, of which 4 state the figure (67%); 4 are ranked. "
        + "Highest: 济南市, ≥12 items; lowest of those ranked: 白城市, 2 items; median 7 items. "
        + "龙岩市: 7 items, rank 2 (shared by 2). "
        + "Not ranked, 2: 1 with only a joint or a partial figure, 1 not stated.")
  }

  @Test func `many highest are counted, and all alike are told once`() throws {
    let tied = (0..<5).map {
      RankedBarChart.Row(id: "t\($0)", label: "第\($0)市", rank: 1, state: .value(9))
    }
    #expect(try text(tied, .chinese).contains("列位次者均为9件；中位数9件。"))
    #expect(
      try text(tied + rows.dropFirst(3).prefix(1), .chinese)
        .contains("最高：第0市、第1市、第2市等5个，9件；"))
  }

  @Test func `a focus without a rank is told with the reason`() throws {
    var focused = rows
    focused[1].isFocus = false
    focused[4].isFocus = true
    #expect(try text(focused, .chinese).contains("保定市：0～9件，未列位次。"))
    focused[4].isFocus = false
    focused[5].isFocus = true
    #expect(try text(focused, .chinese).contains("南通市：报告未载明。"))
  }

  @Test func `what the picture leaves out is told`() throws {
    let many = (0..<40).map {
      RankedBarChart.Row(
        id: "m\($0)", label: "第\($0)市", rank: $0 + 1, state: .value(Double(90 - $0)))
    }
    // 15 first and 5 last of 40.
    #expect(try text(many, .chinese).contains("图中略去列位次的20个。"))
  }
}
