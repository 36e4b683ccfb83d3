/// Text without the marks of Markdown.
enum Markdown {
  /// The plain text, line by line, so that a line of it is a line of the file.
  static func plainText(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    LineEnds.normalise(&bytes)
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var isCode = false
    var isFirst = true
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if !isFirst { text.append(0x0A) }
      isFirst = false
      let content = line.drop { $0 == 0x20 }
      if content.starts(with: "```".utf8) || content.starts(with: "~~~".utf8) {
        isCode.toggle()
      } else if isCode {
        text += line
      } else if !isRule(content) {
        addInline(withoutBlockMarks(line), to: &text)
      }
    }
    return text
  }

  /// Whether a line only draws something: a rule, the underline of a heading, the line below a
  /// table's header.
  private static func isRule(_ line: ArraySlice<UInt8>) -> Bool {
    let marks = line.filter { $0 != 0x20 }
    guard marks.count >= 3, let first = marks.first else { return false }
    if "-=*_".utf8.contains(first) { return marks.allSatisfy { $0 == first } }
    return first == UInt8(ascii: "|") && marks.contains(UInt8(ascii: "-"))
      && marks.allSatisfy { "|-:".utf8.contains($0) }
  }

  /// A line without quote marks, heading marks, list marks and the bars around a table's row.
  private static func withoutBlockMarks(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = line
    while true {
      let content = rest.drop { $0 == 0x20 }
      guard content.first == UInt8(ascii: ">") else { break }
      rest = content.dropFirst().drop { $0 == 0x20 }
    }
    let content = rest.drop { $0 == 0x20 }
    let hashes = content.prefix { $0 == UInt8(ascii: "#") }
    if (1...6).contains(hashes.count) {
      let heading = content.dropFirst(hashes.count)
      // 〈#标题〉 without a space is common in Chinese.
      var text = heading.drop { $0 == 0x20 }
      while let last = text.last, last == UInt8(ascii: "#") || last == 0x20 { text.removeLast() }
      return text
    }
    if let first = content.first, "-*+".utf8.contains(first), content.dropFirst().first == 0x20 {
      return content.dropFirst(2).drop { $0 == 0x20 }
    }
    if content.first == UInt8(ascii: "|") {
      var cells = content.dropFirst()
      while let last = cells.last, last == UInt8(ascii: "|") || last == 0x20 { cells.removeLast() }
      return ArraySlice(cells.map { $0 == UInt8(ascii: "|") ? 0x09 : $0 })
    }
    return rest
  }

  /// Adds a line's text: links and pictures by their words, emphasis and code without marks.
  private static func addInline(_ line: ArraySlice<UInt8>, to text: inout [UInt8]) {
    var index = line.startIndex
    func byte(_ at: Int) -> UInt8 { line.indices.contains(at) ? line[at] : 0 }
    while index < line.endIndex {
      let current = line[index]
      switch current {
      case UInt8(ascii: "\\") where "\\`*_{}[]()<>#+-.!|~".utf8.contains(byte(index + 1)):
        text.append(byte(index + 1))
        index += 2
      case UInt8(ascii: "*"), UInt8(ascii: "`"):
        // An asterisk between spaces or digits is one: 3*4.
        let isSign =
          (byte(index - 1) == 0x20 && byte(index + 1) == 0x20)
          || (isDigit(byte(index - 1)) && isDigit(byte(index + 1)))
        if isSign { text.append(current) }
        index += 1
      case UInt8(ascii: "_") where byte(index + 1) == current,
        UInt8(ascii: "~") where byte(index + 1) == current:
        index += 2
      case UInt8(ascii: "!") where byte(index + 1) == UInt8(ascii: "["): index += 1
      case UInt8(ascii: "["):
        if let (words, end) = link(line, index) {
          addInline(words, to: &text)
          index = end
        } else {
          text.append(current)
          index += 1
        }
      default:
        text.append(current)
        index += 1
      }
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// The words of a link `[words](address)` or `[words][name]` and where it ends.
  private static func link(
    _ line: ArraySlice<UInt8>, _ start: Int
  ) -> (words: ArraySlice<UInt8>, end: Int)? {
    guard let close = line[start...].firstIndex(of: UInt8(ascii: "]")), close + 1 < line.endIndex
    else { return nil }
    let ender: UInt8
    switch line[close + 1] {
    case UInt8(ascii: "("): ender = UInt8(ascii: ")")
    case UInt8(ascii: "["): ender = UInt8(ascii: "]")
    default: return nil
    }
    guard let end = line[(close + 1)...].firstIndex(of: ender) else { return nil }
    return (line[start + 1..<close], end + 1)
  }
}
