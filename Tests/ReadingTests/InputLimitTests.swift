import FoundationEssentials
import Testing

@testable import Reading

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

@Suite struct InputLimitTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `an empty file is refused`() async throws {
    let message = "error: the file is empty: check that it is the right file"
    #expect(try await folder.refusal([], "a.txt") == ["a.txt: \(message)"])
    #expect(try await folder.refusal([], "a.docx") == ["a.docx: \(message)"])
  }

  @Test(arguments: [" \n\t\r\n", "\u{FEFF}\n", "\u{200B}", "\u{0C}"])
  func `white space alone is no text`(text: String) async throws {
    #expect(
      try await folder.refusal(Array(text.utf8), "a.txt") == [
        "a.txt: error: it holds no text: check that it is the right file"
      ])
  }

  @Test(
    arguments: [
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], [0xFF, 0xD8, 0xFF, 0xE0], Array("GIF89a".utf8),
      Array("BM".utf8) + [1, 2, 3, 4, 0, 0, 0, 0, 9], [0x49, 0x49, 0x2A, 0x00],
      Array("RIFF1234".utf8),
    ] as [[UInt8]])
  func `a picture is refused whatever its name`(bytes: [UInt8]) async throws {
    #expect(
      try await folder.refusal(bytes, "a.txt") == [
        "a.txt: error: this is a picture and no text: recognise its text (OCR) first and save that"
      ])
  }

  @Test func `a text that begins with BM is text`() async throws {
    #expect(try await folder.read(Array("BMW工厂5家".utf8), "a.txt").text == "BMW工厂5家")
  }

  @Test func `bytes of zero are no text, and only their start is read`() async throws {
    let path = try folder.write([], "a.txt")
    // A file with a hole: 300 MB that take no room.
    #expect(truncate(path, 300 << 20) == 0)
    #expect(
      await folder.refusal(path) == [
        "a.txt: error: it holds no text: name a file of txt, md, html, docx or pdf"
      ])
    let (bytes, kind) = try ReportSource(path: path).contents()
    #expect(kind == .binary)
    #expect(bytes.count == FileKind.headLength)
  }

  @Test func `a file beyond the limit is refused before it is read`() async throws {
    let path = try folder.write([], "a.txt")
    #expect(truncate(path, (512 << 20) + 1) == 0)
    #expect(
      await folder.refusal(path) == [
        "a.txt: error: the file is larger than 512 MB and so no work report: check that it is the "
          + "right file"
      ])
  }

  @Test func `a document with a password and an old document are told apart`() async throws {
    let start: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    let locked = start + (try encoded("  EncryptedPackage", as: "UTF-16LE"))
    let old = start + (try encoded("  WordDocument", as: "UTF-16LE"))
    #expect(
      try await folder.refusal(locked, "a.docx") == [
        "a.docx: error: the document has a password: save it without one in Word or WPS"
      ])
    #expect(
      try await folder.refusal(old, "a.doc") == [
        "a.doc: error: this is an old format (such as .doc or .wps): save it as .docx in Word or WPS"
      ])
    #expect(
      try await folder.refusal(Array("{\\rtf1 a}".utf8), "a.doc") == [
        "a.doc: error: this is an RTF file: save it as .docx in Word or WPS"
      ])
  }

  @Test(arguments: [
    (
      "xl/workbook.xml",
      "this is a workbook and no report: a table needs no reading and is used as it is"
    ),
    ("ppt/presentation.xml", "a document of this kind cannot be read: save it as .docx or PDF"),
    ("content.xml", "a document of this kind cannot be read: save it as .docx or PDF"),
    ("a.txt", "this is an archive: unpack it and name the files in it"),
  ])
  func `an archive that is no document is named`(file: String, message: String) async throws {
    #expect(
      try await folder.refusal(archive([(file, [0x41])]), "a.docx") == ["a.docx: error: \(message)"]
    )
  }

  @Test func `an archive that claims too much is not unpacked`() async throws {
    let bomb = archive([("word/document.xml", [0x41])], claiming: 250 << 20)
    #expect(
      try await folder.refusal(bomb, "a.docx") == [
        "a.docx: error: it would unpack to an unreasonable size (250 MB) and was not opened: "
          + "check where it comes from, or save it as text"
      ])
  }

  @Test(arguments: [(100, true), (101, false)])
  func `an archive may be packed a hundred times smaller`(ratio: Int, isSafe: Bool) {
    let size = 20_000
    let bytes = archive(
      [("word/document.xml", [UInt8](repeating: 0x41, count: size))], claiming: size * ratio)
    let isAccepted = (try? Archive(bytes).check("a.docx")) != nil
    #expect(isAccepted == isSafe)
  }

  @Test func `an archive whose files share their bytes is not unpacked`() {
    // Ten entries of 1,000 bytes in an archive of a few hundred: what the directory says is packed
    // cannot be there.
    var bytes = archive([("word/document.xml", [UInt8](repeating: 0x41, count: 100))])
    let directory = bytes.count - 22 - 46 - 17
    for index in directory + 20..<directory + 28 { bytes[index] = index % 4 == 1 ? 0x7F : 0 }
    #expect(throws: ReadingError.self) { try Archive(bytes).check("a.docx") }
  }

  @Test func `an encrypted archive and one cut short are told apart`() async throws {
    let document = archive([("word/document.xml", [0x41])], flags: 1)
    #expect(
      try await folder.refusal(document, "a.docx") == [
        "a.docx: error: the document has a password: save it without one in Word or WPS"
      ])
    for end in 4..<document.count {
      #expect(
        try await folder.refusal(Array(document[..<end]), "a.docx") == [
          "a.docx: error: the file is damaged or cut short: download or save it anew"
        ])
    }
  }

  // MARK: - What is no file

  @Test func `a folder, a missing file and a link to nothing are refused`() async throws {
    let link = "\(folder.path)/link.txt"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "nowhere")
    #expect(
      await folder.refusal(link) == [
        "link.txt: error: the file that this symbolic link names does not exist: mend it or name "
          + "the file"
      ])
    #expect(
      await folder.refusal("\(folder.path)/a.txt") == [
        "a.txt: error: there is no such file: check the path"
      ])
    #expect(await folder.refusal(folder.path) == [": error: it is a folder: name the files in it"])
  }

  @Test func `links in a circle are refused`() async throws {
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/a.txt", withDestinationPath: "b.txt")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/b.txt", withDestinationPath: "a.txt")
    #expect(
      await folder.refusal("\(folder.path)/a.txt") == [
        "a.txt: error: its symbolic links lead round in a circle: name the file itself"
      ])
  }

  @Test func `a named pipe and a device are refused at once`() async throws {
    let pipe = "\(folder.path)/a.txt"
    #expect(mkfifo(pipe, 0o600) == 0)
    let message = "error: it is no regular file: name a file, or send the text by a pipe and name -"
    #expect(await folder.refusal(pipe) == ["a.txt: \(message)"])
    #expect(await folder.refusal("/dev/zero") == ["/dev/zero: \(message)"])
  }

  @Test(.enabled(if: getuid() != 0, "root may read everything"))
  func `a file without permission is refused`() async throws {
    let path = try folder.write("各位代表：", "a.txt")
    #expect(chmod(path, 0) == 0)
    #expect(
      await folder.refusal(path) == [
        "a.txt: error: there is no permission to read it: change its permissions"
      ])
  }

  // MARK: - Programs

  private func failure(_ converter: Converter, _ arguments: [String]) async -> String? {
    do {
      _ = try await converter.run(arguments, input: Array("a".utf8))
      return nil
    } catch {
      switch error {
      case .told(let told): return told.description
      case .refused(let code): return "refused \(code.map(String.init) ?? "without a code")"
      }
    }
  }

  @Test func `a program that is not installed is named with its packages`() async {
    let converter = Converter(program: "heng-none", package: ("none", "no"), file: "a.docx")
    #expect(
      await failure(converter, []) == "a.docx: error: the program heng-none is needed to read it: "
        + "run apt-get install none (macOS: brew install no)")
  }

  @Test func `a program that takes too long is stopped with all that it started`() async throws {
    let note = "\(folder.path)/child"
    var converter = Converter(program: "sh", package: ("dash", "dash"), file: "a.pdf")
    // On a busy machine the shell may not have begun when its time is over: it gets more then.
    for seconds in [1, 5, 25, 125] where !FileManager.default.fileExists(atPath: note) {
      converter.time = .seconds(seconds)
      #expect(
        await failure(converter, ["-c", "sleep 600 & echo $! > '\(note)'; wait"])
          == "a.pdf: error: sh did not "
          + "finish within \(seconds) seconds and was stopped: save it as text")
    }
    let child = try #require(
      pid_t(String(decoding: try Data(contentsOf: URL(filePath: note)), as: UTF8.self).dropLast()))
    // A signal takes effect when the child is scheduled next, and an orphan that has ended stays known until
    // the first process of the system has asked for it: on a busy machine both take their time.
    func isRunning() -> Bool {
      guard kill(child, 0) == 0 else { return false }
      let status = String(
        decoding: (try? Data(contentsOf: URL(filePath: "/proc/\(child)/stat"))) ?? Data(),
        as: UTF8.self)
      return status.drop { $0 != ")" }.dropFirst(2).prefix(1) != "Z"
    }
    for _ in 0..<600 where isRunning() { try await Task.sleep(for: .milliseconds(100)) }
    #expect(!isRunning())
  }

  @Test func `a program that writes too much is stopped`() async {
    var converter = Converter(program: "yes", package: ("coreutils", "coreutils"), file: "a.pdf")
    converter.outputLimit = 1 << 20
    #expect(
      await failure(converter, []) == "a.pdf: error: its text is more than 1 MB and so no work "
        + "report: check that it is the right file")
  }

  @Test func `a program's code of failure is passed on`() async {
    let converter = Converter(program: "sh", package: ("dash", "dash"), file: "a")
    #expect(await failure(converter, ["-c", "exit 3"]) == "refused 3")
    #expect(await failure(converter, ["-c", "cat \"$0\""]) == nil)
  }
}
