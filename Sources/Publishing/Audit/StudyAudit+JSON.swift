import Diagnostics
import Metrics
import Observations

extension StudyAudit {
  /// The audit for programs: full precision, sorted keys, identifiers as the study has them.
  public var json: String {
    JSONValue.object([
      "study": .text(studyPath), "study_sha256": .text(studyHash), "data_sha256": .text(dataHash),
      "form": .text(form.rawValue), "method": text(method),
      "title": title.map(text) ?? .null,
      "names": .object(names.mapValues(text)),
      "panels": .list(panels.map(json)),
    ]).document
  }

  private func text(_ text: LocalisedText) -> JSONValue {
    .object(["zh": .text(text.chinese), "en": .text(text.english)])
  }

  private func json(_ panel: Panel) -> JSONValue {
    let audit = panel.audit
    return .object([
      "peer_set": .text(panel.peerSet), "kind": JSONValue(panel.kind?.rawValue),
      "level": JSONValue(panel.level?.rawValue), "years": .list(audit.years.map { .whole($0) }),
      "bodies": .whole(panel.bodyCount), "rows": .whole(audit.rowCount),
      "ranked": .whole(panel.rankedCount), "left_out": .whole(panel.leftOutCount),
      "imputed": .flag(panel.isImputed),
      "reporting": .list(
        audit.reporting.map { entry in
          .object([
            "indicator": .text(entry.indicator), "rows": .whole(entry.rowCount),
            "stated": .whole(entry.statedCount), "rate": .number(entry.rate),
            "non_zero": JSONValue(entry.nonZero), "distinct": JSONValue(entry.distinct),
            "weighted": .flag(!panel.unweighted.contains(entry.indicator)),
            "flags": .list(entry.flags.map { .text($0.rawValue) }),
          ])
        }),
      "correlations": .list(
        audit.associations.map { entry in
          .object([
            "indicator": .text(entry.indicator), "other": .text(entry.other),
            "relation": .text(entry.relation.rawValue), "n": .whole(entry.count),
            "pearson": json(entry.pearson), "spearman": json(entry.spearman),
            "kendall": json(entry.kendall), "flag": JSONValue(entry.flag?.rawValue),
          ])
        }),
      "reliability": .list(
        audit.reliability.map { entry in
          .object([
            "group": .text(entry.group), "members": .list(entry.members.map { .text($0) }),
            "n": .whole(entry.count), "alpha": JSONValue(entry.alpha),
          ])
        }),
      "weights": .list(
        audit.influence.map { entry in
          let isOwn = form == .benefitOfDoubt
          return .object([
            "indicator": .text(entry.indicator), "n": .whole(entry.count),
            "nominal": isOwn ? .null : .number(entry.nominal),
            "mean_own": JSONValue(panel.ownWeights[entry.indicator]),
            "correlation": JSONValue(entry.correlation),
            "main_effect": JSONValue(entry.mainEffect),
            "main_effect_curved": JSONValue(entry.curved), "share": JSONValue(entry.share),
            "share_curved": JSONValue(entry.curvedShare),
            "ratio": isOwn ? .null : JSONValue(entry.ratio),
            "disproportionate": isOwn ? .null : .flag(entry.isDisproportionate),
          ])
        }),
      "components": json(audit.components, audit.diagnostics),
      "dominance": json(audit.dominance),
      "robustness": json(panel.robustness),
      "without_indicator": .list(panel.withoutIndicator.map { json($0, "indicator") }),
      "without_body": .list(panel.withoutBody.map { json($0, "body") }),
      "findings": .list(
        panel.findings.map { finding in
          .object([
            "severity": .text(finding.severity.rawValue), "text": text(finding.text),
            "file": JSONValue(finding.place?.file), "line": JSONValue(finding.place?.line),
          ])
        }),
    ])
  }

  private func json(_ value: IndexAudit.Coefficient?) -> JSONValue {
    guard let value else { return .null }
    return .object([
      "value": .number(value.value), "p": JSONValue(value.probability),
      "test": JSONValue(value.test?.rawValue),
    ])
  }

