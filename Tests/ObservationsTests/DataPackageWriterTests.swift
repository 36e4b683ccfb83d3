import Diagnostics
import FoundationEssentials
import Observations
import Testing

/// A small reading of one report, of which a test changes what it is about.
struct Reading {
  var report = Report(
    id: "甲市-npc-2022", body: BodyKey(name: "甲市", kind: .npc), reportYear: 2022, span: .term,
    term: 18, session: 2, delivered: "2023-01-08", source: "甲市报告", url: "https://example.org/1",
    retrieved: "2023-02-01")
  var body = Body(
    name: "甲市", kind: .npc, level: .prefecture, tier: .cityWithDistricts, province: "某省",
    code: "330100")
  var text: String? = "甲市报告\n视察27次，调研8项。\n"
  var observations: [Observation] = []
  var regulations: [NamedRegulation] = []
  var leftOut: [LeftOut] = []

  init(_ figures: [Observation] = []) { observations = figures }

  /// A reading of one figure after another of a text.
  init(
    _ text: String, _ figures: (offset: Int, measure: String, value: Double, evidence: String)...
  ) {
    self.text = text
    observations = figures.map {
      figure($0.offset, $0.measure, $0.value, evidence: $0.evidence)
    }
  }
}

/// A figure of 甲市's report.
func figure(
  _ offset: Int, _ measure: String, _ value: Double, counts: String? = nil, evidence: String
) -> Observation {
  let set = MeasureSet([measure])
  let counts = counts ?? (measure == "visits" ? "occasions" : measure)
  return Observation(
    id: "甲市-npc-2022:\(offset):\(measure):\(counts)", report: "甲市-npc-2022",
    body: BodyKey(name: "甲市", kind: .npc), reportYear: 2022, measures: set, value: value,
    unit: "次", counts: counts, from: 2022, to: 2022, source: "甲市报告", evidence: evidence,
    start: offset, end: offset + evidence.unicodeScalars.count)
}

/// Writes readings into a package, in order.
@discardableResult
func write(_ readings: Reading..., to folder: String, title: String? = nil)
  throws(ObservationsError) -> [Diagnostic]
{
  try write(readings, to: folder, title: title)
}

@discardableResult
func write(_ readings: [Reading], to folder: String, title: String? = nil)
  throws(ObservationsError) -> [Diagnostic]
{
  var writer = try DataPackageWriter(folder: folder, title: title)
  for reading in readings {
    try writer.add(
      reading.report, of: reading.body, text: reading.text, observations: reading.observations,
      regulations: reading.regulations, leftOut: reading.leftOut)
  }
  return try writer.finish()
}

extension TemporaryFolder {
  /// The path of a package that is not there yet.
  var package: String { "\(path)/package" }

  /// The text of a file of the package.
  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: "\(package)/\(name)")), as: UTF8.self)
  }

  /// Replaces a text in a file of the package, as a person does.
  func edit(_ name: String, _ old: String, to new: String) throws {
    let text = try text(name)
    #expect(text.contains(old))
    try write(text.replacing(old, with: new), to: "package/\(name)")
  }

  /// All files of the package and of the folder around it, by path.
  func files() throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
      var isFolder = false
      _ = FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder)
      files[name] =
        isFolder ? [] : [UInt8](try Data(contentsOf: URL(filePath: "\(path)/\(name)")))
    }
    return files
  }

  /// Findings as lines, the package's path left out.
  func lines(_ findings: [Diagnostic], in language: Language = .english) -> [String] {
    findings.map { $0.line(in: language).replacing("\(package)/", with: "") }
  }
}

@Suite struct DataPackageWriterTests {
  static let awkward = "他说“好”, \"27\" 次\r\n=1+1\n\t视察;27次，\u{3000}@甲"

