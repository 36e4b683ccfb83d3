import Testing

@testable import Reading

private let hasPandoc = hasProgram("pandoc")
private let hasPDFReader = hasProgram("pdftotext")

@Suite(.enabled(if: hasPandoc, "the program pandoc is not installed"))
struct InputDocumentTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func page(_ body: String, head: String = "") -> [UInt8] {
    Array("<!DOCTYPE html><html><head>\(head)</head><body>\(body)</body></html>".utf8)
  }

  @Test func `a document of pandoc's gives back its paragraphs, a line each`() async throws {
    let text = String(decoding: try fixture("report.txt"), as: UTF8.self)
    let paragraphs = text.split(separator: "\n").map(String.init)
    let read = try await folder.read(document(of: paragraphs), "报告.docx")
    #expect(read.text == text)
    #expect(read.format == .docx)
    #expect(read.lines == [])
  }

  @Test func `a document is known by its content, whatever its name`() async throws {
    let read = try await folder.read(document(of: ["各位代表："]), "report.txt")
    #expect(read.format == .docx)
    #expect(read.text == "各位代表：\n")
  }

  @Test func `a row of a table is a line, notes follow their paragraph`() async throws {
    let body =
      "<table><tr><th>项目</th><th>数</th></tr><tr><td>法规<br>条例</td><td>3件</td></tr></table>"
      + "<ol><li>甲</li><li>乙</li></ol><ul><li><em>丙</em></li></ul>"
    let read = try await folder.read(page(body), "a.html")
    #expect(read.text == "项目\t数\n法规 条例\t3件\n1. 甲\n2. 乙\n丙\n")
  }

  @Test func `a page gives the text of the report in it`() async throws {
    let text = String(decoding: try fixture("report.txt"), as: UTF8.self)
    let paragraphs = text.split(separator: "\n").map { "<p>\($0)</p>" }.joined(separator: "\n")
    let body =
      "<nav><ul><li><a href='/'>首页</a></li></ul><nav>内</nav></nav><script>if (a<b) '</p>'</script>"
      + "<!-- <p>注释5件</p> --><style>p {}</style><div class='main'>\(paragraphs)</div>"
      + "<FOOTER>版权所有</FOOTER>"
    let read = try await folder.read(page(body, head: "<title>网站</title>"), "a.html")
    #expect(read.text == text)
    #expect(read.format == .html)
  }

  @Test func `a line break of a page's source is no space in Chinese`() async throws {
    let read = try await folder.read(page("<p>听取和\n审议&nbsp;5 件</p>甲<div>乙</div>丙"), "a.html")
    #expect(read.text == "听取和审议\u{A0}5 件\n甲\n乙\n丙\n")
  }

  @Test(arguments: [
    ("gb2312", "GB18030"), ("GBK", "GB18030"), ("big5", "BIG5"), ("utf-8", "UTF-8"),
  ])
  func `a page's own word on its encoding is heard`(declared: String, encoding: String) async throws
  {
    // Too short to be told by its characters alone.
    let text = "<html><head><meta charset=\"\(declared)\"></head><p>云林</p></html>"
    #expect(try await folder.read(encoded(text, as: encoding), "a.html").text == "云林\n")
  }

  @Test func `a menu that is never closed does not take the report with it`() async throws {
    let read = try await folder.read(page("<nav><p>各位代表：</p>"), "a.html")
    #expect(read.text == "各位代表：\n")
  }

  @Test func `a page is known by its content, in UTF-16 too`() async throws {
    let text = "<!doctype html>\n<p>各位代表：</p>"
    #expect(try await folder.read(Array(text.utf8), "a.txt").format == .html)
    let wide = try await folder.read([0xFF, 0xFE] + encoded(text, as: "UTF-16LE"), "b.txt")
    #expect(wide.format == .html)
    #expect(wide.text == "各位代表：\n")
  }

  @Test(arguments: ["<span>", "<div>", "<b>", "<blockquote>"])
  func `elements nested without end are read or refused`(tag: String) async throws {
    let read = try await folder.read(page(String(repeating: tag, count: 50) + "各位代表："), "a.html")
    #expect(read.text == "各位代表：\n")
    // pandoc's time grows with the square of the depth of what is never closed, so that this is closed.
    let end = tag.replacing("<", with: "</")
    let body =
      String(repeating: tag, count: 3000) + "各位代表：" + String(repeating: end, count: 3000)
    let refusal = try await folder.refusal(page(body), "b.html")
    #expect(refusal.allSatisfy { $0.hasPrefix("b.html: error: pandoc cannot read this file") })
    #expect(refusal.count <= 1)
  }

  @Test func `a page without text is refused`() async throws {
    #expect(
      try await folder.refusal(page("<script>a</script>"), "a.html") == [
        "a.html: error: it holds no text: check that it is the right file"
      ])
  }

  @Test func `what is no document inside is refused`() async throws {
    let bytes = archive([("word/document.xml", Array("<a".utf8))])
    #expect(
      try await folder.refusal(bytes, "a.docx") == [
        "a.docx: error: pandoc cannot read this file: download or save it anew, or save it as text"
      ])
  }
}

