import Diagnostics
import Metrics
import Observations
import Synchronization

/// One indicator that counts something: what the reports state, and what can be inferred of it.
///
/// A count is the number before it is divided; its exposure is what it is divided by, or 1 a body, times the
/// years that it covers. An average over a term stands with its total and all its years. The expectation is
/// the common rate of the peer set and year times the exposure, so that without a denominator all are
/// expected to have the mean. It describes peers; it is no target.
///
/// - Chance: φ is ``CountDispersion`` over the years of the peer set. A φ below 1 is used only where its
///   interval lies below 1, since narrow limits would accuse; with one year it is 1 (Poisson).
/// - Limits: the exact limits of counts over φ, widened by the variance between bodies beside chance
///   (additive) of at least ``fewestForSpread`` bodies; fewer have limits of chance alone.
/// - Shrunk rates and limits of a whole period take the sums of a body's counts and expectations.
///
/// Row order changes nothing.
struct FairComparison {
  /// The fewest bodies whose spread beside chance is estimated.
  static let fewestForSpread = 3

  /// The counts of the table's rows; nothing where a row states none that can be compared.
  let rows: [Row?]
  /// The peer sets, each over all its years.
  let peerSets: [PeerSet]

  /// A count with what is inferred of it.
  struct Standing {
    /// The count.
    var observed: Double
    /// What it was counted over: the denominator, or 1, times the years.
    var exposure: Double
    /// The 95 % interval of the underlying count, by this count alone.
    var interval: ClosedRange<Double>
    /// The expected count; nothing where fewer than two bodies state one, or all state 0.
    var expected: Double?
    /// Where observed over expected lies.
    var zone: Funnel.Zone?
    /// Whether the false discovery rate of 5 % marks it.
    var isDiscovery = false
    /// The shrunk rate, per unit of exposure.
    var shrunk: Double?
    /// The share of the variance of the own rate that is not chance.
    var reliability: Double?

    /// Observed over expected.
    var ratio: Double? { expected.map { observed / $0 } }
  }

  /// A row of the table.
  struct Row {
    /// The rank by the indicator's value within year, kind and level; exact.
    var rank: Int?
    /// How many years the count covers; 1 but for totals of a term.
    var years: Int
    /// What is inferred.
    var standing: Standing
    /// The expectation from context; nothing without a model, or where the row lacks a term.
    var contextExpected: Double?
    /// Where observed over the expectation from context lies, by the spread that context leaves.
    var contextZone: Funnel.Zone?

    /// Observed over the expectation from context.
    var contextRatio: Double? { contextExpected.map { standing.observed / $0 } }
  }

  /// What the rows of a funnel have in common.
  struct Summary {
    /// Σ counts / Σ exposures.
    var commonRate: Double?
    /// How many bodies state a count.
    var stating = 0
    /// The standard deviation of true ratios between bodies, beside chance; nothing where not estimated.
    var spread: Double?
    /// Whether the counts tell no body from another, so that all have the common rate.
    var isClamped = false
    /// Why something is lacking.
    var reasons: [LocalisedText] = []
  }

  /// All years of a body that have an expectation, two at least.
  struct Period {
    var body: BodyKey
    /// The years, ascending.
    var years: [Int]
    var standing: Standing
  }

  /// One kind and level.
  struct PeerSet {
    /// The places of its rows.
    var rows: [Int]
    /// The years, ascending.
    var years: [Int]
    /// Chance from year to year.
    var dispersion: CountDispersion
    /// φ as used.
    var usedDispersion: Double
    /// Each year.
    var summaries: [Int: Summary]
    /// The bodies over several years; empty where there is one year.
    var periods: [Period]
    /// All years together; nothing where there is one year.
    var whole: Summary?
    /// The expectation from context.
    var context: FairContext
  }
}

extension StudyRun {
  /// Whether an indicator counts what was done over a period, of which alone chance is a notion.
  func isCount(_ indicator: Int) -> Bool {
    tables[indicator].measures.ids.allSatisfy {
      MeasureCatalogue.measure($0).map { $0.nature == .flow } ?? false
    }
  }

  /// The comparison of an indicator's counts; nothing for one that counts nothing over a period.
  func fairComparison(of indicator: Int) -> FairComparison? {
    guard tables.indices.contains(indicator), isCount(indicator) else { return nil }
    return fairComparisons.value(of: indicator) { FairComparison(of: self, tables[indicator]) }
  }
}

/// The comparisons of a run that were asked for, each made once: figures and files of an indicator share it.
final class FairComparisons: Sendable {
  private let made = Mutex<[Int: FairComparison]>([:])

