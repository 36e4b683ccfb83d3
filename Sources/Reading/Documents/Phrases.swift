/// Fixed phrases, compared scalar by scalar.
struct Phrases {
  private let phrases: [[Unicode.Scalar]]
  /// The last six bits of the first scalars, so that most places are passed at one look.
  private let firstBits: UInt64

  /// Makes a list of phrases.
  init(_ phrases: String...) {
    self.phrases = phrases.map { Array($0.unicodeScalars) }
    firstBits = self.phrases.reduce(0) { $0 | ($1.first.map(Self.bit) ?? 0) }
  }

  private static func bit(_ scalar: Unicode.Scalar) -> UInt64 { 1 << UInt64(scalar.value & 63) }

  /// The length of the longest phrase that begins the slice; nothing where none does.
  func prefixLength(of slice: ArraySlice<Unicode.Scalar>) -> Int? {
    longestLength(in: slice, from: slice.startIndex)
  }

  private func longestLength(in slice: ArraySlice<Unicode.Scalar>, from start: Int) -> Int? {
    guard start < slice.endIndex, firstBits & Self.bit(slice[start]) != 0 else { return nil }
    var longest: Int?
    for phrase in phrases where phrase.count <= slice.endIndex - start {
      var step = 0
      while step < phrase.count, slice[start + step] == phrase[step] { step += 1 }
      if step == phrase.count { longest = max(longest ?? 0, step) }
    }
    return longest
  }

  /// Whether a phrase begins the slice.
  func isPrefix(of slice: ArraySlice<Unicode.Scalar>) -> Bool { prefixLength(of: slice) != nil }

  /// Whether a phrase ends the slice.
  func isSuffix(of slice: ArraySlice<Unicode.Scalar>) -> Bool {
    phrases.contains { slice.count >= $0.count && slice.suffix($0.count).elementsEqual($0) }
  }

  /// Where the first of the phrases in the slice stands.
  func firstRange(in slice: ArraySlice<Unicode.Scalar>) -> Range<Int>? {
    for start in slice.indices {
      if let length = longestLength(in: slice, from: start) { return start..<(start + length) }
    }
    return nil
  }

  /// Where the last of the phrases in the slice stands.
  func lastRange(in slice: ArraySlice<Unicode.Scalar>) -> Range<Int>? {
    for start in slice.indices.reversed() {
      if let length = longestLength(in: slice, from: start) { return start..<(start + length) }
    }
    return nil
  }

  /// Whether a phrase stands in the slice.
  func isFound(in slice: ArraySlice<Unicode.Scalar>) -> Bool { firstRange(in: slice) != nil }
}
