import FoundationEssentials
import Metrics
import Observations
import Testing

/// Properties of every cell of the fixture of real figures.
@Suite struct RealFiguresTests {
  private static let path = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/councils").path

  static let denominators: [Denominator] = [
    .none, .millionResidents, .quantity("county_divisions"), .quantity("gdp"), .measure("deputies"),
    .share,
  ]

  @Test(arguments: denominators)
  func `no cell holds what is no number, and every interval holds its value`(
    denominator: Denominator
  ) async throws {
    let data = try await DataSet.load(Self.path)
    for measure in MeasureCatalogue.measures {
      let table = MeasureTable(
        MeasureSet([measure.id]), per: denominator, rows: data.bodyYears, terms: .average, in: data)
      #expect(table.rows.count == data.bodyYears.count)
      for row in table.rows {
        let cell = row.cell
        let ends = [cell.low, cell.value, cell.high].compactMap { $0 }
        #expect(ends.allSatisfy { $0.isFinite }, "\(measure.id) \(row.body.name)")
        // A quotient of three quantities may differ in its last bit.
        #expect(
          zip(ends, ends.dropFirst()).allSatisfy { $0 <= $1 * (1 + 1e-12) },
          "\(measure.id) \(row.body.name) \(ends)")
        #expect(cell.isRankable == (cell.value != nil && !cell.isOtherClass))
        if !measure.isApplicable(to: row.body, in: row.year), cell.value == nil {
          #expect(cell.state == .notApplicable)
        }
        if cell.state == .notStated || cell.state == .notApplicable { #expect(ends.isEmpty) }
        #expect(denominator == .none || cell.value == nil || cell.sources.count >= 1)
      }
    }
  }

  @Test func `a stated cell is the headline of its report`() async throws {
    let data = try await DataSet.load(Self.path)
    var found = 0
    for measure in MeasureCatalogue.measures {
      let set = MeasureSet([measure.id])
      let table = MeasureTable(set, rows: data.bodyYears, in: data)
      for row in table.rows where row.cell.state == .stated {
        let figure = data.observations[try #require(row.cell.observations.first)]
        #expect(figure.body == row.body.key && figure.reportYear == row.year)
        #expect(figure.measures == set && figure.role == .headline)
        #expect(figure.value == row.cell.value && figure.counts == row.cell.counts)
        found += 1
      }
    }
    #expect(found > 300)
  }
}
