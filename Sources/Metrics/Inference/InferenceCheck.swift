internal import Diagnostics

/// The refusals that the parts of inference share.
enum InferenceCheck {
  static func level(_ level: Double) -> [Diagnostic] {
    if level > 0, level < 1 { return [] }
    return [
      Diagnostic(
        .error,
        LocalisedText(
          zh: "置信水平 \(level) 不在 0 与 1 之间：例如写 0.95",
          en: "the level \(level) does not lie between 0 and 1: write 0.95, for example"))
    ]
  }

  static func dispersion(_ dispersion: Double) -> [Diagnostic] {
    if dispersion > 0, dispersion.isFinite, dispersion <= 1e9, dispersion >= 1e-9 { return [] }
    return [
      Diagnostic(
        .error,
        LocalisedText(
          zh: "离散系数 \(dispersion) 不可用：须为大于 0 的数，1 为泊松",
          en: "the dispersion \(dispersion) cannot be used: give a number above 0, 1 for Poisson"))
    ]
  }

  static func notACount(_ count: Double, of body: String? = nil) -> Diagnostic {
    let chinese = body.map { "\(Message.quoted($0))的" } ?? ""
    let english = body.map { " of \(Message.quoted($0))" } ?? ""
    return Diagnostic(
      .error,
      LocalisedText(
        zh: "\(chinese)数 \(Message.number(count)) 不是计数：须为 0 至 10¹² 之间的数，未载明的须先剔除",
        en:
          "the count \(Message.number(count))\(english) is none: give a number from 0 to 10¹², and leave "
          + "out what is not stated"))
  }

  static func notAnExposure(_ exposure: Double, of body: String? = nil) -> Diagnostic {
    let chinese = body.map { "\(Message.quoted($0))的" } ?? ""
    let english = body.map { " of \(Message.quoted($0))" } ?? ""
    return Diagnostic(
      .error,
      LocalisedText(
        zh: "\(chinese)期望数或分母 \(Message.number(exposure)) 不可用：须大于 0，否则请剔除该机构",
        en:
          "the expectation or denominator \(Message.number(exposure))\(english) cannot be used: it must be "
          + "above 0, else leave the body out"))
  }

  static func differentLengths(_ counts: [Int]) -> Diagnostic {
    let list = counts.map(String.init).joined(separator: ", ")
    return Diagnostic(
      .error,
      LocalisedText(
        zh: "各列长度不同（\(list)）：每个机构须各有一个值",
        en: "the columns have different lengths (\(list)): give every body one value of each"))
  }

  static func tooFew(_ count: Int, needed: Int, zh subject: String, en english: String)
    -> Diagnostic
  {
    Diagnostic(
      .error,
      LocalisedText(
        zh: "\(subject)至少需要 \(needed) 个机构，现有 \(count) 个：请放宽选择或只列报告载明数",
        en:
          "\(english) needs at least \(needed) bodies and there are \(count): select more, or show only "
          + "what the reports state"))
  }

  static let noLimits = Diagnostic(
    .error,
    LocalisedText(
      zh: "无法计算这些值的界限：数值过大或过小，请改用别的单位",
      en:
        "no limits can be computed for these values: they are too large or too small; use another unit"
    ))

  /// A usable count.
  static func isCount(_ count: Double) -> Bool {
    count >= 0 && count <= Distributions.greatestCount
  }

  /// A usable expectation or denominator.
  static func isExposure(_ exposure: Double) -> Bool {
    exposure >= 1e-9 && exposure <= Distributions.greatestCount
  }
}
