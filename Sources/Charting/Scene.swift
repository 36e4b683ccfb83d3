/// A figure as shapes and text, ready to be drawn: what a chart kind makes and a renderer reads.
///
/// The origin is the top left corner; `x` grows to the right, `y` downwards. All lengths are points
/// (1/72 inch). A scene is plain data: it knows neither fonts nor files, so two scenes can be
/// compared and a scene can be checked before it is drawn.
///
/// Marks are named so that ``FigureCheck`` can judge them: a bar is a rectangle whose mark begins
/// with `bar-`, and the line that it must start from has a mark that begins with `zero`.
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
  /// What is drawn, from the back to the front.
  public var elements: [Element]

  /// Makes a scene.
  public init(
    width: Double, height: Double, background: Colour = .white, language: FigureLanguage,
    resolution: Resolution, title: String, alternativeText: String, metadata: [Metadatum] = [],
    leastTypeSize: Double, elements: [Element] = []
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
    self.elements = elements
  }

  /// One thing that is drawn.
  public indirect enum Element: Sendable, Equatable {
    case rectangle(Rectangle)
    case line(Line)
    case polygon(Polygon)
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
