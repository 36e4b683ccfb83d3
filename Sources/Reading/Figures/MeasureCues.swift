import Observations

/// What makes a figure one of a measure: the head that it counts, and the words around it.
///
/// A newcomer adds a measure here: one entry, with its words in ``Lexicon``.
struct Cue {
  /// The measure.
  var measure: Measure
  /// The things counted, any of them.
  var heads: SymbolSet
  /// The words that must stand in the clause, any of them; none needed where empty.
  var with: SymbolSet
  /// More words of which one must stand in the clause; none needed where empty.
  var also = SymbolSet(rawValue: 0)
  /// Words of which one must stand in the sentence; none needed where empty.
  var nearby = SymbolSet(rawValue: 0)
  /// The words that must not.
  var unless: SymbolSet
  /// The measure words that can count it.
  var units: Units
  /// The kind of body.
  var kinds: Kinds

  enum Units {
    /// 件 部 项 个 …: documents.
    case documents
    /// 件 部 项 个 件次: regulations.
    case laws
    /// 项 个 次: reports.
    case reports
    /// 次 项 个 场 …: what is carried out.
    case activities
    /// 次 场 个: meetings.
    case occasions
    /// 件 alone.
    case pieces
    case persons, things, any

    func admits(_ unit: MeasureWord) -> Bool {
      switch self {
      case .any: true
      case .persons: unit.isPersons
      case .things: !unit.isPersons
      case .occasions: unit.isOccasions || unit == .unit
      case .pieces: unit == .piece || unit == .itemTime
      case .laws:
        switch unit {
        case .piece, .part, .item, .unit, .itemTime: true
        default: false
        }
      case .reports: unit == .time || Self.documents.admits(unit)
      case .documents:
        switch unit {
        case .piece, .part, .item, .unit, .share, .itemTime, .strip, .article, .matter, .issue: true
        default: false
        }
      case .activities:
        switch unit {
        case .item, .unit, .piece, .part, .topic, .group, .location: true
        default: unit.isOccasions
        }
      }
    }
  }
  enum Kinds { case npc, cppcc, both }

  /// The measures of the catalogue that reports state, in its order.
  enum Measure: UInt8, CaseIterable {
    case plenarySessions, committeeMeetings, chairMeetings
    case lawsEnacted, lawsAmended, lawsRepealed, lawsApproved, lawsDeliberated
    case reportsHeard, lawInspections, visits, surveys, legislativeSurveys, specialInquiries
    case satisfactionVotes, workEvaluations, decisions, reviewOpinions, appointments, oaths
    case filingsReviewed, filingsReceived, motions, suggestions, suggestionsKey, petitions
    case deputies, deputiesObserving, deputiesInOversight, deputiesTrained, contactStations
    case proposalsReceived, proposalsFiled, proposalsHandled, proposalsKey, consultations
    case democraticSupervision, opinionsSubmitted, opinionsReceived, adviceSubmitted, speeches
    case membersTrained

    /// The identifier in ``MeasureCatalogue``.
    var id: String { Self.ids[Int(rawValue)] }

    private static let ids = [
      "plenary_sessions", "committee_meetings", "chair_meetings", "laws_enacted", "laws_amended",
      "laws_repealed", "laws_approved", "laws_deliberated", "reports_heard", "law_inspections",
      "visits", "surveys", "legislative_surveys", "special_inquiries", "satisfaction_votes",
      "work_evaluations", "decisions", "review_opinions", "appointments", "oaths",
      "filings_reviewed", "filings_received", "motions", "suggestions", "suggestions_key",
      "petitions", "deputies", "deputies_observing", "deputies_in_oversight", "deputies_trained",
      "contact_stations", "proposals_received", "proposals_filed", "proposals_handled",
      "proposals_key", "consultations", "democratic_supervision", "opinions_submitted",
      "opinions_received", "advice_submitted", "speeches", "members_trained",
    ]
  }

