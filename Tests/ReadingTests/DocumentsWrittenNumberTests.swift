import Testing

@testable import Reading

@Suite struct DocumentsWrittenNumberTests {
  @Test(arguments: [
    ("2022", 2022), ("二〇二二", 2022), ("二○二二", 2022), ("一九八七", 1987), ("十八", 18), ("十", 10),
    ("二十", 20), ("二十一", 21), ("廿三", 23), ("一百零三", 103), ("8", 8), ("五", 5),
  ])
  func `a number of a heading has its value`(_ written: String, _ value: Int) {
    #expect(WrittenNumber.value(Array(written.unicodeScalars)[...]) == value)
  }

  @Test(arguments: ["", "20222", "十a", "第五", "二〇二二三", "123456789"])
  func `what is no number of a heading has none`(_ written: String) {
    #expect(WrittenNumber.value(Array(written.unicodeScalars)[...]) == nil)
  }

  @Test(arguments: [
    ("（2023年1月8日在", "2023-01-08"), ("二〇二三年一月二十八日", "2023-01-28"),
    ("1987年4月15日至20日", "1987-04-15"), ("2022年工作，2023年1月8日", "2023-01-08"),
    ("2024年2月29日", "2024-02-29"),
  ])
  func `a written date is read`(_ written: String, _ iso: String) {
    #expect(WrittenDate.first(in: Array(written.unicodeScalars)[...])?.iso == iso)
  }

  @Test(arguments: ["2023年2月29日", "2023年4月31日", "1987年4月"])
  func `a date without a day of the calendar has year and month alone`(_ written: String) {
    let date = WrittenDate.first(in: Array(written.unicodeScalars)[...])
    #expect(date != nil)
    #expect(date?.iso == nil)
  }

  @Test(arguments: ["2023年", "2023年13月1日", "1月8日", "0123年1月8日", "年月日"])
  func `what is no date is none`(_ written: String) {
    #expect(WrittenDate.first(in: Array(written.unicodeScalars)[...]) == nil)
  }
}

@Suite struct DocumentsPhrasesTests {
  private let phrases = Phrases("人大", "人民代表大会", "政协")

  private func scalars(_ text: String) -> ArraySlice<Unicode.Scalar> {
    // The slice begins in the middle of its array, as lines do.
    Array("前文\(text)".unicodeScalars)[2...]
  }

  @Test func `the longest phrase at a place is found`() {
    #expect(phrases.prefixLength(of: scalars("人民代表大会常务委员会")) == 6)
    #expect(Phrases("代表", "代表们").prefixLength(of: scalars("代表们好")) == 3)
    #expect(phrases.prefixLength(of: scalars("人民")) == nil)
    #expect(phrases.prefixLength(of: scalars("")) == nil)
  }

  @Test func `the first and the last phrase of a slice are found`() {
    // Two scalars stand before the slice: 市 is at 2, 政协 at 3, 人大 at 6.
    let slice = scalars("市政协和人大常委")
    #expect(phrases.firstRange(in: slice) == 3..<5)
    #expect(phrases.lastRange(in: slice) == 6..<8)
    #expect(phrases.firstRange(in: scalars("市政府")) == nil)
    #expect(!phrases.isFound(in: scalars("市政府")))
  }

  @Test func `a phrase at the end is a suffix`() {
    #expect(phrases.isSuffix(of: scalars("市人大")))
    #expect(!phrases.isSuffix(of: scalars("市人大常委会")))
    #expect(!phrases.isSuffix(of: scalars("大")))
  }
}