  /// The awkward text as a field.
  static var quoted: String { "\"\(awkward.replacing("\"", with: "\"\""))\"" }

  static var whole: Reading {
    var reading = Reading([
      figure(5, "visits", 27, evidence: awkward),
      figure(30, "网站文章数", 2.5, evidence: "=SUM(A1)"),
    ])
    reading.observations[1].bound = .atLeast
    reading.observations[1].role = .subset
    reading.observations[1].status = .corrected
    reading.observations[1].readValue = 25
    reading.observations[1].from = nil
    reading.observations[1].start = nil
    reading.regulations = [
      NamedRegulation(
        body: reading.report.body, reportYear: 2022, title: "甲市\"河道\",条例", action: .amended,
        stage: .planned, from: 2022, to: nil, source: "甲市报告", evidence: awkward, start: 3, end: 9)
    ]
    reading.leftOut = LeftOut.Reason.allCases.map {
      LeftOut(report: reading.report.id, start: 1, end: 8, text: awkward, reason: $0)
    }
    return reading
  }

  @Test func `what is written is what is read`() async throws {
    let folder = try TemporaryFolder()
    let reading = Self.whole
    #expect(try write(reading, to: folder.package) == [])
    let data = try await DataSet.load(folder.package)
    #expect(data.bodies == [reading.body])
    var report = reading.report
    report.text = "texts/甲市-npc-2022.txt"
    report.sha256 = sha256([Array("甲市报告\n视察27次，调研8项。\n".utf8)])
    #expect(data.reports == [report])
    #expect(
      data.observations.map {
        var figure = $0
        figure.line = 0
        return figure
      } == reading.observations)
    #expect(data.regulations == reading.regulations)
    #expect(try DataSet.leftOut(of: folder.package) == reading.leftOut)
    #expect(try folder.text(report.text) == reading.text)
    #expect(data.diagnostics.map(\.severity) == [.note])  // 网站文章数 is a measure of its own.
  }

  @Test func `a new package has its files and nothing beside it`() throws {
    let folder = try TemporaryFolder()
    try write(Self.whole, to: "\(folder.package)/", title: "甲 \"乙\"\u{1}")
    #expect(
      try folder.files().keys.sorted() == [
        "package", "package/bodies.csv", "package/datapackage.json", "package/left_out.csv",
        "package/observations.csv", "package/regulations.csv", "package/reports.csv",
        "package/texts", "package/texts/甲市-npc-2022.txt",
      ])
    #expect(try folder.text("datapackage.json").contains(#""title": "甲 \"乙\"\u0001""#))
    #expect(
      try folder.text("observations.csv").hasPrefix(
        "id,report,body,kind,report_year,measures,value,bound,unit,counts,from,to,role,status,source,"
          + "start,end,evidence,read_value\n甲市-npc-2022:5:visits:occasions,甲市-npc-2022,甲市,npc,2022,"
          + "visits,27,exact,次,occasions,2022,2022,headline,read,甲市报告,5,\(5 + Self.awkward.unicodeScalars.count),\(Self.quoted),\n"
      ))
  }

  @Test func `an empty folder becomes a package, and a package may be empty`() async throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.package, withIntermediateDirectories: true)
    try folder.write("", to: "package/.DS_Store")
    try write([], to: folder.package)
    #expect(try await DataSet.load(folder.package).bodies == [])
    try write(Self.whole, to: folder.package)
    let other = try TemporaryFolder()
    try write(Self.whole, to: other.package)
    var files = try folder.files()
    files["package/.DS_Store"] = nil
    #expect(files == (try other.files()))
  }

  @Test func `a report whose text is not kept has no text in the package`() async throws {
    let folder = try TemporaryFolder()
    var reading = Self.whole
    reading.text = nil
    reading.report.sha256 = "ab"
    try write(reading, to: folder.package)
    let report = try #require(try await DataSet.load(folder.package).reports.first)
    #expect(report.text == "" && report.sha256 == "ab")
    #expect(!FileManager.default.fileExists(atPath: "\(folder.package)/texts"))
  }

  @Test func `what no table can hold is changed no further than it must be`() async throws {
    let folder = try TemporaryFolder()
    let long = String(repeating: "长", count: 32_768)
    let findings = try write(
      Reading([
        figure(5, "visits", 27, evidence: long), figure(6, "visits", 27, evidence: "视\0察"),
      ]), to: folder.package)
    #expect(
      folder.lines(findings).map { $0.replacing(folder.package, with: ".") } == [
        ".: note: “\(String(repeating: "长", count: 40))…” has 32768 characters, of which the first 32767 "
          + "are written"
      ])
    let data = try await DataSet.load(folder.package)
    #expect(data.observations.map(\.evidence) == [String(long.dropLast()), "视\u{FFFD}察"])
  }

  @Test func `of two figures with one id the first is written, and a warning says so`() async throws
  {
    let folder = try TemporaryFolder()
    var reading = Reading([
      figure(5, "visits", 27, evidence: "甲"), figure(5, "visits", 28, evidence: "甲"),
    ])
    reading.observations.append(reading.observations[0])
    reading.observations[2].id = ""
    let findings = try write(reading, to: folder.package)
    #expect(findings.map(\.severity) == [.warning])
    #expect(
      findings.first?.text.english
        == "two figures are called “甲市-npc-2022:5:visits:occasions”: only the first is written")
    #expect(try await DataSet.load(folder.package).observations.map(\.value) == [27, 27])
  }

  // MARK: - Whole or not at all

  /// The messages with which writing is refused, and what it left behind.
  private func refusal(
    _ folder: TemporaryFolder, _ path: String? = nil, _ reading: Reading = whole
  ) throws -> [String] {
    let before = try folder.files()
    defer { #expect((try? folder.files()) == before) }
    do {
      try write(reading, to: path ?? folder.package)
      return []
    } catch {
      return folder.lines(of: error, in: .english)
    }
  }

  @Test func `a path that is no package is refused, and nothing is written`() throws {
    let folder = try TemporaryFolder()
    try folder.write("笔记", to: "notes.txt")
    #expect(
      try refusal(folder, "\(folder.path)/notes.txt") == [
        "notes.txt: error: this is a file, and a data package is a folder: name another path"
      ])
    #expect(
      try refusal(folder, folder.path) == [
        ".: error: the folder holds other files and is no data package (it has no bodies.csv): "
          + "name another path"
      ])
    #expect(
      try refusal(folder, "\(folder.path)/a/b") == [
        "a/b: error: cannot be written: the folder it is to be in does not exist: make it first"
      ])
    #expect(
      try refusal(folder, "/dev/null/b") == [
        "/dev/null/b: error: cannot be written: the folder it is to be in does not exist: "
          + "make it first"
      ])
  }

  @Test func `a reading that cannot be written leaves the package as it was`() throws {
    let folder = try TemporaryFolder()
    var reading = Self.whole
    reading.observations[0].value = .nan
    #expect(
      try refusal(folder, nil, reading) == [
        "error: the value of “甲市-npc-2022:5:visits:occasions” is not a number"
      ])
    reading = Self.whole
    reading.report.id = "../甲"
    #expect(
      try refusal(folder, nil, reading) == [
        "error: the report key “../甲” cannot name a file: take the slash out of it"
      ])
    try write(Self.whole, to: folder.package)
    reading = Self.whole
    reading.text = "另一文本"
    reading.observations[1].readValue = .infinity
    #expect(try refusal(folder, nil, reading).count == 1)
  }

  @Test(arguments: [
    (
      "bodies.csv", "body,kind\n甲市\n",
      "2:1: error: a row of 1 fields under a header of 2: "
        + "is a delimiter missing or too many?"
    ),
    (
      "observations.csv", "body,kind,report_year,measures,value\n",
      "1: error: the column “status” is missing: add it"
    ),
    (
      "observations.csv", "body,kind,report_year,measures,value,status\n甲,npc,2022,visits,\"1,\n",
      "2:1: error: a row of 5 fields under a header of 6: is a delimiter missing or too many?"
    ),
    ("names.csv", "", " error: the file is empty: it needs a header and a row"),
    (
      "datapackage.json", "[]",
      " error: not a valid data package descriptor (JSON with resources, each with a path)"
    ),
    (
      "datapackage.json", "{",
      " error: not a valid data package descriptor (JSON with resources, each with a path)"
    ),
  ])
  func `a package that cannot be understood is not written into`(
    name: String, text: String, message: String
  ) throws {
    let folder = try TemporaryFolder()
    try write(Self.whole, to: folder.package)
    try folder.write(text, to: "package/\(name)")
    #expect(try refusal(folder).first == "package/\(name):\(message)")
  }

  @Test func `a file that is changed during the work is not written over`() throws {
    let folder = try TemporaryFolder()
    try write(Self.whole, to: folder.package)
    var writer = try DataPackageWriter(folder: folder.package)
    try folder.edit("observations.csv", ",corrected,", to: ",confirmed,")
    let reading = Self.whole
    try writer.add(reading.report, of: reading.body, text: reading.text, observations: [])
    do {
      _ = try writer.finish()
      Issue.record("written over")
    } catch {
      #expect(
        folder.lines(of: error, in: .english) == [
          "package/observations.csv: error: the file has been changed since it was read, "
            + "and nothing is written: run again"
        ])
    }
    #expect(try folder.text("observations.csv").contains(",confirmed,"))
    #expect(!FileManager.default.fileExists(atPath: "\(folder.package)/.heng-writing"))
  }

  @Test func `two runs do not write the same package`() throws {
    let folder = try TemporaryFolder()
    let message =
      "package: error: another run is writing this package: wait until it has ended"
    for _ in 0..<2 {
      let writer = try DataPackageWriter(folder: folder.package)
      #expect(try refusal(folder) == [message])
      _ = try writer.finish()
    }
  }

  @Test func `a writer that goes away leaves no trace, and what a stopped run left is passed over`()
    throws
  {
    let folder = try TemporaryFolder()
    do {
      let reading = Self.whole
      var writer = try DataPackageWriter(folder: folder.package)
      try writer.add(
        reading.report, of: reading.body, text: reading.text, observations: reading.observations)
    }
    #expect(try folder.files() == [:])
    let left = "\(folder.path)/.package.heng-writing/texts"
    try FileManager.default.createDirectory(atPath: left, withIntermediateDirectories: true)
    try folder.write("half", to: ".package.heng-writing/texts/乙.txt")
    try folder.write("half", to: ".package.heng-writing/bodies.csv")
    try write(Self.whole, to: folder.package)
    let other = try TemporaryFolder()
    try write(Self.whole, to: other.package)
    #expect(try folder.files() == (try other.files()))
  }

  @Test func `where one file cannot take its place, those that did are given back`() throws {
    let folder = try TemporaryFolder()
    var other = DataPackageMergingTests.whole(of: "乙县")
    try write(Self.whole, other, to: folder.package)
    // A folder with something in it cannot be replaced by a text.
    let text = "\(folder.package)/texts/乙县-npc-2022.txt"
    try FileManager.default.removeItem(atPath: text)
    try FileManager.default.createDirectory(atPath: "\(text)/a", withIntermediateDirectories: true)
    var first = Self.whole
    first.text = "另一文本"
    other.text = "又一文本"
    let before = try folder.files()
    let third = DataPackageMergingTests.whole(of: "丙县")
    #expect(throws: ObservationsError.self) {
      try write(first, third, other, to: folder.package)
    }
    #expect(try folder.files() == before)
  }

  // MARK: - Properties

  static func random(_ generator: inout PlainTableErrorTests.SplitMix64) -> Reading {
    let pieces = ["甲", ",", "\"", "\n", "\r\n", "=", "27", "乙，", "\"\"", " ", "；", "\t", "𠀀", ";"]
    func text(_ generator: inout PlainTableErrorTests.SplitMix64) -> String {
      let count = Int.random(in: 1...6, using: &generator)
      return "文" + (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
    }
    let measures = ["visits", "surveys+visits", "decisions", "laws_passed", "motions"]
    let name = ["甲市", "乙县", "丙州"].randomElement(using: &generator) ?? ""
    let kind = BodyKind.allCases.randomElement(using: &generator) ?? .npc
    var reading = Reading()
    reading.body = Body(
      name: name, kind: kind, level: .county, province: text(&generator).filter { !$0.isWhitespace }
    )
    let year = Int.random(in: 2015...2017, using: &generator)
    reading.report = Report(
      id: "\(name)-\(kind)-\(year)", body: reading.body.key, reportYear: year,
      source: "源\(text(&generator))源")
    reading.text = text(&generator)
    var offset = 0
    for _ in 0..<Int.random(in: 0...6, using: &generator) {
      offset += Int.random(in: 1...9, using: &generator)
      let set = MeasureSet(
        (measures.randomElement(using: &generator) ?? "").split(separator: "+").map { String($0) })
      let counts =
        set.ids == ["visits"] || set.ids == ["surveys", "visits"]
        ? "topics"
        : set.isLawsPassed ? "regulations" : set.description
      reading.observations.append(
        Observation(
          id: "\(reading.report.id):\(offset):\(set):\(counts)", report: reading.report.id,
          body: reading.body.key, reportYear: year, measures: set,
          value: Double(Int.random(in: 0...99, using: &generator)),
          bound: Observation.Bound.allCases.randomElement(using: &generator) ?? .exact,
          unit: "件", counts: counts, from: year, to: Bool.random(using: &generator) ? year : nil,
          role: Observation.Role.allCases.randomElement(using: &generator) ?? .headline,
          source: reading.report.source, evidence: text(&generator), start: offset,
          end: offset + 5))
    }
    for _ in 0..<Int.random(in: 0...3, using: &generator) {
      reading.regulations.append(
        NamedRegulation(
          body: reading.body.key, reportYear: year, title: "题\(text(&generator))题",
          action: .enacted, stage: .passed, from: nil, to: year, source: reading.report.source,
          evidence: text(&generator), start: offset, end: offset + 3))
      reading.leftOut.append(
        LeftOut(
          report: reading.report.id, start: offset, end: offset + 9, text: text(&generator),
          reason: LeftOut.Reason.allCases.randomElement(using: &generator) ?? .plan))
    }
    return reading
  }

  @Test(arguments: 0..<10)
  func `any readings are read as they were written, and equal ones give equal bytes`(seed: Int)
    async throws
  {
    var generator = PlainTableErrorTests.SplitMix64(state: UInt64(seed))
    var readings = (0..<6).map { _ in Self.random(&generator) }
    // Second reports get numbers, which is not what is tested here.
    var seen: Set<String> = []
    readings.removeAll { !seen.insert($0.report.id).inserted }
    let folder = try TemporaryFolder()
    #expect(try write(readings, to: folder.package) == [])
    let data = try await DataSet.load(folder.package)
    #expect(
      data.observations.map {
        var figure = $0
        figure.line = 0
        return figure
      } == readings.flatMap(\.observations))
    #expect(
      data.regulations.map(\.evidence)
        == readings.flatMap { $0.regulations.map(\.evidence) })
    #expect(try DataSet.leftOut(of: folder.package) == readings.flatMap(\.leftOut))
    #expect(data.reports.map(\.source) == readings.map(\.report.source))
    let other = try TemporaryFolder()
    try write(readings, to: other.package)
    #expect(try folder.files() == (try other.files()))
    try write(readings.shuffled(using: &generator), to: folder.package)
    #expect(try folder.files() == (try other.files()))
  }

  @Test(arguments: 0..<16)
  func `no decision is ever lost, and merging twice is merging once`(seed: Int) async throws {
    var generator = PlainTableErrorTests.SplitMix64(state: UInt64(1000 + seed))
    let folder = try TemporaryFolder()
    try write((0..<6).map { _ in Self.random(&generator) }, to: folder.package)
    let words = ["confirmed", "corrected", "rejected", "entered"]
    var lines: [String] = []
    var decided: [String] = []
    for piece in try folder.text("observations.csv").components(separatedBy: ",read,") {
      let word =
        Bool.random(using: &generator) ? "read" : words.randomElement(using: &generator) ?? ""
      lines.append(piece)
      lines.append(",\(word),")
      if word != "read" { decided.append(word) }
    }
    if lines.removeLast() != ",read," { decided.removeLast() }
    try folder.write(lines.joined(), to: "package/observations.csv")
    func count() throws -> Int {
      let text = try folder.text("observations.csv")
      return words.map { text.components(separatedBy: ",\($0),").count - 1 }.reduce(0, +)
    }
    #expect(try count() == decided.count)
    for _ in 0..<3 {
      // Some with a text that the package knows, most with another one.
      let readings = (0..<4).map { _ in Self.random(&generator) }
      try write(readings, to: folder.package)
      #expect(try count() == decided.count)
      // What is written can be read again, always.
      _ = try await DataSet.load(folder.package)
      let once = try folder.files()
      try write(readings, to: folder.package)
      #expect(try folder.files() == once)
    }
  }
}
