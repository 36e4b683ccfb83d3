import Testing

private let panel = """
  body,year,level,reports_heard
  甲市,2021,prefecture,9
  乙市,2021,prefecture,11
  丙市,2021,prefecture,10
  甲市,2022,prefecture,10
  乙市,2022,prefecture,8
  丙市,2022,prefecture,12

  """

private let study =
  "data: a.csv\nindicators: [{id: reports, measures: [reports_heard], direction: higher}]\n"

@Suite struct FairTests {
  @Test func `the two claims go to standard output, in the language asked for`() async throws {
    try await withFolder(["a.csv": panel, "s.yaml": study]) { folder in
      let chinese = try await heng(["fair", "s.yaml"], in: folder)
      #expect(chinese.status == 0, "\(chinese.messages)")
      #expect(chinese.output.contains("【报告载明】2021—2022年地级人大常委会听取审议专项工作报告\n"))
      #expect(chinese.output.contains("【统计推断】2021—2022年地级人大常委会听取审议专项工作报告\n"))
      #expect(chinese.output.contains("2年合计"))
      let english = try await heng(
        ["fair", "s.yaml", "--of", "reports", "--year", "2022", "--language", "en"], in: folder)
      #expect(english.status == 0)
      #expect(
        english.output.contains(
          "[What can be inferred] Reports heard: prefecture-level congresses, 2022\n")
      )
      #expect(!english.output.contains("2021"))
      let json = try await heng(["fair", "s.yaml", "--json"], in: folder)
      #expect(json.output.hasPrefix("{\n") && json.output.hasSuffix("}\n"))
    }
  }

  @Test func `an unknown indicator ends with 1 and prints no result`() async throws {
    try await withFolder(["a.csv": panel, "s.yaml": study]) { folder in
      let outcome = try await heng(["fair", "s.yaml", "--of", "laws"], in: folder)
      #expect(outcome.status == 1)
      #expect(outcome.output.isEmpty)
      #expect(
        outcome.messages == "s.yaml: error: there is no indicator “laws”: the study has reports\n")
    }
  }

  @Test func `run writes fair.csv beside the scores`() async throws {
    try await withFolder(["a.csv": panel, "s.yaml": study]) { folder in
      let outcome = try await heng(["run", "s.yaml"], in: folder)
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("out/s/fair.csv\n"))
    }
  }
}
