import Testing

@testable import Charting

/// What figures say of themselves: the values behind their shapes, and what the check asks for.
struct SceneDataTests {
  private static func frame(
    stating: Int = 3, selected: Int = 5, size: FigureSize = .page,
    outcome: FigureFrame.Reporting.Outcome = .stated
  ) -> FigureFrame {
    FigureFrame(
      title: "Regulations", unit: "items", sources: [],
      reporting: FigureFrame.Reporting(
        stating: stating, selected: selected, noun: "cities", outcome: outcome),
      language: .english, size: size)
  }

  private func data(_ chart: any Chart) throws -> [Scene.Datum] {
    let scene = try chart.scene(measuring: FixedWidthMeasurer())
    let groups = groups(scene.elements)
    #expect(scene.data.allSatisfy { groups.contains($0.group) })
    return scene.data
  }

  private func groups(_ elements: [Scene.Element]) -> Set<String> {
    elements.reduce(into: []) { groups, element in
      guard case .group(let group) = element else { return }
      groups.insert(group.id)
      groups.formUnion(self.groups(group.elements))
    }
  }

  // MARK: Ranked bars

  private static let rows = [
    RankedBarChart.Row(id: "a", label: "A", rank: 1, state: .value(40)),
    RankedBarChart.Row(id: "b b", label: "B", rank: 2, state: .value(20, marks: [.atLeast])),
    RankedBarChart.Row(
      id: "c", label: "C", rank: 3, state: .value(7.5, marks: [.averaged(years: 4)])),
    RankedBarChart.Row(id: "d", label: "D", state: .bounded(low: 5, high: 9)),
    RankedBarChart.Row(id: "e", label: "E", state: .notStated),
    RankedBarChart.Row(id: "f", label: "F", state: .notApplicable, isFocus: true),
  ]

