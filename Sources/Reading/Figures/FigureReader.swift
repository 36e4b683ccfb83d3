import Diagnostics
import Observations

/// The figures of one report: observations with their evidence, and what was left out.
struct FigureReader {
  private(set) var observations: [Observation] = []
  private(set) var leftOut: [LeftOut] = []

  private let text: PlainText
  private let normalised: NormalisedText
  private let lexer: Lexer
  private let outline: Outline
  private let grammar: FigureGrammar

  /// Reads a report whose body, year and span are known.
  init(_ text: PlainText, report: Report, level: Level?) {
    self.text = text
    normalised = NormalisedText(text)
    lexer = Lexer(normalised)
    let context = Outline.Report(
      year: report.reportYear, span: report.span, session: report.session, level: level,
      kind: report.body.kind)
    outline = Outline(lexer, of: normalised, report: context)
    grammar = FigureGrammar(normalised, lexer, outline, report: context)
    var claims = Self.distinct(grammar.claims, lexer.figures)
    Self.settleRoles(&claims, lexer.figures)
    observations = claims.map { observation($0, report: report) }
    leftOut = grammar.rejections.map { entry($0, report: report.id) }
  }

  // MARK: Distinct figures

  /// Leaves out what is stated again: the same number of the same measures and period.
  private static func distinct(
    _ claims: [FigureGrammar.Claim], _ figures: [Figure]
  ) -> [FigureGrammar.Claim] {
    var kept: [FigureGrammar.Claim] = []
    for claim in claims {
      let isRepeated = kept.contains {
        $0.measures == claim.measures && $0.period == claim.period
          && figures[$0.figure].value == figures[claim.figure].value
      }
      if !isRepeated { kept.append(claim) }
    }
    return kept
  }

  // MARK: Roles

  /// Tells headlines, components and subsets apart (counting rules §1).
  private static func settleRoles(
    _ claims: inout [FigureGrammar.Claim], _ figures: [Figure]
  ) {
    var done = Set<Int>()
    for index in claims.indices where !done.contains(index) {
      let same = claims.indices.filter {
        claims[$0].measures == claims[index].measures && claims[$0].period == claims[index].period
          && isPersons(claims[$0], figures) == isPersons(claims[index], figures)
      }
      done.formUnion(same)
      settle(same, &claims, figures)
    }
  }

  private static func isPersons(_ claim: FigureGrammar.Claim, _ figures: [Figure]) -> Bool {
    claim.counts == "persons" || claim.counts == "person_times"
  }

  private static func settle(
    _ same: [Int], _ claims: inout [FigureGrammar.Claim], _ figures: [Figure]
  ) {
    for index in same where claims[index].isLimited { claims[index].role = .subset }
    let free = same.filter { !claims[$0].isLimited }
    guard free.count > 1, let first = free.first else { return }
    // Figures side by side in one clause are components, where no headline stands before them.
    let beside = free.filter {
      claims[$0].sentence == claims[first].sentence && claims[$0].clause == claims[first].clause
    }
    if beside.count > 1, !claims[beside[1]].isBracketed {
      for index in beside { claims[index].role = .component }
      for index in free where !beside.contains(index) { claims[index].role = .subset }
      return
    }
    for index in free.dropFirst() {
      claims[index].role = claims[index].isBracketed ? .component : .subset
    }
    // A later figure that is greater is the whole.
    if let greatest = free.max(by: {
      figures[claims[$0].figure].value < figures[claims[$1].figure].value
    }),
      greatest != first,
      figures[claims[greatest].figure].unit == figures[claims[first].figure].unit,
      figures[claims[greatest].figure].value > figures[claims[first].figure].value
    {
      claims[greatest].role = .headline
      claims[first].role = .subset
    }
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

  /// The measure word as it is written, without 余 and 以上.
  private func unit(_ figure: Figure) -> String {
    MeasureWord.words.first { $0.unit == figure.unit && isWritten($0.word, at: figure.unitStart) }?
      .word ?? ""
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
