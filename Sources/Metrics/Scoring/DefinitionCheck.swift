internal import Diagnostics

/// Finds everything that is wrong with definitions and table before anything is computed.
struct DefinitionCheck {
  private(set) var problems: [Diagnostic] = []

  private mutating func report(_ chinese: String, _ english: String) {
    problems.append(Diagnostic(.error, LocalisedText(zh: chinese, en: english)))
  }

  private func quoted(_ word: String) -> String { Message.quoted(word) }

  // MARK: Definitions

  mutating func check(
    indicators: [IndicatorDefinition], groups: [GroupDefinition], method: ScoringMethod
  ) {
    checkIDs(indicators, groups)
    checkTree(indicators, groups, method)
    checkWeights(indicators, groups)
    checkMethod(method)
    for indicator in indicators { check(indicator, method) }
  }

  private mutating func checkIDs(_ indicators: [IndicatorDefinition], _ groups: [GroupDefinition]) {
    if indicators.isEmpty {
      report("没有指标：请至少写一个", "there is no indicator: define at least one")
    }
    var seen: [String: Int] = [:]
    for id in indicators.map(\.id) + groups.map(\.id) {
      let count = seen[id, default: 0]
      seen[id] = count + 1
      if count == 1 {
        report(
          "编号\(quoted(id))用了不止一次：指标和组的编号不能相同",
          "the id \(quoted(id)) is used twice: indicators and groups need ids of their own")
      }
      if count > 0 { continue }
      if id.isEmpty {
        report("有指标或组没有编号：请写 id", "an indicator or a group has an empty id: give it one")
      }
      if id == GroupDefinition.root {
        report(
          "编号“index”留给总指数：请换一个", "the id “index” is kept for the index itself: choose another")
      }
    }
  }

  private mutating func checkTree(
    _ indicators: [IndicatorDefinition], _ groups: [GroupDefinition], _ method: ScoringMethod
  ) {
    let root = GroupDefinition.root
    let before = problems.count
    let parents = Dictionary(groups.map { ($0.id, $0.parent ?? root) }) { first, _ in first }
    let known = (groups.map(\.id).filter { $0 != root } + [root]).joined(separator: ", ")

    for indicator in indicators {
      guard let group = indicator.group, group != root, parents[group] == nil else { continue }
      report(
        "指标\(quoted(indicator.id))的组\(quoted(group))没有定义：已有 \(known)",
        "the group \(quoted(group)) of indicator \(quoted(indicator.id)) is not defined: "
          + "known are \(known)"
      )
    }
    for group in groups {
      guard let parent = group.parent, parent != root, parents[parent] == nil else { continue }
      report(
        "组\(quoted(group.id))的上级组\(quoted(parent))没有定义：已有 \(known)",
        "the parent \(quoted(parent)) of group \(quoted(group.id)) is not defined: known are \(known)"
      )
    }

    // Each circle once, wherever the walk enters it.
    var done: Set<String> = [root]
    for group in groups {
      var path: [String] = []
      var id = group.id
      while !done.contains(id), let parent = parents[id] {
        if let start = path.firstIndex(of: id) {
          let circle = (path[start...] + [id]).joined(separator: " → ")
          report("组的上下级成环：\(circle)", "groups are their own parents: \(circle)")
          break
        }
        path.append(id)
        id = parent
      }
      done.formUnion(path)
    }

    let filled = Set(indicators.compactMap(\.group) + groups.compactMap(\.parent))
    var reported: Set<String> = []
    for group in groups where !filled.contains(group.id) && reported.insert(group.id).inserted {
      report(
        "组\(quoted(group.id))是空的：请给它指标，或删去",
        "the group \(quoted(group.id)) is empty: give it an indicator, or remove it")
    }

    let count = method.aggregation.count
    if count == 0 {
      report(
        "没有写聚合方法：请写 arithmetic、geometric、harmonic 或 generalised",
        "there is no aggregation: write arithmetic, geometric, harmonic or generalised")
    } else if count > 1, problems.count == before, !hasDuplicates(groups) {
      let levels = height(groups, parents)
      if levels != count {
        report(
          "聚合方法写了\(count)个，而组有\(levels)层：请写一个，或从最下层起写\(levels)个",
          "\(count) aggregations for \(levels) levels of groups: "
            + "write one, or \(levels) from the leaves up"
        )
      }
    }
  }

