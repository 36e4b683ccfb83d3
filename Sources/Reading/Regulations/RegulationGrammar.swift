import Observations

/// What the words around the titles of a sentence say was done with them.
struct RegulationGrammar {
  /// Titles that stand side by side, and what is said of them.
  struct Group {
    /// The titles, by their numbers in the sentence.
    var titles: Range<Int>
    /// Where the titles stand.
    var range: Range<Int>
    var verdict = Verdict.unsaid
    /// Whether only 、 or 和 parts it from the group before.
    var continues = false
    /// Whether a government or another organ acts, so that only a regulation is the body's own.
    var isByOthers = false
    /// Whether the words behind call it a paper of the committee's own work.
    var isOwnPaper = false
  }

  /// What is said of a group.
  enum Verdict {
    /// Nothing that the grammar knows.
    case unsaid
    /// It is used, or another body's.
    case rejected
    case found(Finding)
  }

  /// What was done, and the words that say it.
  struct Finding {
    var stage: NamedRegulation.Stage
    var action: NamedRegulation.Action
    /// The words that govern the titles.
    var words: Range<Int>
    /// Whether the sentence says that it is yet to come.
    var isPlanned = false
  }

  private(set) var groups: [Group] = []

  private let sentence: RegulationSentence
  private let isProvince: Bool
  /// Where the sentence begins.
  private let start: Int

  init(_ sentence: RegulationSentence, from start: Int, isProvince: Bool) {
    self.sentence = sentence
    self.isProvince = isProvince
    self.start = start
    gather()
    for index in groups.indices { decide(index) }
    carryPlan()
    for index in groups.indices.dropFirst() where groups[index].continues {
      if case .unsaid = groups[index].verdict {
        groups[index].verdict = groups[index - 1].verdict
      }
    }
    for index in groups.indices.dropLast().reversed() where groups[index + 1].continues {
      if case .unsaid = groups[index].verdict {
        groups[index].verdict = groups[index + 1].verdict
      }
    }
  }

  /// What is once said to be planned is so to the sentence's end: 明年制定…,修订….
  private mutating func carryPlan() {
    var isPlanned =
      sentence.tokens.first.map {
        $0.meaning == .plan && $0.start - start <= 4
      } ?? false
    for index in groups.indices {
      guard case .found(var finding) = groups[index].verdict else { continue }
      isPlanned = isPlanned || finding.isPlanned
      finding.isPlanned = isPlanned
      groups[index].verdict = .found(finding)
    }
  }

  // MARK: Groups

  private mutating func gather() {
    let titles = sentence.titles
    for index in titles.indices {
      let title = titles[index]
      if let last = groups.last, joins(last.range.upperBound..<title.whole.lowerBound, title) {
        groups[groups.count - 1].titles = last.titles.lowerBound..<(index + 1)
        groups[groups.count - 1].range = last.range.lowerBound..<title.whole.upperBound
      } else {
        groups.append(Group(titles: index..<(index + 1), range: title.whole))
      }
    }
  }

  /// Whether nothing but marks and 和 stands between two titles.
  private func joins(_ gap: Range<Int>, _ title: RegulationTitle) -> Bool {
    guard !gap.isEmpty else { return true }
    var covered = gap.lowerBound
    for token in tokens(in: gap) {
      guard token.start == covered else { return false }
      switch token.meaning {
      case .enumeration, .and, .bracket, .draft, .amendmentDraft: break
      case .comma where title.isMarked: break
      default: return false
      }
      covered = token.end
    }
    return covered == gap.upperBound
  }

