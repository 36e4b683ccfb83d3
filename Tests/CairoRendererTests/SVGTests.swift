import CairoRenderer
import Charting
import Foundation
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite struct SVGTests {
  let measurer: PangoTextMeasurer
  let renderer = SceneRenderer(software: "Heng & Co")

  init() throws {
    measurer = try PangoTextMeasurer()
  }

  private func svg(_ scene: Scene, text: SVGText = .outlines) throws -> XMLElements {
    try XMLElements(try renderer.render(scene, as: .svg, measuring: measurer, svgText: text))
  }

  @Test(arguments: FigureLanguage.allCases)
  func `the root states size, language and what describes the figure`(
    language: FigureLanguage
  ) throws {
    let document = try svg(Samples.everything(measuring: measurer, language: language))
    let root = try #require(document.elements.first)
    #expect(root.name == "svg")
    #expect(root.attributes["width"] == "144pt")
    #expect(root.attributes["height"] == "72pt")
    #expect(root.attributes["viewBox"] == "0 0 144 72")
    #expect(root.attributes["role"] == "img")
    #expect(root.attributes["lang"] == (language == .chinese ? "zh-Hans" : "en"))
    #expect(root.attributes["xml:lang"] == root.attributes["lang"])
    let title = try #require(document.elements.first { $0.name == "title" })
    let description = try #require(document.elements.first { $0.name == "desc" })
    #expect(title.text == "立法件数 <2022> & “其他”")
    #expect(description.text == "龙岩市12件。")
    let ids = [title, description].compactMap { $0.attributes["id"] }
    #expect(root.attributes["aria-labelledby"] == ids.joined(separator: " "))
  }

  @Test func `the facts are in the metadata`() throws {
    let document = try svg(Samples.everything(measuring: measurer))
    let facts = document.elements.filter { $0.name == "fact" }
    #expect(facts.map { $0.attributes["key"] } == ["software", "study", "版本"])
    #expect(facts.map(\.text) == ["Heng & Co", "a1;b=2", "<1>"])
  }

  @Test func `groups and marks of the scene can be found`() throws {
    let document = try svg(Samples.everything(measuring: measurer))
    let group = try #require(document.elements.first { $0.attributes["data-group"] == "marks" })
    #expect(group.name == "g")
    #expect(group.attributes["id"]?.hasSuffix("-marks") == true)
    let bar = try #require(document.elements.first { $0.attributes["data-mark"] == "bar-1" })
    #expect(bar.name == "rect")
    #expect(bar.attributes["x"] == "10" && bar.attributes["width"] == "60")
    #expect(bar.attributes["fill"] == "#005aaa")
  }

  @Test func `every id is used once and every reference has its target`() throws {
    let document = try svg(Samples.everything(measuring: measurer))
    let ids = document.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    let references = document.elements.compactMap { $0.attributes["xlink:href"] }
    #expect(references.count > 10)
    for reference in references { #expect(ids.contains(String(reference.dropFirst()))) }
  }

  @Test func `two figures in one page share no id`() throws {
    let first = try svg(Samples.everything(measuring: measurer))
    var scene = try Samples.everything(measuring: measurer)
    scene.alternativeText += " "
    let second = try svg(scene)
    let ids = Set(first.elements.compactMap { $0.attributes["id"] })
    #expect(ids.isDisjoint(with: second.elements.compactMap { $0.attributes["id"] }))
  }

  @Test func `a glyph is defined once for all sizes`() throws {
    let scene = Samples.frame([
      try Samples.text("市市", x: 0, baseline: 20, size: 10, measuring: measurer),
      try Samples.text("市", x: 0, baseline: 40, size: 20, measuring: measurer),
    ])
    let document = try svg(scene)
    let definitions = document.elements.filter { $0.name == "path" }
    #expect(definitions.count == 1)
    let uses = document.elements.filter { $0.name == "use" }
    // The second glyph stands one em to the right of the first.
    #expect(uses.map { $0.attributes["x"] } == [nil, "1000", nil])
    let transforms = document.elements.compactMap { $0.attributes["transform"] }
    #expect(transforms == ["translate(0 20) scale(0.01)", "translate(0 40) scale(0.02)"])
  }

  @Test func `regular and bold type have outlines of their own`() throws {
    let scene = Samples.frame([
      try Samples.text("市", x: 0, baseline: 20, measuring: measurer),
      try Samples.text("市", x: 0, baseline: 40, isBold: true, measuring: measurer),
    ])
    let outlines = try svg(scene).elements.compactMap { $0.attributes["d"] }
    #expect(Set(outlines).count == 2)
  }

  @Test(arguments: Scene.Anchor.allCases)
  func `the anchor decides which end of a text stands at its place`(anchor: Scene.Anchor) throws {
    // Two characters of 12 pt are 24 pt wide.
    let left = [Scene.Anchor.start: "100", .middle: "88", .end: "76"]
    let scene = Samples.frame([
      try Samples.text("龙岩", x: 100, baseline: 20, anchor: anchor, measuring: measurer)
    ])
    let transform = try svg(scene).elements.compactMap { $0.attributes["transform"] }.first
    #expect(transform == left[anchor].map { "translate(\($0) 20) scale(0.012)" })
  }

  @Test func `strange characters in words and ids leave the document well-formed`() throws {
    var scene = Samples.frame(
      [
        .group(
          .init(
            id: "a\"<&>",
            elements: [
              .rectangle(
                .init(x: 0, y: 0, width: 1, height: 1, fill: .solid(.white), mark: "<\"&'\0>"))
            ]))
      ], metadata: [.init(key: "\"<&", value: "]]>\u{1}\u{FFFE}\u{85}")])
    scene.title = "\0\u{1B}\u{FFFF}</title><script>"
    scene.alternativeText = "--><!--"
    let document = try svg(scene)
    #expect(document.elements.contains { $0.attributes["data-group"] == "a\"<&>" })
    #expect(!document.elements.contains { $0.name == "script" })
    #expect(document.elements.first { $0.name == "desc" }?.text == "--><!--")
  }

  @Test func `a rectangle of negative width is drawn to the other side`() throws {
    let scene = Samples.frame([
      .rectangle(.init(x: 50, y: 10, width: -20, height: 5, fill: .solid(Samples.blue)))
    ])
    let bar = try #require(try svg(scene).elements.last { $0.name == "rect" })
    #expect(bar.attributes["x"] == "30" && bar.attributes["width"] == "20")
  }

  @Test func `a line keeps its dashes and an open chain is not closed`() throws {
    let stroke = Scene.Stroke(Samples.blue, width: 0.5, dashes: [2, 1.25])
    let points = [Scene.Point(x: 1, y: 2), Scene.Point(x: 3, y: 4.12345)]
    let scene = Samples.frame([
      .polygon(.init(points: points, isClosed: false, stroke: stroke)),
      .polygon(.init(points: points, isClosed: true, stroke: stroke)),
    ])
    let paths = try svg(scene).elements.filter { $0.name == "path" }
    #expect(paths.map { $0.attributes["d"] } == ["M1 2L3 4.123", "M1 2L3 4.123z"])
    #expect(paths.allSatisfy { $0.attributes["stroke-dasharray"] == "2 1.25" })
    #expect(paths.allSatisfy { $0.attributes["fill"] == "none" })
  }

  @Test func `nothing is drawn without a fill and a stroke`() throws {
    let scene = Samples.frame([
      .rectangle(.init(x: 0, y: 0, width: 5, height: 5)), .polygon(.init(points: [])),
      .polygon(.init(points: [Scene.Point(x: 0, y: 0), Scene.Point(x: 1, y: 1)])),
    ])
    // Only the paper.
    #expect(try svg(scene).elements.filter { ["rect", "path"].contains($0.name) }.count == 1)
  }
}

extension SVGTests {
  private func group(_ id: String) throws -> Scene.Element {
    .group(
      .init(id: id, elements: [try Samples.text("龙岩", x: 0, baseline: 20, measuring: measurer)]))
  }

  @Test func `a group that draws one value carries it`() throws {
    var scene = Samples.frame([try group("row-0"), try group("row-1"), try group("axis")])
    scene.data = [
      .init(
        group: "row-0", row: "a\"<&>b", series: "s", label: "龙岩市", seriesLabel: "听取",
        year: 2022, value: 12, low: -0.5, high: 1e-7, text: "12件",
        observations: ["npc:1:2022:听取", "b c%"]),
      .init(group: "row-1", row: "r", label: "三明市", text: "未载明"),
      .init(group: "nowhere", row: "x", label: "x"),
    ]
    let document = try svg(scene)
    let first = try #require(document.elements.first { $0.attributes["data-group"] == "row-0" })
    #expect(first.name == "g")
    #expect(
      first.attributes.filter { $0.key.hasPrefix("data-") } == [
        "data-group": "row-0", "data-body": "a\"<&>b", "data-series": "s", "data-year": "2022",
        "data-value": "12", "data-low": "-0.5", "data-high": "1e-07", "data-text": "12件",
        "data-observations": "npc:1:2022:听取 b%20c%25",
      ])
    let second = try #require(document.elements.first { $0.attributes["data-group"] == "row-1" })
    // A value that is not known is absent, never 0.
    #expect(
      second.attributes.filter { $0.key.hasPrefix("data-") } == [
        "data-group": "row-1", "data-body": "r", "data-text": "未载明",
      ])
    #expect(document.elements.filter { $0.attributes["data-text"] != nil }.count == 2)
    let titles = document.elements.filter { $0.name == "title" }.dropFirst().map(\.text)
    #expect(titles == ["龙岩市 听取 2022年：12件", "三明市：未载明"])
  }

  @Test func `a group that draws several values holds each, and what they share`() throws {
    var scene = Samples.frame([try group("line-1")], language: .english)
    scene.data = [2020, 2021].map {
      .init(
        group: "line-1", row: "r", series: $0 == 2020 ? "a" : "b", label: "Longyan", year: $0,
        value: Double($0) / 4, text: "\($0 / 4)")
    }
    let document = try svg(scene)
    let group = try #require(document.elements.first { $0.attributes["data-group"] == "line-1" })
    #expect(
      group.attributes.filter { $0.key.hasPrefix("data-") } == [
        "data-group": "line-1", "data-body": "r",
      ])
    let values = document.elements.filter { $0.attributes["data-text"] != nil }
    #expect(values.map(\.name) == ["metadata", "metadata"])
    #expect(values.map { $0.attributes["data-body"] } == ["r", "r"])
    #expect(values.map { $0.attributes["data-series"] } == ["a", "b"])
    #expect(values.map { $0.attributes["data-year"] } == ["2020", "2021"])
    // 2020/4 = 505, 2021/4 = 505.25.
    #expect(values.map { $0.attributes["data-value"] } == ["505", "505.25"])
    let titles = document.elements.filter { $0.name == "title" }.map(\.text)
    #expect(titles.last == "Longyan 2020: 505\nLongyan 2021: 505")
  }

  @Test func `values that are no numbers are left out`() throws {
    var scene = Samples.frame([try group("row-0")])
    scene.data = [
      .init(group: "row-0", row: "r", label: "", value: .nan, low: -.infinity, high: .infinity)
    ]
    let row = try #require(
      try svg(scene).elements.first { $0.attributes["data-group"] == "row-0" })
    #expect(
      row.attributes.filter { $0.key.hasPrefix("data-") } == [
        "data-group": "row-0", "data-body": "r", "data-text": "",
      ])
  }

  @Test(arguments: Scene.Anchor.allCases)
  func `live text has the words, the place and the length of the layout`(
    anchor: Scene.Anchor
  ) throws {
    let scene = Samples.frame([
      try Samples.text(
        "龙岩 <&>\t", x: 100, baseline: 20, anchor: anchor, isBold: true, measuring: measurer)
    ])
    let document = try svg(scene, text: .live)
    #expect(!document.elements.contains { $0.name == "use" || $0.name == "path" })
    let text = try #require(document.elements.first { $0.name == "text" })
    #expect(text.text == "龙岩 <&> ")
    #expect(text.attributes["xml:space"] == "preserve")
    #expect(text.attributes["x"] == "100" && text.attributes["y"] == "20")
    #expect(text.attributes["font-size"] == "12" && text.attributes["font-weight"] == "bold")
    #expect(text.attributes["text-anchor"] == (anchor == .start ? nil : anchor.rawValue))
    let length = Double(text.attributes["textLength"] ?? "") ?? 0
    let width = try measurer.extents(of: "龙岩 <&> ", in: Font(size: 12, isBold: true)).width
    #expect(abs(length - width) < 0.001)
    #expect(text.attributes["lengthAdjust"] == "spacing")
    #expect(text.attributes["fill"] == "#222222")
    let families = document.elements.first?.attributes["font-family"]
    #expect(families?.hasPrefix("'\(measurer.family)', ") == true)
    #expect(families?.hasSuffix(", 'SimHei', sans-serif") == true)
  }

  @Test func `Chinese names of an English figure are told as Chinese`() throws {
    let scene = try Samples.everything(measuring: measurer, language: .english)
    let texts = try svg(scene, text: .live).elements.filter { $0.name == "text" }
    #expect(texts.map { $0.attributes["lang"] } == ["zh-Hans", "zh-Hans", "zh-Hans"])
    let chinese = try svg(Samples.everything(measuring: measurer), text: .live)
    #expect(chinese.elements.filter { $0.name == "text" && $0.attributes["lang"] != nil }.isEmpty)
  }

  @Test(arguments: SVGText.allCases)
  func `one form of text keeps no traces of the other`(text: SVGText) throws {
    let document = try svg(Samples.everything(measuring: measurer), text: text)
    #expect(document.elements.contains { $0.name == "text" } == (text == .live))
    #expect(document.elements.contains { $0.name == "use" } == (text == .outlines))
    #expect((document.elements.first?.attributes["font-family"] != nil) == (text == .live))
  }
}

/// The elements of an XML document in order, read by Foundation's parser.
final class XMLElements: NSObject, XMLParserDelegate {
  struct Element {
    var name: String
    var attributes: [String: String]
    var text = ""
  }

  private(set) var elements: [Element] = []
  private var open: [Int] = []

  init(_ bytes: [UInt8]) throws {
    super.init()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = self
    if !parser.parse() {
      throw parser.parserError ?? CocoaError(.propertyListReadCorrupt)
    }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    open.append(elements.count)
    elements.append(Element(name: name, attributes: attributes))
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    open.removeLast()
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    if let index = open.last { elements[index].text += text }
  }
}
