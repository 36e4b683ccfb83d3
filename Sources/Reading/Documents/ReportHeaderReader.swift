import Diagnostics
import Observations

/// Reads the header of one report, field by field.
struct ReportHeaderReader {
  let text: PlainText
  let lines: FoldedLines
  let file: FileNameReader
  let yearOfCollection: Int?
  /// The lines before the salutation or mandate.
  let head: Range<Int>
  /// The line of the heading.
  let titleLine: Int?
  /// The line that says on whose behalf the report is given.
  let mandateLine: Int?
  var header = ReportHeader()

  /// Finds the title lines and the mandate of a report.
  init(_ text: PlainText, _ lines: FoldedLines, fileName: String, yearOfCollection: Int?) {
    self.text = text
    self.lines = lines
    file = FileNameReader(fileName)
    self.yearOfCollection = yearOfCollection
    let near = lines.lines.indices.prefix(16)
    let mandate = near.first { lines.lines[$0].cues.isSuperset(of: [.mandate, .onBehalf]) }
    let end =
      near.first { index in
        let line = lines.lines[index]
        return index == mandate || line.length > 100 || Self.isSalutation(line, lines.key(index))
      } ?? near.endIndex
    let reader = TitleReader(lines)
    head = 0..<end
    titleLine =
      head.first { reader.title(at: $0)?.kind == .report }
      ?? head.first { lines.lines[$0].cues.contains(.workReport) }
    mandateLine = mandate ?? near.first { lines.lines[$0].cues.contains(.mandate) }
  }

  private static let salutations = Phrases("各位代表", "各位委员", "代表们", "委员们", "代表同志")

  private static func isSalutation(
    _ line: FoldedLines.Line, _ key: ArraySlice<Unicode.Scalar>
  ) -> Bool {
    line.cues.contains(.salutation) && salutations.isPrefix(of: key)
  }

  /// Reads every field.
  mutating func read() -> ReportHeader {
    readKind()
    readOccasion()
    readAccount()
    readBody()
    readTerm()
    header.source = source
    return header
  }

  private var source: String {
    guard let body = header.body else { return "" }
    let organ = header.kind == .npc ? "人大常委会" : "政协常委会"
    let year = header.reportYear.map { "（\($0)年）" } ?? ""
    return "\(body.name)\(organ)工作报告\(year)"
  }

  // MARK: - Evidence

  /// The folded scalars of a line.
  func key(_ line: Int) -> ArraySlice<Unicode.Scalar> { lines.key(line) }

  mutating func note(
    _ field: String, _ value: String, at key: Range<Int>? = nil,
    from origin: FieldEvidence.Origin = .text
  ) {
    header.fields.append(
      FieldEvidence(
        field: field, value: value, range: key.map { lines.textRange($0) }, origin: origin))
  }

  mutating func tell(_ severity: Diagnostic.Severity, _ text: LocalisedText) {
    header.diagnostics.append(Diagnostic(severity, at: Place(file.path), text))
  }

  // MARK: - Kind

  private static let conferenceWords = Phrases("政协", "政治协商", "协商委员会", "委员会常务委员会", "委员会常委会")
  private static let congressWords = Phrases("人民代表大会", "人大")

  private static let members = Phrases("各位委员", "委员们")
  private static let reportVerbsAfterSession = Phrases("报告", "作", "汇报")
  private static let conferencesOfTerm = Phrases("政协", "委员会", "市政协", "县政协", "区政协")
  private static let thanks = Phrases("代表")

  private mutating func readKind() {
    let places = [titleLine, mandateLine].compactMap { $0 } + Array(head)
    for line in places {
      let scalars = key(line)
      let conference = Self.conferenceWords.firstRange(in: scalars)
      let congress = Self.congressWords.firstRange(in: scalars)
      guard conference != nil || congress != nil else { continue }
      // 人民代表大会常务委员会 … 政协委员提出意见: the first organ that a line names is its own.
      let isConference =
        (conference?.lowerBound ?? Int.max) < (congress?.lowerBound ?? Int.max)
      header.kind = isConference ? .cppcc : .npc
      note("kind", header.kind.rawValue, at: isConference ? conference : congress)
      return
    }
    if let kind = file.kind {
      header.kind = kind
      note("kind", kind.rawValue, from: .fileName)
      return
    }
    // 各位委员 alone addresses a conference.
    for index in lines.lines.indices.prefix(16) {
      if let range = Self.members.firstRange(in: key(index).prefix(4)) {
        header.kind = .cppcc
        note("kind", header.kind.rawValue, at: range)
        return
      }
    }
    var congresses = 0
    var conferences = 0
    for line in lines.lines.prefix(60) {
      if line.cues.contains(.congress) { congresses += 1 }
      if line.cues.contains(.conference) { conferences += 1 }
    }
    header.kind = conferences > congresses ? .cppcc : .npc
    note("kind", header.kind.rawValue)
  }

  // MARK: - Occasion

  /// The lines in which a date or session is that of the report: with 会议 first, dates of the web page
  /// never.
  private var occasionLines: [Int] {
    let own = head.filter {
      lines.lines[$0].cues.isDisjoint(with: [.publication, .furniture, .seller])
        && lines.lines[$0].length <= 120
    }
    let ofSession = own.filter { !lines.lines[$0].cues.isDisjoint(with: [.occasion, .session]) }
    return ofSession + own.filter { !ofSession.contains($0) }
  }

