import Diagnostics
import FoundationEssentials
import Observations
import Testing

/// A folder of its own for one test, gone when the test is.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "heng-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and returns its path.
  @discardableResult
  func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> String {
    try Data(bytes).write(to: URL(filePath: "\(path)/\(name)"))
    return "\(path)/\(name)"
  }

  /// Writes a text in UTF-8 and returns its path.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    try write(text.utf8, to: name)
  }

  /// The lines of an error's problems, the folder's own path left out.
  func lines(of error: ObservationsError, in language: Language) -> [String] {
    error.problems.map {
      $0.line(in: language).replacing("\(path)/", with: "").replacing(path, with: ".")
    }
  }
}

/// Loads a plain table of these bytes.
func loadTable(_ bytes: some Sequence<UInt8>, named name: String = "counts.csv") async throws
  -> DataSet
{
  let folder = try TemporaryFolder()
  return try await DataSet.load(try folder.write(bytes, to: name))
}

/// Loads a plain table of this text.
func loadTable(_ text: String) async throws -> DataSet { try await loadTable(text.utf8) }

/// The messages with which a plain table of these bytes is refused; none where it loads.
func refusal(
  of bytes: some Sequence<UInt8>, named name: String = "counts.csv",
  in language: Language = .english
) async throws -> [String] {
  let folder = try TemporaryFolder()
  let path = try folder.write(bytes, to: name)
  do {
    _ = try await DataSet.load(path)
    return []
  } catch {
    return folder.lines(of: error, in: language)
  }
}

/// The messages with which a plain table of this text is refused; none where it loads.
func refusal(of text: String, in language: Language = .english) async throws -> [String] {
  try await refusal(of: text.utf8, in: language)
}

extension DataSet {
  /// The values of a measure in the data's order.
  func values(_ id: String) -> [Double] {
    observations.filter { $0.measures == MeasureSet([id]) }.map(\.value)
  }

  /// The findings as lines, places left out.
  func findings(in language: Language = .english) -> [String] {
    diagnostics.map { Diagnostic($0.severity, $0.text).line(in: language) }
  }
}

/// Expects lines, and shows both where they differ.
func expectLines(
  _ lines: [String], are expected: [String], sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(lines == expected, sourceLocation: sourceLocation)
}
