import Testing

@testable import Charting

struct CorrelationChartTests {
  private static func chart(
    _ values: [[Double?]], counts: Int = 9, marks: [[Bool]] = [],
    language: FigureLanguage = .chinese,
    size: FigureSize = .page
  ) -> CorrelationChart {
    CorrelationChart(
      frame: SmallKinds.frame(language, size, unit: ""),
      columns: values.indices.map { .init(id: "m\($0)", label: "第\($0)项") }, values: values,
      counts: values.map { $0.map { _ in counts } }, methodName: "斯皮尔曼等级相关系数", marks: marks)
  }

  private static let three: [[Double?]] = [
    [1, nil, nil], [-0.254, 1, nil], [0.001, -0.0004, 1],
  ]

  @Test func `coefficients have two decimals, a true minus and no sign for zero`() throws {
    let scene = try Self.chart(Self.three).scene(measuring: FixedWidthMeasurer())
    #expect(scene.strings(of: "cell-m1-m0") == ["−0.25"])
    #expect(scene.strings(of: "cell-m2-m0") == ["0.00"])
    #expect(scene.strings(of: "cell-m2-m1") == ["0.00"])
    // The diagonal has names only, and above it there is nothing.
    #expect(scene.bars.keys.filter { $0.hasPrefix("cell-") }.count == 3)
    #expect(scene.strings.contains("第2项"))
    #expect(scene.data.count == 3)
  }

  @Test func `a pair with too few in common is hatched and says how many`() throws {
    var chart = Self.chart(Self.three)
    chart.counts[2][1] = 4
    let scene = try chart.scene(measuring: FixedWidthMeasurer())
    #expect(scene.strings(of: "cell-m2-m1").contains("n=4"))
    guard
      case .hatch? = scene.flatElements.compactMap({ element -> Scene.Fill? in
        if case .rectangle(let cell) = element, cell.mark == "cell-m2-m1" { cell.fill } else { nil }
      }).first
    else {
      Issue.record("not hatched")
      return
    }
    #expect(scene.data.first { $0.series == "m1" }?.value == nil)
    #expect(scene.strings.contains { $0.contains("共有者不足5个") && $0.contains("1对") })
  }

  @Test func `how many bodies each cell uses is noted`() throws {
    var chart = Self.chart(Self.three)
    chart.counts[2][1] = 16
    #expect(
      try chart.scene(measuring: FixedWidthMeasurer()).strings.contains {
        $0.contains("每格所用的机构9～16个")
      })
  }

  @Test func `marked pairs have a frame and the key says what it means`() throws {
    var marks = [[Bool]](repeating: [false, false, false], count: 3)
    marks[1][0] = true
    var chart = Self.chart(Self.three, marks: marks)
    chart.markName = "|r| ≥ 0.2"
    let scene = try chart.scene(measuring: FixedWidthMeasurer())
    #expect(scene.strings.contains("粗框：|r| ≥ 0.2"))
    #expect(scene.alternativeText.contains("|r| ≥ 0.2的有1对：第0项与第1项。"))
  }

  @Test func `impossible matrices are refused with a reason`() {
    func refusal(_ chart: CorrelationChart) -> String? {
      refusalMessage { () throws(ChartError) in
        try chart.scene(measuring: FixedWidthMeasurer())
      }
    }
    #expect(refusal(Self.chart([[1]]))?.contains("two columns") ?? false)
    #expect(refusal(Self.chart([[1, nil], [1.2, 1]]))?.contains("between −1 and 1") ?? false)
    #expect(refusal(Self.chart([[1, 0.2], [0.3, 1]]))?.contains("one way") ?? false)
    #expect(refusal(Self.chart([[1, .nan], [0.3, 1]]))?.contains("one way") ?? false)
    #expect(refusal(Self.chart([[1, nil], [0.3]]))?.contains("matrices") ?? false)
    #expect(refusal(Self.chart([[1, nil], [0.3, 1]], counts: 4))?.contains("in common") ?? false)
    #expect(refusal(Self.chart([[1, nil], [nil, 1]]))?.contains("nothing to draw") ?? false)
  }

  @Test(arguments: FigureSize.named, FigureLanguage.allCases)
  func `random matrices pass the check or are refused with a reason`(
    size: FigureSize, language: FigureLanguage
  ) throws {
    var generator = SeededGenerator(seed: 61)
    var drawn = 0
    for round in 0..<15 {
      let count = round == 0 ? 70 : Int.random(in: 2...12, using: &generator)
      var values = [[Double?]](repeating: [Double?](repeating: nil, count: count), count: count)
      var counts = [[Int]](repeating: [Int](repeating: 0, count: count), count: count)
      var marks = [[Bool]](repeating: [Bool](repeating: false, count: count), count: count)
      for row in 0..<count {
        for column in 0..<row {
          if Int.random(in: 0...9, using: &generator) > 0 {
            values[row][column] = Double.random(in: -1...1, using: &generator)
          }
          counts[row][column] = Int.random(in: 2...40, using: &generator)
          marks[row][column] = Int.random(in: 0...5, using: &generator) == 0
        }
      }
      let chart = CorrelationChart(
        frame: SmallKinds.frame(language, size),
        columns: (0..<count).map {
          .init(
            id: "m\($0)", label: SmallKinds.name($0, language, &generator),
            group: ["a", "b"][$0 * 2 / count])
        }, values: values, counts: counts, methodName: "Spearman",
        marks: Bool.random(using: &generator) ? marks : [])
      for theme in [Theme.page, .print, .dark] {
        var themed = chart
        themed.frame.theme = theme
        do throws(ChartError) {
          _ = try themed.scene(measuring: FixedWidthMeasurer())
          drawn += 1
        } catch {
          #expect(error.code == .specification, "\(error.message)")
        }
      }
    }
    #expect(drawn >= 9)
  }
}
