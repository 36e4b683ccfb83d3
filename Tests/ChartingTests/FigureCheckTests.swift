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
    width: Double = 1, mark: String? = nil
  ) -> Scene.Element {
    .line(
      Scene.Line(
        x1: x1, y1: y1, x2: x2, y2: y2, stroke: Scene.Stroke(colour, width: width), mark: mark))
  }

  private static func circle(
    _ x: Double, _ y: Double, radius: Double = 5, fill: Colour? = blue, stroke: Colour? = nil,
    mark: String? = nil
  ) -> Scene.Element {
    .circle(
      Scene.Circle(
        x: x, y: y, radius: radius, fill: fill.map { .solid($0) },
        stroke: stroke.map { Scene.Stroke($0, width: 1) }, mark: mark))
  }

  private static let zero = line(50, 10, 50, 90, mark: "zero")

  private static func scene(
    _ elements: [Scene.Element], _ change: (inout Scene.Facts) -> Void = { _ in }
  ) -> Scene {
    var facts = Scene.Facts()
    change(&facts)
    return Scene(
      width: 200, height: 100, language: .chinese,
      resolution: Scene.Resolution(pixelsPerInch: 300), title: "", alternativeText: "",
      leastTypeSize: 7.5, facts: facts, elements: elements)
  }

  private static func scale(
    _ low: Double, _ high: Double, lengths: Bool = false, free: Bool = false,
    logarithmic: Bool = false, announced: Bool = false
  ) -> Scene {
    scene([]) {
      $0.scales = [
        Scene.Facts.Scale(
          id: "x", low: low, high: high, hasLengths: lengths, isFree: free,
          isLogarithmic: logarithmic, isAnnounced: announced)
      ]
    }
  }

  private static func keys(_ fills: Scene.Fill..., labelled: [Bool] = [false, false]) -> Scene {
    scene([]) { facts in
      facts.keys = zip(fills, labelled).enumerated().map { place, key in
        Scene.Facts.Key(name: ["甲", "乙"][place], fill: key.0, isLabelled: key.1)
      }
    }
  }

  private static func problems(_ elements: [Scene.Element]) -> [FigureProblem] {
    FigureCheck.problems(in: scene(elements))
  }

  /// Scenes for each rule that break it, and only it; and a part of the message.
  private static func breaking(
    _ rule: FigureCheck.Rule
  ) -> [(scene: Scene, mark: String?, says: String)] {
    shapes(breaking: rule).map { (scene($0), $1, $2) } + facts(breaking: rule)
  }

  private static func facts(
    breaking rule: FigureCheck.Rule
  ) -> [(scene: Scene, mark: String?, says: String)] {
    switch rule {
    case .truncatedScale:
      [
        (
          scale(50, 100, lengths: true, announced: true), "x",
          "the scale “x”, which runs from 50 to 100: begin it at zero"
        ),
        (scale(-9, -2, lengths: true), "x", "begin it at zero"),
        (scale(50, 100), "x", "runs from 50 to 100 and no text says"),
        (scale(100, 50), "x", "no text says"),
        (scale(.nan, 100), "x", "has no two ends"),
        (
          scale(1, 100, lengths: true, logarithmic: true, announced: true), "x",
          "logarithmic scale “x”, which has no zero"
        ),
        // Panels that share a scale are told of it once.
        (
          scene([]) {
            let shared = Scene.Facts.Scale(id: "y", low: 5, high: 9)
            $0.scales = [shared, shared]
          }, "y", "no text says"
        ),
      ]
    case .freeScale:
      [
        (scale(0, 100, free: true), "x", "the scale “x” differs from that of its neighbours"),
        (scale(1, 100, logarithmic: true), "x", "is logarithmic and no text says so"),
      ]
    case .keyColours:
      [
        (
          keys(.solid(Colour(200, 60, 50)), .solid(Colour(203, 62, 50))), "甲",
          "“甲” and “乙” cannot be told apart by anyone"
        ),
        // A label on one of the two leaves the other to be told by its colour.
        (
          keys(.solid(blue), .solid(blue), labelled: [true, false]), "甲", "cannot be told apart"
        ),
        (
          // Red and green of one lightness.
          keys(.solid(Colour(190, 75, 60)), .solid(Colour(100, 125, 30))), "甲",
          "by readers with"
        ),
        (
          // Blue and orange of one lightness are told apart by everyone but a copying machine.
          keys(.solid(Colour(70, 130, 220)), .solid(Colour(183, 116, 40))), "甲", "in greyscale"
        ),
        (
          keys(
            .hatch(foreground: ink, background: .white, spacing: 4, width: 1),
            .hatch(foreground: ink, background: .white, spacing: 5, width: 1.25)), "甲",
          "cannot be told apart"
        ),
      ]
    case .tooManyLines:
      [(scene([]) { $0.lines = 9 }, nil, "9 lines are more than a reader can follow")]
    case .smallDenominators:
      [
        (
          scene([]) { facts in
            facts.denominators = [4, 5, 0, .nan, 4.9].enumerated().map {
              Scene.Facts.Denominator(mark: "bar-\($0)", count: $1)
            }
          }, "bar-0", "bar-0, bar-2, bar-3 and 1 more"
        )
      ]
    case .outsideFrame, .textOverText, .textOverMark, .typeSize, .textContrast, .barsFromZero,
      .identifiers, .clipping, .markContrast, .connectors:
      []
    }
  }

  private static func shapes(
    breaking rule: FigureCheck.Rule
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
        (
          [
            circle(60, 50, radius: 9, mark: "dot-1"), text("注", x: 55, baseline: 54, mark: "dot-2"),
          ],
          "dot-2", "stands on the circle “dot-1”"
        ),
        (
          // A small dot between the strokes of a wide text.
          [circle(40, 46, radius: 1, mark: "dot-1"), text("济南市", x: 25, baseline: 50)], "dot-1",
          "stands on the circle “dot-1”"
        ),
        (
          // A thick line beside which the text would stand if it were thin: it reaches down to 43.
          [line(10, 40, 90, 40, width: 6, mark: "line-1"), text("注", x: 20, baseline: 51)],
          "line-1", "stands on the line “line-1”"
        ),
        (
          // The dash keeps bar-1 and bar-10 apart.
          [zero, bar("bar-1"), text("12", x: 60, baseline: 28, mark: "bar-10")], "bar-10",
          "which it does not belong to"
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
    case .clipping:
      [
        (
          [line(10, 99.5, 60, 99.5, width: 3)], nil,
          "the frame cuts 1.0 points off the outline of a line without a mark"
        ),
        ([circle(5, 50, stroke: ink, mark: "dot-1")], "dot-1", "cuts 0.5 points"),
        (
          [
            .polygon(
              Scene.Polygon(
                points: [Scene.Point(x: 20, y: 0.2), Scene.Point(x: 60, y: 40)], isClosed: false,
                stroke: Scene.Stroke(ink, width: 2), mark: "line-1"))
          ], "line-1", "cuts 0.8 points"
        ),
      ]
    case .markContrast:
      [
        (
          [circle(50, 50, fill: Colour(226, 231, 235), mark: "dot-1")], "dot-1",
          "the circle “dot-1” has a contrast of 1.2 : 1 with the paper"
        ),
        ([line(10, 10, 60, 60, colour: .white, mark: "line-1")], "line-1", "1.0 : 1"),
        // A line without thickness is none, and a value in a bar is not the bar.
        ([line(10, 10, 60, 60, width: 0, mark: "line-1")], "line-1", "hardly be seen"),
        (
          [zero, bar(fill: .solid(.white)), text("12", x: 60, baseline: 28, mark: "bar-1")],
          "bar-1", "hardly be seen"
        ),
      ]
    case .connectors:
      [
        (
          [
            line(10, 10, 90, 60, mark: "connector-1"), line(10, 60, 90, 10, mark: "connector-2"),
          ], "connector-2", "the line “connector-2” crosses the line “connector-1”"
        ),
        (
          [
            line(50, 10, 50, 90, mark: "connector-1"),
            .polygon(
              Scene.Polygon(
                points: [
                  Scene.Point(x: 20, y: 20), Scene.Point(x: 40, y: 20), Scene.Point(x: 80, y: 40),
                ], isClosed: false, stroke: Scene.Stroke(ink, width: 1), mark: "connector-2")),
          ], "connector-2", "the polygon “connector-2” crosses the line “connector-1”"
        ),
      ]
    case .truncatedScale, .freeScale, .keyColours, .tooManyLines, .smallDenominators:
      []
    }
  }

  @Test(arguments: FigureCheck.Rule.allCases)
  func `a scene that breaks a rule is told of it, which mark and why`(rule: FigureCheck.Rule) {
    let cases = Self.breaking(rule)
    #expect(!cases.isEmpty)
    for (scene, mark, says) in cases {
      let problems = FigureCheck.problems(in: scene)
      #expect(problems.map(\.rule) == [rule], "\(problems)")
      #expect(problems.first?.mark == mark)
      #expect(problems.first?.message.contains(says) ?? false, "\(problems)")
    }
  }

  /// For each rule, what breaks it mended as little as will do.
  private static func mended(_ rule: FigureCheck.Rule) -> [Scene] {
    switch rule {
    case .outsideFrame:
      [scene([text("济南市", x: 160, baseline: 50)]), scene([zero, bar(width: 150)])]
    case .textOverText:
      [
        scene([text("济南市", x: 10, baseline: 50), text("12", x: 41, baseline: 53, mark: "bar-2")]),
        scene([text("上", x: 10, baseline: 50), text("下", x: 10, baseline: 60.5)]),
      ]
    case .textOverMark:
      [
        scene([zero, bar(), text("12", x: 60, baseline: 28, mark: "bar-1")]),
        scene([zero, bar("bar-1-stated"), text("12", x: 60, baseline: 28, mark: "bar-1")]),
        scene([zero, bar(), text("12", x: 60, baseline: 28, mark: "bar-1-value")]),
        scene([
          zero, .group(Scene.Group(id: "row-1", elements: [bar()])),
          text("12", x: 60, baseline: 28, mark: "row-1"),
        ]),
        scene([
          circle(60, 50, radius: 9, mark: "dot-1"), text("注", x: 55, baseline: 54, mark: "dot-1"),
        ]),
        scene([line(10, 40, 90, 40, width: 3, mark: "line-1"), text("注", x: 20, baseline: 51)]),
        // Beside the slope of a triangle, in its box.
        scene([
          .polygon(
            Scene.Polygon(
              points: [
                Scene.Point(x: 0, y: 0), Scene.Point(x: 180, y: 0), Scene.Point(x: 0, y: 90),
              ], fill: .solid(blue), mark: "area")), text("注", x: 150, baseline: 80),
        ]),
      ]
    case .typeSize: [scene([text("注", x: 20, baseline: 40, size: 7.5)])]
    case .textContrast:
      [
        // #767676 is the lightest grey with 4.5 : 1 on white.
        scene([text("注", x: 20, baseline: 40, colour: Colour(118, 118, 118))]),
        scene([
          zero, bar(fill: .solid(ink)),
          text("12", x: 60, baseline: 28, colour: .white, mark: "bar-1"),
        ]),
      ]
    case .barsFromZero: [scene([zero, bar()])]
    case .identifiers:
      [
        scene([
          .group(Scene.Group(id: "row-1", elements: [])),
          .group(Scene.Group(id: "row-2", elements: [])),
        ])
      ]
    case .clipping:
      [
        scene([line(10, 98.5, 60, 98.5, width: 3)]), scene([circle(5.5, 50, stroke: ink)]),
        // The ends of a line are flat.
        scene([line(0, 50, 200, 50, width: 9)]),
        scene([.rectangle(Scene.Rectangle(x: 0, y: 0, width: 200, height: 9, fill: .solid(ink)))]),
      ]
    case .truncatedScale:
      [
        scale(0, 100, lengths: true), scale(-50, 100, lengths: true), scale(100, 0, lengths: true),
        scale(50, 100, announced: true), scale(1, 100, logarithmic: true, announced: true),
      ]
    case .freeScale:
      [
        scale(0, 100), scale(0, 100, free: true, announced: true),
        scale(1, 100, logarithmic: true, announced: true),
      ]
    case .keyColours:
      [
        keys(.solid(Colour(12, 82, 146)), .solid(Colour(216, 167, 94))),
        keys(.solid(blue), .solid(blue), labelled: [true, true]),
        keys(
          .solid(blue), .hatch(foreground: blue, background: .white, spacing: 4, width: 1)),
        keys(
          .hatch(foreground: ink, background: .white, spacing: 4, width: 1),
          .hatch(foreground: ink, background: .white, spacing: 6.4, width: 1.6)),
        keys(
          .hatch(foreground: ink, background: .white, spacing: 4, width: 1),
          .hatch(foreground: ink, background: .white, spacing: 4, width: 2)),
        // One thing that is drawn at two places has one name.
        scene([]) { facts in
          facts.keys = [1, 2].map { _ in Scene.Facts.Key(name: "甲", fill: .solid(blue)) }
        },
      ]
    case .markContrast:
      [
        scene([circle(50, 50, mark: "dot-1")]),
        scene([circle(50, 50, fill: .white, stroke: blue, mark: "dot-1")]),
        // A pale cell with its number in it, an area that is meant to be quiet, and a decoration.
        scene([
          .rectangle(
            Scene.Rectangle(
              x: 10, y: 10, width: 30, height: 14, fill: .solid(Colour(240, 244, 248)),
              mark: "cell-1")), text("12", x: 15, baseline: 21, mark: "cell-1"),
        ]),
        scene([circle(50, 50, fill: Colour(240, 244, 248), mark: "band-1")]),
        scene([circle(50, 50, fill: Colour(240, 244, 248))]),
        // A white dot upon a dark bar.
        scene([zero, bar(fill: .solid(ink)), circle(70, 25, radius: 3, fill: .white, mark: "dot")]),
        // The white edge of a line that is seen itself.
        scene([
          line(10, 10, 60, 60, colour: .white, width: 3, mark: "line-1"),
          line(10, 10, 60, 60, mark: "line-1"),
        ]),
      ]
    case .connectors:
      [
        scene([
          line(10, 10, 90, 10, mark: "connector-1"), line(10, 60, 90, 20, mark: "connector-2"),
        ]),
        // From one place, touching, and of other marks.
        scene([
          line(10, 10, 90, 10, mark: "connector-1"), line(10, 10, 90, 60, mark: "connector-2"),
        ]),
        scene([
          line(10, 10, 90, 10, mark: "connector-1"), line(50, 10, 50, 60, mark: "connector-2"),
        ]),
        scene([line(10, 10, 90, 60, mark: "line-1"), line(10, 60, 90, 10, mark: "line-2")]),
        scene([
          line(10, 10, 90, 60, mark: "connector-1"), line(10, 60, 90, 10, mark: "connector-1"),
        ]),
      ]
    case .tooManyLines: [scene([]) { $0.lines = 8 }]
    case .smallDenominators:
      [scene([]) { $0.denominators = [Scene.Facts.Denominator(mark: "bar-1", count: 5)] }]
    }
  }

  @Test(arguments: FigureCheck.Rule.allCases)
  func `the same scene mended passes`(rule: FigureCheck.Rule) {
    let scenes = Self.mended(rule)
    #expect(!scenes.isEmpty)
    for scene in scenes {
      let problems = FigureCheck.problems(in: scene)
      #expect(problems.isEmpty, "\(problems)")
    }
  }

  @Test(arguments: FigureCheck.Rule.allCases)
  func `errors keep a scene from being handed in and warnings do not`(rule: FigureCheck.Rule) {
    for (scene, _, says) in Self.breaking(rule) {
      let (errors, warnings) = (FigureCheck.errors(in: scene), FigureCheck.warnings(in: scene))
      #expect(errors + warnings == FigureCheck.problems(in: scene))
      switch rule.severity {
      case .error:
        #expect(!errors.isEmpty && warnings.isEmpty)
        let error = #expect(throws: ChartError.self) { try scene.checked() }
        #expect(error?.code == .figureCheck)
        #expect(error?.message.contains(rule.rawValue) ?? false)
        #expect(error?.message.contains(says) ?? false)
      case .warning:
        #expect(errors.isEmpty && !warnings.isEmpty)
        #expect(throws: Never.self) { try scene.checked() }
      }
    }
  }

  @Test func `errors come before warnings`() {
    let scene = Self.scene([Self.text("一", x: 10, baseline: 20, size: 5), Self.bar()]) {
      $0.lines = 12
      $0.scales = [Scene.Facts.Scale(id: "x", low: 5, high: 9)]
    }
    #expect(
      FigureCheck.problems(in: scene).map(\.rule)
        == [.typeSize, .barsFromZero, .truncatedScale, .tooManyLines])
  }

  @Test func `what is found near a place is found by looking at everything too`() {
    var generator = SeededGenerator(seed: 7)
    func box(_ most: Double) -> Box {
      let left = Double.random(in: -20...220, using: &generator)
      let top = Double.random(in: -20...120, using: &generator)
      return Box(
        left: left, top: top, right: left + Double.random(in: 0...most, using: &generator),
        bottom: top + Double.random(in: 0...most, using: &generator))
    }
    for count in [0, 1, 2, 50, 700] {
      // Every tenth box is large.
      let boxes = (0..<count).map { box($0.isMultiple(of: 10) ? 300 : 12) }
      let index = BoxIndex(boxes)
      for _ in 0..<40 {
        let place = box(30)
        let near = index.places(near: place)
        #expect(zip(near, near.dropFirst()).allSatisfy(<))
        let touching = boxes.indices.filter { boxes[$0].overlaps(place, tolerance: 0) }
        #expect(Set(touching).isSubset(of: near))
      }
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
