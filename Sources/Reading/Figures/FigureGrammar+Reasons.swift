import Observations

// Why a number counts nothing: another's work, results, what is inside one activity.
extension FigureGrammar {
  func finish(_ resolution: Resolution) -> Resolution {
    var resolution = resolution
    guard !resolution.measures.isEmpty else {
      if resolution.reason == nil { resolution.reason = reasonOfUnmatched(resolution) }
      return resolution
    }
    if isByOther(resolution) || isOfOther(resolution) {
      resolution.reason = .otherBody
    } else if isForEach(resolution) {
      resolution.reason = .insideOneActivity
    } else if resolution.clause.has(.notCounted) || isResult(resolution) {
      resolution.reason = .result
    } else if resolution.isBefore, isInsideTitle(resolution) || isVerb(resolution) {
      resolution.reason = .insideOneActivity
    }
    return resolution
  }

  /// Whether 每 makes the number one of many: 每次会议邀请6名代表.
  func isForEach(_ resolution: Resolution) -> Bool {
    says(.each, from: Int(tokens[resolution.clauseStart].start) - 2, to: resolution.figureToken)
  }

  /// Whether a word of results governs the number: 批示重要提案179件.
  func isResult(_ resolution: Resolution) -> Bool {
    var index = resolution.figureToken - 1
    while index >= resolution.clauseStart, !partsPhrase(index) {
      if tokens[index].is(.result), !tokens[index].is(.handle) { return true }
      index -= 1
    }
    return false
  }

  /// Whether the number stands inside the name of the one thing that the verb governs:
  /// 作出与国外7个城市建立友好关系的决议, 对6部新颁布法规的出台背景….
  func isInsideTitle(_ resolution: Resolution) -> Bool {
    guard let head = resolution.heads.first else { return false }
    let distance = tokens[head].start - tokens[resolution.figureToken].end
    let between = tokens[resolution.figureToken + 1..<head]
    let governs = SymbolSet([.hear, .make, .deliberate])
    if distance > 6 || between.contains(where: { $0.is(.ofParticle) }),
      tokens[head].isAny(SymbolSet([.report, .specialReport, .decision])),
      let verb = (resolution.clauseStart..<resolution.figureToken).last(where: {
        tokens[$0].isAny(governs)
      }), tokens[resolution.figureToken].start - tokens[verb].end > 3
    {
      return true
    }
    // 对 makes the thing an object: what was done with it stands behind it.
    let before = resolution.figureToken - 1
    if tokens[head].is(.law), before >= resolution.clauseStart, tokens[before].is(.theme),
      !resolution.measures.joined().contains(.lawInspections),
      tokens[resolution.figureToken].start - tokens[before].end <= 1
    {
      let after = tokens[(head + 1)..<clauseEnd(head + 1, in: head..<tokens.count)]
      if report.kind == .cppcc { return false }
      return after.first?.is(.ofParticle) == true || !after.contains { $0.isAny(Self.lawVerbs) }
    }
    return false
  }

  /// Whether what looks like an activity is a verb with its object: 10次视察北京.
  func isVerb(_ resolution: Resolution) -> Bool {
    guard let head = resolution.heads.first, resolution.isBefore,
      tokens[head].isAny(Self.fusedHeads), !tokens[head].isAny(SymbolSet([.suggestion, .motion]))
    else { return false }
    let end = tokens[head].end
    if head + 1 < tokens.count, tokens[head + 1].start == end { return false }
    guard Int(end) + 1 < units.count else { return false }
    return !Self.fillerUnits.contains(units[Int(end)])
  }

  func reasonOfUnmatched(_ resolution: Resolution) -> LeftOut.Reason {
    if resolution.context.has(.result) { return .result }
    if isByOther(resolution) { return .otherBody }
    if let head = resolution.heads.first {
      let inner = SymbolSet([.object, .department, .suggestionWord])
      if tokens[head].isAny(inner) { return .insideOneActivity }
      return tokens[head].isAny(Self.activityHeads.union(Self.lawHeads))
        ? .notUnderstood : .notAMeasure
    }
    return .notAMeasure
  }

