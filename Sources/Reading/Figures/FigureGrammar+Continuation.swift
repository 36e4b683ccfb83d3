import Observations

// What a number takes over from the figure or the clause before it.
extension FigureGrammar {
  /// The measure that a part takes over from the whole before it: 其中,大会提案1660件; 154件,221人次.
  func inherits(
    _ index: Int, phrase: Int, from previous: Resolution, in range: Range<Int>
  ) -> (measures: [Cue.Measure], isPart: Bool, first: Int?)? {
    guard previous.reason == nil, previous.measures.count == 1 else { return nil }
    let measures = previous.measures[0]
    let unit = figures[Int(tokens[index].payload)].unit
    let former = figures[Int(tokens[previous.figureToken].payload)].unit
    if let head = headOnLeft(index, from: phrase)
      ?? headOnRight(index, to: clauseEnd(index + 1, in: range))?.head,
      unit == former
    {
      // 省级规范性文件8件 after the whole, without a verb of its own.
      if isBareContinuation(phrase..<index, from: previous.figureToken) {
        let family =
          tokens[head].isAny(Self.lawHeads)
          ? MeasureCues.lawVerbs.flatMap(\.measures)
          : tokens[head].symbols.elements.flatMap { MeasureCues.byHead[Int($0)].map(\.measure) }
        if measures.allSatisfy({ family.contains($0) }) { return (measures, false, nil) }
      }
      if tokens[head].is(.proposal), measures.allSatisfy({ Self.proposalMeasures.contains($0) }) {
        return (measures, true, nil)
      }
    }
    // 其中首批30人次; (其中上下联动开展2项): a part without a head of its own.
    let own = tokens[phrase..<index]
    if unit == former, endsPhrase(index, range), own.first?.is(.among) == true,
      previous.figureToken < phrase, phrase - previous.figureToken <= 2,
      !own.contains(where: {
        $0.isAny(Self.heads) && !$0.is(.object) || $0.isAny(Self.partVerbs)
      })
    {
      return (measures, true, previous.first >= range.lowerBound ? previous.first : nil)
    }
    // 法规案20件、涉及法规45部: the same in another unit.
    if own.contains(where: { $0.isAny(Self.lawHeads) }),
      !own.contains(where: { $0.isAny(Self.allLawVerbs) }),
      previous.figureToken == phrase - 1, speaksOfInvolved(phrase..<index),
      measures.allSatisfy({ MeasureCues.lawVerbs.flatMap(\.measures).contains($0) })
    {
      return (measures, false, previous.first)
    }
    // 来信来访154件,221人次: the same in persons.
    if tokens[phrase..<index].allSatisfy({ $0.is(.enumerationComma) }),
      index > range.lowerBound + 1,
      tokens[index - 1].is(.comma) || tokens[index - 1].is(.enumerationComma),
      index - 2 == previous.figureToken, unit.isPersons != former.isPersons,
      measures == [.petitions] || measures == [.oaths]
    {
      return (measures, false, previous.first)
    }
    return nil
  }

  static let partVerbs = SymbolSet([
    .result, .handle, .file, .submit, .collect, .review, .enact, .amend, .repeal, .pass, .approve,
    .urge, .supervise, .notCounted,
  ])

  /// Whether 涉及 stands in a phrase.
  func speaksOfInvolved(_ phrase: Range<Int>) -> Bool {
    says(.involved, from: Int(tokens[phrase.lowerBound].start) - 3, to: phrase.upperBound)
  }

  /// Whether a phrase stands beside a figure with no verb between them.
  func isBareContinuation(_ phrase: Range<Int>, from figure: Int) -> Bool {
    let marks = SymbolSet([.comma, .enumerationComma, .openBracket, .among, .and])
    var index = phrase.lowerBound
    while index - 1 > figure {
      guard tokens[index - 1].isAny(marks) else { return false }
      index -= 1
    }
    return !tokens[phrase].contains { $0.isAny(Self.verbs) && !$0.isAny(Self.heads) }
  }

  static let verbs = SymbolSet([
    .enact, .amend, .repeal, .pass, .approve, .deliberate, .firstReading, .hear, .make, .hold,
    .carryOut, .evaluate, .review, .file, .sendForFiling, .receive, .handle, .submit, .collect,
    .invite, .observe, .takePart, .train, .swear, .supervise, .found, .result, .help,
  ])

  static let proposalMeasures: [Cue.Measure] = [
    .proposalsReceived, .proposalsFiled, .proposalsHandled,
  ]

  /// Verbs that reach over an enumeration.
  static let governing = SymbolSet([
    .hear, .deliberate, .make, .hold, .carryOut, .receive, .collect, .submit, .appointment,
    .review, .file, .handle, .check, .inspection,
  ])

  /// Whether a phrase without a head of its own counts what was named before it.
  func isEllipsis(
    _ phrase: SymbolSet, carried: SymbolSet, _ index: Int, _ phraseStart: Int, _ head: Int
  ) -> Bool {
    if carried.meets(Self.lawHeads) {
      return phrase.meets(Self.lawVerbs) || phrase.has(.awaitingApproval)
    }
    // 代表建议、批评和意见,全部450件: the head ends the clause before.
    if carried.meets(SymbolSet([.suggestion, .motion, .proposal])), head + 1 < tokens.count,
      tokens[head + 1].is(.comma), phraseStart == head + 2
    {
      return tokens[phraseStart..<index].allSatisfy { $0.isAny(Self.fillers) }
    }
    if carried.has(.normativeDocument), phrase.has(.review) { return true }
    if carried.meets(SymbolSet([.publicOpinion, .information])), tokens[index - 1].is(.submit) {
      return true
    }
    if carried.meets(SymbolSet([.proposal, .suggestion])), phrase.has(.handle),
      !phrase.has(.result)
    {
      return true
    }
    return false
  }
}
