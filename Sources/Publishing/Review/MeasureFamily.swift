import Diagnostics
import Observations

/// The families of measures that the page for checking tells apart by colour and by name.
enum MeasureFamily: Int, CaseIterable {
  case meetings = 1
  case legislation, oversight, decisions, suggestions, deputies, proposals, consultation, other

  /// The family of a measure; ``other`` for a measure outside the catalogue.
  init(_ measure: String) {
    switch measure {
    case "plenary_sessions", "committee_meetings", "chair_meetings": self = .meetings
    case "laws_passed", "laws_enacted", "laws_amended", "laws_repealed", "laws_approved",
      "laws_deliberated", "legislative_surveys", "filings_reviewed", "filings_received":
      self = .legislation
    case "reports_heard", "law_inspections", "visits", "surveys", "special_inquiries",
      "satisfaction_votes", "work_evaluations", "review_opinions":
      self = .oversight
    case "decisions", "appointments", "oaths": self = .decisions
    case "motions", "suggestions", "suggestions_key", "petitions": self = .suggestions
    case "deputies", "deputies_observing", "deputies_in_oversight", "deputies_trained",
      "contact_stations", "members_trained":
      self = .deputies
    case "proposals_received", "proposals_filed", "proposals_handled", "proposals_key":
      self = .proposals
    case "consultations", "democratic_supervision", "opinions_submitted", "opinions_received",
      "advice_submitted", "speeches":
      self = .consultation
    default: self = .other
    }
  }

  /// The family of a set: that of its first measure.
  init(_ set: MeasureSet) {
    self.init(set.ids.first ?? "")
  }

  /// Its name.
  var name: LocalisedText {
    switch self {
    case .meetings: LocalisedText(zh: "会议", en: "Meetings")
    case .legislation: LocalisedText(zh: "立法与备案", en: "Legislation and filing")
    case .oversight: LocalisedText(zh: "监督", en: "Oversight")
    case .decisions: LocalisedText(zh: "决定与任免", en: "Decisions and appointments")
    case .suggestions: LocalisedText(zh: "议案、建议与信访", en: "Motions, suggestions, petitions")
    case .deputies: LocalisedText(zh: "代表与委员", en: "Deputies and members")
    case .proposals: LocalisedText(zh: "提案", en: "Proposals")
    case .consultation: LocalisedText(zh: "协商与建言", en: "Consultation and advice")
    case .other: LocalisedText(zh: "其他", en: "Other")
    }
  }
}
