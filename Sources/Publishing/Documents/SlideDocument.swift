import Diagnostics

/// A presentation: its pictures and the finished file.
struct SlideDocument {
  var frame: DocumentFrame

  /// A picture without a caption, which fills what the slide has left.
  func block(_ figure: DocumentFigure) -> String {
    "![](\(DrawnFigure(figure).name).png)"
  }

  /// What pandoc has to know for the title slide.
  var arguments: [String] {
    let signed = [frame.organisation, frame.date].compactMap(\.self).filter { !$0.isEmpty }
    let fields = [
      ("title", frame.title), ("subtitle", frame.subtitle),
      ("author", signed.joined(separator: frame.language == .chinese ? "　" : ", ")),
    ]
    return fields.filter { !$0.1.isEmpty }.flatMap { ["-M", "\($0.0)=\($0.1)"] }
  }

  /// The finished file from pandoc's: alternative texts in place of file names, and outlines beside
  /// pixels.
  func finished(_ bytes: [UInt8], figures: [DocumentFigure]) throws(PublishingError) -> [UInt8] {
    var package = try OfficePackage(bytes)
    let slides = package.entries.map(\.name).filter {
      $0.hasPrefix("ppt/slides/slide") && $0.hasSuffix(".xml")
    }
    for slide in slides {
      guard var text = package[slide] else { continue }
      let relationships = slide.replacing("ppt/slides/", with: "ppt/slides/_rels/") + ".rels"
      for figure in figures {
        let drawn = DrawnFigure(figure)
        let mark = #"descr="\#(drawn.name).png" id="0" name="#
        guard let start = text.firstRange(of: mark)?.upperBound,
          let embed = text[start...].firstRange(of: "<a:blip r:embed=\""),
          let end = text[embed.upperBound...].firstRange(of: "/>")
        else { continue }
        text.replaceSubrange(embed.lowerBound..<end.upperBound, with: drawn.blip)
        text = text.replacing(
          mark,
          with: #"descr="\#(OpenXML.escaped(figure.alternativeText))" "#
            + #"id="\#(1000 + figure.number)" name="#)
        drawn.add(to: &package, folder: "ppt", relationships: relationships)
      }
      package[slide] = settledText(text)
    }
    // The pictures as pandoc named them, which no slide uses any more.
    let plain = package.entries.map(\.name).filter { $0.hasPrefix("ppt/media/image") }
    package.drop(Set(plain + ["docProps/custom.xml"]))
    package["docProps/app.xml"] = WordReference.application
    package.describe(
      title: frame.title, organisation: frame.organisation,
      language: frame.language == .chinese ? "zh-CN" : "en-GB")
    return try package.bytes()
  }

  /// The language of every run, by which PowerPoint chooses the font of shared punctuation.
  private func settledText(_ text: String) -> String {
    let language = frame.language == .chinese ? #"lang="zh-CN" altLang="en-US""# : #"lang="en-GB""#
    return text.replacing("<a:rPr />", with: "<a:rPr \(language)/>")
      .replacing("<a:rPr ", with: "<a:rPr \(language) ")
      .replacing("\(language) \(language)", with: language)
  }
}
