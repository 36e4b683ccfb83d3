/// What is uncertain about a ranking: the figures, the method, and how often chance is asked.
///
/// Robustness belongs to what is inferred from an index, not to the figures themselves: a report's count
/// describes its year exactly. Drawing it says how far the order of the bodies would hold in another
/// year like this one, and varying the method how far it is the maker's doing.
///
/// - Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7; Saisana, Saltelli &
///   Tarantola, Uncertainty and sensitivity analysis techniques, JRSS A 168 (2005).
public struct Uncertainty: Sendable {
  /// How many draws of each kind are made, at least 1.
  public var draws: Int
  /// What the draws start from; the same seed gives the same results on any number of threads.
  public var seed: UInt64
  /// Which cells are counts, and how widely counts scatter; nothing where counts are taken as they are.
  public var counts: CountNoise?
  /// What the method could as well have been.
  public var variation: MethodVariation

  /// Makes a description.
  public init(
    draws: Int = 1000, seed: UInt64 = 1, counts: CountNoise? = nil,
    variation: MethodVariation = MethodVariation()
  ) {
    self.draws = draws
    self.seed = seed
    self.counts = counts
    self.variation = variation
  }
}

/// The scatter of counts, of which a report states one outcome.
///
/// The rate behind a count x is drawn from the gamma distribution with shape (x + ½)/φ and scale φ: for
/// φ = 1 the posterior of a Poisson rate under Jeffreys' prior, whose 5–95 % interval holds the true rate
/// close to 90 times in a hundred also for small counts. A count of 0 so has some scatter, as it
/// should; drawing Poisson numbers around it would have none.
///
/// - Source: Brown, Cai & DasGupta, Interval estimation in exponential families, Statistica Sinica 13
///   (2003) (Jeffreys interval of a Poisson rate).
public struct CountNoise: Sendable {
  /// For each row and column what one counted thing is worth in the unit of the value; nothing where
  /// the value is no count, and is drawn within its ends only.
  public var units: [[Double?]]
  /// For each column φ, the variance of a count over its mean: 1 is Poisson's, below 1 steadier.
  public var dispersions: [Double]

  /// The least and the greatest φ; estimates of few figures are beyond often.
  public static let dispersionLimits = Limits(0.2, 10)

  /// Makes a description; dispersions are cut to ``dispersionLimits``, and are 1 where absent.
  public init(units: [[Double?]], dispersions: [Double] = []) {
    self.units = units
    let limits = Self.dispersionLimits
    self.dispersions = dispersions.map {
      $0.isFinite ? min(max($0, limits.low), limits.high) : 1
    }
  }

  func dispersion(of column: Int) -> Double {
    column < dispersions.count ? dispersions[column] : 1
  }
}

/// What else the method could be: each list holds the alternatives to the method as it is.
///
/// Normalisations and means do not apply to a multi-criteria method, which has neither.
/// In a draw each choice is made anew, every alternative (the method's own included) as likely as the
/// others. An empty list leaves its step as it is.
public struct MethodVariation: Sendable {
  /// Other ways with what is missing: other tables with the gaps filled, other rules.
  ///
  /// Where the figures are drawn, a filled cell takes a value of its peers whatever filled it, so that ways
  /// that differ in that alone then differ no more.
  public var missing: [Missing]
  /// Other treatments of outliers.
  public var treatments: [Treatment]
  /// Other normalisations.
  public var normalisations: [Normalisation]
  /// Other weights: for each indicator of the table, then for each group as defined.
  public var weights: [[Double]]
  /// By which share of itself each weight scatters, evenly up and down, 0 … 1; 0 not at all.
  public var weightSpread: Double
  /// Other means for all groups.
  ///
  /// A mean other than the arithmetic needs values above 0: beside it each normalisation takes a range that
  /// has them (``Normalisation/positive``), but for the method's own beside its own mean.
  public var aggregations: [Aggregation]
  /// Whether each draw may leave out one of the indicators, each as likely as none.
  public var excludesIndicators: Bool

  /// A way with what is missing.
  public struct Missing: Sendable {
    /// The table, with as many gaps filled as this way fills; rows and indicators as in the first.
    public var table: ScoringTable
    /// What is done with the gaps that remain.
    public var rule: MissingValues
    /// For ``MissingValues/renormalise`` the least share of a group's weight.
    public var coverage: Double

    /// Makes an alternative.
    public init(table: ScoringTable, rule: MissingValues, coverage: Double = 0.6) {
      self.table = table
      self.rule = rule
      self.coverage = coverage
    }
  }

  /// Makes a description; nothing varies unless it is named.
  public init(
    missing: [Missing] = [], treatments: [Treatment] = [], normalisations: [Normalisation] = [],
    weights: [[Double]] = [], weightSpread: Double = 0, aggregations: [Aggregation] = [],
    excludesIndicators: Bool = false
  ) {
    self.missing = missing
    self.treatments = treatments
    self.normalisations = normalisations
    self.weights = weights
    self.weightSpread = weightSpread
    self.aggregations = aggregations
    self.excludesIndicators = excludesIndicators
  }
}

extension Normalisation {
  /// A normalisation in the same order whose values are above 0, for means that need them.
  ///
  /// A range is moved off 0 by a hundredth of itself ([0, 100] becomes [1, 100]); z-scores get mean 50 and
  /// deviation 10; `percentile-rank` and `borda` become `rank`; distances and shares become `min-max` on
  /// [1, 100]. What has values above 0 already stays.
  public var positive: Normalisation {
    var result = self
    switch method {
    case .minMax, .goalposts, .scaled:
      let range = effectiveRange
      if range.low <= 0 {
        let width = range.high - range.low
        result.range = Limits(0.01 * width, max(range.high, width))
      }
    case .zScore:
      if (moments?.mean ?? 0) < 5 * (moments?.deviation ?? 1) {
        result.moments = Moments(mean: 50, deviation: 10)
      }
    case .rank: break
    case .percentileRank, .borda: result = Normalisation(.rank, over: scope)
    case .shareOfMax, .distanceToMax, .distanceToReference, .distanceToTarget:
      result = Normalisation(.minMax, range: Limits(1, 100), over: scope, goalposts: goalposts)
    }
    return result
  }
}

/// A choice whose outcome moves a ranking.
public enum UncertaintyFactor: String, Sendable, CaseIterable {
  /// The figures.
  case data
  /// What is done with missing values.
  case missing
  /// How outliers are treated.
  case treatment
  /// How values are normalised.
  case normalisation
  /// The weights.
  case weights
  /// The mean.
  case aggregation
  /// Which indicator is left out.
  case exclusion
}
