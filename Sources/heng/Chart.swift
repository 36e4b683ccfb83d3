public import ArgumentParser
import CairoRenderer
public import Charting
import Diagnostics
import FoundationEssentials
import Metrics
import Observations
import Publishing

/// `heng chart`: one figure.
struct Chart: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: localised(zh: "作一张图：PNG、SVG 或 PDF。", en: "Draws one figure: PNG, SVG or PDF."),
    discussion: localised(
      zh: "每种图的说明和选项：heng chart 图的种类 --help。",
      en: "What a kind shows and lets choose: heng chart KIND --help."),
    subcommands: [
      Draw<RankedBars>.self, Draw<Dots>.self, Draw<Strip>.self, Draw<Distribution>.self,
      Draw<Tiles>.self, Draw<Table>.self, Draw<FunnelPlot>.self, Draw<Position>.self,
      Draw<Radar>.self, Draw<RankIntervals>.self, Draw<StackedBars>.self, Draw<Waterfall>.self,
      Draw<Lines>.self, Draw<Slopes>.self, Draw<Bump>.self, Draw<SmallMultiples>.self,
      Draw<GroupedBars>.self, Draw<ScoreCardKind>.self, Draw<ScatterPlot>.self,
      Draw<CorrelationMatrix>.self, Draw<ReportingRates>.self,
    ])

  /// The kinds that have a command of their own: all but those made of other figures.
  static let kinds = Study.Output.Kind.charts.filter { $0 != .panels }
}

/// A kind of chart as a type, so that each has a command and a help page of its own.
protocol ChartKindType {
  static var kind: Study.Output.Kind { get }
}

enum RankedBars: ChartKindType { static let kind = Study.Output.Kind.rankedBar }
enum Dots: ChartKindType { static let kind = Study.Output.Kind.dot }
enum Strip: ChartKindType { static let kind = Study.Output.Kind.strip }
enum Distribution: ChartKindType { static let kind = Study.Output.Kind.distribution }
enum Tiles: ChartKindType { static let kind = Study.Output.Kind.tiles }
enum Table: ChartKindType { static let kind = Study.Output.Kind.table }
enum FunnelPlot: ChartKindType { static let kind = Study.Output.Kind.funnel }
enum Position: ChartKindType { static let kind = Study.Output.Kind.position }
enum Radar: ChartKindType { static let kind = Study.Output.Kind.radar }
enum RankIntervals: ChartKindType { static let kind = Study.Output.Kind.rankIntervals }
enum StackedBars: ChartKindType { static let kind = Study.Output.Kind.stackedBar }
enum Waterfall: ChartKindType { static let kind = Study.Output.Kind.waterfall }
enum Lines: ChartKindType { static let kind = Study.Output.Kind.line }
enum Slopes: ChartKindType { static let kind = Study.Output.Kind.slope }
enum Bump: ChartKindType { static let kind = Study.Output.Kind.bump }
enum SmallMultiples: ChartKindType { static let kind = Study.Output.Kind.smallMultiples }
enum GroupedBars: ChartKindType { static let kind = Study.Output.Kind.groupedBar }
enum ScoreCardKind: ChartKindType { static let kind = Study.Output.Kind.scorecard }
enum ScatterPlot: ChartKindType { static let kind = Study.Output.Kind.scatter }
enum CorrelationMatrix: ChartKindType { static let kind = Study.Output.Kind.correlation }
enum ReportingRates: ChartKindType { static let kind = Study.Output.Kind.reportingRate }

