import CPangoCairo

/// What of an installed font decides how a figure comes out: another release sets other glyphs.
public struct FontIdentity: Sendable, Equatable {
  /// The family.
  public let family: String
  /// The revision that the font states of itself, such as `2.004`; empty where it states none.
  public let revision: String
  /// The checksum that the font carries, eight hexadecimal digits; empty where it carries none.
  public let checksum: String

  /// The libraries that set text, with their versions.
  public static var typesetting: String {
    let pango = pango_version_string().map { String(cString: $0) } ?? "?"
    let harfBuzz = hb_version_string().map { String(cString: $0) } ?? "?"
    return "Pango \(pango), HarfBuzz \(harfBuzz)"
  }

  /// Reads the identity of a family; of the one that figures are set in where none is named.
  ///
  /// - Source: OpenType 1.9.1, `head`: `fontRevision`, `checksumAdjustment`.
  /// - Throws: ``RenderingError`` if the family cannot set figures.
  public init(family: String?) throws(RenderingError) {
    self.family = try PangoTextMeasurer(family: family).family
    var table: [UInt8] = []
    if let fontMap = pango_cairo_font_map_new() {
      defer { shim_font_map_unref(fontMap) }
      table = Self.head(of: self.family, in: fontMap)
    }
    guard table.count >= 12 else {
      (revision, checksum) = ("", "")
      return
    }
    let thousandths = (Int(table[6]) << 8 | Int(table[7])) * 1000
    let fraction = String((thousandths + 32768) / 65536)
    revision =
      "\(Int(table[4]) << 8 | Int(table[5]))."
      + String(repeating: "0", count: max(0, 3 - fraction.count)) + fraction
    checksum = table[8..<12].map { byte in
      let digits = String(byte, radix: 16)
      return digits.count < 2 ? "0" + digits : digits
    }.joined()
  }

  private static func head(
    of family: String, in fontMap: UnsafeMutablePointer<PangoFontMap>
  ) -> [UInt8] {
    guard let context = pango_font_map_create_context(fontMap) else { return [] }
    defer { shim_context_unref(context) }
    guard let description = pango_font_description_new() else { return [] }
    defer { pango_font_description_free(description) }
    pango_font_description_set_family(description, family)
    guard let font = pango_font_map_load_font(fontMap, context, description) else { return [] }
    defer { shim_font_unref(font) }
    let head: hb_tag_t = 0x6865_6164
    let face = hb_font_get_face(pango_font_get_hb_font(font))
    guard let blob = hb_face_reference_table(face, head) else { return [] }
    defer { hb_blob_destroy(blob) }
    var length: UInt32 = 0
    guard let start = hb_blob_get_data(blob, &length) else { return [] }
    return UnsafeRawBufferPointer(start: start, count: Int(length)).map { $0 }
  }
}