  /// A generalised mean needs its exponent, and no other mean takes one.
  private mutating func checkExponents(_ method: ScoringMethod) {
    if !method.exponents.isEmpty, method.exponents.count != method.aggregation.count {
      report(
        "聚合方法写了\(method.aggregation.count)个，而指数写了\(method.exponents.count)个：请一一对应",
        "\(method.aggregation.count) aggregations and \(method.exponents.count) exponents: "
          + "give each aggregation its own, or none at all")
      return
    }
    for (level, aggregation) in method.aggregation.enumerated() {
      let exponent = level < method.exponents.count ? method.exponents[level] : nil
      switch (aggregation, exponent) {
      case (.generalised, nil):
        report(
          "generalised 没有写指数：请写 exponent，如 0.5",
          "generalised has no exponent: write one, such as exponent: 0.5")
      case (.generalised, let exponent?):
        if exponent == 0 {
          report(
            "generalised 的指数为 0：那是几何平均，请写 geometric",
            "the exponent of generalised is 0: that is the geometric mean, write geometric")
        } else if !exponent.isFinite {
          report(
            "generalised 的指数不是有限的数：请写如 0.5 的数",
            "the exponent of generalised is not a finite number: write one such as 0.5")
        }
      case (_, _?):
        report(
          "\(aggregation.rawValue) 不用指数：只有 generalised 用它",
          "\(aggregation.rawValue) takes no exponent: only generalised does")
      case (_, nil):
        break
      }
    }
  }

  private func hasDuplicates(_ groups: [GroupDefinition]) -> Bool {
    Set(groups.map(\.id)).count < groups.count || groups.contains { $0.id == GroupDefinition.root }
  }

  /// How many levels of groups a sound tree has, the root's included.
  private func height(_ groups: [GroupDefinition], _ parents: [String: String]) -> Int {
    var depths: [String: Int] = [GroupDefinition.root: 1]
    for group in groups {
      var path: [String] = []
      var id = group.id
      while depths[id] == nil, let parent = parents[id] {
        path.append(id)
        id = parent
      }
      var depth = depths[id] ?? 1
      for id in path.reversed() {
        depth += 1
        depths[id] = depth
      }
    }
    return depths.values.max() ?? 1
  }

  private mutating func checkWeights(
    _ indicators: [IndicatorDefinition], _ groups: [GroupDefinition]
  ) {
    let root = GroupDefinition.root
    let weights =
      indicators.map { (id: $0.id, weight: $0.weight, parent: $0.group ?? root) }
      + groups.map { (id: $0.id, weight: $0.weight, parent: $0.parent ?? root) }
    var sums: [String: (hasMembers: Bool, hasWeight: Bool)] = [:]
    for entry in weights {
      if !entry.weight.isFinite || entry.weight < 0 {
        report(
          "\(quoted(entry.id))的权重为\(Message.number(entry.weight))：须为不小于 0 的数",
          "the weight of \(quoted(entry.id)) is \(Message.number(entry.weight)): "
            + "write a number of 0 or more"
        )
      }
      let sum = sums[entry.parent] ?? (false, false)
      sums[entry.parent] = (true, sum.hasWeight || entry.weight != 0)
    }
    // A group that does not count may well hold only indicators that do not count.
    let counting = [root] + groups.filter { $0.weight != 0 }.map(\.id)
    for id in counting {
      guard let sum = sums[id], !sum.hasWeight else { continue }
      report(
        "组\(quoted(id))中的权重都为 0：请给其中之一正的权重",
        "the weights in group \(quoted(id)) are all 0: give one of its members a weight above 0")
    }
  }

  private mutating func checkMethod(_ method: ScoringMethod) {
    checkExponents(method)
    if !(method.coverage >= 0 && method.coverage <= 1) {
      report(
        "coverage 为\(Message.number(method.coverage))：须在 0 与 1 之间",
        "the coverage is \(Message.number(method.coverage)): write a share from 0 to 1")
    }
    let normalisation = method.normalisation
    let id = normalisation.method.rawValue
    if let range = normalisation.range {
      let ends = "[\(Message.number(range.low)), \(Message.number(range.high))]"
      if !normalisation.method.hasRange {
        report(
          "\(id) 不用 range：只有 min-max、scaled 和 goalposts 用它",
          "\(id) takes no range: only min-max, scaled and goalposts do")
      } else if !range.areUsable {
        report(
          "range 为 \(ends)：须先低后高，如 [0, 100]",
          "the range is \(ends): write the lower end first, as in [0, 100]")
      }
    }
    for problem in normalisation.problems { report(problem.chinese, problem.english) }
    if normalisation.scope == .goalposts && !normalisation.method.takesGoalposts {
      report(
        "\(id) 的参数不能取自 goalposts：over 请用 selection 或 year",
        "\(id) cannot take its parameters from goalposts: use over: selection or over: year")
    }
    if normalisation.referenceRow != nil && normalisation.method != .distanceToReference {
      report(
        "\(id) 不用参照对象：只有 distance-to-reference 用它",
        "\(id) takes no reference: only distance-to-reference does")
    }
  }

