/// Where a figure is going, which settles its frame, its resolution and its type.
///
/// Frames in millimetres are rastered at 300 pixels an inch, frames in pixels at 96. A frame
/// without a height is as high as its content, but never higher than a page.
public struct FigureSize: Sendable, Equatable {
  /// The name by which a study asks for the size, such as `page` or `160x90mm`.
  public let name: String
  /// The width of the frame, points.
  public private(set) var width: Double
  /// The height of the frame, points; `nil` where it follows the content.
  public private(set) var height: Double?
  /// How fine the raster is.
  public let resolution: Scene.Resolution
  /// The frame in words, such as `160 × 90 mm`, for messages.
  public private(set) var description: String
  /// The sizes of type.
  var type: TypeScale { ownType.scaled(by: sizes) }
  /// The sizes of type before a theme changes them.
  private var ownType: TypeScale
  /// What a theme changes.
  private var sizes = Theme.Sizes()
  /// Whether it is a part of a frame, in which no type is larger than in the others.
  private(set) var isPanel = false

  /// The text width of a page of an official document (GB/T 9704—2012), 156 mm.
  public static let page = FigureSize(
    name: "page", millimetres: 156,
    type: TypeScale(
      title: 12, subtitle: 9, row: 9, small: 7.5, least: 7.5, leastRow: 7.5, margin: 6))

  /// Half the text width of a page less a gutter, 76 mm.
  public static let half = FigureSize(
    name: "half", millimetres: 76,
    type: TypeScale(
      title: 10.5, subtitle: 8, row: 8, small: 7.5, least: 7.5, leastRow: 7.5, margin: 4))

  /// A square of 120 mm.
  public static let square = FigureSize(
    name: "square", millimetres: 120, by: 120,
    type: TypeScale(
      title: 12, subtitle: 9, row: 9, small: 7.5, least: 7.5, leastRow: 7.5, margin: 12))

  /// A whole slide of 338.7 × 190.5 mm (16 : 9).
  public static let slide = FigureSize(
    name: "slide", millimetres: 338.7, by: 190.5,
    type: TypeScale(
      title: 26, subtitle: 16, row: 15, small: 11.5, least: 10, leastRow: 12, margin: 36))

  /// A picture of 1600 × 900 pixels for a web page.
  public static let web = FigureSize(
    name: "web", pixels: 1600, by: 900,
    type: TypeScale(
      title: 30, subtitle: 18, row: 17, small: 13, least: 12, leastRow: 14, margin: 40))

  /// A picture of 1080 × 1440 pixels, read on a screen about a third as wide.
  public static let phone = FigureSize(
    name: "phone", pixels: 1080, by: 1440,
    type: TypeScale(
      title: 36, subtitle: 25, row: 26, small: 19.5, least: 19, leastRow: 22, margin: 36))

  /// The sizes that have a name.
  public static let named: [FigureSize] = [.page, .half, .square, .slide, .web, .phone]

  /// The size of that name, or of that width and height in millimetres.
  ///
  /// `text` is `page`, `half`, `square`, `slide`, `web`, `phone` or `WxHmm` such as `160x90mm`;
  /// each length from 40 to 1200 mm. Edge cases: `×` and `X` stand for `x` too, and lengths may
  /// have decimals.
  ///
  /// - Throws: ``ChartError`` if the text is neither.
  public init(_ text: String) throws(ChartError) {
    if let size = Self.named.first(where: { $0.name == text }) {
      self = size
      return
    }
    let names = Self.named.map(\.name).joined(separator: ", ")
    guard text.hasSuffix("mm") else {
      throw ChartError(
        .specification,
        "“\(text)” is not a size: write \(names), or a width and a height such as 160x90mm")
    }
    let lengths = text.dropLast(2).split(
      omittingEmptySubsequences: false, whereSeparator: { "xX×".contains($0) }
    ).map { part in Self.length(part) }
    guard lengths.count == 2, let width = lengths[0], let height = lengths[1] else {
      throw ChartError(
        .specification,
        "“\(text)” is not a size: write a width and a height in millimetres such as 160x90mm")
    }
    guard (40...1200).contains(width), (40...1200).contains(height) else {
      throw ChartError(
        .specification,
        "“\(text)” is not a size that can be drawn: each length must be from 40 to 1200 mm")
    }
    self.init(
      name: text, millimetres: width, by: height, type: .fitting(width: width, height: height))
  }

