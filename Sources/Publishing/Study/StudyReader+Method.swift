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
    if let node = keys["screen"] { readScreening(node) }
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
    checkBenefitOfDoubt(keys["aggregate"])
    if let method = study.method.multiCriteria, let node = keys["normalise"] {
      let id = method.id.rawValue
      note(
        place(node),
        zh: "\(id) 自有标准化，代替 normalise：请删去 normalise，或改用 aggregate: arithmetic",
        en: "\(id) scales values itself, in the place of normalise: remove normalise, or write "
          + "aggregate: arithmetic")
    }
  }

  /// Benefit of the doubt takes a sum of its own, so that no other mean stands beside it.
  private mutating func checkBenefitOfDoubt(_ aggregate: Node?) {
    guard case .benefitOfDoubt = study.method.weights, let node = aggregate else { return }
    let means = study.method.scoring.aggregation
    guard study.method.multiCriteria != nil || !means.allSatisfy({ $0 == .arithmetic }) else {
      return
    }
    note(
      place(node),
      zh: "benefit-of-doubt 按各机构自己的权重求加权和，代替合成：请写 aggregate: arithmetic，或改用其他权重",
      en: "benefit-of-doubt takes each body's own weighted sum in the place of aggregate: write "
        + "aggregate: arithmetic, or other weights")
  }

  // MARK: - Screening

  private mutating func readScreening(_ node: Node) {
    guard let keys = mapping(node, "screen", known: StudyKeys.screen) else { return }
    var screening = Screening(bodyAvailability: nil)
    screening.bodyAvailability = keys["availability"].flatMap { threshold($0) }
    screening.bodyNonZero = keys["non-zero"].flatMap { threshold($0) }
    screening.indicatorAvailability = keys["indicators"].flatMap { threshold($0) }
    if let node = keys["over"], let scope = member(node, of: YearScope.self) {
      screening.scope = scope
    }
    for (key, isKept) in [("include", true), ("exclude", false)] {
      for item in keys[key].map(items) ?? [] {
        guard let body = word(item) else { continue }
        if screening.decided.updateValue(isKept, forKey: body) == !isKept {
          note(
            place(item), zh: "\(Diagnostic.quoted(body))既在 include 又在 exclude 中",
            en: "\(Diagnostic.quoted(body)) stands under include and exclude")
        }
      }
    }
    study.method.screening = screening
  }

  private mutating func threshold(_ node: Node) -> Double? {
    guard let value = number(node) else { return nil }
    if (0...1).contains(value) { return value }
    note(
      place(node), zh: "门槛是份额，应在 0 与 1 之间", en: "a threshold is a share from 0 to 1")
    return nil
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
    readLedger(keys, normalisation)
    if let node = keys["cap"], let isCapped = truth(node) { normalisation.isCapped = isCapped }
    study.method.scoring.normalisation = normalisation
  }

  private mutating func readLedger(_ keys: [String: Node], _ normalisation: Normalisation) {
    if let node = keys["version"] {
      study.method.ledgerVersion = count(node)
      study.method.places["version"] = place(node)
      if keys["ledger"] == nil {
        note(
          place(node), zh: "version 是 ledger 的版本：请写 ledger",
          en: "version is of a ledger: write ledger")
      }
    }
    guard let node = keys["ledger"], let name = word(node) else { return }
    study.method.ledger = name.hasPrefix("/") ? name : folder + name
    study.method.places["ledger"] = place(node)
    let isGiven =
      normalisation.method == .goalposts || normalisation.method == .scaled
      || normalisation.scope == .goalposts
    if !isGiven {
      let id = normalisation.method.rawValue
      note(
        place(node), zh: "\(id) 的上下限取自数据，不用 ledger：请写 over: goalposts，或 by: goalposts",
        en: "\(id) takes its ends from the values and uses no ledger: write over: goalposts, or "
          + "by: goalposts")
    }
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
        "grades": "rank-sum-ratio", "v": "vikor", "preference": "promethee-ii",
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
    case .prometheeII:
      return .prometheeII(keys["preference"].map { preferences($0) } ?? [:])
    case .borda, .copeland, .copras, .kemeny:
      return MultiCriteriaMethod(id)
    }
  }

  /// The preference functions of single indicators.
  private mutating func preferences(_ node: Node) -> [String: PreferenceFunction] {
    guard let nodes = mapping(node, "preference", known: study.indicators.map(\.id)) else {
      return [:]
    }
    var functions: [String: PreferenceFunction] = [:]
    for indicator in study.indicators {
      guard let node = nodes[indicator.id] else { continue }
      functions[indicator.id] = preference(node)
    }
    return functions
  }

  private mutating func preference(_ node: Node) -> PreferenceFunction? {
    var keys: [String: Node] = [:]
    var wordNode = node
    if node.mapping != nil {
      guard let found = mapping(node, "preference", known: StudyKeys.preference) else { return nil }
      guard let typeNode = found["type"] else {
        note(
          place(node), zh: "缺少 type：请写偏好函数，如 {type: linear, q: 1, p: 5}",
          en: "type is missing: name the preference function, as in {type: linear, q: 1, p: 5}")
        return nil
      }
      keys = found
      wordNode = typeNode
    }
    guard let type = member(wordNode, of: Study.Method.Preference.self) else { return nil }
    let wanted = type.thresholds
    for key in ["q", "p", "s"] {
      if let node = keys[key], !wanted.contains(key) {
        note(
          place(node), zh: "\(type.rawValue) 不用 \(key)", en: "\(type.rawValue) takes no \(key)")
      }
    }
    let missing = wanted.filter { keys[$0] == nil }
    guard missing.isEmpty else {
      note(
        place(node), zh: "\(type.rawValue) 缺少阈值 \(missing.joined(separator: "、"))",
        en: "\(type.rawValue) lacks its threshold \(missing.joined(separator: ", "))")
      return nil
    }
    let numbers = wanted.compactMap { key in keys[key].flatMap { number($0) } }
    guard numbers.count == wanted.count else { return nil }
    let function = type.function(numbers)
    if let problem = function.problem {
      note(place(node), zh: problem.chinese, en: problem.english)
    }
    return function
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

  mutating func missingBy(_ node: Node) {
    note(place(node), zh: "缺少 by：请写明方法", en: "by is missing: name the method")
  }

  /// Notes the keys that belong to another method.
  mutating func refuse(_ keys: [String: Node], _ owners: [String: String], _ id: String) {
    for key in owners.keys.sorted() {
      guard let node = keys[key], let owner = owners[key], owner != id else { continue }
      note(
        place(node), zh: "\(id) 不用 \(key)：只有 \(owner) 用它",
        en: "\(id) takes no \(key): only \(owner) does")
    }
  }

  /// A whole number of 1 or more.
  mutating func count(_ node: Node) -> Int? {
    guard let value = number(node) else { return nil }
    if let whole = Int(exactly: value), whole >= 1 { return whole }
    note(place(node), zh: "此处应是 1 以上的整数", en: "a whole number of 1 or more is expected here")
    return nil
  }
}
