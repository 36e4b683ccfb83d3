import Diagnostics
import Metrics
import Observations
import Yams

extension StudyReader {
  /// Reads how indicators become an index.
  mutating func readMethod(_ node: Node) {
    guard let keys = mapping(node, "method", known: StudyKeys.method) else { return }
    study.method.places = keys.mapValues { place($0) }
    study.method.places["method"] = place(node)
    if let node = keys["seed"], let seed = number(node) {
      if let whole = UInt64(exactly: seed) {
        study.method.seed = whole
      } else {
        note(place(node), zh: "seed 应是不小于 0 的整数", en: "seed is a whole number of 0 or more")
      }
    }
    if let node = keys["missing"] { readMissing(node) }
    if let node = keys["coverage"], let coverage = number(node) {
      study.method.scoring.coverage = coverage
      if !(0...1).contains(coverage) {
        note(place(node), zh: "coverage 应在 0 与 1 之间", en: "coverage lies between 0 and 1")
      }
    }
    if let node = keys["treat"] { readTreatment(node) }
    if let node = keys["normalise"] { readNormalisation(node) }
    if let node = keys["weights"] { readWeights(node) }
    if let node = keys["aggregate"] { readAggregation(node) }
    if let method = study.method.multiCriteria, let node = keys["normalise"] {
      let id = method.id.rawValue
      note(
        place(node),
        zh: "\(id) 自有归一化，代替 normalise：请删去 normalise，或改用 aggregate: arithmetic",
        en: "\(id) scales values itself, in the place of normalise: remove normalise, or write "
          + "aggregate: arithmetic")
    }
  }

  // MARK: - Missing values

  private mutating func readMissing(_ node: Node) {
    guard node.mapping != nil else {
      // `impute` alone does not say by what.
      if node.scalar?.string == "impute" {
        note(
          place(node), zh: "impute 要写明方法，如 {impute: {by: median}}",
          en: "impute needs a method, as in {impute: {by: median}}")
      } else if let missing = member(node, of: MissingValues.self) {
        study.method.scoring.missing = missing
      }
      return
    }
    guard let keys = mapping(node, "missing", known: StudyKeys.missing), let node = keys["impute"]
    else { return }
    guard node.mapping != nil else {
      if let method = member(node, of: Imputation.Method.self) {
        study.method.imputation = Imputation(method)
      }
      return
    }
    guard let keys = mapping(node, "impute", known: StudyKeys.impute),
      let method = by(keys, node, of: Imputation.Method.self)
    else { return }
    var imputation = Imputation(method)
    if let node = keys["over"], let scope = member(node, of: YearScope.self) {
      imputation.scope = scope
    }
    if let node = keys["group"], let group = member(node, of: Study.Method.BodyGroup.self) {
      study.method.imputationGroup = group
      if !method.needsGroups {
        note(
          place(node), zh: "\(method.rawValue) 不用 group：只有 group-mean 和 group-median 用它",
          en: "\(method.rawValue) takes no group: only group-mean and group-median do")
      }
    }
    imputation.greatestAge = keys["years"].flatMap { count($0) }
    if let node = keys["ends"], let ends = member(node, of: Imputation.Ends.self) {
      imputation.ends = ends
    }
    study.method.imputation = imputation
  }

  // MARK: - Treatment

  private mutating func readTreatment(_ node: Node) {
    guard node.mapping != nil else {
      if let method = member(node, of: Treatment.Method.self) {
        study.method.treatment = Treatment(method)
      }
      return
    }
    guard let keys = mapping(node, "treat", known: StudyKeys.treat) else { return }
    var treatment = Treatment()
    if keys["by"] != nil || keys["indicators"] == nil {
      guard let method = by(keys, node, of: Treatment.Method.self) else { return }
      treatment.method = method
    }
    if let node = keys["over"], let scope = member(node, of: YearScope.self) {
      treatment.scope = scope
    }
    if let node = keys["points"], let points = count(node) { treatment.greatestCount = points }
    if let node = keys["skewness"], let skewness = number(node) { treatment.skewness = skewness }
    if let node = keys["kurtosis"], let kurtosis = number(node) { treatment.kurtosis = kurtosis }
    if let node = keys["formula"], let formula = member(node, of: Treatment.Logarithm.self) {
      treatment.logarithm = formula
    }
    if let node = keys["applies"], let applies = member(node, of: Treatment.Condition.self) {
      treatment.applies = applies
    }
    treatment.lambda = keys["lambda"].flatMap { number($0) }
    if let node = keys["non-positive"], let rule = member(node, of: Treatment.NonPositive.self) {
      treatment.nonPositive = rule
    }
    if let node = keys["indicators"],
      let methods = mapping(node, "indicators", known: study.indicators.map(\.id))
    {
      // In the order of the indicators, so that problems come in one order.
      for indicator in study.indicators {
        guard let node = methods[indicator.id] else { continue }
        treatment.methods[indicator.id] = member(node, of: Treatment.Method.self)
      }
    }
    study.method.treatment = treatment
  }

