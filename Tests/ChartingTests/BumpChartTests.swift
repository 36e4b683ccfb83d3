import Testing

@testable import Charting

struct BumpChartTests {
  private typealias Series = BumpChart.Series

  private static func series(
    _ id: String, focus: Bool = false, _ ranks: [Int: Int], value: Double? = nil
  ) -> Series {
    Series(
      id: id, label: id, isFocus: focus,
      points: ranks.sorted { $0.key < $1.key }.map {
        .init(year: $0.key, rank: $0.value, value: value)
      })
  }

  private static func chart(_ series: [Series], years: [Int] = [2019, 2020, 2021]) -> BumpChart {
    BumpChart(frame: SmallKinds.frame(), years: years, series: series)
  }

  private static func scene(_ series: [Series]) throws -> Scene {
    try chart(series).scene(measuring: FixedWidthMeasurer())
  }

  private static func chains(_ scene: Scene, _ mark: String) -> [[Scene.Point]] {
    scene.polygons(of: mark).filter { !$0.isClosed }.map(\.points)
  }

  @Test func `the first rank stands above the second and names stand at both ends`() throws {
    let scene = try Self.scene([
      Self.series("甲", [2019: 1, 2020: 1, 2021: 2]), Self.series("乙", [2019: 2, 2020: 2, 2021: 1]),
    ])
    let first = try #require(Self.chains(scene, "line---1").first)
    #expect(first[0].y == first[1].y && first[2].y > first[1].y)
    #expect(
      scene.strings(of: "line---1") == ["甲", "甲"]
        || scene.strings(of: "line---1").sorted() == ["1", "2", "甲", "甲"])
    #expect(scene.strings.contains("2019") && scene.strings.contains("2021"))
  }

  @Test func `a gap is not bridged and an entrant begins hollow`() throws {
    let scene = try Self.scene([
      Self.series("a", [2019: 1, 2021: 1]), Self.series("b", [2020: 1, 2021: 2]),
      Self.series("c", [2019: 2, 2020: 2, 2021: 3]),
    ])
    #expect(Self.chains(scene, "line-a").isEmpty)
    let hollow = scene.flatElements.filter {
      if case .circle(let circle) = $0 { circle.fill == .solid(.white) } else { false }
    }
    #expect(hollow.count == 1)
    #expect(scene.strings.contains { $0.contains("空心：当年新列入比较") })
  }

  @Test func `those that tie share a rank and stand apart on a band`() throws {
    let content = BumpContent(
      Self.chart([
        Self.series("a", [2019: 1, 2020: 1, 2021: 1]),
        Self.series("b", [2019: 1, 2020: 2, 2021: 1]),
        Self.series("c", [2019: 3, 2020: 3, 2021: 2]),
      ]), years: [2019, 2020, 2021])
    // 2019: two at rank 1 take the places 1 and 2. 2021 skips no rank, so they share 1 to 2.
    #expect(content.places.map { $0[2019] } == [1, 2, 3])
    #expect(content.places.map { $0[2021] } == [1, 1.5, 2])
    #expect(content.ties.count == 2)
    let scene = try content.chart.scene(measuring: FixedWidthMeasurer())
    #expect(scene.strings.contains { $0.contains("浅色底带和“=”：位次并列") })
    #expect(scene.strings(of: "line-b").filter { $0 == "=1" }.count == 2)
  }

  @Test func `a shared rank stands beside its points and a rank where a line ends early`() throws {
    let scene = try Self.scene([
      Self.series("a", [2019: 1, 2020: 1, 2021: 1]), Self.series("b", [2019: 2, 2020: 1, 2021: 2]),
      Self.series("c", [2019: 3, 2020: 3]), Self.series("d", [2020: 4]),
    ])
    // In 2019 and 2021 the ranks stand beside the names.
    #expect(scene.strings(of: "line-a-rank") == ["=1"])
    #expect(scene.strings(of: "line-b-rank") == ["=1"])
    #expect(scene.strings(of: "line-c").sorted() == ["3", "c"])
    #expect(scene.strings(of: "line-c-rank") == ["3"])
    #expect(scene.strings(of: "line-d") == ["4 d"])
    let place = try #require(
      scene.circles(of: "line-b").map { ($0.x, $0.y) }.sorted { $0.0 < $1.0 }.dropFirst().first)
    let text = try #require(scene.texts.first { $0.mark == "line-b-rank" })
    // Right beside the second of the two, which stands in the row of rank 2.
    #expect(abs(text.inkBox.right - place.0) < 12 || abs(text.inkBox.left - place.0) < 12)
    #expect(abs(text.baseline - place.1) < 12)
    #expect(scene.data.first { $0.row == "b" && $0.year == 2020 }?.text == "1")
  }

  @Test func `a shared rank of a highlighted body stands beside its mark, not in it`() throws {
    let scene = try Self.scene([
      Self.series("a", focus: true, [2019: 1, 2020: 1, 2021: 2]),
      Self.series("b", [2019: 2, 2020: 1, 2021: 1]),
    ])
    // Boxes at 2019 and 2021 only, each with its rank; the sides have the ranks as well.
    #expect(scene.strings(of: "line-a").sorted() == ["1", "1", "2", "2", "a", "a"])
    #expect(scene.strings(of: "line-a-rank") == ["=1"])
  }

  @Test func `bodies that differ from year to year are told of`() throws {
    let same = [Self.series("a", [2019: 1, 2020: 1, 2021: 1])]
    let text = "各年参与排位的机构不尽相同"
    #expect(try !Self.scene(same).strings.contains { $0.contains(text) })
    #expect(
      try Self.scene(same + [Self.series("b", [2019: 2])]).strings.contains { $0.contains(text) })
  }

  @Test func `more than twenty bodies name the highlighted and the first and count the rest`()
    throws
  {
    let series = (1...25).map { rank in
      Self.series("s\(rank)", focus: rank == 20, [2019: rank, 2020: rank, 2021: rank], value: 7)
    }
    let scene = try Self.scene(series)
    #expect(scene.strings(of: "line-s20").contains("s20"))
    #expect(scene.strings(of: "line-s1").contains("s1"))
    #expect(scene.strings(of: "line-s6").isEmpty)
    #expect(scene.strings.contains { $0.contains("其余19个") })
    #expect(scene.strings.contains { $0.contains("s20的数值：2019年7，2021年7") })
    #expect(scene.strings.contains { $0.contains("位次会放大") })
  }

  @Test func `impossible ranks are refused with a reason`() {
    func refusal(_ series: [Series], years: [Int] = [2019, 2020, 2021]) -> String? {
      refusalMessage { () throws(ChartError) in
        try Self.chart(series, years: years).scene(measuring: FixedWidthMeasurer())
      }
    }
    let good = Self.series("a", [2019: 1, 2020: 2])
    #expect(refusal([good]) == nil)
    #expect(refusal([good], years: [2019])?.contains("2 to 60 years") ?? false)
    #expect(refusal([good], years: [2019, 2019])?.contains("each once") ?? false)
    #expect(refusal([Self.series("a", [2010: 1])])?.contains("none of the figure's years") ?? false)
    #expect(refusal([Self.series("a", [2019: 0])])?.contains("the rank 0") ?? false)
    #expect(refusal([Self.series("a", [2019: 1], value: .nan)])?.contains("finite") ?? false)
    #expect(refusal([])?.contains("nothing to draw") ?? false)
    var twice = good
    twice.points.append(.init(year: 2019, rank: 3))
    #expect(refusal([twice])?.contains("two ranks") ?? false)
  }

  @Test(arguments: FigureSize.named, FigureLanguage.allCases)
  func `random ranks pass the check or are refused with a reason`(
    size: FigureSize, language: FigureLanguage
  ) throws {
    var generator = SeededGenerator(seed: 31)
    var drawn = 0
    for round in 0..<16 {
      let counts = [1, 3, 8, 14, 20, 21, 60, 400]
      let count = round == 0 ? 400 : counts.randomElement(using: &generator) ?? 8
      let years = (0..<Int.random(in: 2...9, using: &generator)).map { 2010 + $0 * 2 }
      let isTied = Bool.random(using: &generator)
      let series = (0..<count).map { index in
        Series(
          id: "s\(index)", label: SmallKinds.name(index, language, &generator),
          isFocus: Int.random(in: 0...6, using: &generator) == 0,
          points: years.compactMap { year in
            guard Int.random(in: 0...7, using: &generator) > 0 else { return nil }
            return .init(
              year: year, rank: Int.random(in: 1...(isTied ? 5 : 2 * count), using: &generator),
              value: 3)
          })
      }
      let chart = BumpChart(
        frame: SmallKinds.frame(language, size), years: years, series: series)
      do throws(ChartError) {
        let scene = try chart.scene(measuring: FixedWidthMeasurer())
        #expect(FigureCheck.problems(in: scene).isEmpty)
        drawn += 1
      } catch {
        #expect(error.code == .specification, "\(error.message)")
      }
    }
    #expect(drawn >= 5)
  }
}
