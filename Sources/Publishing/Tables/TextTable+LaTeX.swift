import Diagnostics

extension TextTable {
  /// Tables in LaTeX, after a comment that says what the preamble needs.
  ///
  /// Lines are those of booktabs, or a full grid; bars and small columns are rules, so that nothing but
  /// xcolor is needed for them. A table of more than 40 rows is a `longtable`, which repeats its headings.
  static func latex(of tables: [TextTable], style: TableStyle = .threeLine) -> String {
    var packages = ["ctex"]
    if style == .threeLine { packages.append("booktabs") }
    if tables.contains(where: \.isLong) { packages.append("longtable") }
    let cells = tables.flatMap(\.groups).flatMap(\.rows).flatMap(\.cells)
    let hasShades = cells.contains { ($0.shade ?? 0) > 0 }
    var lines = ["% XeLaTeX / LuaLaTeX: \\usepackage{\(packages.joined(separator: ","))}"]
    if hasShades {
      lines.append("%   \\usepackage[table]{xcolor}")
    } else if cells.contains(where: { $0.drawing != nil }) {
      lines.append("%   \\usepackage{xcolor}")
    }
    let hasMarks = tables.contains {
      $0.language == .chinese && !Footnotes($0, language: .chinese).texts.isEmpty
    }
    if hasMarks {
      lines.append("%   \\xeCJKDeclareCharClass{CJK}{\"2460->\"24FF,\"3251->\"32BF}")
    }
    return ([lines.joined(separator: "\n") + "\n"] + tables.map { $0.latex(style: style) })
      .joined(separator: "\n")
  }

  private var isLong: Bool { groups.reduce(0) { $0 + $1.rows.count } > 40 }

  private func latex(style: TableStyle) -> String {
    let footnotes = Footnotes(self, language: language)
    let isGrid = style == .grid
    let alignment = columns.map { $0.isNumber ? "r" : "l" }
    let format =
      isGrid
      ? "|" + alignment.joined(separator: "|") + "|" : "@{}" + alignment.joined() + "@{}"
    let caption = "\\caption{\(escapedLaTeX(title))}"
    let above = [
      subtitle.isEmpty ? nil : escapedLaTeX(subtitle),
      unit.isEmpty ? nil : "\\hfill " + escapedLaTeX(unit),
    ].compactMap { $0 }
    let head = latexHead(footnotes, isGrid: isGrid)
    let below = linesBelow(footnotes).map(escapedLaTeX)
    var lines: [String] = []
    if isLong {
      if !above.isEmpty { lines.append("\\noindent{\\small " + above.joined() + "\\par}") }
      lines += ["\\begin{longtable}{\(format)}", caption + "\\\\"] + head + ["\\endfirsthead"]
      lines += head + ["\\endhead"]
    } else {
      lines += ["\\begin{table}[htbp]", "\\centering", caption]
      if !above.isEmpty { lines.append("{\\small " + above.joined() + "\\par}\\smallskip") }
      lines += ["\\begin{tabular}{\(format)}"] + head
    }
    for (number, group) in groups.enumerated() {
      if number > 0, group.heading != nil || group.isBand, !isGrid { lines.append("\\midrule") }
      if let heading = group.heading {
        let place = isGrid ? "|l|" : "@{}l@{}"
        lines.append("\\multicolumn{\(columns.count)}{\(place)}{\(escapedLaTeX(heading))}\\\\")
        if isGrid { lines.append("\\hline") }
      }
      for row in group.rows {
        let cells = row.cells.enumerated().map { index, cell in
          latexCell(cell, in: columns[index], isStrong: row.isFocus || cell.isStrong, footnotes)
        }
        lines.append(cells.joined(separator: " & ") + " \\\\")
        if isGrid { lines.append("\\hline") }
      }
    }
    if !isGrid { lines.append("\\bottomrule") }
    lines.append(isLong ? "\\end{longtable}" : "\\end{tabular}")
    if !below.isEmpty {
      lines.append(
        "\\par\\smallskip{\\footnotesize\\raggedright\n" + below.joined(separator: "\\par\n")
          + "\\par}")
    }
    if !isLong { lines.append("\\end{table}") }
    return lines.joined(separator: "\n") + "\n"
  }

