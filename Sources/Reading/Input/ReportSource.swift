public import Diagnostics

/// A file, or the standard input, that holds a document.
public struct ReportSource: Sendable, Equatable {
  /// The path as the user named it, for opening and for messages; `-` is the standard input.
  public var path: String
  /// The file's name without its folder, from which a body and a year may be read.
  public var name: String

  /// Makes a source of a path.
  public init(path: String) {
    self.path = path
    name =
      path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.utf8.index(after: $0)...]) }
      ?? path
  }

  /// What a document was written as.
  public enum Format: String, Sendable, CaseIterable {
    /// Plain text.
    case text
    /// Text with Markdown's marks.
    case markdown
    /// A web page.
    case html
    /// A document of Word, WPS Writer or LibreOffice.
    case docx
    /// A PDF that holds text.
    case pdf
  }

  /// The document as plain text: one form of line ends, no characters without width, nothing else
  /// changed.
  ///
  /// What the file is, its content tells, its extension only where that does not. UTF-8, UTF-16,
  /// GB18030 (GBK, GB 2312) and Big5 are told apart; bytes that cannot be read become U+FFFD, with a
  /// warning that names the first place. Web pages and DOCX are read by the program pandoc, PDFs by
  /// pdftotext: lines that only the layout breaks are joined, page numbers are left out.
  ///
  /// A plain text that is broken into lines of even length is left as it is: its evidence must stay
  /// where the user finds it, and a single line break inside a sentence means nothing to the reader
  /// of figures.
  ///
  /// - Throws: ``ReadingError`` where the document cannot be read or holds no text.
  public func text() async throws(ReadingError)
    -> (text: String, diagnostics: [Diagnostic], format: Format)
  {
    let (bytes, kind) = try contents()
    // The usual file is read without being copied or changed.
    if kind == .text, LineEnds.firstChange(in: bytes) == nil,
      let text = String(validating: bytes, as: UTF8.self)
    {
      if bytes.contains(where: { $0 > 0x20 }) { return (text, [], .text) }
      throw emptiness(of: .text)
    }
    var text: [UInt8]
    var diagnostics: [Diagnostic] = []
    let format: Format
    switch kind {
    case .text, .markdown:
      (text, diagnostics) = decoded(bytes)
      format = kind == .text ? .text : .markdown
      if kind == .markdown { text = Markdown.plainText(text) }
    case .html:
      (text, diagnostics) = decoded(bytes, declared: WebPage.declaredEncoding(of: bytes))
      let page = WebPage.mainText(text)
      text = try await pandocText(of: page, as: "html-native_divs+east_asian_line_breaks")
      format = .html
    case .archive:
      try Archive(bytes).check(path)
      text = try await pandocText(of: bytes, as: "docx")
      format = .docx
    case .pdf:
      text = try await pageText(of: bytes)
      format = .pdf
    case .empty, .container, .richText, .picture, .binary:
      throw refusal(of: kind, bytes)
    }
    LineEnds.normalise(&text)
    guard text.contains(where: { $0 > 0x20 }), let string = String(validating: text, as: UTF8.self)
    else { throw emptiness(of: format) }
    return (string, diagnostics, format)
  }

  private func pandocText(
    of bytes: [UInt8], as format: String
  ) async throws(ReadingError) -> [UInt8] {
    do throws(Converter.Failure) {
      let document = try await Converter.pandoc(path).run(["--from=\(format)"], input: bytes)
      if let text = PandocDocument.plainText(of: document) { return text }
    } catch {
      switch error {
      case .told(let told): throw told
      // The run time of Haskell ends so where the heap would grow beyond its limit.
      case .refused(251):
        throw ReadingError(
          path, zh: "文档太大，不会是工作报告：请检查是否选对了文件，或另存为文本",
          en: "the document is too large for a work report: check that it is the right file, "
            + "or save it as text")
      case .refused: break
      }
    }
    throw ReadingError(
      path, zh: "pandoc 读不了这个文件：请重新下载或另存，或另存为文本",
      en: "pandoc cannot read this file: download or save it anew, or save it as text")
  }

  private func pageText(of bytes: [UInt8]) async throws(ReadingError) -> [UInt8] {
    do throws(Converter.Failure) {
      return PageLayout.plainText(of: try await Converter.pdftotext(path).run([], input: bytes))
    } catch {
      throw PageLayout.explained(error, of: bytes, file: path)
    }
  }

  /// A text as UTF-8, with a warning where bytes could not be read.
  private func decoded(
    _ bytes: [UInt8], declared: TextEncoding? = nil
  ) -> ([UInt8], [Diagnostic]) {
    // Text in UTF-16 with many Latin letters can be valid UTF-8 with NUL characters.
    let isWide = bytes.prefix(8192).contains(0) && TextEncoding.wide(bytes[...]) != nil
    if !isWide, (try? UTF8Span(validating: bytes.span)) != nil { return (bytes, []) }
    let encoding = TextEncoding(of: bytes, declared: declared)
    let decoded = encoding.decode(bytes)
    guard let offset = decoded.firstFault else { return (decoded.text, []) }
    let count = decoded.faults
    let name = encoding == .big5 ? "Big5" : encoding.rawValue
    return (
      decoded.text,
      [
        Diagnostic(
          .warning, at: place(of: offset, in: decoded.text),
          LocalisedText(
            zh: "此处的字节不是 \(name) 编码（全文共\(count)处），已代以 \u{FFFD}：请从原始文件重新另存为 UTF-8",
            en:
              "the bytes here are not \(name), \(count) such \(count == 1 ? "place" : "places") in "
              + "the file, read as \u{FFFD}: save the original anew as UTF-8"))
      ]
    )
  }

  /// The line and character of an offset.
  private func place(of offset: Int, in text: [UInt8]) -> Place {
    var before = Array(text[..<offset])
    LineEnds.normalise(&before)
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return Place(
      path, line: before.count { $0 == 0x0A } + 1,
      column: String(decoding: before[start...], as: UTF8.self).count + 1)
  }

  private func emptiness(of format: Format) -> ReadingError {
    if format == .pdf {
      return ReadingError(
        path, zh: "这个 PDF 只有图像，没有文字：请先作文字识别（OCR），或取得文字版",
        en: "this PDF holds pictures and no text: recognise its text (OCR) first, or get the text")
    }
    return ReadingError(
      path, zh: "没有文字：请检查是否选对了文件", en: "it holds no text: check that it is the right file")
  }

  private func refusal(of kind: FileKind, _ bytes: [UInt8]) -> ReadingError {
    switch kind {
    case .empty:
      ReadingError(
        path, zh: "文件是空的：请检查是否选对了文件", en: "the file is empty: check that it is the right file")
    case .container: Archive.refusalOfContainer(bytes, file: path)
    case .richText:
      ReadingError(
        path, zh: "这是 RTF 文件：请在 Word 或 WPS 中另存为 .docx",
        en: "this is an RTF file: save it as .docx in Word or WPS")
    case .picture:
      ReadingError(
        path, zh: "这是图片，不是文字：请先作文字识别（OCR）并存为文本",
        en: "this is a picture and no text: recognise its text (OCR) first and save that")
    default:
      ReadingError(
        path, zh: "没有文字：请给出 txt、md、html、docx 或 pdf 文件",
        en: "it holds no text: name a file of txt, md, html, docx or pdf")
    }
  }
}
