extension Theme {
  /// For paper that may be copied: black as the only accent, greys, and hatches for parts.
  public static let print = Theme(
    name: "print", paper: .white, ink: Colour(38, 38, 38), quietInk: Colour(84, 84, 84),
    rule: Colour(176, 176, 176), grid: Colour(226, 226, 226), zero: Colour(84, 84, 84),
    bar: Colour(152, 152, 152), barHatchGround: Colour(230, 230, 230), focus: Colour(0, 0, 0),
    focusHatchGround: Colour(206, 206, 206), interval: Colour(100, 100, 100),
    median: Colour(38, 38, 38),
    series: [
      Series(grey(26)),
      Series(grey(142), hatch: Series.Hatch(ground: .white, spacing: 0.7, width: 0.14)),
      Series(grey(112)),
      Series(grey(206)),
      Series(
        Colour(116, 116, 116),
        hatch: Series.Hatch(ground: Colour(38, 38, 38), spacing: 0.5, width: 0.16)),
      Series(grey(142), hatch: Series.Hatch(ground: .white, spacing: 0.32, width: 0.15)),
    ],
    sequential: [243, 214, 185, 152, 111, 80, 48].map(grey),
    diverging: [143, 178, 214, 248, 214, 178, 143].map(grey))

  /// For a page on white paper, safe in print, in greyscale and for colour-blind readers.
  public static let page = Theme(
    name: "page", paper: .white, ink: Colour(26, 36, 44), quietInk: Colour(86, 99, 109),
    rule: Colour(184, 194, 202), grid: Colour(226, 231, 235), zero: Colour(86, 99, 109),
    bar: Colour(132, 154, 174), barHatchGround: Colour(221, 229, 234), focus: Colour(11, 79, 138),
    focusHatchGround: Colour(205, 221, 235), interval: Colour(86, 110, 127),
    median: Colour(26, 36, 44), series: onWhite, sequential: blues, diverging: blueAndOchre)

  /// For a projector, which washes quiet tones out: they are darker than on a page.
  public static let slide = Theme(
    name: "slide", paper: .white, ink: Colour(16, 24, 32), quietInk: Colour(64, 76, 86),
    rule: Colour(158, 170, 180), grid: Colour(216, 222, 228), zero: Colour(64, 76, 86),
    bar: Colour(122, 145, 166), barHatchGround: Colour(216, 225, 232), focus: Colour(8, 66, 118),
    focusHatchGround: Colour(200, 217, 232), interval: Colour(84, 108, 126),
    median: Colour(16, 24, 32), series: onWhite, sequential: blues, diverging: blueAndOchre)

  /// For a web page: the page's colours on white.
  public static let web: Theme = {
    var theme = page
    theme.name = "web"
    return theme
  }()

  /// For a small screen, often in the sun: ink and quiet tones are darker than on a page.
  public static let phone: Theme = {
    var theme = slide
    theme.name = "phone"
    theme.bar = Colour(128, 150, 170)
    return theme
  }()

  /// For a dark screen: light ink and a light accent on dark paper.
  public static let dark = Theme(
    name: "dark", paper: Colour(18, 24, 30), ink: Colour(232, 237, 241),
    quietInk: Colour(160, 172, 182), rule: Colour(72, 84, 95), grid: Colour(38, 47, 55),
    zero: Colour(160, 172, 182), bar: Colour(86, 105, 122), barHatchGround: Colour(34, 43, 51),
    focus: Colour(126, 192, 255), focusHatchGround: Colour(34, 58, 80),
    interval: Colour(142, 162, 180), median: Colour(232, 237, 241),
    series: [
      Series(Colour(51, 137, 202)), Series(Colour(224, 199, 140)), Series(Colour(145, 74, 37)),
      Series(Colour(222, 239, 242)), Series(Colour(15, 66, 116)), Series(Colour(221, 143, 173)),
    ],
    sequential: [
      Colour(34, 45, 55), Colour(40, 71, 95), Colour(45, 101, 142), Colour(72, 141, 188),
      Colour(115, 175, 216), Colour(162, 207, 234), Colour(215, 235, 247),
    ],
    diverging: [
      Colour(155, 205, 235), Colour(67, 147, 196), Colour(29, 86, 126), Colour(34, 41, 47),
      Colour(109, 71, 45), Colour(185, 127, 68), Colour(230, 193, 136),
    ])

  /// Another word for ``page``.
  public static let light = page

  /// The themes that have a name.
  public static let named: [Theme] = [.print, .page, .slide, .web, .phone, .dark]

  /// The theme of that name.
  ///
  /// `name` is `print`, `page`, `slide`, `web`, `phone` or `dark`; `light` is another word for
  /// `page`.
  ///
  /// - Throws: ``ChartError`` if there is none, with the nearest name.
  public init(_ name: String) throws(ChartError) {
    if name == "light" {
      self = .page
      return
    }
    guard let theme = Self.named.first(where: { $0.name == name }) else {
      let names = Self.named.map(\.name)
      throw ChartError(
        .specification,
        "“\(name)” is not a theme: "
          + (Spelling.nearest(name, among: names).map { "is \($0) meant?" }
            ?? "write one of \(names.joined(separator: ", "))"))
    }
    self = theme
  }

  /// From one part to the next, lightness jumps; sorted by it, no two are alike even in grey.
  private static let onWhite: [Series] = [
    Series(Colour(12, 82, 146)), Series(Colour(216, 167, 94)), Series(Colour(82, 30, 61)),
    Series(Colour(92, 153, 190)), Series(Colour(167, 93, 56)), Series(Colour(177, 213, 218)),
  ]

  private static let blues: [Colour] = [
    Colour(239, 244, 249), Colour(200, 222, 239), Colour(150, 193, 225), Colour(96, 160, 206),
    Colour(34, 117, 176), Colour(12, 88, 144), Colour(8, 58, 102),
  ]

  private static let blueAndOchre: [Colour] = [
    Colour(20, 84, 138), Colour(81, 151, 198), Colour(176, 208, 232), Colour(245, 245, 243),
    Colour(231, 203, 163), Colour(197, 132, 63), Colour(132, 71, 29),
  ]

  private static func grey(_ part: UInt8) -> Colour { Colour(part, part, part) }
}

/// Finds the known word that an unknown one is a slip of.
enum Spelling {
  /// The known word at the least edit distance, if that is less than half of the word.
  ///
  /// Small and capital letters are alike; `_` and a space count as `-`.
  ///
  /// - Source: Wagner and Fischer, The string-to-string correction problem (1974).
  static func nearest(_ word: String, among known: [String]) -> String? {
    let written = folded(word)
    var best: (name: String, distance: Int)?
    for name in known {
      let distance = distance(written, folded(name))
      let isNear = 2 * distance < max(written.count, 3)
      if isNear, distance < best?.distance ?? .max { best = (name, distance) }
    }
    return best?.name
  }

  private static func folded(_ word: String) -> [Character] {
    // What is longer than any name is like none; cutting it keeps the work small.
    word.prefix(64).lowercased().map { $0 == "_" || $0 == " " ? "-" : $0 }
  }

  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var row = Array(0...b.count)
    for (i, character) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in b.enumerated() {
        let least = min(diagonal + (character == other ? 0 : 1), row[j] + 1, row[j + 1] + 1)
        diagonal = row[j + 1]
        row[j + 1] = least
      }
    }
    return row[b.count]
  }
}
