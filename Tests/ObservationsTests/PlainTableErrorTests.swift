import Diagnostics
import FoundationEssentials
import Observations
import Testing

/// Bad plain tables: no data, and a message for every problem.
@Suite struct PlainTableErrorTests {
  /// What a cell of a measure's column says of text that is no count, in both languages.
  static let cells: [(written: String, zh: String, en: String)] = [
    ("十二", "“十二”不是计数：请写 12", "“十二” is not a count: write 12"),
    ("十", "“十”不是计数：请写 10", "“十” is not a count: write 10"),
    ("两次", "“两次”不是计数：请写 2", "“两次” is not a count: write 2"),
    ("一百零五件", "“一百零五件”不是计数：请写 105", "“一百零五件” is not a count: write 105"),
    ("二十三万", "“二十三万”不是计数：请写 230000", "“二十三万” is not a count: write 230000"),
    ("12件", "“12件”不是计数：请写 12", "“12件” is not a count: write 12"),
    ("１２ 项", "“１２ 项”不是计数：请写 12", "“１２ 项” is not a count: write 12"),
    ("1.3万件", "“1.3万件”不是计数：请写 13000", "“1.3万件” is not a count: write 13000"),
    // Words that only begin like a number, or may mean two: no number is suggested.
    ("一些", "“一些”不是计数：请写阿拉伯数字", "“一些” is not a count: write it in digits"),
    ("四川", "“四川”不是计数：请写阿拉伯数字", "“四川” is not a count: write it in digits"),
    ("二百三", "“二百三”不是计数：请写阿拉伯数字", "“二百三” is not a count: write it in digits"),
    ("十百", "“十百”不是计数：请写阿拉伯数字", "“十百” is not a count: write it in digits"),
    ("万人", "“万人”不是计数：请写阿拉伯数字", "“万人” is not a count: write it in digits"),
    ("3-5", "“3-5”不是计数：请写阿拉伯数字", "“3-5” is not a count: write it in digits"),
    ("\"12,5\"", "“12,5”不是计数：请写阿拉伯数字", "“12,5” is not a count: write it in digits"),
    ("1e3", "“1e3”不是计数：请写阿拉伯数字", "“1e3” is not a count: write it in digits"),
    ("50%", "“50%”不是计数：请写阿拉伯数字", "“50%” is not a count: write it in digits"),
    ("0x10", "“0x10”不是计数：请写阿拉伯数字", "“0x10” is not a count: write it in digits"),
    ("inf", "“inf”不是计数：请写阿拉伯数字", "“inf” is not a count: write it in digits"),
    (".", "“.”不是计数：请写阿拉伯数字", "“.” is not a count: write it in digits"),
    (
      "1000000000000亿", "“1000000000000亿”不是计数：请写阿拉伯数字",
      "“1000000000000亿” is not a count: write it in digits"
    ),
    (
      "50余项", "“50余项”不是确数：这里只能写确数，约数请用数据包的 bound 一列",
      "“50余项” is not an exact number: only such a number stands here, others are for the column bound "
        + "of a data package"
    ),
    (
      "约十二", "“约十二”不是确数：这里只能写确数，约数请用数据包的 bound 一列",
      "“约十二” is not an exact number: only such a number stands here, others are for the column bound "
        + "of a data package"
    ),
    (
      "—", "“—”不是计数：未载明的留空，零写 0",
      "“—” is not a count: leave the cell empty where it is not stated, write 0 for none"
    ),
    (
      "N/A", "“N/A”不是计数：未载明的留空，零写 0",
      "“N/A” is not a count: leave the cell empty where it is not stated, write 0 for none"
    ),
    ("-3", "“-3”是负数：计数从 0 起", "“-3” is negative: a count is 0 or more"),
    ("－３", "“－３”是负数：计数从 0 起", "“－３” is negative: a count is 0 or more"),
    ("\u{2212}3", "“\u{2212}3”是负数：计数从 0 起", "“\u{2212}3” is negative: a count is 0 or more"),
    ("12.5", "“12.5”不是整数：计数没有小数", "“12.5” is not a whole number: a count has no fraction"),
    ("1.285", "“1.285”不是整数：计数没有小数", "“1.285” is not a whole number: a count has no fraction"),
    (
      "99999999999999999999", "“99999999999999999999”太大，不会是计数：请核对",
      "“99999999999999999999” is too large for a count: check it"
    ),
    (
      "a\u{1B}[2J", "“a\u{FFFD}[2J”不是计数：请写阿拉伯数字",
      "“a\u{FFFD}[2J” is not a count: write it in digits"
    ),
  ]

