import Testing

@testable import Charting

struct ReportingRateChartTests {
  private func chart(
    _ states: [[ReportingRateChart.State]], language: FigureLanguage = .english,
    heading: String = "Laws"
  ) -> ReportingRateChart {
    ReportingRateChart(
      frame: MatrixSamples.frame(language, selected: states.count),
      columns: (0..<(states.first?.count ?? 0)).map {
        ReportingRateChart.Column(id: "c\($0)", heading: "\(heading)")
      },
      rows: states.enumerated().map { index, states in
        ReportingRateChart.Row(
          id: "r\(index)", label: "City \(index)", isFocus: index == 0, states: states)
      })
  }

  private func shapes(_ scene: Scene, _ mark: String) -> [Scene.Element] {
    MatrixSamples.flat(scene.elements).filter {
      switch $0 {
      case .rectangle(let shape): shape.mark == mark
      case .line(let shape): shape.mark == mark
      case .polygon(let shape): shape.mark == mark
      case .circle(let shape): shape.mark == mark
      case .text, .group: false
      }
    }
  }

  @Test func `rates count what is stated of what is due`() throws {
    let scene = try chart([
      [.stated, .summed, .notApplicable],
      [.named, .notStated, .bounded],
      [.termOnly, .otherClass, .notApplicable],
    ]).scene(measuring: FixedWidthMeasurer())
    // Rows: 2 of 2 (one not applicable), 1 of 3, 0 of 2: a total for the term is no yearly figure.
    for (row, rate) in ["2/2", "1/3", "0/2"].enumerated() {
      #expect(MatrixSamples.texts(scene, mark: "row-r\(row)").last?.string == rate)
    }
    // Columns: 2 of 3, 1 of 3, 0 of 1; in all 3 of 7, 43 %.
    for (column, rate) in ["2/3", "1/3", "0/1"].enumerated() {
      #expect(
        MatrixSamples.texts(scene, mark: "summary-1-c\(column)").map(\.string) == [rate])
    }
    let strings = MatrixSamples.texts(scene).map(\.string)
    #expect(strings.contains("3/7"))
    #expect(strings.contains("3 cities, 3 measures: 3 of 7 figures stated (43%)"))
    #expect(strings.contains("Not applicable (2)"))
    #expect(scene.alternativeText.contains("City 0: 2 of 2 stated."))
    #expect(scene.alternativeText.contains("Most often stated: Laws, 2/3."))
  }

  @Test func `what is not applicable is spoken of only where it is, and words differ from the sum`()
    throws
  {
    for (last, isTold) in [(ReportingRateChart.State.notApplicable, true), (.notStated, false)] {
      let scene = try chart([[.stated, .summed], [.stated, last]], language: .chinese)
        .scene(measuring: FixedWidthMeasurer())
      let strings = scene.strings
      #expect(strings.contains { $0.contains("应有：不含不适用") } == isTold)
      #expect(strings.contains { $0.contains("载明：含加总和列名") })
      #expect(strings.contains("直接载明（2）"))
      #expect(strings.contains { $0.contains("报告载明3个") })
    }
  }

  @Test(arguments: ReportingRateChart.State.allCases)
  func `each state has a sign that differs from the others in shape`(
    state: ReportingRateChart.State
  ) throws {
    let all = ReportingRateChart.State.allCases
    let scene = try chart([all, all]).scene(measuring: FixedWidthMeasurer())
    func sign(_ state: ReportingRateChart.State) throws -> [String] {
      let place = try #require(all.firstIndex(of: state))
      // The shapes with neither place nor colour.
      return shapes(scene, "cell-r1-c\(place)").map { element in
        switch element {
        case .rectangle(let shape):
          let isHatched = if case .hatch? = shape.fill { true } else { false }
          let share = (shape.height / shape.width * 10).rounded()
          return "rectangle \(share) \(shape.fill != nil) \(shape.stroke != nil) \(isHatched)"
        case .polygon(let shape): return "polygon \(shape.points.count)"
        case .line: return "line"
        case .circle: return "circle"
        case .text, .group: return ""
        }
      }
    }
    let own = try sign(state)
    #expect(!own.isEmpty)
    for other in all where other != state {
      let another = try sign(other)
      #expect(another != own)
    }
  }

  @Test func `forty bodies and thirty measures stand in full on a page in Chinese`() throws {
    let states = (0..<40).map { row in
      (0..<30).map { ReportingRateChart.State.allCases[(row * 7 + $0 * 3) % 8] }
    }
    var chart = chart(states, language: .chinese, heading: "制定法规数")
    for index in chart.rows.indices { chart.rows[index].label = "青岛市" }
    let scene = try chart.scene(measuring: FixedWidthMeasurer())
    let groups = MatrixSamples.groups(scene)
    #expect(groups.filter { $0.hasPrefix("row-") }.count == 40)
    // The headings stand character under character.
    #expect(MatrixSamples.texts(scene).filter { $0.string == "规" }.count == 30)
  }

  @Test func `narrow English headings give way to numbers with a key`() throws {
    let states = [Array(repeating: ReportingRateChart.State.stated, count: 30)]
    let scene = try chart(states, heading: "Enforcement inspections").scene(
      measuring: FixedWidthMeasurer())
    let strings = MatrixSamples.texts(scene).map(\.string)
    #expect(strings.contains("30") && strings.contains("30 Enforcement inspections"))
  }

  @Test func `rows that do not fit leave a gap that says how many, never the one in focus`() throws
  {
    let states = (0..<40).map { _ in [ReportingRateChart.State.stated, .notStated] }
    var chart = chart(states)
    chart.frame.size = .slide
    chart.rows[0].isFocus = false
    chart.rows[20].isFocus = true
    let scene = try chart.scene(measuring: FixedWidthMeasurer())
    let drawn = MatrixSamples.groups(scene).filter { $0.hasPrefix("row-") }
    #expect(drawn.contains("row-r20") && drawn.contains("row-r0") && drawn.contains("row-r39"))
    let left = MatrixSamples.texts(scene).map(\.string).filter { $0.hasSuffix("left out)") }
      .compactMap { Int($0.dropFirst().prefix { $0.isNumber }) }
    #expect(left.reduce(drawn.count, +) == 40)
    // The rates below count all forty in any case.
    #expect(MatrixSamples.texts(scene, mark: "summary-1-c0").map(\.string) == ["40/40"])
  }

  @Test func `rows of another length and no rows are refused`() {
    for states in [[[ReportingRateChart.State.stated], []], []] {
      #expect(throws: ChartError.self) {
        _ = try chart(states).scene(measuring: FixedWidthMeasurer())
      }
    }
  }
}
