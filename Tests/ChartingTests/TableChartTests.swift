import Testing

@testable import Charting

struct TableChartTests {
  private static let columns: [TableChart.Column] = [
    TableChart.Column(id: "rank", heading: "位次", kind: .rank),
    TableChart.Column(id: "body", heading: "城市", kind: .label),
    TableChart.Column(id: "value", heading: "件数", kind: .bar(areCounts: true)),
    TableChart.Column(id: "per", heading: "每百万人", kind: .number(areCounts: false)),
    TableChart.Column(id: "change", heading: "增减", kind: .change),
    TableChart.Column(id: "places", heading: "位次变化", kind: .rankChange),
  ]

  private static func row(
    _ id: String, rank: Int?, value: TableChart.Cell, per: TableChart.Cell = .missing,
    change: TableChart.Cell = .change(nil), places: TableChart.Cell = .rankChange(nil),
    isFocus: Bool = false
  ) -> TableChart.Row {
    TableChart.Row(
      id: id, isFocus: isFocus,
      cells: [
        rank.map { .number(Double($0)) } ?? .blank, .text(id + "市"), value, per, change, places,
      ])
  }

  private static let rows = [
    row(
      "a", rank: 1, value: .number(40), per: .number(10.25), change: .change(4),
      places: .rankChange(2)),
    row(
      "b", rank: 2, value: .number(20, marks: [.named]), per: .number(2.5), change: .change(-3),
      places: .rankChange(-1), isFocus: true),
    row(
      "c", rank: 2, value: .number(20, marks: [.atLeast]), per: .notApplicable,
      change: .change(0), places: .rankChange(0)),
    row("d", rank: 4, value: .number(0)),
  ]

  private static func chart(
    _ groups: [TableChart.Group]? = nil, columns: [TableChart.Column] = columns,
    size: FigureSize = .page, language: FigureLanguage = .chinese
  ) -> TableChart {
    TableChart(
      frame: FigureFrame(
        title: "表题", unit: "件", sources: ["工作报告"],
        reporting: FigureFrame.Reporting(stating: 4, selected: 5, noun: "市"),
        language: language, size: size),
      columns: columns, groups: groups ?? [TableChart.Group(rows: rows)])
  }

  private func scene(_ chart: TableChart) throws -> Scene {
    try chart.scene(measuring: FixedWidthMeasurer())
  }

  private func message(_ chart: TableChart) -> String {
    do {
      _ = try chart.scene(measuring: FixedWidthMeasurer())
      return ""
    } catch {
      return error.code == .specification ? error.message : "not a specification: \(error.message)"
    }
  }

  @Test func `remarks part between their clauses`() throws {
    let remarks =
      ["缺听取审议专项工作报告；位次2～12", "缺执法检查、决议决定；位次5～13"]
      + (0..<10).map { "缺代表建议；位次\($0)～16" }
    let columns =
      Array(Self.columns.prefix(3)) + [
        TableChart.Column(id: "remark", heading: "备注", kind: .text)
      ]
    let rows = remarks.enumerated().map { index, remark in
      TableChart.Row(
        id: "r\(index)", isFocus: false,
        cells: [
          .number(Double(index + 1)), .text("第\(index)市"), .number(Double(40 - index)),
          .text(remark),
        ])
    }
    let scene = try scene(Self.chart([TableChart.Group(rows: rows)], columns: columns))
    let strings = Set(scene.strings)
    for remark in remarks where !strings.contains(remark) {
      let parts = remark.split(separator: "；")
      #expect(strings.contains(parts[0] + "；") && strings.contains(String(parts[1])), "\(remark)")
    }
    // The two that are longer than most are not worth a wide column.
    #expect(!strings.contains(remarks[0]) && strings.contains(remarks[5]))
  }

  @Test func `bars are as long as their values and start at one zero`() throws {
    let scene = try scene(Self.chart())
    let first = try #require(scene.bars["bar-a-value"])
    let second = try #require(scene.bars["bar-b-value"])
    // 40 is twice 20.
    #expect(abs(first.width - 2 * second.width) < 1e-9)
    #expect(first.x == second.x)
    #expect(scene.lines(of: "zero-value").map(\.x1) == [first.x])
    // Zero is a thick line at zero, no bar.
    #expect(scene.bars["bar-d-value"] == nil)
    #expect(scene.lines(of: "bar-d-value").map(\.x1) == [first.x])
  }

