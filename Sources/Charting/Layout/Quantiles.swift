/// Medians and quartiles of a few numbers.
struct Quantiles {
  /// The numbers in ascending order; what is no number is left out.
  let sorted: [Double]

  init(_ values: [Double]) {
    sorted = values.filter(\.isFinite).sorted()
  }

  /// The middle number, or the mean of the two in the middle; 0 where there is none.
  var median: Double { self[0.5] }

  /// The number below which that share of them lies, straight between neighbours.
  ///
  /// `x₍⌊h⌋₎ + (h − ⌊h⌋)(x₍⌊h⌋₊₁₎ − x₍⌊h⌋₎)` with `h = (n − 1) · share`. Edge cases: 0 where there is no
  /// number.
  ///
  /// - Source: R. J. Hyndman and Y. Fan, Sample quantiles in statistical packages, The American
  ///   Statistician 50 (1996), definition 7.
  subscript(share: Double) -> Double {
    guard let last = sorted.last else { return 0 }
    let place = Double(sorted.count - 1) * min(max(share, 0), 1)
    let below = Int(place)
    guard below + 1 < sorted.count else { return last }
    return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
  }
}
