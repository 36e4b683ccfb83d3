import Diagnostics
import FoundationEssentials

/// The files of a data package that is there already; none of a package that is not.
struct ExistingPackage {
  let folder: String
  let bodies: ExistingTable?
  let reports: ExistingTable?
  let observations: ExistingTable?
  let regulations: ExistingTable?
  let leftOut: ExistingTable?
  /// The bytes of `datapackage.json`.
  let descriptor: [UInt8]?
  /// The bodies by name and kind.
  let bodyKeys: Set<BodyKey>
  /// The reports that figures name though `reports.csv` is missing.
  let unlistedReports: [Report]
  /// The rows of figures that a person decided, by `id`.
  private let decided: [ByteText: Int32]
  private let formerNames: [String: String]
  private var rowOfReport: [String: Int32] = [:]
  private var keyOfRow: [String] = []
  private var known: [DataSet.BodyYear: [Candidate]] = [:]
  private let states: [(path: String, state: FileState?)]

  /// A report of the package that a new reading may be of.
  struct Candidate {
    var key: String
    var sha256: String
    var url: String
  }

  /// Opens what there is.
  ///
  /// - Throws: ``ObservationsError`` with everything that is wrong with the form of the files.
  init(_ folder: String) throws(ObservationsError) {
    self.folder = folder
    var problems: [Diagnostic] = []
    var states: [(path: String, state: FileState?)] = []
    func read(_ name: String) -> [UInt8]? {
      let path = "\(folder)/\(name)"
      let state = FileState(path)
      states.append((path, state))
      guard state != nil else { return nil }
      do {
        return try readFile(path)
      } catch {
        problems += error.problems
        return nil
      }
    }
    func open(_ name: String, _ required: [String], by grouping: String? = nil) -> ExistingTable? {
      guard let bytes = read(name) else { return nil }
      do {
        return try ExistingTable(
          "\(folder)/\(name)", bytes: bytes, required: required, grouping: grouping)
      } catch {
        problems += error.problems
        return nil
      }
    }
    bodies = open("bodies.csv", ["body", "kind"])
    let names = open("names.csv", ["body", "former"])
    let reports = open("reports.csv", ["report", "body", "kind", "report_year"])
    let observations = open(
      "observations.csv", ["body", "kind", "report_year", "measures", "value", "status"],
      by: "report")
    regulations = open("regulations.csv", ["body", "kind", "report_year", "title"])
    leftOut = open("left_out.csv", ["report"], by: "report")
    descriptor = read("datapackage.json")
    self.reports = reports
    self.observations = observations
    self.states = states
    guard problems.isEmpty else { throw ObservationsError(problems) }

    var bodyKeys: Set<BodyKey> = []
    if let bodies {
      bodies.texts(of: ["body", "kind"], in: 0..<Int32(bodies.rows.count)) {
        if let kind = BodyKind(rawValue: $1[1]) {
          bodyKeys.insert(BodyKey(name: $1[0], kind: kind))
        }
      }
    }
    self.bodyKeys = bodyKeys
    var formerNames: [String: String] = [:]
    if let names {
      names.texts(of: ["body", "former"], in: 0..<Int32(names.rows.count)) {
        formerNames[$1[1]] = $1[0]
      }
    }
    self.formerNames = formerNames
    var decided: [ByteText: Int32] = [:]
    if let observations, observations.has("id") {
      let rows = observations.rows.indices.lazy.filter { observations.rows[$0].isDecided }
      observations.texts(of: ["id"], in: rows.map { Int32($0) }) { row, texts in
        if !texts[0].isEmpty { decided[ByteText(text: texts[0])] = row }
      }
    }
    self.decided = decided
    unlistedReports = reports == nil ? observations.map(Self.reportsNamed) ?? [] : []
    if let reports {
      let columns = ["report", "body", "kind", "report_year", "sha256", "url"]
      var rowOfReport: [String: Int32] = [:]
      var keyOfRow: [String] = []
      var known: [DataSet.BodyYear: [Candidate]] = [:]
      reports.texts(of: columns, in: 0..<Int32(reports.rows.count)) { row, texts in
        keyOfRow.append(texts[0])
        rowOfReport[texts[0]] = row
        if let kind = BodyKind(rawValue: texts[2]), let year = Int(texts[3]) {
          known[
            DataSet.BodyYear(body: BodyKey(name: texts[1], kind: kind), year: year), default: []
          ].append(Candidate(key: texts[0], sha256: texts[4], url: texts[5]))
        }
      }
      self.rowOfReport = rowOfReport
      self.keyOfRow = keyOfRow
      self.known = known
    }
    for report in unlistedReports {
      known[DataSet.BodyYear(body: report.body, year: report.reportYear), default: []].append(
        Candidate(key: report.id, sha256: "", url: ""))
    }
  }

