import Diagnostics

extension TextTable {
  /// The columns that the headings and rows take in a terminal.
  var width: Int { terminalWidths(Footnotes(self, language: language)).reduce(-2) { $0 + $1 + 2 } }

  /// The table for a terminal, columns aligned by the width that a terminal gives Chinese characters.
  ///
  /// Bars and small columns are block characters; shades are backgrounds where there is colour.
  func terminalText(isColoured: Bool) -> String {
    let footnotes = Footnotes(self, language: language)
    let widths = terminalWidths(footnotes)
    let markWidths = columns.indices.map { markWidth($0, footnotes) }
    let total = widths.reduce(0, +) + 2 * (columns.count - 1)
    let (bold, plain, accent) =
      isColoured ? ("\u{1B}[1m", "\u{1B}[0m", "\u{1B}[1;34m") : ("", "", "")
    var lines = [bold + title + plain]
    if !subtitle.isEmpty { lines.append(subtitle) }
    if !unit.isEmpty { lines.append(spaces(total - unit.terminalWidth) + unit) }
    let rule = String(repeating: "─", count: max(total, 8))

    /// A text in its column, with the colour of its shade where there is one.
    func place(_ text: String, _ marks: String, _ index: Int, shade: Double? = nil) -> String {
      let gap = spaces(widths[index] - text.terminalWidth - markWidths[index])
      let after = marks + spaces(markWidths[index] - marks.terminalWidth)
      let placed = columns[index].isNumber ? gap + text + after : text + after + gap
      guard isColoured, let shade, shade > 0 else { return placed }
      let code = TableColours.shade(shade)
      let parts = stride(from: 0, to: 6, by: 2).map { start in
        let digits = code.dropFirst(start).prefix(2)
        return String(Int(digits, radix: 16) ?? 255)
      }
      return "\u{1B}[30;48;2;\(parts.joined(separator: ";"))m" + placed + plain
    }
    func line(_ parts: [String]) -> String {
      var line = parts.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }

    lines.append(rule)
    lines += spannerLines(widths).map { line([$0]) }
    lines.append(
      line(
        columns.indices.map { index in
          place(columns[index].heading, marks(columns[index].footnotes, footnotes), index)
        }))
    lines.append(rule)
    for (number, group) in groups.enumerated() {
      if group.isBand, number > 0 { lines.append(String(repeating: "╌", count: max(total, 8))) }
      if let heading = group.heading { lines += (group.isBand ? [] : [""]) + [heading] }
      for row in group.rows {
        let parts = row.cells.enumerated().map { index, cell in
          let blocks = blocks(cell, in: columns[index], gap: " ")
          let text = blocks.isEmpty ? cell.text : blocks
          let placed = place(
            text, marks(cell.footnotes, footnotes), index, shade: row.isFocus ? nil : cell.shade)
          return cell.isStrong && !row.isFocus ? bold + placed + plain : placed
        }
        lines.append(row.isFocus ? accent + line(parts) + plain : line(parts))
      }
    }
    lines.append(rule)
    lines += linesBelow(footnotes)
    return lines.joined(separator: "\n") + "\n"
  }

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: max(count, 0)) }

  /// Marks after a text; letters, which a terminal cannot raise, stand in brackets.
  private func marks(_ notes: [String], _ footnotes: Footnotes) -> String {
    let marks = footnotes.marks(of: notes)
    return marks.isEmpty || language == .chinese ? marks : "(\(marks))"
  }

  /// The columns kept free for footnote marks, so that numbers stand below each other with and without.
  private func markWidth(_ index: Int, _ footnotes: Footnotes) -> Int {
    let cells = groups.flatMap(\.rows).map { $0.cells[index].footnotes }
    return ([columns[index].footnotes] + cells).map { marks($0, footnotes).terminalWidth }.max()
      ?? 0
  }

  /// The width of each column; the last column below a spanner takes what the spanner needs.
  private func terminalWidths(_ footnotes: Footnotes) -> [Int] {
    var widths = columns.indices.map { index in
      let texts = groups.flatMap(\.rows).map { row in
        let blocks = blocks(row.cells[index], in: columns[index], gap: " ")
        return blocks.isEmpty ? row.cells[index].text : blocks
      }
      return (([columns[index].heading] + texts).map(\.terminalWidth).max() ?? 0)
        + markWidth(index, footnotes)
    }
    for spanner in spanners {
      let own = spanner.columns.reduce(2 * (spanner.columns.count - 1)) { $0 + widths[$1] }
      if let last = spanner.columns.last {
        widths[last] += max(0, spanner.heading.terminalWidth - own)
      }
    }
    return widths
  }

  /// The spanners and the rules below them; nothing where there are none.
  private func spannerLines(_ widths: [Int]) -> [String] {
    guard !spanners.isEmpty else { return [] }
    var (names, rules) = ("", "")
    for spanner in spanners {
      let start = widths[..<spanner.columns.lowerBound].reduce(0) { $0 + $1 + 2 }
      let own = spanner.columns.reduce(2 * (spanner.columns.count - 1)) { $0 + widths[$1] }
      let before = (own - spanner.heading.terminalWidth) / 2
      names += spaces(start + before - names.terminalWidth) + spanner.heading
      rules += spaces(start - rules.terminalWidth) + String(repeating: "─", count: own)
    }
    return [names, rules]
  }
}
