import Observations

/// The regulations that a congress's report names by title (counting rules §4b).
///
/// Titles stand in book marks or bare; what was done with them is told by the nearest governing word
/// on either side. Another body's regulations, those that are only used or spoken of, and the
/// committee's own papers are none. A body that passes no regulations has none.
struct RegulationReader {
  /// The regulations, in the order of the text; each once a stage.
  private(set) var regulations: [NamedRegulation] = []

  private let text: PlainText
  private let normalised: NormalisedText
  private let report: Report
  private let body: [UInt16]
  private let isProvince: Bool

  /// A title with all that is known of it.
  private struct Candidate {
    var title: RegulationTitle
    var finding: RegulationGrammar.Finding
    var period: Outline.Period
    var sentence: Int
    var isByOthers: Bool
    /// Whether a regulation stands in its group.
    var isAmongRegulations: Bool
    /// Whether its sentence speaks of legislation.
    var hasCue: Bool
  }

  /// Reads a report whose words and sections are known.
  init(
    _ text: PlainText, _ normalised: NormalisedText, _ lexer: Lexer, _ outline: Outline,
    report: Report, level: Level? = nil
  ) {
    self.text = text
    self.normalised = normalised
    self.report = report
    let name = report.body.name
    body = Array(name.utf16)
    isProvince = name.hasSuffix("省") || name.hasSuffix("自治区")
    guard report.body.kind == .npc, Self.legislates(name, level) else { return }
    let candidates: [Candidate] = normalised.units.withUnsafeBufferPointer {
      allCandidates($0, Periods(lexer, outline))
    }
    collect(candidates)
  }

  /// Whether a body passes regulations: no county, district or city at a county's level does, other than
  /// an autonomous one.
  private static func legislates(_ name: String, _ level: Level?) -> Bool {
    if name.hasSuffix("自治县") || name.hasSuffix("自治旗") { return true }
    if level == .county { return false }
    return
      !(name.hasSuffix("县") || name.hasSuffix("旗")
      || (name.hasSuffix("区") && !name.hasSuffix("自治区")))
  }

  // MARK: Sentences

  private func allCandidates(
    _ units: UnsafeBufferPointer<UInt16>, _ periods: Periods
  ) -> [Candidate] {
    var periods = periods
    let marks = Self.marks
    var all: [Candidate] = []
    var paragraph: [Candidate] = []
    var paragraphStart = 0
    var start = 0
    var holds = false
    var number = 0
    for index in 0...units.count {
      let unit = index < units.count ? units[index] : NormalisedText.paragraphEnd
      // Most characters are none of these, and are passed at one look.
      guard marks.contains(unit) else { continue }
      guard RegulationMark.isFullStop(unit) else {
        holds = holds || isTitle(units, at: index)
        continue
      }
      if holds {
        let soFar = paragraphStart..<index
        paragraph += read(units, start..<index, number: number) {
          periods.period(at: $0, in: soFar)
        }
      }
      number += 1
      start = index + 1
      holds = false
      if unit == NormalisedText.paragraphEnd {
        all += settled(paragraph, units)
        paragraph.removeAll(keepingCapacity: true)
        paragraphStart = start
      }
    }
    return all
  }

  /// What ends a sentence, and the last characters of what a title can be.
  private static let marks = UnitSet("。!?\n《例定法".utf16)

  /// Whether a title opens or may end at a place: 《, 条例, 规定, 决定, 办法.
  private func isTitle(_ units: UnsafeBufferPointer<UInt16>, at index: Int) -> Bool {
    if units[index] == RegulationMark.openTitle { return true }
    guard index > 0 else { return false }
    switch (units[index - 1], units[index]) {
    case (0x6761, 0x4F8B), (0x89C4, 0x5B9A), (0x51B3, 0x5B9A), (0x529E, 0x6CD5): return true
    default: return false
    }
  }

