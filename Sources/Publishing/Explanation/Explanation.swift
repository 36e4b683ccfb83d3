import Diagnostics
import Metrics
import Observations

/// One score of a study, from the rank down to the sentences of the report, for one body and year.
///
/// Group scores and contributions, each indicator with its figure and where it stands, its place among the
/// peers, the change since an earlier year, and what would move the rank.
public struct Explanation: Sendable {
  let title: LocalisedText?
  let body: Body
  let year: Int
  let score: ScoreCard.Score
  let rank: Int?
  /// Where the rank lies over draws; nothing where nothing is drawn.
  let rankSpreads: RankSpreads?
  /// How many bodies of the rank set have a rank, and how many are selected.
  let ranked: Int
  let selected: Int
  /// How many others share the rank.
  let ties: Int
  let coverage: Double
  let lacking: [LocalisedText]
  let method: LocalisedText
  let isMultiCriteria: Bool
  /// Whether the contributions add up to the score.
  let isAdditive: Bool
  let nodes: [Node]
  let indicators: [ExplainedIndicator]
  let change: Change?
  let moves: [Move]
  /// Whether weights come from the values, and are held where figures are changed.
  let holdsWeights: Bool
  let studyPath: String
  let studyHash: String
  let dataHash: String

  /// A group or an indicator in the tree, from the root down.
  struct Node: Sendable {
    var id: String
    var name: LocalisedText
    var depth: Int
    /// The place of the group that it is in, in the list of nodes; nothing for the root.
    var parent: Int?
    var weight: Double
    var value: Double?
    var contribution: Double?
    /// The indicator, as a place among the indicators.
    var column: Int?
  }

  /// The change since an earlier year.
  struct Change: Sendable {
    var year: Int
    var score: ScoreCard.Score
    var rank: Int?
    var ranked: Int
    /// The difference in parts; nothing where a score is lacking or is no sum.
    var difference: ScoreDifference?
    /// The figures of the earlier year, by indicator.
    var cells: [Cell]
    var normalised: [Double?]
  }

  /// The 5–95 % intervals of a rank, to the outside.
  struct RankSpreads: Sendable {
    var draws: Int
    var data: ClosedRange<Int>?
    var method: ClosedRange<Int>?
    var joint: ClosedRange<Int>
    /// The ranks of the band that the body is in.
    var band: ClosedRange<Int>?

    init?(of row: Int, in run: StudyRun) {
      guard let found = run.robustness?.robustness, let joint = run.rankInterval(row) else {
        return nil
      }
      func range(_ spread: Robustness.Spread?) -> ClosedRange<Int>? {
        spread.map { Int($0.low.rounded(.down))...Int($0.high.rounded(.up)) }
      }
      draws = found.draws
      self.joint = joint
      data = range(found.rows[row].data)
      method = range(found.rows[row].method)
      guard data != nil, let members = found.bands().first(where: { $0.rows.contains(row) }) else {
        return
      }
      let ranks = members.rows.compactMap { found.rows[$0].rank }
      if let best = ranks.min(), let worst = ranks.max() { band = best...worst }
    }
  }

  /// What one indicator alone would have to change by for the rank to move.
  struct Move: Sendable {
    var column: Int
    var move: RankThreshold.Move
    /// The figure as it is and as it would have to be, before any division; in the unit of the report.
    var from: Double
    var to: Double?
    var rank: Int?
    /// The change as a share of the range that the peers of the year state.
    var share: Double?
  }

  /// The name of the body.
  public var bodyName: String { body.name }

  /// Explains the score of a body.
  ///
  /// - Parameters:
  ///   - name: the body; its name without 市 or the like is understood where only one is meant.
  ///   - run: the study with its data.
  ///   - year: the report year; the body's latest selected one where absent.
  ///   - earlier: the year that the score is set against; the one selected before where absent.
  /// - Throws: ``PublishingError`` for a body or a year that the study does not have.
  public init(
    of name: String, in run: StudyRun, year: Int? = nil, against earlier: Int? = nil
  ) throws(PublishingError) {
    let body = try run.selectedBody(name)
    let row = try run.row(of: body, year: year)
    let scored = run.scores.rows[row]
    let peers = run.scores.rows.filter { $0.key.rankSet == scored.key.rankSet }
    var indicators = run.study.indicators.indices.map { run.explained($0, row: row) }
    let counted = indicators.filter { $0.weight > 0 && $0.normalised != nil }
    let isAdditive =
      scored.index.value != nil && !counted.isEmpty
      && counted.allSatisfy { $0.contribution != nil }
    if scored.index.value != nil, !isAdditive {
      for place in indicators.indices where indicators[place].weight > 0 {
        indicators[place].without = run.card(without: place)?.rows[row].index.value
      }
    }
    let isLaterThan = { (other: Int) in other < run.rows[row].year }
    var change: Change?
    if let earlier {
      guard isLaterThan(earlier) else {
        throw run.failure(
          zh: "--against \(earlier)：应早于 \(run.rows[row].year)",
          en: "--against \(earlier): name a year before \(run.rows[row].year)")
      }
      change = Self.change(of: row, since: try run.row(of: body, year: earlier), in: run)
    } else {
      let before = run.rows.indices.filter {
        run.rows[$0].body == body.key && isLaterThan(run.rows[$0].year)
      }
      change = before.max { run.rows[$0].year < run.rows[$1].year }
        .map { Self.change(of: row, since: $0, in: run) }
    }

    rankSpreads = RankSpreads(of: row, in: run)
    title = run.study.title
    self.body = body
    self.year = run.rows[row].year
    score = scored.index
    rank = scored.rank
    ranked = peers.count { $0.rank != nil }
    selected = peers.count
    ties = scored.rank.map { rank in peers.count { $0.rank == rank } - 1 } ?? 0
    coverage = run.coverage(row)
    lacking = scored.lacking.compactMap { id in
      indicators.first { $0.definition.id == id }?.name
    }
    method = run.methodSentence
    isMultiCriteria = run.study.method.multiCriteria != nil
    self.isAdditive = isAdditive
    nodes = Self.nodes(of: scored, indicators, in: run)
    self.indicators = indicators
    self.change = change
    moves = Self.moves(of: row, indicators, in: run)
    if case .data = run.study.method.weights { holdsWeights = true } else { holdsWeights = false }
    studyPath = run.study.path
    studyHash = run.study.hash
    dataHash = run.data.hash
  }

