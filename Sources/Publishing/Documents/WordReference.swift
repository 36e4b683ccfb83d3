import Diagnostics

/// The reference document from which pandoc takes styles, page and page numbers.
struct WordReference {
  var setting: WordSetting

  /// The file.
  func bytes() throws(PublishingError) -> [UInt8] {
    let parts: [(name: String, text: String)] = [
      ("[Content_Types].xml", Self.contentTypes),
      ("_rels/.rels", Self.packageRelationships),
      ("docProps/app.xml", Self.application),
      ("word/_rels/document.xml.rels", relationships),
      ("word/document.xml", document),
      ("word/fontTable.xml", fontTable),
      ("word/footer1.xml", footer(isEven: false)),
      ("word/footer2.xml", footer(isEven: true)),
      ("word/footnotes.xml", Self.footnotes),
      ("word/settings.xml", settings),
      ("word/styles.xml", styles),
      ("word/theme/theme1.xml", theme),
    ]
    return try Archive.zip(parts.map { Archive.Entry(name: $0.name, bytes: Array($0.text.utf8)) })
  }

  // MARK: - Styles

  var styles: String {
    let language =
      setting.isChinese
      ? #"<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>"#
      : #"<w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/>"#
    let face: Typeface = setting.profile == .official ? .text : .song
    let defaults =
      "<w:docDefaults><w:rPrDefault><w:rPr>\(WordStyle.fontSlots(face, setting.fonts))"
      + #"<w:sz w:val="\#(Int(setting.textSize * 2))"/>"#
      + #"<w:szCs w:val="\#(Int(setting.textSize * 2))"/>\#(language)</w:rPr></w:rPrDefault>"#
      + "<w:pPrDefault/></w:docDefaults>"
    return OpenXML.declaration + "<w:styles \(Self.wordNamespace)>\(defaults)"
      + #"<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">"#
      + #"<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/></w:style>"#
      + setting.styles.map { $0.text(setting.fonts) }.joined() + tableStyles + "</w:styles>"
  }

  /// The tables of Word, of the full grid, and of three lines; `Table` is the one that pandoc
  /// names.
  private var tableStyles: String {
    let margins =
      #"<w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>"#
      + #"<w:bottom w:w="30" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>"#
    func line(_ side: String, _ eighths: Int) -> String {
      #"<w:\#(side) w:val="single" w:sz="\#(eighths)" w:space="0" w:color="auto"/>"#
    }
    let grid =
      "<w:tblBorders>"
      + ["top", "left", "bottom", "right", "insideH", "insideV"].map { line($0, 4) }.joined()
      + "</w:tblBorders>\(margins)"
    let three = "<w:tblBorders>\(line("top", 12))\(line("bottom", 12))</w:tblBorders>\(margins)"
    let head =
      #"<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>"# + line("bottom", 6)
      + "</w:tcBorders></w:tcPr></w:tblStylePr>"
    func style(_ id: String, _ name: String, _ properties: String, _ rest: String) -> String {
      #"<w:style w:type="table" w:styleId="\#(id)"><w:name w:val="\#(name)"/>"#
        + #"<w:basedOn w:val="TableNormal"/><w:tblPr>\#(properties)</w:tblPr>\#(rest)</w:style>"#
    }
    let isGrid = setting.profile == .official
    return #"<w:style w:type="table" w:default="1" w:styleId="TableNormal">"#
      + #"<w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>"#
      + #"<w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>"#
      + "</w:tblCellMar></w:tblPr></w:style>"
      + style("GridTable", "Grid Table", grid, "") + style("RuledTable", "Ruled Table", three, head)
      + style("Table", "Table", isGrid ? grid : three, isGrid ? "" : head)
  }

  private var fontTable: String {
    let fonts = DocumentFonts.choices.filter { $0.office != "微软雅黑" }.map { choice in
      let names = (choice.names + choice.equivalents).joined(separator: ",")
      let kind = choice.isChinese ? "86" : "00"
      let family = choice.isSans ? "swiss" : "roman"
      return #"<w:font w:name="\#(choice.office)"><w:altName w:val="\#(names)"/>"#
        + #"<w:charset w:val="\#(kind)"/><w:family w:val="\#(family)"/>"#
        + #"<w:pitch w:val="variable"/></w:font>"#
    }
    return OpenXML.declaration + "<w:fonts \(Self.wordNamespace)>\(fonts.joined())</w:fonts>"
  }

  // MARK: - Page

  private var document: String {
    // pandoc takes the section and looks at nothing else.
    OpenXML.declaration + "<w:document \(Self.wordNamespace) \(Self.relationNamespace)>"
      + "<w:body><w:p/>\(setting.section)</w:body></w:document>"
  }

