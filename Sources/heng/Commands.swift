import ArgumentParser
import CairoRenderer
import Charting
import Diagnostics
import FoundationEssentials
import Metrics
import Observations
import Publishing

/// `heng check`: every problem of a package, a table or a study.
struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: localised(
      zh: "检查数据包、表格或研究文件，列出每个问题的文件、行、列。",
      en: "Lists every problem of a package, a table or a study, with file, line and column."),
    discussion: localised(
      zh: "例：heng check counts.csv\n没有错误时退出码为 0，有错误时为 1。",
      en:
        "EXAMPLE: heng check counts.csv\nThe exit status is 0 where there is no error, 1 where there is."
    ))

  @Argument(
    help: help(
      zh: "数据包（文件夹）、一张表或研究文件（YAML）", en: "A data package (folder), a plain table or a study (YAML)."
    ), completion: .file())
  var path: String

  @Option(help: help(zh: "消息的语言：zh 或 en", en: "The language of messages: zh or en."))
  var language: Language?

  @Flag(help: help(zh: "以 JSON 输出", en: "Print the findings as JSON."))
  var json = false

  func run() async throws {
    let language = language ?? Console.environmentLanguage
    var findings: [Diagnostic] = []
    var summary: LocalisedText?
    do {
      if path.hasSuffix(".yaml") || path.hasSuffix(".yml") {
        let study = try Study(reading: path)
        let run = try await StudyRun(study)
        findings = run.diagnostics
        summary = LocalisedText(
          zh: "\(path)：\(study.indicators.count)项指标，\(study.outputs.count)个输出，没有错误",
          en:
            "\(path): \(study.indicators.count) indicators, \(study.outputs.count) outputs, no error"
        )
      } else {
        let data = try await DataSet.load(path)
        findings = data.diagnostics + data.contradictions()
        summary = LocalisedText(
          zh: "\(path)：\(data.bodies.count)个机构，\(data.observations.count)个数字，没有错误",
          en: "\(path): \(data.bodies.count) bodies, \(data.observations.count) figures, no error")
      }
    } catch let error as ObservationsError {
      findings = error.problems
    } catch let error as PublishingError {
      findings = error.problems
    }
    if json {
      let rows = findings.map { Finding($0, language: language) }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      Console.write(String(decoding: try encoder.encode(rows), as: UTF8.self) + "\n")
    } else {
      Console.report(findings, language: language)
      if let summary { Console.write(summary.text(in: language) + "\n") }
    }
    if summary == nil { throw ExitCode.failure }
  }

  private struct Finding: Encodable {
    var severity: String
    var file: String?
    var line: Int?
    var column: Int?
    var text: String

    init(_ finding: Diagnostic, language: Language) {
      severity = finding.severity.rawValue
      file = finding.place?.file
      line = finding.place?.line
      column = finding.place?.column
      text = finding.text.text(in: language)
    }
  }
}

/// `heng rank`: a ranking table.
struct Rank: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: localised(zh: "按一项指标给各机构排位，输出表格。", en: "Ranks bodies by a measure, as a table."),
    discussion: localised(
      zh: """
        例：
          heng rank counts.csv --by 听取审议专项工作报告 --year 2022
          heng rank counts.csv --by appointments --per million_residents --format csv
          heng rank councils --by visits+surveys+law_inspections --level prefecture
          heng rank councils --by reports_heard --focus 龙岩市 -o rank.html

        类型或层级不同的机构不在一起排位：每个年份、类型、层级一张表。
        """,
      en: """
        EXAMPLES:
          heng rank counts.csv --by reports_heard --year 2022
          heng rank counts.csv --by appointments --per million_residents --format csv
          heng rank councils --by visits+surveys+law_inspections --level prefecture
          heng rank councils --by reports_heard --focus 龙岩市 -o rank.html

        Bodies of different kinds or levels are not ranked together: a table each year, kind and level.
        """))

  @OptionGroup var options: ComparisonOptions

  @Option(
    help: help(
      zh: "格式：text、md、csv、json、html、tex", en: "The format: text, md, csv, json, html or tex."))
  var format: TableFormat?

  @Flag(help: help(zh: "同 --format json", en: "The same as --format json."))
  var json = false

  @Flag(
    inversion: .prefixedNo,
    help: help(
      zh: "数值旁是否画条形；默认只在 html 中", en: "Bars beside values; by default in html alone."))
  var bars: Bool?

  @Option(help: help(zh: "与这一年比较，列出变化", en: "The earlier year to show changes against."))
  var against: Int?

  @Option(
    name: .shortAndLong,
    help: help(zh: "写入文件，默认打印", en: "The file to write; printed where absent."),
    completion: .file())
  var output: String?

  func validate() throws {
    if options.by.isEmpty { throw options.missingMeasure }
  }

  func run() async throws {
    let language = options.messageLanguage
    try await reporting(in: language) {
      let data = try await DataSet.load(options.data)
      let comparison = try options.comparison(in: data, earlierYear: against)
      if let against { try Self.check(against, for: comparison, in: data) }
      let table = try RankingTable(comparison, in: data)
      let format = self.format ?? (json ? .json : extensionFormat ?? .text)
      var tableOptions = TableOptions()
      tableOptions.bars = bars
      let text = table.rendered(
        as: format, language: options.resultLanguage, title: options.title,
        source: options.source, isColoured: output == nil && Console.isColoured,
        options: tableOptions)
      if let output {
        try writeWhole(Array(text.utf8), to: output)
      } else {
        Console.write(text)
      }
      Console.report(data.diagnostics + table.diagnostics, language: language)
    }
  }

  /// Refuses a year of comparison that the data lacks or that is not earlier.
  private static func check(
    _ year: Int, for comparison: Comparison, in data: DataSet
  ) throws {
    let first = comparison.selection.years.map(\.lowerBound).min()
    guard data.bodyYears.contains(where: { $0.year == year }) else {
      throw PublishingError([
        Diagnostic(
          .error, at: Place(data.path),
          LocalisedText(zh: "数据中没有\(year)年，无法比较变化", en: "the data has no \(year) to compare with"))
      ])
    }
    if let first, year >= first {
      throw ValidationError(
        localised(
          zh: "--against \(year)：应早于所比较的年份 \(first)",
          en: "--against \(year): name a year before \(first)"))
    }
  }

  /// The format that the output file's extension names.
  private var extensionFormat: TableFormat? {
    guard let name = output, let dot = name.lastIndex(of: ".") else { return nil }
    return TableFormat(rawValue: name[name.index(after: dot)...].lowercased())
  }
}

/// `heng list`: what the program knows.
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: localised(
      zh: "列出已知的指标、图的种类、方法。", en: "Lists the known measures, chart kinds or methods."),
    discussion: localised(
      zh: "例：heng list measures", en: "EXAMPLE: heng list measures"))

  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case measures, kinds, methods
  }

  @Argument(help: help(zh: "measures 指标，kinds 图的种类，methods 方法", en: "measures, kinds or methods."))
  var subject: Subject

  @Option(help: help(zh: "语言：zh 或 en", en: "The language: zh or en."))
  var language: Language?

  @Flag(help: help(zh: "以 JSON 输出", en: "Print as JSON."))
  var json = false

  func run() throws {
    let language = language ?? .chinese
    let catalogue: Catalogue
    switch subject {
    case .measures: catalogue = .measures
    case .kinds: catalogue = .chartKinds
    case .methods: catalogue = .methods
    }
    Console.write(json ? catalogue.json : catalogue.text(in: language))
  }
}
