/// What a table has to say, before anything is placed: its rows in one list, its numbers as words.
struct TableContent {
  let chart: TableChart
  /// The rows of all groups, from top to bottom.
  let rows: [TableChart.Row]
  /// The rows of each group, as places in ``rows``.
  let groups: [Range<Int>]
  /// The place of the column of labels.
  let labelColumn: Int
  /// The place of the column of ranks.
  let rankColumn: Int?
  /// A name for each row, and for each column, that the scene can carry.
  let rowIdentifiers, columnIdentifiers: [String]
  private let styles: [Style]

  var language: FigureLanguage { chart.frame.language }

  /// How the numbers of a column are written.
  private struct Style {
    var numbers: NumberStyle
    /// Counts get decimals only where they are yearly averages.
    var averages: NumberStyle
  }

  /// What stands in a cell: the number up to its decimal point, its decimals, its marks.
  ///
  /// The first two meet at one place in all cells of a column, so that digits stand under one
  /// another.
  struct Figures: Equatable {
    var head = ""
    var decimals = ""
    var marks = ""
    var shape: Shape?
    /// Whether a word or a sign stands for the number.
    var isWord = false

    var text: String { head + decimals + marks }
  }

  /// What is drawn before the number of a change.
  enum Shape: Equatable {
    case up, down, risen, fallen
  }

  init(_ chart: TableChart) {
    self.chart = chart
    let rows = chart.groups.flatMap(\.rows)
    self.rows = rows
    var first = 0
    groups = chart.groups.map { group in
      defer { first += group.rows.count }
      return first..<(first + group.rows.count)
    }
    let rankColumn = chart.columns.firstIndex { $0.kind == .rank }
    self.rankColumn = rankColumn
    labelColumn = chart.columns.firstIndex { $0.kind == .label } ?? 0
    rowIdentifiers = Self.identifiers(rows.map(\.id))
    columnIdentifiers = Self.identifiers(chart.columns.map(\.id))
    styles = chart.columns.indices.map { place in
      Self.style(
        chart.columns[place].kind, cells: rows.map { $0.cells[place] },
        ranks: rows.map { row in rankColumn.flatMap { row.cells[$0].rank } },
        language: chart.frame.language)
    }
  }

  /// Whether a bar or an interval stands for a cell.
  func isDrawn(_ row: Int, _ column: Int) -> Bool {
    guard case .bar = chart.columns[column].kind else { return false }
    return switch rows[row].cells[column] {
    case .number, .interval: true
    default: false
    }
  }

  /// Whether all numbers of a column have decimals, not only its yearly averages.
  func hasDecimals(_ column: Int) -> Bool { styles[column].numbers.decimals > 0 }

  // MARK: Words

  /// The rank of a row, if it has one.
  func rank(_ row: Int) -> Int? {
    rankColumn.flatMap { rows[row].cells[$0].rank }
  }

  /// The name of a row as drawn.
  func label(_ row: Int) -> String { words(row, labelColumn) }

  /// The text of a cell of a column of words.
  func words(_ row: Int, _ column: Int) -> String {
    var ignored = TableFootnotes()
    if case .text(let text) = rows[row].cells[column] { return Typesetter.trimmed(text) }
    return figures(row, column, &ignored).text
  }

  /// A cell in figures with its marks, which are added to the footnotes.
  func figures(_ row: Int, _ column: Int, _ footnotes: inout TableFootnotes) -> Figures {
    let style = styles[column]
    switch rows[row].cells[column] {
    case .text(let text):
      return Figures(head: Typesetter.trimmed(text), isWord: true)
    case .number(let value, let marks):
      return number(value, marks, style, &footnotes)
    case .otherClass(let value, let className, let marks):
      var figures = number(value, marks, style, &footnotes)
      figures.marks += footnotes.values.mark(.otherClass(Typesetter.trimmed(className)))
      return figures
    case .interval(let low, let high):
      guard let high else { return Self.parted("≥" + style.numbers.string(low)) }
      return Self.parted(
        low == high ? style.numbers.string(low) : style.numbers.range(low, high))
    case .missing:
      footnotes.hasMissing = true
      return Figures(head: "—", isWord: true)
    case .notApplicable:
      return Figures(head: Phrase.notApplicable.text(in: language), isWord: true)
    case .change(let value):
      guard let value else { return incomparable(&footnotes) }
      let text = style.numbers.string(value)
      // What rounds to zero has neither sign nor direction.
      guard text.contains(where: { ("1"..."9").contains($0) }) else { return Self.parted(text) }
      var figures = Self.parted(value > 0 ? "+" + text : text)
      figures.shape = value > 0 ? .up : .down
      return figures
    case .rankChange(let places):
      guard let places else { return incomparable(&footnotes) }
      guard places != 0 else { return Figures(head: "0") }
      return Figures(
        head: style.numbers.string(abs(Double(places))), shape: places > 0 ? .risen : .fallen)
    case .blank:
      return Figures()
    }
  }

