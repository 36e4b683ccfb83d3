internal import Diagnostics

/// The compromise between the advantage of the whole and the regret of the worst part (VIKOR).
///
/// With the best f* and the worst f⁻ of each criterion and shares w:
/// S = Σ w·(f* − f) / (f* − f⁻), R = max w·(f* − f) / (f* − f⁻),
/// Q = v·(S − S*) / (S⁻ − S*) + (1 − v)·(R − R*) / (R⁻ − R*), where * is the least and ⁻ the greatest.
/// Q, 0 … 1, less = better, is the score; v is 0.5 unless the study says otherwise.
///
/// The best by Q, A′, is alone the compromise where two conditions hold. *Acceptable advantage*:
/// Q(A″) − Q(A′) ≥ DQ = 1 / (n − 1), A″ being the next by Q. *Acceptable stability*: A′ is also best by S
/// or by R. Where only stability fails, the compromise set is A′ and A″; where advantage fails, all
/// bodies with Q − Q(A′) < DQ.
///
/// Edge cases: where all S (or all R) are equal, that part of Q is 0 for every body. Bodies that tie for
/// the best have no advantage over each other; bodies that tie as A″ belong to the set together.
///
/// - Source: Opricovic & Tzeng, European Journal of Operational Research 156 (2004), 445–455; and 178
///   (2007), 514–529.
public struct Vikor: Sendable, Equatable {
  /// The advantage of the group, S: the less, the better.
  public let groupUtilities: [Double?]
  /// The regret of the worst criterion, R: the less, the better.
  public let regrets: [Double?]
  /// The least advantage that is acceptable, DQ.
  public let threshold: Double
  /// The difference in Q between the best body and the next.
  public let advantage: Double
  /// Whether the advantage is acceptable.
  public let hasAcceptableAdvantage: Bool
  /// Whether the best by Q is also best by S or by R.
  public let hasAcceptableStability: Bool
  /// The bodies of the compromise set, by Q, and by label where Q is the same.
  public let compromise: [String]

  static func outcome(of matrix: PreparedMatrix, strategy: Double) -> Outcome {
    var sums = [Double](repeating: 0, count: matrix.count)
    var regrets = sums
    for column in matrix.columns.indices {
      let (values, _) = matrix.scaled(column)
      let best = values.max() ?? 0
      let range = best - (values.min() ?? 0)
      for (row, value) in values.enumerated() {
        let regret = matrix.shares[column] * ((best - value) / range)
        sums[row] += regret
        regrets[row] = max(regrets[row], regret)
      }
    }
    let shareOfSums = shareOfRange(sums)
    let shareOfRegrets = shareOfRange(regrets)
    let scores = zip(shareOfSums, shareOfRegrets).map { strategy * $0 + (1 - strategy) * $1 }

    // Rows are by label, and the sort is stable, so equal scores keep that order.
    let places = Outcome.ranks(of: scores, leastFirst: true)
    let order = scores.indices.sorted { (places[$0], $0) < (places[$1], $1) }
    let (first, second) = (order[0], order[1])
    let threshold = 1 / Double(matrix.count - 1)
    let advantage = scores[second] - scores[first]
    let hasAdvantage = advantage >= threshold - Ranking.relativeTolerance
    func isBest(_ values: [Double]) -> Bool {
      let least = values.min() ?? 0
      return order.prefix { places[$0] == 1 }.contains { Ranking.isTie(values[$0], least) }
    }
    let isStable = isBest(sums) || isBest(regrets)
    let compromise: [Int]
    if !hasAdvantage {
      compromise = order.filter {
        scores[$0] - scores[first] < threshold - Ranking.relativeTolerance
      }
    } else if !isStable {
      compromise = order.filter { places[$0] <= places[second] }
    } else {
      compromise = [first]
    }

    let details = Vikor(
      groupUtilities: matrix.expanded(sums), regrets: matrix.expanded(regrets),
      threshold: threshold, advantage: advantage, hasAcceptableAdvantage: hasAdvantage,
      hasAcceptableStability: isStable, compromise: compromise.map { matrix.bodies[$0] })
    return Outcome(
      scores: scores, isLeastFirst: true, details: .vikor(details),
      diagnostics: details.diagnostics)
  }

  /// `(x − least) / (greatest − least)`; 0 where all are equal.
  private static func shareOfRange(_ values: [Double]) -> [Double] {
    let least = values.min() ?? 0
    let greatest = values.max() ?? 0
    if Ranking.isTie(least, greatest) { return values.map { _ in 0 } }
    return values.map { ($0 - least) / (greatest - least) }
  }

  /// Says where the first rank is no more than a share in a compromise.
  private var diagnostics: [Diagnostic] {
    if compromise.count < 2 { return [] }
    let (zh, en) = MatrixCheck.list(compromise)
    let reason =
      hasAcceptableAdvantage
      ? (zh: "首位按 S 和 R 都不是最佳", en: "the first by Q is best neither by S nor by R")
      : (zh: "首位的优势小于 1/(n−1)", en: "the advantage of the first is below 1/(n − 1)")
    return [
      Diagnostic(
        .note,
        LocalisedText(
          zh: "vikor 的折中解不止一个：\(zh)（\(reason.zh)）",
          en: "vikor finds no single compromise but \(en): \(reason.en)"))
    ]
  }
}
