import Diagnostics
import FoundationEssentials
import Testing

@testable import Reading

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

@Suite struct InputSourcesTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func found(_ paths: [String]) -> (paths: [String], lines: [String]) {
    let result = ReportSources.find(paths)
    return (
      folder.lines(result.sources.map(\.path)),
      folder.lines(result.diagnostics.map { $0.line(in: .english) })
    )
  }

  @Test func `a folder gives its reports in the order of their bytes`() throws {
    for name in [
      "b.txt", "a/z.docx", "a-b.md", "B.HTML", "白城市.pdf", "c.htm", "a/a/x.txt", ".hidden.txt",
      ".git/y.txt",
    ] {
      try folder.write("各位代表：", name)
    }
    // "-" is 0x2D and "/" 0x2F; capitals come before small letters, Chinese after both.
    #expect(
      found([folder.path]).paths == [
        "B.HTML", "a-b.md", "a/a/x.txt", "a/z.docx", "b.txt", "c.htm", "白城市.pdf",
      ])
    #expect(found([folder.path]).lines == [])
  }

  @Test func `files of other kinds are counted in one note`() throws {
    for name in ["a.txt", "b.xlsx", "c/d.png", "c/e"] { try folder.write("各位代表：", name) }
    let result = found([folder.path])
    #expect(result.paths == ["a.txt"])
    #expect(
      result.lines == [
        ": note: 3 files of other kinds passed over: only txt, md, htm, html, docx, pdf are read"
      ])
  }

  @Test func `a file named is taken whatever its extension, and once`() throws {
    let path = try folder.write("各位代表：", "a.report")
    let other = try folder.write("各位代表：", "b.txt")
    let result = found([path, other, folder.path, path])
    #expect(result.paths == ["a.report", "b.txt"])
    #expect(
      result.lines == [
        ": note: 1 file of other kinds passed over: only txt, md, htm, html, docx, pdf are read"
      ])
  }

  @Test func `a folder without reports is an error`() throws {
    try folder.write("1", "a.csv")
    #expect(
      found([folder.path]).lines == [
        ": error: the folder holds no report (txt, md, htm, html, docx, pdf): check the path"
      ])
  }

  @Test func `every path that names nothing is told, and the others are found`() throws {
    let path = try folder.write("各位代表：", "a.txt")
    let result = found(["\(folder.path)/none", path, "\(folder.path)/a.txt/b"])
    #expect(result.paths == ["a.txt"])
    #expect(
      result.lines == [
        "none: error: there is no such file: check the path",
        "a.txt/b: error: there is no such file: check the path",
      ])
  }

  @Test func `links to folders above lead nowhere, links to nothing are told`() throws {
    try folder.write("各位代表：", "a/b.txt")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/a/up", withDestinationPath: "..")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/a/c.txt", withDestinationPath: "nowhere")
    #expect(mkfifo("\(folder.path)/a/pipe.txt", 0o600) == 0)
    let result = found([folder.path])
    #expect(result.paths == ["a/b.txt"])
    #expect(
      result.lines == [
        "a/c.txt: warning: the file that this symbolic link names does not exist: mend it or name "
          + "the file",
        ": note: 1 file of other kinds passed over: only txt, md, htm, html, docx, pdf are read",
      ])
  }

  @Test func `a slash at a folder's end is not doubled`() throws {
    try folder.write("各位代表：", "a.txt")
    #expect(found(["\(folder.path)/"]).paths == ["a.txt"])
  }

  @Test func `the standard input is named by a hyphen, once`() {
    #expect(ReportSources.find(["-", "-"]).sources == [ReportSource(path: "-")])
    #expect(ReportSource(path: "-").name == "-")
  }

  @Test(arguments: [("a/b/白城市-2022.txt", "白城市-2022.txt"), ("x.txt", "x.txt"), ("/", "")])
  func `a source's name is the file's without its folder`(path: String, name: String) {
    #expect(ReportSource(path: path).name == name)
  }
}
