#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif
internal import Diagnostics

/// The rank-sum ratio (秩和比, RSR) with its distribution, regression and grades (档).
///
/// 1. *Ranks* (编秩) 1 … n within each criterion, the best n: see ``Ranks``.
/// 2. *Ratio*: RSR = Σ w·R / n, with equal weights ΣR / (m·n), 1/n … 1; it is the score.
/// 3. *Distribution*: bodies by rising RSR, equal ones together; their mean place R̄, the share R̄/n,
///    for the last step 1 − 1/(4n); probit = 5 + Φ⁻¹(share).
/// 4. *Regression* of RSR on the probit by least squares over the steps of the distribution.
/// 5. *Grades* by the customary cut points of the probit, the lower included: 3 grades 4, 6; 4 grades
///    3.5, 5, 6.5; 5 grades 3.2, 4.4, 5.6, 6.8. Grade 1 has the least RSR.
///
/// The grade goes by the fitted RSR, that is by the probit: the RSR itself may lie in another grade
/// where it is far from the line, and the fitted RSR may lie outside 1/n … 1.
///
/// Edge cases: where all ratios are equal there is no regression and no grade, and a note says so.
///
/// - Source: Tian Fengdiao (田凤调), 秩和比法的应用 (2002); Sun Zhenqiu & Xu Yongyong (eds.), 医学统计学
///   (4th ed., 2014), 综合评价: 秩和比法, with the cut points and the correction of the last step;
///   non-integer ranks (非整秩次): Ge Zaochuan & Xu Chunhua (1999).
public struct RankSumRatio: Sendable, Equatable {
  /// How values become ranks, by the id of a study.
  public enum Ranks: String, Sendable, CaseIterable {
    /// 整秩次: 1 for the worst, n for the best; ties share the mean of their ranks (2.5, 2.5).
    case integer
    /// 非整秩次: `1 + (n − 1)·(x − min) / (max − min)`, for `lower` with (max − x).
    case nonInteger = "non-integer"
  }

  /// A step of the distribution: the bodies that share a ratio.
  public struct Step: Sendable, Equatable {
    /// The ratio.
    public let ratio: Double
    /// How many bodies have it.
    public let count: Int
    /// How many have it or less.
    public let cumulativeCount: Int
    /// The mean place of the bodies, R̄.
    public let meanPlace: Double
    /// R̄ / n, or 1 − 1/(4n) in the last step.
    public let share: Double
    /// 5 + Φ⁻¹(share).
    public let probit: Double
  }

  /// RSR = intercept + slope · probit.
  public struct Regression: Sendable, Equatable {
    /// The value at a probit of 0.
    public let intercept: Double
    /// The change by one unit of the probit.
    public let slope: Double
    /// The correlation of ratio and probit, r; 1 where there are two steps only.
    public let correlation: Double
    /// The cut points between grades, from the lowest: the probit, and the fitted RSR there.
    public let cuts: [Cut]
  }

  /// Where one grade ends and the next begins.
  public struct Cut: Sendable, Equatable {
    /// The probit.
    public let probit: Double
    /// The fitted RSR at the probit.
    public let ratio: Double
  }

  /// For each body its ranks by criterion; nothing for what is left out.
  public let ranks: [[Double?]]
  /// The distribution, from the least ratio up.
  public let distribution: [Step]
  /// The line; nothing where all ratios are equal.
  public let regression: Regression?
  /// The fitted ratio of each body.
  public let fitted: [Double?]
  /// The grade of each body, from 1 for the least.
  public let grades: [Int?]

  /// The customary cut points of the probit; nothing for numbers of grades that have none here.
  static func cutPoints(grades: Int) -> [Double]? {
    switch grades {
    case 3: [4, 6]
    case 4: [3.5, 5, 6.5]
    case 5: [3.2, 4.4, 5.6, 6.8]
    default: nil
    }
  }

