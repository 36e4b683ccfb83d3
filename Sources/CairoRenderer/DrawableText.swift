/// Text as it is set: without the characters that steer a terminal or a text engine.
enum DrawableText {
  /// The text with every control character and line break as a space, and without the marks that
  /// turn the direction of writing.
  ///
  /// A control character has no glyph; a direction mark left open would turn the rest of the line.
  static func cleaned(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if !isControl(scalar) {
        scalars.append(scalar)
      } else if !isDirectionMark(scalar) {
        scalars.append(" ")
      }
    }
    return String(scalars)
  }

  /// The lines that the writer of the text asked for, without empty ones.
  static func paragraphs(_ text: String) -> [String] {
    var paragraphs: [String] = []
    var current = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isLineBreak(scalar) {
        paragraphs.append(String(current))
        current = String.UnicodeScalarView()
      } else {
        current.append(scalar)
      }
    }
    paragraphs.append(String(current))
    return paragraphs.map { trimmed(Array(cleaned($0).unicodeScalars)[...]) }.filter { !$0.isEmpty }
  }

  /// The scalars as text, without spaces at either end.
  static func trimmed(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var slice = scalars
    while let first = slice.first, isSpace(first) { slice.removeFirst() }
    while let last = slice.last, isSpace(last) { slice.removeLast() }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: slice)
    return String(view)
  }

  /// Whether the scalar is a space at which a line may end.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\u{3000}" || (scalar >= "\u{2000}" && scalar <= "\u{200B}")
  }

  private static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\n", "\r", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}": true
    default: false
    }
  }

  private static func isDirectionMark(_ scalar: Unicode.Scalar) -> Bool {
    (scalar >= "\u{202A}" && scalar <= "\u{202E}") || (scalar >= "\u{2066}" && scalar <= "\u{2069}")
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar < " " || (scalar >= "\u{7F}" && scalar <= "\u{9F}")
      || scalar == "\u{2028}" || scalar == "\u{2029}" || isDirectionMark(scalar)
  }
}
