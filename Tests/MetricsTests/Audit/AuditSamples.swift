import Diagnostics
import Metrics

/// The technology achievement index by min-max and equal weights, optionally in two groups.
func technologyCard(groups: [String: [String]] = [:]) throws -> ScoreCard {
  let columns = TechnologyAchievement.indicators.map { id in
    IndicatorDefinition(
      id: id, direction: .higher, group: groups.first { $0.value.contains(id) }?.key)
  }
  return try ScoreCard(
    sample(columns, TechnologyAchievement.values.map { $0.map { $0 as Double? } }),
    groups: groups.keys.sorted().map { GroupDefinition(id: $0) })
}

/// The one panel of an index of one year.
func panel(
  _ card: ScoreCard, denominators: [IndexAudit.Denominator] = [], stated: ScoringTable? = nil
) throws -> IndexAudit.Panel {
  try IndexAudit(of: card, denominators: denominators, stated: stated).panels[0]
}

extension IndexAudit.Panel {
  func association(_ indicator: String, _ other: String) -> IndexAudit.Association? {
    associations.first { $0.indicator == indicator && $0.other == other }
  }

  /// The diagnostics in English.
  var findings: [String] { diagnostics.map(\.text.english) }

  /// The dominance pairs by the names of the bodies, such as `A > B`.
  var dominantPairs: [String] {
    dominance.pairs.map { "\(dominance.rows[$0.above].body) > \(dominance.rows[$0.below].body)" }
  }
}
