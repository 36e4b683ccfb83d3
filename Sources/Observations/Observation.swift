/// One stated figure of a report: what it covers, its value, its period and where it stands.
public struct Observation: Sendable, Equatable {
  /// The figure's own key; empty where the package gives none.
  public var id: String
  /// The key of the report that states it; empty where the package names none.
  public var report: String
  /// The body that the figure is about.
  public var body: BodyKey
  /// The year whose work the report accounts for.
  public var reportYear: Int
  /// The leaf measures that the figure covers together, sorted; never split.
  public var measures: MeasureSet
  /// The number as stated, not negative for a measure of the catalogue.
  public var value: Double
  /// Whether the number is exact.
  public var bound: Bound
  /// The measure word as written.
  public var unit: String
  /// The class of thing that the figure counts.
  public var counts: String
  /// The first calendar year covered; not known where absent.
  public var from: Int?
  /// The last calendar year covered; not known where absent.
  public var to: Int?
  /// How the figure relates to the others of its set.
  public var role: Role
  /// Who stands behind it.
  public var status: Status
  /// The report or other source, in words.
  public var source: String
  /// The words that the figure stands in, copied exactly; empty where the package has no text.
  public var evidence: String
  /// Where the evidence begins in the report's plain text, in Unicode scalars; not known where absent.
  public var start: Int?
  /// Where the evidence ends in the report's plain text, in Unicode scalars; not known where absent.
  public var end: Int?
  /// What the program read, where a person corrected it.
  public var readValue: Double?
  /// The line of the user's file that holds the figure; 0 where it comes from no file.
  public var line: Int

  /// Makes a figure.
  public init(
    id: String = "", report: String = "", body: BodyKey, reportYear: Int, measures: MeasureSet,
    value: Double, bound: Bound = .exact, unit: String, counts: String, from: Int?, to: Int?,
    role: Role = .headline, status: Status = .read, source: String, evidence: String = "",
    start: Int? = nil, end: Int? = nil, readValue: Double? = nil, line: Int = 0
  ) {
    self.id = id
    self.report = report
    self.body = body
    self.reportYear = reportYear
    self.measures = measures
    self.value = value
    self.bound = bound
    self.unit = unit
    self.counts = counts
    self.from = from
    self.to = to
    self.role = role
    self.status = status
    self.source = source
    self.evidence = evidence
    self.start = start
    self.end = end
    self.readValue = readValue
    self.line = line
  }

  /// How exact a stated number is.
  public enum Bound: String, Sendable, CaseIterable {
    /// The number itself.
    case exact
    /// The number or more: 余, 多, 以上, 超.
    case atLeast = "at_least"
    /// About the number: 约, 近, 左右.
    case about
  }

  /// How a figure relates to the other figures of its measure set.
  public enum Role: String, Sendable, CaseIterable {
    /// The body's figure for the set and period.
    case headline
    /// One of several figures that together make the whole.
    case component
    /// A part limited by theme, batch, group or actor; never summed.
    case subset
  }

  /// Who stands behind a figure.
  public enum Status: String, Sendable, CaseIterable {
    /// Read by the program.
    case read
    /// Confirmed by a person.
    case confirmed
    /// Corrected by a person.
    case corrected
    /// Rejected by a person: ignored everywhere.
    case rejected
    /// Entered by a person from another source.
    case entered
  }
}

/// A set of leaf measures that one figure covers together.
public struct MeasureSet: Sendable, Hashable, CustomStringConvertible {
  /// The identifiers, sorted, each once.
  public let ids: [String]

  /// Makes a set; `laws_passed` becomes its three leaves.
  public init(_ ids: some Sequence<String>) {
    var leaves: Set<String> = []
    for id in ids {
      if id == "laws_passed" {
        leaves.formUnion(MeasureCatalogue.lawsPassed)
      } else {
        leaves.insert(id)
      }
    }
    self.ids = leaves.sorted()
  }

  /// The identifiers joined by `+`, as files carry them.
  public var description: String { ids.joined(separator: "+") }

  /// Whether the set is that of `laws_passed`.
  public var isLawsPassed: Bool { ids == MeasureCatalogue.lawsPassed }

  /// The classes that figures of the set can count, the usual one first.
  ///
  /// A single measure has its own. A joint set with `surveys`, `legislative_surveys` or `visits` counts
  /// topics or occasions, one with `reports_heard` has its classes, any other those of its first measure.
  ///
  /// - Source: counting rules §4a.
  package var classes: [String] {
    guard let first = ids.first else { return [] }
    var leading = first
    if ids.count > 1 {
      if ids.contains(where: ["surveys", "legislative_surveys", "visits"].contains) {
        return ["topics", "occasions"]
      }
      if ids.contains("reports_heard") { leading = "reports_heard" }
    }
    return MeasureCatalogue.measure(leading)?.classes ?? [leading]
  }

  /// The measure words that tell a class from the others of its measure (counting rules §4a).
  private static let units: [String: Set<String>] = [
    "laws": ["部"], "occasions": ["次", "场", "场次", "余次"], "departments": ["部门", "个部门", "个单位"],
    "amendments": ["件次"], "persons": ["人", "名", "位", "人次"], "person_times": ["人次"],
  ]

  /// The class that a figure of the set counts by its measure word; the usual one where the word tells
  /// none.
  func usualClass(unit: String) -> String? {
    // The later class is the special one: 人次 are person_times where a measure knows them.
    classes.last { Self.units[$0]?.contains(unit) == true } ?? classes.first
  }

