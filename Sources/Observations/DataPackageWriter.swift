public import Diagnostics
import FoundationEssentials

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Writes the reports that were read into a data package: a new one, or one that is there already.
///
/// Nothing in the package changes before ``finish()``, which changes all of it or nothing; a writer that
/// goes away without it leaves no trace.
///
/// Into a package that is there the reports are merged:
/// - A row that a person decided (status `confirmed`, `corrected`, `rejected`, `entered`) stays as it is.
///   The figure of the new reading with its `id` is not written beside it; where the two disagree, or the
///   figure is no longer found, a warning says so. Without the same `id` a figure is found by its
///   evidence, value and measures, by measures, value and class where the row has no evidence, and last
///   as the one headline figure of its measures, class and period. If the text has changed, the row gets
///   its new place: `id`, `start` and `end`.
/// - A row that the program read gives way to the rows of the new reading of the same report.
/// - Reports that are not read anew, bodies, columns of the user's own and all other files stay.
/// - A field of a report that is filled in stays, and a note tells where the new reading differs.
/// - Regulations have no status: those with a place in the text (`start`) give way, the others stay.
///
/// Equal readings give equal bytes, and merging a reading twice is merging it once.
public struct DataPackageWriter: ~Copyable {
  private let folder: String
  private let descriptor: DataPackageDescriptor
  private let there: ExistingPackage
  private let staging: StagingFolder
  private let observationLayout: ColumnLayout<ObservationColumn>
  private let leftOutLayout: ColumnLayout<LeftOutColumn>
  private let observationRows: ReportRows
  private let leftOutRows: ReportRows
  private var diagnostics: [Diagnostic] = []
  /// Reports whose text the package does not know, though it knows one of the same body and year.
  private var waiting: [Reading] = []
  private var bodies: [Body] = []
  private var knownBodies: Set<BodyKey>
  private var keys: Set<String> = []
  /// The number that the next report with a taken key gets.
  private var numbers: [String: Int] = [:]
  private var reports: [Report] = []
  private var changedReports: [String: [String]] = [:]
  private var regulations: [(report: Report, rows: [NamedRegulation])] = []
  private var textNames: [String] = []
  private var ids: Set<ByteText> = []
  private var texts: Set<TextKey> = []

  /// What two copies of one report have in common.
  private struct TextKey: Hashable {
    var body: BodyKey
    var year: Int
    var sha256: String
  }

  /// One report with everything that was read from it.
  private struct Reading {
    var report: Report
    var body: Body
    var text: [UInt8]?
    var observations: [Observation]
    var regulations: [NamedRegulation]
    var leftOut: [LeftOut]
  }

  /// Opens a folder that is not there yet, is empty, or is a data package.
  ///
  /// - Parameters:
  ///   - folder: the package's folder; the one that it is in must be there.
  ///   - title: the title of a new package.
  /// - Throws: ``ObservationsError`` if the path is a file or a folder of other things, if there is no
  ///   permission, or if a file of the package cannot be read as the table that it is.
  public init(folder: String, title: String? = nil) throws(ObservationsError) {
    var path = folder
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    let isThere = try Self.check(path)
    let there = try ExistingPackage(path)
    let descriptor = try DataPackageDescriptor(there, title: title)
    let staging = try StagingFolder(for: path, isThere: isThere)
    let observationLayout = ColumnLayout<ObservationColumn>(there.observations)
    let leftOutLayout = ColumnLayout<LeftOutColumn>(there.leftOut)
    let observationRows = try ReportRows(
      "observations.csv", existing: there.observations, header: observationLayout.header,
      added: observationLayout.added, in: staging)
    let leftOutRows = try ReportRows(
      "left_out.csv", existing: there.leftOut, header: leftOutLayout.header,
      added: leftOutLayout.added, in: staging)
    self.init(
      folder: path, descriptor: descriptor, there: there, staging: staging,
      observationLayout: observationLayout, leftOutLayout: leftOutLayout,
      observationRows: observationRows, leftOutRows: leftOutRows)
  }

