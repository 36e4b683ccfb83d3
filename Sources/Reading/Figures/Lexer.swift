/// A word, a mark or a number of a report, with what it means.
struct Token {
  /// What the word means; a word can mean several things.
  var symbols: SymbolSet
  /// Where it begins in the normalised text.
  var start: Int32
  /// Where it ends.
  var end: Int32
  /// Which of the lexer's figures a figure is; the year of a year number; else -1.
  var payload: Int32 = -1

  @inline(__always)
  func `is`(_ symbol: Symbol) -> Bool { symbols.has(symbol) }
  @inline(__always)
  func isAny(_ set: SymbolSet) -> Bool { symbols.meets(set) }
}

/// A number with its measure word.
struct Figure {
  /// The number.
  var value: Int
  /// How exact it is.
  var bound: Bound
  /// The measure word.
  var unit: MeasureWord
  /// Where the number itself begins in the normalised text, without 约 or 近.
  var start: Int32
  /// Where the measure word begins.
  var unitStart: Int32
  /// Where the measure word, or 余次 and 以上 after it, ends.
  var end: Int32
  /// Whether it is written in Chinese numerals.
  var isChinese: Bool
  /// Whether it is no amount of one thing: a range, a decimal that is no whole number.
  var isUnclear: Bool

  enum Bound: UInt8 { case exact, atLeast, about }
}

/// A word that counts things, as it is written.
enum MeasureWord: UInt8, CaseIterable {
  case item, piece, part, time, unit, personTime, person, name, place, share, show, showTime, strip
  case article, issue, home, location, institution, batch, batchTime, itemTime, seat, matter
  case letter, household, volume, theory, round, rise, kind, book, picture, copy, stop, group, topic

  /// The words, the longest first where one begins another.
  static let words: [(word: String, unit: MeasureWord)] = [
    ("件次", .itemTime), ("件(次)", .itemTime), ("批次", .batchTime), ("批(次)", .batchTime),
    ("人次", .personTime),
    ("人(次)", .personTime), ("人/次", .personTime), ("名次", .personTime),
    ("场次", .showTime), ("场(次)", .showTime), ("项次", .item), ("部次", .part), ("条次", .strip),
    ("次", .time), ("件", .piece), ("部", .part), ("项", .item), ("个", .unit), ("人", .person),
    ("名", .name), ("位", .place), ("份", .share), ("场", .show), ("条", .strip), ("篇", .article),
    ("期", .issue), ("家", .home), ("处", .location), ("所", .institution), ("批", .batch),
    ("席", .seat), ("宗", .matter), ("封", .letter), ("户", .household), ("卷", .volume),
    ("则", .theory), ("轮", .round), ("起", .rise), ("种", .kind), ("册", .book), ("幅", .picture),
    ("本", .copy), ("站", .stop), ("组", .group), ("题", .topic), ("例", .theory), ("案", .matter),
  ]

  /// Whether it counts persons.
  var isPersons: Bool {
    switch self {
    case .personTime, .person, .name, .place: true
    default: false
    }
  }

  /// Whether it counts occasions.
  var isOccasions: Bool {
    switch self {
    case .time, .show, .showTime, .batchTime, .batch, .round: true
    default: false
    }
  }
}

/// The tokens of a text and its figures.
struct Lexer {
  private(set) var tokens: [Token] = []
  private(set) var figures: [Figure] = []

  /// Reads the words and numbers of a text, the longest word at each place.
  init(_ text: NormalisedText) {
    tokens.reserveCapacity(text.units.count / 2)
    let trie = WordTrie.lexicon
    let numbers = Self.numbers
    text.units.withUnsafeBufferPointer { units in
      var index = 0
      while index < units.count {
        let word = trie.longest(units, at: index)
        // A numeral that is a word itself is a number.
        if word.length < 2, numbers.contains(units[index]) {
          index = readNumber(units, at: index)
        } else if word.length > 0 {
          tokens.append(
            Token(
              symbols: trie.meanings[word.value], start: Int32(index),
              end: Int32(index + word.length)))
          index += word.length
        } else {
          index += 1
        }
      }
    }
    joinBrackets()
  }

