import Testing

@testable import Charting

struct LineChartTests {
  private typealias Point = LineChart.Point

  private static func frame(
    _ language: FigureLanguage = .chinese, _ size: FigureSize = .page
  ) -> FigureFrame {
    FigureFrame(
      title: language == .chinese ? "收到检察建议数" : "Proposals received", unit: "件",
      sources: ["各市报告"], reporting: .init(stating: 3, selected: 4, noun: "市"),
      language: language, size: size)
  }

  private static func chart(
    _ series: [LineChart.Series], years: ClosedRange<Int> = 2016...2020,
    base: LineChart.Base = .zero
  ) -> LineChart {
    LineChart(frame: frame(), areCounts: true, years: years, series: series, base: base)
  }

  private static func series(
    _ label: String, focus: Bool = false, _ values: [Int: Double]
  ) -> LineChart.Series {
    LineChart.Series(
      id: label, label: label, isFocus: focus,
      points: values.map { Point(year: $0.key, state: .value($0.value)) })
  }

  private static func elements(_ elements: [Scene.Element]) -> [Scene.Element] {
    elements.flatMap { element -> [Scene.Element] in
      if case .group(let group) = element { Self.elements(group.elements) } else { [element] }
    }
  }

  private static func texts(_ scene: Scene) -> [String] {
    elements(scene.elements).compactMap {
      if case .text(let text) = $0 { text.string } else { nil }
    }
  }

  /// The number of corners of each chain that joins values.
  private static func chains(_ scene: Scene, _ mark: String) -> [Int] {
    elements(scene.elements).compactMap {
      guard case .polygon(let polygon) = $0, !polygon.isClosed, polygon.mark == mark,
        polygon.stroke?.dashes.isEmpty ?? false
      else { return nil }
      return polygon.points.count
    }
  }

  private static func closed(_ scene: Scene, _ mark: String) -> [Scene.Polygon] {
    elements(scene.elements).compactMap {
      if case .polygon(let polygon) = $0, polygon.isClosed, polygon.mark == mark {
        polygon
      } else {
        nil
      }
    }
  }

  @Test func `a missing year is not bridged and a year alone is marked`() throws {
    // 2016 and 2017 are joined; 2019 is alone: one chain of two, and markers, since three are sparse.
    let scene = try Self.chart([Self.series("a", [2016: 3, 2017: 5, 2019: 4])])
      .scene(measuring: FixedWidthMeasurer())
    #expect(Self.chains(scene, "line-a") == [2])
    #expect(Self.closed(scene, "line-a").count == 3)
  }

  @Test func `a line breaks where the class changes and the other class is hollow`() throws {
    var series = Self.series("a", [2016: 3, 2017: 5])
    series.points += [2018, 2019, 2020].map {
      Point(year: $0, state: .otherClass(9, className: "含督办"))
    }
    let scene = try Self.chart([series]).scene(measuring: FixedWidthMeasurer())
    #expect(Self.chains(scene, "line-a") == [2, 3])
    let hollow = Self.closed(scene, "line-a").filter { $0.fill == .solid(.white) }
    #expect(hollow.count == 3)
    #expect(Self.texts(scene).contains { $0.contains("口径不同（含督办）") })
  }

  @Test func `an average is a level dash over its years and joined to nothing`() throws {
    var series = Self.series("a", [2016: 3])
    series.points.append(Point(year: 2020, state: .value(4.5, marks: [.averaged(years: 3)])))
    let scene = try Self.chart([series]).scene(measuring: FixedWidthMeasurer())
    #expect(Self.chains(scene, "line-a").isEmpty)
    let dashes = Self.elements(scene.elements).compactMap { element -> Scene.Line? in
      if case .line(let line) = element, !line.stroke.dashes.isEmpty { line } else { nil }
    }
    #expect(dashes.count == 1)
    #expect(dashes.allSatisfy { $0.y1 == $0.y2 && $0.x1 < $0.x2 })
    // 2018 to 2020 are in the span, so only 2017 has no report.
    #expect(Self.texts(scene).contains("– 未收录报告：2017"))
    #expect(Self.texts(scene).contains { $0.contains("3年合计数的年均值") })
  }

