import Testing

@testable import Charting

@Suite struct FunnelChartTests {
  private static let limits = [
    FunnelChart.Limit(
      name: "95%",
      places: [
        .init(denominator: 100, low: 16, high: 24), .init(denominator: 10, low: 8, high: 40),
      ]),
    FunnelChart.Limit(
      name: "99.8%",
      places: [
        .init(denominator: 10, low: 2, high: 60), .init(denominator: 100, low: 14, high: 26),
      ]),
  ]

  private static let points = [
    FunnelChart.Point(id: "a", label: "白城市", denominator: 20, rate: 25, isOutside: false),
    FunnelChart.Point(
      id: "b", label: "龙岩市", denominator: 60, rate: 19, isOutside: false, isFocus: true),
    FunnelChart.Point(
      id: "c", label: "三明市", denominator: 90, rate: 35, low: 30, high: 41, isOutside: true),
  ]

  private static func chart(
    _ points: [FunnelChart.Point] = points, limits: [FunnelChart.Limit] = limits,
    language: FigureLanguage = .chinese
  ) -> FunnelChart {
    FunnelChart(
      frame: handFrame(language), denominator: .init(name: "人口", unit: "万人", areCounts: true),
      rate: .init(name: "每百万人建议", unit: "件", areCounts: false), points: points, reference: 20,
      referenceName: "总体", limits: limits)
  }

  @Test func `only points outside the limits and those in focus are named`() throws {
    let scene = try Self.chart().scene(measuring: FixedWidthMeasurer())
    #expect(scene.strings(of: "point-a").isEmpty)
    #expect(scene.strings(of: "point-b") == ["龙岩市"])
    #expect(scene.strings(of: "point-c") == ["三明市"])
    #expect(scene.strings.contains { $0.contains("与总体不同，不表示优劣") })
    #expect(scene.alternativeText.contains("不表示优劣"))
    let denominators = scene.data.filter { $0.series == "denominator" }
    #expect(denominators.map(\.value) == [20, 60, 90])
  }

  @Test func `limits are chains of lines with their names at both right ends`() throws {
    let scene = try Self.chart().scene(measuring: FixedWidthMeasurer())
    for (mark, name) in [("limit-0", "95%"), ("limit-1", "99.8%")] {
      #expect(scene.strings(of: mark) == [name, name])
      let curves = scene.polygons(of: mark)
      #expect(curves.count == 2)
      #expect(curves.allSatisfy { !$0.isClosed && $0.fill == nil })
    }
    #expect(scene.strings(of: "reference") == ["总体 20"])
    // The wider limits are above the narrower ones at the top and below them at the bottom.
    let ends = ["limit-0", "limit-1"].map { mark in
      scene.polygons(of: mark).compactMap { $0.points.last?.y }.sorted()
    }
    #expect(ends[1][0] < ends[0][0])
    #expect(ends[1][1] > ends[0][1])
  }

  /// Four within the scale, whose limits at 10 are drawn up to 41 + 0.35 · (41 − 19) = 48.7.
  private static func far(_ rates: [Double]) -> [FunnelChart.Point] {
    points + [
      FunnelChart.Point(id: "d", label: "自贡市", denominator: 30, rate: 30, isOutside: false)
    ]
      + rates.enumerated().map { index, rate in
        FunnelChart.Point(
          id: "far-\(index)", label: "嘉峪关市", denominator: 10 + 30 * Double(index), rate: rate,
          isOutside: index == 0)
      }
  }

