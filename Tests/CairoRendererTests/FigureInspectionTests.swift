import Charting
import Testing

@testable import CairoRenderer

@Suite struct FigureInspectionTests {
  let measurer: PangoTextMeasurer
  let renderer = SceneRenderer(software: "Heng & Co")

  init() throws {
    measurer = try PangoTextMeasurer()
  }

  private static let title = "立法 <2022> & “其他”; a=b \\ 'c' \"d\" 🐉"
  private static let words = "龙岩市12件；\n第二行 <a&b> \\ ; = \"引\" 🐉 (x) \u{20BB7}。"

  /// A figure whose words and facts hold whatever ends a part of one format or another.
  private func scene(_ language: FigureLanguage = .chinese) throws -> Scene {
    var scene = try Samples.everything(measuring: measurer, language: language)
    scene.title = Self.title
    scene.alternativeText = Self.words
    scene.metadata = [
      .init(key: "study", value: "sha256:00ff"), .init(key: "data", value: "a;b=c\\;d\\\\=; e"),
      .init(key: "version", value: "heng 0.1.0 <&>\"'衡🐉"), .init(key: "empty", value: ""),
      .init(key: "data", value: "again"),
    ]
    return scene
  }

  private func bytes(_ scene: Scene, _ format: FigureFormat) throws -> [UInt8] {
    try renderer.render(scene, as: format, measuring: measurer)
  }

  // MARK: Round trips

