import Diagnostics

/// The file formats of a document.
public enum DocumentFormat: String, Sendable, CaseIterable {
  /// Word.
  case docx
  /// PowerPoint, 16:9.
  case pptx
  /// One self-contained page.
  case html
  /// Pages, as Word shows them.
  case pdf
  /// Markdown with its pictures beside it.
  case markdown = "md"
}

/// How a document is set.
public enum DocumentProfile: String, Sendable, CaseIterable {
  /// In the manner of GB/T 9704: official type sizes, text area of 156 × 225 mm, full grid tables.
  case official
  /// A plain report: three-line tables, sans-serif headings.
  case plain
}

/// A figure of a document.
struct DocumentFigure: Sendable {
  /// Names its files.
  var id: String
  var number: Int
  /// Stands below the figure, without its number.
  var caption: String
  var alternativeText: String
  /// The size on paper, millimetres.
  var width: Double
  var height: Double
  var png: [UInt8]
  var svg: [UInt8]
}

/// A table of a document.
struct DocumentTable: Sendable {
  var id: String
  /// 0 for a table that has no caption, such as that of an annex.
  var number: Int
  /// Stands above the table, without its number.
  var caption: String
  var table: TextTable
  /// Whether it stands on pages that lie on their side, in an annex of that kind.
  var isWide = false
}

/// What stands around the text of a document.
struct DocumentFrame: Sendable {
  var language = Language.chinese
  var profile = DocumentProfile.official
  var title = ""
  var subtitle = ""
  /// The name of a 简报 series that heads the first page, such as 调研简报; none where absent.
  var masthead: String?
  /// What stands under the masthead, left: 第3期.
  var issue: String?
  /// 内部参阅 and the like, above the masthead.
  var marking: String?
  /// Who signs: 落款.
  var organisation: String?
  /// The date below it, and on the right under the masthead.
  var date: String?
}

/// Writes documents from Markdown, through pandoc.
///
/// The text has `#` to `####` for the headings of four levels, each with the number that it bears
/// (一、, （一）, 1., （1）); in presentations `#` parts sections and `##` begins a slide. Pictures other
/// than the figures are left out, and their descriptions stand in their place.
struct DocumentWriter: Sendable {
  var frame: DocumentFrame
  var figures: [DocumentFigure] = []
  var tables: [DocumentTable] = []
  /// The folders in which programs are looked for.
  var searchPath = DocumentProgram.defaultSearchPath

  // MARK: - Blocks

  /// The Markdown that stands for a figure in a document of the format.
  ///
  /// In Word the caption counts by a field and keeps with the picture; in presentations the picture
  /// stands alone, since the slide's title says what it shows.
  func block(_ figure: DocumentFigure, in format: DocumentFormat) -> String {
    switch format {
    case .docx, .pdf: raw(word(.office).block(figure), "openxml")
    case .pptx: "\n\n\(SlideDocument(frame: frame).block(figure))\n\n"
    case .html: raw(WebDocument(frame: frame).block(figure), "html")
    case .markdown:
      "\n\n![\(Self.escapedMarkdown(figure.alternativeText))](<\(figure.id).png>)\n\n"
        + Self.escapedMarkdown(label(zh: "图", en: "Figure", figure.number) + figure.caption)
        + "\n\n"
    }
  }

  /// The Markdown that stands for a table in a document of the format.
  ///
  /// The caption stands above it, with the number; in presentations it is left to the slide's
  /// title.
  func block(_ table: DocumentTable, in format: DocumentFormat) -> String {
    switch format {
    case .docx, .pdf: return raw(word(.office).block(table), "openxml")
    case .html: return raw(WebDocument(frame: frame).block(table), "html")
    case .pptx, .markdown:
      var numbered = table.table
      if table.number > 0 {
        numbered.title = label(zh: "表", en: "Table", table.number) + table.caption
      }
      let text = numbered.markdown()
      guard format == .pptx else { return "\n\n\(text)\n\n" }
      // A slide has a title already.
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      return "\n\n" + lines.filter { $0.hasPrefix("|") }.joined(separator: "\n") + "\n\n"
    }
  }

  /// The Markdown that begins an annex on a page of its own: its mark, such as 附件1, and its title.
  ///
  /// Who signs, and the date, stand before the first annex.
  /// A wide one lies on its side in Word, and is the last.
  func appendix(
    _ mark: String, title: String, isWide: Bool = false, in format: DocumentFormat
  ) -> String {
    let text =
      switch format {
      case .docx, .pdf: raw(word(.office).appendix(mark, title: title, isWide: isWide), "openxml")
      case .html:
        raw(
          #"<div class="appendix"><p>\#(OpenXML.escaped(mark))</p>"#
            + "<h2>\(OpenXML.escaped(title))</h2></div>", "html")
      case .pptx: "\n\n## \(Self.escapedMarkdown("\(mark)　\(title)"))\n\n"
      case .markdown:
        "\n\n\(Self.escapedMarkdown(mark))\n\n# \(Self.escapedMarkdown(title))\n\n"
      }
    return Self.annexMark + text
  }

