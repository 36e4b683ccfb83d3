import CairoRenderer
import Charting
import FoundationEssentials
import Metrics
import Observations
import Publishing

extension Benchmarks {
  /// Measures every kind of figure by itself, and a study of a thousand figures; or the kinds named.
  static func figures(_ named: [String] = []) async throws {
    let studies = "Fixtures/studies"
    let one = try await StudyRun(Study(reading: "\(studies)/prefectures-2022.yaml"))
    let years = try await StudyRun(Study(reading: "\(studies)/shenzhen-zhuhai.yaml"))
    let measurer = Figure.Measurer()
    for kind in Study.Output.Kind.charts where named.isEmpty || named.contains(kind.rawValue) {
      let run = isOverYears(kind) ? years : one
      // Panels are made of other figures, which a word cannot name.
      var output = try run.study.output(
        kind == .panels ? .rankedBar : kind, of: subject(of: kind), words: words(of: kind),
        lists: lists(of: kind), size: .web)
      if kind == .panels {
        output.kind = .panels
        output.panels = try [("reports", Study.Output.Kind.rankedBar), ("suggestions", .rankedBar)]
          .map { try run.study.output($1, of: $0, words: [:], lists: [:], size: .web) }
      }
      for format in [FigureFormat.png, .svg] {
        let times = try measure(runs: 21) {
          _ = try Figure(output, of: run, measuring: measurer).bytes(as: format)
        }
        report("\(kind.rawValue), 1600 × 900 px, \(format.rawValue), warm", times, "ms")
      }
    }
    if named.isEmpty { try await thousand(one.study) }
  }

  /// A thousand figures of one study, as `heng run` makes them, on all processors.
  private static func thousand(_ study: Study) async throws {
    var study = study
    let kinds = Study.Output.Kind.charts.filter { !isOverYears($0) && $0 != .panels }
    study.outputs = try (0..<1000).map { place in
      let kind = kinds[place % kinds.count]
      var output = try study.output(
        kind, of: subject(of: kind), words: words(of: kind), lists: lists(of: kind), size: .web)
      output.id = "figure-\(place)"
      output.formats = ["png"]
      return output
    }
    let run = try await StudyRun(study)
    let start = ContinuousClock().now
    let made = run.made()
    let seconds = milliseconds(ContinuousClock().now - start) / 1000
    guard made.problems.isEmpty else {
      print("1,000 figures\t\(made.problems.count) could not be made\t")
      return
    }
    print(
      "1,000 figures of one study, png\t\((Double(made.files.count) / seconds).rounded())\ta second"
    )
  }

  private static func isOverYears(_ kind: Study.Output.Kind) -> Bool {
    [.line, .slope, .bump, .smallMultiples].contains(kind)
  }

  private static func subject(of kind: Study.Output.Kind) -> String {
    switch kind {
    case .rankIntervals, .stackedBar, .waterfall, .radar, .position, .scorecard, .correlation,
      .reportingRate, .panels:
      "index"
    case .groupedBar: "oversight"
    case .funnel: "appointments-rate"
    default: "reports"
    }
  }

  private static func words(of kind: Study.Output.Kind) -> [String: String] {
    switch kind {
    case .scatter: ["against": "decisions"]
    case .waterfall, .radar: ["against": "三明市", "focus": "龙岩市"]
    case .position: ["focus": "龙岩市"]
    default: [:]
    }
  }

  private static func lists(of kind: Study.Output.Kind) -> [String: [String]] {
    kind == .slope ? ["years": ["2022", "2025"]] : [:]
  }
}