  @Test(arguments: cells.indices)
  func `text that is no count is refused, with what was meant`(index: Int) async throws {
    let cell = Self.cells[index]
    let text = "地区,年份,视察\n甲市,2022,\(cell.written)\n"
    expectLines(
      try await refusal(of: text), are: ["counts.csv:2:9: error: \(cell.en)"])
    expectLines(
      try await refusal(of: text, in: .chinese), are: ["counts.csv:2:9: error: \(cell.zh)"])
  }

  @Test(arguments: [
    "1948", "2101", "22", "二〇二二", "2022.5", "2022-12-31", "-2022", "99999999999999999999",
  ])
  func `a year lies from 1949 to 2100`(written: String) async throws {
    let text = "地区,年份,视察\n甲市,\(written),1\n"
    expectLines(
      try await refusal(of: text),
      are: [
        "counts.csv:2:4: error: “\(written)” is not a year from 1949 to 2100: write one such as 2022"
      ])
    expectLines(
      try await refusal(of: text, in: .chinese),
      are: [
        "counts.csv:2:4: error: “\(written)”不是 1949 至 2100 之间的年份：请写年份，例如 2022"
      ])
  }

  @Test(arguments: [1949, 2100])
  func `the first and the last year are years`(year: Int) async throws {
    expectLines(
      try await refusal(of: "地区,年份,视察\n甲市,\(year),1\n"), are: [])
  }

  @Test func `one body, kind and year has one row`() async throws {
    let text = "地区,类型,年份,视察\n甲市,npc,2022,1\n甲市,cppcc,2022,1\n甲市,,2021,1\n甲市,人大,2022,1\n"
    expectLines(
      try await refusal(of: text),
      are: [
        "counts.csv:5:1: error: “甲市” 2022 stands in line 2 already: one row for each body, kind and year"
      ])
    expectLines(
      try await refusal(of: text, in: .chinese),
      are: [
        "counts.csv:5:1: error: “甲市” 2022年已在第2行出现：一个地区、类型、年份只能有一行"
      ])
  }

  @Test(arguments: [
    ("Laws_Passed", "laws_passed"), ("lawspassed", "laws_passed"), ("laws-passed", "laws_passed"),
    ("law_inspection", "law_inspections"), ("low_inspektions", "law_inspections"),
    ("ｌａｗｓ＿ｐａｓｓｅｄ", "laws_passed"), ("motion", "motions"), ("visit", "visits"), ("Oaths", "oaths"),
    ("resident", "residents"), ("执法 检查", "执法检查"), ("law_inspection（项）", "law_inspections"),
    ("prov_ince", "province"),
  ])
  func `a slip of a known name is refused, and the name given`(
    written: String, known: String
  ) async throws {
    // An empty column is no less a slip.
    for value in ["1", ""] {
      let text = "地区,年份,视察,\(written)\n甲市,2022,1,\(value)\n"
      expectLines(
        try await refusal(of: text),
        are: [
          "counts.csv:1:10: error: the column “\(written)” must be \(known): write it so"
        ])
      expectLines(
        try await refusal(of: text, in: .chinese),
        are: [
          "counts.csv:1:10: error: 列名“\(written)”应是 \(known)：请改写"
        ])
    }
  }

  @Test func `a row has as many fields as the header`() async throws {
    let text = "地区,年份,视察\n甲市,2022\n乙市,2022,1\n丙市,2022,1,\n"
    expectLines(
      try await refusal(of: text),
      are: [
        "counts.csv:2:1: error: a row of 2 fields under a header of 3: is a delimiter missing or too many?",
        "counts.csv:4:1: error: a row of 4 fields under a header of 3: is a delimiter missing or too many?",
      ])
    expectLines(
      try await refusal(of: text, in: .chinese),
      are: [
        "counts.csv:2:1: error: 这一行有2个字段，表头有3个：是否漏了或多了分隔符？",
        "counts.csv:4:1: error: 这一行有4个字段，表头有3个：是否漏了或多了分隔符？",
      ])
  }

