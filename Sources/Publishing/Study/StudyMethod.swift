import Charting
public import Diagnostics
public import Metrics

extension Study {
  /// How the indicators of a study become an index: screen, impute, treat, weigh, then score or rank.
  public struct Method: Sendable {
    /// Which bodies and indicators have too little data; all are kept where absent.
    public var screening: Screening?
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
    /// The file of frozen goalposts, seen from the folder of the study; none where absent.
    public var ledger: String?
    /// The version of it that scores; the last where absent.
    public var ledgerVersion: Int?
    /// What ranks the bodies in the place of normalisation and means, where that is asked for.
    public var multiCriteria: MultiCriteriaMethod?
    /// What draws at random start from: those that show how uncertain weights of few bodies are.
    public var seed: UInt64 = 1
    /// Where each key of `method` stands in the file.
    var places: [String: Place] = [:]

    /// Weights that are neither given nor equal.
    public enum Weights: Sendable {
      /// Judgements of importance, a matrix a group and judge; one over all indicators where the group is
      /// absent.
      case judgements([Judgements])
      /// From the values.
      case data(DataDrivenWeighting)
      /// Of judgement and of values, made into one.
      case combined(Combination)
      /// Those that suit each body best.
      case benefitOfDoubt(ShareBounds)

      /// The word of a study for judgements.
      static let judgementsID = "ahp"
      /// The word of a study for weights that suit each body best.
      static let benefitOfDoubtID = "benefit-of-doubt"
      /// The words of a study.
      static let ids =
        Weighting.allCases.map(\.rawValue) + [judgementsID]
        + DataDrivenWeighting.ID.allCases.map(\.rawValue) + [benefitOfDoubtID]
    }

    /// The judgements of one matrix.
    public struct Judgements: Sendable {
      /// Whose they are; nobody in particular where absent.
      public var judge: String?
      /// The group whose members are compared; all indicators that count where absent.
      public var group: String?
      /// How many times as important the item of the row is as that of the column.
      public var rows: [[Double?]]
      /// Where they stand in the file.
      public var place: Place
    }

    /// Weights of judgement and weights of values, made into one set.
    public struct Combination: Sendable {
      /// How they become one.
      public var rule: WeightCombination
      /// The judgements; the weights of the study where absent.
      public var judgements: [Judgements]?
      /// What is taken from the values.
      public var values: DataDrivenWeighting

      /// The word of a study for the side of judgement.
      var subjectiveID: String {
        judgements == nil ? Weighting.given.rawValue : Weights.judgementsID
      }
    }

    /// Bounds on the shares of the weights that suit each body best.
    public struct ShareBounds: Sendable {
      /// What an indicator has a share of.
      public var share = BenefitOfDoubt.Bounds.Share.weight
      /// The bounds of an indicator that has none of its own.
      public var limits = Limits(0, 1)
      /// The bounds of single indicators by their ids.
      public var indicators: [String: Limits] = [:]

      /// Whether nothing is bounded.
      var areOpen: Bool { limits == Limits(0, 1) && indicators.isEmpty }

      /// The bounds, an indicator each; nothing where all are open.
      func bounds(of ids: [String]) -> BenefitOfDoubt.Bounds? {
        areOpen ? nil : BenefitOfDoubt.Bounds(share, ids.map { indicators[$0] ?? limits })
      }
    }

    /// A preference function by the word of a study, without its thresholds.
    enum Preference: String, CaseIterable {
      case usual
      case uShape = "u-shape"
      case vShape = "v-shape"
      case level
      case linear
      case gaussian

      /// The keys of its thresholds: q indifference, p preference, s deviation.
      var thresholds: [String] {
        switch self {
        case .usual: []
        case .uShape: ["q"]
        case .vShape: ["p"]
        case .level, .linear: ["q", "p"]
        case .gaussian: ["s"]
        }
      }

      /// The function with its thresholds, in the order of ``thresholds``.
      func function(_ thresholds: [Double]) -> PreferenceFunction {
        let first = thresholds.first ?? 0
        let last = thresholds.last ?? 0
        switch self {
        case .usual: return .usual
        case .uShape: return .uShape(indifference: first)
        case .vShape: return .vShape(preference: first)
        case .level: return .level(indifference: first, preference: last)
        case .linear: return .linear(indifference: first, preference: last)
        case .gaussian: return .gaussian(deviation: first)
        }
      }
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

extension Study {
  /// What scores by all indicators at once, so that groups have no score, and where it stands.
  var groupless: (id: String, place: Place?)? {
    if let ranking = method.multiCriteria {
      return (ranking.id.rawValue, method.places["aggregate"])
    }
    if case .benefitOfDoubt = method.weights {
      return (Method.Weights.benefitOfDoubtID, method.places["weights"])
    }
    return nil
  }
}
