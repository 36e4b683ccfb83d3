public import Diagnostics

/// Whether an index holds together: what its indicators report, repeat, contradict and decide.
///
/// Each peer set is looked at over all its years together and year by year, since members of different
/// peer sets are not compared. Nothing depends on the order of rows, to the last bit; what has no number
/// has no value, and ``Panel/diagnostics`` say why and what calls for a second look.
///
/// An indicator enters by its normalised values, as the index sees it: more is better, whatever its
/// direction. Where the method has none (the multi-criteria methods), by its stated values with the sign of
/// its direction. Indicators of weight 0 have a reporting rate and nothing else.
///
/// A finding is about the index, never about the work of a body.
///
/// - Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), steps 4 and 8; thresholds of
///   COINr 1.1.14 (`check_coin`, `get_corr_flags`, `get_denom_corr`).
public struct IndexAudit: Sendable, Equatable {
  /// The panels, by peer set; for each the one over all years first, then the years in order.
  ///
  /// A peer set of one year has one panel.
  public let panels: [Panel]

  /// What is found about one peer set over one year or several.
  public struct Panel: Sendable, Equatable {
    /// The peer set.
    public let peerSet: String
    /// Its years, in order.
    public let years: [Int]
    /// How many rows it has, one a body and year.
    public let rowCount: Int
    /// How much of each indicator is stated.
    public let reporting: [Reporting]
    /// The correlations of indicators with each other, with groups, index and denominators.
    public let associations: [Association]
    /// How far the members of each group, and all indicators, say the same.
    public let reliability: [Reliability]
    /// How much each indicator really moves the index, beside its weight.
    public let influence: [Influence]
    /// The principal components of the indicators; nothing where they are refused.
    public let components: Components?
    /// The pairs whose order no weighting can turn round.
    public let dominance: Dominance
    /// What calls for a second look, and what could not be computed, with the reason.
    public let diagnostics: [Diagnostic]
  }

  /// What an index may be large or small with: a column beside the table, such as population.
  public struct Denominator: Sendable, Equatable {
    /// Its id.
    public let id: String
    /// For each row of the table its value; nothing where it is not known.
    public let values: [Double?]

    /// Makes a denominator.
    public init(id: String, values: [Double?]) {
      self.id = id
      self.values = values
    }
  }

  /// Audits an index.
  ///
  /// - Parameters:
  ///   - card: the index.
  ///   - denominators: what the indicators should not merely follow.
  ///   - stated: the table before anything was filled in, of the same rows and indicators; the card's own
  ///     where absent. Reporting rates are of it.
  /// - Throws: ``MetricsError`` (`invalidData`) if a denominator or `stated` has other rows or indicators
  ///   than the card, or a denominator is not finite.
  public init(
    of card: ScoreCard, denominators: [Denominator] = [], stated: ScoringTable? = nil
  ) throws(MetricsError) {
    let stated = stated ?? card.table
    try Self.check(card, denominators, stated)
    var years: [String: Set<Int>] = [:]
    for row in card.table.rows { years[row.peerSet, default: []].insert(row.year) }
    var panels: [Panel] = []
    for (peerSet, found) in years.sorted(by: { $0.key < $1.key }) {
      let sorted = found.sorted()
      panels.append(Panel(card, denominators, stated, peerSet: peerSet, years: sorted))
      guard sorted.count > 1 else { continue }
      panels += sorted.map {
        Panel(card, denominators, stated, peerSet: peerSet, years: [$0])
      }
    }
    self.panels = panels
  }

  private static func check(
    _ card: ScoreCard, _ denominators: [Denominator], _ stated: ScoringTable
  ) throws(MetricsError) {
    var problems: [Diagnostic] = []
    func report(zh: String, en: String) {
      problems.append(Diagnostic(.error, LocalisedText(zh: zh, en: en)))
    }
    let count = card.table.rows.count
    for denominator in denominators {
      let id = Message.quoted(denominator.id)
      if denominator.values.count != count {
        report(
          zh: "分母\(id)有\(denominator.values.count)个值，而表有\(count)行：请逐行给出，未知的留空",
          en:
            "the denominator \(id) has \(denominator.values.count) values for \(count) rows: give "
            + "one a row, empty where it is not known")
      }
      if denominator.values.contains(where: { $0.map { !$0.isFinite } ?? false }) {
        report(
          zh: "分母\(id)含有不是有限数的值：未知的请留空",
          en:
            "the denominator \(id) holds what is not a finite number: leave empty what is not known"
        )
      }
    }
    let isSame =
      stated.rows == card.table.rows && stated.hasRegularShape
      && stated.indicators.map(\.id) == card.table.indicators.map(\.id)
    if !isSame {
      report(
        zh: "填补前的表与得分表的行或指标不同：请用同一张表",
        en:
          "the table before filling in has other rows or indicators than the scores: use the same "
          + "table")
    }
    if !problems.isEmpty { throw MetricsError(.invalidData, problems) }
  }
}

extension IndexAudit.Panel {
  init(
    _ card: ScoreCard, _ denominators: [IndexAudit.Denominator], _ stated: ScoringTable,
    peerSet: String, years: [Int]
  ) {
    let data = AuditData(card, peerSet: peerSet, years: years)
    var notes = AuditFindings()
    self.peerSet = peerSet
    self.years = years
    rowCount = data.rows.count
    reporting = IndexAudit.Reporting.all(stated, rows: data.rows)
    associations = IndexAudit.Association.all(data, denominators)
    reliability = IndexAudit.Reliability.all(data)
    influence = IndexAudit.Influence.all(data)
    switch IndexAudit.Components.make(data) {
    case .success(let made):
      components = made
      notes.add(made)
    case .failure(let refusal):
      components = nil
      notes.refuse(refusal)
    }
    dominance = IndexAudit.Dominance(data)
    for entry in reporting { notes.add(entry) }
    for entry in associations { notes.add(entry) }
    for entry in influence { notes.add(entry) }
    diagnostics = notes.found
  }
}