  @Test func `bars of negative values end at zero, left of it`() throws {
    let rows = [
      Self.row("a", rank: 1, value: .number(10)), Self.row("b", rank: 2, value: .number(-5)),
    ]
    let scene = try scene(Self.chart([TableChart.Group(rows: rows)]))
    let up = try #require(scene.bars["bar-a-value"])
    let down = try #require(scene.bars["bar-b-value"])
    #expect(abs(down.x + down.width - up.x) < 1e-9)
    #expect(abs(up.width - 2 * down.width) < 1e-9)
    #expect(scene.strings(of: "bar-b-value") == ["−5"])
  }

  @Test func `numbers stand under one another at the decimal point`() throws {
    let scene = try scene(Self.chart())
    func text(_ mark: String) throws -> Scene.Text {
      try #require(scene.texts.first { $0.mark == mark })
    }
    let (long, short) = (try text("cell-a-per"), try text("cell-b-per"))
    // Two figures of the least number, 2.5, and three of the greatest: one decimal would do for
    // 10.25, and 2.5 keeps its second figure, so both have one.
    #expect(long.string == "10.3" || long.string == "10.2")
    #expect(short.string == "2.5")
    // The measurer counts 0.55 em a character and a little more for the bold row in focus.
    let regular = 0.55 * long.font.size
    let bold = 1.02 * regular
    #expect(abs((long.left + 2 * regular) - (short.left + bold)) < 1e-9)
  }

  @Test func `a yearly average among counts keeps the other digits in line`() throws {
    let rows = [
      Self.row("a", rank: 1, value: .number(12)),
      Self.row("b", rank: 2, value: .number(7.4, marks: [.averaged(years: 5)])),
    ]
    let scene = try scene(Self.chart([TableChart.Group(rows: rows)]))
    let whole = try #require(scene.texts.first { $0.mark == "bar-a-value" })
    let average = try #require(scene.texts.first { $0.mark == "bar-b-value" })
    #expect(whole.string == "12")
    #expect(average.string == "7.4*")
    let digit = 0.55 * whole.font.size
    #expect(abs((whole.left + 2 * digit) - (average.left + digit)) < 1e-9)
    #expect(scene.strings.contains { $0.contains("* 5年合计数的年均值") })
    guard case .hatch? = scene.bars["bar-b-value"]?.fill else {
      Issue.record("a yearly average is hatched")
      return
    }
  }

  @Test func `changes are told by sign and by the direction of a shape`() throws {
    let scene = try scene(Self.chart())
    #expect(scene.strings(of: "change-a-change") == ["+4"])
    #expect(scene.strings(of: "change-b-change") == ["−3"])
    #expect(scene.strings(of: "change-c-change") == ["0"])
    #expect(scene.strings(of: "change-d-change") == ["…"])
    #expect(scene.strings(of: "change-a-places") == ["2"])
    #expect(scene.strings(of: "change-b-places") == ["1"])
    #expect(scene.strings(of: "change-c-places") == ["0"])
    for mark in ["change-a-change", "change-a-places", "change-b-change", "change-b-places"] {
      let shape = try #require(scene.polygons(of: mark).first, "\(mark)")
      // The first corner is the tip.
      let tip = shape.points[0].y
      let others = shape.points.dropFirst().map(\.y)
      let isUp = mark.hasPrefix("change-a")
      #expect(others.allSatisfy { isUp ? $0 > tip : $0 < tip }, "\(mark)")
    }
    #expect(scene.polygons(of: "change-c-change").isEmpty)
    #expect(scene.polygons(of: "change-d-change").isEmpty)
  }

  @Test func `what is missing, not applicable, incomparable, blank and zero all look different`()
    throws
  {
    let scene = try scene(Self.chart())
    #expect(scene.strings(of: "cell-c-per") == ["不适用"])
    #expect(scene.strings(of: "cell-d-per") == ["—"])
    #expect(scene.strings(of: "change-d-change") == ["…"])
    #expect(scene.strings(of: "bar-d-value") == ["0"])
    let footer = scene.strings.joined()
    for note in ["— 报告未载明", "… 缺可比的上期数", "≥ 报告作", "* 报告未载明总数"] {
      #expect(footer.contains(note), "\(note)")
    }
  }

