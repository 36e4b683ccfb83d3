extension Theme {
  /// The least difference, CIEDE2000, of two colours that stand for two things.
  ///
  /// About 1 is just noticeable side by side; two patches apart from one another need far more.
  public static let leastDifference = 10.0

  /// The least difference in greyscale, where only lightness is left.
  public static let leastGreyDifference = 5.0

  /// The factors that a size may be changed by.
  public static let factors = 0.5...2

  /// The names of the colours that can be changed: properties in kebab-case, such as `quiet-ink`.
  public static var colourNames: [String] { changeable.map(\.name) + seriesNames }

  /// The names of the sizes that can be changed.
  public static var sizeNames: [String] { changeableSizes.map(\.name) }

  private static let seriesNames = (1...6).map { "series-\($0)" }
  private static var changeable: [(name: String, path: WritableKeyPath<Theme, Colour>)] {
    [
      ("paper", \.paper), ("ink", \.ink), ("quiet-ink", \.quietInk), ("rule", \.rule),
      ("grid", \.grid), ("zero", \.zero), ("bar", \.bar), ("bar-hatch-ground", \.barHatchGround),
      ("focus", \.focus), ("focus-hatch-ground", \.focusHatchGround), ("interval", \.interval),
      ("median", \.median),
    ]
  }

  private static var changeableSizes: [(name: String, path: WritableKeyPath<Sizes, Double>)] {
    [
      ("title", \.title), ("subtitle", \.subtitle), ("row", \.row), ("small", \.small),
      ("margin", \.margin),
    ]
  }

  /// Makes a theme of another by changing some of its colours, sizes and its font.
  ///
  /// Names are those of ``colourNames`` and ``sizeNames``; a size is a factor of the destination's
  /// own. What hatches stand on is made anew where its bar changes and it does not. A series that
  /// changes is filled with one colour.
  ///
  /// - Throws: ``ChartError`` with every unknown name and the nearest known one, every factor
  ///   outside ``factors``, every text that could not be read on the paper, and every two series
  ///   that could not be told apart.
  public init(
    changing base: Theme, name: String? = nil, colours: [String: Colour] = [:],
    sizes: [String: Double] = [:], font: String? = nil
  ) throws(ChartError) {
    self = base
    if let name { self.name = name }
    if let font { self.font = font }
    var problems: [String] = []
    for (name, colour) in colours.sorted(by: { $0.key < $1.key }) {
      if let path = Self.changeable.first(where: { $0.name == name })?.path {
        self[keyPath: path] = colour
      } else if let place = Self.seriesNames.firstIndex(of: name), place < series.count {
        series[place] = Series(colour)
      } else {
        problems.append(Self.unknown(name, "colour", among: Self.colourNames))
      }
    }
    if colours["focus-hatch-ground"] == nil, colours["focus"] != nil || colours["paper"] != nil {
      focusHatchGround = paper.mixed(with: focus, share: Self.groundShare)
    }
    if colours["bar-hatch-ground"] == nil, colours["bar"] != nil || colours["paper"] != nil {
      barHatchGround = paper.mixed(with: bar, share: Self.groundShare)
    }
    for (name, factor) in sizes.sorted(by: { $0.key < $1.key }) {
      guard let path = Self.changeableSizes.first(where: { $0.name == name })?.path else {
        problems.append(Self.unknown(name, "size", among: Self.sizeNames))
        continue
      }
      if Self.factors.contains(factor) {
        self.sizes[keyPath: path] = factor
      } else {
        problems.append("the size \(name) is a factor from 0.5 to 2, not \(factor)")
      }
    }
    problems += self.problems
    guard problems.isEmpty else {
      throw ChartError(.specification, problems.joined(separator: "; "))
    }
  }

  private static func unknown(_ name: String, _ noun: String, among known: [String]) -> String {
    "“\(name)” is not a \(noun) of a theme: "
      + (Spelling.nearest(name, among: known).map { "is \($0) meant?" }
        ?? "write one of \(known.joined(separator: ", "))")
  }

  /// What makes the colours unfit for a figure, in sentences; empty for every theme here.
  var problems: [String] {
    let style = NumberStyle(language: .english, decimals: 1)
    var problems: [String] = []
    for (name, colour) in [
      ("ink", ink), ("quiet-ink", quietInk), ("focus", focus), ("median", median),
    ] where colour.contrast(with: paper) < Self.leastTextContrast {
      problems.append(
        "\(name) \(colour) has a contrast of \(style.string(colour.contrast(with: paper))) : 1 with "
          + "the paper; the least that can be read is \(style.string(Self.leastTextContrast)) : 1")
    }
    for (name, colour) in [("bar", bar), ("interval", interval)] {
      if colour.contrast(with: paper) < FigureCheck.quietContrast {
        problems.append("\(name) \(colour) can hardly be seen on the paper \(paper)")
      }
      if !focus.isTold(from: colour) {
        problems.append(
          "focus \(focus) cannot be told from \(name) \(colour) by every reader: choose a colour "
            + "that is darker, lighter or of another hue")
      }
    }
    if grid.contrast(with: paper) >= FigureCheck.quietContrast {
      problems.append("grid \(grid) is too strong to stand behind text: choose a quieter colour")
    }
    for place in series.indices {
      let fill = fill(series: place)
      if fill.strongestContrast(with: paper) < FigureCheck.quietContrast {
        problems.append("series-\(place + 1) can hardly be seen on the paper \(paper)")
      }
      for other in series.indices where other > place {
        if let vision = fill.visionThatConfuses(self.fill(series: other)) {
          problems.append(
            "series-\(place + 1) and series-\(other + 1) cannot be told apart "
              + (vision == .greyscale ? "in greyscale" : "with \(vision.rawValue) vision"))
        }
      }
    }
    return problems
  }

  /// The theme with another accent; what its hatches stand on is made of it and the paper.
  ///
  /// - Throws: ``ChartError`` if the accent has a contrast below 4.5 : 1 with the paper, or cannot be
  ///   told from the other bars and lines by every reader.
  public func accented(_ colour: Colour) throws(ChartError) -> Theme {
    try Theme(changing: self, colours: ["focus": colour])
  }

  /// As much of a bar's colour shows in the ground of its hatch.
  private static let groundShare = 0.2
}
