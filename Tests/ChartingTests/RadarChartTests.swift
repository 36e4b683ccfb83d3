import Testing

@testable import Charting

struct RadarChartTests {
  private static func frame(
    _ size: FigureSize = .page, _ language: FigureLanguage = .english
  ) -> FigureFrame {
    FigureFrame(
      title: "Scores", unit: "points", sources: ["Reports"],
      reporting: FigureFrame.Reporting(stating: 3, selected: 4, noun: "cities"),
      language: language, size: size)
  }

  private func chart(
    _ polygons: [[Double?]], medians: [Double?]? = nil, low: Double = 0, high: Double = 100,
    size: FigureSize = .page, focus: Int? = 0
  ) -> RadarChart {
    let count = polygons.first?.count ?? 4
    return RadarChart(
      frame: Self.frame(size),
      axes: (0..<count).map { RadarChart.Axis(id: "a\($0)", label: "Axis \($0)") },
      polygons: polygons.enumerated().map { index, values in
        RadarChart.Polygon(
          id: "p\(index)", label: "City \(index)", values: values, isFocus: index == focus)
      },
      medians: medians ?? polygons.first?.map { _ in 50 } ?? [], low: low, high: high)
  }

  private func scene(_ chart: RadarChart) throws -> Scene {
    try chart.scene(measuring: FixedWidthMeasurer())
  }

  /// The elements of a group.
  private func group(_ id: String, in scene: Scene) throws -> [Scene.Element] {
    func find(_ elements: [Scene.Element]) -> [Scene.Element]? {
      for case .group(let group) in elements {
        if group.id == id { return group.elements }
        if let found = find(group.elements) { return found }
      }
      return nil
    }
    return try #require(find(scene.elements))
  }

  private func circles(_ elements: [Scene.Element]) -> [Scene.Circle] {
    elements.compactMap { if case .circle(let circle) = $0 { circle } else { nil } }
  }

  private func polygons(_ elements: [Scene.Element]) -> [Scene.Polygon] {
    elements.compactMap { if case .polygon(let polygon) = $0 { polygon } else { nil } }
  }

  private func message(_ chart: RadarChart) -> String {
    do {
      _ = try chart.scene(measuring: FixedWidthMeasurer())
      return ""
    } catch {
      return error.message
    }
  }

  @Test func `axes run clockwise from the top, all the same angle apart`() {
    let four = RadarWeb.directions(4)
    for (direction, expected) in zip(four, [(0.0, -1.0), (1, 0), (0, 1), (-1, 0)]) {
      #expect(abs(direction.x - expected.0) < 1e-12 && abs(direction.y - expected.1) < 1e-12)
    }
    // sin 120° = √3/2, −cos 120° = 1/2
    let three = RadarWeb.directions(3)
    #expect(abs(three[1].x - 0.75.squareRoot()) < 1e-12 && abs(three[1].y - 0.5) < 1e-12)
    for count in 3...12 {
      for direction in RadarWeb.directions(count) {
        #expect(abs(direction.x * direction.x + direction.y * direction.y - 1) < 1e-12)
      }
    }
  }

  @Test func `distances from the centre are in proportion to the values`() throws {
    let scene = try scene(chart([[100, 50, 25, 0]]))
    let markers = circles(try group("polygon--p0", in: scene))
    try #require(markers.count == 4)
    let centre = Scene.Point(x: markers[3].x, y: markers[3].y)
    let radius = centre.y - markers[0].y
    #expect(radius > 0)
    #expect(abs(markers[0].x - centre.x) < 1e-9)
    #expect(abs(markers[1].x - centre.x - 0.5 * radius) < 1e-9)
    #expect(abs(markers[2].y - centre.y - 0.25 * radius) < 1e-9)
  }

