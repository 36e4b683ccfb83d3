/// The columns of a table, measured: how wide each must be and where it stands.
struct TableColumns {
  /// The columns from left to right.
  var columns: [Column]
  /// The words above several columns.
  var spanners: [Spanner]
  /// The lines of each row's words, by row and column.
  var lines: [Int: [Int: [String]]]
  /// The number cells, by row and column.
  var figures: [Int: [Int: TableContent.Figures]]
  /// The footnotes of the rows, in the order in which their marks appear.
  var footnotes: TableFootnotes

  /// One column.
  struct Column {
    /// The distance of the left edge from that of the table, points.
    var x = 0.0
    var width = 0.0
    /// The widths of the number up to the decimal point, of its decimals, of these with its marks,
    /// of the shape before the number, and of a word in place of all; in a column of words that of
    /// the widest word.
    var head = 0.0
    var decimals = 0.0
    var tail = 0.0
    var shape = 0.0
    var word = 0.0
    var heading: [String] = []
    var headingWidth = 0.0
    /// The bars; `nil` in a column without.
    var scale: Scale?

    /// The width of the numbers with their shapes.
    var block: Double { max(shape + head, word) + tail }

    /// Where the decimal point stands, from the left edge of the numbers.
    var point: Double { block - tail }
  }

  /// The scale of a column of bars.
  struct Scale: Equatable {
    /// The distance of the plot's left edge from that of the column, points.
    var left: Double
    /// The width of the plot, points.
    var width: Double
    /// The distance of zero from the plot's left edge, points.
    var zero: Double
    var pointsPerUnit: Double
    /// The value beyond which an interval is cut off with an arrow.
    var greatestShown: Double
  }

  /// Words above several columns.
  struct Spanner {
    var columns: ClosedRange<Int>
    var lines: [String]
  }

  /// The greatest number of lines that a row has.
  var lineCount: Int {
    lines.values.flatMap(\.values).reduce(1) { max($0, $1.count) }
  }
}

/// Measures the columns of a table for one size of type.
struct TableColumnSetter {
  let content: TableContent
  let typesetter: Typesetter
  /// The size of the rows' type, points.
  let size: Double
  /// The width of the table, points.
  let width: Double

  private var columns: [TableChart.Column] { content.chart.columns }
  private typealias Proportion = TableLayout.Proportion

  /// The type of the headings.
  var headingFont: Font {
    Font(size: max(content.chart.frame.type.small, Proportion.headingSize * size))
  }

  /// The type of a row.
  func font(_ row: Int) -> Font { Font(size: size, isBold: content.rows[row].isFocus) }

  /// The columns for those rows; `nil` if the table is too narrow for them.
  ///
  /// Numbers take what they need, bars what is left; names wrap before bars become short, and to
  /// more than two lines only where nothing else helps.
  func columns(for rows: [Int]) throws(ChartError) -> TableColumns? {
    var footnotes = TableFootnotes()
    var figures: [Int: [Int: TableContent.Figures]] = [:]
    for row in rows {
      for place in columns.indices {
        let cell = content.figures(row, place, &footnotes)
        if !isWords(place) { figures[row, default: [:]][place] = cell }
      }
    }
    var measured: [TableColumns.Column] = []
    for place in columns.indices {
      measured.append(try column(place, rows, figures))
    }
    let words = columns.indices.filter(isWords)
    let bars = columns.indices.filter(isBar)
    var natural: [Int: Double] = [:]
    for place in words {
      natural[place] = try naturalWidth(place, rows, measured[place])
      measured[place].word = try widestWord(place, rows)
    }

    let fixed = columns.indices.filter { !isWords($0) }.reduce(0) { $0 + measured[$1].width }
    for attempt in attempts(barCount: bars.count) {
      let gaps = Double(columns.count - 1) * attempt.gap
      let room = width - fixed - gaps - Double(bars.count) * attempt.plot
      guard let widths = share(room, among: natural, measured) else { continue }
      var lines: [Int: [Int: [String]]] = [:]
      var most = 1
      for row in rows {
        for place in words {
          let text = content.words(row, place)
          var set = try typesetter.lines(text, font(row), within: widths[place] ?? 0)
          if set.count > 1 {
            set = try broken(place, row, within: widths[place] ?? 0, atMost: attempt.lines)
          }
          most = max(most, set.count)
          lines[row, default: [:]][place] = set
        }
        if most > attempt.lines { break }
      }
      guard most <= attempt.lines else { continue }
      for place in words {
        var widest = measured[place].headingWidth
        for row in rows {
          for line in lines[row]?[place] ?? [] {
            widest = max(widest, try typesetter.width(line, font(row)))
          }
        }
        measured[place].width = widest
      }
      return try placed(
        TableColumns(
          columns: measured, spanners: [], lines: lines, figures: figures, footnotes: footnotes),
        rows, attempt)
    }
    return nil
  }

