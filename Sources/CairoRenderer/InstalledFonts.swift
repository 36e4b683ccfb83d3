import CPangoCairo

/// The font families that the system has, as Pango lists them.
struct InstalledFonts {
  private let fontMap: UnsafeMutablePointer<PangoFontMap>

  /// Looks into a font map, which must live as long.
  init(_ fontMap: UnsafeMutablePointer<PangoFontMap>) {
    self.fontMap = fontMap
  }

  /// Whether a family of the name is installed.
  func contains(_ name: String) -> Bool {
    pango_font_map_get_family(fontMap, name) != nil
  }

  /// Whether the family itself, without help from others, has what most Chinese figures need.
  func hasChinese(_ name: String) -> Bool {
    guard let context = pango_font_map_create_context(fontMap),
      let description = pango_font_description_new()
    else { return false }
    defer {
      pango_font_description_free(description)
      shim_context_unref(context)
    }
    pango_font_description_set_family(description, name)
    pango_font_description_set_absolute_size(description, 12 * Double(PANGO_SCALE))
    guard let font = pango_font_map_load_font(fontMap, context, description) else { return false }
    defer { shim_font_unref(font) }
    return Self.sample.unicodeScalars.allSatisfy { pango_font_has_char(font, $0.value) != 0 }
  }

  /// What to do where a family will not do: the families that will, or what to install.
  var advice: String {
    let wanted = FontFamily.default.names.filter(contains)
    let others = names.filter { !wanted.contains($0) }
    let fit = (wanted + others).lazy.filter(hasChinese).prefix(Self.mostNamed)
    return fit.isEmpty
      ? "install the Debian package fonts-noto-cjk"
      : "choose an installed one that can set Chinese, such as " + fit.joined(separator: ", ")
  }

  /// The names of all families, sorted.
  private var names: [String] {
    var list: UnsafeMutablePointer<UnsafeMutablePointer<PangoFontFamily>?>?
    var count: Int32 = 0
    pango_font_map_list_families(fontMap, &list, &count)
    defer { g_free(list) }
    guard let list else { return [] }
    return (0..<Int(count)).compactMap { index in
      list[index].flatMap { pango_font_family_get_name($0) }.map { String(cString: $0) }
    }.sorted()
  }

  /// Han in their simplified forms, letters, digits and marks.
  private static let sample = "各市县区人大常委会报告监督议案审议检察龙岩，。、（）：“”Aa0123456789%"
  private static let mostNamed = 5
}
