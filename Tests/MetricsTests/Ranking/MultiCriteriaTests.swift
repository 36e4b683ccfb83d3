import Diagnostics
import Metrics
import Testing

/// What the methods share: missing values, criteria that tell nothing apart, refusals.
@Suite struct MultiCriteriaTests {
  @Test func `methods have the ids of a study`() {
    #expect(
      MultiCriteriaMethod.ID.allCases.map(\.rawValue) == [
        "topsis", "rank-sum-ratio", "borda", "copeland", "vikor", "promethee-ii", "copras",
        "kemeny",
      ])
    for id in MultiCriteriaMethod.ID.allCases { #expect(MultiCriteriaMethod(id).id == id) }
    #expect(Topsis.Scaling.allCases.map(\.rawValue) == ["vector", "min-max"])
    #expect(RankSumRatio.Ranks.allCases.map(\.rawValue) == ["integer", "non-integer"])
  }

  @Test(arguments: everyMethod)
  func `a body that lacks a value is left out as if it were not there`(
    method: MultiCriteriaMethod
  ) throws {
    let whole = matrix([[5, 8, 4, 1], [7, 6, 8, 2], [8, 8, 6, 5]])
    var gappy = whole
    gappy.bodies.insert("X", at: 1)
    // Its 99 would move every scale.
    gappy.values.insert([99, 99, nil, 99], at: 1)
    let expected = try MultiCriteriaRanking(whole, method: method)
    let found = try MultiCriteriaRanking(gappy, method: method)
    #expect(found.rows.filter { $0.body != "X" } == expected.rows)
    #expect(found.rows[1].score == nil)
    #expect(found.rows[1].rank == nil)
    #expect(found.rows[1].lacking == ["c3"])
    #expect(found.findings.contains("“X” lacks values, and is neither compared nor ranked"))
  }

