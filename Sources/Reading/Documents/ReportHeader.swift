import Diagnostics
import Observations

/// Whose report a text is, for which year, and when it was given.
///
/// What the text lacks comes from the name of its file, or in a collection from the year of the others;
/// both with a warning. A report without a body or a year is not read, and an error says so.
/// - Source: counting rules §5.
struct ReportHeader {
  /// The body; nothing where neither text nor file name tells it.
  var body: Body?
  /// Congress or consultative conference.
  var kind: BodyKind = .npc
  /// The calendar year whose work it accounts for; nothing where not known.
  var reportYear: Int?
  /// Whether its own accounting heading is a year or a term.
  var span: Report.Span = .year
  /// The number of the congress or committee to which it was given; not known where absent.
  var term: Int?
  /// The number of the session; not known where absent.
  var session: Int?
  /// The day on which it was given, as 2023-01-08; empty where not known.
  var delivered = ""
  /// The source in words, such as 白城市人大常委会工作报告（2022年）.
  var source = ""
  /// Where each field stands.
  var fields: [FieldEvidence] = []
  /// What was uncertain or lacking.
  var diagnostics: [Diagnostic] = []

  /// Reads the header of one report.
  ///
  /// - Parameters:
  ///   - text: The report's text, from its heading on.
  ///   - lines: Its lines, where they are folded already.
  ///   - fileName: The name of the file that it came from, with or without its folders.
  ///   - yearOfCollection: The commonest report year of the other reports of the same file.
  /// - Returns: The header, with an error among its diagnostics where body or year is lacking.
  static func read(
    _ text: PlainText, _ lines: FoldedLines? = nil, fileName: String, yearOfCollection: Int?
  ) -> ReportHeader {
    var reader = ReportHeaderReader(
      text, lines ?? FoldedLines(text), fileName: fileName, yearOfCollection: yearOfCollection)
    return reader.read()
  }
}
