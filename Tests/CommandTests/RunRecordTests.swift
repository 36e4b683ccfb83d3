import FoundationEssentials
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

private let councils = """
  body,year,level,laws_passed,reports_heard
  甲市,2022,prefecture,5,10
  乙市,2022,prefecture,7,8
  丙市,2022,prefecture,4,12

  """

private let study = """
  data: a.csv
  select: {years: [2022]}
  indicators:
    - {id: laws, measures: [laws_passed], direction: higher}
    - {id: reports, measures: [reports_heard], direction: higher}
  robustness: {draws: 100}
  outputs:
    - {table: ranking, of: laws, formats: [md, csv]}
    - {table: ranking, of: reports, formats: [md, tex]}

  """

/// What a run leaves in its folder, and what the next one makes of it.
@Suite struct RunRecordTests {
  private static let files = ["a.csv": councils, "s.yaml": study]
  private static let tables = [
    "ranking-laws.csv", "ranking-laws.md", "ranking-reports.md", "ranking-reports.tex",
  ]

  private func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  /// Names, change times and contents of the files of a folder, for comparison.
  private func state(_ folder: String) throws -> [String: String] {
    var state: [String: String] = [:]
    for name in try names(folder) {
      var status = stat()
      #expect(stat("\(folder)/\(name)", &status) == 0)
      let text = String(decoding: try bytes("\(folder)/\(name)"), as: UTF8.self)
      #if canImport(Glibc)
      let time = status.st_mtim
      #else
      let time = status.st_mtimespec
      #endif
      state[name] = "\(status.st_ino) \(time.tv_sec).\(time.tv_nsec)\n\(text)"
    }
    return state
  }

