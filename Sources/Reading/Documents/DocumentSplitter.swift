import Diagnostics

/// Finds where the parts of a document begin and end.
struct DocumentSplitter {
  private let text: PlainText
  private let lines: FoldedLines
  private let titles: [DocumentTitle?]

  /// Reads the lines of a document.
  init(_ text: PlainText, _ lines: FoldedLines) {
    self.text = text
    self.lines = lines
    let reader = TitleReader(lines)
    titles = lines.lines.indices.map { reader.title(at: $0) }
  }

  private var count: Int { lines.lines.count }

  // MARK: - Lines

  private static let salutations = Phrases(
    "各位代表", "各位委员", "代表们", "委员们", "各位领导", "主席团", "代表同志", "尊敬的各位")
  private static let newsLeads = Phrases("本报讯", "本网讯", "新华社", "中新社", "中新网", "本报记者", "本网记者")
  private static let newsMarks = Phrases("讯(记者", "日电(", "日讯", "讯(通讯员")
  private static let fragmentEnds = Phrases(
    "人民代表大会", "委员会", "代表大会文件", "会议文件", "常委会", "协商会议", "次会议", "会议材料", "大会文件")

  private func line(_ index: Int) -> FoldedLines.Line { lines.lines[index] }

  /// Whether a line addresses the deputies or members, as the first of a report or speech does.
  ///
  /// In a long line the address must end with a colon: 各位代表，过去一年… runs on inside a report.
  private func isSalutation(_ index: Int) -> Bool {
    guard line(index).cues.contains(.salutation) else { return false }
    let key = lines.key(index)
    guard Self.salutations.isPrefix(of: key) else { return false }
    if line(index).length <= 30, key.last == ":" { return true }
    return key.prefix(30).contains(":")
  }

  private func isMandate(_ index: Int) -> Bool {
    line(index).cues.isSuperset(of: [.mandate, .onBehalf])
  }

  private func isSubtitle(_ index: Int) -> Bool {
    let line = line(index)
    guard line.length <= 120, !line.cues.isDisjoint(with: [.occasion, .session]) else {
      return false
    }
    guard let first = lines.key(index).first else { return false }
    switch first {
    case "—", "-", "(", "在", "―", "─", "–", "一": return true
    default: return line.length <= 60 && WrittenNumber.isPart(first)
    }
  }

  private func isNewsLead(_ index: Int) -> Bool {
    guard line(index).cues.contains(.news) else { return false }
    let key = lines.key(index)
    return Self.newsLeads.isPrefix(of: key) || Self.newsMarks.isFound(in: key.prefix(30))
  }

  /// Whether a line is an advertisement, or a menu or footer of a web page.
  private func isFurniture(_ index: Int) -> Bool {
    let line = line(index)
    if line.cues.contains(.seller) { return line.length <= 200 }
    if line.cues.contains(.perhapsSeller), line.length <= 100, isWebAddress(index) { return true }
    return line.cues.contains(.furniture) && line.length <= 300
      && (line.length <= 80 || line.cues.isDisjoint(with: .activity))
  }

  private static let webAddresses = Phrases("http", "www.")

  private func isWebAddress(_ index: Int) -> Bool {
    Self.webAddresses.isFound(in: lines.key(index))
  }

  private func endsSentence(_ index: Int) -> Bool {
    guard line(index).range.upperBound > 0 else { return false }
    switch text.scalars[line(index).range.upperBound - 1] {
    case "。", "；", "！", "？", ";", "!", "?", "，", ",", "、", "：", ":", "”": return true
    default: return false
    }
  }

  private func isPublication(_ index: Int) -> Bool {
    line(index).length <= 80 && line(index).cues.contains(.publication)
  }

  /// Whether a sentence goes on in the line after this one.
  private func isBroken(_ index: Int) -> Bool {
    line(index).length >= 15 && !endsSentence(index) && !isFurniture(index)
      && titles[index] == nil && !isSubtitle(index)
  }

  /// Whether a line carries text: a sentence, or more than a heading.
  private func isSubstantial(_ index: Int) -> Bool {
    guard !isFurniture(index) else { return false }
    return line(index).length > 60 || endsSentence(index)
  }

