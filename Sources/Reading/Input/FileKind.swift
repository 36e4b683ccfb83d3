/// What a file is, by its first bytes and, where these do not tell, by its extension.
enum FileKind: Equatable {
  case empty
  case text
  case markdown
  case html
  case pdf
  /// A ZIP archive; which one, its directory tells.
  case archive
  /// An OLE container: Word of before 2007, or a document with a password.
  case container
  case richText
  case picture
  /// Bytes that are no text.
  case binary

  /// How many bytes at the start of a file decide.
  static let headLength = 65_536

  /// The kind of a file that starts with the bytes.
  init(head: ArraySlice<UInt8>, extension suffix: String) {
    if head.isEmpty {
      self = .empty
    } else if let kind = Self.known(head) {
      self = kind
    } else if Self.isBinary(head) {
      self = .binary
    } else if Self.isPage(head) || ["htm", "html", "xhtml"].contains(suffix) {
      self = .html
    } else {
      self = ["md", "markdown"].contains(suffix) ? .markdown : .text
    }
  }

  private static let signatures: [(bytes: [UInt8], kind: FileKind)] = [
    ([0x50, 0x4B, 0x03, 0x04], .archive), ([0x50, 0x4B, 0x05, 0x06], .archive),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .container),
    (Array("{\\rtf".utf8), .richText),
    ([0x89, 0x50, 0x4E, 0x47], .picture), ([0xFF, 0xD8, 0xFF], .picture),
    (Array("GIF8".utf8), .picture), ([0x49, 0x49, 0x2A, 0x00], .picture),
    ([0x4D, 0x4D, 0x00, 0x2A], .picture), (Array("RIFF".utf8), .picture),
  ]

  private static func known(_ head: ArraySlice<UInt8>) -> FileKind? {
    for signature in signatures where head.starts(with: signature.bytes) { return signature.kind }
    // The mark of a PDF may stand anywhere in the first kilobyte (ISO 32000-1, annex H.3.4.1).
    let start = head.prefix(1024)
    let mark = Array("%PDF-".utf8)
    for index in start.indices where start[index] == mark[0] {
      if start[index...].starts(with: mark) { return .pdf }
    }
    // `BM`, then a length, then four bytes of 0: two letters alone could begin a text.
    if head.count > 10, head.starts(with: Array("BM".utf8)),
      head[(head.startIndex + 6)...].starts(with: [0, 0, 0, 0])
    {
      return .picture
    }
    return nil
  }

  /// Whether control characters are too many for text, which in UTF-16 has bytes of 0 too.
  private static func isBinary(_ head: ArraySlice<UInt8>) -> Bool {
    let sample = head.prefix(8192)
    var controls = 0
    for byte in sample where byte < 0x20 && !(0x08...0x0D).contains(byte) && byte != 0x1A {
      controls += 1
    }
    return controls * 20 > sample.count && TextEncoding.wide(sample) == nil
  }

  /// Whether the text begins as a web page does, in whatever encoding that keeps ASCII.
  private static func isPage(_ head: ArraySlice<UInt8>) -> Bool {
    var bytes: [UInt8] = []
    // Most texts are told from a page by their first character. A byte order mark may stand before it.
    let first = head.prefix(512).first { $0 > 0x20 && $0 < 0x7F }
    guard first == UInt8(ascii: "<") else { return false }
    // A page in UTF-16 has a 0 beside each letter.
    for byte in head.prefix(4096) where byte > 0x20 && byte < 0x7F {
      bytes.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
    }
    if bytes.starts(with: Array("<?xml".utf8)) {
      guard let end = bytes.firstIndex(of: UInt8(ascii: ">")) else { return false }
      bytes.removeSubrange(...end)
    }
    return ["<!doctypehtml", "<html", "<head", "<body"].contains { bytes.starts(with: $0.utf8) }
  }
}
