import Diagnostics

/// The reference presentation from which pandoc takes its layouts, 338.67 × 190.5 mm.
///
/// pandoc chooses a layout by its name: text followed by a picture gets “Content with Caption”,
/// which is the layout of one finding here: the finding, a line below it, and the picture in all
/// the rest.
struct SlideReference {
  var frame: DocumentFrame
  var fonts: DocumentFonts

  /// A part of a slide, millimetres.
  private struct Place {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
  }

  private struct Placeholder {
    var id: Int
    var name: String
    /// The attributes by which slides name it.
    var kind: String
    var place: Place
    var style = ""
    var anchor = "t"
  }

  private struct Layout {
    var name: String
    var type: String
    var placeholders: [Placeholder]
    /// Whether the slide bears the running foot.
    var hasFoot = true
    var ornament = ""
  }

  /// The file.
  func bytes() throws(PublishingError) -> [UInt8] {
    let layouts = layouts
    var parts: [(name: String, text: String)] = [
      ("[Content_Types].xml", contentTypes), ("_rels/.rels", Self.packageRelationships),
      ("docProps/app.xml", WordReference.application), ("ppt/presentation.xml", presentation),
      ("ppt/_rels/presentation.xml.rels", presentationRelationships),
      ("ppt/presProps.xml", root("presentationPr", "")),
      ("ppt/viewProps.xml", root("viewPr", "")), ("ppt/tableStyles.xml", Self.tableStyles),
      ("ppt/theme/theme1.xml", theme), ("ppt/slideMasters/slideMaster1.xml", master),
      ("ppt/slideMasters/_rels/slideMaster1.xml.rels", masterRelationships),
    ]
    for (index, layout) in layouts.enumerated() {
      parts.append(("ppt/slideLayouts/slideLayout\(index + 1).xml", text(of: layout)))
      parts.append(
        (
          "ppt/slideLayouts/_rels/slideLayout\(index + 1).xml.rels",
          relationships([("slideMaster", "../slideMasters/slideMaster1.xml")])
        ))
    }
    return try Archive.zip(parts.map { Archive.Entry(name: $0.name, bytes: Array($0.text.utf8)) })
  }

  // MARK: - Layouts