  @Test func `the dots carry the same numbers as the radar, on a scale of their own`() throws {
    let scene = try scene(chart([[100, 50, 25, 0], [10, 20, 30, 40]]))
    var places: [Double] = []
    for axis in 0..<4 {
      let row = try group("row-a\(axis)", in: scene)
      places.append(try #require(circles(row).first).x)
      // One diamond for the other body.
      #expect(polygons(row).count == 1)
    }
    let unit = (places[0] - places[3]) / 100
    #expect(unit > 0)
    #expect(abs(places[1] - places[3] - 50 * unit) < 1e-9)
    #expect(abs(places[2] - places[3] - 25 * unit) < 1e-9)
    let texts = try group("row-a1", in: scene).compactMap { element -> String? in
      if case .text(let text) = element { text.string } else { nil }
    }
    #expect(texts == ["Axis 1", "50", "20", "50"])
  }

  @Test func `nothing is filled, and the two polygons differ by dashes and by markers`() throws {
    let scene = try scene(chart([[100, 50, 25, 10], [10, 20, 30, 40]]))
    let first = try group("polygon--p0", in: scene)
    let second = try group("polygon--p1", in: scene)
    let outline = try #require(polygons(first).first)
    let other = try #require(polygons(second).first)
    #expect(outline.fill == nil && other.fill == nil)
    #expect(outline.isClosed && other.isClosed)
    #expect(outline.stroke?.dashes.isEmpty == true)
    #expect(other.stroke?.dashes.isEmpty == false)
    #expect(circles(first).count == 4 && circles(second).isEmpty)
    // The outline and four diamonds.
    #expect(polygons(second).count == 5)
    let median = try #require(polygons(try group("polygon-median", in: scene)).first)
    #expect(median.stroke?.dashes.isEmpty == false && median.fill == nil)
  }

  @Test func `the body in focus has the whole line, wherever it stands`() throws {
    let scene = try scene(chart([[100, 50, 25, 10], [10, 20, 30, 40]], focus: 1))
    let outline = try #require(polygons(try group("polygon--p1", in: scene)).first)
    #expect(outline.stroke == Scene.Stroke(Theme.page.focus, width: outline.stroke?.width ?? 0))
  }

  @Test func `a missing value breaks the polygon, and the dots say so`() throws {
    // Without the second of five axes one open line is left, from the third round to the first.
    let scene = try scene(chart([[80, nil, 60, 40, 20]]))
    let group = try group("polygon--p0", in: scene)
    let outline = try #require(polygons(group).first)
    #expect(!outline.isClosed && outline.points.count == 4)
    #expect(circles(group).count == 4)
    let row = try self.group("row-a1", in: scene)
    #expect(circles(row).isEmpty)
    #expect(scene.strings.contains("—"))
    #expect(scene.strings.contains { $0.contains("City 0, no value (1): Axis 1") })
    #expect(scene.alternativeText.contains("Axis 1: City 0 no value"))
    let datum = try #require(scene.data.first { $0.row == "p0" && $0.series == "a1" })
    #expect(datum.value == nil && datum.text == "—")
  }

  @Test(
    arguments: [
      ([1, 1, 1], [[0, 1, 2]]), ([nil, 1, 1], [[1, 2]]), ([1, nil, 1], [[2, 0]]),
      ([nil, 1, nil, 1], [[1], [3]]), ([nil, nil, nil], []),
      ([1, 1, nil, 1, nil], [[3], [0, 1]]),
    ] as [([Double?], [[Int]])])
  func `runs go round the radar and end at gaps`(values: [Double?], expected: [[Int]]) {
    let runs = RadarContent.runs(values)
    #expect(Set(runs) == Set(expected))
  }

  @Test func `zero is a value`() throws {
    let scene = try scene(chart([[0, 0, 0, 0]]))
    #expect(circles(try group("polygon--p0", in: scene)).count == 4)
    #expect(!scene.strings.contains("—"))
  }

  @Test(arguments: FigureLanguage.allCases)
  func `every radar says that its shape depends on the order of the axes`(
    language: FigureLanguage
  ) throws {
    var chart = chart([[80, 70, 60]])
    chart.frame.language = language
    let scene = try scene(chart)
    let note = RadarPhrase.shape.text(in: language)
    #expect(scene.strings.joined().contains(note))
  }

  @Test func `a scale that does not begin at zero says so`() throws {
    let scene = try scene(chart([[80, 70, 60]], low: 40, high: 90))
    #expect(scene.strings.contains { $0.contains("does not begin at zero") })
    #expect(
      scene.facts.scales == [
        Scene.Facts.Scale(id: "value", low: 40, high: 90, isAnnounced: true)
      ])
  }

