import CairoRenderer
import Charting
import FoundationEssentials
import Metrics
import Observations
import Publishing
import Subprocess
import SystemPackage

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Measures the main jobs and prints a row for each: `name<TAB>median of the runs<TAB>unit`.
///
/// `Benchmarks REPORTS HENG` reads the report texts of the folder REPORTS, and starts the command HENG for
/// the time from a cold start to a written picture and that of reading many files.
///
/// `Benchmarks agreement FOLDER` compares with published vectors, and `Benchmarks peers FILE` computes
/// the matrices that `.ci/peers` compares with other libraries; neither measures time.
@main
enum Benchmarks {
  static func main() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "heng-benchmark-\(ProcessInfo.processInfo.processIdentifier)").path()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch arguments.first {
    case "--one-chart":
      try await oneChart(in: folder)
      return
    case "--figures":
      try await figures(Array(arguments.dropFirst()))
      return
    case "agreement" where arguments.count > 1:
      if try !agreement(arguments[1]) { exit(1) }
      return
    case "peers" where arguments.count > 1:
      try peers(arguments[1])
      return
    case "--reading" where arguments.count > 1:
      try reading(arguments[1], megabytes: arguments.count > 2 ? Int(arguments[2]) ?? 200 : 200)
      return
    case "--scoring":
      try scoring(arguments.count > 1 ? arguments[1] : nil)
      return
    case "--panel":
      try panel()
      return
    default: break
    }
    try await charts(in: folder)
    try await figures()
    try await alone(["--one-chart"])
    if arguments.count > 1 { try await coldStart(arguments[1], in: folder) }
    try await loading(in: folder)
    let vectors = ProcessInfo.processInfo.environment["VECTORS"]
    try await alone(["--scoring"] + (vectors.map { [$0] } ?? []))
    try await alone(["--panel"])
    if let reports = arguments.first {
      try await alone(["--reading", reports])
      if arguments.count > 1 { try await readingFiles(arguments[1], from: reports, in: folder) }
    }
  }

  /// Measures in a process of its own, whose memory is nothing else's.
  static func alone(_ arguments: [String]) async throws {
    let result = try await run(
      .path(FilePath(CommandLine.arguments[0])), arguments: Arguments(arguments),
      output: .string(limit: 4096), error: .discarded)
    print(result.standardOutput, terminator: "")
  }

  /// Thirty bodies with made-up counts, the chart that every peer draws too.
  static let table =
    "body,year,level,reports_heard\n"
    + (0..<30).map {
      "示例\(["甲", "乙", "丙", "丁", "戊", "己"][$0 % 6])\($0)市,2022,prefecture,\(($0 * 37) % 61 + 3)\n"
    }
    .joined()

  static func charts(in folder: String) async throws {
    let path = "\(folder)/counts.csv"
    try writeWhole(Array(table.utf8), to: path)
    let data = try await DataSet.load(path)
    let ranking = try RankingTable(Comparison(MeasureSet(["reports_heard"])), in: data)
    var appearance = Figure.Appearance()
    appearance.size = .web
    let measurer = Figure.Measurer()
    for format in FigureFormat.allCases {
      let times = try measure(runs: 101) {
        _ = try Figure(.rankedBar, of: ranking, appearance, measuring: measurer).bytes(as: format)
      }
      report("ranked bar, 30 bodies, 1600 × 900 px, \(format.rawValue), warm", times, "ms")
    }
  }

  /// A process that draws one picture, for the memory it takes.
  static func oneChart(in folder: String) async throws {
    let path = "\(folder)/counts.csv"
    try writeWhole(Array(table.utf8), to: path)
    let data = try await DataSet.load(path)
    var appearance = Figure.Appearance()
    appearance.size = .web
    let ranking = try RankingTable(Comparison(MeasureSet(["reports_heard"])), in: data)
    _ = try Figure(.rankedBar, of: ranking, appearance).bytes(as: .png)
    print("memory of a process that draws one picture, peak\t\(peakMemory())\tMB")
  }

  static func coldStart(_ heng: String, in folder: String) async throws {
    var times: [Double] = []
    for _ in 0..<21 {
      let clock = ContinuousClock()
      let start = clock.now
      let result = try await run(
        .path(FilePath(heng)),
        arguments: [
          "chart", "ranked-bar", "\(folder)/counts.csv", "--by", "reports_heard", "--size", "web",
          "-o", "\(folder)/cold.png",
        ], output: .discarded, error: .discarded)
      guard case .exited(0) = result.terminationStatus else { return }
      times.append(milliseconds(clock.now - start))
    }
    report("command, start to written png", times, "ms")
  }

  static func loading(in folder: String) async throws {
    let package = "\(folder)/package"
    try FileManager.default.createDirectory(atPath: package, withIntermediateDirectories: true)
    var bodies = "body,kind,level,tier,province,code\n"
    for index in 0..<3000 { bodies += "示例\(index)市,npc,prefecture,设区的市,示例省,\(100_000 + index)\n" }
    try writeWhole(Array(bodies.utf8), to: "\(package)/bodies.csv")
    var text: [UInt8] = Array(
      "report,body,kind,report_year,measures,value,bound,unit,counts,from,to,role,status,source\n"
        .utf8)
    let measures = MeasureCatalogue.measures.filter {
      $0.kinds.contains(.npc) && $0.id != "laws_passed"
    }
    for index in 0..<1_000_000 {
      let body = index % 3000
      let year = 2000 + (index / 3000) % 25
      let measure = measures[index / 75000 % measures.count]
      text +=
        "示例\(body)市-npc-\(year),示例\(body)市,npc,\(year),\(measure.id),\(index % 97),exact,\(measure.unit),\(measure.classes[0]),\(year),\(year),headline,read,示例\(body)市人大常委会工作报告（\(year)年）\n"
        .utf8
    }
    try writeWhole(text, to: "\(package)/observations.csv")
    text = []
    let times = try await [ContinuousClock().measure { _ = try await DataSet.load(package) }]
    report("a package of 1,000,000 observations loaded", times.map(milliseconds), "ms")
    print("memory of a process that loads them, peak\t\(peakMemory())\tMB")
  }

  static func measure(runs: Int, _ work: () throws -> Void) rethrows -> [Double] {
    for _ in 0..<5 { try work() }
    return try (0..<runs).map { _ in
      milliseconds(try ContinuousClock().measure(work))
    }
  }

  static func milliseconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) * 1e3 + Double(duration.components.attoseconds) / 1e15
  }

  static func report(_ name: String, _ times: [Double], _ unit: String) {
    let sorted = times.sorted()
    print("\(name)\t\((sorted[sorted.count / 2] * 100).rounded() / 100)\t\(unit)")
  }

  /// The most memory that the process has held, in megabytes (Linux).
  static func peakMemory() -> Int {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let kilobytes = line.split(separator: " ").compactMap({ Int($0) }).first
    else { return 0 }
    return kilobytes / 1024
  }
}
