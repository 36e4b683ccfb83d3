/// How an SVG holds its text.
public enum SVGText: String, Sendable, CaseIterable {
  /// Outlines of glyphs: the figure looks the same wherever it is opened.
  case outlines
  /// Text that can be selected, searched, read aloud and translated, set in the reader's fonts.
  ///
  /// Each line keeps the length that it was laid out with, so that another font moves nothing; it
  /// looks exactly alike where the family of the figure is installed.
  case live
}

extension SVGText {
  /// The families that live text asks for after the figure's own, the most alike first.
  static let fallbackFamilies = [
    "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "SimHei",
  ]

  /// The value of `font-family`: the family of the figure, those most like it, any without serifs.
  static func families(first family: String) -> String {
    let names = [family] + fallbackFamilies.filter { $0 != family }
    return (names.map(quoted) + ["sans-serif"]).joined(separator: ", ")
  }

  /// A name as a string of CSS; a name of several words or of other scripts needs no thought so.
  ///
  /// - Source: W3C, CSS Syntax Module Level 3, 4.3.5.
  private static func quoted(_ name: String) -> String {
    var result = String.UnicodeScalarView("'".unicodeScalars)
    for scalar in DrawableText.cleaned(name).unicodeScalars {
      if scalar == "'" || scalar == "\\" { result.append("\\") }
      result.append(scalar)
    }
    result.append("'")
    return String(result)
  }

  /// Whether the text has spaces that XML would take away: at an end, or two together.
  static func hasSpacesToKeep(_ text: String) -> Bool {
    text.utf8.first == 0x20 || text.utf8.last == 0x20
      || zip(text.utf8, text.utf8.dropFirst()).contains { $0 == 0x20 && $1 == 0x20 }
  }

  /// Whether the text holds a Han character or a mark of Chinese.
  static func isChinese(_ text: String) -> Bool {
    text.unicodeScalars.contains { scalar in
      switch scalar.value {
      case 0x2E80...0x2FDF, 0x3000...0x303F, 0x3400...0x9FFF, 0xF900...0xFAFF, 0xFE30...0xFE4F,
        0xFF00...0xFFEF, 0x20000...0x3FFFF:
        true
      default: false
      }
    }
  }
}
