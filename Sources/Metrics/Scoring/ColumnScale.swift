/// The function that normalises the values of one indicator within one parameter set.
///
/// It never decreases: values already have the sign of the indicator's direction.
enum ColumnScale {
  case linear(LinearScale)
  case order(OrderScale)

  /// Why an indicator has no scale.
  enum Absence {
    /// Fewer values than the parameters need.
    case tooFewValues(Int)
    /// All values are the same.
    case constant(Double)
    /// A shown indicator without goalposts.
    case noGoalposts
    /// The reference row is not in the peer set, or says nothing.
    case noReference
    /// `share-of-max` of nothing positive.
    case greatestNotPositive(Double)
    /// A reference that the least value reaches.
    case referenceNotAboveLeast(reference: Double, least: Double)
    /// Values so far apart that a score is out of the range of numbers.
    case outOfRange

    /// Whether an indicator that carries weight cannot be used at all, and not only left out.
    var isRefusal: Bool {
      switch self {
      case .tooFewValues, .constant, .noGoalposts, .noReference: false
      case .greatestNotPositive, .referenceNotAboveLeast, .outOfRange: true
      }
    }
  }

  /// What a column gives to its scale besides its values, with the sign of its direction.
  struct Fixed {
    var goalposts: Limits?
    /// NaN where there is none.
    var reference: Double
  }

  /// A scale, and the least and the greatest of the values that it was made from.
  struct Made {
    let scale: ColumnScale
    let least: Double
    let greatest: Double
  }

  /// Makes the scale of a column; NaN is no value.
  static func make(
    _ values: UnsafeBufferPointer<Double>, _ normalisation: Normalisation, _ fixed: Fixed
  ) -> Result<Made, AbsenceError> {
    var count = 0
    var least = Double.infinity
    var greatest = -Double.infinity
    for value in values where !value.isNaN {
      count += 1
      least = min(least, value)
      greatest = max(greatest, value)
    }

    if normalisation.hasGivenParameters {
      if count < 1 { return .failure(AbsenceError(.tooFewValues(count))) }
      if fixed.goalposts == nil { return .failure(AbsenceError(.noGoalposts)) }
    } else {
      if count < 2 { return .failure(AbsenceError(.tooFewValues(count))) }
      if Ranking.isTie(least, greatest) { return .failure(AbsenceError(.constant(least))) }
    }

    let scale: ColumnScale
    switch normalisation.method {
    case .rank: scale = .order(OrderScale(values, offset: 0, divisor: 1))
    case .percentileRank: scale = .order(OrderScale(values, offset: 1, divisor: Double(count - 1)))
    case .borda: scale = .order(OrderScale(values, offset: 1, divisor: 1))
    case .minMax, .zScore, .shareOfMax, .distanceToMax, .distanceToReference, .distanceToTarget,
      .goalposts, .scaled:
      let posts = normalisation.hasGivenParameters ? fixed.goalposts : nil
      let low = posts?.low ?? least
      let high = posts?.high ?? greatest
      if normalisation.method == .shareOfMax, high <= 0 {
        return .failure(AbsenceError(.greatestNotPositive(high)))
      }
      if normalisation.method.hasReference {
        if fixed.reference.isNaN { return .failure(AbsenceError(.noReference)) }
        if fixed.reference <= low || Ranking.isTie(fixed.reference, low) {
          return .failure(
            AbsenceError(.referenceNotAboveLeast(reference: fixed.reference, least: low)))
        }
      }
      let reference = normalisation.method.hasReference ? fixed.reference : high
      let linear = LinearScale(
        values, normalisation, low: low, high: high, reference: reference, count: count)
      guard linear(least).isFinite, linear(greatest).isFinite else {
        return .failure(AbsenceError(.outOfRange))
      }
      scale = .linear(linear)
    }
    return .success(Made(scale: scale, least: least, greatest: greatest))
  }

  /// `Result` needs an error; this one never leaves the module.
  struct AbsenceError: Error {
    let absence: Absence
    init(_ absence: Absence) { self.absence = absence }
  }

  /// The normalised value; NaN for NaN.
  func callAsFunction(_ value: Double) -> Double {
    switch self {
    case .linear(let scale): scale(value)
    case .order(let scale): scale(value)
    }
  }

