/// What a copy of a report suffered on its way: words set into sentences, paragraphs repeated,
/// characters lost (counting rules §4c).
///
/// The figures are read all the same; a sentence that is damaged must be looked at by a person before
/// it is shown to others.
struct SourceDamage {
  /// Places of foreign words and lost characters, as ranges of the normalised text.
  private(set) var places: [Range<Int>] = []
  /// Paragraphs that stand in the text before, as ranges of the normalised text.
  private(set) var repetitions: [Range<Int>] = []

  init(_ text: NormalisedText) {
    text.units.withUnsafeBufferPointer { units in
      findForeignWords(units)
      findRepetitions(units)
    }
    places.sort { $0.lowerBound < $1.lowerBound }
  }

  /// Whether a part of the text is damaged.
  func touches(_ range: Range<Int>) -> Bool {
    places.contains { $0.overlaps(range) }
  }

  // MARK: Foreign words

  /// Advertising of betting and of sellers, as it is set into copies.
  private static let advertising: [[UInt16]] = [
    "皇冠体育", "体育官网", "体育投注", "体育平台", "真人娱乐", "娱乐城", "娱乐官网", "娱乐平台", "博彩", "彩票平台",
    "棋牌", "赌场", "投注", "百家乐", "老虎机", "澳门金沙", "新葡京", "葡京", "威尼斯人", "太阳城", "永利皇宫", "bet365",
    "亚博", "开户送", "注册送", "时时彩", "六合彩", "贷款微信", "淘宝店", "加微信", "扫码关注", "点击下载", "版权所有",
  ].map { Array($0.utf16) }

  /// The pairs of units that begin an advertising word.
  private static let beginnings = UnitSet(advertising.map { UnitSet.pair($0[0], $0[1]) })
  /// The units that are worth a second look; most are none.
  private static let suspects = UnitSet(
    advertising.map { $0[0] } + [colon, 0xFFFD] + Array(0xE000...0xF8FF))
  private static let colon: UInt16 = 0x3A

  /// Finds what no report says, in one pass.
  private mutating func findForeignWords(_ units: UnsafeBufferPointer<UInt16>) {
    let beginnings = Self.beginnings
    let suspects = Self.suspects
    var colons: [Int] = []
    var index = 0
    while index < units.count {
      let unit = units[index]
      guard suspects.contains(unit) else {
        index += 1
        continue
      }
      if unit >= 0xE000, unit <= 0xF8FF || unit == 0xFFFD {
        places.append(index..<(index + 1))
      } else if unit == Self.colon {
        colons.append(index)
      } else if index + 1 < units.count,
        beginnings.contains(UnitSet.pair(unit, units[index + 1])),
        let word = Self.advertising.first(where: { Self.stands($0, units, at: index) })
      {
        places.append(index..<(index + word.count))
        index += word.count
        continue
      }
      index += 1
    }
    findLabels(units, at: colons)
  }

  private static func stands(
    _ word: [UInt16], _ units: UnsafeBufferPointer<UInt16>, at index: Int
  ) -> Bool {
    index + word.count <= units.count
      && word.indices.allSatisfy { units[index + $0] == word[$0] }
  }

  // MARK: Labels set into sentences

  /// Finds a name with a colon that stands again and again in the middle of sentences, where a copy has
  /// put it in place of a common word: 发展,某某体育:加强….
  private mutating func findLabels(_ units: UnsafeBufferPointer<UInt16>, at places: [Int]) {
    let length = 4
    var counts: [UInt64: Int] = [:]
    var colons: [(end: Int, key: UInt64)] = []
    for index in places {
      guard index > length, index + 1 < units.count else { continue }
      let label = (index - length)..<index
      guard Self.isHan(units[index + 1]), Self.isHan(units[index - length - 1]),
        label.allSatisfy({ Self.isHan(units[$0]) })
      else { continue }
      let key = label.reduce(UInt64(0)) { $0 << 16 | UInt64(units[$1]) }
      counts[key, default: 0] += 1
      colons.append((index, key))
    }
    for colon in colons where counts[colon.key, default: 0] >= 3 {
      self.places.append((colon.end - length)..<(colon.end + 1))
    }
  }

  private static func isHan(_ unit: UInt16) -> Bool { (0x3400...0x9FFF).contains(unit) }

  // MARK: Repetitions

  /// Finds paragraphs of some length that stand in the text before.
  private mutating func findRepetitions(_ units: UnsafeBufferPointer<UInt16>) {
    var seen: [UInt64: Range<Int>] = [:]
    var start = 0
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in 0...units.count {
      guard index < units.count, units[index] != NormalisedText.paragraphEnd else {
        let range = start..<index
        if range.count >= 40 {
          if let first = seen[hash], first.count == range.count,
            zip(first, range).allSatisfy({ units[$0] == units[$1] })
          {
            repetitions.append(range)
          } else {
            seen[hash] = range
          }
        }
        start = index + 1
        hash = 0xCBF2_9CE4_8422_2325
        continue
      }
      hash = (hash ^ UInt64(units[index])) &* 0x100_0000_01B3
    }
  }
}
