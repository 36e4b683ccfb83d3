internal import Diagnostics

/// What normalising and aggregating found out about the values, in words.
struct Findings {
  private let table: ScoringTable
  private let tree: ScoringTree
  private let method: ScoringMethod
  private let counts: [Bool]
  private(set) var problems: [Diagnostic] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(table: ScoringTable, tree: ScoringTree, method: ScoringMethod) {
    self.table = table
    self.tree = tree
    self.method = method
    // An indicator counts where its own weight and those of all groups above it do.
    let whole = tree.pruned(scoring: table.indicators.map { _ in true })
    counts = table.indicators.indices.map { whole.effectiveWeights[$0] > 0 }
  }

  // MARK: Indicators without a scale

  /// Reports the indicators that score nothing within a set.
  mutating func add(_ absences: [ColumnScale.Absence?], in set: ParameterSet) {
    for (column, absence) in absences.enumerated() {
      guard let absence else { continue }
      let text = text(for: absence, column: column, in: set)
      if table.indicators[column].weight == 0 {
        // Shown only: that it has no scale is worth a note, unless the study gave it none.
        if case .noGoalposts = absence { continue }
        if case .noReference = absence { continue }
        diagnostics.append(Diagnostic(.note, text))
      } else if absence.isRefusal {
        problems.append(Diagnostic(.error, text))
      } else {
        diagnostics.append(Diagnostic(.warning, text))
      }
    }
    let isScored = zip(absences, counts).contains { $0 == nil && $1 }
    if !isScored {
      let place = place(of: set)
      diagnostics.append(
        Diagnostic(
          .warning,
          LocalisedText(
            zh: "\(place.zh)没有可计分的指标，因此没有得分",
            en: "no indicator scores anything\(place.en): there is no index")))
    }
  }

  private func text(
    for absence: ColumnScale.Absence, column: Int, in set: ParameterSet
  ) -> LocalisedText {
    let indicator = table.indicators[column]
    let id = Message.quoted(indicator.id)
    let place = place(of: set)
    let sign = (indicator.direction ?? .higher).sign
    // 0 · −1 is −0, which would be shown.
    func number(_ value: Double) -> String { Message.number(sign * value + 0) }
    let effect =
      counts[column]
      ? (zh: "不计分，其权重不计入", en: "it scores nothing, and its weight does not count")
      : (zh: "不计分", en: "it scores nothing")

    switch absence {
    case .tooFewValues(let count):
      return LocalisedText(
        zh: "\(id)\(place.zh)只有\(count)个值：\(effect.zh)",
        en: "\(id) has \(count) \(count == 1 ? "value" : "values")\(place.en): \(effect.en)")
    case .constant(let value):
      return LocalisedText(
        zh: "\(id)\(place.zh)的值全是\(number(value))：\(effect.zh)",
        en: "every value of \(id)\(place.en) is \(number(value)): \(effect.en)")
    case .noGoalposts:
      return LocalisedText(
        zh: "\(id)没有 goalposts：\(effect.zh)", en: "\(id) has no goalposts: \(effect.en)")
    case .noReference:
      return LocalisedText(
        zh: "\(id)\(place.zh)没有参照值：\(effect.zh)",
        en: "\(id) has no reference\(place.en): \(effect.en)")
    case .greatestNotPositive(let value):
      return LocalisedText(
        zh: "\(id)\(place.zh)的最大值为\(number(value))，不能用 share-of-max："
          + "请用 min-max 或 distance-to-max",
        en: "share-of-max cannot score \(id), whose greatest value\(place.en) is "
          + "\(number(value)): use min-max or distance-to-max")
    case .referenceNotAboveLeast(let reference, let least):
      let side = sign > 0 ? (zh: "不高于", en: "above") : (zh: "不低于", en: "below")
      return LocalisedText(
        zh: "\(id)\(place.zh)的参照值\(number(reference))\(side.zh)最差值\(number(least))："
          + "请换参照值",
        en: "the reference \(number(reference)) of \(id) is not \(side.en) the worst value"
          + "\(place.en), \(number(least)): choose another reference")
    case .outOfRange:
      return LocalisedText(
        zh: "\(id)\(place.zh)的值相差太大，无法标准化：请检查数值与单位",
        en: "the values of \(id)\(place.en) are too far apart to be normalised: "
          + "check numbers and units")
    }
  }

  /// Where a set is, to follow its subject: nothing for the one set of a table.
  private func place(of set: ParameterSet) -> (zh: String, en: String) {
    let parts = [set.peerSet.isEmpty ? nil : set.peerSet, set.year.map { "\($0)" }]
    let words = parts.compactMap { $0 }
    if words.isEmpty { return ("", "") }
    return ("（\(words.joined(separator: "，"))）", " in \(words.joined(separator: ", "))")
  }

  // MARK: Means

  /// Reports the values of which the mean of their group cannot be taken.
  mutating func add(_ found: [CountingTree.NonPositive], in set: ParameterSet) {
    for entry in found {
      let group = Message.quoted(tree.groupIDs[entry.group])
      let member =
        entry.node < tree.indicatorCount
        ? table.indicators[entry.node].id : tree.groupIDs[entry.node - tree.indicatorCount]
      let row = Message.row(table.rows[set.rows[entry.row]])
      let value = Message.number(entry.value)
      let mean = tree.means[entry.group]
      let needs =
        mean.takesZero
        ? (zh: "各值不得小于 0", en: "needs values of 0 or above")
        : (zh: "各值须大于 0", en: "needs values above 0")
      let remedy = remedy
      problems.append(
        Diagnostic(
          .error,
          LocalisedText(
            zh: "组\(group)用\(mean.name.zh)，\(needs.zh)，而\(row)的\(Message.quoted(member))为"
              + "\(value)：\(remedy.zh)，或改用 arithmetic",
            en: "the \(mean.name.en) of group \(group) \(needs.en), and "
              + "\(Message.quoted(member)) of \(row) is \(value): \(remedy.en), "
              + "or aggregate it by arithmetic")))
    }
  }

  /// What to write instead, so that no value is 0 or below.
  private var remedy: (zh: String, en: String) {
    let id = method.normalisation.method
    switch id {
    case .minMax, .goalposts:
      let text = "normalise: {by: \(id.rawValue), range: [1, 100]}"
      return ("请写 \(text)", "write \(text)")
    case .percentileRank, .borda:
      return ("请用 normalise: {by: rank}", "use normalise: {by: rank}")
    case .scaled:
      let text = "normalise: {by: goalposts, range: [1, 100]}"
      return ("请用 \(text)", "use \(text)")
    case .zScore, .rank, .shareOfMax, .distanceToMax, .distanceToReference, .distanceToTarget:
      let text = "normalise: {by: min-max, range: [1, 100]}"
      return ("请用 \(text)", "use \(text)")
    }
  }
}
