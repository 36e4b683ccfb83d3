import Diagnostics
import Metrics
import Observations

/// Whether the index of a study holds together, and how far its ranking would hold, on a page a peer set.
///
/// What reports state, correlations, consistency, weights, components, dominance (``IndexAudit``), then
/// robustness, what becomes of the ranks when an indicator or a body is left out, and the findings that
/// call for a decision. Several years of a peer set stand on one page together, unless one is chosen.
///
/// A body that is left out is left out of everything: values are filled in, treated and weighed anew
/// without it. Where an indicator is left out, the others keep their weights in proportion. Bodies that
/// screening left out are no part of the audit.
public struct StudyAudit: Sendable {
  let title: LocalisedText?
  let method: LocalisedText
  let studyPath: String
  let studyHash: String
  let dataPath: String
  let dataHash: String
  let form: Form
  /// The names of indicators, groups, the index and reference quantities by their ids.
  let names: [String: LocalisedText]
  /// The pages, by peer set.
  let panels: [Panel]

  /// What the scores are made by, as far as it decides what can be audited.
  enum Form: String, Sendable {
    case mean
    case multiCriteria = "multi-criteria"
    case benefitOfDoubt = "benefit-of-doubt"
  }

  /// One peer set over its years, or over one.
  struct Panel: Sendable {
    var peerSet: String
    var kind: BodyKind?
    var level: Level?
    var bodyCount: Int
    var rankedCount: Int
    /// How many are ranked together at most.
    var greatestRankedCount: Int
    /// How many rows screening left out.
    var leftOutCount: Int
    /// Whether values are filled in.
    var isImputed: Bool
    /// Whether the panel is of one year that was chosen among several.
    var isChosenYear: Bool
    var audit: IndexAudit.Panel
    /// Which indicators carry no weight.
    var unweighted: Set<String>
    /// Of weights that suit each body best, the mean over the bodies of each indicator's share.
    var ownWeights: [String: Double]
    var robustness: Robust
    var withoutIndicator: [Removal]
    var withoutBody: [Removal]
    var findings: [Diagnostic]

    /// How many indicators count.
    var countingCount: Int { audit.influence.count }
  }

  /// What becomes of the ranks of the others when one thing is left out.
  struct Removal: Sendable {
    /// The id of the indicator, or the body.
    var removed: String
    /// Nothing where the others cannot be ranked without it.
    var meanShift: Double?
    var greatestShift: Int
    /// Whose shift is the greatest; the first by year and name where several are.
    var mostShifted: ScoringTable.RowKey?
    var reversalCount: Int
    /// How many pairs could have turned round.
    var pairCount: Int
    var problems: [Diagnostic]
  }

  /// Audits a study.
  ///
  /// - Parameters:
  ///   - run: the study with its data.
  ///   - year: the year that is audited; all years together where absent.
  /// - Throws: ``PublishingError`` for a year that the study does not select.
  public init(of run: StudyRun, year: Int? = nil) throws(PublishingError) {
    let card = try run.auditedCard()
    let years = Set(card.table.rows.map(\.year))
    if let year, !years.contains(year) {
      let list = years.sorted().map(String.init)
      throw run.failure(
        at: run.study.selectionPlace,
        zh: "研究没有选\(year)年：有 \(list.joined(separator: "、"))",
        en: "the study does not select \(year): it has \(list.joined(separator: ", "))")
    }
    let denominators = run.references(for: card.table.rows)
    let audit: IndexAudit
    do {
      audit = try IndexAudit(
        of: card, denominators: denominators, stated: run.auditedStatedTable)
    } catch {
      throw PublishingError(error.problems)
    }
    title = run.study.title
    method = run.methodSentence
    studyPath = run.study.path
    studyHash = run.study.hash
    dataPath = run.study.data
    dataHash = run.data.hash
    if run.study.method.multiCriteria != nil {
      form = .multiCriteria
    } else if case .benefitOfDoubt = run.study.method.weights {
      form = .benefitOfDoubt
    } else {
      form = .mean
    }
    names = run.namesOfParts(denominators.map(\.id))
    let simulated = run.simulatedRanks()
    let (withoutIndicator, withoutBody) = run.removals(from: card)
    let peerSets = Set(card.table.rows.map(\.peerSet)).sorted()
    panels = peerSets.compactMap { peerSet in
      let own = audit.panels.filter { $0.peerSet == peerSet }
      let chosen = year.map { year in own.first { $0.years == [year] } } ?? own.first
      return chosen.map {
        Self.panel(
          $0, of: own, run, card, simulated, [withoutIndicator, withoutBody])
      }
    }
  }

