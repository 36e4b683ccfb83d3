import Testing

/// What the reader does not yet read as the counting rules say; a name goes from here when it does.
enum Misread {
  /// Reports of `Fixtures/reports`.
  static let fixtures: Set<String> = []

  /// Arguments of other tests, and for tests without arguments their subject.
  static let arguments: Set<String> = []

  /// Runs the checks of an argument, whose issues are known where it is one of ``arguments``.
  static func check(_ argument: String, _ checks: () throws -> Void) rethrows {
    try withKnownIssue("misread: \(argument)") {
      try checks()
    } when: {
      arguments.contains(argument)
    }
  }
}