  /// Takes brackets inside a word for part of it: 州(市)地方性法规, 修改(修订).
  private mutating func joinBrackets() {
    for index in tokens.indices where tokens[index].is(.openBracket) {
      var close = index + 1
      while close < tokens.count, close <= index + 4, tokens[close].end - tokens[index].start <= 10
      {
        if tokens[close].is(.figure) || tokens[close].is(.comma) || tokens[close].is(.openBracket) {
          break
        }
        if tokens[close].is(.closeBracket) {
          for inner in index..<close { tokens[inner].symbols = SymbolSet(rawValue: 0) }
          tokens[index].symbols = SymbolSet(rawValue: 0)
          tokens[close].symbols = SymbolSet(rawValue: 0)
          break
        }
        close += 1
      }
    }
  }

  /// What can begin a number.
  private static let numbers = UnitSet("0123456789零〇一二三四五六七八九十百千两数几第".utf16)

  /// The mark of an ordinal, 第.
  private static let ordinalMark: UInt16 = 0x7B2C

  // MARK: Numbers

  /// Reads a number, its bounds and its measure word; what is none is passed over.
  ///
  /// - Returns: where to go on.
  private mutating func readNumber(_ units: UnsafeBufferPointer<UInt16>, at start: Int) -> Int {
    if units[start] == Self.ordinalMark {
      // 第三次, 第十八届: a label. What it stands before is left to the words after it.
      var number = Numeral(units, at: start + 1)
      if number.length == 0 { return start + 1 }
      if number.isLarge { number.length = 1 }
      var end = start + 1 + number.length
      if let (_, length) = Self.measureWord(units, at: end) { end += length }
      tokens.append(
        Token(symbols: SymbolSet(.ordinal), start: Int32(start), end: Int32(end)))
      return end
    }
    let number = Numeral(units, at: start)
    guard number.length > 0 else { return start + 1 }
    var end = start + number.length
    // A year: 2022年, 二〇二二年.
    if end < units.count, units[end] == 0x5E74, !number.isUnclear,
      (1949...2100).contains(number.value), number.length >= 4
    {
      tokens.append(
        Token(
          symbols: SymbolSet(.yearNumber), start: Int32(start), end: Int32(end + 1),
          payload: Int32(number.value)))
      return end + 1
    }
    // A span of years up to now: 五年来, 7年间, 四年的工作.
    if end + 1 < units.count, units[end] == 0x5E74, !number.isUnclear, number.value <= 40,
      let length = Self.spanEnd(units, after: end + 1)
        ?? (start > 0 && Self.opensSpan(units, before: start) ? 0 : nil)
    {
      let symbol = number.value == 1 ? Symbol.annual : .term
      tokens.append(
        Token(
          symbols: SymbolSet(symbol), start: Int32(start), end: Int32(end + 1 + length),
          payload: Int32(number.value)))
      return end + 1 + length
    }
    var bound = number.isAtLeast ? Figure.Bound.atLeast : .exact
    var isUnclear = number.isUnclear
    // A range: 2-3个, 2～3个, 两三个.
    if end + 1 < units.count, Self.isRangeMark(units[end]) {
      let upper = Numeral(units, at: end + 1)
      if upper.length > 0 {
        isUnclear = true
        end += 1 + upper.length
      }
    }
    while end < units.count, units[end] == 0x591A || units[end] == 0x4F59 {  // 多 余
      bound = .atLeast
      end += 1
    }
    if end < units.count, units[end] == 0x6765 { return end + 1 }  // 来: 十来个
    guard let (unit, length) = Self.measureWord(units, at: end) else { return max(end, start + 1) }
    let unitStart = end
    end += length
    if Self.isOtherUnit(units, after: end, unit: unit, isChinese: number.isChinese) { return end }
    // 次 is counted more than its number says: 50次以上, 30件左右.
    if end < units.count, units[end] == 0x4F59 || units[end] == 0x591A {
      bound = .atLeast
      end += 1
    }
    if end + 1 < units.count {
      switch (units[end], units[end + 1]) {
      case (0x4EE5, 0x4E0A):  // 以上
        bound = .atLeast
        end += 2
      case (0x5DE6, 0x53F3), (0x4E0A, 0x4E0B):  // 左右 上下
        bound = .about
        end += 2
      default: break
      }
    }
    if start > 0 {
      switch units[start - 1] {
      case 0x7EA6, 0x8FD1: bound = .about  // 约 近
      case 0x8D85, 0x903E: bound = .atLeast  // 超 逾
      case 0x8FC7 where start > 1 && units[start - 2] == 0x8D85: bound = .atLeast  // 超过
      default: break
      }
    }
    figures.append(
      Figure(
        value: number.value, bound: bound, unit: unit, start: Int32(start),
        unitStart: Int32(unitStart), end: Int32(end), isChinese: number.isChinese,
        isUnclear: isUnclear))
    tokens.append(
      Token(
        symbols: SymbolSet(.figure), start: Int32(start), end: Int32(end),
        payload: Int32(figures.count - 1)))
    return end
  }

