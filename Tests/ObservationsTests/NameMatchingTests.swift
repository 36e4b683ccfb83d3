import Observations
import Testing

@Suite struct NameMatchingTests {
  static let ids = MeasureCatalogue.measures.map(\.id)

  @Test(arguments: [
    ("LAWS_PASSED", "laws_passed"), ("laws.passed", "laws_passed"), ("laws passed", "laws_passed"),
    ("law_inspections ", "law_inspections"), ("survey", "surveys"), ("suveys", "surveys"),
    // Two edits of six letters, by insertion, deletion, replacement.
    ("viisiits", "visits"), ("vits", "visits"), ("vosots", "visits"),
  ])
  func `a slip is the same but for case and separators, or two edits away`(
    word: String, known: String
  ) {
    #expect(NameMatching.slip(word, of: Self.ids) == known)
  }

  @Test(arguments: ["laws_passed", "oath", "oat_hs_", "vis", "网站", "", "___", "听取审议专项工作报"])
  func `a known name is no slip, nor is a word of its own`(word: String) {
    #expect(NameMatching.slip(word, of: Self.ids) == (word == "oat_hs_" ? "oaths" : nil))
  }

  @Test func `the nearest name is at most a third of the word away`() {
    let bodies = ["福州市", "杭州市", "贵州省", "前郭尔罗斯蒙古族自治县"]
    #expect(NameMatching.nearest("杭洲市", among: bodies) == "杭州市")
    #expect(NameMatching.nearest("福州", among: bodies) == "福州市")
    #expect(NameMatching.nearest("前郭尔罗斯自治县", among: bodies) == nil)
    #expect(NameMatching.nearest("前郭尔罗斯", among: bodies) == "前郭尔罗斯蒙古族自治县")
    #expect(NameMatching.nearest("沈阳市", among: bodies) == nil)
    #expect(NameMatching.nearest("", among: bodies) == nil)
    // Of two equally near ones the first.
    #expect(NameMatching.nearest("贵州市", among: ["福州市", "贵州省", "贵阳市"]) == "福州市")
  }

  @Test func `a word of the data leads to its measure`() async throws {
    let data = try await loadTable("地区,年份,视察,网站文章数\n甲市,2022,1,2\n")
    for word in ["visits", "视察", "Inspection visits", "专项视察"] {
      #expect(data.identifier(for: word).id == "visits")
    }
    #expect(data.identifier(for: "网站文章数").id == "网站文章数")
    #expect(data.identifier(for: "Visits").id == nil)
    #expect(data.identifier(for: "Visits").nearest == "visits")
    #expect(data.identifier(for: "网站文章").nearest == "网站文章数")
    #expect(data.identifier(for: "执法").nearest == "执法检查")
    #expect(data.identifier(for: "天气").nearest == nil)
    #expect(data.measure("visits")?.isCatalogued == true)
    #expect(data.measure("网站文章数")?.isCatalogued == false)
    #expect(data.measure("天气") == nil)
  }
}