  /// The comparison of an indicator, made where it is not there yet.
  func value(of indicator: Int, _ make: () -> FairComparison) -> FairComparison {
    if let known = made.withLock({ $0[indicator] }) { return known }
    let comparison = make()
    made.withLock { $0[indicator] = comparison }
    return comparison
  }
}

extension FairComparison {
  fileprivate init(of run: StudyRun, _ table: MeasureTable) {
    let keys = run.scores.rows.map(\.key)
    let values = table.rows.map { $0.cell.isRankable ? $0.cell.value : nil }
    let ranks = Ranking.ranks(of: values, within: keys.map(\.rankSet))
    var rows: [Row?] = table.rows.indices.map { place in
      guard let counted = Self.count(table.rows[place].cell, per: table.denominator),
        let standing = Standing(observed: counted.count, exposure: counted.exposure, dispersion: 1)
      else { return nil }
      return Row(
        rank: ranks[place], years: table.rows[place].cell.averagedYears, standing: standing)
    }
    var sets: [String: [Int]] = [:]
    for place in rows.indices { sets[keys[place].peerSet, default: []].append(place) }
    let contexts = FairContext.Sources(references: run.data.references, reports: run.data.reports)
    peerSets = sets.keys.sorted().map { name in
      Self.peerSet(sets[name] ?? [], &rows, table, contexts)
    }
    self.rows = rows
  }

  /// The whole count of a cell before division, and what it was counted over.
  private static func count(
    _ cell: Cell, per denominator: Denominator
  ) -> (count: Double, exposure: Double)? {
    guard cell.isRankable, let value = cell.divisor == nil ? cell.value : cell.dividend else {
      return nil
    }
    let years = Double(cell.averagedYears)
    var count = value * years
    // A total that was averaged comes back within its last bits.
    if abs(count - count.rounded()) <= 1e-9 * abs(count) { count = count.rounded() }
    // The total that a share is of is the same for all, so that it is no exposure of one body.
    return (count, denominator == .share ? years : (cell.divisor ?? 1) * years)
  }

  private static func peerSet(
    _ places: [Int], _ rows: inout [Row?], _ table: MeasureTable, _ sources: FairContext.Sources
  ) -> PeerSet {
    let stating = places.filter { rows[$0] != nil }
    // A total of a term says nothing of its single years.
    let dispersion = CountDispersion.estimate(
      counts: stating.compactMap { place in
        guard let row = rows[place], row.years == 1 else { return nil }
        return (
          identity(table.rows[place].body), table.rows[place].year, row.standing.observed
        )
      })
    let used = usedDispersion(dispersion)
    var summaries: [Int: Summary] = [:]
    for year in Set(places.map { table.rows[$0].year }).sorted() {
      let members = stating.filter { table.rows[$0].year == year }
      var standings = members.compactMap { rows[$0]?.standing }
      let counts = standings.map(\.observed)
      let expected =
        members.count > 1
        ? Funnel.expectations(counts: counts, exposures: standings.map(\.exposure)) : nil
      var summary = Self.compare(
        &standings, expected, of: members.map { identity(table.rows[$0].body) }, used)
      let exposure = standings.map(\.exposure).sorted().reduce(0, +)
      if exposure > 0, expected != nil {
        summary.commonRate = counts.sorted().reduce(0, +) / exposure
      }
      for (place, standing) in zip(members, standings) { rows[place]?.standing = standing }
      summaries[year] = summary
    }
    let context = FairContext(
      stating.map { place in
        FairContext.Subject(
          body: table.rows[place].body, year: table.rows[place].year,
          count: rows[place].flatMap { $0.years == 1 ? $0.standing.observed : nil },
          exposure: table.denominator == .share ? nil : table.rows[place].cell.divisor)
      }, per: table.denominator, sources)
    for (place, row) in zip(stating, context.rows) {
      rows[place]?.contextExpected = row?.point.member.expected
      rows[place]?.contextZone = row?.point.zone
    }
    let years = summaries.keys.sorted()
    var (periods, whole): ([Period], Summary?) = ([], nil)
    if years.count > 1 {
      (periods, whole) = Self.periods(stating, rows, table, used)
    }
    return PeerSet(
      rows: places, years: years, dispersion: dispersion, usedDispersion: used,
      summaries: summaries, periods: periods, whole: whole, context: context)
  }

  /// φ for the limits: as estimated, but below 1 only where its interval lies below 1.
  private static func usedDispersion(_ dispersion: CountDispersion) -> Double {
    if dispersion.value >= 1 { return dispersion.value }
    guard let interval = dispersion.interval, interval.upperBound < 1 else { return 1 }
    return dispersion.value
  }

