import Charting
import Diagnostics
import Metrics
import Observations

/// One indicator of one body and year, from the score down to the figures.
struct ExplainedIndicator: Sendable {
  var column: Int
  var definition: IndicatorDefinition
  var name: LocalisedText
  var measures: MeasureSet
  /// The share in the index of this row; 0 where it does not count.
  var weight: Double
  /// Whether it counts for anybody, by its own weight and those of its groups.
  var counts: Bool
  var normalised: Double?
  var contribution: Double?
  /// The score without it, where contributions do not add up to the score.
  var without: Double?
  var cell: Cell
  /// The figure before it was divided, where it was.
  var undivided: Cell?
  var divisor: Divisor?
  /// What was filled in for it, and by which rule.
  var imputed: Double?
  var imputedBy: LocalisedText?
  /// The value that was scored, where a treatment made another of it.
  var treated: (from: Double, to: Double, by: LocalisedText)?
  var figures: [Figure]
  /// The regulations whose titles were counted, with the words that name them.
  var titles: [NamedRegulation]
  var peers: Peers
  /// The ranking of the indicator's values, for its words and numbers.
  var table: RankingTable
  var section: RankingTable.Section

  /// What a value was divided by.
  struct Divisor: Sendable {
    var name: LocalisedText
    var value: Double
    var unit: LocalisedText
    var year: Int?
    var source: String
    /// What turns it into the number that was divided by: residents per million residents.
    var scale: Double
  }

  /// A figure behind the cell.
  struct Figure: Sendable {
    var observation: Observation
    var name: LocalisedText
    var source: String
    var isDivisor: Bool
    /// Whether a person entered it into data that others were read for; all of a plain table is entered.
    var isEnteredAmongRead: Bool
  }

  /// Where the value stands among those of the peers of the same year.
  struct Peers: Sendable {
    /// The rank, from the end that the direction favours; from the greatest without direction.
    var rank: Int?
    /// How many have a value.
    var count: Int
    var median: Double?
    /// 1 to 4, from the end that the rank begins at; nothing among fewer than four.
    var quarter: Int?
    /// The weight times the difference of normalised values to their median.
    var points: Double?
  }

  func words(_ language: Language) -> RankingWords {
    RankingWords(table, section, language: language)
  }
}

extension StudyRun {
  /// Explains an indicator of a row.
  func explained(_ column: Int, row: Int) -> ExplainedIndicator {
    let indicator = study.indicators[column]
    let table = tables[column]
    let scored = scores.rows[row]
    let cell = table.rows[row].cell
    let peers = rows.indices.filter {
      scores.table.rows[$0].rankSet == scores.table.rows[row].rankSet
    }
    let ranking = indicatorRanking(column, focus: bodies[row].name)
    let section =
      ranking.sections.first { section in
        section.entries.contains { $0.body.key == bodies[row].key && $0.year == rows[row].year }
      } ?? ranking.sections[0]
    let (undivided, divisor, divisorFigures) = division(column, row: row)
    let part = scored.parts[column]
    let stated = Self.estimate(cell).point
    let filled = scoring.imputed?.imputed.first { $0.row == row && $0.column == column }?.value
    var treated: (Double, Double, LocalisedText)?
    if let before = filled ?? stated, let after = scores.table.values[row][column].point,
      before != after
    {
      treated = (before, after, Words.name(of: study.method.treatment.method(for: indicator.id)))
    }
    var isCounted = indicator.definition.weight > 0
    var group = indicator.definition.group
    for _ in study.groups {
      guard let found = study.groups.first(where: { $0.id == group }) else { break }
      isCounted = isCounted && found.weight > 0
      group = found.parent
    }
    let own = cell.observations.filter { !divisorFigures.contains($0) }
    let hasRead = data.observations.contains { $0.status != .entered }
    let figures = (own + divisorFigures).map { place in
      let observation = data.observations[place]
      let report = data.reports.first { $0.id == observation.report && !observation.report.isEmpty }
      return ExplainedIndicator.Figure(
        observation: observation, name: Words.name(of: observation.measures, in: data),
        source: observation.source.isEmpty ? report?.source ?? "" : observation.source,
        isDivisor: divisorFigures.contains(place),
        isEnteredAmongRead: observation.status == .entered && hasRead)
    }
    return ExplainedIndicator(
      column: column, definition: scores.table.indicators[column], name: name(of: indicator, table),
      measures: table.measures, weight: part.weight, counts: isCounted,
      normalised: scored.normalised[column], contribution: part.contribution, without: nil,
      cell: cell, undivided: undivided, divisor: divisor, imputed: filled,
      imputedBy: study.method.imputation.map { Words.name(of: $0.method) }, treated: treated,
      figures: figures, titles: named(cell, row: row),
      peers: standing(column, row: row, among: peers), table: ranking,
      section: section)
  }

