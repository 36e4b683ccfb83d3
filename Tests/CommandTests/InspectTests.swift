import FoundationEssentials
import Testing

@Suite struct InspectTests {
  /// Three figures of the same data, one in each format.
  private func withFigures(_ body: (String) async throws -> Void) async throws {
    try await withFolder(["a.csv": counts, "note.txt": "counts\n"]) { folder in
      let drawn = try await heng(
        [
          "chart", "ranked-bar", "a.csv", "--by", "laws_passed", "--year", "2022", "-o", "a.png",
          "-o", "a.svg", "-o", "a.pdf",
        ], in: folder)
      #expect(drawn.status == 0, "\(drawn.messages)")
      try await body(folder)
    }
  }

  @Test(arguments: ["a.png", "a.svg", "a.pdf"])
  func `a figure says what it was made from, in Chinese unless asked`(file: String) async throws {
    try await withFigures { folder in
      let chinese = try await heng(["inspect", file], in: folder)
      #expect(chinese.status == 0, "\(chinese.messages)")
      #expect(chinese.messages.isEmpty)
      let format = file.suffix(3).uppercased()
      #expect(chinese.output.hasPrefix("\(file)\n  格式：\(format)\n  尺寸：156 × "))
      #expect(chinese.output.contains("\n  标题：2022年"))
      #expect(chinese.output.contains("\n  替代文本："))
      #expect(chinese.output.contains("\n  语言：zh-Hans\n"))
      #expect(chinese.output.contains("\n  数据：sha256:"))
      #expect(chinese.output.contains("\n  版本：heng "))
      let english = try await heng(["inspect", file, "--language", "en"], in: folder)
      #expect(english.output.contains("\n  data: sha256:"))
    }
  }

  @Test func `the JSON holds every figure`() async throws {
    try await withFigures { folder in
      let outcome = try await heng(["inspect", "a.png", "a.svg", "a.pdf", "--json"], in: folder)
      #expect(outcome.status == 0 && outcome.messages.isEmpty)
      let read = try JSONDecoder().decode([Figure].self, from: Data(outcome.output.utf8))
      #expect(read.map(\.file) == ["a.png", "a.svg", "a.pdf"])
      #expect(read.map(\.format) == ["png", "svg", "pdf"])
      #expect(Set(read.map(\.title)).count == 1)
      #expect(Set(read.map(\.alternative_text)).count == 1)
      #expect(Set(read.map { $0.metadata.map(\.value) }).count == 1)
      #expect(read.map { $0.raster != nil } == [true, false, false])
    }
  }

  private struct Figure: Decodable {
    struct Fact: Decodable { var key, value: String }
    struct Raster: Decodable { var pixels_per_inch: Double }
    var file, format, title, alternative_text: String
    var raster: Raster?
    var metadata: [Fact]
  }

  @Test func `files that are no figure are errors, and the others are listed`() async throws {
    try await withFigures { folder in
      let path = "\(folder)/a.png"
      let whole = try Data(contentsOf: URL(filePath: path))
      try whole.prefix(whole.count / 2).write(to: URL(filePath: "\(folder)/cut.png"))
      let files = ["note.txt", "cut.png", "none.svg", "a.svg"]
      let outcome = try await heng(["inspect"] + files, in: folder)
      #expect(outcome.status == 1)
      #expect(outcome.output.hasPrefix("a.svg\n"))
      let lines = outcome.messages.split(separator: "\n")
      #expect(lines.count == 3)
      for (line, file) in zip(lines, files) { #expect(line.hasPrefix("\(file): error: ")) }
      let chinese = try await heng(["inspect", "note.txt", "--language", "zh"], in: folder)
      #expect(chinese.messages == "note.txt: error: 不是 PNG、SVG 或 PDF：请给出衡作的图\n")
      #expect(chinese.status == 1 && chinese.output.isEmpty)
    }
  }

  @Test func `without a file the usage is wrong`() async throws {
    try await withFolder([:]) { folder in
      let outcome = try await heng(["inspect"], in: folder)
      #expect(outcome.status == 64 && outcome.output.isEmpty)
    }
  }
}
