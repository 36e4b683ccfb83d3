import FoundationEssentials
import Subprocess
import SystemPackage
import Testing

/// What the command printed and how it ended.
struct Outcome {
  var status: Int32
  var output: String
  var messages: String
}

/// Runs the command that was built beside the tests, in a folder of its own.
func heng(_ arguments: [String], in folder: String, environment: [String: String] = [:])
  async throws
  -> Outcome
{
  let products = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
  var variables: [Environment.Key: String?] = ["LANG": "C", "LC_ALL": "", "NO_COLOR": "1"]
  for (key, value) in environment { variables[Environment.Key(stringLiteral: key)] = value }
  let result = try await run(
    .path(FilePath(products.appending(path: "heng").path())), arguments: Arguments(arguments),
    environment: .inherit.updating(variables), workingDirectory: FilePath(folder),
    output: .string(limit: 1 << 22), error: .string(limit: 1 << 22))
  let status: Int32
  switch result.terminationStatus {
  case .exited(let code): status = Int32(code)
  case .signaled(let signal): status = 128 + Int32(signal)
  }
  return Outcome(status: status, output: result.standardOutput, messages: result.standardError)
}

/// A folder with files, for the length of a test.
func withFolder<Result>(
  _ files: [String: String], _ body: (String) async throws -> Result
) async throws -> Result {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "heng-\(UInt64.random(in: 0...UInt64.max))").path()
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  for (name, text) in files {
    try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)"))
  }
  return try await body(folder)
}

let counts = """
  body,year,laws_passed,reports_heard
  甲市,2022,5,10
  乙市,2022,7,
  丙市,2022,5,12

  """

@Suite struct CommandTests {
  @Test func `a ranking goes to standard output and messages do not`() async throws {
    try await withFolder(["a.csv": counts]) { folder in
      let outcome = try await heng(["rank", "a.csv", "--by", "laws_passed"], in: folder)
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("2022年人大常委会通过地方性法规"))
      #expect(outcome.messages.isEmpty)
    }
  }

  @Test func `bars stand beside the values where they are asked for`() async throws {
    try await withFolder(["a.csv": counts]) { folder in
      let plain = try await heng(["rank", "a.csv", "--by", "laws_passed"], in: folder)
      let none = try await heng(["rank", "a.csv", "--by", "laws_passed", "--no-bars"], in: folder)
      #expect(plain.output == none.output && !plain.output.contains("█"))
      let bars = try await heng(["rank", "a.csv", "--by", "laws_passed", "--bars"], in: folder)
      #expect(bars.output.contains("7  ████████████\n"))
      #expect(bars.output.contains("5  ████████▌\n") || bars.output.contains("5  ████████▋\n"))
      let latex = try await heng(
        ["rank", "a.csv", "--by", "laws_passed", "-o", "a.tex"], in: folder)
      #expect(latex.status == 0)
      let text = try String(contentsOfFile: folder + "/a.tex", encoding: .utf8)
      #expect(text.contains("\\toprule"))
    }
  }

  @Test(arguments: [
    ["rank", "a.csv"], ["rank", "a.csv", "--by", "laws_pased"], ["rank", "a.csv", "--nonsense"],
    ["rank", "a.csv", "--by", "laws_passed", "--year", "abc"],
    ["rank", "a.csv", "--by", "laws_passed", "--counts", "regulation"],
    ["rank", "a.csv", "--by", "laws_passed", "--per", "million_resident"],
    ["chart", "ranked-bar", "a.csv", "--by", "laws_passed"],
    ["chart", "ranked-bar", "a.csv", "--by", "laws_passed", "-o", "a.gif"],
    ["chart", "ranked-bar", "a.csv", "--by", "laws_passed", "--size", "big", "-o", "a.png"],
    ["rank", "a.csv", "--by", "laws_passed", "--year", "2022", "--against", "2022"],
    ["list", "everything"], ["nonsense"],
  ])
  func `wrong usage ends with 64 and writes nothing`(arguments: [String]) async throws {
    try await withFolder(["a.csv": counts]) { folder in
      let outcome = try await heng(arguments, in: folder)
      #expect(outcome.status == 64)
      #expect(outcome.output.isEmpty)
      #expect(!outcome.messages.isEmpty)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.csv"])
    }
  }

  @Test(arguments: [
    ["rank", "b.csv", "--by", "laws_passed"], ["rank", "missing.csv", "--by", "laws_passed"],
    ["rank", "a.csv", "--by", "laws_passed", "--year", "2030"],
    ["rank", "a.csv", "--by", "laws_passed", "--focus", "戊市"],
    ["rank", "a.csv", "--by", "laws_passed", "--year", "2022", "--against", "2019"],
    ["rank", "a.csv", "--by", "laws_passed", "-o", "no/such/folder.md"], ["check", "b.csv"],
    ["chart", "ranked-bar", "b.csv", "--by", "laws_passed", "-o", "b.png"],
  ])
  func `what cannot be done ends with 1, says why in the form of an error, and writes nothing`(
    arguments: [String]
  ) async throws {
    let files = ["a.csv": counts, "b.csv": "body,year,laws_passed\n甲市,2022,十二\n"]
    try await withFolder(files) { folder in
      let outcome = try await heng(arguments, in: folder)
      #expect(outcome.status == 1)
      #expect(outcome.messages.contains("error: "))
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["a.csv", "b.csv"])
    }
  }

  @Test func `messages follow the locale and the place stays as it is`() async throws {
    try await withFolder(["b.csv": "body,year,laws_passed\n甲市,2022,十二\n"]) { folder in
      let english = try await heng(["check", "b.csv"], in: folder)
      #expect(english.messages == "b.csv:2:9: error: “十二” is not a count: write 12\n")
      let chinese = try await heng(
        ["check", "b.csv"], in: folder, environment: ["LANG": "zh_CN.UTF-8"])
      #expect(chinese.messages == "b.csv:2:9: error: “十二”不是计数：请写 12\n")
      let asked = try await heng(["check", "b.csv", "--language", "zh"], in: folder)
      #expect(asked.messages == chinese.messages)
    }
  }

  @Test func `charts in three formats are the same bytes from run to run`() async throws {
    try await withFolder(["a.csv": counts]) { folder in
      for name in ["1", "2"] {
        let outcome = try await heng(
          ["chart", "ranked-bar", "a.csv", "--by", "laws_passed"]
            + ["png", "svg", "pdf"].flatMap { ["-o", "\(name).\($0)"] }, in: folder)
        #expect(outcome.status == 0, "\(outcome.messages)")
        #expect(outcome.output == "\(name).png\n\(name).svg\n\(name).pdf\n")
      }
      for format in ["png", "svg", "pdf"] {
        let first = try Data(contentsOf: URL(filePath: "\(folder)/1.\(format)"))
        let second = try Data(contentsOf: URL(filePath: "\(folder)/2.\(format)"))
        #expect(first == second && first.count > 1000, "\(format)")
      }
    }
  }

  @Test(arguments: ["measures", "kinds", "methods"])
  func `lists come as text and as JSON`(subject: String) async throws {
    try await withFolder([:]) { folder in
      let text = try await heng(["list", subject], in: folder)
      #expect(text.status == 0 && text.output.contains("\n"))
      let json = try await heng(["list", subject, "--json"], in: folder)
      #expect(json.output.hasPrefix("["))
    }
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `shell completions are made`(shell: String) async throws {
    try await withFolder([:]) { folder in
      let outcome = try await heng(["--generate-completion-script", shell], in: folder)
      #expect(outcome.status == 0 && outcome.output.contains("ranked-bar"))
    }
  }
}
