import Charting
import Diagnostics

/// The file formats of a document.
public enum DocumentFormat: String, Sendable, CaseIterable {
  /// Word.
  case docx
  /// PowerPoint, 16:9.
  case pptx
  /// One self-contained page.
  case html
  /// Pages, as Word shows them.
  case pdf
  /// Markdown with its pictures beside it.
  case markdown = "md"
}

/// How a document is set.
public enum DocumentProfile: String, Sendable, CaseIterable {
  /// In the manner of GB/T 9704: official type sizes, text area of 156 × 225 mm, full grid tables.
  case official
  /// A plain report: three-line tables, sans-serif headings.
  case plain
}

/// A figure of a document.
struct DocumentFigure: Sendable {
  /// Names its files.
  var id: String
  var number: Int
  /// Stands below the figure, without its number.
  var caption: String
  var alternativeText: String
  /// The size on paper, millimetres.
  var width: Double
  var height: Double
  var png: [UInt8]
  var svg: [UInt8]
}

/// A table of a document.
struct DocumentTable: Sendable {
  var id: String
  var number: Int
  /// Stands above the table, without its number.
  var caption: String
  var table: TextTable
}

/// What stands around the text of a document.
struct DocumentFrame: Sendable {
  var language = Language.chinese
  var profile = DocumentProfile.official
  var title = ""
  var subtitle = ""
  /// The name of a 简报 series that heads the first page, such as 调研简报; none where absent.
  var masthead: String?
  /// What stands under the masthead, left: 第3期.
  var issue: String?
  /// 内部参阅 and the like, above the masthead.
  var marking: String?
  /// Who signs: 落款.
  var organisation: String?
  /// The date below it, and on the right under the masthead.
  var date: String?
}

/// Writes documents from Markdown, through pandoc.
struct DocumentWriter: Sendable {
  var frame: DocumentFrame
  var figures: [DocumentFigure] = []
  var tables: [DocumentTable] = []

  /// The Markdown that stands for a figure in a document of the format.
  func block(_ figure: DocumentFigure, in format: DocumentFormat) -> String { "" }

  /// The Markdown that stands for a table in a document of the format.
  func block(_ table: DocumentTable, in format: DocumentFormat) -> String { "" }

  /// The file.
  func bytes(of markdown: String, as format: DocumentFormat) async throws(PublishingError)
    -> [UInt8]
  {
    []
  }
}