  @Test(arguments: ["", "\n", " \r\n\t", "\u{FEFF}", "\u{FEFF}\n"])
  func `an empty file is refused`(text: String) async throws {
    expectLines(
      try await refusal(of: text),
      are: [
        "counts.csv: error: the file is empty: it needs a header and a row"
      ])
    expectLines(
      try await refusal(of: text, in: .chinese), are: ["counts.csv: error: 文件是空的：至少要有表头和一行数据"])
  }

  @Test(arguments: ["地区,年份,视察", "地区,年份,视察\n", "地区,年份,视察\n,,\n", "地区,年份,自有\n\n"])
  func `a header alone is refused`(text: String) async throws {
    expectLines(
      try await refusal(of: text),
      are: [
        "counts.csv:1: error: a header alone: write one row for each body and year"
      ])
    expectLines(
      try await refusal(of: text, in: .chinese),
      are: [
        "counts.csv:1: error: 只有表头，没有数据行：一行写一个地区一个年份"
      ])
  }

  @Test func `a header names a body, a year and a measure`() async throws {
    expectLines(
      try await refusal(of: "城,,视察\n甲市,,1\n"),
      are: [
        "counts.csv:1: error: the header has no column “body” (地区): add it",
        "counts.csv:1: error: the header has no column “year” (年份): add it",
        "counts.csv:1:1: note: the column “城” holds no number and is left out",
      ])
    expectLines(
      try await refusal(of: "年份,视察\n2022,1\n", in: .chinese),
      are: [
        "counts.csv:1: error: 表头缺少“地区”（body）一列：请补上"
      ])
    expectLines(
      try await refusal(of: "地区,年份\n甲市,2022\n"),
      are: [
        "counts.csv:1: error: the header has no measure: `heng list measures` names the known ones"
      ])
    expectLines(
      try await refusal(of: "地区,年份\n甲市,2022\n", in: .chinese),
      are: [
        "counts.csv:1: error: 表头没有任何指标列：`heng list measures` 列出已知的指标"
      ])
    expectLines(
      try await refusal(of: ",,,\n,,\n"),
      are: [
        "counts.csv: error: the file is empty: it needs a header and a row"
      ])
  }

  @Test func `a column stands once, under whatever name and unit`() async throws {
    expectLines(
      try await refusal(of: "地区,年份,视察,visits,本级代表,代表人数（万人）\n甲市,2022,1,1,1,1\n"),
      are: [
        "counts.csv:1:10: error: columns 3 and 4 are both “visits”: remove one",
        "counts.csv:1:22: error: columns 5 and 6 are both “代表人数（万人）”: remove one",
      ])
    expectLines(
      try await refusal(of: "地区,年份,自有,自有\n甲市,2022,1,1\n", in: .chinese),
      are: [
        "counts.csv:1:7: note: 列“自有”不在指标目录中，作自有指标",
        "counts.csv:1:10: error: 第3列和第4列是同一项“自有”：请删去一列",
      ])
  }

  @Test func `a column with numbers has a name, and a quantity a unit that is one`() async throws {
    expectLines(
      try await refusal(of: "地区,年份,视察,,\n甲市,2022,1,2,\n"),
      are: [
        "counts.csv:1:10: error: column 4 has no name: name it or remove it"
      ])
    expectLines(
      try await refusal(of: "地区,年份,视察,\n甲市,2022,1,2\n", in: .chinese),
      are: [
        "counts.csv:1:10: error: 第4列没有列名：请补上列名或删去这一列"
      ])
    expectLines(
      try await refusal(of: "地区,年份,常住人口（普查）,地区生产总值（美元）\n甲市,2022,1,1\n"),
      are: [
        "counts.csv:1:7: error: “常住人口（普查）”: give a unit such as 人 or 万人",
        "counts.csv:1:16: error: “地区生产总值（美元）”: give the unit as 亿元 or 万元",
      ])
    expectLines(
      try await refusal(of: "地区,年份,常住人口（普查）,地区生产总值（美元）\n甲市,2022,1,1\n", in: .chinese),
      are: [
        "counts.csv:1:7: error: “常住人口（普查）”：单位请写 人 或 万人 一类",
        "counts.csv:1:16: error: “地区生产总值（美元）”：单位请写 亿元 或 万元",
      ])
  }

