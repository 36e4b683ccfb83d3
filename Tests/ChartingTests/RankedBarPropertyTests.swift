import Testing

@testable import Charting

/// Random data in every size and language: a figure that passes the check, or a reason.
struct RankedBarPropertyTests {
  private static let sizes = ["page", "half", "square", "slide", "web", "phone", "160x90mm"]

  @Test(arguments: sizes, FigureLanguage.allCases)
  func `any data make a figure in order or an error that says why`(
    name: String, language: FigureLanguage
  ) throws {
    let size = try FigureSize(name)
    var random = SeededGenerator(seed: UInt64(name.utf8.reduce(7) { $0 &* 31 &+ Int($1) }))
    var drawn = 0
    for round in 0..<16 {
      let chart = Self.chart(size: size, language: language, round: round, random: &random)
      switch Self.result(chart) {
      case .success(let scene):
        drawn += 1
        #expect(FigureCheck.problems(in: scene).isEmpty)
        #expect(scene.height <= (size.height ?? FigureSize.greatestHeight) + 1e-6)
        Self.expectProportion(scene, chart)
        #expect(!scene.alternativeText.isEmpty)
        #expect(Self.result(chart) == .success(scene))
      case .failure(let error):
        // An error of the figure check would be a fault of the layout.
        #expect(error.code == .specification, "round \(round): \(error)")
        #expect(error.message.contains("too small"), "round \(round): \(error)")
      }
    }
    // Frames are made to hold figures: throwing is the exception.
    #expect(drawn >= 12, "\(name) \(language): \(drawn)")
  }

  private static func result(_ chart: RankedBarChart) -> Result<Scene, ChartError> {
    do {
      return .success(try chart.scene(measuring: FixedWidthMeasurer()))
    } catch {
      return .failure(error)
    }
  }

  /// Bars are as long as their values, on one scale in the whole figure.
  private static func expectProportion(_ scene: Scene, _ chart: RankedBarChart) {
    var values: [String: Double] = [:]
    for row in chart.rows {
      if case .value(let value, _) = row.state { values["bar-" + row.id] = value }
    }
    let bars = scene.bars.filter { $0.key.hasPrefix("bar-") }
    guard
      let longest = bars.max(by: { $0.value.width < $1.value.width }),
      let greatest = values[longest.key], longest.value.width > 0
    else { return }
    let unit = longest.value.width / abs(greatest)
    for (mark, bar) in bars {
      let value = values[mark] ?? .nan
      #expect(abs(bar.width - abs(value) * unit) <= 1e-9 * longest.value.width, "\(mark)")
    }
  }

  private static func chart(
    size: FigureSize, language: FigureLanguage, round: Int, random: inout SeededGenerator
  ) -> RankedBarChart {
    let count = [1, 2, 5, 12, 25, 35, 36, 80, 400][Int.random(in: 0..<9, using: &random)]
    let areCounts = Bool.random(using: &random)
    let greatest = [3.0, 60, 2000, 1e9][Int.random(in: 0..<4, using: &random)]
    let hasNegative = !areCounts && Int.random(in: 0..<3, using: &random) == 0
    let isSparse = round % 8 == 0
    let longNames = [4, 10, 40][Int.random(in: 0..<3, using: &random)]

    var ranked: [RankedBarChart.Row] = []
    var rest: [RankedBarChart.Row] = []
    for index in 0..<count {
      var value = Double.random(in: (hasNegative ? -greatest : 0)...greatest, using: &random)
      if areCounts { value = value.rounded() }
      if Int.random(in: 0..<10, using: &random) == 0 { value = 0 }
      var row = RankedBarChart.Row(
        id: "b\(index)",
        label: label(Int.random(in: 1...longNames, using: &random), random: &random),
        state: .value(value, marks: marks(random: &random)),
        isFocus: Int.random(in: 0..<20, using: &random) == 0)
      let isRanked = index == 0 || (!isSparse && Int.random(in: 0..<5, using: &random) > 0)
      if isRanked {
        ranked.append(row)
      } else {
        row.state = state(value, greatest, random: &random)
        rest.append(row)
      }
    }
    ranked.sort { ($0.state.values.first ?? 0) > ($1.state.values.first ?? 0) }
    for index in ranked.indices {
      let isTied = index > 0 && ranked[index].state.values == ranked[index - 1].state.values
      ranked[index].rank = isTied ? ranked[index - 1].rank : index + 1
    }
    return RankedBarChart(
      frame: FigureFrame(
        title: text(Int.random(in: 4...40, using: &random), language),
        showsTitle: Int.random(in: 0..<4, using: &random) > 0,
        subtitle: Bool.random(using: &random) ? text(20, language) : nil,
        unit: ["", "件", "件/百万人"][Int.random(in: 0..<3, using: &random)],
        sources: [text(18, language)],
        notes: Bool.random(using: &random) ? [text(30, language)] : [],
        reporting: FigureFrame.Reporting(stating: ranked.count, selected: count, noun: "市"),
        language: language, size: size),
      areCounts: areCounts, rows: ranked + rest,
      showsMedian: Int.random(in: 0..<4, using: &random) > 0)
  }

  private static func marks(random: inout SeededGenerator) -> Set<RankedBarChart.Mark> {
    let all: [RankedBarChart.Mark] = [.atLeast, .about, .named, .averaged(years: 5)]
    return Set(all.filter { _ in Int.random(in: 0..<8, using: &random) == 0 })
  }

  private static func state(
    _ value: Double, _ greatest: Double, random: inout SeededGenerator
  ) -> RankedBarChart.State {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: .bounded(low: value, high: nil)
    case 1: .bounded(low: value, high: value + greatest * Double.random(in: 0...3, using: &random))
    case 2: .otherClass(value, className: text(Int.random(in: 2...30, using: &random), .chinese))
    case 3: .notApplicable
    case 4: .value(value, marks: marks(random: &random))
    default: .notStated
    }
  }

  private static func label(_ count: Int, random: inout SeededGenerator) -> String {
    let letters = Array("济南市阳区白城吐鲁番龙岩县abcdefgh WM")
    let label = String(
      (0..<count).map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] })
    return label.allSatisfy { $0 == " " } ? "市" : label
  }

  private static func text(_ count: Int, _ language: FigureLanguage) -> String {
    let words =
      language == .chinese
      ? "各市人大常委会年度工作报告载明的地方性法规件数，含制定、修改和废止，不含决定。"
      : "Regulations passed by the standing committees, as their yearly work reports state them. "
    let all = String(repeating: words, count: 3)
    return String(all.prefix(language == .chinese ? count : 2 * count))
  }
}
