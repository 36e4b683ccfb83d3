extension IndexAudit {
  /// How much an indicator really moves the index, beside the weight that it was given.
  ///
  /// The main effect is the share of the variance of the index that would be gone, on average, if the
  /// indicator were known: Pearson's correlation ratio `η² = V(E(index | x)) / V(index)`. Taken to be
  /// linear it is r²; `curved` lets the mean of the index bend. Main effects of indicators that go together
  /// overlap, so they are divided by their sum to stand beside weights. Importance is about how bodies
  /// happen to differ: a constant indicator has none, whatever its weight.
  ///
  /// - Source: Paruolo, Saisana & Saltelli, Ratings and rankings: voodoo or science?, JRSS A 176 (2013);
  ///   Becker, Saisana, Paruolo & Vandecasteele, Weights and importance in composite indicators, Ecological
  ///   Indicators 80 (2017).
  public struct Influence: Sendable, Equatable {
    /// The indicator.
    public let indicator: String
    /// How many rows have it and a score.
    public let count: Int
    /// The nominal weight: the product of the shares from the root down (the effective weight of COINr).
    public let nominal: Double
    /// The correlation with the index, whose square is the linear main effect; nothing for fewer than three
    /// rows, or where either is constant.
    public let correlation: Double?
    /// The main effect with a mean that may bend: by local linear regression with a normal kernel.
    ///
    /// Its width is the one of 0.1, 0.2, 0.4, 0.8, 1.6 and 3.2 standard deviations, or none (the linear
    /// regression), that predicts each row best from the others. Nothing for fewer than ten rows, where
    /// it would follow chance, or more than 500, where a panel of one year serves.
    public let curved: Double?
    /// The linear main effect over the sum of those of all indicators; nothing where there is none.
    public let share: Double?
    /// The curved main effect over the sum of those of all indicators; nothing unless all have one.
    public let curvedShare: Double?

    /// The linear main effect, r².
    public var mainEffect: Double? { correlation.map { $0 * $0 } }

    /// The share of the main effects over the nominal weight; nothing without either.
    public var ratio: Double? {
      guard let share, nominal > 0 else { return nil }
      return share / nominal
    }

    /// How many times the one may be the other before an indicator is marked.
    public static let tolerance = 2.0

    /// Whether it moves the index more than twice, or less than half, as much as its weight says.
    public var isDisproportionate: Bool {
      guard let ratio else { return false }
      return ratio > Self.tolerance + 1e-12 || ratio < 1 / Self.tolerance - 1e-12
    }

    static func all(_ data: AuditData) -> [Influence] {
      let counting = data.counting
      let pairs = counting.map { AuditData.pairs(data.indicators[$0], data.index) }
      let correlations = pairs.map { pair in
        pair.x.count > 2 ? Correlation.pearson(pair.x, pair.y) : nil
      }
      let curved = zip(pairs, correlations).map { pair, correlation in
        correlation == nil ? nil : LocalRegression.mainEffect(pair.x, pair.y)
      }
      let sum = correlations.reduce(0) { $0 + ($1.map { $0 * $0 } ?? 0) }
      // One that is constant has no effect and no curve; the others are still all there are.
      let hasCurves = zip(curved, correlations).allSatisfy { $0 != nil || $1 == nil }
      let curvedSum = hasCurves ? curved.reduce(0) { $0 + ($1 ?? 0) } : 0
      return counting.indices.map { place in
        Influence(
          indicator: data.id(counting[place]), count: pairs[place].x.count,
          nominal: data.nominal[counting[place]], correlation: correlations[place],
          curved: curved[place],
          share: sum > 0 ? correlations[place].map { $0 * $0 / sum } : nil,
          curvedShare: curvedSum > 0 ? curved[place].map { $0 / curvedSum } : nil)
      }
    }
  }
}

/// A regression of y on x by straight lines through the neighbours of each point.
///
/// - Source: Fan & Gijbels, Local Polynomial Modelling and Its Applications (1996), section 2.3.
enum LocalRegression {
  /// The share of the variance of y that the regression explains, 0 … 1.
  static func mainEffect(_ x: [Double], _ y: [Double]) -> Double? {
    guard (10...500).contains(x.count) else { return nil }
    let mean = y.reduce(0, +) / Double(y.count)
    let whole = y.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = sampleDeviation(x)
    guard whole > 1e-20, deviation > 1e-10 else { return nil }
    // The widest first, so that of equally good ones the simplest stays.
    var best: (width: Double, error: Double)?
    for factor in [Double.infinity, 3.2, 1.6, 0.8, 0.4, 0.2, 0.1] {
      let width = factor * deviation
      var error = 0.0
      var isSound = true
      for place in x.indices {
        guard let predicted = value(at: x[place], x, y, width: width, without: place) else {
          isSound = false
          break
        }
        error += (y[place] - predicted) * (y[place] - predicted)
      }
      if isSound, error < (best?.error ?? .infinity) * (1 - 1e-9) { best = (width, error) }
    }
    guard let best else { return nil }
    let fitted = x.map { value(at: $0, x, y, width: best.width, without: nil) ?? mean }
    let centre = fitted.reduce(0, +) / Double(fitted.count)
    let explained = fitted.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
    return min(1, max(0, explained / whole))
  }

  /// The value of the local line at a point; nothing where no neighbour weighs enough to be one.
  private static func value(
    at point: Double, _ x: [Double], _ y: [Double], width: Double, without left: Int?
  ) -> Double? {
    var (s0, s1, s2, t0, t1) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for place in x.indices where place != left {
      let distance = x[place] - point
      let scaled = distance / width
      let weight = Elementary.exp(-0.5 * scaled * scaled)
      s0 += weight
      s1 += weight * distance
      s2 += weight * distance * distance
      t0 += weight * y[place]
      t1 += weight * distance * y[place]
    }
    guard s0 > 1e-6 else { return nil }
    let determinant = s0 * s2 - s1 * s1
    // Neighbours that all have one x make no line.
    if determinant <= 1e-9 * s0 * s2 { return t0 / s0 }
    return (s2 * t0 - s1 * t1) / determinant
  }
}