  // MARK: - Normalisation

  private mutating func readNormalisation(_ node: Node) {
    guard node.mapping != nil else {
      if let method = member(node, of: Normalisation.Method.self) {
        study.method.scoring.normalisation.method = method
      }
      return
    }
    guard let keys = mapping(node, "normalise", known: StudyKeys.normalise) else { return }
    var normalisation = Normalisation()
    if let node = keys["by"], let method = member(node, of: Normalisation.Method.self) {
      normalisation.method = method
    }
    if let node = keys["range"] { normalisation.range = limits(node) }
    if let node = keys["over"], let scope = member(node, of: Normalisation.Scope.self) {
      normalisation.scope = scope
    }
    if let node = keys["reference"], let body = word(node) {
      normalisation.referenceRow = Normalisation.ReferenceRow(body: body)
    }
    let mean = keys["mean"].flatMap { number($0) }
    let deviation = keys["deviation"].flatMap { number($0) }
    if keys["mean"] != nil || keys["deviation"] != nil {
      normalisation.moments = Normalisation.Moments(mean: mean ?? 0, deviation: deviation ?? 1)
    }
    if let node = keys["cap"], let isCapped = truth(node) { normalisation.isCapped = isCapped }
    study.method.scoring.normalisation = normalisation
  }

  // MARK: - Weights

  private mutating func readWeights(_ node: Node) {
    var keys: [String: Node] = [:]
    var wordNode = node
    if node.mapping != nil {
      guard let found = mapping(node, "weights", known: StudyKeys.weights) else { return }
      guard let byNode = found["by"] else {
        missingBy(node)
        return
      }
      keys = found
      wordNode = byNode
    }
    guard let id = member(wordNode, among: Study.Method.Weights.ids) else { return }
    let owners = [
      "matrix": "ahp", "shift": "entropy-shifted", "correlation": "critic", "components": "pca",
    ]
    refuse(keys, owners, id)
    if let weighting = Weighting(rawValue: id) {
      study.method.scoring.weights = weighting
    } else if id == Study.Method.Weights.judgementsID {
      guard let matrix = keys["matrix"] else {
        note(
          place(node), zh: "ahp 缺少判断矩阵：请写 matrix，各指标一行",
          en: "ahp has no judgements: write matrix, a row for each indicator")
        return
      }
      readJudgements(matrix)
    } else if let rule = DataDrivenWeighting.ID(rawValue: id) {
      var weighting = DataDrivenWeighting(rule)
      if rule == .entropyShifted, let node = keys["shift"], let shift = number(node) {
        weighting = .entropyShifted(by: shift)
      }
      if rule == .critic, let node = keys["correlation"],
        let correlation = member(node, of: Correlation.self)
      {
        weighting = .critic(correlation: correlation, scale: .minMax)
      }
      if rule == .pca, let node = keys["components"], let components = count(node) {
        weighting = .pca(.count(components))
      }
      study.method.weights = .data(weighting)
    }
  }

  private mutating func readJudgements(_ node: Node) {
    guard let matrices = node.mapping else {
      study.method.weights = .judgements([
        Study.Method.Judgements(group: nil, rows: judgements(node), place: place(node))
      ])
      return
    }
    let known = [GroupDefinition.root] + study.groups.map(\.id)
    guard mapping(node, "matrix", known: known) != nil else { return }
    study.method.weights = .judgements(
      matrices.compactMap { key, value in
        guard let group = key.scalar?.string, known.contains(group) else { return nil }
        return Study.Method.Judgements(group: group, rows: judgements(value), place: place(value))
      })
  }

  private mutating func judgements(_ node: Node) -> [[Double?]] {
    items(node).map { row in items(row).map { judgement($0) } }
  }

  /// A judgement: a number or a fraction such as 1/3; nothing where the other half of the matrix has it.
  private mutating func judgement(_ node: Node) -> Double? {
    let written = node.scalar?.string ?? ""
    if ["", "~", "null"].contains(written) { return nil }
    let parts = written.split(separator: "/", omittingEmptySubsequences: false).map {
      Double($0.filter { $0 != " " })
    }
    if parts.count == 2, let numerator = parts[0], let divisor = parts[1], divisor != 0 {
      return numerator / divisor
    }
    return number(node)
  }

