import Testing

@testable import Reading

/// Numbers in their forms: value, bound, and whether they are an amount of one thing.
struct NumberTests {
  /// A number with its measure word, and what the lexer makes of it.
  struct Form: CustomTestStringConvertible, Sendable {
    var written: String
    var value: Int
    var bound: Figure.Bound
    var isUnclear: Bool

    init(_ written: String, _ value: Int, _ bound: Figure.Bound = .exact, unclear: Bool = false) {
      self.written = written
      self.value = value
      self.bound = bound
      isUnclear = unclear
    }

    var testDescription: String { written }
  }

  static let forms = [
    // Digits.
    Form("7次", 7), Form("07次", 7), Form("0次", 0), Form("1285件", 1285), Form("1,285件", 1285),
    Form("12,345,678件", 12_345_678), Form("１２件", 12), Form("１，２８５件", 1285),
    Form("1 285件", 1285),
    // Powers of ten: 1.3 · 10 000, 0.05 · 10 000.
    Form("1.3万件", 13_000), Form("2万件", 20_000), Form("0.05万件", 500), Form("1.2345万件", 12_345),
    Form("3千件", 3_000), Form("5百件", 500),
    // Chinese numerals: 2 · 100 + 3 · 10 + 1; 1 · 1000 + 0 + 6 · 10; 3 · 10 000 + 2 · 1000.
    Form("三项", 3), Form("两次", 2), Form("十次", 10), Form("十二次", 12), Form("二十次", 20),
    Form("二十三次", 23), Form("一百次", 100), Form("二百三十一件", 231), Form("一百零五件", 105),
    Form("二百零三件", 203), Form("一千零六十件", 1060), Form("一千零六件", 1006), Form("三千件", 3000),
    Form("三万二千件", 32_000), Form("十二万件", 120_000), Form("一万零五十件", 10_050),
    // At least.
    Form("30余次", 30, .atLeast), Form("30多次", 30, .atLeast), Form("30次以上", 30, .atLeast),
    Form("超30次", 30, .atLeast), Form("超过30次", 30, .atLeast), Form("30件次以上", 30, .atLeast),
    Form("三十余次", 30, .atLeast), Form("十多次", 10, .atLeast), Form("一百多次", 100, .atLeast),
    Form("2万余人次", 20_000, .atLeast), Form("2万多人次", 20_000, .atLeast),
    Form("1.2万余件", 12_000, .atLeast), Form("3000多名", 3000, .atLeast),
    // About.
    Form("约30次", 30, .about), Form("近30次", 30, .about), Form("30次左右", 30, .about),
    Form("近百次", 100, .about), Form("近三百次", 300, .about), Form("约1.3万件", 13_000, .about),
    // No amount of one thing: 1.5 is no whole number, 两三 is a range.
    Form("1.5次", 1, unclear: true), Form("2-3次", 2, unclear: true),
    Form("2～3次", 2, unclear: true), Form("2—3次", 2, unclear: true),
  ]

  @Test(arguments: forms)
  func `a number has its value and its bound`(_ form: Form) throws {
    let figures = Lexer(NormalisedText(PlainText("开展视察\(form.written)。"))).figures
    #expect(figures.count == 1)
    let figure = try #require(figures.first)
    #expect(figure.isUnclear == form.isUnclear)
    if !form.isUnclear { #expect(figure.value == form.value) }
    if !form.isUnclear { #expect(figure.bound == form.bound) }
  }

  @Test(arguments: ["两三次", "三四十次", "十五六次"])
  func `two numerals in one are a range`(_ written: String) {
    let figures = Lexer(NormalisedText(PlainText("开展视察\(written)。"))).figures
    #expect(figures.allSatisfy { $0.isUnclear })
  }

  @Test(arguments: [
    "第3次", "第三次", "第十八届", "2022年", "二〇二二年", "3个月", "5个百分点", "98%", "12公里", "3.5亿元",
    "30部分", "8小时", "3期间", "1+X", "十来个", "数次", "几次",
  ])
  func `labels, years and amounts of no thing are no figures`(_ written: String) {
    let figures = Lexer(NormalisedText(PlainText("关于\(written)的情况。"))).figures
    #expect(figures.allSatisfy { $0.isUnclear })
  }

  @Test func `a number of very many digits is no amount`() {
    let digits = String(repeating: "9", count: 4000)
    for number in [digits, "\(digits).\(digits)", "1,\(digits)", "\(digits)万", "零\(digits)"] {
      let figures = Lexer(NormalisedText(PlainText("开展视察\(number)次。"))).figures
      #expect(figures.allSatisfy { $0.isUnclear }, "\(number.prefix(9))…")
    }
  }

  /// Numerals that are no number of anything: a run without powers, and powers upon powers.
  @Test(
    arguments: [
      String(repeating: "九", count: 4000), String(repeating: "九万", count: 40),
      String(repeating: "九", count: 40) + "万", "999999999999亿", "999999999999.5万",
    ])
  func `very many numerals are no amount`(_ number: String) {
    let figures = Lexer(NormalisedText(PlainText("开展视察\(number)次。"))).figures
    #expect(figures.allSatisfy { $0.isUnclear }, "\(number.prefix(9))…")
  }
}
