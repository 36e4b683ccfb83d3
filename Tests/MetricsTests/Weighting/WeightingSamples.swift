import Diagnostics
import Metrics

/// A matrix of indicators a, b, c … that all count upwards.
func indicatorMatrix(
  _ rows: [[Double?]], directions: [Direction]? = nil
) throws(MetricsError) -> IndicatorMatrix {
  let count = rows.first?.count ?? 0
  return try IndicatorMatrix(
    indicators: "abcdefghijklmnop".prefix(count).map { "\($0)" }, directions: directions,
    bodies: rows.indices.map(bodyName), rows: rows)
}

/// The English texts of what is refused, after its code; empty where nothing is.
func refusals(_ work: () throws -> Void) -> [String] {
  do {
    try work()
    return []
  } catch let error as MetricsError {
    return [error.code.rawValue] + error.problems.map(\.text.english)
  } catch {
    return ["\(error)"]
  }
}

/// The technology achievement index by min-max, 23 countries by 8 indicators.
///
/// - Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), appendix.
func technologyMinMax(from low: Double = 0, to high: Double = 1) -> [[Double?]] {
  let values = TechnologyAchievement.values
  return values.map { row in
    row.indices.map { column in
      let all = values.map { $0[column] }
      let (least, greatest) = (all.min() ?? 0, all.max() ?? 1)
      return low + (high - low) * (row[column] - least) / (greatest - least)
    }
  }
}
