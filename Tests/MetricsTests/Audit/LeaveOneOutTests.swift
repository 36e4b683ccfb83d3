import Diagnostics
import Metrics
import Testing

@Suite struct LeaveOneOutTests {
  /// Three groups of voters, each an indicator of as much weight as it has voters.
  private func votes() -> ScoringTable {
    let orders = [(3.0, "CBAD"), (2, "BADC"), (2, "ADCB")]
    return ScoringTable(
      rows: ["A", "B", "C", "D"].map { ScoringTable.RowKey(body: $0, year: 2008) },
      indicators: orders.map {
        IndicatorDefinition(id: $0.1, direction: .lower, weight: $0.0)
      },
      values: ["A", "B", "C", "D"].map { name in
        orders.map { order in
          .exact(Double(Array(order.1).firstIndex(of: Character(name)) ?? 9))
        }
      })
  }

  @Test func `without the last candidate the Borda count turns all others round`() throws {
    // Source: OECD/JRC Handbook (2008), tables 31–33: 13, 12, 11, 6 of 7 voters; without D 6, 7, 8.
    func score(_ table: ScoringTable) throws -> ScoreCard {
      try ScoreCard(table, method: MultiCriteriaMethod.borda)
    }
    let card = try score(votes())
    let counts: [Double] = [13, 12, 11, 6]
    #expect(agree(card.indices, counts.map { $0 / 7 }))
    let found = LeaveOneOut(.body, of: card, rescore: score)
    #expect(found.removals.map(\.removed) == ["A", "B", "C", "D"])
    let shift = try #require(found.removals.last?.shift)
    let countsAfter: [Double] = [6, 7, 8]
    #expect(agree(shift.entries.map(\.scoreAfter), countsAfter.map { $0 / 7 }))
    #expect(shift.entries.map(\.rankBefore) == [1, 2, 3])
    #expect(shift.entries.map(\.rankAfter) == [3, 2, 1])
    #expect(
      shift.reversals.map { "\($0.earlierAbove.body)\($0.laterAbove.body)" } == [
        "AB", "AC", "BC",
      ])
    #expect(shift.greatestShift == 2)
    #expect(agree([shift.meanShift], [4.0 / 3]))
    #expect(found.greatestShift == 2)
  }

  @Test func `without each indicator ranks shift as counted independently`() throws {
    // NumPy 2.4.6 and SciPy 1.17.1: ranks of the mean of the other seven min-max columns.
    let card = try technologyCard()
    let found = LeaveOneOut(.indicator, of: card) { try ScoreCard($0) }
    #expect(found.removals.map(\.removed) == TechnologyAchievement.indicators)
    let greatest: [Int?] = [4, 4, 3, 5, 3, 4, 3, 6]
    #expect(found.removals.map { $0.shift?.greatestShift } == greatest)
    let shifts = [22, 24, 26, 22, 20, 20, 26, 34]
    #expect(
      agree(
        found.removals.map { $0.shift?.meanShift },
        shifts.map { Double($0) / 23 }))
    #expect(found.greatestShift == 6)
    #expect(agree([found.meanShift], [194.0 / 23 / 8]))
  }

  @Test func `a mean of goalposts knows no rank reversal`() throws {
    let columns = ["x", "y"].map {
      IndicatorDefinition(id: $0, direction: .higher, goalposts: Limits(0, 10))
    }
    let method = ScoringMethod(normalisation: Normalisation(.goalposts))
    let card = try ScoreCard(
      sample(columns, [[1, 9], [2, 7], [5, 5], [9, 3], [4, 4]]), method: method)
    let found = LeaveOneOut(.body, of: card) { try ScoreCard($0, method: method) }
    #expect(found.removals.count == 5)
    #expect(found.reversalCount == 0 && found.greatestShift == 0 && found.meanShift == 0)
  }

  @Test func `what cannot be scored without one says so`() throws {
    let card = try ScoreCard(column([1, 2, 3]))
    let found = LeaveOneOut(.indicator, of: card) { try ScoreCard($0) }
    #expect(found.removals.count == 1)
    #expect(found.removals[0].shift == nil)
    #expect(
      found.removals[0].problems.map(\.text.english) == [
        "without “x” no row has a rank to compare: complete the data, or do not leave it out alone"
      ])
    #expect(found.meanShift == nil && found.greatestShift == 0)

    struct OutOfPaper: Error {}
    let broken = LeaveOneOut(.body, of: card) { _ in throw OutOfPaper() }
    #expect(broken.removals.map(\.problems.count) == [1, 1, 1])
    #expect(
      broken.removals[0].problems[0].text.english.hasPrefix("there is no score without “A”"))
  }

  @Test func `the last indicator of a group leaves the others standing`() throws {
    let table = sample(
      [
        IndicatorDefinition(id: "a", direction: .higher, group: "g"),
        IndicatorDefinition(id: "b", direction: .higher),
      ], [[1, 9], [2, 4], [3, 5]])
    let groups = [GroupDefinition(id: "g")]
    let found = LeaveOneOut(.indicator, of: try ScoreCard(table, groups: groups)) {
      try ScoreCard($0, groups: groups)
    }
    #expect(found.removals[0].shift?.entries.map(\.rankAfter) == [1, 3, 2])
    #expect(found.removals[1].shift?.entries.map(\.rankAfter) == [3, 2, 1])
  }

  @Test func `every subject removes what it names and nothing else`() throws {
    let keys = [("A", 2021, "p"), ("B", 2021, "p"), ("A", 2022, "p"), ("B", 2022, "p")]
    let more = [("A", 2022, "q"), ("C", 2022, "q")]
    let table = ScoringTable(
      rows: (keys + more).map { ScoringTable.RowKey(body: $0.0, year: $0.1, peerSet: $0.2) },
      indicators: indicators("x", "y"),
      values: [[1, 2], [2, 5], [3, 1], [4, 4], [5, 5], [6, 2]].map { $0.map(Estimate.exact) })
    let card = try ScoreCard(table)
    func removed(_ subject: LeaveOneOut.Subject) -> [String] {
      let found = LeaveOneOut(subject, of: card) { try ScoreCard($0) }
      return found.removals.map { "\($0.peerSet ?? "")\($0.removed) \($0.shift?.left.count ?? -1)" }
    }
    for subject in LeaveOneOut.Subject.allCases {
      switch subject {
      case .indicator: #expect(removed(subject) == ["x 0", "y 0"])
      case .body: #expect(removed(subject) == ["pA 2", "pB 2", "qA 1", "qC 1"])
      case .year: #expect(removed(subject) == ["2021 2", "2022 4"])
      }
    }
  }
}
