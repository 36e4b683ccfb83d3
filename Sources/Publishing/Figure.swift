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

  /// Draws a ranking as bars.
  ///
  /// - Throws: ``PublishingError`` if the table has no section or several, if nothing is ranked, or if
  ///   the figure cannot be set legibly.
  public init(
    rankedBar table: RankingTable, _ appearance: Appearance, measuring measurer: Measurer = Measurer()
  ) throws(PublishingError) {
    try self.init(
      rankedBar: table, appearance, isAnonymous: false, metadata: [], measuring: measurer)
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
    let metadata = [Scene.Metadatum(key: "study", value: "sha256:\(run.study.hash)")]
    switch output.kind {
    case .ranking, .rankedBar, .line, .scorecard, .table, .reportingRate:
      var table = try run.ranking(for: output)
      if output.year == nil, let latest = table.sections.map(\.year).max() {
        table = table.with(sections: table.sections.filter { $0.year == latest })
      }
      try self.init(
        rankedBar: table, appearance, isAnonymous: output.isAnonymous, metadata: metadata,
        measuring: measurer)
    }
  }

  /// The format of a file's extension.
  static func format(named name: String) -> FigureFormat? { FigureFormat(rawValue: name) }

  private init(
    rankedBar table: RankingTable, _ appearance: Appearance, isAnonymous: Bool,
    metadata: [Scene.Metadatum], measuring shared: Measurer
  ) throws(PublishingError) {
    guard let section = table.sections.first, table.sections.count == 1 else {
      throw Self.several(table.sections)
    }
    let words = RankingWords(table, section, language: appearance.language)
    let language: FigureLanguage = appearance.language == .chinese ? .chinese : .english
    let isTitleDrawn = appearance.title != "none"
    let title = isTitleDrawn ? appearance.title ?? words.title : words.title
    let subtitle = appearance.subtitle == "none" ? nil : appearance.subtitle ?? words.subtitle
    let chart = RankedBarChart(
      frame: FigureFrame(
        title: title, showsTitle: isTitleDrawn, subtitle: subtitle, unit: words.unit,
        sources: [appearance.source ?? words.source(isAnonymous: isAnonymous)].filter {
          !$0.isEmpty
        },
        notes: words.figureNotes,
        reporting: FigureFrame.Reporting(
          stating: section.stating, selected: section.selected, noun: words.noun),
        language: language, size: appearance.size, theme: appearance.theme),
      areCounts: table.subject.isCount,
      rows: section.entries.enumerated().map { index, entry in
        RankedBarChart.Row(
          id: entry.body.code.isEmpty || isAnonymous
            ? "row-\(index)" : "\(entry.body.kind)-\(entry.body.code)",
          label: entry.body.name, rank: entry.rank, state: Self.state(of: entry.cell, words),
          isFocus: entry.isFocus)
      })
    measurer = try shared.pango()
    do {
      var scene = try chart.scene(measuring: measurer)
      scene.metadata =
        metadata + [
          Scene.Metadatum(key: "data", value: "sha256:\(table.dataHash)"),
          Scene.Metadatum(key: "version", value: "heng \(Self.version)"),
        ]
      self.scene = scene
    } catch {
      throw Self.failure(error.message)
    }
  }

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

  private static func state(of cell: Cell, _ words: RankingWords) -> RankedBarChart.State {
    var marks: Set<RankedBarChart.Mark> = []
    switch cell.bound {
    case .exact: break
    case .atLeast: if cell.state != .named { marks.insert(.atLeast) }
    case .about: marks.insert(.about)
    }
    if cell.state == .named { marks.insert(.named) }
    if cell.averagedYears > 1 { marks.insert(.averaged(years: cell.averagedYears)) }
    if let value = cell.value {
      guard cell.isOtherClass else { return .value(value, marks: marks) }
      let name = Words.className(cell.counts, of: words.subject.measures)?.text(in: words.language)
      return .otherClass(value, className: name ?? cell.counts, marks: marks)
    }
    if let low = cell.low { return .bounded(low: low, high: cell.high) }
    return cell.state == .notApplicable ? .notApplicable : .notStated
  }

  static func failure(_ message: String) -> PublishingError {
    PublishingError([Diagnostic(.error, LocalisedText(zh: message, en: message))])
  }

  private static func several(_ sections: [RankingTable.Section]) -> PublishingError {
    let zh = sections.map { "\($0.year)年\(Words.bodies($0.kind, $0.level).chinese)" }
    let en = sections.map { "\($0.year) \(Words.bodies($0.kind, $0.level).english)" }
    return PublishingError([
      Diagnostic(
        .error,
        LocalisedText(
          zh: "一张图只画一个年份、类型和层级，这里有\(sections.count)个（\(zh.prefix(6).joined(separator: "、"))…）："
            + "请用 --year、--kind、--level 选一个",
          en: "a figure shows one year, kind and level, and here are \(sections.count) "
            + "(\(en.prefix(6).joined(separator: ", "))…): choose with --year, --kind, --level"))
    ])
  }
}
