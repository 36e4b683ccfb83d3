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
    var offsets: [Int] = []
    scalars = [Unicode.Scalar](unsafeUninitializedCapacity: text.scalars.count) { folded, count in
      offsets = [Int](unsafeUninitializedCapacity: text.scalars.count) { offsets, offsetCount in
        text.scalars.withUnsafeBufferPointer {
          count = fold($0, text.lines, into: folded, offsets)
        }
        offsetCount = count
      }
    }
    self.offsets = offsets
  }

  /// Folds lines into memory that holds as many scalars as the text; the number of those written.
  private mutating func fold(
    _ all: UnsafeBufferPointer<Unicode.Scalar>, _ ranges: [Range<Int>],
    into folded: UnsafeMutableBufferPointer<Unicode.Scalar>,
    _ offsets: UnsafeMutableBufferPointer<Int>
  ) -> Int {
    let cues = CueTable.shared
    let forms = Self.forms
    var count = 0
    for line in ranges {
      var start = line.lowerBound
      var end = line.upperBound
      while start < end, Self.isBlank(all[start]) { start += 1 }
      while end > start, Self.isBlank(all[end - 1]) { end -= 1 }
      guard start < end else { continue }
      let first = count
      for offset in start..<min(end, start + Self.foldedLength) {
        var scalar = all[offset]
        if scalar.value < 0x1_0000 {
          let form = forms[Int(scalar.value)]
          if form == 0, Self.isBlank(scalar) { continue }
          scalar = Unicode.Scalar(form) ?? scalar
        }
        folded.initializeElement(at: count, to: scalar)
        offsets.initializeElement(at: count, to: offset)
        count += 1
      }
      let key = UnsafeBufferPointer(rebasing: folded[first..<count])
      lines.append(Line(range: start..<end, key: first..<count, cues: cues.cues(in: key)))
    }
    return count
  }

  private init() {}

  /// The lines of a part of the text that begins and ends with lines, as if it were a text of its own.
  func part(_ range: Range<Int>) -> FoldedLines {
    let first = index(at: range.lowerBound)
    let end = index(at: range.upperBound)
    if range.lowerBound == 0, end - first == lines.count { return self }
    var part = FoldedLines()
    guard first < end else { return part }
    let keys = lines[first].key.lowerBound..<lines[end - 1].key.upperBound
    part.scalars = Array(scalars[keys])
    part.offsets = offsets[keys].map { $0 - range.lowerBound }
    part.lines = lines[first..<end].map {
      Line(
        range: $0.range.lowerBound - range.lowerBound..<$0.range.upperBound - range.lowerBound,
        key: $0.key.lowerBound - keys.lowerBound..<$0.key.upperBound - keys.lowerBound,
        cues: $0.cues)
    }
    return part
  }

  /// The first line that begins at a place of the text or behind it.
  private func index(at place: Int) -> Int {
    var low = 0
    var high = lines.count
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].range.lowerBound < place { low = middle + 1 } else { high = middle }
    }
    return low
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

  /// The plain form of each scalar of the Basic Multilingual Plane; 0 for what shows nothing.
  private static let forms: [UInt16] = (0..<0x1_0000).map { value in
    guard let scalar = Unicode.Scalar(UInt32(value)), !isBlank(scalar) else { return 0 }
    return UInt16(truncatingIfNeeded: folded(scalar).value)
  }
}
