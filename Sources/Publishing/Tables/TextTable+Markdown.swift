import Diagnostics

extension TextTable {
  /// The table in Markdown (GitHub's pipe tables).
  ///
  /// Bars and small columns are block characters; a spanner stands before the headings below it; shades are
  /// left out, since the numbers stand there.
  func markdown() -> String {
    let footnotes = Footnotes(self, language: language)
    func escaped(_ text: String) -> String {
      var result = String.UnicodeScalarView()
      for scalar in text.unicodeScalars {
        // A body's name or a note must not become markup.
        if "\\|*_`[]<>#".unicodeScalars.contains(scalar) { result.append("\\") }
        result.append(scalar.isLineBreak ? " " : scalar)
      }
      return String(result)
    }
    func superscript(_ notes: [String]) -> String {
      let marks = footnotes.marks(of: notes)
      return marks.isEmpty ? "" : language == .chinese ? marks : "<sup>\(marks)</sup>"
    }
    var lines = ["**\(escaped(title))**", ""]
    let below = [subtitle, unit].filter { !$0.isEmpty }
    if !below.isEmpty { lines += [below.map(escaped).joined(separator: "  \n"), ""] }
    let headings = columns.indices.map { index in
      escaped(wholeHeading(index)) + superscript(columns[index].footnotes)
    }
    lines.append("| " + headings.joined(separator: " | ") + " |")
    lines.append("|" + columns.map { $0.isNumber ? "---:|" : ":---|" }.joined())
    for group in groups {
      if let heading = group.heading {
        let rest = columns.dropFirst(2).map { _ in " |" }.joined()
        lines.append("| | *\(escaped(heading))* |" + rest)
      }
      for row in group.rows {
        let cells = row.cells.enumerated().map { index, cell in
          let blocks = blocks(cell, in: columns[index], gap: "\u{A0}")
          guard blocks.isEmpty else { return blocks }
          let text = escaped(cell.text)
          let isStrong = (row.isFocus || cell.isStrong) && !text.isEmpty
          return (isStrong ? "**\(text)**" : text) + superscript(cell.footnotes)
        }
        lines.append("| " + cells.joined(separator: " | ") + " |")
      }
    }
    lines.append("")
    lines.append(linesBelow(footnotes).map(escaped).joined(separator: "  \n"))
    return lines.joined(separator: "\n") + "\n"
  }
}
