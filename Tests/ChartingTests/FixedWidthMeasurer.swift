import Charting

/// Measures text without a font: an ideograph is one em wide, anything else 0.55 em.
///
/// Lines break after any ideograph and at spaces; a word wider than the line is broken inside.
struct FixedWidthMeasurer: TextMeasuring {
  func extents(of text: String, in font: Font) -> TextExtents {
    let em = font.isBold ? 1.02 : 1.0
    return TextExtents(
      width: font.size * em * text.reduce(0) { $0 + Self.width($1) }, ascent: 1.16 * font.size,
      descent: 0.288 * font.size)
  }

  func lines(of text: String, in font: Font, within width: Double) -> [String] {
    var lines: [String] = []
    var line = ""
    func isTooWide(_ text: String) -> Bool { extents(of: text, in: font).width > width }
    for piece in Self.pieces(text) {
      if !line.isEmpty, isTooWide(line + piece) {
        lines.append(line)
        line = piece.first == " " ? String(piece.dropFirst()) : piece
      } else {
        line += piece
      }
      while isTooWide(line), line.count > 1 {
        var head = String(line.prefix(1))
        for character in line.dropFirst() {
          if isTooWide(head + String(character)) { break }
          head.append(character)
        }
        lines.append(head)
        line = String(line.dropFirst(head.count))
      }
    }
    return lines + (line.isEmpty ? [] : [line])
  }

  /// What may not be parted: an ideograph, or a word with the space before it.
  private static func pieces(_ text: String) -> [String] {
    var pieces: [String] = []
    for character in text {
      if character == " " || width(character) == 1 || pieces.isEmpty
        || width(pieces[pieces.count - 1].last ?? "一") == 1
      {
        pieces.append(String(character))
      } else {
        pieces[pieces.count - 1].append(character)
      }
    }
    return pieces
  }

  private static func width(_ character: Character) -> Double {
    (character.unicodeScalars.first?.value ?? 0) >= 0x2E80 ? 1 : 0.55
  }
}
