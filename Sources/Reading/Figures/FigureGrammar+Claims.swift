import Observations

// What a figure that counts becomes: its sets, its limits and its evidence.
extension FigureGrammar {
  mutating func record(
    _ resolution: Resolution, at index: Int, sentence: Int, isBracketed: Bool
  ) {
    let figure = Int(tokens[index].payload)
    var period = sentences[sentence].period(at: index)
    // A stock is of the report's year, whatever the report sums (counting rules §3).
    if resolution.measures.contains([.contactStations]) || resolution.measures == [[.deputies]] {
      period = Outline.Period(from: report.year, to: report.year, isPlan: period.isPlan)
    }
    if period.isPlan || isPlanned(index, from: sentences[sentence].tokens.lowerBound) {
      rejections.append(Rejection(figure: figure, reason: .plan, sentence: sentence))
      return
    }
    if let reason = resolution.reason {
      rejections.append(Rejection(figure: figure, reason: reason, sentence: sentence))
      return
    }
    if figures[figure].isUnclear {
      rejections.append(Rejection(figure: figure, reason: .notUnderstood, sentence: sentence))
      return
    }
    let isLimited = limits(resolution)
    var sets = resolution.isEach ? resolution.measures : [resolution.measures.flatMap { $0 }]
    if resolution.isEach, sets.count == 1 {
      sets = sets[0].map { [$0] }  // 制定、修改法规各2件
    }
    for set in sets {
      let measures = Array(Set(set)).sorted { $0.id < $1.id }
      let claim = Claim(
        figure: figure, measures: measures,
        counts: counts(measures, resolution, figures[figure].unit), period: period,
        role: .headline, start: evidenceStart(resolution), end: evidenceEnd(resolution),
        sentence: sentence, isLimited: isLimited,
        isPart: resolution.isPart || resolution.left.has(.among),
        unit: figures[figure].unit,
        head: resolution.heads.first.map { Int(tokens[$0].start)..<Int(tokens[$0].end) } ?? 0..<0,
        isHandled: isHandled(resolution), isBetweenSessions: speaksOfRecess(resolution),
        isSelected: resolution.left.meets(SymbolSet([.supervise, .keySuggestion, .keyProposal]))
          || selects(resolution), isBeside: resolution.isBeside,
        clause: resolution.clauseStart, isBracketed: isBracketed)
      settlePassed(before: claim)
      claims.append(claim)
    }
  }

  /// Whether a figure is only of a batch, of a part, or of some who act for the body.
  func limits(_ resolution: Resolution) -> Bool {
    if resolution.left.meets(SymbolSet([.batch, .otherActor])) { return true }
    if resolution.left.has(.among), resolution.left.has(.amend), isPackage(resolution) {
      return true
    }
    if subject(of: resolution)?.has(.otherActor) == true { return true }
    // 主任会议听取汇报12次: one organ of the body.
    if tokens[resolution.clauseStart].is(.chairMeeting), resolution.clauseStart < resolution.first {
      return true
    }
    // 主任会议视察: the visits of one organ.
    guard let first = resolution.heads.map({ $0 }).min(), first > resolution.clauseStart,
      tokens[first].isAny(Self.fusedHeads), tokens[first - 1].is(.chairMeeting)
    else { return false }
    return tokens[first - 1].end == tokens[first].start
  }

  /// Whether 闭会 stands before the number.
  func speaksOfRecess(_ resolution: Resolution) -> Bool {
    says(.recess, from: Int(tokens[resolution.clauseStart].start) - 4, to: resolution.figureToken)
  }

  /// Whether 办理 or 办复, and not 收到, stands between the figure before and this one.
  func isHandled(_ resolution: Resolution) -> Bool {
    var index = resolution.figureToken - 1
    var isHandled = false
    while index >= resolution.clauseStart, !partsPhrase(index) {
      if tokens[index].is(.receive) { return false }
      if tokens[index].is(.handle) { isHandled = true }
      index -= 1
    }
    return isHandled
  }

  /// Whether 打包 stands before the number.
  func isPackage(_ resolution: Resolution) -> Bool {
    says(.package, from: Int(tokens[resolution.clauseStart].start), to: resolution.figureToken)
  }

  /// 通过30件、修改56件、废止10件: beside amended and repealed ones, what was passed was enacted
  /// (counting rules §2a).
  mutating func settlePassed(before claim: Claim) {
    guard claim.measures == [.lawsAmended] || claim.measures == [.lawsRepealed],
      !claim.isLimited, let last = claims.last, last.sentence == claim.sentence
    else { return }
    let all: [Cue.Measure] = [.lawsAmended, .lawsEnacted, .lawsRepealed]
    guard last.measures == all else { return }
    claims[claims.count - 1].measures = [.lawsEnacted]
  }

  /// Whether 重点, 重要 or 督办 stands before the number.
  func selects(_ resolution: Resolution) -> Bool {
    let start = Int(tokens[resolution.clauseStart].start)
    return Mark.selected.contains { says($0, from: start, to: resolution.figureToken) }
  }

  func evidenceStart(_ resolution: Resolution) -> Int32 {
    var first = min(resolution.first, resolution.figureToken)
    // The verb that fixes the measure belongs to the evidence.
    let verbs = SymbolSet([
      .enact, .amend, .repeal, .pass, .approve, .deliberate, .firstReading, .hear, .make, .hold,
      .carryOut, .appointment, .review, .file, .receive, .handle, .submit, .collect, .invite,
      .train, .evaluate, .supervise, .deputy, .found, .filedProposal, .check, .invite, .urge,
      .awaitingApproval,
    ])
    var index = first
    while index > 0, !tokens[index - 1].isAny(Self.clauseMarks), !tokens[index - 1].is(.figure) {
      index -= 1
      if tokens[index].isAny(verbs) { first = index }
      if tokens[first].start - tokens[index].start > 40 { break }
    }
    return tokens[first].start
  }

  func evidenceEnd(_ resolution: Resolution) -> Int32 {
    var last = max(resolution.last, resolution.figureToken)
    if resolution.isBefore, let measure = resolution.measures.first?.first,
      let head = resolution.heads.first
    {
      // The predicate that fixes the measure: 13件规范性文件进行备案审查.
      let needed = tokens[head].symbols.elements
        .flatMap { MeasureCues.byHead[Int($0)] }.first { $0.measure == measure }
      if let needed, !needed.with.isEmpty, !needed.with.meets(resolution.left) {
        var index = last + 1
        while index < tokens.count, !tokens[index].isAny(Self.clauseMarks), !partsPhrase(index) {
          if tokens[index].isAny(needed.with) { last = index }
          index += 1
        }
      }
    }
    return tokens[last].end
  }
}