  /// The length of 来, 间, 中 … behind a number of years that ends now; nothing for other words.
  private static func spanEnd(_ units: UnsafeBufferPointer<UInt16>, after index: Int) -> Int? {
    guard index < units.count else { return nil }
    switch units[index] {
    case 0x6765, 0x95F4, 0x4E2D, 0x91CC, 0x5171: return 1  // 来 间 中 里 共
    case 0x591A: return index + 1 < units.count && units[index + 1] == 0x6765 ? 2 : nil  // 多来
    case 0x4EE5: return index + 1 < units.count && units[index + 1] == 0x6765 ? 2 : nil  // 以来
    case 0x5DE5: return 0  // 工(作)
    case 0x7684:  // 的(工作)
      return index + 1 < units.count && (units[index + 1] == 0x5DE5 || units[index + 1] == 0x4E3B)
        ? 0 : nil
    case 0x4E3B: return 0  // 主(要工作)
    default: return nil
    }
  }

  /// Whether 过去, 过去的 or 这 stands before a number of years.
  private static func opensSpan(
    _ units: UnsafeBufferPointer<UInt16>, before index: Int
  ) -> Bool {
    if units[index - 1] == 0x8FD9 { return true }
    var last = index - 1
    if units[last] == 0x7684 { last -= 1 }
    return last > 0 && units[last] == 0x53BB && units[last - 1] == 0x8FC7
  }

  /// - – — ～ ~
  private static func isRangeMark(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x2D, 0x2013, 0x2014, 0x7E, 0x2015: true
    default: false
    }
  }

  private static func measureWord(
    _ units: UnsafeBufferPointer<UInt16>, at index: Int
  ) -> (MeasureWord, Int)? {
    guard index < units.count else { return nil }
    let first = firstOfUnit[Int(units[index])]
    guard first >= 0 else { return nil }
    var candidate = Int(first)
    while candidate < measureWords.count, measureWords[candidate].units[0] == units[index] {
      let (word, unit) = measureWords[candidate]
      if index + word.count <= units.count,
        (0..<word.count).allSatisfy({ units[index + $0] == word[$0] })
      {
        return (unit, word.count)
      }
      candidate += 1
    }
    return nil
  }

  private static let measureWords: [(units: [UInt16], unit: MeasureWord)] = {
    MeasureWord.words.map { (Array($0.word.utf16), $0.unit) }
      .sorted { ($0.units[0], -$0.units.count) < ($1.units[0], -$1.units.count) }
  }()

  private static let firstOfUnit: [Int16] = {
    var first = [Int16](repeating: -1, count: 0x10000)
    for (index, word) in measureWords.enumerated().reversed() {
      first[Int(word.units[0])] = Int16(index)
    }
    return first
  }()

  /// Whether what looks like a measure word belongs to another word: 个月, 个百分点, 名义, 部分, 期间.
  private static func isOtherUnit(
    _ units: UnsafeBufferPointer<UInt16>, after end: Int, unit: MeasureWord, isChinese: Bool
  ) -> Bool {
    guard end < units.count else { return false }
    let next = units[end]
    switch unit {
    case .unit: return next == 0x6708 || next == 0x767E || next == 0x5C0F  // 月 百 小(时)
    case .part: return next == 0x5206 || next == 0x59D4  // 分 委
    case .issue: return next == 0x95F4  // 间
    case .copy: return next == 0x7EA7 || next == 0x5E74 || next == 0x5C4A  // 级 年 届
    case .strip: return next == 0x4F8B || next == 0x7EBF  // 例 线
    case .place: return next == 0x4E00  // 一
    case .person: return next == 0x5747 || next == 0x5927 || next == 0x5DE5  // 均 大 工
    case .time where isChinese:  // 二次会议, 六次全会
      return next == 0x5168 || next == 0x4F1A
    case .institution: return next == 0x6709 || next == 0x5728 || next == 0x8FF0  // 有 在 述
    case .round: return next == 0x6362  // 换
    default: return false
    }
  }
}

