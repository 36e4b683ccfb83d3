import Diagnostics
import Metrics
import Testing

@Suite struct ShrunkRatesTests {
  private let counts = [2.0, 5, 9, 12, 30]
  private let exposures = [100.0, 120, 150, 200, 300]

  @Test func `rates are Marshall's as spdep has them`() throws {
    // b = 58/870; a = Σx(p − b)²/Σx − b/174.
    let shrunk = try ShrunkRates(counts: counts, exposures: exposures)
    #expect(isNear(shrunk.commonRate, 58 / 870.0))
    #expect(isNear(shrunk.variance, 3.544061302681993e-4, within: 1e-12))
    let expected = [
      0.05046904315196998, 0.05692982456140351, 0.06370903277378097, 0.06323119777158774,
      0.08715393133997786,
    ]
    for (rate, value) in zip(shrunk.rates, expected) { #expect(isNear(rate.shrunk, value)) }
    // λ of the first: a/(a + b/100) = 3.544061e-4/(3.544061e-4 + 6.666667e-4) = 0.347092.
    #expect(isNear(shrunk.rates.first?.reliability, 0.347092, within: 1e-6))
    #expect(!shrunk.isVarianceClamped)
  }

  @Test func `the reliability of one year among twenty bodies is a sixth`() throws {
    // True mean 5, true variation 20 %: τ²/(τ² + μ) = 1/(1 + 5). Counts with Σ(p − b)²/N = 6, so a = 1:
    // 5 ± √6 alternating.
    let deviation = 6.0.squareRoot()
    let counts = (0..<20).map { $0 % 2 == 0 ? 5 + deviation : 5 - deviation }
    let shrunk = try ShrunkRates(counts: counts, exposures: counts.map { _ in 1 })
    #expect(shrunk.rates.allSatisfy { isNear($0.reliability, 1 / 6.0) })
  }

  @Test func `where rates differ by less than chance all are the common rate`() throws {
    // b = 41/4 = 10.25, Σ(p − b)²/4 = 0.1875, a = 0.1875 − 10.25 < 0. Without the clamp, as esda has it,
    // λ = a/(a + b/x) = −10.0625/0.1875 = −53.7: the rate 11 would become 10.25 − 53.7·0.75 = −30.
    let even = try ShrunkRates(counts: [10, 10, 10, 11], exposures: [1, 1, 1, 1])
    #expect(even.isVarianceClamped && even.variance == 0)
    for rate in even.rates {
      #expect(rate.shrunk == 10.25 && rate.reliability == 0)
      #expect(rate.low > 0 && rate.low < 10.25 && rate.high > 10.25)
    }
    #expect(even.notes.map(\.severity) == [.warning, .note])
    let a = 0.1875 - 10.25
    let unclamped = 10.25 + a / (a + 10.25) * (11 - 10.25)
    #expect(isNear(unclamped, -30))
    #expect(even.rates.allSatisfy { $0.shrunk > 0 })
  }

  @Test func `with unequal exposures the unclamped rate lies beyond the raw one`() throws {
    // b = 22/11 = 2, x̄ = 11/4, Σx(p − b)² = 2·0.25 + 1·0 + 4·0.0625 + 4·0 = 0.75: a = 0.75/11 − 2/2.75.
    // At x = 1 and a = −0.659 the unclamped λ = a/(a + 2) = −0.49; at x = 4, a/(a + 0.5) = 4.14: the
    // rate 2.25 would become 2.25 → 2 + 4.14·0.25 = 3.04, farther from the others than stated.
    let counts = [3.0, 2, 9, 8]
    let exposures = [2.0, 1, 4, 4]
    let shrunk = try ShrunkRates(counts: counts, exposures: exposures)
    let a = 0.75 / 11 - 2 / 2.75
    let unclamped = 2 + a / (a + 0.5) * (2.25 - 2)
    #expect(unclamped > 3)
    #expect(shrunk.rates.allSatisfy { $0.shrunk == 2 })
  }

  @Test
  func `a shrunk rate lies between its raw and the common rate, nearer to it for small bodies`()
    throws
  {
    var draws = Draws(seed: 4)
    for _ in 0..<30 {
      let exposures = (0..<12).map { _ in 0.2 + 5 * draws.uniform() }
      let counts = exposures.map { draws.poisson($0 * draws.gamma(shape: 4, mean: 6)) }
      let shrunk = try ShrunkRates(counts: counts, exposures: exposures)
      let common = shrunk.commonRate
      for (rate, exposure) in zip(shrunk.rates, exposures) {
        #expect(abs(rate.shrunk - common) <= abs(rate.raw - common) + 1e-12)
        #expect((rate.shrunk - common) * (rate.raw - common) >= 0)
        #expect((0..<1).contains(rate.reliability))
        #expect(0 < rate.low && rate.low < rate.shrunk && rate.shrunk < rate.high)
        for (other, larger) in zip(shrunk.rates, exposures) where larger > exposure {
          #expect(other.reliability >= rate.reliability)
        }
      }
    }
  }

  @Test func `more dispersion means less reliability`() throws {
    let plain = try ShrunkRates(counts: counts, exposures: exposures)
    let noisy = try ShrunkRates(counts: counts, exposures: exposures, dispersion: 1.5)
    let steady = try ShrunkRates(counts: counts, exposures: exposures, dispersion: 0.5)
    for index in counts.indices {
      #expect(noisy.rates[index].reliability < plain.rates[index].reliability)
      #expect(plain.rates[index].reliability < steady.rates[index].reliability)
    }
  }

  @Test(arguments: [(20, 5.0, 25), (20, 5.0, 4), (10, 20.0, 25), (10, 20.0, 4), (60, 5.0, 25)])
  func `95 % intervals hold the true rate on average over bodies`(
    size: Int, mean: Double, shape: Int
  ) throws {
    // True rates are gamma with a variation of 1/√shape: 20 % and 50 %. 300 samples; rates of a sample share
    // its estimates, so the standard error is bounded as if its bodies were ten: √(.95·.05/3000) = 0.004.
    // Three are allowed; intervals from the posterior alone hold it in 58 … 90 % and fail.
    var draws = Draws(seed: UInt64(size * shape))
    var held = 0
    for _ in 0..<300 {
      let exposures = (0..<size).map { _ in 0.5 + 1.5 * draws.uniform() }
      let truth = exposures.map { _ in draws.gamma(shape: shape, mean: mean) }
      let counts = zip(exposures, truth).map { draws.poisson($0 * $1) }
      let shrunk = try ShrunkRates(counts: counts, exposures: exposures)
      held += zip(shrunk.rates, truth).count { $0.low <= $1 && $1 <= $0.high }
    }
    #expect(Double(held) / Double(300 * size) >= 0.95 - 0.012)
  }

  @Test func `shrinking brings rates nearer to the truth than they are stated`() throws {
    var draws = Draws(seed: 77)
    var (raw, drawnIn) = (0.0, 0.0)
    for _ in 0..<100 {
      let truth = (0..<20).map { _ in draws.gamma(shape: 25, mean: 5) }
      let counts = truth.map { draws.poisson($0) }
      let shrunk = try ShrunkRates(counts: counts, exposures: truth.map { _ in 1 })
      for (rate, true_) in zip(shrunk.rates, truth) {
        raw += (rate.raw - true_) * (rate.raw - true_)
        drawnIn += (rate.shrunk - true_) * (rate.shrunk - true_)
      }
    }
    // The best possible is λ = 1/6 of the raw error; estimating a and b costs some of that.
    #expect(drawnIn < 0.4 * raw)
  }

  @Test func `the order of rows changes nothing`() throws {
    let forward = try ShrunkRates(counts: counts, exposures: exposures)
    let backward = try ShrunkRates(counts: counts.reversed(), exposures: exposures.reversed())
    #expect(forward.rates == backward.rates.reversed())
  }

  @Test func `what cannot be shrunk is refused with a way out`() {
    let wrong: [([Double], [Double])] = [
      ([1, 2], [1, 1]), ([1, 2, 3], [1, 1]), ([0, 0, 0], [1, 1, 1]), ([1, 2, -3], [1, 1, 1]),
      ([1, 2, 3], [1, 0, 1]), ([1, 2, .nan], [1, 1, 1]),
    ]
    for (counts, exposures) in wrong {
      #expect(throws: MetricsError.self) { try ShrunkRates(counts: counts, exposures: exposures) }
    }
  }

  @Test func `thousands of even counts have finite intervals`() throws {
    let many = [Double](repeating: 7, count: 40_000)
    let shrunk = try ShrunkRates(counts: many, exposures: many.map { _ in 2 })
    #expect(
      shrunk.rates.allSatisfy { $0.low > 0 && $0.high.isFinite && $0.low < 3.5 && 3.5 < $0.high })
  }
}
