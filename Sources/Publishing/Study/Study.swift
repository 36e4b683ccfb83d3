public import Charting
public import Diagnostics
public import Metrics
import Observations

/// One comparison and everything that is to be made of it, as a YAML file describes it.
///
/// The keys are those of the study file; `docs/study.schema.json` lists them for editors.
public struct Study: Sendable {
  /// The file, as the user named it.
  public var path: String
  /// The title of the comparison.
  public var title: LocalisedText?
  /// The data: a package or a plain table, seen from the folder of the study.
  public var data: String
  /// The bodies and years.
  public var selection = Selection()
  /// Whether kinds and levels stand in one ranking.
  public var isTogether = false
  /// What is compared.
  public var indicators: [Indicator] = []
  /// The groups that indicators make up; the root is `index`.
  public var groups: [GroupDefinition] = []
  /// The names of groups, where the study gives them.
  public var groupNames: [String: LocalisedText] = [:]
  /// Where each group stands in the file.
  var groupPlaces: [Place] = []
  /// Where the selection stands in the file.
  var selectionPlace: Place
  /// How indicators become an index.
  public var method = Method()
  /// What is drawn to see how far the ranking would hold.
  public var robustness = RobustnessRequest()
  /// The tables and figures that are made.
  public var outputs: [Output] = []
  /// The documents that are made.
  public var documents: [Document] = []
  /// SHA-256 of the file, in hexadecimal.
  public var hash = ""
  /// The files that it names beside its data and goalposts: themes, templates.
  var furtherInputs: [Input] = []

  init(path: String) {
    self.path = path
    data = ""
    selectionPlace = Place(path)
  }

  /// One thing that is compared.
  public struct Indicator: Sendable {
    /// The identifier, a column of the score files.
    public var id: String
    /// The name; that of the measures where absent.
    public var name: LocalisedText?
    /// The measures as the study writes them; several are the joint set.
    public var measures: [String]
    /// Which classes of the measures are compared.
    public var counts: MeasureTable.ClassChoice = .commonest
    /// What the measure is divided by, as the study writes it.
    public var per = "none"
    /// Which end is the better one, weight, group, goalposts.
    public var definition: IndicatorDefinition
    /// Where the indicator stands in the file.
    public var place: Place
    /// Where its measures stand in the file.
    public var measuresPlace: Place
  }

  /// One table or chart, in one or more files.
  public struct Output: Sendable {
    /// Table or chart.
    public var kind: Kind
    /// What it shows: `index`, an indicator or a group.
    public var of: String
    /// The name of its files without extension.
    public var id: String
    /// The extensions of its files.
    public var formats: [String]
    /// The year, where a figure shows one; the latest of the selection where absent.
    public var year: Int?
    /// The title instead of the default one; `none` leaves it out.
    public var title: LocalisedText?
    /// The subtitle instead of the default one; `none` leaves it out.
    public var subtitle: LocalisedText?
    /// The source line instead of the one made from the data.
    public var source: LocalisedText?
    /// The language of its words.
    public var language = Language.chinese
    /// Where it is going.
    public var size = FigureSize.page
    /// Its colours.
    public var theme = Theme.light
    /// The order of the bodies.
    public var order = Order.rank
    /// Whether bodies other than the focus are named 甲市, 乙市 and so on.
    public var isAnonymous = false
    /// The bodies shown; all of the selection where absent.
    public var bodies: [String]?
    /// The body in focus; that of the study where absent.
    public var focus: String?
    /// What the kind lets choose, as far as the study chooses.
    public var options: [ChartOption: [String]] = [:]
    /// The figures that a figure of several panels is made of.
    public var panels: [Output] = []
    /// Whether a table of exactly what is drawn is written beside the figure.
    public var hasData = false
    /// Whether the text of an SVG is text rather than outlines.
    public var hasLiveText = false
    /// Whether a score's figure says how the score was made; in a document its text does.
    var hasMethodNotes = true
    /// Where it stands in the file.
    public var place: Place

    /// In which order bodies stand.
    public enum Order: String, Sendable, CaseIterable {
      /// By rank.
      case rank
      /// By the code of GB/T 2260, the administrative order.
      case code
    }
  }
}

/// The extensions of figure files.
enum FigureFormatName {
  static let all = ["png", "svg", "pdf"]
}
