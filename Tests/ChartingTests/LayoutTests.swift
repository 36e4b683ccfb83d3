import Testing

@testable import Charting

@Suite struct LayoutTests {
  @Test func `labels in a row are spread in order without touching`() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<300 {
      let count = Int.random(in: 1...8, using: &generator)
      let items = (0..<count).map { _ in
        Spreading.Item(
          place: Double.random(in: 0...200, using: &generator),
          size: Double.random(in: 5...20, using: &generator))
      }.sorted { $0.place < $1.place }
      let middles = Spreading.middles(items, from: 0, to: 200)
      for place in items.indices.dropFirst() {
        let room = (items[place].size + items[place - 1].size) / 2
        #expect(middles[place] - middles[place - 1] >= room - 1e-9)
      }
      #expect((middles.first ?? 0) - items[0].size / 2 >= -1e-9)
      #expect((middles.last ?? 0) + (items.last?.size ?? 0) / 2 <= 200 + 1e-9)
    }
  }

  @Test func `a label alone stands where it wishes`() {
    #expect(Spreading.middles([.init(place: 40, size: 10)], from: 0, to: 100) == [40])
    #expect(Spreading.middles([.init(place: 2, size: 10)], from: 0, to: 100) == [5])
    #expect(Spreading.middles([.init(place: 99, size: 10)], from: 0, to: 100) == [95])
  }

  @Test func `placed labels touch nothing foreign, and what finds no place is reported`() throws {
    var generator = SeededGenerator(seed: 11)
    for round in 0..<40 {
      let count = Int.random(in: 1...80, using: &generator)
      var placer = LabelPlacer(
        bounds: Box(left: 0, top: 0, right: 400, bottom: 250), size: 9)
      let points = (0..<count).map { _ in
        Scene.Point(
          x: Double.random(in: 10...390, using: &generator),
          y: Double.random(in: 10...240, using: &generator))
      }
      for (place, point) in points.enumerated() {
        placer.avoid(
          Box(left: point.x - 2, top: point.y - 2, right: point.x + 2, bottom: point.y + 2),
          of: "point-\(place)")
      }
      placer.avoid(from: .init(x: 0, y: 125), to: .init(x: 400, y: 125))
      let labels = points.enumerated().map { place, point in
        LabelPlacer.Label(
          lines: ["名字\(place)"], font: Font(size: 9), colour: Theme.light.ink,
          mark: "point-\(place)", place: point, reach: 2, importance: Double(count - place))
      }
      let placement = try placer.place(
        labels, typesetter: Typesetter(FixedWidthMeasurer()),
        connector: Scene.Stroke(Theme.light.rule, width: 0.5))
      #expect(placement.boxes.count + placement.leftOut.count == count)
      let dots = points.enumerated().map { place, point in
        Scene.Element.rectangle(
          .init(
            x: point.x - 2, y: point.y - 2, width: 4, height: 4,
            fill: .solid(Theme.light.bar), mark: "point-\(place)"))
      }
      let scene = Scene(
        width: 400, height: 250, language: .chinese,
        resolution: .init(pixelsPerInch: 96), title: "", alternativeText: "",
        leastTypeSize: 7, elements: dots + placement.elements)
      #expect(FigureCheck.problems(in: scene).isEmpty, "round \(round)")
      if count < 10 { #expect(placement.leftOut.isEmpty) }
    }
  }

  @Test func `a label without a connector stands nearer to its own dot than to any other`() throws {
    for (other, isRight) in [(79.0, false), (84.0, true)] {
      var placer = LabelPlacer(bounds: Box(left: 0, top: 0, right: 200, bottom: 100), size: 10)
      placer.avoid(dot: .init(x: 50, y: 50), reach: 2, of: "point-a")
      placer.avoid(dot: .init(x: other, y: 50), reach: 2, of: "point-b")
      let placement = try placer.place(
        [
          LabelPlacer.Label(
            lines: ["名字"], font: Font(size: 10), colour: Theme.light.ink, mark: "point-a",
            place: .init(x: 50, y: 50), reach: 2, importance: 0)
        ], typesetter: Typesetter(FixedWidthMeasurer()),
        connector: Scene.Stroke(Theme.light.rule, width: 0.5))
      // At the right it reaches from 55 to 75: 3 from its own dot, and from the other's edge
      // 79 − 2 − 75 = 2 or 84 − 2 − 75 = 7.
      let box = try #require(placement.boxes.first)
      #expect(box.left == (isRight ? 55 : 25))
    }
  }

  @Test func `a label stands on the side of a rule where its dot does, if it can`() throws {
    for (room, isRight) in [(40.0, false), (10.0, true)] {
      var placer = LabelPlacer(
        bounds: Box(left: 50 - room, top: 44, right: 200, bottom: 56), size: 10)
      placer.avoid(dot: .init(x: 50, y: 50), reach: 2, of: "point-a")
      placer.avoid(from: .init(x: 53, y: 0), to: .init(x: 53, y: 100))
      placer.part(atX: 53)
      let placement = try placer.place(
        [
          LabelPlacer.Label(
            lines: ["名字"], font: Font(size: 10), colour: Theme.light.ink, mark: "point-a",
            place: .init(x: 50, y: 50), reach: 2, importance: 0)
        ], typesetter: Typesetter(FixedWidthMeasurer()),
        connector: Scene.Stroke(Theme.light.rule, width: 0.5))
      let box = try #require(placement.boxes.first)
      #expect(isRight ? box.left > 53 : box.right < 50)
    }
  }

  @Test(arguments: [1.0, 2, 10, 0.001, 12345.678, 1e9, 2.718281828459045])
  func `the logarithm agrees with its addition theorem`(value: Double) {
    let double = ValueScale.logarithm(2 * value) - ValueScale.logarithm(value)
    #expect(abs(double - 0.693147180559945) < 1e-12)
  }

  @Test func `a scale holds its values and counts take whole ticks`() {
    let style = NumberStyle(language: .chinese)
    var request = ValueScale.Request(values: [3, 17, 9], style: style)
    request.areCounts = true
    let scale = ValueScale(request, from: 100, to: 300)
    #expect(scale.low == 0)
    #expect(scale.high >= 17)
    #expect(scale.ticks.allSatisfy { $0 == $0.rounded() })
    #expect(scale.place(0) == 100)
    #expect(scale.place(scale.high) == 300)
    request.isLogarithmic = true
    let logarithmic = ValueScale(request, from: 0, to: 100)
    #expect(logarithmic.ticks == [2, 5, 10, 20])
    #expect(logarithmic.low == 2)
    // A zero has no logarithm, so the scale stays linear.
    request.values = [0, 5]
    #expect(!ValueScale(request, from: 0, to: 100).isLogarithmic)
  }

  @Test func `names lose their suffix only where all stay unmistakable`() {
    #expect(BodyNames.abbreviated(["白城市", "湖南省"]) == ["白城", "湖南"])
    #expect(BodyNames.abbreviated(["吉林市", "吉林省"]) == ["吉林市", "吉林省"])
    #expect(BodyNames.abbreviated(["内蒙古自治区", "延边朝鲜族自治州"]) == ["内蒙古", "延边朝鲜族自治州"])
    #expect(BodyNames.abbreviated(["沙市", "深圳市福田区"]) == ["沙市", "深圳市福田区"])
    #expect(BodyNames.abbreviated(["Baicheng City", "Hunan Province"]) == ["Baicheng", "Hunan"])
  }

  @Test func `few rows are all kept, of many the first, the last and the focus`() {
    let composer = FigureComposer(
      frame: FigureFrame(
        title: "t", unit: "", sources: [], reporting: .init(stating: 1, selected: 1, noun: "市"),
        language: .chinese, size: .page), typesetter: Typesetter(FixedWidthMeasurer()))
    let rows = (0..<60).map { RowPlot.Row(id: "r\($0)", label: "城\($0)", isFocus: $0 == 30) }
    let plot = RowPlot(composer: composer, rows: rows)
    #expect(plot.items(atMost: 60).count == 60)
    let items = plot.items(atMost: 21)
    #expect(items.contains(.row(0)))
    #expect(items.contains(.row(30)))
    #expect(items.contains(.row(59)))
    let count = items.reduce(0) { count, item in
      switch item {
      case .row: count + 1
      case .gap(let indices): count + indices.count
      case .heading: count
      }
    }
    #expect(count == 60)
  }
}
