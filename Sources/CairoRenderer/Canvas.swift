import CPangoCairo
import Charting

/// Owns what Cairo draws on: the surface, its context and the bytes that it writes.
///
/// Created whole or not at all, and destroyed once. Cairo never returns nil: it returns an object that
/// does nothing and has a status, so the status is what is checked.
struct Canvas: ~Copyable {
  private let surface: OpaquePointer
  private let context: OpaquePointer
  private let sink: ByteSink

  /// A raster of opaque pixels on which a point is `scale` pixels.
  init(pixelWidth: Int, pixelHeight: Int, scale: Double) throws(RenderingError) {
    try self.init(sink: ByteSink()) { _ in
      cairo_image_surface_create(
        CAIRO_FORMAT_ARGB32, Int32(clamping: pixelWidth), Int32(clamping: pixelHeight))
    }
    cairo_scale(context, scale, scale)
  }

  /// A page of a PDF document, in points, with what its information dictionary is to say.
  init(
    pageWidth: Double, pageHeight: Double, information: [(key: cairo_pdf_metadata_t, value: String)]
  ) throws(RenderingError) {
    try self.init(sink: ByteSink()) { sink in
      cairo_pdf_surface_create_for_stream(
        { sink, data, length in
          guard let sink, let data else { return CAIRO_STATUS_WRITE_ERROR }
          let bytes = UnsafeBufferPointer(start: data, count: Int(length))
          Unmanaged<ByteSink>.fromOpaque(sink).takeUnretainedValue().bytes.append(contentsOf: bytes)
          return CAIRO_STATUS_SUCCESS
        }, Unmanaged.passUnretained(sink).toOpaque(), pageWidth, pageHeight)
    }
    // Versions of Cairo differ in what they write by default. All programs read this one, and it keeps
    // the information dictionary outside compressed streams.
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4)
    for (key, value) in information { cairo_pdf_surface_set_metadata(surface, key, value) }
  }

  private init(
    sink: ByteSink, makeSurface: (ByteSink) -> OpaquePointer?
  ) throws(RenderingError) {
    guard let surface = makeSurface(sink) else {
      throw RenderingError(.outOfMemory, operation: "make a surface", "Cairo makes none")
    }
    let status = cairo_surface_status(surface)
    guard status == CAIRO_STATUS_SUCCESS else {
      cairo_surface_destroy(surface)
      throw CairoStatus(status).error(while: "make a surface")
    }
    let context = cairo_create(surface)
    let contextStatus = cairo_status(context)
    guard contextStatus == CAIRO_STATUS_SUCCESS, let context else {
      cairo_destroy(context)
      cairo_surface_destroy(surface)
      throw CairoStatus(contextStatus).error(while: "make a drawing context")
    }
    self.surface = surface
    self.context = context
    self.sink = sink
  }

  deinit {
    cairo_destroy(context)
    cairo_surface_destroy(surface)
    withExtendedLifetime(sink) {}
  }

  /// Paints the paper, then every element of the scene.
  borrowing func draw(
    _ scene: Scene, measuring measurer: PangoTextMeasurer
  ) throws(RenderingError) {
    setColour(scene.background)
    cairo_paint(context)
    for element in scene.elements { try draw(element, measuring: measurer) }
    try CairoStatus(cairo_status(context)).check(while: "draw the figure")
  }

  /// Ends the document and hands over its bytes.
  consuming func finish() throws(RenderingError) -> [UInt8] {
    cairo_surface_finish(surface)
    try CairoStatus(cairo_surface_status(surface)).check(while: "finish the document")
    return sink.bytes
  }

  /// Hands the pixels over, row by row, each `0xFFRRGGBB`; rows start `stride` pixels apart.
  consuming func withPixels(
    _ body: (_ pixels: UnsafePointer<UInt32>, _ stride: Int) throws(RenderingError) -> [UInt8]
  ) throws(RenderingError) -> [UInt8] {
    cairo_surface_flush(surface)
    try CairoStatus(cairo_surface_status(surface)).check(while: "draw the figure")
    guard let data = cairo_image_surface_get_data(surface) else {
      throw RenderingError(.drawing, operation: "read the pixels", "Cairo has none")
    }
    let stride = Int(cairo_image_surface_get_stride(surface)) / 4
    // Cairo's rows are made of whole 32-bit words.
    return try body(UnsafeRawPointer(data).assumingMemoryBound(to: UInt32.self), stride)
  }

  private borrowing func draw(
    _ element: Scene.Element, measuring measurer: PangoTextMeasurer
  ) throws(RenderingError) {
    switch element {
    case .rectangle(let shape):
      cairo_rectangle(context, shape.x, shape.y, shape.width, shape.height)
      fill(shape.fill, shape: shape.corners)
      stroke(shape.stroke, join: CAIRO_LINE_JOIN_MITER)
    case .line(let line):
      cairo_move_to(context, line.x1, line.y1)
      cairo_line_to(context, line.x2, line.y2)
      stroke(line.stroke, join: CAIRO_LINE_JOIN_MITER)
    case .polygon(let polygon):
      trace(polygon.points, isClosed: polygon.isClosed)
      fill(polygon.fill, shape: polygon.points)
      stroke(polygon.stroke, join: CAIRO_LINE_JOIN_ROUND)
    case .circle(let circle):
      cairo_new_sub_path(context)
      cairo_arc(context, circle.x, circle.y, circle.radius, 0, 2 * .pi)
      cairo_close_path(context)
      fill(circle.fill, shape: circle.corners)
      stroke(circle.stroke, join: CAIRO_LINE_JOIN_ROUND)
    case .text(let text):
      let line = try measurer.drawableLine(text)
      setColour(text.colour)
      cairo_move_to(context, text.left, text.baseline)
      line.withLine { pango_cairo_show_layout_line(context, $0) }
      cairo_new_path(context)
    case .group(let group):
      for element in group.elements { try draw(element, measuring: measurer) }
    }
  }

  private borrowing func trace(_ points: [Scene.Point], isClosed: Bool) {
    guard let first = points.first else { return }
    cairo_move_to(context, first.x, first.y)
    for point in points.dropFirst() { cairo_line_to(context, point.x, point.y) }
    if isClosed { cairo_close_path(context) }
  }

  /// Fills the path, and leaves it.
  private borrowing func fill(_ fill: Scene.Fill?, shape: [Scene.Point]) {
    switch fill {
    case .solid(let colour)?:
      setColour(colour)
      cairo_fill_preserve(context)
    case .hatch(let foreground, let background, let spacing, let width)?:
      setColour(background)
      cairo_fill_preserve(context)
      let path = cairo_copy_path(context)
      cairo_new_path(context)
      for stripe in Hatch.stripes(of: shape, spacing: spacing, width: width) {
        trace(stripe, isClosed: true)
      }
      setColour(foreground)
      cairo_fill(context)
      cairo_append_path(context, path)
      cairo_path_destroy(path)
    case nil: break
    }
  }

  /// Strokes the path, and ends it.
  private borrowing func stroke(_ stroke: Scene.Stroke?, join: cairo_line_join_t) {
    if let stroke, stroke.width > 0 {
      setColour(stroke.colour)
      cairo_set_line_width(context, stroke.width)
      cairo_set_line_join(context, join)
      cairo_set_dash(context, stroke.dashes, Int32(clamping: stroke.dashes.count), 0)
      cairo_stroke_preserve(context)
    }
    cairo_new_path(context)
  }

  private borrowing func setColour(_ colour: Colour) {
    cairo_set_source_rgb(
      context, Double(colour.red) / 255, Double(colour.green) / 255, Double(colour.blue) / 255)
  }
}