  /// The words of a cell that one line does not hold; remarks part between their clauses where that
  /// takes no more lines than there may be.
  private func broken(
    _ place: Int, _ row: Int, within width: Double, atMost most: Int
  ) throws(ChartError) -> [String] {
    let text = content.words(row, place)
    if columns[place].kind == .text {
      let lines = try typesetter.clauseLines(text, font(row), within: width)
      if lines.count <= most { return lines }
    }
    return try typesetter.balancedLines(text, font(row), within: width)
  }

  /// A way to share the width.
  private struct Attempt {
    /// The width that each plot keeps with the gap before it.
    var plot: Double
    /// The gap between columns.
    var gap: Double
    /// The greatest number of lines that words may take.
    var lines: Int
  }

  private func attempts(barCount: Int) -> [Attempt] {
    func attempt(_ plot: Double, gap: Double = Proportion.columnGap, lines: Int) -> Attempt {
      Attempt(
        plot: barCount == 0 ? 0 : plot + Proportion.plotGap * size, gap: gap * size, lines: lines)
    }
    let least = Proportion.leastPlot * size
    return [
      attempt(max(0.3 * width / Double(max(barCount, 1)), least), lines: 1),
      attempt(max(0.2 * width / Double(max(barCount, 1)), least), lines: 2),
      attempt(least, lines: 2),
      attempt(max(0.2 * width / Double(max(barCount, 1)), least), lines: 3),
      attempt(least, lines: 3),
      attempt(0.7 * least, gap: Proportion.leastColumnGap, lines: 2),
      attempt(0.6 * least, gap: Proportion.leastColumnGap, lines: 5),
    ]
  }

  private func isWords(_ place: Int) -> Bool {
    columns[place].kind == .label || columns[place].kind == .text
  }

  private func isBar(_ place: Int) -> Bool {
    if case .bar = columns[place].kind { true } else { false }
  }

  /// The widths of head, tail and heading; bars have none yet.
  private func column(
    _ place: Int, _ rows: [Int], _ figures: [Int: [Int: TableContent.Figures]]
  ) throws(ChartError) -> TableColumns.Column {
    var column = TableColumns.Column()
    for row in rows {
      guard let figures = figures[row]?[place] else { continue }
      let head = try typesetter.width(figures.head, font(row))
      if figures.isWord {
        // A word ends where the numbers do.
        column.word = max(column.word, head)
        continue
      }
      column.head = max(column.head, head)
      // The whole is measured, for a seam between its parts may make it wider than they are.
      column.decimals = max(
        column.decimals, try typesetter.width(figures.head + figures.decimals, font(row)) - head)
      column.tail = max(column.tail, try typesetter.width(figures.text, font(row)) - head)
      if figures.shape != nil {
        column.shape = (Proportion.shape + Proportion.shapeGap) * size
      }
    }
    let heading = Typesetter.trimmed(columns[place].heading)
    let widest = max(
      column.block, isBar(place) ? column.block + Proportion.leastPlot * size : 0,
      isWords(place) ? Proportion.wordsHeading * size : Proportion.heading * size)
    column.heading = try headingLines(heading, within: widest)
    for line in column.heading {
      column.headingWidth = max(column.headingWidth, try typesetter.width(line, headingFont))
    }
    column.width = isBar(place) ? column.block : max(column.block, column.headingWidth)
    return column
  }

