import CPangoCairo

/// The shapes of glyphs as SVG elements, kept from figure to figure.
///
/// A shape stands in a square of 1000 units an em, whatever size the glyph was set in, so that one
/// definition serves every size of a figure. The curves are Cairo's. A glyph that is a picture, as most
/// emoji are, becomes an image.
final class GlyphOutlines {
  /// How many units make an em.
  static let unitsPerEm = 1000.0

  private var faces: [UnsafeMutablePointer<PangoFont>: Face] = [:]
  private var faceNumbers: [FaceKey: Int] = [:]
  private var indices: [GlyphKey: Int] = [:]
  private var elements: [[UInt8]] = []
  private let scratch = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1)
  private let context: OpaquePointer?

  init() {
    context = cairo_create(scratch)
  }

  deinit {
    for (font, face) in faces {
      cairo_scaled_font_destroy(face.scaledFont)
      shim_font_unref(font)
    }
    cairo_destroy(context)
    cairo_surface_destroy(scratch)
  }

  /// How many shapes there are; their indices run from zero.
  var count: Int { elements.count }

  /// The name and the attributes of the element of a shape, all but its id; empty where the glyph
  /// shows nothing.
  func element(at index: Int) -> [UInt8] { elements[index] }

  /// The index of the shape of a glyph.
  ///
  /// The same glyph has the same index in every size.
  func index(of glyph: UInt32, in font: UnsafeMutablePointer<PangoFont>, isBold: Bool) -> Int {
    let face = face(of: font, isBold: isBold)
    let key = GlyphKey(face: face.number, glyph: glyph)
    if let index = indices[key] { return index }
    let index = elements.count
    elements.append(element(of: glyph, in: face))
    indices[key] = index
    return index
  }

  private func face(of font: UnsafeMutablePointer<PangoFont>, isBold: Bool) -> Face {
    if let known = faces[font] { return known }
    // The reference keeps the address from being used again for another font.
    shim_font_ref(font)
    let sized = shim_font_get_scaled_font(font)
    var matrix = cairo_matrix_t()
    cairo_scaled_font_get_font_matrix(sized, &matrix)
    let size = max(matrix.yy, .leastNonzeroMagnitude)
    // A slanted or condensed substitute keeps its shape; the quotient is rounded so that every size
    // of a face gives the same one.
    func unit(_ part: Double) -> Double {
      (part / size * 1e6).rounded() / 1e6 * Self.unitsPerEm
    }
    var scaled = cairo_matrix_t(
      xx: unit(matrix.xx), yx: unit(matrix.yx), xy: unit(matrix.xy), yy: unit(matrix.yy), x0: 0,
      y0: 0)
    var identity = cairo_matrix_t(xx: 1, yx: 0, xy: 0, yy: 1, x0: 0, y0: 0)
    let options = cairo_font_options_create()
    cairo_scaled_font_get_font_options(sized, options)
    let key = FaceKey(
      file: shim_font_get_face(font), isBold: isBold, shape: [scaled.xx, scaled.yx, scaled.xy])
    let scaledFont = cairo_scaled_font_create(
      cairo_scaled_font_get_font_face(sized), &scaled, &identity, options)
    cairo_font_options_destroy(options)
    let number = faceNumbers[key] ?? faceNumbers.count
    faceNumbers[key] = number
    let face = Face(
      number: number, scaledFont: scaledFont, hasPictures: shim_font_has_pictures(font) != 0,
      hasColours: shim_font_has_colours(font) != 0)
    faces[font] = face
    return face
  }

  private func element(of glyph: UInt32, in face: Face) -> [UInt8] {
    // Cairo would trace a picture pixel by pixel.
    let outline = face.hasPictures ? [] : outline(of: glyph, in: face.scaledFont)
    var element: [UInt8] = []
    if !outline.isEmpty {
      element.append(static: "path d=\"")
      element += outline
      element.append(static: "\"")
    } else if face.hasColours {
      element = picture(of: glyph, in: face.scaledFont)
    }
    return element
  }

  /// The glyph as an image; empty where it shows nothing.
  private func picture(of glyph: UInt32, in scaledFont: OpaquePointer?) -> [UInt8] {
    var glyph = cairo_glyph_t(index: UInt(glyph), x: 0, y: 0)
    var extents = cairo_text_extents_t()
    cairo_scaled_font_glyph_extents(scaledFont, &glyph, 1, &extents)
    let left = extents.x_bearing.rounded(.down)
    let top = extents.y_bearing.rounded(.down)
    let width = (extents.x_bearing + extents.width).rounded(.up) - left
    let height = (extents.y_bearing + extents.height).rounded(.up) - top
    guard width > 0, height > 0, width <= Self.largestPicture, height <= Self.largestPicture else {
      return []
    }
    let surface = cairo_image_surface_create(
      CAIRO_FORMAT_ARGB32, Int32((width * Self.pictureScale).rounded(.up)),
      Int32((height * Self.pictureScale).rounded(.up)))
    let context = cairo_create(surface)
    defer {
      cairo_destroy(context)
      cairo_surface_destroy(surface)
    }
    cairo_scale(context, Self.pictureScale, Self.pictureScale)
    cairo_translate(context, -left, -top)
    cairo_set_scaled_font(context, scaledFont)
    cairo_show_glyphs(context, &glyph, 1)
    let file = PictureFile()
    let status = cairo_surface_write_to_png_stream(
      surface,
      { file, data, length in
        guard let file, let data else { return CAIRO_STATUS_WRITE_ERROR }
        let bytes = UnsafeBufferPointer(start: data, count: Int(length))
        Unmanaged<PictureFile>.fromOpaque(file).takeUnretainedValue().bytes
          .append(contentsOf: bytes)
        return CAIRO_STATUS_SUCCESS
      }, Unmanaged.passUnretained(file).toOpaque())
    guard status == CAIRO_STATUS_SUCCESS else { return [] }
    var element: [UInt8] = []
    element.append(static: "image x=\"")
    element.appendNumber(left)
    element.append(static: "\" y=\"")
    element.appendNumber(top)
    // The raster ends at a whole pixel.
    element.append(static: "\" width=\"")
    element.appendNumber((width * Self.pictureScale).rounded(.up) / Self.pictureScale)
    element.append(static: "\" height=\"")
    element.appendNumber((height * Self.pictureScale).rounded(.up) / Self.pictureScale)
    element.append(static: "\" xlink:href=\"data:image/png;base64,")
    element.appendBase64(file.bytes)
    element.append(static: "\"")
    return element
  }

  /// Emoji fonts hold 128 to 160 pixels an em.
  private static let pictureScale = 0.16
  /// No glyph is ten em long; a broken font may say so.
  private static let largestPicture = 10_000.0

  private final class PictureFile {
    var bytes: [UInt8] = []
  }

  private func outline(of glyph: UInt32, in scaledFont: OpaquePointer?) -> [UInt8] {
    cairo_new_path(context)
    cairo_set_scaled_font(context, scaledFont)
    var glyph = cairo_glyph_t(index: UInt(glyph), x: 0, y: 0)
    cairo_glyph_path(context, &glyph, 1)
    guard let path = cairo_copy_path(context) else { return [] }
    defer { cairo_path_destroy(path) }
    guard path.pointee.status == CAIRO_STATUS_SUCCESS, let data = path.pointee.data else {
      return []
    }
    var writer = PathWriter()
    var index = 0
    while index < Int(path.pointee.num_data) {
      let header = data[index].header
      switch header.type {
      case CAIRO_PATH_MOVE_TO: writer.move(data[index + 1].point)
      case CAIRO_PATH_LINE_TO: writer.line(data[index + 1].point)
      case CAIRO_PATH_CURVE_TO:
        writer.curve(data[index + 1].point, data[index + 2].point, data[index + 3].point)
      default: writer.close()
      }
      index += max(1, Int(header.length))
    }
    return writer.bytes
  }

  private struct Face {
    var number: Int
    var scaledFont: OpaquePointer?
    var hasPictures: Bool
    var hasColours: Bool
  }

  private struct FaceKey: Hashable {
    var file: UnsafeRawPointer?
    var isBold: Bool
    var shape: [Double]
  }

  private struct GlyphKey: Hashable {
    var face: Int
    var glyph: UInt32
  }

  /// Writes whole units, each step against the last place, which is half as long as absolute places.
  private struct PathWriter {
    var bytes: [UInt8] = []
    private var start = (x: 0, y: 0)
    private var pen = (x: 0, y: 0)
    private var hasMoved = false

    typealias Point = cairo_path_data_t.__Unnamed_struct_point

    mutating func move(_ point: Point) {
      start = Self.whole(point)
      hasMoved = true
    }

    mutating func line(_ point: Point) {
      begin()
      let end = Self.whole(point)
      if end.y == pen.y {
        if end.x == pen.x { return }
        bytes.append(UInt8(ascii: "h"))
        append(end.x - pen.x, isFirst: true)
      } else if end.x == pen.x {
        bytes.append(UInt8(ascii: "v"))
        append(end.y - pen.y, isFirst: true)
      } else {
        bytes.append(UInt8(ascii: "l"))
        append(end.x - pen.x, isFirst: true)
        append(end.y - pen.y)
      }
      pen = end
    }

    mutating func curve(_ first: Point, _ second: Point, _ end: Point) {
      begin()
      bytes.append(UInt8(ascii: "c"))
      var isFirst = true
      for point in [first, second, end] {
        let place = Self.whole(point)
        append(place.x - pen.x, isFirst: isFirst)
        append(place.y - pen.y)
        isFirst = false
      }
      pen = Self.whole(end)
    }

    mutating func close() {
      // Cairo closes and moves back to the start of the part, even after the last one.
      if !hasMoved { bytes.append(UInt8(ascii: "z")) }
      hasMoved = true
    }

    private mutating func begin() {
      guard hasMoved else { return }
      hasMoved = false
      bytes.append(UInt8(ascii: "M"))
      append(start.x, isFirst: true)
      append(start.y)
      pen = start
    }

    private mutating func append(_ number: Int, isFirst: Bool = false) {
      if !isFirst, number >= 0 { bytes.append(UInt8(ascii: " ")) }
      bytes.appendInteger(number)
    }

    private static func whole(_ point: Point) -> (x: Int, y: Int) {
      (x: Int(point.x.rounded()), y: Int(point.y.rounded()))
    }
  }
}
