import Diagnostics
import Testing

@testable import Publishing

@Suite struct DocumentWriterTests {
  @Test(arguments: [DocumentFormat.docx, .pptx, .html, .pdf])
  func aMissingPandocIsNamedWithWhatCannotBeMade(format: DocumentFormat) async throws {
    var writer = DocumentSample().writer
    writer.searchPath = "/nonexistent"
    // Pages need another program first; where it is missing, that is what is told.
    let error = try #require(
      await #expect(throws: PublishingError.self) { try await writer.bytes(of: "文", as: format) })
    let text = try #require(error.problems.first).text
    #expect(text.english.contains(format.rawValue) && text.chinese.contains(format.rawValue))
    if format == .pdf {
      #expect(text.english.contains("libreoffice-writer nor chromium"))
      #expect(text.chinese.contains("libreoffice-writer"))
    } else {
      #expect(text.english.contains("pandoc is not installed: apt install pandoc"))
      #expect(text.chinese.contains("没有安装 pandoc，请运行 apt install pandoc"))
    }
  }

  @Test func aProgramThatTakesTooLongIsStopped() async throws {
    var program = DocumentProgram(
      name: "sleep", product: LocalisedText(zh: "文件", en: "the file"),
      searchPath: DocumentProgram.defaultSearchPath)
    program.time = .milliseconds(50)
    let slow = program
    let error = try #require(
      await #expect(throws: PublishingError.self) { _ = try await slow.run(["60"], in: "/") })
    #expect(error.description.contains("was stopped"))
  }

  @Test func aProgramThatFailsIsQuoted() async throws {
    let program = DocumentProgram(
      name: "ls", product: LocalisedText(zh: "文件", en: "the file"),
      searchPath: DocumentProgram.defaultSearchPath)
    let error = try #require(
      await #expect(throws: PublishingError.self) {
        _ = try await program.run(["/nonexistent"], in: "/")
      })
    #expect(error.description.contains("cannot make the file: ls failed “"))
    #expect(error.description.contains("check that ls is installed in full"))
  }

  @Test func markdownHasItsFrameAndNamesItsPictures() async throws {
    let sample = DocumentSample()
    let text = String(
      decoding: try await sample.writer.bytes(of: sample.text(.markdown), as: .markdown),
      as: UTF8.self)
    #expect(text.hasPrefix("**内部参阅**\n\n**调研简报**\n\n第3期　2023年3月5日\n\n---\n"))
    #expect(text.contains("![条形图：共20个；最高46项 & 最低11项。](<reports-1.png>)"))
    #expect(text.contains("图 1　听取审议专项工作报告“载明数”\\<项\\>"))
    #expect(text.contains("**表 1　听取审议专项工作报告**"))
    let signature = try #require(text.firstRange(of: "青原市人大常委会研究室  \n2023年3月5日"))
    let annex = try #require(text.firstRange(of: "附件1"))
    #expect(signature.lowerBound < annex.lowerBound)
  }

  @Test(arguments: [DocumentFormat.docx, .pptx, .html, .markdown])
  func emptyFramesAndTextsMakeAFile(format: DocumentFormat) async throws {
    let writer = DocumentWriter(frame: DocumentFrame())
    #expect(!(try await writer.bytes(of: "", as: format)).isEmpty)
  }

  @Test func fontsOfAnOfficeAreNamedAndEquivalentsChosenAsInstalled() {
    #expect(DocumentFonts.office.chinese(.title) == "方正小标宋简体")
    #expect(DocumentFonts.office.substitutions.isEmpty && DocumentFonts.office.isComplete)
    let free = DocumentFonts.installed(["Noto Serif CJK SC", "Noto Sans CJK SC", "AR PL UKai CN"])
    #expect(free.chinese(.brush) == "AR PL UKai CN" && free.chinese(.sans) == "Noto Sans CJK SC")
    #expect(free.isComplete && free.needsWeight(.title) && !free.needsWeight(.text))
    #expect(
      free.substitutions.contains(
        FontSubstitution(office: "仿宋_GB2312", used: "Noto Serif CJK SC")))
    let office = DocumentFonts.installed(["FangSong", "SimHei"])
    #expect(office.chinese(.text) == "FangSong" && !office.isComplete)
    #expect(!office.substitutions.contains { $0.office == "仿宋_GB2312" })
    let english = DocumentFonts.installed(["Noto Serif CJK SC"], for: .english)
    #expect(english.latin(.text) == "Noto Serif CJK SC:palt")
  }
}
