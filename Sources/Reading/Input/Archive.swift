import Diagnostics

/// The directory of a ZIP archive, read before anything is unpacked.
struct Archive {
  /// The files in it.
  private(set) var entries: [Entry] = []
  /// Whether the archive is whole as far as its directory tells.
  private(set) var isReadable = false
  private let size: Int

  /// One file of an archive.
  struct Entry {
    var name: [UInt8]
    var isEncrypted: Bool
    var compressed: Int
    var unpacked: Int
  }

  /// The most that a document may unpack to, and how much smaller it may be packed.
  static let largestUnpacked = 200 << 20
  static let greatestRatio = 100

  /// Reads the central directory.
  ///
  /// - Source: PKWARE, APPNOTE.TXT 6.3.10, 4.3.12 and 4.3.16.
  init(_ bytes: [UInt8]) {
    size = bytes.count
    func number(_ offset: Int, _ width: Int) -> Int {
      guard offset >= 0, offset + width <= bytes.count else { return 0 }
      return (0..<width).reversed().reduce(0) { $0 << 8 | Int(bytes[offset + $1]) }
    }
    // The end record is 22 bytes and a comment of at most 65,535.
    var end = bytes.count - 22
    let least = max(0, bytes.count - 22 - 65_535)
    while end >= least, number(end, 4) != 0x0605_4B50 { end -= 1 }
    guard end >= least else { return }
    let count = number(end + 10, 2)
    var offset = number(end + 16, 4)
    for _ in 0..<count {
      guard number(offset, 4) == 0x0201_4B50 else { return }
      let nameLength = number(offset + 28, 2)
      let nameEnd = offset + 46 + nameLength
      guard nameEnd <= bytes.count else { return }
      entries.append(
        Entry(
          name: Array(bytes[offset + 46..<nameEnd]),
          isEncrypted: number(offset + 8, 2) & 1 == 1,
          compressed: number(offset + 20, 4), unpacked: number(offset + 24, 4)))
      offset = nameEnd + number(offset + 30, 2) + number(offset + 32, 2)
    }
    isReadable = !entries.isEmpty
  }

  private func contains(_ name: String) -> Bool {
    entries.contains { $0.name.elementsEqual(name.utf8) }
  }

  /// Checks that the archive is a DOCX that is safe to unpack.
  func check(_ file: String) throws(ReadingError) {
    guard isReadable else {
      throw ReadingError(
        file, zh: "文件不完整，读不出来：请重新下载或另存",
        en: "the file is damaged or cut short: download or save it anew")
    }
    guard contains("word/document.xml") || contains("word/document2.xml") else {
      throw refusalOfOther(file)
    }
    if entries.contains(where: \.isEncrypted) { throw Self.refusalOfPassword(file) }
    let unpacked = entries.reduce(0) { $0 + $1.unpacked }
    // An archive whose parts share their bytes claims more of them than it has.
    let packed = entries.reduce(0) { $0 + $1.compressed }
    if unpacked > Self.largestUnpacked || packed > size
      || unpacked > (1 << 20) && unpacked > Self.greatestRatio * packed
    {
      throw ReadingError(
        file, zh: "解压后会大得不合理（\(unpacked >> 20) MB），没有打开：请检查来源，或另存为文本",
        en: "it would unpack to an unreasonable size (\(unpacked >> 20) MB) and was not opened: "
          + "check where it comes from, or save it as text")
    }
  }

  private func refusalOfOther(_ file: String) -> ReadingError {
    if contains("xl/workbook.xml") || contains("xl/workbook.bin") {
      return ReadingError(
        file, zh: "这是电子表格，不是报告：表格不必读取，可直接使用",
        en: "this is a workbook and no report: a table needs no reading and is used as it is")
    }
    if contains("ppt/presentation.xml") || contains("content.xml") || contains("mimetype") {
      return ReadingError(
        file, zh: "不认识这种文档：请另存为 .docx 或 PDF",
        en: "a document of this kind cannot be read: save it as .docx or PDF")
    }
    return ReadingError(
      file, zh: "这是压缩包：请先解压，再给出其中的文件",
      en: "this is an archive: unpack it and name the files in it")
  }

  private static func refusalOfPassword(_ file: String) -> ReadingError {
    ReadingError(
      file, zh: "文档有密码：请在 Word 或 WPS 中去掉密码后另存",
      en: "the document has a password: save it without one in Word or WPS")
  }

  /// Why an OLE container is not read.
  static func refusalOfContainer(_ bytes: [UInt8], file: String) -> ReadingError {
    // Names in the container's directory are UTF-16LE (MS-CFB 2.6.1; MS-OFFCRYPTO 2.3.4.4).
    func names(_ name: String) -> Bool {
      let wanted = name.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
      return bytes.indices.contains {
        bytes[$0] == wanted[0] && bytes[$0...].starts(with: wanted)
      }
    }
    if names("EncryptedPackage") { return refusalOfPassword(file) }
    return ReadingError(
      file, zh: "这是旧格式（.doc、.wps 等）：请在 Word 或 WPS 中另存为 .docx",
      en: "this is an old format (such as .doc or .wps): save it as .docx in Word or WPS")
  }
}
