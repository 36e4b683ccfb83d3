import Observations

/// What a report's sections and sentences speak of: the year, the term, or what is yet to come.
///
/// Sections are told by their headings, and where a report has none by how its paragraphs begin
/// (counting rules §§2, 5).
struct Outline {
  /// The years that a figure covers, or that it is a plan.
  struct Period: Hashable {
    var from: Int?
    var to: Int?
    var isPlan = false
    /// Whether it is the term so far in the middle of one, whose beginning is not known.
    var isTerm = false
  }

  /// What is known of the report as a whole.
  struct Report {
    var year: Int
    var span: Observations.Report.Span
    var session: Int?
    var level: Level?
    var kind: BodyKind
  }

  /// A sentence: its tokens, and the period that it speaks of by its place.
  struct Sentence {
    var tokens: Range<Int>
    /// The period that it begins with.
    var period: Period
    /// Where another period begins inside it: the token, and what holds from it on.
    var changes: [(token: Int, period: Period)]
    /// The paragraph's number, from 0.
    var paragraph: Int

    /// The period that a token of it speaks of.
    func period(at token: Int) -> Period {
      changes.last { $0.token <= token }?.period ?? period
    }
  }

  /// The sentences that hold a figure or a title, in order.
  private(set) var sentences: [Sentence] = []

  private let report: Report
  private let yearly: Period
  private var termly: Period

  init(_ lexer: Lexer, of text: NormalisedText, report: Report) {
    self.report = report
    yearly = Period(from: report.year, to: report.year)
    termly = Period(from: report.year - 4, to: report.year)
    let tokens = lexer.tokens
    // 四年来: a term need not be five years.
    if report.span == .term, let years = Self.termYears(tokens) {
      termly = Period(from: report.year - years + 1, to: report.year)
    }
    var section = report.span == .term ? termly : yearly
    var isPlanByHeading = false
    var start = 0
    var paragraph = 0
    let half = text.units.count / 2
    let third = text.units.count / 3
    while start < tokens.count {
      var end = start
      while end < tokens.count, !tokens[end].is(.paragraphEnd) { end += 1 }
      let from = start == 0 ? 0 : Int(tokens[start - 1].end)
      let to = end < tokens.count ? Int(tokens[end].start) : text.units.count
      if to - from <= 45, isHeading(tokens[start..<end], length: to - from) {
        if !isDated(text.units, tokens[start..<end]),
          let change = sectionChange(
            tokens[start..<end], units: text.units[from..<to], from: from, isLate: from > third)
        {
          section = change
          isPlanByHeading = change.isPlan
        }
      } else if !section.isPlan, !isDated(text.units, tokens[start..<end].prefix(3)),
        opensPlan(tokens[start..<end], from: from, isLate: from > half)
      {
        section = Period(from: report.year + 1, to: report.year + 1, isPlan: true)
      } else if section.isPlan, !isPlanByHeading, opensAccount(tokens[start..<end]) {
        section = report.span == .term ? termly : yearly
      }
      collect(tokens, start..<end, section: section, paragraph: paragraph)
      paragraph += 1
      start = end + 1
    }
  }

  private func isHeading(_ tokens: ArraySlice<Token>, length: Int) -> Bool {
    guard length > 2 else { return false }
    // A heading is no sentence, and no line of a session's date and place.
    for (token, next) in zip(tokens, tokens.dropFirst()) where token.is(.yearNumber) {
      if next.is(.plenarySession) { return false }
    }
    return !tokens.contains { $0.is(.fullStop) || $0.is(.semicolon) || $0.is(.plenarySession) }
  }

  /// The number of years that the report's account says first that it covers.
  private static func termYears(_ tokens: [Token]) -> Int? {
    for token in tokens.prefix(600) where token.is(.term) && (2...20).contains(token.payload) {
      return Int(token.payload)
    }
    return nil
  }

  /// Whether a line gives a day: 2014年2月11日.
  private func isDated(_ units: [UInt16], _ tokens: ArraySlice<Token>) -> Bool {
    tokens.contains { token in
      token.is(.yearNumber) && Int(token.end) < units.count
        && (0x30...0x39).contains(units[Int(token.end)])
    }
  }

  /// The section that a heading opens; nothing where it only divides one.
  private func sectionChange(
    _ tokens: ArraySlice<Token>, units: ArraySlice<UInt16>, from: Int, isLate: Bool
  ) -> Period? {
    var symbols = SymbolSet(rawValue: 0)
    var year: Int?
    for token in tokens {
      symbols.formUnion(token.symbols)
      if token.is(.yearNumber) { year = max(year ?? 0, Int(token.payload)) }
    }
    let isPast = symbols.has(.pastHeading)
    // 2013年至2016年工作回顾
    let years = tokens.filter { $0.is(.yearNumber) }.map { Int($0.payload) }
    if years.count == 2, years[0] < years[1], years[1] <= report.year, isPast {
      return Period(from: years[0], to: years[1])
    }
    // 完成年度目标任务 speaks of what was done, though its words are those of plans.
    let isWhole = units.count <= 16 && tokens.last?.isAny(SymbolSet([.planHeading])) == true
    let opensWithNextYear = tokens.prefix(2).contains {
      $0.is(.nextYear) && Int($0.start) - Int(from) <= 6
    }
    let isPlan =
      isWhole && isLate || opensWithNextYear || symbols.has(.nextYear) && symbols.has(.planHeading)
    if let year, year > report.year, !isPast {
      return Period(from: year, to: year, isPlan: true)
    }
    if symbols.has(.nextYear), isPlan, !isPast {
      return Period(from: report.year + 1, to: report.year + 1, isPlan: true)
    }
    let isOfYear = year.map { $0 <= report.year } == true && speaksOfWork(units)
    if isPast || isOfYear {
      if year == report.year, symbols.has(.term) { return yearly }
      if symbols.has(.term)
        || (isPast && report.span == .term && !symbols.has(.annual) && year == nil)
      {
        return termly
      }
      if year != nil || symbols.has(.annual) || isPast { return yearly }
    }
    // 主要任务, 工作安排: a plan, where the heading stands for itself.
    if isPlan, !symbols.has(.annual) {
      return Period(from: report.year + 1, to: report.year + 1, isPlan: true)
    }
    return nil
  }