  @Test func `a footnote stands only where its mark does`() throws {
    let rows = [Self.row("a", rank: 1, value: .number(1), per: .number(2), change: .change(1))]
    let columns = Array(Self.columns.prefix(5))
    let chart = Self.chart(
      [
        TableChart.Group(
          rows: rows.map { row in
            TableChart.Row(id: row.id, cells: Array(row.cells.prefix(5)))
          })
      ], columns: columns)
    let text = try scene(chart).strings.joined(separator: "\n")
    for mark in ["— ", "… ", "≥ ", "≈ ", "* "] { #expect(!text.contains(mark), "\(mark)") }
  }

  @Test func `those that tie share the number of their rank`() throws {
    let scene = try scene(Self.chart())
    #expect(scene.strings(of: "cell-b-rank") == ["2"])
    #expect(scene.strings(of: "cell-c-rank") == ["2"])
  }

  @Test func `the row in focus is tinted and bold`() throws {
    let scene = try scene(Self.chart())
    let focus = scene.texts.filter { $0.mark?.contains("-b-") ?? false }
    #expect(focus.count == 6)
    #expect(focus.allSatisfy { $0.font.isBold && $0.colour == Theme.light.focus })
    let others = scene.texts.filter { $0.mark?.contains("-a-") ?? false }
    #expect(others.allSatisfy { !$0.font.isBold })
    let tint = scene.flatElements.compactMap { element -> Scene.Rectangle? in
      if case .rectangle(let rectangle) = element, rectangle.mark == nil { rectangle } else { nil }
    }
    #expect(tint.count == 1)
    #expect(focus.allSatisfy { tint[0].box.contains($0.inkBox) })
  }

  @Test func `a table has three rules and no upright one`() throws {
    let scene = try scene(Self.chart())
    let rules = scene.flatElements.compactMap { element -> Scene.Line? in
      if case .line(let line) = element, line.mark == nil { line } else { nil }
    }
    #expect(rules.count == 3)
    #expect(rules.allSatisfy { $0.y1 == $0.y2 })
    let sorted = rules.sorted { $0.y1 < $1.y1 }
    #expect(sorted[0].stroke.width == sorted[2].stroke.width)
    #expect(sorted[1].stroke.width < sorted[0].stroke.width)
  }

  @Test func `a spanner stands once above its columns with a rule of their width`() throws {
    var columns = Self.columns
    for place in 3...4 { columns[place].spanner = "人均与增减" }
    let plain = try scene(Self.chart())
    let scene = try scene(Self.chart(columns: columns))
    #expect(scene.strings.filter { $0 == "人均与增减" }.count == 1)
    let rules = scene.flatElements.compactMap { element -> Scene.Line? in
      if case .line(let line) = element, line.mark == nil { line } else { nil }
    }
    #expect(rules.count == 4)
    #expect(scene.height > plain.height)
    let short = try #require(rules.min { $0.x2 - $0.x1 < $1.x2 - $1.x1 })
    let spanned = scene.texts.filter {
      $0.mark.map { $0.hasSuffix("-per") || $0.hasSuffix("-change") } ?? false
    }
    #expect(spanned.allSatisfy { short.x1 <= $0.left && $0.inkBox.right <= short.x2 })
  }

  @Test func `groups have headings, and intervals are drawn as such`() throws {
    let rest = [
      Self.row("e", rank: nil, value: .interval(low: 0, high: 27)),
      Self.row("f", rank: nil, value: .interval(low: 12, high: nil)),
      Self.row("g", rank: nil, value: .otherClass(9, className: "仅立法")),
    ]
    let scene = try scene(
      Self.chart([
        TableChart.Group(rows: Self.rows), TableChart.Group(heading: "未列位次", rows: rest),
        TableChart.Group(heading: "空", rows: []),
      ]))
    #expect(scene.strings.contains("未列位次"))
    #expect(!scene.strings.contains("空"))
    #expect(scene.strings(of: "bar-e-value") == ["0～27"])
    #expect(scene.strings(of: "bar-f-value") == ["≥12"])
    #expect(scene.strings(of: "bar-g-value") == ["9†"])
    // Two caps and the line between them; an arrow has one cap, a line and a head.
    #expect(scene.lines(of: "bar-e-value").count == 3)
    #expect(scene.polygons(of: "bar-e-value").isEmpty)
    #expect(scene.lines(of: "bar-f-value").count == 2)
    #expect(scene.polygons(of: "bar-f-value").count == 1)
    #expect(scene.bars["bar-g-value"] == nil)
    let bar = try #require(scene.bars["bar-a-value"])
    let end = try #require(scene.lines(of: "bar-e-value").map(\.x2).max())
    // 27 of 40.
    #expect(abs((end - bar.x) - bar.width * 27 / 40) < 1e-9)
  }

  @Test func `40 rows are drawn in full on a page, of 41 some are left out and it says so`() throws
  {
    func rows(_ count: Int) -> [TableChart.Group] {
      [
        TableChart.Group(
          rows: (1...count).map {
            Self.row("r\($0)", rank: $0, value: .number(Double(100 - $0)), isFocus: $0 == 30)
          })
      ]
    }
    let full = try scene(Self.chart(rows(40)))
    #expect((1...40).allSatisfy { full.bars["bar-r\($0)-value"] != nil })
    let cut = try scene(Self.chart(rows(60)))
    let drawn = (1...60).filter { cut.bars["bar-r\($0)-value"] != nil }
    #expect(drawn.contains(30))
    #expect(drawn.prefix(3) == [1, 2, 3])
    #expect(drawn.suffix(2) == [59, 60])
    #expect(cut.strings.contains { $0.hasPrefix("（略去第") })
    #expect(cut.alternativeText.contains("表中略去\(60 - drawn.count)行。"))
    #expect(drawn.count <= 40)
  }

  @Test func `a long name takes two lines`() throws {
    var rows = Self.rows
    rows[0].cells[1] = .text("黔西南布依族苗族自治州兴义市义龙新区")
    for place in rows.indices { rows[place].cells.removeLast(3) }
    let scene = try scene(
      Self.chart(
        [TableChart.Group(rows: rows)], columns: Array(Self.columns.prefix(3)), size: .half))
    let name = scene.strings(of: "cell-a-body")
    #expect(name.count == 2)
    #expect(name.joined() == "黔西南布依族苗族自治州兴义市义龙新区")
  }

  @Test func `the table in words names the highest, the focus and the groups`() throws {
    let scene = try scene(
      Self.chart([
        TableChart.Group(rows: Self.rows),
        TableChart.Group(
          heading: "未列位次",
          rows: [Self.row("e", rank: nil, value: .interval(low: 0, high: 27))]),
      ]))
    #expect(
      scene.alternativeText
        == "表：表题。单位：件。共5个市，4个报告载明（80%）。件数最高：a市，40；最低：d市，0。"
        + "b市：位次2，件数20，每百万人2.5，增减−3，位次变化下降1位。未列位次：1个。")
  }

