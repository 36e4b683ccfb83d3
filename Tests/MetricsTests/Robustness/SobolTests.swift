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
    // The standard error of an index of 4000 runs is about .013 (first) and .008 (total).
    let runs = Self.design(3, 4000, seed: 5) { $0[0] + 2 * $0[1] + 3 * $0[2] }
    let indices = try #require(SobolIndices(a: runs.a, b: runs.b, mixed: runs.mixed))
    for (factor, share) in [1.0 / 14, 4.0 / 14, 9.0 / 14].enumerated() {
      #expect(abs(indices.first[factor].value - share) < 0.04)
      #expect(abs(indices.total[factor].value - share) < 0.03)
    }
    #expect(abs(indices.variance - 14.0 / 12) < 0.05)
  }

  /// Ishigami's function of a = 7, b = 0.1.
  static func ishigami(_ x: [Double]) -> Double {
    let (first, second) = (sin(x[0]), sin(x[1]))
    return first + 7 * second * second + 0.1 * x[2] * x[2] * x[2] * x[2] * first
  }

  @Test func `of Ishigami's function are the analytic ones on a design without error`() throws {
    // S .31390519 .44241114 0, ST .55758886 .44241114 .24368366 (Ishigami & Homma 1990). The products in
    // the estimates are of degree 2 in sin x1, 4 in sin x2 and 8 in x3: 3 and 5 points evenly around the
    // circle and Chebyshev's 9 points of equal weight are exact for them. The sample variance of 2N values
    // has the divisor 2N − 1.
    let ends = [
      0.16790618421480394, 0.52876178305788, 0.60101865538023807, 0.91158930772843447,
    ]
    let third: [Double] = ([0] + ends + ends.map { -$0 }).map { $0 * Double.pi }
    var points: [[Double]] = []
    for i in 0..<3 {
      for j in 0..<5 {
        let x = 2 * Double.pi * Double(i) / 3
        let y = 2 * Double.pi * Double(j) / 5
        for z in third { points.append([x, y, z]) }
      }
    }
    let values = points.map(Self.ishigami)
    var (a, b) = ([Double](), [Double]())
    var mixed = [[Double]](repeating: [], count: 3)
    // Points are numbered 45·i + 9·j + k, so that a mixed point has a number too.
    for p in points.indices {
      for q in points.indices {
        a.append(values[p])
        b.append(values[q])
        let (i, j, k) = (q / 45 * 45, q % 45 / 9 * 9, q % 9)
        mixed[0].append(values[i + p % 45])
        mixed[1].append(values[p / 45 * 45 + j + p % 9])
        mixed[2].append(values[p / 9 * 9 + k])
      }
    }
    let indices = try #require(SobolIndices(a: a, b: b, mixed: mixed))
    let size = Double(2 * a.count)
    let first = [0.31390519114781146, 0.4424111447900409, 0]
    let total = [0.5575888552099592, 0.4424111447900409, 0.24368366406214773]
    for factor in 0..<3 {
      #expect(abs(indices.first[factor].value * size / (size - 1) - first[factor]) < 1e-12)
      #expect(abs(indices.total[factor].value * size / (size - 1) - total[factor]) < 1e-12)
    }
  }

  @Test func `have intervals that hold the analytic ones nine times in ten`() throws {
    // 60 designs of 150 runs: the six indices of a design go together, so that 360 intervals are worth
    // about 120, standard error .027; the 5–95 % interval of 60 resamples holds a little less than .9.
    let exact = [0.3139, 0.4424, 0, 0.5576, 0.4424, 0.2437]
    var held = 0
    for seed in 0..<60 {
      let runs = Self.design(3, 150, seed: UInt64(500 + seed)) { u in
        Self.ishigami(u.map { (2 * $0 - 1) * Double.pi })
      }
      let indices = try #require(
        SobolIndices(
          a: runs.a, b: runs.b, mixed: runs.mixed, resamples: 60, seed: UInt64(seed)))
      for (index, value) in zip(indices.first + indices.total, exact) {
        let (low, high) = (try #require(index.low), try #require(index.high))
        #expect(low < index.value && index.value < high)
        if low <= value && value <= high { held += 1 }
      }
    }
    let share = Double(held) / 360
    #expect(abs(share - 0.88) < 0.08, "\(share)")
  }

  @Test func `are none of an outcome that does not vary, or of runs that do not match`() {
    #expect(SobolIndices(a: [1, 1], b: [1, 1], mixed: [[1, 1]]) == nil)
    #expect(SobolIndices(a: [1, 2], b: [1], mixed: [[1, 1]]) == nil)
    #expect(SobolIndices(a: [1, .nan], b: [1, 2], mixed: [[1, 1]]) == nil)
    #expect(SobolIndices(a: [1], b: [2], mixed: [[1]]) == nil)
  }
}
