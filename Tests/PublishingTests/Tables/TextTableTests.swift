import Charting
import Diagnostics
import Testing

@testable import Publishing

/// One made-up table in every form.
@Suite struct TextTableTests {
  private func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test func `a terminal shows spanners, bars about zero, small columns, bands and footnotes`() {
    #expect(
      sampleTable().terminalText(isColoured: false) == """
        2022年得分
        工作报告载明数
                                                              单位：分
        ──────────────────────────────────────────────────────────────
                                                             较2021年
                                                            ──────────
        位次  地区      得分①                 2020～2022年  得分  位次
        ──────────────────────────────────────────────────────────────
        位次档1：第1位
           1  甲市      12.0      │█████████  ▃ █           +1.0    ↑2
        ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌
        位次档2：第2～4位
           2  乙自治州   6.0②     │████▌      █▅█           +1.0    ↓1
           2  丙市       6.0      │████▌        █              —  新列
           4  丁市      −4.0   ███│           ▅█▁           +1.0     0

        未列位次
           —  戊区      3～7①                                  —     —
        ──────────────────────────────────────────────────────────────
        ①满分为12分。
        ②数字见报告附表。
        注：数字为虚构。
        资料来源：虚构。

        """)
  }

  @Test func `letters that mark footnotes stand in brackets in a terminal, below each other`() {
    let text = lines(sampleTable(language: .english).terminalText(isColoured: false))
    #expect(text.contains { $0.hasPrefix("   2  乙自治州   6.0(b)     │████▌") })
    #expect(text.contains { $0.hasPrefix("   2  丙市       6.0        │████▌") })
    #expect(text.contains("b 数字见报告附表。"))
  }

  @Test func `colour in a terminal adds codes and changes no text`() {
    let coloured = sampleTable().terminalText(isColoured: true)
    var plain = ""
    var isCode = false
    for scalar in coloured.unicodeScalars {
      if scalar == "\u{1B}" { isCode = true }
      if !isCode { plain.unicodeScalars.append(scalar) }
      if isCode, scalar == "m" { isCode = false }
    }
    let trimmed = { (text: String) in
      lines(text).map { line in line.reversed().drop { $0 == " " }.count }
    }
    #expect(trimmed(plain) == trimmed(sampleTable().terminalText(isColoured: false)))
    #expect(coloured.contains("\u{1B}[30;48;2;194;212;233m"))
  }

  @Test func `Markdown puts the spanner before its headings and marks behind numbers`() {
    let text = lines(sampleTable().markdown())
    #expect(text[5] == "| 位次 | 地区 | 得分① |  | 2020～2022年 | 较2021年：得分 | 较2021年：位次 |")
    #expect(text[6] == "|---:|:---|---:|:---|:---|---:|---:|")
    #expect(text[7] == "| | *位次档1：第1位* | | | | | |")
    #expect(
      text[8]
        == "| **1** | **甲市** | **12.0** | \u{A0}\u{A0}\u{A0}│█████████ | ▃\u{A0}█ | **+1.0** | **↑2** |"
    )
    #expect(
      text[10] == "| 2 | 乙自治州 | 6.0② | \u{A0}\u{A0}\u{A0}│████▌ | █▅█ | +1.0 | ↓1 |")
    let english = sampleTable(language: .english).markdown()
    #expect(english.contains("| 6.0<sup>b</sup> |"))
    #expect(english.contains("a 满分为12分。  \nb 数字见报告附表。"))
  }

  @Test func `a page has headings with a scope, numbers to sort by, and drawings that are told`() {
    let page = sampleTable().htmlFigure()
    #expect(
      page.contains(
        "<th scope=\"colgroup\" colspan=\"2\" class=\"spanner\">较2021年</th></tr>\n<tr>"
          + "<th scope=\"col\" class=\"number\">得分</th><th scope=\"col\" class=\"number\">位次</th>"))
    #expect(page.contains("<th scope=\"col\" rowspan=\"2\" class=\"number\">得分<sup>①</sup></th>"))
    let row = [
      #"<tr><td class="number" data-value="2">2</td><th scope="row">乙自治州</th>"#,
      #"<td class="number" data-value="6" style="background-color: #C2D4E9">6.0<sup>②</sup></td>"#,
      #"<td class="drawing"><svg class="bar" viewBox="0 0 120 12" preserveAspectRatio="none" "#,
      #"aria-hidden="true"><rect x="30" y="1" width="45" height="10"/>"#,
      ##"<rect x="29.5" y="0" width="1" height="12" fill="#1A1A1A"/>"##,
    ]
    #expect(page.contains(row.joined()))
    #expect(page.contains("aria-label=\"2020年3，2021年—，2022年12\""))
    // What is not known has nothing to sort by.
    #expect(page.contains("<td class=\"number\">3～7<sup>①</sup></td>"))
    #expect(isBalanced(page))
  }

  @Test func `LaTeX has the rules of booktabs, cmidrules below spanners, and escaped signs`() {
    let text = TextTable.latex(of: [sampleTable()])
    #expect(text.hasPrefix("% XeLaTeX / LuaLaTeX: \\usepackage{ctex,booktabs}\n"))
    let rules = ["\\toprule", "\\midrule", "\\midrule", "\\midrule", "\\bottomrule"]
    #expect(lines(text).filter { $0.hasSuffix("rule") } == rules)
    #expect(text.contains("\\begin{tabular}{@{}rlrllrr@{}}"))
    #expect(text.contains("& \\multicolumn{2}{c}{较2021年} \\\\\n\\cmidrule(lr){6-7}\n位次 & 地区 &"))
    #expect(text.contains("\\cellcolor[HTML]{C2D4E9}6.0\\rlap{\\textsuperscript{②}}"))
    #expect(text.contains("4 & 丁市 & $-$4.0 & \\makebox[24mm][l]{\\hspace*{0mm}"))
    let grid = TextTable.latex(of: [sampleTable()], style: .grid)
    #expect(grid.contains("\\begin{tabular}{|r|l|r|l|l|r|r|}\n\\hline"))
    #expect(!grid.contains("rule\n") && grid.contains("\\cline{6-7}"))
  }

  @Test func `a long table in LaTeX repeats its headings`() {
    var table = sampleTable()
    table.groups[0].rows = (0..<41).map { _ in sampleTable().groups[0].rows[0] }
    let text = TextTable.latex(of: [table])
    #expect(text.contains("\\usepackage{ctex,booktabs,longtable}"))
    #expect(text.contains("\\endfirsthead") && text.contains("\\endhead"))
    #expect(text.components(of: "位次 & 地区") == 2)
  }

  // MARK: - Word

  @Test(arguments: TableStyle.allCases, Language.allCases)
  func `a Word table is well-formed, repeats its headings and keeps its rows whole`(
    style: TableStyle, language: Language
  ) {
    let text = sampleTable().wordTable(style: style, width: 156, language: language)
    #expect(text.hasPrefix("<w:tbl>") && text.hasSuffix("</w:tbl>"))
    #expect(isBalanced(text))
    #expect(text.components(of: "<w:tblHeader/>") == 2)
    // Two rows of headings, three groups, five bodies; the rows of bars are of fixed height.
    #expect(text.components(of: "<w:cantSplit/>") == 10)
    #expect(text.components(of: "<w:trHeight ") == 4)
    #expect(text.components(of: "w:val=\"superscript\"/>") == 3)
    #expect(text.contains(language == .chinese ? ">②<" : ">b<"))
    #expect(text.contains("insideV") == (style == .grid))
    #expect(text.contains("<w:top w:val=\"single\" w:sz=\"12\"") == (style == .threeLine))
    // Each cell ends with a paragraph, as Word demands.
    #expect(!text.contains("</w:tbl></w:tc>"))
  }

  @Test(arguments: [10, 40, 76, 120, 156, 247.5, .nan, .infinity])
  func `the columns of a Word table sum to its width`(width: Double) throws {
    let text = sampleTable().wordTable(style: .threeLine, width: width, language: .chinese)
    let grid = try #require(text.split(separator: "<w:tblGrid>").dropFirst().first)
    let columns = String(grid).integers(after: "<w:gridCol w:w=\"", until: "</w:tblGrid>")
    let millimetres = width.isFinite ? width : width.isNaN ? 156 : 156
    #expect(columns.count == 7)
    #expect(columns.reduce(0, +) == Int((millimetres * 1440 / 25.4).rounded()))
    #expect(columns.allSatisfy { $0 > 0 })
  }

  @Test func `names take more of a Word table than ranks, and Chinese characters twice a letter`()
    throws
  {
    var table = sampleTable()
    table.groups[1].rows[0].cells[1].text = "某某某某土家族苗族自治州"
    let text = table.wordTable(style: .threeLine, width: 156, language: .chinese)
    let grid = try #require(text.split(separator: "<w:tblGrid>").dropFirst().first)
    let columns = String(grid).integers(after: "<w:gridCol w:w=\"", until: "</w:tblGrid>")
    #expect(columns[1] > 12 * 210 + 100 && columns[1] > 3 * columns[0])
  }

  @Test func `a heading of a Word table keeps its words whole where there is room`() throws {
    let headings = ["Rank", "Province", "较2021年", "Rank change since the year before"]
    let table = TextTable(
      title: "", subtitle: "", unit: "",
      columns: headings.map { .init(heading: $0) } + [.init(heading: "Remark")],
      groups: [
        .init(
          heading: nil, rows: [.init(texts: ["1", "", "", "", String(repeating: "长", count: 90)])])
      ],
      notes: [])
    let text = table.wordTable(style: .grid, width: 156, language: .english)
    let grid = try #require(text.split(separator: "<w:tblGrid>").dropFirst().first)
    let columns = String(grid).integers(after: "<w:gridCol w:w=\"", until: "</w:tblGrid>")
    // 126 a letter, 210 a Chinese character, 85 either side.
    #expect(columns[0] >= 4 * 126 + 170 && columns[1] >= 8 * 126 + 170)
    #expect(columns[2] >= 2 * 210 + 4 * 126 + 170 && columns[3] >= 33 * 63 + 170)
    #expect(columns[4] > columns[3])
  }

  @Test func `a table without rows is still a table to Word`() {
    let table = TextTable(
      title: "", subtitle: "", unit: "", columns: [.init(heading: "地区")], groups: [], notes: [])
    let text = table.wordTable(style: .grid, width: 100, language: .chinese)
    #expect(isBalanced(text))
    #expect(text.components(of: "<w:tr>") == 2)
    #expect(table.wordUnit(language: .chinese).isEmpty)
    #expect(table.wordNotes(language: .chinese).isEmpty)
  }

  @Test func `unit and notes of a Word table stand in paragraphs of its style`() {
    let unit = [
      #"<w:p><w:pPr><w:pStyle w:val="TableText"/><w:keepNext/><w:jc w:val="right"/></w:pPr><w:r>"#,
      #"<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">单位：分</w:t></w:r></w:p>"#,
    ]
    #expect(sampleTable().wordUnit(language: .chinese) == unit.joined())
    let notes = sampleTable().wordNotes(language: .english)
    #expect(notes.components(of: "<w:p>") == 4)
    #expect(notes.contains(">a 满分为12分。<"))
  }

  // MARK: - All forms

  private static let hostile = "<b>&\"'|*_`\\[x]{}$#%^~\u{1}\u{FFFF}\n“甲”</b>"

  @Test func `no form lets a name become markup`() {
    var table = sampleTable()
    table.groups[0].heading = Self.hostile
    table.groups[0].rows[0].cells[1].text = Self.hostile
    table.columns[1].heading = Self.hostile
    table.spanners[0].heading = Self.hostile
    table.groups[0].rows[0].cells[2].footnotes = [Self.hostile]
    table.notes = [Self.hostile]
    table.title = Self.hostile
    table.unit = Self.hostile
    let page = table.htmlFigure()
    #expect(isBalanced(page))
    #expect(page.components(of: "&lt;b&gt;&amp;&quot;") == 8)
    let word =
      table.wordUnit(language: .chinese)
      + table.wordTable(style: .grid, width: 156, language: .chinese)
      + table.wordNotes(language: .chinese)
    #expect(isBalanced(word))
    // The title stands outside.
    #expect(word.components(of: "&lt;b&gt;&amp;&quot;'|*_`\\[x]{}$#%^~ “甲”&lt;/b&gt;") == 7)
    #expect(!word.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0xFFFF })
    let markdown = table.markdown()
    // The spanner stands before each of its two headings.
    #expect(
      markdown.components(of: "\\<b\\>&\"'\\|\\*\\_\\`\\\\\\[x\\]{}$\\#%^~") == 9)
    let escaped =
      ##"\textless{}b\textgreater{}\&\textquotedbl{}'\textbar{}{*}\_`\textbackslash{}{[}x{]}\{\}"##
      + ##"\$\#\%\textasciicircum{}\textasciitilde{}"##
    let latex = TextTable.latex(of: [table])
    #expect(latex.components(of: escaped) == 8)
  }

  @Test func `marks go on after the last circled number, and after z`() {
    var table = sampleTable()
    let notes = (0..<52).map { "注\($0)" }
    table.columns[0].footnotes = notes
    let chinese = TextTable.Footnotes(table, language: .chinese)
    #expect(chinese.marks(of: [notes[0], notes[19], notes[20]]) == "①⑳㉑")
    #expect(chinese.marks(of: [notes[34], notes[35], notes[49], notes[50]]) == "㉟㊱㊿(51)")
    let english = TextTable.Footnotes(table, language: .english)
    #expect(english.marks(of: [notes[0], notes[25], notes[26], notes[51]]) == "a,z,aa,az")
    #expect(english.marks(of: ["not there"]).isEmpty)
  }

  @Test func `text on every shade has a contrast of 4.5 or more, and bars one of 3`() throws {
    let text = try Colour(hexadecimal: "#" + TableColours.text)
    var last = 22.0
    for share in stride(from: -0.1, through: 1.1, by: 0.05) {
      let shade = try Colour(hexadecimal: "#" + TableColours.shade(share))
      let contrast = text.contrast(with: shade)
      #expect(contrast >= 4.5 && contrast <= last)
      last = contrast
    }
    #expect(TableColours.shade(.nan) == "FFFFFF")
    let white = try Colour(hexadecimal: "#ffffff")
    #expect(try Colour(hexadecimal: "#" + TableColours.bar).contrast(with: white) >= 3)
  }

  @Test(arguments: [
    (0, "   │"), (12, "   │█████████"), (-4, "███│"), (0.001, "   │▏"), (-0.001, "  ▐│"),
    (-2, " ▐█│"),
  ])
  func `a bar in block characters grows from the line at zero`(value: Double, bar: String) {
    #expect(TextTable.blocks(value, on: -4...12, width: 12) == bar)
  }

  @Test func `a bar without a scale or a number is no bar`() {
    #expect(TextTable.blocks(3, on: 0...0, width: 12).isEmpty)
    #expect(TextTable.blocks(.nan, on: 0...3, width: 12).isEmpty)
    #expect(TextTable.blocks(of: [0, 0, nil], gap: "·") == "▁▁·")
    #expect(TextTable.blocks(of: [.infinity, 1], gap: "·") == "·█")
  }

  @Test func `taking out a column narrows the spanner over it`() {
    var table = sampleTable()
    table.removeColumn(5)
    #expect(table.spanners == [.init(heading: "较2021年", columns: 5..<6)])
    table.removeColumn(0)
    #expect(table.spanners == [.init(heading: "较2021年", columns: 4..<5)])
    table.removeColumn(4)
    #expect(table.spanners.isEmpty)
    #expect(table.groups.flatMap(\.rows).allSatisfy { $0.cells.count == 4 })
  }
}