  static func outcome(of matrix: PreparedMatrix, _ ranks: Ranks, grades: Int) -> Outcome {
    let columns = matrix.columns.indices.map { column in
      let (values, _) = matrix.scaled(column)
      return ranks == .integer ? meanRanks(values) : linearRanks(values)
    }
    let count = Double(matrix.count)
    let ratios = matrix.rows.indices.map { row in
      zip(matrix.shares, columns).reduce(0) { $0 + $1.0 * $1.1[row] } / count
    }
    let (steps, stepOfRow) = distribution(ratios)
    let regression = regression(steps, cuts: cutPoints(grades: grades) ?? [])
    var diagnostics: [Diagnostic] = []
    if regression == nil {
      diagnostics.append(
        Diagnostic(
          .note,
          LocalisedText(
            zh: "各机构的秩和比相同，无从回归与分档",
            en: "all rank-sum ratios are equal: there is no regression, and there are no grades")))
    }
    let details = RankSumRatio(
      ranks: matrix.expanded(
        matrix.rows.indices.map { row in matrix.widened(columns.map { $0[row] }) }
      ).map { $0 ?? matrix.widened([]) },
      distribution: steps,
      regression: regression,
      fitted: matrix.expanded(
        stepOfRow.map { step in
          regression.map { $0.intercept + $0.slope * steps[step].probit }
        }
      ).map { $0 ?? nil },
      grades: matrix.expanded(
        stepOfRow.map { step in
          regression.map { line in
            1 + line.cuts.count { steps[step].probit >= $0.probit - Ranking.relativeTolerance }
          }
        }
      ).map { $0 ?? nil })
    return Outcome(
      scores: ratios, details: .rankSumRatio(details), diagnostics: diagnostics)
  }

  /// Ranks from the least up; ties share the mean of theirs.
  private static func meanRanks(_ values: [Double]) -> [Double] {
    let least = Ranking.ranks(of: values, leastFirst: true).map { $0 ?? values.count }
    var sizes = [Int](repeating: 0, count: values.count + 1)
    for rank in least { sizes[rank] += 1 }
    return least.map { Double($0) + Double(sizes[$0] - 1) / 2 }
  }

  private static func linearRanks(_ values: [Double]) -> [Double] {
    let least = values.min() ?? 0
    let range = (values.max() ?? 0) - least
    return values.map { 1 + Double(values.count - 1) * (($0 - least) / range) }
  }

  private static func distribution(_ ratios: [Double]) -> (steps: [Step], stepOfRow: [Int]) {
    let places = Outcome.ranks(of: ratios, leastFirst: true)
    let count = Double(ratios.count)
    var steps: [Step] = []
    var stepOfRow = [Int](repeating: 0, count: ratios.count)
    for place in Set(places).sorted() {
      let rows = places.indices.filter { places[$0] == place }
      let last = place + rows.count - 1
      let mean = Double(place + last) / 2
      // A share of 1 has no probit; the custom corrects the last step, whatever its share.
      let share = last == ratios.count ? 1 - 1 / (4 * count) : mean / count
      for row in rows { stepOfRow[row] = steps.count }
      steps.append(
        Step(
          ratio: rows.reduce(0) { max($0, ratios[$1]) }, count: rows.count, cumulativeCount: last,
          meanPlace: mean, share: share, probit: 5 + normalQuantile(share)))
    }
    return (steps, stepOfRow)
  }

  private static func regression(_ steps: [Step], cuts: [Double]) -> Regression? {
    if steps.count < 2 { return nil }
    let count = Double(steps.count)
    let meanProbit = steps.reduce(0) { $0 + $1.probit } / count
    let meanRatio = steps.reduce(0) { $0 + $1.ratio } / count
    var (products, probits, ratios) = (0.0, 0.0, 0.0)
    for step in steps {
      let (x, y) = (step.probit - meanProbit, step.ratio - meanRatio)
      products += x * y
      probits += x * x
      ratios += y * y
    }
    let slope = products / probits
    let intercept = meanRatio - slope * meanProbit
    return Regression(
      intercept: intercept, slope: slope,
      correlation: min(1, products / (probits * ratios).squareRoot()),
      cuts: cuts.map { Cut(probit: $0, ratio: intercept + slope * $0) })
  }

  /// The quantile of the standard normal distribution, by bisection of ½·erfc(−z/√2).
  private static func normalQuantile(_ share: Double) -> Double {
    // In the lower half erfc keeps its digits.
    if share > 0.5 { return -normalQuantile(1 - share) }
    var (low, high) = (-40.0, 0.0)
    while true {
      let middle = (low + high) / 2
      if middle <= low || middle >= high { return middle }
      if erfc(-middle / 2.0.squareRoot()) / 2 < share { low = middle } else { high = middle }
    }
  }
}
