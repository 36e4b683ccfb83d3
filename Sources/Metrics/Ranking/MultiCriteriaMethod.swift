/// A method that ranks bodies by several criteria at once, with what it leaves to choose.
///
/// Weights are shares w, Σ w = 1. For `lower` a criterion counts the other way round. All methods
/// respect dominance: a body that is at least as good by every criterion has no worse rank. All may
/// reverse two ranks when another body joins (`kemeny` only between bodies that majorities do not part).
/// With `vikor` a body may even lose a place by gaining, where that widens the range of a criterion.
/// Multiplying a criterion by a constant, its unit, changes nothing, but that thresholds of
/// `promethee-ii` are in that unit; adding a constant changes nothing but with the vector scaling of
/// `topsis` and with `copras`.
public enum MultiCriteriaMethod: Sendable, Equatable {
  /// Closeness to the ideal: ``Topsis``.
  case topsis(Topsis.Scaling = .vector)
  /// 秩和比: ``RankSumRatio``; `grades` is 3, 4 or 5.
  case rankSumRatio(RankSumRatio.Ranks = .integer, grades: Int = 3)
  /// How many others a body stands above, criterion by criterion: ``Outranking``.
  case borda
  /// Majorities for a body less majorities against it: ``Outranking``.
  case copeland
  /// Compromise between the most of the group and the least regret: ``Vikor``.
  ///
  /// `strategy` is v, the weight of the group's advantage, 0 … 1.
  case vikor(strategy: Double = 0.5)
  /// Net preference flow: ``PrometheeII``; a criterion that is not named has ``PreferenceFunction/usual``.
  case prometheeII([String: PreferenceFunction] = [:])
  /// Relative significance with benefits and costs apart: ``Copras``.
  case copras
  /// The orders that agree best with all pairwise comparisons: ``Kemeny``.
  case kemeny

  /// A method without its choices, by the id that a study names it with.
  public enum ID: String, Sendable, CaseIterable {
    case topsis
    case rankSumRatio = "rank-sum-ratio"
    case borda
    case copeland
    case vikor
    case prometheeII = "promethee-ii"
    case copras
    case kemeny
  }

  /// The id of the method.
  public var id: ID {
    switch self {
    case .topsis: .topsis
    case .rankSumRatio: .rankSumRatio
    case .borda: .borda
    case .copeland: .copeland
    case .vikor: .vikor
    case .prometheeII: .prometheeII
    case .copras: .copras
    case .kemeny: .kemeny
    }
  }

  /// The method of an id with its customary choices.
  public init(_ id: ID) {
    switch id {
    case .topsis: self = .topsis()
    case .rankSumRatio: self = .rankSumRatio()
    case .borda: self = .borda
    case .copeland: self = .copeland
    case .vikor: self = .vikor()
    case .prometheeII: self = .prometheeII()
    case .copras: self = .copras
    case .kemeny: self = .kemeny
    }
  }

  /// Whether the method compares bodies in pairs, so that a missing value concerns its pairs only.
  var isPairwise: Bool {
    switch self {
    case .borda, .copeland, .prometheeII, .kemeny: true
    case .topsis, .rankSumRatio, .vikor, .copras: false
    }
  }
}
