import CairoRenderer
import Charting
import Testing

@Suite struct PangoTextMeasurerTests {
  let measurer: PangoTextMeasurer
  let font = Font(size: 12)

  init() throws {
    measurer = try PangoTextMeasurer()
  }

  @Test func `a Han character is as wide as the type is high`() throws {
    #expect(try measurer.extents(of: "衡", in: font).width == 12)
    // 10 characters · 7.5 pt
    #expect(try measurer.extents(of: "市人大常委会立法件数", in: Font(size: 7.5)).width == 75)
  }

  @Test(arguments: [7.5, 9.0, 10.3, 24.0])
  func `widths grow in proportion to the size`(size: Double) throws {
    let text = "Longyan 2022年"
    let unit = try measurer.extents(of: text, in: Font(size: 1000)).width / 1000
    let width = try measurer.extents(of: text, in: Font(size: size)).width
    // Pango counts in 1/1024 pt and rounds each of the 12 glyphs.
    #expect(abs(width - unit * size) <= 12 / 1024)
  }

  @Test func `ten ones are as wide as ten noughts`() throws {
    let ones = try measurer.extents(of: "1111111111", in: font).width
    #expect(try measurer.extents(of: "0000000000", in: font).width == ones)
  }

  @Test func `lines of one font reach equally far, unless a character reaches further`() throws {
    let han = try measurer.extents(of: "市", in: font)
    let digits = try measurer.extents(of: "12", in: font)
    #expect(han.ascent == digits.ascent)
    #expect(han.descent == digits.descent)
    // The reach of ink lies near the square of the character, 0.88 above and 0.12 below.
    #expect(han.ascent > 0.8 * 12 && han.ascent < 12)
    #expect(han.descent > 0.1 * 12 && han.descent < 0.35 * 12)
    #expect(try measurer.extents(of: "Ấ", in: font).ascent > han.ascent)
  }

  @Test func `bold type is measured in the bold face`() throws {
    let regular = try measurer.extents(of: "Longyan", in: font).width
    let bold = try measurer.extents(of: "Longyan", in: Font(size: 12, isBold: true)).width
    #expect(bold > regular)
  }

  @Test func `an empty text has no width but the height of its font`() throws {
    let extents = try measurer.extents(of: "", in: font)
    #expect(extents.width == 0)
    let han = try measurer.extents(of: "市", in: font)
    #expect(extents.ascent == han.ascent && extents.descent == han.descent)
  }

  @Test(arguments: ["\0", "\t", "\n", "\r\n", "\u{1B}", "\u{7F}", "\u{85}", "\u{2028}", "\u{2029}"])
  func `a control character counts as a space`(control: String) throws {
    let spaces = String(repeating: " ", count: control.unicodeScalars.count)
    let expected = try measurer.extents(of: "a" + spaces + "b", in: font)
    #expect(try measurer.extents(of: "a" + control + "b", in: font) == expected)
  }

  @Test(arguments: ["\u{202A}", "\u{202B}", "\u{202D}", "\u{202E}", "\u{2066}", "\u{2067}"])
  func `a mark that turns the direction of writing is left out`(mark: String) throws {
    let expected = try measurer.extents(of: "ab", in: font)
    #expect(try measurer.extents(of: "a" + mark + "b", in: font) == expected)
    #expect(try measurer.lines(of: "a" + mark + "b", in: font, within: 100) == ["ab"])
  }

  @Test(arguments: [0, -1, Double.nan, .infinity, 1e9])
  func `a size that is no size is refused`(size: Double) {
    let error = #expect(throws: ChartError.self) {
      try measurer.extents(of: "市", in: Font(size: size))
    }
    #expect(error?.code == .specification)
  }

  @Test func `the family is the first one that is installed`() throws {
    let chosen = try PangoTextMeasurer(
      fonts: FontFamily(["No Such Family", measurer.family, "DejaVu Sans"]))
    #expect(chosen.family == measurer.family)
  }

  @Test func `without one of the families there is an error that says what to install`() {
    let error = #expect(throws: RenderingError.self) {
      try PangoTextMeasurer(fonts: FontFamily(["No Such Family"]))
    }
    #expect(error?.code == .missingFonts)
    #expect(
      error?.description == "cannot set text: none of the fonts No Such Family is installed: "
        + "install the Debian package fonts-noto-cjk")
  }

  @Test func `the user's family is taken, and the default one where none is named`() throws {
    #expect(try PangoTextMeasurer(family: nil).family == measurer.family)
    let serif = try PangoTextMeasurer(family: "Noto Serif CJK SC")
    #expect(serif.family == "Noto Serif CJK SC")
    // The two have other letters.
    let font = Font(size: 100)
    #expect(
      try serif.extents(of: "Hamburg", in: font) != measurer.extents(of: "Hamburg", in: font))
  }

  @Test(arguments: [
    ("No Such Family", "is not installed"), ("", "is not installed"),
    ("Noto Sans CJK SC, DejaVu Sans", "is not installed"),
    ("DejaVu Sans", "has no glyphs of simplified Chinese"),
  ])
  func `a family that cannot set the figure is refused with others to choose from`(
    name: String, fault: String
  ) {
    let error = #expect(throws: RenderingError.self) { try PangoTextMeasurer(family: name) }
    #expect(error?.code == .missingFonts)
    let message = error?.message ?? ""
    #expect(message.hasPrefix("the font “\(name)” \(fault): choose an installed one "))
    #expect(message.contains("that can set Chinese, such as \(measurer.family)"))
    #expect(!message.contains("OpenSymbol"))
  }

  @Test func `a character that no font covers is named with its code point`() {
    let error = #expect(throws: ChartError.self) {
      try measurer.extents(of: "龙岩\u{10FFFD}\u{10FFFD}市", in: font)
    }
    #expect(error?.code == .missingGlyphs)
    #expect(
      error?.message == "no installed font has “\u{10FFFD}” (U+10FFFD): "
        + "replace what is meant for private use or has no meaning")
  }

  @Test func `the same request gives the same answer from the cache and from a new measurer`()
    throws
  {
    let other = try PangoTextMeasurer()
    for text in ["龙岩市", "3～7件", "e\u{301}", "\u{E9}"] {
      let first = try measurer.extents(of: text, in: font)
      #expect(try measurer.extents(of: text, in: font) == first)
      #expect(try other.extents(of: text, in: font) == first)
    }
  }
}
