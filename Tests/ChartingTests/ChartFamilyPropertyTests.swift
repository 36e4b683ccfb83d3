import Testing

@testable import Charting

/// Random charts of every kind, in every size, language and theme: a figure in order, or a reason.
struct ChartFamilyPropertyTests {
  /// 22 kinds · 288 rounds = 6336 charts, each combination of size, language and theme twice a kind.
  static let rounds = 2 * ChartFamilySamples.combinations
  /// How many ordinary charts a kind must draw on a page, and the greatest share it may refuse.
  static let ordinaryRounds = 32
  static let greatestShareRefused = 0.25

  /// What became of the charts of one kind.
  struct Tally {
    var tried = 0
    var refused = 0
    var faults: [String] = []
    var faulty = 0

    /// Makes the chart of a round and judges what comes of it.
    mutating func add(
      _ kind: ChartFamily, round: Int, isOrdinary: Bool = false, isRepeated: Bool = false
    ) throws {
      var sample = try ChartFamilySamples(kind, round: round, isOrdinary: isOrdinary)
      let chart = sample.chart(kind)
      tried += 1
      var found: [String]
      do throws(ChartError) {
        let scene = try chart.scene(measuring: FixedWidthMeasurer())
        found = ChartFamilyAudit.faults(in: scene, kind, sample)
        if isRepeated, try chart.scene(measuring: FixedWidthMeasurer()) != scene {
          found.append("another scene the second time")
        }
      } catch {
        refused += 1
        found = ChartFamilyAudit.fault(in: error).map { [$0] } ?? []
      }
      guard let first = found.first else { return }
      faulty += 1
      let more = found.count > 1 ? " (and \(found.count - 1) more)" : ""
      faults.append(
        "\(isOrdinary ? "ordinary " : "")round \(round), \(sample.size.name), \(sample.language), "
          + "\(sample.count) bodies: \(first)\(more)")
    }
  }

  @Test(arguments: ChartFamily.allCases)
  func `any data make a figure in order or a reason that says what to do`(
    kind: ChartFamily
  ) throws {
    var tally = Tally()
    for round in 0..<Self.rounds {
      try tally.add(kind, round: round, isRepeated: round.isMultiple(of: 9))
    }
    #expect(tally.faults.isEmpty, "\(tally.faulty) of \(tally.tried)")
    #expect(tally.refused < tally.tried)
  }

  /// Refusing everything would pass otherwise.
  @Test(arguments: ChartFamily.allCases)
  func `a page holds ordinary charts of up to thirty bodies`(kind: ChartFamily) throws {
    var tally = Tally()
    for round in 0..<Self.ordinaryRounds { try tally.add(kind, round: round, isOrdinary: true) }
    #expect(tally.faults.isEmpty, "\(tally.faulty) of \(tally.tried)")
    #expect(
      Double(tally.refused) <= Self.greatestShareRefused * Double(tally.tried),
      "\(tally.refused) of \(tally.tried) refused")
  }
}
