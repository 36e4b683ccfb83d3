internal import CMiniZip
import Diagnostics

/// Zip archives, of which Word, PowerPoint and Excel files are made.
enum Archive {
  /// A file in an archive.
  struct Entry: Sendable, Equatable {
    var name: String
    var bytes: [UInt8]
  }

  /// The archive of the files in their order; the same bytes for the same files.
  ///
  /// Every file bears the first minute that zip knows, 1980-01-01 00:00. Names are UTF-8.
  static func zip(_ entries: [Entry]) throws(PublishingError) -> [UInt8] {
    let file = MemoryFile()
    let isWritten = withExtendedLifetime(file) {
      var functions = file.functions
      guard let archive = zipOpen2_64("", APPEND_STATUS_CREATE, nil, &functions) else {
        return false
      }
      var isComplete = true
      for entry in entries where isComplete { isComplete = add(entry, to: archive) }
      return zipClose(archive, nil) == ZIP_OK && isComplete
    }
    guard isWritten else {
      throw failure(
        zh: "无法写出压缩包：内存可能不足", en: "the zip archive cannot be written: memory may be short")
    }
    return file.bytes
  }

  /// The files of an archive, in its order.
  ///
  /// - Throws: where the bytes are no zip archive, hold no file, or one of the files is damaged.
  static func entries(of bytes: [UInt8]) throws(PublishingError) -> [Entry] {
    let file = MemoryFile(bytes)
    let entries: [Entry]? = withExtendedLifetime(file) {
      var functions = file.functions
      guard let archive = unzOpen2_64("", &functions) else { return nil }
      defer { unzClose(archive) }
      var entries: [Entry] = []
      var code = unzGoToFirstFile(archive)
      while code == UNZ_OK {
        guard let entry = current(archive) else { return nil }
        entries.append(entry)
        code = unzGoToNextFile(archive)
      }
      return code == UNZ_END_OF_LIST_OF_FILE ? entries : nil
    }
    guard let entries else {
      throw failure(zh: "压缩包已损坏，无法读取：请重新生成", en: "the zip archive is damaged: make it anew")
    }
    return entries
  }

  private static func add(_ entry: Entry, to archive: zipFile) -> Bool {
    guard entry.bytes.count <= largest else { return false }
    var information = zip_fileinfo()
    // 1980-01-01 as MS-DOS writes it; 0 would stand for the fields of a date that are not set.
    information.dosDate = 1 << 21 | 1 << 16
    // Bit 11 of the flags: the name is UTF-8. The version made by is 2.0 on MS-DOS.
    let code = zipOpenNewFileInZip4_64(
      archive, entry.name, &information, nil, 0, nil, 0, nil, Z_DEFLATED, 6, 0, -MAX_WBITS,
      DEF_MEM_LEVEL, Z_DEFAULT_STRATEGY, nil, 0, 20, 1 << 11, 0)
    guard code == ZIP_OK else { return false }
    let isWritten = entry.bytes.withUnsafeBytes { buffer in
      buffer.isEmpty
        || zipWriteInFileInZip(archive, buffer.baseAddress, UInt32(buffer.count)) == ZIP_OK
    }
    return zipCloseFileInZip(archive) == ZIP_OK && isWritten
  }

  private static func current(_ archive: unzFile) -> Entry? {
    var information = unz_file_info64()
    var name = [CChar](repeating: 0, count: 1 << 12)
    guard
      unzGetCurrentFileInfo64(
        archive, &information, &name, UInt(name.count - 1), nil, 0, nil, 0) == UNZ_OK,
      information.uncompressed_size <= largest, unzOpenCurrentFile(archive) == UNZ_OK
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(information.uncompressed_size))
    let count = bytes.withUnsafeMutableBytes { buffer in
      buffer.isEmpty
        ? 0 : unzReadCurrentFile(archive, buffer.baseAddress, UInt32(buffer.count))
    }
    // Closing checks the sum of the bytes.
    guard unzCloseCurrentFile(archive) == UNZ_OK, Int(count) == bytes.count else { return nil }
    let letters = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return Entry(name: String(decoding: letters, as: UTF8.self), bytes: bytes)
  }

  private static func failure(zh: String, en: String) -> PublishingError {
    PublishingError([Diagnostic(.error, LocalisedText(zh: zh, en: en))])
  }

  /// The largest file, in bytes: no part of a document comes near it.
  private static let largest: UInt64 = 1 << 30
}

/// A file in memory that minizip reads and writes through its hooks.
private final class MemoryFile {
  private(set) var bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8] = []) {
    self.bytes = bytes
  }

  /// The hooks; they hold this object without keeping it alive.
  var functions: zlib_filefunc64_def {
    zlib_filefunc64_def(
      zopen64_file: { file, _, _ in file },
      zread_file: { file, _, buffer, size in
        MemoryFile.at(file)?.read(into: buffer, Int(size)) ?? 0
      },
      zwrite_file: { file, _, buffer, size in
        MemoryFile.at(file)?.write(buffer, Int(size)) ?? 0
      },
      ztell64_file: { file, _ in UInt64(MemoryFile.at(file)?.position ?? 0) },
      zseek64_file: { file, _, offset, origin in
        MemoryFile.at(file)?.seek(offset, from: origin) == true ? 0 : -1
      },
      zclose_file: { _, _ in 0 },
      zerror_file: { _, _ in 0 },
      opaque: Unmanaged.passUnretained(self).toOpaque())
  }

  private static func at(_ pointer: UnsafeMutableRawPointer?) -> MemoryFile? {
    pointer.map { Unmanaged<MemoryFile>.fromOpaque($0).takeUnretainedValue() }
  }

  private func read(into buffer: UnsafeMutableRawPointer?, _ size: Int) -> UInt {
    let count = min(size, bytes.count - position)
    guard let buffer, count > 0 else { return 0 }
    bytes.withUnsafeBytes { source in
      buffer.copyMemory(
        from: UnsafeRawBufferPointer(rebasing: source[position..<position + count]).baseAddress
          ?? UnsafeRawPointer(buffer), byteCount: count)
    }
    position += count
    return UInt(count)
  }

  private func write(_ buffer: UnsafeRawPointer?, _ size: Int) -> UInt {
    let new = UnsafeRawBufferPointer(start: buffer, count: buffer == nil ? 0 : size)
    let overlap = min(new.count, bytes.count - position)
    bytes.replaceSubrange(position..<position + overlap, with: new)
    position += new.count
    return UInt(new.count)
  }

  private func seek(_ offset: UInt64, from origin: Int32) -> Bool {
    let start =
      switch origin {
      case ZLIB_FILEFUNC_SEEK_SET: 0
      case ZLIB_FILEFUNC_SEEK_CUR: position
      default: bytes.count
      }
    // minizip seeks backwards from the position by offsets that wrap around.
    let target = start &+ Int(truncatingIfNeeded: offset)
    guard (0...bytes.count).contains(target) else { return false }
    position = target
    return true
  }
}
