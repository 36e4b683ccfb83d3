import Diagnostics
import Metrics

/// The scores of a study, and what was done to its values and weights on the way.
///
/// Screen → impute → treat → weigh → normalise and aggregate, or rank by a multi-criteria method.
struct StudyScoring {
  /// The scores; a row for each of the table, those that were left out without any.
  let card: ScoreCard
  /// What screening found; nothing where it was not asked for.
  let screened: Screening.Outcome?
  /// The filled cells, by the rows that were kept; nothing where values are not filled in.
  let imputed: Imputation.Outcome?
  /// The ids of the indicators that treatment changed, in the order of the study.
  let treated: [String]
  /// How weights came about.
  let weighing: Weighing
  /// The frozen goalposts in use.
  let goalposts: Goalposts?
  /// The values as they are scored, but before treating; nothing in rows that were left out.
  let untreated: ScoringTable
  /// The shares by which coverage counts; nothing where they are those of the scores.
  let shares: ScoreCard?
  /// What a careful reader should know.
  let diagnostics: [Diagnostic]
  /// For each row of the table its place among those that were kept.
  private let places: [Int?]
  /// The indicators that screening left out, as places in the study.
  private let left: Set<Int>

  /// What goalposts are frozen as.
  struct Freezing {
    /// The version.
    var version: Int
    /// Where the values come from.
    var basis: String
  }

  /// Scores a table by the method of a study.
  ///
  /// - Parameters:
  ///   - whole: the values as stated.
  ///   - study: the definitions and the method.
  ///   - groups: for each row what the body is a member of, where imputation asks for it.
  ///   - freezing: a version of goalposts to be frozen from the table, and used.
  ///   - isExempt: the cells that a body cannot have, by row and column.
  /// - Throws: ``PublishingError`` with every problem of the first step that has one, at its line.
  init(
    _ whole: ScoringTable, of study: Study, groups: [String], freezing: Freezing? = nil,
    isExempt: (_ row: Int, _ column: Int) -> Bool
  ) throws(PublishingError) {
    let method = study.method
    var table = whole
    var groupDefinitions = study.groups
    var found: [Diagnostic] = []

    var screened: Screening.Outcome?
    var rows = Array(whole.rows.indices)
    var left: Set<Int> = []
    if let screening = method.screening {
      let outcome = try Self.at("screen", of: study) { () throws(MetricsError) in
        try screening.apply(to: whole)
      }
      rows = outcome.rows
      left = Set(whole.indicators.indices).subtracting(outcome.indicators)
      table = ScoringTable(
        rows: rows.map { whole.rows[$0] }, indicators: whole.indicators,
        values: rows.map { whole.values[$0] })
      Self.leaveOut(left, &table, &groupDefinitions)
      found += outcome.diagnostics
      screened = outcome
    }
    var places = [Int?](repeating: nil, count: whole.rows.count)
    for (place, row) in rows.enumerated() { places[row] = place }

    var imputed: Imputation.Outcome?
    if let imputation = method.imputation {
      let (stated, kept, out) = (table, rows, left)
      let outcome = try Self.at("missing", of: study) { () throws(MetricsError) in
        try imputation.apply(
          to: stated, groups: imputation.method.needsGroups ? kept.map { groups[$0] } : nil,
          isExempt: { out.contains($1) || isExempt(kept[$0], $1) })
      }
      table = outcome.table
      found += outcome.diagnostics
      imputed = outcome
    }

    var scoring = method.scoring
    if let freezing {
      scoring.normalisation.goalposts = try Self.frozen(table, of: study, as: freezing)
    }
    goalposts = scoring.normalisation.goalposts

    let beforeTreatment = table.values
    var treated: [String] = []
    if method.treatment != Treatment() {
      let (before, normalisation) = (table, scoring.normalisation)
      let outcome = try Self.at("treat", of: study) { () throws(MetricsError) in
        try method.treatment.apply(to: before, for: normalisation)
      }
      table = outcome.table
      found += outcome.diagnostics
      treated = study.indicators.map(\.id).filter { id in
        outcome.columns.contains {
          $0.indicator == id && ($0.action == .winsorised || $0.action == .transformed)
        }
      }
    }

    let filled = imputed
    weighing = try Self.weigh(
      &table, &groupDefinitions, from: whole, left: left, of: study, &found
    ) { row in
      filled?.imputed.contains { $0.row == row } ?? false
    }

    let (weighed, weighedGroups, final) = (table, groupDefinitions, scoring)
    let key: String
    switch method.weights {
    case .benefitOfDoubt: key = "weights"
    default: key = method.multiCriteria == nil ? "method" : "aggregate"
    }
    var shares: ScoreCard?
    let scored = try Self.at(key, of: study) { () throws(MetricsError) in
      if let multiCriteria = method.multiCriteria {
        return try ScoreCard(
          weighed, groups: weighedGroups, method: multiCriteria, scoring: final)
      }
      if case .benefitOfDoubt(let bounds) = method.weights {
        return try ScoreCard(
          weighed, groups: weighedGroups,
          benefitOfDoubt: bounds.bounds(of: weighed.indicators.map(\.id)), scoring: final)
      }
      return try ScoreCard(weighed, groups: weighedGroups, method: final)
    }
    if case .benefitOfDoubt = method.weights {
      var equal = final
      equal.weights = .equal
      let even = equal
      shares = try Self.at(key, of: study) { () throws(MetricsError) in
        try ScoreCard(weighed, groups: weighedGroups, method: even)
      }
    }
    if let note = Self.noteOfGroups(study) { found.append(note) }
    func expanded(_ card: ScoreCard) -> ScoreCard {
      screened == nil ? card : ScoreCard(card, in: whole, rows: rows)
    }
    card = expanded(scored)
    var untreated = ScoringTable(
      rows: whole.rows, indicators: card.table.indicators,
      values: whole.values.map { $0.map { _ in .notKnown } })
    for (row, values) in zip(rows, beforeTreatment) { untreated.values[row] = values }
    self.untreated = untreated
    self.shares = shares.map(expanded)
    self.screened = screened
    self.imputed = imputed
    self.treated = treated
    self.places = places
    self.left = left
    diagnostics = found + card.diagnostics
  }

