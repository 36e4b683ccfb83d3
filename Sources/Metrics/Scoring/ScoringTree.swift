/// The tree of groups, compiled once: members before the groups that they make up.
///
/// Nodes are numbered: the indicators in the table's order, then the groups from the leaves up, the
/// root last.
struct ScoringTree {
  let indicatorCount: Int
  /// The groups' ids from the leaves up; the last is the root's.
  let groupIDs: [String]
  /// For each group its members, as nodes.
  let members: [[Int]]
  /// The weight of each node within its group, at least 0; the root's is 1.
  var weights: [Double]
  /// How each group's members are aggregated.
  var means: [Mean]

  var groupCount: Int { groupIDs.count }
  var nodeCount: Int { indicatorCount + groupCount }
  var root: Int { nodeCount - 1 }

  /// Compiles definitions that ``DefinitionCheck`` has found to be sound.
  init(indicators: [IndicatorDefinition], groups: [GroupDefinition], method: ScoringMethod) {
    // The root comes first here; each group's height follows from its members' heights.
    let ids = [GroupDefinition.root] + groups.map(\.id)
    let places = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
    var childGroups = [[Int]](repeating: [], count: ids.count)
    for (place, group) in groups.enumerated() {
      childGroups[places[group.parent ?? GroupDefinition.root] ?? 0].append(place + 1)
    }
    var heights = [Int](repeating: 2, count: ids.count)
    var order: [Int] = []
    var pending = [0]
    while let place = pending.popLast() {
      order.append(place)
      pending += childGroups[place]
    }
    for place in order.reversed() {
      for child in childGroups[place] { heights[place] = max(heights[place], heights[child] + 1) }
    }

    // By height, then as defined: the order of definitions is the user's and stays.
    let compiled = ids.indices.sorted { (heights[$0], $0) < (heights[$1], $1) }
    var nodes = [Int](repeating: 0, count: ids.count)
    for (number, place) in compiled.enumerated() { nodes[place] = indicators.count + number }

    var weights = indicators.map(\.weight) + [Double](repeating: 1, count: ids.count)
    for (place, group) in groups.enumerated() { weights[nodes[place + 1]] = group.weight }
    if method.weights == .equal { weights = weights.map { $0 == 0 ? 0 : 1 } }

    var members = [[Int]](repeating: [], count: ids.count)
    for (node, indicator) in indicators.enumerated() {
      let group = nodes[places[indicator.group ?? GroupDefinition.root] ?? 0]
      members[group - indicators.count].append(node)
    }
    for (place, group) in groups.enumerated() {
      let parent = nodes[places[group.parent ?? GroupDefinition.root] ?? 0]
      members[parent - indicators.count].append(nodes[place + 1])
    }

    indicatorCount = indicators.count
    groupIDs = compiled.map { ids[$0] }
    self.members = members
    self.weights = weights
    means = compiled.map { place in
      let height = heights[place] - 2
      let level = height < method.aggregation.count ? height : 0
      let exponent = level < method.exponents.count ? method.exponents[level] : nil
      return Mean(method.aggregation[level], exponent: exponent)
    }
  }

  /// The tree as it counts where some indicators score nothing: their weights drop out.
  func pruned(scoring: [Bool]) -> CountingTree {
    var counts = scoring + [Bool](repeating: false, count: groupCount)
    var groups: [CountingTree.Group] = []
    var children: [CountingTree.Child] = []
    for group in 0..<groupCount {
      let counting = members[group].filter { counts[$0] && weights[$0] > 0 }
      // Divided by the greatest first, so that no sum of finite weights overflows.
      let greatest = counting.reduce(0) { max($0, weights[$1]) }
      let sum = counting.reduce(0) { $0 + weights[$1] / greatest }
      let start = children.count
      for node in counting {
        let share = weights[node] / greatest / sum
        // A weight that vanishes beside the others must not ask for a value either.
        if share > 0 { children.append(CountingTree.Child(node: node, share: share)) }
      }
      groups.append(
        CountingTree.Group(children: start..<children.count, mean: means[group]))
      counts[indicatorCount + group] = !counting.isEmpty
    }

    var effective = [Double](repeating: 0, count: nodeCount)
    effective[root] = counts[root] ? 1 : 0
    for group in (0..<groupCount).reversed() {
      for child in children[groups[group].children] {
        effective[child.node] = effective[indicatorCount + group] * child.share
      }
    }
    return CountingTree(
      indicatorCount: indicatorCount, groups: groups, children: children,
      effectiveWeights: effective)
  }
}

/// What of the tree counts within one parameter set: members with a positive share only.
struct CountingTree {
  struct Child {
    let node: Int
    /// The share of the group's weight; those of a group sum to 1.
    let share: Double
  }

  struct Group {
    let children: Range<Int>
    let mean: Mean
  }

  let indicatorCount: Int
  /// From the leaves up, the root last; a group without children scores nothing.
  let groups: [Group]
  let children: [Child]
  /// The product of the shares from the root down, for each node; 0 where a node does not count.
  let effectiveWeights: [Double]

  var nodeCount: Int { indicatorCount + groups.count }
  var root: Int { nodeCount - 1 }
}
