import FoundationEssentials
import Subprocess
import SystemPackage
import Testing

@Suite struct ReadLinesTests {
  /// What an answer says, as far as the tests ask.
  private struct Answer: Decodable {
    struct Report: Decodable {
      var report: String
      var body: String
      var tier: String?
      var start: Int
      var end: Int
      var observations: [Observation]
      var left_out: [LeftOut]
    }

    struct Observation: Decodable {
      var id: String
      var measures: String
      var value: Double
      var start: Int
      var end: Int
      var evidence: String
    }

    struct LeftOut: Decodable {
      var reason: String
    }

    struct Part: Decodable {
      var kind: String
      var reason: String?
    }

    struct Finding: Decodable {
      var severity: String
      var text: String
    }

    var reports: [Report]?
    var parts: [Part]?
    var diagnostics: [Finding]?
    var error: String?
  }

  /// Runs the command on lines and returns its answers.
  private func read(
    _ input: String, _ arguments: [String] = []
  ) async throws -> (
    status: TerminationStatus, lines: [String], answers: [Answer], messages: String
  ) {
    let products = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    let result = try await run(
      .path(FilePath(products.appending(path: "heng").path())),
      arguments: Arguments(["read", "--stdin-ndjson"] + arguments),
      environment: .inherit.updating(["LANG": "C", "LC_ALL": ""]), input: .string(input),
      output: .string(limit: 1 << 26), error: .string(limit: 1 << 20))
    let answers = result.standardOutput.split(separator: "\n").map(String.init)
    return (
      result.terminationStatus, answers,
      try answers.map { try JSONDecoder().decode(Answer.self, from: Data($0.utf8)) },
      result.standardError
    )
  }

  @Test func `lines are answered in order, a bad one among them too, and the status tells`()
    async throws
  {
    var input = ""
    for number in 1...50 {
      input +=
        number == 25
        ? "{\"id\":25,\"text\":\n"
        : ReadSample.line(id: String(number), ReadSample.congress(meetings: number))
    }
    let outcome = try await read(input)
    #expect(outcome.status == .exited(1))
    #expect(outcome.answers.count == 50)
    for (index, answer) in outcome.answers.enumerated() {
      if index == 24 {
        #expect(outcome.lines[index].hasPrefix("{\"id\":null,\"error\":\"line 25: "))
        #expect(answer.reports == nil)
        continue
      }
      #expect(outcome.lines[index].hasPrefix("{\"id\":\(index + 1),"))
      let meetings = answer.reports?.first?.observations
        .first { $0.measures == "committee_meetings" }
      #expect(meetings?.value == Double(index + 1))
    }
    #expect(outcome.messages.isEmpty)
  }

  @Test func `good lines end with 0, the same bytes on every run, without a last line end`()
    async throws
  {
    let input = (1...30).map { ReadSample.line(id: "\($0)", ReadSample.congress(meetings: $0)) }
      .joined().dropLast()
    let first = try await read(String(input))
    #expect(first.status == .exited(0))
    #expect(first.answers.count == 30)
    #expect(try await read(String(input)).lines == first.lines)
    // An empty input is no mistake.
    let none = try await read("")
    #expect(none.status == .exited(0) && none.lines.isEmpty)
  }

  @Test(arguments: [
    "7", "\"a\\u00e9\\\"\"", "1.50", "-0", "12345678901234567890123", "1E+2", "null", "true",
    "[1, {\"a\":[]}]", "{\"b\": {}}",
  ])
  func `an id of any kind comes back as it was written`(id: String) async throws {
    let outcome = try await read(ReadSample.line(id: id, ReadSample.conference))
    #expect(outcome.status == .exited(0))
    #expect(outcome.lines.count == 1 && outcome.lines[0].hasPrefix("{\"id\":\(id),\"reports\":[{"))
  }