/// A number in digits or in Chinese numerals.
private struct Numeral {
  var value = 0
  var length = 0
  var isChinese = false
  var isAtLeast = false
  /// Whether it is no whole number, or two in one (两三).
  var isUnclear = false
  /// Whether its digits can't be one label.
  var isLarge = false

  init(_ units: UnsafeBufferPointer<UInt16>, at start: Int) {
    guard start < units.count else { return }
    if (0x30...0x39).contains(units[start]) {
      readDigits(units, at: start)
    } else {
      readNumerals(units, at: start)
    }
  }

  /// 1285, 1,285, 1.3万.
  private mutating func readDigits(_ units: UnsafeBufferPointer<UInt16>, at start: Int) {
    var index = start
    var fraction = 0
    var scale = 1
    var count = 0
    var inFraction = false
    while index < units.count {
      let unit = units[index]
      if (0x30...0x39).contains(unit) {
        if inFraction {
          if scale < 1_000_000 {
            fraction = fraction * 10 + Int(unit - 0x30)
            scale *= 10
          }
        } else {
          count += 1
          if count <= 15 { value = value * 10 + Int(unit - 0x30) }
        }
        index += 1
      } else if unit == 0x2C, !inFraction, Self.isGroup(units, at: index + 1),
        count <= 3 || index - 4 > start
      {
        // A comma parts thousands only where three digits follow and no fourth.
        index += 1
      } else if unit == 0x2E, !inFraction, index + 1 < units.count,
        (0x30...0x39).contains(units[index + 1])
      {
        inFraction = true
        index += 1
      } else {
        break
      }
    }
    var multiplier = 1
    var power = index
    // 多 and 余 can stand before 万: 3万余, 1.2余万.
    if power < units.count, units[power] == 0x591A || units[power] == 0x4F59,
      power + 1 < units.count, units[power + 1] == 0x4E07
    {
      isAtLeast = true
      power += 1
    }
    if power < units.count {
      switch units[power] {
      case 0x4E07: multiplier = 10_000  // 万
      case 0x5343: multiplier = 1_000  // 千
      case 0x767E: multiplier = 100  // 百
      case 0x4EBF: multiplier = 100_000_000  // 亿
      default: break
      }
    }
    if multiplier > 1 { index = power + 1 } else { isAtLeast = false }
    length = index - start
    isLarge = false
    guard count <= 12 else {
      isUnclear = true
      return
    }
    let whole = fraction * multiplier
    if whole % scale != 0 { isUnclear = true }
    let (product, isTooLarge) = value.multipliedReportingOverflow(by: multiplier)
    guard !isTooLarge, product <= Self.greatest else {
      isUnclear = true
      return
    }
    value = product + whole / scale
  }

  /// Whether exactly three digits follow.
  private static func isGroup(_ units: UnsafeBufferPointer<UInt16>, at index: Int) -> Bool {
    guard index + 2 < units.count else { return false }
    for offset in 0..<3 where !(0x30...0x39).contains(units[index + offset]) { return false }
    return index + 3 >= units.count || !(0x30...0x39).contains(units[index + 3])
  }

