import Charting
public import Diagnostics

extension Study {
  /// A document of several figures and tables: a briefing with its slides and pages, a workbook, a
  /// verification sheet.
  public struct Document: Sendable {
    /// What it is.
    public enum Kind: String, Sendable, CaseIterable {
      /// Sentences, figures and tables.
      case briefing
      /// The whole study as sheets.
      case workbook
      /// Every number with its sentence, to be signed for.
      case sheet
      /// All figures of the study with what it takes to embed them.
      case figures

      /// The formats that a document of the kind may have; the first ones are the default.
      public var formats: [String] {
        switch self {
        case .briefing: ["docx", "html", "pptx", "pdf", "md"]
        case .workbook: ["xlsx"]
        case .sheet: ["csv", "html", "md"]
        case .figures: ["html", "zip", "md", "tex"]
        }
      }

      /// What is made where a study names no format.
      var usualFormats: [String] {
        switch self {
        case .briefing: ["docx", "html"]
        case .workbook: ["xlsx"]
        case .sheet: ["csv"]
        case .figures: ["html", "zip"]
        }
      }
    }

    /// What it is.
    public var kind: Kind
    /// The form, of a briefing; of a sheet that of the briefing that it checks.
    var form = Briefing.Form.league
    /// The name of its files without extension.
    public var id: String
    /// The extensions of its files.
    public var formats: [String]
    /// The year of a briefing; the latest of the selection where absent.
    var year: Int?
    var title: LocalisedText?
    var subtitle: LocalisedText?
    var language = Language.chinese
    /// The body that it is about; that of the study where absent.
    var focus: String?
    /// Whether there is one briefing for each body of the year, its name behind the id.
    var isForEach = false
    /// Whether other bodies are named 甲市, 乙市 and so on.
    var isAnonymous = false
    /// The colours of its figures.
    var theme = Theme.page
    /// How it is set.
    var profile = DocumentProfile.official
    /// A Mustache template of the user's.
    var template: String?
    var masthead: String?
    var issue: String?
    var marking: String?
    var organisation: String?
    var date: String?
    /// Whether the verification sheet is annexed.
    var hasAnnex = true
    /// Figures in place of those of the form.
    var figures: [Output]?
    /// Where it stands in the file.
    public var place: Place

    init(kind: Kind, id: String, place: Place) {
      self.kind = kind
      self.id = id
      formats = kind.usualFormats
      self.place = place
    }

    /// A problem of the document.
    func failure(zh: String, en: String) -> PublishingError {
      PublishingError([Diagnostic(.error, at: place, LocalisedText(zh: zh, en: en))])
    }
  }
}
