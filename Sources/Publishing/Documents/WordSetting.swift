import Diagnostics

/// How the pages and paragraphs of a Word document are set, by profile and language.
///
/// Sizes are points, lengths on the page millimetres. Chinese sizes by number: 二号 22, 三号 16, 四号 14,
/// 小四 12, 五号 10.5, 小五 9.
///
/// - Source: GB/T 9704-2012 for the official profile: text area, sizes, headings, page numbers.
struct WordSetting {
  var profile: DocumentProfile
  var language: Language
  var fonts: DocumentFonts

  /// The margins of an A4 page, and the distance of the page number from its lower edge.
  struct Margins {
    var top: Double
    var bottom: Double
    var left: Double
    var right: Double
    var footer: Double
  }

  var margins: Margins {
    switch profile {
    // The text area is 156 × 225 mm; the page number stands 7 mm below it.
    case .official: Margins(top: 37, bottom: 35, left: 28, right: 26, footer: 25)
    case .plain: Margins(top: 25, bottom: 25, left: 25, right: 25, footer: 12.5)
    }
  }

  /// The text area.
  var textWidth: Double { 210 - margins.left - margins.right }
  var textHeight: Double { 297 - margins.top - margins.bottom }

  /// The size and the pitch of the lines of text.
  var textSize: Double {
    switch (profile, language) {
    case (.official, .chinese): 16
    case (.official, .english): 14
    case (.plain, .chinese): 12
    case (.plain, .english): 11
    }
  }
  var linePitch: Double {
    switch (profile, language) {
    case (.official, .chinese): 28.95
    case (.official, .english): 22
    case (.plain, .chinese): 21
    case (.plain, .english): 16
    }
  }

  /// The size of titles, and how many half characters a line of them holds, with one character to
  /// spare for the gaps between digits and Chinese.
  var titleSize: Double { 22 }
  var titleCapacity: Int { Int(textWidth / 25.4 * 72 / (titleSize / 2)) - 2 }

  var isChinese: Bool { language == .chinese }

