import CPangoCairo
public import Charting

/// Measures and breaks text with Pango, and keeps what it has shaped for the renderer to draw.
///
/// Points are the unit everywhere: the font map stands at 72 dots an inch, hinting is off and glyph
/// positions are not rounded, so a text has the same size in every format. The glyphs are always those
/// of mainland China (`zh-cn`): a figure in English holds Chinese names too.
///
/// One instance serves one thread at a time; make one for each thread. Instances give equal results.
public final class PangoTextMeasurer: TextMeasuring {
  /// The family that figures are set in: the first of the list that is installed.
  public let family: String

  private let fontMap: UnsafeMutablePointer<PangoFontMap>
  private let context: OpaquePointer
  private var typefaces: [Font: Typeface] = [:]
  private var lines: [LineKey: ShapedLine] = [:]
  private var breaks: [BreakKey: [String]] = [:]

  /// The outlines of the glyphs that were drawn, for formats that hold no fonts.
  let outlines = GlyphOutlines()

  /// Finds the family and makes ready to measure.
  ///
  /// - Throws: ``RenderingError`` if none of the families is installed.
  public convenience init(fonts: FontFamily = .default) throws(RenderingError) {
    try self.init { fontMap throws(RenderingError) in
      guard let family = fonts.names.first(where: { InstalledFonts(fontMap).contains($0) }) else {
        throw RenderingError(
          .missingFonts, operation: Self.operation,
          "none of the fonts \(fonts.names.joined(separator: ", ")) is installed: "
            + "install the Debian package fonts-noto-cjk")
      }
      return family
    }
  }

  /// Makes ready to measure in the family that the user names; in the default one where none is named.
  ///
  /// - Throws: ``RenderingError`` if the family is not installed or has no glyphs of simplified
  ///   Chinese. The message names installed families that have them.
  public convenience init(family: String?) throws(RenderingError) {
    guard let family else {
      try self.init(fonts: .default)
      return
    }
    try self.init { fontMap throws(RenderingError) in
      let installed = InstalledFonts(fontMap)
      let name = DrawableText.cleaned(family)
      guard installed.contains(name) else {
        throw RenderingError(
          .missingFonts, operation: Self.operation,
          "the font “\(name)” is not installed: \(installed.advice)")
      }
      guard installed.hasChinese(name) else {
        throw RenderingError(
          .missingFonts, operation: Self.operation,
          "the font “\(name)” has no glyphs of simplified Chinese: \(installed.advice)")
      }
      return name
    }
  }

  private static let operation = "set text"

  private init(
    choosing choose: (UnsafeMutablePointer<PangoFontMap>) throws(RenderingError) -> String
  ) throws(RenderingError) {
    let operation = Self.operation
    guard let fontMap = pango_cairo_font_map_new() else {
      throw RenderingError(.outOfMemory, operation: operation, "Pango makes no font map")
    }
    let family: String
    do {
      family = try choose(fontMap)
    } catch {
      shim_font_map_unref(fontMap)
      throw error
    }
    shim_font_map_set_resolution(fontMap, 72)
    guard let context = pango_font_map_create_context(fontMap) else {
      shim_font_map_unref(fontMap)
      throw RenderingError(.outOfMemory, operation: operation, "Pango makes no context")
    }
    let options = cairo_font_options_create()
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    pango_cairo_context_set_font_options(context, options)
    cairo_font_options_destroy(options)
    pango_context_set_round_glyph_positions(context, 0)
    pango_context_set_language(context, pango_language_from_string("zh-cn"))
    self.family = family
    self.fontMap = fontMap
    self.context = context
  }

  deinit {
    for typeface in typefaces.values { pango_font_description_free(typeface.description) }
    shim_context_unref(context)
    shim_font_map_unref(fontMap)
  }

  /// The size of a line of text.
  ///
  /// `width` is the advance. `ascent` and `descent` are how far ink reaches in this font: of Han,
  /// Latin letters, digits and brackets, and of the text itself where it reaches further. They are not
  /// the font's own line metrics, which in Chinese fonts leave half an em of air. Control characters
  /// count as spaces.
  ///
  /// Edge cases: an empty text has no width.
  ///
  /// - Throws: ``ChartError`` if no installed font covers the text, or the size is not positive.
  public func extents(of text: String, in font: Font) throws(ChartError) -> TextExtents {
    try line(text, in: font).extents
  }