  /// Whether the value of a cell is filled in.
  func isImputed(row: Int, column: Int) -> Bool {
    guard let imputed, let place = places[row] else { return false }
    return imputed.isImputed(row: place, column: column)
  }

  /// Whether screening left a row out.
  func isLeftOut(row: Int) -> Bool { places[row] == nil }

  /// Whether screening left an indicator out.
  func isLeftOut(column: Int) -> Bool { left.contains(column) }

  /// The share by which an indicator counts in the coverage of a row.
  func share(row: Int, column: Int) -> Double {
    (shares ?? card).rows[row].parts[column].weight
  }

  /// Takes the weight of indicators, and of groups that hold no others.
  private static func leaveOut(
    _ left: Set<Int>, _ table: inout ScoringTable, _ groups: inout [GroupDefinition]
  ) {
    guard !left.isEmpty else { return }
    for place in left { table.indicators[place].weight = 0 }
    var filled = Set(table.indicators.filter { $0.weight != 0 }.compactMap(\.group))
    for _ in groups {
      filled.formUnion(groups.filter { filled.contains($0.id) }.compactMap(\.parent))
    }
    for place in groups.indices where !filled.contains(groups[place].id) {
      groups[place].weight = 0
    }
  }

  /// The goalposts of a table as it is scored; an indicator with goalposts in the study keeps those.
  private static func frozen(
    _ table: ScoringTable, of study: Study, as freezing: Freezing
  ) throws(PublishingError) -> Goalposts {
    var table = table
    let own = Set(table.indicators.filter { $0.goalposts != nil }.map(\.id))
    for place in table.indicators.indices where own.contains(table.indicators[place].id) {
      table.indicators[place].weight = 0
    }
    let values = table
    var goalposts = try at("normalise", of: study) { () throws(MetricsError) in
      let outcome = try study.method.treatment.apply(to: values, for: Normalisation())
      return try Goalposts(freezing: outcome, version: freezing.version, basis: freezing.basis)
    }
    goalposts.entries.removeAll { own.contains($0.indicator) }
    return goalposts
  }

  /// What comes before all else where every body has weights of its own.
  static let differentWeights = Diagnostic(
    .note,
    LocalisedText(
      zh: "各机构的得分用各自最有利的权重算出（benefit-of-doubt）：这里比较的是不同权重下的得分；"
        + "各机构的权重见 weights.csv",
      en:
        "each body is weighed in its own favour (benefit-of-doubt): scores of different weights are "
        + "compared; weights.csv has those of each body"))

  /// Why groups have no score; nothing where they have, or there are none.
  private static func noteOfGroups(_ study: Study) -> Diagnostic? {
    guard !study.groups.isEmpty, let (id, place) = study.groupless else { return nil }
    return Diagnostic(
      .note, at: place,
      LocalisedText(
        zh: "\(id) 直接由各指标计分，组没有得分：scores.csv 中组的列为空",
        en: "\(id) scores by all indicators at once, so groups have no score: their columns in "
          + "scores.csv are empty"))
  }

  /// Does a step, and puts its problems at the line of an indicator, a group or the step's key.
  static func at<Result>(
    _ key: String, of study: Study, _ step: () throws(MetricsError) -> Result
  ) throws(PublishingError) -> Result {
    do {
      return try step()
    } catch {
      throw PublishingError(placed(error.problems, at: key, of: study))
    }
  }

  /// Problems with their place in the study.
  static func placed(_ problems: [Diagnostic], at key: String, of study: Study) -> [Diagnostic] {
    let places =
      study.indicators.map { ($0.id, $0.place) } + zip(study.groups.map(\.id), study.groupPlaces)
    let fallback = study.method.places[key] ?? Place(study.path)
    // A step of its own has its line; problems of definitions quote the indicator or group.
    let isStep = key != "method" && study.method.places[key] != nil
    return problems.map { problem in
      var problem = problem
      let owner = places.first { id, _ in
        problem.text.english.contains(Diagnostic.quoted(id))
          || problem.text.english.contains(" \(id) →")
      }
      problem.place = isStep ? fallback : owner?.1 ?? fallback
      return problem
    }
  }
}