  // MARK: - Openings

  /// What follows a heading before the next one.
  private struct Following {
    var subtitle = false
    var salutation: Int?
    var mandate: Int?
    var news = false
    var body = false
    var nextTitle: Int?

    var opens: Bool { subtitle || salutation != nil || mandate != nil || body }
    var isFormal: Bool { subtitle || salutation != nil || mandate != nil }
  }

  private func following(_ index: Int) -> Following {
    var following = Following()
    var bodies = 0
    for next in (index + 1)..<max(index + 1, min(index + 12, count)) {
      if isNewsLead(next) {
        following.news = true
        following.body = true
        break
      }
      if isSalutation(next) {
        if following.salutation != nil { break }
        following.salutation = next
      }
      if isMandate(next) {
        following.mandate = next
        break
      }
      if isSubtitle(next) {
        following.subtitle = true
        continue
      }
      if titles[next] != nil {
        following.nextTitle = next
        break
      }
      if line(next).length > 60 || (line(next).length > 20 && endsSentence(next)) {
        following.body = true
        bodies += 1
        // Some speakers greet and thank before they say on whose behalf they speak.
        if bodies == 2 { break }
      }
    }
    return following
  }

  /// Whose report a mandate announces: ours, another's, or unknown.
  private func kind(ofMandate index: Int) -> DocumentPart.Kind? {
    let cues = line(index).cues
    if cues.contains(.nation) { return .otherReport }
    if !cues.isDisjoint(with: [.standingCommittee, .congress, .conference]) {
      return cues.contains(.subcommittee) ? .otherReport : .report
    }
    if !cues.isDisjoint(with: [.government, .judiciary, .party]) { return .otherReport }
    return nil
  }

  private func isSameHeading(_ one: DocumentTitle, _ other: DocumentTitle) -> Bool {
    lines.scalars[one.core].elementsEqual(lines.scalars[other.core])
  }

  /// Whether two headings name the same body: their first scalars agree.
  private func isSameSubject(_ one: DocumentTitle, _ other: DocumentTitle) -> Bool {
    func subject(_ title: DocumentTitle) -> ArraySlice<Unicode.Scalar> {
      lines.scalars[title.core].prefix(3)
    }
    return one.kind == other.kind && subject(one).elementsEqual(subject(other))
  }

  // MARK: - Parts

  /// Where a part begins, and what it is.
  private struct Start {
    var line: Int
    var kind: DocumentPart.Kind
    var title: Int?
    /// The line of its salutation or mandate, once seen.
    var opening: Int?
    /// The last line that belongs to the heading or the list of contents.
    var headEnd: Int
  }

  /// The parts, in order.
  func parts() -> [DocumentPart] {
    guard count > 0 else {
      return [
        DocumentPart(
          kind: .other, heading: "", range: 0..<text.scalars.count, reason: Self.emptyReason)
      ]
    }
    let starts = starts()
    var parts: [DocumentPart] = []
    let first = starts.first?.line ?? count
    if first > 0 { parts += looseParts(0..<first) }
    for (index, start) in starts.enumerated() {
      let end = index + 1 < starts.count ? starts[index + 1].line : count
      parts += titledParts(start, start.line..<end)
    }
    return parts
  }

  private func starts() -> [Start] {
    var starts: [Start] = []
    for index in 0..<count {
      if let title = titles[index] {
        read(title, at: index, into: &starts)
      } else if isNewsLead(index) {
        readNews(at: index, into: &starts)
      } else if isSalutation(index) || isMandate(index) {
        readOpening(at: index, into: &starts)
      }
    }
    return starts
  }

