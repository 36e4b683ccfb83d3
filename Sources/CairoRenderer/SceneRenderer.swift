import CPangoCairo
public import Charting

/// The formats in which a figure can be written.
public enum FigureFormat: String, Sendable, CaseIterable {
  /// A raster, for screens and office programs.
  case png
  /// Shapes and the values they stand for, for the web and for editing; text is outlines or live.
  case svg
  /// A page with its fonts, for printing; its text can be selected and searched, and it is tagged as
  /// one figure with its alternative text.
  case pdf
}

/// Draws scenes: the same layout in every format.
///
/// The same scene and the same installed fonts give the same bytes, on any run, in any order and on any
/// thread. Versions of Cairo may differ from one another in the bytes, not in the layout.
public struct SceneRenderer: Sendable {
  /// The program that is named in the file.
  public var software: String

  /// Makes a renderer; `software` is the program that its files name.
  public init(software: String = "Heng") {
    self.software = software
  }

  /// Draws a scene as a file.
  ///
  /// A PNG has `width · pixelsPerInch / 72` pixels, rounded to whole ones, and states its resolution.
  /// SVG and PDF keep points.
  ///
  /// Edge cases: an element that reaches over the frame is cut at the frame.
  ///
  /// - Parameters:
  ///   - scene: What is drawn.
  ///   - format: How it is written.
  ///   - measurer: The measurer that the scene was laid out with, or one with the same fonts.
  ///   - svgText: How an SVG holds its text; other formats do not ask.
  /// - Returns: The bytes of the file.
  /// - Throws: ``RenderingError`` if a number of the scene cannot be drawn, if no installed font covers
  ///   a text, or if memory runs out.
  public func render(
    _ scene: Scene, as format: FigureFormat, measuring measurer: PangoTextMeasurer,
    svgText: SVGText = .outlines
  ) throws(RenderingError) -> [UInt8] {
    try SceneCheck.check(scene)
    switch format {
    case .png: return try png(scene, measuring: measurer)
    case .svg:
      var writer = SVGWriter(scene, measuring: measurer, text: svgText)
      return try writer.write(software: software)
    case .pdf: return try pdf(scene, measuring: measurer)
    }
  }

  private func png(
    _ scene: Scene, measuring measurer: PangoTextMeasurer
  ) throws(RenderingError) -> [UInt8] {
    let pixelsPerInch = scene.resolution.pixelsPerInch
    guard pixelsPerInch > 0, pixelsPerInch <= Self.greatestResolution else {
      throw RenderingError(
        .invalidSize, operation: "draw the figure",
        "its resolution is \(pixelsPerInch) pixels an inch: it must be above 0 and at most "
          + "\(Int(Self.greatestResolution))")
    }
    let scale = pixelsPerInch / 72
    let width = max(1, Int((scene.width * scale).rounded()))
    let height = max(1, Int((scene.height * scale).rounded()))
    guard width <= Self.longestSide, height <= Self.longestSide, width * height <= Self.mostPixels
    else {
      throw RenderingError(
        .invalidSize, operation: "draw the figure",
        "\(width) × \(height) pixels are too many: lower the resolution or write PDF")
    }
    let canvas = try Canvas(pixelWidth: width, pixelHeight: height, scale: scale)
    try canvas.draw(scene, measuring: measurer)
    let texts = information(of: scene)
    return try canvas.withPixels { pixels, stride throws(RenderingError) in
      var writer = PNGWriter(
        PixelRows(pixels: pixels, width: width, height: height, stride: stride))
      return try writer.write(
        pixelsPerInch: pixelsPerInch, texts: texts, keeping: SceneColours(scene).pixels)
    }
  }

  private func information(of scene: Scene) -> [PNGWriter.Text] {
    let language = scene.language.tag
    var texts = [
      PNGWriter.Text(keyword: "Title", language: language, value: scene.title),
      PNGWriter.Text(keyword: "Description", language: language, value: scene.alternativeText),
      PNGWriter.Text(keyword: "Software", language: "", value: software),
    ]
    texts += scene.metadata.map { PNGWriter.Text(keyword: $0.key, language: "", value: $0.value) }
    return texts
  }