  @Test func `years without a report and years that state nothing have different signs`() throws {
    var series = Self.series("a", [2016: 3, 2017: 4])
    series.points.append(Point(year: 2018, state: .notStated))
    series.points.append(Point(year: 2020, state: .notApplicable))
    let texts = Self.texts(try Self.chart([series]).scene(measuring: FixedWidthMeasurer()))
    for sign in ["×", "–", "/"] { #expect(texts.filter { $0 == sign }.count == 1) }
    #expect(texts.contains("× 报告未载明：2018"))
    #expect(texts.contains("– 未收录报告：2019"))
    #expect(texts.contains("/ 不适用：2020"))
  }

  @Test func `nine series name those in focus and the extremes and count the rest`() throws {
    let all = (0..<9).map {
      Self.series("s\($0)", focus: $0 == 4, [2019: 1, 2020: Double($0)])
    }
    let texts = Self.texts(try Self.chart(all).scene(measuring: FixedWidthMeasurer()))
    #expect(texts.contains("s4 4"))
    #expect(texts.contains("s0 0") && texts.contains("s8 8"))
    #expect(!texts.contains { $0.hasPrefix("s1") })
    #expect(texts.contains { $0.contains("其余6个") })
  }

  @Test func `each name has its last value, with the year where that is not the last`() throws {
    let chart = Self.chart([
      Self.series("甲", focus: true, [2016: 3, 2020: 7]), Self.series("乙", [2016: 5, 2018: 14]),
    ])
    let scene = try chart.scene(measuring: FixedWidthMeasurer())
    let texts = Self.texts(scene)
    #expect(texts.contains("甲 7"))
    #expect(texts.contains("乙 14（2018）"))
    // The leader begins clear of its point, and is fainter than any line.
    let leaders = Self.elements(scene.elements).compactMap { element -> Scene.Polygon? in
      guard case .polygon(let polygon) = element, polygon.mark == "line---2",
        polygon.stroke?.dashes.isEmpty == false
      else { return nil }
      return polygon
    }
    let leader = try #require(leaders.first)
    #expect(leader.stroke?.colour == Theme.light.rule)
    let corners = Self.closed(scene, "line---2").flatMap(\.points)
    let last = try #require(corners.map(\.x).max())
    #expect(leader.points[0].x > last + 2)
  }

  @Test(arguments: [(12, 12), (13, 0)])
  func `up to twelve years have a marker each`(years: Int, count: Int) throws {
    let values = Dictionary(uniqueKeysWithValues: (1...years).map { (2000 + $0, Double($0)) })
    let scene = try Self.chart([Self.series("a", values)], years: 2001...(2000 + years))
      .scene(measuring: FixedWidthMeasurer())
    // The last value has a marker in any case.
    #expect(Self.closed(scene, "line-a").count == max(count, 1))
  }

  @Test(
    arguments: [
      (nil, "竖箭头：只载明合并数或部分数，只知下限"), (4, nil), (400, "；箭头：上限在刻度以外"),
    ] as [(Double?, String?)])
  func `an arrow on an interval is explained`(high: Double?, words: String?) throws {
    var series = Self.series("a", [2016: 3, 2017: 5])
    series.points.append(Point(year: 2018, state: .bounded(low: 2, high: high)))
    let texts = Self.texts(try Self.chart([series]).scene(measuring: FixedWidthMeasurer()))
    let note = try #require(texts.first { $0.contains("只载明合并数或部分数") })
    #expect(note.contains("箭头") == (words != nil))
    #expect(note.contains(words ?? "竖线"))
    // A line without an end is drawn as an arrow alone.
    #expect(note.contains("所在区间") == (high != nil))
  }

  @Test func `whose signs stand below the axis is told right before what they mean`() throws {
    var first = Self.series("甲", focus: true, [2016: 3, 2017: 5])
    first.points.append(Point(year: 2018, state: .notStated))
    let scene = try Self.chart([first, Self.series("乙", [2016: 2, 2020: 5])])
      .scene(measuring: FixedWidthMeasurer())
    let texts = Self.texts(scene)
    #expect(texts.contains { $0.hasPrefix("横轴下的符号指甲；× 报告未载明：") })
  }

  @Test func `the first and the last year always stand below the axis`() throws {
    for last in 2017...2075 {
      let chart = Self.chart([Self.series("a", [2016: 1, last: 2])], years: 2016...last)
      let texts = Self.texts(try chart.scene(measuring: FixedWidthMeasurer()))
      #expect(texts.contains("2016"))
      #expect(texts.contains(String(last)) || texts.contains("’" + String(last).suffix(2)))
    }
  }

  @Test func `the base is zero unless another is asked for, which is announced`() throws {
    let series = [Self.series("a", [2016: 90, 2017: 100])]
    let measurer = FixedWidthMeasurer()
    #expect(Self.texts(try Self.chart(series).scene(measuring: measurer)).contains("0"))
    let fitted = Self.texts(try Self.chart(series, base: .fitted).scene(measuring: measurer))
    #expect(!fitted.contains("0"))
    #expect(fitted.contains("纵轴不从零起"))
  }

  @Test func `impossible points are refused with a reason`() {
    func message(_ points: [Point]) -> String? {
      do throws(ChartError) {
        _ = try Self.chart([LineChart.Series(id: "a", label: "a", points: points)])
          .scene(measuring: FixedWidthMeasurer())
        return nil
      } catch {
        return error.message
      }
    }
    let one = Point(year: 2016, state: .value(1))
    #expect(message([one]) == nil)
    #expect(message([one, one])?.contains("two points") ?? false)
    #expect(message([Point(year: 2030, state: .value(1))])?.contains("outside") ?? false)
    #expect(message([Point(year: 2016, state: .value(.nan))])?.contains("finite") ?? false)
    #expect(
      message([Point(year: 2016, state: .bounded(low: 2, high: 1))])?.contains("before") ?? false)
    #expect(message([Point(year: 2016, state: .notStated)])?.contains("nothing to draw") ?? false)
  }