  /// A heading in lines that break no word.
  private func headingLines(_ text: String, within width: Double) throws(ChartError) -> [String] {
    var limit = width
    for word in text.split(separator: " ") where word.allSatisfy(\.isASCII) {
      limit = max(limit, try typesetter.width(String(word), headingFont) + 0.01)
    }
    // Three lines are enough; a longer heading makes the column wider.
    while true {
      let lines = try typesetter.headingLines(text, headingFont, within: limit)
      if lines.count <= 3 { return lines }
      limit *= 1.25
    }
  }

  /// How wide a column of words is if only unusually long ones wrap.
  private func naturalWidth(
    _ place: Int, _ rows: [Int], _ column: TableColumns.Column
  ) throws(ChartError) -> Double {
    var widths: [Double] = []
    for row in rows { widths.append(try typesetter.width(content.words(row, place), font(row))) }
    widths.sort()
    let longest = widths.last ?? 0
    let typical = widths.isEmpty ? 0 : widths[min(widths.count - 1, widths.count * 4 / 5)]
    guard longest > 1.5 * typical else { return max(longest, column.headingWidth) }
    var natural = max(typical, longest / 2, column.headingWidth, try widestWord(place, rows))
    // A little more width keeps the clauses of remarks whole.
    for row in rows where columns[place].kind == .text {
      for clause in Typesetter.clauses(content.words(row, place)) {
        let width = try typesetter.width(clause, font(row)) + 0.01
        if width <= 1.3 * natural { natural = max(natural, width) }
      }
    }
    for row in rows {
      let text = content.words(row, place)
      // Words do not part in equal halves.
      while try typesetter.lines(text, font(row), within: natural).count > 2 { natural *= 1.06 }
    }
    return natural
  }

  /// The width of the widest word that may not be broken; Chinese breaks anywhere.
  private func widestWord(_ place: Int, _ rows: [Int]) throws(ChartError) -> Double {
    var widest = 0.0
    for row in rows {
      for word in content.words(row, place).split(separator: " ")
      where word.unicodeScalars.allSatisfy({ $0.value < 0x2E80 }) {
        widest = max(widest, try typesetter.width(String(word), font(row)) + 0.01)
      }
    }
    return widest
  }

  /// The widths of the columns of words: all get what they want, or the wide ones the same.
  private func share(
    _ room: Double, among natural: [Int: Double], _ measured: [TableColumns.Column]
  ) -> [Int: Double]? {
    // Sums go from left to right: the order of a dictionary is another on every run.
    let places = natural.keys.sorted()
    // A hair's breadth keeps a text that just fits from wrapping.
    if places.reduce(0, { $0 + (natural[$1] ?? 0) }) <= room {
      return natural.mapValues { $0 + 0.01 }
    }
    var floor: [Int: Double] = [:]
    for (place, wanted) in natural {
      floor[place] = max(min(wanted, 3 * size), measured[place].headingWidth, measured[place].word)
    }
    guard places.reduce(0, { $0 + (floor[$1] ?? 0) }) <= room else { return nil }
    func total(_ limit: Double) -> Double {
      places.reduce(0) { $0 + max(floor[$1] ?? 0, min(natural[$1] ?? 0, limit)) }
    }
    var (low, high) = (0.0, room)
    for _ in 0..<50 {
      let middle = (low + high) / 2
      if total(middle) <= room { low = middle } else { high = middle }
    }
    return Dictionary(
      uniqueKeysWithValues: natural.map { ($0.key, max(floor[$0.key] ?? 0, min($0.value, low))) })
  }

  // MARK: Places

