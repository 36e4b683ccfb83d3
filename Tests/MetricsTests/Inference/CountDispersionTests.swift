import Metrics
import Testing

@Suite struct CountDispersionTests {
  private func panel(_ rows: [[Double?]]) -> [(body: String, year: Int, count: Double)] {
    rows.enumerated().flatMap { body, years in
      years.enumerated().compactMap { year, count in
        count.map { (bodyName(body), 2018 + year, $0) }
      }
    }
  }

  @Test func `a table of two by two by hand`() {
    // Rows 30 and 70, columns 40 and 60 of 100: fits 12, 18, 28, 42. Counts 18, 12, 22, 48: every
    // deviation is ±6, χ² = 36·(1/12 + 1/18 + 1/28 + 1/42) = 7.142857 on (2 − 1)(2 − 1) = 1.
    let dispersion = CountDispersion.estimate(counts: panel([[18, 12], [22, 48]]))
    #expect(isNear(dispersion.value, 50 / 7.0))
    #expect(dispersion.degreesOfFreedom == 1)
    #expect(!dispersion.isClamped && !dispersion.isAssumed)
    // 1·φ/χ²(.975; 1) = 7.142857/5.023886 = 1.421779.
    #expect(isNear(dispersion.interval?.lowerBound, 1.421779, within: 1e-6))
  }

  @Test func `a gap in the panel takes its cell and its degree of freedom`() {
    // Three bodies, two years, one gap. The body with one year is fitted exactly: the rest is the table above.
    let dispersion = CountDispersion.estimate(counts: panel([[18, 12], [22, 48], [5, nil]]))
    #expect(dispersion.degreesOfFreedom == 1)
    #expect(dispersion.value > 0)
    // 5 more in the first year shift its effect, and the single cell takes that up entirely.
    #expect(isNear(dispersion.value, 50 / 7.0))
  }

  @Test func `panels that share no year are parts of their own`() {
    let first = panel([[18, 12], [22, 48]])
    let second = first.map { (body: $0.body + "2", year: $0.year + 10, count: $0.count) }
    let dispersion = CountDispersion.estimate(counts: first + second)
    #expect(dispersion.degreesOfFreedom == 2)
    #expect(isNear(dispersion.value, 50 / 7.0))
  }

  @Test func `one year, one body or nothing assume Poisson counts`() {
    for counts in [panel([[3], [9], [4]]), panel([[3, 9, 4]]), panel([[0, 0], [0, 0]]), []] {
      let dispersion = CountDispersion.estimate(counts: counts)
      #expect(dispersion == .assumed)
      #expect(dispersion.isAssumed && dispersion.value == 1 && dispersion.degreesOfFreedom == 0)
      #expect(dispersion.estimate == nil && dispersion.interval == nil)
    }
  }

  @Test func `the same counts every year and wild ones are drawn into the range`() {
    let steady = CountDispersion.estimate(counts: panel([[5, 5, 5], [9, 9, 9]]))
    #expect(steady.value == 0.2 && steady.isClamped && !steady.isAssumed)
    let wild = CountDispersion.estimate(counts: panel([[1, 900], [800, 2]]))
    #expect(wild.value == 10 && wild.isClamped)
  }

  @Test func `years and bodies of zeros tell nothing`() {
    let plain = CountDispersion.estimate(counts: panel([[18, 12], [22, 48]]))
    #expect(
      CountDispersion.estimate(counts: panel([[18, 12, 0], [22, 48, 0], [0, 0, 0]])) == plain)
  }

  @Test func `counts that are none are ignored and numbered`() {
    let counts = panel([[18, 12], [22, 48]]) + [("X", 2018, -1), ("X", 2019, .nan)]
    let dispersion = CountDispersion.estimate(counts: counts)
    #expect(dispersion.ignoredCount == 2)
    #expect(isNear(dispersion.value, 50 / 7.0))
  }

  @Test func `the order of rows changes nothing`() {
    let counts = panel([[3, 7, nil], [9, nil, 4], [2, 2, 8], [nil, 6, 1]])
    let forward = CountDispersion.estimate(counts: counts)
    #expect(forward == CountDispersion.estimate(counts: counts.reversed()))
    #expect(forward.degreesOfFreedom == 9 - 4 - 3 + 1)
  }

  @Test(arguments: [1, 2, 4])
  func `the dispersion of simulated panels is found`(bundle: Int) {
    // Items that come in bundles of b have φ = b. 20 bodies by 5 years, 40 panels: df 76 each, standard error
    // of the mean φ·√(2/76/40) = 0.026·φ; three are allowed, and 2 % for small expectations.
    var draws = Draws(seed: UInt64(bundle))
    var sum = 0.0
    for _ in 0..<40 {
      let means = (0..<20).map { _ in 4 + 10 * draws.uniform() }
      let rows = means.map { mean in
        (0..<5).map { year -> Double? in
          let scale = 1 + 0.2 * Double(year)
          return Double(bundle) * draws.poisson(mean * scale)
        }
      }
      sum += CountDispersion.estimate(counts: panel(rows)).value
    }
    #expect(abs(sum / 40 - Double(bundle)) < 0.1 * Double(bundle))
  }
}
