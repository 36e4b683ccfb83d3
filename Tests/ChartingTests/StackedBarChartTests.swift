import Testing

@testable import Charting

struct StackedBarChartTests {
  private func chart(
    _ parts: Int, _ rows: [StackedBarChart.Row], language: FigureLanguage = .english
  ) -> StackedBarChart {
    StackedBarChart(
      frame: FigureFrame(
        title: "Scores", unit: "", sources: [],
        reporting: FigureFrame.Reporting(
          stating: rows.count, selected: rows.count, noun: "cities"),
        language: language, size: .page),
      parts: (0..<parts).map { StackedBarChart.Part(id: "p\($0)", label: "Part \($0)") },
      rows: rows,
      totalName: "Score")
  }

  private func row(
    _ id: String, _ values: [Double?], total: Double?, isFocus: Bool = false
  ) -> StackedBarChart.Row {
    StackedBarChart.Row(
      id: id, label: id.uppercased(), total: total, values: values, isFocus: isFocus)
  }

  @Test func `printed parts add up to the printed total`() {
    // 33.34 + 33.33 + 33.33 = 100; rounded one by one 33 + 33 + 33 = 99.
    #expect(
      StackedBarContent.apportioned([33.34, 33.33, 33.33], to: 100, decimals: 0) == [34, 33, 33])
    // −1.5 + 4.25 = 2.75: −2 and 4 leave one unit, which goes to the half that was lost.
    #expect(StackedBarContent.apportioned([-1.5, 4.25], to: 2.75, decimals: 0) == [-1, 4])
    #expect(StackedBarContent.apportioned([0.1, 0.2], to: 0.3, decimals: 1) == [0.1, 0.2])
    var random = SeededGenerator(seed: 3)
    for _ in 0..<500 {
      let values = (0..<Int.random(in: 1...6, using: &random)).map { _ in
        Double.random(in: -50...100, using: &random)
      }
      let total = values.reduce(0, +)
      let printed = StackedBarContent.apportioned(values, to: total, decimals: 1)
      #expect(
        abs(printed.reduce(0, +) - (total * 10).rounded() / 10) < 1e-9, "\(values) \(printed)")
      #expect(zip(values, printed).allSatisfy { abs($0 - $1) <= 0.1 + 1e-9 })
    }
  }

  @Test func `printed parts add up to the total where a part is missing too`() throws {
    // 19.6164 + 23.0385 = 42.6549, printed 42.7; one by one 19.6 + 23.0 = 42.6. Rounded down they lack
    // one tenth, which goes to 23.0385: it lost 0.0385, the other 0.0164.
    // 30.264 + 7.654 = 37.918, printed 37.9; one by one 30.3 + 7.7 = 38.0. The tenth that 30.2 + 7.6
    // lack goes to 30.264.
    let scene = try chart(
      3,
      [
        row("a", [nil, 19.6164, 23.0385], total: 42.6549),
        row("b", [30.264, 7.654, nil], total: 37.918), row("c", [10, nil, 20], total: 80),
      ]
    ).scene(measuring: FixedWidthMeasurer())
    func printed(_ row: String) -> [String] {
      ["p0", "p1", "p2"].compactMap { part in
        scene.data.first { $0.row == row && $0.series == part }?.text
      }
    }
    func total(_ row: String) -> String? {
      scene.data.first { $0.row == row && $0.series.isEmpty }?.text
    }
    #expect(total("a") == "42.7")
    #expect(printed("a") == ["—", "19.6", "23.1"])
    #expect(total("b") == "37.9")
    #expect(printed("b") == ["30.3", "7.6", "—"])
    // What is missing may have a share in the total: then nothing is made to add up.
    #expect(printed("c") == ["10.0", "—", "20.0"])
  }

  @Test func `names stand above the first row only where each is over its own part`() throws {
    func hasLegend(_ values: [Double?]) throws -> Bool {
      let scene = try chart(3, [row("a", values, total: values.compactMap { $0 }.reduce(0, +))])
        .scene(measuring: FixedWidthMeasurer())
      let names = scene.texts.filter { $0.string.hasPrefix("Part ") }
      #expect(names.count == 3)
      let parts = try ["part-a-p0", "part-a-p1", "part-a-p2"].map { try #require(scene.bars[$0]) }
      let areOver = names.allSatisfy { name in
        let middle = (name.inkBox.left + name.inkBox.right) / 2
        let index = Int(name.string.dropFirst(5)) ?? 0
        return parts[index].x <= middle && middle <= parts[index].x + parts[index].width
      }
      let hasLegend = scene.bars[""] != nil
      #expect(hasLegend || areOver)
      return hasLegend
    }
    #expect(try !hasLegend([40, 30, 30]))
    // The last part is a sliver beside the total.
    #expect(try hasLegend([70, 29.5, 0.5]))
    for last in [1.0, 2, 3, 5, 8, 12] { _ = try hasLegend([60, 40 - last, last]) }
    for first in [1.0, 2, 3, 5, 8, 12] { _ = try hasLegend([first, 40 - first, 60]) }
  }

  @Test func `parts have an edge of ink where one of them is hatched`() throws {
    var chart = chart(3, [row("a", [40, 30, 30], total: 100)])
    for theme in [Theme.page, .print] {
      chart.frame.theme = theme
      let scene = try chart.scene(measuring: FixedWidthMeasurer())
      let parts = try ["part-a-p0", "part-a-p1", "part-a-p2"].map { try #require(scene.bars[$0]) }
      let isHatched = parts.contains { part in
        if case .hatch = part.fill { true } else { false }
      }
      #expect(isHatched == (theme == .print))
      for part in parts { #expect(part.stroke?.colour == (isHatched ? theme.ink : theme.paper)) }
    }
  }

  @Test func `parts stand one after another, the one that varies most at zero`() throws {
    let scene = try chart(
      2, [row("a", [20, 40], total: 60), row("b", [22, 10], total: 32, isFocus: true)]
    ).scene(measuring: FixedWidthMeasurer())
    let bars = scene.bars
    let first = try #require(bars["part-a-p1"])
    let second = try #require(bars["part-a-p0"])
    let zero = try #require(scene.lines(of: "zero").first)
    #expect(abs(first.x - zero.x1) < 1e-9)
    #expect(abs(second.x - first.x - first.width) < 1e-9)
    #expect(abs(first.width - 2 * second.width) < 1e-9)
    #expect(scene.strings(of: "part-a-p1") == ["40"])
    #expect(scene.strings(of: "row-a").contains("60"))
    #expect(scene.alternativeText.contains("The part that differs most: Part 1, from 10 to 40."))
    #expect(scene.alternativeText.contains("B: Score 32, of which Part 1 10, Part 0 22."))
  }

  @Test func `negative parts stand to the left of zero`() throws {
    let scene = try chart(
      2, [row("a", [30, -10], total: 20), row("b", [10, -5], total: 5)]
    ).scene(measuring: FixedWidthMeasurer())
    let zero = try #require(scene.lines(of: "zero").first).x1
    let up = try #require(scene.bars["part-a-p0"])
    let down = try #require(scene.bars["part-a-p1"])
    #expect(abs(up.x - zero) < 1e-9)
    #expect(abs(down.x + down.width - zero) < 1e-9)
    #expect(abs(up.width - 3 * down.width) < 1e-9)
  }

  @Test func `a missing part is a box that says so, never a zero`() throws {
    let scene = try chart(
      2, [row("a", [30, 10], total: 40), row("b", [20, nil], total: nil)]
    ).scene(measuring: FixedWidthMeasurer())
    let box = try #require(scene.bars["missing-b-p1"])
    #expect(scene.bars["part-b-p1"] == nil)
    // Hatched it could be taken for a part whose fill is hatched.
    #expect(box.fill == .solid(Theme.page.paper) && box.stroke?.dashes.isEmpty == false)
    #expect(scene.strings(of: "row-b").contains("—"))
    #expect(
      scene.strings.contains { $0.hasPrefix("Dashed box: missing") && $0.hasSuffix("B (Part 1)") })
    let datum = try #require(scene.data.first { $0.row == "b" && $0.series == "p1" })
    #expect(datum.value == nil && datum.text == "—")
  }

  @Test func `of more than six parts the smallest become one, which is explained`() throws {
    let values: [Double?] = [9, 1, 8, 2, 7, 6, 5]
    let scene = try chart(7, [row("a", values, total: 38)]).scene(
      measuring: FixedWidthMeasurer())
    let parts = scene.bars.keys.filter { $0.hasPrefix("part-a-") }
    #expect(parts.count == 6)
    // 1 + 2 = 3.
    #expect(scene.data.first { $0.series == "other" }?.value == 3)
    #expect(scene.strings.contains("“Other” joins 2: Part 1, Part 3"))
  }

  @Test func `totals that their parts do not add up to are refused, and so is nothing`() throws {
    let cases: [(StackedBarChart, String)] = [
      (chart(2, [row("a", [1, 2], total: 4)]), "add up to 3.0, but its total is 4.0"),
      (chart(2, [row("a", [1], total: 1)]), "1 values for 2 parts"),
      (chart(0, []), "no parts"),
      (chart(1, [row("a", [nil], total: nil)]), "nothing to draw"),
      (chart(1, [row("a", [.infinity], total: nil)]), "finite value"),
    ]
    for (chart, part) in cases {
      expectRefused(chart, part)
    }
  }

  @Test(arguments: RowKindSamples.sizes, FigureLanguage.allCases)
  func `any data make a figure in order or an error that says why`(
    name: String, language: FigureLanguage
  ) throws {
    var samples = try RowKindSamples(name, language, seed: 13)
    samples.expect(drawn: 8) { samples in
      let count = samples.pick([1, 2, 5, 12, 25, 35, 36, 80, 400])
      let parts = samples.pick([1, 2, 3, 5, 6, 7, 12])
      let greatest = samples.pick([0.003, 3.0, 60, 2000, 1e9])
      let least = samples.pick([0, 0, -0.4 * greatest])
      let longest = samples.pick([4, 10, 40])
      let lack = samples.pick([0, 0.1, 0.9])
      var rows: [StackedBarChart.Row] = []
      for index in 0..<count {
        let values: [Double?] = (0..<parts).map { _ in
          index > 0 && samples.chance(lack)
            ? nil : samples.chance(0.1) ? 0 : samples.real(least...greatest)
        }
        let known = values.compactMap { $0 }
        let hasTotal = known.count == parts && samples.chance(0.9) || samples.chance(0.3)
        rows.append(
          StackedBarChart.Row(
            id: "b\(index)", label: samples.label(atMost: longest),
            rank: hasTotal ? index + 1 : nil, total: hasTotal ? known.reduce(0, +) : nil,
            values: values, isFocus: samples.chance(0.05)))
      }
      let labels = (0..<parts).map { _ in samples.label(atMost: samples.pick([2, 6, 20])) }
      let chart = StackedBarChart(
        frame: samples.frame(stating: rows.count { $0.total != nil }, selected: count),
        parts: labels.enumerated().map { StackedBarChart.Part(id: "p\($0)", label: $1) },
        rows: rows, totalName: samples.text(samples.pick([2, 8])))
      return { () throws(ChartError) in try chart.scene(measuring: FixedWidthMeasurer()) }
    }
  }
}
