/// How a funnel measures the spread between bodies and draws its limits.
public struct FunnelMethod: Sendable, Equatable {
  /// The scale on which bodies are compared with their expectation; `r` is observed over expected, `E`
  /// the expectation, `z` has variance 1 where counts are Poisson.
  public enum Transformation: String, Sendable, CaseIterable {
    /// `z = 2·√E·(√r − 1)`; the default, as it is steady for small counts and takes 0.
    case squareRoot = "square-root"
    /// `z = √E·ln r`; refuses a count of 0.
    case logarithm
    /// `z = √E·(r − 1)`, Pearson's residual.
    case pearson
  }

  /// What is done about more spread than chance gives.
  public enum Adjustment: Sendable, Equatable {
    /// Nothing: the limits are those of Poisson counts.
    case none
    /// The variance is φ times the mean: every limit widens by the same factor √φ.
    ///
    /// φ is the mean of `z²`. It only widens: below 1 it is taken as 1, since the spread of few bodies
    /// falls below 1 by chance, and narrow limits would accuse.
    case multiplicative
    /// True rates differ between bodies by a variance τ² beside chance: limits of large bodies widen most.
    ///
    /// τ² is the moment estimate of a random effect, `(nφ − (n − 1)) / (Σw − Σw²/Σw)`, `w` the inverse of
    /// the sampling variance, and 0 where that is negative. The default.
    case additive
    /// The variance is the given φ times the mean; it may be below 1 where a panel shows that
    /// (``CountDispersion``).
    case given(Double)
  }

  /// How limits follow from the spread.
  public enum LimitRule: String, Sendable, CaseIterable {
    /// By inverting the distribution of the count: a body lies outside exactly where the probability of
    /// so few, or of so many, is less than half of what the level leaves out; without adjustment just
    /// where the exact interval of its count leaves out the expectation. The default.
    ///
    /// Poisson without adjustment, quasi-Poisson (count and expectation over φ) with a multiplicative one,
    /// negative binomial with an additive one: no transformation, and a count of 0 is no exception.
    case exact
    /// `χ²(α/2; 2E)/(2E)` and `χ²(1 − α/2; 2E + 2)/(2E)`, the limits of FunnelPlotR and of Public Health
    /// England; E over φ where φ is not 1, refused for an additive adjustment.
    case chiSquare = "chi-square"
    /// Normal limits on the scale of the transformation, as the NHS draws them.
    case normal
  }

  /// The scale of comparison.
  public var transformation: Transformation
  /// The share of bodies at each end whose `z` is drawn in to the next quantile before the spread is
  /// measured, so that outliers do not hide themselves; nothing leaves all as they are.
  public var winsorisedShare: Double?
  /// What is done about overdispersion.
  public var adjustment: Adjustment
  /// How limits are found.
  public var rule: LimitRule
  /// The share of false alarms among those marked that is accepted.
  public var falseDiscoveryRate: Double

  /// Makes a method; by default square roots winsorised by 10 % at each end, additive, exact, 5 % false.
  public init(
    transformation: Transformation = .squareRoot, winsorisedShare: Double? = 0.1,
    adjustment: Adjustment = .additive, rule: LimitRule = .exact, falseDiscoveryRate: Double = 0.05
  ) {
    self.transformation = transformation
    self.winsorisedShare = winsorisedShare
    self.adjustment = adjustment
    self.rule = rule
    self.falseDiscoveryRate = falseDiscoveryRate
  }
}
