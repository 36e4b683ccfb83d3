/// The probabilities that correlations are judged by.
enum Distribution {
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
