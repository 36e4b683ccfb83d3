import Testing

@testable import Charting

struct DotChartTests {
  private func chart(
    _ rows: [DotChart.Row], language: FigureLanguage = .english, intervalName: String? = nil,
    hasStems: Bool = false
  ) -> DotChart {
    DotChart(
      frame: FigureFrame(
        title: "Regulations", unit: "", sources: [],
        reporting: FigureFrame.Reporting(
          stating: rows.count { $0.rank != nil }, selected: rows.count, noun: "cities"),
        language: language, size: .page),
      areCounts: true, rows: rows, intervalName: intervalName, hasStems: hasStems)
  }

  private func row(
    _ id: String, _ value: Double, rank: Int?, _ interval: ClosedRange<Double>? = nil,
    isFocus: Bool = false
  ) -> DotChart.Row {
    DotChart.Row(
      id: id, label: id.uppercased(), rank: rank, state: .value(value), interval: interval,
      isFocus: isFocus)
  }

  private func dots(_ scene: Scene) -> [String: Scene.Circle] {
    var dots: [String: Scene.Circle] = [:]
    for case .circle(let circle) in scene.flatElements { dots[circle.mark ?? ""] = circle }
    return dots
  }

  @Test func `dots and whiskers stand by their values on one scale`() throws {
    let scene = try chart(
      [
        row("a", 30, rank: 1, 20...40, isFocus: true), row("b", 20, rank: 2, 12...30),
        row("c", 10, rank: 3, 5...18),
      ], intervalName: "95% interval (Poisson)"
    ).scene(measuring: FixedWidthMeasurer())
    let dots = dots(scene)
    let a = try #require(dots["dot-a"])
    let b = try #require(dots["dot-b"])
    let c = try #require(dots["dot-c"])
    #expect(abs((a.x - b.x) - (b.x - c.x)) < 1e-9)
    // Ten units from dot to dot; the whisker of a is twenty long.
    let whisker = try #require(scene.lines(of: "dot-a").first)
    #expect(abs((whisker.x2 - whisker.x1) - 2 * (a.x - b.x)) < 1e-9)
    #expect(whisker.stroke.width < 2 * a.radius)
    #expect(scene.strings.contains("Line: 95% interval (Poisson)"))
    // From 5 to 40 the values fill the scale from zero, so it begins there.
    #expect(scene.facts.scales.map(\.low) == [0])
    #expect(!scene.strings.contains("The scale does not begin at zero"))
    #expect(scene.alternativeText.contains("A, 95% interval (Poisson): 20–40."))
    #expect(scene.data[0].value == 30 && scene.data[0].low == 20 && scene.data[0].high == 40)
  }

  @Test func `a scale that leaves zero out says so, with stems it never does`() throws {
    let rows = [row("a", 98, rank: 1), row("b", 95, rank: 2), row("c", 91, rank: 3)]
    let free = try chart(rows).scene(measuring: FixedWidthMeasurer())
    #expect(free.facts.scales[0].low > 0 && free.facts.scales[0].isAnnounced)
    #expect(free.strings.contains("The scale does not begin at zero"))
    #expect(free.lines(of: "zero").isEmpty)
    let stems = try chart(rows, hasStems: true).scene(measuring: FixedWidthMeasurer())
    #expect(stems.facts.scales[0].low == 0 && stems.facts.scales[0].hasLengths)
    let zero = try #require(stems.lines(of: "zero").first)
    #expect(stems.lines(of: "dot-a").map(\.x1) == [zero.x1])
  }

  @Test func `bodies without a rank stand below a rule, those without a value are listed`() throws {
    let scene = try chart([
      row("a", 30, rank: 1), row("b", 20, rank: 2), row("c", 10, rank: 3),
      DotChart.Row(id: "d", label: "D", state: .bounded(low: 4, high: nil)),
      DotChart.Row(id: "e", label: "E", state: .notStated),
    ]).scene(measuring: FixedWidthMeasurer())
    #expect(scene.strings(of: "dot-d") == ["D", "≥4"])
    #expect(scene.polygons(of: "dot-d").count == 1)
    #expect(scene.strings.contains("Not stated in the report (1): E"))
    #expect(dots(scene)["dot-e"] == nil && dots(scene)["dot-d"] == nil)
    #expect(scene.strings(of: "median") == ["Median 20"])
  }

