import Observations

/// A word that says more of a number than what it counts, wherever in its clause it stands.
struct Mark: Sendable {
  let units: [UInt16]

  private init(_ word: String) { units = Array(word.utf16) }

  static let each = Mark("每")
  static let recess = Mark("闭会")
  static let package = Mark("打包")
  static let involved = Mark("涉及")
  static let work = Mark("工作")
  /// What is picked out.
  static let selected = [Mark("重点"), Mark("重要"), Mark("督办")]
  /// What makes reports those of plans and budgets.
  static let budgets = [Mark("预算"), Mark("决算"), Mark("审计")]
}

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
    /// The measure word.
    var unit: MeasureWord
    /// The head that it counts, as a range of the normalised text; empty where it is not said.
    var head: Range<Int>
    /// Whether it counts what was handled, not what was received.
    var isHandled: Bool
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

  var claims: [Claim] = []
  var rejections: [Rejection] = []

  let units: [UInt16]
  let tokens: [Token]
  let figures: [Figure]
  let report: Outline.Report
  let sentences: [Outline.Sentence]
  let upper: SymbolSet
  let others: SymbolSet

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

  static let activityHeads = SymbolSet([
    .plenarySession, .committeeMeeting, .chairMeeting, .inspection, .check, .visit, .survey,
    .legislativeSurvey, .inquiry, .satisfaction, .evaluation, .decision, .reviewOpinion,
    .specialReport, .report, .budgetReport, .consultation, .supervision, .motion, .suggestion,
    .suggestionWord, .proposal, .publicOpinion, .advice, .speech, .petition,
  ])
  static let heads = SymbolSet([
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
  static let fusedHeads = SymbolSet([
    .inspection, .check, .visit, .survey, .supervision, .consultation, .evaluation, .motion,
    .suggestion, .suggestionWord, .inquiry,
  ])
  /// Verbs that can't stand inside the noun phrase behind a number.
  static let breakingVerbs = SymbolSet([
    .hear, .make, .hold, .lightVerb, .carryOut, .observe, .takePart, .swear, .result, .invite,
    .deliberate,
  ])
  /// Words that are heads where a number follows them at once.
  static let verbHeads = SymbolSet([.review, .train])
  static let foreignHeads = SymbolSet([.object, .otherHead, .department])
  static let lawVerbs = SymbolSet([
    .enact, .amend, .repeal, .pass, .approve, .firstReading,
  ])
  static let allLawVerbs = SymbolSet(MeasureCues.lawVerbs.map(\.verb))
  static let lawHeads = SymbolSet([.law, .draft, .bill])
  static let clauseMarks = SymbolSet([
    .comma, .semicolon, .colon, .fullStop, .paragraphEnd, .openBracket, .closeBracket,
  ])
  /// Words that may stand between a head and its number.
  static let fillers = SymbolSet([
    .total, .each, .handle, .hold, .carryOut, .closeQuote, .suchAs,
  ])

  // MARK: Sentences

  mutating func readSentence(_ sentence: Int, previous: inout Resolution?) {
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
  struct Resolution {
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

  func isBehindHead(_ index: Int, in range: Range<Int>) -> Bool {
    guard index > range.lowerBound else { return false }
    let previous = tokens[index - 1]
    return previous.isAny(Self.heads) && previous.end == tokens[index].start
      && endsPhrase(index, range)
  }

  /// Whether a token is a figure that ends what stands before it; 三个自治旗 does not.
  func partsPhrase(_ index: Int) -> Bool {
    guard tokens[index].is(.figure) else { return false }
    let figure = figures[Int(tokens[index].payload)]
    return !figure.isChinese || figure.value > 10
      || rejections.last?.figure != Int(tokens[index].payload)
  }

  /// Whether a mark stands in the few characters behind a place of the text.
  func says(_ mark: Mark, from start: Int, length: Int) -> Bool {
    let wanted = mark.units
    let end = min(units.count, start + length)
    guard end - start >= wanted.count else { return false }
    return (start...(end - wanted.count)).contains { place in
      wanted.indices.allSatisfy { units[place + $0] == wanted[$0] }
    }
  }

  /// Whether a mark stands between a place of the text and a token.
  func says(_ mark: Mark, from start: Int, to token: Int) -> Bool {
    let end = Int(token < tokens.count ? tokens[token].start : Int32(units.count))
    let wanted = mark.units
    guard end - max(0, start) >= wanted.count else { return false }
    return (max(0, start)...(end - wanted.count)).contains { place in
      wanted.indices.allSatisfy { units[place + $0] == wanted[$0] }
    }
  }

  /// Whether nothing follows the figure that it could count.
  func endsPhrase(_ index: Int, _ range: Range<Int>) -> Bool {
    guard index + 1 < range.upperBound else { return true }
    let next = tokens[index + 1]
    guard next.start == tokens[index].end else { return false }
    return next.isAny(Self.clauseMarks) || next.is(.enumerationComma) || next.is(.figure)
      || next.is(.and) && !isNominal(after: index + 1, range)
  }

  func isNominal(after index: Int, _ range: Range<Int>) -> Bool {
    index + 1 < range.upperBound && tokens[index + 1].isAny(Self.heads)
      && index + 2 < range.upperBound && !tokens[index + 2].is(.figure)
  }

  /// The beginning of the clause that a token stands in.
  func clauseStart(_ index: Int, in range: Range<Int>) -> Int {
    var start = index
    while start > range.lowerBound, !tokens[start - 1].isAny(Self.clauseMarks) { start -= 1 }
    return start
  }

  func clauseEnd(_ index: Int, in range: Range<Int>) -> Int {
    var end = index
    while end < range.upperBound, !tokens[end].isAny(Self.clauseMarks) { end += 1 }
    return end
  }

  func resolve(
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
        if inherited.isPart { resolution.first = beginning(phrase..<index) }
        if let first = inherited.first { resolution.first = first }
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
      if figures[Int(tokens[index].payload)].unit.isPersons
        || sharesPredicate(rightHead.end, in: range)
      {
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
      if before.measures.isEmpty, isOwnDeputies(before) { before.measures = [[.deputies]] }
      if !before.measures.isEmpty { return finish(before) }
      // 询问8个部门: what stands next to the number is what it counts.
      if let leftHead, !isEnd, tokens[rightHead.head].start - tokens[index].end > 2 {
        gatherLeft(&resolution, head: leftHead, from: phrase)
        match(&resolution)
        if !resolution.measures.isEmpty { return finish(resolution) }
      }
      return finish(before)
    }
    if !isEnd, let topic = topics(index, right: right) {
      resolution.measures = [[topic]]
      resolution.isBefore = true
      resolution.last =
        tokens[index..<end].lastIndex {
          $0.isAny(SymbolSet([.satisfaction, .evaluation, .inquiry]))
        } ?? index
      return finish(resolution)
    }
    // Nothing in the phrase itself: the head of what stands before (修改33件次, 其中…8件, 5次39人).
    if let previous, !previous.heads.isEmpty, follows(index, previous) {
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
      resolution.first = inherited.first ?? beginning(phrase..<index)
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

  /// Whether another number follows that the same predicate speaks of: 6部法律、3部法规的实施情况.
  private func sharesPredicate(_ index: Int, in range: Range<Int>) -> Bool {
    guard index + 1 < range.upperBound else { return false }
    return (tokens[index].is(.enumerationComma) || tokens[index].is(.and))
      && tokens[index + 1].is(.figure)
  }

  /// 对8项工作进行满意度测评: the topics of a vote, an evaluation or an inquiry.
  private func topics(_ index: Int, right: SymbolSet) -> Cue.Measure? {
    let figure = figures[Int(tokens[index].payload)]
    guard report.kind == .npc, figure.unit == .item,
      says(.work, from: Int(figure.end), length: 6)
    else { return nil }
    if right.has(.satisfaction) { return .satisfactionVotes }
    if right.has(.evaluation) { return .workEvaluations }
    if right.has(.inquiry) { return .specialInquiries }
    return nil
  }

  /// Whether a figure stands right behind another: 5次39人; 3期、450人次.
  private func follows(_ index: Int, _ previous: Resolution) -> Bool {
    if previous.figureToken == index - 1 { return tokens[index - 1].end == tokens[index].start }
    return previous.figureToken == index - 2 && tokens[index - 1].is(.enumerationComma)
      && tokens[index - 1].end == tokens[index].start
      && tokens[index - 1].start == tokens[index - 2].end
  }

  /// The first token of a phrase that is no mark.
  private func beginning(_ phrase: Range<Int>) -> Int {
    phrase.first { !tokens[$0].is(.enumerationComma) && !tokens[$0].is(.comma) }
      ?? phrase.upperBound
  }

  /// Adds what the next clause says of the same things.
  ///
  /// 确定12件建议,由主任会议成员牵头督办; 邀请117名代表列席会议,参加视察、执法检查.
  func addFollowing(
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
}
