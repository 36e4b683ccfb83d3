/// A figure as shapes and text, ready to be drawn: what a chart kind makes and a renderer reads.
///
/// The origin is the top left corner; `x` grows to the right, `y` downwards. All lengths are points
/// (1/72 inch). A scene is plain data: it knows neither fonts nor files, so two scenes can be
/// compared and a scene can be checked before it is drawn.
///
/// Marks are named so that ``FigureCheck`` can judge them: a bar is a rectangle whose mark begins
/// with `bar-`, and the line that it must start from has a mark that begins with `zero`; a line that
/// leads from a name to its mark begins with `connector-`, and an area that is meant to be as quiet
/// as a grid with `band-`. The parts of a mark have its name, `-` and more.
public struct Scene: Sendable, Equatable {
  /// The width of the frame, points.
  public var width: Double
  /// The height of the frame, points.
  public var height: Double
  /// The paper's colour, painted over the whole frame first.
  public var background: Colour
  /// The language of the words in the figure; it chooses words, never the glyphs.
  public var language: FigureLanguage
  /// How fine the scene is rastered as PNG, and the resolution that the PNG states.
  public var resolution: Resolution
  /// The figure's title, for metadata.
  public var title: String
  /// The figure in words, made from its data, for those who cannot see it.
  public var alternativeText: String
  /// Further facts about the figure's making (`study`, `data`, `version` …), in the order given.
  public var metadata: [Metadatum]
  /// The least size of type that this destination allows, points.
  public var leastTypeSize: Double
  /// The values that the figure shows, in the order in which they are read.
  public var data: [Datum]
  /// What the check cannot see in the shapes: scales, lines, keys, denominators.
  public var facts: Facts
  /// What is drawn, from the back to the front.
  public var elements: [Element]

  /// Makes a scene.
  public init(
    width: Double, height: Double, background: Colour = .white, language: FigureLanguage,
    resolution: Resolution, title: String, alternativeText: String, metadata: [Metadatum] = [],
    leastTypeSize: Double, data: [Datum] = [], facts: Facts = Facts(), elements: [Element] = []
  ) {
    self.width = width
    self.height = height
    self.background = background
    self.language = language
    self.resolution = resolution
    self.title = title
    self.alternativeText = alternativeText
    self.metadata = metadata
    self.leastTypeSize = leastTypeSize
    self.data = data
    self.facts = facts
    self.elements = elements
  }

  /// One value that the figure shows, with the way back to where it is from.
  public struct Datum: Sendable, Equatable {
    /// The identifier of the group in the scene that draws it, such as `row-npc-450800`.
    public var group: String
    /// What the specification calls the body and, where there are several, the series.
    public var row, series: String
    /// The body and the series as the figure names them; empty where it has no name for them.
    public var label, seriesLabel: String
    /// The year of the report; absent where the figure shows one year.
    public var year: Int?
    /// The number drawn; absent where only limits are known, or nothing.
    public var value: Double?
    /// The limits drawn about it, or the only thing known.
    public var low, high: Double?
    /// The value as the figure writes it; what it says instead where there is none.
    public var text: String
    /// The observations that the value is made of, by their identifiers.
    public var observations: [String]

    /// Makes a datum.
    public init(
      group: String, row: String, series: String = "", label: String, seriesLabel: String = "",
      year: Int? = nil, value: Double? = nil, low: Double? = nil, high: Double? = nil,
      text: String = "", observations: [String] = []
    ) {
      self.group = group
      self.row = row
      self.series = series
      self.label = label
      self.seriesLabel = seriesLabel
      self.year = year
      self.value = value
      self.low = low
      self.high = high
      self.text = text
      self.observations = observations
    }
  }

  /// What the layout knows of a figure and its shapes do not tell.
  public struct Facts: Sendable, Equatable {
    /// The scales along which values are placed; ranks and years have no zero and are not among them.
    public var scales: [Scale] = []
    /// How many lines a reader must follow, those behind as a quiet background left out.
    public var lines = 0
    /// The fills and strokes that stand for something, each with what it stands for.
    public var keys: [Key] = []
    /// The denominators of the rates shown, by mark.
    public var denominators: [Denominator] = []
    /// Where the plot begins, points from the left edge; absent where the kind does not tell.
    var plotLeft: Double?

