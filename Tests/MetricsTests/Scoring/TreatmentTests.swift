import Diagnostics
import Metrics
import Testing

/// What a treatment made of one indicator, `x`.
func treated(
  _ values: [Double?], _ treatment: Treatment, normalisation: Normalisation = Normalisation()
) throws -> (values: [Double?], outcome: Treatment.Outcome) {
  let outcome = try treatment.apply(to: column(values), for: normalisation)
  return (outcome.table.values.map { $0[0].point }, outcome)
}

/// Why a treatment is refused, in English; empty where it is not.
func refusals(
  _ table: ScoringTable, _ treatment: Treatment, normalisation: Normalisation = Normalisation()
) -> [String] {
  do {
    _ = try treatment.apply(to: table, for: normalisation)
    return []
  } catch {
    return error.problems.map(\.text.english)
  }
}

@Suite struct TreatmentTests {
  private let tenAndHundred: [Double?] = (1...10).map { Double($0) } + [100]
  /// 1 … 20 and two outliers.
  private let twoOutliers: [Double?] = (1...20).map { Double($0) } + [100, 200]

  // MARK: Shape

  @Test func `skewness and kurtosis are those of COINr`() throws {
    // Source: COINr 1.1.14, tests/testthat/test-treat.R (values by `skew` and `kurt`).
    let before = try #require(TreatmentShape((1...10).map { Double($0) } + [100]))
    #expect(agree([before.skewness, before.kurtosis], [3.2556381840605075, 10.706673906421969]))
    let after = try #require(TreatmentShape((1...10).map { Double($0) } + [10]))
    #expect(agree([after.skewness, after.kurtosis], [-0.127621659676086, -1.3366772177582986]))
  }

  @Test func `skewness and kurtosis have no unit`() throws {
    let values = TechnologyAchievement.values.map { $0[0] }
    let shape = try #require(TreatmentShape(values))
    // Computed with SciPy 1.17.1, skew and kurtosis with bias=False.
    #expect(agree([shape.skewness, shape.kurtosis], [2.624653421276515, 6.908732943259096]))
    for scale in [1e-200, 0.3, 1e200] {
      let other = try #require(TreatmentShape(values.map { $0 * scale }))
      #expect(agree([other.skewness, other.kurtosis], [shape.skewness, shape.kurtosis]))
    }
    let mirrored = try #require(TreatmentShape(values.map { -$0 }))
    #expect(agree([mirrored.skewness, mirrored.kurtosis], [-shape.skewness, shape.kurtosis]))
  }

  @Test(arguments: [[], [1, 2, 9], [4, 4, 4, 4, 4], [1, 2, 3, .nan], [1, 2, 3, .infinity]])
  func `what has no shape has none`(values: [Double]) {
    #expect(TreatmentShape(values) == nil)
  }

  // MARK: Winsorise

