import Testing

@testable import Charting

struct RankedBarChartTests {
  private typealias Row = RankedBarChart.Row

  private func frame(
    _ language: FigureLanguage = .chinese, size: FigureSize = .page, unit: String = "件",
    stating: Int = 3, selected: Int = 4
  ) -> FigureFrame {
    FigureFrame(
      title: "2022年通过地方性法规", subtitle: "报告载明数", unit: unit, sources: ["各市工作报告"],
      notes: ["甲", "乙"],
      reporting: FigureFrame.Reporting(
        stating: stating, selected: selected, noun: language == .chinese ? "市" : "cities"),
      language: language, size: size)
  }

  private func scene(
    _ rows: [RankedBarChart.Row], _ frame: FigureFrame? = nil, areCounts: Bool = true,
    showsMedian: Bool = true
  ) throws -> Scene {
    try RankedBarChart(
      frame: frame ?? self.frame(), areCounts: areCounts, rows: rows, showsMedian: showsMedian
    ).scene(measuring: FixedWidthMeasurer())
  }

  private func values(_ values: [Double], focus: Int? = nil) -> [RankedBarChart.Row] {
    values.enumerated().map { index, value in
      Row(
        id: "b\(index)", label: "第\(index)市", rank: (values.firstIndex(of: value) ?? index) + 1,
        state: .value(value), isFocus: index == focus)
    }
  }

  // MARK: Bars and values

  @Test func `bars start at zero and are as long as their values`() throws {
    let scene = try scene(values([40, 20, 10, 1]))
    let zero = try #require(scene.lines(of: "zero").first)
    let unit = try #require(scene.bars["bar-b3"]).width
    for (index, value) in [40.0, 20, 10, 1].enumerated() {
      let bar = try #require(scene.bars["bar-b\(index)"])
      #expect(abs(bar.width - value * unit) < 1e-9 * bar.width)
      #expect(bar.x == zero.x1)
      #expect(scene.strings(of: "bar-b\(index)").contains(String(Int(value))))
    }
  }

  @Test func `zero is written as 0 beside a hairline, not left out`() throws {
    let scene = try scene(values([4, 0]))
    #expect(scene.bars["bar-b1"] == nil)
    #expect(scene.lines(of: "bar-b1").count == 1)
    #expect(scene.strings(of: "bar-b1").contains("0"))
  }

  @Test func `values that are all zero have a figure too`() throws {
    let scene = try scene(values([0, 0, 0]))
    #expect(scene.bars.isEmpty)
    #expect(scene.strings(of: "median") == ["中位数 0"])
    // On zero, the line of zero stands for the rule.
    #expect(scene.lines(of: "median").isEmpty)
  }

  @Test func `negative values go to the left of zero with their text beyond them`() throws {
    let scene = try scene(values([10, -5]), areCounts: false)
    let zero = try #require(scene.lines(of: "zero").first).x1
    let (right, left) = (try #require(scene.bars["bar-b0"]), try #require(scene.bars["bar-b1"]))
    #expect(right.x == zero)
    #expect(abs(left.x + left.width - zero) < 1e-9)
    #expect(abs(right.width - 2 * left.width) < 1e-9)
    let text = try #require(scene.texts.first { $0.string == "−5" && $0.mark != nil })
    #expect(text.left + text.extents.width < left.x)
  }

  @Test func `tied bodies share their number`() throws {
    let scene = try scene(values([9, 7, 7, 1]))
    #expect(scene.strings(of: "bar-b1").contains("2"))
    #expect(scene.strings(of: "bar-b2").contains("2"))
    #expect(scene.strings(of: "bar-b3").contains("4"))
  }

  @Test func `the focus alone is coloured and bold`() throws {
    let scene = try scene(values([9, 7, 5], focus: 1))
    #expect(scene.bars["bar-b1"]?.fill == .solid(Theme.light.focus))
    #expect(scene.bars["bar-b0"]?.fill == .solid(Theme.light.bar))
    #expect(scene.texts.filter { $0.mark == "bar-b1" }.allSatisfy { $0.font.isBold })
    #expect(scene.texts.filter { $0.mark == "bar-b0" }.allSatisfy { !$0.font.isBold })
  }

  @Test func `long values move inside the bars when they would cost too much of them`() throws {
    var rows = values([900_000_000, 850_000_000, 1])
    for index in rows.indices {
      rows[index].label = "新疆生产建设兵团"
      rows[index].state = rows[index].state.marked(.named)
    }
    let scene = try scene(rows, frame(size: .half))
    let bar = try #require(scene.bars["bar-b0"])
    let text = try #require(
      scene.texts.first { $0.mark == "bar-b0" && $0.string.contains("900,000,000") })
    #expect(text.left > bar.x && text.left + text.extents.width < bar.x + bar.width)
    // The short bar has its text beyond its end.
    let short = try #require(scene.texts.first { $0.mark == "bar-b2" && $0.string == "1*" })
    #expect(short.left > (try #require(scene.bars["bar-b2"])).x)
  }

