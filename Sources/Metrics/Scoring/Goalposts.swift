internal import Diagnostics

/// Goalposts frozen under a version, so that a new body or year changes no old score.
///
/// Scales made from the values move with them: one more city with one more extreme value, and every
/// score of every year is another. Frozen goalposts are the ends of the scales as they were found once,
/// with the transformation that values went through before; a normalisation that is given them
/// (``Normalisation/goalposts``) takes nothing from the values any more. To take new values into
/// account is a decision of its own: freeze another version, and report what it changes (``RankShift``).
public struct Goalposts: Sendable, Equatable {
  /// The version, from 1.
  public var version: Int
  /// The goalposts; one an indicator and peer set.
  public var entries: [Entry]

  /// The goalposts of an indicator.
  public struct Entry: Sendable, Equatable {
    /// The indicator's id.
    public var indicator: String
    /// The peer set that they are for; all that have none of their own where empty.
    public var peerSet: String
    /// The goalposts in the indicator's own unit, the lower first whatever its direction.
    public var limits: Limits
    /// What values become before they are placed between the goalposts, which become the same.
    public var transformation: TreatmentFunction.Transformation
    /// Where they come from, in words.
    public var basis: String

    /// Makes an entry.
    public init(
      indicator: String, peerSet: String = "", limits: Limits,
      transformation: TreatmentFunction.Transformation = .identity, basis: String = ""
    ) {
      self.indicator = indicator
      self.peerSet = peerSet
      self.limits = limits
      self.transformation = transformation
      self.basis = basis
    }

    /// The goalposts as transformed; nothing where that is not defined.
    var treatedLimits: Limits? {
      limits.areUsable ? TreatmentFunction(transformation: transformation).treated(limits) : nil
    }

    /// What an estimate becomes: a transformed one is cut to the goalposts, between which the formula
    /// is known to be defined.
    func treated(_ estimate: Estimate) -> Estimate {
      if transformation == .identity { return estimate }
      let function = TreatmentFunction(transformation: transformation)
      return function.treated(estimate, within: limits) ?? .notKnown
    }
  }

  /// Makes goalposts.
  public init(version: Int, entries: [Entry]) {
    self.version = version
    self.entries = entries
  }

  /// Freezes the scales of a treated table: each indicator's least and greatest value within each
  /// peer set over all years, after the cut and before the transformation that it was treated with.
  ///
  /// With them `by: goalposts` gives the scores that `min-max` over the selection gave, to rounding.
  /// (`treat: none` makes an outcome of an untreated table.) An indicator of weight 0 that has no scale
  /// is left out.
  ///
  /// - Parameters:
  ///   - outcome: what treating made of the table, with all years of a peer set together.
  ///   - version: the version, from 1.
  ///   - basis: where the values come from, in words: the package, the years.
  /// - Throws: ``MetricsError``, `method-refused`, for an outcome by year, and for every indicator of
  ///   weight above 0 that is constant or has fewer than two values.
  public init(freezing outcome: Treatment.Outcome, version: Int, basis: String)
    throws(MetricsError)
  {
    var problems: [Diagnostic] = []
    func report(_ chinese: String, _ english: String) {
      problems.append(Diagnostic(.error, LocalisedText(zh: chinese, en: english)))
    }
    if version < 1 { report("版本号须从 1 起", "versions are numbered from 1") }
    if outcome.columns.contains(where: { $0.year != nil }) {
      report(
        "逐年处理的值不能固化：请各年合并处理（over: selection）",
        "values treated year by year cannot be frozen: treat all years together (over: selection)")
      throw MetricsError(.methodRefused, problems)
    }
    let weights = Dictionary(outcome.table.indicators.map { ($0.id, $0.weight) }) { a, _ in a }
    var entries: [Entry] = []
    for column in outcome.columns {
      let place = RowSet(peerSet: column.peerSet, year: nil, rows: []).place
      let id = Message.quoted(column.indicator)
      if column.action == .frozen {
        report(
          "\(id)\(place.zh)已用固化的 goalposts：请从未固化的结果固化新版",
          "\(id)\(place.en) already has frozen goalposts: freeze a new version from values that "
            + "were treated without them")
        continue
      }
      guard let least = column.least, let greatest = column.greatest,
        !Ranking.isTie(least, greatest)
      else {
        if weights[column.indicator] == 0 { continue }
        report(
          "\(id)\(place.zh)的值全相同或不足两个，不能固化：请给它写 goalposts",
          "\(id)\(place.en) is constant or has fewer than two values and cannot be frozen: "
            + "write goalposts for it")
        continue
      }
      entries.append(
        Entry(
          indicator: column.indicator, peerSet: column.peerSet, limits: Limits(least, greatest),
          transformation: column.function.transformation, basis: basis))
    }
    if !problems.isEmpty { throw MetricsError(.methodRefused, problems) }
    self.init(version: version, entries: entries)
  }

  /// The goalposts of an indicator within a peer set: its own, or those for all peer sets.
  public func entry(for indicator: String, peerSet: String) -> Entry? {
    var general: Entry?
    for entry in entries where entry.indicator == indicator {
      if entry.peerSet == peerSet { return entry }
      if entry.peerSet.isEmpty { general = general ?? entry }
    }
    return general
  }
}