  private init(
    folder: String, descriptor: DataPackageDescriptor, there: ExistingPackage,
    staging: StagingFolder,
    observationLayout: ColumnLayout<ObservationColumn>, leftOutLayout: ColumnLayout<LeftOutColumn>,
    observationRows: ReportRows, leftOutRows: ReportRows
  ) {
    self.folder = folder
    self.descriptor = descriptor
    self.there = there
    self.staging = staging
    self.observationLayout = observationLayout
    self.leftOutLayout = leftOutLayout
    self.observationRows = observationRows
    self.leftOutRows = leftOutRows
    knownBodies = there.bodyKeys
  }

  /// Whether the folder is there; an error where it is something that must not be written into.
  private static func check(_ path: String) throws(ObservationsError) -> Bool {
    var isFolder: Bool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      return false
    }
    guard isFolder else {
      throw ObservationsError([
        Diagnostic(
          .error, at: Place(path),
          LocalisedText(
            zh: "这是一个文件：数据包是文件夹，请另给一个路径",
            en: "this is a file, and a data package is a folder: name another path"))
      ])
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    guard names.contains("bodies.csv") || !names.contains(where: { !$0.hasPrefix(".") }) else {
      throw ObservationsError([
        Diagnostic(
          .error, at: Place(path),
          LocalisedText(
            zh: "文件夹里已有别的文件，又不是数据包（没有 bodies.csv）：请另给一个路径",
            en: "the folder holds other files and is no data package (it has no bodies.csv): "
              + "name another path"))
      ])
    }
    return true
  }

  /// Adds a report with everything that was read from it.
  ///
  /// The report keeps its key, unless the package holds the same text under another one, or another
  /// report has the key: then it gets the number `-2` and so on. A second copy of one text is left out,
  /// and a warning says so. Its rows get its key, body and year; its
  /// checksum is made from the text where it has none.
  ///
  /// - Parameters:
  ///   - report: the report's own fields.
  ///   - body: the body that gives it; one that the package has stays as it is.
  ///   - text: the plain text, kept as `texts/<key>.txt`; none is kept where absent.
  ///   - observations: the figures, in the order of the text.
  ///   - regulations: the regulations named by title, in the order of the text.
  ///   - leftOut: the numbers that became no observation.
  /// - Throws: ``ObservationsError`` if the rows cannot be written, or a value is not a number.
  public mutating func add(
    _ report: Report, of body: Body, text: String?, observations: [Observation],
    regulations: [NamedRegulation] = [], leftOut: [LeftOut] = []
  ) throws(ObservationsError) {
    var reading = Reading(
      report: report, body: body, text: text.map { Array($0.utf8) }, observations: observations,
      regulations: regulations, leftOut: leftOut)
    if let text = reading.text, report.sha256.isEmpty {
      reading.report.sha256 = Observations.sha256([text])
    }
    let candidates = there.candidates(for: report).filter { !keys.contains($0.key) }
    let sha256 = reading.report.sha256
    let text = TextKey(body: report.body, year: report.reportYear, sha256: sha256)
    if !sha256.isEmpty, !texts.insert(text).inserted {
      diagnostics.append(
        Diagnostic(
          .warning, at: Place(folder),
          LocalisedText(
            zh: "报告\(Diagnostic.quoted(report.id))的同一文本读了两次：只写入一次",
            en: "the report \(Diagnostic.quoted(report.id)) was read from two equal texts: "
              + "it is written once")))
      return
    }
    if let same = candidates.first(where: { !sha256.isEmpty && $0.sha256 == sha256 }) {
      try write(reading, key: same.key)
    } else if candidates.isEmpty {
      try write(reading, key: newKey(report.id))
    } else {
      // A later report may be the one that the package knows.
      waiting.append(reading)
    }
  }

