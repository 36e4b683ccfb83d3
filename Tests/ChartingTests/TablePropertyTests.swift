import Testing

@testable import Charting

/// Random tables in every size and language: a figure that passes the check, or a reason.
struct TablePropertyTests {
  private static let sizes = ["page", "half", "square", "slide", "web", "phone", "160x90mm"]

  @Test(arguments: sizes, FigureLanguage.allCases)
  func `any table makes a figure in order or an error that says why`(
    name: String, language: FigureLanguage
  ) throws {
    let size = try FigureSize(name)
    var random = SeededGenerator(seed: UInt64(name.utf8.reduce(11) { $0 &* 31 &+ Int($1) }))
    var drawn = 0
    for round in 0..<20 {
      let chart = Self.chart(size: size, language: language, random: &random)
      switch Self.result(chart) {
      case .success(let scene):
        drawn += 1
        #expect(FigureCheck.problems(in: scene).isEmpty)
        #expect(scene.height <= (size.height ?? FigureSize.greatestHeight) + 1e-6)
        Self.expectProportion(scene, chart)
        Self.expectFocus(scene, chart)
        #expect(!scene.alternativeText.isEmpty)
        if round.isMultiple(of: 5) { #expect(Self.result(chart) == .success(scene)) }
      case .failure(let error):
        // An error of the figure check would be a fault of the layout.
        #expect(error.code == .specification, "round \(round): \(error)")
        #expect(error.message.contains("too small"), "round \(round): \(error)")
      }
    }
    // Half a page holds few columns; elsewhere most tables fit.
    #expect(drawn >= (name == "half" ? 5 : 10), "\(name) \(language): \(drawn)")
  }

  private static func result(_ chart: TableChart) -> Result<Scene, ChartError> {
    do {
      return .success(try chart.scene(measuring: FixedWidthMeasurer()))
    } catch {
      return .failure(error)
    }
  }

  /// The bars of a column are as long as their values, on one scale.
  private static func expectProportion(_ scene: Scene, _ chart: TableChart) {
    for (place, column) in chart.columns.enumerated() {
      guard case .bar = column.kind else { continue }
      var unit: Double?
      for row in chart.groups.flatMap(\.rows) {
        guard case .number(let value, _) = row.cells[place], value != 0,
          let bar = scene.bars["bar-\(row.id)-\(column.id)"]
        else { continue }
        let own = bar.width / abs(value)
        #expect(abs(own - (unit ?? own)) <= 1e-9 * own, "\(row.id)")
        unit = unit ?? own
      }
    }
  }

  /// The row in focus is always drawn.
  private static func expectFocus(_ scene: Scene, _ chart: TableChart) {
    for row in chart.groups.flatMap(\.rows) where row.isFocus {
      #expect(scene.texts.contains { $0.mark == "cell-\(row.id)-body" })
    }
  }

  private static func chart(
    size: FigureSize, language: FigureLanguage, random: inout SeededGenerator
  ) -> TableChart {
    func pick<T>(_ values: [T]) -> T { values[Int.random(in: 0..<values.count, using: &random)] }
    let isChinese = language == .chinese
    func words(_ length: Int) -> String {
      if isChinese { return String(repeating: "黔西南州", count: length / 4 + 1) }
      return (0...(length / 5)).map { _ in "Autonomous" }.joined(separator: " ")
    }
    var columns = [
      TableChart.Column(id: "rank", heading: isChinese ? "位次" : "Rank", kind: .rank),
      TableChart.Column(id: "body", heading: isChinese ? "城市" : "City", kind: .label),
    ]
    let kinds: [TableChart.Column.Kind] = [
      .bar(areCounts: true), .bar(areCounts: false), .number(areCounts: false), .change,
      .rankChange, .text, .number(areCounts: true, decimals: 2),
    ]
    for place in 0..<Int.random(in: 1...4, using: &random) {
      columns.append(
        TableChart.Column(
          id: "c\(place)", heading: words(pick([2, 4, 9])), kind: pick(kinds),
          spanner: pick([nil, nil, isChinese ? "人均" : "Per head"])))
    }
    let count = pick([1, 2, 5, 12, 25, 40, 41, 90])
    let greatest = pick([3.0, 60, 2000, 1e9])
    let isNegative = Bool.random(using: &random)
    let longNames = pick([4, 10, 24])
    func cell(_ kind: TableChart.Column.Kind) -> TableChart.Cell {
      let value = Double.random(in: (isNegative ? -greatest : 0)...greatest, using: &random)
      switch kind {
      case .rank, .label: return .blank
      case .text: return pick([.text(words(6)), .text(words(3)), .missing, .blank])
      case .change: return pick([.change(value), .change(nil), .change(0), .notApplicable])
      case .rankChange: return pick([.rankChange(3), .rankChange(-12), .rankChange(0), .blank])
      case .number, .bar:
        let rounded = value.rounded()
        return pick([
          .number(rounded), .number(value), .number(rounded, marks: [.atLeast, .named]),
          .number(value, marks: [.averaged(years: 5)]), .number(0), .missing, .notApplicable,
          .interval(low: min(0, rounded), high: abs(value)), .interval(low: rounded, high: nil),
          .otherClass(rounded, className: isChinese ? "仅立法" : "bills only"), .blank,
        ])
      }
    }
    let focus = Int.random(in: 0..<count, using: &random)
    var rows = (0..<count).map { index in
      TableChart.Row(
        id: "b\(index)", isFocus: index == focus,
        cells: [
          .number(Double(index + 1)),
          .text(words(Int.random(in: 1...longNames, using: &random))),
        ] + columns.dropFirst(2).map { cell($0.kind) })
    }
    let unranked = Array(rows.suffix(pick([0, 1, count / 3])))
    rows.removeLast(unranked.count)
    return TableChart(
      frame: FigureFrame(
        title: words(pick([4, 20])), subtitle: pick([nil, words(12)]),
        unit: pick(["", isChinese ? "件" : "bills"]), sources: [words(8)], notes: [words(30)],
        reporting: FigureFrame.Reporting(
          stating: count, selected: count + 3, noun: isChinese ? "市" : "cities"),
        language: language, size: size),
      columns: columns,
      groups: [
        TableChart.Group(rows: rows),
        TableChart.Group(heading: words(12), rows: unranked),
      ])
  }
}
