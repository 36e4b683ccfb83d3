import Diagnostics
import FoundationEssentials
import Observations
import Testing

/// Good plain tables: what is read from them.
@Suite struct PlainTableTests {
  @Test(arguments: [",", "\t", ";"])
  func `fields stand between commas, tabs or semicolons`(delimiter: String) async throws {
    let text = "body,year,laws_passed,law_inspections\n甲市,2022,3,7\n乙市,2022,0,\n"
    let data = try await loadTable(text.replacing(",", with: delimiter))
    #expect(data.bodies.map(\.name) == ["甲市", "乙市"])
    #expect(data.values("laws_passed") == [3, 0])
    #expect(data.values("law_inspections") == [7])
    #expect(data.diagnostics.isEmpty)
  }

  @Test(arguments: ["\n", "\r\n", "\r"], [true, false])
  func `lines end in any of the three ways, the last one perhaps not at all`(
    lineEnd: String, isClosed: Bool
  ) async throws {
    let lines = ["body,year,visits", "甲市,2021,1", "甲市,2022,2"]
    let text = lines.joined(separator: lineEnd) + (isClosed ? lineEnd : "")
    let data = try await loadTable(text)
    #expect(data.observations.map(\.value) == [1, 2])
    #expect(data.observations.map(\.line) == [2, 3])
    #expect(data.bodyYears.map(\.year) == [2021, 2022])
  }

  @Test func `an empty cell is not stated, a zero is zero`() async throws {
    let data = try await loadTable("地区,年份,执法检查,视察\n甲市,2022,,0\n乙市,2022, ,　\n")
    #expect(data.values("law_inspections") == [])
    #expect(data.values("visits") == [0])
    #expect(data.bodyYears.count == 2)
  }

  @Test(arguments: [
    ("12", 12), ("１２", 12), ("12.0", 12), ("１２．００", 12), ("+12", 12), (" 12 ", 12), ("　12　", 12),
    ("\"1,285\"", 1285), ("\"1，285\"", 1285), ("1，285", 1285), ("1 285", 1285),
    ("1\u{A0}285", 1285),
    ("\"1,234,567\"", 1_234_567), ("0", 0), ("-0", 0), ("007", 7), ("\"12\"", 12), ("\"12\n\"", 12),
    ("999999999999999", 999_999_999_999_999),
  ])
  func `a count may be written in several ways`(written: String, value: Double) async throws {
    let data = try await loadTable("body,year,visits\n甲市,2022,\(written)\n")
    #expect(data.values("visits") == [value])
    #expect(data.values("visits").first?.sign == .plus)
  }

  @Test(arguments: ["2022", "2022年", "２０２２", "2022.0", " 2022 ", "\"2022\""])
  func `a year may be written in several ways`(written: String) async throws {
    let data = try await loadTable("body,year,visits\n甲市,\(written),1\n")
    #expect(data.bodyYears.map(\.year) == [2022])
  }

  @Test func `quoted fields hold delimiters, quotes and line breaks`() async throws {
    let data = try await loadTable(
      "body,year,visits,source\n\"甲市\",\"2022\",\"3\",\"报告，\"\"全文\"\"\n第二行, 续\"\n乙市,2022,4,\"\"\n")
    #expect(data.observations.map(\.source) == ["报告，\"全文\"\n第二行, 续", "counts.csv"])
    #expect(data.observations.map(\.line) == [2, 4])
  }

  @Test func `rows of delimiters and spaces alone are passed`() async throws {
    let data = try await loadTable("\n,,\nbody,year,visits\n\n甲市,2022,3\n,,\n , ,\n\n,,\n")
    #expect(data.values("visits") == [3])
    #expect(data.observations.map(\.line) == [5])
  }

  @Test func `space around names is no part of them`() async throws {
    let data = try await loadTable(
      " body ,　year, 执法检查　\n\u{3000}甲市\u{A0},2022,1\n甲市 ,2021,2\n\u{FEFF}乙市,2021,2\n")
    #expect(data.bodies.map(\.name) == ["甲市", "乙市"])
    #expect(data.values("law_inspections") == [1, 2, 2])
  }

  // MARK: - Columns

  @Test(arguments: MeasureCatalogue.measures)
  func `a column may bear any name of a measure, with a unit in brackets`(
    measure: Measure
  ) async throws {
    for name in measure.names {
      for header in [name, "\(name)（\(measure.unit)）", "\(name)(\(measure.unit))"] {
        let data = try await loadTable("地区,年份,\(header)\n甲市,2022,3\n")
        #expect(data.values(measure.id) == [3] || measure.id == "laws_passed", "\(header)")
        #expect(data.observations.map(\.value) == [3], "\(header)")
        #expect(data.ownMeasures.isEmpty, "\(header)")
      }
    }
  }

