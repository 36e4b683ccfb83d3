import Testing

@testable import Reading

struct LexerTests {
  private func lexer(_ text: String) -> Lexer { Lexer(NormalisedText(PlainText(text))) }

  @Test(arguments: MeasureWord.words.map(\.word))
  func `a measure word is read whole behind a number`(_ word: String) throws {
    let text = "完成27\(word)。"
    let figures = lexer(text).figures
    #expect(figures.count == 1)
    let figure = try #require(figures.first)
    #expect(figure.value == 27)
    #expect(figure.unit == MeasureWord.words.first { $0.word == word }?.unit)
    #expect(Int(figure.end) == text.utf16.count - 1)
    #expect(Int(figure.unitStart) == 4)
  }

  @Test(arguments: MeasureWord.allCases)
  func `a measure word can be written`(_ unit: MeasureWord) {
    #expect(MeasureWord.words.contains { $0.unit == unit })
    // Nobody counts persons by the occasion.
    #expect(!(unit.isPersons && unit.isOccasions))
  }

  @Test func `every measure word is listed once, longer ones before those that they begin with`() {
    let words = MeasureWord.words.map(\.word)
    #expect(Set(words).count == words.count)
    for (index, word) in words.enumerated() {
      for earlier in words[..<index] { #expect(!word.hasPrefix(earlier), "\(earlier), \(word)") }
    }
  }

  @Test func `the longest word counts`() {
    let report = lexer("调研报告").tokens
    #expect(report.count == 1)
    #expect(report.first?.is(.survey) == false)
    #expect(lexer("立法调研").tokens.map { $0.is(.legislativeSurvey) } == [true])
    #expect(lexer("调研").tokens.map { $0.is(.survey) } == [true])
  }

  @Test func `tokens follow one another and lie in the text`() {
    let text = NormalisedText(
      PlainText("一年来，召开常委会会议8次（其中专题会议2次）；制定《白城市志愿服务条例》，办理代表建议1.3万余件。"))
    let lexer = Lexer(text)
    var end: Int32 = 0
    for token in lexer.tokens {
      #expect(token.start >= end)
      #expect(token.end > token.start)
      end = token.end
    }
    #expect(Int(end) <= text.units.count)
    for token in lexer.tokens where token.is(.figure) {
      #expect(lexer.figures.indices.contains(Int(token.payload)))
    }
    #expect(lexer.figures.map(\.value) == [8, 2, 13_000])
  }

  @Test func `a year carries its number`() {
    for text in ["2022年", "２０２２年", "二〇二二年", "二○二二年"] {
      let years = lexer(text).tokens.filter { $0.is(.yearNumber) }
      #expect(years.map(\.payload) == [2022], "\(text)")
    }
  }

  @Test(arguments: ["五年来", "过去五年", "5年来", "五年间", "这五年"])
  func `a number of years up to now is a term`(_ text: String) {
    let terms = lexer("\(text)，常委会").tokens.filter { $0.is(.term) }
    #expect(terms.count == 1, "\(text)")
  }
}
