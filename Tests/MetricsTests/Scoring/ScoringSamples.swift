import Diagnostics
import Metrics

/// A table of exact values, `nil` where nothing is known: bodies A, B, C … of one year and peer set.
func sample(_ indicators: [IndicatorDefinition], _ rows: [[Double?]]) -> ScoringTable {
  sample(indicators, rows.map { $0.map { value in value.map(Estimate.exact) ?? .notKnown } })
}

/// A table of estimates: bodies A, B, C … of one year and peer set.
func sample(_ indicators: [IndicatorDefinition], _ rows: [[Estimate]]) -> ScoringTable {
  ScoringTable(
    rows: rows.indices.map { ScoringTable.RowKey(body: bodyName($0), year: 2022) },
    indicators: indicators, values: rows)
}

/// A table of one indicator, `x`.
func column(
  _ values: [Double?], direction: Direction = .higher, goalposts: Limits? = nil,
  reference: Double? = nil
) -> ScoringTable {
  sample(
    [
      IndicatorDefinition(
        id: "x", direction: direction, goalposts: goalposts, reference: reference)
    ], values.map { [$0] })
}

/// Indicators of weight 1 at the root, more is better.
func indicators(_ ids: String...) -> [IndicatorDefinition] {
  ids.map { IndicatorDefinition(id: $0, direction: .higher) }
}

/// The name of a body: A, B … Z, A1, B1 and so on.
func bodyName(_ number: Int) -> String {
  let letter = String(UnicodeScalar(UInt8(65 + number % 26)))
  return number < 26 ? letter : "\(letter)\(number / 26)"
}

/// What is wrong with a table, in English; empty where it can be scored.
func problems(
  _ table: ScoringTable, groups: [GroupDefinition] = [], method: ScoringMethod = ScoringMethod()
) -> [String] {
  do {
    _ = try ScoreCard(table, groups: groups, method: method)
    return []
  } catch {
    return error.problems.map(\.text.english)
  }
}

/// The code of the error that scoring a table throws.
func code(
  _ table: ScoringTable, groups: [GroupDefinition] = [], method: ScoringMethod = ScoringMethod()
) -> MetricsError.Code? {
  do {
    _ = try ScoreCard(table, groups: groups, method: method)
    return nil
  } catch {
    return error.code
  }
}

extension ScoreCard {
  /// The normalised values of an indicator.
  func column(_ id: String) -> [Double?] { scores(of: id) ?? [] }
  /// The indices of the rows.
  var indices: [Double?] { rows.map(\.index.value) }
  /// The ranks of the rows.
  var ranks: [Int?] { rows.map(\.rank) }
  /// The texts of the diagnostics in English.
  var findings: [String] { diagnostics.map(\.text.english) }
}

/// The greatest `|a − b| / max(1, |b|)`, the measure of agreement; infinite where one lacks a value.
func greatestDifference(_ found: [Double?], _ expected: [Double?]) -> Double {
  guard found.count == expected.count else { return .infinity }
  var greatest = 0.0
  for (a, b) in zip(found, expected) {
    switch (a, b) {
    case (nil, nil): continue
    case (let a?, let b?):
      let difference = abs(a - b) / max(1, abs(b))
      greatest = difference.isNaN ? .infinity : max(greatest, difference)
    default: return .infinity
    }
  }
  return greatest
}

/// Whether values agree within 1e-9.
func agree(_ found: [Double?], _ expected: [Double?]) -> Bool {
  greatestDifference(found, expected) <= 1e-9
}

/// SplitMix64: the same numbers on every run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
