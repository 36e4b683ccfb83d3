import FoundationEssentials
import Observations
import Testing

@testable import Reading

/// Whose report a name in a text means.
@Suite struct DivisionsTests {
  private static func bodies(_ name: String, within context: String? = nil) -> [String] {
    Divisions.named(name, within: context).map(\.body)
  }

  private static func match(_ text: String) -> (length: Int, bodies: [String])? {
    let scalars = Array(text.unicodeScalars)
    return Divisions.longestMatch(in: scalars[...]).map { ($0.length, $0.divisions.map(\.body)) }
  }

  // MARK: The table

  private static let examples: [(Tier, [String])] = [
    (.province, ["130000 河北省", "460000 海南省"]),
    (.autonomousRegion, ["150000 内蒙古自治区", "650000 新疆维吾尔自治区"]),
    (.municipality, ["110000 北京市", "500000 重庆市"]),
    (.subProvincialCity, ["370100 济南市", "440300 深圳市", "350200 厦门市", "210200 大连市"]),
    (.provincialCapital, ["410100 郑州市", "460100 海口市", "540100 拉萨市", "650100 乌鲁木齐市"]),
    (.specialEconomicZoneCity, ["440400 珠海市", "440500 汕头市"]),
    (.largerCity, ["130200 唐山市", "320500 苏州市", "370300 淄博市", "220200 吉林市"]),
    (.cityWithDistricts, ["220800 白城市", "441900 东莞市", "620200 嘉峪关市", "460400 儋州市"]),
    (.autonomousPrefecture, ["222400 延边朝鲜族自治州", "632500 海南藏族自治州"]),
    (.autonomousCounty, ["420528 长阳土家族自治县", "150723 鄂伦春自治旗"]),
    (.countyLevelCity, ["330782 义乌市", "419001 济源市", "659001 石河子市"]),
    (.district, ["370115 济阳区", "110108 海淀区", "231202 北林区", "310115 浦东新区", "140303 矿区"]),
    (.county, ["152527 太仆寺旗", "520203 六枝特区", "429021 神农架林区", "330727 磐安县"]),
  ]

  @Test(arguments: Tier.allCases)
  func `a division's tier follows from its code and suffix`(tier: Tier) throws {
    let named = try #require(Self.examples.first { $0.0 == tier }?.1)
    for example in named {
      let fields = example.split(separator: " ").map(String.init)
      let division = try #require(Divisions.withCode(fields[0]), "\(example)")
      #expect(division.name == fields[1])
      #expect(division.tier == tier, "\(example)")
      #expect(division.level == tier.level, "\(example)")
      #expect(Divisions.named(fields[1]).contains(division))
    }
  }

  @Test func `the tiers of cities have as many members as the decisions that made them`() {
    let prefectures = (11...65).flatMap { province in
      (1...99).compactMap { city in
        Divisions.withCode("\(province)\(city < 10 ? "0" : "")\(city)00")
      }
    }
    let counts = Dictionary(grouping: prefectures, by: \.tier).mapValues(\.count)
    // 27 provinces and autonomous regions; 10 of their capitals are among the 15 副省级市.
    #expect(counts[.subProvincialCity] == 15)
    #expect(counts[.provincialCapital] == 17)
    #expect(counts[.specialEconomicZoneCity] == 2)
    #expect(counts[.largerCity] == 15)
    #expect(counts[.autonomousPrefecture] == 30)
    // 333 divisions at prefecture level less 15, 17, 2, 15 and 30: 254, with 7 地区 and 3 盟.
    #expect(counts[.cityWithDistricts] == 254)
  }

