/// Treat → normalise → aggregate → rank, over and over on one table: what each draw goes through.
///
/// The steps are those of a ``ScoreCard``, on columns of numbers and with nothing else made: no ends, no
/// parts, no messages. An indicator that has no scale in a draw counts for nothing in it; a row of which
/// a mean cannot be taken has no score.
struct ScoringPass: Sendable {
  let layout: PassLayout
  /// For each way with missing values its table's points and the least share that must be present.
  let tables: [(points: [Double], least: Double?)]
  private let treatments: [[TreatmentRule?]]
  private let treatmentScopes: [YearScope]
  private let normalisations: [Scaling]
  /// The same with values above 0, for the means that need them.
  private let positives: [Scaling]
  /// For each choice of means, the method's own first, whether it needs values above 0.
  private let needsPositive: [Bool]
  private let multiCriteria: MultiCriteria?
  /// For each set of weights, one for each choice of means.
  private let trees: [[ScoringTree]]
  private let weightSpread: Double
  private let isLower: [Bool]

  /// A normalisation with what it takes from definitions.
  private struct Scaling: Sendable {
    let normalisation: Normalisation
    /// For each peer set and year range, and each indicator.
    let fixed: [[[ColumnScale.Fixed]]]
    /// For each peer set what each indicator goes through before, where its goalposts say so.
    let functions: [[(function: TreatmentFunction, limits: Limits)?]]
    let scope: YearScope
  }

  /// What ranks in the place of normalisation and means.
  private struct MultiCriteria: Sendable {
    let method: MultiCriteriaMethod
    let indicators: [IndicatorDefinition]
    /// For each rank set all of its rows, ranked or not: each has a part in the comparison.
    let rankSets: [[Int]]
    /// Labels that are in the order of the rows.
    let labels: [String]
  }

  /// What is chosen in one draw, by place among the alternatives.
  struct Choice: Equatable, Sendable {
    var table = 0
    var treatment = 0
    var normalisation = 0
    var weights = 0
    var aggregation = 0
    /// The indicator that is left out.
    var excluded: Int?
    /// What the scatter of the weights starts from; none where absent.
    var weightSeed: UInt64?
  }

  /// How many alternatives each choice has.
  var counts: (tables: Int, treatments: Int, normalisations: Int, weights: Int, aggregations: Int) {
    let isMean = multiCriteria == nil
    return (
      tables.count, treatments.count, isMean ? normalisations.count : 1, trees.count,
      isMean ? trees[0].count : 1
    )
  }

  /// Whether weights scatter.
  var hasWeightSpread: Bool { weightSpread > 0 }

  /// The indicators that may be left out: those that count, where more than two do.
  let excludable: [Int]

