import Diagnostics
import Metrics
import Testing

@Suite struct BenefitOfDoubtTests {
  private func scores(
    _ rows: [[Double?]], _ bounds: BenefitOfDoubt.Bounds? = nil
  ) throws -> [Double?] {
    try BenefitOfDoubt(of: indicatorMatrix(rows), bounds: bounds).bodies.map { $0?.score }
  }

  private func uniform(
    _ share: BenefitOfDoubt.Bounds.Share, _ low: Double, _ high: Double, _ count: Int
  ) -> BenefitOfDoubt.Bounds {
    BenefitOfDoubt.Bounds(share, [Limits](repeating: Limits(low, high), count: count))
  }

  private func tiny(_ bounds: BenefitOfDoubt.Bounds? = nil) throws -> BenefitOfDoubt {
    try BenefitOfDoubt(
      of: indicatorMatrix([[1, 0.2], [0.6, 0.8], [0.2, 1], [0.4, 0.4]]), bounds: bounds)
  }

  @Test func `each body has its own best weights`() throws {
    // The fourth is held by the first and the second: w₁ + 0.2 w₂ = 1 and 0.6 w₁ + 0.8 w₂ = 1, so
    // w = (0.6 / 0.68, 0.4 / 0.68), and 0.4 (w₁ + w₂) = 0.4 / 0.68.
    let result = try tiny()
    #expect(agree(result.bodies.map { $0?.score }, [1, 1, 1, 0.4 / 0.68]))
    let last = try #require(result.bodies[3])
    #expect(agree(last.weights, [0.6 / 0.68, 0.4 / 0.68]))
    #expect(agree(last.contributions, [0.24 / 0.68, 0.16 / 0.68]))
    #expect(last.benchmarks == [0, 1])
    #expect(
      result.diagnostics.map(\.text.english) == [
        "3 of 4 rows score 1, so benefit-of-doubt hardly tells them apart: bound the shares of the "
          + "indicators"
      ])
  }

  @Test func `fixed shares of the weight make an arithmetic mean over its best`() throws {
    // Half each: 0.6, 0.7, 0.6, 0.4 over 0.7.
    let half = BenefitOfDoubt.Bounds(.weight, [Limits(0.5, 0.5), Limits(0.5, 0.5)])
    #expect(agree(try tiny(half).bodies.map { $0?.score }, [6.0 / 7, 1, 6.0 / 7, 4.0 / 7]))
    // A weight is for the values as given: 21, 80.6, 100.2 and 40.4 over 100.2.
    let raw: [[Double?]] = [[1, 20], [0.6, 80], [0.2, 100], [0.4, 40]]
    #expect(agree(try scores(raw, half), [21 / 100.2, 80.6 / 100.2, 1, 40.4 / 100.2]))
  }

  @Test func `the technology achievement index has the scores of the handbook`() throws {
    // Source: OECD/JRC Handbook (2008), table 19 and note 29: min-max values, each weight from 10 to 15 %
    // of the sum of the weights. Printed with two decimals.
    let published: [Double] = [
      1, 1, 1, 0.87, 0.80, 0.75, 0.71, 0.73, 0.66, 0.62, 0.62, 0.86, 0.60, 0.54, 0.58, 0.52, 0.51,
      0.49, 0.34, 0.38, 0.31, 0.27, 0.28,
    ]
    // The same recomputed by an independent solver.
    let computed: [Double] = [
      1, 1, 1, 0.8635933289673074, 0.7993244836447071, 0.7499352788730579, 0.7150792040236409,
      0.7318265851509234, 0.6632588943595444, 0.6200213048053156, 0.6214480427281796,
      0.8627255202529213, 0.5990395190840012, 0.5400058022733012, 0.575740014244022,
      0.5214484887036829, 0.5103476873876751, 0.48708770417363717, 0.3330228401933596,
      0.37916513664864293, 0.3137490683494126, 0.2728430279939529, 0.2860893145040826,
    ]
    let result = try BenefitOfDoubt(
      of: indicatorMatrix(technologyMinMax()), bounds: uniform(.weight, 0.1, 0.15, 8))
    let found = result.bodies.map { $0?.score }
    #expect(greatestDifference(found, published) <= 0.0101)
    #expect(agree(found, computed))
    for body in result.bodies.compactMap({ $0 }) {
      let sum = body.weights.reduce(0, +)
      #expect(body.weights.allSatisfy { (0.1 - 1e-9...0.15 + 1e-9).contains($0 / sum) })
      #expect(agree([body.contributions.reduce(0, +)], [body.score]))
    }
  }

  @Test func `bounds on contributions are kept, and cost what an independent solver says`() throws {
    // Min-max [1, 100] of the same data, each contribution from 5 to 30 %: by a public LP solver.
    let computed: [Double] = [
      1, 1, 1, 0.7925089369996511, 0.15271407149735194, 0.662725358130779, 0.7120087273870916,
      0.4724866126344641, 0.28886476569779024, 0.122355363525847, 0.6465471708952504,
      0.5514258204513488, 0.6286706724867462, 0.553860888045536, 0.1606368584233328,
      0.4885488608913612, 0.5468708930709004, 0.5132317411109165, 0.24780507545050423,
      0.18339936650168293, 0.12745490602807244, 0.05864091392396376, 0.08644120993432894,
    ]
    let values = technologyMinMax(from: 1, to: 100)
    let result = try BenefitOfDoubt(
      of: indicatorMatrix(values), bounds: uniform(.contribution, 0.05, 0.3, 8))
    #expect(agree(result.bodies.map { $0?.score }, computed))
    for body in result.bodies.compactMap({ $0 }) {
      #expect(
        body.contributions.allSatisfy { (0.05 - 1e-9...0.3 + 1e-9).contains($0 / body.score) })
      for row in values {
        let score = zip(row, body.weights).reduce(0) { $0 + ($1.0 ?? .nan) * $1.1 }
        #expect(score <= 1 + 1e-9)
      }
    }
  }

  @Test func `scores are those of an independent solver without bounds`() throws {
    let computed: [Double] = [
      1, 1, 1, 1, 1, 0.9943354404400304, 0.9694152150546307, 0.9843231983524157, 1, 1,
      0.8652876726685325, 1, 0.7866077134175605, 0.6583510682823018, 0.9387755102040815,
      0.7417143592741787, 0.7818297870057981, 0.6384734820625965, 0.6221384982754044,
      0.7571404817713222, 0.6335750982169841, 0.7527450387831168, 0.5588350210183058,
    ]
    #expect(agree(try scores(technologyMinMax()), computed))
  }

  @Test func `scores depend neither on the order of rows nor on units`() throws {
    var generator = SeededGenerator(seed: 5)
    let rows: [[Double?]] = (0..<14).map { _ in
      (0..<4).map { _ in Double.random(in: 0...1, using: &generator) }
    }
    for bounds in [nil, uniform(.contribution, 0.1, 0.5, 4)] {
      let scores = try scores(rows, bounds)
      let order = rows.indices.shuffled(using: &generator)
      #expect(try self.scores(order.map { rows[$0] }, bounds) == order.map { scores[$0] })
      let scaled = rows.map { row in
        zip(row, [1e-6, 1, 40, 1e9]).map { x, unit in x.map { $0 * unit } }
      }
      #expect(agree(try self.scores(scaled, bounds), scores))
    }
    // Bounds on weights are shares of numbers in the units of the values: only one unit for all is free.
    let bounds = uniform(.weight, 0.1, 0.5, 4)
    let plain = try scores(rows, bounds)
    let order = rows.indices.shuffled(using: &generator)
    #expect(try scores(order.map { rows[$0] }, bounds) == order.map { plain[$0] })
    #expect(agree(try scores(rows.map { $0.map { $0.map { $0 * 1e5 } } }, bounds), plain))
  }

  @Test func `narrower bounds never raise a score, and nobody scores above 1`() throws {
    var generator = SeededGenerator(seed: 6)
    for share in BenefitOfDoubt.Bounds.Share.allCases {
      for _ in 0..<10 {
        let rows: [[Double?]] = (0..<8).map { _ in
          (0..<5).map { _ in Double.random(in: 0.01...1, using: &generator) }
        }
        let free = try scores(rows)
        let wide = try scores(rows, uniform(share, 0.05, 0.6, 5))
        let narrow = try scores(rows, uniform(share, 0.1, 0.4, 5))
        #expect(free.max { ($0 ?? 0) < ($1 ?? 0) } == 1)
        for row in rows.indices {
          let (a, b, c) = (free[row] ?? .nan, wide[row] ?? .nan, narrow[row] ?? .nan)
          #expect(c > 0 && c <= b + 1e-9 && b <= a + 1e-9 && a <= 1)
        }
      }
    }
  }

  /// The score by looking at every corner: three planes meet in each, and the best of those that lie within
  /// all constraints is the answer.
  private func bestCorner(_ c: [Double], _ rows: [[Double]], _ limits: [Double]) -> Double {
    func determinant(_ a: [Double], _ b: [Double], _ c: [Double]) -> Double {
      a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0])
        + a[2] * (b[0] * c[1] - b[1] * c[0])
    }
    var best = 0.0
    for i in rows.indices {
      for j in rows.indices where j > i {
        for k in rows.indices where k > j {
          let whole = determinant(rows[i], rows[j], rows[k])
          if abs(whole) < 1e-12 { continue }
          // Cramer's rule: the column of each unknown replaced by the limits.
          let corner = (0..<3).map { unknown in
            let replaced = [i, j, k].map { row in
              (0..<3).map { $0 == unknown ? limits[row] : rows[row][$0] }
            }
            return determinant(replaced[0], replaced[1], replaced[2]) / whole
          }
          let isWithin = zip(rows, limits).allSatisfy { row, limit in
            zip(row, corner).reduce(0) { $0 + $1.0 * $1.1 } <= limit + 1e-9
          }
          if isWithin { best = max(best, zip(c, corner).reduce(0) { $0 + $1.0 * $1.1 }) }
        }
      }
    }
    return best
  }

  @Test func `no corner of what is allowed has a better score`() throws {
    var generator = SeededGenerator(seed: 31)
    for share in [nil] + BenefitOfDoubt.Bounds.Share.allCases {
      for _ in 0..<15 {
        let values = (0..<5).map { _ in
          (0..<3).map { _ in Double.random(in: 0.05...1, using: &generator) }
        }
        let limits = [Limits(0.1, 0.6), Limits(0.2, 0.5), Limits(0, 0.45)]
        let found = try scores(values, share.map { BenefitOfDoubt.Bounds($0, limits) })
        for body in values.indices {
          // w ≥ 0, every body at most 1, and low ≤ a_j·w_j / Σ a·w ≤ high.
          var rows = (0..<3).map { item in (0..<3).map { $0 == item ? -1.0 : 0 } } + values
          var most = [0, 0, 0] + values.map { _ in 1.0 }
          if let share {
            let parts = share == .weight ? [1, 1, 1] : values[body]
            for item in 0..<3 {
              rows.append((0..<3).map { parts[$0] * (limits[item].low - ($0 == item ? 1 : 0)) })
              rows.append((0..<3).map { parts[$0] * (($0 == item ? 1 : 0) - limits[item].high) })
              most += [0, 0]
            }
          }
          #expect(agree([found[body]], [bestCorner(values[body], rows, most)]))
        }
      }
    }
  }

  @Test func `sixty indicators and a hundred bodies are no strain`() throws {
    // Whole hundredths from 1 to 100, so that another program can make the same; the expected scores are an
    // independent solver's.
    var generator = SplitMix64(seed: 7)
    let values: [[Double?]] = (0..<100).map { _ in
      (0..<60).map { _ in 1 + Double(generator.index(below: 9901)) / 100 }
    }
    let whole = try IndicatorMatrix(indicators: (0..<60).map { "i\($0)" }, rows: values)
    let result = try BenefitOfDoubt(of: whole, bounds: uniform(.contribution, 0.005, 0.05, 60))
    let scores = result.bodies.map { $0?.score }
    #expect(
      agree(
        Array(scores.prefix(5)),
        [
          0.8098576483604925, 0.8928935427865619, 0.8201322468124189, 0.695153359019974,
          0.7920301002530207,
        ]))
    #expect(agree([scores.reduce(0) { $0 + ($1 ?? .nan) }], [77.85302075194032]))
    for body in result.bodies.compactMap({ $0 }) {
      #expect(
        body.contributions.allSatisfy { (0.005 - 1e-9...0.05 + 1e-9).contains($0 / body.score) })
    }
  }

  @Test func `a row that lacks a value has no score and bounds nobody`() throws {
    let result = try BenefitOfDoubt(of: indicatorMatrix([[1, 0.5], [nil, 9], [0.5, 1]]))
    #expect(result.bodies.map { $0?.score } == [1, nil, 1])
    #expect(
      result.diagnostics.first?.text.english
        == "benefit-of-doubt scores the 2 of 3 rows that lack nothing")
  }

  @Test func `a body of zeros scores 0`() throws {
    let result = try BenefitOfDoubt(of: indicatorMatrix([[1, 2], [0, 0]]))
    #expect(result.bodies[1]?.score == 0)
    #expect(result.bodies[1]?.weights == [0, 0])
    #expect(try scores([[1, 2], [0, 0]], uniform(.contribution, 0, 0.5, 2)) == [1, 0])
    #expect(try scores([[1, 0], [0.5, 0]], uniform(.weight, 0.2, 0.8, 2)) == [1, 0.5])
  }

  @Test func `bounds that no shares can keep are refused`() throws {
    func refused(_ limits: [Limits]) -> [String] {
      refusals { _ = try tiny(BenefitOfDoubt.Bounds(.weight, limits)) }
    }
    #expect(
      refused([Limits(0.6, 0.9), Limits(0.6, 0.9)]) == [
        "invalid-definition",
        "the least shares sum to 1.2, above 1, which no weights can keep: lower them",
      ])
    #expect(
      refused([Limits(0, 0.4), Limits(0, 0.4)]) == [
        "invalid-definition",
        "the greatest shares sum to 0.8, below 1, which no weights can keep: raise them",
      ])
    #expect(
      refused([Limits(0.5, 0.4), Limits(0, 1)]) == [
        "invalid-definition", "the bounds of “a” must be shares, the lower first: 0 to 1",
      ])
    #expect(refused([Limits(.nan, 1), Limits(0, 1.5)]).count == 3)
    #expect(refused([Limits(0, 1)]).last == "there are 1 bounds for 2 indicators")
  }

  @Test func `bounds that a body's zeros make impossible are refused with the body`() throws {
    func refused(_ low: Double, _ high: Double) -> [String] {
      refusals { _ = try scores([[1, 0], [0.5, 1]], uniform(.contribution, low, high, 2)) }
    }
    #expect(
      refused(0.1, 0.9) == [
        "method-refused",
        "“b” of “A” is 0 and cannot contribute the least share asked for: write normalise: {by: "
          + "min-max, range: [1, 100]}, or no least share",
      ])
    #expect(
      refused(0, 0.9) == [
        "method-refused",
        "the greatest shares of what “A” has above 0 sum to 0.9, below 1: write normalise: {by: "
          + "min-max, range: [1, 100]}, or raise them",
      ])
    #expect(refused(0, 1) == [])
  }

  @Test func `data that cannot be scored are refused with the reason`() throws {
    #expect(
      refusals { _ = try scores([[1, -2], [1, 1]]) }.last
        == "“b” of “A” is -2, and benefit-of-doubt takes no negative values: normalise by min-max")
    #expect(
      refusals { _ = try BenefitOfDoubt(of: indicatorMatrix([[1], [2]], directions: [.lower])) }
        .last
        == "benefit-of-doubt needs values of which more is better, and “a” is lower: normalise it "
        + "first")
    #expect(
      refusals { _ = try scores([[1, 2], [nil, 1]]) }.last
        == "benefit-of-doubt needs two rows that lack nothing, and there is 1")
    #expect(refusals { _ = try scores([[0, 0], [0, 0]]) }.first == "method-refused")
  }
}