  private func latexHead(_ footnotes: Footnotes, isGrid: Bool) -> [String] {
    var lines = [isGrid ? "\\hline" : "\\toprule"]
    if !spanners.isEmpty {
      var (parts, rules) = ([String](), [String]())
      var index = 0
      while index < columns.count {
        guard let spanner = spanners.first(where: { $0.columns.lowerBound == index }),
          !spanner.columns.isEmpty
        else {
          parts.append("")
          index += 1
          continue
        }
        let place = isGrid ? (index == 0 ? "|c|" : "c|") : "c"
        parts.append(
          "\\multicolumn{\(spanner.columns.count)}{\(place)}{\(escapedLaTeX(spanner.heading))}")
        let ends = "{\(index + 1)-\(spanner.columns.upperBound)}"
        rules.append(isGrid ? "\\cline\(ends)" : "\\cmidrule(lr)\(ends)")
        index = spanner.columns.upperBound
      }
      lines += [parts.joined(separator: " & ") + " \\\\", rules.joined(separator: " ")]
    }
    let headings = columns.map { column in
      escapedLaTeX(column.heading) + superscript(column.footnotes, footnotes, hangs: false)
    }
    lines.append(headings.joined(separator: " & ") + " \\\\")
    lines.append(isGrid ? "\\hline" : "\\midrule")
    return lines
  }

  private func latexCell(
    _ cell: Cell, in column: Column, isStrong: Bool, _ footnotes: Footnotes
  ) -> String {
    var text = escapedLaTeX(cell.text)
    if isStrong, !text.isEmpty { text = "\\textbf{\(text)}" }
    text = latexDrawing(cell, in: column) + text
    if let shade = cell.shade, shade > 0 {
      text = "\\cellcolor[HTML]{\(TableColours.shade(shade))}" + text
    }
    return text + superscript(cell.footnotes, footnotes, hangs: column.isNumber)
  }

  /// Marks; those after a number hang, so that numbers stand below each other.
  private func superscript(_ notes: [String], _ footnotes: Footnotes, hangs: Bool) -> String {
    let marks = footnotes.marks(of: notes)
    guard !marks.isEmpty else { return "" }
    return hangs ? "\\rlap{\\textsuperscript{\(marks)}}" : "\\textsuperscript{\(marks)}"
  }

  private func latexDrawing(_ cell: Cell, in column: Column) -> String {
    func millimetres(_ length: Double) -> String { number((length * 100).rounded() / 100) + "mm" }
    func rule(_ width: Double, _ height: String) -> String {
      "\\textcolor[HTML]{\(TableColours.bar)}{\\rule{\(millimetres(width))}{\(height)}}"
    }
    switch cell.drawing {
    case .bar(let value):
      guard let scale = column.scale, let span = BarSpan(value, on: scale) else { return "" }
      let width = value == 0 ? 0 : max((span.high - span.low) * 24, 0.25)
      guard scale.lowerBound < 0 else {
        return "\\makebox[24mm][l]{\(width > 0 ? rule(width, "1.4ex") : "")}"
      }
      let zero = "\\rule[-0.3ex]{0.2mm}{2ex}"
      let start = value < 0 ? span.zero * 24 - width : span.zero * 24
      let bar = width > 0 ? rule(width, "1.4ex") : ""
      let drawn = value < 0 ? bar + zero : zero + bar
      return "\\makebox[24mm][l]{\\hspace*{\(millimetres(max(start, 0)))}\(drawn)}"
    case .columns(let values):
      return Self.heights(of: values).map { height in
        guard let height else { return "\\hspace*{1.3mm}" }
        return rule(1, millimetres(max(height * 2.6, 0.15))) + "\\hspace*{0.3mm}"
      }.joined()
    case nil: return ""
    }
  }
}

/// The text with the characters escaped that mean something in LaTeX; line breaks become spaces, and
/// control characters are dropped.
///
/// Signs that Latin fonts often lack are set by mathematics.
func escapedLaTeX(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\\": result += "\\textbackslash{}"
    case "{", "}", "$", "&", "#", "%", "_": result += "\\\(scalar)"
    case "^": result += "\\textasciicircum{}"
    case "~": result += "\\textasciitilde{}"
    case "<": result += "\\textless{}"
    case ">": result += "\\textgreater{}"
    case "|": result += "\\textbar{}"
    case "\"": result += "\\textquotedbl{}"
    // After \\ a bracket or a star would be taken for its own.
    case "[", "]", "*": result += "{\(scalar)}"
    case "−": result += "$-$"
    case "≥": result += "$\\geq$"
    case "≤": result += "$\\leq$"
    case "≈": result += "$\\approx$"
    case "↑": result += "$\\uparrow$"
    case "↓": result += "$\\downarrow$"
    case _ where scalar.isLineBreak || scalar == "\t": result += " "
    case _ where scalar.properties.generalCategory == .control: break
    case _ where scalar.value & 0xFFFE == 0xFFFE: break  // No characters, and XeTeX stops at them.
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}
