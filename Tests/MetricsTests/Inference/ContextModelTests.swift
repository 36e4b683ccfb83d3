import Diagnostics
import Metrics
import Testing

@Suite struct ContextModelTests {
  /// Breaks of yarn by wool and tension, 9 looms each.
  ///
  /// - Source: Tippett, Technological Applications of Statistics (1950); `warpbreaks` of R.
  private static let breaks: [(wool: String, tension: String, counts: [Double])] = [
    ("A", "L", [26, 30, 54, 25, 70, 52, 51, 26, 67]),
    ("A", "M", [18, 21, 29, 17, 12, 18, 35, 30, 36]),
    ("A", "H", [36, 21, 24, 18, 10, 43, 28, 15, 26]),
    ("B", "L", [27, 14, 29, 19, 29, 31, 41, 20, 44]),
    ("B", "M", [42, 26, 19, 16, 39, 28, 21, 39, 29]),
    ("B", "H", [20, 21, 24, 17, 13, 15, 15, 16, 28]),
  ]

  private struct Sample {
    var bodies: [String] = []
    var counts: [Double?] = []
    var terms: [ContextModel.Term] = []

    func model() throws -> ContextModel {
      try ContextModel(bodies: bodies, counts: counts, terms: terms)
    }
  }

  private func looms() -> Sample {
    let rows = Self.breaks.flatMap { cell in cell.counts.map { (cell.wool, cell.tension, $0) } }
    return Sample(
      bodies: rows.indices.map(bodyName), counts: rows.map(\.2),
      terms: [
        .category(name: "wool", values: rows.map(\.0), reference: "A"),
        .category(name: "tension", values: rows.map(\.1), reference: "L"),
      ])
  }

  /// Forty bodies of two tiers and five years of the term; the count grows with √residents.
  private func councils(seed: UInt64, size: Int = 40) -> Sample {
    var draws = Draws(seed: seed)
    let residents = (0..<size).map { _ in 0.5 + 9 * draws.uniform() }
    let tiers = (0..<size).map { $0 % 3 == 0 ? "省会" : "设区的市" }
    let counts = zip(residents, tiers).map { residents, tier in
      draws.poisson(6 * residents.squareRoot() * (tier == "省会" ? 1.5 : 1))
    }
    return Sample(
      bodies: (0..<size).map(bodyName), counts: counts,
      terms: [
        .logarithm(name: "residents", values: residents), .category(name: "tier", values: tiers),
      ])
  }

  @Test func `the regression of yarn breaks is that of R's quasi-Poisson family`() throws {
    // summary(glm(breaks ~ wool + tension, quasipoisson)): 3.69196, −0.20599, −0.32132, −0.51849; standard
    // errors 0.09374, 0.10646, 0.12441, 0.13203; dispersion 4.2615 on 50; deviances 297.37 and 210.39.
    // R gives tension M before H, we by name.
    let model = try looms().model()
    #expect(model.coefficients.map(\.category) == [nil, "B", "H", "M"])
    let expected = [
      (3.69196314, 0.09374356), (-0.20598844, 0.10646086), (-0.5184885, 0.13203454),
      (-0.32132043, 0.12440967),
    ]
    for (coefficient, value) in zip(model.coefficients, expected) {
      #expect(isNear(coefficient.estimate, value.0, within: 1e-7))
      #expect(isNear(coefficient.standardError, value.1, within: 1e-7))
    }
    #expect(isNear(model.dispersion, 4.261521883964438))
    #expect(isNear(model.nullDeviance, 297.3722118046052))
    #expect(isNear(model.deviance, 210.39188876245385))
    #expect(model.degreesOfFreedom == 50)
    // 1 − 210.39/297.37; F = 86.98/3/4.2615 = 6.8035 on 3 and 50.
    #expect(isNear(model.explainedShare, 0.2924964727346603))
    #expect(isNear(model.pValue, 6.186716802546399e-4))
  }