  /// Normalises a column; NaN stays NaN.
  func apply(_ values: UnsafeBufferPointer<Double>, into result: UnsafeMutableBufferPointer<Double>)
  {
    switch self {
    case .linear(let scale):
      if scale.isClipped {
        for row in values.indices { result[row] = scale(values[row]) }
      } else {
        for row in values.indices { result[row] = scale.unclipped(values[row]) }
      }
    case .order(let scale):
      for row in values.indices { result[row] = scale(values[row]) }
    }
  }
}

/// `base + extent · (x − offset) / divisor`, the share cut to `floor` … `ceiling` where it is clipped.
struct LinearScale {
  /// A power of two that brings the values near 1; 1 for values of any usual size.
  ///
  /// With it no square or difference overflows, and multiplying by it is exact.
  let factor: Double
  let offset: Double
  let divisor: Double
  let base: Double
  let extent: Double
  let floor: Double
  let ceiling: Double

  var isClipped: Bool { floor.isFinite || ceiling.isFinite }

  init(
    _ values: UnsafeBufferPointer<Double>, _ normalisation: Normalisation, low: Double,
    high: Double, reference: Double, count: Int
  ) {
    let magnitude = max(abs(low), abs(high), abs(reference))
    let isUsual = magnitude == 0 || (-400...400).contains(Int(magnitude.exponent))
    let exponent = isUsual ? 0 : -max(Int(magnitude.exponent), -1000)
    factor = Double(sign: .plus, exponent: exponent, significand: 1)

    let method = normalisation.method
    switch method {
    case .zScore:
      var sum = 0.0
      for value in values where !value.isNaN { sum += value * factor }
      let mean = sum / Double(count)
      var squares = 0.0
      for value in values where !value.isNaN {
        let deviation = value * factor - mean
        squares += deviation * deviation
      }
      offset = mean
      divisor = (squares / Double(count - 1)).squareRoot()
    case .shareOfMax:
      offset = 0
      divisor = high * factor
    default:
      offset = low * factor
      divisor = reference * factor - low * factor
    }
    let range = normalisation.effectiveRange
    let moments = method == .zScore ? normalisation.moments : nil
    base = moments?.mean ?? (method.hasRange ? range.low : 0)
    extent = moments?.deviation ?? (method.hasRange ? range.high - range.low : 1)
    floor = method == .goalposts ? 0 : -.infinity
    let isCapped = method.hasReference && normalisation.isCapped
    ceiling = method == .goalposts || isCapped ? 1 : .infinity
  }

  @inline(__always)
  func unclipped(_ value: Double) -> Double {
    base + extent * ((value * factor - offset) / divisor)
  }

  @inline(__always)
  func callAsFunction(_ value: Double) -> Double {
    let share = (value * factor - offset) / divisor
    // Comparisons, not min and max, so that NaN stays NaN.
    return base + extent * (share < floor ? floor : share > ceiling ? ceiling : share)
  }
}

/// `(rank − offset) / divisor`, with the rank from the least value up; ties share the least rank.
struct OrderScale {
  private let sorted: [Double]
  /// The least value of each tie group, and its rank.
  private let leaders: [Double]
  private let ranks: [Int]
  private let offset: Double
  private let divisor: Double

  init(_ values: UnsafeBufferPointer<Double>, offset: Double, divisor: Double) {
    sorted = values.filter { !$0.isNaN }.sorted()
    var leaders: [Double] = []
    var ranks: [Int] = []
    for (place, value) in sorted.enumerated() {
      if let leader = leaders.last, Ranking.isTie(leader, value) { continue }
      leaders.append(value)
      ranks.append(place + 1)
    }
    self.leaders = leaders
    self.ranks = ranks
    self.offset = offset
    self.divisor = divisor
  }

  /// The score that a value has or, where it is none of the column's, would have among them.
  func callAsFunction(_ value: Double) -> Double {
    if value.isNaN { return value }
    let group = Self.firstIndex(in: leaders) { $0 > value } - 1
    let rank: Int
    if group >= 0, Ranking.isTie(leaders[group], value) {
      rank = ranks[group]
    } else {
      rank = 1 + Self.firstIndex(in: sorted) { $0 >= value }
    }
    return (Double(rank) - offset) / divisor
  }

  /// The first place in an ascending array where a condition holds that holds from there on.
  private static func firstIndex(in values: [Double], where holds: (Double) -> Bool) -> Int {
    var low = 0
    var high = values.count
    while low < high {
      let middle = (low + high) / 2
      if holds(values[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
