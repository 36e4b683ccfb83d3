import Charting
import Diagnostics
import Metrics
import Observations

/// Makes every number that a briefing prints, each from the run by what it is.
struct BriefingNumbers {
  let run: StudyRun
  let language: Language
  /// The ranking of each indicator's values, and that of the scores.
  let rankings: [RankingTable]
  let index: RankingTable
  private let memory = Memory()

  /// What is asked for again and again: a briefing of many peers asks for each of them.
  private final class Memory {
    var peers: [String: [Int]] = [:]
    var values: [Subject: [Double]] = [:]
    var ranks: [Subject: [Int: Int]] = [:]
    var words: [Subject: RankingWords] = [:]
  }

  /// An indicator, or the index where there is none, in a rank set.
  private struct Subject: Hashable {
    var indicator: Int?
    var rankSet: String
  }

  private func subject(_ indicator: Int?, _ row: Int) -> Subject {
    Subject(indicator: indicator, rankSet: run.scores.table.rows[row].rankSet)
  }

  init(_ run: StudyRun, language: Language, focus: String?) throws(PublishingError) {
    self.run = run
    self.language = language
    rankings = run.study.indicators.indices.map { run.indicatorRanking($0, focus: focus) }
    var output = Study.Output(
      kind: .ranking, of: GroupDefinition.root, id: "", formats: [],
      place: Place(run.study.path))
    output.focus = focus
    index = try run.ranking(for: output)
  }

  /// The number, printed in the language; nothing where the run has none.
  func number(_ quantity: PrintedNumber.Quantity) -> PrintedNumber? {
    guard let value = value(quantity), let printed = printed(quantity, value) else { return nil }
    return PrintedNumber(quantity: quantity, value: value, printed: printed)
  }

  /// The rows that are ranked with a row.
  func peers(of row: Int) -> [Int] {
    let keys = run.scores.table.rows
    let own = keys[row].rankSet
    if let known = memory.peers[own] { return known }
    let peers = keys.indices.filter { keys[$0].rankSet == own }
    memory.peers[own] = peers
    return peers
  }

  func cell(_ indicator: Int, _ row: Int) -> Cell { run.tables[indicator].rows[row].cell }

  /// The value that ranks; nothing for one that is known within ends only or of another class.
  func ranking(_ indicator: Int, _ row: Int) -> Double? {
    let cell = cell(indicator, row)
    return cell.isRankable ? cell.value : nil
  }

  /// The values of the peers that rank, ascending.
  func values(_ indicator: Int, _ row: Int) -> [Double] {
    let subject = subject(indicator, row)
    if let known = memory.values[subject] { return known }
    let values = peers(of: row).compactMap { ranking(indicator, $0) }.sorted()
    memory.values[subject] = values
    return values
  }

  /// The scores of the ranked peers, ascending.
  func scores(_ row: Int) -> [Double] {
    peers(of: row).filter { run.scores.rows[$0].rank != nil }
      .compactMap { run.scores.rows[$0].index.value }.sorted()
  }

  /// The places of the values among the peers, from the greatest, as tables and charts rank them.
  func ranks(_ indicator: Int, _ row: Int) -> [Int: Int] {
    let subject = subject(indicator, row)
    if let known = memory.ranks[subject] { return known }
    let peers = peers(of: row)
    let list = Ranking.ranks(of: peers.map { ranking(indicator, $0) })
    let ranks = Dictionary(
      zip(peers, list).compactMap { peer, rank in rank.map { (peer, $0) } },
      uniquingKeysWith: { first, _ in first })
    memory.ranks[subject] = ranks
    return ranks
  }

  /// The rows of a body, by year, that have an exact value to compare: at least so many, or about so many,
  /// tells no change.
  func years(_ indicator: Int, _ row: Int) -> [Int] {
    run.rows.indices.filter {
      run.rows[$0].body == run.rows[row].body && ranking(indicator, $0) != nil
        && cell(indicator, $0).bound == .exact
    }.sorted { run.rows[$0].year < run.rows[$1].year }
  }

  // MARK: - Values