/// Where Cairo writes a document.
///
/// The canvas keeps it for as long as the surface lives.
private final class ByteSink {
  var bytes: [UInt8] = []
}

/// What Cairo says of an operation.
struct CairoStatus {
  private let status: cairo_status_t

  init(_ status: cairo_status_t) {
    self.status = status
  }

  /// A status by its number, whether or not this version of Cairo knows it.
  init(number: UInt32) {
    status = cairo_status_t(rawValue: number)
  }

  /// Throws unless all is well.
  func check(while operation: String) throws(RenderingError) {
    guard status == CAIRO_STATUS_SUCCESS else { throw error(while: operation) }
  }

  /// The status as an error; one that this version of Cairo does not know is an error too.
  func error(while operation: String) -> RenderingError {
    let words = cairo_status_to_string(status).map { String(cString: $0) } ?? "unknown status"
    let code: RenderingError.Code
    switch status {
    case CAIRO_STATUS_NO_MEMORY: code = .outOfMemory
    case CAIRO_STATUS_INVALID_SIZE: code = .invalidSize
    default: code = .drawing
    }
    return RenderingError(code, operation: operation, words)
  }
}

extension PangoTextMeasurer {
  /// The shaped line of a text of a scene.
  func drawableLine(_ text: Scene.Text) throws(RenderingError) -> ShapedLine {
    do {
      return try line(text.string, in: text.font)
    } catch {
      throw RenderingError(
        error.code == .missingGlyphs ? .missingGlyphs : .invalidScene,
        operation: "draw the figure", error.message)
    }
  }
}
