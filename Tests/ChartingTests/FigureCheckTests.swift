import Testing

@testable import Charting

struct FigureCheckTests {
  private static let ink = Colour(26, 36, 44)
  private static let blue = Colour(132, 154, 174)

  private static func text(
    _ string: String, x: Double, baseline: Double, size: Double = 10, colour: Colour = ink,
    mark: String? = nil, anchor: Scene.Anchor = .start
  ) -> Scene.Element {
    let font = Font(size: size)
    return .text(
      Scene.Text(
        string, x: x, baseline: baseline, anchor: anchor, font: font, colour: colour,
        extents: FixedWidthMeasurer().extents(of: string, in: font), mark: mark))
  }

  private static func bar(
    _ mark: String? = "bar-1", x: Double = 50, y: Double = 20, width: Double = 40,
    height: Double = 10, fill: Scene.Fill = .solid(blue)
  ) -> Scene.Element {
    .rectangle(Scene.Rectangle(x: x, y: y, width: width, height: height, fill: fill, mark: mark))
  }

  private static func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, colour: Colour = ink,
    mark: String? = nil
  ) -> Scene.Element {
    .line(
      Scene.Line(
        x1: x1, y1: y1, x2: x2, y2: y2, stroke: Scene.Stroke(colour, width: 1), mark: mark))
  }

  private static let zero = line(50, 10, 50, 90, mark: "zero")

  private static func scene(_ elements: [Scene.Element]) -> Scene {
    Scene(
      width: 200, height: 100, language: .chinese,
      resolution: Scene.Resolution(pixelsPerInch: 300), title: "", alternativeText: "",
      leastTypeSize: 7.5, elements: elements)
  }

  private static func problems(_ elements: [Scene.Element]) -> [FigureProblem] {
    FigureCheck.problems(in: scene(elements))
  }

  /// A scene for each rule that breaks it, and only it; and a part of the message.
  private static func breaking(
    _ rule: FigureCheck.Rule
  ) -> [(elements: [Scene.Element], mark: String?, says: String)] {
    switch rule {
    case .outsideFrame:
      [
        ([text("济南市", x: 190, baseline: 50)], nil, "“济南市” reaches 20.0 points outside the frame"),
        ([text("济南市", x: 10, baseline: 5)], nil, "reaches 3.8 points"),
        ([text("济南市", x: 10, baseline: 99.5)], nil, "“济南市” reaches 0.7"),
        ([zero, bar(width: 151)], "bar-1", "the rectangle “bar-1” reaches 1.0"),
        ([line(10, 90, 10, 101)], nil, "a line without a mark reaches 1.0"),
        ([line(.nan, 10, 50, 90, mark: "median")], "median", "has no place"),
        ([zero, bar(width: .nan)], "bar-1", "the rectangle “bar-1” has no place"),
        ([bar(nil, height: .infinity)], nil, "has no place"),
      ]
    case .textOverText:
      [
        (
          [text("济南市", x: 10, baseline: 50), text("12", x: 35, baseline: 53, mark: "bar-2")],
          "bar-2", "“12” (bar-2) stands on “济南市”"
        ),
        (
          [
            .group(Scene.Group(id: "a", elements: [text("上", x: 10, baseline: 50)])),
            .group(Scene.Group(id: "b", elements: [text("下", x: 10, baseline: 59)])),
          ], nil, "“下” stands on “上”"
        ),
        (
          [text("12", x: 100, baseline: 50, anchor: .end), text("市", x: 95, baseline: 50)], nil,
          "“市” stands on “12”"
        ),
      ]
    case .textOverMark:
      [
        (
          [zero, bar(), text("12", x: 60, baseline: 28, mark: "bar-2")], "bar-2",
          "“12” (bar-2) stands on the rectangle “bar-1”, which it does not belong to"
        ),
        (
          [zero, bar(), text("位次", x: 85, baseline: 28)], "bar-1", "“位次” stands on the rectangle"
        ),
        (
          [zero, text("12", x: 45, baseline: 50, mark: "bar-1")], "bar-1",
          "stands on the line “zero”"
        ),
        (
          [text("12", x: 60, baseline: 28, mark: "bar-1"), zero, bar()], "bar-1",
          "“12” (bar-1) is covered by the rectangle “bar-1”"
        ),
        (
          [line(10, 46, 60, 46), text("注", x: 20, baseline: 50)], nil,
          "“注” is struck through by a line without a mark"
        ),
        (
          [
            .polygon(
              Scene.Polygon(
                points: [
                  Scene.Point(x: 0, y: 0), Scene.Point(x: 180, y: 0), Scene.Point(x: 0, y: 90),
                ], fill: .solid(blue), mark: "area")),
            text("注", x: 20, baseline: 40),
          ], "area", "“注” stands on the polygon “area”"
        ),
      ]
    case .typeSize:
      [
        (
          [text("注", x: 20, baseline: 40, size: 7.4)], nil,
          "“注” is set in 7.4 points; the least is 7.5"
        ),
        ([text("注", x: 20, baseline: 40, size: 0)], nil, "0.0 points"),
      ]
    case .textContrast:
      [
        (
          [text("注", x: 20, baseline: 40, colour: Colour(150, 150, 150))], nil,
          "“注” has a contrast of 3.0 : 1 with what it stands on; the least is 4.5 : 1"
        ),
        (
          [zero, bar(), text("12", x: 60, baseline: 28, colour: .white, mark: "bar-1")], "bar-1",
          "has a contrast of 2.9 : 1"
        ),
        (
          // Dark enough for the ground of the hatch, but not for its lines.
          [
            zero,
            bar(
              fill: .hatch(foreground: ink, background: .white, spacing: 4, width: 1)),
            text("12", x: 60, baseline: 28, mark: "bar-1"),
          ], "bar-1", "has a contrast of 1.0 : 1"
        ),
        (
          // White text that leaves its bar half-way.
          [
            zero, bar(fill: .solid(ink)),
            text("12", x: 85, baseline: 28, colour: .white, mark: "bar-1"),
          ], "bar-1", "has a contrast of 1.0 : 1"
        ),
      ]
    case .barsFromZero:
      [
        ([bar()], "bar-1", "the rectangle “bar-1” does not start from the line at zero"),
        ([zero, bar(x: 55)], "bar-1", "does not start"),
        ([zero, bar(x: 40, width: 30)], "bar-1", "does not start"),
        ([line(50, 10, 50, 25, mark: "zero"), bar()], "bar-1", "does not start"),
        ([line(10, 50, 90, 50, mark: "zero"), bar()], "bar-1", "does not start"),
      ]
    case .identifiers:
      [
        (
          [
            .group(Scene.Group(id: "row", elements: [])),
            .group(Scene.Group(id: "row", elements: [])),
          ], "row", "two groups are called “row”"
        ),
        ([.group(Scene.Group(id: "行", elements: []))], "行", "“行” is not an identifier"),
        ([.group(Scene.Group(id: "", elements: []))], "", "“” is not an identifier"),
      ]
    }
  }

  @Test(arguments: FigureCheck.Rule.allCases)
  func `a scene that breaks a rule is told of it, which mark and why`(rule: FigureCheck.Rule) {
    let cases = Self.breaking(rule)
    #expect(!cases.isEmpty)
    for (elements, mark, says) in cases {
      let problems = Self.problems(elements)
      #expect(problems.map(\.rule) == [rule], "\(problems)")
      #expect(problems.first?.mark == mark)
      #expect(problems.first?.message.contains(says) ?? false, "\(problems)")
    }
  }

  @Test func `a scene in order has no problem`() {
    let problems = Self.problems([
      .group(
        Scene.Group(
          id: "row-1",
          elements: [
            Self.bar(), Self.text("12", x: 60, baseline: 28, mark: "bar-1"),
            Self.text("济南市", x: 10, baseline: 28, mark: "bar-1"),
          ])),
      // A bar to the left, and one downwards from a level line.
      Self.bar("bar-2", x: 20, y: 40, width: 30),
      Self.line(100, 60, 190, 60, mark: "zero-2"),
      Self.bar("bar-3", x: 110, y: 60, width: 10, height: 30),
      Self.zero,
      // A grid may run behind text.
      Self.line(150, 10, 150, 50, colour: Colour(226, 231, 235)),
      Self.text("注", x: 145, baseline: 30),
      // Two names one line apart do not touch although the font's ascents do.
      Self.text("白城市", x: 160, baseline: 40), Self.text("三明市", x: 160, baseline: 50.2),
    ])
    #expect(problems.isEmpty, "\(problems)")
  }

  @Test func `every problem is told, not only the first`() {
    let problems = Self.problems([
      Self.text("一", x: 10, baseline: 20, size: 5), Self.text("二", x: 60, baseline: 20, size: 5),
      Self.bar("bar-9", y: 60),
    ])
    #expect(problems.map(\.rule) == [.typeSize, .typeSize, .barsFromZero])
  }

  @Test func `a frame without a size is a problem of its own`() {
    var scene = Self.scene([])
    scene.height = 0
    #expect(FigureCheck.problems(in: scene).map(\.rule) == [.outsideFrame])
    scene.height = .nan
    #expect(FigureCheck.problems(in: scene).map(\.rule) == [.outsideFrame])
  }
}