  private func read(_ title: DocumentTitle, at index: Int, into starts: inout [Start]) {
    let following = following(index)
    let current = starts.last
    let isInsideReport = current.map { $0.kind == .report || $0.kind == .otherReport } ?? false
    let isInsideHead = current.map {
      isInsideReport && $0.opening == nil && index - $0.headEnd <= 4
    }
    if title.kind == .other, let current, current.kind == .other, index - current.headEnd <= 2 {
      starts[starts.count - 1].headEnd = index
      return
    }
    if title.kind == .contents {
      if current?.kind == .contents {
        starts[starts.count - 1].headEnd = index
        return
      }
      if isInsideHead == true { return }
      starts.append(Start(line: index, kind: .contents, title: index, headEnd: index))
      return
    }
    // A web page names its text above the date, and again as the heading; a heading over several lines
    // ends with 工作报告 alone.
    if let next = following.nextTitle, let other = titles[next], !following.isFormal,
      title.kind == .report, other.kind == .report,
      isSameHeading(title, other) || (other.isBare && !title.isBare && !other.isNumbered)
    {
      return
    }
    if let next = following.nextTitle, let other = titles[next], !following.opens {
      if isSameSubject(title, other), !title.hasPageNumber, title.kind != .other { return }
      if title.kind == .other, other.kind == .other, !title.isNumbered {
        append(.other, at: index, following: following, into: &starts)
        return
      }
      readEntry(at: index, into: &starts)
      return
    }
    if title.hasPageNumber {
      readEntry(at: index, into: &starts)
      return
    }
    guard following.opens || (following.nextTitle == nil && !isInsideReport) else { return }
    var kind = title.kind
    if following.news { kind = .news }
    if kind == .report {
      // Running heads of pages repeat a heading; a new report of the same body opens formally.
      if let current, current.kind == .report, let old = current.title.flatMap({ titles[$0] }),
        isSameSubject(title, old), !following.isFormal
      {
        return
      }
      if title.isBare {
        guard following.isFormal else { return }
        kind =
          following.mandate.flatMap { self.kind(ofMandate: $0) }
          ?? (following.salutation == nil ? .other : .report)
      } else if let mandate = following.mandate, self.kind(ofMandate: mandate) == .otherReport {
        kind = .otherReport
      }
    } else if isInsideReport, !following.isFormal, title.kind != .otherReport || title.isNumbered {
      // A heading inside a report can end like the title of a plan: it must name its organ first.
      // In a text with broken lines, one can end like a title in the middle of a sentence.
      guard title.isStrong, title.core.count >= 6 || title.kind == .other, !title.isNumbered,
        !isBroken(index - 1)
      else { return }
    }
    append(kind, at: index, following: following, into: &starts)
  }

  private func append(
    _ kind: DocumentPart.Kind, at index: Int, following: Following, into starts: inout [Start]
  ) {
    let floor = starts.last.map { max($0.headEnd, $0.opening ?? 0) + 1 } ?? 0
    let opening = following.mandate ?? following.salutation
    starts.append(
      Start(
        line: headBeginning(of: index, floor: floor, isFirst: starts.isEmpty), kind: kind,
        title: index, opening: opening, headEnd: index))
  }

  /// An entry of a table of contents opens or continues one.
  private func readEntry(at index: Int, into starts: inout [Start]) {
    if let last = starts.last, last.kind == .contents {
      starts[starts.count - 1].headEnd = index
    } else if let last = starts.last, last.kind == .report || last.kind == .otherReport,
      last.opening == nil, index - last.headEnd <= 4
    {
      starts[starts.count - 1].headEnd = index
    } else {
      starts.append(Start(line: index, kind: .contents, title: index, headEnd: index))
    }
  }

  private func readNews(at index: Int, into starts: inout [Start]) {
    if let last = starts.last,
      last.kind == .news || (last.opening == nil && index - last.headEnd <= 4)
    {
      if last.kind != .contents { starts[starts.count - 1].kind = .news }
      return
    }
    var start = index
    let floor = (starts.last?.headEnd ?? -1) + 1
    while start > floor, index - start < 3, line(start - 1).length <= 40, !endsSentence(start - 1),
      !isFurniture(start - 1)
    {
      start -= 1
    }
    starts.append(Start(line: start, kind: .news, title: start, headEnd: index))
  }

