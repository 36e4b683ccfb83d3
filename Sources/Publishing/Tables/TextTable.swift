import Diagnostics

/// A table as a reader sees it, from which every form is made.
///
/// What a cell says is written into it once, by the words of the language; a form (terminal, Markdown, HTML,
/// LaTeX, Word) adds nothing and leaves out nothing but drawings that it cannot show.
struct TextTable: Sendable {
  var title: String
  var subtitle: String
  /// The line at the top right, such as 单位：件; empty where columns have several units.
  var unit: String
  var columns: [Column]
  /// Headings above several columns, from left to right; they do not overlap.
  var spanners: [Spanner] = []
  var groups: [Group]
  /// What stands below, after the footnotes: notes, then the source.
  var notes: [String]
  /// The language of footnote marks.
  var language = Language.chinese

  struct Column: Sendable, Equatable {
    var heading: String
    var isNumber = false
    /// Whether the cells name their rows.
    var isStub = false
    /// Stand below the table, by a mark at the heading.
    var footnotes: [String] = []
    /// What bars stand on, from at most 0 to at least 0; nothing where no cell has one.
    var scale: ClosedRange<Double>?
    /// How many half widths of type it takes at least, for what is written in by hand.
    var leastWidth = 0
    /// The years of small columns; empty where no cell has them.
    var years: [Int] = []

    /// Whether the cells hold drawings, which are told by the column beside them.
    var isDrawing: Bool { scale != nil || !years.isEmpty }
  }

  /// A heading over several columns.
  struct Spanner: Sendable, Equatable {
    var heading: String
    var columns: Range<Int>
  }

  /// Rows that stand together below a heading; the ranked rows have none.
  struct Group: Sendable {
    var heading: String?
    var rows: [Row]
    /// Whether a rule parts the group from the one above.
    var isBand = false
  }

  struct Row: Sendable {
    var cells: [Cell]
    var isFocus = false

    init(cells: [Cell], isFocus: Bool = false) {
      self.cells = cells
      self.isFocus = isFocus
    }

    init(texts: [String], isFocus: Bool = false) {
      self.init(cells: texts.map { Cell($0) }, isFocus: isFocus)
    }

    /// The texts of the cells, without footnote marks.
    var texts: [String] { cells.map(\.text) }
  }

  struct Cell: Sendable, Equatable {
    var text: String
    var isStrong: Bool
    /// Stand below the table, by marks after the text.
    var footnotes: [String]
    /// The number itself, full precision, by which pages sort; nothing where it is not known.
    var value: Double?
    var drawing: Drawing?
    /// The shade behind the text, 0 (none) to 1 (the deepest).
    var shade: Double?

    init(
      _ text: String, isStrong: Bool = false, footnotes: [String] = [], value: Double? = nil,
      drawing: Drawing? = nil, shade: Double? = nil
    ) {
      self.text = text
      self.isStrong = isStrong
      self.footnotes = footnotes
      self.value = value
      self.drawing = drawing
      self.shade = shade
    }
  }

  /// What a cell draws beside the number that another cell states.
  enum Drawing: Sendable, Equatable {
    /// A bar from 0 to the value, on the scale of the column.
    case bar(Double)
    /// A small column for each year of the column, nothing where a year has no value.
    ///
    /// Heights begin at 0, or at the least value where one is below, and end at the greatest of the row.
    case columns([Double?])
  }
}

// MARK: - Footnotes

extension TextTable {
  /// The footnotes of a table with their marks, in the order in which a reader meets them.
  struct Footnotes {
    private(set) var texts: [String] = []
    private let language: Language

    init(_ table: TextTable, language: Language) {
      self.language = language
      let cells = table.groups.flatMap(\.rows).flatMap(\.cells)
      for text in table.columns.flatMap(\.footnotes) + cells.flatMap(\.footnotes)
      where !texts.contains(text) {
        texts.append(text)
      }
    }

    /// The marks of notes one after another; empty where there are none.
    func marks(of notes: [String]) -> String {
      let marks = notes.compactMap { texts.firstIndex(of: $0) }.map(mark)
      return marks.joined(separator: language == .chinese ? "" : ",")
    }

    /// The notes, each after its mark.
    var lines: [String] {
      texts.enumerated().map { mark($0) + (language == .chinese ? "" : " ") + $1 }
    }

    /// ①, ② up to ㊿ and (51) after it in Chinese; a to z, then aa, ab in English.
    private func mark(_ index: Int) -> String {
      switch language {
      case .chinese:
        let first: UInt32 = index < 20 ? 0x2460 : index < 35 ? 0x3251 - 20 : 0x32B1 - 35
        guard index < 50, let scalar = Unicode.Scalar(first + UInt32(index)) else {
          return "(\(index + 1))"
        }
        return String(Character(scalar))
      case .english:
        var (rest, letters) = (index, "")
        repeat {
          letters = String(Character(Unicode.Scalar(UInt8(97 + rest % 26)))) + letters
          rest = rest / 26 - 1
        } while rest >= 0
        return letters
      }
    }
  }

  /// What stands below the table: footnotes, notes, source.
  func linesBelow(_ footnotes: Footnotes) -> [String] { footnotes.lines + notes }

  /// The heading of a column with its spanner before it, for forms that have one line of headings.
  func wholeHeading(_ index: Int) -> String {
    let heading = columns[index].heading
    guard let spanner = spanners.first(where: { $0.columns.contains(index) }) else {
      return heading
    }
    guard !heading.isEmpty else { return spanner.heading }
    return spanner.heading + (language == .chinese ? "：" : ": ") + heading
  }