  /// 二百三十, 二十三, 两, 二〇二二.
  private mutating func readNumerals(_ units: UnsafeBufferPointer<UInt16>, at start: Int) {
    isChinese = true
    var index = start
    var total = 0
    var section = 0
    var digit = -1
    var digits = 0
    var run = 0
    var positional = 0
    var isTooLarge = false
    while index < units.count {
      let unit = units[index]
      if let value = Self.digit(unit) {
        // 一百零五: a zero only holds a place.
        if digit > 0 || digit == 0 && section == 0 && total == 0 { run += 1 }
        digits += 1
        if digits <= 12 { positional = positional * 10 + value }
        digit = value
      } else if let power = Self.power(unit) {
        if power == 10_000 {
          let sum = total + section + max(digit, 0)
          if sum > Self.greatest / power { isTooLarge = true } else { total = sum * power }
          section = 0
        } else {
          section += (digit < 0 ? 1 : digit) * power
        }
        digit = -1
      } else if unit == 0x4F59 || unit == 0x591A, index > start, index + 1 < units.count,
        Self.power(units[index + 1]) != nil || units[index + 1] == 0x4E07
      {
        isAtLeast = true  // 三百多万
      } else {
        break
      }
      index += 1
    }
    length = index - start
    guard length > 0 else { return }
    if run > 0, run + 1 == digits, digits == length {
      // 二〇二二 is a number in digits, 两三 or 三四 is a range.
      value = positional
      if length < 3, !(Self.digit(units[start]) == 0) { isUnclear = true }
      if length == 2, units[start + 1] == 0x3007 { isUnclear = false }
    } else {
      value = total + section + max(digit, 0)
      if run > 0 { isUnclear = true }
    }
    if value == 0 || isTooLarge || digits > 12 { isUnclear = true }
  }

  /// More than this no work report counts.
  private static let greatest = 1_000_000_000_000

  private static func digit(_ unit: UInt16) -> Int? {
    switch unit {
    case 0x96F6, 0x3007: 0  // 零 〇
    case 0x4E00: 1
    case 0x4E8C, 0x4E24: 2  // 二 两
    case 0x4E09: 3
    case 0x56DB: 4
    case 0x4E94: 5
    case 0x516D: 6
    case 0x4E03: 7
    case 0x516B: 8
    case 0x4E5D: 9
    default: nil
    }
  }

  private static func power(_ unit: UInt16) -> Int? {
    switch unit {
    case 0x5341: 10  // 十
    case 0x767E: 100  // 百
    case 0x5343: 1_000  // 千
    case 0x4E07: 10_000  // 万
    default: nil
    }
  }
}

/// A set of units, as a bit for each: 8 kB that stay in the processor's nearest cache.
struct UnitSet: Sendable {
  private var bits = [UInt64](repeating: 0, count: 1024)

  /// Makes a set of units.
  init(_ units: some Sequence<UInt16> = []) {
    for unit in units { insert(unit) }
  }

  @inline(__always)
  func contains(_ unit: UInt16) -> Bool { bits[Int(unit >> 6)] & (1 << UInt64(unit & 63)) != 0 }

  mutating func insert(_ unit: UInt16) { bits[Int(unit >> 6)] |= 1 << UInt64(unit & 63) }

  /// What stands for two units that follow one another; other pairs can have the same.
  @inline(__always)
  static func pair(_ first: UInt16, _ second: UInt16) -> UInt16 {
    UInt16(truncatingIfNeeded: ((UInt32(first) << 16 | UInt32(second)) &* 0x9E37_79B1) >> 16)
  }
}

/// Words by their units; each carries what it means.
struct WordTrie: Sendable {
  /// What each word means.
  private(set) var meanings: [SymbolSet] = []
  /// The words of one unit, by unit; -1 for none.
  private var singles: [Int16]
  /// The units that are words themselves.
  private var singleUnits = UnitSet()
  /// The pairs of units that begin longer words; at most places none does.
  private var pairs = UnitSet()
  /// Open-addressed transitions, each in one place of memory: from node and unit (the upper 40 bits) to
  /// the next node (22 bits), whether a word ends there, and whether a longer one goes on.
  private var transitions: [UInt64]
  private let shift: UInt64
  /// The word that ends at each node, or -1.
  private var ends: [Int32]