  /// A salutation with a mandate begins a report that lacks a heading.
  private func readOpening(at index: Int, into starts: inout [Start]) {
    if let last = starts.last, last.kind != .contents, last.kind != .advertisement {
      let isOwn = last.opening.map { index <= $0 + 3 } ?? (index - last.headEnd <= 8)
      if isOwn {
        if last.opening == nil { starts[starts.count - 1].opening = index }
        return
      }
    }
    let isSalutation = isSalutation(index)
    let mandate =
      isMandate(index)
      ? index : (index + 1..<min(index + 4, max(index + 1, count))).first { isMandate($0) }
    guard isSalutation || starts.isEmpty, let mandate, let kind = kind(ofMandate: mandate) else {
      return
    }
    let floor = starts.last.map { max($0.headEnd, $0.opening ?? 0) + 1 } ?? 0
    starts.append(
      Start(
        line: headBeginning(of: index, floor: floor, isFirst: starts.isEmpty), kind: kind,
        title: nil, opening: mandate, headEnd: mandate))
  }

  /// The first of the title and date lines directly before a heading.
  private func headBeginning(of index: Int, floor: Int, isFirst: Bool) -> Int {
    var start = index
    if !isFirst {
      while start > floor, index - start < 3, line(start - 1).length <= 40,
        !endsSentence(start - 1), Self.fragmentEnds.isSuffix(of: lines.key(start - 1))
      {
        start -= 1
      }
      return start
    }
    while start > floor, isHeadLine(start - 1) { start -= 1 }
    // Many short lines are a menu, not a title.
    if index - start > 4 {
      start = index
      while start > floor, index - start < 3, isHeadLine(start - 1),
        Self.fragmentEnds.isSuffix(of: lines.key(start - 1))
      {
        start -= 1
      }
    }
    return start
  }

  private func isHeadLine(_ index: Int) -> Bool {
    let line = line(index)
    return line.length <= 50 && !isFurniture(index) && !line.cues.contains(.publication)
      && !isSalutation(index) && (!endsSentence(index) || isSubtitle(index))
  }

  // MARK: - Regions

  private func part(
    _ kind: DocumentPart.Kind, _ range: Range<Int>, heading: Int? = nil,
    reason: LocalisedText? = nil
  ) -> DocumentPart {
    let first = heading ?? range.lowerBound
    let extent =
      line(range.lowerBound).range.lowerBound..<line(range.upperBound - 1).range.upperBound
    // 工作报告 alone says little: the lines of the heading before it belong to it.
    let isBare = titles[first]?.isBare ?? false
    let start = isBare && first - range.lowerBound <= 3 ? range.lowerBound : first
    var shown = line(start).range.lowerBound..<line(first).range.upperBound
    let limit = 60
    let isCut = shown.count > limit
    if isCut { shown = shown.lowerBound..<(shown.lowerBound + limit) }
    var words = String.UnicodeScalarView()
    var isAfterBlank = false
    for scalar in text.scalars[shown] {
      if FoldedLines.isBlank(scalar) {
        isAfterBlank = true
      } else {
        if isAfterBlank { words.append(" ") }
        isAfterBlank = false
        words.append(scalar)
      }
    }
    return DocumentPart(
      kind: kind, heading: String(words) + (isCut ? "…" : ""), range: extent,
      reason: kind == .report ? nil : reason ?? Self.reason(kind))
  }

  private func titledParts(_ start: Start, _ range: Range<Int>) -> [DocumentPart] {
    guard start.kind != .contents else { return contentsParts(start, range) }
    let end = furnitureStart(in: range)
    var parts: [DocumentPart] = []
    let own = range.lowerBound..<max(end, range.lowerBound + 1)
    let body = lengthAfterHead(start, own)
    // A short text under the heading is a report where it holds a sentence; entries of a list do not.
    let hasSentence = own.contains { $0 > (start.title ?? own.lowerBound) && endsSentence($0) }
    if start.kind == .report, body < Self.leastBodyLength, !hasSentence {
      parts.append(part(.other, own, heading: start.title, reason: Self.headingAloneReason))
    } else {
      parts.append(part(start.kind, own, heading: start.title))
    }
    if own.upperBound < range.upperBound {
      parts.append(part(.advertisement, own.upperBound..<range.upperBound))
    }
    return parts
  }

  /// The least number of scalars after the heading that make a report.
  private static let leastBodyLength = 60

  private func lengthAfterHead(_ start: Start, _ range: Range<Int>) -> Int {
    let first = start.title.map { $0 + 1 } ?? range.lowerBound
    return range.lazy.filter { $0 >= first }.reduce(0) { $0 + line($1).length }
  }