  @Test func `a ranked bar tells every value it draws or lists, by the ids of its rows`() throws {
    let chart = RankedBarChart(frame: Self.frame(), areCounts: true, rows: Self.rows)
    #expect(
      try data(chart) == [
        Scene.Datum(group: "row-a", row: "a", label: "A", value: 40, text: "40"),
        // An id that no scene can carry is still the row's own.
        Scene.Datum(group: "row---2", row: "b b", label: "B", value: 20, text: "≥20"),
        Scene.Datum(group: "row-c", row: "c", label: "C", value: 7.5, text: "7.5*"),
        Scene.Datum(group: "row-d", row: "d", label: "D", low: 5, high: 9, text: "5–9"),
        Scene.Datum(group: "row-f", row: "f", label: "F", text: "Not applicable"),
        Scene.Datum(group: "footer", row: "e", label: "E", text: "Not stated in the report"),
      ])
    let facts = try chart.scene(measuring: FixedWidthMeasurer()).facts
    #expect(facts.scales.map(\.hasLengths) == [true])
    #expect(facts.scales[0].low == 0 && facts.scales[0].high >= 40)
    #expect(facts.keys.map(\.isLabelled) == [true])
  }

  @Test func `a body without a score is not said to have stated nothing`() throws {
    let chart = RankedBarChart(
      frame: Self.frame(outcome: .ranked), areCounts: true, rows: Self.rows)
    #expect(try data(chart).last?.text == "No score")
  }

  @Test func `rows that a frame leaves out are not among its data`() throws {
    let rows = (1...60).map {
      RankedBarChart.Row(id: "r\($0)", label: "R\($0)", rank: $0, state: .value(Double(100 - $0)))
    }
    let data = try data(
      RankedBarChart(frame: Self.frame(stating: 60, selected: 60), areCounts: true, rows: rows))
    #expect(data.count == 20)
    #expect(data.last?.row == "r60" && data.allSatisfy { $0.value != nil })
  }

  // MARK: Lines

  @Test func `a line tells every year, those without a value by the words below the plot`() throws {
    let data = try data(
      LineChart(
        frame: Self.frame(), areCounts: true, years: 2019...2022,
        series: [
          LineChart.Series(
            id: "a", label: "A",
            points: [
              LineChart.Point(year: 2022, state: .bounded(low: 3, high: nil)),
              LineChart.Point(year: 2019, state: .value(12, marks: [.about])),
              LineChart.Point(year: 2020, state: .notStated),
            ]),
          LineChart.Series(
            id: "b", label: "B",
            points: [LineChart.Point(year: 2022, state: .value(4, marks: [.averaged(years: 4)]))]),
        ]))
    #expect(
      data == [
        Scene.Datum(group: "series-a", row: "a", label: "A", year: 2019, value: 12, text: "≈12"),
        Scene.Datum(
          group: "footer", row: "a", label: "A", year: 2020, text: "Not stated in the report"),
        Scene.Datum(
          group: "footer", row: "a", label: "A", year: 2021, text: "No report in the data"),
        Scene.Datum(group: "series-a", row: "a", label: "A", year: 2022, low: 3, text: "≥3"),
        // The average covers all four years, so none of them is without a report.
        Scene.Datum(group: "series-b", row: "b", label: "B", year: 2022, value: 4, text: "4"),
      ])
  }

  @Test(arguments: [0, 3, 10])
  func `lines that stand out are counted, quiet ones are not`(focus: Int) throws {
    let series = (1...20).map { place in
      LineChart.Series(
        id: "s\(place)", label: "S\(place)", isFocus: place <= focus,
        points: [2020, 2021].map {
          LineChart.Point(year: $0, state: .value(Double(place * 5 + $0 - 2020)))
        })
    }
    let scene = try LineChart(
      frame: Self.frame(size: .slide), areCounts: true, years: 2020...2021, series: series
    ).scene(measuring: FixedWidthMeasurer())
    // Those in focus, and the one that ends highest and the one that ends lowest.
    #expect(scene.facts.lines == focus + 2)
    let isTold = FigureCheck.warnings(in: scene).contains { $0.rule == .tooManyLines }
    #expect(isTold == (focus == 10))
    #expect(scene.data.count == 40)
  }

  @Test(arguments: LineChart.Base.allCases)
  func `a line's scale is announced where it leaves zero out`(base: LineChart.Base) throws {
    let scene = try LineChart(
      frame: Self.frame(), areCounts: true, years: 2020...2021,
      series: [
        LineChart.Series(
          id: "a", label: "A",
          points: [(2020, 90.0), (2021, 99)].map {
            LineChart.Point(year: $0.0, state: .value($0.1))
          })
      ], base: base
    ).scene(measuring: FixedWidthMeasurer())
    let scale = try #require(scene.facts.scales.first)
    #expect(!scale.hasLengths && scale.isAnnounced == (base == .fitted))
    #expect((scale.low > 0) == (base == .fitted) && scale.high >= 99)
  }

  // MARK: Tables and matrices

  @Test func `a table tells its cells of numbers by row and column`() throws {
    let chart = TableChart(
      frame: Self.frame(),
      columns: [
        TableChart.Column(id: "rank", heading: "Rank", kind: .rank),
        TableChart.Column(id: "body", heading: "City", kind: .label),
        TableChart.Column(id: "value", heading: "Items", kind: .bar(areCounts: true)),
        TableChart.Column(id: "places", heading: "Places", kind: .rankChange),
      ],
      groups: [
        TableChart.Group(rows: [
          TableChart.Row(
            id: "a", cells: [.number(1), .text("A"), .number(8, marks: [.named]), .rankChange(-2)]),
          TableChart.Row(
            id: "b", cells: [.blank, .text("B"), .interval(low: 2, high: 4), .rankChange(nil)]),
          TableChart.Row(id: "c", cells: [.blank, .text("C"), .missing, .blank]),
        ])
      ])
    func datum(
      _ row: String, _ series: String, _ heading: String, _ value: Double?, _ text: String,
      low: Double? = nil, high: Double? = nil
    ) -> Scene.Datum {
      Scene.Datum(
        group: "row-" + row, row: row, series: series, label: row.uppercased(),
        seriesLabel: heading, value: value, low: low, high: high, text: text)
    }
    #expect(
      try data(chart) == [
        datum("a", "rank", "Rank", 1, "1"), datum("a", "value", "Items", 8, "8*"),
        datum("a", "places", "Places", -2, "↓2"),
        datum("b", "value", "Items", nil, "2–4", low: 2, high: 4),
        datum("b", "places", "Places", nil, "…"), datum("c", "value", "Items", nil, "—"),
      ])
    let scales = try chart.scene(measuring: FixedWidthMeasurer()).facts.scales
    #expect(scales.map(\.id) == ["value"] && scales.allSatisfy { $0.hasLengths && $0.low == 0 })
    #expect(try #require(scales.first).high >= 8)
  }

  @Test func `a scorecard tells its cells and totals, and what is hatched`() throws {
    let chart = ScorecardChart(
      frame: Self.frame(),
      columns: ["x", "y"].map { ScorecardChart.Column(id: $0, heading: $0, areCounts: true) },
      rows: [
        ScorecardChart.Row(
          id: "a", label: "A", rank: 1, total: 50, interval: 40...60,
          cells: [.value(3), .bounded(low: 1, high: 2)]),
        ScorecardChart.Row(id: "b", label: "B", cells: [.value(9), .notStated]),
      ], totalHeading: "Score")
    let data = try data(chart)
    #expect(data.map(\.row) == ["a", "a", "a", "b", "b"])
    #expect(data.map(\.series) == ["x", "y", "", "x", "y"])
    #expect(data.map(\.value) == [3, nil, 50, 9, nil])
    #expect(data.map(\.low) == [nil, 1, 40, nil, nil])
    #expect(data.map(\.text) == ["3", "1–2", "50 40–60", "9", "Not stated in the report"])
    let keys = try chart.scene(measuring: FixedWidthMeasurer()).facts.keys
    #expect(keys.map(\.isLabelled) == [true, true, false])
  }

  @Test func `a figure of the reporting rate tells what stands behind each sign and each rate`()
    throws
  {
    let data = try data(
      ReportingRateChart(
        frame: Self.frame(stating: 2, selected: 2),
        columns: ["x", "y"].map { ReportingRateChart.Column(id: $0, heading: $0) },
        rows: [
          ReportingRateChart.Row(id: "a", label: "A", states: [.stated, .notStated]),
          ReportingRateChart.Row(id: "b", label: "B", states: [.summed, .notApplicable]),
        ]))
    // Four cells, two rates of rows, two of columns.
    #expect(
      data.map(\.group) == Array(repeating: "row-a", count: 3)
        + Array(repeating: "row-b", count: 3) + ["summary", "summary"])
    #expect(data[1].text == "Not stated in the report" && data[1].value == nil)
    #expect(data[2].text == "1/2" && data[2].value == 0.5)
    #expect(data[5].text == "1/1" && data[5].value == 1)
    #expect(data[6].text == "2/2" && data[7].text == "0/1" && data[7].value == 0)
  }
}
