/// What every figure has around its plot, whatever its kind.
public struct FigureFrame: Sendable, Equatable {
  /// The title, which states the finding or the measure.
  public var title: String
  /// Whether the title is drawn; where a caption below the figure carries it, it is not.
  public var showsTitle: Bool
  /// The line below the title, which says what is shown; none where absent.
  public var subtitle: String?
  /// The unit of the values, such as `件` or `项/百万人`; none where empty.
  public var unit: String
  /// Where the numbers are from, one entry a paragraph, in the figure's language.
  public var sources: [String]
  /// Notes, ready sentences in the figure's language, one entry a paragraph.
  public var notes: [String]
  /// How many bodies were selected and how many of them state the value.
  public var reporting: Reporting
  /// The language of the figure.
  public var language: FigureLanguage
  /// Where the figure is going; its type is as large as the theme makes it.
  public var size: FigureSize {
    get { asked.with(theme.sizes) }
    set { asked = newValue }
  }
  /// The colours, and what they change in the type.
  public var theme: Theme

  /// The least heights of what stands above and below the plot, so that the plots of panels align.
  var leastHeader = 0.0
  var leastFooter = 0.0
  /// The least distance of the plot from the left edge, so that the plots of panels align.
  var leastPlotLeft = 0.0

  private var asked: FigureSize

  /// How many bodies were selected and how many of them state the value.
  public struct Reporting: Sendable, Equatable {
    /// How many of the selected bodies state the value.
    public var stating: Int
    /// How many bodies were selected.
    public var selected: Int
    /// What the bodies are called in the figure's language (in English the plural): `市`, `cities`.
    public var noun: String

    /// What so many of them do.
    public var outcome: Outcome

    /// What a body does to count: a figure shows what reports state, or scores that are made of it.
    public enum Outcome: String, Sendable, CaseIterable {
      /// Its report states the value.
      case stated
      /// Its report states the value in the class that is compared, where others state another.
      case comparable
      /// Its report states both values.
      case both
      /// It has a score, and with it a rank.
      case ranked
      /// It has a score, of which the figure shows no rank.
      case scored
    }

    /// Makes the reporting rate of its two counts.
    public init(stating: Int, selected: Int, noun: String, outcome: Outcome = .stated) {
      self.stating = stating
      self.selected = selected
      self.noun = noun
      self.outcome = outcome
    }

    /// Refuses counts that contradict each other.
    func validate() throws(ChartError) {
      guard stating >= 0, stating <= selected else {
        throw ChartError(
          .specification,
          "\(stating) of \(selected) bodies cannot state a value: correct the reporting rate")
      }
    }

    /// The values that the phrases of the reporting rate take.
    func values(in language: FigureLanguage) -> [String: String] {
      let outcome: Phrase =
        switch outcome {
        case .stated: .outcomeStated
        case .comparable: .outcomeComparable
        case .both: .outcomeBoth
        case .ranked: .outcomeRanked
        case .scored: .outcomeScored
        }
      return [
        "selected": String(selected), "stating": String(stating), "share": share,
        "noun": Typesetter.trimmed(noun), "outcome": outcome.text(in: language),
      ]
    }

    /// The rate in per cent, such as `70%`.
    ///
    /// Edge cases: a rate that would round to 0% or 100% without being it has a decimal, and is
    /// never rounded to either; without selected bodies the rate is a dash.
    var share: String {
      guard selected > 0 else { return "—" }
      let share = Double(stating) / Double(selected) * 100
      let rounded = share.rounded()
      let isWhole = (rounded > 0 || stating == 0) && (rounded < 100 || stating >= selected)
      let style = NumberStyle(language: .english, decimals: isWhole ? 0 : 1)
      return style.string(isWhole ? share : min(max(share, 0.1), 99.9)) + "%"
    }
  }

