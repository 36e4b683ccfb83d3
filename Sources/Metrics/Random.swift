/// SplitMix64: pseudo-random numbers that are the same on every run and machine for the same seed.
///
/// The state grows by 0x9E3779B97F4A7C15 each time, modulo 2⁶⁴, and is scrambled by two rounds of
/// xor-shift and multiplication; the period is 2⁶⁴. It is for resampling and simulation, not for secrets.
///
/// - Source: Steele, Lea & Flood, Fast Splittable Pseudorandom Number Generators, OOPSLA 2014.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Starts a sequence; any seed will do, and different seeds give unrelated sequences.
  public init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// A number from 0 up to, but not including, `count`, each as likely as the others; 0 for a count of 0.
  ///
  /// The standard library promises no algorithm for its ranges, and a result must not change with the
  /// compiler; hence our own: the high half of a product, with the draws rejected that would favour some.
  public mutating func index(below count: Int) -> Int {
    guard count > 0 else { return 0 }
    let bound = UInt64(count)
    let threshold = (0 &- bound) % bound
    while true {
      let product = next().multipliedFullWidth(by: bound)
      if product.low >= threshold { return Int(product.high) }
    }
  }
}
