import Diagnostics
import Metrics

/// The scores of a study, and what was done to its values and weights on the way.
///
/// Impute → treat → weigh → normalise and aggregate, or rank by a multi-criteria method.
struct StudyScoring {
  /// The scores.
  let card: ScoreCard
  /// The filled cells; nothing where values are not filled in.
  let imputed: Imputation.Outcome?
  /// The ids of the indicators that treatment changed, in the order of the study.
  let treated: [String]
  /// The consistency ratio of the judgements, the greatest of several.
  let consistencyRatio: Double?
  /// What a careful reader should know.
  let diagnostics: [Diagnostic]

  /// Scores a table by the method of a study.
  ///
  /// - Parameters:
  ///   - table: the values as stated.
  ///   - study: the definitions and the method.
  ///   - groups: for each row what the body is a member of, where imputation asks for it.
  ///   - isExempt: the cells that a body cannot have, by row and column.
  /// - Throws: ``PublishingError`` with every problem of the first step that has one, at its line.
  init(
    _ table: ScoringTable, of study: Study, groups: [String],
    isExempt: (_ row: Int, _ column: Int) -> Bool
  ) throws(PublishingError) {
    let method = study.method
    var table = table
    var found: [Diagnostic] = []

    var imputed: Imputation.Outcome?
    if let imputation = method.imputation {
      let outcome = try Self.at("missing", of: study) { () throws(MetricsError) in
        try imputation.apply(
          to: table, groups: imputation.method.needsGroups ? groups : nil, isExempt: isExempt)
      }
      table = outcome.table
      found += outcome.diagnostics
      imputed = outcome
    }

    var treated: [String] = []
    if method.treatment != Treatment() {
      let before = table
      let outcome = try Self.at("treat", of: study) { () throws(MetricsError) in
        try method.treatment.apply(to: before, for: method.scoring.normalisation)
      }
      table = outcome.table
      found += outcome.diagnostics
      treated = study.indicators.map(\.id).filter { id in
        outcome.columns.contains {
          $0.indicator == id && ($0.action == .winsorised || $0.action == .transformed)
        }
      }
    }

    var groupDefinitions = study.groups
    let filled = imputed
    consistencyRatio = try Self.weigh(&table, &groupDefinitions, of: study, &found) { row in
      filled?.imputed.contains { $0.row == row } ?? false
    }

    let weighed = table
    let key = method.multiCriteria == nil ? "method" : "aggregate"
    card = try Self.at(key, of: study) { () throws(MetricsError) in
      if let multiCriteria = method.multiCriteria {
        return try ScoreCard(
          weighed, groups: groupDefinitions, method: multiCriteria, scoring: method.scoring)
      }
      return try ScoreCard(weighed, groups: groupDefinitions, method: method.scoring)
    }
    self.imputed = imputed
    self.treated = treated
    diagnostics = found + card.diagnostics
  }

  /// Does a step, and puts its problems at the line of an indicator, a group or the step's key.
  static func at<Result>(
    _ key: String, of study: Study, _ step: () throws(MetricsError) -> Result
  ) throws(PublishingError) -> Result {
    do {
      return try step()
    } catch {
      throw PublishingError(placed(error.problems, at: key, of: study))
    }
  }

  /// Problems with their place in the study.
  static func placed(_ problems: [Diagnostic], at key: String, of study: Study) -> [Diagnostic] {
    let places =
      study.indicators.map { ($0.id, $0.place) } + zip(study.groups.map(\.id), study.groupPlaces)
    let fallback = study.method.places[key] ?? Place(study.path)
    // A step of its own has its line; problems of definitions quote the indicator or group.
    let isStep = key != "method" && study.method.places[key] != nil
    return problems.map { problem in
      var problem = problem
      let owner = places.first { id, _ in
        problem.text.english.contains(Diagnostic.quoted(id))
          || problem.text.english.contains(" \(id) →")
      }
      problem.place = isStep ? fallback : owner?.1 ?? fallback
      return problem
    }
  }

  // MARK: - Weights

  /// The indicators that count: with a weight of their own and in groups that have one.
  private static func counting(_ table: ScoringTable, _ study: Study) -> [Int] {
    let groups = Dictionary(study.groups.map { ($0.id, $0) }) { first, _ in first }
    return table.indicators.indices.filter { place in
      guard table.indicators[place].weight != 0 else { return false }
      var id = table.indicators[place].group
      // A circle is refused when the scores are made; the count only keeps this loop from relying on it.
      for _ in study.groups {
        guard let current = id.flatMap({ groups[$0] }) else { break }
        if current.weight == 0 { return false }
        id = current.parent
      }
      return true
    }
  }

