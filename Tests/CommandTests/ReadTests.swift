import FoundationEssentials
import Testing

@Suite struct ReadTests {
  private static let reports = ["a.txt": ReadSample.congress, "b.txt": ReadSample.conference]

  private func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }

  /// The columns of the one row that has a word in it.
  private func row(_ word: String, of path: String) throws -> [String] {
    let rows = lines(try text(path)).filter { $0.contains(word) }
    #expect(rows.count == 1, "\(word): \(rows)")
    return (rows.first ?? "").split(separator: ",", omittingEmptySubsequences: false)
      .map(String.init)
  }

  @Test func `reports become a package that loads, and the summary counts it`() async throws {
    try await withFolder(Self.reports) { folder in
      let outcome = try await heng(["read", "a.txt", "b.txt", "-o", "P"], in: folder)
      #expect(outcome.status == 0, "\(outcome.messages)")
      #expect(outcome.output.hasPrefix("P: 2 reports, "))
      // Each of the two reports states its committee meetings.
      #expect(outcome.output.contains("       2  Standing committee meetings\n"))
      #expect(outcome.output.contains("       1  Reports heard\n"))
      let check = try await heng(["check", "P"], in: folder)
      #expect(check.status == 0 && check.output.hasPrefix("P: 2 bodies, "), "\(check.messages)")
      let meetings = try row(
        "南通市,npc,2022,committee_meetings", of: "\(folder)/P/observations.csv")
      #expect(meetings[6] == "7")
      // A report ends with its last line, not with the end of that line.
      #expect(try text("\(folder)/P/texts/南通市-npc-2022.txt") + "\n" == ReadSample.congress)
    }
  }

  @Test func `names of measures follow the language, in the catalogue's order`() async throws {
    try await withFolder(Self.reports) { folder in
      let outcome = try await heng(
        ["read", "a.txt", "-o", "P", "--language", "zh"], in: folder)
      #expect(outcome.output.hasPrefix("P：1份报告，"))
      let meetings = try #require(outcome.output.firstRange(of: "常委会会议"))
      let heard = try #require(outcome.output.firstRange(of: "听取审议专项工作报告"))
      let appointments = try #require(outcome.output.firstRange(of: "人事任免"))
      #expect(meetings.lowerBound < heard.lowerBound)
      #expect(heard.lowerBound < appointments.lowerBound)
    }
  }

  @Test func `the same reports give the same bytes, from files or from their folder`() async throws
  {
    var files: [String: String] = [:]
    for number in 10..<50 {
      files["\(number).txt"] =
        number % 2 == 0 ? ReadSample.congress(meetings: number) : ReadSample.conference
    }
    try await withFolder(files) { folder in
      let names = files.keys.sorted()
      try FileManager.default.createDirectory(
        atPath: "\(folder)/R", withIntermediateDirectories: false)
      for name in names {
        try FileManager.default.moveItem(atPath: "\(folder)/\(name)", toPath: "\(folder)/R/\(name)")
      }
      let first = try await heng(["read", "R", "-o", "P"], in: folder)
      let second = try await heng(["read"] + names.map { "R/\($0)" } + ["-o", "Q"], in: folder)
      #expect(first.status == 0 && second.status == 0)
      let one = try contents(of: "\(folder)/P")
      var other = try contents(of: "\(folder)/Q")
      // A new package is named after its folder.
      other["datapackage.json"] = one["datapackage.json"]
      #expect(one == other)
      // 20 reports of the congress, the conference's once since its copies are the same, and six tables.
      #expect(one.count == 27)
      // The twenty reports of one body and year are numbered in the order of their files.
      let last = try row(
        "南通市-npc-2022-20,南通市,npc,2022,committee_meetings", of: "\(folder)/P/observations.csv")
      #expect(last[6] == "48")
      #expect(last[0].hasPrefix("南通市-npc-2022-20:"))
    }
  }

  @Test(arguments: [
    ("speech.txt", "a speech"), ("empty.txt", "the file is empty"), ("picture.txt", "a picture"),
    ("zeros.txt", "it holds no text"), ("missing.txt", "missing.txt"),
  ])
  func `what is no report is told in one line, with status 1 and nothing written`(
    name: String, reason: String
  ) async throws {
    try await withFolder(["speech.txt": ReadSample.speech, "empty.txt": ""]) { folder in
      try ReadSample.picture.write(to: URL(filePath: "\(folder)/picture.txt"))
      try Data(repeating: 0, count: 4096).write(to: URL(filePath: "\(folder)/zeros.txt"))
      let outcome = try await heng(["read", name, "-o", "P", "--review", "r.html"], in: folder)
      #expect(outcome.status == 1)
      #expect(outcome.output.isEmpty)
      #expect(lines(outcome.messages).count == 1, "\(outcome.messages)")
      #expect(outcome.messages.hasPrefix("\(name): error: "))
      #expect(outcome.messages.contains(reason), "\(outcome.messages)")
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
          == ["empty.txt", "picture.txt", "speech.txt", "zeros.txt"])
    }
  }

  @Test func `beside a report, what cannot be read is a warning`() async throws {
    let files = Self.reports.merging(["0.txt": "", "c.txt": ReadSample.speech]) { one, _ in one }
    try await withFolder(files) { folder in
      let outcome = try await heng(
        ["read", "0.txt", "missing.txt", "a.txt", "c.txt", "-o", "P"], in: folder)
      #expect(outcome.status == 0)
      let warnings = lines(outcome.messages).filter { $0.contains(": warning: ") }
      #expect(warnings.count == 3, "\(outcome.messages)")
      // Paths are looked for before anything is read.
      for (warning, name) in zip(warnings, ["missing.txt", "0.txt", "c.txt"]) {
        #expect(warning.hasPrefix("\(name): warning: "))
      }
      #expect(!outcome.messages.contains("error: "))
      #expect(outcome.output.contains("2 files without a report"))
    }
  }

  private struct Summary: Decodable {
    struct Measure: Decodable {
      var measure: String
      var observations: Int
      var joint: Int
    }

    struct Unread: Decodable {
      var file: String?
    }

    var package: String?
    var files: Int
    var reports: Int
    var observations: Int
    var joint_observations: Int
    var measures: [Measure]
    var left_out: [String: Int]
    var unread: [Unread]
  }

  @Test func `the summary is JSON on request, the same from run to run`() async throws {
    try await withFolder(Self.reports.merging(["c.txt": ""]) { one, _ in one }) { folder in
      let arguments = ["read", "a.txt", "b.txt", "c.txt", "-o", "P", "--json"]
      let outcome = try await heng(arguments, in: folder)
      let summary = try JSONDecoder().decode(Summary.self, from: Data(outcome.output.utf8))
      #expect(summary.package == "P")
      #expect(summary.files == 3 && summary.reports == 2)
      #expect(summary.unread.map(\.file) == ["c.txt"])
      #expect(summary.measures.first { $0.measure == "committee_meetings" }?.observations == 2)
      // A figure of one measure, or a joint one.
      #expect(
        summary.observations
          == summary.measures.reduce(0) { $0 + $1.observations } + summary.joint_observations)
      #expect(summary.left_out["plan"] == 1)
      #expect(try await heng(arguments, in: folder).output == outcome.output)
    }
  }

  @Test func `a summary in JSON comes where nothing was read, too`() async throws {
    try await withFolder(["c.txt": ""]) { folder in
      let outcome = try await heng(["read", "c.txt", "-o", "P", "--json"], in: folder)
      #expect(outcome.status == 1)
      let summary = try JSONDecoder().decode(Summary.self, from: Data(outcome.output.utf8))
      #expect(summary.package == nil && summary.reports == 0)
    }
  }

  @Test(arguments: [
    ["read", "a.txt"], ["read", "-o", "P"], ["read"], ["read", "a.txt", "--stdin-ndjson"],
    ["read", "--stdin-ndjson", "-o", "P"], ["read", "--stdin-ndjson", "--review", "r.html"],
  ])
  func `wrong usage says what to add`(arguments: [String]) async throws {
    try await withFolder(Self.reports) { folder in
      let outcome = try await heng(arguments, in: folder)
      #expect(outcome.status == 64)
      #expect(outcome.output.isEmpty)
      #expect(outcome.messages.contains("-o") || outcome.messages.contains("--stdin-ndjson"))
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["a.txt", "b.txt"])
    }
  }

  @Test(arguments: ["a.txt", "no/such/P", "full"])
  func `a package that cannot be written ends with 1 before anything is read`(
    package: String
  ) async throws {
    try await withFolder(Self.reports) { folder in
      try FileManager.default.createDirectory(
        atPath: "\(folder)/full", withIntermediateDirectories: false)
      try Data("x".utf8).write(to: URL(filePath: "\(folder)/full/other.txt"))
      let outcome = try await heng(["read", "b.txt", "-o", package], in: folder)
      #expect(outcome.status == 1)
      #expect(lines(outcome.messages).count == 1 && outcome.messages.contains("error: "))
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
          == ["a.txt", "b.txt", "full"])
    }
  }

  @Test func `a corrected figure stays, a warning tells of the disagreement, the page shows it`()
    async throws
  {
    try await withFolder(Self.reports) { folder in
      _ = try await heng(["read", "a.txt", "-o", "P"], in: folder)
      let path = "\(folder)/P/observations.csv"
      let old = try row("committee_meetings", of: path)
      var new = old
      let header = try #require(lines(try text(path)).first)
      let columns = header.split(separator: ",").map(String.init)
      new[try #require(columns.firstIndex(of: "value"))] = "8"
      new[try #require(columns.firstIndex(of: "status"))] = "corrected"
      new[try #require(columns.firstIndex(of: "read_value"))] = "9"
      let edited = try text(path).replacing(
        old.joined(separator: ","), with: new.joined(separator: ","))
      try Data(edited.utf8).write(to: URL(filePath: path))
      let again = try await heng(
        ["read", "a.txt", "b.txt", "-o", "P", "--review", "r.html"], in: folder)
      #expect(again.status == 0)
      // The person saw 9 and wrote 8; the text still says 7.
      #expect(again.messages.contains("warning: "), "\(again.messages)")
      #expect(try row("南通市,npc,2022,committee_meetings", of: path) == new)
      let page = try text("\(folder)/r.html")
      #expect(page.contains("已更正"))
      #expect(page.contains("南通市人大常委会2022年"))
      #expect(page.contains("苏州市政协常委会2022年"))
    }
  }

  @Test func `a rejected figure stays rejected, in the package and on the page`() async throws {
    try await withFolder(Self.reports) { folder in
      _ = try await heng(["read", "a.txt", "-o", "P"], in: folder)
      let path = "\(folder)/P/observations.csv"
      let old = try row("committee_meetings", of: path).joined(separator: ",")
      let edited = try text(path).replacing(old, with: old.replacing(",read,", with: ",rejected,"))
      try Data(edited.utf8).write(to: URL(filePath: path))
      let again = try await heng(["read", "a.txt", "-o", "P", "--review", "r.html"], in: folder)
      #expect(again.status == 0, "\(again.messages)")
      #expect(try text(path) == edited)
      #expect(try text("\(folder)/r.html").contains("已否决"))
    }
  }

  @Test func `a page whose folder is missing stops the work before the package is written`()
    async throws
  {
    try await withFolder(Self.reports) { folder in
      let outcome = try await heng(
        ["read", "a.txt", "-o", "P", "--review", "no/r.html"], in: folder)
      #expect(outcome.status == 1)
      #expect(outcome.messages.hasPrefix("no/r.html: error: "))
      #expect(!FileManager.default.fileExists(atPath: "\(folder)/P"))
    }
  }

  @Test func `the page names figures by the keys of the package`() async throws {
    let files = ["a.txt": ReadSample.congress, "b.txt": ReadSample.congress(meetings: 8)]
    try await withFolder(files) { folder in
      let outcome = try await heng(
        ["read", "a.txt", "b.txt", "-o", "P", "--review", "r.html"], in: folder)
      #expect(outcome.status == 0)
      let page = try text("\(folder)/r.html")
      for row in lines(try text("\(folder)/P/observations.csv")).dropFirst() {
        let id = try #require(row.split(separator: ",").first)
        #expect(page.contains("\"\(id)\""), "\(id)")
      }
    }
  }

  @Test func `a package inside the folder of reports is not read as reports`() async throws {
    try await withFolder(Self.reports) { folder in
      #expect(try await heng(["read", ".", "-o", "P"], in: folder).status == 0)
      let before = try contents(of: "\(folder)/P")
      let again = try await heng(["read", ".", "-o", "P"], in: folder)
      #expect(again.output.hasPrefix("P: 2 reports, "))
      #expect(again.messages.contains("2 files of the package itself passed over"))
      #expect(try contents(of: "\(folder)/P") == before)
      // Asked for by name, its texts are read anew.
      let texts = try await heng(["read", "P/texts", "-o", "P"], in: folder)
      #expect(texts.output.hasPrefix("P: 2 reports, "))
      #expect(try contents(of: "\(folder)/P") == before)
    }
  }
}
