import Testing

@testable import Publishing

@Suite struct ArchiveTests {
  @Test func filesComeBackAsTheyWere() throws {
    let entries = [
      Archive.Entry(name: "[Content_Types].xml", bytes: Array("<a/>".utf8)),
      Archive.Entry(name: "word/空.bin", bytes: []),
      Archive.Entry(name: "word/media/a.png", bytes: (0..<300_000).map { UInt8($0 * $0 & 0xFF) }),
    ]
    let bytes = try Archive.zip(entries)
    #expect(bytes.starts(with: [0x50, 0x4B, 3, 4]))
    #expect(try Archive.entries(of: bytes) == entries)
  }

  @Test func theSameFilesGiveTheSameBytesWithTheFirstDateOfZip() throws {
    let entries = [Archive.Entry(name: "a", bytes: [1, 2, 3])]
    let bytes = try Archive.zip(entries)
    #expect(try Archive.zip(entries) == bytes)
    // Time and date of the local header, little-endian.
    #expect(Array(bytes[10..<14]) == [0, 0, 0x21, 0])
  }

  @Test func damageIsRefused() throws {
    let bytes = try Archive.zip([Archive.Entry(name: "a", bytes: Array(repeating: 7, count: 999))])
    #expect(throws: PublishingError.self) { try Archive.entries(of: []) }
    #expect(throws: PublishingError.self) { try Archive.entries(of: Array(bytes.dropLast(9))) }
    var changed = bytes
    changed[33] ^= 0xFF
    #expect(throws: PublishingError.self) { try Archive.entries(of: changed) }
  }
}
