import Testing

@testable import Charting

struct SlopeChartTests {
  private typealias Series = SlopeChart.Series

  private static func scene(
    _ series: [Series], years: [Int] = [2019, 2023]
  ) throws(ChartError) -> Scene {
    try SlopeChart(frame: SmallKinds.frame(), areCounts: true, years: years, series: series)
      .scene(measuring: FixedWidthMeasurer())
  }

  private static func series(
    _ id: String, focus: Bool = false, _ states: RankedBarChart.State...
  ) -> Series {
    Series(id: id, label: id, isFocus: focus, states: states)
  }

  @Test func `what falls is dashed, what rises whole, what stays thinner`() throws {
    let scene = try Self.scene([
      Self.series("rise", .value(3), .value(9)), Self.series("fall", .value(9), .value(2)),
      Self.series("stay", .value(5), .value(5)),
    ])
    let rise = try #require(scene.lines(of: "slope-rise").first)
    let fall = try #require(scene.lines(of: "slope-fall").first)
    let stay = try #require(scene.lines(of: "slope-stay").first)
    #expect(rise.stroke.dashes.isEmpty && rise.y2 < rise.y1)
    #expect(!fall.stroke.dashes.isEmpty && fall.y2 > fall.y1)
    #expect(stay.stroke.width < rise.stroke.width && stay.y1 == stay.y2)
    // One scale: 6 up are as steep as 6 of the 7 down.
    #expect(abs((rise.y1 - rise.y2) / 6 - (fall.y2 - fall.y1) / 7) < 1e-6)
    #expect(scene.strings.contains("上升（1个）") && scene.strings.contains("下降（1个）"))
  }

  @Test func `the dashed sample ends in a dash and stands clear of the years`() throws {
    let scene = try Self.scene([
      Self.series("rise", .value(3), .value(9)), Self.series("fall", .value(9), .value(2)),
    ])
    let dashes = scene.flatElements.compactMap { element -> Scene.Line? in
      guard case .line(let line) = element, line.mark == nil, !line.stroke.dashes.isEmpty else {
        return nil
      }
      return line
    }
    // Only the legend has a dashed line without a mark.
    let dashed = try #require(dashes.first)
    let (x, y) = (dashed.x2 - dashed.x1, dashed.y2 - dashed.y1)
    let (dash, gap) = (dashed.stroke.dashes[0], dashed.stroke.dashes[1])
    #expect(abs((x * x + y * y).squareRoot() - (3 * dash + 2 * gap)) < 1e-9)
    let year = try #require(scene.texts.first { $0.string == "2019" })
    let words = try #require(scene.texts.first { $0.string == "下降（1个）" })
    #expect(year.inkBox.top - words.inkBox.bottom > 0.6 * words.font.size)
  }

  @Test func `names and values stand on both sides and touch no other`() throws {
    let scene = try Self.scene((0..<12).map { Self.series("s\($0)", .value(7), .value(7)) })
    #expect(scene.strings(of: "slope-s3").sorted() == ["7", "7", "s3", "s3"])
    #expect(FigureCheck.problems(in: scene).isEmpty)
  }

  @Test func `what is missing is listed and classes are not joined`() throws {
    let scene = try Self.scene([
      Self.series("a", .value(4), .value(6)), Self.series("b", .notStated, .value(6)),
      Self.series("c", .bounded(low: 3, high: 7), .value(6)),
      Self.series("d", .otherClass(3, className: "含督办"), .value(6)),
      Self.series("e", .notStated, .notStated),
    ])
    #expect(scene.strings.contains("报告未载明（2个）：b（2019）、e"))
    #expect(scene.strings.contains("只知上下限（1个）：c（2019：3～7）"))
    #expect(scene.lines(of: "slope-d").allSatisfy { $0.x2 - $0.x1 < 40 })
    #expect(scene.strings.contains { $0.contains("空心：口径不同（含督办）") })
  }

  @Test func `a scale that does not begin at zero is announced`() throws {
    let far = try Self.scene([Self.series("a", .value(90), .value(100))])
    #expect(far.strings.contains { $0.contains("不从零起") })
    #expect(far.facts.scales.map(\.isAnnounced) == [true])
    let near = try Self.scene([Self.series("a", .value(9), .value(100))])
    #expect(!near.strings.contains { $0.contains("不从零起") })
  }

  @Test func `impossible values are refused with a reason`() {
    func refusal(_ series: [Series], years: [Int] = [2019, 2023]) -> String? {
      refusalMessage { () throws(ChartError) in try Self.scene(series, years: years) }
    }
    let good = Self.series("a", .value(1), .value(2))
    #expect(refusal([good]) == nil)
    #expect(refusal([good], years: [2023, 2019])?.contains("ascend") ?? false)
    #expect(refusal([good], years: [2019, 2020, 2021])?.contains("2 values for 3") ?? false)
    #expect(refusal([good], years: [2018, 2019, 2020, 2021])?.contains("2 to 3 years") ?? false)
    #expect(
      refusal([Self.series("a", .value(.infinity), .value(1))])?.contains("finite") ?? false)
    #expect(
      refusal([Self.series("a", .bounded(low: 3, high: 1), .value(1))])?.contains("before")
        ?? false)
    #expect(refusal([Self.series("a", .notStated, .notStated)])?.contains("nothing") ?? false)
  }

  @Test(arguments: FigureSize.named, FigureLanguage.allCases)
  func `random slopes pass the check or are refused with a reason`(
    size: FigureSize, language: FigureLanguage
  ) throws {
    var generator = SeededGenerator(seed: 41)
    var drawn = 0
    for round in 0..<16 {
      let count = round == 0 ? 400 : [1, 2, 6, 15, 40].randomElement(using: &generator) ?? 6
      let years = Bool.random(using: &generator) ? [2019, 2023] : [2016, 2017, 2023]
      let greatest = SmallKinds.greatest.randomElement(using: &generator) ?? 60
      let series = (0..<count).map { index in
        Series(
          id: "s\(index)", label: SmallKinds.name(index, language, &generator),
          isFocus: Int.random(in: 0...9, using: &generator) == 0,
          states: years.map { _ in SmallKinds.state(greatest, &generator) })
      }
      do throws(ChartError) {
        _ = try SlopeChart(
          frame: SmallKinds.frame(language, size), areCounts: Bool.random(using: &generator),
          years: years, series: series
        ).scene(measuring: FixedWidthMeasurer())
        drawn += 1
      } catch {
        #expect(error.code == .specification, "\(error.message)")
      }
    }
    #expect(drawn >= 4)
  }
}