  private static func reportsNamed(in observations: ExistingTable) -> [Report] {
    let firsts = observations.groups.indices.compactMap { group in
      observations.groups[group].isEmpty ? nil : observations.rowsOfGroup[group].first
    }
    var reports: [Report] = []
    observations.texts(of: ["report", "body", "kind", "report_year", "source"], in: firsts) {
      if let kind = BodyKind(rawValue: $1[2]), let year = Int($1[3]) {
        reports.append(
          Report(
            id: $1[0], body: BodyKey(name: $1[1], kind: kind), reportYear: year, source: $1[4]))
      }
    }
    return reports
  }

  /// The row of a report.
  func report(_ key: String) -> Int32? { rowOfReport[key] }

  /// The key of a row of `reports.csv`.
  func key(ofReport row: Int32) -> String { keyOfRow[Int(row)] }

  /// Whether the package has a report.
  func hasReport(_ key: String) -> Bool {
    rowOfReport[key] != nil || unlistedReports.contains { $0.id == key }
  }

  /// A field of a report's row.
  func text(_ column: ReportColumn, of row: Int32) -> String {
    reports.map { $0.text(column.rawValue, in: $0.fields(row)) } ?? ""
  }

  /// The reports that a new reading of a report may be of: the one with its key first, then the others of
  /// the same body and year.
  func candidates(for report: Report) -> [Candidate] {
    var candidates =
      known[DataSet.BodyYear(body: report.body, year: report.reportYear)] ?? []
    if let index = candidates.firstIndex(where: { $0.key == report.id }) {
      candidates.swapAt(0, index)
    } else if let row = rowOfReport[report.id] {
      // A person has corrected whose report it is, or of which year.
      candidates.insert(
        Candidate(
          key: report.id, sha256: text(.sha256, of: row), url: text(.url, of: row)), at: 0)
    }
    return candidates
  }

  /// Whether a body goes by a former name of one that the package has.
  func isFormerName(_ body: BodyKey) -> Bool {
    formerNames[body.name].map { bodyKeys.contains(BodyKey(name: $0, kind: body.kind)) } ?? false
  }

  /// Whether any figure that a person decided has an `id`.
  var hasDecidedIds: Bool { !decided.isEmpty }

  /// The row of a figure that a person decided.
  func decidedRow(_ id: String) -> Int32? { decided[ByteText(text: id)] }

  /// The sources of some reports by body and year.
  func sourcesOfReports(where isMeant: (String) -> Bool) -> [DataSet.BodyYear: Set<String>] {
    guard let reports else { return [:] }
    var sources: [DataSet.BodyYear: Set<String>] = [:]
    reports.texts(
      of: ["report", "body", "kind", "report_year", "source"], in: 0..<Int32(reports.rows.count)
    ) {
      if isMeant($1[0]), let kind = BodyKind(rawValue: $1[2]), let year = Int($1[3]) {
        let key = DataSet.BodyYear(body: BodyKey(name: $1[1], kind: kind), year: year)
        sources[key, default: []].insert($1[4])
      }
    }
    return sources
  }

  /// A file that is no longer what was read.
  func changedFile() -> String? { states.first { FileState($0.path) != $0.state }?.path }
}

/// What tells one figure of a report from another where offsets do not.
struct FigureKey: Hashable {
  var evidence: String
  var measures: String
  var value: Double?
  var counts = ""

  init(evidence: String, measures: String, value: Double? = nil, counts: String = "") {
    self.evidence = evidence
    self.measures =
      MeasureSet(
        measures.split(separator: "+").map { TableReader.trimmed(String($0)) }
      ).description
    self.value = value
    self.counts = counts
  }
}

/// The rows of one report that a person decided, matched to the figures of a new reading.
struct DecidedRows {
  private struct Row {
    var index: Int32
    var fields: [String]
    var status: String
    var id: String
    var isMatched = false
  }

