import Testing

@testable import Charting

struct ScorecardChartTests {
  private func scene(_ chart: ScorecardChart) throws -> Scene {
    try chart.scene(measuring: FixedWidthMeasurer())
  }

  private func chart(
    _ cells: [ScorecardChart.Cell], column: ScorecardChart.Column? = nil,
    language: FigureLanguage = .english
  ) -> ScorecardChart {
    ScorecardChart(
      frame: MatrixSamples.frame(language, selected: cells.count),
      columns: [column ?? ScorecardChart.Column(id: "c", heading: "Laws", areCounts: true)],
      rows: cells.enumerated().map { index, cell in
        ScorecardChart.Row(id: "r\(index)", label: "City \(index)", cells: [cell])
      })
  }

  private func fill(_ scene: Scene, row: Int) throws -> Scene.Fill? {
    try #require(MatrixSamples.rectangles(scene, mark: "cell-r\(row)-c").first).fill
  }

  private func scaleTexts(_ scene: Scene) -> [String] {
    ["summary-1-c", "summary-2-c"].flatMap {
      MatrixSamples.texts(scene, mark: $0).map(\.string)
    }
  }

  @Test func `the least is lightest, the greatest darkest, and both stand below the column`() throws
  {
    let scene = try scene(chart([.value(2), .value(7), .value(12)]))
    #expect(try fill(scene, row: 0) == .solid(Theme.light.shade(0)))
    // (7 − 2) / (12 − 2) = 0.5
    #expect(try fill(scene, row: 1) == .solid(Theme.light.shade(0.5)))
    #expect(try fill(scene, row: 2) == .solid(Theme.light.shade(1)))
    #expect(scaleTexts(scene) == ["2", "12"])
  }

  @Test func `where less is more the scale is turned round and says so`() throws {
    let column = ScorecardChart.Column(
      id: "c", heading: "Days", areCounts: true, higherIsMore: false)
    let scene = try scene(chart([.value(2), .value(12)], column: column))
    #expect(try fill(scene, row: 0) == .solid(Theme.light.shade(1)))
    #expect(scaleTexts(scene) == ["12", "2"])
  }

  @Test func `values beyond a given scale have its last shade and the scale says at least`() throws
  {
    let column = ScorecardChart.Column(
      id: "c", heading: "Laws", areCounts: true, low: 5, high: 10)
    let scene = try scene(chart([.value(2), .value(30)], column: column))
    #expect(try fill(scene, row: 0) == .solid(Theme.light.shade(0)))
    #expect(try fill(scene, row: 1) == .solid(Theme.light.shade(1)))
    #expect(scaleTexts(scene) == ["≤5", "≥10"])
  }

  @Test func `one value everywhere is neither light nor dark`() throws {
    let scene = try scene(chart([.value(4), .value(4)]))
    #expect(try fill(scene, row: 0) == .solid(Theme.light.shade(0.5)))
    #expect(scaleTexts(scene) == ["4", "4"])
  }

  @Test func `a shade that is given is taken`() throws {
    let scene = try scene(chart([.value(2, shade: 0.9), .value(7)]))
    #expect(try fill(scene, row: 0) == .solid(Theme.light.shade(0.9)))
  }

