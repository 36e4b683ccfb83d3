import Diagnostics
import Testing

@Suite struct DiagnosticTests {
  let text = LocalisedText(zh: "“十二”不是计数：请写 12", en: "“十二” is not a count: write 12")

  @Test func `a finding prints its place, its severity and its text`() {
    let finding = Diagnostic(.error, at: Place("counts.csv", line: 41, column: 7), text)
    #expect(finding.line(in: .english) == "counts.csv:41:7: error: “十二” is not a count: write 12")
    #expect(finding.line(in: .chinese) == "counts.csv:41:7: error: “十二”不是计数：请写 12")
  }

  @Test(arguments: Diagnostic.Severity.allCases)
  func `a finding without a place prints its severity untranslated`(
    severity: Diagnostic.Severity
  ) {
    let finding = Diagnostic(severity, text)
    #expect(finding.line(in: .chinese) == "\(severity.rawValue): “十二”不是计数：请写 12")
  }

  @Test func `a place prints as much of itself as is known`() {
    #expect(Place("a.csv").description == "a.csv")
    #expect(Place("a.csv", line: 3).description == "a.csv:3")
    #expect(Place("a.csv", line: 3, column: 9).description == "a.csv:3:9")
  }

  @Test func `a long word is cut and a control character cannot reach the terminal`() {
    #expect(Diagnostic.quoted("二十") == "“二十”")
    #expect(Diagnostic.quoted(String(repeating: "长", count: 41)).count == 43)
    #expect(Diagnostic.quoted(String(repeating: "长", count: 40)).count == 42)
    #expect(Diagnostic.quoted("a\u{1B}[31mb") == "“a\u{FFFD}[31mb”")
    #expect(Diagnostic.quoted("a\u{202E}b") == "“a\u{FFFD}b”")
  }
}