  private func read(
    _ units: UnsafeBufferPointer<UInt16>, _ range: Range<Int>, number: Int,
    period: (Int) -> Outline.Period
  ) -> [Candidate] {
    let sentence = RegulationSentence(units, range)
    guard sentence.titles.contains(where: { $0.kind != .other }) else { return [] }
    let grammar = RegulationGrammar(sentence, from: range.lowerBound, isProvince: isProvince)
    let cue = sentence.tokens.first { isCue($0, units) }
    var found: [Candidate] = []
    for group in grammar.groups {
      guard case .found(var finding) = group.verdict else { continue }
      let titles = sentence.titles[group.titles]
      if titles.contains(where: { isOthers(units, $0.title) }) { continue }
      var own = period(group.range.lowerBound)
      if own.isPlan {
        finding.stage = .planned
      } else if finding.isPlanned {
        finding.stage = .planned
        own = Outline.Period(
          from: report.reportYear + 1, to: report.reportYear + 1, isPlan: true)
      }
      let isAmong = titles.contains { $0.kind == .regulation }
      for title in titles where title.kind != .other {
        if group.isOwnPaper, title.kind != .regulation { continue }
        var mine = finding
        switch title.action {
        case .amend?: mine.action = .amended
        case .repeal?: mine.action = .repealed
        default: break
        }
        found.append(
          Candidate(
            title: title, finding: mine, period: own, sentence: number,
            isByOthers: group.isByOthers, isAmongRegulations: isAmong,
            hasCue: cue.map { !title.isMarked || $0.start < title.whole.lowerBound } ?? false))
      }
    }
    return found
  }

  /// Whether a word says that the sentence speaks of legislation: 立法, 协同立法, 地方性法规.
  private func isCue(_ token: RegulationToken, _ units: UnsafeBufferPointer<UInt16>) -> Bool {
    switch token.meaning {
    case .legislate: return true
    case .survey:
      return units[token.start..<token.end].starts(with: Self.legislating)
        || units[token.start..<token.end].starts(with: Self.jointly)
    case .generic:
      return units[token.start..<token.end].starts(with: Self.local)
        || units[token.start..<token.end].starts(with: Self.regulation)
    default: return false
    }
  }

  private static let legislating = Array("立法".utf16)
  private static let jointly = Array("协同立法".utf16)
  private static let local = Array("地方".utf16)
  private static let regulation = Array("法规".utf16)

  // MARK: Whose they are

  /// The candidates of a paragraph that are regulations, by what stands beside them.
  private func settled(
    _ candidates: [Candidate], _ units: UnsafeBufferPointer<UInt16>
  ) -> [Candidate] {
    guard !candidates.isEmpty else { return [] }
    let sentences = Set(
      candidates.lazy.filter { $0.title.kind == .regulation }.map { $0.sentence })
    return candidates.filter { candidate in
      switch candidate.title.kind {
      case .regulation: return !isParty(units, candidate.title.title)
      case .rule:
        if candidate.isAmongRegulations { return true }
        guard !isInternal(units, candidate.title.title), !candidate.isByOthers else {
          return false
        }
        return (candidate.hasCue && candidate.title.isMarked) || !sentences.isEmpty
      case .decision:
        // A decision that is only prepared cannot be told from one on any other matter.
        guard candidate.finding.stage == .passed, !candidate.isByOthers,
          !isInternal(units, candidate.title.title)
        else { return false }
        return sentences.contains(candidate.sentence) || candidate.hasCue
      case .other: return false
      }
    }
  }

  /// Whether the title's own place is another body's: a province's, the nation's, a lower one's.
  private func isOthers(_ units: UnsafeBufferPointer<UInt16>, _ title: Range<Int>) -> Bool {
    let head = units[title].prefix(12)
    if head.starts(with: Self.nation) || head.starts(with: Self.wholeNation) { return true }
    if head.starts(with: body) { return false }
    if head.starts(with: Self.china) {
      // 中国(上海)自由贸易试验区条例
      return !head.dropFirst(Self.china.count).starts(with: body.dropLast())
    }
    guard let first = head.first else { return true }
    if first == Self.province { return !isProvince }
    // 河南省, 黑龙江省.
    for offset in 2...3 where head.count > offset {
      if units[title.lowerBound + offset] == Self.province { return true }
    }
    for offset in 2...7
    where title.count > offset + 3
      && units[(title.lowerBound + offset)...].starts(with: Self.autonomousRegion)
    { return true }
    guard isProvince else { return false }
    for offset in 1...5 where head.count > offset + 1 {
      let unit = units[title.lowerBound + offset]
      let next = units[title.lowerBound + offset + 1]
      if unit == 0x5E02 || unit == 0x5DDE || unit == 0x53BF {  // 市 州 县
        let before = units[title.lowerBound + offset - 1]
        // 城市 and 都市, 市场, 市容 and 市政 are no places.
        return before != 0x57CE && before != 0x90FD && next != 0x573A && next != 0x5BB9
          && next != 0x653F && offset >= 2
      }
    }
    return false
  }

  private func isParty(_ units: UnsafeBufferPointer<UInt16>, _ title: Range<Int>) -> Bool {
    units[title].starts(with: Self.party)
  }

