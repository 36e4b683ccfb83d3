import CairoRenderer
import Charting
import Testing

@Suite struct SceneRendererTests {
  let renderer = SceneRenderer()

  @Test(arguments: FigureFormat.allCases)
  func `a scene gives the same bytes again, and after other scenes`(format: FigureFormat) throws {
    let measurer = try PangoTextMeasurer()
    let scene = try Samples.everything(measuring: measurer)
    let first = try renderer.render(scene, as: format, measuring: measurer)
    let second = try renderer.render(scene, as: format, measuring: measurer)
    #expect(first == second)
    let other = Samples.frame([
      try Samples.text("岩Long石", x: 0, baseline: 30, size: 12, measuring: measurer),
      try Samples.text("市载", x: 0, baseline: 50, size: 9, isBold: true, measuring: measurer),
    ])
    for format in FigureFormat.allCases {
      _ = try renderer.render(other, as: format, measuring: measurer)
    }
    let third = try renderer.render(scene, as: format, measuring: measurer)
    #expect(first == third)
  }

  @Test(arguments: FigureFormat.allCases)
  func `a measurer that drew other scenes first gives the same bytes`(format: FigureFormat) throws {
    let fresh = try PangoTextMeasurer()
    let scene = try Samples.everything(measuring: fresh)
    let used = try PangoTextMeasurer()
    let other = Samples.frame([
      try Samples.text("明载，件2岩gnoL", x: 0, baseline: 30, size: 31, measuring: used),
      try Samples.text("yan市龙", x: 0, baseline: 50, size: 9, isBold: true, measuring: used),
    ])
    for format in FigureFormat.allCases {
      _ = try renderer.render(other, as: format, measuring: used)
    }
    let expected = try renderer.render(scene, as: format, measuring: fresh)
    let after = try renderer.render(scene, as: format, measuring: used)
    #expect(expected == after)
  }

  @Test(arguments: FigureFormat.allCases)
  func `threads with their own measurers give the same bytes at the same time`(
    format: FigureFormat
  ) async throws {
    let renderer = renderer
    let files = try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<8 {
        group.addTask {
          let measurer = try PangoTextMeasurer()
          var file: [UInt8] = []
          for _ in 0..<3 {
            let scene = try Samples.everything(measuring: measurer)
            file = try renderer.render(scene, as: format, measuring: measurer)
          }
          return file
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(files.count == 8)
    #expect(Set(files).count == 1)
  }

  @Test func `letters that only look the same are drawn each in its own way`() throws {
    let measurer = try PangoTextMeasurer()
    func svg(_ text: String, measuring measurer: PangoTextMeasurer) throws -> [UInt8] {
      let scene = Samples.frame([
        try Samples.text(text, x: 0, baseline: 30, measuring: measurer)
      ])
      return try renderer.render(scene, as: .svg, measuring: measurer)
    }
    // Å and the sign for ångström are equal strings; the cache must not mix them up.
    _ = try svg("\u{C5}", measuring: measurer)
    let after = try svg("\u{212B}", measuring: measurer)
    let alone = try svg("\u{212B}", measuring: PangoTextMeasurer())
    #expect(after == alone)
  }

  @Test(arguments: FigureFormat.allCases)
  func `a character that no font covers stops the drawing`(format: FigureFormat) throws {
    let measurer = try PangoTextMeasurer()
    let text = Scene.Text(
      "\u{10FFFD}", x: 0, baseline: 20, font: Font(size: 12), colour: Samples.ink,
      extents: TextExtents(width: 10, ascent: 10, descent: 2))
    let error = #expect(throws: RenderingError.self) {
      try renderer.render(Samples.frame([.text(text)]), as: format, measuring: measurer)
    }
    #expect(error?.code == .missingGlyphs)
    #expect(error?.description.hasPrefix("cannot draw the figure: no installed font has") == true)
  }

  @Test(arguments: FigureFormat.allCases)
  func `control characters in a text are drawn as spaces`(format: FigureFormat) throws {
    let measurer = try PangoTextMeasurer()
    let extents = try measurer.extents(of: "a b", in: Font(size: 12))
    func render(_ string: String) throws -> [UInt8] {
      let text = Scene.Text(
        string, x: 0, baseline: 20, font: Font(size: 12), colour: Samples.ink, extents: extents)
      return try renderer.render(Samples.frame([.text(text)]), as: format, measuring: measurer)
    }
    let expected = try render("a b")
    for control in ["\0", "\n", "\u{1B}", "\u{2028}"] {
      #expect(try render("a" + control + "b") == expected)
    }
  }

  @Test(arguments: FigureFormat.allCases)
  func `a frame without elements is paper`(format: FigureFormat) throws {
    let measurer = try PangoTextMeasurer()
    let bytes = try renderer.render(Samples.frame(), as: format, measuring: measurer)
    #expect(bytes.count > 100)
  }

  @Test(arguments: [(0.0, 10.0), (-1, 10), (10, .nan), (.infinity, 10), (10, 14_401)])
  func `a frame that is none is refused`(width: Double, height: Double) throws {
    let measurer = try PangoTextMeasurer()
    var scene = Samples.frame()
    scene.width = width
    scene.height = height
    for format in FigureFormat.allCases {
      let error = #expect(throws: RenderingError.self) {
        try renderer.render(scene, as: format, measuring: measurer)
      }
      #expect(error?.code == .invalidSize)
    }
  }