  private func tokens(in range: Range<Int>) -> ArraySlice<RegulationToken> {
    let tokens = sentence.tokens
    var low = 0
    var high = tokens.count
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle].start < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < tokens.count, tokens[end].end <= range.upperBound { end += 1 }
    return tokens[low..<end]
  }

  // MARK: Words of a group

  /// The words before and after a group, as far as they are its own.
  private mutating func decide(_ index: Int) {
    let group = groups[index]
    let before = index > 0 ? groups[index - 1].range.upperBound : start
    let after = index + 1 < groups.count ? groups[index + 1].range.lowerBound : Int.max
    var left = tokens(in: before..<group.range.lowerBound)
    var right = tokens(in: group.range.upperBound..<after)
    if let comma = left.lastIndex(where: { $0.meaning == .comma }) {
      var own = left[(comma + 1)...]
      // 制定法规2件,包括…
      if own.contains(where: { $0.meaning == .link }), !own.contains(where: isVerb) {
        let earlier = left[..<comma].lastIndex { $0.meaning == .comma }
        own = left[(earlier.map { $0 + 1 } ?? left.startIndex)...]
      }
      left = own
    } else if index > 0 {
      if let mark = left.lastIndex(where: { $0.meaning == .enumeration || $0.meaning == .and }) {
        left = left[(mark + 1)...]
        groups[index].continues = true
      }
    }
    let isFirst = group.range.lowerBound - (left.first?.start ?? group.range.lowerBound) == 0
    let rest = right
    if let comma = right.firstIndex(where: { $0.meaning == .comma }) {
      right = right[..<comma]
    } else if after != Int.max {
      if let mark = right.lastIndex(where: { $0.meaning == .enumeration || $0.meaning == .and }) {
        right = right[..<mark]
      } else if left.contains(where: isVerb) {
        right = right[..<right.startIndex]
      }
    }
    groups[index].isByOthers = left.contains { $0.meaning == .government }
    groups[index].isOwnPaper = nearest(right, to: group.range.upperBound)?.meaning == .ownPaper
    var verdict = judge(group, left, right)
    if case .unsaid = verdict, isFirst, right.endIndex < rest.endIndex {
      // 《…》已经市人大常委会会议通过,并报省人大常委会批准.
      let end = rest[(right.endIndex + 1)...].firstIndex { $0.meaning == .comma }
      let next = rest[(right.endIndex + 1)..<(end ?? rest.endIndex)]
      if let token = next.first(where: {
        [.pass, .approve, .release, .reading].contains($0.meaning)
      }) {
        verdict = finding(
          token.meaning == .reading ? .deliberated : .passed, .enacted, group.range, token, left)
      }
    }
    if case .found(let reading) = verdict, reading.stage == .deliberated,
      reading.words.lowerBound >= group.range.upperBound,
      let token = rest.first(where: {
        $0.start >= reading.words.upperBound
          && [.pass, .approve, .release].contains($0.meaning)
      })
    {
      // 《…》经三次审议,于12月通过.
      verdict = finding(.passed, reading.action, group.range, token, left)
    }
    if case .unsaid = verdict, let token = right.first(where: { $0.meaning == .first }) {
      // 《…》是全省首部….
      verdict = finding(.passed, .enacted, group.range, token, left)
    }
    groups[index].verdict = verdict
  }

  private func isVerb(_ token: RegulationToken) -> Bool {
    switch token.meaning {
    case .enact, .release, .amend, .repeal, .pass, .approve, .reading, .deliberate, .survey,
      .legislate, .begin, .complete, .use, .useFirst, .hear, .suggest:
      true
    default: false
    }
  }

  /// The first word behind a group that says something.
  private func nearest(
    _ right: ArraySlice<RegulationToken>, to end: Int
  ) -> RegulationToken? {
    right.first {
      switch $0.meaning {
      case .of, .etcetera, .generic, .draft, .amendmentDraft, .towards, .adverb, .bracket, .part,
        .and, .title, .enumeration:
        false
      default: $0.start - end <= 14
      }
    }
  }

  // MARK: Verdict

  private func judge(
    _ group: Group, _ left: ArraySlice<RegulationToken>, _ right: ArraySlice<RegulationToken>
  ) -> Verdict {
    if left.contains(where: { $0.meaning == .help }) { return .rejected }
    var governing = left.last(where: isVerb)
    if let last = left.last, last.meaning == .of, last.end == group.range.lowerBound {
      // 制定有利于推动发展的《…》: the verb stands before what describes the title; in
      // 宣传新修订的《…》 the title is only used.
      if let strong = left.lastIndex(where: { Self.strong.contains($0.meaning) }) {
        governing = left[strong]
        let isUsed = left[..<strong].contains {
          $0.meaning == .use || $0.meaning == .useFirst || $0.meaning == .hear
        }
        if isUsed { return .rejected }
      }
    }
    if let governing, isOthers(governing, left) || isWished(governing, left) {
      return .rejected
    }
    if let first = nearest(right, to: group.range.upperBound) {
      switch first.meaning {
      case .use, .useFirst: return .rejected
      case .suggest:
        // 审议…(草案)议案 is the draft's reading, 制定…的议案 a wish.
        switch governing?.meaning {
        case .reading?, .deliberate?, .hear?, .pass?: break
        default: return .rejected
        }
      default: break
      }
    }
    let isDraft = sentence.titles[group.titles].contains { $0.isDraft }
    let action = self.action(left, right)
    if let verdict = judgeRight(group, left, right, governing, action) { return verdict }
    guard let governing else { return .unsaid }
    switch governing.meaning {
    case .use, .useFirst, .suggest: return .rejected
    case .hear:
      return isDraft ? finding(.deliberated, action, group.range, governing, left) : .rejected
    case .enact, .amend, .repeal, .release:
      if let begin = left.last(where: { $0.meaning == .begin }), begin.end == governing.start,
        governing.meaning != .release
      {
        return finding(.surveyed, action, group.range, begin, left)
      }
      return finding(.passed, action, group.range, governing, left)
    case .approve:
      if isProvince { return .rejected }
      return finding(.passed, action, group.range, governing, left)
    case .pass, .complete: return finding(.passed, action, group.range, governing, left)
    case .reading, .deliberate:
      return finding(.deliberated, action, group.range, governing, left)
    case .survey: return finding(.surveyed, action, group.range, governing, left)
    default: return .unsaid
    }
  }

  /// What the words behind the titles say; nothing where those before govern them.
  private func judgeRight(
    _ group: Group, _ left: ArraySlice<RegulationToken>, _ right: ArraySlice<RegulationToken>,
    _ governing: RegulationToken?, _ action: NamedRegulation.Action
  ) -> Verdict? {
    let verbs = right.filter(isVerb)
    guard let last = verbs.last else { return nil }
    let isStrong = governing.map { Self.strong.contains($0.meaning) } ?? false
    let has = { (meaning: RegulationWord) in verbs.first { $0.meaning == meaning } }
    let passed = has(.pass) ?? has(.approve) ?? has(.release)
    let opening = governing.flatMap {
      $0.meaning == .begin || $0.meaning == .complete ? $0 : nil
    }
    if let survey = has(.survey) {
      if let passed, passed.start > survey.start {
        return finding(.passed, action, group.range, passed, left)
      }
      if let reading = has(.reading), reading.start > survey.start {
        return finding(.deliberated, action, group.range, reading, left, opening)
      }
      return finding(.surveyed, action, group.range, survey, left, opening)
    }
    if isStrong { return nil }
    if let reading = has(.reading) ?? has(.deliberate) {
      if let passed, passed.start > reading.start {
        return finding(.passed, action, group.range, passed, left)
      }
      return finding(.deliberated, action, group.range, reading, left, opening)
    }
    if verbs.contains(where: { $0.meaning == .use || $0.meaning == .useFirst }) {
      return .rejected
    }
    if let passed { return finding(.passed, action, group.range, passed, left, opening) }
    let isBegun = governing?.meaning == .begin
    if let legislate = has(.legislate) {
      let stage = governing?.meaning == .complete ? NamedRegulation.Stage.passed : .surveyed
      return finding(stage, action, group.range, legislate, left, opening)
    }
    if let done = has(.enact) ?? has(.amend) ?? has(.repeal) {
      return finding(isBegun ? .surveyed : .passed, action, group.range, done, left, opening)
    }
    if last.meaning == .suggest, governing == nil { return .rejected }
    return nil
  }

  private static let strong: Set<RegulationWord> = [
    .enact, .amend, .repeal, .release, .pass,
  ]

  /// Whether another congress does it: 省人大审议通过.
  private func isOthers(
    _ governing: RegulationToken, _ left: ArraySlice<RegulationToken>
  ) -> Bool {
    guard governing.meaning != .approve,
      let actor = left.last(where: { $0.meaning == .otherCongress }),
      actor.end <= governing.start, governing.start - actor.end <= 4,
      // 报省人大常委会批准颁布: the other congress only approves.
      !left.contains(where: { $0.meaning == .approve && $0.start >= actor.end })
    else { return false }
    return true
  }

  /// Whether it is only suggested: 建议制定.
  private func isWished(_ governing: RegulationToken, _ left: ArraySlice<RegulationToken>) -> Bool {
    left.contains { $0.meaning == .suggest && $0.end == governing.start }
  }

  /// What is done, by the nearest word that tells.
  private func action(
    _ left: ArraySlice<RegulationToken>, _ right: ArraySlice<RegulationToken>
  ) -> NamedRegulation.Action {
    guard let governing = left.lastIndex(where: { Self.action(of: $0) != nil }) else {
      return right.lazy.compactMap(Self.action(of:)).first ?? .enacted
    }
    // Of 制定、修改 the first stands for all; in 起草、审议、修改 the last is a step of making.
    var first = governing
    var index = governing
    while index > left.startIndex, left[index - 1].end == left[index].start {
      index -= 1
      switch left[index].meaning {
      case .survey, .deliberate, .reading: return .enacted
      case .enumeration, .and: continue
      default: break
      }
      guard Self.action(of: left[index]) != nil else { break }
      first = index
    }
    return Self.action(of: left[first]) ?? .enacted
  }

  private static func action(of token: RegulationToken) -> NamedRegulation.Action? {
    switch token.meaning {
    case .enact: .enacted
    case .amend: .amended
    case .repeal: .repealed
    default: nil
    }
  }

  private func finding(
    _ stage: NamedRegulation.Stage, _ action: NamedRegulation.Action, _ range: Range<Int>,
    _ token: RegulationToken, _ left: ArraySlice<RegulationToken>,
    _ opening: RegulationToken? = nil
  ) -> Verdict {
    var words = token.start..<token.end
    if let opening {
      words = min(opening.start, words.lowerBound)..<max(opening.end, words.upperBound)
    }
    let isPlanned = left.contains {
      $0.meaning == .plan || $0.meaning == .intend && $0.end == token.start
    }
    return .found(
      Finding(stage: stage, action: action, words: words, isPlanned: isPlanned))
  }
}
