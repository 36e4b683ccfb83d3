/// A title as it stands in a report.
struct RegulationTitle {
  /// What its last word makes of it.
  enum Kind {
    /// 条例: always a regulation.
    case regulation
    /// 规定, 办法, 细则: a regulation only among regulations.
    case rule
    /// 关于…的决定.
    case decision
    /// Another title in book marks: a law, a plan, an opinion.
    case other
  }

  /// The title itself, without book marks and 草案.
  var title: Range<Int>
  /// The title with its marks and 草案.
  var whole: Range<Int>
  var kind: Kind
  /// Whether it stands in book marks.
  var isMarked: Bool
  var isDraft = false
  /// What the title says is done: 修订草案, 关于修改…的决定.
  var action: RegulationWord?
}

/// A word of a sentence about regulations.
struct RegulationToken {
  var meaning: RegulationWord
  var start: Int
  var end: Int
}

extension RegulationWord {
  /// Whether it says what is done with a regulation, so that the title begins right behind it.
  var isDone: Bool {
    switch self {
    case .enact, .release, .amend, .repeal, .pass, .reading, .deliberate: true
    default: false
    }
  }
}

/// Marks of the normalised text.
enum RegulationMark {
  static let openTitle: UInt16 = 0x300A
  static let closeTitle: UInt16 = 0x300B
  static let openInner: UInt16 = 0x3008
  static let closeInner: UInt16 = 0x3009

  /// Whether a mark ends a sentence: 。 ! ? or the end of the paragraph.
  static func isFullStop(_ unit: UInt16) -> Bool {
    unit == 0x3002 || unit == 0x21 || unit == 0x3F || unit == NormalisedText.paragraphEnd
  }
}

/// The titles and the words of one sentence.
struct RegulationSentence {
  private(set) var tokens: [RegulationToken] = []
  private(set) var titles: [RegulationTitle] = []

  private let units: UnsafeBufferPointer<UInt16>
  private let range: Range<Int>

  init(_ units: UnsafeBufferPointer<UInt16>, _ range: Range<Int>) {
    self.units = units
    self.range = range
    readWords()
    findBareTitles()
    titles.sort { $0.whole.lowerBound < $1.whole.lowerBound }
  }

  // MARK: Words

  private mutating func readWords() {
    let trie = RegulationLexicon.trie
    let meanings = RegulationLexicon.meanings
    var index = range.lowerBound
    while index < range.upperBound {
      let unit = units[index]
      if unit == RegulationMark.openTitle, let close = closing(from: index) {
        let marked = readMarked(index..<close)
        titles += marked
        let end = marked.last?.whole.upperBound ?? (close + 1)
        tokens.append(RegulationToken(meaning: .title, start: index, end: end))
        index = end
        continue
      }
      let word = trie.longest(units, at: index)
      guard word.length > 0, index + word.length <= range.upperBound else {
        index += 1
        continue
      }
      let meaning = meanings[word.value]
      if isMeant(meaning, at: index, length: word.length) {
        tokens.append(RegulationToken(meaning: meaning, start: index, end: index + word.length))
      }
      index += word.length
    }
  }

  /// Whether a word that titles hold too stands for itself: at the beginning of a clause, or next to
  /// another word of the grammar.
  private func isMeant(_ meaning: RegulationWord, at index: Int, length: Int) -> Bool {
    switch meaning {
    case .useFirst, .begin:
      // 制定推进…条例, 制定实施《…》
      if let last = tokens.last, last.end == index, last.meaning.isDone { return false }
      if meaning == .begin { return true }
    case .towards, .link: if length > 1 { return true }
    default: return true
    }
    guard let last = tokens.last else { return index - range.lowerBound <= 2 }
    return last.end == index && last.meaning != .part
      || last.meaning == .comma && index - last.end <= 2
  }

  /// Where the book mark that opens here is closed.
  private func closing(from open: Int) -> Int? {
    var depth = 0
    var index = open
    let limit = min(range.upperBound, open + 120)
    while index < limit {
      if units[index] == RegulationMark.openTitle {
        depth += 1
      } else if units[index] == RegulationMark.closeTitle {
        depth -= 1
        if depth == 0 { return index }
      }
      index += 1
    }
    return nil
  }

  // MARK: Titles in book marks

  /// The title between two marks; those that it names, where it is a decision to amend or repeal.
  private func readMarked(_ marks: Range<Int>) -> [RegulationTitle] {
    var inner = (marks.lowerBound + 1)..<marks.upperBound
    var title = RegulationTitle(
      title: inner, whole: marks.lowerBound..<(marks.upperBound + 1), kind: .other, isMarked: true)
    // The draft's mark, within the book marks or behind them.
    if let (draft, start) = trailingDraft(inner) {
      inner = inner.lowerBound..<start
      title.isDraft = true
      if draft == .amendmentDraft { title.action = .amend }
    } else if let (draft, end) = draft(at: marks.upperBound + 1) {
      title.whole = title.whole.lowerBound..<end
      title.isDraft = true
      if draft == .amendmentDraft { title.action = .amend }
    }
    title.title = inner
    if let (action, start) = actionOfDecision(inner) {
      title.action = action
      let named = named(in: start..<inner.upperBound)
      if !named.isEmpty { return split(title, into: named) }
    }
    let core = withoutTrial(inner)
    if ends(core, with: Self.regulations) {
      title.kind = .regulation
    } else if ends(core, with: Self.rules) {
      title.kind = .rule
    } else if ends(core, with: Self.decisions) {
      title.kind = .decision
    }
    return [title]
  }

