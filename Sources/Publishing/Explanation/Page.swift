import Charting
import Diagnostics
import Metrics

/// A page of text for a terminal or a printer, at most so many columns wide.
struct Page {
  let language: Language
  static let width = 100
  private(set) var lines: [String] = []

  init(_ language: Language) { self.language = language }

  var text: String { lines.joined(separator: "\n") + "\n" }

  func say(_ zh: String, _ en: String) -> String {
    LocalisedText(zh: zh, en: en).text(in: language)
  }

  func list(_ items: [String]) -> String { items.joined(separator: say("、", ", ")) }

  /// Adds a heading between empty lines; the number is written 一、 or 1.
  mutating func heading(_ number: Int, _ text: String) {
    let numerals = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
    let start = say("\(numerals[min(number, 9)])、", "\(number). ")
    lines += ["", start + text]
  }

  /// Adds a line as it is.
  mutating func addLine(_ line: String) { lines.append(line) }

  /// Adds a text, broken where it is too wide.
  mutating func add(_ text: String, indent: Int = 0, hanging: Int? = nil) {
    lines += Self.wrapped(text, indent: indent, hanging: hanging ?? indent)
  }

  /// Adds a table between rules; the first column gives way where the table is too wide.
  mutating func add(columns: [TextTable.Column], rows: [[String]]) {
    guard !rows.isEmpty else { return }
    var rows = rows
    let others = columns.indices.dropFirst().map { column in
      2
        + ([columns[column].heading] + rows.map { $0[column] }).reduce(0) {
          max($0, $1.terminalWidth)
        }
    }
    let room = max(12, Self.width - others.reduce(0, +))
    for row in rows.indices { rows[row][0] = Self.shortened(rows[row][0], to: room) }
    let table = TextTable(
      title: "", subtitle: "", unit: "", columns: columns,
      groups: [TextTable.Group(rows: rows.map { TextTable.Row(texts: $0) })], notes: [])
    // The table's own title line is the section's heading, which stands already.
    lines += table.terminalText(isColoured: false).split(separator: "\n").map(String.init)
  }

  /// A text cut to a width, with … at its end.
  static func shortened(_ text: String, to width: Int) -> String {
    guard text.terminalWidth > width else { return text }
    var result = ""
    for character in text {
      guard (result + String(character)).terminalWidth < width else { break }
      result.append(character)
    }
    return result + "…"
  }

  /// Lines no wider than the page: broken at spaces, or before a Chinese character that may begin a line.
  static func wrapped(_ text: String, indent: Int, hanging: Int) -> [String] {
    var lines: [String] = []
    var line = String(repeating: " ", count: indent)
    var width = indent
    for word in words(of: text) {
      let wordWidth = word.terminalWidth
      if width + wordWidth > Self.width, width > hanging {
        while line.last == " " { line.removeLast() }
        lines.append(line)
        line = String(repeating: " ", count: hanging)
        width = hanging
        if word == " " { continue }
      }
      line += word
      width += wordWidth
    }
    while line.last == " " { line.removeLast() }
    return lines + [line]
  }

  /// What a line may be broken between: each wide character with the punctuation that closes it, runs of
  /// narrow ones, spaces.
  private static func words(of text: String) -> [String] {
    var words: [String] = []
    var run = ""
    func isOpening(_ character: Character) -> Bool { "（《“‘〈【(".contains(character) }
    func isClosing(_ character: Character) -> Bool { "，。、；：？！）》”’〉】％…".contains(character) }
    for character in text {
      if isClosing(character), run.isEmpty, let last = words.last, last != " " {
        words[words.count - 1] = last + String(character)
      } else if isClosing(character), !run.isEmpty {
        words.append(run + String(character))
        run = ""
      } else if character == " " || character == "\n" {
        if !run.isEmpty { words.append(run) }
        run = ""
        words.append(" ")
      } else if isOpening(character) {
        if !run.isEmpty { words.append(run) }
        run = String(character)
      } else if String(character).terminalWidth == 2 {
        if let last = run.last, isOpening(last) {
          words.append(run + String(character))
        } else {
          if !run.isEmpty { words.append(run) }
          words.append(String(character))
        }
        run = ""
      } else {
        run.append(character)
        // A long run of letters, a path perhaps, is broken somewhere.
        if run.terminalWidth >= Self.width / 2 {
          words.append(run)
          run = ""
        }
      }
    }
    if !run.isEmpty { words.append(run) }
    return words
  }
}

/// How scores, contributions and shares are written on a page.
struct ScoreStyle {
  let decimals: Int
  private let style: NumberStyle
  private let language: Language

  /// As many decimals as show three figures of the greatest normalised value, at least one.
  init(for values: [Double], language: Language) {
    let greatest = values.reduce(0) { max($0, abs($1)) }
    var decimals = 1
    var size = greatest * 10
    while size < 100, size > 0, decimals < 6 {
      decimals += 1
      size *= 10
    }
    self.decimals = decimals
    style = NumberStyle(language: language == .chinese ? .chinese : .english, decimals: decimals)
    self.language = language
  }

  /// The number, or a dash.
  func string(_ value: Double?) -> String { value.map { style.string($0) } ?? "—" }

  /// The number with its sign.
  func signed(_ value: Double?) -> String {
    guard let value else { return "—" }
    let text = style.string(value)
    return value > 0 && text.contains(where: { ("1"..."9").contains($0) }) ? "+" + text : text
  }

  func range(_ low: Double, _ high: Double) -> String { style.range(low, high) }

  /// The number as it is printed.
  func rounded(_ value: Double) -> Double {
    LargestRemainder.rounded([value], decimals: decimals)[0]
  }

  /// A share in per cent, with one decimal.
  static func percent(_ share: Double, _ language: Language) -> String {
    NumberStyle(language: language == .chinese ? .chinese : .english, decimals: 1)
      .string(share * 100) + "%"
  }
}
