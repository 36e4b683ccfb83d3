public import Diagnostics

/// Why figures cannot be scored: every problem that was found, not only the first.
public struct MetricsError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What has to change.
  public enum Code: String, Sendable, CaseIterable {
    /// The definitions of indicators, groups or method contradict themselves.
    case invalidDefinition = "invalid-definition"
    /// The table is empty, of the wrong shape, or holds what is not a number.
    case invalidData = "invalid-data"
    /// The method is sound, but not for these values.
    case methodRefused = "method-refused"
  }

  /// What has to change.
  public var code: Code
  /// The problems, each with a reason and a way out.
  public var problems: [Diagnostic]

  /// Makes an error of its problems.
  public init(_ code: Code, _ problems: [Diagnostic]) {
    self.code = code
    self.problems = problems
  }

  /// The problems, a line each, in English.
  public var description: String {
    problems.map(\.text.english).joined(separator: "\n")
  }
}
