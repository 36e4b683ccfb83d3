import Charting

/// Breaks one paragraph into lines, each as full as it can be.
struct LineBreaker {
  private let scalars: [Unicode.Scalar]
  private let places: [BreakOpportunity]

  /// Takes a paragraph and the places between its characters, one more than it has scalars.
  init(_ paragraph: String, places: [BreakOpportunity]) {
    scalars = Array(paragraph.unicodeScalars)
    self.places = places
  }

  /// The lines of the paragraph.
  ///
  /// `fits` measures a line truly; `estimate` judges a width that was read
  /// off the unbroken paragraph, so that true measuring is asked for once or twice a line.
  func lines(
    fits: (String) throws(ChartError) -> Bool, estimate: (Double) -> Bool
  ) throws(ChartError) -> [String] {
    guard places.count == scalars.count + 1 else { return [DrawableText.trimmed(scalars[...])] }
    var lines: [String] = []
    var start = firstInk(from: 0)
    while start < scalars.count {
      let end = try endOfLine(from: start, fits: fits, estimate: estimate)
      lines.append(DrawableText.trimmed(scalars[start..<end]))
      start = firstInk(from: end)
    }
    return lines
  }

  private func endOfLine(
    from start: Int, fits: (String) throws(ChartError) -> Bool, estimate: (Double) -> Bool
  ) throws(ChartError) -> Int {
    let words = (start + 1...scalars.count).filter {
      $0 == scalars.count
        || (places[$0].isLineBreak || isOutsideQuotation(at: $0)) && mayBreak(at: $0)
    }
    if let end = try longest(words, from: start, fits: fits, estimate: estimate) { return end }
    // The word alone is too wide.
    let limit = words.first ?? scalars.count
    let characters = (start + 1...limit).filter {
      $0 == scalars.count || places[$0].isCharacterBreak && mayBreak(at: $0)
    }
    if let end = try longest(characters, from: start, fits: fits, estimate: estimate) { return end }
    return characters.first ?? limit
  }

  private func longest(
    _ ends: [Int], from start: Int, fits: (String) throws(ChartError) -> Bool,
    estimate: (Double) -> Bool
  ) throws(ChartError) -> Int? {
    var candidates = ends.filter { estimate(abs(places[lastInk(before: $0)].x - places[start].x)) }
    while let end = candidates.popLast() {
      if try fits(DrawableText.trimmed(scalars[start..<end])) { return end }
    }
    return nil
  }

  private func firstInk(from index: Int) -> Int {
    var index = index
    while index < scalars.count, DrawableText.isSpace(scalars[index]) { index += 1 }
    return index
  }

  private func lastInk(before index: Int) -> Int {
    var index = index
    while index > 0, DrawableText.isSpace(scalars[index - 1]) { index -= 1 }
    return index
  }

  /// Whether the marks on both sides let a line end here.
  private func mayBreak(at index: Int) -> Bool {
    guard index > 0, index < scalars.count else { return true }
    let before = scalars[index - 1]
    let after = scalars[index]
    // A Chinese dash and an ellipsis are two characters that stay together.
    if before == after, before == "—" || before == "…" || before == "⋯" { return false }
    return !Self.neverFirst.contains(after) && !Self.neverLast.contains(before)
  }

  /// Whether a Chinese quotation starts or ends here.
  ///
  /// Unicode writes English and Chinese quotation marks alike, so Pango never breaks beside one; next
  /// to Han the side is known.
  private func isOutsideQuotation(at index: Int) -> Bool {
    guard index > 0, index < scalars.count else { return false }
    let before = scalars[index - 1]
    let after = scalars[index]
    return (after == "“" || after == "‘") && Self.isChinese(before)
      || (before == "”" || before == "’") && Self.isChinese(after)
  }

  private static func isChinese(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2E80...0x9FFF, 0xF900...0xFAFF, 0xFF00...0xFFEF, 0x20000...0x3FFFF: true
    default: false
    }
  }

  /// Marks that may not start a line: closing marks, and those that join what stands on both sides.
  ///
  /// - Source: W3C, Requirements for Chinese Text Layout, “Prohibition rules for line start and line
  ///   end”; GB/T 15834—2011, 5.1.
  private static let neverFirst = Set(
    "，。、；：？！）》〉」』】〕〗｝］”’·・～—–－…⋯／％‰℃°′″,.;:?!)]}%/~".unicodeScalars)

  /// Marks that may not end a line: opening marks.
  private static let neverLast = Set("（《〈「『【〔〖｛［“‘([{¥￥＄$#".unicodeScalars)
}
