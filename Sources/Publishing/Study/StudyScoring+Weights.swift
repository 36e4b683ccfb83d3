import Diagnostics
import Metrics

extension StudyScoring {
  /// How weights came about, for the words of the method.
  struct Weighing {
    /// The consistency ratio of the judgements, the greatest of several groups.
    var consistencyRatio: Double?
    /// How many people judged.
    var judgeCount = 1
    /// The greatest consistency ratio of one judge's matrix, of several judges.
    var greatestRatioOfJudge: Double?
  }

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
  /// Judgements are of all indicators that count in the study; where screening left some out, the others
  /// share their weight. What is taken from values is taken from the indicators that are left.
  static func weigh(
    _ table: inout ScoringTable, _ groups: inout [GroupDefinition], from whole: ScoringTable,
    left: Set<Int>, of study: Study, _ found: inout [Diagnostic], isFilled: (_ row: Int) -> Bool
  ) throws(PublishingError) -> Weighing {
    var weighing = Weighing()
    guard let weights = study.method.weights else { return weighing }
    let counting = counting(whole, study)
    let kept = counting.filter { !left.contains($0) }
    let usesWritten: Bool
    if case .combined(let combination) = weights {
      usesWritten = combination.judgements == nil
    } else {
      usesWritten = false
    }
    let written =
      counting.map { (whole.indicators[$0].id, whole.indicators[$0].weight) }
      + study.groups.map { ($0.id, $0.weight) }
    let unused = written.filter { $0.1 != 0 && $0.1 != 1 }.map { Diagnostic.quoted($0.0) }
    if !unused.isEmpty, !usesWritten {
      found.append(
        Diagnostic(
          .note, at: study.method.places["weights"],
          LocalisedText(
            zh: "weights 另行定权，未用所写的\(unused.joined(separator: "、"))的权重",
            en: "weights are made anew: those written for \(unused.joined(separator: ", ")) are "
              + "not used")))
    }
    let ids = kept.map { table.indicators[$0].id }
    let result: [Double]
    switch weights {
    case .benefitOfDoubt:
      return weighing
    case .judgements(let matrices):
      result = shares(
        try judge(whole, counting, matrices, of: study, &weighing, &found), counting, kept)
      found.append(note(of: result, ids, by: Study.Method.Weights.judgementsID))
    case .data(let rule):
      result = try takeFromValues(table, kept, rule, of: study, &found, isFilled: isFilled)
      found.append(note(of: result, ids, by: rule.id.rawValue))
    case .combined(let combination):
      let judged: [Double]
      if let matrices = combination.judgements {
        judged = try judge(whole, counting, matrices, of: study, &weighing, &found)
      } else {
        judged = effective(whole, study.groups, counting)
      }
      let subjective = shares(judged, counting, kept)
      let objective = try takeFromValues(
        table, kept, combination.values, of: study, &found, isFilled: isFilled)
      let combined = try at("weights", of: study) { () throws(MetricsError) in
        try combination.rule.combine(subjective: subjective, objective: objective)
      }
      result = combined.weights
      found += [
        note(of: subjective, ids, by: combination.subjectiveID),
        note(of: objective, ids, by: combination.values.id.rawValue),
        note(of: combination, combined, ids),
      ]
    }
    apply(result, &table, &groups, kept)
    return weighing
  }

  /// The weights of what is left of the indicators that count, of sum 1.
  private static func shares(_ weights: [Double], _ counting: [Int], _ kept: [Int]) -> [Double] {
    let left = zip(counting, weights).filter { kept.contains($0.0) }.map(\.1)
    let sum = left.reduce(0, +)
    return left.count < weights.count && sum > 0 ? left.map { $0 / sum } : left
  }

  /// The product of the written shares from the root down, for each indicator that counts.
  private static func effective(
    _ table: ScoringTable, _ groups: [GroupDefinition], _ counting: [Int]
  ) -> [Double] {
    let root = GroupDefinition.root
    let written = Dictionary(
      table.indicators.map { ($0.id, $0.weight) } + groups.map { ($0.id, $0.weight) }
    ) { first, _ in first }
    var share: [String: Double] = [:]
    for (_, items) in members(table, groups, counting) {
      let sum = items.reduce(0) { $0 + (written[$1] ?? 0) }
      for item in items where sum > 0 { share[item] = (written[item] ?? 0) / sum }
    }
    let parents = Dictionary(groups.map { ($0.id, $0.parent ?? root) }) { first, _ in first }
    return counting.map { place in
      var product = share[table.indicators[place].id] ?? 0
      var id = table.indicators[place].group ?? root
      for _ in groups where id != root {
        product *= share[id] ?? 0
        id = parents[id] ?? root
      }
      return product
    }
  }

