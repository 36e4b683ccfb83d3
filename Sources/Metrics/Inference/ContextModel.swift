public import Diagnostics

/// What a count would be expected to be where bodies are alike in residents, tier or year of the term.
///
/// A log-linear quasi-Poisson regression, `ln μ = β₀ + Σβx`, variance φ·μ, by iteratively reweighted least
/// squares. The expectation describes what bodies in a like context state in their reports; it is no target,
/// and observed over expected is no mark.
///
/// Conventions:
/// - φ = Σ(y − μ)²/μ/(n − p), Pearson's; standard errors are `√φ` times those of Poisson. Limits use
///   max(1, φ) (``FunnelMethod/Adjustment/given(_:)``), so that they never narrow.
/// - The share of the deviance explained is `1 − D/D₀`, `D₀` that of the mean alone; its p-value is that of
///   `F = (D₀ − D)/(p − 1)/φ` on `p − 1` and `n − p` degrees of freedom.
/// - The reference of a categorical term is its commonest category, on a tie the first by name, unless given.
/// - A row that lacks its count or a term is left out. A category all of whose counts are 0 has no
///   expectation on this scale and is left out with its rows; a term or category that others determine is
///   dropped, the later one; both are named.
/// - At least ``bodiesPerCoefficient`` bodies for each coefficient, the constant included; below ten there
///   is a warning.
/// - Each expectation includes the body's own count by its `leverage`, so observed over expected is drawn
///   towards 1 where that is large.
///
/// Row order changes nothing.
///
/// - Source: McCullagh & Nelder, Generalized Linear Models, 2nd ed. (1989); Wedderburn, Quasi-likelihood
///   functions, Biometrika 61 (1974).
public struct ContextModel: Sendable, Equatable {
  /// What describes the context of a row.
  public enum Term: Sendable, Equatable {
    /// The natural logarithm of amounts above 0, such as residents.
    case logarithm(name: String, values: [Double?])
    /// Amounts as they are.
    case amount(name: String, values: [Double?])
    /// Categories, such as the tier or the year of the term; `reference` as stated above where absent.
    case category(name: String, values: [String?], reference: String? = nil)

    /// The name of the term.
    public var name: String {
      switch self {
      case .logarithm(let name, _), .amount(let name, _), .category(let name, _, _): name
      }
    }

    var count: Int {
      switch self {
      case .logarithm(_, let values), .amount(_, let values): values.count
      case .category(_, let values, _): values.count
      }
    }
  }

  /// One coefficient on the logarithmic scale.
  public struct Coefficient: Sendable, Equatable {
    /// The term; nothing for the constant.
    public let term: String?
    /// The category, for categorical terms.
    public let category: String?
    /// β.
    public let estimate: Double
    /// Its standard error, `√φ` included.
    public let standardError: Double
  }

  /// What was left out, and why.
  public struct Dropped: Sendable, Equatable {
    /// Why something was left out.
    public enum Reason: String, Sendable, CaseIterable {
      /// Earlier terms determine it, or it is the same for all rows.
      case collinear
      /// No row of the category is complete.
      case empty
      /// All counts of the category are 0.
      case zeroCounts = "zero-counts"
    }

    /// The term.
    public let term: String
    /// The category, for categorical terms.
    public let category: String?
    /// Why.
    public let reason: Reason
  }

  /// A row with its expectation.
  public struct Row: Sendable, Equatable {
    /// The number of the row as given, from 0.
    public let index: Int
    /// Observed, expected, their ratio with interval, limits and zone.
    public let point: Funnel.Point
    /// The interval of the expectation itself, by Student's distribution.
    public let expectation: Funnel.Limits
    /// How much the row's own count makes its expectation, 0 … 1.
    public let leverage: Double
  }

  /// The fewest bodies for each coefficient.
  public static let bodiesPerCoefficient = 5

  /// The coefficients, the constant first, then as the terms were given.
  public let coefficients: [Coefficient]
  /// What was left out.
  public let dropped: [Dropped]
  /// The complete rows, in the order given.
  public let rows: [Row]
  /// φ.
  public let dispersion: Double
  /// `n − p`.
  public let degreesOfFreedom: Int
  /// The deviance of the model.
  public let deviance: Double
  /// The deviance of the mean alone.
  public let nullDeviance: Double
  /// The share of the deviance that context explains, 0 … 1; nothing where there is none to explain.
  public let explainedShare: Double?
  /// The probability of as much by chance; nothing without a term, or where nothing is left unexplained.
  public let pValue: Double?
  /// What a careful reader wants to know.
  public let notes: [Diagnostic]

