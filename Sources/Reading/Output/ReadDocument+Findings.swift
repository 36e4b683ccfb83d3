public import Diagnostics

extension ReadDocument {
  /// Everything that was found, of the document and of each report, each finding once.
  public var findings: [Diagnostic] {
    var findings = diagnostics
    for report in reports {
      // The header's findings are the document's too.
      findings += report.diagnostics.filter { !diagnostics.contains($0) }
    }
    return findings
  }
}