  @Test func `two ranks are not shown with one number`() throws {
    let columns = [
      Self.columns[0], Self.columns[1],
      TableChart.Column(id: "value", heading: "率", kind: .bar(areCounts: false)),
    ]
    let rows = [(1, 123.44), (2, 123.41)].map { rank, value in
      TableChart.Row(
        id: "r\(rank)", cells: [.number(Double(rank)), .text("市"), .number(value)])
    }
    let scene = try scene(Self.chart([TableChart.Group(rows: rows)], columns: columns))
    #expect(scene.strings(of: "bar-r1-value") != scene.strings(of: "bar-r2-value"))
  }

  @Test func `decimals that are asked for are written`() throws {
    var columns = Self.columns
    columns[3].kind = .number(areCounts: false, decimals: 3)
    let scene = try scene(Self.chart(columns: columns))
    #expect(scene.strings(of: "cell-a-per") == ["10.250"])
    #expect(scene.strings(of: "cell-b-per") == ["2.500"])
  }

  @Test func `rows without an id of their own are named by their place`() throws {
    var rows = Self.rows
    rows[1].id = "a"
    rows[2].id = "丙"
    let scene = try scene(Self.chart([TableChart.Group(rows: rows)]))
    #expect(scene.bars["bar---2-value"] != nil)
    #expect(scene.bars["bar---3-value"] != nil)
  }

  @Test func `cells that contradict their columns are refused with what to do`() {
    func refused(_ change: (inout TableChart) -> Void) -> String {
      var chart = Self.chart()
      change(&chart)
      return message(chart)
    }
    #expect(refused { $0.groups = [] }.contains("no row"))
    #expect(refused { $0.groups[0].rows[0].cells.removeLast() }.contains("5 cells for 6"))
    #expect(refused { $0.groups[0].rows[0].cells[1] = .number(1) }.contains("another kind"))
    #expect(refused { $0.groups[0].rows[0].cells[0] = .number(0) }.contains("rank from 1"))
    #expect(refused { $0.groups[0].rows[0].cells[0] = .number(1.5) }.contains("rank from 1"))
    #expect(refused { $0.groups[0].rows[0].cells[2] = .number(.nan) }.contains("finite"))
    #expect(refused { $0.groups[0].rows[0].cells[4] = .change(1e16) }.contains("finite"))
    #expect(
      refused { $0.groups[0].rows[0].cells[2] = .interval(low: 3, high: 2) }.contains("ends"))
    #expect(refused { $0.columns[0].kind = .label }.contains("exactly one"))
    #expect(refused { $0.columns[3].kind = .rank }.contains("at most one"))
    #expect(refused { $0.columns[3].id = "rank" }.contains("same id"))
    #expect(
      refused { $0.columns[3].kind = .number(areCounts: false, decimals: 12) }
        .contains("12 decimals"))
    #expect(refused { $0.frame.reporting.stating = 6 }.contains("reporting rate"))
  }

  @Test func `a frame too narrow for the columns is refused for that reason`() throws {
    let message = message(Self.chart(size: try FigureSize("40x200mm")))
    #expect(message.contains("6 columns side by side"))
  }
}
