public import Diagnostics
public import Observations

/// One measure set over the selected bodies and years: a cell for each.
public struct MeasureTable: Sendable {
  /// The measure set.
  public let measures: MeasureSet
  /// The class of thing that the comparison counts.
  public let counts: String
  /// What the measure is divided by.
  public let denominator: Denominator
  /// The bodies, years and cells, in the data's order.
  public var rows: [Row]
  /// What a careful reader wants to know of the figures.
  public var diagnostics: [Diagnostic]

  /// One body in one report year.
  public struct Row: Sendable {
    /// The body.
    public var body: Body
    /// The report year.
    public var year: Int
    /// What is known.
    public var cell: Cell
  }

  /// Which classes of a measure are compared.
  public enum ClassChoice: Sendable, Equatable {
    /// The commonest among the selection.
    case commonest
    /// One class; figures of another are shown, not ranked.
    case only(String)
    /// Figures of any class rank together.
    case any
  }

  /// Looks up one measure set for rows of the data.
  ///
  /// The state of each cell follows design §4: stated, summed, named, bounded, not stated, not
  /// applicable. Of several reports for one body and year the first listed is used. A figure for a whole
  /// term is averaged or left out as `terms` says; a yearly figure beats it.
  public init(
    _ measures: MeasureSet, counts choice: ClassChoice = .commonest,
    per denominator: Denominator = .none,
    rows: [DataSet.BodyYear], terms: Selection.Terms = .exclude, in data: DataSet
  ) {
    var ids = measures.ids
    if case .measure(let id) = denominator { ids += MeasureSet([id]).ids }
    let index = FigureIndex(data, rows: rows, about: MeasureSet(ids))
    self.init(measures, choice, denominator, rows: rows, terms: terms, in: index)
  }

  init(
    _ measures: MeasureSet, _ choice: ClassChoice, _ denominator: Denominator,
    rows: [DataSet.BodyYear], terms: Selection.Terms, in index: FigureIndex
  ) {
    self.measures = measures
    self.denominator = denominator
    var index = index
    var classes = Self.classes(of: measures)
    // A class that the measure does not have is stated by nobody; no other takes its place.
    if case .only(let counts) = choice, !classes.contains(counts) { classes.insert(counts, at: 0) }
    let cells = classes.map { counts in
      rows.map { index.cell(of: measures, counts: counts, for: $0, terms: terms) }
    }
    let chosen: Int
    switch choice {
    case .only(let counts): chosen = classes.firstIndex(of: counts) ?? 0
    case .commonest, .any:
      // The first of equally common classes is the measure's commonest elsewhere.
      let known = cells.map { $0.count { $0.state == .stated || $0.state == .summed } }
      chosen = known.firstIndex(of: known.max() ?? 0) ?? 0
    }
    counts = classes[chosen]
    var result: [Row] = []
    for (position, row) in rows.enumerated() {
      guard let body = index.body(row.body) else { continue }
      var cell = cells[chosen][position]
      if cell.state == .notStated || (choice == .any && cell.value == nil && cell.low != nil) {
        for other in cells.indices where other != chosen {
          let candidate = cells[other][position]
          guard candidate.state == .stated || candidate.state == .summed else { continue }
          cell = candidate
          cell.isOtherClass = choice != .any
          break
        }
      }
      cell.sources = index.sources(of: cell, for: row)
      result.append(Row(body: body, year: row.year, cell: cell))
    }
    self.rows = result
    diagnostics = index.problems(rows, measures: measures, terms: terms)
    denominator.apply(to: &self, index: &index, terms: terms)
  }

  /// The classes that figures of a set can count, the usual one first.
  public static func classes(of set: MeasureSet) -> [String] { set.classes }
}

/// The figures of the data by body and year that say something of a set of measures.
struct FigureIndex {
  private struct Entry {
    var yearly: Figures
    var term: Figures
    var termYears: Int
    var titles: [NamedRegulation]
    var hasSeveralReports: Bool
  }

