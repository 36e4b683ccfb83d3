import CPangoCairo
import Charting

/// One line of text after shaping: its glyphs and its size.
///
/// Owns the layout; its line and its glyphs live exactly as long.
final class ShapedLine {
  /// The size of the line, points.
  let extents: TextExtents
  /// How many characters no installed font covers.
  let missingGlyphCount: Int
  private let layout: OpaquePointer

  /// Shapes one line of cleaned text.
  ///
  /// The reach above and below the baseline is at least `reach`.
  ///
  /// Nothing where Pango makes no line, which only happens when memory has run out.
  init?(
    _ text: String, description: OpaquePointer, context: OpaquePointer, atLeast reach: TextExtents
  ) {
    guard let layout = pango_layout_new(context) else { return nil }
    self.layout = layout
    // A figure runs from left to right, whatever its first character: else the anchors would turn.
    pango_layout_set_auto_dir(layout, 0)
    pango_layout_set_single_paragraph_mode(layout, 1)
    pango_layout_set_font_description(layout, description)
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        // An empty text may have no address; Pango wants one.
        if let base = characters.baseAddress {
          pango_layout_set_text(layout, base, Int32(clamping: characters.count))
        }
      }
    }
    var ink = PangoRectangle()
    var logical = PangoRectangle()
    if let line = pango_layout_get_line_readonly(layout, 0) {
      pango_layout_line_get_extents(line, &ink, &logical)
    }
    extents = TextExtents(
      width: Double(logical.width) / Double(PANGO_SCALE),
      ascent: max(reach.ascent, Double(-ink.y) / Double(PANGO_SCALE)),
      descent: max(reach.descent, Double(ink.y + ink.height) / Double(PANGO_SCALE)))
    missingGlyphCount = Int(pango_layout_get_unknown_glyphs_count(layout))
  }

  deinit {
    shim_layout_unref(layout)
  }

  /// Calls the body with the line as Pango has it; nothing where the text is empty.
  func withLine(_ body: (UnsafeMutablePointer<PangoLayoutLine>) -> Void) {
    if let line = pango_layout_get_line_readonly(layout, 0) { body(line) }
  }

  /// Calls the body with each visible glyph from left to right: its font, its number and its place
  /// against the left end of the baseline, points.
  func forEachGlyph(
    _ body: (_ font: UnsafeMutablePointer<PangoFont>, _ glyph: UInt32, _ x: Double, _ y: Double) ->
      Void
  ) {
    guard let line = pango_layout_get_line_readonly(layout, 0) else { return }
    let scale = Double(PANGO_SCALE)
    var pen: Int32 = 0
    var node = line.pointee.runs
    while let current = node {
      node = current.pointee.next
      guard let data = current.pointee.data else { continue }
      let run = data.assumingMemoryBound(to: PangoGlyphItem.self).pointee
      guard let item = run.item, let font = item.pointee.analysis.font, let string = run.glyphs
      else { continue }
      pen += run.start_x_offset
      for index in 0..<Int(string.pointee.num_glyphs) {
        let info = string.pointee.glyphs[index]
        if info.glyph != Self.emptyGlyph {
          body(
            font, info.glyph, Double(pen + info.geometry.x_offset) / scale,
            Double(info.geometry.y_offset - run.y_offset) / scale)
        }
        pen += info.geometry.width
      }
      pen += run.end_x_offset
    }
  }

  /// The places between characters, from the left end to the right end.
  ///
  /// There is one more than there are Unicode scalars.
  func breakOpportunities(of text: String) -> [BreakOpportunity] {
    var count: Int32 = 0
    guard let attributes = pango_layout_get_log_attrs_readonly(layout, &count),
      let line = pango_layout_get_line_readonly(layout, 0)
    else { return [] }
    var result: [BreakOpportunity] = []
    result.reserveCapacity(Int(count))
    var offset = 0
    func append(at index: Int) {
      var x: Int32 = 0
      pango_layout_line_index_to_x(line, Int32(clamping: offset), 0, &x)
      let attribute = attributes[index]
      result.append(
        BreakOpportunity(
          isLineBreak: attribute.is_line_break != 0,
          isCharacterBreak: attribute.is_cursor_position != 0,
          x: Double(x) / Double(PANGO_SCALE)))
    }
    var index = 0
    for scalar in text.unicodeScalars where index < Int(count) {
      append(at: index)
      offset += UTF8.width(scalar)
      index += 1
    }
    if index < Int(count) { append(at: index) }
    return result
  }

  /// Pango's number for a glyph that takes room and shows nothing (`PANGO_GLYPH_EMPTY`).
  private static let emptyGlyph: UInt32 = 0x0FFF_FFFF
}

/// A place between two characters of a line.
struct BreakOpportunity {
  /// Whether a line may end here by the rules of the script.
  var isLineBreak: Bool
  /// Whether what a reader takes for one character ends here.
  var isCharacterBreak: Bool
  /// The distance from the left end of the line, points.
  var x: Double
}
