import Diagnostics
import FoundationEssentials
import Metrics
import Observations

/// One figure of a report, most of it as usual: a headline of 2022, exact, confirmed.
struct Fact: Sendable {
  var measures: String
  var value: String
  var counts = ""
  var unit = ""
  var bound = ""
  var role = ""
  var from: Int? = 2022
  var to: Int? = 2022
  var report = "甲-2022"
  var status = "confirmed"

  init(
    _ measures: String, _ value: String, counts: String = "", unit: String = "", bound: String = "",
    role: String = "", from: Int? = 2022, to: Int? = 2022, report: String = "甲-2022",
    status: String = "confirmed"
  ) {
    self.measures = measures
    self.value = value
    self.counts = counts
    self.unit = unit
    self.bound = bound
    self.role = role
    self.from = from
    self.to = to
    self.report = report
    self.status = status
  }

  /// The row of `observations.csv` for a body and report year.
  func row(_ body: String, _ kind: BodyKind, _ year: Int) -> String {
    let years = [from, to].map { $0.map(String.init) ?? "" }
    return [
      report, body, kind.rawValue, String(year), measures, value, bound, unit, counts, years[0],
      years[1], role, status, report.isEmpty ? "电话核实" : "",
    ].joined(separator: ",")
  }
}

/// A regulation that the report names by title.
struct Title: Sendable {
  var title: String
  var action = "enacted"
  var stage = "passed"
  var from: Int? = 2022
  var to: Int? = 2022
  var source = "甲报告"
}

/// The data of a package of these files.
func packageData(_ files: [String: String]) async throws -> DataSet {
  let path = FileManager.default.temporaryDirectory.appending(path: "heng-\(UUID().uuidString)")
    .path
  try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: path) }
  for (name, text) in files {
    try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
  }
  var data = try await DataSet.load(path)
  data.path = "package"
  return data
}

/// The data of a plain table.
func tableData(_ text: String) async throws -> DataSet {
  let path = FileManager.default.temporaryDirectory.appending(path: "heng-\(UUID().uuidString)")
    .path
  defer { try? FileManager.default.removeItem(atPath: path) }
  try Data(text.utf8).write(to: URL(filePath: path))
  var data = try await DataSet.load(path)
  data.path = "counts.csv"
  return data
}

/// The data of one body, 甲市, with the figures of its report of 2022.
func factData(
  _ facts: [Fact], titles: [Title] = [], span: String = "year", kind: BodyKind = .npc,
  tier: Tier = .cityWithDistricts, year: Int = 2022
) async throws -> DataSet {
  func years(_ from: Int?, _ to: Int?) -> String {
    [from, to].map { $0.map(String.init) ?? "" }.joined(separator: ",")
  }
  return try await packageData([
    "datapackage.json": "{\"resources\": []}",
    "bodies.csv": "body,kind,level,tier,province,code\n甲市,\(kind),,\(tier.rawValue),某省,\n",
    "reports.csv": """
    report,body,kind,report_year,span,source
    甲-\(year),甲市,\(kind),\(year),\(span),甲报告
    甲-\(year)-2,甲市,\(kind),\(year),\(span),甲报告之二

    """,
    "observations.csv":
      "report,body,kind,report_year,measures,value,bound,unit,counts,from,to,role,status,source\n"
      + facts.map { $0.row("甲市", kind, year) + "\n" }.joined(),
    "regulations.csv": "body,kind,report_year,title,action,stage,from,to,source\n"
      + titles.map {
        "甲市,\(kind),\(year),\($0.title),\($0.action),\($0.stage),\(years($0.from, $0.to)),\($0.source)\n"
      }.joined(),
  ])
}

extension MeasureTable {
  /// The findings as lines, the places left out.
  func findings(in language: Language = .english) -> [String] {
    diagnostics.map { Diagnostic($0.severity, $0.text).line(in: language) }
  }
}