  private static let isWord: UInt64 = 1
  private static let goesOn: UInt64 = 2

  static let lexicon = WordTrie(Lexicon.words + Lexicon.placed)

  /// The words of an entry of the lexicon.
  static func split(_ words: String) -> [[UInt16]] {
    // The paragraph's end is a word that is white space itself.
    if words == "\n" { return [[0x0A]] }
    return words.split { $0 == " " || $0 == "\n" }.map { Array($0.utf16) }
  }

  init(_ lexicon: [(symbol: Symbol, words: String)]) {
    var dictionary: [[UInt16]: SymbolSet] = [:]
    var order: [[UInt16]] = []
    for (symbol, words) in lexicon {
      for word in Self.split(words) {
        if dictionary[word] == nil { order.append(word) }
        dictionary[word, default: SymbolSet(rawValue: 0)].add(symbol)
      }
    }
    // Words that begin alike share their nodes, so that half of the places or more stay free.
    let size = order.reduce(0) { $0 + $1.count }
    var bits: UInt64 = 10
    while 1 << bits < size { bits += 1 }
    shift = 64 - bits
    transitions = [UInt64](repeating: 0, count: 1 << Int(bits))
    singles = [Int16](repeating: -1, count: 0x10000)
    ends = [-1]
    for word in order {
      add(word, value: meanings.count)
      meanings.append(dictionary[word] ?? SymbolSet(rawValue: 0))
    }
  }

  private mutating func add(_ word: [UInt16], value: Int) {
    let first = word[0]
    guard word.count > 1 else {
      singles[Int(first)] = Int16(value)
      singleUnits.insert(first)
      return
    }
    pairs.insert(UnitSet.pair(first, word[1]))
    var node = Self.root(first)
    for (depth, unit) in word.enumerated().dropFirst() {
      let slot = slot(node << 16 | UInt64(unit))
      if transitions[slot] == 0 {
        transitions[slot] = (node << 16 | UInt64(unit)) << 24 | UInt64(ends.count) << 2
        ends.append(-1)
      }
      let isLast = depth == word.count - 1
      transitions[slot] |= isLast ? Self.isWord : Self.goesOn
      node = transitions[slot] >> 2 & 0x3F_FFFF
    }
    ends[Int(node)] = Int32(value)
  }

  /// The node of a first unit, beyond those that are numbered.
  @inline(__always)
  private static func root(_ unit: UInt16) -> UInt64 { 0x80_0000 | UInt64(unit) }

  /// Where the transition of a node and unit stands, or would stand.
  @inline(__always)
  private func slot(_ key: UInt64) -> Int {
    var slot = Int((key &* 0x9E37_79B9_7F4A_7C15) >> shift)
    while transitions[slot] != 0, transitions[slot] >> 24 != key {
      slot = (slot + 1) & (transitions.count - 1)
    }
    return slot
  }

  /// The longest word that begins at a place; length 0 where none does.
  @inline(__always)
  func longest(_ units: UnsafeBufferPointer<UInt16>, at start: Int) -> (length: Int, value: Int) {
    let first = units[start]
    if start + 1 < units.count, pairs.contains(UnitSet.pair(first, units[start + 1])) {
      let word = longer(units, at: start)
      if word.length > 0 { return word }
    }
    return singleUnits.contains(first) ? (1, Int(singles[Int(first)])) : (0, -1)
  }

  /// The longest word of two units or more.
  private func longer(
    _ units: UnsafeBufferPointer<UInt16>, at start: Int
  ) -> (length: Int, value: Int) {
    var node = Self.root(units[start])
    var best = (length: 0, node: 0)
    var index = start + 1
    while index < units.count {
      let transition = transitions[slot(node << 16 | UInt64(units[index]))]
      if transition == 0 { break }
      node = transition >> 2 & 0x3F_FFFF
      index += 1
      if transition & Self.isWord != 0 { best = (index - start, Int(node)) }
      if transition & Self.goesOn == 0 { break }
    }
    return best.length > 0 ? (best.length, Int(ends[best.node])) : (0, -1)
  }
}
