#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// What a treatment does to the values of one indicator: a cut, or a transformation, or nothing.
///
/// It never decreases, so no treatment changes an order; a cut makes ties.
public struct TreatmentFunction: Sendable, Hashable {
  /// The limits beyond which values are set to them; nothing is cut where absent.
  public var cut: Limits?
  /// What the values become.
  public var transformation: Transformation

  /// Makes a function.
  public init(cut: Limits? = nil, transformation: Transformation = .identity) {
    self.cut = cut
    self.transformation = transformation
  }

  /// A formula that bends a scale, with its constants.
  public enum Transformation: Sendable, Hashable {
    /// `x`.
    case identity
    /// `ln(factor · x + shift)`, with `factor` above 0.
    case logarithm(factor: Double, shift: Double)
    /// `−ln(shift − x)`, for a long tail at the low end.
    case reflectedLogarithm(shift: Double)
    /// `((x + shift)^λ − 1) / λ`, and `ln(x + shift)` for λ = 0.
    case boxCox(lambda: Double, shift: Double)
  }

  /// Whether values stay in their unit.
  public var keepsUnit: Bool { transformation == .identity }

  /// The treated value; nothing where the function is not defined or not finite.
  public func callAsFunction(_ value: Double) -> Double? {
    var x = value
    if let cut { x = min(max(x, cut.low), cut.high) }
    let result: Double
    switch transformation {
    case .identity: result = x
    case .logarithm(let factor, let shift):
      let argument = factor * x + shift
      guard argument > 0 else { return nil }
      result = log(argument)
    case .reflectedLogarithm(let shift):
      guard shift - x > 0 else { return nil }
      result = -log(shift - x)
    case .boxCox(let lambda, let shift):
      guard x + shift > 0 else { return nil }
      result = Self.boxCox(log(x + shift), lambda)
    }
    return result.isFinite ? result : nil
  }

  /// `(e^{λu} − 1) / λ` for `u = ln x`, exact also where λ is all but 0.
  static func boxCox(_ logarithm: Double, _ lambda: Double) -> Double {
    lambda == 0 ? logarithm : expm1(lambda * logarithm) / lambda
  }

  /// The limits as treated; nothing where the function is not defined at one or makes them meet.
  func treated(_ limits: Limits) -> Limits? {
    let function = TreatmentFunction(transformation: transformation)
    guard let low = function(limits.low), let high = function(limits.high), low < high else {
      return nil
    }
    return Limits(low, high)
  }

  /// The estimate as treated.
  ///
  /// Its ends are first cut to `range`, within which the function is defined: an end beyond what peers
  /// state is taken to be as far as they are, as it is by a ``ScoreCard``.
  func treated(_ estimate: Estimate, within range: Limits) -> Estimate? {
    if self == TreatmentFunction() { return estimate }
    func end(_ value: Double) -> Double? { self(min(max(value, range.low), range.high)) }
    let point = estimate.point.map { end($0) }
    let low = estimate.low.map { end($0) }
    let high = estimate.high.map { end($0) }
    // A part that is there and has no value refuses the whole.
    if point == .some(nil) || low == .some(nil) || high == .some(nil) { return nil }
    return Estimate(point: point ?? nil, low: low ?? nil, high: high ?? nil)
  }
}