  private var layouts: [Layout] {
    let title = Placeholder(
      id: 2, name: "Title", kind: #"type="title""#, place: Self.titlePlace, anchor: "ctr")
    func text(_ index: Int, _ place: Place, _ style: String = "", id: Int? = nil) -> Placeholder {
      Placeholder(
        id: id ?? 2 + index, name: "Text \(index)", kind: #"type="body" idx="\#(index)""#,
        place: place, style: style)
    }
    func content(_ index: Int, _ place: Place) -> Placeholder {
      Placeholder(id: 2 + index, name: "Content \(index)", kind: #"idx="\#(index)""#, place: place)
    }
    let left = Self.column(0, from: 34)
    let right = Self.column(1, from: 34)
    return [
      Layout(
        name: "Title Slide", type: "title",
        placeholders: [
          Placeholder(
            id: 2, name: "Title", kind: #"type="ctrTitle""#,
            place: Place(x: 30, y: 46, width: 290, height: 50),
            style: Self.level(size: 36, isBold: true, colour: "tx2"), anchor: "b"),
          Placeholder(
            id: 3, name: "Subtitle", kind: #"type="subTitle" idx="1""#,
            place: Place(x: 30, y: 104, width: 280, height: 50),
            style: Self.level(size: 20, colour: "tx1")),
          Placeholder(
            id: 4, name: "Date", kind: #"type="dt" sz="half" idx="10""#,
            place: Place(x: 30, y: 160, width: 140, height: 10),
            style: Self.level(size: 14, colour: "tx1")),
        ], hasFoot: false, ornament: titleOrnament),
      Layout(
        name: "Title and Content", type: "obj",
        placeholders: [title, content(1, Place(x: 18, y: 34, width: 302.67, height: 138))]),
      Layout(
        name: "Section Header", type: "secHead",
        placeholders: [
          Placeholder(
            id: 2, name: "Title", kind: #"type="title""#,
            place: Place(x: 30, y: 62, width: 280, height: 36),
            style: Self.level(size: 36, isBold: true, colour: "tx2"), anchor: "b"),
          text(
            1, Place(x: 30, y: 104, width: 280, height: 30), Self.level(size: 20, colour: "tx1")),
        ], ornament: Self.rectangle(9001, Place(x: 0, y: 0, width: 9, height: 190.5))),
      Layout(
        name: "Two Content", type: "twoObj",
        placeholders: [title, content(1, left), content(2, right)]),
      Layout(
        name: "Comparison", type: "twoTxTwoObj",
        placeholders: [
          title, text(1, Self.column(0, from: 32, height: 10), Self.small),
          content(2, Self.column(0, from: 44)),
          text(3, Self.column(1, from: 32, height: 10), Self.small),
          content(4, Self.column(1, from: 44)),
        ]),
      Layout(
        name: "Content with Caption", type: "objTx",
        placeholders: [
          title, content(1, Place(x: 18, y: 43, width: 302.67, height: 133)),
          text(2, Place(x: 18, y: 29, width: 302.67, height: 12), Self.small),
        ]),
      Layout(name: "Blank", type: "blank", placeholders: []),
    ]
  }

  private static let titlePlace = Place(x: 18, y: 9, width: 302.67, height: 19)

  private static func column(_ index: Int, from y: Double, height: Double? = nil) -> Place {
    Place(x: 18 + Double(index) * 154.33, y: y, width: 148.33, height: height ?? 172 - y)
  }

  /// Text of one level without bullets.
  private static func level(size: Int, isBold: Bool = false, colour: String) -> String {
    #"<a:lvl1pPr marL="0" indent="0" algn="l"><a:buNone/>"#
      + #"<a:defRPr sz="\#(size * 100)" b="\#(isBold ? 1 : 0)">"#
      + #"<a:solidFill><a:schemeClr val="\#(colour)"/></a:solidFill></a:defRPr></a:lvl1pPr>"#
  }

  private static let small = level(size: 18, colour: "tx1")

  private func text(of layout: Layout) -> String {
    let shapes =
      layout.ornament + layout.placeholders.map(shape).joined() + (layout.hasFoot ? foot : "")
    return root(
      "sldLayout",
      #"<p:cSld name="\#(layout.name)">"# + Self.tree(shapes) + "</p:cSld>"
        + "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>",
      attributes: #" type="\#(layout.type)" preserve="1""#)
  }

  private func shape(_ holder: Placeholder) -> String {
    #"<p:sp><p:nvSpPr><p:cNvPr id="\#(holder.id)" name="\#(holder.name)"/><p:cNvSpPr>"#
      + #"<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph \#(holder.kind)/></p:nvPr></p:nvSpPr>"#
      + "<p:spPr>\(Self.frame(holder.place))"
      + #"<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>"#
      + #"<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="\#(holder.anchor)">"#
      + "<a:normAutofit/></a:bodyPr><a:lstStyle>\(holder.style)</a:lstStyle>"
      + #"<a:p><a:endParaRPr lang="zh-CN"/></a:p></p:txBody></p:sp>"#
  }

  private static func frame(_ place: Place) -> String {
    let unit = OpenXML.units(millimetres:)
    return #"<a:xfrm><a:off x="\#(unit(place.x))" y="\#(unit(place.y))"/>"#
      + #"<a:ext cx="\#(unit(place.width))" cy="\#(unit(place.height))"/></a:xfrm>"#
  }

  private static func rectangle(_ id: Int, _ place: Place, colour: String = "accent1") -> String {
    #"<p:sp><p:nvSpPr><p:cNvPr id="\#(id)" name=""/><p:cNvSpPr/><p:nvPr userDrawn="1"/>"#
      + "</p:nvSpPr><p:spPr>\(frame(place))"
      + #"<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>"#
      + #"<a:solidFill><a:schemeClr val="\#(colour)"/></a:solidFill><a:ln><a:noFill/></a:ln>"#
      + "</p:spPr></p:sp>"
  }

  /// A line of text that is the same on every slide of the layout.
  private static func label(
    _ id: Int, _ place: Place, size: Int, alignment: String, isBold: Bool = false, _ content: String
  ) -> String {
    let run =
      #"<a:rPr lang="zh-CN" sz="\#(size * 100)" b="\#(isBold ? 1 : 0)"><a:solidFill>"#
      + #"<a:schemeClr val="\#(isBold ? "tx2" : "tx1")"/></a:solidFill></a:rPr>"#
    return #"<p:sp><p:nvSpPr><p:cNvPr id="\#(id)" name=""/><p:cNvSpPr txBox="1"/>"#
      + #"<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>\#(frame(place))"#
      + #"<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>"#
      + #"<p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/>"#
      + #"<a:lstStyle/><a:p><a:pPr algn="\#(alignment)"/>"#
      + content.replacing("<a:t>", with: run + "<a:t>") + "</a:p></p:txBody></p:sp>"
  }

  private static func words(_ text: String) -> String {
    "<a:r><a:t>\(OpenXML.escaped(text))</a:t></a:r>"
  }

  /// The deck's title and the number of the slide.
  private var foot: String {
    let running = [frame.marking, frame.title].compactMap(\.self).filter { !$0.isEmpty }
    let number =
      #"<a:fld id="{6E1C0B52-2B0F-4C55-8F0D-9B5A3C1D7E01}" type="slidenum">"#
      + "<a:t>‹#›</a:t></a:fld>"
    return Self.label(
      9010, Place(x: 18, y: 178.5, width: 240, height: 6), size: 10, alignment: "l",
      Self.words(running.joined(separator: "　")))
      + Self.label(
        9011, Place(x: 290.67, y: 178.5, width: 30, height: 6), size: 10, alignment: "r", number)
  }

  private var titleOrnament: String {
    var parts = [
      Self.rectangle(9001, Place(x: 0, y: 0, width: 9, height: 190.5)),
      Self.rectangle(9002, Place(x: 30, y: 99, width: 60, height: 0.8)),
    ]
    let series = [frame.masthead, frame.issue].compactMap(\.self).joined(separator: "　")
    if !series.isEmpty {
      parts.append(
        Self.label(
          9003, Place(x: 30, y: 20, width: 180, height: 10), size: 18, alignment: "l", isBold: true,
          Self.words(series)))
    }
    if let marking = frame.marking {
      parts.append(
        Self.label(
          9004, Place(x: 220, y: 20, width: 90, height: 10), size: 16, alignment: "r",
          Self.words(marking)))
    }
    return parts.joined()
  }

  // MARK: - Master

  private var master: String {
    let title = Placeholder(
      id: 2, name: "Title", kind: #"type="title""#, place: Self.titlePlace, anchor: "ctr")
    let body = Placeholder(
      id: 3, name: "Text", kind: #"type="body" idx="1""#,
      place: Place(x: 18, y: 34, width: 302.67, height: 138))
    let date = Placeholder(
      id: 4, name: "Date", kind: #"type="dt" sz="half" idx="2""#,
      place: Place(x: 200, y: 178.5, width: 60, height: 6),
      style: Self.level(size: 10, colour: "tx1"))
    let sizes = [20, 18, 16, 16, 16]
    let levels = sizes.enumerated().map { index, size in
      let left = OpenXML.units(millimetres: 6 * Double(index + 1))
      let hang = OpenXML.units(millimetres: 6)
      return #"<a:lvl\#(index + 1)pPr marL="\#(left)" indent="-\#(hang)" algn="l">"#
        + #"<a:lnSpc><a:spcPct val="120000"/></a:lnSpc><a:spcBef><a:spcPts val="600"/></a:spcBef>"#
        + #"<a:buClr><a:schemeClr val="accent1"/></a:buClr><a:buFont typeface="Arial"/>"#
        + #"<a:buChar char="•"/><a:defRPr sz="\#(size * 100)"><a:solidFill>"#
        + #"<a:schemeClr val="tx1"/></a:solidFill>\#(Self.themeFonts("mn"))</a:defRPr>"#
        + "</a:lvl\(index + 1)pPr>"
    }
    let styles =
      #"<p:txStyles><p:titleStyle><a:lvl1pPr algn="l"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc>"#
      + #"<a:buNone/><a:defRPr sz="2600" b="1"><a:solidFill><a:schemeClr val="tx2"/></a:solidFill>"#
      + "\(Self.themeFonts("mj"))</a:defRPr></a:lvl1pPr></p:titleStyle>"
      + "<p:bodyStyle>\(levels.joined())</p:bodyStyle>"
      + "<p:otherStyle><a:lvl1pPr><a:defRPr sz=\"1800\">\(Self.themeFonts("mn"))</a:defRPr>"
      + "</a:lvl1pPr></p:otherStyle></p:txStyles>"
    let map =
      #"<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" "#
      + (1...6).map { #"accent\#($0)="accent\#($0)" "# }.joined()
      + #"hlink="hlink" folHlink="folHlink"/>"#
    let list = layouts.indices.map {
      #"<p:sldLayoutId id="\#(2_147_483_700 + $0)" r:id="rId\#($0 + 1)"/>"#
    }
    return root(
      "sldMaster",
      #"<p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill>"#
        + "<a:effectLst/></p:bgPr></p:bg>" + Self.tree([title, body, date].map(shape).joined())
        + "</p:cSld>\(map)<p:sldLayoutIdLst>\(list.joined())</p:sldLayoutIdLst>\(styles)")
  }

  private static func themeFonts(_ slot: String) -> String {
    #"<a:latin typeface="+\#(slot)-lt"/><a:ea typeface="+\#(slot)-ea"/>"#
      + #"<a:cs typeface="+\#(slot)-cs"/>"#
  }

  private static func tree(_ shapes: String) -> String {
    #"<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"#
      + #"<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>"#
      + #"<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>\#(shapes)</p:spTree>"#
  }

  private var theme: String {
    let isChinese = frame.language == .chinese
    return OfficeTheme(
      name: "Heng", latin: isChinese ? fonts.chinese(.screen) : fonts.latin(.screen),
      chinese: fonts.chinese(.screen)
    ).text
  }

  // MARK: - Package

  private var presentation: String {
    root(
      "presentation",
      #"<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>"#
        + #"<p:sldIdLst/><p:sldSz cx="12192000" cy="6858000"/>"#
        + #"<p:notesSz cx="6858000" cy="9144000"/>"#)
  }

  private var presentationRelationships: String {
    relationships([
      ("slideMaster", "slideMasters/slideMaster1.xml"), ("presProps", "presProps.xml"),
      ("viewProps", "viewProps.xml"), ("theme", "theme/theme1.xml"),
      ("tableStyles", "tableStyles.xml"),
    ])
  }

  private var masterRelationships: String {
    relationships(
      layouts.indices.map { ("slideLayout", "../slideLayouts/slideLayout\($0 + 1).xml") }
        + [("theme", "../theme/theme1.xml")])
  }

  private func relationships(_ targets: [(kind: String, target: String)]) -> String {
    OpenXML.relationships(
      targets.enumerated().map { ("rId\($0 + 1)", $1.kind, $1.target) })
  }

  private static let packageRelationships =
    OpenXML.relationships([("rId1", "officeDocument", "ppt/presentation.xml")])

  private static let tableStyles =
    OpenXML.declaration
    + #"<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" "#
    + #"def="{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"/>"#

  private var contentTypes: String {
    let kind = "application/vnd.openxmlformats-officedocument.presentationml."
    var parts = [
      ("ppt/presentation.xml", kind + "presentation.main"),
      ("ppt/presProps.xml", kind + "presProps"),
      ("ppt/viewProps.xml", kind + "viewProps"), ("ppt/tableStyles.xml", kind + "tableStyles"),
      ("ppt/slideMasters/slideMaster1.xml", kind + "slideMaster"),
      ("ppt/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme"),
      ("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties"),
    ]
    parts += layouts.indices.map {
      ("ppt/slideLayouts/slideLayout\($0 + 1).xml", kind + "slideLayout")
    }
    return OpenXML.declaration
      + #"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#
      + #"<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" "#
      + #"ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#
      + parts.map { #"<Override PartName="/\#($0.0)" ContentType="\#($0.1)+xml"/>"# }.joined()
      + "</Types>"
  }

  private func root(_ name: String, _ content: String, attributes: String = "") -> String {
    OpenXML.declaration
      + #"<p:\#(name) xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" "#
      + #"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" "#
      + #"xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"\#(attributes)>"#
      + content + "</p:\(name)>"
  }
}
