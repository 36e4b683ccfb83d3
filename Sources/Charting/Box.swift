/// An upright box in the scene, points.
struct Box: Equatable {
  /// The four edges.
  var left, top, right, bottom: Double

  /// Whether the two boxes share more than a seam of `tolerance` points.
  func overlaps(_ other: Box, tolerance: Double = 0.05) -> Bool {
    left < other.right - tolerance && other.left < right - tolerance
      && top < other.bottom - tolerance && other.top < bottom - tolerance
  }

  /// Whether the other box lies inside, or outside by no more than `tolerance` points.
  func contains(_ other: Box, tolerance: Double = 0.05) -> Bool {
    other.left >= left - tolerance && other.right <= right + tolerance
      && other.top >= top - tolerance && other.bottom <= bottom + tolerance
  }

  /// Whether the place lies inside or on the edge.
  func contains(_ point: Scene.Point) -> Bool {
    point.x >= left && point.x <= right && point.y >= top && point.y <= bottom
  }

  /// The box grown by `x` points to the left and right and by `y` points above and below.
  func grown(x: Double, y: Double) -> Box {
    Box(left: left - x, top: top - y, right: right + x, bottom: bottom + y)
  }

  /// Whether the straight line from one place to the other runs through the inside of the box.
  ///
  /// The line is clipped against the four edges in turn (Liang and Barsky); what is left of it lies
  /// inside. A line along an edge does not count.
  func isCrossed(from start: Scene.Point, to end: Scene.Point) -> Bool {
    let dx = end.x - start.x
    let dy = end.y - start.y
    var entry = 0.0
    var exit = 1.0
    let edges = [
      (-dx, start.x - left), (dx, right - start.x), (-dy, start.y - top), (dy, bottom - start.y),
    ]
    for (direction, distance) in edges {
      if direction == 0 {
        if distance <= 0 { return false }
      } else if direction < 0 {
        entry = max(entry, distance / direction)
      } else {
        exit = min(exit, distance / direction)
      }
    }
    return entry < exit
  }
}

/// How far the ink of a line of type reaches from its baseline, in parts of the type size.
///
/// The ascent and descent that a font states are made for setting lines under one another and are
/// much taller than its glyphs, above all in fonts with Chinese characters; two rows that look well
/// apart would collide by them. These are the parts that ink really fills: an ideograph fills its
/// em square, which stands 0.88 above and 0.12 below the baseline (OpenType `ideo` baseline of −120
/// in 1000).
struct InkReach {
  /// The part above the baseline.
  var above = 0.76
  /// The part below the baseline.
  var below = 0.02

  /// The reach of the characters of a line.
  init(of string: String) {
    for scalar in string.unicodeScalars {
      switch scalar.value {
      case 0x2E80...:
        above = max(above, 0.88)
        below = max(below, 0.12)
      case 0xC0...0x24F:
        above = max(above, 0.95)
        below = max(below, 0.22)
      default:
        if scalar == "," {
          below = max(below, 0.16)
        } else if Self.descenders.contains(scalar) {
          below = max(below, 0.22)
        }
      }
    }
  }

  private static let descenders: Set<Unicode.Scalar> = [
    "g", "j", "p", "q", "y", "Q", ";", "(", ")", "[", "]", "{", "}", "|", "@", "$", "/", "_",
    "§",
    "†", "‡", "¶",
  ]
}

extension Scene.Text {
  /// The box that the ink of the text fills: its advance wide, its ink high.
  var inkBox: Box {
    let reach = InkReach(of: string)
    return Box(
      left: left, top: baseline - min(extents.ascent, reach.above * font.size),
      right: left + extents.width,
      bottom: baseline + min(extents.descent, reach.below * font.size))
  }
}

extension Scene.Rectangle {
  /// The rectangle without its outline.
  var box: Box {
    Box(
      left: min(x, x + width), top: min(y, y + height), right: max(x, x + width),
      bottom: max(y, y + height))
  }
}
