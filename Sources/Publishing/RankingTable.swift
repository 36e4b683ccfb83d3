public import Diagnostics
public import Metrics
public import Observations

/// What is compared: a measure, its class and denominator, over a selection.
public struct Comparison: Sendable {
  /// The measure set.
  public var measures: MeasureSet
  /// Which classes of it are compared.
  public var counts: MeasureTable.ClassChoice = .commonest
  /// What it is divided by.
  public var denominator: Denominator = .none
  /// The bodies and years.
  public var selection = Selection()
  /// The earlier year that values and ranks are set against; none where absent.
  public var earlierYear: Int?

  /// Makes a comparison of a measure over everything.
  public init(_ measures: MeasureSet) {
    self.measures = measures
  }
}

/// A ranking of bodies by one measure: a section for each kind, level and year.
///
/// It is the one table that every format and every chart is made from.
public struct RankingTable: Sendable {
  /// The measure's name, its class and what it is divided by.
  public let subject: Subject
  /// One ranking each, by year, kind and level.
  public let sections: [Section]
  /// What a careful reader wants to know of the figures.
  public let diagnostics: [Diagnostic]
  /// SHA-256 of the data, in hexadecimal.
  public let dataHash: String

  /// What a ranking is about.
  public struct Subject: Sendable, Equatable {
    /// The measure set.
    public var measures: MeasureSet
    /// Its name.
    public var name: LocalisedText
    /// The class of thing that is counted.
    public var counts: String
    /// The class in words, where the measure has several.
    public var className: LocalisedText?
    /// What the measure is divided by.
    public var denominator: Denominator
    /// The denominator in words.
    public var per: LocalisedText?
    /// The measure word, without the denominator.
    public var unit: String
    /// Whether values are whole numbers.
    public var isCount: Bool
    /// The earlier year that the ranking is set against.
    public var earlierYear: Int?
    /// Whether figures of any class rank together.
    public var isAnyClass = false
    /// Whether the name says already what the measure is divided by.
    public var namesDenominator = false
    /// How many indicators an index has; 0 where it is not told.
    public var indicatorCount = 0
    /// Whether the least score ranks first.
    public var isLeastFirst = false
    /// How far the ranking of a score holds, where that is known.
    public var robustness: LocalisedText?
    /// How the score was made, where the ranking is of a score and not of a measure.
    public var method: LocalisedText?
  }

  /// The ranking of one kind, level and year.
  public struct Section: Sendable {
    /// Congress or consultative conference.
    public var kind: BodyKind
    /// The level; not known where absent.
    public var level: Level?
    /// The report year.
    public var year: Int
    /// The ranked bodies by rank, then the others.
    public var entries: [Entry]
    /// The sources, where the entries no longer name them because the bodies are anonymous.
    var sources: (reports: Int, others: [String])?
    /// The ranks between which the figures do not tell bodies apart, in words.
    var bands: LocalisedText?
    /// How many bodies state the measure.
    public var stating: Int { entries.count { $0.cell.isReported } }
    /// How many bodies are selected.
    public var selected: Int { entries.count }
    /// The median of the ranked values; nothing where none is.
    public var median: Double? {
      let values = entries.filter { $0.rank != nil }.compactMap(\.cell.value).sorted()
      guard !values.isEmpty else { return nil }
      let middle = values.count / 2
      return values.count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2
    }
  }

  /// One body of a ranking.
  public struct Entry: Sendable {
    /// The rank; nothing where the body is not ranked.
    public var rank: Int?
    /// The body.
    public var body: Body
    /// The report year.
    public var year: Int
    /// What is known.
    public var cell: Cell
    /// Whether the comparison is about this body.
    public var isFocus: Bool
    /// The value of the earlier year; nothing where it is not known or not asked for.
    public var earlierValue: Double?
    /// The rank of the earlier year.
    public var earlierRank: Int?
    /// What else a reader must know, such as the indicators that a score lacks.
    public var remark: LocalisedText?
    /// Why a body has no score, nor an interval; nothing where that needs no word.
    public var reason: LocalisedText?
    /// The band of ranks, from 1; nothing where the figures part none.
    ///
    /// The figures tell bodies of different bands apart.
    var band: Int?
  }

