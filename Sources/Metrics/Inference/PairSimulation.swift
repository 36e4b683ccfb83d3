/// Which bodies exceed which beyond doubt, by the greatest studentised difference of simulated errors.
///
/// The hypotheses are directed, "j does not exceed k", for both orders of a pair. Each step takes as its
/// critical value the `level` quantile (the order statistic ⌈level·(draws + 1)⌉) of the greatest of
/// `(e(j) − e(k))/s(jk)` over the hypotheses that are left, rejects those with a greater observed
/// difference, and ends when none is added.
///
/// - Source: Romano & Wolf, Exact and approximate stepdown methods for multiple hypothesis testing, JASA 100
///   (2005).
struct PairSimulation {
  private let values: [Double]
  private let level: Double
  /// Standard errors of the differences, and their inverse; 0 where the difference is exact.
  private let inverse: [[Double]]
  private let isExact: [[Bool]]
  /// A simulated error for every draw and body.
  private let draws: [[Double]]

  init(values: [Double], errors: [Double], level: Double, seed: UInt64, draws: Int) {
    self.values = values
    self.level = level
    let deviations = errors.map { first in
      errors.map { second in (first * first + second * second).squareRoot() }
    }
    inverse = deviations.map { $0.map { $0 > 0 ? 1 / $0 : 0 } }
    isExact = deviations.map { $0.map { $0 == 0 } }
    var generator = SplitMix64(seed: seed)
    self.draws = (0..<draws).map { _ in
      errors.map { error in
        let uniform = (Double(generator.next() >> 11) + 0.5) * 0x1p-53
        return error * (Distributions.normalQuantile(uniform) ?? 0)
      }
    }
  }

  func simultaneous() -> [RankSets.RankSet] {
    var pairs: [(Int, Int)] = []
    for first in values.indices { for second in values.indices { pairs.append((first, second)) } }
    let exceeds = rejected(among: pairs)
    var above = [Int](repeating: 0, count: values.count)
    var below = above
    for (greater, lesser) in exceeds {
      above[lesser] += 1
      below[greater] += 1
    }
    return values.indices.map {
      RankSets.RankSet(least: 1 + above[$0], greatest: values.count - below[$0])
    }
  }

  func marginal() -> [RankSets.RankSet] {
    var sets = values.indices.map { body in
      let pairs = values.indices.flatMap { [(body, $0), ($0, body)] }
      let exceeds = rejected(among: pairs)
      return RankSets.RankSet(
        least: 1 + exceeds.count { $0.1 == body },
        greatest: values.count - exceeds.count { $0.0 == body })
    }
    // Bodies that are equal in all have simulated errors of their own; both get the wider set, so that
    // the order of rows does not show.
    for body in sets.indices.dropFirst()
    where values[body] == values[body - 1] && inverse[body] == inverse[body - 1] {
      let start = values[..<body].firstIndex(of: values[body]) ?? body
      let twins = (start...body).filter { inverse[$0] == inverse[body] }
      let least = twins.map { sets[$0].least }.min() ?? 1
      let greatest = twins.map { sets[$0].greatest }.max() ?? values.count
      for twin in twins { sets[twin] = RankSets.RankSet(least: least, greatest: greatest) }
    }
    return sets
  }

  /// The pairs of which the first exceeds the second.
  private func rejected(among pairs: [(Int, Int)]) -> [(Int, Int)] {
    // Exact values are told apart by themselves.
    var exceeds = pairs.filter { isExact[$0.0][$0.1] && values[$0.0] > values[$0.1] }
    var left = pairs.filter { $0.0 != $0.1 && !isExact[$0.0][$0.1] }
    while !left.isEmpty {
      let critical = criticalValue(of: left)
      let rejected = left.filter { difference($0, values) > critical }
      if rejected.isEmpty { break }
      exceeds += rejected
      left = left.filter { !(difference($0, values) > critical) }
    }
    return exceeds
  }

  private func difference(_ pair: (Int, Int), _ numbers: [Double]) -> Double {
    (numbers[pair.0] - numbers[pair.1]) * inverse[pair.0][pair.1]
  }

  private func criticalValue(of pairs: [(Int, Int)]) -> Double {
    // Flat and unchecked, as this is draws times pairs times steps.
    let firsts = pairs.map(\.0)
    let seconds = pairs.map(\.1)
    let scales = pairs.map { inverse[$0.0][$0.1] }
    var greatest = draws.map { draw in
      draw.withUnsafeBufferPointer { draw in
        var most = -Double.infinity
        var pair = 0
        while pair < scales.count {
          let value = (draw[firsts[pair]] - draw[seconds[pair]]) * scales[pair]
          if value > most { most = value }
          pair += 1
        }
        return most
      }
    }
    greatest.sort()
    let position = Int((level * Double(draws.count + 1)).rounded(.up)) - 1
    return greatest[min(max(position, 0), draws.count - 1)]
  }
}