  // MARK: - Aggregation

  private mutating func readAggregation(_ node: Node) {
    let means = Aggregation.allCases.map(\.rawValue)
    let rankings = MultiCriteriaMethod.ID.allCases.map(\.rawValue)
    let levels = node.sequence.map(Array.init) ?? [node]
    var aggregation: [Aggregation] = []
    var exponents: [Double?] = []
    for level in levels {
      var keys: [String: Node] = [:]
      var wordNode = level
      if level.mapping != nil {
        guard let found = mapping(level, "aggregate", known: StudyKeys.aggregate) else { continue }
        guard let byNode = found["by"] else {
          missingBy(level)
          continue
        }
        keys = found
        wordNode = byNode
      }
      let written = wordNode.scalar?.string ?? ""
      if node.sequence != nil, rankings.contains(written) {
        note(
          place(wordNode),
          zh: "\(written) 直接由各指标排位，不分层：请单独写 aggregate: \(written)，或在列表中用平均",
          en: "\(written) ranks by all indicators at once and has no levels: write aggregate: "
            + "\(written) by itself, or means in the list")
        continue
      }
      let known = node.sequence == nil ? means + rankings : means
      guard let id = member(wordNode, among: known) else { continue }
      let owners = [
        "exponent": "generalised", "normalise": "topsis", "ranks": "rank-sum-ratio",
        "grades": "rank-sum-ratio", "v": "vikor",
      ]
      refuse(keys, owners, id)
      if let mean = Aggregation(rawValue: id) {
        let exponent = keys["exponent"].flatMap { number($0) }
        if mean == .generalised, keys["exponent"] == nil {
          note(
            place(wordNode), zh: "generalised 没有写指数：请写 {by: generalised, exponent: 0.5}",
            en: "generalised has no exponent: write {by: generalised, exponent: 0.5}")
        }
        aggregation.append(mean)
        exponents.append(mean == .generalised ? exponent : nil)
      } else if let id = MultiCriteriaMethod.ID(rawValue: id) {
        study.method.multiCriteria = multiCriteria(id, keys)
      }
    }
    if !aggregation.isEmpty {
      study.method.scoring.aggregation = aggregation
      study.method.scoring.exponents = exponents.contains { $0 != nil } ? exponents : []
    }
  }

  private mutating func multiCriteria(
    _ id: MultiCriteriaMethod.ID, _ keys: [String: Node]
  ) -> MultiCriteriaMethod {
    switch id {
    case .topsis:
      return .topsis(keys["normalise"].flatMap { member($0, of: Topsis.Scaling.self) } ?? .vector)
    case .rankSumRatio:
      let ranks = keys["ranks"].flatMap { member($0, of: RankSumRatio.Ranks.self) }
      return .rankSumRatio(ranks ?? .integer, grades: keys["grades"].flatMap { count($0) } ?? 3)
    case .vikor:
      return .vikor(strategy: keys["v"].flatMap { number($0) } ?? 0.5)
    case .borda, .copeland, .prometheeII, .copras, .kemeny:
      return MultiCriteriaMethod(id)
    }
  }

  // MARK: - Parts

  /// The method that `by` names.
  private mutating func by<Family: RawRepresentable & CaseIterable>(
    _ keys: [String: Node], _ node: Node, of family: Family.Type
  ) -> Family? where Family.RawValue == String {
    guard let word = keys["by"] else {
      missingBy(node)
      return nil
    }
    return member(word, of: family)
  }

  private mutating func missingBy(_ node: Node) {
    note(place(node), zh: "缺少 by：请写明方法", en: "by is missing: name the method")
  }

  /// Notes the keys that belong to another method.
  private mutating func refuse(_ keys: [String: Node], _ owners: [String: String], _ id: String) {
    for key in owners.keys.sorted() {
      guard let node = keys[key], let owner = owners[key], owner != id else { continue }
      note(
        place(node), zh: "\(id) 不用 \(key)：只有 \(owner) 用它",
        en: "\(id) takes no \(key): only \(owner) does")
    }
  }

  /// A whole number of 1 or more.
  private mutating func count(_ node: Node) -> Int? {
    guard let value = number(node) else { return nil }
    if let whole = Int(exactly: value), whole >= 1 { return whole }
    note(place(node), zh: "此处应是 1 以上的整数", en: "a whole number of 1 or more is expected here")
    return nil
  }
}