  /// Writes the package, or changes it, whole or not at all.
  ///
  /// - Returns: what a careful reader of the package wants to know, above all where a new reading
  ///   disagrees with a person's decision.
  /// - Throws: ``ObservationsError`` if the files cannot be written, or a file of the package has been
  ///   changed since the writer was made.
  public consuming func finish() throws(ObservationsError) -> [Diagnostic] {
    for reading in waiting {
      let candidates = there.candidates(for: reading.report).filter { !keys.contains($0.key) }
      let same =
        candidates.first { !$0.url.isEmpty && $0.url == reading.report.url }
        ?? candidates.first { recurs($0.key, in: reading) }
      try write(reading, key: same?.key ?? newKey(reading.report.id))
    }
    waiting = []
    try observationRows.finish()
    try leftOutRows.finish()
    try write(bodyRows(), to: "bodies.csv")
    try write(reportRows(), to: "reports.csv")
    try write(regulationRows(), to: "regulations.csv")
    try write(descriptorBytes(), to: "datapackage.json")
    if textNames.count > 64 {
      // To wait for each of thousands of texts takes minutes; one wait for all takes a second.
      StagingFolder.synchroniseAll()
    } else {
      for name in textNames { StagingFolder.synchronise(staging.path(of: name)) }
    }
    if let changed = there.changedFile() {
      throw ObservationsError([
        Diagnostic(
          .error, at: Place(changed),
          LocalisedText(
            zh: "读取之后文件被改动了，没有写入任何内容：请再运行一次",
            en: "the file has been changed since it was read, and nothing is written: run again"))
      ])
    }
    try staging.commit(
      textNames + [
        "bodies.csv", "reports.csv", "observations.csv", "regulations.csv", "left_out.csv",
        "datapackage.json",
      ], folders: textNames.isEmpty ? [] : ["texts"])
    return diagnostics
  }

  private func write(_ bytes: [UInt8], to name: String) throws(ObservationsError) {
    let file = try GrowingFile(name, in: staging)
    try file.append(bytes)
    try file.finish()
  }

  // MARK: - Reports

  /// A key that neither the package nor this reading has.
  private mutating func newKey(_ key: String) -> String {
    func isTaken(_ key: String) -> Bool { keys.contains(key) || there.hasReport(key) }
    guard isTaken(key) else { return key }
    // Thousands of reports with one key would otherwise be counted from 2 each time.
    var number = numbers[key] ?? 2
    while isTaken("\(key)-\(number)") { number += 1 }
    numbers[key] = number + 1
    return "\(key)-\(number)"
  }

  /// Whether a reading has a figure that the package has of a report, so that it is the same report.
  private func recurs(_ key: String, in reading: Reading) -> Bool {
    guard let table = there.observations else { return true }
    var known: Set<FigureKey> = []
    var hasEvidence = false
    table.texts(of: ["evidence", "measures"], in: table.rows(of: key)) { _, texts in
      guard !texts[0].isEmpty else { return }
      hasEvidence = true
      known.insert(FigureKey(evidence: texts[0], measures: texts[1]))
    }
    return !hasEvidence
      || reading.observations.contains {
        known.contains(
          FigureKey(
            evidence: TableReader.trimmed($0.evidence), measures: $0.measures.description))
      }
  }