  @Test func `rings are labelled`() throws {
    let scene = try scene(chart([[80, 70, 60, 50, 40]], size: .slide))
    let texts = try group("rings", in: scene).compactMap { element -> String? in
      if case .text(let text) = element { text.string } else { nil }
    }
    #expect(Set(texts) == ["25", "50", "75", "100"])
    #expect(scene.strings.contains("Radar: centre 0, rings 25, 50, 75, edge 100"))
  }

  @Test func `dots stand beside the radar on a page and below it on a phone`() throws {
    func middles(_ size: FigureSize) throws -> (web: Scene.Circle, dots: Scene.Circle) {
      let scene = try scene(chart([[80, 70, 60, 50, 40]], size: size))
      return (
        try #require(circles(try group("polygon--p0", in: scene)).first),
        try #require(circles(try group("row-a0", in: scene)).first)
      )
    }
    for size in [FigureSize.page, .slide, .web] {
      let (web, dots) = try middles(size)
      #expect(dots.x > web.x + 100, "\(size.name)")
    }
    for size in [FigureSize.phone, .half] {
      let (web, dots) = try middles(size)
      #expect(dots.y > web.y + 100, "\(size.name)")
    }
  }

  @Test func `names that find no place around the radar become numbers, explained by the rows`()
    throws
  {
    var chart = chart([Array(repeating: 50, count: 8)], size: .half)
    for index in chart.axes.indices {
      chart.axes[index].label = "公众参与和基层立法联系点建设以及备案审查工作情况综合评价第\(index)项"
    }
    let scene = try scene(chart)
    let texts = try group("axes", in: scene).compactMap { element -> String? in
      if case .text(let text) = element { text.string } else { nil }
    }
    #expect(texts == (1...8).map(String.init))
    #expect(scene.strings.joined().contains(RadarPhrase.numbered.text(in: .english)))
  }

  @Test func `the description tells extremes and how the bodies compare`() throws {
    let scene = try scene(chart([[80, 70, 60], [90, 70, 10]], medians: [80, 60, nil]))
    let text = scene.alternativeText
    #expect(text.contains("City 0, highest: Axis 0, 80; lowest: Axis 2, 60."))
    #expect(text.contains("City 0 against the median: 1 above, 0 below, 1 equal."))
    #expect(text.contains("City 0 against City 1: 1 above, 1 below, 1 equal."))
    #expect(text.contains("Axis 2: City 0 60, City 1 10, Median no value."))
  }

  @Test func `what cannot be a radar is refused with a reason`() {
    let three: [Double?] = [1, 2, 3]
    #expect(message(chart([three, three, three])).contains("one or two bodies, not 3"))
    #expect(message(chart([])).contains("one or two bodies, not 0"))
    #expect(message(chart([[1, 2]])).contains("3 to 12 axes, not 2"))
    #expect(message(chart([Array(repeating: 1, count: 13)])).contains("3 to 12 axes, not 13"))
    #expect(message(chart([three, [1, 2]])).contains("2 values for 3 axes"))
    #expect(message(chart([three], medians: [1])).contains("“median” has 1 values"))
    #expect(message(chart([[1, 2, 101]])).contains("outside the scale"))
    #expect(message(chart([[1, 2, -1]])).contains("outside the scale"))
    #expect(message(chart([[1, 2, .nan]])).contains("outside the scale"))
    #expect(message(chart([three], medians: [1, .infinity, 2])).contains("outside the scale"))
    #expect(message(chart([[nil, nil, nil]])).contains("nothing to draw"))
    for (low, high) in [(0.0, 0.0), (5, 1), (0, .infinity), (.nan, 1), (0, 1e15), (1e14, 1e14 + 1)]
    {
      #expect(message(chart([three], low: low, high: high)).contains("cannot be drawn"))
    }
    var nameless = chart([three])
    nameless.axes[1].label = " "
    #expect(message(nameless).contains("no name"))
    var reporting = chart([three])
    reporting.frame.reporting.stating = 9
    #expect(message(reporting).contains("9 of 4"))
  }

