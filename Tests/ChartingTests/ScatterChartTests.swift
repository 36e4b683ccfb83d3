import Testing

@testable import Charting

@Suite struct ScatterChartTests {
  private static let points = [
    ScatterChart.Point(id: "a", label: "白城市", x: 1, y: 10),
    ScatterChart.Point(id: "b", label: "龙岩市", x: 2, y: 30, isFocus: true),
    ScatterChart.Point(id: "c", label: "三明市", x: 3, y: 20),
    ScatterChart.Point(id: "d", label: "襄阳市", x: 4, y: 50),
    ScatterChart.Point(id: "e", label: "自贡市", x: 10, y: 40),
  ]

  private static func chart(
    _ points: [ScatterChart.Point] = points, language: FigureLanguage = .chinese,
    isLogarithmic: Bool = false, names: [String] = []
  ) -> ScatterChart {
    ScatterChart(
      frame: handFrame(language),
      x: .init(name: "执法检查", unit: "次", areCounts: true, isLogarithmic: isLogarithmic),
      y: .init(name: "审议报告", unit: "件", areCounts: true), points: points, quadrantNames: names)
  }

  @Test func `places keep the order and the ratios of the values`() throws {
    let scene = try Self.chart().scene(measuring: FixedWidthMeasurer())
    let places = try ["a", "b", "c", "d", "e"].map {
      try #require(scene.circles(of: "point-\($0)").first)
    }
    // From 1 to 4 is a third of the way from 1 to 10; from 10 to 30 is half of that from 10 to 50.
    #expect(abs((places[3].x - places[0].x) * 3 - (places[4].x - places[0].x)) < 1e-9)
    #expect(abs((places[1].y - places[0].y) * 2 - (places[3].y - places[0].y)) < 1e-9)
    #expect(places[3].y < places[0].y)
  }

  @Test func `medians are ruled and named with their values`() throws {
    let scene = try Self.chart().scene(measuring: FixedWidthMeasurer())
    // The middle of 1, 2, 3, 4, 10 is 3; of 10, 20, 30, 40, 50 it is 30.
    #expect(scene.strings(of: "median-x") == ["中位数 3"])
    #expect(scene.strings(of: "median-y") == ["中位数", "30"])
    let rule = try #require(scene.lines(of: "median-x").first)
    #expect(abs(rule.x1 - (scene.circles(of: "point-c").first?.x ?? 0)) < 1e-9)
    #expect(!rule.stroke.dashes.isEmpty)
    #expect(scene.alternativeText.contains("两项均高于中位数的2个"))
    var chart = Self.chart()
    chart.showsMedians = false
    #expect(try chart.scene(measuring: FixedWidthMeasurer()).lines(of: "median-x").isEmpty)
  }

  @Test func `a name stands on the side of the median where its point does`() throws {
    // The middle of 1, 2, 4.9, 5.1, 9, 10 is 5.
    let points = zip(["a", "b", "c", "d", "e", "f"], [1, 2, 4.9, 5.1, 9, 10]).map { id, x in
      ScatterChart.Point(id: id, label: "市\(id)市", x: x, y: 10 * x)
    }
    let scene = try Self.chart(points).scene(measuring: FixedWidthMeasurer())
    let rule = try #require(scene.lines(of: "median-x").first).x1
    let left = try #require(scene.texts.first { $0.mark == "point-c" })
    let right = try #require(scene.texts.first { $0.mark == "point-d" })
    #expect(left.left + left.extents.width < rule)
    #expect(right.left > rule)
  }

  @Test func `no gridline strikes through the name of a quadrant`() throws {
    let scene = try Self.chart().scene(measuring: FixedWidthMeasurer())
    let names = scene.texts.filter { $0.mark?.hasPrefix("quadrant-") ?? false }
    #expect(names.count >= 2)
    let levels = scene.flatElements.compactMap { element -> Double? in
      if case .line(let line) = element, line.mark == nil, line.y1 == line.y2 {
        line.y1
      } else {
        nil
      }
    }
    #expect(levels.count >= 4)
    for name in names {
      let box = name.inkBox
      #expect(!levels.contains { box.top < $0 && $0 < box.bottom }, "\(name.string)")
    }
  }

