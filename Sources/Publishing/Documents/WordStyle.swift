/// A paragraph or character style of a Word document; what is absent comes from the style it is
/// based on.
struct WordStyle {
  enum Alignment: String {
    case left
    case centre = "center"
    case right
    case both
  }

  enum Line {
    /// Points from line to line.
    case exactly(Double)
    /// Times the height of the font.
    case times(Double)
  }

  enum Indent {
    /// Of the first line, in characters of the size.
    case firstLine(characters: Double, size: Double)
    /// Of both sides.
    case sides(characters: Double, size: Double)
  }

  var id: String
  var name: String
  var basedOn: String?
  var next: String?
  var isCharacter = false
  var face: Typeface?
  /// Points.
  var size: Double?
  var isBold: Bool?
  /// Points added after each character.
  var tracking: Double?
  var isItalic = false
  var isRaised = false
  var colour: String?
  var alignment: Alignment?
  var line: Line?
  /// Points above and below.
  var before: Double?
  var after: Double?
  var indent: Indent?
  /// A tab to the right edge, millimetres from the left.
  var tab: Double?
  /// A rule below.
  var hasRule = false
  var keepsNext = false
  var breaksPage = false
  var allowsWidows: Bool?
  /// Whether lines stand on the page's grid.
  var snaps = true
  var outlineLevel: Int?

  init(_ id: String, _ name: String, basedOn: String?) {
    self.id = id
    self.name = name
    self.basedOn = basedOn
  }

  /// The style as Word's part of styles writes it.
  func text(_ fonts: DocumentFonts) -> String {
    let kind = isCharacter ? "character" : "paragraph"
    var parts = [#"<w:name w:val="\#(name)"/>"#]
    if let basedOn { parts.append(#"<w:basedOn w:val="\#(basedOn)"/>"#) }
    if let next { parts.append(#"<w:next w:val="\#(next)"/>"#) }
    parts.append("<w:qFormat/>")
    let paragraph = paragraphProperties.joined()
    if !isCharacter, !paragraph.isEmpty { parts.append("<w:pPr>\(paragraph)</w:pPr>") }
    let run = runProperties(fonts).joined()
    if !run.isEmpty { parts.append("<w:rPr>\(run)</w:rPr>") }
    let isDefault = id == "Normal" ? #" w:default="1""# : ""
    return #"<w:style w:type="\#(kind)"\#(isDefault) w:styleId="\#(id)">"# + parts.joined()
      + "</w:style>"
  }

  /// The fonts in all four slots.
  static func fontSlots(_ face: Typeface, _ fonts: DocumentFonts) -> String {
    let (latin, chinese) = (fonts.latin(face), fonts.chinese(face))
    return #"<w:rFonts w:ascii="\#(latin)" w:hAnsi="\#(latin)" w:eastAsia="\#(chinese)" "#
      + #"w:cs="\#(latin)"/>"#
  }

  // The order of the properties is that of the schema.
  private var paragraphProperties: [String] {
    var parts: [String] = []
    if keepsNext { parts.append("<w:keepNext/>") }
    if breaksPage { parts.append("<w:pageBreakBefore/>") }
    if let allowsWidows { parts.append(#"<w:widowControl w:val="\#(allowsWidows ? 0 : 1)"/>"#) }
    if hasRule {
      parts.append(
        #"<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="4" w:color="auto"/></w:pBdr>"#)
    }
    if let tab {
      let position = OpenXML.twentieths(millimetres: tab)
      parts.append(#"<w:tabs><w:tab w:val="right" w:pos="\#(position)"/></w:tabs>"#)
    }
    if !snaps { parts.append(#"<w:snapToGrid w:val="0"/>"#) }
    parts += spacing
    if let indent { parts.append(Self.text(indent)) }
    if let alignment { parts.append(#"<w:jc w:val="\#(alignment.rawValue)"/>"#) }
    if let outlineLevel { parts.append(#"<w:outlineLvl w:val="\#(outlineLevel)"/>"#) }
    return parts
  }

  private var spacing: [String] {
    var attributes: [String] = []
    if let before { attributes.append(#"w:before="\#(OpenXML.twentieths(points: before))""#) }
    if let after { attributes.append(#"w:after="\#(OpenXML.twentieths(points: after))""#) }
    switch line {
    case .exactly(let points):
      attributes.append(#"w:line="\#(OpenXML.twentieths(points: points))" w:lineRule="exact""#)
    case .times(let factor):
      attributes.append(#"w:line="\#(Int((factor * 240).rounded()))" w:lineRule="auto""#)
    case nil: break
    }
    return attributes.isEmpty ? [] : ["<w:spacing \(attributes.joined(separator: " "))/>"]
  }

  private static func text(_ indent: Indent) -> String {
    // Word goes by the characters; others by the length, which is for the size of the style.
    switch indent {
    case .firstLine(let characters, let size):
      #"<w:ind w:firstLineChars="\#(Int(characters * 100))" "#
        + #"w:firstLine="\#(OpenXML.twentieths(points: characters * size))"/>"#
    case .sides(let characters, let size):
      #"<w:ind w:leftChars="\#(Int(characters * 100))" "#
        + #"w:left="\#(OpenXML.twentieths(points: characters * size))" "#
        + #"w:rightChars="\#(Int(characters * 100))" "#
        + #"w:right="\#(OpenXML.twentieths(points: characters * size))"/>"#
    }
  }

  private func runProperties(_ fonts: DocumentFonts) -> [String] {
    var parts: [String] = []
    if let face { parts.append(Self.fontSlots(face, fonts)) }
    if let isBold {
      parts.append(isBold ? "<w:b/><w:bCs/>" : #"<w:b w:val="0"/><w:bCs w:val="0"/>"#)
    }
    if isItalic { parts.append("<w:i/><w:iCs/>") }
    if let colour { parts.append(#"<w:color w:val="\#(colour)"/>"#) }
    if let tracking {
      parts.append(#"<w:spacing w:val="\#(OpenXML.twentieths(points: tracking))"/>"#)
    }
    if let size {
      let halves = Int((size * 2).rounded())
      parts.append(#"<w:sz w:val="\#(halves)"/><w:szCs w:val="\#(halves)"/>"#)
    }
    if isRaised { parts.append(#"<w:vertAlign w:val="superscript"/>"#) }
    return parts
  }
}
