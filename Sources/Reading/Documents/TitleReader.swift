/// What a short line says when it is the heading of a text of its own.
struct DocumentTitle {
  /// What the text under it is; a work report of which the heading names no body is `bare`.
  var kind: DocumentPart.Kind
  /// Whether the heading alone leaves open whose work report it is.
  var isBare = false
  /// Whether it carries a number before it, as entries of lists and headings inside a report do.
  var isNumbered = false
  /// Whether it can begin a text of its own in the middle of a report, without a line of the session or
  /// a salutation under it.
  var isStrong = true
  /// Whether leaders and a page number follow it, as in a table of contents.
  var hasPageNumber = false
  /// Where the heading itself stands in the folded scalars.
  var core: Range<Int>
}

/// Reads headings of texts from folded lines.
struct TitleReader {
  private let lines: FoldedLines

  /// Makes a reader of the lines' headings.
  init(_ lines: FoldedLines) { self.lines = lines }

  private static let workReportEnds = Phrases(
    "工作报告", "工作的报告", "工作情况报告", "工作情况的报告", "工作总结报告", "的总结报告", "工作的汇报")
  private static let sessionReportEnds = Phrases("会议上的报告", "大会上的报告")
  private static let strongResolutionEnds = Phrases("决议", "公告", "公报")
  private static let concerning = Phrases("关于")
  private static let reportEnds = Phrases("报告", "报告书")
  private static let speechEnds = Phrases("讲话", "致辞", "致词", "开幕词", "闭幕词", "主持词", "演讲", "贺词")
  private static let speechOccasions = Phrases("会上", "闭会", "开会", "会时", "会的", "闭幕", "开幕", "会议", "大会")
  private static let planEnds = Phrases(
    "工作要点", "工作计划", "立法计划", "监督计划", "规划", "规划纲要", "实施方案", "工作方案", "议题计划", "工作安排", "协商计划",
    "监督工作计划", "要点")
  private static let resolutionEnds = Phrases(
    "决议", "决定", "公告", "名单", "议程", "日程", "公报", "的说明", "解读", "侧记", "综述", "发布", "办法", "议事规则")
  private static let annexBeginnings = Phrases("附件", "附录", "附:")
  private static let annexEnds = Phrases("名词解释", "用语说明", "名词注释", "名词说明", "起草说明")
  private static let appendages = Phrases(
    "全文", "摘要", "摘登", "节选", "(摘要", "(全文", "文字稿", "实录", "(草案", "(审议稿")
  /// Words with which a sentence or a heading inside a report begins, never a heading of a text.
  private static let verbs = Phrases(
    "听取", "审议", "批准", "通过", "讨论", "作出", "作了", "向", "受", "围绕", "坚持", "根据", "按照", "依法", "现将", "认真",
    "表决", "关于批准", "加强", "做好", "推进", "深化", "强化", "组织", "开展", "审查", "继续", "修改", "制定", "起草", "完成",
    "会议听取", "会议", "大会", "学习", "贯彻", "深入", "落实", "我")
  private static let actions = Phrases("听取", "审议", "作了", "作出", "主任", "主席作", "受委托", "代表市")

  /// The heading in a line; nothing where the line is none.
  func title(at index: Int) -> DocumentTitle? {
    let line = lines.lines[index]
    let interesting: Cues = [
      .anyReport, .speech, .plan, .resolution, .annex, .contents,
    ]
    guard line.length <= FoldedLines.foldedLength, !line.cues.isDisjoint(with: interesting),
      line.cues.isDisjoint(with: [.furniture, .seller])
    else { return nil }
    var title = DocumentTitle(kind: .other, core: line.key)
    trim(&title)
    let core = lines.scalars[title.core]
    guard core.count >= 2, !core.contains(where: Self.isSentenceMark),
      !Self.verbs.isPrefix(of: core)
    else { return nil }
    guard let kind = kind(of: core, cues: line.cues, &title) else { return nil }
    title.kind = kind
    return title
  }

