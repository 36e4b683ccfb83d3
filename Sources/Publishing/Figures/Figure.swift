public import CairoRenderer
public import Charting
public import Diagnostics
import Metrics
import Observations

/// A figure that is ready to be written: a scene, and what writes it.
public struct Figure {
  /// The version of the program, which every figure carries.
  public static let version = "0.1.0"

  /// The figure as shapes and text.
  public let scene: Scene
  private let measurer: PangoTextMeasurer

  /// Measures text for figures; one that is shared by several figures measures each text once.
  ///
  /// It belongs to one thread.
  public final class Measurer {
    private var measurer: PangoTextMeasurer?

    /// Makes a measurer; the fonts are looked up when the first text is measured.
    public init() {}

    func pango() throws(PublishingError) -> PangoTextMeasurer {
      if let measurer { return measurer }
      do {
        let made = try PangoTextMeasurer()
        measurer = made
        return made
      } catch {
        throw Figure.failure("\(error)")
      }
    }
  }

  /// How a figure is to look.
  public struct Appearance: Sendable {
    /// The language of its words.
    public var language: Language = .chinese
    /// Where it is going.
    public var size: FigureSize = .page
    /// Its colours.
    public var theme: Theme = .light
    /// The title instead of the default one; `none` leaves it out.
    public var title: String?
    /// The subtitle instead of the default one; `none` leaves it out.
    public var subtitle: String?
    /// The source line instead of the one made from the data.
    public var source: String?

    /// Makes the default appearance: Chinese, for the page of a document.
    public init() {}
  }

  /// Draws a ranking as bars or as a table.
  ///
  /// - Throws: ``PublishingError`` if the table has no section or several, if nothing is ranked, or if
  ///   the figure cannot be set legibly.
  public init(
    _ kind: RankingKind, of table: RankingTable, _ appearance: Appearance,
    measuring measurer: Measurer = Measurer()
  ) throws(PublishingError) {
    try self.init(
      kind, of: table, Setting(appearance, dataHash: table.dataHash), measuring: measurer)
  }

  /// The kinds of figure that show one ranking.
  public enum RankingKind: String, Sendable, CaseIterable {
    /// Bars by rank.
    case rankedBar = "ranked-bar"
    /// The ranking table as a picture.
    case table
  }

  /// Draws an output of a study.
  ///
  /// - Throws: ``PublishingError`` if the output cannot be drawn.
  init(
    _ output: Study.Output, of run: StudyRun, measuring measurer: Measurer
  ) throws(PublishingError) {
    var appearance = Appearance()
    appearance.language = output.language
    appearance.size = output.size
    appearance.theme = output.theme
    appearance.title = output.title?.text(in: output.language)
    appearance.subtitle = output.subtitle?.text(in: output.language)
    appearance.source = output.source?.text(in: output.language)
    var setting = Setting(appearance, dataHash: run.data.hash)
    setting.isAnonymous = output.isAnonymous
    setting.studyHash = run.study.hash
    switch output.kind {
    case .ranking, .rankedBar, .table:
      let kind: RankingKind = output.kind == .table ? .table : .rankedBar
      let table = try run.ranking(for: output).latest(unless: output.year)
      try self.init(kind, of: table, setting, measuring: measurer)
    case .line: try self.init(line: output, of: run, setting, measuring: measurer)
    case .scorecard: try self.init(scorecard: output, of: run, setting, measuring: measurer)
    case .reportingRate:
      try self.init(reportingRate: output, of: run, setting, measuring: measurer)
    }
  }

  /// How a figure is to look and what it is made from.
  struct Setting {
    var appearance: Appearance
    var dataHash: String
    var studyHash: String?
    var isAnonymous = false

    init(_ appearance: Appearance, dataHash: String) {
      self.appearance = appearance
      self.dataHash = dataHash
    }

    var language: FigureLanguage { appearance.language == .chinese ? .chinese : .english }

    /// The frame around the plot, from the words that a figure has by default.
    func frame(
      title: String, subtitle: String, unit: String, source: String, notes: [String],
      reporting: FigureFrame.Reporting
    ) -> FigureFrame {
      let isTitleDrawn = appearance.title != "none"
      return FigureFrame(
        title: isTitleDrawn ? appearance.title ?? title : title, showsTitle: isTitleDrawn,
        subtitle: appearance.subtitle == "none" ? nil : appearance.subtitle ?? subtitle,
        unit: unit, sources: [appearance.source ?? source].filter { !$0.isEmpty }, notes: notes,
        reporting: reporting, language: language, size: appearance.size, theme: appearance.theme)
    }

    /// A stable name for the marks of a body; it tells nothing where the figure is anonymous.
    func id(of body: Body, at place: Int) -> String {
      body.code.isEmpty || isAnonymous ? "row-\(place)" : "\(body.kind.rawValue)-\(body.code)"
    }
  }

  /// Lays a figure out and notes in it what it was made from.
  init(
    _ setting: Setting, measuring shared: Measurer,
    scene make: (PangoTextMeasurer) throws(ChartError) -> Scene
  ) throws(PublishingError) {
    measurer = try shared.pango()
    do {
      var scene = try make(measurer)
      let study = setting.studyHash.map { [Scene.Metadatum(key: "study", value: "sha256:\($0)")] }
      scene.metadata =
        (study ?? []) + [
          Scene.Metadatum(key: "data", value: "sha256:\(setting.dataHash)"),
          Scene.Metadatum(key: "version", value: "heng \(Self.version)"),
        ]
      self.scene = scene
    } catch {
      throw Self.failure(error.message)
    }
  }

  /// The format of a file's extension.
  static func format(named name: String) -> FigureFormat? { FigureFormat(rawValue: name) }

  /// The bytes of a file.
  ///
  /// - Throws: ``PublishingError`` if the drawing library reports a fault.
  public func bytes(as format: FigureFormat) throws(PublishingError) -> [UInt8] {
    do {
      return try SceneRenderer().render(scene, as: format, measuring: measurer)
    } catch {
      throw Self.failure("\(error)")
    }
  }

  static func failure(_ message: String) -> PublishingError {
    PublishingError([Diagnostic(.error, LocalisedText(zh: message, en: message))])
  }
}