/// `heng chart KIND`: a figure of data, or of a study.
struct Draw<Kind: ChartKindType>: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: Kind.kind.rawValue,
      abstract: localised(
        zh: "\(Kind.kind.name.chinese)：\(Kind.kind.summary.chinese)。",
        en: "\(Kind.kind.name.english): \(Kind.kind.summary.english)."),
      discussion: localised(zh: discussion(.chinese), en: discussion(.english)))
  }

  private static func discussion(_ language: Language) -> String {
    let kind = Kind.kind
    let text = { (zh: String, en: String) in LocalisedText(zh: zh, en: en).text(in: language) }
    var lines: [String] = []
    if !kind.options.isEmpty {
      lines.append(text("这种图的选项：", "OPTIONS OF THIS KIND:"))
      for option in kind.options {
        let words = kind.words(for: option)
        let choices =
          words.isEmpty
          ? ""
          : text(
            "（\(words.joined(separator: "、"))；默认 \(words[0])）",
            " (\(words.joined(separator: ", ")); default \(words[0]))")
        lines.append(
          "  --\(option.rawValue)  \(option.summary(in: kind).text(in: language))\(choices)")
      }
      lines.append("")
    }
    lines.append(text("例：", "EXAMPLES:"))
    lines += examples(of: kind).map { "  heng chart \(kind.rawValue) \($0)" }
    return lines.joined(separator: "\n")
  }

  /// How the kind is asked for.
  private static func examples(of kind: Study.Output.Kind) -> [String] {
    switch kind {
    case .rankedBar:
      [
        "counts.csv --by reports_heard --year 2022 -o reports.png",
        "counts.csv --by laws_passed --year 2022 --size slide -o laws.png -o laws.svg",
        """
        councils --by appointments --per million_residents --year 2022 \\
            --level prefecture --focus 龙岩市 --language en --size half -o appointments.pdf
        """,
      ]
    case .scatter: ["counts.csv --by reports_heard --by laws_passed --year 2022 -o two.png"]
    case .funnel: ["counts.csv --by appointments --per million_residents --year 2022 -o funnel.png"]
    case .position:
      ["counts.csv --by laws_passed --by reports_heard --focus 龙岩市 --year 2022 -o position.png"]
    case .correlation, .scorecard, .reportingRate, .groupedBar:
      ["counts.csv --by reports_heard --by resolutions --year 2022 -o \(kind.rawValue).png"]
    case .slope: ["counts.csv --by reports_heard --years 2020,2022 -o slope.png"]
    case .line, .bump, .smallMultiples:
      ["counts.csv --by reports_heard --year 2018-2022 -o \(kind.rawValue).png"]
    case .radar, .waterfall: ["study.yaml --focus 龙岩市 -o \(kind.rawValue).png"]
    case .rankIntervals, .stackedBar: ["study.yaml -o \(kind.rawValue).png"]
    default: ["counts.csv --by reports_heard --year 2022 -o \(kind.rawValue).png"]
    }
  }

  @OptionGroup var options: ComparisonOptions

  @Option(
    help: help(
      zh: "研究中的 index、组或指标；默认 index，数据则为第一个 --by",
      en: "Of a study: index, a group or an indicator; of data the first --by by default."))
  var of: String?

  @Option(
    help: help(
      zh: "尺寸：page（156 mm 宽）、half、square、slide、web、phone，或 160x90mm",
      en: "The size: page (156 mm wide), half, square, slide, web, phone, or such as 160x90mm."),
    completion: .list(FigureSize.named.map(\.name)))
  var size: FigureSize = .page

  @Option(
    help: help(
      zh: "主题：print、page、slide、web、phone、dark，或主题文件（.yaml）",
      en: "The theme: print, page, slide, web, phone, dark, or a theme file (.yaml)."),
    completion: .list(Theme.named.map(\.name)))
  var theme: String?

  @Option(help: help(zh: "突出色，如 #0b4f8a", en: "The accent, such as #0b4f8a."))
  var accent: String?

  @Option(help: help(zh: "副标题", en: "The subtitle."))
  var subtitle: String?

  @Flag(help: help(zh: "其他机构不具名：甲市、乙市……", en: "Name the other bodies 甲市, 乙市 …"))
  var anonymise = false

  @Option(help: help(zh: "次序：rank 位次，code 行政区划", en: "The order: rank, or code (administrative)."))
  var order: String?

  @Flag(
    help: help(
      zh: "另写一张所画各数的表（同名 .csv）", en: "Also write a table of exactly what is drawn (.csv)."))
  var data = false

  @Option(
    help: help(
      zh: "SVG 的文字：outlines 轮廓，live 可检索的文字",
      en: "The text of an SVG: outlines, or live (searchable)."))
  var svgText: String?

  @Option(help: .hidden) var against: String?
  @Option(help: .hidden) var groupBy: String?
  @Option(help: .hidden) var interval: String?
  @Option(help: .hidden) var stems: String?
  @Option(help: .hidden) var median: String?
  @Option(help: .hidden) var base: String?
  @Option(help: .hidden) var scale: String?
  @Option(help: .hidden) var years: String?
  @Option(help: .hidden) var coefficient: String?

  @Option(
    name: .shortAndLong,
    help: help(
      zh: "要写的文件：.png、.svg 或 .pdf，可以有几个",
      en: "The file to write: .png, .svg or .pdf; several if wanted."),
    completion: .file(extensions: ["png", "svg", "pdf"]))
  var output: [String]

  private var isStudy: Bool { options.data.hasSuffix(".yaml") || options.data.hasSuffix(".yml") }

  func validate() throws {
    if output.isEmpty {
      throw ValidationError(
        localised(
          zh: "缺少 -o 文件：写明 .png、.svg 或 .pdf", en: "-o is missing: name a .png, .svg or .pdf file"))
    }
    for name in output where Self.format(of: name) == nil {
      throw ValidationError(
        localised(
          zh: "\(Diagnostic.quoted(name))：文件名应以 .png、.svg 或 .pdf 结尾",
          en: "\(Diagnostic.quoted(name)): a figure's name ends in .png, .svg or .pdf"))
    }
    if let table = dataName, Self.isSameFile(table, options.data) {
      throw ValidationError(
        localised(
          zh: "--data 会覆盖数据文件 \(table)：请给图换一个文件名",
          en: "--data would overwrite the data \(table): give the figure another name"))
    }
    if isStudy, !options.by.isEmpty {
      throw ValidationError(
        localised(
          zh: "研究已有指标：用 --of 选一项，不写 --by",
          en: "a study has its indicators: choose one with --of, without --by"))
    }
    guard !isStudy else { return }
    if options.by.isEmpty { throw options.missingMeasure }
    if Kind.kind.material == .scores {
      throw ValidationError(
        localised(
          zh: "\(Kind.kind.rawValue) 画的是得分：请写研究文件（.yaml），其中有方向和权重",
          en:
            "\(Kind.kind.rawValue) shows scores: name a study (.yaml), which has directions and weights"
        ))
    }
  }

  /// The file of the table of what is drawn, where it is asked for.
  private var dataName: String? {
    guard data, let name = output.first, let dot = name.lastIndex(of: ".") else { return nil }
    return name[..<dot] + ".csv"
  }

  private static func isSameFile(_ one: String, _ other: String) -> Bool {
    let paths = [one, other].map { URL(filePath: $0).standardizedFileURL.resolvingSymlinksInPath() }
    return paths[0].path() == paths[1].path()
  }

  private static func format(of name: String) -> FigureFormat? {
    guard let dot = name.lastIndex(of: ".") else { return nil }
    return FigureFormat(rawValue: name[name.index(after: dot)...].lowercased())
  }

  func run() async throws {
    let language = options.messageLanguage
    try await reporting(in: language) {
      var notes: [Diagnostic] = []
      let run: StudyRun
      if isStudy {
        run = try await StudyRun(Study(reading: options.data))
      } else {
        let data = try await DataSet.load(options.data)
        // Kinds of one measure take several as their joint set, as `heng rank` does.
        let words =
          Kind.kind.material == .one ? [options.by] : options.by.map { [$0] }
        let comparisons = try words.map { try options.comparison(in: data, by: $0) }
        run = try await StudyRun(Study(of: comparisons, in: data), data: data)
        notes = latestYearNote(data, comparisons)
      }
      let figure = try Figure(try request(of: run), of: run)
      // Every format is made before any is written, so that a fault leaves no half of the files.
      var files = try output.map { name in
        (name, try figure.bytes(as: Self.format(of: name) ?? .png))
      }
      if let dataName { files.append((dataName, Array(figure.data.utf8))) }
      for (name, bytes) in files { try writeWhole(bytes, to: name) }
      for (name, _) in files { Console.write(name + "\n") }
      Console.report(run.diagnostics + figure.warnings + notes, language: language)
    }
  }

  /// The output that the options ask for.
  private func request(of run: StudyRun) throws -> Study.Output {
    var text: [String: [String]] = [:]
    for (option, value) in chosen { text[option.rawValue] = [value] }
    if let years { text["years"] = years.split { ",，、".contains($0) }.map(String.init) }
    let focus = options.focus
    return try run.study.output(
      Kind.kind,
      of: of ?? (isStudy || Kind.kind.material == .several ? nil : run.study.indicators.first?.id),
      words: [
        "language": options.language?.rawValue, "title": options.title, "subtitle": subtitle,
        "source": options.source, "theme": theme, "accent": accent, "order": order,
        "focus": isStudy ? focus : nil, "svg-text": svgText,
        "year": isStudy ? options.year.first.map { "\($0.range.lowerBound)" } : nil,
        "anonymise": anonymise ? "true" : nil,
        "against": against ?? (Kind.kind == .scatter && !isStudy ? second(run) : nil),
      ].compactMapValues { $0 },
      lists: text.merging(
        isStudy && !options.bodies.isEmpty ? ["bodies": options.names(options.bodies)] : [:]
      ) { $1 }, size: size)
  }

  private func second(_ run: StudyRun) -> String? {
    run.study.indicators.count > 1 ? run.study.indicators[1].id : nil
  }

  private var chosen: [(ChartOption, String)] {
    let all: [(ChartOption, String?)] = [
      (.groupBy, groupBy), (.interval, interval), (.stems, stems), (.median, median),
      (.base, base), (.scale, scale), (.coefficient, coefficient),
    ]
    return all.compactMap { option, value in value.map { (option, $0) } }
  }

  /// A note where the data has several years and the figure shows the latest.
  private func latestYearNote(_ data: DataSet, _ comparisons: [Comparison]) -> [Diagnostic] {
    let overYears: [Study.Output.Kind] = [
      .line, .slope, .bump, .smallMultiples, .groupedBar, .strip,
    ]
    guard !overYears.contains(Kind.kind), options.year.isEmpty,
      var selection = comparisons.first?.selection
    else { return [] }
    selection.bodies = nil
    let years = Set(selection.rows(in: data).rows.map(\.year))
    guard let latest = years.max(), years.count > 1 else { return [] }
    return [
      Diagnostic(
        .note,
        LocalisedText(
          zh: "数据有\(years.count)个年份，图为最近的\(latest)年；用 --year 选其他年份",
          en: "the data has \(years.count) years, and the figure shows the latest, \(latest): "
            + "choose another with --year"))
    ]
  }
}

extension FigureSize: ExpressibleByArgument {
  /// The default as the help shows it.
  public var defaultValueDescription: String { name }

  /// The size that an option's word names.
  public init?(argument: String) { try? self.init(argument) }
}
