import Charting
import Testing

@testable import CairoRenderer

@Suite struct PDFTests {
  /// The file with each byte as one character; strings and names of a PDF are ASCII.
  let file: String

  init() throws {
    let measurer = try PangoTextMeasurer()
    let scene = try Samples.everything(measuring: measurer, language: .english)
    let bytes = try SceneRenderer().render(scene, as: .pdf, measuring: measurer)
    file = String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }

  /// Whether the file holds the text; asked apart, so that a failing test does not print the file.
  private func holds(_ text: String) -> Bool { file.contains(text) }

  @Test func `the document is a whole one of version 1_4`() {
    #expect(file.prefix(8) == "%PDF-1.4")
    #expect(file.suffix(6) == "%%EOF\n")
  }

  @Test func `the page is as large as the frame`() {
    #expect(holds("/MediaBox [ 0 0 144 72 ]"))
  }

  @Test func `the date is constant and complete`() {
    #expect(holds("/CreationDate (D:200001010000"))
    #expect(holds("/ModDate (D:200001010000"))
  }

  @Test func `the fonts are embedded, with what is needed to select and search the text`() {
    #expect(holds("/FontFile3"))
    #expect(holds("/ToUnicode"))
  }

  @Test func `the glyphs are those of mainland China, even in an English figure`() {
    #expect(holds("+NotoSansCJKsc-Regular"))
    #expect(holds("+NotoSansCJKsc-Bold"))
    #expect(!holds("CJKjp"))
    #expect(!holds("DejaVu"))
  }

  @Test func `title, description and facts are in the information dictionary`() {
    // Strings beyond ASCII are UTF-16 in hexadecimal digits: 立法 is 7ACB 6CD5, 龙岩 is 9F99 5CA9.
    #expect(holds("/Title <FEFF7ACB6CD5"))
    #expect(holds("/Subject <FEFF9F995CA9"))
    #expect(holds("/Creator (Heng)"))
    // study=a1\;b\=2; as it begins: a backslash keeps a part of a fact from ending it.
    let start = "study=a1\\;b\\=2; ".utf16.map { "00" + String($0, radix: 16, uppercase: true) }
    #expect(holds("/Keywords <FEFF" + start.joined()))
  }

  @Test func `the page is one figure with an alternative text, in a stated language`() {
    #expect(holds("/Lang (en) /MarkInfo << /Marked true >> /StructTreeRoot"))
    #expect(holds("/S /Figure"))
    // 龙岩市12件。
    #expect(holds("/Alt <feff9f995ca95e02003100324ef63002>"))
    #expect(holds("/Figure << /MCID 0 >> BDC\n\nendstream"))
    #expect(holds("/BBox [ 0 0 144 72 ]"))
  }

  @Test func `every object stands where the tables say`() throws {
    let bytes = file.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    let reader = try PDFReader(bytes)
    let size = try #require(reader.trailer["Size"]?.wholeNumber)
    #expect(reader.trailer["Prev"] != nil)
    for number in 1..<size {
      _ = try #require(try reader.object(number), "object \(number)")
    }
  }

  @Test func `a document that is not built as Cairo builds it is left alone`() {
    let structure = PDFStructure(alternativeText: "a", language: "en")
    let bytes = Array("%PDF-1.4\n%%EOF\n".utf8)
    #expect(structure.added(to: bytes) == bytes)
    // Nor is the structure added twice.
    let whole = file.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    #expect(structure.added(to: whole) == whole)
  }
}