  @Test(arguments: [
    ("370115", "济南市济阳区", "山东省"), ("420600", "襄阳市", "湖北省"), ("320614", "南通市海门区", "江苏省"),
    ("330782", "义乌市", "浙江省"), ("330113", "杭州市临平区", "浙江省"), ("330114", "杭州市钱塘区", "浙江省"),
    ("110108", "北京市海淀区", "北京市"), ("500101", "重庆市万州区", "重庆市"), ("500229", "城口县", "重庆市"),
    ("429004", "仙桃市", "湖北省"), ("653100", "喀什地区", "新疆维吾尔自治区"), ("130100", "石家庄市", "河北省"),
  ])
  func `a code means a division, a district prefixed by its city`(
    code: String, body: String, province: String
  ) throws {
    let division = try #require(Divisions.withCode(code))
    #expect(division.body == body)
    #expect(division.province == province)
    #expect(division.code == code)
  }

  @Test(arguments: [
    "", "370125", "330185", "999999", "37011", "3701150", "济阳区", "-1", "+370115", "0370115",
    "+10000", "710000",
  ])
  func `a code that the table lacks means none`(code: String) {
    #expect(Divisions.withCode(code) == nil)
  }

  @Test func `every division is found by the name of its body, which no other one has`() {
    var bodies: Set<String> = []
    var count = 0
    for province in 11...65 {
      for rest in 0...9999 {
        let digits = String(rest)
        let code = "\(province)" + String(repeating: "0", count: 4 - digits.count) + digits
        guard let division = Divisions.withCode(code) else { continue }
        count += 1
        #expect(bodies.insert(division.body).inserted, "\(division.body)")
        #expect(Divisions.named(division.body).first == division, "\(division.body)")
        let full = Array((division.province + division.body).unicodeScalars)
        if division.level != .province, division.body.hasPrefix(division.province) == false {
          #expect(Divisions.longestMatch(in: full[...])?.length == full.count)
          #expect(Divisions.longestMatch(in: full[...])?.divisions.first == division)
        }
        for former in Divisions.formerNames(of: division) {
          #expect(former.name != division.name)
          #expect((former.from ?? 1987) <= (former.to ?? 0), "\(division.body) \(former)")
          #expect(Divisions.named(former.name, within: division.province).contains(division))
        }
      }
    }
    // 31 at province level, 333 at prefecture level and 2845 below, and 107 abolished ones.
    #expect(count == 3316)
  }

  // MARK: Names

  @Test(arguments: [
    ("济阳区", "济南市济阳区"), ("济南市济阳区", "济南市济阳区"), ("山东省济南市济阳区", "济南市济阳区"), ("山东省济阳区", "济南市济阳区"),
    ("济阳县", "济南市济阳区"), ("济南市济阳县", "济南市济阳区"), ("襄樊市", "襄阳市"), ("襄樊", "襄阳市"), ("湖北襄樊", "襄阳市"),
    ("思茅市", "普洱市"), ("临安市", "杭州市临安区"), ("杭州市临安县", "杭州市临安区"), ("海门市", "南通市海门区"), ("蓟县", "天津市蓟州区"),
    ("赣县", "赣州市赣县区"), ("庐山市", "庐山市"), ("星子县", "庐山市"), ("六安市寿县", "寿县"), ("资阳市简阳市", "简阳市"),
    ("绍兴县", "绍兴市柯桥区"), ("白城", "白城市"), ("吉林省白城市", "白城市"), ("吉林白城", "白城市"),
    ("内蒙古", "内蒙古自治区"), ("广西", "广西壮族自治区"), ("新疆", "新疆维吾尔自治区"), ("延边州", "延边朝鲜族自治州"),
    ("湘西", "湘西土家族苗族自治州"),
    ("长阳县", "长阳土家族自治县"), ("义乌", "义乌市"), ("浙江义乌", "义乌市"), ("锡林郭勒", "锡林郭勒盟"), ("北京朝阳", "北京市朝阳区"),
    ("莱芜市莱城区", ""), ("莱城区", "济南市莱芜区"), ("荆沙市", "荆州市"), ("黔江土家族苗族自治县", "重庆市黔江区"),
  ])
  func `a name means its division`(name: String, body: String) {
    #expect(Self.bodies(name).first ?? "" == body)
  }

