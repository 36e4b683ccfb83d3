import Diagnostics
import Metrics
import Observations

/// What the context of bodies explains of their counts, as far as there are enough bodies to tell.
///
/// Terms in this order, each taken if at least ``leastKnown`` of the rows know it and there are
/// ``ContextModel/bodiesPerCoefficient`` bodies a coefficient: the logarithm of the denominator, unless it
/// is residents; the logarithm of residents (of the nearest year); the tier; the year of the term; the year,
/// where there are several. Totals of a term are no counts of a year and are left out.
struct FairContext {
  /// The share of rows that must know a term.
  static let leastKnown = 0.8

  /// A row that states a count.
  struct Subject {
    var body: Body
    var year: Int
    /// The count of a year; nothing for a total of a term.
    var count: Double?
    /// What the indicator divides by; nothing where it does not.
    var exposure: Double?
  }

  /// The year of a congress's five-year term that a report accounts for.
  enum TermYear: String, Sendable, CaseIterable {
    case first, other, last

    /// The kind of year, from 1 to 5.
    init(_ year: Int) { self = year == 1 ? .first : year == 5 ? .last : .other }
  }

  /// A term that was left out.
  struct Unused {
    var name: LocalisedText
    var reason: LocalisedText
  }

  /// The names of the terms taken.
  private(set) var used: [LocalisedText] = []
  /// The terms left out, and why.
  private(set) var unused: [Unused] = []
  /// The model; nothing where no term could be taken, or the fit is refused.
  private(set) var model: ContextModel?
  /// Why there is no model although terms could be taken.
  private(set) var refusals: [LocalisedText] = []
  /// The row of the model for each subject.
  private(set) var rows: [ContextModel.Row?]
  /// The coefficient of the logarithm of residents; nothing where it is no term.
  var elasticity: ContextModel.Coefficient? {
    model?.coefficients.first { $0.term == Self.residents.english }
  }

  private static let residents = LocalisedText(zh: "常住人口（对数）", en: "log of residents")

  /// Fits what can be fitted.
  init(_ subjects: [Subject], per denominator: Denominator, _ sources: Sources) {
    rows = subjects.map { _ in nil }
    let rows = subjects.indices.filter { subjects[$0].count != nil }
    guard rows.count > 1 else { return }
    var terms: [ContextModel.Term] = []
    var coefficients = 1
    func add(_ name: LocalisedText, _ term: ContextModel.Term, _ known: [Bool], size: Int) {
      let count = rows.count { known[$0] }
      guard size > 0 else {
        unused.append(
          Unused(
            name: name,
            reason: count == 0
              ? LocalisedText(zh: "数据中没有", en: "the data has none")
              : LocalisedText(zh: "各机构相同", en: "the same for all")))
        return
      }
      guard Double(count) >= Self.leastKnown * Double(rows.count) else {
        unused.append(
          Unused(
            name: name,
            reason: LocalisedText(
              zh: "\(rows.count)行中只有\(count)行有数据",
              en: "known for \(count) of \(rows.count) rows only")))
        return
      }
      let bodies = Set(rows.filter { known[$0] }.map { subjects[$0].body.key }).count
      let needed = ContextModel.bodiesPerCoefficient * (coefficients + size)
      guard bodies >= needed else {
        unused.append(
          Unused(
            name: name,
            reason: LocalisedText(
              zh: "每个系数需\(ContextModel.bodiesPerCoefficient)个机构：现有\(bodies)个，需\(needed)个",
              en:
                "needs \(ContextModel.bodiesPerCoefficient) bodies a coefficient: has \(bodies), needs "
                + "\(needed)")))
        return
      }
      used.append(name)
      terms.append(term)
      coefficients += size
    }
    func addAmount(_ name: LocalisedText, _ values: [Double?]) {
      let isVaried = Set(rows.compactMap { values[$0] }).count > 1
      add(
        name, .logarithm(name: name.english, values: values), values.map { $0 != nil },
        size: isVaried ? 1 : 0)
    }
    func addCategory(_ name: LocalisedText, _ values: [String?]) {
      let categories = Set(rows.compactMap { values[$0] }).count
      add(
        name, .category(name: name.english, values: values), values.map { $0 != nil },
        size: max(0, categories - 1))
    }
    if denominator != .millionResidents, denominator != .quantity("residents"),
      subjects.contains(where: { $0.exposure != nil })
    {
      addAmount(
        LocalisedText(zh: "分母（对数）", en: "log of the denominator"), subjects.map(\.exposure))
    }
    addAmount(
      Self.residents,
      subjects.map { sources.residents(of: $0.body, in: $0.year) })
    addCategory(LocalisedText(zh: "类别", en: "tier"), subjects.map { $0.body.tier?.rawValue })
    addCategory(
      LocalisedText(zh: "届内年份", en: "year of the term"),
      subjects.map { sources.termYear(of: $0.body, in: $0.year)?.rawValue })
    if Set(rows.map { subjects[$0].year }).count > 1 {
      addCategory(LocalisedText(zh: "年份", en: "year"), subjects.map { "\($0.year)" })
    }
    guard !terms.isEmpty else { return }
    do {
      let model = try ContextModel(
        bodies: subjects.map { "\($0.body.kind.rawValue) \($0.body.name)" },
        counts: subjects.map(\.count), terms: terms)
      for row in model.rows { self.rows[row.index] = row }
      self.model = model
    } catch {
      refusals = error.problems.map(\.text)
    }
  }

  /// Residents and terms of the data, looked up once.
  struct Sources {
    private var residents: [String: [ReferenceQuantity]] = [:]
    /// Years of which the year of the term, 1 to 5, is known from the report itself.
    private var anchors: [BodyKey: [(year: Int, termYear: Int)]] = [:]

    init(references: [ReferenceQuantity], reports: [Report]) {
      for reference in references
      where reference.quantity == "residents" && reference.value > 0 {
        residents[reference.body, default: []].append(reference)
      }
      for report in reports {
        // The first session of a term hears of the last year of the one before, the second of the first
        // year. A sixth is out of the cycle.
        let termYear: Int
        if let session = report.session, (1...5).contains(session) {
          termYear = session == 1 ? 5 : session - 1
        } else if report.span == .term {
          termYear = 5
        } else {
          continue
        }
        anchors[report.body, default: []].append((report.reportYear, termYear))
      }
    }

    func residents(of body: Body, in year: Int) -> Double? {
      Denominator.nearest(to: year, among: residents[body.name] ?? [])?.value
    }

    /// The year of the term by the report, else by the five-year cycle from a report at most five years
    /// away.
    func termYear(of body: Body, in year: Int) -> TermYear? {
      let near = (anchors[body.key] ?? []).min {
        (abs($0.year - year), $0.year, $0.termYear) < (abs($1.year - year), $1.year, $1.termYear)
      }
      guard let near, abs(near.year - year) <= 5 else { return nil }
      let place = (near.termYear - 1 + year - near.year) % 5
      return TermYear((place + 5) % 5 + 1)
    }
  }
}
