import Testing

@testable import Metrics

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

@Suite struct `Sobol indices` {
  /// The design of a function of independent uniform factors.
  static func design(
    _ factors: Int, _ count: Int, seed: UInt64, _ function: ([Double]) -> Double
  ) -> (a: [Double], b: [Double], mixed: [[Double]]) {
    var random = SplitMix64(seed: seed)
    var design = (a: [Double](), b: [Double](), mixed: [[Double]](repeating: [], count: factors))
    for _ in 0..<count {
      let a = (0..<factors).map { _ in random.unit() }
      let b = (0..<factors).map { _ in random.unit() }
      design.a.append(function(a))
      design.b.append(function(b))
      for factor in 0..<factors {
        var x = a
        x[factor] = b[factor]
        design.mixed[factor].append(function(x))
      }
    }
    return design
  }

  @Test func `of x1 + 2·x2 + 3·x3 are 1/14, 4/14 and 9/14`() throws {
    // Var = (1 + 4 + 9)/12, and without interactions first and total are the same.
    let runs = Self.design(3, 20_000, seed: 5) { $0[0] + 2 * $0[1] + 3 * $0[2] }
    let indices = try #require(SobolIndices(a: runs.a, b: runs.b, mixed: runs.mixed))
    for (factor, share) in [1.0 / 14, 4.0 / 14, 9.0 / 14].enumerated() {
      #expect(abs(indices.first[factor].value - share) < 0.02)
      #expect(abs(indices.total[factor].value - share) < 0.02)
    }
    #expect(abs(indices.variance - 14.0 / 12) < 0.02)
  }

  @Test func `of Ishigami's function are the published ones`() throws {
    // a = 7, b = 0.1: S .3139 .4424 0, ST .5576 .4424 .2437 (Ishigami & Homma 1990; analytic).
    let runs = Self.design(3, 40_000, seed: 11) { u in
      let x = u.map { (2 * $0 - 1) * Double.pi }
      return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * x[2] * x[2] * x[2] * x[2] * sin(x[0])
    }
    let indices = try #require(
      SobolIndices(a: runs.a, b: runs.b, mixed: runs.mixed, resamples: 100))
    let first = [0.3139, 0.4424, 0]
    let total = [0.5576, 0.4424, 0.2437]
    for factor in 0..<3 {
      #expect(abs(indices.first[factor].value - first[factor]) < 0.02)
      #expect(abs(indices.total[factor].value - total[factor]) < 0.02)
      let low = try #require(indices.total[factor].low)
      let high = try #require(indices.total[factor].high)
      #expect(low < indices.total[factor].value && indices.total[factor].value < high)
      #expect(high - low < 0.05)
    }
  }

  @Test func `are none of an outcome that does not vary, or of runs that do not match`() {
    #expect(SobolIndices(a: [1, 1], b: [1, 1], mixed: [[1, 1]]) == nil)
    #expect(SobolIndices(a: [1, 2], b: [1], mixed: [[1, 1]]) == nil)
    #expect(SobolIndices(a: [1, .nan], b: [1, 2], mixed: [[1, 1]]) == nil)
    #expect(SobolIndices(a: [1], b: [2], mixed: [[1]]) == nil)
  }
}