  @Test(arguments: ["", "市", "区", "人民", "人大常委会", "白城市人大", "磁", "济南市海淀区", "山东省白城市", "香港"])
  func `what is no name of the table means none`(name: String) {
    #expect(Self.bodies(name).isEmpty)
  }

  @Test func `of namesakes the greater city's comes first`() {
    #expect(
      Self.bodies("鼓楼区") == ["南京市鼓楼区", "福州市鼓楼区", "徐州市鼓楼区", "开封市鼓楼区"])
    #expect(Self.bodies("朝阳区").prefix(2) == ["北京市朝阳区", "长春市朝阳区"])
    // Today's first: 济南 is 副省级市, the others 设区的市 by code. Then former ones and abolished
    // divisions: 重庆 is 直辖市, the others 设区的市 by code.
    #expect(
      Self.bodies("市中区") == [
        "济南市市中区", "枣庄市市中区", "内江市市中区", "乐山市市中区", "重庆市渝中区", "济宁市市中区",
        "泸州市江阳区", "广元市利州区", "遂宁市市中区",
      ])
  }

  @Test(arguments: [
    ("鼓楼区", "福建省", ["福州市鼓楼区"]), ("鼓楼区", "江苏", ["南京市鼓楼区", "徐州市鼓楼区"]), ("鼓楼区", "徐州市", ["徐州市鼓楼区"]),
    ("鼓楼区", "浙江省", []), ("朝阳区", "长春市", ["长春市朝阳区"]), ("朝阳", "辽宁省", ["朝阳市"]),
    ("济阳县", "德州市", ["济南市济阳区"]), ("吉林", "吉林市", ["吉林市"]),
  ])
  func `a context narrows a name`(name: String, context: String, bodies: [String]) {
    #expect(Self.bodies(name, within: context) == bodies)
  }

  @Test func `a context that means nothing narrows nothing`() {
    #expect(Self.bodies("襄阳市", within: "某处") == Self.bodies("襄阳市"))
  }

  @Test func `a name that several levels share means the higher one first`() {
    #expect(Self.bodies("吉林省") == ["吉林省"])
    #expect(Self.bodies("吉林市") == ["吉林市"])
    #expect(Self.bodies("吉林") == ["吉林省", "吉林市"])
    #expect(Self.bodies("海南省") == ["海南省"])
    #expect(Self.bodies("海南藏族自治州") == ["海南藏族自治州"])
    #expect(Self.bodies("海南州") == ["海南藏族自治州"])
    #expect(Self.bodies("海南").first == "海南省")
    #expect(Self.bodies("朝阳市") == ["朝阳市"])
    #expect(Self.bodies("朝阳") == ["朝阳市"])
  }

  @Test func `today's name comes before a former one`() {
    // The county-level city of that name became a district of the city in 2015.
    #expect(Self.bodies("吐鲁番市") == ["吐鲁番市", "吐鲁番市高昌区"])
    #expect(Self.bodies("白城市") == ["白城市", "白城市洮北区"])
  }

  // MARK: Former names

  @Test func `former names carry the years at whose ends they were in force`() throws {
    let city = try #require(Divisions.withCode("330112"))
    let names = Divisions.formerNames(of: city)
    #expect(names.map(\.name) == ["临安县", "临安市"])
    #expect(names.map(\.from) == [nil, 1996])
    #expect(names.map(\.to) == [1995, 2016])
  }

  @Test func `a division that kept its name has no former one`() throws {
    let division = try #require(Divisions.withCode("110108"))
    #expect(Divisions.formerNames(of: division).isEmpty)
  }

  @Test(arguments: [
    ("330103", "杭州市下城区"), ("500105", "重庆市江北区"), ("310108", "上海市闸北区"), ("130421", "邯郸县"),
  ])
  func `an abolished division is still itself, not its city`(code: String, body: String) throws {
    let division = try #require(Divisions.withCode(code))
    #expect(division.body == body)
    #expect(Self.bodies(body) == [body])
    let text = Array("\(body)第十四届人民代表大会".unicodeScalars)
    let match = try #require(Divisions.longestMatch(in: text[...]))
    #expect(match.length == body.unicodeScalars.count)
    #expect(match.divisions == [division])
  }

  @Test func `today's namesake comes before an abolished division`() {
    #expect(Self.bodies("江北区") == ["宁波市江北区", "重庆市江北区"])
  }

  // MARK: Scanning

  @Test(arguments: [
    ("济南市济阳区第二届人民代表大会", 6, "济南市济阳区"), ("山东省济南市济阳区人大", 9, "济南市济阳区"), ("济阳县人大常委会", 3, "济南市济阳区"),
    ("襄樊市襄阳区政协", 6, "襄阳市襄州区"), ("白城市人大常委会", 3, "白城市"), ("吉林省白城市人大", 6, "白城市"),
    ("吉林省吉林市政协", 6, "吉林市"),
    ("吉林省人大", 3, "吉林省"), ("海南省人大", 3, "海南省"), ("海南藏族自治州人大", 7, "海南藏族自治州"), ("晋城市城区人大", 5, "晋城市城区"),
    ("津市市人大", 3, "津市市"), ("六安市寿县人大", 5, "寿县"), ("恩施州政协", 3, "恩施土家族苗族自治州"), ("河南省城区", 3, "河南省"),
    ("北京市北京市", 3, "北京市"), ("赣县区人大", 3, "赣州市赣县区"), ("赣县人大", 2, "赣州市赣县区"),
  ])
  func `the longest name at the start is taken`(text: String, length: Int, body: String) throws {
    let match = try #require(Self.match(text))
    #expect(match.length == length)
    #expect(match.bodies.first == body)
  }

  @Test(arguments: [
    "", "\0", "城区道路", "郊区农村", "东区", "市郊区", "白城", "人民", "各市", "全省", "abc", "市中",
  ])
  func `words that are no names match nothing`(text: String) {
    #expect(Self.match(text) == nil)
  }

  @Test func `a match starts at the slice's start and ends within it`() throws {
    let scalars = Array("在济南市济阳区召开".unicodeScalars)
    #expect(Divisions.longestMatch(in: scalars[...]) == nil)
    #expect(try #require(Divisions.longestMatch(in: scalars[1...])).length == 6)
    #expect(try #require(Divisions.longestMatch(in: scalars[1..<6])).length == 3)
    #expect(try #require(Divisions.longestMatch(in: scalars[4...])).length == 3)
  }

  @Test func `an ambiguous name in a text keeps all that it can mean`() throws {
    #expect(try #require(Self.match("鼓楼区人大")).bodies.count == 4)
    #expect(try #require(Self.match("江苏省鼓楼区人大")).bodies == ["南京市鼓楼区", "徐州市鼓楼区"])
  }

  // MARK: Agreement with data packages

  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  private static let collected = root.deletingLastPathComponent().appending(path: "shared/data")

  /// Compares every row of a `bodies.csv`, no field of which is quoted, with the table.
  private func compareBodies(in folder: URL) throws {
    let text = String(
      decoding: try Data(contentsOf: folder.appending(path: "bodies.csv")), as: UTF8.self)
    let rows = text.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(rows.first == ["body", "kind", "level", "tier", "province", "code"])
    #expect(rows.count > 50)
    for row in rows.dropFirst() {
      let division = try #require(Divisions.named(row[0]).first, "\(row)")
      #expect(
        [
          division.body, division.level.rawValue, division.tier.rawValue, division.province,
          division.code,
        ] == [row[0]] + row[2...])
    }
  }

  @Test func `the bodies of the fixture agree with the table in every column`() throws {
    try compareBodies(in: Self.root.appending(path: "Fixtures/councils"))
  }

  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: collected.appending(path: "bodies.csv").path),
      "../shared/data/bodies.csv is not beside this working copy"))
  func `the collected bodies agree with the table in every column`() throws {
    try compareBodies(in: Self.collected)
  }
}
