/// Where a title of several lines breaks.
extension String {
  /// The lines of a title, as few as will do and of nearly the same width; line breaks of its own
  /// stay.
  ///
  /// A Chinese title breaks where a phrase is likely to end, if that is near the place; a word or a
  /// number of Latin letters and digits is not parted. A title that cannot be parted so stays one
  /// line.
  ///
  /// - Parameter capacity: what a line holds, in half characters.
  /// - Returns: the lines without the spaces at which they part.
  /// - Source: GB/T 9704-2012, 7.3.1: lines are symmetric and keep words together.
  func titleLines(within capacity: Int) -> [String] {
    let lines = split(separator: "\n", omittingEmptySubsequences: false)
    return lines.flatMap { Self.balanced(String($0), within: max(capacity, 2)) }
  }

  private static func balanced(_ text: String, within capacity: Int) -> [String] {
    let width = text.terminalWidth
    guard width > capacity else { return [text] }
    let target = width / ((width + capacity - 1) / capacity)
    let characters = Array(text)
    var best: (index: Int, cost: Int)?
    var before = 0
    for index in characters.indices.dropFirst() {
      before += String(characters[index - 1]).terminalWidth
      guard before <= capacity, mayBreak(characters[index - 1], characters[index]) else { continue }
      let isPhrase = phraseEnds.contains(characters[index - 1])
      // Two characters to either side are a fair price for a whole phrase.
      let cost = abs(before - target) + (isPhrase ? 0 : 5)
      if cost < best?.cost ?? .max { best = (index, cost) }
    }
    guard let best else { return [text] }
    let first = String(characters[..<best.index]).trimmingSpaces
    return [first] + balanced(String(characters[best.index...]).trimmingSpaces, within: capacity)
  }

  private static func mayBreak(_ left: Character, _ right: Character) -> Bool {
    if right == " " || "，。、；：！？）》」』”’％%".contains(right) { return false }
    if "（《「『“‘".contains(left) { return false }
    // A year and its 年, a number and its unit stay together.
    let isLatin = String(left).terminalWidth < 2 && left != " "
    return !isLatin || (String(right).terminalWidth > 1 && !left.isNumber)
  }

  private var trimmingSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  private static let phraseEnds: Set<Character> = [
    "的", "和", "与", "及", "、", "，", "：", "；", "）", "》", "”", "年", "会", "市", "省", "县", "区", "州", " ",
  ]
}