  /// Prepares definitions that a ``ScoreCard`` has accepted.
  init(
    _ table: ScoringTable, groups: [GroupDefinition], method: ScoringMethod,
    multiCriteria: MultiCriteriaMethod? = nil, treatment: Treatment,
    variation: MethodVariation, layout: PassLayout
  ) {
    self.layout = layout
    var tables = [
      (layout.points(of: table), method.missing == .renormalise ? method.coverage : nil)
    ]
    for way in variation.missing {
      tables.append(
        (layout.points(of: way.table), way.rule == .renormalise ? way.coverage : nil))
    }
    self.tables = tables.map { (points: $0.0, least: $0.1) }

    let allTreatments = [treatment] + variation.treatments
    treatmentScopes = allTreatments.map(\.scope)
    let allNormalisations = [method.normalisation] + variation.normalisations
    treatments = allTreatments.map { treatment in
      table.indicators.map { indicator in
        let id = treatment.method(for: indicator.id)
        return id == .none ? nil : TreatmentRule(treatment, id)
      }
    }
    func scaling(_ normalisation: Normalisation) -> Scaling {
      Scaling(
        normalisation: normalisation,
        fixed: layout.peers.map { peers in
          peers.ranges(over: normalisation.scope == .year ? .year : .selection).map { range in
            ParameterSet.fixed(
              for: table, normalisation, peerSet: peers.peerSet, year: range.year)
          }
        },
        functions: layout.peers.map { peers in
          table.indicators.map { indicator in
            guard let entry = normalisation.entry(for: indicator, peerSet: peers.peerSet),
              entry.transformation != .identity
            else { return nil }
            return (TreatmentFunction(transformation: entry.transformation), entry.limits)
          }
        },
        scope: normalisation.scope == .year ? .year : .selection)
    }
    normalisations = allNormalisations.map(scaling)
    positives = allNormalisations.map { scaling($0.positive) }
    self.multiCriteria = multiCriteria.map { method in
      var rankSets: [String: [Int]] = [:]
      for (position, place) in layout.places.enumerated() {
        rankSets[table.rows[place].rankSet, default: []].append(position)
      }
      let width = String(layout.rowCount).count
      return MultiCriteria(
        method: method, indicators: table.indicators,
        rankSets: rankSets.keys.sorted().map { rankSets[$0] ?? [] },
        labels: (0..<layout.rowCount).map { position in
          let digits = String(position)
          return String(repeating: "0", count: width - digits.count) + digits
        })
    }
    isLower = table.indicators.map { $0.direction == .lower }

    let tree = ScoringTree(indicators: table.indicators, groups: groups, method: method)
    var weighed = [tree]
    for weights in variation.weights {
      var indicators = table.indicators
      var groups = groups
      for place in indicators.indices { indicators[place].weight = weights[place] }
      for place in groups.indices { groups[place].weight = weights[indicators.count + place] }
      var given = method
      given.weights = .given
      weighed.append(ScoringTree(indicators: indicators, groups: groups, method: given))
    }
    trees = weighed.map { tree in
      [tree]
        + variation.aggregations.map { aggregation in
          var tree = tree
          tree.means = tree.means.map { _ in Mean(aggregation, exponent: nil) }
          return tree
        }
    }
    needsPositive = trees[0].map { $0.means.contains { $0.needsPositive } }
    weightSpread = min(max(variation.weightSpread, 0), 1)
    let shares = tree.pruned(scoring: isLower.map { _ in true }).effectiveWeights
    let counting = table.indicators.indices.filter { shares[$0] > 0 }
    excludable = variation.excludesIndicators && counting.count > 2 ? counting : []
  }

  /// What one thread works in: no draw takes memory of its own.
  struct Workspace: ~Copyable {
    /// The values of the draw, a column after another; they are changed on the way.
    let values: UnsafeMutableBufferPointer<Double>
    fileprivate let nodes: UnsafeMutableBufferPointer<Double>
    fileprivate let column: UnsafeMutableBufferPointer<Double>
    /// The scores, NaN where there is none.
    let scores: UnsafeMutableBufferPointer<Double>
    fileprivate var entries: [(value: Double, row: Int32)] = []
    /// The trees of the choices whose indicators all count, compiled once.
    fileprivate var compiled: [Int: CountingTree] = [:]
    fileprivate var sorted: [Double] = []

    init(for pass: borrowing ScoringPass) {
      let rows = pass.layout.rowCount
      let indicators = pass.layout.indicatorCount
      values = .allocate(capacity: rows * indicators)
      values.initialize(repeating: .nan)
      nodes = .allocate(capacity: rows * pass.trees[0][0].nodeCount)
      nodes.initialize(repeating: .nan)
      column = .allocate(capacity: rows)
      column.initialize(repeating: .nan)
      scores = .allocate(capacity: rows)
      scores.initialize(repeating: .nan)
    }

    deinit {
      values.deallocate()
      nodes.deallocate()
      column.deallocate()
      scores.deallocate()
    }
  }

