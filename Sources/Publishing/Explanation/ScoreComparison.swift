import Diagnostics
import Metrics
import Observations

/// Two bodies of one ranking set side by side: what their difference is made of, and how sure it is.
public struct ScoreComparison: Sendable {
  let title: LocalisedText?
  let year: Int
  let first: Side
  let second: Side
  /// How many bodies of the rank set have a rank.
  let ranked: Int
  /// The first body's score less the second's in parts; nothing where a score is lacking or is no sum.
  let difference: ScoreDifference?
  let parts: [Part]
  let dominance: Dominance
  /// The one weight whose change turns the order, where the difference is a sum of the same weights.
  let reversal: WeightReversal?
  /// Whether the weights of the two are the same and the score is a sum, so that ``reversal`` was sought.
  let isReversible: Bool
  let method: LocalisedText
  let studyPath: String
  let studyHash: String
  let dataHash: String

  /// The share of draws in which the first body ranks above the second, 0 … 1, ties counting half, by what
  /// is drawn; empty where nothing is.
  let probabilities: [Robustness.Source: Double]
  /// How many draws there were of each kind.
  let draws: Int

  /// One of the two.
  struct Side: Sendable {
    var body: Body
    var score: ScoreCard.Score
    var rank: Int?
    var lacking: [LocalisedText]
  }

  /// One indicator of both.
  struct Part: Sendable {
    var first: ExplainedIndicator
    var second: ExplainedIndicator
    /// What it adds to the difference; nothing where the difference has no parts.
    var difference: ScoreDifference.Part?
    /// 1 where the first stands above by the indicator's direction, −1 below, 0 even; nothing where a
    /// value is lacking or filled in.
    var order: Int?
  }

  /// Whether one body is above or even in every indicator that counts.
  enum Dominance: String, Sendable {
    /// The first is nowhere below and somewhere above.
    case first
    /// The second is.
    case second
    /// Neither, or values are lacking.
    case none
    /// All indicators are even.
    case even
  }

  /// Whether the intervals in which the scores must lie have a point in common; nothing without them.
  var intervalsOverlap: Bool? {
    guard let a = first.score.low, let b = first.score.high, let c = second.score.low,
      let d = second.score.high
    else { return nil }
    return a <= d && c <= b
  }

  /// The names of the two bodies.
  public var bodyNames: [String] { [first.body.name, second.body.name] }

