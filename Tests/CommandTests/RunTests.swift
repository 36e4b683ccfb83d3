import FoundationEssentials
import Testing

private let panel = """
  body,year,level,laws_passed,reports_heard,residents
  甲市,2022,prefecture,5,10,1000000
  乙市,2022,prefecture,7,8,2000000
  丙市,2022,prefecture,5,12,3000000
  丁市,2021,prefecture,0,9,0

  """

@Suite struct RunTests {
  private static let good = """
    data: a.csv
    select: {years: [2022]}
    indicators:
      - {id: laws, measures: [laws_passed], direction: higher}
      - {id: reports, measures: [reports_heard], direction: higher}
    method: {normalise: {by: min-max, over: goalposts, ledger: gp.csv}}

    """

  private func names(in folder: String) throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: folder))
  }

  @Test func `goalposts are frozen, kept, and another version tells what it changes`() async throws
  {
    try await withFolder(["a.csv": panel, "s.yaml": Self.good]) { folder in
      let before = try await heng(["run", "s.yaml"], in: folder)
      #expect(before.status == 1)
      #expect(
        before.messages
          == "s.yaml:6:60: error: there is no file “gp.csv”: heng run --freeze-goalposts freezes version 1 "
          + "from the selection\n")
      #expect(try names(in: folder) == ["a.csv", "s.yaml"])

      let freeze = try await heng(["run", "s.yaml", "--freeze-goalposts"], in: folder)
      #expect(freeze.status == 0, "\(freeze.messages)")
      #expect(freeze.output.hasPrefix("gp.csv\nout/s/scores.csv\n"))
      let ledger = try String(contentsOfFile: folder + "/gp.csv", encoding: .utf8)
      #expect(ledger.contains("1,laws,npc prefecture,5,7,"))
      let scores = try Data(contentsOf: URL(filePath: folder + "/out/s/scores.csv"))

      #expect(try await heng(["run", "s.yaml"], in: folder).status == 0)
      #expect(try Data(contentsOf: URL(filePath: folder + "/out/s/scores.csv")) == scores)
      #expect(try await heng(["run", "s.yaml", "--freeze-goalposts"], in: folder).status == 1)

      // Before: 甲市 (0 + 50) / 2 = 25, 乙市 50, 丙市 50, 戊市 (600 + 0) / 2 = 300: ranks 4, 2, 2, 1. After, laws
      // between 5 and 17: 25, (16.7 + 0) / 2 = 8.3, 50, 50: ranks 3, 4, 1, 1. Shifts 1, −2, 1, 0.
      try Data((panel + "戊市,2022,prefecture,17,8,1\n").utf8)
        .write(to: URL(filePath: folder + "/a.csv"))
      let update = try await heng(["run", "s.yaml", "--update-goalposts"], in: folder)
      #expect(update.status == 0)
      #expect(update.output.contains("Frozen goalposts: version 1 → version 2\n"))
      #expect(update.output.contains("  laws (npc prefecture): [5, 7] → [5, 17]\n"))
      #expect(update.output.contains("ranks move by 1 on average and 2 at most"))
      let shift = try String(contentsOfFile: folder + "/out/s/rank-shift.csv", encoding: .utf8)
      #expect(shift.contains("甲市,npc prefecture,2022,25,25,4,3,1\n"), "\(shift)")
      let later = try String(contentsOfFile: folder + "/gp.csv", encoding: .utf8)
      #expect(later.hasPrefix(ledger))
      #expect(later.contains("2,laws,npc prefecture,5,17,"))

      let twice = ["run", "s.yaml", "--update-goalposts", "--freeze-goalposts"]
      #expect(try await heng(twice, in: folder).status == 64)
    }
  }

  private static let head = "data: a.csv\nselect: {years: [2022]}\nindicators:\n"
  @Test(arguments: [
    (
      head + "  - {id: a, measures: [laws_passed], direction: higher, goalposts: [20, 0]}\n"
        + "  - {id: b, measures: [reports_heard], direction: higher, goalposts: [3, 3]}\n"
        + "method: {normalise: {range: [100, 0]}}\n",
      [
        "s.yaml:4:68: error: [20, 0] is reversed: write [0, 20]; direction says which end is better",
        "s.yaml:5:70: error: the ends of [3, 3] are the same: write two numbers that differ",
        "s.yaml:6:29: error: [100, 0] is reversed: write [0, 100]; direction says which end is better",
      ]
    ),
    (
      "data: a.csv\nselect: {years: [2021]}\nindicators:\n"
        + "  - {id: a, measures: [reports_heard], per: laws_passed, direction: higher}\n"
        + "  - {id: b, measures: [reports_heard], per: residents, direction: higher}\n",
      [
        "s.yaml:4:5: error: indicator “a”: every body has 0 laws_passed, which divides nothing: 丁市 "
          + "(a.csv:5): correct the data or change per",
        "s.yaml:5:5: error: indicator “b”: every body has 0 residents, which divides nothing: 丁市 "
          + "(a.csv:5): correct the data or change per",
      ]
    ),
    (
      head + "  - {id: a, measures: [reports_heard], per: gdp, direction: higher}\n"
        + "  - {id: b, measures: [reports_heard], per: visits, direction: higher}\n",
      [
        "s.yaml:4:5: error: indicator “a”: no body can be divided by gdp: add the data or change per",
        "s.yaml:5:5: error: indicator “b”: no body can be divided by visits: add the data or change per",
      ]
    ),
    (
      "data: a.csv\nselect: {bodies: [甲市]}\nindicators:\n"
        + "  - {id: a, measures: [reports_heard], direction: higher}\n",
      [
        "s.yaml:2:9: error: only “甲市” is selected, and nobody to score it against: select more bodies, or "
          + "write normalise: goalposts with goalposts for each indicator"
      ]
    ),
    (
      head + "  - {id: a, measures: [visits], direction: higher}\n"
        + "  - {id: b, measures: [appointments], direction: higher}\n",
      [
        "s.yaml:4:5: error: indicator “a”: no report selected states it: select other bodies or years, or "
          + "another indicator",
        "s.yaml:5:5: error: indicator “b”: no report selected states it: select other bodies or years, or "
          + "another indicator",
      ]
    ),
    (
      head + "  - {id: a, measures: [laws_passed], direction: higher}\n"
        + "  - {id: b, measures: [reports_heard], direction: higher}\n"
        + "method: {weights: {by: benefit-of-doubt, least: 0.3, indicators: {b: [0.8, 0.9]}}}\n",
      [
        "s.yaml:6:19: error: the least shares sum to 1.1, above 1, which no weights can keep: lower them"
      ]
    ),
    (
      head + "  - {id: a, measures: [laws_passed], direction: higher}\n"
        + "  - {id: b, measures: [reports_heard], direction: higher}\n"
        + "method: {weights: {by: benefit-of-doubt, greatest: 0.4}}\n",
      [
        "s.yaml:6:19: error: the greatest shares sum to 0.8, below 1, which no weights can keep: raise them"
      ]
    ),
    (
      head + "  - {id: a, measures: [laws_passed], direction: higher}\n"
        + "  - {id: b, measures: [reports_heard], direction: higher}\n"
        + "method: {weights: {by: benefit-of-doubt, least: 0.6, greatest: 0.4}}\n",
      ["s.yaml:6:49: error: least is 0.6, above greatest (0.4): exchange them"]
    ),
    (
      head + "  - {id: a, measures: [laws_passed], direction: higher}\n"
        + "  - {id: b, measures: [reports_heard], direction: higher}\n"
        + "  - {id: c, measures: [laws_passed], direction: lower}\n"
        + "method: {weights: {by: ahp, matrix: [[1, 3, 5], [null, 1, 1/3], [null, null, 1]]}}\n",
      [
        "s.yaml:7:37: error: the consistency ratio of the judgements is 0.254, above 0.1: revisit “a” to "
          + "“c”, judged 5; 1 would lower it most, to 0"
      ]
    ),
    (
      head + "  - {id: a, measures: [laws_passed], direction: higher}\n"
        + "  - {id: b, measures: [reports_heard], direction: higher}\n"
        + "method: {weights: {by: ahp, matrix: [[1, 3], [2, 1]]}}\n",
      [
        "s.yaml:6:37: error: row 1, column 2 of the judgements (“a” to “b”) is 3, and the one across the "
          + "diagonal is 2: one must be the reciprocal of the other"
      ]
    ),
  ])
  func `a study that is wrong ends with 1, lists every problem and writes nothing`(
    yaml: String, messages: [String]
  ) async throws {
    try await withFolder(["a.csv": panel, "s.yaml": yaml]) { folder in
      let outcome = try await heng(["run", "s.yaml"], in: folder)
      #expect(outcome.status == 1)
      #expect(outcome.output.isEmpty)
      #expect(outcome.messages == messages.map { $0 + "\n" }.joined())
      #expect(try names(in: folder) == ["a.csv", "s.yaml"])
    }
  }

  @Test func `figures that contradict each other are told by file and line, and the work is done`()
    async throws
  {
    let counts = "body,year,laws_passed,laws_enacted\n甲市,2022,4,6\n乙市,2022,3,2\n"
    let study =
      "data: a.csv\nindicators: [{id: a, measures: [laws_passed], direction: higher}]\n"
    try await withFolder(["a.csv": counts, "s.yaml": study]) { folder in
      let message =
        "a.csv:2: warning: 甲市, 2022: the parts of laws_amended+laws_enacted+laws_repealed make 6, more "
        + "than the total 4 around it\n"
      for arguments in [["check", "a.csv"], ["check", "s.yaml"], ["run", "s.yaml"]] {
        let outcome = try await heng(arguments, in: folder)
        #expect(outcome.status == 0)
        #expect(outcome.messages.contains(message), "\(arguments): \(outcome.messages)")
      }
    }
  }

  @Test func `a ranking by what is 0 for all is refused`() async throws {
    try await withFolder(["a.csv": panel]) { folder in
      let arguments = ["rank", "a.csv", "--by", "reports_heard", "--per", "residents"]
      let outcome = try await heng(arguments + ["--year", "2021"], in: folder)
      #expect(outcome.status == 1)
      #expect(outcome.output.isEmpty)
      #expect(
        outcome.messages
          == "a.csv:5: error: every body has 0 residents, which divides nothing: 丁市 (a.csv:5): correct the "
          + "data or change per\n")
    }
  }

  @Test func `wrong goalposts in the file are told by line and column, all at once`() async throws {
    let ledger = "version,indicator,low,high\n1,laws,7,5\n1,reports,eight,12\n"
    try await withFolder(["a.csv": panel, "s.yaml": Self.good, "gp.csv": ledger]) { folder in
      let outcome = try await heng(["run", "s.yaml"], in: folder)
      #expect(outcome.status == 1)
      #expect(
        outcome.messages == """
          gp.csv:2:8: error: write the lower goalpost of “laws” first, and not the same twice
          gp.csv:3:11: error: “eight” under low is not a number

          """)
      #expect(try names(in: folder) == ["a.csv", "s.yaml", "gp.csv"])
    }
  }

  @Test
  func `nothing is written where the file of goalposts cannot be, or two studies would write it`()
    async throws
  {
    let lost = Self.good.replacing("gp.csv", with: "lost/gp.csv")
    try await withFolder(["a.csv": panel, "s.yaml": lost]) { folder in
      let outcome = try await heng(["run", "s.yaml", "--freeze-goalposts"], in: folder)
      #expect(outcome.status == 1)
      #expect(
        outcome.messages
          == "lost/gp.csv: error: cannot be written: its folder does not exist: make it first\n")
      #expect(try names(in: folder) == ["a.csv", "s.yaml"])
    }
    try await withFolder(["a.csv": panel, "s.yaml": Self.good, "t.yaml": Self.good]) { folder in
      let outcome = try await heng(["run", "s.yaml", "t.yaml", "--freeze-goalposts"], in: folder)
      #expect(outcome.status == 1)
      #expect(
        outcome.messages
          == "t.yaml: error: it shares gp.csv with s.yaml, and both would freeze it: run them one by one\n"
      )
      #expect(try names(in: folder) == ["a.csv", "s.yaml", "t.yaml"])
    }
  }
}