@Suite(.enabled(if: hasPDFReader, "the program pdftotext is not installed"))
struct InputPageTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func text(_ pages: [[(x: Double, y: Double, size: Double, text: String)]]) async throws
    -> [String]
  {
    let read = try await folder.read(PaperDocument(pages: pages).bytes, "a.pdf")
    #expect(read.format == .pdf)
    #expect(read.lines == [])
    return read.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      .dropLast()
  }

  /// Lines of 30 characters of 10 points from x = 50 to 350, 16 points apart.
  private func lines(
    _ texts: [String], from top: Double = 450
  ) -> [(x: Double, y: Double, size: Double, text: String)] {
    texts.enumerated().map { index, text in
      let indent = text.prefix { $0 == "　" }.count
      return (
        50 + Double(indent) * 10, top - 16 * Double(index), 10, String(text.dropFirst(indent))
      )
    }
  }

  /// So many characters of Chinese.
  private func words(_ count: Int, _ end: String = "") -> String {
    String(repeating: "常委会听取审议", count: 5).prefix(count - end.count) + end
  }

  @Test func `a report from a word processor gives back its paragraphs`() async throws {
    let read = try await folder.read(fixture("report.pdf"), "报告.pdf")
    let lines = read.text.split(separator: "\n").map { withoutSpace(String($0)) }
    let text = String(decoding: try fixture("report.txt"), as: UTF8.self)
    #expect(lines == text.split(separator: "\n").map { withoutSpace(String($0)) })
  }

  @Test func `lines that only the layout breaks are joined`() async throws {
    let page = lines([
      "　　" + words(28), words(30), words(12, "。"), "　　" + words(28), words(30, "。"),
      "　　" + words(20, "。"), "一、标题", "　　" + words(25),
    ])
    #expect(
      try await text([page]) == [
        words(28) + words(30) + words(12, "。"), words(28) + words(30, "。"), words(20, "。"), "一、标题",
        words(25),
      ])
  }

  @Test func `a gap ends a paragraph where there is no indent`() async throws {
    let first = lines([words(30), words(30), words(30, "。")])
    let second = lines([words(30), words(30), words(8, "。")], from: 450 - 16 * 3 - 10)
    #expect(
      try await text([first + second]) == [
        words(30) + words(30) + words(30, "。"), words(30) + words(30) + words(8, "。"),
      ])
  }

  @Test func `a paragraph goes on over a page's end, past numbers and headers`() async throws {
    let body = ["　　" + words(28), words(30), words(30), words(30), words(30)]
    func page(_ number: Int) -> [(x: Double, y: Double, size: Double, text: String)] {
      [(120, 480, 8, "云溪市人大常委会工作报告")] + lines(number == 1 ? body : [words(30), words(9, "。")])
        + [(190, 30, 9, "— \(number) —")]
    }
    #expect(
      try await text([page(1), page(2)]) == [
        words(28) + String(repeating: words(30), count: 5) + words(9, "。")
      ])
  }

  @Test(arguments: ["3", "- 3 -", "—3—", "第3页", "第 3 页 共 9 页", "3/9", "3 / 9", "Page 3 of 9"])
  func `a page number alone goes`(number: String) async throws {
    let page = lines(["各位代表：", "完。"]) + [(x: 180, y: 30, size: 9, text: number)]
    #expect(try await text([page]) == ["各位代表：", "完。"])
  }

  @Test(arguments: ["2023年1月8日", "3人", "全年3次"])
  func `a last line that is more than a number stays`(line: String) async throws {
    let page = lines(["各位代表："]) + [(x: 180, y: 30, size: 10, text: line)]
    #expect(try await text([page]) == ["各位代表：", line])
  }

  @Test func `a number in the middle of a page stays`() async throws {
    let page = lines(["各位代表：", "7", "完。"], from: 300)
    #expect(try await text([page]) == ["各位代表：", "7", "完。"])
  }

  @Test func `English words keep a space, numbers that a line end parts are whole again`()
    async throws
  {
    let page = lines([
      "　　" + words(24) + "civil code", "of " + words(20) + "共计收到建议1", "24件，" + words(12, "。"),
      "　　" + words(28), words(30), words(9, "。"),
    ])
    let read = try await text([page])
    #expect(read.first?.contains("civil code of") == true)
    #expect(read.first?.contains("收到建议124件") == true)
  }

  @Test func `a centred title of two lines is one, whatever else stands beside it`() async throws {
    let body = lines(["　　" + words(28), words(30), words(9, "。")], from: 390)
    let title = [
      (x: 60.0, y: 450.0, size: 14.0, text: String(words(20))),
      (x: 186.0, y: 430.0, size: 14.0, text: "报告"),
    ]
    #expect(
      try await text([title + body]) == [words(20) + "报告", words(28) + words(30) + words(9, "。")])
  }

  @Test func `signs of markup are text`() async throws {
    #expect(try await text([lines(["a<b>&amp;\"c\"'&lt;"])]) == ["a<b>&amp;\"c\"'&lt;"])
  }

  @Test func `a PDF of pictures alone is refused`() async throws {
    #expect(
      try await folder.refusal(PaperDocument(pages: [[]]).bytes, "a.pdf") == [
        "a.pdf: error: this PDF holds pictures and no text: recognise its text (OCR) first, or get "
          + "the text"
      ])
  }

  @Test func `a PDF with a password is refused in one line`() async throws {
    let password = String(repeating: "A", count: 32)
    let paper = PaperDocument(
      pages: [lines(["各位代表："])],
      trailer: "/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O(\(password))/U(\(password))>>"
        + "/ID[(\(password))(\(password))]")
    #expect(
      try await folder.refusal(paper.bytes, "a.pdf") == [
        "a.pdf: error: the PDF has a password or forbids copying: save it without"
      ])
  }

  @Test func `a damaged PDF is refused`() async throws {
    #expect(
      try await folder.refusal(Array("%PDF-1.7\nnothing".utf8), "a.pdf") == [
        "a.pdf: error: pdftotext cannot read this PDF: download or save it anew"
      ])
  }

  @Test func `a PDF cut short is read or refused`() async throws {
    let bytes = PaperDocument(pages: [lines(["各位代表："])]).bytes
    for part in 1..<8 {
      let refusal = try await folder.refusal(Array(bytes[..<(bytes.count * part / 8)]), "a.pdf")
      #expect(refusal.count <= 1)
    }
  }
}
