/// The scale of a ranked bar and the side on which each value's text stands.
///
/// The bars should be as long as can be while each text still has room, so both are settled
/// together.
struct RankedBarScale: Equatable {
  /// Points for one unit of the value.
  var pointsPerUnit: Double
  /// The distance of zero from the left edge of the plot, points.
  var zero: Double
  /// Where the text of each row stands, in the order of the extents.
  var placements: [Placement]

  /// Where the text of a value stands.
  enum Placement: Equatable {
    /// Beyond the end of the mark, to the right.
    case right
    /// Beyond the end of the mark, to the left: that of a negative value.
    case left
    /// In the bar, at its end.
    case inside
    /// On the other side of zero, where a negative value has no room on its own.
    case opposite
  }

  /// How far one row reaches, without its text, and how much room its text takes.
  struct Extent: Equatable {
    /// The least value that the mark reaches; 0 or less.
    var low: Double
    /// The greatest value that the mark reaches; 0 or more.
    var high: Double
    /// The room that the text and its gap take beyond the mark, points.
    var text: Double
    /// The room that the text takes inside the bar; `nil` where it may not stand there.
    var inside: Double?
    /// Whether the mark is the bar of a negative value.
    var isNegative: Bool
  }

  /// The share of the plot that the longest bars must keep before texts are moved from their ends.
  static let leastShare = 0.62

  /// The scale of the longest bars for which all texts have room; `nil` if none have.
  ///
  /// Texts stand at the ends of the marks as long as the bars keep most of the plot; otherwise
  /// texts move inside long bars, or beside zero where bars go to the left.
  static func fitting(_ extents: [Extent], width: Double) -> RankedBarScale? {
    let least = extents.reduce(0) { min($0, $1.low) }
    let greatest = extents.reduce(0) { max($0, $1.high) }
    // All zero: any scale will do, so that of the one.
    let span = greatest - least > 0 ? greatest - least : 1

    let ends: [Placement] = extents.map { $0.isNegative ? .left : .right }
    let outside = scale(extents, ends, width: width, span: span)
    if let outside, outside.pointsPerUnit * span >= leastShare * width { return outside }

    let moved: RankedBarScale?
    if least < 0 {
      let placements: [Placement] = extents.map { $0.isNegative ? .opposite : .right }
      moved = scale(extents, placements, width: width, span: span)
    } else {
      moved = inside(extents, width: width, span: span)
    }
    guard let moved else { return outside }
    guard let outside else { return moved }
    return moved.pointsPerUnit > outside.pointsPerUnit * 1.15 ? moved : outside
  }

  /// The longest bars with the texts at those places.
  ///
  /// The need for room grows with the scale, so the scale is found by halving.
  private static func scale(
    _ extents: [Extent], _ placements: [Placement], width: Double, span: Double
  ) -> RankedBarScale? {
    func needs(_ scale: Double) -> (left: Double, right: Double) {
      var left = 0.0
      var right = 0.0
      for (extent, placement) in zip(extents, placements) {
        left = max(left, -extent.low * scale)
        right = max(right, extent.high * scale)
        switch placement {
        case .right: right = max(right, extent.high * scale + extent.text)
        case .left: left = max(left, -extent.low * scale + extent.text)
        case .opposite: right = max(right, extent.text)
        case .inside: break
        }
      }
      return (left, right)
    }
    func fits(_ scale: Double) -> Bool {
      let needs = needs(scale)
      return needs.left + needs.right <= width
    }
    guard fits(0) else { return nil }
    var low = 0.0
    var high = width / span
    if fits(high) {
      low = high
    } else {
      for _ in 0..<60 {
        let middle = (low + high) / 2
        if fits(middle) { low = middle } else { high = middle }
      }
    }
    guard low > 0 else { return nil }
    return RankedBarScale(pointsPerUnit: low, zero: needs(low).left, placements: placements)
  }

  /// The longest bars to the right where each text stands at the end or, if it may, inside.
  private static func inside(
    _ extents: [Extent], width: Double, span: Double
  ) -> RankedBarScale? {
    var candidates = [width / span]
    for extent in extents where extent.high > 0 && width > extent.text {
      candidates.append((width - extent.text) / extent.high)
    }
    candidates = candidates.filter { $0 <= width / span }.sorted(by: >)
    for candidate in candidates {
      var placements: [Placement] = []
      for extent in extents {
        let end = extent.high * candidate
        // A hair's breadth is allowed for, because a candidate is the very scale that just fits.
        if end + extent.text <= width + 1e-9 {
          placements.append(.right)
        } else if let room = extent.inside, end >= room {
          placements.append(.inside)
        } else {
          break
        }
      }
      if placements.count == extents.count {
        return RankedBarScale(pointsPerUnit: candidate, zero: 0, placements: placements)
      }
    }
    return nil
  }
}