  @Test(arguments: everyMethod)
  func `gaps are compared by what both state, or refused with a way out`(
    method: MultiCriteriaMethod
  ) throws {
    let gappy = matrix([[5, 8, 4, 1], [7, nil, 8, 2], [8, 9, 6, 5]])
    switch method.id {
    case .borda, .copeland, .prometheeII, .kemeny:
      let found = try MultiCriteriaRanking(gappy, method: method, missing: .renormalise)
      #expect(found.ranks.allSatisfy { $0 != nil })
      #expect(found.rows[1].lacking == ["c2"])
    case .topsis, .rankSumRatio, .vikor, .copras:
      #expect(
        problems(gappy, method, missing: .renormalise) == [
          "\(method.id.rawValue) needs a value for every criterion and cannot renormalise weights: "
            + "write missing: interval, which leaves incomplete bodies unranked, or impute first, "
            + "or use copeland"
        ])
      #expect(code(gappy, method, missing: .renormalise) == .methodRefused)
      // A complete table needs no treatment.
      #expect(problems(matrix([[1, 2], [2, 1]]), method.plain, missing: .renormalise) == [])
    }
  }

  @Test func `a pair is compared by its common criteria whichever row comes first`() throws {
    // (1, –) and (2, 5): by c1 alone the second stands above. COINr 1.1.14 gives ½ to both where the
    // rows come in the other order.
    let table = matrix([[1, nil], [2, 5], [3, 4]])
    let found = try MultiCriteriaRanking(
      table, method: .copeland, missing: .renormalise, coverage: 0.5)
    let shares = try #require(found.outranking).shares
    #expect(shares[0] == [nil, 0, 0])
    #expect(shares[1] == [1, nil, 0.5])
    #expect(found.scores == [-2, 1, 1])
    #expect(found.ranks == [3, 1, 1])
    var reversed = table
    reversed.bodies.reverse()
    reversed.values.reverse()
    let other = try MultiCriteriaRanking(
      reversed, method: .copeland, missing: .renormalise, coverage: 0.5)
    #expect(other.rows == found.rows.reversed())
  }

  @Test func `weights within a pair are those of its common criteria`() throws {
    // A and B share c1 (3) and c2 (1): e = 3/4. A and C share c2 and c3 (2), C ahead by c3: 1/3.
    let table = matrix([[5, 1, 1], [4, 2, nil], [nil, 0, 2]], weights: [3, 1, 2])
    let found = try MultiCriteriaRanking(
      table, method: .borda, missing: .renormalise, coverage: 0.5)
    let shares = try #require(found.outranking).shares
    #expect(agree([shares[0][1], shares[0][2], shares[1][2]], [0.75, 1.0 / 3, 1]))
    #expect(agree(found.scores, [0.75 + 1.0 / 3, 0.25 + 1, 2.0 / 3]))
  }

  @Test func `bodies without a common criterion are undecided`() throws {
    let table = matrix([[1, nil], [nil, 9], [2, 3]])
    for method in [MultiCriteriaMethod.copeland, .borda, .kemeny] {
      let found = try MultiCriteriaRanking(
        table, method: method, missing: .renormalise, coverage: 0.5)
      #expect(
        found.findings.contains("1 pair of bodies shares no criterion and counts as undecided"))
      // B stands above C, C above A.
      #expect(try #require(found.ranks[1]) <= #require(found.ranks[0]))
    }
    let flows = try MultiCriteriaRanking(
      table, method: .prometheeII(), missing: .renormalise, coverage: 0.5)
    // A: 0 by B, −1 by C, over 2. B: +1 over C. C: +1 − 1.
    #expect(agree(flows.scores, [-0.5, 0.5, 0]))
  }

  @Test func `a body needs its coverage of the weight`() throws {
    let table = matrix([[1, 2, nil], [2, nil, nil], [3, 1, 5]], weights: [1, 2, 2])
    let found = try MultiCriteriaRanking(table, method: .copeland, missing: .renormalise)
    // A has 3 of 5, B 1 of 5; c3 is then stated by C alone but counts against nobody.
    #expect(found.ranks.map { $0 == nil } == [false, true, false])
    let any = try MultiCriteriaRanking(
      table, method: .copeland, missing: .renormalise, coverage: 0)
    #expect(any.ranks.allSatisfy { $0 != nil })
  }

  @Test func `a constant criterion is left out, and lacking it leaves nobody out`() throws {
    let table = matrix([[1, 7, 3], [2, nil, 1], [3, 7, 2]], weights: [1, 2, 1])
    let found = try MultiCriteriaRanking(table, method: .borda)
    #expect(found.shares == [0.5, 0, 0.5])
    #expect(found.rows[1].lacking == [])
    #expect(
      found.findings.first
        == "every value of “c2” is 7: it tells no bodies apart, and its weight does not count")
    // A: ½ · 0 + ½ · 2; B: ½ · 1 + 0; C: ½ · 2 + ½ · 1.
    #expect(agree(found.scores, [1, 0.5, 1.5]))
  }

  @Test(arguments: everyMethod)
  func `a criterion that is constant among those that take part is left out`(
    method: MultiCriteriaMethod
  ) throws {
    // c2 differs by X alone, which lacks c1 and is not compared.
    let found = try MultiCriteriaRanking(
      matrix([[3, 5], [2, 5], [1, 5], [nil, 9]]), method: method.plain)
    #expect(found.ranks == [1, 2, 3, nil])
    #expect(found.shares == [1, 0])
    #expect(
      found.findings.contains(
        "every value of “c2” is 5: it tells no bodies apart, and its weight does not count"))
  }

  @Test(arguments: everyMethod)
  func `what cannot be ranked is refused with the reason`(method: MultiCriteriaMethod) {
    let method = method.plain
    #expect(
      problems(matrix([[1, 2]]), method) == [
        "only one body has the values that a ranking needs: select more bodies, or fewer criteria"
      ])
    #expect(
      problems(matrix([[1, nil], [nil, 2], [2, nil], [nil, 3]]), method) == [
        "no body has the values that a ranking needs: select more bodies, or fewer criteria"
      ])
    #expect(
      problems(matrix([[1, 2], [1, 2]]), method)
        == ["no criterion tells the bodies apart: choose others"])
    for table in [
      matrix([[1, 2]]), matrix([[1, 2], [1, 2]]),
    ] { #expect(code(table, method) == .methodRefused) }
  }

  @Test func `every problem of a matrix is reported at once`() {
    let table = DecisionMatrix(
      bodies: ["A", "A", "B"],
      criteria: [.init(id: "x", weight: -1), .init(id: "x"), .init(id: "y", weight: .nan)],
      values: [[1, .infinity, 3], [1, 2]])
    #expect(
      problems(table, .copras, coverage: 2) == [
        "the weight of “x” is -1: write a number of 0 or more",
        "the id “x” is used twice: criteria need ids of their own",
        "the weight of “y” is nan: write a number of 0 or more",
        "the coverage is 2: write a share from 0 to 1",
        "there are 3 bodies and values for 2",
        "“x” of “A” is not a finite number",
        "“A” is there twice",
        "“A” has 2 values for 3 criteria",
      ])
    #expect(code(table, .copras) == .invalidDefinition)
    #expect(
      problems(DecisionMatrix(bodies: [], criteria: [], values: []), .borda) == [
        "there is no criterion: define at least one", "there is no body to rank",
      ])
    #expect(
      problems(matrix([[1], [2]], weights: [0]), .borda)
        == ["all weights are 0: give one of the criteria a weight above 0"])
    #expect(code(matrix([[.nan], [2]]), .borda) == .invalidData)
  }

  @Test func `the choices of a method are checked`() {
    let table = matrix([[1, 2], [2, 1]])
    #expect(
      problems(table, .rankSumRatio(grades: 6)) == [
        "rank-sum-ratio has customary cut points for 3, 4 and 5 grades, not for 6"
      ])
    #expect(
      problems(table, .vikor(strategy: 1.5))
        == ["v of vikor is 1.5: write a weight from 0 to 1, usually 0.5"])
    #expect(
      problems(table, .prometheeII(["c9": .usual])) == [
        "there is a preference function for “c9”, which is no criterion"
      ])
    let unsound: [(PreferenceFunction, String)] = [
      (.uShape(indifference: -1), "write an indifference threshold of 0 or more"),
      (.vShape(preference: 0), "write a preference threshold above 0"),
      (
        .level(indifference: 2, preference: 2),
        "write thresholds with 0 ≤ indifference < preference"
      ),
      (
        .linear(indifference: 2, preference: 1),
        "write thresholds with 0 ≤ indifference < preference"
      ),
      (.gaussian(deviation: .infinity), "write a deviation above 0"),
    ]
    for (function, text) in unsound {
      #expect(
        problems(table, .prometheeII(["c1": function]))
          == ["the preference function of “c1”: \(text)"])
    }
  }

  @Test func `ties are listed with their rank, many of them in short`() throws {
    let found = try MultiCriteriaRanking(
      matrix([[2], [1], [2], [1], [1], [1], [1], [1]]), method: .borda)
    #expect(found.ranks == [1, 3, 1, 3, 3, 3, 3, 3])
    #expect(found.ties == [["A", "C"], ["B", "D", "E", "F", "G", "H"]])
    #expect(
      found.findings == [
        "“A” and “C” have equal scores and share rank 1",
        "“B”, “D”, “E”, “F”, “G” and 1 more have equal scores and share rank 3",
      ])
  }

  @Test func `findings and refusals are told in Chinese too`() throws {
    let found = try MultiCriteriaRanking(
      matrix([[1, 4, 7], [1, 4, 7], [2, 4, nil], [3, 4, 1]]), method: .borda)
    #expect(
      found.diagnostics.map(\.text.chinese) == [
        "“c2”的值全是4：区分不了各机构，其权重不计入", "“C”缺指标的值，不参加比较，不列位次",
        "“A”、“B”、“D”得分相同，并列第1位",
      ])
    #expect(found.diagnostics.map(\.severity) == [.warning, .note, .note])
    #expect(throws: MetricsError.self) {
      try MultiCriteriaRanking(matrix([[1], [-1]]), method: .copras)
    }
  }

  // MARK: From a scoring table

  @Test func `a rank set of a scoring table becomes a matrix with effective weights`() throws {
    let columns = [
      IndicatorDefinition(id: "a", direction: .higher, weight: 3, group: "g"),
      IndicatorDefinition(id: "b", direction: .lower, weight: 1, group: "g"),
      IndicatorDefinition(id: "c", direction: .higher),
      IndicatorDefinition(id: "shown", weight: 0),
    ]
    let table = ScoringTable(
      rows: [
        .init(body: "A", year: 2021), .init(body: "A", year: 2022), .init(body: "B", year: 2022),
      ],
      indicators: columns,
      values: [
        [.exact(9), .exact(9), .exact(9), .exact(9)],
        [.exact(1), .atLeast(2), .notKnown, .exact(0)],
        [.between(1, 4), .exact(5), .exact(6), .notKnown],
      ])
    let found = try DecisionMatrix(table, groups: [GroupDefinition(id: "g")], rankSet: "2022")
    #expect(found.bodies == ["A", "B"])
    #expect(found.criteria.map(\.id) == ["a", "b", "c", "shown"])
    #expect(found.criteria.map(\.direction) == [.higher, .lower, .higher, .higher])
    // g and c share the root: 3/4 and 1/4 of a half, and a half.
    #expect(agree(found.criteria.map(\.weight), [0.375, 0.125, 0.5, 0]))
    #expect(found.values == [[1, 2, nil, 0], [nil, 5, 6, nil]])
    let equal = try DecisionMatrix(
      table, groups: [GroupDefinition(id: "g")], weights: .equal, rankSet: "2021")
    #expect(agree(equal.criteria.map(\.weight), [0.25, 0.25, 0.5, 0]))
    #expect(equal.values == [[9, 9, 9, 9]])
    #expect(throws: MetricsError.self) {
      try DecisionMatrix(table, groups: [], rankSet: "2022")
    }
  }
}

extension MultiCriteriaMethod {
  /// The method without preference functions, for matrices of fewer criteria.
  fileprivate var plain: MultiCriteriaMethod {
    if case .prometheeII = self { .prometheeII() } else { self }
  }
}
