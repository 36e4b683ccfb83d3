/// How colours are seen: by most people, by those who lack one kind of cone, and without colour.
public enum ColourVision: String, Sendable, CaseIterable {
  /// All three kinds of cone.
  case typical
  /// Without the cones for long waves.
  case protanopia
  /// Without the cones for middle waves.
  case deuteranopia
  /// Without the cones for short waves.
  case tritanopia
  /// As a copy in greyscale.
  case greyscale

  /// The rows of the matrix that takes linear sRGB to what is seen, as linear sRGB.
  ///
  /// - Source: Machado, Oliveira and Fernandes, A Physiologically-based Model for Simulation of
  ///   Color Vision Deficiency, IEEE TVCG 15 (2009), table 1, severity 1.0. Greyscale is the
  ///   relative luminance of the Web Content Accessibility Guidelines 2.2.
  fileprivate var matrix: [[Double]] {
    switch self {
    case .typical: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    case .protanopia:
      [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
      ]
    case .deuteranopia:
      [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
      ]
    case .tritanopia:
      [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
      ]
    case .greyscale:
      [[0.2126, 0.7152, 0.0722], [0.2126, 0.7152, 0.0722], [0.2126, 0.7152, 0.0722]]
    }
  }
}

extension Colour {
  /// How different two colours look: 0 alike, about 1 just noticeable, 100 black and white.
  ///
  /// The difference CIEDE2000 of the two as they are seen. What a simulation would make brighter
  /// than white or darker than black is cut.
  ///
  /// - Source: CIE 142—2001; ISO/CIE 11664-6:2014.
  public func difference(from other: Colour, seenWith vision: ColourVision = .typical) -> Double {
    lab(seenWith: vision).difference(from: other.lab(seenWith: vision))
  }

  /// The least difference from another colour that anyone sees, greyscale left out.
  func leastDifference(from other: Colour) -> Double {
    ColourVision.allCases.filter { $0 != .greyscale }
      .map { difference(from: other, seenWith: $0) }.reduce(.infinity, min)
  }

  /// The lightness of CIE Lab as a copy in greyscale has it, 0 for black to 100 for white.
  ///
  /// - Source: ISO/CIE 11664-4:2019.
  public var lightness: Double { 116 * Lab.curve(relativeLuminance) - 16 }

  /// The place of the colour, as it is seen, in the space CIE Lab of white D65.
  func lab(seenWith vision: ColourVision = .typical) -> Lab {
    let parts = linearParts
    let seen = vision.matrix.map { row in
      min(max(row[0] * parts.0 + row[1] * parts.1 + row[2] * parts.2, 0), 1)
    }
    return Lab(linear: seen[0], seen[1], seen[2])
  }
}

/// A colour in the space CIE Lab, in which distances are about as large as they look.
///
/// - Source: ISO/CIE 11664-4:2019; sRGB and its white D65 by IEC 61966-2-1:1999.
struct Lab: Equatable {
  /// The lightness, and the places between green and red and between blue and yellow.
  var l, a, b: Double

  /// Makes a colour of its coordinates.
  init(l: Double, a: Double, b: Double) {
    self.l = l
    self.a = a
    self.b = b
  }

  /// Makes a colour of the linear parts of sRGB, 0 to 1.
  init(linear red: Double, _ green: Double, _ blue: Double) {
    // Each row is divided by its own sum, the white, so a grey has exactly a = b = 0.
    let x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    let y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    let z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    let (fx, fy, fz) = (Self.curve(x), Self.curve(y), Self.curve(z))
    self.init(l: 116 * fy - 16, a: 500 * (fx - fy), b: 200 * (fy - fz))
  }

  /// The cube root, and a straight line near black.
  static func curve(_ share: Double) -> Double {
    guard share > 216.0 / 24389 else { return (24389.0 / 27 * share + 16) / 116 }
    // Newton's method, from a start above the root of any share up to 1.
    var root = 1.0
    for _ in 0..<12 { root -= (root * root * root - share) / (3 * root * root) }
    return root
  }

