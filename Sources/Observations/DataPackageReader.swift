import Diagnostics
import FoundationEssentials

/// Reads a data package: a folder with `datapackage.json`, `bodies.csv`, `observations.csv` and, where
/// there, `names.csv`, `reports.csv`, `regulations.csv`, `reference.csv`; `left_out.csv` on demand.
struct DataPackageReader {
  private let folder: String
  private var data: DataSet
  private var problems: [Diagnostic] = []
  private var bodies: [BodyKey: Int] = [:]
  private var formerNames: [String: String] = [:]
  /// Names and keys of rows that are at fault themselves: what refers to them is not told again.
  private var faultyBodies: Set<String> = []
  private var faultyReports: Set<String> = []
  /// The body that was looked up last.
  private var lastBody: BodyKey?
  private var files: [[UInt8]] = []

  init(folder: String) {
    self.folder = folder.hasSuffix("/") && folder.count > 1 ? String(folder.dropLast()) : folder
    data = DataSet(path: self.folder)
    data.isPackage = true
  }

  /// Reads all files.
  ///
  /// - Throws: ``ObservationsError`` with every problem of every file.
  consuming func read() throws(ObservationsError) -> DataSet {
    readDescriptor()
    readBodies()
    readNames()
    readReports()
    readObservations()
    readRegulations()
    readReferences()
    guard !problems.contains(where: { $0.severity == .error }) else {
      throw ObservationsError(problems)
    }
    collectBodyYears()
    data.diagnostics = problems
    data.hash = sha256(files)
    return data
  }

  /// A table of the package; nothing where it is not there or cannot be read, which is noted.
  private mutating func open(
    _ name: String, required: [String], optional: [String] = [], isRequired: Bool = false
  ) -> TableReader? {
    let path = "\(folder)/\(name)"
    guard FileManager.default.fileExists(atPath: path) else {
      if isRequired {
        note(
          .error, at: Place(folder), zh: "数据包缺少 \(name)：请补上这个文件",
          en: "the data package lacks \(name): add the file")
      }
      return nil
    }
    do {
      let bytes = try readFile(path)
      files.append(bytes)
      let table = try TableText(file: path, bytes: bytes)
      let reader = TableReader(table, required: required, optional: optional)
      if reader.isReadable { return reader }
      problems += reader.findings
    } catch {
      problems += error.problems
    }
    return nil
  }

  private struct Descriptor: Decodable {
    struct Resource: Decodable {
      /// The files of the resource; none where its data stand in the descriptor itself.
      var paths: [String]

      enum CodingKeys: String, CodingKey { case path, data }