  /// The lines that the text takes when none may be wider than `width` points.
  ///
  /// Lines break where Pango allows it; besides, no line starts with a closing mark (，。）～·) or ends
  /// with an opening one. A word that is wider than the line alone is broken inside. Spaces at the ends
  /// of lines are dropped; a line break in the text starts a new line.
  ///
  /// Edge cases: a text without ink has no lines. Where the line is too narrow for a character and the
  /// closing mark that follows it, both stand on one line that is too wide.
  ///
  /// - Throws: ``ChartError`` if no installed font covers the text, the size is not positive, or the
  ///   width is not a number.
  public func lines(
    of text: String, in font: Font, within width: Double
  ) throws(ChartError) -> [String] {
    guard !width.isNaN else {
      throw ChartError(.specification, "the width of a text is not a number")
    }
    // Layouts try the same text in the same measure again and again.
    let key = BreakKey(line: LineKey(text: text, font: font), width: width)
    if let known = breaks[key] { return known }
    var result: [String] = []
    for paragraph in DrawableText.paragraphs(text) {
      if try extents(of: paragraph, in: font).width <= width {
        result.append(paragraph)
      } else {
        result += try broken(paragraph, in: font, within: width)
      }
    }
    if breaks.count >= Self.lineLimit { breaks.removeAll(keepingCapacity: true) }
    breaks[key] = result
    return result
  }

  /// The shaped line of a text, from the cache where it was asked for before.
  func line(_ text: String, in font: Font) throws(ChartError) -> ShapedLine {
    let key = LineKey(text: text, font: font)
    if let line = lines[key] { return line }
    let typeface = try typeface(font)
    let line = try shaped(text, in: typeface.description, atLeast: typeface.reach)
    // A long-running program draws ever new texts; a figure holds a few hundred.
    if lines.count >= Self.lineLimit { lines.removeAll(keepingCapacity: true) }
    lines[key] = line
    return line
  }

  private func broken(
    _ paragraph: String, in font: Font, within width: Double
  ) throws(ChartError) -> [String] {
    let places = try line(paragraph, in: font).breakOpportunities(of: paragraph)
    let breaker = LineBreaker(paragraph, places: places)
    return try breaker.lines { line throws(ChartError) in
      try extents(of: line, in: font).width <= width
    } estimate: { estimate in
      estimate <= width
    }
  }

  private func typeface(_ font: Font) throws(ChartError) -> Typeface {
    if let known = typefaces[font] { return known }
    // Beyond this Pango's units overflow.
    guard font.size > 0, font.size <= Self.greatestSize else {
      throw ChartError(
        .specification,
        "the size of type is \(font.size) pt: it must be above 0 and at most \(Self.greatestSize)")
    }
    guard let description = pango_font_description_new() else {
      throw ChartError(.specification, "Pango makes no font description: memory has run out")
    }
    pango_font_description_set_family(description, family)
    pango_font_description_set_absolute_size(description, font.size * Double(PANGO_SCALE))
    pango_font_description_set_weight(
      description, font.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
    let none = TextExtents(width: 0, ascent: 0, descent: 0)
    do {
      let reach = try shaped(Self.referenceText, in: description, atLeast: none).extents
      let typeface = Typeface(description: description, reach: reach)
      typefaces[font] = typeface
      return typeface
    } catch {
      pango_font_description_free(description)
      throw error
    }
  }

  private func shaped(
    _ text: String, in description: OpaquePointer, atLeast reach: TextExtents
  ) throws(ChartError) -> ShapedLine {
    let cleaned = DrawableText.cleaned(text)
    guard
      let line = ShapedLine(cleaned, description: description, context: context, atLeast: reach)
    else { throw ChartError(.specification, "Pango makes no layout: memory has run out") }
    guard line.missingGlyphCount == 0 else {
      let missing = MissingGlyphs(in: cleaned) { [context] scalar in
        let alone = ShapedLine(
          String(scalar), description: description, context: context, atLeast: reach)
        return (alone?.missingGlyphCount ?? 0) > 0
      }
      throw ChartError(.missingGlyphs, missing.message)
    }
    return line
  }

  /// Han with strokes at the edges of the square, the highest and lowest letters, and brackets.
  private static let referenceText = "國永鬱Hdfkgjpqy0（）"
  private static let lineLimit = 8192
  private static let greatestSize = 10_000.0

  /// What a font needs to be set in.
  private struct Typeface {
    var description: OpaquePointer
    var reach: TextExtents
  }

  /// A text, its font and the measure that it was broken to.
  private struct BreakKey: Hashable {
    var line: LineKey
    var width: Double
  }

  /// A text and its font.
  ///
  /// Swift holds “é” and “e + accent” for equal, which are not drawn the same;
  /// so bytes are compared, not characters.
  private struct LineKey: Hashable {
    var text: String
    var font: Font

    static func == (left: LineKey, right: LineKey) -> Bool {
      left.font == right.font && left.text.utf8.elementsEqual(right.text.utf8)
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(font)
      var text = text
      text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
  }
}
