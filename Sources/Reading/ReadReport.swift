public import Diagnostics
public import Observations

/// What was read from one document: its reports, and what its other parts are.
public struct ReadDocument: Sendable {
  /// The reports, in the document's order.
  public var reports: [ReadReport] = []
  /// Every part of the document, reports too, in its order.
  public var parts: [DocumentPart] = []
  /// What a careful reader of the document wants to know; an error where nothing was read.
  public var diagnostics: [Diagnostic] = []
}

/// One report as it was read: whose it is, its figures with their evidence, and what was left out.
public struct ReadReport: Sendable {
  /// The report's own fields; its key is `白城市-npc-2022`, without a number for a second one.
  public var report: Report
  /// The body that gives it.
  public var body: Body
  /// The plain text; offsets count its Unicode scalars.
  public var text: PlainText
  /// Where each field of ``report`` and ``body`` stands in the text.
  public var fields: [FieldEvidence] = []
  /// The figures, in the order of the text.
  public var observations: [Observation] = []
  /// The regulations named by title, in the order of the text.
  public var regulations: [NamedRegulation] = []
  /// The numbers with a counting unit that became no observation.
  public var leftOut: [LeftOut] = []
  /// Findings about this report.
  public var diagnostics: [Diagnostic] = []
}

/// Where a field of a report stands in its text.
public struct FieldEvidence: Sendable, Equatable {
  /// The field's name in `reports.csv` or `bodies.csv`.
  public var field: String
  /// Its value, as the file carries it.
  public var value: String
  /// Where it stands in the report's plain text; nowhere where it comes from elsewhere.
  public var range: Range<Int>?
  /// Where it comes from otherwise, such as the file's name.
  public var origin: Origin

  /// Where a field comes from.
  public enum Origin: String, Sendable, CaseIterable {
    /// The report's text.
    case text
    /// The file's name.
    case fileName
    /// The other reports of the collection.
    case collection
    /// The table of divisions.
    case divisions
  }
}

/// One part of a document.
public struct DocumentPart: Sendable, Equatable {
  /// What it is.
  public var kind: Kind
  /// Its first line, in words for the user.
  public var heading: String
  /// Where it stands in the document's text.
  public var range: Range<Int>
  /// Why it is not read; nothing for a report.
  public var reason: LocalisedText?

  /// What a part of a document can be.
  public enum Kind: String, Sendable, CaseIterable {
    /// A work report of a standing committee.
    case report
    /// Another body's report: of a government, a court, a procuratorate.
    case otherReport = "other report"
    /// A speech, such as that of a session's opening or closing.
    case speech
    /// A news item.
    case news
    /// A plan or list of tasks.
    case plan
    /// A table of contents.
    case contents
    /// Advertising, menus and footers of a web page.
    case advertisement
    /// Anything else.
    case other
  }
}
