/// What a word of a report means to the grammar.
///
/// Words of one meaning are one symbol: 执法检查 and 法律监督检查 are ``inspection``. Which words these are
/// stands in ``Lexicon``, and which symbols make which measure in ``MeasureCues``.
enum Symbol: UInt8, CaseIterable {
  // Heads: what a figure can count.
  case plenarySession, committeeMeeting, committee, chairMeeting
  case law, draft, bill, normativeDocument, statute
  case specialReport, report, budgetReport
  case inspection, check, visit, survey, legislativeSurvey, inquiry
  case satisfaction, evaluation, decision, reviewOpinion
  case appointment, official, oath
  case meeting, topic
  case motion, suggestion, keySuggestion, suggestionWord, petition
  case deputy, station, member
  case proposal, keyProposal, filedProposal, consultation, supervision, publicOpinion, information
  case advice, studyReport, speech
  /// Something else that is counted: a thing of one activity, or of no measure.
  case object
  case department
  /// A head of no measure whose word holds that of one: 调研报告, 执法检查组.
  case otherHead

  // Verbs.
  case enact, amend, repeal, pass, approve, deliberate, firstReading
  case hear, make, decide, hold, carryOut, evaluate, review, file, sendForFiling
  case receive, handle, submit, collect, urge, assign, invite, observe, takePart, train, swear
  case supervise, found, spotlight

  // Grammar.
  case and, each, total, lightVerb, ofParticle, among, suchAs
  case theme, batch

  // Who.
  case nationalCongress, provinceCongress, cityCongress, lowerCongress
  case nationalConference, provinceConference, cityConference, lowerConference
  case partyCommittee, government, court, otherActor, masses
  case help, under

  // When and how.
  case plan, planHeading, pastHeading, annual, term, sinceTerm, nextYear, thisYear
  case result, notCounted, awaitingApproval

  // Marks.
  case comma, enumerationComma, semicolon, colon, fullStop, openBracket, closeBracket
  case openQuote, closeQuote, openTitle, closeTitle, paragraphEnd
  case yearNumber, figure, ordinal
}

/// A set of symbols.
struct SymbolSet: OptionSet {
  var rawValue: UInt128

  init(rawValue: UInt128) { self.rawValue = rawValue }

  @inline(__always)
  init(_ symbol: Symbol) { rawValue = 1 << UInt128(symbol.rawValue) }

  init(_ symbols: [Symbol]) {
    rawValue = symbols.reduce(0) { $0 | 1 << UInt128($1.rawValue) }
  }

  @inline(__always)
  func has(_ symbol: Symbol) -> Bool { rawValue & (1 << UInt128(symbol.rawValue)) != 0 }

  mutating func add(_ symbol: Symbol) { rawValue |= 1 << UInt128(symbol.rawValue) }

  @inline(__always)
  func meets(_ other: SymbolSet) -> Bool { rawValue & other.rawValue != 0 }

  /// The symbols' raw values, ascending.
  var elements: Elements { Elements(rest: rawValue) }

  struct Elements: Sequence, IteratorProtocol {
    var rest: UInt128

    mutating func next() -> UInt8? {
      guard rest != 0 else { return nil }
      let element = rest.trailingZeroBitCount
      rest &= rest - 1
      return UInt8(element)
    }
  }
}
