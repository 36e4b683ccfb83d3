import Testing

@testable import Charting

struct TypesetterTests {
  private let typesetter = Typesetter(FixedWidthMeasurer())
  private let font = Font(size: 10)

  @Test func `lines are balanced, so that no character is left alone`() throws {
    // Eleven ideographs of 10 points in 100 points: ten and one would fit, six and five are
    // balanced.
    let lines = try typesetter.balancedLines("一二三四五六七八九十百", font, within: 100)
    #expect(lines == ["一二三四五六", "七八九十百"])
  }

  @Test func `a text that fits is one line and an empty one is none`() throws {
    #expect(try typesetter.balancedLines("济南市", font, within: 100) == ["济南市"])
    #expect(try typesetter.lines("", font, within: 100).isEmpty)
  }

  @Test(arguments: [
    // A colon is taken before a comma, even where the comma is nearer to the middle.
    ("二〇二二年法规：济南，最多", 85.0, ["二〇二二年法规：", "济南，最多"]),
    ("二〇二二年通过，最多的是济南", 100, ["二〇二二年通过，", "最多的是济南"]),
    ("Passed in 2022: Jinan leads", 90, ["Passed in 2022:", "Jinan leads"]),
    // Too near to the end, in a number, and none at all: balanced lines.
    ("二〇二二年各市通过地方性：法规", 110, ["二〇二二年各市通", "过地方性：法规"]),
    ("Laws 1,234 and 2,345", 80, ["Laws 1,234", "and 2,345"]),
  ])
  func `a title of two lines parts at a mark of punctuation near its middle`(
    title: String, width: Double, lines: [String]
  ) throws {
    #expect(try typesetter.headline(title, font, within: width) == lines)
  }

  @Test func `white space of any kind becomes one space`() {
    #expect(Typesetter.trimmed("  济南\n\t市 \r\n x ") == "济南 市 x")
    // The ideographic space is the writer's own.
    #expect(Typesetter.trimmed("甲\u{3000}乙") == "甲\u{3000}乙")
    #expect(Typesetter.trimmed(" \n ").isEmpty)
  }
}
