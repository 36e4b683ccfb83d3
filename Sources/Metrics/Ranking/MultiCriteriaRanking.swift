public import Diagnostics

/// Bodies ranked by several criteria at once: scores, ranks, ties, and how the method came to them.
///
/// Before the method: a criterion of weight 0 is left out; one that is constant, or that fewer than two
/// bodies state, tells no bodies apart, is left out with a warning, and the weights of the others are
/// shares of what remains. Two values tie where they differ by no more than 1e-9 of the greater.
///
/// Missing values: with ``MissingValues/interval`` a body that lacks a criterion is left out of all
/// computations, has neither score nor rank, and its ``Row/lacking`` says why (no interval is given:
/// these methods have none that is both valid and of use). With ``MissingValues/renormalise`` the
/// methods that compare in pairs (`borda`, `copeland`, `promethee-ii`, `kemeny`) compare two bodies by
/// the criteria that both state, with the weights of those; a body needs `coverage` of the weight.
/// The other methods then refuse a table with gaps.
///
/// Ranks: 1 is the best; ties within 1e-9 of the score share the least rank (1, 2, 2, 4). No result
/// depends on the order of the rows, to the last bit, and none is NaN or infinite.
public struct MultiCriteriaRanking: Sendable, Equatable {
  /// The method with its choices.
  public let method: MultiCriteriaMethod
  /// The results, in the order of the matrix's rows.
  public let rows: [Row]
  /// Whether the least score is the best: so for `vikor`, whose score is Q.
  public let isLeastFirst: Bool
  /// The bodies that share a rank, best rank first, each group in the order of the matrix.
  public let ties: [[String]]
  /// The share of each criterion in the comparison, in the matrix's order; 0 for what is left out.
  public let shares: [Double]
  /// What the method made on its way.
  public let details: Details
  /// What a careful reader should know: criteria and bodies left out, ties, the method's own caveats.
  public let diagnostics: [Diagnostic]

  /// The result for one body.
  public struct Row: Sendable, Equatable {
    /// The label of the body.
    public let body: String
    /// The score, in the method's own terms; nothing where the body is left out.
    public let score: Double?
    /// The rank, from 1; nothing where the body is left out.
    public let rank: Int?
    /// The criteria that count and that the body lacks.
    public let lacking: [String]
  }

  /// What a method made on its way to the scores; arrays have the matrix's rows, unless they say else.
  public enum Details: Sendable, Equatable {
    case topsis(Topsis)
    case rankSumRatio(RankSumRatio)
    /// Of `borda` and `copeland`.
    case outranking(Outranking)
    case vikor(Vikor)
    case prometheeII(PrometheeII)
    case copras(Copras)
    case kemeny(Kemeny)
  }

  /// Ranks the bodies of a matrix.
  ///
  /// - Parameters:
  ///   - matrix: the bodies, the criteria and the values.
  ///   - method: the method with its choices.
  ///   - missing: how bodies that lack values are treated.
  ///   - coverage: for ``MissingValues/renormalise``, the least share of the weight that a body must
  ///     state, 0 … 1.
  /// - Throws: ``MetricsError`` with every problem of matrix and choices; or where the method cannot be
  ///   used on these values: fewer than two bodies, no criterion that tells them apart, and what the
  ///   method itself refuses. Each says what to do instead.
  public init(
    _ matrix: DecisionMatrix, method: MultiCriteriaMethod, missing: MissingValues = .interval,
    coverage: Double = 0.6
  ) throws(MetricsError) {
    try MatrixCheck.check(matrix, method: method, missing: missing, coverage: coverage)
    let prepared = try PreparedMatrix(matrix, method: method, missing: missing, coverage: coverage)
    let outcome: Outcome
    switch method {
    case .topsis(let scaling): outcome = Topsis.outcome(of: prepared, scaling)
    case .rankSumRatio(let ranks, let grades):
      outcome = RankSumRatio.outcome(of: prepared, ranks, grades: grades)
    case .borda: outcome = Outranking.borda(of: prepared)
    case .copeland: outcome = Outranking.copeland(of: prepared)
    case .vikor(let strategy): outcome = Vikor.outcome(of: prepared, strategy: strategy)
    case .prometheeII(let functions): outcome = PrometheeII.outcome(of: prepared, functions)
    case .copras: outcome = try Copras.outcome(of: prepared)
    case .kemeny: outcome = try Kemeny.outcome(of: prepared)
    }

    let scores = prepared.expanded(outcome.scores)
    let ranks = prepared.expanded(
      Outcome.ranks(of: outcome.scores, leastFirst: outcome.isLeastFirst))
    var groups: [Int: [String]] = [:]
    for (body, rank) in zip(matrix.bodies, ranks) {
      if let rank { groups[rank, default: []].append(body) }
    }
    let shared = groups.keys.sorted().filter { (groups[$0]?.count ?? 0) > 1 }

    self.method = method
    rows = matrix.bodies.indices.map {
      Row(
        body: matrix.bodies[$0], score: scores[$0], rank: ranks[$0], lacking: prepared.lacking[$0])
    }
    isLeastFirst = outcome.isLeastFirst
    ties = shared.compactMap { groups[$0] }
    shares = prepared.allShares
    details = outcome.details
    diagnostics =
      prepared.diagnostics + outcome.diagnostics
      + shared.map { Self.note(ofTie: groups[$0] ?? [], rank: $0) }
  }

  /// Says which bodies share a rank; sorted, so that it is the same in whatever order rows come.
  private static func note(ofTie bodies: [String], rank: Int) -> Diagnostic {
    let (zh, en) = MatrixCheck.list(bodies.sorted())
    return Diagnostic(
      .note,
      LocalisedText(
        zh: "\(zh)得分相同，并列第\(rank)位", en: "\(en) have equal scores and share rank \(rank)"))
  }
}

/// What a method hands back, for the bodies that take part, in the prepared order.
struct Outcome {
  var scores: [Double]
  var isLeastFirst = false
  var details: MultiCriteriaRanking.Details
  var diagnostics: [Diagnostic] = []

  /// Ranks scores, 1 for the best; ties share the least rank.
  ///
  /// Scores such as net flows lie around 0, where sums round by more than any share of themselves: a
  /// difference of less than 1e-12 of the greatest score is none either.
  static func ranks(of scores: [Double], leastFirst: Bool) -> [Int] {
    let magnitude = scores.reduce(0) { max($0, abs($1)) }
    let ranks = Ranking.ranks(
      of: scores, within: scores.map { _ in 0 }, leastFirst: leastFirst,
      noise: [1e-12 * magnitude])
    // Scores are finite, so each has a rank.
    return ranks.map { $0 ?? scores.count }
  }
}
