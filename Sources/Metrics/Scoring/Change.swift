/// How a body moved from an earlier year to a later one.
///
/// Each part is absent where either year lacks what it is made from.
public struct Change: Sendable, Equatable {
  /// `later − earlier`, in the unit of the values.
  public var value: Double?
  /// `100 · (later − earlier) / earlier`, in per cent; only where the earlier value is above 0.
  public var percentage: Double?
  /// Places gained: the earlier rank less the later one, positive = up.
  public var rank: Int?

  /// A value and the rank that it has in its year.
  public struct Standing: Sendable, Equatable {
    /// The value, unrounded.
    public var value: Double?
    /// The rank, from 1.
    public var rank: Int?

    /// Makes a standing.
    public init(value: Double?, rank: Int?) {
      self.value = value
      self.rank = rank
    }
  }

  /// Compares two years of one body; what would not be finite is absent.
  public init(from earlier: Standing, to later: Standing) {
    if let before = earlier.value, let after = later.value, before.isFinite, after.isFinite {
      let difference = after - before
      value = difference.isFinite ? difference : nil
      let share = 100 * (difference / before)
      percentage = before > 0 && share.isFinite ? share : nil
    }
    if let before = earlier.rank, let after = later.rank {
      // Ranks start at 1, so the subtraction cannot overflow for any that do.
      let (places, isOverflow) = before.subtractingReportingOverflow(after)
      rank = isOverflow ? nil : places
    }
  }
}
