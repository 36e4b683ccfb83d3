public import Observations

/// What is known of one measure set for one body in one report year: never a bare number.
public struct Cell: Sendable, Equatable {
  /// How the value is known.
  public var state: State
  /// The value that ranks; nothing where only an interval, or nothing, is known.
  public var value: Double?
  /// The least that the value can be; nothing where nothing is known.
  public var low: Double?
  /// The most that the value can be; nothing where there is no upper end.
  public var high: Double?
  /// How exact the value is.
  public var bound: Observation.Bound
  /// The measure word of the figure.
  public var unit: String
  /// The class of thing that the figure counts.
  public var counts: String
  /// The years that the value is a yearly average over; 1 for a yearly figure.
  public var averagedYears: Int = 1
  /// Whether the figure counts another class than the comparison, so that it is not ranked.
  public var isOtherClass = false
  /// Whether the report gives a figure for a whole term only, which the comparison leaves out.
  public var hasOnlyTermFigure = false
  /// Whether a value is known that cannot be divided, because the data lacks the denominator.
  public var lacksDenominator = false
  /// The sources of the figures, each once.
  public var sources: [String] = []
  /// The figures behind the cell, as places in the data's observations.
  public var observations: [Int] = []
  /// The regulations whose titles were counted.
  public var titles: [String] = []
  /// The year of the reference quantity that the value was divided by, where it was.
  public var denominatorYear: Int?
  /// The value before it was divided; nothing where it was not.
  public var dividend: Double?
  /// What the value was divided by; nothing where it was not.
  public var divisor: Double?

  /// How a value is known.
  public enum State: String, Sendable, CaseIterable {
    /// A headline figure.
    case stated
    /// The sum of components, or of exact figures of disjoint sets.
    case summed
    /// No figure, but regulations named by title: at least so many.
    case named
    /// Known only through figures of other sets, as an interval.
    case bounded
    /// Nothing is known; never 0.
    case notStated = "not_stated"
    /// The body cannot have it.
    case notApplicable = "not_applicable"
  }

  /// Whether the value may stand in a ranking.
  public var isRankable: Bool { value != nil && !isOtherClass }

  /// Whether the report states the measure: exactly, about, at least, by a sum or by titles.
  public var isReported: Bool { isRankable && state != .bounded }

  static func empty(_ state: State, counts: String) -> Cell {
    Cell(state: state, value: nil, low: nil, high: nil, bound: .exact, unit: "", counts: counts)
  }
}

extension Observation {
  /// The least and the greatest number that the stated one can mean.
  ///
  /// Exact: the number. At least: from the number, no upper end. About: half a unit of the last
  /// non-zero digit either way, so that 约50 means 45 to 55, 约1300 means 1250 to 1350 and, of a measure
  /// of the user's own, 约0.5 means 0.45 to 0.55.
  var interval: (low: Double, high: Double?) {
    switch bound {
    case .exact: return (value, value)
    case .atLeast: return (value, nil)
    case .about:
      guard value != 0, value.isFinite else { return (value, value) }
      var unit = 1.0
      while (value / (unit * 10)).rounded() * (unit * 10) == value { unit *= 10 }
      // Tenths are inexact in binary, so that a fraction counts as whole within its last bits.
      var parts = 1.0
      while parts < 1e9, abs((value * parts).rounded() - value * parts) > 1e-9 * abs(value * parts)
      {
        parts *= 10
      }
      let half = unit / parts / 2
      return (value - half, value + half)
    }
  }
}

extension Cell {
  /// A score as a cell: its value ranks; where there is none, the interval in which it must lie.
  public static func score(_ value: Double?, low: Double?, high: Double?) -> Cell {
    let isExact = value == nil || (low == value && high == value)
    return Cell(
      state: value != nil ? .stated : low != nil ? .bounded : .notStated, value: value, low: low,
      high: high, bound: isExact ? .exact : low == value ? .atLeast : .about, unit: "",
      counts: "score")
  }
}
