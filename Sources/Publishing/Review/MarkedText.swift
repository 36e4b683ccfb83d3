/// A text cut into segments such that no mark begins or ends inside one.
///
/// Marks may nest and overlap; each segment carries every mark that covers it.
struct MarkedText {
  /// A part of the text, with the marks that cover it.
  struct Segment: Equatable {
    /// Where it stands.
    var range: Range<Int>
    /// The positions of its marks among those given, in order.
    var marks: [Int]
  }

  /// The segments: together the whole text, in its order, none of them empty.
  let segments: [Segment]

  /// Cuts a text at the ends of marks, and at further places.
  ///
  /// Every mark must lie within the text and not be empty: ``range(from:to:in:)`` sees to it.
  init(length: Int, marks: [Range<Int>], cuts: [Int] = []) {
    var starts: [Int: [Int]] = [:]
    var bounds: Set<Int> = [0, length]
    for (index, mark) in marks.enumerated() {
      starts[mark.lowerBound, default: []].append(index)
      bounds.insert(mark.lowerBound)
      bounds.insert(mark.upperBound)
    }
    for cut in cuts where (0...length).contains(cut) { bounds.insert(cut) }

    let places = bounds.sorted()
    var segments: [Segment] = []
    var open: [Int] = []
    for (place, next) in zip(places, places.dropFirst()) {
      open.removeAll { marks[$0].upperBound <= place }
      if let opened = starts[place] { open = (open + opened).sorted() }
      segments.append(Segment(range: place..<next, marks: open))
    }
    self.segments = segments
  }

  /// The range of two offsets; nothing where one is absent, out of the text or not before the other.
  static func range(from start: Int?, to end: Int?, in length: Int) -> Range<Int>? {
    guard let start, let end, start >= 0, start < end, end <= length else { return nil }
    return start..<end
  }
}