  static let undrawable: [Scene.Element] = {
    let ink = Samples.ink
    let line = Scene.Stroke(ink, width: 1)
    func hatched(_ spacing: Double, _ width: Double) -> Scene.Element {
      .rectangle(
        .init(
          x: 0, y: 0, width: 100, height: 10,
          fill: .hatch(foreground: ink, background: .white, spacing: spacing, width: width)))
    }
    func stroked(_ width: Double, _ dashes: [Double]) -> Scene.Element {
      .line(.init(x1: 0, y1: 0, x2: 9, y2: 0, stroke: .init(ink, width: width, dashes: dashes)))
    }
    func text(_ x: Double, _ baseline: Double, _ size: Double) -> Scene.Element {
      .text(
        .init(
          "市", x: x, baseline: baseline, font: Font(size: size), colour: ink,
          extents: .init(width: 1, ascent: 1, descent: 1)))
    }
    return [
      .rectangle(.init(x: .nan, y: 0, width: 1, height: 1, fill: .solid(ink))),
      .rectangle(.init(x: 0, y: 0, width: .infinity, height: 1, fill: .solid(ink))),
      .line(.init(x1: 0, y1: 0, x2: 1e9, y2: 0, stroke: line)),
      .polygon(.init(points: [.init(x: 0, y: 0), .init(x: .nan, y: 0)], stroke: line)),
      .group(.init(id: "g", elements: [.line(.init(x1: .nan, y1: 0, x2: 1, y2: 0, stroke: line))])),
      hatched(0, 1), hatched(-1, 1), hatched(.nan, 1), hatched(1e-6, 1), hatched(4, .nan),
      stroked(-1, []), stroked(.nan, []), stroked(1, [-1, 2]), stroked(1, [0, 0]),
      stroked(1, [1e-9]), stroked(1, [.nan]),
      text(.nan, 0, 9), text(0, .infinity, 9), text(0, 0, 0), text(0, 0, .nan),
    ]
  }()

  @Test(arguments: undrawable.indices)
  func `a number that cannot be drawn is refused in every format`(index: Int) throws {
    let measurer = try PangoTextMeasurer()
    for format in FigureFormat.allCases {
      let error = #expect(throws: RenderingError.self) {
        try renderer.render(
          Samples.frame([Self.undrawable[index]]), as: format, measuring: measurer)
      }
      #expect(error?.code == .invalidScene)
    }
  }

  @Test func `the message names the mark`() throws {
    let measurer = try PangoTextMeasurer()
    let bar = Scene.Rectangle(
      x: .nan, y: 0, width: 1, height: 1, fill: .solid(Samples.ink), mark: "bar-3")
    let error = #expect(throws: RenderingError.self) {
      try renderer.render(Samples.frame([.rectangle(bar)]), as: .svg, measuring: measurer)
    }
    #expect(
      error?.description
        == "cannot draw the figure: a rectangle of the mark “bar-3” stands at nan pt")
  }
}
