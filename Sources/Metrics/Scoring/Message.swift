internal import Diagnostics

/// The parts of messages that several findings share.
enum Message {
  /// The user's own word, quoted.
  static func quoted(_ word: String) -> String { Diagnostic.quoted(word) }

  /// A number as a person writes it: without a decimal part where it has none.
  static func number(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e15 { return "\(Int(value))" }
    return "\(value)"
  }

  /// A row by its body and year.
  static func row(_ key: ScoringTable.RowKey) -> String { "\(quoted(key.body)) \(key.year)" }
}
