/// Which way an indicator counts.
///
/// A measure has no good end of its own: the one who compares says which, indicator by indicator.
public enum Direction: String, Sendable, CaseIterable {
  /// More scores higher.
  case higher
  /// Less scores higher: a value `x` enters as `−x`, and so do goalposts and references.
  case lower

  var sign: Double { self == .higher ? 1 : -1 }
}

/// A lower and an upper limit, `low < high` (a ``ScoreCard`` refuses others).
public struct Limits: Sendable, Hashable {
  /// The lower limit.
  public var low: Double
  /// The upper limit.
  public var high: Double

  /// Makes limits; they are not put in order.
  public init(_ low: Double, _ high: Double) {
    self.low = low
    self.high = high
  }

  var areUsable: Bool { low.isFinite && high.isFinite && low < high && (high - low).isFinite }
}

/// One column of an index: what it is called, which way it counts and how much.
public struct IndicatorDefinition: Sendable, Equatable {
  /// The id, unique among indicators and groups; not `index`.
  public var id: String
  /// Which way it counts; required where the weight is not 0.
  public var direction: Direction?
  /// The weight within the group, at least 0; an indicator of weight 0 is shown, not scored.
  public var weight: Double
  /// The id of the group; the root where absent.
  public var group: String?
  /// The fixed ends of the scale in the indicator's own unit, the lower first whatever the direction.
  public var goalposts: Limits?
  /// The reference value of `distance-to-reference`, in the indicator's own unit.
  public var reference: Double?

  /// Makes a definition.
  public init(
    id: String, direction: Direction? = nil, weight: Double = 1, group: String? = nil,
    goalposts: Limits? = nil, reference: Double? = nil
  ) {
    self.id = id
    self.direction = direction
    self.weight = weight
    self.group = group
    self.goalposts = goalposts
    self.reference = reference
  }
}

/// A group of indicators or of other groups, in a tree whose root is `index`.
public struct GroupDefinition: Sendable, Equatable {
  /// The id of the root, which no definition may take.
  public static let root = "index"

  /// The id, unique among indicators and groups.
  public var id: String
  /// The weight within the parent, at least 0; a group of weight 0 has a score that does not count.
  public var weight: Double
  /// The id of the parent; the root where absent.
  public var parent: String?

  /// Makes a definition.
  public init(id: String, weight: Double = 1, parent: String? = nil) {
    self.id = id
    self.weight = weight
    self.parent = parent
  }
}