  @Test func `a text inside a hatched bar stands on a plate without the lines`() throws {
    var rows = values([900_000_000, 850_000_000, 1])
    for index in rows.indices {
      rows[index].label = "新疆生产建设兵团"
      rows[index].state = rows[index].state.marked(.averaged(years: 5))
    }
    rows[0].isFocus = true
    let scene = try scene(rows, frame(size: .half))
    for (index, ground) in [Theme.light.focusHatchGround, Theme.light.barHatchGround].enumerated() {
      let bar = try #require(scene.bars["bar-b\(index)"])
      let text = try #require(
        scene.texts.first { $0.mark == "bar-b\(index)" && $0.string.hasSuffix("00*") })
      #expect(text.left > bar.x && text.left + text.extents.width < bar.x + bar.width)
      let plates = scene.flatElements.compactMap { element -> Scene.Rectangle? in
        if case .rectangle(let plate) = element, plate.mark == nil, plate.y > bar.y,
          plate.y + plate.height < bar.y + bar.height
        {
          plate
        } else {
          nil
        }
      }
      #expect(plates.count == 1)
      #expect(plates.first?.fill == .solid(ground))
    }
  }

  @Test func `rates have the same decimals in the whole column`() throws {
    let scene = try scene(values([12.345, 3.2, 1]), frame(unit: "件/百万人"), areCounts: false)
    for (index, text) in ["12.3", "3.2", "1.0"].enumerated() {
      #expect(scene.strings(of: "bar-b\(index)").contains(text))
    }
  }

  @Test func `two ranks never show one number where a decimal more parts them`() throws {
    let scene = try scene(values([52.44, 52.42]), areCounts: false)
    #expect(scene.strings(of: "bar-b0").contains("52.44"))
    #expect(scene.strings(of: "bar-b1").contains("52.42"))
  }

  // MARK: Marks and footnotes

  @Test(arguments: [
    (FigureLanguage.chinese, ["12.4*", "≥11†*", "≈10", "9†"]),
    (.english, ["12.4*", "≥11†*", "≈10", "9†"]),
  ])
  func `marks stand at the values and are explained in order of appearance`(
    language: FigureLanguage, texts: [String]
  ) throws {
    let rows = [
      Row(id: "a", label: "甲市", rank: 1, state: .value(12.4, marks: [.averaged(years: 5)])),
      Row(
        id: "b", label: "乙市", rank: 2,
        state: .value(11, marks: [.named, .atLeast, .averaged(years: 5)])),
      Row(id: "c", label: "丙市", rank: 3, state: .value(10, marks: [.about])),
      Row(id: "d", label: "丁市", rank: 4, state: .value(9, marks: [.named])),
    ]
    let scene = try scene(rows, frame(language))
    // 11 is an average too, so it has the decimal of the averages.
    let expected = [texts[0], "≥11.0†*", texts[2], texts[3]]
    for (id, text) in zip(["a", "b", "c", "d"], expected) {
      #expect(scene.strings(of: "bar-" + id).contains(text), "\(scene.strings(of: "bar-" + id))")
    }
    let footnotes = scene.strings.filter { string in
      ["* ", "≥ ", "† ", "≈ "].contains { string.hasPrefix($0) }
    }
    #expect(footnotes.map { String($0.prefix(1)) } == ["*", "≥", "†", "≈"])
    // Averages are hatched, and nothing else is.
    for (id, isHatched) in [("a", true), ("b", true), ("c", false), ("d", false)] {
      guard case .hatch = scene.bars["bar-" + id]?.fill else {
        #expect(!isHatched)
        continue
      }
      #expect(isHatched)
    }
  }

  @Test func `averages over different spans have different marks`() throws {
    var footnotes = RankedBarFootnotes()
    #expect(footnotes.mark(.averaged(years: 5)) == "*")
    #expect(footnotes.mark(.averaged(years: 3)) == "†")
    #expect(footnotes.mark(.atLeast) == "≥")
    #expect(footnotes.mark(.averaged(years: 5)) == "*")
    #expect(footnotes.mark(.named) == "‡")
    let marks = (0..<4).map { footnotes.mark(.otherClass("\($0)")) }
    #expect(marks == ["§", "¶", "**", "††"])
  }

  // MARK: Below the rule

  private var unranked: [RankedBarChart.Row] {
    values([30, 12]) + [
      Row(id: "low", label: "甲市", state: .bounded(low: 0, high: 27)),
      Row(id: "open", label: "乙市", state: .bounded(low: 5, high: nil)),
      Row(id: "wide", label: "丙市", state: .bounded(low: 2, high: 500)),
      Row(id: "class", label: "丁市", state: .otherClass(8, className: "规范性文件")),
      Row(id: "none", label: "戊市", state: .notStated),
      Row(id: "not", label: "己市", state: .notApplicable),
    ]
  }

  @Test(arguments: [
    (FigureLanguage.chinese, "0～27", "8（规范性文件）"), (.english, "0–27", "8 (规范性文件)"),
  ])
  func `bodies without a rank stand below a rule with what is known`(
    language: FigureLanguage, range: String, other: String
  ) throws {
    let scene = try scene(unranked, frame(language))
    #expect(scene.strings(of: "bar-low") == ["甲市", range])
    #expect(scene.strings(of: "bar-open") == ["乙市", "≥5"])
    #expect(scene.strings(of: "bar-class") == ["丁市", other])
    #expect(scene.strings(of: "bar-none").isEmpty)
    let lowest = try #require(scene.bars["bar-b1"])
    let first = try #require(scene.texts.first { $0.mark == "bar-low" })
    #expect(first.baseline > lowest.y + lowest.height)
    let rule = try #require(
      scene.flatElements.compactMap { element -> Scene.Line? in
        if case .line(let line) = element, line.mark == nil, line.y1 == line.y2 {
          line
        } else {
          nil
        }
      }.first)
    #expect(rule.y1 > lowest.y + lowest.height && rule.y1 < first.baseline)
  }

  @Test func `an interval has caps at both ends, or an arrow where it goes on`() throws {
    let scene = try scene(unranked)
    let zero = try #require(scene.lines(of: "zero").first).x1
    let unit = try #require(scene.bars["bar-b0"]).width / 30
    // Two caps and the line between 0 and 27.
    let lines = scene.lines(of: "bar-low")
    #expect(lines.count == 3)
    let level = try #require(lines.first { $0.y1 == $0.y2 })
    #expect(abs(level.x1 - zero) < 1e-9)
    #expect(abs(level.x2 - zero - 27 * unit) < 1e-6)
    #expect(scene.polygons(of: "bar-low").isEmpty)
    // One cap and an arrow.
    #expect(scene.lines(of: "bar-open").filter { $0.x1 == $0.x2 }.count == 1)
    #expect(scene.polygons(of: "bar-open").count == 1)
    // An end far beyond all values does not make the bars short: it is an arrow, and the text says
    // it.
    #expect(scene.polygons(of: "bar-wide").count == 1)
    #expect(scene.strings(of: "bar-wide").contains("2～500"))
    #expect(30 * unit > 0.4 * scene.width)
  }

  @Test func `what the reports do not state is a line, not rows`() throws {
    let scene = try scene(unranked)
    #expect(scene.strings.contains { $0.hasPrefix("报告未载明（1个）：戊市") })
    #expect(scene.strings.contains { $0.hasPrefix("不适用（1个）：己市") })
  }

  @Test func `a long list of names ends in a word for the rest`() throws {
    let rows =
      values([3, 2])
      + (0..<300).map { Row(id: "n\($0)", label: "某某\($0)市", state: .notStated) }
    let scene = try scene(rows, frame(stating: 2, selected: 302))
    let list = scene.strings.drop { !$0.hasPrefix("报告未载明（300个）：") }.prefix(3).joined()
    #expect(list.hasPrefix("报告未载明（300个）：某某0市、某某1市、"))
    #expect(list.contains("市等"))
    #expect(!list.contains("某某299市"))
  }

  @Test func `names with commas are parted by semicolons`() throws {
    let rows =
      values([3, 2]) + [
        Row(id: "n1", label: "Jiyang, Jinan", state: .notStated),
        Row(id: "n2", label: "Turpan", state: .notStated),
      ]
    let scene = try scene(rows, frame(.english))
    #expect(scene.strings.contains("Not stated in the report (2): Jiyang, Jinan; Turpan"))
  }

  @Test func `a focus that states nothing still has a row`() throws {
    for (state, text) in [
      (RankedBarChart.State.notStated, "报告未载明"), (.notApplicable, "不适用"),
    ] {
      let rows = values([3, 2]) + [Row(id: "f", label: "龙岩市", state: state, isFocus: true)]
      let scene = try scene(rows)
      #expect(scene.strings(of: "bar-f") == ["龙岩市", text])
    }
  }

  @Test func `many bodies without a rank become a list, but not the focus`() throws {
    let rows =
      values([30, 12])
      + (0..<40).map {
        Row(
          id: "u\($0)", label: "第\($0)市", state: .bounded(low: 0, high: 9), isFocus: $0 == 39)
      }
    let scene = try scene(rows)
    #expect(scene.strings(of: "bar-u39").contains("0～9"))
    #expect(scene.strings(of: "bar-u38").isEmpty)
    #expect(scene.strings.contains { $0.hasPrefix("另有未列位次（28个）：第11市（0～9）、") })
  }

  @Test func `a class too long for its row is explained in a footnote`() throws {
    let name = String(repeating: "规范性文件", count: 8)
    let rows = values([3, 2]) + [Row(id: "c", label: "甲市", state: .otherClass(8, className: name))]
    let scene = try scene(rows)
    #expect(scene.strings(of: "bar-c") == ["甲市", "8*"])
    #expect(scene.strings.contains { $0.hasPrefix("* 口径不同：规范性文件") })
  }

  // MARK: Rows left out

  @Test func `thirty-five bodies are drawn in full`() throws {
    let scene = try scene(values((1...35).map { Double(100 - $0) }))
    #expect(scene.bars.count == 35)
    #expect(!scene.strings.contains { $0.contains("略去") })
  }

  @Test func `half a page holds thirty-five bodies and a dozen without a rank`() throws {
    let rows =
      values((1...35).map { Double(100 - $0) })
      + (0..<10).map { Row(id: "u\($0)", label: "甲\($0)市", state: .bounded(low: 0, high: 9)) }
    let scene = try scene(rows, frame(size: .half))
    #expect(scene.bars.count == 35)
    #expect(scene.strings(of: "bar-u9").contains("0～9"))
    #expect(scene.height <= FigureSize.greatestHeight + 1e-6)
  }

  @Test func `of more the first, the last and the focus are drawn, and gaps say what is left out`()
    throws
  {
    let scene = try scene(values((1...60).map { Double(100 - $0) }, focus: 29))
    // 15 first, 3 around the focus at rank 30, 5 last.
    #expect(scene.bars.count == 23)
    for index in Array(0..<15) + [28, 29, 30] + Array(55..<60) {
      #expect(scene.bars["bar-b\(index)"] != nil)
    }
    // Ranks 16 to 28 are 13 bodies, 32 to 55 are 24.
    #expect(scene.strings.contains("（略去第16～28位，13个）"))
    #expect(scene.strings.contains("（略去第32～55位，24个）"))
    let english = try self.scene(
      values((1...60).map { Double(100 - $0) }, focus: 29), frame(.english))
    #expect(english.strings.contains("(ranks 16–28 left out: 13)"))
  }

  @Test func `a gap of one body is closed by the body`() throws {
    // The focus at rank 18 has a neighbour at 17, so only rank 16 would be left out.
    let scene = try scene(values((1...40).map { Double(100 - $0) }, focus: 17))
    #expect(scene.bars["bar-b15"] != nil)
    #expect(scene.strings.filter { $0.contains("略去") } == ["（略去第20～35位，16个）"])
  }

  @Test func `bodies that tie in a gap are named by their one rank`() throws {
    // Of the last five one ties with the twenty before it; it is left out with them.
    let rows = values(
      (1...16).map { Double(100 - $0) } + Array(repeating: 50, count: 20) + [4, 3, 2, 1])
    let scene = try scene(rows)
    #expect(scene.strings.contains("（略去第16～17位，21个）"))
    #expect(scene.bars["bar-b35"] == nil && scene.bars["bar-b36"] != nil)
    let tied = values(
      (1...15).map { Double(100 - $0) } + Array(repeating: 50, count: 22) + [4, 3, 2])
    #expect(try self.scene(tied).strings.contains("（略去并列第16位，22个）"))
    // A tie that reaches to the first three is split, or nothing of it would be seen.
    let all = values(Array(repeating: 50, count: 40))
    #expect(try self.scene(all).strings.contains("（略去并列第1位，20个）"))
  }

  @Test func `a frame of a set height that holds few rows leaves some out`() throws {
    let rows = values((1...30).map { Double(100 - $0) }, focus: 14)
    let scene = try scene(rows, frame(size: .square))
    #expect(scene.bars.count < 30)
    #expect(scene.bars["bar-b14"] != nil)
    #expect(scene.bars["bar-b0"] != nil && scene.bars["bar-b29"] != nil)
    #expect(scene.strings.contains { $0.contains("略去") })
    #expect(scene.height == FigureSize.square.height)
  }

  @Test func `a wide frame takes two columns with one scale before it leaves rows out`() throws {
    let scene = try scene(values((1...35).map { Double(100 - $0) }), frame(size: .slide))
    #expect(scene.bars.count == 35)
    let zeros = Set(["zero-1", "zero-2"].flatMap { scene.lines(of: $0).map(\.x1) })
    #expect(zeros.count == 2)
    let units = scene.bars.compactMap { mark, bar -> Double? in
      Int(mark.dropFirst(5)).map { bar.width / Double(99 - $0) }
    }
    #expect((units.max() ?? 0) - (units.min() ?? 0) < 1e-9)
  }

  @Test func `rows that are not in the order of ranks keep their order where all fit`() throws {
    var rows = values([9, 7, 5])
    rows.swapAt(0, 2)
    let scene = try scene(rows)
    #expect(
      (try #require(scene.bars["bar-b2"])).y < (try #require(scene.bars["bar-b0"])).y)
  }

  // MARK: Around the plot

  @Test func `title, unit, rate, notes and sources are drawn`() throws {
    let scene = try scene(values([3, 2, 1]))
    for string in [
      "2022年通过地方性法规", "报告载明数", "单位：件", "共4个市，其中3个报告载明（75%）", "注：", "甲", "乙",
      "资料来源：", "各市工作报告",
    ] {
      #expect(scene.strings.contains(string), "\(string)")
    }
    let english = try self.scene(values([3, 2, 1]), frame(.english, unit: "items"))
    for string in ["Unit: items", "4 cities, of which 3 state the figure (75%)", "Note: "] {
      #expect(english.strings.contains(string), "\(string)")
    }
  }

  @Test func `a title that the caption carries is not drawn but stays in the metadata`() throws {
    var frame = frame()
    frame.showsTitle = false
    let scene = try scene(values([3, 2]), frame)
    #expect(!scene.strings.contains("2022年通过地方性法规"))
    #expect(scene.title == "2022年通过地方性法规")
  }

  @Test(arguments: [
    (0, 0, "—"), (0, 9, "0%"), (9, 9, "100%"), (23, 33, "70%"), (1, 400, "0.3%"),
    (399, 400, "99.8%"), (1, 100_000, "0.1%"), (99_999, 100_000, "99.9%"),
  ])
  func `the rate is 0% or 100% only when it is`(stating: Int, selected: Int, share: String) {
    let reporting = FigureFrame.Reporting(stating: stating, selected: selected, noun: "市")
    #expect(reporting.share == share)
  }

  @Test func `line breaks in texts become spaces`() throws {
    var frame = frame()
    frame.title = "一行\n两行"
    var rows = values([3, 2])
    rows[0].label = "济南\t市\n"
    let scene = try scene(rows, frame)
    #expect(scene.strings.contains("一行 两行"))
    #expect(scene.strings(of: "bar-b0").contains("济南 市"))
  }

  @Test func `the median of an even number of bodies is the mean of the two in the middle`() throws
  {
    #expect(RankedBarContent.median(of: [9, 1, 5]) == 5)
    #expect(RankedBarContent.median(of: [1, 2, 3, 10]) == 2.5)
    #expect(RankedBarContent.median(of: []) == 0)
    let scene = try scene(values([10, 3, 2, 1]))
    #expect(scene.strings(of: "median") == ["中位数 2.5"])
    let zero = try #require(scene.lines(of: "zero").first).x1
    let unit = try #require(scene.bars["bar-b0"]).width / 10
    let rule = try #require(scene.lines(of: "median").first)
    #expect(abs(rule.x1 - zero - 2.5 * unit) < 1e-6)
    #expect(try self.scene(values([3, 2, 1]), showsMedian: false).strings(of: "median").isEmpty)
    // Two bodies have none: it would say nothing that they do not say themselves.
    #expect(try self.scene(values([3, 2])).strings(of: "median").isEmpty)
  }

  @Test func `the label of the median displaces no number of the axis`() throws {
    func numbers(_ scene: Scene) -> [Scene.Text] {
      scene.texts.filter { $0.mark == nil && Double($0.string) != nil }
    }
    var ways: Set<Bool> = []
    for size in [FigureSize.page, .half, .square] {
      for median in stride(from: 2.0, through: 40, by: 3) {
        let rows = values([46, median, 1])
        let scene = try scene(rows, frame(size: size))
        let plain = try self.scene(rows, frame(size: size), showsMedian: false)
        #expect(numbers(scene).map(\.string) == numbers(plain).map(\.string))
        let label = try #require(scene.texts.first { $0.mark == "median" })
        let line = try #require(numbers(scene).first).baseline
        #expect(numbers(scene).allSatisfy { $0.baseline == line })
        #expect(numbers(scene).allSatisfy { !$0.inkBox.overlaps(label.inkBox) })
        // In the line of numbers, or a line above them; the rule begins below the numbers.
        let isAbove = label.baseline < line
        ways.insert(isAbove)
        #expect(isAbove || label.baseline == line)
        let rule = try #require(scene.lines(of: "median").first)
        #expect(min(rule.y1, rule.y2) > line)
        #expect(!isAbove || label.inkBox.left - 1 <= rule.x1 && rule.x1 <= label.inkBox.right + 1)
      }
    }
    #expect(ways == [true, false])
  }

  @Test func `the rule of the median keeps clear of values`() throws {
    // The texts of the shorter bars stand where the rule would run: 20, 19 and 18 of a median of 21.
    let scene = try scene(values([60, 40, 23, 21, 20, 19, 18]))
    let pieces = scene.lines(of: "median")
    #expect(pieces.count > 1)
    for piece in pieces {
      let texts = scene.texts.filter {
        $0.inkBox.left < piece.x1 && piece.x1 < $0.inkBox.right && $0.inkBox.top < piece.y2
          && $0.inkBox.bottom > piece.y1
      }
      #expect(texts.isEmpty)
    }
    let value = try #require(scene.texts.first { $0.string == "20" && $0.mark == "bar-b4" })
    let around = pieces.filter { $0.y2 > value.inkBox.top - 3 && $0.y1 < value.inkBox.bottom + 3 }
    #expect(around.allSatisfy { $0.y2 <= value.inkBox.top - 1 || $0.y1 >= value.inkBox.bottom + 1 })
  }

  @Test func `ids that a scene cannot carry are replaced by the place in the list`() throws {
    var rows = values([5, 4, 3, 2, 1])
    for (index, id) in ["白城市", "a", "a", "", "--2"].enumerated() { rows[index].id = id }
    let scene = try scene(rows)
    #expect(
      Set(scene.bars.keys) == ["bar---1", "bar-a", "bar---3", "bar---4", "bar---5"])
  }

  // MARK: What cannot be drawn

  @Test func `contradictions are refused in a sentence that names the body`() {
    let refused: [(RankedBarChart.Row, String)] = [
      (Row(id: "x", label: "甲市", rank: 2, state: .value(.nan)), "甲市"),
      (Row(id: "x", label: "甲市", rank: 2, state: .value(1e15)), "甲市"),
      (Row(id: "x", label: "甲市", state: .bounded(low: 5, high: 3)), "甲市"),
      (Row(id: "x", label: "甲市", state: .bounded(low: 5, high: .infinity)), "甲市"),
      (Row(id: "x", label: "甲市", rank: 0, state: .value(3)), "甲市"),
      (Row(id: "x", label: "甲市", rank: 2, state: .notStated), "甲市"),
    ]
    for (row, name) in refused {
      let error = #expect(throws: ChartError.self) { try scene(values([9]) + [row]) }
      #expect(error?.code == .specification)
      #expect(error?.message.contains(name) ?? false)
    }
    #expect(throws: ChartError.self) { try scene(values([9]), frame(stating: 5, selected: 4)) }
    #expect(throws: ChartError.self) { try scene(values([9]), frame(stating: -1, selected: 4)) }
  }

  @Test func `nothing ranked is nothing to draw`() {
    for rows in [[], [Row(id: "a", label: "甲市", state: .notStated)]] {
      let error = #expect(throws: ChartError.self) { try scene(rows) }
      #expect(error?.message.hasPrefix("no body has a rank") ?? false)
    }
  }

  @Test func `a frame too small for its contents says so and what to do`() throws {
    var frame = frame(size: try FigureSize("40x40mm"))
    frame.notes = [String(repeating: "很长的注释", count: 40)]
    let error = #expect(throws: ChartError.self) { try scene(values([3, 2, 1]), frame) }
    #expect(error?.message.hasPrefix("the frame of 40 × 40 mm is too small") ?? false)
    #expect(error?.message.contains("choose a larger size") ?? false)
  }

  @Test func `one body alone has a figure`() throws {
    for size in FigureSize.named {
      let scene = try scene(values([7], focus: 0), frame(size: size))
      #expect(scene.strings(of: "bar-b0").contains("7"))
    }
  }

  @Test func `a name of forty characters is broken into lines, not cut`() throws {
    let name = String(repeating: "济南市济阳区人大常委会", count: 4).prefix(40)
    for size in FigureSize.named {
      var rows = values([30, 20, 10])
      rows[1].label = String(name)
      let scene = try scene(rows, frame(size: size))
      let lines = scene.strings(of: "bar-b1").filter { $0.count > 2 }
      #expect(lines.joined() == name, "\(size.name)")
    }
  }

  @Test func `few rows fill a frame of a set height`() throws {
    for size in [FigureSize.slide, .web, .square, .phone] {
      let scene = try scene(values([30, 20, 18, 12, 10]), frame(size: size))
      let bars = scene.bars.values
      let top = bars.map(\.y).min() ?? 0
      let bottom = bars.map { $0.y + $0.height }.max() ?? 0
      #expect(bottom - top > 0.4 * scene.height, "\(size.name)")
    }
  }
}

extension RankedBarChart.State {
  /// The value with one mark more.
  fileprivate func marked(_ mark: RankedBarChart.Mark) -> RankedBarChart.State {
    guard case .value(let value, let marks) = self else { return self }
    return .value(value, marks: marks.union([mark]))
  }
}
