import Testing

@testable import Charting

struct ThemeTests {
  @Test func `contrast is that of the guidelines`() {
    // Black on white is (1 + 0.05) / (0 + 0.05) = 21; #767676 is the darkest grey named at 4.54.
    #expect(abs(Colour(0, 0, 0).contrast(with: .white) - 21) < 1e-9)
    #expect(abs(Colour(118, 118, 118).contrast(with: .white) - 4.54) < 0.005)
    #expect(Colour.white.contrast(with: Colour(118, 118, 118)) > 4.5)
    #expect(Colour(9, 9, 9).contrast(with: Colour(9, 9, 9)) == 1)
    // Pure red: 0.2126; 8-bit 10 is on the straight part: 10 / 255 / 12.92 = 0.003035.
    #expect(abs(Colour(255, 0, 0).relativeLuminance - 0.2126) < 1e-9)
    #expect(abs(Colour(10, 10, 10).relativeLuminance - 0.0030353) < 1e-6)
    // Mid grey 128: ((128/255 + 0.055) / 1.055)^2.4 = 0.215861.
    #expect(abs(Colour(128, 128, 128).relativeLuminance - 0.2158605) < 1e-6)
  }

  /// The least difference that any two series of a theme here have, in colour however it is seen.
  private static let leastSeriesDifference = 14.0
  /// The least step of lightness between two series, sorted by it: so many in six steps of grey.
  private static let leastLightnessStep = 10.0

  @Test func `there are six themes and another word for one`() throws {
    #expect(Theme.named.map(\.name) == ["print", "page", "slide", "web", "phone", "dark"])
    for theme in Theme.named { #expect(try Theme(theme.name) == theme) }
    #expect(try Theme("light") == .page)
    #expect(Theme.light == .page)
  }

  @Test func `the page has the colours that it always had`() {
    let page = Theme.page
    let colours = [
      page.paper, page.ink, page.quietInk, page.rule, page.grid, page.zero, page.bar,
      page.barHatchGround, page.focus, page.focusHatchGround, page.interval, page.median,
    ]
    #expect(
      colours.map(\.description) == [
        "#ffffff", "#1a242c", "#56636d", "#b8c2ca", "#e2e7eb", "#56636d", "#849aae", "#dde5ea",
        "#0b4f8a", "#cdddeb", "#566e7f", "#1a242c",
      ])
  }

  @Test(arguments: [
    ("pagee", "is page meant?"), ("Dark", "is dark meant?"), ("phon", "is phone meant?"),
    ("", "write one of print, page, slide, web, phone, dark"), ("colourful", "write one of print"),
  ])
  func `what is no theme is refused with the nearest name`(name: String, says: String) {
    let error = #expect(throws: ChartError.self) { try Theme(name) }
    #expect(error?.code == .specification)
    #expect(error?.message.hasPrefix("“\(name)” is not a theme: \(says)") ?? false)
  }

  @Test(arguments: Theme.named)
  func `a theme here has no problem and everything in it`(theme: Theme) {
    #expect(theme.problems.isEmpty, "\(theme.problems)")
    #expect(theme.series.count == 6)
    #expect((5...7).contains(theme.sequential.count))
    #expect(theme.diverging.count == 7)
    #expect(theme.font == nil)
    #expect(theme.sizes == Theme.Sizes())
  }

  @Test(arguments: Theme.named)
  func `every colour of type can be read on paper`(theme: Theme) {
    for colour in [theme.ink, theme.quietInk, theme.focus, theme.median] {
      #expect(colour.contrast(with: theme.paper) >= Theme.leastTextContrast)
    }
  }

  @Test(arguments: Theme.named)
  func `marks stand out from the paper and grids do not`(theme: Theme) {
    // 3 : 1 is what the guidelines ask of graphics (1.4.11).
    for colour in [theme.focus, theme.interval, theme.zero] {
      #expect(colour.contrast(with: theme.paper) >= 3)
    }
    #expect(theme.bar.contrast(with: theme.paper) >= 2.85)
    #expect(theme.rule.contrast(with: theme.paper) >= 1.6)
    #expect(theme.grid.contrast(with: theme.paper) < 1.5)
    #expect(theme.grid.contrast(with: theme.paper) > 1.15)
  }