  /// Puts weights from judgements or values in the place of those of the study.
  ///
  /// - Returns: the greatest consistency ratio, of judgements.
  private static func weigh(
    _ table: inout ScoringTable, _ groups: inout [GroupDefinition], of study: Study,
    _ found: inout [Diagnostic], isFilled: (_ row: Int) -> Bool
  ) throws(PublishingError) -> Double? {
    guard let weights = study.method.weights else { return nil }
    let counting = counting(table, study)
    let written =
      counting.map { (table.indicators[$0].id, table.indicators[$0].weight) }
      + groups.map { ($0.id, $0.weight) }
    let unused = written.filter { $0.1 != 0 && $0.1 != 1 }.map { Diagnostic.quoted($0.0) }
    if !unused.isEmpty {
      found.append(
        Diagnostic(
          .note, at: study.method.places["weights"],
          LocalisedText(
            zh: "weights 另行定权，未用所写的\(unused.joined(separator: "、"))的权重",
            en: "weights are made anew: those written for \(unused.joined(separator: ", ")) are "
              + "not used")))
    }
    switch weights {
    case .judgements(let matrices):
      return try judge(&table, &groups, counting, matrices, of: study, &found)
    case .data(let rule):
      try takeFromValues(&table, &groups, counting, rule, of: study, &found, isFilled: isFilled)
      return nil
    }
  }

  private static func takeFromValues(
    _ table: inout ScoringTable, _ groups: inout [GroupDefinition], _ counting: [Int],
    _ rule: DataDrivenWeighting, of study: Study, _ found: inout [Diagnostic],
    isFilled: (_ row: Int) -> Bool
  ) throws(PublishingError) {
    let id = rule.id.rawValue
    let values = table
    let result = try at("weights", of: study) { () throws(MetricsError) in
      let peerSets = Set(values.rows.map(\.peerSet)).sorted()
      if peerSets.count > 1 {
        throw MetricsError(
          .methodRefused,
          [
            Diagnostic(
              .error,
              LocalisedText(
                zh: "\(id) 权重取自一组可比的机构，而选中了\(peerSets.count)组"
                  + "（\(peerSets.joined(separator: "、"))）：请只选一个类型和层级，或写 together: true",
                en: "\(id) weights are taken from one set of peers, and \(peerSets.count) are "
                  + "selected (\(peerSets.joined(separator: ", "))): select one kind and level, or "
                  + "write together: true"))
          ])
      }
      let matrix = try IndicatorMatrix(
        indicators: counting.map { values.indicators[$0].id },
        directions: counting.map { values.indicators[$0].direction ?? .higher },
        bodies: values.rows.map { "\($0.body) \($0.year)" },
        rows: values.values.map { row in counting.map { row[$0].point } })
      return try rule.weights(of: matrix, bootstrap: Bootstrap(seed: study.method.seed))
    }
    found += result.diagnostics
    // Many years of few bodies are not many bodies, and what is filled in is no body's own.
    let complete = table.rows.indices.filter { row in
      !isFilled(row) && counting.allSatisfy { table.values[row][$0].point != nil }
    }
    let bodies = Set(complete.map { table.rows[$0].body }).count
    if bodies < Bootstrap.fewRows, result.rowCount >= Bootstrap.fewRows {
      found.append(
        Diagnostic(
          .warning,
          LocalisedText(
            zh: "\(id) 权重用了\(result.rowCount)行，而写明各项指标的只有\(bodies)个机构，多半是噪声："
              + "宜用 given、equal 或 ahp",
            en: "\(id) weights are of \(result.rowCount) rows, but only \(bodies) bodies state "
              + "every indicator: they are mostly noise, and given, equal or ahp serve better")))
    }
    apply(result.weights, &table, &groups, counting)
    found.append(note(of: result.weights, result.indicators, by: id))
  }