  private static func panel(
    _ audit: IndexAudit.Panel, of all: [IndexAudit.Panel], _ run: StudyRun, _ card: ScoreCard,
    _ simulated: StudyRun.SimulatedRanks, _ removals: [LeaveOneOut]
  ) -> Panel {
    let isHere = { (key: ScoringTable.RowKey) in
      key.peerSet == audit.peerSet && audit.years.contains(key.year)
    }
    let places = card.table.rows.indices.filter { isHere(card.table.rows[$0]) }
    let rows = places.map { card.rows[$0] }
    let whole = run.scores.table.rows.indices.filter { isHere(run.scores.table.rows[$0]) }
    let bodies = Set(rows.map(\.key.body))
    let kinds = Set(whole.map { run.bodies[$0].kind })
    let levels = Set(whole.map { run.bodies[$0].level })
    var ownWeights: [String: Double] = [:]
    if case .benefitOfDoubt = run.study.method.weights {
      // Who has nothing but the least of everything has no weights that would suit it.
      let scored = rows.filter { $0.index.value != nil && $0.parts.contains { $0.weight > 0 } }
      for (column, indicator) in card.table.indicators.enumerated() where !scored.isEmpty {
        ownWeights[indicator.id] =
          scored.map { $0.parts[column].weight }.sorted().reduce(0, +) / Double(scored.count)
      }
    }
    let counting = Set(audit.influence.map(\.indicator))
    // What carries no weight calls for no decision about the index; its mark stands in the table.
    var unfounded = audit.reporting.filter { !counting.contains($0.indicator) }
      .flatMap(\.findings)
    // Weights that each body has of its own are not held against anything.
    if !ownWeights.isEmpty { unfounded += audit.influence.flatMap(\.findings) }
    // What chance alone may have done calls for no decision.
    unfounded += audit.associations.filter { entry in
      (entry.pearson?.probability ?? 1) >= IndexAudit.Association.significance
    }.flatMap(\.findings)
    var divided: [Diagnostic] = []
    for entry in audit.associations where entry.flag == .followsDenominator {
      guard let column = run.study.indicators.firstIndex(where: { $0.id == entry.indicator }),
        run.isDivided(column, by: entry.other), let value = entry.pearson?.value
      else { continue }
      if !entry.findings.contains(where: unfounded.contains) {
        divided.append(Self.divided(entry, value))
      }
      unfounded += entry.findings
    }
    let found =
      audit.diagnostics.filter { $0.severity == .warning && !unfounded.contains($0) } + divided
    var findings: [Diagnostic] = []
    let candidates = run.diagnostics(about: bodies.sorted())
    let others = Set(card.table.rows.map(\.peerSet)).subtracting([audit.peerSet, ""])
    for finding in candidates.filter({ $0.severity == .warning }) + found
    where !findings.contains(finding)
      && !others.contains(where: { finding.text.english.contains("\($0)") })
    { findings.append(finding) }
    return Panel(
      peerSet: audit.peerSet, kind: kinds.count == 1 ? kinds.first : nil,
      level: levels.count == 1 ? levels.first ?? nil : nil, bodyCount: bodies.count,
      rankedCount: rows.count { $0.rank != nil },
      greatestRankedCount: Dictionary(grouping: rows.filter { $0.rank != nil }, by: \.key.rankSet)
        .values.map(\.count).max() ?? 0,
      leftOutCount: whole.count - places.count,
      isImputed: whole.contains { !run.imputed($0).isEmpty },
      isChosenYear: audit.years.count == 1 && all.count > 1, audit: audit,
      unweighted: Set(card.table.indicators.map(\.id)).subtracting(counting),
      ownWeights: ownWeights,
      robustness: Robust(
        simulated,
        rows: simulated.keys.indices.filter {
          isHere(simulated.keys[$0])
        }),
      withoutIndicator: removals[0].removals.map { Removal($0, isHere) },
      withoutBody: removals[1].removals.filter { removal in
        removal.peerSet == audit.peerSet && bodies.contains(removal.removed)
      }.map { Removal($0, isHere) },
      findings: findings)
  }
}

