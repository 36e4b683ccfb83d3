import Charting
public import Diagnostics
import FoundationEssentials
import Metrics
import Observations

/// The formats of a ranking table.
public enum TableFormat: String, Sendable, CaseIterable {
  /// Aligned text for a terminal.
  case text
  /// Markdown.
  case markdown = "md"
  /// Comma-separated values, for programs: full precision, identifiers.
  case csv
  /// JSON, for programs.
  case json
  /// A self-contained page.
  case html
  /// LaTeX, to be taken into a document.
  case latex = "tex"
}

extension RankingTable {
  /// Renders the table; sections follow one another, in CSV and JSON under one header.
  ///
  /// - Parameters:
  ///   - format: The format.
  ///   - language: The language of the words; identifiers in CSV and JSON are not translated.
  ///   - title: The title instead of the default one.
  ///   - source: The source line instead of the one made from the data.
  ///   - isColoured: Whether terminal text carries colour codes.
  ///   - options: What stands beside the numbers; CSV and JSON have the numbers alone.
  /// - Returns: The whole text, ending in a line break.
  public func rendered(
    as format: TableFormat, language: Language, title: String? = nil, source: String? = nil,
    isColoured: Bool = false, options: TableOptions = TableOptions()
  ) -> String {
    let tables = {
      self.textTables(
        language: language, title: title, source: source, options: options,
        hasBars: options.hasBars(in: format))
    }
    switch format {
    case .text:
      return tables().map { $0.terminalText(isColoured: isColoured) }.joined(separator: "\n")
    case .markdown: return tables().map { $0.markdown() }.joined(separator: "\n")
    case .html:
      return TextTable.page(
        of: tables(), language: language == .chinese ? "zh-Hans" : "en",
        title: title ?? tables().first?.title ?? "Heng", style: options.style)
    case .latex: return TextTable.latex(of: tables(), style: options.style)
    case .csv: return csv
    case .json: return json
    }
  }

  // MARK: - For programs

  private var header: [String] {
    [
      "rank", "body", "kind", "year", "value", "low", "high", "state", "bound", "unit", "counts",
      "source",
    ] + (subject.earlierYear == nil ? [] : ["earlier_value", "earlier_rank"])
  }

  private func machineUnit(_ cell: Cell) -> String {
    if subject.denominator == .none || cell.unit.isEmpty { return cell.unit }
    return subject.denominator == .share ? "share" : "\(cell.unit)/\(subject.denominator)"
  }

  private func machineSource(_ cell: Cell, year: Int) -> String {
    var parts = cell.sources
    if cell.averagedYears > 1 {
      parts.append("\(year - cell.averagedYears + 1)—\(year)年年均")
    }
    return parts.joined(separator: "；")
  }

  private var csv: String {
    var lines = [header.joined(separator: ",")]
    for section in sections {
      for entry in section.entries {
        let cell = entry.cell
        var fields = [
          entry.rank.map(String.init) ?? "", entry.body.name, entry.body.kind.rawValue,
          String(entry.year), number(cell.value), number(cell.low), number(cell.high),
          cell.state.rawValue, cell.low == nil ? "" : cell.bound.rawValue, machineUnit(cell),
          cell.counts, machineSource(cell, year: entry.year),
        ]
        if subject.earlierYear != nil {
          fields += [number(entry.earlierValue), entry.earlierRank.map(String.init) ?? ""]
        }
        lines.append(fields.map(csvField).joined(separator: ","))
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var json: String {
    let document = Document(
      measures: subject.measures.description, name: subject.name, counts: subject.counts,
      per: subject.denominator.description, data: dataHash,
      tables: sections.map { section in
        Document.Table(
          kind: section.kind.rawValue, level: section.level?.rawValue, year: section.year,
          selected: section.selected, stating: section.stating, median: section.median,
          rows: section.entries.map { entry in
            let cell = entry.cell
            return Document.Row(
              rank: entry.rank, body: entry.body.name, kind: entry.body.kind.rawValue,
              year: entry.year, value: cell.value, low: cell.low, high: cell.high,
              state: cell.state.rawValue, bound: cell.low == nil ? nil : cell.bound.rawValue,
              unit: machineUnit(cell), counts: cell.counts,
              source: machineSource(cell, year: entry.year), averagedYears: cell.averagedYears,
              isOtherClass: cell.isOtherClass, titles: cell.titles,
              denominatorYear: cell.denominatorYear, earlierValue: entry.earlierValue,
              earlierRank: entry.earlierRank)
          })
      })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // The document holds finite numbers and texts only, so that encoding it cannot fail.
    let data = (try? encoder.encode(document)) ?? Data()
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  private struct Document: Encodable {
    var measures: String
    var name: LocalisedText
    var counts: String
    var per: String
    var data: String
    var tables: [Table]

    struct Table: Encodable {
      var kind: String
      var level: String?
      var year: Int
      var selected: Int
      var stating: Int
      var median: Double?
      var rows: [Row]
    }

    struct Row: Encodable {
      var rank: Int?
      var body: String
      var kind: String
      var year: Int
      var value: Double?
      var low: Double?
      var high: Double?
      var state: String
      var bound: String?
      var unit: String
      var counts: String
      var source: String
      var averagedYears: Int
      var isOtherClass: Bool
      var titles: [String]
      var denominatorYear: Int?
      var earlierValue: Double?
      var earlierRank: Int?

      // Written out, so that what is not known stands as `null` and every row has the same keys.
      func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(rank, forKey: .rank)
        try container.encode(body, forKey: .body)
        try container.encode(kind, forKey: .kind)
        try container.encode(year, forKey: .year)
        try container.encode(value, forKey: .value)
        try container.encode(low, forKey: .low)
        try container.encode(high, forKey: .high)
        try container.encode(state, forKey: .state)
        try container.encode(bound, forKey: .bound)
        try container.encode(unit, forKey: .unit)
        try container.encode(counts, forKey: .counts)
        try container.encode(source, forKey: .source)
        try container.encode(averagedYears, forKey: .averagedYears)
        try container.encode(isOtherClass, forKey: .otherClass)
        try container.encode(titles, forKey: .titles)
        try container.encode(denominatorYear, forKey: .denominatorYear)
        try container.encode(earlierValue, forKey: .earlierValue)
        try container.encode(earlierRank, forKey: .earlierRank)
      }

      enum Key: String, CodingKey {
        case rank, body, kind, year, value, low, high, state, bound, unit, counts, source, titles
        case averagedYears = "averaged_years"
        case otherClass = "other_class"
        case denominatorYear = "denominator_year"
        case earlierValue = "earlier_value"
        case earlierRank = "earlier_rank"
      }
    }
  }
}

/// A number as a file for programs carries it: the shortest text that reads back as the same number.
func number(_ value: Double?) -> String {
  guard let value else { return "" }
  if let whole = Int(exactly: value) { return String(whole) }
  return "\(value)"
}

extension LocalisedText: Encodable {
  /// Writes the text as `{"zh": …, "en": …}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(chinese, forKey: .chinese)
    try container.encode(english, forKey: .english)
  }

  private enum Key: String, CodingKey {
    case chinese = "zh"
    case english = "en"
  }
}
