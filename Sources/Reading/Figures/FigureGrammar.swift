import Observations

/// Reads the figures of a report: which number counts what, for which period, in which role.
///
/// A figure stands behind what it counts (执法检查7项) or before it (7项执法检查). The grammar finds the
/// head on the side where it stands, gathers the heads that share the number (视察、调研和执法检查27次),
/// and looks up the cues of each with the verbs of the clause. What another body did, what is planned,
/// what is counted inside one activity and what is a result is left out with its reason
/// (counting rules §§1–4).
struct FigureGrammar {
  /// One figure that counts.
  struct Claim {
    var figure: Int
    var measures: [Cue.Measure]
    var counts: String
    var period: Outline.Period
    var role: Observation.Role
    /// Where the evidence stands in the normalised text.
    var start: Int32
    var end: Int32
    var sentence: Int
    /// Whether words around it limit it to a theme, a batch or an actor.
    var isLimited: Bool
    /// Whether it is said to be a part of what stands before it: 其中.
    var isPart: Bool
    /// Whether it counts what came between the sessions: 闭会期间提出建议8件.
    var isBetweenSessions: Bool
    /// Whether it counts what was picked out: 督办重要信访案件27件.
    var isSelected: Bool
    /// Whether it stands in one enumeration with the claim before it.
    var isBeside: Bool
    /// Where its clause begins.
    var clause: Int
    /// Whether it stands in brackets.
    var isBracketed: Bool
  }

  /// One figure that does not.
  struct Rejection {
    var figure: Int
    var reason: LeftOut.Reason
    var sentence: Int
  }

  private(set) var claims: [Claim] = []
  private(set) var rejections: [Rejection] = []

  private let units: [UInt16]
  private let tokens: [Token]
  private let figures: [Figure]
  private let report: Outline.Report
  private let sentences: [Outline.Sentence]
  private let upper: SymbolSet
  private let others: SymbolSet

  init(
    _ text: NormalisedText, _ lexer: Lexer, _ outline: Outline, report: Outline.Report
  ) {
    units = text.units
    tokens = lexer.tokens
    figures = lexer.figures
    self.report = report
    sentences = outline.sentences
    var upper: [Symbol] = [.nationalCongress, .nationalConference]
    if report.level != .province { upper += [.provinceCongress, .provinceConference] }
    if report.level == .county { upper += [.cityCongress, .cityConference] }
    self.upper = SymbolSet(upper)
    others = SymbolSet(upper + [.lowerCongress, .lowerConference])
    var previous: Resolution?
    for index in sentences.indices {
      // What a paragraph counts, its next sentence can part: 立案346件。其中,委员提案….
      if index > 0, sentences[index - 1].paragraph != sentences[index].paragraph { previous = nil }
      readSentence(index, previous: &previous)
    }
  }

  // MARK: Words by what they do

  private static let activityHeads = SymbolSet([
    .plenarySession, .committeeMeeting, .chairMeeting, .inspection, .check, .visit, .survey,
    .legislativeSurvey, .inquiry, .satisfaction, .evaluation, .decision, .reviewOpinion,
    .specialReport, .report, .budgetReport, .consultation, .supervision, .motion, .suggestion,
    .suggestionWord, .proposal, .publicOpinion, .advice, .speech, .petition,
  ])
  private static let heads = SymbolSet([
    .plenarySession, .committeeMeeting, .committee, .chairMeeting, .law, .draft, .bill,
    .normativeDocument, .statute, .specialReport, .report, .budgetReport, .inspection, .check,
    .visit, .survey, .legislativeSurvey, .inquiry, .satisfaction, .evaluation, .decision,
    .reviewOpinion, .appointment, .official, .oath, .motion, .suggestion, .keySuggestion,
    .suggestionWord, .petition, .deputy, .station, .member, .meeting, .topic, .proposal,
    .keyProposal,
    .filedProposal, .consultation, .supervision, .publicOpinion, .information, .advice,
    .studyReport, .speech, .object, .department, .otherHead,
  ])
  /// Heads that share a number without a mark between them: 视察调研58次.
  private static let fusedHeads = SymbolSet([
    .inspection, .check, .visit, .survey, .supervision, .consultation, .evaluation, .motion,
    .suggestion, .suggestionWord, .inquiry,
  ])
  /// Verbs that can't stand inside the noun phrase behind a number.
  private static let breakingVerbs = SymbolSet([
    .hear, .make, .hold, .lightVerb, .carryOut, .observe, .takePart, .swear, .result, .invite,
    .deliberate,
  ])
  /// Words that are heads where a number follows them at once.
  private static let verbHeads = SymbolSet([.review, .train])
  private static let foreignHeads = SymbolSet([.object, .otherHead, .department])
  private static let lawVerbs = SymbolSet([
    .enact, .amend, .repeal, .pass, .approve, .firstReading,
  ])
  private static let allLawVerbs = SymbolSet(MeasureCues.lawVerbs.map(\.verb))
  private static let lawHeads = SymbolSet([.law, .draft, .bill])
  private static let clauseMarks = SymbolSet([
    .comma, .semicolon, .colon, .fullStop, .paragraphEnd, .openBracket, .closeBracket,
  ])
  /// Words that may stand between a head and its number.
  private static let fillers = SymbolSet([
    .total, .each, .handle, .hold, .carryOut, .closeQuote, .suchAs,
  ])
  private static let predicate = SymbolSet([
    .lightVerb, .observe, .takePart, .swear, .result, .hear,
  ])