  /// The office fonts that are not installed here, with what stands in for them in PDF.
  ///
  /// Word and PowerPoint files name the office fonts themselves.
  func substitutions() async -> [FontSubstitution] {
    guard let families = try? await installedFamilies(Self.name(of: .pdf)) else { return [] }
    return DocumentFonts.installed(families, for: frame.language).substitutions
  }

  // MARK: - Files

  /// The file.
  ///
  /// - Throws: an error that names the program to install where one is missing, and where a program
  ///   fails or takes longer than its time.
  func bytes(of markdown: String, as format: DocumentFormat) async throws(PublishingError)
    -> [UInt8]
  {
    let product = Self.name(of: format)
    switch format {
    case .markdown: return Array(self.markdown(markdown).utf8)
    case .html: return try await webPage(markdown, product)
    case .docx: return try await wordFile(markdown, fonts: .office, product)
    case .pptx:
      let slides = SlideDocument(frame: frame)
      let reference = try SlideReference(frame: frame, fonts: .office).bytes()
      let pictures = figures.map { ("\(DrawnFigure($0).name).png", $0.png) }
      let bytes = try await pandoc(
        Self.signed(markdown, with: ""), to: "pptx", reference: reference, pictures: pictures,
        options: ["--slide-level=2"] + slides.arguments, product)
      return try slides.finished(bytes, figures: figures)
    case .pdf: return try await pages(markdown, product)
    }
  }

  private func word(_ fonts: DocumentFonts) -> WordDocument {
    WordDocument(
      setting: WordSetting(profile: frame.profile, language: frame.language, fonts: fonts),
      frame: frame)
  }

  private func wordFile(
    _ markdown: String, fonts: DocumentFonts, _ product: LocalisedText
  ) async throws(PublishingError) -> [UInt8] {
    let document = word(fonts)
    let text =
      raw(document.opening, "openxml")
      + Self.signed(markdown, with: raw(document.closing, "openxml"))
    let bytes = try await pandoc(
      text, to: "docx", reference: try WordReference(setting: document.setting).bytes(), product)
    return try document.finished(bytes, figures: figures)
  }

  private func webPage(
    _ markdown: String, _ product: LocalisedText
  ) async throws(PublishingError) -> [UInt8] {
    let page = WebDocument(frame: frame)
    let body = try await pandoc(
      Self.signed(markdown, with: raw(page.closing, "html")), to: "html5",
      options: ["--shift-heading-level-by=1", "--wrap=none"], product)
    return page.page(String(decoding: body, as: UTF8.self))
  }

  private func pages(
    _ markdown: String, _ product: LocalisedText
  ) async throws(PublishingError) -> [UInt8] {
    let office = program("soffice", product)
    if office.location != nil {
      let fonts = DocumentFonts.installed(
        try await installedFamilies(product), for: frame.language)
      guard fonts.isComplete else {
        throw DocumentProgram.failure(
          product, zh: "没有中文字体，请运行 apt install fonts-noto-cjk",
          en: "there is no Chinese font: apt install fonts-noto-cjk")
      }
      let word = try await wordFile(markdown, fonts: fonts, product)
      return try await TemporaryFolder.with(making: product) { folder throws(PublishingError) in
        try folder.write("document.docx", word)
        _ = try await office.run(
          PageDocument.officeArguments("document.docx", in: folder.path), in: folder.path)
        return PageDocument.settled(try folder.read("document.pdf", madeBy: "soffice"))
      }
    }
    let browser = program("chromium", product)
    guard browser.location != nil else {
      throw DocumentProgram.failure(
        product,
        zh: "没有安装 libreoffice-writer，也没有安装 chromium，请运行 apt install libreoffice-writer",
        en: "neither libreoffice-writer nor chromium is installed: "
          + "apt install libreoffice-writer")
    }
    let page = try await webPage(markdown, product)
    return try await TemporaryFolder.with(making: product) { folder throws(PublishingError) in
      try folder.write("document.html", page)
      _ = try await browser.run(
        PageDocument.browserArguments("document.html", output: "document.pdf", in: folder.path),
        in: folder.path)
      return PageDocument.settled(try folder.read("document.pdf", madeBy: "chromium"))
    }
  }

  private func markdown(_ text: String) -> String {
    var lines: [String] = []
    if let marking = frame.marking { lines += ["**\(Self.escapedMarkdown(marking))**", ""] }
    if let masthead = frame.masthead {
      let issue = [frame.issue, frame.date].compactMap(\.self).map(Self.escapedMarkdown)
      lines += ["**\(Self.escapedMarkdown(masthead))**", ""]
      if !issue.isEmpty { lines += [issue.joined(separator: "　"), ""] }
      lines += ["---", ""]
    }
    if !frame.title.isEmpty { lines += ["# \(Self.escapedMarkdown(frame.title))", ""] }
    if !frame.subtitle.isEmpty { lines += [Self.escapedMarkdown(frame.subtitle), ""] }
    let names = [frame.organisation, frame.date].compactMap(\.self).map(Self.escapedMarkdown)
    lines.append(Self.signed(text, with: "\n\n\(names.joined(separator: "  \n"))\n"))
    return lines.joined(separator: "\n") + "\n"
  }

