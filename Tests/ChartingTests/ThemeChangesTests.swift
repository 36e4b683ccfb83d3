import Testing

@testable import Charting

struct ThemeChangesTests {
  @Test func `colours, sizes and the font of a theme are changed by name`() throws {
    let theme = try Theme(
      changing: .page, name: "ours",
      colours: ["quiet-ink": Colour(70, 70, 70), "series-2": Colour(210, 160, 90)],
      sizes: ["title": 1.5, "small": 0.5, "margin": 2], font: "Noto Sans CJK SC")
    #expect(theme.name == "ours")
    #expect(theme.quietInk == Colour(70, 70, 70))
    #expect(theme.series[1] == Theme.Series(Colour(210, 160, 90)))
    #expect(theme.ink == Theme.page.ink)
    #expect(theme.font == "Noto Sans CJK SC")
    #expect(theme.sizes == Theme.Sizes(title: 1.5, small: 0.5, margin: 2))
  }

  @Test(arguments: Theme.named)
  func `nothing changed is the theme itself, and every name changes something`(
    theme: Theme
  ) throws {
    #expect(try Theme(changing: theme) == theme)
    #expect(Theme.colourNames.count == 18)
    for name in Theme.sizeNames {
      let changed = try Theme(changing: theme, sizes: [name: 1.25])
      #expect(changed.sizes != theme.sizes)
    }
  }

  @Test(arguments: Theme.colourNames)
  func `each colour can be changed`(name: String) throws {
    // Colours near those of the page, so that all is told apart still.
    let near: [String: Colour] = [
      "paper": Colour(252, 252, 250), "ink": Colour(10, 10, 10), "quiet-ink": Colour(80, 80, 80),
      "rule": Colour(170, 170, 170), "grid": Colour(230, 230, 230), "zero": Colour(60, 60, 60),
      "bar": Colour(140, 150, 160), "bar-hatch-ground": Colour(230, 232, 234),
      "focus": Colour(150, 20, 60), "focus-hatch-ground": Colour(210, 220, 240),
      "interval": Colour(90, 110, 120), "median": Colour(0, 0, 0),
      "series-1": Colour(10, 80, 150), "series-2": Colour(220, 170, 90),
      "series-3": Colour(80, 30, 60), "series-4": Colour(90, 155, 195),
      "series-5": Colour(165, 90, 55), "series-6": Colour(178, 214, 216),
    ]
    let colour = try #require(near[name])
    let theme = try Theme(changing: .page, colours: [name: colour])
    #expect(theme != .page)
  }

