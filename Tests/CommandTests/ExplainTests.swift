import FoundationEssentials
import Testing

private let files = [
  "a.csv": """
  body,year,level,laws_passed,reports_heard
  甲市,2022,prefecture,5,10
  乙市,2022,prefecture,7,30
  丙市,2022,prefecture,2,12

  """,
  "s.yaml": """
  data: a.csv
  indicators:
    - {id: laws, measures: [laws_passed], direction: higher}
    - {id: reports, measures: [reports_heard], direction: higher}

  """,
]

@Suite struct ExplainTests {
  @Test func `an explanation and a comparison go to standard output`() async throws {
    try await withFolder(files) { folder in
      let explained = try await heng(["explain", "s.yaml", "甲"], in: folder)
      #expect(explained.status == 0)
      // Laws (5 − 2)/5 = 60, reports 0: 30.
      #expect(explained.output.hasPrefix("甲市人大常委会 2022年：得分30.0，第2位\n"))
      let english = try await heng(["explain", "s.yaml", "甲", "--language", "en"], in: folder)
      #expect(english.output.hasPrefix("甲市 (congress), 2022: score 30.0, rank 2\n"))
      let compared = try await heng(["compare", "s.yaml", "甲市", "乙市"], in: folder)
      #expect(compared.status == 0)
      #expect(compared.output.contains("各项之和−70.0。"))
    }
  }

  @Test(arguments: [["explain", "s.yaml", "甲市"], ["compare", "s.yaml", "甲市", "丙市"]])
  func `JSON is the same from run to run and in any language`(arguments: [String]) async throws {
    try await withFolder(files) { folder in
      let first = try await heng(arguments + ["--json"], in: folder)
      let second = try await heng(
        arguments + ["--json", "--language", "en"], in: folder, environment: ["LANG": "zh_CN.UTF-8"]
      )
      #expect(first.status == 0 && first.output.hasPrefix("{"))
      #expect(first.output == second.output)
    }
  }

  @Test func `what cannot be explained ends with 1 and says what to do`() async throws {
    try await withFolder(files) { folder in
      let unknown = try await heng(["explain", "s.yaml", "甲甲市"], in: folder)
      #expect(unknown.status == 1 && unknown.output.isEmpty)
      #expect(unknown.messages == "s.yaml: error: there is no body “甲甲市”: is 甲市 meant?\n")
      let year = try await heng(["compare", "s.yaml", "甲", "乙", "--year", "2020"], in: folder)
      #expect(year.status == 1)
      #expect(year.messages.contains("error: the study has no 2020 of 甲市: it has 2022"))
      let broken = try await heng(["explain", "none.yaml", "甲"], in: folder)
      #expect(broken.status == 1 && broken.messages.contains("none.yaml"))
    }
  }

  @Test(arguments: [["explain", "s.yaml"], ["compare", "s.yaml", "甲市"], ["explain"]])
  func `wrong usage of both ends with 64`(arguments: [String]) async throws {
    try await withFolder(files) { folder in
      let outcome = try await heng(arguments, in: folder)
      #expect(outcome.status == 64 && outcome.output.isEmpty)
    }
  }
}
