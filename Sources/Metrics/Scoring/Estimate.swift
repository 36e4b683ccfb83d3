/// What is known of one figure: a point value, ends that it must lie between, both, or nothing.
///
/// | known | point | low | high |
/// |---|---|---|---|
/// | exactly 7 | 7 | 7 | 7 |
/// | at least 7 | 7 | 7 | – |
/// | about 70 | 70 | 65 | 75 |
/// | between 0 and 27 | – | 0 | 27 |
/// | nothing | – | – | – |
///
/// An absent end is no end on that side: the value may be as far out as any of its peers.
public struct Estimate: Sendable, Hashable {
  /// The value that scores and ranks; nothing where only an interval, or nothing, is known.
  public var point: Double?
  /// The least that the value can be; nothing where there is no lower end.
  public var low: Double?
  /// The most that the value can be; nothing where there is no upper end.
  public var high: Double?

  /// Makes an estimate of its parts; all finite, `low ≤ point ≤ high` (a ``ScoreCard`` refuses others).
  public init(point: Double? = nil, low: Double? = nil, high: Double? = nil) {
    self.point = point
    self.low = low
    self.high = high
  }

  /// Nothing is known; never 0.
  public static let notKnown = Estimate()

  /// Exactly a value.
  public static func exact(_ value: Double) -> Estimate {
    Estimate(point: value, low: value, high: value)
  }

  /// A value or more.
  public static func atLeast(_ value: Double) -> Estimate {
    Estimate(point: value, low: value, high: nil)
  }

  /// Some value from `low` to `high`, or without an upper end where `high` is absent.
  public static func between(_ low: Double, _ high: Double?) -> Estimate {
    Estimate(point: nil, low: low, high: high)
  }

  /// What is wrong with the parts; nothing where they agree.
  var problem: Problem? {
    for part in [point, low, high] {
      if let part, !part.isFinite { return .notFinite }
    }
    if let low, let high, low > high { return .reversed }
    if let point, point < low ?? point || point > high ?? point { return .pointOutside }
    return nil
  }

  enum Problem {
    case notFinite, reversed, pointOutside
  }
}
