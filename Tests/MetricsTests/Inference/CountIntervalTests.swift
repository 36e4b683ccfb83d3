import Diagnostics
import Metrics
import Testing

@Suite struct CountIntervalTests {
  /// Garwood's limits: printed to four decimals in tables of exact Poisson limits.
  @Test(arguments: [
    (0.0, 0.0, 3.6888794541139354), (5.0, 1.6234863901184207, 11.66833207932267),
    (10.0, 4.7953886961324335, 18.39035604201778),
  ])
  func `exact limits are those of the published table`(
    count: Double, low: Double, high: Double
  ) throws {
    let interval = try CountInterval(count: count)
    #expect(isNear(interval.low, low) && isNear(interval.high, high))
  }

  @Test func `for no count the high limit has a closed form`() throws {
    // P(0 | m) = e⁻ᵐ = 0.025 at m = ln 40 = 3.6888794541.
    #expect(try isNear(CountInterval(count: 0).high, 3.6888794541139363))
    // 80 %: ln 10 = 2.302585093.
    #expect(try isNear(CountInterval(count: 0, level: 0.8).high, 2.302585092994046))
  }

  @Test func `Byar's limits are those that Public Health England computes`() throws {
    // 10·(1 − 1/90 − 1.959964/(3√10))³ = 4.787; 11·(1 − 1/99 + 1.959964/(3√11))³ = 18.392.
    let interval = try CountInterval(count: 10, method: .byar)
    #expect(
      isNear(interval.low, 4.787, within: 1e-4) && isNear(interval.high, 18.392, within: 1e-4))
    #expect(try CountInterval(count: 0, method: .byar).low == 0)
  }

  @Test func `a dispersion stretches the limits of the count divided by it`() throws {
    let plain = try CountInterval(count: 5)
    let stretched = try CountInterval(count: 20, dispersion: 4)
    #expect(isNear(stretched.low, 4 * plain.low) && isNear(stretched.high, 4 * plain.high))
  }

  @Test(arguments: CountInterval.Method.allCases)
  func `limits enclose the count, widen with the level and rise with the count`(
    method: CountInterval.Method
  ) throws {
    var before = try CountInterval(count: 0, method: method)
    for count in [0.5, 1, 2, 7.25, 40, 300, 1e6, 1e12] {
      let interval = try CountInterval(count: count, method: method)
      let wider = try CountInterval(count: count, level: 0.998, method: method)
      #expect(interval.low < count && count < interval.high)
      // Byar's low end is 0 for the least counts.
      let isAtZero = method == .byar && wider.low == 0
      #expect((wider.low < interval.low || isAtZero) && interval.high < wider.high)
      #expect((before.low < interval.low || count < 1) && before.high < interval.high)
      before = interval
    }
  }

  @Test(arguments: [1.0, 3, 8, 25])
  func `exact limits hold the mean at least as often as they say`(mean: Double) throws {
    // 4,000 draws: the standard error at 0.95 is √(.95·.05/4000) = 0.0034; three of them are allowed.
    // Exact limits are conservative, but for such means never hold it in more than 99 %.
    var draws = Draws(seed: UInt64(mean) + 17)
    var limits: [Double: CountInterval] = [:]
    var held = 0
    for _ in 0..<4000 {
      let count = draws.poisson(mean)
      let interval = try limits[count] ?? CountInterval(count: count)
      limits[count] = interval
      if interval.low <= mean, mean <= interval.high { held += 1 }
    }
    let share = Double(held) / 4000
    #expect(share >= 0.95 - 3 * 0.0034)
    #expect(share < 0.99)
  }

  @Test func `what is no count, level or dispersion is refused with a way out`() {
    for count in [-1, Double.nan, .infinity, 1e13] {
      #expect(throws: MetricsError.self) { try CountInterval(count: count) }
    }
    for level in [0, 1, -0.5, Double.nan] {
      #expect(throws: MetricsError.self) { try CountInterval(count: 1, level: level) }
    }
    for dispersion in [0, -1, Double.nan, .infinity, 1e-300] {
      #expect(throws: MetricsError.self) { try CountInterval(count: 1, dispersion: dispersion) }
    }
    let error = #expect(throws: MetricsError.self) { try CountInterval(count: -2, level: 95) }
    #expect(
      error?.problems.map(\.text.english) == [
        "the level 95.0 does not lie between 0 and 1: write 0.95, for example",
        "the count -2 is none: give a number from 0 to 10¹², and leave out what is not stated",
      ])
  }
}
