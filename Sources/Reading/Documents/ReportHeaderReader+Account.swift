import Diagnostics
import Observations

extension ReportHeaderReader {
  /// What the text itself says of the years that it accounts for.
  private struct Account {
    var year: Int?
    var yearRange: Range<Int>?
    /// Whether the year only begins the period: 2021年以来.
    var isSince = false
    var isTerm: Bool?
    var termRange: Range<Int>?
    /// The year of which a heading or paragraph lists the tasks.
    var comingYear: Int?
    var comingRange: Range<Int>?
  }

  /// Finds the report year and whether a year or a term is accounted for.
  mutating func readAccount() {
    let account = account()
    header.span = account.isTerm == true ? .term : .year
    note("span", header.span.rawValue, at: account.termRange)
    settleYear(account)
  }

  /// Whether a report that was given on the day of its title lines can account for a year.
  private func isPlausible(_ year: Int) -> Bool {
    guard let given = givenYear, let month = givenMonth else { return true }
    return year == given - 1 || (year == given && month > 6)
  }

  private mutating func settleYear(_ account: Account) {
    if let year = account.year, isPlausible(year) {
      header.reportYear = year
      note("report_year", String(year), at: account.yearRange)
    } else if let coming = account.comingYear, isPlausible(coming - 1) {
      header.reportYear = coming - 1
      note("report_year", String(coming - 1), at: account.comingRange)
    } else if let given = givenYear, let month = givenMonth {
      // A session in the first half of a year accounts for the year before, a later one for its own.
      header.reportYear = month <= 6 ? given - 1 : given
      let range = header.fields.first { $0.field == "delivered" }?.range
      header.fields.append(
        FieldEvidence(
          field: "report_year", value: String(header.reportYear ?? given), range: range,
          origin: .text))
    } else if let year = yearOfOpening() {
      header.reportYear = year.value
      note("report_year", String(year.value), at: year.range)
    }
    if let year = header.reportYear {
      if let named = file.year, named != year {
        tell(
          .warning,
          LocalisedText(
            zh: "文件名写的是\(named)年，报告总结的是\(year)年的工作，以报告为准。",
            en:
              "the file is named after \(named), the report accounts for \(year): the report is believed"
          ))
      }
      return
    }
    if let named = file.year {
      header.reportYear = named
      note("report_year", String(named), from: .fileName)
      tell(
        .warning,
        LocalisedText(
          zh: "报告没有写明总结哪一年的工作，按文件名作\(named)年。",
          en:
            "the report does not say for which year it accounts: \(named) is taken from the file's name"
        ))
    } else if let year = yearOfTitle() {
      header.reportYear = year.value
      note("report_year", String(year.value), at: year.range)
      tell(
        .warning,
        LocalisedText(
          zh: "报告没有写明总结哪一年的工作，按标题作\(year.value)年。",
          en:
            "the report does not say for which year it accounts: \(year.value) is taken from its heading"
        ))
    } else if let year = yearOfCollection {
      header.reportYear = year
      note("report_year", String(year), from: .collection)
      tell(
        .warning,
        LocalisedText(
          zh: "\(headingWords)没有写明总结哪一年的工作，按同一文件的其他报告作\(year)年。",
          en:
            "\(headingWords) does not say for which year it accounts: \(year) is taken from the other reports of the file"
        ))
    } else {
      tell(
        .error,
        LocalisedText(
          zh: "看不出\(headingWords)总结哪一年的工作，未读取；请在文件名中写明，如“白城市人大常委会-2022.txt”。",
          en:
            "\(headingWords): the year for which it accounts cannot be told, so it is not read; write it in the file's name, such as 白城市人大常委会-2022.txt"
        ))
    }
  }

  // MARK: - Headings

  /// Words of a term that is to come or of another thing of several years.
  private static let comingYears = Phrases("今后", "未来", "下一个", "五年规划", "下一届", "新一届")
  private static let several = Phrases(
    "五年", "四年", "三年", "两年", "二年", "六年", "5年", "4年", "3年", "6年", "本届", "届以来", "这一届", "任期", "几年")

  private static let yearOpenings = Phrases("年是", "年,是", "年,我们")
  private static let retrospects = Phrases("回顾", "总结", "工作情况")
  private static let bareRetrospects = Phrases("回顾", "去年")
  private static let prospects = Phrases("今后", "今年", "明年", "新的一年", "下一步", "新一年")
  private static let reportVerbs = Phrases("报告", "汇报")
  private static let work = Phrases("工作")
  private static let since = Phrases("以来")
  private static let oneYear = Phrases("一年")
  private static let beforeYear = Phrases("过去的", "的", "自")
  private static let beginningsOfPeriods = Phrases("以来", "至")
  private static let termOpenings = Phrases(
    "过去五年", "五年来", "过去的五年", "本届以来", "三年来", "四年来", "本届人大常委会")

  /// Where a slice speaks of several years, 五年来 or 本届; the end of 二〇二二年 is none.
  private static func severalYears(in scalars: ArraySlice<Unicode.Scalar>) -> Range<Int>? {
    var rest = scalars
    while let found = several.firstRange(in: rest) {
      let before = scalars[..<found.lowerBound].last
      if before.map({ !WrittenNumber.isPart($0) && $0 != "第" }) ?? true { return found }
      rest = scalars[found.upperBound...]
    }
    return nil
  }

