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
}
