/// Finds the known name that a user's word must be a slip of.
public enum NameMatching {
  /// The known name that a word is a slip of: the same but for case and separators, or, for known names
  /// of six letters or more, at an edit distance of 2 at most.
  ///
  /// - Returns: nothing where the word is a known name itself or like none.
  public static func slip(_ word: String, of known: some Sequence<String>) -> String? {
    let folded = folded(word)
    var best: (name: String, distance: Int)?
    for name in known {
      if name == word { return nil }
      let foldedName = self.folded(name)
      if foldedName == folded, !folded.isEmpty { return name }
      guard name.count >= 6, name.allSatisfy(\.isASCII) else { continue }
      let distance = distance(foldedName, folded, limit: 2)
      if distance <= 2, distance < best?.distance ?? 3 { best = (name, distance) }
    }
    return best?.name
  }

  /// The known name nearest to a word, for a hint; nothing where none is near.
  ///
  /// Near means at most a third of the word's length away, and at least one edit for short words.
  public static func nearest(_ word: String, among known: some Sequence<String>) -> String? {
    let folded = folded(word)
    let limit = max(1, folded.count / 3)
    var best: (name: String, distance: Int)?
    for name in known {
      let foldedName = self.folded(name)
      var distance = distance(foldedName, folded, limit: limit)
      // Part of a longer name, such as 执法 of 执法检查, is near too.
      if distance > limit, folded.count >= 2,
        foldedName.starts(with: folded) || folded.starts(with: foldedName), !foldedName.isEmpty
      {
        distance = limit
      }
      if distance <= limit, distance < best?.distance ?? Int.max { best = (name, distance) }
    }
    return best?.name
  }

  /// Small letters, without spaces, underscores, hyphens and dots, full-width forms made narrow.
  private static func folded(_ word: String) -> [Character] {
    var characters: [Character] = []
    for scalar in word.lowercased().unicodeScalars {
      let narrow =
        (0xFF01...0xFF5E).contains(scalar.value)
        ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
      if narrow.properties.isWhitespace || "_-.·'".unicodeScalars.contains(narrow) { continue }
      characters.append(Character(narrow))
    }
    return characters
  }

  /// The edit distance (insert, delete, replace, each 1), or more than `limit` where it is that.
  ///
  /// - Source: Wagner and Fischer, The string-to-string correction problem (1974).
  private static func distance(_ a: [Character], _ b: [Character], limit: Int) -> Int {
    guard abs(a.count - b.count) <= limit else { return limit + 1 }
    var row = Array(0...b.count)
    for (i, left) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, right) in b.enumerated() {
        let above = row[j + 1]
        row[j + 1] = min(above + 1, row[j] + 1, diagonal + (left == right ? 0 : 1))
        diagonal = above
      }
    }
    return row[b.count]
  }
}
