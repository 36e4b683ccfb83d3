import Diagnostics

extension TextTable {
  /// One self-contained page of tables, ready for print.
  static func page(
    of tables: [TextTable], language: String, title: String, style: TableStyle = .threeLine
  ) -> String {
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
    \(styleSheet(style))
    @media print { body { margin: 0; max-width: none; font-size: 10.5pt; } }
    </style>
    </head>
    <body>
    \(tables.map { $0.htmlFigure(style: style) }.joined(separator: "\n"))
    </body>
    </html>

    """
  }

  /// The rules for ``htmlFigure(style:)``, for the head of a page.
  static func styleSheet(_ style: TableStyle) -> String {
    let lines =
      switch style {
      case .threeLine:
        """
        .heng-table { border-top: 2px solid; border-bottom: 2px solid; }
        .heng-table thead tr:last-child th, .heng-table thead th[rowspan] { border-bottom: 1px solid; }
        .heng-table th.spanner { border-bottom: 1px solid #999; }
        .heng-table tbody.group tr:first-child > * { border-top: 1px solid #999; }
        """
      case .grid:
        """
        .heng-table, .heng-table th, .heng-table td { border: 1px solid #555; }
        """
      }
    return """
      figure.heng { margin: 0 0 3rem; overflow-x: auto; }
      .heng-table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
      .heng-table caption { text-align: left; padding-bottom: .5rem; }
      .heng-table caption b { font-size: 1.15rem; display: block; line-height: 1.4; }
      .heng-table caption .unit { float: right; }
      .heng-table .subtitle, figure.heng figcaption { font-size: .85rem; color: #555; }
      .heng-table th, .heng-table td { padding: .25rem .6rem; text-align: left; font-weight: normal; }
      .heng-table thead th { font-weight: bold; vertical-align: bottom; }
      .heng-table thead th.spanner { text-align: center; }
      .heng-table .number { text-align: right; white-space: nowrap; }
      .heng-table tbody th[scope="rowgroup"] { color: #555; font-size: .85rem; }
      .heng-table tr.focus > * { font-weight: bold; background-color: #\(TableColours.focus); }
      .heng-table svg { display: block; height: .8em; fill: #\(TableColours.bar); }
      .heng-table svg.bar { width: 100%; min-width: 6rem; max-width: 12rem; }
      .heng-table sup { display: inline-block; width: 0; font-size: .6em; line-height: 0;
        white-space: nowrap; font-weight: normal; }
      \(lines)
      figure.heng figcaption { margin-top: .5rem; line-height: 1.5; }
      @media print { .heng-table thead { display: table-header-group; }
        .heng-table tr { break-inside: avoid; }
        .heng-table { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
      """
  }

  /// The table as a figure of a page that has the ``styleSheet(_:)``.
  ///
  /// Bars and small columns are inline SVG; a numeric cell carries its number in full precision
  /// (`data-value`), none where it is not known, so that a script can sort.
  func htmlFigure(style: TableStyle = .threeLine) -> String {
    let footnotes = Footnotes(self, language: language)
    func superscript(_ notes: [String]) -> String {
      let marks = footnotes.marks(of: notes)
      return marks.isEmpty ? "" : "<sup>\(escapedHTML(marks))</sup>"
    }
    var lines = ["<figure class=\"heng\">", "<table class=\"heng-table \(style.rawValue)\">"]
    lines.append(
      "<caption><b>\(escapedHTML(title))</b>"
        + (unit.isEmpty ? "" : "<span class=\"unit subtitle\">\(escapedHTML(unit))</span>")
        + "<span class=\"subtitle\">\(escapedHTML(subtitle))</span></caption>")
    lines.append("<thead>" + htmlHeader(superscript) + "</thead>")
    for (number, group) in groups.enumerated() {
      lines.append(
        (group.heading != nil || group.isBand) && number > 0
          ? "<tbody class=\"group\">" : "<tbody>")
      if let heading = group.heading {
        lines.append(
          "<tr><th colspan=\"\(columns.count)\" scope=\"rowgroup\">\(escapedHTML(heading))</th></tr>"
        )
      }
      for row in group.rows {
        let cells = zip(row.cells, columns).map { cell, column in
          htmlCell(cell, in: column, superscript)
        }
        lines.append("<tr\(row.isFocus ? " class=\"focus\"" : "")>" + cells.joined() + "</tr>")
      }
      lines.append("</tbody>")
    }
    lines.append("</table>")
    lines.append(
      "<figcaption>" + linesBelow(footnotes).map(escapedHTML).joined(separator: "<br>")
        + "</figcaption>")
    lines.append("</figure>")
    return lines.joined(separator: "\n")
  }

  private func htmlHeader(_ superscript: ([String]) -> String) -> String {
    func heading(_ index: Int, rows: Int) -> String {
      let column = columns[index]
      return "<th scope=\"col\"" + (rows > 1 ? " rowspan=\"\(rows)\"" : "")
        + (column.isNumber ? " class=\"number\"" : "")
        + ">\(escapedHTML(column.heading))\(superscript(column.footnotes))</th>"
    }
    guard !spanners.isEmpty else {
      return "<tr>" + columns.indices.map { heading($0, rows: 1) }.joined() + "</tr>"
    }
    var (upper, lower) = ("", "")
    for index in columns.indices {
      guard let spanner = spanners.first(where: { $0.columns.contains(index) }) else {
        upper += heading(index, rows: 2)
        continue
      }
      if spanner.columns.lowerBound == index {
        upper +=
          "<th scope=\"colgroup\" colspan=\"\(spanner.columns.count)\" class=\"spanner\">"
          + escapedHTML(spanner.heading) + "</th>"
      }
      lower += heading(index, rows: 1)
    }
    return "<tr>\(upper)</tr>\n<tr>\(lower)</tr>"
  }

  private func htmlCell(
    _ cell: Cell, in column: Column, _ superscript: ([String]) -> String
  ) -> String {
    var attributes = ""
    if column.isNumber { attributes += " class=\"number\"" }
    if column.isDrawing { attributes += " class=\"drawing\"" }
    if column.isNumber, let value = cell.value { attributes += " data-value=\"\(number(value))\"" }
    if let shade = cell.shade, shade > 0 {
      attributes += " style=\"background-color: #\(TableColours.shade(shade))\""
    }
    let text = escapedHTML(cell.text)
    let content =
      htmlDrawing(cell, in: column) + (cell.isStrong && !text.isEmpty ? "<b>\(text)</b>" : text)
      + superscript(cell.footnotes)
    return column.isStub
      ? "<th scope=\"row\"\(attributes)>\(content)</th>" : "<td\(attributes)>\(content)</td>"
  }

  private func htmlDrawing(_ cell: Cell, in column: Column) -> String {
    switch cell.drawing {
    case .bar(let value):
      guard let scale = column.scale, let span = BarSpan(value, on: scale) else { return "" }
      // A value that is not 0 keeps a width that is seen.
      let width = value == 0 ? 0 : max((span.high - span.low) * 120, 1)
      let start = value < 0 ? span.zero * 120 - width : span.zero * 120
      let zero =
        scale.lowerBound < 0
        ? "<rect x=\"\(short(span.zero * 120 - 0.5))\" y=\"0\" width=\"1\" height=\"12\" "
          + "fill=\"#\(TableColours.text)\"/>"
        : ""
      return "<svg class=\"bar\" viewBox=\"0 0 120 12\" preserveAspectRatio=\"none\" "
        + "aria-hidden=\"true\"><rect x=\"\(short(start))\" y=\"1\" width=\"\(short(width))\" "
        + "height=\"10\"/>\(zero)</svg>"
    case .columns(let values):
      let columns = Self.heights(of: values).enumerated().compactMap { place, height in
        height.map { height in
          let height = max(height * 12, 0.75)
          return "<rect x=\"\(place * 8)\" y=\"\(short(12 - height))\" width=\"6\" "
            + "height=\"\(short(height))\"/>"
        }
      }
      return "<svg viewBox=\"0 0 \(max(values.count * 8 - 2, 1)) 12\" role=\"img\" aria-label=\""
        + escapedHTML(description(of: values, in: column)) + "\">\(columns.joined())</svg>"
    case nil: return ""
    }
  }

  /// A length to a hundredth.
  private func short(_ length: Double) -> String { number((length * 100).rounded() / 100) }
}

/// The text with the characters escaped that mean something in HTML.
func escapedHTML(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  // By scalars: a quotation mark that carries a combining mark is another character, and still closes.
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result.append(contentsOf: "&amp;".unicodeScalars)
    case "<": result.append(contentsOf: "&lt;".unicodeScalars)
    case ">": result.append(contentsOf: "&gt;".unicodeScalars)
    case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
    default: result.append(scalar)
    }
  }
  return String(result)
}
