import FoundationEssentials
import Subprocess
import Testing

@testable import Publishing

/// The pictures under `Charts/`, each beside the study that makes it.
enum Gallery {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Charts")

  /// The studies of the gallery, as `kind/case`.
  static let cases: [String] = {
    let manager = FileManager.default
    let kinds = (try? manager.contentsOfDirectory(atPath: folder.path())) ?? []
    // Themes are read by cases, and are none.
    return kinds.filter { $0 != "themes" }.flatMap { kind in
      let files =
        (try? manager.contentsOfDirectory(atPath: folder.appending(path: kind).path())) ?? []
      return files.filter { $0.hasSuffix(".yaml") }.map { "\(kind)/\($0.dropLast(5))" }
    }.sorted()
  }()

  /// Whether the fonts and the shaping here are those that the pictures were drawn with.
  static func hasRecordedStack() async throws -> Bool {
    let recorded = try String(
      contentsOf: folder.appending(path: "stack.txt"), encoding: .utf8)
    let here = try? await run(
      .name("dpkg-query"),
      arguments: [
        "-W", "-f", "${Package} ${Version}\\n", "fonts-noto-cjk", "libpango-1.0-0", "libharfbuzz0b",
      ], output: .string(limit: 4096), error: .discarded)
    return here?.standardOutput == recorded
  }
}

@Suite struct GalleryTests {
  @Test func `every kind of chart has a case in the gallery`() {
    let kinds = Set(Gallery.cases.compactMap { $0.split(separator: "/").first.map(String.init) })
    #expect(kinds == Set(Study.Output.Kind.charts.map(\.rawValue)))
  }

  @Test(
    .enabled("other fonts or another Pango than the pictures were drawn with") {
      try await Gallery.hasRecordedStack()
    }, arguments: Gallery.cases)
  func `a study of the gallery draws the picture beside it`(name: String) async throws {
    let path = Gallery.folder.appending(path: "\(name).yaml").path()
    let run = try await StudyRun(Study(reading: path))
    for output in run.study.outputs {
      for file in try run.files(of: output) where file.name.hasSuffix(".svg") {
        let folder = Gallery.folder.appending(path: name).deletingLastPathComponent()
        let baseline = [UInt8](try Data(contentsOf: folder.appending(path: file.name)))
        // Not shown in full: `make charts` shows the difference as a picture.
        let isSame = file.bytes == baseline
        #expect(isSame, "\(file.name) differs: look at it with make charts")
      }
    }
  }
}
