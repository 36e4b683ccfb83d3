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

@Suite struct AuditTests {
  @Test func `an audit goes to standard output, in Chinese unless asked`() async throws {
    try await withFolder(files) { folder in
      let chinese = try await heng(["audit", "s.yaml"], in: folder)
      #expect(chinese.status == 0, "\(chinese.messages)")
      #expect(chinese.output.hasPrefix("指数审计：综合指数\n研究 s.yaml（SHA-256 "))
      #expect(chinese.messages.isEmpty)
      let english = try await heng(["audit", "s.yaml", "--language", "en"], in: folder)
      #expect(english.output.hasPrefix("Audit of an index: Index\nStudy s.yaml (SHA-256 "))
    }
  }

  @Test func `the JSON of an audit is the same from run to run and in any language`() async throws {
    try await withFolder(files) { folder in
      let first = try await heng(["audit", "s.yaml", "--json"], in: folder)
      let second = try await heng(
        ["audit", "s.yaml", "--json", "--language", "en"], in: folder,
        environment: ["LANG": "zh_CN.UTF-8"])
      #expect(first.status == 0 && first.output.hasPrefix("{"))
      #expect(first.output == second.output)
    }
  }

  @Test func `what cannot be audited ends with 1 and says what to do`() async throws {
    try await withFolder(files) { folder in
      let year = try await heng(["audit", "s.yaml", "--year", "2020"], in: folder)
      #expect(year.status == 1 && year.output.isEmpty)
      #expect(year.messages.contains("error: the study does not select 2020: it has 2022"))
      let missing = try await heng(["audit", "none.yaml"], in: folder)
      #expect(missing.status == 1 && missing.messages.contains("none.yaml"))
    }
  }
}