  @Test func `each unknown name is told with the nearest, and each bad factor`() {
    let error = #expect(throws: ChartError.self) {
      try Theme(
        changing: .page, colours: ["quietink": .white, "sparkle": .white],
        sizes: ["titel": 1, "row": 2.5, "small": 0.4, "margin": .nan])
    }
    #expect(error?.code == .specification)
    let message = error?.message ?? ""
    #expect(message.contains("“quietink” is not a colour of a theme: is quiet-ink meant?"))
    #expect(message.contains("“sparkle” is not a colour of a theme: write one of paper, ink,"))
    #expect(message.contains("“titel” is not a size of a theme: is title meant?"))
    #expect(message.contains("the size row is a factor from 0.5 to 2, not 2.5"))
    #expect(message.contains("the size small is a factor from 0.5 to 2, not 0.4"))
    #expect(message.contains("the size margin is a factor from 0.5 to 2, not nan"))
  }

  @Test(arguments: [
    ("ink", Colour(150, 150, 150), "ink #969696 has a contrast of 3.0 : 1 with the paper"),
    ("paper", Colour(30, 40, 50), "ink #1a242c has a contrast of 1"),
    ("grid", Colour(120, 120, 120), "grid #787878 is too strong to stand behind text"),
    ("bar", Colour(250, 250, 250), "bar #fafafa can hardly be seen on the paper #ffffff"),
    ("series-4", Colour(250, 250, 250), "series-4 can hardly be seen on the paper"),
    ("series-1", Colour(84, 32, 60), "series-1 and series-3 cannot be told apart"),
  ])
  func `colours that no figure could be drawn in are refused`(
    name: String, colour: Colour, says: String
  ) {
    let error = #expect(throws: ChartError.self) {
      try Theme(changing: .page, colours: [name: colour])
    }
    #expect(error?.message.contains(says) ?? false, "\(error as Any)")
  }

  @Test func `an accent brings the ground of its hatch`() throws {
    let theme = try Theme.page.accented(Colour(150, 20, 60))
    #expect(theme.focus == Colour(150, 20, 60))
    // A fifth of the way from white: 255 − 105/5 = 234, 255 − 235/5 = 208, 255 − 195/5 = 216.
    #expect(theme.focusHatchGround == Colour(234, 208, 216))
    #expect(theme.focus.contrast(with: theme.focusHatchGround) >= 4)
    #expect(theme.series == Theme.page.series)
    var again = theme
    again.focus = Theme.page.focus
    again.focusHatchGround = Theme.page.focusHatchGround
    #expect(again == .page)
  }

  @Test(arguments: [
    // Too pale for names; too like the bars; too like the lines of intervals.
    (Colour(240, 160, 60), "focus #f0a03c has a contrast of 2."),
    (Colour(132, 154, 174), "cannot be told from bar"),
    (Colour(86, 110, 127), "focus #566e7f cannot be told from interval #566e7f"),
  ])
  func `an accent that cannot be read or told is refused`(colour: Colour, says: String) {
    let error = #expect(throws: ChartError.self) { try Theme.page.accented(colour) }
    #expect(error?.code == .specification)
    #expect(error?.message.contains(says) ?? false, "\(error as Any)")
  }

  @Test func `sizes are factors of the destination's, and its least sizes hold`() {
    var frame = FigureFrame(
      title: "", unit: "", sources: [],
      reporting: FigureFrame.Reporting(stating: 0, selected: 0, noun: "市"), language: .chinese,
      size: .slide)
    #expect(frame.size == .slide)
    frame.theme.sizes = Theme.Sizes(title: 1.5, subtitle: 1, row: 0.5, small: 2, margin: 0.5)
    // 26 · 1.5 = 39; 15 · 0.5 = 7.5, but no name is below 12; 11.5 · 2 = 23; 36 · 0.5 = 18.
    #expect(frame.type.title == 39)
    #expect(frame.type.subtitle == 16)
    #expect(frame.type.row == 12)
    #expect(frame.type.small == 23)
    #expect(frame.type.margin == 18)
    #expect(frame.type.least == 10)
    // Handing the size on does not change it twice.
    let size = frame.size
    frame.size = size
    #expect(frame.type.title == 39)
    frame.theme = .page
    #expect(frame.size == .slide)
  }

  @Test(arguments: FigureSize.named)
  func `no factor takes type below the least`(size: FigureSize) {
    let small = Theme.Sizes(title: 0.5, subtitle: 0.5, row: 0.5, small: 0.5, margin: 0.5)
    let type = size.with(small).type
    #expect(min(type.title, type.subtitle, type.small) >= size.type.least)
    #expect(type.row >= size.type.leastRow)
  }

  @Test(arguments: Theme.named, FigureSize.named)
  func `a figure passes its check in every theme and size`(theme: Theme, size: FigureSize) throws {
    let rows = (0..<8).map { place in
      RankedBarChart.Row(
        id: "b\(place)", label: "市\(place)", rank: 8 - place, state: .value(Double(9 * place)),
        isFocus: place == 3)
    }
    var changed = theme
    for sizes in [Theme.Sizes(), Theme.Sizes(title: 1.3, row: 0.8, small: 1.2, margin: 1.5)] {
      changed.sizes = sizes
      let frame = FigureFrame(
        title: "2022年通过地方性法规", unit: "件", sources: ["各市工作报告"],
        reporting: FigureFrame.Reporting(stating: 8, selected: 8, noun: "市"), language: .chinese,
        size: size, theme: changed)
      let chart = RankedBarChart(frame: frame, areCounts: true, rows: rows)
      let scene = try chart.scene(measuring: FixedWidthMeasurer())
      #expect(FigureCheck.problems(in: scene).isEmpty)
      #expect(scene.background == theme.paper)
      #expect(scene.bars["bar-b3"]?.fill == .solid(theme.focus))
      #expect(scene.texts.contains { $0.font.size == frame.type.title })
    }
  }
}
