import CairoRenderer
import Charting
import Testing

@Suite struct PNGTests {
  let measurer: PangoTextMeasurer
  let renderer = SceneRenderer()

  init() throws {
    measurer = try PangoTextMeasurer()
  }

  private func png(_ scene: Scene) throws -> PNGFile {
    PNGFile(try renderer.render(scene, as: .png, measuring: measurer))
  }

  @Test func `the file is made of sound chunks in the order of the standard`() throws {
    let file = try png(Samples.everything(measuring: measurer))
    #expect(file.signature == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    #expect(
      file.chunks.map(\.type) == [
        "IHDR", "sRGB", "pHYs", "iTXt", "iTXt", "iTXt", "iTXt", "iTXt", "PLTE", "IDAT", "IEND",
      ])
    #expect(file.chunks.allSatisfy { $0.isChecked })
    #expect(file["sRGB"] == [0])
    #expect(file["IEND"] == [])
  }

  // 1200 pt · 96 / 72 = 1600 px; 156 mm = 442.205 pt, · 300 / 72 = 1842.5 px; 96 / 0.0254 = 3779.5.
  @Test(arguments: [
    (1200.0, 675.0, 96.0, 1600, 900, 3780), (442.2047, 100, 300, 1843, 417, 11811),
    (10, 10, 72, 10, 10, 2835), (0.1, 0.1, 72, 1, 1, 2835),
  ])
  func `the size in pixels and the resolution follow from the points`(
    width: Double, height: Double, pixelsPerInch: Double, pixelWidth: Int, pixelHeight: Int,
    pixelsPerMetre: Int
  ) throws {
    var scene = Samples.frame(pixelsPerInch: pixelsPerInch)
    scene.width = width
    scene.height = height
    let file = try png(scene)
    #expect(file.width == pixelWidth)
    #expect(file.height == pixelHeight)
    let resolution = try #require(file["pHYs"])
    #expect(PNGFile.number(resolution[0..<4]) == UInt32(pixelsPerMetre))
    #expect(PNGFile.number(resolution[4..<8]) == UInt32(pixelsPerMetre))
    #expect(resolution[8] == 1)
  }

  @Test(arguments: FigureLanguage.allCases)
  func `title, description and facts are in the file, in their language`(
    language: FigureLanguage
  ) throws {
    let file = try png(Samples.everything(measuring: measurer, language: language))
    let tag = language == .chinese ? "zh-Hans" : "en"
    #expect(file.texts["Title"]?.value == "立法件数 <2022> & “其他”")
    #expect(file.texts["Title"]?.language == tag)
    #expect(file.texts["Description"]?.value == "龙岩市12件。")
    #expect(file.texts["Description"]?.language == tag)
    #expect(file.texts["Software"]?.value == "Heng")
    #expect(file.texts["study"]?.value == "a1;b=2")
    // A keyword is ASCII; 版本 takes six bytes.
    #expect(file.texts["______"]?.value == "<1>")
  }

  @Test func `a zero byte in a title cannot end it`() throws {
    var scene = Samples.frame()
    scene.title = "a\0b"
    #expect(try png(scene).texts["Title"]?.value == "ab")
  }

  @Test func `shapes stand where the scene puts them, in its colours`() throws {
    let file = try png(
      Samples.frame(
        [
          .rectangle(
            .init(x: 10, y: 20, width: 30, height: 5, fill: .solid(Colour(1, 2, 3)))),
          .line(
            .init(x1: 50, y1: 40.5, x2: 60, y2: 40.5, stroke: .init(Colour(9, 8, 7), width: 1))),
        ], background: Colour(250, 251, 252)))
    let pixels = file.pixels()
    #expect(pixels.count == 144 * 72)
    #expect(file.isIndexed && file.depth == 2)
    for y in 0..<72 {
      for x in 0..<144 {
        let expected: UInt32
        switch (x, y) {
        case (10..<40, 20..<25): expected = 0x010203
        case (50..<60, 40): expected = 0x090807
        default: expected = 0xFAFBFC
        }
        guard pixels[y * 144 + x] != expected else { continue }
        Issue.record("pixel \(x), \(y) is \(pixels[y * 144 + x]), not \(expected)")
        return
      }
    }
  }

  // The depth is the least of 1, 2, 4 and 8 bits that can number the colours.
  @Test(arguments: [(1, 1), (2, 1), (3, 2), (4, 2), (5, 4), (16, 4), (17, 8), (256, 8)])
  func `a palette takes no more bits than its colours need`(count: Int, depth: Int) throws {
    // The paper is the first colour; the others stand on it, one pixel each.
    var elements: [Scene.Element] = []
    for number in 1..<count + 1 where number < count {
      let colour = Colour(UInt8(number % 16 * 16), UInt8(number / 16 * 16), 7)
      let (row, column) = number.quotientAndRemainder(dividingBy: 100)
      elements.append(
        .rectangle(
          .init(x: Double(column), y: Double(row), width: 1, height: 1, fill: .solid(colour))))
    }
    let file = try png(Samples.frame(elements))
    #expect(file.isIndexed)
    #expect(file.depth == depth)
    #expect(file["PLTE"]?.count == count * 3)
    #expect(Set(file.pixels()).count == count)
  }

  @Test func `a picture of too many colours for a palette is written in full colour`() throws {
    var elements: [Scene.Element] = []
    var expected = [UInt32](repeating: 0xFFFFFF, count: 144 * 72)
    for y in 0..<24 {
      for x in 0..<24 {
        // 576 colours, 10 apart, with blue rising downwards.
        let colour = Colour(UInt8(x * 10), UInt8(y * 10), UInt8(y * 3))
        elements.append(
          .rectangle(
            .init(x: Double(x), y: Double(y), width: 1, height: 1, fill: .solid(colour))))
        expected[y * 144 + x] = UInt32(x * 10) << 16 | UInt32(y * 10) << 8 | UInt32(y * 3)
      }
    }
    let file = try png(Samples.frame(elements))
    #expect(!file.isIndexed)
    #expect(file["PLTE"] == nil)
    #expect(file.pixels() == expected)
  }

  @Test func `text leaves ink inside its extents and nowhere else`() throws {
    let font = Font(size: 20)
    let extents = try measurer.extents(of: "龙岩", in: font)
    let file = try png(
      Samples.frame([
        try Samples.text("龙岩", x: 100, baseline: 40, anchor: .end, size: 20, measuring: measurer)
      ]))
    let pixels = file.pixels()
    let inked = pixels.indices.filter { pixels[$0] != 0xFFFFFF }
    #expect(inked.count > 100)
    for index in inked {
      let (x, y) = (Double(index % 144), Double(index / 144))
      #expect(x >= 100 - extents.width - 1 && x <= 100)
      #expect(y >= 40 - extents.ascent - 1 && y <= 40 + extents.descent)
    }
  }

  @Test(arguments: [Double.nan, 0, -1, 1e6])
  func `a resolution that is none is refused`(pixelsPerInch: Double) {
    let error = #expect(throws: RenderingError.self) {
      try png(Samples.frame(pixelsPerInch: pixelsPerInch))
    }
    #expect(error?.code == .invalidSize)
  }

  @Test func `a raster that is too large is refused, and says what to do`() {
    var scene = Samples.frame(pixelsPerInch: 2400)
    scene.width = 14_400
    let error = #expect(throws: RenderingError.self) { try png(scene) }
    #expect(
      error?.description
        == "cannot draw the figure: 480000 × 2400 pixels are too many: "
        + "lower the resolution or write PDF")
  }
}
