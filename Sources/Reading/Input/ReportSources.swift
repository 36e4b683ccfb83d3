public import Diagnostics

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Finds the documents that paths name.
public enum ReportSources {
  /// The extensions of the files that are read from a folder.
  static let extensions: Set<String> = ["txt", "md", "htm", "html", "docx", "pdf"]

  /// The documents of files and of folders, each file once.
  ///
  /// A file is taken whatever its extension; `-` is the standard input. A folder is searched with all
  /// folders in it, in the order of the bytes of the paths: hidden files are skipped, files of other
  /// extensions are passed over with one note that counts them.
  ///
  /// - Returns: the sources, and an error for every path that names nothing readable.
  public static func find(_ paths: [String]) -> (sources: [ReportSource], diagnostics: [Diagnostic])
  {
    var search = Search()
    for path in paths { search.add(path) }
    return (search.sources, search.diagnostics)
  }
}

private struct Search {
  var sources: [ReportSource] = []
  var diagnostics: [Diagnostic] = []
  private var known: Set<Identity> = []
  private var hasStandardInput = false

  /// What tells one file from another, whatever its path.
  private struct Identity: Hashable {
    var device: UInt64
    var number: UInt64

    init(_ status: stat) {
      device = UInt64(truncatingIfNeeded: status.st_dev)
      number = UInt64(truncatingIfNeeded: status.st_ino)
    }
  }

  mutating func add(_ path: String) {
    if path == "-" {
      if !hasStandardInput { sources.append(ReportSource(path: path)) }
      hasStandardInput = true
      return
    }
    var status = stat()
    guard stat(path, &status) == 0 else {
      diagnostics += ReportSource.failure(path, code: errno).diagnostics
      return
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      if known.insert(Identity(status)).inserted { sources.append(ReportSource(path: path)) }
      return
    }
    addFolder(path)
  }

  private mutating func addFolder(_ folder: String) {
    var files: [(path: String, status: stat)] = []
    var others = 0
    var folders: Set<Identity> = []
    var isReadable = true
    var pending = [folder]
    while let current = pending.popLast() {
      var status = stat()
      // A link may lead back to a folder above it.
      guard stat(current, &status) == 0, folders.insert(Identity(status)).inserted else { continue }
      let names: [String]
      do {
        names = try Self.names(in: current)
      } catch {
        diagnostics += error.diagnostics
        isReadable = false
        continue
      }
      for name in names where !name.hasPrefix(".") {
        let path = current.hasSuffix("/") ? current + name : "\(current)/\(name)"
        var status = stat()
        if stat(path, &status) == 0 {
          let mode = status.st_mode & S_IFMT
          if mode == S_IFDIR {
            pending.append(path)
          } else if mode == S_IFREG, Self.isReport(name) {
            files.append((path, status))
          } else {
            others += 1
          }
        } else if Self.isReport(name) {
          let problem = ReportSource.failure(path, code: errno).diagnostics
          diagnostics += problem.map { Diagnostic(.warning, at: $0.place, $0.text) }
        } else {
          others += 1
        }
      }
    }
    files.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    let before = sources.count
    for file in files where known.insert(Identity(file.status)).inserted {
      sources.append(ReportSource(path: file.path))
    }
    let extensions = "txt, md, htm, html, docx, pdf"
    if files.isEmpty, before == sources.count, isReadable {
      diagnostics.append(
        Diagnostic(
          .error, at: Place(folder),
          LocalisedText(
            zh: "文件夹里没有报告（\(extensions)）：请检查路径",
            en: "the folder holds no report (\(extensions)): check the path")))
    } else if others > 0 {
      diagnostics.append(
        Diagnostic(
          .note, at: Place(folder),
          LocalisedText(
            zh: "略过了\(others)个其他类型的文件，只读 \(extensions)",
            en: "\(others) \(others == 1 ? "file" : "files") of other kinds passed over: "
              + "only \(extensions) are read")))
    }
  }

  private static func isReport(_ name: String) -> Bool {
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return false }
    return ReportSources.extensions.contains(name[name.utf8.index(after: dot)...].lowercased())
  }

  private static func names(in folder: String) throws(ReadingError) -> [String] {
    guard let stream = opendir(folder) else {
      throw ReportSource.failure(folder, code: errno)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
        name.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: name.pointee)) {
          String(cString: $0)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