  private static func nodes(
    of row: ScoreCard.Row, _ indicators: [ExplainedIndicator], in run: StudyRun
  ) -> [Node] {
    var nodes: [Node] = []
    let card = run.scores
    func add(_ group: String, depth: Int, parent: Int?) {
      let place = nodes.count
      let number = card.groupIDs.firstIndex(of: group) ?? 0
      let isRoot = group == GroupDefinition.root
      nodes.append(
        Node(
          id: group,
          name: isRoot
            ? LocalisedText(zh: "得分", en: "Score")
            : run.study.groupNames[group] ?? LocalisedText(zh: group, en: group),
          depth: depth, parent: parent, weight: row.groupParts[number].weight,
          value: row.groups[number].value, contribution: row.groupParts[number].contribution,
          column: nil))
      for indicator in indicators
      where indicator.counts && (indicator.definition.group ?? GroupDefinition.root) == group {
        nodes.append(
          Node(
            id: indicator.definition.id, name: indicator.name, depth: depth + 1, parent: place,
            weight: indicator.weight, value: indicator.normalised,
            contribution: indicator.contribution, column: indicator.column))
      }
      for child in card.groups
      where child.weight > 0 && (child.parent ?? GroupDefinition.root) == group {
        add(child.id, depth: depth + 1, parent: place)
      }
    }
    add(GroupDefinition.root, depth: 0, parent: nil)
    // Multi-criteria methods give groups no score; the weight of their members is theirs all the same.
    if run.study.method.multiCriteria != nil {
      for place in nodes.indices.reversed() where nodes[place].column == nil && place > 0 {
        nodes[place].weight = nodes.filter { $0.parent == place }.reduce(0) { $0 + $1.weight }
      }
    }
    return nodes
  }

  private static func change(of row: Int, since earlier: Int, in run: StudyRun) -> Change {
    let (from, to) = (run.scores.rows[earlier], run.scores.rows[row])
    var swapped: (ScoreCard.Row, ScoreCard.Row)?
    if run.study.method.scoring.normalisation.scope == .year, run.study.method.multiCriteria == nil
    {
      var table = run.statedTable
      table.values.swapAt(earlier, row)
      swapped = run.trial(table).map { ($0.rows[earlier], $0.rows[row]) }
    }
    return Change(
      year: run.rows[earlier].year, score: from.index, rank: from.rank,
      ranked: run.scores.rows.count { $0.key.rankSet == from.key.rankSet && $0.rank != nil },
      difference: ScoreDifference(from: from, to: to, swapped: swapped),
      cells: run.tables.map { $0.rows[earlier].cell }, normalised: from.normalised)
  }

  // MARK: - What moves the rank

  private static func moves(
    of row: Int, _ indicators: [ExplainedIndicator], in run: StudyRun
  ) -> [Move] {
    guard run.scores.rows[row].rank != nil else { return [] }
    let table = run.statedTable
    let rankSet = table.rows[row].rankSet
    let peers = table.rows.indices.filter { table.rows[$0].rankSet == rankSet }
    var moves: [Move] = []
    for indicator in indicators where indicator.weight > 0 && indicator.imputed == nil {
      let column = indicator.column
      guard let point = table.values[row][column].point,
        let direction = indicator.definition.direction,
        run.tables[column].denominator != .share
      else { continue }
      let years = Double(indicator.cell.averagedYears)
      let divisor = indicator.divisor.map { $0.value / $0.scale } ?? 1
      // The number of the report, of which one more is a whole one more.
      let figure = (indicator.undivided?.value ?? point) * years
      let all = peers.compactMap { table.values[$0][column].point }
      guard let least = all.min(), let greatest = all.max(), greatest > least else { continue }
      let isCount = indicator.measures.ids.allSatisfy {
        run.data.measure($0)?.isCatalogued ?? false
      }
      let step = isCount ? 1 : Self.step(of: all.map { $0 * divisor })
      for move in RankThreshold.Move.allCases {
        let sign: Double = (move == .up) == (direction == .higher) ? 1 : -1
        let way = abs((sign > 0 ? greatest : least) - point) * divisor * years / step
        let limit = Int(min(way + 1e-9, 1e9))
        let found = RankThreshold.smallest(
          row: row, column: column, move, in: table, limit: limit,
          value: { (figure + sign * Double($0) * step) / years / divisor },
          rescore: { run.trial($0) })
        let to = found.map { figure + sign * Double($0.steps) * step }
        moves.append(
          Move(
            column: column, move: move, from: figure, to: to, rank: found?.rank,
            share: found.map { abs($0.value - point) / (greatest - least) }))
      }
    }
    return moves
  }

  /// The last decimal place in which figures are stated, at most the sixth.
  private static func step(of values: [Double]) -> Double {
    var step = 1.0
    for _ in 0..<6 {
      if values.allSatisfy({ abs(($0 / step).rounded() * step - $0) <= 1e-9 * abs($0) }) { break }
      step /= 10
    }
    return step
  }
}