    /// Makes facts: none.
    public init() {}

    /// A scale, and whether the figure says what is particular about it.
    public struct Scale: Sendable, Equatable {
      /// Its name; panels that share a scale have the same.
      public var id: String
      /// The values at its two ends.
      public var low, high: Double
      /// Whether lengths stand for values, so that it must begin at zero.
      public var hasLengths: Bool
      /// Whether it differs from the scale of neighbouring panels.
      public var isFree: Bool
      /// Whether it is logarithmic.
      public var isLogarithmic: Bool
      /// Whether a text of the figure says that it does not begin at zero, is free or logarithmic.
      public var isAnnounced: Bool

      /// Makes a scale.
      public init(
        id: String, low: Double, high: Double, hasLengths: Bool = false, isFree: Bool = false,
        isLogarithmic: Bool = false, isAnnounced: Bool = false
      ) {
        self.id = id
        self.low = low
        self.high = high
        self.hasLengths = hasLengths
        self.isFree = isFree
        self.isLogarithmic = isLogarithmic
        self.isAnnounced = isAnnounced
      }
    }

    /// A fill or a stroke that stands for something.
    public struct Key: Sendable, Equatable {
      /// What it stands for.
      public var name: String
      /// How it is drawn.
      public var fill: Fill
      /// Whether a label stands at each mark, so that the colour need not be told from others.
      public var isLabelled: Bool

      /// Makes a key.
      public init(name: String, fill: Fill, isLabelled: Bool = false) {
        self.name = name
        self.fill = fill
        self.isLabelled = isLabelled
      }
    }

    /// The number of things that a rate is made of.
    public struct Denominator: Sendable, Equatable {
      /// The mark that shows the rate.
      public var mark: String
      /// How many; fewer than five are warned of.
      public var count: Double

      /// Makes a denominator.
      public init(mark: String, count: Double) {
        self.mark = mark
        self.count = count
      }
    }
  }

  /// One thing that is drawn.
  public indirect enum Element: Sendable, Equatable {
    case rectangle(Rectangle)
    case line(Line)
    case polygon(Polygon)
    case circle(Circle)
    case text(Text)
    case group(Group)
  }

  /// Elements that belong together, named by an identifier that stays the same from run to run.
  public struct Group: Sendable, Equatable {
    /// A stable identifier, unique in the scene: ASCII letters, digits, `-` and `_`.
    public var id: String
    /// What is drawn, from the back to the front.
    public var elements: [Element]

    /// Makes a group.
    public init(id: String, elements: [Element]) {
      self.id = id
      self.elements = elements
    }
  }

  /// An upright rectangle.
  public struct Rectangle: Sendable, Equatable {
    /// The left edge, the top edge, the width and the height, points.
    public var x, y, width, height: Double
    /// What it is filled with; nothing where absent.
    public var fill: Fill?
    /// Its outline, centred on the edge; none where absent.
    public var stroke: Stroke?
    /// The mark that it is or belongs to, such as `bar-3`; decoration where absent.
    public var mark: String?

    /// Makes a rectangle.
    public init(
      x: Double, y: Double, width: Double, height: Double, fill: Fill? = nil,
      stroke: Stroke? = nil, mark: String? = nil
    ) {
      self.x = x
      self.y = y
      self.width = width
      self.height = height
      self.fill = fill
      self.stroke = stroke
      self.mark = mark
    }
  }

  /// A straight line.
  public struct Line: Sendable, Equatable {
    /// The two ends, points.
    public var x1, y1, x2, y2: Double
    /// How it is drawn.
    public var stroke: Stroke
    /// The mark that it is or belongs to; decoration (rule, tick, grid) where absent.
    public var mark: String?

