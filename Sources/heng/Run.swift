import ArgumentParser
import Diagnostics
import FoundationEssentials
import Observations
import Publishing

/// `heng run`: everything that a study asks for.
struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: localised(zh: "按研究文件生成全部图表。", en: "Makes everything that a study asks for."),
    discussion: localised(
      zh: """
        例：heng run studies/*.yaml -o out

        每个研究写入 DIR/研究文件名/，另有 scores.csv、indicators.csv、robustness.csv 和 fair.csv。所有研究都没有错误才写文件。

        研究写明 normalise: {by: goalposts, ledger: goalposts.csv} 的，先用 --freeze-goalposts 固化上下限；
        此后增加机构或年份不改变原有得分。--update-goalposts 另加一版，位次的变化写入 rank-shift.csv。
        """,
      en: """
        EXAMPLE: heng run studies/*.yaml -o out

        Each study writes into DIR/<name of the study>/, with scores.csv, indicators.csv,
        robustness.csv and fair.csv. Nothing is
        written where a study has an error.

        For a study with normalise: {by: goalposts, ledger: goalposts.csv}, --freeze-goalposts freezes the
        ends of its scales; bodies and years that join later change no old score. --update-goalposts adds a
        version, and rank-shift.csv says what it changes.
        """))

  @Argument(
    help: help(zh: "研究文件（YAML）", en: "Study files (YAML)."),
    completion: .file(extensions: ["yaml", "yml"]))
  var studies: [String]

  @Option(
    name: .shortAndLong, help: help(zh: "输出的文件夹", en: "The folder for the output."),
    completion: .directory)
  var output = "out"

  @Option(help: help(zh: "消息的语言：zh 或 en", en: "The language of messages: zh or en."))
  var language: Language?

  @Option(help: help(zh: "用几个线程作图；结果不变", en: "On how many threads; nothing else changes."))
  var threads: Int?

  @Flag(
    help: help(
      zh: "从所选数据固化上下限，写成研究所指的文件（第1版）",
      en: "Freeze goalposts from the selection into the file that the study names (version 1)."))
  var freezeGoalposts = false

  @Flag(
    help: help(
      zh: "从所选数据另加一版上下限，并报告位次的变化",
      en: "Add the next version of the goalposts from the selection, and report what it changes."))
  var updateGoalposts = false

  func validate() throws {
    if freezeGoalposts, updateGoalposts {
      throw ValidationError(
        localised(
          zh: "--freeze-goalposts 写第1版，--update-goalposts 加下一版：只写其一",
          en:
            "--freeze-goalposts writes version 1 and --update-goalposts the next: write one of them"
        ))
    }
  }

  /// What a study has come to, before anything is written.
  private struct Finished {
    var folder: String
    var files: [StudyRun.File] = []
    var findings: [Diagnostic] = []
    var ledger: StudyRun.Ledger?
    var report: String?
  }

  func run() async throws {
    let language = language ?? Console.environmentLanguage
    var problems: [Diagnostic] = []
    var finished: [Finished] = []
    var ledgers: [String: String] = [:]
    var progress = Progress()
    var names: [String: String] = [:]
    for path in studies {
      let name = Self.name(of: path)
      if let other = names.updateValue(path, forKey: name) {
        problems.append(
          Diagnostic(
            .error, at: Place(path),
            LocalisedText(
              zh: "与 \(other) 同名，输出会写到同一个文件夹：请改名",
              en: "it has the name of \(other), and both would write to one folder: rename it")))
        continue
      }
      let (study, found) = await made(path, name: name, language, progress: &progress)
      problems += found
      if let ledger = study.ledger, let other = ledgers.updateValue(path, forKey: ledger.path) {
        problems.append(
          Diagnostic(
            .error, at: Place(path),
            LocalisedText(
              zh: "与 \(other) 共用 \(ledger.path)，不能同时固化：请分两次运行",
              en:
                "it shares \(ledger.path) with \(other), and both would freeze it: run them one by one"
            )))
      }
      finished.append(study)
    }
    progress.clear()
    for study in finished { Console.report(study.findings, language: language) }
    guard problems.isEmpty else {
      Console.report(problems, language: language)
      throw ExitCode.failure
    }
    try await reporting(in: language) {
      // Goalposts first: where their file cannot be written, no scores by them are either.
      for ledger in finished.compactMap(\.ledger) {
        try writeWhole(Array(ledger.text.utf8), to: ledger.path)
        Console.write("\(ledger.path)\n")
      }
      for study in finished {
        let folder = "\(output)/\(study.folder)"
        do {
          try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        } catch {
          throw PublishingError([
            Diagnostic(
              .error, at: Place(folder),
              LocalisedText(zh: "无法建立文件夹：请检查权限", en: "the folder cannot be made: check permissions")
            )
          ])
        }
        for file in study.files {
          try writeWhole(file.bytes, to: "\(folder)/\(file.name)")
          Console.write("\(folder)/\(file.name)\n")
        }
        if let report = study.report { Console.write(report) }
      }
    }
  }

  /// Every file of a study, in memory; nothing is written before all studies are without error.
  private func made(
    _ path: String, name: String, _ language: Language, progress: inout Progress
  ) async -> (study: Finished, problems: [Diagnostic]) {
    let run: StudyRun
    do {
      run = try await StudyRun(
        Study(reading: path),
        goalposts: freezeGoalposts ? .freeze : updateGoalposts ? .update : .asFrozen)
    } catch {
      return (Finished(folder: name), error.problems)
    }
    let outputs = run.study.outputs
    progress.show(name, 0, of: outputs.count)
    let made = run.made(threads: threads)
    let documents = await run.documents()
    let study = Finished(
      folder: name, files: run.scoreFiles() + made.files + documents.files,
      findings: run.diagnostics + made.findings + documents.findings, ledger: run.ledger,
      report: run.goalpostsReport(language: language))
    return (study, made.problems + documents.problems)
  }

  /// The file's name without folder and extension.
  static func name(of path: String) -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? path
    for suffix in [".yaml", ".yml"] where last.hasSuffix(suffix) {
      return String(last.dropLast(suffix.count))
    }
    return last
  }
}

/// A progress bar on a terminal; nothing elsewhere.
struct Progress {
  private var isShown = false

  /// Shows how far the work is.
  mutating func show(_ label: String, _ done: Int, of total: Int) {
    guard Console.hasProgress else { return }
    isShown = true
    let width = 20
    let filled = total == 0 ? width : done * width / total
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    Console.writeMessage("\r\u{1B}[K\(bar) \(done)/\(total) \(label)")
  }

  /// Takes the bar away.
  mutating func clear() {
    if isShown { Console.writeMessage("\r\u{1B}[K") }
    isShown = false
  }
}
