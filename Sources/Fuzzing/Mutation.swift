/// Makes texts out of reports: bytes changed, cut and doubled, and parts of several put together.
struct Mutation {
  private let texts: [[UInt8]]
  private var generator: SeededGenerator

  init(texts: [[UInt8]], seed: UInt64) {
    self.texts = texts
    generator = SeededGenerator(seed: seed)
  }

  /// A file's name, which tells the body and the year where the text does not.
  let name = "白城市人大常委会-2022.txt"

  /// Pieces that mean something to a reader.
  private static let pieces: [[UInt8]] = [
    "0", "9", "１", "〇", "零", "两", "十", "百", "千", "万", "亿", "第", "余", "多", "来", "约", "近", "超过",
    "以上", "左右", "99999999999999999999", "1,000,000", "1.", ".5", "3.3333万", "-", "～", "件", "次",
    "个", "人次", "部", "项", "各", "共", "其中", "、", "，", "。", "；", "：", "（", "）", "《", "》", "“",
    "”", "\n", "\n\n", " ", "\u{3000}", "\r", "\t", "\u{FEFF}", "\u{200B}", "\u{0}", "\u{1F600}",
    "\u{20000}", "\u{301}", "2022年", "9999年", "五年来", "本届以来", "二〇二二年", "2018年至2022年", "一、",
    "（一）", "2023年的主要任务", "名词解释", "常委会会议", "执法检查", "视察", "调研", "地方性法规", "制定",
    "修改", "废止", "听取和审议", "专项工作报告", "代表建议", "提案", "人大常委会工作报告", "各位代表：",
    "第一次会议", "項(xiàng)", "(", ")",
  ].map { Array($0.utf8) }

  mutating func next() -> [UInt8] {
    var text = texts[generator.below(texts.count)]
    if generator.below(4) == 0 { text += texts[generator.below(texts.count)] }
    for _ in 0..<(1 + generator.below(12)) { change(&text) }
    return text
  }

  private mutating func change(_ text: inout [UInt8]) {
    guard !text.isEmpty else { return }
    let start = generator.below(text.count)
    // Mostly small changes, now and then a great one.
    let length = min(
      text.count - start,
      generator.below(8) == 0 ? generator.below(text.count) : generator.below(24))
    switch generator.below(8) {
    case 0: text[start] = UInt8(truncatingIfNeeded: generator.next())
    case 1: text.removeSubrange(start..<(start + length))
    case 2: text.insert(contentsOf: text[start..<(start + length)], at: generator.below(text.count))
    case 3:
      let other = texts[generator.below(texts.count)]
      let from = generator.below(other.count)
      text.insert(
        contentsOf: other[from..<min(other.count, from + generator.below(200))], at: start)
    case 4: text.removeSubrange(start...)
    default:
      // Between characters, so that the pieces stay whole.
      var place = start
      while place < text.count, text[place] & 0xC0 == 0x80 { place += 1 }
      text.insert(contentsOf: Self.pieces[generator.below(Self.pieces.count)], at: place)
    }
  }
}