  /// Fits the model.
  ///
  /// - Parameters:
  ///   - bodies: the body of each row; a body may have several years.
  ///   - counts: the counts; nothing where not stated.
  ///   - terms: the context; as many values each as there are rows.
  ///   - level: of the intervals of the expectations.
  /// - Throws: ``MetricsError``: lengths that differ, what is no count or number, no term, too few bodies,
  ///   counts that are all 0, no convergence.
  public init(
    bodies: [String], counts: [Double?], terms: [Term], level: Double = 0.95
  ) throws(MetricsError) {
    let problems = Self.problems(bodies, counts, terms, level)
    if !problems.isEmpty { throw MetricsError(.invalidData, problems) }
    let design = ContextDesign(bodies: bodies, counts: counts, terms: terms)
    let size = design.counts.count
    let parameters = design.columns.count
    let bodyCount = Set(design.rows.map { bodies[$0] }).count
    let needed = max(Self.bodiesPerCoefficient * parameters, Self.bodiesPerCoefficient)
    if bodyCount < needed {
      throw MetricsError(
        .methodRefused, [Self.tooFew(bodyCount, needed: needed, parameters: parameters)])
    }
    guard let fit = LogLinearFit(counts: design.counts, columns: design.columns) else {
      throw MetricsError(.methodRefused, [Self.noConvergence])
    }
    let free = Double(size - parameters)
    let dispersion = fit.pearson / free
    let mean = design.counts.reduce(0, +) / Double(size)
    let nullDeviance = LogLinearFit.deviance(design.counts, design.counts.map { _ in mean })
    let limiting = min(max(1, dispersion), 1e9)
    let members = zip(design.rows, fit.fitted).map { row, expected in
      Funnel.Member(body: bodies[row], observed: counts[row] ?? 0, expected: expected)
    }
    let funnel = try Funnel(
      members,
      method: FunnelMethod(winsorisedShare: nil, adjustment: .given(limiting)))
    guard let t = Distributions.studentQuantile((1 + level) / 2, degreesOfFreedom: free) else {
      throw MetricsError(.methodRefused, [InferenceCheck.noLimits])
    }
    var rows: [Row] = []
    for index in design.rows.indices {
      // The variance of the linear predictor is leverage/μ times φ.
      let width = t * (dispersion * fit.leverages[index] / fit.fitted[index]).squareRoot()
      let factor = Elementary.exp(width)
      let high = fit.fitted[index] * factor
      guard high.isFinite else { throw MetricsError(.methodRefused, [Self.noConvergence]) }
      rows.append(
        Row(
          index: design.rows[index], point: funnel.points[index],
          expectation: Funnel.Limits(low: fit.fitted[index] / factor, high: high),
          leverage: min(1, fit.leverages[index])))
    }
    self.rows = rows.sorted { $0.index < $1.index }
    coefficients = design.columns.indices.map {
      Coefficient(
        term: design.columns[$0].term, category: design.columns[$0].category,
        estimate: fit.coefficients[$0],
        standardError: (dispersion * fit.unscaledVariances[$0]).squareRoot())
    }
    dropped = design.dropped
    self.dispersion = dispersion
    degreesOfFreedom = size - parameters
    deviance = fit.deviance
    self.nullDeviance = nullDeviance
    explainedShare =
      nullDeviance > 1e-9 ? min(1, max(0, 1 - fit.deviance / nullDeviance)) : nil
    pValue =
      parameters > 1 && dispersion > 1e-12
      ? Distributions.fComplement(
        max(0, nullDeviance - fit.deviance) / Double(parameters - 1) / dispersion,
        numerator: Double(parameters - 1), denominator: free) : nil
    notes = Self.notes(
      rows: self.rows, dropped: design.dropped, incomplete: bodies.count - design.completeCount,
      bodyCount: bodyCount, parameters: parameters, rowCount: size)
  }
}

