import Testing

@testable import Charting

struct RadarChartTests {
  private static func chart(
    _ polygons: [[Double?]], medians: [Double?]? = nil, low: Double = 0, high: Double = 100
  ) -> RadarChart {
    let count = polygons.first?.count ?? 3
    return RadarChart(
      frame: SmallKinds.frame(unit: "分"),
      axes: (0..<count).map { .init(id: "m\($0)", label: "第\($0)项") },
      polygons: polygons.enumerated().map {
        .init(id: "p\($0.offset)", label: "市\($0.offset)", values: $0.element)
      }, medians: medians ?? [Double?](repeating: 50, count: count), low: low, high: high)
  }

  private static func refusal(_ chart: RadarChart) -> String? {
    SmallKinds.refusal { () throws(ChartError) in
      try chart.scene(measuring: FixedWidthMeasurer())
    }
  }

  @Test func `polygons have no fill and the twin dots show the same numbers`() throws {
    let scene = try Self.chart([[20, 40, 60, 80], [30, 50, 70, 90]])
      .scene(measuring: FixedWidthMeasurer())
    let polygon = try #require(scene.polygons(of: "radar-p0").first)
    #expect(polygon.fill == nil && polygon.points.count == 4)
    #expect(scene.strings(of: "dot-m2") == ["第2项", "60", "70", "50"])
    #expect(scene.strings.contains { $0.contains("次序而变，请以点图为准") })
    // Two bodies and the median on four axes.
    #expect(scene.data.count == 12)
    let median = try #require(scene.polygons(of: "radar---median").first)
    #expect(median.stroke?.dashes.isEmpty == false)
  }

  @Test func `the share of the radius is the share of the scale`() throws {
    let scene = try Self.chart([[0, 50, 100]]).scene(measuring: FixedWidthMeasurer())
    let points = try #require(scene.polygons(of: "radar-p0").first).points
    // The first value is 0 and stands in the middle, so distances from it are the values.
    func distance(_ point: Scene.Point) -> Double {
      let (x, y) = (point.x - points[0].x, point.y - points[0].y)
      return (x * x + y * y).squareRoot()
    }
    #expect(abs(distance(points[2]) - 2 * distance(points[1])) < 1e-9)
  }

  @Test func `a missing value breaks the polygon`() throws {
    let scene = try Self.chart([[20, nil, 60, 80, 70]]).scene(measuring: FixedWidthMeasurer())
    #expect(scene.polygons(of: "radar-p0").isEmpty)
    #expect(scene.lines(of: "radar-p0").count == 3)
    #expect(scene.strings(of: "dot-m1").contains("—"))
    #expect(scene.strings.contains("无数值，折线断开（1处）：市0（第1项）"))
  }

  @Test func `what a radar cannot show is refused with a reason`() {
    let one: [Double?] = [1, 2, 3]
    #expect(Self.refusal(Self.chart([one])) == nil)
    #expect(Self.refusal(Self.chart([one, one, one]))?.contains("3 bodies") ?? false)
    #expect(Self.refusal(Self.chart([]))?.contains("0 bodies") ?? false)
    #expect(Self.refusal(Self.chart([[1, 2]]))?.contains("2 axes") ?? false)
    #expect(
      Self.refusal(Self.chart([[Double?](repeating: 1, count: 13)]))?.contains("13 axes") ?? false)
    #expect(Self.refusal(Self.chart([[1, 2, 101]]))?.contains("outside the scale") ?? false)
    #expect(Self.refusal(Self.chart([[1, 2, .nan]]))?.contains("outside the scale") ?? false)
    #expect(Self.refusal(Self.chart([one], low: 5, high: 5))?.contains("low end") ?? false)
    #expect(Self.refusal(Self.chart([one], medians: [1]))?.contains("1 values for 3") ?? false)
    #expect(Self.refusal(Self.chart([[nil, nil, nil]]))?.contains("nothing to draw") ?? false)
  }

  @Test(arguments: FigureSize.named, FigureLanguage.allCases)
  func `random radars pass the check or are refused with a reason`(
    size: FigureSize, language: FigureLanguage
  ) throws {
    var generator = SeededGenerator(seed: 81)
    var drawn = 0
    for _ in 0..<20 {
      let count = Int.random(in: 3...12, using: &generator)
      let (low, high) =
        [(0.0, 100.0), (-3, 3), (0, 1e9), (0.2, 0.21)]
        .randomElement(using: &generator) ?? (0, 1)
      func values() -> [Double?] {
        (0..<count).map { _ in
          Int.random(in: 0...6, using: &generator) == 0
            ? nil : Double.random(in: low...high, using: &generator)
        }
      }
      let chart = RadarChart(
        frame: SmallKinds.frame(language, size),
        axes: (0..<count).map {
          .init(id: "m\($0)", label: SmallKinds.name($0, language, &generator))
        },
        polygons: (0..<Int.random(in: 1...2, using: &generator)).map {
          .init(
            id: "p\($0)", label: SmallKinds.name($0, language, &generator), values: values(),
            isFocus: Bool.random(using: &generator))
        }, medians: values(), low: low, high: high)
      do throws(ChartError) {
        _ = try chart.scene(measuring: FixedWidthMeasurer())
        drawn += 1
      } catch {
        #expect(error.code == .specification, "\(error.message)")
      }
    }
    #expect(drawn >= 4)
  }
}
