@testable import Fuzzing
@testable import Reading

/// Random texts: of any characters, of the words of the trade, and of whole sentences.
struct RandomTexts {
  /// A file's name, which tells the body and the year where the text does not.
  static let name = "白城市人大常委会-2022.txt"

  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  private static let words: [String] = (Lexicon.words + Lexicon.placed).flatMap { entry in
    WordTrie.split(entry.words).map { String(decoding: $0, as: UTF16.self) }
  }
  private static let units = MeasureWord.words.map(\.word)
  private static let marks = [
    "，", "。", "、", "；", "：", "（", "）", "“", "”", "《", "》", "\n", " ", "-", "～",
  ]
  private static let verbs = [
    "开展", "组织", "召开", "听取和审议", "审议通过", "制定", "修改", "修改、废止", "办理", "收到", "任免", "备案审查",
    "邀请", "培训", "作出", "受理", "征集", "编报",
  ]
  private static let nouns = [
    "执法检查", "视察", "调研", "视察、调研", "专题询问", "满意度测评", "常委会会议", "主任会议", "专项工作报告", "地方性法规",
    "代表建议", "国家机关工作人员", "规范性文件", "代表列席常委会会议", "人大代表", "决议决定", "人民群众来信来访", "提案",
    "社情民意信息", "宪法宣誓", "工作评议", "立法调研",
  ]
  private static let openings = [
    "", "", "一年来，", "五年来，", "2022年，", "本届以来，", "其中，", "省人大常委会", "配合省人大常委会", "拟", "2023年，",
  ]

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[generator.below(elements.count)]
  }

  private mutating func heading() -> String {
    generator.below(4) == 0 ? "" : "白城市人民代表大会常务委员会工作报告\n各位代表：\n2022年工作回顾\n"
  }

  private mutating func number() -> String {
    let number: String
    switch generator.below(8) {
    case 0: number = pick(["三", "十二", "二十", "一百零五", "两", "二百三十一", "〇", "零", "十", "两三", "三万"])
    case 1: number = "\(generator.below(9)).\(generator.below(1000))万"
    case 2: number = "1,\(100 + generator.below(900))"
    case 3: number = String(repeating: "9", count: generator.below(40) + 1)
    default: number = "\(generator.below(3000))"
    }
    return pick(["", "", "", "约", "近", "超过"]) + number + pick(["", "", "", "余", "多"])
  }

  /// Any characters, from every plane.
  mutating func scalars() -> String {
    var view = String.UnicodeScalarView()
    for _ in 0..<generator.below(400) {
      let limit: UInt32 = [0x80, 0x3000, 0x1_0000, 0x11_0000][generator.below(4)]
      let value =
        generator.below(3) == 0
        ? 0x4E00 + UInt32(generator.below(0x5200)) : UInt32.random(in: 0..<limit, using: &generator)
      if let scalar = Unicode.Scalar(value) { view.append(scalar) }
    }
    return heading() + String(view)
  }

  /// Words, numbers and marks in any order.
  mutating func words() -> String {
    var text = heading()
    for _ in 0..<generator.below(200) {
      switch generator.below(6) {
      case 0: text += pick(Self.marks)
      case 1: text += number() + pick(Self.units)
      case 2: text += number()
      default: text += pick(Self.words)
      }
    }
    return text
  }

  /// Sentences as they stand in a report.
  mutating func sentences() -> String {
    var text = heading()
    for _ in 0..<(1 + generator.below(12)) {
      text += pick(Self.openings)
      for part in 0..<(1 + generator.below(4)) {
        if part > 0 { text += pick(["，", "、", "；"]) }
        text +=
          generator.below(2) == 0
          ? pick(Self.verbs) + pick(Self.nouns) + pick(["", "", "各", "共"]) + number()
            + pick(Self.units)
          : pick(Self.verbs) + number() + pick(Self.units) + pick(Self.nouns)
      }
      text += "。" + pick(["", "\n"])
    }
    return text
  }
}