  @Test(arguments: FigureSize.named, FigureLanguage.allCases)
  func `random lines pass the check or are refused with a reason`(
    size: FigureSize, language: FigureLanguage
  ) throws {
    var generator = SeededGenerator(seed: 20)
    var drawn = 0
    for _ in 0..<30 {
      let years = 2010...(2010 + Int.random(in: 0...20, using: &generator))
      let sizes: [Double] = [3, 80, 12_000, 0.4]
      let greatest: Double = sizes.randomElement(using: &generator) ?? 1
      let count = Int.random(in: 1...14, using: &generator)
      let series = (0..<count).map { index in
        LineChart.Series(
          id: "s\(index)", label: language == .chinese ? "第\(index)市" : "City no. \(index)",
          isFocus: Int.random(in: 0...5, using: &generator) == 0,
          points: years.compactMap { year -> Point? in
            let value = (Double.random(in: 0...1, using: &generator) * greatest).rounded()
            switch Int.random(in: 0...12, using: &generator) {
            case 0: return nil
            case 1: return Point(year: year, state: .notStated)
            case 2: return Point(year: year, state: .notApplicable)
            case 3: return Point(year: year, state: .bounded(low: value, high: value * 3))
            case 4: return Point(year: year, state: .bounded(low: value, high: nil))
            case 5: return Point(year: year, state: .otherClass(value, className: "甲类"))
            case 6:
              return Point(year: year, state: .value(value + 0.5, marks: [.averaged(years: 5)]))
            case 7: return Point(year: year, state: .value(value, marks: [.atLeast]))
            case 8: return Point(year: year, state: .value(value, marks: [.about]))
            default: return Point(year: year, state: .value(value))
            }
          })
      }
      let chart = LineChart(
        frame: Self.frame(language, size), areCounts: Bool.random(using: &generator),
        years: years, series: series,
        base: LineChart.Base.allCases.randomElement(using: &generator) ?? .zero)
      do throws(ChartError) {
        let scene = try chart.scene(measuring: FixedWidthMeasurer())
        #expect(scene == (try chart.scene(measuring: FixedWidthMeasurer())))
        drawn += 1
      } catch {
        #expect(error.code == .specification, "\(error.message)")
      }
    }
    #expect(drawn > 20)
  }
}
