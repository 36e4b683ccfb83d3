/// What a stacked bar has to say, before anything is placed: parts in order, numbers as words.
struct StackedBarContent {
  let chart: StackedBarChart
  /// The parts as they are drawn, the one that varies most first.
  let parts: [Part]
  /// The rows that are drawn, as indices of the chart's rows.
  let drawn: [Int]
  /// The rows of which nothing is known.
  let unknown: [Int]
  /// How every number is written.
  let numbers: NumberStyle

  /// A part as it is drawn.
  struct Part {
    var id: String
    var label: String
    /// The parts of the chart that it holds: one, or several for “other”.
    var members: [Int]
    var isOther: Bool
  }

  var language: FigureLanguage { chart.frame.language }

  init(_ chart: StackedBarChart) {
    self.chart = chart
    let rows = chart.rows
    let isUnknown = rows.map { $0.total == nil && $0.values.allSatisfy { $0 == nil } }
    drawn = rows.indices.filter { !isUnknown[$0] || rows[$0].isFocus }
    unknown = rows.indices.filter { isUnknown[$0] }
    parts = Self.parts(of: chart)

    var numbers: NumberStyle
    let totals = rows.compactMap(\.total)
    let values = rows.flatMap { $0.values.compactMap { $0 } }
    let areCounts = chart.areCounts && (totals + values).allSatisfy { $0 == $0.rounded() }
    // Decimals by the totals, which the parts must add up to.
    numbers = NumberStyle(
      for: totals.contains { $0 != 0 } ? totals : values, areCounts: areCounts,
      language: chart.frame.language)
    let greatest = (totals + values).reduce(0) { max($0, abs($1)) }
    if greatest >= 9999.5 { numbers.groupsFrom = 4 }
    if !areCounts, Self.hidesAnOrder(rows, numbers) {
      numbers.decimals = min(numbers.decimals + 1, 9)
    }
    self.numbers = numbers
  }

  /// The parts in order; of more than six the smallest become one at the end.
  private static func parts(of chart: StackedBarChart) -> [Part] {
    func values(_ part: Int) -> [Double] { chart.rows.compactMap { $0.values[part] } }
    let ids = RowPlot.identifiers(chart.parts.map(\.id))
    let sizes = chart.parts.indices.map { part in values(part).reduce(0) { $0 + abs($1) } }
    var kept = Array(chart.parts.indices)
    var merged: [Int] = []
    if kept.count > StackedBarChart.mostParts {
      let bySize = kept.sorted { (sizes[$0], -$0) > (sizes[$1], -$1) }
      let greatest = Set(bySize.prefix(StackedBarChart.mostParts - 1))
      merged = kept.filter { !greatest.contains($0) }
      kept = kept.filter { greatest.contains($0) }
    }
    let variances = kept.map { variance(values($0)) }
    if let most = kept.indices.max(by: { variances[$0] < variances[$1] }) {
      let first = kept.remove(at: most)
      kept.insert(first, at: 0)
    }
    var parts = kept.map { part in
      Part(
        id: ids[part], label: Typesetter.trimmed(chart.parts[part].label), members: [part],
        isOther: false)
    }
    if !merged.isEmpty {
      parts.append(
        Part(
          id: "--other", label: StackedBarPhrase.other.text(in: chart.frame.language),
          members: merged, isOther: true))
    }
    return parts
  }

  /// The mean square of the distances from the mean; 0 for fewer than two values.
  static func variance(_ values: [Double]) -> Double {
    guard values.count > 1 else { return 0 }
    let mean = values.reduce(0) { $0 + $1 / Double(values.count) }
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
  }

  /// The value of a drawn part of a row: of “other” the sum of what is known; `nil` if nothing is.
  func value(_ row: Int, _ part: Int) -> Double? {
    let known = parts[part].members.compactMap { chart.rows[row].values[$0] }
    return known.isEmpty ? nil : known.reduce(0, +)
  }

  /// The names of the parts that a row lacks.
  func missing(_ row: Int) -> [String] {
    chart.parts.indices.filter { chart.rows[row].values[$0] == nil }
      .map { Typesetter.trimmed(chart.parts[$0].label) }
  }

  /// The drawn parts of a row of which something is missing, by their places.
  func incomplete(_ row: Int) -> [Int] {
    parts.indices.filter { part in
      parts[part].members.contains { chart.rows[row].values[$0] == nil }
    }
  }

  func label(_ row: Int) -> String { Typesetter.trimmed(chart.rows[row].label) }

  /// The total as text.
  func totalText(_ row: Int) -> String { chart.rows[row].total.map(numbers.string) ?? "—" }