  private func json(
    _ found: IndexAudit.Components?, _ diagnostics: [Diagnostic]
  ) -> JSONValue {
    guard let found else {
      let reason = diagnostics.first { $0.severity == .note }
      return .object(["refused": reason.map { text($0.text) } ?? .null])
    }
    return .object([
      "refused": .null,
      "indicators": .list(found.indicators.map { .text($0) }), "n": .whole(found.rowCount),
      "eigenvalues": .list(found.components.eigenvalues.map { .number($0) }),
      "explained": .list(found.explainedShares.map { .number($0) }),
      "at_least_one": .whole(found.atLeastOneCount),
      "first_loadings": .list(found.firstLoadings.map { .number($0) }),
      "rotated_loadings": .list(
        found.components.loadings.map { .list($0.map { .number($0) }) }),
      "few_rows": .flag(found.hasFewRows),
    ])
  }

  private func json(_ found: IndexAudit.Dominance) -> JSONValue {
    .object([
      "pairs": .whole(found.pairCount), "compared": .whole(found.comparedCount),
      "dominated": .whole(found.pairs.count), "share": JSONValue(found.share),
      "share_of_compared": JSONValue(found.shareOfCompared),
      "list": .list(
        found.pairs.map { pair in
          .object([
            "above": .text(found.rows[pair.above].body),
            "below": .text(found.rows[pair.below].body),
            "year": .whole(found.rows[pair.above].year),
          ])
        }),
    ])
  }

  private func json(_ found: Robust) -> JSONValue {
    func spread(_ value: Robustness.Spread?) -> JSONValue {
      guard let value else { return .null }
      return .object([
        "median": .number(value.median), "low": .number(value.low), "high": .number(value.high),
        "mean": .number(value.mean), "variance": .number(value.variance),
        "share": .number(value.share),
      ])
    }
    func index(_ value: SobolIndices.Index) -> JSONValue {
      .object([
        "value": .number(value.value), "low": JSONValue(value.low), "high": JSONValue(value.high),
      ])
    }
    return .object([
      "refused": found.refusal.map(text) ?? .null, "draws": .whole(found.draws),
      "runs": .whole(found.runs), "weight_spread": .number(found.weightSpread),
      "dispersions": .list(
        found.dispersions.map { [.number($0.lowerBound), .number($0.upperBound)] } ?? []),
      "rank_shift": .object(
        Dictionary(
          uniqueKeysWithValues: Robustness.Source.allCases.map {
            ($0.rawValue, JSONValue(found.shift[$0]))
          })),
      "factors": .list(
        found.factors.enumerated().map { place, factor in
          .object([
            "factor": .text(factor.rawValue),
            "first": found.sensitivity.map { index($0.first[place]) } ?? .null,
            "total": found.sensitivity.map { index($0.total[place]) } ?? .null,
          ])
        }),
      "bands": .list(
        found.bands.map { band in
          .object([
            "year": .whole(band.year), "first": .whole(band.ranks.lowerBound),
            "last": .whole(band.ranks.upperBound), "bodies": .list(band.bodies.map { .text($0) }),
          ])
        }),
      "bodies": .list(
        found.rows.map { row in
          .object([
            "body": .text(row.key.body), "year": .whole(row.key.year),
            "rank": JSONValue(row.results.rank), "data": spread(row.results.data),
            "method": spread(row.results.method), "joint": spread(row.results.joint),
            "score_low": JSONValue(row.results.score?.low),
            "score_high": JSONValue(row.results.score?.high),
          ])
        }),
    ])
  }

  private func json(_ removal: Removal, _ key: String) -> JSONValue {
    .object([
      key: .text(removal.removed), "mean_shift": JSONValue(removal.meanShift),
      "greatest_shift": removal.meanShift == nil ? .null : .whole(removal.greatestShift),
      "most_shifted": JSONValue(removal.mostShifted?.body),
      "most_shifted_year": JSONValue(removal.mostShifted?.year),
      "reversals": removal.meanShift == nil ? .null : .whole(removal.reversalCount),
      "pairs": removal.meanShift == nil ? .null : .whole(removal.pairCount),
      "problems": .list(removal.problems.map { text($0.text) }),
    ])
  }
}