    /// Makes a line.
    public init(
      x1: Double, y1: Double, x2: Double, y2: Double, stroke: Stroke, mark: String? = nil
    ) {
      self.x1 = x1
      self.y1 = y1
      self.x2 = x2
      self.y2 = y2
      self.stroke = stroke
      self.mark = mark
    }
  }

  /// A closed or open chain of straight lines.
  public struct Polygon: Sendable, Equatable {
    /// The corners in order, points.
    public var points: [Point]
    /// Whether the last corner is joined to the first.
    public var isClosed: Bool
    /// What it is filled with; nothing where absent.
    public var fill: Fill?
    /// Its outline; none where absent.
    public var stroke: Stroke?
    /// The mark that it is or belongs to; decoration where absent.
    public var mark: String?

    /// Makes a polygon.
    public init(
      points: [Point], isClosed: Bool = true, fill: Fill? = nil, stroke: Stroke? = nil,
      mark: String? = nil
    ) {
      self.points = points
      self.isClosed = isClosed
      self.fill = fill
      self.stroke = stroke
      self.mark = mark
    }
  }

  /// A circle.
  public struct Circle: Sendable, Equatable {
    /// The centre and the radius, points.
    public var x, y, radius: Double
    /// What it is filled with; nothing where absent.
    public var fill: Fill?
    /// Its outline, centred on the edge; none where absent.
    public var stroke: Stroke?
    /// The mark that it is or belongs to; decoration where absent.
    public var mark: String?

    /// Makes a circle.
    public init(
      x: Double, y: Double, radius: Double, fill: Fill? = nil, stroke: Stroke? = nil,
      mark: String? = nil
    ) {
      self.x = x
      self.y = y
      self.radius = radius
      self.fill = fill
      self.stroke = stroke
      self.mark = mark
    }

    /// Corners of a polygon that hardly differs from it, for what needs straight edges.
    public var corners: [Point] {
      Self.unit.map { Point(x: x + radius * $0.x, y: y + radius * $0.y) }
    }

    /// Forty-eight corners on the circle of radius 1, by the angle's addition theorem.
    private static let unit: [Point] = {
      // cos and sin of 7.5°.
      let (cosine, sine) = (0.991_444_861_373_810_4, 0.130_526_192_220_051_6)
      var corner = Point(x: 1, y: 0)
      return (0..<48).map { _ in
        defer {
          corner = Point(
            x: corner.x * cosine - corner.y * sine, y: corner.x * sine + corner.y * cosine)
        }
        return corner
      }
    }()
  }

  /// A place in the scene, points.
  public struct Point: Sendable, Equatable {
    /// The distance from the left edge and from the top edge.
    public var x, y: Double

    /// Makes a point.
    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// One line of text.
  ///
  /// Lines are broken when the figure is laid out, never when it is drawn.
  public struct Text: Sendable, Equatable {
    /// The characters; no line break.
    public var string: String
    /// Where the anchor stands.
    public var x: Double
    /// Where the baseline stands.
    public var baseline: Double
    /// Which end of the text stands at `x`.
    public var anchor: Anchor
    /// The type it is set in.
    public var font: Font
    /// The colour of the type.
    public var colour: Colour
    /// The size that the measurer gave for `string` in `font`.
    public var extents: TextExtents
    /// The mark that the text labels; the figure's own text (title, note, axis) where absent.
    public var mark: String?

    /// Makes a line of text.
    public init(
      _ string: String, x: Double, baseline: Double, anchor: Anchor = .start, font: Font,
      colour: Colour, extents: TextExtents, mark: String? = nil
    ) {
      self.string = string
      self.x = x
      self.baseline = baseline
      self.anchor = anchor
      self.font = font
      self.colour = colour
      self.extents = extents
      self.mark = mark
    }

    /// The left edge of the text, points.
    public var left: Double {
      switch anchor {
      case .start: x
      case .middle: x - extents.width / 2
      case .end: x - extents.width
      }
    }
  }