  private func pdf(
    _ scene: Scene, measuring measurer: PangoTextMeasurer
  ) throws(RenderingError) -> [UInt8] {
    let facts = scene.metadata.map { "\(Self.fact($0.key))=\(Self.fact($0.value))" }
    let canvas = try Canvas(
      pageWidth: scene.width, pageHeight: scene.height,
      information: [
        (CAIRO_PDF_METADATA_TITLE, DrawableText.cleaned(scene.title)),
        (CAIRO_PDF_METADATA_SUBJECT, DrawableText.cleaned(scene.alternativeText)),
        (CAIRO_PDF_METADATA_KEYWORDS, facts.joined(separator: "; ")),
        (CAIRO_PDF_METADATA_CREATOR, DrawableText.cleaned(software)),
        // The clock has no place in a file that is to be the same on every run.
        (CAIRO_PDF_METADATA_CREATE_DATE, Self.constantDate),
        (CAIRO_PDF_METADATA_MOD_DATE, Self.constantDate),
      ])
    try canvas.draw(scene, measuring: measurer)
    var document = try canvas.finish()
    Self.completeDates(in: &document)
    let structure = PDFStructure(
      alternativeText: scene.alternativeText, language: scene.language.tag)
    return structure.added(to: document)
  }

  /// Puts the `D:` before the dates that Cairo 1.16 leaves out.
  ///
  /// The date loses its seconds instead, because the bytes of a PDF may not move. Later versions of
  /// Cairo write whole dates, and nothing is found.
  ///
  /// - Source: ISO 32000-1, 7.9.4; PDF Reference 1.4, 3.8.2.
  private static func completeDates(in document: inout [UInt8]) {
    let incomplete = Array("Date (20000101000000Z)".utf8)
    let complete = Array("Date (D:200001010000) ".utf8)
    // The dictionary is the last object but two.
    var index = max(0, document.count - 65_536)
    while let start = document[index...].firstIndex(of: incomplete[0]) {
      index = start + 1
      guard document[start...].starts(with: incomplete) else { continue }
      document.replaceSubrange(start..<start + incomplete.count, with: complete)
    }
  }

  /// A part of a fact, with a backslash before what would end it.
  private static func fact(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in DrawableText.cleaned(text).unicodeScalars {
      if scalar == "\\" || scalar == ";" || scalar == "=" { result.append("\\") }
      result.append(scalar)
    }
    return String(result)
  }

  private static let constantDate = "2000-01-01T00:00:00Z"
  private static let greatestResolution = 2400.0
  /// Cairo's limit for a raster.
  private static let longestSide = 32_767
  /// A0 at 300 pixels an inch has 140 million.
  private static let mostPixels = 150_000_000
}

/// The colours that a scene names, which a palette must hold exactly.
struct SceneColours {
  private(set) var pixels: Set<UInt32> = []

  init(_ scene: Scene) {
    insert(scene.background)
    for element in scene.elements { insert(element) }
  }

  private mutating func insert(_ element: Scene.Element) {
    switch element {
    case .rectangle(let shape):
      insert(shape.fill)
      insert(shape.stroke?.colour)
    case .line(let line): insert(line.stroke.colour)
    case .polygon(let polygon):
      insert(polygon.fill)
      insert(polygon.stroke?.colour)
    case .circle(let circle):
      insert(circle.fill)
      insert(circle.stroke?.colour)
    case .text(let text): insert(text.colour)
    case .group(let group):
      for element in group.elements { insert(element) }
    }
  }

  private mutating func insert(_ fill: Scene.Fill?) {
    switch fill {
    case .solid(let colour)?: insert(colour)
    case .hatch(let foreground, let background, _, _)?:
      insert(foreground)
      insert(background)
    case nil: break
    }
  }

  private mutating func insert(_ colour: Colour?) {
    guard let colour else { return }
    pixels.insert(
      0xFF00_0000 | UInt32(colour.red) << 16 | UInt32(colour.green) << 8 | UInt32(colour.blue))
  }
}

extension FigureLanguage {
  /// The language as files name it (BCP 47).
  var tag: String {
    switch self {
    case .chinese: "zh-Hans"
    case .english: "en"
    }
  }
}
