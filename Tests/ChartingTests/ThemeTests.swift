import Testing

@testable import Charting

struct ThemeTests {
  private let theme = Theme.light

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

  @Test func `every colour of type can be read on paper`() {
    for colour in [theme.ink, theme.quietInk, theme.focus, theme.median] {
      #expect(colour.contrast(with: theme.paper) >= Theme.leastTextContrast)
    }
  }

  @Test func `marks stand out from the paper and grids do not`() {
    // 3 : 1 is what the guidelines ask of graphics (1.4.11).
    for colour in [theme.bar, theme.focus, theme.interval, theme.zero] {
      #expect(colour.contrast(with: theme.paper) >= 2.9)
    }
    #expect(theme.grid.contrast(with: theme.paper) < 1.5)
  }

  @Test func `the focus is told from the rest in greyscale`() {
    #expect(theme.focus.relativeLuminance < theme.bar.relativeLuminance)
    #expect(theme.focus.contrast(with: theme.bar) >= 2.5)
    // The lines of a hatch are told from what shows between them.
    #expect(theme.bar.contrast(with: theme.barHatchGround) >= 2)
    #expect(theme.focus.contrast(with: theme.focusHatchGround) >= 4)
  }

  @Test func `text on a bar is ink or paper, whichever can be read`() {
    #expect(theme.ink(on: .solid(theme.focus)) == theme.paper)
    #expect(theme.ink(on: .solid(theme.bar)) == theme.ink)
    #expect(theme.ink(on: .solid(theme.paper)) == theme.ink)
  }

  @Test func `text that neither ink nor paper would make readable has no colour`() {
    let hatch = Scene.Fill.hatch(
      foreground: theme.focus, background: theme.focusHatchGround, spacing: 4, width: 1)
    #expect(theme.ink(on: hatch) == nil)
  }
}