  /// Compares two bodies of a study.
  ///
  /// - Parameters:
  ///   - first: the body that is looked at.
  ///   - second: the body that it is set against.
  ///   - run: the study with its data.
  ///   - year: the report year; the latest in which both have a score where absent, or else the latest
  ///     that both have.
  /// - Throws: ``PublishingError`` for a body or year that the study does not have, and for two bodies of
  ///   different kinds or levels, which are not ranked together.
  public init(
    of first: String, and second: String, in run: StudyRun, year: Int? = nil
  ) throws(PublishingError) {
    let one = try run.selectedBody(first)
    let other = try run.selectedBody(second)
    guard one.key != other.key else {
      throw run.failure(
        zh: "\(Diagnostic.quoted(first))和\(Diagnostic.quoted(second))是同一个机构：请写两个",
        en:
          "\(Diagnostic.quoted(first)) and \(Diagnostic.quoted(second)) are the same body: name two"
      )
    }
    let (a, b) = try Self.rows(of: one, other, year: year, in: run)
    guard run.scores.table.rows[a].rankSet == run.scores.table.rows[b].rankSet else {
      func words(_ body: Body) -> LocalisedText {
        let group = Words.bodies(body.kind, body.level)
        return LocalisedText(
          zh: "\(body.name)为\(group.chinese)",
          en: "\(body.name) is of the \(group.english.lowercasedFirst)")
      }
      throw run.failure(
        at: run.study.selectionPlace,
        zh:
          "\(words(one).chinese)，\(words(other).chinese)：类型或层级不同，不作比较（确需比较，请在 select 写 together: true）",
        en:
          "\(words(one).english), \(words(other).english): kinds and levels are not compared with each "
          + "other (where that is meant, write together: true under select)")
    }
    let (rowA, rowB) = (run.scores.rows[a], run.scores.rows[b])
    func side(_ body: Body, _ row: ScoreCard.Row) -> Side {
      Side(
        body: body, score: row.index, rank: row.rank,
        lacking: row.lacking.compactMap { id in
          run.study.indicators.firstIndex { $0.id == id }.map {
            run.name(of: run.study.indicators[$0], run.tables[$0])
          }
        })
    }
    self.first = side(one, rowA)
    self.second = side(other, rowB)
    let difference = ScoreDifference(from: rowB, to: rowA)
    self.difference = difference
    let values = run.scores.table.values
    parts = run.study.indicators.indices.map { column in
      let (x, y) = (run.explained(column, row: a), run.explained(column, row: b))
      var order: Int?
      // What is filled in is no body's own, and proves nothing.
      if x.imputed == nil, y.imputed == nil, let p = values[a][column].point,
        let q = values[b][column].point
      {
        let sign = run.study.indicators[column].definition.direction == .lower ? -1 : 1
        order = Ranking.ranks(of: [p, q]) == [1, 1] ? 0 : p > q ? sign : -sign
      }
      return Part(first: x, second: y, difference: difference?.parts[column], order: order)
    }
    let counting = parts.filter { $0.first.weight > 0 || $0.second.weight > 0 }
    let orders = counting.map(\.order)
    if orders.isEmpty || orders.contains(where: { $0 == nil }) {
      dominance = .none
    } else {
      let known = orders.compactMap { $0 }
      dominance =
        known.allSatisfy { $0 == 0 }
        ? .even
        : known.allSatisfy { $0 >= 0 }
          ? .first : known.allSatisfy { $0 <= 0 } ? .second : Dominance.none
    }
    let hasSameWeights = counting.allSatisfy { abs($0.first.weight - $0.second.weight) <= 1e-12 }
    isReversible = difference != nil && hasSameWeights
    reversal =
      isReversible
      ? WeightReversal.least(
        differences: parts.map { ($0.first.normalised ?? 0) - ($0.second.normalised ?? 0) },
        weights: parts.map(\.first.weight)) : nil
    let robustness = run.robustness?.robustness
    probabilities = Robustness.Source.allCases.reduce(into: [:]) { found, source in
      found[source] = robustness?.probability(of: a, above: b, by: source)
    }
    draws = robustness?.draws ?? 0
    title = run.study.title
    self.year = run.rows[a].year
    ranked = run.scores.rows.count { $0.key.rankSet == rowA.key.rankSet && $0.rank != nil }
    method = run.methodSentence
    studyPath = run.study.path
    studyHash = run.study.hash
    dataHash = run.data.hash
  }

  private static func rows(
    of one: Body, _ other: Body, year: Int?, in run: StudyRun
  ) throws(PublishingError) -> (Int, Int) {
    if let year { return (try run.row(of: one, year: year), try run.row(of: other, year: year)) }
    func years(_ body: Body) -> [Int: Int] {
      Dictionary(
        run.rows.indices.filter { run.rows[$0].body == body.key }.map { (run.rows[$0].year, $0) }
      ) { first, _ in first }
    }
    let (own, others) = (years(one), years(other))
    let common = Set(own.keys).intersection(others.keys).sorted(by: >)
    let pairs = common.compactMap { year in own[year].flatMap { a in others[year].map { (a, $0) } }
    }
    let scored = pairs.first {
      run.scores.rows[$0.0].index.value != nil && run.scores.rows[$0.1].index.value != nil
    }
    if let pair = scored ?? pairs.first { return pair }
    func list(_ years: [Int: Int], _ separator: String) -> String {
      years.keys.sorted().map(String.init).joined(separator: separator)
    }
    throw run.failure(
      at: run.study.selectionPlace,
      zh: "所选年份中没有两者都有的一年：\(one.name)有 \(list(own, "、"))，\(other.name)有 \(list(others, "、"))",
      en: "no selected year has both: \(one.name) has \(list(own, ", ")), \(other.name) has "
        + list(others, ", "))
  }
}
