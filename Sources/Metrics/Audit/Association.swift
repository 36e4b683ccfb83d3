extension IndexAudit {
  /// How two columns of an index go together, over the rows that have both.
  public struct Association: Sendable, Equatable {
    /// What the second column is to the first, which is always an indicator.
    public enum Relation: String, Sendable, CaseIterable {
      /// An indicator of the same group.
      case sameGroup = "same-group"
      /// An indicator of another group.
      case otherGroup = "other-group"
      /// A group that the indicator is part of, at any level.
      case ownGroup = "own-group"
      /// A group that it is no part of.
      case foreignGroup = "foreign-group"
      /// The index.
      case index
      /// A denominator.
      case denominator
    }

    /// The indicator.
    public let indicator: String
    /// What it is compared with: the id of an indicator, a group, the index or a denominator.
    public let other: String
    /// What that is to it.
    public let relation: Relation
    /// How many rows have both.
    public let count: Int
    /// Pearson's r; of linear agreement.
    public let pearson: Coefficient?
    /// Spearman's ρ: Pearson's r of the ranks, ties at their average rank.
    public let spearman: Coefficient?
    /// Kendall's τ-b: (concordant − discordant) / √((N − tied in x)(N − tied in y)), N all pairs.
    public let kendall: Coefficient?

    /// The r above which two indicators of a group are redundant.
    public static let redundancy = 0.9
    /// The |r| with a denominator above which an indicator follows it.
    public static let dependence = 0.6
    /// The probability below which a correlation counts as being there.
    public static let significance = 0.05

    /// What a pair is marked for.
    public enum Flag: String, Sendable, CaseIterable {
      /// Two indicators of a group say nearly the same: Pearson's r above 0.9.
      case redundant
      /// Two indicators of a group pull against each other: r below 0, p below 0.05.
      case opposed
      /// The indicator follows a denominator: |r| above 0.6.
      case followsDenominator = "follows-denominator"
    }

    /// What the pair is marked for; nothing where there are too few rows.
    public var flag: Flag? {
      // Any two rows lie on a line, whatever they say.
      guard let pearson, count > 2 else { return nil }
      switch relation {
      case .sameGroup:
        if pearson.value > Self.redundancy { return .redundant }
        let isThere = pearson.probability.map { $0 < Self.significance } ?? false
        return pearson.value < 0 && isThere ? .opposed : nil
      case .denominator: return abs(pearson.value) > Self.dependence ? .followsDenominator : nil
      case .otherGroup, .ownGroup, .foreignGroup, .index: return nil
      }
    }

    init(
      _ indicator: String, _ other: String, _ relation: Relation, _ a: [Double?], _ b: [Double?]
    ) {
      let (x, y) = AuditData.pairs(a, b)
      self.indicator = indicator
      self.other = other
      self.relation = relation
      count = x.count
      pearson = .pearson(x, y)
      spearman = .spearman(x, y)
      kendall = .kendall(x, y)
    }

    /// Two columns of values as stated, whatever an index makes of them.
    ///
    /// Missing values: only rows that have both count. Edge cases: a column that is constant over those
    /// rows has no coefficient.
    public init(_ indicator: String, _ a: [Double?], _ other: String, _ b: [Double?]) {
      self.init(indicator, other, .otherGroup, a, b)
    }

    /// Every pair of indicators once, then each with the groups, the index and the denominators.
    static func all(_ data: AuditData, _ denominators: [Denominator]) -> [Association] {
      var found: [Association] = []
      for (place, a) in data.counting.enumerated() {
        for b in data.counting[(place + 1)...] {
          let isSame = data.ancestors[a].first == data.ancestors[b].first
          found.append(
            Association(
              data.id(a), data.id(b), isSame ? .sameGroup : .otherGroup, data.indicators[a],
              data.indicators[b]))
        }
      }
      for column in data.counting {
        let (id, values) = (data.id(column), data.indicators[column])
        for (group, scores) in zip(data.card.groups, data.groups) {
          let isOwn = data.ancestors[column].contains(group.id)
          found.append(
            Association(id, group.id, isOwn ? .ownGroup : .foreignGroup, values, scores))
        }
        found.append(Association(id, GroupDefinition.root, .index, values, data.index))
        for denominator in denominators {
          let beside = data.rows.map { denominator.values[$0] }
          found.append(Association(id, denominator.id, .denominator, values, beside))
        }
      }
      return found
    }
  }
}
