/// A table as a reader sees it, from which every text format is made.
struct TextTable {
  var title: String
  var subtitle: String
  var unit: String
  var columns: [Column]
  var groups: [Group]
  var notes: [String]

  struct Column {
    var heading: String
    var isNumber = false
  }

  /// Rows that stand together below a heading; the ranked rows have none.
  struct Group {
    var heading: String?
    var rows: [Row]
  }

  struct Row {
    var texts: [String]
    var isFocus = false
  }
}

// MARK: - Terminal

extension TextTable {
  /// The table for a terminal, columns aligned by the width that a terminal gives Chinese characters.
  func terminalText(isColoured: Bool) -> String {
    let rows = groups.flatMap(\.rows)
    let widths = columns.indices.map { index in
      ([columns[index].heading] + rows.map { $0.texts[index] }).map(\.terminalWidth).max() ?? 0
    }
    let total = widths.reduce(0, +) + 2 * (columns.count - 1)
    var lines: [String] = []
    let bold = isColoured ? "\u{1B}[1m" : ""
    let plain = isColoured ? "\u{1B}[0m" : ""
    let accent = isColoured ? "\u{1B}[1;34m" : ""
    lines.append(bold + title + plain)
    if !subtitle.isEmpty { lines.append(subtitle) }
    if !unit.isEmpty {
      lines.append(String(repeating: " ", count: max(0, total - unit.terminalWidth)) + unit)
    }
    let rule = String(repeating: "─", count: max(total, 8))
    func line(_ texts: [String]) -> String {
      var line = ""
      for (index, text) in texts.enumerated() {
        let gap = String(repeating: " ", count: widths[index] - text.terminalWidth)
        line += columns[index].isNumber ? gap + text : text + gap
        if index < texts.count - 1 { line += "  " }
      }
      while line.last == " " { line.removeLast() }
      return line
    }
    lines += [rule, line(columns.map(\.heading)), rule]
    for group in groups {
      if let heading = group.heading { lines += ["", heading] }
      for row in group.rows {
        lines.append(row.isFocus ? accent + line(row.texts) + plain : line(row.texts))
      }
    }
    lines.append(rule)
    lines += notes
    return lines.joined(separator: "\n") + "\n"
  }
}

extension String {
  /// The columns that a terminal gives the text: 2 for East Asian wide and full-width characters, 0 for
  /// combining marks, 1 for others.
  ///
  /// - Source: Unicode Standard Annex 11, East Asian Width; ambiguous characters are narrow.
  var terminalWidth: Int { unicodeScalars.reduce(0) { $0 + $1.terminalWidth } }
}

extension Unicode.Scalar {
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

// MARK: - Markdown

extension TextTable {
  /// The table in Markdown (GitHub's pipe tables).
  func markdown() -> String {
    func escaped(_ text: String) -> String {
      var result = ""
      for character in text {
        // A body's name or a note must not become markup.
        if "\\|*_`[]<>#".contains(character) { result.append("\\") }
        result.append(character == "\n" ? " " : character)
      }
      return result
    }
    var lines = ["**\(escaped(title))**", ""]
    let below = [subtitle, unit].filter { !$0.isEmpty }
    if !below.isEmpty { lines += [below.map(escaped).joined(separator: "  \n"), ""] }
    lines.append("| " + columns.map { escaped($0.heading) }.joined(separator: " | ") + " |")
    lines.append("|" + columns.map { $0.isNumber ? "---:|" : ":---|" }.joined())
    for group in groups {
      if let heading = group.heading {
        let rest = columns.dropFirst(2).map { _ in " |" }.joined()
        lines.append("| | *\(escaped(heading))* |" + rest)
      }
      for row in group.rows {
        let cells = row.texts.map { text in
          row.isFocus && !text.isEmpty ? "**\(escaped(text))**" : escaped(text)
        }
        lines.append("| " + cells.joined(separator: " | ") + " |")
      }
    }
    lines.append("")
    lines.append(notes.map(escaped).joined(separator: "  \n"))
    return lines.joined(separator: "\n") + "\n"
  }
}

// MARK: - HTML

extension TextTable {
  /// One self-contained page of tables, in the three-line style of Chinese papers, ready for print.
  static func page(of tables: [TextTable], language: String, title: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="\(language)">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(escapedHTML(title))</title>
    <style>
    body { font: 16px/1.6 "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif;
      color: #1a1a1a; background: #fff; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
    figure { margin: 0 0 3rem; overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums;
      border-top: 2px solid; border-bottom: 2px solid; }
    caption { text-align: left; padding-bottom: .5rem; }
    caption b { font-size: 1.15rem; display: block; line-height: 1.4; }
    caption .unit { float: right; }
    caption .subtitle, figcaption { font-size: .85rem; color: #555; }
    th, td { padding: .25rem .6rem; text-align: left; font-weight: normal; }
    thead th { border-bottom: 1px solid; white-space: nowrap; font-weight: bold; }
    .number { text-align: right; white-space: nowrap; }
    tbody + tbody tr:first-child th { border-top: 1px solid #999; color: #555; font-size: .85rem; }
    tr.focus td { font-weight: bold; background: #e8eef7; }
    figcaption { margin-top: .5rem; line-height: 1.5; }
    @media print { body { margin: 0; max-width: none; font-size: 10.5pt; }
      thead { display: table-header-group; } tr { break-inside: avoid; } }
    </style>
    </head>
    <body>
    \(tables.map { $0.htmlFigure() }.joined(separator: "\n"))
    </body>
    </html>

    """
  }

  private func htmlFigure() -> String {
    var lines = ["<figure>", "<table>"]
    lines.append(
      "<caption><b>\(escapedHTML(title))</b>"
        + (unit.isEmpty ? "" : "<span class=\"unit subtitle\">\(escapedHTML(unit))</span>")
        + "<span class=\"subtitle\">\(escapedHTML(subtitle))</span></caption>")
    lines.append(
      "<thead><tr>"
        + columns.map { column in
          "<th scope=\"col\"\(column.isNumber ? " class=\"number\"" : "")>"
            + "\(escapedHTML(column.heading))</th>"
        }.joined() + "</tr></thead>")
    for group in groups {
      lines.append("<tbody>")
      if let heading = group.heading {
        lines.append(
          "<tr><th colspan=\"\(columns.count)\" scope=\"rowgroup\">\(escapedHTML(heading))</th></tr>"
        )
      }
      for row in group.rows {
        let cells = zip(row.texts, columns).map { text, column in
          "<td\(column.isNumber ? " class=\"number\"" : "")>\(escapedHTML(text))</td>"
        }
        lines.append("<tr\(row.isFocus ? " class=\"focus\"" : "")>" + cells.joined() + "</tr>")
      }
      lines.append("</tbody>")
    }
    lines.append("</table>")
    lines.append(
      "<figcaption>" + notes.map(escapedHTML).joined(separator: "<br>") + "</figcaption>")
    lines.append("</figure>")
    return lines.joined(separator: "\n")
  }
}

/// The text with the characters escaped that mean something in HTML.
func escapedHTML(_ text: String) -> String {
  var result = ""
  for character in text {
    switch character {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    default: result.append(character)
    }
  }
  return result
}