  /// Ranks the bodies of a comparison.
  ///
  /// Ranks descend, ties within 1e-9 relative share the least rank (1, 2, 2, 4), before any rounding,
  /// within kind, level and year. Bodies known only within an interval, of another class or not at all
  /// have no rank.
  ///
  /// - Throws: ``PublishingError`` if the selection is empty or names an unknown body, or every body has 0
  ///   of what it is to be divided by.
  public init(_ comparison: Comparison, in data: DataSet) throws(PublishingError) {
    var selection = comparison.selection
    let asked = selection.years
    if let earlier = comparison.earlierYear, !asked.isEmpty {
      selection.years.append(earlier...earlier)
    }
    let (rows, problems) = selection.rows(in: data)
    guard problems.isEmpty else { throw PublishingError(problems) }
    let table = MeasureTable(
      comparison.measures, counts: comparison.counts, per: comparison.denominator, rows: rows,
      terms: selection.terms, in: data)
    let errors = table.diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty else { throw PublishingError(errors) }
    let entries = table.rows.map { row in
      Entry(
        rank: nil, body: row.body, year: row.year, cell: row.cell,
        isFocus: row.body.name == selection.focus)
    }
    var sections = Self.sections(of: entries, isTogether: false, areRanked: false)
    if let earlier = comparison.earlierYear { Self.compare(&sections, with: earlier) }
    if !asked.isEmpty {
      sections.removeAll { section in !asked.contains { $0.contains(section.year) } }
    }
    self.sections = sections
    let subject = Self.subject(of: table, comparison: comparison, in: data)
    self.subject = subject
    var findings = table.diagnostics
    // Data without any such figure, a table without the column perhaps, says nothing of the reports.
    if !data.observations.contains(where: { !$0.measures.isDisjoint(with: comparison.measures) }) {
      findings.append(
        Diagnostic(
          .warning, at: Place(data.path),
          LocalisedText(
            zh: "数据中没有任何\(subject.name.chinese)的数字：是否缺这一列？",
            en: "the data holds no figure of \(subject.name.english.lowercasedFirst) at all: "
              + "is the column missing?")))
    }
    diagnostics = findings
    dataHash = data.hash
  }

  /// Makes a ranking of entries that are known already.
  ///
  /// - Parameters:
  ///   - subject: what the ranking is about.
  ///   - entries: the bodies, in any order.
  ///   - isTogether: whether kinds and levels share a ranking.
  ///   - areRanked: whether the entries carry their ranks; else their values are ranked.
  ///   - dataHash: SHA-256 of the data.
  init(
    _ subject: Subject, entries: [Entry], isTogether: Bool, areRanked: Bool, dataHash: String
  ) {
    self.subject = subject
    sections = Self.sections(of: entries, isTogether: isTogether, areRanked: areRanked)
    diagnostics = []
    self.dataHash = dataHash
  }

  /// The same ranking with other sections.
  func with(sections: [Section]) -> RankingTable {
    RankingTable(
      subject: subject, sections: sections, diagnostics: diagnostics, dataHash: dataHash)
  }

  private init(
    subject: Subject, sections: [Section], diagnostics: [Diagnostic], dataHash: String
  ) {
    self.subject = subject
    self.sections = sections
    self.diagnostics = diagnostics
    self.dataHash = dataHash
  }

  /// The entries by year, kind and level, each section ranked.
  private static func sections(
    of entries: [Entry], isTogether: Bool, areRanked: Bool
  ) -> [Section] {
    struct Key: Hashable {
      var year: Int
      var kind: BodyKind?
      var level: Level?
    }
    var groups: [Key: [Entry]] = [:]
    for entry in entries {
      let key =
        isTogether
        ? Key(year: entry.year)
        : Key(year: entry.year, kind: entry.body.kind, level: entry.body.level)
      groups[key, default: []].append(entry)
    }
    let kinds: [BodyKind?] = BodyKind.allCases + [nil]
    let levels: [Level?] = Level.allCases + [nil]
    var sections: [Section] = []
    for year in Set(groups.keys.map(\.year)).sorted() {
      for kind in kinds {
        for level in levels {
          guard let members = groups[Key(year: year, kind: kind, level: level)] else { continue }
          let commonLevel = Set(members.map(\.body.level)).count == 1 ? members[0].body.level : nil
          sections.append(
            Section(
              kind: kind ?? members[0].body.kind, level: level ?? commonLevel, year: year,
              entries: ranked(members, areRanked: areRanked)))
        }
      }
    }
    return sections
  }