  @Test func `two categories without more are their means`() throws {
    // Means 4 and 8: the constant is ln 4, the other ln 2. φ = Σ(y − μ)²/μ/(n − 2)
    // = (5·2·1/4 + 5·2·1/8)/18 = 0.208333. Leverage 1/10 each.
    let counts = (0..<20).map { Double($0 < 10 ? 4 : 8) + ($0 % 2 == 0 ? 1 : -1) }
    let model = try Sample(
      bodies: (0..<20).map(bodyName), counts: counts,
      terms: [.category(name: "tier", values: (0..<20).map { $0 < 10 ? "a" : "b" })]
    ).model()
    #expect(isNear(model.coefficients.first?.estimate, 1.3862943611198906))
    #expect(isNear(model.coefficients.last?.estimate, 0.6931471805599453))
    #expect(isNear(model.dispersion, 3.75 / 18))
    for row in model.rows {
      #expect(isNear(row.point.member.expected, row.index < 10 ? 4 : 8))
      #expect(isNear(row.leverage, 0.1))
    }
    // t(.975; 18) = 2.100922; ln μ has the variance φ·0.1/4: 4·e^(2.100922·0.0721688) = 4.654876.
    #expect(isNear(model.rows.first?.expectation.high, 4.654876, within: 1e-5))
    #expect(isNear(model.rows.first?.expectation.low, 16 / 4.654876, within: 1e-5))
    // The limits take φ as 1 and not as 0.2: those of Poisson counts around 4.
    let plain = try Funnel(
      [Funnel.Member(body: "x", observed: 5, expected: 4)],
      method: FunnelMethod(adjustment: .none))
    #expect(isNear(model.rows.first?.point.limits95.high, plain.points[0].limits95.high))
  }

  @Test func `observed and expected sum to the same, in all and within each category`() throws {
    let sample = councils(seed: 2)
    let model = try sample.model()
    for capital in [true, false] {
      let rows = model.rows.filter { ($0.index % 3 == 0) == capital }
      let observed = rows.map(\.point.member.observed).reduce(0, +)
      let expected = rows.map(\.point.member.expected).reduce(0, +)
      #expect(isNear(observed, expected, within: 1e-7))
    }
    #expect(isNear(model.rows.map(\.leverage).reduce(0, +), 3, within: 1e-9))
  }

  @Test func `the truth behind simulated counts is found`() throws {
    // 60 samples; half the log of residents and ln 1.5 = 0.405. The interval of ±2 standard errors holds
    // each in some 95 %: at most 9 of 60 may miss (P < 0.01).
    var missed = (0, 0)
    var explained = 0
    for seed in 1...60 {
      let model = try councils(seed: UInt64(seed)).model()
      let slope = model.coefficients[1]
      let tier = model.coefficients[2]
      #expect(tier.category == "省会")
      if abs(slope.estimate - 0.5) > 2 * slope.standardError { missed.0 += 1 }
      if abs(tier.estimate - 0.4054651) > 2 * tier.standardError { missed.1 += 1 }
      if (model.pValue ?? 1) < 0.05 { explained += 1 }
    }
    #expect(missed.0 <= 9 && missed.1 <= 9)
    #expect(explained >= 55)
  }

  @Test func `context that tells nothing is significant as seldom as it says`() throws {
    // 200 samples of equal means: at most 5 % of 200 = 10, and 3 standard errors (9.2).
    var draws = Draws(seed: 9)
    var significant = 0
    for _ in 0..<200 {
      let model = try Sample(
        bodies: (0..<25).map(bodyName), counts: (0..<25).map { _ in draws.poisson(8) },
        terms: [.amount(name: "x", values: (0..<25).map { _ in draws.uniform() })]
      ).model()
      if (model.pValue ?? 1) < 0.05 { significant += 1 }
    }
    #expect(significant <= 19 && significant >= 1)
  }

  @Test func `the order of rows changes nothing to the last bit`() throws {
    let sample = councils(seed: 5)
    let forward = try sample.model()
    let order = (0..<40).map { ($0 * 17 + 3) % 40 }
    guard case .logarithm(_, let residents) = sample.terms[0],
      case .category(_, let tiers, _) = sample.terms[1]
    else { return }
    let mixed = try Sample(
      bodies: order.map { sample.bodies[$0] }, counts: order.map { sample.counts[$0] },
      terms: [
        .logarithm(name: "residents", values: order.map { residents[$0] }),
        .category(name: "tier", values: order.map { tiers[$0] }),
      ]
    ).model()
    #expect(forward.coefficients == mixed.coefficients)
    #expect(forward.deviance == mixed.deviance && forward.dispersion == mixed.dispersion)
    let byBody = Dictionary(uniqueKeysWithValues: mixed.rows.map { ($0.point.member.body, $0) })
    for row in forward.rows {
      let other = byBody[row.point.member.body]
      #expect(other?.point == row.point && other?.expectation == row.expectation)
    }
  }

