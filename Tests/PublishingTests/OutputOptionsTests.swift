import CairoRenderer
import Charting
import Diagnostics
import FoundationEssentials
import Observations
import Testing

@testable import Publishing

/// What an output of a study may say of itself, beyond its kind.
@Suite struct OutputOptionsTests {
  private func problems(ofOutputs outputs: String) async throws -> [String] {
    try await PublishingTests.problems(
      of: """
        data: counts.csv
        select: {level: [prefecture], years: [2022]}
        indicators:
          - {id: laws, measures: [laws_passed], direction: higher}
          - {id: reports, measures: [reports_heard], direction: higher}
        outputs:
        \(outputs)
        """)
  }

  @Test func `what an output cannot say is told with its place and what it can`() async throws {
    let messages = try await problems(
      ofOutputs: """
          - {chart: ranked-bar, of: laws, scale: free}
          - {chart: radar, of: index, stems: true}
          - {chart: dot, of: reports, interval: bayes}
          - {chart: slope, of: laws, years: [2022]}
          - {chart: panels, columns: 9, panels: [{chart: line, of: laws}, {chart: panels}]}
          - {chart: panels, id: empty}
          - {chart: line, of: laws, id: l, panels: [{chart: dot}]}
          - {chart: dot, of: laws, id: d, theme: darkest, accent: blue, svg-text: real}
          - {table: ranking, of: laws, id: t, theme: none.yaml}
        """)
    for expected in [
      "s.yaml:7:42: error: ranked-bar has no scale: there are median",
      "s.yaml:8:38: error: radar has no stems: there are against",
      "s.yaml:9:41: error: “bayes” is not known: write one of auto, score, count, limits, none",
      "s.yaml:10:37: error: years names two or three years: [2020, 2022]",
      "s.yaml:11:30: error: columns is a whole number from 1 to 6",
      "s.yaml:12:5: error: chart: panels needs panels: the list of its figures",
      "s.yaml:13:44: error: panels belongs to chart: panels alone",
    ] {
      #expect(messages.contains(expected), "\(expected)")
    }
    #expect(messages.contains { $0.hasPrefix("s.yaml:11:75: error: “panels” is not known") })
    #expect(messages.contains { $0.hasPrefix("s.yaml:14:") && $0.contains("darkest") })
    #expect(messages.contains { $0.hasPrefix("s.yaml:14:") && $0.contains("outlines, live") })
    #expect(messages.contains { $0.contains("none.yaml: error: the theme file cannot be read") })
  }

  @Test(arguments: [("lollipop", "dot"), ("beeswarm", "strip"), ("histogram", "distribution")])
  func `another name of a kind is the kind`(name: String, kind: String) async throws {
    try await withStudy("\(good)  - {chart: \(name), of: laws}\n") { path in
      let study = try Study(reading: path)
      #expect(study.outputs.last?.kind.rawValue == kind)
      #expect(study.outputs.last?.id == "\(kind)-laws")
    }
  }

  @Test(arguments: [
    ("{chart: waterfall, of: index}", "waterfall"),
    ("{chart: position, of: index}", "position is about one body: write focus"),
    ("{chart: funnel, of: laws}", "funnel"),
    ("{chart: slope, of: laws}", "slopes need two or three years"),
    ("{chart: bump, of: laws}", "fewer than two years have two ranked bodies"),
    ("{chart: scatter, of: laws, against: lows}", "there is no indicator “lows”: is laws meant?"),
    ("{chart: dot, of: laws, interval: score}", "interval: score is for of: index alone"),
    ("{chart: radar, of: laws}", "radar"), ("{chart: correlation, of: laws}", "correlation"),
    ("{chart: stacked-bar, of: laws}", "stacked-bar"),
  ])
  func `what the data cannot give is refused with a reason, at the output`(
    output: String, message: String
  ) async throws {
    try await withStudy("\(good)  - \(output)\n") { path in
      let run = try await StudyRun(Study(reading: path))
      let made = run.made()
      #expect(made.problems.count == 1)
      let problem = try #require(made.problems.first)
      #expect(problem.text.english.contains(message), "\(problem.text.english)")
      #expect(!problem.text.chinese.isEmpty)
      #expect(problem.place?.line == good.split(separator: "\n").count + 1)
    }
  }

  @Test func `outputs are the same on one thread and on several, and in their order`() async throws
  {
    let outputs = ["ranked-bar", "dot", "tiles", "distribution", "strip", "table"].map {
      "  - {chart: \($0), of: laws, data: true, formats: [svg, png, pdf]}\n"
    }
    try await withStudy(good + outputs.joined()) { path in
      let run = try await StudyRun(Study(reading: path))
      let one = run.made(threads: 1)
      #expect(one.problems.isEmpty)
      #expect(one.files.count == 1 + 6 * 4)
      for threads in [2, 3, 8] {
        let several = run.made(threads: threads)
        #expect(several.files.map(\.name) == one.files.map(\.name))
        #expect(several.files.map(\.bytes) == one.files.map(\.bytes))
      }
    }
  }

  @Test func `the table of what is drawn names every value once and the observations behind it`()
    async throws
  {
    try await withStudy(
      "\(good)  - {chart: scorecard, of: index, data: true, formats: [svg]}\n"
    ) { path in
      let run = try await StudyRun(Study(reading: path))
      let output = try #require(run.study.outputs.last)
      let figure = try Figure(output, of: run)
      let lines = figure.data.split(separator: "\n").dropFirst()
      #expect(Set(lines).count == lines.count && lines.count >= 6)
      let stated = lines.filter { !$0.hasSuffix(",") }
      #expect(stated.contains { $0.contains("-npc-2022:laws_passed") })
      // Every group of the table is drawn under that name.
      let groups = Set(figure.scene.data.map(\.group))
      let svg = String(decoding: try figure.bytes(as: .svg), as: UTF8.self)
      for group in groups { #expect(svg.contains("\"\(group)\""), "\(group)") }
    }
  }

  @Test func `a theme file changes what it names and nothing else`() async throws {
    try await withStudy("\(good)  - {chart: dot, of: laws, theme: own.yaml}\n") { path in
      let folder = path.dropLast("s.yaml".count)
      let theme = "base: phone\ncolours: {focus: \"#123456\"}\nsizes: {title: 1.2}\n"
      try Data(theme.utf8).write(to: URL(filePath: "\(folder)own.yaml"))
      let study = try Study(reading: path)
      let own = try #require(study.outputs.last).theme
      let base = try Theme("phone")
      #expect(own.focus == (try Colour(hexadecimal: "#123456")))
      #expect(own.bar == base.bar && own.ink == base.ink)
      #expect(own.sizes.title == 1.2 && own.sizes.small == base.sizes.small)
    }
  }
}