  /// 关于修改, 关于修订, 关于废止, and where what they name begins.
  private func actionOfDecision(_ inner: Range<Int>) -> (RegulationWord, Int)? {
    guard inner.count > 8,
      let about = inner.dropLast(4).first(where: { starts($0, with: Self.about) })
    else { return nil }
    let word = RegulationLexicon.trie.longest(units, at: about + 2)
    guard word.length > 0 else { return nil }
    let meaning = RegulationLexicon.meanings[word.value]
    guard meaning == .amend || meaning == .repeal else { return nil }
    return (meaning, about + 2 + word.length)
  }

  /// The regulations that a decision to amend names, with or without inner marks.
  private func named(in part: Range<Int>) -> [Range<Int>] {
    var named: [Range<Int>] = []
    var start: Int?
    for index in part {
      let unit = units[index]
      if unit == RegulationMark.openInner || unit == RegulationMark.openTitle {
        start = index + 1
      } else if unit == RegulationMark.closeInner || unit == RegulationMark.closeTitle,
        let opened = start
      {
        if index - opened >= 4 { named.append(opened..<index) }
        start = nil
      }
    }
    if named.isEmpty,
      let last = part.last(where: { ends(part.lowerBound..<($0 + 1), with: Self.regulations) })
    {
      // 关于修改市容管理条例的决定.
      named.append(part.lowerBound..<(last + 1))
    }
    return named
  }

  /// One title for each regulation that a decision names; they stand side by side.
  private func split(_ title: RegulationTitle, into named: [Range<Int>]) -> [RegulationTitle] {
    var start = title.whole.lowerBound
    return named.indices.map { index in
      var part = title
      part.title = named[index]
      let isLast = index == named.count - 1
      part.whole = start..<(isLast ? title.whole.upperBound : named[index].upperBound + 1)
      part.kind = ends(named[index], with: Self.regulations) ? .regulation : .rule
      start = part.whole.upperBound
      return part
    }
  }

  private func trailingDraft(_ inner: Range<Int>) -> (RegulationWord, Int)? {
    let trie = RegulationLexicon.trie
    for start in inner.dropFirst(4) {
      let word = trie.longest(units, at: start)
      guard word.length > 0, start + word.length == inner.upperBound else { continue }
      let meaning = RegulationLexicon.meanings[word.value]
      if meaning == .draft || meaning == .amendmentDraft { return (meaning, start) }
    }
    return nil
  }

  private func draft(at index: Int) -> (RegulationWord, Int)? {
    guard index < range.upperBound else { return nil }
    let word = RegulationLexicon.trie.longest(units, at: index)
    guard word.length > 0, index + word.length <= range.upperBound else { return nil }
    let meaning = RegulationLexicon.meanings[word.value]
    guard meaning == .draft || meaning == .amendmentDraft else { return nil }
    return (meaning, index + word.length)
  }

  /// The title without (试行), (暂行).
  private func withoutTrial(_ inner: Range<Int>) -> Range<Int> {
    guard inner.count > 6, units[inner.upperBound - 1] == 0x29,
      let open = inner.suffix(6).first(where: { units[$0] == 0x28 })
    else { return inner }
    return inner.lowerBound..<open
  }

  // MARK: Bare titles

  private mutating func findBareTitles() {
    var bare: [RegulationTitle] = []
    var skip = 0
    for index in tokens.indices where tokens[index].start >= skip {
      let token = tokens[index]
      switch token.meaning {
      case .about:
        if let title = decision(from: index) {
          bare.append(title)
          skip = title.whole.upperBound
        }
      case .regulation, .rule:
        let previous = bare.last?.whole.upperBound ?? 0
        if let title = bareTitle(endingAt: index, after: previous) {
          bare.append(title)
          skip = title.whole.upperBound
        }
      default: break
      }
    }
    titles += bare
  }

