import Diagnostics
import FoundationEssentials
import Metrics
import Observations

/// A value of a JSON document; what is not known is `null`, so that every entry has the same keys.
enum JSONValue: Encodable {
  case null
  case flag(Bool)
  case whole(Int)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  init(_ value: Double?) { self = value.map { .number($0) } ?? .null }
  init(_ value: Int?) { self = value.map { .whole($0) } ?? .null }
  init(_ value: String?) { self = value.map { .text($0) } ?? .null }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .flag(let value): try container.encode(value)
    case .whole(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    case .list(let values): try container.encode(values)
    case .object(let values): try container.encode(values)
    }
  }

  /// The document, keys sorted.
  var document: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // It holds finite numbers and texts only, so that encoding it cannot fail.
    let data = (try? encoder.encode(self)) ?? Data()
    return String(decoding: data, as: UTF8.self) + "\n"
  }
}

extension Explanation {
  /// The explanation for programs: full precision, sorted keys, identifiers as the study has them.
  public var json: String {
    JSONValue.object([
      "body": .text(body.name), "kind": .text(body.kind.rawValue),
      "level": JSONValue(body.level?.rawValue), "year": .whole(year),
      "score": JSONValue(score.value), "low": JSONValue(score.low), "high": JSONValue(score.high),
      "rank": JSONValue(rank), "ranked": .whole(ranked), "selected": .whole(selected),
      "ties": .whole(ties), "coverage": .number(coverage), "additive": .flag(isAdditive),
      "lacking": .list(
        indicators.filter { $0.counts && lacking.contains($0.name) }
          .map { .text($0.definition.id) }),
      "method": .object(["zh": .text(method.chinese), "en": .text(method.english)]),
      "tree": .list(
        nodes.map { node in
          .object([
            "id": .text(node.id), "parent": JSONValue(node.parent.map { nodes[$0].id }),
            "weight": .number(node.weight), "value": JSONValue(node.value),
            "contribution": JSONValue(node.contribution),
          ])
        }),
      "rank_intervals": rankSpreads.map { spreads in
        .object([
          "draws": .whole(spreads.draws), "data": JSONValue(spreads.data),
          "method": JSONValue(spreads.method), "joint": JSONValue(spreads.joint),
          "band": JSONValue(spreads.band),
        ])
      } ?? .null,
      "indicators": .list(indicators.map(\.json)),
      "change": change.map { json(of: $0) } ?? .null,
      "moves": .list(
        moves.map { move in
          .object([
            "indicator": .text(indicators[move.column].definition.id),
            "move": .text(move.move.rawValue), "from": .number(move.from), "to": JSONValue(move.to),
            "rank": JSONValue(move.rank), "share_of_range": JSONValue(move.share),
          ])
        }),
      "study": .text(studyPath), "study_sha256": .text(studyHash), "data_sha256": .text(dataHash),
    ]).document
  }

  private func json(of change: Change) -> JSONValue {
    .object([
      "year": .whole(change.year), "score": JSONValue(change.score.value),
      "rank": JSONValue(change.rank), "ranked": .whole(change.ranked),
      "difference": JSONValue(change.difference?.total),
      "parts": .list(
        indicators.map { indicator in
          let part = change.difference?.parts[indicator.column]
          return .object([
            "indicator": .text(indicator.definition.id),
            "earlier_value": JSONValue(change.cells[indicator.column].value),
            "earlier_normalised": JSONValue(change.normalised[indicator.column]),
            "total": JSONValue(part?.total), "values": JSONValue(part?.values),
            "own": JSONValue(part?.own), "peers": JSONValue(part?.peers),
            "weights": JSONValue(part?.weights),
          ])
        }),
    ])
  }
}