  /// Which end of a text stands at its place.
  public enum Anchor: String, Sendable, Equatable, CaseIterable {
    case start, middle, end
  }

  /// What a shape is filled with.
  public enum Fill: Sendable, Equatable {
    /// One colour.
    case solid(Colour)
    /// Lines of `foreground` at 45° over `background`, `spacing` points apart, `width` points
    /// thick.
    case hatch(foreground: Colour, background: Colour, spacing: Double, width: Double)
  }

  /// How a line is drawn.
  public struct Stroke: Sendable, Equatable {
    /// The colour of the line.
    public var colour: Colour
    /// The thickness, points.
    public var width: Double
    /// Lengths of dashes and gaps in turn, points; a whole line where empty.
    public var dashes: [Double]

    /// Makes a stroke.
    public init(_ colour: Colour, width: Double, dashes: [Double] = []) {
      self.colour = colour
      self.width = width
      self.dashes = dashes
    }
  }

  /// A fact about the figure's making.
  public struct Metadatum: Sendable, Equatable {
    /// What the fact is about, such as `data`, `study` or `version`.
    public var key: String
    /// The fact.
    public var value: String

    /// Makes a fact.
    public init(key: String, value: String) {
      self.key = key
      self.value = value
    }
  }

  /// How fine the raster of the scene is.
  public struct Resolution: Sendable, Equatable {
    /// Pixels per inch, written into the PNG too so that type keeps its size on paper.
    public var pixelsPerInch: Double

    /// Makes a resolution.
    public init(pixelsPerInch: Double) {
      self.pixelsPerInch = pixelsPerInch
    }
  }
}

/// An opaque colour of the sRGB space.
public struct Colour: Sendable, Equatable, Hashable {
  /// The parts, 0 to 255.
  public var red, green, blue: UInt8

  /// Makes a colour of its parts, 0 to 255.
  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Paper white.
  public static let white = Colour(255, 255, 255)
}

/// The size and the weight of type; the family is the renderer's, one for the whole figure.
public struct Font: Sendable, Equatable, Hashable {
  /// The size, points.
  public var size: Double
  /// Whether the bold face is used.
  public var isBold: Bool

  /// Makes a font.
  public init(size: Double, isBold: Bool = false) {
    self.size = size
    self.isBold = isBold
  }
}

/// The size of one line of text, points.
public struct TextExtents: Sendable, Equatable {
  /// The advance from the left end to the right end.
  public var width: Double
  /// How far the font reaches above the baseline.
  public var ascent: Double
  /// How far the font reaches below the baseline.
  public var descent: Double

  /// Makes extents.
  public init(width: Double, ascent: Double, descent: Double) {
    self.width = width
    self.ascent = ascent
    self.descent = descent
  }
}

/// The language of a figure's own words.
public enum FigureLanguage: String, Sendable, CaseIterable {
  case chinese = "zh"
  case english = "en"
}

/// Measures and breaks text: the one thing a layout must ask of the program that draws it.
public protocol TextMeasuring {
  /// The size of a line of text.
  ///
  /// - Throws: ``ChartError`` if no installed font covers the text.
  func extents(of text: String, in font: Font) throws(ChartError) -> TextExtents

  /// The lines that the text takes when none may be wider than `width` points.
  ///
  /// Lines break by the rules of the script (no full stop at the start of a Chinese line); a word
  /// that is wider than the line alone is broken inside.
  ///
  /// - Throws: ``ChartError`` if no installed font covers the text.
  func lines(of text: String, in font: Font, within width: Double) throws(ChartError) -> [String]
}

/// Why a figure cannot be made.
public struct ChartError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kind of fault, for programs.
  public var code: Code
  /// The fault in one sentence, for people: what is wrong and what to do.
  public var message: String

  /// Makes an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }

  /// The kinds of fault.
  public enum Code: String, Sendable {
    /// The specification asks for something that cannot be drawn.
    case specification
    /// No installed font covers a text.
    case missingGlyphs
    /// The laid-out figure fails the figure check.
    case figureCheck
  }
}
