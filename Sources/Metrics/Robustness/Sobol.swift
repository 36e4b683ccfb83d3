/// How much of an outcome's variance each factor explains: alone, and with all its interactions.
///
/// From a design of N·(d + 2) runs: y_A and y_B of two independent samples of all d factors, and y_ABi
/// of sample A with factor i from B. With V the sample variance of y_A and y_B together,
/// `S_i = mean(y_B·(y_ABi − y_A))/V` (Saltelli et al. 2010, table 2(b)) and `S_Ti =
/// mean((y_A − y_ABi)²)/(2V)` (Jansen 1999). y is centred first, which changes no expectation and
/// lessens the scatter of S_i. Estimates may be a little below 0 or above 1; they are not cut.
///
/// Intervals: the 5 % and 95 % quantiles (type 7) over resamples of the N runs.
///
/// - Source: Saltelli et al., Variance based sensitivity analysis of model output, Computer Physics
///   Communications 181 (2010); Jansen, Analysis of variance designs for model output, Computer Physics
///   Communications 117 (1999).
public struct SobolIndices: Sendable, Equatable {
  /// An index with the interval of its resamples; the interval is absent without resamples.
  public struct Index: Sendable, Equatable {
    /// The estimate.
    public let value: Double
    /// The 5 % quantile.
    public let low: Double?
    /// The 95 % quantile.
    public let high: Double?
  }

  /// For each factor the share of the variance that it explains alone.
  public let first: [Index]
  /// For each factor the share that would remain if all others were known.
  public let total: [Index]
  /// The variance of the outcome.
  public let variance: Double

  /// Estimates the indices.
  ///
  /// - Returns: nothing where the samples are of different lengths or shorter than two, where a value
  ///   is not finite, or where the outcome does not vary.
  public init?(
    a: [Double], b: [Double], mixed: [[Double]], resamples: Int = 0, seed: UInt64 = 1
  ) {
    let count = a.count
    guard count >= 2, b.count == count, mixed.allSatisfy({ $0.count == count }) else { return nil }
    guard (a + b + mixed.joined()).allSatisfy(\.isFinite) else { return nil }
    let mean = (a.reduce(0, +) + b.reduce(0, +)) / Double(2 * count)
    let a = a.map { $0 - mean }
    let b = b.map { $0 - mean }
    let mixed = mixed.map { $0.map { $0 - mean } }
    let everyone = Array(0..<count)
    guard let whole = Self.estimate(a, b, mixed, everyone) else { return nil }
    variance = whole.variance

    var firsts = [[Double]](repeating: [], count: mixed.count)
    var totals = firsts
    var random = SplitMix64(seed: seed)
    for _ in 0..<max(resamples, 0) {
      let runs = (0..<count).map { _ in random.index(below: count) }
      guard let drawn = Self.estimate(a, b, mixed, runs) else { continue }
      for factor in mixed.indices {
        firsts[factor].append(drawn.first[factor])
        totals[factor].append(drawn.total[factor])
      }
    }
    func index(_ value: Double, _ draws: [Double]) -> Index {
      let sorted = draws.sorted()
      return Index(
        value: value, low: sorted.isEmpty ? nil : Quantile.value(0.05, ofSorted: sorted),
        high: sorted.isEmpty ? nil : Quantile.value(0.95, ofSorted: sorted))
    }
    first = mixed.indices.map { index(whole.first[$0], firsts[$0]) }
    total = mixed.indices.map { index(whole.total[$0], totals[$0]) }
  }

  private static func estimate(
    _ a: [Double], _ b: [Double], _ mixed: [[Double]], _ runs: [Int]
  ) -> (first: [Double], total: [Double], variance: Double)? {
    let size = Double(runs.count)
    let mean = runs.reduce(0) { $0 + a[$1] + b[$1] } / (2 * size)
    let variance =
      runs.reduce(0) { sum, run in
        sum + (a[run] - mean) * (a[run] - mean) + (b[run] - mean) * (b[run] - mean)
      } / (2 * size - 1)
    guard variance > 0, variance.isFinite else { return nil }
    var first: [Double] = []
    var total: [Double] = []
    for y in mixed {
      var (product, square) = (0.0, 0.0)
      for run in runs {
        product += b[run] * (y[run] - a[run])
        square += (a[run] - y[run]) * (a[run] - y[run])
      }
      first.append(product / size / variance)
      total.append(square / (2 * size) / variance)
    }
    return (first, total, variance)
  }
}
