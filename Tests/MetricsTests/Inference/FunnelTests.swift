import Diagnostics
import Metrics
import Testing

@Suite struct FunnelTests {
  private typealias Member = Funnel.Member

  /// Six pairs of the tests of FunnelPlotR.
  private let six = [
    Member(body: "a", observed: 100, expected: 108),
    Member(body: "b", observed: 150, expected: 112),
    Member(body: "c", observed: 180, expected: 165), Member(body: "d", observed: 80, expected: 95),
    Member(body: "e", observed: 120, expected: 100),
    Member(body: "f", observed: 225, expected: 220),
  ]

  private func funnel(
    _ members: [Funnel.Member], _ transformation: FunnelMethod.Transformation = .squareRoot,
    _ adjustment: FunnelMethod.Adjustment = .none, _ rule: FunnelMethod.LimitRule = .exact,
    winsorised: Double? = nil
  ) throws -> Funnel {
    try Funnel(
      members,
      method: FunnelMethod(
        transformation: transformation, winsorisedShare: winsorised, adjustment: adjustment,
        rule: rule))
  }

  @Test(arguments: [
    (15.0, 0.5596924, 1.649348), (20.0, 0.6108260, 1.544419), (30.0, 0.6746958, 1.427562),
  ])
  func `chi-square limits are those that FunnelPlotR publishes`(
    expected: Double, low: Double, high: Double
  ) throws {
    let funnel = try funnel(six, .squareRoot, .none, .chiSquare)
    let limits = try #require(funnel.limits(expected: expected, level: 0.95))
    #expect(isNear(limits.low, low, within: 6e-7) && isNear(limits.high, high, within: 6e-7))
  }

  @Test func `the dispersion of the six pairs is that of FunnelPlotR`() throws {
    // Σ E·ln²(O/E) / 6 = (.640 + 9.558 + 1.249 + 2.806 + 3.324 + .111)/6.
    #expect(try isNear(funnel(six, .logarithm).dispersion, 2.948033, within: 1e-6))
  }

  @Test func `Pearson residuals and square roots give the dispersion by hand`() throws {
    // Pearson: 8²/108 + 38²/112 + 15²/165 + 15²/95 + 20²/100 + 5²/220, over 6.
    let sum = 64 / 108.0 + 1444 / 112.0 + 225 / 165.0 + 225 / 95.0 + 4 + 25 / 220.0
    #expect(try isNear(funnel(six, .pearson).dispersion, sum / 6))
    // 2(√25 − √16) = 2 and 2(√9 − √16) = −2: φ = (4 + 4)/2.
    let two = [
      Member(body: "a", observed: 25, expected: 16), Member(body: "b", observed: 9, expected: 16),
    ]
    #expect(try isNear(funnel(two, .squareRoot).dispersion, 4))
  }

  @Test func `winsorising draws in the ends to the quantiles before the spread is measured`() throws
  {
    // z = (O − 100)/10 = −4, −1, 0, 1, 9; quantiles 25 and 75 % of type 7 are −1 and 1: φ = 4/5.
    let members = [60.0, 90, 100, 110, 190].map {
      Member(body: "\($0)", observed: $0, expected: 100)
    }
    let drawnIn = try funnel(members, .pearson, .multiplicative, winsorised: 0.25)
    #expect(isNear(drawnIn.dispersion, 0.8))
    #expect(drawnIn.winsorisedCount == 2)
    #expect(try isNear(funnel(members, .pearson).dispersion, (16 + 1 + 0 + 1 + 81) / 5.0))
  }

