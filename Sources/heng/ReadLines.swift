import Diagnostics
import Reading

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Reads documents from lines of JSON on standard input and answers each with a line on standard output.
struct ReadLines {
  let language: Language

  /// One line with its number, from 1; nothing where it was too long to be kept.
  private struct Line: Sendable {
    var number: Int
    var bytes: [UInt8]?
  }

  /// The greatest number of bytes under way at a time, so that memory does not grow with the input.
  private static let greatestUnderWay = DocumentLine.longest

  /// Answers every line, in order, as soon as it and those before it are read.
  ///
  /// - Returns: Whether every line held a document.
  func run() async throws -> Bool {
    var input = StandardInputLines(longest: DocumentLine.longest)
    var number = 0
    var bytesUnderWay = 0
    var isGood = true
    let language = language
    try await inOrder(
      next: { isUnderWay -> Line? in
        if isUnderWay, bytesUnderWay > Self.greatestUnderWay { return nil }
        // A program that waits for an answer before it writes on gets it.
        while let line = input.next(mayWait: !isUnderWay) {
          number += 1
          if case .whole(let bytes) = line {
            // Empty lines, such as one at the end, are no documents.
            if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
            bytesUnderWay += bytes.count
            return Line(number: number, bytes: bytes)
          }
          return Line(number: number)
        }
        return nil
      },
      work: { line in
        guard let bytes = line.bytes else {
          return (
            bytes: DocumentLine.tooLong(number: line.number, language: language),
            isDocument: false, length: 0
          )
        }
        let answer = DocumentLine.answer(to: bytes, number: line.number, language: language)
        return (answer.bytes, answer.isDocument, bytes.count)
      },
      deliver: { answer in
        bytesUnderWay -= answer.length
        if !answer.isDocument { isGood = false }
        try Console.writeResult(answer.bytes)
      })
    if let problem = input.problem {
      Console.report([problem], language: language)
      return false
    }
    return isGood
  }
}

/// The lines of standard input, one after another, each read when it is asked for.
struct StandardInputLines {
  /// A line without its end.
  enum Line {
    case whole([UInt8])
    case tooLong
  }

  /// Why the input ended early.
  private(set) var problem: Diagnostic?
  private let longest: Int
  private var buffer: [UInt8] = []
  private var piece = [UInt8](repeating: 0, count: 1 << 16)
  /// Where the bytes begin that are not handed out yet, and where no line end has been looked for yet.
  private var start = 0
  private var searched = 0
  private var isTooLong = false
  private var isAtEnd = false

  init(longest: Int) {
    self.longest = longest
  }

  /// The next line; nothing at the end, or where none is there yet and the call may not wait.
  mutating func next(mayWait: Bool) -> Line? {
    while true {
      if let end = lineEnd() {
        let line = buffer[start..<end]
        start = end + 1
        searched = start
        return taken(line)
      }
      if isAtEnd {
        let line = buffer[start...]
        start = buffer.count
        searched = start
        if line.isEmpty, !isTooLong { return nil }
        return taken(line)
      }
      if buffer.count - start > longest {
        // The rest of the line is passed over piece by piece.
        isTooLong = true
        start = buffer.count
      }
      if !mayWait, !isReady { return nil }
      fill()
    }
  }

  private mutating func taken(_ line: ArraySlice<UInt8>) -> Line {
    defer { isTooLong = false }
    return isTooLong || line.count > longest ? .tooLong : .whole(Array(line))
  }

  private mutating func lineEnd() -> Int? {
    let from = searched
    let found = buffer.withUnsafeBytes { bytes -> Int? in
      guard let base = bytes.baseAddress, from < bytes.count,
        let place = memchr(base + from, 0x0A, bytes.count - from)
      else { return nil }
      return UnsafeRawPointer(place) - base
    }
    searched = found ?? buffer.count
    return found
  }

  /// Whether a read would not wait.
  private var isReady: Bool {
    var state = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return poll(&state, 1, 0) != 0
  }

  private mutating func fill() {
    buffer.removeSubrange(..<start)
    searched -= start
    start = 0
    var count = 0
    repeat {
      count = piece.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
    } while count < 0 && errno == EINTR
    buffer += piece[..<max(count, 0)]
    if count <= 0 { isAtEnd = true }
    if count < 0 {
      let reason = String(cString: strerror(errno))
      problem = Diagnostic(
        .error, at: Place("-"),
        LocalisedText(zh: "标准输入读不下去：\(reason)", en: "standard input cannot be read on: \(reason)"))
    }
  }
}
