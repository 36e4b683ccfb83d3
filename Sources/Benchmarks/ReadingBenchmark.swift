import FoundationEssentials
import Reading
import Subprocess
import SystemPackage

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

// Reports read: the texts of a folder, again and again.
extension Benchmarks {
  /// A report's text, and the name of its file.
  struct ReportText {
    var name: String
    var text: String
  }

  /// The texts of a folder, in the order of their names.
  static func reportTexts(in folder: String) throws -> [ReportText] {
    try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".txt") }
      .sorted()
      .map {
        ReportText(name: $0, text: try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8))
      }
  }

  /// A process that reads 200 MB of reports in one thread, three times, for its speed and memory.
  ///
  /// The time is the processor's, so that other work of the machine does not count.
  static func reading(_ folder: String, megabytes: Int = 200) throws {
    let texts = try reportTexts(in: folder)
    let bytes = texts.reduce(0) { $0 + $1.text.utf8.count }
    guard bytes > 0 else { return }
    let rounds = max(1, megabytes * 1_000_000 / bytes)
    var figures = 0
    var best = Double.infinity
    for _ in 0..<3 {
      let start = processorSeconds()
      figures = 0
      for _ in 0..<rounds {
        for text in texts {
          let document = ReportReader.read(text.text, named: text.name)
          figures += document.reports.reduce(0) { $0 + $1.observations.count }
        }
      }
      best = min(best, processorSeconds() - start)
    }
    let speed = Double(rounds * bytes) / best / 1e6
    print("figures of \(texts.count) report texts, \(bytes / 1000) kB\t\(figures / rounds)\t")
    print(
      "reports read, \(rounds * bytes / 1_000_000) MB, one core\t\((speed * 10).rounded() / 10)\tMB/s"
    )
    print("memory of a process that reads them, peak\t\(peakMemory())\tMB")
  }

  /// The command, from 2,000 files to a package.
  static func readingFiles(_ heng: String, from reports: String, in folder: String) async throws {
    let texts = try reportTexts(in: reports)
    guard !texts.isEmpty else { return }
    for index in 0..<2000 {
      let text = texts[index % texts.count]
      let place = "\(folder)/reports/\(index / texts.count)"
      try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
      try Data(text.text.utf8).write(to: URL(filePath: "\(place)/\(text.name)"))
    }
    let clock = ContinuousClock()
    let start = clock.now
    let result = try await run(
      .path(FilePath(heng)), arguments: ["read", "\(folder)/reports", "-o", "\(folder)/read"],
      output: .discarded, error: .discarded)
    guard case .exited(0) = result.terminationStatus else { return }
    let seconds = milliseconds(clock.now - start) / 1000
    print("command, 2,000 files read into a package\t\(Int(2000 / seconds))\tfiles/s")
  }

  /// The processor time that the process has taken.
  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
