/// The lines of a text that are not blank, folded so that one spelling is left of each word.
///
/// A folded line has no white space, and ASCII in place of full-width forms. A long line is folded at
/// its beginning only: what a line is shows there, and the stage stays fast.
struct FoldedLines {
  /// One line that is not blank.
  struct Line {
    /// Where it stands in the text, without the white space around it.
    var range: Range<Int>
    /// Where its folded scalars stand in ``FoldedLines/scalars``.
    var key: Range<Int>
    /// The words of interest in its folded scalars.
    var cues: Cues
    /// The number of scalars in the text.
    var length: Int { range.count }
  }

  /// The folded scalars of all lines, one after another.
  private(set) var scalars: [Unicode.Scalar] = []
  /// For each folded scalar, its offset in the text.
  private(set) var offsets: [Int] = []
  /// The lines, in order.
  private(set) var lines: [Line] = []

  /// The number of scalars at the beginning of a line that are folded.
  static let foldedLength = 80

  /// Folds the lines of a text.
  init(_ text: PlainText) {
    let all = text.scalars
    let lengthGuess = min(all.count, 8_000)
    scalars.reserveCapacity(lengthGuess)
    offsets.reserveCapacity(lengthGuess)
    for line in text.lines {
      var start = line.lowerBound
      var end = line.upperBound
      while start < end, Self.isBlank(all[start]) { start += 1 }
      while end > start, Self.isBlank(all[end - 1]) { end -= 1 }
      guard start < end else { continue }
      let first = scalars.count
      for offset in start..<min(end, start + Self.foldedLength) {
        let scalar = all[offset]
        if Self.isBlank(scalar) { continue }
        scalars.append(Self.folded(scalar))
        offsets.append(offset)
      }
      let key = first..<scalars.count
      lines.append(
        Line(range: start..<end, key: key, cues: CueTable.shared.cues(in: scalars[key])))
    }
  }

  /// The folded scalars of a line.
  func key(_ index: Int) -> ArraySlice<Unicode.Scalar> { scalars[lines[index].key] }

  /// The range in the text of folded scalars.
  func textRange(_ key: Range<Int>) -> Range<Int> {
    guard let last = key.last else { return 0..<0 }
    return offsets[key.lowerBound]..<(offsets[last] + 1)
  }

  /// Whether a scalar shows nothing: white space, or a mark of width zero.
  static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20, 0x09...0x0D, 0xA0, 0x3000, 0xFEFF, 0x85, 0x2000...0x200F, 0x2028, 0x2029: true
    default: false
    }
  }

  /// The scalar in its plain form: ASCII for a full-width one, lower case for a letter, simplified for a
  /// traditional character.
  static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    var value = scalar.value
    if (0xFF01...0xFF5E).contains(value) { value -= 0xFEE0 }
    if (0x41...0x5A).contains(value) { value += 0x20 }
    if (0x3400...0x9FFF).contains(value) { return TraditionalCharacters.simplified(scalar) }
    return Unicode.Scalar(value) ?? scalar
  }
}
