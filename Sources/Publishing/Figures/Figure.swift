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
  private let hasLiveText: Bool

  /// Measures text for figures; one that is shared by several figures measures each text once.
  ///
  /// It belongs to one thread.
  public final class Measurer {
    private var measurers: [String: PangoTextMeasurer] = [:]

    /// Makes a measurer; the fonts are looked up when the first text is measured.
    public init() {}

    func pango(_ family: String? = nil) throws(PublishingError) -> PangoTextMeasurer {
      if let measurer = measurers[family ?? ""] { return measurer }
      do {
        let made: PangoTextMeasurer
        if let family {
          made = try PangoTextMeasurer(family: family)
        } else {
          made = try PangoTextMeasurer()
        }
        measurers[family ?? ""] = made
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
  public init(
    _ output: Study.Output, of run: StudyRun, measuring measurer: Measurer = Measurer()
  ) throws(PublishingError) {
    var maker = FigureMaker(output, of: run)
    let chart = try maker.chart()
    try self.init(
      chart, maker.setting, observations: maker.observations, hasLiveText: output.hasLiveText,
      measuring: measurer)
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
    _ chart: any Chart, _ setting: Setting, observations: [FigureMaker.Value: [String]] = [:],
    hasLiveText: Bool = false, measuring shared: Measurer
  ) throws(PublishingError) {
    measurer = try shared.pango(setting.appearance.theme.font)
    self.hasLiveText = hasLiveText
    do {
      var scene = try chart.scene(measuring: measurer)
      let study = setting.studyHash.map { [Scene.Metadatum(key: "study", value: "sha256:\($0)")] }
      scene.metadata =
        (study ?? []) + [
          Scene.Metadatum(key: "data", value: "sha256:\(setting.dataHash)"),
          Scene.Metadatum(key: "version", value: "heng \(Self.version)"),
        ]
      for place in scene.data.indices {
        let datum = scene.data[place]
        let value = FigureMaker.Value(row: datum.row, series: datum.series, year: datum.year)
        scene.data[place].observations = observations[value] ?? []
      }
      self.scene = scene
    } catch {
      throw Self.failure(error.message)
    }
  }

  /// A table of exactly what is drawn, as CSV: a row a value, with the way back to where it is from.
  ///
  /// Columns `group,body,series,label,series_label,year,value,low,high,text,observations`; numbers at full
  /// precision, empty where there is none; observations by identifier, separated by `;`.
  public var data: String {
    var text = "group,body,series,label,series_label,year,value,low,high,text,observations\n"
    for datum in scene.data {
      let fields = [
        datum.group, datum.row, datum.series, datum.label, datum.seriesLabel,
        datum.year.map(String.init) ?? "", datum.value.map(number) ?? "",
        datum.low.map(number) ?? "", datum.high.map(number) ?? "", datum.text,
        datum.observations.joined(separator: ";"),
      ]
      text += fields.map(csvField).joined(separator: ",") + "\n"
    }
    return text
  }

  /// What a careful reader should know of how the figure reads, such as too many lines.
  public var warnings: [Diagnostic] {
    FigureCheck.warnings(in: scene).map { problem in
      Diagnostic(.warning, LocalisedText(zh: problem.message, en: problem.message))
    }
  }

  /// The format of a file's extension.
  static func format(named name: String) -> FigureFormat? { FigureFormat(rawValue: name) }

  /// The bytes of a file.
  ///
  /// - Throws: ``PublishingError`` if the drawing library reports a fault.
  public func bytes(as format: FigureFormat) throws(PublishingError) -> [UInt8] {
    do {
      return try SceneRenderer().render(
        scene, as: format, measuring: measurer, svgText: hasLiveText ? .live : .outlines)
    } catch {
      throw Self.failure("\(error)")
    }
  }

  static func failure(_ message: String) -> PublishingError {
    PublishingError([Diagnostic(.error, LocalisedText(zh: message, en: message))])
  }
}
