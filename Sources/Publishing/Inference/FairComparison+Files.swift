import Diagnostics
import FoundationEssentials
import Metrics
import Observations

extension StudyRun {
  /// The indicators that count something over a period.
  var countedIndicators: [Int] { study.indicators.indices.filter(isCount) }

  /// `fair.csv`: every count against its expectation, full precision; nothing where nothing is counted.
  ///
  /// `observed` is the number before division, of all years of a total; `low` and `high` are the ends of
  /// its 95 % interval; `shrunk` is a rate per unit of `exposure`. A last row a body stands for all its
  /// years, `2018-2022`, where there are several.
  func fairLines() -> [String]? {
    let indicators = countedIndicators
    guard !indicators.isEmpty else { return nil }
    var lines = [
      "body,kind,year,indicator,observed,exposure,expected,ratio,low,high,zone,discovery,shrunk,"
        + "reliability,context_expected,context_ratio"
    ]
    for indicator in indicators {
      guard let comparison = fairComparison(of: indicator) else { continue }
      let id = csvField(study.indicators[indicator].id)
      func line(
        _ body: BodyKey, _ year: String, _ standing: FairComparison.Standing?, _ context: [Double?]
      ) -> String {
        let start = [csvField(body.name), body.kind.rawValue, year, id]
        let fields =
          [standing?.observed, standing?.exposure, standing?.expected, standing?.ratio].map(number)
          + [standing?.interval.lowerBound, standing?.interval.upperBound].map(number)
          + [
            standing?.zone?.rawValue ?? "",
            standing?.zone == nil ? "" : "\(standing?.isDiscovery ?? false)",
          ] + [standing?.shrunk, standing?.reliability].map(number) + context.map(number)
        return (start + fields).joined(separator: ",")
      }
      for (place, row) in comparison.rows.enumerated() {
        lines.append(
          line(
            rows[place].body, String(rows[place].year), row?.standing,
            [row?.contextExpected, row?.contextRatio]))
      }
      for period in comparison.peerSets.flatMap(\.periods) {
        lines.append(line(period.body, period.yearsForPrograms, period.standing, [nil, nil]))
      }
    }
    return lines
  }

