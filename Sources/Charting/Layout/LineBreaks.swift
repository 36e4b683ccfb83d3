/// Where headings and remarks break.
extension Typesetter {
  /// The lines of a heading, as few as will do and of nearly the same width.
  ///
  /// A Chinese heading has the same number of characters on every line, or one less on the last
  /// ones, so that none is left alone where the width allows for two.
  func headingLines(
    _ string: String, _ font: Font, within width: Double
  ) throws(ChartError) -> [String] {
    let lines = try balancedLines(string, font, within: width)
    let characters = Array(string)
    // Spaces and marks of punctuation have rules of their own for breaks.
    guard lines.count > 1, characters.count >= lines.count,
      string.unicodeScalars.allSatisfy({ (0x3400...0x9FFF).contains($0.value) })
    else { return lines }
    let (least, rest) = characters.count.quotientAndRemainder(dividingBy: lines.count)
    var even: [String] = []
    var start = 0
    for place in lines.indices {
      let end = start + least + (place < rest ? 1 : 0)
      even.append(String(characters[start..<end]))
      start = end
    }
    for line in even where try self.width(line, font) > width { return lines }
    return even
  }

  /// The lines of a remark in clauses, which break after a Chinese mark; a clause that is wider
  /// than a line breaks inside.
  func clauseLines(
    _ string: String, _ font: Font, within width: Double
  ) throws(ChartError) -> [String] {
    var lines: [String] = []
    for clause in Self.clauses(string) {
      if let last = lines.last, try self.width(last + clause, font) <= width {
        lines[lines.count - 1] += clause
      } else {
        lines += try balancedLines(clause, font, within: width)
      }
    }
    return lines
  }

  /// The parts of a remark, each with the mark that ends it.
  static func clauses(_ string: String) -> [String] {
    var clauses: [String] = [""]
    var isOpen = true
    for character in string {
      if !isOpen {
        clauses.append("")
        isOpen = true
      }
      clauses[clauses.count - 1].append(character)
      if "、，；".contains(character) { isOpen = false }
    }
    return clauses.filter { !$0.isEmpty }
  }
}
