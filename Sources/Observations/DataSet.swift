public import Diagnostics
import FoundationEssentials

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Everything that a data package or a plain table says: bodies, reports, figures, references.
public struct DataSet: Sendable {
  /// The path, as the user named it.
  public var path: String
  /// The bodies, in the data's order, each once.
  public var bodies: [Body] = []
  /// The reports, in the data's order; empty where the data lists none.
  public var reports: [Report] = []
  /// The figures, in the data's order; rejected ones are left out.
  public var observations: [Observation] = []
  /// The regulations that reports name by title.
  public var regulations: [NamedRegulation] = []
  /// The quantities that counts are compared against.
  public var references: [ReferenceQuantity] = []
  /// The measures outside the catalogue, in the data's order.
  public var ownMeasures: [Measure] = []
  /// The bodies and report years that the data holds, in the data's order, each once.
  public var bodyYears: [BodyYear] = []
  /// SHA-256 of the data's files, in hexadecimal: what a figure was made from.
  public var hash = ""
  /// Warnings and notes; errors are thrown.
  public var diagnostics: [Diagnostic] = []

  /// Whether the data is a package and not one table.
  var isPackage = false

  /// Where a figure stands: the file and its line; the file alone where the line is not known.
  public func place(of observation: Observation) -> Place {
    place(observation.line, in: "observations.csv")
  }

  /// Where a reference quantity stands.
  public func place(of reference: ReferenceQuantity) -> Place {
    place(reference.line, in: "reference.csv")
  }

  private func place(_ line: Int, in file: String) -> Place {
    Place(isPackage ? "\(path)/\(file)" : path, line: line > 0 ? line : nil)
  }

  /// One body in one report year.
  public struct BodyYear: Sendable, Hashable {
    /// The body.
    public var body: BodyKey
    /// The report year.
    public var year: Int

    /// Makes a body and year.
    public init(body: BodyKey, year: Int) {
      self.body = body
      self.year = year
    }
  }

  init(path: String) {
    self.path = path
  }

  /// Loads a data package (a folder) or a plain table (CSV, TSV, or the first sheet of an XLSX).
  ///
  /// - Throws: ``ObservationsError`` with every problem of every file; no data is returned then.
  public static func load(_ path: String) async throws(ObservationsError) -> DataSet {
    var isFolder: Bool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw ObservationsError([
        Diagnostic(
          .error, at: Place(path),
          LocalisedText(
            zh: "找不到这个文件或文件夹：请检查路径", en: "there is no such file or folder: check the path"))
      ])
    }
    if isFolder { return try DataPackageReader(folder: path).read() }
    return try await PlainTableReader.read(path)
  }

  /// The measure of the catalogue or of the data's own with an identifier.
  public func measure(_ id: String) -> Measure? {
    MeasureCatalogue.measure(id) ?? ownMeasures.first { $0.id == id }
  }

  /// The measure that a user's word means: an identifier, a name, an alias, a column of their own.
  ///
  /// - Returns: the identifier, or nothing with the nearest known name.
  public func identifier(for word: String) -> (id: String?, nearest: String?) {
    if let own = ownMeasures.first(where: { $0.id == word }) { return (own.id, nil) }
    if let id = MeasureCatalogue.identifier(named: word) { return (id, nil) }
    let names = MeasureCatalogue.measures.flatMap(\.names) + ownMeasures.map(\.id)
    return (nil, NameMatching.slip(word, of: names) ?? NameMatching.nearest(word, among: names))
  }
}

/// Reads a file whole.
///
/// By the C library, since a file of many megabytes would be copied once more on its way through `Data`.
///
/// - Throws: ``ObservationsError`` if it cannot be read.
func readFile(_ path: String) throws(ObservationsError) -> [UInt8] {
  if let bytes = contents(of: path) { return bytes }
  throw ObservationsError([
    Diagnostic(
      .error, at: Place(path),
      LocalisedText(zh: "无法读取：请检查文件及其权限", en: "cannot be read: check the file and its permissions"))
  ])
}

private func contents(of path: String) -> [UInt8]? {
  guard let file = fopen(path, "rb") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  // What is no regular file has no end to seek, and is read piece by piece.
  if fseek(file, 0, SEEK_END) == 0 {
    let size = ftell(file)
    rewind(file)
    // A folder opens too, with an endless size.
    guard size >= 0, size < Int.max / 2 else { return nil }
    bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = fread(buffer.baseAddress, 1, size, file)
    }
  }
  var piece = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = fread(&piece, 1, piece.count, file), count > 0 {
    bytes += piece[..<count]
  }
  return ferror(file) == 0 ? bytes : nil
}