  /// Scores the values of a workspace.
  func score(_ choice: Choice, in work: inout Workspace) {
    treat(choice.treatment, in: &work)
    let tree = noisy(trees[choice.weights][choice.aggregation], choice.weightSeed)
    if let multiCriteria {
      compare(by: multiCriteria, choice, tree, in: &work)
      return
    }
    // The method's own means take its own normalisation as it is.
    let isOwn = choice.aggregation == 0 && choice.normalisation == 0
    let scaling =
      needsPositive[choice.aggregation] && !isOwn
      ? positives[choice.normalisation] : normalisations[choice.normalisation]
    let key = choice.weights * trees[0].count + choice.aggregation
    let rows = layout.rowCount
    var counts = [Bool](repeating: true, count: layout.indicatorCount)
    for (number, peers) in layout.peers.enumerated() {
      for (part, range) in peers.ranges(over: scaling.scope).enumerated() {
        let count = range.rows.count
        var isWhole = choice.excluded == nil && choice.weightSeed == nil
        for indicator in 0..<layout.indicatorCount {
          let source = UnsafeMutableBufferPointer(
            rebasing: work.values[
              (indicator * rows + range.rows.lowerBound)..<(indicator * rows
                + range.rows.upperBound)])
          if let (function, limits) = scaling.functions[number][indicator] {
            for row in source.indices where !source[row].isNaN {
              source[row] = function(min(max(source[row], limits.low), limits.high)) ?? .nan
            }
          }
          if isLower[indicator] { for row in source.indices { source[row] = -source[row] } }
          let target = UnsafeMutableBufferPointer(
            rebasing: work.nodes[indicator * count..<(indicator + 1) * count])
          let values = UnsafeBufferPointer(source)
          switch ColumnScale.make(
            values, scaling.normalisation, scaling.fixed[number][part][indicator])
          {
          case .success(let made):
            made.scale.apply(values, into: target)
            counts[indicator] = indicator != choice.excluded
          case .failure:
            target.update(repeating: .nan)
            counts[indicator] = false
            isWhole = false
          }
        }
        let counting: CountingTree
        if isWhole {
          counting = work.compiled[key] ?? tree.pruned(scoring: counts)
          work.compiled[key] = counting
        } else {
          counting = tree.pruned(scoring: counts)
        }
        _ = counting.aggregate(
          in: work.nodes, rowCount: count, least: tables[choice.table].least)
        let root = counting.root * count
        for row in 0..<count {
          let score = work.nodes[root + row]
          work.scores[range.rows.lowerBound + row] = score.isFinite ? score : .nan
        }
      }
    }
  }

  /// Whether the pass, with nothing varied, gives the scores of a card: within a millionth.
  func gives(_ card: ScoreCard) -> Bool {
    var work = Workspace(for: self)
    tables[0].points.withUnsafeBufferPointer { _ = work.values.update(fromContentsOf: $0) }
    score(Choice(), in: &work)
    return layout.places.enumerated().allSatisfy { position, place in
      guard card.rows[place].rank != nil, let expected = card.rows[place].index.value else {
        return true
      }
      let found = work.scores[position]
      // Where the least score is the best, the pass turns the sign.
      let difference =
        multiCriteria == nil ? abs(found - expected) : abs(abs(found) - abs(expected))
      return difference <= 1e-6 * max(1, abs(expected))
    }
  }

