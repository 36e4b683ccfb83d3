/// The false discovery rate.
enum FalseDiscovery {
  /// For each p-value the least false discovery rate at which it is marked: `min p(k)·m/k` over the
  /// ranks `k` from its own up, at most 1.
  ///
  /// - Source: Benjamini & Hochberg, Controlling the false discovery rate, JRSS B 57 (1995).
  static func adjusted(_ pValues: [Double]) -> [Double] {
    let count = Double(pValues.count)
    var adjusted = pValues
    var least = 1.0
    let descending = pValues.indices.sorted { pValues[$0] > pValues[$1] }
    for (position, index) in descending.enumerated() {
      least = min(least, pValues[index] * count / (count - Double(position)))
      adjusted[index] = least
    }
    return adjusted
  }
}

/// The quantile of a sample.
enum Quantile {
  /// The quantile of type 7: linear between the values at the positions `(n − 1)·p`.
  ///
  /// - Source: Hyndman & Fan, Sample quantiles in statistical packages, The American Statistician 50
  ///   (1996).
  static func value(_ p: Double, ofSorted sorted: [Double]) -> Double {
    let position = Double(sorted.count - 1) * p
    let below = min(Int(position), sorted.count - 1)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
  }
}
