import Diagnostics
import Observations

/// The figures of one report: observations with their evidence, and what was left out.
struct FigureReader {
  private(set) var observations: [Observation] = []
  private(set) var leftOut: [LeftOut] = []
  /// The regulations named by title.
  private(set) var regulations: [NamedRegulation] = []
  /// What a careful reader wants to know: damaged sentences.
  private(set) var diagnostics: [Diagnostic] = []

  private let text: PlainText
  private let normalised: NormalisedText
  private let lexer: Lexer
  private let outline: Outline
  private let grammar: FigureGrammar

  /// Reads a report whose body, year and span are known.
  ///
  /// - Parameters:
  ///   - text: The report's plain text.
  ///   - report: The report's own fields.
  ///   - level: The level of its body.
  ///   - place: Where the report's first line stands in the user's file.
  init(_ text: PlainText, report: Report, level: Level?, place: Place? = nil) {
    self.text = text
    normalised = NormalisedText(text)
    lexer = Lexer(normalised)
    let context = Outline.Report(
      year: report.reportYear, span: report.span, session: report.session, level: level,
      kind: report.body.kind)
    outline = Outline(lexer, of: normalised, report: context)
    grammar = FigureGrammar(normalised, lexer, outline, report: context)
    var claims = Self.distinct(grammar.claims, lexer.figures)
    Self.settleRoles(&claims, lexer.figures, normalised.units)
    observations = claims.map { observation($0, report: report) }
    leftOut = grammar.rejections.map { entry($0, report: report.id) }
    regulations =
      RegulationReader(text, normalised, lexer, outline, report: report, level: level).regulations
    diagnose(SourceDamage(normalised), claims, place: place)
  }

  // MARK: Distinct figures

  /// Leaves out what is stated again: the same number of the same measures and period.
  private static func distinct(
    _ claims: [FigureGrammar.Claim], _ figures: [Figure]
  ) -> [FigureGrammar.Claim] {
    struct Key: Hashable {
      var measures: [Cue.Measure]
      var period: Outline.Period
      var value: Int
    }
    var seen: Set<Key> = []
    var kept = claims.filter { claim in
      seen.insert(
        Key(
          measures: claim.measures, period: claim.period, value: figures[claim.figure].value)
      ).inserted
    }
    // Departments count only where no topics or occasions stand (counting rules §2).
    let evaluates = kept.contains {
      $0.measures == [.workEvaluations] && $0.counts != "departments"
    }
    if evaluates {
      kept.removeAll { $0.measures == [.workEvaluations] && $0.counts == "departments" }
    }
    return kept
  }

  // MARK: Roles

  /// Tells headlines, components and subsets apart (counting rules §1).
  private static func settleRoles(
    _ claims: inout [FigureGrammar.Claim], _ figures: [Figure], _ units: [UInt16]
  ) {
    struct Group: Hashable {
      var measures: [Cue.Measure]
      var period: Outline.Period
      var isPersons: Bool
      var isBills: Bool
    }
    var groups: [Group: [Int]] = [:]
    var order: [Group] = []
    for (index, claim) in claims.enumerated() {
      let group = Group(
        measures: claim.measures, period: claim.period, isPersons: isPersons(claim),
        isBills: claim.counts == "bills")
      if groups[group] == nil { order.append(group) }
      groups[group, default: []].append(index)
    }
    for group in order { settle(groups[group] ?? [], &claims, figures, units) }
  }

  private static func isPersons(_ claim: FigureGrammar.Claim) -> Bool {
    claim.counts == "persons" || claim.counts == "person_times"
  }