  private mutating func write(_ reading: Reading, key: String) throws(ObservationsError) {
    guard !key.contains("/"), !key.contains("\0"), !key.isEmpty else {
      throw ObservationsError([
        Diagnostic(
          .error,
          LocalisedText(
            zh: "报告的键\(Diagnostic.quoted(key))不能作文件名：请去掉其中的斜线",
            en: "the report key \(Diagnostic.quoted(key)) cannot name a file: "
              + "take the slash out of it"))
      ])
    }
    keys.insert(key)
    var report = reading.report
    report.id = key
    var isChanged = false
    if let known = there.report(key) {
      let sha256 = there.text(.sha256, of: known)
      isChanged = !sha256.isEmpty && !report.sha256.isEmpty && sha256 != report.sha256
    }
    report.text = reading.text == nil ? "" : "texts/\(key).txt"
    merge(&report, hasText: reading.text != nil, isChanged: isChanged)
    if let text = reading.text { try writeText(text, of: key) }
    if knownBodies.insert(report.body).inserted, !there.isFormerName(report.body) {
      var body = reading.body
      body.name = report.body.name
      body.kind = report.body.kind
      bodies.append(body)
    }
    try writeObservations(reading, report, isChanged: isChanged)
    var rows = RowText()
    for entry in reading.leftOut { append(entry, of: key, to: &rows) }
    try leftOutRows.put(rows.bytes, of: key)
    regulations.append((report, reading.regulations))
  }

  private mutating func writeText(_ bytes: [UInt8], of key: String) throws(ObservationsError) {
    let name = "texts/\(key).txt"
    // The text that is there is nearly always the same.
    if staging.isThere, let known = try? readFile("\(folder)/\(name)"), known == bytes { return }
    if textNames.isEmpty { try staging.makeFolder("texts") }
    let file = try GrowingFile(name, in: staging)
    try file.append(bytes)
    try file.flush()
    textNames.append(name)
  }

  /// Puts what the package says of a report into it; what the package lacks stays.
  private mutating func merge(_ report: inout Report, hasText: Bool, isChanged: Bool) {
    guard let table = there.reports, let row = there.report(report.id) else {
      reports.append(report)
      return
    }
    var fields = table.fields(row)
    let before = fields
    let new = report
    func differ(_ column: ReportColumn, _ old: String, _ read: String, _ used: Diagnostic.Severity)
      -> Diagnostic
    {
      Diagnostic(
        used, at: table.place(row),
        LocalisedText(
          zh: "\(column.rawValue) 是\(Diagnostic.quoted(old))，新读的是\(Diagnostic.quoted(read))：保留原值",
          en: "\(column.rawValue) is \(Diagnostic.quoted(old)), the new reading says "
            + "\(Diagnostic.quoted(read)): what is there is kept"))
    }
    for column in ReportColumn.allCases where table.has(column.rawValue) {
      let old = table.text(column.rawValue, in: fields)
      let read = Self.text(column, of: new)
      switch column {
      case .report: continue
      case .body, .kind, .reportYear:
        if old != read { diagnostics.append(differ(column, old, read, .warning)) }
        continue
      case .sha256:
        if read.isEmpty { continue }
      case .text:
        // A text that is kept no longer fits where the report has another one now.
        if !hasText, !isChanged { continue }
      case .url, .retrieved:
        if read.isEmpty || (!old.isEmpty && !isChanged) { continue }
      case .span, .term, .session, .delivered, .source:
        if !old.isEmpty {
          if !read.isEmpty, old != read { diagnostics.append(differ(column, old, read, .note)) }
          continue
        }
      }
      if old != read { table.set(column.rawValue, read, in: &fields) }
    }
    // The rows of a report must agree with it about body and year.
    if let kind = BodyKind(rawValue: table.text("kind", in: fields)) {
      report.body = BodyKey(name: table.text("body", in: fields), kind: kind)
    }
    report.reportYear = Int(table.text("report_year", in: fields)) ?? report.reportYear
    let source = table.text("source", in: fields)
    if !source.isEmpty { report.source = source }
    if fields != before || ColumnLayout<ReportColumn>(table).added > 0 {
      let layout = ColumnLayout<ReportColumn>(table)
      changedReports[report.id] =
        fields + layout.columns.suffix(layout.added).map { $0.map { Self.text($0, of: new) } ?? "" }
    }
  }

