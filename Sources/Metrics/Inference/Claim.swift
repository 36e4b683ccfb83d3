public import Diagnostics

/// The two things that a comparison may claim; they are printed apart and never mixed.
///
/// A count describes its year exactly, and a rank by it is a fact about reports. What the count tells of the
/// rate that produced it, which would show again in another year, is an inference and needs an interval.
public enum Claim: String, Sendable, CaseIterable {
  /// What the reports of this year state: exact, without an interval.
  case description
  /// What can be said of the underlying rate: with its interval or set of ranks.
  case inference

  /// The heading under which a claim stands.
  public var heading: LocalisedText {
    switch self {
    case .description: LocalisedText(zh: "报告载明", en: "What the reports state")
    case .inference: LocalisedText(zh: "统计推断", en: "What can be inferred")
    }
  }

  /// The sentence that says what the claim holds and what it does not.
  public var explanation: LocalisedText {
    switch self {
    case .description:
      LocalisedText(
        zh: "以下为各报告载明的数及据此排出的次序，对所列年度是确切的；数多数少本身不说明工作质量。",
        en:
          "These are the figures that the reports state, and the order that follows from them; they are "
          + "exact for the years shown. More or fewer says nothing of quality.")
    case .inference:
      LocalisedText(
        zh: "以下推断各机构的常年水平，即换一年会再次出现的部分；年度数字有偶然波动，故给出区间，区间内的先后不能断定。",
        en:
          "These are inferences about each body's underlying rate, the part that another year would show "
          + "again; yearly figures vary by chance, hence the intervals, within which no order can be told."
      )
    }
  }
}