  private static func settle(
    _ same: [Int], _ claims: inout [FigureGrammar.Claim], _ figures: [Figure], _ units: [UInt16]
  ) {
    func value(_ index: Int) -> Int { figures[claims[index].figure].value }
    let free = same.filter { !claims[$0].isLimited }
    guard var headline = free.first(where: { !claims[$0].isPart }) ?? free.first else {
      for index in same { claims[index].role = .subset }
      return
    }
    // Figures side by side in one clause are components, where no headline stands before them.
    var beside = [headline]
    for index in free
    where index > headline
      && stands(claims[index], beside: claims[beside[beside.count - 1]], in: units)
    {
      beside.append(index)
    }
    if beside.count > 1 {
      let components = Set(beside)
      for index in same { claims[index].role = components.contains(index) ? .component : .subset }
      return
    }
    // A later figure that is greater is the whole.
    if let greatest = free.max(by: { value($0) < value($1) }), value(greatest) > value(headline),
      figures[claims[greatest].figure].unit == figures[claims[headline].figure].unit
    {
      headline = greatest
    }
    // Of suggestions received and handled, those handled are the headline (counting rules §3).
    if claims[headline].measures == [.suggestions], !claims[headline].isHandled,
      let handled = free.first(where: {
        $0 != headline && claims[$0].isHandled && claims[$0].sentence == claims[headline].sentence
      })
    {
      headline = handled
    }
    let others = same.filter { $0 != headline }
    for index in others { claims[index].role = .subset }
    // What adds up to the headline is its components: all of it, or what one sentence states.
    for parts in [others] + sentences(of: others, claims) where parts.count > 1 {
      if parts.reduce(0, { $0 + value($1) }) == value(headline) {
        for index in parts { claims[index].role = .component }
        break
      }
    }
  }

  /// Whether a figure stands beside another of its measure, so that both make a whole that is not
  /// stated: 专项工作报告79件、计划预算报告25件; 大会提案950件,平时提案24件.
  private static func stands(
    _ claim: FigureGrammar.Claim, beside former: FigureGrammar.Claim, in units: [UInt16]
  ) -> Bool {
    guard claim.sentence == former.sentence, !claim.isBracketed, !claim.isPart else { return false }
    if claim.clause == former.clause { return true }
    if claim.isBetweenSessions != former.isBetweenSessions { return true }
    let alone: Set<Cue.Measure> = [.suggestions, .motions, .suggestionsKey, .proposalsKey]
    guard claim.figure == former.figure + 1, !claim.isSelected, claim.head != former.head,
      !claim.measures.contains(where: alone.contains),
      claim.unit == former.unit || claim.measures == [.petitions]
    else { return false }
    if claim.measures == [.reportsHeard] { return claim.counts != former.counts }
    return units[claim.head] != units[former.head] || claim.measures.allSatisfy(parted.contains)
  }

  /// Measures whose figures in neighbouring clauses part a whole, even by the same word.
  private static let parted: Set<Cue.Measure> = [
    .petitions, .lawsApproved, .contactStations, .proposalsReceived, .proposalsFiled, .appointments,
  ]

  private static func sentences(
    of indices: [Int], _ claims: [FigureGrammar.Claim]
  ) -> [[Int]] {
    var runs: [[Int]] = []
    for index in indices {
      if let last = runs.last?.last, claims[last].sentence == claims[index].sentence {
        runs[runs.count - 1].append(index)
      } else {
        runs.append([index])
      }
    }
    return runs
  }

  // MARK: Damage

  /// Tells of a damaged source, and of each figure whose sentence is touched.
  private mutating func diagnose(
    _ damage: SourceDamage, _ claims: [FigureGrammar.Claim], place: Place?
  ) {
    if !damage.places.isEmpty {
      let words = Self.distinctWords(damage.places.map { string($0) })
      diagnostics.append(
        Diagnostic(
          .warning, at: at(damage.places[0].lowerBound, place),
          LocalisedText(
            zh: "来源受损（damaged source）：句中混入\(words)，共\(damage.places.count)处；数字照读，引用前请与原件核对",
            en: "damaged source: \(words) set into sentences, \(damage.places.count) times; the "
              + "figures are read, check them against the original before quoting")))
    }
    for claim in claims {
      let tokens = outline.sentences[claim.sentence].tokens
      let range =
        Int(
          lexer.tokens[tokens.lowerBound].start)..<Int(
          lexer.tokens[tokens.upperBound - 1].end)
      guard damage.touches(range) else { continue }
      let evidence = text.string(scalars(claim.start, claim.end))
      diagnostics.append(
        Diagnostic(
          .warning, at: at(Int(claim.start), place),
          LocalisedText(
            zh: "来源受损（damaged source）：\(Diagnostic.quoted(evidence))所在的句子，请与原件核对",
            en: "damaged source: the sentence of \(Diagnostic.quoted(evidence)): check it against "
              + "the original")))
    }
    for range in damage.repetitions {
      let opening = string(range.lowerBound..<min(range.upperBound, range.lowerBound + 12))
      diagnostics.append(
        Diagnostic(
          .note, at: at(range.lowerBound, place),
          LocalisedText(
            zh: "来源受损（damaged source）：以\(Diagnostic.quoted(opening))开头的一段重复出现，只计一次",
            en: "damaged source: the paragraph that begins with \(Diagnostic.quoted(opening)) "
              + "stands twice; its figures are counted once")))
    }
  }

