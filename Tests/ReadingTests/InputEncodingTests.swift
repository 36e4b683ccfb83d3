import Diagnostics
import Testing

@testable import Reading

@Suite struct InputEncodingTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func report() throws -> String {
    String(decoding: try fixture("report.txt"), as: UTF8.self)
  }

  @Test(arguments: TextEncoding.allCases)
  func `a text is the same in every encoding`(encoding: TextEncoding) async throws {
    let name = encoding == .big5 ? "traditional.txt" : "report.txt"
    let text = String(decoding: try fixture(name), as: UTF8.self)
    let read = try await folder.read(encoded(text, as: encoding.rawValue), name)
    #expect(read.text == text)
    #expect(read.lines == [])
    #expect(read.format == .text)
  }

  @Test(arguments: [
    ("UTF-8", [0xEF, 0xBB, 0xBF]), ("UTF-16LE", [0xFF, 0xFE]), ("UTF-16BE", [0xFE, 0xFF]),
  ])
  func `a byte order mark is no part of the text`(encoding: String, mark: [UInt8]) async throws {
    let text = try report()
    let read = try await folder.read(mark + encoded(text, as: encoding), "报告.txt")
    #expect(read.text == text)
    #expect(read.lines == [])
  }

  @Test func `a traditional text in GB18030 is not taken for Big5`() async throws {
    let text = String(decoding: try fixture("traditional.txt"), as: UTF8.self)
    #expect(try await folder.read(encoded(text, as: "GB18030"), "a.txt").text == text)
  }

  @Test(arguments: ["市人大常委会听取工作报告5项。", "7次", "执法检查"])
  func `a single sentence tells its encoding`(text: String) async throws {
    #expect(try await folder.read(encoded(text, as: "GB18030"), "a.txt").text == text)
  }

  @Test func `a single traditional sentence tells Big5`() async throws {
    let text = "市人大常委會聽取工作報告5項。"
    #expect(try await folder.read(encoded(text, as: "BIG5"), "a.txt").text == text)
  }

  @Test func `English in UTF-16 without a mark is read`() async throws {
    let text = "The committee met 8 times.\n"
    for encoding in ["UTF-16LE", "UTF-16BE"] {
      #expect(try await folder.read(encoded(text, as: encoding), "a.txt").text == text)
    }
  }

  @Test func `damaged UTF-8 is read with a warning that names the first place`() async throws {
    let text = Array("各位代表：\n全年召开会议8次，听取报告17项。\n完".utf8)
    // 各位代表： is 15 bytes, a line break 1; 全年 6 more: the damage is the third character of line 2.
    var damaged = text[..<22] + [0xFF] + text[22...]
    damaged[damaged.endIndex - 1] = 0x41
    let read = try await folder.read(Array(damaged), "a.txt")
    #expect(read.text == "各位代表：\n全年\u{FFFD}召开会议8次，听取报告17项。\n\u{FFFD}A")
    #expect(
      read.lines == [
        "a.txt:2:3: warning: the bytes here are not UTF-8, 2 such places in the file, read as "
          + "\u{FFFD}: save the original anew as UTF-8"
      ])
  }

  @Test func `damaged GB18030 is read with a warning`() async throws {
    let start = try encoded("各位代表：\n常委会", as: "GB18030")
    let end = try encoded("听取和审议工作报告5项。", as: "GB18030")
    let read = try await folder.read(start + [0xFF] + end, "a.txt")
    #expect(read.text == "各位代表：\n常委会\u{FFFD}听取和审议工作报告5项。")
    #expect(read.lines.count == 1)
    #expect(
      read.lines.first?.hasPrefix("a.txt:2:4: warning: the bytes here are not GB18030") == true)
  }

  @Test(arguments: TextEncoding.allCases)
  func `a text cut anywhere is read and never crashes`(encoding: TextEncoding) throws {
    let text = try encoded(
      "市人大常委会听取5项，\r\n﻿代表。", as: encoding == .big5 ? "GB18030" : encoding.rawValue)
    for end in 0...text.count {
      var cut = encoding.decode(Array(text[..<end])).text
      LineEnds.normalise(&cut)
      #expect(String(validating: cut, as: UTF8.self) != nil)
    }
  }

  @Test func `every byte alone and in pairs becomes text`() throws {
    for encoding in TextEncoding.allCases {
      for first in stride(from: UInt8(0), through: 255, by: 1) {
        for second: UInt8 in [0x00, 0x0A, 0x41, 0x80, 0xA1, 0xD8, 0xFF] {
          let decoded = encoding.decode([first, second])
          #expect(String(validating: decoded.text, as: UTF8.self) != nil)
          #expect((decoded.faults > 0) == (decoded.firstFault != nil))
        }
      }
    }
  }
}
