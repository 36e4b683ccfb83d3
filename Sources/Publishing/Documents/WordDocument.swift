import Diagnostics

/// A Word document: what stands around pandoc's text, figures, tables, and the finished file.
struct WordDocument {
  var setting: WordSetting
  var frame: DocumentFrame

  // MARK: - Frame

  /// What stands above the text.
  var opening: String {
    var parts: [String] = []
    if let marking = frame.marking { parts.append(paragraph(marking, style: "Marking")) }
    if let masthead = frame.masthead {
      parts.append(paragraph(masthead, style: "Masthead"))
      parts.append(
        #"<w:p><w:pPr><w:pStyle w:val="IssueLine"/></w:pPr>\#(run(frame.issue ?? ""))"#
          + "<w:r><w:tab/></w:r>\(run(frame.date ?? ""))</w:p>")
    }
    if !frame.title.isEmpty {
      // Where a subtitle follows, the space below the title is the subtitle's.
      let space = frame.subtitle.isEmpty ? "" : #"<w:spacing w:after="120"/>"#
      parts.append(paragraph(broken(frame.title), style: "Title", properties: space))
    }
    if !frame.subtitle.isEmpty { parts.append(paragraph(frame.subtitle, style: "Subtitle")) }
    return parts.joined()
  }

  /// Who signs, and the date.
  ///
  /// The date ends four characters from the right edge and the name stands centred above it; a name
  /// that is longer than that allows ends at the edge, with the date centred below.
  ///
  /// - Source: GB/T 9704-2012, 7.3.5.
  var closing: String {
    // Half characters, as Latin digits take.
    let name = frame.organisation.map(\.terminalWidth) ?? 0
    let date = frame.date.map(\.terminalWidth) ?? 0
    var (nameEnd, dateEnd) = (8.0, 8.0)
    if name > 0, date > 0 {
      nameEnd = dateEnd + Double(date - name) / 2
      if nameEnd < 0 { (nameEnd, dateEnd) = (0, dateEnd - nameEnd) }
    }
    func indent(_ halves: Double) -> String {
      #"<w:ind w:rightChars="\#(Int(halves * 50))" "#
        + #"w:right="\#(OpenXML.twentieths(points: halves * setting.textSize / 2))"/>"#
    }
    let space = #"<w:spacing w:before="\#(OpenXML.twentieths(points: setting.linePitch))"/>"#
    var parts: [String] = []
    if let organisation = frame.organisation {
      parts.append(
        paragraph(organisation, style: "Signature", properties: space + indent(nameEnd)))
    }
    if let date = frame.date {
      let above = frame.organisation == nil ? space : ""
      parts.append(paragraph(date, style: "SignatureDate", properties: above + indent(dateEnd)))
    }
    return parts.joined()
  }

  // MARK: - Blocks

  /// A picture and its caption.
  ///
  /// A picture that is larger than the text area is scaled down to it; no other changes its size.
  func block(_ figure: DocumentFigure) -> String {
    let room = (width: setting.textWidth, height: setting.textHeight - 20)
    let scale = min(1, room.width / figure.width, room.height / figure.height)
    let width = OpenXML.units(millimetres: figure.width * scale)
    let height = OpenXML.units(millimetres: figure.height * scale)
    let description = OpenXML.escaped(figure.alternativeText)
    let identifier = DrawnFigure(figure)
    let drawing =
      #"<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">"#
      + #"<wp:extent cx="\#(width)" cy="\#(height)"/>"#
      + #"<wp:effectExtent l="0" t="0" r="0" b="0"/>"#
      + #"<wp:docPr id="\#(1000 + figure.number)" name="\#(identifier.name)" "#
      + #"descr="\#(description)"/><wp:cNvGraphicFramePr>"#
      + #"<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>"#
      + #"<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>"#
      + #"<pic:nvPicPr><pic:cNvPr id="\#(1000 + figure.number)" name="\#(identifier.name)" "#
      + #"descr="\#(description)"/><pic:cNvPicPr/></pic:nvPicPr>"#
      + "<pic:blipFill>\(identifier.blip)<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
      + #"<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="\#(width)" cy="\#(height)"/></a:xfrm>"#
      + #"<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>"#
      + "</a:graphic></wp:inline></w:drawing>"
    return #"<w:p><w:pPr><w:pStyle w:val="Figure"/></w:pPr><w:r>\#(drawing)</w:r></w:p>"#
      + caption(
        setting.isChinese ? "图" : "Figure", figure.number, figure.caption, style: "ImageCaption")
  }