  /// The same destination with the type that the factors make of its own.
  func with(_ sizes: Theme.Sizes) -> FigureSize {
    var size = self
    size.sizes = sizes
    return size
  }

  /// A part of the frame of that width, and of that height if it has one: the same type, a title that
  /// stands below the figure's own, and a margin of its own.
  func panel(width: Double, height: Double?, margin: Double) -> FigureSize {
    var size = self
    size.isPanel = true
    size.width = width
    size.height = height
    size.description = "a panel of \(description)"
    size.ownType.title = (ownType.row + ownType.subtitle) / 2
    size.ownType.subtitle = ownType.small
    size.ownType.margin = margin
    return size
  }

  /// The greatest height that a frame without a height of its own may take, points.
  ///
  /// The text height of a page less a line for the caption below the figure: 225 mm less 9 mm.
  ///
  /// - Source: GB/T 9704—2012, 5.2.1: the text area is 156 × 225 mm.
  static let greatestHeight = points(millimetres: 216)

  /// A length of plain digits with at most one full stop; nothing else that `Double` would take.
  private static func length(_ text: Substring) -> Double? {
    guard !text.isEmpty, text.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }) else {
      return nil
    }
    return Double(text)
  }

  private init(
    name: String, millimetres width: Double, by height: Double? = nil, type: TypeScale
  ) {
    self.name = name
    self.width = Self.points(millimetres: width)
    self.height = height.map(Self.points(millimetres:))
    self.resolution = Scene.Resolution(pixelsPerInch: 300)
    let style = NumberStyle(language: .english, decimals: width == width.rounded() ? 0 : 1)
    if let height {
      self.description = "\(style.string(width)) × \(style.string(height)) mm"
    } else {
      self.description = "\(style.string(width)) mm"
    }
    self.ownType = type
  }

  private init(name: String, pixels width: Int, by height: Int, type: TypeScale) {
    self.name = name
    self.width = Double(width) * 72 / 96
    self.height = Double(height) * 72 / 96
    self.resolution = Scene.Resolution(pixelsPerInch: 96)
    self.description = "\(width) × \(height) pixels"
    self.ownType = type
  }

  private static func points(millimetres: Double) -> Double {
    millimetres * 72 / 25.4
  }
}

/// The sizes of type of one destination, and its margin, points.
struct TypeScale: Sendable, Equatable {
  /// The title, bold.
  var title: Double
  /// The subtitle.
  var subtitle: Double
  /// Names and values of the rows, before they are fitted to the frame.
  var row: Double
  /// Ticks, notes and sources.
  var small: Double
  /// The least size that the destination allows.
  var least: Double
  /// The least size of names and values.
  var leastRow: Double
  /// The space between the frame and what is drawn.
  var margin: Double

  /// The sizes times their factors; no type becomes smaller than the least that is allowed.
  func scaled(by sizes: Theme.Sizes) -> TypeScale {
    var type = self
    type.title = max(least, title * sizes.title)
    type.subtitle = max(least, subtitle * sizes.subtitle)
    type.row = max(leastRow, row * sizes.row)
    type.small = max(least, small * sizes.small)
    type.margin = margin * sizes.margin
    return type
  }

  /// The type of a frame of any size, in millimetres.
  ///
  /// Up to about the size of half a page it is the type of a page; a larger frame is seen from
  /// further away, so its type grows with the side of the square of the same area, to meet the
  /// slide's type at the slide's size.
  static func fitting(width: Double, height: Double) -> TypeScale {
    let side = (width * height).squareRoot()
    if width < 100 {
      return TypeScale(
        title: 10.5, subtitle: 8, row: 8, small: 7.5, least: 7.5, leastRow: 7.5, margin: 6)
    }
    let row = side <= 130 ? 9 : 9 + (side - 130) * 6 / 124
    let growth = min(1, (row - 9) / 6)
    return TypeScale(
      title: row * (1.33 + 0.4 * growth), subtitle: row * (1 + 0.07 * growth), row: row,
      small: max(7.5, row * 0.77), least: 7.5, leastRow: max(7.5, row * 0.8), margin: row * 1.4)
  }
}