  @Test func `zero is a number, what is not stated a hatch, what is not applicable a dash`() throws
  {
    let scene = try scene(chart([.value(0), .value(3), .notStated, .notApplicable]))
    #expect(MatrixSamples.texts(scene, mark: "cell-r0-c").map(\.string) == ["0"])
    for row in [2, 3] { #expect(MatrixSamples.texts(scene, mark: "cell-r\(row)-c").isEmpty) }
    guard case .hatch = try fill(scene, row: 2) else {
      Issue.record("what is not stated is not hatched")
      return
    }
    #expect(MatrixSamples.rectangles(scene, mark: "cell-r3-c").isEmpty)
    let strings = MatrixSamples.texts(scene).map(\.string)
    #expect(strings.contains("Not stated in the report (1)"))
    #expect(strings.contains("Not applicable (1)"))
    // Three cells are due, two are stated: 67 %.
    #expect(strings.contains("4 cities, 1 measures: 2 of 3 figures stated (67%)"))
  }

  @Test func `what cannot be compared has its number and no shade`() throws {
    let scene = try scene(
      chart([
        .value(5), .bounded(low: 3, high: 7), .bounded(low: 4, high: nil),
        .otherClass(900, className: "with decisions"),
      ]))
    #expect(MatrixSamples.texts(scene, mark: "cell-r1-c").map(\.string) == ["3–7"])
    #expect(MatrixSamples.texts(scene, mark: "cell-r2-c").map(\.string) == ["≥4"])
    #expect(MatrixSamples.texts(scene, mark: "cell-r3-c").map(\.string) == ["900*"])
    for row in 1...3 { #expect(try fill(scene, row: row) == nil) }
    // Nor does it stretch the scale of the others.
    #expect(scaleTexts(scene) == ["5", "5"])
  }

  @Test func `the words name the highest, the lowest and the body in focus`() throws {
    var chart = chart([.value(2), .value(12), .notStated])
    chart.rows[1].isFocus = true
    chart.rows[1].rank = 1
    let text = try scene(chart).alternativeText
    #expect(text.contains("Laws: highest City 1, 12; lowest City 0, 2."))
    #expect(text.contains("City 1: rank 1, Laws 12."))
  }

  @Test func `the row in focus has a frame and bold numbers`() throws {
    var chart = chart([.value(2), .value(12)])
    chart.rows[0].isFocus = true
    let scene = try scene(chart)
    #expect(MatrixSamples.groups(scene).contains("focus"))
    #expect(MatrixSamples.texts(scene, mark: "cell-r0-c").allSatisfy { $0.font.isBold })
    #expect(MatrixSamples.texts(scene, mark: "cell-r1-c").allSatisfy { !$0.font.isBold })
  }

  @Test func `thirty-five rows and twelve columns stand in full on a page`() throws {
    let chart = ScorecardChart(
      frame: MatrixSamples.frame(.chinese, .page, selected: 35),
      columns: (0..<12).map {
        ScorecardChart.Column(id: "c\($0)", heading: "备案审查", unit: "件", areCounts: true)
      },
      rows: (0..<35).map { row in
        ScorecardChart.Row(
          id: "r\(row)", label: "青岛市", rank: row + 1, total: Double(99 - row),
          cells: (0..<12).map { .value(Double(row * $0)) })
      }, totalHeading: "得分")
    let groups = MatrixSamples.groups(try scene(chart))
    #expect(groups.filter { $0.hasPrefix("row-") }.count == 35)
    #expect(groups.filter { $0.hasPrefix("gap") }.isEmpty)
  }

  static let impossible: [(String, @Sendable (inout ScorecardChart) -> Void)] = [
    ("finite", { $0.rows[0].cells = [.value(.nan)] }),
    ("finite", { $0.rows[0].total = .infinity }),
    ("before it begins", { $0.rows[0].cells = [.bounded(low: 3, high: 2)] }),
    (
      "before it begins",
      {
        $0.columns[0].low = 3; $0.columns[0].high = 3
      }
    ),
    ("0 to 1", { $0.rows[0].cells = [.value(1, shade: 1.5)] }),
    ("ranks begin at 1", { $0.rows[0].rank = 0 }),
    ("one for each", { $0.rows[0].cells = [] }),
    ("no rows", { $0.rows = [] }),
    ("nothing to draw", { $0.rows[0].cells = [.notStated] }),
    (
      "at most 12",
      { chart in
        chart.columns = Array(repeating: chart.columns[0], count: 13)
        chart.rows[0].cells = Array(repeating: .value(1), count: 13)
      }
    ),
  ]

  @Test(arguments: impossible.indices)
  func `what cannot be drawn is refused with a reason`(index: Int) {
    var chart = chart([.value(1)])
    Self.impossible[index].1(&chart)
    let error = #expect(throws: ChartError.self) {
      _ = try chart.scene(measuring: FixedWidthMeasurer())
    }
    #expect(error?.message.contains(Self.impossible[index].0) == true)
  }
}