  /// The columns at their places, with the bars in what is left.
  private func placed(
    _ columns: TableColumns, _ rows: [Int], _ attempt: Attempt
  ) throws(ChartError) -> TableColumns? {
    var result = columns
    let bars = self.columns.indices.filter(isBar)
    var gap = attempt.gap
    try setSpanners(&result, gap: gap, plot: attempt.plot)
    let used = result.columns.reduce(0) { $0 + $1.width } + Double(result.columns.count - 1) * gap
    let left = width - used
    guard left >= -1e-6 else { return nil }
    var spread = [Double](repeating: 0, count: result.columns.count)
    if bars.isEmpty {
      // A rank stays by its name.
      let gaps = result.columns.indices.dropLast().filter { self.columns[$0].kind != .rank }
      for place in gaps { spread[place] = left / Double(gaps.count) }
    } else {
      // A wide table sets its columns a little further apart.
      let wider = min(1.0 * size, 0.2 * left / Double(max(result.columns.count - 1, 1)))
      gap += wider
      let plot = (left - wider * Double(result.columns.count - 1)) / Double(bars.count)
      for place in bars {
        result.columns[place].width += plot
        let before = result.columns[place].block + Proportion.plotGap * size
        guard
          let scale = scale(
            place, rows, left: before, width: result.columns[place].width - before)
        else { return nil }
        result.columns[place].scale = scale
        guard result.columns[place].headingWidth <= result.columns[place].width else { return nil }
      }
    }
    var x = 0.0
    for place in result.columns.indices {
      result.columns[place].x = x
      x += result.columns[place].width + gap + spread[place]
    }
    for place in result.spanners.indices {
      let range = result.spanners[place].columns
      let first = result.columns[range.lowerBound]
      let last = result.columns[range.upperBound]
      result.spanners[place].lines = try headingLines(
        Typesetter.trimmed(self.columns[range.lowerBound].spanner ?? ""),
        within: last.x + last.width - first.x + 0.01)
    }
    return result
  }

  /// Finds which columns stand under one spanner and makes them wide enough for it in two lines.
  private func setSpanners(
    _ result: inout TableColumns, gap: Double, plot: Double
  ) throws(ChartError) {
    var place = 0
    while place < columns.count {
      let first = place
      place += 1
      let text = Typesetter.trimmed(columns[first].spanner ?? "")
      guard !text.isEmpty else { continue }
      while place < columns.count, Typesetter.trimmed(columns[place].spanner ?? "") == text {
        place += 1
      }
      let range = first...(place - 1)
      result.spanners.append(TableColumns.Spanner(columns: range, lines: []))
      let wanted = try headingLines(
        text, within: try typesetter.width(text, headingFont) / 2 + headingFont.size)
      var needed = 0.0
      for line in wanted { needed = max(needed, try typesetter.width(line, headingFont)) }
      let present =
        range.reduce(0) { $0 + result.columns[$1].width } + Double(range.count - 1) * gap
        + Double(range.filter(isBar).count) * plot
      if needed > present {
        for column in range {
          result.columns[column].width += (needed - present) / Double(range.count)
        }
      }
    }
  }

  /// The scale of the bars of a column; `nil` if there is too little room.
  ///
  /// It spans every value and lower limit; an upper limit only where it is not far beyond them,
  /// since one wide interval would otherwise make all bars short.
  private func scale(
    _ place: Int, _ rows: [Int], left: Double, width: Double
  ) -> TableColumns.Scale? {
    var (least, greatest) = (0.0, 0.0)
    var limits: [Double] = []
    var open: [Double] = []
    for row in rows {
      switch content.rows[row].cells[place] {
      case .number(let value, _):
        least = min(least, value)
        greatest = max(greatest, value)
      case .interval(let low, let high):
        least = min(least, low)
        greatest = max(greatest, low)
        if let high { limits.append(high) } else { open.append(low) }
      default: break
      }
    }
    let shown =
      greatest == 0 && least == 0
      ? limits.max() ?? 0
      : limits.filter { $0 <= 1.25 * greatest }.reduce(greatest) { max($0, $1) }
    let span = shown - least > 0 ? shown - least : 1
    var pointsPerUnit = width / span
    // An interval that goes on needs room for its arrow.
    for end in open + (limits.contains { $0 > shown } ? [shown] : []) where end > least {
      pointsPerUnit = min(pointsPerUnit, (width - Proportion.arrow * size) / (end - least))
    }
    guard pointsPerUnit * span >= 1.5 * size else { return nil }
    return TableColumns.Scale(
      left: left, width: width, zero: -least * pointsPerUnit, pointsPerUnit: pointsPerUnit,
      greatestShown: shown)
  }
}
