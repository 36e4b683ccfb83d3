import Metrics
import Observations
import Testing

@testable import Publishing

@Suite struct FairContextTests {
  @Test(arguments: [
    (1, FairContext.TermYear.first), (2, .other), (3, .other), (4, .other), (5, .last),
  ])
  func `the first and the last year of a term are told from the others`(
    year: Int, kind: FairContext.TermYear
  ) {
    #expect(FairContext.TermYear(year) == kind)
  }

  private func sources(_ reports: [(year: Int, session: Int?, span: Report.Span)])
    -> FairContext.Sources
  {
    FairContext.Sources(
      references: [],
      reports: reports.map {
        Report(
          id: "\($0.year)", body: BodyKey(name: "甲市", kind: .npc), reportYear: $0.year,
          span: $0.span,
          session: $0.session, source: "")
      })
  }

  private let body = Body(name: "甲市", kind: .npc)

  @Test(arguments: [(1, FairContext.TermYear.last), (2, .first), (3, .other), (5, .other)])
  func `a session tells the year: the first hears of the last year of the term before`(
    session: Int, kind: FairContext.TermYear
  ) {
    let sources = sources([(2022, session, .year)])
    #expect(sources.termYear(of: body, in: 2022) == kind)
  }

  @Test func `years without a session follow the five-year cycle for five years`() {
    // A report on a term accounts for its last year, 2021; terms end 2016 and 2026 too.
    let sources = sources([(2021, nil, .term), (2022, nil, .year), (2022, 6, .year)])
    #expect(
      (2015...2027).map { sources.termYear(of: body, in: $0) } == [
        nil, .last, .first, .other, .other, .other, .last, .first, .other, .other, .other, .last,
        nil,
      ])
    #expect(sources.termYear(of: Body(name: "乙市", kind: .npc), in: 2021) == nil)
    #expect(sources.termYear(of: Body(name: "甲市", kind: .cppcc), in: 2021) == nil)
  }
}
