import Reading
import Testing

@Suite struct PlainTextTests {
  @Test func `an offset counts Unicode scalars`() {
    let text = PlainText("衡𠀀7次\n各位")
    #expect(text.string(1..<4) == "𠀀7次")
    #expect(text.lines == [0..<4, 5..<7])
    #expect(text.string == "衡𠀀7次\n各位")
  }

  @Test func `an empty text has no line`() {
    #expect(PlainText("").lines.isEmpty)
  }
}
