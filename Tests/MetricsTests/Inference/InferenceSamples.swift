#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif
import Metrics

/// Draws for simulations; the same on every run for the same seed.
struct Draws {
  var generator: SplitMix64

  init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  /// A number above 0 and below 1.
  mutating func uniform() -> Double {
    (Double(generator.next() >> 11) + 0.5) * 0x1p-53
  }

  /// A standard normal number, as the sum of 12 uniform ones less 6 would be too thin in the tails:
  /// the polar method of Marsaglia.
  mutating func normal() -> Double {
    while true {
      let (x, y) = (2 * uniform() - 1, 2 * uniform() - 1)
      let square = x * x + y * y
      if square > 0, square < 1 { return x * (-2 * log(square) / square).squareRoot() }
    }
  }

  /// A Poisson number by inversion of the cumulative probabilities; for means up to some 500.
  mutating func poisson(_ mean: Double) -> Double {
    var (count, left) = (0.0, uniform())
    var term = exp(-mean)
    while left > term, count < 10_000 {
      left -= term
      count += 1
      term *= mean / count
    }
    return count
  }

  /// A gamma number of a whole shape and a mean: the sum of exponential ones.
  mutating func gamma(shape: Int, mean: Double) -> Double {
    (0..<shape).map { _ in -log(uniform()) }.reduce(0, +) * mean / Double(shape)
  }
}

/// Whether two numbers agree to a tolerance relative to the second, or absolute below 1.
func isNear(_ value: Double?, _ expected: Double, within tolerance: Double = 1e-9) -> Bool {
  guard let value else { return false }
  return abs(value - expected) <= tolerance * max(1, abs(expected))
}