  // MARK: Random data

  private static let sizes = ["page", "half", "square", "slide", "web", "phone", "160x90mm"]

  @Test(arguments: sizes, FigureLanguage.allCases)
  func `any data make a figure in order or an error that says why`(
    name: String, language: FigureLanguage
  ) throws {
    let size = try FigureSize(name)
    var random = SeededGenerator(seed: UInt64(name.utf8.reduce(11) { $0 &* 31 &+ Int($1) }))
    var drawn = 0
    for round in 0..<14 {
      let chart = Self.random(size, language, round, &random)
      do throws(ChartError) {
        let scene = try chart.scene(measuring: FixedWidthMeasurer())
        drawn += 1
        #expect(FigureCheck.problems(in: scene).isEmpty)
        #expect(scene.height <= (size.height ?? FigureSize.greatestHeight) + 1e-6)
        let values = (chart.polygons.flatMap(\.values) + chart.medians).count { $0 != nil }
        #expect(scene.data.count { $0.value != nil } == values)
        #expect(try chart.scene(measuring: FixedWidthMeasurer()) == scene)
      } catch {
        // An error of the figure check would be a fault of the layout.
        #expect(error.code == .specification, "round \(round): \(error)")
        #expect(error.message.contains("too small"), "round \(round): \(error)")
      }
    }
    #expect(drawn >= 5, "\(name) \(language): \(drawn)")
  }

  private static func random(
    _ size: FigureSize, _ language: FigureLanguage, _ round: Int,
    _ random: inout SeededGenerator
  ) -> RadarChart {
    let count = Int.random(in: 3...12, using: &random)
    let (low, high) = [(0.0, 100.0), (0, 1), (-50, 50), (1e8, 1e9), (0, 7), (20, 80)][round % 6]
    let gaps = [0, 0, 3, 9][Int.random(in: 0..<4, using: &random)]
    func values(_ random: inout SeededGenerator) -> [Double?] {
      (0..<count).map { _ in
        if Int.random(in: 0..<10, using: &random) < gaps { return nil }
        return switch Int.random(in: 0..<8, using: &random) {
        case 0: low
        case 1: high
        default: Double.random(in: low...high, using: &random)
        }
      }
    }
    let letters = Array("济南市阳区白城吐鲁番龙岩县abcdefgh WM")
    let longest = [4, 10, 40][Int.random(in: 0..<3, using: &random)]
    func name(_ random: inout SeededGenerator) -> String {
      "市"
        + String(
          (1..<Int.random(in: 2...longest, using: &random)).map { _ in
            letters[Int.random(in: 0..<letters.count, using: &random)]
          })
    }
    var polygons: [RadarChart.Polygon] = []
    for index in 0..<Int.random(in: 1...2, using: &random) {
      polygons.append(
        RadarChart.Polygon(
          id: "p", label: name(&random), values: values(&random),
          isFocus: Int.random(in: 0...index, using: &random) == 0))
    }
    // One value at least.
    polygons[0].values[0] = high
    var axes: [RadarChart.Axis] = []
    for index in 0..<count {
      axes.append(RadarChart.Axis(id: "a\(index / 2)", label: name(&random)))
    }
    return RadarChart(
      frame: frame(size, language), axes: axes, polygons: polygons,
      medians: Int.random(in: 0..<4, using: &random) == 0
        ? Array(repeating: nil, count: count) : values(&random), low: low, high: high)
  }
}
