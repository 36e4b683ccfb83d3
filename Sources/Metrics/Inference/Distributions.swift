internal import CDistributions

/// Tail areas and quantiles; nothing where the arguments lie outside a function's domain.
///
/// Counts and shapes need not be whole: every area is continuous in them, so that limits found by
/// inverting an area agree with it for sums of part-years and for counts divided by a dispersion.
/// Only this file calls the C functions.
enum Distributions {
  /// The greatest count or expectation that limits are given for; beyond it the relative width of an
  /// interval is less than 10⁻⁵, and nobody needs it.
  static let greatestCount = 1e12

  /// Where an ascending function passes 0 between two ends; nothing where it has no value on the way.
  ///
  /// The end itself where the function has passed 0 before the lower or passes it behind the upper.
  ///
  /// - Source: Alefeld, Potra & Shi, Algorithm 748: enclosing zeros of continuous functions, ACM TOMS 21
  ///   (1995).
  static func root(
    from low: Double, to high: Double, _ function: (Double) -> Double?
  ) -> Double? {
    withoutActuallyEscaping(function) { function in
      var function = function
      return withUnsafeMutablePointer(to: &function) { context in
        finite(
          distributions_root(
            low, high,
            { x, context in
              context?.assumingMemoryBound(to: ((Double) -> Double?).self).pointee(x) ?? .nan
            }, context))
      }
    }
  }

  /// The area of the standard normal distribution below `z`.
  static func normalCumulative(_ z: Double) -> Double? {
    finite(distributions_normal_cumulative(z))
  }

  /// The `z` with the area `p` below it, `0 < p < 1`.
  static func normalQuantile(_ p: Double) -> Double? {
    guard p > 0, p < 1 else { return nil }
    return finite(distributions_normal_quantile(p))
  }

  /// The `t` with the area `p` below it, `0 < p < 1`.
  static func studentQuantile(_ p: Double, degreesOfFreedom: Double) -> Double? {
    guard p > 0, p < 1, degreesOfFreedom > 0 else { return nil }
    return finite(distributions_student_quantile(degreesOfFreedom, p))
  }

  /// The probability that an F variable of `numerator` and `denominator` degrees of freedom is `f` or
  /// more.
  static func fComplement(_ f: Double, numerator: Double, denominator: Double) -> Double? {
    guard f >= 0, f.isFinite, numerator > 0, denominator > 0 else { return nil }
    let share = numerator * f / (numerator * f + denominator)
    guard share.isFinite else { return nil }
    return finite(distributions_beta_complement(numerator / 2, denominator / 2, share))
  }

  /// The probability of a Student's t at least as far from 0 as that of a correlation, two-sided.
  ///
  /// With t² = ν·r²/(1 − r²) it is the area I(1 − r²; ν/2, ½), taken from the end that loses nothing.
  static func correlationTails(_ correlation: Double, degreesOfFreedom: Double) -> Double? {
    let size = abs(correlation)
    guard size <= 1, degreesOfFreedom > 0 else { return nil }
    return size * size < 0.5
      ? finite(distributions_beta_complement(0.5, degreesOfFreedom / 2, size * size))
      : finite(
        distributions_beta_cumulative(degreesOfFreedom / 2, 0.5, (1 - size) * (1 + size)))
  }

  /// The `x` with the area `p` of a gamma distribution of scale 1 below it.
  static func gammaQuantile(_ p: Double, shape: Double) -> Double? {
    guard p > 0, p < 1, shape > 0 else { return nil }
    return finite(distributions_gamma_quantile(shape, p))
  }

  /// The `x` with the area `q` of a gamma distribution of scale 1 above it.
  static func gammaQuantileComplement(_ q: Double, shape: Double) -> Double? {
    guard q > 0, q < 1, shape > 0 else { return nil }
    return finite(distributions_gamma_quantile_complement(shape, q))
  }

  /// The probability of `count` or fewer where `mean` is expected; continuous in the count.
  ///
  /// Poisson for a `squaredVariation` of 0; else negative binomial, with the variance
  /// `mean + squaredVariation · mean²`.
  static func countAtMost(_ count: Double, mean: Double, squaredVariation: Double = 0) -> Double? {
    guard count > -1, count.isFinite, mean >= 0, mean.isFinite else { return nil }
    if mean == 0 { return 1 }
    // Beyond this the two differ by less than rounding, and the size 1/τ² overflows.
    guard squaredVariation * mean > 1e-9 else {
      return finite(distributions_gamma_complement(count + 1, mean))
    }
    let size = 1 / squaredVariation
    return finite(distributions_beta_cumulative(size, count + 1, size / (size + mean)))
  }

  /// The probability of `count` or more where `mean` is expected; continuous in the count.
  static func countAtLeast(_ count: Double, mean: Double, squaredVariation: Double = 0) -> Double? {
    guard count.isFinite, mean >= 0, mean.isFinite else { return nil }
    if count <= 0 { return 1 }
    if mean == 0 { return 0 }
    guard squaredVariation * mean > 1e-9 else {
      return finite(distributions_gamma_cumulative(count, mean))
    }
    let size = 1 / squaredVariation
    return finite(distributions_beta_complement(size, count, size / (size + mean)))
  }

  /// The probability that of `count` tosses of a fair coin at most `most` are heads.
  static func binomialAtMost(_ most: Double, of count: Double) -> Double? {
    guard most >= 0, count > most else { return count == most ? 1 : nil }
    return finite(distributions_beta_cumulative(count - most, most + 1, 0.5))
  }

  private static func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
}