  /// The text with the signature at its end, or before its first annex.
  private static func signed(_ text: String, with signature: String) -> String {
    var parts = text.split(separator: annexMark, omittingEmptySubsequences: false)
    let main = parts.removeFirst()
    return main + signature + parts.joined()
  }

  /// Stands in the Markdown where an annex begins; no text holds a private character.
  private static let annexMark = "\u{F0000}"

  // MARK: - Programs

  private func program(_ name: String, _ product: LocalisedText) -> DocumentProgram {
    DocumentProgram(name: name, product: product, searchPath: searchPath)
  }

  /// What pandoc makes of the Markdown.
  ///
  /// Debian's pandoc cannot write Office files in its sandbox; so a filter takes out every picture
  /// that is no figure, before anything could be read or fetched.
  private func pandoc(
    _ markdown: String, to format: String, reference: [UInt8]? = nil,
    pictures: [(name: String, bytes: [UInt8])] = [], options: [String] = [],
    _ product: LocalisedText
  ) async throws(PublishingError) -> [UInt8] {
    let pandoc = program("pandoc", product)
    return try await TemporaryFolder.with(making: product) { folder throws(PublishingError) in
      try folder.write("text.md", Array(markdown.utf8))
      try folder.write("pictures.lua", Array(Self.pictureFilter.utf8))
      for picture in pictures { try folder.write(picture.name, picture.bytes) }
      var arguments = [
        "+RTS", "-M1g", "-RTS", "--from=\(Self.dialect)", "--to=\(format)",
        "--lua-filter=pictures.lua", "--no-highlight", "--output=output",
      ]
      if let reference {
        try folder.write("reference", reference)
        arguments.append("--reference-doc=reference")
      }
      _ = try await pandoc.run(arguments + options + ["text.md"], in: folder.path)
      return try folder.read("output", madeBy: "pandoc")
    }
  }

  private func installedFamilies(
    _ product: LocalisedText
  ) async throws(PublishingError) -> Set<String> {
    let list = program("fc-list", product)
    guard list.location != nil else {
      throw DocumentProgram.failure(
        product, zh: "没有安装 fontconfig，请运行 apt install fontconfig",
        en: "fontconfig is not installed: apt install fontconfig")
    }
    // Each line holds the names of a family in several languages.
    let lines = try await list.run([":", "family"], in: "/")
    return Set(lines.split(whereSeparator: { ",\n".contains($0) }).map(String.init))
  }

  // MARK: - Markdown

  private func raw(_ text: String, _ format: String) -> String {
    // The text holds no grave accent, so that three of them always close it.
    text.isEmpty ? "\n\n" : "\n\n```{=\(format)}\n\(text)\n```\n\n"
  }

  private func label(zh: String, en: String, _ number: Int) -> String {
    frame.language == .chinese ? "\(zh) \(number)　" : "\(en) \(number). "
  }

  private static func escapedMarkdown(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\`*_{}[]<>#|~^".contains(character) { result.append("\\") }
      result.append(character.isNewline ? " " : character)
    }
    return result
  }

  /// Markdown without what a sentence of a report could set off by accident: formulas, citations,
  /// raw HTML, raised and lowered letters; a line break between Chinese characters is no space.
  private static let dialect =
    "markdown-smart-implicit_figures-tex_math_dollars-citations-raw_html-raw_tex-native_divs"
    + "-native_spans-yaml_metadata_block-pandoc_title_block-subscript-superscript-strikeout"
    + "-auto_identifiers-example_lists-latex_macros+fenced_divs+raw_attribute"
    + "+east_asian_line_breaks"

  private static let pictureFilter = """
    function Image(image)
      if image.src:match("^figure%-%d+%.png$") then return image end
      return image.caption
    end

    """

  /// The name of what is made, for messages.
  private static func name(of format: DocumentFormat) -> LocalisedText {
    switch format {
    case .docx: LocalisedText(zh: " Word 文件（docx）", en: "the Word file (docx)")
    case .pptx: LocalisedText(zh: " PowerPoint 文件（pptx）", en: "the PowerPoint file (pptx)")
    case .html: LocalisedText(zh: "网页（html）", en: "the web page (html)")
    case .pdf: LocalisedText(zh: " PDF 文件（pdf）", en: "the PDF file (pdf)")
    case .markdown: LocalisedText(zh: " Markdown 文件（md）", en: "the Markdown file (md)")
    }
  }
}
