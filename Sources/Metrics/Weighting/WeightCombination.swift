internal import Diagnostics

/// How weights that people gave and weights that data gave become one set (组合赋权).
///
/// Both are scaled to sum 1 first; `u` is the subjective, `v` the objective weight of an indicator.
public enum WeightCombination: Sendable, Hashable {
  /// `u·v / Σ u·v`: what either thinks little of stays small, and large weights grow (乘法归一化).
  ///
  /// Refused where no indicator has a weight above 0 in both.
  case multiplicative
  /// `α·u + (1 − α)·v`, with the share α of the subjective weights from 0 to 1 (加法).
  case additive(subjectiveShare: Double)
  /// `a·u + b·v` with the coefficients that bring it closest to both at once, scaled to sum 1 (博弈论).
  ///
  /// `a` and `b` minimise `‖a·u + b·v − u‖` and `‖a·u + b·v − v‖` together:
  /// `a·u·u + b·u·v = u·u` and `a·u·v + b·v·v = v·v`. Equal weights count half each. Refused where a
  /// coefficient is negative, which takes one side to be against its own weights.
  ///
  /// - Source: 陈加良, 基于博弈论的组合赋权评价方法研究, 福建电脑 2003(9).
  case gameTheory
  /// `√(u·v) / Σ √(u·v)`, the least `Σ w·ln(w/u) + Σ w·ln(w/v)` (最小相对信息熵).
  ///
  /// An indicator of weight 0 on either side has 0. Refused where all have.
  case minimumRelativeEntropy

  /// What a study names a combination with.
  public enum ID: String, Sendable, CaseIterable {
    /// ``WeightCombination/multiplicative``.
    case multiplicative
    /// ``WeightCombination/additive(subjectiveShare:)``.
    case additive
    /// ``WeightCombination/gameTheory``.
    case gameTheory = "game-theory"
    /// ``WeightCombination/minimumRelativeEntropy``.
    case minimumRelativeEntropy = "minimum-relative-entropy"
  }

  /// Makes a combination by its id; the share is for `additive`, where it is 0.5 if absent.
  public init(_ id: ID, subjectiveShare: Double = 0.5) {
    switch id {
    case .multiplicative: self = .multiplicative
    case .additive: self = .additive(subjectiveShare: subjectiveShare)
    case .gameTheory: self = .gameTheory
    case .minimumRelativeEntropy: self = .minimumRelativeEntropy
    }
  }

  /// The id of the combination.
  public var id: ID {
    switch self {
    case .multiplicative: .multiplicative
    case .additive: .additive
    case .gameTheory: .gameTheory
    case .minimumRelativeEntropy: .minimumRelativeEntropy
    }
  }

  /// Combined weights, and how much each side had in them.
  public struct Result: Sendable, Equatable {
    /// The weights in the order given, at least 0, sum 1.
    public let weights: [Double]
    /// The share of the subjective weights where the result is linear in both; `nil` elsewhere.
    public let subjectiveShare: Double?
  }

  /// Combines two sets of weights of the same indicators in the same order.
  ///
  /// - Parameters:
  ///   - subjective: the weights that people gave, such as those of an analytic hierarchy; of any sum.
  ///   - objective: the weights that data gave; of any sum.
  /// - Returns: the weights, of sum 1.
  /// - Throws: ``MetricsError``: `invalidData` if there are none, their numbers differ, one is negative or
  ///   not finite or all are 0; `invalidDefinition` for a share outside 0 … 1; `methodRefused` as said of
  ///   each case.
  public func combine(
    subjective: [Double], objective: [Double]
  ) throws(MetricsError) -> Result {
    guard let u = Self.shares(subjective), let v = Self.shares(objective), u.count == v.count
    else {
      throw Self.error(
        .invalidData, zh: "两组权重须一样多，各权重须为不小于 0 的数，且不能全为 0",
        en:
          "two sets of weights must be of the same indicators, each weight at least 0 and not all 0"
      )
    }
    switch self {
    case .multiplicative:
      return try Self.product(zip(u, v).map { $0 * $1 })
    case .minimumRelativeEntropy:
      return try Self.product(zip(u, v).map { $0.squareRoot() * $1.squareRoot() })
    case .additive(let share):
      guard (0...1).contains(share) else {
        throw Self.error(
          .invalidDefinition, zh: "主观权重的比例 α 须在 0 到 1 之间",
          en: "the share of the subjective weights must lie between 0 and 1")
      }
      return Self.mixture(u, v, share: share)
    case .gameTheory:
      let (a, b, c) = (Self.dot(u, u), Self.dot(u, v), Self.dot(v, v))
      // a·c − b², written so that near-equal weights do not cancel: |u|²·|v − (b/a)u|².
      let rest = zip(u, v).map { $1 - b / a * $0 }
      if Self.dot(rest, rest) <= 1e-18 { return Self.mixture(u, v, share: 0.5) }
      // Cramer's rule without the common determinant, which scaling to sum 1 takes out again.
      let (first, second) = (c * (a - b), a * (c - b))
      guard first >= 0, second >= 0 else {
        throw Self.error(
          .methodRefused,
          zh: "博弈论组合的系数为负：两组权重相差过大，请用 minimum-relative-entropy 或 additive",
          en: "a coefficient of the game-theory combination is negative, the weights being too far "
            + "apart: use minimum-relative-entropy or additive")
      }
      return Self.mixture(u, v, share: first / (first + second))
    }
  }

  private static func mixture(_ u: [Double], _ v: [Double], share: Double) -> Result {
    Result(weights: zip(u, v).map { share * $0 + (1 - share) * $1 }, subjectiveShare: share)
  }

  private static func product(_ values: [Double]) throws(MetricsError) -> Result {
    guard let weights = shares(values) else {
      throw error(
        .methodRefused, zh: "没有一个指标在两组权重中都大于 0：请用 additive",
        en: "no indicator has a weight above 0 in both sets: use additive")
    }
    return Result(weights: weights, subjectiveShare: nil)
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Weights scaled to sum 1; `nil` where they are none.
  static func shares(_ weights: [Double]) -> [Double]? {
    guard weights.allSatisfy({ $0.isFinite && $0 >= 0 }), let greatest = weights.max(),
      greatest > 0
    else { return nil }
    // Divided by the greatest first, so that no sum of finite weights overflows.
    let scaled = weights.map { $0 / greatest }
    let sum = scaled.reduce(0, +)
    return scaled.map { $0 / sum }
  }

  private static func error(_ code: MetricsError.Code, zh: String, en: String) -> MetricsError {
    MetricsError(code, [Diagnostic(.error, LocalisedText(zh: zh, en: en))])
  }
}
