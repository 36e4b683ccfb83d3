import Testing

@testable import Charting

struct SmallMultiplesChartTests {
  private static func panel(
    _ id: String, focus: Bool = false, _ values: [Int: Double]
  ) -> LineChart.Series {
    LineChart.Series(
      id: id, label: id, isFocus: focus,
      points: values.map { .init(year: $0.key, state: .value($0.value)) })
  }

  private static func scene(
    _ panels: [LineChart.Series], free: Bool = false
  ) throws(ChartError) -> Scene {
    try SmallMultiplesChart(
      frame: SmallKinds.frame(), areCounts: true, years: 2016...2020, panels: panels,
      hasFreeScales: free
    ).scene(measuring: FixedWidthMeasurer())
  }

  private static func groups(_ scene: Scene) -> [Scene.Group] {
    scene.elements.compactMap { if case .group(let group) = $0 { group } else { nil } }
      .filter { $0.id.hasPrefix("panel-") }
  }

  @Test func `panels come in the order given and no panel is alone in the last row`() throws {
    for count in 2...26 {
      let scene = try Self.scene((0..<count).map { Self.panel("p\($0)", [2016: 1, 2020: 9]) })
      let groups = Self.groups(scene)
      #expect(groups.map(\.id) == (0..<count).map { "panel-p\($0)" })
      let names = (0..<count).compactMap { index in
        scene.texts.first { $0.string == "p\(index)" }
      }
      let rows = Dictionary(grouping: names) { $0.baseline.rounded() }
      let last = rows.max { $0.key < $1.key }?.value.count ?? 0
      let widest = rows.values.map(\.count).max() ?? 0
      #expect(last > 1 || widest == 1, "\(count)")
    }
  }

  @Test func `a shared scale is one, and free scales are flagged in each panel and the note`()
    throws
  {
    let panels = [
      Self.panel("a", [2016: 1, 2020: 3]), Self.panel("b", [2016: 10, 2020: 90]),
      Self.panel("c", [2016: 10, 2020: 20]),
    ]
    let shared = try Self.scene(panels)
    #expect(shared.facts.scales.count == 1)
    #expect(shared.strings.contains { $0.contains("各图刻度相同") })
    let free = try Self.scene(panels, free: true)
    #expect(free.facts.scales.count == 3)
    #expect(free.facts.scales.allSatisfy { $0.isFree && $0.isAnnounced })
    #expect(free.strings.filter { $0 == "自有刻度" }.count == 3)
    #expect(free.strings.contains { $0.contains("不可跨图比较") })
  }

  @Test func `gaps are unbridged, the last value is written, the others lie behind`() throws {
    let scene = try Self.scene([
      Self.panel("a", focus: true, [2016: 1, 2017: 3, 2019: 5, 2020: 8]),
      Self.panel("b", [2016: 2, 2020: 2]),
    ])
    #expect(scene.polygons(of: "line-a").map(\.points.count) == [2, 2])
    #expect(scene.strings(of: "line-a") == ["8"])
    let behind = scene.flatElements.filter {
      if case .polygon(let polygon) = $0 { polygon.mark == nil && !polygon.isClosed } else { false }
    }
    // b has two lone values, so only the two runs of a lie behind it.
    #expect(behind.count == 2)
    #expect(scene.strings.contains { $0.contains("未收录报告：a（2018）、b（2017—2019）") })
  }

  @Test func `values alone in their years are dots behind, and every value of a panel is marked`()
    throws
  {
    let scene = try Self.scene([
      Self.panel("a", [2016: 1, 2017: 3, 2018: 5]), Self.panel("b", [2016: 20, 2020: 10]),
    ])
    let quiet = Self.groups(scene).map { group in
      group.elements.count {
        if case .circle(let circle) = $0 { circle.mark == nil } else { false }
      }
    }
    #expect(quiet == [2, 0])
    #expect(scene.circles(of: "line-a").count == 3)
    #expect(scene.strings.contains { $0.contains("灰线和灰点：其余各个") })
    let joined = try Self.scene([
      Self.panel("a", [2016: 1, 2017: 3]), Self.panel("b", [2016: 20, 2017: 10]),
    ])
    #expect(joined.strings.contains { $0.contains("灰线：其余各个") })
  }