  // MARK: Sentences

  private mutating func readSentence(_ sentence: Int, previous: inout Resolution?) {
    let range = sentences[sentence].tokens
    var quoted = 0
    var titled = 0
    var bracketed = 0
    var carried: (head: Int, token: Int)?
    for index in range {
      let token = tokens[index]
      if token.is(.openQuote) { quoted += 1 }
      if token.is(.closeQuote) { quoted = max(0, quoted - 1) }
      if token.is(.openTitle) { titled += 1 }
      if token.is(.closeTitle) { titled = max(0, titled - 1) }
      if token.is(.openBracket) { bracketed += 1 }
      if token.is(.closeBracket) { bracketed = max(0, bracketed - 1) }
      if token.isAny(Self.heads), !token.isAny(Self.foreignHeads) { carried = (index, index) }
      guard token.is(.figure) else { continue }
      // What stands in quotation marks or in a title is a name, not a count.
      if quoted > 0 || titled > 0 { continue }
      let figure = Int(token.payload)
      if figures[figure].isChinese, figures[figure].value <= 1, !isBehindHead(index, in: range) {
        continue  // 一次, 一个: an article.
      }
      let resolution = resolve(
        index, in: range, previous: previous, carried: carried?.head, isBracketed: bracketed > 0)
      // 三个自治旗 parts no phrase.
      if resolution.reason == nil || !figures[figure].isChinese { previous = resolution }
      record(resolution, at: index, sentence: sentence, isBracketed: bracketed > 0)
    }
  }

  /// What a figure turned out to be.
  private struct Resolution {
    var figureToken: Int
    /// The heads counted, each with its token.
    var heads: [Int] = []
    var isEach = false
    /// What stands in the clause.
    var context = SymbolSet(rawValue: 0)
    /// What stands in the sentence before it, and in the clause behind it.
    var nearby = SymbolSet(rawValue: 0)
    /// What stands in the whole clause, other figures' words too.
    var clause = SymbolSet(rawValue: 0)
    /// The words left of the figure, to its clause's beginning.
    var left = SymbolSet(rawValue: 0)
    /// The first and the last token of the evidence.
    var first: Int
    var last: Int
    var measures: [[Cue.Measure]] = []
    var isBefore = false
    var reason: LeftOut.Reason?
    var clauseStart: Int
    var sentenceStart = 0
    /// How far to the left a governing verb may stand: behind the figure before, or the sentence's
    /// beginning.
    var reach = 0
    /// Whether it is a part of the whole before it.
    var isPart = false
    var isBeside = false
  }

  private func isBehindHead(_ index: Int, in range: Range<Int>) -> Bool {
    guard index > range.lowerBound else { return false }
    let previous = tokens[index - 1]
    return previous.isAny(Self.heads) && previous.end == tokens[index].start
      && endsPhrase(index, range)
  }

  /// Whether a token is a figure that ends what stands before it; 三个自治旗 does not.
  private func partsPhrase(_ index: Int) -> Bool {
    guard tokens[index].is(.figure) else { return false }
    let figure = figures[Int(tokens[index].payload)]
    return !figure.isChinese || figure.value > 10
      || rejections.last?.figure != Int(tokens[index].payload)
  }

  /// Whether nothing follows the figure that it could count.
  private func endsPhrase(_ index: Int, _ range: Range<Int>) -> Bool {
    guard index + 1 < range.upperBound else { return true }
    let next = tokens[index + 1]
    guard next.start == tokens[index].end else { return false }
    return next.isAny(Self.clauseMarks) || next.is(.enumerationComma) || next.is(.figure)
      || next.is(.and) && !isNominal(after: index + 1, range)
  }

  private func isNominal(after index: Int, _ range: Range<Int>) -> Bool {
    index + 1 < range.upperBound && tokens[index + 1].isAny(Self.heads)
      && index + 2 < range.upperBound && !tokens[index + 2].is(.figure)
  }

  /// The beginning of the clause that a token stands in.
  private func clauseStart(_ index: Int, in range: Range<Int>) -> Int {
    var start = index
    while start > range.lowerBound, !tokens[start - 1].isAny(Self.clauseMarks) { start -= 1 }
    return start
  }