  private mutating func readOccasion() {
    for line in occasionLines {
      guard let date = WrittenDate.first(in: key(line)) else { continue }
      givenYear = date.year
      givenMonth = date.month
      if let iso = date.iso {
        header.delivered = iso
        note("delivered", iso, at: date.range)
      }
      break
    }
    for line in occasionLines {
      guard let congress = congressAndSession(in: key(line)), let session = congress.session else {
        continue
      }
      header.term = congress.term
      note("term", String(congress.term), at: congress.termRange)
      header.session = session.value
      note("session", String(session.value), at: session.range)
      return
    }
    // 向县第九届人民代表大会第三次会议报告工作
    if let mandateLine, let congress = congressAndSession(in: mandate(mandateLine)),
      let session = congress.session
    {
      let after = key(mandateLine)[session.range.upperBound...].prefix(6)
      guard Self.reportVerbsAfterSession.isFound(in: after) else { return }
      header.session = session.value
      note("session", String(session.value), at: session.range)
    }
  }

  /// The year and month in which the report was given, where its title lines say so.
  var givenYear: Int?
  var givenMonth: Int?

  /// The mandate: its line up to the first full stop.
  func mandate(_ line: Int) -> ArraySlice<Unicode.Scalar> {
    let scalars = key(line)
    return scalars[..<(scalars.firstIndex(of: "。") ?? scalars.endIndex)]
  }

  /// A congress or committee by its number, and a session of it.
  struct CongressNumber {
    var term: Int
    var termRange: Range<Int>
    var session: (value: Int, range: Range<Int>)?
  }

  /// The first 第N届 of this body in a slice, and the 第M次会议 after it.
  func congressAndSession(in scalars: ArraySlice<Unicode.Scalar>) -> CongressNumber? {
    for index in scalars.indices where scalars[index] == "届" {
      guard let number = WrittenNumber.before(index, in: scalars), (1...99).contains(number.value),
        isOwnCongress(before: number.start, in: scalars)
      else { continue }
      var found = CongressNumber(term: number.value, termRange: number.start..<(index + 1))
      for next in (index + 1)..<min(index + 40, scalars.endIndex) where scalars[next] == "次" {
        guard
          scalars[next...].starts(with: "次会议".unicodeScalars)
            || scalars[next...].starts(with: "次全体会议".unicodeScalars)
            || scalars[next...].starts(with: "次全会".unicodeScalars)
        else { continue }
        if let session = WrittenNumber.before(next, in: scalars), (1...20).contains(session.value) {
          found.session = (session.value, session.start..<(next + 3))
        }
        break
      }
      return found
    }
    return nil
  }

  private static let otherCongresses = Phrases("全国", "中国共产党", "中共", "党")

  /// Whether the number of a congress is not that of the nation's or the party's.
  private func isOwnCongress(before start: Int, in scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    var end = start
    if end > scalars.startIndex, scalars[end - 1] == "第" { end -= 1 }
    let before = scalars[max(scalars.startIndex, end - 12)..<end]
    guard !Self.otherCongresses.isFound(in: before.suffix(6)) else { return false }
    if let last = before.last {
      if last == "上" || last == "每" || last == "国" { return false }
      if last == "省", header.body?.level.map({ $0 != .province }) ?? false { return false }
    }
    return true
  }

  // MARK: - Term

  private mutating func readTerm() {
    if header.term != nil { return }
    // A report on a whole term is given to the next congress, which its mandate does not number.
    if header.span == .term { return }
    for line in [mandateLine, titleLine].compactMap({ $0 }) {
      if let congress = congressAndSession(in: mandate(line)) {
        header.term = congress.term
        note("term", String(congress.term), at: congress.termRange)
        return
      }
    }
    readTermFromBody()
  }

  /// The number by which the text itself calls its congress: 我代表市七届人大常委会, 市七届人大一次会议.
  private mutating func readTermFromBody() {
    let scalars = text.scalars[...]
    let organs =
      header.kind == .npc ? Self.congressWords : Self.conferencesOfTerm
    var votes: [Int: (count: Int, range: Range<Int>)] = [:]
    for index in scalars.indices where scalars[index] == "届" {
      guard let number = WrittenNumber.before(index, in: scalars), (1...30).contains(number.value),
        isLevelWord(before: number.start, in: scalars)
      else { continue }
      let after = scalars[(index + 1)..<min(index + 7, scalars.endIndex)]
      guard organs.isPrefix(of: after) || followsConference(number.start, in: scalars) else {
        continue
      }
      let isThanks = Self.thanks.isFound(
        in: scalars[max(0, number.start - 5)..<number.start])
      let range = number.start..<(index + 1)
      votes[number.value, default: (0, range)].count += isThanks ? 3 : 1
    }
    let ranked = votes.sorted { ($0.value.count, $1.key) > ($1.value.count, $0.key) }
    guard let first = ranked.first, ranked.dropFirst().first?.value.count != first.value.count
    else {
      return
    }
    header.term = first.key
    header.fields.append(
      FieldEvidence(
        field: "term", value: String(first.key), range: first.value.range, origin: .text))
  }

  /// Whether 政协 stands directly before a number: 市政协十四届.
  private func followsConference(_ start: Int, in scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    guard header.kind == .cppcc, start >= 2 else { return false }
    return scalars[(start - 2)..<start].elementsEqual("政协".unicodeScalars)
  }

  /// Whether the word before a number is the body's level: 市七届 of a city, 县八届 of a county.
  private func isLevelWord(before start: Int, in scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    var end = start
    if end > 0, scalars[end - 1] == "第" { end -= 1 }
    guard end > 0 else { return false }
    if followsConference(end, in: scalars) {
      guard end >= 3 else { return false }
      end -= 2
    }
    let word = scalars[end - 1]
    guard let suffix = header.body?.name.unicodeScalars.last else {
      return word == "市" || word == "县" || word == "区" || word == "州"
    }
    return word == suffix || (word == "州" && suffix == "盟")
  }
}
