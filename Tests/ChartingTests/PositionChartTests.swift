import Testing

@testable import Charting

@Suite struct PositionChartTests {
  private static func row(
    _ id: String = "a", peers: [Double] = [2, 4, 6, 8, 12],
    state: RankedBarChart.State = .value(8), rank: Int? = 2, of count: Int = 5,
    areCounts: Bool = true
  ) -> PositionChart.Row {
    PositionChart.Row(
      id: id, label: "执法检查", unit: "次", areCounts: areCounts, peers: peers, state: state,
      rank: rank, rankedCount: count)
  }

  private static func chart(
    _ rows: [PositionChart.Row], language: FigureLanguage = .chinese, size: FigureSize = .page
  ) -> PositionChart {
    PositionChart(
      frame: handFrame(language, size: size), rows: rows, focusName: "龙岩市",
      peersName: language == .chinese ? "5个市" : "5 cities")
  }

  @Test func `a row has its ends, its median, the value and the rank`() throws {
    let scene = try Self.chart([row(), row("b", state: .notStated, rank: nil)])
      .scene(measuring: FixedWidthMeasurer())
    let strings = scene.strings(of: "dot-a")
    for text in ["2", "12", "中位数 6", "8", "第2/5位", "执法检查"] {
      #expect(strings.contains(text), "\(text)")
    }
    let english = try Self.chart([row()], language: .english)
      .scene(measuring: FixedWidthMeasurer())
    #expect(english.strings(of: "dot-a").contains("2 of 5"))
  }

  private func row(
    _ id: String = "a", state: RankedBarChart.State = .value(8), rank: Int? = 2
  ) -> PositionChart.Row {
    Self.row(id, state: state, rank: rank)
  }

