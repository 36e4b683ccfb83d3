/// What can be told of a copy of a report by its words alone.
public enum SourceText {
  /// Whether words that no report has, or lost characters, stand in a piece of text.
  ///
  /// - Source: counting rules §4c.
  public static func isDamaged(_ text: String) -> Bool {
    !SourceDamage(NormalisedText(PlainText(text))).places.isEmpty
  }
}
