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

        每个研究写入 DIR/研究文件名/，另有 scores.csv、indicators.csv、robustness.csv 和 fair.csv，以及记下所用材料与
        各文件 SHA-256 的 manifest.json。所有研究都没有错误才写文件。

        材料未变、文件完好的研究不再计算；有变动的，只写内容不同的文件。--force 全部重算。--verify 重算一遍，与文件和
        清单核对，什么也不写：全部相符退出码为 0，否则为 1。

        研究写明 normalise: {by: goalposts, ledger: goalposts.csv} 的，先用 --freeze-goalposts 固化上下限；
        此后增加机构或年份不改变原有得分。--update-goalposts 另加一版，位次的变化写入 rank-shift.csv。
        """,
      en: """
        EXAMPLE: heng run studies/*.yaml -o out

        Each study writes into DIR/<name of the study>/, with scores.csv, indicators.csv, robustness.csv and
        fair.csv, and manifest.json, which names what they were made from and their SHA-256. Nothing is
        written where a study has an error.

        A study whose data and files are as the last run left them is not made again; of others only what
        differs is written. --force makes all anew. --verify makes all anew, compares it with the files and
        the manifest, and writes nothing: the exit status is 0 where all agree, else 1.

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

  @Flag(help: help(zh: "未变动的研究也重新计算", en: "Make studies anew that have not changed."))
  var force = false

  @Flag(
    help: help(
      zh: "重新计算，与已有的文件和清单核对，不写文件",
      en: "Make all anew, compare it with the files and the manifest, and write nothing."))
  var verify = false

  @Flag(help: help(zh: "写完后打开文件夹", en: "Open the folder when all is done."))
  var open = false

  func validate() throws {
    if verify, force || freezeGoalposts || updateGoalposts {
      throw ValidationError(
        localised(
          zh: "--verify 只核对、不写文件：请去掉 --force、--freeze-goalposts、--update-goalposts",
          en:
            "--verify compares and writes nothing: leave out --force, --freeze-goalposts and "
            + "--update-goalposts"))
    }
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
    var folder: StudyFolder
    /// What the files are made from; nothing where the study cannot be read.
    var inputs: RunInputs?
    /// Set where nothing is left to do.
    var current: StudyFolder.Current?
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
    if verify {
      try compare(finished, language)
    } else {
      try await reporting(in: language) {
        // Goalposts first: where their file cannot be written, no scores by them are either.
        for ledger in finished.compactMap(\.ledger) {
          try writeWhole(Array(ledger.text.utf8), to: ledger.path)
          Console.write("\(ledger.path)\n")
        }
        for study in finished { try write(study, language) }
      }
    }
    if open { await show(finished, language) }
  }

  private func message(_ zh: String, _ en: String, _ language: Language) {
    Console.writeMessage(LocalisedText(zh: zh, en: en).text(in: language) + "\n")
  }

  /// Writes what differs of one study, a line for each file.
  private func write(_ study: Finished, _ language: Language) throws {
    let path = study.folder.path
    if let current = study.current {
      message(
        "\(path)：未变\(current.files)个文件", "\(path): unchanged: \(current.files) files", language)
      if current.findings > 0 {
        message(
          "\(path)：上次运行的提示仍然适用：\(current.findings)条（用 --force 再看）",
          "\(path): findings of the last run that still hold: \(current.findings) (--force shows them)",
          language)
      }
      return
    }
    guard var inputs = study.inputs else { return }
    if let ledger = study.ledger { inputs.replaceGoalposts(with: ledger.text) }
    let changes = try study.folder.write(
      study.files, from: inputs, findings: study.findings.count
    ) { name in Console.write("\(path)/\(name)\n") }
    Console.report(changes.findings, language: language)
    if changes.unchanged > 0 {
      message(
        "\(path)：未变\(changes.unchanged)个文件", "\(path): unchanged: \(changes.unchanged) files",
        language)
    }
    if let report = study.report { Console.write(report) }
  }

  /// Says whether every file is what its study makes, and ends with 1 where one is not.
  private func compare(_ studies: [Finished], _ language: Language) throws {
    var isSame = true
    for study in studies {
      guard let inputs = study.inputs else { continue }
      let path = study.folder.path
      let differences = study.folder.differences(from: study.files, madeFrom: inputs)
      Console.report(differences, language: language)
      if differences.isEmpty {
        let text = LocalisedText(
          zh: "\(path)：\(study.files.count)个文件全部相符",
          en: "\(path): all \(study.files.count) files agree")
        Console.write(text.text(in: language) + "\n")
      } else {
        isSame = false
      }
    }
    if !isSame { throw ExitCode.failure }
  }

  /// Opens the folder of the study, or of all of them.
  private func show(_ studies: [Finished], _ language: Language) async {
    let path = studies.count == 1 ? studies[0].folder.path : output
    guard await !Viewer.open(path) else { return }
    message(
      "\(Viewer.name) 打不开文件夹：请自行打开 \(path)",
      "\(Viewer.name) cannot open the folder: open \(path) yourself", language)
  }

  /// Every file of a study, in memory; nothing is written before all studies are without error.
  private func made(
    _ path: String, name: String, _ language: Language, progress: inout Progress
  ) async -> (study: Finished, problems: [Diagnostic]) {
    var finished = Finished(folder: StudyFolder("\(output)/\(name)"))
    do {
      let study = try Study(reading: path)
      // Before the data are loaded: what changes in between is then made anew by the next run.
      let inputs = RunInputs(of: study)
      finished.inputs = inputs
      if !force, !verify, !freezeGoalposts, !updateGoalposts,
        let current = finished.folder.current(for: inputs)
      {
        finished.current = current
        return (finished, [])
      }
      let run = try await StudyRun(
        study, goalposts: freezeGoalposts ? .freeze : updateGoalposts ? .update : .asFrozen)
      progress.show(name, 0, of: run.study.outputs.count + run.study.documents.count)
      let made = run.made(threads: threads)
      let documents = await run.documents()
      finished.files = run.scoreFiles() + made.files + documents.files
      finished.findings = run.diagnostics + made.findings + documents.findings
      finished.ledger = run.ledger
      finished.report = run.goalpostsReport(language: language)
      let problems = made.problems + documents.problems
      guard problems.isEmpty else { return (finished, problems) }
      try finished.folder.check(finished.files, of: run.study)
      return (finished, [])
    } catch {
      return (finished, error.problems)
    }
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
