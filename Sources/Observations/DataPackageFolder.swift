import Diagnostics
import FoundationEssentials

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Where the files of a package wait until all of them are complete, then take their places.
///
/// A package that is not there yet is made beside its place and renamed to it: it is there whole or not
/// at all. A package that is there already keeps its folder, and its files are renamed one by one. To
/// exchange the whole folder would be one step instead of six, but the folder is the user's: it may be
/// a mount or a link, a program may stand in it, and a file that a person saves into the old folder
/// during the work would go with it. So the renames follow each other with nothing in between, in an
/// order in which every step leaves a package that loads (bodies before the reports that name them,
/// reports before their rows, the descriptor last), and are taken back where one fails.
final class StagingFolder {
  /// The package's folder.
  let target: String
  /// Whether the package's folder is there.
  let isThere: Bool
  private let folder: String
  private var descriptor: Int32 = -1
  private var names: [String] = []
  private var isLocked = false

  /// Makes the folder and locks it.
  ///
  /// - Throws: ``ObservationsError`` if there is no permission, or another process is writing the same
  ///   package.
  init(for target: String, isThere: Bool) throws(ObservationsError) {
    self.target = target
    self.isThere = isThere
    if isThere {
      folder = "\(target)/.heng-writing"
    } else {
      let (parent, name) = Self.parted(target)
      folder = "\(parent).\(name).heng-writing"
    }
    if mkdir(folder, 0o777) != 0, errno != EEXIST { throw Self.failure(target, code: errno) }
    descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure(target, code: errno) }
    // The lock goes with the process, so that what a stopped run left behind is known for it.
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
      throw ObservationsError([
        Diagnostic(
          .error, at: Place(target),
          LocalisedText(
            zh: "另一个程序正在写入这个数据包：请等它结束后再运行",
            en: "another run is writing this package: wait until it has ended"))
      ])
    }
    isLocked = true
    let left = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in left { try? FileManager.default.removeItem(atPath: "\(folder)/\(name)") }
  }

  deinit {
    if isLocked { try? FileManager.default.removeItem(atPath: folder) }
    if descriptor >= 0 { close(descriptor) }
  }

  private static func parted(_ path: String) -> (parent: Substring, name: Substring) {
    guard let slash = path.lastIndex(of: "/") else { return ("", path[...]) }
    return (path[...slash], path[path.index(after: slash)...])
  }

  /// Where a file of the package waits.
  func path(of name: String) -> String { "\(folder)/\(name)" }

  /// Makes a folder of the package.
  ///
  /// - Throws: ``ObservationsError`` if it cannot be made.
  func makeFolder(_ name: String) throws(ObservationsError) {
    if mkdir(path(of: name), 0o777) != 0, errno != EEXIST {
      throw Self.failure("\(target)/\(name)", code: errno)
    }
  }

  /// Lets the files take their places, in this order, whole or not at all.
  ///
  /// - Throws: ``ObservationsError`` if a place cannot be taken; those that were are given back.
  func commit(_ names: [String], folders: [String]) throws(ObservationsError) {
    guard isThere else {
      // Nothing else may wait in the folder that becomes the package.
      for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      where !names.contains(name) && !folders.contains(name) {
        unlink(path(of: name))
      }
      guard rename(folder, target) == 0 else { throw Self.failure(target, code: errno) }
      isLocked = false
      Self.synchronise(String(Self.parted(target).parent))
      return
    }
    for name in folders { mkdir("\(target)/\(name)", 0o777) }
    try makeFolder("before")
    var done: [(name: String, before: String?)] = []
    for (index, name) in names.enumerated() {
      let place = "\(target)/\(name)"
      let before = path(of: "before/\(index)")
      // On a disk without links there is nothing to give back.
      let isKept = link(place, before) == 0
      let isNew = !isKept && errno == ENOENT
      guard rename(path(of: name), place) == 0 else {
        let code = errno
        for (name, before) in done.reversed() {
          if let before {
            rename(before, "\(target)/\(name)")
          } else {
            unlink("\(target)/\(name)")
          }
        }
        throw Self.failure(place, code: code)
      }
      if isKept || isNew { done.append((name, isKept ? before : nil)) }
    }
    for name in folders { Self.synchronise("\(target)/\(name)") }
    Self.synchronise(target)
  }

  /// Hands the names of a folder to the disk.
  static func synchronise(_ folder: String) {
    let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// Hands everything that waits to the disks.
  static func synchroniseAll() { sync() }

  /// The error of a file or folder that cannot be written.
  static func failure(_ path: String, code: Int32) -> ObservationsError {
    let reason: LocalisedText
    switch code {
    case ENOENT, ENOTDIR:
      reason = LocalisedText(
        zh: "上级文件夹不存在，请先建立", en: "the folder it is to be in does not exist: make it first")
    case EACCES, EPERM, EROFS:
      reason = LocalisedText(zh: "没有写入权限", en: "there is no permission to write there")
    case ENOSPC, EDQUOT: reason = LocalisedText(zh: "磁盘已满", en: "the disk is full")
    default:
      let text = String(cString: strerror(code))
      reason = LocalisedText(zh: text, en: text)
    }
    return ObservationsError([
      Diagnostic(
        .error, at: Place(path),
        LocalisedText(zh: "无法写入：\(reason.chinese)", en: "cannot be written: \(reason.english)"))
    ])
  }
}

/// What a file was when it was read, to know whether it has been changed since.
struct FileState: Equatable {
  private var node: UInt64
  private var size: Int64
  private var seconds: Int
  private var nanoseconds: Int

  /// The state of the file at a path; nothing where there is none.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    node = UInt64(status.st_ino)
    size = Int64(status.st_size)
    #if canImport(Glibc)
    seconds = Int(status.st_mtim.tv_sec)
    nanoseconds = Int(status.st_mtim.tv_nsec)
    #else
    seconds = Int(status.st_mtimespec.tv_sec)
    nanoseconds = Int(status.st_mtimespec.tv_nsec)
    #endif
  }
}