  /// The difference CIEDE2000, with all weights 1.
  ///
  /// - Source: Sharma, Wu and Dalal, The CIEDE2000 Color-Difference Formula, Color Research and
  ///   Application 30 (2005), equations 2 to 22.
  func difference(from other: Lab) -> Double {
    func chroma(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
    func saturated(_ chroma: Double) -> Double {
      let cube = chroma * chroma * chroma
      let seventh = cube * cube * chroma
      return (seventh / (seventh + 6_103_515_625)).squareRoot()  // 25⁷
    }
    let stretch = 1 + 0.5 * (1 - saturated((chroma(a, b) + chroma(other.a, other.b)) / 2))
    let (a1, a2) = (stretch * a, stretch * other.a)
    let (c1, c2) = (chroma(a1, b), chroma(a2, other.b))
    let (h1, h2) = (Angle.of(x: a1, y: b), Angle.of(x: a2, y: other.b))

    // A grey has no hue, so it differs in none. Opposite hues are 180° apart, whatever rounding says.
    let half = 180 + 1e-9
    let hasHues = c1 * c2 != 0
    var turn = hasHues ? h2 - h1 : 0
    if turn > half { turn -= 360 }
    if turn < -half { turn += 360 }
    let dl = other.l - l
    let dc = c2 - c1
    let dh = 2 * (c1 * c2).squareRoot() * Angle.sine(turn / 2)

    let middleL = (l + other.l) / 2
    let middleC = (c1 + c2) / 2
    var hue = h1 + h2
    if hasHues {
      hue = abs(h1 - h2) <= half ? hue / 2 : (hue < 360 ? hue + 360 : hue - 360) / 2
    }
    let t =
      1 - 0.17 * Angle.cosine(hue - 30) + 0.24 * Angle.cosine(2 * hue)
      + 0.32 * Angle.cosine(3 * hue + 6) - 0.20 * Angle.cosine(4 * hue - 63)
    let offset = (middleL - 50) * (middleL - 50)
    let sl = 1 + 0.015 * offset / (20 + offset).squareRoot()
    let sc = 1 + 0.045 * middleC
    let sh = 1 + 0.015 * middleC * t
    let bend = (hue - 275) / 25
    let rotation = -Angle.sine(60 * Angle.exponential(-bend * bend)) * 2 * saturated(middleC)
    let (pl, pc, ph) = (dl / sl, dc / sc, dh / sh)
    return max(pl * pl + pc * pc + ph * ph + rotation * pc * ph, 0).squareRoot()
  }
}

/// Functions of angles in degrees, so that no C library is needed for them; exact to about 1e-12.
private enum Angle {
  /// The angle of a direction from the axis of x, 0 up to 360; 0 without a direction.
  static func of(x: Double, y: Double) -> Double {
    guard x != 0 || y != 0 else { return 0 }
    // The tangent is at most 1; halving the angle twice leaves at most tan 11.25° = 0.199.
    let isSteep = abs(y) > abs(x)
    var tangent = isSteep ? abs(x / y) : abs(y / x)
    for _ in 0..<2 { tangent /= 1 + (1 + tangent * tangent).squareRoot() }
    let square = tangent * tangent
    var sum = 0.0
    for place in stride(from: 17, through: 1, by: -2) {
      sum = 1 / Double(place) - square * sum
    }
    let angle = 4 * tangent * sum * 180 / .pi
    let upright = isSteep ? 90 - angle : angle
    let half = x < 0 ? 180 - upright : upright
    return y < 0 ? 360 - half : half
  }

  /// The sine.
  static func sine(_ degrees: Double) -> Double {
    var rest = degrees.remainder(dividingBy: 360)
    if rest > 90 { rest = 180 - rest }
    if rest < -90 { rest = -180 - rest }
    let angle = rest * .pi / 180
    var (term, sum) = (angle, angle)
    for place in stride(from: 2, through: 20, by: 2) {
      term *= -angle * angle / Double(place * (place + 1))
      sum += term
    }
    return sum
  }

  /// The cosine.
  static func cosine(_ degrees: Double) -> Double { sine(degrees + 90) }

  /// The exponential function of a number that is not above 0.
  static func exponential(_ number: Double) -> Double {
    guard number > -200 else { return 0 }
    // e^x = (e^(x/256))^256.
    let part = number / 256
    var (term, power) = (1.0, 1.0)
    for place in 1...12 {
      term *= part / Double(place)
      power += term
    }
    for _ in 0..<8 { power *= power }
    return power
  }
}