extension StudyAudit {
  /// What to say of a rate that goes with what it is divided by, which another division would not mend.
  private static func divided(_ entry: IndexAudit.Association, _ value: Double) -> Diagnostic {
    let (a, b) = (Diagnostic.quoted(entry.indicator), Diagnostic.quoted(entry.other))
    let r = "r = \(StudyScoring.rounded(value)), n = \(entry.count)"
    return Diagnostic(
      .warning,
      LocalisedText(
        zh: "指标\(a)已按\(b)折算，仍随它变化（\(r)）：折算可能过头或不足，请同时给出原数",
        en:
          "indicator \(a) is divided by \(b) and still follows it (\(r)), so that the division may do "
          + "too much or too little: give the counts beside it"))
  }
}

extension StudyAudit.Removal {
  init(_ removal: LeaveOneOut.Removal, _ isHere: (ScoringTable.RowKey) -> Bool) {
    removed = removal.removed
    let entries = (removal.shift?.entries ?? []).filter { isHere($0.key) }.sorted {
      ($0.key.year, $0.key.body) < ($1.key.year, $1.key.body)
    }
    let shifts = entries.compactMap(\.shift).map { abs($0) }
    meanShift = shifts.isEmpty ? nil : Double(shifts.reduce(0, +)) / Double(shifts.count)
    let greatest = shifts.max() ?? 0
    greatestShift = greatest
    mostShifted = greatest > 0 ? entries.first { abs($0.shift ?? 0) == greatest }?.key : nil
    let ranked = Dictionary(grouping: entries.filter { $0.shift != nil }, by: \.key.rankSet)
    pairCount = ranked.values.reduce(0) { $0 + $1.count * ($1.count - 1) / 2 }
    reversalCount = (removal.shift?.reversals ?? []).count { isHere($0.laterAbove) }
    problems = removal.problems
  }
}

extension StudyAudit {
  /// How far the ranking of a panel would hold.
  struct Robust: Sendable {
    /// Why there is nothing; nothing where there is something.
    var refusal: LocalisedText?
    var draws = 0
    var factors: [UncertaintyFactor] = []
    /// By which share of itself each weight scatters.
    var weightSpread = 0.0
    /// The range of φ of what are counts; nothing where counts are taken as they are.
    var dispersions: ClosedRange<Double>?
    var shift: [Robustness.Source: Double] = [:]
    var rows: [Row] = []
    var bands: [Band] = []
    /// Of the mean shift of the ranks of the panel, in the order of the factors.
    var sensitivity: SobolIndices?
    var runs = 0

    struct Row: Sendable {
      var key: ScoringTable.RowKey
      var results: Robustness.Row
    }

    struct Band: Sendable {
      var year: Int
      /// The bodies, best rank first.
      var bodies: [String]
      var ranks: ClosedRange<Int>
    }

    init(_ simulated: StudyRun.SimulatedRanks, rows places: [Int]) {
      refusal = simulated.refusal
      weightSpread = simulated.weightSpread
      dispersions = simulated.dispersions
      guard let robustness = simulated.robustness else { return }
      draws = robustness.draws
      factors = robustness.factors
      for source in Robustness.Source.allCases {
        shift[source] = robustness.meanShift(of: places, by: source)
      }
      rows = places.map { Row(key: simulated.keys[$0], results: robustness.rows[$0]) }
        .sorted { ($0.key.year, $0.key.body) < ($1.key.year, $1.key.body) }
      if shift[.data] != nil {
        bands = robustness.bands(by: .data).compactMap { band in
          guard let first = band.rows.first, let last = band.rows.last, places.contains(first),
            let low = robustness.rows[first].rank, let high = robustness.rows[last].rank
          else { return nil }
          return Band(
            year: simulated.keys[first].year, bodies: band.rows.map { simulated.keys[$0].body },
            ranks: low...high)
        }
      }
      let found = robustness.sensitivity(draws: 1000, resamples: 200, of: places)
      sensitivity = found?.shift
      runs = found?.runs ?? 0
    }
  }
}