  private func account() -> Account {
    var account = Account()
    if let mandateLine { readMandate(mandateLine, into: &account) }
    let first = max(head.upperBound, mandateLine.map { $0 + 1 } ?? 0)
    var seesAccount = false
    var seesComing = false
    var index = first
    let lineCount = lines.lines.count
    while index < lineCount {
      let line = lines.lines[index]
      defer { index += 1 }
      if line.length <= 40, !line.cues.isDisjoint(with: [.account, .coming]),
        !line.cues.isDisjoint(with: [.year, .term, .severalYears]) || isComing(line)
      {
        if !seesAccount, line.cues.contains(.account), !isComing(line) || hasOwnYears(index) {
          seesAccount = readAccountHeading(index, into: &account)
          if seesAccount, account.year == nil, index + 1 < lineCount {
            readParagraph(index + 1, into: &account)
          }
          continue
        }
        if isComing(line), isPlanHeading(index) {
          seesComing = true
          readComing(index, into: &account)
          if index + 1 < lineCount { readComing(index + 1, into: &account) }
          if account.comingYear != nil { break }
        }
      } else if account.comingYear == nil, line.length > 40,
        seesComing || index - first > (lineCount - first) / 2,
        Self.yearOpenings.isFound(in: key(index).prefix(9))
      {
        readComing(index, into: &account)
      }
    }
    if account.isTerm == nil { readOpeningSpan(first, into: &account) }
    if account.isSince, let year = account.year, let coming = account.comingYear, coming - 1 > year
    {
      account.year = nil
    }
    // The tasks of the year accounted for are no tasks to come: 2023年主要工作 after 2022年主要工作.
    if let year = account.year, let coming = account.comingYear, coming <= year {
      account.comingYear = nil
    }
    return account
  }

  private func isComing(_ line: FoldedLines.Line) -> Bool { line.cues.contains(.coming) }

  /// Whether a heading with a word of plans accounts for a year after all: 2022年工作情况和2023年任务.
  private func hasOwnYears(_ index: Int) -> Bool {
    Self.retrospects.isFound(in: key(index))
      && !Self.prospects.isFound(in: key(index))
  }

  private static let planWords = Phrases(
    "任务", "安排", "打算", "展望", "建议", "计划", "思路", "要求", "部署", "要点", "设想", "意见", "工作")

  /// Whether a short line is the heading of what is to come, and not of one heading inside the account.
  private func isPlanHeading(_ index: Int) -> Bool {
    let scalars = key(index)
    return Self.planWords.isFound(in: scalars) && !scalars.contains("。") && !scalars.contains(";")
  }

  /// Reads the heading of the account; whether it is one.
  private func readAccountHeading(_ index: Int, into account: inout Account) -> Bool {
    let line = lines.lines[index]
    let scalars = key(index)
    guard !scalars.contains("。"), !scalars.contains("!") else { return false }
    let years = years(in: scalars)
    let severalRange = Self.severalYears(in: scalars)
    let isSeveral = severalRange != nil && !Self.comingYears.isFound(in: scalars)
    // 市十一届人大常委会的工作 accounts for the whole term of that committee.
    let isOfTerm =
      line.cues.contains(.term) && years.isEmpty && !line.cues.contains(.oneYear)
      && isHeadingOfTerm(index)
    let isOfYear = !years.isEmpty || line.cues.contains(.oneYear)
    guard
      isSeveral || isOfTerm || isOfYear || Self.bareRetrospects.isFound(in: scalars)
        || (line.cues.contains(.session) && Self.since.isFound(in: scalars))
    else {
      return false
    }
    let isRange = years.count > 1 && isYearRange(years, in: scalars)
    if isSeveral || isOfTerm || isRange {
      account.isTerm = true
      account.termRange = severalRange ?? line.key
    } else if account.isTerm == nil || isOfYear {
      account.isTerm = false
      account.termRange = line.key
    }
    if account.year == nil, let year = isRange ? years.last : years.first {
      account.year = year.value
      account.yearRange = year.range
      account.isSince = Self.since.isPrefix(of: scalars[year.range.upperBound...])
    }
    return true
  }

  /// Whether a heading with the number of a congress speaks of its whole term.
  ///
  /// 市十六届人大一次会议以来的工作 is a term's in a report to the first session of the next congress, and
  /// a year's in one to the second session of the same.
  private func isHeadingOfTerm(_ index: Int) -> Bool {
    guard let congress = congressAndSession(in: key(index)) else { return false }
    guard let since = congress.session else { return true }
    if since.value > 1 { return false }
    if let session = header.session { return session == 1 }
    let next = index + 1
    return next < lines.lines.count && Self.severalYears(in: key(next)) != nil
  }