  @Test(arguments: [
    "{", "[]", "7", "nonsense", "{\"id\":1}", "{\"id\":1,\"text\":5}", "{\"id\":1,\"text\":null}",
    "{\"id\":01,\"text\":\"\"}", "{\"id\":1,\"text\":\"\\x\"}", "{\"id\":1,\"text\":\"a\"} 5",
    "{\"id\":1,\"text\":\"a\tb\"}", "{\"id\":1,,\"text\":\"\"}", "{\"id\":tru,\"text\":\"\"}",
    "{\"id\":1,\"text\":\"\\u12\"}", "{\"text\":\"a\",}",
  ])
  func `a line that holds no document is answered by an error, and the next is read`(
    line: String
  ) async throws {
    let outcome = try await read(line + "\n" + ReadSample.line(id: "2", ReadSample.congress))
    #expect(outcome.status == .exited(1))
    #expect(outcome.lines.count == 2)
    #expect(outcome.lines[0].hasPrefix("{\"id\":null,\"error\":\"line 1: "))
    #expect(outcome.answers[1].reports?.count == 1)
  }

  @Test func `a line beyond the limit is answered by an error and not kept`() async throws {
    let long = "{\"id\":1,\"text\":\"" + String(repeating: "a", count: 64 << 20) + "\"}\n"
    let outcome = try await read(long + ReadSample.line(id: "2", ReadSample.congress))
    #expect(outcome.status == .exited(1))
    #expect(outcome.answers.map { $0.error == nil } == [false, true])
    #expect(outcome.answers[0].error?.contains("64 MB") == true)
  }

  @Test func `nesting without end is refused`() async throws {
    let deep = String(repeating: "[", count: 100_000)
    let outcome = try await read("{\"id\":\(deep)\n")
    #expect(outcome.status == .exited(1) && outcome.lines.count == 1)
  }

  @Test func `an answer carries the columns of the tables, and offsets lead to the evidence`()
    async throws
  {
    // A speech before the report: its offsets count from its own beginning.
    let text = ReadSample.speech + ReadSample.congress
    let outcome = try await read(ReadSample.line(id: "1", text), ["--language", "zh"])
    let answer = try #require(outcome.answers.first)
    #expect(answer.parts?.map(\.kind) == ["speech", "report"])
    #expect(answer.parts?.first?.reason?.contains("讲话") == true)
    let report = try #require(answer.reports?.first)
    #expect(report.report == "南通市-npc-2022" && report.body == "南通市")
    #expect(report.tier == "设区的市")
    #expect(report.left_out.map(\.reason) == ["plan"])
    #expect(report.observations.count == 4)
    let scalars = Array(text.unicodeScalars)[report.start..<report.end]
    #expect(scalars.count < text.unicodeScalars.count)
    for observation in report.observations {
      #expect(observation.id.hasPrefix("南通市-npc-2022:"))
      let range = (report.start + observation.start)..<(report.start + observation.end)
      var found = String.UnicodeScalarView()
      found.append(contentsOf: scalars[range])
      #expect(String(found) == observation.evidence)
    }
  }

  @Test func `a document without a report is answered by what it is`() async throws {
    let outcome = try await read(ReadSample.line(id: "1", ReadSample.speech))
    #expect(outcome.status == .exited(0))
    #expect(outcome.answers.first?.reports?.isEmpty == true)
    let finding = try #require(outcome.answers.first?.diagnostics?.first)
    #expect(finding.severity == "error" && finding.text.contains("a speech"))
  }

  @Test func `escapes mean what they stand for`() async throws {
    let written = ReadSample.congress.unicodeScalars.map { scalar in
      let digits = String(scalar.value, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
    let plain = try await read(ReadSample.line(id: "1", ReadSample.congress + "😀\\\"\\\\/\\t"))
    let escaped = try await read(
      "{\"text\":\"\(written)\\ud83d\\uDE00\\\"\\\\\\/\\t\",\"id\":1}\r\n\n")
    #expect(plain.status == .exited(0))
    #expect(plain.lines == escaped.lines)
    // Half a pair is no character.
    let half = try await read("{\"text\":\"\(written)\\ud83d\",\"id\":1}")
    #expect(half.answers.first?.reports?.count == 1)
  }

  @Test func `the file's name tells what the text does not`() async throws {
    let body = lines(ReadSample.congress).dropFirst(2).joined(separator: "\\n")
      .replacing("2022年的", with: "").replacing("2023年的", with: "")
    let unnamed = try await read("{\"id\":1,\"text\":\"\(body)\"}\n")
    #expect(unnamed.answers.first?.reports?.isEmpty == true)
    let named = try await read(
      "{\"id\":1,\"text\":\"\(body)\",\"name\":\"南通市人大常委会-2022.txt\"}\n")
    #expect(named.answers.first?.reports?.first?.report == "南通市-npc-2022")
  }
}
