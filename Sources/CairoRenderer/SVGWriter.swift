import Charting

/// Writes a scene as SVG: shapes, the values they stand for, and text.
///
/// The text is the outlines of glyphs, so that it looks the same everywhere, or live. The outlines come from Cairo (``GlyphOutlines``); the document is written here, in one pass, so that
/// its groups are the scene's, its ids are its own, and no version of Cairo shows in it. Each glyph is
/// defined once and used in any size. Every id starts with a word made from the content, so that
/// several figures can stand in one HTML page.
struct SVGWriter {
  private let scene: Scene
  private let measurer: PangoTextMeasurer
  private let textForm: SVGText
  private let data: SVGData
  private var bytes: [UInt8] = []
  /// Where the word that all ids share is to be filled in.
  private var prefixPlaces: [Int] = []
  /// For each outline that the measurer knows, its number in this document; 0 for none yet.
  private var numbers: [Int]
  private var definitions: [Int] = []

  init(_ scene: Scene, measuring measurer: PangoTextMeasurer, text: SVGText) {
    self.scene = scene
    self.measurer = measurer
    textForm = text
    data = SVGData(scene)
    numbers = [Int](repeating: 0, count: measurer.outlines.count)
  }

  /// The document.
  mutating func write(software: String) throws(RenderingError) -> [UInt8] {
    bytes.reserveCapacity(1 << 16)
    // The body first: it tells which glyphs are to be defined.
    for element in scene.elements { try append(element) }
    let body = bytes
    let bodyPlaces = prefixPlaces
    bytes = []
    bytes.reserveCapacity(body.count + definitions.count * 400 + 4096)
    prefixPlaces = []
    appendHead(software: software)
    appendDefinitions()
    appendPaper()
    prefixPlaces += bodyPlaces.map { $0 + bytes.count }
    bytes += body
    bytes.append(static: "</svg>\n")
    fillInPrefix()
    return bytes
  }