  /// Notes value and rank of an earlier year beside each ranked entry of the same kind and level.
  private static func compare(_ sections: inout [Section], with earlier: Int) {
    let past = sections.filter { $0.year == earlier }
    for index in sections.indices {
      let section = sections[index]
      guard let before = past.first(where: { $0.kind == section.kind && $0.level == section.level })
      else { continue }
      for place in section.entries.indices where section.entries[place].rank != nil {
        let name = section.entries[place].body.name
        guard let entry = before.entries.first(where: { $0.body.name == name }), entry.rank != nil
        else { continue }
        sections[index].entries[place].earlierValue = entry.cell.value
        sections[index].entries[place].earlierRank = entry.rank
      }
    }
  }

  /// What a ranking of a measure is about.
  static func subject(
    of table: MeasureTable, comparison: Comparison, in data: DataSet
  ) -> Subject {
    var units: [String: Int] = [:]
    for row in table.rows where row.cell.isRankable { units[row.cell.unit, default: 0] += 1 }
    let usual = table.measures.ids.first.flatMap { data.measure($0)?.unit } ?? ""
    let isFirstClass = MeasureTable.classes(of: table.measures).first == table.counts
    // The commonest measure word of the figures; of equally common ones the first in code order.
    let isAny = comparison.counts == .any && MeasureTable.classes(of: table.measures).count > 1
    let common = units.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    var subject = Subject(
      measures: table.measures, name: Words.name(of: table.measures, in: data),
      counts: table.counts, className: Words.className(table.counts, of: table.measures),
      denominator: comparison.denominator, per: Words.per(comparison.denominator, in: data),
      unit: common ?? (isFirstClass ? usual : ""),
      isCount: comparison.denominator == .none
        && table.measures.ids.allSatisfy { data.measure($0)?.isCatalogued ?? false }
        && table.rows.allSatisfy { $0.cell.value.map { $0 == $0.rounded() } ?? true },
      earlierYear: comparison.earlierYear)
    subject.isAnyClass = isAny
    return subject
  }

  /// Ranked entries by rank, then by code; then bounded ones by their least value, other classes, and
  /// those not stated and not applicable by code.
  private static func ranked(_ entries: [Entry], areRanked: Bool) -> [Entry] {
    var entries = entries.sorted { ($0.body.code, $0.body.name) < ($1.body.code, $1.body.name) }
    if !areRanked {
      let ranks = Ranking.ranks(of: entries.map { $0.cell.isRankable ? $0.cell.value : nil })
      for index in entries.indices { entries[index].rank = ranks[index] }
    }
    func place(_ entry: Entry) -> (Int, Double, Double) {
      let cell = entry.cell
      if let rank = entry.rank { return (0, Double(rank), 0) }
      switch cell.state {
      case .bounded: return (1, -(cell.low ?? 0), -(cell.high ?? .greatestFiniteMagnitude))
      case .stated, .summed, .named: return (2, -(cell.value ?? 0), 0)
      case .notStated: return (cell.hasOnlyTermFigure ? 3 : 4, 0, 0)
      case .notApplicable: return (5, 0, 0)
      }
    }
    // The order by code stands among equals, since the sort is stable.
    return entries.sorted { place($0) < place($1) }
  }
}

/// Why nothing was published: every problem, not only the first.
public struct PublishingError: Error, Sendable, CustomStringConvertible {
  /// The problems.
  public var problems: [Diagnostic]

  /// Makes an error of its problems.
  public init(_ problems: [Diagnostic]) {
    self.problems = problems
  }

  /// The problems, a line each, in English.
  public var description: String {
    problems.map { $0.line(in: .english) }.joined(separator: "\n")
  }
}