  @Test func `an outlier becomes the next value`() throws {
    // Source: COINr 1.1.14, tests/testthat/test-treat.R: 100 → 10.
    let (values, outcome) = try treated(tenAndHundred, Treatment(.winsorise))
    #expect(values == Array(tenAndHundred.dropLast()) + [10])
    let change = try #require(outcome.changes.first)
    #expect(outcome.changes.count == 1)
    #expect(change.row == 10 && change.column == 0)
    #expect(change.from == .exact(100) && change.to == .exact(10))
    let entry = try #require(outcome.columns.first)
    #expect(outcome.columns.count == 1)
    #expect(entry.action == .winsorised)
    #expect(entry.cutCount == 1)
    #expect(entry.isOutlying == false)
    #expect(entry.least == 1 && entry.greatest == 10)
    #expect(
      outcome.diagnostics.map(\.text.english) == ["1 value of “x” is winsorised into 1 to 10"])
  }

  @Test func `a long tail at the low end is cut there`() throws {
    let (values, outcome) = try treated(tenAndHundred.map { $0.map { -$0 } }, Treatment(.winsorise))
    #expect(values == (1...10).map { Double(-$0) } + [-10])
    #expect(outcome.columns[0].cutCount == 1)
  }

  @Test func `no more values are cut than allowed, and what is left is told`() throws {
    // Source: COINr 1.1.14, tests/testthat/test-treat.R: with one point it does not pass.
    let (values, outcome) = try treated(twoOutliers, Treatment(.winsorise, greatestCount: 1))
    #expect(values == Array(twoOutliers.dropLast()) + [100])
    #expect(outcome.columns[0].isOutlying == true)
    #expect(
      outcome.diagnostics.map(\.text.english) == [
        "1 value of “x” is winsorised into 1 to 100",
        "“x” still has outliers after the treatment: check its values, or treat it otherwise",
      ])
    // Two at the top are cut together: with one allowed, none is.
    let pair = Array(twoOutliers.dropLast(2)) + [200, 200]
    let tied = try treated(pair, Treatment(.winsorise, greatestCount: 1))
    #expect(tied.values == pair)
    #expect(tied.outcome.columns[0].action == .uncut)
    #expect(tied.outcome.columns[0].isOutlying == true)
    #expect(try treated(pair, Treatment(.winsorise)).values.compactMap { $0 }.max() == 20)
  }

  @Test func `nothing is cut until it is constant`() throws {
    // Skewness 3, kurtosis 9: outlying, and the next value is that of all others.
    let values: [Double?] = [Double?](repeating: 0, count: 8) + [1]
    let (after, outcome) = try treated(values, Treatment(.winsorise))
    #expect(after == values)
    #expect(outcome.columns[0].action == .uncut)
    #expect(outcome.columns[0].isOutlying == true)
    #expect(outcome.diagnostics.map(\.severity) == [.warning])
  }

  @Test func `values that are not outlying are left alone`() throws {
    let values: [Double?] = [1, 2, 3, 4, 5, 6, nil, 12]
    for method in Treatment.Method.allCases where method != .none {
      let (after, outcome) = try treated(values, Treatment(method))
      #expect(after == values)
      #expect(outcome.columns.map(\.action) == [.passed])
      #expect(outcome.changes.isEmpty && outcome.diagnostics.isEmpty)
    }
  }

  @Test(arguments: Treatment.Method.allCases)
  func `what cannot be tested is left alone and told`(method: Treatment.Method) throws {
    for values: [Double?] in [[], [7], [1, 2, 90], [5, 5, 5, 5, 5], [nil, nil]] {
      let (after, outcome) = try treated(values, Treatment(method))
      #expect(after == values)
      #expect(outcome.changes.isEmpty)
      if method == .none {
        #expect(outcome.columns.allSatisfy { $0.action == .none })
        #expect(outcome.diagnostics.isEmpty)
      } else if !values.isEmpty {
        #expect(outcome.columns.map(\.action) == [.untested])
        #expect(
          outcome.diagnostics.map(\.text.english) == [
            "“x” is not tested for outliers: it is constant or has fewer than 4 values"
          ])
      }
    }
  }

  // MARK: Logarithms

  /// The formulas on (1, 2, 4, 8, 101), whose range is 100.
  @Test(
    arguments: [
      (.plain, [0, 0.6931471805599453, 1.3862943611198906, 2.0794415416798357, 4.61512051684126]),
      // x − 1 + 1: the same here.
      (
        .coinTool,
        [0, 0.6931471805599453, 1.3862943611198906, 2.0794415416798357, 4.61512051684126]
      ),
      (
        .coinToolPlus,
        [0, 0.6931471805599453, 1.3862943611198906, 2.0794415416798357, 4.61512051684126]
      ),
      (
        .coinToolOriginal,
        [0, 0.6931471805599453, 1.3862943611198906, 2.0794415416798357, 4.61512051684126]
      ),
      // (101 − 1)(x − 1)/100 + 1: the same again.
      (
        .globalInnovationIndex,
        [0, 0.6931471805599453, 1.3862943611198906, 2.0794415416798357, 4.61512051684126]
      ),
    ] as [(Treatment.Logarithm, [Double])])
  func `all logarithms agree where the range is 100 and the least value 1`(
    form: Treatment.Logarithm, expected: [Double]
  ) throws {
    let treatment = Treatment(.log, logarithm: form, applies: .always)
    let (values, outcome) = try treated([1, 2, 4, 8, 101], treatment)
    #expect(agree(values, expected))
    #expect(outcome.columns[0].action == .transformed)
    #expect(outcome.changes.count == 5)
  }

  @Test func `each logarithm has its own shift`() throws {
    // (−10, 0, 40): range 50, margin 0.5.
    func logs(_ form: Treatment.Logarithm, _ values: [Double?]) throws -> [Double?] {
      try treated(values, Treatment(.log, logarithm: form, applies: .always)).values
    }
    let values: [Double?] = [-10, 0, 40]
    // ln 0.5, ln 10.5, ln 50.5.
    #expect(
      try agree(
        logs(.coinTool, values), [-0.6931471805599453, 2.3513752571634776, 3.9219733362813143]))
    // ln 1, ln 11, ln 51.
    #expect(
      try agree(logs(.coinToolOriginal, values), [0, 2.3978952727983707, 3.9318256327243257]))
    // 39 · (x + 10)/50 + 1: ln 1, ln 8.8, ln 40.
    #expect(
      try agree(
        logs(.globalInnovationIndex, values), [0, 2.174751721484161, 3.6888794541139363]))
    // Skewness below 0, the same turned round: −ln(x + 10.5) of (10, 0, −40) in that order.
    #expect(
      try agree(
        logs(.coinToolPlus, [10, 0, -40]),
        [0.6931471805599453, -2.3513752571634776, -3.9219733362813143]))
    #expect(try agree(logs(.coinToolPlus, values), logs(.coinTool, values)))
    // Of four values likewise: (0, 1, 2, 97), margin 0.97: ln 0.97, ln 1.97, ln 2.97, ln 97.97.
    #expect(
      try agree(
        logs(.coinToolPlus, [0, 1, 2, 97]),
        [-0.030459207484708574, 0.6780335427498971, 1.0885619528146082, 4.584661309356551]))
  }

  @Test func `the formula is told with its constants`() throws {
    let treatment = Treatment(.log, applies: .always)
    let outcome = try treated([-10, 0, 40], treatment).outcome
    #expect(
      outcome.diagnostics.map(\.text.english) == [
        "the values of “x” are transformed: ln(x + 10.5)"
      ])
    #expect(outcome.diagnostics[0].text.chinese == "“x”的值变换为 ln(x + 10.5)")
  }

  @Test func `a logarithm of nothing positive is refused with a way out`() {
    let table = column([0, 5, 9, 40])
    #expect(
      refusals(table, Treatment(.log, logarithm: .plain, applies: .always)) == [
        "log cannot treat “x”, whose least value is 0: use the logarithm ct, which shifts"
      ])
    #expect(
      refusals(
        column([0.1, 0.2, 0.9]),
        Treatment(.log, logarithm: .globalInnovationIndex, applies: .always))
        == [
          "the logarithm gii would turn the order of “x” round, whose greatest value is 0.9: use ct"
        ])
  }

  @Test func `an indicator of weight 0 refuses nothing`() throws {
    let table = sample(
      [
        IndicatorDefinition(id: "x", direction: .higher),
        IndicatorDefinition(id: "shown", weight: 0),
      ], [[1, 0], [2, 5], [9, 7]])
    let outcome = try Treatment(.log, logarithm: .plain, applies: .always)
      .apply(to: table, for: Normalisation())
    #expect(outcome.columns.map(\.action) == [.transformed, .undefined])
    #expect(outcome.table.values.map { $0[1] } == [0, 5, 7].map { .exact($0) })
    #expect(outcome.diagnostics.map(\.severity) == [.note, .note])
  }

  // MARK: Winsorise, then logarithm

  @Test func `a logarithm of the values as they were follows where winsorising does not suffice`()
    throws
  {
    // Source: COINr 1.1.14, tests/testthat/test-treat.R: winmax 1, f2 = "log" gives ln x.
    let treatment = Treatment(.winsoriseLog, greatestCount: 1, logarithm: .plain)
    let (values, outcome) = try treated(twoOutliers, treatment)
    let logarithms = try treated(
      twoOutliers, Treatment(.log, logarithm: .plain, applies: .always)
    ).values
    #expect(values == logarithms)
    #expect(outcome.columns[0].action == .transformed)
    #expect(outcome.columns[0].cutCount == 0)
    #expect(outcome.changes.count == 22)
    // With two points allowed there is no need for it.
    let cut = try treated(twoOutliers, Treatment(.winsoriseLog, logarithm: .plain))
    #expect(cut.outcome.columns[0].action == .winsorised)
    #expect(cut.values == Array(twoOutliers.dropLast(2)) + [20, 20])
  }

  // MARK: Box-Cox

  @Test(
    arguments: [
      // Symmetric logarithms: λ = 0.
      ([1, 2, 4], 0), ([1, 2, 4, 8, 16], 0), ([1, 4, 9, 16, 25, 36], 0.3522705808928923),
      // The technology achievement index (OECD/JRC Handbook 2008), columns 0, 1, 2, 3, 6, 7.
      (TechnologyAchievement.values.map { $0[0] }, 0.04571659166315974),
      (TechnologyAchievement.values.map { $0[1] }, 0.05493698413747528),
      (TechnologyAchievement.values.map { $0[2] }, 0.2870758622156231),
      (TechnologyAchievement.values.map { $0[3] }, 1.7197852705292644),
      (TechnologyAchievement.values.map { $0[6] }, 1.2078375063420363),
      (TechnologyAchievement.values.map { $0[7] }, -0.6178120511270245),
    ] as [([Double], Double)])
  func `lambda is that of greatest likelihood`(values: [Double], expected: Double) throws {
    // The maximum of the log-likelihood in 40-digit arithmetic (mpmath); SciPy 1.17.1's
    // boxcox_normmax(method="mle") agrees to the seven digits that it converges to.
    let treatment = Treatment(.boxCox, applies: .always)
    for scale in [1, 1e6] {
      let function = try treated(values.map { $0 * scale }, treatment).outcome.columns[0].function
      guard case .boxCox(let lambda, let shift) = function.transformation else {
        Issue.record("\(function)")
        return
      }
      #expect(shift == 0)
      #expect(agree([lambda], [expected]))
    }
  }

  @Test func `the values are those of SciPy`() throws {
    // Computed with SciPy 1.17.1, stats.boxcox of patents with the λ above (printed with 8 decimals).
    let values = TechnologyAchievement.values.map { $0[0] }
    let (after, _) = try treated(values, Treatment(.boxCox, applies: .always))
    let expected = [5.90960694, 6.46807227, 6.38487105, 8.11472086, 7.78243248]
    #expect(greatestDifference(Array(after.prefix(5)), expected) <= 1e-8)
  }

  @Test func `a given lambda is used as it is`() throws {
    // λ = 2: (x² − 1)/2; λ = 0: ln x.
    func given(_ lambda: Double) throws -> [Double?] {
      try treated([1, 3, 5], Treatment(.boxCox, applies: .always, lambda: lambda)).values
    }
    #expect(try agree(given(2), [0, 4, 12]))
    #expect(try agree(given(0), [0, 1.0986122886681098, 1.6094379124341003]))
    #expect(try agree(given(-1), [0, 2.0 / 3, 0.8]))
    #expect(
      refusals(column([1, 3, 5]), Treatment(.boxCox, lambda: 6)) == [
        "the lambda is 6: write a number from −5 to 5"
      ])
  }

  @Test func `zeros are refused, or shifted where the user says so`() throws {
    let table = column([0, 1, 3, 7])
    #expect(
      refusals(table, Treatment(.boxCox, applies: .always)) == [
        "box-cox cannot treat “x”, whose least value is 0: "
          + "allow a shift, which makes the least value 1"
      ])
    // Shifted by 1 − 0: 1, 2, 4, 8, whose logarithms are symmetric: λ = 0 and ln(x + 1).
    let treatment = Treatment(.boxCox, applies: .always, nonPositive: .shift)
    let (values, outcome) = try treated([0, 1, 3, 7], treatment)
    #expect(
      agree(values, [0, 0.6931471805599453, 1.3862943611198906, 2.0794415416798357]))
    guard case .boxCox(let lambda, let shift) = outcome.columns[0].function.transformation else {
      Issue.record("not transformed")
      return
    }
    #expect(shift == 1 && abs(lambda) <= 1e-9)
  }

  @Test func `no power between minus 5 and 5 is told`() {
    // Values close together with a tail at the low end: the likelihood still rises at λ = 5, −6.65,
    // and at 30, −4.44 (SciPy 1.17.1, boxcox_llf).
    let values: [Double?] = [90, 99, 99.5, 100, 100.2]
    #expect(
      refusals(column(values), Treatment(.boxCox, applies: .always)) == [
        "“x” has no most likely lambda between −5 and 5: give a lambda, or use winsorise-log"
      ])
  }

  // MARK: Tables

  @Test func `ends of estimates go the same way`() throws {
    var table = column(tenAndHundred)
    table.values[9] = [.atLeast(10)]
    table.values[10] = [Estimate(point: 100, low: 60, high: 140)]
    let between = ScoringTable(
      rows: table.rows + [.init(body: "L", year: 2022)], indicators: table.indicators,
      values: table.values + [[.between(4, 500)]])
    let outcome = try Treatment(.winsorise).apply(to: between, for: Normalisation())
    #expect(outcome.table.values[9] == [.atLeast(10)])
    #expect(outcome.table.values[10] == [.exact(10)])
    #expect(outcome.table.values[11] == [.between(4, 10)])
    #expect(outcome.changes.map(\.row) == [10, 11])
    // And a logarithm's ends are within those of the values: ln(4 − 1 + 0.99), ln(100 − 1 + 0.99).
    let logged = try Treatment(.log).apply(to: between, for: Normalisation())
    #expect(
      agree(
        [logged.table.values[11][0].low, logged.table.values[11][0].high],
        [1.3837912309017721, 4.605070180987758]))
    #expect(logged.table.values[9][0].high == nil)
  }

  @Test func `years are taken together or one by one, peer sets never`() throws {
    let rows = ["p", "q"].flatMap { set in
      [2021, 2022].flatMap { year in
        (0..<11).map { ScoringTable.RowKey(body: bodyName($0), year: year, peerSet: set) }
      }
    }
    // Only p 2022 has an outlier; over both years 22 values, 1 … 10 and 10 once more.
    let calm = (1...10).map { Double($0) } + [10]
    let wild = (1...10).map { Double($0) } + [100]
    let table = ScoringTable(
      rows: rows, indicators: indicators("x"),
      values: (calm + wild + calm + calm).map { [.exact($0)] })
    let yearly = try Treatment(.winsorise, over: .year).apply(to: table, for: Normalisation())
    #expect(yearly.columns.map(\.year) == [2021, 2022, 2021, 2022])
    #expect(yearly.columns.map(\.action) == [.passed, .winsorised, .passed, .passed])
    #expect(yearly.changes.map(\.row) == [21])
    let together = try Treatment(.winsorise).apply(to: table, for: Normalisation())
    #expect(together.columns.map(\.peerSet) == ["p", "q"])
    #expect(together.columns.map(\.action) == [.winsorised, .passed])
    #expect(together.columns.map(\.year) == [nil, nil])
    #expect(
      together.diagnostics.map(\.text.english) == ["1 value of “x” in p is winsorised into 1 to 10"]
    )
  }

  @Test func `single indicators can be treated otherwise`() throws {
    let values = tenAndHundred.compactMap { $0 }
    let table = sample(indicators("x", "y"), values.map { [$0, $0] })
    let outcome = try Treatment(.winsorise, methods: ["y": .none])
      .apply(to: table, for: Normalisation())
    #expect(outcome.columns.map(\.action) == [.winsorised, .none])
    #expect(
      refusals(table, Treatment(.none, methods: ["z": .log])) == [
        "the indicator “z” under treat is not defined"
      ])
  }

  @Test func `a transformation is refused where goalposts or references are in the unit before`() {
    let treatment = Treatment(.log, applies: .always)
    let table = column([1, 5, 9], goalposts: Limits(0, 10), reference: 8)
    #expect(
      refusals(table, treatment, normalisation: Normalisation(.goalposts)) == [
        "“x” would be transformed, and its goalposts are in the unit before: "
          + "use winsorise, or freeze goalposts, which keep the transformation"
      ])
    #expect(
      refusals(table, treatment, normalisation: Normalisation(.distanceToTarget)) == [
        "“x” would be transformed, and its reference is in the unit before: "
          + "use winsorise, or a body as reference"
      ])
    #expect(refusals(table, treatment, normalisation: Normalisation(.minMax)).isEmpty)
  }

  @Test func `settings that make no sense are refused`() {
    #expect(
      refusals(column([1]), Treatment(.winsorise, greatestCount: 0, skewness: -1, kurtosis: .nan))
        == [
          "at most 0 values: write 1 or more",
          "the threshold of skewness is -1: write a number of 0 or more",
          "the threshold of kurtosis is nan: write a number of 0 or more",
        ])
    #expect(
      refusals(column([.infinity]), Treatment(.log)) == [
        "“A” 2022 has a value that is no finite number, or is outside its own ends"
      ])
  }

  // MARK: Properties

  @Test(arguments: Treatment.Method.allCases, Treatment.Logarithm.allCases)
  func `no treatment turns an order round, depends on the order of rows or makes NaN`(
    method: Treatment.Method, form: Treatment.Logarithm
  ) throws {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<10 {
      var values = (0..<30).map { _ in Double.random(in: 2...50, using: &generator) }
      values += [900, 2000]
      let treatment = Treatment(method, logarithm: form, applies: .always)
      let (after, outcome) = try treated(values, treatment)
      let found = after.compactMap { $0 }
      #expect(found.count == values.count && found.allSatisfy(\.isFinite))
      let ascending = zip(values, found).sorted { $0.0 < $1.0 }.map(\.1)
      #expect(zip(ascending, ascending.dropFirst()).allSatisfy { $0 <= $1 })
      let order = values.indices.shuffled(using: &generator)
      let table = column(values)
      let shuffled = ScoringTable(
        rows: order.map { table.rows[$0] }, indicators: table.indicators,
        values: order.map { table.values[$0] })
      let other = try treatment.apply(to: shuffled, for: Normalisation())
      #expect(other.table.values == order.map { outcome.table.values[$0] })
      #expect(other.columns == outcome.columns)
      // What the report of changes says is what happened, and all that happened.
      var replayed = table.values
      for change in outcome.changes {
        #expect(replayed[change.row][change.column] == change.from)
        replayed[change.row][change.column] = change.to
      }
      #expect(replayed == outcome.table.values)
    }
  }

  @Test func `the ids are those of studies`() {
    #expect(
      Treatment.Method.allCases.map(\.rawValue) == [
        "none", "winsorise", "log", "winsorise-log", "box-cox",
      ])
    #expect(
      Treatment.Logarithm.allCases.map(\.rawValue) == ["plain", "ct", "ct-plus", "ct-orig", "gii"])
    #expect(YearScope.allCases.map(\.rawValue) == ["selection", "year"])
    #expect(Treatment.Condition.allCases.map(\.rawValue) == ["outliers", "always"])
    #expect(Treatment.NonPositive.allCases.map(\.rawValue) == ["refuse", "shift"])
  }
}