  @Test func `the additive variance is the moment estimate`() throws {
    // Pearson, E = 100 each: w = 100, Σw = 500, Σw²/Σw = 100; nφ = 99 as above:
    // τ² = (99 − 4)/(500 − 100) = 0.2375.
    let members = [60.0, 90, 100, 110, 190].map {
      Member(body: "\($0)", observed: $0, expected: 100)
    }
    #expect(try isNear(funnel(members, .pearson, .additive).betweenVariance, 0.2375))
    // Limits on the scale of the ratio: 1 ± 1.959964·√(1/100 + 0.2375) = 1 ± 0.97507.
    let limits = try #require(
      funnel(members, .pearson, .additive, .normal).limits(expected: 100, level: 0.95))
    #expect(
      isNear(limits.low, 0.0249306, within: 1e-6) && isNear(limits.high, 1.9750694, within: 1e-6))
  }

  @Test func `normal limits of each scale have their closed form`() throws {
    // φ = 4 at E = 100: σ of the ratio 0.2, of its root 0.1, of its logarithm 0.2; z = 1.9599640.
    let z = 1.959963984540054
    let expected: [FunnelMethod.Transformation: (Double, Double)] = [
      .pearson: (1 - 0.2 * z, 1 + 0.2 * z),
      .squareRoot: ((1 - 0.1 * z) * (1 - 0.1 * z), (1 + 0.1 * z) * (1 + 0.1 * z)),
      .logarithm: (0.6757089811370457, 1.4799270513132077),  // e^∓0.3919928
    ]
    for transformation in FunnelMethod.Transformation.allCases {
      let funnel = try funnel(six, transformation, .given(4), .normal)
      let limits = try #require(funnel.limits(expected: 100, level: 0.95))
      let (low, high) = try #require(expected[transformation])
      #expect(isNear(limits.low, low, within: 1e-7) && isNear(limits.high, high, within: 1e-7))
    }
  }

  @Test
  func `a body is outside exactly where the interval of its count leaves out the expectation`()
    throws
  {
    for expected in [0.5, 3, 15, 80.5] {
      for observed in 0...140 {
        let member = Member(body: "a", observed: Double(observed), expected: expected)
        let point = try #require(try funnel([member]).points.first)
        let own = try CountInterval(count: member.observed)
        let isOutside = expected < own.low || expected > own.high
        #expect((point.zone != .inside) == isOutside)
        #expect(
          (point.ratio < point.limits95.low || point.ratio > point.limits95.high) == isOutside)
        #expect((point.interval.low > 1 || point.interval.high < 1) == isOutside)
      }
    }
  }

  @Test func `8 of 15 expected is inside by the exact rule and outside by the chi-square rule`()
    throws
  {
    // P(X ≤ 8 | 15) = 0.0374 is more than 0.025, yet 8/15 = 0.533 is below FunnelPlotR's 0.5597.
    let members = [Member(body: "a", observed: 8, expected: 15)]
    #expect(try funnel(members).points.map(\.zone) == [.inside])
    #expect(try funnel(members, .squareRoot, .none, .chiSquare).points.map(\.zone) == [.outside95])
    #expect(
      try isNear(funnel(members).points.first?.pValue, 2 * 0.037446493479672875, within: 1e-9))
  }

  @Test func `zones need ever more distance`() throws {
    // Expected 10: P(X ≥ 16) = .0487, P(X ≥ 18) = .0143, P(X ≥ 22) = .00070.
    let points = try funnel(
      [16.0, 18, 22].map { Member(body: "\($0)", observed: $0, expected: 10) }
    )
    .points
    #expect(points.map(\.zone) == [.inside, .outside95, .outside998])
  }

  @Test func `a multiplicative adjustment of φ is the funnel of counts divided by φ`() throws {
    let wide = try funnel(six, .squareRoot, .given(4))
    let plain = try funnel(six)
    let divided = try #require(plain.limits(expected: 25, level: 0.95))
    let stretched = try #require(wide.limits(expected: 100, level: 0.95))
    #expect(isNear(stretched.low, divided.low) && isNear(stretched.high, divided.high))
  }

  @Test func `an additive adjustment follows the negative binomial distribution`() throws {
    // τ² = 0.2375, E = 100: size 1/τ² = 4.2105; the limits leave the area 0.025 at each end, and
    // 2·P(X ≥ 190) is computed independently with scipy 1.17 nbinom.
    let members = [60.0, 90, 100, 110, 190].map {
      Member(body: "\($0)", observed: $0, expected: 100)
    }
    let additive = try funnel(members, .pearson, .additive)
    #expect(isNear(additive.points.last?.pValue, 0.11032263879543366, within: 1e-6))
    #expect(additive.points.allSatisfy { $0.zone == .inside })
  }

  @Test func `limits widen least for large bodies by φ and most by τ²`() throws {
    let multiplicative = try funnel(six, .squareRoot, .multiplicative)
    let additive = try funnel(six, .squareRoot, .additive)
    let plain = try funnel(six)
    func widening(_ wide: Funnel, _ expected: Double) throws -> Double {
      let limits = try #require(wide.limits(expected: expected, level: 0.95))
      let narrow = try #require(plain.limits(expected: expected, level: 0.95))
      return (limits.high - limits.low) / (narrow.high - narrow.low)
    }
    #expect(try widening(additive, 1000) > 2 * widening(additive, 20))
    #expect(try abs(widening(multiplicative, 1000) - widening(multiplicative, 200)) < 0.05)
    #expect(try widening(multiplicative, 1000) > 1.5)
  }

  @Test func `a spread below chance does not narrow the limits, and says so`() throws {
    let even = (1...12).map { Member(body: "\($0)", observed: 50, expected: 50) }
    let clamped = try funnel(even, .squareRoot, .multiplicative)
    #expect(clamped.dispersion == 0 && clamped.usedDispersion == 1)
    #expect(
      clamped.notes.map(\.text.english) == [
        "the dispersion 0 is below 1; limits are not narrowed by that, 1 is used"
      ])
    #expect(try funnel(even, .squareRoot, .additive).betweenVariance == 0)
    #expect(try funnel(even).notes.isEmpty)
  }

  @Test func `few bodies get a warning about the spread`() throws {
    let notes = try funnel(six, .squareRoot, .additive).notes
    #expect(notes.map(\.severity) == [.warning])
  }

  @Test func `the false discovery rate is that of Benjamini and Hochberg`() throws {
    // m = 4: p·m/k from the greatest down; 0.01·4/1, 0.02·4/2, 0.03·4/3, all 0.04, and 0.5.
    // Checked through counts: the adjusted value is p·m/k, made monotone.
    let members = [30.0, 28, 25, 12].map { Member(body: "\($0)", observed: $0, expected: 12) }
    let points = try funnel(members).points
    let p = points.map(\.pValue)
    #expect(p[0] < p[1] && p[1] < p[2] && p[2] < p[3])
    let fourth = p[3]
    let third = min(fourth, p[2] * 4 / 3)
    let second = min(third, p[1] * 4 / 2)
    let first = min(second, p[0] * 4)
    #expect(points.map(\.adjustedPValue) == [first, second, third, fourth])
    #expect(points.map(\.isDiscovery) == [true, true, true, false])
  }

  @Test func `of bodies that only chance parts hardly any is marked`() throws {
    // 200 funnels of 30 bodies: 95 % limits leave some 1 in 30 outside; the false discovery rate
    // marks anything at all in at most 5 % of them: 10, and 3 standard errors (3.1) are allowed.
    var draws = Draws(seed: 5)
    var (outside, marked) = (0, 0)
    for _ in 0..<200 {
      let members = (0..<30).map { number in
        Member(body: "\(number)", observed: draws.poisson(12), expected: 12)
      }
      let points = try funnel(members).points
      outside += points.count { $0.zone != .inside }
      if points.contains(where: \.isDiscovery) { marked += 1 }
    }
    #expect(marked <= 19)
    // The exact limits hold at least 95 %: at most 300 of 6,000, and 3 standard errors (17).
    #expect(outside <= 351 && outside > 60)
  }

  @Test(arguments: [FunnelMethod.Adjustment.none, .multiplicative, .additive, .given(1.5)])
  func `the order of bodies changes nothing`(adjustment: FunnelMethod.Adjustment) throws {
    let forward = try funnel(six, .squareRoot, adjustment, winsorised: 0.1)
    let backward = try funnel(six.reversed(), .squareRoot, adjustment, winsorised: 0.1)
    #expect(forward.points == backward.points.reversed())
    #expect(forward.dispersion == backward.dispersion)
  }

  @Test(arguments: FunnelMethod.LimitRule.allCases)
  func `small and large counts have finite limits`(rule: FunnelMethod.LimitRule) throws {
    let adjustments: [FunnelMethod.Adjustment] =
      rule == .chiSquare ? [.none, .multiplicative] : [.none, .multiplicative, .additive]
    for adjustment in adjustments {
      let members = [(0, 1e-6), (0, 3), (7, 1e-3), (5, 5), (1e6, 9e5), (1e9, 1.1e9)].map {
        Member(body: "\($0.0)", observed: $0.0, expected: $0.1)
      }
      for point in try funnel(members, .squareRoot, adjustment, rule).points {
        #expect(point.limits95.low >= 0 && point.limits95.high.isFinite)
        #expect(point.limits998.low <= point.limits95.low)
        #expect(point.limits998.high >= point.limits95.high)
        #expect((0...1).contains(point.pValue) && (0...1).contains(point.adjustedPValue))
      }
    }
  }

  @Test func `a common rate shares the counts by exposure`() {
    // 12 in all over 6: 2 for each unit of exposure.
    #expect(Funnel.expectations(counts: [2, 10], exposures: [1, 5]) == [2, 10])
    #expect(Funnel.expectations(counts: [0, 0], exposures: [1, 5]) == nil)
    #expect(Funnel.expectations(counts: [1], exposures: [0]) == nil)
    #expect(Funnel.expectations(counts: [1], exposures: [1, 2]) == nil)
  }

  @Test func `every problem is reported with a way out`() throws {
    let method = FunnelMethod(transformation: .logarithm, winsorisedShare: 0.5, rule: .chiSquare)
    let members = [
      Member(body: "甲市", observed: 0, expected: 0), Member(body: "乙市", observed: .nan, expected: 3),
    ]
    let error = try #require(throws: MetricsError.self) { try Funnel(members, method: method) }
    #expect(
      error.problems.map(\.text.english) == [
        "the count of “甲市” is 0 and has no logarithm: use square-root",
        "the expectation or denominator 0 of “甲市” cannot be used: it must be above 0, else leave the body "
          + "out",
        "the count nan of “乙市” is none: give a number from 0 to 10¹², and leave out what is not stated",
        "chi-square limits have no place for a variance between bodies: use exact or normal, or a "
          + "multiplicative adjustment",
        "the winsorised share 0.5 cannot be used: give one from 0 to below 0.5",
      ])
    #expect(throws: MetricsError.self) { try Funnel([]) }
  }
}
