import Testing

@testable import Charting

struct ColourVisionTests {
  /// Pairs of colours and their difference.
  ///
  /// - Source: Sharma, Wu and Dalal, The CIEDE2000 Color-Difference Formula, Color Research and
  ///   Application 30 (2005), table 1, all 34 pairs.
  private static let published: [(Lab, Lab, Double)] = [
    (Lab(l: 50, a: 2.6772, b: -79.7751), Lab(l: 50, a: 0, b: -82.7485), 2.0425),
    (Lab(l: 50, a: 3.1571, b: -77.2803), Lab(l: 50, a: 0, b: -82.7485), 2.8615),
    (Lab(l: 50, a: 2.8361, b: -74.0200), Lab(l: 50, a: 0, b: -82.7485), 3.4412),
    (Lab(l: 50, a: -1.3802, b: -84.2814), Lab(l: 50, a: 0, b: -82.7485), 1.0000),
    (Lab(l: 50, a: -1.1848, b: -84.8006), Lab(l: 50, a: 0, b: -82.7485), 1.0000),
    (Lab(l: 50, a: -0.9009, b: -85.5211), Lab(l: 50, a: 0, b: -82.7485), 1.0000),
    (Lab(l: 50, a: 0, b: 0), Lab(l: 50, a: -1, b: 2), 2.3669),
    (Lab(l: 50, a: -1, b: 2), Lab(l: 50, a: 0, b: 0), 2.3669),
    (Lab(l: 50, a: 2.4900, b: -0.0010), Lab(l: 50, a: -2.4900, b: 0.0009), 7.1792),
    (Lab(l: 50, a: 2.4900, b: -0.0010), Lab(l: 50, a: -2.4900, b: 0.0010), 7.1792),
    (Lab(l: 50, a: 2.4900, b: -0.0010), Lab(l: 50, a: -2.4900, b: 0.0011), 7.2195),
    (Lab(l: 50, a: 2.4900, b: -0.0010), Lab(l: 50, a: -2.4900, b: 0.0012), 7.2195),
    (Lab(l: 50, a: -0.0010, b: 2.4900), Lab(l: 50, a: 0.0009, b: -2.4900), 4.8045),
    (Lab(l: 50, a: -0.0010, b: 2.4900), Lab(l: 50, a: 0.0010, b: -2.4900), 4.8045),
    (Lab(l: 50, a: -0.0010, b: 2.4900), Lab(l: 50, a: 0.0011, b: -2.4900), 4.7461),
    (Lab(l: 50, a: 2.5, b: 0), Lab(l: 50, a: 0, b: -2.5), 4.3065),
    (Lab(l: 50, a: 2.5, b: 0), Lab(l: 73, a: 25, b: -18), 27.1492),
    (Lab(l: 50, a: 2.5, b: 0), Lab(l: 61, a: -5, b: 29), 22.8977),
    (Lab(l: 50, a: 2.5, b: 0), Lab(l: 56, a: -27, b: -3), 31.9030),
    (Lab(l: 50, a: 2.5, b: 0), Lab(l: 58, a: 24, b: 15), 19.4535),
    (Lab(l: 50, a: 2.5, b: 0), Lab(l: 50, a: 3.1736, b: 0.5854), 1.0000),
    (Lab(l: 50, a: 2.5, b: 0), Lab(l: 50, a: 3.2972, b: 0), 1.0000),
    (Lab(l: 50, a: 2.5, b: 0), Lab(l: 50, a: 1.8634, b: 0.5757), 1.0000),
    (Lab(l: 50, a: 2.5, b: 0), Lab(l: 50, a: 3.2592, b: 0.3350), 1.0000),
    (Lab(l: 60.2574, a: -34.0099, b: 36.2677), Lab(l: 60.4626, a: -34.1751, b: 39.4387), 1.2644),
    (Lab(l: 63.0109, a: -31.0961, b: -5.8663), Lab(l: 62.8187, a: -29.7946, b: -4.0864), 1.2630),
    (Lab(l: 61.2901, a: 3.7196, b: -5.3901), Lab(l: 61.4292, a: 2.2480, b: -4.9620), 1.8731),
    (Lab(l: 35.0831, a: -44.1164, b: 3.7933), Lab(l: 35.0232, a: -40.0716, b: 1.5901), 1.8645),
    (Lab(l: 22.7233, a: 20.0904, b: -46.6940), Lab(l: 23.0331, a: 14.9730, b: -42.5619), 2.0373),
    (Lab(l: 36.4612, a: 47.8580, b: 18.3852), Lab(l: 36.2715, a: 50.5065, b: 21.2231), 1.4146),
    (Lab(l: 90.8027, a: -2.0831, b: 1.4410), Lab(l: 91.1528, a: -1.6435, b: 0.0447), 1.4441),
    (Lab(l: 90.9257, a: -0.5406, b: -0.9208), Lab(l: 88.6381, a: -0.8985, b: -0.7239), 1.5381),
    (Lab(l: 6.7747, a: -0.2908, b: -2.4247), Lab(l: 5.8714, a: -0.0985, b: -2.2286), 0.6377),
    (Lab(l: 2.0776, a: 0.0795, b: -1.1350), Lab(l: 0.9033, a: -0.0636, b: -0.5514), 0.9082),
  ]

