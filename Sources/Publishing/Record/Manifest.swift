import FoundationEssentials

/// What a run was made from and what it wrote, as it stands in the folder of a study.
///
/// It holds no time and no absolute path: the same inputs give the same bytes on any machine with the same
/// fonts.
struct Manifest: Codable, Equatable, Sendable {
  /// The name of its file.
  static let name = "manifest.json"

  var inputs: RunInputs
  var outputs: [Output]
  /// How many findings the run reported.
  var findings: Int

  struct Output: Codable, Equatable, Sendable {
    var file: String
    /// What made it: the id of an output, `study` for the tables of all scores, `goalposts` for what only
    /// a new version of goalposts writes.
    var part: String
    var sha256: String

    /// Whether the name stays in the folder of the study, whoever wrote it down.
    var isOwn: Bool {
      !file.isEmpty && !file.hasPrefix(".") && file != Manifest.name
        && !file.contains { "/\\\0".contains($0) }
    }
  }

  init(inputs: RunInputs, outputs: [Output], findings: Int) {
    self.inputs = inputs
    self.outputs = outputs
    self.findings = findings
  }

  /// Reads a manifest; nothing where the text is none.
  init?(_ bytes: [UInt8]) {
    guard let read = try? JSONDecoder().decode(Manifest.self, from: Data(bytes)) else { return nil }
    self = read
    outputs.removeAll { !$0.isOwn }
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    inputs = try RunInputs(from: decoder)
    outputs = try values.decode([Output].self, forKey: .outputs)
    findings = try values.decode(Int.self, forKey: .findings)
  }

  func encode(to encoder: any Encoder) throws {
    try inputs.encode(to: encoder)
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(outputs, forKey: .outputs)
    try values.encode(findings, forKey: .findings)
  }

  private enum Key: CodingKey { case outputs, findings }

  /// The file.
  var bytes: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Texts and whole numbers only, so that encoding cannot fail.
    return Array((try? encoder.encode(self)) ?? Data()) + Array("\n".utf8)
  }
}
