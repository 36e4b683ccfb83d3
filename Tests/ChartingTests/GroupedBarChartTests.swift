import Testing

@testable import Charting

struct GroupedBarChartTests {
  private func chart(
    _ parts: Int, _ rows: [[RankedBarChart.State]], language: FigureLanguage = .english
  ) -> GroupedBarChart {
    GroupedBarChart(
      frame: FigureFrame(
        title: "Laws", unit: "", sources: [],
        reporting: FigureFrame.Reporting(
          stating: rows.count, selected: rows.count, noun: "cities"),
        language: language, size: .page), areCounts: true,
      parts: (0..<parts).map { GroupedBarChart.Part(id: "y\($0)", label: "\(2022 + $0)") },
      rows: rows.enumerated().map { index, states in
        GroupedBarChart.Row(
          id: "r\(index)", label: "City \(index)", isFocus: index == 0, states: states)
      })
  }

  @Test func `bars of all parts are on one scale from zero, in the order of the parts`() throws {
    let scene = try chart(2, [[.value(20), .value(10)], [.value(5), .value(0)]]).scene(
      measuring: FixedWidthMeasurer())
    let bars = scene.bars
    let first = try #require(bars["bar-r0-y0"])
    let second = try #require(bars["bar-r0-y1"])
    let third = try #require(bars["bar-r1-y0"])
    #expect(abs(first.width - 2 * second.width) < 1e-9)
    #expect(abs(first.width - 4 * third.width) < 1e-9)
    #expect(second.y >= first.y + first.height)
    #expect(first.fill != second.fill && first.fill == third.fill)
    #expect(bars["bar-r1-y1"] == nil && scene.lines(of: "bar-r1-y1").count == 1)
    #expect(scene.strings(of: "bar-r0-y0") == ["20"])
    #expect(scene.alternativeText.contains("2022: highest City 0, 20; lowest City 1, 5."))
    #expect(scene.alternativeText.contains("City 0: 2022 20, 2023 10."))
  }

  @Test(arguments: FigureLanguage.allCases)
  func `what is not stated says so in its place`(language: FigureLanguage) throws {
    let scene = try chart(
      2,
      [
        [.value(20), .notStated], [.notApplicable, .bounded(low: 3, high: 9)],
        [.notStated, .notStated], [.otherClass(4, className: "decisions"), .value(-6)],
      ], language: language
    ).scene(measuring: FixedWidthMeasurer())
    let words =
      language == .chinese ? ("未载明", "不适用", "3～9") : ("not stated", "Not applicable", "3–9")
    #expect(scene.strings(of: "bar-r0-y1") == [words.0])
    #expect(scene.strings(of: "bar-r1-y0") == [words.1])
    #expect(scene.strings(of: "bar-r1-y1") == [words.2])
    #expect(scene.bars["bar-r0-y1"] == nil && scene.bars["bar-r1-y0"] == nil)
    // A body of which nothing is stated is listed.
    #expect(scene.strings.contains { $0.hasSuffix("City 2") && $0 != "City 2" })
    let zero = try #require(scene.lines(of: "zero").first).x1
    let negative = try #require(scene.bars["bar-r3-y1"])
    #expect(abs(negative.x + negative.width - zero) < 1e-9)
    #expect(scene.strings(of: "bar-r3-y0") == ["4*"])
    #expect(scene.data.first { $0.row == "r0" && $0.series == "y1" }?.value == nil)
  }

  @Test func `the wrong number of bars, contradictions and nothing are refused`() throws {
    let cases: [(GroupedBarChart, String)] = [
      (chart(1, [[.value(1)]]), "two to four"),
      (chart(5, [Array(repeating: .value(1), count: 5)]), "two to four"),
      (chart(2, [[.value(1)]]), "1 values for 2 bars"),
      (chart(2, [[.notStated, .bounded(low: 1, high: 2)]]), "nothing to draw"),
      (chart(2, [[.value(1), .bounded(low: 3, high: 2)]]), "ends (2.0) before"),
      (chart(2, [[.value(.nan), .value(1)]]), "finite value"),
    ]
    for (chart, part) in cases {
      expectRefused(chart, part)
    }
  }

  @Test(arguments: RowKindSamples.sizes, FigureLanguage.allCases)
  func `any data make a figure in order or an error that says why`(
    name: String, language: FigureLanguage
  ) throws {
    var samples = try RowKindSamples(name, language, seed: 14)
    samples.expect(drawn: 5) { samples in
      let count = samples.pick([1, 2, 5, 12, 25, 36, 80, 400])
      let parts = samples.pick([2, 3, 4])
      let greatest = samples.pick([0.003, 3.0, 60, 2000, 1e9])
      let least = samples.pick([0, 0, -greatest])
      let longest = samples.pick([4, 10, 40])
      let lack = samples.pick([0.05, 0.3, 0.95])
      var rows: [GroupedBarChart.Row] = []
      for index in 0..<count {
        let states: [RankedBarChart.State] = (0..<parts).map { part in
          let value = samples.chance(0.1) ? 0 : samples.real(least...greatest)
          return (index > 0 || part > 0) && samples.chance(lack)
            ? samples.other(value, greatest: greatest) : .value(value, marks: samples.marks())
        }
        rows.append(
          GroupedBarChart.Row(
            id: "b\(index)", label: samples.label(atMost: longest),
            isFocus: samples.chance(0.5 / Double(count)), states: states))
      }
      let labels = (0..<parts).map { _ in samples.label(atMost: samples.pick([2, 6, 20])) }
      let chart = GroupedBarChart(
        frame: samples.frame(stating: count, selected: count), areCounts: samples.chance(0.3),
        parts: labels.enumerated().map { GroupedBarChart.Part(id: "p\($0)", label: $1) },
        rows: rows)
      return { () throws(ChartError) in try chart.scene(measuring: FixedWidthMeasurer()) }
    }
  }
}