  @Test func `points with the same values are one ring with their number`() throws {
    let points = Self.points + [ScatterChart.Point(id: "f", label: "钦州市", x: 10, y: 40)]
    let scene = try Self.chart(points).scene(measuring: FixedWidthMeasurer())
    #expect(scene.circles(of: "point-f").isEmpty)
    #expect(scene.strings(of: "point-e").contains("2"))
    #expect(scene.strings(of: "point-e").contains("自贡市、钦州市"))
    #expect(scene.strings.contains { $0.contains("圆环") })
    // Both bodies keep their data, drawn by the one group.
    #expect(scene.data.filter { $0.group == "point-e" }.map(\.row) == ["e", "e", "f", "f"])
  }

  @Test func `quadrants have neutral names or those given`() throws {
    let scene = try Self.chart().scene(measuring: FixedWidthMeasurer())
    #expect(scene.strings.contains("两项均低于中位数"))
    let named = try Self.chart(names: ["甲", "乙", "丙", "丁"])
      .scene(measuring: FixedWidthMeasurer())
    #expect(named.strings.contains("丙"))
    #expect(!named.strings.contains("两项均低于中位数"))
  }

  @Test func `a scale that does not begin at zero or is logarithmic says so`() throws {
    let far = Self.points.map {
      ScatterChart.Point(id: $0.id, label: $0.label, x: $0.x + 100, y: $0.y)
    }
    let scene = try Self.chart(far).scene(measuring: FixedWidthMeasurer())
    #expect(scene.strings.contains { $0.contains("横轴不从零起") })
    #expect(scene.facts.scales.first { $0.id == "x" }.map { $0.low > 0 && $0.isAnnounced } == true)
    let logarithmic = try Self.chart(isLogarithmic: true).scene(measuring: FixedWidthMeasurer())
    #expect(logarithmic.strings.contains { $0.contains("对数") })
    #expect(logarithmic.facts.scales.first { $0.id == "x" }?.isLogarithmic == true)
  }

  @Test func `what cannot be drawn is refused with a reason`() {
    let zero = Self.points + [ScatterChart.Point(id: "z", label: "零", x: 0, y: 1)]
    let nan = [ScatterChart.Point(id: "z", label: "零", x: .nan, y: 1)]
    for (chart, reason) in [
      (Self.chart([]), "nothing to draw"), (Self.chart(zero, isLogarithmic: true), "logarithmic"),
      (Self.chart(nan), "finite"), (Self.chart(names: ["甲"]), "four quadrants"),
    ] {
      expectRefused(chart, reason)
    }
  }

  @Test(arguments: PlaneSamples.sizes, FigureLanguage.allCases)
  func `any bodies make a figure or an error that says why`(
    name: String, language: FigureLanguage
  ) throws {
    var samples = try PlaneSamples(size: name, language: language, seed: 3)
    var drawn = 0
    for round in 0..<12 {
      let count = samples.count()
      let areCounts = (x: samples.chance(2), y: samples.chance(2))
      let x = samples.values(count, areCounts: areCounts.x)
      let y = samples.values(count, areCounts: areCounts.y)
      let most = [4, 10, 40][round % 3]
      let points = (0..<count).map { index in
        ScatterChart.Point(
          id: "p\(index)", label: samples.label(most), x: x[index], y: y[index],
          isFocus: samples.chance(20))
      }
      let chart = ScatterChart(
        frame: samples.frame(stating: count),
        x: .init(
          name: samples.label(20), unit: "件", areCounts: areCounts.x,
          isLogarithmic: x.allSatisfy { $0 > 0 } && (x.max() ?? 0) <= 1e8 * (x.min() ?? 0)),
        y: .init(name: samples.label(20), unit: "", areCounts: areCounts.y), points: points,
        showsMedians: !samples.chance(5))
      let scene = expectFigureOrReason(samples.size, "round \(round)") { () throws(ChartError) in
        try chart.scene(measuring: FixedWidthMeasurer())
      }
      guard let scene else { continue }
      drawn += 1
      #expect(scene.data.count == 2 * count)
      let groups = Set(scene.circles(beginning: "point-").compactMap(\.mark))
      #expect(scene.data.allSatisfy { groups.contains($0.group) })
    }
    #expect(drawn >= 9, "\(name) \(language): \(drawn)")
  }
}