      init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        if let path = try? values.decode(String.self, forKey: .path) {
          paths = [path]
        } else if values.contains(.path) || !values.contains(.data) {
          paths = try values.decode([String].self, forKey: .path)
        } else {
          paths = []
        }
      }
    }
    var resources: [Resource]
  }

  private mutating func readDescriptor() {
    let path = "\(folder)/datapackage.json"
    guard FileManager.default.fileExists(atPath: path) else {
      note(
        .warning, at: Place(folder), zh: "没有 datapackage.json：其他软件不会认出这个数据包",
        en: "there is no datapackage.json: other software will not know this for a data package")
      return
    }
    do {
      let bytes = try readFile(path)
      files.append(bytes)
      let descriptor = try JSONDecoder().decode(Descriptor.self, from: Data(bytes))
      for file in descriptor.resources.flatMap(\.paths)
      where !file.contains("://") && !FileManager.default.fileExists(atPath: "\(folder)/\(file)") {
        note(
          .error, at: Place(path), zh: "提到的文件\(Diagnostic.quoted(file))不存在：请补上或删去",
          en: "the file \(Diagnostic.quoted(file)) that it names is not there: add it or "
            + "remove the name")
      }
    } catch {
      note(
        .error, at: Place(path), zh: "不是有效的数据包描述（JSON，含 resources 和各自的 path）",
        en: "not a valid data package descriptor (JSON with resources, each with a path)")
    }
  }

  private mutating func readBodies() {
    guard
      var reader = open(
        "bodies.csv", required: ["body", "kind", "level", "tier", "province", "code"],
        isRequired: true)
    else { return }
    var lines: [BodyKey: Int] = [:]
    while reader.next() {
      let name = reader.requiredText("body")
      let kind = reader.member("kind", of: BodyKind.self)
      let level = reader.text("level").isEmpty ? nil : reader.member("level", of: Level.self)
      let tier = reader.text("tier").isEmpty ? nil : reader.member("tier", of: Tier.self)
      guard let name, let kind else {
        if let name { faultyBodies.insert(name) }
        continue
      }
      let body = Body(
        name: name, kind: kind, level: level ?? tier?.level, tier: tier,
        province: reader.text("province"), code: reader.text("code"))
      if let first = lines[body.key] {
        reader.problem(
          at: "body",
          zh: "\(Diagnostic.quoted(name))（\(kind.rawValue)）已在第\(first)行出现：请删去一行",
          en: "\(Diagnostic.quoted(name)) (\(kind.rawValue)) stands in line \(first) already: "
            + "remove one row")
        continue
      }
      lines[body.key] = reader.line
      bodies[body.key] = data.bodies.count
      data.bodies.append(body)
    }
    problems += reader.findings
  }

  private mutating func readNames() {
    guard var reader = open("names.csv", required: ["body", "former"], optional: ["from", "to"])
    else { return }
    let known = Set(data.bodies.map(\.name))
    while reader.next() {
      let name = reader.requiredText("body")
      let former = reader.requiredText("former")
      _ = period(&reader)
      guard let name, let former else { continue }
      if !known.contains(name), !known.isEmpty, !faultyBodies.contains(name) {
        let (zh, en) = hint(of: name, among: data.bodies.map(\.name))
        reader.problem(
          at: "body", zh: "bodies.csv 没有\(Diagnostic.quoted(name))：\(zh)",
          en: "bodies.csv has no \(Diagnostic.quoted(name)): \(en)")
      } else if let other = formerNames.updateValue(name, forKey: former), other != name {
        reader.problem(
          at: "former", zh: "\(Diagnostic.quoted(former))已是\(other)的旧名：一个旧名只能属于一个地区",
          en: "\(Diagnostic.quoted(former)) is a former name of \(other) already: "
            + "a former name belongs to one body")
      }
    }
    problems += reader.findings
  }

  /// The body of a row; a problem is noted where the package does not know it.
  private mutating func body(_ reader: inout TableReader) -> BodyKey? {
    let kind = reader.member("kind", of: BodyKind.self)
    guard let name = reader.requiredText("body"), let kind else { return nil }
    let key = BodyKey(name: name, kind: kind)
    // Rows of one body stand together as a rule.
    if key == lastBody { return key }
    if bodies[key] != nil {
      lastBody = key
      return key
    }
    if let today = formerNames[name], bodies[BodyKey(name: today, kind: kind)] != nil {
      return BodyKey(name: today, kind: kind)
    }
    // Without its bodies nothing of the package is known, and one message says so.
    if bodies.isEmpty || faultyBodies.contains(name) { return nil }
    let (zh, en) = hint(
      of: name, among: data.bodies.lazy.filter { $0.kind == kind }.map(\.name))
    reader.problem(
      at: "body", zh: "bodies.csv 没有\(Diagnostic.quoted(name))（\(kind.rawValue)）：\(zh)",
      en: "bodies.csv has no \(Diagnostic.quoted(name)) (\(kind.rawValue)): \(en)")
    return nil
  }

  /// What to do about a name that is not known.
  private func hint(of name: String, among known: some Sequence<String>) -> (zh: String, en: String)
  {
    let near = NameMatching.nearest(name, among: known)
    return (
      near.map { "是否应为 \($0)？" } ?? "请在其中补上", near.map { "is \($0) meant?" } ?? "add it there"
    )
  }

  /// The years of a row; a problem is noted where the first is after the last.
  ///
  /// - Returns: nothing where the row has such a problem.
  private func period(_ reader: inout TableReader) -> (from: Int?, to: Int?)? {
    let from = reader.year("from")
    let to = reader.year("to")
    guard let from, let to, from > to else { return (from, to) }
    reader.problem(
      at: "from", zh: "期间从 \(from) 年到 \(to) 年：起年不能晚于止年",
      en: "a period from \(from) to \(to): its first year must not be after its last")
    return nil
  }

  private mutating func readReports() {
    guard
      var reader = open(
        "reports.csv", required: ["report", "body", "kind", "report_year"],
        optional: [
          "span", "term", "session", "delivered", "source", "url", "retrieved", "sha256", "text",
        ])
    else { return }
    var lines: [String: Int] = [:]
    while reader.next() {
      let id = reader.requiredText("report")
      let key = self.body(&reader)
      let year = reader.requiredYear("report_year")
      let span = reader.member("span", of: Report.Span.self, default: .year)
      let term = reader.columns["term"].flatMap { reader.count(at: $0) }
      let session = reader.columns["session"].flatMap { reader.count(at: $0) }
      guard let id, let key, let year, let span else {
        if let id { faultyReports.insert(id) }
        continue
      }
      if let first = lines[id] {
        reader.problem(
          at: "report", zh: "报告\(Diagnostic.quoted(id))已在第\(first)行出现：请另取一个键",
          en: "the report \(Diagnostic.quoted(id)) stands in line \(first) already: "
            + "give it a key of its own")
        continue
      }
      lines[id] = reader.line
      data.reports.append(
        Report(
          id: id, body: key, reportYear: year, span: span, term: term.map { Int($0) },
          session: session.map { Int($0) }, delivered: reader.text("delivered"),
          source: reader.text("source"), url: reader.text("url"),
          retrieved: reader.text("retrieved"), sha256: reader.text("sha256"),
          text: reader.text("text")))
    }
    problems += reader.findings
  }

  private mutating func readObservations() {
    guard
      var reader = open(
        "observations.csv",
        required: [
          "body", "kind", "report_year", "measures", "value", "bound", "unit", "counts", "from",
          "to", "role", "status", "source",
        ], optional: ["id", "report", "start", "end", "evidence", "read_value"], isRequired: true)
    else { return }
    let start = reader.columns["start"]
    let end = reader.columns["end"]
    let readValue = reader.columns["read_value"]
    var reports: [String: Report] = [:]
    for report in data.reports { reports[report.id] = report }
    var sets: [String: MeasureSet] = [:]
    var own: Set<String> = []
    var ids: [ByteText: Int] = [:]
    let count = reader.table.lineCount
    data.observations.reserveCapacity(count)
    if reader.columns["id"] != nil { ids.reserveCapacity(count) }
    var last: Report?
    while reader.next() {
      // Everything that is wrong with a row is told, so that nothing here waits for the rest.
      let key = self.body(&reader)
      let year = reader.requiredYear("report_year")
      let set = measureSet(&reader, known: &sets, own: &own)
      let value = self.value(&reader, of: set)
      let bound = reader.member("bound", of: Observation.Bound.self, default: .exact)
      let role = reader.member("role", of: Observation.Role.self, default: .headline)
      let status = reader.member("status", of: Observation.Status.self, default: .read)
      let period = self.period(&reader)
      let counts = self.counts(&reader, of: set)
      let evidence = self.evidence(&reader, start, end)
      let read = readValue.flatMap { reader.number(at: $0) }
      let report = reader.text("report")
      if let key, let year, !report.isEmpty,
        !data.reports.isEmpty, !faultyReports.contains(report)
      {
        if last?.id != report { last = reports[report] }
        if let text = mismatch(last, key, year) {
          reader.problem(at: "report", zh: text.chinese, en: text.english)
        }
      }
      let id = reader.uniqueText("id")
      if !id.isEmpty, let first = ids.updateValue(reader.line, forKey: ByteText(text: id)) {
        reader.problem(
          at: "id", zh: "\(Diagnostic.quoted(id))已在第\(first)行出现：一个数字一行",
          en: "\(Diagnostic.quoted(id)) stands in line \(first) already: one row a figure")
      }
      guard let key, let year, let set, let value, let bound, let role, let status, let period,
        let counts, let evidence, status != .rejected
      else { continue }
      data.observations.append(
        Observation(
          id: id, report: report, body: key, reportYear: year, measures: set, value: value,
          bound: bound, unit: reader.text("unit"), counts: counts, from: period.from,
          to: period.to, role: role, status: status, source: reader.text("source"),
          evidence: evidence.text, start: evidence.start, end: evidence.end, readValue: read,
          line: reader.line))
    }
    problems += reader.findings
  }

  /// The evidence of a row and its place; a problem is noted where the place ends before it starts.
  ///
  /// - Returns: nothing where the row has such a problem.
  private func evidence(
    _ reader: inout TableReader, _ start: Int?, _ end: Int?
  ) -> (text: String, start: Int?, end: Int?)? {
    let text = reader.exactText("evidence")
    // Most packages of other hands have no such columns, and a million rows must not pay for them.
    if start == nil, end == nil { return (text, nil, nil) }
    let first = start.flatMap { reader.count(at: $0) }.map { Int($0) }
    let last = end.flatMap { reader.count(at: $0) }.map { Int($0) }
    guard let start, let first, let last, last < first else { return (text, first, last) }
    reader.problem(
      at: start, zh: "证据从第 \(first) 字到第 \(last) 字：起点不能在终点之后",
      en: "evidence from \(first) to \(last): it must not end before it starts")
    return nil
  }

  private func mismatch(_ report: Report?, _ key: BodyKey, _ year: Int) -> LocalisedText? {
    guard let report else {
      return LocalisedText(
        zh: "reports.csv 没有这份报告：请在其中补上", en: "reports.csv has no such report: add it there")
    }
    guard report.body == key, report.reportYear == year else {
      let kind = report.body.kind.rawValue
      return LocalisedText(
        zh: "reports.csv 中这份报告属于\(report.body.name)（\(kind)）\(report.reportYear)年：请改成一致",
        en: "in reports.csv this report is of \(report.body.name) (\(kind)), \(report.reportYear): "
          + "make them agree")
    }
    return nil
  }

  private mutating func measureSet(
    _ reader: inout TableReader, known: inout [String: MeasureSet], own: inout Set<String>
  ) -> MeasureSet? {
    let written = reader.text("measures")
    if let set = known[written] { return set }
    let words = written.split(separator: "+").map { TableReader.trimmed(String($0)) }
      .filter { !$0.isEmpty }
    guard !words.isEmpty else {
      reader.noteEmpty("measures")
      return nil
    }
    var isGood = true
    for word in words where MeasureCatalogue.measure(word) == nil && !own.contains(word) {
      let ids = MeasureCatalogue.measures.lazy.map(\.id)
      if let meant = MeasureCatalogue.identifier(named: word) ?? NameMatching.slip(word, of: ids) {
        isGood = false
        reader.problem(
          at: "measures", zh: "指标\(Diagnostic.quoted(word))应是 \(meant)：请改写",
          en: "the measure \(Diagnostic.quoted(word)) must be \(meant): write it so")
        continue
      }
      reader.problems.append(
        Diagnostic(
          .note, at: reader.place("measures"),
          LocalisedText(
            zh: "指标\(Diagnostic.quoted(word))不在指标目录中，作自有指标",
            en: "the measure \(Diagnostic.quoted(word)) is outside the catalogue: "
              + "a measure of its own")))
      own.insert(word)
      data.ownMeasures.append(Measure(own: word))
    }
    guard isGood else { return nil }
    let set = MeasureSet(words)
    known[written] = set
    return set
  }

  /// The value of a row: a count, or any number of a measure of the user's own.
  private func value(_ reader: inout TableReader, of set: MeasureSet?) -> Double? {
    guard let column = reader.columns["value"] else { return nil }
    if reader.text(at: column).isEmpty {
      reader.noteEmpty("value")
      return nil
    }
    let isOwn = set?.ids.contains { MeasureCatalogue.measure($0) == nil } ?? false
    return isOwn ? reader.number(at: column) : reader.count(at: column)
  }

  /// The class of a figure; where the field is empty, what the unit tells.
  private func counts(_ reader: inout TableReader, of set: MeasureSet?) -> String? {
    guard let set else { return nil }
    let written = reader.text("counts")
    if written.isEmpty { return set.usualClass(unit: reader.text("unit")) }
    // A joint figure may carry the class of any of its measures.
    var known = set.classes
    for id in set.ids {
      for name in MeasureCatalogue.measure(id)?.classes ?? [id] where !known.contains(name) {
        known.append(name)
      }
    }
    if known.contains(written) { return written }
    reader.problem(
      at: "counts",
      zh: "\(set) 没有类别\(Diagnostic.quoted(written))：请写 \(known.joined(separator: "、")) 之一",
      en: "\(set) has no class \(Diagnostic.quoted(written)): "
        + "write one of \(known.joined(separator: ", "))")
    return nil
  }

  private mutating func readRegulations() {
    guard
      var reader = open(
        "regulations.csv",
        required: ["body", "kind", "report_year", "title", "action", "stage"],
        optional: ["from", "to", "source", "start", "end", "evidence"])
    else { return }
    let start = reader.columns["start"]
    let end = reader.columns["end"]
    while reader.next() {
      let key = self.body(&reader)
      let year = reader.requiredYear("report_year")
      let title = reader.requiredText("title")
      let action = reader.member("action", of: NamedRegulation.Action.self)
      let stage = reader.member("stage", of: NamedRegulation.Stage.self)
      let period = self.period(&reader)
      let evidence = self.evidence(&reader, start, end)
      guard let key, let year, let title, let action, let stage, let period, let evidence
      else { continue }
      data.regulations.append(
        NamedRegulation(
          body: key, reportYear: year, title: title, action: action, stage: stage,
          from: period.from, to: period.to, source: reader.text("source"),
          evidence: evidence.text, start: evidence.start, end: evidence.end))
    }
    problems += reader.findings
  }

  /// Reads the numbers that became no observation; none where the package does not list them.
  ///
  /// Nothing is compared or drawn from them, and there are more of them than of anything else.
  ///
  /// - Throws: ``ObservationsError`` with every problem of the file.
  consuming func readLeftOut() throws(ObservationsError) -> [LeftOut] {
    var entries: [LeftOut] = []
    if var reader = open(
      "left_out.csv", required: ["report", "start", "end", "text", "reason"])
    {
      let start = reader.columns["start"]
      let end = reader.columns["end"]
      while reader.next() {
        let report = reader.requiredText("report")
        let first = start.flatMap { reader.count(at: $0) }
        let last = end.flatMap { reader.count(at: $0) }
        let reason = reader.member("reason", of: LeftOut.Reason.self)
        if reader.text("start").isEmpty { reader.noteEmpty("start") }
        if reader.text("end").isEmpty { reader.noteEmpty("end") }
        guard let report, let first, let last, let reason else { continue }
        entries.append(
          LeftOut(
            report: report, start: Int(first), end: Int(last), text: reader.exactText("text"),
            reason: reason))
      }
      problems += reader.findings
    }
    guard !problems.contains(where: { $0.severity == .error }) else {
      throw ObservationsError(problems)
    }
    return entries
  }

  private mutating func readReferences() {
    guard
      var reader = open(
        "reference.csv", required: ["body", "quantity", "year", "value"],
        optional: ["unit", "source"])
    else { return }
    struct Key: Hashable {
      var body: String
      var quantity: String
      var year: Int
    }
    var lines: [Key: Int] = [:]
    let known = Set(data.bodies.map(\.name))
    var unknown: Set<String> = []
    while reader.next() {
      let name = reader.requiredText("body")
      let quantity = reader.requiredText("quantity")
      let year = reader.requiredYear("year")
      let value = reader.columns["value"].flatMap { reader.amount(at: $0) }
      if reader.text("value").isEmpty { reader.noteEmpty("value") }
      guard let name, let quantity, let year, let value else { continue }
      let body = known.contains(name) ? name : formerNames[name] ?? name
      if !known.contains(body), !known.isEmpty, !faultyBodies.contains(body),
        unknown.insert(body).inserted
      {
        let (zh, en) = hint(of: name, among: data.bodies.lazy.map(\.name))
        reader.problems.append(
          Diagnostic(
            .warning, at: reader.place("body"),
            LocalisedText(
              zh: "bodies.csv 没有\(Diagnostic.quoted(name))，它的数不会用到：\(zh)",
              en: "bodies.csv has no \(Diagnostic.quoted(name)), so its quantities are not used: "
                + en)))
      }
      let key = Key(body: body, quantity: quantity, year: year)
      if let first = lines[key] {
        reader.problem(
          at: "body",
          zh: "\(Diagnostic.quoted(body)) \(quantity) \(year)年已在第\(first)行出现：请删去一行",
          en: "\(Diagnostic.quoted(body)) \(quantity) \(year) stands in line \(first) already: "
            + "remove one row")
        continue
      }
      lines[key] = reader.line
      data.references.append(
        ReferenceQuantity(
          body: body, quantity: quantity, year: year, value: value, unit: reader.text("unit"),
          source: reader.text("source"), line: reader.line))
    }
    problems += reader.findings
  }

  private mutating func collectBodyYears() {
    var seen: Set<DataSet.BodyYear> = []
    func add(_ body: BodyKey, _ year: Int) {
      let key = DataSet.BodyYear(body: body, year: year)
      if seen.insert(key).inserted { data.bodyYears.append(key) }
    }
    for report in data.reports { add(report.body, report.reportYear) }
    for observation in data.observations { add(observation.body, observation.reportYear) }
    for regulation in data.regulations { add(regulation.body, regulation.reportYear) }
  }

  private mutating func note(
    _ severity: Diagnostic.Severity, at place: Place, zh: String, en: String
  ) {
    problems.append(Diagnostic(severity, at: place, LocalisedText(zh: zh, en: en)))
  }
}

