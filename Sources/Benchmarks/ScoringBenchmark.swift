import FoundationEssentials
import Metrics

// Scores and their uncertainty.
extension Benchmarks {
  /// The ASEM example of COINr (51 countries by 49 indicators), where its folder is given; else made-up
  /// values of the same shape, with long tails.
  static func assemblage(_ folder: String?) throws -> (ScoringTable, [GroupDefinition]) {
    guard let folder, FileManager.default.fileExists(atPath: "\(folder)/meta_ind.csv") else {
      var random = SplitMix64(seed: 3)
      let indicators = (0..<49).map {
        IndicatorDefinition(id: "x\($0)", direction: .higher, group: "g\($0 % 8)")
      }
      let groups = ["p", "q"].map { GroupDefinition(id: $0) }
      let rows = (0..<51).map { ScoringTable.RowKey(body: "B\($0)", year: 2022) }
      let values = rows.map { _ in
        indicators.map { _ in
          let value = Double(1 + random.index(below: 1000))
          return Estimate.exact(random.index(below: 40) == 0 ? value * 30 : value)
        }
      }
      let table = ScoringTable(rows: rows, indicators: indicators, values: values)
      return (
        table, groups + (0..<8).map { GroupDefinition(id: "g\($0)", parent: $0 < 5 ? "p" : "q") }
      )
    }
    func records(_ name: String) throws -> [[String: String]] {
      let text = try String(contentsOfFile: "\(folder)/\(name).csv", encoding: .utf8)
      let lines = text.split(whereSeparator: \.isNewline).map { line in
        // Every other piece between quotation marks is quoted; commas part fields in the others only.
        var fields = [""]
        for (place, piece) in line.split(separator: "\"", omittingEmptySubsequences: false)
          .enumerated()
        {
          let parts =
            place % 2 == 1
            ? [piece]
            : piece.split(
              separator: ",", omittingEmptySubsequences: false)
          for (number, part) in parts.enumerated() {
            if number > 0 { fields.append("") }
            fields[fields.count - 1] += part
          }
        }
        return fields
      }
      guard let header = lines.first else { return [] }
      return lines.dropFirst().map { fields in
        Dictionary(zip(header, fields)) { first, _ in first }
      }
    }
    var indicators: [IndicatorDefinition] = []
    var groups: [GroupDefinition] = []
    for record in try records("meta_ind") {
      guard let id = record["iCode"] else { continue }
      let weight = Double(record["Weight"] ?? "") ?? 1
      let parent = (record["Parent"] ?? "") == "Index" ? nil : record["Parent"]
      if record["Level"] == "1" {
        indicators.append(
          IndicatorDefinition(
            id: id, direction: record["Direction"] == "-1" ? .lower : .higher, weight: weight,
            group: parent))
      } else if id != "Index", Int(record["Level"] ?? "") != nil {
        groups.append(GroupDefinition(id: id, weight: weight, parent: parent))
      }
    }
    let bodies = try records("denominated")
    let values = bodies.map { record in
      indicators.map { Double(record[$0.id] ?? "").map(Estimate.exact) ?? .notKnown }
    }
    let rows = bodies.map { ScoringTable.RowKey(body: $0["uCode"] ?? "", year: 2022) }
    return (ScoringTable(rows: rows, indicators: indicators, values: values), groups)
  }

  /// One pass of treat, normalise, aggregate and rank; the Monte Carlo of COINr's vignette on
  /// sensitivity; a large panel with its uncertainty.
  static func scoring(_ folder: String?) throws {
    let (table, groups) = try assemblage(folder)
    let treatment = Treatment(.winsoriseLog)
    let method = ScoringMethod(
      missing: .renormalise, coverage: 0, normalisation: Normalisation(range: Limits(1, 100)))
    let treated = try treatment.apply(to: table, for: method.normalisation).table
    let card = try ScoreCard(treated, groups: groups, method: method)
    let shape = "\(table.rows.count) × \(table.indicators.count)"

    // The treatment's only alternative is itself: every draw goes the whole way from the raw values.
    let passes = 2000
    var times: [Double] = []
    for _ in 0..<7 {
      let clock = ContinuousClock()
      let start = clock.now
      _ = try Robustness(
        card, untreated: table, treatment: treatment,
        uncertainty: Uncertainty(
          draws: passes, variation: MethodVariation(treatments: [treatment])), threads: 1)
      times.append(milliseconds(clock.now - start) * 1000 / Double(passes))
    }
    report("one pass, treat to rank, \(shape), one core", times, "µs")
    // 83 ms is COINr's own time for a pass (1.1.14), measured elsewhere.
    report("one pass: COINr's 83 ms are times Heng’s", times.map { 83_000 / $0 }, "×")

    times = []
    var runs = 0
    for _ in 0..<3 {
      let clock = ContinuousClock()
      let start = clock.now
      let robustness = try Robustness(
        card, untreated: table, treatment: treatment,
        uncertainty: Uncertainty(
          draws: 1,
          variation: MethodVariation(
            treatments: (1...4).map { Treatment(.winsoriseLog, greatestCount: $0) },
            normalisations: [Normalisation(.zScore, moments: .init(mean: 10, deviation: 2))],
            weightSpread: 0.25, aggregations: [.geometric])))
      runs = robustness.sensitivity(draws: 1000, resamples: 100)?.runs ?? 0
      times.append(milliseconds(clock.now - start) / 1000)
    }
    report("sensitivity, 4 inputs, \(runs) passes, \(shape)", times, "s")
  }

  /// A panel of 3,000 bodies over 20 years, scored, ranked and drawn.
  static func panel() throws {
    var random = SplitMix64(seed: 5)
    let indicators = (0..<15).map {
      IndicatorDefinition(id: "x\($0)", direction: .higher, group: "g\($0 % 3)")
    }
    let groups = (0..<3).map { GroupDefinition(id: "g\($0)") }
    var rows: [ScoringTable.RowKey] = []
    var values: [[Estimate]] = []
    for year in 2001...2020 {
      for body in 0..<3000 {
        rows.append(ScoringTable.RowKey(body: "B\(body)", year: year))
        values.append(indicators.map { _ in .exact(Double(random.index(below: 80))) })
      }
    }
    let table = ScoringTable(rows: rows, indicators: indicators, values: values)
    let clock = ContinuousClock()
    let start = clock.now
    let card = try ScoreCard(table, groups: groups)
    let scored = clock.now
    let robustness = try Robustness(
      card,
      uncertainty: Uncertainty(
        draws: 1000, counts: CountNoise(units: values.map { $0.map { _ in 1 } })))
    let drawn = clock.now
    let name = "3,000 bodies × 20 years × 15 indicators"
    report("\(name): scored and ranked", [milliseconds(scored - start) / 1000], "s")
    report(
      "\(name): \(robustness.draws) draws", [milliseconds(drawn - scored) / 1000], "s")
    print("\(name): memory\t\(peakMemory())\tMB, peak")
  }
}
