/// How rows that lack values are treated, by the id that a study names it with.
public enum MissingValues: String, Sendable, CaseIterable {
  /// Only complete rows have a score and a rank; the others have the interval of their score.
  case interval
  /// The weights of what is present are scaled up within each group.
  case renormalise
}

/// Where weights come from, by the id that a study names it with.
public enum Weighting: String, Sendable, CaseIterable {
  /// From the definitions.
  case given
  /// Equal within each group; what is defined with weight 0 stays out.
  case equal
}

/// The method of an index, from values to ranks; the defaults are those of a study without `method`.
public struct ScoringMethod: Sendable, Equatable {
  /// How rows that lack values are treated.
  public var missing: MissingValues
  /// For ``MissingValues/renormalise``: the least share of a group's weight that must be present.
  ///
  /// From 0 (anything at all) to 1 (everything); tested group by group, and a group without a score
  /// is missing in its parent.
  public var coverage: Double
  /// How values become comparable.
  public var normalisation: Normalisation
  /// Where weights come from.
  public var weights: Weighting
  /// One for all groups, or one a level from the leaves up, as many as the tree is high.
  ///
  /// The level of a group is its height above its deepest indicator: the first entry is for groups
  /// of indicators only, the last for the index.
  public var aggregation: [Aggregation]
  /// The exponents of generalised means, in the places of `aggregation`; nothing at the other means.
  ///
  /// May be empty where no mean is ``Aggregation/generalised``.
  public var exponents: [Double?]

  /// Makes a method.
  public init(
    missing: MissingValues = .interval, coverage: Double = 0.6,
    normalisation: Normalisation = Normalisation(), weights: Weighting = .given,
    aggregation: [Aggregation] = [.arithmetic], exponents: [Double?] = []
  ) {
    self.missing = missing
    self.coverage = coverage
    self.normalisation = normalisation
    self.weights = weights
    self.aggregation = aggregation
    self.exponents = exponents
  }
}