  let data: DataSet
  private var bodies: [BodyKey: Body] = [:]
  private var reports: [String: Report] = [:]
  private var usedReport: [DataSet.BodyYear: Report] = [:]
  private var entries: [DataSet.BodyYear: Entry] = [:]

  init(_ data: DataSet, rows: [DataSet.BodyYear], about measures: MeasureSet) {
    self.data = data
    for body in data.bodies { bodies[body.key] = body }
    var listed: [DataSet.BodyYear: Int] = [:]
    for report in data.reports {
      reports[report.id] = report
      let key = DataSet.BodyYear(body: report.body, year: report.reportYear)
      listed[key, default: 0] += 1
      if usedReport[key] == nil { usedReport[key] = report }
    }
    let wanted = Set(rows)
    var first: [DataSet.BodyYear: String] = [:]
    var indices: [DataSet.BodyYear: [Int]] = [:]
    for (index, observation) in data.observations.enumerated() {
      let key = DataSet.BodyYear(body: observation.body, year: observation.reportYear)
      guard wanted.contains(key) else { continue }
      // A figure that a person entered belongs to no report and always counts.
      if !observation.report.isEmpty {
        let used = usedReport[key]?.id ?? first[key] ?? observation.report
        first[key] = used
        if observation.report != used {
          listed[key] = max(listed[key] ?? 0, 2)
          continue
        }
      }
      if !observation.measures.isDisjoint(with: measures) {
        indices[key, default: []].append(index)
      }
    }
    var titles: [DataSet.BodyYear: [NamedRegulation]] = [:]
    struct Origin: Hashable {
      var body: BodyKey
      var source: String
    }
    let origins = Set(data.reports.map { Origin(body: $0.body, source: $0.source) })
    for regulation in data.regulations where regulation.stage == .passed {
      let key = DataSet.BodyYear(body: regulation.body, year: regulation.reportYear)
      guard wanted.contains(key) else { continue }
      // Titles of a report that is not used stay out, as its figures do.
      if let used = usedReport[key], used.source != regulation.source,
        origins.contains(Origin(body: key.body, source: regulation.source))
      {
        continue
      }
      titles[key, default: []].append(regulation)
    }
    for key in wanted {
      let all = indices[key] ?? []
      let span = usedReport[key]?.span
      var yearly: [Int] = []
      var term: [Int] = []
      var termYears = 1
      for index in all {
        let observation = data.observations[index]
        var period = Period(observation.from, observation.to, reportYear: key.year, span: span)
        // What there is at a moment is no yearly figure times the years.
        if isStock(observation.measures), (observation.to ?? key.year) == key.year {
          period = .year
        }
        switch period {
        case .year: yearly.append(index)
        case .term(let years):
          // Figures of unlike periods are not set against each other; the longest term stands.
          if years > termYears {
            termYears = years
            term.removeAll()
          }
          if years == termYears { term.append(index) }
        case .unknown: break
        }
      }
      // Where titles alone tell of a term, the longest of theirs stands.
      if term.isEmpty {
        for title in titles[key] ?? [] {
          if case .term(let years) = Period(
            title.from, title.to, reportYear: key.year, span: span)
          {
            termYears = max(termYears, years)
          }
        }
      }
      entries[key] = Entry(
        yearly: Figures(yearly, of: data.observations), term: Figures(term, of: data.observations),
        termYears: termYears, titles: titles[key] ?? [],
        hasSeveralReports: (listed[key] ?? 0) > 1)
    }
  }

  /// The period of a figure, seen from its report year.
  enum Period: Equatable {
    case year
    case term(years: Int)
    /// Not known, or part of a term: neither yearly nor averaged.
    case unknown

