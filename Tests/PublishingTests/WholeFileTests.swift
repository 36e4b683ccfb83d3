import FoundationEssentials
import Observations
import Testing

@Suite struct WholeFileTests {
  private func folder() throws -> String {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "heng-\(UInt64.random(in: 0...UInt64.max))").path()
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  @Test func `a file is replaced whole and nothing is left beside it`() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try writeWhole(Array("first".utf8), to: "\(folder)/a.txt")
    try writeWhole(Array("second".utf8), to: "\(folder)/a.txt")
    let written = try Data(contentsOf: URL(filePath: "\(folder)/a.txt"))
    #expect(String(decoding: written, as: UTF8.self) == "second")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.txt"])
  }

  @Test func `a missing folder is an error that says what to do`() throws {
    let error = #expect(throws: ObservationsError.self) {
      try writeWhole([1], to: "/nonexistent-folder/a.txt")
    }
    #expect(
      error?.description == "/nonexistent-folder/a.txt: error: cannot be written: "
        + "its folder does not exist: make it first")
  }

  @Test func `a folder is not overwritten`() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(throws: ObservationsError.self) { try writeWhole([1], to: folder) }
    #expect(FileManager.default.fileExists(atPath: folder))
  }
}
