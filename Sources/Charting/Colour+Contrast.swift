extension Colour {
  /// The relative luminance, 0 for black to 1 for white.
  ///
  /// `L = 0.2126 · R + 0.7152 · G + 0.0722 · B` of the linear parts.
  ///
  /// - Source: W3C, Web Content Accessibility Guidelines 2.2, definition of relative luminance.
  public var relativeLuminance: Double {
    let parts = linearParts
    return 0.2126 * parts.0 + 0.7152 * parts.1 + 0.0722 * parts.2
  }

  /// The linear light of red, green and blue, 0 to 1.
  var linearParts: (Double, Double, Double) {
    (Self.linear[Int(red)], Self.linear[Int(green)], Self.linear[Int(blue)])
  }

  /// The contrast with another colour, 1 (none) to 21 (black on white).
  ///
  /// `(L₁ + 0.05) / (L₂ + 0.05)`, the lighter one above; the order of the two makes no difference.
  ///
  /// - Source: W3C, Web Content Accessibility Guidelines 2.2, definition of contrast ratio.
  public func contrast(with other: Colour) -> Double {
    let (first, second) = (relativeLuminance, other.relativeLuminance)
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }

  /// The linear light of each part of an sRGB colour, 0 to 255.
  private static let linear: [Double] = (0...255).map { part in
    let share = Double(part) / 255
    if share <= 0.04045 { return share / 12.92 }
    // x^2.4 = x² · ⁵√(x²), with the root by Newton's method: so no C library is needed for it.
    let base = (share + 0.055) / 1.055
    let square = base * base
    var root = 1.0
    for _ in 0..<24 {
      let fourth = root * root * root * root
      root -= (fourth * root - square) / (5 * fourth)
    }
    return square * root
  }
}

extension Scene.Fill {
  /// The colours that text upon the fill stands on.
  var colours: [Colour] {
    switch self {
    case .solid(let colour): [colour]
    case .hatch(let foreground, let background, _, _): [foreground, background]
    }
  }

  /// The least contrast of a colour with what it stands on.
  func contrast(with colour: Colour) -> Double {
    colours.reduce(21) { min($0, $1.contrast(with: colour)) }
  }
}