  /// Makes a frame.
  public init(
    title: String, showsTitle: Bool = true, subtitle: String? = nil, unit: String,
    sources: [String], notes: [String] = [], reporting: Reporting, language: FigureLanguage,
    size: FigureSize, theme: Theme = .page
  ) {
    self.title = title
    self.showsTitle = showsTitle
    self.subtitle = subtitle
    self.unit = unit
    self.sources = sources
    self.notes = notes
    self.reporting = reporting
    self.language = language
    self.asked = size
    self.theme = theme
  }
}

extension FigureFrame {
  /// The sizes of type: the destination's, as far as the theme does not change them.
  var type: TypeScale { size.type }

  /// The finished figure: what is drawn, on paper of the size and in the language that were asked for.
  func scene(height: Double, alternativeText: String, elements: [Scene.Element]) -> Scene {
    Scene(
      width: size.width, height: height, background: theme.paper, language: language,
      resolution: size.resolution, title: Typesetter.trimmed(title),
      alternativeText: alternativeText, leastTypeSize: size.type.least, elements: elements)
  }
}

/// Sets what stands above and below the plot.
struct FrameSetter {
  let frame: FigureFrame
  let typesetter: Typesetter

  /// The leading of notes and sources.
  static let noteLeading = 1.36

  /// The width between the margins, points.
  var innerWidth: Double { frame.size.width - 2 * frame.type.margin }

  /// Title, subtitle and unit; the unit at the right on the last line above the plot.
  func header() throws(ChartError) -> TextBlock {
    let (type, theme) = (frame.type, frame.theme)
    var block = TextBlock()
    let title = Typesetter.trimmed(frame.title)
    if frame.showsTitle, !title.isEmpty {
      let font = Font(size: type.title, isBold: true)
      block.append(
        try typesetter.headline(title, font, within: innerWidth), font: font,
        colour: theme.ink, leading: 1.26)
      block.space(0.2 * type.title)
    }
    let subtitle = Typesetter.trimmed(frame.subtitle ?? "")
    let font = Font(size: type.subtitle)
    let lines = try typesetter.headline(subtitle, font, within: innerWidth)
    block.append(lines, font: font, colour: theme.quietInk, leading: 1.36)
    let unit = Typesetter.trimmed(frame.unit)
    if !unit.isEmpty {
      let text = Phrase.unit.text(in: frame.language, ["unit": unit])
      let width = try typesetter.width(text, small)
      let lastWidth = try block.lines.last.map { line throws(ChartError) in
        try typesetter.width(line.string, line.font)
      }
      if let last = block.lines.last, let lastWidth,
        lastWidth + width + 2 * type.small <= innerWidth
      {
        block.lines.append(
          TextBlock.Line(
            string: text, x: innerWidth, baseline: last.baseline, anchor: .end, font: small,
            colour: theme.quietInk))
      } else {
        for line in try typesetter.lines(text, small, within: innerWidth) {
          block.append(
            [line], x: innerWidth, font: small, colour: theme.quietInk,
            leading: Self.noteLeading)
          block.lines[block.lines.count - 1].anchor = .end
        }
      }
    }
    if block.height > 0 { block.space(0.55 * type.small) }
    if block.height < frame.leastHeader { block.space(frame.leastHeader - block.height) }
    return block
  }

  /// What stands below the plot: reporting rate, lists, footnotes, notes and sources.
  ///
  /// Lists and footnotes stand side by side as far as a line holds them whole; the shortest list
  /// comes first, so that it finds a place beside the rate. `rate` stands for the sentence on the
  /// reporting rate where a kind counts something else than bodies; `key` says what short headings
  /// stand for.
  func footer(
    rate: String? = nil, lists: [String], key: [String] = [], footnotes: [String]
  ) throws(ChartError) -> TextBlock {
    let reporting = frame.reporting
    let rate =
      rate
      ?? Phrase.reporting.text(
        in: frame.language, reporting.values(in: frame.language))
    var measured: [(text: String, width: Double)] = []
    for list in lists { measured.append((list, try typesetter.width(list, small))) }
    measured.sort { $0.width < $1.width }
    var block = TextBlock()
    try flow([rate] + measured.map(\.text), into: &block)
    try flow(key, into: &block)
    try flow(footnotes, into: &block)
    try add(.note, frame.notes, to: &block)
    try add(.source, frame.sources, to: &block)
    if block.height < frame.leastFooter { block.space(frame.leastFooter - block.height) }
    return block
  }

