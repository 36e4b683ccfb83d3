/// The colours of a figure, by what they are for, and what it changes in the type.
///
/// One colour stands for the body in focus, everything else is quiet; no colour says good or bad.
/// The focus also has the strongest contrast with the paper of all marks, so the figure loses
/// nothing in greyscale.
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
  /// The accent: the bar, the name and the value of the body in focus.
  public var focus: Colour
  /// What shows between the lines of a hatched bar of the body in focus.
  public var focusHatchGround: Colour
  /// The line of an interval.
  public var interval: Colour
  /// The line of the median.
  public var median: Colour
  /// The parts of what is stacked or grouped, the most important first; six in every theme here.
  public var series: [Series]
  /// A ramp from little to much, each colour further from the paper than the one before.
  public var sequential: [Colour]
  /// Two hues about a middle like the paper, from far below through the middle to far above.
  public var diverging: [Colour]
  /// The family of the type; the renderer's own where absent.
  public var font: String?
  /// How much larger or smaller than the destination's the type is.
  public var sizes: Sizes

  /// How one of several parts is filled.
  public struct Series: Sendable, Equatable {
    /// The colour of the fill, or of the lines of its hatch; lines and markers are drawn in it too.
    public var colour: Colour
    /// The hatch; one colour where absent.
    public var hatch: Hatch?

    /// Makes the look of one of several parts.
    public init(_ colour: Colour, hatch: Hatch? = nil) {
      self.colour = colour
      self.hatch = hatch
    }

    /// Lines at 45° over a ground, measured in parts of the type size so that they grow with it.
    public struct Hatch: Sendable, Equatable {
      /// What shows between the lines.
      public var ground: Colour
      /// The distance from line to line and the thickness of a line, in parts of the type size.
      public var spacing, width: Double

      /// Makes a hatch.
      public init(ground: Colour, spacing: Double, width: Double) {
        self.ground = ground
        self.spacing = spacing
        self.width = width
      }
    }
  }

  /// Factors of the type sizes and the margin of a destination, each from 0.5 to 2.
  ///
  /// The least sizes of the destination hold whatever the factors.
  public struct Sizes: Sendable, Equatable {
    /// The factors of the title, the subtitle, the names and values, the notes, and the margin.
    public var title, subtitle, row, small, margin: Double

    /// Makes factors; those not given change nothing.
    public init(
      title: Double = 1, subtitle: Double = 1, row: Double = 1, small: Double = 1,
      margin: Double = 1
    ) {
      self.title = title
      self.subtitle = subtitle
      self.row = row
      self.small = small
      self.margin = margin
    }
  }

  /// Makes a theme of its colours.
  public init(
    name: String, paper: Colour, ink: Colour, quietInk: Colour, rule: Colour, grid: Colour,
    zero: Colour, bar: Colour, barHatchGround: Colour, focus: Colour, focusHatchGround: Colour,
    interval: Colour, median: Colour, series: [Series], sequential: [Colour], diverging: [Colour],
    font: String? = nil, sizes: Sizes = Sizes()
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
    self.series = series
    self.sequential = sequential
    self.diverging = diverging
    self.font = font
    self.sizes = sizes
  }

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

// MARK: Fills

extension Theme {
  /// How the part of that place, from 0, is filled.
  ///
  /// `typeSize` is the type size beside it, points, which a hatch is measured by. Edge cases: after
  /// the last series the first comes again, so a figure should sum up what is beyond them; without
  /// any series it is the colour of a bar.
  public func fill(series place: Int, typeSize: Double = 9) -> Scene.Fill {
    guard !series.isEmpty else { return .solid(bar) }
    let series = series[Int(place.magnitude % UInt(series.count))]
    guard let hatch = series.hatch else { return .solid(series.colour) }
    return .hatch(
      foreground: series.colour, background: hatch.ground, spacing: hatch.spacing * typeSize,
      width: hatch.width * typeSize)
  }

  /// The colour of the ramp for a share from 0 (little) to 1 (much), mixed between neighbours.
  ///
  /// Edge cases: a share outside is drawn as the nearer end; one that is no number, or a theme
  /// without a ramp, is the paper.
  public func colour(sequential share: Double) -> Colour {
    colour(share, of: sequential)
  }

  /// How a share from −1 through 0 to 1 is filled, in the two hues about the middle.
  ///
  /// Where the two hues are alike, as in a theme of greys, what is below the middle is hatched.
  /// Edge cases: those of ``colour(sequential:)``.
  public func fill(diverging share: Double, typeSize: Double = 9) -> Scene.Fill {
    let colour = colour((share + 1) / 2, of: diverging)
    guard share < 0, let low = diverging.first, let high = diverging.last,
      low.difference(from: high) < Self.leastDifference
    else { return .solid(colour) }
    return .hatch(
      foreground: colour, background: paper, spacing: 0.42 * typeSize, width: 0.21 * typeSize)
  }

  private func colour(_ share: Double, of ramp: [Colour]) -> Colour {
    guard let first = ramp.first, share == share else { return paper }
    let place = min(max(share, 0), 1) * Double(ramp.count - 1)
    let below = Int(place)
    guard below + 1 < ramp.count else { return ramp.last ?? first }
    return ramp[below].mixed(with: ramp[below + 1], share: place - Double(below))
  }
}

extension Colour {
  /// The colour between this one (share 0) and another (share 1), part by part.
  func mixed(with other: Colour, share: Double) -> Colour {
    func mixed(_ from: UInt8, _ to: UInt8) -> UInt8 {
      UInt8((Double(from) + (Double(to) - Double(from)) * min(max(share, 0), 1)).rounded())
    }
    return Colour(mixed(red, other.red), mixed(green, other.green), mixed(blue, other.blue))
  }
}