  @Test(arguments: Theme.named)
  func `the focus is told from the rest by every reader and in greyscale`(theme: Theme) {
    #expect(theme.focus.contrast(with: theme.paper) > theme.bar.contrast(with: theme.paper))
    #expect(theme.focus.contrast(with: theme.bar) >= 2.5)
    #expect(theme.focus.leastDifference(from: theme.bar) >= 25)
    #expect(theme.focus.difference(from: theme.bar, seenWith: .greyscale) >= 25)
    #expect(theme.focus.leastDifference(from: theme.interval) >= 10)
    // The lines of a hatch are told from what shows between them.
    #expect(theme.bar.contrast(with: theme.barHatchGround) >= 2)
    #expect(theme.focus.contrast(with: theme.focusHatchGround) >= 4)
  }

  @Test(arguments: Theme.named)
  func `any two series are told apart by every reader`(theme: Theme) {
    for (place, series) in theme.series.enumerated() {
      for other in theme.series[..<place] where series.hatch == nil && other.hatch == nil {
        #expect(
          series.colour.leastDifference(from: other.colour) >= Self.leastSeriesDifference,
          "\(theme.name): \(series.colour) \(other.colour)")
      }
    }
    // Hatches are told apart by their spacing or by how dark they are.
    for place in theme.series.indices {
      for other in 0..<place {
        #expect(
          theme.fill(series: place).visionThatConfuses(theme.fill(series: other)) == nil)
      }
    }
  }

  @Test(arguments: Theme.named)
  func `any two series without a hatch are told apart in greyscale`(theme: Theme) {
    let lightness = theme.series.filter { $0.hatch == nil }.map(\.colour.lightness).sorted()
    for (darker, lighter) in zip(lightness, lightness.dropFirst()) {
      #expect(lighter - darker >= Self.leastLightnessStep, "\(theme.name): \(lightness)")
    }
  }

  @Test(arguments: Theme.named)
  func `what stands next to one another is most easily told apart`(theme: Theme) {
    for (first, second) in zip(theme.series, theme.series.dropFirst())
    where first.hatch == nil && second.hatch == nil {
      #expect(abs(first.colour.lightness - second.colour.lightness) >= 12)
    }
  }

  @Test(arguments: Theme.named)
  func `text can be read on every fill`(theme: Theme) throws {
    for place in theme.series.indices {
      let fill = theme.fill(series: place)
      let ink = try #require(theme.ink(on: fill), "\(theme.name) \(place)")
      #expect(fill.contrast(with: ink) >= Theme.leastTextContrast)
      #expect(fill.strongestContrast(with: theme.paper) >= FigureCheck.quietContrast)
    }
    for colour in theme.sequential + theme.diverging + [theme.bar, theme.focus] {
      let ink = try #require(theme.ink(on: .solid(colour)), "\(theme.name) \(colour)")
      #expect(colour.contrast(with: ink) >= Theme.leastTextContrast)
    }
    for step in 0...200 {
      let colour = theme.colour(sequential: Double(step) / 200)
      #expect(colour.contrast(with: theme.textColour(on: colour)) >= Theme.leastTextContrast)
    }
  }

  @Test(arguments: Theme.named)
  func `a ramp goes away from the paper, step by step`(theme: Theme) {
    let distances = theme.sequential.map { abs($0.lightness - theme.paper.lightness) }
    for (near, far) in zip(distances, distances.dropFirst()) { #expect(far - near >= 8) }
    for vision in ColourVision.allCases {
      for (first, second) in zip(theme.sequential, theme.sequential.dropFirst()) {
        #expect(first.difference(from: second, seenWith: vision) >= 5)
      }
    }
    #expect(theme.colour(sequential: 0) == theme.sequential.first)
    #expect(theme.colour(sequential: 1) == theme.sequential.last)
    #expect(theme.colour(sequential: -3) == theme.sequential.first)
    #expect(theme.colour(sequential: .infinity) == theme.sequential.last)
    #expect(theme.colour(sequential: .nan) == theme.paper)
  }

  @Test(arguments: Theme.named)
  func `two hues part about a middle like the paper`(theme: Theme) {
    let (low, high) = (theme.diverging[..<3], theme.diverging[4...])
    #expect(theme.diverging[3].difference(from: theme.paper) < 7)
    let distances = theme.diverging.map { abs($0.lightness - theme.paper.lightness) }
    #expect(distances[0] > distances[1] && distances[1] > distances[2])
    #expect(distances[2] > distances[3] && distances[4] > distances[3])
    #expect(distances[6] > distances[5] && distances[5] > distances[4])
    // Neither side looks stronger than the other.
    for (below, above) in zip(low, high.reversed()) {
      #expect(abs(below.lightness - above.lightness) < 4)
    }
    for share in [0.4, 0.7, 1] {
      let (below, above) = (theme.fill(diverging: -share), theme.fill(diverging: share))
      // In greyscale the two are alike: their sign is written in the cell.
      let vision = below.visionThatConfuses(above)
      #expect(vision == nil || vision == .greyscale, "\(theme.name) \(share) \(vision as Any)")
    }
    #expect(theme.fill(diverging: 0) == .solid(theme.diverging[3]))
    #expect(theme.fill(diverging: .nan) == .solid(theme.paper))
  }

  @Test func `print has greys only, and tells what is below the middle by a hatch`() {
    let theme = Theme.print
    let colours =
      [
        theme.paper, theme.ink, theme.quietInk, theme.rule, theme.grid, theme.zero, theme.bar,
        theme.barHatchGround, theme.focus, theme.focusHatchGround, theme.interval, theme.median,
      ] + theme.series.map(\.colour) + theme.series.compactMap(\.hatch?.ground)
      + theme.sequential + theme.diverging
    for colour in colours { #expect(colour.red == colour.green && colour.green == colour.blue) }
    #expect(theme.focus == Colour(0, 0, 0))
    #expect(theme.series.contains { $0.hatch != nil })
    guard case .hatch = theme.fill(diverging: -0.5), case .solid = theme.fill(diverging: 0.5) else {
      Issue.record("what is below the middle is not hatched")
      return
    }
    for vision in ColourVision.allCases {
      #expect(theme.fill(diverging: -0.5).visionThatConfuses(theme.fill(diverging: 0.5)) != vision)
    }
  }

  @Test func `series come again after the last, and hatches grow with the type`() {
    let theme = Theme.print
    #expect(theme.fill(series: 6) == theme.fill(series: 0))
    #expect(theme.fill(series: 13) == theme.fill(series: 1))
    #expect(theme.fill(series: .min) == theme.fill(series: .min))
    // 0.7 of 10 points, 0.14 of 10 points.
    #expect(
      theme.fill(series: 1, typeSize: 10)
        == .hatch(
          foreground: Colour(142, 142, 142), background: .white, spacing: 7,
          width: 0.14 * 10))
    var bare = theme
    bare.series = []
    bare.sequential = []
    bare.diverging = []
    #expect(bare.fill(series: 0) == .solid(bare.bar))
    #expect(bare.colour(sequential: 0.5) == bare.paper)
    #expect(bare.fill(diverging: 0.5) == .solid(bare.paper))
  }

  @Test func `text on a bar is ink or paper, whichever can be read`() {
    let theme = Theme.page
    #expect(theme.ink(on: .solid(theme.focus)) == theme.paper)
    #expect(theme.ink(on: .solid(theme.bar)) == theme.ink)
    #expect(theme.ink(on: .solid(theme.paper)) == theme.ink)
  }

  @Test func `text that neither ink nor paper would make readable has no colour`() {
    let theme = Theme.page
    let hatch = Scene.Fill.hatch(
      foreground: theme.focus, background: theme.focusHatchGround, spacing: 4, width: 1)
    #expect(theme.ink(on: hatch) == nil)
  }
}