extension ContextModel {
  private static func problems(
    _ bodies: [String], _ counts: [Double?], _ terms: [Term], _ level: Double
  ) -> [Diagnostic] {
    let lengths = [bodies.count, counts.count] + terms.map(\.count)
    if Set(lengths).count > 1 { return [InferenceCheck.differentLengths(lengths)] }
    var problems = InferenceCheck.level(level)
    if terms.isEmpty {
      problems.append(
        Diagnostic(
          .error,
          LocalisedText(
            zh: "没有给出背景变量：请至少给出一个（如常住人口、层级、届内年份）",
            en: "no context is given: give at least one term (residents, tier, year of the term)")))
    }
    for (body, count) in zip(bodies, counts) {
      if let count, !InferenceCheck.isCount(count) {
        problems.append(InferenceCheck.notACount(count, of: body))
      }
    }
    for term in terms {
      let values: [Double?]
      let isLogarithm: Bool
      switch term {
      case .logarithm(_, let amounts): (values, isLogarithm) = (amounts, true)
      case .amount(_, let amounts): (values, isLogarithm) = (amounts, false)
      case .category: continue
      }
      for (body, value) in zip(bodies, values) {
        guard let value, !(abs(value) <= 1e15) || isLogarithm && !(value > 0) else { continue }
        problems.append(
          Diagnostic(
            .error,
            LocalisedText(
              zh:
                "\(Message.quoted(body))的\(Message.quoted(term.name))为 \(Message.number(value))，不可用："
                + (isLogarithm ? "取对数须大于 0" : "须为有限的数"),
              en:
                "\(Message.quoted(term.name)) of \(Message.quoted(body)) is \(Message.number(value)) and "
                + "cannot be used: "
                + (isLogarithm ? "a logarithm needs more than 0" : "give a finite number"))))
      }
    }
    if problems.isEmpty, counts.allSatisfy({ ($0 ?? 0) < 1e-9 }) {
      problems.append(
        Diagnostic(
          .error,
          LocalisedText(
            zh: "没有大于 0 的数，无从估计期望数：只列报告载明数即可",
            en: "no count is above 0, so nothing can be expected: show only what the reports state")
        ))
    }
    return problems
  }

  private static func tooFew(_ count: Int, needed: Int, parameters: Int) -> Diagnostic {
    Diagnostic(
      .error,
      LocalisedText(
        zh: "\(parameters) 个系数至少需要 \(needed) 个机构（每个系数 \(bodiesPerCoefficient) 个），现有 \(count) 个："
          + "请减少背景变量、合并类别或放宽选择",
        en:
          "\(parameters) coefficients need at least \(needed) bodies (\(bodiesPerCoefficient) each) and "
          + "there are \(count): use fewer terms, merge categories or select more bodies"))
  }

  private static let noConvergence = Diagnostic(
    .error,
    LocalisedText(
      zh: "期望数无法收敛：背景变量把数为 0 的机构完全分开，请减少背景变量或合并类别",
      en:
        "the expectations do not converge: a term parts bodies with counts of 0 from the others; use fewer "
        + "terms or merge categories"))

  private static func notes(
    rows: [Row], dropped: [Dropped], incomplete: Int, bodyCount: Int, parameters: Int, rowCount: Int
  ) -> [Diagnostic] {
    var notes: [Diagnostic] = []
    if incomplete > 0 {
      notes.append(
        Diagnostic(
          .note,
          LocalisedText(
            zh: "\(incomplete) 行缺少数或背景变量，未纳入",
            en: "\(incomplete) rows lack their count or a term and were left out")))
    }
    for item in dropped {
      let name =
        Message.quoted(item.term) + (item.category.map { " \(Message.quoted($0))" } ?? "")
      let reason: LocalisedText =
        switch item.reason {
        case .collinear:
          LocalisedText(zh: "由其他背景变量决定，已略去", en: "is determined by other terms and was dropped")
        case .empty: LocalisedText(zh: "没有完整的行，已略去", en: "has no complete row and was dropped")
        case .zeroCounts:
          LocalisedText(
            zh: "各行的数均为 0，无法估计期望数，其各行未纳入",
            en: "has only counts of 0, so nothing can be expected; its rows were left out")
        }
      notes.append(
        Diagnostic(
          .warning,
          LocalisedText(zh: name + reason.chinese, en: "\(name) \(reason.english)")))
    }
    if bodyCount < 10 * parameters {
      notes.append(
        Diagnostic(
          .warning,
          LocalisedText(
            zh: "\(parameters) 个系数只由 \(bodyCount) 个机构估计，不够可靠：最好有 \(10 * parameters) 个",
            en:
              "\(parameters) coefficients are estimated from \(bodyCount) bodies, which is not reliable: "
              + "\(10 * parameters) would be better")))
    }
    if rowCount > bodyCount {
      notes.append(
        Diagnostic(
          .note,
          LocalisedText(
            zh: "同一机构有多年数据，各行并非独立，系数的标准误偏小",
            en:
              "bodies have several years, so rows are not independent and standard errors are too small"
          )))
    }
    let alone = Set(rows.filter { $0.leverage > 0.99 }.map(\.point.member.body)).sorted()
    if !alone.isEmpty {
      let names = alone.map { Message.quoted($0) }.joined(separator: ", ")
      notes.append(
        Diagnostic(
          .warning,
          LocalisedText(
            zh: "\(names) 的期望数只由其本身的数得出，与期望数之比没有意义",
            en: "the expectation of \(names) rests on its own count alone; the ratio says nothing"))
      )
    }
    return notes
  }
}
