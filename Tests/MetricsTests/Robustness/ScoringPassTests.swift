import Testing

@testable import Metrics

/// A table of random values with ties, gaps and outliers: bodies of two peer sets over three years.
func panel(seed: UInt64, bodies: Int = 12, columns: Int = 6, gaps: Bool = true) -> ScoringTable {
  var random = SplitMix64(seed: seed)
  var rows: [ScoringTable.RowKey] = []
  var values: [[Estimate]] = []
  for year in 2020...2022 {
    for body in 0..<bodies {
      rows.append(
        ScoringTable.RowKey(
          body: "B\(body)", year: year, peerSet: body % 3 == 0 ? "county" : "prefecture"))
      values.append(
        (0..<columns).map { column in
          if gaps, random.index(below: 9) == 0 { return .notKnown }
          // Some indicators have a long tail, so that treatments have something to do.
          let base = Double(1 + random.index(below: 12))
          let isOutlier = column % 2 == 0 && random.index(below: 11) == 0
          return .exact(isOutlier ? base * 40 : base)
        })
    }
  }
  let indicators = (0..<columns).map {
    IndicatorDefinition(
      id: "x\($0)", direction: $0 == 1 ? .lower : .higher, weight: Double(1 + $0 % 3),
      group: $0 < columns / 2 ? "g" : "h")
  }
  return ScoringTable(rows: rows, indicators: indicators, values: values)
}

let panelGroups = [GroupDefinition(id: "g", weight: 2), GroupDefinition(id: "h")]

/// A method that a pass may go by, with the treatment before it.
struct PassCase: CustomStringConvertible, Sendable {
  var normalisation: Normalisation
  var aggregation: Aggregation
  var missing: MissingValues
  var treatment: Treatment

  var description: String {
    "\(normalisation.method) over \(normalisation.scope), \(aggregation), \(missing), "
      + "\(treatment.method) over \(treatment.scope)"
  }

  static let all: [PassCase] = {
    var cases: [PassCase] = []
    for method in Normalisation.Method.allCases {
      for scope in Normalisation.Scope.allCases {
        if scope == .goalposts && !method.takesGoalposts { continue }
        for aggregation in Aggregation.allCases {
          // What is 0 or below has no other mean than the arithmetic.
          if aggregation != .arithmetic && method != .rank { continue }
          for missing in MissingValues.allCases {
            for treatment in Treatment.Method.allCases {
              let changesUnit = treatment != .none && treatment != .winsorise
              let hasPosts =
                scope == .goalposts || method.hasReference || method == .goalposts
                || method == .scaled
              if changesUnit && hasPosts { continue }
              if method == .shareOfMax && changesUnit { continue }
              cases.append(
                PassCase(
                  normalisation: Normalisation(method, over: scope), aggregation: aggregation,
                  missing: missing,
                  treatment: Treatment(
                    treatment, over: scope == .year ? .year : .selection, nonPositive: .shift)))
            }
          }
        }
      }
    }
    return cases
  }()
}

@Suite struct `A pass of scoring` {
  @Test(arguments: PassCase.all)
  func `gives the scores and the ranks of the score card`(_ example: PassCase) throws {
    var table = panel(seed: 7, bodies: 9)
    for place in table.indicators.indices {
      let isLower = example.normalisation.method == .shareOfMax ? false : place == 1
      table.indicators[place].direction = isLower ? .lower : .higher
      if example.normalisation.hasGivenParameters {
        table.indicators[place].goalposts = Limits(0, 40)
      }
      if example.normalisation.method.hasReference {
        table.indicators[place].reference = isLower ? 0 : 600
      }
    }
    let method = ScoringMethod(
      missing: example.missing, normalisation: example.normalisation,
      aggregation: [example.aggregation],
      exponents: example.aggregation == .generalised ? [2] : [])
    let treated = try example.treatment.apply(to: table, for: example.normalisation).table
    let card = try ScoreCard(treated, groups: panelGroups, method: method)

    let layout = PassLayout(table, isRanked: card.rows.map { $0.rank != nil })
    let pass = ScoringPass(
      table, groups: panelGroups, method: method, treatment: example.treatment,
      variation: MethodVariation(), layout: layout)
    var work = ScoringPass.Workspace(for: pass)
    // Twice, since a workspace is used again and again.
    var ranks = [UInt16](repeating: 9, count: layout.rowCount)
    for _ in 0..<2 {
      pass.tables[0].points.withUnsafeBufferPointer { _ = work.values.update(fromContentsOf: $0) }
      pass.score(ScoringPass.Choice(), in: &work)
      ranks.withUnsafeMutableBufferPointer { pass.rank(into: $0, in: &work) }
    }
    var found = [Double?](repeating: nil, count: layout.rowCount)
    var foundRanks = [Int?](repeating: nil, count: layout.rowCount)
    for (position, place) in layout.places.enumerated() {
      let score = work.scores[position]
      found[place] = score.isNaN ? nil : score
      foundRanks[place] = ranks[position] == 0 ? nil : Int(ranks[position])
    }
    #expect(card.rows.contains { $0.rank != nil })
    #expect(greatestDifference(found, card.indices) < 1e-9)
    #expect(foundRanks == card.ranks)
  }

  @Test func `leaves out an indicator as a weight of 0 does`() throws {
    let table = panel(seed: 3, gaps: false)
    let layout = PassLayout(table, isRanked: table.rows.map { _ in true })
    let pass = ScoringPass(
      table, groups: panelGroups, method: ScoringMethod(), treatment: Treatment(),
      variation: MethodVariation(excludesIndicators: true), layout: layout)
    #expect(pass.excludable == [0, 1, 2, 3, 4, 5])
    var work = ScoringPass.Workspace(for: pass)
    pass.tables[0].points.withUnsafeBufferPointer { _ = work.values.update(fromContentsOf: $0) }
    pass.score(ScoringPass.Choice(excluded: 2), in: &work)
    var without = table
    without.indicators[2].weight = 0
    let card = try ScoreCard(without, groups: panelGroups)
    let found = layout.places.indices.map { position in work.scores[position] }
    let expected = layout.places.map { card.rows[$0].index.value }
    #expect(greatestDifference(found, expected) < 1e-12)
  }
}