  /// Whether 工作 stands in a heading.
  private func speaksOfWork(_ units: ArraySlice<UInt16>) -> Bool {
    zip(units, units.dropFirst()).contains { $0 == 0x5DE5 && $1 == 0x4F5C }
  }

  /// Whether a paragraph begins to speak of what is to be done: 2023年是, 明年是, 今后五年.
  private func opensPlan(_ tokens: ArraySlice<Token>, from: Int, isLate: Bool) -> Bool {
    for token in tokens.prefix(3) where Int(token.start) - from <= 6 {
      if token.is(.yearNumber), Int(token.payload) > report.year { return true }
      if token.is(.nextYear), isLate { return true }
      if token.is(.thisYear), isLate, Int(token.start) - from <= 2 { return true }
    }
    return false
  }

  /// Whether a paragraph goes back to what was done.
  private func opensAccount(_ tokens: ArraySlice<Token>) -> Bool {
    for token in tokens.prefix(3) where token.is(.annual) || token.is(.term) { return true }
    return false
  }

  /// The words that begin a period, end a sentence or make it one that is kept.
  private static let turning = SymbolSet([
    .figure, .openTitle, .law, .draft, .annual, .yearNumber, .term, .sinceTerm, .openBracket,
    .closeBracket, .fullStop, .semicolon,
  ])

  /// Parts a paragraph into its sentences, each with its period.
  private mutating func collect(
    _ tokens: [Token], _ range: Range<Int>, section: Period, paragraph: Int
  ) {
    var current = section
    var first = section
    var start = range.lowerBound
    var holds = false
    var changes: [(token: Int, period: Period)] = []
    var outside: Period?
    for index in range {
      let token = tokens[index]
      // Most words change nothing.
      if !token.isAny(Self.turning), index < range.upperBound - 1 { continue }
      let before = current
      if token.is(.figure) || token.is(.openTitle) || token.is(.law) || token.is(.draft) {
        holds = true
      } else if !current.isPlan {
        if token.is(.annual) {
          current = yearly
        } else if token.is(.yearNumber), index + 1 < range.upperBound,
          tokens[index + 1].is(.yearNumber), tokens[index + 1].start - token.end <= 2,
          token.payload < tokens[index + 1].payload,
          Int(tokens[index + 1].payload) <= report.year,
          opensClause(tokens, index) || isPeriod(tokens, index + 1)
        {
          // 1993年至2005年
          current = Period(from: Int(token.payload), to: Int(tokens[index + 1].payload))
        } else if token.is(.term), isPeriod(tokens, index) {
          current = span(token)
        } else if token.is(.sinceTerm), isPeriod(tokens, index) {
          current = sinceTerm
        } else if token.is(.yearNumber), index > range.lowerBound,
          tokens[index - 1].is(.yearNumber),
          token.start - tokens[index - 1].end <= 2
        {
          // The end of a range.
        } else if token.is(.yearNumber), Int(token.payload) > report.year,
          Int(token.payload) <= report.year + 2, opensClause(tokens, index),
          index + 1 < range.upperBound, tokens[index + 1].is(.comma)
        {
          current = Period(from: Int(token.payload), to: Int(token.payload), isPlan: true)
        } else if token.is(.yearNumber), Int(token.payload) == report.year,
          isPeriod(tokens, index), report.span == .term || current != section
        {
          current = yearly
        }
      }
      // What is said in brackets holds there.
      if token.is(.openBracket) { outside = current }
      if token.is(.closeBracket), let period = outside {
        current = period
        outside = nil
      }
      if current != before { changes.append((index, current)) }
      if token.is(.fullStop) || token.is(.semicolon) || index == range.upperBound - 1 {
        if holds {
          sentences.append(
            Sentence(
              tokens: start..<(index + 1), period: first, changes: changes, paragraph: paragraph))
        }
        start = index + 1
        holds = false
        first = current
        changes = []
      }
    }
  }

  /// Whether a word of time stands as one: at the beginning of a clause, and before a comma or a verb.
  private func isPeriod(_ tokens: [Token], _ index: Int) -> Bool {
    let isBeforeComma =
      index + 1 < tokens.count && tokens[index + 1].is(.comma)
      && tokens[index + 1].start == tokens[index].end
    return isBeforeComma || opensClause(tokens, index)
  }

  /// Whether a word stands first in its clause.
  private func opensClause(_ tokens: [Token], _ index: Int) -> Bool {
    guard index > 0 else { return true }
    let previous = tokens[index - 1]
    let marks = SymbolSet([.comma, .fullStop, .semicolon, .paragraphEnd, .colon, .enumerationComma])
    return previous.isAny(marks) && tokens[index].start - previous.end <= 2
  }

  /// The years that 五年来 or 7年间 covers.
  private func span(_ token: Token) -> Period {
    guard (2...40).contains(token.payload) else { return termly }
    return Period(from: report.year - Int(token.payload) + 1, to: report.year)
  }

  /// The term so far.
  private var sinceTerm: Period {
    if report.span == .term { return termly }
    if let session = report.session, session >= 2 {
      // The second session hears of the term's first year.
      let first = report.year - (session - 2)
      return Period(from: first, to: report.year, isTerm: true)
    }
    return Period(from: nil, to: report.year, isTerm: true)
  }
}
