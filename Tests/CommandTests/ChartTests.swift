import FoundationEssentials
import Testing

@Suite struct ChartTests {
  private let table = """
    body,year,laws_passed,reports_heard,appointments
    甲市,2021,4,9,90
    乙市,2021,6,11,120
    丙市,2021,7,13,75
    甲市,2022,5,10,100
    乙市,2022,7,,110
    丙市,2022,5,12,80
    丁市,2022,3,9,60
    戊市,2022,8,15,130

    """
  private let study = """
    data: a.csv
    select: {years: [2021-2022]}
    focus: 丙市
    indicators:
      - {id: laws, measures: [laws_passed], direction: higher}
      - {id: reports, measures: [reports_heard], direction: higher}
      - {id: people, measures: [appointments], direction: higher}

    """

  private func kinds(in folder: String) async throws -> [String] {
    let listed = try await heng(["list", "kinds"], in: folder)
    return listed.output.split(separator: "\n").compactMap {
      $0.split(separator: " ").first.map(String.init)
    }
  }

  @Test func `every kind has a page of help with its options, their defaults and an example`()
    async throws
  {
    try await withFolder([:]) { folder in
      let kinds = try await kinds(in: folder)
      #expect(kinds.count == 22)
      for kind in kinds where kind != "panels" {
        let help = try await heng(["chart", kind, "--help"], in: folder)
        #expect(help.status == 0)
        let words = help.output.split { " \n".contains($0) }.joined(separator: " ")
        #expect(words.contains(": heng chart \(kind) "), "\(kind)")
        #expect(words.contains(" -o "), "\(kind)")
      }
      let scatter = try await heng(["chart", "scatter", "--help"], in: folder)
      let words = scatter.output.split { " \n".contains($0) }.joined(separator: " ")
      #expect(words.contains("--scale"))
      #expect(words.contains("(linear, logarithmic; default linear)"))
    }
  }

  @Test func `kinds of data draw from data, kinds of scores ask for a study, all draw from one`()
    async throws
  {
    try await withFolder(["a.csv": table, "s.yaml": study]) { folder in
      let scores: Set = ["radar", "rank-intervals", "stacked-bar", "waterfall"]
      let overYears: Set = ["line", "slope", "bump", "small-multiples", "grouped-bar"]
      for kind in try await kinds(in: folder) where kind != "panels" {
        var arguments = ["chart", kind, "a.csv", "--by", "laws_passed"]
        switch kind {
        case "funnel":
          arguments = ["chart", kind, "a.csv", "--by", "laws_passed", "--per", "reports_heard"]
        case "scatter", "correlation", "position", "scorecard", "reporting-rate":
          arguments += ["--by", "appointments"]
        default: break
        }
        if !overYears.contains(kind) { arguments += ["--year", "2022"] }
        if kind == "position" { arguments += ["--focus", "丙市"] }
        let outcome = try await heng(arguments + ["-o", "\(kind).svg"], in: folder)
        if scores.contains(kind) {
          #expect(outcome.status == 64 && outcome.messages.contains("name a study"), "\(kind)")
        } else {
          #expect(outcome.status == 0, "\(kind): \(outcome.messages)")
          #expect(outcome.output == "\(kind).svg\n")
        }
        guard kind != "funnel" else { continue }
        var own = ["chart", kind, "s.yaml", "-o", "study-\(kind).svg", "--of"]
        switch kind {
        case "waterfall":
          own += ["index", "--year", "2022", "--against", "甲市"]
        case "radar": own += ["index", "--year", "2022", "--against", "甲市"]
        case "rank-intervals", "stacked-bar", "position", "scorecard", "correlation":
          own += ["index", "--year", "2022"]
        case "scatter": own += ["laws", "--against", "people", "--year", "2022"]
        default: own += overYears.contains(kind) ? ["laws"] : ["laws", "--year", "2022"]
        }
        let drawn = try await heng(own, in: folder)
        #expect(drawn.status == 0, "\(kind): \(drawn.messages)")
      }
    }
  }

