internal import Diagnostics

/// The mean of a few values with its standard error and interval.
///
/// Standard error `s/√n`, `s` the sample standard deviation (divisor n − 1); interval `mean ± q·s/√n`.
///
/// - Source: Transparency International, Corruption Perceptions Index 2015, technical methodology note, for
///   the normal interval of 90 %.
public struct MeanEstimate: Sendable, Equatable {
  /// Where the multiple of the standard error comes from.
  public enum Distribution: String, Sendable, CaseIterable {
    /// The normal distribution, as the Corruption Perceptions Index has it.
    case normal
    /// Student's on n − 1 degrees of freedom: right for few values; the default.
    case student
  }

  /// The mean.
  public let mean: Double
  /// Its standard error.
  public let standardError: Double
  /// Half the width of the interval.
  public let margin: Double

  /// Estimates a mean.
  ///
  /// - Throws: ``MetricsError``: fewer than two values, what is no number, a level outside 0 … 1.
  public init(
    _ values: [Double], level: Double = 0.9, distribution: Distribution = .student
  ) throws(MetricsError) {
    var problems = InferenceCheck.level(level)
    if values.count < 2 {
      problems.append(
        Diagnostic(
          .error,
          LocalisedText(
            zh: "平均数的标准误至少需要 2 个值，现有 \(values.count) 个：请只列该值",
            en:
              "the standard error of a mean needs at least 2 values and there are \(values.count): show "
              + "the value alone")))
    }
    if !values.allSatisfy({ abs($0) <= 1e150 }) {
      problems.append(
        Diagnostic(
          .error,
          LocalisedText(zh: "有的值不是有限的数：请先剔除", en: "a value is no finite number: leave it out")))
    }
    if !problems.isEmpty { throw MetricsError(.invalidData, problems) }
    let size = Double(values.count)
    let mean = values.sorted().reduce(0, +) / size
    let squares = values.map { ($0 - mean) * ($0 - mean) }.sorted().reduce(0, +)
    let standardError = (squares / (size - 1) / size).squareRoot()
    let quantile =
      switch distribution {
      case .normal: Distributions.normalQuantile((1 + level) / 2)
      case .student:
        Distributions.studentQuantile((1 + level) / 2, degreesOfFreedom: size - 1)
      }
    guard let quantile else { throw MetricsError(.methodRefused, [InferenceCheck.noLimits]) }
    self.mean = mean
    self.standardError = standardError
    margin = quantile * standardError
  }
}