  private let table: ExistingTable
  private let there: ExistingPackage
  private let report: String
  private var rows: [Row] = []
  private var rowOfFigure: [Int: Int] = [:]
  private var elsewhere: Set<Int> = []
  /// Rows that give way, by `id`, and their values as written.
  private var earlier: [ByteText: (row: Int32, value: String)] = [:]
  private let hasOwnColumns: Bool
  private var earlierOfFigure: [Int: [String]] = [:]
  private var movedCount = 0
  private(set) var diagnostics: [Diagnostic] = []

  init(
    _ table: ExistingTable, of report: String, in there: ExistingPackage, hasOwnColumns: Bool
  ) {
    self.hasOwnColumns = hasOwnColumns
    self.table = table
    self.there = there
    self.report = report
    let indices = table.rows(of: report)
    for index in indices where table.rows[Int(index)].isDecided {
      let fields = table.fields(index)
      rows.append(
        Row(
          index: index, fields: fields, status: table.text("status", in: fields),
          id: table.text("id", in: fields)))
    }
    if table.has("id") {
      let others = indices.lazy.filter { !table.rows[Int($0)].isDecided }
      var earlier: [ByteText: (row: Int32, value: String)] = [:]
      table.texts(of: ["id", "value"], in: others) {
        if !$1[0].isEmpty { earlier[ByteText(text: $1[0])] = ($0, $1[1]) }
      }
      self.earlier = earlier
    }
  }

  /// The decided row that stands for a figure.
  func row(for figure: Int) -> Int? { rowOfFigure[figure] }

  /// Whether a person keeps a figure under another report.
  func isElsewhere(_ figure: Int) -> Bool { elsewhere.contains(figure) }

  /// The fields of the row that gives way to a figure.
  func earlier(for figure: Int) -> [String]? { earlierOfFigure[figure] }

  private func number(_ column: String, _ row: Row) -> Double? {
    if case .number(let value) = NumberText(table.text(column, in: row.fields)) { return value }
    return nil
  }

  /// The value that the program read in a decided row.
  private func valueRead(_ row: Row) -> Double? {
    if row.status == Observation.Status.corrected.rawValue, let read = number("read_value", row) {
      return read
    }
    return number("value", row)
  }

  private func isEntered(_ row: Row) -> Bool { row.status == Observation.Status.entered.rawValue }

  /// Finds the decided row of each figure, moves what has moved, and says what disagrees.
  mutating func match(_ figures: [Observation], isChanged: Bool) {
    if !rows.isEmpty {
      // In a changed text an offset alone means little: the words come first.
      matchByIdentifier(figures, withEqualEvidence: isChanged)
      matchByWords(figures)
      if isChanged { matchByIdentifier(figures, withEqualEvidence: false) }
      matchHeadlines(figures)
    }
    for (index, figure) in figures.enumerated() where rowOfFigure[index] == nil {
      if !figure.id.isEmpty, let row = there.decidedRow(figure.id),
        table.rows[Int(row)].group
          != table.rows(of: report).first.map({ table.rows[Int($0)].group })
      {
        elsewhere.insert(index)
      }
      if let (row, value) = earlier[ByteText(text: figure.id)] {
        if hasOwnColumns { earlierOfFigure[index] = table.fields(row) }
        if !isChanged { noteReplaced(row, value, by: figure) }
      }
    }
    var used: Set<String> = []
    for (index, figure) in figures.enumerated() where !elsewhere.contains(index) {
      used.insert(figure.id)
    }
    for index in figures.indices {
      guard let row = rowOfFigure[index] else { continue }
      used.remove(rows[row].id == figures[index].id ? "" : figures[index].id)
      compare(rows[row], with: figures[index])
      if isChanged { move(row, to: figures[index]) }
      used.insert(rows[row].id)
    }
    for index in rows.indices where !rows[index].isMatched {
      // Its place may now be another figure's, and two rows cannot have one `id`.
      if !rows[index].id.isEmpty, used.contains(rows[index].id) {
        for column in ["id", "start", "end"] {
          table.set(column, "", in: &rows[index].fields)
        }
      }
      noteVanished(rows[index])
    }
  }

