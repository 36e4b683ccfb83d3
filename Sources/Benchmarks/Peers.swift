import Diagnostics
import FoundationEssentials
import Metrics

// Random matrices computed here, for `.ci/peers` to compare with what other libraries make of them.
extension Benchmarks {
  /// What a method made of a matrix, or why it refused.
  private struct PeerResult: Encodable {
    var scores: [Double?] = []
    var ranks: [Int?]?
    /// For normalisations a value for each row and criterion.
    var cells: [[Double?]]?
    var refused: String?
  }

  /// Reads `[{"matrix": …, "weights": …, "directions": …}]` and prints `[{method: result}]`, as JSON.
  static func peers(_ path: String) throws {
    let cases = try JSONDecoder().decode(
      JSONValue.self, from: Data(contentsOf: URL(filePath: path)))
    let results = cases.items.map { entry in
      methods(
        entry["matrix"].rows, weights: entry["weights"].numbers,
        directions: entry["directions"].numbers)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    print(String(decoding: try encoder.encode(results), as: UTF8.self))
  }

  private static func methods(
    _ rows: [[Double?]], weights: [Double?], directions: [Double?]
  ) -> [String: PeerResult] {
    func result(_ work: () throws -> PeerResult) -> PeerResult {
      do {
        return try work()
      } catch let error as MetricsError {
        return PeerResult(
          refused: error.problems.first?.text.english ?? error.code.rawValue)
      } catch {
        return PeerResult(refused: "\(error)")
      }
    }
    var results: [String: PeerResult] = [:]
    let rankings: [(String, MultiCriteriaMethod)] = [
      ("topsis vector", .topsis(.vector)), ("topsis min-max", .topsis(.minMax)),
      ("vikor", .vikor()), ("promethee-ii", .prometheeII()), ("copras", .copras),
      ("borda", .borda), ("copeland", .copeland),
    ]
    for (name, method) in rankings {
      results[name] = result {
        let found = try ranking(rows, method, weights: weights, directions: directions)
        return PeerResult(scores: found.rows.map(\.score), ranks: found.rows.map(\.rank))
      }
    }
    let definitions = directions.indices.map {
      IndicatorDefinition(
        id: "c\($0)", direction: directions[$0] == -1 ? .lower : .higher,
        weight: weights[$0] ?? 0)
    }
    let table = ScoringTable(
      rows: rows.indices.map { ScoringTable.RowKey(body: "\(1000 + $0)", year: 2000) },
      indicators: definitions,
      values: rows.map { $0.map { $0.map(Estimate.exact) ?? .notKnown } })
    let normalisations: [(String, Normalisation, Aggregation)] = [
      ("min-max", Normalisation(.minMax, range: Limits(0, 1)), .arithmetic),
      ("z-score", Normalisation(.zScore), .arithmetic),
      ("rank", Normalisation(.rank), .arithmetic),
      ("share-of-max", Normalisation(.shareOfMax), .arithmetic),
      ("geometric", Normalisation(.shareOfMax), .geometric),
    ]
    for (name, normalisation, aggregation) in normalisations {
      results[name] = result {
        let card = try ScoreCard(
          table,
          method: ScoringMethod(normalisation: normalisation, aggregation: [aggregation]))
        return PeerResult(
          scores: card.rows.map(\.index.value), ranks: card.rows.map(\.rank),
          cells: card.rows.map(\.normalised))
      }
    }
    let weightings: [(String, DataDrivenWeighting)] = [
      ("entropy", .entropy), ("critic", DataDrivenWeighting(.critic)),
      ("critic spearman", .critic(correlation: .spearman, scale: .minMax)),
    ]
    for (name, weighting) in weightings {
      results[name] = result {
        let matrix = try IndicatorMatrix(
          indicators: definitions.map(\.id),
          directions: definitions.map { $0.direction ?? .higher },
          rows: rows)
        return PeerResult(
          scores: try weighting.weights(of: matrix, bootstrap: Bootstrap(.never)).weights)
      }
    }
    return results
  }
}