  /// Whether another body did it, or it was done to help one.
  func isByOther(_ resolution: Resolution) -> Bool {
    if resolution.left.has(.awaitingApproval) { return false }
    // The stations of the place are counted whoever set them up.
    if resolution.measures == [[.contactStations]] { return false }
    if isEntrusted(resolution) { return true }
    var index = resolution.clauseStart
    while index < resolution.figureToken {
      let token = tokens[index]
      if token.is(.help), !resolution.measures.joined().contains(.deputiesInOversight),
        index < resolution.figureToken
      {
        return true
      }
      if token.isAny(others), !isObject(index, from: resolution.clauseStart) { return true }
      // What stands behind the verb does not act: 修改县乡人大代表选举实施细则.
      if token.isAny(Self.acting) { return false }
      index += 1
    }
    return false
  }

  /// Whether the sentence is about what another organ does: 市委常委会6次研究人大工作，听取汇报3次.
  ///
  /// What is handled is handled by others for the body, so that it counts.
  func isOfOther(_ resolution: Resolution) -> Bool {
    let handled: Set<Cue.Measure> = [
      .suggestions, .suggestionsKey, .motions, .petitions, .proposalsHandled, .proposalsKey,
      .proposalsReceived, .proposalsFiled, .contactStations, .oaths, .appointments,
    ]
    guard !resolution.measures.joined().contains(where: handled.contains) else { return false }
    return subject(of: resolution)?.meets(
      SymbolSet([.partyCommittee, .government, .court, .lowerCongress, .lowerConference])) ?? false
  }

  /// The words that act in the sentence, up to the figure: the last that open a clause.
  func subject(of resolution: Resolution) -> SymbolSet? {
    let actors = SymbolSet([
      .partyCommittee, .government, .court, .lowerCongress, .lowerConference, .otherActor,
      .committee,
    ])
    var found: SymbolSet?
    for index in resolution.sentenceStart...resolution.clauseStart where tokens[index].isAny(actors)
    {
      // 在市委领导下 is said of the body itself.
      let opens =
        index == 0
        ? tokens[index].start == 0
        : tokens[index - 1].isAny(Self.clauseMarks)
          && tokens[index].start == tokens[index - 1].end
      guard opens, index + 1 < tokens.count, !tokens[index + 1].is(.ofParticle) else { continue }
      found = tokens[index].symbols
    }
    return found
  }

  /// Whether the clause before says that it was entrusted: 受省人大常委会委托,开展调研2次.
  func isEntrusted(_ resolution: Resolution) -> Bool {
    guard resolution.clauseStart > resolution.sentenceStart + 1 else { return false }
    let mark = resolution.clauseStart - 1
    let end = Int(tokens[mark].start)
    guard tokens[mark].is(.comma), end > 2, !partsPhrase(mark - 1) else { return false }
    return units[end - 2] == 0x59D4 && units[end - 1] == 0x6258  // 委托
  }

  static let acting = SymbolSet([
    .enact, .amend, .repeal, .pass, .approve, .hear, .make, .appointment, .file, .submit,
  ])

  /// Whether a body is spoken to or of, and does not act: 向省人大, 对区县人大常委会报备的.
  func isObject(_ index: Int, from start: Int) -> Bool {
    guard index > start else { return false }
    let previous = tokens[index - 1]
    guard tokens[index].start - previous.end <= 4 else { return false }
    if previous.isAny(SymbolSet([.under, .theme, .receive, .file])) { return true }
    // 向省人大和市委: an enumeration of those that are spoken to.
    let actors = others.union(SymbolSet([.partyCommittee, .government, .under, .closeQuote]))
    return (previous.is(.and) || previous.is(.enumerationComma)) && index - 2 >= start
      && tokens[index - 2].isAny(actors)
  }

  /// Whether a word of what is to be done stands before a figure in its sentence.
  func isPlanned(_ index: Int, from start: Int) -> Bool {
    tokens[start..<index].contains { $0.is(.plan) }
  }
}