/// Whether every tag of a markup is closed in its order, and no stray sign stands between them.
func isBalanced(_ text: String) -> Bool {
  let void: Set = ["br", "meta", "!DOCTYPE"]
  var open: [Substring] = []
  var rest = text[...]
  while let start = rest.firstIndex(of: "<") {
    guard !rest[..<start].contains(">"), let end = rest[start...].firstIndex(of: ">") else {
      return false
    }
    let tag = rest[rest.index(after: start)..<end]
    guard !tag.contains("<"), tag.count(where: { $0 == "\"" }).isMultiple(of: 2) else {
      return false
    }
    let name = tag.drop { $0 == "/" }.prefix { $0 != " " && $0 != "/" }
    if tag.hasPrefix("/") {
      guard open.popLast() == name else { return false }
    } else if !tag.hasSuffix("/"), !void.contains(String(name)) {
      open.append(name)
    }
    rest = rest[rest.index(after: end)...]
  }
  return open.isEmpty && !rest.contains(">")
}

extension String {
  /// How often a text stands in this one.
  func components(of part: String) -> Int {
    split(separator: part, omittingEmptySubsequences: false).count - 1
  }

  /// The whole numbers that follow a mark, up to where the text ends.
  func integers(after mark: String, until end: String) -> [Int] {
    let text = split(separator: end).first.map(String.init) ?? ""
    return text.split(separator: mark).compactMap { Int($0.prefix { $0.isNumber }) }
  }
}
