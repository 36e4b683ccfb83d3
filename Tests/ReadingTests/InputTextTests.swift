import Testing

@testable import Reading

@Suite struct InputTextTests {
  private func normalised(_ text: String) -> String {
    var bytes = Array(text.utf8)
    LineEnds.normalise(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: ["\r\n", "\r", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}", "\n"])
  func `each kind of line end becomes a line feed`(end: String) {
    #expect(normalised("甲\(end)乙\(end)") == "甲\n乙\n")
  }

  @Test(arguments: [
    "\u{FEFF}", "\0", "\u{AD}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{200E}", "\u{202A}",
    "\u{2060}",
    "\u{2066}",
  ])
  func `characters without width go`(character: String) {
    #expect(normalised("\(character)常\(character)委会7\(character)") == "常委会7")
  }

  @Test(arguments: [
    "", "甲", "“一府一委两院”——第1届…，。　全角 \t2.5％é§Ω﷽﹣①㈠𠀀🙂\n", "\u{301}e\u{301}\u{FFFD}\u{FFFE}\u{E000}",
  ])
  func `nothing else is changed`(text: String) {
    #expect(Array(normalised(text).unicodeScalars) == Array(text.unicodeScalars))
    #expect(LineEnds.firstChange(in: Array(text.utf8)) == nil)
  }

  @Test func `the normal form is the normal form of itself`() {
    let text = "\u{FEFF}甲\r\r\n\r\n\u{0C}乙\u{AD}\0丙\u{2028}"
    #expect(normalised(text) == "甲\n\n\n\n乙丙\n")
    #expect(normalised(normalised(text)) == normalised(text))
  }

  @Test(arguments: [
    ("# 工作报告", "工作报告"), ("###一、立法 ##", "一、立法"), ("**听取**报告*5*项", "听取报告5项"),
    ("- 一项", "一项"), ("1. 一项", "1. 一项"), ("> 引文", "引文"), ("见[决定](http://a.cn/b)。", "见决定。"),
    ("![图](a.png)", "图"), ("`代码`", "代码"), ("---", ""), ("3*4=12", "3*4=12"), ("a * b", "a * b"),
    ("\\*注", "*注"), ("| 甲 | 3件 |", " 甲 \t 3件"), ("|---|:-:|", ""), ("__重点__~~删~~", "重点删"),
    ("[1]无址", "[1]无址"), ("-5%", "-5%"), ("#", ""), ("[", "["), ("　　缩进", "　　缩进"),
  ])
  func `the marks of Markdown go`(marked: String, plain: String) {
    #expect(String(decoding: Markdown.plainText(Array(marked.utf8)), as: UTF8.self) == plain)
  }

  @Test func `a line of Markdown stays a line, and code stays as it is`() {
    let text = "标题\r\n====\n```\n# 5 *\n```\n完"
    let plain = String(decoding: Markdown.plainText(Array(text.utf8)), as: UTF8.self)
    #expect(plain == "标题\n\n\n# 5 *\n\n完")
  }

  @Test func `traditional characters are matched by their simplified forms`() throws {
    let pairs = zip("雲條聽議項檢決關於徵體國黨團質勞實", "云条听议项检决关于征体国党团质劳实")
    for (traditional, simplified) in pairs {
      let from = try #require(traditional.unicodeScalars.first)
      let to = try #require(simplified.unicodeScalars.first)
      #expect(TraditionalCharacters.simplified(from) == to)
      #expect(TraditionalCharacters.simplified(to) == to)
    }
  }

  @Test(arguments: ["乾", "的", "A", "7", "，", "\0", "\u{3400}", "\u{9FFF}", "\u{10FFFF}", "𠀀"])
  func `a character without another form stays itself`(character: Unicode.Scalar) {
    #expect(TraditionalCharacters.simplified(character) == character)
  }

  @Test func `a radical that a PDF names is the character drawn alike`() {
    let radicals = "⼈⼤⼯⽴⽅⻓⻔⻅⺠人A"
    let text = radicals.unicodeScalars.map { UnifiedCharacters.unified($0) }
    #expect(text == Array("人大工立方长门见民人A".unicodeScalars))
  }
}
