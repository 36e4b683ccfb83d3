import Testing

@testable import Charting

/// What the scorecard and the reporting rate have in common in tests.
enum MatrixSamples {
  static func frame(
    _ language: FigureLanguage = .english, _ size: FigureSize = .page, selected: Int = 3
  ) -> FigureFrame {
    FigureFrame(
      title: language == .chinese ? "各市情况" : "The cities", unit: "", sources: ["reports"],
      reporting: FigureFrame.Reporting(
        stating: selected, selected: selected, noun: language == .chinese ? "市" : "cities"),
      language: language, size: size)
  }

  static func rectangles(_ scene: Scene, mark: String) -> [Scene.Rectangle] {
    flat(scene.elements).compactMap {
      if case .rectangle(let rectangle) = $0, rectangle.mark == mark { rectangle } else { nil }
    }
  }

  static func texts(_ scene: Scene, mark: String? = nil) -> [Scene.Text] {
    flat(scene.elements).compactMap {
      if case .text(let text) = $0, mark == nil || text.mark == mark { text } else { nil }
    }
  }

  static func flat(_ elements: [Scene.Element]) -> [Scene.Element] {
    elements.flatMap { element -> [Scene.Element] in
      if case .group(let group) = element { flat(group.elements) } else { [element] }
    }
  }

  static func groups(_ scene: Scene) -> [String] {
    scene.elements.compactMap { if case .group(let group) = $0 { group.id } else { nil } }
  }
}

struct MatrixTests {
  @Test func `columns share the room evenly unless one needs more`() {
    // 100 points for three: each 33.3, which suits all.
    for width in MatrixLayout.even([10, 20, 30], within: 100, atMost: 90) {
      #expect(abs(width - 100.0 / 3) < 1e-9)
    }
    // The first keeps its 60; the others share the 40 that are left.
    #expect(MatrixLayout.even([60, 5, 5], within: 100, atMost: 90) == [60, 20, 20])
    #expect(MatrixLayout.even([5, 5], within: 100, atMost: 30) == [30, 30])
  }

  @Test func `text on any shade can be read`() {
    for step in 0...1000 {
      let shade = Theme.light.shade(Double(step) / 1000)
      #expect(shade.contrast(with: Theme.light.textColour(on: shade)) >= 4.5)
    }
  }

  @Test func `a darker shade is darker in greyscale too`() {
    var last = Double.infinity
    for step in 0...100 {
      let luminance = Theme.light.shade(Double(step) / 100).relativeLuminance
      #expect(luminance < last)
      last = luminance
    }
  }

  @Test func `a name that a scene cannot carry gives way to its place`() {
    #expect(
      MatrixContent.identifiers(["a", "a", "", "济南", "--1", "b_2"])
        == ["a", "--2", "--3", "--4", "--5", "b_2"])
  }

  @Test(arguments: FigureSize.named, FigureLanguage.allCases)
  func `a scorecard of any data is drawn or refused with a reason`(
    size: FigureSize, language: FigureLanguage
  ) throws {
    var generator = SeededGenerator(seed: 20_240_601)
    var drawn = 0
    for _ in 0..<10 {
      let chart = Self.scorecard(size, language, using: &generator)
      do throws(ChartError) {
        let scene = try chart.scene(measuring: FixedWidthMeasurer())
        #expect(FigureCheck.problems(in: scene).isEmpty)
        let again = try chart.scene(measuring: FixedWidthMeasurer())
        #expect(again == scene)
        let ids = MatrixSamples.groups(scene)
        for row in chart.rows where row.isFocus { #expect(ids.contains("row-" + row.id)) }
        drawn += 1
      } catch {
        #expect(error.code == .specification, "\(error)")
        #expect(error.message.contains("choose"))
      }
    }
    #expect(drawn > 0)
  }

  @Test(arguments: FigureSize.named, FigureLanguage.allCases)
  func `a reporting rate of any data is drawn or refused with a reason`(
    size: FigureSize, language: FigureLanguage
  ) throws {
    var generator = SeededGenerator(seed: 77)
    var drawn = 0
    for _ in 0..<10 {
      let chart = Self.reportingRate(size, language, using: &generator)
      do throws(ChartError) {
        let scene = try chart.scene(measuring: FixedWidthMeasurer())
        #expect(FigureCheck.problems(in: scene).isEmpty)
        #expect(!scene.alternativeText.contains("{"))
        drawn += 1
      } catch {
        #expect(error.code == .specification, "\(error)")
        #expect(error.message.contains("choose"))
      }
    }
    #expect(drawn > 0)
  }

  private static func word(
    _ language: FigureLanguage, using generator: inout SeededGenerator
  ) -> String {
    let pieces =
      language == .chinese
      ? ["制定", "法规", "备案审查", "代表（人次）", "市", "比"]
      : ["laws", "made", "of", "inspections", "(total)", "x"]
    return (0..<Int.random(in: 1...3, using: &generator)).map { _ in
      pieces[Int.random(in: 0..<pieces.count, using: &generator)]
    }.joined(separator: language == .chinese ? "" : " ")
  }

  private static func scorecard(
    _ size: FigureSize, _ language: FigureLanguage, using generator: inout SeededGenerator
  ) -> ScorecardChart {
    let count = Int.random(in: 1...12, using: &generator)
    let columns = (0..<count).map { index in
      ScorecardChart.Column(
        id: "c\(index)", heading: word(language, using: &generator),
        unit: Bool.random(using: &generator) ? "件" : "", group: index < 3 ? "G" : nil,
        areCounts: Bool.random(using: &generator),
        higherIsMore: Bool.random(using: &generator))
    }
    let rows = (0..<Int.random(in: 1...45, using: &generator)).map { index in
      ScorecardChart.Row(
        id: "r\(index)", label: word(language, using: &generator), rank: index + 1,
        total: Double.random(in: 0...100, using: &generator),
        interval: index == 2 ? 1...2.5 : nil, isFocus: index == 6,
        cells: (0..<count).map { column in
          let value = Double(Int.random(in: -20...1500, using: &generator))
          switch index + column == 0 ? 9 : Int.random(in: 0..<12, using: &generator) {
          case 0: return .notStated
          case 1: return .notApplicable
          case 2: return .bounded(low: value, high: value + 9)
          case 3: return .bounded(low: value, high: nil)
          case 4: return .otherClass(value, className: "other")
          case 5: return .value(value, marks: [.named, .about])
          case 6: return .value(value / 5, marks: [.averaged(years: 5)], shade: 0.4)
          default: return .value(value)
          }
        })
    }
    return ScorecardChart(
      frame: MatrixSamples.frame(language, size, selected: rows.count), columns: columns,
      rows: rows, totalHeading: language == .chinese ? "得分" : "Total score")
  }

  private static func reportingRate(
    _ size: FigureSize, _ language: FigureLanguage, using generator: inout SeededGenerator
  ) -> ReportingRateChart {
    let count = Int.random(in: 1...30, using: &generator)
    let columns = (0..<count).map { index in
      ReportingRateChart.Column(
        id: "c\(index)", heading: word(language, using: &generator),
        group: count > 9 ? word(language, using: &generator) : nil)
    }
    let rows = (0..<Int.random(in: 1...60, using: &generator)).map { index in
      ReportingRateChart.Row(
        id: "r\(index)", label: word(language, using: &generator), isFocus: index == 20,
        states: (0..<count).map { _ in
          ReportingRateChart.State.allCases[Int.random(in: 0..<8, using: &generator)]
        })
    }
    return ReportingRateChart(
      frame: MatrixSamples.frame(language, size, selected: rows.count), columns: columns,
      rows: rows)
  }
}
