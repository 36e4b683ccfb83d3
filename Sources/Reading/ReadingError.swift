public import Diagnostics

/// Why a source cannot be read: every problem that was found, errors among them.
public struct ReadingError: Error, Sendable, CustomStringConvertible {
  /// The problems, in the order of the sources.
  public var diagnostics: [Diagnostic]

  /// Makes an error of its problems.
  public init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }

  /// Makes an error of one problem of a file.
  init(_ file: String, zh chinese: String, en english: String) {
    self.init([Diagnostic(.error, at: Place(file), LocalisedText(zh: chinese, en: english))])
  }

  /// The problems, a line each, in English.
  public var description: String {
    diagnostics.map { $0.line(in: .english) }.joined(separator: "\n")
  }
}
