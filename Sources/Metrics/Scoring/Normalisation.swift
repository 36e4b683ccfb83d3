/// How the values of an indicator, counts of whatever unit, become comparable numbers.
///
/// Each value `x` first takes the sign of the indicator's direction (`−x` for `lower`), and goalposts
/// and references with it; parameters are taken from the values stated within the scope.
public struct Normalisation: Sendable, Equatable {
  /// The formula.
  public var method: Method
  /// The range of `min-max`, `scaled` and `goalposts`; [0, 100] where absent, refused with others.
  public var range: Limits?
  /// The mean and deviation that `z-score` is brought to; 0 and 1 where absent, refused with others.
  public var moments: Moments?
  /// Whether `distance-to-reference` and `distance-to-target` stop at 1; refused with others.
  public var isCapped: Bool
  /// The rows whose values give the parameters.
  public var scope: Scope
  /// The row that gives `distance-to-reference` the references that indicators lack.
  public var referenceRow: ReferenceRow?
  /// Frozen goalposts, by indicator and peer set; those of the indicators' definitions where absent.
  ///
  /// An indicator may have them in one of the two places only.
  public var goalposts: Goalposts?

  /// Makes a normalisation.
  public init(
    _ method: Method = .minMax, range: Limits? = nil, over scope: Scope = .selection,
    referenceRow: ReferenceRow? = nil, moments: Moments? = nil, isCapped: Bool = false,
    goalposts: Goalposts? = nil
  ) {
    self.method = method
    self.range = range
    self.scope = scope
    self.referenceRow = referenceRow
    self.moments = moments
    self.isCapped = isCapped
    self.goalposts = goalposts
  }

  /// A formula, by the id that a study names it with.
  ///
  /// - Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5; COINr 1.1.14,
  ///   `n_scaled` and `n_dist2targ`, for `scaled` and `distance-to-target`.
  public enum Method: String, Sendable, CaseIterable {
    /// `low + (high − low) · (x − min) / (max − min)`, where [low, high] is the range.
    case minMax = "min-max"
    /// `mean′ + s′ · (x − mean) / s`, where `s` is the sample standard deviation (divisor n − 1).
    ///
    /// `mean′` and `s′` are the ``Normalisation/moments``, 0 and 1 unless others are given.
    case zScore = "z-score"
    /// The rank from the least value up, 1 … n; ties share the least rank.
    case rank
    /// `(rank − 1) / (n − 1)`, 0 … 1.
    case percentileRank = "percentile-rank"
    /// `rank − 1`: how many stand below.
    case borda
    /// `x / max`; refused for `lower` and where max ≤ 0.
    case shareOfMax = "share-of-max"
    /// `1 − (max − x) / (max − min)`.
    case distanceToMax = "distance-to-max"
    /// `1 − (reference − x) / (reference − min)`; refused where the reference is not above min.
    case distanceToReference = "distance-to-reference"
    /// `low + (high − low) · share`; `share` = (x − lower post) / (upper post − lower post) cut to 0 … 1.
    ///
    /// The parameters are given and not taken from the values, so that no other body or year moves a
    /// score; for the same reason a single value and a constant indicator do score.
    case goalposts
    /// `low + (high − low) · (x − lower post) / (upper post − lower post)`, not cut.
    ///
    /// For an indicator that already has a scale of its own, say 1 to 7; a value beyond its goalposts
    /// scores beyond the range.
    case scaled
    /// `(x − min) / (target − min)`; the target is the indicator's own reference, refused ≤ min.
    ///
    /// The same line as `distance-to-reference`, whose reference may also be a body's value.
    case distanceToTarget = "distance-to-target"

    /// Whether the method maps onto a range that the study may set.
    var hasRange: Bool { self == .minMax || self == .goalposts || self == .scaled }

    /// Whether the method measures the way to a reference value.
    var hasReference: Bool { self == .distanceToReference || self == .distanceToTarget }

    /// Whether goalposts may stand for the least and the greatest value.
    var takesGoalposts: Bool {
      switch self {
      case .minMax, .shareOfMax, .distanceToMax, .distanceToReference, .distanceToTarget,
        .goalposts, .scaled:
        true
      case .zScore, .rank, .percentileRank, .borda: false
      }
    }
  }

  /// The rows over which the parameters of an indicator are taken.
  ///
  /// A missing value's worst and best are those of the same rows (of the peer set for `goalposts`).
  public enum Scope: String, Sendable, CaseIterable {
    /// All rows of a peer set, over all years: scores of different years can be compared.
    case selection
    /// The rows of a peer set within one year.
    case year
    /// None: the indicator's goalposts stand for its least and its greatest value, without clipping.
    case goalposts
  }

  /// The row whose values are references.
  public struct ReferenceRow: Sendable, Hashable {
    /// The label of the body.
    public var body: String
    /// The year; where absent, the scope's own year, or the body's only one.
    public var year: Int?

    /// Names a row.
    public init(body: String, year: Int? = nil) {
      self.body = body
      self.year = year
    }
  }

  /// What z-scores are brought to: 50 and 10 make T-scores.
  public struct Moments: Sendable, Hashable {
    /// The mean.
    public var mean: Double
    /// The sample standard deviation, above 0.
    public var deviation: Double

    /// Makes moments.
    public init(mean: Double, deviation: Double) {
      self.mean = mean
      self.deviation = deviation
    }
  }

  /// The range in use.
  var effectiveRange: Limits { range ?? Limits(0, 100) }

  /// Whether the scale comes from goalposts or references, and not from the values alone.
  public var hasGivenScale: Bool { hasGivenParameters || method.hasReference }

  /// Whether the parameters are the indicators' goalposts, so that a constant one still has a score.
  var hasGivenParameters: Bool {
    method == .goalposts || method == .scaled || scope == .goalposts
  }

  /// The frozen goalposts of an indicator within a peer set, where the method uses them.
  func entry(for indicator: IndicatorDefinition, peerSet: String) -> Goalposts.Entry? {
    hasGivenParameters ? goalposts?.entry(for: indicator.id, peerSet: peerSet) : nil
  }

  /// The goalposts of an indicator within a peer set, in the unit of the values as transformed.
  func limits(of indicator: IndicatorDefinition, peerSet: String) -> Limits? {
    guard let entry = entry(for: indicator, peerSet: peerSet) else { return indicator.goalposts }
    return entry.treatedLimits
  }
}
