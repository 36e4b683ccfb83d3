import CairoRenderer
import Charting
import Testing

@Suite struct LineBreakingTests {
  let measurer: PangoTextMeasurer
  let font = Font(size: 10)

  init() throws {
    measurer = try PangoTextMeasurer()
  }

  @Test func `a text that fits stays one line`() throws {
    #expect(try measurer.lines(of: "龙岩市", in: font, within: 30) == ["龙岩市"])
  }

  @Test func `Chinese text breaks between any two characters`() throws {
    // Four characters of 10 pt fit into 45 pt.
    #expect(
      try measurer.lines(of: "市人大常委会立法件数", in: font, within: 45)
        == ["市人大常", "委会立法", "件数"])
  }

  @Test(arguments: ["。", "，", "、", "；", "：", "）", "》", "”", "！", "？", "·", "～", "%", "—"])
  func `a closing mark is never first`(mark: String) throws {
    // “常” would fill the line; it goes down with the mark.
    #expect(
      try measurer.lines(of: "市人大常\(mark)委会", in: font, within: 45).first == "市人大")
  }

  @Test(arguments: ["（", "《", "“", "【"])
  func `an opening mark is never last`(mark: String) throws {
    let lines = try measurer.lines(of: "市人大\(mark)常委会", in: font, within: 45)
    #expect(lines.first == "市人大")
  }

  @Test func `a line may end on both sides of a Chinese quotation`() throws {
    // Three characters of 10 pt fit into 35 pt.
    #expect(
      try measurer.lines(of: "市人大“委”立法", in: font, within: 35) == ["市人大", "“委”", "立法"])
  }

  @Test func `an English quotation is not parted from its marks`() throws {
    let lines = try measurer.lines(of: "of “many words” it", in: font, within: 45)
    #expect(lines.contains { $0.contains("“many") })
    #expect(lines.contains { $0.contains("words”") })
  }

  @Test func `a Chinese dash is not torn apart`() throws {
    let lines = try measurer.lines(of: "市人大——常委会", in: font, within: 45)
    #expect(lines.allSatisfy { !$0.contains("—") || $0.contains("——") })
    #expect(lines.joined() == "市人大——常委会")
  }

  @Test(arguments: [1.0, 10, 13, 20, 27.5, 33, 50, 71, 100, 400])
  func `no line is wider than allowed and nothing is lost`(width: Double) throws {
    let text = "龙岩市（设区的市）列第3位，制定、修改地方性法规12件；the report year is 2022。区间3～17件。"
    let lines = try measurer.lines(of: text, in: font, within: width)
    #expect(
      lines.joined().filter { !$0.isWhitespace } == text.filter { !$0.isWhitespace })
    let closing = Set("，、；。）～")
    for line in lines {
      #expect(!line.isEmpty && line.first.map(closing.contains) == false)
      // Only one character with the marks around it may be too wide: there is nowhere to break.
      let letters = line.filter { !closing.contains($0) && $0 != "（" }
      let lineWidth = try measurer.extents(of: line, in: font).width
      #expect(lineWidth <= width || letters.count == 1)
    }
  }

  @Test func `spaces at a break belong to no line`() throws {
    #expect(
      try measurer.lines(of: "  alpha   beta  ", in: font, within: 30) == ["alpha", "beta"])
  }

  @Test func `a word that is too wide for a line is broken inside`() throws {
    let lines = try measurer.lines(of: "ab mmmmmmmmmm", in: font, within: 40)
    #expect(lines.first == "ab")
    #expect(lines.count > 2)
    #expect(lines.dropFirst().joined() == "mmmmmmmmmm")
  }

  @Test func `a character of several parts is never torn apart`() throws {
    // e with an accent of its own.
    let lines = try measurer.lines(of: "e\u{301}e\u{301}e\u{301}", in: font, within: 1)
    #expect(lines.map { Array($0.unicodeScalars) } == Array(repeating: ["e", "\u{301}"], count: 3))
  }

  @Test(arguments: ["\n", "\r\n", "\r", "\u{2028}", "\n\n"])
  func `a line break in the text starts a line`(lineBreak: String) throws {
    #expect(
      try measurer.lines(of: "甲市\(lineBreak)乙市", in: font, within: 100) == ["甲市", "乙市"])
  }

  @Test(arguments: ["", " ", "\n", "\u{3000}", "\0"])
  func `a text without ink has no lines`(text: String) throws {
    #expect(try measurer.lines(of: text, in: font, within: 100).isEmpty)
  }

  @Test func `a width that is not a number is refused`() {
    let error = #expect(throws: ChartError.self) {
      try measurer.lines(of: "龙岩市", in: font, within: .nan)
    }
    #expect(error?.code == .specification)
  }
}
