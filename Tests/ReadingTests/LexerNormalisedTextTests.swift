import Testing

@testable import Reading

struct LexerNormalisedTextTests {
  private func normalised(_ text: String) -> String {
    String(decoding: NormalisedText(PlainText(text)).units, as: UTF16.self)
  }

  @Test(arguments: [
    // Full width to half width, capitals to small letters.
    ("１２３，４５６件", "123,456件"), ("（Ａ）：", "(a):"), ("N项", "n项"), ("３．５", "3.5"),
    // Traditional to simplified characters.
    ("專項工作報告", "专项工作报告"), ("餘", "余"),
    // Chinese marks in half width, a circle for a zero.
    ("视察｡调研､检查", "视察。调研、检查"), ("一九八○年", "一九八〇年"),
    // White space and characters without width inside words.
    ("常 委\u{3000}会\u{A0}会\t议", "常委会会议"), ("执\u{200B}法\u{FEFF}检\u{AD}查\r", "执法检查"),
    // The pronunciation of a character.
    ("项(xiàng)目", "项目"), ("项（xiàng）目", "项目"), ("条例(a)", "条例(a)"),
    // What has no unit of its own.
    ("\u{20000}件", "\u{FFFD}件"),
  ])
  func `a text is normalised`(_ text: String, _ expected: String) {
    Misread.check(text) { #expect(normalised(text) == expected) }
  }

  @Test(arguments: [
    // A line of a hard-wrapped paragraph goes on, in a word and in a number.
    ("常委会认真行使宪法和法律赋予的各项职权，召开常委会会\n议8次。", "常委会认真行使宪法和法律赋予的各项职权,召开常委会会议8次。"),
    ("常委会认真行使宪法和法律赋予的各项职权，办理代表建议1\n96件。", "常委会认真行使宪法和法律赋予的各项职权,办理代表建议196件。"),
    // A sentence's end, a short line, a blank line and an indented one end a paragraph.
    ("召开会议。\n开展视察。", "召开会议。\n开展视察。"),
    ("2022年工作回顾\n一年来", "2022年工作回顾\n一年来"),
    ("常委会认真行使宪法和法律赋予的各项职权和职责\n\n一年来", "常委会认真行使宪法和法律赋予的各项职权和职责\n一年来"),
    ("常委会认真行使宪法和法律赋予的各项职权和职责\n　　一年来", "常委会认真行使宪法和法律赋予的各项职权和职责\n一年来"),
    // So does a line before a heading.
    ("常委会认真行使宪法和法律赋予的各项职权和职责\n二、监督工作", "常委会认真行使宪法和法律赋予的各项职权和职责\n二、监督工作"),
    ("\n\n一年来\n\n", "一年来\n"),
  ])
  func `a line break ends a paragraph or nothing`(_ text: String, _ expected: String) {
    #expect(normalised(text) == expected)
  }

  @Test func `every unit remembers the scalar that it comes from`() {
    let plain = PlainText("　召 開１\n２次，項(xiàng)\u{1F600}目。\n\n共\u{200B}三項")
    let text = NormalisedText(plain)
    #expect(text.origins.count == text.units.count)
    for (former, next) in zip(text.origins, text.origins.dropFirst()) { #expect(former < next) }
    for (unit, origin) in zip(text.units, text.origins) {
      let scalar = plain.scalars[Int(origin)]
      // Normalised alone, a scalar is the same unit; a paragraph's end is a line break.
      let alone = NormalisedText(PlainText([scalar]))
      #expect(alone.units == [unit] || (unit == NormalisedText.paragraphEnd && scalar == "\n"))
    }
  }

  @Test func `an empty text and one of white space have no unit`() {
    for text in ["", " ", "\n", " \n\u{3000}\n\r\n"] {
      #expect(NormalisedText(PlainText(text)).units.isEmpty)
    }
  }
}
