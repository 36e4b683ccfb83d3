import Testing

@testable import Charting

@Suite struct DistributionChartTests {
  private static func chart(_ values: [Double], areCounts: Bool = true, focus: Int? = nil)
    -> DistributionChart
  {
    DistributionChart(
      frame: handFrame(unit: "件"), areCounts: areCounts,
      points: values.enumerated().map {
        StripChart.Point(id: "p\($0)", label: "城\($0)", value: $1, isFocus: $0 == focus)
      })
  }

  @Test func `bins are round, hold every value once and keep their lower edge`() {
    // Quartiles 2.25 and 6.75, so 2 · 4.5 / ∛8 = 4.5, made round: 5.
    let bins = Bins([0, 1, 2, 3, 5, 6, 9, 10].map { Double($0) }, areCounts: true, atMost: 30)
    #expect(bins.step == 5)
    #expect(bins.edges == [0, 5, 10, 15])
    #expect(bins.counts == [4, 3, 1])
    #expect(bins.followsRule)
    #expect(bins.index(of: 5) == 1)
    #expect(abs(Bins.cubeRoot(27) - 3) < 1e-12)
  }

  @Test func `counts that lie close together have a bar for each number`() throws {
    let bins = Bins([1, 1, 2, 3, 3, 3, 4], areCounts: true, atMost: 30)
    #expect(bins.areSingle)
    #expect(bins.counts == [2, 1, 3, 1])
    let scene = try Self.chart([1, 1, 2, 3, 3, 3, 4])
      .scene(measuring: FixedWidthMeasurer())
    #expect(scene.strings.contains { $0.contains("每个整数一组") })
    // The number of the scale stands in the middle of its bar.
    let bar = try #require(scene.bars["bar-2"])
    let tick = try #require(scene.texts.first { $0.string == "2" && $0.mark == nil })
    #expect(abs(tick.x - (bar.x + bar.width / 2)) < 1e-9)
  }

  @Test(arguments: [[5.0, 5, 5], [0], [-3, -3], [1e14, 1e14 + 0.125], [1e-300, 2e-300]])
  func `values that are all alike, or nearly, have bins too`(values: [Double]) {
    for areCounts in [true, false] {
      let bins = Bins(values, areCounts: areCounts, atMost: 30)
      #expect(bins.counts.reduce(0, +) == values.count)
      #expect(bins.counts.count <= 31)
      #expect(bins.edges.allSatisfy { $0.isFinite })
    }
  }

  @Test func `bars are as high as their numbers and stand on zero`() throws {
    let scene = try Self.chart([0, 1, 2, 3, 5, 6, 9, 10], focus: 4)
      .scene(measuring: FixedWidthMeasurer())
    let bars = try ["bar-1", "bar-2", "bar-3"].map { try #require(scene.bars[$0]) }
    #expect(abs(bars[0].height * 3 - bars[1].height * 4) < 1e-9)
    #expect(abs(bars[0].height - bars[2].height * 4) < 1e-9)
    #expect(scene.strings(of: "bar-1") == ["4"])
    // The focus's bar has an edge, and a marker with its name stands at its value.
    #expect(bars[1].fill != bars[0].fill && bars[0].fill == bars[2].fill)
    #expect(bars[1].stroke != nil && bars[0].stroke == nil)
    #expect(scene.strings(of: "focus-p4") == ["城4 5"])
    #expect(!scene.polygons(of: "focus-p4").isEmpty)
    #expect(scene.strings(of: "median") == ["中位数 4"])
    #expect(scene.strings.contains { $0.contains("n = 8") })
    #expect(scene.strings.contains { $0.contains("组距5") })
  }

  @Test func `the unit stands with the name of the values below the scale`() throws {
    var chart = Self.chart([0, 1, 2, 3, 5, 6, 9, 10])
    let scene = try chart.scene(measuring: FixedWidthMeasurer())
    #expect(!scene.strings.contains { $0.contains("单位") })
    let name = try #require(scene.texts.first { $0.string == "载明数（件）" })
    let edge = try #require(scene.texts.first { $0.string == "10" && $0.mark == nil })
    let end = try #require(scene.texts.first { $0.string == "15" && $0.mark == nil })
    #expect(name.inkBox.top > edge.inkBox.bottom)
    #expect(name.anchor == .end && name.x >= end.x)
    #expect(scene.alternativeText.contains("10件"))

    chart.frame.reporting.outcome = .ranked
    #expect(try chart.scene(measuring: FixedWidthMeasurer()).strings.contains("得分（件）"))
    chart.frame.unit = ""
    #expect(try chart.scene(measuring: FixedWidthMeasurer()).strings.contains("得分"))
  }

  @Test(arguments: Theme.named)
  func `the lines of the median and of the focus are seen down to the scale`(theme: Theme) throws {
    var chart = Self.chart([0, 1, 2, 3, 5, 6, 8, 10, 11], focus: 6)
    chart.frame.theme = theme
    let scene = try chart.scene(measuring: FixedWidthMeasurer())
    let bar = try #require(scene.bars["bar-2"])
    let edge = try #require(bar.stroke)
    #expect(edge.colour.contrast(with: theme.paper) >= 3)
    guard case .solid(let tint) = bar.fill else {
      Issue.record("the bar is not plain")
      return
    }
    // Both 8 and the median of 5 lie in the bar from 5 to 10.
    let zero = try #require(scene.lines(of: "zero").first).y1
    for mark in ["median", "focus-p6"] {
      let lines = scene.lines(of: mark)
      #expect(lines.contains { $0.y2 == zero })
      #expect(lines.allSatisfy { $0.stroke.colour.contrast(with: tint) >= 3 })
    }
    let marker = try #require(scene.polygons(of: "focus-p6").first)
    #expect(marker.points.map(\.y).min() == zero)
  }

  @Test func `nothing to draw is refused with a reason`() {
    let message = refusalMessage { () throws(ChartError) in
      try Self.chart([]).scene(measuring: FixedWidthMeasurer())
    }
    #expect(message?.contains("nothing to draw") == true)
  }

  @Test(arguments: PlaneSamples.sizes, FigureLanguage.allCases)
  func `any bodies make a figure or an error that says why`(
    name: String, language: FigureLanguage
  ) throws {
    var samples = try PlaneSamples(size: name, language: language, seed: 9)
    var drawn = 0
    for round in 0..<12 {
      let count = samples.count()
      let areCounts = samples.chance(2)
      let values = samples.values(count, areCounts: areCounts)
      let chart = DistributionChart(
        frame: samples.frame(unit: "件", stating: count), areCounts: areCounts,
        points: values.enumerated().map { index, value in
          StripChart.Point(
            id: "p\(index)", label: samples.label([4, 10, 40][round % 3]), value: value,
            isFocus: samples.chance(30))
        })
      let scene = expectFigureOrReason(samples.size, "round \(round)") { () throws(ChartError) in
        try chart.scene(measuring: FixedWidthMeasurer())
      }
      guard let scene else { continue }
      drawn += 1
      let total = scene.data.filter { $0.series == "count" }.reduce(0) { $0 + ($1.value ?? 0) }
      #expect(total == Double(count))
    }
    #expect(drawn >= 10, "\(name) \(language): \(drawn)")
  }
}
