import ArgumentParser
import Diagnostics
import Observations
import Publishing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Runs the command and ends with its exit status: 0 done, 1 failed, 64 wrong usage.
@main
enum Main {
  static func main() async {
    do {
      var command = try Heng.parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      let status = Heng.exitCode(for: error)
      let message = Heng.fullMessage(for: error)
      // Messages begin with the same untranslated words whoever finds the fault.
      let text = message.hasPrefix("Error: ") ? "error: " + message.dropFirst(7) : message
      if status == .success {
        Console.write(text + "\n")
      } else if !text.isEmpty {
        Console.writeMessage(text + "\n")
      }
      exit(status.rawValue)
    }
  }
}

/// The command `heng`.
struct Heng: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "heng",
    abstract: localised(
      zh: "衡：读取、比较各地人大常委会、政协常委会工作报告载明的数字，列表、作图。",
      en: "Reads and compares the figures that work reports of local congresses state."),
    discussion: localised(
      zh: """
        例：
          heng read 报告/ -o councils
          heng check counts.csv
          heng rank counts.csv --by 听取审议专项工作报告 --year 2022
          heng chart ranked-bar counts.csv --by laws_passed --year 2022 -o laws.png
          heng list measures

        数据可以是一个数据包（文件夹），或一张表（CSV、XLSX：一行一个地区一个年份，一列一项指标）。
        """,
      en: """
        EXAMPLES:
          heng read reports/ -o councils
          heng check counts.csv
          heng rank counts.csv --by reports_heard --year 2022
          heng chart ranked-bar counts.csv --by laws_passed --year 2022 -o laws.png
          heng list measures

        DATA is a data package (a folder) or a plain table (CSV, XLSX: a row a body and year, a column a
        measure).
        """),
    version: Figure.version,
    subcommands: [
      Read.self, Check.self, Rank.self, Chart.self, Run.self, Explain.self, Compare.self,
      Audit.self, Fair.self, Inspect.self, List.self,
    ])
}

/// A text of the command's own in the language of messages, which follows `LANG`.
func localised(zh: String, en: String) -> String {
  LocalisedText(zh: zh, en: en).text(in: Console.environmentLanguage)
}

/// A help text in the language of messages.
func help(zh: String, en: String) -> ArgumentHelp {
  ArgumentHelp(stringLiteral: localised(zh: zh, en: en))
}

/// The terminal that the command speaks to: results on standard output, messages on standard error.
enum Console {
  /// The language of messages: Chinese where `LC_ALL`, `LC_MESSAGES` or `LANG` says so.
  static let environmentLanguage: Language = {
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
      guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { continue }
      return value.hasPrefix("zh") ? .chinese : .english
    }
    return .english
  }()

  /// Whether standard output is a terminal that shows colour and nobody asked for none.
  static var isColoured: Bool {
    let isQuiet = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
    let isDumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? true
    return isatty(STDOUT_FILENO) == 1 && !isQuiet && !isDumb
  }

  /// Whether a progress bar can be shown: standard error is a terminal that can clear a line.
  static var hasProgress: Bool {
    isatty(STDERR_FILENO) == 1 && getenv("TERM").map { String(cString: $0) != "dumb" } ?? false
  }

  /// Writes a result.
  static func write(_ text: String) {
    write(text, to: STDOUT_FILENO)
  }

  /// Writes a message.
  static func writeMessage(_ text: String) {
    write(text, to: STDERR_FILENO)
  }

  /// Writes findings, a line each.
  static func report(_ findings: [Diagnostic], language: Language) {
    guard !findings.isEmpty else { return }
    writeMessage(findings.map { $0.line(in: language) + "\n" }.joined())
  }

  /// Writes a result in bytes at once.
  ///
  /// - Throws: ``ObservationsError`` if standard output takes no more.
  static func writeResult(_ bytes: [UInt8]) throws(ObservationsError) {
    guard write(bytes, to: STDOUT_FILENO) else {
      let reason = String(cString: strerror(errno))
      throw ObservationsError([
        Diagnostic(
          .error,
          LocalisedText(
            zh: "无法写到标准输出：\(reason)", en: "standard output cannot be written to: \(reason)"))
      ])
    }
  }

  private static func write(_ text: String, to descriptor: Int32) {
    _ = write(Array(text.utf8), to: descriptor)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var bytes = bytes[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if written < 0 {
        if errno == EINTR { continue }
        return false
      }
      bytes = bytes.dropFirst(written)
    }
    return true
  }
}

/// Runs a command's work, prints what stops it, and ends with exit status 1 then.
func reporting<Result>(
  in language: Language, _ work: () async throws -> Result
) async throws -> Result {
  do {
    return try await work()
  } catch let error as ObservationsError {
    Console.report(error.problems, language: language)
  } catch let error as PublishingError {
    Console.report(error.problems, language: language)
  }
  throw ExitCode.failure
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
