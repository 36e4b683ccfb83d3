/// How the values of an indicator, counts of whatever unit, become comparable numbers.
///
/// Each value `x` first takes the sign of the indicator's direction (`−x` for `lower`), and goalposts
/// and references with it; parameters are taken from the values stated within the scope.
public struct Normalisation: Sendable, Equatable {
  /// The formula.
  public var method: Method
  /// The range of `min-max` and `goalposts`; [0, 100] where absent, refused with other methods.
  public var range: Limits?
  /// The rows whose values give the parameters.
  public var scope: Scope
  /// The row that gives `distance-to-reference` the references that indicators lack.
  public var referenceRow: ReferenceRow?

  /// Makes a normalisation.
  public init(
    _ method: Method = .minMax, range: Limits? = nil, over scope: Scope = .selection,
    referenceRow: ReferenceRow? = nil
  ) {
    self.method = method
    self.range = range
    self.scope = scope
    self.referenceRow = referenceRow
  }

  /// A formula, by the id that a study names it with.
  ///
  /// - Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5.
  public enum Method: String, Sendable, CaseIterable {
    /// `low + (high − low) · (x − min) / (max − min)`, where [low, high] is the range.
    case minMax = "min-max"
    /// `(x − mean) / s`, where `s` is the sample standard deviation (divisor n − 1).
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

    /// Whether the method maps onto a range that the study may set.
    var hasRange: Bool { self == .minMax || self == .goalposts }

    /// Whether goalposts may stand for the least and the greatest value.
    var takesGoalposts: Bool {
      switch self {
      case .minMax, .shareOfMax, .distanceToMax, .distanceToReference, .goalposts: true
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

  /// The range in use.
  var effectiveRange: Limits { range ?? Limits(0, 100) }

  /// Whether the parameters are the indicators' goalposts, so that a constant one still has a score.
  var hasGivenParameters: Bool { method == .goalposts || scope == .goalposts }
}
