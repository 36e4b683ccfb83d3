import Diagnostics
import FoundationEssentials
import Observations
import Testing

@Suite struct DataPackageMergingTests {
  /// A reading of three figures: 视察 27, 调研 8, 决定 5.
  static var first: Reading {
    Reading(
      "甲市报告\n视察27次，调研8项。\n决定5项。\n", (7, "visits", 27, "视察27次"), (13, "decisions", 5, "决定5项"),
      (30, "motions", 3, "议案3件"))
  }

  /// The second line's status, and so on, as a person sets them in a spreadsheet.
  private func decide(
    _ folder: TemporaryFolder, _ status: String, value: String? = nil, read: String = ""
  ) throws {
    let old = "27,exact,次,occasions,2022,2022,headline,read,甲市报告,7,12,视察27次,"
    try folder.edit(
      "observations.csv", old,
      to: "\(value ?? "27"),exact,次,occasions,2022,2022,headline,\(status),甲市报告,7,12,视察27次,\(read)"
    )
  }

  private func lines(_ folder: TemporaryFolder) throws -> [Substring] {
    try folder.text("observations.csv").split(separator: "\n")
  }

  @Test func `a new reading of the same report replaces the rows that the program read`() throws {
    let folder = try TemporaryFolder()
    try write(Self.first, to: folder.package)
    var second = Self.first
    second.observations[2] = figure(30, "suggestions", 3, evidence: "建议3件")
    #expect(try write(second, to: folder.package) == [])
    let other = try TemporaryFolder()
    try write(second, to: other.package)
    #expect(try folder.files() == (try other.files()))
  }

  @Test(arguments: ["confirmed", "corrected", "rejected", "entered", "geprüft"])
  func `a row that a person decided stays as it is, and is not written twice`(status: String)
    throws
  {
    let folder = try TemporaryFolder()
    try write(Self.first, to: folder.package)
    try decide(folder, status)
    let before = try folder.files()
    #expect(try write(Self.first, to: folder.package) == [])
    #expect(try folder.files() == before)
  }