  @Test func `a figure of a table is exact, entered and of the measure's first class`() async throws
  {
    let data = try await loadTable("body,year,reports_heard,laws_passed,来源\n甲市,2022,9,3,\n")
    let figure = try #require(data.observations.first)
    #expect(figure.body == BodyKey(name: "甲市", kind: .npc))
    #expect(figure.reportYear == 2022)
    #expect(figure.measures.ids == ["reports_heard"])
    #expect(figure.value == 9)
    #expect(figure.bound == .exact)
    #expect(figure.unit == "项")
    #expect(figure.counts == "special_reports")
    #expect(figure.from == 2022)
    #expect(figure.to == 2022)
    #expect(figure.role == .headline)
    #expect(figure.status == .entered)
    #expect(figure.source == "counts.csv")
    #expect(figure.report == "")
    #expect(figure.line == 2)
    #expect(data.observations[1].measures.isLawsPassed)
    #expect(data.observations[1].counts == "regulations")
    #expect(data.reports.isEmpty)
    #expect(data.hash.count == 64)
  }

  @Test func `the columns that are no measures may have Chinese headers`() async throws {
    let data = try await loadTable(
      """
      地区,年份,类型,层级,类别,省份,行政区划代码,资料来源,视察
      甲市,2022,人大,地级,设区的市,某省,330100,年鉴,1
      甲市,2022,政协,市级,,某省,,年鉴,2
      乙县,2022,cppcc,,县,,,,3
      丙市,2022,,prefecture,,,,,4

      """)
    #expect(
      data.bodies == [
        Body(
          name: "甲市", kind: .npc, level: .prefecture, tier: .cityWithDistricts, province: "某省",
          code: "330100"),
        Body(name: "甲市", kind: .cppcc, level: .prefecture, province: "某省"),
        Body(name: "乙县", kind: .cppcc, level: .county, tier: .county),
        Body(name: "丙市", kind: .npc, level: .prefecture),
      ])
    #expect(data.observations.map(\.source) == ["年鉴", "年鉴", "counts.csv", "counts.csv"])
  }

  @Test func `what one row of a body leaves out another may give`() async throws {
    let data = try await loadTable(
      "body,year,level,tier,province,visits\n甲市,2021,,,,1\n甲市,2022,地级,设区的市,某省,2\n")
    #expect(
      data.bodies == [
        Body(
          name: "甲市", kind: .npc, level: .prefecture, tier: .cityWithDistricts, province: "某省")
      ])
  }

  @Test(arguments: [
    ("residents", "residents", "9000000", 9_000_000), ("常住人口", "residents", "9000000", 9_000_000),
    ("常住人口（人）", "residents", "9000000", 9_000_000), ("常住人口（万人）", "residents", "900", 9_000_000),
    // 924.261 · 10000 is 9242610.000000002 in binary arithmetic.
    ("常住人口(万人)", "residents", "924.2610", 9_242_610), ("常住人口（万）", "residents", "0.5", 5000),
    ("常住人口（千人）", "residents", "900", 900_000), ("常住人口（百万人）", "residents", "9", 9_000_000),
    ("residents (thousand)", "residents", "900", 900_000),
    ("residents (million persons)", "residents", "9", 9_000_000),
    ("县级行政区划数", "county_divisions", "9", 9), ("地区生产总值", "gdp", "9000.5", 9000.5),
    ("地区生产总值（亿元）", "gdp", "9000.5", 9000.5), ("地区生产总值（万亿元）", "gdp", "1.5", 15000),
    ("地区生产总值（万元）", "gdp", "90000000", 9000),
  ])
  func `a quantity is read in its unit`(
    header: String, quantity: String, written: String, value: Double
  ) async throws {
    let data = try await loadTable("地区,年份,\(header)\n甲市,2022,\(written)\n乙市,2022,\n")
    let reference = try #require(data.references.first)
    #expect(data.references.count == 1)
    #expect(reference.quantity == quantity)
    #expect(abs(reference.value - value) <= 1e-12 * value)
    #expect(reference.body == "甲市")
    #expect(reference.year == 2022)
    #expect(data.observations.isEmpty)
  }

  @Test(arguments: ["deputies", "本级代表", "代表人数", "Deputies"])
  func `deputies are a quantity and a measure`(header: String) async throws {
    let data = try await loadTable("地区,年份,\(header)\n甲市,2022,542\n")
    #expect(data.references.map(\.value) == [542])
    #expect(data.values("deputies") == [542])
  }

  @Test func `a column outside the catalogue is a measure of its own, any finite number`()
    async throws
  {
    let data = try await loadTable(
      "地区,年份,网站文章数,满意率\n甲市,2022,12.5,-3\n乙市,2022,-0.25,\"1,285.5\"\n丙市,2022,,98.6\n")
    #expect(data.ownMeasures.map(\.id) == ["网站文章数", "满意率"])
    #expect(data.values("网站文章数") == [12.5, -0.25])
    #expect(data.values("满意率") == [-3, 1285.5, 98.6])
    #expect(
      data.diagnostics.map { $0.line(in: .english).split(separator: "/").last } == [
        "counts.csv:1:7: note: the column “网站文章数” is outside the catalogue: a measure of its own",
        "counts.csv:1:13: note: the column “满意率” is outside the catalogue: a measure of its own",
      ])
    #expect(data.findings(in: .chinese)[0] == "note: 列“网站文章数”不在指标目录中，作自有指标")
  }

  @Test func `a column of remarks is left out, and a note says so`() async throws {
    let data = try await loadTable(
      "地区,年份,视察,备注,空列\n甲市,2022,1,含2件修改,\n乙市,2022,2,,\n丙市,2022,3,见第3页,\n")
    #expect(data.ownMeasures.isEmpty)
    #expect(data.findings() == ["note: the column “备注” holds no number and is left out"])
    #expect(data.findings(in: .chinese) == ["note: 列“备注”没有数字，不作指标"])
  }

  @Test(arguments: ["听取审议专项工作报", "执法检", "司法检查", "oath", "petty"])
  func `a name that is only like a known one is a measure of its own`(name: String) async throws {
    let data = try await loadTable("地区,年份,\(name)\n甲市,2022,1\n")
    #expect(data.ownMeasures.map(\.id) == [name])
  }

  @Test func `title rows stand above the header, and the header may have two rows`() async throws {
    let merged = """
      2022年各市人大常委会履职统计表,,,,,
      （制表：某研究室）,,,,,
      地区,年份,监督,,代表工作,常住人口
      ,,执法检查,专题询问,代表建议,万人
      甲市,2022,7,1,300,900

      """
    let filled = """
      统计表,统计表,统计表,统计表,统计表,统计表
      地区,年份,监督,监督,代表工作,常住人口
      地区,年份,执法检查,专题询问,代表建议,万人
      甲市,2022,7,1,300,900

      """
    for (text, line) in [(merged, 5), (filled, 4)] {
      let data = try await loadTable(text)
      #expect(data.values("law_inspections") == [7])
      #expect(data.values("special_inquiries") == [1])
      #expect(data.values("suggestions") == [300])
      #expect(data.references.map(\.value) == [9_000_000])
      #expect(data.observations.map(\.line) == [line, line, line])
      #expect(data.diagnostics.isEmpty)
    }
  }

  @Test func `a word of the header may stand in the rows too`() async throws {
    let data = try await loadTable("地区,年份,备注,视察\n甲市,2022,城市,1\n乙市,2022,地区,2\n")
    #expect(data.bodies.map(\.name) == ["甲市", "乙市"])
    #expect(data.values("visits") == [1, 2])
  }

  // MARK: - Encodings

  @Test func `a byte order mark is no part of the text`() async throws {
    let data = try await loadTable("\u{FEFF}地区,年份,视察\n甲市,2022,1\n")
    #expect(data.values("visits") == [1])
  }

  /// 地区,年份,视察 and 甲市,2022,１２ and 㐇县,2022,3 in GB18030, by `iconv -t GB18030`; the last name's
  /// first character has four bytes.
  static let gb18030: [UInt8] =
    [0xB5, 0xD8, 0xC7, 0xF8, 0x2C, 0xC4, 0xEA, 0xB7, 0xDD, 0x2C, 0xCA, 0xD3, 0xB2, 0xEC, 0x0A]
    + [0xBC, 0xD7, 0xCA, 0xD0, 0x2C] + Array("2022,".utf8) + [0xA3, 0xB1, 0xA3, 0xB2, 0x0A]
    + [0x81, 0x39, 0xEF, 0x36, 0xCF, 0xD8, 0x2C] + Array("2022,3\n".utf8)

  @Test func `a table may be in GB18030, with or without its byte order mark`() async throws {
    for mark in [[], [0x84, 0x31, 0x95, 0x33] as [UInt8]] {
      let data = try await loadTable(mark + Self.gb18030)
      #expect(data.bodies.map(\.name) == ["甲市", "㐇县"])
      #expect(data.values("visits") == [12, 3])
    }
  }

  @Test(arguments: [true, false])
  func `a table may be in UTF-16 with a byte order mark`(isBigEndian: Bool) async throws {
    var bytes: [UInt8] = []
    for unit in "\u{FEFF}地区\t年份\t视察\n𠮷市\t2022\t１２\n".utf16 {
      let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      bytes += isBigEndian ? pair : pair.reversed()
    }
    let data = try await loadTable(bytes)
    #expect(data.bodies.map(\.name) == ["𠮷市"])
    #expect(data.values("visits") == [12])
  }

  @Test func `the hash is of the file's bytes`() async throws {
    let text = "body,year,visits\n甲市,2022,1\n"
    let data = try await loadTable(text)
    #expect(data.hash == sha256([Array(text.utf8)]))
    #expect(try await loadTable(text + "\n").hash != data.hash)
  }
}

@Suite struct ChecksumTests {
  /// FIPS 180-4's examples: the empty message and abc.
  @Test func `the checksum is that of the standard's examples`() {
    #expect(
      sha256([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      sha256([Array("a".utf8), Array("bc".utf8)])
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}
