import Observations

// Which measures a head is, by the cues, and which class of thing it counts.
extension FigureGrammar {
  /// Looks up the cues of the heads.
  func match(_ resolution: inout Resolution) {
    resolution.measures = []
    let unit = figures[Int(tokens[resolution.figureToken].payload)].unit
    for head in resolution.heads {
      var found: [Cue.Measure] = []
      for symbol in tokens[head].symbols.elements {
        for cue in MeasureCues.byHead[Int(symbol)]
        where Self.admits(cue.kinds, report.kind) && cue.units.admits(unit)
          && (cue.with.isEmpty || cue.with.meets(resolution.context))
          && (cue.also.isEmpty || cue.also.meets(resolution.context))
          && (cue.nearby.isEmpty || cue.nearby.meets(resolution.nearby))
          && !cue.unless.meets(resolution.context) && !found.contains(cue.measure)
          && (cue.measure != .suggestions || isFormal(head))
          && (cue.measure != .appointments || !resolution.isBefore
            || resolution.left.has(.appointment))
        {
          found.append(cue.measure)
        }
      }
      if tokens[head].isAny(Self.lawHeads), found.isEmpty, report.kind == .npc,
        Cue.Units.laws.admits(unit)
      {
        found = lawMeasures(resolution, head: head)
      }
      // 检查 is 执法检查 only in the company of its like.
      if tokens[head].is(.check), found.isEmpty, resolution.heads.count > 1, report.kind == .npc {
        found = [.lawInspections]
      }
      if !found.isEmpty { resolution.measures.append(found) }
    }
    // A joint number whose parts are not all known is not understood.
    if resolution.measures.count < resolution.heads.count, !resolution.measures.isEmpty {
      resolution.measures = []
      resolution.reason = .notUnderstood
    }
  }

  /// Whether a number of deputies is that of the congress itself: 全市412名市人大代表.
  ///
  /// The deputies of several levels together, and any group of them, are no stock of the congress.
  func isOwnDeputies(_ resolution: Resolution) -> Bool {
    let figure = figures[Int(tokens[resolution.figureToken].payload)]
    guard report.kind == .npc, resolution.isBefore, figure.bound == .exact,
      figure.unit == .name || figure.unit == .place, let head = resolution.heads.first,
      tokens[head].is(.deputy), tokens[head].start == figure.end, figure.start >= 2,
      units[Int(figure.start) - 2] == 0x5168
    else { return false }
    // 市, 县, 区, 省 behind 全 is that of the congress, and so is the one before 人大代表.
    let place = units[Int(figure.start) - 1]
    let length = tokens[head].end - tokens[head].start
    let first = units[Int(tokens[head].start)]
    return length == 2 || length == 4 && first == 0x4EBA || length == 5 && first == place
  }

  /// Whether 建议 stands for itself, and not for 项目建议 or 工作建议.
  func isFormal(_ head: Int) -> Bool {
    guard tokens[head].is(.suggestionWord), !tokens[head].is(.suggestion), head > 0 else {
      return true
    }
    let before = tokens[head - 1]
    return before.end == tokens[head].start && !before.isAny(Self.foreignHeads)
  }