  /// The years written in a slice: 2022年, 二〇二二年, 2018—2022年.
  private func years(
    in scalars: ArraySlice<Unicode.Scalar>
  ) -> [(value: Int, range: Range<Int>)] {
    var years: [(value: Int, range: Range<Int>)] = []
    var index = scalars.startIndex
    while index < scalars.endIndex {
      guard WrittenNumber.isPart(scalars[index]),
        let number = WrittenNumber.after(index, in: scalars)
      else {
        index += 1
        continue
      }
      if number.end - index == 4, WrittenDate.years.contains(number.value),
        number.end < scalars.endIndex,
        scalars[number.end] == "年" || Self.isRangeMark(scalars[number.end])
      {
        years.append((number.value, index..<min(number.end + 1, scalars.endIndex)))
      }
      index = number.end
    }
    return years
  }

  private static func isRangeMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "-", "—", "–", "~", "至", "到", "～", "─": true
    default: false
    }
  }

  private func isYearRange(
    _ years: [(value: Int, range: Range<Int>)], in scalars: ArraySlice<Unicode.Scalar>
  ) -> Bool {
    guard years.count > 1, years[0].value < years[1].value else { return false }
    let between = scalars[years[0].range.lowerBound..<years[1].range.lowerBound]
    return between.count <= 9 && between.contains(where: Self.isRangeMark)
  }

  /// The year in the heading of the report, which can be that of the account or of the session.
  private func yearOfTitle() -> (value: Int, range: Range<Int>)? {
    titleLine.flatMap { years(in: key($0)).first }
  }

  // MARK: - Sentences

  /// Reads 报告1986年的工作, 报告五年来的工作 of a mandate.
  private func readMandate(_ line: Int, into account: inout Account) {
    let scalars = mandate(line)
    guard let report = Self.reportVerbs.firstRange(in: scalars) else { return }
    let object = scalars[report.upperBound...].prefix(30)
    guard Self.work.isFound(in: object) else { return }
    let span = object[..<(Self.work.firstRange(in: object)?.lowerBound ?? object.endIndex)]
    if let year = years(in: span).last {
      account.year = year.value
      account.yearRange = year.range
      account.isTerm = isYearRange(years(in: span), in: span)
      account.termRange = year.range
      // 1986年4月以来: that the year's number begins a period does not tell where it ends.
      if Self.since.isFound(in: span) { account.year = nil }
    }
    if let several = Self.severalYears(in: span) {
      account.isTerm = true
      account.termRange = several
    } else if let one = Self.oneYear.firstRange(in: span) {
      account.isTerm = false
      account.termRange = one
    }
  }

  /// Reads the year with which the first paragraph of the account begins.
  private func readParagraph(_ index: Int, into account: inout Account) {
    guard !isComing(lines.lines[index]) || lines.lines[index].length > 40 else { return }
    let beginning = key(index).prefix(24)
    guard let year = years(in: beginning).first else { return }
    let before = beginning[..<year.range.lowerBound]
    guard before.isEmpty || Self.beforeYear.isSuffix(of: before) else { return }
    let after = beginning[year.range.upperBound...]
    if account.isTerm == true, !after.contains("是") { return }
    // 2017年以来, 2022年1月: the beginning of a period, or a single day.
    guard !Self.beginningsOfPeriods.isPrefix(of: after),
      after.first.map({ !WrittenNumber.isPart($0) }) ?? true
    else { return }
    account.year = year.value
    account.yearRange = year.range
  }

  /// Reads the year of which a heading or a paragraph says what is to be done.
  private func readComing(_ index: Int, into account: inout Account) {
    guard account.comingYear == nil else { return }
    let scalars = key(index).prefix(40)
    guard let year = years(in: scalars).first else { return }
    let offset = year.range.lowerBound - scalars.startIndex
    guard lines.lines[index].length <= 40 || offset <= 2 else { return }
    let after = scalars[year.range.upperBound...]
    guard after.first.map({ !WrittenNumber.isPart($0) }) ?? true else { return }
    // 向着2035年远景目标 is no year's list of tasks.
    guard offset <= 2 || Self.planWords.isFound(in: after) else { return }
    account.comingYear = year.value
    account.comingRange = year.range
  }

  /// Where no heading tells it: a first session, or a beginning that speaks of the whole term.
  private func readOpeningSpan(_ first: Int, into account: inout Account) {
    guard let opening = lines.lines.indices[first...].first(where: { lines.lines[$0].length > 40 })
    else { return }
    let scalars = key(opening).prefix(40)
    guard let found = Self.termOpenings.firstRange(in: scalars), header.session ?? 1 == 1 else {
      return
    }
    account.isTerm = true
    account.termRange = found
  }

  /// The year with which one of the first paragraphs begins, where nothing else tells it.
  private func yearOfOpening() -> (value: Int, range: Range<Int>)? {
    for index in lines.lines.indices.dropFirst(head.upperBound).prefix(5) {
      let beginning = key(index).prefix(20)
      guard let year = years(in: beginning).first else { continue }
      let after = beginning[year.range.upperBound...]
      guard after.first.map({ !WrittenNumber.isPart($0) }) ?? true else { continue }
      let before = beginning[..<year.range.lowerBound]
      guard before.isEmpty || Self.beforeYear.isSuffix(of: before) else { continue }
      return year
    }
    return nil
  }
}