  private mutating func appendHead(software: String) {
    bytes.append(static: #"<?xml version="1.0" encoding="UTF-8"?>"#)
    bytes.append(static: "\n<svg xmlns=\"http://www.w3.org/2000/svg\" ")
    bytes.append(static: "xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\" width=\"")
    bytes.appendNumber(scene.width)
    bytes.append(static: "pt\" height=\"")
    bytes.appendNumber(scene.height)
    bytes.append(static: "pt\" viewBox=\"0 0 ")
    bytes.appendNumber(scene.width)
    bytes.append(static: " ")
    bytes.appendNumber(scene.height)
    bytes.append(static: "\" role=\"img\" aria-labelledby=\"")
    appendID("title")
    bytes.append(static: " ")
    appendID("desc")
    bytes.append(static: "\" lang=\"")
    bytes.append(text: scene.language.tag)
    bytes.append(static: "\" xml:lang=\"")
    bytes.append(text: scene.language.tag)
    if textForm == .live {
      bytes.append(static: "\" font-family=\"")
      bytes.append(escaped: SVGText.families(first: measurer.family))
      // Browsers move brackets and marks of Chinese together, which the layout does not do.
      bytes.append(static: "\" style=\"text-spacing-trim:space-all;text-autospace:no-autospace")
    }
    bytes.append(static: "\">\n<title id=\"")
    appendID("title")
    bytes.append(static: "\">")
    bytes.append(escaped: scene.title)
    bytes.append(static: "</title>\n<desc id=\"")
    appendID("desc")
    bytes.append(static: "\">")
    bytes.append(escaped: scene.alternativeText)
    bytes.append(static: "</desc>\n<metadata>\n")
    bytes.append(static: "<facts xmlns=\"urn:heng:figure\">\n")
    appendFact("software", software)
    for fact in scene.metadata { appendFact(fact.key, fact.value) }
    bytes.append(static: "</facts>\n</metadata>\n")
  }

  private mutating func appendFact(_ key: String, _ value: String) {
    bytes.append(static: "<fact key=\"")
    bytes.append(escaped: key)
    bytes.append(static: "\">")
    bytes.append(escaped: value)
    bytes.append(static: "</fact>\n")
  }

  private mutating func appendDefinitions() {
    guard !definitions.isEmpty else { return }
    bytes.append(static: "<defs>\n")
    for (position, outline) in definitions.enumerated() {
      bytes.append(static: "<")
      bytes += measurer.outlines.element(at: outline)
      bytes.append(static: " id=\"")
      appendGlyphID(position + 1)
      bytes.append(static: "\"/>\n")
    }
    bytes.append(static: "</defs>\n")
  }

  private mutating func appendPaper() {
    bytes.append(static: "<rect width=\"")
    bytes.appendNumber(scene.width)
    bytes.append(static: "\" height=\"")
    bytes.appendNumber(scene.height)
    bytes.append(static: "\"")
    appendColour("fill", scene.background)
    bytes.append(static: "/>\n")
  }

  private mutating func append(_ element: Scene.Element) throws(RenderingError) {
    switch element {
    case .rectangle(let shape): append(shape)
    case .line(let line):
      bytes.append(static: "<path d=\"")
      appendPath([Scene.Point(x: line.x1, y: line.y1), Scene.Point(x: line.x2, y: line.y2)])
      bytes.append(static: "\"")
      appendStroke(line.stroke)
      close(mark: line.mark)
    case .polygon(let polygon): append(polygon)
    case .circle(let circle): append(circle)
    case .text(let text):
      switch textForm {
      case .outlines: try appendOutlines(of: text)
      case .live: try appendLive(text)
      }
    case .group(let group):
      bytes.append(static: "<g id=\"")
      appendPrefix()
      bytes.append(escaped: group.id)
      bytes.append(static: "\" data-group=\"")
      bytes.append(escaped: group.id)
      bytes.append(static: "\"")
      let values = data.values(of: group)
      SVGData.appendAttributes(of: values, to: &bytes)
      bytes.append(static: ">\n")
      data.appendContent(of: values, to: &bytes)
      for element in group.elements { try append(element) }
      bytes.append(static: "</g>\n")
    }
  }

  private mutating func append(_ shape: Scene.Rectangle) {
    func appendRectangle() {
      // A negative length is drawn to the other side; SVG refuses it.
      bytes.append(static: "<rect x=\"")
      bytes.appendNumber(min(shape.x, shape.x + shape.width))
      bytes.append(static: "\" y=\"")
      bytes.appendNumber(min(shape.y, shape.y + shape.height))
      bytes.append(static: "\" width=\"")
      bytes.appendNumber(abs(shape.width))
      bytes.append(static: "\" height=\"")
      bytes.appendNumber(abs(shape.height))
      bytes.append(static: "\"")
    }
    switch shape.fill {
    case .hatch(let foreground, let background, let spacing, let width)?:
      appendRectangle()
      appendColour("fill", background)
      close(mark: shape.mark)
      appendStripes(of: shape.corners, spacing, width, foreground, mark: shape.mark)
      guard let stroke = shape.stroke else { return }
      appendRectangle()
      appendStroke(stroke)
    case .solid(let colour)?:
      appendRectangle()
      appendColour("fill", colour)
      if let stroke = shape.stroke { appendStroke(stroke, isFilled: true) }
    case nil:
      guard let stroke = shape.stroke else { return }
      appendRectangle()
      appendStroke(stroke)
    }
    close(mark: shape.mark)
  }

  private mutating func append(_ polygon: Scene.Polygon) {
    guard !polygon.points.isEmpty else { return }
    func appendStart() {
      bytes.append(static: "<path d=\"")
      appendPath(polygon.points)
      if polygon.isClosed { bytes.append(static: "z") }
      bytes.append(static: "\"")
    }
    func appendRounded(_ stroke: Scene.Stroke, isFilled: Bool = false) {
      appendStroke(stroke, isFilled: isFilled)
      bytes.append(static: " stroke-linejoin=\"round\"")
    }
    switch polygon.fill {
    case .hatch(let foreground, let background, let spacing, let width)?:
      appendStart()
      appendColour("fill", background)
      close(mark: polygon.mark)
      appendStripes(of: polygon.points, spacing, width, foreground, mark: polygon.mark)
      guard let stroke = polygon.stroke else { return }
      appendStart()
      appendRounded(stroke)
    case .solid(let colour)?:
      appendStart()
      appendColour("fill", colour)
      if let stroke = polygon.stroke { appendRounded(stroke, isFilled: true) }
    case nil:
      guard let stroke = polygon.stroke else { return }
      appendStart()
      appendRounded(stroke)
    }
    close(mark: polygon.mark)
  }

  private mutating func append(_ circle: Scene.Circle) {
    func appendCircle() {
      bytes.append(static: "<circle cx=\"")
      bytes.appendNumber(circle.x)
      bytes.append(static: "\" cy=\"")
      bytes.appendNumber(circle.y)
      bytes.append(static: "\" r=\"")
      bytes.appendNumber(circle.radius)
      bytes.append(static: "\"")
    }
    switch circle.fill {
    case .hatch(let foreground, let background, let spacing, let width)?:
      appendCircle()
      appendColour("fill", background)
      close(mark: circle.mark)
      appendStripes(of: circle.corners, spacing, width, foreground, mark: circle.mark)
      guard let stroke = circle.stroke else { return }
      appendCircle()
      appendStroke(stroke)
    case .solid(let colour)?:
      appendCircle()
      appendColour("fill", colour)
      if let stroke = circle.stroke { appendStroke(stroke, isFilled: true) }
    case nil:
      guard let stroke = circle.stroke else { return }
      appendCircle()
      appendStroke(stroke)
    }
    close(mark: circle.mark)
  }

  private mutating func appendStripes(
    of shape: [Scene.Point], _ spacing: Double, _ width: Double, _ colour: Colour, mark: String?
  ) {
    let stripes = Hatch.stripes(of: shape, spacing: spacing, width: width)
    guard !stripes.isEmpty else { return }
    bytes.append(static: "<path d=\"")
    for stripe in stripes {
      appendPath(stripe)
      bytes.append(static: "z")
    }
    bytes.append(static: "\"")
    appendColour("fill", colour)
    close(mark: mark)
  }

  private mutating func appendLive(_ text: Scene.Text) throws(RenderingError) {
    let width = try measurer.drawableLine(text).extents.width
    let string = DrawableText.cleaned(text.string)
    bytes.append(static: "<text x=\"")
    bytes.appendNumber(text.x)
    bytes.append(static: "\" y=\"")
    bytes.appendNumber(text.baseline)
    bytes.append(static: "\" font-size=\"")
    bytes.appendNumber(text.font.size)
    switch text.anchor {
    case .start: break
    case .middle: bytes.append(static: "\" text-anchor=\"middle")
    case .end: bytes.append(static: "\" text-anchor=\"end")
    }
    if text.font.isBold { bytes.append(static: "\" font-weight=\"bold") }
    if width > 0 {
      bytes.append(static: "\" textLength=\"")
      bytes.appendNumber(width)
      bytes.append(static: "\" lengthAdjust=\"spacing")
    }
    // The glyphs are those of mainland China in every language.
    if scene.language != .chinese, SVGText.isChinese(string) {
      bytes.append(static: "\" lang=\"zh-Hans\" xml:lang=\"zh-Hans")
    }
    if SVGText.hasSpacesToKeep(string) { bytes.append(static: "\" xml:space=\"preserve") }
    bytes.append(static: "\"")
    appendColour("fill", text.colour)
    appendMark(text.mark)
    bytes.append(static: ">")
    bytes.append(escaped: string)
    bytes.append(static: "</text>\n")
  }

  private mutating func appendOutlines(of text: Scene.Text) throws(RenderingError) {
    let line = try measurer.drawableLine(text)
    let scale = text.font.size / GlyphOutlines.unitsPerEm
    bytes.append(static: "<g transform=\"translate(")
    bytes.appendNumber(text.left)
    bytes.append(static: " ")
    bytes.appendNumber(text.baseline)
    bytes.append(static: ") scale(")
    bytes.appendNumber(scale, decimals: 6)
    bytes.append(static: ")\"")
    appendColour("fill", text.colour)
    appendMark(text.mark)
    bytes.append(static: ">")
    line.forEachGlyph { font, glyph, x, y in
      let outline = measurer.outlines.index(of: glyph, in: font, isBold: text.font.isBold)
      guard !measurer.outlines.element(at: outline).isEmpty else { return }
      while outline >= numbers.count { numbers.append(0) }
      if numbers[outline] == 0 {
        definitions.append(outline)
        numbers[outline] = definitions.count
      }
      bytes.append(static: "<use xlink:href=\"#")
      appendGlyphID(numbers[outline])
      bytes.append(static: "\"")
      if x != 0 {
        bytes.append(static: " x=\"")
        bytes.appendNumber(x / scale, decimals: 1)
        bytes.append(static: "\"")
      }
      if y != 0 {
        bytes.append(static: " y=\"")
        bytes.appendNumber(y / scale, decimals: 1)
        bytes.append(static: "\"")
      }
      bytes.append(static: "/>")
    }
    bytes.append(static: "</g>\n")
  }

  private mutating func appendPath(_ points: [Scene.Point]) {
    var isFirst = true
    for point in points {
      bytes.append(isFirst ? UInt8(ascii: "M") : UInt8(ascii: "L"))
      isFirst = false
      bytes.appendNumber(point.x)
      bytes.append(static: " ")
      bytes.appendNumber(point.y)
    }
  }

  private mutating func appendStroke(_ stroke: Scene.Stroke, isFilled: Bool = false) {
    if !isFilled { bytes.append(static: " fill=\"none\"") }
    guard stroke.width > 0 else { return }
    appendColour("stroke", stroke.colour)
    bytes.append(static: " stroke-width=\"")
    bytes.appendNumber(stroke.width)
    bytes.append(static: "\"")
    guard !stroke.dashes.isEmpty else { return }
    bytes.append(static: " stroke-dasharray=\"")
    for (position, length) in stroke.dashes.enumerated() {
      if position > 0 { bytes.append(static: " ") }
      bytes.appendNumber(length)
    }
    bytes.append(static: "\"")
  }

  private mutating func appendColour(_ attribute: StaticString, _ colour: Colour) {
    bytes.append(static: " ")
    bytes.append(static: attribute)
    bytes.append(static: "=\"")
    bytes.append(hexadecimal: colour.red, colour.green, colour.blue)
    bytes.append(static: "\"")
  }

  private mutating func close(mark: String?) {
    appendMark(mark)
    bytes.append(static: "/>\n")
  }

  private mutating func appendMark(_ mark: String?) {
    guard let mark else { return }
    bytes.append(static: " data-mark=\"")
    bytes.append(escaped: mark)
    bytes.append(static: "\"")
  }

  private mutating func appendGlyphID(_ number: Int) {
    appendPrefix()
    bytes.append(static: "g")
    bytes.appendInteger(number)
  }

  private mutating func appendID(_ name: StaticString) {
    appendPrefix()
    bytes.append(static: name)
  }

  /// Leaves room for the word that all ids share.
  private mutating func appendPrefix() {
    prefixPlaces.append(bytes.count)
    bytes.append(static: "h00000000-")
  }

  /// Fills in the word, once the whole content is known.
  private mutating func fillInPrefix() {
    let checksum = PNGWriter.checksum(bytes[...])
    var word: [UInt8] = []
    for shift in stride(from: 28, through: 0, by: -4) {
      word.append([UInt8].hexadecimalDigit(UInt8(checksum >> UInt32(shift) & 15)))
    }
    for place in prefixPlaces {
      for (offset, byte) in word.enumerated() { bytes[place + 1 + offset] = byte }
    }
  }
}