  /// Matches by `id`.
  private mutating func matchByIdentifier(_ figures: [Observation], withEqualEvidence: Bool) {
    var known: [String: Int] = [:]
    for (index, row) in rows.enumerated() where !row.isMatched && !row.id.isEmpty {
      known[row.id] = index
    }
    for (index, figure) in figures.enumerated() where rowOfFigure[index] == nil {
      guard let row = known[figure.id], !rows[row].isMatched else { continue }
      if withEqualEvidence,
        table.text("evidence", in: rows[row].fields) != TableReader.trimmed(figure.evidence)
      {
        continue
      }
      rows[row].isMatched = true
      rowOfFigure[index] = row
    }
  }

  /// Matches by evidence, value and measures; rows without evidence by value, measures and class.
  private mutating func matchByWords(_ figures: [Observation]) {
    var known: [FigureKey: [Int]] = [:]
    for (index, row) in rows.enumerated() where !row.isMatched && !isEntered(row) {
      let evidence = table.text("evidence", in: row.fields)
      // A row with an `id` has a place, and is the same figure only where its words are.
      if evidence.isEmpty, !row.id.isEmpty { continue }
      known[
        FigureKey(
          evidence: evidence, measures: table.text("measures", in: row.fields),
          value: valueRead(row),
          counts: evidence.isEmpty ? table.text("counts", in: row.fields) : ""), default: []
      ].append(index)
    }
    guard !known.isEmpty else { return }
    for hasEvidence in [true, false] {
      for (index, figure) in figures.enumerated() where rowOfFigure[index] == nil {
        let key = FigureKey(
          evidence: hasEvidence ? TableReader.trimmed(figure.evidence) : "",
          measures: figure.measures.description, value: figure.value,
          counts: hasEvidence ? "" : figure.counts)
        guard let row = known[key]?.first else { continue }
        known[key]?.removeFirst()
        rows[row].isMatched = true
        rowOfFigure[index] = row
      }
    }
  }

  /// Matches what is left where both say the one headline figure of a set, class and period.
  ///
  /// A person has said what that figure is, and another beside it would contradict. What was rejected is
  /// no such figure, and what comes from another source is not the report's.
  private mutating func matchHeadlines(_ figures: [Observation]) {
    func key(_ measures: String, _ counts: String, _ from: String, _ to: String) -> [String] {
      [FigureKey(evidence: "", measures: measures).measures, counts, from, to]
    }
    var known: [[String]: [Int]] = [:]
    for (index, row) in rows.enumerated() where !row.isMatched && !isEntered(row) {
      let role = table.text("role", in: row.fields)
      guard row.status != Observation.Status.rejected.rawValue,
        role.isEmpty || role == Observation.Role.headline.rawValue
      else { continue }
      let texts = ["measures", "counts", "from", "to"].map { table.text($0, in: row.fields) }
      known[key(texts[0], texts[1], texts[2], texts[3]), default: []].append(index)
    }
    guard !known.isEmpty else { return }
    var found: [[String]: [Int]] = [:]
    for (index, figure) in figures.enumerated()
    where rowOfFigure[index] == nil && figure.role == .headline {
      let (from, to) = (figure.from.map { "\($0)" }, figure.to.map { "\($0)" })
      found[key(figure.measures.description, figure.counts, from ?? "", to ?? ""), default: []]
        .append(index)
    }
    for (key, indices) in found where indices.count == 1 {
      guard let matching = known[key], matching.count == 1 else { continue }
      rows[matching[0]].isMatched = true
      rowOfFigure[indices[0]] = matching[0]
    }
  }

  /// Gives a decided row the place that its figure has now.
  private mutating func move(_ row: Int, to figure: Observation) {
    let fields = rows[row].fields
    // A row without evidence came from elsewhere, and has no place.
    guard !rows[row].id.isEmpty, !table.text("evidence", in: fields).isEmpty else { return }
    table.set("id", figure.id, in: &rows[row].fields)
    table.set("start", figure.start.map { String($0) } ?? "", in: &rows[row].fields)
    table.set("end", figure.end.map { String($0) } ?? "", in: &rows[row].fields)
    guard rows[row].fields != fields else { return }
    rows[row].id = figure.id
    movedCount += 1
  }