    /// A term is five years or more, or the whole span of a report that accounts for a term.
    init(_ from: Int?, _ to: Int?, reportYear: Int, span: Report.Span?) {
      if from == nil, to == nil {
        self = span == .term ? .unknown : .year
      } else if let from, let to, to == reportYear {
        let years = to - from + 1
        if years == 1 {
          self = .year
        } else if years >= 5 || span == .term {
          self = .term(years: years)
        } else {
          self = .unknown
        }
      } else {
        self = .unknown
      }
    }
  }

  /// Whether a set is counted at a moment, not over a period.
  private func isStock(_ set: MeasureSet) -> Bool {
    set.ids.allSatisfy { data.measure($0)?.nature == .stock }
  }

  func body(_ key: BodyKey) -> Body? { bodies[key] }

  func report(for row: DataSet.BodyYear) -> Report? { usedReport[row] }

  mutating func cell(
    of set: MeasureSet, counts: String, for row: DataSet.BodyYear, terms: Selection.Terms
  ) -> Cell {
    guard let body = bodies[row.body], var entry = entries[row] else {
      return .empty(.notStated, counts: counts)
    }
    defer { entries[row] = entry }
    let span = usedReport[row]?.span
    func titles(of period: Period) -> [NamedRegulation] {
      entry.titles.filter { Period($0.from, $0.to, reportYear: row.year, span: span) == period }
    }
    let yearly = combined(
      entry.yearly.cell(of: set, counts: counts), set: set, counts: counts,
      titles: titles(of: .year))
    let years = entry.termYears
    var term = combined(
      entry.term.cell(of: set, counts: counts), set: set, counts: counts,
      titles: titles(of: .term(years: years)))
    if var average = term {
      average.value = average.value.map { $0 / Double(years) }
      average.low = average.low.map { $0 / Double(years) }
      average.high = average.high.map { $0 / Double(years) }
      average.averagedYears = years
      term = average
    }
    let isApplicable = set.ids.contains { id in
      (data.measure(id)?.isApplicable(to: body, in: row.year)) ?? true
    }
    let isKnown: (Cell) -> Bool = { $0.state != .bounded }
    var cell: Cell
    if let yearly, isKnown(yearly) {
      cell = yearly
    } else if terms == .average, let term, isKnown(term) {
      cell = term
    } else if let yearly {
      cell = yearly
    } else if terms == .average, let term {
      cell = term
    } else {
      cell = .empty(isApplicable ? .notStated : .notApplicable, counts: counts)
      cell.hasOnlyTermFigure = term != nil
    }
    // A zero where the body has no such power is no statement; a figure above 0 stands, with a warning.
    if !isApplicable, cell.value ?? 0 == 0 {
      return .empty(.notApplicable, counts: counts)
    }
    return cell
  }

  /// The cell of the figures, or the count of titles where no figure says as much.
  private func combined(
    _ figure: Cell?, set: MeasureSet, counts: String, titles: [NamedRegulation]
  ) -> Cell? {
    if let figure, figure.state != .bounded { return figure }
    guard counts == "regulations", set.ids.allSatisfy(MeasureCatalogue.lawsPassed.contains) else {
      return figure
    }
    var seen: Set<String> = []
    let named = titles.filter {
      set.ids.contains($0.action.measure) && seen.insert("\($0.action)\n\($0.title)").inserted
    }
    let count = Double(named.count)
    guard count > 0, count >= figure?.low ?? 0, figure?.value == nil else { return figure }
    var sources: [String] = []
    for title in named where !sources.contains(title.source) { sources.append(title.source) }
    let high = figure?.high.flatMap { $0 >= count ? $0 : nil }
    return Cell(
      state: .named, value: count, low: count, high: high, bound: .atLeast, unit: "件",
      counts: counts, sources: sources, observations: figure?.observations ?? [],
      titles: named.map(\.title))
  }

