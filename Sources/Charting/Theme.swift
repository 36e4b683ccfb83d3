/// The colours of a figure, by what they are for.
///
/// One colour stands for the body in focus, everything else is quiet; no colour says good or bad.
/// The focus is also the darkest, so the figure loses nothing in greyscale.
public struct Theme: Sendable, Equatable {
  /// What the theme is called in a study.
  public var name: String
  /// The paper.
  public var paper: Colour
  /// Titles, names and values.
  public var ink: Colour
  /// Subtitles, ranks, ticks, notes and sources.
  public var quietInk: Colour
  /// Thin rules between parts of the figure.
  public var rule: Colour
  /// The grid behind the marks.
  public var grid: Colour
  /// The line at zero.
  public var zero: Colour
  /// The bar of a body that is not in focus.
  public var bar: Colour
  /// What shows between the lines of a hatched bar.
  public var barHatchGround: Colour
  /// The bar, the name and the value of the body in focus.
  public var focus: Colour
  /// What shows between the lines of a hatched bar of the body in focus.
  public var focusHatchGround: Colour
  /// The line of an interval.
  public var interval: Colour
  /// The line of the median.
  public var median: Colour

  /// Makes a theme of its colours.
  public init(
    name: String, paper: Colour, ink: Colour, quietInk: Colour, rule: Colour, grid: Colour,
    zero: Colour, bar: Colour, barHatchGround: Colour, focus: Colour, focusHatchGround: Colour,
    interval: Colour, median: Colour
  ) {
    self.name = name
    self.paper = paper
    self.ink = ink
    self.quietInk = quietInk
    self.rule = rule
    self.grid = grid
    self.zero = zero
    self.bar = bar
    self.barHatchGround = barHatchGround
    self.focus = focus
    self.focusHatchGround = focusHatchGround
    self.interval = interval
    self.median = median
  }

  /// Dark on white, safe in print, in greyscale and for colour-blind readers.
  public static let light = Theme(
    name: "light", paper: .white, ink: Colour(26, 36, 44), quietInk: Colour(86, 99, 109),
    rule: Colour(184, 194, 202), grid: Colour(226, 231, 235), zero: Colour(86, 99, 109),
    bar: Colour(132, 154, 174), barHatchGround: Colour(221, 229, 234), focus: Colour(11, 79, 138),
    focusHatchGround: Colour(205, 221, 235), interval: Colour(86, 110, 127),
    median: Colour(26, 36, 44))

  /// The least contrast of text with what it stands on.
  ///
  /// - Source: W3C, Web Content Accessibility Guidelines 2.2, success criterion 1.4.3 (level AA).
  public static let leastTextContrast = 4.5

  /// The colour of text upon a fill: ink or paper, whichever can be read; `nil` if neither can.
  func ink(on fill: Scene.Fill) -> Colour? {
    let best =
      fill.contrast(with: ink) >= fill.contrast(with: paper) ? ink : paper
    return fill.contrast(with: best) >= Self.leastTextContrast ? best : nil
  }
}