  /// Takes a column out; spanners keep their columns.
  mutating func removeColumn(_ index: Int) {
    columns.remove(at: index)
    spanners = spanners.compactMap { spanner in
      var spanner = spanner
      let low = spanner.columns.lowerBound - (index < spanner.columns.lowerBound ? 1 : 0)
      let high = spanner.columns.upperBound - (index < spanner.columns.upperBound ? 1 : 0)
      spanner.columns = low..<high
      return low < high ? spanner : nil
    }
    for group in groups.indices {
      for row in groups[group].rows.indices { groups[group].rows[row].cells.remove(at: index) }
    }
  }
}

// MARK: - Drawings

extension TextTable {
  /// Where a bar stands on the width of its column, each a share of it.
  struct BarSpan: Equatable {
    var zero: Double
    var low: Double
    var high: Double

    /// Nothing where the scale has no length or the value is no number.
    init?(_ value: Double, on scale: ClosedRange<Double>) {
      let length = scale.upperBound - scale.lowerBound
      guard length > 0, length.isFinite, value.isFinite else { return nil }
      let share = { (value: Double) in min(max((value - scale.lowerBound) / length, 0), 1) }
      zero = share(0)
      low = min(share(value), zero)
      high = max(share(value), zero)
    }
  }

  /// The heights of small columns, 0 to 1; nothing where a year has no value.
  static func heights(of values: [Double?]) -> [Double?] {
    let known = values.compactMap { $0 }.filter(\.isFinite)
    let low = min(known.min() ?? 0, 0)
    let length = max(known.max() ?? 0, 0) - low
    return values.map { value in
      guard let value, value.isFinite else { return nil }
      return length > 0 && length.isFinite ? (value - low) / length : 0
    }
  }

  /// Small columns in block characters, ▁ for the least.
  static func blocks(of values: [Double?], gap: Character) -> String {
    let blocks = Array("▁▂▃▄▅▆▇█")
    return String(
      heights(of: values).map { height in
        height.map { blocks[Int(($0 * 7).rounded())] } ?? gap
      })
  }

  /// A bar in block characters, to an eighth of a character, with a line at 0 where the scale goes below it.
  ///
  /// A value that is not 0 keeps at least an eighth, so that it is told apart from 0.
  static func blocks(_ value: Double, on scale: ClosedRange<Double>, width: Int) -> String {
    guard let span = BarSpan(value, on: scale) else { return "" }
    let eighths = Array("▏▎▍▌▋▊▉█")
    func bar(_ share: Double, of places: Int) -> String {
      var parts = Int((share * Double(places) * 8).rounded())
      if parts == 0, share > 0 { parts = 1 }
      let rest = parts % 8 == 0 ? "" : String(eighths[parts % 8 - 1])
      return String(repeating: "█", count: parts / 8) + rest
    }
    guard scale.lowerBound < 0 else { return bar(span.high, of: width) }
    let below = min(max(Int((span.zero * Double(width)).rounded()), 1), width)
    // Blocks that grow to the left are there by halves alone.
    let share = span.zero > 0 ? (span.zero - span.low) / span.zero : 0
    var halves = Int((share * Double(below) * 2).rounded())
    if halves == 0, share > 0 { halves = 1 }
    let left = (halves % 2 == 0 ? "" : "▐") + String(repeating: "█", count: halves / 2)
    let above = span.zero < 1 ? (span.high - span.zero) / (1 - span.zero) : 0
    return String(repeating: " ", count: below - left.count) + left + "│"
      + bar(above, of: width - below)
  }

  /// The drawing of a cell in block characters; empty where it has none.
  func blocks(_ cell: Cell, in column: Column, gap: Character) -> String {
    switch cell.drawing {
    case .bar(let value):
      column.scale.map { scale in
        String(Self.blocks(value, on: scale, width: 12).map { $0 == " " ? gap : $0 })
      } ?? ""
    case .columns(let values): Self.blocks(of: values, gap: gap)
    case nil: ""
    }
  }

  /// What small columns show, year by year, for those who cannot see them.
  func description(of values: [Double?], in column: Column) -> String {
    zip(column.years, values).map { year, value in
      let text = value.map { number($0) } ?? "—"
      return language == .chinese ? "\(year)年\(text)" : "\(year): \(text)"
    }.joined(separator: language == .chinese ? "，" : ", ")
  }
}

/// The colours of drawings and shades, for every form that has colour.
enum TableColours {
  /// Bars and small columns, dark enough beside white (3:1) and in print without colour.
  static let bar = "5B7FA8"
  /// The row of the body in focus.
  static let focus = "E8EEF7"
  /// Text.
  static let text = "1A1A1A"

  /// The shade behind a text: white for 0 to one blue for 1, all of them light enough for dark text.
  static func shade(_ share: Double) -> String {
    let share = share.isFinite ? min(max(share, 0), 1) : 0
    let deepest = (red: 0x9D, green: 0xBA, blue: 0xDB)
    func part(_ end: Int) -> String {
      let value = Int((255 - share * Double(255 - end)).rounded())
      let digits = String(value, radix: 16, uppercase: true)
      return digits.count < 2 ? "0" + digits : digits
    }
    return part(deepest.red) + part(deepest.green) + part(deepest.blue)
  }
}

// MARK: - Width

extension String {
  /// The columns that a terminal gives the text: 2 for East Asian wide and full-width characters, 0 for
  /// combining marks, 1 for others.
  ///
  /// - Source: Unicode Standard Annex 11, East Asian Width; ambiguous characters are narrow.
  var terminalWidth: Int { unicodeScalars.reduce(0) { $0 + $1.terminalWidth } }
}

extension Unicode.Scalar {
  /// Whether a line ends here, which no cell of a table survives.
  var isLineBreak: Bool {
    switch value {
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  fileprivate var terminalWidth: Int {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60,
      0xFFE0...0xFFE6, 0x17000...0x18AFF, 0x1B000...0x1B2FF, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
