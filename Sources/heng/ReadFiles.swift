import Diagnostics
import FoundationEssentials
import Observations
import Reading

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Reads files side by side and writes what they hold into a data package.
struct ReadFiles {
  let paths: [String]
  let package: String
  /// Whether the readings are returned; otherwise none stays in memory.
  let keepsReadings: Bool
  let language: Language

  /// What one file held.
  private struct FileReading: Sendable {
    var name: String
    var reports: [ReadReport] = []
    var parts: [DocumentPart] = []
    /// The plain text of each report.
    var texts: [String] = []
    var findings: [Diagnostic] = []
  }

  /// Reads every file, in the order of the sources whatever the number of cores.
  ///
  /// Messages are written as they come. What could not be read is a warning where something else was,
  /// and an error where nothing was; nothing is written then.
  ///
  /// - Throws: ``ObservationsError`` if the package cannot be written.
  func run() async throws -> (summary: ReadSummary, readings: [ReadReport]) {
    var writer = try DataPackageWriter(folder: package)
    let found = ReportSources.find(paths)
    let (sources, passedOver) = withoutOwnTexts(found.sources)
    var messages = ReadMessages(language: language)
    var summary = ReadSummary(package: package)
    var readings: [ReadReport] = []
    messages.add(found.diagnostics + passedOver)
    summary.add(unread: found.diagnostics)

    var position = 0
    try await inOrder(
      next: { _ in
        guard position < sources.count else { return nil }
        position += 1
        return sources[position - 1]
      },
      work: { source in await Self.read(source) },
      deliver: { file in
        for (reading, text) in zip(file.reports, file.texts) {
          try writer.add(
            reading.report, of: reading.body, text: text, observations: reading.observations,
            regulations: reading.regulations, leftOut: reading.leftOut)
        }
        if keepsReadings { readings += file.reports }
        messages.add(file.findings, isRead: !file.reports.isEmpty)
        summary.add(file.reports, parts: file.parts, findings: file.findings)
        messages.show(file.name, summary.files, of: sources.count)
      })
    messages.finish()
    if summary.reports > 0 { Console.report(try writer.finish(), language: language) }
    return (summary, readings)
  }

  private static func read(_ source: ReportSource) async -> FileReading {
    var file = FileReading(name: source.name)
    do {
      let (text, diagnostics, _) = try await source.text()
      let document = ReportReader.read(text, named: source.path)
      file.reports = document.reports
      file.parts = document.parts
      file.findings = diagnostics + document.findings
      for index in file.reports.indices {
        let bytes = file.reports[index].text.utf8
        file.texts.append(String(decoding: bytes, as: UTF8.self))
        // Here, beside other files, rather than by the writer, one after another.
        file.reports[index].report.sha256 = sha256([bytes])
      }
    } catch {
      file.findings = error.diagnostics
    }
    for index in file.findings.indices where file.findings[index].place == nil {
      file.findings[index].place = Place(source.path)
    }
    return file
  }

  /// The sources without the texts of the package itself, which a folder around it holds too.
  ///
  /// Whoever names the package's own texts wants them read anew.
  private func withoutOwnTexts(
    _ sources: [ReportSource]
  ) -> (sources: [ReportSource], diagnostics: [Diagnostic]) {
    guard let own = Self.realPath(package) else { return (sources, []) }
    func isOwn(_ path: String) -> Bool {
      Self.realPath(path).map { $0 == own || $0.hasPrefix(own + "/") } ?? false
    }
    guard !paths.contains(where: isOwn) else { return (sources, []) }
    let others = sources.filter { !isOwn($0.path) }
    let count = sources.count - others.count
    guard count > 0 else { return (sources, []) }
    return (
      others,
      [
        Diagnostic(
          .note, at: Place(package),
          LocalisedText(
            zh: "略过了数据包自己的\(count)个文件",
            en: "\(count) \(count == 1 ? "file" : "files") of the package itself passed over"))
      ]
    )
  }

  private static func realPath(_ path: String) -> String? {
    guard path != "-", let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}

/// The messages of a reading, and its progress bar on a terminal.
///
/// Whether what failed is an error or a warning shows only when something has been read: until then the
/// messages wait.
struct ReadMessages {
  private let language: Language
  private var waiting: [Diagnostic] = []
  private var isRead = false
  private var progress = Progress()
  private var shown = -1

  init(language: Language) {
    self.language = language
  }

  /// Takes messages, in order, and whether a report was read with them.
  mutating func add(_ findings: [Diagnostic], isRead: Bool = false) {
    waiting += findings
    if isRead { self.isRead = true }
    guard self.isRead, !waiting.isEmpty else { return }
    for index in waiting.indices where waiting[index].severity == .error {
      waiting[index].severity = .warning
    }
    write()
  }

  /// Shows how far the work is, as often as the bar changes.
  mutating func show(_ label: String, _ done: Int, of total: Int) {
    let percent = total == 0 ? 100 : done * 100 / total
    guard percent != shown else { return }
    shown = percent
    progress.show(label, done, of: total)
  }

  /// Writes what waits and takes the bar away.
  mutating func finish() {
    write()
    progress.clear()
  }

  private mutating func write() {
    guard !waiting.isEmpty else { return }
    progress.clear()
    Console.report(waiting, language: language)
    waiting = []
  }
}