  /// Says where a decided row and the new reading disagree.
  private mutating func compare(_ row: Row, with figure: Observation) {
    func shown(_ value: Double) -> String {
      var text = RowText()
      text.append(value)
      return String(decoding: text.bytes, as: UTF8.self)
    }
    var differences: [(column: String, old: String, new: String)] = []
    let value = number("value", row)
    if row.status == Observation.Status.corrected.rawValue {
      if figure.value != valueRead(row), figure.value != value {
        let read = table.text("read_value", in: row.fields)
        differences.append(
          (
            read.isEmpty ? "value" : "read_value",
            read.isEmpty ? table.text("value", in: row.fields) : read, shown(figure.value)
          ))
      }
    } else {
      if figure.value != value {
        differences.append(
          ("value", table.text("value", in: row.fields), shown(figure.value)))
      }
      let others = [
        ("bound", figure.bound.rawValue), ("unit", figure.unit), ("counts", figure.counts),
        ("from", figure.from.map { String($0) } ?? ""),
        ("to", figure.to.map { String($0) } ?? ""), ("role", figure.role.rawValue),
      ]
      for (column, new) in others {
        let old = table.text(column, in: row.fields)
        // An empty field says nothing that could be contradicted.
        if !old.isEmpty, old != new { differences.append((column, old, new)) }
      }
    }
    guard !differences.isEmpty else { return }
    let old = differences.map { "\($0.column) \($0.old)" }
    let new = differences.map { "\($0.column) \($0.new)" }
    diagnostics.append(
      Diagnostic(
        .warning, at: table.place(row.index),
        LocalisedText(
          zh: "这一行（\(row.status)）是 \(old.joined(separator: "、"))，新读的是 "
            + "\(new.joined(separator: "、"))：保留原行，请核对",
          en: "the row (\(row.status)) says \(old.joined(separator: ", ")), the new reading "
            + "\(new.joined(separator: ", ")): the row is kept; check it")))
  }

  private mutating func noteVanished(_ row: Row) {
    // What comes from another source is not in the text, and what was rejected need not be.
    guard !isEntered(row), row.status != Observation.Status.rejected.rawValue else { return }
    let figure =
      "\(table.text("measures", in: row.fields)) \(table.text("value", in: row.fields))"
    diagnostics.append(
      Diagnostic(
        .warning, at: table.place(row.index),
        LocalisedText(
          zh: "这一行（\(row.status)）的 \(figure) 在新读的报告中没有找到：保留原行，请核对",
          en: "the figure of the row (\(row.status)), \(figure), is no longer found in the report: "
            + "the row is kept; check it")))
  }

  /// Tells a value that was changed without saying so.
  private mutating func noteReplaced(_ row: Int32, _ written: String, by figure: Observation) {
    guard case .number(let value) = NumberText(written), value != figure.value else { return }
    var text = RowText()
    text.append(figure.value)
    let new = String(decoding: text.bytes, as: UTF8.self)
    diagnostics.append(
      Diagnostic(
        .warning, at: table.place(row),
        LocalisedText(
          zh: "这一行（read）的 value 是 \(written)，新读的是 \(new)，以新读的为准：人工更正请把 status 写作 corrected",
          en: "the row (read) says value \(written), the new reading \(new), which stands now: "
            + "give a correction the status corrected")))
  }

  /// What is said of a report whose text has changed.
  func changeNote(at place: Place) -> Diagnostic {
    Diagnostic(
      .note, at: place,
      LocalisedText(
        zh: "报告文本有改动：人工判定的行中有\(movedCount)行按证据、数值和指标重新找到位置",
        en: "the report's text has changed: \(movedCount) decided "
          + "\(movedCount == 1 ? "row" : "rows") found again by evidence, value and measures"))
  }

  /// Writes a decided row.
  func copy(_ row: Int, added: Int, to text: inout RowText) {
    if rows[row].fields == table.fields(rows[row].index) {
      table.copy(rows[row].index, added: added, to: &text)
    } else {
      for field in rows[row].fields { text.append(field) }
      for _ in 0..<added { text.append("") }
      text.endRow()
    }
  }

  /// Writes the decided rows that stand for no figure of the new reading.
  ///
  /// They come first, since of two figures that say the same the first one counts.
  func copyRest(added: Int, to text: inout RowText) {
    for row in rows.indices where !rows[row].isMatched { copy(row, added: added, to: &text) }
  }
}
