import Diagnostics
import Testing

@testable import Publishing

@Suite struct SlideDocumentTests {
  private func package(
    _ sample: DocumentSample = DocumentSample()
  ) async throws -> OfficePackage {
    try OfficePackage(await sample.writer.bytes(of: sample.text(.pptx), as: .pptx))
  }

  /// The names of the layouts of the slides.
  private func layouts(_ package: OfficePackage) throws -> [String] {
    let slides = package.entries.filter { $0.name.hasPrefix("ppt/slides/_rels/") }
    return try slides.map { slide in
      let text = String(decoding: slide.bytes, as: UTF8.self)
      let target = try #require(text.split(separator: "../slideLayouts/").dropFirst().first)
      let part = try #require(package["ppt/slideLayouts/" + target.prefix { $0 != "\"" }])
      return String(part.split(separator: "<p:cSld name=\"")[1].prefix { $0 != "\"" })
    }
  }

  @Test func slidesAreWideAndTakeTheLayoutsOfThisProgram() async throws {
    let package = try await package()
    #expect(
      try layouts(package) == [
        "Title Slide", "Section Header", "Content with Caption", "Title and Content",
        "Title and Content",
      ])
    let presentation = try #require(package["ppt/presentation.xml"])
    #expect(presentation.contains(#"cx="12192000" cy="6858000""#))
    #expect(try #require(package["ppt/theme/theme1.xml"]).contains("微软雅黑"))
  }

  @Test func thePictureOfAFindingHasItsAlternativeTextAndFillsTheRest() async throws {
    let package = try await package()
    let slide = try #require(package["ppt/slides/slide3.xml"])
    #expect(slide.contains(#"descr="条形图：共20个；最高46项 &amp; 最低11项。""#))
    #expect(!slide.contains(".png"))
    #expect(slide.contains(#"r:embed="rIdFigure1""#) && slide.contains("asvg:svgBlip"))
    let relations = try #require(package["ppt/slides/_rels/slide3.xml.rels"])
    #expect(relations.contains(#"Target="../media/figure-1.png""#))
    #expect(relations.contains(#"Target="../media/figure-1.svg""#))
    #expect(
      package.entries.map(\.name).filter { $0.hasPrefix("ppt/media") }
        == ["1.png", "1.svg", "2.png", "2.svg"].map { "ppt/media/figure-\($0)" })
    // 133 mm is the height that the layout leaves to it; the picture is one square point.
    #expect(slide.contains(#"cx="4787900" cy="4787900""#))
  }

  @Test func theTitleSlideNamesSeriesMarkingAndWhoSigns() async throws {
    let package = try await package()
    let title = try #require(package["ppt/slides/slide1.xml"])
    #expect(title.contains("2022年地级人大常委会听取审议报告情况比较"))
    #expect(title.contains("青原市人大常委会研究室　2023年3月5日"))
    let layout = try #require(package["ppt/slideLayouts/slideLayout1.xml"])
    #expect(layout.contains("调研简报　第3期") && layout.contains("内部参阅"))
  }

  @Test func everyPartIsThereAndEachIsRelatedTo() async throws {
    let package = try await package()
    #expect(DocumentSample.looseParts(of: package).isEmpty)
    let types = try #require(package["[Content_Types].xml"])
    #expect(types.hasPrefix("<?xml") && types.hasSuffix("</Types>"))
    let names = package.entries.map(\.name)
    for part in types.split(separator: "PartName=\"/").dropFirst() {
      #expect(names.contains(String(part.prefix { $0 != "\"" })))
    }
  }

  @Test(arguments: Language.allCases)
  func theSameSlidesGiveTheSameBytes(language: Language) async throws {
    let sample = DocumentSample(language: language)
    let first = try await sample.writer.bytes(of: sample.text(.pptx), as: .pptx)
    #expect(try await sample.writer.bytes(of: sample.text(.pptx), as: .pptx) == first)
  }

  @Test func aTableOfASlideHasNoTitleOfItsOwn() {
    let writer = DocumentSample().writer
    let text = writer.block(writer.tables[0], in: .pptx)
    #expect(text.contains("| 位次 | 地区 |") && !text.contains("表 1"))
  }
}
