import Testing

@testable import Charting

struct TileChartTests {
  private typealias Tile = TileChart.Tile

  private static func content(_ values: [Double]) -> TileContent {
    TileContent(
      TileChart(
        frame: SmallKinds.frame(), areCounts: true,
        tiles: values.enumerated().map {
          Tile(id: "t\($0.offset)", label: "市\($0.offset)", state: .value($0.element))
        }))
  }

  private static func scene(_ tiles: [Tile], showsRank: Bool = false) throws(ChartError) -> Scene {
    try TileChart(
      frame: SmallKinds.frame(), areCounts: true, tiles: tiles, showsRank: showsRank
    ).scene(measuring: FixedWidthMeasurer())
  }

  @Test func `classes have round limits and hold every value`() {
    // 3 to 58 in steps of 15 are four classes; in steps of 10 they would be six.
    let content = Self.content([3, 12, 25, 31, 44, 58])
    #expect(content.limits == [0, 15, 30, 45])
    #expect(content.limits.indices.map(content.classText) == ["0～14", "15～29", "30～44", "45及以上"])
    #expect([3, 14, 15, 58].map { content.place($0) } == [0, 0, 1, 3])
  }

  @Test func `few great values do not leave all others in one class`() {
    let content = Self.content([1, 2, 3, 4, 5, 6, 7, 8, 9, 500])
    let counts = content.limits.indices.map { place in
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 500].count { content.place($0) == place }
    }
    #expect(counts.allSatisfy { $0 <= 4 })
    #expect(content.limits.count <= TileChart.mostClasses)
  }

  @Test func `tiles are equal, in order, and say what is missing`() throws {
    let scene = try Self.scene(
      [
        Tile(id: "a", label: "白城市", state: .value(3), rank: 2),
        Tile(id: "b", label: "龙岩市", state: .notStated),
        Tile(id: "c", label: "三明市", state: .notApplicable),
        Tile(id: "d", label: "襄阳市", state: .value(30), rank: 1, isFocus: true),
      ], showsRank: true)
    #expect(scene.strings(of: "tile-a") == ["白城市", "3", "2"])
    #expect(scene.strings(of: "tile-b") == ["龙岩市", "—"])
    #expect(scene.strings(of: "tile-c") == ["三明市", "/"])
    #expect(scene.texts.first { $0.string == "襄阳市" }?.font.isBold == true)
    #expect(scene.strings.contains("报告未载明（1个）") && scene.strings.contains("不适用（1个）"))
    #expect(scene.data.map(\.value) == [3, nil, nil, 30])
    #expect(scene.alternativeText.contains("襄阳市：30，第1位。"))
  }

  @Test func `groups have headings and begin a line`() throws {
    let scene = try Self.scene(
      (0..<9).map {
        Tile(id: "t\($0)", label: "市\($0)", state: .value(Double($0)), group: $0 < 4 ? "甲" : "乙")
      })
    #expect(scene.strings.contains("甲") && scene.strings.contains("乙"))
    let tiles = scene.bars
    // The lightest tiles have an outline, which takes a hairline off their box.
    let first = try #require(tiles["tile-t0"])
    let fifth = try #require(tiles["tile-t4"])
    #expect(abs(first.x - fifth.x) < 0.5 && fifth.y > first.y)
  }

  @Test func `impossible tiles are refused with a reason`() {
    func refusal(_ tiles: [Tile]) -> String? {
      refusalMessage { () throws(ChartError) in try Self.scene(tiles) }
    }
    #expect(refusal([])?.contains("nothing to draw") ?? false)
    #expect(refusal([Tile(id: "a", label: "a", state: .notStated)])?.contains("nothing") ?? false)
    #expect(
      refusal([Tile(id: "a", label: "a", state: .value(1), rank: 0)])?.contains("begin at 1")
        ?? false)
    #expect(refusal([Tile(id: "a", label: "a", state: .value(1e15))])?.contains("10^15") ?? false)
  }

  @Test(arguments: FigureSize.named, FigureLanguage.allCases)
  func `random tiles pass the check or are refused with a reason`(
    size: FigureSize, language: FigureLanguage
  ) throws {
    var generator = SeededGenerator(seed: 71)
    var drawn = 0
    for round in 0..<16 {
      let count = round == 0 ? 400 : [1, 2, 5, 13, 31, 90].randomElement(using: &generator) ?? 5
      let greatest = SmallKinds.greatest.randomElement(using: &generator) ?? 60
      let isGrouped = Bool.random(using: &generator)
      let tiles = (0..<count).map { index in
        Tile(
          id: "s\(index)", label: SmallKinds.name(index, language, &generator),
          state: SmallKinds.state(greatest, &generator), rank: index + 1,
          group: isGrouped ? "组\(index * 3 / count)" : nil,
          isFocus: Int.random(in: 0...9, using: &generator) == 0)
      }
      var frame = SmallKinds.frame(language, size)
      frame.theme = Theme.named.randomElement(using: &generator) ?? .page
      do throws(ChartError) {
        _ = try TileChart(
          frame: frame, areCounts: Bool.random(using: &generator), tiles: tiles,
          showsRank: Bool.random(using: &generator)
        ).scene(measuring: FixedWidthMeasurer())
        drawn += 1
      } catch {
        #expect(error.code == .specification, "\(error.message)")
      }
    }
    #expect(drawn >= 3)
  }
}