  private mutating func check(_ indicator: IndicatorDefinition, _ method: ScoringMethod) {
    let id = quoted(indicator.id)
    let isScored = indicator.weight != 0
    if isScored && indicator.direction == nil {
      report(
        "指标\(id)有权重而没有 direction：请写 higher 或 lower，或把权重写成 0",
        "indicator \(id) has a weight but no direction: write higher or lower, or weight 0")
    }
    if let goalposts = indicator.goalposts, !goalposts.areUsable {
      let (low, high) = (Message.number(goalposts.low), Message.number(goalposts.high))
      report(
        "指标\(id)的 goalposts 为 [\(low), \(high)]：须先低后高且不相等；方向由 direction 表示",
        "the goalposts of \(id) are [\(low), \(high)]: write the lower first, "
          + "and not the same twice; the direction is said by `direction`"
      )
    }
    if let reference = indicator.reference, !reference.isFinite {
      report(
        "指标\(id)的参照值不是有限的数", "the reference of \(id) is not a finite number")
    }
    let normalisation = method.normalisation
    let isFrozen = normalisation.goalposts != nil
    if isScored && normalisation.hasGivenParameters && indicator.goalposts == nil && !isFrozen {
      report(
        "指标\(id)没有 goalposts：请写 goalposts: [低, 高]",
        "indicator \(id) has no goalposts: write goalposts: [low, high]")
    }
    switch normalisation.method {
    case .shareOfMax:
      if indicator.direction == .lower {
        report(
          "指标\(id)越低越好，不能用 share-of-max：请用 min-max 或 distance-to-max",
          "share-of-max cannot score \(id), of which less counts more: "
            + "use min-max or distance-to-max")
      }
    case .distanceToReference:
      if isScored && indicator.reference == nil && normalisation.referenceRow == nil {
        report(
          "指标\(id)没有参照值：请给出参照值，或给出作参照的对象",
          "indicator \(id) has no reference: give a value, or a body as reference for all")
      }
    case .distanceToTarget:
      if isScored && indicator.reference == nil {
        report(
          "指标\(id)没有目标值：请给出目标值", "indicator \(id) has no target: give it a reference value")
      }
    default:
      break
    }
  }

  // MARK: Table

  mutating func check(_ table: ScoringTable, method: ScoringMethod) {
    if table.rows.isEmpty { report("没有可计分的行", "there is no row to score") }
    if table.values.count != table.rows.count {
      report(
        "表有\(table.rows.count)行，数据有\(table.values.count)行",
        "the table has \(table.rows.count) rows and values for \(table.values.count)")
    }
    var seen: Set<SourceRow> = []
    for (key, values) in zip(table.rows, table.values) {
      let name = Message.row(key)
      if !seen.insert(SourceRow(body: key.body, year: key.year, peerSet: key.peerSet)).inserted {
        report("\(name)出现不止一次", "\(name) is there twice")
      }
      if values.count != table.indicators.count {
        report(
          "\(name)有\(values.count)个值，而指标有\(table.indicators.count)个",
          "\(name) has \(values.count) values for \(table.indicators.count) indicators")
        continue
      }
      for (indicator, value) in zip(table.indicators, values) {
        guard let problem = value.problem else { continue }
        let id = quoted(indicator.id)
        switch problem {
        case .notFinite:
          report("\(name)的\(id)不是有限的数", "\(id) of \(name) is not a finite number")
        case .reversed:
          report("\(name)的\(id)下限高于上限", "the lower end of \(id) of \(name) is above its upper end")
        case .pointOutside:
          report("\(name)的\(id)不在其上下限之间", "\(id) of \(name) is not between its own ends")
        }
      }
    }
    for problem in method.normalisation.problems(of: table) {
      report(problem.chinese, problem.english)
    }
    if let reference = method.normalisation.referenceRow {
      checkReference(reference, table, method.normalisation.scope)
    }
  }

  private mutating func checkReference(
    _ reference: Normalisation.ReferenceRow, _ table: ScoringTable, _ scope: Normalisation.Scope
  ) {
    let rows = table.rows.filter { $0.body == reference.body }
    let body = quoted(reference.body)
    if rows.isEmpty {
      report("数据中没有参照对象\(body)", "the reference \(body) is not in the data")
    } else if let year = reference.year {
      guard !rows.contains(where: { $0.year == year }) else { return }
      report("参照对象\(body)没有\(year)年的数据", "the reference \(body) has no row for \(year)")
    } else if scope != .year, Set(rows.map(\.peerSet)).count < rows.count {
      report(
        "参照对象\(body)有不止一年的数据：请写明年份",
        "the reference \(body) has rows for several years: say which year")
    }
  }

  private struct SourceRow: Hashable {
    let body: String
    let year: Int
    let peerSet: String
  }
}