  private func value(_ quantity: PrintedNumber.Quantity) -> Double? {
    let scored = run.scores.rows
    func count(_ rows: [Int]) -> Double { Double(rows.count) }
    switch quantity {
    case .value(let indicator, let row): return cell(indicator, row).value
    case .least(let indicator, let row): return cell(indicator, row).low
    case .greatest(let indicator, let row): return cell(indicator, row).high
    case .valueRank(let indicator, let row): return ranks(indicator, row)[row].map(Double.init)
    case .valueTies(let indicator, let row):
      let ranks = ranks(indicator, row)
      return ranks[row].map { own in Double(ranks.values.count { $0 == own }) }
    case .distanceToMedian(let indicator, let row):
      guard let own = ranking(indicator, row),
        let median = StudyRun.median(values(indicator, row))
      else { return nil }
      return abs(own - median)
    case .change(let indicator, let from, let to):
      guard let first = ranking(indicator, from), let last = ranking(indicator, to) else {
        return nil
      }
      return abs(last - first)
    case .score(let row): return scored[row].index.value
    case .leastScore(let row): return scored[row].index.low
    case .greatestScore(let row): return scored[row].index.high
    case .rank(let row): return scored[row].rank.map(Double.init)
    case .rankTies(let row):
      guard let own = scored[row].rank else { return nil }
      return count(peers(of: row).filter { scored[$0].rank == own })
    case .bestRank(let row): return run.rankInterval(row).map { Double($0.lowerBound) }
    case .worstRank(let row): return run.rankInterval(row).map { Double($0.upperBound) }
    case .groupScore(let group, let row): return scored[row].groups[group].value
    case .groupRank(let group, let row):
      let peers = peers(of: row)
      let ranks = Ranking.ranks(of: peers.map { scored[$0].groups[group].value })
      return zip(peers, ranks).first { $0.0 == row }?.1.map(Double.init)
    case .selected(let row): return count(peers(of: row))
    case .ranked(let row): return count(peers(of: row).filter { scored[$0].rank != nil })
    case .notRanked(let row): return count(peers(of: row).filter { scored[$0].rank == nil })
    case .bands(let row): return bands(row).map { Double($0.count) }
    case .lowestScore(let row): return scores(row).first
    case .medianScore(let row): return StudyRun.median(scores(row))
    case .highestScore(let row): return scores(row).last
    case .stating(let indicator, let row):
      return count(peers(of: row).filter { cell(indicator, $0).isReported })
    case .reportingRate(let indicator, let row):
      let peers = peers(of: row)
      return peers.isEmpty
        ? nil : 100 * count(peers.filter { cell(indicator, $0).isReported }) / count(peers)
    case .comparable(let indicator, let row): return Double(values(indicator, row).count)
    case .lowest(let indicator, let row): return values(indicator, row).first
    case .median(let indicator, let row): return StudyRun.median(values(indicator, row))
    case .highest(let indicator, let row): return values(indicator, row).last
    case .indicators: return Double(run.study.indicators.count)
    case .scored(let row) where run.study.method.multiCriteria != nil:
      // Such a method has no shares of single indicators.
      return Double(run.indicatorCount - scored[row].lacking.count)
    case .scored(let row):
      return Double(
        zip(scored[row].parts, scored[row].normalised).count { $0.weight > 0 && $1 != nil })
    case .imputed(let row): return Double(run.imputed(row).count)
    case .rates: return Double(run.tables.count { $0.denominator != .none })
    case .statedIndicators(let row):
      return Double(run.tables.count { $0.rows[row].cell.isReported })
    case .years(let indicator, let row): return Double(years(indicator, row).count)
    case .listed(let count): return Double(count)
    }
  }

  /// The bands of the row's rank set; nothing where figures are not drawn.
  func bands(_ row: Int) -> [Robustness.Band]? {
    guard let found = run.robustness?.robustness, found.rankShift[.data] != nil else { return nil }
    return found.bands().filter { $0.rankSet == run.scores.table.rows[row].rankSet }
  }

  // MARK: - Words

  /// The measure word of an indicator; empty where English has none but “number”.
  func unit(_ indicator: Int, _ row: Int) -> String {
    let unit = words(indicator, row).unit
    return unit == Words.unit("件", language: .english) && language == .english ? "" : unit
  }

  /// The words of an indicator's ranking in the section of a row.
  func words(_ indicator: Int, _ row: Int) -> RankingWords {
    words(rankings[indicator], row, subject(indicator, row))
  }

  /// The words of the ranking of scores in the section of a row.
  func scoreWords(_ row: Int) -> RankingWords { words(index, row, subject(nil, row)) }

  private func words(_ table: RankingTable, _ row: Int, _ subject: Subject) -> RankingWords {
    if let known = memory.words[subject] { return known }
    let section = table.sections.first { section in
      section.year == run.rows[row].year
        && section.entries.contains { $0.body.key == run.rows[row].body }
    }
    // Every row of the selection has its place in a section.
    let words = RankingWords(table, section ?? table.sections[0], language: language)
    memory.words[subject] = words
    return words
  }

  /// The number as it is printed; whole counts of bodies, ranks and years without decimals.
  private func printed(_ quantity: PrintedNumber.Quantity, _ value: Double) -> String? {
    switch quantity {
    case .value(let indicator, let row):
      return words(indicator, row).value(cell(indicator, row))
    case .distanceToMedian(let indicator, let row):
      // What a reader subtracts is what is printed.
      guard let own = ranking(indicator, row), let median = StudyRun.median(values(indicator, row))
      else { return nil }
      let style = words(indicator, row).style
      let isBetween = median != median.rounded() && style.decimals == 0
      let decimals = isBetween ? 1 : style.decimals
      let parts = LargestRemainder.rounded([own], decimals: decimals)
      let middle = LargestRemainder.rounded([median], decimals: decimals)
      let difference = abs(parts[0] - middle[0])
      guard isBetween, difference != difference.rounded() else { return style.string(difference) }
      return NumberStyle(language: style.language, decimals: 1).string(difference)
    case .least(let indicator, let row), .greatest(let indicator, let row),
      .lowest(let indicator, let row),
      .median(let indicator, let row), .highest(let indicator, let row):
      let style = words(indicator, row).style
      // The middle of two whole numbers may lie between them.
      guard value != value.rounded(), style.decimals == 0 else { return style.string(value) }
      return NumberStyle(language: style.language, decimals: 1).string(value)
    case .change(let indicator, _, let to): return words(indicator, to).style.string(value)
    case .groupScore(_, let row), .score(let row), .leastScore(let row), .greatestScore(let row),
      .lowestScore(let row),
      .medianScore(let row), .highestScore(let row):
      return scoreWords(row).style.string(value)
    case .reportingRate: return "\(Int(value.rounded(.toNearestOrAwayFromZero)))%"
    case .groupRank, .valueRank, .valueTies, .rank, .rankTies, .bestRank, .worstRank, .selected,
      .ranked,
      .notRanked, .bands, .stating, .comparable, .indicators, .scored, .imputed, .rates,
      .statedIndicators,
      .years,
      .listed:
      return Int(exactly: value).map(String.init)
    }
  }
}