  func sources(of cell: Cell, for row: DataSet.BodyYear) -> [String] {
    var sources = cell.sources
    for index in cell.observations {
      let observation = data.observations[index]
      let source =
        observation.source.isEmpty ? reports[observation.report]?.source ?? "" : observation.source
      if !source.isEmpty, !sources.contains(source) { sources.append(source) }
    }
    if sources.isEmpty, let report = usedReport[row], !report.source.isEmpty {
      sources = [report.source]
    }
    return sources
  }

  /// What does not agree in the figures of rows, whatever is asked of them.
  mutating func contradictions(_ rows: [DataSet.BodyYear]) -> [Diagnostic] {
    rows.flatMap { row -> [Diagnostic] in
      guard var entry = entries[row] else { return [] }
      entry.yearly.noteContradictions()
      entry.term.noteContradictions()
      return (entry.yearly.problems + entry.term.problems).map { located($0, row) }
    }
  }

  /// A problem of figures, at the line of the first of them and with the lines of the others.
  private func located(_ problem: Figures.Problem, _ row: DataSet.BodyYear) -> Diagnostic {
    let places = problem.observations.map { data.place(of: data.observations[$0]) }
    let place = places.first ?? Place(data.path)
    let others = Set(places.compactMap(\.line)).subtracting([place.line ?? 0]).sorted()
    let lines = others.map(String.init)
    let text = problem.text
    return Diagnostic(
      .warning, at: place,
      LocalisedText(
        zh: "\(row.body.name) \(row.year)年：\(text.chinese)"
          + (lines.isEmpty ? "" : "（对照第\(lines.joined(separator: "、"))行）"),
        en: "\(row.body.name), \(row.year): \(text.english)"
          + (lines.isEmpty
            ? "" : " (see line\(lines.count > 1 ? "s" : "") \(lines.joined(separator: ", ")))")))
  }

  /// What does not agree in the figures that the cells of a set are made of.
  func problems(
    _ rows: [DataSet.BodyYear], measures: MeasureSet, terms: Selection.Terms
  ) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    for row in rows {
      guard let entry = entries[row] else { continue }
      if entry.hasSeveralReports {
        let used = usedReport[row]?.id ?? ""
        problems.append(
          Diagnostic(
            .warning, at: Place(data.path),
            LocalisedText(
              zh: "\(row.body.name) \(row.year)年有几份报告，只用第一份" + (used.isEmpty ? "" : "（\(used)）"),
              en: "\(row.body.name) has several reports for \(row.year); only the first"
                + (used.isEmpty ? "" : " (\(used))") + " is used")))
      }
      let all = entry.yearly.problems + (terms == .average ? entry.term.problems : [])
      for problem in all where !problem.set.isDisjoint(with: measures) {
        problems.append(located(problem, row))
      }
      guard let body = bodies[row.body] else { continue }
      for figure in entry.yearly.figures
      where figure.value > 0 && !figure.set.isDisjoint(with: measures)
        && figure.set.ids.allSatisfy({
          data.measure($0)?.isApplicable(to: body, in: row.year) == false
        })
      {
        let name = figure.set.isLawsPassed ? "laws_passed" : figure.set.description
        problems.append(
          Diagnostic(
            .warning, at: Place(data.path),
            LocalisedText(
              zh: "\(row.body.name) \(row.year)年不应有 \(name)，报告却载明\(plain(figure.value))："
                + "请核对类型、类别和年份",
              en:
                "\(row.body.name) cannot have \(name) in \(row.year), and \(plain(figure.value)) is "
                + "stated: check its kind, tier and year")))
      }
    }
    return problems
  }
}

extension DataSet {
  /// Where figures of one body and year contradict each other: two totals, a total that is not the sum of
  /// its parts, disjoint parts that make more than a total around them.
  ///
  /// Each is a warning at the line of the figure that stands, with the lines of the others.
  public func contradictions() -> [Diagnostic] {
    var index = FigureIndex(
      self, rows: bodyYears, about: MeasureSet(observations.flatMap(\.measures.ids)))
    return index.contradictions(bodyYears)
  }
}