  /// Counts against their expectations as JSON, the two claims apart.
  ///
  /// - Parameters:
  ///   - indicators: the identifiers; every indicator that counts something where absent.
  ///   - year: the year shown; every year, and all together, where absent.
  /// - Returns: the whole text, ending in a line break.
  /// - Throws: ``PublishingError`` for an unknown indicator or year.
  public func fairJSON(
    of indicators: [String]? = nil, year: Int? = nil
  ) throws(PublishingError) -> String {
    let document = try fairDocument(of: fairIndicators(indicators, year: year), year: year)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // The document holds finite numbers and texts only, so that encoding it cannot fail.
    let data = (try? encoder.encode(document)) ?? Data()
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  private func fairDocument(of indicators: [Int], year: Int?) -> FairValue {
    let entries: [FairValue] = indicators.map { indicator in
      let definition = study.indicators[indicator]
      var entry: [String: FairValue] = [
        "id": .text(definition.id),
        "name": .localised(name(of: definition, tables[indicator])),
        "per": .text("\(tables[indicator].denominator)"),
      ]
      guard let comparison = fairComparison(of: indicator) else {
        entry["reason"] = .localised(Self.countsNothing)
        return .object(entry)
      }
      entry["peer_sets"] = .list(
        comparison.peerSets.map { set in
          .object(fairObject(of: set, comparison, tables[indicator], year: year))
        })
      return .object(entry)
    }
    return .object([
      "study": .text(study.path), "data": .text(data.hash),
      "claims": .object(
        Dictionary(
          uniqueKeysWithValues: Claim.allCases.map { ($0.rawValue, .localised($0.explanation)) })),
      "indicators": .list(entries),
    ])
  }

  private func fairObject(
    of set: FairComparison.PeerSet, _ comparison: FairComparison, _ table: MeasureTable, year: Int?
  ) -> [String: FairValue] {
    let bodies = set.rows.map { table.rows[$0].body }
    let places = set.rows.filter { year == nil || table.rows[$0].year == year }
    let isOneKind = Set(bodies.map(\.kind)).count == 1
    var description: [FairValue] = []
    var inference: [FairValue] = []
    for place in places {
      let row = table.rows[place]
      let known = comparison.rows[place]
      let start: [String: FairValue] = [
        "body": .text(row.body.name), "kind": .text(row.body.kind.rawValue),
        "year": .integer(row.year),
      ]
      description.append(
        .object(
          start.merging([
            "stated": .number(known?.standing.observed),
            "exposure": .number(known?.standing.exposure),
            "value": .number(row.cell.isRankable ? row.cell.value : nil),
            "years": .integer(row.cell.averagedYears),
            "rank": known?.rank.map(FairValue.integer) ?? .null,
            "state": .text(row.cell.state.rawValue),
            "bound": row.cell.low == nil ? .null : .text(row.cell.bound.rawValue),
          ]) { first, _ in first }))
      guard let known else { continue }
      var fields = Self.fields(of: known.standing)
      fields["context_expected"] = .number(known.contextExpected)
      fields["context_ratio"] = .number(known.contextRatio)
      fields["context_zone"] = known.contextZone.map { .text($0.rawValue) } ?? .null
      inference.append(.object(start.merging(fields) { first, _ in first }))
    }
    let years = set.years.filter { year == nil || $0 == year }
    let rates: [FairValue] = years.map { year in
      let selected = set.rows.count { table.rows[$0].year == year }
      let summary = set.summaries[year]
      return .object([
        "year": .integer(year), "selected": .integer(selected),
        "stating": .integer(summary?.stating ?? 0),
      ])
    }
    let summaries: [FairValue] = years.compactMap { year in
      guard let summary = set.summaries[year] else { return nil }
      return .object(
        ["year": .integer(year)].merging(Self.fields(of: summary)) { first, _ in first })
    }
    var periods: [FairValue] = []
    if year == nil {
      periods = set.periods.map { period in
        .object(
          [
            "body": .text(period.body.name), "kind": .text(period.body.kind.rawValue),
            "years": .text(period.yearsForPrograms),
            "years_counted": .list(period.years.map(FairValue.integer)),
          ].merging(Self.fields(of: period.standing)) { first, _ in first })
      }
    }
    return [
      "kind": isOneKind ? .text(bodies[0].kind.rawValue) : .null,
      "level": isOneKind && !study.isTogether
        ? bodies[0].level.map { .text($0.rawValue) } ?? .null : .null,
      "description": .object(["reporting": .list(rates), "rows": .list(description)]),
      "inference": .object([
        "dispersion": .object([
          "used": .number(set.usedDispersion), "estimate": .number(set.dispersion.estimate),
          "degrees_of_freedom": .integer(set.dispersion.degreesOfFreedom),
          "low": .number(set.dispersion.interval?.lowerBound),
          "high": .number(set.dispersion.interval?.upperBound),
        ]),
        "years": .list(summaries), "rows": .list(inference), "periods": .list(periods),
        "period": year == nil
          ? set.whole.map { .object(Self.fields(of: $0)) } ?? .null : .null,
        "context": Self.object(of: set.context),
      ]),
    ]
  }

  private static func fields(of standing: FairComparison.Standing) -> [String: FairValue] {
    [
      "observed": .number(standing.observed), "exposure": .number(standing.exposure),
      "expected": .number(standing.expected), "ratio": .number(standing.ratio),
      "low": .number(standing.interval.lowerBound), "high": .number(standing.interval.upperBound),
      "zone": standing.zone.map { .text($0.rawValue) } ?? .null,
      "discovery": standing.zone == nil ? .null : .flag(standing.isDiscovery),
      "shrunk": .number(standing.shrunk), "reliability": .number(standing.reliability),
    ]
  }

  private static func fields(of summary: FairComparison.Summary) -> [String: FairValue] {
    [
      "common_rate": .number(summary.commonRate), "stating": .integer(summary.stating),
      "spread": .number(summary.spread), "reasons": .list(summary.reasons.map(FairValue.localised)),
    ]
  }

  private static func object(of context: FairContext) -> FairValue {
    .object([
      "terms": .list(context.used.map(FairValue.localised)),
      "unused": .list(
        context.unused.map {
          .object(["term": .localised($0.name), "reason": .localised($0.reason)])
        }),
      "explained_share": .number(context.model?.explainedShare),
      "p": .number(context.model?.pValue),
      "dispersion": .number(context.model?.dispersion),
      "coefficients": .list(
        (context.model?.coefficients ?? []).map {
          .object([
            "term": .text($0.term ?? "constant"),
            "category": $0.category.map(FairValue.text) ?? .null,
            "estimate": .number($0.estimate), "standard_error": .number($0.standardError),
          ])
        }),
      "notes": .list(
        ((context.model?.notes.map(\.text) ?? []) + context.refusals).map(FairValue.localised)),
    ])
  }
}

extension FairComparison.Period {
  /// The years as options write them, 2018-2022.
  var yearsForPrograms: String { "\(years.first ?? 0)-\(years.last ?? 0)" }
}

/// A value of the JSON; what is not known stands as `null`, so that every row has the same keys.
enum FairValue: Encodable {
  case null
  case integer(Int)
  case flag(Bool)
  case text(String)
  case list([FairValue])
  case object([String: FairValue])
  case decimal(Double)

  static func number(_ value: Double?) -> FairValue { value.map(FairValue.decimal) ?? .null }

  static func localised(_ text: LocalisedText) -> FairValue {
    .object(["zh": .text(text.chinese), "en": .text(text.english)])
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .integer(let value): try container.encode(value)
    case .flag(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    case .list(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    case .decimal(let value): try container.encode(value)
    }
  }
}