  @Test func `the difference of colours is the published one`() {
    #expect(Self.published.count == 34)
    for (first, second, difference) in Self.published {
      #expect(abs(first.difference(from: second) - difference) < 5.1e-5, "\(first) \(second)")
      #expect(abs(second.difference(from: first) - difference) < 5.1e-5, "\(second) \(first)")
    }
  }

  @Test func `colours have their places in Lab`() {
    // The corners of sRGB as IEC 61966-2-1 and white D65 place them.
    for (colour, l, a, b) in [
      (Colour(0, 0, 0), 0.0, 0.0, 0.0), (.white, 100, 0, 0),
      (Colour(255, 0, 0), 53.2408, 80.0925, 67.2032),
      (Colour(0, 255, 0), 87.7347, -86.1827, 83.1793),
      (Colour(0, 0, 255), 32.2970, 79.1875, -107.8602),
      (Colour(119, 119, 119), 50.0344, 0, 0),
    ] {
      let lab = colour.lab()
      #expect(abs(lab.l - l) < 0.001, "\(colour) \(lab)")
      #expect(abs(lab.a - a) < 0.01, "\(colour) \(lab)")
      #expect(abs(lab.b - b) < 0.01, "\(colour) \(lab)")
      #expect(abs(colour.lightness - l) < 0.01)
    }
  }

  @Test func `who lacks cones for long or middle waves confuses red with green`() {
    let (red, green) = (Colour(190, 75, 60), Colour(100, 125, 30))
    #expect(red.difference(from: green) > 40)
    #expect(red.difference(from: green, seenWith: .deuteranopia) < 10)
    #expect(red.difference(from: green, seenWith: .tritanopia) > 35)
    #expect(red.difference(from: green, seenWith: .greyscale) < 6)
  }

  @Test func `a simulated red is that of the matrix`() {
    // The first column of the matrix of protanopia: 0.152286, 0.114503, and −0.003882 cut to 0.
    let lab = Colour(255, 0, 0).lab(seenWith: .protanopia)
    let expected = Lab(linear: 0.152286, 0.114503, 0)
    #expect(abs(lab.l - expected.l) < 1e-9 && abs(lab.b - expected.b) < 1e-9)
    // A red of 0.152286 and 0.114503 linear has Y = 0.2126729 · 0.152286 + 0.7151522 · 0.114503
    // = 0.114274, so L* = 116 · ∛0.114274 − 16 = 40.29.
    #expect(abs(lab.l - 40.29) < 0.01)
  }

  @Test(arguments: ColourVision.allCases)
  func `greys stay grey however they are seen`(vision: ColourVision) {
    for part in stride(from: UInt8(0), through: 250, by: 25) {
      let grey = Colour(part, part, part)
      let lab = grey.lab(seenWith: vision)
      #expect(abs(lab.a) < 0.01 && abs(lab.b) < 0.01, "\(lab)")
      #expect(abs(lab.l - grey.lightness) < 0.01)
    }
  }

  @Test(arguments: ColourVision.allCases)
  func `a difference is none from itself, the same both ways and never below none`(
    vision: ColourVision
  ) {
    var generator = SeededGenerator(seed: 3)
    func colour() -> Colour {
      Colour(
        .random(in: 0...255, using: &generator), .random(in: 0...255, using: &generator),
        .random(in: 0...255, using: &generator))
    }
    for _ in 0..<200 {
      let (first, second) = (colour(), colour())
      let difference = first.difference(from: second, seenWith: vision)
      #expect(difference >= 0 && difference < 150)
      #expect(abs(difference - second.difference(from: first, seenWith: vision)) < 1e-9)
      #expect(first.difference(from: first, seenWith: vision) == 0)
    }
    let whole = Colour.white.difference(from: Colour(0, 0, 0), seenWith: vision)
    #expect(abs(whole - 100) < 0.01)
  }
}
