import Testing

@testable import Publishing

@Suite struct TitleLinesTests {
  @Test(
    arguments: [
      ("短标题", 40, ["短标题"]),
      ("2022年地级人大常委会听取审议报告情况比较", 38, ["2022年地级人大常委会", "听取审议报告情况比较"]),
      ("甲乙丙丁戊己庚辛", 10, ["甲乙丙丁", "戊己庚辛"]),
      ("关于甲乙丙的情况", 12, ["关于甲乙丙的", "情况"]),
      ("第一行\n第二行", 40, ["第一行", "第二行"]),
      ("Reports heard by standing committees", 20, ["Reports heard by", "standing committees"]),
      ("甲乙丙，丁戊己", 8, ["甲乙丙，", "丁戊己"]),
      ("甲乙丙（丁戊）己", 12, ["甲乙丙", "（丁戊）己"]),
      ("Unbreakable", 4, ["Unbreakable"]), ("甲乙", 0, ["甲", "乙"]), ("", 10, [""]),
    ] as [(String, Int, [String])])
  func linesAreFewAndEven(title: String, capacity: Int, lines: [String]) {
    #expect(title.titleLines(within: capacity) == lines)
  }
}