  @Test(arguments: FigureFormat.allCases, FigureLanguage.allCases)
  func `what a figure says of itself comes back`(
    format: FigureFormat, language: FigureLanguage
  ) throws {
    let scene = try scene(language)
    let found = try FigureInspection(bytes: bytes(scene, format))
    #expect(found.format == format)
    #expect(found.title == Self.title)
    #expect(found.alternativeText == Self.words)
    #expect(found.language == (language == .chinese ? "zh-Hans" : "en"))
    #expect(found.software == "Heng & Co")
    #expect(found.metadata == scene.metadata)
    #expect(found.fact("data") == "a;b=c\\;d\\\\=; e")
    #expect(found.fact("nothing") == nil)
    #expect(found.data.isEmpty)
    #expect(found.width == 144 && found.height == 72)
    // 144 pt are 2 in: 192 pixels at 96 an inch.
    #expect(
      found.raster == (format == .png ? .init(width: 192, height: 96, pixelsPerInch: 96) : nil))
  }

  @Test(arguments: [72, 96, 150, 192, 220, 300, 600])
  func `a whole resolution comes back whole`(pixelsPerInch: Double) throws {
    let scene = Samples.frame(pixelsPerInch: pixelsPerInch)
    #expect(try FigureInspection(bytes: bytes(scene, .png)).raster?.pixelsPerInch == pixelsPerInch)
  }

  @Test func `a broken resolution comes back as near as the format writes it`() throws {
    let found = try FigureInspection(bytes: bytes(Samples.frame(pixelsPerInch: 100.5), .png))
    let pixelsPerInch = try #require(found.raster?.pixelsPerInch)
    // 100.5 / 0.0254 = 3956.7 pixels a metre, written as 3957: 100.5078 an inch.
    #expect(abs(pixelsPerInch - 100.5078) < 1e-9)
  }

  @Test(arguments: FigureFormat.allCases)
  func `a figure without facts has none, and empty words are empty`(format: FigureFormat) throws {
    var scene = Samples.frame()
    scene.title = ""
    scene.alternativeText = ""
    let found = try FigureInspection(bytes: bytes(scene, format))
    #expect(found.title == "" && found.alternativeText == "" && found.metadata == [])
  }

  @Test(arguments: FigureFormat.allCases)
  func `a long alternative text is whole`(format: FigureFormat) throws {
    var scene = Samples.frame()
    scene.alternativeText = (0..<3000).map { "第\($0)名龙岩市12件。" }.joined()
    let found = try FigureInspection(bytes: bytes(scene, format))
    #expect(found.alternativeText == scene.alternativeText)
  }

  @Test(arguments: SVGText.allCases)
  func `an SVG gives its values back`(text: SVGText) throws {
    func group(_ id: String) throws -> Scene.Element {
      let words = try Samples.text("市", x: 0, baseline: 20, measuring: measurer)
      return .group(.init(id: id, elements: [.group(.init(id: id + "-mark", elements: [words]))]))
    }
    var scene = try scene()
    scene.elements += [try group("row-1"), try group("line-2"), try group("axis")]
    scene.data = [
      .init(
        group: "row-1", row: "a\"<&>\n'b", series: "听取", label: "龙岩", year: 2022, value: 0.1,
        low: -1e-9, high: 1e22, text: "0.1件",
        observations: ["npc:1:2022:听取", "a b%20%", "\u{3000}\t"]),
      .init(group: "line-2", row: "r", label: "三明", year: 2020, value: 12, text: "12"),
      .init(group: "line-2", row: "r", label: "三明", year: 2021, text: "未载明"),
    ]
    let file = try renderer.render(scene, as: .svg, measuring: measurer, svgText: text)
    let found = try FigureInspection(bytes: file)
    #expect(
      found.data
        == scene.data.map {
          FigureInspection.Datum(
            group: $0.group, body: $0.row, series: $0.series, year: $0.year, value: $0.value,
            low: $0.low, high: $0.high, text: $0.text, observations: $0.observations)
        })
    #expect(found.title == Self.title)
  }

  @Test func `a PDF keeps a title and facts on one line`() throws {
    var scene = Samples.frame(metadata: [.init(key: "a\nb", value: "c\u{0}\nd")])
    scene.title = "x\ny"
    let found = try FigureInspection(bytes: bytes(scene, .pdf))
    #expect(found.title == "x y")
    #expect(found.metadata == [.init(key: "a b", value: "c  d")])
  }

  // MARK: Files that are no figure

  private static func code(_ bytes: [UInt8]) -> FigureInspectionError.Code? {
    do {
      _ = try FigureInspection(bytes: bytes)
      return nil
    } catch {
      return error.code
    }
  }

  @Test(arguments: FigureFormat.allCases)
  func `a file that is cut off anywhere says so`(format: FigureFormat) throws {
    let whole = try bytes(scene(), format)
    for length in stride(from: 0, to: whole.count - 1, by: 97) {
      let code = Self.code(Array(whole[..<length]))
      let isShort = length < 8
      #expect(code == .damaged || (isShort && code == .unknownFormat), "\(length)")
    }
  }

  @Test(arguments: FigureFormat.allCases)
  func `a changed byte ends in words, never in a crash`(format: FigureFormat) throws {
    let whole = try bytes(scene(), format)
    var generator = SeededGenerator(seed: 20_220_301)
    for _ in 0..<400 {
      var changed = whole
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<changed.count, using: &generator)
        changed[place] = UInt8.random(in: 0...255, using: &generator)
      }
      do {
        _ = try FigureInspection(bytes: changed)
      } catch {
        #expect(error.message.contains(": "))
      }
    }
  }

  @Test func `a PNG with any byte changed is found out`() throws {
    let whole = try bytes(scene(), .png)
    for place in stride(from: 8, to: whole.count, by: 13) {
      var changed = whole
      changed[place] ^= 0x20
      #expect(Self.code(changed) == .damaged, "\(place)")
    }
  }

  @Test func `random bytes are no figure`() {
    var generator = SeededGenerator(seed: 97)
    let starts: [[UInt8]] = [
      [], PNGReader.signature, Array("%PDF-1.4\n".utf8),
      Array(#"<?xml version="1.0" encoding="UTF-8"?><svg "#.utf8),
    ]
    for start in starts {
      for length in stride(from: 1, to: 2000, by: 37) {
        let noise = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
        #expect(Self.code(start + noise) != nil)
      }
    }
  }

  @Test func `a file of another kind is told apart from a damaged one`() {
    #expect(Self.code(Array("GIF89a".utf8)) == .unknownFormat)
    #expect(Self.code([]) == .damaged)
    #expect(Self.code(PNGReader.signature) == .damaged)
    #expect(Self.code(Array("%PDF-1.4".utf8)) == .damaged)
  }

  @Test(arguments: [
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1pt\" height=\"1pt\"></svg>",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<html></html>",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE svg [<!ENTITY a \"b\">]><svg/>",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- by another -->\n<svg/>",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg width='1'/>",
    "\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg></svg>",
  ])
  func `an SVG of another program is refused`(text: String) {
    #expect(Self.code(Array(text.utf8)) == .foreign)
  }

  @Test func `an SVG in which elements or values are broken is refused`() throws {
    var scene = try scene()
    scene.data = [.init(group: "marks", row: "r", label: "l", year: 2022, value: 4, text: "4")]
    let whole = String(decoding: try bytes(scene, .svg), as: UTF8.self)
    func code(_ old: String, _ new: String) throws -> FigureInspectionError.Code? {
      let start = try #require(whole.firstRange(of: old))
      var text = whole
      text.replaceSubrange(start, with: new)
      return Self.code(Array(text.utf8))
    }
    #expect(try code("urn:heng:figure", "urn:heng:figure") == nil)
    #expect(try code("data-value=\"4\"", "data-value=\"four\"") == .damaged)
    #expect(try code("data-value=\"4\"", "data-value=\"inf\"") == .damaged)
    #expect(try code("data-year=\"2022\"", "data-year=\"\"") == .damaged)
    #expect(try code("</facts>", "</fact>") == .damaged)
    #expect(try code("144pt", "144") == .damaged)
    #expect(try code("144pt", "-1pt") == .damaged)
    #expect(try code("144pt", "1e300pt") == .damaged)
    #expect(try code("urn:heng:figure", "urn:other") == .foreign)
    #expect(try code("&lt;", "&unknown;") == .foreign)
    #expect(try code("</svg>\n", "</svg>\n<!-- -->") == .foreign)
    #expect(try code("</svg>\n", "</svg>\nx") == .foreign)
    #expect(try code("<title ", "<title><b/></title><title ") == .foreign)
  }

  @Test func `deep nesting is read without depth of calls`() throws {
    let whole = String(decoding: try bytes(scene(), .svg), as: UTF8.self)
    let count = 20_000
    let nested =
      String(repeating: "<g>", count: count) + String(repeating: "</g>", count: count)
    let end = try #require(whole.firstRange(of: "</svg>"))
    let file = whole[..<end.lowerBound] + nested + whole[end.lowerBound...]
    #expect(Self.code(Array(file.utf8)) == nil)
  }

  // MARK: PNG of other programs

  private func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + data
    var result: [UInt8] = []
    result.appendBigEndian(UInt32(data.count))
    result += body
    result.appendBigEndian(PNGWriter.checksum(body[...]))
    return result
  }

  @Test func `a PNG without Heng's texts, or with compressed ones, is another program's`() throws {
    let header = chunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0])
    let resolution = chunk("pHYs", [0, 0, 0x0E, 0xC4, 0, 0, 0x0E, 0xC4, 1])
    let end = chunk("IEND", [])
    func text(_ keyword: String, _ isCompressed: UInt8 = 0) -> [UInt8] {
      chunk("iTXt", Array(keyword.utf8) + [0, isCompressed, 0, 0, 0] + Array("x".utf8))
    }
    let start = PNGReader.signature + header + resolution
    let texts = text("Title") + text("Description") + text("Software")
    #expect(Self.code(start + texts + end) == nil)
    #expect(Self.code(start + end) == .foreign)
    #expect(Self.code(PNGReader.signature + header + texts + end) == .foreign)
    #expect(Self.code(start + text("Title", 1) + end) == .unsupported)
    #expect(Self.code(start + text("Comment", 1) + texts + end) == nil)
    #expect(Self.code(start + chunk("iTXt", [65]) + texts + end) == .damaged)
    #expect(Self.code(start + chunk("iTXt", [65, 0, 0, 0, 1]) + texts + end) == .damaged)
    #expect(Self.code(PNGReader.signature + resolution + texts + end) == .damaged)
    #expect(Self.code(start + header + texts + end) == .damaged)
    // A length that reaches beyond the file, and the greatest there is.
    #expect(Self.code(start + [0, 0, 1, 0] + Array("iTXt".utf8) + end) == .damaged)
    #expect(Self.code(start + [255, 255, 255, 255] + Array("iTXt".utf8) + end) == .damaged)
  }

  // MARK: PDF of other programs

  /// A PDF of the objects given, numbered from one; the first is the catalogue, the second the
  /// information dictionary.
  private func pdf(_ objects: [String], trailer: String = "") -> [UInt8] {
    var file = "%PDF-1.4\n"
    var places: [Int] = []
    for (index, object) in objects.enumerated() {
      places.append(file.utf8.count)
      file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let table = file.utf8.count
    file += "xref\n1 \(objects.count)\n"
    for place in places {
      let digits = "\(place)"
      file += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
    }
    file += "trailer\n<< /Root 1 0 R /Info 2 0 R \(trailer) >>\nstartxref\n\(table)\n%%EOF\n"
    return Array(file.utf8)
  }

  private func objects(information: String = "", kids: String = "[4 0 R]") -> [String] {
    [
      "<< /Type /Catalog /Pages 3 0 R >>",
      "<< /Producer (cairo 1.18) /Creator (Heng) /CreationDate (D:20000101) \(information) >>",
      "<< /Kids \(kids) >>", "<< /MediaBox [0 0 100.5 20] >>",
    ]
  }

  @Test func `strings of a PDF are read in all their forms`() throws {
    let found = try FigureInspection(
      bytes: pdf(
        objects(
          // \215 is “, \200 is •, \030 is ˘ in PDFDocEncoding; 🐉 is a surrogate pair.
          information: "/Title (a\\(b\\)(c)\\\\ \\215\\200\\030\\n\\7z\\\n.) "
            + "/Subject <FE FF 9F99 5CA9 D83D DC09> /Keywords (a=b\\\\;c; d=; e; =f)")))
    #expect(found.title == "a(b)(c)\\ “•\u{2D8}\n\u{7}z.")
    #expect(found.alternativeText == "龙岩🐉")
    #expect(
      found.metadata == [
        .init(key: "a", value: "b;c"), .init(key: "d", value: ""), .init(key: "e", value: ""),
        .init(key: "", value: "f"),
      ])
    #expect(found.width == 100.5 && found.height == 20 && found.language == "")
  }

  @Test func `a PDF that leads in circles or nowhere ends in words`() throws {
    let words = "/Title (a) /Subject (b)"
    #expect(Self.code(pdf(objects(information: words))) == nil)
    let whole = pdf(objects(information: words))
    let table = try #require(String(decoding: whole, as: UTF8.self).firstRange(of: "xref\n"))
    let offset = String(decoding: whole, as: UTF8.self)[..<table.lowerBound].utf8.count
    // The table before is this one.
    #expect(
      Self.code(pdf(objects(information: words), trailer: "/Prev \(offset)")) == .damaged)
    #expect(Self.code(pdf(objects(information: words), trailer: "/Prev -1")) == .damaged)
    #expect(Self.code(pdf(objects(information: words), trailer: "/Prev 99999999")) == .damaged)
    #expect(Self.code(pdf(objects(information: words, kids: "[]"))) == .damaged)
    #expect(Self.code(pdf(objects(information: words, kids: "[3 0 R]"))) == .damaged)
    #expect(Self.code(pdf(objects(information: words, kids: "[4 0 R 4 0 R]"))) == .foreign)
    #expect(
      Self.code(pdf(objects(information: words, kids: String(repeating: "[", count: 100_000))))
        == .damaged)
    #expect(Self.code(pdf(objects())) == .foreign)
    #expect(Self.code(pdf(objects(information: words), trailer: "/Encrypt 3 0 R")) == .unsupported)
    #expect(Self.code(pdf(objects(information: words), trailer: "/XRefStm 9")) == .unsupported)
  }

  @Test func `a PDF with compressed objects says that another program wrote it`() {
    let file = Array("%PDF-1.5\n1 0 obj\n<< /Type /XRef >>\nstartxref\n9\n%%EOF".utf8)
    #expect(Self.code(file) == .unsupported)
  }
}