  private static func text(_ column: ReportColumn, of report: Report) -> String {
    switch column {
    case .report: report.id
    case .body: report.body.name
    case .kind: report.body.kind.rawValue
    case .reportYear: String(report.reportYear)
    case .span: report.span.rawValue
    case .term: report.term.map { String($0) } ?? ""
    case .session: report.session.map { String($0) } ?? ""
    case .delivered: report.delivered
    case .source: report.source
    case .url: report.url
    case .retrieved: report.retrieved
    case .sha256: report.sha256
    case .text: report.text
    }
  }

  private func reportRows() -> [UInt8] {
    let layout = ColumnLayout<ReportColumn>(there.reports)
    var rows = RowText(bytes: layout.header)
    if let table = there.reports {
      for index in table.rows.indices {
        let row = Int32(index)
        if let changed = changedReports[there.key(ofReport: row)] {
          for field in changed { rows.append(field) }
          rows.endRow()
        } else {
          table.copy(row, added: layout.added, to: &rows)
        }
      }
    } else {
      // Rows of other reports may name what a package without this file never listed.
      for report in there.unlistedReports where !keys.contains(report.id) {
        for column in ReportColumn.allCases { rows.append(Self.text(column, of: report)) }
        rows.endRow()
      }
    }
    for report in reports {
      for column in layout.columns { rows.append(column.map { Self.text($0, of: report) } ?? "") }
      rows.endRow()
    }
    return rows.bytes
  }

  private func bodyRows() -> [UInt8] {
    let layout = ColumnLayout<BodyColumn>(there.bodies)
    var rows = RowText(bytes: layout.header)
    if let table = there.bodies {
      for index in table.rows.indices { table.copy(Int32(index), added: layout.added, to: &rows) }
    }
    for body in bodies {
      for column in layout.columns {
        switch column {
        case .body: rows.append(body.name)
        case .kind: rows.append(body.kind.rawValue)
        case .level: rows.append(body.level?.rawValue ?? "")
        case .tier: rows.append(body.tier?.rawValue ?? "")
        case .province: rows.append(body.province)
        case .code: rows.append(body.code)
        case nil: rows.append("")
        }
      }
      rows.endRow()
    }
    return rows.bytes
  }

  // MARK: - Rows

  private mutating func append(_ entry: LeftOut, of key: String, to rows: inout RowText) {
    for column in leftOutLayout.columns {
      switch column {
      case .report: rows.append(key)
      case .start: rows.append(entry.start)
      case .end: rows.append(entry.end)
      case .text: rows.append(fitting(entry.text))
      case .reason: rows.append(entry.reason.rawValue)
      case nil: rows.append("")
      }
    }
    rows.endRow()
  }

