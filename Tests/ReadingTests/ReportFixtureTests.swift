import Observations
import Reading
import Testing

/// The counting rules, one short report for each (docs/counting-rules.md).
struct ReportFixtureTests {
  @Test(arguments: ReportFixture.names)
  func `a report has the figures that the counting rules give it`(_ name: String) throws {
    let fixture = try ReportFixture(name)
    try withKnownIssue("misread: \(name)") {
      try check(fixture)
    } when: {
      Misread.fixtures.contains(name)
    }
  }

  private func check(_ fixture: ReportFixture) throws {
    let document = ReportReader.read(fixture.text, named: "\(fixture.name).txt")
    #expect(document.reports.count == 1)
    let report = try #require(document.reports.first)
    let read = report.observations.sorted { $0.line < $1.line }
    let expected = fixture.figures.sorted { $0.line < $1.line }
    for change in read.map(\.line).difference(from: expected.map(\.line)) {
      switch change {
      case .insert(_, let line, _): Issue.record("spurious: \(line)")
      case .remove(_, let line, _): Issue.record("missed: \(line)")
      }
    }
    for (figure, wanted) in zip(read, expected) where figure.line == wanted.line {
      #expect(figure.evidence.contains(wanted.evidence))
      // The shortest span that holds the figure and its words stays in its sentence.
      #expect(!figure.evidence.contains("。"), "\(figure.evidence)")
    }
    for wanted in fixture.leftOut {
      #expect(
        report.leftOut.contains {
          $0.text.contains(wanted.words) && $0.reason.rawValue == wanted.reason
        }, "\(wanted.words) is not left out as \(wanted.reason)")
    }
  }

  @Test func `every fixture has a report and its figures`() throws {
    #expect(ReportFixture.names.count >= 40)
    for name in ReportFixture.names {
      let fixture = try ReportFixture(name)
      #expect(!fixture.figures.isEmpty, "\(name)")
      for figure in fixture.figures {
        #expect(fixture.text.contains(figure.evidence), "\(name): \(figure.evidence)")
        for measure in figure.measures {
          #expect(MeasureCatalogue.measure(measure) != nil, "\(name): \(measure)")
        }
      }
      for entry in fixture.leftOut {
        #expect(fixture.text.contains(entry.words), "\(name): \(entry.words)")
        #expect(LeftOut.Reason(rawValue: entry.reason) != nil, "\(name): \(entry.reason)")
      }
    }
  }

  @Test func `every misread fixture is a fixture`() {
    #expect(Misread.fixtures.subtracting(ReportFixture.names).isEmpty)
  }

  @Test func `every measure but laws_passed occurs in a fixture`() throws {
    var occurring: Set<String> = []
    for name in ReportFixture.names {
      for figure in try ReportFixture(name).figures { occurring.formUnion(figure.measures) }
    }
    let measures = Set(MeasureCatalogue.measures.map(\.id)).subtracting(["laws_passed"])
    #expect(occurring == measures)
  }

  @Test func `every bound, role and reason occurs in a fixture`() throws {
    let fixtures = try ReportFixture.names.map { try ReportFixture($0) }
    let words = Set(fixtures.flatMap(\.figures).flatMap { $0.line.split(separator: " ") })
    for bound in Observation.Bound.allCases { #expect(words.contains(Substring(bound.rawValue))) }
    for role in Observation.Role.allCases { #expect(words.contains(Substring(role.rawValue))) }
    let reasons = Set(fixtures.flatMap(\.leftOut).map(\.reason))
    // What is not understood is no rule's.
    for reason in LeftOut.Reason.allCases where reason != .notUnderstood {
      #expect(reasons.contains(reason.rawValue), "\(reason)")
    }
  }
}