  /// The regulations behind a cell of titles, each title once.
  private func named(_ cell: Cell, row: Int) -> [NamedRegulation] {
    cell.titles.compactMap { title in
      data.regulations.first {
        $0.title == title && $0.body == rows[row].body && $0.reportYear == rows[row].year
          && $0.stage == .passed
      }
    }
  }

  /// The figure before it was divided, what it was divided by, and the figures behind that.
  private func division(
    _ column: Int, row: Int
  ) -> (Cell?, ExplainedIndicator.Divisor?, [Int]) {
    let table = tables[column]
    guard table.denominator != .none else { return (nil, nil, []) }
    // The class was chosen among all rows; one row alone may favour another.
    let one = MeasureTable(
      table.measures, counts: study.indicators[column].counts == .any ? .any : .only(table.counts),
      rows: [rows[row]], terms: study.selection.terms, in: data)
    let cell = one.rows.first?.cell
    switch table.denominator {
    case .none, .share: return (cell, nil, [])
    case .millionResidents: return (cell, reference("residents", column, row, scale: 1e6), [])
    case .quantity(let id): return (cell, reference(id, column, row, scale: 1), [])
    case .measure(let id):
      let set = MeasureSet([id])
      let divisor = MeasureTable(
        set, rows: rows, terms: study.selection.terms, in: data
      ).rows[row].cell
      guard let value = divisor.value, value > 0 else { return (cell, nil, []) }
      return (
        cell,
        ExplainedIndicator.Divisor(
          name: Words.name(of: set, in: data), value: value,
          unit: LocalisedText(
            zh: divisor.unit, en: Words.unit(divisor.unit, language: .english)), year: nil,
          source: divisor.sources.first ?? "", scale: 1), divisor.observations
      )
    }
  }

  private func reference(
    _ quantity: String, _ column: Int, _ row: Int, scale: Double
  ) -> ExplainedIndicator.Divisor? {
    guard let year = tables[column].rows[row].cell.denominatorYear,
      let found = data.references.first(where: {
        $0.quantity == quantity && $0.body == bodies[row].name && $0.year == year
      })
    else { return nil }
    let names: [String: (String, String, String)] = [
      "residents": ("常住人口", "residents", "人"), "deputies": ("代表人数", "deputies", "名"),
      "county_divisions": ("县级行政区划", "county-level divisions", "个"),
      "gdp": ("地区生产总值", "GDP", "亿元"),
    ]
    let (zh, en, unit) = names[quantity] ?? (quantity, quantity, found.unit)
    return ExplainedIndicator.Divisor(
      name: LocalisedText(zh: zh, en: en), value: found.value,
      unit: LocalisedText(zh: unit, en: quantity == "gdp" ? "100 million yuan" : ""),
      year: found.year, source: found.source, scale: scale)
  }

  private func standing(
    _ column: Int, row: Int, among peers: [Int]
  ) -> ExplainedIndicator.Peers {
    let values = peers.map { place -> Double? in
      let cell = tables[column].rows[place].cell
      return cell.isRankable ? cell.value : nil
    }
    let isLeastFirst = study.indicators[column].definition.direction == .lower
    let ranks = Ranking.ranks(of: values, leastFirst: isLeastFirst)
    let rank = peers.firstIndex(of: row).flatMap { ranks[$0] }
    let known = values.compactMap { $0 }
    var points: Double?
    if scores.rows[row].parts[column].contribution != nil,
      let own = scores.rows[row].normalised[column],
      let middle = Self.median(peers.compactMap { scores.rows[$0].normalised[column] })
    {
      points = scores.rows[row].parts[column].weight * (own - middle)
    }
    return ExplainedIndicator.Peers(
      rank: rank, count: known.count, median: Self.median(known),
      quarter: known.count < 4 ? nil : rank.map { 4 * ($0 - 1) / max(known.count, 1) + 1 },
      points: points)
  }

  static func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