  private func incomparable(_ footnotes: inout TableFootnotes) -> Figures {
    footnotes.hasIncomparable = true
    return Figures(head: "…", isWord: true)
  }

  private func number(
    _ value: Double, _ marks: Set<TableChart.Mark>, _ style: Style,
    _ footnotes: inout TableFootnotes
  ) -> Figures {
    var figures = Self.parted((marks.isAveraged ? style.averages : style.numbers).string(value))
    if marks.contains(.atLeast) {
      figures.head = footnotes.values.mark(.atLeast) + figures.head
    } else if marks.contains(.about) {
      figures.head = footnotes.values.mark(.about) + figures.head
    }
    if marks.contains(.named) { figures.marks += footnotes.values.mark(.named) }
    for years in marks.averagedYears {
      figures.marks += footnotes.values.mark(.averaged(years: years))
    }
    return figures
  }

  private static func parted(_ text: String) -> Figures {
    guard let point = text.lastIndex(of: ".") else { return Figures(head: text) }
    return Figures(head: String(text[..<point]), decimals: String(text[point...]))
  }

  // MARK: Numbers

  private static func style(
    _ kind: TableChart.Column.Kind, cells: [TableChart.Cell], ranks: [Int?],
    language: FigureLanguage
  ) -> Style {
    var (areCounts, decimals): (Bool, Int?) = (false, nil)
    switch kind {
    case .number(let counts, let wanted): (areCounts, decimals) = (counts, wanted)
    case .bar(let counts): areCounts = counts
    case .rank, .label, .text, .change, .rankChange: break
    }
    var plain: [Double] = []
    var averaged: [Double] = []
    for cell in cells {
      if cell.isAveraged { averaged += cell.values } else { plain += cell.values }
    }
    areCounts = areCounts && plain.allSatisfy { $0 == $0.rounded() }
    var numbers = NumberStyle(
      for: areCounts ? plain : plain + averaged, areCounts: areCounts, language: language)
    if kind == .rank { numbers.groupsFrom = 16 }
    var averages = numbers
    if let decimals {
      numbers.decimals = decimals
      averages.decimals = decimals
    } else if areCounts {
      averages.decimals = averaged.allSatisfy { $0 == $0.rounded() } ? 0 : 1
      let greatest = (plain + averaged).reduce(0) { max($0, abs($1)) }
      if greatest >= 9999.5 {
        numbers.groupsFrom = 4
        averages.groupsFrom = 4
      }
    } else if case .bar = kind {
      // Two ranks for what reads as one number would look like a mistake.
      let most = min(numbers.decimals + 3, 9)
      while numbers.decimals < most, hidesAnOrder(cells, ranks, numbers) { numbers.decimals += 1 }
      averages = numbers
    }
    return Style(numbers: numbers, averages: averages)
  }

  /// Whether the ranks are those of the column, and two different ones would show one number.
  private static func hidesAnOrder(
    _ cells: [TableChart.Cell], _ ranks: [Int?], _ style: NumberStyle
  ) -> Bool {
    let ranked = zip(cells, ranks).compactMap { cell, rank -> (rank: Int, value: Double)? in
      guard let rank, case .number(let value, _) = cell else { return nil }
      return (rank, value)
    }.sorted { $0.rank < $1.rank }
    let steps = zip(ranked, ranked.dropFirst())
    let falls = steps.allSatisfy {
      $0.rank == $1.rank ? $0.value == $1.value : $0.value > $1.value
    }
    let rises = steps.allSatisfy {
      $0.rank == $1.rank ? $0.value == $1.value : $0.value < $1.value
    }
    guard falls || rises else { return false }
    return steps.contains {
      $0.rank != $1.rank && style.string($0.value) == style.string($1.value)
    }
  }

  private static func identifiers(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.enumerated().map { place, name in
      let isWritten =
        !name.isEmpty && !name.hasPrefix("--")
        && name.allSatisfy {
          $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_")
        }
      if isWritten, seen.insert(name).inserted { return name }
      // Two hyphens in front are set aside for this, so no such name can be an id of its own.
      return "--\(place + 1)"
    }
  }
}

/// The footnotes of a table: those of the ranked bar, and what its dashes and dots stand for.
struct TableFootnotes {
  /// The footnotes of values.
  var values = RankedBarFootnotes()
  /// Whether a dash stands for what a report does not state.
  var hasMissing = false
  /// Whether dots stand for a change that cannot be told.
  var hasIncomparable = false

  /// The footnotes with their marks, for below the table.
  func texts(in language: FigureLanguage) -> [String] {
    var texts = values.texts(in: language)
    if hasMissing {
      // The words stand in cells too; after a mark they begin small like the other footnotes.
      let words = Phrase.notStated.text(in: language)
      texts.append("— " + words.prefix(1).lowercased() + words.dropFirst())
    }
    if hasIncomparable { texts.append("… " + Phrase.noComparison.text(in: language)) }
    return texts
  }
}