  /// Whether every measure of this set is in the other.
  public func isSubset(of other: MeasureSet) -> Bool { ids.allSatisfy(other.ids.contains) }

  /// Whether the two sets share no measure.
  public func isDisjoint(with other: MeasureSet) -> Bool {
    !ids.contains(where: other.ids.contains)
  }
}

/// One report of a body.
public struct Report: Sendable, Equatable {
  /// The key, such as `白城市-npc-2022`.
  public var id: String
  /// The body that gives it.
  public var body: BodyKey
  /// The calendar year whose work it accounts for.
  public var reportYear: Int
  /// Whether its own accounting heading is a year or a term.
  public var span: Span
  /// The number of the congress or committee, 第十八届 as 18; not known where absent.
  public var term: Int?
  /// The number of the session, 第二次会议 as 2; not known where absent.
  public var session: Int?
  /// The day on which it was given, as 2023-01-08; empty where not known.
  public var delivered: String
  /// The source in words.
  public var source: String
  /// Where it was found; empty where not known.
  public var url: String
  /// The day on which it was found, as 2023-01-08; empty where not known.
  public var retrieved: String
  /// SHA-256 of its plain text, in hexadecimal; empty where not known.
  public var sha256: String
  /// The path of its plain text in the package; empty where none is kept.
  public var text: String

  /// Makes a report.
  public init(
    id: String, body: BodyKey, reportYear: Int, span: Span = .year, term: Int? = nil,
    session: Int? = nil, delivered: String = "", source: String, url: String = "",
    retrieved: String = "", sha256: String = "", text: String = ""
  ) {
    self.id = id
    self.body = body
    self.reportYear = reportYear
    self.span = span
    self.term = term
    self.session = session
    self.delivered = delivered
    self.source = source
    self.url = url
    self.retrieved = retrieved
    self.sha256 = sha256
    self.text = text
  }

  /// What a report accounts for.
  public enum Span: String, Sendable, CaseIterable {
    case year, term
  }
}

/// A regulation that a report names by title.
public struct NamedRegulation: Sendable, Equatable {
  /// The body that the title belongs to.
  public var body: BodyKey
  /// The report year.
  public var reportYear: Int
  /// The regulation's title.
  public var title: String
  /// What was done with it.
  public var action: Action
  /// How far it has come.
  public var stage: Stage
  /// The first calendar year of its period; not known where absent.
  public var from: Int?
  /// The last calendar year of its period; not known where absent.
  public var to: Int?
  /// The source in words.
  public var source: String
  /// The words that name it, copied exactly; empty where the package has no text.
  public var evidence: String
  /// Where the evidence begins in the report's plain text, in Unicode scalars; not known where absent.
  public var start: Int?
  /// Where the evidence ends in the report's plain text, in Unicode scalars; not known where absent.
  public var end: Int?

  /// Makes a named regulation.
  public init(
    body: BodyKey, reportYear: Int, title: String, action: Action, stage: Stage, from: Int?,
    to: Int?, source: String, evidence: String = "", start: Int? = nil, end: Int? = nil
  ) {
    self.body = body
    self.reportYear = reportYear
    self.title = title
    self.action = action
    self.stage = stage
    self.from = from
    self.to = to
    self.source = source
    self.evidence = evidence
    self.start = start
    self.end = end
  }

  /// What was done with a regulation.
  public enum Action: String, Sendable, CaseIterable {
    case enacted, amended, repealed

    /// The measure under which such titles count.
    public var measure: String {
      switch self {
      case .enacted: "laws_enacted"
      case .amended: "laws_amended"
      case .repealed: "laws_repealed"
      }
    }
  }

  /// How far a regulation has come.
  public enum Stage: String, Sendable, CaseIterable {
    case passed, deliberated, surveyed, planned
  }
}

/// A number of a report that became no observation, and why.
public struct LeftOut: Sendable, Equatable {
  /// The key of the report.
  public var report: String
  /// Where its sentence begins in the report's plain text, in Unicode scalars.
  public var start: Int
  /// Where its sentence ends.
  public var end: Int
  /// The sentence, copied exactly.
  public var text: String
  /// Why it is no observation.
  public var reason: Reason

  /// Makes an entry.
  public init(report: String, start: Int, end: Int, text: String, reason: Reason) {
    self.report = report
    self.start = start
    self.end = end
    self.text = text
    self.reason = reason
  }

  /// Why a number is no observation (counting rules §2).
  public enum Reason: String, Sendable, CaseIterable {
    /// What is to be done, not what was done.
    case plan
    /// Another body did it.
    case otherBody = "other body"
    /// It stands inside one single activity.
    case insideOneActivity = "inside one activity"
    /// It is the result of what is counted.
    case result
    /// It counts a thing that no measure counts.
    case notAMeasure = "not a measure"
    /// The words around it could not be understood.
    case notUnderstood = "not understood"
  }
}

/// A quantity of a place that counts are compared against, such as its residents.
public struct ReferenceQuantity: Sendable, Equatable {
  /// The place.
  public var body: String
  /// What is counted, such as `residents`, `deputies`, `county_divisions` or `gdp`.
  public var quantity: String
  /// The calendar year.
  public var year: Int
  /// The amount.
  public var value: Double
  /// The unit, as the file gives it.
  public var unit: String
  /// The source in words.
  public var source: String
  /// The line of the user's file that holds the quantity.
  public var line: Int
}
