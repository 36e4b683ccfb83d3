import Diagnostics
import FoundationEssentials
import Observations
import Reading

/// Reads mutated reports for a number of seconds and checks what must hold of every reading.
///
/// `Fuzzing SEEDS SECONDS SEED FAILURES` takes the texts of the folder SEEDS, and writes a text that breaks
/// a rule to the folder FAILURES. The same seed makes the same texts. A text that ends the process is the
/// one that stays in FAILURES/running.txt.
///
/// `Fuzzing TEXT` reads one text and prints its figures, what was left out, and the rules it breaks.
@main
enum Fuzz {
  static func main() throws {
    let arguments = CommandLine.arguments
    if arguments.count == 2 {
      try show(arguments[1])
      return
    }
    guard arguments.count == 5, let seconds = Double(arguments[2]), let seed = UInt64(arguments[3])
    else {
      print("usage: Fuzzing SEEDS SECONDS SEED FAILURES, or Fuzzing TEXT")
      return
    }
    let failures = arguments[4]
    try FileManager.default.createDirectory(atPath: failures, withIntermediateDirectories: true)
    var mutation = Mutation(texts: try texts(in: arguments[1]), seed: seed)
    let clock = ContinuousClock()
    let start = clock.now
    var executions = 0
    var bytes = 0
    var reports = 0
    var figures = 0
    var slowest = Duration.zero
    var broken: [String: Int] = [:]
    while start.duration(to: clock.now) < .seconds(seconds) {
      let input = mutation.next()
      try Data(input).write(to: URL(filePath: "\(failures)/running.txt"))
      let text = String(decoding: input, as: UTF8.self)
      let before = clock.now
      let document = ReportReader.read(text, named: mutation.name)
      let time = before.duration(to: clock.now)
      if time > slowest {
        slowest = time
        try Data(input).write(to: URL(filePath: "\(failures)/slowest.txt"))
      }
      executions += 1
      bytes += input.count
      reports += document.reports.count
      figures += document.reports.reduce(0) { $0 + $1.observations.count }
      for rule in ReadingInvariants.broken(by: document, of: text) {
        broken[rule, default: 0] += 1
        if broken[rule] == 1 {
          let file = "\(failures)/\(seed)-\(executions).txt"
          try Data(input).write(to: URL(filePath: file))
          print("broken: \(rule): \(file)")
        }
      }
    }
    print("\(executions) texts, \(bytes) bytes, \(reports) reports, \(figures) figures")
    print("slowest text: \(slowest), \(failures)/slowest.txt")
    for (rule, count) in broken.sorted(by: { $0.key < $1.key }) { print("\(count) × \(rule)") }
  }

  private static func show(_ file: String) throws {
    let text = String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
    let document = ReportReader.read(text, named: file)
    for report in document.reports {
      print(report.report.id, report.report.span)
      for figure in report.observations {
        let years = [figure.from, figure.to].map { $0.map { "\($0)" } ?? "" }.joined(separator: "-")
        print(
          figure.measures, Int(figure.value), figure.bound.rawValue, figure.unit, figure.counts,
          years,
          figure.role.rawValue, figure.evidence)
      }
      for entry in report.leftOut { print("left out:", entry.reason.rawValue, entry.text) }
    }
    for diagnostic in document.diagnostics { print(diagnostic.line(in: .english)) }
    for rule in ReadingInvariants.broken(by: document, of: text).sorted() { print("broken:", rule) }
  }

  private static func texts(in folder: String) throws -> [[UInt8]] {
    try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".txt") }
      .sorted()
      .map { Array(try Data(contentsOf: URL(filePath: "\(folder)/\($0)"))) }
  }
}