  /// A text that the field of a table can hold: not longer than a spreadsheet's cell, no NUL.
  private mutating func fitting(_ text: String) -> String {
    var text = text
    let fits = text.withUTF8 { bytes in
      bytes.count <= TableText.longestField
        && bytes.baseAddress.map { memchr($0, 0, bytes.count) == nil } ?? true
    }
    if fits { return text }
    let whole = text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: whole.prefix(TableText.longestField))
    if whole.count > TableText.longestField {
      diagnostics.append(
        Diagnostic(
          .note, at: Place(folder),
          LocalisedText(
            zh: "\(Diagnostic.quoted(text))有\(whole.count)字，只写入前\(TableText.longestField)字",
            en: "\(Diagnostic.quoted(text)) has \(whole.count) characters, of which the first "
              + "\(TableText.longestField) are written")))
    }
    return String(view)
  }

  private mutating func writeObservations(
    _ reading: Reading, _ report: Report, isChanged: Bool
  ) throws(ObservationsError) {
    let prefix = "\(reading.report.id):"
    let ownPrefix = "\(report.id):"
    var own: Set<ByteText> = []
    var observations: [Observation] = []
    observations.reserveCapacity(reading.observations.count)
    for var observation in reading.observations {
      guard observation.value.isFinite, observation.readValue?.isFinite ?? true else {
        throw ObservationsError([
          Diagnostic(
            .error,
            LocalisedText(
              zh: "\(Diagnostic.quoted(observation.id))的值不是数字",
              en: "the value of \(Diagnostic.quoted(observation.id)) is not a number"))
        ])
      }
      if report.id != reading.report.id, observation.id.hasPrefix(prefix) {
        observation.id = "\(report.id):\(observation.id.dropFirst(prefix.count))"
      }
      let id = ByteText(text: observation.id)
      // Few ids are without their report's key, and millions need not be remembered.
      let isOwn = observation.id.utf8.starts(with: ownPrefix.utf8)
      if !observation.id.isEmpty, !(isOwn ? own.insert(id) : ids.insert(id)).inserted {
        diagnostics.append(
          Diagnostic(
            .warning, at: Place(folder),
            LocalisedText(
              zh: "两个数字都叫\(Diagnostic.quoted(observation.id))：只写入第一个",
              en: "two figures are called \(Diagnostic.quoted(observation.id)): "
                + "only the first is written")))
        continue
      }
      observation.report = report.id
      observation.body = report.body
      observation.reportYear = report.reportYear
      observations.append(observation)
    }
    var rows = RowText()
    guard let table = there.observations, table.hasRows(of: report.id) || there.hasDecidedIds
    else {
      for observation in observations { append(observation, own: nil, to: &rows) }
      return try observationRows.put(rows.bytes, of: report.id)
    }
    var merging = DecidedRows(
      table, of: report.id, in: there, hasOwnColumns: observationLayout.hasOwnColumns)
    merging.match(observations, isChanged: isChanged)
    merging.copyRest(added: observationLayout.added, to: &rows)
    for (index, observation) in observations.enumerated() {
      if let decided = merging.row(for: index) {
        merging.copy(decided, added: observationLayout.added, to: &rows)
      } else if !merging.isElsewhere(index) {
        append(observation, own: merging.earlier(for: index), to: &rows)
      }
    }
    if isChanged, let row = there.report(report.id), let reports = there.reports {
      diagnostics.append(merging.changeNote(at: reports.place(row)))
    }
    diagnostics += merging.diagnostics
    try observationRows.put(rows.bytes, of: report.id)
  }

  /// Writes one figure; columns of the user's own keep what they hold in the row that gives way.
  private mutating func append(_ figure: Observation, own: [String]?, to rows: inout RowText) {
    for (ordinal, column) in observationLayout.columns.enumerated() {
      switch column {
      case .id: rows.append(figure.id)
      case .report: rows.append(figure.report)
      case .body: rows.append(figure.body.name)
      case .kind: rows.append(figure.body.kind.rawValue)
      case .reportYear: rows.append(figure.reportYear)
      case .measures: rows.append(figure.measures.description)
      case .value: rows.append(figure.value)
      case .bound: rows.append(figure.bound.rawValue)
      case .unit: rows.append(figure.unit)
      case .counts: rows.append(figure.counts)
      case .from: rows.append(figure.from)
      case .to: rows.append(figure.to)
      case .role: rows.append(figure.role.rawValue)
      case .status: rows.append(figure.status.rawValue)
      case .source: rows.append(figure.source)
      case .start: rows.append(figure.start)
      case .end: rows.append(figure.end)
      case .evidence: rows.append(fitting(figure.evidence))
      case .readValue: rows.append(figure.readValue)
      case nil:
        if let own, ordinal < own.count { rows.append(own[ordinal]) } else { rows.append("") }
      }
    }
    rows.endRow()
  }

  // MARK: - Regulations

  private mutating func regulationRows() -> [UInt8] {
    let layout = ColumnLayout<RegulationColumn>(there.regulations)
    var rows = RowText(bytes: layout.header)
    var new: [DataSet.BodyYear: [(Report, NamedRegulation)]] = [:]
    var order: [DataSet.BodyYear] = []
    for (report, list) in regulations {
      let key = DataSet.BodyYear(body: report.body, year: report.reportYear)
      if new[key] == nil {
        order.append(key)
        new[key] = []
      }
      new[key]?.append(contentsOf: list.map { (report, $0) })
    }
    var kept: [DataSet.BodyYear: [Int32]] = [:]
    var replaced: [DataSet.BodyYear: [[String]]] = [:]
    var written: Set<DataSet.BodyYear> = []
    if let table = there.regulations {
      let untouched = there.sourcesOfReports { !keys.contains($0) }
      var keyOfRow: [DataSet.BodyYear?] = []
      table.texts(
        of: ["body", "kind", "report_year", "start", "source"], in: 0..<Int32(table.rows.count)
      ) { row, texts in
        guard let kind = BodyKind(rawValue: texts[1]), let year = Int(texts[2]) else {
          keyOfRow.append(nil)
          return
        }
        let key = DataSet.BodyYear(body: BodyKey(name: texts[0], kind: kind), year: year)
        guard new[key] != nil else {
          keyOfRow.append(nil)
          return
        }
        keyOfRow.append(key)
        // Without a place in the text a title was put there by a person.
        if texts[3].isEmpty || table.rows[Int(row)].isDecided
          || untouched[key]?.contains(texts[4]) == true
        {
          kept[key, default: []].append(row)
        } else {
          replaced[key, default: []].append(table.fields(row))
        }
      }
      for (index, key) in keyOfRow.enumerated() {
        guard let key else {
          table.copy(Int32(index), added: layout.added, to: &rows)
          continue
        }
        guard written.insert(key).inserted else { continue }
        let stays = kept[key] ?? []
        var known: Set<[String]> = []
        table.texts(of: ["title", "action", "stage"], in: stays) { known.insert($1) }
        for (report, regulation) in new[key] ?? [] {
          let name = [
            regulation.title, regulation.action.rawValue, regulation.stage.rawValue,
          ]
          if known.contains(name.map(TableReader.trimmed)) { continue }
          let start = regulation.start.map { String($0) } ?? ""
          let earlier = replaced[key]?.first {
            table.text("title", in: $0) == regulation.title
              && table.text("start", in: $0) == start
          }
          append(regulation, of: report, layout, own: earlier, to: &rows)
        }
        for row in stays { table.copy(row, added: layout.added, to: &rows) }
      }
    }
    for key in order where !written.contains(key) {
      for (report, regulation) in new[key] ?? [] {
        append(regulation, of: report, layout, own: nil, to: &rows)
      }
    }
    return rows.bytes
  }

  private mutating func append(
    _ regulation: NamedRegulation, of report: Report, _ layout: ColumnLayout<RegulationColumn>,
    own: [String]?, to rows: inout RowText
  ) {
    for (ordinal, column) in layout.columns.enumerated() {
      switch column {
      case .body: rows.append(report.body.name)
      case .kind: rows.append(report.body.kind.rawValue)
      case .reportYear: rows.append(report.reportYear)
      case .title: rows.append(fitting(regulation.title))
      case .action: rows.append(regulation.action.rawValue)
      case .stage: rows.append(regulation.stage.rawValue)
      case .from: rows.append(regulation.from)
      case .to: rows.append(regulation.to)
      case .source: rows.append(regulation.source)
      case .start: rows.append(regulation.start)
      case .end: rows.append(regulation.end)
      case .evidence: rows.append(fitting(regulation.evidence))
      case nil:
        if let own, ordinal < own.count { rows.append(own[ordinal]) } else { rows.append("") }
      }
    }
    rows.endRow()
  }

  private func descriptorBytes() -> [UInt8] {
    descriptor.bytes(headers: [
      "bodies": ColumnLayout<BodyColumn>(there.bodies).names,
      "reports": ColumnLayout<ReportColumn>(there.reports).names,
      "observations": observationLayout.names,
      "regulations": ColumnLayout<RegulationColumn>(there.regulations).names,
      "left_out": leftOutLayout.names,
    ])
  }
}
