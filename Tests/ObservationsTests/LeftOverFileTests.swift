import FoundationEssentials
import Observations
import Testing

@Suite struct LeftOverFileTests {
  /// A container gives its processes the same identifiers every time, so that what a stopped run left
  /// behind has the name that the next run wants.
  @Test func `what a stopped run left behind does not stop the next`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/a.txt"
    try folder.write("half", to: "a.txt.\(ProcessInfo.processInfo.processIdentifier).part")
    try writeWhole(Array("whole".utf8), to: path)
    let written = try Data(contentsOf: URL(filePath: path))
    #expect(String(decoding: written, as: UTF8.self) == "whole")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.txt"])
  }
}
