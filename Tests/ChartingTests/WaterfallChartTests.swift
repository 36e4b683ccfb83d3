import Testing

@testable import Charting

struct WaterfallChartTests {
  private func chart(
    _ start: Double, _ changes: [Double], _ end: Double? = nil, otherAt: Int? = nil,
    language: FigureLanguage = .english
  ) -> WaterfallChart {
    WaterfallChart(
      frame: FigureFrame(
        title: "From here to there", unit: "", sources: [],
        reporting: FigureFrame.Reporting(stating: 2, selected: 2, noun: "cities"),
        language: language, size: .page),
      start: WaterfallChart.Total(label: "Median", value: start),
      steps: changes.enumerated().map {
        WaterfallChart.Step(id: "s\($0)", label: "Step \($0)", change: $1, isOther: $0 == otherAt)
      }, end: WaterfallChart.Total(label: "Longyan", value: end ?? changes.reduce(start, +)))
  }

  @Test func `every step begins where the last one ended and points where it goes`() throws {
    let scene = try chart(10, [5, -3]).scene(measuring: FixedWidthMeasurer())
    let start = try #require(scene.bars["bar-start"])
    let end = try #require(scene.bars["bar-end"])
    let up = try #require(scene.polygons(of: "step-s0").first).points
    let down = try #require(scene.polygons(of: "step-s1").first).points
    let unit = start.width / 10
    #expect(abs(up[0].x - start.x - start.width) < 1e-9)
    #expect(abs(up[2].x - up[0].x - 5 * unit) < 1e-9 && up[2].x > up[1].x)
    #expect(abs(down[0].x - up[2].x) < 1e-9)
    #expect(abs(down[2].x - down[0].x + 3 * unit) < 1e-9 && down[2].x < down[1].x)
    #expect(abs(end.width - 12 * unit) < 1e-9)
    #expect(scene.strings(of: "step-s0") == ["+5", "Step 0"])
    #expect(scene.strings(of: "step-s1") == ["−3", "Step 1"])
    #expect(scene.facts.scales[0].hasLengths && scene.facts.scales[0].low == 0)
    #expect(scene.alternativeText.contains("From Median, 10, to Longyan, 12: +2."))
    #expect(scene.alternativeText.contains("Up: Step 0 +5. Down: Step 1 −3."))
  }

  @Test func `steps that a scale from zero would hide are drawn on one that says where it begins`()
    throws
  {
    let scene = try chart(100, [4, -2]).scene(measuring: FixedWidthMeasurer())
    #expect(scene.bars.keys.allSatisfy { !$0.hasPrefix("bar-") })
    #expect(scene.facts.scales[0].low > 0 && scene.facts.scales[0].isAnnounced)
    #expect(!scene.facts.scales[0].hasLengths)
    #expect(
      scene.strings.contains("The scale does not begin at zero; dots stand for the totals"))
    #expect(scene.strings(of: "dot-start") == ["100", "Median"])
  }

  @Test func `printed steps add up to the difference of the printed totals`() throws {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<200 {
      let start = Double.random(in: -50...100, using: &random)
      let changes = (0..<Int.random(in: 1...9, using: &random)).map { _ in
        Double.random(in: -9...9, using: &random)
      }
      let content = WaterfallContent(chart(start, changes), most: 16)
      func number(_ text: String) throws -> Int {
        let digits = text.filter { $0.isNumber }
        return try #require(Int(digits)) * (text.hasPrefix("−") ? -1 : 1)
      }
      let sum = try content.stepTexts.reduce(try number(content.startText)) {
        $0 + (try number($1))
      }
      #expect(try sum == number(content.endText), "\(start) \(changes)")
    }
  }

  @Test func `of many steps the smallest become other, last and explained`() throws {
    let changes = (1...20).map(Double.init)
    let scene = try chart(10, changes).scene(measuring: FixedWidthMeasurer())
    // Fifteen are kept, 6 to 20; 1 + 2 + 3 + 4 + 5 = 15.
    #expect(scene.strings.contains("Other (5)") && scene.strings.contains("+15"))
    #expect(
      scene.strings.contains(
        "“Other (5)” holds 5 smaller steps: Step 0, Step 1, Step 2, Step 3, Step 4"))
    let given = try chart(10, changes, otherAt: 0).scene(measuring: FixedWidthMeasurer())
    #expect(given.strings.contains("Step 0") && given.strings.contains("+15"))
  }

  @Test func `what does not add up or cannot be drawn is refused`() throws {
    for (chart, part) in [
      (chart(10, [5], 16), "add up to 15.0, but “Longyan” is 16.0"),
      (chart(.infinity, []), "finite value"),
      (chart(1e12, []), "finite value"),
    ] {
      expectRefused(chart, part)
    }
    #expect(try !chart(0, [], 0).scene(measuring: FixedWidthMeasurer()).data.isEmpty)
  }

  @Test(arguments: RowKindSamples.sizes, FigureLanguage.allCases)
  func `any data make a figure in order or an error that says why`(
    name: String, language: FigureLanguage
  ) throws {
    var samples = try RowKindSamples(name, language, seed: 15)
    samples.expect(drawn: 9) { samples in
      let count = samples.pick([0, 1, 2, 5, 12, 25, 100])
      let greatest = samples.pick([0.003, 3.0, 60, 1e9])
      let longest = samples.pick([4, 10, 40])
      let share = samples.pick([0, 0.01, 0.1, 1])
      let start = samples.pick([0, greatest, -greatest, samples.real(-greatest...greatest)])
      var steps: [WaterfallChart.Step] = []
      var end = start
      for index in 0..<count {
        let reach = share * greatest
        let change = samples.chance(0.1) ? 0 : samples.real(-reach...reach)
        end += change
        steps.append(
          WaterfallChart.Step(
            id: "s\(index)", label: samples.label(atMost: longest), change: change,
            isOther: samples.chance(0.05)))
      }
      let chart = WaterfallChart(
        frame: samples.frame(stating: 2, selected: samples.pick([0, 2]) == 0 ? 2 : 3),
        start: WaterfallChart.Total(label: samples.label(atMost: longest), value: start),
        steps: steps, end: WaterfallChart.Total(label: samples.label(atMost: longest), value: end))
      return { () throws(ChartError) in try chart.scene(measuring: FixedWidthMeasurer()) }
    }
  }
}