  @Test func `a quantity is not negative, and a measure of one's own a number`() async throws {
    expectLines(
      try await refusal(of: "地区,年份,常住人口,自有\n甲市,2022,0,1\n乙市,2022,-5,十二\n丙市,2022,多,n/a\n"),
      are: [
        "counts.csv:1:12: note: the column “自有” is outside the catalogue: a measure of its own",
        "counts.csv:3:9: error: “-5” is negative: a quantity is 0 or more",
        "counts.csv:3:12: error: “十二” is not a number: write 12",
        "counts.csv:4:9: error: “多” is not an exact number: only such a number stands here, others are "
          + "for the column bound of a data package",
        "counts.csv:4:11: error: “n/a” is not a number: leave the cell empty where it is not stated, "
          + "write 0 for none",
      ])
    let most = String(repeating: "9", count: 308)
    expectLines(
      try await refusal(of: "地区,年份,常住人口（万人）\n甲市,2022,-1\n乙市,2022,\(most)\n", in: .chinese),
      are: [
        "counts.csv:2:9: error: “-1”是负数：数量从 0 起",
        "counts.csv:3:9: error: “\(String(repeating: "9", count: 40))…”太大：请核对",
      ])
  }

  @Test func `a row names its body and its year in known words`() async throws {
    let text = "地区,年份,类型,层级,类别,视察\n,2022,,,,1\n甲市,,,,,1\n乙市,2022,法院,乡级,大城市,1\n"
    expectLines(
      try await refusal(of: text),
      are: [
        "counts.csv:2:1: error: the row names no body: add it",
        "counts.csv:3:4: error: the row has no year: add it",
        "counts.csv:4:9: error: “法院” is not known: write npc or cppcc",
        "counts.csv:4:12: error: “乡级” is not known: write province, prefecture or county",
        "counts.csv:4:15: error: “大城市” is not known: write "
          + Tier.allCases.map(\.rawValue).joined(separator: "、"),
      ])
    expectLines(
      try await refusal(of: text, in: .chinese),
      are: [
        "counts.csv:2:1: error: 这一行没有地区：请补上",
        "counts.csv:3:4: error: 这一行没有年份：请补上",
        "counts.csv:4:9: error: 不认识“法院”：请写 人大（npc）或政协（cppcc）",
        "counts.csv:4:12: error: 不认识“乡级”：请写 省级（province）、地级（prefecture）或县级（county）",
        "counts.csv:4:15: error: 不认识“大城市”：请写 "
          + Tier.allCases.map(\.rawValue).joined(separator: "、"),
      ])
  }

  @Test func `a row without a body is no second row of the header`() async throws {
    expectLines(
      try await refusal(of: "地区,年份,视察,备注\n,,未载明,某市\n甲市,2022,1,\n"),
      are: [
        "counts.csv:1:10: note: the column “备注” holds no number and is left out",
        "counts.csv:2:1: error: the row names no body: add it",
        "counts.csv:2:2: error: the row has no year: add it",
        "counts.csv:2:3: error: “未载明” is not a count: leave the cell empty where it is not stated, "
          + "write 0 for none",
      ])
  }