  @Test func `too few bodies are refused with the number that is needed`() throws {
    let sample = councils(seed: 1, size: 14)
    let error = try #require(throws: MetricsError.self) { try sample.model() }
    #expect(
      error.problems.map(\.text.english) == [
        "3 coefficients need at least 15 bodies (5 each) and there are 14: use fewer terms, merge "
          + "categories or select more bodies"
      ])
    #expect(throws: Never.self) { try councils(seed: 1, size: 15).model() }
    // Two years of seven bodies are no fourteen bodies.
    var panel = councils(seed: 1, size: 28)
    panel.bodies = (0..<28).map { bodyName($0 % 14) }
    #expect(throws: MetricsError.self) { try panel.model() }
  }

  @Test func `what others determine, what is empty and what has only zeros is dropped and named`()
    throws
  {
    var sample = councils(seed: 3)
    guard case .category(_, let tiers, _) = sample.terms[1] else { return }
    // The same division under another name; a constant; a category without complete row; one of zeros.
    sample.terms.append(.category(name: "again", values: tiers.map { $0.map { "\($0)." } }))
    sample.terms.append(.amount(name: "constant", values: tiers.map { _ in 3 }))
    var years: [String?] = (0..<40).map { "\($0 % 2 + 1)" }
    years[4] = "3"
    sample.counts[4] = nil
    years[5] = "4"
    years[6] = "4"
    sample.counts[5] = 0
    sample.counts[6] = 0
    sample.terms.append(.category(name: "year", values: years))
    let model = try sample.model()
    #expect(
      model.dropped.map { "\($0.term)/\($0.category ?? "-")/\($0.reason.rawValue)" } == [
        "year/3/empty", "year/4/zero-counts", "again/省会./collinear", "constant/-/collinear",
      ])
    #expect(model.rows.map(\.index) == (0..<40).filter { ![4, 5, 6].contains($0) })
    #expect(model.notes.count { $0.severity == .warning } == 5)
    #expect(model.notes.contains { $0.text.english.hasPrefix("1 rows lack") })
  }

  @Test func `a body alone in its category is said to rest on itself`() throws {
    var sample = councils(seed: 3)
    sample.terms[1] = .category(
      name: "tier", values: (0..<40).map { $0 == 7 ? "直辖市" : "设区的市" })
    sample.counts[7] = 30
    let model = try sample.model()
    #expect(isNear(model.rows[7].leverage, 1))
    #expect(isNear(model.rows[7].point.ratio, 1, within: 1e-6))
    #expect(
      model.notes.contains {
        $0.text.english
          == "the expectation of “H” rests on its own count alone; the ratio says nothing"
      })
  }

  @Test func `counts of 0 that a term parts from the others are refused`() throws {
    // β grows without end: the fit of the first ten tends to 0.
    let amounts = (0..<20).map { $0 < 10 ? 0.0 : 1 }
    let sample = Sample(
      bodies: (0..<20).map(bodyName), counts: (0..<20).map { $0 < 10 ? 0 : 5 },
      terms: [.amount(name: "x", values: amounts)])
    #expect(throws: MetricsError.self) { try sample.model() }
  }

  @Test func `equal counts leave nothing to explain`() throws {
    let sample = Sample(
      bodies: (0..<20).map(bodyName), counts: (0..<20).map { _ in 7 },
      terms: [.amount(name: "x", values: (0..<20).map(Double.init))])
    let model = try sample.model()
    #expect(model.explainedShare == nil)
    #expect(model.pValue == nil || model.dispersion > 0)
    for row in model.rows { #expect(isNear(row.point.ratio, 1) && row.expectation.high.isFinite) }
  }

  @Test func `every problem is reported with a way out`() throws {
    let sample = Sample(
      bodies: ["甲市", "乙市"], counts: [-1, 3],
      terms: [
        .logarithm(name: "residents", values: [0, 2]), .amount(name: "x", values: [1, .nan]),
      ])
    let error = try #require(throws: MetricsError.self) { try sample.model() }
    #expect(
      error.problems.map(\.text.english) == [
        "the count -1 of “甲市” is none: give a number from 0 to 10¹², and leave out what is not stated",
        "“residents” of “甲市” is 0 and cannot be used: a logarithm needs more than 0",
        "“x” of “乙市” is nan and cannot be used: give a finite number",
      ])
    let none: [Sample] = [
      Sample(bodies: ["a"], counts: [1], terms: []),
      Sample(bodies: ["a"], counts: [1, 2], terms: [.amount(name: "x", values: [1])]),
      Sample(bodies: ["a"], counts: [0], terms: [.amount(name: "x", values: [1])]),
      Sample(bodies: ["a"], counts: [nil], terms: [.amount(name: "x", values: [1])]),
      Sample(),
    ]
    for sample in none { #expect(throws: MetricsError.self) { try sample.model() } }
  }
}