  /// The parts of a row as text; where they are the whole total they add up to it as printed.
  ///
  /// So they may be although a part is missing, which then has no share in the total.
  func texts(_ row: Int) -> [String?] {
    let values = parts.indices.map { value(row, $0) }
    let known = values.compactMap { $0 }
    guard let total = chart.rows[row].total, StackedBarChart.addUp(known, to: total) else {
      return values.map { $0.map(numbers.string) }
    }
    var printed = Self.apportioned(known, to: total, decimals: numbers.decimals)[...]
    return values.map { $0 == nil ? nil : printed.popFirst().map(numbers.string) }
  }

  /// The values rounded so that they add up to the rounded total (largest remainders).
  ///
  /// Every value is rounded down to the last decimal; what is then lacking goes, one unit each, to
  /// the values that lost most, the first of equals. So none is further from its value than one
  /// unit.
  ///
  /// - Source: the method of Hamilton, M. L. Balinski and H. P. Young, Fair Representation (1982).
  static func apportioned(_ values: [Double], to total: Double, decimals: Int) -> [Double] {
    let power = NumberStyle.power(decimals)
    // What differs from a whole number by the error of the arithmetic alone is one.
    func scaled(_ value: Double) -> Double {
      let scaled = value * power
      let near = scaled.rounded()
      return abs(scaled - near) <= 1e-9 + 4 * scaled.ulp ? near : scaled
    }
    let exact = values.map(scaled)
    var units = exact.map { $0.rounded(.down) }
    let target = scaled(total).rounded()
    let lacking = target - units.reduce(0, +)
    let most = Double(values.count)
    let count = Int(min(max(lacking, -most), most))
    let order = values.indices.sorted {
      (exact[$1] - units[$1], $0) < (exact[$0] - units[$0], $1)
    }
    for place in order.prefix(max(count, 0)) { units[place] += 1 }
    // Only the error of the arithmetic can leave too many.
    for place in order.suffix(max(-count, 0)) { units[place] -= 1 }
    return units.map { $0 / power }
  }

  /// Whether two different ranks would show one total.
  private static func hidesAnOrder(_ rows: [StackedBarChart.Row], _ style: NumberStyle) -> Bool {
    var ranks: [String: Int] = [:]
    for row in rows {
      guard let rank = row.rank, let total = row.total else { continue }
      if let other = ranks.updateValue(rank, forKey: style.string(total)), other != rank {
        return true
      }
    }
    return false
  }

  // MARK: In words

  /// The figure in sentences.
  func description(leftOut: Int) -> String {
    let rows = chart.rows
    var sentences = Sentences(chart.frame, kind: StackedBarPhrase.kind)
    sentences.add(Phrase.tableReporting, chart.frame.reporting.values(in: language))
    let total = Typesetter.trimmed(chart.totalName)
    let separator = Phrase.separator.text(in: language)
    sentences.add(
      StackedBarPhrase.partsSentence,
      ["total": total, "parts": parts.map(\.label).joined(separator: separator)])
    if let other = parts.last, other.isOther {
      sentences.add(
        StackedBarPhrase.mergedSentence,
        ["count": String(other.members.count), "names": otherNames.joined(separator: separator)])
    }
    let totals = rows.compactMap(\.total)
    if let least = totals.min(), let greatest = totals.max() {
      func add(_ phrase: StackedBarPhrase, _ value: Double) {
        let names = rows.indices.filter { rows[$0].total == value }.map(label)
        sentences.add(
          phrase,
          [
            "total": total, "names": sentences.names(names),
            "value": sentences.withUnit(numbers.string(value)),
          ])
      }
      add(.highest, greatest)
      if least < greatest { add(.lowest, least) }
    }
    let first = rows.indices.compactMap { value($0, 0) }
    if parts.count > 1, first.count > 1, let low = first.min(), let high = first.max(), low < high {
      sentences.add(
        StackedBarPhrase.varies,
        [
          "noun": Typesetter.trimmed(chart.frame.reporting.noun), "part": parts[0].label,
          "low": numbers.string(low), "high": numbers.string(high),
        ])
    }
    for index in rows.indices where rows[index].isFocus {
      let texts = zip(parts, texts(index)).map { part, text in
        Phrase.tableCell.text(
          in: language,
          ["column": part.label, "value": text ?? Phrase.notStated.text(in: language)])
      }
      sentences.add(
        rows[index].total == nil ? StackedBarPhrase.focusWithoutTotal : .focus,
        [
          "name": label(index), "total": total, "value": sentences.withUnit(totalText(index)),
          "parts": texts.joined(separator: separator),
        ])
    }
    let lacking = rows.indices.filter { !missing($0).isEmpty }
    if !lacking.isEmpty {
      sentences.add(
        StackedBarPhrase.missingSentence,
        ["count": String(lacking.count), "names": sentences.names(lacking.map(label))])
    }
    if leftOut > 0 { sentences.add(StackedBarPhrase.leftOut, ["count": String(leftOut)]) }
    return sentences.text
  }

  /// The names of the parts that “other” holds.
  var otherNames: [String] {
    (parts.last { $0.isOther }?.members ?? []).map { Typesetter.trimmed(chart.parts[$0].label) }
  }
}