  private func clauseEnd(_ index: Int, in range: Range<Int>) -> Int {
    var end = index
    while end < range.upperBound, !tokens[end].isAny(Self.clauseMarks) { end += 1 }
    return end
  }

  private func resolve(
    _ index: Int, in range: Range<Int>, previous: Resolution?, carried: Int?, isBracketed: Bool
  ) -> Resolution {
    let clause = clauseStart(index, in: range)
    let end = clauseEnd(index + 1, in: range)
    var resolution = Resolution(figureToken: index, first: index, last: index, clauseStart: clause)
    // The phrase on the left reaches to the figure before it.
    var phrase = index
    while phrase > clause, !partsPhrase(phrase - 1) { phrase -= 1 }
    let isAfterFigure = phrase > clause
    var reach = index
    while reach > range.lowerBound, !partsPhrase(reach - 1), index - reach < 60 { reach -= 1 }
    resolution.reach = reach
    resolution.sentenceStart = range.lowerBound
    for token in tokens[clause..<index] { resolution.left.formUnion(token.symbols) }
    if clause > range.lowerBound + 1, tokens[clause - 1].is(.comma), tokens[clause - 2].is(.among) {
      resolution.left.add(.among)
    }
    var phraseSymbols = SymbolSet(rawValue: 0)
    for token in tokens[phrase..<index] { phraseSymbols.formUnion(token.symbols) }
    let isEnd = endsPhrase(index, range)
    var right = SymbolSet(rawValue: 0)
    var stop = index + 1
    while stop < end, !isEnd, !tokens[stop].is(.figure) {
      right.formUnion(tokens[stop].symbols)
      stop += 1
    }
    resolution.context = phraseSymbols.union(right)
    var near = range.lowerBound
    if tokens[near].is(.among) {
      // 其中 goes on with what the paragraph says.
      while near > 0, !tokens[near - 1].is(.paragraphEnd), index - near < 120 { near -= 1 }
    }
    for token in tokens[near..<index] { resolution.nearby.formUnion(token.symbols) }
    if figures[Int(tokens[index].payload)].unit.isPersons {
      for token in tokens[index..<range.upperBound] { resolution.nearby.formUnion(token.symbols) }
    }
    resolution.nearby.formUnion(right)
    for token in tokens[clause..<end] { resolution.clause.formUnion(token.symbols) }
    if isAfterFigure, let previous, previous.figureToken == phrase - 1 {
      // One verb can govern a whole enumeration: 听取审议专项工作报告7项、计划预算报告5项.
      if phraseSymbols.isDisjoint(with: Self.lawVerbs) {
        resolution.context.formUnion(previous.context.intersection(Self.governing))
      }
      resolution.isBeside = true
    }

    addFollowing(&resolution, index, end: end, in: range)

    var leftHead = headOnLeft(index, from: phrase)
    if let head = leftHead, !isEnd, tokens[head].isAny(Self.fusedHeads),
      !figures[Int(tokens[index].payload)].unit.isOccasions,
      !figures[Int(tokens[index].payload)].unit.isPersons,
      !tokens[head].isAny(SymbolSet([.suggestion, .suggestionWord, .motion]))
    {
      leftHead = nil  // 调研51个重大项目: what follows the number is counted, and looked at.
    }
    let rightHead = isEnd ? nil : headOnRight(index, to: end)

    if report.kind == .cppcc, isEnd, phraseSymbols.has(.filedProposal), index > phrase,
      tokens[index - 1].is(.ofParticle), tokens[index - 1].end == tokens[index].start
    {
      // 经审查立案交有关单位办理的2712件
      resolution.measures = [[.proposalsFiled]]
      resolution.first = phrase
      return finish(resolution)
    }
    if let leftHead, isEnd || rightHead == nil || figures[Int(tokens[index].payload)].unit.isPersons
    {
      gatherLeft(&resolution, head: leftHead, from: phrase)
      match(&resolution)
      if resolution.measures.isEmpty, let previous,
        let inherited = inherits(index, phrase: phrase, from: previous, in: range)
      {
        resolution.measures = [inherited.measures]
        resolution.isPart = inherited.isPart
      }
      if !resolution.measures.isEmpty || rightHead == nil { return finish(resolution) }
    }
    if let rightHead {
      var before = resolution
      before.isBefore = true
      gatherRight(&before, head: rightHead.head, end: rightHead.end)
      if tokens[(index + 1)..<rightHead.head].contains(where: { $0.is(.urge) }) {
        before.context.add(.supervise)  // 30件由委员督办的代表建议
      }
      if figures[Int(tokens[index].payload)].unit.isPersons {
        // 32名代表、15名公民列席会议: the predicate is shared.
        before.context.formUnion(before.clause)
      }
      match(&before)
      if before.measures.isEmpty, let previous,
        let inherited = inherits(index, phrase: phrase, from: previous, in: range)
      {
        before.measures = [inherited.measures]
        before.isPart = inherited.isPart
      }
      if !before.measures.isEmpty { return finish(before) }
      // 询问8个部门: what stands next to the number is what it counts.
      if let leftHead, !isEnd, tokens[rightHead.head].start - tokens[index].end > 2 {
        gatherLeft(&resolution, head: leftHead, from: phrase)
        match(&resolution)
        if !resolution.measures.isEmpty { return finish(resolution) }
      }
      return finish(before)
    }
    // Nothing in the phrase itself: the head of what stands before (修改33件次, 其中…8件, 5次39人).
    if let previous, !previous.heads.isEmpty, phrase == index, index > range.lowerBound,
      previous.figureToken == index - 1, tokens[index - 1].end == tokens[index].start
    {
      resolution.heads = previous.heads
      resolution.isBefore = previous.isBefore
      resolution.context = previous.context
      resolution.first = previous.first
      match(&resolution)
      return finish(resolution)
    }
    if let previous, let inherited = inherits(index, phrase: phrase, from: previous, in: range) {
      resolution.measures = [inherited.measures]
      resolution.isPart = inherited.isPart
      return finish(resolution)
    }
    if let carried, report.kind == .cppcc, isEnd, phraseSymbols.has(.handle),
      tokens[carried].isAny(SymbolSet([.proposal, .filedProposal])), !phraseSymbols.has(.result),
      previous.map({
        figures[Int(tokens[$0.figureToken].payload)].value
          != figures[Int(tokens[index].payload)].value
      }) == true
    {
      // 立案346件,办复340件
      resolution.measures = [[.proposalsHandled]]
      resolution.first = carried
      return finish(resolution)
    }
    if let carried, isEnd || !tokens[carried].isAny(Self.lawHeads),
      isEllipsis(phraseSymbols, carried: tokens[carried].symbols, index, phrase, carried)
    {
      resolution.heads = [carried]
      resolution.first = carried
      match(&resolution)
    }
    return finish(resolution)
  }

