internal import Diagnostics

/// Pairwise comparisons of the members of every group of a tree, and the weights that follow (层次总排序).
///
/// The weight of a member within its group is that of the group's comparison; the effective weight of
/// an indicator is the product of those from the root down to it.
///
/// - Source: Saaty, The Analytic Hierarchy Process (1980), chapters 1 and 4.
public struct AnalyticHierarchy: Sendable, Equatable {
  /// For each group by its id, the comparison of its members.
  public let comparisons: [String: PairwiseComparison]
  /// For each member of a group by its id, its weight within the group.
  public let localWeights: [String: Double]
  /// For each member that is no group itself, the product of the weights from the root; sum 1.
  public let effectiveWeights: [String: Double]
  /// For each level from the root down the consistency ratio of the total order,
  /// `Σ w·CI / Σ w·RI` over its groups of effective weight `w`; 0 where no group has three members.
  public let consistencyRatios: [Double]

  /// Puts comparisons together.
  ///
  /// - Parameters:
  ///   - comparisons: for each group by its id, the comparison of its members, indicators or groups.
  ///   - root: the id of the root.
  /// - Throws: ``MetricsError``: `invalidDefinition` if the root has no comparison, a group is part of no
  ///   other, or something is a member twice; `methodRefused` with each group whose consistency
  ///   ratio is above 0.1.
  public init(
    comparisons: [String: PairwiseComparison], root: String = GroupDefinition.root
  ) throws(MetricsError) {
    var problems: [Diagnostic] = []
    func report(zh: String, en: String) {
      problems.append(Diagnostic(.error, LocalisedText(zh: zh, en: en)))
    }
    // Ids in order, because that of a dictionary is another on every run.
    let groups = comparisons.keys.sorted()
    var parents: [String: String] = [:]
    for group in groups {
      for item in comparisons[group]?.items ?? [] {
        if parents[item] != nil || item == root {
          report(
            zh: "\(Message.quoted(item))在层次中出现多次：每项只能属于一个组",
            en: "\(Message.quoted(item)) stands in the hierarchy more than once: "
              + "put it in one group")
        }
        parents[item] = group
      }
    }
    if comparisons[root] == nil {
      report(
        zh: "没有\(Message.quoted(root))各组的判断矩阵",
        en: "there are no judgements for \(Message.quoted(root)), the root")
    }
    var levels: [[(group: String, weight: Double)]] = []
    var local: [String: Double] = [:]
    var effective: [String: Double] = [:]
    var reached: Set<String> = []
    if problems.isEmpty {
      var level: [(group: String, weight: Double)] = [(root, 1)]
      while !level.isEmpty {
        levels.append(level)
        var below: [(group: String, weight: Double)] = []
        for (group, weight) in level {
          guard let comparison = comparisons[group] else { continue }
          reached.insert(group)
          for (item, share) in zip(comparison.items, comparison.principalVector) {
            local[item] = share
            if comparisons[item] == nil {
              effective[item] = weight * share
            } else {
              below.append((item, weight * share))
            }
          }
        }
        level = below
      }
      for group in groups where !reached.contains(group) {
        report(
          zh: "从\(Message.quoted(root))到不了组\(Message.quoted(group))：请在上级组中比较它",
          en: "the group \(Message.quoted(group)) cannot be reached from \(Message.quoted(root)): "
            + "compare it with its peers in the group above")
      }
    }
    if !problems.isEmpty { throw MetricsError(.invalidDefinition, problems) }

    for group in groups {
      guard let comparison = comparisons[group], !comparison.isConsistent else { continue }
      problems.append(Diagnostic(.error, comparison.refusal(of: group)))
    }
    if !problems.isEmpty { throw MetricsError(.methodRefused, problems) }

    self.comparisons = comparisons
    localWeights = local
    effectiveWeights = effective
    consistencyRatios = levels.map { level in
      var (index, random) = (0.0, 0.0)
      for (group, weight) in level {
        guard let comparison = comparisons[group], comparison.items.count > 2 else { continue }
        index += weight * comparison.consistencyIndex
        random += weight * comparison.randomIndex
      }
      return random > 0 ? index / random : 0
    }
  }
}