  @Test func `the label of the median displaces no number of the axis`() throws {
    func numbers(_ scene: Scene) -> [Scene.Text] {
      scene.texts.filter { $0.mark == nil && Double($0.string) != nil }
    }
    var ways: Set<Bool> = []
    for median in stride(from: 2.0, through: 40, by: 2) {
      var chart = chart([row("a", 46, rank: 1), row("b", median, rank: 2), row("c", 1, rank: 3)])
      let scene = try chart.scene(measuring: FixedWidthMeasurer())
      chart.showsMedian = false
      let plain = try chart.scene(measuring: FixedWidthMeasurer())
      #expect(numbers(scene).map(\.string) == numbers(plain).map(\.string))
      let label = try #require(scene.texts.first { $0.mark == "median" })
      let line = try #require(numbers(scene).first).baseline
      #expect(numbers(scene).allSatisfy { !$0.inkBox.overlaps(label.inkBox) })
      ways.insert(label.baseline < line)
      #expect(label.baseline <= line)
      let rule = try #require(scene.lines(of: "median").first)
      #expect(min(rule.y1, rule.y2) > line)
    }
    #expect(ways == [true, false])
  }

  @Test func `an interval without a name, a value or finite ends is refused`() throws {
    for (rows, part) in [
      ([row("a", 1, rank: 1, 0...2)], "name the intervals"),
      ([row("a", 1, rank: 1, 0...1e15)], "finite ends"),
      (
        [
          row("a", 1, rank: 1),
          DotChart.Row(id: "b", label: "B", state: .notStated, interval: 0...1),
        ], "leave the interval out"
      ),
    ] {
      let error = #expect(throws: ChartError.self) {
        try chart(rows).scene(measuring: FixedWidthMeasurer())
      }
      #expect(error?.message.contains(part) == true)
    }
  }

  @Test(arguments: RowKindSamples.sizes, FigureLanguage.allCases)
  func `any data make a figure in order or an error that says why`(
    name: String, language: FigureLanguage
  ) throws {
    var samples = try RowKindSamples(name, language, seed: 11)
    samples.expect(drawn: 8) { samples in
      let chart = Self.chart(&samples)
      return { () throws(ChartError) in try chart.scene(measuring: FixedWidthMeasurer()) }
    }
  }

  private static func chart(_ samples: inout RowKindSamples) -> DotChart {
    let count = samples.pick([1, 2, 5, 12, 25, 35, 36, 80, 400])
    let greatest = samples.pick([0.003, 3.0, 60, 2000, 1e9])
    let low = samples.pick([0, 0, -greatest, 0.9 * greatest])
    let longest = samples.pick([4, 10, 40])
    let hasIntervals = samples.chance(0.6)
    let isSparse = samples.chance(0.1)
    var rows: [DotChart.Row] = []
    for index in 0..<count {
      let value = samples.chance(0.1) ? low : samples.real(low...greatest)
      let isRanked = index == 0 || !isSparse && samples.chance(0.85)
      let state =
        isRanked
        ? .value(value, marks: samples.marks())
        : samples.other(
          value, greatest: greatest)
      var interval: ClosedRange<Double>?
      if hasIntervals, isRanked, samples.chance(0.9) {
        let reach = samples.pick([0, 0.1, 0.5]) * greatest
        interval = (value - samples.real(0...reach))...(value + samples.real(0...reach))
      }
      rows.append(
        DotChart.Row(
          id: "b\(index)", label: samples.label(atMost: longest), rank: isRanked ? index + 1 : nil,
          state: state, interval: interval, isFocus: samples.chance(0.05)))
    }
    return DotChart(
      frame: samples.frame(stating: rows.count { $0.rank != nil }, selected: count),
      areCounts: samples.chance(0.3), rows: rows,
      intervalName: hasIntervals ? samples.text(samples.pick([4, 10])) : nil,
      hasStems: samples.chance(0.4), showsMedian: samples.chance(0.7))
  }
}
