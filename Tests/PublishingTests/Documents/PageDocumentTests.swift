import Diagnostics
import Testing

@testable import Publishing

@Suite struct PageDocumentTests {
  private static func isInstalled(_ name: String) -> Bool {
    DocumentProgram(
      name: name, product: LocalisedText(zh: "", en: ""),
      searchPath: DocumentProgram.defaultSearchPath
    ).location != nil
  }

  @Test func datesAndIdentifiersAreOverwrittenInTheirLength() {
    let text = """
      /CreationDate(D:20240229123456+08'00')/ModDate (D:20240229) /Title(2024)
      /ID [ <0A1B> <FFFF> ]
      /DocChecksum /ABCDEF12
      /CreationDate
      """
    let settled = String(decoding: PageDocument.settled(Array(text.utf8)), as: UTF8.self)
    #expect(
      settled == """
        /CreationDate(D:19800101000000+00'00')/ModDate (D:19800101) /Title(2024)
        /ID [ <0000> <0000> ]
        /DocChecksum /00000000
        /CreationDate
        """)
  }

  @Test(.enabled(if: isInstalled("soffice")))
  func wordPagesAreTheSameTwice() async throws {
    let sample = DocumentSample()
    let text = "文“字”。" + sample.writer.block(sample.writer.figures[0], in: .pdf)
    let first = try await sample.writer.bytes(of: text, as: .pdf)
    #expect(first.starts(with: Array("%PDF-".utf8)))
    #expect(try await sample.writer.bytes(of: text, as: .pdf) == first)
  }

  @Test(.enabled(if: isInstalled("chromium")))
  func aBrowserMakesPagesWhereOfficeIsMissing() async throws {
    var writer = DocumentSample().writer
    // A folder of links to the programs that are there.
    let product = LocalisedText(zh: "", en: "")
    let links = try await TemporaryFolder.with(making: product) { folder throws(PublishingError) in
      let name = folder.path
      for program in ["pandoc", "chromium"] {
        let found = DocumentProgram(
          name: program, product: product, searchPath: DocumentProgram.defaultSearchPath)
        let link = DocumentProgram(
          name: "ln", product: product, searchPath: DocumentProgram.defaultSearchPath)
        _ = try await link.run(["-s", found.location ?? "", name], in: name)
      }
      writer.searchPath = name
      return try await writer.bytes(of: "文", as: .pdf)
    }
    #expect(links.starts(with: Array("%PDF-".utf8)))
  }
}
