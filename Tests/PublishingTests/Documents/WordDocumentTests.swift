import Diagnostics
import Testing

@testable import Publishing

@Suite struct WordDocumentTests {
  private func package(
    _ sample: DocumentSample = DocumentSample(), text: String? = nil
  ) async throws -> OfficePackage {
    let bytes = try await sample.writer.bytes(of: text ?? sample.text(.docx), as: .docx)
    return try OfficePackage(bytes)
  }

  private func styles(
    _ profile: DocumentProfile, _ language: Language = .chinese
  ) async throws -> [String: String] {
    let package = try await package(
      DocumentSample(language: language, profile: profile), text: "文")
    let parts = try #require(package["word/styles.xml"]).split(separator: "<w:style ")
    return Dictionary(
      parts.dropFirst().map { part in
        let id = part.split(separator: "w:styleId=\"").last?.prefix { $0 != "\"" } ?? ""
        return (String(id), String(part))
      }, uniquingKeysWith: { first, _ in first })
  }

  @Test(
    arguments: [
      ("Normal", 32, "仿宋_GB2312"), ("Title", 44, "方正小标宋简体"), ("Heading1", nil, "黑体"),
      ("Heading2", nil, "楷体_GB2312"), ("Heading4", nil, "仿宋_GB2312"), ("Footer", 28, "宋体"),
      ("ImageCaption", 24, "黑体"), ("TableText", 21, "仿宋_GB2312"),
    ] as [(String, Int?, String)])
  func officialTypeIsThatOfTheStandard(id: String, halves: Int?, font: String) async throws {
    let style = try #require(try await styles(.official)[id])
    #expect(style.contains("w:eastAsia=\"\(font)\""))
    for slot in ["ascii", "hAnsi", "cs"] { #expect(style.contains("w:\(slot)=\"")) }
    if let halves { #expect(style.contains("<w:sz w:val=\"\(halves)\"")) }
  }

  @Test func officialTextHasTwentyTwoLinesOfTwentyEightCharacters() async throws {
    let styles = try await styles(.official)
    let normal = try #require(styles["Normal"])
    #expect(normal.contains(#"w:line="579" w:lineRule="exact""#))
    #expect(22 * 579 <= OpenXML.twentieths(millimetres: 225))
    #expect(normal.contains(#"<w:spacing w:val="-5""#))
    #expect(28 * (320 - 5) <= OpenXML.twentieths(millimetres: 156))
    let text = try #require(styles["BodyText"])
    #expect(text.contains(#"w:firstLine="640" w:firstLineChars="200""#))
    #expect(try #require(styles["Heading3"]).contains("<w:b />"))
  }

  @Test func plainTextIsSmallAndItsHeadingsAreSans() async throws {
    let styles = try await styles(.plain)
    #expect(try #require(styles["Normal"]).contains(#"<w:sz w:val="24""#))
    #expect(try #require(styles["Heading3"]).contains("黑体"))
    #expect(try #require(styles["Title"]).contains("黑体"))
  }

  @Test(arguments: DocumentProfile.allCases)
  func englishTextIsSetInLatinType(profile: DocumentProfile) async throws {
    let styles = try await styles(profile, .english)
    let normal = try #require(styles["Normal"])
    #expect(normal.contains(#"w:ascii="Times New Roman""#))
    #expect(!(try #require(styles["BodyText"]).contains("firstLineChars")))
  }

  @Test func officialPagesHaveTheirMarginsAndNumbersOnTheOuterEdge() async throws {
    let package = try await package()
    let text = try #require(package["word/document.xml"])
    // Margins of 37, 35, 28 and 26 mm leave 156 × 225 mm of an A4 page.
    let sizes = [
      #"w:w="11906""#, #"w:h="16838""#, #"w:top="2098""#, #"w:bottom="1984""#, #"w:left="1587""#,
      #"w:right="1474""#,
    ]
    for size in sizes { #expect(text.contains(size), "\(size)") }
    #expect(text.contains(#"w:linePitch="579""#))
    #expect(try #require(package["word/settings.xml"]).contains("<w:evenAndOddHeaders/>"))
    let feet = package.entries.filter { $0.name.hasPrefix("word/footer") }
      .map { String(decoding: $0.bytes, as: UTF8.self) }
    #expect(feet.count == 2)
    #expect(feet.allSatisfy { $0.contains("— ") && $0.contains(" PAGE ") })
    #expect(feet.contains { $0.contains(#"w:jc w:val="right""#) })
    #expect(feet.contains { $0.contains(#"w:jc w:val="left""#) })
  }

  @Test func plainPagesHaveEvenMarginsAndOneFoot() async throws {
    let package = try await package(DocumentSample(profile: .plain))
    let text = try #require(package["word/document.xml"])
    for side in ["top", "bottom", "left", "right"] {
      #expect(text.contains("w:\(side)=\"1417\""), "\(side)")
    }
    #expect(!(try #require(package["word/settings.xml"]).contains("evenAndOdd")))
  }

  @Test func aPictureKeepsItsSizeAndHasItsAlternativeText() async throws {
    var sample = DocumentSample()
    sample.figures = [DocumentSample.figure(1, width: 120, height: 70.5)]
    let writer = sample.writer
    let text = writer.block(writer.figures[0], in: .docx)
    let package = try await package(sample, text: text)
    let document = try #require(package["word/document.xml"])
    #expect(document.contains(#"<wp:extent cx="4320000" cy="2538000""#))
    #expect(document.contains(#"descr="条形图：共20个；最高46项 &amp; 最低11项。""#))
    #expect(!document.contains("/tmp") && !document.contains("descr=\"听取"))
  }

  @Test(arguments: DocumentProfile.allCases)
  func figuresKeepWithTheirCaptionsAndAreNotCutToALine(profile: DocumentProfile) async throws {
    let styles = try await styles(profile)
    let figure = try #require(styles["Figure"])
    #expect(figure.contains("<w:keepNext") && figure.contains(#"w:lineRule="auto""#))
    #expect(try #require(styles["TableCaption"]).contains("<w:keepNext"))
    let blocks = DocumentSample(profile: profile).text(.docx)
    let drawing = try #require(blocks.firstRange(of: "<w:drawing>"))
    let start = blocks[..<drawing.lowerBound].suffix(60)
    #expect(start.contains(#"<w:pStyle w:val="Figure"/>"#))
  }

  @Test func aPictureThatIsWiderThanTheTextIsScaledDown() {
    let setting = WordSetting(profile: .official, language: .chinese, fonts: .office)
    let figure = DocumentSample.figure(1, width: 312, height: 100)
    let block = WordDocument(setting: setting, frame: DocumentFrame()).block(figure)
    #expect(block.contains(#"<wp:extent cx="5616000" cy="1800000"/>"#))
  }

  @Test func outlinesStandBesidePixels() async throws {
    let package = try await package()
    let names = package.entries.map(\.name).filter { $0.hasPrefix("word/media/") }
    #expect(
      names == ["1.png", "1.svg", "2.png", "2.svg"].map { "word/media/figure-\($0)" })
    let relations = try #require(package["word/_rels/document.xml.rels"])
    let document = try #require(package["word/document.xml"])
    for id in ["rIdFigure1", "rIdFigure1Vector", "rIdFigure2", "rIdFigure2Vector"] {
      #expect(relations.contains("Id=\"\(id)\""))
      #expect(document.contains("r:embed=\"\(id)\""))
    }
    let types = try #require(package["[Content_Types].xml"])
    #expect(types.contains(#"Extension="svg" ContentType="image/svg+xml""#))
    #expect(types.contains(#"Extension="png""#))
  }

  @Test func aFigureWithoutOutlinesHasPixelsOnly() async throws {
    var sample = DocumentSample()
    sample.figures[0].svg = []
    let package = try await package(sample)
    #expect(!package.entries.contains { $0.name == "word/media/figure-1.svg" })
    #expect(package.entries.contains { $0.name == "word/media/figure-1.png" })
  }

  @Test func captionsCountByFieldsWithTheirNumbersWritten() async throws {
    let document = try #require(try await package()["word/document.xml"])
    #expect(document.split(separator: #" SEQ 图 \* ARABIC "#).count == 3)
    #expect(document.split(separator: #" SEQ 表 \* ARABIC "#).count == 3)
    let english = DocumentSample(language: .english)
    let other = try #require(try await package(english)["word/document.xml"])
    #expect(other.contains(#" SEQ Figure \* ARABIC "#) && other.contains(#" SEQ Table \* ARABIC "#))
    #expect(!document.contains("updateFields"))
  }

  @Test func aTableRepeatsItsHeadAndPartsNoRow() async throws {
    let document = try #require(try await package()["word/document.xml"])
    let rows = document.split(separator: "<w:tr>").dropFirst()
    // Two tables of figures and one that the text has itself.
    #expect(rows.filter { $0.contains("<w:tblHeader") }.count == 3)
    // Of 17 and 40 rows, and a head each.
    #expect(rows.filter { $0.contains("<w:cantSplit/>") }.count == 59)
    let cell = try #require(rows.first { $0.contains("未载明") && !$0.contains("注") })
    #expect(cell.contains(#"<w:pStyle w:val="TableText"/>"#))
  }

  @Test func groupsOfRowsHaveAHeadingAcross() {
    var table = DocumentSample().table(1, rows: 2).table
    table.groups[0].heading = "未列位次"
    table.groups[0].rows[0] = TextTable.Row(texts: ["1", "甲市", "3", ""])
    let setting = WordSetting(profile: .plain, language: .chinese, fonts: .office)
    let text = WordTableBlock(table: table, setting: setting).text
    #expect(text.contains(#"<w:gridSpan w:val="4"/>"#) && text.contains("未列位次"))
  }

  @Test func signaturesStandBeforeTheAnnex() async throws {
    let document = try #require(try await package()["word/document.xml"])
    let signature = try #require(document.firstRange(of: "青原市人大常委会研究室"))
    let annex = try #require(document.firstRange(of: "附件1"))
    #expect(signature.lowerBound < annex.lowerBound)
    #expect(!document.contains("\u{F0000}"))
    for style in ["Marking", "Masthead", "IssueLine", "Title", "Subtitle", "SignatureDate"] {
      #expect(document.contains("w:val=\"\(style)\""), "\(style)")
    }
  }

  @Test func theDateEndsFourCharactersFromTheEdgeBelowTheMiddleOfTheName() {
    var frame = DocumentFrame()
    frame.organisation = "甲市研究室"
    frame.date = "2023年3月5日"
    let setting = WordSetting(profile: .official, language: .chinese, fonts: .office)
    // The name takes 10 half characters, the date 12.
    let text = WordDocument(setting: setting, frame: frame).closing
    #expect(text.contains(#"w:rightChars="450""#) && text.contains(#"w:rightChars="400""#))
    frame.organisation = "甲市人民代表大会常务委员会研究室和办公室联合课题组"
    let long = WordDocument(setting: setting, frame: frame).closing
    #expect(long.contains(#"w:rightChars="0""#))
  }

  @Test func sharedPunctuationIsChineseInChineseText() async throws {
    let marked = try #require(try await package(text: "他说“好”。")["word/document.xml"])
    #expect(marked.contains(#"<w:rFonts w:hint="eastAsia"/></w:rPr>"#))
    let english = DocumentSample(language: .english)
    let plain = try #require(
      try await package(english, text: "He said “yes”.")["word/document.xml"])
    #expect(!plain.contains("w:hint"))
    #expect(
      WordDocument.withChinesePunctuation(
        #"<w:r><w:rPr><w:rStyle w:val="A" /></w:rPr><w:t>…</w:t></w:r>"#)
        == #"<w:r><w:rPr><w:rStyle w:val="A" /><w:rFonts w:hint="eastAsia"/></w:rPr>"#
        + "<w:t>…</w:t></w:r>")
  }

  @Test func theFileNamesItsTitleAndNoTime() async throws {
    let package = try await package()
    let core = try #require(package["docProps/core.xml"])
    #expect(core.contains("<dc:title>2022年地级人大常委会听取审议报告情况比较</dc:title>"))
    #expect(core.contains("<dc:language>zh-CN</dc:language>") && !core.contains("dcterms"))
    let names = package.entries.map(\.name)
    #expect(names.first == "[Content_Types].xml")
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

  @Test func theSameDocumentGivesTheSameBytes() async throws {
    let sample = DocumentSample()
    let text = sample.text(.docx)
    let first = try await sample.writer.bytes(of: text, as: .docx)
    #expect(try await sample.writer.bytes(of: text, as: .docx) == first)
  }

  @Test func otherPicturesAreLeftOutAndFormulasStayText() async throws {
    let text = "见 ![说明](/etc/hostname) 和 $5$ 与 <b>a</b>、@甲。\u{1}"
    let package = try await package(text: text)
    let document = try #require(package["word/document.xml"])
    #expect(document.contains("说明") && document.contains("$5$"))
    #expect(!package.entries.contains { $0.name.hasPrefix("word/media/") })
  }
}
