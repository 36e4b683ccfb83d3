import Diagnostics
import Metrics
import Observations

extension StudyRun {
  /// The content hash of a version of goalposts: no date, no path, so that the same ends have the same.
  static func hash(of goalposts: Goalposts) -> String {
    var ledger = GoalpostsLedger()
    var plain = goalposts
    plain.version = 1
    for place in plain.entries.indices { plain.entries[place].basis = "" }
    // Entries that a ledger refuses have been refused before.
    try? ledger.add(plain)
    return sha256([Array(ledger.text.utf8)])
  }
}
