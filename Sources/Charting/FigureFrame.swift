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
  /// Where the figure is going.
  public var size: FigureSize
  /// The colours.
  public var theme: Theme

  /// How many bodies were selected and how many of them state the value.
  public struct Reporting: Sendable, Equatable {
    /// How many of the selected bodies state the value.
    public var stating: Int
    /// How many bodies were selected.
    public var selected: Int
    /// What the bodies are called in the figure's language, in English in the plural: `市`, `cities`.
    public var noun: String

    /// Makes the reporting rate of its two counts.
    public init(stating: Int, selected: Int, noun: String) {
      self.stating = stating
      self.selected = selected
      self.noun = noun
    }

    /// The rate in per cent, such as `70%`.
    ///
    /// Edge cases: a rate that would round to 0% or 100% without being it has a decimal, and is never
    /// rounded to either; without selected bodies the rate is a dash.
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
    size: FigureSize, theme: Theme = .light
  ) {
    self.title = title
    self.showsTitle = showsTitle
    self.subtitle = subtitle
    self.unit = unit
    self.sources = sources
    self.notes = notes
    self.reporting = reporting
    self.language = language
    self.size = size
    self.theme = theme
  }
}

/// Sets what stands above and below the plot.
struct FrameSetter {
  let frame: FigureFrame
  let typesetter: Typesetter

  /// The leading of notes and sources.
  static let noteLeading = 1.36

  /// The width between the margins, points.
  var innerWidth: Double { frame.size.width - 2 * frame.size.type.margin }

  /// Title, subtitle and unit; the unit at the right on the last line above the plot.
  func header() throws(ChartError) -> TextBlock {
    let (type, theme) = (frame.size.type, frame.theme)
    var block = TextBlock()
    let title = Typesetter.trimmed(frame.title)
    if frame.showsTitle, !title.isEmpty {
      let font = Font(size: type.title, isBold: true)
      block.append(
        try typesetter.balancedLines(title, font, within: innerWidth), font: font,
        colour: theme.ink, leading: 1.26)
      block.space(0.2 * type.title)
    }
    let subtitle = Typesetter.trimmed(frame.subtitle ?? "")
    let font = Font(size: type.subtitle)
    let small = Font(size: type.small)
    var lines = try typesetter.lines(subtitle, font, within: innerWidth)
    if lines.count > 1 {
      lines = try typesetter.balancedLines(subtitle, font, within: innerWidth)
    }
    block.append(lines, font: font, colour: theme.quietInk, leading: 1.36)
    let unit = Typesetter.trimmed(frame.unit)
    if !unit.isEmpty {
      let text = Phrase.unit.text(in: frame.language, ["unit": unit])
      let lastWidth = try typesetter.width(lines.last ?? "", font)
      let width = try typesetter.width(text, small)
      if let last = block.lines.last, !lines.isEmpty,
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
    return block
  }

  /// What stands below the plot: number of bodies and reporting rate, lists, footnotes, notes, sources.
  func footer(_ paragraphs: [Paragraph]) throws(ChartError) -> TextBlock {
    let font = Font(size: frame.size.type.small)
    let reporting = frame.reporting
    var all = [
      Paragraph(
        "",
        Phrase.reporting.text(
          in: frame.language,
          [
            "selected": String(reporting.selected), "stating": String(reporting.stating),
            "share": reporting.share, "noun": Typesetter.trimmed(reporting.noun),
          ]))
    ]
    all += paragraphs
    all += labelled(.note, frame.notes) + labelled(.source, frame.sources)

    var block = TextBlock()
    for paragraph in all {
      let indent = try typesetter.width(paragraph.label, font)
      // A hanging indent that took more than a third of the line would waste it.
      let hangs = indent <= innerWidth / 3
      let lines = try typesetter.lines(
        hangs ? paragraph.text : paragraph.label + paragraph.text, font,
        within: innerWidth - (hangs ? indent : 0))
      if hangs, !paragraph.label.isEmpty, !paragraph.repeatsLabel {
        block.lines.append(
          TextBlock.Line(
            string: paragraph.label, x: 0,
            baseline: block.height
              + TextBlock.baseline(of: font, in: font.size * Self.noteLeading),
            font: font, colour: frame.theme.quietInk))
      }
      block.append(
        lines, x: hangs ? indent : 0, font: font, colour: frame.theme.quietInk,
        leading: Self.noteLeading)
    }
    return block
  }

  /// A paragraph below the plot: a label and what it introduces.
  struct Paragraph {
    /// What stands before the text, such as `注：` or a footnote mark; further lines hang beside it.
    var label: String
    /// The text.
    var text: String
    /// Whether the label only gives the indent because it stands already above.
    var repeatsLabel = false

    init(_ label: String, _ text: String, repeatsLabel: Bool = false) {
      self.label = label
      self.text = text
      self.repeatsLabel = repeatsLabel
    }
  }

  /// Paragraphs under one label, which is written before the first only.
  private func labelled(_ phrase: Phrase, _ texts: [String]) -> [Paragraph] {
    let label = phrase.text(in: frame.language)
    let texts = texts.map(Typesetter.trimmed).filter { !$0.isEmpty }
    return texts.enumerated().map { index, text in
      Paragraph(label, text, repeatsLabel: index > 0)
    }
  }

  /// A list of bodies in at most `lineLimit` lines; names beyond it are counted, not written.
  ///
  /// `nil` if there is no name. Edge cases: the first name is always written.
  func list(
    _ phrase: Phrase, _ names: [String], lineLimit: Int
  ) throws(ChartError) -> Paragraph? {
    guard !names.isEmpty else { return nil }
    let language = frame.language
    let font = Font(size: frame.size.type.small)
    let label = phrase.text(in: language, ["count": String(names.count)])
    let separator = Phrase.separator.text(in: language)
    func text(_ count: Int) -> String {
      let written = names.prefix(count).joined(separator: separator)
      guard count < names.count else { return written }
      return Phrase.namesAndOthers.text(
        in: language,
        [
          "names": written, "count": String(names.count), "rest": String(names.count - count),
        ])
    }
    func fits(_ count: Int) throws(ChartError) -> Bool {
      try typesetter.lines(label + text(count), font, within: innerWidth).count <= lineLimit
    }
    // No line holds more names than characters of half the type size, which keeps the search short.
    let most = min(names.count, Int(innerWidth / font.size * 2) * lineLimit)
    if most == names.count, try fits(most) { return Paragraph("", label + text(most)) }
    var low = 1
    var high = max(most, 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if try fits(middle) { low = middle } else { high = middle - 1 }
    }
    return Paragraph("", label + text(low))
  }
}