  private func kind(
    of core: ArraySlice<Unicode.Scalar>, cues: Cues, _ title: inout DocumentTitle
  ) -> DocumentPart.Kind? {
    let organs: Cues = [.congress, .conference, .standingCommittee]
    let otherOrgans: Cues = [
      .government, .judiciary, .party, .budget, .specialReport, .subcommittee, .nation,
    ]
    let hasOrgan = !cues.isDisjoint(with: organs)
    if cues.contains(.contents), core.elementsEqual("目录".unicodeScalars) { return .contents }
    if Self.annexBeginnings.isPrefix(of: core) || Self.annexEnds.isSuffix(of: core) {
      return .other
    }
    if Self.workReportEnds.isSuffix(of: core) {
      guard !Self.actions.isFound(in: core) else { return nil }
      if !cues.isDisjoint(with: otherOrgans) { return .otherReport }
      title.isBare = !hasOrgan && !cues.contains(.doubledCommittee)
      return .report
    }
    if cues.isDisjoint(with: otherOrgans), cues.contains(.mandate) || cues.contains(.occasion),
      !title.isNumbered, Self.sessionReportEnds.isSuffix(of: core)
    {
      title.isBare = true
      return .report
    }
    if Self.reportEnds.isSuffix(of: core) {
      guard !title.isNumbered, !Self.actions.isFound(in: core),
        !cues.isDisjoint(with: otherOrgans) || hasOrgan
      else { return nil }
      return .otherReport
    }
    guard !title.isNumbered else { return nil }
    if Self.speechEnds.isSuffix(of: core) {
      return Self.speechOccasions.isFound(in: core) || core.count <= 6 ? .speech : nil
    }
    guard hasOrgan || cues.contains(.government) else { return nil }
    if Self.planEnds.isSuffix(of: core) { return .plan }
    if Self.resolutionEnds.isSuffix(of: core), !Self.actions.isFound(in: core) {
      // Reports list regulations and decisions by title, a line each.
      title.isStrong =
        Self.strongResolutionEnds.isSuffix(of: core) && Self.concerning.isFound(in: core)
      return .other
    }
    return nil
  }

  /// Leaves the heading itself: without a number before it, and notes in brackets, a page number and
  /// book-title marks around it.
  private func trim(_ title: inout DocumentTitle) {
    let scalars = lines.scalars
    var start = title.core.lowerBound
    var end = title.core.upperBound
    if let after = numberEnd(from: start, to: end) {
      title.isNumbered = true
      start = after
    }
    var last = end
    while last > start, Self.isLeader(scalars[last - 1]) || Self.isDigit(scalars[last - 1]) {
      last -= 1
    }
    if scalars[last..<end].contains(where: Self.isLeader), last > start {
      title.hasPageNumber = scalars[last..<end].contains(where: Self.isDigit)
      end = last
    }
    while end > start, scalars[end - 1] == ")",
      let open = scalars[start..<end].lastIndex(of: "("), open > start
    {
      end = open
    }
    if end - start > 2, scalars[start] == "《", scalars[end - 1] == "》" {
      start += 1
      end -= 1
    }
    for _ in 0..<2 {
      for count in [2, 3, 4] where end - start > count + 2 {
        let tail = scalars[(end - count)..<end]
        if Self.appendages.prefixLength(of: tail) == count {
          end -= count
          break
        }
      }
    }
    title.core = start..<end
  }

  /// Where a number such as `1.`, `一、`, `(二)` or `【3】` at the beginning ends.
  private func numberEnd(from start: Int, to end: Int) -> Int? {
    let scalars = lines.scalars
    var index = start
    let isBracketed = index < end && (scalars[index] == "(" || scalars[index] == "【")
    if isBracketed { index += 1 }
    if index < end, scalars[index] == "第" { index += 1 }
    let first = index
    while index < end, index - first < 3,
      Self.isDigit(scalars[index]) || WrittenNumber.digit(scalars[index]) != nil
        || scalars[index] == "十"
    {
      index += 1
    }
    guard index > first, index < end else { return nil }
    switch scalars[index] {
    case ".", "、", ")", ":", "】", "篇", ",", "-": break
    default: return nil
    }
    index += 1
    while index < end, scalars[index] == ":" || scalars[index] == "、" { index += 1 }
    return index
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private static func isLeader(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ".", "…", "·", "-", "—", "_", "⋯", "/": true
    default: false
    }
  }

  private static func isSentenceMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "。", ";", "!", "?", ",", "|", ">": true
    default: false
    }
  }
}