  /// Whether the title is that of a paper for the committee's own work.
  private func isInternal(_ units: UnsafeBufferPointer<UInt16>, _ title: Range<Int>) -> Bool {
    // 某市人民代表大会常务委员会关于…的决定: what counts stands behind 关于.
    var start =
      title.first { $0 + 1 < title.upperBound && units[$0] == 0x5173 && units[$0 + 1] == 0x4E8E }
      ?? title.lowerBound
    while start < title.upperBound {
      for word in RegulationLexicon.internalWords
      where title.upperBound - start >= word.count && units[start...].starts(with: word) {
        return true
      }
      start += 1
    }
    return false
  }

  private static let nation = Array("中华人民共和国".utf16)
  private static let wholeNation = Array("全国".utf16)
  private static let china = Array("中国(".utf16)
  private static let party = Array("中国共产党".utf16)
  private static let autonomousRegion = Array("自治区".utf16)
  // 省
  private static let province: UInt16 = 0x7701

  // MARK: Output

  /// Keeps each title once a stage, and its latest stage of a period.
  private mutating func collect(_ candidates: [Candidate]) {
    var kept: [(candidate: Candidate, key: [UInt16])] = []
    for candidate in candidates {
      let key = self.key(candidate.title.title)
      if kept.contains(where: {
        $0.key == key && $0.candidate.finding.stage == candidate.finding.stage
      }) {
        continue
      }
      kept.append((candidate, key))
    }
    for (candidate, key) in kept {
      let isPassedLater = kept.contains {
        $0.key == key && $0.candidate.period == candidate.period
          && rank($0.candidate.finding.stage) > rank(candidate.finding.stage)
      }
      if !isPassedLater { regulations.append(regulation(candidate)) }
    }
  }

  private func rank(_ stage: NamedRegulation.Stage) -> Int {
    switch stage {
    case .planned: 0
    case .surveyed: 1
    case .deliberated: 2
    case .passed: 3
    }
  }

  /// The title without its body's name.
  private func key(_ title: Range<Int>) -> [UInt16] {
    var units = normalised.units[title]
    if units.starts(with: body) {
      units = units.dropFirst(body.count)
    } else if let first = units.first, first == 0x5E02 || first == 0x7701 {  // 市 省
      let next = units.dropFirst().first
      if next != 0x573A, next != 0x5BB9, next != 0x653F, next != 0x533A {  // 场 容 政 区
        units = units.dropFirst()
      }
    }
    return Array(units)
  }

  private func regulation(_ candidate: Candidate) -> NamedRegulation {
    let finding = candidate.finding
    let title = candidate.title
    let start = min(finding.words.lowerBound, title.whole.lowerBound)
    let end = max(finding.words.upperBound, title.whole.upperBound)
    let range = scalars(start..<end)
    return NamedRegulation(
      body: report.body, reportYear: report.reportYear, title: written(title.title),
      action: finding.action, stage: finding.stage, from: candidate.period.from,
      to: candidate.period.to, source: report.source, evidence: text.string(range),
      start: range.lowerBound, end: range.upperBound)
  }

  private func scalars(_ units: Range<Int>) -> Range<Int> {
    Int(normalised.origins[units.lowerBound])..<(Int(normalised.origins[units.upperBound - 1]) + 1)
  }

  /// A title as it is written, without what the normalised text passes over.
  private func written(_ title: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    for index in title { view.append(text.scalars[Int(normalised.origins[index])]) }
    return String(view)
  }

  // MARK: Periods

  /// The periods of the sentences of an outline, asked for in the order of the text.
  private struct Periods {
    private let lexer: Lexer
    private let sentences: [Outline.Sentence]
    private var next = 0

    init(_ lexer: Lexer, _ outline: Outline) {
      self.lexer = lexer
      sentences = outline.sentences
    }

    /// The period of the sentence at a place, or of its neighbour in the paragraph.
    mutating func period(at place: Int, in paragraph: Range<Int>) -> Outline.Period {
      while next < sentences.count, end(next) <= place { next += 1 }
      if next < sentences.count, start(next) <= place {
        let tokens = sentences[next].tokens
        let token = tokens.last { lexer.tokens[$0].start <= place }
        return sentences[next].period(at: token ?? tokens.lowerBound)
      }
      if next > 0, start(next - 1) >= paragraph.lowerBound { return sentences[next - 1].period }
      if next < sentences.count { return sentences[next].period }
      return sentences.last?.period ?? Outline.Period()
    }

    private func start(_ index: Int) -> Int {
      let first = sentences[index].tokens.lowerBound
      return first > 0 ? Int(lexer.tokens[first - 1].end) : 0
    }

    private func end(_ index: Int) -> Int {
      Int(lexer.tokens[sentences[index].tokens.upperBound - 1].end)
    }
  }
}