  init(
    _ measure: Measure, _ heads: [Symbol], with: [Symbol] = [], also: [Symbol] = [],
    nearby: [Symbol] = [], unless: [Symbol] = [], _ units: Units, _ kinds: Kinds = .npc
  ) {
    self.measure = measure
    self.heads = SymbolSet(heads)
    self.with = SymbolSet(with)
    self.also = SymbolSet(also)
    self.nearby = SymbolSet(nearby)
    self.unless = SymbolSet(unless)
    self.units = units
    self.kinds = kinds
  }
}

/// The cues of every measure (counting rules §§3, 4).
enum MeasureCues {
  static let cues: [Cue] = [
    Cue(.plenarySessions, [.plenarySession], with: [.hold], .occasions, .both),
    Cue(.committeeMeetings, [.committeeMeeting], .occasions, .both),
    Cue(.committeeMeetings, [.committee], with: [.hold], .occasions, .both),
    Cue(.committeeMeetings, [.meeting], with: [.hold], also: [.committee], .occasions, .both),
    Cue(.chairMeetings, [.chairMeeting], .occasions, .both),

    Cue(
      .reportsHeard, [.specialReport, .report, .budgetReport], with: [.hear, .deliberate],
      .reports),
    Cue(.lawInspections, [.inspection], .activities),
    Cue(.lawInspections, [.statute, .law], with: [.inspection, .check], .documents),
    Cue(.visits, [.visit], .activities, .both),
    Cue(.surveys, [.survey], .activities, .both),
    Cue(.visits, [.topic], with: [.visit], .activities, .both),
    Cue(.surveys, [.topic], with: [.survey], .activities, .both),
    Cue(.legislativeSurveys, [.legislativeSurvey], .activities),
    Cue(.specialInquiries, [.inquiry], .activities),
    Cue(.satisfactionVotes, [.satisfaction], .activities),
    Cue(
      .satisfactionVotes, [.specialReport, .report, .reviewOpinion], with: [.satisfaction],
      .documents),
    Cue(.workEvaluations, [.evaluation], .activities),
    Cue(.workEvaluations, [.topic], with: [.evaluation], .activities),
    Cue(.satisfactionVotes, [.topic], with: [.satisfaction], .activities),
    Cue(.workEvaluations, [.department], with: [.evaluation, .evaluate], .things),
    Cue(.workEvaluations, [.department], with: [.theme], nearby: [.evaluation], .things),
    Cue(.decisions, [.decision], unless: [.amend, .repeal], .documents),
    Cue(.decisions, [.topic], with: [.decide], .documents),
    Cue(.reviewOpinions, [.reviewOpinion], unless: [.satisfaction], .documents),
    Cue(.appointments, [.appointment], unless: [.oath], .persons),
    Cue(.appointments, [.official], with: [.appointment], .persons),
    Cue(.oaths, [.oath], .any),
    Cue(.oaths, [.official], with: [.oath], unless: [.appointment], .persons),
    Cue(
      .filingsReviewed, [.normativeDocument], with: [.review], unless: [.sendForFiling], .documents),
    Cue(
      .filingsReviewed, [.review], nearby: [.normativeDocument], unless: [.sendForFiling],
      .documents),
    Cue(.filingsReceived, [.normativeDocument], with: [.file], unless: [.review], .documents),

    Cue(.motions, [.motion], .documents),
    Cue(.suggestions, [.suggestion], unless: [.supervise], .pieces),
    Cue(
      .suggestions, [.suggestion], with: [.handle, .receive], unless: [.supervise], .documents),
    Cue(.suggestionsKey, [.suggestion, .suggestionWord], with: [.supervise], .documents),
    Cue(
      .suggestions, [.suggestionWord], with: [.deputy, .handle, .urge],
      unless: [.masses, .collect, .supervise],
      .pieces),
    Cue(
      .suggestions, [.suggestionWord], nearby: [.deputy, .motion, .suggestion],
      unless: [.masses, .collect, .supervise],
      .pieces),
    Cue(.suggestionsKey, [.keySuggestion], .documents),
    Cue(.petitions, [.petition], .any),
    Cue(.deputiesObserving, [.deputy], with: [.observe], .persons),
    Cue(
      .deputiesObserving, [.deputy], with: [.takePart], also: [.meeting, .committeeMeeting],
      unless: [.train, .hold], .persons),
    Cue(
      .deputiesObserving,
      [.committeeMeeting, .meeting, .inspection, .visit, .survey, .evaluation],
      with: [.observe, .takePart], also: [.meeting, .committeeMeeting], nearby: [.deputy],
      .persons),
    Cue(
      .deputiesInOversight, [.deputy], with: [.takePart],
      also: [.inspection, .visit, .survey, .evaluation, .check, .supervision],
      unless: [.train], .persons),
    Cue(
      .deputiesInOversight, [.inspection, .visit, .survey, .supervision], nearby: [.deputy],
      .persons),
    Cue(.deputiesTrained, [.deputy], with: [.train], .persons),
    Cue(.deputiesTrained, [.train], nearby: [.deputy], .persons),
    Cue(.contactStations, [.station], unless: [.spotlight], .things),

    Cue(
      .proposalsReceived, [.proposal], with: [.receive, .collect, .submit],
      unless: [.filedProposal], .documents, .cppcc),
    Cue(.proposalsFiled, [.filedProposal], .documents, .cppcc),
    Cue(.proposalsFiled, [.proposal], with: [.filedProposal], .documents, .cppcc),
    Cue(
      .proposalsFiled, [.proposal], nearby: [.filedProposal],
      unless: [.receive, .collect, .submit, .handle, .filedProposal], .documents, .cppcc),
    Cue(
      .proposalsHandled, [.proposal], with: [.handle], unless: [.filedProposal, .supervise, .urge],
      .documents, .cppcc),
    Cue(.proposalsKey, [.keyProposal], .documents, .cppcc),
    Cue(.proposalsKey, [.proposal], with: [.supervise], .documents, .cppcc),
    Cue(.consultations, [.consultation], .activities, .cppcc),
    Cue(.consultations, [.law, .draft], with: [.consultation], .documents, .cppcc),
    Cue(.democraticSupervision, [.supervision], unless: [.takePart], .activities, .cppcc),
    Cue(.opinionsReceived, [.publicOpinion], with: [.collect, .receive], .documents, .cppcc),
    Cue(
      .opinionsSubmitted, [.publicOpinion], with: [.submit], unless: [.collect, .receive],
      .documents, .cppcc),
    Cue(
      .opinionsSubmitted, [.information], with: [.submit],
      unless: [.collect, .receive], .documents, .cppcc),
    Cue(.adviceSubmitted, [.advice, .studyReport], with: [.submit], .documents, .cppcc),
    Cue(
      .adviceSubmitted, [.suggestionWord], with: [.submit], also: [.partyCommittee, .government],
      .documents, .cppcc),
    Cue(.speeches, [.speech], .documents, .cppcc),
    Cue(.membersTrained, [.member], with: [.train], .persons, .cppcc),
    Cue(.membersTrained, [.train], nearby: [.member], .persons, .cppcc),
  ]

  /// What each verb does with regulations: verbs that share a number share it (制定、修改法规3件).
  ///
  /// 通过 says that they were passed, not how; 审查批准 is for another body, and governs what that did.
  static let lawVerbs: [(verb: Symbol, measures: [Cue.Measure])] = [
    (.enact, [.lawsEnacted]), (.amend, [.lawsAmended]), (.repeal, [.lawsRepealed]),
    (.pass, [.lawsEnacted, .lawsAmended, .lawsRepealed]), (.approve, [.lawsApproved]),
    (.deliberate, [.lawsDeliberated]), (.firstReading, [.lawsDeliberated]),
    (.hear, [.lawsDeliberated]),
  ]

  /// The cues of each head.
  static let byHead: [[Cue]] = Symbol.allCases.map { symbol in
    cues.filter { $0.heads.has(symbol) }
  }
}
