extension Colour {
  /// Whether every reader, also of a copy in greyscale, can tell the two apart.
  func isTold(from other: Colour) -> Bool {
    leastDifference(from: other) >= Theme.leastDifference
      && difference(from: other, seenWith: .greyscale) >= Theme.leastGreyDifference
  }
}

extension Scene.Fill {
  /// The greatest contrast of any of its colours with another.
  func strongestContrast(with colour: Colour) -> Double {
    colours.reduce(1) { max($0, $1.contrast(with: colour)) }
  }

  /// The first kind of vision with which the two fills look alike; `nil` if there is none.
  ///
  /// One colour and a hatch are always told apart. Two hatches are if one is at least 1.6 times as
  /// wide as the other, or if their colours, mixed as from afar, are.
  ///
  /// `least` and `inGrey` are the least differences, CIEDE2000, in colour and in greyscale.
  func visionThatConfuses(
    _ other: Scene.Fill, least: Double = Theme.leastDifference,
    inGrey leastGrey: Double = Theme.leastGreyDifference
  ) -> ColourVision? {
    switch (self, other) {
    case (.solid, .hatch), (.hatch, .solid): return nil
    case (.hatch(_, _, let spacing, _), .hatch(_, _, let otherSpacing, _)):
      if max(spacing, otherSpacing) >= 1.6 * min(spacing, otherSpacing) { return nil }
    case (.solid, .solid): break
    }
    return ColourVision.allCases.first { vision in
      fromAfar.difference(from: other.fromAfar, seenWith: vision)
        < (vision == .greyscale ? leastGrey : least)
    }
  }

  /// The one colour that the fill has from afar: a hatch by the share of its lines.
  private var fromAfar: Colour {
    switch self {
    case .solid(let colour): colour
    case .hatch(let foreground, let background, let spacing, let width):
      background.mixed(
        with: foreground, share: spacing > 0 && width == width ? width / spacing : 1)
    }
  }
}
