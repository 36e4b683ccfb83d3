import Diagnostics
import FoundationEssentials

/// Reads a data package: a folder with `datapackage.json`, `bodies.csv`, `observations.csv` and, where
/// there, `names.csv`, `reports.csv`, `regulations.csv`, `reference.csv`.
struct DataPackageReader {
  private let folder: String
  private var data: DataSet
  private var problems: [Diagnostic] = []
  private var bodies: [BodyKey: Int] = [:]
  private var formerNames: [String: String] = [:]
  private var files: [[UInt8]] = []

  init(folder: String) {
    self.folder = folder.hasSuffix("/") && folder.count > 1 ? String(folder.dropLast()) : folder
    data = DataSet(path: self.folder)
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
      problems += reader.problems
    } catch {
      problems += error.problems
    }
    return nil
  }

  private struct Descriptor: Decodable {
    struct Resource: Decodable { var path: String }
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
      for resource in descriptor.resources
      where !FileManager.default.fileExists(atPath: "\(folder)/\(resource.path)") {
        note(
          .error, at: Place(path),
          zh: "datapackage.json 提到的文件 \(Diagnostic.quoted(resource.path)) 不存在：请补上或删去",
          en: "the file \(Diagnostic.quoted(resource.path)) that it names is not there: add it or "
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
    while reader.next() {
      let name = reader.text("body")
      guard let kind = reader.member("kind", of: BodyKind.self) else { continue }
      if name.isEmpty {
        reader.problems.append(
          Diagnostic(
            .error, at: reader.place("body"),
            LocalisedText(zh: "这一行没有地区：请补上", en: "the row names no body: add it")))
        continue
      }
      var body = Body(name: name, kind: kind)
      if !reader.text("level").isEmpty { body.level = reader.member("level", of: Level.self) }
      if !reader.text("tier").isEmpty { body.tier = reader.member("tier", of: Tier.self) }
      body.level = body.level ?? body.tier?.level
      body.province = reader.text("province")
      body.code = reader.text("code")
      guard bodies[body.key] == nil else {
        reader.problems.append(
          Diagnostic(
            .error, at: reader.place("body"),
            LocalisedText(
              zh: "\(Diagnostic.quoted(name))（\(kind.rawValue)）出现了两次：请删去一行",
              en: "\(Diagnostic.quoted(name)) (\(kind.rawValue)) stands twice: remove one row")))
        continue
      }
      bodies[body.key] = data.bodies.count
      data.bodies.append(body)
    }
    problems += reader.problems
  }

  private mutating func readNames() {
    guard var reader = open("names.csv", required: ["body", "former"], optional: ["from", "to"])
    else { return }
    while reader.next() { formerNames[reader.text("former")] = reader.text("body") }
    problems += reader.problems
  }

  /// The body of a row; a problem is noted where the package does not know it.
  private mutating func body(_ reader: inout TableReader) -> BodyKey? {
    guard let kind = reader.member("kind", of: BodyKind.self) else { return nil }
    let name = reader.text("body")
    let key = BodyKey(name: name, kind: kind)
    if bodies[key] != nil { return key }
    if let today = formerNames[name], bodies[BodyKey(name: today, kind: kind)] != nil {
      return BodyKey(name: today, kind: kind)
    }
    let near = NameMatching.nearest(
      name, among: data.bodies.lazy.filter { $0.kind == kind }.map(\.name))
    reader.problems.append(
      Diagnostic(
        .error, at: reader.place("body"),
        LocalisedText(
          zh: "bodies.csv 没有\(Diagnostic.quoted(name))（\(kind.rawValue)）："
            + (near.map { "是否应为 \($0)？" } ?? "请在其中补上"),
          en: "bodies.csv has no \(Diagnostic.quoted(name)) (\(kind.rawValue)): "
            + (near.map { "is \($0) meant?" } ?? "add it there"))))
    return nil
  }

  /// A field that may not be empty; a problem is noted where it is.
  private func required<Value>(_ value: Value?, _ column: String, _ reader: inout TableReader)
    -> Value?
  {
    if value == nil, reader.field(column).map({ $0.end == $0.start }) ?? true {
      reader.problems.append(
        Diagnostic(
          .error, at: reader.place(column),
          LocalisedText(zh: "列 \(column) 不能为空", en: "\(column) must not be empty")))
    }
    return value
  }

  private mutating func readReports() {
    guard
      var reader = open(
        "reports.csv", required: ["report", "body", "kind", "report_year"],
        optional: ["span", "source", "url"])
    else { return }
    var lines: [String: Int] = [:]
    while reader.next() {
      guard let key = body(&reader),
        let year = required(reader.year("report_year"), "report_year", &reader),
        let span = reader.member("span", of: Report.Span.self, default: .year)
      else { continue }
      let id = reader.text("report")
      if let first = lines[id] {
        reader.problems.append(
          Diagnostic(
            .error, at: reader.place("report"),
            LocalisedText(
              zh: "报告\(Diagnostic.quoted(id))已在第\(first)行出现：请另取一个键",
              en: "the report \(Diagnostic.quoted(id)) stands in line \(first) already: "
                + "give it a key of its own")))
        continue
      }
      lines[id] = reader.line
      data.reports.append(
        Report(
          id: id, body: key, reportYear: year, span: span, source: reader.text("source"),
          url: reader.text("url")))
    }
    problems += reader.problems
  }

  private mutating func readObservations() {
    guard
      var reader = open(
        "observations.csv",
        required: [
          "body", "kind", "report_year", "measures", "value", "bound", "unit", "counts", "from",
          "to", "role", "status", "source",
        ], optional: ["id", "report", "evidence"], isRequired: true)
    else { return }
    var reports: [String: Report] = [:]
    for report in data.reports { reports[report.id] = report }
    var sets: [String: MeasureSet] = [:]
    var own: Set<String> = []
    var ids: [String: Int] = [:]
    while reader.next() {
      guard let key = body(&reader),
        let year = required(reader.year("report_year"), "report_year", &reader),
        let set = measureSet(&reader, known: &sets, own: &own),
        let value = value(&reader, of: set),
        let bound = reader.member("bound", of: Observation.Bound.self, default: .exact),
        let role = reader.member("role", of: Observation.Role.self, default: .headline),
        let status = reader.member("status", of: Observation.Status.self, default: .read)
      else { continue }
      let from = reader.year("from")
      let to = reader.year("to")
      if let from, let to, from > to {
        reader.problems.append(
          Diagnostic(
            .error, at: reader.place("from"),
            LocalisedText(
              zh: "期间从 \(from) 年到 \(to) 年：起年不能晚于止年",
              en: "a period from \(from) to \(to): its first year must not be after its last")))
        continue
      }
      guard let counts = counts(&reader, of: set) else { continue }
      let report = reader.text("report")
      if !report.isEmpty, !reports.isEmpty, let problem = mismatch(reports[report], key, year) {
        reader.problems.append(Diagnostic(.error, at: reader.place("report"), problem))
        continue
      }
      let id = reader.text("id")
      if !id.isEmpty {
        if let first = ids.updateValue(reader.line, forKey: id) {
          reader.problems.append(
            Diagnostic(
              .error, at: reader.place("id"),
              LocalisedText(
                zh: "\(Diagnostic.quoted(id))已在第\(first)行出现：一个数字一行",
                en: "\(Diagnostic.quoted(id)) stands in line \(first) already: one row a figure")))
        }
      }
      if status == .rejected { continue }
      data.observations.append(
        Observation(
          id: id, report: report, body: key, reportYear: year, measures: set, value: value,
          bound: bound, unit: reader.text("unit"), counts: counts, from: from, to: to, role: role,
          status: status, source: reader.text("source"), evidence: reader.text("evidence"),
          line: reader.line))
    }
    problems += reader.problems
  }

  private func mismatch(_ report: Report?, _ key: BodyKey, _ year: Int) -> LocalisedText? {
    guard let report else {
      return LocalisedText(
        zh: "reports.csv 没有这份报告：请在其中补上", en: "reports.csv has no such report: add it there")
    }
    guard report.body == key, report.reportYear == year else {
      return LocalisedText(
        zh: "reports.csv 中这份报告属于\(report.body.name) \(report.reportYear)年：请改成一致",
        en: "in reports.csv this report is of \(report.body.name), \(report.reportYear): "
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
    guard !words.isEmpty else { return required(nil, "measures", &reader) }
    for word in words where MeasureCatalogue.measure(word) == nil && !own.contains(word) {
      let names = MeasureCatalogue.measures.map(\.id)
      if let meant = NameMatching.slip(word, of: names) {
        reader.problems.append(
          Diagnostic(
            .error, at: reader.place("measures"),
            LocalisedText(
              zh: "指标\(Diagnostic.quoted(word))应是 \(meant)：请改写",
              en: "the measure \(Diagnostic.quoted(word)) must be \(meant): write it so")))
        return nil
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
    let set = MeasureSet(words)
    known[written] = set
    return set
  }

  private func value(_ reader: inout TableReader, of set: MeasureSet) -> Double? {
    let written = reader.text("value")
    let isCatalogued = set.ids.allSatisfy { MeasureCatalogue.measure($0) != nil }
    if case .number(let value) = NumberText(written) {
      if !isCatalogued { return value }
      if value >= 0, value == value.rounded(), value <= 9_007_199_254_740_992 {
        return value == 0 ? 0 : value
      }
    }
    reader.problems.append(
      Diagnostic(
        .error, at: reader.place("value"),
        LocalisedText(
          zh: "\(Diagnostic.quoted(written))不是计数：请写 0 或正整数",
          en: "\(Diagnostic.quoted(written)) is not a count: write a whole number from 0 on")))
    return nil
  }

  /// The class of a figure: the first of its first measure where the field is empty.
  private func counts(_ reader: inout TableReader, of set: MeasureSet) -> String? {
    let written = reader.text("counts")
    let known = set.ids.flatMap { MeasureCatalogue.measure($0)?.classes ?? [$0] }
    if written.isEmpty { return known.first }
    if known.contains(written) { return written }
    // A joint set's figures count topics or occasions though no leaf of it need know both.
    if ["topics", "occasions"].contains(written), set.ids.count > 1 { return written }
    if known.isEmpty { return written }
    reader.problems.append(
      Diagnostic(
        .error, at: reader.place("counts"),
        LocalisedText(
          zh: "\(set) 没有类别\(Diagnostic.quoted(written))：请写 \(known.joined(separator: "、")) 之一",
          en: "\(set) has no class \(Diagnostic.quoted(written)): "
            + "write one of \(known.joined(separator: ", "))")))
    return nil
  }

  private mutating func readRegulations() {
    guard
      var reader = open(
        "regulations.csv",
        required: ["body", "kind", "report_year", "title", "action", "stage"],
        optional: ["from", "to", "source"])
    else { return }
    while reader.next() {
      guard let key = body(&reader),
        let year = required(reader.year("report_year"), "report_year", &reader),
        let action = reader.member("action", of: NamedRegulation.Action.self),
        let stage = reader.member("stage", of: NamedRegulation.Stage.self)
      else { continue }
      data.regulations.append(
        NamedRegulation(
          body: key, reportYear: year, title: reader.text("title"), action: action, stage: stage,
          from: reader.year("from"), to: reader.year("to"), source: reader.text("source")))
    }
    problems += reader.problems
  }

  private mutating func readReferences() {
    guard
      var reader = open(
        "reference.csv", required: ["body", "quantity", "year", "value"],
        optional: ["unit", "source"])
    else { return }
    var lines: [String: Int] = [:]
    while reader.next() {
      guard let year = required(reader.year("year"), "year", &reader) else { continue }
      let written = reader.text("value")
      guard case .number(let value) = NumberText(written), value >= 0 else {
        reader.problems.append(
          Diagnostic(
            .error, at: reader.place("value"),
            LocalisedText(
              zh: "\(Diagnostic.quoted(written))不是从 0 起的数",
              en: "\(Diagnostic.quoted(written)) is not a number from 0 on")))
        continue
      }
      let body = reader.text("body")
      let quantity = reader.text("quantity")
      if let first = lines.updateValue(reader.line, forKey: "\(body)\n\(quantity)\n\(year)") {
        reader.problems.append(
          Diagnostic(
            .error, at: reader.place("body"),
            LocalisedText(
              zh: "\(Diagnostic.quoted(body)) \(quantity) \(year)年已在第\(first)行出现：请删去一行",
              en: "\(Diagnostic.quoted(body)) \(quantity) \(year) stands in line \(first) already: "
                + "remove one row")))
      }
      data.references.append(
        ReferenceQuantity(
          body: formerNames[body] ?? body, quantity: quantity, year: year, value: value,
          unit: reader.text("unit"), source: reader.text("source")))
    }
    problems += reader.problems
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