  /// Scores by a multi-criteria method, each rank set by itself; where it refuses, nobody has a score.
  private func compare(
    by multiCriteria: MultiCriteria, _ choice: Choice, _ tree: ScoringTree,
    in work: inout Workspace
  ) {
    let scoring = multiCriteria.indicators.indices.map { $0 != choice.excluded }
    let shares = tree.pruned(scoring: scoring).effectiveWeights
    let criteria = multiCriteria.indicators.enumerated().map { place, indicator in
      DecisionMatrix.Criterion(
        id: indicator.id, direction: indicator.direction ?? .higher, weight: shares[place])
    }
    work.scores.update(repeating: .nan)
    let least = tables[choice.table].least
    for positions in multiCriteria.rankSets {
      let matrix = DecisionMatrix(
        bodies: positions.map { multiCriteria.labels[$0] }, criteria: criteria,
        values: positions.map { position in
          criteria.indices.map { column in
            let value = work.values[column * layout.rowCount + position]
            return value.isNaN ? nil : value
          }
        })
      let ranking = try? MultiCriteriaRanking(
        matrix, method: multiCriteria.method, missing: least == nil ? .interval : .renormalise,
        coverage: least ?? 1)
      guard let ranking else { continue }
      for (position, row) in zip(positions, ranking.rows) {
        guard let score = row.score else { continue }
        work.scores[position] = ranking.isLeastFirst ? -score : score
      }
    }
  }

  /// Ranks the scores of a workspace; rows without a score, and those that are not ranked, get 0.
  func rank(into ranks: UnsafeMutableBufferPointer<UInt16>, in work: inout Workspace) {
    ranks.update(repeating: 0)
    for set in layout.rankSets {
      work.entries.removeAll(keepingCapacity: true)
      var magnitude = 0.0
      for row in set {
        let value = work.scores[Int(row)]
        if value.isNaN { continue }
        magnitude = max(magnitude, abs(value))
        work.entries.append((value, row))
      }
      work.entries.sort { $0.value > $1.value }
      let noise = 1e-12 * magnitude
      var first = 0
      for (place, entry) in work.entries.enumerated() {
        let leader = work.entries[first].value
        if !Ranking.isTie(leader, entry.value), leader - entry.value > noise { first = place }
        ranks[Int(entry.row)] = UInt16(truncatingIfNeeded: first + 1)
      }
    }
  }

  /// Cuts and transforms the columns that the treatment asks for.
  private func treat(_ number: Int, in work: inout Workspace) {
    let rules = treatments[number]
    let rows = layout.rowCount
    for (indicator, rule) in rules.enumerated() {
      guard let rule else { continue }
      for peers in layout.peers {
        for (_, range) in peers.ranges(over: treatmentScopes[number]) {
          let column = UnsafeMutableBufferPointer(
            rebasing: work.values[
              (indicator * rows + range.lowerBound)..<(indicator * rows + range.upperBound)])
          var count = 0
          for value in column where !value.isNaN {
            work.column[count] = value
            count += 1
          }
          let points = UnsafeBufferPointer(rebasing: work.column[..<count])
          let shape = TreatmentShape(points)
          if !rule.isForced, !(shape.map { rule.isOutlying($0) } ?? false) { continue }
          work.sorted.removeAll(keepingCapacity: true)
          work.sorted.append(contentsOf: points)
          work.sorted.sort()
          let decision = rule.decide(work.sorted, shape)
          guard decision.refusal == nil, decision.function != TreatmentFunction() else { continue }
          for row in column.indices where !column[row].isNaN {
            column[row] = decision.function(column[row]) ?? .nan
          }
        }
      }
    }
  }

  /// The tree with weights that scatter by up to their share of themselves.
  private func noisy(_ tree: ScoringTree, _ seed: UInt64?) -> ScoringTree {
    guard let seed else { return tree }
    var random = SplitMix64(seed: seed)
    var tree = tree
    for node in tree.weights.indices {
      tree.weights[node] *= 1 + weightSpread * (2 * random.unit() - 1)
    }
    return tree
  }
}

extension Mean {
  /// Whether values of 0 or below have no such mean, or one that is not in their order.
  fileprivate var needsPositive: Bool {
    switch self {
    case .arithmetic: false
    case .geometric, .harmonic: true
    case .power(let exponent): exponent != 1
    }
  }
}

extension SplitMix64 {
  /// A number from 0 up to, but not including, 1, in steps of 2⁻⁵³.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}
