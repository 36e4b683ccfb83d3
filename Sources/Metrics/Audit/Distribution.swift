/// The probabilities that correlations are judged by.
enum Distribution {
  /// The probability of a Student's t at least as far from 0 as that of a correlation, two-sided.
  ///
  /// With t² = ν·r²/(1 − r²) it is the incomplete beta function I(1 − r²; ν/2, ½), here by its continued
  /// fraction.
  ///
  /// - Source: Abramowitz & Stegun, Handbook of Mathematical Functions (1964), 26.5.8 and 26.7.1.
  static func studentTails(correlation: Double, freedom: Int) -> Double {
    let square = correlation * correlation
    if square >= 1 { return 0 }
    if square == 0 { return 1 }
    let (a, b) = (Double(freedom) / 2, 0.5)
    let x = (1 - abs(correlation)) * (1 + abs(correlation))
    // 1 / B(ν/2, ½), from those of ν = 1 and 2.
    var inverse = freedom % 2 == 1 ? 1 / Double.pi : 0.5
    var step = freedom % 2 == 1 ? 1 : 2
    while step < freedom {
      inverse *= Double(step + 1) / Double(step)
      step += 2
    }
    let front = inverse * Elementary.exp(a * Elementary.log(x) + b * Elementary.log(square))
    let tail: Double
    if x < (a + 1) / (a + b + 2) {
      tail = front * fraction(x, a, b) / a
    } else {
      tail = 1 - front * fraction(square, b, a) / b
    }
    return min(1, max(0, tail))
  }

  /// The continued fraction of the incomplete beta function (modified Lentz).
  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    func clear(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / clear(1 - (a + b) * x / (a + 1))
    var value = d
    for step in 1...10_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / clear(1 + even * d)
      c = clear(1 + even / c)
      value *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / clear(1 + odd * d)
      c = clear(1 + odd / c)
      let change = d * c
      value *= change
      if abs(change - 1) < 1e-16 { break }
    }
    return value
  }

  /// The two-sided probability of a standard normal deviate.
  static func normalTails(_ deviate: Double) -> Double {
    min(1, Elementary.erfc(abs(deviate) / 2.0.squareRoot()))
  }

  /// The two-sided probability of so many discordant pairs, or as far from half of them, among all orders
  /// of so many values without ties.
  ///
  /// The share of orders with k discordant pairs: each further value is discordant with 0, 1 … of those
  /// before it, all equally often.
  ///
  /// - Source: Kendall, Rank Correlation Methods (1970), section 5.2.
  static func kendallTails(discordant: Int, count: Int) -> Double {
    var shares = [1.0]
    for size in 2...max(2, count) {
      var next = [Double](repeating: 0, count: shares.count + size - 1)
      for (k, share) in shares.enumerated() {
        for more in 0..<size { next[k + more] += share / Double(size) }
      }
      shares = next
    }
    let greatest = shares.count - 1
    let near = min(discordant, greatest - discordant)
    if 2 * near >= greatest { return 1 }
    return min(1, 2 * shares[...near].reduce(0, +))
  }
}
