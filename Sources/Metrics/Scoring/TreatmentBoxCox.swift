#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The power that makes values most nearly normal.
enum TreatmentBoxCox {
  /// The λ in [−5, 5] of greatest likelihood; nothing where it is beyond, or for too few values.
  ///
  /// Maximises `ℓ(λ) = −n/2 · ln Σ(y − ȳ)²/n + (λ − 1) · Σ ln x` with `y = (x^λ − 1)/λ`. Divided by the
  /// geometric mean first, `x` has `Σ ln x = 0`, so that this is the λ of the least sum of squares;
  /// it is found where that sum's derivative changes sign, by halving, to the last bits.
  ///
  /// - Source: Box and Cox, An analysis of transformations, JRSS B 26 (1964), section 3.
  static func lambda(of values: [Double]) -> Double? {
    guard values.count >= 3, let least = values.min(), let greatest = values.max(), least > 0,
      greatest.isFinite, !Ranking.isTie(least, greatest)
    else { return nil }
    let logarithms = values.map { log($0) }
    let mean = logarithms.reduce(0, +) / Double(values.count)
    let centred = logarithms.map { $0 - mean }

    // The grid brackets every turning point that differs by more than a tenth; the best one counts.
    let steps = 100
    func lambda(_ step: Int) -> Double { Double(step - steps / 2) / 10 }
    var best: (lambda: Double, squares: Double)?
    var before = slope(centred, lambda(0))
    for step in 1...steps {
      let after = slope(centred, lambda(step))
      if before < 0 && after >= 0 {
        let root = root(centred, from: lambda(step - 1), to: lambda(step))
        let squares = sumOfSquares(centred, root)
        if squares < best?.squares ?? .infinity { best = (root, squares) }
      }
      before = after
    }
    guard let best, best.squares < sumOfSquares(centred, lambda(0)),
      best.squares < sumOfSquares(centred, lambda(steps))
    else { return nil }
    return best.lambda
  }

  private static func root(_ u: [Double], from low: Double, to high: Double) -> Double {
    var (low, high) = (low, high)
    while true {
      let middle = (low + high) / 2
      if middle <= low || middle >= high { return high }
      if slope(u, middle) < 0 { low = middle } else { high = middle }
    }
  }

  private static func sumOfSquares(_ u: [Double], _ lambda: Double) -> Double {
    let y = u.map { TreatmentFunction.boxCox($0, lambda) }
    let mean = y.reduce(0, +) / Double(y.count)
    return y.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  }

  /// Half the derivative of the sum of squares by λ: `Σ (y − ȳ) · dy/dλ`.
  private static func slope(_ u: [Double], _ lambda: Double) -> Double {
    let y = u.map { TreatmentFunction.boxCox($0, lambda) }
    let mean = y.reduce(0, +) / Double(y.count)
    var sum = 0.0
    for (value, u) in zip(y, u) { sum += (value - mean) * derivative(u, lambda) }
    return sum
  }

  /// `d/dλ (e^{λu} − 1)/λ = u² · (t·eᵗ − eᵗ + 1)/t²` with `t = λu`.
  private static func derivative(_ u: Double, _ lambda: Double) -> Double {
    let t = lambda * u
    if abs(t) > 0.5 { return u * u * ((t * exp(t) - expm1(t)) / (t * t)) }
    // Near 0 the differences cancel; the series is Σ tᵏ / (k!·(k + 2)).
    var (power, sum) = (1.0, 0.0)
    for k in 0..<20 {
      sum += power / Double(k + 2)
      power *= t / Double(k + 1)
    }
    return u * u * sum
  }
}
