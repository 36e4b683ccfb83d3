/// How the scores of a group's members become the group's score, by the id of a study.
///
/// All four are weighted power means, with the exponents 1, 0, −1 and one that the study gives: the
/// less the exponent, the less a high score makes up for a low one. Each rises with each of its
/// members, so that the ends of an interval are the means of the ends.
///
/// A value that its mean cannot take is refused with what to do instead. Missing values: a group lacks
/// a score where any member does, or the weights of what is present are renormalised
/// (``MissingValues``).
///
/// - Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6; Bullen, Handbook of
///   Means and Their Inequalities (2003), chapter III (power means).
public enum Aggregation: String, Sendable, CaseIterable {
  /// `Σ w·x / Σ w`: a low score is made up for by a high one.
  case arithmetic
  /// `exp(Σ w·ln x / Σ w)`: less so; refused where an `x` of positive weight is 0 or below.
  case geometric
  /// `Σ w / Σ (w / x)`: still less; refused where an `x` of positive weight is 0 or below.
  case harmonic
  /// `(Σ w·xᵖ / Σ w)^(1/p)` with the exponent `p` of ``ScoringMethod/exponents``, not 0.
  ///
  /// Refused where an `x` of positive weight is below 0, or is 0 and `p` is below 0. With `p` = 1 it is
  /// the arithmetic mean, with `p` = −1 the harmonic; towards `p` = 0 it nears the geometric, towards
  /// −∞ the least member, towards +∞ the greatest.
  case generalised

  /// The mean as the message of a refusal names it.
  var name: (zh: String, en: String) {
    switch self {
    case .arithmetic: ("算术平均", "arithmetic mean")
    case .geometric: ("几何平均", "geometric mean")
    case .harmonic: ("调和平均", "harmonic mean")
    case .generalised: ("广义平均", "generalised mean")
    }
  }
}

/// A mean with its exponent, as a group of the tree uses it.
enum Mean {
  case arithmetic
  case geometric
  case harmonic
  case power(Double)

  /// The mean of a level of the tree; an exponent that is absent has been refused before.
  init(_ aggregation: Aggregation, exponent: Double?) {
    switch aggregation {
    case .arithmetic: self = .arithmetic
    case .geometric: self = .geometric
    case .harmonic: self = .harmonic
    case .generalised: self = .power(exponent ?? 1)
    }
  }

  /// Whether members have additive shares in the mean.
  var isAdditive: Bool { if case .arithmetic = self { true } else { false } }

  /// The name of the mean.
  var name: (zh: String, en: String) {
    switch self {
    case .arithmetic: Aggregation.arithmetic.name
    case .geometric: Aggregation.geometric.name
    case .harmonic: Aggregation.harmonic.name
    case .power: Aggregation.generalised.name
    }
  }

  /// Whether 0 is a value that the mean can take.
  var takesZero: Bool {
    switch self {
    case .arithmetic: true
    case .geometric, .harmonic: false
    case .power(let exponent): exponent > 0
    }
  }

  /// Whether the mean cannot be taken of a value; never for NaN, which is no value.
  func refuses(_ value: Double) -> Bool {
    switch self {
    case .arithmetic: false
    case .geometric, .harmonic: value <= 0
    case .power: takesZero ? value < 0 : value <= 0
    }
  }
}
