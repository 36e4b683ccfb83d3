public import Diagnostics

/// Why data cannot be used: every problem that was found, not only the first.
public struct ObservationsError: Error, Sendable, CustomStringConvertible {
  /// The problems, errors among them, in the order of the files.
  public var problems: [Diagnostic]

  /// Makes an error of its problems.
  public init(_ problems: [Diagnostic]) {
    self.problems = problems
  }

  /// The problems, a line each, in English.
  public var description: String {
    problems.map { $0.line(in: .english) }.joined(separator: "\n")
  }
}