extension TableReader {
  /// The text of a column exactly as the field holds it, space around it too; empty where the table
  /// lacks the column.
  ///
  /// Evidence is a copy of the report's words, and its offsets count its every scalar.
  fileprivate func exactText(_ name: String) -> String {
    field(name).map { table.text($0) } ?? ""
  }
}

extension DataSet {
  /// The numbers of a data package's reports that became no observation, with the reason for each.
  ///
  /// They are read on demand, since nothing is compared or drawn from them. A package that lists none
  /// has none.
  ///
  /// - Throws: ``ObservationsError`` with every problem of `left_out.csv`.
  public static func leftOut(of package: String) throws(ObservationsError) -> [LeftOut] {
    try DataPackageReader(folder: package).readLeftOut()
  }
}

/// A text that is told from others by its bytes, without Unicode's equivalences.
///
/// Keys of a file are bytes, and a million of them are compared in a tenth of the time.
struct ByteText: Hashable {
  var text: String

  static func == (a: ByteText, b: ByteText) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }

  func hash(into hasher: inout Hasher) {
    let isDone: Void? = text.utf8.withContiguousStorageIfAvailable {
      hasher.combine(bytes: UnsafeRawBufferPointer($0))
    }
    if isDone == nil { for byte in text.utf8 { hasher.combine(byte) } }
  }
}