  /// The section on a page that lies on its side: its margins go round with it.
  func turned(_ section: String) -> String {
    let margins = margins
    let length = OpenXML.twentieths(millimetres:)
    let foot = min(margins.footer, margins.right - 8)
    var parts: [Substring] = []
    for part in section.split(separator: "<", omittingEmptySubsequences: false) {
      if part.hasPrefix("w:pgSz") {
        parts.append(#"w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>"#)
      } else if part.hasPrefix("w:pgMar") {
        parts.append(
          #"w:pgMar w:top="\#(length(margins.left))" w:right="\#(length(margins.bottom))" "#
            + #"w:bottom="\#(length(margins.right))" w:left="\#(length(margins.top))" "#
            + #"w:header="720" w:footer="\#(length(foot))" w:gutter="0"/>"#)
      } else {
        parts.append(part)
      }
    }
    return parts.joined(separator: "<")
  }

  /// The end of the document's last section: page, margins, grid, and the parts of its feet.
  var section: String {
    let margins = margins
    let length = OpenXML.twentieths(millimetres:)
    let footers =
      profile == .official
      ? #"<w:footerReference w:type="even" r:id="rIdFooterEven"/>"#
        + #"<w:footerReference w:type="default" r:id="rIdFooter"/>"#
      : #"<w:footerReference w:type="default" r:id="rIdFooter"/>"#
    // Not a grid of characters too, which not every program can fill with 28 of them; the text does
    // it.
    let type = profile == .official && isChinese ? #" w:type="lines""# : ""
    let grid =
      "<w:docGrid\(type) w:linePitch=\"\(OpenXML.twentieths(points: linePitch))\"/>"
    return "<w:sectPr>\(footers)"
      + #"<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="\#(length(margins.top))" "#
      + #"w:right="\#(length(margins.right))" w:bottom="\#(length(margins.bottom))" "#
      + #"w:left="\#(length(margins.left))" w:header="851" w:footer="\#(length(margins.footer))" "#
      + #"w:gutter="0"/><w:cols w:space="425"/>\#(grid)</w:sectPr>"#
  }

  /// The paragraph and character styles.
  var styles: [WordStyle] {
    base + headings + blocks + figures + frame + characters
  }

  private var base: [WordStyle] {
    let face: Typeface = profile == .official ? .text : .song
    var text = WordStyle("BodyText", "Body Text", basedOn: "Normal")
    text.after = isChinese ? nil : 6
    if isChinese { text.indent = .firstLine(characters: 2, size: textSize) }
    var normal = WordStyle("Normal", "Normal", basedOn: nil)
    normal.face = face
    normal.size = textSize
    normal.line = .exactly(linePitch)
    normal.alignment = .both
    // 28 characters of 16 pt stand on 156 mm where each gives up a quarter of a point.
    if profile == .official, isChinese { normal.tracking = -0.25 }
    // A page of a fixed number of lines is filled to the last one.
    normal.allowsWidows = isChinese
    var compact = WordStyle("Compact", "Compact", basedOn: "Normal")
    compact.after = isChinese ? nil : 2
    return [
      normal, text, WordStyle("FirstParagraph", "First Paragraph", basedOn: "BodyText"), compact,
    ]
  }

  private var headings: [WordStyle] {
    (1...6).map { level in
      var style = WordStyle("Heading\(level)", "heading \(level)", basedOn: "Normal")
      style.next = "BodyText"
      style.keepsNext = true
      style.outlineLevel = level - 1
      switch (profile, level) {
      case (.official, 1): style.face = .sans
      case (.official, 2): style.face = .brush
      case (.official, 3): style.isBold = true
      case (.official, _): style.face = .text
      case (.plain, 1): (style.face, style.size) = (.sans, isChinese ? 16 : 15)
      case (.plain, 2): (style.face, style.size) = (.sans, isChinese ? 14 : 13)
      case (.plain, _): style.face = .sans
      }
      if profile == .plain {
        style.isBold = true
        style.line = .exactly(level == 1 ? 26 : 22)
        (style.before, style.after) = (level == 1 ? 14 : 10, 4)
        style.alignment = .left
      } else if isChinese {
        style.indent = .firstLine(characters: 2, size: textSize)
      } else {
        // Latin type tells the levels apart by weight and slope.
        style.isBold = level != 2
        style.isItalic = level == 2 || level == 4
        (style.before, style.after) = (level == 1 ? 10 : 6, 4)
        style.alignment = .left
      }
      return style
    }
  }

  private var blocks: [WordStyle] {
    var quotation = WordStyle("BlockText", "Block Text", basedOn: "Normal")
    quotation.face = .brush
    quotation.indent = .sides(characters: 2, size: textSize)
    quotation.after = isChinese ? nil : 6
    var footnote = WordStyle("FootnoteText", "footnote text", basedOn: "Normal")
    (footnote.face, footnote.size, footnote.line) = (.song, 9, .exactly(12))
    footnote.alignment = .left
    footnote.snaps = false
    var footer = WordStyle("Footer", "footer", basedOn: "Normal")
    (footer.face, footer.size) = (.song, profile == .official ? 14 : 10.5)
    footer.line = .times(1)
    footer.alignment = .centre
    footer.snaps = false
    var appendix = WordStyle("Appendix", "Appendix", basedOn: "Normal")
    appendix.face = .sans
    appendix.breaksPage = true
    appendix.keepsNext = true
    appendix.alignment = .left
    appendix.outlineLevel = 0
    var heading = WordStyle("AppendixTitle", "Appendix Title", basedOn: "Title")
    heading.keepsNext = true
    heading.before = profile == .official ? linePitch : 8
    return [quotation, footnote, footer, appendix, heading]
  }

  private var figures: [WordStyle] {
    let small = profile == .official ? 12.0 : isChinese ? 10.5 : 10
    var figure = WordStyle("Figure", "Figure", basedOn: "Normal")
    figure.keepsNext = true
    figure.alignment = .centre
    // A fixed pitch would cut the picture to the height of a line.
    figure.line = .times(1)
    figure.snaps = false
    figure.before = 8
    var caption = WordStyle("ImageCaption", "Image Caption", basedOn: "Normal")
    (caption.face, caption.size, caption.line) = (.sans, small, .exactly(small * 1.5))
    caption.alignment = .centre
    caption.snaps = false
    (caption.before, caption.after) = (4, 10)
    var heading = WordStyle("TableCaption", "Table Caption", basedOn: "ImageCaption")
    heading.keepsNext = true
    (heading.before, heading.after) = (10, 4)
    var cell = WordStyle("TableText", "Table Text", basedOn: "Normal")
    (cell.face, cell.size) = (profile == .official ? .text : .song, isChinese ? 10.5 : 10)
    cell.line = .exactly(15)
    cell.alignment = .left
    cell.snaps = false
    cell.after = 0
    cell.tracking = 0
    // What two people sign for takes many rows.
    var fine = WordStyle("TableFine", "Table Fine", basedOn: "TableText")
    (fine.size, fine.line) = (9, .exactly(12))
    var head = WordStyle("TableHeading", "Table Heading", basedOn: "TableText")
    head.face = .sans
    head.isBold = isChinese ? nil : true
    head.alignment = .centre
    head.keepsNext = true
    var line = WordStyle("TableUnit", "Table Unit", basedOn: "TableText")
    line.keepsNext = true
    line.size = isChinese ? 10.5 : 9.5
    line.after = 3
    var note = WordStyle("TableNote", "Table Note", basedOn: "TableText")
    (note.size, note.line) = (9, .exactly(13))
    note.alignment = .both
    note.before = 3
    // The line of space below the last note is given by a paragraph of its own style.
    var end = WordStyle("TableEnd", "Table End", basedOn: "TableNote")
    (end.size, end.line, end.before) = (4, .exactly(8), 0)
    return [figure, caption, heading, cell, fine, head, line, note, end]
  }

  private var frame: [WordStyle] {
    var title = WordStyle("Title", "Title", basedOn: "Normal")
    title.next = "BodyText"
    (title.face, title.size) = (
      profile == .official || !isChinese ? .title : .sans, titleSize
    )
    title.isBold = fonts.needsWeight(.title) || profile == .plain || !isChinese ? true : nil
    title.line = .exactly(34)
    title.snaps = false
    title.alignment = .centre
    title.keepsNext = true
    (title.before, title.after) = (0, profile == .official && isChinese ? linePitch : 14)
    var subtitle = WordStyle("Subtitle", "Subtitle", basedOn: "Normal")
    subtitle.face = .brush
    subtitle.isItalic = !isChinese
    subtitle.alignment = .centre
    subtitle.after = title.after
    var masthead = WordStyle("Masthead", "Masthead", basedOn: "Normal")
    (masthead.face, masthead.size, masthead.line) = (.title, 42, .exactly(60))
    masthead.isBold = fonts.needsWeight(.title) || !isChinese ? true : nil
    masthead.colour = Self.accent
    masthead.alignment = .centre
    masthead.after = 10
    var issue = WordStyle("IssueLine", "Issue Line", basedOn: "Normal")
    issue.alignment = .left
    issue.tab = textWidth
    issue.hasRule = true
    issue.after = profile == .official ? linePitch : 18
    var marking = WordStyle("Marking", "Marking", basedOn: "Normal")
    marking.face = .sans
    marking.alignment = .left
    marking.after = 6
    var signature = WordStyle("Signature", "Signature", basedOn: "Normal")
    signature.alignment = .right
    signature.keepsNext = true
    var date = WordStyle("SignatureDate", "Signature Date", basedOn: "Normal")
    date.alignment = .right
    return [title, subtitle, masthead, issue, marking, signature, date]
  }

  private var characters: [WordStyle] {
    var code = WordStyle("VerbatimChar", "Verbatim Char", basedOn: nil)
    code.isCharacter = true
    code.face = .sans
    var reference = WordStyle("FootnoteReference", "footnote reference", basedOn: nil)
    reference.isCharacter = true
    reference.isRaised = true
    var link = WordStyle("Hyperlink", "Hyperlink", basedOn: nil)
    link.isCharacter = true
    link.colour = Self.accent
    return [code, reference, link]
  }

  /// The one colour of documents, a dark blue.
  static let accent = "1F4E79"
}
