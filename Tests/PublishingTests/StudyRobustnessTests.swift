import Diagnostics
import Foundation
import Metrics
import Testing

@testable import Publishing

@Suite struct `The robustness of a study` {
  /// A study of a plain table in a folder of its own.
  private func study(
    _ robustness: String = "", method: String = "", table: String = counts,
    indicators: String = indicators
  ) throws -> (study: Study, folder: URL) {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try table.write(to: folder.appending(path: "c.csv"), atomically: true, encoding: .utf8)
    let path = folder.appending(path: "s.yaml").path()
    try """
    data: c.csv
    indicators:
    \(indicators)
    \(method)
    \(robustness)
    outputs:
      - {table: ranking, of: index, formats: [md]}
    """.write(toFile: path, atomically: true, encoding: .utf8)
    return (try Study(reading: path), folder)
  }

  private static let counts = """
    body,year,level,reports_heard,law_inspections
    甲市,2021,prefecture,20,4
    乙市,2021,prefecture,12,8
    丙市,2021,prefecture,5,2
    丁市,2021,prefecture,3,2
    甲市,2022,prefecture,22,5
    乙市,2022,prefecture,13,6
    丙市,2022,prefecture,4,3
    丁市,2022,prefecture,4,2
    """
  private static let indicators = """
      - {id: reports, measures: [reports_heard], direction: higher}
      - {id: inspections, measures: [law_inspections], direction: higher, weight: 2}
    """

  private func run(
    _ robustness: String = "", method: String = "", table: String = counts,
    indicators: String = indicators
  ) async throws -> StudyRun {
    let made = try study(robustness, method: method, table: table, indicators: indicators)
    defer { try? FileManager.default.removeItem(at: made.folder) }
    return try await StudyRun(made.study)
  }

  @Test func `is drawn without being asked for, and stands in every output of the index`()
    async throws
  {
    let run = try await run()
    let found = try #require(run.robustness)
    #expect(found.robustness.draws == 1000)
    #expect(
      Set(found.robustness.factors)
        == [.data, .treatment, .normalisation, .weights, .aggregation])
    // Two years of four bodies: 8 cells − 4 bodies − 2 years + 1 = 3 degrees of freedom.
    #expect(found.dispersions.map { $0?.degreesOfFreedom } == [3, 3])

    let file = try #require(run.scoreFiles().first { $0.name == "robustness.csv" })
    let lines = String(decoding: file.bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 9)
    #expect(
      lines[0]
        == "body,kind,year,rank,data_median,data_low,data_high,method_median,method_low,"
        + "method_high,joint_median,joint_low,joint_high,score_low,score_high,band")
    #expect(lines[1].hasPrefix("甲市,npc,2021,"))

    let table = try run.ranking(for: run.study.outputs[0])
    let text = table.rendered(as: .markdown, language: .chinese)
    #expect(text.contains("稳健性：模拟1000次，位次平均移动（各年合计）：数字波动"))
    #expect(text.contains("位次区间：数字与方法同时变动时，九成模拟落在其间。"))
    #expect(text.contains("位次档："))
    let english = table.rendered(as: .markdown, language: .english)
    #expect(english.contains("Robustness: over 1000 draws ranks move on average of all years by "))
    #expect(english.contains("rank 1–2"))
  }

  @Test func `what is asked for is drawn and nothing else`() async throws {
    let words = StudyKeys.varied
    #expect(Set(words.map(\.factor)).union([.data]) == Set(UncertaintyFactor.allCases))
    let none = try await run("robustness: {vary: none, counts: exact}")
    #expect(none.robustness?.robustness.factors == [])
    #expect(none.robustnessSentence == nil)
    #expect(none.bandSentences().isEmpty)
    let weights = try await run(
      "robustness: {vary: [weights], counts: exact, draws: 200, weight-spread: 0.5}")
    let found = try #require(weights.robustness)
    #expect(found.robustness.factors == [.weights])
    #expect(found.uncertainty.variation.weightSpread == 0.5)
    #expect(found.robustness.draws == 200)
    #expect(found.dispersions == [nil, nil])
    let poisson = try await run("robustness: {vary: none, counts: poisson}")
    #expect(poisson.robustness?.robustness.factors == [.data])
    #expect(poisson.robustness?.uncertainty.counts?.dispersions == [1, 1])
    let given = try await run("robustness: {counts: 2.5}")
    #expect(given.robustness?.uncertainty.counts?.dispersions == [2.5, 2.5])
  }

  @Test func `wrong words of the study are told with their place`() throws {
    func problems(_ robustness: String) -> [String] {
      do {
        _ = try study(robustness)
        return []
      } catch let error as PublishingError {
        return error.problems.map { "\($0.place?.line ?? 0): \($0.text.english)" }
      } catch {
        return ["\(error)"]
      }
    }
    #expect(
      problems("robustness: {draw: 5}") == [
        "6: robustness has no key “draw”: is draws meant?"
      ])
    #expect(
      problems("robustness: {draws: 5, weight-spread: 2, counts: 0.1}") == [
        "6: draws is a whole number from 100 to 100000",
        "6: weight-spread lies between 0 and 1: 0.25 is a quarter up and down",
        "6: a dispersion of counts lies between 0.2 and 10: 1 is Poisson's",
      ])
    #expect(problems("robustness: {vary: [weight]}").first?.contains("weights") == true)
    #expect(problems("robustness: {counts: poison}").first?.contains("poisson") == true)
  }

  @Test func `a rate scatters as the count behind it`() async throws {
    let table = """
      body,year,level,reports_heard,residents
      甲市,2022,prefecture,20,2000000
      乙市,2022,prefecture,20,500000
      丙市,2022,prefecture,90,9000000
      """
    let run = try await run(
      "robustness: {vary: none}", table: table,
      indicators:
        "  - {id: r, measures: [reports_heard], per: million_residents, direction: higher}")
    let noise = try #require(run.robustness?.uncertainty.counts)
    #expect(noise.units == [[0.5], [2], [1 / 9.0]])
  }

  @Test func `a measure of the user's own is no count`() async throws {
    let table = """
      body,year,level,growth
      甲市,2022,prefecture,20
      乙市,2022,prefecture,11
      """
    let run = try await run(
      "robustness: {vary: none}", table: table,
      indicators: "  - {id: g, measures: [growth], direction: higher}")
    #expect(run.robustness?.uncertainty.counts?.units == [[nil], [nil]])
    #expect(run.robustness?.robustness.factors == [])
  }

  @Test func `bodies that are weighed each in its own favour are not drawn`() async throws {
    let run = try await run(method: "method: {weights: {by: benefit-of-doubt}}")
    #expect(run.robustness == nil)
    #expect(run.diagnostics.contains { $0.text.english.contains("in its own favour: how far") })
    #expect(run.scoreFiles().allSatisfy { $0.name != "robustness.csv" })
    let table = try run.ranking(for: run.study.outputs[0])
    #expect(table.rendered(as: .markdown, language: .chinese).contains("稳健性：各机构按各自最有利的权重计分，"))
    // A difference of scores is the sum of what the bodies' own weights make of their indicators.
    let compared = try ScoreComparison(of: "甲", and: "丁", in: run, year: 2022)
    let difference = try #require(compared.difference)
    let (a, b) = (
      try #require(compared.first.score.value), try #require(compared.second.score.value)
    )
    #expect(abs(difference.parts.reduce(0) { $0 + $1.total } - (a - b)) < 1e-12)
  }
}