extension ExplainedIndicator {
  var json: JSONValue {
    .object([
      "id": .text(definition.id),
      "name": .object(["zh": .text(name.chinese), "en": .text(name.english)]),
      "measures": .text(measures.description), "counts": .text(cell.counts),
      "direction": JSONValue(definition.direction?.rawValue), "weight": .number(weight),
      "scored": .flag(weight > 0), "normalised": JSONValue(normalised),
      "contribution": JSONValue(contribution), "score_without": JSONValue(without),
      "state": .text(cell.state.rawValue), "value": JSONValue(cell.value),
      "low": JSONValue(cell.low), "high": JSONValue(cell.high),
      "bound": cell.low == nil ? .null : .text(cell.bound.rawValue), "unit": .text(cell.unit),
      "other_class": .flag(cell.isOtherClass), "averaged_years": .whole(cell.averagedYears),
      "imputed": JSONValue(imputed),
      "treated": treated.map { .object(["from": .number($0.from), "to": .number($0.to)]) } ?? .null,
      "undivided": JSONValue(undivided?.value),
      "per": .text(table.subject.denominator.description),
      "divisor": divisor.map { divisor in
        .object([
          "value": .number(divisor.value), "year": JSONValue(divisor.year),
          "source": .text(divisor.source),
        ])
      } ?? .null,
      "titles": .list(
        titles.map { title in
          .object([
            "title": .text(title.title), "action": .text(title.action.rawValue),
            "source": .text(title.source), "evidence": .text(title.evidence),
            "start": JSONValue(title.start), "end": JSONValue(title.end),
          ])
        }),
      "sources": .list(cell.sources.map { .text($0) }),
      "peers": .object([
        "rank": JSONValue(peers.rank), "count": .whole(peers.count),
        "median": JSONValue(peers.median), "quarter": JSONValue(peers.quarter),
        "points": JSONValue(peers.points),
      ]),
      "figures": .list(
        figures.map { figure in
          let observation = figure.observation
          return .object([
            "id": .text(observation.id), "report": .text(observation.report),
            "measures": .text(observation.measures.description),
            "value": .number(observation.value), "bound": .text(observation.bound.rawValue),
            "unit": .text(observation.unit), "counts": .text(observation.counts),
            "from": JSONValue(observation.from), "to": JSONValue(observation.to),
            "role": .text(observation.role.rawValue), "status": .text(observation.status.rawValue),
            "source": .text(figure.source), "evidence": .text(observation.evidence),
            "start": JSONValue(observation.start), "end": JSONValue(observation.end),
            "read_value": JSONValue(observation.readValue), "divisor": .flag(figure.isDivisor),
          ])
        }),
    ])
  }
}

extension JSONValue {
  /// A range of ranks as its ends.
  fileprivate init(_ range: ClosedRange<Int>?) {
    self = range.map { .list([.whole($0.lowerBound), .whole($0.upperBound)]) } ?? .null
  }
}

extension ScoreComparison {
  /// The comparison for programs: full precision, sorted keys, identifiers as the study has them.
  public var json: String {
    func side(_ side: Side, _ indicators: [ExplainedIndicator]) -> JSONValue {
      .object([
        "body": .text(side.body.name), "kind": .text(side.body.kind.rawValue),
        "score": JSONValue(side.score.value), "low": JSONValue(side.score.low),
        "high": JSONValue(side.score.high), "rank": JSONValue(side.rank),
        "indicators": .list(indicators.map(\.json)),
      ])
    }
    let sorted = parts.enumerated().sorted { a, b in
      let sizes = (abs(a.element.difference?.total ?? 0), abs(b.element.difference?.total ?? 0))
      return sizes.0 == sizes.1 ? a.offset < b.offset : sizes.0 > sizes.1
    }.map(\.element)
    return JSONValue.object([
      "year": .whole(year), "ranked": .whole(ranked),
      "first": side(first, parts.map(\.first)), "second": side(second, parts.map(\.second)),
      "difference": JSONValue(difference?.total),
      "parts": .list(
        sorted.map { part in
          .object([
            "indicator": .text(part.first.definition.id),
            "total": JSONValue(part.difference?.total),
            "values": JSONValue(part.difference?.values),
            "weights": JSONValue(part.difference?.weights), "order": JSONValue(part.order),
          ])
        }),
      "dominance": .text(dominance.rawValue),
      "reversal": reversal.map { reversal in
        .object([
          "indicator": .text(parts[reversal.column].first.definition.id),
          "weight": .number(reversal.weight), "threshold": .number(reversal.threshold),
        ])
      } ?? .null,
      "intervals_overlap": intervalsOverlap.map { .flag($0) } ?? .null,
      "draws": .whole(draws),
      "probability": .object(
        Dictionary(
          uniqueKeysWithValues: Robustness.Source.allCases.map {
            ($0.rawValue, JSONValue(probabilities[$0]))
          })),
      "method": .object(["zh": .text(method.chinese), "en": .text(method.english)]),
      "study": .text(studyPath), "study_sha256": .text(studyHash), "data_sha256": .text(dataHash),
    ]).document
  }
}