  @Test func `the rows of a body agree on what it is`() async throws {
    let text = "地区,年份,层级,类别,省份,视察\n甲市,2021,地级,设区的市,某省,1\n甲市,2022,县级,县级市,他省,1\n"
    expectLines(
      try await refusal(of: text),
      are: [
        "counts.csv:3:9: error: “甲市” is prefecture in an earlier row and county here: make them agree",
        "counts.csv:3:12: error: “甲市” is 设区的市 in an earlier row and 县级市 here: make them agree",
        "counts.csv:3:16: error: “甲市” is 某省 in an earlier row and 他省 here: make them agree",
      ])
    #expect(
      try await refusal(of: text, in: .chinese).first
        == "counts.csv:3:9: error: “甲市”在前面的行是 prefecture，这里是 county：请统一")
  }

  // MARK: - All problems, each at its place

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `every problem of a file is told, at its line and character`(lineEnd: String) async throws {
    let lines = [
      "\u{FEFF}地区,年份,Laws_Passed,视察,资料来源",  // the mark is no character of the line
      "甲市,2022,1,十二,\"两行\(lineEnd)的来源\"",  // the record ends in line 3
      "“乙”市👨‍👩‍👧,22,1,－1,",  // one family is one character
      "丙市",
      "\"丁\"\"\(lineEnd)市\",2022,1,1.5,\"未完",  // lines 6 and 7; the last field opens in line 7
    ]
    expectLines(
      try await refusal(of: lines.joined(separator: lineEnd)),
      are: [
        "counts.csv:1:7: error: the column “Laws_Passed” must be laws_passed: write it so",
        "counts.csv:2:11: error: “十二” is not a count: write 12",
        "counts.csv:4:7: error: “22” is not a year from 1949 to 2100: write one such as 2022",
        "counts.csv:4:12: error: “－1” is negative: a count is 0 or more",
        "counts.csv:5:1: error: a row of 1 fields under a header of 5: is a delimiter missing or too many?",
        "counts.csv:7:11: error: “1.5” is not a whole number: a count has no fraction",
        "counts.csv:7:15: error: a quote is never closed: double a quote inside a field",
      ])
  }

  @Test func `text after a closing quote is refused`() async throws {
    let text = "地区,年份,视察,来源\n甲市,2022,1,\"全\"文\"\n乙市,2022,一,\n"
    expectLines(
      try await refusal(of: text),
      are: [
        "counts.csv:2:11: error: text after a closing quote: double a quote inside a field",
        "counts.csv:3:9: error: “一” is not a count: write 1",
      ])
    expectLines(
      try await refusal(of: text, in: .chinese),
      are: [
        "counts.csv:2:11: error: 右引号之后还有文字：字段中的引号要写成两个",
        "counts.csv:3:9: error: “一”不是计数：请写 1",
      ])
  }

  @Test func `a field is no longer than a spreadsheet's cell`() async throws {
    let long = String(repeating: "长", count: 1_000_000)
    expectLines(
      try await refusal(of: "地区,年份,视察,来源\n甲市,2022,1,\(long)\n"),
      are: [
        "counts.csv:2:11: error: a field of 1000000 characters, and 32767 is the most: "
          + "is a quote or a line break missing?"
      ])
    expectLines(
      try await refusal(of: "地区,年份,视察,来源\n甲市,2022,1,\(long)\n", in: .chinese),
      are: [
        "counts.csv:2:11: error: 字段有1000000个字符，上限是32767个：是否漏了引号或换行？"
      ])
    let cut = String(repeating: "长", count: 40)
    #expect(
      try await refusal(of: "地区,年份,视察\n甲市,2022,\(long)\n").first
        == "counts.csv:2:9: error: “\(cut)…” is not a count: write it in digits")
    let longest = String(repeating: "长", count: 32_767)
    expectLines(try await refusal(of: "地区,年份,视察,来源\n甲市,2022,1,\(longest)\n"), are: [])
  }

  // MARK: - Encodings

  @Test func `a NUL byte is refused at its place`() async throws {
    expectLines(
      try await refusal(of: "地区,年份,视察\r\n甲市,20\u{0}22,1\n"),
      are: [
        "counts.csv:2:6: error: a NUL byte stands here, so this is no text table: save it as CSV in UTF-8"
      ])
    expectLines(
      try await refusal(of: "地区,年份,视察\r甲市,20\u{0}22,1\n", in: .chinese),
      are: [
        "counts.csv:2:6: error: 此处有 NUL 字节：这不是文本表格，请另存为 UTF-8 编码的 CSV"
      ])
  }

  @Test func `bytes in no known encoding are refused at their place`() async throws {
    // 地区,年份 in GB18030, then 0xFF, which no encoding has.
    let bytes: [UInt8] = Array(PlainTableTests.gb18030[..<15]) + [0xBC, 0xD7, 0xFF, 0x0A]
    expectLines(
      try await refusal(of: bytes),
      are: [
        "counts.csv:2:2: error: neither UTF-8 nor GB18030: save it as CSV in UTF-8"
      ])
    expectLines(
      try await refusal(of: bytes, in: .chinese),
      are: [
        "counts.csv:2:2: error: 既不是 UTF-8 也不是 GB18030 编码：请另存为 UTF-8 编码的 CSV"
      ])
  }

  @Test func `a damaged UTF-8 file is not read as another encoding`() async throws {
    // The last byte of 县 is cut off; 乙 and the two bytes left would mean something in GB18030.
    let text = Array("\u{FEFF}地区,年份,视察\n甲市,2022,1\n乙".utf8)
    let bytes: [UInt8] = text + Array("县".utf8.dropLast()) + Array(",2022,1\n".utf8)
    expectLines(
      try await refusal(of: bytes),
      are: [
        "counts.csv:3:2: error: the bytes here are not UTF-8 though the rest of the file is: "
          + "save it anew as CSV in UTF-8"
      ])
    expectLines(
      try await refusal(of: bytes, in: .chinese),
      are: [
        "counts.csv:3:2: error: 此处的字节不是 UTF-8 编码，文件其余部分却是：请从原始文件重新另存为 UTF-8 编码的 CSV"
      ])
  }

  @Test func `an old or locked spreadsheet is refused with the way out`() async throws {
    let bytes: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    expectLines(
      try await refusal(of: bytes, named: "counts.xls"),
      are: [
        "counts.xls: error: this is the old XLS format, or a file with a password: "
          + "take the password off and save it as XLSX or CSV"
      ])
    expectLines(
      try await refusal(of: bytes, named: "counts.xls", in: .chinese),
      are: [
        "counts.xls: error: 这是旧的 XLS 格式或加了密码的文件：请在 Excel 或 WPS 中去掉密码，另存为 XLSX 或 CSV"
      ])
  }

  @Test func `a path that leads nowhere is refused`() async throws {
    await #expect(throws: ObservationsError.self) { try await DataSet.load("/nowhere/counts.csv") }
    do {
      _ = try await DataSet.load("/nowhere/counts.csv")
    } catch {
      #expect(
        error.description
          == "/nowhere/counts.csv: error: there is no such file or folder: check the path")
      #expect(
        error.problems.map { $0.line(in: .chinese) } == [
          "/nowhere/counts.csv: error: 找不到这个文件或文件夹：请检查路径"
        ])
    }
  }

  // MARK: - Anything at all

  /// A generator of the same numbers on every run.
  ///
  /// - Source: Steele, Lea and Flood, Fast splittable pseudorandom number generators (2014).
  struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  /// Pieces that reach far into the reader when they stand together.
  static let pieces: [[UInt8]] =
    [
      "地区", "年份", "视察", "body", "year", "visits", ",", ",", ",", "\t", ";", "\n", "\n", "\r\n",
      "\r", "\"",
      "\"\"", "2022", "0", "12", "十二", "万", "亿", "９", "-", ".", "，", " ", "　", "（", "）", "万人",
      "常住人口",
      "\u{FEFF}", "甲市", "\u{301}", "e9", "999999999999999999",
    ].map { Array($0.utf8) } + [[0xFF], [0x80], [0xE4], [0x00], [0xB5, 0xD8], [0xFF, 0xFE]]

  @Test(arguments: 0..<16)
  func `no bytes at all stop the program`(seed: Int) async throws {
    var generator = SplitMix64(state: UInt64(seed))
    let folder = try TemporaryFolder()
    var refused = 0
    for round in 0..<40 {
      var bytes: [UInt8] = round % 2 == 0 ? [] : Array("body,year,visits,自有（万人）\n甲市,2022,".utf8)
      for _ in 0..<Int.random(in: 0..<40, using: &generator) {
        if Int.random(in: 0..<4, using: &generator) == 0 {
          bytes.append(UInt8.random(in: 0...255, using: &generator))
        } else {
          bytes += Self.pieces.randomElement(using: &generator) ?? []
        }
      }
      let path = try folder.write(bytes, to: "counts.csv")
      do {
        let data = try await DataSet.load(path)
        #expect(!data.bodyYears.isEmpty)
        #expect(data.observations.allSatisfy { $0.value.isFinite })
      } catch {
        refused += 1
        #expect(error.problems.contains { $0.severity == .error })
      }
    }
    #expect(refused > 0)
  }
}
