import Observations
import Testing

@testable import Reading

/// Which years a sentence speaks of, by heading, paragraph and words of time.
struct OutlineTests {
  private func outline(
    _ text: String, year: Int = 2022, span: Observations.Report.Span = .year, session: Int? = nil
  ) -> (outline: Outline, lexer: Lexer) {
    let normalised = NormalisedText(PlainText(text))
    let lexer = Lexer(normalised)
    let report = Outline.Report(
      year: year, span: span, session: session, level: .prefecture, kind: .npc)
    return (Outline(lexer, of: normalised, report: report), lexer)
  }

  /// The period of each figure of a text, in order.
  private func periods(
    _ text: String, year: Int = 2022, span: Observations.Report.Span = .year, session: Int? = nil
  ) -> [Outline.Period] {
    let (outline, lexer) = outline(text, year: year, span: span, session: session)
    return outline.sentences.flatMap { sentence in
      sentence.tokens.filter { lexer.tokens[$0].is(.figure) }.map(sentence.period(at:))
    }
  }

  private func years(_ from: Int?, _ to: Int?) -> Outline.Period {
    Outline.Period(from: from, to: to)
  }

  @Test func `a report of a year speaks of its year`() {
    #expect(periods("召开会议8次。开展视察3次。") == [years(2022, 2022), years(2022, 2022)])
  }

  @Test func `what stands under a heading of what is to come is a plan`() {
    let text = "2022年工作回顾\n召开会议8次。\n2023年工作安排\n召开会议9次。"
    let periods = periods(text)
    #expect(periods.map(\.isPlan) == [false, true])
    #expect(periods.first == years(2022, 2022))
  }

  @Test(arguments: [
    "2023年的主要任务", "2023年工作安排", "二、今后工作的建议", "三、2023年工作打算", "今后五年工作的建议",
    "明年的主要工作", "二〇二三年的主要任务",
  ])
  func `a heading can open what is to come`(_ heading: String) {
    let periods = periods("工作回顾\n召开会议8次。\n\(heading)\n开展视察9次。")
    Misread.check(heading) { #expect(periods.map(\.isPlan) == [false, true]) }
  }

  @Test(arguments: [
    "一、2022年工作回顾", "（一）聚焦民生改善", "二、坚持依法监督", "过去一年的主要工作",
  ])
  func `a heading of the account opens no plan`(_ heading: String) {
    #expect(periods("\(heading)\n召开会议8次。\n").map(\.isPlan) == [false])
  }

  @Test func `a report without headings passes to what is to come in a paragraph's first words`() {
    let account = String(repeating: "常委会依法履行职责，各项工作取得新的进展。\n", count: 4)
    let text = "一年来，召开会议8次。\n\(account)2023年，常委会要开展视察9次。\n明年再开展视察10次。"
    #expect(periods(text).map(\.isPlan) == [false, true, true])
  }

  @Test func `a report of a term covers five years where none are written`() {
    #expect(periods("五年来，召开会议43次。", span: .term) == [years(2018, 2022)])
    #expect(periods("召开会议43次。", span: .term) == [years(2018, 2022)])
  }

  @Test func `a term of four years covers four`() {
    #expect(periods("四年来，召开会议34次。", year: 2006, span: .term) == [years(2003, 2006)])
  }

  @Test func `the years of a term can be written`() {
    #expect(periods("2013年至2016年，召开会议31次。", year: 2016, span: .term) == [years(2013, 2016)])
  }

  @Test func `a year inside the account of a term is that year`() {
    let text = "五年来，召开会议43次。2022年，召开会议9次。五年来，开展视察30次。"
    #expect(
      periods(text, span: .term) == [years(2018, 2022), years(2022, 2022), years(2018, 2022)])
  }

  @Test func `words of time change the period inside a sentence`() {
    #expect(
      periods("五年来，召开会议43次，全年召开会议9次。", span: .term) == [years(2018, 2022), years(2022, 2022)])
  }

  @Test func `the term so far begins where the session tells it`() {
    // The third session hears of the term's second year: 2023 − (3 − 2) = 2022.
    let known = periods("本届以来，召开会议16次。", year: 2023, session: 3)
    #expect(known.map(\.from) == [2022])
    #expect(known.map(\.to) == [2023])
    let unknown = periods("本届以来，召开会议16次。", year: 2023)
    #expect(unknown.map(\.from) == [nil])
    #expect(unknown.map(\.to) == [2023])
    #expect(periods("本届以来，召开会议43次。", span: .term, session: 1) == [years(2018, 2022)])
  }

  @Test func `what is said in brackets holds there`() {
    #expect(
      periods("五年来，召开会议43次（其中2022年，召开9次），开展视察30次。", span: .term).last
        == years(2018, 2022))
  }

  @Test func `sentences follow one another and are numbered by paragraph`() {
    let (outline, lexer) = outline("一年来，召开会议8次。开展视察3次；组织调研4次。\n\n办理建议9件。")
    #expect(outline.sentences.map(\.paragraph) == [0, 0, 0, 1])
    var end = 0
    for sentence in outline.sentences {
      #expect(sentence.tokens.lowerBound >= end)
      #expect(sentence.tokens.upperBound <= lexer.tokens.count)
      end = sentence.tokens.upperBound
    }
  }

  @Test func `a text without figures has no sentence of one`() {
    let (outline, lexer) = outline("2022年工作回顾\n一年来，常委会依法履行职责。")
    #expect(outline.sentences.isEmpty)
    #expect(lexer.figures.isEmpty)
  }
}
