import Testing

@testable import Charting

struct RankIntervalChartTests {
  private func chart(
    _ rows: [RankIntervalChart.Row], language: FigureLanguage = .english,
    intervalName: String = "95% marginal interval", bandNames: [String] = []
  ) -> RankIntervalChart {
    RankIntervalChart(
      frame: FigureFrame(
        title: "Ranks", unit: "", sources: [],
        reporting: FigureFrame.Reporting(
          stating: rows.count, selected: rows.count, noun: "cities"),
        language: language, size: .page), rows: rows, intervalName: intervalName,
      bandNames: bandNames)
  }

  private func row(
    _ id: String, _ rank: Int, _ low: Int, _ high: Int, band: Int, isFocus: Bool = false
  ) -> RankIntervalChart.Row {
    RankIntervalChart.Row(
      id: id, label: id.uppercased(), rank: rank, low: low, high: high, band: band,
      isFocus: isFocus)
  }

  private var rows: [RankIntervalChart.Row] {
    [
      row("a", 1, 1, 2, band: 4), row("b", 2, 1, 3, band: 4, isFocus: true),
      row("c", 3, 2, 4, band: 9), row("d", 4, 4, 4, band: 2),
    ]
  }

  @Test func `rank 1 stands at the left and every rank is as far from the next`() throws {
    let scene = try chart(rows).scene(measuring: FixedWidthMeasurer())
    var places: [Double] = []
    for case .circle(let circle) in scene.flatElements { places.append(circle.x) }
    #expect(places.count == 4)
    for (place, next) in zip(places, places.dropFirst()) {
      #expect(abs((next - place) - (places[1] - places[0])) < 1e-9)
    }
    #expect(places[1] > places[0])
    let whisker = try #require(scene.lines(of: "dot-b").first)
    #expect(whisker.x1 == places[0] && whisker.x2 == places[2])
    // An interval of one rank is a dot alone.
    #expect(scene.lines(of: "dot-d").isEmpty)
    #expect(scene.strings.filter { ["1", "2", "3", "4"].contains($0) }.count >= 8)
    #expect(scene.strings(of: "dot-b") == ["2", "B", "1–3"])
  }

  @Test func `bands are shaded in turn and named from the top`() throws {
    let scene = try chart(rows, bandNames: ["Leading"]).scene(measuring: FixedWidthMeasurer())
    let shades = scene.flatElements.filter {
      if case .rectangle = $0 { true } else { false }
    }
    #expect(shades.count == 1)
    #expect(scene.strings.filter { ["Leading", "Band 2", "Band 3"].contains($0) }.count == 3)
    #expect(
      scene.strings.contains {
        $0.hasPrefix("Bands (shaded in turn): bodies of different bands are told apart")
      })
    #expect(scene.alternativeText.contains("B: rank 2, interval 1–3, Leading."))
    #expect(scene.alternativeText.contains("Leading: A, B; 2 in all."))
  }

  @Test(arguments: [
    (FigureLanguage.english, "By the figures no bands can be told apart", "Band"),
    (.chinese, "按数字分不出档次", "第一档"),
  ])
  func `one band of all bodies is none, which a note says`(
    language: FigureLanguage, note: String, band: String
  ) throws {
    var rows = rows
    for index in rows.indices { rows[index].band = 1 }
    let scene = try chart(rows, language: language).scene(measuring: FixedWidthMeasurer())
    #expect(scene.strings.contains(note))
    #expect(!scene.strings.contains { $0.hasPrefix(band) || $0.contains("底色") })
    #expect(scene.alternativeText.contains(note))
    #expect(!scene.alternativeText.contains(band))
    #expect(!scene.alternativeText.contains("{"))
    // The ranges stand at the right edge, where no name of a band follows them.
    let right = try #require(
      scene.texts.first { $0.mark == "dot-a" && $0.anchor == .end && $0.x > 100 })
    #expect(abs(right.x - (scene.width - FigureSize.page.type.margin)) < 1e-6)
  }

  @Test(arguments: [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "100")])
  func `bands are counted in Chinese words`(number: Int, words: String) {
    #expect(RankIntervalDrawing.chinese(number) == words)
  }

  @Test func `ranks that contradict themselves are refused`() throws {
    let cases: [(RankIntervalChart, String)] = [
      (chart([]), "at least one row"),
      (chart([row("a", 0, 1, 1, band: 1)]), "ranks begin at 1"),
      (chart([row("a", 1, 3, 2, band: 1)]), "cannot end before it begins"),
      (chart([row("a", 1, 1, .max, band: 1)]), "the greatest is"),
      (chart(rows, intervalName: " "), "name them"),
      (
        chart([
          row("a", 1, 1, 1, band: 1), row("b", 2, 2, 2, band: 2), row("c", 3, 3, 3, band: 1),
        ]), "sort the rows by rank"
      ),
    ]
    for (chart, part) in cases {
      expectRefused(chart, part)
    }
  }

  @Test(arguments: RowKindSamples.sizes, FigureLanguage.allCases)
  func `any data make a figure in order or an error that says why`(
    name: String, language: FigureLanguage
  ) throws {
    var samples = try RowKindSamples(name, language, seed: 12)
    samples.expect(drawn: 8) { samples in
      let count = samples.pick([1, 2, 5, 12, 25, 35, 36, 80, 400])
      let longest = samples.pick([4, 10, 40])
      let bandChance = samples.pick([0, 0.1, 0.5, 1])
      var band = 0
      var rows: [RankIntervalChart.Row] = []
      for index in 0..<count {
        if samples.chance(bandChance) { band += 1 }
        let low = max(1, index + 1 - samples.number(0...samples.pick([0, 3, 100])))
        rows.append(
          RankIntervalChart.Row(
            id: "b\(index)", label: samples.label(atMost: longest), rank: index + 1, low: low,
            high: max(low, index + 1 + samples.number(0...8)), band: band,
            isFocus: samples.chance(0.05)))
      }
      let chart = RankIntervalChart(
        frame: samples.frame(stating: count, selected: count), rows: rows,
        intervalName: samples.text(samples.pick([4, 12])),
        bandNames: samples.chance(0.3) ? [samples.text(samples.pick([3, 20]))] : [])
      return { () throws(ChartError) in try chart.scene(measuring: FixedWidthMeasurer()) }
    }
  }
}
