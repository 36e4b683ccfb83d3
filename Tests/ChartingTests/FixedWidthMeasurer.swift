import Charting

/// Measures text without a font: an ideograph is one em wide, anything else 0.55 em.
///
/// Lines break after any ideograph and at spaces; a word wider than the line is broken inside.
struct FixedWidthMeasurer: TextMeasuring {
  func extents(of text: String, in font: Font) -> TextExtents {
    var ems = 0.0
    for scalar in text.unicodeScalars { ems += Self.width(scalar) }
    return TextExtents(
      width: font.size * Self.factor(font) * ems, ascent: 1.16 * font.size,
      descent: 0.288 * font.size)
  }

  func lines(of text: String, in font: Font, within width: Double) -> [String] {
    let room = width / (font.size * Self.factor(font))
    let scalars = Array(text.unicodeScalars)
    var lines: [String] = []
    var start = 0
    while start < scalars.count {
      var end = start
      var used = 0.0
      var breakAfter: Int?
      while end < scalars.count, end == start || used + Self.width(scalars[end]) <= room {
        used += Self.width(scalars[end])
        end += 1
        let isBreak =
          end == scalars.count || scalars[end] == " " || scalars[end - 1] == " "
          || Self.width(scalars[end]) == 1 || Self.width(scalars[end - 1]) == 1
        if isBreak { breakAfter = end }
      }
      end = breakAfter ?? end
      var line = String.UnicodeScalarView()
      line.append(contentsOf: scalars[start..<end])
      lines.append(String(line))
      start = end
    }
    return lines
  }

  private static func factor(_ font: Font) -> Double { font.isBold ? 1.02 : 1 }

  private static func width(_ scalar: Unicode.Scalar) -> Double {
    scalar.value >= 0x2E80 ? 1 : 0.55
  }
}