  /// Adds what the next clause says of the same things.
  ///
  /// 确定12件建议,由主任会议成员牵头督办; 邀请117名代表列席会议,参加视察、执法检查.
  private func addFollowing(
    _ resolution: inout Resolution, _ index: Int, end: Int, in range: Range<Int>
  ) {
    guard end + 1 < range.upperBound, tokens[end].is(.comma) else { return }
    let next = clauseEnd(end + 1, in: range)
    let following = tokens[(end + 1)..<next]
    guard !following.contains(where: { $0.is(.figure) }) else { return }
    if resolution.left.has(.assign),
      following.contains(where: { $0.isAny(SymbolSet([.supervise, .urge])) })
    {
      resolution.context.add(.supervise)
    }
    if figures[Int(tokens[index].payload)].unit.isPersons, following.first?.is(.takePart) == true {
      for token in following { resolution.context.formUnion(token.symbols) }
    }
  }

  /// The measure that a part takes over from the whole before it: 其中,大会提案1660件; 154件,221人次.
  private func inherits(
    _ index: Int, phrase: Int, from previous: Resolution, in range: Range<Int>
  ) -> (measures: [Cue.Measure], isPart: Bool)? {
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
        if measures.allSatisfy({ family.contains($0) }) { return (measures, false) }
      }
      if tokens[head].is(.proposal), measures.allSatisfy({ Self.proposalMeasures.contains($0) }) {
        return (measures, true)
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
      return (measures, true)
    }
    // 法规案20件、涉及法规45部: the same in another unit.
    if own.contains(where: { $0.isAny(Self.lawHeads) }),
      !own.contains(where: { $0.isAny(Self.allLawVerbs) }),
      previous.figureToken == phrase - 1, speaksOfInvolved(phrase..<index),
      measures.allSatisfy({ MeasureCues.lawVerbs.flatMap(\.measures).contains($0) })
    {
      return (measures, false)
    }
    // 来信来访154件,221人次: the same in persons.
    if tokens[phrase..<index].allSatisfy({ $0.is(.enumerationComma) }),
      index > range.lowerBound + 1,
      tokens[index - 1].is(.comma) || tokens[index - 1].is(.enumerationComma),
      index - 2 == previous.figureToken, unit.isPersons != former.isPersons,
      measures == [.petitions] || measures == [.oaths]
    {
      return (measures, false)
    }
    return nil
  }

  private static let partVerbs = SymbolSet([
    .result, .handle, .file, .submit, .collect, .review, .enact, .amend, .repeal, .pass, .approve,
    .urge, .supervise, .award,
  ])

  /// Whether 涉及 stands in a phrase.
  private func speaksOfInvolved(_ phrase: Range<Int>) -> Bool {
    let start = max(0, Int(tokens[phrase.lowerBound].start) - 3)
    let end = Int(tokens[phrase.upperBound - 1].end)
    return (start..<max(start, end - 1)).contains { units[$0] == 0x6D89 && units[$0 + 1] == 0x53CA }
  }

  /// Whether a phrase stands beside a figure with no verb between them.
  private func isBareContinuation(_ phrase: Range<Int>, from figure: Int) -> Bool {
    let marks = SymbolSet([.comma, .enumerationComma, .openBracket, .among, .and])
    var index = phrase.lowerBound
    while index - 1 > figure {
      guard tokens[index - 1].isAny(marks) else { return false }
      index -= 1
    }
    return !tokens[phrase].contains { $0.isAny(Self.verbs) && !$0.isAny(Self.heads) }
  }

  private static let verbs = SymbolSet([
    .enact, .amend, .repeal, .pass, .approve, .deliberate, .firstReading, .hear, .make, .hold,
    .carryOut, .evaluate, .review, .file, .sendForFiling, .receive, .handle, .submit, .collect,
    .invite, .observe, .takePart, .train, .swear, .supervise, .found, .result, .help,
  ])

  private static let proposalMeasures: [Cue.Measure] = [
    .proposalsReceived, .proposalsFiled, .proposalsHandled,
  ]

  /// Verbs that reach over an enumeration.
  private static let governing = SymbolSet([
    .hear, .deliberate, .make, .hold, .carryOut, .receive, .collect, .submit, .appointment,
    .review, .file, .handle, .check, .inspection,
  ])

  /// Whether a phrase without a head of its own counts what was named before it.
  private func isEllipsis(
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

  /// The head that a figure stands behind: adjacent, but for 共, 累计, 工作.
  private func headOnLeft(_ index: Int, from phrase: Int) -> Int? {
    var candidate = index - 1
    var position = tokens[index].start
    while candidate >= phrase {
      let token = tokens[candidate]
      guard isFiller(token.end..<position) else { return nil }
      if token.isAny(Self.heads) || token.isAny(Self.verbHeads) {
        return station(beside: candidate, from: phrase) ?? candidate
      }
      guard token.isAny(Self.fillers) else { return nil }
      position = token.start
      candidate -= 1
    }
    return nil
  }

  /// 代表联络站和联系群众窗口292个: the station that shares its number with a thing of no measure.
  private func station(beside head: Int, from phrase: Int) -> Int? {
    guard tokens[head].isAny(Self.foreignHeads) else { return nil }
    var index = head - 1
    while index > phrase, tokens[head].start - tokens[index].end <= 6, !tokens[index].is(.and),
      !tokens[index].is(.enumerationComma)
    {
      index -= 1
    }
    guard index > phrase, tokens[index].is(.and) || tokens[index].is(.enumerationComma),
      tokens[index - 1].is(.station), tokens[index - 1].end == tokens[index].start
    else { return nil }
    return index - 1
  }

  /// Whether the characters between a head and its number say nothing: 工作, 活动, 近, 约.
  private func isFiller(_ range: Range<Int32>) -> Bool {
    guard range.count <= 6 else { return false }
    return range.allSatisfy { Self.fillerUnits.contains(units[Int($0)]) }
  }

  private static let fillerUnits = Set("工作活动事项情况等了近约超过逾将总计共人员达到实数大小议政".utf16)

  /// The head that a figure stands before: the last one of the noun phrase behind it.
  private func headOnRight(_ index: Int, to end: Int) -> (head: Int, end: Int)? {
    var head: Int?
    var position = tokens[index].end
    var candidate = index + 1
    while candidate < end {
      let token = tokens[candidate]
      if token.is(.figure) || token.is(.enumerationComma) { break }
      if token.start - position > 26 { break }
      // 三个自治旗地方性法规: 个 counts what stands next to it.
      if head == nil, token.is(.law), token.start - position > 2,
        figures[Int(tokens[index].payload)].unit == .unit
      {
        break
      }
      if token.isAny(Self.heads) {
        // 4个项目的报告: the number counts what stands next to it, not what that belongs to.
        // 10件重点建议实行常委会领导督办: what follows in a new phrase is counted by nothing.
        if let head, !tokens[head].isAny(Self.foreignHeads), token.isAny(Self.foreignHeads),
          token.start > tokens[candidate - 1].end
        {
          break
        }
        if let head, tokens[head].isAny(Self.foreignHeads), !token.isAny(Self.foreignHeads),
          !extends(head, by: candidate), !isRemote(head, from: index, before: candidate)
        {
          break
        }
        head = candidate
      } else if token.isAny(Self.breakingVerbs), !token.is(.and) {
        break
      } else if token.is(.handle), head != nil || !isModifier(candidate, to: end) {
        break  // 66件建议全部办结
      } else if token.is(.ofParticle), let head, !tokens[head].isAny(Self.foreignHeads) {
        break  // 6部法规的出台背景
      }
      position = token.end
      candidate += 1
    }
    return head.map { ($0, candidate) }
  }

  /// Whether a verb only describes the noun behind it: 10件督办的建议.
  private func isModifier(_ verb: Int, to end: Int) -> Bool {
    guard verb + 1 < end else { return false }
    let next = tokens[verb + 1]
    return next.start == tokens[verb].end && (next.isAny(Self.heads) || next.is(.ofParticle))
  }

  /// Whether a thing only stands in a description: 12件与群众切身利益相关的重点建议.
  private func isRemote(_ object: Int, from figure: Int, before head: Int) -> Bool {
    tokens[object].start > tokens[figure].end && tokens[head - 1].is(.ofParticle)
      && tokens[head - 1].end == tokens[head].start
  }

  /// Whether an activity or a report is one of the things before it: 6个项目立法调研, 8个部门专项工作报告.
  private func extends(_ object: Int, by head: Int) -> Bool {
    let gap = tokens[head].start - tokens[object].end
    guard gap <= 2, head == object + 1 else { return false }
    if tokens[head].is(.legislativeSurvey) { return true }
    return tokens[head].isAny(SymbolSet([.specialReport, .report]))
  }

  /// Gathers the heads that share a number on their right: 视察、调研和执法检查27次.
  private func gatherLeft(_ resolution: inout Resolution, head: Int, from phrase: Int) {
    resolution.heads = [head]
    resolution.first = head
    resolution.isEach = (head + 1..<resolution.figureToken).contains { tokens[$0].is(.each) }
    guard tokens[head].isAny(Self.activityHeads) else { return }
    var current = head
    while current > phrase {
      var candidate = current - 1
      var hasMark = false
      if tokens[candidate].is(.and) || tokens[candidate].is(.enumerationComma) {
        hasMark = true
        candidate -= 1
      }
      guard candidate >= phrase, tokens[candidate].isAny(Self.activityHeads),
        !tokens[candidate].isAny(Self.foreignHeads)
      else { break }
      let gap = tokens[candidate + 1].start - tokens[candidate].end
      let inner = tokens[current].start - tokens[candidate + (hasMark ? 1 : 0)].end
      guard gap <= 2, inner <= 4 else { break }
      guard
        hasMark
          || tokens[candidate].isAny(Self.fusedHeads) && tokens[current].isAny(Self.fusedHeads)
      else { break }
      resolution.heads.append(candidate)
      resolution.first = candidate
      current = candidate
    }
  }

  private func gatherRight(_ resolution: inout Resolution, head: Int, end: Int) {
    resolution.heads = [head]
    resolution.last = head
    var candidate = head - 1
    var current = head
    while candidate > resolution.figureToken {
      var other = candidate
      let hasMark = tokens[other].is(.and)
      if hasMark { other -= 1 }
      guard other > resolution.figureToken, tokens[other].isAny(Self.activityHeads),
        tokens[head].isAny(Self.activityHeads), tokens[current].start - tokens[candidate].end <= 2,
        hasMark
          || tokens[other].isAny(Self.fusedHeads) && tokens[current].isAny(Self.fusedHeads)
      else { break }
      resolution.heads.append(other)
      current = other
      candidate = other - 1
    }
  }

  /// Looks up the cues of the heads.
  private func match(_ resolution: inout Resolution) {
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

  /// Whether 建议 stands for itself, and not for 项目建议 or 工作建议.
  private func isFormal(_ head: Int) -> Bool {
    guard tokens[head].is(.suggestionWord), !tokens[head].is(.suggestion), head > 0 else {
      return true
    }
    let before = tokens[head - 1]
    return before.end == tokens[head].start && !before.isAny(Self.foreignHeads)
  }

  /// What was done with regulations, by the verbs that govern the number.
  private func lawMeasures(_ resolution: Resolution, head: Int) -> [Cue.Measure] {
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
        (start..<current).contains(where: { tokens[$0].is(.approve) })
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

  private func add(_ token: Token, alone: Bool, to measures: inout [Cue.Measure]) {
    for (verb, found) in MeasureCues.lawVerbs where token.is(verb) {
      for measure in found where !measures.contains(measure) { measures.append(measure) }
      // 审议通过 is one verb, 审查批准 too: the longest word has said what it means.
      if verb != .enact { break }
    }
  }

  private static func admits(_ kinds: Cue.Kinds, _ kind: BodyKind) -> Bool {
    switch kinds {
    case .both: true
    case .npc: kind == .npc
    case .cppcc: kind == .cppcc
    }
  }

  // MARK: Reasons

  private func finish(_ resolution: Resolution) -> Resolution {
    var resolution = resolution
    guard !resolution.measures.isEmpty else {
      if resolution.reason == nil { resolution.reason = reasonOfUnmatched(resolution) }
      return resolution
    }
    if isByOther(resolution) || isOfOther(resolution) {
      resolution.reason = .otherBody
    } else if isForEach(resolution) {
      resolution.reason = .insideOneActivity
    } else if resolution.clause.has(.award) || isResult(resolution) {
      resolution.reason = .result
    } else if resolution.isBefore, isInsideTitle(resolution) || isVerb(resolution) {
      resolution.reason = .insideOneActivity
    }
    return resolution
  }

  /// Whether 每 makes the number one of many: 每次会议邀请6名代表.
  private func isForEach(_ resolution: Resolution) -> Bool {
    let start = Int(tokens[resolution.clauseStart].start)
    let end = Int(tokens[resolution.figureToken].start)
    return (max(0, start - 2)..<end).contains { units[$0] == 0x6BCF }
  }

  /// Whether a word of results governs the number: 批示重要提案179件.
  private func isResult(_ resolution: Resolution) -> Bool {
    var index = resolution.figureToken - 1
    while index >= resolution.clauseStart, !partsPhrase(index) {
      if tokens[index].is(.result), !tokens[index].is(.handle) { return true }
      index -= 1
    }
    return false
  }

  /// Whether the number stands inside the name of the one thing that the verb governs:
  /// 作出与国外7个城市建立友好关系的决议, 对6部新颁布法规的出台背景….
  private func isInsideTitle(_ resolution: Resolution) -> Bool {
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
  private func isVerb(_ resolution: Resolution) -> Bool {
    guard let head = resolution.heads.first, resolution.isBefore,
      tokens[head].isAny(Self.fusedHeads), !tokens[head].isAny(SymbolSet([.suggestion, .motion]))
    else { return false }
    let end = tokens[head].end
    if head + 1 < tokens.count, tokens[head + 1].start == end { return false }
    guard Int(end) + 1 < units.count else { return false }
    return !Self.fillerUnits.contains(units[Int(end)])
  }

  private func reasonOfUnmatched(_ resolution: Resolution) -> LeftOut.Reason {
    if resolution.context.has(.result) { return .result }
    if isByOther(resolution) { return .otherBody }
    if let head = resolution.heads.first {
      if tokens[head].is(.object) || tokens[head].is(.department) { return .insideOneActivity }
      return tokens[head].isAny(Self.activityHeads.union(Self.lawHeads))
        ? .notUnderstood : .notAMeasure
    }
    return .notAMeasure
  }

  /// Whether another body did it, or it was done to help one.
  private func isByOther(_ resolution: Resolution) -> Bool {
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
  private func isOfOther(_ resolution: Resolution) -> Bool {
    let handled: Set<Cue.Measure> = [
      .suggestions, .suggestionsKey, .motions, .petitions, .proposalsHandled, .proposalsKey,
      .proposalsReceived, .proposalsFiled, .contactStations, .oaths, .appointments,
    ]
    guard !resolution.measures.joined().contains(where: handled.contains) else { return false }
    return subject(of: resolution)?.meets(
      SymbolSet([.partyCommittee, .government, .court, .lowerCongress, .lowerConference])) ?? false
  }

  /// The words that act in the sentence, up to the figure: the last that open a clause.
  private func subject(of resolution: Resolution) -> SymbolSet? {
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
  private func isEntrusted(_ resolution: Resolution) -> Bool {
    guard resolution.clauseStart > resolution.sentenceStart + 1 else { return false }
    let mark = resolution.clauseStart - 1
    let end = Int(tokens[mark].start)
    guard tokens[mark].is(.comma), end > 2, !partsPhrase(mark - 1) else { return false }
    return units[end - 2] == 0x59D4 && units[end - 1] == 0x6258  // 委托
  }

  private static let acting = SymbolSet([
    .enact, .amend, .repeal, .pass, .approve, .hear, .make, .appointment, .file, .submit,
  ])

  /// Whether a body is spoken to or of, and does not act: 向省人大, 对区县人大常委会报备的.
  private func isObject(_ index: Int, from start: Int) -> Bool {
    guard index > start else { return false }
    let previous = tokens[index - 1]
    return tokens[index].start - previous.end <= 4
      && previous.isAny(SymbolSet([.under, .theme, .receive, .file, .and, .enumerationComma]))
  }

  // MARK: Claims

  private mutating func record(
    _ resolution: Resolution, at index: Int, sentence: Int, isBracketed: Bool
  ) {
    let figure = Int(tokens[index].payload)
    var period = sentences[sentence].period(at: index)
    // A stock is of the report's year, whatever the report sums (counting rules §3).
    if resolution.measures.contains([.contactStations]) {
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
        isBetweenSessions: speaksOfRecess(resolution),
        isSelected: resolution.left.meets(SymbolSet([.supervise, .keySuggestion, .keyProposal]))
          || selects(resolution), isBeside: resolution.isBeside,
        clause: resolution.clauseStart, isBracketed: isBracketed)
      settlePassed(before: claim)
      claims.append(claim)
    }
  }

  /// Whether a word of what is to be done stands before a figure in its sentence.
  private func isPlanned(_ index: Int, from start: Int) -> Bool {
    tokens[start..<index].contains { $0.is(.plan) }
  }

  /// Whether a figure is only of a batch, of a part, or of some who act for the body.
  private func limits(_ resolution: Resolution) -> Bool {
    if resolution.left.meets(SymbolSet([.batch, .otherActor])) { return true }
    if resolution.left.has(.among), resolution.left.has(.amend), isPackage(resolution) {
      return true
    }
    if subject(of: resolution)?.has(.otherActor) == true { return true }
    // 主任会议视察: the visits of one organ.
    guard let first = resolution.heads.map({ $0 }).min(), first > resolution.clauseStart,
      tokens[first].isAny(Self.fusedHeads), tokens[first - 1].is(.chairMeeting)
    else { return false }
    return tokens[first - 1].end == tokens[first].start
  }

  /// Whether 闭会 stands before the number.
  private func speaksOfRecess(_ resolution: Resolution) -> Bool {
    let start = max(0, Int(tokens[resolution.clauseStart].start) - 4)
    let end = Int(tokens[resolution.figureToken].start)
    return (start..<max(start, end - 1)).contains { units[$0] == 0x95ED && units[$0 + 1] == 0x4F1A }
  }

  /// Whether 打包 stands before the number.
  private func isPackage(_ resolution: Resolution) -> Bool {
    let start = Int(tokens[resolution.clauseStart].start)
    let end = Int(tokens[resolution.figureToken].start)
    return (start..<max(start, end - 1)).contains { units[$0] == 0x6253 && units[$0 + 1] == 0x5305 }
  }

  /// 通过30件、修改56件、废止10件: beside amended and repealed ones, what was passed was enacted
  /// (counting rules §2a).
  private mutating func settlePassed(before claim: Claim) {
    guard claim.measures == [.lawsAmended] || claim.measures == [.lawsRepealed],
      !claim.isLimited, let last = claims.last, last.sentence == claim.sentence
    else { return }
    let all: [Cue.Measure] = [.lawsAmended, .lawsEnacted, .lawsRepealed]
    guard last.measures == all else { return }
    claims[claims.count - 1].measures = [.lawsEnacted]
  }

  /// Whether 重点, 重要 or 督办 stands before the number.
  private func selects(_ resolution: Resolution) -> Bool {
    let start = Int(tokens[resolution.clauseStart].start)
    let end = Int(tokens[resolution.figureToken].start)
    guard end - start >= 2 else { return false }
    return (start..<end - 1).contains { index in
      switch (units[index], units[index + 1]) {
      case (0x91CD, 0x70B9), (0x91CD, 0x8981), (0x7763, 0x529E): true  // 重点 重要 督办
      default: false
      }
    }
  }

  private func evidenceStart(_ resolution: Resolution) -> Int32 {
    var first = min(resolution.first, resolution.figureToken)
    // The verb that fixes the measure belongs to the evidence.
    let verbs = SymbolSet([
      .enact, .amend, .repeal, .pass, .approve, .deliberate, .firstReading, .hear, .make, .hold,
      .carryOut, .appointment, .review, .file, .receive, .handle, .submit, .collect, .invite,
      .train, .evaluate, .supervise, .deputy, .found, .filedProposal, .check, .invite, .urge,
    ])
    var index = first
    while index > resolution.clauseStart, !tokens[index - 1].is(.figure) {
      index -= 1
      if tokens[index].isAny(verbs) { first = index }
      if tokens[first].start - tokens[index].start > 40 { break }
    }
    let start = tokens[first].start
    guard first == resolution.figureToken else { return start }
    return start
  }

  private func evidenceEnd(_ resolution: Resolution) -> Int32 {
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

  /// Whether 预算, 决算 or 审计 stands before the reports counted.
  private func speaksOfBudgets(_ resolution: Resolution) -> Bool {
    guard let head = resolution.heads.min() else { return false }
    var first = head
    while first > resolution.clauseStart, !partsPhrase(first - 1) { first -= 1 }
    let start = Int(tokens[first].start)
    let end = Int(tokens[head].start)
    guard end - start >= 2 else { return false }
    return (start..<end - 1).contains { index in
      switch (units[index], units[index + 1]) {
      case (0x9884, 0x7B97), (0x51B3, 0x7B97), (0x5BA1, 0x8BA1): true  // 预算 决算 审计
      default: false
      }
    }
  }

  /// The class of thing that a figure counts (counting rules §4a).
  private func counts(
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