  @Test func `a table of what is drawn stands beside the figure and leads back to the cells`()
    async throws
  {
    try await withFolder(["counts.csv": table]) { folder in
      let outcome = try await heng(
        [
          "chart", "ranked-bar", "counts.csv", "--by", "laws_passed", "--year", "2022", "--data",
          "-o", "a.png",
        ], in: folder)
      #expect(outcome.status == 0 && outcome.output == "a.png\na.csv\n")
      let drawn = try String(
        contentsOf: URL(filePath: "\(folder)/a.csv"), encoding: .utf8)
      let lines = drawn.split(separator: "\n").map(String.init)
      #expect(
        lines[0]
          == "group,body,series,label,series_label,year,value,low,high,text,observations")
      #expect(lines.count == 6)
      #expect(lines[2].contains(",乙市,") && lines[2].contains(",7,"))
      #expect(lines[2].hasSuffix("乙市-npc-2022:laws_passed"))
    }
  }

  @Test func `the table of what is drawn never replaces the data`() async throws {
    try await withFolder(["a.csv": table]) { folder in
      for name in ["a.png", "./a.svg", "\(folder)/a.pdf"] {
        let outcome = try await heng(
          [
            "chart", "ranked-bar", "a.csv", "--by", "laws_passed", "--year", "2022", "--data", "-o",
            name,
          ], in: folder)
        #expect(outcome.status == 64 && outcome.messages.contains("would overwrite the data"))
      }
      let files = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(files == ["a.csv"])
      #expect(try String(contentsOf: URL(filePath: "\(folder)/a.csv"), encoding: .utf8) == table)
    }
  }

  @Test func `the text of an SVG can be searched where asked for`() async throws {
    try await withFolder(["a.csv": table]) { folder in
      let arguments = ["chart", "dot", "a.csv", "--by", "laws_passed", "--year", "2022"]
      _ = try await heng(arguments + ["-o", "outlines.svg"], in: folder)
      _ = try await heng(arguments + ["--svg-text", "live", "-o", "live.svg"], in: folder)
      let outlines = try String(
        contentsOf: URL(filePath: "\(folder)/outlines.svg"), encoding: .utf8)
      let live = try String(contentsOf: URL(filePath: "\(folder)/live.svg"), encoding: .utf8)
      #expect(!outlines.contains("<text") && live.contains(">乙市</text>"))
      let wrong = try await heng(arguments + ["--svg-text", "real", "-o", "no.svg"], in: folder)
      #expect(wrong.status != 0 && wrong.messages.contains("outlines, live"))
    }
  }

  @Test func `a theme, an accent and an order are a word each, and a wrong word is told`()
    async throws
  {
    try await withFolder([
      "a.csv": table, "own.yaml": "base: dark\ncolours: {bar: \"#ffcc00\"}\n",
      "bad.yaml": "bas: dark\ncolours: {fokus: \"#ffcc00\", bar: blue}\nsizes: {row: 9}\n",
    ]) { folder in
      let arguments = ["chart", "ranked-bar", "a.csv", "--by", "laws_passed", "--year", "2022"]
      var pictures: Set<[UInt8]> = []
      let words = [
        [], ["--theme", "dark"], ["--theme", "print"], ["--theme", "own.yaml"],
        ["--focus", "丙市"], ["--focus", "丙市", "--accent", "#7a1f5c"],
        ["--anonymise"], ["--title", "另一个题目"], ["--subtitle", "none"],
      ]
      for word in words {
        let outcome = try await heng(arguments + word + ["-o", "a.svg"], in: folder)
        #expect(outcome.status == 0, "\(word): \(outcome.messages)")
        pictures.insert([UInt8](try Data(contentsOf: URL(filePath: "\(folder)/a.svg"))))
      }
      #expect(pictures.count == words.count)
      for (word, message) in [
        (["--theme", "drk"], "dark"), (["--accent", "blau"], "#0b4f8a"),
        (["--order", "size"], "code"),
        (["--theme", "none.yaml"], "none.yaml: error: the theme file cannot be read"),
        (["--theme", "bad.yaml"], "bad.yaml:1:1: error: theme has no key “bas”: is base meant?"),
        (["--theme", "bad.yaml"], "bad.yaml:2:11: error: colours has no key “fokus”"),
      ] {
        let outcome = try await heng(arguments + word + ["-o", "no.svg"], in: folder)
        #expect(outcome.status != 0)
        #expect(outcome.messages.contains(message), "\(word): \(outcome.messages)")
        #expect(!FileManager.default.fileExists(atPath: "\(folder)/no.svg"))
      }
    }
  }

  @Test func `an option of another kind is wrong usage or told with those there are`() async throws
  {
    try await withFolder(["a.csv": table]) { folder in
      let outcome = try await heng(
        [
          "chart", "ranked-bar", "a.csv", "--by", "laws_passed", "--year", "2022", "--scale",
          "free", "-o", "a.png",
        ], in: folder)
      #expect(outcome.status != 0)
      #expect(outcome.messages.contains("ranked-bar has no scale: there are median"))
    }
  }
}