  private var small: Font { Font(size: frame.type.small) }

  /// Adds texts one after another, each whole on the line begun or else on lines of its own.
  private func flow(_ texts: [String], into block: inout TextBlock) throws(ChartError) {
    let gap = 1.8 * small.size
    var x = Double.infinity
    for text in texts {
      let width = try typesetter.width(text, small)
      if x + width <= innerWidth, let last = block.lines.last {
        block.lines.append(
          TextBlock.Line(
            string: text, x: x, baseline: last.baseline, font: small, colour: last.colour))
        x += width + gap
      } else {
        let lines = try typesetter.lines(text, small, within: innerWidth)
        block.append(
          lines, font: small, colour: frame.theme.quietInk, leading: Self.noteLeading)
        x = lines.count > 1 ? .infinity : width + gap
      }
    }
  }

  /// Adds paragraphs under one label, which stands before the first and beside which they hang.
  func add(
    _ phrase: Phrase, _ texts: [String], to block: inout TextBlock
  ) throws(ChartError) {
    let label = phrase.text(in: frame.language)
    let indent = try typesetter.width(label, small)
    for (place, text) in texts.map(Typesetter.trimmed).filter({ !$0.isEmpty }).enumerated() {
      if place == 0 {
        block.lines.append(
          TextBlock.Line(
            string: label, x: 0,
            baseline: block.height
              + TextBlock.baseline(of: small, in: small.size * Self.noteLeading),
            font: small, colour: frame.theme.quietInk))
      }
      block.append(
        try typesetter.lines(text, small, within: innerWidth - indent), x: indent, font: small,
        colour: frame.theme.quietInk, leading: Self.noteLeading)
    }
  }

  /// A list of bodies in at most `lineLimit` lines; names beyond it are counted, not written.
  ///
  /// `nil` if there is no name. Edge cases: the first name is always written.
  func list(
    _ phrase: Phrase, _ names: [String], lineLimit: Int
  ) throws(ChartError) -> String? {
    try list(
      labelled: phrase.text(in: frame.language, ["count": String(names.count)]), names,
      lineLimit: lineLimit)
  }

  /// A list of bodies after a label of the kind's own, in at most `lineLimit` lines.
  ///
  /// `nil` if there is no name. Edge cases: the first name is always written.
  func list(
    labelled label: String, _ names: [String], lineLimit: Int
  ) throws(ChartError) -> String? {
    guard !names.isEmpty else { return nil }
    let language = frame.language
    // A name with a comma of its own needs a stronger mark after it.
    let hasCommas = names.contains { $0.contains { ",，、".contains($0) } }
    let separator = (hasCommas ? Phrase.strongSeparator : .separator).text(in: language)
    func text(_ count: Int) -> String {
      let written = names.prefix(count).joined(separator: separator)
      guard count < names.count else { return written }
      return Phrase.listedAndOthers.text(
        in: language, ["names": written, "rest": String(names.count - count)])
    }
    func fits(_ count: Int) throws(ChartError) -> Bool {
      try typesetter.lines(label + text(count), small, within: innerWidth).count <= lineLimit
    }
    // Long texts are slow to break, so a count that cannot fit even by narrow estimates of the
    // widths (0.9 em for an ideograph, 0.25 em for a letter) is never tried.
    var room = innerWidth / small.size * Double(lineLimit)
    var most = 0
    for name in names {
      for scalar in name.unicodeScalars { room -= scalar.value >= 0x2E80 ? 0.9 : 0.25 }
      if room < 0 { break }
      most += 1
    }
    if most == names.count, try fits(most) { return label + text(most) }
    var low = 1
    var high = max(most, 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if try fits(middle) { low = middle } else { high = middle - 1 }
    }
    return label + text(low)
  }
}