  /// The caption of a table and the table.
  func block(_ table: DocumentTable) -> String {
    (table.number == 0
      ? ""
      : caption(
        setting.isChinese ? "表" : "Table", table.number, table.caption, style: "TableCaption"))
      + WordTableBlock(table: table.table, setting: setting, isWide: table.isWide).text
  }

  /// A caption whose number is a field, so that Word goes on counting and can list figures and
  /// tables.
  private func caption(
    _ label: String, _ number: Int, _ text: String, style: String
  ) -> String {
    func field(_ kind: String) -> String { #"<w:r><w:fldChar w:fldCharType="\#(kind)"/></w:r>"# }
    let count =
      field("begin")
      + #"<w:r><w:instrText xml:space="preserve"> SEQ \#(label) \* ARABIC </w:instrText></w:r>"#
      + field("separate") + run(String(number)) + field("end")
    let gap = setting.isChinese ? "　" : ". "
    return #"<w:p><w:pPr><w:pStyle w:val="\#(style)"/></w:pPr>\#(run(label + " "))\#(count)"#
      + (text.isEmpty ? "" : run(gap + text)) + "</w:p>"
  }

  /// A page of its own for an annex: its mark and its title.
  ///
  /// Where it is wide, the last section of the document begins with it and lies on its side.
  func appendix(_ mark: String, title: String, isWide: Bool) -> String {
    (isWide ? Self.sectionBreak : "") + paragraph(mark, style: "Appendix")
      + paragraph(broken(title), style: "AppendixTitle")
  }

  private func broken(_ title: String) -> String {
    title.titleLines(within: setting.titleCapacity).joined(separator: "\n")
  }

  private func paragraph(_ text: String, style: String, properties: String = "") -> String {
    #"<w:p><w:pPr><w:pStyle w:val="\#(style)"/>\#(properties)</w:pPr>"# + run(text) + "</w:p>"
  }

  private func run(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let parts = lines.map { #"<w:t xml:space="preserve">\#(OpenXML.escaped(String($0)))</w:t>"# }
    return "<w:r>\(parts.joined(separator: "<w:br/>"))</w:r>"
  }

  /// Ends a section; what the section is like is known of the finished file only.
  private static let sectionBreak =
    #"<w:p><w:pPr><w:pStyle w:val="TableEnd"/><w:sectPr/></w:pPr></w:p>"#

  // MARK: - File

  /// The text with its last section on its side, where it has a section that ends.
  private func turned(_ text: String) -> String {
    guard let open = text.firstRange(of: "<w:sectPr/>"),
      let start = text.ranges(of: "<w:sectPr").last?.lowerBound,
      let end = text[start...].firstRange(of: "</w:sectPr>"), start > open.upperBound
    else { return text }
    let upright = String(text[start..<end.upperBound])
    return text[..<open.lowerBound] + upright + text[open.upperBound..<start]
      + setting.turned(upright) + text[end.upperBound...]
  }

  /// The finished file from pandoc's, with the pictures of the figures that stand in it.
  func finished(_ bytes: [UInt8], figures: [DocumentFigure]) throws(PublishingError) -> [UInt8] {
    var package = try OfficePackage(bytes)
    let reference = WordReference(setting: setting)
    package["word/settings.xml"] = reference.settings
    package.drop(["docProps/custom.xml", "word/comments.xml", "word/webSettings.xml"])
    for part in ["word/document.xml", "word/footnotes.xml"] {
      package[part] = package[part].map(settledText)
    }
    package["word/document.xml"] = package["word/document.xml"].map(turned)
    package["word/numbering.xml"] = package["word/numbering.xml"].map(indentedLists)
    let text = package["word/document.xml"] ?? ""
    for figure in figures {
      let drawn = DrawnFigure(figure)
      guard text.contains("\"\(drawn.pictureID)\"") else { continue }
      drawn.add(to: &package, folder: "word", relationships: "word/_rels/document.xml.rels")
    }
    package["docProps/app.xml"] = WordReference.application
    package.describe(
      title: frame.title, organisation: frame.organisation,
      language: setting.isChinese ? "zh-CN" : "en-GB")
    return try package.bytes()
  }

  /// The text with the type of Chinese punctuation told, and the cells of pandoc's own tables set.
  private func settledText(_ text: String) -> String {
    let tables = text.split(separator: "<w:tbl>", omittingEmptySubsequences: false)
    var result = tables.first.map(String.init) ?? ""
    for table in tables.dropFirst() {
      // A table that another one begins in ends later.
      guard table.contains("</w:tbl>") else {
        result += "<w:tbl>" + table
        continue
      }
      let parts = table.split(
        separator: "</w:tbl>", maxSplits: 1, omittingEmptySubsequences: false)
      let isPlain = parts[0].contains(#"<w:tblStyle w:val="Table" />"#)
      result += "<w:tbl>" + (isPlain ? Self.settledTable(parts[0]) : String(parts[0])) + "</w:tbl>"
      if isPlain { result += WordTableBlock.end }
      result += parts.count > 1 ? parts[1] : ""
    }
    return setting.isChinese ? Self.withChinesePunctuation(result) : result
  }

  /// A table of pandoc's own, as wide as the text and in the styles of tables.
  private static func settledTable(_ table: Substring) -> String {
    let rows = table.split(separator: "<w:tr>", omittingEmptySubsequences: false)
    let settled = rows.map { row in
      let style = row.contains("<w:tblHeader") ? "TableHeading" : "TableText"
      return row.replacing(
        #"<w:pStyle w:val="Compact" />"#, with: #"<w:pStyle w:val="\#(style)"/>"#)
    }
    return settled.joined(separator: "<w:tr>").replacing(
      #"<w:tblW w:type="auto" w:w="0" />"#, with: #"<w:tblW w:w="5000" w:type="pct"/>"#)
  }

  /// The lists with their marks where the first line of a paragraph begins.
  ///
  /// pandoc sets the marks of the first level 12 pt in, and each further level 36 pt more.
  private func indentedLists(_ text: String) -> String {
    guard setting.isChinese else { return text }
    let shift = OpenXML.twentieths(points: 2 * setting.textSize) - 240
    return (1...9).reduce(text) { text, level in
      text.replacing("w:left=\"\(level * 720)\"", with: "w:left=\"\(level * 720 + shift)\"")
    }
  }

  /// Marks the runs that hold punctuation which Latin and Chinese share, such as “ ” — …, as
  /// Chinese: Word would else set it in the Latin font, at half the width.
  static func withChinesePunctuation(_ text: String) -> String {
    let hint = #"<w:rFonts w:hint="eastAsia"/>"#
    let runs = text.split(separator: "<w:r>", omittingEmptySubsequences: false)
    var result = runs.first.map(String.init) ?? ""
    for run in runs.dropFirst() {
      result += "<w:r>"
      let content = run.split(
        separator: "</w:r>", maxSplits: 1, omittingEmptySubsequences: false)[0]
      guard content.unicodeScalars.contains(where: sharedPunctuation.contains),
        !content.contains("<w:rFonts")
      else {
        result += run
        continue
      }
      let properties = "<w:rPr>"
      // The fonts come after the name of the style and before all else.
      if run.hasPrefix(properties + "<w:rStyle"), let end = run.firstRange(of: "/>")?.upperBound {
        result += run[..<end] + hint + run[end...]
      } else if run.hasPrefix(properties) {
        result += properties + hint + run.dropFirst(properties.count)
      } else {
        result += "\(properties)\(hint)</w:rPr>\(run)"
      }
    }
    return result
  }

  private static let sharedPunctuation: Set<Unicode.Scalar> = [
    "“", "”", "‘", "’", "—", "…", "·", "×", "÷", "±", "°", "§", "→",
  ]
}

/// A figure as a picture of an Office file: pixels for every program, outlines for those that know
/// SVG.
struct DrawnFigure {
  var figure: DocumentFigure

  init(_ figure: DocumentFigure) {
    self.figure = figure
  }

  /// The names of its files start with it.
  var name: String { "figure-\(figure.number)" }

  /// The relationship to the pixels.
  var pictureID: String { "rIdFigure\(figure.number)" }
  private var vectorID: String { pictureID + "Vector" }

  /// The picture, by its relationships.
  var blip: String {
    guard !figure.svg.isEmpty else { return #"<a:blip r:embed="\#(pictureID)"/>"# }
    return #"<a:blip r:embed="\#(pictureID)"><a:extLst>"#
      + #"<a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip "#
      + #"xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" "#
      + #"r:embed="\#(vectorID)"/></a:ext></a:extLst></a:blip>"#
  }

  /// Adds the files, and their relationships to a part.
  func add(to package: inout OfficePackage, folder: String, relationships: String) {
    let up = relationships.hasPrefix("ppt/slides") ? "../" : ""
    package.declare(extension: "png", as: "image/png")
    package.add("\(folder)/media/\(name).png", figure.png)
    package.relate(pictureID, type: "image", to: "\(up)media/\(name).png", in: relationships)
    guard !figure.svg.isEmpty else { return }
    package.declare(extension: "svg", as: "image/svg+xml")
    package.add("\(folder)/media/\(name).svg", figure.svg)
    package.relate(vectorID, type: "image", to: "\(up)media/\(name).svg", in: relationships)
  }
}
