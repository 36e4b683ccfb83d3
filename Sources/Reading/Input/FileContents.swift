import Diagnostics

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension ReportSource {
  /// The most bytes that a document may have.
  static let largestInput = 512 << 20

  /// The bytes of the file and what they are; of a file that holds no document only the start is read.
  func contents() throws(ReadingError) -> (bytes: [UInt8], kind: FileKind) {
    let descriptor: Int32
    if path == "-" {
      descriptor = dup(STDIN_FILENO)
    } else {
      // Opening a named pipe would otherwise wait for someone to write to it.
      descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    }
    guard descriptor >= 0 else { throw Self.failure(path, code: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.failure(path, code: errno) }
    let mode = status.st_mode & S_IFMT
    if mode == S_IFDIR { throw Self.failure(path, code: EISDIR) }
    if path != "-", mode != S_IFREG {
      throw ReadingError(
        path, zh: "不是普通文件：请给出文件，或用管道和 - 送入",
        en: "it is no regular file: name a file, or send the text by a pipe and name -")
    }
    if mode == S_IFREG, status.st_size > Self.largestInput { throw excess() }
    var bytes: [UInt8] = []
    try read(descriptor, into: &bytes, upTo: FileKind.headLength)
    let suffix =
      name.split(separator: ".", omittingEmptySubsequences: false).dropFirst().last ?? ""
    let kind = FileKind(head: bytes[...], extension: suffix.lowercased())
    if kind == .picture || kind == .binary { return (bytes, kind) }
    if mode == S_IFREG { bytes.reserveCapacity(max(bytes.count, Int(status.st_size)) + 1) }
    try read(descriptor, into: &bytes, upTo: Self.largestInput + 1)
    if bytes.count > Self.largestInput { throw excess() }
    return (bytes, kind)
  }

  /// Reads on until there are so many bytes, or to the end.
  private func read(
    _ descriptor: Int32, into bytes: inout [UInt8], upTo limit: Int
  ) throws(ReadingError) {
    while bytes.count < limit {
      // A file is read in one piece where its length is known.
      let room = bytes.capacity - bytes.count
      let step = min(limit - bytes.count, room > 0 ? room : max(bytes.count, 65_536))
      var code: Int32 = 0
      var isEnd = false
      bytes.append(addingCapacity: step) { span in
        span.withUnsafeMutableBufferPointer { buffer, written in
          repeat {
            let count = Self.systemRead(descriptor, buffer.baseAddress, step)
            code = count < 0 ? errno : 0
            written = max(0, count)
            isEnd = count == 0
          } while code == EINTR
        }
      }
      if code != 0 { throw Self.failure(path, code: code) }
      if isEnd { return }
    }
  }

  private static func systemRead(
    _ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int
  ) -> Int {
    #if canImport(Glibc)
    Glibc.read(descriptor, buffer, count)
    #else
    Darwin.read(descriptor, buffer, count)
    #endif
  }

  private func excess() -> ReadingError {
    ReadingError(
      path, zh: "文件大于 512 MB，不会是工作报告：请检查是否选对了文件",
      en: "the file is larger than 512 MB and so no work report: check that it is the right file")
  }

  /// Why a file cannot be opened or read.
  static func failure(_ path: String, code: Int32) -> ReadingError {
    switch code {
    case ENOENT, ENOTDIR:
      var status = stat()
      if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK {
        return ReadingError(
          path, zh: "符号链接指向的文件不存在：请改正链接或给出文件本身",
          en: "the file that this symbolic link names does not exist: mend it or name the file")
      }
      return ReadingError(
        path, zh: "没有这个文件：请检查路径", en: "there is no such file: check the path")
    case EACCES, EPERM:
      return ReadingError(
        path, zh: "没有读取权限：请修改文件的权限", en: "there is no permission to read it: change its permissions"
      )
    case ELOOP:
      return ReadingError(
        path, zh: "符号链接循环指向自己：请给出文件本身",
        en: "its symbolic links lead round in a circle: name the file itself")
    case EISDIR:
      return ReadingError(
        path, zh: "这是一个文件夹：请给出其中的文件", en: "it is a folder: name the files in it")
    case ENXIO:
      return ReadingError(
        path, zh: "不是普通文件：请给出文件，或用管道和 - 送入",
        en: "it is no regular file: name a file, or send the text by a pipe and name -")
    default:
      let reason = String(cString: strerror(code))
      return ReadingError(path, zh: "无法读取：\(reason)", en: "it cannot be read: \(reason)")
    }
  }
}