  private static func distinctWords(_ words: [String]) -> String {
    var seen: [String] = []
    for word in words.map({ $0.last == ":" ? String($0.dropLast()) : $0 })
    where !seen.contains(word) {
      seen.append(word)
    }
    return seen.prefix(3).map { Diagnostic.quoted($0) }.joined(separator: " ")
  }

  private func string(_ range: Range<Int>) -> String {
    text.string(scalars(Int32(range.lowerBound), Int32(range.upperBound)))
  }

  /// The line and column of a place in the normalised text, in the user's file.
  private func at(_ index: Int, _ place: Place?) -> Place? {
    guard let place else { return nil }
    let scalar = Int(normalised.origins[index])
    var line = 0
    var start = 0
    for offset in 0..<scalar where text.scalars[offset] == "\n" {
      line += 1
      start = offset + 1
    }
    return Place(place.file, line: (place.line ?? 1) + line, column: scalar - start + 1)
  }

  // MARK: Output

  private func scalars(_ start: Int32, _ end: Int32) -> Range<Int> {
    let first = Int(normalised.origins[Int(start)])
    let last = Int(normalised.origins[Int(end) - 1])
    return first..<(last + 1)
  }

  private func observation(_ claim: FigureGrammar.Claim, report: Report) -> Observation {
    let figure = lexer.figures[claim.figure]
    let range = scalars(claim.start, claim.end)
    let measures = MeasureSet(claim.measures.map(\.id))
    let place = Int(normalised.origins[Int(figure.start)])
    let bound: Observation.Bound =
      switch figure.bound {
      case .exact: .exact
      case .atLeast: .atLeast
      case .about: .about
      }
    return Observation(
      id: "\(report.id):\(place):\(measures):\(claim.counts)", report: report.id,
      body: report.body, reportYear: report.reportYear, measures: measures,
      value: Double(figure.value), bound: bound, unit: unit(figure), counts: claim.counts,
      from: claim.period.from, to: claim.period.to, role: claim.role, source: report.source,
      evidence: text.string(range), start: range.lowerBound, end: range.upperBound)
  }

  /// The measure word as it is written, without the white space of a broken line.
  private func unit(_ figure: Figure) -> String {
    let length = MeasureWord.words.first {
      $0.unit == figure.unit && isWritten($0.word, at: figure.unitStart)
    }?.word.utf16.count
    guard let length else { return "" }
    let places = Int(figure.unitStart)..<(Int(figure.unitStart) + length)
    return PlainText(places.map { text.scalars[Int(normalised.origins[$0])] }).string
  }

  private func isWritten(_ word: String, at start: Int32) -> Bool {
    var index = Int(start)
    for unit in word.utf16 {
      guard index < normalised.units.count, normalised.units[index] == unit else { return false }
      index += 1
    }
    return true
  }

  private func entry(_ rejection: FigureGrammar.Rejection, report: String) -> LeftOut {
    let tokens = outline.sentences[rejection.sentence].tokens
    // The sentence reaches from the mark before it to its own.
    let before = tokens.lowerBound > 0 ? lexer.tokens[tokens.lowerBound - 1].end : 0
    let last = lexer.tokens[tokens.upperBound - 1]
    let end = last.is(.paragraphEnd) ? last.start : last.end
    let range = scalars(min(before, end - 1), end)
    return LeftOut(
      report: report, start: range.lowerBound, end: range.upperBound, text: text.string(range),
      reason: rejection.reason)
  }
}