  /// The page number: in official documents “— 1 —”, one character from the outer edge.
  private func footer(isEven: Bool) -> String {
    func text(_ text: String) -> String { #"<w:r><w:t xml:space="preserve">\#(text)</w:t></w:r>"# }
    let number =
      #"<w:r><w:fldChar w:fldCharType="begin"/></w:r>"#
      + #"<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>"#
      + #"<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>"#
      + #"<w:r><w:fldChar w:fldCharType="end"/></w:r>"#
    var place = ""
    var content = number
    if setting.profile == .official {
      content = text("— ") + number + text(" —")
      let side = isEven ? "left" : "right"
      place =
        #"<w:ind w:\#(side)Chars="100" w:\#(side)="280"/><w:jc w:val="\#(side)"/>"#
    }
    return OpenXML.declaration + "<w:ftr \(Self.wordNamespace) \(Self.relationNamespace)>"
      + #"<w:p><w:pPr><w:pStyle w:val="Footer"/>\#(place)</w:pPr>\#(content)</w:p></w:ftr>"#
  }

  /// What Word has to know of the whole document; fields keep the numbers that they are written
  /// with.
  var settings: String {
    let evenAndOdd = setting.profile == .official ? "<w:evenAndOddHeaders/>" : ""
    let compatibility =
      "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/>"
      + "<w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/>"
      + "<w:adjustLineHeightInTable/><w:useFELayout/>"
      + #"<w:compatSetting w:name="compatibilityMode" "#
      + #"w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>"#
    return OpenXML.declaration + "<w:settings \(Self.wordNamespace)>"
      + #"<w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>\#(evenAndOdd)"#
      + #"<w:characterSpacingControl w:val="compressPunctuation"/>"#
      + #"<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>"#
      + compatibility + #"<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>"#
      + #"<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" "#
      + (1...6).map { #"w:accent\#($0)="accent\#($0)" "# }.joined()
      + #"w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>"#
      + #"<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>"#
  }

  private var theme: String {
    OfficeTheme(
      name: "Heng", latin: setting.fonts.latin(.song), chinese: setting.fonts.chinese(.song)
    ).text
  }

  // MARK: - Package

  private var relationships: String {
    let kinds = [
      ("rIdStyles", "styles", "styles.xml"), ("rIdSettings", "settings", "settings.xml"),
      ("rIdFonts", "fontTable", "fontTable.xml"), ("rIdTheme", "theme", "theme/theme1.xml"),
      ("rIdNotes", "footnotes", "footnotes.xml"), ("rIdFooter", "footer", "footer1.xml"),
      ("rIdFooterEven", "footer", "footer2.xml"),
    ]
    return OpenXML.relationships(kinds)
  }

  private static let packageRelationships =
    OpenXML.relationships([("rId1", "officeDocument", "word/document.xml")])

  private static let footnotes =
    OpenXML.declaration + "<w:footnotes \(wordNamespace)>"
    + #"<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>"#
    + #"<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r>"#
    + "<w:continuationSeparator/></w:r></w:p></w:footnote></w:footnotes>"

  /// The part that names the program.
  static let application =
    OpenXML.declaration
    + #"<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/"#
    + #"extended-properties"><Application>Heng</Application></Properties>"#

  private static let contentTypes: String = {
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    let parts = [
      ("word/document.xml", "document.main"), ("word/styles.xml", "styles"),
      ("word/settings.xml", "settings"), ("word/fontTable.xml", "fontTable"),
      ("word/footnotes.xml", "footnotes"), ("word/footer1.xml", "footer"),
      ("word/footer2.xml", "footer"),
    ]
    return OpenXML.declaration
      + #"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#
      + #"<Default Extension="xml" ContentType="application/xml"/>"#
      + #"<Default Extension="rels" "#
      + #"ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#
      + parts.map { #"<Override PartName="/\#($0.0)" ContentType="\#(kind)\#($0.1)+xml"/>"# }
      .joined()
      + #"<Override PartName="/word/theme/theme1.xml" "#
      + #"ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>"#
      + #"<Override PartName="/docProps/app.xml" "#
      + #"ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>"#
      + "</Types>"
  }()

  private static let wordNamespace =
    #"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#
  private static let relationNamespace =
    #"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#
}

/// The colours and fonts that Word and PowerPoint offer first.
struct OfficeTheme {
  var name: String
  var latin: String
  var chinese: String

  /// The part.
  var text: String {
    let colours = [
      ("dk1", "1A1A1A"), ("lt1", "FFFFFF"), ("dk2", WordSetting.accent), ("lt2", "F2F4F7"),
      ("accent1", WordSetting.accent), ("accent2", "5B7FA6"), ("accent3", "8A8F98"),
      ("accent4", "B08D3C"), ("accent5", "4F7F6B"), ("accent6", "6B5B8A"),
      ("hlink", WordSetting.accent), ("folHlink", "5B5B5B"),
    ].map { #"<a:\#($0.0)><a:srgbClr val="\#($0.1)"/></a:\#($0.0)>"# }.joined()
    func font(_ slot: String) -> String {
      #"<a:\#(slot)Font><a:latin typeface="\#(latin)"/><a:ea typeface="\#(chinese)"/>"#
        + #"<a:cs typeface=""/><a:font script="Hans" typeface="\#(chinese)"/></a:\#(slot)Font>"#
    }
    let fill = #"<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>"#
    let line = #"<a:ln w="9525">\#(fill)</a:ln>"#
    let effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return OpenXML.declaration
      + #"<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" "#
      + #"name="\#(name)">"#
      + #"<a:themeElements><a:clrScheme name="\#(name)">\#(colours)</a:clrScheme>"#
      + #"<a:fontScheme name="\#(name)">\#(font("major"))\#(font("minor"))</a:fontScheme>"#
      + #"<a:fmtScheme name="\#(name)"><a:fillStyleLst>\#(fill + fill + fill)</a:fillStyleLst>"#
      + "<a:lnStyleLst>\(line + line + line)</a:lnStyleLst>"
      + "<a:effectStyleLst>\(effect + effect + effect)</a:effectStyleLst>"
      + "<a:bgFillStyleLst>\(fill + fill + fill)</a:bgFillStyleLst></a:fmtScheme>"
      + "</a:themeElements></a:theme>"
  }
}