  /// 关于…的决定, 关于…的规定, as long as the clause lasts.
  private func decision(from index: Int) -> RegulationTitle? {
    let start = tokens[index].start
    if index + 1 < tokens.count, tokens[index + 1].start == tokens[index].end {
      // 关于修改…的决定 is about the regulation that it names.
      switch tokens[index + 1].meaning {
      case .amend, .repeal: return nil
      default: break
      }
    }
    var found: RegulationTitle?
    for next in tokens.indices.dropFirst(index + 1) {
      let token = tokens[next]
      if token.meaning == .comma || token.meaning == .title || token.meaning == .about { break }
      guard token.meaning == .decision || token.meaning == .rule,
        tokens[next - 1].meaning == .of, tokens[next - 1].end == token.start
      else { continue }
      found = RegulationTitle(
        title: start..<token.end, whole: start..<token.end,
        kind: token.meaning == .decision ? .decision : .rule, isMarked: false)
      break
    }
    return found
  }

  private func bareTitle(endingAt index: Int, after previous: Int) -> RegulationTitle? {
    let suffix = tokens[index]
    let kind = suffix.meaning == .regulation ? RegulationTitle.Kind.regulation : .rule
    var start = max(range.lowerBound, previous)
    walk: for before in tokens[..<index].indices.reversed() {
      let token = tokens[before]
      if token.end <= start { break }
      switch token.meaning {
      case .part, .adverb, .otherCongress, .government, .intend, .useFirst, .draft,
        .amendmentDraft, .ownPaper:
        if kind == .rule, token.meaning == .useFirst, starts(token.start, with: Self.implementing) {
          start = token.start
          break walk
        }
        if token.meaning == .part { continue }
        if token.meaning == .adverb || token.meaning == .intend, !opens(before) { continue }
        if token.meaning == .otherCongress || token.meaning == .government { continue }
        start = token.end
        break walk
      case .and:
        guard parts(before) else { continue }
        start = token.end
        break walk
      default:
        start = token.end
        break walk
      }
    }
    var whole = start..<suffix.end
    // 条例实施办法 and 条例规定的 are no titles of their own.
    let least = kind == .rule ? suffix.end - suffix.start + 2 : 4
    if whole.count < least || whole.count > 40 { return nil }
    if isCounted(whole, suffix) { return nil }
    var title = RegulationTitle(title: whole, whole: whole, kind: kind, isMarked: false)
    if let (draft, end) = draft(at: suffix.end) {
      whole = whole.lowerBound..<end
      title.whole = whole
      title.isDraft = true
      if draft == .amendmentDraft { title.action = .amend }
    }
    return title
  }

  /// Whether an adverb stands at the beginning of a clause, or after another word of the grammar.
  private func opens(_ index: Int) -> Bool {
    guard index > 0 else { return true }
    let last = tokens[index - 1]
    return last.end == tokens[index].start && last.meaning != .part
  }

  /// Whether 和 parts two titles or two verbs, and is no part of a title.
  private func parts(_ index: Int) -> Bool {
    guard index > 0, tokens[index - 1].end == tokens[index].start else {
      return index == 0 && tokens[index].start == range.lowerBound
    }
    switch tokens[index - 1].meaning {
    case .part, .adverb, .otherCongress, .government: return false
    default: return true
    }
  }

  /// Whether it is a number of regulations, or points to them: 3部条例, 有关条例, 该条例.
  private func isCounted(_ title: Range<Int>, _ suffix: RegulationToken) -> Bool {
    let name = title.lowerBound..<(title.upperBound - 2)
    guard let last = name.last else { return true }
    switch units[last] {
    case 0x7B49: return true  // 等
    case 0x90E8, 0x4EF6, 0x9879, 0x4E2A:  // 部 件 项 个
      // 3部, 两部, 各项; but 突发事件条例.
      return name.count == 1 || Self.isNumeral[Int(units[last - 1])]
    case 0x4E9B, 0x8BE5, 0x672C, 0x65B0, 0x6B64, 0x4E24:  // 些 该 本 新 此 两
      return name.count <= 2 && kindOfCount(name)
    default: return false
    }
  }

  /// 该, 这些; but not 创新.
  private func kindOfCount(_ name: Range<Int>) -> Bool {
    name.count == 1 || units[name.lowerBound] == 0x8FD9 || units[name.lowerBound] == 0x90A3
  }

  private static let isNumeral: [Bool] = {
    var isNumeral = [Bool](repeating: false, count: 0x10000)
    for unit in "0123456789一二三四五六七八九十两几多余数各首百".utf16 { isNumeral[Int(unit)] = true }
    return isNumeral
  }()

  // MARK: Comparing

  private func starts(_ index: Int, with word: [UInt16]) -> Bool {
    guard index + word.count <= range.upperBound else { return false }
    for offset in word.indices where units[index + offset] != word[offset] { return false }
    return true
  }

  private func ends(_ part: Range<Int>, with words: [[UInt16]]) -> Bool {
    words.contains {
      part.count >= $0.count + 2 && starts(part.upperBound - $0.count, with: $0)
    }
  }

  private static let about = Array("关于".utf16)
  private static let implementing = Array("实施".utf16)
  private static let regulations = ["条例"].map { Array($0.utf16) }
  private static let rules = ["规定", "办法", "细则"].map { Array($0.utf16) }
  private static let decisions = ["决定"].map { Array($0.utf16) }
}