  @Test(
    arguments: [
      // status, the row's value, its read_value, the value read anew, what is said of it
      ("confirmed", "27", "", 28, "(confirmed) says value 27, the new reading value 28"),
      ("rejected", "27", "", 28, "(rejected) says value 27, the new reading value 28"),
      ("entered", "27", "", 28, "(entered) says value 27, the new reading value 28"),
      ("corrected", "26", "27", 27, nil),
      ("corrected", "26", "27", 26, nil),
      (
        "corrected", "26", "27", 28, "(corrected) says read_value 27, the new reading read_value 28"
      ),
      ("corrected", "26", "", 27, "(corrected) says value 26, the new reading value 27"),
    ] as [(String, String, String, Double, String?)])
  func `a decision that the new reading contradicts stands, and a warning names both values`(
    status: String, value: String, read: String, new: Double, finding: String?
  ) throws {
    let folder = try TemporaryFolder()
    try write(Self.first, to: folder.package)
    try decide(folder, status, value: value, read: read)
    let before = try folder.files()
    var second = Self.first
    second.observations[0].value = new
    let findings = try write(second, to: folder.package)
    #expect(
      folder.lines(findings)
        == (finding.map {
          ["observations.csv:2: warning: the row \($0): the row is kept; check it"]
        } ?? []))
    #expect(try folder.files() == before)
  }

  @Test func `every field of a confirmed row is compared, and an empty one contradicts nothing`()
    throws
  {
    let folder = try TemporaryFolder()
    try write(Self.first, to: folder.package)
    try decide(folder, "confirmed")
    var second = Self.first
    second.observations[0].bound = .atLeast
    second.observations[0].unit = "场"
    second.observations[0].from = 2018
    second.observations[0].to = 2021
    second.observations[0].role = .subset
    let findings = try write(second, to: folder.package)
    #expect(
      folder.lines(findings) == [
        "observations.csv:2: warning: the row (confirmed) says bound exact, unit 次, from 2022, "
          + "to 2022, role headline, the new reading bound at_least, unit 场, from 2018, to 2021, "
          + "role subset: the row is kept; check it"
      ])
    #expect(
      folder.lines(findings, in: .chinese) == [
        "observations.csv:2: warning: 这一行（confirmed）是 bound exact、unit 次、from 2022、to 2022、"
          + "role headline，新读的是 bound at_least、unit 场、from 2018、to 2021、role subset：保留原行，请核对"
      ])
    try folder.edit(
      "observations.csv", "27,exact,次,occasions,2022,2022,headline", to: "27,,,occasions,,,")
    #expect(try write(second, to: folder.package) == [])
  }

  @Test(arguments: [
    ("confirmed", true), ("corrected", true), ("rejected", false), ("entered", false),
  ])
  func `a decided figure that is no longer found stays, and is told where it was of the text`(
    status: String, isTold: Bool
  ) throws {
    let folder = try TemporaryFolder()
    try write(Self.first, to: folder.package)
    try decide(folder, status)
    let row = try lines(folder)[1]
    var second = Self.first
    second.observations.removeFirst()
    let findings = try write(second, to: folder.package)
    #expect(
      folder.lines(findings)
        == (isTold
          ? [
            "observations.csv:2: warning: the figure of the row (\(status)), visits 27, is no longer "
              + "found in the report: the row is kept; check it"
          ] : []))
    #expect(try lines(folder).contains(row))
    #expect(try lines(folder).count == 4)
  }

  @Test func `in a changed text a decided row is found by its words, and gets its new place`()
    async throws
  {
    let folder = try TemporaryFolder()
    try write(Self.first, to: folder.package)
    try decide(folder, "corrected", value: "26", read: "27")
    try folder.edit("observations.csv", "3,exact,次", to: "3,exact,次")
    var second = Self.first
    second.text = "甲市的报告\n视察27次，调研8项。\n决定5项。\n"
    second.observations = [
      figure(8, "visits", 27, evidence: "视察27次"), figure(14, "decisions", 5, evidence: "决定5项"),
    ]
    let findings = try write(second, to: folder.package)
    #expect(
      folder.lines(findings) == [
        "reports.csv:2: note: the report's text has changed: 1 decided row found again by evidence, "
          + "value and measures"
      ])
    let data = try await DataSet.load(folder.package)
    #expect(data.observations.map(\.value) == [26, 5])
    #expect(data.observations.map(\.status) == [.corrected, .read])
    #expect(data.observations[0].id == "甲市-npc-2022:8:visits:occasions")
    #expect(data.observations[0].start == 8 && data.observations[0].end == 13)
    #expect(data.reports[0].sha256 == sha256([Array((second.text ?? "").utf8)]))
    #expect(try folder.text(data.reports[0].text) == second.text)
    let before = try folder.files()
    #expect(try write(second, to: folder.package) == [])
    #expect(try folder.files() == before)
  }

  @Test func `a decided row whose place another figure has taken keeps its words, not its id`()
    async throws
  {
    let folder = try TemporaryFolder()
    // Two figures of one measure; the first goes, and the second comes to stand where it stood.
    try write(
      Reading("甲", (7, "visits", 27, "视察27次"), (20, "visits", 9, "视察9次")), to: folder.package)
    try folder.edit("observations.csv", ",read,", to: ",confirmed,")
    let second = Reading("乙", (7, "visits", 9, "视察9次"))
    let findings = try write(second, to: folder.package)
    #expect(
      folder.lines(findings) == [
        "reports.csv:2: note: the report's text has changed: 1 decided row found again by evidence, "
          + "value and measures",
        "observations.csv:2: warning: the figure of the row (confirmed), visits 27, is no longer "
          + "found in the report: the row is kept; check it",
      ])
    let data = try await DataSet.load(folder.package)
    #expect(data.observations.map(\.id) == ["", "甲市-npc-2022:7:visits:occasions"])
    #expect(data.observations.map(\.value) == [27, 9])
    let before = try folder.files()
    try write(second, to: folder.package)
    #expect(try folder.files() == before)
  }

  @Test func `rows without evidence are found by measures, value and class`() throws {
    let folder = try TemporaryFolder()
    try write(Self.first, to: folder.package)
    let lines = try lines(folder).map { line in
      // As annotated by hand: no id, no evidence.
      var fields = line.split(separator: ",", omittingEmptySubsequences: false)
      if fields[0] == "id" { return line }
      fields[0] = ""
      fields[13] = "confirmed"
      for ordinal in 15...17 { fields[ordinal] = "" }
      return Substring(fields.joined(separator: ","))
    }
    let text = lines.joined(separator: "\n") + "\n"
    try folder.write(text, to: "package/observations.csv")
    #expect(try write(Self.first, to: folder.package) == [])
    #expect(try folder.text("observations.csv") == text)
  }

  @Test func `a value changed without a status gives way, and a warning says how to keep it`()
    throws
  {
    let folder = try TemporaryFolder()
    try write(Self.first, to: folder.package)
    let before = try folder.files()
    try decide(folder, "read", value: "26")
    #expect(
      folder.lines(try write(Self.first, to: folder.package)) == [
        "observations.csv:2: warning: the row (read) says value 26, the new reading 27, which stands "
          + "now: give a correction the status corrected"
      ])
    #expect(try folder.files() == before)
  }

  @Test func `reports that are not read anew stay with all their rows`() throws {
    let folder = try TemporaryFolder()
    var other = Self.whole(of: "乙县")
    try write(Self.first, other, to: folder.package)
    let before = try folder.files()
    #expect(try write(Self.first, to: folder.package) == [])
    #expect(try folder.files() == before)
    // What is new comes after what is there.
    other = Self.whole(of: "丙县")
    #expect(try write(other, to: folder.package) == [])
    for name in [
      "bodies.csv", "reports.csv", "observations.csv", "regulations.csv", "left_out.csv",
    ] {
      let old = String(decoding: before["package/\(name)"] ?? [], as: UTF8.self)
      #expect(try folder.text(name).hasPrefix(old))
      #expect(try folder.text(name).contains("丙县"))
    }
  }

  /// A reading of another body with a row in every file.
  static func whole(of body: String) -> Reading {
    var reading = DataPackageWriterTests.whole
    reading.report.id = "\(body)-npc-2022"
    reading.report.body.name = body
    reading.report.source = "\(body)报告"
    reading.body.name = body
    reading.text = "\(body)报告"
    for index in reading.observations.indices {
      reading.observations[index].id = "\(body)-npc-2022:\(index):visits:occasions"
    }
    return reading
  }

  @Test func `columns and files of the user's own stay, in the table schema too`() async throws {
    let folder = try TemporaryFolder()
    var reading = Self.first
    reading.regulations = DataPackageWriterTests.whole.regulations
    try write(reading, to: folder.package, title: "甲")
    for name in ["bodies.csv", "reports.csv", "observations.csv", "regulations.csv"] {
      var isHeader = true
      let lines = try folder.text(name).replacing(DataPackageWriterTests.quoted, with: "§")
        .split(separator: "\n").map { line in
          defer { isHeader = false }
          return isHeader ? "备注,\(line)" : "\"我,的\",\(line)"
        }
      try folder.write(
        lines.joined(separator: "\n").replacing("§", with: DataPackageWriterTests.quoted) + "\n",
        to: "package/\(name)")
    }
    try folder.write("body,quantity,year,value\n甲市,gdp,2020,1\n", to: "package/reference.csv")
    try folder.write("笔记", to: "package/笔记.txt")
    #expect(try write(reading, to: folder.package) == [])
    for name in ["bodies.csv", "reports.csv", "observations.csv", "regulations.csv"] {
      let text = try folder.text(name)
      #expect(text.hasPrefix("备注,"))
      #expect(text.split(separator: "\n")[1].hasPrefix("\"我,的\","), "\(name)")
    }
    let descriptor = try folder.text("datapackage.json")
    #expect(descriptor.split(separator: "\"备注\"").count == 5)
    #expect(descriptor.contains("\"reference.csv\""))
    #expect(descriptor.contains("\"title\": \"甲\""))
    #expect(try folder.text("笔记.txt") == "笔记")
    #expect(try await DataSet.load(folder.package).references.count == 1)
    let before = try folder.files()
    #expect(try write(reading, to: folder.package) == [])
    #expect(try folder.files() == before)
  }

  @Test func `what a person has put into the descriptor stays`() throws {
    let folder = try TemporaryFolder()
    try write(Self.first, to: folder.package)
    try folder.edit(
      "datapackage.json", "\"name\": \"work-report-figures\",",
      to: """
        "name": "mine", "contributors": [{"title": "甲\\n\\"乙\\"", "n": 1.5, "m": null}],
        """)
    try folder.edit("datapackage.json", "\"Class of peers\"", to: "\"我的说明\"")
    let before = try folder.text("datapackage.json")
    try write(Self.first, to: folder.package)
    #expect(try folder.text("datapackage.json") == before)
    try folder.edit("observations.csv", "read_value\n", to: "read_value,备注\n")
    try folder.edit("observations.csv", "视察27次,\n", to: "视察27次,,甲\n")
    try folder.edit("observations.csv", "决定5项,\n", to: "决定5项,,\n")
    try folder.edit("observations.csv", "议案3件,\n", to: "议案3件,,乙\n")
    try write(Self.first, to: folder.package)
    let after = try folder.text("datapackage.json")
    for part in ["\"mine\"", "\"甲\\n\\\"乙\\\"\"", "1.5", "\"m\": null", "\"我的说明\"", "\"备注\""] {
      #expect(after.contains(part))
    }
    #expect(try folder.text("observations.csv").contains("视察27次,,甲\n"))
  }

  @Test func `a person's edit of a body wins, and new bodies come after`() throws {
    let folder = try TemporaryFolder()
    try write(Self.first, to: folder.package)
    let edited = "body,kind,level,tier,province,code\n甲市,npc,county,县级市,,\n"
    try folder.write(edited, to: "package/bodies.csv")
    #expect(try write(Self.first, Self.whole(of: "乙县"), to: folder.package) == [])
    #expect(
      try folder.text("bodies.csv") == edited + "乙县,npc,prefecture,设区的市,某省,330100\n")
  }

  @Test func `a body under a former name is not made a body of its own`() async throws {
    let folder = try TemporaryFolder()
    try write(Self.first, to: folder.package)
    try folder.write("body,former\n甲市,乙县\n", to: "package/names.csv")
    let bodies = try folder.text("bodies.csv")
    #expect(try write(Self.whole(of: "乙县"), to: folder.package) == [])
    #expect(try folder.text("bodies.csv") == bodies)
    #expect(try await DataSet.load(folder.package).observations.allSatisfy { $0.body.name == "甲市" })
  }

  @Test func `a field of a report that is filled in stays, and one that is empty is filled`() throws
  {
    let folder = try TemporaryFolder()
    try write(Self.first, to: folder.package)
    try folder.edit("reports.csv", "term,18,2,2023-01-08", to: "term,,2,2023-01-09")
    let findings = try write(Self.first, to: folder.package)
    #expect(
      folder.lines(findings) == [
        "reports.csv:2: note: delivered is “2023-01-09”, the new reading says “2023-01-08”: "
          + "what is there is kept"
      ])
    #expect(try folder.text("reports.csv").contains("term,18,2,2023-01-09"))
  }

  @Test func `a report whose year a person corrected keeps it, and its rows agree`() async throws {
    let folder = try TemporaryFolder()
    try write(Self.first, to: folder.package)
    try folder.edit("reports.csv", "甲市,npc,2022", to: "甲市,npc,2021")
    try folder.edit("observations.csv", "甲市,npc,2022", to: "甲市,npc,2021")
    let findings = try write(Self.first, to: folder.package)
    #expect(findings.map(\.severity) == [.warning])
    let data = try await DataSet.load(folder.package)
    #expect(data.observations.map(\.reportYear) == [2021, 2021, 2021])
  }

  // MARK: - Keys

  @Test func `a second report of a body and year gets a number, and keeps it`() async throws {
    let folder = try TemporaryFolder()
    var second = Reading("另一份\n", (3, "visits", 4, "视察4次"))
    second.report.url = ""
    #expect(try write(Self.first, second, to: folder.package) == [])
    let data = try await DataSet.load(folder.package)
    #expect(data.reports.map(\.id) == ["甲市-npc-2022", "甲市-npc-2022-2"])
    #expect(data.observations.last?.id == "甲市-npc-2022-2:3:visits:occasions")
    #expect(data.observations.last?.report == "甲市-npc-2022-2")
    let before = try folder.files()
    // Known by its text, alone and in another order.
    #expect(try write(second, to: folder.package) == [])
    #expect(try folder.files() == before)
    #expect(try write(second, Self.first, to: folder.package) == [])
    #expect(try folder.files() == before)
  }

  @Test func `another report of a body and year that the package knows is a second one`()
    async throws
  {
    let folder = try TemporaryFolder()
    try write(Self.first, to: folder.package)
    var second = Reading("另一份\n", (3, "visits", 4, "视察4次"))
    second.report.url = ""
    // Read before the one that the package knows, it must not take its place.
    #expect(try write(second, Self.first, to: folder.package) == [])
    let data = try await DataSet.load(folder.package)
    #expect(data.reports.map(\.id) == ["甲市-npc-2022", "甲市-npc-2022-2"])
    #expect(data.observations.map(\.value) == [27, 5, 3, 4])
  }

  @Test func `a second copy of one report is left out, and a warning says so`() throws {
    let folder = try TemporaryFolder()
    try write(Self.first, to: folder.package)
    let before = try folder.files()
    let findings = try write(Self.first, Self.first, to: folder.package)
    #expect(
      findings.map { $0.text.english } == [
        "the report “甲市-npc-2022” was read from two equal texts: it is written once"
      ])
    #expect(try folder.files() == before)
  }

  // MARK: - Regulations

  @Test func `titles that a person put in stay, those that were read give way`() throws {
    let folder = try TemporaryFolder()
    var reading = Self.first
    func regulation(_ title: String, _ start: Int?) -> NamedRegulation {
      NamedRegulation(
        body: reading.report.body, reportYear: 2022, title: title, action: .enacted, stage: .passed,
        from: 2022, to: 2022, source: "甲市报告", start: start, end: start.map { $0 + 4 })
    }
    reading.regulations = [regulation("河道条例", 5), regulation("湖泊条例", 9)]
    try write(reading, to: folder.package)
    let text = try folder.text("regulations.csv")
    let entered = "甲市,npc,2022,山林条例,enacted,passed,2022,2022,公报,,,\n"
    let other = "乙县,npc,2022,道路条例,enacted,passed,2022,2022,公报,3,7,道路条例\n"
    try folder.write(text + entered + other, to: "package/regulations.csv")
    reading.regulations = [regulation("河道条例", 5), regulation("山林条例", 20)]
    #expect(try write(reading, to: folder.package) == [])
    let titles = try folder.text("regulations.csv").split(separator: "\n").dropFirst().map {
      $0.split(separator: ",")[3]
    }
    #expect(titles == ["河道条例", "山林条例", "道路条例"])
    #expect(try folder.text("regulations.csv").contains(entered))
  }

  @Test(arguments: [("confirmed", 3), ("corrected", 3), ("rejected", 4), ("entered", 4)])
  func `a headline figure that is found elsewhere with another value is the person's one`(
    status: String, count: Int
  ) throws {
    let folder = try TemporaryFolder()
    try write(Self.first, to: folder.package)
    try decide(folder, status)
    let row = try lines(folder)[1]
    var second = Self.first
    second.observations[0] = figure(50, "visits", 28, evidence: "视察28次")
    let findings = try write(second, to: folder.package)
    #expect(findings.count == (count == 3 ? 1 : 0))
    #expect(
      findings.allSatisfy {
        $0.text.english.contains("27, the new reading")
          && $0.text.english.hasSuffix("value 28: the row is kept; check it")
      })
    #expect(try lines(folder).count == count + 1)
    // Of two headlines of one measure the first counts.
    #expect(try lines(folder)[1] == row)
  }

  @Test func `a part or one of two headlines is not taken for another`() throws {
    let folder = try TemporaryFolder()
    try write(Self.first, to: folder.package)
    try decide(folder, "confirmed")
    var second = Self.first
    second.observations[0] = figure(50, "visits", 28, evidence: "视察28次")
    second.observations[0].role = .subset
    #expect(try write(second, to: folder.package).count == 1)
    #expect(try lines(folder).count == 5)
    second.observations[0].role = .headline
    second.observations.append(figure(60, "visits", 29, evidence: "视察29次"))
    #expect(try write(second, to: folder.package).count == 1)
    #expect(try lines(folder).count == 6)
  }

  // MARK: - Other forms

  /// The forms in which a spreadsheet saves a table.
  enum Form: CaseIterable {
    case carriageReturns, byteOrderMark, semicolons, tabs, sixteenBits, spaces
  }

  @Test(arguments: Form.allCases)
  func `a package that a spreadsheet has saved is merged as any other`(form: Form) async throws {
    let folder = try TemporaryFolder()
    var reading = Self.first
    reading.observations[2].evidence = DataPackageWriterTests.awkward
    try write(reading, to: folder.package)
    try decide(folder, "confirmed")
    let before = try await DataSet.load(folder.package)
    for name in [
      "bodies.csv", "reports.csv", "observations.csv", "regulations.csv", "left_out.csv",
    ] {
      let text = try folder.text(name)
      switch form {
      case .carriageReturns:
        try folder.write(
          text.replacing(DataPackageWriterTests.quoted, with: "§").replacing("\n", with: "\r\n")
            .replacing("§", with: DataPackageWriterTests.quoted), to: "package/\(name)")
      case .byteOrderMark: try folder.write("\u{FEFF}\(text)", to: "package/\(name)")
      case .semicolons, .tabs:
        let mark = form == .tabs ? "\t" : ";"
        let quoted = "\"\(DataPackageWriterTests.quoted)\""
        try folder.write(
          text.replacing(DataPackageWriterTests.quoted, with: "§").replacing(",", with: mark)
            .replacing("§", with: quoted.dropFirst().dropLast()), to: "package/\(name)")
      case .sixteenBits:
        try folder.write(
          [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] },
          to: "package/\(name)")
      case .spaces:
        try folder.write(
          text.replacing(DataPackageWriterTests.quoted, with: "§")
            .replacing("confirmed,", with: " confirmed ,").replacing(
              "甲市-npc-2022,", with: "甲市-npc-2022 ,"
            )
            .replacing("§", with: DataPackageWriterTests.quoted), to: "package/\(name)")
      }
    }
    #expect(try write(reading, to: folder.package) == [])
    let after = try await DataSet.load(folder.package)
    #expect(after.observations == before.observations)
    #expect(after.reports == before.reports)
    #expect(after.bodies == before.bodies)
    let once = try folder.files()
    #expect(try write(reading, to: folder.package) == [])
    #expect(try folder.files() == once)
  }
}
