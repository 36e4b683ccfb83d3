import CairoRenderer
import Charting
import FoundationEssentials
import Observations

/// Everything that the files of a study are made from: where nothing of it changes, no file does.
public struct RunInputs: Codable, Equatable, Sendable {
  /// The version of the program.
  let heng: String
  let study: File
  private(set) var inputs: [Input]
  let seed: UInt64
  let fonts: [Font]
  /// The libraries that set text; absent where no figure is drawn.
  let typesetting: String?

  struct File: Codable, Equatable, Sendable {
    var file: String
    var sha256: String
  }

  /// A file that the study names, seen from its folder.
  struct Input: Codable, Equatable, Sendable {
    var role: String
    var file: String
    /// Nothing where the file is not there.
    var sha256: String?
  }

  struct Font: Codable, Equatable, Sendable {
    var family: String
    var revision: String
    var checksum: String
  }

  /// Hashes the files of a study, without reading what is in them.
  ///
  /// A file that is not there, or a font that is not installed, is no error here: who makes the figures
  /// tells of it with its place.
  public init(of study: Study) {
    heng = Figure.version
    self.study = File(file: Self.lastComponent(study.path), sha256: study.hash)
    let base = Self.absolute(Self.folder(of: study.path))
    inputs = study.allInputs.map { input in
      Input(
        role: input.role.rawValue, file: Self.relative(Self.absolute(input.path), to: base),
        sha256: FileManager.default.contents(atPath: input.path).map { sha256([Array($0)]) })
    }
    seed = study.method.seed
    var families: [String?] = []
    let drawn = study.outputs + study.documents.flatMap { $0.figures ?? [] }
    let ofDocuments: [String?] = study.documents.map { $0.theme.font }
    for family in drawn.flatMap(\.figureFamilies) + ofDocuments where !families.contains(family) {
      families.append(family)
    }
    fonts = families.compactMap { try? FontIdentity(family: $0) }.map {
      Font(family: $0.family, revision: $0.revision, checksum: $0.checksum)
    }
    typesetting = families.isEmpty ? nil : FontIdentity.typesetting
  }

  /// The inputs after a run has written goalposts.
  public mutating func replaceGoalposts(with text: String) {
    for place in inputs.indices where inputs[place].role == Study.Input.Role.goalposts.rawValue {
      inputs[place].sha256 = sha256([Array(text.utf8)])
    }
  }

  /// What differs between two runs of a study, in the words of its files.
  func changes(since earlier: RunInputs) -> [String] {
    var changes: [String] = []
    if heng != earlier.heng { changes.append("heng \(earlier.heng) → \(heng)") }
    if study != earlier.study { changes.append(study.file) }
    let before = Dictionary(earlier.inputs.map { ($0.file, $0) }) { first, _ in first }
    let now = Set(inputs.map(\.file))
    changes += inputs.filter { before[$0.file] != $0 }.map(\.file)
    changes += earlier.inputs.map(\.file).filter { !now.contains($0) }
    let old = earlier.fonts.map { "\($0.family) \($0.revision) \($0.checksum)" }
    changes += fonts.map { "\($0.family) \($0.revision) \($0.checksum)" }
      .filter { !old.contains($0) }
    if typesetting != earlier.typesetting, let typesetting { changes.append(typesetting) }
    return changes
  }

  // MARK: - Paths

  private static func lastComponent(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return String(path[...slash])
  }

  /// The names of an absolute path, `.` and `..` resolved as they are written.
  private static func absolute(_ path: String) -> [String] {
    let whole =
      path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    var names: [String] = []
    for name in whole.split(separator: "/") where name != "." {
      if name != ".." { names.append(String(name)) } else if !names.isEmpty { names.removeLast() }
    }
    return names
  }

  private static func relative(_ path: [String], to base: [String]) -> String {
    var shared = 0
    while shared < min(path.count, base.count), path[shared] == base[shared] { shared += 1 }
    let names = base.dropFirst(shared).map { _ in ".." } + path.dropFirst(shared)
    return names.isEmpty ? "." : names.joined(separator: "/")
  }
}

extension Study {
  /// A file that a study is made from, beside its own.
  struct Input: Sendable, Hashable {
    /// What a file is for.
    enum Role: String, Sendable, CaseIterable {
      /// The data package or the plain table.
      case data
      /// The frozen goalposts.
      case goalposts
      /// The colours of figures.
      case theme
      /// The shape of a document.
      case template
    }
    var role: Role
    /// The file as the program opens it.
    var path: String
  }

  /// The files of the data in the order of their names, then goalposts, then what the reader has found,
  /// each once.
  var allInputs: [Input] {
    var isFolder = false
    var paths = [data]
    if FileManager.default.fileExists(atPath: data, isDirectory: &isFolder), isFolder {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: data)) ?? []
      paths = names.filter { name in
        !name.hasPrefix(".") && (name.hasSuffix(".csv") || name.hasSuffix(".json"))
      }.sorted().map { "\(data)/\($0)" }
      // Sentences are quoted from the plain texts.
      let texts = (try? FileManager.default.contentsOfDirectory(atPath: "\(data)/texts")) ?? []
      paths += texts.filter { !$0.hasPrefix(".") }.sorted().map { "\(data)/texts/\($0)" }
      // A folder is no table, whatever its name.
      paths.removeAll { path in
        var isFolder = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
      }
    }
    var all = paths.map { Input(role: .data, path: $0) }
    if let ledger = method.ledger { all.append(Input(role: .goalposts, path: ledger)) }
    for input in furtherInputs where !all.contains(input) { all.append(input) }
    return all
  }
}

extension Study.Output {
  /// The families of the figures that it draws, of its panels too; nothing for the default one.
  fileprivate var figureFamilies: [String?] {
    (kind.isChart ? [theme.font] : []) + panels.flatMap(\.figureFamilies)
  }
}