  private static func judge(
    _ table: inout ScoringTable, _ groups: inout [GroupDefinition], _ counting: [Int],
    _ matrices: [Study.Method.Judgements], of study: Study, _ found: inout [Diagnostic]
  ) throws(PublishingError) -> Double {
    if let flat = matrices.first, flat.group == nil {
      let items = counting.map { table.indicators[$0].id }
      do {
        let comparison = try PairwiseComparison(items: items, judgements: flat.rows)
        let weights = try comparison.weights()
        apply(weights, &table, &groups, counting)
        found.append(note(of: weights, items, by: Study.Method.Weights.judgementsID))
        found.append(note(of: comparison, group: nil))
        return comparison.consistencyRatio
      } catch {
        throw PublishingError(error.problems.map { located($0, flat.place) })
      }
    }

    var comparisons: [String: PairwiseComparison] = [:]
    var problems: [Diagnostic] = []
    for (id, items) in members(table, groups, counting) {
      let matrix = matrices.first { $0.group == id }
      guard matrix != nil || items.count == 1 else {
        let list = items.map { Diagnostic.quoted($0) }
        problems.append(
          Diagnostic(
            .error, at: study.method.places["weights"],
            LocalisedText(
              zh: "组\(Diagnostic.quoted(id))没有判断矩阵：请比较\(list.joined(separator: "、"))",
              en: "group \(Diagnostic.quoted(id)) has no judgements: compare "
                + list.joined(separator: ", "))))
        continue
      }
      do {
        let comparison = try PairwiseComparison(items: items, judgements: matrix?.rows ?? [[nil]])
        comparisons[id] = comparison
        if items.count > 1 { found.append(note(of: comparison, group: id)) }
      } catch {
        problems += error.problems.map { located($0, matrix?.place) }
      }
    }
    guard problems.isEmpty else { throw PublishingError(problems) }
    let made = comparisons
    let hierarchy = try at("weights", of: study) { () throws(MetricsError) in
      try AnalyticHierarchy(comparisons: made)
    }
    for place in counting {
      table.indicators[place].weight = hierarchy.localWeights[table.indicators[place].id] ?? 0
    }
    for place in groups.indices {
      if let weight = hierarchy.localWeights[groups[place].id] { groups[place].weight = weight }
    }
    let items = counting.map { table.indicators[$0].id }
    found.append(
      note(
        of: items.map { hierarchy.effectiveWeights[$0] ?? 0 }, items,
        by: Study.Method.Weights.judgementsID))
    return comparisons.values.map(\.consistencyRatio).max() ?? 0
  }

  /// For each group with members that count those members: indicators, then groups, as defined.
  private static func members(
    _ table: ScoringTable, _ groups: [GroupDefinition], _ counting: [Int]
  ) -> [(String, [String])] {
    let root = GroupDefinition.root
    var filled = Set(counting.map { table.indicators[$0].group ?? root })
    for _ in groups {
      filled.formUnion(groups.filter { filled.contains($0.id) }.map { $0.parent ?? root })
    }
    return ([root] + groups.map(\.id)).filter(filled.contains).map { id in
      let indicators = counting.map { table.indicators[$0] }
        .filter { ($0.group ?? root) == id }.map(\.id)
      let below = groups.filter { ($0.parent ?? root) == id && filled.contains($0.id) }.map(\.id)
      return (id, indicators + below)
    }
  }

  /// Gives indicators their weights in the whole, and groups the sum of what is in them.
  private static func apply(
    _ weights: [Double], _ table: inout ScoringTable, _ groups: inout [GroupDefinition],
    _ counting: [Int]
  ) {
    let parents = Dictionary(groups.map { ($0.id, $0.parent) }) { first, _ in first }
    var sums: [String: Double] = [:]
    for (place, weight) in zip(counting, weights) {
      table.indicators[place].weight = weight
      var id = table.indicators[place].group
      for _ in groups {
        guard let current = id else { break }
        sums[current, default: 0] += weight
        id = parents[current] ?? nil
      }
    }
    for place in groups.indices where groups[place].weight != 0 {
      groups[place].weight = sums[groups[place].id] ?? groups[place].weight
    }
  }

  private static func located(_ problem: Diagnostic, _ place: Place?) -> Diagnostic {
    var problem = problem
    problem.place = place
    return problem
  }

  // MARK: - Notes

  private static func note(of weights: [Double], _ ids: [String], by rule: String) -> Diagnostic {
    let parts = zip(ids, weights).map { "\($0) \(rounded($1))" }
    return Diagnostic(
      .note,
      LocalisedText(
        zh: "\(rule) 权重：\(parts.joined(separator: "、"))",
        en: "\(rule) weights: \(parts.joined(separator: ", "))"))
  }

  private static func note(of comparison: PairwiseComparison, group: String?) -> Diagnostic {
    let ratio = rounded(comparison.consistencyRatio)
    let place = group.map { (zh: "组\(Diagnostic.quoted($0))", en: " of \(Diagnostic.quoted($0))") }
    return Diagnostic(
      .note,
      LocalisedText(
        zh: "\(place?.zh ?? "")判断矩阵的一致性比率 CR = \(ratio)（不大于 0.1）",
        en: "the consistency ratio of the judgements\(place?.en ?? "") is \(ratio), not above 0.1"))
  }

  /// A share or ratio with three decimals.
  static func rounded(_ value: Double) -> String { number((value * 1000).rounded() / 1000) }
}
