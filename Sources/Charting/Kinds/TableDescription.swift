/// A table in words, for those who cannot see it.
struct TableDescription {
  let content: TableContent
  let selection: TableSelection

  private var columns: [TableChart.Column] { content.chart.columns }
  private var frame: FigureFrame { content.chart.frame }
  private var language: FigureLanguage { content.language }

  /// What is shown, how many bodies, the highest and the lowest value of the first column of bars,
  /// the rows in focus in full, how many rows each group has, and how many rows are left out.
  var text: String {
    var sentences: [String] = []
    func add(_ phrase: Phrase, _ values: [String: String]) {
      sentences.append(phrase.text(in: language, values))
    }
    add(.tableKind, ["title": Typesetter.trimmed(frame.title)])
    let unit = Typesetter.trimmed(frame.unit)
    if !unit.isEmpty { add(.descriptionUnit, ["unit": unit]) }
    add(.tableReporting, frame.reporting.values(in: language))
    sentences += extremes
    for row in content.rows.indices where content.rows[row].isFocus {
      add(.descriptionFocusNotRanked, ["name": content.label(row), "reason": cells(row)])
    }
    for (group, rows) in zip(content.chart.groups, content.groups) where !rows.isEmpty {
      guard let heading = group.heading.map(Typesetter.trimmed), !heading.isEmpty else { continue }
      add(.tableGroup, ["heading": heading, "count": String(rows.count)])
    }
    if selection.leftOut > 0 { add(.tableLeftOut, ["count": String(selection.leftOut)]) }
    return sentences.joined(separator: Phrase.sentenceSpace.text(in: language))
  }

  /// The highest and the lowest value of the first column of bars, else of numbers.
  private var extremes: [String] {
    let place =
      columns.firstIndex { if case .bar = $0.kind { true } else { false } }
      ?? columns.firstIndex { if case .number = $0.kind { true } else { false } }
    guard let place else { return [] }
    var values: [(row: Int, value: Double)] = []
    for row in content.rows.indices {
      guard case .number(let value, _) = content.rows[row].cells[place] else { continue }
      // Where there are ranks, what is not ranked cannot be compared.
      if content.rankColumn != nil, content.rank(row) == nil { continue }
      values.append((row, value))
    }
    guard let least = values.map(\.value).min(), let greatest = values.map(\.value).max() else {
      return []
    }
    let column = heading(place)
    let highest = values.filter { $0.value == greatest }.map(\.row)
    guard least < greatest else {
      return [
        Phrase.tableAllEqual.text(
          in: language, ["column": column, "value": value(highest[0], place)])
      ]
    }
    let lowest = values.filter { $0.value == least }.map(\.row)
    return [
      Phrase.tableHighest.text(
        in: language,
        ["column": column, "names": names(highest), "value": value(highest[0], place)]),
      Phrase.tableLowest.text(
        in: language, ["names": names(lowest), "value": value(lowest[0], place)]),
    ]
  }

  /// All cells of a row that hold something, each with its heading.
  private func cells(_ row: Int) -> String {
    columns.indices.filter { $0 != content.labelColumn }.compactMap { place in
      let value = value(row, place)
      guard !value.isEmpty else { return nil }
      return Phrase.tableCell.text(
        in: language, ["column": heading(place), "value": value])
    }.joined(separator: Phrase.descriptionSeparator.text(in: language))
  }

  private func heading(_ place: Int) -> String {
    let spanner = columns[place].spanner.map(Typesetter.trimmed) ?? ""
    let heading = Typesetter.trimmed(columns[place].heading)
    if spanner.isEmpty || heading.isEmpty { return spanner + heading }
    return Phrase.nameWithValue.text(in: language, ["name": heading, "value": spanner])
  }

  private func value(_ row: Int, _ place: Int) -> String {
    switch content.rows[row].cells[place] {
    case .text: return content.words(row, place)
    case .missing: return Phrase.notStated.text(in: language)
    case .change(nil), .rankChange(nil): return Phrase.noComparison.text(in: language)
    case .rankChange(let places?):
      if places == 0 { return Phrase.tableUnmoved.text(in: language) }
      return (places > 0 ? Phrase.tableRisen : .tableFallen).text(
        in: language, ["count": NumberStyle(language: language).string(abs(Double(places)))])
    case .number, .otherClass, .interval, .notApplicable, .change, .blank:
      // Marks mean nothing where no footnote stands below; limits and “at least” are in the text.
      var footnotes = TableFootnotes()
      let signs: Set<Character> = ["*", "†", "‡", "§", "¶"]
      return content.figures(row, place, &footnotes).text.filter { !signs.contains($0) }
    }
  }

  /// Up to three names, and how many more there are.
  private func names(_ rows: [Int]) -> String {
    let written = rows.prefix(3).map(content.label)
      .joined(separator: Phrase.separator.text(in: language))
    guard rows.count > 3 else { return written }
    return Phrase.namesAndOthers.text(
      in: language,
      ["names": written, "count": String(rows.count), "rest": String(rows.count - 3)])
  }
}
