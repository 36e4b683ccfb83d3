import Testing

@testable import Charting

struct NumberStyleTests {
  @Test(arguments: [
    (0.0, "0"), (7, "7"), (1234, "1234"), (12345, "12,345"), (1_000_000_000, "1,000,000,000"),
    (-56, "−56"), (999_999, "999,999"),
  ])
  func `Chinese numbers are grouped from five digits`(value: Double, text: String) {
    #expect(NumberStyle(language: .chinese).string(value) == text)
  }

  @Test(arguments: [(999.0, "999"), (1234, "1,234"), (12345, "12,345"), (-1234, "−1,234")])
  func `English numbers are grouped from four digits`(value: Double, text: String) {
    #expect(NumberStyle(language: .english).string(value) == text)
  }

  @Test func `a Chinese column with a number of five digits groups its numbers of four`() {
    let style = NumberStyle(for: [1234, 23456], areCounts: true, language: .chinese)
    #expect(style.string(1234) == "1,234")
    let without = NumberStyle(for: [1234, 2345], areCounts: true, language: .chinese)
    #expect(without.string(1234) == "1234")
  }

  @Test func `decimals are filled with zeros and rounded half away from zero`() {
    let style = NumberStyle(language: .chinese, decimals: 2)
    #expect(style.string(1) == "1.00")
    #expect(style.string(0.05) == "0.05")
    #expect(style.string(2.125) == "2.13")
    #expect(style.string(-2.125) == "−2.13")
    #expect(style.string(9.999) == "10.00")
  }

  @Test func `what rounds to zero has no minus`() {
    #expect(NumberStyle(language: .chinese).string(-0.4) == "0")
  }

  @Test func `what is no number is a dash and what is too great has an exponent`() {
    let style = NumberStyle(language: .chinese, decimals: 9)
    #expect(style.string(.nan) == "—")
    #expect(style.string(.infinity) == "—")
    #expect(style.string(2e18) == "2e+18")
    // 123456789 with nine decimals has eighteen figures: only as many decimals as fit are written.
    #expect(style.string(123_456_789).hasPrefix("123,456,789.00"))
  }

  @Test(arguments: [
    // Three figures of the greatest: 59.4 has one decimal, 345.6 none, 0.512 three.
    ([59.42, 12.31], 1), ([345.6, 120.3], 0), ([0.5123, 0.2345], 3), ([5.123, 2.512], 2),
    // One more where the least would lose its second figure: 0.52 beside 12.34.
    ([12.34, 0.52], 2),
    // Never more than needed: halves have one decimal, whole numbers none.
    ([5.5, 2.5], 1), ([5.0, 2.0], 0),
    // A constant zero and nothing at all.
    ([0.0], 0), ([], 0),
    // At most nine.
    ([3.3e-12], 9),
  ])
  func `a column has the decimals that its numbers need`(values: [Double], decimals: Int) {
    let style = NumberStyle(for: values, areCounts: false, language: .chinese)
    #expect(style.decimals == decimals)
  }

  @Test func `counts have no decimals`() {
    #expect(NumberStyle(for: [1.5], areCounts: true, language: .chinese).decimals == 0)
  }

  @Test func `ranges take a wave dash in Chinese and an en dash in English`() {
    #expect(NumberStyle(language: .chinese).range(3, 7) == "3～7")
    #expect(NumberStyle(language: .english).range(3, 7) == "3–7")
    #expect(NumberStyle(language: .english).range(-3, 7) == "−3 to 7")
  }
}
