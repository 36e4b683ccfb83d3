import Charting
public import Diagnostics
public import Metrics

extension Study {
  /// How the indicators of a study become an index: impute, treat, weigh, then score or rank.
  public struct Method: Sendable {
    /// How values that are not stated are filled in; not at all where absent.
    public var imputation: Imputation?
    /// What bodies have in common that are a group of `group-mean` and `group-median`.
    public var imputationGroup = BodyGroup.tier
    /// How outlying values are treated.
    public var treatment = Treatment()
    /// Where weights come from, beside those of the study and equal ones (``ScoringMethod/weights``).
    public var weights: Weights?
    /// Normalisation, means, and what is done with rows that lack values.
    public var scoring = ScoringMethod()
    /// What ranks the bodies in the place of normalisation and means, where that is asked for.
    public var multiCriteria: MultiCriteriaMethod?
    /// What draws at random start from: those that show how uncertain weights of few bodies are.
    public var seed: UInt64 = 1
    /// Where each key of `method` stands in the file.
    var places: [String: Place] = [:]

    /// Weights that are neither given nor equal.
    public enum Weights: Sendable {
      /// Judgements of importance, a matrix a group; one over all indicators where the group is absent.
      case judgements([Judgements])
      /// From the values.
      case data(DataDrivenWeighting)

      /// The word of a study for judgements.
      static let judgementsID = "ahp"
      /// The words of a study.
      static let ids =
        Weighting.allCases.map(\.rawValue) + [judgementsID]
        + DataDrivenWeighting.ID.allCases.map(\.rawValue)
    }

    /// The judgements of one matrix.
    public struct Judgements: Sendable {
      /// The group whose members are compared; all indicators that count where absent.
      public var group: String?
      /// How many times as important the item of the row is as that of the column.
      public var rows: [[Double?]]
      /// Where they stand in the file.
      public var place: Place
    }

    /// What the bodies of a group have in common.
    public enum BodyGroup: String, Sendable, CaseIterable {
      /// The tier, such as 副省级市.
      case tier
      /// The province.
      case province
    }
  }
}
