import Testing

@testable import Charting

@Suite struct StripChartTests {
  private static func points(_ values: [Double], focus: Int? = nil) -> [StripChart.Point] {
    values.enumerated().map {
      StripChart.Point(id: "p\($0)", label: "城\($0)", value: $1, isFocus: $0 == focus)
    }
  }

  private static func chart(
    _ groups: [[Double]], focus: Int? = nil, size: FigureSize = .page
  ) -> StripChart {
    StripChart(
      frame: handFrame(size: size, unit: "件"), areCounts: true,
      groups: groups.enumerated().map {
        StripChart.Group(
          id: "g\($0)", label: "第\($0)组", points: points($1, focus: $0 == 0 ? focus : nil))
      })
  }

  @Test func `circles of a swarm never overlap and stay near the line`() {
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<200 {
      let count = Int.random(in: 0...80, using: &generator)
      let isTied = Bool.random(using: &generator)
      let places = (0..<count).map { _ in
        let place = Double.random(in: 0...60, using: &generator)
        return isTied ? (place / 10).rounded() * 10 : place
      }
      let swarm = Swarm(at: places, radius: 2, gap: 0)
      var overlaps = 0
      for first in 0..<count {
        for second in (first + 1)..<max(count, first + 1) {
          let dx = places[first] - places[second]
          let dy = swarm.offsets[first] - swarm.offsets[second]
          if dx * dx + dy * dy < 16 - 1e-6 { overlaps += 1 }
        }
      }
      #expect(overlaps == 0)
      // A circle stands no farther from the line than all others stacked would push it.
      #expect(swarm.reach <= 2 + 4 * Double(count))
    }
    // Three at one place: on the line, a diameter above it, a diameter below it.
    #expect(Swarm(at: [5, 5, 5], radius: 1, gap: 0).offsets == [0, -2, 2])
    #expect(Swarm(at: [0, 9], radius: 1).offsets == [0, 0])
    #expect(Swarm.fitting([5, 5, 5], radius: 1, least: 0.5, reach: 1.2) == nil)
  }

  @Test func `quantiles are those of definition 7`() {
    // (4 − 1) · 0.25 = 0.75 of the way from 1 to 2.
    #expect(Quantiles([4, 1, 3, 2])[0.25] == 1.75)
    #expect(Quantiles([4, 1, 3, 2]).median == 2.5)
    #expect(Quantiles([]).median == 0)
    #expect(Quantiles([7])[1] == 7)
  }

  @Test func `each group has its number, its median and its dots`() throws {
    let scene = try Self.chart([[3, 5, 5, 9, 12], [4, 4]], focus: 2)
      .scene(measuring: FixedWidthMeasurer())
    #expect(scene.strings.contains("n = 5"))
    #expect(scene.strings.contains("n = 2"))
    #expect(scene.strings(of: "median-0") == ["中位数 5"])
    // The middle of two says nothing that they do not say themselves.
    #expect(scene.strings(of: "median-1").isEmpty && scene.lines(of: "median-1").isEmpty)
    #expect(scene.circles(beginning: "dot-").count == 7)
    #expect(scene.strings.contains("城2 5"))
    #expect(scene.strings.contains("城0 3"))
    #expect(scene.strings.contains("城4 12"))
  }

  @Test func `of four bodies or fewer no median is given, of three or fewer all are named`() throws
  {
    let groups: [[Double]] = [[3, 5, 5, 9, 12], [1, 4, 9, 12], [2, 6, 11], [7, 7], [8]]
    let scene = try Self.chart(groups).scene(measuring: FixedWidthMeasurer())
    #expect(groups.indices.map { scene.lines(of: "median-\($0)").count } == [2, 0, 0, 0, 0])
    for name in ["城0 2", "城1 6", "城2 11", "城0、城1 7", "城0 8"] {
      #expect(scene.strings.contains(name), "\(name)")
    }
    // Of four only the ends.
    #expect(scene.strings.contains("城3 12") && !scene.strings.contains("城1 4"))
    #expect(scene.alternativeText.split(separator: "中位数").count == 2)
    #expect(scene.alternativeText.contains("第1组，4个：最高城3，12件；最低城0，1件。"))
    #expect(scene.alternativeText.contains("第4组，1个：城0，8件。"))
  }

  @Test func `the ticks of the median hide no dot`() throws {
    for values in [[5.0, 5, 5, 5, 5, 5, 5], [1, 2, 3, 4, 5], [1, 2, 4, 4.1, 5, 6]] {
      let scene = try Self.chart([values]).scene(measuring: FixedWidthMeasurer())
      let ticks = scene.lines(of: "median-0")
      #expect(ticks.count == 2)
      for tick in ticks {
        #expect(tick.y2 > tick.y1)
        for dot in scene.circles(beginning: "dot-") where abs(dot.x - tick.x1) < dot.radius {
          #expect(tick.y2 <= dot.y - dot.radius || tick.y1 >= dot.y + dot.radius)
        }
      }
    }
  }

  @Test func `a group without bodies keeps its row`() throws {
    let scene = try Self.chart([[3], []]).scene(measuring: FixedWidthMeasurer())
    #expect(scene.strings.contains("n = 0"))
    #expect(scene.alternativeText.contains("没有数"))
  }

  @Test func `nothing to draw and too many of one value are refused with a reason`() {
    let ties = [Double](repeating: 5, count: 2000)
    for (chart, reason) in [
      (Self.chart([[], []]), "nothing to draw"), (Self.chart([[.infinity]]), "finite"),
      (Self.chart([ties]), "too small"),
    ] {
      expectRefused(chart, reason)
    }
  }

  @Test(arguments: PlaneSamples.sizes, FigureLanguage.allCases)
  func `any bodies make a figure or an error that says why`(
    name: String, language: FigureLanguage
  ) throws {
    var samples = try PlaneSamples(size: name, language: language, seed: 7)
    var drawn = 0
    for round in 0..<12 {
      let areCounts = samples.chance(2)
      let groups = (0..<Int.random(in: 1...4, using: &samples.random)).map { group in
        let count = samples.count([0, 1, 2, 12, 17, 40, 100])
        let values = samples.values(count, areCounts: areCounts)
        return StripChart.Group(
          id: "g", label: samples.chance(4) ? "" : samples.label(12),
          points: values.enumerated().map { index, value in
            StripChart.Point(
              id: "p\(index)", label: samples.label([4, 10, 40][round % 3]), value: value,
              isFocus: samples.chance(25))
          })
      }
      guard groups.contains(where: { !$0.points.isEmpty }) else { continue }
      let chart = StripChart(
        frame: samples.frame(unit: "件", stating: 20), areCounts: areCounts, groups: groups,
        axisName: samples.chance(2) ? "" : samples.label(30))
      let scene = expectFigureOrReason(samples.size, "round \(round)") { () throws(ChartError) in
        try chart.scene(measuring: FixedWidthMeasurer())
      }
      guard let scene else { continue }
      drawn += 1
      let dots = scene.circles(beginning: "dot-")
      #expect(dots.count == groups.reduce(0) { $0 + $1.points.count })
      var overlaps = 0
      for (index, dot) in dots.enumerated() {
        for other in dots[(index + 1)...] {
          let (dx, dy) = (dot.x - other.x, dot.y - other.y)
          let reach = dot.radius + other.radius
          if dx * dx + dy * dy < reach * reach - 1e-6 { overlaps += 1 }
        }
      }
      #expect(overlaps == 0)
    }
    #expect(drawn >= 7, "\(name) \(language): \(drawn)")
  }
}
