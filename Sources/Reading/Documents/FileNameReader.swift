import Observations

/// What the name of a file says of the report in it: 白城市人大常委会-2022.txt.
struct FileNameReader {
  /// The name as the user gave it, with its folders.
  let path: String
  /// The scalars of the name without folders and ending, folded.
  let scalars: [Unicode.Scalar]

  /// Reads the name of a file.
  init(_ path: String) {
    self.path = path
    var name =
      path.unicodeScalars.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last
      ?? ""
      .unicodeScalars[...]
    if let dot = name.lastIndex(of: "."), name.distance(from: dot, to: name.endIndex) <= 6,
      dot > name.startIndex
    {
      name = name[..<dot]
    }
    scalars = name.filter { !FoldedLines.isBlank($0) }.map(FoldedLines.folded)
  }

  private static let conferenceWords = Phrases("政协", "政治协商", "cppcc")
  private static let congressWords = Phrases("人大", "人民代表大会", "npc")

  /// Congress or conference, where the name says so.
  var kind: BodyKind? {
    if Self.conferenceWords.isFound(in: scalars[...]) { return .cppcc }
    if Self.congressWords.isFound(in: scalars[...]) { return .npc }
    return nil
  }

  /// The report year: the last number of four digits that can be one.
  var year: Int? {
    var index = scalars.endIndex
    while index > 0 {
      guard ("0"..."9").contains(scalars[index - 1]) else {
        index -= 1
        continue
      }
      let start = scalars[..<index].lastIndex { !("0"..."9").contains($0) }.map { $0 + 1 } ?? 0
      if index - start == 4, let year = WrittenNumber.value(scalars[start..<index]),
        WrittenDate.years.contains(year)
      {
        return year
      }
      index = start
    }
    return nil
  }
}
