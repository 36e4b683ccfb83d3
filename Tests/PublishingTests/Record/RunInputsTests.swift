import FoundationEssentials
import Testing

@testable import Publishing

/// What the files of a study are made from, before anything is made.
@Suite struct RunInputsTests {
  @Test func `files are named as seen from the study, in the order of their use`() async throws {
    try await withStudy(good) { path in
      var study = try Study(reading: path)
      let folder = String(path.dropLast("s.yaml".count))
      study.method.ledger = folder + "../gp.csv"
      study.furtherInputs = [
        .init(role: .theme, path: folder + "./themes//t.yaml"),
        .init(role: .template, path: folder + "letter.docx"),
        .init(role: .theme, path: folder + "./themes//t.yaml"),
      ]
      let inputs = RunInputs(of: study)
      #expect(inputs.study.file == "s.yaml")
      #expect(
        inputs.inputs.map(\.file) == ["counts.csv", "../gp.csv", "themes/t.yaml", "letter.docx"])
      #expect(Set(inputs.inputs.map(\.role)) == Set(Study.Input.Role.allCases.map(\.rawValue)))
      // Of these the data alone are there.
      #expect(inputs.inputs.map { $0.sha256 != nil } == [true, false, false, false])
      #expect(inputs == RunInputs(of: study))
    }
  }

  @Test func `of a data package every table counts, and a new one is a change`() async throws {
    try await withStudy(good) { path in
      let folder = String(path.dropLast("s.yaml".count))
      try FileManager.default.createDirectory(
        atPath: folder + "p/deep.csv", withIntermediateDirectories: true)
      for name in ["b.csv", "a.csv", "datapackage.json", "notes.txt", ".hidden.csv"] {
        try Data(name.utf8).write(to: URL(filePath: folder + "p/" + name))
      }
      var study = try Study(reading: path)
      study.data = folder + "p"
      let before = RunInputs(of: study)
      #expect(before.inputs.map(\.file) == ["p/a.csv", "p/b.csv", "p/datapackage.json"])
      try Data("c".utf8).write(to: URL(filePath: folder + "p/c.csv"))
      try Data("x".utf8).write(to: URL(filePath: folder + "p/a.csv"))
      let after = RunInputs(of: study)
      #expect(after.changes(since: before) == ["p/a.csv", "p/c.csv"])
      #expect(before.changes(since: after) == ["p/a.csv", "p/c.csv"])
      #expect(after.changes(since: after).isEmpty)
    }
  }

  @Test func `a figure needs the font of its theme, a panel too, and each is named once`()
    async throws
  {
    try await withStudy(good) { path in
      let inputs = try RunInputs(of: Study(reading: path))
      #expect(inputs.fonts.isEmpty && inputs.typesetting == nil)
    }
    let panels =
      "  - {chart: panels, id: p, panels: [{chart: dot, of: laws}, {chart: dot, of: reports}]}\n"
    try await withStudy(good + panels) { path in
      let inputs = RunInputs(of: try Study(reading: path))
      #expect(inputs.fonts.count == 1)
      #expect(inputs.typesetting != nil)
      let again = try RunInputs(of: Study(reading: path))
      #expect(again.changes(since: inputs).isEmpty)
    }
  }

  @Test func `goalposts that a run writes take the place of those that it read`() async throws {
    try await withStudy(good) { path in
      var study = try Study(reading: path)
      study.method.ledger = path + ".csv"
      var inputs = RunInputs(of: study)
      let before = inputs
      inputs.replaceGoalposts(with: "version,indicator,low,high\n")
      #expect(inputs.changes(since: before) == ["s.yaml.csv"])
      try Data("version,indicator,low,high\n".utf8).write(to: URL(filePath: path + ".csv"))
      #expect(RunInputs(of: study) == inputs)
    }
  }

  @Test func `a manifest reads back as it was written, and forgets names that leave its folder`()
    async throws
  {
    try await withStudy(good) { path in
      let inputs = RunInputs(of: try Study(reading: path))
      let outputs = ["a.md", "../a.md", "/a.md", ".a", "manifest.json", "", "b\\c", "乙.md"].map {
        Manifest.Output(file: $0, part: "study", sha256: "0")
      }
      let manifest = Manifest(inputs: inputs, outputs: outputs, findings: 3)
      let read = try #require(Manifest(manifest.bytes))
      #expect(read.outputs.map(\.file) == ["a.md", "乙.md"])
      #expect(read.inputs == inputs && read.findings == 3)
      #expect(Manifest(Array(manifest.bytes.dropLast(3))) == nil)
    }
  }
}
