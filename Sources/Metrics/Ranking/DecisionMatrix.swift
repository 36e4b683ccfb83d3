internal import Diagnostics

/// What bodies are ranked from: a row for each body, a column for each criterion.
///
/// The order of rows and of columns changes no rank.
public struct DecisionMatrix: Sendable, Equatable {
  /// A column: which way it counts and how much.
  public struct Criterion: Sendable, Equatable {
    /// The id, unique among the criteria.
    public var id: String
    /// Whether more or less of it counts more.
    public var direction: Direction
    /// The weight, at least 0, of which only the share in the sum matters; 0 leaves the criterion out.
    public var weight: Double

    /// Makes a criterion.
    public init(id: String, direction: Direction = .higher, weight: Double = 1) {
      self.id = id
      self.direction = direction
      self.weight = weight
    }
  }

  /// The labels of the bodies, each once.
  public var bodies: [String]
  /// The criteria, the columns of `values`.
  public var criteria: [Criterion]
  /// For each body a value a criterion, in the criterion's own unit; nothing where it is missing.
  public var values: [[Double?]]

  /// Makes a matrix; its shape is checked by ``MultiCriteriaRanking``.
  public init(bodies: [String], criteria: [Criterion], values: [[Double?]]) {
    self.bodies = bodies
    self.criteria = criteria
    self.values = values
  }

  /// Takes the rows of one rank set from a scoring table.
  ///
  /// A value is the point of its estimate, and a missing one where there is no point. The weight of a
  /// criterion is the effective weight of its indicator: the product of the shares from the root of
  /// the groups down, so that a tree of groups counts as it does in a score. An indicator of weight 0
  /// may lack a direction; it stands as `higher` and is left out.
  ///
  /// - Parameters:
  ///   - table: the values and definitions.
  ///   - groups: the tree; without any, all indicators stand at the root.
  ///   - weights: where weights come from.
  ///   - rankSet: the rank set whose rows are taken.
  /// - Throws: ``MetricsError`` where definitions or table are not sound.
  public init(
    _ table: ScoringTable, groups: [GroupDefinition] = [], weights: Weighting = .given,
    rankSet: String
  ) throws(MetricsError) {
    // No scores are made, so any normalisation that asks nothing of the definitions will do.
    let method = ScoringMethod(normalisation: Normalisation(.rank), weights: weights)
    var check = DefinitionCheck()
    check.check(indicators: table.indicators, groups: groups, method: method)
    let hasDefinitionProblems = !check.problems.isEmpty
    check.check(table, method: method)
    if !check.problems.isEmpty {
      throw MetricsError(hasDefinitionProblems ? .invalidDefinition : .invalidData, check.problems)
    }
    let tree = ScoringTree(indicators: table.indicators, groups: groups, method: method)
    let shares = tree.pruned(scoring: table.indicators.map { _ in true }).effectiveWeights
    let rows = table.rows.indices.filter { table.rows[$0].rankSet == rankSet }
    bodies = rows.map { table.rows[$0].body }
    criteria = table.indicators.enumerated().map {
      Criterion(id: $1.id, direction: $1.direction ?? .higher, weight: shares[$0])
    }
    values = rows.map { table.values[$0].map(\.point) }
  }
}
