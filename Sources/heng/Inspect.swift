import ArgumentParser
import CairoRenderer
import Charting
import Diagnostics
import FoundationEssentials

/// `heng inspect`: what a figure says of its making.
struct Inspect: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: localised(
      zh: "查看一张图的来历：尺寸、标题、替代文本、研究与数据的摘要值、版本。",
      en: "Says where a figure is from: size, title, alternative text, study, data, version."),
    discussion: localised(
      zh: """
        例：
          heng inspect out/prefectures/laws.png
          heng inspect out/*/*.svg --json

        读取衡写出的 PNG、SVG、PDF；SVG 还记有所画的每个数值及其出处。
        被其他程序改过或不完整的文件报错，退出码为 1；其余文件照常列出。
        """,
      en: """
        EXAMPLES:
          heng inspect out/prefectures/laws.png
          heng inspect out/*/*.svg --json

        Reads the PNG, SVG and PDF files that heng wrote; an SVG holds every value drawn and where it is
        from. A file that is cut off, or that another program wrote anew, is an error, and the exit status
        is 1; the other files are listed all the same.
        """))

  @Argument(
    help: help(zh: "图的文件：PNG、SVG 或 PDF", en: "The files of figures: PNG, SVG or PDF."),
    completion: .file(extensions: ["png", "svg", "pdf"]))
  var files: [String]

  @Option(help: help(zh: "结果与消息的语言：zh 或 en", en: "The language of results and messages: zh or en."))
  var language: Language?

  @Flag(help: help(zh: "以 JSON 输出", en: "Print as JSON."))
  var json = false

  func run() async throws {
    var found: [FoundFigure] = []
    var problems: [Diagnostic] = []
    for file in files {
      guard let bytes = try? Data(contentsOf: URL(filePath: file)) else {
        problems.append(
          Diagnostic(
            .error, at: Place(file),
            LocalisedText(
              zh: "无法读取：请检查文件及其权限", en: "cannot be read: check the file and its permissions")))
        continue
      }
      do {
        found.append(FoundFigure(file, try FigureInspection(bytes: Array(bytes))))
      } catch {
        problems.append(
          Diagnostic(
            .error, at: Place(file), LocalisedText(zh: Self.chinese(error.code), en: error.message))
        )
      }
    }
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      encoder.keyEncodingStrategy = .convertToSnakeCase
      Console.write(String(decoding: try encoder.encode(found), as: UTF8.self) + "\n")
    } else {
      let language = language ?? .chinese
      Console.write(found.map { $0.text(in: language) }.joined(separator: "\n"))
    }
    guard problems.isEmpty else {
      Console.report(problems, language: language ?? Console.environmentLanguage)
      throw ExitCode.failure
    }
  }

  private static func chinese(_ code: FigureInspectionError.Code) -> String {
    switch code {
    case .unknownFormat: "不是 PNG、SVG 或 PDF：请给出衡作的图"
    case .foreign: "不是衡作的图，或已被其他程序改过：请查看衡写出的原文件"
    case .damaged: "文件不完整或已损坏：请重新作图"
    case .unsupported: "已被其他程序重写（压缩或加密）：请查看衡写出的原文件"
    }
  }
}

/// A figure that was read, as the command prints it.
private struct FoundFigure: Encodable {
  var file: String
  var format: String
  var width: Double
  var height: Double
  var raster: Raster?
  var title: String
  var alternativeText: String
  var language: String
  var software: String
  var metadata: [Fact]
  var data: [Value]

  struct Raster: Encodable {
    var width: Int
    var height: Int
    var pixelsPerInch: Double
  }

  struct Fact: Encodable {
    var key: String
    var value: String
  }

  struct Value: Encodable {
    var group: String
    var body: String
    var series: String
    var year: Int?
    var value: Double?
    var low: Double?
    var high: Double?
    var text: String
    var observations: [String]
  }

  init(_ file: String, _ figure: FigureInspection) {
    self.file = file
    format = figure.format.rawValue
    width = figure.width
    height = figure.height
    raster = figure.raster.map {
      Raster(width: $0.width, height: $0.height, pixelsPerInch: $0.pixelsPerInch)
    }
    title = figure.title
    alternativeText = figure.alternativeText
    language = figure.language
    software = figure.software
    metadata = figure.metadata.map { Fact(key: $0.key, value: $0.value) }
    data = figure.data.map {
      Value(
        group: $0.group, body: $0.body, series: $0.series, year: $0.year, value: $0.value,
        low: $0.low, high: $0.high, text: $0.text, observations: $0.observations)
    }
  }

  /// The figure in lines, the file first.
  func text(in language: Language) -> String {
    let isChinese = language == .chinese
    var lines = [Self.line(file)]
    func append(_ chinese: String, _ english: String, _ value: String) {
      guard !value.isEmpty else { return }
      lines.append("  " + (isChinese ? "\(chinese)：" : "\(english): ") + Self.line(value))
    }
    append("格式", "format", format.uppercased())
    append("尺寸", "size", size(in: language))
    append("标题", "title", title)
    append("替代文本", "alternative text", alternativeText)
    append("语言", "language", self.language)
    append("程序", "software", software)
    let names = [
      "study": ("研究", "study"), "data": ("数据", "data"), "version": ("版本", "version"),
    ]
    for fact in metadata {
      let name = names[fact.key] ?? (Self.line(fact.key), Self.line(fact.key))
      append(name.0, name.1, fact.value)
    }
    if !data.isEmpty { append("数值", "values", isChinese ? "\(data.count)个" : "\(data.count)") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// In millimetres, as sizes are asked for; a raster in pixels too.
  private func size(in language: Language) -> String {
    let millimetres = [width, height].map { Self.rounded($0 * 25.4 / 72) }.joined(separator: " × ")
    guard let raster else { return millimetres + " mm" }
    let resolution = Self.rounded(raster.pixelsPerInch)
    return language == .chinese
      ? "\(millimetres) mm，\(raster.width) × \(raster.height) 像素，每英寸 \(resolution) 像素"
      : "\(millimetres) mm, \(raster.width) × \(raster.height) pixels, \(resolution) an inch"
  }

  /// A number with at most one decimal.
  private static func rounded(_ number: Double) -> String {
    let text = "\((number * 10).rounded() / 10)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// The text on one line, without what would steer the terminal.
  private static func line(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\u{00}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}": result.append(" ")
      case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": break
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