  @Test func `the marker stands in proportion between the ends`() throws {
    let scene = try Self.chart([row(), row("b")]).scene(measuring: FixedWidthMeasurer())
    let circles = scene.circles(of: "dot-a")
    let marker = try #require(circles.max { $0.radius < $1.radius })
    let others = circles.filter { $0.radius < marker.radius - 2 }.map(\.x)
    let (low, high) = (try #require(others.min()), try #require(others.max()))
    // 8 is 6 tenths of the way from 2 to 12.
    #expect(abs((marker.x - low) - 0.6 * (high - low)) < 1e-9)
    // The body's own value is not among the dots of the others.
    #expect(others.count == 4)
  }

  @Test func `what the focus lacks is said in words`() throws {
    let scene = try Self.chart([row(state: .notStated, rank: nil), row("b")])
      .scene(measuring: FixedWidthMeasurer())
    #expect(scene.strings(of: "dot-a").contains("龙岩市：报告未载明"))
    #expect(scene.strings(of: "dot-a").contains("—"))
    #expect(scene.alternativeText.contains("报告未载明"))
    let datum = try #require(scene.data.first { $0.row == "a" && $0.series == "focus" })
    #expect(datum.value == nil)
  }

  @Test func `scales of several rows are free and the figure says so`() throws {
    let scene = try Self.chart([row(), row("b")]).scene(measuring: FixedWidthMeasurer())
    #expect(scene.strings.contains { $0.contains("各行标度各自独立") })
    #expect(scene.facts.scales.allSatisfy { $0.isFree && $0.isAnnounced })
    let one = try Self.chart([row()]).scene(measuring: FixedWidthMeasurer())
    #expect(one.facts.scales.allSatisfy { !$0.isFree && $0.isAnnounced })
    // One row alone is a large strip.
    let sizes = [scene, one].map {
      $0.texts.filter { $0.string == "8" }.map(\.font.size).max() ?? 0
    }
    #expect(sizes[1] > sizes[0])
  }

  @Test(arguments: [
    RankedBarChart.State.value(8, marks: [.about]), .bounded(low: 3, high: 7),
    .bounded(low: 30, high: nil), .otherClass(40, className: "另一口径"), .notApplicable, .notStated,
  ])
  func `every state is drawn or said`(state: RankedBarChart.State) throws {
    for rows in [1, 3] {
      let scene = try Self.chart((0..<rows).map { row("r\($0)", state: state, rank: nil) })
        .scene(measuring: FixedWidthMeasurer())
      #expect(FigureCheck.problems(in: scene).isEmpty)
    }
  }

  @Test func `peers all alike stand in the middle, and none are said to be none`() throws {
    let alike = Self.row(peers: [5, 5, 5], state: .value(5), rank: 1, of: 3)
    let none = Self.row("b", peers: [], state: .notStated, rank: nil, of: 0)
    let scene = try Self.chart([alike, none]).scene(measuring: FixedWidthMeasurer())
    let places = Set(scene.circles(of: "dot-a").map { ($0.x * 1000).rounded() })
    #expect(places.count == 1)
    #expect(scene.alternativeText.contains("无可比的数"))
  }

  @Test func `the note says how ranks are meant`() throws {
    func notes(_ row: PositionChart.Row) throws -> [String] {
      try Self.chart([row]).scene(measuring: FixedWidthMeasurer()).strings
    }
    // One of 2, 4, 6, 8 and 12 is greater than 8, three are less.
    let most = "位次自多至少，只在载明且可比的机构之中"
    #expect(try notes(Self.row(rank: 2)).contains { $0.contains(most) })
    let least = try notes(Self.row(rank: 4))
    #expect(!least.contains { $0.contains(most) })
    #expect(least.contains { $0.contains("位次只在载明且可比的机构之中") })
    #expect(try !notes(Self.row(state: .notStated, rank: nil)).contains { $0.contains("可比的机构") })
  }

  @Test(arguments: FigureSize.named)
  func `up to five of one value are each seen, those of the body's own value too`(
    size: FigureSize
  ) throws {
    let rows = [
      Self.row("a", peers: [2, 4, 4, 4, 4, 4, 12] + [8, 8, 8, 8, 8, 8], rank: 2, of: 13),
      Self.row("b", peers: [1, 2, 3, 8, 90], rank: 2),
    ]
    let scene = try Self.chart(rows, size: size).scene(measuring: FixedWidthMeasurer())
    let circles = scene.circles(of: "dot-a")
    let marker = try #require(circles.last)
    let ring = try #require(circles.dropLast().last)
    let dots = circles.dropLast(2)
    // All but the body's own: 13 − 1.
    #expect(dots.count == 12)
    #expect(Set((dots + scene.circles(of: "dot-b").dropLast(2)).map(\.radius)).count == 1)
    #expect(ring.radius > marker.radius && ring.fill == .solid(.white))
    for (place, dot) in dots.enumerated() {
      for other in dots.dropFirst(place + 1) {
        let (x, y) = (dot.x - other.x, dot.y - other.y)
        #expect((x * x + y * y).squareRoot() >= 0.59 * dot.radius)
      }
      // At least half of each dot lies outside the marker.
      let (x, y) = (dot.x - marker.x, dot.y - marker.y)
      #expect((x * x + y * y).squareRoot() >= ring.radius - 1e-9)
    }
  }

  @Test func `what contradicts itself is refused with a reason`() {
    for (rows, reason) in [
      ([], "nothing to draw"), ([row(state: .notStated, rank: 3)], "leave the rank out"),
      ([row(rank: 9)], "from 1 to the number"), ([row(rank: 0)], "from 1 to the number"),
      ([row(state: .value(.nan))], "finite"),
      ([row(state: .bounded(low: 3, high: 2), rank: nil)], "before it begins"),
    ] {
      let message = refusalMessage { () throws(ChartError) in
        try Self.chart(rows).scene(measuring: FixedWidthMeasurer())
      }
      #expect(message?.contains(reason) == true, "\(message ?? "")")
    }
  }

  @Test(arguments: PlaneSamples.sizes, FigureLanguage.allCases)
  func `any rows make a figure or an error that says why`(
    name: String, language: FigureLanguage
  ) throws {
    var samples = try PlaneSamples(size: name, language: language, seed: 11)
    var drawn = 0
    for round in 0..<12 {
      let rows = (0..<samples.count([1, 1, 2, 3, 4, 6])).map { index in
        let areCounts = samples.chance(2)
        let count = samples.count([0, 1, 3, 17, 60, 400])
        let peers = samples.values(count, areCounts: areCounts)
        let own = peers.first
        var state = RankedBarChart.State.notStated
        var rank: Int?
        switch Int.random(in: 0..<6, using: &samples.random) {
        case 0: state = .notApplicable
        case 1: state = .bounded(low: own ?? 3, high: samples.chance(2) ? nil : (own ?? 3) + 5)
        case 2: state = .otherClass((own ?? 1) * 1.5, className: samples.label(12))
        default:
          if let own {
            state = .value(own, marks: samples.chance(4) ? [.averaged(years: 5)] : [])
            rank = peers.count { $0 > own } + 1
          }
        }
        return PositionChart.Row(
          id: "r\(index)", label: samples.label([6, 12, 24][round % 3]),
          unit: ["", "件", "件/百万人"][index % 3], areCounts: areCounts, peers: peers, state: state,
          rank: rank, rankedCount: count)
      }
      let chart = PositionChart(
        frame: samples.frame(stating: 17), rows: rows, focusName: samples.label(8),
        peersName: language == .chinese ? "17个设区的市" : "17 prefecture-level cities")
      let scene = expectFigureOrReason(samples.size, "round \(round)") { () throws(ChartError) in
        try chart.scene(measuring: FixedWidthMeasurer())
      }
      guard let scene else { continue }
      drawn += 1
      #expect(scene.data.filter { $0.series == "focus" }.count == rows.count)
    }
    #expect(drawn >= 8, "\(name) \(language): \(drawn)")
  }
}
