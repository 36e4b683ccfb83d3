internal import Diagnostics

/// Every body compared with every other, and how the counts follow: the Borda and Copeland methods.
///
/// e(a, b) = Σ w over the criteria by which a stands above b, + ½ Σ w over those by which they tie; so
/// e(a, b) + e(b, a) = 1. *Borda*: Σ e(a, b) over the others, 0 … n − 1, the weighted mean number of
/// bodies that a stands above; ties count ½. *Copeland*: the number of bodies b with e(a, b) > ½ less that
/// with e(a, b) < ½, −(n − 1) … n − 1; a difference from ½ of 1e-9 or less is none.
///
/// Missing values, with ``MissingValues/renormalise``: e(a, b) is over the criteria that *both* state,
/// divided by their weight, whichever row comes first; two bodies that share no criterion are
/// undecided, ½ each, and a warning names how many pairs are.
///
/// - Source: Borda, Mémoire sur les élections au scrutin (1781); Copeland, A reasonable social welfare
///   function (1951); OECD/JRC, Handbook on Constructing Composite Indicators (2008), section 6.12.
public struct Outranking: Sendable, Equatable {
  /// e(a, b): for each row its share over each column; nothing with itself and with bodies left out.
  public let shares: [[Double?]]
  /// The pairs of bodies without a criterion that both state.
  public let undecidedPairs: Int

  static func borda(of matrix: PreparedMatrix) -> Outcome {
    let pairs = PairwiseShares(matrix)
    let scores = pairs.shares.indices.map { first in
      pairs.shares[first].indices.reduce(0) {
        $0 + ($1 == first ? 0 : pairs.shares[first][$1])
      }
    }
    return Outcome(
      scores: scores, details: .outranking(pairs.details(matrix)), diagnostics: pairs.diagnostics)
  }

  static func copeland(of matrix: PreparedMatrix) -> Outcome {
    let pairs = PairwiseShares(matrix)
    let scores = pairs.shares.indices.map { first in
      pairs.shares[first].indices.reduce(0.0) {
        $0 + (pairs.hasMajority($1, first) ? -1 : pairs.hasMajority(first, $1) ? 1 : 0)
      }
    }
    return Outcome(
      scores: scores, details: .outranking(pairs.details(matrix)), diagnostics: pairs.diagnostics)
  }
}

/// The shares of pairwise comparisons, in the prepared order.
struct PairwiseShares {
  /// e(a, b), ½ with itself.
  private(set) var shares: [[Double]]
  private(set) var undecidedPairs = 0

  init(_ matrix: PreparedMatrix) {
    let count = matrix.count
    shares = [[Double]](repeating: [Double](repeating: 0.5, count: count), count: count)
    for first in 0..<count {
      for second in (first + 1)..<max(count, first + 1) {
        var (ahead, behind, common) = (0.0, 0.0, 0.0)
        for column in matrix.columns.indices {
          let (a, b) = (matrix.values[column][first], matrix.values[column][second])
          if a.isNaN || b.isNaN { continue }
          let share = matrix.shares[column]
          common += share
          if Ranking.isTie(a, b) {
            ahead += share / 2
            behind += share / 2
          } else if (a > b) == (matrix.sign(column) > 0) {
            ahead += share
          } else {
            behind += share
          }
        }
        if common > 0 {
          shares[first][second] = ahead / common
          shares[second][first] = behind / common
        } else {
          undecidedPairs += 1
        }
      }
    }
  }

  /// Whether a stands above b by more than half of the weight.
  func hasMajority(_ first: Int, _ second: Int) -> Bool {
    shares[first][second] - 0.5 > Ranking.relativeTolerance
  }

  func details(_ matrix: PreparedMatrix) -> Outranking {
    let rows = shares.enumerated().map { first, row in
      matrix.expanded(row.enumerated().map { $0 == first ? Double?.none : $1 }).map { $0 ?? nil }
    }
    let empty = matrix.expanded(shares.map { _ in Double?.none }).map { $0 ?? nil }
    return Outranking(
      shares: matrix.expanded(rows).map { $0 ?? empty }, undecidedPairs: undecidedPairs)
  }

  var diagnostics: [Diagnostic] {
    if undecidedPairs == 0 { return [] }
    let isOne = undecidedPairs == 1
    return [
      Diagnostic(
        .warning,
        LocalisedText(
          zh: "有\(undecidedPairs)对机构没有共同的指标，按不分高下计",
          en: "\(undecidedPairs) \(isOne ? "pair" : "pairs") of bodies "
            + "\(isOne ? "shares no criterion and counts" : "share no criterion and count") "
            + "as undecided"))
    ]
  }
}
