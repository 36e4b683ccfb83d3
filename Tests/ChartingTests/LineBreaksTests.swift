import Testing

@testable import Charting

@Suite struct LineBreaksTests {
  private let typesetter = Typesetter(FixedWidthMeasurer())
  private let font = Font(size: 10)

  /// The width of so many Chinese characters.
  private func width(_ count: Int) throws -> Double {
    try typesetter.width(String(repeating: "字", count: count), font) + 0.01
  }

  @Test(arguments: [
    ("通过地方性法规", 3, ["通过地", "方性", "法规"]), ("通过地方性法规", 4, ["通过地方", "性法规"]),
    ("听取审议专项工作报告", 3, ["听取审", "议专项", "工作", "报告"]), ("视察", 3, ["视察"]),
    ("执法检查", 2, ["执法", "检查"]),
  ])
  func `no character of a Chinese heading is alone on a line`(
    heading: String, room: Int, lines: [String]
  ) throws {
    #expect(try typesetter.headingLines(heading, font, within: width(room)) == lines)
  }

  @Test func `a heading of any length has as many lines as it needs, none too wide`() throws {
    for count in 1...20 {
      let heading = String((0..<count).map { Character(Unicode.Scalar(UInt8($0 % 26 + 97))) })
      let chinese = String(repeating: "字", count: count)
      for room in 2...8 {
        let width = try width(room)
        for text in [heading, chinese] {
          let lines = try typesetter.headingLines(text, font, within: width)
          #expect(lines.joined() == text)
          #expect(try lines.count == typesetter.balancedLines(text, font, within: width).count)
          #expect(try lines.allSatisfy { try typesetter.width($0, font) <= width })
        }
        // Seven in lines of two leave one over; in lines of three or more nothing is.
        let lines = try typesetter.headingLines(chinese, font, within: width)
        if room > 2, count > 1 { #expect(lines.allSatisfy { $0.count > 1 }) }
      }
    }
  }

  @Test func `remarks break between clauses before they break inside`() throws {
    #expect(Typesetter.clauses("缺检查、决定；位次5") == ["缺检查、", "决定；", "位次5"])
    #expect(Typesetter.clauses("。、") == ["。、"])
    #expect(Typesetter.clauses("").isEmpty)
    #expect(
      try typesetter.clauseLines("缺执法检查、决议决定；位次高", font, within: width(11))
        == ["缺执法检查、决议决定；", "位次高"])
    #expect(
      try typesetter.clauseLines("缺执法检查、决议决定；位次高", font, within: width(8))
        == ["缺执法检查、", "决议决定；位次高"])
    // Twelve characters have no room in six: they break inside, and the next begins a line.
    let lines = try typesetter.clauseLines("缺听取审议专项工作报告；位次", font, within: width(6))
    #expect(lines.joined() == "缺听取审议专项工作报告；位次")
    #expect(try lines.allSatisfy { try typesetter.width($0, font) <= width(6) })
    #expect(lines.last == "位次")
  }
}