  @Test(arguments: [([400], 1), ([122], 1), ([121], 0), ([400, 300], 2), ([400, 300, 280], 0)])
  func `one or two rates far beyond all others are triangles with their values`(
    rates: [Double], count: Int
  ) throws {
    let scene = try Self.chart(Self.far(rates)).scene(measuring: FixedWidthMeasurer())
    // 2.5 · 48.7 = 121.75.
    let triangles = rates.indices.filter { !scene.polygons(of: "point-far-\($0)").isEmpty }
    #expect(triangles.count == count)
    #expect(scene.circles(beginning: "point-").count == 4 + rates.count - count)
    for (index, rate) in rates.enumerated() {
      let datum = scene.data.first { $0.row == "far-\(index)" && $0.series == "rate" }
      #expect(datum?.value == rate)
      guard triangles.contains(index) else { continue }
      #expect(
        scene.strings(of: "point-far-\(index)").joined(separator: " ")
          == "嘉峪关市 \(datum?.text ?? "")")
    }
    let high = try #require(scene.facts.scales.first { $0.id == "y" }?.high)
    #expect(count > 0 ? high < 60 : high > 100)
    #expect(scene.strings.contains { $0.contains("三角：超出刻度，数值见标签") } == (count > 0))
    #expect(scene.alternativeText.contains("超出刻度") == (count > 0))
  }

  @Test func `too few points have none beyond the scale`() throws {
    let scene = try Self.chart(Array(Self.far([400]).suffix(3)), limits: [])
      .scene(measuring: FixedWidthMeasurer())
    #expect(scene.circles(beginning: "point-").count == 3)
  }

  @Test(arguments: ["总体", "合计的比率", "所有常务委员会合计的比率"])
  func `the number of the whole is not parted from itself`(name: String) throws {
    var chart = Self.chart()
    chart.referenceName = name
    chart.reference = 21.25
    let lines = try chart.scene(measuring: FixedWidthMeasurer()).strings(of: "reference")
    let last = try #require(lines.last?.split(separator: " ").last)
    #expect(last.allSatisfy { $0.isNumber || $0 == "." } && last.hasPrefix("21"))
    // Eight ems hold 5 characters and the number, but of 13 neither all nor the number with 6.
    #expect(lines.count == (name.count > 5 ? 3 : 1))
  }

  @Test func `a chain of lines is cut at the edges of the plot`() {
    let box = Box(left: 0, top: 0, right: 10, bottom: 10)
    let run = FunnelDrawing.clipped(
      [.init(x: -10, y: 5), .init(x: 5, y: 5), .init(x: 5, y: 20)], to: box)
    #expect(run == [[.init(x: 0, y: 5), .init(x: 5, y: 5), .init(x: 5, y: 10)]])
    #expect(FunnelDrawing.clipped([.init(x: 20, y: 0), .init(x: 20, y: 9)], to: box).isEmpty)
  }

  @Test func `no point outside is said too, and no limits are needed`() throws {
    let scene = try Self.chart(Array(Self.points.prefix(2)), limits: [], language: .english)
      .scene(measuring: FixedWidthMeasurer())
    #expect(scene.strings.contains { $0.contains("No point lies outside") })
  }

  @Test func `what contradicts itself is refused with a reason`() {
    var zero = Self.points
    zero[0].denominator = 0
    var reversed = Self.limits
    reversed[0].places[0] = .init(denominator: 5, low: 3, high: 2)
    for (chart, reason) in [
      (Self.chart([]), "nothing to draw"), (Self.chart(zero), "above zero"),
      (Self.chart(limits: reversed), "before they begin"),
    ] {
      expectRefused(chart, reason)
    }
  }

  @Test(arguments: PlaneSamples.sizes, FigureLanguage.allCases)
  func `any bodies make a figure or an error that says why`(
    name: String, language: FigureLanguage
  ) throws {
    var samples = try PlaneSamples(size: name, language: language, seed: 5)
    var drawn = 0
    for round in 0..<12 {
      let count = samples.count()
      let denominators = samples.values(count, areCounts: true).map { abs($0) + 1 }
      let rates = samples.values(count, areCounts: false, hasNegative: false)
      let greatest = denominators.max() ?? 1
      let reference = rates.reduce(0, +) / Double(count)
      let points = (0..<count).map { index in
        FunnelChart.Point(
          id: "p\(index)", label: samples.label([4, 10, 40][round % 3]),
          denominator: denominators[index], rate: rates[index],
          low: samples.chance(3) ? rates[index] * 0.9 : nil, high: rates[index] * 1.2,
          isOutside: samples.chance(6), isFocus: samples.chance(20))
      }
      let limits = [1.96, 3.09].map { factor in
        FunnelChart.Limit(
          name: factor < 2 ? "95%" : "99.8%",
          places: (1...30).map { step in
            let share = Double(step) / 30
            let width = factor * reference / (share * 30).squareRoot()
            return .init(
              denominator: greatest * share, low: max(0, reference - width),
              high: reference + width)
          })
      }
      let chart = FunnelChart(
        frame: samples.frame(stating: count),
        denominator: .init(name: samples.label(16), unit: "万人", areCounts: true),
        rate: .init(name: samples.label(16), unit: "件", areCounts: false), points: points,
        reference: reference, referenceName: samples.label(6), limits: limits)
      let scene = expectFigureOrReason(samples.size, "round \(round)") { () throws(ChartError) in
        try chart.scene(measuring: FixedWidthMeasurer())
      }
      guard let scene else { continue }
      drawn += 1
      let triangles = points.indices.count { !scene.polygons(of: "point-p\($0)").isEmpty }
      #expect(scene.circles(beginning: "point-").count == count - triangles)
      #expect(triangles <= FunnelDrawing.mostBeyond)
    }
    #expect(drawn >= 9, "\(name) \(language): \(drawn)")
  }
}
