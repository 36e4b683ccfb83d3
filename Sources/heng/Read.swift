import ArgumentParser
import Diagnostics
import FoundationEssentials
import Observations
import Publishing
import Reading

/// `heng read`: reports to a data package, or lines of JSON to lines of JSON.
struct Read: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: localised(
      zh: "读取工作报告，写成数据包；每个数字都带着原句。",
      en: "Reads work reports into a data package, each figure with its sentence."),
    discussion: localised(
      zh: """
        例：
          heng read 报告/ -o councils
          heng read 白城市人大常委会-2022.docx 合集.pdf -o councils --review 核对.html
          heng read --stdin-ndjson < documents.ndjson > figures.ndjson

        文件可以是 txt、md、html、docx、pdf（编码 UTF-8、GB18030 等），一个文件可以有几份报告。数据包已有的，新读的
        并入其中，人工核对过的行不变。读到报告时退出码为 0，一份也没有读到时为 1，什么都不写。
        --stdin-ndjson 每行读入 {"id":…,"text":…}，每行写出 {"id":…,"reports":[…]}。
        """,
      en: """
        EXAMPLES:
          heng read reports/ -o councils
          heng read 白城市人大常委会-2022.docx collection.pdf -o councils --review check.html
          heng read --stdin-ndjson < documents.ndjson > figures.ndjson

        Files are txt, md, html, docx or pdf, in UTF-8, GB18030 and others; one may hold several reports.
        Into a package that is there the reports are merged, and rows that a person decided stay. The exit
        status is 0 where a report was read; 1 where none was, and then nothing is written.
        --stdin-ndjson reads a line {"id":…,"text":…} and writes a line {"id":…,"reports":[…]}.
        """))

  @Argument(
    help: help(
      zh: "报告的文件或文件夹；- 为标准输入", en: "Files or folders of reports; - is the standard input."),
    completion: .file())
  var paths: [String] = []

  @Option(
    name: .shortAndLong,
    help: help(zh: "数据包（文件夹）", en: "The data package (folder) to write."),
    completion: .directory)
  var output: String?

  @Option(
    help: help(zh: "另写一个供人工核对的网页", en: "A page of HTML to write, on which a person checks it all."),
    completion: .file(extensions: ["html"]))
  var review: String?

  @Flag(
    name: .customLong("stdin-ndjson"),
    help: help(
      zh: "从标准输入逐行读 JSON，逐行写到标准输出，不写数据包",
      en: "Read lines of JSON from standard input, write lines of JSON, and no package."))
  var readsLines = false

  @Option(help: help(zh: "结果与消息的语言：zh 或 en", en: "The language of results and messages: zh or en."))
  var language: Language?

  @Flag(help: help(zh: "以 JSON 输出概要", en: "Print the summary as JSON."))
  var json = false

  func validate() throws {
    if readsLines {
      if !paths.isEmpty || output != nil || review != nil {
        throw ValidationError(
          localised(
            zh: "--stdin-ndjson 只读标准输入、只写标准输出：请去掉文件、-o 和 --review",
            en: "--stdin-ndjson reads standard input and writes standard output only: "
              + "take away the files, -o and --review"))
      }
      return
    }
    if paths.isEmpty {
      throw ValidationError(
        localised(
          zh: "缺少报告：写明文件或文件夹，或用 --stdin-ndjson 逐行读标准输入",
          en: "no report is named: add files or folders, or --stdin-ndjson to read standard input"))
    }
    if output == nil {
      throw ValidationError(
        localised(
          zh: "缺少 -o：写明数据包的文件夹，如 -o councils",
          en: "-o is missing: name the folder of the data package, such as -o councils"))
    }
  }

  func run() async throws {
    let language = language ?? Console.environmentLanguage
    if readsLines {
      let isGood = try await reporting(in: language) {
        try await ReadLines(language: language).run()
      }
      if !isGood { throw ExitCode.failure }
      return
    }
    guard let output else { throw ExitCode.failure }
    try await reporting(in: language) {
      if let review { try Self.checkFolder(of: review) }
      let reader = ReadFiles(
        paths: paths, package: output, keepsReadings: review != nil, language: language)
      let (summary, readings) = try await reader.run()
      if let review, summary.reports > 0 {
        var page = ReviewedPackage(readings: readings)
        let findings = await page.takeDecisions(from: output)
        Console.report(findings, language: language)
        let html = ReviewPage(
          reports: page.readings, diagnostics: summary.unread, language: self.language ?? .chinese)
        try writeWhole(html.html(), to: review)
      }
      Console.write(json ? try summary.json(in: language) : summary.text(in: language))
      if summary.reports == 0 { throw ExitCode.failure }
    }
  }

  /// Refuses a file whose folder is not there before an hour's reading, not after it.
  private static func checkFolder(of path: String) throws(ObservationsError) {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return }
    let folder = String(path[..<slash])
    var isFolder = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder else {
      throw ObservationsError([
        Diagnostic(
          .error, at: Place(path),
          LocalisedText(
            zh: "无法写入：文件夹不存在，请先建立",
            en: "cannot be written: its folder does not exist: make it first"))
      ])
    }
  }
}