  /// A list of contents ends with its last short line; what follows is looked at by itself.
  private func contentsParts(_ start: Start, _ range: Range<Int>) -> [DocumentPart] {
    var end = start.headEnd + 1
    while end < range.upperBound, line(end).length <= 60, !endsSentence(end), !isFurniture(end) {
      end += 1
    }
    var parts = [part(.contents, range.lowerBound..<end)]
    if end < range.upperBound { parts += looseParts(end..<range.upperBound) }
    return parts
  }

  /// Where the menus, footers and advertisements at the end of a region begin.
  private func furnitureStart(in range: Range<Int>) -> Int {
    var index = range.upperBound
    var start = range.upperBound
    while index > range.lowerBound, !isSubstantial(index - 1) {
      index -= 1
      if isFurniture(index) { start = index }
    }
    return start
  }

  /// The parts of a region that has no heading of its own.
  private func looseParts(_ range: Range<Int>) -> [DocumentPart] {
    var lead = range.lowerBound
    var index = range.lowerBound
    while index < range.upperBound, !isSubstantial(index) {
      index += 1
      if isFurniture(index - 1) || isPublication(index - 1) { lead = index }
    }
    guard lead < range.upperBound else { return [part(.advertisement, range)] }
    let end = max(furnitureStart(in: lead..<range.upperBound), lead + 1)
    var parts: [DocumentPart] = []
    if lead > range.lowerBound { parts.append(part(.advertisement, range.lowerBound..<lead)) }
    parts.append(part(looseKind(lead..<end), lead..<end))
    if end < range.upperBound { parts.append(part(.advertisement, end..<range.upperBound)) }
    return parts
  }

  private func looseKind(_ range: Range<Int>) -> DocumentPart.Kind {
    let head = range.prefix(40)
    var cues: Cues = []
    var hasSalutation = false
    var hasAccount = false
    for index in head {
      let line = line(index)
      cues.formUnion(line.cues)
      if isSalutation(index) { hasSalutation = true }
      if line.length <= 40, line.cues.isSuperset(of: [.account, .year]) { hasAccount = true }
      if index - range.lowerBound < 6, isNewsLead(index) { return .news }
    }
    let isMenu = range.count > 4 && !range.contains { isSubstantial($0) }
    if isMenu { return .advertisement }
    let length = range.reduce(0) { $0 + line($1).length }
    if cues.contains(.closing), hasSalutation { return .speech }
    let organs: Cues = [.congress, .conference, .standingCommittee]
    if hasSalutation || hasAccount, !cues.isDisjoint(with: organs), cues.contains(.activity),
      length >= 20
    {
      return .report
    }
    if range.prefix(3).contains(where: { line($0).length <= 40 && line($0).cues.contains(.speech) })
    {
      return .speech
    }
    return .other
  }
}

extension DocumentSplitter {
  static let emptyReason = LocalisedText(zh: "文件中没有文字。", en: "the document holds no text")
  static let headingAloneReason = LocalisedText(
    zh: "只有报告的标题，没有正文。", en: "only the heading of a report, without its text")

  /// Why a part of a kind is not read.
  static func reason(_ kind: DocumentPart.Kind) -> LocalisedText? {
    switch kind {
    case .report: nil
    case .otherReport:
      LocalisedText(
        zh: "不是人大或政协常委会的工作报告，而是其他机关或专项的报告。",
        en: "the report of another organ or on one subject, not a standing committee's work report")
    case .speech: LocalisedText(zh: "是讲话，不是工作报告。", en: "a speech, not a work report")
    case .news: LocalisedText(zh: "是新闻报道，不是工作报告。", en: "a news item, not a work report")
    case .plan:
      LocalisedText(
        zh: "是计划或要点，写的是将要做的事。", en: "a plan: what is to be done, not what was done")
    case .contents: LocalisedText(zh: "是目录。", en: "a table of contents")
    case .advertisement:
      LocalisedText(
        zh: "是广告，或网页的导航、页脚。", en: "advertising, or a web page's menus and footer")
    case .other:
      LocalisedText(
        zh: "看不出是人大或政协常委会的工作报告。",
        en: "not recognisable as a standing committee's work report")
    }
  }
}