  private func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: path)))
  }

  private func replace(_ text: String, at path: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path))
  }

  private func run(_ folder: String, _ options: String..., status: Int32 = 0) async throws
    -> Outcome
  {
    let outcome = try await heng(["run", "s.yaml"] + options, in: folder)
    #expect(outcome.status == status, "\(outcome.output)\(outcome.messages)")
    return outcome
  }

  @Test
  func `the manifest names what a run was made from and what it wrote, without time or place`()
    async throws
  {
    try await withFolder(Self.files) { folder in
      let outcome = try await run(folder)
      #expect(outcome.output.hasSuffix("out/s/ranking-reports.tex\nout/s/manifest.json\n"))
      let text = String(decoding: try bytes(folder + "/out/s/manifest.json"), as: UTF8.self)
      #expect(!text.contains(folder))
      #expect(text.contains("\"file\" : \"a.csv\",\n      \"role\" : \"data\","))
      #expect(text.contains("\"file\" : \"ranking-laws.md\",\n      \"part\" : \"ranking-laws\","))
      #expect(text.contains("\"file\" : \"s.yaml\""))
      #expect(text.contains("\"seed\" : 1"))
      // A study without a figure needs no font.
      #expect(text.contains("\"fonts\" : [\n\n  ]") && !text.contains("Pango"))
      // From elsewhere, and under another name of its folder, it is the same.
      let elsewhere = try await heng(["run", "\(folder)/./s.yaml", "-o", "o"], in: folder)
      #expect(elsewhere.status == 0)
      #expect(try bytes(folder + "/o/s/manifest.json") == Array(text.utf8))
    }
  }

  @Test func `a second run writes nothing, and --force makes all and writes nothing either`()
    async throws
  {
    try await withFolder(Self.files) { folder in
      _ = try await run(folder)
      let before = try state(folder + "/out/s")
      let again = try await run(folder)
      #expect(again.output.isEmpty)
      #expect(again.messages.hasPrefix("out/s: unchanged: \(before.count - 1) files\n"))
      #expect(try state(folder + "/out/s") == before)
      let forced = try await run(folder, "--force")
      #expect(forced.output.isEmpty)
      #expect(forced.messages.hasSuffix("out/s: unchanged: \(before.count - 1) files\n"))
      #expect(try state(folder + "/out/s") == before)
    }
  }

  @Test func `a changed cell changes the files that depend on it, and no other is touched`()
    async throws
  {
    try await withFolder(Self.files) { folder in
      _ = try await run(folder)
      let before = try state(folder + "/out/s")
      try replace(
        councils.replacing("甲市,2022,prefecture,5,10", with: "甲市,2022,prefecture,5,11"),
        at: folder + "/a.csv")
      let outcome = try await run(folder)
      let after = try state(folder + "/out/s")
      let changed = Set(after.keys.filter { after[$0] != before[$0] })
      #expect(changed.isSuperset(of: ["ranking-reports.md", "ranking-reports.tex", "scores.csv"]))
      #expect(changed.isDisjoint(with: ["ranking-laws.md", "ranking-laws.csv"]))
      #expect(
        Set(outcome.output.split(separator: "\n").map(String.init))
          == Set(changed.map { "out/s/" + $0 }))
      #expect(outcome.messages.contains("out/s: unchanged: "))
      #expect(try await run(folder).output.isEmpty)
    }
  }

  @Test func `a theme, a lost file and an edited file each make the study anew`() async throws {
    let themed =
      study + "  - {chart: dot, of: laws, formats: [svg], theme: t.yaml}\n"
    var files = Self.files
    files["s.yaml"] = themed
    files["t.yaml"] = "base: page\n"
    try await withFolder(files) { folder in
      _ = try await run(folder)
      let text = String(decoding: try bytes(folder + "/out/s/manifest.json"), as: UTF8.self)
      #expect(text.contains("\"role\" : \"theme\"") && text.contains("\"typesetting\" : \"Pango "))
      let good = try state(folder + "/out/s")

      try replace("base: print\n", at: folder + "/t.yaml")
      #expect(try await run(folder).output == "out/s/dot-laws.svg\nout/s/manifest.json\n")

      try FileManager.default.removeItem(atPath: folder + "/out/s/ranking-laws.md")
      #expect(try await run(folder).output == "out/s/ranking-laws.md\n")

      try replace("我的批注", at: folder + "/out/s/ranking-laws.md")
      let edited = try await run(folder)
      #expect(edited.output == "out/s/ranking-laws.md\n")
      #expect(
        edited.messages.contains(
          "out/s/ranking-laws.md: note: had been changed since it was written, and was written anew"
        ))
      #expect(try names(folder + "/out/s") == good.keys.sorted())
    }
  }

  @Test func `what the study no longer asks for is removed, but nothing that a person has changed`()
    async throws
  {
    try await withFolder(Self.files) { folder in
      _ = try await run(folder)
      try replace("我的", at: folder + "/out/s/mine.md")
      try replace("我的", at: folder + "/out/s/ranking-laws.csv")
      let shorter = study.replacing(
        "  - {table: ranking, of: laws, formats: [md, csv]}\n", with: "")
      try replace(shorter, at: folder + "/s.yaml")
      let outcome = try await run(folder)
      #expect(
        outcome.messages.contains(
          "out/s/ranking-laws.md: note: removed: the study no longer asks for it\n"))
      #expect(
        outcome.messages.contains(
          "out/s/ranking-laws.csv: note: the study no longer asks for it; left there, since it was "
            + "changed\n"))
      let left = try names(folder + "/out/s")
      #expect(left.contains("mine.md") && left.contains("ranking-laws.csv"))
      #expect(!left.contains("ranking-laws.md"))
      #expect(!(try await run(folder).messages.contains("ranking-laws")))
    }
  }

  @Test func `a manifest from elsewhere removes nothing outside of its folder`() async throws {
    try await withFolder(Self.files) { folder in
      _ = try await run(folder)
      let path = folder + "/out/s/manifest.json"
      let hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
      try replace("", at: folder + "/out/precious.md")
      let text = String(decoding: try bytes(path), as: UTF8.self)
        .replacing("ranking-laws.md", with: "../precious.md")
        .replacing("\"sha256\" : \"", with: "\"sha256\" : \"\(hash)\", \"was\" : \"")
      try replace(text, at: path)
      _ = try await run(folder)
      #expect(try names(folder + "/out") == ["precious.md", "s"])
    }
  }

  @Test func `--verify passes, then names the file that was edited or lost, and writes nothing`()
    async throws
  {
    try await withFolder(Self.files) { folder in
      let none = try await run(folder, "--verify", status: 1)
      #expect(none.messages.contains("out/s/manifest.json: error: missing"))
      #expect(try names(folder) == ["a.csv", "s.yaml"])

      _ = try await run(folder)
      let count = try names(folder + "/out/s").count - 1
      let good = try await run(folder, "--verify")
      #expect(good.output == "out/s: all \(count) files agree\n")

      try replace("改", at: folder + "/out/s/ranking-laws.md")
      try FileManager.default.removeItem(atPath: folder + "/out/s/ranking-reports.md")
      let before = try state(folder + "/out/s")
      let bad = try await run(folder, "--verify", status: 1)
      #expect(bad.output.isEmpty)
      let errors = bad.messages.split(separator: "\n").filter { $0.contains("error: ") }
      #expect(
        errors == [
          "out/s/ranking-laws.md: error: was changed after it was written",
          "out/s/ranking-reports.md: error: missing",
        ])
      #expect(try state(folder + "/out/s") == before)
    }
  }

  @Test func `--verify tells a change of the data from a change of the files`() async throws {
    try await withFolder(Self.files) { folder in
      _ = try await run(folder)
      try replace(
        councils.replacing("甲市,2022,prefecture,5,10", with: "甲市,2022,prefecture,6,10"),
        at: folder + "/a.csv")
      let outcome = try await run(folder, "--verify", status: 1)
      #expect(
        outcome.messages.contains(
          "out/s/manifest.json: error: what the files were made from has changed since: a.csv\n"))
      #expect(
        outcome.messages.contains(
          "out/s/ranking-laws.md: error: differs from what the study makes now\n"))
      #expect(!outcome.messages.contains("ranking-reports.md"))
    }
  }

  @Test func `a run that was stopped is finished by the next, and leaves nothing behind`()
    async throws
  {
    try await withFolder(Self.files) { folder in
      _ = try await run(folder)
      let good = try names(folder + "/out/s")
      // No process has this number.
      let gone = Int32.max
      try replace("半", at: folder + "/out/s/ranking-laws.md.\(gone).part")
      try replace("半", at: folder + "/out/s/manifest.json.\(gone).part")
      try replace("我的", at: folder + "/out/s/notes.md.\(gone).part")
      try FileManager.default.removeItem(atPath: folder + "/out/s/manifest.json")
      try FileManager.default.removeItem(atPath: folder + "/out/s/ranking-reports.tex")
      let outcome = try await run(folder)
      #expect(outcome.output == "out/s/ranking-reports.tex\nout/s/manifest.json\n")
      #expect(try names(folder + "/out/s") == (good + ["notes.md.\(gone).part"]).sorted())
      #expect(try await run(folder, "--verify").status == 0)
    }
  }

  @Test func `a damaged manifest is no manifest`() async throws {
    try await withFolder(Self.files) { folder in
      _ = try await run(folder)
      try replace("{", at: folder + "/out/s/manifest.json")
      #expect(try await run(folder).output == "out/s/manifest.json\n")
    }
  }

  @Test func `a folder that cannot be made is told, and a current one needs no permission`()
    async throws
  {
    try await withFolder(Self.files) { folder in
      try replace("", at: folder + "/out")
      let blocked = try await run(folder, status: 1)
      #expect(
        blocked.messages.contains(
          "out/s: error: the folder cannot be made: check permissions, and that no file has its name"
        ))
      #expect(blocked.output.isEmpty)
      try FileManager.default.removeItem(atPath: folder + "/out")
      _ = try await run(folder)
      #expect(chmod(folder + "/out/s", 0o555) == 0)
      #expect(try await run(folder).output.isEmpty)
      if geteuid() != 0 {
        try replace(
          councils.replacing("甲市,2022,prefecture,5", with: "甲市,2022,prefecture,6"),
          at: folder + "/a.csv")
        let outcome = try await run(folder, status: 1)
        #expect(outcome.messages.contains("there is no permission to write there"))
      }
      #expect(chmod(folder + "/out/s", 0o755) == 0)
    }
  }

  @Test func `two parts of a study cannot write one file`() async throws {
    let clash =
      study + "  - {table: ranking, of: laws, id: scores, formats: [csv]}\n"
      + "  - {table: ranking, of: laws, id: manifest, formats: [json]}\n"
    try await withFolder(["a.csv": councils, "s.yaml": clash]) { folder in
      let outcome = try await run(folder, status: 1)
      #expect(
        outcome.messages.contains(
          "s.yaml:10:5: error: the file scores.csv is written by “study” already: write another id")
      )
      #expect(outcome.messages.contains("s.yaml:11:5: error: the file manifest.json is written by"))
      #expect(try names(folder) == ["a.csv", "s.yaml"])
    }
  }

  @Test func `goalposts that a run freezes belong to the inputs of the next`() async throws {
    let frozen = study + "method: {normalise: {by: min-max, over: goalposts, ledger: gp.csv}}\n"
    try await withFolder(["a.csv": councils, "s.yaml": frozen]) { folder in
      _ = try await run(folder, "--freeze-goalposts")
      #expect(try await run(folder).output.isEmpty)
      try replace(councils + "丁市,2022,prefecture,9,20\n", at: folder + "/a.csv")
      _ = try await run(folder, "--update-goalposts")
      let shift = try bytes(folder + "/out/s/rank-shift.csv")
      // What a new version changed is told once, and stays.
      #expect(try await run(folder, "--force").output.isEmpty)
      #expect(try bytes(folder + "/out/s/rank-shift.csv") == shift)
      #expect(try await run(folder, "--verify").status == 0)
      try replace("", at: folder + "/out/s/rank-shift.csv")
      let edited = try await run(folder, "--verify", status: 1)
      #expect(edited.messages.contains("rank-shift.csv: error: was changed after it was written"))
    }
  }

  @Test func `--open opens the folder, and says where nothing can`() async throws {
    #if canImport(Glibc)
    let script = "#!/bin/sh\necho \"$1\" > opened\n"
    var files = Self.files
    files["xdg-open"] = script
    try await withFolder(files) { folder in
      let without = try await heng(
        ["run", "s.yaml", "--open"], in: folder, environment: ["PATH": "/nowhere"])
      #expect(without.status == 0)
      #expect(
        without.messages.hasSuffix("xdg-open cannot open the folder: open out/s yourself\n"))
      #expect(chmod(folder + "/xdg-open", 0o755) == 0)
      let with = try await heng(
        ["run", "s.yaml", "--open"], in: folder, environment: ["PATH": folder + ":/usr/bin:/bin"])
      #expect(with.status == 0)
      #expect(try bytes(folder + "/opened") == Array("out/s\n".utf8))
    }
    #endif
  }

  @Test(arguments: ["--force", "--freeze-goalposts", "--update-goalposts"])
  func `--verify with what writes is wrong usage`(option: String) async throws {
    try await withFolder(Self.files) { folder in
      _ = try await run(folder, "--verify", option, status: 64)
      #expect(try names(folder) == ["a.csv", "s.yaml"])
    }
  }
}
