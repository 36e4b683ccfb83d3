/// Measures text once and sets it: all that a layout needs of type.
final class Typesetter {
  private let measurer: any TextMeasuring
  private var measured: [Key: TextExtents] = [:]

  private struct Key: Hashable {
    var string: String
    var font: Font

    // Bytes, not characters: equal characters may be drawn differently, and are slow to tell.
    static func == (left: Key, right: Key) -> Bool {
      left.font == right.font && left.string.utf8.elementsEqual(right.string.utf8)
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(font)
      var string = string
      string.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
  }

  /// Makes a typesetter that asks `measurer` for each text only once.
  init(_ measurer: any TextMeasuring) {
    self.measurer = measurer
  }

  /// The size of a line of text.
  func extents(_ string: String, _ font: Font) throws(ChartError) -> TextExtents {
    let key = Key(string: string, font: font)
    if let extents = measured[key] { return extents }
    let extents = try measurer.extents(of: string, in: font)
    measured[key] = extents
    return extents
  }

  /// The width of a line of text, points.
  func width(_ string: String, _ font: Font) throws(ChartError) -> Double {
    try extents(string, font).width
  }

  /// The lines of a text, none wider than `width`; no line for an empty text.
  func lines(_ string: String, _ font: Font, within width: Double) throws(ChartError) -> [String] {
    if string.isEmpty { return [] }
    if try self.width(string, font) <= width { return [string] }
    let lines = try measurer.lines(of: string, in: font, within: max(width, 1))
    return lines.map(Self.trimmed).filter { !$0.isEmpty }
  }

  /// The lines of a text, as few as will do and of nearly the same width.
  ///
  /// So no character is left alone on the last line.
  func balancedLines(
    _ string: String, _ font: Font, within width: Double
  ) throws(ChartError) -> [String] {
    var best = try lines(string, font, within: width)
    guard best.count > 1 else { return best }
    // The narrowest measure with as many lines is found by halving; eight halvings bring it within
    // half a hundredth of the width.
    var low = try self.width(string, font) / Double(best.count) * 0.9
    var high = width
    // A word that the full measure holds is not broken to save width.
    for word in string.split(separator: " ")
    where word.unicodeScalars.allSatisfy({ $0.value < 0x2E80 }) {
      low = max(low, min(try self.width(String(word), font) + 0.01, width))
    }
    for _ in 0..<8 where high > low {
      let middle = (low + high) / 2
      let lines = try lines(string, font, within: middle)
      if lines.count <= best.count {
        best = lines
        high = middle
      } else {
        low = middle
      }
    }
    return best
  }

  /// Whether a word of a text in letters is wider than the line and would be broken inside.
  func breaksWord(_ string: String, _ font: Font, within width: Double) throws(ChartError) -> Bool {
    for word in string.split(separator: " ")
    where word.unicodeScalars.allSatisfy({ $0.value < 0x2E80 }) {
      if try self.width(String(word), font) > width { return true }
    }
    return false
  }

  /// The lines of a title, which part where its clauses do.
  ///
  /// A title of two lines parts at a mark of punctuation if one is near enough to the middle, at a
  /// colon rather than at a comma; otherwise, and in more lines, the lines are balanced.
  func headline(_ string: String, _ font: Font, within width: Double) throws(ChartError) -> [String]
  {
    let balanced = try balancedLines(string, font, within: width)
    guard balanced.count == 2 else { return balanced }
    // A colon parts more than a comma does.
    for marks in ["：；。！？:;", "，,"] {
      var best: (lines: [String], width: Double)?
      for place in string.indices where marks.contains(string[place]) {
        let next = string.index(after: place)
        // In a number or a Latin word a mark is no place to break.
        guard next < string.endIndex, !string[place].isASCII || string[next] == " " else {
          continue
        }
        let lines = [
          Self.trimmed(String(string[..<next])), Self.trimmed(String(string[next...])),
        ]
        let first = try self.width(lines[0], font)
        let second = try self.width(lines[1], font)
        let longer = max(first, second)
        guard longer <= width, min(first, second) >= 0.4 * longer else { continue }
        if longer < best?.width ?? .infinity { best = (lines, longer) }
      }
      if let best { return best.lines }
    }
    return balanced
  }

  /// A line of text at its place.
  func text(
    _ string: String, x: Double, baseline: Double, anchor: Scene.Anchor = .start, font: Font,
    colour: Colour, mark: String? = nil
  ) throws(ChartError) -> Scene.Text {
    Scene.Text(
      string, x: x, baseline: baseline, anchor: anchor, font: font, colour: colour,
      extents: try extents(string, font), mark: mark)
  }

  /// The text with every run of white space made one space and none at its ends.
  static func trimmed(_ string: String) -> String {
    if isTrimmed(string) { return string }
    return string.split(whereSeparator: { $0.isWhitespace && $0 != "\u{3000}" })
      .joined(separator: " ")
  }

  /// Whether a look at the bytes tells already that nothing is to be trimmed, as of nearly every text:
  /// the characters need not be told apart then.
  private static func isTrimmed(_ string: String) -> Bool {
    var isAfterSpace = true
    for byte in string.utf8 {
      switch byte {
      case UInt8(ascii: " "):
        if isAfterSpace { return false }
        isAfterSpace = true
      // Other white space: controls, and what begins with these bytes (U+00A0, U+1680, U+2003, U+2028 …).
      case ..<0x20, 0xC2, 0xE1, 0xE2: return false
      default: isAfterSpace = false
      }
    }
    return !isAfterSpace
  }
}

/// Lines of type under one another, placed against the block's own left and top edges.
struct TextBlock {
  /// The lines.
  var lines: [Line] = []
  /// How much height the block takes, points.
  var height = 0.0

  /// One line of the block.
  struct Line {
    var string: String
    var x: Double
    var baseline: Double
    var anchor = Scene.Anchor.start
    var font: Font
    var colour: Colour
  }

  /// Adds lines of one paragraph below what is there.
  mutating func append(
    _ strings: [String], x: Double = 0, font: Font, colour: Colour, leading: Double
  ) {
    for string in strings {
      let baseline = height + Self.baseline(of: font, in: font.size * leading)
      lines.append(Line(string: string, x: x, baseline: baseline, font: font, colour: colour))
      height += font.size * leading
    }
  }

  /// Adds empty space below what is there.
  mutating func space(_ height: Double) {
    self.height += height
  }

  /// The lines as elements of a scene, with the block's top left corner at the place given.
  func elements(
    x: Double, y: Double, typesetter: Typesetter
  ) throws(ChartError) -> [Scene.Element] {
    var elements: [Scene.Element] = []
    for line in lines {
      elements.append(
        .text(
          try typesetter.text(
            line.string, x: x + line.x, baseline: y + line.baseline, anchor: line.anchor,
            font: line.font, colour: line.colour)))
    }
    return elements
  }

  /// How far below its top the baseline stands in a line of that height, with the ink in its
  /// middle.
  static func baseline(of font: Font, in height: Double) -> Double {
    height / 2 + 0.37 * font.size
  }
}