  @Test(arguments: [true, false])
  func `no gridline strikes through a last value, and none stands in a name`(free: Bool) throws {
    let scene = try Self.scene(
      [5.0, 10, 15, 20].enumerated().map {
        Self.panel("p\($0.offset)", [2019: 3, 2020: $0.element])
      },
      free: free)
    let lines = scene.flatElements.compactMap { element -> Scene.Line? in
      if case .line(let line) = element, line.mark == nil, line.y1 == line.y2 { line } else { nil }
    }
    #expect(lines.count > 8)
    for text in scene.texts where text.mark?.hasPrefix("line-p") ?? false {
      let box = text.inkBox
      #expect(
        !lines.contains {
          box.isCrossed(from: .init(x: $0.x1, y: $0.y1), to: .init(x: $0.x2, y: $0.y2))
        })
      let name = try #require(scene.texts.first { $0.string == text.mark?.dropFirst(5) ?? "" })
      #expect(name.inkBox.bottom < box.top)
    }
  }

  @Test func `more than twelve others are thinned and that is said`() throws {
    let scene = try Self.scene(
      (0..<20).map { Self.panel("p\($0)", [2016: Double($0), 2017: Double($0)]) })
    let behind = Self.groups(scene)[0].elements.filter {
      if case .polygon(let polygon) = $0 { polygon.mark == nil } else { false }
    }
    #expect(behind.count == SmallMultiplesChart.mostBehind)
    #expect(scene.strings.contains { $0.contains("均匀选取的12个") })
  }

  @Test func `impossible panels are refused with a reason`() {
    func refusal(_ panels: [LineChart.Series]) -> String? {
      refusalMessage { () throws(ChartError) in try Self.scene(panels) }
    }
    #expect(refusal([])?.contains("nothing to draw") ?? false)
    #expect(refusal([Self.panel("a", [2030: 1])])?.contains("outside") ?? false)
    #expect(refusal([Self.panel("a", [2016: .nan])])?.contains("finite") ?? false)
    #expect(
      refusal((0..<400).map { Self.panel("第\($0)个", [2016: 1]) })?.contains("too small") ?? false)
  }

  @Test(arguments: FigureSize.named, FigureLanguage.allCases)
  func `random panels pass the check or are refused with a reason`(
    size: FigureSize, language: FigureLanguage
  ) throws {
    var generator = SeededGenerator(seed: 51)
    var drawn = 0
    for round in 0..<16 {
      let count = round == 0 ? 400 : [1, 2, 5, 7, 13, 30].randomElement(using: &generator) ?? 5
      let years = 2010...(2010 + Int.random(in: 0...14, using: &generator))
      let greatest = SmallKinds.greatest.randomElement(using: &generator) ?? 60
      let panels = (0..<count).map { index in
        LineChart.Series(
          id: "s\(index)", label: SmallKinds.name(index, language, &generator),
          isFocus: Int.random(in: 0...9, using: &generator) == 0,
          points: years.compactMap { year in
            let value = SmallKinds.value(greatest, &generator)
            switch Int.random(in: 0...9, using: &generator) {
            case 0: return nil
            case 1: return .init(year: year, state: .notStated)
            case 2: return .init(year: year, state: .bounded(low: value, high: value + 9))
            case 3: return .init(year: year, state: .otherClass(value, className: "另类"))
            case 4: return .init(year: year, state: .value(value, marks: [.averaged(years: 3)]))
            default: return .init(year: year, state: .value(value))
            }
          })
      }
      do throws(ChartError) {
        _ = try SmallMultiplesChart(
          frame: SmallKinds.frame(language, size), areCounts: Bool.random(using: &generator),
          years: years, panels: panels, hasFreeScales: Bool.random(using: &generator)
        ).scene(measuring: FixedWidthMeasurer())
        drawn += 1
      } catch {
        #expect(error.code == .specification, "\(error.message)")
      }
    }
    #expect(drawn >= 2)
  }
}