  private static func takeFromValues(
    _ table: ScoringTable, _ counting: [Int], _ rule: DataDrivenWeighting, of study: Study,
    _ found: inout [Diagnostic], isFilled: (_ row: Int) -> Bool
  ) throws(PublishingError) -> [Double] {
    let id = rule.id.rawValue
    let result = try at("weights", of: study) { () throws(MetricsError) in
      let peerSets = Set(table.rows.map(\.peerSet)).sorted()
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
        indicators: counting.map { table.indicators[$0].id },
        directions: counting.map { table.indicators[$0].direction ?? .higher },
        bodies: table.rows.map { "\($0.body) \($0.year)" },
        rows: table.values.map { row in counting.map { row[$0].point } })
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
    return result.weights
  }

  // MARK: - Judgements

  /// The effective weights that judgements give the indicators that count.
  private static func judge(
    _ table: ScoringTable, _ counting: [Int], _ matrices: [Study.Method.Judgements],
    of study: Study, _ weighing: inout Weighing, _ found: inout [Diagnostic]
  ) throws(PublishingError) -> [Double] {
    let groups = study.groups
    let judges = Set(matrices.map(\.judge)).count
    weighing.judgeCount = judges
    var problems: [Diagnostic] = []
    // A matrix over all indicators, or one a group; judges who do not do alike are told.
    let isFlat = matrices.first?.group == nil
    for matrix in matrices where (matrix.group == nil) != isFlat {
      problems.append(
        Diagnostic(
          .error, at: matrix.place,
          LocalisedText(
            zh: "各判断者的矩阵须同样分组：有的不分组，有的分组",
            en: "judges must compare alike: some compare all indicators, some the members of groups"
          )))
    }
    guard problems.isEmpty else { throw PublishingError(problems) }
    let items = counting.map { table.indicators[$0].id }
    if isFlat {
      guard
        let joint = joint(
          matrices, items: items, group: nil, &weighing, &problems, &found)
      else { throw PublishingError(problems) }
      weighing.consistencyRatio = joint.consistencyRatio
      return joint.principalVector
    }

    var comparisons: [String: PairwiseComparison] = [:]
    for (id, items) in members(table, groups, counting) {
      let own = matrices.filter { $0.group == id }
      if own.isEmpty, items.count > 1 {
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
      let names = own.compactMap(\.judge)
      let missing = Set(matrices.compactMap(\.judge)).subtracting(names).sorted()
      if !own.isEmpty, !missing.isEmpty {
        let list = missing.map { Diagnostic.quoted($0) }
        problems.append(
          Diagnostic(
            .error, at: study.method.places["weights"],
            LocalisedText(
              zh: "组\(Diagnostic.quoted(id))缺少\(list.joined(separator: "、"))的判断矩阵",
              en: "group \(Diagnostic.quoted(id)) lacks the judgements of "
                + list.joined(separator: ", "))))
        continue
      }
      let sole = [
        Study.Method.Judgements(
          judge: nil, group: id, rows: [[nil]], place: Place(study.path))
      ]
      comparisons[id] = joint(
        own.isEmpty ? sole : own, items: items, group: id, &weighing, &problems, &found)
    }
    guard problems.isEmpty else { throw PublishingError(problems) }
    let made = comparisons
    let hierarchy = try at("weights", of: study) { () throws(MetricsError) in
      try AnalyticHierarchy(comparisons: made)
    }
    weighing.consistencyRatio = comparisons.values.map(\.consistencyRatio).max() ?? 0
    return items.map { hierarchy.effectiveWeights[$0] ?? 0 }
  }

  /// One comparison of several judges' by the geometric mean of each judgement; that of a single one.
  ///
  /// Every judge's consistency is checked, and that of the whole.
  private static func joint(
    _ matrices: [Study.Method.Judgements], items: [String], group: String?,
    _ weighing: inout Weighing, _ problems: inout [Diagnostic], _ found: inout [Diagnostic]
  ) -> PairwiseComparison? {
    var comparisons: [PairwiseComparison] = []
    for matrix in matrices {
      do {
        let comparison = try PairwiseComparison(items: items, judgements: matrix.rows)
        _ = try comparison.weights()
        comparisons.append(comparison)
        if items.count > 1 {
          found.append(note(of: comparison, group: group, judge: matrix.judge))
        }
        if matrix.judge != nil {
          weighing.greatestRatioOfJudge = max(
            weighing.greatestRatioOfJudge ?? 0, comparison.consistencyRatio)
        }
      } catch {
        problems += error.problems.map { problem in
          named(located(problem, matrix.place), group: group, judge: matrix.judge)
        }
      }
    }
    guard comparisons.count == matrices.count, let first = comparisons.first else { return nil }
    if comparisons.count == 1 { return first }
    do {
      let joint = try PairwiseComparison(geometricMeanOf: comparisons)
      _ = try joint.weights()
      if items.count > 1 {
        found.append(note(of: joint, group: group, judge: nil, count: comparisons.count))
      }
      return joint
    } catch {
      problems += error.problems.map { problem in
        named(located(problem, matrices.first?.place), group: group, judge: nil)
      }
      return nil
    }
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

  /// The problem of one of several matrices, with the group and the judge that it is of.
  private static func named(_ problem: Diagnostic, group: String?, judge: String?) -> Diagnostic {
    var problem = problem
    let parts = owners(group: group, judge: judge)
    guard !parts.isEmpty else { return problem }
    problem.text = LocalisedText(
      zh: parts.map(\.zh).joined(separator: "，") + "：" + problem.text.chinese,
      en: parts.map(\.en).joined(separator: ", ") + ": " + problem.text.english)
    return problem
  }

  private static func owners(group: String?, judge: String?) -> [(zh: String, en: String)] {
    [
      judge.map { ("判断者\(Diagnostic.quoted($0))", "judge \(Diagnostic.quoted($0))") },
      group.map { ("组\(Diagnostic.quoted($0))", "group \(Diagnostic.quoted($0))") },
    ].compactMap { $0 }
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

  /// The combined weights, and how much each side had in them.
  private static func note(
    of combination: Study.Method.Combination, _ result: WeightCombination.Result, _ ids: [String]
  ) -> Diagnostic {
    let parts = zip(ids, result.weights).map { "\($0) \(rounded($1))" }
    let name = Words.name(of: combination.rule.id)
    let (first, second) = (combination.subjectiveID, combination.values.id.rawValue)
    let share: (zh: String, en: String)
    if let part = result.subjectiveShare {
      let words = "\(first) \(rounded(part))"
      let others = "\(second) \(rounded(1 - part))"
      share = ("两组权重各占 \(words)、\(others)", "shares of the two sets: \(words), \(others)")
    } else {
      share = ("两组权重相乘，作用相同", "the two sets are multiplied and count alike")
    }
    return Diagnostic(
      .note,
      LocalisedText(
        zh: "组合权重（\(name.chinese)；\(share.zh)）：\(parts.joined(separator: "、"))",
        en: "combined weights (\(name.english); \(share.en)): \(parts.joined(separator: ", "))"))
  }

  private static func note(
    of comparison: PairwiseComparison, group: String?, judge: String?, count: Int = 1
  ) -> Diagnostic {
    let ratio = rounded(comparison.consistencyRatio)
    let parts = owners(group: group, judge: judge)
    let zh = parts.map { $0.zh }.joined(separator: "，")
    let en = parts.map { $0.en }.joined(separator: ", ")
    let whole: (zh: String, en: String) =
      count > 1 ? ("\(count)位判断者合并的", "joint ") : ("", "")
    return Diagnostic(
      .note,
      LocalisedText(
        zh:
          "\(zh)\(zh.isEmpty || count == 1 ? "" : "，")\(whole.zh)判断矩阵的一致性比率 CR = \(ratio)（不大于 0.1）",
        en: "the consistency ratio of the \(whole.en)judgements\(en.isEmpty ? "" : " of \(en)") is "
          + "\(ratio), not above 0.1"))
  }

  /// A share or ratio with three decimals.
  static func rounded(_ value: Double) -> String { number((value * 1000).rounded() / 1000) }
}