  /// What was done with regulations, by the verbs that govern the number.
  func lawMeasures(_ resolution: Resolution, head: Int) -> [Cue.Measure] {
    // The nearest verb on the left, across the commas of a long list of titles too.
    let start = resolution.reach
    if tokens[head].is(.pass) { return [.lawsEnacted, .lawsAmended, .lawsRepealed] }
    var verb = resolution.figureToken - 1
    while verb >= start, !tokens[verb].isAny(Self.allLawVerbs) || tokens[verb].isAny(Self.heads) {
      verb -= 1
    }
    var measures: [Cue.Measure] = []
    if tokens[start..<resolution.figureToken].contains(where: { $0.is(.awaitingApproval) }) {
      // What waits for approval is made, unless what was made stands beside it (counting rules §2a).
      return resolution.nearby.has(.enact)
        && !tokens[start..<resolution.figureToken].contains { $0.is(.enact) || $0.is(.pass) }
        ? [.lawsDeliberated] : [.lawsEnacted]
    }
    if verb >= start {
      // 制定的180部法规 are those that there are.
      if resolution.isBefore, verb + 1 < resolution.figureToken, tokens[verb + 1].is(.ofParticle),
        tokens[verb + 1].start == tokens[verb].end
      {
        return []
      }
      // 审查批准设区市制定的法规36件、修改的法规12件: the relative clauses share the verb before them.
      if tokens[verb + 1].is(.ofParticle), tokens[verb + 1].start == tokens[verb].end,
        report.level != .prefecture, report.level != .county,
        tokens[resolution.clauseStart..<verb].contains(where: { $0.is(.approve) })
      {
        return [.lawsApproved]
      }
      var chain = [verb]
      var current = verb
      while current > start {
        var candidate = current - 1
        if tokens[candidate].is(.and) || tokens[candidate].is(.enumerationComma) { candidate -= 1 }
        guard candidate >= start, tokens[candidate].isAny(Self.allLawVerbs),
          tokens[current].start - tokens[candidate].end <= 2
        else { break }
        chain.append(candidate)
        current = candidate
      }
      // 批准成都市制定、修改的法规: what another made is approved.
      if chain.allSatisfy({ !tokens[$0].is(.approve) }),
        (max(start, resolution.clauseStart)..<current).contains(where: { tokens[$0].is(.approve) })
      {
        return [.lawsApproved]
      }
      for index in chain { add(tokens[index], alone: chain.count == 1, to: &measures) }
      // 审查和批准 is one act, and a body below the province approves nothing.
      if measures.contains(.lawsApproved) {
        measures.removeAll { $0 == .lawsDeliberated }
        if let level = report.level, level != .province {
          measures.removeAll { $0 == .lawsApproved }
          if measures.isEmpty { measures = [.lawsEnacted] }
        }
      }
    }
    if measures.isEmpty || tokens[verb].is(.hear) {
      // 对8件法规进行修改: the verb stands behind.
      var index = max(head, resolution.figureToken) + 1
      let end = clauseEnd(index, in: head..<tokens.count)
      if index < end, tokens[index].is(.ofParticle), tokens[index].start == tokens[index - 1].end {
        return []
      }
      if resolution.isBefore {
        while index < end, !tokens[index].is(.figure), !tokens[index].is(.enumerationComma) {
          if tokens[index].isAny(Self.lawVerbs) { add(tokens[index], alone: true, to: &measures) }
          index += 1
        }
      }
    }
    // A draft is not passed by being made, and a regulation not made by being looked at.
    if tokens[head].is(.draft), !tokens[head].is(.law) {
      if measures.contains(where: { $0 == .lawsEnacted || $0 == .lawsAmended }), measures.count < 3
      {
        return []
      }
    }
    return measures
  }

  func add(_ token: Token, alone: Bool, to measures: inout [Cue.Measure]) {
    for (verb, found) in MeasureCues.lawVerbs where token.is(verb) {
      for measure in found where !measures.contains(measure) { measures.append(measure) }
      // 审议通过 is one verb, 审查批准 too: the longest word has said what it means.
      if verb != .enact { break }
    }
  }

  static func admits(_ kinds: Cue.Kinds, _ kind: BodyKind) -> Bool {
    switch kinds {
    case .both: true
    case .npc: kind == .npc
    case .cppcc: kind == .cppcc
    }
  }

  /// Whether 预算, 决算 or 审计 stands before the reports counted.
  func speaksOfBudgets(_ resolution: Resolution) -> Bool {
    guard let head = resolution.heads.min() else { return false }
    var first = head
    while first > resolution.clauseStart, !partsPhrase(first - 1) { first -= 1 }
    let start = Int(tokens[first].start)
    return Mark.budgets.contains { says($0, from: start, to: head) }
  }

  /// The class of thing that a figure counts (counting rules §4a).
  func counts(
    _ measures: [Cue.Measure], _ resolution: Resolution, _ unit: MeasureWord
  ) -> String {
    let set = MeasureSet(measures.map(\.id))
    let classes = set.classes
    func pick(_ name: String) -> String { classes.contains(name) ? name : classes.first ?? name }
    if measures.contains(where: { $0 == .surveys || $0 == .visits || $0 == .legislativeSurveys }) {
      return unit.isOccasions ? "occasions" : "topics"
    }
    if measures.contains(.reportsHeard) {
      let head = resolution.heads.map { tokens[$0].symbols }
      if head.contains(where: { $0.has(.specialReport) }) { return "special_reports" }
      if head.contains(where: { $0.has(.budgetReport) }) || speaksOfBudgets(resolution) {
        return "budget_reports"
      }
      return "all_reports"
    }
    switch measures.first {
    case .lawsEnacted, .lawsAmended, .lawsRepealed, .lawsApproved, .lawsDeliberated:
      if unit == .itemTime { return pick("amendments") }
      if resolution.heads.contains(where: { tokens[$0].is(.bill) }) { return pick("bills") }
      return pick("regulations")
    case .lawInspections where measures.count == 1:
      return unit == .part || resolution.heads.contains { tokens[$0].is(.statute) }
        ? "laws" : "inspections"
    case .workEvaluations, .satisfactionVotes:
      if resolution.heads.contains(where: { tokens[$0].is(.department) }) {
        return pick("departments")
      }
      return unit.isOccasions ? pick("occasions") : pick("topics")
    case .oaths: return unit.isPersons ? "persons" : "ceremonies"
    case .petitions: return unit.isPersons ? "persons" : "letters_and_visits"
    case .deputies, .deputiesObserving, .deputiesInOversight, .deputiesTrained, .membersTrained:
      return unit == .personTime ? pick("person_times") : pick("persons")
    default: return classes.first ?? measures.first?.id ?? ""
    }
  }
}
