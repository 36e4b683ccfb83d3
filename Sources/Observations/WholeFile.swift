import Diagnostics

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Writes a file whole or not at all: into a temporary file beside it, flushed to disk, then renamed.
///
/// What stood at the path before stays until the new file is complete. A path that is no regular file,
/// such as `/dev/null`, is written to directly.
///
/// - Throws: ``ObservationsError`` naming the path if the folder is missing or cannot be written to.
public func writeWhole(_ bytes: [UInt8], to path: String) throws(ObservationsError) {
  var status = stat()
  let exists = stat(path, &status) == 0
  let mode = status.st_mode & S_IFMT
  if exists, mode == S_IFDIR { throw failure(path, code: EISDIR) }
  let isSpecial = exists && mode != S_IFREG
  let target = isSpecial ? path : "\(path).\(getpid()).part"
  let flags = isSpecial ? O_WRONLY : O_WRONLY | O_CREAT | O_EXCL | O_TRUNC
  var descriptor = open(target, flags | O_CLOEXEC, 0o666)
  if descriptor < 0, errno == EEXIST {
    // A run of the same process identifier was stopped here; in containers they repeat.
    unlink(target)
    descriptor = open(target, flags | O_CLOEXEC, 0o666)
  }
  guard descriptor >= 0 else { throw failure(path, code: errno) }
  var offset = 0
  var code: Int32 = 0
  bytes.withUnsafeBytes { buffer in
    while offset < buffer.count, code == 0 {
      let written = write(
        descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
      if written >= 0 { offset += written } else if errno != EINTR { code = errno }
    }
  }
  if code == 0, !isSpecial, fsync(descriptor) != 0 { code = errno }
  if close(descriptor) != 0, code == 0 { code = errno }
  if code == 0, !isSpecial, rename(target, path) != 0 { code = errno }
  guard code == 0 else {
    if !isSpecial { unlink(target) }
    throw failure(path, code: code)
  }
}

private func failure(_ path: String, code: Int32) -> ObservationsError {
  let reason: LocalisedText
  switch code {
  case ENOENT, ENOTDIR:
    reason = LocalisedText(zh: "文件夹不存在，请先建立", en: "its folder does not exist: make it first")
  case EACCES, EPERM, EROFS:
    reason = LocalisedText(zh: "没有写入权限", en: "there is no permission to write there")
  case ENOSPC, EDQUOT: reason = LocalisedText(zh: "磁盘已满", en: "the disk is full")
  case EISDIR: reason = LocalisedText(zh: "这是一个文件夹，请给出文件名", en: "it is a folder: name a file")
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