  private static func periods(
    _ places: [Int], _ rows: [Row?], _ table: MeasureTable, _ dispersion: Double
  ) -> ([Period], Summary) {
    var byBody: [BodyKey: [Int]] = [:]
    for place in places where rows[place]?.standing.expected != nil {
      byBody[table.rows[place].body.key, default: []].append(place)
    }
    var periods: [Period] = []
    for (body, own) in byBody where own.count > 1 {
      let own = own.sorted { table.rows[$0].year < table.rows[$1].year }
      let standings = own.compactMap { rows[$0]?.standing }
      guard
        var standing = Standing(
          observed: standings.reduce(0) { $0 + $1.observed },
          exposure: standings.reduce(0) { $0 + $1.exposure }, dispersion: dispersion)
      else { continue }
      standing.expected = standings.reduce(0) { $0 + ($1.expected ?? 0) }
      periods.append(
        Period(body: body, years: own.map { table.rows[$0].year }, standing: standing))
    }
    periods.sort { ($0.body.name, $0.body.kind.rawValue) < ($1.body.name, $1.body.kind.rawValue) }
    var standings = periods.map(\.standing)
    let expected = standings.compactMap(\.expected)
    let summary = compare(
      &standings, expected.count > 1 ? expected : nil,
      of: periods.map { "\($0.body.kind.rawValue) \($0.body.name)" }, dispersion)
    for index in periods.indices { periods[index].standing = standings[index] }
    return (periods, summary)
  }

  private static func identity(_ body: Body) -> String { "\(body.kind.rawValue) \(body.name)" }

  /// Sets counts against their expectations.
  private static func compare(
    _ standings: inout [Standing], _ expected: [Double]?, of bodies: [String],
    _ dispersion: Double
  ) -> Summary {
    var summary = Summary(stating: standings.count)
    for index in standings.indices {
      if let own = Standing(
        observed: standings[index].observed, exposure: standings[index].exposure,
        dispersion: dispersion)
      {
        standings[index].interval = own.interval
      }
    }
    guard let expected else {
      if standings.count == 1 {
        summary.reasons.append(
          LocalisedText(
            zh: "只有1个机构载明，没有可作期望的同类",
            en: "only 1 body states a count, and there are no peers to expect anything by"))
      } else if !standings.isEmpty {
        summary.reasons.append(
          LocalisedText(
            zh: "各机构载明的数均为0，没有期望数", en: "every count is 0, so that nothing is expected"))
      }
      return summary
    }
    let counts = standings.map(\.observed)
    let isSpreadKnown = standings.count >= fewestForSpread
    do {
      // Over φ, a count varies as a Poisson count does, so that what is left is the spread of bodies.
      let funnel = try Funnel(
        bodies.indices.map {
          Funnel.Member(
            body: bodies[$0], observed: counts[$0] / dispersion, expected: expected[$0] / dispersion
          )
        }, method: FunnelMethod(adjustment: isSpreadKnown ? .additive : .none))
      // On the scale of square roots a variance is a quarter of that of the ratio.
      summary.spread = isSpreadKnown ? 2 * funnel.betweenVariance.squareRoot() : nil
      for (index, point) in funnel.points.enumerated() {
        standings[index].expected = expected[index]
        standings[index].zone = point.zone
        standings[index].isDiscovery = point.isDiscovery
      }
    } catch {
      summary.reasons += error.problems.map(\.text)
    }
    guard isSpreadKnown else {
      summary.reasons.append(
        LocalisedText(
          zh: "载明的机构不足\(fewestForSpread)个，不估计机构间的离散，也不作收缩估计",
          en:
            "fewer than \(fewestForSpread) bodies state a count: neither the spread between bodies nor "
            + "shrunk rates are estimated"))
      return summary
    }
    do {
      // By expectations as exposures, the ratio is what is shrunk; of one year that is the same.
      let shrunk = try ShrunkRates(counts: counts, exposures: expected, dispersion: dispersion)
      summary.isClamped = shrunk.variance == 0
      for (index, rate) in shrunk.rates.enumerated() {
        standings[index].shrunk = rate.shrunk * expected[index] / standings[index].exposure
        standings[index].reliability = rate.reliability
      }
    } catch {
      summary.reasons += error.problems.map(\.text)
    }
    return summary
  }
}

extension FairComparison.Standing {
  /// A count with its interval alone; nothing for what is no count or exposure.
  fileprivate init?(observed: Double, exposure: Double, dispersion: Double) {
    guard exposure > 0,
      let interval = try? CountInterval(count: observed, dispersion: dispersion)
    else { return nil }
    self.init(observed: observed, exposure: exposure, interval: interval.low...interval.high)
  }
}
