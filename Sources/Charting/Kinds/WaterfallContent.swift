/// What a waterfall has to say, before anything is placed: steps, levels, numbers that add up.
struct WaterfallContent {
  let chart: WaterfallChart
  /// The steps as drawn, small ones added up.
  let steps: [Step]
  /// Where each row begins and ends: the first total from zero, the steps, the last from zero.
  let levels: [(from: Double, to: Double)]
  /// How every number is written.
  let numbers: NumberStyle
  /// The totals and the steps as printed.
  let startText, endText, changeText: String
  let stepTexts: [String]
  /// Whether totals are bars from zero; otherwise dots.
  let hasBars: Bool

  /// A step as drawn.
  struct Step {
    var id: String
    var label: String
    var change: Double
    /// The names of the steps that were added up in it, its own left out.
    var merged: [String] = []
  }

  var language: FigureLanguage { chart.frame.language }

  init(_ chart: WaterfallChart, most: Int) {
    self.chart = chart
    let language = chart.frame.language
    steps = Self.steps(of: chart, most: most)
    let changes = steps.map(\.change)
    var levels: [(from: Double, to: Double)] = [(0, chart.start.value)]
    var level = chart.start.value
    for (place, change) in changes.enumerated() {
      // The last step ends where the total stands, without the error of adding up.
      let next = place == changes.count - 1 ? chart.end.value : level + change
      levels.append((level, next))
      level = next
    }
    levels.append((0, chart.end.value))
    self.levels = levels

    let all = [chart.start.value, chart.end.value] + changes
    let areCounts = chart.areCounts && all.allSatisfy { $0 == $0.rounded() }
    let numbers = NumberStyle(for: all, areCounts: areCounts, language: language)
    self.numbers = numbers
    let power = NumberStyle.power(numbers.decimals)
    // Halves are rounded upwards on both sides of zero, so that equal changes stay equal.
    func rounded(_ value: Double) -> Double {
      (value * power + 0.5 + 1e-9).rounded(.down) / power
    }
    let (start, end) = (rounded(chart.start.value), rounded(chart.end.value))
    startText = numbers.string(start)
    endText = numbers.string(end)
    changeText = Self.signed(end - start, numbers)
    stepTexts = StackedBarContent.apportioned(
      changes, to: end - start, decimals: numbers.decimals
    ).map { Self.signed($0, numbers) }

    let places: [Double] = levels.map(\.from) + levels.map(\.to)
    let span = (places.max() ?? 0) - (places.min() ?? 0)
    let longest = changes.reduce(0) { max($0, abs($1)) }
    hasBars = longest == 0 || longest >= WaterfallChart.leastShare * span
  }

  /// A change with its sign; what rounds to zero has none.
  static func signed(_ value: Double, _ numbers: NumberStyle) -> String {
    let text = numbers.string(value)
    let isZero = !text.contains { ("1"..."9").contains($0) }
    return value > 0 && !isZero ? "+" + text : text
  }

  /// At most so many steps; the smallest of more are added to “other”, which then stands last.
  private static func steps(of chart: WaterfallChart, most: Int) -> [Step] {
    let ids = RowPlot.identifiers(chart.steps.map(\.id))
    let all = chart.steps.indices.map { index in
      Step(
        id: ids[index], label: Typesetter.trimmed(chart.steps[index].label),
        change: chart.steps[index].change)
    }
    guard all.count > most else { return all }
    let other = chart.steps.indices.last { chart.steps[$0].isOther }
    let candidates = all.indices.filter { $0 != other }
      .sorted { (abs(all[$0].change), -$0) > (abs(all[$1].change), -$1) }
    let kept = Set(candidates.prefix(max(most - 1, 1)))
    let merged = candidates.filter { !kept.contains($0) }.sorted()
    var steps = all.indices.filter { kept.contains($0) }.map { all[$0] }
    var last = other.map { all[$0] }
    let count = ["count": String(merged.count)]
    last =
      last
      ?? Step(
        id: "--other", label: WaterfallPhrase.otherOf.text(in: chart.frame.language, count),
        change: 0)
    if var last {
      last.change += merged.reduce(0) { $0 + all[$1].change }
      last.merged = merged.map { all[$0].label }
      steps.append(last)
    }
    return steps
  }

  // MARK: In words

  /// The figure in sentences.
  var description: String {
    var sentences = Sentences(chart.frame, kind: WaterfallPhrase.kind)
    sentences.add(
      WaterfallPhrase.totals,
      [
        "start": Typesetter.trimmed(chart.start.label),
        "startValue": sentences.withUnit(startText),
        "end": Typesetter.trimmed(chart.end.label), "endValue": sentences.withUnit(endText),
        "change": changeText,
      ])
    let separator = WaterfallPhrase.separator.text(in: language)
    func list(_ indices: [Int]) -> String {
      indices.sorted { (-abs(steps[$0].change), $0) < (-abs(steps[$1].change), $1) }.map { index in
        WaterfallPhrase.step.text(
          in: language, ["name": steps[index].label, "value": stepTexts[index]])
      }.joined(separator: separator)
    }
    let up = steps.indices.filter { steps[$0].change > 0 }
    let down = steps.indices.filter { steps[$0].change < 0 }
    if up.isEmpty, down.isEmpty { sentences.add(WaterfallPhrase.unchanged) }
    if !up.isEmpty { sentences.add(WaterfallPhrase.up, ["steps": list(up)]) }
    if !down.isEmpty { sentences.add(WaterfallPhrase.down, ["steps": list(down)]) }
    for step in steps where !step.merged.isEmpty {
      sentences.add(
        WaterfallPhrase.otherSentence,
        ["other": step.label, "names": sentences.names(step.merged)])
    }
    return sentences.text
  }
}
