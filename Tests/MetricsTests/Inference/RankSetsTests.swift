import Metrics
import Testing

@Suite struct RankSetsTests {
  private func sets(
    _ estimates: [Double], _ errors: [Double], _ method: RankSets.Method, level: Double = 0.9
  ) throws -> [[Int]] {
    try RankSets(
      estimates: estimates, standardErrors: errors, level: level, method: method, draws: 400
    ).sets
      .map { [$0.least, $0.greatest] }
  }

  @Test func `joint sets of 51 states are those of the published rule`() throws {
    // z = Φ⁻¹(1 − (1 − 0.9^(1/51))/2) = 3.0809. The source ranks from the shortest up, we from the greatest
    // down; so rank r is 52 − r: SD [1,6] → [46,51], CO [23,38] → [14,29], DC [48,49] → [3,4],
    // MD [50,51] → [1,2]. With the figures of one decimal, as published.
    let states = TravelTimes.states
    let z90 = 1.6448536269514722
    let ranks = try RankSets(
      estimates: states.map(\.rounded), standardErrors: states.map { $0.margin / z90 })
    #expect(isNear(ranks.criticalValue, 3.0809, within: 1e-4))
    let expected = ["SD": [46, 51], "CO": [14, 29], "DC": [3, 4], "MD": [1, 2]]
    for (state, set) in zip(states, ranks.sets) {
      if let known = expected[state.name] { #expect([set.least, set.greatest] == known) }
    }
    // With standard errors of two decimals Colorado meets one state more; the others stay.
    let fine = try RankSets(
      estimates: states.map(\.mean), standardErrors: states.map(\.error))
    for (state, set) in zip(states, fine.sets) {
      guard let known = expected[state.name] else { continue }
      #expect([set.least, set.greatest] == (state.name == "CO" ? [13, 29] : known))
    }
  }

  @Test func `stepwise sets of the 51 states lie within the joint ones`() throws {
    let states = TravelTimes.states
    let (means, errors) = (states.map(\.mean), states.map(\.error))
    let joint = try sets(means, errors, .jointIntervals)
    let stepwise = try sets(means, errors, .stepwise)
    var sharper = 0
    for (wide, narrow) in zip(joint, stepwise) {
      #expect(wide[0] <= narrow[0] && narrow[1] <= wide[1])
      if wide != narrow { sharper += 1 }
    }
    #expect(sharper > 25)
  }

  @Test func `marginal sets lie within the stepwise ones but for simulation`() throws {
    let (means, errors) = ([1.0, 2, 3, 4, 5], [0.4, 0.4, 0.4, 0.4, 0.4])
    let stepwise = try sets(means, errors, .stepwise)
    let marginal = try sets(means, errors, .marginal)
    for (wide, narrow) in zip(stepwise, marginal) {
      #expect(wide[0] <= narrow[0] && narrow[1] <= wide[1])
    }
  }

  @Test(arguments: RankSets.Method.allCases)
  func `bodies far apart have one rank each and bodies alike all ranks`(method: RankSets.Method)
    throws
  {
    #expect(try sets([30, 10, 20], [0.1, 0.1, 0.1], method) == [[1, 1], [3, 3], [2, 2]])
    #expect(try sets([5, 5, 5], [1, 1, 1], method) == [[1, 3], [1, 3], [1, 3]])
    #expect(try sets([7], [2], method) == [[1, 1]])
  }

  @Test(arguments: RankSets.Method.allCases)
  func `exact values are told apart, and equal ones share their ranks`(method: RankSets.Method)
    throws
  {
    #expect(try sets([4, 4, 9, 1], [0, 0, 0, 0], method) == [[2, 3], [2, 3], [1, 1], [4, 4]])
  }

  @Test(arguments: RankSets.Method.allCases)
  func `the order of rows changes nothing`(method: RankSets.Method) throws {
    var draws = Draws(seed: 3)
    // With twins, whose simulated errors differ.
    let estimates = [3, 3, 3] + (0..<12).map { _ in 4 * draws.uniform() }
    let errors = [0.5, 0.5, 0.5] + (0..<12).map { _ in 0.2 + draws.uniform() }
    let forward = try sets(estimates, errors, method)
    #expect(forward[0] == forward[1] && forward[1] == forward[2])
    let backward = try sets(estimates.reversed(), errors.reversed(), method)
    #expect(forward == backward.reversed())
  }

  @Test(arguments: RankSets.Method.allCases)
  func `every set holds the rank of the estimate`(method: RankSets.Method) throws {
    var draws = Draws(seed: 8)
    for _ in 0..<20 {
      let estimates = (0..<9).map { _ in 10 * draws.uniform() }
      let errors = (0..<9).map { _ in 2 * draws.uniform() }
      for (estimate, set) in zip(estimates, try sets(estimates, errors, method)) {
        let rank = 1 + estimates.count { $0 > estimate }
        #expect(set[0] <= rank && rank <= set[1])
      }
    }
  }

  @Test(arguments: RankSets.Method.allCases)
  func `sets hold the true ranks as often as they say`(method: RankSets.Method) throws {
    // 200 samples of 8 bodies; simultaneous sets hold all true ranks together, marginal ones each.
    // Standard error at 0.9: √(.9·.1/200) = 0.021, three are allowed. True values 0.8 apart with errors of
    // 0.5 to 1 keep neighbours apart by chance only, and some rejections are needed to fail.
    var draws = Draws(seed: 21)
    let truth = (0..<8).map { Double($0) * 0.8 }
    let errors = (0..<8).map { 0.5 + 0.07 * Double($0) }
    var (together, each, width) = (0, 0, 0)
    for _ in 0..<200 {
      let estimates = zip(truth, errors).map { $0 + $1 * draws.normal() }
      let sets = try RankSets(
        estimates: estimates, standardErrors: errors, level: 0.9, method: method, draws: 100
      ).sets
      let held = sets.enumerated().count { body, set in
        (set.least...set.greatest).contains(8 - body)
      }
      each += held
      if held == 8 { together += 1 }
      width += sets.map { $0.greatest - $0.least + 1 }.reduce(0, +)
    }
    if method == .marginal {
      #expect(Double(each) / 1600 >= 0.9 - 0.022)
    } else {
      #expect(Double(together) / 200 >= 0.9 - 0.064)
    }
    // Sets of all eight ranks would hold the truth too, and say nothing.
    #expect(Double(width) / 1600 < 6.5)
  }

  @Test(arguments: RankSets.Method.allCases)
  func `bodies that hardly differ are told apart as seldom as they say`(method: RankSets.Method)
    throws
  {
    // True values 10⁻⁶ apart, 400 samples at 0.9. Two bodies are told apart in some 40 and the wrong way round
    // in 20; 3 standard errors (13) are allowed. Joint intervals are cautious with two, so they get 20.
    var draws = Draws(seed: 33)
    let size = method == .jointIntervals ? 20 : 2
    let errors = (0..<size).map { _ in 1.0 }
    var missed = 0
    for _ in 0..<400 {
      let estimates = (0..<size).map { Double($0) * 1e-6 + draws.normal() }
      let sets = try RankSets(
        estimates: estimates, standardErrors: errors, level: 0.9, method: method, draws: 200
      ).sets
      let holdsAll = sets.enumerated().allSatisfy { body, set in
        (set.least...set.greatest).contains(size - body)
      }
      if !holdsAll { missed += 1 }
    }
    #expect(missed <= 33)
  }

  @Test func `the same seed gives the same sets`() throws {
    let estimates = [1, 1.5, 2, 2.4, 3.1]
    let errors = [0.4, 0.4, 0.5, 0.3, 0.2]
    let first = try RankSets(
      estimates: estimates, standardErrors: errors, method: .stepwise, seed: 7)
    let second = try RankSets(
      estimates: estimates, standardErrors: errors, method: .stepwise, seed: 7)
    #expect(first == second)
  }

  @Test func `a comparison interval of 95 % reaches 1,39 standard errors to each side`() throws {
    // 1.959964/√2 = 1.385904.
    let interval = try #require(RankSets.comparisonInterval(estimate: 10, standardError: 2))
    #expect(isNear(interval.upperBound - 10, 2.771808, within: 1e-6))
    #expect(isNear(10 - interval.lowerBound, 2.771808, within: 1e-6))
    #expect(RankSets.comparisonInterval(estimate: .nan, standardError: 1) == nil)
    #expect(RankSets.comparisonInterval(estimate: 1, standardError: -1) == nil)
    #expect(RankSets.comparisonInterval(estimate: 1, standardError: 1, level: 1) == nil)
  }

  @Test func `what cannot be ranked is refused with a way out`() {
    let wrong: [([Double], [Double], Double)] = [
      ([], [], 0.9), ([1], [1, 2], 0.9), ([.nan], [1], 0.9), ([1], [-1], 0.9),
      ([1], [.infinity], 0.9),
      ([1], [1], 0), ([1], [1], 1),
    ]
    for (estimates, errors, level) in wrong {
      #expect(throws: MetricsError.self) {
        try RankSets(estimates: estimates, standardErrors: errors, level: level)
      }
    }
  }
}
